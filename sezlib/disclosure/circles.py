"""Moves round four cells, which no published figure tells from standing still."""

from __future__ import annotations

import numpy as np

from sezlib.disclosure.attack import NOISE
from sezlib.disclosure.figures import TOGETHER, Forms, Records

# how many of the largest companies of a cell are known by name
LARGEST = 4
# how many of the largest cells beside one are tried, at first and then
NEAR = (6, 40)
# about how many circles are looked at at once
MANY = 200_000
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
        self._parts = [part.astype(np.int64) for part in (forms.top, forms.bottom)]
        self._numbers = np.random.default_rng(0).integers(1, 2**62, (2, forms.top.shape[0]))
        self._told = np.zeros(len(cells), dtype=np.int64)
        self._round = {"group", "destination"} <= {*cells}
        if self._round:
            rows = [key for key in ("zone", "part", "group") if key in cells]
            self._row = cells.groupby(rows, dropna=False).ngroup().to_numpy()
            self._column = cells.groupby("destination", dropna=False).ngroup().to_numpy()
            self._grid = np.full((self._row.max() + 1, self._column.max() + 1), -1)
            self._grid[self._row, self._column] = np.arange(len(cells))
            size = np.where(self._grid < 0, -1.0, self._amounts[self._grid])
            # the largest of each row and of each column first
            sides = ((self._grid, size), (self._grid.T, size.T))
            self._sides = [
                np.take_along_axis(grid, np.argsort(-held, axis=1, kind="stable"), 1)
                for grid, held in sides
            ]

    def publish(self, published: np.ndarray) -> None:
        """Move round circles that leave these figures as they are from now on."""
        both = zip(self._parts, self._numbers, strict=True)
        self._told = sum(part[published].T @ number[published] for part, number in both)

    def spare(self, cells: np.ndarray, needed: np.ndarray, sign: float) -> np.ndarray:
        """Return which cells can be moved so far with what any two companies have left."""
        spared = np.zeros(len(cells), dtype=bool)
        for near in NEAR if self._round else ():
            left = np.flatnonzero(~spared)
            step = MANY // near**2
            for part in (left[n : n + step] for n in range(0, len(left), step)):
                spared[part] = self._spare(cells[part], needed[part], sign, near)
        return spared

    def _spare(self, cells: np.ndarray, needed: np.ndarray, sign: float, near: int) -> np.ndarray:
        lines = zip(self._sides, (self._row, self._column), strict=True)
        across, along = (side[line[cells], : near + 1] for side, line in lines)
        across, along = across[:, None], along[:, :, None]
        last, told = self._grid[self._row[along], self._column[across]], self._told
        cells, needed = cells[:, None, None], needed[:, None, None]
        closed = told[last] - told[across] - told[along] + told[cells] == 0
        for other in (across, along, last):
            closed &= (other >= 0) & (other != cells)
        # a row or a column of circles each, where they make the same cell smaller
        fails = [self._failed(one, needed, cells)
                 for one in ((across, along) if sign > 0 else (last,))]  # fmt: skip
        many = sum((one >= 0).sum(axis=3) for one in fails)
        for one in fails:
            closed &= (one != FULL).all(axis=3)
        spared, every = np.ones(len(cells), dtype=bool), np.arange(len(cells))
        # one that fails nobody is its own second and third
        for _ in range(3):
            spared &= closed.any(axis=(1, 2))
            best = np.where(closed, many, 3 * LARGEST).reshape(len(cells), -1).argmin(axis=1)
            at = np.unravel_index(best, closed.shape[1:])
            taken = [one[every, *np.minimum(at, np.reshape(one.shape[1:3], (2, 1)) - 1)]
                     for one in fails]  # fmt: skip
            for who in np.concatenate(taken, axis=1).T:
                for one in fails:
                    closed &= ((one != who[:, None, None, None]) | (one < 0)).all(axis=3)
        return spared

    def _failed(self, cells: np.ndarray, needed: np.ndarray, moved: np.ndarray) -> np.ndarray:
        """Return whom it fails that cells are made smaller; FULL where it cannot be told."""
        left = ((self._amounts[cells] - needed) * (1 - NOISE))[..., None]
        who = np.where(self._has[cells] > left / 2, self._who[cells], -1)
        # an only company is no attacker on itself
        alone = np.where(self._count[moved] == 1, self._who[moved, 0], FULL)
        who = np.where(who == alone[..., None], -1, who)
        return np.where((left <= 0) | (who[..., -1:] >= 0), FULL, who)
