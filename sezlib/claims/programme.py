"""Claims as a linear programme: the cells that they distinguish, and a row for all that they say.

A *series* is an indicator within a scope. Its months are cut where a claim begins or ends; within
each such stretch of time there is a cell for every pair of a group and a destination that a claim
names together, one for what is left of each, and a margin for those that are named alone. Margins
suffice there, since any table with the right margins can be filled in. Levels and counts do not add
up over time, and each is a variable of its own. A zone is a scope within a scope, cut alike: cell
by cell zones add up to no more than the whole, or to just that where they are all.
"""

from __future__ import annotations

import bisect
import functools
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, pairwise
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from sezlib.claims.claim import TOUCH, Claim, Region

INF = math.inf
REST = ""
Expression = dict[int, float]
Key = tuple
# the name of a scope, or that with one of its zones
Scope = Any


@dataclass(frozen=True)
class Row:
    """low <= coefficients . x <= high, as long as all of its claims are believed."""

    terms: Expression
    low: float
    high: float
    claims: tuple[int, ...] = ()


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
        self,
        regions: Sequence[tuple[Region, Scope]],
        links: Sequence[tuple[Scope, Scope]] = (),
        zones: Sequence[str] = (),
    ) -> None:
        self.rows: list[Row] = []
        self._variables: dict[Key, int] = {}
        self._totals: dict[Key, Expression] = {}
        named = sorted(_named([region for region, _ in regions], "zones"))
        self._zones = sorted({*zones, *named}) if named else []
        self._all = bool(zones)
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
        self._add_up(zoned)

    @property
    def width(self) -> int:
        """How many variables there are."""
        return len(self._variables)

    def expression(self, region: Region, scope: Scope) -> Expression:
        """Return a region as a sum of variables."""
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
        across = series.crossed[at]
        held: Expression = {}
        if groups is not None and destinations is not None:
            return {self._cell(key, g, d): 1.0 for g in groups for d in destinations}
        which, names = (0, groups) if groups is not None else (1, destinations)
        for name in names or ():
            if name in across[which]:
                for other in (*across[1 - which], REST):
                    pair = (name, other) if which == 0 else (other, name)
                    held[self._cell(key, *pair)] = 1.0
            else:
                held[self._margin(key, which, name)] = 1.0
        return held

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
            margin = {self._margin(key, which, name): 1.0 for name in (*names, REST)}
            others = destinations if which == 0 else groups
            pairs = [(REST, o) if which == 0 else (o, REST) for o in others]
            left = {self._cell(key, *pair): -1.0 for pair in pairs}
            self.rows.append(Row({**margin, **left}, 0.0, 0.0))

    def _cell(self, key: Key, group: str, destination: str) -> int:
        return self._variable((*key, "cell", group, destination))

    def _margin(self, key: Key, which: int, name: str) -> int:
        return self._variable((*key, "margin", which, name))

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
            for indicator in {name for name, scope in held if scope in scopes}:
                every = [
                    r for scope in sorted(scopes, key=str) for r in held.get((indicator, scope), ())
                ]
                held |= {(indicator, scope): every for scope in scopes}
        return {key: Series.of(found) for key, found in held.items()}

    def _link(self, links: Sequence[tuple[Scope, Scope]]) -> None:
        for scopes in self._linked:
            for (indicator, scope), series in self.series.items():
                if scope in scopes:
                    for at in range(len(series.crossed)):
                        self._stretch((indicator, scope, at), series, at)
            levels = {n[0] for n in self._variables if isinstance(n[0], Region) and n[1] in scopes}
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

    def _add_up(self, zoned: dict[Scope, list[Scope]]) -> None:
        least = 0.0 if self._all else -INF
        for name, number in list(self._variables.items()):
            # companies may be in several zones
            if name[1] in zoned and not (isinstance(name[0], Region) and name[0].of):
                of_zones = [self._variable((name[0], zone, *name[2:])) for zone in zoned[name[1]]]
                self.rows.append(Row({**dict.fromkeys(of_zones, 1.0), number: -1.0}, least, 0.0))


def joined(sets: Iterable[Any], members: Callable[[Any], Any] = set) -> list[list[Any]]:
    """Return sets in groups, of which none has any of its members in common with another."""
    groups: list[list[Any]] = []
    for each in sets:
        own = members(each)
        touching = [g for g in groups if not all(own.isdisjoint(members(other)) for other in g)]
        groups = [g for g in groups if g not in touching]
        groups.append([each, *(other for g in touching for other in g)])
    return groups


def components(links: Iterable[tuple[Scope, Scope]]) -> list[set[Scope]]:
    """Return the scopes that links hold together."""
    return [{*chain(*held)} for held in joined(links)]


