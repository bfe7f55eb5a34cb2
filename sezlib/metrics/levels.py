"""How much: totals, their growth, the running total, and totals relative to something else."""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable
from typing import Any

import narwhals as nw

from sezlib.identity import identified
from sezlib.metrics.against import same_engine
from sezlib.metrics.asked import as_text, keys, summable, whole_number
from sezlib.metrics.beside import with_previous
from sezlib.metrics.grain import Frame, begin, finish, label, periods, sums, unknown
from sezlib.metrics.reserved import any_key
from sezlib.schema import FlowsError, MissingColumnError, listed, quoted


@identified
@any_key
def total(
    flows: Frame, of: str = "value", *, by: str | Iterable[str] = (), per: str = "year"
) -> Frame:
    """Return the sum of `of` per period, within `by`.

    A period without rows has no row in the result: absent is not zero.

    Columns: the keys of `by`, `period`, `total` (in the unit of `of`).

    >>> import sezlib as sez
    >>> sez.total(sez.example())
      period  total
    0   2017   10.0
    1   2018   40.0
    2   2019   60.0
    """
    by = keys(by)
    return finish(sums(flows, of, by, per), [*by, "at"], [*by, "period", "total"])


@identified
@any_key
def growth(
    flows: Frame,
    of: str = "value",
    *,
    by: str | Iterable[str] = (),
    per: str = "year",
    lag: int = 1,
) -> Frame:
    """Return the growth of `of` against the period `lag` periods before: total / previous - 1.

    The period before is looked up, not the row before: after a gap `previous` is null. Growth
    from nothing (`previous` null) and growth from zero (`previous` 0) are both null. With
    `per="quarter", lag=4` a quarter is held against the same quarter of the year before.

    Columns: the keys of `by`, `period`, `total`, `previous`, `growth` (a fraction).

    >>> import sezlib as sez
    >>> sez.growth(sez.example())
      period  total  previous  growth
    0   2017   10.0       NaN     NaN
    1   2018   40.0      10.0     3.0
    2   2019   60.0      40.0     0.5
    """
    by = keys(by)
    lag = whole_number("lag", lag)
    change = nw.when(nw.col("previous") > 0).then(nw.col("total") / nw.col("previous") - 1)
    table = (
        with_previous(sums(flows, of, by, per), by, lag)
        .filter(nw.col("one") == 1)
        .with_columns(change.alias("growth"), label(per).alias("period"))
    )
    return finish(table, [*by, "at"], [*by, "period", "total", "previous", "growth"])


@identified
@any_key
def cumulative(
    flows: Frame, of: str = "value", *, by: str | Iterable[str] = (), per: str = "year"
) -> Frame:
    """Return the running total of `of` from the first period in the records.

    Within `by`, a key has a row in every period observed from its own first on, so that the
    running totals of the parts add up to that of the whole; its `total` is null where it sold
    nothing.

    Columns: the keys of `by`, `period`, `total`, `cumulative`.

    >>> import sezlib as sez
    >>> sez.cumulative(sez.example())
      period  total  cumulative
    0   2017   10.0        10.0
    1   2018   40.0        50.0
    2   2019   60.0       110.0
    """
    by = keys(by)
    cells = sums(flows, of, by, per)
    if by:
        periods = cells.select("period", "at").unique()
        started = cells.group_by(*by).agg(nw.col("at").min().alias("start"))
        grid = started.join(periods, how="cross").filter(nw.col("at") >= nw.col("start"))
        cells = grid.join(cells.drop("period"), on=[*by, "at"], how="left")
    running = nw.col("amount").cum_sum().over(*by, order_by="at")
    table = cells.with_columns(nw.col("total").fill_null(0.0).alias("amount")).with_columns(
        running.alias("cumulative")
    )
    return finish(table, [*by, "at"], [*by, "period", "total", "cumulative"])


@identified
@any_key
def relative_to(
    flows: Frame,
    base: float | Frame | None,
    of: str = "value",
    *,
    by: str | Iterable[str] = (),
    per: str = "year",
) -> Frame:
    """Return `of` relative to `base`: total / base, such as exports per hectare.

    `base` is a number, or a table of the same kind of frame with `period` (at the grain `per`),
    any of the keys of `by`, and its amount in the last column, as every metric here has it. A
    period that `base` does not have, and a base of 0, give null; a base that is `None` is missing.

    Columns: the keys of `by`, `period`, `total`, `base`, `ratio`.

    >>> import sezlib as sez
    >>> sez.relative_to(sez.example(), 20)
      period  total  base  ratio
    0   2017   10.0  20.0    0.5
    1   2018   40.0  20.0    2.0
    2   2019   60.0  20.0    3.0

    Relative to the total of all, this is a share, also for overlapping blocs:

    >>> flows = sez.example()
    >>> sez.relative_to(flows, sez.total(flows), by="destination").tail(2)
      destination period  total  base  ratio
    3         KAZ   2018   10.0  40.0   0.25
    4         KAZ   2019   15.0  60.0   0.25
    """
    by = keys(by)
    if base is None:
        raise MissingColumnError(["base"], [])
    table = against(sums(flows, of, by, per), "total", base, by)
    return finish(table, [*by, "at"], [*by, "period", "total", "base", "ratio"])


def against(cells: Any, of: str, base: Any, by: list[str]) -> Any:
    """Return sums with `base`, a number or a metric's table, and `ratio`, `of` relative to it."""
    if isinstance(base, numbers.Number):
        if isinstance(base, (bool, complex)) or not math.isfinite(float(base)):  # type: ignore
            raise FlowsError(f"base {quoted(base)} is no amount to relate anything to")
        table = cells.with_columns(nw.lit(float(base)).alias("base"))  # type: ignore
    else:
        held, on = _base(base, cells, by)
        table = cells.join(held, on=on, how="left")
    ratio = nw.when(nw.col("base") != 0).then(nw.col(of) / nw.col("base"))
    return table.with_columns(ratio.alias("ratio"))


def _base(base: Frame, cells: Any, by: list[str]) -> tuple[Any, list[str]]:
    """Return a table as one `base` for each of its periods and keys, and these."""
    held: Any = begin(base, "period", table="the base")
    same_engine(held, cells, "the base")
    if isinstance(held, nw.DataFrame):
        periods(held)
    kinds = held.collect_schema()
    *columns, amount = kinds.names()
    if amount == "period":
        raise FlowsError("the last column of the base is 'period', and its amount is to be there")
    on = [key for key in [*by, "period"] if key in columns]
    within = [c for c in columns if c not in on and kinds[c] == nw.String]
    if within:
        raise FlowsError(f"the base is within {listed(within)}; name it in by too")
    held = summable(held, amount, kinds[amount]).select(
        *(as_text(key, kinds[key], unknown(key)) for key in on),
        nw.col(amount).cast(nw.Float64).alias("base"),
    )
    if isinstance(held, nw.DataFrame) and len(
        twice := held.filter(held.select(on).is_duplicated())
    ):
        named = listed(sorted(set(twice["period"].to_list())))
        raise FlowsError(f"the base has more than one row for {named}")
    return held, on
