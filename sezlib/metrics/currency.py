"""In what money: flows converted to another currency, and to the prices of another period.

Like `until` these are cuts, not metrics: flows go in and flows come out, with all their rows and
all their other columns.
"""

from __future__ import annotations

import re
from typing import Any

import narwhals as nw

from sezlib.metrics.asked import summable
from sezlib.metrics.grain import (
    GRAINS,
    Frame,
    begin,
    cut,
    first_month,
    is_period,
    last_month,
    periods,
    unknown,
)
from sezlib.schema import PERIOD_FORMS, FlowsError, listed, quoted

USED = {"_amount", "_cut", "_money"}


def convert(flows: Frame, rates: Frame, *, to: str) -> Frame:
    """Return the flows with `value` in the currency `to`: value / rate.

    `rates` is a table of the same kind of frame with `period`, `currency` and `rate`: how many
    units of the currency one unit of `to` costs, such as roubles per dollar; `sez.rates()` is one.
    Without a column `currency` the rates hold for all flows, which then have to be in one currency.
    Where they have a column `to`, as those have, only the rates to `to` are taken.

    A flow takes the rate of the rate's period that it lies in: rates by year serve months too. The
    rates are at one grain, above 0, and one per period and currency. A flow already in `to` keeps
    its value. Any other flow without a rate is an error; so is one wider than the rates.

    Columns: those of the flows, with `value` converted and `currency` set to `to`.

    >>> import sezlib as sez
    >>> flows = sez.example().assign(currency="RUB")
    >>> dollars = sez.convert(flows, sez.rates(), to="USD")
    >>> sez.total(dollars).round(4)
      period   total
    0   2017  0.1714
    1   2018  0.6379
    2   2019  0.9268
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


def deflate(flows: Frame, prices: Frame, *, base: str) -> Frame:
    """Return the flows with `value` in the prices of `base`: value / (index / index of the base).

    `prices` is a table of the same kind of frame with `period` and the index in its last column,
    as `price_index` or a statistical office has it: at one grain, above 0, one row per period. A
    flow takes the index of the period that it lies in. A flow without one is an error, and so is a
    base without one; a null, such as a broken chain leaves, is none.

    Columns: those of the flows, with `value` in prices of the base, and `prices`, the base. Flows
    that have a column `prices` are refused, since nothing is deflated twice.

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
    if taken := sorted(USED.intersection(frame.collect_schema().names())):
        raise FlowsError(f"the column {listed(taken)} has a name used on the way; rename it")
    if isinstance(frame, nw.DataFrame):
        periods(frame)
    return summable(frame, "value", frame.collect_schema()["value"])


def _to(rates: Any, to: str) -> Frame:
    """Return the rates to one currency, where they say which they are to."""
    if "to" not in rates.collect_schema().names():
        return rates.to_native()
    held = [money for (money,) in _asked(rates.select("to").unique())]
    if held and to not in held:
        raise FlowsError(f"the rates are to {listed(held)}, and not to {quoted(to)}")
    return rates.filter(nw.col("to") == to).to_native()


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
