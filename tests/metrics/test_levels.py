"""Totals, growth, running totals and ratios, against plain loops and published arithmetic."""

from __future__ import annotations

import numpy as np
import pytest
from engines import assert_rows, label, rows, shuffled, sums, table, tables
from hypothesis import strategies as st
from together import given

import sezlib as sez

PERS = ("year", "half", "quarter", "month")
BY = [[], ["destination"], ["group", "destination"]]


def ordered(cells: dict) -> list[tuple]:
    return sorted(cells.items())


def running(frame, keys, per):
    cells = sums(frame, keys, per)
    observed = sorted({at for _, at in cells})
    for key in sorted({key for key, _ in cells}):
        so_far = 0.0
        for at in observed:
            if at < min(seen for known, seen in cells if known == key):
                continue
            so_far += cells.get((key, at), 0.0)
            yield (*key, label(at, per), cells.get((key, at)), so_far)


@given(8, cases=8, per=PERS, by=BY, data=st.data())
def test_total_is_what_a_loop_over_the_rows_adds_up(per, by, data):
    frame = data.draw(tables(per))
    expected = [(*key, label(at, per), value) for (key, at), value in ordered(sums(frame, by, per))]
    assert_rows(sez.total(frame, by=by, per=per), [*by, "period", "total"], expected)


@pytest.mark.parametrize("per, lag", [("year", 1), ("year", 2), ("quarter", 4), ("month", 12)])
@given(8, by=BY, data=st.data())
def test_growth_is_the_total_over_that_of_the_period_looked_up_minus_one(per, lag, by, data):
    frame = data.draw(tables(per))
    cells, expected = sums(frame, by, per), []
    for (key, at), value in ordered(cells):
        before = cells.get((key, at - lag))
        expected.append(
            (*key, label(at, per), value, before, value / before - 1 if before else None)
        )
    assert_rows(
        sez.growth(frame, by=by, per=per, lag=lag),
        [*by, "period", "total", "previous", "growth"],
        expected,
    )


@given(8, cases=8, per=PERS, by=BY, data=st.data())
def test_cumulative_is_what_a_loop_from_the_first_period_adds_up(per, by, data):
    frame = data.draw(tables(per))
    columns = [*by, "period", "total", "cumulative"]
    assert_rows(sez.cumulative(frame, by=by, per=per), columns, running(frame, by, per))


@given(8, frame=tables(), base=[0, 4, 2.5])
def test_relative_to_a_number_divides_by_it(frame, base):
    expected = [
        (*key, label(at, "year"), value, float(base), value / base if base else None)
        for (key, at), value in ordered(sums(frame, ["group"], "year"))
    ]
    columns = ["group", "period", "total", "base", "ratio"]
    assert_rows(sez.relative_to(frame, base, by="group"), columns, expected)


@given(frame=tables(), other=tables())
def test_relative_to_a_table_divides_by_the_amount_of_the_same_key_and_period(frame, other):
    bases, expected = sums(other, ["group"], "year"), []
    for (key, at), value in ordered(sums(frame, ["group"], "year")):
        base = bases.get((key, at))
        expected.append((*key, label(at, "year"), value, base, value / base if base else None))
    columns = ["group", "period", "total", "base", "ratio"]
    got = sez.relative_to(frame, sez.total(other, by="group"), by="group")
    assert_rows(got, columns, expected)


@given(frame=tables())
def test_cumulative_by_key_sums_to_the_cumulative_total(frame):
    whole = dict(sez.cumulative(frame)[["period", "cumulative"]].to_numpy().tolist())
    parts = sez.cumulative(frame, by="destination").groupby("period")["cumulative"].sum()
    assert parts.to_dict() == pytest.approx(whole)


@given(12, frame=tables("quarter"))
def test_quarters_sum_to_halves_and_halves_to_years(frame):
    for fine, coarse in (("quarter", "half"), ("half", "year"), ("quarter", "year")):
        again = sez.total(frame, per=fine).rename(columns={"total": "value"})
        assert rows(sez.total(again, per=coarse)) == rows(sez.total(frame, per=coarse))


@given(12, frame=tables(), seed=st.integers(0, 99))
def test_levels_do_not_depend_on_the_order_of_rows(frame, seed):
    mixed = shuffled(frame, seed)
    for metric in (sez.total, sez.growth, sez.cumulative):
        assert rows(metric(mixed, by="group")) == rows(metric(frame, by="group"))


@given(12, frame=tables())
def test_splitting_a_flow_in_two_changes_no_level(frame):
    halved = table(
        *[(*row[:-1], row[-1] / 2) for row in frame.to_numpy().tolist() for _ in "ab"],
        columns=" ".join(frame.columns),
    )
    for metric in (sez.total, sez.growth, sez.cumulative):
        assert rows(metric(halved, by="destination")) == rows(metric(frame, by="destination"))


