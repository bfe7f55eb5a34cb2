"""Published tables as machines exchange them: SDMX-CSV 2.0 with its structure, a data package."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sezlib.flows import CONFIDENTIAL, WITHHELD
from sezlib.language import Edition
from sezlib.pages.tables import (
    COUNT,
    FRACTION,
    KEY,
    MONEY,
    POINTS,
    UNPRINTED,
    kind_of_column,
    name_key,
)
from sezlib.report.office import TEMPLATES, load_template
from sezlib.texts import excel_cell, neutralise

Table = dict[str, Any]
AGENCY, VERSION = "SEZLIB", "1.0.0"
# the form of a period: how often there is one
FREQUENCIES = {r"\d{4}(-A1)?": "A", r"\d{4}-S\d": "S", r"\d{4}-Q\d": "Q", r"\d{4}-\d\d": "M"}
UNITS = {FRACTION: "FRACTION", POINTS: "FRACTION", COUNT: "NUMBER"}
TIME_AND_VALUE = ("TIME_PERIOD", "OBS_VALUE")
ATTRIBUTES = ("UNIT_MEASURE", "UNIT_MULT", "OBS_STATUS", "CONF_STATUS", "REPORTING_YEAR_START_DAY")
# whose codes are those of the cross-domain code lists of SDMX, and of what stands beside them here
LISTED = ("FREQ", "UNIT_MEASURE", "OBS_STATUS", "CONF_STATUS")
CONFIDENTIALITY = {"public": "F", "internal": "N"}
# a table has no such dimension, or the rest of what it names; as the name of the indicator says
NOT_APPLICABLE, OTHER = "_Z", "_O"
# by which rows are told apart that nothing else tells apart; no column has such a name
LINE: Any = ("LINE",)
CODE = re.compile(r"[A-Za-z0-9_@$-]+")


def write_sdmx(tables: list[Table], ed: Edition, about: dict[str, str], folder: Path,
               made: str) -> None:  # fmt: skip
    """Write every number of the tables as an observation, and the structure that explains it.

    A dimension is a column by which rows are told apart, with the codes that the tables have; an
    indicator is a column of a table. What may not be told has no value, and the status C. A table
    without periods or zones is of those of the edition; one of no period has no time. `about` holds
    what its `flow` is named by, and the `zone`.
    """
    [flow] = _identify([about["flow"]], set()).values()
    numbers = {table["name"]: _numbers(table) for table in tables}
    plain = [c for t in tables for c in t["columns"]
             if c not in (*numbers[t["name"]], CONFIDENTIAL)]  # fmt: skip
    keys = [key for key in dict.fromkeys(["zone", *plain]) if key != "period" or not ed.period]
    places = [_places(table, keys, about.get("zone", ""), ed) for table in tables]
    if any(place[LINE] != NOT_APPLICABLE for found in places for _, place in found):
        keys.append(LINE)
    time = ["FREQ"] if ed.period else []
    attributes = ATTRIBUTES if ed.year_begins else ATTRIBUTES[:-1]
    ids = _identify(keys, {"FREQ", "INDICATOR", *TIME_AND_VALUE, *ATTRIBUTES})
    indicators = _identify([(name, c) for name, of in numbers.items() for c in of], set())
    dimensions = [*time, "INDICATOR", *ids.values()]
    columns = [*dimensions, *TIME_AND_VALUE[not time :], *attributes]
    lists: dict[str, dict[str, str]] = {name: {} for name in columns}
    names, rows = {name: name for name in columns}, []
    for table, found in zip(tables, places, strict=True):
        heads = dict(zip(table["columns"], table["heads"], strict=True))
        names |= {ids[column]: head for column, head in heads.items() if column in ids}
        for record, place in found:
            for key, name in ids.items():
                lists[name][place[key]] = _name_code(key, place[key], table["name"], ed)
            at = {name: place[key] for key, name in ids.items()}
            at |= {name: record[name] for name in ("TIME_PERIOD", "FREQ")}
            for column in numbers[table["name"]]:
                indicator = indicators[table["name"], column]
                lists["INDICATOR"][indicator] = f"{table['caption']}: {heads[column]}"
                told = _observe(record[column], kind_of_column(column, table["name"]), ed)
                rows.append(at | told | {"INDICATOR": indicator})
    for name in (name for name in columns if name in LISTED):
        codes = sorted({row[name] for row in rows} - {None})
        lists[name] = {c: ed.told(f"sdmx-{name}-{c}", ed.told(f"sdmx-{c}", c)) for c in codes}
    # an enumeration has codes, and no texts; a code has no blanks
    coded = {name: {code.replace(" ", "_"): told for code, told in of.items()}
             for name, of in lists.items()}  # fmt: skip
    lists = {name: of if all(map(CODE.fullmatch, of)) and len(of) == len(lists[name]) else {}
             for name, of in coded.items()}  # fmt: skip
    folder.mkdir(exist_ok=True)
    fixed = {"STRUCTURE": "dataflow", "STRUCTURE_ID": f"{AGENCY}:{flow}({VERSION})", "ACTION": "I"}
    # a month, or a day of one; it begins as formulas do, and is none
    day = f'"--{ed.year_begins}{"" if "-" in ed.year_begins else "-01"}"'
    lines = [",".join(map(excel_cell, [*fixed, *columns]))]
    for row in (fixed | row for row in rows):
        row |= {name: row[name].replace(" ", "_") for name in ids.values() if lists[name]}
        cells = (day if c == ATTRIBUTES[-1] else excel_cell(row[c]) for c in (*fixed, *columns))
        lines.append(",".join(cells))
    (folder / "data.csv").write_text("\n".join(lines) + "\n", "utf-8")
    structure = load_template(TEMPLATES / "sdmx.xml.j2").render(
        agency=AGENCY, version=VERSION, flow=flow, made=made[:19], title=neutralise(ed.title()),
        language=ed.language, time=time, dimensions=dimensions, attributes=attributes,
        lists=lists, names=names, english=columns,
    )  # fmt: skip
    (folder / "structure.xml").write_text(structure + "\n", "utf-8")


def _numbers(table: Table) -> list[str]:
    """Return the columns of a table that hold numbers, or what is not told in place of one."""
    return [
        column
        for column, *cells in zip(table["columns"], *table["rows"], strict=True)
        if kind_of_column(column, table["name"]) != KEY
        and not any(isinstance(c, bool) or (isinstance(c, str) and c != WITHHELD) for c in cells)
    ]


def _identify(names: Iterable[Any], taken: set[str]) -> dict[Any, str]:
    """Return an identifier of SDMX for each name, all of them distinct."""
    found: dict[Any, str] = {}
    for name in names:
        words = name if isinstance(name, tuple) else [name.upper()]
        plain = re.sub(r"^(?=[^A-Za-z])", "X", re.sub(r"[^A-Za-z0-9_-]", "_", "_".join(words)))
        number, made = 1, plain
        while made in taken | {*found.values()}:
            number, made = number + 1, f"{plain}_{number + 1}"
        found[name] = made
    return found


def _places(
    table: Table, keys: list[str], zone: str, ed: Edition
) -> list[tuple[dict[str, Any], Any]]:
    """Return each row of a table, and its code by each key.

    It is told apart by its line only where its keys do not tell it from all others.
    """
    found = []
    for row in table["rows"]:
        record = {"zone": zone} | dict(zip(table["columns"], row, strict=True))
        time = str(record.get("period") or ed.period)
        often = (how for form, how in FREQUENCIES.items() if re.fullmatch(form, time))
        rest = OTHER if record.get("members") else NOT_APPLICABLE
        codes = {key: record.get(key) for key in keys}
        # as the file has it
        place = {
            key: neutralise(str(code)) if code not in (None, "")
            else rest if key in record else NOT_APPLICABLE
            for key, code in codes.items()
        }  # fmt: skip
        found.append((record | {"TIME_PERIOD": time, "FREQ": next(often, NOT_APPLICABLE)}, place))
    alike = len({(of["TIME_PERIOD"], *place.values()) for of, place in found}) < len(found)
    for line, (_, place) in enumerate(found, 1):
        place[LINE] = str(line) if alike else NOT_APPLICABLE
    return found


def _name_code(key: str, code: str, table: str, ed: Edition) -> str:
    if code in (NOT_APPLICABLE, OTHER):
        return ed.say(f"sdmx-{code}")
    known = kind_of_column(key, table) == KEY and key not in UNPRINTED.get(table, ())
    return name_key(key, code, ed) if known else code


def _observe(cell: Any, kind: str, ed: Edition) -> dict[str, Any]:
    """Return a number as an observation: its value, its unit, and what may be told of it."""
    known = cell is not None and cell != WITHHELD and math.isfinite(cell)
    return {
        "OBS_VALUE": cell if known else None,
        "UNIT_MEASURE": ed.currency or OTHER if kind == MONEY else UNITS.get(kind, OTHER),
        "UNIT_MULT": 0,
        "OBS_STATUS": "A" if known else "Q" if cell == WITHHELD else "O",
        "CONF_STATUS": "C" if cell == WITHHELD else CONFIDENTIALITY.get(ed.audience),
    }


def describe_package(
    tables: list[Table], ed: Edition, sources: list[str], licence: str, made: str
) -> dict[str, Any]:
    """Return the CSV files of a report as a data package (Data Package 2.0).

    `sources` are the names of the files that were read. The `licence` is its address, or its name,
    of which a package keeps letters without accents, digits, dots and dashes.
    """
    told: dict[str, Any] = {"title": ed.title(), "created": made}
    name = re.sub("[^A-Za-z0-9._-]+", "-", licence).strip("-")
    if "://" in licence:
        told["licenses"] = [{"path": licence}]
    elif name:
        told["licenses"] = [{"name": name} | ({"title": licence} if name != licence else {})]
    if sources:
        told["sources"] = [{"title": source} for source in sources]
    names = _identify([table["name"] for table in tables], set())
    profiles = "https://datapackage.org/profiles/2.0"
    resources = [
        {
            "name": names[table["name"]].lower(), "title": table["caption"], "type": "table",
            "path": f"tables/{table['name']}.csv", "format": "csv", "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "$schema": f"{profiles}/tableschema.json",
                "fields": [*_fields(table, ed)], "missingValues": ["", WITHHELD],
            },
        }
        for table in tables
    ]  # fmt: skip
    return {"$schema": f"{profiles}/datapackage.json", **told, "resources": resources}


def _fields(table: Table, ed: Edition) -> Iterable[dict[str, str]]:
    numbers = _numbers(table)
    for column, head in zip(table["columns"], table["heads"], strict=True):
        kind = kind_of_column(column, table["name"])
        number = "integer" if kind == COUNT else "number"
        unit = ed.currency if kind == MONEY else UNITS.get(kind, "").lower()
        # as the head of the file has it
        name = excel_cell(column)[1:-1].replace('""', '"')
        told = {"name": name, "type": number if column in numbers else "string", "title": head}
        yield told | ({"unit": unit} if unit and column in numbers else {})
