"""A file taken in: its flows, the rows that were rejected and why, and the account of all rows."""

from __future__ import annotations

import contextlib
import re
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sezlib.schema import ACCOUNT, FlowsError, listed, near, short
from sezlib.sources import answers, mapping, plain
from sezlib.sources.database import is_address, open_database
from sezlib.sources.files import find, open_file, opened, sheets
from sezlib.sources.formats import FORMATS
from sezlib.sources.judge import judge
from sezlib.sources.layout import Layout
from sezlib.sources.mapping import Mapping
from sezlib.sources.raw import Raw, literal
from sezlib.sources.text import HELD

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

ENGINES = ("pandas", "polars", "pyarrow", "duckdb")
MEMORY = "1400MB"
# how far down a header is looked for
HEADERS_TRIED = 20
# how wide a line of progress is, and how often it is told, in seconds
WIDE = 70
EVERY = 0.5


@dataclass
class Intake:
    """What became of a file.

    `flows` are the accepted rows on the engine asked for, `rejected` the others with `line`,
    `column`, `value` and `reason`; `account` has the rows and the value of each part: in, accepted
    (and of these confidential), rejected and set aside by reason, of each `currency` where values
    are in several. In = accepted + rejected + set aside. `told` is what else was found: the source,
    the encoding, what was mended.
    """

    flows: Any
    rejected: pd.DataFrame
    account: pd.DataFrame
    told: dict[str, str] = field(default_factory=dict)

    def rows(self, part: str) -> int:
        """Return the rows of a part: `in`, `accepted`, `rejected`, `set aside`."""
        chosen = self.account[self.account["part"] == part]
        return int(chosen["rows"].sum())


def intake(
    path: str | Path,
    source: str = "auto",
    engine: str = "pandas",
    *,
    zone: str = "",
    mapping: str | Path = "",
    value_in: str = "",
    encoding: str = "",
    delimiter: str = "",
    query: str = "",
    out: str | Path = "",
) -> Intake:
    """Return the flows in a file, the rows that are none and why, and the account of all rows.

    `source` is one of `SOURCES`, or `auto`, which looks at the content. With a `mapping` (a TOML
    file) any CSV or workbook is read. `zone` takes only its rows, or names the zone of a file that
    has no zones. `value_in` states the unit of value where the source does not, such as
    `thousand USD`. The address of a database, such as `sqlite:///zone.db`, is read with a `query`;
    a row's line is then its place in the answer. With `out` the flows are written to that file,
    Parquet or CSV by its name, and `flows` is a DuckDB relation on it, so that a file larger than
    memory can be taken in. The account is in the `attrs` of a pandas frame and of a Parquet file.

    Nothing is dropped: a row is accepted, rejected or set aside, and the account has each.

    >>> import sezlib as sez
    >>> taken = sez.intake("data/sample/flows.csv")
    >>> taken.account[["part", "reason", "rows"]].head(2)
           part reason  rows
    0        in         4246
    1  accepted         4246

    Raises `FlowsError` in one sentence where the file cannot be read at all.
    """
    if engine not in ENGINES:
        raise FlowsError(
            f"unknown engine {engine!r}{near(engine, ENGINES)}; the engines are {listed(ENGINES)}"
        )
    if source != "auto" and source not in SOURCES:
        raise FlowsError(
            f"unknown source {source!r}{near(source, SOURCES)}; the sources are {listed(SOURCES)}"
        )
    found = str(path) if is_address(path) else find(path)
    if out:
        answers.writable(Path(out), found, (".parquet", ".csv"))
    size = found.stat().st_size if isinstance(found, Path) else HELD
    with (
        tempfile.TemporaryDirectory(prefix="sezlib-") as folder,
        _connected(Path(folder), size >= HELD) as con,
    ):
        asked = _Asked(found, source, zone, value_in, encoding, delimiter, mapping, query)
        with _in_one_sentence("the database" if isinstance(found, str) else found.name):
            return asked.take(con, Path(folder), engine, Path(out) if out else None)


@contextlib.contextmanager
def _in_one_sentence(name: str) -> Iterator[None]:
    """Tell of memory and disks that do not suffice in a sentence, as of other errors."""
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException:
        raise FlowsError(
            f"{name}: needs more than the {MEMORY} of memory that it is given"
        ) from None
    except duckdb.Error as error:
        # a query that is wrong in itself is a fault of ours, and not of the file
        if isinstance(error, duckdb.BinderException | duckdb.ParserException):
            raise
        raise FlowsError(f"{name}: cannot be read to its end: {short(error, 200)}") from None


