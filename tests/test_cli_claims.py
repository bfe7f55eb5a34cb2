"""`sez claims`: what it prints, what it returns, and how it refuses."""

import json

import pandas as pd
import pytest

from sezlib import cli

FILE = "data/published/technopolis_moscow.toml"
FLOWS = "data/sample/flows.csv"
RELEASE = ["--source", "release-2020"]


def run(capsys, *arguments):
    code = cli.main(["claims", *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_check_of_one_release_finds_nothing_and_returns_zero(capsys):
    code, out, _ = run(capsys, "check", FILE, *RELEASE)
    assert code == 0
    assert "No contradiction" in out


def test_check_of_all_lists_sets_with_a_mend_and_returns_one(capsys):
    code, out, _ = run(capsys, "check", FILE, "--reading", "journalist")
    assert code == 1
    assert "exports-microelectronics-fibre-2021-q1-share" in out
    assert "Dissolves where one-sided words are read plainly." in out
    assert "Least mend" in out


def test_check_as_json_has_lists_of_ids(capsys):
    code, out, _ = run(capsys, "check", FILE, "--json")
    told = json.loads(out)
    assert code == 1 and told["consistent"] is False and told["complete"] is True
    assert ["output-2022-growth-smi24", "output-2022-growth-ntv"] in told["conflicts"]
    assert [d["claims"] for d in told["details"]] == told["conflicts"]
    assert told["details"][0]["mend"]["claim"] in told["conflicts"][0]


def test_check_lists_no_more_sets_than_asked_for_and_says_so(capsys):
    _, out, _ = run(capsys, "check", FILE, "--most", "3", "--json")
    told = json.loads(out)
    assert len(told["conflicts"]) == 3 and told["complete"] is False


def test_bounds_are_printed_and_null_where_there_are_none(capsys):
    code, out, _ = run(capsys, "bounds", FILE, "total", "period=2018", *RELEASE)
    assert code == 0 and "245.66 to 248.29 mln RUB" in out
    code, out, _ = run(capsys, "bounds", FILE, "cumulative", "to=2017", *RELEASE, "--json")
    told = json.loads(out)
    assert told["low"] == pytest.approx(40.2110, abs=1e-4)
    assert told["high"] is None and told["unit"] == "mln RUB"
    _, out, _ = run(capsys, "bounds", FILE, "cumulative", "to=2017", *RELEASE)
    assert "40.21 mln RUB or more" in out


def test_bounds_of_a_share_of_another_time_are_asked_with_a_point(capsys):
    asked = ["share", "from=2018", "to=2019", "of.from=2006", "of.to=2019", "--json"]
    _, out, _ = run(capsys, "bounds", FILE, *asked, *RELEASE, "--reading", "journalist")
    assert json.loads(out)["low"] == pytest.approx(92.7208, abs=1e-4)


def test_bounds_out_of_a_contradiction_hold_in_all_ways_and_return_one(capsys):
    asked = ("bounds", FILE, "total", "period=2021", "indicator=output")
    code, out, err = run(capsys, *asked)
    assert (code, err) == (1, "")
    assert "in each of 4 smallest ways" in out and "without output-2021-s1, output-" in out
    _, out, _ = run(capsys, *asked, "--json")
    told = json.loads(out)
    assert told["low"] == min(way["low"] for way in told["ways"]) and told["complete"]


def test_check_names_the_claims_to_leave_out_with_what_may_have_happened(capsys, tmp_path):
    path = tmp_path / "slip.toml"
    claim = (
        '[[claims]]\nid = "{}"\nsource = "a"\nmeasure = "{}"\nwhere = {{ period = "{}" }}\n'
        'printed = "{}"\nunit = "{}"\n'
    )
    said = [("older", "total", "2017", "1000", "mln RUB"), ("grown", "growth", "2018", "25.0", "%"),
            ("before", "total", "2018", "1250", "mln RUB"), ("growth", "growth", "2019", "8", "%"),
            ("now", "total", "2019", "1.35", "mln RUB")]  # fmt: skip
    path.write_text('[[sources]]\nid = "a"\n' + "".join(claim.format(*each) for each in said))
    code, out, _ = run(capsys, "check", path)
    assert code == 1
    assert out.splitlines()[-2] == "   now (a slip of scale: 1000 times that would fit)"
    _, out, _ = run(capsys, "check", path, "--json")
    told = json.loads(out)
    assert told["ways"][0][0] == [{"claim": "now", "kind": "scale", "by": 1000.0, "of": ""}]
    assert told["all_ways"]


def test_verify_agrees_with_the_sample_and_returns_zero(capsys):
    code, out, _ = run(capsys, "verify", FILE, "--flows", FLOWS, *RELEASE)
    assert code == 0
    assert "21 agree, 0 differ, 0 cannot be told" in out


def test_verify_takes_until_when_the_records_are_complete(capsys):
    until = ("--complete-to", "2019-11")
    code, out, _ = run(capsys, "verify", FILE, "--flows", FLOWS, *RELEASE, *until, "--json")
    held = {row["id"]: row for row in json.loads(out)}
    assert held["exports-2019"]["reason"] == "the records are complete to 2019-11" and code == 0
    until = ("--complete-to", "soon")
    code, _, said = run(capsys, "verify", FILE, "--flows", FLOWS, *RELEASE, *until)
    assert code == 2 and "complete_to 'soon' is not a period like 2019" in said


def test_verify_names_the_claim_that_one_changed_flow_breaks(capsys, tmp_path):
    flows = pd.read_csv(FLOWS, dtype=str)
    row = flows[(flows["period"] == "2019-12") & (flows["group"] == "optics")].index[0]
    flows.loc[row, "value"] = str(int(flows.loc[row, "value"]) + 5_000_000)
    path = tmp_path / "flows.csv"
    flows.to_csv(path, index=False)
    code, out, _ = run(capsys, "verify", FILE, "--flows", path, *RELEASE, "--json")
    held = {row["id"]: row for row in json.loads(out)}
    assert code == 1
    assert held["exports-2019"]["agrees"] is False
    assert held["exports-2019"]["computed"] == pytest.approx(331)
    assert held["exports-2019"]["distance"] == pytest.approx(4.5)
    # without the profile beside them, the records do not tell the area
    assert held["area-2020-01"]["agrees"] is None
    code, out, _ = run(capsys, "verify", FILE, "--flows", path, *RELEASE)
    assert code == 1 and "The records differ from exports-2019." in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "nowhere.toml"), "nowhere.toml"),
        (("check", FILE, "--source", "relase-2020"), "did you mean 'release-2020'?"),
        (("bounds", FILE, "totl", "period=2018"), "did you mean 'total'?"),
        (("bounds", FILE, "total", "period"), "write KEY=VALUE"),
        (("bounds", FILE, "total", "perod=2018"), "unknown key 'perod'"),
        (("bounds", FILE, "total", "period=2018", "period=2019"), "given twice"),
        (("bounds", FILE, "total", "period=2018", "indicator=expots"), "did you mean 'exports'?"),
        (("bounds", FILE, "total", "period=2018", "scope=none"), "no scope 'none'"),
        (("verify", FILE, "--flows", "nowhere.csv"), "nowhere.csv"),
    ],
)
def test_a_wrong_question_is_one_sentence_and_returns_two(capsys, arguments, said):
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert said in err and err.count("\n") == 1 and err.startswith("sez: ")


def test_a_wrong_file_is_told_with_its_line_and_key(capsys, tmp_path):
    path = tmp_path / "wrong.toml"
    path.write_text(
        '[[sources]]\nid = "a"\n\n[[claims]]\nid = "x"\nsource = "a"\nmeasure = "total"\n'
        'where = { period = "2019" }\nprinted = "326"\nunit = "mln RUX"\n'
    )
    code, _, err = run(capsys, "check", path)
    assert code == 2
    assert err.startswith("sez: wrong.toml, line 10: claim 'x', 'unit': unknown unit 'mln RUX'")


def test_texts_of_a_file_cannot_write_on_the_terminal(capsys, tmp_path):
    path = tmp_path / "hostile.toml"
    claim = (
        '[[claims]]\nid = "{}\\u001b[31m\\nline"\nsource = "a"\nmeasure = "total"\n'
        'where = {{ period = "2019" }}\nprinted = "{}"\nunit = "RUB"\n'
    )
    path.write_text('[[sources]]\nid = "a"\n' + claim.format("x", "1") + claim.format("y", "3"))
    code, out, _ = run(capsys, "check", path)
    assert code == 1
    assert "\x1b" not in out
    assert len(out.splitlines()) == 15
