"""What is made of an executed notebook: one self-contained page, a workbook, a CSV file a table."""

from __future__ import annotations

import functools
import math
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from importlib import metadata
from numbers import Number
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from sezlib.flows import WITHHELD
from sezlib.language import Edition
from sezlib.pages.drawing import embed
from sezlib.pages.tables import (
    COUNT,
    FRACTION,
    HOURS,
    INDEX,
    KEY,
    MONEY,
    POINTS,
    UNPRINTED,
    distinct,
    kind_of_column,
    name_key,
)
from sezlib.report.letterhead import Letterhead
from sezlib.texts import neutralise, write_csv

TEMPLATES = Path(__file__).parent / "template"
ANALYST, TOP = "analyst", "top"


def page(
    nb: Any, notes: list[dict[str, Any]], files: dict[str, str] | None = None,
    head: Letterhead | None = None, built: Path | None = None,
) -> str:  # fmt: skip
    """Return the page of an executed notebook: no code, nothing fetched, nothing that runs.

    Cells tagged `analyst` are left out. Those tagged `top` stand behind the first that shows
    something. `notes` is the record of the run, `files` what else the folder has, by its path, and
    `head` an office's letterhead. A chart that the run kept in the folder `built` stands there as
    text and lines, and as a picture otherwise.
    """
    nb = _answer_first(nb)
    editions = [n for n in notes if n["kind"] == "edition"]
    about = editions[-1] if editions else {"language": "en", "title": ""}
    top = next((n["text"] for n in notes if n["kind"] == "heading" and n["level"] == 1), "")
    title = top or nb.metadata.get("title") or "Report"
    told = Edition("", about["language"])
    # contents name what a section is of; its heading tells what was found
    headings = [{"id": n["id"], "text": told.told(f"short-{n['id']}", n["text"])}
                for n in notes if n["kind"] == "heading" and n["level"] == 2]  # fmt: skip
    if files:
        headings.append({"id": "files", "text": told.say("files")})
    charts, drawn = {}, dict[str, str]()
    for note in notes if built else ():
        if note["kind"] == "chart":
            svg = Path(built or "", "figures", f"{note['name']}.svg").read_text("utf-8")
            begun, _, inside = embed(svg, note).partition(">")
            inside, end, _ = inside.rpartition("</svg>")
            # nbconvert reads and rewrites all of a page, and this is most of it
            drawn[mark := f"<!--{uuid4()}-->"] = inside
            charts[note["name"]] = note | {"svg": f"{begun}>{mark}{end}"}
    closing = [told.say("about-version", version=metadata.version("sezlib"))]
    if editions:
        headings.append({"id": "about", "text": told.say("about")})
        stated: Any = about.get("release", {})
        stated = head.state_release(stated, about["language"]) if head else stated
        told = Edition("", about["language"], titled=str(about["title"]), profile=stated)
        closing = [*told.closing(), *closing]
    told_of = {
        "title": title, "top": top, "about": about, "headings": headings, "files": files,
        "charts": charts, "labels": {name: told.say(name) for name in ("files", "about", "back")},
        "letterhead": head, "closing": closing,
        # letters of a style sheet by their numbers are letters, whatever they are
        "head": "".join(f"\\{ord(letter):06x}" for letter in title),
    }  # fmt: skip
    # of nbconvert's own making, and nothing that a user could do about
    with warnings.catch_warnings(action="ignore"):
        html, _ = _exporter().from_notebook_node(nb, resources={"sezlib": told_of})
    for mark, inside in drawn.items():
        html = html.replace(mark, inside)
    return html


def _answer_first(nb: Any) -> Any:
    """Return a notebook whose cells tagged `top` stand behind the first that shows something."""
    shows = [bool(c.get("outputs")) and ANALYST not in c.metadata.get("tags", []) for c in nb.cells]
    after = shows.index(True) + 1 if True in shows else len(shows)
    behind = sorted(nb.cells[after:], key=lambda cell: TOP not in cell.metadata.get("tags", []))
    return type(nb)(nb | {"cells": nb.cells[:after] + behind})


@functools.cache
def _exporter() -> Any:
    from nbconvert.exporters import HTMLExporter
    from traitlets.config import Config

    class Exporter(HTMLExporter):
        """Takes templates from nbconvert itself, and none that the user has in their place."""

        def get_prefix_root_dirs(self) -> list[str]:
            return [str(_installed())]

    config = Config()
    config.TagRemovePreprocessor.enabled = True
    config.TagRemovePreprocessor.remove_cell_tags = {ANALYST}
    with warnings.catch_warnings(action="ignore"):
        return Exporter(
            config=config, template_name="sezlib", extra_template_basedirs=[str(TEMPLATES)],
            template_data_paths=[str(_installed() / "nbconvert" / "templates")], exclude_input=True,
            optimistic_validation=True,
        )  # fmt: skip


