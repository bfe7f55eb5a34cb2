"""Bulletins of halves, quarters and months, held against pandas on the sample and by hand."""

import json
import re
from itertools import product

import numpy as np
import pandas as pd
import pytest

import sezlib as sez
from sezlib.disclosure.folder import audit_folders
from sezlib.metrics import cuts
from sezlib.pages import exports
from sezlib.report.notebooks import describe
from sezlib.report.parameters import bind
from sezlib.texts import PROJECT
from tests import processes

# the months that a part has, and those of the year until its end
PARTS = {"2019-Q2": (4, 6), "2019-07": (7, 7), "2019-S1": (1, 6), "2019-Q1": (1, 3)}
BEFORE = {
    "2019-Q2": "2019-Q1", "2019-07": "2019-06", "2019-S1": "2018-S2", "2019-Q1": "2018-Q4",
}  # fmt: skip


@pytest.fixture(scope="module")
def sample():
    held = pd.read_csv(PROJECT / "data" / "sample" / "flows.csv", dtype=str)
    held["value"] = held["value"].astype(float)
    at = held["period"].str.split("-", expand=True).astype(int)
    return held.assign(year=at[0], month=at[1])


def figures(folder):
    told = json.loads((folder / "summary.json").read_text("utf-8"))["figures"]
    return {one["id"]: one for one in told}


@pytest.mark.parametrize("period", PARTS)
def test_the_figures_of_a_part_of_a_year_are_those_of_pandas(period, sample, reported):
    (first, last), got = PARTS[period], figures(reported("annual_export", period=period))
    of = sample["month"].between(first, last)
    now, then = (sample[of & (sample["year"] == year)]["value"].sum() for year in (2019, 2018))
    assert {one["period"] for one in got.values()} == {period}
    assert got["total"]["value"] == pytest.approx(now)
    assert got["growth"]["value"] == pytest.approx(now / then - 1)
    assert got["growth"]["where"]["months"] == last - first + 1
    length, at = last - first + 1, sample["year"] * 12 + sample["month"]
    end = 2019 * 12 + first - 1
    before = sample[(at <= end) & (at > end - length)]["value"].sum()
    assert got["growth_on_period_before"]["value"] == pytest.approx(now / before - 1)
    assert got["growth_on_period_before"]["where"] == {"against": BEFORE[period]}
    to_date = [
        sample[(sample["year"] == year) & (sample["month"] <= last)]["value"].sum()
        for year in (2019, 2018)
    ]
    if first > 1:
        assert got["total_to_date"]["value"] == pytest.approx(to_date[0])
        assert got["growth_to_date"]["value"] == pytest.approx(to_date[0] / to_date[1] - 1)
    else:
        # the year to date is the part itself, which is told already
        assert "total_to_date" not in got
    sold = at <= 2019 * 12 + last
    assert got["cumulative"]["value"] == pytest.approx(sample[sold]["value"].sum())
    groups = sample[of & (sample["year"] == 2019)].groupby("group")["value"].sum()
    assert got["leading_group_value"]["value"] == pytest.approx(groups.max())


def test_a_country_is_new_in_the_quarter_of_its_first_sale(sample, reported):
    got = json.loads((reported("annual_export", period="2019-Q2") / "summary.json").read_text())
    told = {f["where"]["destination"] for f in got["figures"] if f["id"] == "new_destination"}
    first = sample[sample["value"] > 0].groupby("destination")["period"].min()
    assert told == {*first[first.between("2019-04", "2019-06")].index}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Quarterly export bulletin for Q2 2019", "From January to June 2019, exports"]),
        ("ru", ["Квартальный бюллетень об экспорте за II квартал 2019 года", "Во II квартале 2019",
                "За январь–июнь 2019 года"]),
    ],
)  # fmt: skip
def test_the_page_names_the_part_in_its_language(language, said, reported):
    page = reported("annual_export", period="2019-Q2", language=language) / "report.html"
    page = page.read_text("utf-8").replace("\u00a0", " ")
    assert all(text in page for text in said)
    # as a machine writes it, a period stands in names of files and in no text
    assert "2019-Q2" not in re.sub(r"<[^>]*>|\w*report\w*|annual_export\S*", "", page)


