"""Published figures in words: what each is of, its interval, its unit."""

from __future__ import annotations

from typing import Any

from sezlib.flows import short
from sezlib.language import NBSP, Edition, decimals, missing

MOST_NAMED = 5


def label(claim: Any, ed: Edition) -> str:
    """Return what a claim is of, in the language of the edition."""
    part = claim.part
    said: dict[str, Any] = {"what": what(part, ed), "time": time(part, ed)}
    if claim.measure == "share":
        same = claim.whole.indicator == part.indicator
        alone = same and (part.start, part.end) == (claim.whole.start, claim.whole.end)
        whole = named("indicator", claim.whole.indicator, ed)
        if not alone and same:
            whole = f"{whole}, {time(claim.whole, ed)}"
        inside = (
            _parts(part, ed)
            if same and _parts(part, ed)
            else named("indicator", part.indicator, ed)
        )
        return ed.say("claim-share", whole=whole, part=f"{inside}, {said['time']}")
    if claim.measure in ("growth", "ratio", "difference"):
        other = claim.whole
        same = (other.indicator, other.groups) == (part.indicator, part.groups)
        against = before(other, ed) if same else what(other, ed)
        return ed.say(f"claim-{claim.measure}", against=against, **said)
    if claim.measure == "per_unit":
        return ed.say("claim-per_unit", whole=what(claim.whole, ed), **said)
    if claim.measure in ("count", "rank"):
        return ed.say(f"claim-{claim.measure}", counted=ed.say(f"counted-{part.of}"), **said)
    return ed.say("claim-first" if claim.measure == "first" else "claim-total", **said)


def what(region: Any, ed: Edition) -> str:
    """Return the indicator of a region, with its groups and destinations."""
    indicator = named("indicator", region.indicator, ed)
    parts = _parts(region, ed)
    return ed.say("claim-of", what=indicator, parts=parts) if parts else indicator


def _parts(region: Any, ed: Edition) -> str:
    names = [_group(g, ed) for g in sorted(region.groups or ())]
    places = [ed.country(d) for d in sorted(region.destinations or ())]
    shown = [ed.list(held[:MOST_NAMED]) for held in (names, places) if held]
    return "; ".join(shown)


def _group(group: str, ed: Edition) -> str:
    # a group that only published figures name
    known = ed.group(group)
    return named("group", group, ed) if known == group else known


def time(region: Any, ed: Edition) -> str:
    """Return the time of a region: a year, a half, a quarter, months, or a span of them."""
    return span(region.start, region.end, ed)