def _installed() -> Path:
    """Return the folder of what nbconvert has installed beside its modules."""
    part = "share/jupyter/nbconvert/templates/base/null.j2"
    files = metadata.files("nbconvert") or []
    return next(Path(str(f.locate())).resolve().parents[3] for f in files if str(f).endswith(part))


# https://analysisfunction.civilservice.gov.uk/policy-store/symbols-in-tables-definitions-and-help/
NOT_AVAILABLE, NOT_APPLICABLE = "[x]", "[z]"
INAPPLICABLE = ("rank", "new")
# what no name of a sheet may hold, or end with
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
PATTERNS = {FRACTION: "0.0%", COUNT: "#,##0", POINTS: "0.0", INDEX: "0.000", HOURS: "0.0"}
GENERAL = "General"
PLAIN = {"font_name": "Arial", "font_size": 12, "font_color": "automatic"}
SUBTITLE = PLAIN | {"font_size": 14}
SECTION, TITLE = SUBTITLE | {"bold": True}, PLAIN | {"bold": True, "font_size": 16}
CELL = PLAIN | {"text_wrap": True, "align": "left"}
HEAD = {"bold": True, "bottom": 1, "valign": "top"}
LINK = {"underline": True, "font_color": "blue"}
CONTENTS = ("workbook-contents", "workbook-sheet", "workbook-table")
NOTES = ("workbook-notes", "workbook-number", "workbook-text")
# Arial 12 beside Calibri 11, whose widths XlsxWriter knows; and how wide a column may be, in pixels
SCALE, WIDEST = 1.3, 600
A4, MOST_ROWS = 9, 1_000_000


def write_tables(tables: list[dict[str, Any]], folder: Path) -> None:
    """Write each table as `NAME.csv`: codes as they are, numbers unrounded, nulls empty."""
    for table in tables:
        folder.mkdir(parents=True, exist_ok=True)
        write_csv(folder / f"{table['name']}.csv", table["columns"], table["rows"])


class Sheet(NamedTuple):
    """A sheet of the workbook: lines with their looks, and below them a table; a cover has none."""

    label: str
    lines: list[tuple[str, dict[str, Any]]]
    table: str = ""
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[Any]] = ()
    patterns: Sequence[str] = ()


def write_xlsx(tables: list[dict[str, Any]], passages: list[dict[str, Any]], ed: Edition,
               path: Path, made: str) -> None:  # fmt: skip
    """Write the workbook: cover, contents, notes, and one accessible sheet a table.

    `made` is the time that it states, so that the same tables are the same bytes.
    """
    from xlsxwriter import Workbook

    sheets = list_sheets(tables, passages, ed)
    with Workbook(str(path)) as book:
        about = {"title": neutralise(ed.title()), "created": datetime.fromisoformat(made)}
        book.set_properties(about)
        # XlsxWriter has no place for the language among the properties of a document
        book.set_custom_property("Language", ed.language)
        _, contents, *_ = [_write_sheet(book, sheet) for sheet in sheets]
        for row, (label, _) in enumerate(sheets[1].rows, len(sheets[1].lines) + 1):
            place, look = f"internal:'{label}'!A1", book.add_format(CELL | LINK)
            contents.write_url(row, 0, place, look, label)


def list_sheets(
    tables: list[dict[str, Any]], passages: list[dict[str, Any]], ed: Edition
) -> list[Sheet]:
    """Return the sheets of a workbook: cover, contents, whose rows name others, notes, tables."""
    notes = [neutralise(text) for passage in passages for text in passage["sentences"]]
    sheets = [_sheet(number, table, ed) for number, table in enumerate(tables, 1)]
    captions = [(sheet.label, sheet.lines[0][0]) for sheet in sheets]
    front = [_cover(notes, ed), _listing("contents", CONTENTS, captions, ed)]
    if notes:
        front.append(_listing("notes", NOTES, list(enumerate(notes, 1)), ed))
    return front + sheets


def _cover(notes: list[str], ed: Edition) -> Sheet:
    lines = [(neutralise(ed.title()), TITLE), (ed.say("workbook-introduction"), SECTION)]
    lines += [(text, PLAIN) for text in ed.banner]
    lines += [(ed.say("workbook-intro"), PLAIN)]
    lines += [(ed.say("workbook-about"), SECTION)] if notes else []
    lines += [(note, PLAIN) for note in notes]
    wrapped = [(text, look | {"text_wrap": True}) for text, look in lines]
    return Sheet(ed.say("workbook-cover"), wrapped)


def _listing(name: str, told: Iterable[str], rows: Sequence[Sequence[Any]], ed: Edition) -> Sheet:
    title, *heads = map(ed.say, told)
    lines = [(title, TITLE), (ed.say("workbook-instructions"), PLAIN)]
    return Sheet(title, lines, f"{name}_table", heads, rows, (GENERAL, GENERAL))


