"""Sheets of binary workbooks, looked through before they are read ([MS-XLSB], 2.1.4; [MS-XLS])."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO

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
