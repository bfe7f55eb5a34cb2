"""Which claims contradict each other, what would mend it, and what they imply for each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any

from sezlib.claims.claim import Claim, Claims, Region, interval_ends
from sezlib.claims.programme import joined
from sezlib.claims.solve import Belief, Block, Figure, about, find_ends, unit_of
from sezlib.metrics.cuts import month

if TYPE_CHECKING:
    import pandas as pd

MOST_TRIED, MOST_WORK = 400, 10_000_000
# changes that differ by no more than this are alike
ALIKE = 1.2


@dataclass(frozen=True)
class Mend:
    """The smallest change of one claim that would end a conflict, in the claim's unit.

    `low` and `high` are what the other claims of the conflict imply for it; None is unbounded.
    `change` is how far the printed interval would have to reach, `relative` the same as a part of
    the end that it starts from (for a growth, of what it makes of its base). The claim is the one
    with the ratio nearest to 1 between the two, since halving is as far as doubling. `rivals` are
    claims that a hardly larger change of would do as well.
    """

    claim: str
    low: float | None
    high: float | None
    change: float
    relative: float
    unit: str
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conflict:
    """Claims that cannot all be true, though any of them left out, the others can."""

    claims: tuple[str, ...]
    mend: Mend | None
    dissolves: tuple[str, ...] = ()


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


def check(
    claims: Claims, *, reading: str = "plain", scopes: str = "one", most: int = 50
) -> Checked:
    """Return whether claims contradict each other, and every smallest set of them that does.

    At most `most` sets are listed; `complete` tells whether there are no others. With
    `scopes="one"` a word is taken to stand for one thing in all sources, unless they name
    different scopes for it; `apart` keeps all scopes apart, related only by the links that the
    file states. A conflict tells under which milder reading it `dissolves`: `plain`, `scope`.

    >>> import sezlib as sez
    >>> claims = sez.claims.read("data/published/technopolis_moscow.toml")
    >>> sez.claims.check(claims.only(["release-2020"])).consistent
    True
    """
    belief = Belief(claims, reading, scopes)
    # the order of the file decides nothing
    ordered = sorted((c for c in claims if c.linear), key=lambda c: c.id)
    found: list[frozenset[str]] = []
    complete = True
    for places in belief.programme(ordered).blocks():
        block = Block(belief, [ordered[n] for n in places])
        sets, whole = _smallest(block, most - len(found))
        found += sets
        complete = complete and whole
        if len(found) >= most:
            complete = False
            break
    found.sort(key=lambda ids: (len(ids), sorted(ids)))
    place = {claim.id: number for number, claim in enumerate(claims)}
    conflicts = tuple(
        _conflict(belief, [claims[name] for name in sorted(ids, key=lambda n: place[n])])
        for ids in found[:most]
    )
    fewest = sum(min(map(len, _smallest_hitting_sets(group))) for group in joined(found))
    return Checked(not conflicts, conflicts, complete, fewest, reading, scopes)


def _smallest(block: Block, most: int) -> tuple[list[frozenset[str]], bool]:
    """Return the smallest conflicting sets of a block, and whether they are all."""
    found: list[frozenset[str]] = []
    # first sets that share nothing, until what is left holds together
    while len(found) < most:
        taken = frozenset().union(*found)
        one = block.conflict(taken)
        if one is None:
            break
        found.append(one)
    if not found:
        return [], True
    done: list[frozenset[str]] = []
    whole = True
    while len(found) < most:
        # then those around each group of them, with the other groups out of the way
        before = len(found)
        for group in joined(found):
            reach = frozenset().union(*group)
            if reach in done:
                continue
            done.append(reach)
            others = frozenset().union(*found) - reach
            more, seen = _grow_hitting_sets(block, others, group, most)
            found += [f for f in more if f not in found]
            whole = whole and seen
        # and those that reach across groups, which joins the groups
        found, seen = _crossing_sets(block, found)
        if len(found) == before:
            return found, whole and seen
    return found, False


def _crossing_sets(block: Block, found: list[frozenset[str]]) -> tuple[list[frozenset[str]], bool]:
    """Return the sets with one more that reaches across groups of known ones, if there is any."""
    groups = joined(found)
    if len(groups) < 2:
        return found, True
    ways = product(*(_smallest_hitting_sets(group) for group in groups))
    for tried, way in enumerate(ways):
        if tried >= _affordable(block):
            # tried out while that is affordable
            return found, False
        removed = frozenset().union(*way)
        one = block.conflict(removed)
        if one is not None:
            return [*found, one], True
    return found, True


def _affordable(block: Block) -> int:
    # a search that a large programme would make endless ends, and says so
    return max(min(MOST_TRIED, MOST_WORK // block.size), 10)


def _grow_hitting_sets(
    block: Block, away: frozenset[str], known: list[frozenset[str]], most: int
) -> tuple[list[frozenset[str]], bool]:
    """Return every smallest conflicting set, by Reiter's tree of what to leave out (1987)."""
    found = list(known)
    level, seen = [frozenset[str]()], {frozenset[str]()}
    feasible: list[frozenset[str]] = []
    tried = 0
    while level:
        below = []
        for out in level:
            if any(done <= out for done in feasible):
                continue
            hit = next((f for f in found if not f & out), None)
            if hit is None:
                tried += 1
                if tried > _affordable(block) or len(found) >= most:
                    return found, False
                hit = block.conflict(away | out)
            if hit is None:
                feasible.append(out)
                continue
            if hit not in found:
                found.append(hit)
            for name in sorted(hit):
                wider = out | {name}
                if wider not in seen:
                    seen.add(wider)
                    below.append(wider)
        level = below
    return found, True


