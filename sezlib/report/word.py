"""Word documents: A4, headings, real tables, described pictures; the same bytes each time."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sezlib.report.office import LOCALES, zip_parts
from sezlib.texts import clean_text

if TYPE_CHECKING:
    from docx.document import Document

    from sezlib.report.letterhead import Letterhead

# what a page leaves between its margins and a chart takes, in mm; the size of the text of a table,
# in points, and of one of many columns; and how many letters of a text, and of a row, have one line
WIDTH, PICTURE, TALLEST, SMALL, LEAST, PROSE, LETTERS, FONT = 160, 100, 160, 9, 7, 24, 80, "Calibri"
# class of a paragraph of the page: its style
STYLES = {"warning": "Intense Quote", "reading": "Quote"}
SKIPPED = ("script", "nav", "style", "svg")
# colour of a letterhead: the styles that have it, as it is on light paper
COLOURED = {
    "house": ("Title", "Heading 1", "Heading 2", "Heading 3"),
    "ink": ("Normal",),
    "quiet": ("Caption", "Quote"),
}
BLOCKS = {"p", "ul", "ol", "figure", "img", "table", "pre", "div", *(f"h{n}" for n in range(1, 7))}


def begin_document(title: str, language: str, made: str, font: str = "") -> Document:
    """Return an empty A4 document in a language, with its title; `made` is the time it states."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Mm, RGBColor

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    styles: Any = document.styles
    styles["Title"].font.size = styles["Heading 1"].font.size * 1.4
    for name in ("Caption", "Intense Quote"):
        # the blue of the headings: its own is too light for small letters
        styles[name].font.color.rgb = RGBColor(0x36, 0x5F, 0x91)
    for fonts in styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for kind in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(kind), font or FONT)
    for held in styles.element.iter(qn("w:lang")):
        held.set(qn("w:val"), LOCALES[language])
    about = document.core_properties
    about.title, about.language = clean_text(title), LOCALES[language]
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = datetime.fromisoformat(made)
    return document


