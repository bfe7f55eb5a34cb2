"""What can be worked out of finished reports: their tables as figures, attacked together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from sezlib.disclosure.attack import NOISE, Attack
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
    form,
    list_blocs,
    list_figures,
    read_records,
)
from sezlib.disclosure.protection import audit_records, spell
from sezlib.disclosure.rules import Rules
from sezlib.flows import CONFIDENTIAL, REST, WITHHELD, FlowsError, quoted
from sezlib.periods import years_later

PREVIOUS, COMPANY, HIDDEN = "previous", "resident", WITHHELD
# tables of imports, and of hours
CUSTOMS = ("relief", "clearance")
# what tells no amount, and what is made of amounts, and hidden in a public edition where they are
PLAIN = (CONFIDENTIAL, "members")
RELATED = ("rank", "base", "ratio", "indicator", "relative", "value", "status", "new")
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
    whether a table prints them or not. `figures` are as `audit` returns them. Without `flows` it is
    not known who is behind a figure: those are told that a table hides, and an outsider is tried.

    Raises `FlowsError` for a folder of no finished report of a year, and where a published figure
    is not what the records give.
    """
    rules = rules or Rules()
    printed, companies, left = _read(folders)
    if printed.empty:
        raise FlowsError("no table in these folders has figures that can be audited")
    if flows is None:
        return Audit(_bound(printed, rules), companies, left)
    printed = printed[printed["printed"].notna() & ~printed.isin([REST]).any(axis=1)]
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
    printed = printed[printed["printed"].notna() & ~printed.isin([REST]).any(axis=1)]
    ratio = printed["measure"].isin(RATIOS)
    before = printed[printed["measure"].isin(["growth", "contribution"])]
    before = before.assign(period=[years_later(year, -1) for year in before["period"]])
    amounts = printed.assign(measure=printed["measure"].where(~ratio, "total"))
    told = pd.concat([amounts, before.assign(measure="total")])
    return told.drop(columns=["printed", "name", "full"]).drop_duplicates(), companies


