"""What a claim is: a published figure, the part of the table it speaks of, and its interval."""

from __future__ import annotations

import functools
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sezlib.claims.units import Unit
from sezlib.claims.words import READINGS, Interval
from sezlib.schema import FlowsError, listed, near

# the scope of a claim whose source names none
UNSAID = "all"
# what two printed intervals may miss each other by, relative to their size, and still touch
TOUCH = 1e-9
# measure: whether it compares two quantities, and under which key of `where` the second stands
MEASURES = {
    "total": "",
    "cumulative": "",
    "stock": "",
    "share": "of",
    "growth": "against",
    "ratio": "against",
    "difference": "against",
    "per_unit": "per",
    "count": "",
    "rank": "",
    "first": "",
}


class ContradictionError(FlowsError):
    """Claims that contradict each other, so that nothing follows from them."""


@dataclass(frozen=True)
class Region:
    """A part of the table: an indicator over months, of some groups, to some destinations.

    `groups` and `destinations` are None for all of them. A stock is a level at a time, and does
    not add up over months. What is counted (`of`) is a quantity of its own.
    """

    indicator: str
    start: int
    end: int
    groups: frozenset[str] | None = None
    destinations: frozenset[str] | None = None
    stock: bool = False
    of: str = ""

    def holds(self, other: Region) -> bool:
        """Return whether `other` is a part of this."""
        mine, theirs = (self.groups, self.destinations), (other.groups, other.destinations)
        within = all(
            m is None or (t is not None and t <= m) for m, t in zip(mine, theirs, strict=True)
        )
        return within and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Claim:
    """A published figure. Intervals are in the base of its unit; `unit` scales them to print."""

    id: str
    source: str
    measure: str
    where: dict[str, Any] = field(hash=False)
    printed: str
    unit: Unit
    value: float
    plain: Interval
    journalist: Interval
    part: Region
    whole: Region | None = None
    names: tuple[str, ...] = ()
    wording: str = ""
    scope: str = ""
    note: str = ""
    line: int = 0

    def interval(self, reading: str) -> Interval:
        """Return the interval of the figure under a reading, in the base of its unit."""
        return self.plain if reading == "plain" else self.journalist

    def shown(self, value: float | None) -> float | None:
        """Return a value in the claim's unit, as it would be printed; None is unbounded."""
        if value is None or math.isinf(value):
            return None
        # a growth in times is the ratio: 3 where the growth is 2
        times = self.measure == "growth" and self.unit.kind == "times"
        return (value + (1.0 if times else 0.0)) / self.unit.factor

    @property
    def worded(self) -> bool:
        """Whether the printed text holds its own unit, as "three times" and "a third" do."""
        text = self.printed.strip()
        return not any(c.isdigit() for c in text) or text[-1].isalpha()

    @property
    def linear(self) -> bool:
        """Whether the claim bounds amounts; others are held against records only."""
        return self.measure != "rank" or self.part.of in ("group", "destination")


@dataclass(frozen=True)
class Source:
    """Where figures were published."""

    id: str
    title: str = ""
    address: str = ""
    date: str = ""
    language: str = ""
    note: str = ""


@dataclass(frozen=True)
class Claims:
    """The claims of a file: `for claim in claims`, `claims["id"]`, `len(claims)`."""

    file: str
    subject: str
    claims: tuple[Claim, ...]
    sources: dict[str, Source]
    links: tuple[tuple[str, str], ...] = ()
    zone: str = ""
    opened: str = ""
    scope: str = ""
    name: dict[str, str] = field(default_factory=dict, hash=False)

    @functools.cached_property
    def _by_id(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self.claims}

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.claims)

    def __len__(self) -> int:
        return len(self.claims)

    def __getitem__(self, name: str) -> Claim:
        if name in self._by_id:
            return self._by_id[name]
        known = list(self._by_id)
        raise FlowsError(f"no claim {name!r}{near(name, known)}; the claims are {listed(known)}")

    def without(self, names: Iterable[str]) -> Claims:
        """Return the claims but some, by their ids."""
        left_out = {self[name].id for name in names}
        return replace(self, claims=tuple(c for c in self.claims if c.id not in left_out))

    def only(self, sources: Iterable[str]) -> Claims:
        """Return the claims of some sources alone; of none named, all of them.

        >>> import sezlib as sez
        >>> claims = sez.claims.read("data/published/technopolis_moscow.toml")
        >>> {claim.source for claim in claims.only(["release-2020"])}
        {'release-2020'}
        """
        wanted = list(sources)
        for name in wanted:
            if name not in self.sources:
                raise FlowsError(
                    f"{self.file}: no source {name!r}{near(name, self.sources)}; the sources are "
                    f"{listed(self.sources, 50)}"
                )
        held = tuple(c for c in self.claims if not wanted or c.source in wanted)
        return replace(self, claims=held)


def known_reading(reading: str) -> str:
    """Return a reading if it is one."""
    if reading not in READINGS:
        raise FlowsError(
            f"reading {reading!r} is not one of {listed(READINGS)}{near(reading, READINGS)}"
        )
    return reading


def scoped(claims: Iterable[Claim], scopes: str) -> Callable[[Claim], str]:
    """Return in which scope a claim is read.

    `apart` keeps scopes as they are. `one` reads an indicator whose source names no scope as the
    only scope that other sources name for it: one word, one thing.
    """
    said: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.scope:
            said[claim.part.indicator].add(claim.scope)

    def scope(claim: Claim) -> str:
        known = said[claim.part.indicator]
        alone = scopes == "one" and len(known) == 1
        return claim.scope or (next(iter(known)) if alone else UNSAID)

    return scope
