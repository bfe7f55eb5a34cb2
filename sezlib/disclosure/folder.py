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
    SPAN,
    TABLES,
    ZONES,
    Records,
    list_figures,
    read_records,
)
from sezlib.disclosure.protection import audit_records, spell
from sezlib.disclosure.rules import Rules
from sezlib.flows import CONFIDENTIAL, WITHHELD, FlowsError, quoted
from sezlib.periods import years_later

PREVIOUS, COMPANY, HIDDEN = "previous", "resident", WITHHELD
# what is not listed has no key, and in SDMX what is confidential has this one
REST = "_C"
# what tells no more than the amounts of its table do, where these are all that is told
PLAIN = (CONFIDENTIAL, "rank", "members")
# tables of whole years, but for that of the edition
WHOLE = ("running", "over-time")


class Audit(NamedTuple):
    """How near each protected figure can be known, and what no programme looks at.

    `companies` are the tables that name companies, and `left` the columns that are no sums of
    cells, with their tables.
    """

    figures: pd.DataFrame
    companies: list[str]
    left: dict[str, list[str]]


def audit_folders(
    folders: Iterable[str | Path], flows: Any = None, rules: Rules | None = None
) -> Audit:
    """Return what can be worked out of the tables of finished reports, taken together.

    Totals, groups, destinations, blocs and crossings of each year of the reports are protected,
    whether a table prints them or not. `figures` are as `audit` returns them.

    Raises `FlowsError` for a folder of no finished report of a year, and where a published figure
    is not what the records give.
    """
    rules = rules or Rules()
    printed, companies, left = _read(folders)
    if printed.empty:
        raise FlowsError("no table in these folders has figures that can be audited")
    hidden = printed["printed"].isna()
    if flows is None:
        return Audit(_bound(printed, hidden, rules), companies, left)
    printed = printed[~hidden]
    records = read_records(flows, rules, months=printed["months"])
    every = _list(records, printed, rules)
    keys = ["measure", *(key for key in KEYS if key in every), *SPAN]
    every = every.astype(dict.fromkeys(keys, object))
    printed = printed.assign(since=0).reindex(columns=[*keys, "printed", "name"])
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


def read_printed(folders: Iterable[str | Path]) -> tuple[pd.DataFrame, list[str]]:
    """Return the amounts that finished reports tell, and their tables that name companies.

    What a ratio is of is taken to be told with it.
    """
    printed, companies, _ = _read(folders)
    printed = printed[printed["printed"].notna()]
    ratio = printed["measure"].isin(RATIOS)
    before = printed[printed["measure"].isin(["growth", "contribution"])]
    before = before.assign(period=[years_later(year, -1) for year in before["period"]])
    amounts = printed.assign(measure=printed["measure"].where(~ratio, "total"))
    told = pd.concat([amounts, before.assign(measure="total")])
    return told.drop(columns=["printed", "name"]).drop_duplicates(), companies


