"""At what price: unit values, price indices, and a change of value split into price and volume.

In the formulas p and q are the price and the quantity of an item, 0 is the period compared with
and 1 the period now, so that p1q0 is what the earlier quantities cost at the prices of now. The
price of an item is its unit value.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

from sezlib.flows import PERIOD_FORMS, FlowsError, quoted
from sezlib.metrics.core import (
    GRAINS,
    Frame,
    Keys,
    add_up,
    begin,
    flag,
    known,
    metric,
    over,
    sums,
    unknown,
)
from sezlib.periods import months_of

QUANTITIES = ("net_kg", "quantity")
FORMULAS = ("laspeyres", "paasche", "fisher", "tornqvist")


@metric("{by} unit? period total amount coverage unit_value", of=QUANTITIES)
def unit_value(flows: Frame, of: str = "net_kg", *, by: Keys = (), per: str = "year") -> Frame:
    """Return the value of one unit of quantity: total / amount, of the rows that state a quantity.

    `of` is `net_kg` or `quantity`. A unit value rises with prices, and also when dearer goods sell
    more: `price_index` tells the two apart.

    Edges: kilograms and pieces do not add up: with `of="quantity"` the column `unit`, where the
    flows have it, is a key after those of `by`, and a quantity without a unit counts as not stated.
    A period in which no row states a quantity keeps a row, whose coverage is 0. Where the amount is
    0 the unit value is null.

    Columns: the keys of `by`, `period`, `total` (the value of the rows that state a quantity),
    `amount` (their quantity), `coverage` (`total` as a fraction of the value of all rows, whatever
    their unit), `unit_value`.

    Source: UN Statistics Division, International Merchandise Trade Statistics: Compilers Manual.
    The coverage is ours.

    >>> import sezlib as sez
    >>> flows = sez.example().assign(net_kg=[1, 2, None, 2.5, 5])
    >>> sez.unit_value(flows)
      period  total  amount  coverage  unit_value
    0   2017   10.0     1.0      1.00        10.0
    1   2018   30.0     2.0      0.75        15.0
    2   2019   60.0     7.5      1.00         8.0
    """
    stated, units = _stated(flows, of)
    outer = [key for key in by if key not in units]
    within = by + [key for key in units if key not in by]
    whole = sums(flows, "value", outer, per).rename({"_total": "_whole"})
    cells = _cells(stated, of, within, per)
    table = whole.join(cells, on=[*outer, "_at"], how="left").with_columns(
        *(nw.col(key).fill_null(unknown(key)) for key in units),
        _coverage=over(nw.col("_total").fill_null(0.0), "_whole"),
        _unit_value=over("_total", "_amount"),
    )
    # a key that nobody has asked for is a column of the metric's own
    own = {key: f"_{key}" for key in units if key not in by}
    return table.rename(own), [*by, *own.values(), "_at"]


@metric(
    "{by} period matched coverage coverage_before link price_index",
    formula=FORMULAS,
    quantity=QUANTITIES,
)
def price_index(
    flows: Frame,
    of: Keys = "product",
    *,
    by: Keys = (),
    per: str = "year",
    formula: str = "fisher",
    base: str = "chain",
    quantity: str = "net_kg",
) -> Frame:
    """Return a price index over the items `of`: fisher is the root of laspeyres x paasche.

    `laspeyres` is sum p1q0 / sum p0q0, `paasche` sum p1q1 / sum p0q1, and `tornqvist` the exponent
    of the sum of ln(p1/p0), weighted by the mean of the two shares in value; p and q are the unit
    value and the quantity of an item, 0 is the period compared with, 1 the period now.
    `base="chain"` compares each period with the one before and multiplies the links, from 1 in the
    first period that has an item with a price. A `base` such as `"2015"` compares each period with
    that one, directly. `quantity="quantity"` compares what is counted in the same `unit`.

    Edges: an item counts where its value and quantity are above 0 in both periods; what is not
    specified is no item. With `of=()` all is one item. Where a link is missing, since the period
    before has no records or no item matches, the chain is broken: null there and ever after. All is
    null if `base` has no items. The finer the items, the less their unit values mix, and the fewer
    match.

    Columns: the keys of `by`, `period`, `matched` (items), `coverage` (their part in the value of
    the period), `coverage_before` (that in the period compared with), `link` (against that
    period), `price_index`.

    Source: ILO, IMF, OECD, UNECE and World Bank (2004), Producer Price Index Manual; IMF and others
    (2009), Export and Import Price Index Manual. That a gap breaks the chain is ours.

    >>> import sezlib as sez
    >>> flows = sez.example().assign(net_kg=[1, 2, 4, 2.5, 5])
    >>> sez.price_index(flows, of="group")
      period  matched  coverage  coverage_before  link  price_index
    0   2017      NaN       NaN              NaN   NaN          1.0
    1   2018      1.0      0.75              1.0   1.5          1.5
    2   2019      2.0      1.00              1.0   1.2          1.8
    """
    whole = sums(flows, "value", by, per)
    items, each = _items(flows, of, by, per, quantity)
    against = nw.col("_at") - 1 if base == "chain" else nw.lit(_at(base, per), nw.Int64)
    table = _compared(whole, items, each, by, against).with_columns(
        _matched=nw.when(_has("_previous")).then(nw.col("_one").fill_null(0)),
        _coverage=_covered("_p1q1", "_total"),
        _coverage_before=_covered("_p0q0", "_previous"),
        _link=nw.when(nw.col("_one") > 0).then(_formula(formula)),
    )
    if base == "chain":
        return _chained(table, items, by)
    return table.with_columns(nw.col("_link").alias("_price_index"))


@metric("{by} period total previous change price volume unmatched", quantity=QUANTITIES)
def price_volume(
    flows: Frame,
    of: Keys = "product",
    *,
    by: Keys = (),
    per: str = "year",
    lag: int = 1,
    quantity: str = "net_kg",
) -> Frame:
    """Return the change of value split into price and volume: sum (q0+q1)/2 (p1-p0) is the price.

    `volume` is sum (p0+p1)/2 (q1-q0), `unmatched` the change in the value of all that is not in
    both periods with a value and a quantity above 0, or not specified; p and q as in `price_index`.

    Edges: the three add up to `change`, which is total - previous. All are null where the period
    `lag` periods before has no records; where it has, and no item matches, all of the change is
    unmatched.

    Columns: the keys of `by`, `period`, `total`, `previous`, `change`, `price`, `volume`,
    `unmatched` (amounts in the currency of the flows).

    Source: Bennet (1920), The theory of measurement of changes in cost of living, Journal of the
    Royal Statistical Society 83. The part `unmatched` is ours.

    >>> import sezlib as sez
    >>> flows = sez.example().assign(net_kg=[1, 2, 4, 2.5, 5])
    >>> sez.price_volume(flows, of="group")
      period  total  previous  change  price  volume  unmatched
    0   2017   10.0       NaN     NaN    NaN     NaN        NaN
    1   2018   40.0      10.0    30.0    7.5    12.5       10.0
    2   2019   60.0      40.0    20.0    9.0    11.0        0.0
    """
    whole = sums(flows, "value", by, per)
    items, each = _items(flows, of, by, per, quantity)
    table = _compared(whole, items, each, by, nw.col("_at") - lag)
    p1q1, p0q0, p1q0, p0q1 = (
        nw.col(s).fill_null(0.0) for s in ("_p1q1", "_p0q0", "_p1q0", "_p0q1")
    )
    total, previous = nw.col("_total"), nw.col("_previous")
    parts = {
        "_change": total - previous,
        "_price": ((p1q0 - p0q0) + (p1q1 - p0q1)) / 2,
        "_volume": ((p0q1 - p0q0) + (p1q1 - p1q0)) / 2,
        "_unmatched": (total - p1q1) - (previous - p0q0),
    }
    return table.with_columns(
        *(nw.when(_has("_previous")).then(part).alias(name) for name, part in parts.items())
    )


def _stated(flows: Frame, of: str) -> tuple[Frame, list[str]]:
    """Return the rows that state a quantity, and its unit as a key where it has one."""
    frame = begin(flows, of)
    units = [key for key in ["unit"] if of == "quantity" and key in frame.collect_schema().names()]
    amount = nw.col(of).cast(nw.Float64)
    frame = frame.filter(~amount.is_null() & ~amount.is_nan())
    for key in units:
        frame = frame.filter(nw.col(key).fill_null(unknown(key)) != unknown(key))
    return frame.to_native(), units


def _cells(stated: Frame, of: str, within: list[str], per: str) -> Any:
    amount = sums(stated, of, within, per).select(*within, "_at", nw.col("_total").alias("_amount"))
    value = sums(stated, "value", within, per).drop("period")
    return value.join(amount, on=[*within, "_at"], how="inner")


def _items(flows: Frame, of: list[str], by: list[str], per: str, quantity: str) -> Any:
    """Return the items that have a price, a row in each period, and the keys that tell them."""
    stated, units = _stated(flows, quantity)
    # a thing counted in pieces is not the thing that was weighed
    of = of + [key for key in units if key not in of + by]
    cells = _cells(stated, quantity, [*by, *of], per)
    cells = cells.filter((nw.col("_total") > 0) & (nw.col("_amount") > 0))
    return (cells.filter(known(of)) if of else cells), of


def _compared(whole: Any, items: Any, of: list[str], by: list[str], against: nw.Expr) -> Any:
    """Return each period with the total it is compared with, and the sums over matched items."""
    held = ("_total", "_amount")
    before = items.select(
        *by, *of, nw.col("_at").alias("_against"), *(nw.col(n).alias(f"{n}_before") for n in held)
    )
    v1, q1, v0, q0 = (nw.col(n) for n in (*held, "_total_before", "_amount_before"))
    # as ratios of quantities, so that a period compared with itself is 1 to the last digit
    pairs = (
        items.with_columns(against.alias("_against"))
        .join(before, on=[*by, *of, "_against"], how="inner")
        .with_columns(
            _one=nw.lit(1),
            _p1q1=v1,
            _p0q0=v0,
            _p1q0=v1 * (q0 / q1),
            _p0q1=v0 * (q1 / q0),
            _log=((v1 / v0) * (q0 / q1)).log(),
        )
        .with_columns(_log1=nw.col("_log") * v1, _log0=nw.col("_log") * v0)
    )
    added = ("_p1q1", "_p0q0", "_p1q0", "_p0q1", "_log1", "_log0")
    matched = add_up(pairs, [*by, "_at"], added, nw.col("_one").sum())
    earlier = whole.select(
        *by, nw.col("_at").alias("_against"), nw.col("_total").alias("_previous")
    )
    return (
        whole.with_columns(against.alias("_against"))
        .join(earlier, on=[*by, "_against"], how="left")
        .join(matched, on=[*by, "_at"], how="left")
    )


def _formula(formula: str) -> nw.Expr:
    p1q1, p0q0, p1q0, p0q1 = (nw.col(name) for name in ("_p1q1", "_p0q0", "_p1q0", "_p0q1"))
    if formula == "laspeyres":
        return p1q0 / p0q0
    if formula == "paasche":
        return p1q1 / p0q1
    if formula == "fisher":
        return ((p1q0 / p0q0) * (p1q1 / p0q1)).sqrt()
    return ((nw.col("_log0") / p0q0 + nw.col("_log1") / p1q1) / 2).exp()


def _chained(table: Any, items: Any, by: list[str]) -> Any:
    """Return the table with its links multiplied, up to the first that is missing."""
    priced = items.group_by(*by, "_at").agg(_members=nw.col("_total").len())
    begun = nw.col("_members").cum_sum().over(*by, order_by="_at")
    # the first period that has a price needs no link, and none before it does
    needed = nw.col("_begun") > nw.col("_members")
    gaps = nw.col("_gap").cum_sum().over(*by, order_by="_at")
    product = nw.col("_ratio").cum_prod().over(*by, order_by="_at")
    whole = (nw.col("_begun") > 0) & (nw.col("_last") == 0)
    return (
        table.join(priced, on=[*by, "_at"], how="left")
        .with_columns(nw.col("_members").fill_null(0))
        .with_columns(_begun=begun, _ratio=nw.col("_link").fill_null(1.0))
        .with_columns(_gap=flag(needed & nw.col("_link").is_null()))
        .with_columns(_last=gaps, _amount=product)
        .with_columns(_price_index=nw.when(whole).then(nw.col("_amount")))
    )


def _covered(part: str, whole: str) -> nw.Expr:
    return nw.when(_has("_previous")).then(over(nw.col(part).fill_null(0.0), whole))


def _has(column: str) -> nw.Expr:
    return ~nw.col(column).is_null()


def _at(base: str, per: str) -> int:
    """Return the ordinal of the period that is the base."""
    try:
        first, last = months_of(str(base))
    except FlowsError:
        raise FlowsError(
            f"base {quoted(base)} is neither 'chain' nor a period like {PERIOD_FORMS}"
        ) from None
    length = 12 // GRAINS[per]
    if last - first + 1 != length:
        raise FlowsError(f"base {quoted(base)} is not a {per}, and per is {per!r}")
    return first // length
