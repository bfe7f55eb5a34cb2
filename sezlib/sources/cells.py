"""The cells of a workbook's sheet as texts: a program of its own, bounded in memory and time.

The library that reads workbooks holds them whole, whatever they unpack to. This file is run by
`workbook` and imports nothing of sezlib. It answers in lines of JSON: the names of the sheets, then
rows with their numbers, several to a line, or why there are none.
"""

from __future__ import annotations

import contextlib
import datetime
import functools
import io
import json
import re
import struct
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

# the last row that an OpenDocument sheet may have, behind which the library lets fall what there is
LAST = (1 << 20) - 1
LONGEST = 1 << 20
# how many rows go in a line, and how much is looked through at a time, with the longest formula
ROWS, BLOCK, OVERLAP = 500, 1 << 20, 1 << 16


@functools.cache
def _bare(value: str) -> re.Pattern[bytes]:
    """Return what finds a formula whose cell has no value, or such a one; a text may be empty."""
    formula = r"\s*<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)\s*"
    value = rf"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*{value}\s*</(?:\w+:)?v>)?\s*"
    return re.compile(
        rf"<(?:\w+:)?c\b(?:(?![^<>]*\st=[\"']str)[^<>]*>{formula}{value}|[^<>]*>{formula})"
        rf"</(?:\w+:)?c>|<table:table-cell\b(?=[^<>]*:formula=)(?![^<>]*:value-type=)".encode()
    )


# of a binary workbook ([MS-XLSB], 2.1.4): where cells begin and end; cells without a column of
# their own, after another one, and texts with formats inside them: the library passes over both
BEGIN, END, UNREAD = 145, 146, {*range(12, 19), 62}


# of a binary workbook, cells with an error, a constant and of a formula; and the errors by number
FAILED = (3, 11)
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!"}
# in an OLE file: a sector that is none, and how the entry of a workbook begins
NOWHERE = 0xFFFFFFFA
ENTRY = re.compile(b"|".join(
    name.encode("utf-16-le").ljust(64, b"\0") + bytes([2 * len(name) + 2, 0, 2])
    for name in ("Workbook", "Book")
))  # fmt: skip
# a cell with an error, which the library takes for an empty one, and what tells that there is one
MARKS = (b't="e"', b"t='e'", b'e="error"', b"e='error'")
ERROR = re.compile(
    rb"<(?:\w+:)?c\s[^<>]*\bt=[\"']e[\"'][^<>]*>|"
    rb"<table:table-cell\s[^<>]*:value-type=[\"']error[\"'][^<>]*>"
)


class RefusedError(Exception):
    """What makes a workbook one that is not read, as the end of a sentence about it."""


