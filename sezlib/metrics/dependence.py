"""On whom it hangs: growth and concentration once more, without each one in turn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import narwhals as nw

from sezlib.identity import identified
from sezlib.metrics.asked import keys, whole_number
from sezlib.metrics.exact import add_up
from sezlib.metrics.grain import Frame, finish, flag, gap, held, known, sums
from sezlib.metrics.reserved import any_key

_AMOUNTS = ("whole", "held", "squares", "rest", "rest_squares", "unnamed")
_COUNTS = ("active", "tops", "most")


@identified
@any_key
def leave_one_out(
    flows: Frame,
    of: str | Iterable[str] = "resident",
    *,
    by: str | Iterable[str] = (),
    per: str = "year",
    lag: int = 1,
) -> Frame:
    """Return growth and HHI of the whole beside what they would be without each `of`.

    A row for each `of` that sold in the period or `lag` periods before: `growth` is that of the
    whole, `growth_without` that of the whole less this one, (T - v) / (P - p) - 1; `hhi` is the sum
    of squared shares, `hhi_without` that of the others, (sum(v v) - v v) / (T - v)^2.

    The period before is looked up as in `growth`: growth from nothing and from zero is null. What
    is not specified (`ZZZ`, `_U`) has no row; it stays in the whole for growth, and is no part of
    either HHI. `hhi` is null with fewer than two that sold, `hhi_without` with fewer than two
    others.

    Columns: the keys of `by`, `period`, the keys of `of`, `total` and `previous` (of this one; null
    where it has no record), `growth`, `growth_without`, `hhi`, `hhi_without`.

    Source: the formulas of `growth` and `concentration`; to leave one out is ours.

    >>> import sezlib as sez
    >>> sez.leave_one_out(sez.example()).query("period == '2019'").drop(columns="period")
      resident  total  previous  growth  growth_without    hhi  hhi_without
    3    Alpha    NaN      30.0     0.5           5.000  0.625        0.625
    4     Beta   15.0      10.0     0.5           0.500  0.625          NaN
    5    Gamma   45.0       NaN     0.5          -0.625  0.625          NaN
    """
    of, by = keys(of), keys(by)
    lag = whole_number("lag", lag)
    cells = sums(flows, "value", [*by, *of], per).with_columns(held(of).alias("held"))
    wholes = _wholes(cells, of, by)
    lines, on = cells.filter(known(of)), [*by, *of, "at"]
    before = lines.select(*by, *of, nw.col("at") + lag, nw.col("total").alias("previous"))
    sold = lines.filter(nw.col("total") > 0).select(*on)
    sold_before = before.filter(nw.col("previous") > 0).select(*on)
    past = [nw.col(name).alias(f"{name}_before") for name in (*_AMOUNTS, *_COUNTS)]
    table = (
        nw.concat([sold, sold_before])
        .unique()
        .join(wholes, on=[*by, "at"], how="inner")
        .join(lines.select(*on, "total"), on=on, how="left")
        .join(before, on=on, how="left")
        .join(wholes.select(*by, nw.col("at") + lag, *past), on=[*by, "at"], how="left")
        .with_columns(*_measures())
    )
    measures = ["growth", "growth_without", "hhi", "hhi_without"]
    columns = [*by, "period", *of, "total", "previous", *measures]
    return finish(table, [*by, "at", *of], columns)


def _wholes(cells: Any, of: list[str], by: list[str]) -> Any:
    amount, largest = nw.col("held"), _largest(nw.col("held"), nw.col("most"))
    rest = nw.when(largest).then(nw.lit(0.0)).otherwise(amount)
    unnamed = nw.when(known(of)).then(nw.lit(0.0)).otherwise(nw.col("total"))
    cells = cells.with_columns(amount.max().over(*by, "at").alias("most")).with_columns(
        nw.col("total").alias("whole"),
        (amount * amount).alias("squares"),
        rest.alias("rest"),
        (rest * rest).alias("rest_squares"),
        unnamed.alias("unnamed"),
        flag(amount > 0).alias("active"),
        flag(largest & (amount > 0)).alias("tops"),
        gap().alias("gap"),
    )
    others = [nw.col("most").max(), nw.col("active", "tops", "gap").sum()]
    return add_up(cells, [*by, "period", "at"], _AMOUNTS, *others).with_columns(
        *(nw.when(nw.col("gap") == 0).then(nw.col(a)).alias(a) for a in _AMOUNTS)
    )


def _largest(amount: nw.Expr, most: nw.Expr) -> nw.Expr:
    # sums of the same amounts differ in their last digits with the order they are added in
    return amount >= most * (1 - 1e-12)


def _others(amount: nw.Expr, ago: str = "") -> tuple[nw.Expr, nw.Expr]:
    # what is left of a sum without its largest part is lost in rounding if it is subtracted
    def at(name: str) -> nw.Expr:
        return nw.col(name + ago)

    largest, twins = _largest(amount, at("most")), at("tops") - 1
    left = nw.when(largest).then(at("rest") + twins * at("most"))
    squares = nw.when(largest).then(at("rest_squares") + twins * at("most") * at("most"))
    return (
        left.otherwise(at("held") - amount),
        squares.otherwise(at("squares") - amount * amount),
    )


def _measures() -> list[nw.Expr]:
    now, ago = nw.col("total").fill_null(0.0), nw.col("previous").fill_null(0.0)
    others, squares = _others(now)
    base = _others(ago, "_before")[0] + nw.col("unnamed_before")
    growth = nw.col("whole") / nw.col("whole_before") - 1
    without = (others + nw.col("unnamed")) / base - 1
    left = nw.col("active") - flag(now > 0)
    hhi = nw.col("squares") / (nw.col("held") * nw.col("held"))
    return [
        nw.when(nw.col("whole_before") > 0).then(growth).alias("growth"),
        nw.when(base > 0).then(without).alias("growth_without"),
        nw.when(nw.col("active") > 1).then(hhi).alias("hhi"),
        nw.when(left > 1).then(squares / (others * others)).alias("hhi_without"),
    ]
