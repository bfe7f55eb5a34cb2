"""Sums beside sums: what was before, and what is in the whole.

A lazy engine may read the records anew for each mention of the sums, so that nothing here joins
them to themselves.
"""

from __future__ import annotations

import uuid
from typing import Any

import narwhals as nw


def with_previous(cells: Any, by: list[str], lag: int, *more: str) -> Any:
    """Return sums with what they were `lag` periods before as `previous`.

    What was, and is no more, has a row too, whose `one` is 0. Each of `more`, another sum, has what
    it was as `NAME_before`.
    """
    own = nw.col("stated") == "own"
    before = {"total": "previous"} | {name: f"{name}_before" for name in more}
    # every sum speaks twice: of its own period, and of the one in which it will be the previous
    cells = cells.select(
        *by, *before, nw.col("at").alias("own"), (nw.col("at") + lag).alias("later")
    )
    return (
        unpivoted(cells, ["own", "later"], "stated", "at")
        .with_columns(
            *(nw.when(~own).then(nw.col(now)).alias(then) for now, then in before.items()),
            *(nw.when(own).then(nw.col(now)).alias(now) for now in before),
            nw.when(own).then(nw.lit(1)).otherwise(nw.lit(0)).alias("one"),
        )
        .group_by(*by, "at")
        .agg(nw.col(*before, *before.values(), "one").max())
    )


def with_whole(frame: Any, within: list[str], order: list[str], **whole: str) -> Any:
    """Return a frame with sums within `within`: `whole="total"` adds up `total` as `whole`.

    They are the last of running sums, since DuckDB makes a join out of a plain sum over a window,
    and reads the records twice. In a stated order they do not depend on the order of rows.
    """
    running = [
        nw.col(column).cum_sum().over(*within, order_by=order).alias(name)
        for name, column in whole.items()
    ]
    # the largest, to polars, is one that is known: what is not (NaN) is added to it
    unknown = {
        name: (nw.col(column) * 0.0).sum().over(*within) if frame.implementation.is_polars() else 0
        for name, column in whole.items()
    }
    frame = frame.with_columns(*running)
    return frame.with_columns(nw.col(n).max().over(*within) + more for n, more in unknown.items())


def unpivoted(frame: Any, columns: list[str], name: str, value: str) -> Any:
    """Return a frame with a row for each of `columns`: which as `name`, what it holds as `value`.

    Narwhals has DuckDB do this on the connection that is the default one, which does not know the
    relations of another.
    """
    if frame.implementation.is_duckdb():
        on = ", ".join(f'"{column}"' for column in columns)
        into = f'unpivot include nulls ("{value}" for "{name}" in ({on}))'
        return nw.from_native(in_sql(frame.to_native(), f"from {{}} {into}"))
    index = [column for column in frame.collect_schema().names() if column not in columns]
    return frame.unpivot(columns, index=index, variable_name=name, value_name=value)


def in_sql(relation: Any, query: str) -> Any:
    """Return what DuckDB answers to a query of `{}`, asked on the relation's own connection.

    The name that stands in is nobody else's: a table of the same name would be read instead.
    """
    name = f"sezlib_{uuid.uuid4().hex}"
    return relation.query(name, query.format(name))
