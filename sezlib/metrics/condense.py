"""Flows added up once to the cells that many metrics start from."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

import narwhals as nw

from sezlib.identity import identified
from sezlib.metrics.asked import keys
from sezlib.metrics.beside import in_sql
from sezlib.metrics.grain import Frame, begin, finish, sums
from sezlib.metrics.reserved import any_key
from sezlib.schema import COLUMNS, FlowsError, listed, near


@identified
@any_key
def condense(flows: Frame, keep: str | Iterable[str], *, per: str = "year") -> Frame:
    """Return `flows` added up to one row per period and cell of the columns in `keep`.

    What comes out is flows again: any metric of these columns at this grain, or a coarser one,
    gives the same numbers, from one scan of the records for all of them. A lazy frame is run once
    here and its cells stay on its engine: DuckDB holds them in a temporary table, Spark in its
    cache. A column of flows that these flows do not have is left out, and a metric that needs it
    will say so.

    Cut to like months before, since with `per="year"` the months are gone after, and a country
    that joined a bloc within a year is a member from the next year on. `per="stated"` keeps the
    periods as they stand.

    Columns: `period`, those of `keep`, `value`.

    >>> import sezlib as sez
    >>> sez.condense(sez.example(), keep="destination").tail(2)
      period destination  value
    3   2019         CHN   45.0
    4   2019         KAZ   15.0
    """
    present = begin(flows, "period", "value").collect_schema().names()
    wanted = keys(keep)
    unknown = [column for column in wanted if column not in {*present, *COLUMNS}]
    if unknown:
        raise FlowsError(
            f"no column {listed(unknown)} to keep{near(unknown[0], present)}; the columns are "
            f"{listed(present)}"
        )
    kept = [column for column in wanted if column in present]
    if per == "stated":
        # the period is a key like another, under a name of its own
        marked = nw.from_native(flows).with_columns(nw.col("period").alias("_period")).to_native()
        cells = sums(marked, "value", ["_period", *kept], "year").drop("period")
        cells, order = cells.rename({"_period": "period"}), ["period", *kept]
    else:
        cells, order = sums(flows, "value", kept, per), ["at", *kept]
    cells = cells.rename({"total": "value"})
    return _held(finish(cells, order, ["period", *kept, "value"]))


def _held(table: Any) -> Any:
    frame = nw.from_native(table)
    engine = frame.implementation
    if engine.is_polars() and isinstance(frame, nw.LazyFrame):
        return table.collect().lazy()
    if engine.is_duckdb():
        # the relation's own connection holds it, and drops it when it closes
        name = f"sezlib_{uuid.uuid4().hex}"
        in_sql(table, f"create temporary table {name} as from {{}}")
        return in_sql(table, f"from {name}")
    return table.cache() if engine.is_spark_like() else table
