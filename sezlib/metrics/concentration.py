"""How few hold how much, and what the whole would be without each of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import narwhals as nw

from sezlib.flows import FlowsError, listed
from sezlib.metrics.core import (
    Frame,
    Keys,
    add_up,
    flag,
    gap,
    held,
    kept,
    known,
    metric,
    over,
    size,
    sums,
)

_SUMMED, _COUNTED = ("_total", "_held", "_squares", "_logs"), ("_active", "_gap")
_HELD = nw.col("_held")
# null where there is no answer, so that no engine is asked for the logarithm of 0
_SUM = nw.when(_HELD > 0).then(_HELD)
_N = nw.when(nw.col("_lines") > 1).then(nw.col("_lines").cast(nw.Float64))
_HHI = nw.col("_squares") / (_SUM * _SUM)
_ENTROPY = _SUM.log() - nw.col("_logs") / _SUM
_EVEN = (1 / _N).sqrt()

# rounding leaves an even distribution a hair below 0, which no index can be
INDEXES = {
    "hhi": _HHI,
    "hhi_normalized": ((_HHI - 1 / _N) / (1 - 1 / _N)).clip(lower_bound=0.0),
    "hhi_unctad": ((_HHI.sqrt() - _EVEN) / (1 - _EVEN)).clip(lower_bound=0.0),
    "cr": nw.col("_most") / _SUM,
    "equivalent_number": _SUM * _SUM / nw.col("_squares"),
    "entropy": _ENTROPY.clip(lower_bound=0.0),
    "theil": (_N.log() - _ENTROPY).clip(lower_bound=0.0),
    # `ordered` is sum(place v), from the largest: lines that sold 0 come last and add nothing
    "gini": ((_N + 1 - 2 * nw.col("_ordered") / _SUM) / _N).clip(lower_bound=0.0),
}
_ORDERED = {"cr", "gini"}


@metric("{by} period total coverage lines {index}", index=INDEXES)
def concentration(
    flows: Frame,
    of: Keys,
    *,
    by: Keys = (),
    per: str = "year",
    index: Keys = "hhi",
    lines: int | None = None,
    top: int = 4,
) -> Frame:
    """Return how concentrated the totals are on few `of`; `hhi` is the sum of squared shares.

    `index` is one or several of these, with s the shares and n the number of lines:

    * `hhi`: sum(s s), from 1/n to 1; `equivalent_number`: 1 / hhi, as many equal lines
    * `hhi_normalized`: (hhi - 1/n) / (1 - 1/n)
    * `hhi_unctad`: (sqrt(hhi) - sqrt(1/n)) / (1 - sqrt(1/n)), as UNCTADstat has it
    * `cr`: the share of the `top` largest
    * `entropy`: -sum(s ln s); `theil`: Theil's T, sum(s ln(n s)) = ln n - entropy
    * `gini`: twice the area between the Lorenz curve and the line of equal shares

    n counts the `of` whose total is above zero, or is the size of a classification given as
    `lines`, whose other lines sold 0.

    Edges: fewer `lines` than sold are refused; a lazy engine gives null there. One line alone
    (n = 1) and a total of 0 give null: there is nothing to concentrate. What is not specified
    (`ZZZ`, `_U`) is no line: the index is of the rest, and `coverage` its share.

    Columns: the keys of `by`, `period`, `total`, `coverage`, `lines` (n), a column for each index.

    Source: Herfindahl (1950), Hirschman (1945), Theil (1967), Gini (1914); US Department of Justice
    (https://www.justice.gov/atr/herfindahl-hirschman-index), as fractions, not points; UNCTAD,
    Calculation methods (https://hbs.unctad.org/calculation-methods/). The World Bank gives no value
    for one line alone either.

    >>> import sezlib as sez
    >>> sez.concentration(sez.example(), of="destination", index=["hhi", "equivalent_number"])
      period  total  coverage  lines    hhi  equivalent_number
    0   2017   10.0       1.0      1    NaN                NaN
    1   2018   40.0       1.0      2  0.625                1.6
    2   2019   60.0       1.0      2  0.625                1.6
    """
    if not index:
        raise FlowsError(f"no index is named; it is one or several of {listed(INDEXES)}")
    cells = _cells(flows, of, by, per)
    extra: tuple[str, ...] = ()
    if _ORDERED.intersection(index):
        cells, extra = _in_order(cells, of, by, top), ("_most", "_ordered")
    table = _with_lines(_measured(cells, by, extra), lines, of)
    made = {f"_{name}": nw.when(_answers()).then(INDEXES[name]) for name in index}
    return table.with_columns(**made)


@metric("{by} period total coverage lines between within theil")
def theil_parts(
    flows: Frame,
    of: Keys,
    *,
    within: Keys = None,
    lines: int | None = None,
    by: Keys = (),
    per: str = "year",
) -> Frame:
    """Return Theil's T split in two: theil = between + within. Either of two splits:

    * `within` is a column, such as the group of a product. The lines are its pairs with `of`.
      `between` is sum(s ln(s n / m)) over the groups, each of share s with m of the n lines, and
      `within` is sum(s T), T being the index of each group.
    * `lines` is the size of a classification. `between` is ln(lines / active), the extensive
      margin: few lines sell at all. `within` is the index over those that do, the intensive margin.

    Edges: exactly one of them is given. The rules for `lines`, for one line alone, for a total of 0
    and for what is not specified are those of `concentration`. A pair is specified if both are.

    Columns: the keys of `by`, `period`, `total`, `coverage`, `lines`, `between`, `within`, `theil`.

    Source: Theil (1967), Economics and Information Theory; Cadot, Carrere and Strauss-Kahn (2011),
    Export Diversification: What's behind the Hump?, Review of Economics and Statistics 93(2).

    >>> import sezlib as sez
    >>> sez.theil_parts(sez.example(), of="destination", lines=4).round(3)
      period  total  coverage  lines  between  within  theil
    0   2017   10.0       1.0      4    1.386   0.000  1.386
    1   2018   40.0       1.0      4    0.693   0.131  0.824
    2   2019   60.0       1.0      4    0.693   0.131  0.824
    """
    if (within is None) == (lines is None):
        raise FlowsError("Theil is split by a column 'within' or by a number of 'lines': give one")
    groups = within or []
    if within is not None and not groups:
        raise FlowsError("within names no column to split Theil by")
    parts = _measured(_cells(flows, [*groups, *of], by, per), [*by, *groups])
    # the part of a group whose lines were all equal; without groups, the lines that sold are one
    even = nw.when(nw.col("_active") > 0).then(_HELD / nw.col("_active")).otherwise(nw.lit(1.0))
    parts = parts.with_columns((_HELD * even.log()).alias("_pooled"))
    if groups:
        amounts, counts = [*_SUMMED, "_pooled"], nw.col(*_COUNTED).sum()
        parts = add_up(parts, [*by, "period", "_at"], amounts, counts)
    table = _with_lines(parts, lines, [*groups, *of])
    between = nw.col("_pooled") / _SUM - (_SUM / _N).log()
    inner = (nw.col("_logs") - nw.col("_pooled")) / _SUM
    split = {"_between": between.clip(lower_bound=0.0), "_within": inner.clip(lower_bound=0.0)}
    split["_theil"] = INDEXES["theil"]
    made = {name: nw.when(_answers()).then(part) for name, part in split.items()}
    return table.with_columns(**made)


@metric("{by} period {of} total line_share lorenz")
def lorenz(flows: Frame, of: Keys, *, by: Keys = (), per: str = "year") -> Frame:
    """Return the Lorenz curve: the share of the total that the smallest lines have together.

    `line_share` is the share of the lines up to here in all lines, `lorenz` their share in the
    total.

    Edges: a row for each `of` that sold, from the smallest; equal totals stand in the order of
    `of`. The curve begins at (0, 0), which has no row. What is not specified is no line, and no
    part of the total here.

    Columns: the keys of `by`, `period`, the keys of `of`, `total`, `line_share`, `lorenz`.

    Source: Lorenz (1905), Methods of Measuring the Concentration of Wealth, Publications of the
    American Statistical Association 9(70).

    >>> import sezlib as sez
    >>> sez.lorenz(sez.example(), of="destination").tail(2)
      period destination  total  line_share  lorenz
    3   2019         KAZ   15.0         0.5    0.25
    4   2019         CHN   45.0         1.0    1.00
    """
    cells = _cells(flows, of, by, per)
    whole = nw.when(nw.col("_gap") == 0).then(_HELD)
    wholes = _measured(cells, by).select(*by, "_at", "_active", whole.alias("_whole"))
    order = ["_small", *of]
    table = (
        cells.filter(_HELD > 0)
        .join(wholes, on=[*by, "_at"], how="left")
        .with_columns(_small=-size(), _one=nw.lit(1))
        .with_columns(
            _place=nw.col("_one").cum_sum().over(*by, "_at", order_by=order),
            _cumulative=nw.col("_total").cum_sum().over(*by, "_at", order_by=order),
        )
        .with_columns(
            _line_share=nw.col("_place") / nw.col("_active"),
            _lorenz=nw.col("_cumulative") / nw.col("_whole"),
        )
    )
    return table, [*by, "_at", "_place"]


def _cells(flows: Frame, of: list[str], by: list[str], per: str) -> Any:
    return sums(flows, "value", [*by, *of], per).with_columns(held(of).alias("_held"))


def _in_order(cells: Any, of: list[str], by: list[str], top: int) -> Any:
    place = nw.col("_one").cum_sum().over(*by, "_at", order_by=["_minus", *of])
    cells = cells.with_columns(_one=nw.lit(1), _minus=-_HELD).with_columns(_place=place)
    most = kept(nw.col("_place") <= top, _HELD)
    return cells.with_columns(_most=most, _ordered=nw.col("_place") * _HELD)


def _measured(cells: Any, within: list[str], extra: Iterable[str] = ()) -> Any:
    # 0 ln 0 is 0
    positive = nw.when(_HELD > 0).then(_HELD).otherwise(nw.lit(1.0))
    cells = cells.with_columns(
        _squares=_HELD * _HELD, _logs=_HELD * positive.log(), _active=flag(_HELD > 0), _gap=gap()
    )
    counts = nw.col(*_COUNTED).sum()
    return add_up(cells, [*within, "period", "_at"], [*_SUMMED, *extra], counts)


def _with_lines(frame: Any, lines: int | None, of: list[str]) -> Any:
    # only a table that is held can be asked without running it
    if lines is not None and isinstance(frame, nw.DataFrame):
        more = frame.filter(nw.col("_active") > lines).sort("_at")
        if len(more):
            sold = f"the {more['_active'][0]} of {listed(of)} that sold in {more['period'][0]!r}"
            raise FlowsError(f"lines {lines} is fewer than {sold}")
    count = nw.col("_active") if lines is None else nw.lit(lines)
    # a lazy engine adds up around a null: what holds one has no total to state
    total = nw.when(nw.col("_gap") == 0).then(nw.col("_total"))
    return frame.with_columns(_lines=count.cast(nw.Int64), _total=total).with_columns(
        _coverage=over("_held", "_total")
    )


def _answers() -> nw.Expr:
    known = (nw.col("_gap") == 0) & (nw.col("_active") <= nw.col("_lines"))
    return known & (_HELD > 0) & (nw.col("_lines") > 1)


_AMOUNTS = ("_whole", "_held", "_squares", "_rest", "_rest_squares", "_unnamed")
_COUNTS = ("_active", "_tops", "_most")


@metric("{by} period {of} total previous growth growth_without hhi hhi_without")
def leave_one_out(
    flows: Frame, of: Keys = "resident", *, by: Keys = (), per: str = "year", lag: int = 1
) -> Frame:
    """Return growth and HHI of the whole beside what they would be without each `of`.

    A row for each `of` that sold in the period or `lag` periods before: `growth` is that of the
    whole, `growth_without` that of the whole less this one, (T - v) / (P - p) - 1; `hhi` is the sum
    of squared shares, `hhi_without` that of the others, (sum(v v) - v v) / (T - v)^2.

    Edges: the period before is looked up as in `growth`: growth from nothing and from zero is null.
    What is not specified (`ZZZ`, `_U`) has no row; it stays in the whole for growth, and is no part
    of either HHI. `hhi` is null with fewer than two that sold, `hhi_without` with fewer than two
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
    cells = sums(flows, "value", [*by, *of], per).with_columns(held(of).alias("_held"))
    wholes = _wholes(cells, of, by)
    lines, on = cells.filter(known(of)), [*by, *of, "_at"]
    before = lines.select(*by, *of, nw.col("_at") + lag, nw.col("_total").alias("_previous"))
    sold = lines.filter(nw.col("_total") > 0).select(*on)
    sold_before = before.filter(nw.col("_previous") > 0).select(*on)
    past = [nw.col(name).alias(f"{name}_before") for name in (*_AMOUNTS, *_COUNTS)]
    return (
        nw.concat([sold, sold_before])
        .unique()
        .join(wholes, on=[*by, "_at"], how="inner")
        .join(lines.select(*on, "_total"), on=on, how="left")
        .join(before, on=on, how="left")
        .join(wholes.select(*by, nw.col("_at") + lag, *past), on=[*by, "_at"], how="left")
        .with_columns(*_measures())
    )


def _wholes(cells: Any, of: list[str], by: list[str]) -> Any:
    amount, largest = nw.col("_held"), _largest(nw.col("_held"), nw.col("_most"))
    rest = nw.when(largest).then(nw.lit(0.0)).otherwise(amount)
    cells = cells.with_columns(_most=amount.max().over(*by, "_at")).with_columns(
        _whole=nw.col("_total"),
        _squares=amount * amount,
        _rest=rest,
        _rest_squares=rest * rest,
        _unnamed=kept(~known(of), "_total"),
        _active=flag(amount > 0),
        _tops=flag(largest & (amount > 0)),
        _gap=gap(),
    )
    others = [nw.col("_most").max(), nw.col("_active", "_tops", "_gap").sum()]
    return add_up(cells, [*by, "period", "_at"], _AMOUNTS, *others).with_columns(
        *(nw.when(nw.col("_gap") == 0).then(nw.col(a)).alias(a) for a in _AMOUNTS)
    )


def _largest(amount: nw.Expr, most: nw.Expr) -> nw.Expr:
    # sums of the same amounts differ in their last digits with the order they are added in
    return amount >= most * (1 - 1e-12)


def _others(amount: nw.Expr, ago: str = "") -> tuple[nw.Expr, nw.Expr]:
    # what is left of a sum without its largest part is lost in rounding if it is subtracted
    def at(name: str) -> nw.Expr:
        return nw.col(name + ago)

    largest, twins = _largest(amount, at("_most")), at("_tops") - 1
    left = nw.when(largest).then(at("_rest") + twins * at("_most"))
    squares = nw.when(largest).then(at("_rest_squares") + twins * at("_most") * at("_most"))
    return (
        left.otherwise(at("_held") - amount),
        squares.otherwise(at("_squares") - amount * amount),
    )


def _measures() -> list[nw.Expr]:
    now, ago = nw.col("_total").fill_null(0.0), nw.col("_previous").fill_null(0.0)
    others, squares = _others(now)
    base = _others(ago, "_before")[0] + nw.col("_unnamed_before")
    growth = nw.col("_whole") / nw.col("_whole_before") - 1
    without = (others + nw.col("_unnamed")) / base - 1
    left = nw.col("_active") - flag(now > 0)
    hhi = nw.col("_squares") / (nw.col("_held") * nw.col("_held"))
    return [
        nw.when(nw.col("_whole_before") > 0).then(growth).alias("_growth"),
        nw.when(base > 0).then(without).alias("_growth_without"),
        nw.when(nw.col("_active") > 1).then(hhi).alias("_hhi"),
        nw.when(left > 1).then(squares / (others * others)).alias("_hhi_without"),
    ]
