"""Tables that nobody published, claims rounded from them, and the naive way to check claims.

Nothing here uses the package: words are read by their own few lines, and the naive table has a cell
for every piece of time, every named group and every named destination, whether needed or not.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog

INF = math.inf
GROUPS = ("education", "microelectronics", "optics")
PLACES = ("CHN", "DEU", "KAZ")
FIRST = 2018 * 12
LAST = FIRST + 23
AMOUNTS = {"RUB": 1, "mln RUB": 10**6, "bn RUB": 10**9}
MEASURES = (
    *("total", "total", "total", "cumulative", "share", "share", "growth", "growth", "ratio"),
    *("difference", "count", "rank", "first", "per_unit", "stock"),
)
WORDS = ("", "", "", "more than", "at least", "less than", "at most", "about", "almost")
RATIOS = ("share", "growth", "ratio", "per_unit")
Span = tuple[float, float]
Rows = Sequence[tuple[np.ndarray, float]]


@dataclass(frozen=True)
class Part:
    """A part of the table: months, groups (None: all), destinations (None: all)."""

    start: int
    end: int
    groups: tuple[str, ...] | None = None
    places: tuple[str, ...] | None = None
    indicator: str = "exports"

    def where(self) -> dict:
        """Return the part as a claim states it."""
        told: dict = dict(when(self.start, self.end))
        if self.indicator != "exports":
            told["indicator"] = self.indicator
        for key, names in (("group", self.groups), ("destination", self.places)):
            if names is not None:
                told[key] = names[0] if len(names) == 1 else list(names)
        return told


def when(start: int, end: int) -> dict[str, str]:
    """Return months as a claim states them: by the name of the period, where they have one."""
    year, month = divmod(start, 12)
    length = end - start + 1
    for months, mark in ((12, ""), (6, "-S"), (3, "-Q"), (1, "-")):
        if length == months and month % months == 0:
            number = f"{month + 1:02d}" if months == 1 else str(month // months + 1)
            return {"period": f"{year}{mark}{number if mark else ''}"}
    last, until = divmod(end, 12)
    return {"from": f"{year}-{month + 1:02d}", "to": f"{last}-{until + 1:02d}"}


@dataclass(frozen=True)
class Said:
    """A claim, and the interval that it stands for under each reading, in roubles or fractions."""

    measure: str
    top: Part
    printed: str
    unit: str = ""
    wording: str = ""
    plain: Span = (-INF, INF)
    journalist: Span = (-INF, INF)
    bottom: Part | None = None
    names: tuple[str, ...] = ()
    of: str = ""
    scope: str = ""
    factor: Fraction = Fraction(1)
    interval: Span | None = None

    def where(self) -> dict:
        """Return the claim's `where`, with what the measure takes for granted left out."""
        told = self.top.where()
        if self.of:
            told["of"] = self.of
        if self.bottom is None:
            return told
        if self.measure == "share" and self.bottom == replace(self.top, groups=None, places=None):
            return told
        before = replace(self.top, start=self.top.start - 12, end=self.top.end - 12)
        if self.measure == "growth" and self.bottom == before:
            return told
        key = {"share": "of", "per_unit": "per"}.get(self.measure, "against")
        return {**told, key: self.bottom.where()}

    def toml(self, name: str) -> str:
        """Return the claim as a table of the file."""
        told = {"id": name, "source": "s", "measure": self.measure, "where": self.where()}
        told |= {"printed": self.printed}
        for key in ("unit", "wording", "scope"):
            if getattr(self, key):
                told[key] = getattr(self, key)
        if self.interval is not None:
            told["interval"] = list(self.interval)
        return "[[claims]]\n" + "\n".join(f"{key} = {_toml(v)}" for key, v in told.items())

    def span(self, reading: str) -> Span:
        """Return the interval under a reading."""
        return self.plain if reading == "plain" else self.journalist

    def tightened(self, truth: Fraction) -> Said:
        """Return the claim with an interval half as far from the truth, stated by the reader."""
        exact = float(truth)
        base = 1.0 if self.measure == "growth" and self.unit == "times" else 0.0
        low, high = (
            exact + (end - exact) / 2 if math.isfinite(end) else exact + sign * abs(exact)
            for end, sign in zip(self.plain, (-1, 1), strict=True)
        )
        held = (low, high)
        told = tuple((end + base) / float(self.factor) for end in held)
        return replace(self, plain=held, journalist=held, interval=told, wording="")


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(v)}" for key, v in value.items()) + " }"
    if isinstance(value, list) and any(isinstance(v, float) for v in value):
        return "[" + ", ".join(map(repr, value)) + "]"
    return json.dumps(value)


