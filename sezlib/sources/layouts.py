"""How a source lays out its records: which of its columns is which of ours, and what is no flow.

A `Layout` says it in SQL over the columns of `raw`. `FORMATS` are those of sources that publish
records (our own, Comtrade, BACI, ComexStat, customs, DGCI&S), asked from the top: each says by
which columns it is known and how they are read. Any other table comes through a mapping, a TOML
file that says which of its columns is which of ours.
"""

from __future__ import annotations

import contextlib
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from sezlib import countries, units
from sezlib.flows import UNMAPPED, FlowsError, listed, near, quoted
from sezlib.periods import CALENDARS, FORMS, from_calendar, joined, parse_cell, year_start
from sezlib.sources.kinds import FLOWS, Kind
from sezlib.sources.raw import Raw, literal
from sezlib.sources.text import read_text
from sezlib.texts import clean_text

JOINT = "\x1f"


@dataclass(frozen=True)
class Field:
    """Where a column of flows comes from: the header it stands under, and SQL that gives a text."""

    header: str
    sql: str


@dataclass(frozen=True)
class Layout:
    """What `judge` needs to know of a source."""

    source: str
    fields: dict[str, Field]
    # what is no flow, each with the SQL of its condition; the first that holds is told
    aside: tuple[tuple[str, str], ...] = ()
    # the scheme of numbers of countries; empty: open
    countries: str = ""
    # names of the file's own: the key of a name, and the code of its country
    aliases: dict[str, str] = field(default_factory=dict)
    period: Callable[[str], str] = parse_cell
    # what a time can be, as `clock` takes it
    time: str = "auto"
    constants: dict[str, str] = field(default_factory=dict)
    # the decimal mark of numbers, where the source has one; empty: what the column shows
    decimal: str = ""
    # what one of the source's units is in ours
    scale: dict[str, Decimal] = field(default_factory=dict)
    # what states the unit of values: `value_in`, or the name of their column
    stated: str = ""
    # how many digits product codes have; 0: any even number
    digits: int = 0
    # columns that may not be empty, besides those of its kind
    needed: tuple[str, ...] = ()
    # whether the zone is given as a country
    zone_is_country: bool = False
    # whether codes of products nest, so that one may be the total of others
    products_nest: bool = False
    # what a mapping says of rows: the SQL of a text of theirs, that of the one named, and it
    named: tuple[tuple[str, str, str], ...] = ()
    # whether rows may be totals of others, as in reports; what says that a row is none, as SQL
    words: bool = False
    keep: str = ""
    # columns whose labels hold for the blank cells below; None: nobody has said
    fill: list[str] | None = None
    # whether `_total` of a row may hold a question
    asks: bool = False
    told: tuple[str, ...] = ()
    # a column whose texts are told that the last reason of `aside` sets aside, the largest first
    listed: str = ""
    # what is told of all rows at once, as SQL: conditions call it `(SELECT f0 FROM _facts)` and on
    facts: tuple[str, ...] = ()
    kind: Kind = FLOWS


def text(raw: Raw, name: str) -> str:
    """Return the SQL of a column's text."""
    return f"CAST({raw.column(name)} AS VARCHAR)" if raw.typed else raw.column(name)


def plain(raw: Raw, **names: str) -> dict[str, Field]:
    """Return fields that are columns as they stand; those that the file lacks are left out."""
    return {
        ours: Field(theirs, text(raw, theirs))
        for ours, theirs in names.items()
        if theirs in raw.names
    }


def month(raw: Raw, year: str, number: str) -> Field:
    """Return the period that stands in two columns, a year and a month."""
    parts = (f"coalesce({text(raw, name)}, '')" for name in (year, number))
    return Field(f"{year}, {number}", f" || {literal(JOINT)} || ".join(parts))


def from_two(told: str, name: str = "", form: str = "auto") -> str:
    """Return the period of a year and a part of it that `month` joined."""
    year, _, number = told.partition(JOINT)
    return joined(year, number, name, form)


def lower(sql: str) -> str:
    """Return the SQL of a text without blanks around it, in small letters, never null."""
    return f"lower(trim(coalesce({sql}, '')))"


def none_of(sql: str, words: tuple[str, ...]) -> str:
    """Return the condition that a text is none of some words."""
    return f"{lower(sql)} NOT IN ({', '.join(map(literal, words))})"


