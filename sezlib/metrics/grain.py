"""Periods as expressions: cut to a grain, counted, compared; and the sums that metrics start from.

A period has an ordinal within its grain (years count by 1, quarters by 4 a year, ...), so that
"the previous period" is a subtraction, and a gap in the records stays a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import narwhals as nw

from sezlib.metrics import asked
from sezlib.metrics.reserved import reserved
from sezlib.schema import PERIOD, PERIOD_FORMS, FlowsError, MissingColumnError, listed, near, quoted

GRAINS = {"year": 1, "half": 2, "quarter": 4, "month": 12}
UNKNOWN = {"destination": "ZZZ"}
NOT_KNOWN = nw.lit(float("nan"))
Frame = Any


def unknown(column: str) -> str:
    """Return the code that stands in `column` for what is not specified."""
    return UNKNOWN.get(column, "_U")


def first_month() -> nw.Expr:
    """Return the ordinal of the first month that a row's period covers."""
    return year_of() * 12 + nw.when(_is("S")).then((_part() - 1) * 6).otherwise(
        nw.when(_is("Q")).then((_part() - 1) * 3).otherwise(_month() - 1)
    )


def last_month() -> nw.Expr:
    """Return the ordinal of the last month that a row's period covers."""
    length = nw.when(nw.col("period").str.len_chars() == 4).then(nw.lit(12)).otherwise(
        nw.when(_is("S")).then(nw.lit(6)).otherwise(
            nw.when(_is("Q")).then(nw.lit(3)).otherwise(nw.lit(1))
        )
    )  # fmt: skip
    return first_month() + length - 1


def months_of(period: str) -> tuple[int, int]:
    """Return the ordinals of the first and the last month of a period.

    >>> months_of("2019-Q1")
    (24228, 24230)
    """
    period = str(period)
    if not re.fullmatch(PERIOD, period):
        raise FlowsError(f"period {quoted(period)} is not a period like {PERIOD_FORMS}")
    year, part = int(period[:4]), period[5:]
    length = {"": 12, "S": 6, "Q": 3}.get(part[:1], 1)
    ahead = 0 if not part else (int(part.lstrip("SQ")) - 1) * length
    return year * 12 + ahead, year * 12 + ahead + length - 1


def periods(frame: Any) -> Any:
    """Return each period once."""
    # a period is a text, and texts are dear: they are cut once for each period, not for each row
    asked.refuse_nameless(frame)
    periods = frame.group_by("period").agg(nw.len().alias("one")).select("period")
    asked.refuse_periods(periods)
    return periods


def begin(flows: Frame, *columns: str, table: str = "the flows") -> Any:
    """Return `flows` as a Narwhals frame that has `columns`, or say which it lacks."""
    frame, kinds = asked.opened(flows, table)
    missing = [column for column in columns if column not in list(kinds)]
    if missing:
        raise MissingColumnError(missing, list(kinds), where=f"in {table}")
    return asked.dated(frame, kinds["period"], f"of {table}") if "period" in columns else frame


def sums(flows: Frame, of: str, by: Iterable[str], per: str) -> Any:
    """Return `of` summed within `by` and per period, with the period's ordinal as `at`.

    The columns are the keys, `period`, `at`, `total`. This is where every metric starts.
    """
    by = list(by)
    return added(lines(flows, of, by, per), ["total"], by, per)


def lines(flows: Frame, of: str, by: Iterable[str], per: str, *more: str) -> Any:
    """Return the flows one by one: keys filled, `period` cut to `per`, `of` as `total`, `more`."""
    by = list(by)
    if not isinstance(per, str) or per not in GRAINS:
        raise FlowsError(f"per {quoted(per)} is not one of {listed(GRAINS)}{near(per, GRAINS)}")
    if len(set(by)) < len(by) or "period" in by:
        raise FlowsError(f"the keys {listed(by)} name a column twice, or the period as a key")
    frame = begin(flows, "period", of, *by, *more)
    if taken := reserved(by, any_case=asked.knows_no_capitals(frame)):
        raise FlowsError(f"the key {listed(taken)} is a name that results use; rename the column")
    kinds = frame.collect_schema()
    frame = asked.summable(frame, of, kinds[of])
    named = [asked.as_text(key, kinds[key], unknown(key)) for key in by]
    stated, total = nw.col("period").alias("stated"), nw.col(of).cast(nw.Float64).alias("total")
    if per in ("year", "month"):
        # a cut that takes no reckoning is cheaper than a join
        frame = frame.select(*named, stated, cut(per).alias("period"), total, *more)
    else:
        cuts = periods(frame).select(stated, cut(per).alias("period"))
        frame = frame.select(*named, stated, total, *more).join(cuts, on="stated", how="left")
    _check(frame, of, per)
    return frame


def added(frame: Any, amounts: list[str], by: list[str], per: str) -> Any:
    """Return `amounts` of `lines` added up within `by` and per period, with its ordinal as `at`."""
    # a lazy engine would add up around a null: one null amount leaves no sum to state, and none of
    # what is made of it, which NaN sees to until `finish`
    filled = {f"{name} filled": nw.col(name).count() for name in amounts}
    gapless = nw.all_horizontal(*(nw.col(n) == nw.col("one") for n in filled), ignore_nulls=True)
    cells = frame.group_by(*by, "period").agg(
        *(nw.col(name).sum() for name in amounts), nw.len().alias("one"), **filled
    )
    asked.refuse_periods(cells)
    return (
        cells.with_columns(
            *(nw.when(gapless).then(nw.col(n)).otherwise(NOT_KNOWN).alias(n) for n in amounts)
        )
        .with_columns(ordinal(per).alias("at"))
        .select(*by, "period", "at", *amounts)
    )


