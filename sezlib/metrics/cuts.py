"""Flows made of flows: cut by time, added up to cells, in another currency, in constant prices."""

from __future__ import annotations

import contextlib
import functools
import operator
import re
import uuid
from typing import Any

import narwhals as nw

from sezlib.flows import COLUMNS, PERIOD_FORMS, FlowsError, LazyFlows, listed, near, quoted
from sezlib.identity import identified
from sezlib.metrics.core import (
    GRAINS,
    Frame,
    Keys,
    begin,
    cut,
    finish,
    first_month,
    in_sql,
    is_period,
    last_month,
    metric,
    periods,
    refuse_used,
    stated_periods,
    summable,
    sums,
    unknown,
)
from sezlib.periods import FISCAL, months_of, spell, spelled, years_later


@metric()
def until(flows: Frame, period: str, *, since: str = "") -> Frame:
    """Return the rows of `flows` whose period has ended when `period` has.

    With `since` they are those that have not begun before it.

    Edges: a row whose period reaches beyond it (the year 2019 seen from 2019-Q1) is no part of it.

    Columns: those of the flows.

    >>> import pandas as pd, sezlib as sez
    >>> flows = pd.DataFrame({"period": ["2018", "2019-03", "2019-04"], "value": [1.0, 2.0, 3.0]})
    >>> sez.until(flows, "2019-Q1")["period"].tolist()
    ['2018', '2019-03']
    >>> sez.until(flows, "2019-Q1", since="2019")["period"].tolist()
    ['2019-03']
    """
    held = last_month() <= months_of(period)[1]
    return _within(flows, held & (first_month() >= months_of(since)[0]) if since else held)


@metric()
def like_for_like(flows: Frame, period: str, *, by: Keys = (), since: str = "") -> Frame:
    """Return the rows until `period`, every year cut to the months that the last one has.

    A `period` that ends within a year (`2019-06`, `2019-Q2`) cuts every year to the same months:
    January to June. So does a year that the records end in; until its last month (`2019-12`) it is
    whole, whatever they have. With `since`, which may be in the year before, every year is cut to
    the months from its beginning to the end of `period`. `by` asks this of the records of each key.
    Only amounts are to be compared so: what is new, returning or lost is asked of the
    `whole` records (see `margins`).

    Edges: a year that the records begin within is left out, unless it is the last one: it is no
    fair base. So is one that has a period which reaches over a cut, since what is left of it is
    not all of its months.

    Columns: those of the flows.

    >>> import pandas as pd, sezlib as sez
    >>> months = ["2017-01", "2018-03", "2018-09", "2019-03"]
    >>> flows = pd.DataFrame({"period": months, "value": [1.0, 2.0, 3.0, 4.0]})
    >>> sez.like_for_like(flows, "2018")["period"].tolist()
    ['2017-01', '2018-03', '2018-09']
    >>> sez.like_for_like(flows, "2019")["period"].tolist()
    ['2017-01', '2018-03', '2019-03']
    >>> sez.like_for_like(flows[1:], "2019-12")["period"].tolist()
    ['2019-03']
    >>> sez.like_for_like(flows, "2019-03", since="2019-02")["period"].tolist()
    ['2018-03', '2019-03']
    """
    first, last = months_of(period)
    if last - first == 11:
        last = first + (part_of(flows, period) or 12) - 1
    first = months_of(since)[0] if since else first // 12 * 12
    if not 0 <= last - first < 12:
        raise FlowsError(
            f"since {quoted(since)} is not in the year that ends with {quoted(period)}"
        )
    frame = begin(flows, "period", *by)
    stated = stated_periods(flows)
    spans: dict[tuple[Any, ...], dict[str, tuple[int, int]]] = {}
    cells = frame.group_by(*by, "period").agg(nw.len().alias("_one")) if by else stated
    cells = cells.collect() if isinstance(cells, nw.LazyFrame) else cells
    for *key, one in cells.select(*by, "period").iter_rows():
        # what is no period is not lost here, and a metric will have it under a null period
        with contextlib.suppress(FlowsError):
            spans.setdefault(tuple(key), {})[one] = months_of(str(one))
    gone = [_named(by, key) & nw.col("period").is_in(p) for key, held in spans.items()
            if (p := _uncomparable(held, first, last))]  # fmt: skip
    if not gone:
        return until(flows, month(last))
    return frame.filter(~functools.reduce(operator.or_, gone)).to_native()


