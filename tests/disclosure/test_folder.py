"""Finished reports are attacked by what their tables print."""

import hashlib
import json
import math
import os

import pandas as pd
import pytest

import sezlib as sez
from sezlib import cli, disclosure
from sezlib.secrets import PUBLISHED, disclosing, published_folders
from tests import processes

FLOWS = """\
period,resident,group,destination,value
2018,Alpha,optics,CHN,40
2018,Beta,optics,CHN,35
2018,Gamma,optics,KAZ,30
2018,Delta,medical,KAZ,20
2019,Alpha,optics,CHN,50
2019,Beta,optics,CHN,45
2019,Gamma,optics,KAZ,40
2019,Gamma,optics,CHN,42
2019,Delta,medical,KAZ,25
2019,Alpha,medical,KAZ,27
2019,Beta,medical,CHN,26
"""


@pytest.fixture
def flows(tmp_path):
    path = tmp_path / "flows.csv"
    path.write_text(FLOWS, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path):
    def make(name="report", period="2019", **tables):
        made = tmp_path / name
        (made / "tables").mkdir(parents=True)
        (made / "summary.json").write_text(json.dumps({"period": period}), encoding="utf-8")
        for table, text in tables.items():
            (made / "tables" / f"{table}.csv").write_text(text, encoding="utf-8")
        return made

    return make


def out(found):
    held = found.figures[found.figures["attackers"].notna()]
    given = [set(text.split("; ")) for text in held["given_away_by"]]
    return dict(zip(held["figure"], given, strict=True))


def test_a_group_is_what_a_total_leaves_of_the_others(flows, folder):
    hidden = "group,total\nmedical,[c]\noptics,105\n"
    made = folder(total="period,total\n2018,125\n", groups=hidden, period="2018")
    found = disclosure.audit_folders([made], sez.read(flows))
    assert out(found)["total 2018 medical"] == {"total 2018", "total 2018 optics"}
    assert found.companies == [] and found.left == {}


def test_a_share_and_a_total_are_an_amount(flows, folder):
    made = folder(
        total="period,total\n2018,125\n", groups="group,share\nmedical,0.16\n", period="2018"
    )
    found = disclosure.audit_folders([made], sez.read(flows))
    assert out(found)["total 2018 medical"] == {"share 2018 medical", "total 2018"}


def test_what_was_published_before_is_attacked_with_it(flows, folder):
    now = folder(groups="group,growth\nmedical,2.9\n", total="period,total\n2019,255\n")
    alone = disclosure.audit_folders([now], sez.read(flows))
    assert "total 2018 medical" not in out(alone)
    before = folder("later", groups="group,total\nmedical,78\n")
    both = disclosure.audit_folders([now, before], sez.read(flows))
    told = {"growth 2019 medical", "total 2019 medical"}
    assert out(both)["total 2018 medical"] == told


def test_a_total_of_many_gives_nobody_away(flows, folder, capsys):
    more = "".join(f"2019,{name},optics,CHN,45\n" for name in ("Eta", "Theta", "Iota", "Kappa"))
    flows.write_text(FLOWS + more, encoding="utf-8")
    made = folder(total='"period","total"\n"2019",435\n')
    assert cli.main(["audit", str(made), "--records", str(flows)]) == 0
    assert capsys.readouterr().out.startswith("0 of ")


def test_the_command_says_what_comes_out_and_of_what(flows, folder, tmp_path, capsys):
    made = folder(
        period="2018",
        groups="group,total\nmedical,20\n",
        residents="rank,resident,total\n1,Alpha,40\n",
        context="indicator,base\nhectare,3\n",
    )
    asked = ["audit", str(made), "--records", str(flows)]
    assert cli.main(asked) == 1
    told = capsys.readouterr().out
    assert "total 2018 medical: 20; anybody by total 2018 medical" in told
    assert "Tables that name companies: report/residents." in told
    assert cli.main([*asked, "--json"]) == 1
    held = json.loads(capsys.readouterr().out)
    assert "total 2018 medical" in {one["figure"] for one in held["figures"]}
    rules = tmp_path / "rules.toml"
    rules.write_text('waivers = ["Delta", "Gamma"]\n', encoding="utf-8")
    cli.main([*asked, "--rules", str(rules)])
    assert "total 2018 medical:" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("tables", "period", "said"),
    [
        ({"groups": "group,total\nmedical,21\n"}, "2018", "total 2018 medical is not what"),
        ({"groups": "group,total\nsteel,21\n"}, "2018", "groups: total 2018 steel is of no"),
        ({"groups": "group,total\nmedical,many\n"}, "2018", "groups: total 'many' is no number"),
        ({"groups": "group,total\nmedical,21\n"}, "2018-Q1", "total 2018 (1-3) medical is of no"),
        ({"context": "indicator,base\nhectare,3\n"}, "2018", "no table in these folders"),
    ],
)  # fmt: skip
def test_folders_that_cannot_be_audited_are_refused(flows, folder, capsys, tables, period, said):
    made = folder(period=period, **tables)
    assert cli.main(["audit", str(made), "--records", str(flows)]) == 2
    assert said in capsys.readouterr().err


