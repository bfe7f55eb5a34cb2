"""What became of the rows of a file: the flows, the rejected rows, and the account of all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sezlib.checks import whole, write_csv
from sezlib.schema import ACCOUNT, FlowsError, listed, near, short
from sezlib.sources.clean import said
from sezlib.sources.judge import Judged, quoted
from sezlib.sources.layout import Layout
from sezlib.sources.meanings import TRUE
from sezlib.sources.raw import BATCH, literal, unglobbed

PARTS = ("in", "accepted", "of which confidential", "rejected", "set aside")
# so many rejected rows are listed; those beyond are counted in the account, and told
LISTED = 1_000_000

if TYPE_CHECKING:
    import pandas as pd


def account(con: Any, judged: Judged, torn: Any) -> tuple[pd.DataFrame, int]:
    """Return the rows and the value of each part of a file, and how many codes were mended.

    The parts are in, accepted, rejected and set aside. A reason to reject may quote what stands
    there, and is no part. Where values are in several currencies, each has its own parts.
    """
    import pandas as pd

    rows = con.execute(
        "SELECT _money, any_value(_fate) AS fate, "
        "if(fate = 'set aside', any_value(_why), '') AS why, _confidential, count(*), "
        "coalesce(sum(_amount), 0), count_if(_padded AND _rule = 0) "
        f"FROM ({judged.rows}) GROUP BY _money, _rule, _confidential ORDER BY ALL"
    ).fetchall()
    before = [
        (money, "set aside", why, False, count, amount, 0)
        for money, why, count, amount in judged.aside
    ]
    currencies = sorted({row[0] for row in [*before, *rows]})
    # a line that is no row has no value, and so needs no currency of its own
    home = next(filter(str.isalpha, currencies), "")
    lost = [(home, "rejected", "", False, len(torn), Decimal(0), 0)] if torn else []
    least = (home, "accepted", "", False, 0, Decimal(0), 0)
    parts: dict[tuple[str, str, str], list[Any]] = {}
    for money, fate, reason, confidential, count, amount, _ in [least, *before, *rows, *lost]:
        also = [("of which confidential", "")] if confidential and fate == "accepted" else []
        for part in [("in", ""), (fate, reason), *also]:
            held = parts.setdefault((money, *part), [0, Decimal(0)])
            held[0] += count
            held[1] += amount
    order = sorted(
        parts.items(), key=lambda item: (item[0][0], PARTS.index(item[0][1]), item[0][2])
    )
    table = pd.DataFrame(
        [(*key[1:], count, _plain(amount), key[0]) for key, (count, amount) in order],
        columns=["part", "reason", "rows", "value", "currency"],
    )
    return table, sum(row[-1] for row in rows)


def _plain(amount: Decimal) -> Decimal:
    """Return an amount without the zeros that say nothing."""
    return Decimal(f"{amount.normalize():f}")


def refuse_nothing(con: Any, name: str, layout: Layout, zone: str, account: pd.DataFrame) -> None:
    """Refuse a file without rows, and a zone that is not in it."""
    rows = account.groupby("part")["rows"].sum()
    if not rows["in"]:
        raise FlowsError(f"{name}: no rows under the header")
    if not zone or "zone" not in layout.fields or rows["accepted"] or rows.get("rejected", 0):
        return
    sql = said(layout.fields["zone"].sql)
    found = "SELECT DISTINCT code FROM _zone" if layout.zone_is_country else (
        f"SELECT DISTINCT {sql} FROM raw"
    )  # fmt: skip
    zones = sorted(one for (one,) in con.execute(found).fetchall() if one)
    if zone not in zones:
        raise FlowsError(
            f"{name}: no zone {zone!r}{near(zone, zones)}; the zones are {listed(zones)}"
        )


def rejected(con: Any, judged: Judged, torn: Any, some: bool) -> pd.DataFrame:
    """Return the rows that are no flows, with the line, the column, what stands there and why."""
    import pandas as pd

    # without any, the file is not asked again
    rows = (
        con.execute(
            f"SELECT _line, _column, coalesce(_shown, ''), _why FROM ({judged.numbered}) "
            f"WHERE _fate = 'rejected' ORDER BY _line LIMIT {LISTED}"
        ).fetchall()
        if some
        else []
    )
    rows += [(t.line, "", t.text, t.reason) for t in torn[:LISTED]]
    table = pd.DataFrame(
        sorted(rows, key=lambda row: row[0]), columns=["line", "column", "value", "reason"]
    )
    return table.astype({"line": "int64", "column": "str", "value": "str", "reason": "str"})


def flows(con: Any, judged: Judged, engine: str) -> Any:
    """Return the accepted rows, in the order of the file, on an engine."""
    columns = ", ".join(map(quoted, judged.columns))
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
    return flows.astype({c: "str" for c in flows if str(flows[c].dtype) == "object"})


def _polars(table: Any) -> Any:
    try:
        import polars
    except ImportError:
        raise FlowsError(
            "the engine 'polars' needs the package polars; install it with pip install polars"
        ) from None
    return polars.from_arrow(table)


def written(con: Any, judged: Judged, out: Path, noted: list[dict[str, Any]]) -> Any:
    """Write the flows to a file, whole or not at all, and return them from there.

    Parquet keeps what is `noted` of all rows, where pandas reads a frame's `attrs`.
    """
    import duckdb

    flows = f"SELECT {', '.join(map(quoted, judged.columns))} FROM ({judged.rows}) WHERE _rule = 0"
    from_there = f"read_parquet({unglobbed(out)})"
    with whole(out) as half:
        try:
            if out.suffix.lower() == ".csv":
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
                attrs = literal(json.dumps({ACCOUNT: noted}, ensure_ascii=False))
                con.execute(
                    f"COPY ({flows}) TO {literal(half)} "
                    f"(FORMAT parquet, KV_METADATA {{PANDAS_ATTRS: {attrs}}})"
                )
        except duckdb.Error as error:
            raise FlowsError(f"{str(out)!r} cannot be written: {short(error, 200)}") from None
    return duckdb.connect().sql(f"FROM {from_there}")


def writable(out: Path, read: Path | str, kinds: Sequence[str]) -> None:
    """Refuse a file that cannot be written, is what is read, or is of no kind that is written."""
    if out.suffix.lower() not in kinds:
        raise FlowsError(f"{str(out)!r} is no {' or '.join(kinds)} file, and no other is written")
    if not out.parent.is_dir():
        raise FlowsError(f"no folder {str(out.parent)!r} to write {out.name!r} into")
    if out.is_dir():
        raise FlowsError(f"{str(out)!r} is a folder, not a file")
    if out.exists() and Path(read).exists() and out.samefile(read):
        raise FlowsError(f"{str(out)!r} is the file that is read, and would be overwritten")


def noted(
    account: pd.DataFrame, before: list[dict[str, Any]], times: Decimal | int
) -> list[dict[str, Any]]:
    """Return an account as JSON holds it, with that of the file that the flows were in `before`.

    What was rejected or set aside then is so still; its values are `times` larger by now.
    """
    own = account[account["part"].isin(("accepted", "rejected", "set aside"))]
    home = own.loc[own["part"] == "accepted", "currency"].iloc[0]
    rows = own[["currency", "part", "reason", "rows", "value"]].itertuples(index=False, name=None)
    earlier = (
        (one["currency"] or home, one["part"], one["reason"], one["rows"], one["value"] * times)
        for one in map(_amounted, before)
        if one["part"] != "accepted"
    )
    return shared(chain(rows, earlier))


def added(accounts: Iterable[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the account of several files together."""
    keys = ("currency", "part", "reason", "rows", "value")
    held = map(_amounted, chain.from_iterable(accounts))
    return shared(tuple(one[key] for key in keys) for one in held)


