"""Sheets of binary workbooks (xlsb), looked through before they are read ([MS-XLSB], 2.1.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

ROW = 0
CELLS = range(1, 12)
# cells without a column of their own, after another one, and texts with formats inside them: the
# library that reads workbooks passes over both and says nothing
UNREAD = {*range(12, 19), 62}


class LostError(Exception):
    """A cell that the library that reads workbooks would pass over."""


def spans(part: IO[bytes]) -> Iterator[tuple[int, int]]:
    """Yield row and column of the cells of a sheet, counted from 1.

    Raises `EOFError` where a record has no end, and `LostError` at a cell that would be lost.
    """
    row = 0
    while head := part.read(1):
        kind = head[0] & 0x7F
        if head[0] & 0x80:
            kind |= (_byte(part) & 0x7F) << 7
        size = 0
        for place in range(4):
            byte = _byte(part)
            size |= (byte & 0x7F) << 7 * place
            if byte < 0x80:
                break
        if kind in UNREAD:
            raise LostError
        held = part.read(size)
        if len(held) < size:
            raise EOFError
        number = int.from_bytes(held[:4], "little")
        if kind == ROW:
            row = number + 1
        elif kind in CELLS:
            yield row, number + 1


def _byte(part: IO[bytes]) -> int:
    byte = part.read(1)
    if not byte:
        raise EOFError
    return byte[0]
