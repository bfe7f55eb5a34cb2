"""What of customs relief, and of the hours of clearance, a public edition may tell."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from sezlib.disclosure.figures import Behind
from sezlib.disclosure.rules import Rules, lacking_holding
from sezlib.flows import Unavailable, attempt
from sezlib.metrics import clearance_time, duty_relief
from sezlib.metrics.core import EQUAL
from sezlib.periods import years_later

AMOUNTS = ("total", "duty", "vat", "duty_relief")
HOURS = ("declarations", "open", "median", "p90")
# metric: its columns, each with what it is called in the relief of a year
SAME = {
    "duty_relief": {name: name for name in AMOUNTS},
    "growth": {"total": "duty_relief"},
    "on_duty": {"total": "total", "duty": "duty", "duty_relief": "duty"},
}
BASES = ("imports", "exports", "invested")
Rows = dict[Any, dict[str, Any]]


class Customs:
    """The years of relief and the hours of posts that may be told, and of a table its cells.

    What a company imported and was spared is at least nothing, and at most what attackers leave of
    each sum. All four amounts of a year reach these ends together, whatever the rates: they tell no
    more than each does alone. So a year is told where each is safe against an outsider, each
    company and any two. Of several zones each has to be, since one may have a page of its own. The
    hours of a post are told where enough companies have had something released there.
    """

    def __init__(self, imports: Any, declarations: Any, exports: Any, rules: Rules) -> None:
        every = [t for t in (imports, declarations, exports) if t is not None]
        tables = [t for t in every if not isinstance(t, Unavailable) and "resident" in t]
        holding = rules.holding
        if holding != "holding" and not any(holding in table for table in tables):
            raise lacking_holding([*tables[0]])
        self._holdings = {
            company: name
            for table in tables if holding in table
            for company, name in table[["resident", holding]].dropna().to_numpy()
        }  # fmt: skip
        companies = {name for table in tables for name in table["resident"].dropna()}
        self._rules, self._names = rules, [*companies, *self._holdings.values()]
        rules.protected(self._names)
        self.years = self._safe_years(imports)
        self.posts = self._safe_posts(declarations)

    def of_exports(self, exports: Any) -> tuple[Any, Rules]:
        """Return exports with the holdings that any table names, and rules of who is among them."""
        held = self._contributors(exports)
        named: Any = {key: tuple(name for name in getattr(self._rules, key) if name in {*held})
                 for key in ("waivers", "requests")}  # fmt: skip
        return exports.assign(**{self._rules.holding: held}), replace(self._rules, **named)

    def _contributors(self, table: Any) -> Any:
        company = table["resident"].astype(object)
        return company.map(lambda one: self._holdings.get(one, one), na_action="ignore")

    def _safe_years(self, imports: Any) -> Rows:
        years = attempt(duty_relief, imports)
        if isinstance(years, Unavailable) or "resident" not in imports:
            return {}
        held = imports.assign(contributor=self._contributors(imports))
        unsafe = {*held["period"][held["contributor"].isna() & (held["value"] > 0)].str[:4]}
        keys = ["zone"] if "zone" in imports else []
        each = duty_relief(held[held["contributor"].notna()], by=["contributor", *keys])
        for amount in AMOUNTS:
            cells = each[each[amount] > 0].groupby(["period", *keys], dropna=False)
            for (year, *_), rows in cells:
                asked = self._rules.protected([*rows["contributor"], *self._names])[: len(rows)]
                who, amounts = np.arange(len(rows)), rows[amount].to_numpy(float)
                unsafe |= {year} if Behind(self._rules, asked, who, amounts).worst()[1] else set()
        return {r["period"]: r for r in years.to_dict("records") if r["period"] not in unsafe}

    def _safe_posts(self, declarations: Any) -> Rows:
        times = attempt(clearance_time, declarations)
        if isinstance(times, Unavailable) or "resident" not in declarations:
            return {}
        held = declarations[declarations["released"].notna()]
        at = [held["registered"].astype(str).str[:4], held["post"]]
        many = self._contributors(held).groupby(at).nunique()
        enough = {*many[many >= self._rules.minimum_frequency].index}
        rows = {(r["period"], r["post"]): r for r in times.to_dict("records")}
        return {at: row for at, row in rows.items() if at in enough}

    def knows(self, note: Mapping[str, Any]) -> bool:
        """Return whether a table is of relief or hours as a page has them, or a base of relief."""
        kind, asked = note.get("metric"), note.keys() - {"metric", "from", "currency"}
        if not (self.posts if kind == "clearance_time" else self.years):
            return False
        if kind == "growth":
            from_relief = note["from"] == {"metric": "duty_relief", "from": "imports"}
            return from_relief and asked == {"of"} and note["of"] == ["duty_relief"]
        if kind == "total":
            return note["from"] in BASES and not asked
        known = kind in SAME and note["from"] == "imports" and asked <= {"base"}
        timed = kind == "clearance_time" and note["from"] == "declarations"
        return known or (timed and asked <= {"baseline"})

    def free(self, row: Mapping[str, Any], note: Mapping[str, Any]) -> dict[str, bool]:
        """Return which cells of a row may be told: those that the records have."""
        if note["metric"] == "clearance_time":
            held = self.posts.get((row["period"], row["post"]), {})
            is_told = _agree(row, {name: held.get(name) for name in HOURS})
            both = is_told and all(
                (row["period"], one) in self.posts for one in note.get("baseline", ())
            )
            return dict.fromkeys(HOURS, is_told) | dict.fromkeys(
                ("difference", "low", "high"), both
            )
        now, before = (self.years.get(years_later(row["period"], n), {}) for n in (0, -1))
        is_told = _agree(row, {k: now.get(v) for k, v in SAME.get(note["metric"], {}).items()})
        then = is_told and _agree(row, {"previous": before.get("duty_relief")})
        return dict.fromkeys(AMOUNTS, is_told) | dict.fromkeys(("previous", "growth"), then)

    def is_base(self, kind: str, period: str, amount: float) -> bool:
        """Return whether relief may be set against imports, or against investment: a fact."""
        total = self.years.get(period, {}).get("total")
        return kind == "invested" or (kind == "imports" and _agree({"": amount}, {"": total}))


def _agree(row: Mapping[str, Any], amounts: Mapping[str, Any]) -> bool:
    """Return whether a row has all of some amounts, each of which is known."""
    return all(
        name in row and amount is not None and math.isclose(row[name], amount, abs_tol=EQUAL)
        for name, amount in amounts.items()
    )
