"""Periods inside other periods, held against the months that each has."""

import pytest

from sezlib.periods import nested_periods

# by hand: the months of each part of a year
MONTHS = {
    "2019": range(1, 13),
    **{f"2019-S{half}": range(6 * half - 5, 6 * half + 1) for half in (1, 2)},
    **{f"2019-Q{quarter}": range(3 * quarter - 2, 3 * quarter + 1) for quarter in (1, 2, 3, 4)},
    **{f"2019-{month:02}": range(month, month + 1) for month in range(1, 13)},
}


@pytest.mark.parametrize("wide", list(MONTHS))
def test_a_period_holds_those_whose_months_are_all_its_own(wide):
    for inner, months in MONTHS.items():
        within = set(months) < set(MONTHS[wide])
        found = nested_periods({("", wide), ("", inner)})
        assert (("", wide) in found) == within


def test_periods_of_different_zones_and_years_hold_nothing():
    assert nested_periods({("a", "2019"), ("b", "2019-01")}) == {}
    assert nested_periods({("", "2018"), ("", "2019-01")}) == {}
