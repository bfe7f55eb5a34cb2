"""What can be worked out of finished reports: their tables as figures, attacked together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from sezlib.disclosure.figures import (
    FREE,
    KEYS,
    MEASURES,
    PRIMARY,
    RATIOS,
    list_figures,
    read_records,
)
from sezlib.disclosure.protection import audit_records, spell
from sezlib.disclosure.rules import Rules
from sezlib.flows import FlowsError, quoted
from sezlib.periods import years_later

PREVIOUS, COMPANY, HIDDEN = "previous", "resident", ("", "[c]")


class Audit(NamedTuple):
    """How near each protected figure can be known, and what no programme looks at.

    `companies` are the tables that name companies, and `left` the columns that are no sums of
    cells, with their tables.
    """

    figures: pd.DataFrame
    companies: list[str]
    left: dict[str, list[str]]


def audit_folders(folders: Iterable[str | Path], flows: Any, rules: Rules | None = None) -> Audit:
    """Return what can be worked out of the tables of finished reports, taken together.

    Totals, groups, destinations, blocs and crossings of each year of the reports are protected,
    whether a table prints them or not. `figures` are as `audit` returns them.

    Raises `FlowsError` for a folder of no finished report of a year, and where a published figure
    is not what the records give.
    """
    rules = rules or Rules()
    companies: list[str] = []
    left: dict[str, list[str]] = {}
    found: list[pd.DataFrame] = []
    years: set[str] = set()
    for name, period, table in _tables(folders):
        years.add(period)
        if COMPANY in table:
            companies.append(name)
            continue
        if others := sorted({*table} - {*KEYS, *MEASURES, PREVIOUS}):
            left[name] = others
        keys = [key for key in KEYS if key in table]
        # what is left of a period, which is no news where all that it leaves is told
        rest = (table[keys] == "").any(axis=1)
        if rest.any() and table.isin(HIDDEN[1:]).any(axis=None):
            left.setdefault(name, []).append("what is left")
        found += _figures(name, table[~rest], period)
    if not found:
        raise FlowsError("no table in these folders has figures that can be audited")
    printed = pd.concat(found, ignore_index=True)
    printed = printed[~printed.drop(columns="name").duplicated()]
    records = read_records(flows, rules)
    # a growth tells of the year before as well
    compared = printed["period"][printed["measure"].isin(RATIOS)]
    years |= {*printed["period"]} | {years_later(year, -1) for year in compared}
    years &= {*records.cells["period"], *printed["period"]}
    every = list_figures(records, sorted(years), rules, measures=MEASURES)
    keys = ["measure", *(key for key in KEYS if key in every)]
    every = every.astype(dict.fromkeys(keys, object))
    printed = printed.reindex(columns=[*keys, "printed", "name"])
    printed = printed.astype(dict.fromkeys(keys, object))
    known = printed.merge(every[keys], on=keys, how="left", indicator=True)
    for number in np.flatnonzero(known["_merge"] == "left_only").tolist():
        raise FlowsError(f"{known['name'].iloc[number]}: {spell(known, number)} is of no record")
    both = every.merge(printed, on=keys, how="left")
    told = both["printed"].notna()
    ends = both["printed"].where(told, both["value"])
    # a growth that nobody prints is nobody's
    needed = both["needed"].where(told | (both["measure"] == "total"), 0.0)
    both = both.assign(low=ends, high=ends, needed=needed, status=np.where(told, FREE, PRIMARY))
    both = both.drop(columns=["printed", "name"])
    return Audit(audit_records(records, both, rules), companies, left)


def _tables(folders: Iterable[str | Path]) -> Iterator[tuple[str, str, pd.DataFrame]]:
    for folder in map(Path, folders):
        try:
            period = json.loads((folder / "summary.json").read_text("utf-8"))["period"]
        except (OSError, ValueError, KeyError, TypeError):
            raise FlowsError(f"{quoted(str(folder))} is no folder of a finished report") from None
        if len(str(period)) != 4:
            raise FlowsError(f"{folder.name}: it is of {period}, and reports of a year are audited")
        for path in sorted((folder / "tables").glob("*.csv")):
            table = pd.read_csv(path, dtype=str, keep_default_na=False)
            yield f"{folder.name}/{path.stem}", str(period), table


def _figures(name: str, table: pd.DataFrame, period: str) -> Iterator[pd.DataFrame]:
    table = table if "period" in table else table.assign(period=period)
    keys = [key for key in KEYS if key in table]
    for column in (column for column in (*MEASURES, PREVIOUS) if column in table):
        of = table[keys].assign(
            measure="total" if column == PREVIOUS else column, name=name, printed=table[column]
        )
        if column == PREVIOUS:
            of["period"] = [years_later(one, -1) for one in of["period"]]
        of = of[~of["printed"].isin(HIDDEN)]
        numbers = pd.to_numeric(of["printed"], errors="coerce")
        for text in of["printed"][numbers.isna()]:
            raise FlowsError(f"{name}: {column} {quoted(text)} is no number")
        yield of.assign(printed=numbers.astype(float))