def stated_unit(value_in: str, source: str, currency: bool = False) -> tuple[str, Decimal]:
    """Return the currency and the scale that a user states, such as `thousand USD`.

    Where there is a `currency` of each row, the scale may stand alone.
    """
    found = units.find_unit(value_in)
    if not found or found.kind not in (("money", "") if currency else ("money",)):
        said = (
            f"{quoted(value_in)} is no unit of value"
            if value_in.strip()
            else "the unit of value is not stated"
        )
        raise FlowsError(f"{source}: {said}; {STATE}")
    return found.base, Decimal(int(found.scale))


STATE = (
    "state value_in as a currency, with a scale before it where there is one, such as "
    f"{listed(('USD', 'thousand USD', 'mln RUB'))}"
)


def set_aside_again(con: Any, raw: Raw, layout: Layout) -> Layout:
    """Return the layout for a file in which the names of columns stand again, as on each page."""
    wanted = {raw.column(name): literal(name) for name in raw.names if name not in ("", *raw.wide)}
    if raw.wide:
        # of a wide table a row has one of them
        wanted[raw.column(raw.wide[1])] = "_cell"
    again = " AND ".join(
        f"coalesce(trim(regexp_replace({cell}, '\\s+', ' ', 'g')) = {name}, false)"
        for cell, name in wanted.items()
    )
    if not con.execute(f"SELECT 1 FROM raw WHERE {again} LIMIT 1").fetchall():
        return layout
    if raw.wide:
        # a year in the name of a column is no amount
        con.execute("ALTER TABLE raw ADD COLUMN _again BOOLEAN")
        value = raw.column(raw.wide[1])
        con.execute(f"UPDATE raw SET _again = true, {value} = NULL WHERE {again}")
        again = "_again"
    return replace(layout, aside=(("the names of the columns again", again), *layout.aside))


@dataclass(frozen=True)
class Mapping:
    """What a mapping file says."""

    name: str
    columns: dict[str, Any]
    constants: dict[str, str] = field(default_factory=dict)
    aside: dict[str, list[str]] = field(default_factory=dict)
    keep: dict[str, list[str]] = field(default_factory=dict)
    fill: list[str] | None = None
    sheet: str = ""
    # the rows of the names of columns, one below the other
    header: list[int] = field(default_factory=list)
    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    period: str = "auto"
    year_begins: str = ""
    calendar: str = ""
    value_in: str = ""
    weight_in: str = ""
    digits: int = 0
    countries: str = ""
    aliases: dict[str, str] = field(default_factory=dict)
    synthetic: bool = False
    ports: list[str] = field(default_factory=list)
    customs: str = ""
    wide: dict[str, Any] = field(default_factory=dict)


# key: (its type, what it can be, or nothing where it can be anything)
KEYS: dict[str, tuple[type, tuple[Any, ...]]] = {
    "columns": (dict, ()),
    "constants": (dict, ()),
    "aside": (dict, ()),
    "keep": (dict, ()),
    "fill": (list, ()),
    "sheet": (str, ()),
    "header": (int, ()),
    "encoding": (str, ()),
    "delimiter": (str, (",", ";", "\t", "|")),
    "decimal": (str, (".", ",")),
    "period": (str, FORMS),
    "year_begins": (str, ()),
    "calendar": (str, tuple(CALENDARS)),
    "value_in": (str, ()),
    "weight_in": (str, ()),
    "countries": (str, countries.SCHEMES),
    "aliases": (dict, ()),
    "digits": (int, (0, *range(2, 14))),
    "synthetic": (bool, (True, False)),
    "ports": (list, ()),
    "customs": (str, ()),
    "wide": (dict, ()),
}
KINDS = {
    dict: "a table",
    list: "a list",
    str: "a text",
    int: "a whole number",
    bool: "true or false",
}


