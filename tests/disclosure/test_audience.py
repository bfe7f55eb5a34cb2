"""A public edition: what the gate before its pages lets through, and what pages make of it."""

import importlib
import inspect
import itertools
import json
import math
import os
import zipfile
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import sezlib as sez
from sezlib.disclosure.audience import Gate
from sezlib.disclosure.rules import Rules
from sezlib.flows import FlowsError, Unavailable
from sezlib.pages.passage import hidden_rows
from tests import processes

ROWS = [
    # period, resident, group, destination, value
    ("2018", "A", "optics", "CHN", 10.0),
    ("2018", "B", "optics", "CHN", 20.0),
    ("2018", "C", "medical", "KAZ", 5.0),
    ("2018", "D", "education", "KAZ", 7.0),
    ("2019", "A", "optics", "CHN", 15.0),
    ("2019", "B", "optics", "CHN", 25.0),
    ("2019", "C", "medical", "KAZ", 6.0),
    ("2019", "D", "education", "KAZ", 8.0),
    ("2019", "E", "education", "BLR", 4.0),
]
FLOWS = pd.DataFrame(ROWS, columns=["period", "resident", "group", "destination", "value"])
# who may be told of nothing else: medical in both years, education in 2018, Kazakhstan in 2019
SECRET = [("2018", "medical", None), ("2019", "medical", None), ("2018", "education", None),
          ("2019", None, "KAZ"), ("2019", None, "BLR")]  # fmt: skip


def figures(secret=SECRET):
    found = [("total", sez.total(FLOWS, by=keys)) for keys in ([], ["group"], ["destination"])]
    found += [("cumulative", sez.cumulative(FLOWS))]
    made = pd.concat([table.assign(measure=measure) for measure, table in found])
    made = made.assign(months=12).astype({"group": object, "destination": object})
    made = made.where(made.notna(), None)
    made["value"] = made["low"] = made["high"] = made["total"].where(
        made["measure"] == "total", made["cumulative"]
    )
    made["contributors"] = 3
    keys = zip(made["period"], made["group"], made["destination"], strict=True)
    return made.assign(status=["C" if one in secret else "F" for one in keys])


@pytest.fixture
def gate():
    return Gate(figures(), Rules())


def folded(gate, table):
    return gate(table, {"metric": table.attrs["sezlib"]["metric"]})


def rows(table, period="2019"):
    return table[table["period"] == period].drop(columns="period").to_dict("records")


def test_a_hidden_part_is_added_to_what_is_not_specified(gate):
    table = folded(gate, sez.share(FLOWS, of="group"))
    assert rows(table) == [
        {"group": "education", "total": 12.0, "share": 12 / 58},
        {"group": "optics", "total": 40.0, "share": 40 / 58},
        {"group": "_U", "total": 6.0, "share": pytest.approx(6 / 58)},
    ]
    assert [row["group"] for row in hidden_rows(table, "2019")] == ["medical"]


def test_a_contribution_without_both_its_years_is_part_of_the_rest(gate):
    table = folded(gate, sez.contribution(FLOWS, of="group"))
    now = {row["group"]: row["contribution"] for row in rows(table)}
    assert now == {"optics": pytest.approx(10 / 42), "_U": pytest.approx(6 / 42)}
    assert sum(now.values()) == pytest.approx(58 / 42 - 1)


def test_ranks_are_of_what_is_told(gate):
    table = folded(gate, sez.rank(FLOWS, of="destination"))
    first = rows(table)[0]
    assert (first["destination"], first["total"], first["rank"]) == ("CHN", 40.0, 1)
    assert math.isnan(rows(table)[1]["rank"])
    assert rows(table)[1]["total"] == 18.0


def test_a_printed_table_marks_what_is_hidden_and_ranks_it_last(gate):
    table = gate(sez.rank(FLOWS, of="destination"), "table")
    now = table[table["period"] == "2019"]
    # Belarus was new: that somebody went there is told by nobody
    assert now["destination"].tolist() == ["CHN", "KAZ"]
    assert now["total"].tolist() == [40.0, "[c]"]
    assert now["rank"].tolist() == [1.0, "[c]"]
    assert now["CONF_STATUS"].tolist() == ["F", "C"]


