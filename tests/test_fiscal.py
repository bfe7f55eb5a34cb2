"""Fiscal years as people write and read them: parameters, plans, folders, pages and charts."""

import re

import pandas as pd
import pytest
from matplotlib.figure import Figure

import sezlib as sez
from sezlib.batch import plan
from sezlib.flows import FlowsError
from sezlib.report.folder import slug
from sezlib.report.parameters import Parameter, bind

KNOWN = {
    "period": Parameter("period", str, "2019"),
    "complete_to": Parameter("complete_to", str, ""),
}


@pytest.fixture
def flows():
    years = sez.example().assign(currency="USD", year_begins="07", zone="EPZ")
    return years.assign(period=years["period"].str[:4] + "-A1")


@pytest.mark.parametrize("text", ["2010/11", "2010-A1", "FY 2010-11"])
def test_a_notebook_of_years_takes_a_fiscal_year(text):
    assert bind(KNOWN, {"period": text, "complete_to": text}) == {
        "period": "2010-A1", "complete_to": "2010-A1"
    }  # fmt: skip


def test_a_month_is_still_none_to_a_notebook_of_years():
    with pytest.raises(FlowsError, match="reports periods like '2019' or 2017/18"):
        bind(KNOWN, {"period": "2010-11"})
    monthly = {"period": Parameter("period", str, "2019-07")}
    assert bind(monthly, {"period": "2010/11"}) == {"period": "2010-11"}


def test_a_plan_counts_fiscal_years_and_its_folders_are_safe(tmp_path):
    (tmp_path / "plan.toml").write_text(
        '[[report]]\nnotebook = "annual_export"\n'
        'grid = { period = { from = "2009/10", to = "2013/14" } }\n'
        '[[report]]\nnotebook = "markets"\nparameters = { period = "2010/11" }\n',
        encoding="utf-8",
    )
    items = plan.read(tmp_path / "plan.toml").items
    assert [i.given["period"] for i in items] == [f"{y}-A1" for y in range(2009, 2014)] + [
        "2010/11"
    ]
    assert [item.name for item in items[:2]] == ["annual_export-2009_10", "annual_export-2010_11"]
    assert items[-1].name == "markets-2010_11"
    assert slug("2017-A1") == "2017_18"


@pytest.mark.parametrize(
    ("language", "begins", "told"),
    [
        ("en", "07", "2019/20 is the fiscal year from July 2019 to June 2020."),
        ("en", "04", "2019/20 is the fiscal year from April 2019 to March 2020."),
        ("en", "", "2019/20 is a fiscal year; the records do not state when it begins."),
        ("en", "03-21", "2019/20 is the fiscal year from 21 March 2019 to 20 March 2020."),
        ("ru", "07", "2019/20 — финансовый год: с июля 2019\xa0года по июнь 2020\xa0года."),
        ("ru", "03-21",
         "2019/20 — финансовый год: с 21 марта 2019\xa0года по 20 марта 2020\xa0года."),
        ("ru", "", "2019/20 — финансовый год; в данных не указано, когда он начинается."),
    ],
)  # fmt: skip
def test_a_page_says_which_year_is_meant(flows, language, begins, told):
    flows = flows.assign(year_begins=begins) if begins else flows.drop(columns="year_begins")
    edition = sez.edition(flows, period="2019/20", language=language)
    assert edition.period == "2019-A1"
    told = told.replace("\xa0", " ")
    assert [one.replace("\xa0", " ") for one in edition.completeness()] == [told]
    assert told in repr(sez.pages.passage.title(edition)).replace("\xa0", " ")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_sentences_tables_and_charts_have_years_as_people_write_them(flows, language):
    edition = sez.edition(flows, period="2019/20", language=language)
    growth = sez.growth(flows)
    figure = Figure()
    axes = figure.subplots()
    sez.pages.exports.draw_total(growth, edition, axes)
    labels = [tick.get_text() for tick in axes.get_xticklabels()]
    assert labels == ["2017/18", "2018/19", "2019/20"]
    table = sez.show(growth, "total", edition)
    assert [cells[0] for cells in table.cells] == labels
    running = sez.pages.exports.running(sez.cumulative(flows), edition)
    page = [sez.pages.passage.title(edition), table, axes.get_title(loc="left"), running,
            sez.pages.exports.total(growth, flows, edition)]  # fmt: skip
    said = " ".join(map(repr, page))
    assert "A1" not in said
    assert len(re.findall("2019/20", said)) >= 5
    assert "2018/19" in said


