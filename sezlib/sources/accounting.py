"""A file taken in: its flows, the rows that were rejected and why, and the account of all rows."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import re
import shutil
import sys
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sezlib.flows import ACCOUNT, FlowsError, LazyFlows, listed, near, short, unlisted
from sezlib.sources import files, layouts, wide
from sezlib.sources.direction import refuse_other_flows
from sezlib.sources.files import (
    find,
    is_address,
    is_spark,
    kept_folder,
    open_database,
    open_file,
    open_spark,
    opened,
    parted,
)
from sezlib.sources.kinds import FLOWS, Kind, kind_of
from sezlib.sources.layouts import FORMATS, Layout, Mapping, set_aside_again
from sezlib.sources.lookup import TRUE, none, packed_columns, said
from sezlib.sources.measures import read_measures
from sezlib.sources.raw import (
    BATCH,
    Raw,
    identifier,
    is_note,
    literal,
    parquet,
    unglobbed,
    write_attrs,
)
from sezlib.sources.rules import Judged, judge
from sezlib.sources.text import HELD
from sezlib.sources.totals import ASIDE, mark_totals
from sezlib.texts import write_csv, write_whole

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

PARTS = ("in", "accepted", "of which confidential", "rejected", "set aside")
SMALL = 1 << 22
# smaller files share a database
SHARED = 1 << 20
# so many rejected rows are listed; those beyond are counted in the account, and told
LISTED = 1_000_000
# of what a layout lists of the rows set aside, so many are told
LARGEST = 20


class Part(NamedTuple):
    """A part of a file: how many of its rows, and their value in a currency, where any is read."""

    currency: str
    part: str
    reason: str
    rows: int
    value: Decimal | None


def account_of(con: Any, judged: Judged, torn: Any) -> tuple[list[Part], str]:
    """Return the rows and the value of each part of a file, and in words which codes were mended.

    The parts are in, accepted, rejected and set aside. A reason to reject may quote what stands
    there, and is no part. Where values are in several currencies, each has its own parts.
    """
    rows = con.execute(
        "SELECT _money, _rule, _confidential, count(*), "
        "sum(_amount), count(_mended) FILTER (_rule = 0), "
        "min(_mended) FILTER (_rule = 0), max(_mended) FILTER (_rule = 0) "
        f"FROM ({judged.rows}) GROUP BY _money, _rule, _confidential"
    ).fetchall()
    fates = [("accepted", ""), *(("set aside", why) for why in judged.reasons)]
    rows = [
        (money, *(fates[rule] if rule < len(fates) else ("rejected", "")), *rest)
        for money, rule, *rest in rows
    ]
    none = (0, None, None)
    before = [
        (money, "set aside", why, False, count, amount, *none)
        for money, why, count, amount in judged.aside
    ]
    currencies = sorted({row[0] for row in [*before, *rows]})
    # a line that is no row has no value, and so needs no currency of its own
    home = next(filter(str.isalpha, currencies), "")
    notes = sum(map(is_note, torn))
    lost = [
        (home, fate, why, False, count, None, *none)
        for fate, why, count in (
            ("rejected", "", len(torn) - notes), ("set aside", ASIDE["note"], notes)
        )
        if count
    ]  # fmt: skip
    least = (home, "accepted", "", False, 0, None, *none)
    parts: dict[tuple[str, str, str], list[Any]] = {}
    for money, fate, reason, confidential, count, amount, *_ in [least, *before, *rows, *lost]:
        also = [("of which confidential", "")] if confidential and fate == "accepted" else []
        for part in [("in", ""), (fate, reason), *also]:
            held = parts.setdefault((money, *part), [0, None])
            held[0] += count
            held[1] = _sum(held[1], amount)
    account = []
    for key, (count, amount) in parts.items():
        # what is set aside without an amount is of none; what is rejected may be of any
        unknown = amount is None and key[1] == "rejected"
        account.append(Part(*key, count, None if unknown else _plain(amount)))
    account.sort(key=lambda one: (one.currency, PARTS.index(one.part), one.reason))
    mended = sum(row[-3] for row in rows)
    shown = sorted({one for row in rows for one in row[-2:] if one})
    told = f"{mended:,}: {', '.join(shown[:: max(1, len(shown) - 1)])}" if mended else ""
    return account, told


def _sum(*amounts: Decimal | None) -> Decimal | None:
    """Return the sum of those amounts that can be read, or None where none can."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _plain(amount: Decimal | None) -> Decimal:
    """Return an amount without the zeros that say nothing."""
    return Decimal(f"{(amount or Decimal(0)).normalize():f}")


