"""Records cut by time, and metrics that ask the whole records who sold."""

import pandas as pd
import pytest

import sezlib as sez
from sezlib.metrics.cuts import complete_month
from tests.engines import ENGINES, to_pandas

ROWS = [
    ("2017-02", "Alpha", "CHN", 100.0),
    ("2017-09", "Delta", "KAZ", 40.0),
    ("2018-02", "Alpha", "CHN", 100.0),
    ("2018-02", "Beta", "DEU", 50.0),
    ("2018-10", "Xenon", "JPN", 70.0),
    ("2018-11", "Gamma", "IND", 30.0),
    ("2019-02", "Alpha", "CHN", 90.0),
    ("2019-03", "Xenon", "JPN", 80.0),
    ("2019-03", "Delta", "KAZ", 15.0),
    ("2019-03", "Fresh", "BRA", 20.0),
]
COLUMNS = ["period", "resident", "destination", "value"]
FLOWS = pd.DataFrame(ROWS, columns=COLUMNS)


def cut(engine):
    made = ENGINES[engine]
    return made(sez.like_for_like(FLOWS, "2019")), made(FLOWS)


@pytest.mark.parametrize("engine", ENGINES)
def test_margins_of_like_months_ask_the_whole_records_who_sold(engine):
    flows, whole = cut(engine)
    made = to_pandas(sez.margins(flows, of="destination", whole=whole, unfinished="2019"))
    now = made[made["period"] == "2019"].set_index("margin")
    # January to March: 205 against 150. China -10 and Japan +80 were sold to in both years, Brazil
    # never before, Kazakhstan in 2017 alone; Germany may still buy, and India has no such months
    assert now["change"].to_dict() == {
        "continuing": 70.0, "entering": 20.0, "returning": 15.0, "absent": -50.0,
    }  # fmt: skip
    assert now["members"].to_dict() == {
        "continuing": 2, "entering": 1, "returning": 1, "absent": 1,
    }  # fmt: skip
    assert now["contribution"].sum() == pytest.approx(205 / 150 - 1)


def test_nested_margins_of_like_months_add_up_to_their_change():
    made = sez.margins(
        sez.like_for_like(FLOWS, "2019"), of=["resident", "destination"], whole=FLOWS
    )
    now = made[made["period"] == "2019"]
    assert now["change"].sum() == pytest.approx(205 - 150)
    assert (now["margin"] == "below").sum() == 0


@pytest.mark.parametrize("engine", ENGINES)
def test_exporters_of_like_months_ask_the_whole_records_who_came(engine):
    flows, whole = cut(engine)
    made = to_pandas(sez.exporters(flows, whole=whole, unfinished="2019", fewest=1))
    now = made[made["period"] == "2019"].iloc[0]
    # Alpha and Xenon exported in 2018, Delta and Fresh did not
    assert (now["exporters"], now["incumbents"], now["entrants"]) == (4, 2, 2)
    assert now[["exiters", "exit_rate", "survivors", "survival_rate"]].isna().all()
    assert now["entrants_mean"] == pytest.approx((15 + 20) / 2)
    # Alpha and Xenon sold 170 in January to March, Alpha 100 in those of 2018
    assert now["incumbents_growth"] == pytest.approx(170 / 100 - 1)
    before = made[made["period"] == "2018"].iloc[0]
    # of January to March 2018; Delta, of September 2017, sold nothing in all of 2018
    assert (before["exporters"], before["entrants"], before["exiters"]) == (2, 1, 1)


def test_without_whole_records_the_flows_are_those():
    for metric, given in ((sez.margins, {"of": "destination"}), (sez.exporters, {})):
        pd.testing.assert_frame_equal(metric(FLOWS, **given), metric(FLOWS, whole=FLOWS, **given))


def test_new_destinations_of_zones_are_asked_of_the_whole_records():
    flows = FLOWS.assign(zone="Zone")
    table = sez.compare(sez.like_for_like(flows, "2019"), whole=flows)
    # Brazil; Japan was sold to in October 2018
    assert table.set_index("period").loc["2019", "new_destinations"] == 1


def test_a_year_is_cut_to_the_months_that_are_named():
    for period in ("2019-06", "2019-Q2", "2019-S1"):
        held = sez.like_for_like(FLOWS, period)["period"].tolist()
        # the records begin within 2017, which is no base
        assert held == [p for p in FLOWS["period"] if p[5:] <= "06" and p > "2018"]
    whole = sez.like_for_like(FLOWS, "2019-12")["period"].tolist()
    assert whole == [p for p in FLOWS["period"] if p > "2018"]


def test_a_year_that_the_records_begin_within_is_a_base_of_no_later_report():
    months = ["2018-07", "2019-02", "2019-08", "2020-02", "2020-12"]
    flows = pd.DataFrame({"period": months, "value": 1.0})
    for period in ("2019", "2020", "2020-06"):
        assert "2018-07" not in sez.like_for_like(flows, period)["period"].tolist()
    assert sez.growth(sez.like_for_like(flows, "2020"))["growth"].tolist()[1:] == [0.0]


