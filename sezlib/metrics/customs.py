"""What customs relief is worth, and how long clearance takes."""

from __future__ import annotations

import functools
import math
import numbers
from fractions import Fraction
from statistics import NormalDist
from typing import Any

import narwhals as nw

from sezlib.flows import FlowsError, listed, near, quoted
from sezlib.metrics.core import (
    Frame,
    Keys,
    added,
    begin,
    cut,
    flag,
    known,
    lines,
    metric,
    ordinal,
    summable,
)
from sezlib.metrics.levels import against

RATES = ("duty_rate", "vat_rate", "export_share")


@metric("{by} period total duty vat exported? duty_relief base? ratio?")
def duty_relief(
    imports: Frame, *, by: Keys = (), per: str = "year", base: float | Frame | None = None
) -> Frame:
    """Return the customs duty and VAT that duty-free imports did not pay: duty + VAT.

    duty = value x duty_rate, VAT = (value + duty) x vat_rate, where `value` is the customs value
    and both rates are fractions. `imports` is a table with `period`, `value`, `duty_rate`,
    `vat_rate`, and any keys. Where it has `export_share`, the part of an import used for export
    goods, `exported` is the relief on that part. `base` is a number or a table as `relative_to`
    takes it, such as exports or investment.

    Edges: a rate outside 0 to 1 is refused; a lazy table is not asked before it runs. Excise, fees
    and rates by weight are not in it. It is no gain of the same size: VAT paid on an import can
    often be deducted, and duty falls due where goods leave the zone for the rest of the country.

    Columns: the keys of `by`, `period`, `total` (customs value), `duty`, `vat`, `exported` (only
    with `export_share`), `duty_relief`; with `base` also `base` and `ratio` (relief per unit).

    Source: article 201 of the Customs Code of the Eurasian Economic Union (goods in a free customs
    zone pay neither); article 160 of the Tax Code of Russia (what VAT on an import is taken of).

    >>> import pandas as pd
    >>> import sezlib as sez
    >>> imports = pd.DataFrame(
    ...     {"period": ["2019"], "value": [100.0], "duty_rate": [0.1], "vat_rate": [0.2]}
    ... )
    >>> sez.duty_relief(imports, base=640)
      period  total  duty   vat  duty_relief   base  ratio
    0   2019  100.0  10.0  22.0         32.0  640.0   0.05
    """
    frame = begin(imports, "period", "value", *RATES[:2], *by, table="the imports")
    kinds = frame.collect_schema()
    rates = [rate for rate in RATES if rate in kinds.names()]
    for rate in rates:
        amount = nw.col(rate).cast(nw.Float64).alias(f"_{rate}")
        frame = summable(frame, rate, kinds[rate]).with_columns(amount)
    _refuse_rates(frame, rates)
    total, duty, vat = nw.col("_total"), nw.col("_duty"), nw.col("_vat")
    goods = lines(frame, "value", by, *(f"_{rate}" for rate in rates))
    goods = goods.with_columns(_duty=total * nw.col("_duty_rate"))
    goods = goods.with_columns(_vat=(total + duty) * nw.col("_vat_rate"))
    goods = goods.with_columns(_duty_relief=duty + vat)
    amounts = ["_total", "_duty", "_vat", "_duty_relief"]
    if "export_share" in rates:
        goods = goods.with_columns(_exported=nw.col("_duty_relief") * nw.col("_export_share"))
        amounts.append("_exported")
    table = added(goods, amounts, by, per)
    return table if base is None else against(table, "_duty_relief", base, by)


def _refuse_rates(frame: Any, rates: list[str]) -> None:
    if not isinstance(frame, nw.DataFrame):
        return
    for rate in rates:
        held = frame[f"_{rate}"]
        if empty := (held.is_null() | held.is_nan()).sum():
            raise FlowsError(f"column {rate!r} of the imports has {empty} empty values")
        wrong = held.filter((held < 0) | (held > 1)).to_list()
        if wrong:
            raise FlowsError(
                f"column {rate!r} of the imports has {wrong[0]:g}, and a rate is a fraction from 0 "
                f"to 1: 20 per cent is 0.2"
            )


DAY = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
# nothing may follow: PM is another hour, and an offset another place's
TIME = rf"^{DAY}[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?$"
# for fewer than ten, order statistics tell next to nothing of a median
FEWEST = 10
# as many as the binomial is added up for, term by term
MOST = 100