def test_what_is_hidden_is_one_row_where_the_rules_roll_it_up():
    gate = Gate(figures(), Rules(roll_up=True))
    table = gate(sez.share(FLOWS, of="group"), "table")
    assert rows(table) == [
        {"group": "education", "total": 12.0, "share": 12 / 58, "CONF_STATUS": "F"},
        {"group": "optics", "total": 40.0, "share": 40 / 58, "CONF_STATUS": "F"},
        {"group": "_C", "total": 6.0, "share": pytest.approx(6 / 58), "CONF_STATUS": "F"},
    ]
    edition = replace(sez.edition(FLOWS, period="2019"), audience="public")
    assert "not shown" in repr(sez.show(table, "groups", edition, latest=True))


def test_a_growth_needs_both_its_totals():
    gate = Gate(figures([("2018", None, None)]), Rules())
    table = folded(gate, sez.growth(FLOWS))
    now = rows(table)[0]
    assert now["total"] == 58.0
    assert math.isnan(now["previous"]) and math.isnan(now["growth"])
    assert hidden_rows(table, "2018")


def test_first_exports_are_told_where_their_amount_is(gate):
    table = folded(gate, sez.first_exports(FLOWS, of="destination"))
    assert [r["destination"] for r in rows(table)] == []
    assert "resident" not in table


@pytest.mark.parametrize(
    "ask",
    [
        lambda: sez.rank(FLOWS, of="resident"),
        lambda: sez.rank(FLOWS, of="destination", top=1),
        lambda: sez.contribution(FLOWS, of="resident"),
        lambda: sez.concentration(FLOWS, of="destination"),
        lambda: sez.margins(FLOWS, of="destination"),
        lambda: sez.exporters(FLOWS),
        lambda: sez.exporters(FLOWS.assign(zone="X"), by="zone"),
        lambda: sez.leave_one_out(FLOWS),
        lambda: sez.growth(FLOWS.assign(net_kg=1.0), of="net_kg"),
        lambda: sez.growth(FLOWS, lag=2),
        lambda: sez.total(FLOWS.assign(site="one"), by="site"),
        lambda: pd.DataFrame({"period": ["2019"], "total": [58.0], "margin": ["new"]}),
    ],
)
def test_what_is_no_sum_of_amounts_that_are_told_is_not_told(gate, ask):
    assert isinstance(gate(ask(), "table"), Unavailable)


def test_fewer_companies_than_the_rule_asks_for_are_not_counted(gate):
    counts = sez.count(FLOWS[FLOWS["resident"].isin(["A", "B"])], of="resident")
    assert folded(gate, counts)["count"].isna().all()
    assert folded(gate, sez.count(FLOWS, of="resident"))["count"].tolist() == [4, 5]


def test_an_amount_that_no_figure_knows_is_not_told(gate):
    more = pd.concat([FLOWS, FLOWS[:1].assign(group="machinery", period="2019")])
    table = gate(sez.share(more, of="group"), "table")
    assert "machinery" not in set(table["group"])


# what is handed tables, or rows of them, by functions through whose gate they have come
WITHIN = {
    "zones": {"say_moved"},
    "relief": {"interval", "is_hidden", "row_with_relief"},
    "residents": {"companies_lost", "leading"},
}


