"""The page: an executed notebook's outputs as one self-contained HTML file."""

from __future__ import annotations

import contextlib
import functools
import warnings
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parent / "template"
ANALYST = "analyst"


def page(nb: Any, notes: list[dict[str, Any]]) -> str:
    """Return the page of an executed notebook: no code, nothing fetched, nothing that runs.

    Cells tagged `analyst` are left out. `notes` is the record of the run.
    """
    headings = [n for n in notes if n["kind"] == "heading" and n["level"] == 2]
    editions = [n for n in notes if n["kind"] == "edition"]
    about = editions[-1] if editions else {"language": "en", "title": ""}
    top = next((n["text"] for n in notes if n["kind"] == "heading" and n["level"] == 1), "")
    title = top or nb.metadata.get("title") or "Report"
    with _quietly():
        html, _ = _exporter().from_notebook_node(
            nb,
            resources={"sezlib": {"title": title, "about": about, "headings": headings}},
        )
    return html


@functools.cache
def _exporter() -> Any:
    from nbconvert.exporters import HTMLExporter
    from traitlets.config import Config

    class Exporter(HTMLExporter):
        """Takes templates from nbconvert itself, and none that the user has in their place."""

        def get_prefix_root_dirs(self) -> list[str]:
            return [str(_installed())]

    config = Config()
    config.TagRemovePreprocessor.enabled = True
    config.TagRemovePreprocessor.remove_cell_tags = {ANALYST}
    with _quietly():
        return Exporter(
            config=config,
            template_name="sezlib",
            extra_template_basedirs=[str(TEMPLATES)],
            template_data_paths=[str(_installed() / "nbconvert" / "templates")],
            exclude_input=True,
        )


def _installed() -> Path:
    """Return the folder of what nbconvert has installed beside its modules."""
    part = "share/jupyter/nbconvert/templates/base/null.j2"
    files = metadata.files("nbconvert") or []
    return next(Path(str(f.locate())).resolve().parents[3] for f in files if str(f).endswith(part))


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    with warnings.catch_warnings():
        # of nbconvert's own making, and nothing that a user could do about
        warnings.simplefilter("ignore")
        yield