def refuse_nothing(
    con: Any, name: str, layout: Layout, judged: Judged, wanted: tuple[str, ...], parts: list[Part]
) -> None:
    """Refuse a file without rows, and a zone that is not in it."""
    there = {one.part for one in parts if one.rows}
    if "in" not in there:
        raise FlowsError(f"{name}: no rows under the header")
    if layout.listed == "customs" and not there & {"accepted", "rejected"}:
        codes = con.execute(f"SELECT DISTINCT {layout.fields['customs'].sql} FROM raw").fetchall()
        told = listed(sorted(code for (code,) in codes if code))
        raise FlowsError(
            f"{name}: no exports of the customs procedure stated; the codes are {told}"
        )
    if "zone" not in layout.fields:
        if len(wanted) > 1:
            raise FlowsError(f"{name}: no column 'zone', to find {listed(wanted)} in")
        return
    # that one of them has rows says nothing of the others
    if not wanted or (len(wanted) == 1 and there & {"accepted", "rejected"}):
        return
    found = f"SELECT DISTINCT {said(layout.fields['zone'].sql)} FROM raw"
    held = judged.zones or {one for (one,) in con.execute(found).fetchall()}
    zones = sorted(filter(None, held))
    for zone in wanted:
        if zone not in zones:
            raise unlisted(f"{name}: no zone", zone, "the zones are", zones)


def rejected_rows(con: Any, judged: Judged, torn: Any, some: bool) -> pd.DataFrame:
    """Return the rows that are no flows: line, column, what stands there, why, amount."""
    import pandas as pd

    # without any, the file is not asked again
    rows = (
        con.execute(
            "SELECT floor(_line)::BIGINT, _column, coalesce(_shown, ''), _why, "
            f"CAST(_amount AS DOUBLE) FROM ({judged.rejected}) ORDER BY _line LIMIT {LISTED}"
        ).fetchall()
        if some
        else []
    )
    rows += [(t.line, "", t.text, t.reason, None) for t in torn[:LISTED] if not is_note(t)]
    types = {"line": "int64", "column": "str", "value": "str", "reason": "str", "amount": "float64"}
    rows.sort(key=lambda row: row[0])
    columns = zip(*rows, strict=True) if rows else [()] * len(types)
    held = zip(types.items(), columns, strict=True)
    return pd.DataFrame({name: pd.Series(cells, dtype=kind) for (name, kind), cells in held})


def flows_of(con: Any, judged: Judged, engine: str) -> Any:
    """Return the accepted rows, in the order of the file, on an engine."""
    columns = ", ".join(map(identifier, judged.columns))
    table = con.sql(
        f"SELECT {columns} FROM ({judged.numbered}) WHERE _rule = 0 ORDER BY _line"
    ).to_arrow_table()
    if engine == "pyarrow":
        return table
    if engine == "polars":
        return _polars(table)
    if engine == "duckdb":
        import duckdb

        own = duckdb.connect()
        own.register("flows", table)
        return own.table("flows")
    flows = table.to_pandas()
    odd = {column: "str" for column, kind in flows.dtypes.items() if kind == "object"}
    return flows.astype(odd) if odd else flows


def _polars(table: Any) -> Any:
    try:
        import polars
    except ImportError:
        raise FlowsError(
            "the engine 'polars' needs the package polars; install it with pip install polars"
        ) from None
    return polars.from_arrow(table)


