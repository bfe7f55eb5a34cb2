"""What the texts of a file mean, asked of Python once for each text that occurs.

Rows that are set aside by what stands in them are left out first, and nothing is asked of them but
their amounts. A period, a country, a currency is joined to the rows by its text. Numbers are SQL
where they are plain, and asked of Python where they are not; codes of products are SQL alone.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterable
from decimal import Decimal
from typing import Any

from sezlib import countries, units
from sezlib.flows import MARKS, MOST, UNSPECIFIED, FlowsError, listed, short
from sezlib.periods import (
    FISCAL,
    ask_either,
    fiscal_form,
    months_of,
    parse_cell,
    reporting_year,
    spell,
    spelled,
)
from sezlib.sources import codes
from sezlib.sources.layouts import JOINT, Field, Layout, toml_text
from sezlib.sources.raw import Packed, Raw, identifier, literal
from sezlib.sources.written import (
    ERROR,
    FAILED,
    NOTE,
    PLAIN,
    clock,
    evidence_sql,
    measured,
    number_sql,
    without_note,
)

BLANKS = " \t\n\r\u00a0\u202f\u2009"
BLANK = literal(BLANKS)
# a text of millions, whose points or commas nobody takes for decimals, and decimals behind one
GROUPED, DECIMALS = "[0-9]{1,3}([.,][0-9]{3}){2,}", "([.,][0-9]+)"
# control characters, line breaks that are none, and marks that reorder the text around them
UNSEEN = r"[\x00-\x1f\x7f-\x{9f}\x{2028}\x{2029}\x{202a}-\x{202e}\x{2066}-\x{2069}\x{fffe}\x{ffff}]"
_FULL = r"[^\x00-\x20\x7f-\x{a0}\x{2000}-\x{206f}\x{3000}\x{fffe}\x{ffff}]"
# what begins with # may be an error of a spreadsheet
CLEAN = f"{_FULL.replace('[^', '[^#')}{_FULL}*( +{_FULL}+)*"


def none(conditions: Iterable[str]) -> str:
    """Return the SQL of none of the conditions holding."""
    return " AND ".join(f"NOT coalesce({one}, false)" for one in conditions) or "true"


def said(sql: str) -> str:
    """Return the SQL of a text without blanks around it and without marks that nobody sees."""
    bare = f"nullif(trim({sql}, {BLANK}), '')"
    seen = f"regexp_replace({bare}, '{UNSEEN}', chr(65533), 'g')"
    # most texts are clean, which is cheaper to tell than to make
    return f"CASE WHEN regexp_full_match({sql}, '{CLEAN}') THEN {sql} ELSE {seen} END"


def meaning(how: Callable[[str], Any], text: str) -> tuple[Any, str | None]:
    """Return what a text means, or else why it means nothing."""
    if re.fullmatch(ERROR, text):
        return None, FAILED
    try:
        return how(without_note(text)), None
    except FlowsError as error:
        return None, str(error)


NO_AMOUNT = "is not finite, or not an amount anybody trades"
# so many rows that are left of a file are held aside
FEW = 1_000_000
# no scheme has so many numbers of countries
NUMBERS = 1000
AGAIN = (
    "is the name of its column, so that another table begins there: put that in a file of its own, "
    "or set the row aside where its columns are the same"
)
# for so many texts the nearest country is looked up, which takes its time
SUGGESTED = 200


def _ask_scheme(number: str) -> str:
    """Return the question which scheme a number of a country is of."""
    known = ((countries.find_country(number, name), name) for name in countries.SCHEMES[:3])
    told = ", ".join(f"{code} in {name!r}" for code, name in known if code)
    said = f"may be {told}" if told else "is no known country in any scheme"
    return (
        f"{said}; in a mapping, take a "
        'column of names or letters, or state the scheme of numbers, such as countries = "m49"'
    )


def _times(number: str, times: Decimal) -> str:
    """Return the SQL of a number so many times, or null where it is more than anybody trades."""
    if times == 1:
        return number
    step = min(times, Decimal(10**9))
    sized = f"{int(step)}::DECIMAL(10, 0)" if step == int(step) else f"{step}::DECIMAL(10, 9)"
    return _times(f"TRY_CAST({number} * {sized} AS DECIMAL(28, 9))", times / step)


def _month(text: str, end: int) -> str:
    """Return the month in which a membership starts, or ends, that a text states."""
    month = months_of(parse_cell(text))[end]
    if month >= FISCAL * 12:
        raise FlowsError("is a fiscal year; write the month, such as 2015-07")
    return spelled(month, 1)


TRUE, FALSE = "'true', '1'", "'false', '0'"


def flow_columns(layout: Layout, zones: tuple[str, ...]) -> list[str]:
    """Return the columns of flows, those that come first and the others as they stand."""
    have = [*layout.fields, *layout.constants, *(["zone"] if zones else [])]
    return list(dict.fromkeys([c for c in layout.kind.first if c in have] + have))


def packed_columns(raw: Raw, layout: Layout, zones: tuple[str, ...]) -> dict[int, Packed]:
    """Return how a large text file is packed: like flows, where their columns are all it has."""
    columns, kind, fields = raw.wanted, layout.kind, layout.fields
    numbers = {one.name: number for number, one in columns.items()}
    names = [name for name in flow_columns(layout, zones) if name in fields]
    all_of_them = sorted(fields[name].sql for name in names) == sorted(numbers)
    if not all_of_them or len({name.lower() for name in names}) < len(names):
        return columns
    made = {}
    for name in names:
        sql, cell = fields[name].sql, identifier(name)
        number = numbers[sql]
        if kind.numeric(name) and layout.decimal != ",":
            sql = (
                f"CASE WHEN regexp_full_match({sql}, '{PLAIN}') THEN CAST({sql} AS DOUBLE) "
                f"WHEN {sql} IS NOT NULL THEN error('') END"
            )
        elif name not in kind.columns:
            sql, cell = f"coalesce({sql}, '')", f"nullif({cell}, '')"
        made[number] = Packed(name, sql, cell)
    return made


class Meanings:
    """The texts of one file and what they mean; `found` is the SQL of it over `raw` and joins."""

    def __init__(
        self,
        con: Any,
        raw: Raw,
        layout: Layout,
        zones: tuple[str, ...],
        before: Meanings | None = None,
    ) -> None:
        self.con, self.raw, self.layout, self.zones = con, raw, layout, zones
        self.kind = layout.kind
        described = "SELECT column_name, column_type FROM (DESCRIBE raw)"
        self.types: dict[str, str] = (
            before.types if before else dict(con.execute(described).fetchall())
        )
        # a row with nothing in any of its cells is told first
        cells = [f"{c} IS NULL" for c in self.types if not c.startswith("_")]
        self.aside = [("an empty row", " AND ".join(cells) or "true")]
        self.aside += layout.aside
        # what is set aside before anything is asked of it
        self.early: list[tuple[str, str]] = []
        self.held = False
        # whether each row has a destination
        self.somewhere = False
        # whether the codes of products are of several lengths
        self.several = False
        # what Python was asked for: the SQL of it and of why there is none, and what it found for
        # each text; joins of what rows tell of others; columns that are clean: texts without
        # blanks, codes with all their digits, numbers that are plain
        self.asked: dict[str, tuple[str, str]] = {}
        self.read: dict[str, dict[str, Any]] = {}
        self.found: dict[str, str] = {}
        self.clean: set[str] = set()
        self.joins: list[str] = []
        # whether codes of products may have lost digits, and the SQL of codes
        self.odd, self.product = False, ""
        self.marks: dict[str, str] = {}
        # of currencies with a scale before them, such as thousand RUB: the scale
        self.scales: dict[str, Decimal] = {}
        if before:
            # what was found for texts of this file is not asked again
            self.asked, self.read, self.scales = before.asked, before.read, before.scales
            self.found, self.marks, self.clean = before.found, before.marks, before.clean
        # of running totals: the SQL of the one before
        self.before: dict[str, str] = {}

    def field(self, name: str) -> Field | None:
        """Return where a column of this kind of table comes from, or nothing without one."""
        return self.layout.fields.get(name) if name in self.kind.columns else None

    def find(self) -> None:
        """Ask Python what the texts of this file mean, of rows that are not set aside."""
        if facts := self.layout.facts:
            told = ", ".join(f"{sql} AS f{n}" for n, sql in enumerate(facts))
            self.con.execute(f"CREATE OR REPLACE TABLE _facts AS SELECT {told} FROM raw")
        self._choose_zone()
        # where there are only empty rows to look for, a look of its own would cost more
        if len(self.aside) > 1:
            self.early, self.aside = self.aside, []
        hows: dict[str, Callable[..., Any]] = {
            "country": self._country(),
            "currency": self._currency,
            "prefix": codes.read_prefix,
            "start": lambda text: _month(text, 0),
            "end": lambda text: _month(text, 1),
        }
        asked = {
            name: what
            for name, what in self.kind.columns.items()
            if self.field(name) and what in (*hows, "period", "amount", "fraction", "time")
            and name not in self.asked and not self.number(name)
        }  # fmt: skip
        self.marks |= {name: self.layout.decimal for name in asked if self.kind.numeric(name)}
        # what stands before a currency scales the value
        for name, held in sorted(self._distinct(list(asked)).items(), key=lambda one: one[0]):
            how = hows.get(asked[name]) or self._measure(name)
            made = {"time": self._clock, "period": self._dated}.get(asked[name])
            self._keep(name, held, made(held) if made else how)
        self._tell_years()
        if self.field("product"):
            self._find_products()

    def _find_products(self) -> None:
        """Find how many digits codes of products have, and whether they are of this system."""
        digits, product = self.layout.digits, self.sql("product")
        base, shapes, code, why = self.base(), {}, product, "NULL"
        if self.odd:
            shapes = codes.read_shapes(self.con.execute(codes.shapes_sql(product, base)).fetchall())
        if "product" not in self.clean:
            code, why = codes.product_sql(product, digits, shapes, self.layout.products_nest)
        if not digits and codes.is_foreign(self.con, product, base):
            code, why = "NULL", literal(codes.NOT_HARMONIZED)
            self.clean -= {"product"}
        self.product = f"{code} AS _c_product, {why} AS _w_product"
        self.found["product"] = "_c_product"

    def kept(self, base: str = "raw") -> str:
        """Return the SQL of the rows that are not set aside early."""
        if base == "raw" and self.held:
            return "_kept"
        where = none(condition for _, condition in self.early)
        return f"(SELECT * FROM {base} WHERE {where})" if self.early else base

    def base(self) -> str:
        """Return the SQL of the rows that nothing sets aside."""
        return f"(SELECT * FROM {self.kept()} WHERE {none(one for _, one in self.aside)})"

    def _hold(self, rows: int) -> None:
        """Hold the rows that are not set aside, if they are few: the file is not asked again."""
        if self.early and rows <= FEW:
            self.con.execute(f"CREATE OR REPLACE TABLE _kept AS SELECT * FROM {self.kept()}")
            self.held = True

    def texts(self) -> dict[str, Field]:
        """Return the columns that are texts of flows, and are asked of nobody."""
        texts = {n: f for n, f in self.layout.fields.items() if self.kind.columns.get(n) == "text"}
        return {name: field for name, field in texts.items() if name not in self.asked}

    def codes(self, name: str) -> set[str]:
        """Return what was found for the texts of a column."""
        return set(self.read.get(name, {}).values())

    def _choose_zone(self) -> None:
        zone = self.field("zone")
        if not zone:
            return
        if self.layout.zone_is_country:
            rows = self.con.execute(f"SELECT DISTINCT {zone.sql} FROM raw").fetchall()
            self._keep("zone", [text for (text,) in rows], self._country())
        if not self.zones:
            return
        text, listed = said(zone.sql), ", ".join(map(literal, self.zones))
        if self.layout.zone_is_country:
            codes = (literal(t) for t, code in self.read["zone"].items() if code in self.zones)
            text, listed = zone.sql, ", ".join(codes) or "NULL"
        self.aside.append(("another zone", f"coalesce({text} NOT IN ({listed}), true)"))

    def _distinct(self, names: list[str]) -> dict[str, list[str]]:
        """Return the texts that occur in each column, and find which columns are clean.

        Which decimal mark a column of numbers has is found on the way, where that is open: of texts
        that are not plain, those with a mark are asked of Python once all of them were looked at.
        """
        open_marks = [name for name in names if self.marks.get(name) == ""]
        texts = self.texts()
        chosen = [
            self._of_texts(f.sql, lambda text: f"bool_and(regexp_full_match({text}, '{CLEAN}'))")
            for f in texts.values()
        ]
        chosen += [f"bool_or(CASE WHEN _odd_{n} THEN {self._marked(n)} END)" for n in open_marks]
        chosen += [self._left(name, name in open_marks) for name in names]
        digits, oddest, several = self.layout.digits, "NULL", "false"
        if self.field("product"):
            code = self.sql("product")
            oddest = self._of_texts(code, lambda text: f"max({codes.oddness_sql(text, digits)})")
            several = "false" if digits else f"max(length({code})) > min(length({code}))"
        looked = ["count(*)", oddest, several, *chosen]
        rows, oddest, self.several, *row = self._ask_all(looked, names)
        self._hold(rows)
        self.odd = oddest == codes.ODD and not digits
        clean, marked = row[: len(texts)], row[len(texts) : len(texts) + len(open_marks)]
        self.clean |= {name for name, sure in zip(texts, clean, strict=True) if sure}
        self.clean |= {"product"} if oddest == codes.PLAIN else set()
        found = dict(zip(names, row[len(texts) + len(open_marks) :], strict=True))
        to = found.get("destination") or ("",)
        self.somewhere = all(text and text.strip(BLANKS) for text in to)
        for name, any_marked in zip(open_marks, marked, strict=True):
            if any_marked:
                self.marks[name] = self._mark(name)
                [found[name]] = self._ask([self._left(name)])
            elif all(text is None for text in found[name] or ()):
                self.clean.add(name)
        return {name: sorted({t for t in held or () if t}) for name, held in found.items()}

    def _of_texts(self, column: str, ask: Callable[[str], str]) -> str:
        """Return the SQL of what is asked of texts, in Parquet of each once: there they are few.

        Where rows are set aside first, each such question would ask all of them why again.
        """
        if self.early or "_row" not in self.types:
            return ask(column)
        return (
            f"(SELECT {ask('_text')} FROM (SELECT DISTINCT {column} AS _text FROM {self.base()}))"
        )

    def _left(self, name: str, unmarked: bool = False) -> str:
        """Return the SQL of the texts of a column that Python is asked of."""
        text, distinct = self.sql(name), "" if self.raw.few else "DISTINCT "
        if not self.kind.numeric(name):
            return f"list({distinct}{text})"
        left = f"CASE WHEN NOT {self._marked(name)} THEN {text} END" if unmarked else text
        return f"list({distinct}CASE WHEN _odd_{name} THEN {left} END)"

    def _marked(self, name: str) -> str:
        return f"(contains({self.sql(name)}, ',') OR contains({self.sql(name)}, '.'))"

    def _ask(self, chosen: list[str]) -> tuple[Any, ...]:
        """Return what is told of all rows that are not set aside."""
        asked = ", ".join(chosen)
        # whether a number is plain is worked out once for all that is asked
        odd = "".join(f", {self.fast(name)} IS NULL AS _odd_{name}" for name in self.marks)
        [row] = self.con.execute(
            f"SELECT {asked} FROM (SELECT *{odd} FROM {self.base()})"
        ).fetchall()
        return tuple(row)

    def _ask_all(self, chosen: list[str], names: list[str]) -> tuple[Any, ...]:
        """Return what is told of all rows, or refuse a column with more texts than memory holds."""
        import duckdb

        try:
            return self._ask(chosen)
        except duckdb.OutOfMemoryException:
            counts = self._ask([f"approx_count_distinct({self.sql(name)})" for name in names])
            most, name = max(zip(counts, names, strict=True))
            header = self.layout.fields[name].header
            raise FlowsError(
                f"{self.raw.path.name}: the column {header!r} has about {most:,} different texts, "
                f"more than can be looked up one by one; is it the {name}?"
            ) from None

    def _keep(self, name: str, texts: Iterable[str], how: Callable[[str], Any]) -> None:
        import pyarrow as pa

        # blanks around a text mean nothing
        bare = {text: text.strip(" ") for text in texts if text}
        known = {text: meaning(how, text) for text in dict.fromkeys(bare.values()) if text}
        header = self.layout.fields[name].header
        if header in known and known[header][0] is None:
            known[header] = None, AGAIN
        rows = [(text, *known[said]) for text, said in bare.items() if said]
        self.read[name] = {text: code for text, code, _ in rows if code is not None}
        noted = [text for text in self.read[name] if NOTE.search(text)]
        if noted:
            self.raw.told[f"footnote marks of {name} left out"] = listed(sorted(noted), 5)
        self.found[name] = f"_c_{name}"
        numeric = self.kind.numeric(name)
        if numeric and not rows:
            self.asked[name] = ("NULL", "NULL")
        elif not self.scales and self.read[name] == {text: text for text in bare}:
            # what means itself needs no looking up
            self.asked[name] = (self.sql(name), "NULL")
        else:
            kind = pa.decimal128(28, 9) if numeric else pa.string()
            kinds = {"text": pa.string(), "code": kind, "why": pa.string()}
            cells = zip(*rows, strict=True) if rows else ((), (), ())
            held = [pa.array(c, k) for c, k in zip(cells, kinds.values(), strict=True)]
            self.con.from_arrow(pa.table(held, names=[*kinds])).create(f"_{name}")
            self.asked[name] = (f"_{name}.code", f"_{name}.why")

    def _country(self) -> Callable[[str], str]:
        aliases, shown, told = self.layout.aliases, functools.cache(self._shown_scheme), 0

        def code(text: str) -> str:
            nonlocal told
            bare = re.sub(r"(?<=[0-9])[.]0+$", "", text)
            if alias := aliases.get(countries.name_key(bare)):
                return alias
            number = bare.isascii() and bare.isdigit()
            scheme = self.layout.countries or (shown() if number else "")
            if number and not scheme:
                raise FlowsError(_ask_scheme(bare))
            if found := countries.find_country(bare, scheme):
                return found
            told += 1
            near = told <= SUGGESTED and scheme in ("", "m49")
            why = meaning(countries.country, text)[1] if near else "is no known country"
            if self.layout.source == "mapping":
                name, header = toml_text(text), toml_text(self.layout.fields["destination"].header)
                why = (
                    f'{why}; in the mapping, {name} = "..." under [aliases] gives its code, and '
                    f"{header} = [{name}] under [aside] sets it aside"
                )
            raise FlowsError(why)

        return code

    def _shown_scheme(self) -> str:
        """Return the scheme of numbers of countries that a column of names or letters shows."""
        own = self.sql("destination")
        columns = [c for c, kind in self.types.items() if kind == "VARCHAR" and c[1:].isdigit()]
        ends = "".join(f", min({c}), max({c})" for c in columns)
        rows = self.con.execute(
            f"SELECT trim({own}) AS own{ends} FROM {self.kept()} "
            f"WHERE regexp_full_match(own, '[0-9]+([.]0+)?') GROUP BY 1 LIMIT {NUMBERS}"
        ).fetchall()
        for at, column in enumerate(columns):
            sides = {row[0]: row[1 + 2 * at : 3 + 2 * at] for row in rows}
            if any(
                low != high or (low or "").strip()[:1].isdigit() for low, high in sides.values()
            ):
                continue
            named = {
                number: countries.find_country(low or "") for number, (low, _) in sides.items()
            }
            named = {number: code for number, code in named.items() if code}
            fit = [
                scheme
                for scheme in countries.SCHEMES[:3]
                if all(countries.find_country(n, scheme) == code for n, code in named.items())
            ]
            if fit and 2 * len(named) > len(rows) and (len(fit) == 1 or len(named) == len(rows)):
                header = self.raw.names[int(column[1:])]
                self.raw.told["numbers of countries"] = f"{fit[0]} ({header})"
                return fit[0]
        return ""

    def number(self, name: str) -> bool:
        """Return whether the file holds a column as numbers, and not as texts."""
        if not self.kind.numeric(name) or not self.field(name):
            return False
        kind = self.types.get(self.sql(name), "VARCHAR")
        return kind.startswith(("DECIMAL", "DOUBLE", "FLOAT")) or "INT" in kind

    def sql(self, name: str) -> str:
        """Return the SQL of a column as it stands in the file."""
        text = self.layout.fields[name].sql
        # a column that is a number already is not made a text and a number again
        bare = text.removeprefix("CAST(").removesuffix(" AS VARCHAR)")
        numeric = self.kind.numeric(name) and self.types.get(bare, "VARCHAR") != "VARCHAR"
        return bare if numeric else text

    def _mark(self, name: str) -> str:
        """Return the decimal mark that a column of numbers shows, or nothing where two do."""
        shown = evidence_sql(f"trim({self.sql(name)})")
        rows = self.con.execute(
            f"SELECT DISTINCT {shown} AS mark FROM raw "
            f"WHERE mark IS NOT NULL AND NOT {self._held_as_number(name)}"
        ).fetchall()
        if len(rows) == 1 and "_numbers" in self.types:
            self._refuse_retyped(name)
        return rows[0][0] if len(rows) == 1 else ""

    def _refuse_retyped(self, name: str) -> None:
        """Refuse fractions beside texts of whole millions, which may be thousands themselves."""
        text, held = self.sql(name), self._held_as_number(name)
        number = f"TRY_CAST({text} AS DOUBLE)"
        small = f"{number} < 1000 AND {number} != round({number}) AND {number} = round({number}, 3)"
        whole = f"NOT {held} AND regexp_full_match(trim({text}), '{GROUPED}')"
        parted = f"NOT {held} AND regexp_full_match(trim({text}), '{GROUPED}{DECIMALS}')"
        both = (
            f"max({text}) FILTER ({held} AND {small}), "
            f"CASE WHEN NOT bool_or({parted}) THEN max({text}) FILTER ({whole}) END"
        )
        fraction, thousands = self.con.execute(f"SELECT {both} FROM raw").fetchall()[0]
        if fraction and thousands:
            raise FlowsError(
                f"{self.raw.path.name}: {name} has the number {fraction} beside the text "
                f"{thousands!r}, so that it may have been thousands; state decimal if it is not"
            )

    def _held_as_number(self, name: str) -> str:
        """Return the SQL of whether a cell is a number in a file whose cells have types."""
        if "_numbers" not in self.types:
            return "false"
        return f"coalesce(list_contains(_numbers, {self.sql(name)}), false)"

    def fast(self, name: str) -> str:
        """Return the SQL of a number in units of the source, null where Python has to look."""
        cast = f"TRY_CAST({self.sql(name)} AS DECIMAL(28, 9))"
        if self.types.get(self.sql(name)) == "DOUBLE" and not self.raw.typed:
            # packed as plain
            return f"CAST(CAST({self.sql(name)} AS DECIMAL(18, 2)) AS DECIMAL(28, 9))"
        # of what is set aside early it is not known whether it is plain
        if self.number(name) or (name in self.clean and not self.early):
            return cast
        # other blanks than plain ones are left to Python
        number, held = number_sql(self.sql(name), self.marks[name]), self._held_as_number(name)
        return number if held == "false" else f"CASE WHEN {held} THEN {cast} ELSE {number} END"

    def _measure(self, name: str) -> Callable[[str], Any]:
        currency = self.layout.constants.get("currency", "")
        times = self.layout.scale.get(name, Decimal(1))
        percent = "%" if self.kind.columns.get(name) == "fraction" else ""

        def number(text: str) -> Any:
            bare = text.removesuffix(percent)
            amount, unit, scale = measured(bare, self.marks[name], currency)
            amount /= 1 if bare == text else 100
            weight = name == "net_kg" and units.UNITS.get(unit, ("",))[0] == "mass"
            if unit and not weight and (name != "value" or unit != currency):
                raise FlowsError(f"is in {unit}, which the column is not")
            if weight:
                # whatever the others are in, this one says what it is in
                amount *= Decimal(str(units.UNITS[unit][1])) / times
            elif scale != 1 and name == "value" and self.scales:
                raise FlowsError("has a scale beside it, and so have currencies of its column")
            elif scale != 1 and times != 1:
                # "5 thousand" in thousands is five of them, and not five million
                if scale != times:
                    raise FlowsError("has another scale than its column")
                amount /= scale
            if abs(amount) >= MOST:
                raise FlowsError(NO_AMOUNT)
            return round(amount, 9)

        return number

    def _clock(self, texts: Iterable[str]) -> Callable[[str], str]:
        # a workbook shows midnight as a day alone
        days = self.raw.told.get("format") == "workbook" and any(":" in text for text in texts)
        return lambda text: clock(text, self.layout.time, days)

    def _dated(self, texts: Collection[str]) -> Callable[[str], str]:
        """Return how the texts of a column of periods are read, by what all of them show."""
        begins = self.layout.constants.get("year_begins", "") or self.field("year_begins")
        form = "auto"
        # flows that were taken in before are written in one way
        if self.layout.time in ("auto", "dmy", "mdy", "ymd") and not self.raw.before:
            form = fiscal_form(texts, bool(begins))
        if form == "fiscal":
            return lambda text: parse_cell(text, form)
        how = self.layout.period
        if self.layout.time == "fiscal" and (years := self._years_of_parts(texts)):
            return years
        return lambda text: ask_either(text) if form == fiscal_form([text]) == "open" else how(text)

    def _years_of_parts(self, texts: Collection[str]) -> Callable[[str], str] | None:
        """Return how months or quarters are read as fiscal years, or None where there are none.

        A year that the file begins or ends within is asked about, for it would be read as a whole.
        """
        begins = self.layout.constants.get("year_begins", "")
        known: dict[str, str] = {}
        for how in (self.layout.period, lambda text: parse_cell(text, "auto", begins)):
            # two columns are read by the layout alone; a month like 2010-11 is no year here
            read = {text: meaning(how, text.strip(BLANKS))[0] for text in texts}
            known |= {text: period for text, period in read.items() if period}
        parts = {text: period for text, period in known.items() if period[5:6] not in ("", "A")}
        if not parts or not begins or fiscal_form(texts) != "auto":
            return None
        spans = [months_of(period) for period in parts.values()]
        first, last = min(spans)[0], max(end for _, end in spans)
        self.raw.told["parts read as fiscal years"] = f"which begin on {begins}"
        years = {text: reporting_year(period, begins) for text, period in parts.items()}

        def year(text: str) -> str:
            if text not in years:
                return self.layout.period(text)
            begin = int(years[text][:4]) * 12 + int(begins[:2]) - 1
            if begin < first or begin + 11 > last:
                same = sorted(other for other, found in years.items() if found == years[text])
                header = self.layout.fields["period"].header
                line = "" if JOINT in text else f", as {toml_text(header)} = {toml_text(same)},"
                raise FlowsError(
                    f"is of the fiscal year {spell(years[text])}, and the file has months from "
                    f"{spelled(first, 1)} to {spelled(last, 1)}: set that year aside{line} under "
                    "[aside] in the mapping, or add a row of 0 for the month that lacks"
                )
            return years[text]

        return year

    def _tell_years(self) -> None:
        if not any(code.endswith("A1") for code in self.codes("period")):
            return
        read = [(t, c) for t, c in self.read["period"].items() if c.endswith("A1") and t != c]
        told = [
            f"{short(text.replace(JOINT, ' '))!r} is {spell(code)}"
            for text, code in sorted(read)[:3]
        ]
        begins = self.layout.constants.get("year_begins", "")
        if not self.field("year_begins"):
            told.append(f"year_begins is {begins}" if begins else "year_begins is not stated")
        self.raw.told["fiscal years"] = ", ".join(told)

    def _currency(self, text: str) -> str:
        """Return the currency of a text, with the scale before it where the values have none."""
        found = units.find_unit(text)
        if not found or found.kind != "money":
            raise FlowsError("is not a currency, such as USD")
        # a mapping that says what the values are in, and a row that says otherwise
        stated = self.layout.constants.get("currency", found.base)
        if found.base != stated:
            raise FlowsError(
                f"is {found.base}, and the values are in {stated}; where they are in the currency "
                "of their row, state value_in as a scale alone"
            )
        times = self.layout.scale.get("value", Decimal(1))
        if found.scale != 1 and (self.layout.stated or times != 1) and found.scale != times:
            raise FlowsError(
                "has another scale than is stated of all values; state none for that of each row"
            )
        if found.scale == 1 or times != 1:
            return found.base
        self.scales[found.name] = Decimal(int(found.scale))
        self.raw.told["scales of currencies"] = listed(sorted(self.scales))
        return found.name

    def money(self, scaled: bool = False) -> str:
        """Return the SQL of the currency of a row, as it stands: nothing, or a mark, where none."""
        if not self.field("currency"):
            return literal(self.layout.constants.get("currency", ""))
        field = self.layout.fields["currency"].sql
        text = f"trim(coalesce({field}, ''), {BLANK})"
        told = f"CASE WHEN regexp_full_match({text}, '([A-Z]{{3}})?') THEN {text} ELSE '?' END"
        if self.asked.get("currency", ("",))[0] == field and not self.early:
            # all of them are codes
            return f"coalesce({field}, '')"
        if not self.asked.get("currency", ("",))[0].startswith("_currency."):
            return told
        code = f"(SELECT any_value(code) FROM _currency WHERE text = {field})"
        return f"coalesce({code if scaled else f'right({code}, 3)'}, {told})"

    def amounts_aside(self) -> list[tuple[str, str, int, Decimal | None]]:
        """Return the currency, the reason, the rows and the value of what is set aside early."""
        if not self.early:
            return []
        whens = "".join(f" WHEN {sql} THEN {n}" for n, (_, sql) in enumerate(self.early))
        text, fast = ("NULL", "NULL::DECIMAL(28, 9)")
        if self.field("value"):
            text, fast = self.sql("value"), self.fast("value")
        odd = "NULL" if self.number("value") else f"CASE WHEN {fast} IS NULL THEN {text} END"
        money = self.money(scaled=True)
        rows = self.con.execute(
            f"SELECT CASE{whens} END AS n, {money} AS money, {odd} AS odd, count(*), "
            f"sum({fast}) FROM raw WHERE n IS NOT NULL GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        how, times = self._measure("value"), int(self.layout.scale.get("value", 1))
        found: list[tuple[str, str, int, Decimal | None]] = []
        for n, money, odd_text, count, amount in rows:
            more, _ = meaning(how, odd_text.strip(" ")) if odd_text else (None, None)
            known = amount if more is None else count * more
            scaled = None if known is None else known * times * self.scales.get(money, 1)
            found.append((money[-3:], self.early[n][0], count, scaled))
        return found

    @property
    def columns(self) -> list[str]:
        """The columns that come out: those that come first, the others as they stand."""
        return flow_columns(self.layout, self.zones)

    @property
    def unchanged(self) -> bool:
        """Whether each column that comes out is one of the file, cell by cell as it is packed."""
        held = {f"_t_{name}": field.sql for name, field in self.texts().items()}
        held |= {"_c_product": self.sql("product")} if self.field("product") else {}
        held = {name: sql for name, sql in held.items() if name[3:] in self.clean}
        held |= {f"_c_{name}": code for name, (code, _) in self.asked.items()}
        ours = [self.column(name) for name in self.columns if name in self.kind.columns]
        return all(held.get(column, column) in self.types for column in ours)

    def rows(self, base: str = "raw") -> str:
        """Return the SQL of these rows with what is worked out once for each of them.

        `_t_` is a text without blanks, `_c_` what Python found for it and `_w_` why it found
        nothing, `_a_` an amount in units of flows.
        """
        numbers = [name for name in self.layout.fields if self.kind.numeric(name)]
        texts = [
            f"{field.sql if name in self.clean else said(field.sql)} AS _t_{name}"
            for name, field in self.texts().items()
        ]
        texts += [f"{self.fast(name)} AS _f_{name}" for name in numbers]
        made = [f"{code} AS _c_{n}, {why} AS _w_{n}" for n, (code, why) in self.asked.items()]
        made += [f"{self._scaled(name)} AS _a_{name}" for name in numbers]
        if self.field("product"):
            made.append(self.product)
        joins = (
            f"LEFT JOIN _{n} ON {self.sql(n)} = _{n}.text"
            for n, (code, _) in self.asked.items()
            if code.startswith(f"_{n}.")
        )
        one = (
            f"(SELECT {', '.join(['*', *texts])} FROM {self.kept(base)}) AS _one {' '.join(joins)}"
        )
        return f"(SELECT {', '.join(['_one.*', *made])} FROM {one}) AS _raw {' '.join(self.joins)}"

    def why(self, name: str) -> str:
        """Return the SQL of why nothing was found for a text, or null."""
        return f"_w_{name}" if name in (*self.asked, "product") else "NULL"

    def empty(self, name: str) -> str:
        """Return the SQL of whether a cell is empty."""
        if name in self.texts():
            return f"_t_{name} IS NULL"
        if self.number(name):
            return f"{self.sql(name)} IS NULL"
        return f"coalesce(trim(CAST({self.sql(name)} AS VARCHAR), {BLANK}), '') = ''"

    def amount(self, name: str) -> str:
        """Return the SQL of a number, exact, in units of flows; null where no column has it."""
        if name in self.before:
            return f"(_a_{name} - {self.before[name]})"
        return f"_a_{name}" if self.field(name) else "NULL::DECIMAL(28, 9)"

    def _scaled(self, name: str) -> str:
        code, _ = self.asked.get(name, ("NULL", ""))
        number = f"_f_{name}" if code == "NULL" else f"coalesce(_f_{name}, {code})"
        # a number of 28 digits takes so many more
        times = self.layout.scale.get(name, Decimal(1))
        whens = (
            f"WHEN {literal(unit)} THEN {_times(number, more)} "
            for unit, more in (self.scales if name == "value" else {}).items()
        )
        code = self.asked.get("currency", ("",))[0]
        by_row = " ".join(whens)
        return f"CASE {code} {by_row}ELSE {number} END" if by_row else _times(number, times)

    def _value(self, name: str) -> str:
        """Return the SQL of a number as flows hold it."""
        exact, text = f"CAST({self.amount(name)} AS DOUBLE)", self.sql(name)
        by_row = name == "value" and self.scales
        if self.layout.scale.get(name, 1) != 1 or name in self.before or by_row:
            return exact
        if self.types.get(text) == "DOUBLE":
            # what is no amount is rejected, and no value of flows
            return text
        if self.marks.get(name) == ",":
            plain = f"regexp_full_match(trim({text}), '[+-]?[0-9]+,[0-9]+')"
            held = f"WHEN {self._held_as_number(name)} THEN {text}"
            text = f"CASE WHEN {plain} THEN replace({text}, ',', '.') {held} END"
        # straight from the text, so that what was written is read back to the last bit
        straight = f"coalesce(TRY_CAST({text} AS DOUBLE), {exact})"
        return f"CASE WHEN {self.amount(name)} IS NOT NULL THEN {straight} END"

    def column(self, name: str) -> str:
        """Return the SQL of a column of flows."""
        field = self.layout.fields.get(name)
        if not field and name == "synthetic":
            return "true"
        if not field:
            return literal(self.layout.constants.get(name, next(iter(self.zones), "")))
        if name not in self.kind.columns:
            # what is not ours is carried as it is
            return self.raw.column(field.header) if self.raw.typed else f"coalesce({field.sql}, '')"
        if self.kind.numeric(name):
            return self._value(name)
        if name == "destination" and not self.somewhere:
            # a code that was not found is wrong, unless there is none
            none_told = f"{self.found[name]} IS NULL AND {self.empty(name)}"
            return f"CASE WHEN {none_told} THEN '{UNSPECIFIED}' ELSE {self.found[name]} END"
        if name in self.found:
            scaled = name == "currency" and self.scales
            return f"right({self.found[name]}, 3)" if scaled else self.found[name]
        if name in MARKS:
            return f"lower(trim({field.sql})) IN ({TRUE})"
        return f"_t_{name}"
