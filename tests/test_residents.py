"""The page on exporters: its figures against the file, in both languages, and without companies."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from sezlib.report import report


@pytest.fixture(scope="module")
def sold():
    """Exports of each company by year, added up without the library."""
    table = pd.read_csv("data/sample/flows.csv", dtype={"product": "str"})
    table["year"] = table["period"].str[:4]
    return table.groupby(["resident", "year"])["value"].sum().unstack(fill_value=0)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    made = {}

    def page(language):
        if language not in made:
            out = tmp_path_factory.mktemp("residents") / language
            made[language] = report("residents", {"language": language}, out=out)
        return made[language]

    return page


def figures(folder):
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    assert summary["synthetic"]
    return {f["id"]: f["value"] for f in summary["figures"]}


def text(folder):
    return (folder / "report.html").read_text("utf-8").replace("\u00a0", " ").replace("&nbsp;", " ")


def test_the_figures_are_those_of_the_file(pages, sold):
    told, now, then = figures(pages("en")), sold["2019"], sold["2018"]
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


def test_growth_without_one_company_or_three_is_that_of_the_others(pages, sold):
    told, now, then = figures(pages("en")), sold["2019"], sold["2018"]
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
def test_the_heading_on_sizes_tells_the_median(pages, sold, language, said):
    sizes = sold["2019"][sold["2019"] > 0]
    wanted = said.format(sizes.median() / 1e6)
    wanted = wanted.replace(".", ",", 1) if language == "ru" else wanted
    assert wanted in text(pages(language))


def test_one_year_is_told_without_who_came(tmp_path):
    path = tmp_path / "one.csv"
    lines = [f"2019,Company {n},{n}" for n in range(1, 6)]
    path.write_text("\n".join(["period,resident,value", *lines]), encoding="utf-8")
    told = figures_of(tmp_path, path)
    assert told["exporters"] == 5 and told.get("entrants") is None
    assert told["exporter_median"] == 3


def test_records_without_companies_leave_the_sections_out(tmp_path):
    path = tmp_path / "none.csv"
    path.write_text("period,value,destination\n2018,3,CHN\n2019,4,CHN\n", encoding="utf-8")
    made = report("residents", {"flows": str(path)}, out=tmp_path / "out")
    assert "the flows have no column resident" in text(made)


def figures_of(folder, path):
    made = report("residents", {"flows": str(path)}, out=folder / "out")
    summary = json.loads((made / "summary.json").read_text("utf-8"))
    return {f["id"]: f["value"] for f in summary["figures"]}
