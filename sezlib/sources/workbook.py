"""Workbooks as rows of texts: xlsx, xlsb, xls and ods, told by their content."""

from __future__ import annotations

import datetime
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sezlib.schema import FlowsError, short
from sezlib.sources.biff import LostError, spans

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
# what a workbook may unpack to, and how many cells a sheet may span: calamine holds it whole
MOST_BYTES = 1 << 30
MOST_CELLS = 50_000_000
MOST_ROWS = 1 << 20
BLOCK = 1 << 20
LONGEST = 1 << 20
CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?r="([A-Z]{1,3})([0-9]{1,7})"')
# a formula without a value: <f>…</f> and then the end of the cell
BARE = re.compile(
    rb"</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="([0-9]{7,})"')


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
            raise _wrong(path, error) from None
        first, left = held.start or (0, 0)
        below: dict[tuple[int, int], str] = {}
        merged = {
            (top, column): bottom
            for (top, column), (bottom, _) in held.merged_cell_ranges or []
            if bottom > top
        }
        for number, cells in enumerate(held.to_python(skip_empty_area=True), first):
            texts = [_text(cell) for cell in cells]
            for column, cell in enumerate(cells, left):
                if isinstance(cell, str) and cell and (number, column) in merged:
                    for lower in range(number + 1, merged[number, column] + 1):
                        below[lower, column] = cell
                texts[column - left] = texts[column - left] or below.pop((number, column), "")
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
        _inspect(path)
    try:
        return CalamineWorkbook.from_path(path)
    except Exception as error:
        raise _wrong(path, error) from None


def _wrong(path: Path, error: Exception) -> FlowsError:
    said = str(error)
    if "assword" in said or "ncrypt" in said:
        return FlowsError(f"{path.name}: protected by a password; save it without one")
    return FlowsError(f"{path.name}: not a workbook that can be read: {short(said, 200)}")


def _inspect(path: Path) -> None:
    """Refuse an archive that unpacks to too much, spans too many cells, or has no values."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if not any(name.startswith("xl/") or name == "content.xml" for name in names):
                raise FlowsError(f"{path.name}: an archive, and no workbook in it")
            left = MOST_BYTES
            for name in names:
                left -= _unpacked(path, archive, name, left)
                if "/worksheets/" in name and name.endswith(".bin"):
                    _inspect_binary(path, archive, name)
    except FlowsError:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        RuntimeError,
        NotImplementedError,
        ValueError,
    ) as error:
        raise _wrong(path, error) from None


def _unpacked(path: Path, archive: zipfile.ZipFile, name: str, left: int) -> int:
    """Return how large a part unpacks to, reading it in blocks and looking at what it holds."""
    size, tail, sheet = 0, b"", "/worksheets/" in name and name.endswith(".xml")
    lowest, widest = 0, 0
    with archive.open(name) as part:
        while block := part.read(BLOCK):
            size += len(block)
            if size > left:
                raise FlowsError(
                    f"{path.name}: unpacks to more than {MOST_BYTES >> 20} MB; save the table "
                    "as CSV"
                )
            seen = tail + block
            if b"<!ENTITY" in seen or b"<!DOCTYPE" in seen:
                raise FlowsError(f"{path.name}: declares entities of its own, as no workbook does")
            if name == "content.xml" and any(int(n) > MOST_ROWS for n in REPEATED.findall(seen)):
                raise FlowsError(f"{path.name}: repeats a row more often than a sheet has rows")
            if sheet:
                for letters, number in CELL.findall(seen):
                    lowest, widest = max(lowest, int(number)), max(widest, _column(letters))
                if BARE.search(seen):
                    raise FlowsError(
                        f"{path.name}: has formulas without their values; open it in a spreadsheet "
                        "program and save it"
                    )
            _bounded(path, lowest, widest)
            tail = seen[-300:]
    return size


def _inspect_binary(path: Path, archive: zipfile.ZipFile, name: str) -> None:
    lowest, widest = 0, 0
    with archive.open(name) as part:
        try:
            for row, column in spans(part):
                lowest, widest = max(lowest, row), max(widest, column)
                _bounded(path, lowest, widest)
        except LostError:
            raise FlowsError(
                f"{path.name}: has cells in a short form, which would be lost; open it in a "
                "spreadsheet program and save it as xlsx"
            ) from None


def _bounded(path: Path, lowest: int, widest: int) -> None:
    if lowest * widest > MOST_CELLS:
        raise FlowsError(
            f"{path.name}: a sheet spans {lowest:,} rows and {widest:,} columns, more than "
            f"{MOST_CELLS:,} cells; delete what is far from the table, or save it as CSV"
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
