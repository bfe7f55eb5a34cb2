"""Finished reports are attacked by what their tables print."""

import json

import pytest

import sezlib as sez
from sezlib import cli, disclosure

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
        ({"groups": "group,total\nmedical,21\n"}, "2018-Q1", "reports of a year are audited"),
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