@pytest.mark.parametrize(
    ("periods", "complete_to", "month"),
    [
        (["2018-01", "2019-01"], "", "2019-01"),
        (["2018-01", "2019-01"], "2019-06", "2019-06"),
        (["2018-01", "2019-01"], "2019-Q3", "2019-09"),
        (["2018-01", "2019-01"], "2018-S1", "2018-06"),
        (["2018-Q1", "2019-Q1"], "2019-S1", "2019-06"),
        (["2018", "2019-01"], "2019-06", "2019-06"),
        (["2018", "2019"], "2021", "2021-12"),
    ],
)
def test_records_are_complete_to_a_period_of_their_grain_or_a_coarser_one(
    periods, complete_to, month
):
    at = complete_month(pd.DataFrame({"period": periods, "value": 1.0}), complete_to)
    assert f"{at // 12}-{at % 12 + 1:02}" == month


@pytest.mark.parametrize(
    ("periods", "complete_to", "message"),
    [
        (["2018", "2019"], "2019-06", "complete_to '2019-06' is finer than the records"),
        (["2018", "2019"], "2020-12", "complete_to '2020-12' is finer than the records"),
        (["2018-Q1", "2019-Q2"], "2019-05", "'2019-05' is finer .* from 2019-04 to 2019-06"),
        (["2018-01", "2019"], "2019-06", "'2019-06' is finer .* from 2019-01 to 2019-12"),
        (["2018-07", "2019-01"], "2018-06", "'2018-06' is before .* which begin in 2018-07"),
        (["2018-07"], "2018-13", "complete_to '2018-13' is not a period like 2019, 2019-S1"),
        (["2018-07"], "previous month", "'previous month' is not a period like"),
    ],
)
def test_a_period_that_records_cannot_be_complete_to_is_refused(periods, complete_to, message):
    flows = pd.DataFrame({"period": periods, "value": 1.0})
    with pytest.raises(sez.FlowsError, match=message):
        complete_month(flows, complete_to)


@pytest.mark.parametrize("complete_to", ["2018-12", "2018", "2019-01"])
def test_an_edition_of_a_year_that_is_not_on_record_before_then_is_refused(complete_to):
    message = f"no flows in the year '2019' until {complete_to}, to which the records are complete"
    with pytest.raises(sez.FlowsError, match=message):
        sez.edition(FLOWS, period="2019", complete_to=complete_to)


@pytest.mark.parametrize(
    ("months", "message"),
    [
        (["2017-01", "2018-11", "2019-03"], "The records hold nothing for January to March 2018"),
        (["2017-01", "2018", "2019-03"], "The records of 2018 cannot be cut to the same months"),
        (["2018-02", "2018-11", "2019-03"], "The records begin within 2018"),
        (["2017-01", "2019-03"], "The records hold nothing for 2018"),
    ],
)
def test_why_there_is_no_growth_is_told_as_it_is(months, message):
    flows = pd.DataFrame({"period": months, "value": 1.0})
    edition = sez.edition(flows, period="2019")
    growth = sez.growth(sez.like_for_like(flows, edition.end))
    assert message in repr(sez.pages.exports.total(growth, flows, edition))


def test_a_period_that_reaches_over_the_cut_makes_its_year_no_base():
    stated = ["2017-S1", "2017-S2", "2018-01", "2018-S2", "2019-01", "2019-09"]
    flows = pd.DataFrame({"period": stated, "value": 1.0})
    assert sez.like_for_like(flows, "2019")["period"].tolist() == ["2019-01", "2019-09"]
    assert sez.like_for_like(flows, "2019-06")["period"].tolist() == [
        "2017-S1", "2018-01", "2019-01",
    ]  # fmt: skip
    whole = sez.like_for_like(flows, "2019-12")
    assert whole["period"].tolist() == stated and whole is not flows


def test_a_zone_whose_records_begin_within_a_year_has_no_base_of_it():
    flows = pd.DataFrame(
        [("2018-01", "Y"), ("2018-07", "Y"), ("2018-07", "Z"), ("2019-01", "Z"), ("2019-12", "Y")],
        columns=["period", "zone"],
    ).assign(value=1.0)
    held = sez.like_for_like(flows, "2019", by="zone")
    assert [*zip(held["period"], held["zone"], strict=True)] == [
        ("2018-01", "Y"), ("2018-07", "Y"), ("2019-01", "Z"), ("2019-12", "Y"),
    ]  # fmt: skip
    assert len(sez.like_for_like(flows, "2019")) == 5


def test_what_is_new_in_a_zone_is_not_told_after_a_part_of_its_first_year():
    flows = pd.DataFrame(
        [("2018-01", "Y", "CHN"), ("2018-07", "Z", "CHN"), ("2019-01", "Y", "DEU"),
         ("2019-01", "Z", "DEU"), ("2020-01", "Z", "FRA")],
        columns=["period", "zone", "destination"],
    ).assign(value=1.0)  # fmt: skip
    new = sez.compare(flows).set_index(["zone", "period"])["new_destinations"]
    assert new[("Y", "2019")] == 1 and pd.isna(new[("Z", "2019")]) and new[("Z", "2020")] == 1
