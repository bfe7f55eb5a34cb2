"""The page beside a report on which readers pick, sort and filter what its tables publish."""

from __future__ import annotations

import base64
import functools
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from sezlib.flows import CONFIDENTIAL, WITHHELD
from sezlib.language import Edition
from sezlib.pages.tables import INTAKE, MONEY, UNPRINTED, WHOLE, kind_of_column
from sezlib.report.office import load_template

# column: what the address of the page calls it
PICKS = {"period": "year", "zone": "zone", "group": "group", "destination": "country",
         "bloc": "bloc", "product": "product", "resident": "company"}  # fmt: skip
ASSETS = Path(__file__).parent / "template" / "sezlib"
MOST_BYTES = 3_000_000
TEXTS = ("all", "pick", "find", "reset", "none", "hidden", "absent", "back", "script", "intro")
# in a script element these could end it, or begin a comment
ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
Tables = list[dict[str, Any]]


def can_explore(tables: Tables) -> bool:
    """Return whether tables tell amounts of what can be picked: years, groups, countries, ..."""
    return any("total" in table["columns"] for table in _explored(tables))


def _explored(tables: Tables) -> Tables:
    # what is cut for the printed page is here whole
    aside = {*INTAKE, *(t["name"].removeprefix("all-") for t in tables if t["name"][:4] == "all-")}
    return [t for t in tables if t["name"] not in aside and PICKS.keys() & {*t["columns"]}]


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
    from babel import Locale

    heads, names, counts = dict[str, str](), dict[str, dict[str, str]](), set[Any]()
    for t in tables:
        heads |= zip(t["columns"], t["heads"], strict=True)
        for column, named in t.get("names", {}).items():
            names.setdefault(column, {}).update(named)
        at = t["columns"].index("members") if "members" in t["columns"] else None
        counts |= {row[at] for row in t["rows"] if at is not None and isinstance(row[at], int)}
    texts: dict[str, Any] = {name: ed.say(f"explore-{name}") for name in TEXTS}
    # a message that counts, in each form that its language has
    form = Locale.parse(ed.language).plural_form
    for name in ("rows", "tables", "more"):
        texts[name] = {form(n): ed.say(f"explore-{name}", n=n) for n in (2, 1, 5)}
    picks = [(column, name) for column, name in PICKS.items() if column in heads]
    fields = [(name, heads[column]) for column, name in picks]
    left = sum(max(len(table["rows"]) - most, 0) for table in tables)
    data = {
        "language": ed.language, "withheld": WITHHELD, "picks": picks, "texts": texts,
        "names": [[column, [*map(list, named.items())]] for column, named in names.items()],
        "others": [[n, ed.say("remainder", n=n)] for n in sorted(counts)],
        "tables": [_cut(table, ed, most) for table in tables],
    }  # fmt: skip
    return _template().render(
        language=ed.language, heading=ed.say("explore-heading", title=ed.title()),
        banner=ed.banner, texts=texts, left=ed.say("explore-left", n=left) if left else "",
        fields=[*fields, ("table", ed.say("explore-table"))],
        data=json.dumps(data, ensure_ascii=False, allow_nan=False).translate(ESCAPED),
    )  # fmt: skip


def _cut(table: dict[str, Any], ed: Edition, most: int) -> dict[str, Any]:
    """Return a table as the page has it, with so many of its rows as are largest."""
    name, columns, rows = table["name"], table["columns"], table["rows"]
    aside = (*UNPRINTED.get(name, ()), CONFIDENTIAL)
    kinds = ["aside" if c in aside else kind_of_column(c, name) for c in columns]
    if len(rows) > most:
        at = [number for number, kind in enumerate(kinds) if kind == MONEY]
        told = ([abs(row[a]) for a in at if isinstance(row[a], int | float)] for row in rows)
        sizes = [max(amounts, default=-1) for amounts in told]
        kept = sorted(range(len(rows)), key=sizes.__getitem__, reverse=True)[:most]
        rows = [rows[number] for number in sorted(kept)]
    each = zip(columns, table["heads"], kinds, strict=True)
    return {
        "name": name, "caption": table["caption"], "rows": rows,
        "period": "" if name in WHOLE or "period" in columns else ed.period,
        "columns": [{"name": c, "head": head, "kind": kind} for c, head, kind in each],
    }  # fmt: skip


@functools.cache
def _template() -> Any:
    digest = lambda text: base64.b64encode(sha256(text.encode()).digest()).decode()  # noqa: E731
    return load_template(ASSETS / "explore.html.j2", digest=digest)
