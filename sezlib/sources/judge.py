"""Every row of an open file is accepted, rejected with a reason, or set aside with a reason.

The rules are SQL over `raw`, so that a file larger than memory is judged as a small one is.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sezlib.schema import MOST
from sezlib.sources import totals
from sezlib.sources.asking import NO_AMOUNT, NUMBERS
from sezlib.sources.clean import none
from sezlib.sources.layout import Layout
from sezlib.sources.meanings import FALSE, TRUE, Meanings
from sezlib.sources.raw import Loaded, Raw, literal
from sezlib.sources.totals import WLD, Check, Condition

if TYPE_CHECKING:
    import duckdb

CHECKED = ("period", "value", "zone", "destination", "product", "net_kg", "quantity", "currency")
NEEDED = ("period", "value", "zone", "currency")


@dataclass
class Judged:
    """The SQL of the rows that were judged, without and with the line that each is on.

    `aside` tells what was set aside before that: the currency, the reason, the rows and the value.
    `kept` is the SQL of the other rows as they stand in the file.
    """

    rows: str
    numbered: str
    columns: list[str]
    aside: list[tuple[str, str, int, Decimal]]
    kept: str


def judge(
    con: duckdb.DuckDBPyConnection, raw: Raw, layout: Layout, loaded: Loaded, zone: str
) -> Judged:
    """Return the SQL of all rows: their columns of flows, their amount and their fate."""
    of = Meanings(con, raw, layout, zone)
    of.find()
    aside = list(of.aside)
    more, late = totals.totals(of, _kept(aside, _checks(of, None)))
    world = aside + more if layout.products_nest else more
    checks = [*_checks(of, None if layout.products_nest else world), *late]
    aside += more
    checks += totals.nested(of, _kept(aside, checks))
    return Judged(
        _rows(of, aside, checks, "raw", "NULL"),
        _rows(of, aside, checks, loaded.numbered, loaded.line),
        of.columns,
        of.amounts_aside(),
        of.kept(),
    )


def _kept(aside: list[Condition], checks: list[Check]) -> str:
    return none([*(one for _, one in aside), *(one for _, one, _ in checks)])


def _checks(of: Meanings, world: list[Condition] | None) -> list[Check]:
    """Return what may be wrong with a row: the column, the condition, the SQL of the reason.

    `world` is what sets a World row aside; one that it does not is wrong. None: that is not asked.
    """
    found: list[Check] = []
    for name in CHECKED:
        if not of.field(name):
            continue
        # what was found is asked first, since it is cheaper to ask than whether there is anything
        found_for = f"_c_{name}" if name in of.found else f"_t_{name}"
        held = of.amount(name) if name in NUMBERS else found_for
        empty, why = f"({held} IS NULL AND {of.empty(name)})", of.why(name)
        if name in (*NEEDED, *of.layout.needed):
            found.append((name, empty, "'is empty'"))
        if name in NUMBERS:
            least = ", a value is 0 or more" if name == "value" else ""
            found += [
                (name, f"({held} IS NULL AND NOT {empty})", f"coalesce({why}, '{NO_AMOUNT}')"),
                (name, f"{held} < 0", literal(f"is negative{least}")),
                (name, f"{held} >= {MOST:.0f}", literal(NO_AMOUNT)),
            ]
        elif name in of.found:
            unknown = f"({held} IS NULL AND NOT {empty})"
            found.append((name, unknown, f"coalesce({why}, 'cannot be read')"))
    if of.field("destination") and world is not None:
        kept = none(condition for _, condition in world)
        said_twice = "'is the World total, which would count twice'"
        found.append(("destination", f"_c_destination = {WLD} AND {kept}", said_twice))
    if of.field("synthetic"):
        truth = f"lower(trim(coalesce({of.layout.fields['synthetic'].sql}, '')))"
        wrong = f"{truth} NOT IN ({TRUE}, {FALSE})"
        found.append(("synthetic", wrong, "'is neither true nor false'"))
    return found


def _rows(of: Meanings, aside: list[Condition], checks: list[Check], base: str, line: str) -> str:
    """Return the SQL of all rows: the columns of flows, and what was made of each row.

    The first rule that holds for a row tells its fate: 0 is none of them, those that set aside come
    first. All else is told by the number of the rule, which is worked out once.
    """
    rules = [condition for _, condition in aside] + [condition for _, condition, _ in checks]
    whens = "".join(f" WHEN {condition} THEN {n}" for n, condition in enumerate(rules, 1))
    rule = f"(CASE{whens} ELSE 0 END)::USMALLINT"
    names = [name for name, _, _ in checks]
    fields = [of.field(name) for name in names]
    whys = [*(literal(why) for why, _ in aside), *(reason for _, _, reason in checks)]
    told = {
        "_line": line,
        "_amount": of.amount("value"),
        "_money": of.money(),
        "_fate": f"if(_rule = 0, 'accepted', if(_rule > {len(aside)}, 'rejected', 'set aside'))",
        "_why": _case(1, whys),
        "_column": _case(
            len(aside) + 1, [literal(field.header if field else "") for field in fields]
        ),
        "_shown": _case(len(aside) + 1, [_shown(of, name) for name in names]),
        "_padded": (
            f"coalesce(_c_product LIKE '0%' AND trim({of.sql('product')}) NOT LIKE '0%', false)"
            if of.field("product")
            else "false"
        ),
        "_confidential": (
            f"coalesce({of.found['product']} LIKE 'X%', false)"
            if "product" in of.found
            else "false"
        ),
    }
    flows = [f"{of.column(name)} AS {quoted(name)}" for name in of.columns]
    chosen = ", ".join(["_rule", *flows, *(f"{sql} AS {name}" for name, sql in told.items())])
    ruled = f"(SELECT {rule} AS _rule, * FROM {of.rows(base)})"
    return f"SELECT {chosen} FROM {ruled}"


def _case(first: int, told: list[str]) -> str:
    """Return the SQL of what is told by each rule, from the number `first` on."""
    whens = "".join(f" WHEN _rule = {n} THEN {one}" for n, one in enumerate(told, first))
    return f"CASE{whens} END" if told else "NULL"


def _shown(of: Meanings, name: str) -> str:
    return f"left(replace(CAST({of.sql(name)} AS VARCHAR), chr(31), ' '), 200)"


def quoted(name: str) -> str:
    """Return a name as SQL writes it.

    >>> quoted('a"b')
    '"a""b"'
    """
    return '"' + name.replace('"', '""') + '"'