@pytest.mark.parametrize(
    ("period", "case", "said"),
    [
        ("2019-07", "in", "июле 2019 года"), ("2019-07", "of", "июля 2019 года"),
        ("2019-03", "in", "марте 2019 года"), ("2019-05", "in", "мае 2019 года"),
        ("2019-Q4", "in", "IV квартале 2019 года"), ("2019-S2", "of", "II полугодия 2019 года"),
        ("2019-S1", "name", "I полугодие 2019 года"), ("2018-A1", "of", "2018/19 года"),
    ],
)  # fmt: skip
def test_russian_has_its_cases(period, case, said):
    ed = sez.Edition(period=period, language="ru")
    assert ed.year(period, case).replace("\u00a0", " ") == said


def monthly(first, last, value=lambda at: 1.0, **more):
    months = pd.period_range(first, last, freq="M")
    rows = [{"period": str(m), "value": value(m), **more} for m in months]
    return pd.DataFrame(rows)


def progress(flows, period, **known):
    """Return what is told of the period before and of the year to date."""
    ed = sez.edition(flows, known, period=period)
    cells = sez.condense(sez.until(flows, ed.end), keep=[], per=ed.per)
    kept = cuts.year_to_date(sez.until(flows, ed.end), period, begins=ed.year_begins)
    to_date = sez.growth(kept, per=ed.per, lag=ed.lag)
    before = exports.progress(sez.growth(cells, per=ed.per), to_date, ed)
    return " ".join([repr(before), *exports._to_date_point(to_date, ed)]), ed


def test_the_year_to_date_is_that_of_the_fiscal_year():
    # 1 a month until June 2018 and 2 a month after it
    flows = monthly("2016-07", "2019-03", lambda m: 1.0 if m < pd.Period("2018-07") else 2.0)
    told, ed = progress(flows, "2019-Q1", year_begins="07")
    # nine months of 2, against nine of 1
    assert "From July 2018 to March 2019, exports came to 18" in told
    assert "100.0% more than in the same months" in told
    assert "the fiscal year from July 2018 to June 2019" in " ".join(ed.completeness())
    calendar, _ = progress(flows, "2019-Q1")
    assert "to March" not in calendar


def test_a_quarter_beside_one_that_the_records_begin_within_has_no_base():
    told, _ = progress(monthly("2018-02", "2019-06"), "2018-Q2")
    assert "begin within Q1 2018" in told
    # and of the year to date nobody knows all
    assert "From January" not in told
    ed = sez.edition(flows := monthly("2018-05", "2019-06"), period="2019-Q2")
    like = sez.like_for_like(flows, ed.end, since=ed.start)
    growth = sez.growth(sez.condense(like, keep=[], per="quarter"), per="quarter", lag=4)
    assert "begin within Q2 2018" in repr(exports.total(growth, flows, ed))
    fair = sez.like_for_like(monthly("2018-02", "2019-06"), "2019-06", since="2019-04")
    growth = sez.growth(sez.condense(fair, keep=[], per="quarter"), per="quarter", lag=4)
    assert growth["growth"].tolist()[-1] == 0.0


@pytest.mark.parametrize(
    ("flows", "period", "more", "said"),
    [
        (monthly("2018-01", "2019-05"), "2019-Q2", {}, "complete to 2019-05, and '2019-Q2' ends"),
        (monthly("2018-01", "2019-12"), "2019-Q2", {"complete_to": "2019-05"}, "ends in 2019-06"),
        (monthly("2019-05", "2019-12"), "2019-Q2", {}, "do not cover all of '2019-Q2'"),
        (monthly("2018-01", "2018-12"), "2019-Q2", {}, "no flows in the year '2019-Q2'"),
        (
            sez.example().assign(period="2019"),
            "2019-Q2",
            {},
            "are of longer periods than '2019-Q2', and no amount is",
        ),
        (sez.example().assign(period="2019-Q2"), "2019-05", {}, "longer periods than '2019-05'"),
        (monthly("2018-01", "2019-12"), "2019-07", {"page": "zones"}, "'zones' tells of years"),
        (monthly("2018-01", "2019-12").drop([14]), "2019-03", {}, "no flows in '2019-03'"),
    ],
)
def test_what_records_do_not_cover_is_refused_in_one_sentence(flows, period, more, said):
    with pytest.raises(sez.FlowsError, match=re.escape(said)) as refused:
        sez.edition(flows, period=period, **more)
    assert "\n" not in str(refused.value)


