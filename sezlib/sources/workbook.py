"""Workbooks as rows of texts: xlsx, xlsb, xls and ods, told by their content; and DBF tables.

The library that reads workbooks holds them whole, whatever they unpack to, so that a process of its
own reads them, which is bounded in memory and time.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import subprocess
import sys
from collections.abc import Generator, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from sezlib import trace
from sezlib.flows import FlowsError, short
from sezlib.sources import cells
from sezlib.sources.raw import Number, text_of
from sezlib.sources.text import known_encoding

Rows = Iterator[tuple[int, list[str]]]
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
PROGRAM = Path(cells.__file__)
# what reading may take, in bytes and in seconds of a processor, and how much more for a byte read
MEMORY, SECONDS = (1 << 30, 64), (60, 1e-5)
# how a process ends at its bounds: by itself or by SIGABRT, SIGKILL, SIGXCPU
BOUNDS = (1, -6, -9, -24)
# the workbook that was begun last: the names of its sheets, and the first rows of one
_begun: dict[tuple[Any, ...], tuple[list[str], list[tuple[int, list[str]]]]] = {}


class DiedError(FlowsError):
    """A workbook that takes too much to read, or breaks the library that reads it."""


def is_workbook(path: Path) -> bool:
    """Return whether a file is a workbook by its first bytes: an archive or an OLE file."""
    with path.open("rb") as file:
        head = file.read(8)
    return head == OLE or head[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def sheets(path: Path) -> list[str]:
    """Return the names of the sheets with cells, the visible ones first."""
    with contextlib.closing(_answers(path, "")) as answers:
        return next(answers)


def open_sheet(path: Path, sheet: str = "") -> tuple[list[str], Rows]:
    """Return the names of the sheets, and the rows of one, or of the first, with their numbers.

    Cells are texts as they would be typed, those with a point `Number`. A text in cells that are
    merged over several rows stands in each of them; a number is told once. Rows without a cell are
    left out, and a sheet that is not there has none.
    """
    key, answers = (path, sheet, trace.signature(path)), None
    if key not in _begun:
        answers = _answers(path, sheet)
        begun = next(answers), next(answers, [])
        _begun.clear()
        _begun[key] = begun
    names, first = _begun[key]
    batches: Iterator[list[Any]] = answers or iter(())
    if answers is None and len(first) == cells.ROWS:
        # somebody else has gone on with it
        batches = itertools.islice(_answers(path, sheet), 2, None)
    return names, itertools.chain(first, itertools.chain.from_iterable(batches))


def _answers(path: Path, sheet: str) -> Generator[list[Any]]:
    """Yield what the program says that reads a workbook; it ends when nobody listens."""
    size = path.stat().st_size
    memory, seconds = (int(base + each * size) for base, each in (MEMORY, SECONDS))
    asked = {
        "path": str(path), "sheet": sheet, "memory": memory, "seconds": seconds,
        "library": str(metadata.distribution("python-calamine").locate_file("")),
    }  # fmt: skip
    command = [sys.executable, "-I", "-S", str(PROGRAM), json.dumps(asked)]
    try:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise FlowsError(f"{path.name}: nothing can be started to read it: {error}") from None
    with child:
        try:
            for line in child.stdout or ():
                if not line.endswith(b"\n"):
                    # it died over it
                    break
                answer = json.loads(line, parse_float=Number, parse_constant=str)
                if isinstance(answer, dict):
                    failed = short(answer.get("failed", ""), 200)
                    why = answer.get("refused", f"not a workbook that can be read: {failed}")
                    if "assword" in failed or "ncrypt" in failed:
                        why = "protected by a password; save it without one"
                    raise FlowsError(f"{path.name}: {why}")
                yield answer
            died = child.wait()
        finally:
            child.kill()
    why = "breaks the library that reads workbooks; save it again in a spreadsheet program"
    if died in BOUNDS:
        why = (
            f"needs more than the {memory >> 20:,} MB or the {seconds:,} s that reading it is given"
        )
        why += "; delete what is far from the table"
    if died:
        raise DiedError(f"{path.name}: {why}, or save the table as CSV")


# signatures of the versions that carry tables like these
VERSIONS = b"\x02\x03\x04\x30\x31\x32\x43\x63\x83\x8b\x8e\xcb\xf5\xfb"


def is_dbf(path: Path) -> bool:
    """Return whether a file's first bytes are those of a DBF table that ends where it says."""
    with path.open("rb") as file:
        head = file.read(32)
    if len(head) < 32 or head[0] not in VERSIONS or not (1 <= head[2] <= 12 and 1 <= head[3] <= 31):
        return False
    start, width = int.from_bytes(head[8:10], "little"), int.from_bytes(head[10:12], "little")
    return start >= 33 and width >= 2


def open_dbf(path: Path, encoding: str = "") -> tuple[list[str], int, Rows]:
    """Return the names of the fields, how many records are deleted, and the others, from 1 on."""
    table = _table(path, encoding)

    def rows() -> Rows:
        try:
            for number, cells in enumerate(table, 1):
                yield number, list(cells.values())
        except (ValueError, UnicodeError, OSError) as error:
            raise _wrong(path, error) from None

    return list(table.field_names), len(table.deleted), rows()


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
                number = field.type in "NF" and re.fullmatch(r"[+-]?\d*\.\d+", text)
                return Number(text) if number else text
            return text_of(super().parse(field, data))

    try:
        with path.open("rb") as file:
            head, held = file.read(32), file.read(1 << 16)
        if not encoding and not head[29]:
            # the names of its columns end with bytes that are no letters
            encoding = known_encoding(path, held[int.from_bytes(head[8:10], "little") - 32 :])
        table = DBF(
            str(path), encoding=encoding or None, parserclass=Texts,
            ignore_missing_memofile=True, char_decode_errors="strict",
        )  # fmt: skip
    except FlowsError:
        raise
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
