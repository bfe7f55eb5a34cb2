"""The same questions of sezlib, in SQL and in pandas. The SQL is in `questions.sql`.

pandas too is written as by somebody who knows the file: months only, nothing empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import sezlib as sez

# threads add doubles up in another order at every run: whole units and what is below one are added
# as integers, as sezlib's sums too are the same at every run
EXACT = (
    "(sum(floor(value)::BIGINT)::DOUBLE"
    " + sum(((value - floor(value)) * 2.0::DOUBLE ** 62)::BIGINT)::DOUBLE / 2.0::DOUBLE ** 62)"
)
SQL = dict(
    re.findall(
        r"^-- (?!The|empty|that)(.+)\n((?:.+\n)+)",
        Path(__file__).with_suffix(".sql").read_text().replace("sum(value)", EXACT),
        re.MULTILINE,
    )
)


def yearly(flows: pd.DataFrame, *by: str) -> pd.DataFrame:
    """Return the sum of the values per year, within `by`."""
    year = flows["period"].str[:4].rename("period")
    keys = [*(flows[key] for key in by), year]
    return flows["value"].groupby(keys).sum().rename("total").reset_index()


def previous(cells: pd.DataFrame, *by: str, name: str = "previous") -> pd.DataFrame:
    """Return cells with the total of the year before beside each."""
    at = cells["period"].astype(int)
    before = cells.assign(at=at + 1).rename(columns={"total": name})[[*by, "at", name]]
    return cells.assign(at=at).merge(before, on=[*by, "at"], how="left")


def growth(flows: pd.DataFrame) -> pd.DataFrame:
    cells = previous(yearly(flows, "zone"), "zone")
    cells["growth"] = cells["total"] / cells["previous"].where(cells["previous"] > 0) - 1
    return cells.sort_values(["zone", "period"])[["zone", "period", "total", "previous", "growth"]]


def cumulative(flows: pd.DataFrame) -> pd.DataFrame:
    wide = yearly(flows, "destination").pivot(index="destination", columns="period", values="total")
    seen = wide.notna().cummax(axis=1)
    running = wide.fillna(0).cumsum(axis=1).where(seen)
    return (
        pd.DataFrame({"total": wide.stack(), "cumulative": running.stack()})
        .reset_index()
        .dropna(subset="cumulative")
        .sort_values(["destination", "period"])
    )


def share(flows: pd.DataFrame) -> pd.DataFrame:
    cells = yearly(flows, "zone", "product")
    whole = cells.groupby(["zone", "period"])["total"].transform("sum")
    cells["share"] = cells["total"] / whole.where(whole > 0)
    order = ["zone", "period", "product"]
    return cells.sort_values(order)[[*order, "total", "share"]]


def relative_to(flows: pd.DataFrame) -> pd.DataFrame:
    cells = yearly(flows, "zone")
    cells["base"] = cells.groupby("period")["total"].transform("sum")
    cells["ratio"] = cells["total"] / cells["base"].where(cells["base"] != 0)
    return cells[["zone", "period", "total", "base", "ratio"]]


def contribution(flows: pd.DataFrame) -> pd.DataFrame:
    cells = yearly(flows, "zone", "destination")
    cells["at"] = cells["period"].astype(int)
    whole = cells.groupby(["zone", "at"])["total"].sum().rename("whole").reset_index()
    before = cells.assign(at=cells["at"] + 1).rename(columns={"total": "previous"})
    keys = ["zone", "destination", "at"]
    table = cells.drop(columns="period").merge(before.drop(columns="period"), on=keys, how="outer")
    table = table.merge(whole[["zone", "at"]], on=["zone", "at"])
    table = table.merge(whole.assign(at=whole["at"] + 1), on=["zone", "at"], how="left")
    change = table["total"].fillna(0) - table["previous"].fillna(0)
    table["contribution"] = change / table["whole"].where(table["whole"] > 0)
    table["period"] = table["at"].astype(str)
    order = ["zone", "period", "destination"]
    return table.sort_values(order)[[*order, "total", "previous", "contribution"]]


def rank(flows: pd.DataFrame) -> pd.DataFrame:
    cells = yearly(flows, "zone", "product")
    within = ["zone", "period"]
    cells["whole"] = cells.groupby(within)["total"].transform("sum")
    cells = cells.sort_values(["zone", "period", "total", "product"], ascending=[1, 1, 0, 1])
    cells["rank"] = cells.groupby(within).cumcount() + 1.0
    rest = cells["rank"] > 10
    cells.loc[rest, ["product", "rank"]] = [None, np.nan]
    held = cells.groupby([*within, "product", "rank", "whole"], dropna=False)["total"]
    table = held.agg(members="size", total="sum").reset_index()
    table["share"] = table["total"] / table["whole"].where(table["whole"] > 0)
    order = [*within, "product", "members", "total", "share", "rank"]
    return table.sort_values(["zone", "period", "rank"])[order]


def count(flows: pd.DataFrame) -> pd.DataFrame:
    held = flows[(flows["value"] > 0) & (flows["destination"] != "ZZZ")]
    year = held["period"].str[:4].rename("period")
    return held["destination"].groupby([held["zone"], year]).nunique().rename("count").reset_index()


def first_exports(flows: pd.DataFrame) -> pd.DataFrame:
    sellers = yearly(flows, "zone", "destination", "resident")
    sellers["at"] = sellers["period"].astype(int)
    keys = ["zone", "destination", "at"]
    best = sellers.sort_values([*keys, "total", "resident"], ascending=[1, 1, 1, 0, 1])
    cells = best.groupby(keys).agg(value=("total", "sum"), resident=("resident", "first"))
    cells = cells.reset_index()
    years = cells[["zone", "at"]].drop_duplicates().sort_values(["zone", "at"])
    years["last"] = years.groupby("zone")["at"].shift()
    sold = cells[(cells["value"] > 0) & (cells["destination"] != "ZZZ")].sort_values(keys)
    sold["before"] = sold.groupby(["zone", "destination"])["at"].shift()
    table = sold.merge(years, on=["zone", "at"])
    never = table["before"].isna()
    table["status"] = np.where(
        never, np.where(table["last"] == table["at"] - 1, "first", "censored"), "returning"
    )
    table = table[never | (table["before"] < table["last"])]
    table["period"] = table["at"].astype(str)
    order = ["zone", "period", "destination"]
    return table.sort_values(order)[[*order, "value", "resident", "status"]]


def concentration(flows: pd.DataFrame) -> pd.DataFrame:
    cells = yearly(flows, "zone", "product")
    cells["square"] = cells["total"] ** 2
    cells["lines"] = cells["total"] > 0
    table = cells.groupby(["zone", "period"])[["total", "square", "lines"]].sum().reset_index()
    table["coverage"] = 1.0
    table["hhi"] = (table["square"] / table["total"] ** 2).where(table["lines"] > 1)
    return table[["zone", "period", "total", "coverage", "lines", "hhi"]]


def rca(flows: pd.DataFrame) -> pd.DataFrame:
    cells = yearly(flows, "zone", "product")
    whole = cells.groupby(["zone", "period"])["total"].transform("sum")
    sold = cells.groupby(["period", "product"])["total"].transform("sum")
    everything = cells.groupby("period")["total"].transform("sum")
    cells["share"] = cells["total"] / whole.where(whole > 0)
    cells["base"] = sold / everything.where(everything > 0)
    cells["rca"] = cells["share"] / cells["base"].where(cells["base"] > 0)
    order = ["zone", "period", "product"]
    return cells.sort_values(order)[[*order, "total", "share", "base", "rca"]]


# name: the metric, the columns that it needs, the call of sezlib, the function in pandas
QUESTIONS: dict[str, tuple[str, str, Callable[[Any], Any], Callable | None]] = {
    "total by zone": (
        "total",
        "zone",
        lambda flows: sez.total(flows, by="zone"),
        lambda flows: yearly(flows, "zone"),
    ),
    "total by zone and quarter": (
        "total",
        "zone",
        lambda flows: sez.total(flows, by="zone", per="quarter"),
        None,
    ),
    "growth by zone": ("growth", "zone", lambda flows: sez.growth(flows, by="zone"), growth),
    "cumulative by destination": (
        "cumulative",
        "destination",
        lambda flows: sez.cumulative(flows, by="destination"),
        cumulative,
    ),
    "share of product by zone": (
        "share",
        "zone product",
        lambda flows: sez.share(flows, of="product", by="zone"),
        share,
    ),
    "contribution of destination by zone": (
        "contribution",
        "zone destination",
        lambda flows: sez.contribution(flows, of="destination", by="zone"),
        contribution,
    ),
    "the ten largest products by zone": (
        "rank",
        "zone product",
        lambda flows: sez.rank(flows, of="product", by="zone", top=10),
        rank,
    ),
    "count of destinations by zone": (
        "count",
        "zone destination",
        lambda flows: sez.count(flows, of="destination", by="zone"),
        count,
    ),
    "first exports to destinations by zone": (
        "first_exports",
        "zone destination resident",
        lambda flows: sez.first_exports(flows, of="destination", by="zone"),
        first_exports,
    ),
    "zones relative to all": (
        "relative_to",
        "zone",
        lambda flows: sez.relative_to(flows, sez.total(flows), by="zone"),
        relative_to,
    ),
    "concentration on products by zone": (
        "concentration",
        "zone product",
        lambda flows: sez.concentration(flows, of="product", by="zone"),
        concentration,
    ),
    "comparative advantage in products by zone": (
        "rca",
        "zone product",
        lambda flows: sez.rca(flows, of="product", against=flows, by="zone"),
        rca,
    ),
    "margins of residents by zone": (
        "margins",
        "zone resident",
        lambda flows: sez.margins(flows, of="resident", by="zone"),
        None,
    ),
}


def asked(only: list[str] | None = None) -> list[str]:
    """Return the questions that this sezlib has the metrics for, or some of them."""
    return [
        name
        for name, (metric, *_) in QUESTIONS.items()
        if metric in sez.__all__ and (not only or any(word in name for word in only))
    ]
