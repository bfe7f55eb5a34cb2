"""What became of the rows of a file: the flows, the rejected rows, and the account of all."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sezlib.schema import FlowsError, listed, near, short
from sezlib.sources.clean import said
from sezlib.sources.judge import Judged, quoted
from sezlib.sources.layout import Layout
from sezlib.sources.meanings import TRUE
from sezlib.sources.raw import literal

# so many rejected rows are listed; those beyond are counted in the account, and told
LISTED = 1_000_000

if TYPE_CHECKING:
    import pandas as pd


def account(con: Any, judged: Judged, torn: Any) -> tuple[pd.DataFrame, int]:
    """Return the rows and the value of each part of a file, and how many codes were mended.

    The parts are in, accepted, rejected and set aside. A reason to reject may quote what stands
    there, and is no part.
    """
    import pandas as pd

    rows = con.execute(
        "SELECT any_value(_fate) AS fate, "
        "if(fate = 'set aside', any_value(_why), '') AS why, _confidential, count(*), "
        "coalesce(sum(_amount), 0), count_if(_padded AND _rule = 0) "
        f"FROM ({judged.rows}) GROUP BY _rule, _confidential ORDER BY ALL"
    ).fetchall()
    parts: dict[tuple[str, str], list[Any]] = {
        ("in", ""): [0, Decimal(0)],
        ("accepted", ""): [0, Decimal(0)],
    }
    before = [("set aside", why, False, count, amount, 0) for why, count, amount in judged.aside]
    for fate, reason, confidential, count, amount, _ in [*before, *rows]:
        keys = [("in", ""), (fate, reason)] + (
            [("of which confidential", "")] if confidential and fate == "accepted" else []
        )
        for key in keys:
            held = parts.setdefault(key, [0, Decimal(0)])
            held[0] += count
            held[1] += amount
    if torn:
        for key in (("in", ""), ("rejected", "")):
            parts.setdefault(key, [0, Decimal(0)])[0] += len(torn)
    order = ["in", "accepted", "of which confidential", "rejected", "set aside"]
    told = sorted(parts.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
    table = pd.DataFrame(
        [(part, reason, count, _plain(amount)) for (part, reason), (count, amount) in told],
        columns=["part", "reason", "rows", "value"],
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


def written(con: Any, judged: Judged, out: Path) -> Any:
    """Write the flows to Parquet, whole or not at all, and return them from there."""
    import duckdb

    columns = ", ".join(map(quoted, judged.columns))
    half = out.with_name(f".{out.name}.half")
    try:
        con.execute(
            f"COPY (SELECT {columns} FROM ({judged.rows}) WHERE _rule = 0) "
            f"TO {literal(half)} (FORMAT parquet)"
        )
        half.replace(out)
    except duckdb.Error as error:
        raise FlowsError(f"{str(out)!r} cannot be written: {short(error, 200)}") from None
    finally:
        half.unlink(missing_ok=True)
    return duckdb.connect().read_parquet(str(out))


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
