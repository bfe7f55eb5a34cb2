"""What is made of an executed notebook: one self-contained page, a workbook, a CSV file a table."""

from __future__ import annotations

import contextlib
import functools
import re
import warnings
from collections.abc import Iterator
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from sezlib.language import Edition
from sezlib.pages.tables import (
    COUNT,
    FRACTION,
    HOURS,
    INDEX,
    KEY,
    MONEY,
    POINTS,
    UNPRINTED,
    kind,
    named,
)
from sezlib.texts import neutral, write_csv

TEMPLATES = Path(__file__).parent / "template"
ANALYST, TOP = "analyst", "top"


def page(nb: Any, notes: list[dict[str, Any]]) -> str:
    """Return the page of an executed notebook: no code, nothing fetched, nothing that runs.

    Cells tagged `analyst` are left out. Those tagged `top` stand behind the first that shows
    something. `notes` is the record of the run.
    """
    nb = _answer_first(nb)
    headings = [n for n in notes if n["kind"] == "heading" and n["level"] == 2]
    editions = [n for n in notes if n["kind"] == "edition"]
    about = editions[-1] if editions else {"language": "en", "title": ""}
    top = next((n["text"] for n in notes if n["kind"] == "heading" and n["level"] == 1), "")
    title = top or nb.metadata.get("title") or "Report"
    with _quietly():
        html, _ = _exporter().from_notebook_node(
            nb,
            resources={"sezlib": {"title": title, "about": about, "headings": headings}},
        )
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
    with _quietly():
        return Exporter(
            config=config,
            template_name="sezlib",
            extra_template_basedirs=[str(TEMPLATES)],
            template_data_paths=[str(_installed() / "nbconvert" / "templates")],
            exclude_input=True,
        )


def _installed() -> Path:
    """Return the folder of what nbconvert has installed beside its modules."""
    part = "share/jupyter/nbconvert/templates/base/null.j2"
    files = metadata.files("nbconvert") or []
    return next(Path(str(f.locate())).resolve().parents[3] for f in files if str(f).endswith(part))


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    with warnings.catch_warnings():
        # of nbconvert's own making, and nothing that a user could do about
        warnings.simplefilter("ignore")
        yield


WIDEST = 31
# https://analysisfunction.civilservice.gov.uk/policy-store/symbols-in-tables-definitions-and-help/
NOT_AVAILABLE, NOT_APPLICABLE = "[x]", "[z]"
INAPPLICABLE = ("rank", "new")
MARKUP = r"\]\s*\(|\$\$"
ENGLISH = {
    "Introductory information": "workbook-introduction",
    "About these data": "workbook-about",
    "Note number": "workbook-number",
}
FORBIDDEN = "[]:*?/\\"


def write_tables(tables: list[dict[str, Any]], folder: Path) -> None:
    """Write each table as `NAME.csv`: codes as they are, numbers unrounded, nulls empty."""
    for table in tables:
        folder.mkdir(parents=True, exist_ok=True)
        write_csv(folder / f"{table['name']}.csv", table["columns"], table["rows"])