def _smallest_hitting_sets(sets: list[frozenset[str]]) -> list[frozenset[str]]:
    """Return the smallest ways to take a claim from every set."""
    ways = {frozenset[str]()}
    for each in sets:
        ways = {w | {n} for w in ways for n in ([*each] if not w & each else [next(iter(w))])}
        ways = {w for w in ways if not any(o < w for o in ways)}
    return sorted(ways, key=sorted)


def _conflict(belief: Belief, claims: Sequence[Claim]) -> Conflict:
    milder = []
    if belief.reading != "plain":
        plain = Belief(belief.claims, "plain", belief.scopes)
        milder += ["plain"] if plain.possible(claims) else []
    if belief.scopes != "apart":
        apart = Belief(belief.claims, belief.reading, "apart")
        milder += ["scope"] if apart.possible(claims) else []
    sized = [m for c in claims if (m := _mend(belief, c, claims)) is not None]
    # the last digits are the solver's, and decide nothing
    sized.sort(key=lambda m: (float(f"{m[0]:.6g}"), m[1].claim))
    best = None
    if sized:
        near = [mend.claim for size, mend in sized[1:] if size <= ALIKE * sized[0][0]]
        best = replace(sized[0][1], rivals=tuple(near))
    return Conflict(tuple(c.id for c in claims), best, tuple(milder))


def _mend(belief: Belief, claim: Claim, claims: Sequence[Claim]) -> tuple[float, Mend] | None:
    if claim.measure in ("rank", "first", "count"):
        return None
    low, high = find_ends(belief, [c for c in claims if c is not claim], belief.figure(claim))
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
    return size, Mend(claim.id, *ends, change, relative, claim.unit.name)


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
        for block in belief.programme(calm).blocks()
        for number in block
    }
    rows = []
    for claim in claims:
        low, high = interval_ends(claim, reading)
        row: dict[str, Any] = {"id": claim.id, "low": low, "high": high}
        row |= {"implied_low": None, "implied_high": None, "unit": claim.unit.name}
        held = blocks.get(claim.id, [])
        if claim.id in clashing:
            held = [claims[name] for name in clashing[claim.id].claims]
        if held and claim.measure not in ("rank", "first", "count"):
            others = [c for c in held if c is not claim]
            least, most = find_ends(belief, others, belief.figure(claim))
            # that no amount is below zero follows from nothing that anybody printed
            floor = -1.0 + 1e-9 if claim.measure == "growth" else abs(claim.value) / 1000
            told = least if least is None or least > floor else None
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
        for region in _unprinted(of_it, indicator):
            figure = Figure("total", region, None, scope)
            low, high = find_ends(belief, about(belief, calm, figure), figure)
            if high is not None:
                low = (low or 0.0) / shown.factor
                span = (month(region.start), month(region.end))
                rows.append((*span, low, high / shown.factor, shown.name, scope))
    columns = ["start", "end", "low", "high", "unit", "scope"]
    table = pd.DataFrame(rows, columns=columns).astype({"low": float, "high": float})
    return table.sort_values(["start", "end", "scope"], ignore_index=True)


def _without_conflicts(
    claims: Claims, reading: str
) -> tuple[Belief, list[Claim], dict[str, Conflict]]:
    """Return the claims that contradict no other, and of each of the others a conflict."""
    clashing: dict[str, Conflict] = {}
    left = claims
    while True:
        found = check(left, reading=reading, scopes="apart")
        for conflict in found.conflicts:
            clashing |= {name: clashing.get(name, conflict) for name in conflict.claims}
        if found.complete:
            break
        # as many sets were listed as are asked for, and there may be more without them
        left = replace(claims, claims=tuple(c for c in claims if c.id not in clashing))
    belief = Belief(claims, reading, "apart")
    return belief, [c for c in claims if c.id not in clashing and c.linear], clashing


def _unprinted(claims: Sequence[Claim], indicator: str) -> list[Region]:
    whole = [c for c in claims if c.part.groups is None and c.part.destinations is None]
    printed = {(c.part.start, c.part.end) for c in whole if c.whole is None and not c.part.of}
    spoken = {(r.start, r.end) for c in claims for r in (c.part, c.whole)
              if r and r.indicator == indicator and not r.of}  # fmt: skip
    years = {m // 12 for span in printed | spoken for m in span if span[1] - span[0] < 12}
    first = min(start for start, _ in spoken)
    spans = {(y * 12, y * 12 + 11) for y in range(min(years), max(years) + 1)} if years else set()
    if years and first < min(years) * 12:
        spans.add((first, min(years) * 12 - 1))
    return [Region(indicator, *span) for span in sorted((spans | spoken) - printed)]
