"""What can be worked out of finished reports: their tables as figures, attacked together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from sezlib.classify import OTHER, memberships
from sezlib.countries import regions
from sezlib.disclosure.attack import NOISE, Attack
from sezlib.disclosure.customs import (
    HOURS,
    RELIEF,
    Customs,
    form_relief,
    list_customs,
    list_derived,
)
from sezlib.disclosure.figures import (
    CHANGES,
    FREE,
    KEYS,
    MEASURES,
    PRIMARY,
    RATIOS,
    SPAN,
    Forms,
    Records,
    form,
    list_blocs,
    list_figures,
    list_spans,
    list_tables,
    name_rest,
    read_records,
)
from sezlib.disclosure.forms import SUMMARY, check_forms, read_tables
from sezlib.disclosure.protection import audit_records, spell
from sezlib.disclosure.rules import Rules
from sezlib.flows import CONFIDENTIAL, REST, WITHHELD, FlowsError, Unavailable, distinct, quoted
from sezlib.identity import is_absent
from sezlib.language import Edition
from sezlib.periods import months_of, parts_of_year, spelled, years_later
from sezlib.sources import find, opened

PREVIOUS, COMPANY, EXPORTERS, HIDDEN = "previous", "resident", "exporters", WITHHELD
# what tells no amount, and what is made of amounts, and hidden in a public edition where they are
PLAIN = (CONFIDENTIAL, "members", EXPORTERS)
RELATED = ("rank", "base", "ratio", "indicator", "relative", "value", "status", "new",
           "market_share")  # fmt: skip
# tables of whole years, but for that of the edition
WHOLE = ("running", "over-time", "zones-over-time", "destinations-over-time")


class Audit(NamedTuple):
    """How near each protected figure can be known, and what no programme looks at.

    `companies` are the tables that name companies, and `left` the columns that are no sums of
    cells, with their tables.
    """

    figures: pd.DataFrame
    companies: list[str]
    left: dict[str, list[str]]


class _Read(NamedTuple):
    """What finished reports print: amounts of exports, customs' figures, numbers of exporters."""

    amounts: pd.DataFrame
    customs: pd.DataFrame
    counts: pd.DataFrame
    companies: list[str]
    left: dict[str, list[str]]


def audit_folders(
    folders: Iterable[str | Path],
    flows: Any = None,
    rules: Rules | None = None,
    *,
    imports: Any = None,
    declarations: Any = None,
) -> Audit:
    """Return what can be worked out of the tables of finished reports, taken together.

    Totals, groups, destinations, blocs and crossings of each year of the reports are protected,
    whether a table prints them or not; relief, hours of clearance and numbers of exporters where
    one does. `figures` are as `audit` returns them. Without `flows` it is not known who is behind a
    figure: those are told that a table hides, and an outsider is tried. So it is with relief
    without `imports`, and with hours without `declarations`. What follows the first folder was
    published besides: public editions, of the same zone or of one of its zones.

    Raises `FlowsError` for a folder of no finished report of a year, and where published figures
    contradict one another, or are not what the records give.
    """
    rules, (held, widest) = rules or Rules(), _summaries(folders)
    for number, (folder, about) in enumerate(held.items()):
        check_forms(folder, str(about.get("language", "en")))
        currency = str(next(iter(held.values())).get("currency", ""))
        if number:
            _refuse_unpublished(folder, about, currency)
        _refuse_other_zone(folder, about, widest, widest.split(", "))
    printed, customs, counts, companies, left = _read(held, widest)
    printed, counts = _within_years(printed), _within_years(counts)
    if printed.empty and customs.empty and counts.empty:
        raise FlowsError("no table in these folders has figures that can be audited")
    records = None
    if flows is not None:
        both = pd.concat([printed, counts])
        months = {*both["months"], *both["since"]} - {0}
        records = read_records(flows, rules, months=months, blocs=_list_blocs(held.values()))
    found = [_bound_relief(customs, printed, rules), _count(counts, records, rules)]
    if len(printed):
        lists = _list_blocs(held.values())
        of = _bound(printed, rules, lists) if records is None else _audit(records, printed, rules)
        found.insert(0, of)
    for table, measures in ((imports, RELIEF), (declarations, HOURS)):
        # of whom they are is asked, and not known
        unknown = customs[customs["measure"].isin(measures) & customs["printed"].notna()]
        if table is None and flows is not None:
            left |= {name: [*dict.fromkeys(of)] for name, of in unknown.groupby("name")["measure"]}
    if imports is not None or declarations is not None:
        bought, declared = (Unavailable(()) if t is None else t for t in (imports, declarations))
        found.append(Customs(bought, declared, flows, rules).audit(customs))
    told = pd.concat([one for one in found if len(one)] or found[:1], ignore_index=True)
    return Audit(told, companies, left)