def _sheet(number: int, table: dict[str, Any], ed: Edition) -> Sheet:
    name = table["name"]
    unprinted = UNPRINTED.get(name, ())
    told = [(c, kind_of_column(c, name)) for c in table["columns"] if c not in unprinted]
    records = [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
    lines = [(neutralise(table["caption"]), TITLE)]
    lines += [(text, SUBTITLE) for text in ed.banner]
    lines += [(ed.say("workbook-instructions"), PLAIN)]
    lines += [(neutralise(ed.zone), PLAIN)] if ed.zone else []
    if len(records) > MOST_ROWS:
        counts = {"shown": ed.number(MOST_ROWS), "n": ed.number(len(records))}
        lines += [(ed.say("workbook-cut", file=f"{name}.csv", **counts), PLAIN)]
    label = " ".join(f"{number} {ed.told(f'sheet-{name}', neutralise(name))}".split())
    every = dict(zip(table["columns"], table["heads"], strict=True))
    return Sheet(
        # 31 units of UTF-16 at the most
        FORBIDDEN.sub("_", label).encode("utf-16-le")[:62].decode("utf-16-le", "ignore").strip(),
        lines,
        re.sub(r"\W", "_", f"table_{number}_{name}")[:255],
        distinct([re.sub(r"[\t\r\n]+", " ", neutralise(every[c]))[:240] for c, _ in told]),
        [[_shown(record, c, k, ed) for c, k in told] for record in records[:MOST_ROWS]],
        _patterns(told, records),
    )


def _write_sheet(book: Any, held: Sheet) -> Any:
    sheet = book.add_worksheet(held.label)
    sheet.hide_gridlines(2)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    for row, (text, look) in enumerate(held.lines):
        sheet.write_string(row, 0, text, book.add_format(look))
    if not held.heads:
        sheet.set_column_pixels(0, 0, WIDEST)
        return sheet
    top, columns = len(held.lines), []
    sheet.set_landscape()
    sheet.repeat_rows(top)
    sheet.freeze_panes(top + 1, 0)
    for number, (head, cells, look) in enumerate(list_columns(held)):
        form = book.add_format(look)
        for row, cell in enumerate(cells, top + 1):
            # a text is a text, whatever it looks like
            write = sheet.write_string if isinstance(cell, str) else sheet.write_number
            write(row, number, cell, form)
        columns.append({"header": head, "header_format": book.add_format(look | HEAD)})
        sheet.set_column_pixels(number, number, measure_width([head, *cells], look))
    sheet.add_table(
        top, 0, top + len(held.rows), len(columns) - 1,
        {"name": held.table, "description": held.lines[0][0], "columns": columns,
         "autofilter": False, "style": None},
    )  # fmt: skip
    return sheet


def list_columns(held: Sheet) -> Iterator[tuple[str, list[Any], dict[str, Any]]]:
    """Return the columns of a sheet: the head of each, its cells and how they look."""
    for number, (head, pattern) in enumerate(zip(held.heads, held.patterns, strict=True)):
        cells = [row[number] for row in held.rows]
        texts = {cell for cell in cells if isinstance(cell, str)}
        right = number and texts <= {NOT_AVAILABLE, NOT_APPLICABLE, WITHHELD}
        yield head, cells, CELL | {"num_format": pattern} | ({"align": "right"} if right else {})


def measure_width(cells: list[Any], look: dict[str, Any]) -> int:
    """Return how wide a column of such cells is, in pixels."""
    from xlsxwriter.utility import cell_autofit_width

    pattern = look["num_format"]
    spec = "," * ("," in pattern) + f".{pattern.count('0') - 1}" + "f%"["%" in pattern]
    shown = (f"{c:{spec}}" if pattern != GENERAL and not isinstance(c, str) else c for c in cells)
    widths = [cell_autofit_width(line) for text in shown for line in str(text).split("\n")]
    return min(WIDEST, math.ceil(SCALE * max(widths)))


def _shown(record: dict[str, Any], column: str, held: str, ed: Edition) -> Any:
    cell = record[column]
    if cell is None and record.get("members") and column in ("destination", "resident", "product"):
        return ed.say("remainder", n=record["members"])
    if cell is None:
        return NOT_APPLICABLE if column in INAPPLICABLE else NOT_AVAILABLE
    if isinstance(cell, int | float) and math.isfinite(cell):
        return cell * 100 if held == POINTS else cell
    text = neutralise(name_key(column, cell, ed) if held == KEY else str(cell))
    return text if text.strip() else NOT_AVAILABLE


def _patterns(told: list[tuple[str, str]], records: list[dict[str, Any]]) -> list[str]:
    kinds = [(c, MONEY if c == "base" and not k else k) for c, k in told]
    amounts = [r[c] for r in records for c, k in kinds if k == MONEY and isinstance(r[c], Number)]
    whole = all(float(amount).is_integer() for amount in amounts)
    patterns = PATTERNS | {MONEY: "#,##0" if whole else "#,##0.00"}
    return [patterns.get(k, GENERAL) for _, k in kinds]
