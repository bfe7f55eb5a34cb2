"""Rows that are totals of others in the file: the World, a heading, a year beside its months."""

from __future__ import annotations

from sezlib.nesting import nested_periods
from sezlib.schema import UNSPECIFIED, WORLD
from sezlib.sources.codes import NO_CODE
from sezlib.sources.meanings import Meanings
from sezlib.sources.raw import literal

Condition = tuple[str, str]
Check = tuple[str, str, str]
WLD = literal(WORLD)


def totals(of: Meanings, kept: str) -> tuple[list[Condition], list[Check]]:
    """Return what sets aside the rows that have their parts in the file, and what is then wrong.

    With products that nest, a row is a total if there is one of the same zone and period that is
    narrower by product, or by partner, or by both, and wider by neither. Without, only a World row
    is one, if its zone and period have partners.
    """
    nest = of.layout.products_nest
    if not nest and WORLD not in of.codes("destination"):
        return [], []
    cell = {"zone": "''", "destination": literal(UNSPECIFIED), "product": "''"}
    cell |= {name: f"coalesce({of.column(name)}, '')" for name in cell if name in of.columns}
    period = of.found["period"]
    of.con.execute(
        f"CREATE TABLE _cells AS SELECT DISTINCT {cell['zone']} AS zone, {period} AS period, "
        f"{cell['destination']} AS destination, {cell['product']} AS product "
        f"FROM {of.rows()} WHERE {kept}"
    )
    of.con.execute(f"CREATE TABLE _totals AS SELECT *, true AS total FROM ({_wider(nest)})")
    of.joins.append(
        f"LEFT JOIN _totals ON _totals.zone = {cell['zone']} AND _totals.period = {period} "
        f"AND _totals.destination = {cell['destination']} AND _totals.product = {cell['product']}"
    )
    aside = [
        ("World, the total of all partners", f"_totals.total AND {cell['destination']} = {WLD}"),
        ("a heading, whose lines are in the file", "_totals.total"),
    ]
    checks: list[Check] = []
    if nest and "destination" in of.found:
        # all that there is of it is the World row: to whom it went is not specified
        code = of.found["destination"]
        of.found["destination"] = f"CASE WHEN {code} = {WLD} THEN '{UNSPECIFIED}' ELSE {code} END"
    if nest and "product" in of.found:
        code = f"nullif({of.found['product']}, 'TOTAL')"
        strange = f"NOT regexp_full_match({code}, '[0-9]{{2,10}}|X{{2,10}}')"
        checks.append(("product", strange, literal(NO_CODE)))
        of.found["product"] = code
    return aside, checks


def _wider(nest: bool) -> str:
    """Return the SQL of the cells that are totals of cells in `_cells`."""
    if not nest:
        return (
            f"SELECT * FROM _cells SEMI JOIN (SELECT * FROM _cells WHERE destination <> {WLD}) "
            f"USING (zone, period) WHERE destination = {WLD}"
        )
    headings = (
        "SELECT zone, period, destination, product[:k] AS product FROM _cells, range(1, 12) r(k) "
        "WHERE k < length(product) AND regexp_full_match(product, '[0-9]+') UNION "
        "SELECT zone, period, destination, 'TOTAL' FROM _cells WHERE product <> 'TOTAL'"
    )
    return (
        f"{headings} UNION SELECT zone, period, {WLD}, product "
        f"FROM (SELECT * FROM _cells UNION {headings}) WHERE destination <> {WLD}"
    )


def nested(of: Meanings, kept: str) -> list[Check]:
    """Return what rejects a period that has another one of its zone inside it: it counts twice."""
    if not nested_periods({("", period) for period in of.codes("period")}):
        return []
    zone = f"coalesce({of.column('zone')}, '')" if "zone" in of.columns else "''"
    period = of.found["period"]
    cells = of.con.execute(
        f"SELECT DISTINCT {zone}, {period} FROM {of.rows()} WHERE {kept}"
    ).fetchall()
    wide = nested_periods({(where, when) for where, when in cells if when})
    of.con.execute("CREATE TABLE _nested (_in VARCHAR, _wide VARCHAR, _nested_why VARCHAR)")
    for (where, when), inner in wide.items():
        why = (
            f"has both {when!r} and {inner!r} inside it, which would count twice; keep one of them"
        )
        of.con.execute("INSERT INTO _nested VALUES (?, ?, ?)", [where, when, why])
    of.joins.append(f"LEFT JOIN _nested ON _in = {zone} AND _wide = {period}")
    return [("period", "_nested_why IS NOT NULL", "_nested_why")]