def _named(regions: Iterable[Region], what: str) -> set[str]:
    return {name for region in regions for name in getattr(region, what) or ()}


def plus(left: Expression, right: Expression, times: float) -> Expression:
    """Return one sum of variables and so many times another."""
    held = dict(left)
    for variable, coefficient in right.items():
        held[variable] = held.get(variable, 0.0) + times * coefficient
    return held


SCALED = 30


class Programme(Cells):
    """The rows of some claims, and the variables that they speak of."""

    def __init__(
        self,
        claims: Sequence[Claim],
        scope: Callable[[Claim], str],
        reading: str,
        links: Sequence[tuple[str, str]] = (),
        asked: Sequence[tuple[Region, str]] = (),
        zones: Sequence[str] = (),
    ) -> None:
        self._many = len(claims)
        self._reading = reading
        scopes = [scope(claim) for claim in claims]
        # what has to be above nothing, for a share or a growth of it to be stated
        self.wholes: list[tuple[Expression, int]] = []
        told = list(zip(claims, scopes, strict=True))
        mentioned = [*asked, *((region, s) for c, s in told for region in _regions(c))]
        # linked scopes are cut alike, so what one of them names the others can tell apart
        self._home = {scope: min(held) for held in components(links) for scope in held}
        self._near: dict[tuple[str, str], dict[Region, None]] = defaultdict(dict)
        for region, held in mentioned:
            if not region.stock and not region.of:
                self._near[self._series_of(region, held)][region] = None
        further = [(region, s) for c, s in told for region in self._further(c, s)]
        super().__init__([*mentioned, *further], links, zones)
        self._counts: dict[tuple[Region, str], list[tuple[int, float]]] = defaultdict(list)
        for number, (claim, held) in enumerate(told):
            most = claim.interval(reading)[1]
            if claim.measure == "count" and math.isfinite(most):
                self._counts[claim.part, held].append((number, most))
        for number, (claim, held) in enumerate(told):
            self._add(number, claim, held)

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
        else:
            whole = self.expression(claim.whole, scope)
            self.wholes.append((whole, number))
            less = 1.0 if claim.measure == "growth" else 0.0
            least, most = (low + less) * (1 - TOUCH), (high + less) * (1 + TOUCH)
            if math.isfinite(least) and least > 0.0:
                self.rows.append(Row(plus(part, whole, -least), 0.0, INF, (number,)))
            if math.isfinite(most):
                self.rows.append(Row(plus(part, whole, -most), -INF, 0.0, (number,)))

    def _row(self, terms: Expression, low: float, high: float, *claims: int) -> None:
        low, high = (end + sign * TOUCH * abs(end) if math.isfinite(end) else end
                     for end, sign in ((low, -1), (high, 1)))  # fmt: skip
        self.rows.append(Row(terms, low, high, claims))

    def _further(self, claim: Claim, scope: str) -> list[Region]:
        """Return what a ranking or a first export speaks of without naming it."""
        if claim.measure == "first":
            return [before] if (before := self._before(claim.part, scope)) else []
        if claim.measure == "rank" and claim.linear:
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
            near = self._near[self._series_of(part, scope)]
            same = (r for r in near if r.start <= part.end and part.start <= r.end)
            known = {name for r in same for name in getattr(r, what) or ()}
        return sorted(known - set(claim.names))

    def _rank(self, number: int, claim: Claim, scope: str) -> None:
        if not claim.linear:
            return
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

    @cached_property
    def _entries(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        # the row, the column and the value of every number that is none
        lengths = [len(row.terms) for row in self.rows]
        rows = np.repeat(np.arange(len(self.rows)), lengths)
        many = int(sum(lengths))
        columns = np.fromiter(chain.from_iterable(row.terms for row in self.rows), int, many)
        told = chain.from_iterable(row.terms.values() for row in self.rows)
        values = np.fromiter(told, float, many)
        kept = values != 0
        return rows[kept], columns[kept], values[kept]

    @cached_property
    def scale(self) -> np.ndarray:
        """The size of each variable, so that what the rows say of it is said in numbers near 1.

        Rows and columns are brought to a geometric mean of 1 in turns, right-hand sides with them:
        amounts give their size to what they are compared with, hectares to what is per hectare.
        """
        rows, columns, values = self._entries
        if not len(rows):
            return np.ones(self.width)
        sizes = np.abs(values)
        sides = [(i, abs(e)) for i, row in enumerate(self.rows)
                 for e in {row.low, row.high} if e and math.isfinite(e)]  # fmt: skip
        logs = np.log(sizes)
        fixed = np.array([i for i, _ in sides], dtype=int)
        amounts = np.log(np.array([e for _, e in sides]))
        height = len(self.rows)
        held = np.maximum(np.bincount(rows, minlength=height), 1)
        told = held + np.bincount(fixed, minlength=height)
        seen = np.maximum(np.bincount(columns, minlength=self.width), 1)
        known = np.bincount(fixed, amounts, minlength=height)
        scale = np.zeros(self.width)
        for _ in range(SCALED):
            each = np.bincount(rows, logs + scale[columns], minlength=height)
            # an amount tells the size of its row, and a row without one takes that of its terms
            size = np.where(told > held, known / np.maximum(told - held, 1), each / held)
            scale = np.bincount(columns, size[rows] - logs, minlength=self.width) / seen
        # what no row speaks of is taken to be as large as the rest
        spoken = np.bincount(columns, minlength=self.width) > 0
        scale[~spoken] = np.median(scale[spoken])
        return np.exp(scale)

    @cached_property
    def spoken(self) -> set[int]:
        """The variables that any row speaks of; nothing bounds another."""
        return set(self._entries[1].tolist())

    def blocks(self, asked: Expression | None = None) -> list[list[int]]:
        """Return the claims in parts that share no variable; of `asked`, those that reach it."""
        tied = [(row.terms, row.claims) for row in self.rows]
        tied += [(terms, (claim,)) for terms, claim in self.wholes]
        edges = []
        for terms, claims in tied:
            first, *others = [*terms, *(self.width + claim for claim in claims)]
            edges += [(first, other, 1.0) for other in others]
        size = self.width + self._many
        part = connected_components(_sparse(edges, size, size), directed=False)[1].tolist()
        held: dict[int, list[int]] = {}
        for number in range(self._many):
            held.setdefault(part[self.width + number], []).append(number)
        if asked is None:
            return list(held.values())
        return [held[at] for at in dict.fromkeys(part[v] for v in asked) if at in held]

    @cached_property
    def system(self) -> tuple[sparse.csr_array, np.ndarray, list[tuple[int, ...]]]:
        """Return A, b and the claims of each row of A x <= b, scaled so that numbers are near 1."""
        rows, columns, values = self._entries
        values = values * self.scale[columns]
        sizes = np.zeros(len(self.rows))
        np.maximum.at(sizes, rows, np.abs(values))
        sizes[sizes == 0] = 1.0
        shape = (len(self.rows), self.width)
        every = sparse.csr_array((values / sizes[rows], (rows, columns)), shape=shape)
        parts, bounds, owners = [], [], []
        for sign, ends in ((1.0, [r.high for r in self.rows]), (-1.0, [r.low for r in self.rows])):
            held = np.array(ends, dtype=float)
            told = np.flatnonzero(np.isfinite(held))
            parts.append(sign * every[told])
            bounds.append(sign * held[told] / sizes[told])
            owners += [self.rows[at].claims for at in told]
        return sparse.csr_array(sparse.vstack(parts)), np.concatenate(bounds), owners

    @cached_property
    def lifted(self) -> tuple[sparse.csr_array, np.ndarray, list[tuple[int, ...]]]:
        """Return the system with a last variable that no whole, each near 1, may be less than."""
        matrix, bounds, owners = self.system
        at: list[tuple[int, int, float]] = []
        for number, (terms, _) in enumerate(self.wholes):
            sized = {v: c * self.scale[v] for v, c in terms.items()}
            size = max(abs(c) for c in sized.values())
            at += [(number, v, -c / size) for v, c in sized.items()]
            at.append((number, self.width, 1.0))
        many = len(self.wholes)
        matrix = matrix.copy()
        matrix.resize(len(bounds), self.width + 1)
        below = _sparse(at, many, self.width + 1)
        held = sparse.csr_array(sparse.vstack([matrix, below]))
        return held, np.append(bounds, np.zeros(many)), [*owners, *((c,) for _, c in self.wholes)]


def _sparse(at: list[tuple[int, int, float]], rows: int, columns: int) -> sparse.csr_array:
    which, where, values = zip(*at, strict=True) if at else ((), (), ())
    data = np.array(values, dtype=float)
    return sparse.csr_array((data, (which, where)), shape=(rows, columns))


def _regions(claim: Claim) -> list[Region]:
    if claim.measure == "count":
        return []
    if claim.measure == "rank":
        if not claim.linear:
            return []
        whole = replace(claim.part, of="")
        return [whole, *(_one(claim.part, name) for name in claim.names)]
    return [claim.part] if claim.whole is None else [claim.part, claim.whole]


def _one(region: Region, name: str) -> Region:
    named: dict[str, Any] = {f"{region.of}s": frozenset([name])}
    return replace(region, of="", **named)
