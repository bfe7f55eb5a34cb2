"""Units of published figures: money at a scale, per cent, times, hectares, and things counted."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from sezlib.flows import FlowsError, listed, near, quoted

SCALES = {
    "thousand": (1e3, "thousand|k|тыс.|тыс|тысяча|тысячи|тысяч"),
    "lakh": (1e5, "lakh|lakhs"),
    "mln": (1e6, "mln.|mln|mn|million|millions|млн.|млн|миллион|миллиона|миллионов"),
    "crore": (1e7, "crore|crores"),
    "bn": (1e9, "bn.|bn|bln|billion|billions|млрд.|млрд|миллиард|миллиарда|миллиардов"),
    "trn": (1e12, "trn|trillion|трлн.|трлн|триллион|триллиона|триллионов"),
}
# name: (kind, size in the base of its kind, how it is written)
UNITS = {
    "%": ("fraction", 0.01, "%|percent|per cent|процент|процента|процентов"),
    "share": ("fraction", 1.0, "share"),
    "times": ("times", 1.0, "times|-fold|fold|x|×|раза|раз"),
    "ha": ("area", 1.0, "ha|hectares|га|гектара|гектаров"),
    "m2": ("area", 1e-4, "m2|m²|кв. м|м2|м²"),
    "km2": ("area", 1e2, "km2|km²|кв. км|км2|км²"),
    "countries": ("count", 1.0, "countries|country|стран|страны|страна"),
    "companies": ("count", 1.0, "companies|company|компаний|компании|компания"),
    "residents": ("count", 1.0, "residents|resident|резидентов|резидента|резидент"),
    "sites": ("count", 1.0, "sites|site|площадок|площадки|площадка"),
    "jobs": ("count", 1.0, "jobs|job|рабочих мест|рабочих места|рабочее место"),
    "products": ("count", 1.0, "products|product|товаров|товара|товар"),
    "groups": ("count", 1.0, "groups|group|групп|группы|группа"),
}
CURRENCIES = {
    "RUB": "rub|rur|руб.|руб|рубль|рубля|рублей|rouble|roubles|ruble|rubles|₽",
    "USD": "usd|us$|$|dollars|долл. сша|долларов сша|долл.|долларов",
    "EUR": "eur|€|euro|euros|евро",
    "INR": "inr|₹|rs.|rs|rupees",
    "CNY": "cny|¥|yuan|юаней",
}


@dataclass(frozen=True)
class Unit:
    """A unit: its name, what kind of figure it measures, its size in the base, its scale."""

    name: str
    kind: str
    base: str
    factor: float
    scale: float = 1.0


def spoken() -> Iterator[tuple[str, str, float]]:
    """Yield every written form of a unit or scale with its name (empty for scales) and size."""
    for size, written in SCALES.values():
        yield from ((word, "", size) for word in written.split("|"))
    for name, (_, size, written) in UNITS.items():
        yield from ((word, name, size) for word in written.split("|"))
    for name, written in CURRENCIES.items():
        yield from ((word, name, 1.0) for word in written.split("|"))


# longer than any unit that is written
LONGEST = 60


@functools.cache
def unit(name: str) -> Unit:
    """Return the unit of a name such as `mln RUB`, `%`, `thousand jobs` or `mln RUB per ha`.

    >>> unit("bn RUB").factor, unit("%").kind
    (1000000000.0, 'fraction')
    """
    if len(name) > LONGEST:
        raise _unknown(name)
    top, per, bottom = (part.strip() for part in name.partition(" per "))
    if " per " in bottom:
        raise _unknown(name)
    if per:
        over, under = unit(top), unit(bottom)
        factor = over.factor / under.factor
        return Unit(name, "per", f"{over.base} per {under.base}", factor, over.scale)
    *scales, base = name.split() or [""]
    # a lakh crore is a trillion; nobody counts in million millions
    if len(scales) > 1 and scales != ["lakh", "crore"]:
        raise _unknown(name)
    scale = 1.0
    for word in scales:
        if word not in SCALES:
            raise _unknown(name)
        scale *= SCALES[word][0]
    if base in UNITS:
        kind, size, _ = UNITS[base]
        if scale != 1.0 and kind in ("fraction", "times"):
            raise _unknown(name)
        return Unit(name, kind, base, scale * size, scale)
    if base in _currencies():
        return Unit(name, "money", base, scale, scale)
    raise _unknown(name)


def _unknown(name: str) -> FlowsError:
    # what is offered can be typed as it stands
    choices = ["mln RUB", "bn RUB", "crore INR", *UNITS]
    return FlowsError(
        f"unknown unit {quoted(name)}{near(name, choices)}; units are {listed(choices, 20)}"
    )


@functools.cache
def _currencies() -> frozenset[str]:
    from babel.numbers import list_currencies

    return frozenset(list_currencies())