def answers(path: str, sheet: str, most: int) -> Iterator[list[Any]]:
    """Yield the names of the sheets with cells, the visible ones first, then rows of one of them.

    Cells are texts as they would be typed, and numbers where they have a point. Rows have the
    numbers that a spreadsheet shows; those without a cell are left out. What unpacks to more than
    `most` bytes is refused.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    parts: list[str] = []
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            parts = archive.namelist()
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > most:
            raise RefusedError(f"unpacks to more than {most >> 20:,} MB; save the table as CSV")
        if not any(part.startswith("xl/") or part == "content.xml" for part in parts):
            raise RefusedError("an archive, and no workbook in it; unpack it")
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            opened = CalamineWorkbook.from_filelike(file)
    except CalamineError:
        # by its name it is told what is wrong with it
        opened = CalamineWorkbook.from_path(path)
    with opened as book:
        held = [one for one in book.sheets_metadata if str(one.typ).endswith("WorkSheet")]
        held.sort(key=lambda one: not str(one.visible).endswith("Visible"))
        names = [one.name for one in held]
        yield names
        chosen = sheet or next(iter(names), "")
        if chosen not in names:
            return
        failed = refuse_lost(path, parts) if parts else []
        places = [one.name for one in book.sheets_metadata]
        errors = {} if parts else old_errors(path, places.index(chosen))
        read = CalamineWorkbook.from_filelike(with_errors(path, failed)) if failed else book
        rows = read.get_sheet_by_name(chosen)
        if "content.xml" in parts and rows.end and rows.end[0] >= LAST:
            raise RefusedError(
                f"fills sheet {chosen!r} to its last row, behind which nothing is read; save the "
                "table as CSV"
            )
        yield from _rows(rows, chosen, errors)


def _rows(held: Any, sheet: str, errors: dict[int, dict[int, str]]) -> Iterator[list[Any]]:
    made: list[Any] = []
    left = (held.start or (0, 0))[1]
    # by column: the last row that a text is merged down to, and the text
    below: dict[int, tuple[int, str]] = {}
    merged = {
        (top, column - left): bottom
        for (top, column), (bottom, _) in held.merged_cell_ranges or []
        if bottom > top
    }
    for number, cells in enumerate(held.iter_rows()):
        for column, error in errors.get(number, {}).items():
            cells[column - left] = error
        texts = [cell if type(cell) is str else text(cell) for cell in cells]
        # a text in cells merged over several rows stands in each of them; a number is told once
        for column in range(len(cells)) if merged else ():
            if cells[column] and isinstance(cells[column], str) and (number, column) in merged:
                below[column] = merged[number, column], cells[column]
            last, said = below.get(column, (-1, ""))
            if number <= last:
                texts[column] = texts[column] or said
        if max((len(cell) for cell in cells if type(cell) is str), default=0) > LONGEST:
            raise RefusedError(f"row {number + 1} of sheet {sheet!r} has a cell over 1 MB")
        if any(texts):
            made.append((number + 1, texts))
        if len(made) == ROWS:
            yield made
            made = []
    if made:
        yield made


def text(cell: Any) -> str | float:
    """Return a cell as it would be typed; a number with a point stays one.

    >>> text(2019.0), text(1.5), text(datetime.datetime(2019, 7, 15)), text(True)
    ('2019', 1.5, '2019-07-15', 'TRUE')
    """
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, int):
        return str(cell).upper() if isinstance(cell, bool) else _number(float(cell))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def _number(number: float) -> str | float:
    return str(int(number)) if number.is_integer() and abs(number) < 1e18 else number


def refuse_lost(path: str, parts: list[str]) -> list[str]:
    """Refuse an archive with cells that the library passes over; return the parts with errors.

    A sheet may lie anywhere in it, under any name.
    """
    binary, nothing, failed = "xl/workbook.bin" in parts, "", []
    with zipfile.ZipFile(path) as archive:
        if "xl/workbook.xml" in parts and b"fullCalcOnLoad" in archive.read("xl/workbook.xml"):
            # a workbook that was never computed, where a nought may be no value
            nothing = "0?"
        for name in parts:
            with archive.open(name) as part:
                kinds = {kind for kind, *_ in records(part.read())} if binary else set()
                if kinds & UNREAD:
                    raise RefusedError(
                        "has cells in a short form, which would be lost; open it in a spreadsheet "
                        "program and save it as xlsx"
                    )
                wrong, seen = bool(kinds & {*FAILED}), b""
                while block := part.read(BLOCK):
                    seen = seen[-OVERLAP:] + block
                    wrong = wrong or any(mark in seen for mark in MARKS)
                    if b"<!ENTITY" in seen or b"<!DOCTYPE" in seen:
                        raise RefusedError("declares entities of its own, as no workbook does")
                    if (b"<f" in seen or b":f" in seen) and _bare(nothing).search(seen):
                        raise RefusedError(
                            "has formulas without their values; open it in a spreadsheet program "
                            "and save it"
                        )
            failed += [name] if wrong else []
    return failed


def with_errors(path: str, failed: list[str]) -> io.BytesIO:
    """Return an archive whose cells with errors, in some of its parts, are texts."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            part = archive.read(name)
            if name in failed:
                part = _binary_texts(part) if name.endswith(".bin") else ERROR.sub(_as_text, part)
            copy.writestr(name, part)
    made.seek(0)
    return made


def _as_text(cell: re.Match[bytes]) -> bytes:
    shown = re.sub(rb"(\st=)[\"']e[\"']", rb'\1"str"', cell[0])
    return re.sub(rb"\soffice:string-value=(\"\"|'')", b"", shown)


