"""Which metric a table is, and which one a sentence, a chart or a printed table takes.

What a result is stands in its pandas `attrs`, under `sezlib`: `metric`, what it is `from`, whatever
it was asked with beyond the defaults (`of`, `by`, `per`, `lag`, ...), and the `currency` that the
flows name. Filters, sorts and copies keep it. Where an operation has lost it (a join, another
engine), the columns decide, and what they leave open is refused.
"""

from __future__ import annotations

import ast
import functools
import inspect
import numbers
import re
from collections.abc import Callable, Iterator
from typing import Any, ParamSpec, TypeVar

import narwhals as nw

from sezlib.flows import WITHHELD, FlowsError, LazyFlows, Unavailable, listed, quoted

P = ParamSpec("P")
T = TypeVar("T")
Note = dict[str, Any]

NOTED = "sezlib"
RECORDS = ("flows", "imports", "declarations")
LISTS = ("of", "by", "within", "among", "keep", "home", "baseline", "index")
# (metric, parameter): default
DEFAULTS: dict[tuple[str, str], Any] = {}

# what a function makes: its columns beside its keys, those of a metric as it declares them
COLUMNS = {
    "on_duty": "period total duty vat duty_relief",
    "dependence_table": "period lines largest together equivalent_number gini",
    "without_table": "resident total previous contribution growth_without",
    "leaders": "period rank members total duty vat duty_relief share",
    "ledger": "claim printed interval records verdict id indicator measure unit low high "
    "computed agrees",
    "verify": "id low high computed agrees",
    "implied": "id low high implied_low implied_high unit",
    "unprinted": "start end scope low high unit",
    "readings": "word en ru reason",
    "revised": "period measure zone group destination bloc earlier total change",
    "review": "measure period value contributors status figure reason company nearest low high "
    "attackers given_away_by exact alone_low alone_high alone_attackers alone_given_away_by "
    "alone_exact",
    # tables that are no results
    "flows": "period value",
    "imports": "period value",
    "declarations": "registered released",
    "dated": "period",
    "base": "period",
    "records": "",
    "table": "",
}
# metrics without a column of what they are of: it is counted there, or it is the amount
HIDDEN: set[str] = set()
SUMMED: set[str] = set()
ROWS = {
    "margins": ["level", "margin"], "spells": ["start"], "survival": ["duration"],
    "review": ["figure"],
}  # fmt: skip
# columns that are not always there
OPTIONAL = {
    "on_duty": "exported",
    "dependence_table": "hhi coverage",
    "review": "zone group destination bloc",
    "ledger": "implied implied_low implied_high number publisher",
    "verify": "source measure printed unit distance reason",
}
SUMS, UNKNOWN = ("total", "condense"), "table"
# what has a row for each year of the flows
YEARLY = ("growth", "cumulative", "count", "compare")
# what nothing can be said without
NEEDED = (*YEARLY, "exporters", "flows", "claims", "checked", "verify", "unprinted", "ledger",
          "readings")  # fmt: skip
MONEYLESS = ("count", "survival", "clearance_time")
# what may be in another currency, and is then set beside nothing
ANY_MONEY = "base"
# what may stay on disk
LAZY = ("flows", "base", "records")
# what is no table, and an attribute by which it is known
OTHERS = {"claims": "sources", "checked": "conflicts"}
IN_WORDS = {
    "revised": "what sez.disclosure.compare returns", "table": "a pandas table",
    "records": "flows, imports or declarations",
    "dated": "a table of periods", "base": "a table of periods",
    "claims": "what sez.claims.read returns", "checked": "what sez.claims.check returns",
}  # fmt: skip
# calls that several sentences and charts take
PAIRS = "first_exports(flows, of=['group', 'destination'], partial=...)"
EXPORTERS = "exporters(flows, fewest={fewest}, unfinished=..., partial=...)"
DEPENDENCE = "dependence_table(held, fewest={fewest})"
LASTING = "survival(flows, of=['group', 'destination'], bridge=..., left=..., partial=...)"
GROWN = "growth(duty_relief(imports), of='duty_relief')"
TIMES = "clearance_time(declarations, baseline={baseline})"
PROFILE = {"hectare": "area_ha", "company": "companies"}


def identified(made: Callable[P, T]) -> Callable[P, T]:
    """Have a function note on the pandas table that it returns what that is."""
    signature = expect(made)

    @functools.wraps(made)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        result = made(*args, **kwargs)
        return identify(made.__name__, result, signature.bind(*args, **kwargs).arguments)

    return call