def test_a_folder_of_no_report_is_refused(flows, tmp_path, capsys):
    assert cli.main(["audit", str(tmp_path), "--records", str(flows)]) == 2
    assert "is no folder of a finished report" in capsys.readouterr().err


def bounds(found):
    return {one.figure: (one.low, one.high) for one in found.figures.itertuples()}


def test_hidden_figures_are_bounded_by_the_tables_alone(folder):
    made = folder(
        total="period,total\n2019,100\n",
        groups="group,total,CONF_STATUS\noptics,60,F\nmedical,[c],C\nsteel,[c],C\n",
        destinations="destination,total\nCHN,[c]\nKAZ,91\n",
    )
    found = disclosure.audit_folders([made])
    known = bounds(found)
    assert known["total 2019 medical"] == pytest.approx((0, 40))
    assert known["total 2019 steel"] == pytest.approx((0, 40))
    assert known["total 2019 CHN"] == pytest.approx((9, 9))
    assert out(found) == {"total 2019 CHN": {"total 2019", "total 2019 KAZ"}}
    # of all that is sold to China, and of steel, no more than that
    crossed = folder("crossed", cells="group,destination,total\nsteel,CHN,[c]\nsteel,KAZ,35\n"
                     "medical,KAZ,[c]\noptics,KAZ,[c]\noptics,CHN,[c]\n")  # fmt: skip
    known = bounds(disclosure.audit_folders([made, crossed]))
    assert known["total 2019 steel CHN"] == pytest.approx((0, 5))
    # 91 to Kazakhstan less 60 of optics at most and 35 of steel
    assert known["total 2019 medical"] == pytest.approx((0, 5))


def test_what_tables_do_not_list_may_be_anything(folder):
    made = folder(
        total="period,total\n2019,100\n",
        groups="group,members,total\noptics,1,60\nmedical,1,[c]\n,2,10\n",
        destinations="destination,total\nCHN,50\nKAZ,30\n",
    )
    known = bounds(disclosure.audit_folders([made]))
    assert known == {"total 2019 medical": pytest.approx((30, 30))}
    # a public edition leaves rows out that it hides, without a word
    (made / "summary.json").write_text('{"period": "2019", "audience": "public"}', encoding="utf-8")
    (made / "tables" / "groups.csv").write_text(
        "rank,group,members,total,share\n1,optics,1,60,0.6\n[c],medical,1,[c],[c]\n",
        encoding="utf-8",
    )
    found = disclosure.audit_folders([made])
    assert bounds(found) == {"total 2019 medical": pytest.approx((0, 40))}
    assert found.left == {} and out(found) == {}


def test_what_a_public_table_relates_is_looked_at_where_it_is_not_hidden(folder):
    made = folder(groups="rank,group,total\n1,optics,60\n2,medical,[c]\n")
    (made / "summary.json").write_text('{"period": "2019", "audience": "public"}', encoding="utf-8")
    assert disclosure.audit_folders([made]).left == {"report/groups": ["rank"]}


