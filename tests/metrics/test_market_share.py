"""Market share, penetration and constant market shares, against plain loops and identities."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from engines import assert_rows, label, rows, shuffled, sums, table, tables
from hypothesis import strategies as st
from together import given

import sezlib as sez

PAIR = ["group", "destination"]
NAMELESS = {"ZZZ", "_U"}
EFFECTS = ["period", "effect", "change", "contribution"]


def split(frame, of, by, per):
    """Totals of each `of`, within each `by` and period."""
    found: dict = {}
    for (key, at), value in sums(frame, [*by, *of], per).items():
        found.setdefault((key[: len(by)], at), {})[key[len(by) :]] = value
    return found


@pytest.mark.parametrize("of", [[], ["destination"], PAIR])
@given(8, by=[[], ["resident"]], data=st.data())
def test_market_share_is_a_part_of_the_same_in_the_reference(of, by, data):
    frame, world, expected = data.draw(tables("half")), data.draw(tables("half")), []
    market = sums(world, of, "half")
    for (key, at), value in sums(frame, [*by, *of], "half").items():
        line = key[len(by) :]
        base = market.get((line, at))
        ratio = value / base if base and not NAMELESS & set(line) else None
        expected.append((*key[: len(by)], label(at, "half"), *line, value, base, ratio))
    expected.sort(key=lambda row: row[: len(by) + 1 + len(of)])
    got = sez.market_share(frame, of, against=world, by=by, per="half")
    assert_rows(got, [*by, "period", *of, "total", "base", "market_share"], expected)


@given(20, frame=tables())
def test_shares_of_all_residents_in_a_market_sum_to_one(frame):
    got = sez.market_share(frame, "destination", against=frame, by="resident")
    got = got.dropna(subset="market_share")
    added = got.groupby(["period", "destination"])["market_share"].sum()
    assert added.tolist() == pytest.approx([1.0] * len(added))


@given(20, frame=tables(), world=tables())
def test_advantage_is_the_share_of_a_market_over_the_share_of_all(frame, world):
    ratios = sez.rca(frame, "destination", against=world).set_index(["period", "destination"])
    parts = sez.market_share(frame, "destination", against=world)
    whole = sez.market_share(frame, (), against=world).set_index("period")["market_share"]
    for period, line, _, _, part in parts.dropna().itertuples(index=False):
        if whole[period] > 0:
            expected = part / whole[period]
            assert ratios["rca"][period, line] == pytest.approx(expected)


@given(16, by=[[], ["resident"]], data=st.data())
def test_penetration_is_the_part_of_possible_pairs_that_are_sold(by, data):
    frame, world, expected = data.draw(tables()), data.draw(tables()), []
    market = split(world, PAIR, [], "year")
    for (key, at), cells in sorted(split(frame, PAIR, by, "year").items()):
        sold = {cell for cell, value in cells.items() if value > 0 and not NAMELESS & set(cell)}
        theirs = market.get(((), at))
        unmatched = possible = reached = None
        if theirs is not None:
            there = {cell for cell, v in theirs.items() if v > 0 and not NAMELESS & set(cell)}
            wide = {cell for cell in there if cell[0] in {product for product, _ in sold}}
            unmatched, possible = len(sold - there), len(wide)
            reached = len(sold & there) / possible if possible else None
        expected.append((*key, label(at, "year"), len(sold), unmatched, possible, reached))
    got = sez.penetration(frame, PAIR, against=world, by=by)
    assert_rows(got, [*by, "period", "markets", "unmatched", "possible", "penetration"], expected)


def decomposed(cells, market, of):
    """The effects of one period: cells and market are (before, now), each a dict by line."""
    effects = dict.fromkeys(["growth", *of, "competitiveness", "unmatched"], 0.0)
    past, now = cells
    for line in {*past, *now}:
        x0, x1 = past.get(line, 0), now.get(line, 0)
        if NAMELESS & set(line) or not market[0].get(line):
            effects["unmatched"] += x1 - x0
            continue
        rates = []
        for depth in range(len(of) + 1):
            w0, w1 = (
                sum(value for key, value in held.items() if key[:depth] == line[:depth])
                for held in market
            )
            rates.append((w1 - w0) / w0)
        effects["growth"] += rates[0] * x0
        for depth, key in enumerate(of, 1):
            effects[key] += (rates[depth] - rates[depth - 1]) * x0
        effects["competitiveness"] += x1 - x0 - rates[-1] * x0
    return effects


@given(
    8,
    cases=12,
    of=[["destination"], PAIR, PAIR[::-1]],
    by=[[], ["resident"]],
    **{"per, lag": [("year", 1), ("year", 2), ("half", 1)]},
    data=st.data(),
)
def test_constant_market_share_effects_are_those_of_the_formula(of, per, lag, by, data):
    frame, world, expected = data.draw(tables(per)), data.draw(tables(per)), []
    found, market = split(frame, of, by, per), split(world, of, [], per)
    for key, at in sorted(found):
        before = found.get((key, at - lag))
        if before is None or not {((), at), ((), at - lag)} <= set(market):
            continue
        pair = (market[(), at - lag], market[(), at])
        total = sum(before.values())
        for effect, change in decomposed((before, found[key, at]), pair, of).items():
            contribution = change / total if total else None
            expected.append((*key, label(at, per), effect, change, contribution))
    got = sez.constant_market_share(frame, of, against=world, by=by, per=per, lag=lag)
    assert list(got.columns) == [*by, *EFFECTS]
    for have, want in zip(rows(got), expected, strict=True):
        assert have[:-2] == want[:-2]
        assert have[-2] == pytest.approx(want[-2], abs=1e-9)
        assert have[-1] == (None if want[-1] is None else pytest.approx(want[-1], abs=1e-9))


@given(8, frame=tables(), world=tables(), by=[[], ["group"], ["resident"]])
def test_effects_sum_to_the_change_and_contributions_to_growth(frame, world, by):
    of = ["destination"] if by == ["group"] else PAIR
    got = sez.constant_market_share(frame, of, against=world, by=by)
    grown = sez.growth(frame, by=by).set_index([*by, "period"])
    for key, part in got.groupby([*by, "period"]):
        row = grown.loc[key if by else key[0]]
        assert part["change"].sum() == pytest.approx(row["total"] - row["previous"], abs=1e-9)
        added = part["contribution"].sum(min_count=1)
        assert added == pytest.approx(row["growth"], abs=1e-9, nan_ok=True)


@given(20, frame=tables())
def test_the_market_as_a_whole_grows_as_itself_and_not_by_its_share(frame):
    got = sez.constant_market_share(frame, PAIR, against=frame)
    rest = got.loc[got["effect"] == "competitiveness", "change"]
    assert (rest.astype(float).abs() < 1e-9).all()


@given(8, frame=tables(), world=tables(), seed=st.integers(0, 99))
def test_markets_depend_on_no_order_of_rows_no_split_of_a_flow_and_no_unit(frame, world, seed):
    halved = pd.concat([world, world]).assign(value=lambda t: t["value"] / 2)
    scaled = [t.assign(value=t["value"] * 1024) for t in (frame, world)]
    for metric in (sez.market_share, sez.penetration, sez.constant_market_share):
        expected = metric(frame, PAIR, against=world)
        got = metric(shuffled(frame, seed), PAIR, against=halved)
        last = expected.columns[-1]
        np.testing.assert_allclose(got[last].astype(float), expected[last].astype(float), atol=1e-9)
        got = metric(scaled[0], PAIR, against=scaled[1])
        np.testing.assert_allclose(got[last].astype(float), expected[last].astype(float), atol=1e-9)


def krumme():
    # G. Krumme, University of Washington, "Shift & Share Table with Excel Explanations": four
    # industries of a region, and a nation of which they make up 10, 20, 40 and 30 per cent and
    # grow by 10, 20, 30 and 40. Shift-share is constant market share by one key.
    industries, columns = ["I", "II", "III", "IV"], "period group value"
    years = ["1985"] * 4 + ["1995"] * 4
    region = [500, 100, 200, 200, 1000, 100, 250, 280]
    nation = [10, 20, 40, 30, 11, 24, 52, 42]
    return [
        table(*zip(years, industries * 2, values, strict=True), columns=columns)
        for values in (region, nation)
    ]


def test_constant_market_share_agrees_with_a_published_table_of_shift_and_share():
    region, nation = krumme()
    got = sez.constant_market_share(region, "group", against=nation, lag=10)
    published = {"growth": 290, "group": -80, "competitiveness": 420, "unmatched": 0}
    assert dict(zip(got["effect"], got["change"].round(9), strict=True)) == published
    assert got["change"].sum() == pytest.approx(630)
    assert got["contribution"].sum() == pytest.approx(0.63)


def test_two_keys_split_what_the_published_table_says_of_the_mix_and_nothing_else():
    # Krumme's four industries in two branches, and branches within one: growth of the nation and
    # competitiveness stay as published, and the effects of the two keys make up his of the mix
    branch = {"I": "goods", "II": "goods", "III": "services", "IV": "services"}
    region, nation = (t.assign(destination=t["group"].map(branch)) for t in krumme())
    got = sez.constant_market_share(region, ("destination", "group"), against=nation, lag=10)
    effects = dict(zip(got["effect"], got["change"], strict=True))
    assert (round(effects["growth"], 9), round(effects["competitiveness"], 9)) == (290, 420)
    # goods grow from 30 to 35, services from 70 to 94; 600 and 400 of the region are in them
    assert effects["destination"] == pytest.approx(600 * (5 / 30 - 0.29) + 400 * (24 / 70 - 0.29))
    assert effects["destination"] + effects["group"] == pytest.approx(-80)
    for keys in (("group", "destination"), ("zone", "group"), ("group", "zone")):
        frames = [t.assign(zone="all") for t in (region, nation)]
        got = sez.constant_market_share(frames[0], keys, against=frames[1], lag=10)
        effects = dict(zip(got["effect"], got["change"].round(9), strict=True))
        assert (effects["growth"], effects["group"], effects["competitiveness"]) == (290, -80, 420)
        assert effects[({*keys} - {"group"}).pop()] == 0


def test_two_keys_tell_what_is_sold_from_where_by_hand():
    # the market grows by 1/2: optics by 1 (in China by 3/2, in Kazakhstan by 1/2), education
    # not at all. Sold: optics to China 10, then 30.
    columns = "period group destination value"
    world = table(
        ("2018", "optics", "CHN", 20), ("2018", "optics", "KAZ", 20),
        ("2018", "education", "KAZ", 40),
        ("2019", "optics", "CHN", 50), ("2019", "optics", "KAZ", 30),
        ("2019", "education", "KAZ", 40), columns=columns,
    )  # fmt: skip
    ours = table(("2018", "optics", "CHN", 10), ("2019", "optics", "CHN", 30), columns=columns)
    got = sez.constant_market_share(ours, PAIR, against=world)
    assert rows(got) == [
        ("2019", "growth", 5, 0.5),
        ("2019", "group", 5, 0.5),
        ("2019", "destination", 5, 0.5),
        ("2019", "competitiveness", 5, 0.5),
        ("2019", "unmatched", 0, 0),
    ]
    got = sez.constant_market_share(ours, PAIR[::-1], against=world)
    # China grows by 3/2 whatever is sold there, so that the order of the keys matters
    assert got["effect"].tolist()[:3] == ["growth", "destination", "group"]
    assert got["change"].tolist() == [5, 10, 0, 5, 0]


def test_what_the_market_did_not_have_before_is_unmatched():
    ours = table(
        ("2018", "CHN", 4), ("2018", "KAZ", 1), ("2018", "ZZZ", 5),
        ("2019", "CHN", 6), ("2019", "UZB", 2), ("2019", "ZZZ", 1),
    )  # fmt: skip
    world = table(("2018", "CHN", 10), ("2019", "CHN", 10), ("2019", "UZB", 10))
    assert rows(sez.constant_market_share(ours, "destination", against=world)) == [
        ("2019", "growth", 4, 0.4),
        ("2019", "destination", -4, -0.4),
        ("2019", "competitiveness", 2, 0.2),
        ("2019", "unmatched", -3, -0.3),
    ]


def test_nothing_is_decomposed_after_a_gap_or_without_a_market(gap):
    got = sez.constant_market_share(gap, "destination", against=gap)
    assert got["period"].unique().tolist() == ["2016", "2019"]
    # sold 0 before: there is a change, and no growth that it could be part of
    after = got[got["period"] == "2019"]
    assert after["change"].sum() == 6 and after["contribution"].isna().all()
    market = table(("2018", "CHN", 4), ("2019", "CHN", 5))
    got = sez.constant_market_share(gap, "destination", against=market)
    assert got["period"].unique().tolist() == ["2019"]


def test_market_share_keeps_what_is_not_specified_without_a_share():
    ours = table(("2018", "CHN", 1), ("2019", "CHN", 1), ("2019", "KAZ", 2), ("2019", None, 3))
    world = table(("2019", "CHN", 4), ("2019", "KAZ", 0), ("2019", "ZZZ", 9))
    assert rows(sez.market_share(ours, "destination", against=world)) == [
        ("2018", "CHN", 1, None, None),
        ("2019", "CHN", 1, 4, 0.25),
        ("2019", "KAZ", 2, 0, None),
        ("2019", "ZZZ", 3, 9, None),
    ]
    assert rows(sez.market_share(ours, (), against=world))[1] == ("2019", 6, 13, 6 / 13)


def test_penetration_agrees_with_published_examples_of_numeric_distribution():
    # of markets that buy a product, those reached: in retailing, of shops those that sell a brand.
    # cpgdatainsights.com, "% of stores selling": 72 of 90 shops are 80 per cent
    columns = "period group destination value"
    shops = [f"{a}{b}{c}" for a in "ABC" for b in "ABCDEF" for c in "ABCDE"]
    world = table(*[("2019", "brand", shop, 1) for shop in shops], columns=columns)
    got = sez.penetration(world[:72], of=PAIR, against=world)
    assert rows(got) == [("2019", 72, 0, 90, 0.8)]
    # ashokcharan.com, "Items stocked": 90 shops sell television sets, 60, 40 and 80 of them three
    # brands, which makes two brands a shop
    brands = {"Panasonic": 60, "Philips": 40, "Sharp": 80}
    world = [("2019", brand, shop, 1) for brand in brands for shop in shops]
    ours = [("2019", brand, shop, 1) for brand, n in brands.items() for shop in shops[:n]]
    got = sez.penetration(
        table(*ours, columns=columns), of=PAIR, against=table(*world, columns=columns)
    )
    assert got["penetration"].iloc[0] * len(brands) == pytest.approx(2)


def test_market_share_agrees_with_the_tests_of_an_application_for_comtrade():
    # github.com/mrzeynalli/trade, world_share: 25 of 100, and none of nothing
    ours = table(("2024", "CHN", 25), ("2024", "KAZ", 25))
    world = table(("2024", "CHN", 100), ("2024", "KAZ", 0))
    got = sez.market_share(ours, "destination", against=world)
    assert [row[-1] for row in rows(got)] == [0.25, None]


def test_penetration_counts_markets_by_hand():
    # WITS defines it as the countries a product is exported to over those that import it: optics
    # goes to 2 of 3 that buy it, education to none of its 1, textiles are not sold. A sale to
    # Uzbekistan, where nobody is on record to buy, is counted and kept out.
    columns = "period group destination value"
    ours = table(
        ("2019", "optics", "CHN", 1), ("2019", "optics", "KAZ", 1), ("2019", "optics", "UZB", 1),
        ("2019", "education", "KAZ", 0), ("2019", "optics", "ZZZ", 5), ("2018", "optics", "CHN", 1),
        columns=columns,
    )  # fmt: skip
    world = table(
        ("2019", "optics", "CHN", 9), ("2019", "optics", "KAZ", 9), ("2019", "optics", "BLR", 9),
        ("2019", "optics", "ARM", 0), ("2019", "education", "KAZ", 9),
        ("2019", "textiles", "CHN", 9), ("2019", "optics", "ZZZ", 9), columns=columns,
    )  # fmt: skip
    assert rows(sez.penetration(ours, PAIR, against=world)) == [
        ("2018", 1, None, None, None),
        ("2019", 3, 1, 3, 2 / 3),
    ]


def test_a_period_that_sold_nothing_reached_no_market_of_none(gap):
    frame = gap.assign(group="optics")
    assert rows(sez.penetration(frame, PAIR, against=frame)) == [
        ("2015", 1, 0, 1, 1),
        ("2016", 1, 0, 1, 1),
        ("2018", 0, 0, 0, None),
        ("2019", 1, 0, 1, 1),
    ]


@pytest.mark.parametrize("metric", [sez.market_share, sez.penetration, sez.constant_market_share])
def test_no_records_make_no_rows_and_no_reference_no_metric(metric, flows):
    assert len(metric(flows[:0], PAIR, against=flows)) == 0
    got = metric(flows, PAIR, against=flows[:0])
    assert got[got.columns[-1]].isna().all()


@pytest.mark.parametrize(
    "metric, said",
    [
        (sez.market_share, "market_share compares with a reference and would be 1 everywhere"),
        (sez.penetration, "penetration cannot tell which markets were possible without a ref"),
        (sez.constant_market_share, "constant_market_share cannot tell what the market did"),
    ],
)
def test_a_market_of_nobody_is_refused_with_the_reason(flows, metric, said):
    with pytest.raises(sez.FlowsError, match=f"^{said}.*; name a table of flows as against, such"):
        metric(flows, PAIR)


@pytest.mark.parametrize("lag", [0, -3])
def test_a_lag_below_one_is_refused_for_constant_market_shares(flows, lag):
    with pytest.raises(sez.FlowsError, match=f"^lag {lag} is not 1 or more$"):
        sez.constant_market_share(flows, PAIR, against=flows, lag=lag)


def test_penetration_is_of_a_product_and_a_market(flows):
    with pytest.raises(sez.FlowsError, match=r"^penetration is of a product and a market, and not"):
        sez.penetration(flows, "group", against=flows)
