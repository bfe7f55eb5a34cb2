"""How much it is, how it grows, and how zones stand beside each other."""

from __future__ import annotations

import math
import numbers
from typing import Any

import narwhals as nw

from sezlib.flows import FlowsError, LazyFlows, MissingColumnError, at_hand, listed, quoted
from sezlib.metrics.comparative import same_engine
from sezlib.metrics.concentration import concentration
from sezlib.metrics.core import (
    GRAINS,
    Frame,
    Keys,
    add_up,
    as_text,
    ask,
    begin,
    first_month,
    flag,
    label,
    lines,
    metric,
    once,
    ordinal_of,
    over,
    periods,
    summable,
    sums,
    unknown,
    with_previous,
)
from sezlib.metrics.dynamics import first_exports
from sezlib.metrics.structure import count, share
from sezlib.periods import FISCAL


@metric("{by} period total")
def total(flows: Frame, of: str = "value", *, by: Keys = (), per: str = "year") -> Frame:
    """Return the sum of `of` per period, within `by`.

    Edges: a period without rows has no row in the result: absent is not zero.

    Columns: the keys of `by`, `period`, `total` (in the unit of `of`).

    >>> import sezlib as sez
    >>> sez.total(sez.example())
      period  total
    0   2017   10.0
    1   2018   40.0
    2   2019   60.0
    """
    return sums(flows, of, by, per)


@metric("{by} period total previous growth")
def growth(
    flows: Frame, of: str = "value", *, by: Keys = (), per: str = "year", lag: int = 1
) -> Frame:
    """Return the growth of `of` against the period `lag` periods before: total / previous - 1.

    With `per="quarter", lag=4` a quarter is held against the same quarter of the year before.

    Edges: the period before is looked up, not the row before: after a gap `previous` is null.
    Growth from nothing (`previous` null) and growth from zero (`previous` 0) are both null.

    Columns: the keys of `by`, `period`, `total`, `previous`, `growth` (a fraction).

    Source: OECD, Growth rates in EODB, formula (2), without the factor of 100
    (http://www.oecd.org/economy/outlook/growthratesineodb.htm). The edge rules are ours.

    >>> import sezlib as sez
    >>> sez.growth(sez.example())
      period  total  previous  growth
    0   2017   10.0       NaN     NaN
    1   2018   40.0      10.0     3.0
    2   2019   60.0      40.0     0.5
    """
    table = with_previous(sums(flows, of, by, per), by, lag).filter(nw.col("_one") == 1)
    return table.with_columns(_growth=over("_total", "_previous") - 1, period=label(per))


@metric("{by} period total cumulative")
def cumulative(flows: Frame, of: str = "value", *, by: Keys = (), per: str = "year") -> Frame:
    """Return the running total of `of` from the first period in the records.

    Edges: within `by`, a key has a row in every period observed from its own first on, so that the
    running totals of the parts add up to that of the whole; its `total` is null where it sold
    nothing. A period missing from the records adds nothing, which leaves a lower bound.

    Columns: the keys of `by`, `period`, `total`, `cumulative`.

    >>> import sezlib as sez
    >>> sez.cumulative(sez.example())
      period  total  cumulative
    0   2017   10.0        10.0
    1   2018   40.0        50.0
    2   2019   60.0       110.0
    """
    cells = sums(flows, of, by, per)
    cells = once(cells, lambda cells: _in_every_period(cells, by)) if by else cells
    running = nw.col("_amount").cum_sum().over(*by, order_by="_at")
    table = cells.with_columns(_amount=nw.col("_total").fill_null(0.0))
    return table.with_columns(_cumulative=running)


def _in_every_period(cells: Any, by: list[str]) -> Any:
    """Return sums with a row for each key and period that is observed from the key's first on."""
    periods = cells.select("period", "_at").unique()
    started = cells.group_by(*by).agg(nw.col("_at").min().alias("_start"))
    grid = started.join(periods, how="cross").filter(nw.col("_at") >= nw.col("_start"))
    return grid.join(cells.drop("period"), on=[*by, "_at"], how="left")


