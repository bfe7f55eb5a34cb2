"""What HiGHS is asked: is there a table, how small and large may a figure be, what conflicts."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from sezlib.claims.cells import Expression
from sezlib.claims.claim import UNSAID, Claim, Claims, ContradictionError, Region, known_reading
from sezlib.claims.programme import Programme
from sezlib.schema import FlowsError, listed, near

INF = math.inf
SCOPES = ("one", "apart")
# of a row whose numbers are near 1; the finest that HiGHS takes
EXACT = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
INFEASIBLE, UNBOUNDED = 2, 3


LEAST = 1e-4


def floors(claims: Iterable[Claim]) -> dict[str, float]:
    """Return the least that a whole is taken to be where a share or a growth of it is printed.

    A ratio to nothing says nothing, so whoever prints one had something: a ten-thousandth of the
    smallest amount printed of the indicator, or any amount at all where none is printed.
    """
    held: dict[str, float] = {}
    for claim in claims:
        low, high = claim.plain
        size = high if math.isfinite(high) else low
        if claim.whole is None and claim.measure not in ("rank", "first") and size > 0:
            name = claim.part.indicator
            held[name] = min(held.get(name, INF), LEAST * size)
    return held


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


@dataclass(frozen=True)
class Belief:
    """How claims are read: the way of one-sided words, and what scopes stand for."""

    claims: Claims
    reading: str = "plain"
    scopes: str = "apart"
    scope: Callable[[Claim], str] = field(init=False, repr=False)
    least: dict[str, float] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        known_reading(self.reading)
        if self.scopes not in SCOPES:
            raise FlowsError(
                f"scopes {self.scopes!r} is not one of {listed(SCOPES)}{near(self.scopes, SCOPES)}"
            )
        object.__setattr__(self, "scope", scoped(self.claims, self.scopes))
        object.__setattr__(self, "least", floors(self.claims))

    def programme(
        self, claims: Sequence[Claim], asked: Sequence[tuple[Region, str]] = ()
    ) -> Programme:
        """Return the programme of some of the claims."""
        return Programme(claims, self.scope, self.reading, self.claims.links, asked, self.least)

    def possible(self, claims: Sequence[Claim]) -> bool:
        """Return whether there is a table on which all these claims hold."""
        matrix, bounds, _ = self.programme(claims).matrix()
        return _solved(np.zeros(matrix.shape[1]), matrix, bounds) is not None


def core(programme: Programme) -> set[int]:
    """Return claims that conflict, by their place; none where a table satisfies them all.

    One slack is lent to all claims alike, and its dual is a vertex of the cone of contradictions:
    the claims in it conflict.
    """
    matrix, bounds, owners = programme.matrix()
    if _solved(np.zeros(matrix.shape[1]), matrix, bounds) is not None:
        return set()
    lent = np.array([[-1.0] if held else [0.0] for held in owners])
    wider = sparse.csr_array(sparse.hstack([matrix, sparse.csr_array(lent)]))
    cost = np.zeros(wider.shape[1])
    cost[-1] = 1.0
    found = linprog(cost, wider, bounds, bounds=(0, None), method="highs", options=EXACT)
    if found.status != 0:
        return {claim for held in owners for claim in held}
    weights = np.abs(found.ineqlin.marginals)
    heavy = weights > 1e-7 * weights.max(initial=0.0)
    return {claim for held, is_in in zip(owners, heavy, strict=True) if is_in for claim in held}


def smallest(belief: Belief, claims: Sequence[Claim]) -> frozenset[str] | None:
    """Return one smallest conflicting set, or None where there is none."""
    held = core(belief.programme(claims))
    if not held:
        return None
    suspects = [claims[number] for number in sorted(held)]
    if belief.possible(suspects):
        # rounding may hide one that is needed
        suspects = list(claims)
    for claim in list(suspects):
        fewer = [c for c in suspects if c is not claim]
        if not belief.possible(fewer):
            suspects = fewer
    return frozenset(claim.id for claim in suspects)


def extremes(
    programme: Programme, top: Expression, bottom: Expression | None = None
) -> tuple[float | None, float | None]:
    """Return the least and the most of a sum of variables, or of a ratio of two; None: unbounded.

    A ratio is made linear by Charnes and Cooper (1962): with every variable divided by the
    bottom, the bottom is 1, the bounds are multiplied by a new variable, and the top is the ratio.
    """
    matrix, bounds, _ = programme.matrix()
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
    ends = [_solved(sign * cost / unit, matrix, bounds, extra) for sign in (1.0, -1.0)]
    if None in ends:
        raise ContradictionError("the claims contradict each other, and nothing follows from them")
    low, high = (
        None if math.isinf(float(end or 0.0)) else float(sign * float(end or 0.0) * unit)
        for end, sign in zip(ends, (1.0, -1.0), strict=True)
    )
    return low, high


def _vector(terms: Expression, programme: Programme) -> np.ndarray:
    made = np.zeros(programme.width)
    for variable, coefficient in terms.items():
        made[variable] = coefficient * programme.scale[variable]
    return made


def _solved(
    cost: np.ndarray,
    matrix: sparse.csr_array,
    bounds: np.ndarray,
    extra: tuple[sparse.csr_array, np.ndarray] | None = None,
) -> float | None:
    """Return the least of `cost`: None where no table fits, minus infinity where it has none."""
    if not matrix.shape[1]:
        return 0.0 if (bounds >= 0).all() else None
    equal, ones = extra or (None, None)
    told = {"A_eq": equal, "b_eq": ones, "bounds": (0, None), "method": "highs"}
    found = linprog(cost, matrix if len(bounds) else None, bounds if len(bounds) else None,
                    **told, options=EXACT)  # fmt: skip
    if found.status == 4:
        # infeasible or unbounded: HiGHS has not looked which, and presolve is why
        found = linprog(cost, matrix, bounds, **told, options={**EXACT, "presolve": False})
    if found.status == INFEASIBLE:
        return None
    if found.status == UNBOUNDED:
        return -INF
    if found.status != 0:
        raise FlowsError(f"the solver gave up on these claims: {found.message}")
    return float(found.fun)
