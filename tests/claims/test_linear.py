"""Rows with intervals: bounds by hand, and which of them conflict."""

import math

import pytest

from sezlib.claims import ContradictionError, linear
from sezlib.claims.linear import Row, System, core, extremes, feasible

# a table of two by two: rows that add up to 10 and 20, columns to 12 and 18, one cell 3 to 4
CELLS = [
    Row({0: 1.0, 1: 1.0}, 10.0, 10.0, (0,)),
    Row({2: 1.0, 3: 1.0}, 20.0, 20.0, (1,)),
    Row({0: 1.0, 2: 1.0}, 12.0, 12.0, (2,)),
    Row({0: 1.0}, 3.0, 4.0, (3,)),
]


def test_cells_that_nobody_prints_are_bounded_by_their_margins():
    system = System(CELLS, 4)
    assert extremes(system, {1: 1.0}) == pytest.approx((6.0, 7.0))
    assert extremes(system, {2: 1.0}) == pytest.approx((8.0, 9.0))
    assert extremes(system, {3: 1.0}) == pytest.approx((11.0, 12.0))
    # cells that fall and grow together
    assert extremes(system, {1: 1.0, 3: 1.0}) == pytest.approx((18.0, 18.0))
    assert extremes(system, {0: 1.0}, {1: 1.0}) == pytest.approx((3 / 7, 4 / 6))


def test_what_no_row_speaks_of_is_unbounded_and_never_below_nothing():
    system = System([Row({0: 1.0}, -math.inf, 5.0)], 2)
    assert extremes(system, {0: 1.0}) == (0.0, 5.0)
    assert extremes(system, {1: 1.0}) == (0.0, None)
    assert extremes(system, {1: -1.0}) == (None, 0.0)


def test_what_nothing_bounds_is_unbounded_beside_the_largest_amounts():
    # of a part and its whole nobody prints an amount
    system = System([Row({0: 1.0}, 3e12, 4e12), Row({1: 1.0, 2: -1.0}, -math.inf, 0.0)], 3)
    assert extremes(system, {0: 1.0, 2: 1.0}) == (3e12, None)
    assert extremes(system, {0: 1.0, 2: -1.0}) == (None, 4e12)


@pytest.mark.parametrize("small", [linear.SMALL, 0])
def test_owners_that_conflict_are_named_and_others_are_not(small, monkeypatch):
    monkeypatch.setattr(linear, "SMALL", small)
    system = System([*CELLS, Row({1: 1.0}, 8.0, 9.0, (4,))], 4)
    assert not feasible(system) and core(system) == {0, 3, 4}
    assert core(system, frozenset([3])) == set()
    # one that is far worse is left out, and what conflicts without it is found
    worse = System([*system.rows, Row({2: 1.0}, 30.0, 31.0, (5,))], 4)
    assert core(worse, frozenset([5])) == {0, 3, 4}
    with pytest.raises(ContradictionError):
        extremes(system, {2: 1.0})


def test_without_any_one_of_those_that_conflict_the_others_hold():
    system = System([*CELLS, Row({1: 1.0}, 8.0, 9.0, (4,))], 4)
    assert all(feasible(system, frozenset([owner])) for owner in (0, 3, 4))
    assert not feasible(system, frozenset([2])) and not feasible(system, frozenset([1, 2]))


def test_a_whole_has_to_be_more_than_nothing():
    rows = [Row({0: 1.0}, 0.0, 0.0, (0,)), Row({1: 1.0}, 1.0, 2.0, (1,))]
    assert feasible(System(rows, 2))
    system = System(rows, 2, [({0: 1.0}, 2)])
    assert not feasible(system) and core(system) == {0, 2}
    assert feasible(system, frozenset([0])) and feasible(system, frozenset([2]))
    assert not feasible(system, frozenset([1]))


def test_parts_that_share_no_variable_are_apart():
    assert System(CELLS, 4).blocks() == [[0, 1, 2, 3]]
    assert System(CELLS[:2], 5).blocks() == [[0], [1]]
    assert System(CELLS[:2], 5).blocks([3, 4]) == [[1]]
