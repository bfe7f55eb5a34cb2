"""The columns of flows in SQL, with what the texts of a file mean.

A period, a country, a currency is asked of Python once for each text that occurs, and joined to the
rows by that text. Numbers are SQL where they are plain, and asked of Python where they are not;
codes of products are SQL alone.
"""

from __future__ import annotations

from sezlib.schema import COLUMNS, UNSPECIFIED
from sezlib.sources.asking import NUMBERS, Asked
from sezlib.sources.clean import said
from sezlib.sources.codes import product_sql
from sezlib.sources.raw import literal

TRUE, FALSE = "'true', '1'", "'false', '0'"


class Meanings(Asked):
    """The columns of one file, once its texts are known."""

    @property
    def columns(self) -> list[str]:
        """The columns of flows that come out, in the order of the schema."""
        fields = self.layout.fields
        have = {*fields, *self.layout.constants, *(["zone"] if self.zone else [])}
        return [c for c in COLUMNS if c in have] + [c for c in fields if c not in COLUMNS]

    def rows(self, base: str = "raw") -> str:
        """Return the SQL of these rows with what is worked out once for each of them.

        `_t_` is a text without blanks, `_c_` what Python found for it and `_w_` why it found
        nothing, `_a_` an amount in units of flows.
        """
        numbers = [name for name in NUMBERS if self.field(name)]
        texts = [
            f"{field.sql if name in self.clean else said(field.sql)} AS _t_{name}"
            for name, field in self.texts().items()
        ]
        texts += [f"{self.fast(name)} AS _f_{name}" for name in numbers]
        made = [f"{code} AS _c_{n}, {why} AS _w_{n}" for n, (code, why) in self.asked.items()]
        made += [f"{self._scaled(name)} AS _a_{name}" for name in numbers]
        if self.field("product"):
            code, why = product_sql(self.sql("product"), self.layout)
            made += [f"{code} AS _c_product", f"{why} AS _w_product"]
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
        return f"{said(f'CAST({self.sql(name)} AS VARCHAR)')} IS NULL"

    def amount(self, name: str) -> str:
        """Return the SQL of a number, exact, in units of flows."""
        return f"_a_{name}"

    def _scaled(self, name: str) -> str:
        code, _ = self.asked.get(name, ("NULL", ""))
        number = f"_f_{name}" if code == "NULL" else f"coalesce(_f_{name}, {code})"
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
