"""What a notebook shows of flows: the page of a report in a cell, and drop-downs."""

from __future__ import annotations

from html.parser import HTMLParser

import pandas as pd
import polars as pl
import pytest

import sezlib as sez
from tests.conftest import ROOT

SAMPLE = ROOT / "data" / "sample"
HOSTILE = "</option><img src=x onerror=evil()>\u202e"


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_a_table_makes_the_report_that_its_file_makes(published, tmp_path):
    flows = sez.read(SAMPLE / "flows.csv")
    made = sez.make_report(
        flows, period=2019, out=tmp_path / "out", profile=str(SAMPLE / "profile.toml")
    )
    assert made.folder == tmp_path / "out"
    _, of_file = published("en")
    for name in ("summary.json", *(f"tables/{p.name}" for p in of_file.glob("tables/*.csv"))):
        assert (made.folder / name).read_bytes() == (of_file / name).read_bytes(), name
    ((tag, given),) = Tags(made._repr_html_()).tags
    assert tag == "iframe" and given["srcdoc"] == (made.folder / "report.html").read_text("utf-8")
    # nothing in it may run, nor reach the notebook around it
    assert given["sandbox"] is None


@pytest.mark.parametrize("language", ["en", "ru"])
def test_drop_downs_show_what_flows_of_all_that_is_picked_are_worth(language):
    flows = sez.read(SAMPLE / "flows.csv")
    fields, shown = sez.explore(flows, language).children
    year, group, country, *_, by = fields.children
    year.value, country.value = "2019", "KAZ"
    by.value = "group"
    held = flows[flows["period"].str.startswith("2019") & (flows["destination"] == "KAZ")]
    ed = sez.Edition("2019", language)
    totals = held.groupby("group")["value"].sum().sort_values(ascending=False)
    assert len(totals) > 2
    places = [shown.value.index(ed.group(name)) for name in totals.index]
    assert places == sorted(places)
    group.value = totals.index[0]
    assert ed.number(totals.iloc[0] / 1e6, 2) in shown.value
    group.value, country.value, year.value = totals.index[0], "KAZ", "2006"
    assert ed.group(totals.index[1]) not in shown.value


def test_drop_downs_take_any_table_and_a_path_and_keep_names_as_text(tmp_path):
    flows = sez.example().assign(resident=[HOSTILE, *"ABCD"])
    flows.to_csv(tmp_path / "flows.csv", index=False)
    for given in (flows, pl.from_pandas(flows).lazy(), tmp_path / "flows.csv"):
        fields, shown = sez.explore(given).children
        fields.children[-1].value = "resident"
        assert "img" not in [tag for tag, _ in Tags(shown.value).tags] and "onerror" in shown.value


def test_what_nobody_sold_says_so():
    flows = pd.DataFrame(
        {"period": ["2018", "2019"], "destination": ["CHN", "KAZ"], "value": [1.0, 2.0]}
    )
    fields, shown = sez.explore(flows).children
    fields.children[0].value, fields.children[1].value = "2019", "CHN"
    assert shown.value == "No figure of the report is of all that is picked"


def test_wrong_flows_are_refused_in_a_sentence(tmp_path):
    with pytest.raises(sez.FlowsError, match="no flows in the year '1999'"):
        sez.make_report(sez.example(), period="1999", out=tmp_path / "out")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("flows", "told"),
    [
        (None, "cannot be the flows"),
        (sez.example().head(0), "flows without rows"),
        (pd.DataFrame({"a": [1]}), "no column 'period'"),
    ],
)
def test_drop_downs_of_nothing_are_refused_in_a_sentence(flows, told):
    with pytest.raises(sez.FlowsError, match=told):
        sez.explore(flows)


def test_a_column_of_several_kinds_is_refused_in_a_sentence():
    flows = sez.example().assign(resident=[1, "a", None, "b", 2])
    with pytest.raises(sez.FlowsError, match="a column of several kinds"):
        sez.make_report(flows, period="2019")
