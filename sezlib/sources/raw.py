"""A file as rows of texts on DuckDB, before anybody asks what they mean.

A reader gives a `Raw`: the header as it stands, and what loads the columns that are wanted into a
table or view named `raw`, with columns `c0`, `c1`, ... in the order of the header. Rows that have
no columns to speak of, such as lines cut short, are `torn` and kept with the line they stand on.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sezlib.flows import FlowsError, listed

if TYPE_CHECKING:
    import duckdb

MOST_COLUMNS = 10_000
BATCH = 20_000


class Torn(NamedTuple):
    """A line that is no row: where it stands, how it begins, and why."""

    line: int
    text: str
    reason: str


# how a note begins that stands alone on a line, in the languages of many offices
NOTE_LINE = re.compile(
    r"""(?i)["'\s(]*(source|note|источник|примечани[ея]|quelle|anmerkung|fuente|nota|fonte|"""
    r"""kaynak|źródło|uwaga|джерело|примітка|дереккөз|ескерту|注|来源|资料来源|数据来源|資料|"""
    r"""出所|자료|주)s?\s*[:：.]|["'\s(]*[*†‡]+\s*[^\W\d](?!.*[;,|\t][\s\d.]+([;,|\t]|$))"""
)


def is_note(torn: Torn) -> bool:
    """Return whether a line that is no row is a note; one by its mark has no number alone.

    >>> is_note(Torn(9, "* preliminary", "")), is_note(Torn(9, "*A;2019;5", ""))
    (True, False)
    """
    return bool(NOTE_LINE.match(torn.text))


class Packed(NamedTuple):
    """How a large text file is packed: the name of a column, the SQL of it, and that of its cells.

    SQL that is an error in some row is none of the file.
    """

    name: str
    sql: str
    cell: str


class Number(str):
    """A number that the file holds as one, with a point: no mark in it is open to doubt."""

    __slots__ = ()


def text_of(cell: Any) -> str:
    """Return a cell of a database as a text, a number of which is a `Number`.

    >>> text_of(1.5), text_of("1.5"), text_of(None)
    ('1.5', '1.5', '')
    """
    if isinstance(cell, float | Decimal):
        return Number(cell)
    return "" if cell is None else str(cell)


@dataclass
class Loaded:
    """What was loaded: the SQL that tells a row's line, and what was torn.

    `line` reads the columns of `numbered`, which is `raw` with a line number where that costs
    something to tell.
    """

    numbered: str = "raw"
    line: str = "_line"
    torn: Sequence[Torn] = ()
    # whether `raw` is a table, and no view of the file
    held: bool = True
    # the Parquet file that a text file was packed into, where `raw` is a view of that
    packed: Path | None = None


@dataclass
class Raw:
    """A file that is open: its header, how to load it, and what was found on the way."""

    path: Path
    names: list[str]
    load: Callable[[duckdb.DuckDBPyConnection, dict[int, Packed]], Loaded]
    told: dict[str, str] = field(default_factory=dict)
    # whether cells are typed already, so that a point is a decimal point and a day is a day
    typed: bool = False
    # the account of the file that these flows were taken from, where they bring it
    before: list[dict[str, Any]] = field(default_factory=list)
    # texts that stand above the header, and the units that stand under the names of columns
    above: list[str] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)
    # whether there are so few rows that texts need not be told apart before they are taken
    few: bool = False
    # the columns that were made of the names and cells of others, which `_cell` names
    wide: list[str] = field(default_factory=list)

    def column(self, name: str) -> str:
        """Return the SQL name of a column, by its header."""
        return f"c{self.names.index(name)}"

    @property
    def wanted(self) -> dict[int, Packed]:
        """The columns that have a name, packed as they are."""
        columns = {n: f"c{n}" for n, name in enumerate(self.names) if name}
        return {n: Packed(column, column, column) for n, column in columns.items()}

    def has(self, names: Iterable[str]) -> bool:
        """Return whether the header has all of `names`."""
        return set(names) <= set(self.names)


def named(path: Path, header: Iterable[str], row: int = 0) -> list[str]:
    """Return the names of columns, none of them twice and at least one of them a name.

    `row` is that of the last of them, if it may be the second row of names.
    """
    names = [" ".join(str(cell).split()) for cell in header]
    if not any(names):
        raise FlowsError(f"{path.name}: empty, where a header with the names of columns should be")
    if len(names) > MOST_COLUMNS:
        raise FlowsError(
            f"{path.name}: {len(names):,} columns, and no more than {MOST_COLUMNS:,} are read"
        )
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        both = f"; where names stand in two rows, state header = [{row - 1}, {row}]"
        raise FlowsError(
            f"{path.name}: the column {listed(twice)} is there more than once{both * (row > 1)}"
        )
    return names


