"""What a flows table is: its columns, its periods, and what makes a row acceptable.

A *flows* table has one row per flow of goods, in plain columns on a plain frame.

| column        | meaning                                                             | required |
|---------------|---------------------------------------------------------------------|----------|
| `period`      | SDMX time period, a string: `2019`, `2019-S1`, `2019-Q1`, `2019-07`;| yes      |
|               | `2018-A1` is the fiscal year 2018/19, among fiscal years alone      |          |
| `year_begins` | when fiscal years begin: `07`, or a day such as `03-21`             | no       |
| `value`       | in the currency named by `currency`; 0 is a fact, null is refused   | yes      |
| `zone`        | the special economic zone                                           | no       |
| `site`        | the site inside the zone                                            | no       |
| `resident`    | the exporting company                                               | no       |
| `product`     | HS or TN VED code, a string with its leading zeros                  | no       |
| `group`       | product group                                                       | no       |
| `destination` | ISO 3166-1 alpha-3, or `ZZZ` for not specified                      | no       |
| `currency`    | ISO 4217                                                            | no       |
| `synthetic`   | true where the row is invented                                      | no       |
| `retyped`     | true where the row is retyped from a publication                    | no       |

`net_kg`, and `quantity` in units of `unit`, are what prices are made of; they may be empty, and are
0 or more. `status` is carried as it comes.
"""

from __future__ import annotations

import difflib
import functools
from collections.abc import Callable, Collection, Iterable, Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from sezlib.secrets import without_secrets

if TYPE_CHECKING:
    import pandas as pd

P = ParamSpec("P")
T = TypeVar("T")
PERIOD = r"^[0-9]{4}(-A1|-S[12]|-Q[1-4]|-(0[1-9]|1[0-2]))?$"
PERIOD_FORMS = "2019, 2019-S1, 2019-Q1 or 2019-07"
MOST = 1e18
UNSPECIFIED = "ZZZ"
# what may not be told, and the column that says so (SDMX)
WITHHELD, CONFIDENTIAL = "[c]", "CONF_STATUS"
# the key of what is not listed, or may not be told, of a whole, together (SDMX: confidential)
REST = "_C"
WORLD = "WLD"
# where a frame keeps, in its `attrs`, what became of the rows of the file that it was taken from
ACCOUNT = "account"
# and what its groups are called, by language
NAMES = "names"
# how the refusal of a table ends that only lacks a mapping
UNMAPPED = "for columns by other names state a mapping"

COLUMNS = (
    "period", "year_begins", "zone", "site", "resident", "product", "group", "destination", "value",
    "currency", "net_kg", "quantity", "unit", "status", "synthetic", "retyped",
)  # fmt: skip
# what rows may be marked as, all of those of a page or none
MARKS = ("synthetic", "retyped")


# what is asked for as a column and is none until it is made
MADE_BY = {
    "bloc": ", which sez.with_blocs(flows) makes of 'destination'",
    "group": ", which sez.with_groups(flows) makes of 'product'",
    "prices": ", which sez.deflate(flows, prices, base=...) adds",
    **{
        grain: f", and periods are cut with per={grain!r}"
        for grain in ("year", "half", "quarter", "month")
    },
}


class FlowsError(ValueError):
    """One sentence on what is wrong, where, and what would be right; no password is in it."""

    def __init__(self, told: object = "") -> None:
        super().__init__(without_secrets(str(told)))


class MissingColumnError(FlowsError):
    """A question asked of a table that has no column for it."""

    def __init__(
        self, missing: Iterable[str], present: Collection[str], said: str | None = None, *,
        where: str = "in the flows",
    ) -> None:  # fmt: skip
        self.missing = tuple(missing)
        # a column of flows is not misspelt where it is asked for by its own name
        near_by = {n: [p for p in present if n not in COLUMNS or n == str(p).lower()]
                   for n in self.missing}  # fmt: skip
        meant = [match for name in self.missing if (match := nearest(name, near_by[name]))]
        hint = f" (did you mean {listed(meant)}?)" if meant else MADE_BY.get(self.missing[0], "")
        columns = f"; the columns are {listed(present)}" if present else ""
        super().__init__(said or f"no column {listed(self.missing)} {where}{hint}{columns}")


def listed(items: Iterable[Any], most: int = 12) -> str:
    """Return the items quoted and separated by commas, the first `most` of them.

    >>> listed(["a", "b"])
    "'a', 'b'"
    """
    items = list(items)
    shown = ", ".join(repr(short(item)) for item in items[:most])
    return shown + (f" and {len(items) - most} more" if len(items) > most else "")


def short(item: Any, most: int = 60) -> str:
    """Return a text short enough for a sentence.

    >>> short("abcdef", 4)
    'abc…'
    """
    # first, for what is cut off may be what tells a secret
    text = without_secrets(str(item))
    return text if len(text) <= most else text[: most - 1] + "…"


