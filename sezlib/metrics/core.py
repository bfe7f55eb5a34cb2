"""What every metric is made of: what is asked, periods at a grain, sums, and sums beside sums.

What cannot be right is refused here in one sentence, before an engine says so in many. A period has
an ordinal within its grain (years count by 1, quarters by 4 a year, ...), so that "the previous
period" is a subtraction, and a gap in the records stays a gap. A lazy engine may read the records
anew for each mention of the sums, so that nothing here joins them to themselves.

A column that is made on the way begins with `_`, as no key may, and loses it in the result: a key
may have any name but those of the columns that the metric returns.

Sums are the same to the last digit, in whatever order an engine adds up. pandas adds up in the
order of rows. Other engines add up in several threads, each time in another order, and every
addition of floating-point numbers rounds. Here each number is cut at fixed powers of two into parts
that are whole multiples of one, so few digits each that no addition of parts rounds (Demmel and
Nguyen 2013, Fast Reproducible Floating-Point Summation). Only the few sums of parts are added with
rounding, and these always in the same order.
"""

from __future__ import annotations

import functools
import inspect
import math
import numbers
import operator
import re
import uuid
from collections.abc import Callable, Collection, Iterable
from itertools import pairwise
from typing import Any, NamedTuple, ParamSpec, TypeVar

import narwhals as nw

from sezlib.flows import (
    COLUMNS,
    PERIOD,
    PERIOD_FORMS,
    FlowsError,
    LazyFlows,
    MissingColumnError,
    answering,
    at_hand,
    listed,
    near,
    one_of,
    quoted,
)
from sezlib.identity import expect, identify
from sezlib.periods import FISCAL, GRAIN_CODES, grain_of, months_of, refuse_dtype, spell

Frame = Any
# one column or several; a metric is handed a list of them
Keys = Any
P = ParamSpec("P")
T = TypeVar("T")

# sums of the same amounts in another order differ by less
EQUAL = 1e-9
# no lag, top or break is longer than this, and engines count no further
FARTHEST = 10**9
TEXTS = (nw.String, nw.Object)
# whole numbers that metrics are asked with, and the least that each may be
LEAST = {"lag": 1, "top": 1, "lines": 1, "fewest": 1, "bridge": 0}
# periods that metrics are asked with, at the grain `per`
PERIODS = ("partial", "unfinished", "start", "end")
# lists that name no columns
LISTS = {"home": "a country", "baseline": "a post", "index": "an index"}
AMOUNTS = ("value", "net_kg", "quantity")
# what arguments and grains are called elsewhere
WORDS = {
    **dict.fromkeys(["group", "groupby", "group_by", "keys", "partition_by"], "by"),
    **dict.fromkeys(["freq", "frequency", "period", "periods", "grain"], "per"),
    **dict.fromkeys(["column", "columns", "col", "on", "measure"], "of"),
    **dict.fromkeys(["annual", "annually"], "year"),
    **dict.fromkeys(["semester", "semiannual", "half-year", "h"], "half"),
    **{code.lower(): grain for code, grain in GRAIN_CODES.items()},
    **dict.fromkeys(["shift", "offset"], "lag"),
    **dict.fromkeys(["n", "limit", "largest"], "top"),
}


class Form(NamedTuple):
    """How a metric is asked: its name, its arguments, and the choices for some of these."""

    name: str
    signature: inspect.Signature
    choices: dict[str, Collection[str]]


