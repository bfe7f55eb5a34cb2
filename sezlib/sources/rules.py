"""Every row of an open file is accepted, rejected with a reason, or set aside with a reason.

The rules are SQL over `raw`, so that a file larger than memory is judged as a small one is. Rows
that are totals of others in the file (the World, a heading, a year beside its months) are set
aside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sezlib.flows import MARKS, MOST, UNSPECIFIED, WORLD
from sezlib.periods import months_of, nested_periods, spell
from sezlib.sources.codes import NO_CODE
from sezlib.sources.layouts import Layout, toml_sql, toml_text
from sezlib.sources.lookup import FALSE, NO_AMOUNT, TRUE, Meanings, none
from sezlib.sources.raw import Loaded, Raw, identifier, literal
from sezlib.sources.written import ERROR, FAILED

if TYPE_CHECKING:
    import duckdb

Condition = tuple[str, str]
Check = tuple[str, str, str]
WLD = literal(WORLD)
ALL_PARTNERS = "World, the total of all partners"
HEADING = "a heading, whose lines are in the file"


def totals(of: Meanings, kept: str) -> tuple[list[Condition], list[Check]]:
    """Return what sets aside the rows that have their parts in the file, and what is then wrong.

    With products that nest, a row is a total if there is one of the same zone and period that is
    narrower by product, or by partner, or by both, and wider by neither. Without, headings and
    World rows are those that others add up to.
    """
    if not of.layout.products_nest:
        found, late = _levels(of, kept) if of.several else ([], [])
        if WORLD in of.codes("destination"):
            found += _world(of, f"{kept} AND {none(condition for _, condition in found)}")
        return found, late
    cell = {"zone": "''", "destination": literal(UNSPECIFIED), "product": "''"}
    cell |= {name: f"coalesce({of.column(name)}, '')" for name in cell if name in of.columns}
    period = of.found["period"]
    of.con.execute(
        f"CREATE TABLE _cells AS SELECT DISTINCT {cell['zone']} AS zone, {period} AS period, "
        f"{cell['destination']} AS destination, {cell['product']} AS product "
        f"FROM {of.rows()} WHERE {kept}"
    )
    of.con.execute(f"CREATE TABLE _totals AS SELECT *, true AS total FROM ({WIDER})")
    of.joins.append(
        f"LEFT JOIN _totals ON _totals.zone = {cell['zone']} AND _totals.period = {period} "
        f"AND _totals.destination = {cell['destination']} AND _totals.product = {cell['product']}"
    )
    aside = [
        (ALL_PARTNERS, f"_totals.total AND {cell['destination']} = {WLD}"),
        (HEADING, "_totals.total"),
    ]
    checks: list[Check] = []
    if "destination" in of.found:
        # all that there is of it is the World row: to whom it went is not specified
        code = of.found["destination"]
        of.found["destination"] = f"CASE WHEN {code} = {WLD} THEN '{UNSPECIFIED}' ELSE {code} END"
    if "product" in of.found:
        code = f"nullif({of.found['product']}, 'TOTAL')"
        strange = f"NOT regexp_full_match({code}, '[0-9]{{2,10}}|X{{2,10}}')"
        checks.append(("product", strange, literal(NO_CODE)))
        of.found["product"] = code
    return aside, checks


_HEADINGS = (
    "SELECT zone, period, destination, product[:k] AS product FROM _cells, range(1, 12) r(k) "
    "WHERE k < length(product) AND regexp_full_match(product, '[0-9]+') UNION "
    "SELECT zone, period, destination, 'TOTAL' FROM _cells WHERE product <> 'TOTAL'"
)
# the cells that are totals of cells in `_cells`
WIDER = (
    f"{_HEADINGS} UNION SELECT zone, period, {WLD}, product "
    f"FROM (SELECT * FROM _cells UNION {_HEADINGS}) WHERE destination <> {WLD}"
)


def _sums(of: Meanings, kept: str, by: tuple[str, ...]) -> tuple[str, str, str]:
    """Return the SQL of a row's key in some columns, of the rows with it, and of their last digit.

    What others add up to may be off by half of the last digit for each of them.
    """
    held = (f"coalesce({of.column(name)}, '')" for name in by if name in of.columns)
    key = f"concat_ws(chr(31), {', '.join(held)})"
    keep = none([of.layout.keep or "false"])
    rows = f"(SELECT *, {key} AS _key FROM {of.rows()} WHERE {kept} AND {keep})"
    scale, value = int(of.layout.scale.get("value", 1)), of.amount("value")
    last = (
        f"min(CASE WHEN {value} % {scale} = 0 THEN {scale} WHEN {value} = round({value}, 2) "
        "THEN 0.01 ELSE 0.000000001 END)"
    )
    return key, rows, last


# how far off the sum of n rows may be, where a table has their last digit
ROUNDED = "(n + (n > 1)::INT) * (SELECT min(last) FROM {}) / 2"


def _levels(of: Meanings, kept: str) -> tuple[list[Condition], list[Check]]:
    """Return what counts each sale once where codes of one table are of several levels.

    A heading counts by its lines where they add up to it, and by itself where it holds more and
    other headings of the file add up; then its lines are set aside. Else it is asked about.
    """
    by = ("period", "zone", "site", "resident", "destination", "currency")
    key, rows, last = _sums(of, kept, by)
    code, said, con = "_c_product", of.sql("product"), of.con
    con.execute(
        f"CREATE TABLE _level AS SELECT _key, {code} AS code, sum({of.amount('value')}) AS v, "
        f"any_value(trim({said})) AS said, {last} AS last "
        f"FROM {rows} WHERE regexp_full_match({code}, '[0-9]+') "
        "GROUP BY ALL"
    )
    con.execute(
        "CREATE TABLE _above AS SELECT l._key, l.code, l.v, h.code AS high FROM (SELECT *, "
        "unnest(range(1, length(code))) AS k FROM _level) l "
        "JOIN _level h ON l._key = h._key AND h.code = l.code[:l.k]"
    )
    con.execute(
        f"CREATE TABLE _heads AS SELECT *, CASE WHEN abs(v - s) <= {ROUNDED.format('_level')} "
        "THEN 'same' WHEN v > s THEN 'more' ELSE 'less' END AS how FROM _level JOIN ("
        "SELECT _key, high AS code, sum(v) AS s, count(*) AS n FROM (FROM _above "
        "QUALIFY high = max(high) OVER (PARTITION BY _key, code)) GROUP BY ALL) USING (_key, code)"
    )
    counted = "SELECT count_if(how = 'same'), count_if(how = 'more') FROM _heads"
    [(same, more)] = con.execute(counted).fetchall()
    nest = same and same >= more
    if not same and not more:
        return [], []
    below = f"bool_or(how = 'more') AND {bool(nest)} AS _below"
    con.execute(
        "CREATE TABLE _fates AS SELECT _key AS _at, code AS _of, how AS _how, said AS _said, "
        f"_below FROM (SELECT a._key, a.code, {below} FROM _above a JOIN _heads h "
        "ON a._key = h._key AND a.high = h.code GROUP BY ALL) FULL JOIN _heads USING (_key, code)"
    )
    of.joins.append(f"LEFT JOIN _fates ON _at = {key} AND _of = {code}")
    header = toml_text(of.layout.fields["product"].header)
    asked = (
        f"'is ' || _how || ' than its lines in the file add up to: write ' || {literal(header)} || "
        f"' = [' || {toml_sql('_said')} || '] under [aside] in the mapping if the lines count, or "
        "under [keep] if both do'"
    )
    own = f"coalesce({of.layout.keep or 'false'}, false)"
    return [
        ("a line, whose heading holds more than its lines", f"_below AND NOT {own}"),
        (HEADING, f"_how = 'same' AND NOT {own}"),
    ], [("product", f"_how = '{'less' if nest else 'more'}' AND NOT {own}", asked)]


def _world(of: Meanings, kept: str) -> list[Condition]:
    """Return what sets a World row aside: its partners are in the file, and it holds no more."""
    key, rows, last = _sums(of, kept, ("period", "zone", "product", "currency"))
    value, world = of.amount("value"), f"coalesce(_c_destination = {WLD}, false)"
    of.con.execute(
        f"CREATE TABLE _worlds AS WITH held AS MATERIALIZED (SELECT _key, "
        f"sum({value}) FILTER ({world}) AS v, sum({value}) FILTER (NOT {world}) AS s, "
        f"count_if(NOT {world}) AS n, {last} AS last FROM {rows} GROUP BY ALL) "
        f"SELECT _key AS _where, v - s <= {ROUNDED.format('held')} AS _whole FROM held WHERE n > 0"
    )
    of.joins.append(f"LEFT JOIN _worlds ON _where = {key}")
    return [(ALL_PARTNERS, f"_whole AND {world}")]


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
        inside = "across it" if when.endswith("A1") else "inside it"
        held = f"{spell(when)!r} and {inner!r} {inside}"
        why = f"has both {held}, which would count twice; keep one of them"
        if when[5:6] != "A" and months_of(when)[0] == months_of(inner)[0]:
            why += ', or state period = "cumulative" in a mapping where amounts are from January on'
        of.con.execute("INSERT INTO _nested VALUES (?, ?, ?)", [where, when, why])
    of.joins.append(f"LEFT JOIN _nested ON _in = {zone} AND _wide = {period}")
    return [("period", "_nested_why IS NOT NULL", "_nested_why")]


def repeated(of: Meanings, kept: str) -> list[Check]:
    """Return what rejects each of the rows that have one text where it stands in one row only."""
    name = of.kind.once
    if not of.field(name):
        return []
    text = of.found.get(name, f"_t_{name}")
    of.con.execute(
        f"CREATE TABLE _repeated AS SELECT {text} AS _again FROM {of.rows()} WHERE {kept} "
        f"AND {text} IS NOT NULL GROUP BY 1 HAVING count(*) > 1"
    )
    of.joins.append(f"LEFT JOIN _repeated ON _again = {text}")
    return [(name, "_again IS NOT NULL", "'has a number more than once'")]


def accumulated(of: Meanings, kept: str) -> list[Check]:
    """Make each running total the difference from the one before; return what is then wrong.

    What is sold for the first time within a year has no running total before, which is one of 0.
    """
    if of.layout.time != "cumulative":
        return []
    kinds = of.kind.columns
    amounts = [name for name, what in kinds.items() if what == "amount" and of.field(name)]
    held = [name for name in of.columns if name in kinds and name not in ("period", *amounts)]
    keys = {f"_r{n}": f"CAST({of.column(name)} AS VARCHAR)" for n, name in enumerate(held)}
    keys |= {"_zone": of.column("zone") if "zone" in held else "''"}
    keys = {name: f"coalesce({sql}, '')" for name, sql in keys.items()}
    period = of.found["period"]
    chosen = [f"{sql} AS {name}" for name, sql in keys.items()]
    chosen += [f"sum({of.amount(name)}) AS _sum_{name}" for name in amounts]
    of.con.execute(
        f"CREATE TABLE _sums AS SELECT {', '.join(chosen)}, {period} AS _until, count(*) AS _n "
        f"FROM {of.rows()} WHERE {kept} GROUP BY ALL"
    )
    within = "OVER (PARTITION BY _zone, _until[:4] ORDER BY _until)"
    step = "_until[6:]::INT - coalesce(_ago[6:]::INT, 0)"
    part = f"_until[:4] || if({step} = 3, '-Q', '-S') || _until[6:]::INT // ({step})"
    of.con.execute(
        f"CREATE TABLE _steps AS SELECT *, CASE WHEN {step} = 1 THEN _until WHEN {step} = 12 "
        f"THEN _until[:4] WHEN {step} IN (3, 6) AND _until[6:]::INT % ({step}) = 0 THEN {part} END "
        f"AS _step FROM (SELECT *, lag(_until) {within} AS _ago, lead(_until) {within} AS _later "
        "FROM (SELECT DISTINCT _zone, _until FROM _sums))"
    )
    same = " AND ".join(f"_other.{name} = _sums.{name}" for name in keys)
    less = ", ".join(f"coalesce(_b._sum_{name}, 0) AS _less_{name}" for name in amounts)
    of.con.execute(
        f"CREATE TABLE _running AS SELECT _sums.*, _step, _ago, _later, _c._n AS _more, {less} "
        "FROM _sums JOIN _steps USING (_zone, _until) "
        f"LEFT JOIN _sums _b ON {same.replace('_other', '_b')} AND _b._until = _ago "
        f"LEFT JOIN _sums _c ON {same.replace('_other', '_c')} AND _c._until = _later"
    )
    on = [f"_running.{name} = {sql}" for name, sql in keys.items()]
    of.joins.append(f"LEFT JOIN _running ON {' AND '.join(on)} AND _until = {period}")
    of.before = {name: f"_less_{name}" for name in amounts}
    of.found["period"] = f"coalesce(_step, {period})"
    of.raw.told["running totals"] = "each is read less the one before it in its year"
    return [
        ("period", "_n > 1", "'stands in more than one running total of the same'"),
        ("period", "_until IS NOT NULL AND _step IS NULL",
         "'leaves no period less the running total before it' || coalesce(', to ' || _ago, '')"),
        ("value", f"{of.amount('value')} < 0",
         "'is less than the running total to ' || _ago"),
        ("value", "_later IS NOT NULL AND _more IS NULL",
         "'is in no running total to ' || _later || ', which has to hold it'"),
    ]  # fmt: skip


EMPTY = {
    "fraction": "is empty; write 0 where there is none",
    "alpha3": "is empty, and a bloc without members is none; name them, or take the line out",
}
OUTSIDE = "is not a fraction from 0 to 1, such as 0.05 for 5 per cent"


@dataclass
class Judged:
    """The SQL of the rows that were judged, without and with the line that each is on.

    `rejected` is that of the rejected ones, with what is told of them, `reasons` are those of the
    first rules, which set aside. `aside` tells what was set aside before that: the currency, the
    reason, the rows and the value. `kept` is the SQL of the other rows as they stand in the file,
    `zones` are countries as zones; `unchanged` is whether flows are packed as they come out.
    """

    rows: str
    numbered: str
    rejected: str
    reasons: list[str]
    columns: list[str]
    aside: list[tuple[str, str, int, Decimal | None]]
    kept: str
    zones: set[str]
    unchanged: bool


def judge(
    con: duckdb.DuckDBPyConnection,
    raw: Raw,
    layout: Layout,
    loaded: Loaded,
    zones: tuple[str, ...],
    values: Meanings | None = None,
) -> Judged:
    """Return the SQL of all rows: their columns of flows, their amount and their fate.

    `values` are those that texts of the column of value were found to be before.
    """
    of = Meanings(con, raw, layout, zones, values)
    of.find()
    aside = list(of.aside)
    more, late = totals(of, _kept(aside, _checks(of, None)))
    world = aside + more if layout.products_nest else more
    checks = [*_checks(of, None if layout.products_nest else world), *late]
    aside += more
    checks += nested(of, _kept(aside, checks))
    checks += repeated(of, _kept(aside, checks))
    checks += accumulated(of, _kept(aside, checks))
    return Judged(
        _rows(of, aside, checks, "raw", "NULL"),
        _rows(of, aside, checks, loaded.numbered, loaded.line),
        _rejected(of, aside, checks, loaded.numbered, loaded.line),
        [why for why, _ in aside],
        of.columns,
        of.amounts_aside(),
        of.kept(),
        of.codes("zone"),
        of.unchanged,
    )


def _kept(aside: list[Condition], checks: list[Check]) -> str:
    return none([*(one for _, one in aside), *(one for _, one, _ in checks)])


def _checks(of: Meanings, world: list[Condition] | None) -> list[Check]:
    """Return what may be wrong with a row: the column, the condition, the SQL of the reason.

    `world` is what sets a World row aside; one that it does not is wrong. None: that is not asked.
    """
    found: list[Check] = []
    for name, what in of.kind.columns.items():
        if not of.field(name) or what == "truth":
            continue
        # what was found is asked first, since it is cheaper to ask than whether there is anything
        found_for = f"_c_{name}" if name in of.found else f"_t_{name}"
        held = of.amount(name) if of.kind.numeric(name) else found_for
        none_found, empty = f"{held} IS NULL", of.empty(name)
        if what == "text" and name not in of.clean:
            found.append((name, _failed(of, name), literal(FAILED)))
        if what == "code" and name not in of.clean:
            found.append((name, f"{none_found} AND {_failed(of, name)}", literal(FAILED)))
        filled = name in (*of.kind.filled, *of.layout.needed)
        if filled:
            why = EMPTY.get(name) or EMPTY.get(what, "is empty")
            found.append((name, f"{none_found} AND {empty}", literal(why)))
        # where nothing may be empty, that is told already
        unknown = none_found if filled else f"{none_found} AND NOT {empty}"
        if of.kind.numeric(name):
            found.append((name, unknown, f"coalesce({of.why(name)}, '{NO_AMOUNT}')"))
        elif name in of.found and name not in of.clean:
            found.append((name, unknown, f"coalesce({of.why(name)}, 'cannot be read')"))
        if what == "fraction":
            found.append((name, f"{held} NOT BETWEEN 0 AND 1", literal(OUTSIDE)))
        if what == "amount":
            least = ", a value is 0 or more" if name == "value" else ""
            found += [
                (name, f"{held} < 0", literal(f"is negative{least}")),
                (name, f"{held} >= {MOST:.0f}", literal(NO_AMOUNT)),
            ]
    if of.field("destination") and world is not None:
        kept = none(condition for _, condition in world)
        said_twice = literal(
            "is the World total, which would count twice: its partners in the file do not add up "
            "to it; write it under [aside] in the mapping where they count"
        )
        found.append(("destination", f"_c_destination = {WLD} AND {kept}", said_twice))
    for mark in filter(of.field, MARKS):
        truth = f"lower(trim(coalesce({of.layout.fields[mark].sql}, '')))"
        wrong = f"{truth} NOT IN ({TRUE}, {FALSE})"
        found.append((mark, wrong, "'is neither true nor false'"))
    if of.layout.asks:
        found.insert(0, ("value", "_total IS NOT NULL", "_total"))
    if not of.kind.columns:
        found += [(name, _failed(of, name), literal(FAILED)) for name in of.layout.fields]
    return found + [
        (name, wrong, literal(why))
        for name, wrong, why in of.kind.rules
        if all(map(of.field, re.findall(r"_c_(\w+)", wrong)))
    ]


def _failed(of: Meanings, name: str) -> str:
    return f"regexp_full_match(trim({of.sql(name)}), '{ERROR}')"


def _rows(of: Meanings, aside: list[Condition], checks: list[Check], base: str, line: str) -> str:
    """Return the SQL of all rows: the columns of flows, and what was made of each row."""
    told = {
        "_line": line,
        "_amount": of.amount("value"),
        "_money": of.money(),
        "_mended": _mended(of) if of.field("product") else "NULL::VARCHAR",
        "_confidential": (
            f"coalesce({of.found['product']} LIKE 'X%', false)"
            if "product" in of.found
            else "false"
        ),
    }
    flows = [f"{of.column(name)} AS {identifier(name)}" for name in of.columns]
    chosen = ", ".join(["_rule", *flows, *(f"{sql} AS {name}" for name, sql in told.items())])
    return f"SELECT {chosen} FROM {_ruled(of, aside, checks, base)}"


def _rejected(
    of: Meanings, aside: list[Condition], checks: list[Check], base: str, line: str
) -> str:
    """Return the SQL of the rejected rows: the line, the column, what stands there, why, amount."""
    headers = [field.header if (field := of.field(name)) else "" for name, _, _ in checks]
    told = (
        [_header(of, header) for header in headers],
        [_shown(of, name) for name, _, _ in checks],
        [reason for _, _, reason in checks],
    )
    column, shown, why = (_case(len(aside) + 1, one) for one in told)
    return (
        f"SELECT {line} AS _line, {column} AS _column, {shown} AS _shown, {why} AS _why, "
        f"{of.amount('value')} AS _amount FROM {_ruled(of, aside, checks, base)} "
        f"WHERE _rule > {len(aside)}"
    )


def _ruled(of: Meanings, aside: list[Condition], checks: list[Check], base: str) -> str:
    """Return the SQL of all rows with their rule: the first that holds tells the fate of a row.

    0 is none of them, those that set aside come first.
    """
    rules = [condition for _, condition in aside] + [condition for _, condition, _ in checks]
    whens = "".join(f" WHEN {condition} THEN {n}" for n, condition in enumerate(rules, 1))
    return f"(SELECT (CASE{whens} ELSE 0 END)::USMALLINT AS _rule, * FROM {of.rows(base)})"


def _mended(of: Meanings) -> str:
    """Return the SQL of how a code of a product was read, where its digits are not those there."""
    column = of.sql("product")
    if "product" in of.clean:
        return "NULL::VARCHAR"
    bare = f"upper(replace(replace(trim({column}), ' ', ''), '.', ''))"
    told = f"format('{{:s}} = {{:s}}', trim({column}), _c_product)"
    return f"CASE WHEN _c_product <> {column} AND _c_product <> {bare} THEN {told} END"


def _case(first: int, told: list[str]) -> str:
    """Return the SQL of what is told by each rule, from the number `first` on."""
    rules: dict[str, list[str]] = {}
    for n, one in enumerate(told, first):
        rules.setdefault(one, []).append(str(n))
    whens = "".join(f" WHEN _rule IN ({', '.join(ns)}) THEN {one}" for one, ns in rules.items())
    return f"CASE{whens} END" if told else "NULL"


def _header(of: Meanings, name: str) -> str:
    """Return the SQL of the name of the column that a cell stands in."""
    return "_cell" if name in of.raw.wide else literal(name)


def _shown(of: Meanings, name: str) -> str:
    return f"left(replace(CAST({of.sql(name)} AS VARCHAR), chr(31), ' '), 200)"
