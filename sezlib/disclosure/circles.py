"""Moves round four cells, which no published figure tells from standing still."""

from __future__ import annotations

import numpy as np

from sezlib.disclosure.attack import NOISE
from sezlib.disclosure.figures import TOGETHER, Forms, Records

# how many of the largest companies of a cell are known by name
LARGEST = 4
# how many of the largest cells beside one are tried
NEAR = 40
# in place of a company: more than can be told
FULL = -2


class Circles:
    """Whether cells can be moved round circles that spare all attacks on them, with no programme.

    What one group sells more to a country it sells less to another, and another group the other
    way round, so that no sum changes that has both cells of a side. A circle fails those alone who
    have more than half of what is left in a cell that it makes smaller: of two companies who have
    too much of a cell one does. Any two leave one of three circles that fail different companies.
    """

    def __init__(self, records: Records, forms: Forms) -> None:
        cells, own = records.cells, records.own.tocsc()
        self._amounts, self._count = records.amounts, np.diff(own.indptr)
        self._who = np.full((len(cells), LARGEST), -1)
        self._has = np.zeros((len(cells), LARGEST))
        for cell in range(len(cells)):
            held = slice(own.indptr[cell], own.indptr[cell + 1])
            order = np.argsort(-own.data[held], kind="stable")[:LARGEST]
            self._who[cell, : len(order)] = own.indices[held][order]
            self._has[cell, : len(order)] = own.data[held][order]
        # what the two largest have in each
        self.known = self._has[:, :TOGETHER].sum(axis=1)
        # the figures that a cell is in, as a number that no others have
        self._sides = [part.astype(np.int64) for part in (forms.top, forms.bottom)]
        self._numbers = np.random.default_rng(0).integers(1, 2**62, (2, forms.top.shape[0]))
        self._told = np.zeros(len(cells), dtype=np.int64)
        self._round = {"group", "destination"} <= {*cells}
        if self._round:
            rows = [key for key in ("zone", "part", "group") if key in cells]
            self._row = cells.groupby(rows, dropna=False).ngroup().to_numpy()
            self._column = cells.groupby("destination", dropna=False).ngroup().to_numpy()
            self._grid = np.full((self._row.max() + 1, self._column.max() + 1), -1)
            self._grid[self._row, self._column] = np.arange(len(cells))

    def publish(self, published: np.ndarray) -> None:
        """Move round circles that leave these figures as they are from now on."""
        both = zip(self._sides, self._numbers, strict=True)
        self._told = sum(side[published].T @ number[published] for side, number in both)

    def spare(self, terms: np.ndarray, needed: float, sign: float) -> bool:
        """Return whether an amount can be moved so far with what any two companies have left."""
        cells = np.flatnonzero(terms)
        if not self._round or len(cells) != 1:
            return False
        cell, told = cells[0], self._told
        across, along = self._grid[self._row[cell]], self._grid[:, self._column[cell]]
        across, along = (side[(side >= 0) & (side != cell)] for side in (across, along))
        across, along = (side[np.argsort(-self._amounts[side])[:NEAR]] for side in (across, along))
        last = self._grid[np.ix_(self._row[along], self._column[across])]
        closed = told[last] - told[across] - told[along][:, None] + told[cell] == 0
        closed &= last >= 0
        if sign > 0:
            side, other = (self._failed(one, needed, cell) for one in (across, along))
            fails = np.concatenate(np.broadcast_arrays(side[None], other[:, None]), axis=2)
        else:
            fails = self._failed(last, needed, cell)
        closed &= (fails != FULL).all(axis=2)
        many = (fails >= 0).sum(axis=2)
        for _ in range(3):
            if not closed.any():
                return False
            at = np.unravel_index(np.where(closed, many, many.max() + 1).argmin(), closed.shape)
            if not many[at]:
                return True
            closed &= ~np.isin(fails, fails[at][fails[at] >= 0]).any(axis=2)
        return True

    def _failed(self, cells: np.ndarray, needed: float, moved: int) -> np.ndarray:
        """Return whom it fails that cells are made smaller; FULL where it cannot be told."""
        left = (self._amounts[cells] - needed) * (1 - NOISE)
        who = np.where(self._has[cells] > left[..., None] / 2, self._who[cells], -1)
        # an only company is no attacker on itself
        alone = self._who[moved, 0] if self._count[moved] == 1 else FULL
        who = np.where(who == alone, -1, who)
        return np.where((left <= 0)[..., None] | (who[..., -1:] >= 0), FULL, who)