def expect(made: Callable[..., Any], columns: str = "") -> inspect.Signature:
    """Return the signature of a function whose defaults are not to be noted.

    The `columns` that a metric declares are kept.
    """
    signature, name = inspect.signature(made), made.__name__
    for key, parameter in signature.parameters.items():
        DEFAULTS[name, key] = _plain(key, parameter.default)
    if columns:
        words = [word for word in columns.split() if word[0] != "{"]
        COLUMNS[name] = " ".join(word for word in words if word[-1] != "?")
        OPTIONAL[name] = " ".join(word[:-1] for word in words if word[-1] == "?")
        if "of" in signature.parameters and "{of}" not in columns:
            summed = signature.parameters["of"].annotation == "str"
            (SUMMED if summed else HIDDEN).add(name)
    return signature


def identify(name: str, result: Any, given: dict[str, Any]) -> Any:
    """Return what a function made; on a pandas table is noted what that is."""
    if nw.dependencies.is_pandas_dataframe(result) or isinstance(result, LazyFlows):
        (first, table), *asked = given.items()
        note = {key: _plain(key, value) for key, value in asked}
        note = _without_defaults({"metric": name, "from": _source(table, first), **note})
        money = currency_of(table)
        result.attrs[NOTED] = note | ({"currency": money} if money else {})
    return result


def note_as(table: Any, call: str) -> Any:
    """Return a table of one's own as the result of a call, in the currency that it is in."""
    money = {key: value for key, value in note_of(table).items() if key == "currency"}
    table.attrs[NOTED] = parse_note(call) | money
    return table


def note_of(table: Any) -> Note:
    """Return what is noted on a table, nothing where there is no note."""
    held = getattr(table, "attrs", None)
    note = held.get(NOTED) if isinstance(held, dict) else None
    return note if isinstance(note, dict) else {}


def currency_of(table: Any) -> str:
    """Return the one currency that a pandas table names, or else the one noted on it."""
    if isinstance(table, LazyFlows):
        noted = [note_of(table).get("currency", "")]
        held = table.currencies if "currency" in table else noted
        return str(held[0]) if len(held) == 1 else ""
    if not nw.dependencies.is_pandas_dataframe(table):
        return ""
    if "currency" not in table:
        return str(note_of(table).get("currency", ""))
    column = table["currency"]
    first = column.iloc[0] if len(column) else None
    return first if isinstance(first, str) and bool((column == first).all()) else ""


def _source(table: Any, name: str) -> Any:
    """Return what a metric was made from: a name of records, or the note of another result."""
    note = note_of(table)
    # sums of flows are flows
    while note.get("metric") in SUMS:
        note = note["from"] if isinstance(note["from"], dict) else {}
    return _known(note) if note.get("metric") and name in RECORDS else name


def _known(note: Note) -> Note:
    return {key: value for key, value in note.items() if key != "currency"}


def _plain(key: str, value: Any) -> Any:
    """Return an argument as it is noted; None for one that says nothing of what a result is."""
    if isinstance(value, str) and value:
        return [value] if key in LISTS else value
    if isinstance(value, numbers.Real):
        return value.item() if hasattr(value, "item") else value
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return list(value) or None
    if key == "base" and nw.dependencies.is_pandas_dataframe(value):
        return _known(note_of(value)) or UNKNOWN
    return None


def _without_defaults(note: Note) -> Note:
    """Return a note without what is as by default."""
    name = note["metric"]
    return {k: v for k, v in note.items() if v is not None and DEFAULTS.get((name, k)) != v}


@functools.cache
def _tree(call: str) -> Any:
    return ast.parse(call, mode="eval").body


def parse_note(call: str, given: dict[str, Any] | None = None) -> Any:
    """Return the note of what a call makes, or a name of records.

    What is `...` may be anything; what stands in braces is taken from `given`.

    >>> parse_note("contribution(flows, of={of}, by=())", {"of": "group"})
    {'metric': 'contribution', 'from': 'flows', 'of': ['group']}
    """
    return _parsed(_tree(call), given or {})


def _parsed(node: Any, given: dict[str, Any]) -> Any:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Set):
        return given[ast.unparse(node.elts[0])]
    if not isinstance(node, ast.Call):
        return ast.literal_eval(node)
    note = {"metric": ast.unparse(node.func), "from": _parsed(node.args[0], given)}
    for word in node.keywords:
        key, value = str(word.arg), _parsed(word.value, given)
        note[key] = value if value is ... or isinstance(value, dict) else _plain(key, value)
    return _without_defaults(note)


def spell_note(note: Any) -> str:
    """Return the call that a note is of.

    >>> spell_note({"metric": "growth", "from": "flows", "by": ["group"]})
    "growth(flows, by='group')"
    """
    if note is ...:
        return "..."
    if not isinstance(note, dict):
        return repr(note[0] if isinstance(note, list) and len(note) == 1 else note)
    source = note["from"] if isinstance(note["from"], str) else spell_note(note["from"])
    asked = {k: v for k, v in note.items() if k not in ("metric", "from", "currency")}
    given = [source, *(f"{key}={spell_note(value)}" for key, value in asked.items())]
    return f"{note['metric']}({', '.join(given)})"


