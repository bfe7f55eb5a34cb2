"""Metric tables as they are printed."""

import json

import pandas as pd
import pytest

import sezlib as sez
from sezlib import trace
from sezlib.flows import WITHHELD, Unavailable
from sezlib.pages import tables


@pytest.fixture
def edition(flows):
    return sez.edition(flows, period="2019")


def test_a_table_escapes_what_the_data_says(edition, flows):
    flows = flows.assign(resident="<b>&'\"</b>")
    table = tables.show(sez.rank(flows, "resident"), "residents", edition, latest=True)
    assert "<b>" not in table._repr_html_()
    assert "&lt;b&gt;&amp;&#39;&#34;&lt;/b&gt;" in table._repr_html_()


def test_a_table_has_a_caption_and_heads_that_say_their_column(edition, flows):
    html = tables.show(sez.growth(flows), "total", edition)._repr_html_()
    assert "<caption>Exports by year</caption>" in html
    assert html.count("<th scope='col'") == 4


def test_the_remainder_says_how_many_it_holds(edition, flows):
    ranking = sez.rank(flows, "resident", top=1)
    assert "1 other" in repr(tables.show(ranking, "residents", edition, latest=True))


def test_what_could_not_be_had_shows_nothing(edition):
    assert tables.show(Unavailable(("site",)), "groups", edition) is None


def test_a_long_table_is_cut_on_the_page_and_says_so(edition, flows):
    many = sez.total(flows.loc[[0] * 60].assign(site=[f"s{i:02d}" for i in range(60)]), by="site")
    shown = tables.show(many.rename(columns={"site": "resident"}), "residents", edition)
    assert len(shown.cells) == tables.MOST_PRINTED
    assert "the first 40 of 60 rows" in shown.caption


def test_the_record_keeps_codes_and_unrounded_numbers(edition, flows, tmp_path, monkeypatch):
    monkeypatch.setenv(trace.VARIABLE, str(tmp_path))
    tables.show(sez.share(flows, "destination"), "destinations", edition, latest=True, hidden=True)
    kept = json.loads((tmp_path / trace.NOTES).read_text())
    assert kept["columns"] == ["destination", "total", "share"]
    assert kept["rows"] == [["CHN", 45.0, 0.75], ["KAZ", 15.0, 0.25]]


def test_two_metrics_stand_side_by_side_and_lose_no_row(flows):
    both = tables.beside(sez.share(flows, "group"), sez.contribution(flows, "group"))
    assert len(both) == 5
    assert both["share"].sum() == pytest.approx(3.0)


def test_what_only_one_of_two_metrics_knows_keeps_its_row(flows):
    both = tables.beside(sez.share(flows[:2], "group"), sez.total(flows[1:], by="group"))
    assert both["period"].tolist() == ["2017", "2018", "2018", "2019", "2019"]
    assert both["share"].notna().sum() == 2


def test_a_table_of_ones_own_is_shown_under_its_own_names(edition, flows):
    mine = sez.total(flows, by="resident").rename(columns={"total": "weight"})
    shown = tables.show(mine, "my table", edition)
    assert shown.caption == "my table" and shown.heads == ("Company", "Period", "weight")


def test_what_is_censored_is_not_told_as_new(edition, flows):
    pairs = sez.first_exports(flows, of=("group", "destination"))
    countries = sez.first_exports(flows, of="destination")
    told = tables.beginnings(pairs, countries)
    assert told["period"].tolist() == ["2018"]
    assert told["status"].tolist() == ["first"]


@pytest.mark.parametrize(
    ("column", "value", "english", "russian"),
    [
        ("total", 1234567.0, "1.23", "1,23"),
        ("share", 0.125, "12.5%", "12,5 %"),
        ("contribution", -0.0375, "−3.8", "−3,8"),
        ("count", 1200, "1,200", "1 200"),
        ("p90", 4.25, "4.3", "4,3"),
        ("hhi", 0.3333, "0.333", "0,333"),
        ("growth", None, "–", "–"),
    ],
)
def test_each_kind_of_column_is_shown_in_the_unit_of_its_head(column, value, english, russian):
    table = pd.DataFrame({"zone": ["a", "b"], column: [value, 0]})
    for language, told in (("en", english), ("ru", russian)):
        ed = sez.Edition(period="2019", language=language, currency="RUB")
        shown = tables.show(table, "mine", ed)
        assert shown.cells[0][1].replace("\u00a0", " ") == told
        if column == "total":
            unit = {"en": "RUB\u00a0million", "ru": "млн\u00a0руб."}[language]
            assert shown.heads[1].endswith(unit)


def test_the_latest_table_shows_its_period_alone_and_the_largest_first(edition, flows):
    shown = tables.show(sez.total(flows, by="resident"), "residents", edition, latest=True)
    amounts = flows[flows["period"].str[:4] == "2019"].groupby("resident")["value"].sum()
    assert [cells[0] for cells in shown.cells] == list(amounts.sort_values()[::-1].index)


@pytest.mark.parametrize(
    ("period", "caption"),
    [("2017", "Exports by country, 2017"),
     ("2019", "Exports and contributions to growth by country, 2019")],
)  # fmt: skip
def test_a_caption_names_no_column_that_is_not_printed(flows, period, caption):
    moved = sez.contribution(flows, "destination")
    made = tables.show(moved, "markets-moved", sez.edition(flows, period=period), latest=True)
    assert made.caption == caption


def test_parts_that_make_a_whole_have_a_row_of_it_and_others_have_none(flows):
    ed = sez.edition(flows, period="2019")
    both = tables.beside(sez.share(flows, "group"), sez.contribution(flows, "group"))
    shown = tables.show(both, "groups", ed, latest=True)
    assert shown.cells[-1] == ("Total", "60", "100.0%", "40", "50.0")
    assert shown._repr_html_().count("<tr class='whole'>") == 1
    # one of two groups, all years, and what is hidden are no whole
    part = both[both["group"] == "optics"]
    hidden = both.assign(share=both["share"].astype(object).where(both["total"] < 40, WITHHELD))
    for table, latest in ((part, True), (both, False), (hidden, True)):
        assert "whole" not in tables.show(table, "groups", ed, latest=latest)._repr_html_()


def test_the_line_below_a_share_is_as_long_as_the_share_that_is_printed():
    def row(share):
        return tables.Table("t", "T", ("Group", "Share"), (("a", share),), (False, True), shares=1)

    for share, width in (("32.0%", "32.0"), ("0,4\u00a0%", "0.4"), ("100.0%", "100.0")):
        assert f"style='--bar:{width}%'" in row(share)._repr_html_()
    for share in ("–", "[c]", "less than 0.1%", "−5.0%", "1,497.4%"):
        assert "style=" not in row(share)._repr_html_()


def test_a_row_wider_than_a_phone_carries_its_heads_for_where_it_reads_down():
    def html(*heads):
        numeric = (False,) + (True,) * (len(heads) - 1)
        return tables.Table("t", "T", heads, (("1",) * len(heads),), numeric)._repr_html_()

    # words part lines, and hard spaces do not
    assert "data-head='&lt;a&gt;'" in html("Country", "<a>", "a" * 32)
    assert "class='table wide'" in html("Country", "x\u00a0" * 20)
    assert "data-head" not in html("Country", "words " * 20)
