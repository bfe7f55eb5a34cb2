"""Fiscal years in the metrics: each is a year among its own kind, and of no other."""

import pandas as pd
import pytest

import sezlib as sez
from sezlib.metrics.core import years_of

# exports of the eight zones of Bangladesh, million USD, by the years that its authority reports
BANGLADESH = {"2017-A1": 7207.93, "2018-A1": 7524.0, "2020-A1": 6640.0}


@pytest.fixture
def flows():
    return pd.DataFrame({"period": list(BANGLADESH), "value": list(BANGLADESH.values())})


def test_growth_is_against_the_fiscal_year_before_and_a_gap_stays_one(flows):
    table = sez.growth(flows)
    assert table["period"].tolist() == ["2017-A1", "2018-A1", "2020-A1"]
    assert table["growth"][1] == pytest.approx(7524.0 / 7207.93 - 1)
    assert table["growth"].isna().tolist() == [True, False, True]
    assert years_of(flows) == ["2017-A1", "2018-A1", "2020-A1"]


@pytest.mark.parametrize(
    "asked",
    [
        lambda flows: sez.growth(flows),
        lambda flows: sez.contribution(flows, of="destination"),
        lambda flows: sez.rank(flows, of="destination"),
        lambda flows: sez.cumulative(flows, by="destination"),
        lambda flows: sez.first_exports(flows, of="destination"),
        lambda flows: sez.margins(flows, of="destination"),
        lambda flows: sez.concentration(flows, of="destination"),
        lambda flows: sez.like_for_like(flows, flows["period"].max()),
        lambda flows: sez.until(flows, flows["period"].max()),
    ],
)
def test_a_metric_says_of_fiscal_years_what_it_says_of_years(asked):
    years = sez.example().assign(period=sez.example()["period"].str[:4])
    fiscal = years.assign(period=years["period"] + "-A1")
    told = asked(years)
    told["period"] += "-A1"
    pd.testing.assert_frame_equal(asked(fiscal), told)


def test_fiscal_years_and_others_in_one_table_are_refused(flows):
    both = pd.concat([flows, sez.example()[["period", "value"]]])
    with pytest.raises(
        sez.FlowsError, match="fiscal years like '2020/21' and others like '2019-12'"
    ):
        sez.total(both)


def test_a_fiscal_year_is_not_cut_and_none_is_completed_by_a_month(flows):
    with pytest.raises(sez.FlowsError, match="finer than the periods"):
        sez.growth(flows, per="quarter")
    with pytest.raises(sez.FlowsError, match="complete_to '2021-06' is of another calendar"):
        sez.metrics.cuts.complete_month(flows, "2021-06")
    with pytest.raises(sez.FlowsError, match="before start '2016'"):
        sez.average_growth(flows, start="2016")
    assert sez.metrics.cuts.month(sez.metrics.cuts.complete_month(flows)) == "2020-A1"


def test_a_country_is_in_a_bloc_in_the_fiscal_years_that_lie_in_its_membership():
    # Kyrgyzstan joined the EAEU on 12 August 2015
    flows = pd.DataFrame({"period": ["2015-A1", "2016-A1"], "value": 1.0, "destination": "KGZ"})
    assert sez.with_blocs(flows, ["EAEU"])["bloc"].tolist() == ["EAEU", "other"]
