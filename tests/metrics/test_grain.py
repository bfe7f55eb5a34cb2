"""Periods: how they are cut, counted, compared and refused, and what every metric keeps to."""

from __future__ import annotations

import pandas as pd
import pytest
from engines import ENGINES, LENGTHS, label, periods, rows, span, table, tables, to_pandas
from hypothesis import given, settings
from hypothesis import strategies as st

import sezlib as sez
from sezlib.metrics import core
from sezlib.periods import months_of

METRICS = {
    "total": (sez.total, ["total"]),
    "growth": (sez.growth, ["total", "previous", "growth"]),
    "cumulative": (sez.cumulative, ["total", "cumulative"]),
    "relative_to": (lambda f, **o: sez.relative_to(f, 4, **o), ["total", "base", "ratio"]),
    "share": (lambda f, **o: sez.share(f, "destination", **o), ["destination", "total", "share"]),
    "contribution": (
        lambda f, **o: sez.contribution(f, "destination", **o),
        ["destination", "total", "previous", "contribution"],
    ),
    "rank": (
        lambda f, **o: sez.rank(f, "destination", top=1, **o),
        ["destination", "members", "total", "share", "rank"],
    ),
    "count": (lambda f, **o: sez.count(f, "destination", **o), ["count"]),
    "first_exports": (
        lambda f, **o: sez.first_exports(f, "destination", **o),
        ["destination", "value", "resident", "status"],
    ),
    "exporters": (
        sez.exporters,
        [
            *("total", "coverage", "exporters", "entrants", "exiters", "incumbents", "survivors"),
            *("entry_rate", "exit_rate", "survival_rate", "mean", "median", "lower_quartile"),
            *("upper_quartile", "entrants_mean", "incumbents_mean", "incumbents_growth"),
            *("survivors_growth", "destinations_per_exporter", "exporters_per_destination"),
            *("top_1", "top_5", "top_25"),
        ],
    ),
}
EACH = pytest.mark.parametrize("name", METRICS)


@pytest.mark.parametrize(
    "period, start, months",
    [("2000", 1, 12), ("2000-S1", 1, 6), ("2000-S2", 7, 6), ("2000-Q1", 1, 3),
     ("2000-Q4", 10, 3), ("2010-Q2", 4, 3), ("2000-01", 1, 1), ("2000-12", 12, 1)],
)  # fmt: skip
def test_periods_cover_the_months_that_sdmx_says(period, start, months):
    # SDMX 2.1, section 6, Technical Notes, 4.2: a reporting period starts (value - 1) durations
    # into its year and lasts one; semester (S) P6M, quarter (Q) P3M, Gregorian year and month
    first, last = months_of(period)
    assert first == int(period[:4]) * 12 + start - 1
    assert last - first + 1 == months


@given(period=periods(LENGTHS))
def test_the_months_of_a_period_are_those_counted_by_hand(period):
    assert months_of(period) == span(period)


@pytest.mark.parametrize(
    "period",
    [
        "2019-13",
        "2019-00",
        "2019-Q5",
        "2019-Q0",
        "2019-S3",
        "2019-7",
        "19",
        "2019Q1",
        "",
        "2019-A2",
    ],
)
def test_what_is_no_period_is_refused_with_the_forms_that_are(period):
    with pytest.raises(sez.FlowsError) as error:
        sez.until(sez.example(), period)
    forms = "2019, 2019-S1, 2019-Q1 or 2019-07"
    assert str(error.value) == f"period {period!r} is not a period like {forms}"


@pytest.mark.parametrize(
    "per, expected",
    [
        ("year", ["2019"]),
        ("half", ["2019-S1", "2019-S2"]),
        ("quarter", ["2019-Q1", "2019-Q2", "2019-Q3", "2019-Q4"]),
        ("month", [f"2019-{month:02}" for month in range(1, 13)]),
    ],
)
def test_twelve_months_are_cut_to_each_grain(per, expected):
    frame = table(*[(f"2019-{month:02}", "CHN", 1) for month in range(1, 13)])
    got = sez.total(frame, per=per)
    assert got["period"].tolist() == expected
    assert got["total"].tolist() == [12 / len(expected)] * len(expected)


