"""What a public edition hides: each year by itself, and the running totals that link them."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import scipy as sp

from sezlib.disclosure.attack import NOISE
from sezlib.disclosure.figures import (
    FREE,
    KEYS,
    PRIMARY,
    SECONDARY,
    SPAN,
    Behind,
    Forms,
    Records,
    find_needed,
    form,
    list_figures,
    list_spans,
    list_tables,
    read_records,
)
from sezlib.disclosure.folder import list_printed_blocs, read_printed
from sezlib.disclosure.protection import Guard, spell
from sezlib.disclosure.rounding import round_figures
from sezlib.disclosure.rules import Rules, UnsafeError
from sezlib.disclosure.suppression import Suppression, choose
from sezlib.flows import REST, FlowsError, quoted, unlisted
from sezlib.periods import months_of, parts_of_year, years_later


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

    Of a part of a year (`2019-Q2`) all such parts of its year and the one before are told, and
    the total until the end of each, beside what the edition of all `months` of that year tells: of
    each the same is hidden whichever of them is reported.

    Columns of `figures`: `measure` (total, cumulative), `period`, `months` (and `since`, the months
    before a part), the keys, `value`, `low`, `high`, `contributors`, `needed`, `status`. Zones are
    told apart where there are several.

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
    cuts = {months, *known["months"], *known["since"]} - {0}
    records = read_records(flows, rules, months=cuts, blocs=lists)
    years = sorted(set(records.cells["period"]))
    year = period if (parts := parts_of_year(period)) == 1 else period[:4]
    if year not in years:
        raise unlisted("no period", year, "the periods are", years)
    for group in set(known.loc[known["period"] <= year, "group"].dropna()) - {REST}:
        if group not in set(records.cells.get("group", ())):
            raise FlowsError(
                f"a published report tells of the group {quoted(group)}, which no record is of; "
                "give this one the groups of that, so that both can be held against each other"
            )
    years = years[: years.index(year) + 1]
    stages = {one: [12] if months == 12 else [12, months] for one in years} | {year: [months]}
    told = known[["period", "since", "months"]].drop_duplicates()
    spans = {one: list_spans([*((0, end) for end in ends), *_spans_of(told, one)])
             for one, ends in stages.items()}  # fmt: skip
    every = _list(records, spans, known, rules)
    forms = form(every, records.cells)
    found = {}
    for one, ends in stages.items():
        cells = np.flatnonzero(records.cells["period"] == one)
        at = np.flatnonzero(every["period"] == one)
        of, figures = records.of(cells), every.iloc[at].reset_index(drop=True)
        printed = _are_known(figures, known)
        found[one] = _protect_year(of, figures, forms.only(at, cells), ends, printed, rules, until)
    running = _running_totals(records, [*found.values()], stages, known, rules)
    shown = [part.figures[(part.figures["since"] == 0) & part.figures["months"].isin(stages[one])]
             for one, part in found.items()]  # fmt: skip
    made = [*found.values(), running]
    figures = pd.concat([*shown, running.figures], ignore_index=True)
    if parts > 1:
        length = 12 // parts
        records = read_records(
            flows, rules, months=cuts | {*range(length, 12, length)}, blocs=lists
        )
        within = [_protect_parts(records, of, length, known, rules) for of in shown[-2:]]
        made += within
        figures = pd.concat([figures, *(part.figures for part in within)], ignore_index=True)
        figures = _with_running(records, figures, rules)
        end = months_of(period)[1] % 12 + 1
        own = (figures["period"] == year) & (figures["since"] == end - length)
        if FREE not in figures.loc[own & (figures["months"] == end), "status"].head(1).tolist():
            raise _unsafe(period)
    else:
        figures = figures.drop(columns="since")
    figures.insert(2, "months", figures.pop("months"))
    cost, least = (sum(getattr(part, name) for part in made) for name in ("cost", "least"))
    lost = [*companies, *(one for part in made for one in part.given_away)]
    return Suppression(figures, cost, least, tuple(dict.fromkeys(lost)))


def _spans_of(told: pd.DataFrame, year: str) -> list[tuple[int, int]]:
    rows = told.loc[told["period"] == year, ["since", "months"]]
    return [*rows.itertuples(index=False, name=None)]


def _list(
    records: Records, spans: dict[str, list[tuple[int, int]]], known: pd.DataFrame, rules: Rules
) -> pd.DataFrame:
    """Return the figures of spans of years, those of single zones from where there are several."""
    tables = list_tables(records, known)
    every = list_figures(records, [*spans], rules, tables=tables, spans=spans)
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


def _protect_parts(
    records: Records,
    whole: pd.DataFrame,
    length: int,
    known: pd.DataFrame,
    rules: Rules,
) -> Suppression:
    """Return what is hidden of parts of a year, of so many months, beside the `whole` of it.

    Where the total of the year or of a part is hidden, so is all of the part.
    """
    year, ends = whole["period"].iloc[0], range(length, int(whole["months"].max()) + 1, length)
    parts = _list(records, {year: [(end - length, end) for end in ends]}, known, rules)
    to_date = {year: [(0, end) for end in ends]}
    totals = list_figures(records, [year], rules, tables=[()], spans=to_date)
    keys = [key for key in KEYS[1:] if key in whole]
    figures = pd.concat([whole, parts, totals], ignore_index=True)
    figures = figures.drop_duplicates([*keys, *SPAN], ignore_index=True)
    records = records.of(np.flatnonzero(records.cells["period"] == year))
    within, printed = np.arange(len(figures)) >= len(whole), _are_known(figures, known)
    free = (figures["status"] == FREE).to_numpy() | printed
    found, totals = Suppression(figures, 0.0, 0.0), figures[keys].isna().all(axis=1).to_numpy()
    # of all months on record
    if free[np.flatnonzero(totals & ~within)[-1]]:
        forms = form(figures, records.cells)
        added, more = _add_unsafe(records, figures, forms, length, rules)
        shown = within & ~_complements(records, figures, length, rules)
        told, asked = (np.pad(held, (0, len(added) - len(figures))) for held in (free, shown))
        # however long it takes, so that editions of all parts hide the same
        found = choose(
            records, added, rules, np.inf, known=told, shown=asked, forms=more, parts=True
        )
        free = (found.figures["status"] == FREE).to_numpy()[: len(figures)]
        safe = shown & (figures["needed"] == 0).to_numpy()
        free = free | (safe & _are_implied(forms, free))
        spans = pd.MultiIndex.from_frame(figures[[*SPAN]])
        free = free & (~within | printed | ~spans.isin(spans[totals & ~free]))
    told = _with_status(figures, free)[within]
    return Suppression(told, found.cost, found.least, found.given_away)


def _are_implied(forms: Forms, free: np.ndarray) -> np.ndarray:
    """Return which figures those that are free add up to, so that hiding them hides nothing."""
    rows = forms.told.toarray()
    told = rows[free]
    return np.abs(rows - rows @ np.linalg.pinv(told, NOISE) @ told).max(axis=1) < NOISE


def _add_unsafe(
    records: Records, figures: pd.DataFrame, forms: Forms, length: int, rules: Rules
) -> tuple[pd.DataFrame, Forms]:
    """Return figures and, as more of them, what all unsafe parts of one table's key add up to.

    Each part may be far from known where their sum is not: what one company sold in all of them.
    """
    part = (figures["months"] - figures["since"] == length) & (figures["needed"] > 0)
    keys = [key for key in KEYS[1:] if key in figures]
    at = figures[part].groupby(keys, dropna=False).ngroup()
    many = len(figures)
    adding = sp.sparse.csr_array((np.ones(len(at)), (at, at.index)), (at.nunique(), many))
    every = sp.sparse.csr_array(sp.sparse.vstack([sp.sparse.eye_array(many), adding]))
    top, bottom, less = (every @ held for held in (forms.top, forms.bottom, forms.less))
    forms = Forms(top, bottom, every @ forms.ratio > 0, less)
    sums = figures.loc[at.sort_values(kind="stable").drop_duplicates().index]
    measure = sums["measure"].to_numpy()
    sums = sums.assign(needed=find_needed(rules, records, forms.only(slice(many, None)), measure))
    return pd.concat([figures, sums], ignore_index=True), forms


def _complements(records: Records, figures: pd.DataFrame, length: int, rules: Rules) -> np.ndarray:
    """Return which parts of a year go with those that are unsafe, so that their sum is safe.

    The year and its other parts tell of that sum. The smallest go; what is hidden besides is safe
    by itself, and so is the sum with it.
    """
    protected, gone = rules.protected(records.names), np.zeros(len(figures), dtype=bool)
    behind = records.behind(form(figures, records.cells).top)
    parts = figures[figures["months"] - figures["since"] == length]
    parts = parts.assign(safe=parts["needed"] == 0).sort_values(["safe", "value"])
    keys = [key for key in KEYS[1:] if key in figures]
    for _, of in parts.groupby(keys, dropna=False, sort=False):
        unsafe = int((~of["safe"]).sum())
        for many in range(unsafe, len(of) if unsafe else 0):
            amounts = np.asarray(behind[of.index[:many]].sum(axis=0)).ravel()
            who = np.flatnonzero(amounts)
            if not Behind(rules, protected, who, amounts[who], together=1).worst()[1]:
                break
            gone[of.index[many]] = True
    return gone


def _with_running(records: Records, figures: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return figures with running totals until the end of each part of a year.

    One is told where that of the year before is, and the total to date.
    """
    told = figures[(figures["status"] == FREE) & (figures["since"] == 0)]
    told = told[told[[key for key in KEYS[1:] if key in told]].isna().all(axis=1)]
    totals, running = (told[told["measure"] == one] for one in ("total", "cumulative"))
    whole = figures[figures["measure"] == "cumulative"].set_index("period")["months"]
    spans = {year: [(0, end) for end in of["months"].unique() if end < whole[year]]
             for year, of in totals.groupby("period")}  # fmt: skip
    if not any(spans.values()):
        return figures
    made = list_figures(records, spans, rules, tables=[()], measures=["cumulative"], spans=spans)
    begun = {*running["period"], years_later(whole.index.min(), -1)}
    free = made["period"].map(lambda year: years_later(year, -1) in begun)
    return pd.concat([figures, _with_status(made, free.to_numpy())], ignore_index=True)


