"""Linear programmes as HiGHS takes them; the only place that knows highspy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import highspy
import numpy as np
import scipy as sp

STATUS = highspy.HighsModelStatus


def programme(
    rows: sp.sparse.csr_array, low: np.ndarray, high: np.ndarray, cost: np.ndarray,
    most: np.ndarray | float = np.inf, options: Mapping[str, Any] | None = None, *,
    integers: bool = False,
) -> Any:  # fmt: skip
    """Return the programme that has the least of a cost: low <= rows . x <= high, 0 <= x <= most.

    `run()` solves it, in `integers` where these are asked for, and costs and ends can be changed
    after; one thread solves it.
    """
    made = highspy.Highs()
    for name, value in {"output_flag": False, "threads": 1, **(options or {})}.items():
        made.setOptionValue(name, value)
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = rows.shape
    lp.col_cost_ = cost
    lp.col_lower_, lp.col_upper_ = np.zeros(lp.num_col_), np.broadcast_to(most, lp.num_col_).copy()
    lp.row_lower_, lp.row_upper_ = low, high
    if integers:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * lp.num_col_
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = rows.indptr, rows.indices
    lp.a_matrix_.value_ = rows.data
    made.passModel(lp)
    return made