@metric("{by} period {of} declarations open median p90 difference? low? high?")
def clearance_time(
    declarations: Frame,
    of: Keys = "post",
    *,
    by: Keys = (),
    per: str = "year",
    baseline: Keys = None,
    confidence: float = 0.95,
) -> Frame:
    """Return the hours from the registration of a declaration to its release, by customs post.

    `declarations` has `registered` and `released`, texts like 2019-03-04T09:15 of one time zone,
    and `of`. The hours are those of the calendar, nights and holidays included. A declaration
    counts in the period it was registered in. p90 is the time within which nine in ten were
    released, by linear interpolation.

    `baseline` names a post, or several taken together. `difference` is the median less theirs.
    `low` to `high` is its interval: difference -+ z sqrt(SE1^2 + SE2^2), where SE is the distance
    between the c-th smallest and c-th largest time over twice the normal quantile of finding the
    median between them, by the binomial distribution, c = n/2 - sqrt(n) rounded up.

    Edges: one not released yet (`released` empty) is counted in `open` and left out of the times,
    so that the latest periods read too fast while many are open. Seconds are left out, an offset
    such as +03:00 and a release before the registration are refused. `difference` is null for the
    baseline and for what is not specified, its interval where either side has fewer than 10
    released. Declarations are taken as independent draws; why posts differ is not told.

    Columns: the keys of `by`, `period`, the keys of `of`, `declarations`, `open`, `median`, `p90`;
    with `baseline` also `difference`, `low`, `high`.

    Source: Bonett and Price (2002), Statistical inference for a linear function of medians,
    Psychological Methods 7(3). In a simulation with skewed times (lognormal, exponential; 10 to 200
    declarations a side, one side three times as slow) an interval of 95 per cent held the true
    difference in 93.8 to 97.2 per cent of the cases.

    >>> import pandas as pd
    >>> import sezlib as sez
    >>> day = "2019-03-04T"
    >>> declarations = pd.DataFrame({
    ...     "post": ["zone", "zone", "zone", "port"],
    ...     "registered": [day + "09:15", day + "10:00", day + "11:00", day + "09:00"],
    ...     "released": [day + "10:45", day + "12:30", None, "2019-03-06T09:00"],
    ... })
    >>> sez.clearance_time(declarations, baseline="port").round(2)
      period  post  declarations  open  median   p90  difference  low  high
    0   2019  port             1     0    48.0  48.0         NaN  NaN   NaN
    1   2019  zone             3     1     2.0   2.4       -46.0  NaN   NaN
    """
    if not isinstance(confidence, numbers.Real) or not 0 < confidence < 1:
        raise FlowsError(f"confidence {quoted(confidence)} is not between 0 and 1")
    timed = _timed(declarations, of, by, per)
    table = _times(timed, [*by, *of])
    if baseline is not None:
        _refuse_baseline(timed, of, baseline)
        rival = _times(timed.filter(nw.col(of[0]).is_in(baseline)), by)
        rival = rival.select(*by, "_at", _rival=nw.col("_median"), _pooled=nw.col("_spread"))
        z = NormalDist().inv_cdf(0.5 + confidence / 2)
        reach = z * (nw.col("_spread") ** 2 + nw.col("_pooled") ** 2).sqrt()
        other = known(of) & ~nw.col(of[0]).is_in(baseline)
        gap = nw.when(other).then(nw.col("_median") - nw.col("_rival"))
        table = table.join(rival, on=[*by, "_at"], how="left").with_columns(_difference=gap)
        middle = nw.col("_difference")
        table = table.with_columns(_low=middle - reach, _high=middle + reach)
    return table


def _timed(declarations: Frame, of: list[str], by: list[str], per: str) -> Any:
    # a line for each declaration, with its hours as `total` where it is not open
    frame: Any = begin(
        declarations, "registered", "released", *by, *of, table="the declarations"
    ).with_columns(nw.col("registered", "released").cast(nw.String))
    _refuse_times(frame)
    released = nw.col("released")
    frame = frame.with_columns(
        period=nw.col("registered").str.slice(0, 7),
        _open=flag(released.is_null()),
        _late=nw.when(released.is_null()).then(nw.col("registered")).otherwise(released),
    )
    # a lazy engine is not asked whether these are times: what is none has no hours
    right = nw.col("_late").str.contains(TIME) & nw.col("registered").str.contains(TIME)
    lasted = nw.when(right).then(_minutes("_late") - _minutes("registered"))
    # what is divided is a column by itself: Spark would be sent the terms of a sum four times
    frame = frame.with_columns(_lasted=lasted).with_columns(_hours=nw.col("_lasted") / 60)
    if isinstance(frame, nw.DataFrame) and (wrong := (frame["_hours"] < 0).sum()):
        raise FlowsError(f"{wrong} of the declarations are released before they are registered")
    # what is open lasts 0 here, and no count or time takes it in
    timed = lines(frame, "_hours", [*by, *of], "_open").with_columns(cut(per).alias("period"))
    return timed.with_columns(ordinal(per).alias("_at"))


