"""DBF tables as rows of texts: dumps of the Russian customs service come so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sezlib.schema import FlowsError, short

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


def rows(path: Path, encoding: str = "") -> Iterator[tuple[int, list[str]]]:
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
