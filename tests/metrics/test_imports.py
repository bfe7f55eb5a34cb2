"""Exports against imports, held against plain loops, SciPy and worked examples."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from engines import assert_rows, label, rows, shuffled, sums, table, tables
from hypothesis import strategies as st
from scipy.spatial.distance import braycurtis
from together import given

import sezlib as sez

NAMELESS = {"ZZZ", "_U"}


@pytest.mark.parametrize("per", ["year", "quarter"])
@given(8, by=[[], ["resident"]], data=st.data())
def test_complementarity_is_one_less_half_the_gaps_of_two_structures(by, per, data):
    frame, bought, expected = data.draw(tables(per)), data.draw(tables(per)), []
    needs: dict = {}
    for ((importer, line), at), value in sums(bought, ["destination", "group"], per).items():
        needs.setdefault((at, importer), {})[line] = value
    supply: dict = {}
    for (key, at), value in sums(frame, [*by, "group"], per).items():
        supply.setdefault((key[:-1], at), {})[key[-1]] = value
    for key, at in sorted(supply):
        ours = supply[key, at]
        for when, importer in sorted(needs):
            if when != at or importer in NAMELESS:
                continue
            theirs = needs[at, importer]
            total, whole = sum(ours.values()), sum(theirs.values())
            fit = None
            if total and whole:
                lines = sorted({*ours, *theirs})
                x = [ours.get(line, 0) / total for line in lines]
                m = [theirs.get(line, 0) / whole for line in lines]
                fit = 1 - sum(abs(a - b) for a, b in zip(m, x, strict=True)) / 2
            covered = 1 if total or whole else None
            expected.append((*key, label(at, per), importer, total, whole, covered, fit))
    got = sez.complementarity(frame, "group", imports=bought, by=by, per=per)
    columns = [*by, "period", "destination", "total", "imports", "coverage", "complementarity"]
    assert_rows(got, columns, expected)


@given(
    8,
    of=[["destination"], ["group", "destination"]],
    by=[[], ["group"], ["destination"], ["resident"]],
    data=st.data(),
)
def test_intra_industry_is_what_is_matched_of_all_trade(of, by, data):
    frame, bought = data.draw(tables("half")), data.draw(tables("half"))
    lines = [*by, *(key for key in of if key not in by)]
    place = [lines.index(key) for key in of]
    out, back = sums(frame, lines, "half"), sums(bought, lines, "half")
    sold, stated = {at for _, at in out}, {at for _, at in back}
    cells: dict = {}
    for line, at in {*out, *back}:
        if at in sold:
            cells.setdefault((line[: len(by)], at), []).append(line)
    expected = []
    for (key, at), found in sorted(cells.items()):
        x = {line: out[line, at] for line in found if (line, at) in out}
        m = {line: back[line, at] for line in found if (line, at) in back}
        clear = [line for line in found if not NAMELESS & {line[spot] for spot in place}]
        pairs = [(x.get(line, 0), m.get(line, 0)) for line in clear]
        trade = sum(a + b for a, b in pairs)
        gap = sum(abs(a - b) for a, b in pairs)
        covered = [
            sum(side[line] for line in clear if line in side) / sum(side.values())
            for side in (x, m)
            if sum(side.values())
        ]
        both = 1 - gap / trade if trade and at in stated else None
        amounts = (sum(x.values()) if x else None, sum(m.values()) if m else None)
        expected.append((*key, label(at, "half"), *amounts, min(covered, default=None), both))
    got = sez.intra_industry(frame, of, imports=bought, by=by, per="half")
    assert_rows(got, [*by, "period", "total", "imports", "coverage", "intra_industry"], expected)


@given(20, frame=tables(), bought=tables())
def test_intra_industry_trade_of_all_is_that_of_its_lines_weighed_by_their_trade(frame, bought):
    # Grubel & Lloyd's aggregate is the mean of the lines' indices, weighed by exports + imports
    both = [t.assign(destination=t["destination"].fillna("BLR")) for t in (frame, bought)]
    frame, bought = (t[t["destination"] != "ZZZ"] for t in both)
    lines = sez.intra_industry(frame, "destination", imports=bought, by="destination")
    trade = lines["total"].fillna(0) + lines["imports"].fillna(0)
    parts = (lines["intra_industry"].fillna(0) * trade).groupby(lines["period"]).sum()
    whole = sez.intra_industry(frame, "destination", imports=bought).dropna()
    weight = trade.groupby(lines["period"]).sum()
    for period, index in zip(whole["period"], whole["intra_industry"], strict=True):
        assert parts[period] / weight[period] == pytest.approx(index, abs=1e-9)


@given(20, frame=tables(), bought=tables())
def test_intra_industry_is_the_same_from_the_side_of_the_partner(frame, bought):
    here = sez.intra_industry(frame, "group", imports=bought).set_index("period")
    there = sez.intra_industry(bought, "group", imports=frame).set_index("period")
    for period in here.index.intersection(there.index):
        one, other = here.loc[period], there.loc[period]
        assert one["intra_industry"] == pytest.approx(other["intra_industry"], nan_ok=True)
        assert (one["total"], one["imports"]) == (other["imports"], other["total"])


@given(8, frame=tables(), bought=tables(), seed=st.integers(0, 99))
def test_trade_both_ways_depends_on_no_order_of_rows_no_split_of_a_flow_and_no_unit(
    frame, bought, seed
):
    halved = pd.concat([bought, bought]).assign(value=lambda t: t["value"] / 2)
    scaled = [t.assign(value=t["value"] * 1024) for t in (frame, bought)]
    for metric, of in ((sez.complementarity, "group"), (sez.intra_industry, "destination")):
        name = metric.__name__
        expected = metric(frame, of, imports=bought)
        got = metric(shuffled(frame, seed), of, imports=halved)
        assert_rows(got, expected.columns, rows(expected))
        got = metric(scaled[0], of, imports=scaled[1])[name].astype(float)
        np.testing.assert_allclose(got, expected[name].astype(float), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("exports, imports, index", [(300, 200, 0.8), (60, 40, 0.8), (100, 100, 1)])
def test_intra_industry_agrees_with_published_worked_examples_of_one_industry(
    exports, imports, index
):
    # ixambee.com, economics question 477699 (300, 200); questionai.com, textile machinery of
    # Italy (60, 40); sciemce.com, "intra-industry trade index" (100, 100)
    frame = table(("2019", "ITA", exports))
    got = sez.intra_industry(frame, "destination", imports=table(("2019", "ITA", imports)))
    assert rows(got) == [("2019", exports, imports, 1, index)]


def test_intra_industry_of_several_industries_agrees_with_scipy():
    # three goods of a textbook exercise (transtutors.com, question 13507760); its Grubel-Lloyd
    # index is one less SciPy's Bray-Curtis distance of exports and imports
    goods, exports, imports = ["X", "Y", "Z"], [319, 43, 10], [354, 141, 100]
    columns = "period group value"
    frame = table(*zip(["2019"] * 3, goods, exports, strict=True), columns=columns)
    bought = table(*zip(["2019"] * 3, goods, imports, strict=True), columns=columns)
    got = sez.intra_industry(frame, "group", imports=bought)
    assert got["intra_industry"].iloc[0] == pytest.approx(1 - braycurtis(exports, imports))
    assert got["intra_industry"].iloc[0] == pytest.approx(0.7694, abs=5e-5)  # 744 / 967, by hand


@pytest.mark.parametrize(
    "exports, imports, index",
    [
        # github.com/mrzeynalli/trade, trade_complementarity: the same basket, one of nothing in
        # common; and export_similarity, the same sum over the shares of two baskets
        ({"27": 60, "84": 40}, {"27": 6, "84": 4}, 1),
        ({"27": 1}, {"84": 1}, 0),
        ({"27": 60, "84": 40}, {"27": 30, "84": 70}, 0.7),
    ],
)
def test_complementarity_agrees_with_the_tests_of_an_application_for_comtrade(
    exports, imports, index
):
    columns = "period product destination value"
    frame = table(*[("2024", good, "CHN", n) for good, n in exports.items()], columns=columns)
    bought = table(*[("2024", good, "CHN", n) for good, n in imports.items()], columns=columns)
    got = sez.complementarity(frame, "product", imports=bought)["complementarity"].iloc[0]
    assert got == pytest.approx(index)


def test_complementarity_of_a_perfect_match_is_one_and_of_nothing_in_common_zero():
    # the ends of the scale in the World Bank's definition, and half of it by hand
    columns = "period group destination value"
    frame = table(("2019", "optics", "RUS", 3), ("2019", "medical", "RUS", 1), columns=columns)
    bought = table(
        ("2019", "optics", "CHN", 30), ("2019", "medical", "CHN", 10),
        ("2019", "education", "KAZ", 7),
        ("2019", "optics", "BLR", 1), ("2019", "medical", "BLR", 3), columns=columns,
    )  # fmt: skip
    assert rows(sez.complementarity(frame, "group", imports=bought)) == [
        ("2019", "BLR", 4, 4, 1, 0.5),
        ("2019", "CHN", 4, 40, 1, 1),
        ("2019", "KAZ", 4, 7, 1, 0),
    ]


def test_what_is_not_specified_is_no_line_and_no_importer():
    columns = "period group destination value"
    frame = table(("2019", "optics", "RUS", 3), ("2019", None, "RUS", 1), columns=columns)
    bought = table(
        ("2019", "optics", "CHN", 1), ("2019", None, "CHN", 3), ("2019", "optics", "ZZZ", 9),
        columns=columns,
    )  # fmt: skip
    got = sez.complementarity(frame, "group", imports=bought)
    assert rows(got) == [("2019", "CHN", 4, 4, 0.25, 1)]
    got = sez.intra_industry(frame, "group", imports=bought)
    assert rows(got) == [("2019", 4, 13, 0.75, 1 - 7 / 13)]


def test_periods_without_imports_on_record_have_no_answer(gap):
    bought = table(("2016", "KAZ", 2), ("2019", "CHN", 2), ("2020", "CHN", 5))
    assert rows(sez.intra_industry(gap, "destination", imports=bought)) == [
        ("2015", 8, None, 1, None),
        ("2016", 4, 2, 1, 0),
        ("2018", 0, None, None, None),
        ("2019", 6, 2, 1, 0.5),
    ]


def test_an_industry_that_only_imports_has_a_row_of_its_own():
    frame, bought = table(("2019", "CHN", 4)), table(("2019", "CHN", 4), ("2019", "KAZ", 2))
    got = sez.intra_industry(frame, "destination", imports=bought, by="destination")
    assert rows(got) == [("CHN", "2019", 4, 4, 1, 1), ("KAZ", "2019", None, 2, 1, 0)]


def test_no_records_make_no_rows(flows):
    assert len(sez.complementarity(flows[:0], "group", imports=flows)) == 0
    assert len(sez.complementarity(flows, "group", imports=flows[:0])) == 0
    assert len(sez.intra_industry(flows[:0], "group", imports=flows)) == 0
    assert sez.intra_industry(flows, "group", imports=flows[:0])["intra_industry"].isna().all()


def test_imports_of_nobody_are_refused_with_the_reason(flows):
    said = "^complementarity compares the exports with what others import; name a table of flows"
    with pytest.raises(sez.FlowsError, match=said):
        sez.complementarity(flows, "group")
    said = "^intra_industry compares the exports with the imports of the same exporter; name a"
    with pytest.raises(sez.FlowsError, match=said):
        sez.intra_industry(flows, "group")
    assert sez.attempt(sez.intra_industry, flows, "group").missing == ("imports",)


def test_imports_need_what_is_bought_and_by_whom(flows):
    said = "^no column 'destination' in the table imports; the columns are 'period', 'group'"
    bought = flows[["period", "group", "value"]]
    with pytest.raises(sez.MissingColumnError, match=said):
        sez.complementarity(flows, "group", imports=bought)
    # the zone's own imports are not those of another zone
    said = "^no column 'resident' in the table imports"
    with pytest.raises(sez.MissingColumnError, match=said):
        sez.intra_industry(flows, "group", imports=bought, by="resident")
