"""Blocs, product groups and exchange rates of one's own, from the tables that people bring."""

import json
import re
import tomllib

import pandas as pd
import pytest
from openpyxl import Workbook

import sezlib as sez
from sezlib import cli, disclosure
from sezlib.disclosure.audience import restrict
from sezlib.disclosure.figures import FREE
from sezlib.texts import PROJECT

# https://en.wikipedia.org/wiki/BRICS has the months: founded June 2009, South Africa December 2010
BRICS = """\
bloc;alpha3;start;end;en;ru
BRX;Бразилия;2009-06;;the Five;пятёрка
BRX;Россия;июнь 2009;;;
BRX;IND;01.06.2009;;;
BRX;CHN;2009-06;;;
BRX;ZAF;2010-12;;;
"""
FLOWS = pd.DataFrame(
    {"period": ["2010-11", "2010-12", "2010"], "value": [1.0, 2.0, 4.0], "destination": "ZAF"}
)


def blocs_by_period(flows, blocs):
    """Return the bloc of each flow in the order of the flows, one each."""
    held = sez.with_blocs(flows, blocs).set_index("period")["bloc"]
    return held.loc[flows["period"]].tolist()


@pytest.fixture
def write(tmp_path):
    def put(text, name="mine.csv", encoding="utf-8"):
        path = tmp_path / name
        if path.suffix == ".xlsx":
            book = Workbook()
            for line in text.splitlines():
                book.active.append([int(c) if c.isdigit() else c for c in line.split(";")])
            book.save(path)
        else:
            path.write_bytes(text.encode(encoding))
        return path

    return put


@pytest.mark.parametrize(
    ("name", "encoding"), [("b.csv", "utf-8"), ("b.csv", "cp1251"), ("b.xlsx", "")]
)
def test_blocs_of_any_table_have_their_dates(write, name, encoding):
    path = write(BRICS, name, encoding)
    # a month before it joined, and a year within which it did, are outside
    for blocs in (path, str(path), [str(path)]):
        assert blocs_by_period(FLOWS, blocs) == ["other", "BRX", "other"]
    overlapping = sez.with_blocs(FLOWS, ["Africa", str(path)])
    assert overlapping.groupby("bloc")["value"].sum().to_dict() == {"Africa": 7.0, "BRX": 2.0}


def test_what_a_country_has_left_it_is_outside_of(write):
    path = write("bloc,alpha3,start,end\nX,ZAF,2009,2010-11\nX,ZAF,2010-12,2010-12\n")
    assert blocs_by_period(FLOWS, path) == ["X", "X", "other"]
    assert set(sez.with_blocs(FLOWS, write("bloc,alpha3\nX,ZAF\n"))["bloc"]) == {"X"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("bloc,alpha3\nX,Brasl\n", r"unknown country 'Brasl' \(did you mean 'Brazil'\?\).*line 2"),
        ("bloc,alpha3\nX,BRA\nY,\n", "is empty, and a bloc without members is none.*see line 3"),
        ("bloc,alpha3\n,BRA\n", "column 'bloc' is empty; see line 2"),
        ("bloc,alpha3,start,end\nX,BRA,2010-01,2009\n", "is before the start; turn.*line 2"),
        ("bloc,alpha3,start\nX,BRA,2018/19\n", "is a fiscal year; write the month.*line 2"),
        ("bloc,alpha3,start\nX,BRA,soon\n", "column 'start'.*see line 2"),
        ("bloc,alpha3\nX,WLD\n", "is no country, and a bloc is of countries; see line 2"),
        ("bloc,alpha3\nEU,BRA\n", "the bloc 'EU' has other members than the one"),
        ("bloc,alpha3\nother,BRA\n", "the bloc 'other' has other members than the one"),
        ("bloc,alpha3,en\nX,BRA,a\nX,IND,b\n", "'X' has several names in en"),
        ("bloc,country\nX,BRA\n", "no column 'alpha3'"),
        ("bloc,alpha3\n", "no rows under the header"),
    ],
)
def test_a_wrong_list_of_blocs_is_one_sentence(write, text, told):
    edition = sez.edition(sez.example(), period="2019")
    with pytest.raises(sez.FlowsError, match=told):
        restrict(edition, sez.example(), "internal", blocs=[str(write(text))])