@given(8, frame=tables(), factor=[0.001, 3.0, 1e6])
def test_the_unit_scales_amounts_and_leaves_growth_alone(frame, factor):
    before, after = sez.growth(frame), sez.growth(frame.assign(value=frame["value"] * factor))
    np.testing.assert_allclose(after["total"], before["total"] * factor)
    np.testing.assert_allclose(after["growth"], before["growth"], rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(
    "before, now, rate", [(245.66, 325.5, 0.325), (248.29, 326.5, 0.315), (247.0, 326.0, 0.32)]
)
def test_growth_agrees_with_the_release_of_technopolis_moscow_of_2020(before, now, rate):
    # "326 mln in 2019, by 32 per cent more": rounded, so 2018 lies between 245.66 and 248.29
    frame = table(("2018", "CHN", before), ("2019", "CHN", now))
    assert sez.growth(frame)["growth"].iloc[-1] == pytest.approx(rate, abs=2e-4)


@pytest.mark.parametrize("before, now, rate", [(245.60, 325.5, 0.325), (248.35, 326.5, 0.315)])
def test_growth_outside_the_bounds_of_the_release_would_not_round_to_32_per_cent(before, now, rate):
    got = sez.growth(table(("2018", "CHN", before), ("2019", "CHN", now)))["growth"].iloc[-1]
    assert abs(got - 0.32) > abs(rate - 0.32)


@pytest.mark.parametrize(
    "all_years, years, part", [(616, (245.66, 325.5), 0.9272), (615, (248.29, 326.5), 0.9346)]
)
def test_the_last_two_years_are_93_per_cent_of_all_as_the_release_of_2020_says(
    all_years, years, part
):
    # "more than 615 mln since 2006, of which 93 per cent in the last two years"
    frame = table(
        ("2017", "CHN", all_years - sum(years)),
        ("2018", "CHN", years[0]),
        ("2019", "CHN", years[1]),
    )
    got = sez.cumulative(frame)["cumulative"].tolist()
    assert got[-1] == pytest.approx(all_years)
    assert 1 - got[0] / got[-1] == pytest.approx(part, abs=1e-4)


def test_a_missing_year_has_no_row(gap):
    assert rows(sez.total(gap)) == [("2015", 8), ("2016", 4), ("2018", 0), ("2019", 6)]


def test_growth_after_a_gap_is_null_and_so_is_what_it_is_held_against(gap):
    assert rows(sez.growth(gap))[2] == ("2018", 0, None, None)


def test_growth_from_zero_is_null_and_what_it_is_held_against_is_zero(gap):
    assert rows(sez.growth(gap))[3] == ("2019", 6, 0, None)


def test_growth_to_zero_is_minus_one():
    assert rows(sez.growth(table(("2018", "CHN", 5), ("2019", "CHN", 0))))[1][-1] == -1


def test_growth_over_two_periods_steps_over_a_gap(gap):
    assert rows(sez.growth(gap, lag=2))[2] == ("2018", 0, 4, -1)
    assert rows(sez.growth(gap, lag=3))[3] == ("2019", 6, 4, 0.5)


def test_the_first_quarter_is_held_against_the_last_of_the_year_before():
    frame = table(("2018-Q4", "CHN", 4), ("2019-Q1", "CHN", 5))
    assert rows(sez.growth(frame, per="quarter"))[1] == ("2019-Q1", 5, 4, 0.25)


def test_a_key_that_stopped_keeps_its_running_total_with_a_null_total():
    frame = table(("2017", "CHN", 1), ("2018", "KAZ", 2), ("2019", "CHN", 4))
    assert rows(sez.cumulative(frame, by="destination")) == [
        ("CHN", "2017", 1, 1),
        ("CHN", "2018", None, 1),
        ("CHN", "2019", 4, 5),
        ("KAZ", "2018", 2, 2),
        ("KAZ", "2019", None, 2),
    ]


def test_any_column_of_amounts_can_be_summed(flows):
    frame = flows.assign(net_kg=[1, 2, 3, 4, 5])
    assert rows(sez.total(frame, "net_kg")) == [("2017", 1), ("2018", 5), ("2019", 9)]


def test_keys_that_are_empty_are_not_specified():
    frame = table(("2019", None, None, 1), columns="period resident destination value")
    assert rows(sez.total(frame, by=["resident", "destination"])) == [("_U", "ZZZ", "2019", 1)]


def test_a_period_that_the_base_does_not_have_gives_null(flows):
    base = table(("2018", "CHN", 8)).drop(columns="destination")
    assert rows(sez.relative_to(flows, base)) == [
        ("2017", 10, None, None),
        ("2018", 40, 8, 5),
        ("2019", 60, None, None),
    ]


def test_a_base_without_periods_is_refused_with_the_columns_it_has(flows):
    with pytest.raises(sez.MissingColumnError, match=r"no column 'period' .* are 'zone', 'area'"):
        sez.relative_to(flows, flows.iloc[:0].assign(zone="", area=1.0)[["zone", "area"]])


def test_a_base_that_is_none_is_missing(flows):
    with pytest.raises(sez.MissingColumnError, match="no column 'base'"):
        sez.relative_to(flows, None)


@pytest.mark.parametrize("lag", [0, -1])
def test_a_lag_below_one_is_refused(flows, lag):
    with pytest.raises(sez.FlowsError, match=f"^lag {lag} is not 1 or more$"):
        sez.growth(flows, lag=lag)
