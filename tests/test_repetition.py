"""Each thing is said once: the main points sum up, and the sections go beyond them."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from cells import make_page

from sezlib.language import LANGUAGES

# of which a page tells how it came about, and repeats what any other page of the kind says
CLOSING = ("top", "data", "glossary", "method", "limits", "sources", "readings")
# where two companies sold, shares of different things are alike
FEW = "annual_export of a year without another"
PAGES = {
    "annual_export": {},
    "annual_export of a quarter": {"period": "2019-Q2"},
    "annual_export of zones": {"flows": "data/sample/zones.csv"},
    FEW: {"period": "2006"},
    "compare_zones": {},
    "data_intake": {},
    "destination": {},
    "disclosure": {},
    "markets": {},
    "product": {},
    "published_figures": {},
    "real_releases": {},
    "relief": {},
    "residents": {},
}
# a number with decimals and its unit: whole ones may well be alike and of different things
FIGURE = {
    "en": re.compile(r"[\d,]*\d\.\d+(?:%|\u00a0\w+)?"),
    "ru": re.compile(r"[\d\u00a0]*\d,\d+(?:\u00a0[%\w]+)?"),
}
# what others printed is quoted wherever it is spoken of, and so is that figures are rounded
QUOTED = re.compile(r"[“«\"][^”»\"]*[”»\"]")
# what two of different names contributed may be alike
CONTRIBUTED = re.compile(r"\S+ \([+−][^)]*\)")
NOTES = ("do not add up exactly", "не дают итога точно")
# each contradiction is told alike
ALIKE = re.compile(r"conflict-|\w+-\d+(-mend)?$")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_no_sentence_and_no_figure_stands_twice(name, language, monkeypatch, tmp_path):
    notebook = name.partition(" ")[0]
    notes = make_page(notebook, monkeypatch, tmp_path, language=language, **PAGES[name])["notes"]
    said: dict[str, list[str]] = defaultdict(list)
    figures: dict[str, set[str]] = defaultdict(set)
    for note in notes:
        if note["kind"] in ("heading", "chart"):
            said[plain(note.get("text") or note["title"])].append(note["kind"])
        elif note["kind"] == "passage" and not (
            note["name"].startswith(CLOSING) or ALIKE.match(note["name"])
        ):
            for sentence in note["sentences"]:
                said[plain(sentence)].append(note["name"])
                rest = CONTRIBUTED.sub("", QUOTED.sub("", sentence))
                for figure in CONTRIBUTED.findall(sentence) + FIGURE[language].findall(rest):
                    figures[figure].add(f"{note['name']}: {sentence}")
    assert len(said) > 5
    twice = {text: where for text, where in said.items() if len(where) > 1}
    assert not {text: where for text, where in twice.items() if not text.endswith(NOTES)}
    again = {figure: where for figure, where in figures.items() if len(where) > 1}
    assert not again or name == FEW, again


def plain(sentence: str) -> str:
    return re.sub(r"\s+", " ", sentence).strip(" .").lower()
