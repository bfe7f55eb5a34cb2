"""Fiscal years in claims: months from the one that the file says they begin in."""

import pandas as pd
import pytest

import sezlib as sez
from sezlib.flows import FlowsError
from sezlib.pages import published

HEAD = 'subject = "EPZ"\n{begins}[[sources]]\nid = "s"\n'
CLAIM = (
    '[[claims]]\nid = "{id}"\nsource = "s"\nmeasure = "{m}"\nwhere = {{ {w} }}\n'
    'printed = "{p}"\nunit = "{u}"\n'
)


def claims(begins="07", **where):
    said = {
        "total": 'period = "2018/19"', "growth": 'period = "FY 2019-20"',
        "difference": 'period = "2019-20", against = "2017-18"',
        "cumulative": 'from = "2017/18", to = "2019/20"',
    } | where  # fmt: skip
    printed = {"total": "40", "growth": "50", "difference": "50", "cumulative": "110"}
    head = HEAD.format(begins=f'year_begins = "{begins}"\n' if begins else "")
    return sez.claims.parse(head + "".join(
        CLAIM.format(id=m, m=m, w=where, p=printed[m], u="%" if m == "growth" else "USD")
        for m, where in said.items()
    ))  # fmt: skip


@pytest.fixture
def years():
    # 10, 40 and 60 in three years
    held = sez.example().assign(currency="USD", year_begins="07")
    return held.assign(period=held["period"].str[:4] + "-A1")


def test_claims_on_fiscal_years_agree_with_records_of_them(years):
    checked = sez.claims.verify(claims(), years)
    assert checked["agrees"].tolist() == [True] * 4
    assert checked["computed"].tolist() == [40.0, 50.0, 50.0, 110.0]
    bare = years.drop(columns="year_begins")
    assert sez.claims.verify(claims(), bare)["agrees"].tolist() == [True] * 4
    stated = sez.claims.verify(claims(), bare, complete_to="2018-A1")
    assert stated["reason"][1] == "the records are complete to 2019-06"


def test_claims_on_fiscal_years_agree_with_records_of_months():
    months = {"2017-07": 10.0, "2018-07": 15.0, "2019-06": 25.0, "2019-07": 30.0, "2020-06": 30.0}
    flows = pd.DataFrame(
        {"period": list(months), "value": list(months.values()), "currency": "USD"}
    )
    checked = sez.claims.verify(claims(), flows).set_index("measure")
    assert checked.loc[["total", "growth"], "agrees"].tolist() == [True, True]
    assert checked.loc["total", "computed"] == 40.0


def test_without_claims_nobody_asks_when_fiscal_years_begin(years):
    bare = years.drop(columns="year_begins")
    assert sez.claims.verify(sez.claims.read(""), bare).empty


def test_a_fiscal_year_that_is_not_on_record_is_not_nothing(years):
    checked = sez.claims.verify(claims(), years[years["period"] != "2018-A1"])
    assert checked["reason"].tolist()[:2] == ["no records of 2018/19"] * 2
    assert checked["agrees"][2] is True


def test_years_that_begin_in_another_month_are_not_compared(years):
    two = pd.concat([years, years.assign(year_begins="04")])
    for flows in (years.assign(year_begins="04"), two):
        with pytest.raises(
            FlowsError, match="fiscal years begin in '04', '07', as the records and"
        ):
            sez.claims.verify(claims(), flows)
    bare = years.drop(columns="year_begins")
    calendar = dict.fromkeys(("total", "cumulative"), 'period = "2018"')
    calendar |= {"growth": 'period = "2019"', "difference": 'period = "2019", against = "2018"'}
    with pytest.raises(FlowsError, match="it is not stated when these begin"):
        sez.claims.verify(claims("", **calendar), bare)
    with pytest.raises(FlowsError, match="begin on 03-21, within a month"):
        sez.claims.verify(claims("03-21"), sez.example().assign(currency="USD"))


def test_bounds_and_pages_know_fiscal_years():
    held = claims()
    found = sez.claims.bounds(held, "total", period="2019/20")
    # growth of 49.5 to 50.5 % on 39.5 to 40.5, and a difference and a sum that leave less
    assert found.low <= 60.0 <= found.high
    for language in ("en", "ru"):
        edition = published.edition(held, language=language)
        told = [published.time_of(claim.part, edition) for claim in held]
        assert told == ["2018/19", "2019/20", "2019/20", "2017/18–2019/20"]


@pytest.mark.parametrize(
    ("where", "told"),
    [
        (
            'period = "2011-12"',
            "is December 2011 or the fiscal year 2011/12; write 2011-M12 or FY",
        ),
        (
            'period = "2017/18"',
            "is a fiscal year; say when it begins at the head of the file, such as ",
        ),
        ('from = "2017", to = "2018/19"', "to '2018/19' is a fiscal year"),
    ],
)
def test_a_fiscal_year_needs_the_month_in_which_it_begins(where, told):
    with pytest.raises(FlowsError, match=f"line 8.*{told}"):
        claims("", total=where)


def test_the_month_in_which_years_begin_is_one():
    with pytest.raises(FlowsError, match="line 2: 'year_begins' '13' is not the month"):
        claims("13")