def test_a_bloc_that_nobody_knows_is_told_to_come_in_a_file():
    with pytest.raises(sez.FlowsError, match=r"unknown bloc 'BRICS'.*a file has others"):
        sez.with_blocs(FLOWS, "BRICS")


def test_the_list_of_sezlib_itself_is_one_of_ones_own(write):
    copied = PROJECT / "data" / "reference" / "blocs.csv"
    flows = FLOWS.assign(destination="GBR", period=["2019", "2020-01", "2020-02"])
    assert blocs_by_period(flows, copied) == ["EU", "EU", "other"]


GROUPS = "prefix;group;en;ru\n85;electric;;\n85.42;chips;Chips;Чипы\n90;precise;;\n"


@pytest.mark.parametrize("name", ["g.csv", "g.xlsx"])
def test_groups_of_ones_own_overrule_those_of_the_data(write, name):
    codes = ["8542310000", "8501", "9023", "0101"]
    flows = pd.DataFrame({"period": "2019", "value": 1.0, "product": codes, "group": "given"})
    grouped = sez.with_groups(flows, write(GROUPS, name))
    assert grouped["group"].tolist() == ["chips", "electric", "precise", "other"]
    edition = sez.edition(sez.lenient(grouped), period="2019", language="ru")
    assert [edition.group(one) for one in ("chips", "precise")] == ["Чипы", "precise"]
    assert sez.with_groups(flows)["group"].tolist() == ["given"] * 4


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("prefix,group\n85,a\n85.42,b\n8542,c\n", "more than once; see line 3.*4"),
        ("prefix,group\n902,tea\n", "is no prefix of 2, 4, 6, 8 or 10 digits.*see line 2"),
        ("prefix,group\n77,tea\n", "begins no heading of the Harmonized System.*see line 2"),
        ("prefix,group\n85,\n", "column 'group' is empty; see line 2"),
        ("code,group\n85,a\n", "no column 'prefix'"),
    ],
)
def test_a_wrong_list_of_groups_is_one_sentence(write, text, told):
    flows = pd.DataFrame({"period": ["2019"], "value": 1.0, "product": "85"})
    with pytest.raises(sez.FlowsError, match=told):
        sez.with_groups(flows, write(text))


def test_groups_are_of_products():
    with pytest.raises(sez.FlowsError, match="no column 'product'"):
        sez.with_groups(sez.example(), "mine.csv")


# five sell to China, of whom one sells to Mongolia as well, and one to Singapore
COLUMNS = ["resident", "destination", "value"]
SOLD = [(name, "CHN", 10.0 + at) for at, name in enumerate("ABCDE")]
LEAKY = pd.DataFrame([*SOLD, ("A", "SGP", 7.0), ("B", "MNG", 9.0)], columns=COLUMNS).assign(
    period="2019", group="optics"
)


def printed(edition, flows, blocs):
    table = sez.relative_to(sez.with_blocs(flows, blocs), sez.total(flows), by="bloc")
    shown = sez.show(table, "blocs", edition, latest=True)
    return {cells[0]: cells[1] for cells in shown.cells} if shown else {}


def test_a_bloc_of_one_country_with_one_exporter_is_hidden(write):
    blocs = [str(write("bloc,alpha3\nIsle,SGP\nFar,CHN\nFar,MNG\n"))]
    found = disclosure.protect(LEAKY, "2019", blocs=[blocs]).figures
    free = found[found["bloc"].notna()].set_index("bloc")["status"] == FREE
    # the other is what the whole leaves of the one
    assert not free["Isle"]
    assert not free["Far"]
    edition = restrict(sez.edition(LEAKY, period="2019"), LEAKY, "public", blocs=blocs)
    # what was never sold before is not even named
    assert printed(edition, LEAKY, blocs) == {}
    internal = restrict(sez.edition(LEAKY, period="2019"), LEAKY, "internal", blocs=blocs)
    assert printed(internal, LEAKY, blocs) == {"Far": "69", "Isle": "7"}


