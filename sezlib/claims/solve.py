"""What HiGHS is asked: is there a table, how small and large may a figure be, what conflicts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from sezlib.claims.claim import (
    MEASURES,
    TOUCH,
    Claim,
    Claims,
    ContradictionError,
    Region,
    scoped,
)
from sezlib.claims.file import as_level, in_months, refuse_kind, regions
from sezlib.claims.programme import Expression, Programme, plus
from sezlib.claims.words import READINGS
from sezlib.flows import FlowsError, listed, one_of, quoted, unlisted
from sezlib.units import Unit, unit

# the least and the most; None is unbounded
Ends = tuple[float | None, float | None]
SCOPES = ("one", "apart")
# of a row whose numbers are near 1; the finest that HiGHS takes
EXACT = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
INFEASIBLE, UNBOUNDED = 2, 3
# of its size: how far an end may lie from where it is
NOISE = 10 * TOUCH
# of its size: what a whole has to be above to be more than nothing
NOTHING = 1e-6


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

    def __post_init__(self) -> None:
        one_of("reading", self.reading, READINGS)
        one_of("scopes", self.scopes, SCOPES)
        object.__setattr__(self, "scope", scoped(self.claims, self.scopes))

    def programme(
        self, claims: Sequence[Claim], asked: Sequence[tuple[Region, str]] = ()
    ) -> Programme:
        """Return the programme of some of the claims."""
        return Programme(
            claims, self.scope, self.reading, self.claims.links, asked, self.claims.zones
        )

    def figure(self, claim: Claim) -> Figure:
        """Return the figure of a claim."""
        return Figure(claim.measure, claim.part, claim.whole, self.scope(claim))

    def says(self, claim: Claim) -> tuple[Any, ...]:
        """Return what a claim is on, by which those that print one figure are known."""
        measure = "total" if claim.measure == "cumulative" else claim.measure
        return measure, claim.part, claim.whole, claim.names, self.scope(claim)

    def implies(self, claim: Claim, other: Claim) -> bool:
        """Return whether a claim on the same as another one says as much or more."""
        (low, high), (least, most) = (c.interval(self.reading) for c in (claim, other))
        return least <= low and high <= most

    def possible(self, claims: Sequence[Claim]) -> bool:
        """Return whether there is a table on which all these claims hold."""
        return feasible(self.programme(claims))


def feasible(programme: Programme) -> bool:
    """Return whether a table satisfies every row, with something in every whole of a ratio."""
    found = _above(programme)
    return found.status == 0 and -found.fun > NOTHING


def _above(programme: Programme, out: frozenset[int] = frozenset()) -> Any:
    """Return the table whose wholes are furthest above nothing, up to their size.

    Where each of them can be above nothing, all can at once: a table between those does it.
    """
    matrix, bounds, _ = _without(programme.lifted, out)
    cost = np.zeros(programme.width + 1)
    cost[-1] = -1.0
    return _run_solver(cost, matrix, bounds, [(0, None)] * programme.width + [(0, 1)])


def _nearest(
    programme: Programme, out: frozenset[int], own: frozenset[int], base: np.ndarray, many: int
) -> np.ndarray | None:
    """Return how a table has to change for its `own` claims but `out` to hold, as little as may be.

    So that `many` such changes may be made at once, each takes no more than its part of the room
    that is left by all other claims.
    """
    matrix, bounds, owners = _without(programme.lifted, out)
    room = bounds - matrix @ base
    shared = np.array([own.isdisjoint(held) for held in owners])
    room[shared] = np.maximum(room[shared], 0.0) / many
    # the last variable, by which every whole is above nothing, never falls to that
    limits = [(0, None)] * len(base) + [(0, v / many) for v in [*base[:-1], base[-1] / 2]]
    both = sparse.csr_array(sparse.hstack([matrix, -matrix]))
    found = _run_solver(np.ones(len(limits)), both, room, limits)
    return found.x[: len(base)] - found.x[len(base) :] if found.status == 0 else None


def _without(system: Any, out: frozenset[int]) -> Any:
    matrix, bounds, owners = system
    if not out:
        return system
    kept = np.array([out.isdisjoint(held) for held in owners], dtype=bool)
    return matrix[kept], bounds[kept], [o for o, k in zip(owners, kept, strict=True) if k]


def core(programme: Programme, out: frozenset[int] = frozenset()) -> set[int]:
    """Return claims that conflict, by their place; none where a table satisfies all but `out`.

    One slack is lent to all claims alike, and its dual is a vertex of the cone of contradictions:
    the claims in it conflict. Where a whole can only be nothing, the dual of that tells why.
    """
    found = _above(programme, out)
    if found.status == 0 and -found.fun > NOTHING:
        return set()
    matrix, bounds, owners = _without(programme.system, out)
    if found.status == 0:
        owners = _without(programme.lifted, out)[2]
    else:
        lent = np.array([[-1.0] if held else [0.0] for held in owners])
        wider = sparse.csr_array(sparse.hstack([matrix, sparse.csr_array(lent)]))
        cost = np.zeros(wider.shape[1])
        cost[-1] = 1.0
        found = _run_solver(cost, wider, bounds)
    if found.status != 0:
        return {claim for held in owners for claim in held}
    weights = np.abs(found.ineqlin.marginals)
    heavy = weights > 1e-7 * weights.max(initial=0.0)
    return {claim for held, is_in in zip(owners, heavy, strict=True) if is_in for claim in held}


class Block:
    """Claims that speak of the same cells, and the conflicts among them."""

    def __init__(self, belief: Belief, claims: Sequence[Claim]) -> None:
        self.belief, self.claims = belief, list(claims)
        self._programme = belief.programme(self.claims)
        self._place = {claim.id: number for number, claim in enumerate(self.claims)}
        self._saying: dict[Any, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            self._saying[belief.says(claim)].append(claim)

    @property
    def size(self) -> int:
        """How much there is to solve: the numbers in its programme."""
        return max(self._programme.system[0].nnz, 1)

    def conflict(self, out: frozenset[str] = frozenset()) -> list[Claim]:
        """Return one smallest conflicting set without the claims `out`; none: there is none."""
        left = self._places([out])
        suspects = [self.claims[number] for number in sorted(core(self._programme, left))]
        if not suspects:
            return []
        if self.belief.possible(suspects):
            # rounding may hide one that is needed
            suspects = [claim for claim in self.claims if claim.id not in out]
        for claim in list(suspects):
            fewer = [c for c in suspects if c is not claim]
            if not self.belief.possible(fewer):
                suspects = fewer
        return suspects

    def prove(self, groups: list[list[frozenset[str]]]) -> Callable[..., bool]:
        """Return what tells of a way out of each group whether a table is known on which it holds.

        The changes that the ways out of single groups make to a table add up where they do not
        touch, and multiplying finds that out sooner than solving.
        """
        first = [ways[0] for ways in groups]
        base = _above(self._programme, self._places(first)).x
        moves = []
        for ways in groups:
            own, many = self._places(ways), len(groups)
            steps = (_nearest(self._programme, self._places([w]), own, base, many) for w in ways)
            moves.append(dict(zip(ways, steps, strict=True)))

        def holds(chosen: tuple[frozenset[str], ...]) -> bool:
            table = base
            for move, way in zip(moves, chosen, strict=True):
                if (step := move[way]) is None:
                    return False
                table = table + step
            matrix, bounds, _ = _without(self._programme.lifted, self._places(chosen))
            above = table[-1] > NOTHING and table.min() >= -TOUCH
            return bool(above and (matrix @ table - bounds).max() <= TOUCH)

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
                less = self.belief.implies(held[number], other)
                if less and not self.belief.possible([*held[:number], other, *held[number + 1 :]]):
                    held[number] = other
        return (
            frozenset(
                frozenset(
                    o.id for o in self._saying[self.belief.says(c)] if self.belief.implies(o, c)
                )
                for c in held
            )
            or None
        )


def extremes(programme: Programme, top: Expression, bottom: Expression | None = None) -> Ends:
    """Return the least and the most of a sum of variables, or of a ratio of two; None: unbounded.

    A ratio is made linear by Charnes and Cooper (1962): with every variable divided by the
    bottom, the bottom is 1, the bounds are multiplied by a new variable, and the top is the ratio.
    """
    if not feasible(programme):
        raise ContradictionError("the claims contradict each other, and nothing follows from them")
    matrix, bounds, _ = programme.system
    cost = _vector(top, programme)
    extra: tuple[sparse.csr_array, np.ndarray] | None = None
    if bottom is not None:
        size = max(abs(c) * programme.scale[v] for v, c in bottom.items())
        below = _vector(bottom, programme) / size
        matrix = sparse.csr_array(sparse.hstack([matrix, sparse.csr_array(-bounds[:, None])]))
        bounds = np.zeros(len(bounds))
        cost = np.append(cost / size, 0.0)
        extra = (sparse.csr_array(np.append(below, 0.0)[None, :]), np.ones(1))
    # near 1, like the rows
    unit = np.abs(cost).max(initial=0.0) or 1.0
    low, high = (_least(sign * cost / unit, matrix, bounds, extra) for sign in (1.0, -1.0))
    # no row holds it, and no number that HiGHS may take for nothing says how fast it grows
    free = set(top) - programme.spoken - set(bottom or ())
    high = None if any(top[v] > 0 for v in free) else high
    low = None if any(top[v] < 0 for v in free) else low
    return _denoise(low, unit), None if high is None else _denoise(-high, unit)


def _denoise(end: float | None, unit: float) -> float | None:
    """Return an end without the noise of the solver: the shortest number as near as it can tell."""
    if end is None or abs(end) <= NOISE:
        return None if end is None else 0.0
    value = float(end * unit)
    shorter = (float(f"{value:.{digits}e}") for digits in range(7))
    noise = NOISE * max(abs(value), unit)
    return next((number for number in shorter if abs(number - value) <= noise), value)


def _least(
    cost: np.ndarray,
    matrix: sparse.csr_array,
    bounds: np.ndarray,
    extra: tuple[sparse.csr_array, np.ndarray] | None,
) -> float | None:
    """Return the least of a cost that has a least; None where it has none, or no ratio exists."""
    found = _run_solver(cost, matrix, bounds, None, extra, {**EXACT, "presolve": False})
    if found.status == INFEASIBLE:
        # divided by a small bottom, numbers grow beyond what the finest tolerance can tell
        found = _run_solver(cost, matrix, bounds, None, extra, {})
    return float(found.fun) if found.status == 0 else None


def _vector(terms: Expression, programme: Programme) -> np.ndarray:
    made = np.zeros(programme.width)
    for variable, coefficient in terms.items():
        made[variable] = coefficient * programme.scale[variable]
    return made


def _run_solver(
    cost: np.ndarray,
    matrix: sparse.csr_array,
    bounds: np.ndarray,
    limits: Sequence[tuple[float, float | None]] | None = None,
    extra: tuple[sparse.csr_array, np.ndarray] | None = None,
    options: Mapping[str, float] = EXACT,
) -> Any:
    """Return what HiGHS says of a programme."""
    equal, ones = extra or (None, None)
    told: Any = {"A_eq": equal, "b_eq": ones, "bounds": limits or (0, None), "method": "highs"}
    rows = (matrix, bounds) if len(bounds) else (None, None)
    # presolve may not look whether a programme is infeasible or unbounded, and the finest tolerance
    # may be too fine for numbers of very different sizes
    ways: list[dict[str, Any]] = [{**options}, {**options, "presolve": False}, {}]
    for way in ways:
        found = linprog(cost, *rows, **told, options=way)
        # presolve has called infeasible what was not, at the finest tolerance
        sure = found.status == INFEASIBLE and way.get("presolve") is False
        if found.status in (0, UNBOUNDED) or sure:
            return found
    if found.status == INFEASIBLE:
        return found
    raise FlowsError(f"the solver gave up on these claims: {found.message}")


USUAL = {"share": "%", "growth": "%", "ratio": "times"}
UNASKED = ("count", "rank", "first")


@dataclass(frozen=True)
class Bounds:
    """The least and the most that a figure can be, in `unit`; None where nothing bounds it."""

    low: float | None
    high: float | None
    unit: str
    scope: str = ""


def bounds(claims: Claims, measure: str, *, reading: str = "plain", scope: str = "",
           in_unit: str = "", **where: Any) -> Bounds:  # fmt: skip
    """Return what claims imply for a figure, printed or not: its least and its most.

    `measure` and `where` are as in a claim: `bounds(claims, "total", period="2018")`; a first and
    a last period are `where={"from": ..., "to": ...}`, or `start` and `end`. Shares, growth
    and ratios are solved as linear fractional programmes. `scope` says which exports are meant
    where sources name several; the file may say which is usual. `in_unit` is the unit of the
    answer, else the one that most claims of the indicator are printed in.

    Raises `FlowsError` where the claims contradict each other, and where a name is unknown.

    >>> import sezlib as sez
    >>> claims = sez.claims.read("data/published/technopolis_moscow.toml")
    >>> found = sez.claims.bounds(claims.only(["release-2020"]), "total", period="2018")
    >>> f"{found.low:.2f} to {found.high:.2f} {found.unit}"
    '245.66 to 248.29 mln RUB'
    """
    if measure not in MEASURES or measure in UNASKED:
        asked = [m for m in MEASURES if m not in UNASKED]
        raise unlisted("no bounds of", measure, "ask for one of", asked)
    where = {"from" if k == "start" else "to" if k == "end" else k: v for k, v in where.items()}
    part, whole = regions(measure, in_months(where, claims.year_begins), claims.opened)
    levels = {r.indicator for c in claims for r in (c.part, c.whole) if r and r.stock}
    part, whole = as_level(part, levels), whole and as_level(whole, levels)
    held = [c for c in claims if c.linear]
    belief = Belief(claims, reading, "apart")
    named = _scope(claims, belief, part, scope)
    shown = _asked_unit(in_unit, held, measure, part) if in_unit else unit_of(held, measure, part)
    # what is said of other things, and contradicts itself there, is no hindrance here
    figure = Figure(measure, part, whole, named)
    held = about(belief, held, figure)
    try:
        low, high = find_ends(belief, held, figure)
    except ContradictionError as error:
        one = Block(belief, held).conflict()
        clash = listed(sorted(claim.id for claim in one))
        raise ContradictionError(f"{error}: {clash}; leave one of them out") from None
    less = 1.0 if measure == "growth" and shown.kind == "times" else 0.0
    low, high = (None if end is None else (end + less) / shown.factor for end in (low, high))
    return Bounds(low, high, shown.name, named)


def about(belief: Belief, claims: Sequence[Claim], figure: Figure) -> list[Claim]:
    """Return the claims that have anything to do with a figure."""
    programme = belief.programme(claims, figure.regions)
    terms = {v: 1.0 for asked in figure.regions for v in programme.expression(*asked)}
    return [claims[n] for block in programme.blocks(terms) for n in sorted(block)]


def find_ends(belief: Belief, claims: Sequence[Claim], figure: Figure) -> Ends:
    """Return what claims imply for a figure, in the base of its unit."""
    programme = belief.programme(claims, figure.regions)
    top, bottom, *_ = [*(programme.expression(*asked) for asked in figure.regions), None]
    if bottom is not None and figure.measure == "difference":
        return extremes(programme, plus(top, bottom, -1.0))
    low, high = extremes(programme, top, bottom)
    less = 1.0 if figure.measure == "growth" else 0.0
    # minus nothing is nothing
    return max(low or 0.0, 0.0) - less, None if high is None else high - less


def _scope(claims: Claims, belief: Belief, part: Region, scope: str) -> str:
    known = sorted({belief.scope(c) for c in claims if c.part.indicator == part.indicator})
    if scope and scope not in known:
        raise unlisted(f"{part.indicator}: no scope", scope, "the scopes are", known)
    if not known:
        names = sorted({c.part.indicator for c in claims})
        raise unlisted("no claim on", part.indicator, "the indicators are", names, 30)
    if scope or len(known) == 1:
        return scope or known[0]
    if claims.scope in known:
        return claims.scope
    raise FlowsError(f"{part.indicator} has the scopes {listed(known)}: say which with scope=NAME")


def _asked_unit(name: str, claims: Sequence[Claim], measure: str, part: Region) -> Unit:
    shown = unit(name)
    refuse_kind(measure, shown)
    known = _units(claims, measure, part)
    fits = [u for u in known if u.kind == shown.kind and (u.kind == "area" or u.base == shown.base)]
    # hectares are so many square metres, and roubles are no dollars
    if known and not fits and shown.kind != "per":
        told = listed([u.name for u in known])
        raise FlowsError(f"unit {quoted(name)} does not fit: the claims are in {told}")
    return shown


def unit_of(claims: Sequence[Claim], measure: str, part: Region) -> Unit:
    """Return the unit that claims are mostly printed in."""
    if measure in USUAL:
        return unit(USUAL[measure])
    counts = _units(claims, measure, part)
    if not counts:
        raise FlowsError("no claim tells the unit of this figure: name it with unit=")
    return min(counts, key=lambda u: (-counts[u], u.factor, u.name))


def _units(claims: Sequence[Claim], measure: str, part: Region) -> Counter[Unit]:
    if measure in USUAL:
        return Counter()
    amounts = [c for c in claims if c.part.indicator == part.indicator and not c.part.of]
    kinds = ("per",) if measure == "per_unit" else ("money", "area", "count")
    return Counter(c.unit for c in amounts if c.unit.kind in kinds)
