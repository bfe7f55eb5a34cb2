"""What makes figures unsafe is told with who comes near, as they are hidden and table by table."""

import json
import re

import pandas as pd
import pytest

import sezlib as sez
from sezlib import disclosure
from sezlib.disclosure import Rules
from sezlib.pages import disclosure as page
from tests import processes

COLUMNS = ["resident", "group", "destination", "value"]
# three in optics, of whom the largest is all but the total; one in each of the rest
ROWS = [
    ("Alpha", "optics", "CHN", 900.0),
    ("Beta", "optics", "CHN", 50.0),
    ("Gamma", "optics", "CHN", 1.0),
    ("Delta", "medical", "KAZ", 70.0),
    ("Beta", "medical", "KAZ", 60.0),
    ("Alpha", "medical", "DEU", 20.0),
]


@pytest.fixture
def flows():
    return pd.DataFrame(ROWS, columns=COLUMNS).assign(period="2019", currency="RUB")


def reviewed(flows, rules=None, **asked):
    tables = [("group",), ("destination",), ("group", "destination")]
    found = disclosure.suppress(flows, ["2019"], rules, tables=tables, **asked)
    return disclosure.review(flows, found.figures, rules).set_index("figure")


def test_an_unsafe_figure_tells_its_reason_its_largest_company_and_who_is_nearest(flows):
    held = reviewed(flows)
    told = held[["contributors", "reason", "company", "nearest"]].to_dict("index")
    # Beta takes off 50 and knows 900 to within 1
    few, near = {"reason": "few"}, {"reason": "near"}
    assert told["total 2019 optics"] == {
        **near, "contributors": 3, "company": "Alpha", "nearest": "Beta"
    }  # fmt: skip
    assert told["total 2019 KAZ"] == {
        **few, "contributors": 2, "company": "Delta", "nearest": "Beta"
    }  # fmt: skip
    # whoever reads a figure of one company knows what it sold
    assert told["total 2019 DEU"] == {**few, "contributors": 1, "company": "Alpha", "nearest": ""}


def test_a_figure_that_a_few_make_up_is_told_as_dominated(flows):
    equal = pd.DataFrame(
        [(name, "optics", "CHN", 100.0) for name in "ABCDE"], columns=COLUMNS
    ).assign(period="2019")
    held = reviewed(pd.concat([flows, equal]), Rules(dominance=(2, 70)))
    # 900 and 100 of 1,451 are 69%, of the rest without E 74%
    assert "total 2019 optics" not in held[held["status"] == "C"].index
    held = reviewed(pd.concat([flows, equal[:4]]), Rules(dominance=(2, 70)))
    told = held.loc["total 2019 optics", ["reason", "company"]].tolist()
    assert told == ["dominance", "Alpha"]


def test_who_has_agreed_to_be_known_is_not_the_company_that_is_given_away(flows):
    held = reviewed(flows, Rules(waivers=("Delta",)))
    assert held.loc["total 2019 KAZ", ["company", "nearest"]].tolist() == ["Beta", "Delta"]


def test_what_comes_out_table_by_table_is_told_beside_what_comes_out_together():
    sample = sez.read("data/sample/flows.csv")
    held = disclosure.review(sample, disclosure.suppress(sample, ["2019"]).figures)
    unsafe = held[held["status"] == "C"]
    assert held["status"].value_counts().to_dict() == {"F": 47, "C": 34, "D": 13}
    assert unsafe["alone_exact"].sum() == 14 and not unsafe["exact"].any()
    assert unsafe["attackers"].isna().all()
    # Bulgaria is the EU without its other members
    [row] = unsafe[unsafe["destination"].eq("BGR") & unsafe["group"].isna()].to_dict("records")
    assert row["alone_low"] == pytest.approx(row["value"], abs=1)
    assert "total 2019 EU" in row["alone_given_away_by"]
    assert row["high"] - row["low"] > row["value"]


def test_the_environment_names_the_rules_where_nobody_else_does(tmp_path, monkeypatch):
    assert disclosure.read_rules() == Rules()
    path = tmp_path / "rules.toml"
    path.write_text("minimum_frequency = 5\n", encoding="utf-8")
    monkeypatch.setenv("SEZLIB_RULES", str(path))
    assert disclosure.read_rules() == Rules(minimum_frequency=5)
    other = tmp_path / "other.toml"
    other.write_text("p_percent = 20\n", encoding="utf-8")
    assert disclosure.read_rules(other) == Rules(p_percent=20)


def text(shown):
    return re.sub("[\u00a0\u202f]", " ", repr(shown))


def sections(flows, language, rules=None):
    ed = sez.edition(flows, period="2019", language=language, page="disclosure")
    found = disclosure.suppress(flows, ["2019"], rules)
    review = disclosure.review(flows, found.figures, rules)
    made = (page.points, page.unsafe, page.hidden, page.cost, page.attacks)
    return {one.__name__: text(one(review, ed)) for one in made}, review, ed


def test_where_nothing_is_unsafe_that_is_all_there_is_to_tell():
    rows = [(name, "optics", "CHN", 100.0) for name in "ABCDE"]
    flows = pd.DataFrame(rows, columns=COLUMNS).assign(period="2019", currency="RUB")
    said, review, ed = sections(flows, "en")
    assert "- None of 5 figures on totals" in said["points"]
    assert said["hidden"] == said["attacks"] == "None"
    for table in (page.unsafe_table, page.hidden_table):
        assert sez.show(table(review, ed), "disclosure-hidden", ed) is None


def test_a_figure_that_can_still_be_known_is_named_with_who_knows_it(flows):
    ed = sez.edition(flows, period="2019", page="disclosure")
    found = disclosure.suppress(flows, ["2019"])
    shown = found.figures.copy()
    shown.loc[shown["destination"].eq("DEU"), "status"] = "F"
    review = disclosure.review(flows, shown)
    said = text(page.attacks(review, ed))
    # medical goods to Germany are all that Germany bought, and the EU, and Europe
    assert "4 unsafe figures can be known too closely" in said
    for named in ("Germany (to anybody)", "Medical devices, Germany (to anybody)"):
        assert named in said


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            "34 would give a company away: 33 because too few companies are behind them and 1 "
            "because a company could be estimated too closely.",
        ),
        (
            "ru",
            "небезопасны 34: за 33 из них стоит слишком мало компаний и по одному можно слишком "
            "точно оценить продажи компании.",
        ),
    ],
)
def test_the_page_is_made_and_states_no_rule(language, told, tmp_path):
    rules = tmp_path / "keepsafe.toml"
    rules.write_text("minimum_frequency = 3\np_percent = 10.0625\n", encoding="utf-8")
    given = ["-p", "period=2019", "-p", f"language={language}", "--out", tmp_path / "out"]
    done = processes.run("report", "disclosure", *given, env={"SEZLIB_RULES": str(rules)})
    assert done.returncode == 0, done.stderr
    html = re.sub("[\u00a0\u202f]", " ", (tmp_path / "out/report.html").read_text("utf-8"))
    assert told in html
    summary = json.loads((tmp_path / "out/summary.json").read_text("utf-8"))
    held = {one["id"]: one["value"] for one in summary["figures"]}
    assert held["disclosure_exact_table_by_table"] == 14
    assert held["disclosure_known_closely"] == 0
    for path in (tmp_path / "out").rglob("*.*"):
        assert b"keepsafe" not in path.read_bytes() and b"10.0625" not in path.read_bytes(), path