def _list(records: Records, printed: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return all figures of the years that reports tell of, in as many months as they do."""
    compared = printed[printed["measure"].isin(RATIOS)]
    before = compared.assign(period=[years_later(year, -1) for year in compared["period"]])
    asked = pd.concat([printed, before])[["period", "months"]].drop_duplicates()
    asked = asked[asked["period"].isin({*records.cells["period"], *printed["period"]})]
    tables = [t for t in (*TABLES, *ZONES) if {*t} - {"bloc"} <= {*records.cells}]
    tables = tables if printed["zone"].notna().any() else [t for t in tables if "zone" not in t]
    spans = {
        year: [(since, end) for end in ends for since in (0, *ends) if since < end]
        for year, ends in asked.groupby("period")["months"]
    }
    every = list_figures(
        records, sorted(spans), rules, tables=tables, measures=MEASURES, spans=spans
    )
    return every[(every["since"] == 0) | (every["measure"] == "total")]


def _bound(printed: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return what the tables alone tell an outsider of the amounts that they hide.

    A hidden amount comes out where none between the ends would be as far from both as the rules
    ask of that of one company.
    """
    cells = pd.concat(
        [_cells(year, of) for year, of in printed.groupby("period")],
        ignore_index=True,
    )
    if "destination" in cells:
        listed = cells.replace({"destination": REST}, None)
        cells["blocs"] = (
            list_blocs(listed).fillna("") if listed["destination"].notna().any() else ""
        )
    rests = {key: set(cells.loc[cells[key] == REST, "period"]) for key in KEYS[1:] if key in cells}
    lost = pd.Series(False, printed.index)
    for key in ("zone", "group", "destination"):
        lost |= (printed[key] == REST) & ~printed["period"].isin(rests.get(key, ()))
    # which blocs have a part of what is not listed is not known
    lost |= printed["bloc"].notna() & printed["period"].isin(rests.get("destination", ()))
    printed = printed[~lost].reset_index(drop=True)
    kept = [key for key in KEYS if key in cells or (key == "bloc" and "blocs" in cells)]
    forms = form(printed[["measure", *kept, "months"]], cells)
    ends = printed["printed"].to_numpy(float)
    published = ~np.isnan(ends)
    # about as much of a cell as of any other
    scale = np.full(len(cells), max(np.nanmax(np.where(forms.ratio, 0, ends), initial=1.0), 1.0))
    attack = Attack(forms, ends, ends, scale / len(cells))
    part, rows = rules.p_percent / 100, []
    hidden = printed[~published].drop_duplicates(["measure", *KEYS, "months"])
    for number in hidden.index:
        terms = forms.top[[number]].toarray().ravel()
        answers = [attack.extreme(terms, sign, published) for sign in (-1.0, 1.0)]
        low, high = max(answers[0].end, 0.0), answers[1].end
        out = high * (1 - part) <= low * (1 + part) or high <= 0
        held = sorted({int(n) for answer in answers for n in answer.held_by}) if out else []
        for one in held[:]:
            # of those that hold the two ends, the fewest that do
            fewer = np.isin(np.arange(len(ends)), [n for n in held if n != one])
            if np.allclose(attack.ends(terms, fewer), (low, high), rtol=NOISE):
                held.remove(one)
        given = "; ".join(dict.fromkeys(spell(printed, one) for one in held)) if out else None
        rows.append((low, high, PRIMARY, spell(printed, number), "" if out else None, given))
    names = ["low", "high", "status", "figure", "attackers", "given_away_by"]
    told = pd.DataFrame(rows, hidden.index, names, dtype=object).astype(
        {"low": float, "high": float}
    )
    return pd.concat([hidden[["measure", *kept]], told], axis=1).reset_index(drop=True)


def _cells(year: Any, printed: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of which the tables of a year are sums.

    A table lists all there is, unless it tells what it leaves, or sums up to less.
    """
    lists: dict[str, list[Any]] = {"period": [year], "part": sorted(set(printed["months"]))}
    for key in ("zone", "group", "destination"):
        if (named := printed[printed[key].notna() & (printed[key] != REST)]).empty:
            continue
        only = named[named[[k for k in KEYS[1:] if k != key]].isna().all(axis=1)]
        full = only["full"].any() and _adds_up(only[only["full"]], printed)
        lists[key] = [*sorted(set(named[key])), *([] if full else [REST])]
    cells = pd.MultiIndex.from_product(lists.values(), names=list(lists)).to_frame(index=False)
    pairs = printed[printed[["group", "destination"]].notna().all(axis=1)]
    if not {"group", "destination"} <= {*lists} or not pairs["full"].any():
        return cells
    crossed = [*pairs[["group", "destination"]].itertuples(index=False, name=None)]
    if not _adds_up(pairs[pairs["full"]], printed):
        return cells
    known = [{pair[at] for pair in crossed} for at in (0, 1)]
    both = zip(cells["group"], cells["destination"], strict=True)
    return cells[
        [(g, d) in set(crossed) or g not in known[0] or d not in known[1] for g, d in both]
    ]


def _adds_up(rows: pd.DataFrame, printed: pd.DataFrame) -> bool:
    """Return whether amounts that are all printed are the total, where that is printed too."""
    rows = rows[rows["measure"] == "total"]
    for months, held in rows.groupby("months"):
        whole = printed[(printed["measure"] == "total") & (printed["months"] == months)]
        whole = whole.loc[whole[[*KEYS[1:]]].isna().all(axis=1), "printed"].dropna()
        if (
            len(whole)
            and held["printed"].notna().all()
            and held["printed"].sum() < whole.max() * (1 - NOISE)
        ):
            return False
    return True


def _read(folders: Iterable[str | Path]) -> tuple[pd.DataFrame, list[str], dict[str, list[str]]]:
    """Return the figures of finished reports, empty where hidden, and what is none."""
    companies: list[str] = []
    left: dict[str, list[str]] = {}
    found: list[pd.DataFrame] = []
    for name, about, table in _tables(folders):
        if COMPANY in table:
            companies.append(name)
            continue
        if name.rpartition("/")[2].startswith(CUSTOMS):
            # amounts of other goods by the same names
            left[name] = sorted({*table} - {*KEYS})
            continue
        keys = [key for key in KEYS if key in table]
        # what is left of a period, which is no news where all that it leaves is told
        rest = table[keys].isin(["", REST]).any(axis=1)
        hides = table.isin([HIDDEN]).any(axis=1)
        plain, public = set(PLAIN), about.get("audience") == "public"
        if public:
            plain |= {
                one
                for one in RELATED
                if one not in table or table.loc[hides, one].isin(["", HIDDEN]).all()
            }
        if others := sorted({*table} - {*KEYS, *MEASURES, *plain, PREVIOUS}):
            left[name] = others
        if rest.any() and hides.any() and not public:
            left.setdefault(name, []).append("what is left")
        table = table.assign(**{key: table[key].replace("", REST) for key in keys})
        # a public edition leaves out, without a word, what was not sold before
        full = not rest.any() and not (public and hides.any())
        found += [one.assign(full=one["full"] & full) for one in _figures(name, table, about)]
    columns = ["measure", *KEYS, "months", "printed", "name", "full"]
    printed = pd.concat(found, ignore_index=True) if found else pd.DataFrame()
    printed = printed.reindex(columns=columns).astype(dict.fromkeys(["measure", *KEYS], object))
    printed = printed.where(printed.notna(), None).astype({"printed": float})
    return printed[~printed.drop(columns=["name", "full"]).duplicated()], companies, left


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
            full=column in ("total", "cumulative", "share"),
        )
        if column == PREVIOUS:
            of["period"] = [years_later(one, -1) for one in of["period"]]
        # a ratio of nothing, or a year before of which there is nothing
        of = of[(of["printed"] != "") & ((of["printed"] != HIDDEN) | ~of["measure"].isin(RATIOS))]
        numbers = pd.to_numeric(of["printed"].replace(HIDDEN, ""), errors="coerce")
        for text in of["printed"][numbers.isna() & (of["printed"] != HIDDEN)]:
            raise FlowsError(f"{name}: {column} {quoted(text)} is no number")
        yield of.assign(printed=numbers.astype(float))
