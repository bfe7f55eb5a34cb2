"""Sums that are the same to the last digit, in whatever order an engine adds up.

pandas adds up in the order of rows. Other engines add up in several threads, each time in another
order, and every addition of floating-point numbers rounds. Here each number is cut at fixed powers
of two into parts that are whole multiples of one, so few digits each that no addition of parts
rounds (Demmel and Nguyen 2013, Fast Reproducible Floating-Point Summation). Only the few sums of
parts are added with rounding, and these always in the same order.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import narwhals as nw

# A part has 26 bits, and a sum of them 53: as many as 134 million in one cell are added exactly.
# Amounts are below 2^60 (`sezlib.flows.MOST`), and what is below 2^-70 of one is no money.
AMOUNTS = range(34, -71, -26)
# squares of amounts are larger, and smaller
SQUARES = range(94, -141, -26)


def add_up(
    frame: Any, within: Iterable[str], amounts: Iterable[str], *others: nw.Expr, **named: nw.Expr
) -> Any:
    """Return `amounts` added up within keys, a row for each, and what else is aggregated.

    An amount whose name ends in `squares` is one of squares.
    """
    engine = frame.implementation
    if isinstance(frame, nw.DataFrame) and not engine.is_pandas_like():
        # Arrow adds up columns alone, and polars, told at once what it is to do, works a part out
        # once and not for every mention
        lazy = frame.lazy("polars")
        return add_up(lazy, within, amounts, *others, **named).collect(engine)
    if engine.is_pandas_like():
        summed = [nw.col(name).sum() for name in amounts]
    else:
        summed = [_summed(name, spark=engine.is_spark_like()).alias(name) for name in amounts]
    return frame.group_by(*within).agg(*summed, *others, **named)


def _summed(name: str, *, spark: bool) -> nw.Expr:
    powers = SQUARES if name.endswith("squares") else AMOUNTS
    cuts = [_cut(nw.col(name), 2.0**power, spark=spark) for power in powers]
    parts = [cuts[0], *(finer - cut for cut, finer in pairwise(cuts))]
    return functools.reduce(operator.add, [part.sum() for part in parts])


def _cut(number: nw.Expr, unit: float, *, spark: bool) -> nw.Expr:
    # Spark rounds down to a whole number of 64 bits, and has a remainder of any two numbers
    return number - number % unit if spark else (number * (1 / unit)).floor() * unit