def quoted(item: Any, most: int = 60) -> str:
    """Return a value as an error quotes it: in quotes where it is a text, and never long.

    >>> quoted("abcdef", 4), quoted([1, 2, 3], 4)
    ("'abc…'", '[1,…')
    """
    return repr(short(item, most)) if isinstance(item, str) else short(repr(item), most)


def near(word: str, known: Iterable[str]) -> str:
    """Return ` (did you mean 'x'?)` for the nearest known word, or nothing.

    >>> near("PEROD", ["period", "zone"])
    " (did you mean 'period'?)"
    """
    return f" (did you mean {match!r}?)" if (match := nearest(word, known)) else ""


def unlisted(
    what: str, word: Any, choices: str, known: Collection[Any], most: int = 12
) -> FlowsError:
    """Return the error for a word that is none of those known: the nearest of them, and all.

    >>> print(unlisted("unknown key", "PEROD", "the keys are", ["period", "zone"]))
    unknown key 'PEROD' (did you mean 'period'?); the keys are 'period', 'zone'
    """
    told = f"{what} {quoted(word)}{near(str(word), map(str, known))}"
    return FlowsError(f"{told}; {choices} {listed(known, most)}")


def check_keys(given: Mapping[str, Any], kinds: Mapping[str, Any], where: str) -> None:
    """Raise `FlowsError` for a key that none of `kinds` is, and for a value of another kind."""
    for key, value in given.items():
        if key not in kinds:
            raise unlisted(f"{where}unknown key", key, "the keys are", kinds, 20)
        if not isinstance(value, kinds[key]) or isinstance(value, bool):
            raise FlowsError(f"{where}{key} is {short(repr(value))}, which it cannot be")