@contextlib.contextmanager
def _connected(folder: Path, large: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    import duckdb

    con = duckdb.connect(str(folder / "intake.duckdb") if large else ":memory:")
    try:
        con.execute(
            f"SET memory_limit = '{MEMORY}'; SET temp_directory = {literal(folder / 'spill')}; "
            "SET TimeZone = 'UTC'; "
            "SET autoinstall_known_extensions = false; SET autoload_known_extensions = false"
        )
        yield con
    finally:
        con.close()


def _refuse_floats(con: Any, raw: Raw, layout: Layout) -> None:
    # a column that is only carried may have any type
    used = " ".join(layout.fields[name].sql for name in plain.AMOUNTS if name in layout.fields)
    kinds = con.execute("SELECT column_name, column_type FROM (DESCRIBE raw)").fetchall()
    floats = [c for c, kind in kinds if kind == "FLOAT" and re.search(rf"\b{c}\b", used)]
    plain.refuse_float32(raw.path, [raw.names[int(c[1:])] for c in floats])


@dataclass
class _Asked:
    path: Path | str
    source: str
    zone: str
    value_in: str
    encoding: str
    delimiter: str
    mapping: str | Path
    query: str

    def take(self, con: Any, folder: Path, engine: str, out: Path | None) -> Intake:
        raw, layout = self._opened(folder)
        name = raw.path.name
        with progress(con, name) as at:
            at("reading")
            wanted = [number for number, name in enumerate(raw.names) if name]
            loaded = raw.load(con, wanted)
            _refuse_floats(con, raw, layout)
            at("looking texts up")
            judged = judge(con, raw, layout, loaded, self.zone)
            at("accounting")
            account, padded = answers.account(con, judged, loaded.torn)
            times = layout.scale.get("value", 1)
            noted = answers.noted(account, raw.before, times)
            answers.refuse_nothing(con, name, layout, self.zone, account)
            some = "rejected" in set(account["part"])
            rejected = answers.rejected(con, judged, loaded.torn, some)
            at("writing")
            flows = (
                answers.written(con, judged, out, noted)
                if out
                else answers.flows(con, judged, engine)
            )
        if account["currency"].nunique() == 1:
            account = account.drop(columns="currency")
        if not out and engine == "pandas":
            flows.attrs[ACCOUNT] = noted
        told = {"source": layout.source, **raw.told, **answers.mended(con, layout, judged, padded)}
        taken = Intake(flows, rejected, account, told)
        if more := taken.rows("rejected") - len(rejected):
            told["rejected rows that are not listed"] = f"{more:,}"
        currencies = [one["currency"] for one in noted if one["part"] == "accepted" and one["rows"]]
        if len(currencies) > 1:
            told["currencies"] = (
                f"{listed(currencies)}; a report is in one: convert the flows with sez.convert, or "
                "set the others aside by a mapping"
            )
        if out and out.suffix.lower() == ".csv" and len(noted) > len(currencies):
            told["rejected or set aside"] = (
                f"the account is not in {out.name!r}, and no report of it will tell; a .parquet "
                "file keeps it"
            )
        if earlier := sum(one["rows"] for one in raw.before if one["part"] != "accepted"):
            told["rows rejected or set aside before"] = f"{earlier:,}"
        opened(self.path, taken.rows("accepted"), rejected=taken.rows("rejected"), account=noted)
        return taken

    def _opened(self, folder: Path) -> tuple[Raw, Layout]:
        if self.mapping:
            found = find(self.mapping)
            mapped = mapping.read(found)
            opened(found, rows=1)
            raw = self._raw(folder, mapped)
            return raw, mapping.layout(raw, mapped, self.value_in)
        raw = self._raw(folder)
        name = self.source
        if name == "auto":
            name = next(name for name, known in FORMATS.items() if known.known(raw))
        elif not FORMATS[name].known(raw):
            raise FlowsError(
                f"{raw.path.name}: not the columns of {name!r}; the columns are {listed(raw.names)}"
            )
        return raw, FORMATS[name].layout(raw, self.value_in)

    def _raw(self, folder: Path, mapped: Mapping | None = None) -> Raw:
        said = mapped or Mapping("", {})
        if isinstance(self.path, str):
            return open_database(self.path, self.query)
        return open_file(
            self.path, folder, encoding=self.encoding or said.encoding,
            delimiter=self.delimiter or said.delimiter, header=said.header, sheet=said.sheet,
        )  # fmt: skip


@contextlib.contextmanager
def progress(con: Any, name: str) -> Iterator[Callable[[str], None]]:
    """Show on a terminal how far the work is; elsewhere, say nothing."""
    stage, done = [""], threading.Event()

    def at(now: str) -> None:
        stage[:] = [now]

    if not sys.stderr.isatty():
        yield at
        return
    con.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")

    def tell() -> None:
        while not done.wait(EVERY):
            with contextlib.suppress(Exception):
                share = con.query_progress()
                shown = f" {share:.0f} %" if share >= 0 else ""
                told = f"{short(name, 40)}: {stage[0]}{shown}"
                print(f"\r{told:<{WIDE}}", end="", file=sys.stderr, flush=True)

    thread = threading.Thread(target=tell, daemon=True)
    thread.start()
    try:
        yield at
    finally:
        done.set()
        thread.join()
        print("\r" + " " * WIDE + "\r", end="", file=sys.stderr, flush=True)


def suggest(path: str | Path, *, encoding: str = "", sheet: str = "") -> str:
    """Return a first mapping of a file, as text: which of its columns are which, by their names.

    The header is the first row that names the most columns of flows, among the first rows.
    """
    found = find(path)
    with tempfile.TemporaryDirectory(prefix="sezlib-") as folder:
        found_at: list[tuple[int, Raw]] = []
        refused: FlowsError | None = None
        for name in [sheet] if sheet else sheets(found):
            for header in range(HEADERS_TRIED + 1):
                try:
                    raw = open_file(
                        found, Path(folder), encoding=encoding, header=header, sheet=name
                    )
                except FlowsError as error:
                    refused = refused or error
                    continue
                found_at.append((mapping.score(raw.names), raw))
        if refused and not found_at:
            raise refused
        # of equals, the first
        _, raw = max(found_at, key=lambda one: one[0])
        return mapping.suggest(raw.names, raw.told)


SOURCES = tuple(FORMATS)
