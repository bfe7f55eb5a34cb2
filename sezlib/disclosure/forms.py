"""Whether the forms of a finished report tell what its CSV files do, and nothing besides."""

from __future__ import annotations

import contextlib
import csv
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sezlib.flows import FlowsError, quoted
from sezlib.language import Edition, sentences
from sezlib.texts import UNSEEN

SUMMARY = "summary.json"
# a number as a page prints one in either language, and what it may be of the one behind it
NUMBER = re.compile(r"[+−-]?(\d{1,3}(?:[,\xa0\u202f ]\d{3})+|\d+)(?:[.,](\d+))?[\xa0\u202f]?%?")
SCALES = np.array([1, 0.01, 1e3, 1e6, 1e9, 1e12])
# by how much one number differs from form to form: a workbook keeps sixteen digits
SAME = 1e-13
WORD = re.compile(r"\d+(?:[.,\xa0\u202f]\d+)*|[^\W\d_]+")
# what no form need keep of a text
BLANK = re.compile(rf"\s|\ufffd|{UNSEEN}")
# of SDMX, what each row has, and the number of a row that nothing else tells apart
CONSTANT = ("STRUCTURE", "STRUCTURE_ID", "ACTION", "UNIT_MULT", "LINE")
# of JSON files, what is said of them and not of exports
DESCRIBED = ("$schema", "created", "encoding", "format", "kind", "language", "licenses",
             "mediatype", "missingValues", "sources", "type")  # fmt: skip
# the parts of a Word document with texts, and what those are called
TOLD = re.compile(r"word/(document|header|footer|footnotes|endnotes|comments)\d*\.xml")
KINDS = {"tr": "row", "p": "paragraph", "Name": "name", "Description": "description"}
# before the data of a page that explores
DATA = '<script type="application/json" id="data">'
# a place in a form, and by its cells what stands there
Row = tuple[str, dict[str, Any]]


class Printed(str):
    """A text, or a number as it is rounded."""


def check_forms(folder: Path, language: str) -> None:
    """Refuse a report with a form that tells what the CSV files of its tables do not.

    The numbers in a row of any form are of one row of a CSV file, or its sums. What describes data,
    and a workbook, have the words of tables, of the page and of the library; what Word and charts
    say, the page says. Sentences of the page, and pictures, are not looked at.

    Raises `FlowsError` that names the form, the place in it and what stands there.
    """
    tables = [table for _, table in read_tables(folder)]
    page, numbers = folder / "report.html", _Numbers(tables)
    said = "".join(_parse(page)[0].itertext()) if page.is_file() else ""
    whole, known = BLANK.sub("", said), {*_words(said), *_list_words(folder, tables, language)}

    def find_word(cells: dict[str, Any]) -> str | None:
        texts = ((where, cell) for where, cell in cells.items() if isinstance(cell, str))
        return next((where for where, text in texts if {*_words(text)} - known), None)

    def find_unsaid(cells: dict[str, Any]) -> str | None:
        text = BLANK.sub("", "".join(cells.values()))
        unsaid = said and re.search(r"\w", text) and text not in whole
        return next(iter(cells)) if unsaid else None

    data = [numbers.find, find_word]
    forms: list[tuple[str, Any, list[Any]]] = [
        ("report.html", partial(_read_markup, "{*}tr"), [numbers.find]),
        ("report.docx", partial(_read_markup, "{*}tr", "{*}p"), [numbers.find, find_unsaid]),
        ("figures/*.svg", partial(_read_markup, "{*}text"), [find_unsaid]),
        ("sdmx/structure.xml", partial(_read_markup, "{*}Name", "{*}Description"), [find_word]),
        ("sdmx/data.csv", _read_observations, data),
        ("tables.xlsx", _read_workbook, data),
        ("tables.ods", _read_workbook, data),
        ("explore.html", _read_json, data),
        ("datapackage.json", _read_json, data),
    ]
    for path, read, checks in ((p, *how) for name, *how in forms for p in folder.glob(name)):
        name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        for place, cells in _read(path, name, read):
            for where in filter(None, (check(cells) for check in checks)):
                raise FlowsError(
                    f"{name}, {place}, {where}: {quoted(str(cells[where]))} is in none of the CSV "
                    "files, and only these are audited; make the report anew"
                )


def read_tables(folder: Path) -> Iterator[tuple[Path, pd.DataFrame]]:
    """Yield the CSV files of a report as tables of texts, each of whose rows is whole."""
    for path in sorted([*folder.glob("tables/*.csv"), *folder.glob("figures/*.csv")]):
        name = f"{folder.name}/{path.parent.name}/{path.name}"
        try:
            with path.open(newline="", encoding="utf-8") as file:
                head, *rows = filter(None, csv.reader(file))
        except (OSError, ValueError, csv.Error):
            raise FlowsError(f"{name} is no table: it is empty, or no text") from None
        if len(set(head)) < len(head) or {*map(len, rows)} - {len(head)}:
            raise FlowsError(f"{name} is damaged: not each row has one cell for each column")
        yield path, pd.DataFrame(rows, columns=head, dtype=object)


