"""What of customs relief, and of the hours of clearance, a public edition may tell."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import scipy as sp

from sezlib.disclosure.figures import FREE, TOGETHER, Behind, Forms
from sezlib.disclosure.rules import Rules, lacking_holding
from sezlib.flows import CONFIDENTIAL, WITHHELD, FlowsError, Unavailable, attempt
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
# a printed table: its columns, each with what it is called as a figure
TABLES = {
    "relief-years": SAME["duty_relief"] | {"total": "imports"},
    "relief-per": {name: name for name in ("per_value", "per_exports", "per_invested")},
    "clearance-times": {name: name for name in (*HOURS, "difference", "low", "high")},
    "clearance-differences": {name: name for name in ("difference", "low", "high")},
}
# the parts of a year that a figure is the sum of, and what relief is told per thousand of
SUMS = {"imports": [0], "duty": [1], "vat": [2], "duty_relief": [1, 2], "exports": [3]}
PER, THOUSAND = {"per_value": "imports", "per_exports": "exports"}, 1000.0
RELIEF = (*SUMS, *PER)
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
            raise lacking_holding(dict.fromkeys(column for table in tables for column in table))
        self._holdings = {
            company: name
            for table in tables if holding in table
            for company, name in table[["resident", holding]].dropna().to_numpy()
        }  # fmt: skip
        companies = {name for table in tables for name in table["resident"].dropna()}
        self._rules, self._names = rules, [*companies, *self._holdings.values()]
        rules.protected(self._names)
        self._relief = _rows(attempt(duty_relief, imports), "period")
        self._times = _rows(attempt(clearance_time, declarations), "period", "post")
        # who comes too near to a company, by the year of relief, or the year and the post of hours
        self._near = self._near_years(imports) | self._near_posts(declarations)
        self.years, self.posts = (
            {at: row for at, row in rows.items() if at not in self._near}
            for rows in (self._relief, self._times)
        )

    def of_exports(self, exports: Any) -> tuple[Any, Rules]:
        """Return exports with the holdings that any table names, and rules of who is among them."""
        held = self._contributors(exports)
        named: Any = {key: tuple(name for name in getattr(self._rules, key) if name in {*held})
                 for key in ("waivers", "requests")}  # fmt: skip
        return exports.assign(**{self._rules.holding: held}), replace(self._rules, **named)

    def _contributors(self, table: Any) -> Any:
        company = table["resident"].astype(object)
        return company.map(lambda one: self._holdings.get(one, one), na_action="ignore")

    def _near_years(self, imports: Any) -> dict[Any, str]:
        """Return who comes too near to a company by the relief of a year."""
        if not self._relief or "resident" not in imports:
            return dict.fromkeys(self._relief, "")
        held = imports.assign(contributor=self._contributors(imports))
        unnamed = held["contributor"].isna() & (held["value"] > 0)
        near = dict.fromkeys(held["period"][unnamed].str[:4], "")
        keys = ["zone"] if "zone" in imports else []
        each = duty_relief(held[held["contributor"].notna()], by=["contributor", *keys])
        for amount in AMOUNTS:
            cells = each[each[amount] > 0].groupby(["period", *keys], dropna=False)
            for (year, *_), rows in cells:
                near |= self._tried(year, rows["contributor"], rows[amount], TOGETHER)
        return near

    def _near_posts(self, declarations: Any) -> dict[Any, str]:
        """Return who comes too near to a company that most of a post's declarations are of."""
        near = dict[Any, str].fromkeys(self._times, "")
        if not near or "resident" not in declarations:
            return near
        held = declarations[declarations["released"].notna()]
        at = [held["registered"].astype(str).str[:4], held["post"]]
        many = self._contributors(held).groupby(at).value_counts()
        for post, counts in many.groupby(level=[0, 1]):
            del near[post]
            near |= self._tried(post, counts.index.get_level_values(2), counts, 1)
        return near

    def _tried(self, at: Any, names: Any, amounts: Any, together: int) -> dict[Any, str]:
        """Return who comes too near to one of some companies, if anybody does."""
        asked = self._rules.protected([*names, *self._names])[: len(names)]
        behind = Behind(
            self._rules, asked, np.arange(len(names)), np.asarray(amounts, float), together
        )
        held, needed = behind.worst()
        return {at: ", ".join([*names][one] for one in held)} if needed > 0 else {}

    def audit(self, printed: pd.DataFrame) -> pd.DataFrame:
        """Return the relief and the hours that are printed and not safe, as `audit_folders` does.

        Raises `FlowsError` where one is not what the records give.
        """
        found = []
        for row in printed[printed["printed"].notna()].to_dict("records"):
            measure, at, rows = row["measure"], row["period"], self._relief
            named, column = f"{measure} {at}", "total" if measure == "imports" else measure
            if measure in HOURS:
                rows, at, named = self._times, (at, row["post"]), f"{named} {row['post']}"
            if not rows or column not in (*AMOUNTS, *HOURS):
                continue
            if not _agree({"": row["printed"]}, {"": rows.get(at, {}).get(column)}):
                raise FlowsError(f"{row['name']}: {named} is not what the records give")
            if at in self._near:
                found.append({"measure": measure, "period": row["period"], "low": row["printed"],
                              "high": row["printed"], "status": FREE, "figure": named,
                              "attackers": self._near[at], "given_away_by": named})  # fmt: skip
        return pd.DataFrame(found)

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


