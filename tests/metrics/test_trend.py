"""Average growth, against plain loops, another least-squares fit and published numbers."""

from __future__ import annotations

import numpy as np
import pytest
from engines import assert_rows, at, label, rows, shuffled, sums, table, tables
from hypothesis import given, settings
from hypothesis import strategies as st

import sezlib as sez

COLUMNS = ["start", "end", "first", "last", "periods", "observed", "average_growth"]


def years(*totals, first=2010):
    return table(*[(str(first + n), "CHN", total) for n, total in enumerate(totals)])


def rate(frame, **options):
    return sez.average_growth(frame, **options)["average_growth"].iloc[0]


def fitted(series):
    """Growth along the fitted line, where all totals of three periods or more are above 0."""
    if len(series) < 3 or not all(series):
        return None
    return np.exp(np.polyfit(np.arange(len(series)), np.log(series), 1)[0]) - 1


@pytest.mark.parametrize("method", ["compound", "least_squares"])
@pytest.mark.parametrize(
    "per, start, end",
    [
        ("year", "", ""),
        ("year", "2017", "2019"),
        ("half", "", "2018-S2"),
        ("quarter", "2018-Q4", ""),
    ],
)
@settings(max_examples=25)
@given(by=st.sampled_from([[], ["group"], ["group", "destination"]]), data=st.data())
def test_average_growth_is_what_a_loop_over_the_periods_finds(by, per, start, end, method, data):
    frame = data.draw(tables(per, max_size=24))
    cells = sums(frame, by, per)
    edges = [when for _, when in cells]
    begins = at(start, per) if start else min(edges)
    ends = at(end, per) if end else max(edges)
    if ends < begins:
        with pytest.raises(sez.FlowsError, match="is before start"):
            sez.average_growth(frame, by=by, per=per, method=method, start=start, end=end)
        return
    expected = []
    for key in sorted({key for key, _ in cells}):
        series = [cells.get((key, when)) for when in range(begins, ends + 1)]
        first, last, steps = series[0], series[-1], ends - begins
        grown = fitted(series)
        if method == "compound":
            known = first and last is not None and steps
            grown = np.exp(np.log(last / first) / steps) - 1 if known and last else None
            grown = -1 if known and last == 0 else grown
        observed = sum(total is not None for total in series)
        made = (label(begins, per), label(ends, per), first, last, steps, observed, grown)
        expected.append((*key, *made))
    got = sez.average_growth(frame, by=by, per=per, method=method, start=start, end=end)
    got["average_growth"] = got["average_growth"].round(12)
    expected = [(*row[:-1], row[-1] if row[-1] is None else round(row[-1], 12)) for row in expected]
    assert_rows(got, [*by, *COLUMNS], expected)


@given(totals=st.lists(st.integers(1, 10**6), min_size=3, max_size=9))
def test_the_least_squares_growth_is_that_of_another_fit(totals):
    got = rate(years(*totals), method="least_squares")
    assert got == pytest.approx(fitted(totals), rel=1e-9, abs=1e-9)


