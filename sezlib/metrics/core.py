"""What every metric is made of: what is asked, periods at a grain, sums, and sums beside sums.

What cannot be right is refused here in one sentence, before an engine says so in many. A period has
an ordinal within its grain (years count by 1, quarters by 4 a year, ...), so that "the previous
period" is a subtraction, and a gap in the records stays a gap. A lazy engine may read the records
anew for each mention of the sums, so that nothing here joins them to themselves.
"""

from __future__ import annotations

import functools
import inspect
import math
import numbers
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any, ParamSpec, TypeVar

import narwhals as nw

from sezlib.flows import PERIOD, PERIOD_FORMS, FlowsError, MissingColumnError, listed, near, quoted
from sezlib.metrics.exact import add_up
from sezlib.periods import months_of

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


def with_previous(cells: Any, by: list[str], lag: int, *more: str) -> Any:
    """Return sums with what they were `lag` periods before as `previous`.

    What was, and is no more, has a row too, whose `one` is 0. Each of `more`, another sum, has what
    it was as `NAME_before`.
    """
    own = nw.col("stated") == "own"
    before = {"total": "previous"} | {name: f"{name}_before" for name in more}
    # every sum speaks twice: of its own period, and of the one in which it will be the previous
    cells = cells.select(
        *by, *before, nw.col("at").alias("own"), (nw.col("at") + lag).alias("later")
    )
    return (
        unpivoted(cells, ["own", "later"], "stated", "at")
        .with_columns(
            *(nw.when(~own).then(nw.col(now)).alias(then) for now, then in before.items()),
            *(nw.when(own).then(nw.col(now)).alias(now) for now in before),
            nw.when(own).then(nw.lit(1)).otherwise(nw.lit(0)).alias("one"),
        )
        .group_by(*by, "at")
        .agg(nw.col(*before, *before.values(), "one").max())
    )