def _binary_texts(part: bytes) -> bytes:
    last, pieces = 0, [b""]
    for kind, start, at, size in records(part):
        if kind in FAILED:
            shown = ERRORS.get(part[at + 8], "#N/A").encode("utf-16-le")
            held = part[at : at + 8] + struct.pack("<I", len(shown) // 2) + shown
            pieces += [part[last:start], bytes([6, len(held)]), held]
            last = at + size
    return b"".join([*pieces, part[last:]])


def records(part: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Yield of each cell of a binary workbook its kind, its begin, and where its data is."""
    at, begun = 0, False
    with contextlib.suppress(IndexError):
        while True:
            start = at
            kind, at = part[at], at + 1
            if kind & 0x80:
                kind, at = kind & 0x7F | (part[at] & 0x7F) << 7, at + 1
            size = 0
            for place in range(0, 28, 7):
                byte, at = part[at], at + 1
                size |= (byte & 0x7F) << place
                if byte < 0x80:
                    break
            if kind == END and begun:
                return
            if begun:
                yield kind, start, at, size
            begun = begun or kind == BEGIN
            at += size


def old_errors(path: str, place: int) -> dict[int, dict[int, str]]:
    """Return, by row and column, the errors of a sheet of 1997 by its place among all sheets."""
    stream = _stream(path)
    found: dict[int, dict[int, str]] = {}
    begins = [struct.unpack("<I", held[:4])[0] for kind, held in _old(stream, 0) if kind == 0x85]
    for kind, held in _old(stream, begins[place]):
        # [MS-XLS] 2.4.24 and 2.5.133: a constant, and what a formula gives
        constant = kind == 0x205 and held[7] == 1
        if constant or (kind & 0xFF == 6 and held[6] == 2 and held[12:14] == b"\xff\xff"):
            row, column = struct.unpack("<HH", held[:4])
            shown = ERRORS.get(held[6 if constant else 8], "#N/A")
            found.setdefault(row, {})[column] = shown
    return found


def _old(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    kind = 0
    while kind != 10 and at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _stream(path: str) -> bytes:
    """Return the stream of a workbook in an OLE file ([MS-CFB])."""
    with open(path, "rb") as file:  # noqa: PTH123
        data = file.read()
    size = 1 << data[30]

    def numbers(held: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(held) // 4}I", held[: len(held) // 4 * 4]))

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    def chained(at: int, table: list[int], held: bytes = data[size:], size: int = size) -> bytes:
        pieces: list[bytes] = []
        while at < len(table) and len(pieces) < len(table):
            pieces.append(held[at * size : (at + 1) * size])
            at = table[at]
        return b"".join(pieces)

    folder, _, least, small, _, more = numbers(data[48:72])
    tables = numbers(data[76:512])
    while more < NOWHERE:
        *held, more = numbers(sector(more))
        tables += held
    table = numbers(b"".join(sector(number) for number in tables if number < NOWHERE))
    entries = chained(folder, table)
    found = ENTRY.search(entries)
    begin, length = numbers(entries[found.end() + 49 :][:8]) if found else (NOWHERE, least)
    if length >= least:
        return chained(begin, table)
    # a short one lies in a stream of its own, in pieces of 64 bytes
    [root] = numbers(entries[116:120])
    return chained(begin, numbers(chained(small, table)), chained(root, table), 64)


def _bound(memory: int, seconds: int) -> None:
    """Bound what this process may take, and let it leave nothing behind where it dies."""
    try:
        import resource
    except ImportError:
        import faulthandler

        faulthandler.dump_traceback_later(seconds, exit=True)
        return
    for kind, most in (
        (resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds),
    ):  # fmt: skip
        # a stricter bound stays
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most + 1))


def main(asked: dict[str, Any]) -> None:
    """Answer on standard output what is asked: lines of JSON, and an object where it is refused."""
    _bound(asked["memory"], asked["seconds"])
    sys.path.append(asked["library"])
    left = asked["memory"]

    def say(answer: Any) -> int:
        line = json.dumps(answer, ensure_ascii=False).encode(errors="backslashreplace") + b"\n"
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
        return len(line)

    try:
        for answer in answers(asked["path"], asked["sheet"], asked["memory"]):
            left -= say(answer)
            if left < 0:
                raise MemoryError
    except MemoryError:
        raise
    # a panic of the library is no Exception
    except BaseException as error:
        say({"refused" if isinstance(error, RefusedError) else "failed": str(error)})


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
