"""The page on markets: its figures against the file, in both languages, and without columns."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import sezlib as sez
from sezlib.report import report


@pytest.fixture(scope="module")
def sold():
    """Exports to each country by year, added up without the library."""
    table = pd.read_csv("data/sample/flows.csv", dtype={"product": "str"})
    table["year"] = table["period"].str[:4].astype(int)
    return table


def figures(folder):
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    return {(f["id"], *f["where"].values()): f["value"] for f in summary["figures"]}


def test_the_figures_are_those_of_the_file(reported, sold):
    told = figures(reported("markets"))
    by_country = sold.groupby(["destination", "year"])["value"].sum().unstack(fill_value=0)
    now, then = by_country[2019], by_country[2018]
    shares = now[now > 0] / now.sum()
    assert told[("destinations",)] == len(shares)
    assert told[("equivalent_destinations",)] == pytest.approx(1 / (shares**2).sum())
    assert told[("three_largest_share",)] == pytest.approx(shares.nlargest(3).sum())
    both, came, left = (now > 0) & (then > 0), (now > 0) & (then == 0), (now == 0) & (then > 0)
    ever = (by_country[range(2006, 2018)] > 0).any(axis=1)
    change = now - then
    assert told[("market_margin", "continuing")] == pytest.approx(change[both].sum())
    assert told[("market_margin", "entering")] == pytest.approx(change[came & ~ever].sum())
    assert told[("market_margin", "returning")] == pytest.approx(change[came & ever].sum())
    assert told[("market_margin", "leaving")] == pytest.approx(change[left].sum())
    largest = now.idxmax()
    without = (now.sum() - now[largest]) / (then.sum() - then[largest]) - 1
    assert told[("growth_without_largest_destination",)] == pytest.approx(without)


def test_the_first_year_of_sales_is_that_of_a_count_by_hand(reported, sold):
    years = {
        pair: set(held["year"])
        for pair, held in sold.groupby(["group", "destination"])
        if len(held)
    }
    began = [(held, y) for held in years.values() for y in held if y > 2006 and y - 1 not in held]
    # of those that began in the last year nobody knows whether they ended in it
    completed = [(held, y) for held, y in began if y < 2019]
    ended = sum(y + 1 not in held for held, y in completed)
    told = figures(reported("markets"))[("first_year_survival",)]
    assert told == pytest.approx(1 - ended / len(completed))


def lasting(completed, ended):
    """Sales that begin in 2017, so many of which are seen no more in 2018; one was there before."""
    rows = [("2016", "Alpha", "CHN", 1.0), ("2018", "Alpha", "CHN", 1.0)]
    for number in range(completed):
        years = ["2017"] if number < ended else ["2017", "2018"]
        rows += [
            (year, "Alpha", f"A{chr(65 + number // 26)}{chr(65 + number % 26)}", 1.0)
            for year in years
        ]
    columns = ["period", "resident", "destination", "value"]
    flows = pd.DataFrame(rows, columns=columns).assign(group="optics")
    return sez.survival(flows, ["group", "destination"])


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("completed", [0, 1, 2, 5, 9])
def test_no_heading_states_a_share_of_fewer_than_ten_completed_first_years(language, completed):
    ed = sez.edition(sez.example(), period=2019, language=language)
    passage = sez.pages.markets.survival(lasting(completed, completed), ed)
    assert "%" not in passage.heading + "".join(passage.sentences)
    assert "10" in passage.sentences[0]
    enough = sez.pages.markets.survival(lasting(10, 4), ed)
    assert "60" in enough.heading and "10" in enough.sentences[0]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The change came mostly from destinations sold to in both years"),
        ("ru", "Изменение обеспечили в основном направления, по которым товары шли оба года"),
        ("ru", "По вкладу в рост экспорта на первом месте Китай"),
    ],
)
def test_the_headings_tell_the_findings(reported, language, said):
    page = (reported("markets", language=language) / "report.html").read_text("utf-8")
    assert said in page
    assert (
        "Synthetic data" if language == "en" else "Отчёт построен на вымышленных данных"
    ) in page


def test_records_without_countries_have_no_page_on_markets(tmp_path):
    path = tmp_path / "none.csv"
    path.write_text("period,value\n2018,3\n2019,4\n", encoding="utf-8")
    told = "no column 'destination', which the page 'markets' is about; the page 'annual_export' te"
    with pytest.raises(sez.FlowsError, match=told):
        report("markets", {"flows": str(path)}, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_one_year_alone_has_no_change_to_split(tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("period,destination,value\n2019,CHN,3\n2019,KAZ,0\n", encoding="utf-8")
    made = report("markets", {"flows": str(path)}, out=tmp_path / "out")
    page = (made / "report.html").read_text("utf-8")
    assert "there is no change to split" in page and "The change came" not in page
    assert figures(made)[("destinations",)] == 1


def test_nothing_sold_twice_is_no_change(tmp_path):
    path = tmp_path / "zero.csv"
    path.write_text("period,destination,value\n2018,CHN,0\n2019,CHN,0\n", encoding="utf-8")
    made = report("markets", {"flows": str(path)}, out=tmp_path / "out")
    page = (made / "report.html").read_text("utf-8")
    assert "Exports did not change" in page and "The change of" not in page
