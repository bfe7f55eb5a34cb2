"""The page on exporters: its figures against the file, in both languages, and without companies."""

from __future__ import annotations

import json

import cells
import pandas as pd
import pytest

import sezlib as sez
from sezlib.report import report


@pytest.fixture(scope="module")
def sold():
    """Exports of each company by year, added up without the library."""
    table = pd.read_csv("data/sample/flows.csv", dtype={"product": "str"})
    table["year"] = table["period"].str[:4]
    return table.groupby(["resident", "year"])["value"].sum().unstack(fill_value=0)


def figures(folder):
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    assert summary["synthetic"]
    return {f["id"]: f["value"] for f in summary["figures"]}


def text(folder):
    return (folder / "report.html").read_text("utf-8").replace("\u00a0", " ").replace("&nbsp;", " ")


def test_the_figures_are_those_of_the_file(reported, sold):
    told, now, then = figures(reported("residents")), sold["2019"], sold["2018"]
    came, left = (now > 0) & (then == 0), (now == 0) & (then > 0)
    assert told["exporters"] == (now > 0).sum()
    assert told["entrants"] == came.sum() and told["exiters"] == left.sum()
    assert told["entry_rate"] == pytest.approx(came.sum() / (now > 0).sum())
    assert told["exit_rate"] == pytest.approx(left.sum() / (then > 0).sum())
    sizes = now[now > 0]
    assert told["exporter_median"] == pytest.approx(sizes.median())
    assert told["exporter_upper_quartile"] == pytest.approx(sizes.quantile(0.75))
    assert told["entrant_mean"] == pytest.approx(now[came].mean())
    shares = sizes / sizes.sum()
    assert told["largest_exporter_share"] == pytest.approx(shares.max())
    assert told["top_exporters_share"] == pytest.approx(shares.nlargest(5).sum())
    assert told["equivalent_exporters"] == pytest.approx(1 / (shares**2).sum())


def test_growth_without_one_company_or_three_is_that_of_the_others(reported, sold):
    told, now, then = figures(reported("residents")), sold["2019"], sold["2018"]
    without = (now.sum() - now) / (then.sum() - then) - 1
    held = without[(now > 0) | (then > 0)]
    assert told["growth_without_one_low"] == pytest.approx(held.min())
    assert told["growth_without_one_high"] == pytest.approx(held.max())
    three = sold[["2018", "2019"]].max(axis=1).nlargest(3).index
    rest = sold.drop(index=three)
    grown = rest["2019"].sum() / rest["2018"].sum() - 1
    assert told["growth_without_three"] == pytest.approx(grown)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The median of exports by company was RUB {:.1f} million in 2019"),
        ("ru", "Медиана экспорта одной компании в 2019 году — {:.1f} млн руб."),
    ],
)
def test_the_heading_on_sizes_tells_the_median(reported, sold, language, said):
    sizes = sold["2019"][sold["2019"] > 0]
    wanted = said.format(sizes.median() / 1e6)
    wanted = wanted.replace(".", ",", 1) if language == "ru" else wanted
    assert wanted in text(reported("residents", language=language))


def test_one_year_is_told_without_who_came(tmp_path):
    path = tmp_path / "one.csv"
    lines = [f"2019,Company {n},{n}" for n in range(1, 6)]
    path.write_text("\n".join(["period,resident,value", *lines]), encoding="utf-8")
    told = figures_of(tmp_path, path)
    assert told["exporters"] == 5 and told.get("entrants") is None
    assert told["exporter_median"] == 3


def test_records_without_companies_have_no_page_on_them():
    flows = sez.example().drop(columns="resident")
    told = "the flows have no column 'resident', which the page 'residents' is about; the page 'ann"
    with pytest.raises(sez.FlowsError, match=told):
        sez.edition(flows, period="2019", page="residents")


def figures_of(folder, path):
    made = report("residents", {"flows": str(path)}, out=folder / "out")
    summary = json.loads((made / "summary.json").read_text("utf-8"))
    return {f["id"]: f["value"] for f in summary["figures"]}


