"""Periods as people and spreadsheets write them, in every place where they may stand."""

import contextlib
import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sezlib.batch import plan
from sezlib.claims import parse as claims
from sezlib.claims.file import regions
from sezlib.flows import PERIOD, FlowsError
from sezlib.periods import (
    fiscal_form,
    from_calendar,
    joined,
    months_of,
    nested_periods,
    parse,
    parse_cell,
    resolve,
    span,
    spell,
    stated,
)
from sezlib.profile import read_profile
from sezlib.report.parameters import Parameter, bind

WRITTEN = {
    "2019": "2019; 2019.0; 2019 год; 2019 г.; январь-декабрь 2019",
    "2019-S1": "2019-S1; H1 2019; 2019-H1; 1 полугодие 2019; I полугодие 2019 года; Jan-Jun 2019; "
    "первое полугодие 2019; 1-е полугодие 2019 г.; first half 2019; 1. Halbjahr 2019; H1/2019; "
    "6 месяцев 2019; January to June 2019; янв.-июнь 2019; 6M19; 1 пг 2019",
    "2019-Q1": "2019-Q1; Q1 2019; 1Q19; 2019 Q1; 1 кв. 2019; I квартал 2019 г.; январь–март 2019; "
    "Q1/2019; 2019-T1; первый квартал 2019; 1st quarter 2019; Quarter 1 2019; 1. Quartal 2019; "
    "янв-мар.19; с января по март 2019 г.; 2019, январь-март; Jan-Mar'19; за 3 месяца 2019 года",
    "2019-Q4": "IV кв 2019; 4 квартал 2019 года; Oct-Dec 2019",
    "2019-07": "2019-07; 2019-M07; 2019M7; 201907; 07/2019; 7.2019; 2019/07; 2019.07; 07-2019; "
    "Jul 2019; July 2019; Jul-19; июль 2019; июля 2019 г.; 2019 July; 2019-7; "
    "2019-07-15; 2019-07-15 00:00:00; 2019-07-15T10:30; 2019-07-15T10:30Z; "
    "2019-07-15 10:30:00+03; "
    "201907.0; 2019-07-31 22:30:00.5+03:00; 2019-07-31T22:30:00-0930; 2019-07-15 10:30 UTC; "
    "15.07.2019; 7.7.2019; 15/07/2019; "
    "07/15/2019",
    "2019-02": "фев.19; февр. 2019; Feb-19",
    "2019-09": "сен 2019; сент.19; Sept 2019",
    "2019-11": "ноя.19; нояб. 2019",
    "2019-01": "янв.19; Январь 2019 года; 1 янв 2019; 15 января 2019 г.; 1. Jan 2019",
}


@pytest.mark.parametrize(
    ("text", "meant"),
    [(text, meant) for meant, texts in WRITTEN.items() for text in texts.split("; ")],
)
def test_a_period_is_read_as_it_is_meant_wherever_it_stands(tmp_path, text, meant):
    assert parse(text) == parse_cell(text) == stated(text) == meant
    assert resolve(text, datetime.date(2020, 1, 1)) == meant
    known = {
        "period": Parameter("period", str, meant),
        "complete_to": Parameter("complete_to", str, ""),
    }
    given = bind(known, {"period": text, "complete_to": text})
    assert given == {"period": meant, "complete_to": meant}
    (tmp_path / "plan.toml").write_text(
        f'[[report]]\nnotebook = "a"\nparameters = {{ period = "{text}" }}\n'
        f'grid = {{ complete_to = {{ from = "{text}", to = "{meant}" }} }}\n',
        encoding="utf-8",
    )
    [item] = plan.read(tmp_path / "plan.toml").items
    assert item.given == {"period": meant, "complete_to": meant}
    region, _ = regions("total", {"period": text}, "")
    assert (region.start, region.end) == months_of(meant)
    region, _ = regions("total", {"from": text, "to": text}, "")
    assert (region.start, region.end) == months_of(meant)
    (tmp_path / "profile.toml").write_text(
        f'opened = "{text}"\nas_of = "{text}"\ncomplete_to = "{text}"\n', encoding="utf-8"
    )
    assert set(read_profile(tmp_path / "profile.toml").values()) == {meant}
    assert claims(f'opened = "{text}"\n').opened == meant


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("43661", "2019-07"), ("43661.0", "2019-07"), ("1905-07-11", "2019"),
     ("1905-07-11 00:00:00", "2019"), ("2019-07-11", "2019-07"), ("1905-07", "1905-07")],
)  # fmt: skip
def test_a_spreadsheet_counts_days_and_takes_a_year_for_one(cell, meant):
    assert parse_cell(cell) == meant


