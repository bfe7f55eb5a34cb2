"""Which part of the table a claim speaks of: its `where` turned into regions."""

from __future__ import annotations

from typing import Any

from sezlib import reference
from sezlib.claims.claim import MEASURES, Region
from sezlib.metrics.grain import months_of
from sezlib.schema import WORLD, FlowsError, listed, near, quoted

TIME = ("period", "from", "to")
DIMENSIONS = ("group", "destination")
PLACE = (*TIME, "indicator", *DIMENSIONS)
COUNTED = ("destination", "group", "resident", "product", "site", "bloc")
# what `where` may hold besides the time and place of the figure itself
SECOND = {"count": "of", "rank": "of"} | {m: key for m, key in MEASURES.items() if key}
EXPORTS = "exports"


def regions(measure: str, where: dict[str, Any], opened: str) -> tuple[Region, Region | None]:
    """Return the region of a claim's figure, and the one that it is compared with.

    A share is of the same without group and destination, growth is against the same time a year
    before, what is per unit is over the unit's level of the same time, unless `where` says more.
    """
    second = SECOND.get(measure, "")
    allowed = [*PLACE, second] if second else list(PLACE)
    _refuse(where, allowed)
    part = _region(where, opened if measure == "cumulative" else "", measure == "stock")
    if measure in ("count", "rank"):
        return _counted(part, where, measure), None
    if measure == "first":
        if part.groups is None and part.destinations is None:
            raise FlowsError("a first export is of a 'group', to a 'destination', or both")
        return part, None
    if not MEASURES[measure]:
        return part, None
    return part, _second(measure, part, where.get(second))


def _second(measure: str, part: Region, stated: Any) -> Region:
    if isinstance(stated, str):
        stated = {"period": stated}
    if stated is not None and not isinstance(stated, dict):
        raise FlowsError(f"{SECOND[measure]!r} is {quoted(stated)}, and not a table or a period")
    stated = stated or {}
    _refuse(stated, list(PLACE))
    if measure == "per_unit" and "indicator" not in stated:
        raise FlowsError("no 'per': say what the amount is per, such as { indicator = \"area\" }")
    timed = any(key in stated for key in TIME)
    start, end = _time(stated, "") if timed else (part.start, part.end)
    indicator = _indicator(stated, part.indicator)
    groups, destinations = (_names(stated, key) for key in DIMENSIONS)
    if measure in ("growth", "ratio", "difference"):
        if not timed and indicator == part.indicator and not stated:
            start, end = start - 12, end - 12
        if "group" not in stated and "destination" not in stated:
            groups, destinations = part.groups, part.destinations
    # a level is only ever compared with levels; money per hectare is over a level
    stock = part.stock or measure == "per_unit"
    if measure == "share" and indicator != part.indicator:
        return Region(indicator, start, end, groups, destinations, stock)
    whole = Region(indicator, start, end, groups, destinations, stock)
    if measure == "share" and not whole.holds(part):
        raise FlowsError("the part lies in no part of the whole: compare 'where' and its 'of'")
    if whole == part:
        raise FlowsError(
            f"the figure is compared with itself: give 'where' another {SECOND[measure]!r}"
        )
    return whole


def _counted(part: Region, where: dict[str, Any], measure: str) -> Region:
    of = where.get("of")
    if of not in COUNTED:
        raise FlowsError(
            f"'of' is {quoted(of)}{near(str(of), COUNTED)}; it is one of {listed(COUNTED)}"
        )
    return Region(part.indicator, part.start, part.end, part.groups, part.destinations, of=of)


def _region(where: dict[str, Any], opened: str, stock: bool) -> Region:
    start, end = _time(where, opened)
    indicator = _indicator(where, EXPORTS)
    groups, destinations = (_names(where, key) for key in DIMENSIONS)
    return Region(indicator, start, end, groups, destinations, stock)


def _indicator(where: dict[str, Any], usual: str) -> str:
    indicator = where.get("indicator", usual)
    if not isinstance(indicator, str) or not indicator.strip():
        raise FlowsError(f"'indicator' is {quoted(indicator)}, and not a name")
    return indicator


def _time(where: dict[str, Any], opened: str) -> tuple[int, int]:
    for key in TIME:
        if key in where and not isinstance(where[key], str):
            raise FlowsError(f'{key!r} is {quoted(where[key])}, and not a text like "2019"')
    if "period" in where:
        if "from" in where or "to" in where:
            raise FlowsError("a time is a 'period', or 'from' and 'to', and not both")
        return months_of(where["period"])
    begin = where.get("from", opened)
    if ("from" not in where and not opened) or "to" not in where:
        raise FlowsError("no time: give a 'period', or 'from' and 'to'")
    start, end = months_of(begin)[0], months_of(where["to"])[1]
    if end < start:
        raise FlowsError(f"'to' ({where['to']}) comes before 'from' ({begin})")
    return start, end


def _names(where: dict[str, Any], key: str) -> frozenset[str] | None:
    if key not in where:
        return None
    held = where[key] if isinstance(where[key], list) else [where[key]]
    if not held or not all(isinstance(name, str) and name.strip() for name in held):
        raise FlowsError(f"{key!r} is {quoted(where[key])}, and not a name or a list of names")
    return frozenset(code(name) for name in held) if key == "destination" else frozenset(held)


def code(name: str) -> str:
    """Return the alpha-3 code of a country by code or name."""
    found = reference.country(name)
    if found == WORLD:
        raise FlowsError(f"{quoted(name)} is all destinations: leave 'destination' out")
    return found


def _refuse(where: dict[str, Any], allowed: list[str]) -> None:
    for key in where:
        if key not in allowed:
            raise FlowsError(
                f"'where' has an unknown key {quoted(key)}{near(key, allowed)}; the keys are "
                f"{listed(allowed)}"
            )
