"""For whom an edition is: what of a table a public one may tell, and what stands for the rest."""

from __future__ import annotations

import dataclasses
import os
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from sezlib import trace
from sezlib.disclosure.edition import protect
from sezlib.disclosure.figures import FREE, KEYS, PRIMARY
from sezlib.disclosure.rules import Rules, read_rules
from sezlib.flows import CONFIDENTIAL, WITHHELD, FlowsError, Unavailable, one_of
from sezlib.identity import OTHERS, RECORDS, Note, is_absent, note_of
from sezlib.language import Edition
from sezlib.metrics.core import unknown
from sezlib.metrics.cuts import until
from sezlib.periods import years_later
from sezlib.secrets import PUBLISHED, RULES

# pages that have nothing to tell without companies
COMPANIES = ("residents", "relief", "intake")
AUDIENCES = ("internal", "public")
# columns that tell no amount of their own
PLAIN = ("period", "zone", "group", "destination", "bloc", "status", "new", "currency", "members")
# the metrics that are told, and what they may be asked with
TOLD = ("total", "condense", "growth", "share", "contribution", "rank", "cumulative", "count",
        "first_exports", "relative_to", "compare")  # fmt: skip
ASKED = {"metric", "from", "of", "by", "base", "partial", "whole", "top", "keep", "currency"}
AMOUNTS = {"total", "value", "previous", "share", "contribution", "growth", "rank"}
# tables of which what is hidden is added to what is not specified, and what adds up
PARTS, ADDED = ("share", "contribution", "rank"), ("total", "previous", "share", "contribution")
# of a row: whether its amount may be told, its name, and the whole of the year before
OWN, LISTED, BASE = "_own", "_listed", "_base"


def restrict(ed: Edition, flows: Any, audience: str) -> Edition:
    """Return an edition that tells its audience what it may know: `internal` or `public`.

    An internal one tells all, and says at its head that it is internal. A public one tells the
    amounts that `protect` leaves free, by the rules of the file that the environment variable
    `SEZLIB_RULES` names (or `Rules()`), and what can be worked out of these. `SEZLIB_PUBLISHED`
    names the folders of reports that are public already.

    Without `flows` a page tells of nothing but what is published. Raises `FlowsError` where no
    public edition can be made.

    >>> import sezlib as sez
    >>> edition = sez.edition(sez.example(), period="2019")
    >>> sez.disclosure.restrict(edition, sez.example(), "internal").audience
    'internal'
    """
    one_of("audience", audience, AUDIENCES)
    made = dataclasses.replace(ed, audience=audience)
    if audience == "public" and ed.page in COMPANIES:
        raise FlowsError(
            f"the page {ed.page!r} is about companies, and has no public edition; 'annual_export' "
            "and 'markets' have one"
        )
    if audience == "public" and flows is not None:
        path = os.environ.get(RULES)
        published = os.environ.get(PUBLISHED, "").split(os.pathsep)
        rules = read_rules(path) if path else Rules()
        held = until(flows, ed.end)
        found = protect(
            held, ed.period, rules, months=ed.months, published=[*filter(None, published)]
        )
        # how many rows were left out, and what late ones are worth, tells of who sent them
        made = dataclasses.replace(made, account=[], late=(0, 0.0), gate=Gate(found.figures, rules))
    trace.note("audience", audience=audience)
    return made


