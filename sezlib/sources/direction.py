"""A column that tells exports from imports, which are no flows: it is used, or asked about."""

from __future__ import annotations

import functools
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
    r"(.*[^\pL])?(imp|имп)([^\pL].*)?|.*(transit|транзит|转口|過境|过境).*"
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
# how a column of values is called that are none of exports
NO_EXPORTS = (
    r"\bimports?\b|importa[tcç]|импорт|імпорт|ввоз|einfuhr|ithalat|przyw[oó]z|\bdovoz|\buvoz|进口"
    r"|進口|輸入|수입|trade balance|turnover|сальдо|оборот"
)
EXPORTS = r"(?i)e(x|ks)p|эксп|експ|вывоз|ausfuhr|ihracat|出口|輸出|수출"
# among so many rows a column shows whether it may be one; so many other texts it may have
LOOKED, MOST = 1_000, 20


@functools.cache
def _words(*ways: str) -> re.Pattern[str]:
    """Return the pattern of all words, as Python writes it."""
    words = "|".join((RE, *ways))
    return re.compile(words.replace(r"\x{307}", "\u0307").replace(r"[^\pL]", r"[\W\d_]"))


def other_flows(con: Any, raw: Raw, names: list[str], where: str = "true") -> dict[str, list[str]]:
    """Return what columns call rows that are no exports, by the name of each that tells them apart.

    A column does whose texts are imports beside exports, or nothing but such words. Beside both any
    other text is asked about, and so are blanks where it seems to be written once.
    """
    found: dict[str, list[str]] = {}
    for name in names:
        text = f"trim(coalesce(CAST({raw.column(name)} AS VARCHAR), ''))"
        named = NAMED.search(name)
        ways = IMPORT + NAMED_IMPORT * bool(named), EXPORT + NAMED_EXPORT * bool(named)
        first = f"SELECT DISTINCT lower({text}) FROM (FROM raw LIMIT {LOOKED})"
        # a few texts are sooner looked at than DuckDB has read so long a pattern
        if not any(_words(*ways).fullmatch(one) for (one,) in con.execute(first).fetchall()):
            continue
        kinds = "".join(
            f" WHEN regexp_full_match(lower({text}), {literal(words)}) THEN {n}"
            for n, words in enumerate((RE, *ways))
        )
        rows = con.execute(
            f"SELECT any_value({text}), CASE{kinds} WHEN {text} = '' THEN 4 ELSE 3 END AS kind, "
            f"count(*), bool_or({where}) FROM raw GROUP BY lower({text}), kind ORDER BY kind, 1 "
            f"LIMIT {LOOKED}"
        ).fetchall()
        again, imports, exports, others, blank = (
            [row for row in rows if row[1] == kind] for kind in range(5)
        )
        # a letter may be a size, and a description of goods has words of its own
        sure = named or any(len(row[0]) > 1 and " " not in row[0] for row in imports)
        if (imports and (not others or sure if exports or named else not others and sure)) or (
            again and exports
        ):
            told = [*imports, *again]
            if imports and exports and len(others) <= MOST:
                told += others
                once = blank and blank[0][2] > 1 and 4 * blank[0][2] >= sum(row[2] for row in rows)
                told += blank * bool(once)
            if left := [row[0] for row in told if row[3]]:
                found[name] = left
    return found


def refuse_other_flows(con: Any, raw: Raw, layout: Layout) -> None:
    """Refuse a file of exports and imports, unless a mapping sets the imports aside."""
    if layout.kind != FLOWS or layout.source not in ("mapping", FLOWS.name):
        return
    header = layout.fields["value"].header if "value" in layout.fields else ""
    if re.search(NO_EXPORTS, header, re.IGNORECASE) and not re.search(EXPORTS, header):
        raise FlowsError(
            f"{raw.path.name}: column {header!r} is called as other flows are than exports; name "
            "that of exports, or call it otherwise where it has them"
        )
    used = {f.header for name, f in layout.fields.items() if name in layout.kind.columns}
    left = [name for name in raw.names if name and name not in used]
    where = none([*(sql for _, sql in layout.aside), layout.keep or "false"])
    for name, texts in other_flows(con, raw, left, where).items():
        raise FlowsError(
            f"{raw.path.name}: column {name!r} tells exports from other flows; write "
            f"{aside_line(name, texts)} under [aside] in the mapping, and under [keep] what are "
            "exports nevertheless"
        )