def written(said: dict[str, Said], links: tuple[tuple[str, str], ...] = ()) -> str:
    """Return a file of claims."""
    heads = [f'[[links]]\npart = "{part}"\nwhole = "{whole}"' for part, whole in links]
    heads += ['[[sources]]\nid = "s"\nlanguage = "en"']
    return "\n\n".join([*heads, *(claim.toml(name) for name, claim in said.items())]) + "\n"


def numbered(said: list[Said]) -> dict[str, Said]:
    """Return claims by the id that they get in the file."""
    return {f"c{number}": claim for number, claim in enumerate(said)}


@dataclass(frozen=True)
class Table:
    """The truth: amounts in roubles by the first month of a cell, group and destination."""

    step: int
    cells: dict[tuple[int, str, str], int]
    levels: dict[int, int] = field(default_factory=dict)
    usual: tuple[Part, ...] = ()

    def amount(self, part: Part) -> int:
        """Return the sum over a part, or the level of an area."""
        if part.indicator == "area":
            return self.levels[part.start]
        return sum(
            value
            for (start, group, place), value in self.cells.items()
            if part.start <= start <= part.end
            and (part.groups is None or group in part.groups)
            and (part.places is None or place in part.places)
        )

    def truth(self, measure: str, top: Part, bottom: Part | None) -> Fraction | None:
        """Return a figure exactly, or None where it divides by nothing."""
        over = Fraction(self.amount(top))
        if bottom is None:
            return over
        under = Fraction(self.amount(bottom))
        if measure == "difference":
            return over - under
        return None if not under else over / under - (measure == "growth")


class Chance(Random):
    """A random generator that tells its seed, from which all of an example is made.

    Drawn one by one, numbers would be much alike, and tables and claims so simple that they agree.
    """

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.first = seed

    def __repr__(self) -> str:
        return f"Chance({self.first})"


chances = st.integers(0, 2**32 - 1).map(Chance)


def table_of(chance: Random) -> Table:
    """Return a table of quarters, two groups and two destinations, or of halves and three."""
    step = chance.choice([3, 6])
    many = 2 if step == 3 else 3
    keys = [
        (start, group, place)
        for start in range(FIRST, LAST + 1, step)
        for group in GROUPS[:many]
        for place in PLACES[:many]
    ]
    # some cells hold nothing, and the others differ by up to a thousand times
    empty = chance.choice([0.0, 0.1, 0.5])
    cells = {
        key: 0 if chance.random() < empty else round(10 ** chance.uniform(5, 8)) for key in keys
    }
    levels = {FIRST: chance.randint(1, 900), FIRST + 12: chance.randint(1, 900)}
    table = Table(step, cells, levels)
    # a few parts that are spoken of more than once
    return replace(table, usual=tuple(part(table, chance) for _ in range(chance.randint(1, 3))))


@st.composite
def truths(
    draw: st.DrawFn, most: int = 10, measures: tuple[str, ...] = MEASURES, least: int = 1
) -> tuple[Table, list[Said]]:
    """Draw a table and claims that are all true of it."""
    chance = draw(chances)
    many = draw(st.integers(least, most))
    table = table_of(chance)
    first = said(table, chance, "total")
    return table, [first, *(said(table, chance, chance.choice(measures)) for _ in range(many - 1))]


@st.composite
def quarrels(
    draw: st.DrawFn, most: int = 7, measures: tuple[str, ...] = MEASURES, least: int = 2
) -> list[Said]:
    """Draw claims of which some are true of one table, and some of one that differs in places."""
    chance = draw(chances)
    many = draw(st.integers(least, most))
    table = table_of(chance)
    cells, levels = dict(table.cells), dict(table.levels)
    for key in chance.sample(sorted(cells), chance.choice([2, len(cells), len(cells)])):
        cells[key] = round(10 ** chance.uniform(5, 8.5)) * chance.choice([0, 1, 1])
    levels[FIRST] += chance.choice([0, 0, 50])
    both = (table, replace(table, cells=cells, levels=levels))
    return [said(chance.choice(both), chance, chance.choice(measures)) for _ in range(many)]