def read(path: Path, kind: Kind = FLOWS) -> Mapping:
    """Return the mapping of a kind of table in a TOML file, every key of it known."""
    try:
        said = clean_text(tomllib.loads(read_text(path)))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise FlowsError(f"{path.name}: not a TOML file: {error}") from None
    for key, value in said.items():
        if key not in KEYS:
            raise FlowsError(
                f"{path.name}: unknown key {key!r}{near(key, KEYS)}; the keys are "
                f"{listed(KEYS, 20)}"
            )
        as_type, choices = KEYS[key]
        # clean makes a tab a blank, and a delimiter may be one
        value = "\t" if key == "delimiter" and value == " " else value
        rows = key == "header" and type(value) is list
        if (type(value) is not as_type and not rows) or (choices and value not in choices):
            wanted = f"one of {listed(choices)}" if choices else KINDS[as_type]
            raise FlowsError(f"{path.name}: {key} is {value!r}, and not {wanted}")
        said[key] = value
    header = said.get("header", 0)
    said["header"] = header if isinstance(header, list) else [header] * bool(header)
    _check(path.name, said, kind)
    return Mapping(path.name, **{"columns": {}, **said})


TWO = (
    ", or two of them, a year and a month; periods that are names of columns stand under [wide]: "
    'period = ["2018", "2019", "2020"]'
)


def _check_wide(name: str, wide: Any, columns: Any, known: list[str], kind: Kind) -> None:
    """Refuse what the names of columns cannot be."""
    axes = [ours for ours in wide if not kind.numeric(ours)]
    if len(axes) != 1 or axes[0] not in known or "value" in {*wide, *columns}:
        raise FlowsError(
            f"{name}: [wide] has {listed(wide)}; it takes what stands in the names of the columns "
            "of value, such as period, and amounts beside the value, which [columns] then lacks"
        )
    for ours, said in wide.items():
        texts = isinstance(said, list) and said and all(isinstance(one, str) for one in said)
        if not texts and not (isinstance(said, str) and said.count("*") == 1):
            raise FlowsError(
                f"{name}: {ours} of [wide] is {said!r}, and neither a list of columns nor a "
                'pattern with one *, such as "* value"'
            )


def _check(name: str, said: dict[str, Any], kind: Kind) -> None:
    columns = said.get("columns", {})
    known = [column for column in (*kind.first, *kind.columns) if column != "synthetic"]
    known = list(dict.fromkeys(known))
    for table in ("columns", "constants"):
        for ours in said.get(table, {}):
            if ours not in known:
                raise FlowsError(
                    f"{name}: unknown column {ours!r} in [{table}]{near(ours, known)}; the "
                    f"columns are {listed(known, 20)}"
                )
    for ours, theirs in columns.items():
        two = ours == "period" and isinstance(theirs, list) and len(theirs) == 2
        if not (isinstance(theirs, str) or (two and all(isinstance(t, str) for t in theirs))):
            raise FlowsError(
                f"{name}: column {ours!r} is {theirs!r}, and not the name of a column"
                + (TWO if ours == "period" else "")
            )
    for ours, value in said.get("constants", {}).items():
        if not isinstance(value, str):
            raise FlowsError(f"{name}: constant {ours!r} is {value!r}, and not a text")
        if ours in columns and ours != "currency":
            raise FlowsError(f"{name}: {ours!r} is in [columns] and in [constants]; keep one")
    for theirs, ours in said.get("aliases", {}).items():
        if not isinstance(ours, str) or ours.isdigit() or not countries.find_country(ours):
            raise FlowsError(
                f"{name}: alias {theirs!r} is {ours!r}, and not a country, such as 'KOR'"
            )
    for table in ("aside", "keep"):
        for theirs, texts in said.get(table, {}).items():
            if not (isinstance(texts, list) and all(isinstance(t, str) for t in texts)):
                raise FlowsError(
                    f"{name}: {table} {theirs!r} is {texts!r}, and not a list of texts"
                )
    wide = said.get("wide", {})
    if wide:
        _check_wide(name, wide, columns, known, kind)
    header = said["header"]
    if any(type(row) is not int or row != header[0] + at for at, row in enumerate(header)):
        raise FlowsError(f"{name}: header is {header!r}, and not a row, or rows below each other")
    ports = said.get("ports", [])
    if not all(isinstance(port, str) for port in ports):
        raise FlowsError(f"{name}: ports are {ports!r}, and not a list of texts")
    # of a source that is known by its columns these say which of its rows are wanted
    for column in kind.needed if not (ports or said.get("customs")) else ():
        if column in wide or (column == "value" and wide):
            continue
        if column == "value" and column not in columns:
            raise FlowsError(f"{name}: [columns] has no 'value'")
        if column not in {*columns, *said.get("constants", {})}:
            raise FlowsError(f"{name}: neither [columns] nor [constants] has {column!r}")
    wanted = {"value_in": "value", "fill": "value", "year_begins": "period", "calendar": "period"}
    for key, of in wanted.items():
        if said.get(key) and of not in kind.columns:
            raise FlowsError(f"{name}: {key} is stated, and {kind.name} have no {of}")
    if said.get("year_begins"):
        said["year_begins"] = year_start(said["year_begins"], f"{name}: year_begins")
    for column in said.get("fill", ()):
        if column not in columns or kind.numeric(column):
            raise FlowsError(
                f"{name}: fill names {column!r}{near(str(column), columns)}, which is no column of "
                "labels in [columns]"
            )


