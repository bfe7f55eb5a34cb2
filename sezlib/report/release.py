"""The files of a press release: text, HTML, Word, and its figures as claims."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from markupsafe import Markup

from sezlib.claims.file import parse
from sezlib.language import Edition
from sezlib.pages.published import label_of
from sezlib.pages.release import headline, html, pieces, text
from sezlib.report import folder
from sezlib.texts import clean_text

STYLES = {"headline": "Title", "heading": "Heading 1", "quote": "Quote", "note": "Caption"}
LOCALES = {"en": "en-GB", "ru": "ru-RU"}
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
# a file of a ZIP archive has a date, and the same release is the same bytes
DATED = (1980, 1, 1, 0, 0, 0)


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
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    ed, document = Edition("", told["language"]), Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    document.styles["Title"].font.size = document.styles["Heading 1"].font.size * 1.4
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LOCALES[ed.language])
    about = document.core_properties
    about.title, about.language = title, LOCALES[ed.language]
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = datetime.fromisoformat(made)
    figure = document.styles.add_style("Figure", WD_STYLE_TYPE.CHARACTER)
    shown: dict[str, str] = {}
    for style, marked in told["paragraphs"]:
        paragraph = document.add_paragraph(style=STYLES.get(style, "Normal"))
        for name, part in pieces(marked):
            paragraph.add_run(clean_text(part), figure if name else None)
            shown.setdefault(name, part)
    heading = document.add_heading(ed.say("release-figures"), 1)
    heading.paragraph_format.page_break_before = True
    table = document.add_table(1, 3, "Light List")
    table.autofit = False
    heads = ("release-figure-text", "release-figure-what", "release-figure-claim")
    rows = [list(map(ed.say, heads))]
    ed = replace(ed, year_begins=told["head"].get("year_begins", ""))
    for claim in parse(spell_claims(told, "")):
        rows.append([shown[claim.id], label_of(claim, ed), claim.id])
    for number, texts in enumerate(rows):
        row = table.add_row() if number else table.rows[0]
        # a row stays on its page, and the heads stand again on each
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit" if number else "w:tblHeader"))
        for cell, part in zip(row.cells, texts, strict=True):
            cell.text = clean_text(part)
    # a reader of Word files takes the width of the column, another one that of each cell
    for column, width in zip(table.columns, WIDTHS, strict=True):
        for part in (column, *column.cells):
            part.width = Mm(width)
    held = io.BytesIO()
    document.save(held)
    return _undated(held)


def _undated(held: io.BytesIO) -> bytes:
    bare = io.BytesIO()
    with zipfile.ZipFile(held) as read, zipfile.ZipFile(bare, "w") as written:
        for part in read.namelist():
            written.writestr(zipfile.ZipInfo(part, DATED), read.read(part), zipfile.ZIP_DEFLATED)
    return bare.getvalue()