def before(region: Any, ed: Edition) -> str:
    """Return the time of a region as it stands after "to" or "on": a year, a half, a quarter."""
    year, first = divmod(region.start, 12)
    size = region.end - region.start + 1
    name = {12: "year", 6: "half", 3: "quarter"}.get(size if first % size == 0 else 0)
    if name is None:
        return ed.say("against-span", time=time(region, ed))
    place = {} if name == "year" else {"n": first // size + 1}
    return ed.say(f"against-{name}", year=str(year), **place)


def span(start: int, end: int, ed: Edition) -> str:
    """Return months from one ordinal to another in words.

    >>> span(2021 * 12, 2021 * 12 + 5, Edition(period=""))
    'first half of 2021'
    """
    (year, first), (last_year, last) = divmod(start, 12), divmod(end, 12)
    if year == last_year:
        length = last - first + 1
        for unit, size in (("half", 6), ("quarter", 3)):
            if length == size and first % size == 0:
                return ed.say(f"time-{unit}", n=first // size + 1, year=str(year))
        if length == 12:
            return str(year)
    if year == last_year and first != last:
        months = {"from": ed.month(first + 1), "to": _month(year, last, ed)}
        return ed.say("time-months", **months)
    begin = str(year) if first == 0 and year != last_year else _month(year, first, ed)
    ended = str(last_year) if last == 11 and year != last_year else _month(last_year, last, ed)
    if begin.isdigit() and ended.isdigit():
        return f"{begin}–{ended}"
    return begin if begin == ended else ed.say("time-span", **{"from": begin, "to": ended})


def _month(year: int, month: int, ed: Edition) -> str:
    return ed.date(f"{year}-{month + 1:02d}")


def named(kind: str, name: str, ed: Edition) -> str:
    """Return the word of the language for a name, or the name as it is."""
    known = name.replace("_", "").replace("-", "").isalnum() and name.isascii()
    return ed.told(f"{kind}-{name}", name.replace("_", " ")) if known else short(name)


def unit(name: str, ed: Edition, number: float | str | None = None) -> str:
    """Return a unit in words, such as `million RUB` or `млн руб.`, as it stands after a number."""
    top, per, bottom = name.partition(" per ")
    if per:
        return f"{unit(top, ed, number)}/{unit(bottom, ed, 1)}"
    *scales, base = name.split() or [""]
    words = [ed.say(f"scale-{scale}") for scale in scales]
    # after a scale, and where there is no number, what is counted stands in the plural
    many = 5 if scales or number is None else number
    told = ed.told(f"unit-{base}", "", n=many) or ed.told(f"currency-{base}", base)
    return NBSP.join([*words, told])


def value(number: float, name: str, ed: Edition, width: float = 0.0) -> str:
    """Return a number in a unit, with as many digits as tell it from another `width` away."""
    number, width, name = _shown(number, name)[0], _shown(width, name)[0], _shown(0.0, name)[1]
    kept = decimals([number], width)
    return f"{ed.number(number, kept)}{_before(name, ed)}{unit(name, ed, round(number, kept))}"


def _before(name: str, ed: Edition) -> str:
    """Return what stands between a number and its unit."""
    return "" if name == "%" and ed.language == "en" else NBSP


def interval(low: Any, high: Any, name: str, ed: Edition) -> str:
    """Return an interval in words; an end that is missing is unbounded."""
    ends = [None if missing(end) else _shown(end, name)[0] for end in (low, high)]
    finite = [end for end in ends if end is not None]
    if not finite:
        return ed.say("interval-none")
    name = _shown(0.0, name)[1]
    kept = decimals(finite, finite[-1] - finite[0])
    shown = ["" if end is None else ed.number(end, kept) for end in ends]
    number = round(finite[-1], kept)
    if None in ends and number % 1 == 0 and ed.language == "ru":
        # after "не менее" what is counted is in the genitive: 151 компании, 160 компаний
        number = 2 if number % 10 == 1 and number % 100 != 11 else 5
    named_unit = f"{_before(name, ed)}{unit(name, ed, number)}" if name else ""
    told = {"low": shown[0], "high": shown[1], "unit": named_unit}
    if not all(shown):
        return ed.say("interval-least" if shown[0] else "interval-most", **told)
    return ed.say("interval-exact" if shown[0] == shown[1] else "interval-between", **told)


def _shown(number: float, name: str) -> tuple[float, str]:
    # a share reads better in per cent
    return (number * 100, "%") if name == "share" else (number, name)


def printed(claim: Any, ed: Edition, *, quoted: bool = False) -> str:
    """Return a figure as it was printed, with its unit where the text does not hold it.

    The unit is ours, so that quotation marks go around the text alone.
    """
    text = f"{claim.wording} {claim.printed}".strip()
    if claim.measure == "rank":
        names = [named_one(claim.part.of, name, ed) for name in claim.names]
        return "; ".join(names)
    if quoted:
        text = f"«{text}»" if ed.language == "ru" else f'"{text}"'
    if claim.worded or not claim.unit.name:
        return text
    return f"{text}{NBSP}{unit(claim.unit.name, ed, claim.shown(claim.value))}"


def named_one(of: str, name: str, ed: Edition) -> str:
    """Return a name as a reader knows it: `CHN` of a destination is China."""
    if name == "_U":
        return ed.say("unknown")
    names = {"destination": ed.country, "group": ed.group, "bloc": ed.bloc}
    return names[of](name) if of in names else name


def computed(row: dict[str, Any], claim: Any, ed: Edition) -> str:
    """Return what the records give for a claim, in words."""
    held = row["computed"]
    if held is None or (isinstance(held, float) and missing(held)):
        return "–"
    if claim.measure == "rank":
        return "; ".join(named_one(claim.part.of, name, ed) for name in str(held).split(", "))
    if claim.measure == "first":
        return ed.date(str(held))
    return value(float(held), claim.unit.name, ed)