def test_what_is_typed_by_hand_is_no_number_of_a_spreadsheet():
    assert parse("1905-07-11") == "1905-07"
    with pytest.raises(FlowsError, match="is not a period"):
        parse("43661")


def test_a_year_with_a_mark_behind_it_is_no_day_of_1955():
    with pytest.raises(FlowsError, match="is not a period"):
        parse_cell("20191")


@pytest.mark.parametrize(
    "text",
    ["", "x", "20x1", "2019-13", "201913", "32.01.2019", "2019-02-30", "Q5 2019", "H3 2019", "0007",
     "9999", "19", "июль", "13/2019", "2019-07-15-01", "3 полугодие 2019", "2019" * 30, "2019¹",
     "01.02.19", "пятый квартал 2019", "190701", "2019年0月", "2019年0-11月", "2019年5-3月"],
)  # fmt: skip
def test_what_is_no_period_is_refused(text):
    with pytest.raises(FlowsError, match="is not a period like 2019, 2019-S1, 2019-Q1 or 2019-07"):
        parse(text)


def test_a_month_that_lost_its_zero_as_a_number_is_refused():
    with pytest.raises(FlowsError, match="is January or October"):
        parse("2019.1")
    assert parse("2019.10") == "2019-10"
    assert parse("2019.2") == "2019-02"


@pytest.mark.parametrize(
    "text",
    ["январь-сентябрь 2019", "January-September 2019", "9 месяцев 2019", "за 9 мес. 2019 г.",
     "9M19", "2019 Jan-Feb", "9 months of 2019"],
)  # fmt: skip
def test_months_that_make_no_period_are_refused(text):
    with pytest.raises(FlowsError, match="is neither a month, a quarter, a half nor a year"):
        parse(text)


SHORT = ["янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"]


@pytest.mark.parametrize(
    "form", ["{m} {y}", "{m}.{y}", "{m}. {y}", "{m}-{y}", "{m} {s}", "{m}.{s}", "{m}-{s}"]
)
def test_a_month_is_known_by_its_first_three_letters(form):
    read = [parse(form.format(m=month, y=2019, s=19)) for month in SHORT]
    assert read == [f"2019-{n:02}" for n in range(1, 13)]
    assert [joined("2019", f"{month}.") for month in SHORT] == read


FISCAL_YEARS = {
    "2017-A1": "2017-A1; 2017/18; 2017-18; 2017–18; FY 2017-18; FY2017/18; FY17/18; 2017/18 г.; "
    "fiscal year 2017/18; 2017/18 финансовый год; финансовый год 2017/2018",
    "1999-A1": "1999/00; 1999-00; FY 1999-2000",
    "2010-A1": "FY 2010/11; FY2010-11; fiscal year 2010/11",
}


@pytest.mark.parametrize(
    ("text", "meant"),
    [(text, meant) for meant, texts in FISCAL_YEARS.items() for text in texts.split("; ")],
)
def test_a_fiscal_year_is_the_year_in_which_it_begins(text, meant):
    assert parse(text) == parse(text, "fiscal") == stated(text) == meant


def test_a_year_that_is_named_alone_is_asked_about_unless_its_form_is_stated():
    for text in ("FY2018", "FY18", "financial year 2018"):
        with pytest.raises(
            FlowsError, match='ends or begins in 2018; state period = "fiscal_ends"'
        ):
            parse(text)
        assert parse(text, "fiscal") == parse(text, "fiscal_ends") == "2017-A1"
        assert parse(text, "fiscal_begins") == "2018-A1"
    with pytest.raises(FlowsError, match="ends or begins in 2018"):
        parse("2018", "fiscal")
    assert (parse("2018", "fiscal_ends"), parse("2018", "fiscal_begins")) == ("2017-A1", "2018-A1")


def test_two_years_and_months_are_fiscal_years_only_where_that_is_stated():
    with pytest.raises(FlowsError, match="is a fiscal year, or two years; write 2017/18"):
        parse("2017-2018")
    assert (parse("2011-12"), parse("2011/12", "dmy")) == ("2011-12", "2011-12")
    assert {parse(text, "fiscal") for text in ("2011-12", "2011/12", "2011/2012")} == {"2011-A1"}
    for text in ("2011-11", "2011-Q1", "2017/19"):
        with pytest.raises(FlowsError, match=r"is not a (fiscal year|period) like"):
            parse(text, "fiscal")


def test_fiscal_years_are_spelled_as_people_write_them_and_count_on():
    assert span("2015/16", "2018/19") == ["2015-A1", "2016-A1", "2017-A1", "2018-A1"]
    assert span("2010/11", "2013/14") == ["2010-A1", "2011-A1", "2012-A1", "2013-A1"]
    assert [spell(period) for period in span("1998/99", "1999/00")] == ["1998/99", "1999/00"]
    with pytest.raises(
        FlowsError, match="is November 2010 or the fiscal year 2010/11; write 2010-M11 or FY"
    ):
        span("2010/11", "2011/12")
    with pytest.raises(FlowsError, match="no periods of the same kind"):
        span("2015", "2018/19")