def from_rows(
    rows: Iterable[tuple[int, Sequence[str]]], width: int, torn: list[Torn] | None = None
) -> Callable[..., Loaded]:
    """Return what loads rows of texts, each with its line; others are `torn` too."""
    torn = [] if torn is None else torn

    def load(con: duckdb.DuckDBPyConnection, wanted: Iterable[int]) -> Loaded:
        create(con, wanted)
        held = fitting(rows, width, torn)
        while batch := list(islice(held, BATCH)):
            insert(con, batch, wanted)
        return Loaded(torn=torn)

    return load


def fitting(
    rows: Iterable[tuple[int, Sequence[str]]], width: int, torn: list[Torn]
) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows as wide as the header; the others are added to `torn`.

    Empty cells behind the last column are no cells, and a row of empty cells has any width.
    """
    for line, cells in rows:
        fit = fitted(cells, width)
        if fit is not None:
            yield line, fit
        else:
            torn.append(Torn(line, ",".join(map(str, cells))[:200], misfit(len(cells), width)))


def fitted(cells: Sequence[str], width: int) -> Sequence[str] | None:
    """Return cells as wide as the header, or None where they are not.

    >>> fitted(["1", "2", ""], 2), fitted(["1"], 2)
    (['1', '2'], None)
    """
    if len(cells) == width:
        return cells
    if len(cells) > width and not any(cells[width:]):
        return cells[:width]
    return None if any(cells) else [""] * width


def misfit(cells: int, named: int) -> str:
    """Return why a line of so many cells is no row."""
    return f"has {cells} cells, where the header has {named}"


def create(con: duckdb.DuckDBPyConnection, wanted: Iterable[int]) -> None:
    """Make an empty table for the columns that are wanted."""
    columns = "".join(f", c{number} VARCHAR" for number in wanted)
    con.execute(f"CREATE TABLE raw (_line BIGINT, _numbers VARCHAR[]{columns})")


def insert(con: duckdb.DuckDBPyConnection, batch: list[Any], wanted: Iterable[int]) -> None:
    """Add rows to the table; an empty cell is null, and `_numbers` are those that are `Number`."""
    import pyarrow as pa

    lines = pa.array([line for line, _ in batch], pa.int64())
    numbers = [[c for c in cells if type(c) is Number] or None for _, cells in batch]
    texts = [
        pa.array([cells[number] or None for _, cells in batch], pa.string()) for number in wanted
    ]
    names = ["_line", "_numbers", *(f"c{number}" for number in wanted)]
    held = pa.table([lines, pa.array(numbers, pa.list_(pa.string())), *texts], names=names)
    con.from_arrow(held).insert_into("raw")


def unglobbed(path: Path) -> str:
    """Return a path as SQL writes it, where DuckDB would take some of its signs for a pattern.

    >>> unglobbed(Path("a[1].csv"))
    "'a[[]1].csv'"
    """
    # a class of one sign is that sign
    return literal("".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path)))


def identifier(name: str) -> str:
    """Return a name as SQL writes it.

    >>> identifier('a"b')
    '"a""b"'
    """
    return '"' + name.replace('"', '""') + '"'


def parquet(path: Path, attrs: str = "{}") -> str:
    """Return a Parquet file as SQL writes into it, with the `attrs` of a frame of pandas."""
    return f"{literal(path)} (FORMAT parquet, KV_METADATA {{PANDAS_ATTRS: {literal(attrs)}}})"


def write_attrs(path: Path, attrs: str) -> None:
    """Write the `attrs` of a frame into the end of a Parquet file that has none yet."""
    with path.open("r+b") as file:
        end = file.seek(-8, os.SEEK_END)
        size = int.from_bytes(file.read(4), "little")
        begin = file.seek(end - size)
        before, _, behind = file.read(size).rpartition(_thrift("{}"))
        footer = before + _thrift(attrs) + behind
        file.seek(begin)
        file.write(footer + len(footer).to_bytes(4, "little") + b"PAR1")


def _thrift(attrs: str) -> bytes:
    """Return `attrs` as Thrift's compact protocol has them behind their key and their size."""
    held = attrs.encode()
    sevens = [len(held) >> shift & 127 for shift in range(0, max(1, len(held).bit_length()), 7)]
    size = bytes([*(128 | seven for seven in sevens[:-1]), sevens[-1]])
    return b"PANDAS_ATTRS\x18" + size + held


def literal(text: object) -> str:
    """Return a text as SQL writes it.

    >>> literal("it's")
    "'it''s'"
    """
    return "'" + str(text).replace("'", "''") + "'"