def matches(given: Any, taken: Any) -> bool:
    """Return whether one note is what another asks for."""
    if isinstance(given, dict) and isinstance(taken, dict):
        keys = (given.keys() | taken.keys()) - {"currency", "from", "index"}
        # where there was no base there is no ratio, and none is told
        keys -= set() if "base" in given else {"base"}
        index: Any = taken.get("index", given.get("index", []))
        return (
            # what is not known to be from anything else is from flows
            (given["from"] == "flows" or matches(given["from"], taken["from"]))
            and (index is ... or set(index) <= set(given.get("index", [])))
            and all(matches(given.get(key), taken.get(key)) for key in keys)
        )
    unknown = given == UNKNOWN and isinstance(taken, dict)
    return taken is ... or unknown or bool(given == taken)


def takes(*needed: str, **expected: Any) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Have a function refuse a table of another metric than it takes.

    `expected` tells, for each argument that is a table, the call that makes it, in which a blank
    like `{of}` is another argument; or a function of all arguments and the name that returns it.
    `Unavailable` and None pass, but for those `needed`: they are not None, and what has a row for
    every year has one for the edition's. Where the first table could not be had, the function says
    so, and needs no other.
    """

    def decorate(made: Callable[P, T]) -> Callable[P, T]:
        signature = inspect.signature(made)
        where, first = f"{made.__module__.split('.')[-1]}.{made.__name__}", next(iter(expected))

        @functools.wraps(made)
        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            given = bound.arguments
            gate = getattr(given.get("ed"), "gate", None)
            for name, told in expected.items():
                passed = {}
                for key, table in _tables(given[name], name):
                    taken = told(given, key) if callable(told) else parse_note(told, given)
                    taken = _at_grain(taken, given.get("ed"))
                    takes_it = f"{where} takes {_spelled(taken)} as {key!r}, and was given "
                    must = name in needed and (name == first or not is_absent(given[first]))
                    if not is_absent(table):
                        refuse(table, taken, takes_it, given.get("ed"), needed=must)
                    elif must and (table is None or _fatal(taken)):
                        raise FlowsError(f"{takes_it}none")
                    passed[key] = gate(table, taken) if gate else table
                if gate:
                    given[name] = passed.get(name, passed)
            result = made(*bound.args, **bound.kwargs)
            # what is made of tables that may be told may be told
            if gate and nw.dependencies.is_pandas_dataframe(result):
                result.attrs.setdefault(WITHHELD, [])
            return result

        call.__dict__["takes"] = expected
        return call

    return decorate


def _at_grain(taken: Any, ed: Any) -> Any:
    """Return the note of what an edition of parts of years takes: by part, against the last year's.

    What a function says of its parts itself stands.
    """
    if not isinstance(taken, dict) or "per" in taken or getattr(ed, "lag", 1) == 1:
        return taken
    asked = {"per": ed.per, "lag": ed.lag}
    taken = {key: _at_grain(value, ed) for key, value in taken.items()}
    return taken | {k: v for k, v in asked.items() if (taken["metric"], k) in DEFAULTS}


def _fatal(taken: Any) -> bool:
    """Return whether nothing can be said where a table that is needed could not be had."""
    return (taken if isinstance(taken, str) else taken["metric"]) in NEEDED


def is_absent(table: Any) -> bool:
    """Return whether there is no table, since none was made or none could be had."""
    return table is None or isinstance(table, Unavailable)


def relative_note(given: dict[str, Any], name: str) -> Note:
    """Return the note of exports per hectare or company of the profile, or per unit invested."""
    base: Any = {"metric": "cumulative", "from": "flows"}
    # what was invested is known by years
    if not name.endswith("invested") or given["ed"].lag > 1:
        base = given["ed"].profile.get(PROFILE.get(name.removeprefix("per_"), ""), ...)
    return {"metric": "relative_to", "from": "flows", "base": base}


def refuse(table: Any, taken: Any, told: str, ed: Any, *, needed: bool = False) -> None:
    """Raise `FlowsError` for anything but the table that `taken` is the note of."""
    other = OTHERS.get(taken) if isinstance(taken, str) else None
    known = nw.dependencies.is_pandas_dataframe(table) if not other else hasattr(table, other)
    if isinstance(table, LazyFlows) and taken in LAZY:
        _refuse_lacking(table, COLUMNS[taken].split(), told)
        return
    if not known:
        raise FlowsError(f"{told}{_describe_kind(table)}")
    if other:
        return
    if not table.columns.is_unique or not all(isinstance(column, str) for column in table):
        raise FlowsError(f"{told}one whose columns have no names, or the same")
    note = note_of(table)
    if note.get("metric") not in MONEYLESS and taken != ANY_MONEY:
        _refuse_currency(table, told, ed)
    if isinstance(taken, str):
        if taken in RECORDS and note.get("metric") not in (None, *SUMS):
            raise FlowsError(f"{told}{spell_note(note)}")
        _refuse_lacking(table, COLUMNS[taken].split(), told)
        return
    if note.get("metric") and not matches(note, taken):
        raise FlowsError(f"{told}{spell_note(note)}")
    keys = _keys(taken)
    _refuse_lacking(table, [*keys, *_amounts(taken)], told)
    if not note.get("metric"):
        _refuse_unknown(list(table.columns), taken, keys, told)
    _refuse_rows(table, taken, keys, told)
    yearly = needed and ed is not None and taken["metric"] in YEARLY
    if yearly and not (table["period"] == ed.period).any():
        periods = listed(sorted(table["period"].unique())) or "none"
        raise FlowsError(f"{told}one without {ed.period!r}; its periods are {periods}")


def _tables(given: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Return the tables of an argument, of which a starred one has several."""
    if name != "tables":
        yield name, given
    elif isinstance(given, dict):
        yield from given.items()
    else:
        yield from ((name, table) for table in given)