def test_the_command_needs_no_records(folder, capsys):
    made = folder(
        total="period,total\n2019,100\n", groups="group,total\noptics,60\nsteel,[c]\nmedical,[c]\n"
    )
    assert cli.main(["audit", str(made)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("0 of 2 hidden figures come out.\ntotal 2019 steel: 0 to 40\n")
    assert "not known without --records" in told
    alone = folder(
        "alone", total="period,total\n2019,100\n", groups="group,total\noptics,60\nsteel,[c]\n"
    )
    assert cli.main(["audit", str(alone)]) == 1
    assert (
        "total 2019 steel: 40; anybody by total 2019 optics; total 2019" in capsys.readouterr().out
    )
    assert cli.main(["audit", str(alone), "--json"]) == 1
    (held,) = json.loads(capsys.readouterr().out)["figures"]
    assert held["figure"] == "total 2019 steel" and held["low"] == pytest.approx(40)


def test_months_of_a_year_are_audited_as_what_they_are(tmp_path, folder):
    flows = tmp_path / "months.csv"
    rows = [
        f"2019-{m:02},{name},optics,CHN,10" for m in (1, 2) for name in ("Alpha", "Beta", "Gamma")
    ]
    flows.write_text("\n".join(["period,resident,group,destination,value", *rows,
                                "2019-02,Delta,optics,CHN,7"]), encoding="utf-8")  # fmt: skip
    first = folder("first", total="period,total\n2019,30\n")
    second = folder("second", total="period,total\n2019,67\n")
    for made, month in ((first, "01"), (second, "02")):
        about = {"period": "2019", "complete_to": f"2019-{month}"}
        (made / "summary.json").write_text(json.dumps(about), encoding="utf-8")
    assert out(disclosure.audit_folders([first, second], sez.read(flows))) == {}
    held = flows.read_text("utf-8").replace("2019-02,Delta", "2019-01,Delta")
    for name in ("Beta", "Gamma"):
        held = held.replace(f"2019-02,{name},optics,CHN,10\n", "")
    flows.write_text(held, encoding="utf-8")
    for made, total in ((first, 37), (second, 47)):
        (made / "tables" / "total.csv").write_text(
            f"period,total\n2019,{total}\n", encoding="utf-8"
        )
    # what February adds is Alpha's alone
    found = out(disclosure.audit_folders([first, second], sez.read(flows)))
    assert found["total 2019 (2-2)"] == {"total 2019 (1-1)", "total 2019 (1-2)"}


def test_what_was_sold_the_year_before_alone_has_a_change(tmp_path, flows, folder):
    more = tmp_path / "more.csv"
    more.write_text(FLOWS + "2018,Alpha,optics,BRA,15\n", encoding="utf-8")
    moved = "destination,total,previous,contribution\nBRA,,15,-0.10714285714285714\n"
    made = folder(total="period,total\n2018,140\n2019,255\n", moved=moved)
    found = disclosure.audit_folders([made], sez.read(more))
    assert "total 2018 BRA" in out(found)


def test_amounts_of_imports_are_not_taken_for_exports(flows, folder):
    relief = {"relief-years": "period,total,duty\n2019,7,1\n"}
    made = folder(total="period,total\n2019,255\n", **relief)
    found = disclosure.audit_folders([made], sez.read(flows))
    # of whom they are is not known
    assert found.left == {"report/relief-years": ["imports", "duty"]}


RELIEF = {
    "relief-years": "period,total,duty,vat,duty_relief\n2018,[c],[c],300,400\n"
    "2019,[c],[c],[c],[c]\n",
    "relief-per": "period,per_value,per_exports\n2018,160,3200\n2019,[c],20\n",
}  # fmt: skip


def test_hidden_relief_and_exports_are_worked_out_of_what_is_told_with_them(folder):
    made = folder(**RELIEF, total="period,total\n2018,[c]\n2019,1000\n")
    found = disclosure.audit_folders([made])
    known = bounds(found)
    # 400 less 300; 160 and 3,200 per thousand of 2,500 and 125; 20 per thousand of 1,000
    assert known["duty 2018"] == pytest.approx((100, 100))
    assert known["imports 2018"] == pytest.approx((2500, 2500))
    assert known["exports 2018"] == pytest.approx((125, 125))
    assert known["duty_relief 2019"] == pytest.approx((20, 20))
    assert known["vat 2019"] == pytest.approx((0, 20)) and known["imports 2019"][1] == math.inf
    assert out(found)["duty 2018"] == {"vat 2018", "duty_relief 2018"}
    assert out(found)["exports 2018"] == {"duty_relief 2018", "per_exports 2018"}
    assert "vat 2019" not in out(found)


def test_what_relates_hidden_relief_or_hours_to_known_facts_was_not_looked_at(folder):
    hours = (
        "period,post,declarations,median,difference\n2018,a,9,2,\n2018,b,[c],[c],3\n2019,b,9,4,1\n"
    )
    per = "period,per_value,per_invested\n2018,160,[c]\n2019,[c],20\n"
    made = folder(**RELIEF | {"relief-per": per, "clearance-times": hours})
    assert disclosure.audit_folders([made]).left == {
        "report/relief-per": ["per_invested"], "report/clearance-times": ["difference"],
    }  # fmt: skip


def test_relief_and_hours_are_held_against_the_companies_behind_them(tmp_path, folder, capsys):
    rows = [f"{year}-12,{name},100,0.1,0.2" for year, of in (("2018", "abcd"), ("2019", "ab"))
            for name in of]  # fmt: skip
    head = "period,resident,value,duty_rate,vat_rate\n"
    (tmp_path / "imports.csv").write_text(head + "\n".join(rows), encoding="utf-8")
    cases = [("zone", name) for name in "abc"] + [("port", name) for name in "aab"]
    rows = [f"{post},{name},2019-03-04T09:0{n},2019-03-04T10:0{n}"
            for n, (post, name) in enumerate(cases)]  # fmt: skip
    head = "post,resident,registered,released\n"
    (tmp_path / "declarations.csv").write_text(head + "\n".join(rows), encoding="utf-8")
    years = "period,total,duty,vat,duty_relief\n2018,400,40,88,128\n2019,{},20,44,64\n"
    hours = "period,post,declarations,open,median\n2019,zone,3,0,1\n2019,port,3,0,1\n"
    made = folder(**{"relief-years": years.format("[c]"), "clearance-times": hours})
    asked = ["audit", str(made), "--json", "--imports", str(tmp_path / "imports.csv"),
             "--declarations", str(tmp_path / "declarations.csv")]  # fmt: skip
    assert cli.main(asked) == 1
    held = {one["figure"] for one in json.loads(capsys.readouterr().out)["figures"]}
    near = {"duty 2019", "vat 2019", "duty_relief 2019"}
    near |= {f"{name} 2019 port" for name in ("declarations", "open", "median")}
    assert held == near
    (made / "tables" / "relief-years.csv").write_text(years.format("201"), encoding="utf-8")
    assert cli.main(asked) == 2
    assert "relief-years: imports 2019 is not what the records" in capsys.readouterr().err


def test_fewer_exporters_than_may_be_told_of_come_out(tmp_path, flows, folder):
    made = folder(turnover="period,exporters\n2018,[c]\n2019,2\n")
    assert out(disclosure.audit_folders([made])) == {"exporters 2019": {"exporters 2019"}}
    made = folder("four", turnover="period,exporters\n2018,4\n2019,4\n")
    assert out(disclosure.audit_folders([made], sez.read(flows))) == {}
    held = sez.read(flows).assign(holding=["One"] * 4 + [None] * 7)
    told = out(disclosure.audit_folders([made], held))
    assert told == {"exporters 2018": {"exporters 2018"}}


def test_the_share_of_a_zone_is_of_all_of_them(folder):
    made = folder(zones="zone,total,share\nNorth,60,0.4\nSouth,[c],[c]\nWest,[c],[c]\n")
    assert bounds(disclosure.audit_folders([made]))["total 2019 South"] == pytest.approx((0, 90))


def test_blocs_are_parts_of_what_no_table_lists(folder):
    blocs = "bloc,total\nAsia,60\nEAEU,10\nEurope,20\nAfrica,[c]\n"
    made = folder(total="period,total\n2019,100\n", blocs=blocs)
    assert bounds(disclosure.audit_folders([made])) == {"total 2019 Africa": pytest.approx((0, 20))}
    places = "destination,members,total\nKAZ,1,10\nCHN,1,[c]\n,3,[c]\n"
    known = bounds(disclosure.audit_folders([made, folder("listed", destinations=places)]))
    # what is sold in Asia, but to Kazakhstan
    assert known["total 2019 CHN"] == pytest.approx((0, 50))


def test_figures_that_contradict_one_another_are_refused(folder, capsys):
    made = folder(total="period,total\n2019,100\n", groups="group,total\na,150\nb,[c]\n")
    assert cli.main(["audit", str(made)]) == 2
    assert "the published figures contradict one another" in capsys.readouterr().err


def described(made, **about):
    """Return a folder whose summary says something more of it."""
    path = made / "summary.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | about), encoding="utf-8")
    return made


@pytest.mark.parametrize(
    ("about", "table", "said"),
    [
        ({"audience": "internal"}, "", "'other' is an internal edition, which is not published"),
        ({"zone": "West"}, "", "'other' tells of 'West', and not of 'North' or one of its zones"),
        ({"zone": "South zone"}, "", "'report' tells of 'North', and not of 'South zone' or one"),
        ({"currency": "USD"}, "", "'other' is in 'USD', and not in 'RUB'; leave it out"),
        ({}, "group,total\nmedical,1,2\noptics,3,4\n", "other/tables/groups.csv is damaged"),
        ({}, "group,total\noptics,7\nmedi", "other/tables/groups.csv is damaged: not each row"),
        ({}, "group,total,total\noptics,7,7\n", "other/tables/groups.csv is damaged"),
        ({}, "\n", "other/tables/groups.csv is no table: it is empty, or no text"),
    ],
)
def test_what_is_no_other_published_report_is_refused(folder, capsys, about, table, said):
    whole = {"total": "period,total\n2019,9\n"}
    made = described(folder(**whole), zone="North", currency="RUB")
    other = described(folder("other", **whole, groups=table or "group,total\na,9\n"), **about)
    assert cli.main(["audit", str(made), "--published", str(other)]) == 2
    told = capsys.readouterr().err
    assert said in told and told.count("\n") == 1


def test_tables_are_those_that_the_report_wrote(folder, capsys):
    made = folder(total="period,total\n2019,9\n")
    path = made / "tables" / "total.csv"
    written = {"file": "tables/total.csv", "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    (made / "manifest.json").write_text(json.dumps({"outputs": [written]}), encoding="utf-8")
    assert cli.main(["audit", str(made)]) == 0
    for damage in (lambda: path.write_text("period,total\n2019,8\n"), path.unlink):
        damage()
        capsys.readouterr()
        assert cli.main(["audit", str(made)]) == 2
        assert "report/tables/total.csv is not what the report wrote" in capsys.readouterr().err


def test_what_is_published_of_a_zone_is_a_part_of_several(tmp_path, flows, folder):
    north = sez.read(flows)
    south = north.assign(zone="South", resident="South " + north["resident"])
    both = pd.concat([north.assign(zone="North"), south])
    # of North medical goods in 2018 are Delta's alone
    whole = described(folder(total="period,total\n2018,250\n", period="2018"), zone="North, South")
    part = folder("part", groups="group,total\nmedical,20\n", period="2018")
    found = disclosure.audit_folders([whole, described(part, zone="North")], both)
    assert out(found)["total 2018 North medical"] == {"total 2018 North medical"}
    found = disclosure.audit_folders([part, whole], both)
    assert out(found)["total 2018 North medical"] == {"total 2018 North medical"}
    relief = described(folder("relief", **{"relief-years": "period,duty\n2019,7\n"}), zone="North")
    assert disclosure.audit_folders([whole, relief]).left == {
        "relief/relief-years": ["duty", "zone"]
    }
    crossed = "group,destination,total\nmedical,KAZ,20\n"
    part = described(folder("crossed", cells=crossed, period="2018"), zone="North")
    assert disclosure.protect(both, "2018").given_away == ()
    lost = disclosure.protect(both, "2018", published=[whole, part]).given_away
    assert {"total 2018 North medical KAZ", "total 2018 North medical"} <= {*lost}


def test_names_of_published_folders_may_hold_what_separates_them(monkeypatch):
    monkeypatch.setenv(PUBLISHED, os.pathsep.join(["/one", "/two"]))
    assert published_folders() == ["/one", "/two"]
    with disclosing("", ["/reports/a:b"]):
        assert published_folders() == ["/reports/a:b"]
        with disclosing(""):
            assert published_folders() == ["/reports/a:b"]
    assert published_folders() == ["/one", "/two"]


def test_a_report_that_cannot_be_public_is_refused_in_one_sentence(tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("period,resident,group,value\n2018,A,optics,4\n2019,A,optics,5\n")
    done = processes.run("report", "annual_export", "-p", f"flows={path}", "-p", "audience=public",
                         "--out", tmp_path / "out")  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("sez: a public edition cannot be made: the total of 2019 gives")
    assert [*tmp_path.iterdir()] == [path]
