"""One look over all bytes of a text file: its encoding, its lines, and whether they are clean."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sezlib.flows import FlowsError, listed, near, quoted
from sezlib.sources.encodings import ENCODINGS as KNOWN
from sezlib.sources.encodings import guess_encoding
from sezlib.sources.headers import BELOW, read_header
from sezlib.sources.raw import (
    Loaded,
    Packed,
    Raw,
    Torn,
    fitted,
    from_rows,
    identifier,
    literal,
    misfit,
    named,
    parquet,
    unglobbed,
)

if TYPE_CHECKING:
    import duckdb

BLOCK = 1 << 20
LONGEST = 1 << 20
MANY = 1_000_000
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# what files of this field come in, besides UTF-8
ENCODINGS = tuple(dict.fromkeys(name for name, *_ in KNOWN))


@dataclass
class Survey:
    """What one look over all bytes of a text file finds."""

    size: int = 0
    lines: int = 0
    blank: list[int] = field(default_factory=list)
    longest: int = 0
    longest_line: int = 0
    utf8: bool = True
    null: bool = False
    # line ends are all \n, or all \r\n
    even_ends: bool = True
    windows: bool = False
    # on every line, quotes come in pairs
    paired: bool = True


def survey(path: Path) -> Survey:
    """Return what is to be known of a file before it is read, in one pass and bounded memory."""
    import numpy as np

    found = Survey()
    decoder = codecs.getincrementaldecoder("utf-8")()
    length, odd, returns, ended = 0, False, 0, True
    previous = b""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found.size += len(block)
            found.utf8 = found.utf8 and _decodes(decoder, block)
            found.null = found.null or b"\0" in block
            data = np.frombuffer(block, np.uint8)
            ends = np.flatnonzero(data == 10)
            if b"\r" in block or previous == b"\r":
                returns += block.count(b"\r")
                before = np.concatenate([np.frombuffer(previous or b"\n", np.uint8), data])[ends]
                windows = int(np.count_nonzero(before == 13))
            else:
                windows = 0
            found.windows = found.windows or windows > 0
            found.even_ends = found.even_ends and windows in (0, len(ends))
            starts = np.concatenate([[-length], ends[:-1] + 1]) if len(ends) else ends
            sizes = ends - starts
            if len(ends):
                at = int(np.argmax(sizes))
                _longest(found, int(sizes[at]), found.lines + at + 1)
                bare = sizes - (before == 13 if windows else 0)
                found.blank += (np.flatnonzero(bare == 0) + found.lines + 1).tolist()[:MANY]
                length = len(block) - int(ends[-1]) - 1
            else:
                length += len(block)
            if b'"' in block:
                marks = np.flatnonzero(data == 34)
                upto = np.searchsorted(marks, ends) + odd
                found.paired = found.paired and not np.any(upto % 2)
                odd = bool((len(marks) + odd) % 2)
            found.lines += len(ends)
            previous, ended = block[-1:], block[-1:] == b"\n"
            if length > LONGEST:
                _longest(found, length, found.lines + 1)
            if found.longest > LONGEST:
                break
    if not ended:
        _longest(found, length, found.lines + 1)
        found.lines += 1
    found.utf8 = found.utf8 and _decodes(decoder, b"", final=True)
    found.paired = found.paired and not odd
    ends_told = found.lines - (not ended)
    found.even_ends = (
        found.even_ends
        and returns in (0, ends_told)
        and returns == (ends_told if found.windows else 0)
    )
    return found


def _longest(found: Survey, size: int, line: int) -> None:
    if size > found.longest:
        found.longest, found.longest_line = size, line


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, final: bool = False) -> bool:
    if block.isascii() and not final and not decoder.getstate()[0]:
        return True
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def encoding_of(path: Path, found: Survey, stated: str = "") -> str:
    """Return the encoding of a file: what is stated, or what its bytes show."""
    if stated:
        try:
            return codecs.lookup(stated).name
        except (LookupError, ValueError):
            raise FlowsError(
                f"unknown encoding {quoted(stated)}{near(stated, ENCODINGS)}; such as "
                f"{listed(('utf-8', *ENCODINGS))}"
            ) from None
    with path.open("rb") as file:
        head = file.read(1 << 12)
    if name := _by_mark(head):
        return name
    if found.utf8:
        return "utf-8"
    return known_encoding(path, head + b"".join(_strange(path)))


def known_encoding(path: Path, sample: bytes) -> str:
    """Return the encoding that is sure for bytes of a file, or ask for it."""
    name, doubt = guess_encoding(sample)
    if doubt:
        raise FlowsError(f"{path.name}: {doubt}")
    if not name:
        raise FlowsError(
            f"{path.name}: not UTF-8 text, and no encoding that is known; state it as encoding, "
            f"such as {listed(ENCODINGS)}"
        )
    return name


def _by_mark(head: bytes) -> str:
    """Return the encoding that the first bytes of a text tell, or nothing."""
    if marked := next((name for mark, name in MARKS if head.startswith(mark)), ""):
        return marked
    # without a mark, two bytes to a letter are known by those that are ASCII, one by one
    if b"\0" not in head or re.search(rb"[ -~]{8}", head):
        return ""
    for name, units in (("utf-16-le", rb"([\n -~]\0)|.."), ("utf-16-be", rb"(\0[\n -~])|..")):
        pairs = re.findall(units, head[: 1 << 12], re.DOTALL)
        if (found := sum(map(bool, pairs))) > 7 and 10 * found > len(pairs):
            return name
    return ""


def read_text(path: Path) -> str:
    """Return the text of a small file that somebody wrote, whatever program saved it."""
    data = path.read_bytes()
    name, doubt = _by_mark(data) or "utf-8", ""
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode(name)
    name, doubt = guess_encoding(data)
    if not name or doubt:
        raise FlowsError(f"{path.name}: not UTF-8 text; save it in the encoding UTF-8")
    return data.decode(name)


def _strange(path: Path) -> Iterator[bytes]:
    # the lines that are not plain ASCII tell the encoding, and there are few of them in a dump
    size = 0
    with path.open("rb") as file:
        while size < 1 << 16 and (line := file.readline(LONGEST)):
            if not line.isascii():
                size += len(line)
                yield line


def rewritten(path: Path, encoding: str, folder: Path) -> Path:
    """Return a copy in UTF-8 with plain line ends, without null bytes."""
    target = folder / "rewritten.csv"
    number = 0
    try:
        # newline=None makes every line end \n, lone \r included
        with (
            path.open(encoding=encoding, newline=None) as text,
            target.open("w", encoding="utf-8", newline="\n") as copy,
        ):
            while block := text.read(BLOCK):
                if codecs.lookup(encoding).name == "cp1258":
                    # its tones are signs of their own
                    block = unicodedata.normalize("NFC", block + text.readline())
                copy.write(block.replace("\0", "\ufffd"))
                number += block.count("\n")
    except (UnicodeError, LookupError) as error:
        raise FlowsError(
            f"{path.name}: not {encoding} text near line {number + 1}"
            f"{_byte(error)}; state its encoding, such as {listed(('utf-8', *ENCODINGS))}"
        ) from None
    return target


def _byte(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f" (byte {error.object[error.start]:#04x})"
    return ""


# a file up to this size is held as a table, a larger one is scanned as often as it is asked
HELD = 1 << 26
DELIMITERS = (",", ";", "\t", "|")
# how far down a header is looked for
DEEPEST = 20


def records(path: Path, delimiter: str) -> Iterator[tuple[int, list[str] | Torn]]:
    """Yield each row with the line it begins on, or a `Torn` for a line that is no row.

    A cell may hold line breaks. A quote that has not closed within a few hundred lines never
    closes: its line is torn, and reading goes on with the next.
    """
    waiting: list[tuple[int, str]] = []
    # io.StringIO would break lines at more than \n
    with path.open(encoding="utf-8-sig", newline="\n") as text:
        numbered = enumerate(text, 1)
        while True:
            number, line = waiting.pop(0) if waiting else next(numbered, (0, ""))
            if not line:
                return
            if line.count('"') % 2 == 0:
                yield number, _cells(number, line, delimiter)
                continue
            more: list[tuple[int, str]] = []
            size, closed = len(line), False
            while not closed and len(more) < 500 and size < LONGEST:
                following = waiting.pop(0) if waiting else next(numbered, None)
                if following is None:
                    break
                more.append(following)
                size += len(following[1])
                closed = following[1].count('"') % 2 == 1
            whole = line + "".join(text for _, text in more)
            made = _cells(number, whole, delimiter) if closed else None
            if isinstance(made, list):
                yield number, made
            else:
                yield number, Torn(number, line.strip()[:200], "opens a quote that never closes")
                waiting = more + waiting


def _cells(number: int, text: str, delimiter: str) -> list[str] | Torn:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        large = "field limit" in str(error)
        reason = (
            "has a cell that is too large" if large else "has a quote that closes inside a cell"
        )
        return Torn(number, text.strip()[:200], reason)


def open_text(
    path: Path,
    folder: Path,
    *,
    encoding: str = "",
    delimiter: str = "",
    needed: Iterable[str] = (),
    below: bool = False,
) -> Callable[[Sequence[int]], Raw]:
    """Return what opens a text file at the lines of its header; it is looked over once.

    Without lines the header is the first one with all the `needed` names of columns among the first
    lines, or else the first. `below`: lines under it may state units and numbers of columns.
    """
    found = survey(path)
    if not found.size:
        raise FlowsError(f"{path.name}: empty, where a header with the names of columns should be")
    used = encoding_of(path, found, encoding)
    plain = used in ("utf-8", "utf-8-sig") and found.utf8
    clean = path
    # counted in bytes, so that the limit holds before anything is decoded
    if not used.startswith("utf-16"):
        _refuse_long(path, found)
    if not plain or found.null or not found.even_ends:
        clean = rewritten(path, used, folder)
        found = survey(clean)
        _refuse_long(path, found)

    def at(header: Sequence[int]) -> Raw:
        skip, line = _header_line(path, clean, max(header, default=0), set(needed), delimiter)
        mark = delimiter or _delimiter(line)
        cells = _cells(skip + 1, line, mark)
        if isinstance(cells, Torn):
            raise FlowsError(f"{path.name}: the header, on line {skip + 1}, {cells.reason}")
        with clean.open(encoding="utf-8-sig", newline="\n") as text:
            lines = list(islice(text, skip + 1 + BELOW))
        top = [[] if isinstance(row := _cells(0, one, mark), Torn) else row for one in lines]
        upper = [top[number - 1] for number in header if number <= skip]
        held = read_header([*upper, cells], top[skip + 1 :] if below else [])
        names = named(path, held.names, skip + 1)
        loader = _Loader(path, clean, found, skip + held.skipped, mark, len(names), folder)
        told = {"encoding": used, "delimiter": mark}
        if skip:
            told["header"] = str(list(header) if upper else skip + 1)
        above = [" ".join(filter(None, row)) for row in top[: skip - len(upper)]]
        return Raw(path, names, loader.load, told | held.told, above=above, units=held.units)

    return at


def _refuse_long(path: Path, found: Survey) -> None:
    if found.longest > LONGEST:
        raise FlowsError(
            f"{path.name}: line {found.longest_line} is longer than {LONGEST >> 20} MB, and no row "
            "of a table is"
        )


def _header_line(
    path: Path, clean: Path, header: int, needed: set[str], delimiter: str
) -> tuple[int, str]:
    """Return how many lines come before the header, and the header."""
    first: tuple[int, str] | None = None
    with clean.open(encoding="utf-8-sig", newline="\n") as text:
        for number, line in enumerate(text, 1):
            found = number - 1, line.rstrip("\r\n")
            if header and number == header:
                return found
            if header or not line.strip(' \t\r\n,;|"'):
                continue
            cells = _cells(number, line, delimiter or _delimiter(found[1])) if needed else []
            if not isinstance(cells, Torn) and needed <= {" ".join(c.split()) for c in cells}:
                return found
            first = first or found
            if number >= DEEPEST:
                break
    if first:
        return first
    where = f"no line {header}" if header else "empty"
    raise FlowsError(f"{path.name}: {where}, where a header with the names of columns should be")


def _delimiter(line: str) -> str:
    outside = "".join(line.split('"')[::2])
    # a comma before a blank is of a name, such as `value, USD`, where another mark has none behind
    marks = {m: (outside.count(m) - outside.count(f"{m} "), outside.count(m)) for m in DELIMITERS}
    # of as many, another than the comma, which stands in names; where there is none, the comma
    return max(DELIMITERS, key=lambda m: (*marks[m], (m != ",") == (marks[m][1] > 0)))


@dataclass
class _Loader:
    path: Path
    clean: Path
    found: Survey
    skip: int
    delimiter: str
    width: int
    folder: Path

    def load(self, con: duckdb.DuckDBPyConnection, wanted: dict[int, Packed]) -> Loaded:
        if self.found.paired and len(self.found.blank) < MANY and self.width > 1:
            loaded = self._scanned(con, wanted)
            if loaded:
                return loaded
        return self._read(con, wanted)

    def _scanned(self, con: duckdb.DuckDBPyConnection, wanted: dict[int, Packed]) -> Loaded | None:
        """Let DuckDB read the file, or return None where it finds lines that it cannot read."""
        import duckdb

        columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(self.width))
        # DuckDB would take the marks of a pattern in a name for one
        safe = self.clean.with_name(self.clean.name)
        if set("*?[]{}") & set(str(safe)):
            return None
        ends = r"\r\n" if self.found.windows else r"\n"
        scan = (
            f"read_csv({literal(safe)}, columns = {{{columns}}}, header = false, "
            f"skip = {self.skip + 1}, auto_detect = false, compression = 'none', "
            f"delim = {literal(self.delimiter)}, "
            f"""quote = '"', escape = '"', new_line = '{ends}', store_rejects = true, """
            f"max_line_size = {2 * LONGEST})"
        )
        plain = {number: one._replace(sql=f"c{number}") for number, one in wanted.items()}
        held, torn = self.found.size <= HELD, None
        place = None if held else self.folder / "rows.parquet"
        for packed in [wanted, plain]:
            # a column that is not what it was taken for is packed as it stands
            with contextlib.suppress(duckdb.Error):
                _hold(con, scan, packed, place)
                # rejects are told once the file was scanned
                torn = self._rejects(con)
                break
        if torn is None:
            con.execute(f"DROP {'TABLE' if held else 'VIEW'} IF EXISTS raw")
            return None
        gone = sorted(
            {line for line in (*self.found.blank, *(t.line for t in torn)) if line > self.skip + 1}
        )
        return Loaded(*_numbered(con, held, self.skip + 1, gone), torn, held, place)

    def _rejects(self, con: duckdb.DuckDBPyConnection) -> list[Torn] | None:
        rows = con.execute(
            "SELECT line, error_type::VARCHAR, csv_line FROM reject_errors WHERE scan_id = "
            "(SELECT max(scan_id) FROM reject_scans) ORDER BY line"
        ).fetchall()
        if any(kind not in ("MISSING COLUMNS", "TOO MANY COLUMNS") for _, kind, _ in rows):
            return None
        torn = []
        for line, _, text in dict.fromkeys(rows):
            text = text.strip("\r\n")
            cells = _cells(line, text, self.delimiter)
            if isinstance(cells, Torn):
                return None
            if fitted(cells, self.width) is not None:
                return None
            torn.append(Torn(line, text[:200], misfit(len(cells), self.width)))
        return torn

    def _read(self, con: duckdb.DuckDBPyConnection, wanted: Iterable[int]) -> Loaded:
        torn: list[Torn] = []
        return from_rows(self._rows(torn), self.width, torn)(con, wanted)

    def _rows(self, torn: list[Torn]) -> Iterator[tuple[int, Sequence[str]]]:
        for number, cells in records(self.clean, self.delimiter):
            if number <= self.skip + 1:
                continue
            if isinstance(cells, Torn):
                torn.append(cells)
            elif cells:
                yield number, cells


def _hold(
    con: duckdb.DuckDBPyConnection, scan: str, wanted: dict[int, Packed], place: Path | None
) -> None:
    """Hold what DuckDB reads: as a table, or where it is large in Parquet, read but once."""
    if place is None:
        chosen = ", ".join(f"c{number}" for number in wanted) or "c0"
        con.execute(f"CREATE TABLE raw AS SELECT {chosen} FROM {scan}")
        return
    columns = ", ".join(f"{one.sql} AS {identifier(one.name)}" for one in wanted.values()) or "c0"
    con.execute(f"COPY (SELECT {columns} FROM {scan}) TO {parquet(place)}")
    cells = "".join(f", {one.cell} AS c{number}" for number, one in wanted.items())
    con.execute(
        f"CREATE VIEW raw AS SELECT file_row_number AS _row{cells} "
        f"FROM read_parquet({unglobbed(place)}, file_row_number = true)"
    )


def _numbered(
    con: duckdb.DuckDBPyConnection, held: bool, before: int, gone: list[int]
) -> tuple[str, str]:
    """Return the SQL of `raw` with a number for each row, and that of its line.

    A row stands `before` lines lower than its number, and lower by each line that is `gone`,
    being blank or torn.
    """
    numbered = "(SELECT rowid AS _row, * FROM raw)" if held else "raw"
    if not gone:
        return numbered, f"_row + {before + 1}"
    import pyarrow as pa

    # the row from which on lines are shifted by so many
    shifts = {line - before - 1 - index: index + 1 for index, line in enumerate(gone)}
    table = pa.table({"_from": list(shifts), "_by": list(shifts.values())})
    con.from_arrow(table).create("_shifts")
    joined = (
        f"(SELECT r.*, coalesce(_by, 0) AS _by FROM {numbered} r "
        "ASOF LEFT JOIN _shifts s ON r._row >= s._from)"
    )
    return joined, f"_row + {before + 1} + _by"
