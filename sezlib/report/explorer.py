"""The page beside a report on which readers pick, sort and filter what its tables publish."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sezlib.flows import CONFIDENTIAL, WITHHELD
from sezlib.language import Edition
from sezlib.pages.tables import INTAKE, MONEY, UNPRINTED, WHOLE, kind_of_column

if TYPE_CHECKING:
    from jinja2 import Template

# column: what the address of the page calls it
PICKS = {"period": "year", "zone": "zone", "group": "group", "destination": "country",
         "bloc": "bloc", "product": "product", "resident": "company"}  # fmt: skip
ASSETS = Path(__file__).parent / "template" / "sezlib"
MOST_BYTES = 3_000_000
TEXTS = ("all", "pick", "find", "reset", "none", "hidden", "absent", "back", "script", "intro")
COUNTED = ("rows", "tables", "more")
# in a script element these could end it, or begin a comment
ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
Tables = list[dict[str, Any]]


def can_explore(tables: Tables) -> bool:
    """Return whether tables tell amounts of what can be picked: years, groups, countries, ..."""
    return any("total" in table["columns"] for table in _explored(tables))


def _explored(tables: Tables) -> Tables:
    return [t for t in tables if t["name"] not in INTAKE and PICKS.keys() & {*t["columns"]}]


def page(tables: Tables, ed: Edition) -> str:
    """Return the page of the tables that a run noted: one file, nothing fetched, at most 3 MB.

    It holds the cells of these tables and nothing else, unrounded; of tables that are too large,
    their largest rows, and says how many it leaves out.
    """
    tables, most = _explored(tables), max(len(table["rows"]) for table in tables)
    while len((html := _page(tables, ed, most)).encode("utf-8", "replace")) > MOST_BYTES and most:
        most = most * 3 // 4
    return html


def _page(tables: Tables, ed: Edition, most: int) -> str:
    left = sum(max(len(table["rows"]) - most, 0) for table in tables)
    texts = {name: ed.say(f"explore-{name}") for name in TEXTS}
    heads = {c: h for t in tables for c, h in zip(t["columns"], t["heads"], strict=True)}
    picks = [(column, name) for column, name in PICKS.items() if column in heads]
    fields = [(name, heads[column]) for column, name in picks]
    script, style = _asset("explore.js"), _asset("style.css")
    return _template().render(
        language=ed.language, heading=ed.say("explore-heading", title=ed.title()),
        banner=ed.banner, texts=texts, style=style, script=script,
        digests={"script": _digest(script), "style": _digest(style)},
        left=ed.say("explore-left", n=left) if left else "",
        fields=[*fields, ("table", ed.say("explore-table"))],
        data=_embed(_data(tables, ed, most) | {"picks": picks, "texts": texts | _counted(ed)}),
    )  # fmt: skip


def _data(tables: Tables, ed: Edition, most: int) -> dict[str, Any]:
    names: dict[str, dict[str, str]] = {}
    for table in tables:
        for column, named in table.get("names", {}).items():
            names.setdefault(column, {}).update(named)
    rests = {n for t in tables if "members" in t["columns"]
             for row in t["rows"] if (n := row[t["columns"].index("members")])}  # fmt: skip
    return {
        "language": ed.language,
        "withheld": WITHHELD,
        "names": [[column, [*map(list, named.items())]] for column, named in names.items()],
        "others": [[n, ed.say("remainder", n=n)] for n in sorted(rests)],
        "tables": [_table(table, ed, most) for table in tables],
    }


def _table(table: dict[str, Any], ed: Edition, most: int) -> dict[str, Any]:
    name, rows = table["name"], table["rows"]
    aside = (*UNPRINTED.get(name, ()), CONFIDENTIAL)
    kinds = ["aside" if c in aside else kind_of_column(c, name) for c in table["columns"]]
    if len(rows) > most:
        at = [number for number, kind in enumerate(kinds) if kind == MONEY]
        sizes = [max([abs(v) for a in at if _is_number(v := row[a])], default=-1) for row in rows]
        largest = sorted(range(len(rows)), key=sizes.__getitem__, reverse=True)[:most]
        rows = [rows[number] for number in sorted(largest)]
    whole = name in WHOLE or "period" in table["columns"]
    columns = zip(table["columns"], table["heads"], kinds, strict=True)
    return {
        "name": name,
        "caption": table["caption"],
        "period": "" if whole else ed.period,
        "columns": [{"name": c, "head": head, "kind": kind} for c, head, kind in columns],
        "rows": rows,
    }


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float)


def _counted(ed: Edition) -> dict[str, dict[str, str]]:
    """Return messages that count in each form that their language has, by CLDR's names of these."""
    from babel import Locale

    form = Locale.parse(ed.language).plural_form
    return {name: {form(n): ed.say(f"explore-{name}", n=n) for n in (2, 1, 5)} for name in COUNTED}


def _embed(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, allow_nan=False).translate(ESCAPED)


@functools.cache
def _asset(name: str) -> str:
    return (ASSETS / name).read_text("utf-8")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()


@functools.cache
def _template() -> Template:
    import jinja2

    loader = jinja2.FileSystemLoader(ASSETS)
    return jinja2.Environment(autoescape=True, loader=loader).get_template("explore.html.j2")
