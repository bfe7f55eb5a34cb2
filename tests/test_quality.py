"""What is asked of records that came in: coverage, duplicates, gaps, strange values, vintages."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sezlib as sez


def table(rows, columns="period resident value"):
    return pd.DataFrame(rows, columns=columns.split())


def test_coverage_counts_what_states_something_by_rows_and_by_value():
    flows = table([("2019", "A", 30.0), ("2019", None, 10.0), ("2019", "", 60.0)])
    told = sez.coverage(flows.assign(destination=["CHN", "ZZZ", "KAZ"])).set_index("column")
    assert told.loc["resident"].tolist() == [1, pytest.approx(1 / 3), pytest.approx(0.3)]
    assert told.loc["destination"].tolist() == [2, pytest.approx(2 / 3), pytest.approx(0.9)]


def test_coverage_of_nothing_is_null_and_not_zero():
    told = sez.coverage(table([("2019", "A", 0.0)]).iloc[:0])
    assert told[["share", "share_of_value"]].isna().all(axis=None)
    assert sez.coverage(table([("2019", "A", 0.0)]))["share_of_value"].isna().all()


def test_what_is_carried_may_be_of_several_types_and_nothing_has_nothing():
    rows = [("2019", note, value) for note, value in
            zip(["a", 1, None, 2.5, (), "b", "b", 1, 1], [10, 11, 12, 9, 10.5, 1, 1, 5000, 5000],
                strict=True)]  # fmt: skip
    flows = table(rows, "period note value").astype({"value": float})
    assert sez.duplicates(flows)["times"].tolist() == [2, 2]
    assert sez.outliers(flows, by=())["value"].head(2).tolist() == [5000.0, 5000.0]
    empty = flows[:0]
    looked = (sez.duplicates(empty), sez.gaps(empty), sez.outliers(empty, ()), sez.timeline(empty))
    assert [len(told) for told in looked] == [0, 0, 0, 0]


def test_rows_alike_in_all_columns_are_told_and_others_are_not():
    flows = table(
        [("2019", "A", 1.0), ("2019", "A", 1.0), ("2019", None, 1.0), ("2019", None, 1.0)]
    )
    assert sez.duplicates(flows)["times"].tolist() == [2, 2]
    assert sez.duplicates(flows.drop_duplicates()).empty


def test_months_between_the_first_and_the_last_are_missing_across_a_year():
    flows = table([("2018-11", "A", 1.0), ("2019-02", "A", 0.0), ("2019-01", "B", 1.0)])
    assert sez.gaps(flows, by="resident").to_numpy().tolist() == [
        ["A", "2018-12"],
        ["A", "2019-01"],
    ]
    assert sez.gaps(flows)["period"].tolist() == ["2018-12"]


def test_years_have_no_missing_months():
    assert sez.gaps(table([("2017", "A", 1.0), ("2019-02", "A", 1.0)])).empty


def naive(values):
    """Modified z-scores in plain loops, by the definition."""
    logs = sorted(math.log(v) for v in values)

    def middle(held):
        half = len(held) // 2
        return held[half] if len(held) % 2 else (held[half - 1] + held[half]) / 2

    centre = middle(logs)
    spread = middle(sorted(abs(x - centre) for x in logs))
    return [0.6745 * (math.log(v) - centre) / spread for v in values] if spread else []


@given(st.lists(st.integers(1, 10**6).map(float), min_size=5, max_size=12))
def test_strange_values_are_those_of_the_definition(values):
    flows = table([("2019", "A", value) for value in values])
    told = sez.outliers(flows, "resident", cut=2.0)
    wanted = sorted((z for z in naive(values) if abs(z) > 2.0), key=lambda z: -abs(z))
    assert [abs(z) for z in told["z"]] == pytest.approx([abs(z) for z in wanted])


def test_nothing_is_strange_among_few_or_alike():
    assert sez.outliers(table([("2019", "A", v) for v in (1.0, 2.0, 3.0, 1e9)]), "resident").empty
    assert sez.outliers(table([("2019", "A", v) for v in [1.0] * 9 + [1e9]]), "resident").empty
    assert sez.outliers(table([("2019", "A", 0.0)] * 9), "resident").empty


def test_a_cut_that_is_none_is_refused():
    with pytest.raises(sez.FlowsError, match="cut 0 is not above 0"):
        sez.outliers(table([("2019", "A", 1.0)]), "resident", cut=0)


def test_vintages_differ_by_what_was_restated_came_and_went():
    now = table([("2018", "A", 1.0), ("2019", "A", 5.0), ("2019", "B", 2.0), ("2019", None, 0.0)])
    old = table([("2018", "A", 0.4), ("2018", "A", 0.6), ("2019", "A", 3.0), ("2019", "C", 7.0)])
    told = sez.restated(now, old, by="resident").astype(object)
    rows = told.where(told.notna(), None).to_numpy().tolist()
    assert rows == [
        ["2019", "A", 3.0, 5.0, 2.0, "restated"],
        ["2019", "B", None, 2.0, None, "new"],
        ["2019", "C", 7.0, None, None, "gone"],
        ["2019", "_U", None, 0.0, None, "new"],
    ]


@pytest.mark.parametrize("ask", [sez.duplicates, sez.coverage])
def test_a_missing_column_is_named(ask):
    with pytest.raises(sez.MissingColumnError, match="no column 'value' in the flows"):
        ask(pd.DataFrame({"period": ["2019"]}))


@pytest.mark.parametrize(
    ("periods", "totals"),
    [
        (["2018-01", "2018-01", "2018-03"], {"2018-01": 2.0, "2018-03": 1.0}),
        (["2018-01", "2018-Q2", "2018-05"], {"2018-Q1": 1.0, "2018-Q2": 2.0}),
        (["2018-S1", "2018-Q3", "2018-12"], {"2018-S1": 1.0, "2018-S2": 2.0}),
        (["2018", "2019-Q3", "2019-12"], {"2018": 1.0, "2019": 2.0}),
        ([], {}),
    ],
)
def test_a_timeline_is_as_fine_as_the_widest_period_allows(periods, totals):
    rows = pd.DataFrame({"period": pd.Series(periods, dtype="str"), "value": 1.0})
    assert dict(sez.timeline(rows).itertuples(index=False, name=None)) == totals


def test_amounts_in_several_currencies_are_kept_apart():
    rows = [("2019", "CHN", 10.0 + i, money) for i in range(6) for money in ("RUB", "USD")]
    flows = pd.DataFrame(rows, columns=["period", "destination", "value", "currency"])
    flows.loc[flows["currency"] == "USD", "value"] /= 1000
    told = sez.timeline(flows).set_index(["currency", "period"])["total"]
    assert told.to_dict() == pytest.approx({("RUB", "2019"): 75.0, ("USD", "2019"): 0.075})
    assert sez.coverage(flows)["share_of_value"].isna().all()
    assert sez.outliers(flows, by="destination").empty
    before = flows.assign(value=flows["value"].where(flows["currency"] == "USD", 1.0))
    changed = sez.restated(flows, before, by="destination")
    assert changed[["currency", "before", "value"]].to_numpy().tolist() == [["RUB", 6.0, 75.0]]


def test_an_answer_that_could_not_be_had_leaves_the_next_question_open():
    none = sez.attempt(sez.read, "")
    assert sez.attempt(sez.restated, sez.example(), none, by="resident") is none


@pytest.mark.parametrize(
    "ask", [sez.timeline, sez.gaps, lambda f: sez.restated(f, sez.example(), by="group")]
)
def test_a_period_that_is_a_number_is_read_as_a_year(ask):
    flows = sez.example()
    years = flows["period"].str[:4]
    made, expected = ask(flows.assign(period=years.astype(int))), ask(flows.assign(period=years))
    pd.testing.assert_frame_equal(made, expected)
    with pytest.raises(sez.FlowsError, match="'period' of the flows is of the type Float64, and a"):
        ask(flows.assign(period=2019.5))
