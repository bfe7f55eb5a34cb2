"""Rows with intervals on variables that are not below nothing: their tight bounds, their conflicts.

A `System` is made of sparse rows, low <= coefficients . x <= high, each with its owners: whoever
says so. It tells whether there is a table x at all, how small and how large a sum of variables or a
ratio of two can be, and which owners conflict. It knows nothing of what the variables stand for.

>>> system = System([Row({0: 1.0}, 2.0, 5.0), Row({0: 1.0, 1: 1.0}, 10.0, 10.0)], width=2)
>>> extremes(system, {1: 1.0}), extremes(system, {0: 1.0}, {1: 1.0})
((5.0, 8.0), (0.25, 1.0))
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from sezlib.claims.claim import TOUCH, ContradictionError
from sezlib.claims.solver import STATUS, programme
from sezlib.flows import FlowsError

Expression = dict[int, float]
# the least and the most; None is unbounded
Ends = tuple[float | None, float | None]
# of a row whose numbers are near 1; the finest that HiGHS takes
EXACT = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
PLAIN = {"presolve": "off"}
# of its size: how far an end may lie from where it is
NOISE = 10 * TOUCH
# of its size: what a whole has to be above to be more than nothing
NOTHING = 1e-6
# how often rows and columns are scaled in turns, unless no logarithm of a size moves by more
SCALED, SETTLED = 300, 0.01
# how many numbers are solved sooner than presolved
SMALL = 20_000


@dataclass(frozen=True)
class Row:
    """low <= coefficients . x <= high, as long as all of its owners are believed."""

    terms: Expression
    low: float
    high: float
    owners: tuple[int, ...] = ()


def plus(left: Expression, right: Expression, times: float) -> Expression:
    """Return one sum of variables and so many times another."""
    held = dict(left)
    for variable, coefficient in right.items():
        held[variable] = held.get(variable, 0.0) + times * coefficient
    return held


class Inequalities(NamedTuple):
    """A x <= b, and the owners of each row."""

    matrix: sparse.csr_array
    limits: np.ndarray
    owners: list[tuple[int, ...]]

    def without(self, out: frozenset[int]) -> Inequalities:
        """Return the rows that none of some owners has a part in."""
        if not out:
            return self
        kept = np.array([out.isdisjoint(held) for held in self.owners], dtype=bool)
        owners = [held for held, is_in in zip(self.owners, kept, strict=True) if is_in]
        return Inequalities(self.matrix[kept], self.limits[kept], owners)


@dataclass(frozen=True)
class System:
    """Rows over so many variables, and the sums that are above nothing, each with its owner."""

    rows: Sequence[Row]
    width: int
    wholes: Sequence[tuple[Expression, int]] = ()

    @cached_property
    def _entries(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        # the row, the column and the value of every number that is none
        lengths = [len(row.terms) for row in self.rows]
        rows, many = np.repeat(np.arange(len(self.rows)), lengths), sum(lengths)
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
        sides = [(i, abs(e)) for i, row in enumerate(self.rows)
                 for e in {row.low, row.high} if e and math.isfinite(e)]  # fmt: skip
        logs = np.log(np.abs(values))
        fixed = np.array([i for i, _ in sides], dtype=int)
        amounts = np.log(np.array([e for _, e in sides]))
        height = len(self.rows)
        held = np.maximum(np.bincount(rows, minlength=height), 1)
        told = held + np.bincount(fixed, minlength=height)
        seen = np.maximum(np.bincount(columns, minlength=self.width), 1)
        known = np.bincount(fixed, amounts, minlength=height)
        # what no amount is compared with is taken to be as large as amounts are
        scale = np.full(self.width, np.median(amounts) if sides else 0.0)
        for _ in range(SCALED):
            before = scale
            each = np.bincount(rows, logs + scale[columns], minlength=height)
            # an amount tells the size of its row, and a row without one takes that of its terms
            size = np.where(told > held, known / np.maximum(told - held, 1), each / held)
            scale = np.bincount(columns, size[rows] - logs, minlength=self.width) / seen
            if np.abs(scale - before).max() < SETTLED:
                break
        # what no row speaks of is taken to be as large as the rest
        spoken = np.bincount(columns, minlength=self.width) > 0
        scale[~spoken] = np.median(scale[spoken])
        return np.exp(scale)

    @cached_property
    def spoken(self) -> set[int]:
        """The variables that any row speaks of; nothing bounds another."""
        return set(self._entries[1].tolist())

    def vector(self, terms: Expression) -> np.ndarray:
        """Return a sum of variables as the coefficients of the scaled ones."""
        made = np.zeros(self.width)
        for variable, coefficient in terms.items():
            made[variable] = coefficient * self.scale[variable]
        return made

    @cached_property
    def inequalities(self) -> Inequalities:
        """The rows as A x <= b, scaled so that numbers are near 1."""
        rows, columns, values = self._entries
        values = values * self.scale[columns]
        sizes = np.zeros(len(self.rows))
        np.maximum.at(sizes, rows, np.abs(values))
        sizes[sizes == 0] = 1.0
        shape = (len(self.rows), self.width)
        every = sparse.csr_array((values / sizes[rows], (rows, columns)), shape=shape)
        parts, limits, owners = [], [], []
        for sign, ends in ((1.0, [r.high for r in self.rows]), (-1.0, [r.low for r in self.rows])):
            held = np.array(ends, dtype=float)
            told = np.flatnonzero(np.isfinite(held))
            parts.append(sign * every[told])
            limits.append(sign * held[told] / sizes[told])
            owners += [self.rows[at].owners for at in told.tolist()]
        return Inequalities(sparse.vstack(parts, format="csr"), np.concatenate(limits), owners)

    @property
    def size(self) -> int:
        """How much there is to solve: the numbers in the rows."""
        return max(self.inequalities.matrix.nnz, 1)

    @cached_property
    def lifted(self) -> Inequalities:
        """The same with a last variable that no whole, each near 1, may be less than."""
        matrix, limits, owners = self.inequalities
        matrix = matrix.copy()
        matrix.resize(len(limits), self.width + 1)
        terms = [{v: c * self.scale[v] for v, c in whole.items()} for whole, _ in self.wholes]
        sizes = [max(map(abs, whole.values())) for whole in terms]
        at = [(n, v, -c / size) for n, (whole, size) in enumerate(zip(terms, sizes, strict=True))
              for v, c in whole.items()]  # fmt: skip
        at += [(n, self.width, 1.0) for n in range(len(terms))]
        held = sparse.vstack([matrix, _sparse(at, len(terms), self.width + 1)], format="csr")
        owners = [*owners, *((owner,) for _, owner in self.wholes)]
        return Inequalities(held, np.append(limits, np.zeros(len(self.wholes))), owners)

    def blocks(self, asked: Iterable[int] | None = None) -> list[list[int]]:
        """Return the owners in parts that share no variable; those that variables `asked` reach."""
        held, part = self._parts
        if asked is None:
            return list(held.values())
        return [held[at] for at in dict.fromkeys(part[v] for v in asked) if at in held]

    @cached_property
    def _parts(self) -> tuple[dict[int, list[int]], list[int]]:
        # the owners of each part, and the part of each variable
        tied = [(row.terms, row.owners) for row in self.rows]
        tied += [(terms, (owner,)) for terms, owner in self.wholes]
        known = sorted({owner for _, owners in tied for owner in owners})
        place = {owner: self.width + at for at, owner in enumerate(known)}
        nodes = [[*terms, *(place[owner] for owner in owners)] for terms, owners in tied]
        ends = np.fromiter(chain.from_iterable(nodes), int)
        firsts = np.repeat([each[0] for each in nodes], [len(each) for each in nodes])
        size = self.width + len(known)
        graph = sparse.coo_array((np.ones(len(ends)), (firsts, ends)), shape=(size, size))
        part = connected_components(graph, directed=False)[1].tolist()
        held: dict[int, list[int]] = {}
        for owner in known:
            held.setdefault(part[place[owner]], []).append(owner)
        return held, part

    def split(self) -> Iterator[tuple[list[int], System]]:
        """Return the owners of each block, with the rows on its variables, both numbered anew."""
        held, part = self._parts
        places: dict[int, int] = {}
        widths = dict.fromkeys(held, 0)
        for variable, at in enumerate(part[: self.width]):
            if at in held:
                places[variable] = widths[at]
                widths[at] += 1
        which = {owner: (at, n) for at, owners in held.items() for n, owner in enumerate(owners)}
        rows: dict[int, list[Row]] = {at: [] for at in held}
        wholes: dict[int, list[tuple[Expression, int]]] = {at: [] for at in held}
        for row in self.rows:
            at = part[next(iter(row.terms))] if row.terms else which[row.owners[0]][0]
            if at in held:
                terms = {places[v]: c for v, c in row.terms.items()}
                numbers = tuple(which[owner][1] for owner in row.owners)
                rows[at].append(Row(terms, row.low, row.high, numbers))
        for terms, owner in self.wholes:
            at, number = which[owner]
            wholes[at].append(({places[v]: c for v, c in terms.items()}, number))
        for at, owners in held.items():
            yield owners, System(rows[at], widths[at], wholes[at])


def _sparse(at: list[tuple[int, int, float]], rows: int, columns: int) -> sparse.csr_array:
    which, where, values = zip(*at, strict=True) if at else ((), (), ())
    data = np.array(values, dtype=float)
    return sparse.csr_array((data, (which, where)), shape=(rows, columns))


def feasible(system: System, out: frozenset[int] = frozenset()) -> bool:
    """Return whether a table satisfies all rows but those of the owners `out`.

    It has something in every whole of a ratio.
    """
    return _above(system.lifted.without(out))[1] > NOTHING


def above(system: System, out: frozenset[int] = frozenset()) -> np.ndarray:
    """Return the table without some owners whose wholes are furthest above nothing."""
    return np.asarray(_above(system.lifted.without(out))[0].x)


def _above(lifted: Inequalities, *, hasty: bool = False) -> tuple[Any, float]:
    """Return what is found of a table with its wholes up to their size, and the least of them.

    Where each whole can be above nothing, all can at once: a table between those does it. In haste
    there may be a table where none is found.
    """
    cost, most = np.zeros(lifted.matrix.shape[1]), np.full(lifted.matrix.shape[1], np.inf)
    cost[-1], most[-1] = -1.0, 1.0
    found = _run_solver(cost, lifted.matrix, lifted.limits, most, hasty=hasty)
    return found, found.x[-1] if found.status == STATUS.kOptimal else 0.0


def core(system: System, out: frozenset[int] = frozenset()) -> set[int]:
    """Return owners that conflict; none where a table satisfies all but `out`.

    One slack is lent to all owners alike, and its dual is a vertex of the cone of contradictions:
    the owners in it conflict. Where a whole can only be nothing, the dual of that tells why.
    """
    lifted = system.lifted.without(out)
    for hasty in (True, False):
        found, least = _above(lifted, hasty=hasty)
        if least > NOTHING:
            return set()
        owners = lifted.owners
        if found.status == STATUS.kOptimal:
            break
        matrix, limits, owners = system.inequalities.without(out)
        lent = _sparse([(at, 0, -1.0) for at, held in enumerate(owners) if held], len(owners), 1)
        cost = np.append(np.zeros(system.width), 1.0)
        found = _run_solver(cost, sparse.csr_array(sparse.hstack([matrix, lent])), limits)
        # what is lent proves a contradiction that was seen in haste
        if found.status == STATUS.kOptimal and found.fun > NOTHING:
            break
    if found.status != STATUS.kOptimal:
        return {owner for held in owners for owner in held}
    weights = np.abs(found.weights)
    heavy = weights > 1e-7 * weights.max(initial=0.0)
    return {owner for held, is_in in zip(owners, heavy, strict=True) if is_in for owner in held}


def nearest(
    system: System, asked: Mapping[Any, tuple[frozenset[int], frozenset[int]]], base: np.ndarray,
    many: int,
) -> dict[Any, np.ndarray]:  # fmt: skip
    """Return how a table has to change for `own` rows but `out` to hold, as little as may be.

    Each pair (`out`, `own`) of owners is asked for itself, and absent where there is no change. So
    that `many` may be made at once, each takes its part of the room that all others leave.
    """
    found: dict[Any, np.ndarray] = {}
    # the last variable, by which every whole is above nothing, never falls to that
    falls = np.append(base[:-1], base[-1] / 2) / many
    most = np.append(np.full(len(base), np.inf), falls)
    for each, (out, own) in asked.items():
        matrix, limits, owners = system.lifted.without(out)
        room = limits - matrix @ base
        shared = np.array([own.isdisjoint(held) for held in owners])
        room[shared] = np.maximum(room[shared], 0.0) / many
        # a change is the growth and the fall of each variable
        both = sparse.csr_array(sparse.hstack([matrix, -matrix]))
        best = _run_solver(np.ones(len(most)), both, room, most)
        if best.status == STATUS.kOptimal:
            found[each] = best.x[: len(base)] - best.x[len(base) :]
    return found


def covers(
    sets: Sequence[Sequence[frozenset[int]]], most: int
) -> tuple[list[frozenset[int]], bool]:
    """Return the smallest sets of numbers that hold a member of each of `sets`, and if all.

    >>> covers([[frozenset({0}), frozenset({1})], [frozenset({1}), frozenset({2})]], most=5)
    ([frozenset({1})], True)
    """
    known = sorted({each for held in sets for each in held}, key=sorted)
    width = 1 + max(number for each in known for number in each)
    place = {each: width + at for at, each in enumerate(known)}
    # a member is held where all its numbers are
    whole = [((number, 1.0), (place[each], -1.0)) for each in known for number in each]
    rows = [*whole, *([(place[each], 1.0) for each in held] for held in sets)]
    entries = [(at, column, value) for at, row in enumerate(rows) for column, value in row]
    low = np.repeat([0.0, 1.0], [len(whole), len(sets)])
    cost = np.repeat([1.0, 0.0], [width, len(known)])
    matrix = _sparse(entries, len(rows), len(cost))
    asked = programme(matrix, low, np.full(len(low), np.inf), cost, 1.0, integers=True)
    found: list[frozenset[int]] = []
    while len(found) <= most:
        asked.run()
        optimal = asked.getModelStatus() == STATUS.kOptimal
        if not optimal or (found and asked.getObjectiveValue() > len(found[0]) + 0.5):
            return found, True
        chosen = np.flatnonzero(np.array(asked.getSolution().col_value)[:width] > 0.5)
        found.append(frozenset(chosen.tolist()))
        asked.addRow(-np.inf, len(chosen) - 1.0, len(chosen), chosen, np.ones(len(chosen)))
    return found[:most], False


def extremes(
    system: System, top: Expression, bottom: Expression | None = None, *, agreed: bool = False
) -> Ends:
    """Return the least and the most of a sum of variables, or of a ratio of two; None: unbounded.

    A ratio is made linear by Charnes and Cooper (1962): with every variable divided by the
    bottom, the bottom is 1, the bounds are multiplied by a new variable, and the top is the ratio.
    Raises `ContradictionError` where no table satisfies the rows, unless it is `agreed` that one
    does.
    """
    if not (agreed or feasible(system)):
        raise ContradictionError("the claims contradict each other, and nothing follows from them")
    matrix, limits, _ = system.inequalities
    cost, least = system.vector(top), np.full(len(limits), -np.inf)
    if bottom is not None:
        size = max(abs(c) * system.scale[v] for v, c in bottom.items())
        below = np.append(system.vector(bottom) / size, 0.0)
        rows = sparse.hstack([matrix, sparse.csr_array(-limits[:, None])])
        matrix = sparse.csr_array(sparse.vstack([rows, sparse.csr_array(below[None, :])]))
        limits, least = np.append(np.zeros(len(limits)), 1.0), np.append(least, 1.0)
        cost = np.append(cost / size, 0.0)
    # near 1, like the rows
    unit = np.abs(cost).max(initial=0.0) or 1.0
    low, high = (_least(sign * cost / unit, matrix, least, limits) for sign in (1.0, -1.0))
    # no row holds it, and no number that HiGHS may take for nothing says how fast it grows
    free = set(top) - system.spoken - set(bottom or ())
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
    cost: np.ndarray, matrix: sparse.csr_array, low: np.ndarray, high: np.ndarray
) -> float | None:
    """Return the least of a cost that has a least; None where it has none, or no ratio exists."""
    found = _run_solver(cost, matrix, high, low=low, options={**EXACT, **PLAIN})
    if found.status == STATUS.kInfeasible:
        # divided by a small bottom, numbers grow beyond what the finest tolerance can tell
        found = _run_solver(cost, matrix, high, low=low, options={})
    return float(found.fun) if found.status == STATUS.kOptimal else None


class Found(NamedTuple):
    """What HiGHS says of a programme: whether it has an end, where, and what each row is worth."""

    status: Any
    fun: float
    x: np.ndarray
    weights: np.ndarray


def _run_solver(
    cost: np.ndarray, matrix: sparse.csr_array, high: np.ndarray,
    most: np.ndarray | float = np.inf, low: np.ndarray | None = None,
    options: Mapping[str, Any] = EXACT, *, hasty: bool = False,
) -> Found:  # fmt: skip
    """Return what HiGHS says of a programme whose variables are from nothing to `most`."""
    low = np.full(len(high), -np.inf) if low is None else low
    # presolve may not look whether a programme is infeasible or unbounded, and the finest tolerance
    # may be too fine for numbers of very different sizes
    ways: list[dict[str, Any]] = [{**options}, {**options, **PLAIN}, {}]
    for way in ways[matrix.nnz < SMALL :]:
        asked = programme(matrix, low, high, cost, most, way)
        asked.run()
        status = asked.getModelStatus()
        # presolve has called infeasible what was not, at the finest tolerance
        sure = status == STATUS.kInfeasible and (hasty or way.items() >= PLAIN.items())
        if status in (STATUS.kOptimal, STATUS.kUnbounded) or sure:
            break
    if status not in (STATUS.kOptimal, STATUS.kUnbounded, STATUS.kInfeasible):
        told = asked.modelStatusToString(status)
        raise FlowsError(f"the solver gave up on these claims: {told}")
    found = asked.getSolution()
    ends = np.array(found.col_value), np.array(found.row_dual)
    return Found(status, asked.getObjectiveValue(), *ends)
