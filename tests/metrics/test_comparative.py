"""Comparative advantage, intensity and likeness, against plain loops and their identities."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pytest
from engines import assert_rows, label, rows, shuffled, sums, table, tables
from hypothesis import strategies as st
from scipy.spatial.distance import braycurtis, cityblock
from together import given

import sezlib as sez

# keys of `of`, keys of `by`, and those of `by` that the reference is cut by
KEYS = [
    (["destination"], [], []),
    (["group"], ["resident"], []),
    (["destination"], ["group"], ["group"]),
    (["group", "destination"], ["resident"], []),
    (["destination"], ["resident", "group"], ["group"]),
]
NAMELESS = {"ZZZ", "_U"}
METRICS = (sez.rca, sez.intensity, sez.similarity, sez.diversification)


def nested(frame, of, by, per):
    """Totals of each `of`, within each `by` and period."""
    found: dict = {}
    for (key, at), value in sums(frame, [*by, *of], per).items():
        found.setdefault((key[: len(by)], at), {})[key[len(by) :]] = value
    return found


def paired(frame, world, keys, per):
    """Each key with its lines, and the lines that the reference has to it, or None."""
    of, by, on = keys
    theirs = nested(world, of, on, per)
    for (key, at), ours in sorted(nested(frame, of, by, per).items()):
        cut = tuple(key[by.index(name)] for name in on)
        yield key, at, ours, theirs.get((cut, at))


def named(lines):
    return {key: value for key, value in lines.items() if not NAMELESS & set(key)}


@given(8, cases=8, keys=KEYS, per=["year", "quarter"], symmetric=[False, True], data=st.data())
def test_rca_is_a_share_over_the_share_in_the_reference(keys, per, symmetric, data):
    frame, world, expected = data.draw(tables(per)), data.draw(tables(per)), []
    of, by, _ = keys
    for key, at, ours, theirs in paired(frame, world, keys, per):
        whole, market = sum(ours.values()), sum((theirs or {}).values())
        for line in sorted(named(ours)):
            share = ours[line] / whole if whole else None
            base = theirs[line] / market if theirs and line in theirs and market else None
            ratio = None if share is None or not base else share / base
            if symmetric and ratio is not None:
                ratio = (ratio - 1) / (ratio + 1)
            expected.append((*key, label(at, per), *line, ours[line], share, base, ratio))
    got = sez.rca(frame, of, against=world, by=by, per=per, symmetric=symmetric)
    assert_rows(got, [*by, "period", *of, "total", "share", "base", "rca"], expected)


@given(8, home=[None, "CHN", ["BLR", "KAZ"]], frame=tables(), world=tables())
def test_intensity_is_the_advantage_over_a_reference_without_the_home_country(home, frame, world):
    left = [home] if isinstance(home, str) else home or []
    abroad = world[~world["destination"].isin(left)]
    got = sez.intensity(frame, against=world, home=home, by="group")
    expected = sez.rca(frame, "destination", against=abroad, by="group")
    assert rows(got) == rows(expected)
    assert list(got.columns)[-2:] == ["base", "intensity"]


@given(8, keys=KEYS, per=["year", "half"], data=st.data())
def test_likeness_is_the_sum_of_the_lesser_shares_and_its_opposite_half_their_gaps(keys, per, data):
    frame, world, alike, unlike = data.draw(tables(per)), data.draw(tables(per)), [], []
    of, by, _ = keys
    for key, at, ours, theirs in paired(frame, world, keys, per):
        total, base = sum(ours.values()), None if theirs is None else sum(theirs.values())
        mine, other = named(ours), named(theirs or {})
        covered = [sum(mine.values()) / total] if total else []
        covered += [sum(other.values()) / base] if base else []
        likeness = distance = None
        if sum(mine.values()) and sum(other.values()):
            lines = sorted({*mine, *other})
            a = [mine.get(line, 0) / sum(mine.values()) for line in lines]
            b = [other.get(line, 0) / sum(other.values()) for line in lines]
            likeness = sum(min(pair) for pair in zip(a, b, strict=True))
            distance = braycurtis(a, b)  # SciPy: the shares of each side sum to 1
            assert distance == pytest.approx(cityblock(a, b) / 2)
        start = (*key, label(at, per), total, base, min(covered, default=None))
        alike.append((*start, likeness))
        unlike.append((*start, distance))
    columns = [*by, "period", "total", "base", "coverage"]
    got = sez.similarity(frame, of, against=world, by=by, per=per)
    assert_rows(got, [*columns, "similarity"], alike)
    got = sez.diversification(frame, of, against=world, by=by, per=per)
    assert_rows(got, [*columns, "diversification"], unlike)


@given(8, keys=KEYS, frame=tables(), world=tables())
def test_similarity_is_one_less_diversification(keys, frame, world):
    of, by, _ = keys
    alike = sez.similarity(frame, of, against=world, by=by)["similarity"].astype(float)
    unlike = sez.diversification(frame, of, against=world, by=by)["diversification"].astype(float)
    np.testing.assert_allclose(alike, 1 - unlike, atol=1e-9)
    assert alike.dropna().between(-1e-9, 1 + 1e-9).all()


@given(20, frame=tables())
def test_advantages_of_all_who_make_up_the_reference_average_to_one_in_every_line(frame):
    # each weighed by its part of the reference: the weights are those of Balassa's denominator
    whole = sez.total(frame).set_index("period")["total"]
    mine = sez.total(frame, by="resident").set_index(["resident", "period"])["total"]
    got = sez.rca(frame, "destination", against=frame, by="resident").dropna(subset="rca")
    got["weight"] = [
        mine[resident, period] / whole[period]
        for resident, period in zip(got["resident"], got["period"], strict=True)
    ]
    averaged = (got["rca"] * got["weight"]).groupby([got["period"], got["destination"]]).sum()
    assert averaged.tolist() == pytest.approx([1.0] * len(averaged))


@given(20, frame=tables())
def test_what_is_compared_with_itself_is_the_same(frame):
    assert set(sez.rca(frame, "group", against=frame)["rca"].dropna().round(9)) <= {1.0}
    assert set(sez.similarity(frame, "group", against=frame)["similarity"].dropna().round(9)) <= {1}


@given(20, frame=tables(), world=tables())
def test_the_share_of_an_advantage_is_the_share(frame, world):
    shares = sez.share(frame, "destination")
    shares = shares[shares["destination"] != "ZZZ"]
    got = sez.rca(frame, "destination", against=world)
    assert rows(got[["period", "destination", "total", "share"]]) == rows(shares)


@given(8, frame=tables(), world=tables(), seed=st.integers(0, 99))
def test_comparisons_depend_on_no_order_of_rows_no_split_of_a_flow_and_no_unit(frame, world, seed):
    halved = pd.concat([world, world]).assign(value=lambda t: t["value"] / 2)
    mixed = shuffled(frame, seed)
    for metric in (getattr(sez, metric.__name__) for metric in METRICS):
        name = metric.__name__
        expected = metric(frame, "destination", against=world)
        assert_rows(metric(mixed, "destination", against=halved), expected.columns, rows(expected))
        scaled = world.assign(value=world["value"] * 1024)
        other = metric(frame, "destination", against=scaled)[name].astype(float)
        np.testing.assert_allclose(other, expected[name].astype(float), rtol=1e-9)


def test_rca_agrees_with_a_published_table_of_location_quotients():
    # G. Krumme, University of Washington, "Shift & Share Table with Excel Explanations": four
    # industries of a region (500, 100, 200, 200 employed) that make up 10, 20, 40 and 30 per
    # cent of the nation. A location quotient is Balassa's formula.
    industries = ["I", "II", "III", "IV"]
    columns = "period group value"
    region = table(
        *zip(["1985"] * 4, industries, [500, 100, 200, 200], strict=True), columns=columns
    )
    nation = table(*zip(["1985"] * 4, industries, [10, 20, 40, 30], strict=True), columns=columns)
    got = sez.rca(region, "group", against=nation)
    assert got["rca"].round(3).tolist() == [5, 0.5, 0.5, 0.667]


def test_intensity_agrees_with_a_published_table_of_location_quotients():
    # the same table: without a home, Anderson and Norheim's index is that quotient of destinations
    ours = table(
        ("1985", "CHN", 500), ("1985", "KAZ", 100), ("1985", "BLR", 200), ("1985", "UZB", 200)
    )
    world = table(
        ("1985", "CHN", 10), ("1985", "KAZ", 20), ("1985", "BLR", 40), ("1985", "UZB", 30)
    )
    got = sez.intensity(ours, against=world).set_index("destination")["intensity"].round(3)
    assert got.to_dict() == {"BLR": 0.5, "CHN": 5, "KAZ": 0.5, "UZB": 0.667}
    # what the world sells to the home of the exporter is not in that table, and changes nothing
    world = pd.concat([world, table(("1985", "RUS", 55))])
    away = sez.intensity(ours, against=world, home="RUS").set_index("destination")["intensity"]
    assert away.round(3).to_dict() == got.to_dict()


def test_similarity_agrees_with_the_tests_of_an_application_for_comtrade():
    # github.com/mrzeynalli/trade, export_similarity: baskets of 60, 40 and of 30, 70 per cent are
    # 70 per cent alike, equal ones wholly, and ones with nothing in common not at all
    columns = "period product value"
    ours = table(("2024", "27", 0.6), ("2024", "84", 0.4), columns=columns)
    for theirs, alike in [((0.3, 0.7), 0.7), ((0.6, 0.4), 1)]:
        world = table(*zip(["2024"] * 2, ["27", "84"], theirs, strict=True), columns=columns)
        assert sez.similarity(ours, "product", against=world)["similarity"].iloc[0] == (
            pytest.approx(alike)
        )
    world = table(("2024", "85", 1), columns=columns)
    assert sez.similarity(ours, "product", against=world)["similarity"].iloc[0] == 0


def test_diversification_agrees_with_a_textbook_exercise():
    # studfile.net/preview/7080479, page 8: exports of three goods, those of the world, and 0.28
    columns = "period product value"
    ours = table(*zip(["2018"] * 3, "ABC", [459, 189, 450], strict=True), columns=columns)
    world = [200_000, 400_000, 880_000]
    world = table(*zip(["2018"] * 3, "ABC", world, strict=True), columns=columns)
    got = sez.diversification(ours, "product", against=world)["diversification"].iloc[0]
    assert round(got, 2) == 0.28


def test_a_symmetric_advantage_lies_as_far_from_zero_as_its_inverse():
    # by hand from the formula: rca 4 and 1/4 are 3/5 and -3/5, nothing sold is -1
    ours = table(("2019", "CHN", 4), ("2019", "KAZ", 1), ("2019", "BLR", 0))
    world = table(("2019", "CHN", 1), ("2019", "KAZ", 4), ("2019", "BLR", 5))
    got = sez.rca(ours, "destination", against=world, symmetric=True)
    by_hand = {"BLR": -1, "CHN": (8 - 1) / (8 + 1), "KAZ": (0.5 - 1) / (0.5 + 1)}
    assert got["rca"].tolist() == pytest.approx(list(by_hand.values()))


def test_intensity_leaves_the_home_country_out_of_the_world_by_hand():
    # Anderson & Norheim's m_j = M_j / (M_w - M_i): the world imports 100, Russia itself 20 of it;
    # 8 of 10 go to China, whose part of the other 80 is 40: 0.8 / 0.5
    ours = table(("2019", "CHN", 8), ("2019", "KAZ", 2))
    world = table(("2019", "CHN", 40), ("2019", "KAZ", 40), ("2019", "RUS", 20))
    assert rows(sez.intensity(ours, against=world, home="RUS")) == [
        ("2019", "CHN", 8, 0.8, 0.5, 1.6),
        ("2019", "KAZ", 2, 0.2, 0.5, 0.4),
    ]


def test_lines_that_only_the_reference_has_count_as_unlike():
    ours = table(("2019", "CHN", 5))
    world = table(("2019", "CHN", 25), ("2019", "KAZ", 75))
    assert rows(sez.similarity(ours, "destination", against=world)) == [("2019", 5, 100, 1, 0.25)]


def test_what_is_not_specified_is_no_line_that_two_structures_share():
    ours = table(("2019", "CHN", 6), ("2019", None, 4))
    world = table(("2019", "CHN", 30), ("2019", "KAZ", 30), ("2019", "ZZZ", 20))
    assert rows(sez.similarity(ours, "destination", against=world)) == [("2019", 10, 80, 0.6, 0.5)]
    got = sez.rca(ours, "destination", against=world)
    assert_rows(got, got.columns, [("2019", "CHN", 6, 0.6, 0.375, 1.6)])


def test_what_the_reference_does_not_have_has_no_advantage():
    ours = table(("2018", "CHN", 1), ("2019", "CHN", 1), ("2019", "KAZ", 1), ("2019", "UZB", 0))
    world = table(("2019", "CHN", 4), ("2019", "UZB", 0), ("2020", "CHN", 4))
    assert rows(sez.rca(ours, "destination", against=world)) == [
        ("2018", "CHN", 1, 1, None, None),
        ("2019", "CHN", 1, 0.5, 1, 0.5),
        ("2019", "KAZ", 1, 0.5, None, None),
        ("2019", "UZB", 0, 0, 0, None),
    ]
    assert rows(sez.diversification(ours, "destination", against=world)) == [
        ("2018", 1, None, 1, None),
        ("2019", 2, 4, 1, 0.5),
    ]


def test_a_period_that_sold_nothing_is_like_nothing(gap):
    got = sez.similarity(gap, "destination", against=gap)
    assert rows(got)[2] == ("2018", 0, 0, None, None)
    assert sez.rca(gap, "destination", against=gap)["rca"].isna().tolist() == [
        False,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize("metric", METRICS)
def test_no_records_and_no_reference_records_make_no_rows_and_no_metric(metric, flows):
    got = metric(flows[:0], "destination", against=flows)
    assert len(got) == 0
    got = metric(flows, "destination", against=flows[:0])
    assert got[metric.__name__].isna().all() and got["total"].notna().all()


def test_zones_are_compared_with_all_zones_and_groups_with_the_same_group():
    columns = "period group destination value"
    frame = table(
        ("2019", "optics", "CHN", 1), ("2019", "optics", "KAZ", 1),
        ("2019", "optics", "CHN", 3), ("2019", "optics", "KAZ", 1),
        ("2019", "education", "KAZ", 6), columns=columns,
    ).assign(zone=list("AABBB"))  # fmt: skip
    got = sez.rca(frame, "destination", against=frame, by="zone")
    assert got["base"].tolist() == pytest.approx([1 / 3, 2 / 3, 1 / 3, 2 / 3])
    got = sez.rca(frame, "destination", against=frame, by=["zone", "group"])
    assert got["base"].tolist() == pytest.approx([2 / 3, 1 / 3, 1, 2 / 3, 1 / 3])


def test_a_key_that_the_reference_lacks_is_compared_with_all_of_it(flows):
    world = table(("2019", "CHN", 1), ("2019", "KAZ", 1))
    got = sez.rca(flows, "destination", against=world, by="group")
    assert got["base"].dropna().tolist() == [0.5, 0.5]


@pytest.mark.parametrize(
    "metric, said",
    [
        (sez.rca, "rca compares with a reference and would be 1 everywhere without one"),
        (sez.intensity, "intensity compares with a reference and would be 1 everywhere"),
        (sez.similarity, "similarity compares with a reference and would be 1 everywhere"),
        (sez.diversification, "diversification compares with a reference and would be 0 every"),
    ],
)
def test_a_comparison_with_nothing_is_refused_with_the_reason(flows, metric, said):
    with pytest.raises(sez.FlowsError, match=f"^{said}.*; name a table of flows as against, such"):
        metric(flows, "destination")
    assert sez.attempt(metric, flows, "destination").missing == ("against",)


def test_a_reference_without_the_column_is_told_from_flows_without_it(flows):
    with pytest.raises(sez.MissingColumnError, match=r"^no column 'product' in the flows; the"):
        sez.rca(flows, against=flows)
    world = flows[["period", "value"]]
    said = (
        r"^no column 'group' in the table against, which sez\.with_groups\(flows\) makes of "
        r"'product'; the columns are 'period', 'value'$"
    )
    with pytest.raises(sez.MissingColumnError, match=said):
        sez.rca(flows, "group", against=world)


def test_a_reference_coarser_than_the_metric_is_refused_by_its_name(flows):
    world = table(("2019", "CHN", 1))
    said = r"^in the table against, per='month' is finer than the periods '2019'$"
    with pytest.raises(sez.FlowsError, match=said):
        sez.rca(flows, "destination", against=world, per="month")


def test_a_reference_on_another_engine_is_refused(flows):
    said = "^against is a table of polars and the flows are one of pandas; put both on the same"
    with pytest.raises(sez.FlowsError, match=said):
        sez.rca(flows, "destination", against=pl.from_pandas(flows))
    said = "^against is a table of lazy polars and the flows are one of polars"
    with pytest.raises(sez.FlowsError, match=said):
        sez.rca(pl.from_pandas(flows), "group", against=pl.from_pandas(flows).lazy())


def test_a_key_within_which_is_compared_is_not_one_that_is_compared(flows):
    with pytest.raises(sez.FlowsError, match=r"^'group' is in of and in by of rca; name it once$"):
        sez.rca(flows, "group", against=flows, by="group")
