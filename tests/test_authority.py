"""An authority of several zones: read, told as a whole, and each zone's part in it."""

import json

import pandas as pd
import pytest

import sezlib as sez
from sezlib.flows import Unavailable
from sezlib.pages import exports, relief, zones
from sezlib.report import report

ROWS = """period,zone,resident,destination,value
2017,North,Alpha,CHN,50
2017,South,Beta,CHN,50
2018,North,Alpha,CHN,60
2018,South,Beta,CHN,40
2019,North,Alpha,CHN,90
2019,North,Alpha,KAZ,10
2019,South,Gamma,CHN,30
2019,South,Beta,KAZ,10
2019,"East, SEZ",Delta,DEU,10
"""
BANGLADESH = "data/zones/bangladesh/exports.csv"


@pytest.fixture
def path(tmp_path):
    (tmp_path / "flows.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path / "flows.csv"


def cells(path, ed, *keep):
    return sez.lenient(sez.condense(sez.read(path, zone=list(ed.zones)), keep=[*keep, *ed.apart]))


def edition(path, **how):
    return sez.edition(sez.read(path, zone=[]), period="2019", **how)


def test_a_list_of_zones_is_read_and_an_empty_one_is_all_of_them(path):
    assert len(sez.read(path, zone=[])) == 9
    some = sez.intake(path, zone=["North", "East, SEZ"])
    assert some.flows["zone"].unique().tolist() == ["North", "East, SEZ"]
    assert some.account["rows"].tolist() == [9, 5, 4]
    assert some.account["reason"].tolist() == ["", "", "another zone"]
    with pytest.raises(sez.FlowsError, match="several zones, 'East, SEZ', 'North', 'South'"):
        sez.read(path)


def test_a_zone_that_is_not_there_is_named_with_the_nearest(path, tmp_path):
    told = r"no zone 'Nort' \(did you mean 'North'\?\); the zones are 'East, SEZ', 'North', 'South'"
    with pytest.raises(sez.FlowsError, match=told):
        sez.read(path, zone=["South", "Nort"])
    with pytest.raises(sez.FlowsError, match=told):
        sez.read([path], zone=["South", "Nort"])
    (tmp_path / "none.csv").write_text("period,value\n2019,1\n", encoding="utf-8")
    with pytest.raises(sez.FlowsError, match="no column 'zone', to find 'A', 'B' in"):
        sez.read(tmp_path / "none.csv", zone=["A", "B"])


def test_the_parameter_is_a_toml_list_since_names_hold_commas(path, tmp_path):
    for wrong, told in (
        ("North, South", r"and not a list such as \[\"North\", \"South\"\]"),
        ('["North"', "is not a TOML list of names"),
        ("[1]", "is not a TOML list of names"),
    ):
        with pytest.raises(sez.FlowsError, match=told):
            report("annual_export", {"flows": str(path), "zones": wrong}, tmp_path / "out")
    both = {"flows": str(path), "zones": '["North"]', "zone": "South"}
    with pytest.raises(sez.FlowsError, match="'zone' and 'zones' are both given"):
        report("annual_export", both, tmp_path / "out")


def test_a_title_names_a_few_zones_and_counts_many(path):
    assert edition(path).title() == "Exports of East, SEZ; North; South, 2019"
    many = pd.DataFrame({"period": "2019", "value": 1.0, "zone": list("ABCD")})
    assert sez.edition(many, period="2019").title() == "Exports of 4 zones, 2019"
    russian = sez.edition(many, period="2019", language="ru")
    assert russian.title() == "Экспорт: 4\xa0зоны, 2019\xa0год"
    covered = "Зоны рассматриваются вместе: A; B; C; D."
    assert covered in sez.pages.passage.title(russian).sentences


def test_each_zone_has_its_share_and_contributions_add_up_to_the_growth(path):
    ed = edition(path)
    held = cells(path, ed)
    shares, added = sez.share(held, of="zone"), sez.contribution(held, of="zone")
    said = exports.groups(added, shares, sez.growth(held), ed, of="zone")
    # from 100 to 150: North 60 to 100, South 40 to 40, East from nothing to 10
    assert said.heading == "North contributed most to the growth of exports"
    assert said.sentences[0] == "The largest zones in order: North; South; East, SEZ."
    unknown = [sez.share(held, of="site")] * 5
    running = sez.cumulative(held)
    points = exports.points(sez.growth(held), *unknown, running, ed, zones=shares).points
    assert points[1].startswith("North exported the most: 100\xa0currency units, or")
    assert any("North (+40.0\xa0percentage points); East, SEZ (+10.0" in s for s in said.sentences)
    assert "Records begin later for some zones: East, SEZ (2019)." in said.sentences
    assert added[added["period"] == "2019"]["contribution"].sum() == pytest.approx(0.5)


def test_one_zone_has_no_section_on_zones(path):
    flows = sez.read(path, zone="North")
    ed = sez.edition(flows, period="2019")
    held = sez.lenient(sez.condense(flows, keep=["destination", *ed.apart]))
    shares, added = sez.share(held, of="zone"), sez.contribution(held, of="zone")
    assert exports.groups(added, shares, sez.growth(held), ed, of="zone") is None
    assert exports.draw_contributions(added, ed, of="zone") is None
    new = sez.first_exports(held, of="destination", by="zone")
    assert zones.markets(new, ed) is None and isinstance(zones.begun(new), Unavailable)


def test_a_country_is_new_to_a_zone_by_the_records_of_that_zone(path):
    ed = edition(path)
    new = sez.first_exports(cells(path, ed, "destination"), of="destination", by="zone")
    said = zones.markets(new, ed)
    # nobody knows what East sold before its records begin
    assert said.heading == "2 zones sold to countries that were new to them"
    assert said.sentences[0].endswith("there before: North: Kazakhstan; South: Kazakhstan.")
    assert set(zones.begun(new)["zone"]) == {"North", "South"}


def test_the_zone_with_most_exporters_and_most_destinations_is_named(path):
    ed = edition(path)
    held = cells(path, ed, "destination", "resident")
    counts = sez.count(held, of="resident", by="zone")
    assert (
        zones.breadth(counts, ed, of="resident").heading
        == "South has the most exporters: 2\xa0companies"
    )
    counts = sez.count(held, of="destination", by="zone")
    told = "North and South sell to 2 destinations each, the most of all zones"
    assert zones.breadth(counts, ed, of="destination").heading == told


def test_relief_of_several_zones_is_told_of_the_same_zones_in_each_table():
    imports = pd.DataFrame(
        {"period": "2019-01", "zone": ["A", "B"], "value": [100.0, 300.0], "duty_rate": 0.1,
         "vat_rate": 0.0}
    )  # fmt: skip
    assert relief.zones(imports, imports) == ["A", "B"]
    with pytest.raises(sez.FlowsError, match="the tables are of 'A' and of 'A', 'B', and relief"):
        relief.zones(imports, imports[:1])
    ed = sez.edition(imports, period="2019", zone=["A", "B"], page="relief")
    whole = sez.duty_relief(imports)
    each = relief.leaders(sez.duty_relief(relief.several(imports, ed), by="zone"), "zone", ed, 5)
    said = relief.leading("zones", whole, each, ed)
    assert said.heading == "The largest part of the relief, 75.0%, went to B"
    alone = sez.edition(imports[:1], period="2019", page="relief")
    assert relief.leading("zones", whole, relief.several(imports[:1], alone), alone) is None


def test_a_profile_of_an_authority_is_that_of_all_its_zones(tmp_path):
    own = tmp_path / "profile.toml"
    own.write_text('zones = ["A", "B"]\ncurrency = "USD"\nyear_begins = "07"\narea_ha = 5\n')
    assert sez.read_profile(own, zone=["B", "A"])["area_ha"] == 5
    # what is of both is not of one of them
    assert sez.read_profile(own, zone="A") == {"currency": "USD", "year_begins": "07"}
    told = r"the profile is of 'A', 'B', not 'B', 'C'"
    with pytest.raises(sez.FlowsError, match=told):
        sez.read_profile(own, zone=["B", "C"])
    (tmp_path / "flows.csv").touch()
    assert sez.read_profile(beside=tmp_path / "flows.csv", zone="C") == {}
    own.write_text('zones = ["A"]\nzone = "A"\n')
    with pytest.raises(sez.FlowsError, match="is no list of the zones of an authority"):
        sez.read_profile(own)


def test_a_profile_beside_the_flows_names_zones_of_other_profiles_too(path, tmp_path):
    (tmp_path / "more").mkdir()
    (tmp_path / "more/flows.csv").write_text("period,zone,value\n2019,West,5\n", encoding="utf-8")
    for folder, zone, name in (("", "North", "Северная"), ("more", "West", "Западная")):
        held = f'zone = "{zone}"\n[names.ru]\n"{zone}" = "{name}"\n'
        (tmp_path / folder / "profile.toml").write_text(held, encoding="utf-8")
    files = [str(path), str(tmp_path / "more/flows.csv")]
    known = sez.read_profile(beside=files, zone=["North", "South", "West"])
    assert known == {"names": {"ru": {"North": "Северная", "West": "Западная"}}}
    flows = sez.read(path, zone=[])
    ed = sez.edition(flows, known, period="2019", language="ru", page="zones")
    assert ed.name("zone", "North") == "Северная" and ed.name("zone", "South") == "South"
    assert ed.title() == "Сравнение зон: East, SEZ; Северная; South, 2019\xa0год"
    # names alone are no profile
    assert sez.edition(flows.drop(columns="resident"), known, period="2019").residents is False
    (tmp_path / "profile.toml").write_text('[names]\nru = "Северная"\n', encoding="utf-8")
    with pytest.raises(sez.FlowsError, match=r"profile.toml: names.ru is no table of names, such"):
        sez.read_profile(tmp_path / "profile.toml")


def test_the_measure_of_concentration_is_told_of_where_a_column_has_it(path):
    ed, flows = edition(path, page="zones"), sez.read(path, zone=[])
    assert "HHI is" in zones.totals(sez.compare(flows, of="zone"), ed).reading
    bare = flows.drop(columns=["destination", "resident"])
    told = zones.totals(sez.compare(bare, of="zone"), ed).reading
    assert told == "Growth compares each zone with itself a year before, over the same months."


def test_totals_by_zone_and_year_alone_make_a_page_of_an_authority(tmp_path):
    out = report("annual_export", {"flows": BANGLADESH, "period": "2018/19"}, tmp_path / "out")
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "Exports of Bangladesh's export processing zones, 2018/19</h1>" in page
    assert "2018/19 is the fiscal year from July 2018 to June 2019." in page
    assert "Retyped data." in page and "Synthetic" not in page
    headings = ("Product groups", "Destinations", "Residents<", "Is it one company", "Zone context",
                "first time", "The zone behind")  # fmt: skip
    assert not [words for words in headings if words in page]
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["retyped"] is True and summary["synthetic"] is False
    figures = {(f["id"], f["where"].get("zone")): f["value"] for f in summary["figures"]}
    # the release of July 2019 printed 7,524.11, and its eight zones add up to 7,524.10
    assert figures["total", None] == pytest.approx(7_524_100_000)
    assert figures["growth", None] == pytest.approx(7_524.10 / 7_208.27 - 1)
    assert figures["zone_total", "Mongla EPZ"] == 89_440_000
    assert figures["zone_contribution", "Chattogram EPZ"] == pytest.approx(
        (2_391.69 - 2_442.99) / 7_208.27
    )
    assert {zone for name, zone in figures if name == "zone_total"} == set(
        sez.read(BANGLADESH, zone=[])["zone"]
    )


def test_files_of_which_one_is_retyped_are_read_together_and_make_no_page(tmp_path):
    for name, mark in (("North", ",retyped"), ("South", "")):
        rows = f"period,zone,value{mark}\n2019,{name},5{mark and ',true'}\n"
        (tmp_path / f"{name}.csv").write_text(rows)
    flows = sez.read([tmp_path / "North.csv", tmp_path / "South.csv"])
    assert flows["retyped"].tolist() == [True, False]
    with pytest.raises(sez.FlowsError, match="some of the records are retyped and others are not"):
        sez.edition(flows, period=2019)