def layout(raw: Raw, mapped: Mapping, value_in: str, kind: Kind = FLOWS) -> Layout:
    """Return the layout that a mapping gives an open file."""
    for theirs in named_columns(mapped):
        if theirs not in raw.names:
            names = [name for name in raw.names if name]
            raise FlowsError(
                f"{raw.path.name}: no column {theirs!r}{near(theirs, names)}, which {mapped.name} "
                f"names; the columns are {listed(names, 20)}"
            )
    columns = dict(mapped.columns)
    when = columns.pop("period", None)
    fields = plain(raw, **columns)
    constants = dict(mapped.constants)
    begins = mapped.year_begins
    how = lambda told: parse_cell(told, mapped.period, begins)  # noqa: E731
    if mapped.calendar:
        how = lambda told: from_calendar(told, mapped.calendar, mapped.period)  # noqa: E731
        begins = begins or CALENDARS[mapped.calendar][1]
    if begins:
        constants.setdefault("year_begins", begins)
    if isinstance(when, list):
        if mapped.calendar or (mapped.period.startswith("fiscal") and not begins):
            raise FlowsError(
                f"{mapped.name}: period is two columns, which are a calendar year and a part; "
                "fiscal years of them need year_begins, and years of another calendar stand in one"
            )
        fields["period"] = month(raw, *when)
        how = lambda told: from_two(told, when[1], mapped.period)  # noqa: E731
    elif when is not None:
        fields["period"] = Field(when, text(raw, when))
    # a constant is read as if it stood in each row
    for name in [name for name in constants if kind.columns[name] not in ("text", "currency")]:
        fields[name] = Field(name, literal(constants.pop(name)))
    scale = {"net_kg": _weight(raw, mapped)}
    currency, scale["value"] = _value_unit(raw, mapped, value_in)
    if "currency" in constants:
        what = f"{mapped.name}: the constant currency"
        constants["currency"] = units.currency(constants["currency"], what)
    if currency and constants.setdefault("currency", currency) != currency:
        raise FlowsError(
            f"{mapped.name}: the constant currency is {constants['currency']!r}, and the unit of "
            f"value is in {currency!r}"
        )
    if mapped.synthetic:
        constants["synthetic"] = "true"
    aside, keep = (
        tuple(
            (f"{theirs}: {said}", f"{lower(text(raw, theirs))} = {lower(literal(said))}")
            for theirs, texts in table.items()
            for said in texts
        )
        for table in (mapped.aside, mapped.keep)
    )
    named = tuple(
        (lower(text(raw, theirs)), lower(literal(said)), said)
        for table in (mapped.aside, mapped.keep)
        for theirs, texts in table.items()
        for said in texts
    )
    if raw.wide:
        cells = (lower(text(raw, header)) for header in raw.wide[1:])
        empty = " AND ".join(f"{cell} IN ('', '-', '–', '—')" for cell in cells)
        aside += (("a total of the columns beside it", "_sum"), ("an empty cell", empty))
    return Layout(
        "mapping", fields, aside, period=how, time=mapped.period, constants=constants,
        decimal=mapped.decimal, scale=scale, digits=mapped.digits, words=True, kind=kind,
        countries=mapped.countries,
        aliases={
            countries.name_key(theirs): countries.country(ours)
            for theirs, ours in mapped.aliases.items()
        },
        keep=" OR ".join(condition for _, condition in keep), fill=mapped.fill, named=named,
        stated=_states(value_in or mapped.value_in, currency, scale["value"]),
    )  # fmt: skip


def _states(value_in: str, currency: str, times: Decimal) -> str:
    return "value_in" if value_in else "name" if currency or times != 1 else ""


