"""The files of a press release: text, HTML, Word, and its figures as claims."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from markupsafe import Markup

from sezlib.claims.file import parse
from sezlib.language import Edition
from sezlib.pages.published import label_of
from sezlib.pages.release import headline, html, pieces, text
from sezlib.report import folder
from sezlib.report.word import add_table, begin_document, save_document
from sezlib.texts import clean_text

STYLES = {"headline": "Title", "heading": "Heading 1", "quote": "Quote", "note": "Caption"}
HTML = Markup("""<!DOCTYPE html>
<html lang="{}">
<head><meta charset="utf-8"><title>{}</title>
<style>body {{ max-width: 42em; margin: 2em auto; padding: 0 1em; font: 1.1em/1.5 serif }}
h1, h2 {{ line-height: 1.2 }} .warning {{ border: 1px solid; padding: .3em .6em }}
.reading {{ font-style: italic }}</style></head>
<body>
{}
</body>
</html>
""")
# of the columns of the table of figures, in mm of the 160 that an A4 page leaves
WIDTHS = (55, 70, 35)


def write_release(told: dict[str, Any], about: dict[str, Any], built: Path, made: str) -> None:
    """Write a release, as its page noted it, to a folder: as text, HTML, Word and claims.

    `about` is what the run noted of its edition, `made` the time that the document states.
    """
    # what is told of several zones together is of none of them
    zone = "" if told["several"] else about["zone"]
    language, paragraphs, claims = told["language"], told["paragraphs"], told["claims"]
    title = headline(paragraphs)
    body = html(paragraphs, claims)
    folder.write(built / "release.txt", text(paragraphs))
    folder.write(built / "release.html", str(HTML.format(language, title, body)))
    with folder.replacing(built / "release.docx") as file:
        file.write(_word(told, title, made))
    folder.write(built / "claims.toml", spell_claims(told, zone))


def spell_claims(told: dict[str, Any], zone: str) -> str:
    """Return the claims of a release as a claims file; `zone` is the one that they are of."""
    title = headline(told["paragraphs"])
    head = told["head"] | {"zone": zone} if zone else told["head"]
    source = {"id": "release", "title": title, "language": told["language"]}
    tables = [_table(head), "[[sources]]\n" + _table(source)]
    return "\n".join([*tables, *("[[claims]]\n" + _table(claim) for claim in told["claims"])])


def _table(held: dict[str, Any]) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in held.items() if value)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(held)}" for key, held in value.items()) + " }"
    # a text of JSON is one of TOML, but for a control character, and there is none left
    return json.dumps(clean_text(value), ensure_ascii=False)


def _word(told: dict[str, Any], title: str, made: str) -> bytes:
    """Return a release as a Word document, with a table of its figures at the end."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm

    ed, document = Edition("", told["language"]), begin_document(title, told["language"], made)
    figure = document.styles.add_style("Figure", WD_STYLE_TYPE.CHARACTER)
    shown: dict[str, str] = {}
    for style, marked in told["paragraphs"]:
        paragraph = document.add_paragraph(style=STYLES.get(style, "Normal"))
        for name, part in pieces(marked):
            paragraph.add_run(clean_text(part), figure if name else None)
            shown.setdefault(name, part)
    heading = document.add_heading(ed.say("release-figures"), 1)
    heading.paragraph_format.page_break_before = True
    heads = ("release-figure-text", "release-figure-what", "release-figure-claim")
    rows = [list(map(ed.say, heads))]
    ed = replace(ed, year_begins=told["head"].get("year_begins", ""))
    for claim in parse(spell_claims(told, "")):
        rows.append([shown[claim.id], label_of(claim, ed), claim.id])
    table = add_table(document, rows, [False] * 3)
    table.autofit = False
    # a reader of Word files takes the width of the column, another one that of each cell
    for column, width in zip(table.columns, WIDTHS, strict=True):
        for part in (column, *column.cells):
            part.width = Mm(width)
    return save_document(document)