def part(table: Table, chance: Random, simple: bool = False) -> Part:
    """Return a random part of a table."""
    if table.usual and not simple and chance.random() < 0.8:
        return chance.choice(table.usual)
    start, end = span(table, chance)
    groups, places = (
        None
        if chance.random() < 0.5
        else tuple(sorted(chance.sample(names, 1 if simple else chance.choice([1, 1, 2]))))
        for names in named(table)
    )
    return Part(start, end, groups, places)


def named(table: Table) -> tuple[list[str], list[str]]:
    """Return the groups and the destinations of a table."""
    keys = list(table.cells)
    return sorted({group for _, group, _ in keys}), sorted({place for _, _, place in keys})


def span(table: Table, chance: Random) -> tuple[int, int]:
    """Return the first and the last month of a random year, or part of it, or several parts."""
    if table.usual and chance.random() < 0.8:
        usual = chance.choice(table.usual)
        return usual.start, usual.end
    length = chance.choice([12, 12, 12, 6, table.step, 0])
    if length:
        start = chance.randrange(FIRST, LAST + 1, length)
        return start, start + length - 1
    parts = sorted(chance.sample(range(FIRST, LAST + 2, table.step), 2))
    return parts[0], parts[1] - 1


def said(table: Table, chance: Random, measure: str) -> Said:
    """Return a random claim that is true of a table."""
    top = part(table, chance)
    if measure == "cumulative":
        top = replace(top, start=FIRST)
    if measure in ("rank", "count"):
        return _listed(table, chance, measure)
    if measure == "first":
        simple = part(table, chance, simple=True)
        start = chance.choice([FIRST + 12, FIRST + 6])
        there = replace(simple, start=start, end=start + 5)
        earlier = replace(there, start=FIRST, end=start - 1)
        if not (there.groups or there.places) or table.amount(earlier) or not table.amount(there):
            return said(table, chance, "total")
        return Said("first", there, "first")
    if measure in ("stock", "per_unit"):
        year = chance.choice(sorted(table.levels))
        level = Part(year, year + 11, indicator="area")
        if measure == "stock":
            return rounded(table, chance, measure, level, None)
        top = replace(top, start=year, end=year + 11)
        return rounded(table, chance, measure, top, level)
    bottom = second(table, chance, measure, top)
    if bottom is not None and not table.amount(bottom):
        return said(table, chance, "total")
    if measure in ("share", "ratio", "growth", "difference") and bottom in (None, top):
        return said(table, chance, "total")
    return rounded(table, chance, measure, top, bottom)


def second(table: Table, chance: Random, measure: str, top: Part) -> Part | None:
    """Return what a figure of a measure may be compared with."""
    if measure == "share":
        whole = replace(top, groups=None, places=None)
        return chance.choice([whole, whole, replace(top, places=None), replace(top, start=FIRST)])
    if measure in ("growth", "ratio", "difference"):
        if top.start >= FIRST + 12 and chance.random() < 0.6:
            return replace(top, start=top.start - 12, end=top.end - 12)
        other = part(table, chance)
        same = replace(other, groups=top.groups, places=top.places)
        return other if other.groups or other.places else same
    return None


def _listed(table: Table, chance: Random, measure: str) -> Said:
    of = chance.choice(["group", "destination"])
    which = ("group", "destination").index(of)
    start, end = span(table, chance)
    names = named(table)[which]
    limited = {}
    if chance.random() < 0.3:
        # in one destination, or of one group, alone
        limited["places" if of == "group" else "groups"] = (chance.choice(named(table)[1 - which]),)
    if chance.random() < 0.2:
        names = sorted(chance.sample(names, 2))
        limited["groups" if of == "group" else "places"] = tuple(names)
    top = Part(start, end, **limited)
    key = "groups" if of == "group" else "places"
    amounts = {name: table.amount(replace(top, **{key: (name,)})) for name in names}
    sold = sorted((n for n in names if amounts[n]), key=lambda n: (-amounts[n], n))
    if measure == "count":
        unit = {"group": "groups", "destination": "countries"}[of]
        if sold and chance.random() < 0.3:
            # more than two is three or more, and a journalist's three
            less = len(sold) - 1
            return Said("count", top, str(less), unit, "more than", (less + 1, INF),
                        (less + 1, less + 1), of=of)  # fmt: skip
        exact = (float(len(sold)),) * 2
        return Said("count", top, str(len(sold)), unit, "", exact, exact, of=of)
    if not sold:
        return said(table, chance, "total")
    order = tuple(sold[: chance.randint(1, len(sold))])
    return Said("rank", top, ", ".join(order), names=order, of=of)


