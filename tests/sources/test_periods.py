"""Periods as people and spreadsheets write them."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sezlib.flows import PERIOD, FlowsError
from sezlib.sources.written import joined, period

WRITTEN = {
    "2019": "2019; 2019.0; 2019 год; 2019 г.; январь-декабрь 2019; 1905-07-11",
    "2019-S1": "2019-S1; H1 2019; 2019-H1; 1 полугодие 2019; I полугодие 2019 года; Jan-Jun 2019",
    "2019-Q1": "2019-Q1; Q1 2019; 1Q19; 2019 Q1; 1 кв. 2019; I квартал 2019 г.; январь–март 2019",
    "2019-Q4": "IV кв 2019; 4 квартал 2019 года; Oct-Dec 2019",
    "2019-07": "2019-07; 2019-M07; 2019M7; 201907; 07/2019; 7.2019; 2019/07; 2019.07; 07-2019; "
    "Jul 2019; July 2019; Jul-19; июль 2019; июля 2019 г.; 2019 July; 2019-7; "
    "2019-07-15; 2019-07-15 00:00:00; 2019-07-15T10:30; 2019-07-15T10:30Z; "
    "2019-07-15 10:30:00+03; "
    "2019-07-31 22:30:00.5+03:00; 2019-07-31T22:30:00-0930; 2019-07-15 10:30 UTC; "
    "15.07.2019; 7.7.2019; 15/07/2019; "
    "07/15/2019; 43661; 43661.0",
    "2019-01": "янв.19; Январь 2019 года; 1 янв 2019 is no form",
}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (text, meant)
        for meant, texts in WRITTEN.items()
        for text in texts.split("; ")
        if "no form" not in text
    ],
)
def test_a_period_is_read_as_it_is_meant(text, meant):
    assert period(text) == meant


@pytest.mark.parametrize(
    "text",
    ["", "x", "20x1", "2019-13", "201913", "32.01.2019", "2019-02-30", "Q5 2019", "H3 2019", "0007",
     "9999", "19", "июль", "13/2019", "2019-07-15-01", "3 полугодие 2019", "2019" * 30],
)  # fmt: skip
def test_what_is_no_period_is_refused(text):
    with pytest.raises(FlowsError, match="is not a period like 2019, 2019-S1, 2019-Q1 or 2019-07"):
        period(text)


def test_a_month_that_lost_its_zero_as_a_number_is_refused():
    with pytest.raises(FlowsError, match="is January or October"):
        period("2019.1")
    assert period("2019.10") == "2019-10"
    assert period("2019.2") == "2019-02"


def test_months_that_make_no_period_are_refused():
    with pytest.raises(FlowsError, match="is neither a month, a quarter, a half nor a year"):
        period("январь-сентябрь 2019")


def test_a_date_of_two_months_is_refused_unless_its_form_is_stated():
    with pytest.raises(FlowsError, match="state the form dmy or mdy"):
        period("07/08/2019")
    assert period("07/08/2019", "dmy") == "2019-08"
    assert period("07/08/2019", "mdy") == "2019-07"
    assert period("07.08.2019") == "2019-08"


def test_a_form_that_is_stated_holds():
    assert period("2019", "year") == "2019"
    with pytest.raises(FlowsError, match="is not a month"):
        period("2019", "month")


@pytest.mark.parametrize(
    ("year", "month", "meant"),
    [("2019", "7", "2019-07"), ("2019", "07", "2019-07"), ("2019", "7.0", "2019-07"),
     ("2019", "июль", "2019-07"), ("2022", "52", "2022"), ("2022", "", "2022"),
     ("2022", "0", "2022")],
)  # fmt: skip
def test_a_year_and_a_month_are_one_period(year, month, meant):
    assert joined(year, month) == meant


def test_a_month_that_is_none_is_refused():
    with pytest.raises(FlowsError, match="is not a month from 1 to 12"):
        joined("2019", "13")


@given(
    st.integers(1800, 2200),
    st.integers(1, 12),
    st.sampled_from(["{y}-{m:02}", "{m:02}/{y}", "{m}.{y}", "{y}M{m}", "{y}{m:02}", "{y}/{m:02}"]),
)
def test_a_month_written_in_any_form_is_read_back(year, month, form):
    assert period(form.format(y=year, m=month)) == f"{year}-{month:02}"


@given(st.text(max_size=25))
def test_any_text_is_a_period_or_is_refused(text):
    with contextlib.suppress(FlowsError):
        assert re.fullmatch(PERIOD, period(text))
