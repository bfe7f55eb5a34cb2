"""The workbook as an OpenDocument spreadsheet (ODF 1.3): the same sheets, cells, marks and names.

It is written as the XML that it is: cells state their types, and there is no formula anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sezlib.language import Edition
from sezlib.report.office import LOCALES, TEMPLATES, load_template, zip_parts
from sezlib.report.outputs import HEAD, LINK, WIDEST, Sheet, list_columns, measure_width
from sezlib.texts import neutralise

KIND = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest='
    '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="{}"/>{}</manifest:manifest>\n'
)
ENTRY = '<manifest:file-entry manifest:full-path="{}.xml" manifest:media-type="text/xml"/>'
PARTS = ("content", "styles", "meta", "settings")


def write_ods(sheets: Sequence[Sheet], ed: Edition, made: str) -> bytes:
    """Return the sheets of a workbook as a spreadsheet; `made` is the time that it states."""
    names: dict[str, str] = {}
    looks: dict[str, dict[str, Any]] = {}

    def name(look: dict[str, Any]) -> str:
        found = names.setdefault(repr(sorted(look.items())), f"c{len(names)}")
        looks[found] = {"num_format": ""} | look
        return found

    tables = [(sheet, _style(sheet, sheet is sheets[1], name)) for sheet in sheets]
    language, country = LOCALES[ed.language].split("-")
    template = load_template(
        TEMPLATES / "ods.xml.j2",
        # blanks in a row, which XML would take for one, stand between texts
        lines=lambda text: [re.split("(^ +|  +|\t)", line) for line in text.splitlines() or [""]],
        decimals=_decimals,
        shown=lambda value, pattern: _spell(value, pattern, ed),
    )
    parts = {
        f"{part}.xml": template.render(
            part=part, sheets=sheets, tables=tables, looks=looks, language=language,
            country=country, title=neutralise(ed.title()), made=made[:19],
            widths=sorted({width for _, table in tables for width in table["widths"]}),
        ).encode()
        for part in PARTS
    }  # fmt: skip
    manifest = MANIFEST.format(KIND, "".join(map(ENTRY.format, PARTS)))
    # what a spreadsheet is known by stands first, and as it is
    first = {"mimetype": KIND.encode(), "META-INF/manifest.xml": manifest.encode()}
    return zip_parts(first | parts, ["mimetype"])


def _style(sheet: Sheet, contents: bool, name: Any) -> dict[str, Any]:
    """Return the widths and the styles of a sheet's columns and lines, and where its table is."""
    from xlsxwriter.utility import xl_range_abs

    columns, top = [*list_columns(sheet)], len(sheet.lines)
    widths = [measure_width([head, *cells], look) for head, cells, look in columns] or [WIDEST]
    links = [LINK if contents and not at else {} for at, _ in enumerate(columns)]
    return {
        "lines": [(text, name(look)) for text, look in sheet.lines],
        "heads": [(head, name(look | HEAD)) for head, _, look in columns],
        "styles": [name(c[2] | link) for c, link in zip(columns, links, strict=True)],
        "widths": [round(width * 25.4 / 96) for width in widths],
        "range": xl_range_abs(top, 0, top + len(sheet.rows), len(widths) - 1),
    }


def _decimals(pattern: str) -> int:
    return pattern.partition(".")[2].count("0")


def _spell(value: float, pattern: str, ed: Edition) -> str:
    if "%" in pattern:
        return ed.percent(value, _decimals(pattern))
    return ed.number(value, _decimals(pattern)) if "0" in pattern else str(value)
