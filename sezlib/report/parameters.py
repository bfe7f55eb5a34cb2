"""Parameters of a notebook, bound before anything runs: known, typed and possible."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from sezlib import classify, countries, sources
from sezlib.flows import PERIOD, PERIOD_FORMS, FlowsError, listed, near
from sezlib.secrets import hiding

TAG = "parameters"
TRUTH = {"true": True, "false": False}
MOST_TEXT = 10_000_000


class Parameter(NamedTuple):
    """A parameter as the notebook declares it."""

    name: str
    kind: type
    default: Any
    choices: tuple[Any, ...] = ()


def declared(notebook: Any) -> dict[str, Parameter]:
    """Return the parameters that a notebook declares in its cell tagged `parameters`.

    `name: str = "x"` declares a text, `name: Literal["en", "ru"] = "en"` one of a few; without an
    annotation the default tells the kind. The cell is read, not executed.
    """
    cells = [c for c in notebook.cells if TAG in (c.metadata.get("tags") or [])]
    if not cells:
        raise FlowsError(f"the notebook has no cell tagged {TAG!r}")
    try:
        return _read(ast.parse(cells[0].source))
    except (SyntaxError, ValueError) as error:
        raise FlowsError(
            f"the cell tagged {TAG!r} is not made of plain names and values: {error}"
        ) from None


def _read(cell: ast.Module) -> dict[str, Parameter]:
    found = {}
    for line in cell.body:
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            name, note, value = line.target.id, line.annotation, line.value
        elif isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            name, note, value = line.targets[0].id, None, line.value
        else:
            continue
        default = ast.literal_eval(value) if value else None
        kind, choices = _kind(note, default)
        found[name] = Parameter(name, kind, default, choices)
    return found


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
            raise FlowsError(
                f"unknown parameter {name!r}{near(name, known)}; the parameters are "
                f"{listed(known, 20)}"
            )
        if name in seen:
            raise FlowsError(f"parameter {name!r} is given twice")
        seen.add(name)
        values[name] = _typed(known[name], value)
    for name, check in RULES.items():
        if name in values and isinstance(values[name], int if name in ("top", "rows") else str):
            check(values[name], known[name])
    return values


def _split(pair: str) -> tuple[str, str]:
    name, equals, value = pair.partition("=")
    if not equals:
        # what follows the name may be a secret
        name = re.findall(r"\w*", pair.strip())[0]
        raise FlowsError(f"parameter {name!r} has no value; write {name}=VALUE")
    return name.strip(), value


def _kind(note: ast.expr | None, default: Any) -> tuple[type, tuple[Any, ...]]:
    kinds = {"str": str, "int": int, "float": float, "bool": bool}
    if isinstance(note, ast.Name) and note.id in kinds:
        return kinds[note.id], ()
    if isinstance(note, ast.Subscript) and ast.unparse(note.value).endswith("Literal"):
        choices = ast.literal_eval(note.slice)
        choices = choices if isinstance(choices, tuple) else (choices,)
        return type(choices[0]), choices
    return str if default is None else type(default), ()


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
        raise FlowsError(
            f"parameter {name!r} is {value!r}{near(str(value), map(str, parameter.choices))}; "
            f"it is one of {listed(parameter.choices)}"
        )
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
    shown = text if len(text) <= 60 else text[:59] + "…"
    raise FlowsError(f"parameter {name!r} is {shown!r}, and not {WORDS.get(kind, kind)}")


def _period(value: str, parameter: Parameter) -> None:
    if not re.fullmatch(PERIOD, value):
        raise FlowsError(f"parameter 'period' is {value!r}, and not a period like {PERIOD_FORMS}")
    if len(value) != len(str(parameter.default)):
        raise FlowsError(
            f"parameter 'period' is {value!r}, and this notebook reports periods like "
            f"{parameter.default!r}"
        )


def _complete(value: str, parameter: Parameter) -> None:
    if value and not re.fullmatch(PERIOD, value):
        raise FlowsError(
            f"parameter 'complete_to' is {value!r}, and not a period like {PERIOD_FORMS}"
        )


def _some(value: int, parameter: Parameter) -> None:
    if value < 1:
        raise FlowsError(f"parameter {parameter.name!r} is {value}, and not 1 or more")


def _file(value: str, parameter: Parameter) -> None:
    # a notebook whose own default names several files takes several; another takes one, and its
    # name may have a comma
    several = "," in str(parameter.default)
    for name in classify.names(value) if several else [value]:
        # whether a notebook can do without, it knows itself; what lies elsewhere it fetches itself
        if name and not sources.is_remote(name):
            sources.find(Path(name))


def _blocs(value: str, parameter: Parameter) -> None:
    known = list(countries.memberships()["bloc"].unique())
    for name in classify.names(value):
        if name not in known:
            raise FlowsError(
                f"parameter 'blocs' names {name!r}{near(name, known)}; the blocs are "
                f"{listed(known)}"
            )


WORDS = {
    str: "a text",
    int: "a whole number",
    float: "a number with a decimal point",
    bool: "true or false",
}

# what a name means in every notebook of the house, so that it is checked before a kernel starts
RULES: dict[str, Callable[[Any, Parameter], None]] = {
    "period": _period,
    "complete_to": _complete,
    "top": _some,
    "rows": _some,
    "flows": _file,
    "profile": _file,
    "claims": _file,
    "mapping": _file,
    "imports": _file,
    "declarations": _file,
    "blocs": _blocs,
}
