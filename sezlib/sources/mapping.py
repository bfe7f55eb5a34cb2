"""Any table through a mapping: a TOML file that says which of its columns is which of ours."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from sezlib.checks import clean
from sezlib.schema import COLUMNS, FlowsError, listed, near
from sezlib.sources.layout import Field, Layout, from_two, lower, month, plain, stated_unit, text
from sezlib.sources.numbers import headed_in
from sezlib.sources.periods import FORMS, period
from sezlib.sources.raw import Raw, literal

MAPPED = tuple(name for name in COLUMNS if name != "synthetic")
WEIGHTS = {"kg": 1, "t": 1000}
# header words by which a first mapping is suggested, the surest first
HEADERS = {
    "period": "period|период|месяц|дата|date|month|quarter|квартал|year|год|время|time",
    "value": "value|стоимость|сумма|amount|объем экспорта|объём экспорта|fob|экспорт|"
    "exports|export|usd|rub|руб",
    "zone": "zone|оэз|сэз|зона|sez|reporter",
    "site": "site|площадка|участок",
    "resident": "resident|резидент|компания|организация|предприятие|экспортер|экспортёр|exporter|"
    "company|firm|инн",
    "product": "product|тн вэд|тнвэд|тн вед|hs|hs code|код товара|код тн вэд|commodity code|"
    "code|код",
    "group": "group|группа|товарная группа|категория|отрасль|commodity|товар|наименование",
    "destination": "destination|страна|страна назначения|country|partner|направление|рынок|куда",
    "currency": "currency|валюта",
    "net_kg": "net_kg|вес нетто|нетто|вес|net weight|netweight|weight|масса",
    "quantity": "quantity|количество|кол-во|qty",
    "unit": "unit|единица измерения|ед. изм.|едизм|единица",
}


@dataclass(frozen=True)
class Mapping:
    """What a mapping file says."""

    name: str
    columns: dict[str, Any]
    constants: dict[str, str] = field(default_factory=dict)
    aside: dict[str, list[str]] = field(default_factory=dict)
    sheet: str = ""
    header: int = 0
    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    period: str = "auto"
    value_in: str = ""
    weight_in: str = "kg"
    digits: int = 0
    synthetic: bool = False


# key: (its type, what it can be, or nothing where it can be anything)
KEYS: dict[str, tuple[type, tuple[Any, ...]]] = {
    "columns": (dict, ()),
    "constants": (dict, ()),
    "aside": (dict, ()),
    "sheet": (str, ()),
    "header": (int, ()),
    "encoding": (str, ()),
    "delimiter": (str, (",", ";", "\t", "|")),
    "decimal": (str, (".", ",")),
    "period": (str, FORMS),
    "value_in": (str, ()),
    "weight_in": (str, tuple(WEIGHTS)),
    "digits": (int, (0, 2, 4, 6, 8, 10)),
    "synthetic": (bool, (True, False)),
}
KINDS = {dict: "a table", str: "a text", int: "a whole number", bool: "true or false"}


def read(path: Path) -> Mapping:
    """Return the mapping in a TOML file, every key of it known."""
    try:
        said = clean(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FlowsError(f"{path.name}: not a TOML file: {error}") from None
    for key, value in said.items():
        if key not in KEYS:
            raise FlowsError(
                f"{path.name}: unknown key {key!r}{near(key, KEYS)}; the keys are "
                f"{listed(KEYS, 20)}"
            )
        kind, choices = KEYS[key]
        # clean makes a tab a blank, and a delimiter may be one
        value = "\t" if key == "delimiter" and value == " " else value
        if type(value) is not kind or (choices and value not in choices):
            wanted = f"one of {listed(choices)}" if choices else KINDS[kind]
            raise FlowsError(f"{path.name}: {key} is {value!r}, and not {wanted}")
        said[key] = value
    _check(path.name, said)
    return Mapping(name=path.name, **said)


def _check(name: str, said: dict[str, Any]) -> None:
    columns = said.get("columns", {})
    for table in ("columns", "constants"):
        for ours in said.get(table, {}):
            if ours not in MAPPED:
                raise FlowsError(
                    f"{name}: unknown column {ours!r} in [{table}]{near(ours, MAPPED)}; the "
                    f"columns are {listed(MAPPED, 20)}"
                )
    for ours, theirs in columns.items():
        two = ours == "period" and isinstance(theirs, list) and len(theirs) == 2
        if not (isinstance(theirs, str) or (two and all(isinstance(t, str) for t in theirs))):
            raise FlowsError(
                f"{name}: column {ours!r} is {theirs!r}, and not the name of a column"
                + (", or two of them, a year and a month" if ours == "period" else "")
            )
    for ours, value in said.get("constants", {}).items():
        if not isinstance(value, str):
            raise FlowsError(f"{name}: constant {ours!r} is {value!r}, and not a text")
    for theirs, texts in said.get("aside", {}).items():
        if not (isinstance(texts, list) and all(isinstance(t, str) for t in texts)):
            raise FlowsError(f"{name}: aside {theirs!r} is {texts!r}, and not a list of texts")
    if "value" not in columns:
        raise FlowsError(f"{name}: [columns] has no 'value'")
    if "period" not in {*columns, *said.get("constants", {})}:
        raise FlowsError(f"{name}: neither [columns] nor [constants] has 'period'")


def layout(raw: Raw, mapped: Mapping, value_in: str) -> Layout:
    """Return the layout that a mapping gives an open file."""
    for theirs in _named(mapped):
        if theirs not in raw.names:
            names = [name for name in raw.names if name]
            raise FlowsError(
                f"{raw.path.name}: no column {theirs!r}{near(theirs, names)}, which {mapped.name} "
                f"names; the columns are {listed(names, 20)}"
            )
    columns = dict(mapped.columns)
    when = columns.pop("period", None)
    fields = plain(raw, **columns)
    constants = dict(mapped.constants)
    how = lambda told: period(told, mapped.period)  # noqa: E731
    if isinstance(when, list):
        fields["period"], how = month(raw, *when), from_two
    elif when is not None:
        fields["period"] = Field(when, text(raw, when))
    else:
        fields["period"] = Field("period", literal(constants.pop("period")))
    scale: dict[str, Decimal] = {"net_kg": Decimal(WEIGHTS[mapped.weight_in])}
    if stated := value_in or mapped.value_in:
        currency, scale["value"] = stated_unit(stated, mapped.name)
        constants.setdefault("currency", currency)
    if mapped.synthetic:
        constants["synthetic"] = "true"
    aside = tuple(
        (f"{theirs}: {said}", f"{lower(text(raw, theirs))} = {literal(said.strip().lower())}")
        for theirs, texts in mapped.aside.items()
        for said in texts
    )
    return Layout(
        "mapping", fields, aside, period=how, constants=constants, decimal=mapped.decimal,
        scale=scale, digits=mapped.digits, words=True,
    )  # fmt: skip


def _named(mapped: Mapping) -> Iterable[str]:
    for theirs in mapped.columns.values():
        yield from [theirs] if isinstance(theirs, str) else theirs
    yield from mapped.aside


def score(names: list[str]) -> int:
    """Return how many columns of flows the names of columns show."""
    return len(_found(names))


def _found(names: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for ours, words in HEADERS.items():
        theirs = _best([name for name in names if name not in found.values()], words.split("|"))
        if theirs:
            found[ours] = theirs
    return found


def suggest(names: list[str], told: dict[str, str]) -> str:
    """Return a first mapping, as text, of a table with columns of these names."""
    found = _found(names)
    lines = ["# A first mapping, by the names of columns: check each line, add what is missing."]
    for key in ("sheet", "header", "encoding", "delimiter"):
        if key in told and not (key == "encoding" and told[key] == "utf-8"):
            lines.append(f"{key} = {told[key] if key == 'header' else _toml(told[key])}")
    # a column of currencies says it row by row
    unit = "" if "currency" in found else headed_in(found.get("value", ""))
    lines += [
        '# decimal = ","        # where numbers like 1,234 leave it open',
        f"value_in = {_toml(unit)}   # as the name of the column says"
        if unit
        else '# value_in = "thousand RUB"   # the currency, and its scale',
        "",
        "[columns]",
    ]
    lines += [f"{ours} = {_toml(theirs)}" for ours, theirs in found.items()]
    lines += [f"# {ours} = " for ours in ("period", "value") if ours not in found]
    rest = [name for name in names if name and name not in found.values()]
    lines += [f"# not used: {clean(name)}" for name in rest]
    lines += ["", "[constants]", '# zone = "..."', ""]
    return "\n".join(lines)


def _best(names: list[str], words: list[str]) -> str:
    bare = {name: " ".join(name.lower().replace("_", " ").split()) for name in names if name}
    for word in words:
        for name, told in bare.items():
            if told == word:
                return name
    for word in words:
        for name, told in bare.items():
            if len(word) > 3 and word in told:
                return name
    return ""


def _toml(said: str) -> str:
    escaped = said.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return f'"{escaped}"'