def test_quarters_are_cut_to_halves():
    frame = table(*[(f"2019-Q{number}", "CHN", number) for number in (1, 2, 3, 4)])
    assert rows(sez.total(frame, per="half")) == [("2019-S1", 3), ("2019-S2", 7)]


def test_records_of_mixed_grains_add_up_where_all_of_them_fit():
    frame = table(
        ("2019", "CHN", 1), ("2019-S2", "CHN", 2), ("2019-Q4", "CHN", 4), ("2019-12", "CHN", 8)
    )
    assert rows(sez.total(frame)) == [("2019", 15)]
    assert rows(sez.total(frame.iloc[1:], per="half")) == [("2019-S2", 14)]
    assert rows(sez.total(frame.iloc[2:], per="quarter")) == [("2019-Q4", 12)]


@EACH
@pytest.mark.parametrize(
    "per, coarse",
    [
        ("half", ["2018"]),
        ("quarter", ["2018", "2019-S1"]),
        ("month", ["2018", "2019-Q1", "2019-S1"]),
    ],
)
@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_a_grain_finer_than_the_records_is_refused_with_the_periods_named(
    name, per, coarse, engine
):
    mixed = [(period, "Alpha", "CHN", 1) for period in [*reversed(coarse), "2019-01", coarse[0]]]
    frame = ENGINES[engine](table(*mixed, columns="period resident destination value"))
    with pytest.raises(sez.FlowsError) as error:
        METRICS[name][0](frame, per=per)
    quoted = ", ".join(f"'{period}'" for period in coarse)
    assert str(error.value) == f"per={per!r} is finer than the periods {quoted}"


@pytest.mark.parametrize("engine", ["polars-lazy", "duckdb"])
def test_a_lazy_engine_keeps_what_is_coarser_under_a_null_period(engine):
    frame = ENGINES[engine](table(("2018", "CHN", 3), ("2019-01", "CHN", 1)))
    assert rows(sez.total(frame, per="month")) == [("2019-01", 1), (None, 3)]


@EACH
@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_an_empty_value_is_refused_as_no_amount(name, engine, flows):
    flows.loc[1, "value"] = None
    with pytest.raises(
        sez.FlowsError, match=r"^column 'value' has .* an empty value is no amount$"
    ):
        METRICS[name][0](ENGINES[engine](flows))


@EACH
def test_a_column_that_is_not_there_is_named_with_those_that_are(name, flows):
    with pytest.raises(sez.MissingColumnError) as error:
        METRICS[name][0](flows, by="zone")
    present = "'period', 'resident', 'group', 'destination', 'value'"
    assert str(error.value) == f"no column 'zone' in the flows; the columns are {present}"
    assert error.value.missing == ("zone",)


@pytest.mark.parametrize("metric", [sez.share, sez.contribution, sez.rank, sez.count])
def test_several_columns_that_are_not_there_are_all_named(metric, flows):
    with pytest.raises(sez.MissingColumnError, match=r"^no column 'zone', 'site' in the flows"):
        metric(flows, "site", by="zone")


@EACH
def test_an_unknown_grain_is_refused_with_the_choices_and_the_nearest(name, flows):
    with pytest.raises(sez.FlowsError) as error:
        METRICS[name][0](flows, per="quater")
    choices = "'year', 'half', 'quarter', 'month'"
    assert str(error.value) == f"per 'quater' is not one of {choices} (did you mean 'quarter'?)"


@EACH
@pytest.mark.parametrize("by", ["period", ["group", "period"], ["group", "group"]])
def test_the_period_or_a_column_twice_is_no_key(name, by, flows):
    said = r"^by names ('group' twice|'period', which is no key: per says how it is cut)$"
    with pytest.raises(sez.FlowsError, match=said):
        METRICS[name][0](flows, by=by)


def test_a_column_cannot_be_both_of_and_by(flows):
    with pytest.raises(sez.FlowsError, match=r"^'group' is in of and in by of share; name"):
        sez.share(flows, "group", by="group")