def _uncomparable(spans: dict[str, tuple[int, int]], first: int, last: int) -> list[str]:
    """Return the periods that are not to be compared with those from `first` to `last`."""
    # years begin with the first month, and are counted from that of the last one
    length = last - first
    within = {stated: (a - first, b - first) for stated, (a, b) in spans.items()}
    begun = min(a for a, _ in within.values())
    no_base = {begun // 12} if begun % 12 else set()
    over = {stated for stated, (a, b) in within.items() if b - a // 12 * 12 > length}
    for a, b in (within[stated] for stated in over):
        no_base |= {year for year in range(a // 12, b // 12 + 1)
                    if a <= year * 12 + length and b >= year * 12}  # fmt: skip
    return [
        stated
        for stated, (a, b) in within.items()
        if b > length or stated in over or (a < 0 and a // 12 in no_base)
    ]


@metric()
def year_to_date(flows: Frame, period: str, *, begins: str = "") -> Frame:
    """Return what each year has from its beginning to the end of `period`, as flows of that period.

    In a `period` of `2019-Q2` that is January to June of each year, under `2018-Q2` and `2019-Q2`,
    so that growth is that of the year to date. A fiscal year `begins` in another month, which may
    be one of the calendar year before.

    Edges: those of `like_for_like`. Where the records begin within the last year, it is left out.

    Columns: those of the flows.

    >>> import pandas as pd, sezlib as sez
    >>> months = ["2018-01", "2018-06", "2018-07", "2019-02", "2019-05"]
    >>> flows = pd.DataFrame({"period": months, "value": [1.0, 2.0, 3.0, 4.0, 5.0]})
    >>> sez.growth(sez.year_to_date(flows, "2019-Q2"), per="quarter", lag=4)
        period  total  previous  growth
    0  2018-Q2    3.0       NaN     NaN
    1  2019-Q2    9.0       3.0     2.0
    """
    last = months_of(period)[1]
    first = last - (last + 1 - int(begins[:2] or 1)) % 12
    frame = nw.from_native(like_for_like(flows, month(last), since=month(first)))
    stated = [p for (p,) in _asked(periods(frame))]
    if min((a for a, _ in _spans(flows)), default=first) > first:
        return frame.filter(nw.col("period") != nw.col("period")).to_native()
    told = [years_later(period, (months_of(p)[0] - first) // 12) for p in stated]
    named = nw.col("period").replace_strict(stated, told, default=None, return_dtype=nw.String)
    return frame.with_columns(named.alias("period")).to_native()


def _named(by: list[str], key: tuple[Any, ...]) -> nw.Expr:
    """Return whether a row has these keys."""
    held = [
        nw.col(name).is_null() if missing else nw.col(name) == value
        for name, value, missing in zip(by, key, (v is None or v != v for v in key), strict=True)
    ]
    return functools.reduce(operator.and_, held, ~nw.col("period").is_null())


def _within(flows: Frame, held: nw.Expr) -> Frame:
    frame = begin(flows, "period")
    if isinstance(frame, nw.LazyFrame) and not isinstance(flows, LazyFlows):
        # what is no period is not lost here, and a metric will have it under a null period
        return frame.join(periods(frame).filter(~held), on="period", how="anti").to_native()
    stated = stated_periods(flows)
    kept = stated.filter(held)["period"].to_list()
    if isinstance(flows, LazyFlows) and len(kept) == len(stated):
        return frame.to_native()
    # a filter keeps the row index of pandas
    return frame.filter(nw.col("period").is_in(kept)).to_native()


def part_of(flows: Frame, period: str) -> int | None:
    """Return the last month of a year that the records end in, or None if the year is whole."""
    year = int(months_of(period)[0] // 12)
    ended = max((last for _, last in _spans(flows)), default=-1)
    return ended % 12 + 1 if ended // 12 == year and ended % 12 != 11 else None


def complete_month(flows: Frame, complete_to: str = "") -> int:
    """Return the ordinal of the month that the records are complete to.

    It is the last month of `complete_to`, a period of their own grain or a coarser one, and else
    the last that they have.

    >>> import sezlib as sez
    >>> complete_month(sez.example()) % 12, complete_month(sez.example(), "2020") % 12
    (11, 11)
    """
    spans = _spans(flows)
    if not complete_to:
        return max(b for _, b in spans)
    try:
        first, last = months_of(complete_to)
    except FlowsError:
        said = f"complete_to {quoted(complete_to)} is not a period like {PERIOD_FORMS}"
        raise FlowsError(said) from None
    if (last < FISCAL * 12) != (max(spans)[1] < FISCAL * 12):
        told = "no fiscal years" if last >= FISCAL * 12 else "fiscal years like 2017/18"
        raise FlowsError(
            f"complete_to {spell(complete_to)!r} is of another calendar than the records, whose "
            f"periods are {told}"
        )
    # within a year nobody knows what records of years are complete to
    within = [span for span in spans if span[0] <= last < span[1]]
    finest = min(spans, key=lambda span: span[1] - span[0])
    within += [finest] if last - first < finest[1] - finest[0] else []
    if within:
        told = f"which have periods from {month(within[0][0])} to {month(within[0][1])}"
        raise FlowsError(f"complete_to {complete_to!r} is finer than the records, {told}")
    if last < min(spans)[0]:
        began = month(min(spans)[0])
        raise FlowsError(
            f"complete_to {complete_to!r} is before the records, which begin in {began}"
        )
    return last


def partial_year(begun: int, opened: Any = "", parts: int = 1) -> str:
    """Return the year that records begin within, or nothing; `opened` is when the zone did.

    Of a year of several `parts` it is the part. What a zone sold in the year that it opened in is
    all that it sold.

    >>> partial_year(2018 * 12 + 6), partial_year(2018 * 12 + 6, 2018), partial_year(2018 * 12)
    ('2018', '', '')
    """
    length = 12 // parts
    opening = str(opened)[:4] == f"{begun // 12:04}"
    return spelled(begun // length, length) if begun % length and not opening else ""


def year_start_of(flows: Any, *stated: str) -> str:
    """Return when the fiscal years of records begin, as they and others state it, or nothing.

    >>> year_start_of({"period": ["2017-A1"]}, "", "07")
    '07'
    """
    held = flows["year_begins"].dropna() if "year_begins" in flows else ()
    known = sorted({*held, *filter(None, stated)})
    if len(known) > 1:
        raise FlowsError(
            f"fiscal years begin in {listed(known)}, as the records and what is known beside them "
            "state it; they have to begin in one month"
        )
    return "".join(known)


def month(at: int) -> str:
    """Return the month with an ordinal, counted from year 0.

    That of a fiscal year is the whole of it, which has no months to speak of.

    >>> month(2019 * 12 + 5)
    '2019-06'
    """
    fiscal = at >= FISCAL * 12
    return spelled(at // 12, 12) if fiscal else spelled(at, 1)


def _spans(flows: Frame) -> list[tuple[int, int]]:
    """Return the first and the last month of each period on record."""
    frame = stated_periods(flows).select(a=first_month(), b=last_month())
    frame = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    return [(int(a), int(b)) for a, b in frame.iter_rows()]


@identified
@metric(per=("stated", *GRAINS))
def condense(flows: Frame, keep: Keys, *, per: str = "year") -> Frame:
    """Return `flows` added up to one row per period and cell of the columns in `keep`.

    What comes out is flows again: any metric of these columns at this grain, or a coarser one,
    gives the same numbers, from one scan of the records for all of them. A lazy frame is run once
    here and its cells stay on its engine: DuckDB holds them in a temporary table, Spark in its
    cache.

    Edges: a column of flows that these flows do not have is left out, and a metric that needs it
    will say so; another name is refused. Cut to like months before, since with `per="year"` the
    months are gone after, and a country that joined a bloc within a year is a member from the next
    year on. `per="stated"` keeps the periods as they stand.

    Columns: `period`, those of `keep`, `value`.

    >>> import sezlib as sez
    >>> sez.condense(sez.example(), keep="destination").tail(2)
      period destination  value
    3   2019         CHN   45.0
    4   2019         KAZ   15.0
    """
    present = begin(flows, "period", "value").collect_schema().names()
    if unknown := [column for column in keep if column not in {*present, *COLUMNS}]:
        raise FlowsError(
            f"no column {listed(unknown)} to keep{near(unknown[0], present)}; the columns are "
            f"{listed(present)}"
        )
    kept, lazy = [column for column in keep if column in present], isinstance(flows, LazyFlows)
    records = flows
    if lazy:
        # sums of more columns that are there have it all, and are fewer than the records
        fit = (cells for by, at, cells in flows.cells if at == per and by.issuperset(kept))
        flows = next(fit, flows)
    if per == "stated":
        # the period is a key like another, under a name of its own
        marked = nw.from_native(flows).with_columns(nw.col("period").alias("_period")).to_native()
        cells = sums(marked, "value", ["_period", *kept], "year").drop("period")
        cells, order = cells.rename({"_period": "period"}), ["period", *kept]
    else:
        cells, order = sums(flows, "value", kept, per), ["_at", *kept]
    cells, columns = cells.rename({"_total": "value"}), ["period", *kept, "value"]
    if lazy:
        # two thirds of the time would go into an order that no page looks at
        made = keep_result(cells.select(*columns).to_native())
        records.cells.append(({*kept}, per, LazyFlows(made, records.attrs)))
        return made
    return keep_result(finish(cells, order, columns))


def keep_result(table: Any) -> Any:
    """Return a table that, of a lazy engine, is worked out now and held there."""
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


@metric()
def convert(flows: Frame, rates: Frame, *, to: str) -> Frame:
    """Return the flows with `value` in the currency `to`: value / rate.

    `rates` is a table of the same kind of frame with `period`, `currency` and `rate`: how many
    units of the currency one unit of `to` costs, such as roubles per dollar; `sez.rates()` is one,
    `sez.read_rates(FILE)` another. Without a column `currency` the rates hold for all flows, which
    then have to be in one currency. With a column `to`, as those have, a rate serves both ways: to
    `to` value / rate, from there value x rate; and where rates of both currencies are to a third,
    value / (rate / rate of `to`). The first of these that a period has is taken.

    Edges: a flow takes the rate of the rate's period that it lies in: rates by year serve months
    too, at the average of the year. An average turned round, or crossed, is not the average of the
    daily rates turned round or crossed: it differs by how far the rate moved within the period. The
    rates are at one grain, above 0, and one per period and currency; where several thirds give one,
    that is refused. A rate that is null is none. A flow already in `to` keeps its value. Any other
    flow without a rate is an error, never a guess; so is one wider than the rates. A lazy frame is
    run here to tell, and stays lazy.

    Columns: those of the flows, with `value` converted and `currency` set to `to`.

    >>> import sezlib as sez
    >>> flows = sez.example().assign(currency="RUB")
    >>> dollars = sez.convert(flows, sez.rates(), to="USD")
    >>> sez.total(dollars).round(4)
      period   total
    0   2017  0.1714
    1   2018  0.6379
    2   2019  0.9268
    >>> sez.total(sez.convert(dollars, sez.rates(), to="RUB")).round(4)
      period  total
    0   2017   10.0
    1   2018   40.0
    2   2019   60.0
    """
    if not re.fullmatch("[A-Z]{3}", str(to)):
        raise FlowsError(f"to {quoted(to)} is not a currency like 'USD' (ISO 4217)")
    frame = _begun(flows)
    rates = _to(begin(rates, table="the rates"), to)
    keyed = "currency" in nw.from_native(rates).collect_schema().names()
    if keyed:
        begin(flows, "currency")
    stated = "currency" in frame.collect_schema().names()
    money = nw.col("currency") if stated else nw.lit(None, nw.String)
    frame = frame.with_columns(money.fill_null(unknown("currency")).alias("_money"))
    kept = nw.col("_money") == to
    table, per = _given(frame, rates, "rate", "rates", ["currency"] if keyed else [])
    if not keyed:
        _one_currency(frame.filter(~kept))
    frame = _valued(frame, table, per, ["_money"] if keyed else [])
    missing = frame.filter(~kept & nw.col("_amount").is_null()).select("period", "_money")
    if lacking := _asked(missing.unique()):
        named = [f"{money} in {period}" if keyed else period for period, money in lacking]
        raise FlowsError(f"no rate for {listed(named)}; {_extent(table, per, 'rates')}")
    value = nw.col("value").cast(nw.Float64)
    frame = frame.with_columns(
        nw.when(kept).then(value).otherwise(value / nw.col("_amount")).alias("value"),
        nw.lit(to).alias("currency"),
    )
    return _done(frame, flows, "currency")


@metric()
def deflate(flows: Frame, prices: Frame, *, base: str) -> Frame:
    """Return the flows with `value` in the prices of `base`: value / (index / index of the base).

    `prices` is a table of the same kind of frame with `period` and the index in its last column,
    as `price_index` or a statistical office has it: at one grain, above 0, one row per period.

    Edges: a flow takes the index of the period that it lies in. A flow without one is an error, and
    so is a base without one; a null, such as a broken chain leaves, is none. Flows that have a
    column `prices` are refused, since nothing is deflated twice. A lazy frame is run here to tell.

    Columns: those of the flows, with `value` in prices of the base, and `prices`, the base.

    >>> import pandas as pd
    >>> import sezlib as sez
    >>> prices = pd.DataFrame({"period": ["2017", "2018", "2019"], "cpi": [80.0, 100.0, 120.0]})
    >>> sez.total(sez.deflate(sez.example(), prices, base="2018"))
      period  total
    0   2017   12.5
    1   2018   40.0
    2   2019   50.0
    """
    frame = _begun(flows)
    if "prices" in frame.collect_schema().names():
        raise FlowsError(
            "the flows have a column 'prices' already, and nothing is deflated twice; "
            "deflate the flows in current prices, or rename the column"
        )
    columns = begin(prices, table="the prices").collect_schema().names()
    if columns[-1:] == ["period"]:
        raise FlowsError("the last column of the prices is 'period', and the index is to be there")
    table, per = _given(frame, prices, columns[-1], "prices", [])
    held = _asked(table.filter(nw.col("_cut") == str(base)).select("_amount"))
    if not held:
        extent = _extent(table, per, "prices")
        raise FlowsError(f"no price index for the base {quoted(base)}; {extent}")
    frame = _valued(frame, table, per, [])
    if lacking := _asked(frame.filter(nw.col("_amount").is_null()).select("period").unique()):
        named = listed(period for (period,) in lacking)
        raise FlowsError(f"no price index for {named}; {_extent(table, per, 'prices')}")
    relative = nw.col("_amount") / held[0][0]
    frame = frame.with_columns(
        (nw.col("value").cast(nw.Float64) / relative).alias("value"),
        nw.lit(str(base)).alias("prices"),
    )
    return _done(frame, flows, "prices")


def _begun(flows: Frame) -> Any:
    frame = begin(flows, "period", "value")
    refuse_used(frame, "_amount", "_cut", "_money")
    if isinstance(frame, nw.DataFrame):
        periods(frame)
    return summable(frame, "value", frame.collect_schema()["value"])


def _to(rates: Any, to: str) -> Frame:
    """Return the rates to one currency, given, turned round or crossed, by which they are to."""
    columns = rates.collect_schema().names()
    if not {"to", "currency", "period", "rate"} <= {*columns}:
        return rates.to_native()
    rates = rates.select("period", "currency", "to", "rate").filter(~nw.col("rate").is_null())
    held = _asked(rates.select("to", "currency").unique())
    if held and all(to not in pair for pair in held):
        tos = sorted({money for money, _ in held})
        raise FlowsError(f"the rates are to {listed(tos)}, and not to {quoted(to)}")
    own = rates.filter(nw.col("currency") == to, nw.col("to") != to)
    own = own.select("period", nw.col("to").alias("_third"), nw.col("rate").alias("_own"))
    crossed = rates.filter(nw.col("currency") != to).join(
        own, left_on=["period", "to"], right_on=["period", "_third"], how="inner"
    )
    found = rates.filter(nw.col("to") == to)
    for more in (
        own.with_columns(currency=nw.col("_third"), rate=1 / nw.col("_own")),
        crossed.with_columns(rate=nw.col("rate") / nw.col("_own")),
    ):
        more = more.with_columns(to=nw.lit(to)).select("period", "currency", "to", "rate")
        more = more.join(found, on=["period", "currency"], how="anti")
        found = nw.concat([found, more], how="vertical")
    return found.to_native()


def _given(frame: Any, given: Frame, amount: str, what: str, keys: list[str]) -> tuple[Any, str]:
    """Return the table of rates or prices as `_cut`, `_amount` and its keys, and its grain."""
    table = nw.from_native(given)
    if table.implementation != frame.implementation:
        engine, other = table.implementation.name.lower(), frame.implementation.name.lower()
        raise FlowsError(f"the {what} are on {engine} and the flows on {other}; put both on one")
    if isinstance(frame, nw.LazyFrame):
        table = table.lazy()
    elif isinstance(table, nw.LazyFrame):
        table = table.collect()
    kinds = table.collect_schema()
    columns = kinds.names()
    if missing := [name for name in ("period", *keys, amount) if name not in columns]:
        raise FlowsError(
            f"no column {listed(missing)} in the {what}; the columns are {listed(columns)}"
        )
    table = summable(table, amount, kinds[amount]).select(
        nw.col("period").cast(nw.String),
        *(nw.col(key).alias("_money") for key in keys),
        nw.col(amount).cast(nw.Float64).alias("_amount"),
    )
    if what == "prices":
        table = table.filter(~nw.col("_amount").is_null())
    return table.rename({"period": "_cut"}), _grain(table, what)


def _grain(table: Any, what: str) -> str:
    """Return the grain of a table of rates or prices, or say what is wrong with the table."""
    period, amount = nw.col("period"), nw.col("_amount")
    if odd := _asked(table.filter(~is_period() | period.is_null()).select("period")):
        raise FlowsError(
            f"the {what} have the period {quoted(odd[0][0])}, which is not one like {PERIOD_FORMS}"
        )
    wrong = amount.is_null() | amount.is_nan() | (amount <= 0) | (amount == float("inf"))
    if low := _asked(table.filter(wrong).select("period").unique()):
        raise FlowsError(
            f"the {what} for {listed(p for (p,) in low)} are not above 0, or not finite"
        )
    each = [name for name in table.collect_schema().names() if name != "_amount"]
    if twice := _asked(table.group_by(each).agg(amount.len()).filter(amount > 1).select("period")):
        periods = listed(sorted({p for (p,) in twice}))
        raise FlowsError(f"the {what} have more than one value for {periods}")
    spans = _asked(table.select((last_month() - first_month() + 1).alias("span")).unique())
    grains = [per for per, parts in GRAINS.items() if (12 // parts,) in spans]
    if len(grains) > 1:
        raise FlowsError(f"the {what} are at the grains {listed(grains)}; give them at one")
    return grains[0] if grains else "year"


def _valued(frame: Any, table: Any, per: str, keys: list[str]) -> Any:
    """Return the flows with the `_amount` of the period that each lies in, null where none is."""
    return frame.with_columns(cut(per).alias("_cut")).join(table, on=["_cut", *keys], how="left")


def _one_currency(frame: Any) -> None:
    several = [money for (money,) in _asked(frame.select("_money").unique())]
    if len(several) > 1:
        raise FlowsError(
            f"the rates have no column 'currency', and the flows are in {listed(several)}"
        )


def _extent(table: Any, per: str, what: str) -> str:
    first, last = nw.col("_cut").min().alias("first"), nw.col("_cut").max().alias("last")
    ((begins, ends),) = _asked(table.select(first, last))
    # of no rows, pandas makes the last period not a number
    if not isinstance(ends, str):
        return f"the {what} are empty"
    return f"the {what} are by {per}, from {begins} to {ends}"


def _asked(frame: Any) -> list[tuple]:
    """Return the few rows that a question leaves, sorted; on a lazy engine this runs a query."""
    held = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    return sorted(held.rows(), key=str)


def _done(frame: Any, flows: Frame, added: str) -> Frame:
    columns = nw.from_native(flows).collect_schema().names()
    native = frame.select(*columns, *({added} - {*columns})).to_native()
    # pandas alone carries a row index, which a join loses
    return native.set_axis(flows.index) if frame.implementation.is_pandas() else native