@pytest.mark.parametrize("page", ["exports", "markets", "zones", "relief", "residents"])
def test_every_function_of_a_public_page_passes_its_tables_through_the_gate(page):
    room = importlib.import_module(f"sezlib.pages.{page}")
    taking = [
        (name, made)
        for name, made in inspect.getmembers(room, inspect.isfunction)
        if made.__module__ == room.__name__ and not name.startswith("_")
        if {"ed"} < {*inspect.signature(made).parameters} and name not in ("limits", "say_spans")
    ]
    assert {name for name, made in taking if not hasattr(made, "takes")} == WITHIN.get(page, set())
    for name, made in taking:
        if name in WITHIN.get(page, ()):
            continue
        tables = {
            name
            for name, told in inspect.signature(made).parameters.items()
            if str(told.annotation) == "Any" and name != "now"
        }
        assert tables <= {*getattr(made, "takes", tables)}


def test_an_edition_says_for_whom_it_is():
    edition = sez.edition(FLOWS, period="2019")
    internal = sez.disclosure.restrict(edition, FLOWS, "internal")
    assert internal.banner == ["Internal edition: not for publication."]
    assert edition.banner == []
    with pytest.raises(FlowsError, match="audience 'press' is not one of"):
        sez.disclosure.restrict(edition, FLOWS, "press")


def test_a_page_about_single_rows_has_no_public_edition():
    edition = replace(sez.edition(FLOWS, period="2019"), page="intake")
    with pytest.raises(FlowsError, match="'intake' is about companies"):
        sez.disclosure.restrict(edition, FLOWS, "public")


def test_a_page_on_exporters_too_few_to_be_counted_is_not_made(monkeypatch, tmp_path):
    (tmp_path / "rules.toml").write_text('waivers = ["A", "B", "C"]\n')
    monkeypatch.setenv("SEZLIB_RULES", str(tmp_path / "rules.toml"))
    few = FLOWS[FLOWS["resident"].isin(["A", "B", "C"]) & (FLOWS["group"] == "optics")]
    few = pd.concat([few, FLOWS[FLOWS["resident"] == "C"].assign(period="2017")])
    edition = replace(sez.edition(few, period="2019"), page="residents")
    with pytest.raises(FlowsError, match="fewer companies exported in 2019 than may be told of"):
        sez.disclosure.restrict(edition, few, "public")


def test_of_exporters_their_number_alone_is_told(gate):
    fewer = FLOWS[(FLOWS["period"] == "2019") | FLOWS["resident"].isin(["A", "B"])]
    told = folded(gate, sez.exporters(fewer))
    assert told.set_index("period")["exporters"].dropna().to_dict() == {"2019": 5}
    assert {*told.columns[told.notna().any()]} == {"period", "exporters"}
    printed = gate(sez.exporters(fewer)[["period", "exporters", "entrants"]], "table")
    assert printed.to_numpy().tolist() == [["2018", "[c]", "C"], ["2019", 5, "F"]]


def test_the_exporters_of_zones_are_counted_where_each_has_enough():
    several = pd.concat(
        [FLOWS.assign(zone="X"), FLOWS[FLOWS["group"] == "optics"].assign(zone="Y")]
    )
    counts = Gate(figures(), Rules())(sez.count(several, of="resident", by="zone"), "table")
    # Y has two, and is not told by what X leaves of all either
    assert {*counts["count"]} == {"[c]"}
    several = pd.concat([FLOWS.assign(zone=zone) for zone in "XY"])
    counts = Gate(figures(), Rules())(sez.count(several, of="resident", by="zone"), "table")
    assert counts["count"].tolist() == [4, 5, 4, 5]


def test_rules_are_those_that_the_environment_names(monkeypatch, tmp_path):
    (tmp_path / "rules.toml").write_text("minimum_frequency = 5\n")
    monkeypatch.setenv("SEZLIB_RULES", str(tmp_path / "rules.toml"))
    with pytest.raises(FlowsError, match="a public edition cannot be made"):
        sez.disclosure.restrict(sez.edition(FLOWS, period="2018"), FLOWS, "public")


@pytest.mark.parametrize(
    ("rules", "err"),
    [("roll_up = 1", "roll_up 1 is neither true nor false"),
     ("round_to = -5", "round_to -5 is no amount to round to")],
)  # fmt: skip
def test_a_choice_of_what_stands_for_the_hidden_is_one(tmp_path, rules, err):
    (tmp_path / "rules.toml").write_text(rules)
    with pytest.raises(FlowsError, match=err):
        sez.disclosure.read_rules(tmp_path / "rules.toml")