def shared(rows: Iterable[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """Return the parts of an account, each with its share of the rows and of the value.

    Rejected rows are a share of those that were accepted or rejected, others of all that came in,
    always of one currency. There is no share of nothing.
    """
    parts: dict[tuple[str, str, str], list[Any]] = {}
    for *key, count, value in rows:
        held = parts.setdefault((key[0], key[1], key[2]), [0, Decimal(0)])
        held[0] += count
        held[1] += value

    def share(key: tuple[str, str, str], at: int) -> float | None:
        aside = key[1] != "rejected"
        of = sum(
            h[at] for k, h in parts.items() if k[0] == key[0] and (aside or k[1] != "set aside")
        )
        return float(parts[key][at] / of) if of else None

    return [
        {
            "part": key[1],
            "reason": key[2],
            "currency": key[0],
            "rows": count,
            "value": str(value),
            "share_of_rows": share(key, 0),
            "share_of_value": share(key, 1),
        }
        for key, (count, value) in parts.items()
    ]


def _amounted(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "value": Decimal(one["value"])}


def mended(con: Any, layout: Layout, judged: Judged, padded: int) -> dict[str, str]:
    """Return what was mended on the way, in words."""
    told = {}
    if _invented(con, layout):
        told["synthetic"] = "some or all of the records are invented"
    if padded:
        told["codes given their leading zero"] = f"{padded:,}"
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
    return told


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
