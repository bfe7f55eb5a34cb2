"""A public edition protects every year that it prints, and later ones take nothing back."""

import numpy as np
import pandas as pd
import pytest

import sezlib as sez
from sezlib import disclosure
from sezlib.disclosure.figures import FREE, PRIMARY, SECONDARY

COLUMNS = ["period", "resident", "group", "destination", "value"]
# three sell optics to China, two medical goods to Kazakhstan
SAFE = [(name, "optics", "CHN") for name in ("Alpha", "Beta", "Gamma")]
SAFE += [(name, "medical", "KAZ") for name in ("Alpha", "Delta")]


def years(**companies):
    """Return a zone of some years, in each of which everyone sells for 10 and one for 11."""
    rows = [
        (year.removeprefix("y"), *row, 10.0 + (at == 0))
        for year, held in companies.items()
        for at, row in enumerate(held)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def status(figures, measure, period, **keys):
    held = figures[(figures["measure"] == measure) & (figures["period"] == period)]
    for key in ("group", "destination", "bloc"):
        held = held[held[key] == keys[key] if key in keys else held[key].isna()]
    (only,) = held["status"]
    return only


@pytest.fixture(scope="module")
def sample():
    return sez.read("data/sample/flows.csv")


@pytest.fixture(scope="module")
def edition(sample):
    return disclosure.protect(sample, "2019")


def test_all_years_up_to_the_edition_are_protected(edition):
    figures = edition.figures
    assert set(figures["period"]) == {str(year) for year in range(2006, 2020)}
    assert set(figures["months"]) == {12}
    assert edition.least == pytest.approx(edition.cost)
    now = figures[(figures["period"] == "2019") & (figures["measure"] == "total")]
    assert now["status"].value_counts().to_dict() == {FREE: 47, PRIMARY: 34, SECONDARY: 13}
    # two companies sold in 2006, and two of four know of the others in 2007
    for year in ("2006", "2007"):
        of_year = figures[(figures["period"] == year) & (figures["measure"] == "total")]
        assert FREE not in set(of_year["status"])
    assert status(figures, "total", "2008") == FREE


def test_an_edition_hides_of_a_year_what_the_next_one_hides_of_it(sample, edition):
    before = disclosure.protect(sample, "2018").figures
    keys = ["measure", "period", "group", "destination", "bloc"]
    both = before.merge(edition.figures, on=keys)
    assert len(both) == len(before)
    assert both["status_x"].tolist() == both["status_y"].tolist()


def test_a_year_that_is_hidden_is_no_difference_of_running_totals():
    two = SAFE[:2]
    found = disclosure.protect(years(y2017=SAFE, y2018=two, y2019=SAFE), "2019").figures
    assert status(found, "total", "2017") == status(found, "total", "2019") == FREE
    assert set(found.loc[(found["period"] == "2018"), "status"]) <= {PRIMARY, SECONDARY}
    # the year after is known, and with it what is left of the year
    assert status(found, "cumulative", "2017") == FREE
    assert status(found, "cumulative", "2019") == SECONDARY


def test_a_running_total_hides_two_years_in_each_other():
    flows = years(y2017=SAFE[:2], y2018=[SAFE[2], SAFE[4]], y2019=SAFE)
    found = disclosure.protect(flows, "2019").figures
    free = found[(found["measure"] == "cumulative") & (found["status"] == FREE)]
    # each two know what they sold themselves, and so the other year
    assert free.empty
    apart = disclosure.protect(years(y2017=SAFE, y2018=SAFE, y2019=SAFE), "2019").figures
    assert set(apart.loc[apart["measure"] == "cumulative", "status"]) == {FREE}


@pytest.mark.parametrize("companies", [SAFE[:1], SAFE[:2]])
def test_a_year_that_gives_a_company_away_makes_no_edition(companies):
    flows = years(y2018=SAFE, y2019=companies)
    with pytest.raises(sez.FlowsError, match="the total of 2019 gives a company away"):
        disclosure.protect(flows, "2019")
    assert status(disclosure.protect(flows, "2018").figures, "total", "2018") == FREE


def test_zones_are_told_apart_where_there_are_several():
    flows = pd.concat([years(y2019=SAFE).assign(zone=zone) for zone in ("North", "South")])
    named = flows.assign(resident=flows["zone"] + " " + flows["resident"])
    found = disclosure.protect(named, "2019").figures
    assert {"North", "South"} == set(found["zone"].dropna())
    medical = found[(found["group"] == "medical") & found["destination"].isna()]
    # of all zones, the two of one know what those of the other sold
    assert dict(zip(medical["zone"].fillna(""), medical["status"], strict=True)) == {
        "": SECONDARY, "North": PRIMARY, "South": PRIMARY,
    }  # fmt: skip
    one = disclosure.protect(flows[flows["zone"] == "North"], "2019").figures
    assert one["zone"].isna().all()


def test_records_without_columns_make_fewer_tables():
    found = disclosure.protect(years(y2019=SAFE).drop(columns="destination"), "2019").figures
    assert {"destination", "bloc"}.isdisjoint(found.columns)
    assert np.array_equal(found["group"].dropna(), ["medical", "optics"])
    with pytest.raises(sez.FlowsError, match="no period '2031'"):
        disclosure.protect(years(y2019=SAFE), "2031")
