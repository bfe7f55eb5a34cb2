"""Wide tables: periods, or countries, that stand in the names of columns.

`[wide]` of a mapping names these columns, in a list or by a pattern whose `*` stands for the
period: `period = "*"`, or `period = "* value, USD"` beside `net_kg = "* weight, t"`. Each of their
cells becomes a row; those of columns that are totals of others become rows to set aside.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from sezlib import countries
from sezlib.flows import FlowsError, listed, near
from sezlib.periods import months_of, parse_cell
from sezlib.sources.kinds import FLOWS
from sezlib.sources.layouts import Mapping, named_columns
from sezlib.sources.raw import Loaded, Raw, literal
from sezlib.sources.totals import TOTAL as WORDS
from sezlib.sources.written import RAISED, STARS, number_sql

if TYPE_CHECKING:
    import duckdb

STATE = (
    "name those of value alone, or their pattern, such as "
    'period = "* value" and net_kg = "* weight"'
)
TOTAL = re.compile(rf"(?i)\s*({'|'.join(WORDS)})(\W|$)")
# what parts the words of a name, footnotes among it, and how many words are looked at
WORD = re.compile(rf"[^\s_,;:()\[\]|{STARS}{RAISED}]+")
MOST_WORDS = 6
# behind a year, that it is preliminary, revised or estimated
MARK = re.compile(
    r"(?i)(?<=\d{4})(\s*\(([pre]|(prel|rev|est|prov|предв|оцен)[^\W\d]*\.?)\)|[pre](?!\w)|"
    r"\s*[*†‡]+\s*(?=\W|$))"
)
# what stands under the names of columns
Labels = dict[str, str]


def period_in(name: str, code: Callable[[str], str]) -> tuple[str, str]:
    """Return the period that stands in the name of a column, and the name with `*` in its place.

    >>> period_in("2019 г. вес, т*", lambda text: "2019" if text == "2019 г." else "")
    ('2019 г.', '* вес, т')
    """
    name = MARK.sub("", name.strip(f"{STARS}{RAISED} "))
    if code(name):
        return name, "*"
    words = list(WORD.finditer(name))[:MOST_WORDS]
    spans = [(i, j) for i in range(len(words)) for j in range(i, len(words))]
    # 2019_01 is a month, and 2019 in it is none
    for i, j in sorted(spans, key=lambda span: span[0] - span[1]):
        held = [word[0] for word in words[i : j + 1]]
        for text in (" ".join(held), "-".join(held)):
            if code(text):
                return text, f"{name[: words[i].start()]}*{name[words[j].end() :]}"
    return "", name


def period_of(text: str, form: str = "auto", year: str = "") -> str:
    """Return the period of a text, with the year that stands elsewhere, or nothing."""
    with contextlib.suppress(FlowsError):
        return parse_cell(f"{text} {year}".strip(), form)
    return ""


def _doubt(name: str) -> str:
    """Return why the name of a column, which tells a period, is not read as one, or nothing."""
    try:
        parse_cell(name)
    except FlowsError as error:
        return f"{name!r} {error}" if "state" in str(error) else ""
    return ""


def periods_in(names: Iterable[str], year: str = "", form: str = "auto") -> dict[str, list[str]]:
    """Return the patterns that two or more names of columns follow, each with these names.

    >>> periods_in(["Country", "2018, t", "2019, t", "Total"])
    {'*, t': ['2018, t', '2019, t']}
    """
    found: dict[str, list[str]] = {}
    for name in names:
        label, pattern = period_in(name, lambda text: period_of(text, form, year))
        if label and not TOTAL.match(name):
            found.setdefault(pattern, []).append(name)
    return {pattern: held for pattern, held in found.items() if len(held) > 1}


def unpivoted(raw: Raw, mapped: Mapping) -> tuple[Raw, Mapping]:
    """Return a wide table as a long one, with its mapping: each of its cells is a row."""
    [axis] = [key for key in mapped.wide if not FLOWS.numeric(key)]
    stated, column = mapped.constants.get(axis, ""), mapped.columns.get(axis)

    def code(text: str) -> str:
        if axis == "period":
            return period_of(text, mapped.period, "2000" if stated or column else "")
        return text if axis != "destination" else countries.find_country(text) or ""

    measures: dict[str, Labels] = {}
    columns = {axis: f"[wide] {axis}"}
    for key, said in sorted(mapped.wide.items(), key=lambda item: item[0] != axis):
        measure = "value" if key == axis else key
        measures[measure], holds = _columns(raw, said, code, axis == "period")
        columns[measure] = f"{holds} *" if holds in raw.names else holds or measure
    used = {name for held in measures.values() for name in held.values()}
    names = ["" if name in used else name for name in raw.names]
    year = literal(stated)
    if isinstance(column, str):
        year = f"regexp_replace(coalesce({raw.column(column)}, ''), '\\.0+$', '')"

    def load(con: duckdb.DuckDBPyConnection, _: Iterable[int]) -> Loaded:
        loaded = raw.load(con, raw.wanted)
        others = [name for name in names if name and name not in set(named_columns(mapped))]
        value = measures["value"]
        sums = {name: list(value.values()) for name in others if len(value) > 1}
        if axis == "period":
            sums |= _wider({label: code(label) for label in value}, value)
        totals = _sums(con, raw, sums)
        totals |= {name for name in others if len(measures) == 1 and TOTAL.match(name)}
        rest = [name for name in others if name not in totals]
        raw.told |= {"columns not taken": listed(rest)} if rest else {}
        # a total is a cell of a row from now on
        made.names[:] = ["" if name in totals else name for name in made.names]
        labels = {label: name for label, name in value.items() if name not in totals}
        count = len(labels)
        labels |= {name: name for name in raw.names if name in totals}
        held = [labels, *(found for measure, found in measures.items() if measure != "value")]
        _unpivot(con, raw, loaded, held, names, count, year)
        return Loaded(torn=loaded.torn)

    rest = {ours: theirs for ours, theirs in mapped.columns.items() if ours != axis}
    constants = {ours: said for ours, said in mapped.constants.items() if ours != axis}
    made = replace(raw, names=names + list(columns.values()), load=load, wide=[*columns.values()])
    return made, replace(mapped, columns={**rest, **columns}, constants=constants)


def _columns(
    raw: Raw, said: str | list[str], code: Callable[[str], str], parted: bool
) -> tuple[Labels, str]:
    """Return the columns that a list or a pattern names, by their labels, and what they hold."""
    names = [name for name in raw.names if name]
    before, _, behind = ("", "", "") if isinstance(said, list) else said.partition("*")
    like = re.compile(f"{re.escape(before)}(.+){re.escape(behind)}")
    found: Labels = {}
    holds: Labels = {}
    for name in said if isinstance(said, list) else names:
        if name not in names:
            raise FlowsError(
                f"{raw.path.name}: no column {name!r}{near(name, names)}, which [wide] names; the "
                f"columns are {listed(names, 20)}"
            )
        part = like.fullmatch(name)
        text = part[1] if part else ""
        label, pattern = period_in(text, code) if parted else (text * bool(code(text)), "*")
        if isinstance(said, str) and (not label or pattern != "*"):
            continue
        if not label or label in found:
            wrong = f"and {found[label]!r} are both of {label!r}" if label else "is of none"
            raise FlowsError(f"{raw.path.name}: [wide]: the column {name!r} {wrong}; {STATE}")
        found[label] = name
        rest = f"{before}{pattern.replace('*', '')}{behind}".strip(" ,;:()[]|_")
        holds.setdefault(", ".join(filter(None, (rest, raw.units.get(name)))), name)
    if marked := [name for name in found.values() if MARK.search(name)]:
        raw.told["marks of years left out"] = listed(marked, 4)
    if len(holds) != 1:
        wrong = f"none is like {said!r}"
        if parted and (doubted := [told for name in names if (told := _doubt(name))]):
            wrong += f", and {doubted[0]}"
        elif parted and any(period_of(name, year="2000") for name in names):
            wrong += ", and months need their year, as period under [columns] or [constants]"
        if holds:
            wrong = f"{listed(holds.values())} are of {listed(holds)}"
        raise FlowsError(f"{raw.path.name}: [wide]: of the columns {wrong}; {STATE}")
    return found, next(iter(holds))


def _wider(codes: Labels, value: Labels) -> dict[str, list[str]]:
    """Return the columns whose period holds those of others, with the narrowest of these."""
    spans = {label: months_of(code) for label, code in codes.items()}
    inside = {
        label: [o for o, (a, b) in spans.items() if first <= a and b <= last and o != label]
        for label, (first, last) in spans.items()
    }
    return {
        value[label]: [value[one] for one in held if not inside[one]]
        for label, held in inside.items()
        if held
    }


def _sums(con: Any, raw: Raw, sums: dict[str, list[str]]) -> set[str]:
    """Return the columns that are the sums of others in each row."""

    def number(name: str) -> str:
        text = f"CAST({raw.column(name)} AS VARCHAR)"
        return f"coalesce({number_sql(text, '')}, {number_sql(text, ',')})"

    def is_sum(name: str, parts: list[str]) -> str:
        total = " + ".join(f"coalesce({number(part)}, 0)" for part in parts)
        wrong = f"{raw.column(name)} IS NOT NULL AND coalesce({number(name)} <> {total}, true)"
        return f"coalesce(bool_or({number(name)} <> 0) AND NOT bool_or({wrong}), false)"

    if not sums:
        return set()
    asked = ", ".join(is_sum(name, parts) for name, parts in sums.items())
    [told] = con.execute(f"SELECT {asked} FROM raw").fetchall()
    return {name for name, is_total in zip(sums, told, strict=True) if is_total}


def _unpivot(
    con: Any, raw: Raw, loaded: Loaded, held: list[Labels], names: list[str], count: int, year: str
) -> None:
    """Make a row of each cell; the columns from `count` on are totals of others."""
    labels, width = list(held[0]), len(names)
    cells = [
        [raw.column(found[label]) if label in found else "_none" for label in labels]
        for found in held
    ]
    groups = zip(*cells, strict=True)
    into = ", ".join(f"({', '.join(group)}) AS '{n}'" for n, group in enumerate(groups, 1))
    values = [f"c{width + 1 + n}" for n in range(len(held))]
    # columns of any types are texts, so that all may stand in one
    texts = ", ".join(f"CAST({c} AS VARCHAR) AS {c}" for c in {*chain(*cells)} - {"_none"})

    def of_column(told: Iterable[str]) -> str:
        return f"([{', '.join(map(literal, told))}])[_n::INT]"

    chosen = [
        *(f"c{n}" for n, name in enumerate(names) if name and name not in labels),
        f"trim({of_column(labels)} || ' ' || {year}) AS c{width}",
        *values,
        f"{of_column(held[0].values())} AS _cell",
        f"_n::INT > {count} AS _sum",
    ]
    # cells of one row stay in their order
    con.execute(
        f"CREATE TABLE _long AS SELECT _at + _n::INT / 1e5 AS _line, {', '.join(chosen)} "
        f"FROM (SELECT {loaded.line} AS _at, NULL::VARCHAR AS _none, * REPLACE ({texts}) "
        f"FROM {loaded.numbered}) "
        f"UNPIVOT INCLUDE NULLS (({', '.join(values)}) FOR _n IN ({into}))"
    )
    con.execute(f"DROP {'TABLE' if loaded.held else 'VIEW'} raw; ALTER TABLE _long RENAME TO raw")