class _Numbers:
    """The numbers of tables by their rows, and the sums of columns as a row of their own."""

    def __init__(self, tables: list[pd.DataFrame]) -> None:
        rows = [np.empty(0)]
        for table in tables:
            held = table.apply(pd.to_numeric, errors="coerce").to_numpy(float)
            rows += [*held, np.nansum(held, axis=0)]
        every = np.abs(np.concatenate(rows))
        order = np.argsort(every)
        self.values = every[order]
        self.rows = np.repeat(np.arange(len(rows)), [*map(len, rows)])[order]

    def find(self, cells: dict[str, Any]) -> str | None:
        """Return where a number is that no row has with those before it, if there is one."""
        left = None
        for where, cell in cells.items():
            printed = NUMBER.fullmatch(cell.strip()) if isinstance(cell, Printed) else None
            if printed:
                whole, places = re.sub(r"\D", "", printed[1]), printed[2] or ""
                near = self._near(float(f"{whole}.{places}"), 0.5 * 10 ** -len(places), SCALES)
            elif isinstance(cell, int | float):
                # a number of points is one of per cent
                near = self._near(abs(cell), 0, SCALES[:2])
            else:
                continue
            left = near if left is None else left & near
            if not left:
                return where
        return None

    def _near(self, value: float, off: float, scales: np.ndarray) -> set[int]:
        first = np.searchsorted(self.values, (value - off) * scales * (1 - SAME), "left")
        last = np.searchsorted(self.values, (value + off) * scales * (1 + SAME), "right")
        return {int(row) for a, b in zip(first, last, strict=True) for row in self.rows[a:b]}


def _words(text: str) -> Iterator[str]:
    return (word.casefold() for word in WORD.findall(text))


def _list_words(folder: Path, tables: list[pd.DataFrame], language: str) -> Iterator[str]:
    """Yield the words of tables, with the names of what is in them, and of the library."""
    # of a month, so that months are named too
    ed, about = Edition("2019-01", language), (folder / SUMMARY).read_text("utf-8")
    for text in (*CONSTANT, *sentences(language).values(), about):
        yield from _words(text)
    for table in tables:
        for column in table:
            yield from _words(f"{column} {' '.join(table[column])}")
            for cell in set(table[column]):
                # what is no country or bloc has no other name
                with contextlib.suppress(FlowsError):
                    yield from _words(ed.name(str(column), cell))


def _read(path: Path, name: str, read: Any) -> list[Row]:
    from python_calamine import CalamineError

    # of XML that is none, lxml raises a SyntaxError
    wrong = (OSError, LookupError, SyntaxError, TypeError, ValueError, zipfile.BadZipFile)
    try:
        return [*read(path=path)]
    except (*wrong, CalamineError):
        raise FlowsError(f"{name} cannot be read; make the report anew") from None


def _parse(path: Path) -> list[Any]:
    """Return the parts of a page, of a Word document, or of a file of XML."""
    from lxml import etree, html

    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as parts:
            names = filter(TOLD.match, parts.namelist())
            trees = [etree.fromstring(parts.read(name)) for name in names]
    else:
        trees = [(html if path.suffix == ".html" else etree).parse(path).getroot()]
    for tree in trees:
        # a field has the number of a page
        etree.strip_elements(tree, "script", "style", "{*}fldSimple", with_tail=False)
    return trees


def _read_markup(*tags: str, path: Path) -> Iterator[Row]:
    count = Counter[str]()
    for at in (at for tree in _parse(path) for at in tree.iter(*tags)):
        kind = at.tag.rpartition("}")[2]
        count[kind] += 1
        parts = enumerate([*at.iter("{*}th", "{*}td", "{*}tc")] or [at], 1)
        cells = {f"cell {n}": Printed("".join(part.itertext())) for n, part in parts}
        yield f"{KINDS.get(kind, kind)} {count[kind]}", cells


def _read_json(path: Path) -> Iterator[Row]:
    """Yield the lists of a JSON file, or of the data of a page, as rows."""
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        text = text.partition(DATA)[2].partition("</script>")[0]
    held = [("data", json.loads(text))]
    for at, one in held:
        if isinstance(one, dict):
            held += ((f"{at}.{key}", v) for key, v in one.items() if key not in DESCRIBED)
        elif isinstance(one, list) and any(isinstance(v, dict | list) for v in one):
            held += ((f"{at}[{number}]", v) for number, v in enumerate(one))
        else:
            cells = one if isinstance(one, list) else [one]
            yield at, {f"value {n}": v for n, v in enumerate(cells, 1)}


def _read_workbook(path: Path) -> Iterator[Row]:
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(path) as book:
        for name in book.sheet_names:
            sheet, number = book.get_sheet_by_name(name), 1
            top, left = sheet.start or (0, 0)
            yield f"sheet {quoted(name)}", {"its name": name}
            for line, row in enumerate(sheet.to_python(), top):
                # what stands first may be the number of a note, or a rank
                counted = row[0] == number
                number += counted
                texts = (Printed(cell) if isinstance(cell, str) else cell for cell in row)
                cells = [(f"{_column(n)}{line + 1}", cell) for n, cell in enumerate(texts, left)]
                yield f"sheet {quoted(name)}", dict(cells[counted:])


def _column(number: int) -> str:
    """Return a column as a spreadsheet names it: after Z comes AA."""
    return (_column(number // 26 - 1) if number > 25 else "") + chr(65 + number % 26)


def _read_observations(path: Path) -> Iterator[Row]:
    with path.open(newline="", encoding="utf-8") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            value = float(row["OBS_VALUE"]) if row["OBS_VALUE"] else ""
            cells = {name: cell for name, cell in row.items() if name not in CONSTANT}
            yield f"line {line}", cells | {"OBS_VALUE": value}