def not_taken(raw: Raw, mapped: Mapping) -> dict[str, str]:
    """Return, in words, which columns of a file a mapping does not name."""
    rest = [name for name in raw.names if name and name not in set(named_columns(mapped))]
    return {"columns not taken": listed(rest)} if rest else {}


def _value_unit(raw: Raw, mapped: Mapping, value_in: str) -> tuple[str, Decimal]:
    """Return the currency and the scale of values: as stated, or as the name of the column says."""
    header = mapped.columns.get("value", "")
    if mapped.period == "auto" and re.search(RUNNING, header):
        raise FlowsError(
            f"{raw.path.name}: column {quoted(header)} is called as running totals are; state "
            'period = "cumulative" in the mapping, or what each period is, such as period = "month"'
        )
    if stated := value_in or mapped.value_in:
        by_row = "currency" in {*mapped.columns, *mapped.constants}
        currency, times = stated_unit(stated, mapped.name, by_row)
        with contextlib.suppress(FlowsError):
            named = units.header_unit(header)
            if named and (named.base or currency, int(named.scale)) != (currency, times):
                raw.told[f"unit of {header!r}"] = f"{stated}, as stated; by its name {named.name}"
        return currency, times
    found = _headed(raw, header, "money", STATE) or _headed_above(raw, header)
    if not units.is_amount(header):
        raise FlowsError(
            f"{raw.path.name}: column {quoted(header)} is called as a price, a share, a change or "
            f"constant prices are, which are no values; where it has values, {STATE}"
        )
    if not (found and found.base) and "currency" not in {*mapped.columns, *mapped.constants}:
        raw.told["currency"] = f"not stated, nor in the name {header!r}; {STATE}"
    return (found.base, Decimal(int(found.scale))) if found else ("", Decimal(1))


def _weight(raw: Raw, mapped: Mapping) -> Decimal:
    """Return how many kilograms one of the weights is."""
    header = mapped.columns.get("net_kg", "")
    told = f"state weight_in as a weight, such as {listed(('kg', 't'))}"
    if not mapped.weight_in:
        found = _headed(raw, header, "mass", told)
    elif not (found := units.find_unit(mapped.weight_in)) or found.kind != "mass":
        raise FlowsError(f"{mapped.name}: weight_in is {quoted(mapped.weight_in)}; {told}")
    return Decimal(str(found.factor if found else 1))


def _headed(raw: Raw, header: str, kind: str, told: str) -> units.Unit | None:
    written = ", ".join(filter(None, (header, raw.units.get(header))))
    try:
        found = units.header_unit(written, kind)
    except FlowsError as error:
        raise FlowsError(f"{raw.path.name}: column {quoted(written)}: {error}; {told}") from None
    if found:
        raw.told[f"unit of {header!r}"] = found.name
    return found


def _headed_above(raw: Raw, header: str) -> units.Unit | None:
    """Return the unit of value that a title above the names of columns states, or None."""
    for title in filter(None, raw.above):
        if found := _headed(raw, title, "money", STATE):
            raw.told[f"unit of {header!r}"] = f"{raw.told.pop(f'unit of {title!r}')}, by the title"
            return found
    return None


def named_columns(mapped: Mapping) -> Iterable[str]:
    """Yield the names of columns that a mapping names."""
    for theirs in mapped.columns.values():
        yield from [theirs] if isinstance(theirs, str) else theirs
    yield from (*mapped.aside, *mapped.keep)


def toml_text(said: str | list[str]) -> str:
    """Return a text, or a list of them, as a mapping writes it.

    >>> print(toml_text(['ООО "Итог"', "Total"]))
    ["ООО \\"Итог\\"", "Total"]
    """
    if isinstance(said, list):
        return f"[{', '.join(map(toml_text, said))}]"
    escaped = said.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return f'"{escaped}"'


def toml_sql(column: str) -> str:
    """Return the SQL of the text of a column as a mapping writes it, as `toml_text` does."""
    for sign, escape in (("\\", "\\\\"), ('"', '\\"'), ("\t", "\\t")):
        column = f"replace({column}, {literal(sign)}, {literal(escape)})"
    return f"concat('\"', {column}, '\"')"


def aside_line(name: str, texts: list[str]) -> str:
    """Return a line of a mapping that says which texts of a column are what."""
    return f"{toml_text(name)} = {toml_text(texts)}"


