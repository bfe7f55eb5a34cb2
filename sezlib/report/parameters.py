"""Parameters of a notebook, bound before anything runs: known, typed and possible."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sezlib import classify, periods, sources, units
from sezlib.flows import PERIOD, FlowsError, listed, quoted, unlisted
from sezlib.report.notebooks import WORDS, Parameter
from sezlib.secrets import hiding

FILES = (
    "flows profile claims groups_file mapping imports_mapping declarations_mapping imports "
    "declarations"
)
TRUTH = {"true": True, "false": False}
MOST_TEXT = 10_000_000


def bind(known: dict[str, Parameter], given: Iterable[str] | dict[str, Any]) -> dict[str, Any]:
    """Return every parameter with its value, given ones checked and typed, the rest by default.

    `given` is `["period=2019", ...]` as typed in a shell, or a mapping. A text stays the text it
    is: `0101`, `NO` and `NAN` are not numbers, truths or gaps.

    >>> bind({"hs": Parameter("hs", str, "")}, ["hs=0101"])
    {'hs': '0101'}
    """
    pairs = list(given.items()) if isinstance(given, dict) else [_split(pair) for pair in given]
    with hiding(dict(pairs)):
        return _bound(known, pairs)


def _bound(known: dict[str, Parameter], pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = {name: parameter.default for name, parameter in known.items()}
    seen: set[str] = set()
    for name, value in pairs:
        if name not in known:
            raise unlisted("unknown parameter", name, "the parameters are", known, 20)
        if name in seen:
            raise FlowsError(f"parameter {name!r} is given twice")
        seen.add(name)
        values[name] = _typed(known[name], value)
    if values.get("zone") and values.get("zones"):
        raise FlowsError("parameters 'zone' and 'zones' are both given; name all zones in 'zones'")
    for name, check in RULES.items():
        if name in values and isinstance(values[name], int if name in ("top", "rows") else str):
            values[name] = check(values[name], known[name])
    return values


def _split(pair: str) -> tuple[str, str]:
    name, equals, value = pair.partition("=")
    # what follows the name may be a secret
    name = name.strip() if equals else re.findall(r"\w*", pair.strip())[0]
    if not name:
        raise FlowsError("a parameter has no name; write NAME=VALUE")
    if not equals:
        raise FlowsError(f"parameter {name!r} has no value; write {name}=VALUE")
    return name, value


def _typed(parameter: Parameter, value: Any) -> Any:
    name, kind = parameter.name, parameter.kind
    whole = isinstance(value, int) and not isinstance(value, bool)
    if isinstance(value, str) and kind is not str:
        value = _parsed(value.strip(), kind, name)
    elif whole and kind in (float, str):
        value = kind(value)
    if type(value) is not kind:
        raise FlowsError(f"parameter {name!r} is {value!r}, and not {WORDS.get(kind, kind)}")
    if parameter.choices and value not in parameter.choices:
        raise unlisted(f"parameter {name!r} is", value, "it is one of", parameter.choices)
    _refuse_impossible(name, value)
    return value


def _refuse_impossible(name: str, value: Any) -> None:
    if isinstance(value, float) and not math.isfinite(value):
        raise FlowsError(f"parameter {name!r} is {value!r}, and not a finite number")
    if isinstance(value, str) and (len(value) > MOST_TEXT or "\0" in value):
        raise FlowsError(f"parameter {name!r} is too long a text, or has a null character")
    if isinstance(value, str) and any("\ud800" <= c <= "\udfff" for c in value):
        raise FlowsError(f"parameter {name!r} has bytes that are not UTF-8 text")


def _parsed(text: str, kind: type, name: str) -> Any:
    # int() and float() would take 1_000, and " 5" from other scripts' digits
    if kind is int and re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        return int(text)
    if kind is float and re.fullmatch(r"[+-]?[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]{1,3})?", text):
        return float(text)
    if kind is bool and text.lower() in TRUTH:
        return TRUTH[text.lower()]
    raise FlowsError(f"parameter {name!r} is {quoted(text)}, and not {WORDS.get(kind, kind)}")


def _period(value: str, parameter: Parameter) -> str:
    yearly = re.fullmatch("[0-9]{4}(-A1)?", str(parameter.default))
    read = periods.stated_year if yearly else periods.stated
    period = read(value, "parameter 'period'")
    if yearly and period.endswith("A1"):
        return period
    # a notebook takes periods of the forms that its default and its comment show
    told = f"{parameter.default} {parameter.meaning}"
    forms = list(dict.fromkeys(form[0] for form in re.finditer(PERIOD[1:-1], told)))
    if (parts := periods.parts_of_year(period)) not in map(periods.parts_of_year, forms):
        within = "; 'annual_export' reports halves, quarters and months" if parts > 1 else ""
        raise FlowsError(
            f"parameter 'period' is {value!r}, and this notebook reports periods like "
            f"{listed(forms)}{' or 2017/18' if yearly else ''}{within}"
        )
    return period


def _value_unit(value: str, parameter: Parameter) -> str:
    unit = units.find_unit(value)
    if value and (not unit or unit.kind not in ("money", "")):
        raise FlowsError(
            f"parameter 'value_in' is {value!r}, and not a unit of value such as "
            f"{listed(('USD', 'thousand USD', 'mln RUB'))}"
        )
    return value


def _some(value: int, parameter: Parameter) -> int:
    if value < 1:
        raise FlowsError(f"parameter {parameter.name!r} is {value}, and not 1 or more")
    return value


def _file(value: str, parameter: Parameter) -> str:
    # a notebook whose own default names several files takes several; another takes one, and its
    # name may have a comma
    several = "," in str(parameter.default)
    for name in classify.names(value) if several else [value]:
        # whether a notebook can do without, it knows itself; what lies elsewhere it fetches itself
        if name and not (sources.is_remote(name) or sources.is_spark(name)):
            sources.find(Path(name))
    return value


def _zones(value: str, parameter: Parameter) -> str:
    # names of zones hold commas, so that a list by commas alone could be read in two ways
    if value and not value.lstrip().startswith("["):
        raise FlowsError(
            f'parameter \'zones\' is {quoted(value)}, and not a list such as ["North", "South"]'
        )
    classify.names(value)
    return value


def _blocs(value: str, parameter: Parameter) -> str:
    classify.memberships(classify.names(value))
    return value


# what a name means in every notebook of the house, so that its value is checked, and written in one
# way, before a kernel starts
RULES: dict[str, Callable[[Any, Parameter], Any]] = {
    "period": _period,
    "complete_to": lambda value, _: value and periods.stated_year(value, "parameter 'complete_to'"),
    "currency": lambda value, _: value and units.currency(value, "parameter 'currency'"),
    "value_in": _value_unit,
    "top": _some,
    "rows": _some,
    "blocs": _blocs,
    "zones": _zones,
}
RULES |= dict.fromkeys(FILES.split(), _file)
