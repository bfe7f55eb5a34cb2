"""What the flows are compared with: a reference table, and the lines that the two have."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from sezlib.metrics.beside import with_whole
from sezlib.metrics.exact import add_up
from sezlib.metrics.grain import Frame, begin, known, sums
from sezlib.schema import FlowsError, MissingColumnError

# who exports: a zone is compared with all zones together, not with itself
EXPORTER = {"zone", "site", "resident"}
EXAMPLE = "such as the country's or the world's"


def reference(
    table: Frame, flows: Frame, of: list[str], by: list[str], per: str, *, name: str, why: str
) -> Any:
    """Return the sums of the reference as `base`, with `of`, `at` and the keys of `by` it has.

    `why` says what the metric would be worth without one. The keys that say who exports are
    summed over.
    """
    if table is None:
        raise MissingColumnError([name], [], f"{why}; name a table of flows as {name}, {EXAMPLE}")
    return _summed(table, flows, of, [key for key in by if key not in EXPORTER], per, name)


def counterpart(
    table: Frame, flows: Frame, of: list[str], by: list[str], per: str, *, name: str, why: str
) -> Any:
    """Return the sums of the other side of the same trade as `base`: it needs every key of `by`."""
    if table is None:
        raise MissingColumnError([name], [], f"{why}; name a table of flows as {name}")
    return _summed(table, flows, [*by, *of], [], per, name)


def _summed(table: Frame, flows: Frame, of: list[str], by: list[str], per: str, name: str) -> Any:
    held, came = begin(table, table=f"the table {name}"), nw.from_native(flows)
    same_engine(held, came, name)
    present = held.collect_schema().names()
    missing = [key for key in ("period", "value", *of) if key not in present]
    if missing:
        raise MissingColumnError(missing, present, where=f"in the table {name}")
    try:
        cells = sums(table, "value", [*(key for key in by if key in present), *of], per)
    except FlowsError as error:
        raise FlowsError(f"in the table {name}, {error}") from None
    return cells.rename({"total": "base"})


def with_records(cells: Any, whole: Frame | None, by: list[str], per: str) -> Any:
    """Return sums with those of the `whole` records as `held`: who sold is asked of all of them.

    What only the whole records have has a row too, whose `total` is null.
    """
    if whole is None:
        return cells.with_columns(nw.col("total").alias("held"))
    every = sums(whole, "value", by, per)
    same_engine(every, cells, "whole")
    none, order = nw.lit(None, nw.Float64), [*by, "period", "at", "total", "held"]
    every = every.with_columns(nw.col("total").alias("held"), none.alias("total")).select(*order)
    cells = cells.with_columns(nw.col("total").alias("held")).select(*order)
    return (
        nw.concat([every, cells]).group_by(*by, "period", "at").agg(nw.col("total", "held").max())
    )


def same_engine(held: Any, came: Any, name: str) -> None:
    """Raise `FlowsError` where a table and the flows are on two engines."""
    if (held.implementation, type(held)) != (came.implementation, type(came)):
        raise FlowsError(
            f"{name} is a table of {_kind(held)} and the flows are one of {_kind(came)}; "
            "put both on the same engine"
        )


def _kind(frame: Any) -> str:
    lazy = "lazy " if isinstance(frame, nw.LazyFrame) else ""
    return lazy + frame.implementation.name.lower()


def shared(base: Any, by: list[str]) -> list[str]:
    """Return the keys of `by` that the reference is cut by."""
    present = base.collect_schema().names()
    return [key for key in by if key in present]


def sides(exports: Any, base: Any, of: list[str], by: list[str], other: list[str]) -> Any:
    """Return what both sides have of each line within `by` and `other`, zero where one has nothing.

    `by` are keys of the exports, `other` keys that only the reference has. The columns are the
    keys, `period`, `at`, `total`, `base`; of these what is specified, `named` and `named_base`;
    the sums of what is specified within the keys, `whole` and `whole_base`; and `bought`, above
    zero where the reference has the line.
    """
    on, within = [*shared(base, by), "at"], [*by, *other, "period", "at"]
    columns = [*within, *of, "total", "base", "bought"]
    sold = exports
    if other:
        sold = exports.join(base.select(*on, *other).unique(), on=on, how="inner")
    sold = sold.with_columns(nw.lit(0.0).alias("base"), nw.lit(0).alias("bought"))
    bought = (
        exports.select(*by, "period", "at")
        .unique()
        .join(base.select(*on, *other, *of, "base"), on=on, how="inner")
        .with_columns(nw.lit(0.0).alias("total"), nw.lit(1).alias("bought"))
    )
    named, nothing = known(of), nw.lit(0.0)
    lines = (
        nw.concat([sold.select(*columns), bought.select(*columns)])
        .group_by(*within, *of)
        .agg(nw.col("total").sum(), nw.col("base").sum(), nw.col("bought").sum())
        .with_columns(
            nw.when(named).then(nw.col("total")).otherwise(nothing).alias("named"),
            nw.when(named).then(nw.col("base")).otherwise(nothing).alias("named_base"),
        )
    )
    return with_whole(lines, within, of, whole="named", whole_base="named_base")


def coverage() -> nw.Expr:
    """Return the specified part of `total`, or of `base` where that is less.

    A side that has nothing has no part.
    """
    sold = nw.when(nw.col("total") > 0).then(nw.col("whole") / nw.col("total"))
    bought = nw.when(nw.col("base") > 0).then(nw.col("whole_base") / nw.col("base"))
    # what is not known on either side (NaN) is not known of the lesser
    lesser = nw.when(sold.is_null() | (bought < sold)).then(bought).otherwise(sold)
    return lesser + 0.0 * sold.fill_null(0.0) + 0.0 * bought.fill_null(0.0)


def alike(lines: Any, by: list[str]) -> Any:
    """Return how alike the shares of both `sides` are within `by`, and how far they are apart."""
    ours, theirs = nw.col("named") / nw.col("whole"), nw.col("named_base") / nw.col("whole_base")
    both, nothing = (nw.col("whole") > 0) & (nw.col("whole_base") > 0), nw.lit(0.0)
    # what is not known on either side (NaN) is not known of the lesser
    lesser = nw.when(ours < theirs).then(ours + 0.0 * theirs).otherwise(theirs + 0.0 * ours)
    lines = lines.with_columns(
        nw.when(both).then((ours - theirs).abs()).otherwise(nothing).alias("gap"),
        nw.when(both).then(lesser).otherwise(nothing).alias("similarity"),
    )
    amounts = ["total", "base", "gap", "similarity"]
    others = [nw.col("bought").sum(), nw.col("whole", "whole_base").max()]
    return add_up(lines, [*by, "period", "at"], amounts, *others).with_columns(
        coverage().alias("coverage"),
        nw.when(both).then(nw.col("similarity")).alias("similarity"),
        nw.when(both).then(nw.col("gap") / 2).alias("diversification"),
    )
