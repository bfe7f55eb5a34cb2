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
from sezlib.metrics.exact import add_up
from sezlib.metrics.reserved import reserved
from sezlib.schema import PERIOD, PERIOD_FORMS, FlowsError, MissingColumnError, listed, near, quoted

GRAINS = {"year": 1, "half": 2, "quarter": 4, "month": 12}
# what follows the year in a period, and the first and the last month of it, counted from 0
PARTS = {
    "": (0, 11),
    **{f"-S{n + 1}": (6 * n, 6 * n + 5) for n in range(2)},
    **{f"-Q{n + 1}": (3 * n, 3 * n + 2) for n in range(4)},
    **{f"-{n + 1:02}": (n, n) for n in range(12)},
}
# pandas warns of groups that capture what nobody asks for
FORM = PERIOD.replace("(", "(?:")
UNKNOWN = {"destination": "ZZZ"}
NOT_KNOWN = nw.lit(float("nan"))
Frame = Any


def unknown(column: str) -> str:
    """Return the code that stands in `column` for what is not specified."""
    return UNKNOWN.get(column, "_U")


def first_month() -> nw.Expr:
    """Return the ordinal of the first month that a row's period covers; null if it is none."""
    return year_of() * 12 + nw.when(_is("S")).then((_part() - 1) * 6).otherwise(
        nw.when(_is("Q")).then((_part() - 1) * 3).otherwise(_month() - 1)
    )


def last_month() -> nw.Expr:
    """Return the ordinal of the last month that a row's period covers; null if it is none."""
    length = nw.when(nw.col("period").str.len_chars() == 4).then(nw.lit(12)).otherwise(
        nw.when(_is("S")).then(nw.lit(6)).otherwise(
            nw.when(_is("Q")).then(nw.lit(3)).otherwise(nw.lit(1))
        )
    )  # fmt: skip
    return first_month() + length - 1


def is_period() -> nw.Expr:
    """Return whether a row's period is one; that of a row without any is null."""
    # engines differ in whether a line may break before `$`, and none counts that break as nothing
    return nw.col("period").str.contains(FORM) & nw.col("period").str.len_chars().is_in([4, 7])


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
    return periods if isinstance(periods, nw.DataFrame) else periods.filter(is_period())


def years_of(flows: Frame) -> list[str]:
    """Return the years that the flows have records of, in order.

    >>> import sezlib as sez
    >>> years_of(sez.example())
    ['2017', '2018', '2019']
    """
    held = periods(begin(flows, "period"))
    held = held.collect() if isinstance(held, nw.LazyFrame) else held
    return sorted({period[:4] for period in held["period"].drop_nulls().to_list()})


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
    return added(lines(flows, of, by), ["total"], by, per)


def lines(flows: Frame, of: str, by: Iterable[str], *more: str) -> Any:
    """Return the flows one by one: `period` as stated, keys filled, `of` as `total`, `more`."""
    by = list(by)
    if len(set(by)) < len(by) or "period" in by:
        raise FlowsError(f"the keys {listed(by)} name a column twice, or the period as a key")
    frame = begin(flows, "period", of, *by, *more)
    if taken := reserved(by):
        raise FlowsError(f"the key {listed(taken)} is a name that results use; rename the column")
    kinds = frame.collect_schema()
    frame = asked.summable(frame, of, kinds[of])
    named = [asked.as_text(key, kinds[key], unknown(key)) for key in by]
    frame = frame.select(*named, "period", nw.col(of).cast(nw.Float64).alias("total"), *more)
    if isinstance(frame, nw.DataFrame):
        asked.refuse_amounts(frame["total"], of)
    return frame


def added(frame: Any, amounts: list[str], by: list[str], per: str) -> Any:
    """Return `amounts` of `lines` added up within `by` and per period, with its ordinal as `at`."""
    if not isinstance(per, str) or per not in GRAINS:
        raise FlowsError(f"per {quoted(per)} is not one of {listed(GRAINS)}{near(per, GRAINS)}")
    # a lazy engine would add up around a null: one null amount leaves no sum to state, and none of
    # what is made of it, which NaN sees to until `finish`
    lazy = not isinstance(frame, nw.DataFrame)
    filled = {f"{name} filled": nw.col(name).count() for name in amounts if lazy}
    # periods are texts, and texts are dear: few sums are cut and judged faster than many rows
    cells = add_up(frame, [*by, "period"], amounts, nw.len().alias("one"), **filled)
    if lazy:
        counts = [nw.col(name) == nw.col("one") for name in filled]
        gapless = nw.all_horizontal(*counts, ignore_nulls=True)
        cells = cells.with_columns(
            nw.when(gapless).then(nw.col(name)).otherwise(NOT_KNOWN).alias(name) for name in amounts
        )
    else:
        _refuse_periods(cells, per)
    # the cut itself looks at no year
    period = nw.when(is_period()).then(cut(per)).alias("period")
    cells = add_up(cells.with_columns(period), [*by, "period"], amounts)
    return cells.with_columns(ordinal(per).alias("at")).select(*by, "period", "at", *amounts)


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


def _refuse_periods(cells: Any, per: str) -> None:
    nameless = cells.filter(nw.col("period").is_null())
    if rows := nameless["one"].sum():
        raise FlowsError(f"column 'period' has {rows} empty values")
    asked.refuse_periods(cells)
    coarse = cells.filter(cut(per).is_null())["period"].unique().to_list()
    if coarse:
        raise FlowsError(f"per={per!r} is finer than the periods {listed(sorted(coarse))}")


def cut(per: str) -> nw.Expr:
    """Return the period of a row cut to the grain `per`; null where it is wider, or no period.

    The first four characters are taken for a year, and are not looked at.
    """
    count, year, part = GRAINS[per], nw.col("period").str.slice(0, 4), nw.col("period").str.slice(4)
    # looked up and not reckoned, since there may be many rows and there are few parts of a year
    within: dict[int, list[str]] = {}
    for text, (first, last) in PARTS.items():
        if first * count // 12 == last * count // 12:
            within.setdefault(first * count // 12, []).append(text)
    if per in ("year", "month"):
        kept = nw.col("period") if per == "month" else year
        return nw.when(part.is_in([text for texts in within.values() for text in texts])).then(kept)
    ends = list(PARTS)[1 if per == "half" else 3 :]
    made = nw.lit(None, nw.String)
    for place, texts in within.items():
        there = nw.concat_str(year, nw.lit(ends[place]))
        made = nw.when(part.is_in(texts)).then(there).otherwise(made)
    return made


def _stated() -> nw.Expr:
    # what is no period has no parts, and no engine is asked to make numbers of them
    return nw.when(is_period()).then(nw.col("period"))


def _is(letter: str) -> nw.Expr:
    return nw.col("period").str.slice(5, 1) == letter


def year_of() -> nw.Expr:
    """Return the year of a row's period."""
    return _stated().str.slice(0, 4).cast(nw.Int64)


def _part() -> nw.Expr:
    return _digits(6, 1)


def _month() -> nw.Expr:
    return _digits(5, 2)


def _digits(start: int, length: int) -> nw.Expr:
    # "0" ahead of what may be empty or a letter keeps the cast valid on every engine
    text = _stated().str.slice(start, length)
    kept = nw.when(nw.col("period").str.len_chars() == 4).then(nw.lit("1")).otherwise(text)
    kept = nw.when(_is("S") | _is("Q")).then(_stated().str.slice(6, 1)).otherwise(kept)
    return kept.cast(nw.Int64)
