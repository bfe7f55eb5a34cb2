"""Spells and how many of them last, against plain loops and a published example."""

from __future__ import annotations

import math

import pytest
from engines import ENGINES, assert_rows, label, rows, shuffled, sums, table, tables
from hypothesis import strategies as st
from together import given

import sezlib as sez

KEYS = [(["resident"], []), (["destination"], ["group"]), (["group", "destination"], [])]
BRIDGED = pytest.mark.parametrize("per, bridge", [("year", 0), ("half", 1), ("quarter", 3)])
NAMELESS = {"ZZZ", "_U"}


def found_spells(frame, of, by, per, bridge):
    """Each spell as (within, key, first, last, left, right), walking along the periods."""
    cells = sums(frame, [*by, *of], per)
    recorded = set(sums(frame, by, per))
    for key in sorted({key for key, _ in cells}):
        within, of_key = key[: len(by)], key[len(by) :]
        if NAMELESS & set(of_key):
            continue
        runs = []
        for when in sorted(at for name, at in cells if name == key and cells[name, at] > 0):
            if runs and when - runs[-1][1] - 1 <= bridge:
                runs[-1][1] = when
            else:
                runs.append([when, when])
        for first, last in runs:
            steps = range(1, bridge + 2)
            left = any((within, first - step) not in recorded for step in steps)
            right = any((within, last + step) not in recorded for step in steps)
            yield within, of_key, first, last, left, right


def last_at_risk(recorded, within, first, last, bridge):
    """The longest duration at which the records would show that a spell ended, else below 1."""
    until = last
    while (within, until + 1) in recorded:
        until += 1
    return until - (bridge + 1) - first + 1


def word(left, right):
    return {(0, 0): "none", (1, 0): "left", (0, 1): "right", (1, 1): "both"}[left, right]


def curve(lengths):
    """The estimate from (duration, ended, last at risk), one duration after the other."""
    alive, variance = 1.0, 0.0
    for duration in sorted({1, *(length for length, _, _ in lengths)}):
        at_risk = sum(exposed >= duration for _, _, exposed in lengths)
        ended = sum(length == duration and end for length, end, _ in lengths)
        censored = sum(length == duration and not end for length, end, _ in lengths)
        if not at_risk:
            assert not ended
            yield duration, 0, 0, censored, None, None
            continue
        alive *= (at_risk - ended) / at_risk
        error = None
        if at_risk > ended:
            variance += ended / at_risk / (at_risk - ended)
            error = alive * math.sqrt(variance)
        yield duration, at_risk, ended, censored, alive, error


@BRIDGED
@given(8, keys=KEYS, data=st.data())
def test_spells_are_what_a_walk_along_the_periods_finds(keys, per, bridge, data):
    of, by = keys
    frame = data.draw(tables(per, max_size=30))
    expected = [
        (*within, *key, label(first, per), label(last, per), last - first + 1, word(left, right))
        for within, key, first, last, left, right in found_spells(frame, of, by, per, bridge)
    ]
    got = sez.spells(frame, of, by=by, per=per, bridge=bridge)
    assert_rows(got, [*by, *of, "start", "end", "duration", "censored"], expected)


@BRIDGED
@pytest.mark.parametrize("left", ["drop", "keep"])
@given(8, keys=KEYS, data=st.data())
def test_survival_is_the_product_over_durations_of_those_that_lasted(keys, per, bridge, left, data):
    of, by = keys
    frame = data.draw(tables(per, max_size=30))
    lengths: dict = {}
    recorded = set(sums(frame, by, per))
    for within, _, first, last, begun, going_on in found_spells(frame, of, by, per, bridge):
        if left == "keep" or not begun:
            length = last - first + 1
            exposed = last_at_risk(recorded, within, first, last, bridge) if going_on else length
            lengths.setdefault(within, []).append((length, not going_on, exposed))
    expected = [(*key, *row) for key in sorted(lengths) for row in curve(lengths[key])]
    got = sez.survival(frame, of, by=by, per=per, bridge=bridge, left=left)
    columns = ["duration", "at_risk", "ended", "censored", "survival", "error"]
    assert_rows(got, [*by, *columns], expected)


