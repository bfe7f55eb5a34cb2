"""Workbooks as rows of texts: xlsx, xlsb, xls and ods, told by their content."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sezlib.schema import FlowsError
from sezlib.sources.archive import inspect, inspect_old, wrong

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
LONGEST = 1 << 20


def is_workbook(path: Path) -> bool:
    """Return whether a file is a workbook by its first bytes: an archive or an OLE file."""
    with path.open("rb") as file:
        head = file.read(8)
    return head == OLE or head[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def sheets(path: Path) -> list[str]:
    """Return the names of the sheets with cells, the visible ones first."""
    with _opened(path) as book:
        held = [one for one in book.sheets_metadata if str(one.typ).endswith("WorkSheet")]
        shown = [one.name for one in held if str(one.visible).endswith("Visible")]
        return shown + [one.name for one in held if one.name not in shown]


def rows(path: Path, sheet: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a sheet that have a cell, with their numbers as a spreadsheet shows them.

    Cells are texts as they would be typed, with a decimal point. A text in cells that are merged
    over several rows stands in each of them; a number is told once.
    """
    with _opened(path) as book:
        try:
            held = book.get_sheet_by_name(sheet)
        except Exception as error:
            raise wrong(path, error) from None
        first, left = held.start or (0, 0)
        # by column: the last row that a text is merged down to, and the text
        below: dict[int, tuple[int, str]] = {}
        merged = {
            (top, column): bottom
            for (top, column), (bottom, _) in held.merged_cell_ranges or []
            if bottom > top
        }
        for number, cells in enumerate(held.to_python(skip_empty_area=True), first):
            texts = [_text(cell) for cell in cells]
            for column, cell in enumerate(cells, left):
                if isinstance(cell, str) and cell and (number, column) in merged:
                    below[column] = merged[number, column], cell
                last, said = below.get(column, (-1, ""))
                if number <= last:
                    texts[column - left] = texts[column - left] or said
                if len(texts[column - left]) > LONGEST:
                    raise FlowsError(
                        f"{path.name}: row {number + 1} of sheet {sheet!r} has a cell over 1 MB"
                    )
            if any(texts):
                yield number + 1, texts


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        return _number(float(cell))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def _number(number: float) -> str:
    if number == int(number) and abs(number) < 1e18:
        return str(int(number))
    text = repr(number)
    # 1.234 would be taken for thousands, and 1.2340 is not
    return text + "0" if re.fullmatch(r"-?[0-9]{1,3}\.[0-9]{3}", text) else text


def _opened(path: Path) -> Any:
    from python_calamine import CalamineWorkbook

    with path.open("rb") as file:
        archive = file.read(4).startswith(b"PK")
    if archive:
        inspect(path)
    else:
        inspect_old(path)
    try:
        return CalamineWorkbook.from_path(path)
    except Exception as error:
        raise wrong(path, error) from None
