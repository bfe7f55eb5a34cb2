"""The page: an executed notebook's outputs as one self-contained HTML file."""

from __future__ import annotations

import contextlib
import functools
import warnings
from collections.abc import Iterator
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

    config = Config()
    config.TagRemovePreprocessor.enabled = True
    config.TagRemovePreprocessor.remove_cell_tags = {ANALYST}
    with _quietly():
        return HTMLExporter(
            config=config,
            template_name="sezlib",
            extra_template_basedirs=[str(TEMPLATES)],
            exclude_input=True,
        )


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    with warnings.catch_warnings():
        # of nbconvert's own making, and nothing that a user could do about
        warnings.simplefilter("ignore")
        yield
