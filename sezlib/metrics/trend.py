"""How fast over several periods: growth on average."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import narwhals as nw

from sezlib.identity import identified
from sezlib.metrics.asked import keys
from sezlib.metrics.exact import add_up
from sezlib.metrics.grain import GRAINS, Frame, finish, months_of, sums
from sezlib.metrics.reserved import any_key
from sezlib.schema import FlowsError, listed, near, quoted

METHODS = ("compound", "least_squares")


@identified
@any_key
def average_growth(
    flows: Frame,
    of: str = "value",
    *,
    by: str | Iterable[str] = (),
    per: str = "year",
    method: str = "compound",
    start: str = "",
    end: str = "",
) -> Frame:
    """Return the growth of `of` per period, on average from `start` to `end`.

    `compound` is (last / first) ** (1 / periods) - 1, which knows the two end points only.
    `least_squares` is exp(slope) - 1 of the least-squares line through the logarithms of the
    totals of all periods (World Bank, World Development Indicators, Statistical methods).

    Without `start` and `end` these are the first and the last period of all records, not of each
    key: a key that came later grew from nothing. Null where `first` is absent or zero, or `last`
    absent; `least_squares` also where any period between is absent or zero, or where there are
    fewer than three.

    Columns: the keys of `by`, `start`, `end`, `first` and `last` (the totals then), `periods`
    (end - start), `observed` (how many periods had a total), `average_growth` (a fraction).

    >>> import sezlib as sez
    >>> sez.average_growth(sez.example(), by="destination")
      destination start   end  first  last  periods  observed  average_growth
    0         CHN  2017  2019   10.0  45.0        2         3         1.12132
    1         KAZ  2017  2019    NaN  15.0        2         2             NaN
    """
    by = keys(by)
    if method not in METHODS:
        choices = f"{listed(METHODS)}{near(method, METHODS)}"
        raise FlowsError(f"method {method!r} is not one of {choices}")
    table = _between(sums(flows, of, by, per), start, end, per)
    at, total, middle = nw.col("at"), nw.col("total"), (nw.col("begins") + nw.col("ends")) / 2
    within = (at >= nw.col("begins")) & (at <= nw.col("ends"))
    held = ["start", "end", "begins", "ends"]
    table = table.with_columns(
        nw.when(at == nw.col("begins")).then(total).alias("first"),
        nw.when(at == nw.col("ends")).then(total).alias("last"),
        nw.when(within & ~total.is_null()).then(nw.lit(1)).otherwise(nw.lit(0)).alias("one"),
        nw.when(within & (total > 0)).then(total).alias("amount"),
        nw.when(within & (total > 0)).then(nw.lit(1)).otherwise(nw.lit(0)).alias("sold"),
    ).with_columns((nw.col("amount").log() * (at - middle)).alias("lever"))
    counts = [nw.col("one").sum().alias("observed"), nw.col("sold").sum()]
    table = (
        add_up(table, [*by, *held], ["lever"], nw.col("first", "last").max(), *counts)
        .with_columns((nw.col("ends") - nw.col("begins")).alias("periods"))
        .with_columns(
            (_compound() if method == "compound" else _least_squares()).alias("average_growth")
        )
    )
    amounts = ["first", "last", "periods", "observed", "average_growth"]
    return finish(table, by or ["start"], [*by, "start", "end", *amounts])


def _compound() -> nw.Expr:
    first, last, periods = nw.col("first"), nw.col("last"), nw.col("periods")
    ratio = (last / first) ** (1 / periods)
    return nw.when((first > 0) & (last >= 0) & (periods > 0)).then(ratio - 1)


def _least_squares() -> nw.Expr:
    # of n periods in a row, the squared distances from the middle add up to n (n^2 - 1) / 12
    n = (nw.col("periods") + 1).cast(nw.Float64)
    slope = nw.col("lever") * 12 / (n * (n**2 - 1))
    return nw.when((n >= 3) & (nw.col("sold") == n)).then(slope.exp() - 1)


def _between(cells: Any, start: str, end: str, per: str) -> Any:
    """Return the cells with the first and the last period asked for, or else those on record."""
    begins, ends = _ordinal("start", start, per), _ordinal("end", end, per)
    edges = cells.select(
        nw.col("period").min().alias("start"),
        nw.col("period").max().alias("end"),
        nw.col("at").min().alias("begins"),
        nw.col("at").max().alias("ends"),
    )
    table = cells.join(edges, how="cross")
    if begins is not None:
        table = table.with_columns(
            nw.lit(str(start)).alias("start"), nw.lit(begins).alias("begins")
        )
    if ends is not None:
        table = table.with_columns(nw.lit(str(end)).alias("end"), nw.lit(ends).alias("ends"))
    if begins is not None and ends is not None and ends < begins:
        raise FlowsError(f"end {quoted(end)} is before start {quoted(start)}")
    # a lazy engine is not asked where its records begin or end: its growth is null
    if isinstance(table, nw.DataFrame):
        wrong = table.filter(nw.col("ends") < nw.col("begins")).head(1)
        for row in wrong.select("start", "end").rows():
            raise FlowsError(f"end {quoted(row[1])} is before start {quoted(row[0])}")
    return table


def _ordinal(name: str, period: str, per: str) -> int | None:
    if not period:
        return None
    first, last = months_of(str(period))
    length = 12 // GRAINS[per]
    if last - first + 1 != length:
        raise FlowsError(f"{name} {quoted(period)} is not a period of per={per!r}")
    return first // length