def metric(
    columns: str = "", **choices: Collection[str]
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Have a formula asked, ended and noted like every other; `choices` are those of an argument.

    The formula is handed every argument in its one form, and returns a table that has `columns`:
    `{of}` are those that an argument names, `name?` is one that is not always there. If the keys
    alone do not tell the order of rows, it returns that too. A cut has no columns of its own: what
    it returns is handed on.
    """

    def decorate(made: Callable[P, T]) -> Callable[P, T]:
        name = made.__name__
        form = Form(name, expect(made, columns), {"per": GRAINS, **choices})

        @functools.wraps(made)
        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            given = asked(form, args, kwargs)
            result: Any = made(**given)  # type: ignore[call-arg]
            if not columns:
                return result
            table, order = result if isinstance(result, tuple) else (result, None)
            shown = _spelled_out(columns, given, choices, table)
            keys = [column for column in shown if not column.startswith("_")]
            order = order or ["_at" if key == "period" else key for key in keys]
            made_of: Any = finish(table, order, _named(name, table, shown))
            if isinstance(next(iter(given.values())), LazyFlows):
                made_of = at_hand(nw.from_native(made_of))
            return identify(name, made_of, given)

        return answering(call)

    return decorate


def _spelled_out(
    columns: str, given: dict[str, Any], choices: Collection[str], table: Any
) -> list[str]:
    """Return the columns that a metric declares by the names that they have on the way."""
    present = table.collect_schema().names() if "?" in columns else ()
    found: list[str] = []
    for word in columns.split():
        name = word.strip("{}?")
        if word[0] == "{":
            found += [f"_{one}" if name in choices else one for one in keys(given[name])]
        elif name == word or f"_{name}" in present:
            found.append(name if name == "period" else f"_{name}")
    return found


def ask(metric: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Return the table of a metric as it is on the way, for another to go on with."""
    return inspect.unwrap(metric)(*args, **kwargs)


def asked(form: Form, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of a metric, each in its one form, or say what is wrong with one."""
    name, signature, choices = form
    if args and not is_table(args[0]) and any(map(is_table, args[1:])):
        kept = [arg for arg in args if not is_table(arg)]
        meant = _call(form, [None, *kept], kwargs)
        raise FlowsError(f"{name} takes its table first{meant}")
    try:
        bound = signature.bind(*args, **kwargs)
    except TypeError:
        raise FlowsError(_misasked(form, args, kwargs)) from None
    bound.apply_defaults()
    given, columns = bound.arguments, {}
    for key, parameter in signature.parameters.items():
        value = given[key]
        if value is None and parameter.default is None:
            continue
        if key in LISTS:
            value = list(dict.fromkeys(keys(value, f"{LISTS[key]}, or several", key)))
        elif parameter.annotation == "Keys":
            value = columns[key] = keys(value, arg=key)
        elif key == "of" and not isinstance(value, str):
            raise FlowsError(f"{name} is of one column, and not of {_shown(value)}; give a text")
        elif key in LEAST:
            value = whole_number(key, value, LEAST[key])
        elif key == "per" and isinstance(value, str):
            value = grain_of(value)
        elif key in PERIODS and isinstance(value, numbers.Integral):
            value = str(value)
        for one in value if key in LISTS else [value]:
            if key in choices:
                one_of(key, one, choices[key], WORDS.get(str(one).lower()))
        given[key] = value
    _refuse_keys(name, columns)
    for key in PERIODS:
        ordinal_of(key, given.get(key, ""), given.get("per", "year"))
    return given


def keys(names: Any, what: str = "a column, or several", arg: str = "") -> list[str]:
    """Return one column name, or several, as a list.

    >>> keys("group"), keys(("group", "destination"))
    (['group'], ['group', 'destination'])
    """
    if isinstance(names, str):
        return [names]
    series = nw.dependencies.is_into_series(names)
    unfit = series or is_table(names) or isinstance(names, bytes)
    held = [names] if unfit or not isinstance(names, Iterable) else list(names)
    if wrong := [one for one in held if not isinstance(one, str)]:
        meant = (
            f": {arg}={names.name!r}"
            if series and isinstance(getattr(names, "name", 0), str)
            else ""
        )
        raise FlowsError(
            f"{arg}{arg and '='}{_shown(wrong[0])} does not name {what}; give a text, or a list of "
            f"texts{meant}"
        )
    return sorted(held) if isinstance(names, set | frozenset) else held


def is_table(value: Any) -> bool:
    """Return whether a value is a table of some engine, which may be a wrong one."""
    try:
        frame = nw.from_native(value, pass_through=True)
    except nw.exceptions.DuplicateError:
        return True
    return isinstance(frame, nw.DataFrame | nw.LazyFrame)


def _refuse_keys(name: str, columns: dict[str, list[str]]) -> None:
    """Raise `FlowsError` for a column that cannot be a key, or is one twice."""
    for arg, names in columns.items():
        if twice := sorted({key for key in names if names.count(key) > 1}):
            raise FlowsError(f"{arg} names {listed(twice)} twice")
        for key in names:
            if key == "period":
                raise FlowsError(f"{arg} names 'period', which is no key: per says how it is cut")
            if key == "value":
                raise FlowsError(f"{arg} names 'value', which is the amount and no key")
            if key.startswith("_"):
                raise FlowsError(
                    f"the key {key!r} begins with '_', like the columns that are made on the way; "
                    "rename the column"
                )
            # a line that is in `by` too has a row of its own there
            others = [a for a in columns if a != arg and key in columns[a]]
            if others and name != "intra_industry":
                raise FlowsError(f"{key!r} is in {arg} and in {others[0]} of {name}; name it once")


def _misasked(form: Form, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """Return what is wrong with a call that cannot be made, and which one is meant."""
    name, signature, _ = form
    known = list(signature.parameters)
    for word in kwargs:
        if word not in known:
            meant = near(WORDS.get(word.lower(), word), known)
            return f"{name} has no argument {word!r}{meant}; it takes {listed(known)}"
    places = [p.name for p in signature.parameters.values() if p.kind is not p.KEYWORD_ONLY]
    meant = _call(form, list(args), kwargs)
    if twice := [place for place in places[: len(args)] if place in kwargs]:
        return f"{name} is given {twice[0]!r} twice{meant}"
    if len(args) > len(places):
        return (
            f"{name} takes {listed(places)} in their places, and anything else by its name{meant}"
        )
    needed = [p.name for p in signature.parameters.values() if p.default is p.empty]
    (lacking, *_) = [p for p in needed if p not in places[: len(args)] and p not in kwargs]
    shown = ", ".join([known[0], *(f"{p}=..." for p in needed[1:])])
    return f"{name} is asked without {lacking!r}: {name}({shown}) is meant"


def _call(form: Form, args: list[Any], kwargs: dict[str, Any]) -> str:
    """Return the call that is meant by arguments in wrong places, or nothing where none is."""
    name, signature, choices = form
    named = dict(kwargs)
    for value in args[1:]:
        fit = (p for p in list(signature.parameters.values())[1:] if p.name not in named)
        place = next((p.name for p in fit if _fits(value, p, choices)), None)
        if place is None:
            return ""
        named[place] = value
    told = [f"{p}={'...' if is_table(value) else quoted(value)}" for p, value in named.items()]
    return f": {name}({', '.join([next(iter(signature.parameters)), *told])}) is meant"


def _fits(value: Any, place: inspect.Parameter, choices: dict[str, Collection[str]]) -> bool:
    """Return whether a value that stands without a name may be meant as an argument."""
    kind = str(place.annotation)
    if is_table(value) or isinstance(value, numbers.Number):
        return kind.startswith(("Frame", "float") if is_table(value) else ("int", "float"))
    words = [one for allowed in choices.values() for one in allowed]
    if isinstance(value, str) and WORDS.get(value.lower(), value.lower()) in words:
        return WORDS.get(value.lower(), value.lower()) in choices.get(place.name, ())
    amount = place.name == "of" and place.default in AMOUNTS and value not in AMOUNTS
    return not amount and (kind == "Keys" or (kind == "str" and place.name != "per"))


def _shown(value: Any) -> str:
    plain = value is None or isinstance(value, str | bytes | numbers.Number | list | tuple)
    return quoted(value) if plain else f"<{type(value).__name__}>"


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
        shown, kind = " ".join(quoted(table).split()), type(table).__name__
        raise FlowsError(
            f"{shown} is {'an' if kind[0] in 'AEIOU' else 'a'} {kind} and no table, and cannot be "
            f"{what}; a file is read with sez.read"
        ) from None


def knows_no_capitals(frame: Any) -> bool:
    """Return whether the engine takes `Total` and `total` for one column."""
    return frame.implementation.is_duckdb() or frame.implementation.is_spark_like()


def dated(frame: Any, kind: Any, where: str) -> Any:
    """Return a frame whose `period` is a text: of a category, a whole year, a period of pandas."""
    if isinstance(kind, nw.String):
        return frame
    if not kind.is_integer() and not isinstance(
        kind, (nw.Categorical, nw.Enum, nw.Object, nw.Unknown)
    ):
        raise FlowsError(
            f"column 'period' {where} is of the type {type(kind).__name__}, and a period is a text "
            f"like {PERIOD_FORMS}"
        )
    text = nw.col("period").cast(nw.String)
    if isinstance(kind, nw.Unknown) and nw.dependencies.is_pandas_dataframe(frame.to_native()):
        refuse_dtype(str(frame.to_native()["period"].dtype))
        text = text.str.replace("Q", "-Q", literal=True)
    return frame.with_columns(text)


def summable(frame: Any, column: str, kind: Any, *, key: bool = False) -> Any:
    """Return a frame whose `column` can be added up; what cannot may be meant as a `key`."""
    wrong = f"column {column!r} is of the type {type(kind).__name__}, and an amount is a number"
    wrong += f"; by={column!r} is meant" if key else ""
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


def refuse_read_keys(frame: Any, by: list[str], kinds: Any) -> None:
    """Raise `FlowsError` for codes that a reader took for fractions or for yes and no."""
    for key in {*by}.intersection(COLUMNS):
        if not isinstance(kind := kinds[key], (nw.Boolean, nw.Float32, nw.Float64)):
            continue
        # a column of nothing is of any type
        if not isinstance(frame, nw.DataFrame) or nw.to_py_scalar(frame[key].count()):
            raise FlowsError(
                f"column {key!r} is of the type {type(kind).__name__}, and was read from codes: NO "
                "becomes false so, and 8542.30 becomes 8542.3; read it as a text"
            )


def refuse_used(frame: Any, *used: str) -> None:
    """Raise `FlowsError` where all columns are kept, and one has a name that is used on the way."""
    if taken := sorted({*used}.intersection(frame.collect_schema().names())):
        raise FlowsError(f"the column {listed(taken)} has a name used on the way; rename it")


def refuse_nameless(frame: Any, column: str = "period") -> None:
    """Raise `FlowsError` for empty periods; a lazy engine is not asked."""
    if isinstance(frame, nw.DataFrame) and (nameless := frame[column].is_null().sum()):
        raise FlowsError(f"column 'period' has {nameless} empty values")


def refuse_periods(periods: Any, pattern: str = PERIOD) -> None:
    """Raise `FlowsError` for a period that is none; a lazy engine is not asked."""
    if not isinstance(periods, nw.DataFrame):
        return
    held = [str(period) for period in periods["period"].drop_nulls().unique().to_list()]
    if wrong := sorted(period for period in held if not re.fullmatch(pattern, period)):
        raise FlowsError(f"period {listed(wrong, 3)} is not a period like {PERIOD_FORMS}")
    kinds = {period.endswith("A1"): period for period in sorted(held)}
    if len(kinds) > 1:
        raise FlowsError(
            f"the periods are fiscal years like {spell(kinds[True])!r} and others like "
            f"{kinds[False]!r}, which overlap; keep one kind"
        )


def refuse_amounts(amount: Any, column: str) -> None:
    """Raise `FlowsError` for amounts that are empty, negative or not finite."""
    if empty := (amount.is_null() | amount.is_nan()).sum():
        raise FlowsError(
            f"column {column!r} has {empty} empty values, and an empty value is no amount"
        )
    if len(amount) and (amount.min() < 0 or math.isinf(amount.max())):
        wrong = amount.min() if amount.min() < 0 else amount.max()
        raise FlowsError(f"column {column!r} has {wrong:g}, and an amount is 0 or more, and finite")


# A part has 26 bits, and a sum of them 53: as many as 134 million in one cell are added exactly.
# Amounts are below 2^60 (`sezlib.flows.MOST`), and what is below 2^-70 of one is no money.
POWERS = range(34, -71, -26)
# squares of amounts are larger, and smaller
SQUARES = range(94, -141, -26)


def add_up(
    frame: Any, within: Iterable[str], amounts: Iterable[str], *others: nw.Expr, **named: nw.Expr
) -> Any:
    """Return `amounts` added up within keys, a row for each, and what else is aggregated.

    An amount whose name ends in `squares` is one of squares; of `_any`, which only tells whether
    there was something, the largest will do.
    """
    engine = frame.implementation
    if isinstance(frame, nw.DataFrame) and not engine.is_pandas_like():
        # Arrow adds up columns alone, and polars, told at once what it is to do, works a part out
        # once and not for every mention
        lazy = frame.lazy("polars")
        return add_up(lazy, within, amounts, *others, **named).collect(engine)
    if engine.is_pandas() and not (others or named):
        # what Narwhals asks of pandas, in fewer steps
        kept = {"sort": False, "dropna": False, "observed": True, "as_index": False}
        groups = frame.to_native().groupby([*within], **kept)
        return nw.from_native(groups[[*amounts]].sum())
    if engine.is_pandas_like():
        summed = [nw.col(name).sum() for name in amounts]
    else:
        summed = [_summed(name, spark=engine.is_spark_like()).alias(name) for name in amounts]
    return frame.group_by(*within).agg(*summed, *others, **named)


def _summed(name: str, *, spark: bool) -> nw.Expr:
    if name == "_any":
        return nw.col(name).max()
    powers = SQUARES if name.endswith("squares") else POWERS
    cuts = [_cut(nw.col(name), 2.0**power, spark=spark) for power in powers]
    parts = [cuts[0], *(finer - cut for cut, finer in pairwise(cuts))]
    return functools.reduce(operator.add, [part.sum() for part in parts])


def _cut(number: nw.Expr, unit: float, *, spark: bool) -> nw.Expr:
    # Spark rounds down to a whole number of 64 bits, and has a remainder of any two numbers
    return number - number % unit if spark else (number * (1 / unit)).floor() * unit


def with_previous(cells: Any, by: list[str], lag: int, *more: str) -> Any:
    """Return sums with what they were `lag` periods before as `_previous`.

    What was, and is no more, has a row too, whose `_one` is 0. Each of `more`, another sum, has
    what it was as `NAME_before`.
    """
    own = nw.col("_stated") == "_own"
    before = {"_total": "_previous"} | {name: f"{name}_before" for name in more}
    # every sum speaks twice: of its own period, and of the one in which it will be the previous
    cells = cells.select(
        *by, *before, nw.col("_at").alias("_own"), (nw.col("_at") + lag).alias("_later")
    )
    return (
        unpivoted(cells, ["_own", "_later"], "_stated", "_at")
        .with_columns(
            *(nw.when(~own).then(nw.col(now)).alias(then) for now, then in before.items()),
            *(nw.when(own).then(nw.col(now)).alias(now) for now in before),
            nw.when(own).then(nw.lit(1)).otherwise(nw.lit(0)).alias("_one"),
        )
        .group_by(*by, "_at")
        .agg(nw.col(*before, *before.values(), "_one").max())
    )


def with_whole(frame: Any, within: list[str], order: list[str], **whole: str) -> Any:
    """Return a frame with sums within `within`: `_whole="_total"` adds up one as the other.

    They are the last of running sums, since DuckDB makes a join out of a plain sum over a window,
    and reads the records twice. In a stated order they do not depend on the order of rows.
    """
    running = [
        nw.col(column).cum_sum().over(*within, order_by=order).alias(name)
        for name, column in whole.items()
    ]
    # the largest, to polars, is one that is known: what is not (NaN) is added to it
    unknown = {
        name: (nw.col(column) * 0.0).sum().over(*within) if frame.implementation.is_polars() else 0
        for name, column in whole.items()
    }
    frame = frame.with_columns(*running)
    return frame.with_columns(nw.col(n).max().over(*within) + more for n, more in unknown.items())


def unpivoted(frame: Any, columns: list[str], name: str, value: str) -> Any:
    """Return a frame with a row for each of `columns`: which as `name`, what it holds as `value`.

    Narwhals has DuckDB do this on the connection that is the default one, which does not know the
    relations of another.
    """
    if frame.implementation.is_duckdb():
        on = ", ".join(f'"{column}"' for column in columns)
        into = f'unpivot include nulls ("{value}" for "{name}" in ({on}))'
        return nw.from_native(in_sql(frame.to_native(), f"from {{}} {into}"))
    index = [column for column in frame.collect_schema().names() if column not in columns]
    return frame.unpivot(columns, index=index, variable_name=name, value_name=value)


def united(on: list[str], *tables: Any) -> Any:
    """Return tables as one, added up within `on`; an amount that one of them has not is 0 there."""
    kinds = [dict(table.collect_schema()) for table in tables]
    amounts = {name: kind for held in kinds for name, kind in held.items() if name not in on}
    whole = [
        table.with_columns(nw.lit(0, kind).alias(n) for n, kind in amounts.items() if n not in held)
        for table, held in zip(tables, kinds, strict=True)
    ]
    added = nw.concat([table.select(*on, *amounts) for table in whole]).group_by(*on)
    return added.agg(nw.col(*amounts).sum())


def in_sql(relation: Any, query: str) -> Any:
    """Return what DuckDB answers to a query of `{}`, asked on the relation's own connection.

    The name that stands in is nobody else's: a table of the same name would be read instead.
    """
    name = f"sezlib_{uuid.uuid4().hex}"
    return relation.query(name, query.format(name))


def once(cells: Any, use: Callable[[Any], Any]) -> Any:
    """Return what `use` makes of sums, which DuckDB adds up once, however often it mentions them.

    DuckDB's relations are read anew at each mention, and are not to be told otherwise. So the query
    is written of a table without rows, and asked of the sums under a name of their own.
    """
    if not cells.implementation.is_duckdb():
        return use(cells)
    import duckdb

    held, name = cells.to_native(), f"sezlib_{uuid.uuid4().hex}"
    quoted_names = [column.replace('"', '""') for column in held.columns]
    pairs = zip(quoted_names, held.types, strict=True)
    empty: Any = duckdb.sql(
        "SELECT " + ", ".join(f'NULL::{kind} AS "{key}"' for key, kind in pairs)
    )
    query, stand_in = use(nw.from_native(empty)).to_native().sql_query(), empty.sql_query()
    if stand_in not in query:
        # another DuckDB may write it otherwise, and the stand-in has no sums
        return use(cells)
    query = query.replace(stand_in, f"FROM {name}_once")
    made = f"WITH {name}_once AS MATERIALIZED (FROM {name}) FROM ({query})"
    return nw.from_native(held.query(name, made))


GRAINS = {"year": 1, "half": 2, "quarter": 4, "month": 12}
# what follows the year in a period, and the first and the last month of it, counted from 0
PARTS = {
    "": (0, 11),
    **{f"-S{n + 1}": (6 * n, 6 * n + 5) for n in range(2)},
    **{f"-Q{n + 1}": (3 * n, 3 * n + 2) for n in range(4)},
    **{f"-{n + 1:02}": (n, n) for n in range(12)},
    "-A1": (0, 11),
}
# pandas warns of groups that capture what nobody asks for
FORM = PERIOD.replace("(", "(?:")
# what is left of a period at a grain, and nothing of what is wider, or none
CUTS = {
    "year": "^([0-9]{4}-A1$|[0-9]{4})(?:-S[12]|-Q[1-4]|-(?:0[1-9]|1[0-2]))?$",
    "month": "^([0-9]{4}-(?:0[1-9]|1[0-2]))$",
}
UNKNOWN = {"destination": "ZZZ"}
NOT_KNOWN = nw.lit(float("nan"))


def unknown(column: str) -> str:
    """Return the code that stands in `column` for what is not specified."""
    return UNKNOWN.get(column, "_U")


def first_month() -> nw.Expr:
    """Return the ordinal of the first month that a row's period covers; null if it is none."""
    return year_of() * 12 + _by_part({part: first for part, (first, _) in PARTS.items()})


def last_month() -> nw.Expr:
    """Return the ordinal of the last month that a row's period covers; null if it is none."""
    return year_of() * 12 + _by_part({part: last for part, (_, last) in PARTS.items()})


def _by_part(numbers: dict[str, int]) -> nw.Expr:
    part = nw.col("period").str.slice(4)
    return part.replace_strict(numbers, default=None, return_dtype=nw.Int64)


def is_period() -> nw.Expr:
    """Return whether a row's period is one; that of a row without any is null."""
    # engines differ in whether a line may break before `$`, and none counts that break as nothing
    return nw.col("period").str.contains(FORM) & nw.col("period").str.len_chars().is_in([4, 7])


def ordinal_of(name: str, period: str, per: str) -> int | None:
    """Return the ordinal of a period at a grain, or None for none."""
    if not period:
        return None
    first, last = months_of(str(period))
    length = 12 // GRAINS[per]
    if last - first + 1 != length:
        raise FlowsError(f"{name} {quoted(period)} is not a period of per={per!r}")
    return first // length


def periods(frame: Any) -> Any:
    """Return each period once."""
    # a period is a text, and texts are dear: they are cut once for each period, not for each row
    refuse_nameless(frame)
    periods = frame.group_by("period").agg(nw.len().alias("_one")).select("period")
    refuse_periods(periods)
    return periods if isinstance(periods, nw.DataFrame) else periods.filter(is_period())


def stated_periods(flows: Frame) -> Any:
    """Return each period of the flows once; `LazyFlows` know theirs."""
    known = flows.stated if isinstance(flows, LazyFlows) else flows
    return periods(begin(known, "period"))


def years_of(flows: Frame) -> list[str]:
    """Return the years that the flows have records of, in order.

    >>> import sezlib as sez
    >>> years_of(sez.example())
    ['2017', '2018', '2019']
    """
    held = stated_periods(flows)
    held = held.collect() if isinstance(held, nw.LazyFrame) else held
    held = held["period"].drop_nulls().to_list()
    return sorted({period if period.endswith("A1") else period[:4] for period in held})


def begin(flows: Frame, *columns: str, table: str = "the flows") -> Any:
    """Return `flows` as a Narwhals frame that has `columns`, or say which it lacks."""
    frame, kinds = opened(flows, table)
    missing = [column for column in columns if column not in list(kinds)]
    if missing:
        raise MissingColumnError(missing, list(kinds), where=f"in {table}")
    return dated(frame, kinds["period"], f"of {table}") if "period" in columns else frame


def sums(flows: Frame, of: str, by: list[str], per: str) -> Any:
    """Return `of` summed within `by` and per period, with the period's ordinal as `_at`.

    The columns are the keys, `period`, `_at`, `_total`. This is where every metric starts.
    """
    return added(lines(flows, of, by), ["_total"], by, per)


def lines(flows: Frame, of: str, by: list[str], *more: str) -> Any:
    """Return the flows one by one: `period` as stated, keys filled, `of` as `_total`, `more`."""
    frame = begin(flows, "period", of, *by, *more)
    kinds = frame.collect_schema()
    if of in COLUMNS and of not in AMOUNTS:
        raise FlowsError(f"column {of!r} is no amount to add up; by={of!r} is meant")
    frame = summable(frame, of, kinds[of], key=of not in AMOUNTS)
    refuse_read_keys(frame, by, kinds)
    named = [as_text(key, kinds[key], unknown(key)) for key in by]
    frame = frame.select(*named, "period", nw.col(of).cast(nw.Float64).alias("_total"), *more)
    if isinstance(frame, nw.DataFrame):
        refuse_amounts(frame["_total"], of)
    return frame


def added(frame: Any, amounts: list[str], by: list[str], per: str) -> Any:
    """Return `amounts` of `lines` added up within `by` and per period, its ordinal as `_at`."""
    refuse_nameless(frame)
    if isinstance(frame, nw.DataFrame):
        return _placed(add_up(frame, [*by, "period"], amounts), amounts, by, per)
    # a lazy engine would add up around a null: one null amount leaves no sum to state, and none of
    # what is made of it, which NaN sees to until `finish`
    known = nw.all_horizontal(*(~nw.col(name).is_null() for name in amounts), ignore_nulls=True)
    whole = [nw.when(known).then(nw.col(n)).otherwise(NOT_KNOWN).alias(n) for n in amounts]
    frame = frame.select(*by, nw.col("period").alias("_stated"), *whole)
    if per in CUTS and frame.implementation.is_duckdb():
        # a pattern is tried once for each text in the dictionary of a file, and asks of it once
        period = f"regexp_extract(_stated, '{CUTS[per]}', 1) AS period"
        frame = nw.from_native(frame.to_native().project(f"*, {period}"))
        cells = add_up(frame, [*by, "period"], amounts)
        cells = cells.with_columns(ordinal(per).alias("_at"))
    else:
        # periods are texts, and texts are dear: each is placed once, and not for every row
        places = periods(frame.select(period="_stated"))
        places = places.select(nw.col("period").alias("_stated"), cut(per).alias("period"))
        places = places.select("_stated", ordinal(per).alias("_at"))
        cells = add_up(frame.join(places, on="_stated", how="left"), [*by, "_at"], amounts)
    return cells.select(*by, label(per).alias("period"), "_at", *amounts)


def _placed(cells: Any, amounts: list[str], by: list[str], per: str) -> Any:
    """Return sums at hand within periods of a grain: few periods are looked up, not reckoned."""
    refuse_periods(cells)
    length = 12 // GRAINS[per]
    spans = {period: months_of(period) for period in cells["period"].to_list()}
    if coarse := sorted(p for p, (first, last) in spans.items() if last - first >= length):
        said = f"per={per!r} is finer than the periods {listed(coarse)}"
        raise MissingColumnError([per], [], said)
    if any(last - first + 1 < length for first, last in spans.values()):
        # nothing is longer than a year, and no year is wrong here
        shorter = nw.col("period").str.slice(0, 4) if per == "year" else cut(per)
        cells = add_up(cells.with_columns(shorter.alias("period")), [*by, "period"], amounts)
    places = [months_of(period)[0] // length for period in cells["period"].to_list()]
    at = nw.new_series("_at", places, nw.Int64, backend=cells.implementation)
    return cells.with_columns(at).select(*by, "period", "_at", *amounts)


def ordinal(per: str) -> nw.Expr:
    """Return the ordinal of a period that is already cut to the grain `per`."""
    if per == "year":
        return year_of()
    ends = {
        part: span for part, span in PARTS.items() if span[1] - span[0] + 1 == 12 // GRAINS[per]
    }
    return year_of() * GRAINS[per] + _by_part({part: at for at, part in enumerate(ends)})


def label(per: str) -> nw.Expr:
    """Return the period that an ordinal stands for."""
    count, at = GRAINS[per], nw.col("_at")
    if per == "year":
        fiscal = nw.concat_str((at - FISCAL).cast(nw.String), nw.lit("-A1"))
        return nw.when(at < FISCAL).then(at.cast(nw.String)).otherwise(fiscal)
    form = {"half": "-S", "quarter": "-Q", "month": "-"}[per]
    part = (at % count + 1).cast(nw.String).str.zfill(2 if per == "month" else 1)
    return nw.concat_str((at // count).cast(nw.String), nw.lit(form), part)


def size() -> nw.Expr:
    """Return what to order by so that the largest is first and equal totals tie.

    Sums of the same amounts differ in their last digits with the order of rows, so that totals
    tie where they agree to forty binary digits, which are twelve decimal ones (Dekker 1971).
    """
    high = nw.col("_total").fill_null(0.0) * (2.0**13 + 1)
    return (high - nw.col("_total").fill_null(0.0)) - high


def known(of: Iterable[str]) -> nw.Expr:
    """Return whether every key of `of` is specified."""
    # of no keys at all, the whole is what is specified
    named = [nw.col(key) != unknown(key) for key in of] or [nw.col("_at") == nw.col("_at")]
    return nw.all_horizontal(*named, ignore_nulls=True)


def held(of: Iterable[str]) -> nw.Expr:
    """Return the total of what sold and is specified, and 0 for anything else."""
    return kept((nw.col("_total") > 0) & known(of), "_total")


def gap() -> nw.Expr:
    """Return 1 where a total is not known, because an amount in it is empty, and 0 where it is."""
    return flag(nw.col("_total").is_null() | nw.col("_total").is_nan())


def over(part: str | nw.Expr, whole: str | nw.Expr) -> nw.Expr:
    """Return a part by the whole, null where that is 0."""
    part, whole = (nw.col(one) if isinstance(one, str) else one for one in (part, whole))
    return nw.when(whole > 0).then(part / whole)


def kept(condition: nw.Expr, amount: str | nw.Expr) -> nw.Expr:
    """Return an amount where a condition holds, and 0 where it does not."""
    amount = nw.col(amount) if isinstance(amount, str) else amount
    return nw.when(condition).then(amount).otherwise(nw.lit(0.0))


def flag(condition: nw.Expr) -> nw.Expr:
    """Return 1 where a condition holds, and 0 where it does not."""
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def finish(frame: Any, order: Iterable[str], columns: Iterable[Any]) -> Frame:
    """Return the native table, sorted and with its columns in order; what is not known is null."""
    frame = frame.sort(*order, nulls_last=True).select(*columns)
    # pandas alone carries a row index, and a sorted one is noise
    if frame.implementation.is_pandas():
        return frame.to_native().reset_index(drop=True)
    if isinstance(frame, nw.LazyFrame):
        kinds = frame.collect_schema().items()
        frame = frame.with_columns(nw.col(n).fill_nan(None) for n, kind in kinds if kind.is_float())
    return frame.to_native()


def _named(name: str, frame: Any, columns: list[str]) -> list[nw.Expr]:
    """Return the columns of a result without `_`, or refuse the keys of which it has one too."""
    fold = str.lower if knows_no_capitals(frame) else str
    own = [column.removeprefix("_") for column in columns if column.startswith("_")]
    if taken := sorted(key for key in {*columns} if fold(key) in own):
        raise FlowsError(
            f"the key {listed(taken)} is the name of a column that {name} returns; rename the key"
        )
    return [nw.col(column).alias(column.removeprefix("_")) for column in columns]


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
        kept = nw.when(part == "-A1").then(nw.col("period")).otherwise(year)
        kept = nw.col("period") if per == "month" else kept
        return nw.when(part.is_in([text for texts in within.values() for text in texts])).then(kept)
    ends = list(PARTS)[1 if per == "half" else 3 :]
    made = nw.lit(None, nw.String)
    for place, texts in within.items():
        there = nw.concat_str(year, nw.lit(ends[place]))
        made = nw.when(part.is_in(texts)).then(there).otherwise(made)
    return made


def year_of() -> nw.Expr:
    """Return the year of a row's period; that of a fiscal year is counted from `FISCAL` on."""
    # what is no period has no parts, and no engine is asked to make numbers of them
    stated = nw.when(is_period()).then(nw.col("period"))
    year = stated.str.slice(0, 4).cast(nw.Int64)
    return nw.when(nw.col("period").str.slice(4) == "-A1").then(year + FISCAL).otherwise(year)