def _audit(records: Records, printed: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return how near each figure can be known by all that is printed."""
    printed = printed[printed["printed"].notna() & ~printed.isin([REST]).any(axis=1)]
    every = _list(records, printed, rules)
    keys = ["measure", *(key for key in KEYS if key in every), *SPAN]
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
    return audit_records(records, both, rules)


def _count(counts: pd.DataFrame, records: Records | None, rules: Rules) -> pd.DataFrame:
    """Return the numbers of exporters that are of fewer than may be told of."""
    counts = counts.reset_index(drop=True)
    many = counts["printed"]
    if records is not None and len(counts):
        of = [key for key in (*KEYS, *SPAN) if key in {*records.cells, *SPAN}]
        forms = form(counts[of].assign(measure="total"), records.cells)
        # companies of one holding are one
        many = np.minimum(many, np.diff(records.behind(forms.top).indptr))
    few = counts[many < rules.minimum_frequency]
    named = [spell(counts, number) for number in few.index]
    found = few[["measure", "period", "zone"]].assign(low=few["printed"], high=few["printed"])
    return found.assign(status=FREE, figure=named, attackers="", given_away_by=named)


def _bound_relief(customs: pd.DataFrame, printed: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return what tables of relief tell of the amounts that they hide, and of hidden exports."""
    amounts = customs[customs["measure"].isin(RELIEF)]
    whole = printed[printed[[*KEYS[1:]]].isna().all(axis=1) & (printed["months"] == 12)]
    whole = whole[
        (whole["since"] == 0)
        & (whole["measure"] == "total")
        & whole["period"].isin(amounts["period"])
    ]
    both = pd.concat([amounts, whole.assign(measure="exports")], ignore_index=True)
    found = _bound_hidden(both.assign(**SPAN), form_relief(both), ["period"], rules)
    return found[(found["measure"] != "exports") | found["attackers"].notna()]


def list_printed_blocs(folders: Iterable[str | Path]) -> list[Any]:
    """Return the lists of blocs that finished reports tell of, where they are not the main ones."""
    paths = (Path(folder) / SUMMARY for folder in folders)
    return _list_blocs(json.loads(path.read_text("utf-8")) for path in paths)


def _list_blocs(summaries: Iterable[dict[str, Any]]) -> list[Any]:
    lists = []
    for members in (about["blocs"] for about in summaries if about.get("blocs")):
        try:
            own = [(bloc, *one) for bloc, held in members.items() for one in held]
            table = pd.DataFrame(own, columns=["bloc", "alpha3", "start", "end"])
        except (AttributeError, TypeError, ValueError):
            raise FlowsError("the blocs of a summary.json are no lists of members") from None
        lists.append(pd.concat([memberships([b for b in members if not members[b]]), table]))
    return lists


def read_printed(folders: Iterable[str | Path]) -> tuple[pd.DataFrame, list[str]]:
    """Return the amounts that finished reports tell, and their tables that name companies.

    What a ratio is of is taken to be told with it.
    """
    printed, _, _, companies, _ = _read(*_summaries(folders))
    printed = _within_years(printed)
    printed = printed[printed["printed"].notna() & ~printed.isin([REST]).any(axis=1)]
    ratio = printed["measure"].isin(RATIOS)
    before = printed[printed["measure"].isin(CHANGES)]
    before = before.assign(period=[years_later(year, -1) for year in before["period"]])
    amounts = printed.assign(measure=printed["measure"].where(~ratio, "total"))
    told = pd.concat([amounts, before.assign(measure="total")])
    return told.drop(columns=["printed", "name", "full"]).drop_duplicates(), companies


def _within_years(printed: pd.DataFrame) -> pd.DataFrame:
    """Return figures by year, and which of its months each is of."""
    since, months = [], []
    for period, measure, known in printed[["period", "measure", "months"]].itertuples(index=False):
        first, last = months_of(period) if parts_of_year(period) > 1 else (0, known - 1)
        since.append(0 if measure == "cumulative" else first % 12)
        months.append(last % 12 + 1)
    years = printed["period"].map(lambda p: p[:4] if parts_of_year(p) > 1 else p).astype(object)
    spans = {"since": np.array(since, int), "months": np.array(months, int)}
    return printed.assign(period=years, **spans)


def _list(records: Records, printed: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return all figures of the years that reports tell of, in as many months as they do."""
    compared = printed[printed["measure"].isin(CHANGES)]
    before = compared.assign(period=[years_later(year, -1) for year in compared["period"]])
    asked = pd.concat([printed, before])[["period", *SPAN]].drop_duplicates()
    asked = asked[asked["period"].isin({*records.cells["period"], *printed["period"]})]
    tables = list_tables(records, printed)
    tables = tables if printed["zone"].notna().any() else [t for t in tables if "zone" not in t]
    spans = {
        year: list_spans(of[[*SPAN]].itertuples(index=False, name=None))
        for year, of in asked.groupby("period")
    }
    every = list_figures(
        records, sorted(spans), rules, tables=tables, measures=MEASURES, spans=spans
    )
    at = pd.MultiIndex.from_frame(every[["period", *SPAN]])
    kept = (every["since"] == 0) | at.isin(pd.MultiIndex.from_frame(asked))
    return every[(kept & (every["measure"] != "cumulative")) | (every["measure"] == "total")
                 | (every["since"] == 0)]  # fmt: skip


def _bound(printed: pd.DataFrame, rules: Rules, blocs: list[Any]) -> pd.DataFrame:
    """Return what the tables alone tell an outsider of the amounts that they hide.

    A hidden amount comes out where none between the ends would be as far from both as the rules
    ask of that of one company.
    """
    cells = pd.concat(
        [_cells(year, of) for year, of in printed.groupby("period")],
        ignore_index=True,
    )
    if printed["bloc"].notna().any():
        cells = _with_blocs(cells, blocs)
    rests = {key: set(cells.loc[cells[key] == REST, "period"]) for key in KEYS[1:] if key in cells}
    lost = pd.Series(False, printed.index)
    for key in ("zone", "group", "destination"):
        lost |= (printed[key] == REST) & ~printed["period"].isin(rests.get(key, ()))
    printed = printed[~lost].reset_index(drop=True)
    kept = [key for key in KEYS if key in cells or (key == "bloc" and "blocs" in cells)]
    forms = form(printed[["measure", *kept, *SPAN]], cells)
    return _bound_hidden(printed, forms, kept, rules)


def _bound_hidden(
    printed: pd.DataFrame, forms: Forms, kept: list[str], rules: Rules
) -> pd.DataFrame:
    """Return the ends of all hidden figures, by those that are printed."""
    ends = printed["printed"].to_numpy(float)
    published = ~np.isnan(ends)
    # about as much of a cell as of any other
    cells = forms.top.shape[1]
    scale = np.full(cells, max(np.nanmax(np.where(forms.ratio, 0, ends), initial=1.0), 1.0))
    attack = Attack(forms, ends, ends, scale / cells)
    part, rows = rules.p_percent / 100, []
    of = [key for key in ("measure", *kept, *SPAN) if key in printed]
    hidden = printed[~published].drop_duplicates(of)
    for number in hidden.index:
        terms = forms.top[[number]].toarray().ravel()
        answers = [attack.extreme(terms, sign, published) for sign in (-1.0, 1.0)]
        low, high = max(answers[0].end, 0.0), answers[1].end
        if low == np.inf or high == -np.inf:
            raise FlowsError(
                "the published figures contradict one another: no amounts give all of them; make "
                "the reports anew from the same records"
            )
        out = high * (1 - part) <= low * (1 + part) or high <= 0
        held = (
            sorted({int(n) for answer in answers for n in answer.find_holders()[0]}) if out else []
        )
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


def _with_blocs(cells: pd.DataFrame, blocs: list[Any]) -> pd.DataFrame:
    """Return cells with the blocs that their destination may be in; who is not listed, in any."""
    cells = cells.assign(
        destination=cells.get("destination", pd.Series(REST, cells.index)).fillna(REST)
    )
    found = []
    for year, of in cells.groupby("period"):
        listed = set(of["destination"])
        names = sorted({*regions(), *listed} - {REST})
        # who joins or leaves within the year is in one in a part of it
        frame = pd.DataFrame(
            [(f"{year}-{month}", name) for month in ("01", "12") for name in names],
            columns=["period", "destination"],
        )
        frame["blocs"] = list_blocs(frame, blocs)
        frame["destination"] = frame["destination"].where(frame["destination"].isin(listed), REST)
        found.append(of.merge(frame.drop(columns="period").drop_duplicates(), on="destination"))
    return pd.concat(found, ignore_index=True)


def _cells(year: Any, printed: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of which the tables of a year are sums.

    A table lists all there is, unless it tells what it leaves, or sums up to less.
    """
    parts = sorted({*printed["months"], *printed["since"]} - {0})
    lists: dict[str, list[Any]] = {"period": [year], "part": parts}
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
    for span, held in rows.groupby([*SPAN]):
        whole = printed[(printed["measure"] == "total") & (printed[[*SPAN]] == [*span]).all(axis=1)]
        whole = whole.loc[whole[[*KEYS[1:]]].isna().all(axis=1), "printed"].dropna()
        if (
            len(whole)
            and held["printed"].notna().all()
            and held["printed"].sum() < whole.max() * (1 - NOISE)
        ):
            return False
    return True


def _read(held: dict[Path, dict[str, Any]], widest: str) -> _Read:
    """Return the figures of finished reports, empty where hidden, and what is none.

    `held` are the summaries by folder, `widest` the zone or zones of which all others are parts.
    """
    companies: list[str] = []
    left: dict[str, list[str]] = {}
    found, customs, counts = list[pd.DataFrame](), list[pd.DataFrame](), list[pd.DataFrame]()
    for name, about, table in _tables(held, widest):
        if COMPANY in table:
            companies.append(name)
            continue
        stem = name.rpartition("/")[2]
        if stem.startswith(("relief", "clearance")):
            # relief of part of a year is of no whole one, nor is that of one of several zones
            whole = about["months"] == 12 or stem.startswith("clearance")
            rows, others = list_customs(stem if whole and "zone" not in table else "", table)
            customs.append(rows.assign(name=name, printed=_numbers(name, rows)))
            left |= {name: others} if others else {}
            continue
        if stem == "recent":
            table = _with_before(table)
        if stem == "revised":
            # what it was before is in the report that it was told by
            table = table.drop(columns=["figure", "earlier", "change"], errors="ignore")
        if "product" in table:
            left[name] = ["product"]
            continue
        keys = [key for key in KEYS if key in table]
        if "bloc" in keys:
            for blocs in _list_blocs([about]):
                table = table.replace({"bloc": {OTHER: name_rest(blocs)}})
        # what is left of a period, which is no news where all that it leaves is told
        rest = table[keys].isin(["", REST]).any(axis=1)
        hides = table.isin([HIDDEN]).any(axis=1)
        plain, public = set(PLAIN), about.get("audience") == "public"
        if public:
            plain |= {"destinations"} | {
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
    printed = printed[~printed.drop(columns=["name", "full"]).duplicated()]
    made = [pd.DataFrame(columns=["measure", "period", "post", "name", "printed"]), *customs]
    made = pd.concat([one for one in made if len(one)] or made[:1], ignore_index=True)
    for name, measure in list_derived(made):
        left.setdefault(name, []).append(measure)
    counted = printed["measure"] == EXPORTERS
    counts = printed[counted & printed["printed"].notna()]
    return _Read(printed[~counted], made, counts, companies, left)


def compare(before: str | Path, flows: Any, ed: Edition, **tables: Any) -> Any:
    """Return the amounts that an earlier report of the same period and `tables` print otherwise.

    `before` is the folder of that report, or its `summary.json`; without one the answer is an
    `Unavailable`. The tables go by the names under which they are shown: `total`, `over_time` and
    `running` are of all years, others are taken of the edition's. Amounts are compared of what both
    print, to the same month; those of a public edition with those of a public one.

    Columns: `period`, those of `KEYS` that amounts have, `measure`, `earlier`, `total` (now) and
    `change`, the largest first; `attrs["compared"]` is how many both have. What one of them lacks
    has no change, and comes last.

    Raises `FlowsError` for a folder of no finished report, of another zone, year or currency, and
    for one whose files were changed.
    """
    if not str(before):
        return Unavailable(())
    path = Path(before)
    folder = path.parent if path.name == SUMMARY else path
    held, widest = _summaries([folder], audited=False)
    opened(find(folder / SUMMARY), rows=1)
    was = held[folder]
    if ed.public:
        _refuse_unpublished(folder, was, ed.currency)
    zones = distinct(flows, "zone")["zone"].dropna() if "zone" in flows else []
    now = {"period": ed.period, "currency": ed.currency, "zone": ", ".join(zones)}
    for key, value in now.items():
        if was.get(key) and value and was[key] != value:
            raise FlowsError(
                f"{quoted(folder.name)} is of the {key} {quoted(was[key])}, and this report of "
                f"{quoted(value)}; give the last edition of this one"
            )
    printed = _read(held, widest).amounts
    found = []
    for name, table in tables.items():
        table = ed.gate(table, name) if ed.gate else table
        if is_absent(table):
            continue
        if name not in ("total", "over_time", "running"):
            table = table[table["period"] == ed.period]
        table = table.astype(object).where(table.notna(), "")
        about = {**now, "months": ed.months, "before": ed.months if name == "total" else 12}
        found += list(_figures(name, table, about))
    keys = [*KEYS, "measure", "months"]
    earlier, new = (
        one.reindex(columns=[*keys, "printed"])
        .query("measure in ['total', 'cumulative'] and printed.notna()")
        .astype(dict.fromkeys(keys, object))
        .fillna(dict.fromkeys(KEYS, ""))
        .drop_duplicates(keys)
        for one in (printed, pd.concat(found or [printed[:0]]))
    )
    both = earlier.merge(new, on=keys, how="outer", suffixes=("_before", ""))
    both = both[~both.isin([REST]).any(axis=1) & ~both["bloc"].str.startswith(OTHER)]
    both = both.rename(columns={"printed_before": "earlier", "printed": "total"})
    amounts = ["earlier", "total"]
    both[amounts] = both[amounts].astype(float)
    # of a kind of figures that one of them does not have none is missing
    kind = [*(both[key].ne("") for key in KEYS), both["measure"], both["months"]]
    kind += [both["period"].eq(ed.period), both["period"].str.replace(r"\d", "", regex=True)]
    have = both.groupby(kind)[amounts].transform("count").gt(0).all(axis=1)
    # of part of a year what is of all exports is printed for the same part of each
    within = both[["group", "destination", "bloc"]].ne("").any(axis=1)
    part = within | both["period"].str[4:].eq(ed.period[4:])
    both = both[have & (part | both[amounts].notna().all(axis=1))]
    both["change"] = both["total"] - both["earlier"]
    # sums of the same amounts differ in their last digits with the order of rows
    same = np.isclose(both["total"], both["earlier"], rtol=1e-9, atol=0)
    made = (
        both[~same].sort_values(keys).sort_values("change", key=lambda c: -c.abs(), kind="stable")
    )
    made = made.drop(columns="months").reset_index(drop=True)
    made.attrs = {WITHHELD: [], "compared": int(both["change"].notna().sum())}
    return made


def check_published(
    folders: Iterable[str | Path], zone: str, zones: Iterable[str], currency: str
) -> None:
    """Refuse folders that are no published reports of a zone, or of one of several, in a currency.

    A zone or a currency that is not stated is any.
    """
    for folder in map(Path, folders):
        about = _about(folder)
        _refuse_unpublished(folder, about, currency)
        _refuse_other_zone(folder, about, zone, zones)


def _refuse_unpublished(folder: Path, about: dict[str, Any], currency: str) -> None:
    name, of = quoted(folder.name), str(about.get("currency", ""))
    if about.get("audience") == "internal":
        raise FlowsError(
            f"{name} is an internal edition, which is not published; name its public one"
        )
    if of and currency and of != currency:
        raise FlowsError(f"{name} is in {quoted(of)}, and not in {quoted(currency)}; leave it out")


def _refuse_other_zone(
    folder: Path, about: dict[str, Any], zone: str, zones: Iterable[str]
) -> None:
    of = str(about.get("zone", ""))
    if of and zone and of not in (zone, *zones):
        raise FlowsError(
            f"{quoted(folder.name)} tells of {quoted(of)}, and not of {quoted(zone)} or one of its "
            "zones; make an edition of all of them"
        )


def _summaries(
    folders: Iterable[str | Path], *, audited: bool = True
) -> tuple[dict[Path, dict[str, Any]], str]:
    """Return the summaries of reports by folder, and the zone, or zones, that all are parts of."""
    held = {Path(folder): _about(Path(folder)) for folder in folders}
    for folder, about in held.items():
        if audited and about["period"][5:6] == "A":
            raise FlowsError(
                f"{folder.name}: it is of {about['period']}, and reports of calendar years, and of "
                "their parts, are audited"
            )
    zones = (str(about.get("zone", "")) for about in held.values())
    return held, max(zones, key=len, default="")


def _about(folder: Path) -> dict[str, Any]:
    """Return the summary of a report whose files are as it wrote them."""
    try:
        about = json.loads((folder / SUMMARY).read_text("utf-8"))
        about["period"] = str(about["period"])
        made = folder / "manifest.json"
        told = json.loads(made.read_text("utf-8")) if made.exists() else {"outputs": []}
        written = {str(one["file"]): one["sha256"] for one in told["outputs"]}
        bare = [*folder.glob("tables.*"), *folder.glob("sdmx")] and not (folder / "tables").is_dir()
    except (OSError, ValueError, KeyError, TypeError):
        raise FlowsError(f"{quoted(str(folder))} is no folder of a finished report") from None
    if bare or "csv" not in told.get("to", ["csv"]):
        # other forms hold the same figures
        raise FlowsError(
            f"{quoted(folder.name)} has no CSV files of its tables, which are what is audited; "
            "make it with csv among its forms (--to)"
        )
    for name, digest in written.items():
        path = folder / name
        if path.suffix not in (".csv", ".json", ".pdf", ".png"):
            continue
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise FlowsError(
                f"{folder.name}/{name} is not what the report wrote; bring it back, or, where it "
                "was published like this, take manifest.json away"
            )
    return about


def _tables(
    held: dict[Path, dict[str, Any]], widest: str
) -> Iterator[tuple[str, dict[str, Any], pd.DataFrame]]:
    for folder, about in held.items():
        period, end = about["period"], str(about.get("complete_to", ""))
        months = int(end[5:]) if end[:4] == period[:4] and end[5:].isdigit() else 12
        zone = about.get("zone", widest)
        for path, table in read_tables(folder):
            if zone != widest and "zone" not in table:
                # all of one zone is a part of several
                table = table.assign(zone=zone)
            # all that a page on a country or a group has is of that
            own = {key: one for key, one in about.get("subject", {}).items() if key not in table}
            table = table.assign(**own)
            if own and path.stem.endswith("parts"):
                # shares of it, which it tells of with their amounts
                table = table.drop(columns="share", errors="ignore")
            before = 12 if path.stem in WHOLE else months
            told = {**about, "months": months, "before": before}
            yield f"{folder.name}/{path.stem}", told, table
        if parts_of_year(period) > 1:
            until = {**about, "months": months, "before": months_of(period)[1] % 12 + 1}
            yield f"{folder.name}/{SUMMARY}", until, _to_date(about)


def _to_date(about: dict[str, Any]) -> pd.DataFrame:
    """Return what a report of a part of a year tells of the year until its end, as its table."""
    told = {one["id"]: one["value"] for one in about.get("figures", ())}
    names = [name for name in ("total", "growth") if told.get(f"{name}_to_date") is not None]
    row = {name: str(told[f"{name}_to_date"]) for name in names}
    return pd.DataFrame([{"period": about["period"][:4], **row}])


def _with_before(table: pd.DataFrame) -> pd.DataFrame:
    """Return the totals of periods, and those that their growth on the one before tells."""
    grown = table[~table["growth"].isin(["", HIDDEN]) & (table["total"] != HIDDEN)]
    total, growth = (grown[column].astype(float) for column in ("total", "growth"))
    grown = grown.assign(total=total / (1 + growth))[growth > -1]
    lengths = [12 // parts_of_year(period) for period in grown["period"]]
    before = [spelled(months_of(period)[0] // length - 1, length)
              for period, length in zip(grown["period"], lengths, strict=True)]  # fmt: skip
    return pd.concat([table, grown.assign(period=before)]).drop(columns="growth")


def _figures(name: str, table: pd.DataFrame, about: dict[str, Any]) -> Iterator[pd.DataFrame]:
    table = table if "period" in table else table.assign(period=about["period"])
    keys = [key for key in KEYS if key in table]
    now = table["period"] == about["period"]
    months = np.where(now, about["months"], about["before"])
    for column in (one for one in (*MEASURES, PREVIOUS, EXPORTERS) if one in table):
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
        yield of.assign(printed=_numbers(name, of))


def _numbers(name: str, rows: pd.DataFrame) -> pd.Series:
    """Return what rows print, as numbers, and none where they hide it."""
    hidden = rows["printed"] == HIDDEN
    numbers = pd.to_numeric(rows["printed"].mask(hidden), errors="coerce").astype(float)
    for row in rows[~hidden & ~np.isfinite(numbers)].itertuples():
        raise FlowsError(f"{name}: {row.measure} {quoted(row.printed)} is no number")
    return numbers
