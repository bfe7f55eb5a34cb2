"""The margins of change, against plain loops, their identities and a history made by hand."""

from __future__ import annotations

import pytest
from engines import assert_rows, label, rows, shuffled, sums, table, tables
from hypothesis import strategies as st
from together import given

import sezlib as sez

ORDER = ["continuing", "entering", "returning", "leaving", "below", "unspecified"]
AMOUNTS = ["members", "total", "previous", "change", "contribution"]
KEYS = [
    (["destination"], []),
    (["destination"], ["group"]),
    (["resident", "destination"], []),
    (["resident", "group", "destination"], []),
]
ASKED = [("year", 1, 0), ("year", 2, 20), ("half", 1, 3), ("quarter", 4, 0)]


def margin_of(now, before, earlier, least):
    """The margin of one that sold `now`, `before`, and at most `earlier` before that."""
    active, was, ever = (amount > 0 and amount >= least for amount in (now, before, earlier))
    if active and was:
        return "continuing"
    if was:
        return "leaving"
    if not active:
        return "below"
    return "returning" if ever else "entering"


def expected_rows(frame, of, by, per, lag, least):
    known = {}
    for depth in range(len(of)):
        known.update(sums(frame, [*by, *of[: depth + 1]], per))
    recorded = sums(frame, by, per)
    for within, at in sorted(recorded):
        if (within, at - lag) not in recorded:
            continue
        found = {}
        whole = recorded[within, at - lag]
        cells = {
            key
            for key, when in sums(frame, [*by, *of], per)
            if key[: len(by)] == within and when in (at, at - lag)
        }
        for key in cells:
            for depth in range(len(of)):
                one = key[: len(by) + depth + 1]
                sold = {when: v for (name, when), v in known.items() if name == one}
                earlier = max((v for when, v in sold.items() if when < at - lag), default=0)
                margin = margin_of(sold.get(at, 0), sold.get(at - lag, 0), earlier, least)
                if one[-1] == ("ZZZ" if of[depth] == "destination" else "_U"):
                    margin = "unspecified"
                if margin != "continuing":
                    break
            members, total, previous = found.get((depth, ORDER.index(margin)), (set(), 0, 0))
            total += known.get((key, at), 0)
            previous += known.get((key, at - lag), 0)
            found[depth, ORDER.index(margin)] = ({*members, one}, total, previous)
        for (depth, place), (members, total, previous) in sorted(found.items()):
            change = total - previous
            ratio = change / whole if whole else None
            amounts = (len(members), total, previous, change, ratio)
            yield (*within, label(at, per), of[depth], ORDER[place], *amounts)


@given(8, cases=10, keys=KEYS, **{"per, lag, least": ASKED}, data=st.data())
def test_margins_are_what_a_loop_over_the_cells_finds(keys, per, lag, least, data):
    of, by = keys
    frame = data.draw(tables(per, max_size=24))
    got = sez.margins(frame, of, by=by, per=per, lag=lag, least=least)
    columns = [*by, "period", "level", "margin", *AMOUNTS]
    assert_rows(got, columns, expected_rows(frame, of, by, per, lag, least))


