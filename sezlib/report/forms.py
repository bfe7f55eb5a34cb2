"""The forms that a report is published in, all made of what its run has noted and shown."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sezlib.flows import unlisted
from sezlib.language import Edition
from sezlib.report import exchange, explorer, folder, outputs, pdf
from sezlib.report.letterhead import read_letterhead
from sezlib.report.ods import write_ods
from sezlib.report.word import write_document

# form: where it is in the folder of the report, or, of CSV files, their folder
FORMS = {
    "html": "report.html", "pdf": "report.pdf", "docx": "report.docx", "ods": "tables.ods",
    "xlsx": "tables.xlsx", "csv": "tables", "sdmx-csv": "sdmx/data.csv",
    "datapackage": "datapackage.json",
}  # fmt: skip
USUAL = ("html", "xlsx", "csv")
# beside the page, where its tables can be picked from
EXPLORER = "explore.html"
# forms of the page, which a notebook of no edition and of no tables has too
OF_PAGE = ("html", "pdf", "docx")
Notes = list[dict[str, Any]]


def choose(asked: str | Iterable[Any] = USUAL) -> tuple[str, ...]:
    """Return the forms that are asked for, in the order of `FORMS`, if they can be made here.

    A data package is one of CSV files, which come with it.

    >>> choose("datapackage, html")
    ('html', 'csv', 'datapackage')
    """
    names = [name.strip() for name in asked.split(",")] if isinstance(asked, str) else [*asked]
    for name in names or [""]:
        if name not in FORMS:
            raise unlisted("unknown form", name, "the forms are", FORMS)
    if "pdf" in names:
        pdf.find_browser()
    names += ["csv"] if "datapackage" in names else []
    return tuple(form for form in FORMS if form in names)


# keys that zones, posts and whatever else the records name themselves are known by
OWN = ("zone", "site", "post", "group", "bloc")


def write(
    nb: Any, notes: Notes, built: Path, made: str, to: Iterable[str] = USUAL, template: str = ""
) -> None:
    """Write a run's report into a folder, in the forms that are asked for.

    `made` is the time that documents state, and `template` the folder of a letterhead. What holds
    tables needs an edition, whose language it is in; CSV files do not.
    """
    head = read_letterhead(template)
    about = next((n for n in reversed(notes) if n["kind"] == "edition"), None)
    language = about["language"] if about else "en"
    # a table that two cells show is one table
    tables = list({n["name"]: n for n in notes if n["kind"] == "table"}.values())
    to = [form for form in to if form in OF_PAGE or (tables and (about or form == "csv"))]
    if "csv" in to:
        outputs.write_tables(tables, built / FORMS["csv"])
    ed = _edition(about, notes) if about and tables else None
    if about and ed:
        remarks = [n for n in notes if n["kind"] == "passage" and n["name"] in ("method", "limits")]
        if "xlsx" in to:
            outputs.write_xlsx(tables, remarks, ed, built / FORMS["xlsx"], made)
        if "ods" in to:
            (built / FORMS["ods"]).write_bytes(
                write_ods(outputs.list_sheets(tables, remarks, ed), ed, made)
            )
        if "sdmx-csv" in to:
            run = nb.metadata.get("papermill", {}).get("input_path", "report")
            of = {"flow": Path(run).stem, "zone": about.get("zone", "")}
            exchange.write_sdmx(tables, ed, of, (built / FORMS["sdmx-csv"]).parent, made)
        if "datapackage" in to:
            sources = list(dict.fromkeys(n["file"] for n in notes if n["kind"] == "opened"))
            licence = (head.licence if head else "") or about.get("licence", "")
            described = exchange.describe_package(tables, ed, sources, licence, made)
            folder.write_json(built / FORMS["datapackage"], described)
    page = outputs.page(nb, notes, head=head, built=built) if {"pdf", "docx"} & set(to) else ""
    if "pdf" in to:
        (built / FORMS["pdf"]).write_bytes(pdf.print_page(page, built, made))
    if "docx" in to:
        word = write_document(page, built, language, made, head)
        (built / FORMS["docx"]).write_bytes(word)
    if "html" in to:
        say = Edition("", language).say
        files = {FORMS[f]: say(f"files-{f}") for f in to if f not in ("html", "csv")}
        if ed and explorer.can_explore(tables):
            folder.write(built / EXPLORER, explorer.page(tables, ed))
            files = {EXPLORER: say("explore-link")} | files
        csv = {f"tables/{quote(table['name'])}.csv": table["caption"] for table in tables}
        files |= csv if "csv" in to else {}
        folder.write(built / FORMS["html"], outputs.page(nb, notes, files, head, built))
    else:
        shutil.rmtree(built / "figures", ignore_errors=True)


def _edition(about: dict[str, Any], notes: Notes) -> Edition:
    names = ("period", "language", "currency", "synthetic")
    told = {name: about[name] for name in names} | {"retyped": about.get("retyped", False)}
    told["audience"] = next((n["audience"] for n in notes if n["kind"] == "audience"), "")
    told["year_begins"] = about.get("year_begins", "")
    named = (n.get("names", {}) for n in notes if n["kind"] == "table")
    told["names"] = {
        code: name for of in named for key in OWN for code, name in of.get(key, {}).items()
    }
    return Edition(zone=about["name"], titled=about.get("title", ""), **told)
