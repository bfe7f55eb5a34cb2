"""Shares, contributions, ranks and counts, against plain loops and their identities."""

from __future__ import annotations

import numpy as np
import pytest
from engines import assert_rows, label, rows, shuffled, sums, table, tables
from hypothesis import strategies as st
from together import given

import sezlib as sez

KEYS = [
    (["destination"], []),
    (["group"], []),
    (["destination"], ["group"]),
    (["group", "destination"], []),
]
NAMELESS = {"ZZZ", "_U"}


def nested(frame, of, by, per):
    """Totals of each `of`, within each `by` and period."""
    found: dict = {}
    for (key, at), value in sums(frame, [*by, *of], per).items():
        found.setdefault((key[: len(by)], at), {})[key[len(by) :]] = value
    return found


@given(8, cases=6, keys=KEYS, per=["year", "quarter"], data=st.data())
def test_share_is_the_part_over_the_whole_of_its_period(keys, per, data):
    of, by = keys
    frame, expected = data.draw(tables(per)), []
    for (key, at), parts in sorted(nested(frame, of, by, per).items()):
        whole = sum(parts.values())
        for part in sorted(parts):
            ratio = parts[part] / whole if whole else None
            expected.append((*key, label(at, per), *part, parts[part], ratio))
    got = sez.share(frame, of, by=by, per=per)
    assert_rows(got, [*by, "period", *of, "total", "share"], expected)


@given(
    8,
    cases=8,
    keys=KEYS,
    **{"per, lag": [("year", 1), ("year", 2), ("half", 1), ("quarter", 4)]},
    data=st.data(),
)
def test_contribution_is_the_change_of_the_part_over_the_whole_before(keys, per, lag, data):
    of, by = keys
    frame, expected = data.draw(tables(per)), []
    found = nested(frame, of, by, per)
    for key, at in sorted(found):
        now, before = found[key, at], found.get((key, at - lag), {})
        whole = sum(before.values())
        for part in sorted({*now, *before}):
            change = now.get(part, 0) - before.get(part, 0)
            amounts = (now.get(part), before.get(part), change / whole if whole else None)
            expected.append((*key, label(at, per), *part, *amounts))
    got = sez.contribution(frame, of, by=by, per=per, lag=lag)
    assert_rows(got, [*by, "period", *of, "total", "previous", "contribution"], expected)


@given(8, cases=8, keys=KEYS, top=[None, 1, 2, 99], data=st.data())
def test_rank_is_the_place_in_a_sorted_list(keys, top, data):
    of, by = keys
    frame, expected = data.draw(tables()), []
    for (key, at), parts in sorted(nested(frame, of, by, "year").items()):
        whole, start = sum(parts.values()), (*key, label(at, "year"))
        listed = sorted(parts, key=lambda part: (-parts[part], part))
        named = [part for part in listed if not NAMELESS & set(part)]
        shown = named[:top]
        for place, part in enumerate(shown, 1):
            share = parts[part] / whole if whole else None
            expected.append((*start, *part, 1, parts[part], share, place))
        rest = named[len(shown) :]
        if rest:
            left = sum(parts[part] for part in rest)
            share = left / whole if whole else None
            expected.append((*start, *[None] * len(of), len(rest), left, share, None))
        for part in listed:
            if part not in named:
                share = parts[part] / whole if whole else None
                expected.append((*start, *part, 1, parts[part], share, None))
    got = sez.rank(frame, of, by=by, top=top)
    assert_rows(got, [*by, "period", *of, "members", "total", "share", "rank"], expected)


@given(8, cases=6, keys=KEYS, per=["year", "month"], data=st.data())
def test_count_is_how_many_named_keys_sold_more_than_nothing(keys, per, data):
    of, by = keys
    frame = data.draw(tables(per))
    expected = [
        (*key, label(at, per), sum(v > 0 and not NAMELESS & set(k) for k, v in parts.items()))
        for (key, at), parts in sorted(nested(frame, of, by, per).items())
    ]
    assert_rows(sez.count(frame, of, by=by, per=per), [*by, "period", "count"], expected)


