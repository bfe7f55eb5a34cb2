"""A column that tells exports from imports, which are no flows: it is used, or asked about."""

from __future__ import annotations

import re
from typing import Any

from sezlib.flows import FlowsError
from sezlib.sources.kinds import FLOWS
from sezlib.sources.layouts import Layout, aside_line
from sezlib.sources.lookup import none
from sezlib.sources.raw import Raw, literal

# each a whole text in small letters; what is re-exported or comes back is in the exports already
RE = r"rx|rm|.*(re-? ?(exp|imp)|реэксп|реимп).*"
IMPORT = (
    r"m|i|im|им|.*(import|импорт|імпорт|ввоз|внос|einfuhr|[iı]\x{307}?thalat|przywóz|dovoz|uvoz|"
    r"behozatal|invoer|införsel|tuonti|nhập khẩu|εισαγωγ|واردات|进口|進口|輸入|수입).*|"
    r"impor|arrivals?|domestic( (market|sales))?|внутренний( рынок)?|"
    r"(trade )?balance|net exports?|saldo|сальдо.*|turnover|total trade|(товаро)?оборот|"
    r"(.*[^\pL])?(imp|имп)([^\pL].*)?"
)
EXPORT = (
    r"x|e|ex|эк|.*(e(x|ks)port|esporta|экспорт|експорт|вывоз|износ|ausfuhr|[iı]\x{307}?hracat|wywóz|"
    r"vývoz|izvoz|kivitel|uitvoer|utförsel|vienti|xuất khẩu|εξαγωγ|صادرات|出口|輸出|수출).*|"
    r"ekspor|dispatch(es)?|"
    r"(.*[^\pL])?(exp|эксп)([^\pL].*)?"
)
# numbers and letters tell it in columns of such names; 1 is imports, as Comtrade and Comext have it
NAMED = re.compile("flow|direction|направлен|поток", re.IGNORECASE)
NAMED_IMPORT, NAMED_EXPORT = r"|1|in(ward|bound|flow)?", r"|[2-4]|out(ward|bound|flow)?"
# among so many rows a column shows whether it may be one
LOOKED = 1_000


def other_flows(con: Any, raw: Raw, names: list[str], where: str = "true") -> dict[str, list[str]]:
    """Return what columns call rows that are no exports, by the name of each that tells them apart.

    A column does whose texts are imports beside exports, or nothing but such words.
    """
    found: dict[str, list[str]] = {}
    for name in names:
        column = f"lower(trim(CAST({raw.column(name)} AS VARCHAR)))"
        named = NAMED.search(name)
        ways = IMPORT + NAMED_IMPORT * bool(named), EXPORT + NAMED_EXPORT * bool(named)
        word = f"regexp_full_match({column}, {literal('|'.join((RE, *ways)))})"
        first = f"(SELECT {column} AS t, {word} AS w FROM raw WHERE {where} LIMIT {LOOKED})"
        if not con.execute(f"SELECT bool_or(w) FROM {first}").fetchone()[0]:
            continue
        kinds = "".join(
            f" WHEN regexp_full_match({column}, {literal(words)}) THEN {n}"
            for n, words in enumerate((RE, *ways))
        )
        rows = con.execute(
            f"SELECT any_value(trim(CAST({raw.column(name)} AS VARCHAR))), CASE{kinds} END AS kind "
            f"FROM raw WHERE {where} AND {word} GROUP BY {column}, kind ORDER BY ALL"
        ).fetchall()
        every = f"SELECT bool_and({word} OR {column} = '') FROM raw WHERE {where}"
        whole = con.execute(every).fetchone()[0]
        again, imports, exports = ([text for text, kind in rows if kind == n] for n in range(3))
        # a letter may be a size, and a description of goods has words of its own
        sure = named or any(len(text) > 1 and " " not in text for text in imports)
        if (imports and (whole or sure if exports or named else whole and sure)) or (
            again and exports
        ):
            found[name] = [*imports, *again]
    return found


def refuse_other_flows(con: Any, raw: Raw, layout: Layout) -> None:
    """Refuse a file of exports and imports, unless a mapping sets the imports aside."""
    if layout.kind != FLOWS or layout.source not in ("mapping", FLOWS.name):
        return
    used = {f.header for name, f in layout.fields.items() if name in layout.kind.columns}
    left = [name for name in raw.names if name and name not in used]
    where = none([*(sql for _, sql in layout.aside), layout.keep or "false"])
    for name, texts in other_flows(con, raw, left, where).items():
        raise FlowsError(
            f"{raw.path.name}: column {name!r} tells exports from other flows; write "
            f"{aside_line(name, texts)} under [aside] in the mapping, and under [keep] what are "
            "exports nevertheless"
        )
