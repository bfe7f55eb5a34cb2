"""The page on customs relief: its figures against the files, and either half without the other."""

from __future__ import annotations

import json

import cells
import pandas as pd
import pytest


@pytest.fixture(scope="module")
def imports():
    """What the imports of each year did not pay, worked out without the library."""
    table = pd.read_csv("data/sample/duty_free_imports.csv", dtype={"product": "str"})
    table["year"] = table["period"].str[:4]
    table["duty"] = table["value"] * table["duty_rate"]
    table["vat"] = (table["value"] + table["duty"]) * table["vat_rate"]
    table["relief"] = table["duty"] + table["vat"]
    table["exported"] = table["relief"] * table["export_share"]
    return table


def figures(folder):
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    assert summary["synthetic"]
    return {(f["id"], *f["where"].values()): f["value"] for f in summary["figures"]}


def told(folder):
    text = (folder / "report.html").read_text("utf-8")
    return text.replace("\u00a0", " ").replace("&nbsp;", " ")


def test_the_relief_is_what_the_rates_say(reported, imports):
    got = figures(reported("relief"))
    now, then = (imports[imports["year"] == year] for year in ("2019", "2018"))
    assert got[("relief_total",)] == pytest.approx(now["relief"].sum())
    assert got[("relief_duty",)] == pytest.approx(now["duty"].sum())
    assert got[("relief_vat",)] == pytest.approx(now["vat"].sum())
    assert got[("relief_imports",)] == pytest.approx(now["value"].sum())
    assert got[("relief_exported",)] == pytest.approx(now["exported"].sum())
    grown = now["relief"].sum() / then["relief"].sum() - 1
    assert next(v for k, v in got.items() if k[0] == "relief_growth") == pytest.approx(grown)
    ratio = next(v for k, v in got.items() if k[0] == "relief_ratio" and "exports" in k)
    assert ratio == pytest.approx(now["relief"].sum() / 326_000_000)


def test_the_hours_are_those_of_the_declarations(reported):
    table = pd.read_csv("data/sample/declarations.csv", parse_dates=["registered", "released"])
    table = table[table["registered"].dt.year == 2019]
    hours = (table["released"] - table["registered"]).dt.total_seconds() / 3600
    got, by_post = figures(reported("relief")), hours.groupby(table["post"])
    for post in ("Zone post", "Outside post"):
        assert got[("clearance_median", post)] == pytest.approx(by_post.median()[post])
        assert got[("clearance_p90", post)] == pytest.approx(by_post.quantile(0.9)[post])
    difference = by_post.median()["Zone post"] - by_post.median()["Outside post"]
    held = {k[0]: v for k, v in got.items() if k[0].startswith("clearance_")}
    assert held["clearance_difference"] == pytest.approx(difference)
    assert held["clearance_low"] < difference < held["clearance_high"]


@pytest.mark.parametrize(
    ("language", "said"), [("en", "RUB 31.9 million"), ("ru", "31,9 млн руб.")]
)
def test_both_languages_tell_the_relief(reported, imports, language, said):
    total = imports[imports["year"] == "2019"]["relief"].sum() / 1e6
    assert f"{total:.2f}" == "31.93"
    page = told(reported("relief", language=language))
    assert said in page
    assert (
        "Synthetic data" if language == "en" else "Отчёт построен на вымышленных данных"
    ) in page


def test_without_declarations_the_relief_is_told_alone(reported):
    got = figures(reported("relief", declarations=""))
    assert ("relief_total",) in got
    assert not [k for k in got if k[0].startswith("clearance_")]


def test_without_imports_the_times_are_told_alone(reported):
    got = figures(reported("relief", imports=""))
    assert ("clearance_median", "Zone post") in got
    assert ("relief_total",) not in got


@pytest.fixture
def told_of(tmp_path, monkeypatch):
    """The text of the page on few imports and declarations."""
    imports = [
        "period,resident,product,value,duty_rate,vat_rate",
        "2019-01,A,854231,100,0,0",
        "2019-12,B,900190,300,0.1,0.2",
    ]
    # each post releases in 2 and in 4 hours; one declaration is open
    declarations = [
        "registered,released,post,resident",
        "2019-03-04T09:00,2019-03-04T11:00,Zone post,A",
        "2019-03-04T09:00,2019-03-04T13:00,Zone post,A",
        "2019-03-04T09:00,,Zone post,A",
        "2019-03-04T09:00,2019-03-04T11:00,Outside post,A",
        "2019-03-04T09:00,2019-03-04T13:00,Outside post,B",
    ]
    (tmp_path / "imports.csv").write_text("\n".join(imports), encoding="utf-8")
    (tmp_path / "declarations.csv").write_text("\n".join(declarations), encoding="utf-8")

    def told(**given):
        files = {name: str(tmp_path / f"{name}.csv") for name in ("imports", "declarations")}
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        return cells.text(
            cells.make_page("relief", monkeypatch, folder, **files, flows="", profile="", **given)
        )

    return told


def test_hours_are_told_of_those_released_where_some_are_open(told_of):
    said = told_of()
    assert "Of the declarations of 2019 that have been released, half were released within" in said
    assert "The median at “Zone post” is the same, to a tenth of an hour, as at “Outside" in said
    assert "Of the declarations of 2019 that “Zone post” has released, half" in told_of(baseline="")
    said = told_of(language="ru")
    assert "Из выпущенных деклараций 2019 года половина на посту «Zone post» выпущена за" in said
    assert "«Zone post» с точностью до десятой доли часа та же, что и на посту" in said


def test_what_paid_nothing_anyway_had_no_relief(told_of):
    said = told_of()
    assert "One company imported with relief: B." in said
    assert "One product (HS code) was imported with relief: 900190." in said
    assert "The goods were worth 400 currency units at the border." in said