def test_what_lies_outside_of_the_blocs_shown_is_protected_too(write):
    blocs = [str(write("bloc,alpha3\nFar,CHN\nFar,MNG\n"))]
    edition = restrict(sez.edition(LEAKY, period="2019"), LEAKY, "public", blocs=blocs)
    assert printed(edition, LEAKY, blocs) == {}


def test_a_safe_bloc_of_ones_own_is_told(write):
    more = pd.concat([LEAKY, LEAKY.assign(destination="DEU"), LEAKY.assign(destination="KAZ")])
    blocs = [str(write("bloc,alpha3,ru\nFar east,CHN,Дальние\nFar east,MNG,\nFar east,SGP,\n"))]
    edition = sez.edition(more, period="2019", language="ru")
    edition = restrict(edition, more, "public", blocs=["EU", *blocs])
    assert printed(edition, more, ["EU", *blocs])["Дальние"] == "76"


def folder(tmp_path, bloc, members, value=76.0):
    made = tmp_path / "before"
    (made / "tables").mkdir(parents=True)
    about = {"period": "2019", "audience": "public", "blocs": {bloc: members}}
    (made / "summary.json").write_text(json.dumps(about), encoding="utf-8")
    told = f"bloc,total\n{bloc},{value}\n"
    (made / "tables" / "blocs.csv").write_text(told, encoding="utf-8")
    return made


LASTING = ("0001-01", "9999-12")


def test_a_bloc_that_is_published_protects_what_is_published_beside_it(tmp_path):
    # with the bloc of both, what is told of Germany tells of Mongolia
    both = folder(tmp_path, "Both", [["DEU", *LASTING], ["MNG", *LASTING]], 189.0)
    sold = LEAKY[LEAKY["destination"] == "CHN"]
    large = sold.assign(destination="DEU", value=3 * sold["value"])
    flows = pd.concat([LEAKY[LEAKY["destination"] != "SGP"], large, sold.assign(destination="KAZ")])
    alone = disclosure.protect(flows, "2019").figures
    beside = disclosure.protect(flows, "2019", published=[both]).figures
    germany = [
        set(f.loc[(f["destination"] == "DEU") & f["group"].isna(), "status"])
        for f in (alone, beside)
    ]
    assert germany == [{FREE}, {"D"}]
    (both / "tables" / "destinations.csv").write_text("destination,total\nDEU,180\n", "utf-8")
    for records in (flows, None):
        # who brings no records hides nothing that a table does not name
        found = disclosure.audit_folders([both], records).figures
        out = set(found.loc[found["attackers"].notna(), "figure"])
        assert ("total 2019 MNG" in out) == (records is not None)


def test_a_bloc_with_other_members_than_the_published_one_is_refused(tmp_path, write):
    made = folder(tmp_path, "Both", [["CHN", *LASTING]])
    blocs = [str(write("bloc,alpha3\nBoth,CHN\nBoth,MNG\n"))]
    with pytest.raises(sez.FlowsError, match="'Both' has other members than in a report that is"):
        disclosure.protect(LEAKY, "2019", blocs=[blocs], published=[made])
    (made / "summary.json").write_text('{"period": "2019", "blocs": ["Both"]}', "utf-8")
    with pytest.raises(sez.FlowsError, match="are no lists of members"):
        disclosure.protect(LEAKY, "2019", published=[made])


def test_published_groups_that_no_record_is_of_are_refused(tmp_path):
    made = folder(tmp_path, "Both", [["CHN", *LASTING]])
    (made / "tables" / "groups.csv").write_text("group,total\nlenses,76\n", encoding="utf-8")
    with pytest.raises(sez.FlowsError, match="tells of the group 'lenses', which no record is of"):
        disclosure.protect(LEAKY, "2019", published=[made])


# annual averages of the euro's reference rates of the European Central Bank (Eurostat,
# ert_bil_eur_a): units of a currency per euro
ECB = pd.DataFrame(
    [("2019", "RUB", "EUR", 72.4553), ("2019", "USD", "EUR", 1.1195)],
    columns=["period", "currency", "to", "rate"],
)


def convert(value, money, to, rates):
    flows = pd.DataFrame({"period": ["2019"], "value": [value], "currency": [money]})
    return sez.convert(flows, rates, to=to)["value"].tolist()


