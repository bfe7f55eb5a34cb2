"""Growth and concentration without each one in turn, against plain loops and published exports."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from engines import ENGINES, assert_rows, label, rows, shuffled, sums, table, tables
from hypothesis import strategies as st
from together import given

import sezlib as sez

NAMELESS = {"ZZZ", "_U"}
NAMES = ["total", "previous", "growth", "growth_without", "hhi", "hhi_without"]
KEYS = [
    (["resident"], []),
    (["resident"], ["group"]),
    (["group", "destination"], []),
    (["destination"], ["group", "resident"]),
]
# USITC, "Shifts in U.S. Merchandise Trade 2017", table US.1: exports of 2016 and 2017, mln USD
SECTORS = {
    "agricultural": (148683, 153116),
    "forest": (37707, 39698),
    "chemicals": (218089, 227270),
    "energy": (98418, 143236),
    # the page prints 22,656, and 426 or 2.0 per cent as the change to 22,082
    "textiles": (21656, 22082),
    "footwear": (1368, 1430),
    "minerals": (128684, 136452),
    "machinery": (128097, 135945),
    "transport": (320022, 325434),
    "electronic": (260407, 268278),
    "miscellaneous": (47754, 49138),
    "special": (40125, 44655),
}


def exact(amounts: dict) -> float | None:
    """The HHI of what sold and is specified, in fractions; null with fewer than two."""
    sold = [Fraction(v) for k, v in amounts.items() if v > 0 and not NAMELESS & set(k)]
    if len(sold) < 2:
        return None
    return float(sum(v * v for v in sold) / sum(sold) ** 2)


def rate(now: dict, before: dict) -> float | None:
    base = sum(map(Fraction, before.values()))
    return float(sum(map(Fraction, now.values())) / base - 1) if base > 0 else None


def without(amounts: dict, one: tuple) -> dict:
    """All but one, added up anew."""
    return {key: value for key, value in amounts.items() if key != one}


def expected(frame, of, by, per, lag):
    found: dict = {}
    for (key, at), value in sums(frame, [*by, *of], per).items():
        found.setdefault((key[: len(by)], at), {})[key[len(by) :]] = value
    for key, at in sorted(found):
        now, before = found[key, at], found.get((key, at - lag), {})
        for one in sorted({*now, *before}):
            sold = now.get(one, 0) > 0 or before.get(one, 0) > 0
            if sold and not NAMELESS & set(one):
                yield (
                    *(*key, label(at, per), *one, now.get(one), before.get(one)),
                    *(rate(now, before), rate(without(now, one), without(before, one))),
                    *(exact(now), exact(without(now, one))),
                )


@given(
    8,
    cases=9,
    keys=KEYS,
    **{"per, lag": [("year", 1), ("year", 2), ("quarter", 4)]},
    data=st.data(),
)
def test_what_is_left_is_added_up_anew_without_each_one(keys, per, lag, data):
    of, by = keys
    frame = data.draw(tables(per))
    got = sez.leave_one_out(frame, of, by=by, per=per, lag=lag)
    assert_rows(got, [*by, "period", *of, *NAMES], expected(frame, of, by, per, lag))


@given(20, frame=tables())
def test_the_whole_is_that_of_growth_and_of_concentration(frame):
    got = sez.leave_one_out(frame, "destination").drop_duplicates("period").set_index("period")
    grown = sez.growth(frame).set_index("period")["growth"].reindex(got.index)
    hhi = sez.concentration(frame, "destination").set_index("period")["hhi"].reindex(got.index)
    np.testing.assert_allclose(got["growth"], grown)
    np.testing.assert_allclose(got["hhi"], hhi)


@given(10, frame=tables())
def test_without_one_they_are_those_of_the_records_without_its_rows(frame):
    frame["resident"] = frame["resident"].fillna("_U")
    for row in sez.leave_one_out(frame).itertuples():
        rest = frame[frame["resident"] != row.resident]
        # the period itself stays in the records, also where nobody else sold in it
        grown = sez.growth(rest).set_index("period")["growth"]
        if row.period in grown.index:
            assert row.growth_without == pytest.approx(grown[row.period], nan_ok=True)
        hhi = sez.concentration(rest, "resident").set_index("period")["hhi"]
        assert row.hhi_without == pytest.approx(hhi.get(row.period, np.nan), nan_ok=True)


def test_exports_of_the_united_states_without_energy_grew_as_published_figures_imply():
    frame = table(
        *[(year, name, value[at]) for name, value in SECTORS.items()
          for at, year in enumerate(("2016", "2017"))],
        columns="period group value",
    )  # fmt: skip
    got = sez.leave_one_out(frame, "group").query("period == '2017'").set_index("group")
    # the report: up 95.7 bn, or 6.6 per cent, to 1,546.7 bn; energy up 44.8 bn to 143.2 bn
    assert round(got["growth"].iloc[0], 3) == 0.066
    low, high = (50.8 / (1546.75 - 95.65 - 98.35), 51.0 / (1546.65 - 95.75 - 98.45))
    assert low < got.loc["energy", "growth_without"] < high
    # no other sector made a difference of more than a point and a half
    assert (got.drop(index="energy")["growth_without"] - 0.066).abs().max() < 0.015


def test_hhi_without_one_agrees_with_published_shares():
    # US Department of Justice: 30, 30, 20 and 20 make 2,600 points; less one of 30, by hand:
    # 30, 20 and 20 of 70 make (900 + 400 + 400) / 4900
    frame = table(*[("2019", name, v) for name, v in zip("ABCD", (30, 30, 20, 20), strict=True)])
    got = sez.leave_one_out(frame, "destination")
    assert got["hhi"].tolist() == pytest.approx([0.26] * 4)
    assert got["hhi_without"].tolist() == pytest.approx([17 / 49] * 2 + [22 / 64] * 2)


def test_one_that_is_gone_and_one_that_is_new_both_have_a_row(flows):
    assert rows(sez.leave_one_out(flows))[3:] == [
        ("2019", "Alpha", None, 30, 0.5, 5, 0.625, 0.625),
        ("2019", "Beta", 15, 10, 0.5, 0.5, 0.625, None),
        ("2019", "Gamma", 45, None, 0.5, -0.625, 0.625, None),
    ]


def test_nothing_has_grown_from_nothing_or_from_zero(gap):
    assert rows(sez.leave_one_out(gap, "destination")) == [
        ("2015", "CHN", 8, None, None, None, None, None),
        ("2016", "CHN", 4, 8, -0.5, None, None, None),
        ("2019", "CHN", 6, 0, None, None, None, None),
    ]


def test_what_is_not_specified_stays_in_the_whole_and_is_no_line():
    frame = table(
        ("2018", "ZZZ", 50), ("2018", "CHN", 50), ("2019", None, 75), ("2019", "CHN", 75),
        ("2019", "KAZ", 25),
    )  # fmt: skip
    assert rows(sez.leave_one_out(frame, "destination"))[1:] == [
        ("2019", "CHN", 75, 50, 0.75, 1, 0.625, None),
        ("2019", "KAZ", 25, None, 0.75, 0.5, 0.625, None),
    ]


def test_a_zero_now_is_a_fact_and_two_zeros_are_no_row():
    frame = table(
        ("2018", "CHN", 5), ("2018", "KAZ", 0), ("2018", "BLR", 1), ("2019", "CHN", 0),
        ("2019", "KAZ", 0), ("2019", "BLR", 2),
    )  # fmt: skip
    assert rows(sez.leave_one_out(frame, "destination"))[2:] == [
        ("2019", "BLR", 2, 1, pytest.approx(-2 / 3), -1, None, None),
        ("2019", "CHN", 0, 5, pytest.approx(-2 / 3), 1, None, None),
    ]


def test_a_period_of_zeros_has_no_row():
    frame = table(("2018", "CHN", 0), ("2019", "CHN", 0), ("2019", "ZZZ", 3))
    assert rows(sez.leave_one_out(frame, "destination")) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_an_empty_table_gives_an_empty_table(engine, flows):
    nothing = flows[:0].astype({"resident": "str", "period": "str"})
    assert rows(sez.leave_one_out(ENGINES[engine](nothing))) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_the_small_are_not_lost_beside_a_giant(engine):
    # 3 and 4 squared vanish in the last digits of a square of 1e12
    small = [("2018", "Alpha", 1.0), ("2018", "Beta", 1.0), ("2019", "Alpha", 3.0),
             ("2019", "Beta", 4.0)]  # fmt: skip
    for giants in ([1e12], [1e11 / 3, 1e11 / 7]):
        giant = [(year, "Giant", value) for year in ("2018", "2019") for value in giants]
        frame = table(*small, *giant, columns="period resident value")
        got = rows(sez.leave_one_out(ENGINES[engine](frame)))[-1]
        assert got[:2] == ("2019", "Giant")
        assert got[5] == pytest.approx(2.5, rel=1e-12)
        assert got[7] == pytest.approx(25 / 49, rel=1e-12)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_left_without_the_only_one_whatever_the_order_of_its_rows(engine, seed):
    values = (0.1, 0.2, 0.3, 0.7, 1e9 / 3, 1e-3)
    frame = table(*[(year, "A", v) for year in ("2018", "2019") for v in values])
    for row in rows(sez.leave_one_out(ENGINES[engine](shuffled(frame, seed)), "destination")):
        assert row[5:] == (None, None, None)


@given(5, frame=tables(), seed=st.integers(0, 99))
def test_the_order_of_rows_and_a_flow_split_in_two_change_nothing(frame, seed):
    halved = table(
        *[(*row[:-1], row[-1] / 2) for row in frame.to_numpy().tolist() for _ in "ab"],
        columns=" ".join(frame.columns),
    )
    whole = sez.leave_one_out(frame, by="group")
    for other in (shuffled(frame, seed), halved):
        assert_rows(sez.leave_one_out(other, by="group"), whole.columns, rows(whole))


@pytest.mark.parametrize("factor", [1e-12, 1 / 3, 1e12])
@given(5, frame=tables())
def test_the_unit_changes_no_growth_and_no_concentration(factor, frame):
    before = sez.leave_one_out(frame)
    after = sez.leave_one_out(frame.assign(value=frame["value"] * factor))
    columns = ["period", "resident", *NAMES[2:]]
    assert_rows(after[columns], columns, rows(before[columns]))


@pytest.mark.parametrize("engine", ["polars-lazy", "duckdb"])
def test_a_lazy_engine_states_nothing_over_an_empty_value(engine, flows):
    flows.loc[2, "value"] = None
    got = rows(sez.leave_one_out(ENGINES[engine](flows)))
    assert [row[4:] for row in got if row[0] != "2017"] == [
        # 2018 has a value missing: nothing is known of its whole, nor of growth from it
        (None, None, None, None),
        (None, None, None, None),
        (None, None, 0.625, 0.625),
        (None, None, 0.625, None),
        (None, None, 0.625, None),
    ]


def test_a_lag_below_one_is_refused(flows):
    with pytest.raises(sez.FlowsError, match=r"^lag 0 is not 1 or more$"):
        sez.leave_one_out(flows, lag=0)


def test_flows_without_residents_say_so(flows):
    with pytest.raises(sez.MissingColumnError, match=r"^no column 'resident' in the flows; "):
        sez.leave_one_out(flows.drop(columns="resident"))


def test_a_key_may_not_have_the_name_of_a_result(flows):
    with pytest.raises(sez.FlowsError, match=r"^the key 'hhi' is the name of a column"):
        sez.leave_one_out(flows.assign(hhi="a"), by="hhi")