def one_of(what: str, word: Any, known: Collection[str], meant: Any = None) -> None:
    """Raise `FlowsError` for a word that is none of those known; `meant` is another name of it."""
    if not isinstance(word, str) or word not in known:
        hint = near(str(word if meant is None else meant), known)
        raise FlowsError(f"{what} {quoted(word)} is not one of {listed(known)}{hint}")


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the nearest known word, or an empty text."""
    spelled = {str(name).lower(): str(name) for name in known}
    match = difflib.get_close_matches(short(word).lower(), spelled, n=1)
    return spelled[match[0]] if match else ""


def example() -> pd.DataFrame:
    """Return five rows of flows, typed by hand: two countries, two groups, three residents.

    >>> import sezlib as sez
    >>> sez.example()["value"].sum()
    np.float64(110.0)
    """
    import pandas as pd

    rows = [
        ("2017-03", "Alpha", "optics", "CHN", 10.0),
        ("2018-02", "Alpha", "optics", "CHN", 30.0),
        ("2018-11", "Beta", "education", "KAZ", 10.0),
        ("2019-01", "Gamma", "optics", "CHN", 45.0),
        ("2019-12", "Beta", "education", "KAZ", 15.0),
    ]
    return pd.DataFrame(rows, columns=["period", "resident", "group", "destination", "value"])


class Unavailable(SimpleNamespace):
    """The answer that could not be had, and the columns that it would have needed."""

    def __init__(self, missing: tuple[str, ...] = ()) -> None:
        super().__init__(missing=missing)


def attempt(metric: Callable[..., Any], flows: Any, *args: Any, **kwargs: Any) -> Any:
    """Return `metric(flows, ...)`, or an `Unavailable` where the flows lack a column for it.

    So it is where their periods are longer than those asked for (`per="month"` of years). Asked of
    an `Unavailable`, it is that; asked of an empty text, which names no file, it is one that lacks
    no column. Sentences, tables and charts know an `Unavailable` and say what is missing
    instead. Any other error is raised as ever.

    >>> import sezlib as sez
    >>> sez.attempt(sez.count, sez.example(), of="site")
    Unavailable(missing=('site',))
    """
    for answer in (flows, *args):
        if isinstance(answer, Unavailable):
            return answer
    if isinstance(flows, str) and not flows:
        return Unavailable(())
    try:
        return metric(flows, *args, **kwargs)
    except MissingColumnError as error:
        return Unavailable(error.missing)


LENIENT = "sezlib.lenient"


class LazyFlows:
    """Flows that stay on a lazy engine, such as DuckDB or Spark, for a page to be made of them.

    Metrics take them as they take the `table` itself, and what they answer is in pandas; flows made
    of them are lazy again. Like a pandas table they have `columns` and `attrs`.
    """

    def __init__(self, table: Any, attrs: dict[str, Any]) -> None:
        self.table, self.attrs = table, dict(attrs)
        self.columns: list[str] = self._frame.collect_schema().names()
        # what they were added up to: by which columns, at which grain
        self.cells: list[tuple[set[str], str, LazyFlows]] = []

    @property
    def _frame(self) -> Any:
        import narwhals as nw

        return nw.from_native(self.table)

    def __narwhals_lazyframe__(self) -> Any:
        """Return the frame by which Narwhals takes these flows for their table."""
        return self._frame._compliant_frame

    def __contains__(self, column: object) -> bool:
        return column in self.columns

    def get(self, column: str, default: Any = None) -> Any:
        """Return each value of a column once, or a default where there is no such column."""
        return distinct(self, column)[column] if column in self.columns else default

    @functools.cached_property
    def stated(self) -> pd.DataFrame:
        """Return the periods of the flows, each once."""
        return distinct(self, "period")

    @functools.cached_property
    def currencies(self) -> list[Any]:
        """Return the currencies of the flows."""
        return list(self.get("currency", ()))


def at_hand(frame: Any) -> pd.DataFrame:
    """Return a frame of Narwhals, lazy or not, as a pandas table."""
    import narwhals as nw

    # DuckDB counts in more digits than pandas has
    wide: dict[Any, Any] = {nw.Int128: nw.Int64, nw.Decimal: nw.Float64}
    kinds = {name: wide.get(type(kind)) for name, kind in frame.collect_schema().items()}
    frame = frame.with_columns(nw.col(name).cast(kind) for name, kind in kinds.items() if kind)
    held: Any = frame.collect("pyarrow") if hasattr(frame, "collect") else frame
    return cast("pd.DataFrame", held.to_pandas())


def distinct(flows: Any, *columns: str, sold: bool = False) -> pd.DataFrame:
    """Return each combination of what some columns hold once, in pandas and sorted.

    Columns that the flows lack are left out. With `sold` only rows of some value are asked.

    >>> distinct(example(), "destination", "site")["destination"].tolist()
    ['CHN', 'KAZ']
    """
    import narwhals as nw

    frame: Any = nw.from_native(flows)
    frame = frame.filter(nw.col("value") > 0) if sold else frame
    held = [name for name in columns if name in frame.collect_schema()]
    # rows that are unique cost a lazy engine more than groups do
    return at_hand(frame.group_by(*held).agg(nw.len().alias("_n")).select(*held).sort(*held))


def values_of(flows: Any, column: str) -> list[Any]:
    """Return each value of a column in order, or nothing where there is no such column.

    >>> values_of(example(), "destination"), values_of(example(), "site")
    (['CHN', 'KAZ'], [])
    """
    import narwhals as nw

    if column not in nw.from_native(flows).collect_schema():
        return []
    return [*distinct(flows, column)[column].dropna()]


def coded(cells: Any, flows: LazyFlows, columns: Iterable[str]) -> pd.DataFrame:
    """Return a frame of Narwhals in pandas, some of the texts of its flows as categories.

    Millions of texts are dear, and of each column there are few. Spark has no such type.
    """
    import narwhals as nw

    columns = [] if cells.implementation.is_spark_like() else columns
    kinds = {name: nw.Enum(values_of(flows, name)) for name in columns}
    return at_hand(cells.with_columns(nw.col(name).cast(kind) for name, kind in kinds.items()))


def lenient(flows: Any) -> Any:
    """Return flows of which whatever lacks a column is answered by an `Unavailable`.

    So is whatever is asked of an answer to them. An `Unavailable` is returned as it is. Flows on a
    lazy engine become `LazyFlows`, to which metrics answer in pandas.

    >>> import sezlib as sez
    >>> sez.growth(sez.count(sez.lenient(sez.example()), of="site"), of="count")
    Unavailable(missing=('site',))
    """
    if isinstance(flows, Unavailable | LazyFlows):
        return flows
    if not _is_pandas(flows):
        if _is_lazy(flows):
            return LazyFlows(flows, {})
        raise FlowsError(
            "lenient takes a pandas table, or one of a lazy engine; ask of other tables with "
            "sez.attempt(metric, ...)"
        )
    held = flows.copy(deep=False)
    held.attrs = {**flows.attrs, LENIENT: True}
    return held


def answering(metric: Callable[P, T]) -> Callable[P, T]:
    """Have a metric answer for flows that are `lenient`, and hand an `Unavailable` on."""

    @functools.wraps(metric)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        flows: Any = next(iter([*args, *kwargs.values()]), None)
        if isinstance(flows, Unavailable):
            return cast(T, flows)
        lazy = isinstance(flows, LazyFlows)
        if not (lazy or (_is_pandas(flows) and flows.attrs.get(LENIENT))):
            return metric(*args, **kwargs)
        result: Any = attempt(metric, *args, **kwargs)
        if _is_pandas(result):
            return lenient(result)
        if not lazy or isinstance(result, Unavailable | LazyFlows):
            return result
        # what is cut and loses nothing is the same
        return cast(T, flows if result is flows.table else LazyFlows(result, flows.attrs))

    return call


def _is_lazy(table: Any) -> bool:
    import narwhals as nw

    return isinstance(nw.from_native(table, pass_through=True), nw.LazyFrame)


def _is_pandas(table: Any) -> bool:
    # a table of another engine may have a column called attrs
    return type(table).__module__.partition(".")[0] == "pandas" and hasattr(table, "columns")