@given(
    8,
    cases=6,
    keys=KEYS,
    least=[0, 10],
    **{"per, lag": [("year", 1), ("half", 2), ("quarter", 4)]},
    data=st.data(),
)
def test_changes_sum_to_the_change_and_contributions_to_growth(keys, per, lag, least, data):
    of, by = keys
    frame = data.draw(tables(per, max_size=24))
    made = sez.margins(frame, of, by=by, per=per, lag=lag, least=least)
    added = made.groupby([*by, "period"])[["total", "previous", "change", "contribution"]]
    grown = sez.growth(frame, by=by, per=per, lag=lag).dropna(subset="previous")
    change = grown["total"] - grown["previous"]
    wanted = grown.assign(change=change)[["total", "previous", "change", "growth"]]
    got = added.sum(min_count=1)
    assert len(got) == len(wanted)
    for have, want in zip(got.to_numpy().tolist(), wanted.to_numpy().tolist(), strict=True):
        assert have == pytest.approx(want, rel=1e-9, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize(
    "new, reopened, expanding, contracting, closing, net",
    [
        # U.S. Bureau of Labor Statistics, Business Employment Dynamics by age, table 1, "Private
        # sector gross job gains and losses by establishment age", of Hawaii: year ended in March
        # 1995, and 1996. New are those opened at less than a year of age, reopened the older ones.
        (20_847, 352 + 3_327, 30_859, 35_917, 18_571, 897),
        (15_910, 278 + 260 + 1_514, 31_543, 36_409, 17_592, -4_496),
        # and of Pennsylvania, 1995
        (156_337, 2_588 + 22_115, 364_971, 296_518, 168_665, 80_828),
    ],
)
def test_margins_agree_with_published_gains_and_losses_of_jobs(
    new, reopened, expanding, contracting, closing, net
):
    # jobs of establishments in place of exports of companies; how many those that stay had to
    # begin with is not published, and does not matter for the changes
    frame = table(
        ("1993", "Reopened", 7),
        ("1994", "Expanding", 1e6), ("1994", "Contracting", 1e6), ("1994", "Closing", closing),
        ("1995", "Expanding", 1e6 + expanding), ("1995", "Contracting", 1e6 - contracting),
        ("1995", "New", new), ("1995", "Reopened", reopened), columns="period resident value",
    )  # fmt: skip
    got = sez.margins(frame, "resident")
    got = got[got["period"] == "1995"].set_index("margin")["change"]
    assert got.to_dict() == {
        "continuing": expanding - contracting,
        "entering": new,
        "returning": reopened,
        "leaving": -closing,
    }
    assert got.sum() == net


HISTORY = [
    ("2017", "Omega", "CHN", 7),
    ("2018", "Alpha", "CHN", 50), ("2018", "Alpha", "KAZ", 10), ("2018", "Beta", "CHN", 20),
    ("2018", None, "CHN", 20),
    ("2019", "Alpha", "CHN", 65), ("2019", "Alpha", "BLR", 5), ("2019", "Gamma", "KAZ", 30),
    ("2019", "Omega", "CHN", 4), ("2019", None, "BLR", 16),
]  # fmt: skip


def test_a_history_has_the_margins_that_one_counts_by_hand():
    frame = table(*HISTORY, columns="period resident destination value")
    assert rows(sez.margins(frame, ["resident", "destination"]))[-7:] == [
        ("2019", "resident", "entering", 1, 30, 0, 30, 0.3),
        ("2019", "resident", "returning", 1, 4, 0, 4, 0.04),
        ("2019", "resident", "leaving", 1, 0, 20, -20, -0.2),
        ("2019", "resident", "unspecified", 1, 16, 20, -4, -0.04),
        ("2019", "destination", "continuing", 1, 65, 50, 15, 0.15),
        ("2019", "destination", "entering", 1, 5, 0, 5, 0.05),
        ("2019", "destination", "leaving", 1, 0, 10, -10, -0.1),
    ]


def test_one_that_came_since_the_period_compared_with_is_entering_and_not_returning():
    frame = table(("2018-Q1", "CHN", 9), ("2018-Q3", "KAZ", 1), ("2019-Q1", "KAZ", 2))
    got = sez.margins(frame, "destination", per="quarter", lag=4)
    assert [row[2] for row in rows(got)] == ["entering", "leaving"]


def test_what_sells_less_than_the_least_is_below_and_still_counted():
    frame = table(("2018", "CHN", 9), ("2018", "KAZ", 1), ("2019", "CHN", 10), ("2019", "KAZ", 2))
    assert rows(sez.margins(frame, "destination", least=10)) == [
        ("2019", "destination", "entering", 1, 10, 9, 1, 0.1),
        ("2019", "destination", "below", 1, 2, 1, 1, 0.1),
    ]


def test_the_least_itself_is_enough_in_whatever_order_it_was_added_up():
    sold = [0.1, 0.2, 0.3]
    for parts in (sold, sold[::-1]):
        frame = table(*[(year, "CHN", part) for year in ("2018", "2019") for part in parts])
        (row,) = rows(sez.margins(frame, "destination", least=0.6))
        assert row[2] == "continuing"


def test_the_first_period_and_one_after_a_gap_have_no_margins(gap):
    got = sez.margins(gap, "destination")
    assert rows(got) == [
        ("2016", "destination", "continuing", 1, 4, 8, -4, -0.5),
        ("2019", "destination", "returning", 1, 6, 0, 6, None),
    ]


@pytest.mark.parametrize("records", [[], [("2019", "CHN", 5)], [("2019", "CHN", 0)]])
def test_nothing_and_one_period_have_no_margins(records):
    assert rows(sez.margins(table(*records), "destination")) == []


def test_nothing_but_zeros_is_below_with_no_contribution():
    frame = table(("2018", "CHN", 0), ("2019", "CHN", 0))
    assert rows(sez.margins(frame, "destination")) == [
        ("2019", "destination", "below", 1, 0, 0, 0, None)
    ]


@given(8, frame=tables(max_size=24), seed=st.integers(0, 99))
def test_margins_depend_on_no_order_of_rows_splitting_or_unit(frame, seed):
    of = ["resident", "destination"]
    found = rows(sez.margins(frame, of))
    halves = [shuffled(frame.assign(value=frame["value"] / 2), seed)] * 2
    assert rows(sez.margins(stacked(halves), of)) == found
    scaled = rows(sez.margins(frame.assign(value=frame["value"] * 1024), of))
    assert [(*row[:4], row[-1]) for row in scaled] == [(*row[:4], row[-1]) for row in found]


def stacked(frames):
    return table(
        *[tuple(row) for frame in frames for row in frame.to_numpy().tolist()],
        columns=" ".join(frames[0].columns),
    )


@pytest.mark.parametrize(
    "options, message",
    [
        ({"of": []}, "margins need a column to be of"),
        ({"of": "destination", "lag": 0}, "lag 0 is not 1 or more"),
        ({"of": "destination", "least": -1}, "least -1 is not 0 or more"),
        ({"of": "destination", "least": float("nan")}, "least nan is not 0 or more"),
    ],
)
def test_what_margins_cannot_be_made_of_is_refused(flows, options, message):
    with pytest.raises(sez.FlowsError, match=f"^{message}$"):
        sez.margins(flows, **options)


def test_a_column_that_is_not_there_is_named(flows):
    with pytest.raises(sez.MissingColumnError, match="site"):
        sez.margins(flows, ["resident", "site"])