@pytest.mark.parametrize(
    ("texts", "form"),
    [([f"{y}-{(y + 1) % 100:02}" for y in range(2000, 2012)], "fiscal"), (["2010-11"], "open"),
     (["2010-11", "2011-12"], "open"), (["2010-11", "2012-13"], "fiscal"),
     (["2010/11", "1999/00"], "fiscal"), (["2010-10", "2010-11", "2010-12"], "auto"),
     (["2019-07", "2019"], "auto"), (["2013-14", "2010-10", "2010-11"], "auto")],
)  # fmt: skip
def test_a_column_shows_whether_its_texts_are_fiscal_years(texts, form):
    assert fiscal_form(texts) == form
    assert fiscal_form(texts, begins=True) == ("fiscal" if form == "open" else form)


def test_a_year_of_another_calendar_is_read_where_the_calendar_is_stated():
    # 1 Farvardin 1402 was 21 March 2023; 2562 of the Buddhist era and 108 of Minguo were 2019
    assert from_calendar("1402", "solar hijri", "auto") == "2023-A1"
    assert from_calendar("2562", "buddhist", "auto") == from_calendar("108", "minguo", "auto")
    assert from_calendar("108/07", "minguo", "auto") == "2019-07"
    with pytest.raises(FlowsError, match="is not a year of the solar hijri calendar"):
        from_calendar("1402/05", "solar hijri", "auto")
    with pytest.raises(FlowsError, match="a year of another calendar needs it stated"):
        parse("1402")


def test_fiscal_years_lie_in_no_calendar_year():
    first, last = months_of("2017-A1")
    assert last - first == 11
    assert first > months_of("2200")[1]
    assert nested_periods({("A", "2017-A1"), ("A", "2019"), ("B", "2018-A1"), ("C", "2018")}) == {
        ("A", "2017-A1"): "2019"
    }


def test_a_date_of_two_months_is_refused_unless_its_form_is_stated():
    with pytest.raises(FlowsError, match="state the form dmy or mdy"):
        parse("07/08/2019")
    assert parse("07/08/2019", "dmy") == "2019-08"
    assert parse("07/08/2019", "mdy") == "2019-07"
    assert parse("07.08.2019") == "2019-08"
    assert parse("01.02.19", "dmy") == "2019-02"


def test_a_form_that_is_stated_holds():
    assert parse("2019", "year") == "2019"
    with pytest.raises(FlowsError, match="is not a month"):
        parse("2019", "month")


@pytest.mark.parametrize(
    ("year", "month", "meant"),
    [("2019", "7", "2019-07"), ("2019", "07", "2019-07"), ("2019", "7.0", "2019-07"),
     ("2019", "июль", "2019-07"), ("2022", "52", "2022"), ("2022", "", "2022"),
     ("2022", "0", "2022")],
)  # fmt: skip
def test_a_year_and_a_month_are_one_period(year, month, meant):
    assert joined(year, month) == meant


@pytest.mark.parametrize(
    ("name", "part", "meant"),
    [("Quarter", "2", "2019-Q2"), ("Q", "2.0", "2019-Q2"), ("Квартал", "IV", "2019-Q4"),
     ("quarter", "Q3", "2019-Q3"), ("Кв.", "1 кв.", "2019-Q1"), ("Полугодие", "2", "2019-S2"),
     ("Half", "H1", "2019-S1"), ("Квартал", "", "2019"), ("Month", "4", "2019-04")],
)  # fmt: skip
def test_a_quarter_beside_a_year_is_no_month(name, part, meant):
    assert joined("2019", part, name) == meant


def test_a_month_that_is_none_is_refused():
    with pytest.raises(FlowsError, match="is not a month from 1 to 12"):
        joined("2019", "13")


@given(
    st.integers(1800, 2200),
    st.integers(1, 12),
    st.sampled_from(
        ["{y}-{m:02}", "{m:02}/{y}", "{m}.{y}", "{y}M{m}", "{y}{m:02}.0", "{y}/{m:02}"]
    ),
)
def test_a_month_written_in_any_form_is_read_back(year, month, form):
    year += 150 if form.startswith("{y}{") and year < 1950 else 0
    assert parse(form.format(y=year, m=month)) == f"{year}-{month:02}"


@given(st.text(max_size=25))
def test_any_text_is_a_period_or_is_refused(text):
    with contextlib.suppress(FlowsError):
        assert re.fullmatch(PERIOD, parse(text))
