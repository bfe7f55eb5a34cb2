"""Claims as a linear programme: the cells that they distinguish, and a row for all that they say.

A *series* is an indicator within a scope. Its months are cut where a claim begins or ends; within
each such stretch of time there is a cell for every pair of a group and a destination that a claim
names together, one for what is left of each, and a margin for those that are named alone: the sum
of its cells, or by itself where it has none, since any table with the right margins can be filled
in. Levels and counts do not add up over time, and each is a variable of its own. A zone is a scope
within a scope, cut alike: cell by cell zones add up to no more than the whole, or to just that
where they are all.
"""

from __future__ import annotations

import bisect
import functools
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise, product
from typing import Any

from sezlib.claims.claim import TOUCH, Claim, Region, is_signed
from sezlib.claims.linear import Expression, Row, System, plus

INF = math.inf
REST = ""
# the two parts of what is sold: at home and abroad
HOME_AND_AWAY = ("domestic", "abroad")
# how many claims lead from a share that is printed to one that is not
MOST_STEPS = 4
Key = tuple
# the name of a scope, or that with one of its zones
Scope = Any


@dataclass
class Series:
    """The cells of one indicator in one scope, or in linked scopes that share their cells' cut.

    Of each stretch between the `cuts` it has the groups and the destinations that are named
    together, and those that are named alone.
    """

    cuts: list[int]
    crossed: list[tuple[list[str], list[str]]] = field(default_factory=list)
    margins: list[tuple[list[str], list[str]]] = field(default_factory=list)

    @classmethod
    def of(cls, regions: Sequence[Region]) -> Series:
        """Return the cells that regions distinguish."""
        made = cls(sorted({r.start for r in regions} | {r.end + 1 for r in regions}))
        spans: list[list[Region]] = [[] for _ in made.cuts[:-1]]
        for region in dict.fromkeys(regions):
            if region.groups is not None or region.destinations is not None:
                for at in made.span(region):
                    spans[at].append(region)
        for held in spans:
            both = [r for r in held if r.groups is not None and r.destinations is not None]
            alone = [r for r in held if r.groups is None or r.destinations is None]
            crossed = [_named(both, what) for what in ("groups", "destinations")]
            named = [_named(alone, what) for what in ("groups", "destinations")]
            made.crossed.append((sorted(crossed[0]), sorted(crossed[1])))
            made.margins.append((sorted(named[0] - crossed[0]), sorted(named[1] - crossed[1])))
        return made

    def span(self, region: Region) -> range:
        """Return the stretches of time that a region covers."""
        first = bisect.bisect(self.cuts, region.start) - 1
        return range(first, bisect.bisect_left(self.cuts, region.end + 1))