def test_rates_serve_both_ways():
    assert convert(6474.0, "RUB", "USD", sez.rates()) == pytest.approx([100.0])
    assert convert(100.0, "USD", "RUB", sez.rates()) == pytest.approx([6474.0])


def test_a_third_currency_crosses_two_as_another_bank_has_it():
    # the Bank of Russia has 64.74 roubles per dollar on average of 2019
    assert convert(100.0, "USD", "RUB", ECB) == pytest.approx([6474.0], rel=1e-3)
    assert convert(100.0, "USD", "RUB", ECB) == pytest.approx([100 * 72.4553 / 1.1195])
    assert convert(72.4553, "RUB", "USD", ECB) == pytest.approx([1.1195])
    assert convert(1.0, "EUR", "RUB", ECB) == pytest.approx([72.4553])


def test_a_rate_that_is_given_comes_before_one_that_is_made():
    own = pd.DataFrame([("2019", "RUB", "USD", 70.0), ("2019", "USD", "RUB", 0.02)], columns=[*ECB])
    every = pd.concat([ECB, own])
    assert convert(70.0, "RUB", "USD", every) == [1.0]
    assert convert(1.0, "USD", "RUB", every) == [50.0]
    assert convert(1.0, "USD", "RUB", pd.concat([ECB, own[:1]])) == pytest.approx([70.0])


def test_two_thirds_that_cross_are_not_chosen_between():
    other = ECB.assign(to="CNY", rate=[9.4, 0.1448])
    with pytest.raises(sez.FlowsError, match="more than one value for '2019'"):
        convert(1.0, "USD", "RUB", pd.concat([ECB, other]))


def test_rates_of_a_file_leave_out_what_is_empty(write):
    path = write("period;currency;to;rate\n2019-01;руб.;usd;66,9\n02.2019;RUB;USD;\n", "r.csv")
    rates = sez.read_rates(path)
    flows = pd.DataFrame({"period": ["2019-01"], "value": [66.9], "currency": "RUB"})
    assert sez.convert(flows, rates, to="USD")["value"].tolist() == [1.0]
    back = flows.assign(currency="USD", value=1.0)
    assert sez.convert(back, rates, to="RUB")["value"].tolist() == pytest.approx([66.9])
    # nobody guesses February
    with pytest.raises(sez.FlowsError, match="no rate for 'RUB in 2019-02'"):
        sez.convert(flows.assign(period="2019-02"), rates, to="USD")
    with pytest.raises(sez.FlowsError, match="column 'rate' is negative; see line 2"):
        sez.read_rates(write("period,currency,to,rate\n2019,RUB,USD,-1\n"))


def edition_of(flows, audience="internal", **how):
    made = sez.edition(flows, {"currency": "RUB"}, period="2019", **how)
    return restrict(made, flows, audience)


def finished(tmp_path, flows, audience="internal", **about):
    """Write the folder of a report of the year, as a run leaves it."""
    made, edition = tmp_path / "last", edition_of(flows, audience)
    (made / "tables").mkdir(parents=True, exist_ok=True)
    told = {"period": "2019", "currency": "RUB", "zone": "North", "audience": audience}
    (made / "summary.json").write_text(json.dumps(told | about), encoding="utf-8")
    for name, table in figures_of(flows).items():
        table = table if name == "total" else table[table["period"] == "2019"]
        table = edition.gate(table, name) if edition.gate else table
        table.to_csv(made / "tables" / f"{name}.csv", index=False)
    return made


def figures_of(flows):
    return {"total": sez.growth(flows), "groups": sez.share(flows, of="group")}


THREE = pd.concat([LEAKY[:5], LEAKY[:5].assign(group="medical"), LEAKY[:2].assign(group="toys")])
THREE = pd.concat([THREE, THREE.assign(period="2018")], ignore_index=True).assign(zone="North")


def compare(made, flows, audience="internal", **how):
    edition = edition_of(flows, audience, **how)
    return disclosure.compare(made, flows, edition, **figures_of(flows)), edition


