"""What office documents share: languages, archives without dates, XML from templates."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sezlib.texts import clean_text

LOCALES = {"en": "en-GB", "ru": "ru-RU"}
# a file of a ZIP archive has a date, and the same content is the same bytes
DATED = (1980, 1, 1, 0, 0, 0)
TEMPLATES = Path(__file__).parent / "template" / "forms"


def zip_parts(parts: dict[str, bytes], stored: Iterable[str] = ()) -> bytes:
    """Return an archive of named parts without dates; `stored` parts are not compressed."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as written:
        for name, part in parts.items():
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            written.writestr(zipfile.ZipInfo(name, DATED), part, how)
    return held.getvalue()


def load_template(path: Path, **filters: Any) -> Any:
    """Return a template of XML or HTML, which escapes whatever is put in it."""
    from jinja2 import Environment, FileSystemLoader

    # no XML can hold a control character
    clean = lambda held: clean_text(held) if type(held) is str else held  # noqa: E731
    held = Environment(loader=FileSystemLoader(path.parent), autoescape=True, finalize=clean)
    held.filters |= filters
    return held.get_template(path.name)
