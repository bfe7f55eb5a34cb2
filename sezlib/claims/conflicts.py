"""Which claims contradict each other, what would mend it, and what they imply for each other."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice, product
from typing import TYPE_CHECKING, Any

from sezlib.claims.claim import (
    Claim,
    Claims,
    ContradictionError,
    Region,
    interval_ends,
    is_signed,
)
from sezlib.claims.programme import joined
from sezlib.claims.solve import UNASKED, Belief, Block, Figure, about, find_ends, unit_of
from sezlib.periods import spelled

if TYPE_CHECKING:
    import pandas as pd

MOST, MOST_TRIED, MOST_WORK = 50, 100, 10_000_000
# ways out of one group of sets, and of several groups together
MOST_WAYS, MOST_COMBINED = 500, 5_000
# changes that differ by no more than this are alike
ALIKE = 1.2
# digits of a figure that hardly are another's by chance
FEWEST = 3
# of a smallest conflicting set: for each of its claims, all those that say as much
Core = frozenset[frozenset[str]]


@dataclass(frozen=True)
class Mend:
    """The smallest change of one claim that would end a conflict, in the claim's unit.

    `low` and `high` are what the other claims of the conflict imply for it; None is unbounded.
    `change` is how far the printed interval would have to reach, `relative` the same as a part of
    the end that it starts from (for a growth, of what it makes of its base). The claim is the one
    with the ratio nearest to 1 between the two, since halving is as far as doubling. `rivals` are
    claims that a hardly larger change of would do as well. `equals` is a claim on something else
    that prints the very figure, which may have slipped from there; such a claim goes first.
    """

    claim: str
    low: float | None
    high: float | None
    change: float
    relative: float
    unit: str
    rivals: tuple[str, ...] = ()
    equals: str = ""


@dataclass(frozen=True)
class Conflict:
    """Claims that cannot all be true, though any of them left out, the others can.

    `instead` has, of some of them, the claims that say as much and may stand in their place.
    Conflicts of one `group` have a claim in common, and one `mend` ends them all.
    """

    claims: tuple[str, ...]
    mend: Mend | None
    dissolves: tuple[str, ...] = ()
    instead: tuple[tuple[str, tuple[str, ...]], ...] = ()
    group: int = 0


@dataclass(frozen=True)
class Checked:
    """Whether claims are consistent, their conflicts, and whether those are all there are.

    `fewest` is how many claims have to be left out for no listed conflict to remain.
    """

    consistent: bool
    conflicts: tuple[Conflict, ...]
    complete: bool
    fewest: int
    reading: str
    scopes: str

    @property
    def contradictions(self) -> list[list[Conflict]]:
        """The conflicts by group, each a contradiction to be told once."""
        return [list(held) for _, held in groupby(self.conflicts, lambda c: c.group)]


def check(
    claims: Claims, *, reading: str = "plain", scopes: str = "one", most: int = MOST
) -> Checked:
    """Return whether claims contradict each other, and every smallest set of them that does.

    A set that differs from a listed one only by claims that say as much (the same figure, printed
    as closely or more so) is not listed again. At most `most` sets are; `complete` tells whether
    there are no others. With `scopes="one"` a word is taken to stand for one thing in all sources,
    unless they name different scopes for it; `apart` keeps all scopes apart, related only by the
    links that the file states. A conflict tells under which milder reading it `dissolves`:
    `plain`, `scope`.

    >>> import sezlib as sez
    >>> claims = sez.claims.read("data/published/technopolis_moscow.toml")
    >>> sez.claims.check(claims.only(["release-2020"])).consistent
    True
    """
    belief = Belief(claims, reading, scopes)
    cores, complete = _find_cores(belief, claims, most)
    ways = [_ways_out(group)[0] for group in joined(cores, _members)]
    blamed = frozenset[str]().union(*ways)
    groups: dict[frozenset[str], list[Core]] = defaultdict(list)
    for core in sorted(cores, key=lambda core: (len(core), sorted(map(sorted, core)))):
        groups[min((alike for alike in core if alike <= blamed), key=sorted)].append(core)
    told = [c for n, held in enumerate(groups.values(), 1) for c in _conflicts(belief, held, n)]
    return Checked(not told, tuple(told), complete, len(blamed), reading, scopes)


def _members(core: Core) -> frozenset[str]:
    return frozenset().union(*core)


def _find_cores(belief: Belief, claims: Claims, most: int) -> tuple[list[Core], bool]:
    """Return the smallest conflicting sets, and whether they are all."""
    found: list[Core] = []
    complete = True
    # the order of the file decides nothing
    ordered = sorted((c for c in claims if c.linear), key=lambda c: c.id)
    for places in belief.programme(ordered).system.blocks():
        cores, whole = _find_in(Block(belief, [ordered[n] for n in places]), most - len(found))
        found += cores
        complete = complete and whole
        if len(found) >= most:
            return found, False
    return found, complete


def _find_in(block: Block, most: int) -> tuple[list[Core], bool]:
    """Return the smallest conflicting sets of a block, and whether they are all there are.

    Whatever smallest way there is to end all known ones, the rest has to agree: a set that it does
    not touch is a new one (Reiter 1987). Sets that have nothing in common are ended one by one.
    """
    found: list[Core] = []
    # a search that a large programme would make endless ends, and says so
    affordable = max(min(MOST_TRIED, MOST_WORK // block.system.size), 10)
    while len(found) < most:
        groups = [_ways_out(group) for group in joined(found, _members)]
        few = math.prod(map(len, groups)) <= MOST_COMBINED
        complete = few and all(len(ways) < MOST_WAYS for ways in groups)
        for ways in _combined(block, groups):
            outs = {frozenset[str]().union(*way) for way in ways} - block.agreeing
            asked = sorted(outs, key=sorted)[: affordable - len(block.agreeing)]
            if core := block.core_of_any(asked):
                found.append(core)
                break
            if len(asked) < len(outs):
                return found, False
        else:
            return found, complete
    return found, False


def _combined(block: Block, groups: list[list[frozenset[str]]]) -> Iterator[list[Any]]:
    """Return ways to end all groups: the first, those that differ for one group, and all others."""
    first = tuple(ways[0] for ways in groups)
    yield [first]
    yield [(*first[:n], way, *first[n + 1 :]) for n, ways in enumerate(groups) for way in ways]
    if len(groups) > 1:
        holds = block.prove(groups)
        yield [way for way in islice(product(*groups), MOST_COMBINED) if not holds(way)]


def _ways_out(cores: list[Core]) -> list[frozenset[str]]:
    """Return the smallest ways to leave out claims so that none of the sets remains."""
    ways = [frozenset[str]()]
    for core in cores:
        ending = [w for w in ways if any(alike <= w for alike in core)]
        wider = {w | alike for w in ways for alike in core if w not in ending}
        ways = ending + [w for w in wider if not any(e <= w for e in ending)]
        ways = sorted(ways, key=lambda w: (len(w), sorted(w)))[:MOST_WAYS]
    return ways


def _conflicts(belief: Belief, cores: list[Core], group: int) -> Iterator[Conflict]:
    """Return the conflicts of one group, with the mend that ends them all."""
    place = {claim.id: number for number, claim in enumerate(belief.claims)}
    mend = None
    for core in cores:
        told = _told(belief, core, place)
        claims = [belief.claims[name] for name in told]
        mend = mend or _least_mend(belief, claims, cores)
        own = mend or _least_mend(belief, claims, [core])
        instead = tuple((name, tuple(sorted(alike - {name}, key=place.__getitem__)))
                        for name, alike in told.items() if len(alike) > 1)  # fmt: skip
        yield Conflict(tuple(told), own, _milder(belief, claims), instead, group)


def _told(belief: Belief, core: Core, place: dict[str, int]) -> dict[str, frozenset[str]]:
    """Return the claims by which a set is told: the closest figures, if it is a smallest so."""

    def width(name: str) -> float:
        low, high = belief.claims[name].interval(belief.reading)
        return high - low

    for sign in (1, -1):
        told = {min(alike, key=lambda n: (sign * width(n), place[n])): alike for alike in core}
        claims = [belief.claims[name] for name in told]
        if len(_members(core)) == len(core) or belief.smallest(claims):
            break
    return {name: told[name] for name in sorted(told, key=place.__getitem__)}


def _milder(belief: Belief, claims: list[Claim]) -> tuple[str, ...]:
    def seen(way: Belief, held: list[Claim]) -> list[Any]:
        return [(way.scope(claim), claim.interval(way.reading)) for claim in held]

    ways = {"plain": (replace(belief, reading="plain"), claims),
            "scope": (replace(belief, scopes="apart"), claims),
            "cut": (belief, [_cut_off(claim) for claim in claims])}  # fmt: skip
    return tuple(name for name, (way, held) in ways.items()
                 if seen(way, held) != seen(belief, claims) and way.possible(held))  # fmt: skip


def _cut_off(claim: Claim) -> Claim:
    """Return a claim on an amount whose further digits may have been rounded or cut off."""
    low, high = claim.plain
    half = (high - low) / 2
    if claim.unit.kind in ("", "fraction", "times", "points") or not math.isclose(
        claim.value - low, half, rel_tol=1e-6
    ):
        return claim
    ends = (low - half, high) if claim.value < 0 else (low, high + half)
    return replace(claim, plain=ends, journalist=ends)


def _least_mend(belief: Belief, claims: list[Claim], cores: list[Core]) -> Mend | None:
    """Return the smallest change of one of the claims that would end all conflicts of a group."""
    every = frozenset[str]().union(*map(_members, cores))
    sized = []
    for claim in claims:
        own = [alike for core in cores for alike in core if claim.id in alike]
        if len(own) < len(cores):
            continue
        others = every - frozenset[str]().union(*own)
        try:
            held = [belief.claims[name] for name in sorted(others)]
            mend = _mend(belief, claim, held, agreed=len(every) == len(cores[0]))
        except ContradictionError:
            continue
        sized += [mend] if mend else []
    if not sized:
        return None
    # the last digits are the solver's, and decide nothing
    sized.sort(key=lambda m: (not m[1].equals, float(f"{m[0]:.6g}"), m[1].claim))
    (size, best), *others_ = sized
    near = [mend.claim for other, mend in others_ if other <= ALIKE * size and not best.equals]
    return replace(best, rivals=tuple(near))


def _mend(
    belief: Belief, claim: Claim, others: list[Claim], *, agreed: bool
) -> tuple[float, Mend] | None:
    if claim.measure in UNASKED:
        return None
    low, high = find_ends(belief, others, belief.figure(claim), agreed=agreed)
    printed = claim.interval(belief.reading)
    # how far apart: the printed end that is nearest, and the implied one
    pair = None
    if high is not None and printed[0] > high:
        pair = printed[0], high
    elif low is not None and printed[1] < low:
        pair = printed[1], low
    if pair is None:
        return None
    more = 1.0 if claim.measure == "growth" else 0.0
    start, end = (value + more for value in pair)
    positive = start > 0 and end > 0 and claim.measure != "difference"
    relative = abs(end - start) / (abs(start) or 1.0)
    # halving is as far as doubling
    size = abs(math.log(end / start)) if positive else relative
    change = abs(pair[0] - pair[1]) / claim.unit.factor
    ends = claim.shown(low), claim.shown(high)
    mend = Mend(claim.id, *ends, change, relative, claim.unit.name, equals=_equal(belief, claim))
    return size, mend


def _equal(belief: Belief, claim: Claim) -> str:
    """Return a claim on something else of the time, or on another time, that prints this figure.

    A figure that has slipped to another place still stands where it belongs. Fewer than
    three digits are equal by chance.
    """
    digits = re.sub("[^0-9]", "", claim.printed).strip("0")
    for other in belief.claims if len(digits) >= FEWEST else ():
        near = (other.part.start, other.part.end) == (claim.part.start, claim.part.end)
        near = near or (other.measure, other.part.indicator) == (
            claim.measure,
            claim.part.indicator,
        )
        printed = (other.value, other.unit.base) == (claim.value, claim.unit.base)
        if near and printed and belief.says(claim) != belief.says(other):
            return other.id
    return ""


def implied(claims: Claims, *, reading: str = "plain") -> pd.DataFrame:
    """Return what the other claims imply for each printed figure.

    Scopes are kept apart. From a contradiction anything follows, so claims that contradict others
    imply nothing for the rest; for one of them it is what the others of its smallest conflict
    imply. Numbers are in the claim's unit, null where nothing bounds them.

    Columns: `id`, `low`, `high` (printed), `implied_low`, `implied_high`, `unit`.

    >>> import sezlib as sez
    >>> claims = sez.claims.read("data/published/technopolis_moscow.toml")
    >>> table = sez.claims.implied(claims.only(["interfax-2022-revenue"]))
    >>> table.loc[table["id"] == "revenue-2022-growth", ["implied_low", "implied_high"]].round(2)
       implied_low  implied_high
    1        64.36          65.0
    """
    import pandas as pd

    belief, calm, clashing = _without_conflicts(claims, reading)
    blocks = {
        calm[number].id: [calm[n] for n in block]
        for block in belief.programme(calm).system.blocks()
        for number in block
    }
    rows = []
    for claim in claims:
        low, high = interval_ends(claim, reading)
        row: dict[str, Any] = {"id": claim.id, "low": low, "high": high}
        row |= {"implied_low": None, "implied_high": None, "unit": claim.unit.name}
        held = blocks.get(claim.id, [])
        if claim.id in clashing:
            held = [claims[name] for name in sorted(clashing[claim.id])]
        if held and claim.measure not in UNASKED:
            others = [c for c in held if c is not claim]
            known, figure = claim.id not in clashing, belief.figure(claim)
            try:
                least, most = find_ends(belief, others, figure, agreed=known)
            except ContradictionError:
                # figures that say as much as one of the conflict may contradict each other too
                least = most = None
            # that no amount is below zero follows from nothing that anybody printed
            floor = -1.0 + 1e-9 if claim.measure == "growth" else abs(claim.value) / 1000
            shown = least is None or least > floor or is_signed(claim.part.indicator)
            told = least if shown else None
            row |= {"implied_low": claim.shown(told), "implied_high": claim.shown(most)}
        rows.append(row)
    numbers = dict.fromkeys(("low", "high", "implied_low", "implied_high"), float)
    return pd.DataFrame(rows, columns=["id", *numbers, "unit"]).astype(numbers)


def unprinted(
    claims: Claims, indicator: str = "exports", *, reading: str = "plain"
) -> pd.DataFrame:
    """Return the amounts that no claim prints and that the claims bound from above.

    They are the years between the first and the last that are spoken of, what came before the
    first of them, and every time that a growth, a ratio or a share is stated of. Claims that
    contradict others are left out.

    Columns: `start`, `end` (first and last month), `low`, `high`, `unit`, `scope`.

    >>> import sezlib as sez
    >>> claims = sez.claims.read("data/published/technopolis_moscow.toml")
    >>> sez.claims.unprinted(claims.only(["release-2020"])).round(2)
         start      end     low    high     unit      scope
    0  2018-01  2018-12  245.66  248.29  mln RUB  high-tech
    """
    import pandas as pd

    belief, calm, _ = _without_conflicts(claims, reading)
    held = [c for c in calm if c.part.indicator == indicator and not c.part.stock]
    rows = []
    for scope in sorted({belief.scope(c) for c in held}):
        of_it = [c for c in held if belief.scope(c) == scope]
        if not any(c.whole is None and not c.part.of for c in of_it):
            # without an amount nothing bounds one
            continue
        shown = unit_of(of_it, "total", of_it[0].part)
        for region in _unprinted(of_it, indicator, int(claims.year_begins[:2] or 1) - 1):
            figure = Figure("total", region, None, scope)
            low, high = find_ends(belief, about(belief, calm, figure), figure, agreed=True)
            if high is not None:
                low = (low or 0.0) / shown.factor
                span = (spelled(region.start, 1), spelled(region.end, 1))
                rows.append((*span, low, high / shown.factor, shown.name, scope))
    columns = ["start", "end", "low", "high", "unit", "scope"]
    table = pd.DataFrame(rows, columns=columns).astype({"low": float, "high": float})
    return table.sort_values(["start", "end", "scope"], ignore_index=True)


def _without_conflicts(
    claims: Claims, reading: str
) -> tuple[Belief, list[Claim], dict[str, frozenset[str]]]:
    """Return the claims that contradict no other, and of each of the others what it contradicts."""
    belief = Belief(claims, reading, "apart")
    clashing: dict[str, frozenset[str]] = {}
    left, complete = claims, False
    while not complete:
        # as many sets are listed as are asked for, and there may be more without them
        cores, complete = _find_cores(belief, left, MOST)
        for core in sorted(cores, key=lambda core: (len(core), sorted(map(sorted, core)))):
            for alike in core:
                clashing = {**dict.fromkeys(alike, _members(core - {alike})), **clashing}
        left = replace(claims, claims=tuple(c for c in claims if c.id not in clashing))
    return belief, [c for c in claims if c.id not in clashing and c.linear], clashing


def _unprinted(claims: Sequence[Claim], indicator: str, ahead: int) -> list[Region]:
    whole = [c.part for c in claims if c.whole is None and not c.part.of]
    printed = {(r.start, r.end) for r in whole if not (r.groups or r.destinations or r.zones)}
    spoken = {(r.start, r.end) for c in claims for r in (c.part, c.whole)
              if r and r.indicator == indicator and not (r.of or r.scope)}  # fmt: skip
    years = {(m - ahead) // 12 for span in printed | spoken for m in span if span[1] - span[0] < 12}
    first = min(start for start, _ in spoken)
    begun = [y * 12 + ahead for y in range(min(years), max(years) + 1)] if years else []
    spans = {(start, start + 11) for start in begun}
    if begun and first < begun[0]:
        spans.add((first, begun[0] - 1))
    return [Region(indicator, *span) for span in sorted((spans | spoken) - printed)]
