"""What a public edition hides: each year by itself, and the running totals that link them."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from sezlib.disclosure.figures import (
    FREE,
    KEYS,
    PRIMARY,
    SECONDARY,
    Forms,
    Records,
    form,
    list_figures,
    list_tables,
    read_records,
)
from sezlib.disclosure.folder import list_printed_blocs, read_printed
from sezlib.disclosure.protection import Guard, spell
from sezlib.disclosure.rounding import round_figures
from sezlib.disclosure.rules import Rules, UnsafeError
from sezlib.disclosure.suppression import Suppression, choose
from sezlib.flows import REST, FlowsError, quoted, unlisted


def protect(
    flows: Any,
    period: str,
    rules: Rules | None = None,
    *,
    months: int = 12,
    published: Iterable[str | Path] = (),
    blocs: Iterable[Any] = (),
    seconds: float = 60.0,
) -> Suppression:
    """Return the amounts of all years up to one, with what a public edition of it has to hide.

    Each year is protected by itself, so that editions of different years hide the same of a year.
    Where its total has to be hidden, so is all of that year. A running total is published where
    those before it, and the totals, tell no more of a year with it. An edition of the first
    `months` of a year tells of those of each year before, and of all of it. What the folders of
    finished reports have `published` is free whatever it tells; what it gives away, which nothing
    can protect, is `given_away`. Besides the main blocs those of each list of `blocs` are told,
    names and files as `with_blocs` takes them.

    Columns of `figures`: `measure` (total, cumulative), `period`, `months`, the keys, `value`,
    `low`, `high`, `contributors`, `needed`, `status`. Zones are told apart where there are several.

    Raises `FlowsError` where the total of the period itself gives a company away.

    >>> import sezlib as sez
    >>> flows = sez.example().assign(resident=list("ABCDE"), period="2019")
    >>> found = sez.disclosure.protect(flows, "2019").figures
    >>> found[["measure", "group", "destination", "value", "status"]].head(4)
      measure      group destination  value status
    0   total        NaN         NaN  110.0      F
    1   total  education         NaN   25.0      C
    2   total     optics         NaN   85.0      D
    3   total        NaN         CHN   85.0      D
    """
    rules, until = rules or Rules(), time.monotonic() + seconds
    known, companies = read_printed(published)
    lists = [*blocs, *list_printed_blocs(published)]
    records = read_records(flows, rules, months={months, *known["months"]}, blocs=lists)
    years = sorted(set(records.cells["period"]))
    if period not in years:
        raise unlisted("no period", period, "the periods are", years)
    for group in set(known.loc[known["period"] <= period, "group"].dropna()) - {REST}:
        if group not in set(records.cells.get("group", ())):
            raise FlowsError(
                f"a published report tells of the group {quoted(group)}, which no record is of; "
                "give this one the groups of that, so that both can be held against each other"
            )
    years = years[: years.index(period) + 1]
    stages = {year: [12] if months == 12 else [12, months] for year in years} | {period: [months]}
    every = _list(records, stages, known, rules)
    forms = form(every, records.cells)
    parts = []
    for year, ends in stages.items():
        cells = np.flatnonzero(records.cells["period"] == year)
        at = np.flatnonzero(every["period"] == year)
        of, figures = records.of(cells), every.iloc[at].reset_index(drop=True)
        printed = _are_known(figures, known)
        parts.append(_protect_year(of, figures, forms.only(at, cells), ends, printed, rules, until))
    running = _running_totals(records, parts, stages, known, rules)
    every = [part.figures for part in (*parts, running)]
    shown = [one[(one["since"] == 0) & one["months"].isin(stages[y])]
             for one, y in zip(every, (*years, period), strict=True)]  # fmt: skip
    shown[-1] = every[-1]
    figures = pd.concat(shown, ignore_index=True).drop(columns="since")
    figures.insert(2, "months", figures.pop("months"))
    cost, least = (sum(getattr(part, name) for part in parts) for name in ("cost", "least"))
    lost = [*companies, *(one for part in (*parts, running) for one in part.given_away)]
    return Suppression(figures, cost, least, tuple(dict.fromkeys(lost)))


def _list(
    records: Records, stages: dict[str, list[int]], known: pd.DataFrame, rules: Rules
) -> pd.DataFrame:
    """Return the figures of years, and of what lies between the ends of two editions."""
    spans = {}
    for year, held in stages.items():
        ends = sorted({*held, *known.loc[known["period"] == year, "months"]})
        # what was sold between them is told by both
        spans[year] = [(since, end) for end in ends for since in (0, *ends) if since < end]
    tables = list_tables(records, known)
    every = list_figures(records, [*stages], rules, tables=tables, spans=spans)
    if "zone" not in every:
        return every
    # one zone is what all of them are
    first = records.cells.groupby("zone")["period"].min().sort_values()
    several = every["period"] >= first.iloc[1] if len(first) > 1 else False
    return every[every["zone"].isna() | several].reset_index(drop=True)


def _protect_year(
    records: Records,
    figures: pd.DataFrame,
    forms: Forms,
    ends: list[int],
    printed: np.ndarray,
    rules: Rules,
    until: float,
) -> Suppression:
    """Return what is hidden of a year, to some ends of its months, one after another."""
    if rules.round_to:
        figures = round_figures(figures, forms, records.amounts, rules.round_to)
    free = printed
    cost, least = 0.0, 0.0
    lost: tuple[str, ...] = ()
    for months in ends:
        shown = ((figures["months"] == months) & (figures["since"] == 0)).to_numpy()
        if not shown.any():
            continue
        first = int(shown.argmax())
        found = choose(
            records, figures, rules, until, last=first, known=free, shown=shown, forms=forms
        )
        cost, least, lost = cost + found.cost, least + found.least, lost or found.given_away
        free = (found.figures["status"] == FREE).to_numpy()
        if not free[first]:
            free = free & (~shown | printed)
    return Suppression(_with_status(figures, free), cost, least, lost)


def _with_status(figures: pd.DataFrame, free: np.ndarray) -> pd.DataFrame:
    hidden = np.where(figures["needed"] > 0, PRIMARY, SECONDARY)
    return figures.assign(status=np.where(free, FREE, hidden))


def _are_known(figures: pd.DataFrame, known: pd.DataFrame) -> np.ndarray:
    """Return which figures were published before."""
    keys = ["measure", *(key for key in KEYS if key in figures), "months"]
    asked = figures[keys].astype(object).where(figures[keys].notna(), None)
    told = set(known.reindex(columns=keys).astype(object).itertuples(index=False, name=None))
    since = figures["since"].to_numpy() == 0
    return since & np.array([row in told for row in asked.itertuples(index=False, name=None)])


def _running_totals(
    records: Records,
    years: list[Suppression],
    stages: dict[str, list[int]],
    known: pd.DataFrame,
    rules: Rules,
) -> Suppression:
    """Return the running totals of years, each published where it gives nothing away.

    One is tried after another, so that a later edition takes none back.
    """
    periods, ends = [*stages], [held[0] for held in stages.values()]
    each = zip(periods, ends, (part.figures for part in years), strict=True)
    totals = {year: one[(one["months"] == end) & (one["since"] == 0)].iloc[0]
              for year, end, one in each}  # fmt: skip
    if totals[periods[-1]]["status"] != FREE:
        raise UnsafeError(
            f"a public edition cannot be made: the total of {periods[-1]} gives a company away, or "
            "nothing else of that year can be hidden; choose a later or longer period, or more "
            "zones"
        )
    closed = [year for year, total in totals.items() if total["status"] != FREE]
    rough = _by_year(records, periods, closed)
    spans = {year: [(0, end)] for year, end in zip(periods, ends, strict=True)}
    made = list_figures(rough, periods, rules, tables=[()], measures=["cumulative"], spans=spans)
    beside = [part.figures for year, part in zip(periods, years, strict=True) if year in closed]
    every = pd.concat([made, pd.DataFrame([*totals.values()]), *beside], ignore_index=True)
    shown = _are_known(every, known) | (every["status"] == FREE).to_numpy()
    guard = Guard(rough, every, rules, shown)
    lost = guard.concede() if len(known) else []
    tried = [n for n in range(len(made)) if not shown[n] and every["needed"].iloc[n] == 0]
    # all at once, or else one after another
    for some in (tried, *([one] for one in tried)):
        before = guard.published.copy()
        guard.publish(before | np.isin(np.arange(len(every)), some))
        if next(guard.breaches(), None):
            guard.publish(before)
        elif some is tried:
            break
    figures = _with_status(made, guard.published[: len(made)])
    return Suppression(figures, 0.0, 0.0, tuple(spell(every, number) for number in lost))


def _by_year(records: Records, years: list[str], closed: list[str]) -> Records:
    """Return records of whole years, but for those of which cells are told apart."""
    cells = records.cells[records.cells["period"].isin(years)]
    rough = ~cells["period"].isin(closed)
    kept = ("period", "part")
    cells = cells.assign(**{key: cells[key].mask(rough) for key in cells if key not in kept})
    at = cells.groupby(list(cells), dropna=False).ngroup().to_numpy()
    shape = len(records.cells), at.max() + 1
    adding = sparse.csr_array((np.ones(len(at)), (cells.index, at)), shape)
    cells = cells.iloc[np.unique(at, return_index=True)[1]].reset_index(drop=True)
    return Records(cells, sparse.csr_array(records.own @ adding), records.names)