@given(8, keys=KEYS, frame=tables())
def test_shares_of_a_period_sum_to_one(keys, frame):
    of, by = keys
    for _, part in sez.share(frame, of, by=by).groupby([*by, "period"]):
        if part["total"].sum() > 0:
            assert part["share"].sum() == pytest.approx(1)
        else:
            assert part["share"].isna().all()


@pytest.mark.parametrize("per, lag", [("year", 1), ("half", 2), ("quarter", 4)])
@given(10, data=st.data())
def test_contributions_sum_to_growth(per, lag, data):
    frame = data.draw(tables(per))
    parts = sez.contribution(frame, "destination", per=per, lag=lag).groupby("period")
    added = parts["contribution"].sum(min_count=1).to_dict()
    grown = sez.growth(frame, per=per, lag=lag)
    for period, rate in zip(grown["period"], grown["growth"], strict=True):
        assert added[period] == pytest.approx(rate, rel=1e-9, abs=1e-9, nan_ok=True)


@given(8, keys=KEYS, frame=tables(), top=[1, 2, 3, 4])
def test_totals_of_a_ranking_with_its_remainder_add_up_to_the_total(keys, frame, top):
    of, by = keys
    added = sez.rank(frame, of, by=by, top=top).groupby([*by, "period"])["total"].sum()
    assert added.tolist() == sez.total(frame, by=by)["total"].tolist()


@given(8, frame=tables(), top=[1, 2, 4])
def test_members_of_a_ranking_are_as_many_as_there_are_keys(frame, top):
    ranked = sez.rank(frame, "destination", top=top)
    assert ranked["members"].sum() == len(sez.share(frame, "destination"))


@given(20, frame=tables())
def test_a_count_is_at_most_the_number_of_distinct_keys(frame):
    keys = {key for key in frame["destination"] if isinstance(key, str) and key != "ZZZ"}
    assert sez.count(frame, "destination")["count"].between(0, len(keys)).all()


@given(8, frame=tables(), seed=st.integers(0, 99))
def test_structure_does_not_depend_on_the_order_of_rows(frame, seed):
    mixed = shuffled(frame, seed)
    for metric in (sez.share, sez.contribution, sez.rank, sez.count):
        assert rows(metric(mixed, "destination")) == rows(metric(frame, "destination"))


@given(8, frame=tables())
def test_splitting_a_flow_in_two_changes_no_structure(frame):
    halved = table(
        *[(*row[:-1], row[-1] / 2) for row in frame.to_numpy().tolist() for _ in "ab"],
        columns=" ".join(frame.columns),
    )
    for metric in (sez.share, sez.contribution, sez.rank, sez.count):
        assert rows(metric(halved, "destination")) == rows(metric(frame, "destination"))


@given(8, frame=tables(), factor=[0.125, 4.0, 1024.0])
def test_the_unit_changes_no_share_contribution_rank_or_count(frame, factor):
    scaled = frame.assign(value=frame["value"] * factor)
    for metric in (sez.share, sez.contribution, sez.rank, sez.count):
        name = metric.__name__
        before, after = metric(frame, "destination")[name], metric(scaled, "destination")[name]
        np.testing.assert_allclose(after.astype(float), before.astype(float), rtol=1e-9)


@pytest.mark.parametrize(
    "whole, part, points",
    [((1000, 1180), (250, 315), 6.50), ((5000, 5600), (1100, 1320), 4.40),
     ((2200, 2420), (680, 748), 3.09)],
)  # fmt: skip
def test_contribution_agrees_with_a_published_table_of_worked_examples(whole, part, points):
    # codingace.net, "Contribution to growth", Example Data Table, in percentage points
    frame = table(
        ("2018", "CHN", part[0]), ("2018", "KAZ", whole[0] - part[0]),
        ("2019", "CHN", part[1]), ("2019", "KAZ", whole[1] - part[1]),
    )  # fmt: skip
    got = sez.contribution(frame, "destination")
    assert round(got["contribution"].iloc[2] * 100, 2) == points


