"""The cells that claims distinguish, and regions as sums of them.

A *series* is an indicator within a scope. Its months are cut where a claim begins or ends; within
each such stretch of time there is a cell for every pair of a group and a destination that a claim
names together, one for what is left of each, and a margin for those that are named alone. Margins
suffice there, since any table with the right margins can be filled in. Levels and counts do not add
up over time, and each is a variable of its own.
"""

from __future__ import annotations

import bisect
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sezlib.claims.claim import Region

INF = math.inf
REST = ""
Expression = dict[int, float]
Key = tuple


@dataclass(frozen=True)
class Row:
    """low <= coefficients . x <= high, as long as all of its claims are believed."""

    terms: Expression
    low: float
    high: float
    claims: tuple[int, ...] = ()


@dataclass
class Series:
    """The cells of one indicator in one scope, or in linked scopes that share their cells' cut."""

    cuts: list[int]
    crossed: list[tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)
    margins: list[tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)

    @classmethod
    def of(cls, regions: Sequence[Region]) -> Series:
        """Return the cells that regions distinguish."""
        cuts = sorted({r.start for r in regions} | {r.end + 1 for r in regions})
        made = cls(cuts)
        spans: list[list[Region]] = [[] for _ in cuts[:-1]]
        for region in dict.fromkeys(regions):
            if region.groups is None and region.destinations is None:
                continue
            first, last = (
                bisect.bisect(cuts, region.start) - 1,
                bisect.bisect_left(cuts, region.end + 1),
            )
            for at in range(first, last):
                spans[at].append(region)
        for held in spans:
            both = [r for r in held if r.groups is not None and r.destinations is not None]
            crossed = (_named(both, "groups"), _named(both, "destinations"))
            alone = (
                _named((r for r in held if r.destinations is None), "groups") - crossed[0],
                _named((r for r in held if r.groups is None), "destinations") - crossed[1],
            )
            made.crossed.append((tuple(sorted(crossed[0])), tuple(sorted(crossed[1]))))
            made.margins.append((tuple(sorted(alone[0])), tuple(sorted(alone[1]))))
        return made

    def span(self, region: Region) -> range:
        """Return the stretches of time that a region covers."""
        first = bisect.bisect(self.cuts, region.start) - 1
        return range(first, bisect.bisect_left(self.cuts, region.end + 1))


class Cells:
    """The variables of a programme, and the rows that hold them together."""

    def __init__(
        self, regions: Sequence[tuple[Region, str]], links: Sequence[tuple[str, str]] = ()
    ) -> None:
        self.rows: list[Row] = []
        self._variables: dict[Key, int] = {}
        self._totals: dict[Key, Expression] = {}
        self._linked = components(links)
        self.series = self._cut(regions)
        # what is asked for is cut once, and every claim then finds its cells
        for region, scope in regions:
            self.expression(region, scope)
        self._link(links)

    @property
    def width(self) -> int:
        """How many variables there are."""
        return len(self._variables)

    def expression(self, region: Region, scope: str) -> Expression:
        """Return a region as a sum of variables."""
        if region.stock or region.of:
            return {self._variable((region, scope)): 1.0}
        series = self.series[region.indicator, scope]
        held: Expression = {}
        for at in series.span(region):
            held.update(self._at(region, scope, series, at))
        return held

    def _at(self, region: Region, scope: str, series: Series, at: int) -> Expression:
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

    def _cut(self, regions: Sequence[tuple[Region, str]]) -> dict[tuple[str, str], Series]:
        held: dict[tuple[str, str], list[Region]] = defaultdict(list)
        for region, scope in regions:
            if not (region.stock or region.of):
                held[region.indicator, scope].append(region)
        # linked scopes are compared cell by cell, so they are cut alike
        for scopes in self._linked:
            for indicator in {name for name, scope in held if scope in scopes}:
                every = [r for scope in sorted(scopes) for r in held.get((indicator, scope), ())]
                held |= {(indicator, scope): every for scope in scopes}
        return {key: Series.of(found) for key, found in held.items()}

    def _link(self, links: Sequence[tuple[str, str]]) -> None:
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


def components(links: Iterable[tuple[str, str]]) -> list[set[str]]:
    """Return the scopes that links hold together."""
    found: list[set[str]] = []
    for link in links:
        touching = [held for held in found if held & set(link)]
        found = [held for held in found if held not in touching]
        found.append(set(link).union(*touching))
    return found


def _named(regions: Iterable[Region], what: str) -> set[str]:
    return {name for region in regions for name in getattr(region, what) or ()}


def plus(left: Expression, right: Expression, times: float) -> Expression:
    """Return one sum of variables and so many times another."""
    held = dict(left)
    for variable, coefficient in right.items():
        held[variable] = held.get(variable, 0.0) + times * coefficient
    return held