def rounded(table: Table, chance: Random, measure: str, top: Part, bottom: Part | None) -> Said:
    """Return a true figure as it could be printed."""
    truth = table.truth(measure, top, bottom)
    assert truth is not None
    unit, factor, decimals = _unit(chance, measure)
    if unit == "RUB" and not truth:
        # to the rouble, it would be some hundred million times less than others
        unit, factor = "mln RUB", Fraction(10**6)
    shift = 1 if measure == "growth" and unit == "times" else 0
    exact = (truth + shift) / factor * 10**decimals
    word = chance.choice(WORDS) if exact >= 1 else ""
    floored, ceiled = math.floor(exact), math.ceil(exact)
    digits = {"more than": floored, "at least": floored, "less than": ceiled, "at most": ceiled,
              "almost": ceiled}.get(word, round(exact))  # fmt: skip
    if word == "almost" and ceiled - exact > nearly(ceiled):
        word, digits = "", round(exact)
    figure = Decimal(digits).scaleb(-decimals)
    printed = format(figure, "f")
    plain, journalist = spans(digits, decimals, word, printed)
    held = tuple(
        tuple(
            end if math.isinf(end) else float(Fraction(end) * factor / 10**decimals - shift)
            for end in ends
        )
        for ends in (plain, journalist)
    )
    return Said(measure, top, printed, unit, word, *held, bottom=bottom, factor=factor)


def nearly(digits: int) -> Fraction:
    """Return how far below its digits a figure may be that is almost as much."""
    return max(min(Fraction(1, 2), Fraction(digits, 5)), Fraction(digits, 20))


def spans(digits: int, decimals: int, word: str, printed: str) -> tuple[tuple, tuple]:
    """Return both readings of printed digits, in units of the last of them."""
    half = Fraction(1, 2)
    zeros = 0 if decimals or not digits else len(printed) - len(printed.rstrip("0"))
    step = Fraction(10) ** zeros
    if word in ("more than", "at least"):
        return (digits, INF), (digits, digits + step)
    if word in ("less than", "at most"):
        return (-INF, digits), (digits - step, digits)
    slack = max(half, Fraction(abs(digits), 20))
    both = {
        "about": (digits - slack, digits + slack),
        "almost": (digits - nearly(digits), digits),
    }
    found = both.get(word, (digits - half, digits + half))
    return found, found


def _unit(chance: Random, measure: str) -> tuple[str, Fraction, int]:
    if measure == "stock":
        return "ha", Fraction(1), chance.choice([0, 1])
    if measure == "per_unit":
        return "mln RUB per ha", Fraction(10**6), chance.choice([0, 2, 3])
    if measure in RATIOS:
        unit = "%" if measure == "share" else chance.choice(["%", "times"])
        return unit, Fraction(1, 100) if unit == "%" else Fraction(1), chance.choice([0, 1, 2])
    unit = chance.choice(sorted(AMOUNTS))
    most = {"RUB": [0], "mln RUB": [0, 0, 1, 2], "bn RUB": [1, 2, 3, 5]}[unit]
    return unit, Fraction(AMOUNTS[unit]), chance.choice(most)


OTHER = "(other)"
TOUCH = 1e-9