def test_what_was_revised_is_told_the_largest_first(tmp_path):
    made = finished(tmp_path, THREE)
    later = THREE.copy()
    later.loc[0, "value"] += 5
    later.loc[12, "value"] -= 1000 / 1000
    for before in (made, made / "summary.json"):
        revised, edition = compare(before, later)
    shown = revised[["period", "group", "earlier", "total", "change"]].to_numpy().tolist()
    assert shown == [
        ["2019", "", 141.0, 146.0, 5.0], ["2019", "optics", 60.0, 65.0, 5.0],
        ["2018", "", 141.0, 140.0, -1.0],
    ]  # fmt: skip
    passage = sez.pages.exports.revisions(revised, edition)
    assert passage.heading == "3 published figures were revised"
    # two years' totals and three groups
    assert passage.sentences[0].startswith("Of the amounts that both the last edition and this")
    assert "3 of 5 changed. The largest change is in all exports in 2019: up by" in str(passage)
    table = sez.show(sez.pages.exports.name_revised(revised, edition), "revised", edition)
    assert [cells[1] for cells in table.cells] == ["all exports", "optics", "all exports"]


def test_a_running_total_does_not_lead_what_was_revised_and_each_change_shows(tmp_path):
    later = THREE.copy()
    later.loc[0, "value"] += 5
    revised, edition = compare(finished(tmp_path, THREE), later)
    run = revised[:1].assign(measure="cumulative", change=9.0)
    more = pd.concat([run, revised], ignore_index=True)
    more.attrs = revised.attrs
    passage = sez.pages.exports.revisions(more, edition)
    assert "The largest change is in all exports in 2019: up by RUB\xa05 to" in str(passage)
    large = revised.assign(earlier=2e9 - 7e5, total=2e9, change=7e5)
    table = sez.show(sez.pages.exports.name_revised(large, edition), "revised", edition)
    assert table.cells[0][-2:] == ("2,000,000.00", "700.00")


def test_what_vanished_since_the_last_edition_and_what_is_new_are_told(tmp_path):
    made = finished(tmp_path, THREE)
    later = THREE[THREE["group"] != "medical"].copy()
    later.loc[later["group"] == "toys", "group"] = "games"
    revised, edition = compare(made, later)
    held = revised[revised["period"] == "2019"].astype(object).where(revised.notna(), None)
    shown = held[["group", "earlier", "total"]].to_numpy().tolist()
    assert ["medical", 60.0, None] in shown and ["games", None, 21.0] in shown
    passage = sez.pages.exports.revisions(revised, edition)
    # two years' totals, and two groups that are gone
    assert passage.heading == "4 published figures were revised"
    assert "2 amounts of the last edition are not in this one." in passage.sentences
    assert "1 amount is new: the last edition did not have it." in passage.sentences
    table = sez.show(sez.pages.exports.name_revised(revised, edition), "revised", edition)
    medical = next(cells for cells in table.cells if "medical" in cells[1])
    assert medical[-2:] == ("–", "–")


def test_where_nothing_was_revised_that_is_said(tmp_path):
    made = finished(tmp_path, THREE)
    revised, edition = compare(made, THREE.sample(frac=1, random_state=1), language="ru")
    passage = sez.pages.exports.revisions(revised, edition)
    assert passage.heading == "Опубликованные данные не пересмотрены"
    assert sez.show(sez.pages.exports.name_revised(revised, edition), "revised", edition) is None
    nothing, _ = compare("", THREE)
    assert sez.pages.exports.revisions(nothing, edition) is None


def test_a_public_edition_tells_of_what_both_have_published(tmp_path):
    made = finished(tmp_path, THREE, "public")
    assert "[c]" in (made / "tables" / "groups.csv").read_text("utf-8")
    later = THREE.assign(value=THREE["value"] + 1)
    revised, _ = compare(made, later, "public")
    every, _ = compare(finished(tmp_path, THREE), later)
    assert set(every["group"]) == {"", "optics", "medical", "toys"}
    # two companies are behind toys, and another group hides them
    assert "toys" not in set(revised["group"])
    assert len(set(revised["group"])) == 2
    with pytest.raises(sez.FlowsError, match="is an internal edition, which is not published"):
        compare(made, later, "public")


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ({"zone": "South"}, "'last' is of the zone 'South', and this report of 'North'; give"),
        ({"currency": "USD"}, "is of the currency 'USD', and this report of 'RUB'"),
        ({"period": "2018"}, "is of the period '2018', and this report of '2019'"),
        ({"period": "2019-07"}, "is of the period '2019-07', and this report of '2019'"),
    ],
)
def test_another_report_is_no_earlier_edition(tmp_path, about, told):
    made = finished(tmp_path, THREE, **about)
    with pytest.raises(sez.FlowsError, match=told):
        compare(made, THREE)