def test_the_share_of_microelectronics_lies_where_the_release_of_technopolis_moscow_puts_it():
    # release of 2020: 163.93 mln of 326 mln, so between 163.93 / 326.5 and 163.93 / 325.5
    for whole, share in ((326.5, 0.5021), (325.5, 0.5036)):
        frame = table(("2019", "CHN", 163.93), ("2019", "KAZ", whole - 163.93))
        assert sez.share(frame, "destination")["share"].iloc[0] == pytest.approx(share, abs=5e-5)


def test_what_is_gone_contributes_less_than_nothing_and_what_is_new_more():
    frame = table(("2018", "CHN", 30), ("2018", "KAZ", 10), ("2019", "CHN", 45), ("2019", "BLR", 5))
    assert rows(sez.contribution(frame, "destination"))[2:] == [
        ("2019", "BLR", 5, None, 0.125),
        ("2019", "CHN", 45, 30, 0.375),
        ("2019", "KAZ", None, 10, -0.25),
    ]


def test_nothing_contributes_after_a_gap(gap):
    assert rows(sez.contribution(gap, "destination")) == [
        ("2015", "CHN", 8, None, None),
        ("2016", "CHN", 4, 8, -0.5),
        ("2018", "CHN", 0, None, None),
        ("2019", "CHN", 6, 0, None),
    ]


def test_shares_of_a_period_that_sold_nothing_are_null(gap):
    assert rows(sez.share(gap, "destination"))[2] == ("2018", "CHN", 0, None)


def test_ties_rank_in_the_order_of_their_names_whatever_the_order_of_rows():
    frame = table(*[("2019", name, 7) for name in ("KAZ", "BLR", "CHN", "ARM")], ("2019", "UZB", 8))
    for seed in range(6):
        got = sez.rank(shuffled(frame, seed), "destination")
        assert got["destination"].tolist() == ["UZB", "ARM", "BLR", "CHN", "KAZ"]
        assert got["rank"].tolist() == [1, 2, 3, 4, 5]


def test_what_is_not_specified_has_no_rank_and_stands_last_however_large():
    frame = table(("2019", "ZZZ", 90), ("2019", "CHN", 6), ("2019", "KAZ", 3), ("2019", "BLR", 1))
    assert rows(sez.rank(frame, "destination", top=1)) == [
        ("2019", "CHN", 1, 6, 0.06, 1),
        ("2019", None, 2, 4, 0.04, None),
        ("2019", "ZZZ", 1, 90, 0.9, None),
    ]


def test_a_resident_without_a_name_has_no_rank():
    frame = table(("2019", None, 9), ("2019", "Beta", 1), columns="period resident value")
    assert rows(sez.rank(frame, "resident")) == [
        ("2019", "Beta", 1, 1, 0.1, 1),
        ("2019", "_U", 1, 9, 0.9, None),
    ]


def test_a_remainder_says_how_many_it_holds(flows):
    assert rows(sez.rank(flows, ("group", "destination"), top=1))[1:3] == [
        ("2018", "optics", "CHN", 1, 30, 0.75, 1),
        ("2018", None, None, 1, 10, 0.25, None),
    ]


def test_there_is_no_remainder_where_all_are_shown(flows):
    assert len(sez.rank(flows, "destination", top=2)) == len(sez.rank(flows, "destination"))


def test_a_zero_is_ranked_but_not_counted(gap):
    assert rows(sez.rank(gap, "destination"))[2] == ("2018", "CHN", 1, 0, None, 1)
    assert rows(sez.count(gap, "destination"))[2] == ("2018", 0)


@pytest.mark.parametrize("top", [0, -3])
def test_a_top_below_one_is_refused(flows, top):
    with pytest.raises(sez.FlowsError, match=f"^top {top} is not 1 or more$"):
        sez.rank(flows, "destination", top=top)


def test_a_lag_below_one_is_refused_for_contributions(flows):
    with pytest.raises(sez.FlowsError, match=r"^lag 0 is not 1 or more$"):
        sez.contribution(flows, "destination", lag=0)