THOUSAND = Decimal(1000)
# how a column of running totals is called
RUNNING = (
    r"(?i)cumulat|\bytd\b|year[ -]to[ -]date|нараст|накоплен|с начала года|累[计計]|누계|kümülat"
    r"|acumulad"
)


class Format(NamedTuple):
    """A source: the headers it is known by, and what makes a layout of an open file."""

    known: Callable[[Raw], bool]
    layout: Callable[[Raw, str], Layout]


def headed(raw: Raw, kind: Kind) -> None:
    """Refuse a table that is none of its kind."""
    for column in kind.needed:
        if column not in raw.names:
            names = [name for name in raw.names if name]
            *most, last = map(repr, kind.needed)
            needs = " and ".join(filter(None, [", ".join(most), last]))
            raise FlowsError(
                f"{raw.path.name}: no column {column!r}{near(column, names)}; the columns are "
                f"{listed(names)}, and {kind.name} need {needs}; {UNMAPPED}"
            )


def own(raw: Raw, value_in: str, kind: Kind = FLOWS) -> Layout:
    """sezlib's own layout: the columns of a kind of table, and any others, which are carried."""
    headed(raw, kind)
    if not kind.columns and not all(raw.names):
        raise FlowsError(f"{raw.path.name}: a column of {kind.name} has no name")
    fields = {name: Field(name, text(raw, name)) for name in raw.names if name}
    stated = Mapping(raw.path.name, {}, weight_in=raw.units.get("net_kg", ""))
    constants: dict[str, str] = {}
    scale = {"net_kg": _weight(raw, stated)}
    value_in = value_in or raw.units.get("value", "")
    if value_in:
        currency, times = stated_unit(value_in, raw.path.name, "currency" in raw.names)
        constants |= {"currency": currency} if currency else {}
        scale["value"] = times
    value = "value" in kind.columns
    return Layout(
        kind.name, fields, constants=constants, scale=scale, words=value, kind=kind,
        stated="value_in" if value_in else "",
    )  # fmt: skip


# UN Comtrade, bulk and classic downloads: one file may hold exports, imports and re-exports, the
# World beside its partners, and the chapters beside their lines. Re-exports are part of exports
# (https://unstats.un.org/wiki/display/comtrade).
CLASSIC = ("Trade Flow Code", "Reporter ISO", "Partner ISO", "Trade Value (US$)", "Period")
NEW = ("flowCode", "reporterISO", "partnerISO", "primaryValue", "period", "cmdCode")
OTHER_FLOWS = {
    "import": ("m", "1"),
    "re-export, which exports hold": ("rx", "3"),
    "re-import": ("rm", "4"),
}


def comtrade_new(raw: Raw, _: str, customs: str = "") -> Layout:
    """UN Comtrade's layout of 47 columns, of all customs procedures or of one of them."""
    if customs and not (raw.has(NEW) and "customsCode" in raw.names):
        raise FlowsError(
            f"{raw.path.name}: customs = {customs!r} is stated, and only UN Comtrade's layout with "
            "a column 'customsCode' has customs procedures"
        )
    fields = plain(
        raw, period="period", zone="reporterISO", product="cmdCode", value="primaryValue",
        net_kg="netWgt", quantity="qty", unit="qtyUnitAbbr",
    )  # fmt: skip
    aside = _flow_kinds(text(raw, "flowCode"), "x")
    facts: tuple[str, ...] = ()
    for name, whole, said in (
        ("motCode", "0", "one mode of transport, which the row of all modes holds"),
        ("customsCode", "c00", "one customs procedure, which the row of all holds"),
        ("partner2Code", "0", "one second partner, which the row of all holds"),
    ):
        if name in raw.names and not (customs and name == "customsCode"):
            column = lower(text(raw, name))
            # whether there are rows of all, in the whole file
            told = f"(SELECT f{len(facts)} FROM _facts)"
            facts += (f"bool_or({column} = '{whole}')",)
            aside += ((said, f"{column} NOT IN ('{whole}', '') AND {told}"),)
    if customs:
        fields["customs"] = Field("customsCode", f"upper(trim({text(raw, 'customsCode')}))")
        other = f"({fields['customs'].sql} = {literal(customs.strip().upper())}) IS NOT TRUE"
        aside += (("another customs procedure", other),)
        raw.told["customs procedure"] = f"{customs}, whose meaning is not known here"
    made = _comtrade(raw, fields, aside, "partnerISO", "partnerCode")
    return replace(made, facts=facts, listed="customs" if customs else "")