HEAD = "period,resident,product,destination,value"


@pytest.fixture
def told_of(tmp_path, monkeypatch):
    """The text of the page on a few exports, each `period,company,value`."""

    def told(*sold, **given):
        path = tmp_path / "few.csv"
        lines = [line.rsplit(",", 1) for line in sold]
        rows = [f"{who},854231,CHN,{value}" for who, value in lines]
        path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        page = cells.make_page("residents", monkeypatch, folder, flows=str(path), **given)
        return cells.text(page), page["cells"]

    return told


# of 500 in 2019 nobody is named for 400; the named sold 10, 20, 30 and 40
UNNAMED = ["2018,A,100", "2018,B,100", "2018,C,100", "2018,D,100", "2019,A,10", "2019,B,20",
           "2019,C,30", "2019,D,40", "2019,,400"]  # fmt: skip


def test_beside_exports_of_nobody_named_each_figure_says_what_it_is_of(told_of):
    said, made = told_of(*UNNAMED)
    assert "The largest exporter that is named made 8.0% of exports in 2019" in said
    # 30 of the 100 of those named
    assert "half of exporters made 30.0% of exports whose exporter is stated." in said
    # 1 / (0.1 ** 2 + 0.2 ** 2 + 0.3 ** 2 + 0.4 ** 2)
    assert "the exports of all that are named are as concentrated as 3.3 companies" in said
    # in 2018 all are named
    assert "In 2018 the largest of that year made 25.0%." in said
    shown = sez.show(made["leaders"], "dependence", made["edition"])
    assert "Exporter stated" in shown.heads
    said, _ = told_of(*UNNAMED, language="ru")
    assert "половину экспортёров пришлось 30,0 % экспорта с указанным экспортёром." in said
    assert "На крупнейшего из названных экспортёров пришлось 8,0 % экспорта" in said


def test_where_all_are_named_there_is_nothing_to_say_of_it(told_of):
    said, made = told_of(*UNNAMED[:-1])
    assert "that is named" not in said and "exporter is stated" not in said
    assert "coverage" not in made["leaders"]


def test_after_a_year_of_zeros_nobody_still_exports(told_of):
    zeros = ["2018,A,0", "2018,B,0", "2019,A,3", "2019,B,5"]
    said, _ = told_of(*zeros)
    assert "2 companies entered; none had exported in 2018." in said
    assert "all still exported" not in said
    said, _ = told_of(*zeros, language="ru")
    assert "Добавились 2 новых экспортёра; в 2018 году не экспортировал никто." in said


def test_growth_without_the_one_company_of_the_year_before_is_not_told(told_of):
    one = ["2018,B,80", "2019,B,80", "2019,A,70"]
    said, made = told_of(*one, fewest=1)
    assert "Without one company no growth is left; without any other, it is 0.0%\n" in said
    assert "growth from zero has no number." in said
    # the table has the largest too, and no growth without it
    assert made["without"]["resident"].tolist() == ["A", "B"]
    assert made["without"]["growth_without"].isna().tolist() == [False, True]
    said, _ = told_of(*one, fewest=1, language="ru")
    assert "без любой другой изменение экспорта — 0,0 %" in said


def test_small_amounts_and_shares_are_not_rounded_to_nothing(told_of):
    # those that entered sold 50 on average, the one that stayed 2000
    said, _ = told_of("2018,C,2000", "2019,A,50", "2019,B,50", "2019,C,2000", fewest=1)
    assert "sold 50 currency units on average, continuing ones 2,000 currency units." in said
    # 1 of 100,001
    said, _ = told_of("2019,A,1", "2019,B,100000", fewest=1)
    assert "The smaller half of exporters made less than 0.1% of exports." in said
    assert sez.edition(sez.example(), period=2019, currency="EUR").money(0.001) == "EUR\u00a00.001"


def test_no_company_is_not_fewer_than_one(told_of):
    said, _ = told_of("2018,A,8", "2018,B,6", "2019,A,9", "2019,B,7", fewest=1)
    assert "Without the three largest no company would be left" in said
    assert "1 companies" not in said