def with_whole(frame: Any, within: list[str], order: list[str], **whole: str) -> Any:
    """Return a frame with sums within `within`: `whole="total"` adds up `total` as `whole`.

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


def in_sql(relation: Any, query: str) -> Any:
    """Return what DuckDB answers to a query of `{}`, asked on the relation's own connection.

    The name that stands in is nobody else's: a table of the same name would be read instead.
    """
    name = f"sezlib_{uuid.uuid4().hex}"
    return relation.query(name, query.format(name))


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
    periods = frame.group_by("period").agg(nw.len().alias("one")).select("period")
    refuse_periods(periods)
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
    frame, kinds = opened(flows, table)
    missing = [column for column in columns if column not in list(kinds)]
    if missing:
        raise MissingColumnError(missing, list(kinds), where=f"in {table}")
    return dated(frame, kinds["period"], f"of {table}") if "period" in columns else frame


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
    frame = summable(frame, of, kinds[of])
    named = [as_text(key, kinds[key], unknown(key)) for key in by]
    frame = frame.select(*named, "period", nw.col(of).cast(nw.Float64).alias("total"), *more)
    if isinstance(frame, nw.DataFrame):
        refuse_amounts(frame["total"], of)
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
    refuse_periods(cells)
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


P = ParamSpec("P")
T = TypeVar("T")

RESERVED = frozenset(
    """
    active active_before against amount amount_before at at_risk average_growth base before
    begins begun between bought censored change compared compared_before competitiveness
    complementarity contribution count coverage coverage_before cr cumulative declarations
    destination_hhi destinations destinations_per_exporter difference diversification done
    duration duty duty_rate duty_relief earlier effect end ended ends entrants entrants_before
    entrants_mean entrants_total entropy entry_rate equivalent_number error exit_rate exiters
    export_share exported exporters exporters_before exporters_per_destination
    exporters_per_product exposed factor first gap gini growth growth_without held held_before
    hhi hhi_normalized hhi_unctad hhi_without high hours imports incumbents incumbents_before
    incumbents_growth incumbents_mean incumbents_total intensity intra_industry kept
    largest_exporter last late later left level lever line_share lines link listed log log0
    log1 logs lorenz low lower lower_quartile margin market_share markets matched mean median
    members minus most most_before named named_base nameless new new_destinations now observed
    older one open ordered own p0q0 p0q1 p1q0 p1q1 p90 penetration periods place pooled
    possible previous price price_index product_hhi products products_per_exporter rank ratio
    rca rest rest_before rest_squares rest_squares_before right rival share similarity since
    size small sold spread squares squares_before start stated status survival survival_rate
    survivors survivors_before survivors_growth survivors_total term theil then till top_1
    top_25 top_5 tops tops_before total total_before unit_value unmatched unnamed
    unnamed_before until upper upper_quartile value variance vat vat_rate volume whole
    whole_base whole_before within
    """.split()  # noqa: SIM905
)
# and those that are numbered, or made of another name
MADE = re.compile(r"(effect|now|then|growth)_[0-9]+|.* filled")


# arguments that name keys; amounts that are read under their own names; columns of names of keys
AMOUNTS = ("value", "net_kg")
NAMING = ("of", "by", "within", "among", "keep")
READ = ("value", "duty_rate", "vat_rate", "export_share")
TOLD = {"level": (), "effect": ("growth", "competitiveness", "unmatched")}
ASIDE = " (key)"


def reserved(names: list[Any]) -> list[str]:
    """Return the names that metrics use; some engines know no capitals in one."""
    held = {name: name.lower() for name in names if isinstance(name, str)}
    return sorted(name for name, low in held.items() if low in RESERVED or MADE.fullmatch(low))


def any_key(metric: Callable[P, T]) -> Callable[P, T]:
    """Have a metric take keys of any name but those of the columns that it returns."""
    signature = inspect.signature(metric)
    # of some metrics `of` is an amount
    of = signature.parameters.get("of")
    naming = NAMING if of is None or of.default not in AMOUNTS else NAMING[1:]

    @functools.wraps(metric)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        given = signature.bind(*args, **kwargs)
        held = given.arguments
        # what can be gone through once only
        held |= {name: list(held[name]) for name in naming if isinstance(held.get(name), Iterator)}
        if not (aside := _aside(held, naming)):
            return metric(*given.args, **given.kwargs)
        given.arguments = {
            name: _renamed(value, aside, name in naming) for name, value in held.items()
        }
        try:
            table: Any = metric(*given.args, **given.kwargs)
        except FlowsError as error:
            raise FlowsError(str(error).replace(ASIDE, "")) from None
        return _returned(nw.from_native(table), aside, metric.__name__)

    return call


def _aside(given: dict[str, Any], naming: tuple[str, ...]) -> dict[str, str]:
    """Return the keys that are to stand under other names meanwhile, with these."""
    named: list[Any] = []
    for value in (given[name] for name in naming if name in given):
        named += value if isinstance(value, list | tuple) else [value]
    wanted = [name for name in reserved(named) if name not in READ]
    columns = _columns(next(iter(given.values()))) if wanted else []
    return {name: f"{name}{ASIDE}" for name in wanted if name in columns}


def _renamed(value: Any, aside: dict[str, str], naming: bool) -> Any:
    if naming and value is not None:
        names = [aside.get(one, one) for one in ([value] if isinstance(value, str) else value)]
        return names[0] if isinstance(value, str) else names
    present = {key: other for key, other in aside.items() if key in _columns(value)}
    return nw.from_native(value).rename(present).to_native() if present else value


def _columns(value: Any) -> list[str]:
    frame = nw.from_native(value, pass_through=True)
    return frame.collect_schema().names() if isinstance(frame, nw.DataFrame | nw.LazyFrame) else []


def _returned(table: Any, aside: dict[str, str], name: str) -> Any:
    columns = table.collect_schema().names()
    fold = str.lower if knows_no_capitals(table) else str
    own = {fold(column) for column in columns}
    told = [column for column in TOLD if column in columns]
    own |= {text for column in told for text in TOLD[column]}
    if taken := sorted(key for key in aside if fold(key) in own):
        raise FlowsError(f"the key {listed(taken)} is a name that {name} uses; rename the column")
    for column in told:
        for key, other in aside.items():
            text = nw.when(nw.col(column) == other).then(nw.lit(key)).otherwise(nw.col(column))
            table = table.with_columns(text.alias(column))
    return table.rename(
        {other: key for key, other in aside.items() if other in columns}
    ).to_native()