def list_customs(name: str, table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return what a printed table tells of relief or hours, and its columns that tell no such.

    Columns: `measure`, `period`, `post` and `printed`, a text.
    """
    at = [key for key in ("period", "post") if key in table]
    columns = TABLES.get(name, {}) if "period" in table else {}
    told = [column for column in columns if column in table]
    rows = table.melt(at, told, "measure", "printed")
    rows["measure"] = rows["measure"].map(columns)
    rows = rows.reindex(columns=["measure", "period", "post", "printed"])
    # a ratio that is hidden is none of anything
    amounts = rows["measure"].isin([*SUMS, *HOURS])
    rows = rows[(rows["printed"] != "") & (amounts | (rows["printed"] != WITHHELD))]
    return rows, sorted({*table} - {*at, *told, CONFIDENTIAL, "finding"})


def list_derived(printed: pd.DataFrame) -> list[tuple[str, str]]:
    """Return which tables relate what is hidden to what is known, and the measures by which."""
    found = list[tuple[str, str]]()
    for of, derived in ((RELIEF, ["per_invested"]), (HOURS, ["difference", "low", "high"])):
        hidden = printed["period"][printed["measure"].isin(of) & printed["printed"].isna()]
        told = printed[printed["measure"].isin(derived) & printed["printed"].notna()]
        told = told[told["period"].isin(hidden)][["name", "measure"]].drop_duplicates()
        found += told.itertuples(index=False, name=None)
    return found


def form_relief(figures: pd.DataFrame) -> Forms:
    """Return the relief of years as sums of what was imported, of duty and VAT, and of exports."""
    years = sorted(set(figures["period"]))
    top, bottom = np.zeros((2, len(figures), 4 * len(years)))
    for row, (measure, year) in enumerate(figures[["measure", "period"]].to_numpy()):
        first = 4 * years.index(year)
        top[row, first + np.array(SUMS[measure if measure in SUMS else "duty_relief"])] = 1.0
        if measure in PER:
            bottom[row, first + np.array(SUMS[PER[measure]])] = 1 / THOUSAND
    ratio = figures["measure"].isin(PER).to_numpy()
    return Forms(
        sp.sparse.csr_array(top), sp.sparse.csr_array(bottom), ratio, np.zeros(len(figures))
    )


def _rows(table: Any, *keys: str) -> Rows:
    """Return the rows of a table by their keys, and none of one that cannot be made."""
    rows = [] if isinstance(table, Unavailable) else table.to_dict("records")
    return {row[keys[0]] if len(keys) == 1 else tuple(map(row.get, keys)): row for row in rows}


def _agree(row: Mapping[str, Any], amounts: Mapping[str, Any]) -> bool:
    """Return whether a row has all of some amounts, each of which is known."""
    return all(
        name in row and amount is not None and math.isclose(row[name], amount, abs_tol=EQUAL)
        for name, amount in amounts.items()
    )