def write_xlsx(
    tables: list[dict[str, Any]],
    passages: list[dict[str, Any]],
    ed: Edition,
    path: Path,
    made: str,
) -> None:
    """Write the workbook: cover, contents, notes, and one accessible sheet a table.

    `made` is the time that it states, so that the same tables are the same bytes.
    """
    with warnings.catch_warnings():
        # gptables reads its theme without closing the file, and pandas deprecates what it calls
        warnings.simplefilter("ignore")
        import gptables as gpt
        import pandas as pd

        sheets: dict[str, Any] = {}
        stand_ins: dict[str, str] = {}
        for number, table in enumerate(tables, 1):
            name = table["name"]
            columns = [c for c in table["columns"] if c not in UNPRINTED.get(name, ())]
            kinds = [kind(c, name) for c in columns]
            every = dict(zip(table["columns"], table["heads"], strict=True))
            heads = [_accepted(neutral(every[c]), stand_ins) for c in columns]
            heads = [f"{h} ({i})" if heads.count(h) > 1 else h for i, h in enumerate(heads, 1)]
            records = [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
            told = list(zip(columns, kinds, strict=True))
            rows = [[_accepted(_shown(r, c, k, ed), stand_ins) for c, k in told] for r in records]
            caption = _accepted(neutral(table["caption"]), stand_ins)
            sheets[_label(number, ed.told(f"sheet-{name}", name))] = gpt.GPTable(
                table=pd.DataFrame(rows, columns=heads, dtype=object).fillna(NOT_AVAILABLE),
                table_name=f"table_{number}_{name}".replace("-", "_"),
                title=caption,
                subtitles=[neutral(ed.say("synthetic-banner"))] if ed.synthetic else [],
                instructions=ed.say("workbook-instructions"),
                source=_accepted(neutral(ed.zone), stand_ins) or None,
                index_columns={},
                additional_formatting=_formats(told, heads, records),
            )
        said = [neutral(text) for passage in passages for text in passage["sentences"]]
        cover = gpt.Cover(
            title=_accepted(neutral(ed.title()), stand_ins),
            intro=[ed.say(m) for m in ("synthetic-banner", "workbook-intro")[not ed.synthetic :]],
            about=[_accepted(text, stand_ins) for text in said],
            cover_label=ed.say("workbook-cover"),
        )
        notes = [(f"{i}", _accepted(text, stand_ins)) for i, text in enumerate(said, 1)]
        book = gpt.produce_workbook(
            filename=str(path),
            sheets=sheets,
            cover=cover,
            contentsheet_label=ed.say("workbook-contents"),
            contentsheet_options={
                "title": ed.say("workbook-contents"),
                "column_names": [ed.say("workbook-sheet"), ed.say("workbook-table")],
                "instructions": ed.say("workbook-instructions"),
            },
            # gptables cannot join a table of notes that has none
            notes_table=pd.DataFrame(notes, columns=["Note", ed.say("workbook-text")])
            if notes
            else None,
            notesheet_label=ed.say("workbook-notes"),
            notesheet_options={
                "title": ed.say("workbook-notes"),
                "instructions": ed.say("workbook-instructions"),
            },
            # a text is a text, whatever it looks like
            workbook_options={"strings_to_formulas": False, "strings_to_urls": False},
        )
        book.set_properties({"created": datetime.fromisoformat(made)})
        # headings that gptables has in English alone
        stand_ins |= {text: ed.say(message) for text, message in ENGLISH.items()}
        held = book.str_table.string_table
        book.str_table.string_table = {_Text(stand_ins.get(s, s)): i for s, i in held.items()}
        book.close()


def _label(number: int, name: str) -> str:
    clean = "".join("_" if c in FORBIDDEN else c for c in name)
    return f"{number} {clean}"[:WIDEST]


def _accepted(cell: Any, stand_ins: dict[str, str]) -> Any:
    # gptables refuses a cell without an ASCII letter or digit as "only special characters", and
    # so all of Russian, and it makes a link of [text](address), which no text from the data is to
    # become: such a cell goes in under a stand-in of its length and is put back after
    if not isinstance(cell, str) or (
        re.search("[A-Za-z0-9]", cell) and not re.search(MARKUP, cell)
    ):
        return cell
    stand_in = f"x{len(stand_ins)}x".ljust(len(cell), "x")
    stand_ins[stand_in] = cell
    return stand_in


class _Text(str):
    """A text that is a key of its own, since two cells may hold the same one."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def _shown(record: dict[str, Any], column: str, held: str, ed: Edition) -> Any:
    cell = record[column]
    if cell is None and record.get("members") and column in ("destination", "resident", "product"):
        return ed.say("remainder", n=record["members"])
    if cell is None and column in INAPPLICABLE:
        return NOT_APPLICABLE
    if held == POINTS and cell is not None:
        return cell * 100
    if not isinstance(cell, str):
        return cell
    return neutral(named(column, cell, ed) if held == KEY else cell)


def _formats(
    told: list[tuple[str, str]], heads: list[str], records: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    amounts = [r[c] for r in records for c, k in told if _money(c, k) and r[c] is not None]
    whole = all(float(amount).is_integer() for amount in amounts)
    made = []
    patterns = {MONEY: "#,##0" if whole else "#,##0.00", FRACTION: "0.0%", COUNT: "#,##0"}
    for sort, pattern in (patterns | {POINTS: "0.0", INDEX: "0.000", HOURS: "0.0"}).items():
        named = zip(heads, told, strict=True)
        held = [h for h, (c, k) in named if k == sort or (sort == MONEY and _money(c, k))]
        if held:
            made.append({"column": {"columns": held, "format": {"num_format": pattern}}})
    return made


def _money(column: str, held: str) -> bool:
    return held == MONEY or (column == "base" and not held)