def comtrade_classic(raw: Raw, _: str) -> Layout:
    """UN Comtrade's layouts of 22 and 35 columns."""
    fields = plain(
        raw, period="Period", zone="Reporter ISO", product="Commodity Code",
        value="Trade Value (US$)", net_kg="Netweight (kg)", quantity="Qty", unit="Qty Unit",
    )  # fmt: skip
    aside = _flow_kinds(text(raw, "Trade Flow Code"), "2")
    return _comtrade(raw, fields, aside, "Partner ISO", "Partner Code")


def _flow_kinds(flow: str, export: str) -> tuple[tuple[str, str], ...]:
    kinds = tuple(
        (said, f"{lower(flow)} IN ({', '.join(repr(code) for code in codes)})")
        for said, codes in OTHER_FLOWS.items()
    )
    return (*kinds, ("another flow than export", f"{lower(flow)} <> '{export}'"))


def _comtrade(
    raw: Raw, fields: dict[str, Field], aside: tuple[tuple[str, str], ...], iso: str, code: str
) -> Layout:
    # the letters of some areas are Comtrade's own, their numbers are the better known ones
    codes = (
        f"coalesce(nullif(trim({text(raw, code)}), ''), {text(raw, iso)})"
        if code in raw.names
        else text(raw, iso)
    )
    fields["destination"] = Field(iso, codes)
    return Layout(
        "comtrade",
        fields,
        aside,
        countries="m49",
        constants={"currency": "USD"},
        decimal=".",
        products_nest=True,
    )


# https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37: v in thousand USD, q in
# metric tons, i and j numeric country codes; k has often lost its leading zero
BACI = ("t", "i", "j", "k", "v", "q")


def baci(raw: Raw, _: str) -> Layout:
    """CEPII's BACI: the zone is the exporting country."""
    fields = plain(raw, period="t", zone="i", product="k", destination="j", value="v", net_kg="q")
    fields["net_kg"] = Field("q", f"nullif(trim({text(raw, 'q')}), 'NA')")
    scale = {"value": THOUSAND, "net_kg": THOUSAND}
    constants = {"currency": "USD"}
    return Layout(
        "baci",
        fields,
        constants=constants,
        decimal=".",
        scale=scale,
        digits=6,
        zone_is_country=True,
        countries="m49",
        needed=("product",),
    )


# https://balanca.economia.gov.br/balanca/bd/: values are FOB in USD; a state ND is not declared
NCM = ("CO_ANO", "CO_MES", "CO_NCM", "CO_PAIS", "SG_UF_NCM", "KG_LIQUIDO", "VL_FOB")
MUNICIPAL = ("CO_ANO", "CO_MES", "SH4", "CO_PAIS", "CO_MUN", "KG_LIQUIDO", "VL_FOB")


def comexstat(raw: Raw, _: str) -> Layout:
    """Brazil's ComexStat: the zone is the state of origin, or the municipality of the exporter."""
    if raw.has(("VL_FRETE",)) or raw.has(("VL_SEGURO",)):
        raise FlowsError(f"{raw.path.name}: ComexStat's imports, and flows are exports")
    by_state = raw.has(NCM)
    fields = plain(
        raw, zone="SG_UF_NCM" if by_state else "CO_MUN", product="CO_NCM" if by_state else "SH4",
        destination="CO_PAIS", value="VL_FOB", net_kg="KG_LIQUIDO", quantity="QT_ESTAT",
        unit="CO_UNID", **({} if by_state else {"state": "SG_UF_MUN"}),
    )  # fmt: skip
    return Layout(
        "comexstat",
        {"period": month(raw, "CO_ANO", "CO_MES"), **fields},
        countries="comexstat",
        period=from_two,
        constants={"currency": "USD"},
        decimal=".",
        digits=8 if by_state else 4,
        needed=("product",),
    )


# the Russian Federal Customs Service: the unit of value differs by vintage, so it has to be stated
CUSTOMS = ("NAPR", "PERIOD", "STRANA", "TNVED", "STOIM")
ENGLISH = ("DIRECTION", "PERIOD", "COUNTRY", "HS", "VALUE")