class Naive:
    """Claims over an explicit table: every month (or `grain`), group and destination has a cell."""

    def __init__(
        self,
        claims: dict[str, Said],
        reading: str = "plain",
        grain: int = 3,
        links: tuple[tuple[str, str], ...] = (),
        asked: tuple[Part | None, ...] = (),
        least: float = 1e-6,
    ) -> None:
        self.claims, self.reading, self.grain, self.least = claims, reading, grain, least
        parts = [p for c in claims.values() for p in (c.top, c.bottom) if p]
        parts += [p for p in asked if p]
        self.groups = [*sorted({n for p in parts for n in p.groups or ()}
                               | self._ranked("group")), OTHER]  # fmt: skip
        self.places = [*sorted({n for p in parts for n in p.places or ()}
                               | self._ranked("destination")), OTHER]  # fmt: skip
        flows = [p for p in parts if p.indicator == "exports"] or [Part(FIRST, LAST)]
        first, last = min(p.start for p in flows), max(p.end for p in flows)
        assert all((p.start - first) % grain == (p.end + 1 - first) % grain == 0 for p in flows)
        self.times = range(first, last + 1, grain)
        self.scopes = sorted({s for link in links for s in link}
                             | {c.scope for c in claims.values()})  # fmt: skip
        keys = itertools.product(self.scopes, self.times, self.groups, self.places)
        self.number = {key: n for n, key in enumerate(keys)}
        for claim in claims.values():
            for key in self._own(claim):
                self.number.setdefault(key, len(self.number))
        for part_ in asked:
            if part_ and part_.indicator != "exports":
                self.number.setdefault(("", part_), len(self.number))
        amounts = [abs(end) for c in claims.values() for end in c.span(reading)
                   if c.measure in ("total", "cumulative", "difference")
                   and math.isfinite(end) and end]  # fmt: skip
        self.size = float(np.median(amounts)) if amounts else 1.0
        self.rows = {name: self._rows(claim) for name, claim in claims.items()}
        self.held = self._linked(links)

    def _ranked(self, of: str) -> set[str]:
        return {n for c in self.claims.values() if c.of == of for n in c.names}

    def _own(self, claim: Said) -> list:
        # levels and counts are variables by themselves
        levels = [p for p in (claim.top, claim.bottom) if p and p.indicator != "exports"]
        counts = [(claim.scope, claim.top, claim.of)] if claim.measure == "count" else []
        return [*((claim.scope, p) for p in levels), *counts]

    def _sum(self, part_: Part, scope: str) -> np.ndarray:
        row = np.zeros(len(self.number))
        if part_.indicator != "exports":
            row[self.number[scope, part_]] = 1.0
            return row
        for time in self.times:
            if not part_.start <= time <= part_.end:
                continue
            for group in self.groups if part_.groups is None else part_.groups:
                for place in self.places if part_.places is None else part_.places:
                    row[self.number[scope, time, group, place]] = 1.0
        return row

    def _rows(self, claim: Said) -> Rows:
        """Return rows of A x <= b; amounts are in multiples of `size`."""
        if claim.measure == "rank":
            return self._order(claim)
        if claim.measure == "first":
            before = replace(claim.top, start=self.times[0], end=claim.top.start - 1)
            sold = self._sum(claim.top, claim.scope)
            return [(self._sum(before, claim.scope), 0.0), (-sold, -self.least)]
        low, high = claim.span(self.reading)
        if claim.measure == "count":
            row = np.zeros(len(self.number))
            row[self.number[claim.scope, claim.top, claim.of]] = 1.0
            return [(-row, -low)] + ([(row, high)] if high < INF else [])
        return self._between(claim.measure, claim.top, claim.bottom, low, high, claim.scope)

    def _between(
        self, measure: str, top: Part, bottom: Part | None, low: float, high: float, scope: str
    ) -> Rows:
        over = self._sum(top, scope)
        ends = [(sign, end + sign * TOUCH * abs(end)) for sign, end in ((-1, low), (1, high))]
        ends = [(sign, end) for sign, end in ends if math.isfinite(end)]
        if bottom is None or measure == "difference":
            row = over if bottom is None else over - self._sum(bottom, scope)
            size = 1.0 if top.indicator == "area" else self.size
            return [(sign * row, sign * end / size) for sign, end in ends]
        under = self._sum(bottom, scope)
        size = self.size if bottom.indicator == "area" else 1.0
        more = 1.0 if measure == "growth" else 0.0
        # whoever prints a ratio had something to compare with, however little
        rows = [(-under, -self.least)]
        for sign, end in ends:
            row = sign * (over - (end + more) / size * under)
            rows.append((row / max(np.abs(row).max(), 1e-12), 0.0))
        return rows

    def _order(self, claim: Said) -> Rows:
        key, known = {"group": ("groups", self.groups),
                      "destination": ("places", self.places)}[claim.of]  # fmt: skip
        own = getattr(claim.top, key)

        def of(name: str) -> np.ndarray:
            return self._sum(replace(claim.top, **{key: (name,)}), claim.scope)

        names = [of(name) for name in claim.names]
        rows = [(smaller - larger, 0.0) for larger, smaller in itertools.pairwise(names)]
        others = [n for n in own or known if n not in claim.names and n != OTHER]
        return rows + [(of(name) - names[-1], 0.0) for name in others]

    def _joint(self, names: Iterable[str]) -> Rows:
        # a ranking and a count of the same: the others are no more than so many times the last
        rows = []
        ranks = [self.claims[n] for n in names if self.claims[n].measure == "rank"]
        counts = [self.claims[n] for n in names if self.claims[n].measure == "count"]
        for rank, count in itertools.product(ranks, counts):
            most = count.span(self.reading)[1]
            if (rank.top, rank.of, rank.scope) != (count.top, count.of, count.scope):
                continue
            if math.isinf(most):
                continue
            key = "groups" if rank.of == "group" else "places"
            named_ = [self._sum(replace(rank.top, **{key: (n,)}), rank.scope) for n in rank.names]
            left = self._sum(rank.top, rank.scope) - sum(named_)
            spare = most - len(named_)
            if spare < 0:
                rows.append((np.zeros(len(self.number)), -1.0))
            else:
                rows.append((left - spare * named_[-1], 0.0))
        return rows

    def _linked(self, links: tuple[tuple[str, str], ...]) -> Rows:
        rows = []
        for (scope, *rest), number in self.number.items():
            for part_, whole in links:
                if scope == part_ and (whole, *rest) in self.number and len(rest) != 2:
                    row = np.zeros(len(self.number))
                    row[number], row[self.number[whole, *rest]] = 1.0, -1.0
                    rows.append((row, 0.0))
        return rows

    def _all(self, names: Iterable[str]) -> tuple[np.ndarray, np.ndarray]:
        rows = [*(r for name in names for r in self.rows[name]), *self._joint(names), *self.held]
        rows = rows or [(np.zeros(len(self.number)), 0.0)]
        return np.array([row for row, _ in rows]), np.array([end for _, end in rows])

    def possible(self, names: Iterable[str]) -> bool:
        """Return whether some of the claims hold of any table."""
        matrix, ends = self._all(names)
        return _least(np.zeros(len(self.number)), matrix, ends) is not None

    def extremes(
        self, measure: str, top: Part, bottom: Part | None
    ) -> tuple[float | None, float | None]:
        """Return the least and the most of a figure, in roubles or fractions; None: unbounded."""
        matrix, ends = self._all(self.claims)
        cost, equal, size = self._sum(top, ""), None, self.size
        if bottom is not None and measure == "difference":
            cost = cost - self._sum(bottom, "")
        elif bottom is not None:
            # every cell over the bottom, and a last variable that is one over it
            equal = np.append(self._sum(bottom, ""), 0.0)
            matrix, ends = np.hstack([matrix, -ends[:, None]]), np.zeros(len(ends))
            cost, size = np.append(cost, 0.0), 1.0
        less = 1.0 if measure == "growth" else 0.0
        assert _least(np.zeros(len(cost)), matrix, ends, equal) is not None
        found = []
        for sign in (1.0, -1.0):
            least = _least(sign * cost, matrix, ends, equal)
            unbounded = least is None or math.isinf(least)
            found.append(None if unbounded else sign * least * size - less)
        return found[0], found[1]

    def smallest(self) -> set[frozenset[str]]:
        """Return every smallest conflicting set, by trying all sets."""
        names = tuple(self.claims)
        fine: list[frozenset[str]] = []
        bad: set[frozenset[str]] = set()
        for many in range(len(names), 0, -1):
            for some in itertools.combinations(names, many):
                held = frozenset(some)
                if any(held <= known for known in fine):
                    continue
                if self.possible(some):
                    fine.append(held)
                else:
                    bad.add(held)
        return {held for held in bad if not any(other < held for other in bad)}


def _least(
    cost: np.ndarray, matrix: np.ndarray, ends: np.ndarray, equal: np.ndarray | None = None
) -> float | None:
    """Return the least cost, minus infinity, or None: none, or (with a cost) perhaps unbounded."""
    more = {} if equal is None else {"A_eq": equal[None, :], "b_eq": np.ones(1)}
    exact = dict.fromkeys(("primal_feasibility_tolerance", "dual_feasibility_tolerance"), 1e-10)
    # the finest tolerance may be too fine, and presolve may not look which of two it is
    slow = {**exact, "presolve": False}
    for method, options in (("highs", exact), ("highs", slow), ("highs-ipm", slow), ("highs", {})):
        found = linprog(cost, matrix, ends, **more, method=method, options=options)
        if found.status in (0, 2, 3):
            break
    assert found.status in (0, 2, 3), found.message
    return None if found.status == 2 else -INF if found.status == 3 else float(found.fun)
