"""What the texts of a file mean, and the SQL of each column of flows.

A period, a country, a code is asked of Python once for each text that occurs, and joined to the
rows by that text. Numbers are SQL where they are plain, and asked of Python where they are not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sezlib import reference
from sezlib.schema import COLUMNS, MOST, UNSPECIFIED, FlowsError
from sezlib.sources.clean import meaning, none, said
from sezlib.sources.layout import Field, Layout
from sezlib.sources.numbers import evidence_sql, measured, number_sql
from sezlib.sources.raw import Raw, literal

NUMBERS = ("value", "net_kg", "quantity")
WEIGHTS = {"": 1, "kg": 1, "t": 1000}
NO_AMOUNT = "is not finite, or not an amount anybody trades"
NO_CODE = "is not a code of 2-10 digits"
# for so many texts the nearest country is looked up, which takes its time
SUGGESTED = 200
TRUE, FALSE = "'true', '1'", "'false', '0'"


class Meanings:
    """The columns of one file: what they mean, in SQL over `raw` and `joins`."""

    def __init__(self, con: Any, raw: Raw, layout: Layout, zone: str) -> None:
        self.con, self.raw, self.layout, self.zone = con, raw, layout, zone
        described = con.execute("SELECT column_name, column_type FROM (DESCRIBE raw)").fetchall()
        self.types: dict[str, str] = dict(described)
        # a row with nothing in any of its cells is told first
        cells = ", ".join(f"CAST({c} AS VARCHAR)" for c in self.types if not c.startswith("_"))
        self.aside = [("an empty row", f"coalesce({cells}, NULL) IS NULL"), *layout.aside]
        # what Python was asked for, and the SQL of it; joins of what rows tell of others
        self.asked: list[str] = []
        self.found: dict[str, str] = {}
        self.joins: list[str] = []
        self.marks: dict[str, str] = {}

    @property
    def columns(self) -> list[str]:
        """The columns of flows that come out, in the order of the schema."""
        fields = self.layout.fields
        have = {*fields, *self.layout.constants, *(["zone"] if self.zone else [])}
        return [c for c in COLUMNS if c in have] + [c for c in fields if c not in COLUMNS]

    def field(self, name: str) -> Field | None:
        """Return where a column comes from, or nothing if the file has no such column."""
        return self.layout.fields.get(name)

    def find(self) -> None:
        """Ask Python what the texts of this file mean, of rows that are not set aside."""
        self._choose_zone()
        self._find_marks()
        asked: dict[str, Callable[[str], Any]] = {
            "period": self.layout.period,
            "destination": self._country(),
            **{name: self._measure(name) for name in NUMBERS},
        }
        asked = {
            name: how for name, how in asked.items() if self.field(name) and not self.number(name)
        }
        for name, texts in self._distinct(list(asked)).items():
            self._keep(name, texts, asked[name])
        if self.field("product"):
            self.found["product"] = "_c_product"

    def rows(self, base: str) -> str:
        """Return the SQL of all rows with what is worked out once for each of them.

        `_t_` is a text without blanks, `_c_` what Python found for it and `_w_` why it found
        nothing, `_a_` an amount in units of flows.
        """
        numbers = [name for name in NUMBERS if self.field(name)]
        texts = [f"{said(field.sql)} AS _t_{name}" for name, field in self._texts().items()]
        texts += [f"{self._fast(name)} AS _f_{name}" for name in numbers]
        made = [f"_{n}.code AS _c_{n}, _{n}.why AS _w_{n}" for n in self.asked]
        made += [f"{self._scaled(name)} AS _a_{name}" for name in numbers]
        if self.field("product"):
            code, why = self._product()
            made += [f"{code} AS _c_product", f"{why} AS _w_product"]
        joins = (f"LEFT JOIN _{n} ON trim({self.sql(n)}) = _{n}.text" for n in self.asked)
        one = f"(SELECT {', '.join(['*', *texts])} FROM {base}) AS _one {' '.join(joins)}"
        return f"(SELECT {', '.join(['_one.*', *made])} FROM {one}) AS _raw {' '.join(self.joins)}"

    def _texts(self) -> dict[str, Field]:
        """Return the columns that are texts of flows, and are asked of nobody."""
        others = (*NUMBERS, "period", "destination", "product", "synthetic")
        texts = {n: f for n, f in self.layout.fields.items() if n in COLUMNS and n not in others}
        return {name: field for name, field in texts.items() if name not in self.asked}

    def why(self, name: str) -> str:
        """Return the SQL of why nothing was found for a text, or null."""
        return f"_w_{name}" if name in (*self.asked, "product") else "NULL"

    def empty(self, name: str) -> str:
        """Return the SQL of whether a cell is empty."""
        if name in self._texts():
            return f"_t_{name} IS NULL"
        return f"{said(f'CAST({self.sql(name)} AS VARCHAR)')} IS NULL"

    def codes(self, name: str) -> set[str]:
        """Return what was found for the texts of a column."""
        if name not in self.found:
            return set()
        rows = self.con.execute(f"SELECT DISTINCT code FROM _{name}").fetchall()
        return {code for (code,) in rows if code is not None}

    def _choose_zone(self) -> None:
        zone = self.field("zone")
        if not zone:
            return
        if self.layout.zone_is_country:
            rows = self.con.execute(f"SELECT DISTINCT trim({zone.sql}) FROM raw").fetchall()
            self._keep("zone", [text for (text,) in rows], self._country())
        if self.zone and self.layout.zone_is_country:
            codes = self.con.execute("SELECT text FROM _zone WHERE code = ?", [self.zone])
            listed = ", ".join(literal(code) for (code,) in codes.fetchall()) or "NULL"
            other = f"trim({zone.sql}) NOT IN ({listed})"
        else:
            other = f"{said(zone.sql)} <> {literal(self.zone)}"
        if self.zone:
            self.aside.append(("another zone", f"coalesce({other}, true)"))

    def _distinct(self, names: list[str]) -> dict[str, list[str]]:
        """Return the texts that occur in each column, found in one scan."""
        if not names:
            return {}
        chosen = []
        for name in names:
            text = f"trim({self.sql(name)})"
            if name in NUMBERS:
                text = f"CASE WHEN {self._fast(name)} IS NULL THEN {text} END"
            chosen.append(f"list(DISTINCT {text})")
        kept = none(condition for _, condition in self.aside)
        [row] = self.con.execute(f"SELECT {', '.join(chosen)} FROM raw WHERE {kept}").fetchall()
        return {
            name: sorted(text for text in held or [] if text)
            for name, held in zip(names, row, strict=True)
        }

    def _keep(self, name: str, texts: Iterable[str], how: Callable[[str], Any]) -> None:
        import pyarrow as pa

        rows = [(text, *meaning(how, text)) for text in dict.fromkeys(texts) if text]
        kind = pa.decimal128(28, 9) if name in NUMBERS else pa.string()
        held = {
            "text": pa.array([row[0] for row in rows], pa.string()),
            "code": pa.array([row[1] for row in rows], kind),
            "why": pa.array([row[2] for row in rows], pa.string()),
        }
        self.con.register("_arrow", pa.table(held))
        self.con.execute(f"CREATE TABLE _{name} AS SELECT * FROM _arrow")
        self.con.unregister("_arrow")
        self.asked.append(name)
        self.found[name] = f"_c_{name}"

    def _country(self) -> Callable[[str], str]:
        find, told = self.layout.country, 0

        def code(text: str) -> str:
            nonlocal told
            found = find(text)
            if found is None:
                told += 1
                if told <= SUGGESTED and find is reference.find_country:
                    reference.country(text)
                raise FlowsError("is no known country")
            return found

        return code

    def _product(self) -> tuple[str, str]:
        """Return the SQL of a product code, and of why there is none.

        There may be too many codes to ask Python of each.
        """
        text, most = f"trim({self.sql('product')})", self.layout.digits or 10
        code = f"upper(replace(replace({text}, ' ', ''), '.', ''))"
        digits = f"regexp_full_match({code}, '[0-9]{{1,{most}}}')"
        # codes of the Harmonized System have an even number of digits: an odd one tells that the
        # zero of chapters 01 to 09 was lost
        length = self.layout.digits or f"length({code}) + length({code}) % 2"
        made = f"lpad({code}, ({length})::INTEGER, '0')"
        if self.layout.products_nest:
            # TOTAL and other headings are told apart once all rows are known
            made, digits = f"CASE WHEN {digits} THEN {code} ELSE upper({text}) END", "true"
        hidden = f"regexp_full_match({code}, 'X{{2,}}')"
        plain = f"regexp_full_match({text}, '([0-9][0-9])+') AND length({text}) = {length}"
        told = (
            f"CASE WHEN {text} = '' THEN NULL WHEN {plain} THEN {text} WHEN {hidden} THEN {code} "
            f"WHEN {digits} THEN {made} END"
        )
        if most == 10:
            return told, literal(NO_CODE)
        long = f"regexp_full_match({code}, '[0-9]{{{most + 1},10}}')"
        too_long = literal(f"is not a code of {most} digits")
        return told, f"CASE WHEN {long} THEN {too_long} ELSE {literal(NO_CODE)} END"

    # numbers

    def number(self, name: str) -> bool:
        """Return whether the file holds a column as numbers, and not as texts."""
        if name not in NUMBERS or not self.field(name):
            return False
        kind = self.types.get(self.sql(name), "VARCHAR")
        return kind.startswith(("DECIMAL", "DOUBLE", "FLOAT")) or "INT" in kind

    def sql(self, name: str) -> str:
        """Return the SQL of a column as it stands in the file."""
        text = self.layout.fields[name].sql
        # a column that is a number already is not made a text and a number again
        bare = text.removeprefix("CAST(").removesuffix(" AS VARCHAR)")
        return bare if name in NUMBERS and self.types.get(bare, "VARCHAR") != "VARCHAR" else text

    def _find_marks(self) -> None:
        """Find out which decimal mark each column of numbers has, where that is open."""
        for name in NUMBERS:
            if not self.field(name) or self.number(name):
                continue
            mark = self.layout.decimal
            if not mark:
                shown = evidence_sql(f"trim({self.sql(name)})")
                [(comma, point)] = self.con.execute(
                    "SELECT bool_or(mark = ','), bool_or(mark = '.') "
                    f"FROM (SELECT {shown} AS mark FROM raw)"
                ).fetchall()
                mark = "," if comma and not point else ""
            self.marks[name] = mark

    def _fast(self, name: str) -> str:
        """Return the SQL of a number in units of the source, null where Python has to look."""
        if self.number(name):
            return f"TRY_CAST({self.sql(name)} AS DECIMAL(28, 9))"
        mark = self.marks[name]
        # other blanks than plain ones are left to Python
        return number_sql(f"trim({self.sql(name)})", "" if mark == "." else mark)

    def _measure(self, name: str) -> Callable[[str], Any]:
        mark = self.marks.get(name, "")
        currency = self.layout.constants.get("currency", "")
        units = {"": 1, currency: 1} if name == "value" else {"": 1}
        units = WEIGHTS if name == "net_kg" else units

        def number(text: str) -> Any:
            found = measured(text, mark)
            if found.unit not in units:
                raise FlowsError(f"is in {found.unit}, which the column is not")
            amount = found.number * units[found.unit]
            if abs(amount) >= MOST:
                raise FlowsError(NO_AMOUNT)
            return round(amount, 9)

        return number

    def amount(self, name: str) -> str:
        """Return the SQL of a number, exact, in units of flows."""
        return f"_a_{name}"

    def _scaled(self, name: str) -> str:
        number = f"coalesce(_f_{name}, _{name}.code)" if name in self.asked else f"_f_{name}"
        times = self.layout.scale.get(name, 1)
        if times == 1:
            return number
        return f"TRY_CAST({number} * {int(times)}::DECIMAL(10, 0) AS DECIMAL(28, 9))"

    def _value(self, name: str) -> str:
        """Return the SQL of a number as flows hold it."""
        exact = f"CAST({self.amount(name)} AS DOUBLE)"
        if self.layout.scale.get(name, 1) != 1 or self.marks.get(name) == ",":
            return exact
        # straight from the text, so that what was written is read back to the last bit
        straight = f"coalesce(TRY_CAST({self.sql(name)} AS DOUBLE), {exact})"
        return f"CASE WHEN {self.amount(name)} IS NOT NULL THEN {straight} END"

    def column(self, name: str) -> str:
        """Return the SQL of a column of flows."""
        field = self.field(name)
        if not field and name == "synthetic":
            return "true"
        if not field:
            return literal(self.layout.constants.get(name, self.zone))
        if name in NUMBERS:
            return self._value(name)
        if name == "destination":
            # a code that was not found is wrong, unless there is none
            none_told = f"{self.found[name]} IS NULL AND {self.empty(name)}"
            return f"CASE WHEN {none_told} THEN '{UNSPECIFIED}' ELSE {self.found[name]} END"
        if name in self.found:
            return self.found[name]
        if name == "synthetic":
            return f"lower(trim({field.sql})) IN ({TRUE})"
        if name in COLUMNS:
            return f"_t_{name}"
        # what is not ours is carried as it is
        return self.raw.column(field.header) if self.raw.typed else f"coalesce({field.sql}, '')"