def _list(records: Records, printed: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return all figures of the years that reports tell of, in as many months as they do."""
    compared = printed[printed["measure"].isin(RATIOS)]
    before = compared.assign(period=[years_later(year, -1) for year in compared["period"]])
    asked = pd.concat([printed, before])[["period", "months"]].drop_duplicates()
    asked = asked[asked["period"].isin({*records.cells["period"], *printed["period"]})]
    tables = [t for t in (*TABLES, *ZONES) if {*t} - {"bloc"} <= {*records.cells}]
    tables = tables if printed["zone"].notna().any() else [t for t in tables if "zone" not in t]
    found = []
    for year, ends in asked.groupby("period")["months"]:
        spans = [(since, end) for end in ends for since in (0, *ends) if since < end]
        found.append(
            list_figures(records, [year], rules, tables=tables, measures=MEASURES, spans=spans)
        )
    every = pd.concat(found, ignore_index=True)
    return every[(every["since"] == 0) | (every["measure"] == "total")]


def _bound(printed: pd.DataFrame, hidden: pd.Series, rules: Rules) -> pd.DataFrame:
    """Return what the tables alone tell of the amounts that they hide, of which nobody is known.

    A table lists all there is, unless it has a row of what it does not list.
    """
    raise NotImplementedError


def _read(folders: Iterable[str | Path]) -> tuple[pd.DataFrame, list[str], dict[str, list[str]]]:
    """Return the figures of finished reports, empty where hidden, and what is none."""
    companies: list[str] = []
    left: dict[str, list[str]] = {}
    found: list[pd.DataFrame] = []
    for name, about, table in _tables(folders):
        if COMPANY in table:
            companies.append(name)
            continue
        public = about.get("audience") == "public"
        plain = PLAIN if public else ()
        if others := sorted({*table} - {*KEYS, *MEASURES, *plain, PREVIOUS}):
            left[name] = others
        keys = [key for key in KEYS if key in table]
        # what is left of a period, which is no news where all that it leaves is told
        rest = table[keys].isin(["", REST]).any(axis=1)
        if rest.any() and table.isin([HIDDEN]).any(axis=None) and not public:
            left.setdefault(name, []).append("what is left")
        found += _figures(name, table[~rest], about)
    if not found:
        return (
            pd.DataFrame(columns=["measure", *KEYS, "months", "printed", "name"]),
            companies,
            left,
        )
    printed = pd.concat(found, ignore_index=True).reindex(
        columns=["measure", *KEYS, "months", "printed", "name"]
    )
    printed = printed.astype(dict.fromkeys(["measure", *KEYS], object))
    printed = printed.where(printed.notna(), None).astype({"printed": float})
    # a figure that one table hides and another prints is printed
    printed = printed.sort_values("printed", kind="stable")
    return printed[~printed.drop(columns="name").duplicated()], companies, left


def _tables(folders: Iterable[str | Path]) -> Iterator[tuple[str, dict[str, Any], pd.DataFrame]]:
    for folder in map(Path, folders):
        try:
            about = json.loads((folder / "summary.json").read_text("utf-8"))
            period = str(about["period"])
        except (OSError, ValueError, KeyError, TypeError):
            raise FlowsError(f"{quoted(str(folder))} is no folder of a finished report") from None
        if len(period) != 4:
            raise FlowsError(f"{folder.name}: it is of {period}, and reports of a year are audited")
        end = str(about.get("complete_to", ""))
        months = int(end[5:]) if end[:4] == period and end[5:].isdigit() else 12
        for path in sorted((folder / "tables").glob("*.csv")):
            table = pd.read_csv(path, dtype=str, keep_default_na=False)
            before = 12 if path.stem in WHOLE else months
            held = {**about, "period": period, "months": months, "before": before}
            yield f"{folder.name}/{path.stem}", held, table


def _figures(name: str, table: pd.DataFrame, about: dict[str, Any]) -> Iterator[pd.DataFrame]:
    table = table if "period" in table else table.assign(period=about["period"])
    keys = [key for key in KEYS if key in table]
    now = table["period"] == about["period"]
    months = np.where(now, about["months"], about["before"])
    for column in (column for column in (*MEASURES, PREVIOUS) if column in table):
        of = table[keys].assign(
            measure="total" if column == PREVIOUS else column,
            name=name,
            printed=table[column],
            months=months,
        )
        if column == PREVIOUS:
            of["period"] = [years_later(one, -1) for one in of["period"]]
        # a ratio of nothing, or a year before of which there is nothing
        of = of[(of["printed"] != "") & ((of["printed"] != HIDDEN) | ~of["measure"].isin(RATIOS))]
        numbers = pd.to_numeric(of["printed"].replace(HIDDEN, ""), errors="coerce")
        for text in of["printed"][numbers.isna() & (of["printed"] != HIDDEN)]:
            raise FlowsError(f"{name}: {column} {quoted(text)} is no number")
        yield of.assign(printed=numbers.astype(float))
