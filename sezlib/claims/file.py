"""The claims file: TOML in, checked claims out, and every fault with its file, line and key."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from sezlib import sources as files
from sezlib.checks import clean
from sezlib.claims.claim import MEASURES, UNSAID, Claim, Claims, Region, Source
from sezlib.claims.layout import KEYS, Places, tables
from sezlib.claims.units import CURRENCIES, UNITS, Unit, unit
from sezlib.claims.where import code, regions
from sezlib.claims.words import Interval, Printed, reading
from sezlib.metrics.grain import months_of
from sezlib.schema import FlowsError, listed, near, quoted, short

INF = math.inf
TOP = ("subject", "name", "zone", "opened", "scope", "links", "sources", "claims")
WORDLESS = ("rank", "first")
# what a figure of each measure may be counted in
KINDS = {
    "share": ("fraction",),
    "growth": ("fraction", "times"),
    "ratio": ("times", "fraction"),
    "per_unit": ("per",),
    "count": ("count",),
}


def read(path: str | Path) -> Claims:
    """Return the claims in a TOML file, every one of them checked; of no path, no claims.

    Raises `FlowsError` in one sentence with the file, the line, the key and the choices.

    >>> import sezlib as sez
    >>> claims = sez.claims.read("data/published/technopolis_moscow.toml")
    >>> claims["exports-2019"].plain
    (325500000.0, 326500000.0)
    """
    if not path:
        return Claims("", "", (), {})
    found = files.find(path)
    try:
        text = found.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = found.read_bytes()[: error.start].count(b"\n") + 1
        raise FlowsError(f"{found.name}, line {line}: not UTF-8 text") from None
    except OSError as error:
        raise FlowsError(f"{found.name}: {error.strerror}") from None
    claims = parse(text, found.name)
    files.opened(found, rows=len(claims))
    return claims


def parse(text: str, name: str = "claims") -> Claims:
    """Return the claims in a TOML text; `name` is what errors call it."""
    try:
        held = clean(tomllib.loads(text.removeprefix("\ufeff")))
    except (ValueError, RecursionError) as error:
        raise FlowsError(f"{name}: not TOML: {short(error, 200)}") from None
    places = Places(text, name)
    for key in held:
        if key not in TOP:
            at = (key, "") if key in places.heads else ("", key)
            told = f"unknown key {quoted(key)}{near(key, TOP)}; the keys are {listed(TOP)}"
            raise places.wrong(at[0], 0, at[1], told)
    parts = {kind: tables(held, kind, places) for kind in KEYS}
    for key in ("subject", "zone", "opened", "scope"):
        if not isinstance(held.get(key, ""), str):
            raise places.wrong("", 0, key, f"{key!r} is {quoted(held[key])}, and not a text")
    name_of = held.get("name", {})
    if not isinstance(name_of, dict) or not all(isinstance(n, str) for n in name_of.values()):
        raise places.wrong("", 0, "name", "'name' is not a table of names by language")
    sources = {s["id"]: Source(**s) for s in parts["sources"]}
    opened = held.get("opened", "")
    try:
        if opened:
            months_of(opened)
    except FlowsError as error:
        raise places.wrong("", 0, "opened", f"'opened': {error}") from None
    for number, source in enumerate(parts["sources"]):
        if source.get("language", "en") not in ("en", "ru", "de"):
            wrong = f"'language' is {quoted(source['language'])}, not one of 'en', 'ru', 'de'"
            raise places.wrong("sources", number, "language", wrong)
    made = []
    for number, raw in enumerate(parts["claims"]):
        try:
            made.append(_claim(raw, sources, opened, places.line("claims", number)))
        except _FaultError as fault:
            message = f"claim {quoted(raw['id'])}, {fault.key!r}: {fault}"
            raise places.wrong("claims", number, fault.key, message) from None
    _one_unit(made, places)
    links = tuple(dict.fromkeys((link["part"], link["whole"]) for link in parts["links"]))
    for number, (part, whole) in enumerate(links):
        if part == whole:
            raise places.wrong("links", number, "part", f"{quoted(part)} is linked with itself")
    _known_scopes(made, links, held.get("scope", ""), places)
    return Claims(
        name,
        held.get("subject", "") or held.get("zone", ""),
        tuple(_levelled(made)),
        sources,
        links,
        held.get("zone", ""),
        opened,
        held.get("scope", ""),
        name_of,
    )


def _levelled(claims: list[Claim]) -> list[Claim]:
    # what is somewhere printed as a level at a date is one wherever it is compared
    levels = {claim.part.indicator for claim in claims if claim.measure == "stock"}

    def level(region: Region | None) -> Region | None:
        return replace(region, stock=True) if region and region.indicator in levels else region

    return [
        replace(claim, part=level(claim.part) or claim.part, whole=level(claim.whole))
        if MEASURES[claim.measure]
        else claim
        for claim in claims
    ]


def _known_scopes(
    claims: list[Claim], links: tuple[tuple[str, str], ...], usual: str, places: Places
) -> None:
    # a name that no claim has may still lie between two that claims have
    said = {UNSAID, *(claim.scope for claim in claims if claim.scope)}
    ends = [scope for link in links for scope in link]
    if usual and claims and usual not in {*said, *ends}:
        told = f"no claim has the scope {quoted(usual)}{near(usual, said)}; the scopes are "
        raise places.wrong("", 0, "scope", told + listed(sorted(said)))
    for number, link in enumerate(links):
        for key, scope in zip(("part", "whole"), link, strict=True):
            # one that a claim may yet have is no slip, one that looks like another is
            if scope not in said and ends.count(scope) == 1 and near(scope, said):
                told = f"no claim has the scope {quoted(scope)}{near(scope, said)}; the scopes are "
                raise places.wrong("links", number, key, told + listed(sorted(said)))


def _one_unit(claims: list[Claim], places: Places) -> None:
    # roubles and dollars of one indicator would be added up
    seen: dict[str, Claim] = {}
    for number, claim in enumerate(claims):
        if claim.measure not in ("total", "cumulative", "stock", "difference"):
            continue
        first = seen.setdefault(claim.part.indicator, claim)
        kinds = [
            (c.unit.kind, c.unit.base if c.unit.kind != "area" else "") for c in (first, claim)
        ]
        if kinds[0] != kinds[1]:
            raise places.wrong(
                "claims",
                number,
                "unit",
                f"claim {quoted(claim.id)}, 'unit': {claim.part.indicator} is in "
                f"{claim.unit.base!r} here, and in {first.unit.base!r} on line {first.line}; give "
                f"one of them an indicator of its own",
            )


def _claim(raw: dict[str, Any], sources: dict[str, Source], opened: str, line: int) -> Claim:
    measure = raw["measure"]
    for key, known in (("source", sources), ("measure", MEASURES)):
        if raw[key] not in known:
            wrong = f"unknown {key} {quoted(raw[key])}{near(raw[key], known)}; it is one of "
            raise _FaultError(key, wrong + listed(known))
    language = sources[raw["source"]].language
    part, whole = _under("where", regions, measure, raw["where"], opened)
    told = {key: raw[key] for key in ("wording", "scope", "note") if key in raw}
    common = (raw["id"], raw["source"], measure, raw["where"], raw["printed"])
    if measure in WORDLESS:
        for key in ("unit", "interval", "wording"):
            if raw.get(key):
                raise _FaultError(key, f"a {measure} has no {key!r}")
        names = _under("printed", _order, raw["printed"], part.of) if measure == "rank" else ()
        nothing = (0.0, 0.0)
        return Claim(*common, Unit("", "", "", 1.0), 0.0, nothing, nothing, part, whole, names,
                     line=line, **told)  # fmt: skip
    if not raw.get("unit"):
        raise _FaultError("id", "no 'unit': say what the figure is in, such as 'mln RUB' or '%'")
    held = _under("unit", unit, raw["unit"])
    _under("unit", refuse_kind, measure, held)
    key = "interval" if "interval" in raw else "printed"
    if key == "interval":
        plain = journalist = _under(key, _stated, raw["interval"], held, measure)
        value = _value(raw, held, language, plain, measure)
    else:
        if raw.get("wording"):
            _under("wording", reading, "1", raw["wording"])
        said = _under(key, reading, raw[key], raw.get("wording", ""), held, language)
        value, plain, journalist = _of_measure(said, measure, held)
    plain, journalist = (
        _under(key, _possible, ends, measure, part, whole) for ends in (plain, journalist)
    )
    return Claim(*common, held, value, plain, journalist, part, whole, line=line, **told)


def _of_measure(said: Printed, measure: str, held: Unit) -> tuple[float, Interval, Interval]:
    # three times as much is a growth of 200 %, and 132 % of it a ratio of 1.32
    times = said.unit == "times" or held.kind == "times"
    if measure == "ratio" and said.by and said.unit != "times":
        raise _FaultError("printed", "what grew by a part is a growth, and not a ratio")
    less = 1.0 if measure == "growth" and times else 0.0
    shifted = [(low - less, high - less) for low, high in (said.plain, said.journalist)]
    return said.value - less, shifted[0], shifted[1]


def _value(
    raw: dict[str, Any], held: Unit, language: str, interval: Interval, measure: str
) -> float:
    # the reader's own interval stands for words that have no reading
    try:
        return _of_measure(reading(raw["printed"], "", held, language), measure, held)[0]
    except FlowsError:
        low, high = interval
        return low if high == INF else high if low == -INF else (low + high) / 2


def refuse_kind(measure: str, held: Unit) -> None:
    """Refuse a unit that figures of a measure are not in."""
    kinds = KINDS.get(measure)
    if kinds and held.kind not in kinds:
        choices = [name for name, (kind, _, _) in UNITS.items() if kind in kinds]
        choices = choices or ["mln RUB per ha"]
        raise FlowsError(f"the unit of a {measure} is one of {listed(choices)}, not {held.name!r}")
    if not kinds and held.kind in ("fraction", "times", "per"):
        choices = [f"mln {currency}" for currency in CURRENCIES]
        raise FlowsError(f"the unit of a {measure} is money or a count, such as {listed(choices)}, "
                         f"not {held.name!r}")  # fmt: skip


def _stated(interval: Any, held: Unit, measure: str) -> Interval:
    numbers = isinstance(interval, list) and len(interval) == 2
    if not numbers or not all(
        type(end) in (int, float) and (abs(end) < 1e18 or abs(end) == INF) for end in interval
    ):
        raise FlowsError(f"{quoted(interval)} is not two numbers such as [615.0, 616.0]")
    less = 1.0 if measure == "growth" and held.kind == "times" else 0.0
    low, high = (float(end) * held.factor - less for end in interval)
    if low > high or abs(low) == abs(high) == INF:
        raise FlowsError(
            f"an impossible interval: it ends ({interval[1]}) below its beginning ({interval[0]})"
        )
    return low, high


def _possible(interval: Interval, measure: str, part: Any, whole: Any) -> Interval:
    floor = {"growth": -1.0, "difference": -INF}.get(measure, 0.0)
    inside = measure == "share" and whole.indicator == part.indicator
    ceiling = 1.0 if inside else INF
    low, high = max(interval[0], floor), min(interval[1], ceiling)
    if low > high:
        kind = {"share": "a share is 0 to 100 %", "growth": "nothing falls by more than 100 %"}
        raise FlowsError(f"an impossible interval: {kind.get(measure, 'no amount is below 0')}")
    return low, high


def _order(printed: str, of: str) -> tuple[str, ...]:
    names = [name.strip() for name in printed.split(",")]
    if not all(names):
        raise FlowsError(f"{quoted(printed)} is not names in order, separated by commas")
    if of == "destination":
        names = [code(name) for name in names]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise FlowsError(f"it ranks {listed(sorted(twice))} twice")
    return tuple(names)


class _FaultError(FlowsError):
    """What is wrong with a claim, and under which of its keys."""

    def __init__(self, key: str, message: str) -> None:
        self.key = key
        super().__init__(message)


def _under(key: str, call: Callable[..., Any], *given: Any) -> Any:
    """Return `call(*given)`; what it refuses stands under `key`."""
    try:
        return call(*given)
    except FlowsError as error:
        raise _FaultError(key, str(error)) from None