@metric("{by} period total base ratio")
def relative_to(
    flows: Frame, base: float | Frame | None, of: str = "value", *, by: Keys = (), per: str = "year"
) -> Frame:
    """Return `of` relative to `base`: total / base, such as exports per hectare.

    `base` is a finite number, or a table on the same engine with `period` (at the grain `per`), any
    of the keys of `by`, and its amount in the last column, as every metric here has it: one row for
    each period and key.

    Edges: a period that `base` does not have, and a base of 0, give null. A base that is `None` is
    a missing column, which `attempt` deals with.

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
    if base is None:
        raise MissingColumnError(["base"], [])
    cells = sums(flows, of, by, per)
    if isinstance(flows, LazyFlows):
        # the base is a page's table, in pandas
        cells = nw.from_native(at_hand(cells))
    return against(cells, "_total", base, by)


def against(cells: Any, of: str, base: Any, by: list[str]) -> Any:
    """Return sums with `base`, a number or a metric's table, and `ratio`, `of` relative to it."""
    if isinstance(base, numbers.Number):
        if isinstance(base, (bool, complex)) or not math.isfinite(float(base)):  # type: ignore
            raise FlowsError(f"base {quoted(base)} is no amount to relate anything to")
        table = cells.with_columns(nw.lit(float(base)).alias("_base"))  # type: ignore
    else:
        held, on = _base(base, cells, by)
        table = cells.join(held, on=on, how="left")
    ratio = nw.when(nw.col("_base") != 0).then(nw.col(of) / nw.col("_base"))
    return table.with_columns(ratio.alias("_ratio"))


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
        nw.col(amount).cast(nw.Float64).alias("_base"),
    )
    if isinstance(held, nw.DataFrame) and len(
        twice := held.filter(held.select(on).is_duplicated())
    ):
        named = listed(sorted(set(twice["period"].to_list())))
        raise FlowsError(f"the base has more than one row for {named}")
    return held, on


METHODS = ("compound", "least_squares")


@metric("{by} start end first last periods observed average_growth", method=METHODS)
def average_growth(
    flows: Frame,
    of: str = "value",
    *,
    by: Keys = (),
    per: str = "year",
    method: str = "compound",
    start: str = "",
    end: str = "",
) -> Frame:
    """Return the growth of `of` per period, on average from `start` to `end`.

    `compound` is (last / first) ** (1 / periods) - 1, which knows the two end points only.
    `least_squares` is exp(slope) - 1 of the least-squares line through the logarithms of the
    totals of all periods.

    Edges: without `start` and `end` these are the first and the last period of all records, not of
    each key: a key that came later grew from nothing. Null where `first` is absent or zero, `last`
    absent, or there is one period alone; `least_squares` also where any period between is absent or
    zero, or where there are fewer than three. An `end` before `start` is refused; a lazy table is
    not asked where its records begin or end, and leaves null there.

    Columns: the keys of `by`, `start`, `end`, `first` and `last` (the totals then), `periods`
    (end - start), `observed` (how many periods had a total), `average_growth` (a fraction).

    Source: World Bank, World Development Indicators, Sources and methods, which draws its line as
    long as half of the years are there
    (https://datatopics.worldbank.org/world-development-indicators/sources-and-methods.html); BEA,
    average annual growth, for `compound` (https://dev.bea.gov/help/faq/463); UNCTAD, Calculation
    methods, for `least_squares` (https://hbs.unctad.org/calculation-methods/).

    >>> import sezlib as sez
    >>> sez.average_growth(sez.example(), by="destination")
      destination start   end  first  last  periods  observed  average_growth
    0         CHN  2017  2019   10.0  45.0        2         3         1.12132
    1         KAZ  2017  2019    NaN  15.0        2         2             NaN
    """
    table = _between(sums(flows, of, by, per), start, end, per)
    at, total, middle = nw.col("_at"), nw.col("_total"), (nw.col("_begins") + nw.col("_ends")) / 2
    within = (at >= nw.col("_begins")) & (at <= nw.col("_ends"))
    held = ["_start", "_end", "_begins", "_ends"]
    table = table.with_columns(
        _first=nw.when(at == nw.col("_begins")).then(total),
        _last=nw.when(at == nw.col("_ends")).then(total),
        _one=flag(within & ~total.is_null()),
        _amount=nw.when(within & (total > 0)).then(total),
        _sold=flag(within & (total > 0)),
    ).with_columns(_lever=nw.col("_amount").log() * (at - middle))
    counts = [nw.col("_one").sum().alias("_observed"), nw.col("_sold").sum()]
    table = (
        add_up(table, [*by, *held], ["_lever"], nw.col("_first", "_last").max(), *counts)
        .with_columns(_periods=nw.col("_ends") - nw.col("_begins"))
        .with_columns(_average_growth=_compound() if method == "compound" else _least_squares())
    )
    return table, by or ["_start"]