# Freireich et al. (1963), Blood 21: weeks in remission of 21 children on 6-MP
RELAPSED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
CENSORED = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]


def remissions():
    """Each child as a company, each week as a month; another sells in every month of 37.

    A child censored in a week was in remission then, that is, known to have outlasted the week: it
    is a company that is seen to sell for one month more.
    """
    months = [label(2016 * 12 + number, "month") for number in range(37)]
    records = [(month, "Always", 1) for month in months]
    for number, weeks in enumerate(RELAPSED):
        records += [(month, f"Relapsed {number}", 1) for month in months[1 : weeks + 1]]
    for number, weeks in enumerate(CENSORED):
        records += [(month, f"Censored {number}", 1) for month in months[-weeks - 1 :]]
    return table(*records, columns="period resident value")


def test_survival_agrees_with_the_published_estimate_for_the_6_mp_remissions():
    # NAG Library, example results of g12aac: time, survival probability, standard deviation
    got = sez.survival(remissions(), "resident", per="month")
    printed = [
        (row[0], round(row[-2], 3), round(row[-1], 3)) for row in rows(got[got["ended"] > 0])
    ]
    assert printed == [
        (6, 0.857, 0.076),
        (7, 0.807, 0.087),
        (10, 0.753, 0.096),
        (13, 0.690, 0.107),
        (16, 0.627, 0.114),
        (22, 0.538, 0.128),
        (23, 0.448, 0.135),
    ]
    assert (got["at_risk"].iloc[0], got["ended"].sum(), got["censored"].sum()) == (21, 9, 12)


def zone(lives, years):
    """A zone of `lives(year)` sales that begin each year but the first, and one that goes on."""
    records = [(str(2010 + year), "Always", 1.0) for year in range(years)]
    for begun in range(1, years):
        for number, life in enumerate(lives):
            sold = range(begun, min(begun + life, years))
            records += [(str(2010 + year), f"{begun} {number}", 1.0) for year in sold]
    return table(*records, columns="period resident value")


@pytest.mark.parametrize("engine", ENGINES)
def test_with_a_constant_hazard_survival_is_its_power(engine):
    # of 128 that begin in a year, half end each year: 64 live one year, 32 two, ... and one goes on
    lives = [life for life in range(1, 8) for _ in range(2 ** (7 - life))] + [99]
    got = sez.survival(ENGINES[engine](zone(lives, 8)), "resident")
    expected = [(d, 0.5**d) for d in range(1, 7)]
    assert [(row[0], row[-2]) for row in rows(got)][:6] == expected
    # the last year of the records shows the end of nothing
    assert [row[-2] for row in rows(got)][6:] == [None]


def test_no_sale_outlasts_its_first_year_where_every_sale_lasts_one():
    got = sez.survival(zone([1, 1, 1], 4), "resident")
    # three begin in each of three years; the last three are never exposed to be seen to end
    assert rows(got) == [(1, 6, 6, 3, 0.0, None)]


def test_the_estimate_is_unbiased_where_records_break_off_and_breaks_are_bridged():
    # each sale lives 1 year or 3, as many of one as of the other; a break of one year is no end
    got = sez.survival(zone([1, 3], 9), "resident", bridge=1)
    assert [row[-2] for row in rows(got)][:3] == [0.5, 0.5, 0.0]


def test_the_standard_error_is_that_of_greenwood_with_those_at_risk():
    # by hand: 4 at risk and 1 ended, then 2 at risk and 1 ended
    lives = {"a": (1, 1), "b": (1, 2), "c": (1, 9), "d": (2, 9), "e": (3, 9)}
    records = [(str(2010 + year), "Always", 1) for year in range(4)]
    for name, (begun, life) in lives.items():
        sold = range(begun, min(begun + life, 4))
        records += [(str(2010 + year), name, 1) for year in sold]
    got = rows(sez.survival(table(*records, columns="period resident value"), "resident"))
    assert [row[:4] for row in got] == [(1, 4, 1, 1), (2, 2, 1, 1), (3, 0, 0, 1)]
    assert got[1][4] == pytest.approx(0.75 * 0.5)
    assert got[1][5] == pytest.approx(0.375 * math.sqrt(1 / (4 * 3) + 1 / (2 * 1)))