def ordinal(per: str) -> nw.Expr:
    """Return the ordinal of a period that is already cut to the grain `per`."""
    if per == "year":
        return year_of()
    return year_of() * GRAINS[per] + (_month() if per == "month" else _part()) - 1


def label(per: str) -> nw.Expr:
    """Return the period that an ordinal stands for."""
    count, at = GRAINS[per], nw.col("at")
    if per == "year":
        return at.cast(nw.String)
    form = {"half": "-S", "quarter": "-Q", "month": "-"}[per]
    part = (at % count + 1).cast(nw.String).str.zfill(2 if per == "month" else 1)
    return nw.concat_str((at // count).cast(nw.String), nw.lit(form), part)


def size() -> nw.Expr:
    """Return what to order by so that the largest is first and equal totals tie.

    Sums of the same amounts differ in their last digits with the order of rows, so that totals
    tie where they agree to forty binary digits, which are twelve decimal ones (Dekker 1971).
    """
    high = nw.col("total").fill_null(0.0) * (2.0**13 + 1)
    return (high - nw.col("total").fill_null(0.0)) - high


def known(of: Iterable[str]) -> nw.Expr:
    """Return whether every key of `of` is specified."""
    # of no keys at all, the whole is what is specified
    named = [nw.col(key) != unknown(key) for key in of] or [nw.col("at") == nw.col("at")]
    return nw.all_horizontal(*named, ignore_nulls=True)


def held(of: Iterable[str]) -> nw.Expr:
    """Return the total of what sold and is specified, and 0 for anything else."""
    return nw.when((nw.col("total") > 0) & known(of)).then(nw.col("total")).otherwise(nw.lit(0.0))


def gap() -> nw.Expr:
    """Return 1 where a total is not known, because an amount in it is empty, and 0 where it is."""
    return flag(nw.col("total").is_null() | nw.col("total").is_nan())


def flag(condition: nw.Expr) -> nw.Expr:
    """Return 1 where a condition holds, and 0 where it does not."""
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def finish(frame: Any, order: Iterable[str], columns: Iterable[str]) -> Frame:
    """Return the native table, sorted and with its columns in order; what is not known is null."""
    frame = frame.sort(*order, nulls_last=True).select(*columns)
    # pandas alone carries a row index, and a sorted one is noise
    if frame.implementation.is_pandas():
        return frame.to_native().reset_index(drop=True)
    if isinstance(frame, nw.LazyFrame):
        kinds = frame.collect_schema().items()
        frame = frame.with_columns(nw.col(n).fill_nan(None) for n, kind in kinds if kind.is_float())
    return frame.to_native()


def _check(frame: Any, of: str, per: str) -> None:
    # a lazy engine is not asked here, since asking runs the query: its row has a null period
    if not isinstance(frame, nw.DataFrame):
        return
    asked.refuse_nameless(frame, "stated")
    coarse = frame.filter(nw.col("period").is_null())["stated"].unique()
    if len(coarse):
        asked.refuse_periods(coarse.alias("period").to_frame())
        raise FlowsError(
            f"per={per!r} is finer than the periods {listed(sorted(map(str, coarse.to_list())))}"
        )
    asked.refuse_amounts(frame["total"], of)


def cut(per: str) -> nw.Expr:
    """Return the period of a row cut to the grain `per`; null where the row's period is wider."""
    year = nw.col("period").str.slice(0, 4)
    if per == "year":
        return year
    if per == "month":
        return nw.when(~_is("S") & ~_is("Q") & (_chars() == 7)).then(nw.col("period"))
    size = 12 // GRAINS[per]
    letter = "S" if per == "half" else "Q"
    part = ((first_month() - year_of() * 12) // size + 1).cast(nw.Int64).cast(nw.String)
    # a half is no part of a quarter, nor a year of either
    fits = _chars() == 7 if per == "half" else (_chars() == 7) & ~_is("S")
    return nw.when(fits).then(nw.concat_str(year, nw.lit(f"-{letter}"), part))


def _chars() -> nw.Expr:
    # 2019-Q1 and 2019-07 both have seven characters, a year has four
    return nw.col("period").str.len_chars()


def _is(letter: str) -> nw.Expr:
    return nw.col("period").str.slice(5, 1) == letter


def year_of() -> nw.Expr:
    """Return the year of a row's period."""
    return nw.col("period").str.slice(0, 4).cast(nw.Int64)


def _part() -> nw.Expr:
    return _digits(6, 1)


def _month() -> nw.Expr:
    return _digits(5, 2)


def _digits(start: int, length: int) -> nw.Expr:
    # "0" ahead of what may be empty or a letter keeps the cast valid on every engine
    text = nw.col("period").str.slice(start, length)
    kept = nw.when(_chars() == 4).then(nw.lit("1")).otherwise(text)
    kept = nw.when(_is("S") | _is("Q")).then(nw.col("period").str.slice(6, 1)).otherwise(kept)
    return kept.cast(nw.Int64)
