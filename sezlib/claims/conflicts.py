"""Which claims contradict each other, what would mend it, and which to leave out."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, islice, product
from typing import Any

from sezlib.claims import linear
from sezlib.claims.claim import TOUCH, Claim, Claims, ContradictionError, interval_ends
from sezlib.claims.linear import Ends
from sezlib.claims.programme import joined
from sezlib.claims.solve import UNASKED, Belief, Block, Figure, find_ends
from sezlib.flows import FlowsError

MOST, MOST_TRIED, MOST_WORK = 50, 100, 10_000_000
# how many smallest ways to leave out claims are told of one part of the conflicts
MOST_TOLD = 20
# how close an amount is known that a slip of scale may explain, and how much wider than printed
# that a share may be implied which was printed as a growth
CLOSE, WIDEST = 2.0, 3.0
# what part of it three digits tell a figure to
FINE = 99.0
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
class Slip:
    """What may have happened to a figure that would agree with all others otherwise.

    The `kind` is `scale` (`by` so many times what is printed), `cut` (its last digits were cut
    off), `cell` (it is printed for another thing, `of`), `share` (a share that was printed as a
    growth, or the other way round), or nothing that is known.
    """

    claim: str
    kind: str = ""
    by: float | None = None
    of: str = ""


@dataclass(frozen=True)
class Checked:
    """Whether claims are consistent, their conflicts, and whether those are all there are.

    `fewest` is how many claims have to be left out for no listed conflict to remain. `ways` are the
    smallest ways to do so, the likely ones first: for each part of the conflicts that has no claim
    in common with the rest, sets of claims with what may have happened to each; `all_ways` tells
    whether there are no others.
    """

    consistent: bool
    conflicts: tuple[Conflict, ...]
    complete: bool
    fewest: int
    reading: str
    scopes: str
    ways: tuple[tuple[tuple[Slip, ...], ...], ...] = ()
    all_ways: bool = True

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
    cores, complete = find_cores(belief, claims, most)
    parts = [(part, *smallest_ways(part)) for part in joined(cores, members)]
    blamed = frozenset[str]().union(*(ways[0] for _, ways, _ in parts))
    groups: dict[frozenset[str], list[Core]] = defaultdict(list)
    for core in sorted(cores, key=lambda core: (len(core), sorted(map(sorted, core)))):
        groups[min((alike for alike in core if alike <= blamed), key=sorted)].append(core)
    tried = Mends(belief, frozenset[str]().union(*map(members, cores)))
    told = [c for n, held in enumerate(groups.values(), 1) for c in _conflicts(tried, held, n)]
    likely = tuple(_likely_first(tried, part, ways, complete) for part, ways, _ in parts)
    every = complete and all(whole for *_, whole in parts)
    return Checked(not told, tuple(told), complete, len(blamed), reading, scopes, likely, every)


def smallest_ways(cores: list[Core]) -> tuple[list[frozenset[str]], bool]:
    """Return the smallest ways to leave out claims so that no set remains, and if these are all."""
    if len(cores) == 1:
        fewest = min(map(len, cores[0]))
        return sorted((way for way in cores[0] if len(way) == fewest), key=sorted), True
    names = sorted(frozenset[str]().union(*map(members, cores)))
    place = {name: at for at, name in enumerate(names)}
    sets = [[frozenset(map(place.__getitem__, alike)) for alike in core] for core in cores]
    found, whole = linear.covers(sets, MOST_TOLD)
    return sorted((frozenset(names[at] for at in way) for way in found), key=sorted), whole


def members(core: Core) -> frozenset[str]:
    return frozenset().union(*core)


def find_cores(belief: Belief, claims: Iterable[Claim], most: int) -> tuple[list[Core], bool]:
    """Return the smallest conflicting sets, and whether they are all."""
    found: list[Core] = []
    complete = True
    # the order of the file decides nothing
    ordered = sorted((c for c in claims if c.linear), key=lambda c: c.id)
    for places, system in belief.programme(ordered).system.split():
        block = Block(belief, [ordered[n] for n in places], system)
        cores, whole = _find_in(block, most - len(found))
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
    most_tried = affordable(block.system.size)
    while len(found) < most:
        groups = [_ways_out(group) for group in joined(found, members)]
        few = math.prod(map(len, groups)) <= MOST_COMBINED
        complete = few and all(len(ways) < MOST_WAYS for ways in groups)
        for ways in _combined(block, groups):
            outs = {frozenset[str]().union(*way) for way in ways} - block.agreeing
            asked = sorted(outs, key=sorted)[: most_tried - len(block.agreeing)]
            if core := next(filter(None, map(block.core, asked)), None):
                found.append(core)
                break
            if len(asked) < len(outs):
                return found, False
        else:
            return found, complete
    return found, False


def affordable(size: int) -> int:
    """Return how often a programme is solved before a search ends, and says so."""
    return max(min(MOST_TRIED, MOST_WORK // size), 10)


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


def _conflicts(tried: Mends, cores: list[Core], group: int) -> Iterator[Conflict]:
    """Return the conflicts of one group, with the mend that ends them all."""
    belief = tried.belief
    place = {claim.id: number for number, claim in enumerate(belief.claims)}
    mend = None
    for core in cores:
        told = _told(belief, core, place)
        claims = [belief.claims[name] for name in told]
        mend = mend or _least_mend(tried, claims, cores)
        own = mend or _least_mend(tried, claims, [core])
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
        if len(members(core)) == len(core) or belief.smallest(claims):
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
    rounded = math.isclose(claim.value - low, half, rel_tol=1e-6)
    if claim.unit.kind in ("", "fraction", "times", "points") or not rounded:
        return claim
    ends = (low - half, high) if claim.value < 0 else (low, high + half)
    return replace(claim, plain=ends, journalist=ends)


class Mends:
    """The changes of single claims that would end a conflict with others, each made out once."""

    def __init__(self, belief: Belief, clashing: frozenset[str]) -> None:
        self.belief = belief
        self.calm = [c for c in belief.claims if c.linear and c.id not in clashing]
        self._known: dict[tuple[str, frozenset[str]], tuple[float, Mend] | None] = {}

    def least(
        self, claim: Claim, others: frozenset[str], *, agreed: bool
    ) -> tuple[float, Mend] | None:
        """Return the size of the change and the change; None where there is none."""
        key = (claim.id, others)
        if key not in self._known:
            held = [self.belief.claims[name] for name in sorted(others)]
            try:
                self._known[key] = _mend(self.belief, claim, held, agreed=agreed)
            except ContradictionError:
                self._known[key] = None
        return self._known[key]


def _likely_first(
    tried: Mends, cores: list[Core], ways: list[frozenset[str]], agreed: bool
) -> tuple[tuple[Slip, ...], ...]:
    """Return ways to leave out claims: what a slip explains first, then what moves the least."""
    every, held = frozenset[str]().union(*map(members, cores)), tried.belief.claims
    ranked = []
    for way in ways:
        rest, moved, slips = every - way, 0.0, []
        for claim in map(held.__getitem__, sorted(way)):
            size, mend = tried.least(claim, rest, agreed=agreed) or (math.inf, None)
            moved += size
            slips.append(_slip(tried, claim, mend, way, rest, agreed))
        unknown = sum(not slip.kind for slip in slips)
        ranked.append((unknown, float(f"{moved:.6g}"), sorted(way), tuple(slips)))
    return tuple(slips for *_, slips in sorted(ranked, key=lambda each: each[:3]))


def _slip(tried: Mends, claim: Claim, mend: Mend | None, way: frozenset[str],
          rest: frozenset[str], agreed: bool) -> Slip:  # fmt: skip
    """Return what may have happened to a figure for which the rest imply something else."""
    if mend is None:
        return Slip(claim.id)
    belief, implied = tried.belief, (mend.low, mend.high)
    # the figure as it would be printed at another scale, whatever word bounds it on one side
    low, high = interval_ends(claim, "journalist")
    amount = claim.whole is None or claim.measure in ("difference", "per_unit")
    if amount and mend.low and mend.high and mend.low > 0 and mend.high <= CLOSE * mend.low:
        for by in (1e3, 1e-3, 1e6, 1e-6):
            if _touch((low and low * by, high and high * by), implied):
                return Slip(claim.id, "scale", by)
    if _touch(interval_ends(_cut_off(claim), belief.reading), implied):
        return Slip(claim.id, "cut")
    if other := _equal(belief, claim, way):
        kinds = {claim.measure, belief.claims[other].measure}
        return Slip(claim.id, "share" if kinds == {"share", "growth"} else "cell", of=other)
    if figure := _swapped(belief, claim):
        asked = {figure.part, figure.whole}
        others = [belief.claims[name] for name in sorted(rest)]
        others += [c for c in tried.calm if not asked.isdisjoint((c.part, c.whole))]
        try:
            least, most = find_ends(belief, others, figure, agreed=agreed)
        except FlowsError:
            # what cannot be made out is no likely slip
            return Slip(claim.id)
        low, high = claim.interval(belief.reading)
        narrow = None not in (least, most) and (most or 0) - (least or 0) <= WIDEST * (high - low)
        if narrow and _touch((low, high), (least, most)):
            return Slip(claim.id, "share")
    return Slip(claim.id)


def _swapped(belief: Belief, claim: Claim) -> Figure | None:
    """Return the share of all that may have been printed as a growth, or the growth as a share."""
    part, scope = claim.part, belief.scope(claim)
    all_ = replace(part, groups=None, destinations=None, area="")
    if claim.measure == "growth" and part != all_:
        return Figure("share", part, all_, scope)
    before = replace(part, start=part.start - 12, end=part.end - 12)
    return Figure("growth", part, before, scope) if claim.measure == "share" else None


def _touch(one: Ends, two: Ends) -> bool:
    """Return whether two intervals have anything in common."""
    ends = (one[0], two[1]), (two[0], one[1])
    known = ((start, end) for start, end in ends if start is not None and end is not None)
    return all(start <= end + TOUCH * abs(end) for start, end in known)


def _least_mend(tried: Mends, claims: list[Claim], cores: list[Core]) -> Mend | None:
    """Return the smallest change of one of the claims that would end all conflicts of a group."""
    every = frozenset[str]().union(*map(members, cores))
    sized = []
    for claim in claims:
        own = [alike for core in cores for alike in core if claim.id in alike]
        if len(own) < len(cores):
            continue
        others = every - frozenset[str]().union(*own)
        mend = tried.least(claim, others, agreed=len(every) == len(cores[0]))
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


def _equal(belief: Belief, claim: Claim, way: frozenset[str] = frozenset()) -> str:
    """Return a claim on something else of the time, or on another time, that prints this figure.

    A figure that has slipped to another place still stands where it belongs. Fewer than
    three digits are equal by chance. Of a `way` out it is none, and may be printed less closely.
    """

    def digits(printed: str) -> int:
        return len(re.sub("[^0-9]", "", printed).strip("0"))

    for other in belief.claims if digits(claim.printed) >= FEWEST else ():
        near = (other.part.start, other.part.end) == (claim.part.start, claim.part.end)
        alike = other.measure == claim.measure and other.part.indicator == claim.part.indicator
        near = near or alike
        printed = (other.value, other.unit.base) == (claim.value, claim.unit.base)
        if way and other.unit.base == claim.unit.base:
            (low, high), (least, most) = (c.interval("journalist") for c in (other, claim))
            close = max(high - low, most - least) <= abs(claim.value) / FINE
            printed = printed or (close and _touch((low, high), (least, most)))
        if other.id not in way and near and printed and belief.says(claim) != belief.says(other):
            return other.id
    return ""