def zone_of_few(move=0.0, firm="Firm {}", shuffled=False):
    """Return a zone with four crossings of one company each, of which two grow as two shrink.

    Where it is `shuffled`, so are its rows, a third of which are in two, and of a crossing of one
    company another has a half.
    """
    rng, rows = np.random.default_rng(1), []
    moved = {("medical", "CHN"): move, ("medical", "IND"): -move,
             ("steel", "CHN"): -move, ("steel", "IND"): move}  # fmt: skip
    cells = itertools.product(("2018", "2019"), range(10), ("optics", "medical", "steel"),
                              ("CHN", "IND", "KAZ"))  # fmt: skip
    for year, company, group, country in cells:
        value = float(rng.integers(200, 400) * 10)
        if (group, country) in moved:
            if company != ((group == "medical") == (country == "CHN")):
                continue
            value += moved[group, country]
        elif company % 4 == (group == "optics"):
            continue
        rows.append((year, company, group, country, value))
    made = pd.DataFrame(rows, columns=["period", "resident", "group", "destination", "value"])
    if shuffled:
        half = made.iloc[::3].assign(value=made["value"] / 2)
        made.loc[half.index, "value"] /= 2
        few = (half["group"] == "medical") & (half["destination"] == "CHN")
        half.loc[few, "resident"] += 1
        made = pd.concat([made, half]).sample(frac=1, random_state=1)
    return made.assign(resident=made["resident"].map(firm.format))


def told_by(folder):
    """Return what is public of a report by name, but for when it was made."""
    told = {}
    for path in (path for path in folder.rglob("*") if path.is_file()):
        name = str(path.relative_to(folder))
        if path.suffix == ".xlsx":
            book = zipfile.ZipFile(path)
            told |= {f"{name}/{one}": book.read(one) for one in book.namelist()}
        elif path.suffix == ".ipynb":
            cells = json.loads(path.read_text("utf-8"))["cells"]
            told[name] = [(cell["source"], cell.get("outputs")) for cell in cells]
        else:
            told[name] = path.read_bytes()
    manifest = json.loads(told.pop("manifest.json"))
    told["disclosure"] = manifest["data"], manifest["disclosure"]
    return {name: one for name, one in told.items() if not name.endswith("docProps/core.xml")}


MORE = [("markets", "ru"), ("residents", "en"), ("annual_export", "ru")]


@pytest.mark.parametrize(
    ("notebook", "language"),
    [("annual_export", "en"), *(MORE if "SEZLIB_SOAK" in os.environ else [])],
)
def test_zones_that_differ_in_what_is_hidden_alone_have_the_same_page(tmp_path, notebook, language):
    zones = zone_of_few(), zone_of_few(70.0, "Other {}", shuffled=True)
    amounts = [sez.total(zone, by=["group", "destination"])["total"] for zone in zones]
    assert (amounts[0] != amounts[1]).sum() == 8
    patterns = [sez.disclosure.protect(zone, "2019").figures["status"].tolist() for zone in zones]
    assert patterns[0] == patterns[1] and {*patterns[0]} == {"C", "D", "F"}
    pages = []
    for name, zone in zip(("one", "two"), zones, strict=True):
        (tmp_path / name).mkdir()
        zone.to_csv(tmp_path / name / "flows.csv", index=False)
        asked = ["flows=flows.csv", "audience=public", f"language={language}"]
        given = [part for one in asked for part in ("-p", one)]
        done = processes.run("report", notebook, *given, "--out", "out", cwd=tmp_path / name)
        assert done.returncode == 0, done.stderr
        pages.append(told_by(tmp_path / name / "out"))
    assert len(pages[0]) > 10
    assert [name for name in pages[0] | pages[1] if pages[0].get(name) != pages[1].get(name)] == []
