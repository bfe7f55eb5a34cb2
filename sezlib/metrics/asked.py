"""What a metric is asked with: a table, its periods and amounts, keys, whole numbers.

What cannot be right is refused here in one sentence, before an engine says so in many.
"""

from __future__ import annotations

import math
import numbers
import re
from collections.abc import Iterable
from typing import Any

import narwhals as nw

from sezlib.schema import PERIOD, PERIOD_FORMS, FlowsError, listed, quoted

# no lag, top or break is longer than this, and engines count no further
FARTHEST = 10**9
TEXTS = (nw.String, nw.Object)


def keys(names: str | Iterable[str], what: str = "a column, or several") -> list[str]:
    """Return one column name, or several, as a list.

    >>> keys("group"), keys(("group", "destination"))
    (['group'], ['group', 'destination'])
    """
    if isinstance(names, str):
        return [names]
    if not isinstance(names, Iterable) or isinstance(names, bytes):
        raise FlowsError(f"{quoted(names)} does not name {what}; give a text, or a list of texts")
    return list(names)


def whole_number(name: str, value: Any, least: int = 1) -> int:
    """Return a whole number that is at least `least`, or say that it is none.

    >>> whole_number("lag", 4)
    4
    """
    if isinstance(value, bool) or not isinstance(value, numbers.Integral):
        raise FlowsError(f"{name} {quoted(value)} is not a whole number of {least} or more")
    if value < least:
        raise FlowsError(f"{name} {value} is not {least} or more")
    return min(int(value), FARTHEST)


def opened(table: Any, what: str) -> tuple[Any, dict[str, Any]]:
    """Return a table as a Narwhals frame, with the kind of each column."""
    try:
        frame = nw.from_native(table)
        return frame, dict(frame.collect_schema())
    except nw.exceptions.DuplicateError:
        names = [str(name) for name in table.columns]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise FlowsError(f"the column {listed(twice)} is more than once in {what}") from None
    except TypeError:
        shown = " ".join(quoted(table).split())
        raise FlowsError(
            f"{shown} is a {type(table).__name__} and no table, and cannot be {what}; a file is "
            "read with sez.read"
        ) from None


def knows_no_capitals(frame: Any) -> bool:
    """Return whether the engine takes `Total` and `total` for one column."""
    return frame.implementation.is_duckdb() or frame.implementation.is_spark_like()


def dated(frame: Any, kind: Any, where: str) -> Any:
    """Return a frame whose `period` is a text, as which a category is read too."""
    if isinstance(kind, nw.String):
        return frame
    if not isinstance(kind, (nw.Categorical, nw.Enum, nw.Object, nw.Unknown)):
        raise FlowsError(
            f"column 'period' {where} is of the type {type(kind).__name__}, and a period is a text "
            f"like {PERIOD_FORMS}"
        )
    return frame.with_columns(nw.col("period").cast(nw.String))


def summable(frame: Any, column: str, kind: Any) -> Any:
    """Return a frame whose `column` can be added up."""
    wrong = f"column {column!r} is of the type {type(kind).__name__}, and an amount is a number"
    if isinstance(kind, nw.Object):
        # what pandas calls an object may be decimals, and may be anything
        try:
            return frame.with_columns(nw.col(column).cast(nw.Float64))
        except (TypeError, ValueError):
            raise FlowsError(wrong) from None
    if not kind.is_numeric() and not isinstance(kind, nw.Unknown):
        raise FlowsError(wrong)
    if isinstance(kind, nw.Float32):
        # a gap makes one of a column of decimals in DuckDB's reading of pandas
        raise FlowsError(
            f"column {column!r} is of the type Float32, whose seven digits make 10.100000381 of "
            "10.10; give it as DOUBLE (64 bits) or DECIMAL"
        )
    return frame


def as_text(key: str, kind: Any, unknown: str) -> nw.Expr:
    """Return a key as a text, with the code for what is not specified where it is empty."""
    column = nw.col(key)
    return (column if isinstance(kind, TEXTS) else column.cast(nw.String)).fill_null(unknown)


def refuse_nameless(frame: Any, column: str = "period") -> None:
    """Raise `FlowsError` for empty periods; a lazy engine is not asked."""
    if isinstance(frame, nw.DataFrame) and (nameless := frame[column].is_null().sum()):
        raise FlowsError(f"column 'period' has {nameless} empty values")


def refuse_periods(periods: Any, pattern: str = PERIOD) -> None:
    """Raise `FlowsError` for a period that is none; a lazy engine is not asked."""
    if not isinstance(periods, nw.DataFrame):
        return
    held = map(str, periods["period"].drop_nulls().unique().to_list())
    if wrong := sorted(period for period in held if not re.fullmatch(pattern, period)):
        raise FlowsError(f"period {listed(wrong, 3)} is not a period like {PERIOD_FORMS}")


def refuse_amounts(amount: Any, column: str) -> None:
    """Raise `FlowsError` for amounts that are empty, negative or not finite."""
    if empty := (amount.is_null() | amount.is_nan()).sum():
        raise FlowsError(
            f"column {column!r} has {empty} empty values, and an empty value is no amount"
        )
    if len(amount) and (amount.min() < 0 or math.isinf(amount.max())):
        wrong = amount.min() if amount.min() < 0 else amount.max()
        raise FlowsError(f"column {column!r} has {wrong:g}, and an amount is 0 or more, and finite")
