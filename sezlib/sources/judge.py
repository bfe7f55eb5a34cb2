"""Every row of an open file is accepted, rejected with a reason, or set aside with a reason.

The rules are SQL over `raw`, so that a file larger than memory is judged as a small one is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sezlib.schema import MOST
from sezlib.sources import totals
from sezlib.sources.clean import none
from sezlib.sources.layout import Layout
from sezlib.sources.meanings import FALSE, NO_AMOUNT, NUMBERS, TRUE, Meanings
from sezlib.sources.raw import Loaded, Raw, literal
from sezlib.sources.totals import WLD, Check, Condition

if TYPE_CHECKING:
    import duckdb

CHECKED = ("period", "value", "zone", "destination", "product", "net_kg", "quantity")


@dataclass
class Judged:
    """The SQL of what was judged: all rows as they were read, and each with the line it is on."""

    rows: str
    numbered: str
    columns: list[str]


def judge(
    con: duckdb.DuckDBPyConnection, raw: Raw, layout: Layout, loaded: Loaded, zone: str
) -> Judged:
    """Return the SQL of all rows: their columns of flows, their amount and their fate."""
    of = Meanings(con, raw, layout, zone)
    of.find()
    aside = [*of.aside, *totals.by_words(of)]
    more, late = totals.totals(of, _kept(aside, _checks(of, None)))
    world = aside + more if layout.products_nest else more
    checks = [*_checks(of, None if layout.products_nest else world), *late]
    aside += more
    checks += totals.nested(of, _kept(aside, checks))
    return Judged(
        _rows(of, aside, checks, "raw", "NULL"),
        _rows(of, aside, checks, loaded.numbered, loaded.line),
        of.columns,
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
        if name in ("period", "value", "zone", *of.layout.needed):
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
    if of.field("currency"):
        code = of.column("currency")
        letters = f"regexp_full_match({code}, '[A-Z]{{3}}')"
        found.append(("currency", f"{code} IS NULL", "'is empty'"))
        found.append(("currency", f"NOT {letters}", "'is not an ISO 4217 code'"))
    if of.field("synthetic"):
        truth = f"lower(trim(coalesce({of.layout.fields['synthetic'].sql}, '')))"
        wrong = f"{truth} NOT IN ({TRUE}, {FALSE})"
        found.append(("synthetic", wrong, "'is neither true nor false'"))
    return found


def _rows(of: Meanings, aside: list[Condition], checks: list[Check], base: str, line: str) -> str:
    """Return the SQL of all rows: the columns of flows, and what was made of each row."""
    gone = "".join(f" WHEN {condition} THEN NULL" for _, condition in aside)

    def case(on_aside: str, on_checks: list[str], otherwise: str = "NULL") -> str:
        wrong = (
            f" WHEN {condition} THEN {told}"
            for (_, condition, _), told in zip(checks, on_checks, strict=True)
        )
        return f"CASE{on_aside}{''.join(wrong)} ELSE {otherwise} END"

    names = [name for name, _, _ in checks]
    fields = [of.field(name) for name in names]
    told = {
        "_line": line,
        "_amount": of.amount("value"),
        "_fate": case(
            "".join(f" WHEN {condition} THEN 'set aside'" for _, condition in aside),
            ["'rejected'"] * len(checks),
            "'accepted'",
        ),
        "_why": case(
            "".join(f" WHEN {condition} THEN {literal(why)}" for why, condition in aside),
            [reason for _, _, reason in checks],
        ),
        "_column": case(gone, [literal(field.header if field else "") for field in fields]),
        "_shown": case(gone, [_shown(of, name) for name in names]),
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
    chosen = ", ".join([*flows, *(f"{sql} AS {name}" for name, sql in told.items())])
    return f"SELECT {chosen} FROM {of.rows(base)}"


def _shown(of: Meanings, name: str) -> str:
    return f"left(replace(CAST({of.sql(name)} AS VARCHAR), chr(31), ' '), 200)"


def quoted(name: str) -> str:
    """Return a name as SQL writes it.

    >>> quoted('a"b')
    '"a""b"'
    """
    return '"' + name.replace('"', '""') + '"'