def _keys(taken: Note) -> list[str]:
    name, by = taken["metric"], taken.get("by", [])
    of = taken.get("of") or DEFAULTS.get((name, "of")) or []
    return [*by, *([] if name in (*HIDDEN, *SUMMED) else of)]


def _amounts(taken: Note) -> list[str]:
    index = taken.get("index")
    return COLUMNS[taken["metric"]].split() + (index if isinstance(index, list) else [])


def _refuse_lacking(table: Any, columns: list[str], told: str) -> None:
    if lacking := [name for name in columns if name not in table]:
        raise FlowsError(f"{told}a table without the column {listed(lacking)}")


def _refuse_unknown(columns: list[str], taken: Note, keys: list[str], told: str) -> None:
    """Raise `FlowsError` where the columns alone do not tell that a table is what is taken."""
    name = taken["metric"]
    unseen = {"of"} if name in (*HIDDEN, *SUMMED) else set()
    asked = {key for key, value in taken.items() if value is not ...}
    if name in HIDDEN or asked - {"metric", "from", "by", "of"} | (asked & unseen):
        raise FlowsError(
            f"{told}a table that may be another, since an operation has lost what it is; make it "
            "of flows in pandas, or hand on the attrs of the table that the metric has made"
        )
    more = set(columns) - {*keys, *_amounts(taken), *OPTIONAL.get(name, "").split()}
    before = columns[: columns.index("period")] if "period" in columns else taken.get("by", [])
    if more or set(before) != set(taken.get("by", [])):
        raise FlowsError(f"{told}a table of the columns {listed(columns)}")


def _refuse_rows(table: Any, taken: Note, keys: list[str], told: str) -> None:
    """Raise `FlowsError` for periods that are no years, and for rows that are told twice."""
    on = [*keys, *ROWS.get(taken["metric"], ())]
    if "period" in table:
        on.append("period")
        held = table["period"].unique()
        wrong = [p for p in held if not isinstance(p, str) or not re.fullmatch("[0-9]{4}(-A1)?", p)]
        if wrong and "per" not in taken:
            shown = ", ".join(quoted(p) if isinstance(p, str) else str(p) for p in wrong[:3])
            raise FlowsError(f"{told}one of periods that are not years like '2019': {shown}")
    if on and (again := table.duplicated(on)).any():
        twice = table[again].to_dict("records")[0]
        raise FlowsError(f"{told}one with two rows of {listed(twice[key] for key in on)}")
    if taken["metric"] == "rank" and "top" not in taken and table[keys].isna().any(axis=None):
        raise FlowsError(f"{told}one in which some have no row of their own")


def _refuse_currency(table: Any, told: str, ed: Any) -> None:
    money = currency_of(table)
    if money and ed is not None and ed.currency not in ("", money):
        raise FlowsError(f"{told}one in {money!r}, and the edition is in {ed.currency!r}")


def _spelled(taken: Any) -> str:
    return IN_WORDS.get(taken, taken) if isinstance(taken, str) else spell_note(taken)


def _describe_kind(value: Any) -> str:
    """Return what an object is, in words: `a list`, `a polars DataFrame`."""
    kind = type(value)
    home = kind.__module__.split(".")[0].lstrip("_")
    frame = home == "duckdb" or hasattr(value, "to_pandas")
    frame = frame or nw.dependencies.is_into_dataframe(value)
    made = "; make it a pandas table" if frame else ""
    name = kind.__name__ if home == "builtins" else f"{home} {kind.__name__}"
    return f"a{'n' if name[0] in 'aeiouAEIOU' else ''} {name}{made}"