def test_a_damaged_report_is_one_sentence(tmp_path):
    made = finished(tmp_path, THREE)
    (made / "tables" / "total.csv").write_text("period,total\n2019\n", encoding="utf-8")
    with pytest.raises(sez.FlowsError, match=r"last/tables/total\.csv is damaged"):
        compare(made, THREE)
    (made / "summary.json").write_text("{", encoding="utf-8")
    with pytest.raises(sez.FlowsError, match="is no folder of a finished report"):
        compare(made, THREE)
    with pytest.raises(sez.FlowsError, match="is no folder of a finished report"):
        compare(tmp_path / "nowhere", THREE)


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A folder to fill in, whose comments are in Russian."""
    made = tmp_path_factory.mktemp("begun") / "zone"
    assert cli.main(["init", str(made), "--language", "ru"]) == 0
    return made


def test_a_folder_to_fill_in_is_taken_as_it_is(begun):
    assert sorted(p.name for p in begun.iterdir()) == ["mapping.toml", "plan.toml", "profile.toml"]
    texts = [p.read_text("utf-8") for p in sorted(begun.iterdir())]
    assert all("Значения" in t or "ваш" in t for t in texts)
    assert not any("//" in text or "example" in text for text in texts)
    flows = sez.read("data/sample/flows.csv", mapping=begun / "mapping.toml")
    profile = sez.read_profile(begun / "profile.toml", zone=flows["zone"])
    assert sez.edition(flows, profile, period="2019").synthetic
    assert cli.main(["batch", str(begun / "plan.toml"), "--dry-run"]) == 0
    # what is commented out are keys, too
    for path in begun.iterdir():
        text = re.sub(r"(?m)^# (\w+ = )", r"\1", path.read_text("utf-8"))
        tomllib.loads(text)


def test_what_is_there_already_is_left_alone(begun, tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for folder in (begun, tmp_path, tmp_path / "mine.txt"):
        assert cli.main(["init", str(folder)]) == 2
        assert "is there already; name a folder that is not" in capsys.readouterr().err
    assert [p.name for p in sorted(tmp_path.iterdir())] == ["empty", "mine.txt"]
    assert cli.main(["init", str(tmp_path / "empty")]) == 0
    assert len([*(tmp_path / "empty").iterdir()]) == 3
    assert cli.main(["init", str(tmp_path / "no" / "where")]) == 2


LANGUAGES = ("en", "ru")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_section_without_data_leaves_no_heading(language):
    flows = sez.example().assign(destination="ZZZ", group=None, resident=None)
    edition = sez.edition(flows, period="2019", language=language)
    exports, since = sez.pages.exports, {"partial": edition.partial}
    growth, pair = sez.growth(flows), ["group", "destination"]
    blocs = sez.relative_to(sez.with_blocs(flows), sez.total(flows), by="bloc")
    told = [
        exports.groups(
            sez.contribution(flows, "group"), sez.share(flows, "group"), growth, edition
        ),
        exports.destinations(sez.rank(flows, "destination"), blocs, edition),
        exports.new_destinations(
            sez.first_exports(flows, pair, **since),
            sez.first_exports(flows, "destination", **since),
            sez.first_exports(flows, "group", **since), flows, edition,
        ),
        exports.residents(
            sez.rank(flows, "resident"), sez.count(flows, of="resident"), edition
        ),
    ]  # fmt: skip
    for passage in filter(None, told):
        page = passage._repr_html_()
        below = re.sub(r"<h2.*?</h2>|<[^>]+>", "", page)
        assert below.strip()
        assert passage.heading == "" or passage.sentences
