"""Workbooks are archives: looked through before the library that reads them holds them whole."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

import olefile

from sezlib.schema import FlowsError, short
from sezlib.sources.biff import LostError, spans, widest

# what a workbook may unpack to, and how many cells a sheet may span
MOST_BYTES = 1 << 30
MOST_CELLS = 50_000_000
MOST_ROWS = 1 << 20
OLD_COLUMNS = 256
BLOCK = 1 << 20
LONGEST = 1 << 24
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
        if len(self.rest) > LONGEST:
            raise FlowsError(
                f"{self.path.name}: has a cell that does not end within {LONGEST >> 20} MB; "
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
