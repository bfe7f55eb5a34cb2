"""Text from the data is text wherever it comes into HTML or SVG, and never becomes markup."""

from __future__ import annotations

import ast
import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup

import sezlib as sez
from sezlib.batch import index
from sezlib.pages import drawing, exports, tables, zones
from sezlib.pages.passage import Chapter, Passage
from sezlib.report import outputs

ROOT = Path(__file__).parent.parent
HOSTILE = '<evil on="1">&amp;\'"</evil></title></td></q>'


class Reader(HTMLParser):
    """What a browser makes of a page: its elements, its texts and its attributes."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.texts, self.attributes = [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes += [f"{name}={value}" for name, value in attrs]

    def handle_data(self, data):
        self.texts.append(data)


def assert_harmless(page, times):
    """Raise unless the hostile text stands so many times in texts or attributes, and is no more."""
    seen = Reader(page)
    assert "evil" not in seen.elements
    assert not [a for a in seen.attributes if a.startswith("on=")]
    told = "".join(seen.texts).count(HOSTILE) + sum(a.count(HOSTILE) for a in seen.attributes)
    assert told == times


def test_a_passage_shows_every_part_of_it_as_text():
    held = Passage(HOSTILE, HOSTILE, (HOSTILE,), (HOSTILE, HOSTILE), 2, HOSTILE, HOSTILE)
    assert_harmless(held._repr_html_(), 7)
    assert_harmless(Chapter((held, held))._repr_html_(), 14)


def test_a_table_shows_caption_heads_and_cells_as_text(flows):
    ed = sez.edition(flows, period="2019")
    table = pd.DataFrame({"resident": [HOSTILE], HOSTILE: [1.0], "zone": [HOSTILE]})
    # the caption is told to those who do not see the table too, and heads to those with a telephone
    assert_harmless(tables.show(table, HOSTILE, ed)._repr_html_(), 6)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_table_that_is_cut_or_tells_of_a_part_of_a_year_keeps_its_caption_text(language):
    ed = sez.Edition(period="2019", language=language, months=6)
    table = pd.DataFrame({"resident": ["a"] * 50, "value": [1.0] * 50})
    assert_harmless(tables.show(table, HOSTILE, ed)._repr_html_(), 2)


def test_the_page_shows_headings_titles_and_alternative_texts_as_text():
    shown = nbformat.v4.new_output(
        "display_data",
        {"image/png": "AAAA", "text/plain": HOSTILE},
        metadata={"image/png": {"alt": HOSTILE}},
    )
    plain = nbformat.v4.new_output("execute_result", {"text/plain": HOSTILE}, execution_count=1)
    cell = nbformat.v4.new_code_cell("1", outputs=[shown, plain])
    main = nbformat.v4.new_output(
        "execute_result",
        {"text/html": Passage("main-points", "Heading", points=("one",))._repr_html_()},
        execution_count=2,
    )
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("2", outputs=[main]), cell])
    notes = [
        {"kind": "edition", "language": "en", "contents": HOSTILE, "title": HOSTILE},
        {"kind": "heading", "id": "t", "text": HOSTILE, "level": 1},
        {"kind": "heading", "id": HOSTILE, "text": HOSTILE, "level": 2},
        {"kind": "heading", "id": "two", "text": HOSTILE, "level": 2},
        {"kind": "heading", "id": "three", "text": HOSTILE, "level": 2},
    ]
    made = outputs.page(nb, notes)
    seen = Reader(made)
    assert "evil" not in seen.elements
    assert f"alt={HOSTILE}" in seen.attributes
    assert "".join(seen.texts).count(HOSTILE) >= 2


def test_the_page_template_escapes_all_but_what_has_been_escaped():
    template = (ROOT / "sezlib/report/template/sezlib/index.html.j2").read_text("utf-8")
    raw = [told for told in re.findall(r"{{(.*?)}}", template) if "escape_html" not in told]
    # what passages and tables have escaped, what the notebook's author wrote, and blocks
    assert {told.strip() for told in raw} == {
        "super()",
        "back",
        "output.data['text/html'] if main else output.data['text/html'] | replace('<h2 ', back)",
        "output.data['text/html'] | replace('<th></th>', '<td></td>')",
        "chart.svg",
        "cell.source | markdown2html",
    }


def test_the_page_of_all_reports_shows_names_titles_and_errors_as_text(tmp_path):
    hostile = HOSTILE.replace("/", "")
    for name, status in ((f"good {hostile}", "completed"), (f"bad {hostile}.failed", "failed")):
        (tmp_path / name).mkdir()
        manifest = {"made_by": "sezlib", "status": status, "finished": "2026-01-01T00:00:00+00:00",
                    "parameters": {"period": HOSTILE}, "error": {"message": HOSTILE}}  # fmt: skip
        (tmp_path / name / "manifest.json").write_text(json.dumps(manifest))
        summary = {"title": HOSTILE, "figures": [{"id": "total", "value": 1, "unit": HOSTILE}]}
        (tmp_path / name / "summary.json").write_text(json.dumps(summary))
        (tmp_path / name / "report.html").write_text("")
        (tmp_path / name / "tables").mkdir()
        rows = pd.DataFrame({"period": [HOSTILE, HOSTILE], "total": [1, 2]})
        rows.to_csv(tmp_path / name / "tables" / "total.csv", index=False)
    index.write_page(tmp_path, {})
    text = (tmp_path / "index.html").read_text("utf-8")
    seen = Reader(text)
    assert "evil" not in seen.elements and not [a for a in seen.attributes if a[:3] == "on="]
    texts = "".join(seen.texts)
    # title, two periods, unit, error, the line told twice over two years
    assert texts.count(HOSTILE) >= 6 and texts.count(hostile) >= 3


def test_a_drawn_file_holds_names_as_text(tmp_path, monkeypatch):
    monkeypatch.setenv("SEZLIB_RUN", str(tmp_path))
    monkeypatch.setattr("IPython.display.display", lambda *a, **kw: None)
    name = '<evil on="1">&amp;\'</evil>'
    rows = [(p, "CHN", name, z, 1.0) for p in ("2018", "2019") for z in (name, "other")]
    flows = pd.DataFrame(rows, columns=["period", "destination", "group", "zone", "value"])
    flows.loc[2, "value"] = 9.0
    ed = sez.edition(flows, period="2019", zone=name, currency="<evil>")
    exports.draw_contributions(sez.contribution(flows, "group"), ed)
    zones.draw_totals(sez.compare(flows, of="zone"), ed)
    for chart in ("contributions", "zones"):
        drawn = ElementTree.parse(tmp_path / "figures" / f"{chart}.svg")
        assert not [e for e in drawn.iter() if "evil" in e.tag or "on" in e.attrib]
        assert "<evil" in "".join(drawn.getroot().itertext())
        told = {"name": chart, "alt": f'"{name}', "digest": "0"}
        shown = drawing.embed((tmp_path / "figures" / f"{chart}.svg").read_text("utf-8"), told)
        assert not [e for e in Reader(shown).elements if e in ("evil", "style", "metadata")]
        # spelled as nbconvert would spell it, which is not given it
        inside = shown.partition(">")[2]
        assert str(BeautifulSoup(shown, "html.parser")).partition(">")[2] == inside
        # a text that looks like an attribute or a colour is a text
        assert "<evil" in html.unescape(re.sub("<[^>]*>", "", shown))


def test_markup_is_only_what_the_code_itself_spells_out():
    # a text put into Markup as it is would be taken for markup
    for path in sorted((ROOT / "sezlib").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Markup":
                assert all(isinstance(given, ast.Constant) for given in node.args), path