@given(20, frame=tables(max_size=30))
def test_without_censored_spells_survival_is_the_share_that_lasted_longer(frame):
    # every year on record, and nothing sold by these in the first and the last
    years = [("2015", None, "optics", "ZZZ", 0.0), ("2021", None, "optics", "ZZZ", 0.0)]
    years += [(str(year), None, "optics", "ZZZ", 1.0) for year in range(2016, 2021)]
    whole = table(*frame.itertuples(index=False), *years, columns=" ".join(frame.columns))
    made = sez.spells(whole, ["resident", "destination"])
    assert (made["censored"] == "none").all()
    for duration, *_, alive, _ in rows(sez.survival(whole, ["resident", "destination"])):
        assert alive == pytest.approx((made["duration"] > duration).mean(), abs=1e-12)


def test_spells_end_are_cut_and_are_bridged():
    frame = table(
        ("2011", "KAZ", 1), ("2012", "CHN", 1), ("2013", "CHN", 1), ("2014", "KAZ", 0),
        ("2015", "CHN", 1), ("2016", "KAZ", 1), ("2018", "KAZ", 1), ("2018", "CHN", 1),
    )  # fmt: skip
    assert rows(sez.spells(frame, "destination")) == [
        ("CHN", "2012", "2013", 2, "none"),
        ("CHN", "2015", "2015", 1, "none"),
        ("CHN", "2018", "2018", 1, "both"),
        ("KAZ", "2011", "2011", 1, "left"),
        ("KAZ", "2016", "2016", 1, "right"),
        ("KAZ", "2018", "2018", 1, "both"),
    ]
    assert rows(sez.spells(frame, "destination", bridge=1)) == [
        ("CHN", "2012", "2015", 4, "both"),
        ("CHN", "2018", "2018", 1, "both"),
        ("KAZ", "2011", "2011", 1, "left"),
        ("KAZ", "2016", "2018", 3, "right"),
    ]


@pytest.mark.parametrize("records", [[], [("2019", "CHN", 0)], [("2019", "ZZZ", 5)]])
def test_where_nothing_is_known_to_have_sold_there_are_no_spells(records):
    assert rows(sez.spells(table(*records), "destination")) == []
    assert rows(sez.survival(table(*records), "destination", left="keep")) == []


def test_of_one_period_no_spell_is_known_at_either_end():
    frame = table(("2019", "CHN", 5))
    assert rows(sez.spells(frame, "destination")) == [("CHN", "2019", "2019", 1, "both")]
    assert rows(sez.survival(frame, "destination")) == []
    assert rows(sez.survival(frame, "destination", left="keep")) == [(1, 0, 0, 1, None, None)]


@given(8, frame=tables(max_size=24), seed=st.integers(0, 99))
def test_spells_and_survival_depend_on_no_order_of_rows_splitting_or_unit(frame, seed):
    changed = shuffled(frame.assign(value=frame["value"] / 1024), seed)
    split = table(
        *[tuple(row) for row in changed.to_numpy().tolist() for _ in "ab"],
        columns=" ".join(frame.columns),
    )
    for metric in (sez.spells, sez.survival):
        assert rows(metric(split, "destination")) == rows(metric(frame, "destination"))


@pytest.mark.parametrize("metric", [sez.spells, sez.survival])
def test_a_bridge_below_zero_is_refused(flows, metric):
    with pytest.raises(sez.FlowsError, match=r"^bridge -1 is not 0 or more$"):
        metric(flows, "destination", bridge=-1)


def test_what_to_do_with_unknown_beginnings_is_one_of_two(flows):
    with pytest.raises(sez.FlowsError, match=r"^left 'kep' is not one of .*drop.*keep"):
        sez.survival(flows, "destination", left="kep")