def test_a_part_of_a_fiscal_year_has_no_public_edition():
    flows = monthly("2018-01", "2019-12", resident="A")
    ed = sez.edition(flows, {"year_begins": "07"}, period="2019-07")
    with pytest.raises(sez.FlowsError, match="'2019-07' is told as part of a fiscal year, and has"):
        sez.disclosure.restrict(ed, flows, "public")


def test_public_editions_of_a_quarter_and_of_its_year_give_no_company_away(tmp_path):
    rng = np.random.default_rng(3)
    months = pd.period_range("2018-01", "2019-12", freq="M").astype(str)
    goods = [("optics", "CHN"), ("medical", "KAZ"), ("steel", "CHN"), ("steel", "KAZ")]
    # two companies sell medical goods, and all others something in most months
    rows = [
        (month, company, *good, float(rng.integers(10, 99)))
        for month, company, good in product(months, "ABCDEFG", goods)
        if rng.random() < (0.3 if company in "AB" else 0.6 * (good[0] != "medical"))
    ]
    columns = ["period", "resident", "group", "destination", "value"]
    flows = pd.DataFrame(rows, columns=columns)
    flows.to_csv(tmp_path / "flows.csv", index=False)
    folders = []
    for period in ("2019-Q2", "2019-Q4", "2019"):
        given = [f"period={period}", "flows=flows.csv", "audience=public"]
        asked = [part for one in given for part in ("-p", one)]
        done = processes.run(
            "report", "annual_export", *asked, "--to", "csv", "--out", period, cwd=tmp_path
        )
        assert done.returncode == 0, done.stderr
        folders.append(tmp_path / period)
    told = pd.read_csv(tmp_path / "2019-Q2" / "tables" / "over-time.csv")
    assert told["period"].min() == "2018-Q1" and {"[c]"} < {*told["total"]}
    got = figures(tmp_path / "2019-Q2")
    of = flows[flows["period"].between("2019-01", "2019-06")]
    assert got["total_to_date"]["value"] == of["value"].sum()
    found = audit_folders(folders, sez.read(tmp_path / "flows.csv"))
    assert len(found.figures) > 10 and found.figures["attackers"].isna().all()
    assert found.companies == [] and found.left == {}
    # without records it is read as well, and nothing that a table hides comes out
    assert audit_folders(folders).figures["attackers"].isna().all()


@pytest.mark.parametrize("text", ["2019-Q2", "Q2 2019", "II квартал 2019"])
def test_a_page_says_which_periods_it_takes_before_it_runs(text):
    assert bind(describe("annual_export")[2], [f"period={text}"])["period"] == "2019-Q2"
    with pytest.raises(
        sez.FlowsError, match="like '2019' or 2017/18; 'annual_export' reports halves"
    ):
        bind(describe("markets")[2], [f"period={text}"])


def test_a_table_of_another_grain_is_refused():
    flows = monthly("2018-01", "2019-12")
    ed = sez.edition(flows, period="2019-Q2")
    for table in (sez.growth(flows), sez.growth(flows, per="quarter")):
        with pytest.raises(sez.FlowsError, match=r"takes growth\(flows, per='quarter', lag=4\)"):
            exports.total(table, flows, ed)


def test_what_was_revised_is_told_of_a_part_of_a_year(reported):
    flows = sez.with_groups(sez.read(PROJECT / "data" / "sample" / "flows.csv"))
    at = flows.index[flows["period"] == "2019-05"][0]
    flows.loc[at, "value"] += 5.0
    ed = sez.edition(flows, period="2019-Q2", currency="RUB")
    growth = sez.growth(sez.until(flows, ed.end), per=ed.per, lag=ed.lag)
    folder = reported("annual_export", period="2019-Q2")
    revised = sez.disclosure.compare(folder, flows, ed, total=growth)
    assert revised["period"].tolist() == ["2019-Q2"]
    assert revised["change"].tolist() == pytest.approx([5.0])
    with pytest.raises(sez.FlowsError, match=r"total 2019 \(4-6\) .* is not what the records give"):
        audit_folders([folder], flows)