class Cells:
    """The variables of a programme, and the rows that hold them together."""

    def __init__(
        self, regions: Sequence[tuple[Region, Scope]], links: Sequence[tuple[Scope, Scope]] = (),
        zones: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.rows: list[Row] = []
        self._variables: dict[Key, int] = {}
        self._totals: dict[Key, Expression] = {}
        self._expressions: dict[tuple[Region, Scope], Expression] = {}
        named = sorted(_named([region for region, _ in regions], "zones"))
        self._zones = sorted({*zones, *named}) if named else []
        zoned = {scope: [(scope, zone) for zone in self._zones]
                 for scope in dict.fromkeys(s for r, s in regions if r.zones)}  # fmt: skip
        both = [link for link in links if zoned.keys() >= {*link}]
        links = [*links, *(((part, z), (whole, z)) for part, whole in both for z in self._zones)]
        self._linked = components([*links, *((z, s) for s in zoned for z in zoned[s])])
        self.series = self._cut(regions)
        # what is asked for is cut once, and every claim then finds its cells
        for region, scope in regions:
            self.expression(region, scope)
        self._link(links)
        self._add_up(zoned, 0.0 if zones else -INF)
        markets = {whole: [(whole, name) for name in HOME_AND_AWAY] for part, whole in links
                   if part in ((whole, n) for n in HOME_AND_AWAY)}  # fmt: skip
        self._add_up(markets, 0.0)
        self._stay(markets)

    def expression(self, region: Region, scope: Scope) -> Expression:
        """Return a region as a sum of variables; of what may be below nothing, as a difference."""
        # many claims are on the same, and a sum is never changed
        if (region, scope) not in self._expressions:
            self._expressions[region, scope] = self._express(*placed(region, scope))
        return self._expressions[region, scope]

    def _express(self, above: tuple[Region, Scope], *below: tuple[Region, Scope]) -> Expression:
        if below:
            return plus(self.expression(*above), self.expression(*below[0]), -1.0)
        region, scope = above
        if region.zones and not region.of:
            each = replace(region, zones=None)
            parts = (self.expression(each, (scope, zone)) for zone in sorted(region.zones))
            return dict(chain.from_iterable(part.items() for part in parts))
        if region.stock or region.of:
            return {self._variable((region, scope)): 1.0}
        series = self.series[region.indicator, scope]
        held: Expression = {}
        for at in series.span(region):
            held.update(self._at(region, scope, series, at))
        return held

    def _at(self, region: Region, scope: Scope, series: Series, at: int) -> Expression:
        key = (region.indicator, scope, at)
        groups, destinations = region.groups, region.destinations
        self._stretch(key, series, at)
        if groups is None and destinations is None:
            return self._totals[key]
        if groups is not None and destinations is not None:
            pairs = product(sorted(groups), sorted(destinations))
            return {self._cell(key, *pair): 1.0 for pair in pairs}
        which, names = (0, groups) if groups is not None else (1, destinations)
        return {self._margin(key, which, name, series.crossed[at]): 1.0
                for name in sorted(names or ())}  # fmt: skip

    def _stretch(self, key: Key, series: Series, at: int) -> None:
        # the cells of one stretch of time, and what holds them together
        if key in self._totals:
            return
        groups, destinations = ((*names, REST) for names in series.crossed[at])
        total = {self._cell(key, g, d): 1.0 for g in groups for d in destinations}
        self._totals[key] = total
        if len(total) > 1:
            whole = self._variable((*key, "total"))
            self.rows.append(Row({**total, whole: -1.0}, 0.0, 0.0))
            self._totals[key] = {whole: 1.0}
        for which, names in enumerate(series.margins[at]):
            if not names:
                continue
            # what is left of the rest is a margin too, and a part's is a part of the whole's
            margin = {self._variable((*key, "margin", which, name)): 1.0 for name in (*names, REST)}
            others = destinations if which == 0 else groups
            pairs = [(REST, o) if which == 0 else (o, REST) for o in others]
            left = {self._cell(key, *pair): -1.0 for pair in pairs}
            self.rows.append(Row({**margin, **left}, 0.0, 0.0))

    def _cell(self, key: Key, group: str, destination: str) -> int:
        return self._variable((*key, "cell", group, destination))

    def _margin(self, key: Key, which: int, name: str, across: tuple[list[str], list[str]]) -> int:
        known = len(self._variables)
        margin = self._variable((*key, "margin", which, name))
        # many claims are on the sum of the cells of a name, which is told once
        if margin == known and name in across[which]:
            others = (*across[1 - which], REST)
            pairs = ((name, other) if which == 0 else (other, name) for other in others)
            cells = {self._cell(key, *pair): 1.0 for pair in pairs}
            self.rows.append(Row({**cells, margin: -1.0}, 0.0, 0.0))
        return margin

    def _variable(self, key: Key) -> int:
        if key not in self._variables:
            self._variables[key] = len(self._variables)
        return self._variables[key]

    def _cut(self, regions: Sequence[tuple[Region, Scope]]) -> dict[tuple[str, Scope], Series]:
        held: dict[tuple[str, Scope], list[Region]] = defaultdict(list)
        for region, scope in regions:
            if not (region.stock or region.of):
                for each in [(scope, zone) for zone in region.zones or ()] or [scope]:
                    held[region.indicator, each].append(replace(region, zones=None))
        # linked scopes are compared cell by cell, so they are cut alike
        for scopes in self._linked:
            for indicator in sorted({name for name, scope in held if scope in scopes}):
                every = [r for scope in scopes for r in held.get((indicator, scope), ())]
                held |= {(indicator, scope): every for scope in scopes}
        return {key: Series.of(found) for key, found in held.items()}

    def _link(self, links: Sequence[tuple[Scope, Scope]]) -> None:
        for scopes in self._linked:
            for (indicator, scope), series in self.series.items():
                if scope in scopes:
                    for at in range(len(series.crossed)):
                        self._stretch((indicator, scope, at), series, at)
            levels = dict.fromkeys(n[0] for n in self._variables
                                   if isinstance(n[0], Region) and n[1] in scopes)  # fmt: skip
            for level in levels:
                if not level.of:
                    for scope in scopes:
                        self._variable((level, scope))
        for part, whole in links:
            for name, number in list(self._variables.items()):
                other = self._variables.get((name[0], whole, *name[2:]))
                # a count of a part may be any, as companies may be in both
                counted = isinstance(name[0], Region) and name[0].of
                if name[1] == part and other is not None and not counted:
                    self.rows.append(Row({number: 1.0, other: -1.0}, -INF, 0.0))

    def _stay(self, markets: dict[Scope, list[Scope]]) -> None:
        # what is sold at home goes to no country
        home = [scope[0] for scope in markets.values()]
        for name, number in list(self._variables.items()):
            place = name[-1] if "cell" in name or name[3:5] == ("margin", 1) else REST
            if name[1] in home and place != REST:
                self.rows.append(Row({number: 1.0}, -INF, 0.0))

    def _add_up(self, zoned: dict[Scope, list[Scope]], least: float) -> None:
        for name, number in list(self._variables.items()):
            # companies may be in several zones
            if name[1] in zoned and not (isinstance(name[0], Region) and name[0].of):
                of_zones = [self._variable((name[0], zone, *name[2:])) for zone in zoned[name[1]]]
                self.rows.append(Row({**dict.fromkeys(of_zones, 1.0), number: -1.0}, least, 0.0))


def placed(region: Region, scope: Scope) -> list[tuple[Region, Scope]]:
    """Return a region in the scope that it names, in that of its part of the world.

    What may be below nothing is two: what is above it and what is below.
    """
    if region.scope or region.area:
        scope = region.scope or scope
        scope = (scope, region.area) if region.area and not region.destinations else scope
        region = replace(region, scope="", area="")
    if region.of or not is_signed(region.indicator):
        return [(region, scope)]
    return [(replace(region, indicator=region.indicator + sign), scope) for sign in "+-"]


def joined(sets: Iterable[Any], members: Callable[[Any], Any] = set) -> list[list[Any]]:
    """Return sets in groups, of which none has any of its members in common with another."""
    groups: list[list[Any]] = []
    for each in sets:
        own = members(each)
        touching = [g for g in groups if not all(own.isdisjoint(members(other)) for other in g)]
        groups = [g for g in groups if g not in touching]
        groups.append([each, *(other for g in touching for other in g)])
    return groups


def components(links: Iterable[tuple[Scope, Scope]]) -> list[list[Scope]]:
    """Return the scopes that links hold together, in order."""
    return [sorted({*chain(*held)}, key=str) for held in joined(links)]


def _named(regions: Iterable[Region], what: str) -> set[str]:
    return {name for region in regions for name in getattr(region, what) or ()}


class Programme(Cells):
    """The rows of some claims that bound amounts, and the variables that they speak of."""

    def __init__(
        self, claims: Sequence[Claim], scope: Callable[[Claim], str], reading: str,
        links: Sequence[tuple[str, str]] = (), asked: Sequence[tuple[Region, str]] = (),
        zones: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self._reading = reading
        scopes = [scope(claim) for claim in claims]
        # what has to be above nothing, for a share or a growth of it to be stated
        self.wholes: list[tuple[Expression, int]] = []
        told = list(zip(claims, scopes, strict=True))
        mentioned = [*asked, *((region, s) for c, s in told for region in _regions(c))]
        # linked scopes are cut alike, so what one of them names the others can tell apart
        self._home = {scope: min(held) for held in components(links) for scope in held}
        self._near: dict[tuple[str, str], dict[Region, None]] = defaultdict(dict)
        self._names: dict[Key, set[str]] = {}
        for region, held in mentioned:
            if not region.stock and not region.of:
                self._near[self._series_of(region, held)][region] = None
        further = [(region, s) for c, s in told for region in self._further(c, s)]
        every = [each for pair in (*mentioned, *further) for each in placed(*pair)]
        super().__init__(every, [*links, *_wider([*mentioned, *further])], zones)
        self._counts: dict[tuple[Region, str], list[tuple[int, float]]] = defaultdict(list)
        for number, (claim, held) in enumerate(told):
            most = claim.interval(reading)[1]
            if claim.measure == "count" and math.isfinite(most):
                self._counts[claim.part, held].append((number, most))
        for number, (claim, held) in enumerate(told):
            self._add(number, claim, held)
        self._compare_shares(told)
        self.system = System(self.rows, len(self._variables), self.wholes)

    def _add(self, number: int, claim: Claim, scope: str) -> None:
        low, high = claim.interval(self._reading)
        if claim.measure == "rank":
            self._rank(number, claim, scope)
            return
        part = self.expression(claim.part, scope)
        if claim.measure == "first":
            if before := self._before(claim.part, scope):
                self.rows.append(Row(self.expression(before, scope), -INF, 0.0, (number,)))
            # and something was exported then
            self.wholes.append((part, number))
        elif claim.whole is None:
            self._row(part, low, high, number)
        elif claim.measure == "difference":
            self._row(plus(part, self.expression(claim.whole, scope), -1.0), low, high, number)
        elif claim.measure != "change":
            whole = self.expression(claim.whole, scope)
            self.wholes.append((whole, number))
            less = 1.0 if claim.measure == "growth" else 0.0
            self._ratio(part, whole, low + less, high + less, number)

    def _ratio(
        self, part: Expression, whole: Expression, low: float, high: float, *claims: int
    ) -> None:
        least, most = low * (1 - TOUCH), high * (1 + TOUCH)
        if math.isfinite(least) and least > 0.0:
            self.rows.append(Row(plus(part, whole, -least), 0.0, INF, claims))
        if math.isfinite(most):
            self.rows.append(Row(plus(part, whole, -most), -INF, 0.0, claims))

    def _compare_shares(self, told: Sequence[tuple[Claim, str]]) -> None:
        """Add what changes of shares, with shares that are printed, say of shares of other times.

        A share is a variable of its own here, so that changes of one may contradict each other;
        what amounts it stands for is told where a few changes lead to a share that is printed.
        """
        steps = [(number, (c.part, c.whole), c.before, *c.interval(self._reading), scope)
                 for number, (c, scope) in enumerate(told) if c.whole and c.before]  # fmt: skip
        steps += [(n, old, new, -most, -least, scope) for n, new, old, least, most, scope in steps]
        known = {(shares, step[-1]) for step in steps for shares in step[1:3]}
        found: list[tuple[tuple[Region, Region], str, float, float, tuple[int, ...]]] = []
        for number, (c, scope) in enumerate(told):
            if c.measure == "share" and c.whole and ((c.part, c.whole), scope) in known:
                found.append(((c.part, c.whole), scope, *c.interval(self._reading), (number,)))
        for number, new, old, least, most, scope in steps[: len(steps) // 2]:
            later, earlier = (self._variable(("share", *shares, scope)) for shares in (new, old))
            self._row({later: 1.0, earlier: -1.0}, least, most, number)
        for share, scope, low, high, owners in found:
            self._row({self._variable(("share", *share, scope)): 1.0}, low, high, *owners)
            for number, new, old, least, most, of in steps if len(owners) < MOST_STEPS else ():
                if (old, of) == (share, scope) and number not in owners:
                    low_, high_ = max(low + least, 0.0), high + most
                    part, whole = (self.expression(region, scope) for region in new)
                    self._ratio(part, whole, low_, high_, *owners, number)
                    self.wholes.append((whole, number))
                    found.append((new, scope, low_, high_, (*owners, number)))

    def _row(self, terms: Expression, low: float, high: float, *claims: int) -> None:
        low, high = (end + sign * TOUCH * abs(end) if math.isfinite(end) else end
                     for end, sign in ((low, -1), (high, 1)))  # fmt: skip
        self.rows.append(Row(terms, low, high, claims))

    def _further(self, claim: Claim, scope: str) -> list[Region]:
        """Return what a ranking or a first export speaks of without naming it."""
        if claim.measure == "first":
            return [before] if (before := self._before(claim.part, scope)) else []
        if claim.measure == "rank":
            return [_one(claim.part, name) for name in self._others(claim, scope)]
        return []

    def _series_of(self, region: Region, scope: str) -> tuple[str, str]:
        return region.indicator, self._home.get(scope, scope)

    def _before(self, part: Region, scope: str) -> Region | None:
        start = min((r.start for r in self._near[self._series_of(part, scope)]), default=part.start)
        return replace(part, start=start, end=part.start - 1) if start < part.start else None

    def _others(self, claim: Claim, scope: str) -> list[str]:
        # whoever is named anywhere in that time is no larger than the last of the ranked
        part, what = claim.part, f"{claim.part.of}s"
        known = getattr(part, what)
        if known is None:
            series = self._series_of(part, scope)
            key = series, part.start, part.end, what
            if key not in self._names:
                near = self._near[series]
                same = (r for r in near if r.start <= part.end and part.start <= r.end)
                self._names[key] = _named(same, what)
            known = self._names[key]
        return sorted(known - set(claim.names))

    def _rank(self, number: int, claim: Claim, scope: str) -> None:
        named = [self.expression(_one(claim.part, name), scope) for name in claim.names]
        for larger, smaller in pairwise(named):
            self.rows.append(Row(plus(larger, smaller, -1.0), 0.0, INF, (number,)))
        whole = self.expression(replace(claim.part, of=""), scope)
        # all others together are no more than so many times the last that is named
        left = functools.reduce(lambda left, each: plus(left, each, -1.0), named, whole)
        for counted, most in self._counts.get((claim.part, scope), ()):
            others, owners = most - len(named), (number, counted)
            fits = Row(plus(left, named[-1], -others), -INF, 0.0, owners)
            self.rows.append(fits if others >= 0 else Row({}, 1.0, INF, owners))
        for name in self._others(claim, scope):
            other = self.expression(_one(claim.part, name), scope)
            self.rows.append(Row(plus(named[-1], other, -1.0), 0.0, INF, (number,)))


def _regions(claim: Claim) -> list[Region]:
    if claim.measure == "count":
        return []
    if claim.measure == "rank":
        whole = replace(claim.part, of="")
        return [whole, *(_one(claim.part, name) for name in claim.names)]
    return [region for region in (claim.part, claim.whole, *(claim.before or ())) if region]


def _wider(regions: Iterable[tuple[Region, Scope]]) -> list[tuple[Scope, Scope]]:
    """Return the scopes of parts of the world, each with the one that it is a part of."""
    held = {(region.scope or scope, region.area) for region, scope in regions
            if region.area and not region.destinations}  # fmt: skip
    held |= {(s, area) for s, name in held if name in HOME_AND_AWAY for area in HOME_AND_AWAY}
    return [((scope, area), scope) for scope, area in sorted(held, key=str)]


def _one(region: Region, name: str) -> Region:
    named: dict[str, Any] = {f"{region.of}s": frozenset([name])}
    return replace(region, of="", **named)