def _times(timed: Any, within: list[str]) -> Any:
    # the median, its standard error as `spread`, and the ninth decile
    cell = [*within, "period", "_at"]
    done, place, hours = nw.col("_done"), nw.col("_place"), nw.col("_hours")
    timed = timed.with_columns(
        _done=1 - nw.col("_open"),
        _hours=nw.when(nw.col("_open") == 0).then(nw.col("_total")),
        # what a lazy engine was not asked: these times are no times
        _gap=1 - flag(nw.col("_total") >= 0),
    ).with_columns(
        _place=done.cum_sum().over(*cell, order_by="_total"), _members=done.sum().over(*cell)
    )
    timed = timed.with_columns(
        _lower=nw.when(place == _rank()).then(hours),
        _upper=nw.when(place == nw.col("_members") - _rank() + 1).then(hours),
    )
    table = timed.group_by(*cell).agg(
        nw.col("_open", "_gap").sum(), nw.col("_members", "_lower", "_upper").max(),
        _declarations=nw.len(), _median=hours.median(),
        _p90=hours.quantile(0.9, interpolation="linear"),
    )  # fmt: skip
    table = table.with_columns(_c=_rank(), _n=nw.col("_members").clip(1))
    table = table.with_columns(
        _x=(nw.col("_n") + 1 - 2 * nw.col("_c")) / (nw.col("_n") - 1 / 3).sqrt()
    )
    table = table.with_columns(_q=_quantile())
    spread = (nw.col("_upper") - nw.col("_lower")) / (2 * nw.col("_q"))
    sound = nw.col("_gap") == 0
    return table.with_columns(
        _median=nw.when(sound).then(nw.col("_median")),
        _p90=nw.when(sound).then(nw.col("_p90")),
        _spread=nw.when(sound & (nw.col("_members") >= FEWEST)).then(spread),
    )


def _rank() -> nw.Expr:
    # c = (n + 1) / 2 - sqrt(n) to the nearest, halves down: the exact rule of Bonett and Price
    n = nw.col("_members")
    return (n / 2 - n.cast(nw.Float64).sqrt()).ceil().cast(nw.Int64)


def _quantile() -> nw.Expr:
    # beyond the table the number below the median is taken to be normal to the third order of an
    # Edgeworth expansion at c - 1/2, which is within a millionth of the binomial there
    n, x = nw.col("_n"), nw.col("_x")
    third = 43 / 1440 * x**5 - 11 / 180 * x**3 - 19 / 160 * x
    expanded = x + (x**3 - 3 * x) / (12 * n) + third / n**2
    exact = n.cast(nw.Int64).replace_strict(_binomial(), default=None, return_dtype=nw.Float64)
    return nw.when(exact.is_null()).then(expanded).otherwise(exact)


@functools.cache
def _binomial() -> dict[int, float]:
    """Return the normal quantile of fewer than c of n below the median, by n."""
    found = {}
    for n in range(FEWEST, MOST + 1):
        c = math.ceil(n / 2 - math.sqrt(n))
        missed = Fraction(sum(math.comb(n, below) for below in range(c)), 2**n)
        found[n] = -NormalDist().inv_cdf(float(missed))
    return found


def _minutes(column: str) -> nw.Expr:
    # minutes from the pieces of the text: few functions of time work alike on every engine
    def piece(start: int, length: int) -> nw.Expr:
        return nw.col(column).str.slice(start, length).cast(nw.Int64)

    # whole numbers are divided as doubles: Spark would be sent them four times, at each step again
    def floor(number: nw.Expr, by: int) -> nw.Expr:
        return ((number + 0.5) * (1 / by)).floor().cast(nw.Int64)

    # years begin in March, so that the leap day is the last of its year
    since = floor(piece(5, 2) + 9, 12)
    year, month = piece(0, 4) - 1 + since, piece(5, 2) + 9 - 12 * since
    leap = floor(year, 4) - floor(year, 100) + floor(year, 400)
    days = year * 365 + leap + floor(month * 153 + 2, 5)
    return (days + piece(8, 2)) * 1440 + piece(11, 2) * 60 + piece(14, 2)


def _refuse_times(frame: Any) -> None:
    if not isinstance(frame, nw.DataFrame):
        return
    if empty := frame["registered"].is_null().sum():
        raise FlowsError(f"column 'registered' of the declarations has {empty} empty values")
    for column in ("registered", "released"):
        held = frame[column].drop_nulls()
        wrong = held.filter(~held.str.contains(TIME)).to_list()
        if wrong:
            raise FlowsError(
                f"column {column!r} of the declarations has {listed(sorted(set(wrong)), 3)}, "
                f"and a time is like 2019-03-04T09:15"
            )


def _refuse_baseline(timed: Any, of: list[str], rivals: list[str]) -> None:
    if len(of) != 1:
        raise FlowsError(f"a baseline needs one column in of, and not {listed(of) or 'none'}")
    if not rivals:
        raise FlowsError("the baseline names nothing")
    if isinstance(timed, nw.DataFrame):
        held = sorted(timed[of[0]].unique().to_list())
        missing = [name for name in rivals if name not in held]
        if missing:
            raise FlowsError(
                f"the baseline {listed(missing)} is not in column {of[0]!r}"
                f"{near(missing[0], held)}; it has {listed(held) or 'no rows'}"
            )