def customs(raw: Raw, value_in: str) -> Layout:
    """The customs service's dumps, by Russian or English names; a product of X is confidential."""
    currency, times = stated_unit(value_in, f"{raw.path.name}: records of the customs service")
    if raw.has(CUSTOMS):
        names = ("NAPR", "STRANA", "TNVED", "STOIM", "NETTO", "KOL", "EDIZM")
    else:
        names = ("DIRECTION", "COUNTRY", "HS", "VALUE", "NETWEIGHT", "QUANTITY", "UM")
    way, country, product, value, net, quantity, unit = names
    fields = plain(
        raw, period="PERIOD", zone="REGION", product=product, destination=country, value=value,
        net_kg=net, quantity=quantity, unit=unit, district="REGION_S",
    )  # fmt: skip
    return Layout(
        "customs",
        fields,
        (
            ("import", f"{lower(text(raw, way))} IN ('им', 'imp', 'import', 'импорт')"),
            (
                "neither export nor import",
                none_of(text(raw, way), ("эк", "exp", "export", "экспорт")),
            ),
        ),
        countries="customs",
        constants={"currency": currency},
        scale={"value": times},
        digits=10,
    )


# India's DGCI&S principal commodities by port, as published in
# github.com/Vonter/india-export-import
DGCIS = ("Commodity", "Country", "Port", "Year", "Month", "Type")


# how a port says that it is a zone, anywhere in its name; the source cuts names short
INDIAN_ZONE = (
    r"\w*(SEZ|EPZ|FTW?Z)\b|\bS\.? ?E\.? ?Z\b|\bSP(L|E\w*)\W*ECO|\bEXP\w*\W+PRO\w*\W+Z|"
    r"\bFREE\W+TRADE\b"
)


def dgcis(raw: Raw, value_in: str, ports: Sequence[str] = ()) -> Layout:
    """India's trade by port: the zones are the ports whose name says so, and others that are named.

    >>> import re
    >>> bool(re.search(INDIAN_ZONE, "VISAKHAPATNAM SPL ECONOMIC ZON"))
    True
    """
    if not raw.has(DGCIS):
        raise FlowsError(
            f"{raw.path.name}: ports are named, and only India's trade by port has any"
        )
    currency, times = stated_unit(value_in or "USD", raw.path.name)
    value = f"{currency} Value"
    if value not in raw.names:
        raise FlowsError(f"{raw.path.name}: no column {value!r}; state value_in as USD or INR")
    fields = plain(
        raw, group="Commodity", destination="Country", quantity="Quantity", unit="Unit",
        synthetic="synthetic",
    )  # fmt: skip
    port = f"upper(trim(regexp_replace(coalesce({text(raw, 'Port')}, ''), '\\s+', ' ', 'g')))"
    names = [literal(" ".join(one.upper().split())) for one in ports]
    kind = lower(text(raw, "Type"))
    return Layout(
        "dgcis",
        {
            "period": month(raw, "Year", "Month"),
            "zone": Field("Port", port),
            "value": Field(value, raw.column(value)),
            **fields,
        },
        (
            ("import", f"{kind} = 'import'"),
            ("neither export nor import", f"{kind} <> 'export'"),
            (
                "another port than a special economic zone",
                f"NOT regexp_matches({port}, {literal(INDIAN_ZONE)}) "
                f"AND ({port} IN ({', '.join(names) or 'NULL'})) IS NOT TRUE",
            ),
        ),
        period=from_two,
        constants={"currency": currency},
        decimal=".",
        scale={"value": times},
        told=("zone",),
        listed="zone",
        named=tuple((port, name, one) for name, one in zip(names, ports, strict=True)),
    )


FORMATS: dict[str, Format] = {
    "comtrade": Format(
        lambda raw: raw.has(NEW) or raw.has(CLASSIC),
        lambda raw, unit: (comtrade_new if raw.has(NEW) else comtrade_classic)(raw, unit),
    ),
    "baci": Format(lambda raw: set(raw.names) == set(BACI), baci),
    "comexstat": Format(lambda raw: raw.has(NCM) or raw.has(MUNICIPAL), comexstat),
    "customs": Format(lambda raw: raw.has(CUSTOMS) or raw.has(ENGLISH), customs),
    "dgcis": Format(lambda raw: raw.has(DGCIS), dgcis),
    "flows": Format(lambda raw: True, own),
}
