"""Figures as multiples of a base that still add up (controlled rounding)."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import scipy as sp

from sezlib.disclosure.figures import Forms

# of the base: how far from a multiple an amount is one
EXACT = 1e-9
SECONDS = 10.0


def round_figures(
    figures: pd.DataFrame, forms: Forms, exact: np.ndarray, base: float
) -> pd.DataFrame:
    """Return amounts with `low` and `high`, the ends of what they may be as they are rounded.

    Each cell is rounded up or down, so that whatever figures are made of them adds up, and so that
    figures are as near to their amounts as can be (L. Cox, Controlled Rounding, INFOR 20, 1982).
    The middle of `low` and `high` is printed, a multiple of `base`; who knows how it was rounded
    knows that the amount is between them. `forms` are the figures as sums of cells, `exact` what
    the cells are.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    sums, amounts = forms.top, exact / base
    down = np.floor(amounts + EXACT)
    fixed = np.abs(amounts - np.round(amounts)) < EXACT
    cells, many = len(amounts), sums.shape[0]
    off = sums @ (amounts - down)
    # the distance of each figure, upwards and downwards; what all of them are off at the most
    apart = sp.sparse.eye_array(many)
    most = sp.sparse.csr_array(np.ones((many, 1)))
    none = sp.sparse.csr_array((many, 1))
    rows = sp.sparse.vstack(
        [
            sp.sparse.hstack([sums, -apart, none]),
            sp.sparse.hstack([-sums, -apart, none]),
            sp.sparse.hstack([sp.sparse.csr_array((many, cells)), apart, -most]),
        ]
    )
    highest = np.concatenate([off, -off, np.zeros(many)])
    found = milp(
        np.concatenate([np.zeros(cells), np.ones(many), [float(many)]]),
        integrality=np.concatenate([np.ones(cells), np.zeros(many + 1)]),
        bounds=Bounds(0, np.concatenate([~fixed, np.full(many + 1, np.inf)])),
        constraints=LinearConstraint(rows, -np.inf, highest),
        options={"time_limit": SECONDS},
    )
    up = np.round(found.x[:cells]) if found.x is not None else np.round(amounts - down)
    told = sums @ (down + up)
    wide = max(1, math.ceil(np.abs(told - sums @ amounts).max(initial=0.0) - EXACT))
    return figures.assign(low=(told - wide) * base, high=(told + wide) * base)
