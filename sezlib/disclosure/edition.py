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
    PRIMARY,
    SECONDARY,
    TABLES,
    ZONES,
    Records,
    list_figures,
    read_records,
)
from sezlib.disclosure.protection import Guard
from sezlib.disclosure.rules import Rules
from sezlib.disclosure.suppression import Suppression, choose
from sezlib.flows import FlowsError, unlisted


def protect(
    flows: Any,
    period: str,
    rules: Rules | None = None,
    *,
    months: int = 12,
    published: Iterable[str | Path] = (),
    seconds: float = 60.0,
) -> Suppression:
    """Return the amounts of all years up to one, with what a public edition of it has to hide.

    Each year is protected by itself, so that editions of different years hide the same of a year.
    Where its total has to be hidden, so is all of that year. A running total is published where
    those before it, and the totals, tell no more of a year with it.

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
    if months != 12 or list(published):
        raise NotImplementedError
    rules = rules or Rules()
    records = read_records(flows, rules)
    years = sorted(set(records.cells["period"]))
    if period not in years:
        raise unlisted("no period", period, "the periods are", years)
    years, until = years[: years.index(period) + 1], time.monotonic() + seconds
    parts = [
        _protect_year(
            records.of(np.flatnonzero(records.cells["period"] == year)), year, rules, until
        )
        for year in years
    ]
    running = _running_totals(records, [part.figures for part in parts], rules)
    figures = pd.concat([*(part.figures for part in parts), running], ignore_index=True)
    figures.insert(2, "months", months)
    cost, least = (sum(getattr(part, name) for part in parts) for name in ("cost", "least"))
    return Suppression(figures, cost, least)


def _protect_year(records: Records, year: str, rules: Rules, until: float) -> Suppression:
    held = [key for key in ("zone", "group", "destination") if key in records.cells]
    keys = {*held, *(["bloc"] if "destination" in held else [])}
    several = "zone" in held and records.cells["zone"].nunique() > 1
    tables = [table for table in (*TABLES, *(ZONES if several else ())) if keys.issuperset(table)]
    figures = list_figures(records, [year], rules, tables=tables)
    found = choose(records, figures, rules, until, last=0)
    if found.figures["status"].iloc[0] == FREE:
        return found
    hidden = found.figures["status"].where(found.figures["status"] != FREE, SECONDARY)
    return Suppression(found.figures.assign(status=hidden), found.cost, found.least)


def _running_totals(records: Records, years: list[pd.DataFrame], rules: Rules) -> pd.DataFrame:
    """Return the running totals of years, each published where it gives nothing away.

    One is tried after another, so that a later edition takes none back.
    """
    periods = [figures["period"].iloc[0] for figures in years]
    if years[-1]["status"].iloc[0] != FREE:
        raise FlowsError(
            f"a public edition cannot be made: the total of {periods[-1]} gives a company away, or "
            "nothing else of that year can be hidden; choose a later or longer period, or more "
            "zones"
        )
    closed = [one for one in years if one["status"].iloc[0] != FREE]
    yearly = _by_year(records, periods, [one["period"].iloc[0] for one in closed])
    made = list_figures(yearly, periods, rules, tables=[()], measures=("total", "cumulative"))
    open_total = ~made["period"].isin(one["period"].iloc[0] for one in closed)
    running = np.flatnonzero(made["measure"] == "cumulative")
    shown = (made["measure"] == "total") & open_total
    made = pd.concat([made, *closed], ignore_index=True)
    shown = shown.reindex(made.index, fill_value=False).to_numpy()
    guard = Guard(yearly, made, rules, shown)
    for number in running[made["needed"].iloc[running] == 0]:
        tried = guard.published.copy()
        tried[number] = True
        guard.publish(tried.copy())
        if next(guard.breaches(), None):
            tried[number] = False
        guard.publish(tried)
    primary = made["needed"].to_numpy() > 0
    status = np.where(guard.published, FREE, np.where(primary, PRIMARY, SECONDARY))
    return made.assign(status=status).iloc[running]


def _by_year(records: Records, years: list[str], closed: list[str]) -> Records:
    """Return records of whole years, but for those of which cells are told apart."""
    cells = records.cells[records.cells["period"].isin(years)]
    rough = ~cells["period"].isin(closed)
    cells = cells.assign(**{key: cells[key].mask(rough) for key in cells if key != "period"})
    at = cells.groupby(list(cells), dropna=False).ngroup().to_numpy()
    adding = sparse.csr_array(
        (np.ones(len(at)), (cells.index, at)), (len(records.cells), at.max() + 1)
    )
    cells = cells.iloc[np.unique(at, return_index=True)[1]].reset_index(drop=True)
    return Records(cells, sparse.csr_array(records.own @ adding), records.names)
