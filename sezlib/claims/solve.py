"""What HiGHS is asked: is there a table, how small and large may a figure be, what conflicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from sezlib.claims import linear
from sezlib.claims.claim import TOUCH, Claim, Claims, Region, is_signed, scoped
from sezlib.claims.linear import Ends, System, extremes, feasible, plus
from sezlib.claims.programme import Programme
from sezlib.claims.words import READINGS
from sezlib.flows import one_of

SCOPES = ("one", "apart")
# measures whose figure no amounts bound
UNASKED = ("count", "rank", "first", "change")


class Figure(NamedTuple):
    """What is asked of claims: a measure of a region, and of what it is compared with."""

    measure: str
    part: Region
    whole: Region | None
    scope: str

    @property
    def regions(self) -> list[tuple[Region, str]]:
        """Both regions, with their scope."""
        return [(region, self.scope) for region in (self.part, self.whole) if region]


@dataclass(frozen=True)
class Belief:
    """How claims are read: the way of one-sided words, and what scopes stand for."""

    claims: Claims
    reading: str = "plain"
    scopes: str = "apart"
    scope: Callable[[Claim], str] = field(init=False, repr=False)
    links: tuple[tuple[str, str], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        one_of("reading", self.reading, READINGS)
        one_of("scopes", self.scopes, SCOPES)
        object.__setattr__(self, "scope", scoped(self.claims, self.scopes))
        # whose share it is of a wider whole is a part of that
        links = [(self.scope(c), c.whole.scope) for c in self.claims
                 if c.measure in ("share", "change") and c.whole and c.whole.scope]  # fmt: skip
        object.__setattr__(self, "links", tuple(dict.fromkeys([*self.claims.links, *links])))

    def programme(
        self, claims: Sequence[Claim], asked: Sequence[tuple[Region, str]] = ()
    ) -> Programme:
        """Return the programme of some of the claims."""
        return Programme(claims, self.scope, self.reading, self.links, asked, self.claims.zones)

    def figure(self, claim: Claim) -> Figure:
        """Return the figure of a claim."""
        return Figure(claim.measure, claim.part, claim.whole, self.scope(claim))

    def says(self, claim: Claim) -> tuple[Any, ...]:
        """Return what a claim is on, by which those that print one figure are known."""
        measure = "total" if claim.measure == "cumulative" else claim.measure
        return measure, claim.part, claim.whole, claim.before, claim.names, self.scope(claim)

    def implies(self, claim: Claim, other: Claim) -> bool:
        """Return whether a claim on the same as another one says as much or more."""
        (low, high), (least, most) = (c.interval(self.reading) for c in (claim, other))
        return least <= low and high <= most

    def possible(self, claims: Sequence[Claim]) -> bool:
        """Return whether there is a table on which all these claims hold."""
        return feasible(self.programme(claims).system)

    def smallest(self, claims: Sequence[Claim]) -> bool:
        """Return whether without any one of these claims the others hold on some table."""
        system = self.programme(claims).system
        return all(feasible(system, frozenset([number])) for number in range(len(claims)))


class Block:
    """Claims that speak of the same cells, their rows on these, and the conflicts among them."""

    def __init__(self, belief: Belief, claims: Sequence[Claim], system: System) -> None:
        self.belief, self.claims, self.system = belief, list(claims), system
        # what may be left out for all others to agree
        self.agreeing: set[frozenset[str]] = set()
        self._place = {claim.id: number for number, claim in enumerate(self.claims)}
        self._saying: dict[Any, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            self._saying[belief.says(claim)].append(claim)

    def conflict(self, out: frozenset[str] = frozenset()) -> list[Claim]:
        """Return one smallest conflicting set without the claims `out`; none: there is none."""
        suspects = [self.claims[n] for n in sorted(linear.core(self.system, self._places([out])))]
        if suspects and self.belief.possible(suspects):
            # rounding may hide one that is needed
            suspects = [claim for claim in self.claims if claim.id not in out]
        if not suspects or self.belief.smallest(suspects):
            return suspects
        for claim in list(suspects):
            fewer = [c for c in suspects if c is not claim]
            if not self.belief.possible(fewer):
                suspects = fewer
        return suspects

    def prove(self, groups: list[list[frozenset[str]]]) -> Callable[..., bool]:
        """Return what tells of a way out of each group whether a table is known on which it holds.

        The changes that the ways out of single groups make to a table add up where they do not
        touch, and adding finds that out sooner than solving.
        """
        matrix, limits, owners = self.system.lifted
        base = linear.above(self.system, self._places(ways[0] for ways in groups))
        # by how much each row is broken, and each variable below nothing
        over = np.append(matrix @ base - limits, -base)
        over[-1] += linear.NOTHING + TOUCH
        asked = {way: (self._places([way]), self._places(ways)) for ways in groups for way in ways}
        changes = {}
        for way, step in linear.nearest(self.system, asked, base, len(groups)).items():
            kept = [asked[way][0].isdisjoint(held) for held in owners]
            changes[way] = np.append(np.where(kept, matrix @ step, -np.inf), -step)

        def holds(chosen: Sequence[frozenset[str]]) -> bool:
            known = changes.keys() >= {*chosen}
            return known and bool(sum((changes[way] for way in chosen), over).max() <= TOUCH)

        return holds

    def _places(self, chosen: Iterable[frozenset[str]]) -> frozenset[int]:
        return frozenset(self._place[n] for ids in chosen for n in ids if n in self._place)

    def core(self, out: frozenset[str] = frozenset()) -> frozenset[frozenset[str]] | None:
        """Return a smallest conflicting set, of each claim all that say as much; None: no set.

        A claim gives way to one that says less where that conflicts with the others as well, so
        that what stands in its place, saying as much, conflicts with them too.
        """
        held = self.conflict(out)
        for number, claim in enumerate(held):
            for other in self._saying[self.belief.says(claim)]:
                less = other is not held[number] and self.belief.implies(held[number], other)
                if less and not self.belief.possible([*held[:number], other, *held[number + 1 :]]):
                    held[number] = other
        if not held:
            self.agreeing.add(out)
        alike = [[o.id for o in self._saying[self.belief.says(c)] if self.belief.implies(o, c)]
                 for c in held]  # fmt: skip
        return frozenset(map(frozenset, alike)) or None


def about(belief: Belief, claims: Sequence[Claim], figure: Figure) -> list[Claim]:
    """Return the claims that have anything to do with a figure."""
    programme = belief.programme(claims, figure.regions)
    terms = {v for asked in figure.regions for v in programme.expression(*asked)}
    return [claims[n] for block in programme.system.blocks(terms) for n in sorted(block)]


def find_ends(
    belief: Belief, claims: Sequence[Claim], figure: Figure, *, agreed: bool = False
) -> Ends:
    """Return what claims, known to agree where `agreed`, imply for a figure, in its unit's base."""
    programme = belief.programme(claims, figure.regions)
    top, bottom, *_ = [*(programme.expression(*asked) for asked in figure.regions), None]
    if bottom is not None and figure.measure == "difference":
        return extremes(programme.system, plus(top, bottom, -1.0), agreed=agreed)
    low, high = extremes(programme.system, top, bottom, agreed=agreed)
    less = 1.0 if figure.measure == "growth" else 0.0
    if bottom is None and is_signed(figure.part.indicator):
        return low, high
    # minus nothing is nothing
    return max(low or 0.0, 0.0) - less, None if high is None else high - less