def write_flows(
    con: Any, judged: Judged, out: Path, noted: list[dict[str, Any]], packed: Path | None
) -> Any:
    """Write the flows to a file, whole or not at all, and return them from there.

    Parquet keeps what is `noted` of all rows, where pandas reads a frame's `attrs`. Where they are
    `packed` already as they are written, that file is moved there.
    """
    import duckdb

    flows = (
        f"SELECT {', '.join(map(identifier, judged.columns))} FROM ({judged.rows}) WHERE _rule = 0"
    )
    from_there = f"read_parquet({unglobbed(out)})"
    attrs = json.dumps({ACCOUNT: noted}, ensure_ascii=False)
    with write_whole(out) as half:
        try:
            if packed and out.suffix.lower() != ".csv":
                shutil.move(packed, half)
                write_attrs(half, attrs)
            elif out.suffix.lower() == ".csv":
                types = ", ".join(
                    f"{literal(name)}: '{kind}'"
                    for name, kind, *_ in con.execute(f"DESCRIBE {flows}").fetchall()
                )
                from_there = (
                    f"read_csv({unglobbed(out)}, header = true, auto_detect = false, "
                    f"columns = {{{types}}}, allow_quoted_nulls = false)"
                )
                answer = con.execute(flows)
                batches = iter(lambda: answer.fetchmany(BATCH), [])
                write_csv(half, judged.columns, chain.from_iterable(batches))
            else:
                con.execute(f"COPY ({flows}) TO {parquet(half, attrs)}")
        except duckdb.Error as error:
            raise FlowsError(f"{str(out)!r} cannot be written: {short(error, 200)}") from None
    return duckdb.connect().sql(f"FROM {from_there}")


def writable(out: Path, reads: Iterable[Path | str], kinds: Sequence[str]) -> None:
    """Refuse a file that cannot be written, is one that is read, or of no kind that is written."""
    if out.suffix.lower() not in kinds:
        raise FlowsError(f"{str(out)!r} is no {' or '.join(kinds)} file, and no other is written")
    if not out.parent.is_dir():
        raise FlowsError(f"no folder {str(out.parent)!r} to write {out.name!r} into")
    if out.is_dir():
        raise FlowsError(f"{str(out)!r} is a folder, not a file")
    if any(_same(out, path) for read in reads for path in files.meant(read)):
        raise FlowsError(f"{str(out)!r} is the file that is read, and would be overwritten")


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        # one is not there, or can be no file
        return False


def account_lines(
    account: list[Part], before: list[dict[str, Any]], times: Decimal | int
) -> list[dict[str, Any]]:
    """Return an account as JSON holds it, with that of the file that the flows were in `before`.

    What was rejected or set aside then is so still; its values are `times` larger by now.
    """
    home = next(one.currency for one in account if one.part == "accepted")
    rows = (one for one in account if one.part in ("accepted", "rejected", "set aside"))
    earlier = (
        (
            one["currency"] or home,
            one["part"],
            one["reason"],
            one["rows"],
            one["value"] and one["value"] * times,
        )
        for one in map(_amounted, before)
        if one["part"] != "accepted"
    )
    return with_shares(chain(rows, earlier))