@EACH
@pytest.mark.parametrize("engine", ENGINES)
def test_flows_without_rows_give_a_table_without_rows(name, engine, flows):
    metric, columns = METRICS[name]
    got = to_pandas(metric(ENGINES[engine](flows.iloc[:0]), by="group"))
    assert got.empty
    assert list(got.columns) == ["group", "period", *columns]


@EACH
@pytest.mark.parametrize("engine", ENGINES)
def test_columns_stand_as_documented_with_the_metric_last(name, engine, flows):
    metric, columns = METRICS[name]
    got = to_pandas(metric(ENGINES[engine](flows), by=["group"]))
    assert list(got.columns) == ["group", "period", *columns]


@EACH
def test_a_generator_of_keys_is_as_good_as_a_list(name, flows):
    metric = METRICS[name][0]
    assert rows(metric(flows, by=(key for key in ["group"]))) == rows(metric(flows, by="group"))


@EACH
@settings(max_examples=8)
@given(frame=tables())
def test_a_table_comes_out_numbered_from_zero_and_what_came_in_is_never_changed(name, frame):
    frame = frame.iloc[::-1].set_axis([5] * len(frame))
    before = frame.copy(deep=True)
    got = METRICS[name][0](frame, by="group")
    pd.testing.assert_frame_equal(frame, before)
    pd.testing.assert_index_equal(got.index, pd.RangeIndex(len(got)), exact=True)


@given(frame=tables(), period=periods(LENGTHS))
def test_until_keeps_the_rows_whose_last_month_is_not_after_that_of_the_period(frame, period):
    before = frame.copy(deep=True)
    kept = [row for row in rows(frame) if span(row[0])[1] <= span(period)[1]]
    got = sez.until(frame, period)
    assert rows(got) == kept
    assert list(got.columns) == list(frame.columns)
    pd.testing.assert_frame_equal(frame, before)


@given(frame=tables("month"), month=st.integers(2018 * 12, 2020 * 12))
def test_until_a_period_and_what_comes_after_are_all(frame, month):
    early = sez.until(frame, label(month, "month"))
    assert len(early) + (frame["period"] > label(month, "month")).sum() == len(frame)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_half_has_ended_with_its_last_month_and_not_before(engine):
    frame = ENGINES[engine](
        table(*((part, "CHN", 1) for part in ("2019-S1", "2019-S2", "2019-Q3")))
    )
    ends = {"2019-05": "", "2019-06": "S1", "2019-Q3": "S1 Q3", "2019-11": "S1 Q3"}
    for end, kept in {**ends, "2019-12": "S1 S2 Q3"}.items():
        assert [row[0][5:] for row in rows(sez.until(frame, end))] == kept.split()


def test_a_year_is_not_part_of_what_a_quarter_of_it_has_seen():
    frame = table(("2018", "CHN", 1), ("2019", "CHN", 2), ("2019-Q1", "CHN", 4))
    assert sez.until(frame, "2019-Q1")["value"].tolist() == [1, 4]
    assert sez.until(frame, "2019-12")["value"].tolist() == [1, 2, 4]


def test_until_asks_for_periods(flows):
    with pytest.raises(sez.MissingColumnError, match=r"^no column 'period' in the flows"):
        sez.until(flows.drop(columns="period"), "2019")


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [("2019", 1, 12), ("2019-S1", 1, 6), ("2019-S2", 7, 12), ("2019-Q1", 1, 3), ("2019-Q4", 10, 12),
     ("2019-01", 1, 1), ("2019-12", 12, 12)],
)  # fmt: skip
def test_an_engine_knows_the_months_of_a_period_as_we_do(period, first, last):
    frame = core.periods(core.begin(table((period, "CHN", 1)), "period", "value"))
    months = frame.select(core.first_month().alias("first"), core.last_month().alias("last"))
    assert [n - 2019 * 12 + 1 for n in months.row(0)] == [first, last]
    assert [n - 2019 * 12 + 1 for n in months_of(period)] == [first, last]