def test_a_gap_among_fiscal_years_is_told_as_one(flows):
    gap = flows[flows["period"] != "2018-A1"]
    edition = sez.edition(gap, period="2019/20")
    assert sez.pages.facts.missing_years(gap, edition.period) == ["2018-A1"]
    total = sez.pages.exports.total(sez.growth(gap), gap, edition)
    assert "2018/19" in repr(total)
    assert "A1" not in repr(total)


def test_records_that_have_no_such_year_say_which_they_have(flows):
    with pytest.raises(FlowsError, match="no flows in the year '2020/21'; the years are '2017/18'"):
        sez.edition(flows, period="2020/21")
    with pytest.raises(
        FlowsError, match="no flows in the year '2017/18'; the years are '2017'"
    ) as e:
        sez.edition(sez.example(), period="2017/18")
    assert "; report one of these, or take them in by a mapping" in str(e.value)


def test_a_profile_says_when_fiscal_years_begin_and_may_not_say_otherwise(tmp_path, flows):
    path = tmp_path / "profile.toml"
    path.write_text('year_begins = "07"\ncomplete_to = "2019/20"\n', encoding="utf-8")
    profile = sez.read_profile(path)
    assert profile == {"year_begins": "07", "complete_to": "2019-A1"}
    bare = flows.drop(columns="year_begins")
    assert sez.edition(bare, profile, period="2019/20").year_begins == "07"
    with pytest.raises(FlowsError, match="fiscal years begin in '04', '07', as the records and"):
        sez.edition(flows.assign(year_begins="04"), profile, period="2019/20")
    two = pd.concat([flows, flows.assign(year_begins="04")])
    with pytest.raises(FlowsError, match="fiscal years begin in '04', '07', as the records and"):
        sez.edition(two, period="2019/20")
    path.write_text('year_begins = "13"\n', encoding="utf-8")
    with pytest.raises(FlowsError, match=r"profile\.toml: year_begins = '13' is not the month"):
        sez.read_profile(path)


@pytest.mark.parametrize(("other", "said"), [("04", "'B' begin in 04"), (None, "'B' begin nobody")])
def test_zones_whose_fiscal_years_are_of_other_months_are_not_set_side_by_side(flows, other, said):
    both = pd.concat([flows.assign(zone="A"), flows.assign(zone="B", year_begins=other)])
    for page in ("", "zones"):
        with pytest.raises(FlowsError, match="the fiscal years of the zones differ") as refused:
            sez.edition(both, period="2019/20", page=page)
        assert said in str(refused.value) and "'A' begin in 07" in str(refused.value)
    # an authority says it of all its zones, but not against one of them
    if other is None:
        assert sez.edition(both, {"year_begins": "07"}, period="2019/20").year_begins == "07"


def test_zones_of_fiscal_and_of_calendar_years_are_not_told_together(flows):
    both = pd.concat([flows, sez.example().assign(zone="other", currency="USD")])
    with pytest.raises(FlowsError, match="fiscal years like '2019/20' and others like '2019-12'"):
        sez.edition(both, period="2018/19", page="zones")


def test_months_are_cut_into_fiscal_years_by_a_mapping_and_not_by_a_profile():
    months = sez.example().assign(currency="USD")
    months = months.assign(period=months["period"].str[:4] + "-03")
    take = 'take them in by a mapping with period = "fiscal" and year_begins = "{}"'
    with pytest.raises(FlowsError) as asked:
        sez.edition(months, period="2018/19")
    assert str(asked.value).endswith(f"report one of these, or {take.format('07')}")
    with pytest.raises(FlowsError) as stated:
        sez.edition(months, {"year_begins": "04"}, period="2019")
    assert str(stated.value) == (
        "the profile says that years begin on 04, and the records are of parts of calendar years; "
        f"{take.format('04')}, or leave year_begins out of the profile"
    )
    assert sez.edition(months, {"year_begins": "01"}, period="2019").period == "2019"