def added(accounts: Iterable[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the account of several files together."""
    keys = ("currency", "part", "reason", "rows", "value")
    held = map(_amounted, chain.from_iterable(accounts))
    return with_shares(tuple(one[key] for key in keys) for one in held)


def with_shares(rows: Iterable[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """Return the parts of an account, each with its share of the rows and of the value.

    Rejected rows are a share of those that were accepted or rejected, others of all that came in,
    always of one currency. There is no share of nothing, nor one of a value that nobody can read.
    """
    parts: dict[tuple[str, str, str], list[Any]] = {}
    for *key, count, value in rows:
        held = parts.setdefault((key[0], key[1], key[2]), [0, None])
        held[0] += count
        held[1] = _sum(held[1], value)

    def share(key: tuple[str, str, str], at: int) -> float | None:
        aside = key[1] != "rejected"
        of = sum(
            h[at] or 0
            for k, h in parts.items()
            if k[0] == key[0] and (aside or k[1] != "set aside")
        )
        return None if parts[key][at] is None or not of else float(parts[key][at] / of)

    return [
        {
            "part": key[1],
            "reason": key[2],
            "currency": key[0],
            "rows": count,
            "value": None if value is None else str(value),
            "share_of_rows": share(key, 0),
            "share_of_value": share(key, 1),
        }
        for key, (count, value) in parts.items()
    ]


def _amounted(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "value": None if one["value"] is None else Decimal(one["value"])}


def mended_texts(con: Any, layout: Layout, judged: Judged, mended: str) -> dict[str, str]:
    """Return what was mended on the way, in words."""
    told = {}
    if _invented(con, layout):
        told["synthetic"] = "some or all of the records are invented"
    if mended:
        told["codes of products mended"] = mended
    for name in layout.told:
        bare = _bare(layout, name)
        spelt = con.execute(
            f"SELECT {layout.fields[name].sql} AS one, list({bare}) "
            f"FROM (SELECT DISTINCT {bare} FROM {judged.kept}) "
            "GROUP BY 1 HAVING count(*) > 1 ORDER BY 1"
        ).fetchall()
        if spelt:
            told[f"spellings of a {name} merged"] = "; ".join(
                f"{one}: {', '.join(repr(short(s)) for s in sorted(held))}"
                for one, held in spelt[:20]
                if one
            )
    return told | listed_aside(con, layout)


def listed_aside(con: Any, layout: Layout) -> dict[str, str]:
    """Return what a layout lists of the rows that it sets aside, the largest first."""
    if not layout.listed:
        return {}
    *before, (why, condition) = layout.aside
    amount = f"TRY_CAST({layout.fields['value'].sql} AS DECIMAL(28, 9))"
    # the condition is on what is listed, and is asked of each of its texts once
    rows = con.execute(
        f"SELECT {layout.fields[layout.listed].sql} AS one, coalesce(sum(amount), 0) AS held FROM ("
        f"SELECT {_bare(layout, layout.listed)}, sum({amount}) AS amount FROM raw "
        f"WHERE {none(sql for _, sql in before)} GROUP BY ALL) WHERE {condition} "
        "GROUP BY ALL ORDER BY held DESC, one"
    ).fetchall()
    times = layout.scale.get("value", Decimal(1))
    shown = "; ".join(f"{short(one)!r} {held * times:,.0f}" for one, held in rows[:LARGEST])
    rest = f"; and {len(rows) - LARGEST:,} more" if len(rows) > LARGEST else ""
    return {f"set aside as {why}": shown + rest} if rows else {}


def named_in_vain(con: Any, layout: Layout) -> dict[str, str]:
    """Return, in words, the texts of rows that a mapping names and no row has."""
    if not layout.named:
        return {}
    asked = ", ".join(f"bool_or({sql} = {said})" for sql, said, _ in layout.named)
    told = []
    for has, (sql, _, text) in zip(
        con.execute(f"SELECT {asked} FROM raw").fetchone(), layout.named, strict=True
    ):
        if not has:
            texts = con.execute(f"SELECT DISTINCT {sql} FROM raw LIMIT {BATCH}").fetchall()
            told.append(f"{text!r}{near(text, [one for (one,) in texts if one])}")
    return {"named in the mapping, and in no row": ", ".join(told)} if told else {}


def _invented(con: Any, layout: Layout) -> bool:
    if "synthetic" not in layout.fields:
        return "synthetic" in layout.constants
    sql = layout.fields["synthetic"].sql
    [(found,)] = con.execute(f"SELECT bool_or(lower(trim({sql})) IN ({TRUE})) FROM raw").fetchall()
    return bool(found)


def _bare(layout: Layout, name: str) -> str:
    """Return the column that a field is made of."""
    found = re.search(r"\bc[0-9]+\b", layout.fields[name].sql)
    assert found
    return found[0]


ENGINES = ("pandas", "polars", "pyarrow", "duckdb", "lazy")
MEMORY = "1400MB"
# what those of a page are given, as they are taken in and as they are asked of
LITTLE, FEW = "500MB", "250MB"
# from this size on, in bytes, a file is not for memory: Parquet packs a row in a fifth of a text
LARGE = {".parquet": 1 << 24}
LARGE_TEXT = 1 << 26
# how wide a line of progress is, and how often it is told, in seconds
WIDE = 70
EVERY = 0.5


@dataclass
class Intake:
    """What became of a file.

    `flows` are the accepted rows on the engine asked for, `rejected` the others with `line`,
    `column`, `value` (what stands there), `reason` and `amount` (of the row; null where none can be
    read); `account` has the rows and the value (null where none can be read) of each part: in,
    accepted (and of these confidential), rejected and set aside by reason, of each `currency` where
    values are in several. In = accepted + rejected + set aside. `told` is what else was found: the
    source, the encoding, what was mended.
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
    table: str = "flows",
    zone: str | Iterable[str] = "",
    mapping: str | Path = "",
    value_in: str = "",
    encoding: str = "",
    delimiter: str = "",
    query: str = "",
    out: str | Path = "",
) -> Intake:
    """Return the flows in a file, the rows that are none and why, and the account of all rows.

    `table` names another kind of table than flows: `imports`, `declarations`, `residents`, `blocs`,
    `groups`, `rates`, or `parameters`, the rows of a plan; its rows are then in `flows`.

    `source` is one of `SOURCES`, or `auto`, which looks at the content. With a `mapping` (a TOML
    file) any CSV or workbook is read. `zone` takes only its rows, or those of several, or names
    the zone of a file that has no zones. `value_in` states the unit of value where the source does
    not, such as `thousand USD`. The address of a database, such as `sqlite:///zone.db`, is read
    with a `query`; a row's line is then its place in the answer. A table on Spark, such as
    `spark:///zone.flows`, stays there, with the engine `lazy`: it has flows that were taken in.
    With `out` the flows are written to that file, Parquet or CSV by its name, and `flows` is a
    DuckDB relation on it, so that a file larger than memory can be taken in. With the engine `lazy`
    the flows of a large file stay on disk, as `LazyFlows`, and others are on pandas. The account is
    in the `attrs` of a pandas frame and of a Parquet file.

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
    kind = kind_of(table)
    if kind != FLOWS and source not in ("auto", "flows"):
        raise FlowsError(f"the source {source!r} has flows, and no {table}")
    if is_spark(path):
        if kind != FLOWS or engine != "lazy" or any((mapping, value_in, query, out)):
            raise FlowsError(
                f"{str(path)!r} is a table on Spark, which stays there: it has flows as they are "
                "written by intake, is read with engine='lazy', and takes no mapping, value_in, "
                "query or out"
            )
        return take_spark(str(path), listed_zones(zone))
    found = str(path) if is_address(path) else find(path)
    if out:
        writable(Path(out), (found, path, mapping), (".parquet", ".csv"))
    size = found.stat().st_size if isinstance(found, Path) else HELD
    if engine == "lazy":
        least = LARGE.get(found.suffix.lower(), LARGE_TEXT) if isinstance(found, Path) else size + 1
        engine = "pandas" if out or size < least else engine
    with (
        tempfile.TemporaryDirectory(prefix="sezlib-") as folder,
        connected(Path(folder), size) as con,
    ):
        asked = Request(
            found, parted(path)[1], kind, source, listed_zones(zone), value_in, encoding,
            delimiter, mapping, query,
        )  # fmt: skip
        if engine == "lazy":
            con.execute(f"SET memory_limit = '{LITTLE}'")
        with in_one_sentence("the database" if isinstance(found, str) else found.name):
            return asked.take(con, Path(folder), engine, Path(out) if out else None)


def take_spark(address: str, zones: tuple[str, ...]) -> Intake:
    """Return the flows of a table on Spark, which stay there, and their account.

    They are flows as they are written by `intake`: rows are counted and added up, and what is no
    period or no amount is refused by the metrics that are asked of them.
    """
    import pandas as pd

    table = open_spark(address)
    name = address.rpartition("/")[2].strip("`")
    lost = [
        column for column in (*FLOWS.needed, *["zone"] * bool(zones)) if column not in table.columns
    ]
    if lost:
        raise FlowsError(
            f"{name}: no column {listed(lost)}; the columns are {listed(table.columns)}"
        )
    if zones:
        known = sorted(zone for (zone,) in table.select("zone").distinct().collect() if zone)
        for zone in zones:
            if zone not in known:
                raise unlisted(f"{name}: no zone", zone, "the zones are", known)
        table = table.where(table["zone"].isin(*zones))
    money = "currency" if "currency" in table.columns else "''"
    amounts = table.selectExpr(f"coalesce({money}, '') AS money", "CAST(value AS DECIMAL(28, 9)) v")
    sums = amounts.groupBy("money").agg({"v": "sum", "*": "count"})
    held = [(one["money"], one["count(1)"], one["sum(v)"]) for one in sums.collect()]
    if not held:
        raise FlowsError(f"{name}: no rows")
    account = [
        Part(currency, part, "", count, _plain(amount))
        for currency, count, amount in sorted(held)
        for part in PARTS[:2]
    ]
    noted = account_lines(account, [], 1)
    opened(address, sum(count for _, count, _ in held), account=noted)
    rejected = pd.DataFrame(columns=["line", "column", "value", "reason", "amount"])
    told = pd.DataFrame(account)[["part", "reason", "rows", "value"]]
    return Intake(LazyFlows(table, {ACCOUNT: noted}), rejected, told, {"format": "Spark"})


def listed_zones(zone: str | Iterable[str]) -> tuple[str, ...]:
    """Return the zones that are named: none, one, or several.

    >>> listed_zones(""), listed_zones("North"), listed_zones(["North", "South", "North"])
    ((), ('North',), ('North', 'South'))
    """
    named: Any = zone.unique() if hasattr(zone, "unique") else zone
    return tuple(dict.fromkeys([zone] if isinstance(zone, str) and zone else named))


@contextlib.contextmanager
def in_one_sentence(name: str) -> Iterator[None]:
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


def _database(place: Path | str, spill: Path) -> duckdb.DuckDBPyConnection:
    """Return a database with a limit of memory of its own; what is more goes to a folder."""
    import duckdb

    con = duckdb.connect(place)
    con.execute(
        f"SET temp_directory = {literal(spill)}; SET memory_limit = '{MEMORY}'; "
        "SET autoinstall_known_extensions = false; SET autoload_known_extensions = false"
    )
    return con


def _lazy(con: Any, judged: Judged, whole: bool, packed: Path | None) -> duckdb.DuckDBPyRelation:
    """Return flows that stay on disk, for questions that are given little memory.

    Where they are the `whole` of a Parquet file, and nothing was looked up, they stay in it.
    """
    kept, own = kept_folder(), _kept_database()
    view = con.execute("SELECT sql FROM duckdb_views() WHERE view_name = 'raw'").fetchone()
    made = con.execute("SELECT count(*) FROM duckdb_tables() WHERE NOT temporary").fetchone()
    if whole and view and made == (0,):
        own.execute(view[0])
        return own.sql(f"SELECT {', '.join(map(identifier, judged.columns))} FROM ({judged.rows})")
    write_flows(con, judged, kept / "flows.parquet", [], packed)
    return own.sql(f"FROM read_parquet({unglobbed(kept / 'flows.parquet')})")


def _kept_database() -> duckdb.DuckDBPyConnection:
    own = _database(":memory:", kept_folder() / "spill")
    own.execute(f"SET memory_limit = '{FEW}'; SET threads = {min(4, os.cpu_count() or 1)}")
    return own


def stacked(tables: Iterable[Any]) -> duckdb.DuckDBPyRelation:
    """Return tables one below the other, on disk; a column that one lacks is null there."""
    import narwhals as nw

    places = []
    for table in tables:
        places.append(kept_folder() / f"{uuid.uuid4()}.parquet")
        frame: Any = nw.from_native(table)
        write = getattr(frame, "sink_parquet", None) or frame.write_parquet
        write(places[-1])
    files = ", ".join(map(unglobbed, places))
    return _kept_database().sql(f"FROM read_parquet([{files}], union_by_name = true)")


@functools.cache
def _shared() -> duckdb.DuckDBPyConnection:
    """Return the database of small files: one takes longer to make than a small file to read."""
    con = _database(":memory:", Path(tempfile.gettempdir()) / f"sezlib-{uuid.uuid4()}")
    # there is no work for a second thread, which costs its waiting
    con.execute("SET threads = 1")
    return con


if hasattr(os, "register_at_fork"):
    # its threads would be lost in a fork
    os.register_at_fork(before=_shared.cache_clear)


@contextlib.contextmanager
def connected(folder: Path, size: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection to tables of its own, which are gone with it; many lie in a folder."""
    name, large = identifier(folder.name), size >= SHARED
    place = folder / "intake.duckdb" if size >= HELD else ":memory:"
    with _database(place, folder / "spill") if large else _shared().cursor() as con:
        con.execute("SET TimeZone = 'UTC'")
        if not large:
            con.execute(f"ATTACH ':memory:' AS {name}; USE {name}")
        try:
            yield con
        finally:
            if not large:
                con.execute(f"USE memory; DETACH {name}")


def _refuse_floats(con: Any, raw: Raw, layout: Layout) -> None:
    """Refuse amounts of 32 bits."""
    if not raw.typed:
        return
    # a column that is only carried may have any type
    used = " ".join(held.sql for name, held in layout.fields.items() if layout.kind.numeric(name))
    kinds = con.execute("SELECT column_name, column_type FROM (DESCRIBE raw)").fetchall()
    floats = [c for c, kind in kinds if kind == "FLOAT" and re.search(rf"\b{c}\b", used)]
    if floats:
        named = listed(raw.names[int(c[1:])] for c in floats)
        raise FlowsError(
            f"{raw.path.name}: column {named} is of the type FLOAT (32 bits), whose seven digits "
            "make 10.100000381 of 10.10; write it as DOUBLE or DECIMAL"
        )


@dataclass
class Request:
    """What is to be taken in, of what kind, and what a user says of it."""

    path: Path | str
    sheet: str
    kind: Kind
    source: str
    zones: tuple[str, ...]
    value_in: str
    encoding: str
    delimiter: str
    mapping: str | Path
    query: str
    # the file, where it is open already
    raw: Raw | None = None

    def take(self, con: Any, folder: Path, engine: str, out: Path | None = None) -> Intake:
        """Return what becomes of a file whose rows go through a connection."""
        import pandas as pd

        raw, layout = self._opened(folder)
        name = raw.path.name
        with progress(con, name) as at:
            at("reading")
            columns = packed_columns(raw, layout, self.zones)
            loaded = raw.load(con, columns)
            if notes := [torn.text for torn in loaded.torn if is_note(torn)]:
                raw.told["notes"] = listed(notes, 3)
            _refuse_floats(con, raw, layout)
            if loaded.held and not raw.typed:
                layout = set_aside_again(con, raw, layout)
            raw.told |= named_in_vain(con, layout)
            refuse_other_flows(con, raw, layout)
            layout = read_measures(con, raw, layout)
            layout, values = mark_totals(con, raw, layout, loaded)
            at("looking texts up")
            judged = judge(con, raw, layout, loaded, self.zones, values)
            if isinstance(self.path, Path) and self.path.stat().st_size < SMALL:
                # a small file is judged once, and not again for the account and for the flows
                con.execute(f"CREATE TABLE _judged AS {judged.numbered}")
                judged.rows = judged.numbered = "SELECT * FROM _judged"
            at("accounting")
            account, mended = account_of(con, judged, loaded.torn)
            times = layout.scale.get("value", 1)
            noted = account_lines(account, raw.before, times)
            refuse_nothing(con, name, layout, judged, self.zones, account)
            accepted, failed = (
                sum(one.rows for one in account if one.part == part)
                for part in ("accepted", "rejected")
            )
            rejected = rejected_rows(con, judged, loaded.torn, failed > 0)
            at("writing")
            rows = sum(one.rows for one in account if one.part == "in") - len(loaded.torn)
            same = judged.unchanged and judged.columns == [one.name for one in columns.values()]
            packed = loaded.packed if same and accepted == rows else None
            if engine == "lazy":
                own = _lazy(con, judged, raw.typed and accepted == rows, packed)
                flows: Any = LazyFlows(own, {ACCOUNT: noted})
            elif out:
                flows = write_flows(con, judged, out, noted, packed)
            else:
                flows = flows_of(con, judged, engine)
        several = ["currency"] * (len({one.currency for one in account}) > 1)
        table = pd.DataFrame(account)[["part", "reason", "rows", "value", *several]]
        if not out and engine == "pandas":
            flows.attrs[ACCOUNT] = noted
        told = {"source": layout.source, **raw.told, **mended_texts(con, layout, judged, mended)}
        if more := failed - len(rejected):
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
        opened(self.path, accepted, rejected=failed, account=noted)
        return Intake(flows, rejected, table, told)

    def _opened(self, folder: Path) -> tuple[Raw, Layout]:
        if self.mapping:
            found = find(self.mapping)
            mapped = layouts.read(found, self.kind)
            opened(found, rows=1)
            raw = self._raw(folder, mapped)
            if mapped.ports:
                return raw, layouts.dgcis(raw, self.value_in or mapped.value_in, mapped.ports)
            if mapped.customs:
                return raw, layouts.comtrade_new(raw, "", mapped.customs)
            if mapped.wide:
                raw, mapped = wide.unpivoted(raw, mapped)
            else:
                raw.told |= layouts.not_taken(raw, mapped)
            return raw, layouts.layout(raw, mapped, self.value_in, self.kind)
        raw = self._raw(folder)
        if self.kind != FLOWS:
            return raw, layouts.own(raw, self.value_in, self.kind)
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
        if self.raw:
            return self.raw
        if isinstance(self.path, str):
            return open_database(self.path, self.query)
        return open_file(
            self.path, folder, encoding=self.encoding or said.encoding,
            delimiter=self.delimiter or said.delimiter,
            sheet=self.sheet or said.sheet, below="value" in self.kind.columns,
            needed=layouts.named_columns(mapped) if mapped else self.kind.needed,
        )(said.header)  # fmt: skip


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


SOURCES = tuple(FORMATS)
