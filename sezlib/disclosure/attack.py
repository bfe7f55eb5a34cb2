"""How small and how large a hidden figure can be, by those that are published."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any, NamedTuple

import numpy as np
import scipy as sp

from sezlib.claims.claim import TOUCH
from sezlib.claims.solver import STATUS, programme
from sezlib.disclosure.figures import Forms

# of its size: how far an answer is trusted
NOISE = 1e-6
OPTIONS = {
    "primal_feasibility_tolerance": TOUCH,
    "dual_feasibility_tolerance": TOUCH,
    # a small cell counts in a large sum
    "small_matrix_value": 1e-12,
}


class Answer(NamedTuple):
    """How far a sum of cells can go, and a table on which it does.

    `find_holders` returns the figures that hold it, and how much further it could go at most if
    each of them was not published.
    """

    end: float
    table: np.ndarray
    find_holders: Callable[[], tuple[np.ndarray, np.ndarray]]


class Attack:
    """A programme of all tables of cells on which published figures hold.

    `low` and `high` are the ends of each figure, and `scale` is about the size of each cell. One
    programme is kept, and each question begins where the one before ended.
    """

    def __init__(self, forms: Forms, low: np.ndarray, high: np.ndarray, scale: np.ndarray) -> None:
        self.scale = scale
        ratio = forms.ratio
        ends = {"low": low + forms.less, "high": high + forms.less}
        # low <= top . x <= high of an amount; top . x - end x bottom . x against 0 of a ratio
        plain = np.flatnonzero(~ratio)
        parts, owner = [forms.top[plain]], [plain]
        least, most = [ends["low"][plain]], [ends["high"][plain]]
        sizes = [abs(forms.top[plain]) @ scale]
        for name, end in ends.items():
            at = np.flatnonzero(ratio & np.isfinite(end))
            parts.append(forms.top[at] - sp.sparse.diags_array(end[at]) @ forms.bottom[at])
            sizes.append(abs(parts[-1]) @ scale)
            least.append(np.full(len(at), 0.0 if name == "low" else -np.inf))
            most.append(np.full(len(at), 0.0 if name == "high" else np.inf))
            owner.append(at)
        size = np.maximum(np.concatenate(sizes), 1e-300)
        rows = sp.sparse.csr_array(sp.sparse.vstack(parts))
        self.rows = sp.sparse.csr_array(
            sp.sparse.diags_array(1 / size) @ rows @ sp.sparse.diags_array(scale)
        )
        self.least = np.concatenate(least) / size - TOUCH
        self.most = np.concatenate(most) / size + TOUCH
        self.owner = np.concatenate(owner)
        # what tells of one cell is an end of it, and no row of the programme
        single = np.diff(self.rows.indptr) == 1
        self._sums, self._singles = np.flatnonzero(~single), np.flatnonzero(single)
        at = self.rows.indptr[self._singles]
        self._cells, self._parts = self.rows.indices[at], self.rows.data[at]
        self._ends = np.sort([end[self._singles] / self._parts for end in (self.least, self.most)],
                             axis=0)  # fmt: skip
        self._published = np.ones(len(self._sums), dtype=bool)

    @cached_property
    def _programme(self) -> Any:
        rows, every = self._sums, np.zeros(self.rows.shape[1])
        return programme(self.rows[rows], self.least[rows], self.most[rows], every, options=OPTIONS)

    def broken(self, table: np.ndarray, published: np.ndarray) -> np.ndarray:
        """Return the published figures that do not hold on a table of cells."""
        rows = self.rows @ (table / self.scale)
        off = (rows < self.least - NOISE) | (rows > self.most + NOISE)
        return np.unique(self.owner[off & published[self.owner]])

    def extreme(
        self,
        terms: np.ndarray,
        sign: float,
        published: np.ndarray,
        own: np.ndarray | float = 0.0,
        most: np.ndarray | float = np.inf,
    ) -> Answer:
        """Return how far a sum of cells can go, upwards or, with `sign` -1, downwards.

        `own` is what each cell is known to hold at least, and `most` at most.
        """
        asked = self._programme
        self._publish(published)
        cost = -sign * terms * self.scale
        unit = float(np.abs(cost).max(initial=0.0)) or 1.0
        every = np.arange(len(cost), dtype=np.int32)
        asked.changeColsCost(len(every), every, cost / unit)
        low, high = (np.broadcast_to(end / self.scale, cost.shape).copy() for end in (own, most))
        low *= 1 - TOUCH
        told = np.flatnonzero(published[self.owner[self._singles]])
        cells, ends = self._cells[told], self._ends[:, told]
        np.maximum.at(low, cells, ends[0])
        np.minimum.at(high, cells, ends[1])
        asked.changeColsBounds(len(every), every, low, high)
        asked.run()
        status = asked.getModelStatus()
        if status not in (STATUS.kOptimal, STATUS.kUnbounded):
            # once more, from nothing
            asked.clearSolver()
            asked.run()
            status = asked.getModelStatus()
        if status == STATUS.kOptimal:
            found = asked.getSolution()
            rows, columns = np.array(found.row_dual) * unit, np.array(found.col_dual) * unit
            # no cell can fall further than to what is known of it
            falls = 1 - np.broadcast_to(own / self.scale, cost.shape)
            hold = partial(self._holders, rows, columns, told, low, high, falls)
            table = np.array(found.col_value) * self.scale
            return Answer(-sign * asked.getObjectiveValue() * unit, table, hold)
        # whatever is asked can be as large as one likes, or there is no such table at all
        end = sign * np.inf if status == STATUS.kUnbounded else -sign * np.inf
        return Answer(end, np.empty(0), lambda: (np.empty(0, int), np.empty(0)))

    def _holders(
        self,
        of_sums: np.ndarray,
        of_cells: np.ndarray,
        told: np.ndarray,
        low: np.ndarray,
        high: np.ndarray,
        falls: np.ndarray,
    ) -> tuple[np.ndarray, np.ndarray]:
        cells, ends = self._cells[told], self._ends[:, told]
        dual = np.zeros(len(self.owner))
        dual[self._sums] = of_sums
        # of several that end a cell one holds it
        held = np.where(of_cells[cells] > 0, low[cells] == ends[0], high[cells] == ends[1])
        at = np.flatnonzero(held)[np.unique(cells[held], return_index=True)[1]]
        dual[self._singles[told[at]]] = of_cells[cells[at]] / self._parts[told[at]]
        held = np.flatnonzero(np.abs(dual) > NOISE * np.abs(dual).max(initial=0.0))
        moved = sp.sparse.diags_array(dual[held]) @ self.rows[held]
        gains = np.where((moved < 0).sum(axis=1), np.inf, moved @ falls)
        figures, at = np.unique(self.owner[held], return_inverse=True)
        return figures, np.bincount(at, gains, len(figures))

    def ends(self, terms: np.ndarray, published: np.ndarray) -> tuple[float, float]:
        """Return the least and the most that a sum of cells can be, to an outsider."""
        low, high = (self.extreme(terms, sign, published).end for sign in (-1.0, 1.0))
        return (low if (terms < 0).any() else max(0.0, low)), high

    def _publish(self, published: np.ndarray) -> None:
        now = published[self.owner[self._sums]]
        changed = np.flatnonzero(now != self._published).astype(np.int32)
        low, high = (np.where(now, end[self._sums], free)[changed]
                     for end, free in ((self.least, -np.inf), (self.most, np.inf)))  # fmt: skip
        if len(changed):
            self._programme.changeRowsBounds(len(changed), changed, low, high)
        self._published = now
