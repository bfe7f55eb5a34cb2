"""Workbooks as rows of texts: xlsx, xlsb, xls and ods, told by their content; and DBF tables.

Workbooks are looked through before the library that reads them holds them whole ([MS-XLSB], 2.1.4;
[MS-XLS]).
"""

from __future__ import annotations

import datetime
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import olefile

from sezlib.flows import FlowsError, short

# what a workbook may unpack to, and how many cells a sheet may span
MOST_BYTES = 1 << 30
MOST_CELLS = 50_000_000
MOST_ROWS = 1 << 20
OLD_COLUMNS = 256
BLOCK = 1 << 20
LONGEST_PART = 1 << 24
# rows and cells as nearly all are written; whatever may be one; and places, wherever they stand
NAME = rb"<(?:[^\s<>/:]*:)?(row|c)"
USUAL = re.compile(NAME + rb'(?: [A-Za-z:]+="[^"<>]*")*? r="([A-Z]{0,3})([0-9]{1,7})"')
OPEN = re.compile(NAME + rb"(?=[\s/>])")
PLACE = re.compile(rb"(?<![\w:.-])r\s*=\s*[\"']([A-Za-z]{0,7})([0-9]{1,10})")
# a formula without a value: <f>…</f> and then the end of the cell
BARE = re.compile(
    rb"</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="([0-9]{7,})"')


def wrong(path: Path, error: Exception) -> FlowsError:
    """Return what is wrong with a workbook that the library could not read."""
    said = str(error)
    if "assword" in said or "ncrypt" in said:
        return FlowsError(f"{path.name}: protected by a password; save it without one")
    return FlowsError(f"{path.name}: not a workbook that can be read: {short(said, 200)}")


def inspect_old(path: Path) -> None:
    """Refuse a workbook in the form of 1997 (xls) with cells that no such workbook has."""
    try:
        with olefile.OleFileIO(path) as file:
            held = [name for name in ("Workbook", "Book") if file.exists(name)]
            columns = max((widest(file.openstream(name).read()) for name in held), default=0)
    except Exception as error:
        raise wrong(path, error) from None
    if columns > OLD_COLUMNS:
        raise FlowsError(
            f"{path.name}: not a workbook that can be read: a cell in column {columns:,}, and an "
            f"xls sheet has {OLD_COLUMNS}"
        )


def inspect(path: Path) -> None:
    """Refuse an archive that unpacks to too much, spans too many cells, or has no values."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if not any(name.startswith("xl/") or name == "content.xml" for name in names):
                raise FlowsError(f"{path.name}: an archive, and no workbook in it; unpack it")
            left, binary = MOST_BYTES, "xl/workbook.bin" in names
            # a sheet may lie anywhere in it, under any name
            for name in names:
                left -= _unpacked(path, archive, name, left)
                if binary:
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
        raise wrong(path, error) from None


def _unpacked(path: Path, archive: zipfile.ZipFile, name: str, left: int) -> int:
    """Return how large a part unpacks to, reading it in blocks and looking at what it holds."""
    size, tail, cells = 0, b"", _Cells(path)
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
            cells.take(block)
            if BARE.search(seen):
                raise FlowsError(
                    f"{path.name}: has formulas without their values; open it in a spreadsheet "
                    "program and save it"
                )
            tail = seen[-300:]
    cells.take(b"<")
    return size


class _Cells:
    """How far the cells of a sheet may reach, from blocks of its XML, however it is written.

    A row or a cell without a place comes after the one before, so that it adds one at the most.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rest = b""
        self.row = self.column = self.rows = self.cells = self.most = 0

    def take(self, block: bytes) -> None:
        """Take the next block; what follows its last `<` is held until the next one."""
        seen = self.rest + block
        cut = max(seen.rfind(b"<"), 0)
        self.rest = seen[cut:]
        if len(self.rest) > LONGEST_PART:
            raise FlowsError(
                f"{self.path.name}: has a cell that does not end within {LONGEST_PART >> 20} MB; "
                "save the table as CSV"
            )
        places = [(letters, number) for _, letters, number in USUAL.findall(seen, 0, cut)]
        if len(places) != len(OPEN.findall(seen, 0, cut)):
            self._count(seen, cut)
            places = PLACE.findall(seen, 0, cut)
        if places:
            columns = {letters for letters, _ in places}
            self.row = max(self.row, *(int(number) for _, number in places))
            self.column = max(self.column, *map(_column, columns))
        said = "may span" if self.rows or self.most else "spans"
        _bounded(self.path, self.row + self.rows, self.column + self.most, said)

    def _count(self, seen: bytes, cut: int) -> None:
        for tag in OPEN.finditer(seen, 0, cut):
            placed = USUAL.match(seen, tag.start())
            if tag[1] == b"row":
                self.rows, self.cells = self.rows + (not placed), 0
            elif not placed:
                self.cells += 1
                self.most = max(self.most, self.cells)


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


def _bounded(path: Path, lowest: int, widest: int, said: str = "spans") -> None:
    if lowest * widest > MOST_CELLS:
        raise FlowsError(
            f"{path.name}: a sheet {said} {lowest:,} rows and {widest:,} columns, more than "
            f"{MOST_CELLS:,} cells; delete what is far from the table, or save it as CSV"
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


BEGIN, END, ROW = 145, 146, 0
CELLS = range(1, 12)
# cells without a column of their own, after another one, and texts with formats inside them: the
# library that reads workbooks passes over both and says nothing
UNREAD = {*range(12, 19), 62}
# of xls: the records that begin with a row and a column, and those that end with a last column
OLD = {*range(1, 7), 0x7E, 0xBD, 0xBE, 0xD6, 0xFD, *range(0x201, 0x207), 0x27E, 0x406}
SEVERAL, SHEET, LOCKED = {0xBD, 0xBE}, 0x85, 0x2F


class LostError(Exception):
    """A cell that the library that reads workbooks would pass over."""


def spans(part: IO[bytes]) -> Iterator[tuple[int, int]]:
    """Yield row and column of the cells of a sheet, counted from 1; a part that is none has none.

    Raises `LostError` at a cell that would be lost.
    """
    row, begun = 0, False
    for kind, held in _records(part):
        number = int.from_bytes(held[:4], "little")
        if not begun:
            begun = kind == BEGIN
        elif kind == END:
            return
        elif kind in UNREAD:
            raise LostError
        elif kind == ROW:
            row = number + 1
        elif kind in CELLS:
            yield row, number + 1


def _records(part: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield kind and content of records, to the end or to one that has none."""
    while head := part.read(1):
        kind = head[0] & 0x7F
        if head[0] & 0x80:
            if not (more := part.read(1)):
                return
            kind |= (more[0] & 0x7F) << 7
        size = 0
        for place in range(4):
            if not (byte := part.read(1)):
                return
            size |= (byte[0] & 0x7F) << 7 * place
            if byte[0] < 0x80:
                break
        held = part.read(size)
        if len(held) < size:
            return
        yield kind, held


def widest(stream: bytes) -> int:
    """Return how many columns the cells of an xls stream reach to, wherever its sheets begin."""
    most, starts, seen = 0, [0], bytearray(len(stream))
    while starts:
        at = starts.pop()
        # from where it has been walked before, it would be walked again
        while at + 4 <= len(stream) and not seen[at]:
            seen[at] = 1
            kind, size = struct.unpack_from("<HH", stream, at)
            held = stream[at + 4 : at + 4 + size]
            if kind == LOCKED and any(held[:2]):
                # what follows is encrypted
                break
            if kind == SHEET:
                starts.append(int.from_bytes(held[:4], "little"))
            if kind in OLD and len(held) >= 4:
                most = max(most, int.from_bytes(held[2:4], "little") + 1)
                if kind in SEVERAL:
                    most = max(most, int.from_bytes(held[-2:], "little") + 1)
            at += 4 + size
    return most


# signatures of the versions that carry tables like these
VERSIONS = b"\x02\x03\x04\x30\x31\x32\x43\x63\x83\x8b\x8e\xcb\xf5\xfb"
DEFAULT = "cp866"
LARGEST = 1 << 20


def is_dbf(path: Path) -> bool:
    """Return whether a file's first bytes are those of a DBF table that ends where it says."""
    with path.open("rb") as file:
        head = file.read(32)
    if len(head) < 32 or head[0] not in VERSIONS or not (1 <= head[2] <= 12 and 1 <= head[3] <= 31):
        return False
    start, width = int.from_bytes(head[8:10], "little"), int.from_bytes(head[10:12], "little")
    return start >= 33 and width >= 2


def header(path: Path, encoding: str = "") -> list[str]:
    """Return the names of the fields."""
    return list(_table(path, encoding).field_names)


def dbf_rows(path: Path, encoding: str = "") -> Iterator[tuple[int, list[str]]]:
    """Yield the records, numbered from 1, their cells as they are written."""
    table = _table(path, encoding)
    try:
        for number, cells in enumerate(table, 1):
            yield number, [str(cell) for cell in cells.values()]
    except (ValueError, UnicodeError, OSError) as error:
        raise _wrong(path, error) from None


def deleted(path: Path) -> int:
    """Return how many records are marked as deleted, and so are no data."""
    return len(_table(path, "").deleted)


def _table(path: Path, encoding: str) -> Any:
    from dbfread import DBF, FieldParser

    class Texts(FieldParser):
        """Cells as they are written: a decimal comma is for the reader of numbers."""

        def parse(self, field: Any, data: Any) -> str:
            if field.type in "CNFDL":
                text = self.decode_text(data).replace("\0", "").strip()
                # a date stands as 20190715
                if field.type == "D" and len(text) == 8:
                    return f"{text[:4]}-{text[4:6]}-{text[6:]}"
                return text
            found = super().parse(field, data)
            return "" if found is None else str(found)

    try:
        with path.open("rb") as file:
            head = file.read(32)
        table = DBF(
            str(path), encoding=encoding or (None if head[29] else DEFAULT), parserclass=Texts,
            ignore_missing_memofile=True, char_decode_errors="strict",
        )  # fmt: skip
    except Exception as error:
        raise _wrong(path, error) from None
    count, start, width = table.header.numrecords, table.header.headerlen, table.header.recordlen
    if path.stat().st_size < start + count * width:
        raise FlowsError(
            f"{path.name}: cut short, {count} records of {width} bytes are announced and not there"
        )
    if 1 + sum(field.length for field in table.fields) != width:
        raise FlowsError(f"{path.name}: its fields do not add up to its records of {width} bytes")
    return table


def _wrong(path: Path, error: Exception) -> FlowsError:
    return FlowsError(f"{path.name}: not a DBF table that can be read: {short(error, 200)}")


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
