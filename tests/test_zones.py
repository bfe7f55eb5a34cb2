"""The page on several zones: its sentences against the files, and what it does without columns."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import sezlib as sez
from sezlib.report import report

FILES = ["data/sample/flows.csv", "data/sample/zones.csv"]


@pytest.fixture(scope="module")
def files():
    """The two files added up by zone and year, without the library."""
    table = pd.concat([pd.read_csv(name, dtype={"product": "str"}) for name in FILES])
    return table.assign(year=table["period"].str[:4])


def told(language="en", **given):
    records = sez.with_groups(sez.read(FILES))
    edition = sez.edition(records, period="2019", language=language, page="zones")
    table = sez.compare(records)
    moved = sez.contribution(records, of="zone")
    return edition, table, sez.pages.zones.points(table, sez.growth(records), moved, edition)


def test_the_main_points_are_those_of_the_files(files):
    sums = files.groupby(["zone", "year"])["value"].sum().unstack()
    grown = (sums["2019"] / sums["2018"] - 1).sort_values()
    joint = sums["2019"].sum() / sums["2018"].sum() - 1
    added = (sums["2019"] - sums["2018"]) / sums["2018"].sum()
    largest = files[files["year"] == "2019"].groupby(["zone", "resident"])["value"].sum()
    leaning = (largest.groupby("zone").max() / sums["2019"]).sort_values()
    _, _, points = told()
    text = " ".join(points.points).replace("\u00a0", " ")
    assert f"Together the zones exported RUB {sums['2019'].sum() / 1e6:.1f} million in 2019" in text
    assert f"{joint:.1%} more than in 2018" in text
    first, last = f"{grown.iloc[-1]:.1%}", f"{grown.iloc[0]:.1%}"
    lowest, highest = grown.index[[0, -1]]
    assert f"Growth ranged from +{last} ({lowest}) to +{first} ({highest})." in text
    assert f"{added.idxmax()} contributed most to the joint growth" in text
    assert f": +{100 * added.max():.1f} percentage points" in text
    share = f"{leaning.iloc[-1]:.1%}"
    assert f"{leaning.index[-1]} depends most on one company, which sold {share}" in text


def test_russian_says_the_same(files):
    _, _, points = told("ru")
    text = " ".join(points.points).replace("\u00a0", " ")
    total = files[files["year"] == "2019"]["value"].sum() / 1e6
    assert (
        f"Экспорт всех зон в 2019 году составил {total:.1f} млн руб.".replace(".", ",", 1) in text
    )
    assert "Самая широкая география — у зоны «Valley Zone»: 30 направлений." in text


def test_a_zone_of_late_records_is_named_as_the_objection():
    edition, table, _ = told()
    said = sez.pages.zones.objection(table, edition)
    assert said.heading == "The fastest growth is that of a zone whose records begin last"
    assert sez.pages.zones.totals(table, edition).sentences == (
        "Records begin later for some zones: Harbour Zone (2012) and Valley Zone (2015).",
    )


def test_two_zones_of_two_columns_make_a_page_without_groups(tmp_path):
    path = tmp_path / "two.csv"
    path.write_text("period,zone,value\n2018,A,5\n2019,A,6\n2019,<b>B,4\n", encoding="utf-8")
    made = report("compare_zones", {"flows": str(path)}, out=tmp_path / "out")
    page = (made / "report.html").read_text(encoding="utf-8")
    assert "A exported the most in 2019" in page
    assert "&lt;b&gt;B" in page and "<b>B" not in page
    assert "Product groups" not in page
    assert "The records do not state product groups, destinations and exporters" in page
    summary = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    assert {f["id"]: f["value"] for f in summary["figures"]}["total"] == 10
    assert not summary["synthetic"]


def test_zones_whose_records_begin_or_end_within_a_year_have_no_joint_growth():
    months = [f"2018-{m:02}" for m in range(1, 13)] + [f"2019-{m:02}" for m in range(1, 13)]
    records = pd.DataFrame(
        [(p, "Y", 100.0) for p in months[:18]] + [(p, "Z", 100.0) for p in months[6:]],
        columns=["period", "zone", "value"],
    )
    edition = sez.edition(records, period="2019", page="zones")
    held = sez.like_for_like(records, edition.end, by="zone")
    table, together = sez.compare(held), sez.growth(held)
    points = sez.pages.zones.points(
        table, together, sez.contribution(held, of="zone"), edition
    ).points
    assert points[0].startswith("Together the zones exported 1.8") and points[0].endswith(
        " in 2019."
    )
    assert not any("growth" in point.lower() for point in points)
    assert " ".join(sez.pages.zones.totals(table, edition).sentences) == (
        "Records begin later for some zones: Z (July 2018). Records end earlier for some zones: "
        "Y (June 2019). What they sold later, if anything, is missing from their totals and growth."
    )
