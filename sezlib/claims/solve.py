"""What HiGHS is asked: is there a table, how small and large may a figure be, what conflicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from sezlib.claims.cells import Expression
from sezlib.claims.claim import (
    TOUCH,
    Claim,
    Claims,
    ContradictionError,
    Region,
    known_reading,
    scoped,
)
from sezlib.claims.programme import Programme
from sezlib.schema import FlowsError, listed, near

SCOPES = ("one", "apart")
# of a row whose numbers are near 1; the finest that HiGHS takes
EXACT = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
INFEASIBLE, UNBOUNDED = 2, 3
# of its size: how far an end may lie from where it is
NOISE = 10 * TOUCH
# of its size: what a whole has to be above to be more than nothing
NOTHING = 1e-6


@dataclass(frozen=True)
class Belief:
    """How claims are read: the way of one-sided words, and what scopes stand for."""

    claims: Claims
    reading: str = "plain"
    scopes: str = "apart"
    scope: Callable[[Claim], str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        known_reading(self.reading)
        if self.scopes not in SCOPES:
            raise FlowsError(
                f"scopes {self.scopes!r} is not one of {listed(SCOPES)}{near(self.scopes, SCOPES)}"
            )
        object.__setattr__(self, "scope", scoped(self.claims, self.scopes))

    def programme(
        self, claims: Sequence[Claim], asked: Sequence[tuple[Region, str]] = ()
    ) -> Programme:
        """Return the programme of some of the claims."""
        return Programme(claims, self.scope, self.reading, self.claims.links, asked)

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
    matrix, bounds, _ = _without(programme.system, out)
    above, owners = programme.above
    kept = _kept(owners, out)
    above, many = above[kept], int(kept.sum())
    none = sparse.csr_array((len(bounds), 1))
    held = sparse.hstack([matrix, none])
    if many:
        held = sparse.vstack([held, sparse.hstack([-above, np.ones((many, 1))])])
    limits = [(0, None)] * programme.width + [(0, 1)]
    cost = np.zeros(programme.width + 1)
    cost[-1] = -1.0
    return _asked(cost, sparse.csr_array(held), np.append(bounds, np.zeros(many)), limits)


def _kept(owners: list[tuple[int, ...]], out: frozenset[int]) -> np.ndarray:
    return np.array([out.isdisjoint(held) for held in owners], dtype=bool)


def _without(system: Any, out: frozenset[int]) -> Any:
    matrix, bounds, owners = system
    if not out:
        return system
    kept = _kept(owners, out)
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
        owners = [*owners, *(o for o in programme.above[1] if out.isdisjoint(o))]
    else:
        lent = np.array([[-1.0] if held else [0.0] for held in owners])
        wider = sparse.csr_array(sparse.hstack([matrix, sparse.csr_array(lent)]))
        cost = np.zeros(wider.shape[1])
        cost[-1] = 1.0
        found = _asked(cost, wider, bounds)
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

    @property
    def size(self) -> int:
        """How much there is to solve: the numbers in its programme."""
        return max(self._programme.system[0].nnz, 1)

    def conflict(self, out: frozenset[str] = frozenset()) -> frozenset[str] | None:
        """Return one smallest conflicting set without the claims `out`; None: there is none."""
        left = frozenset(self._place[name] for name in out if name in self._place)
        held = core(self._programme, left)
        if not held:
            return None
        suspects = [self.claims[number] for number in sorted(held)]
        if self.belief.possible(suspects):
            # rounding may hide one that is needed
            suspects = [claim for claim in self.claims if claim.id not in out]
        for claim in list(suspects):
            fewer = [c for c in suspects if c is not claim]
            if not self.belief.possible(fewer):
                suspects = fewer
        return frozenset(claim.id for claim in suspects)


def extremes(
    programme: Programme, top: Expression, bottom: Expression | None = None
) -> tuple[float | None, float | None]:
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
    low, high = (_end(sign * cost / unit, matrix, bounds, extra) for sign in (1.0, -1.0))
    # no row holds it, and no number that HiGHS may take for nothing says how fast it grows
    free = set(top) - programme.spoken - set(bottom or ())
    high = None if any(top[v] > 0 for v in free) else high
    low = None if any(top[v] < 0 for v in free) else low
    return _settled(low, unit), None if high is None else _settled(-high, unit)


def _settled(end: float | None, unit: float) -> float | None:
    """Return an end without the noise of the solver: the shortest number as near as it can tell."""
    if end is None or abs(end) <= NOISE:
        return None if end is None else 0.0
    value = float(end * unit)
    shorter = (float(f"{value:.{digits}e}") for digits in range(7))
    noise = NOISE * max(abs(value), unit)
    return next((number for number in shorter if abs(number - value) <= noise), value)


def _end(
    cost: np.ndarray,
    matrix: sparse.csr_array,
    bounds: np.ndarray,
    extra: tuple[sparse.csr_array, np.ndarray] | None,
) -> float | None:
    """Return the least of a cost that has a least; None where it has none, or no ratio exists."""
    found = _asked(cost, matrix, bounds, None, extra, {**EXACT, "presolve": False})
    if found.status == INFEASIBLE:
        # divided by a small bottom, numbers grow beyond what the finest tolerance can tell
        found = _asked(cost, matrix, bounds, None, extra, {})
    return float(found.fun) if found.status == 0 else None


def _vector(terms: Expression, programme: Programme) -> np.ndarray:
    made = np.zeros(programme.width)
    for variable, coefficient in terms.items():
        made[variable] = coefficient * programme.scale[variable]
    return made


def _asked(
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
