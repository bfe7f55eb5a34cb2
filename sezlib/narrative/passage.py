"""A piece of text that knows how to be shown, and the small questions put to metric tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from sezlib import trace
from sezlib.flows import Unavailable
from sezlib.language import Edition, missing


@dataclass(frozen=True)
class Passage:
    """A heading, its sentences and how to read them; text in, escaped HTML out."""

    name: str
    heading: str = ""
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    level: int = 2
    warning: str = ""
    reading: str = ""

    def __post_init__(self) -> None:
        if self.heading:
            trace.note("heading", id=self.name, text=capital(self.heading), level=self.level)
        said = [capital(text) for text in (*self.sentences, *self.points)]
        trace.note("passage", name=self.name, sentences=said)

    def _repr_html_(self) -> str:
        head, body = Markup(""), Markup("")
        if self.heading:
            head = Markup("<h{0} id='{1}'>{2}</h{0}>").format(
                self.level, self.name, capital(self.heading)
            )
        if self.warning:
            body += Markup("<p class='warning' role='note'>{}</p>").format(self.warning)
        if self.sentences:
            body += Markup("<p>{}</p>").format(" ".join(map(capital, self.sentences)))
        if self.points:
            items = Markup("").join(Markup("<li>{}</li>").format(capital(p)) for p in self.points)
            body += Markup("<ul>{}</ul>").format(items)
        if self.reading:
            body += Markup("<p class='reading'>{}</p>").format(self.reading)
        return str(head + body)

    def __repr__(self) -> str:
        parts = [self.heading, self.warning, " ".join(map(capital, self.sentences)), self.reading]
        return "\n".join(
            [capital(p) for p in parts if p] + [f"- {capital(p)}" for p in self.points]
        )


@dataclass(frozen=True)
class Chapter:
    """Passages that are told one after the other."""

    passages: tuple[Passage, ...]

    def _repr_html_(self) -> str:
        return "".join(passage._repr_html_() for passage in self.passages)

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self.passages))


def capital(text: str) -> str:
    """Return the text with its first letter in upper case.

    >>> capital("optics grew")
    'Optics grew'
    """
    return text[:1].upper() + text[1:]


def rows(table: Any, period: str) -> list[dict[str, Any]]:
    """Return the rows of one period; none where the table could not be had."""
    if isinstance(table, Unavailable) or table is None:
        return []
    return table[table["period"] == period].to_dict("records")


def row(table: Any, period: str) -> dict[str, Any]:
    """Return the only row of a period, empty where there is none."""
    return next(iter(rows(table, period)), {})


def figure(ed: Edition, name: str, value: Any, unit: str, **where: Any) -> None:
    """Name a figure of the page, unrounded, for its machine-readable summary."""
    number = None if missing(value) else value
    if number is not None:
        number = int(number) if unit in COUNTED else float(number)
    trace.note("figure", id=name, period=ed.period, value=number, unit=unit, where=where)


COUNTED = ("countries", "companies", "sites", "claims", "sources", "sets", "declarations")
# growth above it reads better as a multiple
MANY_TIMES = 3
# half of the last digit that a share or a growth is shown with
HALF = 0.0005


def previous(period: str) -> str:
    """Return the year before.

    >>> previous("2019")
    '2018'
    """
    return str(int(period) - 1)


def direction(growth: float) -> str:
    """Return whether growth is `up`, `down` or, as far as it is shown, the `same`."""
    return "same" if abs(growth) < HALF else "up" if growth > 0 else "down"


def change(ed: Edition, growth: float) -> str:
    """Return growth in words: `32.0% more than`, `16 times as much as`, `as much as`."""
    way, shown, n = direction(growth), _size(ed, growth), 0.0
    if way == "same" and growth:
        way = "near"
    elif growth > MANY_TIMES:
        # nouns go with any fraction as with one and a half
        digits = 0 if 1 + growth >= 10 else 1
        way, shown, n = "times", ed.number(1 + growth, digits), 1.5 if digits else round(1 + growth)
    return ed.say("change", direction=way, shown=shown, n=n)


def went(ed: Edition, growth: float, message: str = "went") -> str:
    """Return what exports did, in words: `grew by 32.0%`, `fell by 4.1%`, `hardly changed`.

    With the message `would` it is what they would have done.
    """
    way = "near" if direction(growth) == "same" and growth else direction(growth)
    return ed.say(message, direction=way, shown=_size(ed, growth))


def _size(ed: Edition, growth: float) -> str:
    # what has nearly gone has not gone
    return ed.least(-growth) if growth < 0 else ed.percent(growth)


def points(ed: Edition, fraction: float) -> str:
    """Return a contribution in percentage points, with its sign."""
    shown = ed.number(fraction * 100, 1)
    sign = "+" if fraction > 0 and shown != ed.number(0.0, 1) else ""
    return ed.say("points", shown=sign + shown)


def rounded(ed: Edition, parts: Iterable[float], whole: float, digits: int = 1) -> list[str]:
    """Return the sentence that parts are rounded, where as printed they do not add up."""
    added = sum(_printed(part, digits) for part in parts)
    return [] if added == _printed(whole, digits) else [ed.say("rounded")]


def _printed(value: float, digits: int) -> Decimal:
    # as Babel rounds
    return round(Decimal(str(value)), digits)


def signed(ed: Edition, fraction: float) -> str:
    """Return a change with its sign: `+32.0%`."""
    shown = ed.percent(fraction)
    sign = "+" if fraction > 0 and shown != ed.percent(0.0) else ""
    return sign + shown


def nothing(name: str, ed: Edition, *, sold: bool = False) -> Passage:
    """Return the sentence that stands where a year leaves nothing to tell.

    Nothing was exported, or, where something was `sold`, the records do not state what or by whom.
    """
    if sold:
        return Passage(name, ed.say(f"heading-{name}-none"))
    heading = ed.say("heading-nothing", period=ed.period)
    return Passage(name, heading, (ed.say("nothing", period=ed.period),))


def unavailable(name: str, answer: Unavailable, ed: Edition) -> Passage:
    """Return the sentence that stands where a section cannot."""
    sentence = ed.say(f"unavailable-{name}", columns=ed.list(answer.missing))
    return Passage(name, ed.say(f"heading-unavailable-{name}"), (sentence,))


def term(name: str, ed: Edition) -> str:
    """Return a term of the glossary with what it means."""
    text = ed.say(f"term-{name}-text", who=ed.who())
    return ed.say("glossary-item", term=ed.say(f"term-{name}"), text=text)


def by_group(pairs: Iterable[dict[str, Any]], ed: Edition) -> str:
    """Return countries listed by the product group that went there."""
    held: dict[str, list[str]] = {}
    for pair in pairs:
        held.setdefault(pair["group"], []).append(ed.country(pair["destination"]))
    items = [
        ed.say("new-item", list=ed.list(countries), group=ed.group(group))
        for group, countries in held.items()
    ]
    return "; ".join(items)