def add_table(document: Document, rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> Any:
    """Add a table whose first row holds the heads, which stand again on each page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    table: Any = document.add_table(len(rows), len(rows[0]), "Light Shading")
    table.autofit = False
    # heads between lines, and neither bands nor bold names
    for name, value in {"val": "0620", "firstColumn": "0", "noHBand": "1"}.items():
        table._tbl.tblPr.find(qn("w:tblLook")).set(qn(f"w:{name}"), value)
    # a column is as wide as its longest word, and as its text where there is room
    columns = [[text.split(" ") for text in column] for column in zip(*rows, strict=True)]
    words = [4 + max(len(word) for text in column for word in text) for column in columns]
    lines = [4 + max(min(len(" ".join(text)), PROSE) for text in column) for column in columns]
    more = [max(line - word, 0) for word, line in zip(words, lines, strict=True)]
    room = min(max(LETTERS - sum(words), 0) / (sum(more) or 1), 1)
    needed = [word + room * rest for word, rest in zip(words, more, strict=True)]
    size = Pt(max(min(SMALL * LETTERS / sum(words), SMALL), LEAST))
    for column, letters in zip(table.columns, needed, strict=True):
        column.width = Mm(WIDTH * letters / sum(needed))
    for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        # a row stays on its page, and the heads stand again on each
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit" if number else "w:tblHeader"))
        # no page begins with the last row of a table, or ends with the first
        joined = number < 2 or len(rows) - 4 < number < len(rows) - 1
        for cell, text, right, column in zip(row.cells, texts, numeric, table.columns, strict=True):
            cell.text, cell.width = clean_text(text), column.width
            look = cell.paragraphs[0].paragraph_format
            for run in cell.paragraphs[0].runs:
                run.font.size = size
            look.keep_with_next, look.space_before, look.space_after = joined, Pt(1.5), Pt(1.5)
            if right:
                cell.paragraphs[0].alignment = 2
    return table


def save_document(document: Document) -> bytes:
    """Return the bytes of a document."""
    held = io.BytesIO()
    document.save(held)
    with zipfile.ZipFile(held) as read:
        return zip_parts({part: read.read(part) for part in read.namelist()})


def write_document(
    page: str, built: Path, language: str, made: str, head: Letterhead | None = None
) -> bytes:
    """Return a report's page as a Word document.

    Pictures are those of the page, or the PNG files of the folder `built` that it links to.
    """
    from lxml.html import document_fromstring

    tree = document_fromstring(page)
    title = tree.findtext(".//title") or ""
    document = begin_document(title, language, made, head.font if head else "")
    section = document.sections[0]
    foot: Any = section.footer.paragraphs[0]
    if head:
        _add_letterhead(document, head, language)
        foot = section.footer.add_paragraph()
    foot.alignment = 1
    for word in ("PAGE", " / ", "NUMPAGES"):
        _add_field(foot, word) if word.isalpha() else foot.add_run(word)
    _add_blocks(document, tree.find(".//main"), built)
    return save_document(document)


def _add_letterhead(document: Any, head: Letterhead, language: str) -> None:
    from docx.shared import Mm, RGBColor

    section, name = document.sections[0], head.name(language)
    top = section.header.paragraphs[0]
    if head.png:
        shape = top.add_run().add_picture(io.BytesIO(head.png), height=Mm(12))
        shape._inline.docPr.set("descr", name)
    top.add_run(f"  {name}" if head.png else name)
    section.footer.paragraphs[0].text = "\n".join(head.lines(language))
    for colour, (light, _) in (head.colours or {}).items():
        for style in COLOURED.get(colour, ()):
            document.styles[style].font.color.rgb = RGBColor.from_string(light[1:].upper())


def _add_field(paragraph: Any, name: str) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    field = f'<w:fldSimple {nsdecls("w")} w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))


def _add_blocks(document: Any, parent: Any, built: Path) -> None:
    """Add what stands in an element, or the blocks among the parts of a list's item."""
    for at in parent:
        shown = isinstance(at.tag, str) and at.get("class") not in ("back", "letterhead")
        name = at.tag if shown else SKIPPED[0]
        if name[0] == "h" and name[1:].isdigit():
            document.add_heading(_text("".join(at.itertext())).strip(), int(name[1]) - 1)
        elif name in ("ul", "ol"):
            for number, item in enumerate(at.iterfind("li"), 1):
                # numbers as text: Word would count on from the list before
                style = "List Bullet" if name == "ul" else "List"
                paragraph = document.add_paragraph(f"{number}. " if name == "ol" else "", style)
                _add_runs(paragraph, item)
                _add_blocks(document, [child for child in item if child.tag in BLOCKS], built)
        elif name in ("figure", "img"):
            _add_figure(document, at, built)
        elif name == "table":
            _add_page_table(document, at)
        elif name not in SKIPPED and any(c.tag in BLOCKS for c in at.iterdescendants()):
            if (at.text or "").strip():
                document.add_paragraph(_text(at.text))
            _add_blocks(document, at, built)
        elif name not in SKIPPED and "".join(at.itertext()).strip():
            style = STYLES.get(at.get("class", ""), "Normal")
            _add_runs(document.add_paragraph(style=style), at, name)
        if not isinstance(parent, list) and (at.tail or "").strip():
            document.add_paragraph(_text(at.tail))


def _text(raw: str) -> str:
    """Return a text as a page shows it: breaks of its source are blanks, and hard blanks stay."""
    return clean_text(re.sub(r"[ \t\r\n\f]+", " ", raw))


def _add_runs(paragraph: Any, at: Any, look: str = "") -> None:
    """Add the text of an element, with its links, its raised signs and what is bold."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    def add(text: str | None) -> None:
        if text:
            lines = map(clean_text, text.split("\n")) if look == "pre" else [_text(text)]
            run = paragraph.add_run("\n".join(lines))
            run.bold, run.font.superscript = look == "strong" or None, look == "sup" or None
            run.font.name = "Courier New" if look == "pre" else None

    add(at.text)
    for child in at:
        address = child.get("href", "") if child.tag == "a" else ""
        if address.startswith(("http://", "https://", "mailto:")):
            run = paragraph.add_run(_text("".join(child.itertext())))
            run.font.underline = True
            to = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), to)
            link.append(run._r)
            paragraph._p.append(link)
        elif child.tag == "br":
            paragraph.add_run().add_break()
        elif isinstance(child.tag, str) and child.tag not in {*SKIPPED, *BLOCKS}:
            _add_runs(paragraph, child, child.tag if child.tag in ("sup", "strong") else look)
        add(child.tail)


def _add_figure(document: Any, at: Any, built: Path) -> None:
    """Add a picture of the page with its caption, or the file of a chart, which has its title."""
    from docx.shared import Mm

    paths = [at.get(name) or "" for at in at.iter("img", "a") for name in ("src", "href")]
    held = [p.partition(",")[2] for p in paths if re.match("data:image/(png|jpeg);base64,", p)]
    files = [built / p for p in paths if re.fullmatch(r"figures/[^/]+\.png", p)]
    alts = [at.get(name) for at in at.iter() for name in ("alt", "aria-label") if at.get(name)]
    if held or files:
        picture = base64.b64decode(held[0]) if held else files[0].read_bytes()
        shape = document.add_picture(io.BytesIO(picture), width=Mm(PICTURE))
        if shape.height > Mm(TALLEST):
            shape.width, shape.height = shape.width * Mm(TALLEST) // shape.height, Mm(TALLEST)
        shape._inline.docPr.set("descr", clean_text(alts[0] if alts else ""))
    for link in [link for link in at.iter("a") if link.get("href", "").startswith("figures/")]:
        link.drop_tree()
    for caption in at.iter("p") if files else at.iter("figcaption", "p"):
        _add_runs(document.add_paragraph(style="Caption"), caption)


def _add_page_table(document: Any, at: Any) -> None:
    for held in at.iterfind("caption"):
        caption = document.add_paragraph(_text("".join(held.itertext())).strip(), "Caption")
        caption.paragraph_format.keep_with_next = True
    lines = [[c for c in line if c.tag in ("th", "td")] for line in at.iter("tr")]
    # a cell over several columns leaves the rest of them empty
    texts = [
        [t for c in line for t in (_text("".join(c.itertext())).strip(), *[""] * (_span(c) - 1))]
        for line in lines
    ]
    columns = max(map(len, texts), default=0)
    if not columns:
        return
    numeric = [c.get("class") == "n" for c in lines[0]] + [False] * columns
    padded = [line + [""] * (columns - len(line)) for line in texts]
    table = add_table(document, padded, numeric[:columns])
    whole = [line.get("class") == "whole" for line in at.iter("tr")]
    for row, bold in zip(table.rows, whole, strict=True):
        for run in (run for cell in row.cells for p in cell.paragraphs for run in p.runs):
            run.bold = bold or None
    document.add_paragraph()


def _span(cell: Any) -> int:
    written = cell.get("colspan", "1")
    return min(int(written), 100) if written.isdecimal() and written != "0" else 1
