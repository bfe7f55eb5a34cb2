"""Claims as a linear programme: a row for each thing that a claim says of the cells."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain, pairwise

import numpy as np
from scipy import sparse

from sezlib.claims.cells import Cells, Expression, Row, components, plus
from sezlib.claims.claim import TOUCH, Claim, Region

INF = math.inf
SCALED = 30


class Programme:
    """The rows of some claims, and the variables that they speak of."""

    def __init__(
        self,
        claims: Sequence[Claim],
        scope: Callable[[Claim], str],
        reading: str,
        links: Sequence[tuple[str, str]] = (),
        asked: Sequence[tuple[Region, str]] = (),
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
                self._near[self._at(region, held)][region] = None
        further = [(region, s) for c, s in told for region in self._further(c, s)]
        self._cells = Cells([*mentioned, *further], links)
        self.rows = self._cells.rows
        self._counts = self._counted(claims, scopes)
        for number, (claim, held) in enumerate(zip(claims, scopes, strict=True)):
            self._add(number, claim, held)

    @property
    def width(self) -> int:
        """How many variables there are."""
        return self._cells.width

    def expression(self, region: Region, scope: str) -> Expression:
        """Return a region as a sum of variables."""
        return self._cells.expression(region, scope)

    def _add(self, number: int, claim: Claim, scope: str) -> None:
        low, high = claim.interval(self._reading)
        if claim.measure == "rank":
            self._rank(number, claim, scope)
            return
        part = self.expression(claim.part, scope)
        if claim.measure == "first":
            self._first(number, claim, scope)
            # and something was exported then
            self.wholes.append((part, number))
            return
        if claim.whole is None:
            self._row(part, low, high, number)
            return
        whole = self.expression(claim.whole, scope)
        if claim.measure == "difference":
            self._row(plus(part, whole, -1.0), low, high, number)
            return
        self.wholes.append((whole, number))
        less = 1.0 if claim.measure == "growth" else 0.0
        for end, low_side in ((low + less, True), (high + less, False)):
            if math.isfinite(end) and not (low_side and end <= 0.0):
                end *= 1 - TOUCH if low_side else 1 + TOUCH
                row = plus(part, whole, -end)
                self.rows.append(Row(row, *((0.0, INF) if low_side else (-INF, 0.0)), (number,)))

    def _row(self, terms: Expression, low: float, high: float, *claims: int) -> None:
        low, high = (end + sign * TOUCH * abs(end) if math.isfinite(end) else end
                     for end, sign in ((low, -1), (high, 1)))  # fmt: skip
        self.rows.append(Row(terms, low, high, claims))

    def _further(self, claim: Claim, scope: str) -> list[Region]:
        """Return what a ranking or a first export speaks of without naming it."""
        if claim.measure == "first":
            before = self._before(claim.part, scope)
            return [before] if before else []
        if claim.measure == "rank" and claim.linear:
            return [_one(claim.part, name) for name in self._others(claim, scope)]
        return []

    def _at(self, region: Region, scope: str) -> tuple[str, str]:
        return region.indicator, self._home.get(scope, scope)

    def _before(self, part: Region, scope: str) -> Region | None:
        start = min((r.start for r in self._near[self._at(part, scope)]), default=part.start)
        return replace(part, start=start, end=part.start - 1) if start < part.start else None

    def _others(self, claim: Claim, scope: str) -> list[str]:
        # whoever is named anywhere in that time is no larger than the last of the ranked
        part, what = claim.part, f"{claim.part.of}s"
        known = getattr(part, what)
        if known is None:
            near = self._near[self._at(part, scope)]
            same = (r for r in near if r.start <= part.end and part.start <= r.end)
            known = {name for r in same for name in getattr(r, what) or ()}
        return sorted(known - set(claim.names))

    def _first(self, number: int, claim: Claim, scope: str) -> None:
        before = self._before(claim.part, scope)
        if before is not None:
            self.rows.append(Row(self.expression(before, scope), -INF, 0.0, (number,)))

    def _rank(self, number: int, claim: Claim, scope: str) -> None:
        if not claim.linear:
            return
        named = [self.expression(_one(claim.part, name), scope) for name in claim.names]
        for larger, smaller in pairwise(named):
            self.rows.append(Row(plus(larger, smaller, -1.0), 0.0, INF, (number,)))
        whole = self.expression(replace(claim.part, of=""), scope)
        # all others together are no more than so many times the last that is named
        left = dict(whole)
        for each in named:
            left = plus(left, each, -1.0)
        for counted, most in self._counts.get((claim.part, scope), ()):
            others = most - len(named)
            owners = (number, counted)
            if others < 0:
                self.rows.append(Row({}, 1.0, INF, owners))
            else:
                self.rows.append(Row(plus(left, named[-1], -others), -INF, 0.0, owners))
        for name in self._others(claim, scope):
            other = self.expression(_one(claim.part, name), scope)
            self.rows.append(Row(plus(named[-1], other, -1.0), 0.0, INF, (number,)))

    def _counted(
        self, claims: Sequence[Claim], scopes: Sequence[str]
    ) -> dict[tuple[Region, str], list[tuple[int, float]]]:
        held: dict[tuple[Region, str], list[tuple[int, float]]] = defaultdict(list)
        for number, (claim, scope) in enumerate(zip(claims, scopes, strict=True)):
            high = claim.interval(self._reading)[1]
            if claim.measure == "count" and math.isfinite(high):
                held[claim.part, scope].append((number, high))
        return held

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
        width = self._cells.width
        parent = list(range(width + self._many))

        def root(node: int) -> int:
            while parent[node] != node:
                parent[node] = parent[parent[node]]
                node = parent[node]
            return node

        tied = [(row.terms, row.claims) for row in self.rows]
        tied += [(terms, (claim,)) for terms, claim in self.wholes]
        for terms, claims in tied:
            nodes = [*terms, *(width + claim for claim in claims)]
            for other in nodes[1:]:
                parent[root(other)] = root(nodes[0])
        held: dict[int, list[int]] = {}
        for number in range(self._many):
            held.setdefault(root(width + number), []).append(number)
        if asked is None:
            return list(held.values())
        return [held[at] for at in dict.fromkeys(map(root, asked)) if at in held]

    @cached_property
    def above(self) -> tuple[sparse.csr_array, list[tuple[int, ...]]]:
        """Return the wholes that have to be above nothing, each near 1, and their claims."""
        at: list[tuple[int, int, float]] = []
        for number, (terms, _) in enumerate(self.wholes):
            sized = {v: c * self.scale[v] for v, c in terms.items()}
            size = max(abs(c) for c in sized.values())
            at += [(number, v, c / size) for v, c in sized.items()]
        return _sparse(at, len(self.wholes), self.width), [(claim,) for _, claim in self.wholes]

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
    if region.of == "group":
        return replace(region, of="", groups=frozenset([name]))
    return replace(region, of="", destinations=frozenset([name]))