def _with_status(figures: pd.DataFrame, free: np.ndarray) -> pd.DataFrame:
    hidden = np.where(figures["needed"] > 0, PRIMARY, SECONDARY)
    return figures.assign(status=np.where(free, FREE, hidden))


def _are_known(figures: pd.DataFrame, known: pd.DataFrame) -> np.ndarray:
    """Return which figures were published before."""
    keys = ["measure", *(key for key in KEYS if key in figures), *SPAN]
    asked = figures[keys].astype(object).where(figures[keys].notna(), None)
    told = set(known.reindex(columns=keys).astype(object).itertuples(index=False, name=None))
    return np.array([row in told for row in asked.itertuples(index=False, name=None)], dtype=bool)


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
        raise _unsafe(periods[-1])
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


def _unsafe(period: str) -> UnsafeError:
    return UnsafeError(
        f"a public edition cannot be made: the total of {period} gives a company away, or nothing "
        "else of that year can be hidden; choose a later or longer period, or more zones"
    )


def _by_year(records: Records, years: list[str], closed: list[str]) -> Records:
    """Return records of whole years, but for those of which cells are told apart."""
    cells = records.cells[records.cells["period"].isin(years)]
    rough = ~cells["period"].isin(closed)
    kept = ("period", "part")
    cells = cells.assign(**{key: cells[key].mask(rough) for key in cells if key not in kept})
    at = cells.groupby(list(cells), dropna=False).ngroup().to_numpy()
    shape = len(records.cells), at.max() + 1
    adding = sp.sparse.csr_array((np.ones(len(at)), (cells.index, at)), shape)
    cells = cells.iloc[np.unique(at, return_index=True)[1]].reset_index(drop=True)
    return Records(cells, sp.sparse.csr_array(records.own @ adding), records.names)