class Gate:
    """What every table has to pass before a public page is made of it.

    A figure is told where every amount that it is made of is one of the free `figures`, so that it
    tells no more than these do. Of a table that is printed, another is `[c]`; of one that sentences
    and charts are made of it is null, or is added to what is not specified.
    """

    def __init__(self, figures: pd.DataFrame, rules: Rules) -> None:
        self._fewest = rules.minimum_frequency
        keys = [key for key in KEYS[1:] if key in figures]
        self._free: dict[Any, bool] = {}
        for row in figures.to_dict("records"):
            at = row["measure"], row["period"], _named(row, keys)
            # of part of a year and of all of it: a table may be of either
            self._free[at] = self._free.get(at, True) and row["status"] == FREE
        self._tables = {tuple(key for key, _ in held) for _, _, held in self._free}

    def __call__(self, table: Any, taken: Any) -> Any:
        """Return what a function that takes a table may be given of it."""
        if isinstance(taken, str) and taken in RECORDS:
            return table.drop(columns="resident", errors="ignore")
        if (
            is_absent(table)
            or (isinstance(taken, str) and taken in OTHERS)
            or WITHHELD in table.attrs
        ):
            return table
        keys = [key for key in KEYS[1:] if key in table]
        if {"id", "claim"} & {*table.columns}:
            return _noted(table[:0], table, [])
        # of the largest alone, which tells the order of what is hidden
        note = note_of(table)
        if "period" not in table or not _is_told(table, note) or table[keys].isna().any(axis=None):
            return Unavailable(())
        table = table.drop(columns="resident", errors="ignore")
        rows = [self._row(row, keys, note) for row in table.to_dict("records")]
        if not rows:
            return table
        free = pd.DataFrame(rows, table.index)
        return (_printed if isinstance(taken, str) else _folded)(table, free, keys)

    def _row(self, row: dict[str, Any], keys: list[str], note: Note) -> dict[str, bool]:
        """Return which cells of a row may be told; a column that is not named may not."""
        period, held = row["period"], _named(row, keys)
        before = years_later(period, -1)
        wholes = [s for n in range(len(held)) for s in combinations(held, n) if self._knows(s)]
        own = self._is_free("total", period, held, row.get("total", row.get("value")))
        then = self._is_free("total", before, held, row.get("previous"))
        whole, base = (all(self._is_free("total", p, s) for s in wholes) for p in (period, before))
        if note.get("metric") == "count":
            own = note["of"] == ["destination"] or not row["count"] < self._fewest
        earlier = any(p < period and h == held for _, p, h in self._free)
        return dict.fromkeys(PLAIN, True) | {
            **dict.fromkeys(("total", "value", "rank", OWN), own),
            "share": own and whole,
            **dict.fromkeys(("ratio", "base"), own and whole and self._is_base(note, period)),
            "previous": then,
            "growth": own and then,
            "contribution": own and then and base,
            "cumulative": not keys and self._is_free("cumulative", period, ()),
            "count": own,
            "exporters": not row.get("exporters", 0) < self._fewest,
            "destinations": True,
            # that something was sold there for the first time tells of a company
            LISTED: own or earlier or not keys,
            BASE: base,
        }

    def _is_base(self, note: Note, period: str) -> bool:
        """Return whether what exports are related to may be told: a fact, or a total."""
        base = note.get("base", {})
        known = self._is_free("cumulative", period, ())
        kind = base.get("metric") if isinstance(base, dict) else base
        return note.get("metric") == "relative_to" and (kind != "cumulative" or known)

    def _knows(self, held: Any) -> bool:
        return tuple(key for key, _ in held) in self._tables

    def _is_free(self, measure: str, period: str, held: Any, amount: Any = None) -> bool:
        """Return whether an amount may be told; what is among no figures has to be nothing."""
        known = self._free.get((measure, period, held))
        return known if known is not None else self._knows(held) and not (amount or 0.0) > 0


def _is_told(table: pd.DataFrame, note: Note) -> bool:
    """Return whether a table is of amounts by year, of zones, groups and countries."""
    if not note.get("metric"):
        begun = {"resident"} if "status" in table else set()
        return {*table.columns} <= {*PLAIN, *AMOUNTS, *begun}
    asked = {*note.get("of", []), *note.get("by", [])}
    counted = {"resident"} if note["metric"] == "count" else set()
    of_flows = note["from"] == "flows" and note.keys() <= ASKED
    return note["metric"] in TOLD and of_flows and asked <= {*KEYS[1:], *counted}


def _named(row: dict[str, Any], keys: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple((key, row[key]) for key in keys if isinstance(row[key], str))


def _printed(table: pd.DataFrame, free: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return a table with what may not be told as `[c]`, which a ranking has last."""
    made = table[[column for column in table if column in free]]
    told = free[made.columns].to_numpy() | made.isna().to_numpy()
    own = free[OWN].to_numpy()
    made = made.astype(object).where(told, WITHHELD)
    made[CONFIDENTIAL] = np.where(own, FREE, PRIMARY)
    kept = own if "status" in table else free[LISTED].to_numpy()
    made, own = made[kept], own[kept]
    if "rank" in table:
        made = pd.concat([_ranked(made[own], keys), made[~own].sort_values(keys)])
    return _noted(made.reset_index(drop=True), table, [])


def _folded(table: pd.DataFrame, free: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return a table with what may not be told null, or in the row of what is not specified."""
    made = table.where(free.reindex(columns=table.columns, fill_value=False))
    out = ~free[OWN]
    if not keys:
        return _noted(made, table, table[out][["period"]].to_dict("records"))
    for column in {"contribution", "growth"} & {*table.columns}:
        # an amount without its change is part of another's; but without a base there is no change
        out |= made[column].isna() & table[column].notna() & free[BASE]
    hidden = table[["period", *keys]].assign(listed=free[LISTED])[out].to_dict("records")
    (of, *more), added = keys, [column for column in ADDED if column in table]
    if more or note_of(table).get("metric") not in PARTS:
        return _noted(made[~out], table, hidden)
    short = table["period"].isin(table["period"][out])
    rest = out | (short & (table[of] == unknown(of)))
    based = table.columns.isin(["previous", "contribution"])
    told = table.where(free[[BASE]].to_numpy() | ~based)
    sums = told[rest].groupby("period", as_index=False)[added].sum(min_count=1)
    made = pd.concat([_ranked(made[~rest], keys), sums.assign(**{of: unknown(of)})])
    made = made[table.columns].sort_values("period", kind="stable", ignore_index=True)
    return _noted(made, table, hidden)


def _ranked(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return a ranking of what is left of one."""
    if "rank" not in table:
        return table
    by = ["period", *keys[:-1]]
    return table.assign(rank=pd.to_numeric(table["rank"]).groupby([table[k] for k in by]).rank())


def _noted(made: pd.DataFrame, table: pd.DataFrame, hidden: list[dict[str, Any]]) -> pd.DataFrame:
    made.attrs = {**table.attrs, WITHHELD: hidden}
    return made
