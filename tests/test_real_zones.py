"""The exports of real zones in data/zones: each figure as it was printed, with its source."""

import csv
import html
import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

import sezlib as sez
from sezlib.batch import plan
from sezlib.report import report
from tools import india

HOME = Path("data/zones")
FILES = sorted(HOME.glob("*/*.csv"))
SCALES = {"mln": 10**6, "bn": 10**9}


def rows(path):
    with path.open(encoding="utf-8", newline="") as held:
        return list(csv.DictReader(held))


def totals(name):
    flows = sez.read(HOME / name, zone=[])
    return sez.growth(flows).set_index("period")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_row_is_marked_as_retyped_and_its_source_is_told(path):
    told = (path.parent / "README.md").read_text(encoding="utf-8")
    for row in rows(path):
        assert row["retyped"] == "true" and f"| `{row['source']}` |" in told, row
    taken = sez.intake(path)
    assert taken.rows("accepted") == len(rows(path)) and taken.flows["retyped"].all()
    assert f"[`{path.parent.name}/`]" in (HOME / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_value_is_what_was_printed(path):
    for row in rows(path):
        if row.get("printed"):
            number, scale = row["printed"].split()
            assert Decimal(row["value"]) == Decimal(number) * SCALES[scale], row


@pytest.mark.parametrize("folder", sorted(HOME.glob("*/")), ids=lambda folder: folder.name)
def test_a_profile_names_the_zones_and_the_addresses_of_its_readme(folder):
    profile = tomllib.loads((folder / "profile.toml").read_text(encoding="utf-8"))
    own = set(profile.get("zones", [profile.get("zone")]))
    assert own == {row["zone"] for path in folder.glob("*.csv") for row in rows(path)}
    told = set(re.findall(r"\((https?://[^)]+)\)", (folder / "README.md").read_text("utf-8")))
    assert {source["address"] for source in profile["sources"]} == told
    for path in folder.glob("*.csv"):
        zone = [row["zone"] for row in rows(path)]
        assert sez.read_profile(beside=path, zone=zone)["sources"] == profile["sources"]


LATIN = re.compile(r"[A-Za-z]{2,}")


@pytest.mark.parametrize("folder", sorted(HOME.glob("*/")), ids=lambda folder: folder.name)
def test_each_zone_and_industry_has_a_russian_name(folder):
    names = tomllib.loads((folder / "profile.toml").read_text(encoding="utf-8"))["names"]["ru"]
    held = {
        row.get(key) for p in folder.glob("*.csv") for row in rows(p) for key in ("zone", "group")
    }
    assert held - {None, ""} <= set(names)
    # of a source only the title is in another language
    own = [names[zone] for zone in held if zone]
    assert not [name for name in own if LATIN.search(name.replace("GMR", ""))]


@pytest.mark.parametrize("page", ["annual_export", "compare_zones"])
def test_a_russian_page_of_bangladesh_has_no_english_but_titles_of_sources(page, tmp_path):
    given = {"flows": str(HOME / "bangladesh/exports.csv"), "period": "2018/19", "language": "ru"}
    made = report(page, given, tmp_path / "out") / "report.html"
    text = re.sub(r"(?s)<(style|script).*?</\1>|<[^>]+>", " ", made.read_text(encoding="utf-8"))
    assert "«ЭПЗ Читтагонг»" in text and "(за 2013/14 и 2014/15)" in text
    quoted = ["BEPZA exceeded its export target in 2014-15", "BEPZA crosses targets in FY19", "BSS",
              "BEPZA export up by 19.66pc, hits record high", "The Bangladesh Today"]  # fmt: skip
    text = re.sub(r"https?://\S+|\w+\.(xlsx|json)|" + "|".join(quoted), "", text)
    # names of files, forms and of the library
    assert {*LATIN.findall(html.unescape(text))} <= {"tables", "CSV", "PNG", "sezlib"}


def test_growths_are_those_that_were_printed():
    # as printed: 10.65 in 2014/15; 1.4, -14.1 and -28.8; 0.51
    bangladesh = totals("bangladesh/exports.csv")["growth"]
    assert round(100 * bangladesh["2014-A1"], 2) == pytest.approx(10.65)
    masan = (100 * totals("masan/exports.csv")["growth"]).round(1)
    assert masan[["2001", "2011", "2012"]].tolist() == [1.4, -14.1, -28.8]
    assert masan[["2000", "2003", "2010"]].isna().all()
    assert round(100 * totals("taiwan/exports.csv")["growth"]["2015"], 1) == 0.5


def test_parts_add_up_to_the_totals_that_were_printed():
    parts, whole = totals("masan/industries.csv")["total"], totals("masan/exports.csv")["total"]
    assert parts.tolist() == whole[["2000", "2003"]].tolist() == [4_442_141_000, 4_466_000_000]
    # 787.2 bn was printed
    assert totals("taiwan/parks.csv")["total"].tolist() == [787_163_000_000]


def test_the_thirteen_ports_of_india_are_twelve_zones():
    flows = sez.read(HOME / "india/ports.csv", zone=[])
    held = sez.share(flows, of="zone").set_index("zone")["total"]
    assert (len(flows), len(held)) == (13, 12)
    assert held["SEZ JAMNAGAR (RELIANCE)"] == 25_261_213_133 + 10_695_025_460
    assert held.sum() == 61_088_534_157 < totals("india/exports.csv")["total"]["2024"]


def test_a_made_file_of_indias_trade_has_the_published_totals_of_each_zone(tmp_path):
    made, flows = tmp_path / "made.parquet", tmp_path / "flows.parquet"
    india.file(made, 20_000)
    mapping = HOME / "india/ports.toml"
    taken = sez.intake(made, mapping=mapping, out=flows)
    assert taken.rows("in") == 20_000 and taken.rows("rejected") == 0
    held = sez.until(sez.read(flows, zone=[]), "2024")
    assert held["synthetic"].all()
    zones = sez.total(held, by="zone")
    of_2024 = zones[zones["period"] == "2024"].set_index("zone")["total"].to_dict()
    published = sez.read(HOME / "india/ports.csv", zone=[])
    assert of_2024 == sez.total(published, by="zone").set_index("zone")["total"].to_dict()

    india.plan(tmp_path, "2024")
    items = plan.read(tmp_path / "plan.toml").items
    assert [item.given.get("zone", "") for item in items] == ["", *sorted(of_2024)]
    assert items[0].name == "all" and len({item.name for item in items}) == 13
    with pytest.raises(SystemExit, match="no exports of a zone in 1999"):
        india.plan(tmp_path, "1999")
    with pytest.raises(SystemExit, match="5 rows are too few"):
        india.file(made, 5)