def _compound() -> nw.Expr:
    first, last, periods = nw.col("_first"), nw.col("_last"), nw.col("_periods")
    ratio = (last / first) ** (1 / periods)
    return nw.when((first > 0) & (last >= 0) & (periods > 0)).then(ratio - 1)


def _least_squares() -> nw.Expr:
    # of n periods in a row, the squared distances from the middle add up to n (n^2 - 1) / 12
    n = (nw.col("_periods") + 1).cast(nw.Float64)
    slope = nw.col("_lever") * 12 / (n * (n**2 - 1))
    return nw.when((n >= 3) & (nw.col("_sold") == n)).then(slope.exp() - 1)


def _between(cells: Any, start: str, end: str, per: str) -> Any:
    """Return the cells with the first and the last period asked for, or else those on record."""
    begins, ends = ordinal_of("start", start, per), ordinal_of("end", end, per)
    edges = cells.select(
        nw.col("period").min().alias("_start"),
        nw.col("period").max().alias("_end"),
        nw.col("_at").min().alias("_begins"),
        nw.col("_at").max().alias("_ends"),
    )
    table = cells.join(edges, how="cross")
    if begins is not None:
        table = table.with_columns(_start=nw.lit(str(start)), _begins=nw.lit(begins))
    if ends is not None:
        table = table.with_columns(_end=nw.lit(str(end)), _ends=nw.lit(ends))
    if begins is not None and ends is not None and ends < begins:
        raise FlowsError(f"end {quoted(end)} is before start {quoted(start)}")
    # a lazy engine is not asked where its records begin or end: its growth is null
    if isinstance(table, nw.DataFrame):
        apart = nw.col("_ends") - nw.col("_begins")
        # a fiscal year is far from all calendar years
        wrong = table.filter((apart < 0) | (apart > FISCAL // 2)).head(1)
        for row in wrong.select("_start", "_end").rows():
            raise FlowsError(f"end {quoted(row[1])} is before start {quoted(row[0])}")
    return table


def _begun_within(flows: Frame, within: list[str], per: str) -> Any:
    """Return the ordinal of the period that the records of each begin within, or -1."""
    length = 12 // GRAINS[per]
    stated = lines(flows, "value", within).group_by(*within, "period").agg(_one=nw.len())
    begun = stated.with_columns(_begun=first_month()).group_by(*within).agg(nw.col("_begun").min())
    part = nw.when(nw.col("_begun") % length > 0).then(nw.col("_begun") // length)
    return begun.select(*within, part.otherwise(nw.lit(-1)).alias("_partial"))


# what is counted, and the column that tells how many
COUNTED = {"resident": "_exporters", "product": "_products", "destination": "_destinations"}
CONCENTRATED = {"product": "_product_hhi", "destination": "_destination_hhi"}


@metric(
    "{by} period {of} total previous growth share exporters? products? destinations? product_hhi? "
    "destination_hhi? largest_exporter? new_destinations?"
)
def compare(
    flows: Frame, of: str = "zone", *, by: Keys = (), per: str = "year", whole: Frame | None = None
) -> Frame:
    """Return the indicators of each `of` side by side: a row for each of them and period.

    `growth` is of the `of` itself, `share` its part of all of them, `exporters`, `products` and
    `destinations` count what sold anything, `product_hhi` and `destination_hhi` are sums of
    squared shares (see `concentration`), `largest_exporter` is the share of the largest resident
    among those named, `new_destinations` counts countries sold to for the first time on record.

    The periods have to be those of all, else growth and shares are of different things: like for
    like before (`like_for_like`), and name the `whole` records, of which it is asked what is new,
    with their periods as stated: one that the records of a zone begin within is no base for that.
    Each row reads the flows several times: `condense` before.

    Edges: an indicator whose column the flows lack is left out. Growth and `new_destinations` are
    null where the `of` has no records of the period before. Blocs overlap, so that their shares are
    of more than the whole.

    Columns: the keys of `by`, `period`, `of`, `total`, `previous`, `growth`, `share` and those of
    the indicators above, in that order.

    Source: the metrics named; which of them stand side by side is ours.

    >>> import sezlib as sez
    >>> table = sez.compare(sez.example(), of="group")
    >>> table[["period", "group", "total", "share", "exporters", "new_destinations"]]
      period      group  total  share  exporters  new_destinations
    0   2017     optics   10.0   1.00          1               NaN
    1   2018  education   10.0   0.25          1               NaN
    2   2018     optics   30.0   0.75          1               0.0
    3   2019  education   15.0   0.25          1               0.0
    4   2019     optics   45.0   0.75          1               0.0
    """
    present = begin(flows, "period", "value", of, *by).collect_schema().names()
    within, on = [*by, of], [*by, "period", of]
    counted = [column for column in COUNTED if column in present and column not in within]
    beside = {"_share": ("_share", ask(share, flows, [of], by=by, per=per))}
    for column in counted:
        beside[COUNTED[column]] = "_count", ask(count, flows, [column], by=within, per=per)
    concentrated = [(CONCENTRATED[c], c, "hhi") for c in counted if c in CONCENTRATED]
    if "resident" in counted:
        concentrated.append(("_largest_exporter", "resident", "cr"))
    for name, column, index in concentrated:
        part = ask(concentration, flows, [column], by=within, per=per, index=[index], top=1)
        beside[name] = f"_{index}", part
    table = ask(growth, flows, by=within, per=per)
    for name, (made, part) in beside.items():
        table = table.join(part.select(*on, nw.col(made).alias(name)), on=on, how="left")
    if "destination" in counted:
        table = _with_new(table, flows if whole is None else whole, within, per, whole)
    return table


def _with_new(table: Any, flows: Frame, within: list[str], per: str, whole: Frame | None) -> Any:
    """Return a table with how many countries were first sold to; null where nobody knows that."""
    on = [*within, "period"]
    begun = ask(first_exports, flows, ["destination"], by=within, per=per)
    begun = begun.filter(nw.col("_status") == "first").group_by(*on).agg(_new=nw.len())
    seen = table if whole is None else ask(growth, whole, by=within, per=per)
    seen = seen.select(*on, nw.col("_previous").alias("_base"))
    table = table.join(begun, on=on, how="left").join(seen, on=on, how="left")
    # without records just before, or with an amount that is not known (NaN), nobody knows
    known_before = nw.col("_base") < math.inf
    # a zone has records of its own; anything else has begun when it was first sold
    if "zone" in within:
        table = table.join(_begun_within(flows, ["zone"], per), on="zone", how="left")
        known_before = known_before & (nw.col("_partial") != nw.col("_at") - 1)
    new = nw.when(known_before).then(nw.col("_new").fill_null(0))
    return table.with_columns(new.alias("_new_destinations"))