@given(totals=st.lists(st.integers(1, 10**6), min_size=2, max_size=9))
def test_compound_growth_is_the_geometric_mean_of_the_growth_of_each_period(totals):
    frame = years(*totals)
    steps = sez.growth(frame)["growth"].dropna() + 1
    assert rate(frame) == pytest.approx(steps.prod() ** (1 / len(steps)) - 1, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("method", ["compound", "least_squares"])
@pytest.mark.parametrize("growth", [-0.5, 0.0, 0.07, 2.0])
def test_what_grows_at_one_rate_grows_at_that_rate_on_average(method, growth):
    frame = years(*[100 * (1 + growth) ** n for n in range(6)])
    assert rate(frame, method=method) == pytest.approx(growth, abs=1e-12)


def test_compound_growth_agrees_with_a_published_example():
    # Jelen, B., 91 Tips for Calculating with Microsoft Excel: 970 grew to 6175 in the fifth year
    assert round(rate(years(970, 1000, 1000, 1000, 6175)), 2) == 0.59


def test_least_squares_growth_agrees_with_the_example_of_logest():
    # Microsoft's example of the function LOGEST: units sold in six months, m = 1.463275628
    sold = [33_100, 47_300, 69_000, 102_000, 150_000, 220_000]
    assert rate(years(*sold), method="least_squares") == pytest.approx(0.463275628, abs=5e-10)


def test_least_squares_growth_agrees_with_the_closed_form_for_four_periods():
    # worked out by hand: the slope through four points is (3 (y4 - y1) + y3 - y2) / 10, here with
    # base-2 logarithms 0, 1, 2, 4; the method is that of the World Bank's statistical methods
    got = rate(years(1, 2, 4, 16), method="least_squares")
    assert got == pytest.approx(2**1.3 - 1)


def test_a_key_that_came_later_grew_from_nothing():
    frame = table(("2017", "CHN", 5), ("2018", "KAZ", 5), ("2019", "KAZ", 7), ("2019", "CHN", 20))
    assert rows(sez.average_growth(frame, by="destination")) == [
        ("CHN", "2017", "2019", 5, 20, 2, 2, 1),
        ("KAZ", "2017", "2019", None, 7, 2, 2, None),
    ]
    fit = sez.average_growth(frame, by="destination", method="least_squares")
    assert fit["average_growth"].isna().all()


def test_growth_to_zero_is_less_a_hundred_per_cent_and_from_zero_is_null():
    assert rate(years(4, 0)) == -1
    assert rows(sez.average_growth(years(0, 4)))[0][-1] is None
    assert rows(sez.average_growth(years(0, 0)))[0][-1] is None
    assert rows(sez.average_growth(years(4, 2, 0), method="least_squares"))[0][-1] is None


@pytest.mark.parametrize("method", ["compound", "least_squares"])
def test_one_period_has_no_growth_and_nothing_has_no_row(method):
    one = rows(sez.average_growth(years(4), method=method))
    assert one == [("2010", "2010", 4, 4, 0, 1, None)]
    assert rows(sez.average_growth(table(), method=method)) == []


def test_two_periods_have_no_least_squares_growth():
    assert rows(sez.average_growth(years(4, 5), method="least_squares"))[0][-1] is None


def test_a_period_beyond_the_records_is_absent():
    assert rows(sez.average_growth(years(4, 5), end="2013")) == [
        ("2010", "2013", 4, None, 3, 2, None)
    ]


@settings(max_examples=8)
@given(frame=tables(max_size=24), seed=st.integers(0, 99))
def test_average_growth_depends_on_no_order_of_rows_splitting_or_unit(frame, seed):
    changed = shuffled(frame.assign(value=frame["value"] / 1024), seed)
    split = table(
        *[tuple(row) for row in changed.to_numpy().tolist() for _ in "ab"],
        columns=" ".join(frame.columns),
    )
    for method in ("compound", "least_squares"):
        one, other = (sez.average_growth(f, by="group", method=method) for f in (frame, split))
        np.testing.assert_allclose(
            one["average_growth"], other["average_growth"], rtol=1e-9, atol=1e-12
        )


@pytest.mark.parametrize(
    "options, message",
    [
        ({"method": "compund"}, "method 'compund' is not one of .*compound.*least_squares"),
        ({"start": "2019", "end": "2018"}, "end .2018. is before start .2019."),
        ({"start": "2020"}, "end .2019. is before start .2020."),
        ({"start": "2018-Q1"}, "start .2018-Q1. is not a period of per='year'"),
        ({"end": "2018", "per": "half"}, "end .2018. is not a period of per='half'"),
        ({"end": "last"}, "period .last. is not a period like"),
    ],
)
def test_what_has_no_average_growth_is_refused(flows, options, message):
    with pytest.raises(sez.FlowsError, match=message):
        sez.average_growth(flows, **options)
