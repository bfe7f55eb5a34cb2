"""The annual export page: main points, total, groups, destinations, residents, running total."""

from __future__ import annotations

import math
import textwrap
from statistics import median
from typing import TYPE_CHECKING, Any

from sezlib.flows import WITHHELD, FlowsError, Unavailable, distinct, quoted, short
from sezlib.identity import PAIRS, relative_note, takes
from sezlib.language import HALF, Edition, is_missing
from sezlib.metrics.core import EQUAL
from sezlib.metrics.cuts import month
from sezlib.pages.drawing import (
    DARK,
    FEWER,
    GREY,
    INK,
    LIGHT,
    MOST_YEARS,
    PAPER,
    SHADES,
    TITLE_LINE,
    choose_unit,
    count_rows,
    draw,
    draw_cells,
    draw_change,
    escape_dollars,
    format_difference,
    label_year,
    number_axis,
    shorten_label,
)
from sezlib.pages.facts import (
    first_exports_in,
    first_few,
    lacks_base,
    largest_rows,
    lie_within,
    missing_years,
    moved_by,
    moved_extent,
    moved_most,
    new_pairs,
    ranked_rows,
    run_of,
    say_movers,
    side_of_whole,
    stated_extent,
    tied_leaders,
    unstated_part,
)
from sezlib.pages.passage import (
    UNSPECIFIED,
    Passage,
    capitalise,
    hidden_rows,
    main_points,
    note_figure,
    note_growth,
    note_parts,
    nothing_sold,
    row_of,
    rows_of,
    same_part,
    say_rounded,
)
from sezlib.pages.tables import UNPRINTED
from sezlib.pages.zones import say_spans
from sezlib.periods import months_of, spell

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


@takes(
    "growth",
    "running",
    growth="growth(flows)",
    groups="share(flows, of='group')",
    destinations="rank(flows, of='destination')",
    pairs=PAIRS,
    countries="first_exports(flows, of='destination', partial=...)",
    first_groups="first_exports(flows, of='group', partial=...)",
    running="cumulative(flows)",
    zones="share(flows, of='zone')",
    to_date="growth(flows)",
)
def points(
    growth: Any,
    groups: Any,
    destinations: Any,
    pairs: Any,
    countries: Any,
    first_groups: Any,
    running: Any,
    ed: Edition,
    zones: Any = None,
    to_date: Any = None,
) -> Passage:
    """Return the main points, at most six, the most important first.

    `growth`, `groups` (share), `destinations` (rank), `pairs`, `countries` and `first_groups`
    (first exports of group x destination, of destination and of group), `running` (cumulative)
    and `zones` (share of zones) are metric tables, or what `attempt` left of them. `to_date` is the
    growth of `year_to_date`. The sections do not say again what a point says.
    """
    said = [
        [ed.say("point-total", row_of(growth, ed.period)), *_to_date_point(to_date, ed)],
        _zone_point(zones, ed),
        _group_point(groups, ed),
        _destinations_point(destinations, ed),
        [*_new_point(pairs, countries, ed), *_first_groups(pairs, first_groups, ed)],
        _running_point(running, ed),
    ]
    return main_points([" ".join(point) for point in said if point], ed)


def _zone_point(zones: Any, ed: Edition) -> list[str]:
    held = largest_rows(zones, ed.period, "zone")
    if not held or not held[0]["total"] or hidden_rows(zones, ed.period):
        return []
    first = tied_leaders(held, _size)
    return [ed.say("zones-point-largest", held[0], n=len(first), first=first)]


def _group_point(groups: Any, ed: Edition) -> list[str]:
    held = largest_rows(groups, ed.period, "group")
    if not held or not held[0]["total"]:
        return []
    first, hidden = tied_leaders(held, _size), unstated_part(groups, ed.period, "group")["total"]
    of = "alone" if held[0]["share"] == 1 else stated_extent(held, _size, hidden)
    return [ed.say("point-group", held[0], n=len(first), of=of, first=first)]


def _size(r: dict[str, Any]) -> float:
    return float(r["total"])


def _destinations_point(destinations: Any, ed: Edition) -> list[str]:
    sold = _sold(destinations, ed, "destination")
    if not sold:
        return []
    top, hidden = (
        first_few(sold, ed.top, _size),
        unstated_part(destinations, ed.period, "destination")["total"],
    )
    every = [*sold, *hidden_rows(destinations, ed.period)]
    return [ed.say("point-destinations", **_list_top(every, top, hidden))]


def _sold(ranking: Any, ed: Edition, of: str) -> list[dict[str, Any]]:
    return [r for r in ranked_rows(ranking, ed.period, of) if r["total"] > 0]


def _new_point(pairs: Any, countries: Any, ed: Edition) -> list[str]:
    new = first_exports_in(countries, ed.period)
    told = {"n": len(new), "rows": new, "list": _list_new(pairs, countries, ed)}
    return [ed.say("point-new", **told)] if new else []


def _list_new(pairs: Any, countries: Any, ed: Edition) -> str:
    """Return the new countries, each once, by the product groups that went there where known."""
    went: dict[str, list[dict[str, Any]]] = {}
    for pair in new_pairs(pairs, countries, ed.period):
        went.setdefault(pair["destination"], []).append(pair)
    alike: dict[tuple[str, ...], list[list[dict[str, Any]]]] = {}
    for sold in went.values():
        alike.setdefault(tuple(pair["group"] for pair in sold), []).append(sold)
    rows = [{"groups": to[0], "rows": [sold[0] for sold in to]} for to in alike.values()]
    if not rows:
        return ed.list(first_exports_in(countries, ed.period), "destination")
    return ed.list(rows, said="new-item", by="; ")


def _first_groups(pairs: Any, first_groups: Any, ed: Edition) -> list[str]:
    said = []
    for new in first_exports_in(first_groups, ed.period):
        to = [r for r in first_exports_in(pairs, ed.period) if r["group"] == new["group"]]
        names = sorted(ed.country(r["destination"]) for r in to)
        said.append(ed.say("point-first-group", new, n=len(names), names=names))
    return said


def _running_point(running: Any, ed: Edition) -> list[str]:
    now, run = row_of(running, ed.period), run_of(running, ed)
    if run["alone"] or is_missing(now["cumulative"]) or not now["cumulative"]:
        return []
    return [ed.say("point-running", now, **run)]


FEW = 3
NAMED = 4


@takes("growth", "flows", growth="growth(flows)", flows="flows")
def total(growth: Any, flows: Any, ed: Edition) -> Passage:
    """Return the section on the total and its growth, from `growth` of like for like.

    `flows` are all of the exports, and tell what the year before holds.
    """
    now = note_growth(row_of(growth, ed.period), ed)
    reading = ed.say("total-read") if len(growth) > 1 else ""
    heading = ed.say("heading-growth", now)
    if is_missing(now["growth"]):
        hidden = hidden_rows(growth, ed.previous)
        why = ed.say("total-hidden") if hidden else _no_growth(now, flows, ed)
        return Passage("total", heading, (why,), reading=reading)
    rise = now["total"] - now["previous"]
    # of what shows as the same amount the difference is told by no scale
    alike = ed.money(now["previous"]) == ed.money(now["total"])
    way = "same" if alike else "up" if rise > 0 else "down"
    sums = {"before": now["previous"], "difference": 0.0 if alike else abs(rise)}
    said = [ed.say("total-growth", now, direction=way, **sums)]
    if ed.months < 12:
        said.append(ed.say("total-months-stated" if ed.stated else "total-months"))
    return Passage("total", heading, tuple(said), reading=reading)


def _no_growth(now: dict[str, Any], flows: Any, ed: Edition) -> str:
    if not is_missing(now["previous"]):
        return ed.say("total-zero")
    at = [months_of(p) for p in distinct(flows, "period")["period"]]
    begin, end = months_of(ed.previous)
    then = [(first % 12, last % 12) for first, last in at if begin <= first <= end]
    if begin < min(at)[0] <= end:
        return ed.say("total-base")
    if any(first < ed.months <= last for first, last in then):
        return ed.say("total-coarse")
    return ed.say("total-nothing-part" if then else "total-nothing")


@takes("before", before="growth(flows, per=...)", to_date="growth(flows)")
def progress(before: Any, to_date: Any, ed: Edition) -> Passage | None:
    """Return the section on a part of a year against that before it, and on the year to date.

    `before` is the growth since the period before, `to_date` that of `year_to_date`. A year has no
    such section.
    """
    if ed.lag == 1:
        return None
    now, begun = row_of(before, ed.period), ed.partial == ed.before
    rate = math.nan if begun else now["growth"]
    note_figure(ed, "growth_on_period_before", rate, "fraction", against=ed.before)
    why = "partial" if begun else "none" if is_missing(now["previous"]) else "zero"
    told = {"before": ed.before, "growth": rate, "why": why, "then": now["previous"]}
    for year, since in _to_date(to_date, ed):
        note_figure(ed, "total_to_date", year["total"], ed.currency, since=month(since))
        note_figure(ed, "growth_to_date", year["growth"], "fraction", since=month(since))
    heading, text = (ed.say(name, now, **told) for name in ("heading-progress", "progress-before"))
    return Passage("progress", heading, (text,), reading=ed.say("progress-read"))


def _to_date(table: Any, ed: Edition) -> list[tuple[dict[str, Any], int]]:
    """Return the row of the year to date and its first month, where it is more than the period."""
    first, last = months_of(ed.period)
    since = last - (last + 1 - int(ed.year_begins[:2] or 1)) % 12
    return [(row, since) for row in rows_of(table, ed.period) if ed.lag > 1 and since < first]


def _to_date_point(table: Any, ed: Edition) -> list[str]:
    last, said = months_of(ed.period)[1], []
    for row, since in _to_date(table, ed):
        months = {"first": ed.month(since % 12 + 1), "last": ed.month(last % 12 + 1)}
        other = f"{since // 12}" if since // 12 < last // 12 else None
        said.append(ed.say("progress-to-date", row, **months, year=ed.period[:4], since=other))
    return said


@takes("before", before="growth(flows, per=...)")
def recent(before: Any, ed: Edition) -> Any:
    """Return the growth of the last year's parts, each on the one before; None for a year."""
    if ed.lag == 1:
        return None
    held = before[before["period"] <= ed.period].tail(ed.lag + 1)
    return held.drop(columns="previous")


FIGURES = {
    "group": ("group_total", "group_contribution", "leading_group_value", "leading_group_share"),
    "zone": ("zone_total", "zone_contribution", "leading_zone_value", "leading_zone_share"),
}


@takes(
    "shares",
    "growth",
    shares="share(flows, of={of})",
    contributions="contribution(flows, of={of})",
    growth="growth(flows)",
)
def groups(
    contributions: Any, shares: Any, growth: Any, ed: Edition, of: str = "group"
) -> Passage | None:
    """Return the section on what the whole consists `of`, and on what each part contributed."""
    if isinstance(shares, Unavailable) or (of == "zone" and hidden_rows(shares, ed.period)):
        return None
    name, (size, contribution, value, share) = f"{of}s", FIGURES[of]
    held = largest_rows(shares, ed.period, of)
    note_parts(ed, size, shares, of, "total", ed.currency)
    note_parts(ed, contribution, contributions, of, "contribution", "fraction")
    if not held or not held[0]["total"]:
        return nothing_sold(name, ed, sold=any(r["total"] for r in rows_of(shares, ed.period)))
    lead, first = held[0], tied_leaders(held, _size)
    note_figure(ed, value, lead["total"], ed.currency, **{of: lead[of]})
    note_figure(ed, share, lead["share"], "fraction", **{of: lead[of]})
    hidden = unstated_part(shares, ed.period, of)
    sold = [r for r in held if r["total"] > 0]
    told = {"of": stated_extent(held, _size, hidden["total"]), "first": first, "n": len(first)}
    said = []
    if len(sold) > len(first):
        # names may have an "and" of their own
        of_all = "part" if hidden_rows(shares, ed.period) else "all"
        said.append(ed.say(f"{name}-order", rows=first_few(sold, NAMED, _size), of=of_all))
    grown = row_of(growth, ed.period)["growth"]
    # what is all of it made all of the change
    alone = len(rows_of(shares, ed.period)) == 1 and len(rows_of(contributions, ed.period)) < 2
    moved = [] if alone else moved_most(contributions, ed.period, of)
    way = "alone" if alone else "none"
    if moved and not is_missing(grown):
        first = tied_leaders(moved, moved_by)
        way = side_of_whole(first, grown)
        extent = moved_extent(moved, contributions, ed.period, of)
        told = {"of": extent, "first": first, "n": len(first)}
        said += _added(name, moved, grown, ed)
    if hidden["share"] > 0:
        said.append(ed.say("groups-derived", covered=1 - hidden["share"]))
    if of == "zone":
        said += say_spans(ed)
    heading = ed.say(f"heading-{name}", direction=way, **told)
    return Passage(name, heading, tuple(said), reading=ed.say(f"{name}-read") if moved else "")


def _added(name: str, moved: list[dict[str, Any]], grown: float, ed: Edition) -> list[str]:
    """Return the largest contributions, and those of all others together."""
    few = first_few(moved, FEW, moved_by)
    shown = [r["contribution"] for r in few]
    rest = grown - sum(shown)
    others = rest if ed.points(rest) != ed.points(0.0) else None
    told = {"direction": ed.way(grown), "rows": few, "rest": others}
    return [
        ed.say(f"{name}-add", **told),
        *say_rounded(ed, [100 * part for part in (*shown, rest)], 100 * grown),
    ]


@takes(
    "ranking",
    ranking="rank(flows, of='destination')",
    blocs="relative_to(flows, base=total(flows), by='bloc')",
    moved="contribution(flows, of='destination')",
)
def destinations(ranking: Any, blocs: Any, ed: Edition, moved: Any = None) -> Passage | None:
    """Return the section on destinations, from `rank` of all of them and their blocs.

    `moved` is what each contributed to the growth, where that is told.
    """
    if isinstance(ranking, Unavailable):
        return None
    held = _sold(ranking, ed, "destination")
    untold = hidden_rows(ranking, ed.period)
    every = [*held, *untold]
    note_figure(ed, "destinations", len(every), "countries")
    note_parts(ed, "destination_total", ranking, "destination", "total", ed.currency, held)
    note_parts(ed, "bloc_total", blocs, "bloc", "total", ed.currency)
    hidden = [
        r for r in rows_of(ranking, ed.period) if r["destination"] == "ZZZ" and r["total"] > 0
    ]
    if not held:
        return nothing_sold("destinations", ed, sold=bool(hidden))
    unknown = math.inf if untold else sum(r["total"] for r in hidden)
    said = []
    if len(held) > 1:
        top = first_few(held, ed.top, _size)
        share = sum(r["share"] for r in top)
        said.append(ed.say("destinations-top", share=share, **_list_top(every, top, unknown)))
        said += say_rounded(ed, [100 * r["share"] for r in top], 100 * share)
    if len(rows_of(moved, ed.period)) > 1:
        said += say_movers(moved, ed, "destination", FEW)[1]
    sized = sorted(rows_of(blocs, ed.period), key=lambda r: -r["total"])
    sized = [r for r in sized if r["bloc"] != "other" and r["total"] > 0]
    if sized:
        few = first_few(sized, FEW, _size)
        # to Kazakhstan is to the EAEU and to Asia
        twice = sum(r["ratio"] for r in rows_of(blocs, ed.period)) > 1 + EQUAL
        overlap = twice and len(few) > 1
        # of some that are not told nobody knows which is the largest
        n = 1 if hidden_rows(blocs, ed.period) else len(few)
        said.append(ed.say("destinations-blocs", n=n, few=few, overlap=overlap))
    if hidden:
        said.append(ed.say("destinations-unspecified", hidden[0]))
    first = tied_leaders(held, _size)
    # where all are equally large none is first
    leaders = 0 if len(first) == len(held) else 1
    told = {"of": stated_extent(held, _size, unknown), "first": first, "leaders": leaders}
    heading = ed.say("heading-destinations", n=len(every), rows=every, **told)
    return Passage("destinations", heading, tuple(said), reading=ed.say("destinations-read"))


def _list_top(held: list[dict[str, Any]], top: list[Any], hidden: float) -> dict[str, Any]:
    """Return what a sentence on the `top` of some destinations is told of."""
    part = "some" if len(top) < len(held) else "all"
    of = "part" if math.isinf(hidden) else stated_extent(held, _size, hidden)
    return {"rows": held, "n": len(held), "top": top, "part": part, "of": of}


@takes(
    "countries",
    "flows",
    countries="first_exports(flows, of='destination', partial=...)",
    pairs=PAIRS,
    first_groups="first_exports(flows, of='group', partial=...)",
    flows="flows",
)
def new_destinations(
    pairs: Any, countries: Any, first_groups: Any, flows: Any, ed: Edition
) -> Passage | None:
    """Return the section on first sales, from `first_exports` of pairs, countries and groups."""
    if isinstance(countries, Unavailable):
        return None
    new = first_exports_in(countries, ed.period)
    # without product groups a country is new on its own
    for r in new_pairs(pairs, countries, ed.period) or new:
        where = {key: r[key] for key in ("group", "destination") if key in r}
        note_figure(ed, "new_destination", r["value"], ed.currency, **where)
    back = first_exports_in(countries, ed.period, "returning")
    for r in back:
        where = {"destination": r["destination"]}
        note_figure(ed, "returning_destination", r["value"], ed.currency, **where)
    sold = distinct(flows, "period", "destination", sold=True)
    year = sold[sold["period"].isin(lie_within(sold["period"], ed.period))]
    if year.empty:
        return nothing_sold("new", ed)
    if (year["destination"] == "ZZZ").all():
        return nothing_sold("new", ed, sold=True)
    reading, missed = ed.say("new-read"), missing_years(flows, ed.period)
    kind, before = "", {"previous": ed.before}
    if lacks_base(flows, ed):
        kind = "gap"
    elif ed.partial == ed.before:
        kind = "partial"
    elif any(r["status"] == "censored" for r in rows_of(countries, ed.period)) and not new:
        kind = "censored"
    if kind:
        text = ed.say(f"new-{kind}", **before)
        return Passage("new", ed.say("heading-new-censored"), (text,), reading=reading)
    # what is not specified may have gone to a new country, or to one before it was new
    unstated, unknown = ((rows["destination"] == "ZZZ").sum() for rows in (year, sold))
    of = "part" if unstated or ed.public else "all"
    said = [] if new else [ed.say("new-none", of=of)]
    for first in first_exports_in(first_groups, ed.period):
        to = [r for r in first_exports_in(pairs, ed.period) if r["group"] == first["group"]]
        codes = sorted(r["destination"] for r in to)
        what: dict[str, Any] = {"group": first["group"], "destinations": codes}
        note_figure(ed, "first_group_export", first["value"], ed.currency, **what)
    if back:
        said.append(ed.say("new-returning", rows=back))
    if missed:
        said.append(ed.say("new-old-gap", missed=missed))
    if new and unknown > unstated:
        said.append(ed.say("new-unspecified"))
    heading = ed.say("heading-new", n=len(new), rows=new, of=of)
    return Passage("new", heading, tuple(said), reading=reading)


@takes(
    "counts",
    ranking="rank(flows, of='resident', top=...)",
    counts="count(flows, of='resident')",
)
def residents(ranking: Any, counts: Any, ed: Edition) -> Passage | None:
    """Return the section on residents, from `rank` and `count` of residents.

    `counts` is of like for like, so that part of a year is not held against a whole one.
    """
    if isinstance(ranking, Unavailable) and not ed.public:
        return None
    now, before = row_of(counts, ed.period), row_of(counts, ed.previous)
    if is_missing(now.get("count")):
        return None
    held = _sold(ranking, ed, "resident")
    n = int(now["count"])
    note_figure(ed, "exporters", n, "companies")
    if not n:
        sold = any(r["total"] for r in rows_of(ranking, ed.period))
        return nothing_sold("residents", ed, sold=sold)
    said = []
    listed = ed.profile.get("companies")
    if listed and n <= listed and ed.timely():
        said.append(ed.say("residents-of", share=n / listed))
    if held:
        note_figure(ed, "largest_exporter_share", held[0]["share"], "fraction")
        of = stated_extent(held, _size, unstated_part(ranking, ed.period, "resident")["total"])
        top = held[: ed.top]
        parts = {"top": len(top) if len(top) < n else 1, "together": sum(r["share"] for r in top)}
        if held[0]["share"] < 1:
            said.append(ed.say("residents-largest", held[0], of=of, **parts))
    then = before.get("count")
    heading = ed.say("heading-residents", n=n, before=then, alike=n == then)
    return Passage("residents", heading, tuple(said), reading=ed.say("residents-read"))


@takes("growth", contributions="contribution(flows, of='resident')", growth="growth(flows)")
def objection(contributions: Any, growth: Any, ed: Edition) -> Passage | None:
    """Return the strongest objection to the growth, tested: that one company made it.

    Without a growth there is nothing to object to, and nothing is returned.
    """
    if isinstance(contributions, Unavailable):
        return None
    grown = row_of(growth, ed.period)["growth"]
    moved = moved_most(contributions, ed.period, "resident")
    if not moved or is_missing(grown):
        return None
    most = tied_leaders(moved, moved_by)
    large = [r for r in moved if moved_by(r) > abs(grown) / 2]
    # rises and falls that cancel leave a change that no one company can be said to have made
    cancel = len(large) > 1 or any(r["contribution"] * grown <= 0 for r in large)
    kind = "cancel" if cancel else "narrow" if large else "broad"
    part = sum(r["contribution"] for r in most)
    hidden = unstated_part(contributions, ed.period, "resident")
    base = sum(
        r["previous"] for r in rows_of(contributions, ed.period) if not is_missing(r["previous"])
    )
    # what nobody named may be one company's
    unknown = bool(base) and hidden["total"] + hidden["previous"] > abs(grown) / 2 * base
    parts = [part, grown - part]
    if ed.points(hidden["contribution"]) != ed.points(0.0):
        parts = [part, grown - part - hidden["contribution"], hidden["contribution"]]
    told = dict(zip(("part", "others", "unspecified"), [*parts, None], strict=False))
    told["others"] = told["others"] if len(moved) > len(most) else None
    text = ed.say("objection-text", n=len(most), **told)
    heading = ed.say("heading-objection", kind=kind, n=len(large), of="part" if unknown else "all")
    notes = say_rounded(ed, [100 * part for part in parts], 100 * grown)
    return Passage("objection", heading, (text, *notes))


@takes("cumulative", cumulative="cumulative(flows)")
def running(cumulative: Any, ed: Edition) -> Passage | None:
    """Return the section on the running total, from `cumulative(flows)`."""
    now, run = row_of(cumulative, ed.period), run_of(cumulative, ed)
    if is_missing(now["cumulative"]):
        return None
    note_figure(ed, "cumulative", now["cumulative"], ed.currency, since=run["first"])
    if not now["cumulative"]:
        return nothing_sold("running", ed)
    if run["alone"]:
        text = ed.say("running-alone")
        return Passage("running", ed.say("heading-running-alone"), (text,))
    note_figure(ed, "last_two_years_share", run["lately"], "fraction")
    said = []
    if ed.partial:
        said.append(ed.say("running-begun", year=ed.partial))
    if ed.months < 12:
        said.append(ed.say("running-part-begun" if ed.partial else "running-part"))
    if run["missed"]:
        said.append(ed.say("running-gap", **run, n=len(run["missed"])))
    return Passage("running", ed.say("heading-running", now, **run), tuple(said))


@takes(per_hectare=relative_note, per_company=relative_note, per_invested=relative_note)
def context(per_hectare: Any, per_company: Any, per_invested: Any, ed: Edition) -> Passage | None:
    """Return the zone behind the figures, from its profile and `relative_to`."""
    profile = ed.profile
    if not profile:
        return None
    said = []
    sites = [site[ed.language] for site in profile.get("sites", [])]
    area = profile.get("area_ha")
    if sites:
        land = [ed.say(f"land-{kind}") for kind in profile.get("land", [])]
        said.append(ed.say("context-sites", n=len(sites), sites=sites, land=land))
        note_figure(ed, "sites", len(sites), "sites")
    companies, dated = profile.get("companies"), profile.get("as_of", "")
    if companies and ed.timely():
        note_figure(ed, "residents", companies, "companies", as_of=dated)
        said.append(ed.say("context-companies", n=companies, date=dated))
    invested = row_of(profile.get("invested"), ed.period) if ed.comparable() else None
    since = ""
    if invested:
        since = str(profile["invested"]["period"].min())
        note_figure(ed, "investment", invested["cumulative"], ed.currency, since=since)
        said.append(ed.say("context-investment", invested, year=since))
    said += [ed.say(f"context-relief-{kind}") for kind in profile.get("relief", [])]
    unit, bases = ed.currency or "unit", {"hectare": per_hectare, "company": per_company}
    for name, table in {**bases, "invested": per_invested}.items():
        held = row_of(table, ed.period)
        if not held or is_missing(held["ratio"]) or not ed.tells(name):
            continue
        per = unit if name == "invested" else name
        note_figure(ed, f"per_{name}", held["ratio"], f"{unit} per {per}")
        # so little comes of one rouble that a thousand of them read better
        times = 1000 if name == "invested" else 1
        said.append(ed.say(f"context-per-{name}", ratio=held["ratio"] * times, year=since))
    if not said:
        return None
    return Passage("context", ed.say("heading-context", n=len(sites), area=area), tuple(said))


MOST_BARS, MOST_ROWS, MOST_GROUPS, MOST_COLUMNS, MOST_GROWTH = 15, 30, 5, 5, 10
# how many times the median the largest year is where the small ones are drawn again
SMALL, MOST_FIRSTS, NAMES, NOTE, MOST_NUMBERED = 20, 12, 36, 44, 6
REST = ""


@takes(revised="revised")
def revisions(revised: Any, ed: Edition) -> Passage | None:
    """Return the section on what an earlier report had otherwise, from `disclosure.compare`."""
    if isinstance(revised, Unavailable):
        return None
    gone, new = (int(revised[c].isna().sum()) for c in ("total", "earlier"))
    # a running total changes with each of its years, and says less than one of them
    led = revised.dropna(subset="change")
    led = led.sort_values("measure", key=lambda measure: measure != "total", kind="stable")
    first: dict[str, Any] = next(iter(name_revised(led, ed).to_dict("records")), {})
    n = len(led)
    told = {"n": n, "of": revised.attrs.get("compared", n), "year": first.get("period")}
    change = first.get("change", 0.0)
    said = [ed.say("revised", first, **told, way=ed.way(change), size=abs(change))]
    said += [ed.say("revised-gone", n=gone)] if gone else []
    said += [ed.say("revised-new", n=new)] if new else []
    return Passage("revised", ed.say("heading-revised", n=n + gone), tuple(said))


@takes(revised="revised")
def name_revised(revised: Any, ed: Edition) -> Any:
    """Return what was revised with the names of the figures, as a table shows them."""
    if isinstance(revised, Unavailable):
        return revised
    figures = [
        ed.list(ed.name(key, row[key]) for key in UNPRINTED["revised"] if row[key])
        or ed.say("revised-total" if row["measure"] == "total" else "revised-cumulative")
        for row in revised.to_dict("records")
    ]
    made = revised.drop(columns="measure").replace("", None)
    made.insert(1, "figure", figures)
    return made


@takes(growth="growth(flows)")
def draw_total(growth: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw exports by year with the growth over the last; one year alone is no chart.

    Where the largest year is twenty times the median, the first years stand apart, on a scale of
    their own: those that are small beside it, or those that are large before a fall.
    """
    growth = same_part(growth, ed)
    if len(growth) < 2:
        return
    drawn = growth["total"].fillna(0.0).tolist()
    high = [at for at, amount in enumerate(drawn) if amount > max(drawn) / 10] or [0]
    # years before what is high, or up to a fall
    fallen = any(drawn[high[-1] + 1 :])
    aside = high[-1] + 1 if fallen else high[0]
    usual = median(filter(None, drawn)) if any(drawn) else 0.0
    apart = max(drawn) >= SMALL * usual > 0 and (fallen or aside > 2)
    aside = aside if apart else 0
    most = max(drawn[aside:])
    unit, size = choose_unit(most, ed)
    drawn, amounts = [amount / size for amount in drawn], growth["total"] / size
    years = [*map(label_year, growth["period"])]
    kind, key = ed.subject
    title = ed.say("chart-total", first=years[0], small=years[aside - 1] if aside else "",
                   kind=kind or "whole", name=ed.name(kind, key))  # fmt: skip
    with draw("total", capitalise(title), growth[["period", "total"]], ed, ax) as axes:
        large, places = years[aside:], [int(period[:4]) for period in growth["period"]]
        colours = [DARK if year == label_year(ed.period) else LIGHT for year in large]
        bars = axes.bar(places[aside:], drawn[aside:], color=colours)
        axes.set_xticks(places[aside:], large)
        # where bars stand too close for a number each, the last and the largest have one
        last, top = len(years) - 1, drawn.index(most / size, aside)
        room = MOST_NUMBERED - 2 * bool(aside)
        some = range(aside, last + 1) if len(large) <= room else {last, top} - {last - 1}
        # less has none, but for the year that is reported
        least = most / size / 10
        shown = [at in some and amount > least * (at < last) for at, amount in enumerate(drawn)]
        labels = [
            f"{ed.number(amount, 1)}{_growth(rate, ed)}" if told else WITHHELD * is_missing(amount)
            for amount, rate, told in zip(amounts, growth["growth"], shown, strict=True)
        ]  # fmt: skip
        axes.bar_label(bars, labels[aside:], padding=2)
        axes.set_ylabel(ed.say("chart-total-axis", unit=unit))
        axes.margins(y=0.2)
        number_axis(axes, "y", ed, FEWER if aside else MOST_YEARS)
        if aside:
            wide = places[-1] - places[aside] + 1
            left = max(3.0, wide)
            axes.set_xlim(left=places[aside] - 0.5 - left)
            pad = 0.16 if fallen else 0.1
            part = axes.inset_axes((pad, 0.35, left / (left + wide) - pad - 0.05, 0.55))
            bars = part.bar(places[:aside], drawn[:aside], color=LIGHT)
            part.bar_label(bars, labels[:aside], padding=2, fontsize=6)
            ends = sorted({0, aside - 1})
            part.set_xticks([places[at] for at in ends], [years[at] for at in ends])
            part.spines[["top", "right"]].set_visible(False)
            number_axis(part, "y", ed)


@takes("shares", shares="share(flows, of={of})")
def draw_groups(shares: Any, ed: Edition, of: str = "group", ax: Axes | None = None) -> None:
    """Draw the years of each of the largest groups or zones beside each other, on one scale."""
    if isinstance(shares, Unavailable) or shares["period"].nunique() < 2:
        return
    held = largest_rows(shares, ed.period, of)
    if not held or is_missing(held[0]["share"]):
        return
    shares = same_part(shares, ed)
    wide = shares.pivot(index="period", columns=of, values="total")
    untold = [*wide.index[wide.isna().all(axis=1)]]
    wide = wide.fillna(0.0)
    # what is hidden has a part of its own
    apart = [column for column in wide if ed.public and column in UNSPECIFIED]
    # what would not be seen beside the largest goes with the rest
    named = [r[of] for r in held if wide[r[of]].max() > wide.to_numpy().max() / 50]
    named = named if len(named) == MOST_GROUPS + 1 else named[:MOST_GROUPS]
    parts: list[Any] = [(shorten_label(ed.name(of, one)), wide[one], {}) for one in named]
    rest = wide.drop(columns=[*named, *apart]).sum(axis=1)
    if rest.iloc[-1] or rest.max() > wide.to_numpy().max() / 50:
        parts.append((ed.say(f"chart-{of}s-other"), rest, {}))
    looks = {"color": PAPER, "hatch": "////", "edgecolor": INK}
    parts += [(ed.name(of, one), wide[one], looks) for one in apart]
    title = ed.say(f"chart-{of}-parts")
    most = max(max(amounts) for _, amounts, _ in parts)
    (unit, scale), whole = choose_unit(most, ed), wide.iloc[-1].sum()
    lines = -(-len(parts) // 2)
    with draw(f"{of}s", title, shares[["period", of, "total"]], ed, ax, 6 * lines) as axes:
        axes.set_axis_off()
        for at, (name, amounts, look) in enumerate(parts):
            part = axes.inset_axes(
                (0.54 * (at % 2), 1 - (at // 2 + 0.86) / lines, 0.46, 0.42 / lines)
            )
            colours = [DARK if period == ed.period else LIGHT for period in wide.index]
            part.bar(range(len(wide)), amounts / scale, **({"color": colours} | look))
            now = amounts.iloc[-1]
            told = f"{ed.number(now / scale, 1)} ({ed.percent(now / whole if whole else 0.0)})"
            part.set_title(f"{name}\n{told}", loc="left", fontsize=10)
            part.set_xticks([0, len(wide) - 1], [*map(label_year, wide.index[[0, -1]])])
            part.set(yticks=[], ylim=(0, most / scale or 1.0))
            part.spines[["top", "right", "left"]].set_visible(False)
        axes.set_ylabel(ed.say("chart-total-axis", unit=unit))
        notes = [ed.say("chart-hidden-parts", name=ed.name(of, one)) for one in apart]
        notes += [ed.say("chart-hidden", years=[*map(label_year, untold)])] * bool(untold)
        axes.text(0, -0.06, "\n".join(textwrap.fill(note, NOTE) for note in notes), va="top")


@takes(table="contribution(flows, of={of})")
def draw_contributions(table: Any, ed: Edition, of: str = "group", ax: Axes | None = None) -> None:
    """Draw each `of` last year and this, with what it added to the growth, or took from it."""
    if isinstance(table, Unavailable):
        return
    if not isinstance(of, str):
        raise FlowsError(f"exports.draw_contributions draws one column, and {quoted(of)} is none")
    held = [r for r in rows_of(table, ed.period) if not is_missing(r["contribution"])]
    if not any(abs(r["contribution"]) >= HALF for r in held):
        return
    held = sorted(held, key=lambda r: (-r["contribution"], r[of]))
    growth = sum(r["contribution"] for r in held)
    title = ed.say("chart-contributions", of=of, growth=growth)
    # beside the groups of a page its zones have a chart of their own
    name = "zone-contributions" if of == "zone" else "contributions"
    unit, size = choose_unit(max(max(r["total"], r["previous"]) for r in held), ed)
    before, now = ([r[key] / size for r in held] for key in ("previous", "total"))
    names = [ed.name(of, r[of]) for r in held]
    shown = table[table["period"] == ed.period][[of, "previous", "total", "contribution"]]
    with draw(name, title, shown, ed, ax, count_rows(names) + 1) as axes:
        texts = [format_difference(100 * r["contribution"], ed) for r in held]
        draw_change(axes, names, before, now, texts, ed)
        axes.set_xlabel(ed.say("chart-total-axis", unit=unit))


@takes(ranking="rank(flows, of='destination')")
def draw_destinations(ranking: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the largest destinations last year and this, ranked; of part of a year, this alone."""
    every = _sold(ranking, ed, "destination")
    held = every[:MOST_BARS]
    if not held:
        return
    beside = {r["destination"]: r["total"] for r in rows_of(ranking, ed.previous)}
    beside = beside if ed.months == 12 else {}
    part = "some" if len(held) < len(every) else "all"
    told = {"n": len(held), "of": len(every), "part": part}
    title = ed.say("chart-destinations", compared=bool(beside), **told)
    unit, size = choose_unit(max(r["total"] for r in held), ed)
    names = [ed.country(r["destination"]) for r in held]
    now = [r["total"] / size for r in held]
    before = [beside.get(r["destination"], math.nan) for r in held]
    shown = ranking[ranking["period"] == ed.period].nsmallest(len(held), "rank")
    shown = shown.assign(previous=before)[["destination", "previous", "total"]]
    with draw("destinations", title, shown, ed, ax, len(held)) as axes:
        texts = [ed.percent(r["share"]) for r in held]
        draw_change(axes, names, [one / size for one in before], now, texts, ed)
        note = ed.say("chart-total-axis", unit=unit)
        if ed.public and beside and any(map(is_missing, before)):
            note += "\n" + textwrap.fill(ed.say("chart-destinations-note"), TITLE_LINE)
        axes.set_xlabel(note)


@takes(months="total(flows, per='month')")
def draw_months(months: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the months of the year beside those of the last; records without months have none."""
    if isinstance(months, Unavailable):
        return
    # a part of a year is seen among the months of the whole
    this, last = (p if ed.lag == 1 else p[:4] for p in (ed.period, ed.previous))
    sums = {r["period"]: r["total"] for r in months.to_dict("records")}
    now, before = (
        [sums.get(f"{year}-{month:02}", math.nan) for month in range(1, 13)]
        for year in (this, last)
    )
    told = [amount for amount in (*now, *before) if not is_missing(amount)]
    if sum(not is_missing(amount) for amount in now) < 2:
        return
    unit, size = choose_unit(max(told), ed)
    shown = months[months["period"].str[:4].isin([this, last])]
    compared = len(told) > sum(not is_missing(n) for n in now)
    title = ed.say("chart-months", compared=compared, period=this, previous=last)
    with draw("months", title, shown[["period", "total"]], ed, ax) as axes:
        for amounts, year, colour in ((before, last, LIGHT), (now, this, DARK)):
            drawn = [amount / size for amount in amounts]
            known = [at for at, amount in enumerate(drawn) if not is_missing(amount)]
            if known:
                axes.plot(drawn, color=colour, marker="o", markersize=4, linewidth=2)
                axes.annotate(spell(year), (known[-1], drawn[known[-1]]), (7, 0), va="center",
                              textcoords="offset points")  # fmt: skip
        axes.set_xticks(range(0, 12, 3), [ed.month(month) for month in range(1, 13, 3)])
        axes.set_ylabel(ed.say("chart-total-axis", unit=unit))
        axes.set_ylim(bottom=0)
        axes.set_xlim(-0.5, 12.5)
        number_axis(axes, "y", ed)


@takes("countries", countries="first_exports(flows, of='destination', partial=...)")
def draw_firsts(countries: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw how many countries were sold to for the first time in each year, and which."""
    if isinstance(countries, Unavailable):
        return
    held = countries[countries["status"] == "first"]
    years = sorted(held["period"].unique(), reverse=True)
    if not years:
        return
    # a row for each year, those without a first export too, so that the way down is time; parts of
    # years without one are too many
    whole = ed.lag == 1
    at = {year: int(years[0][:4]) - int(year[:4]) if whole else place
          for place, year in enumerate(years)}  # fmt: skip
    years = [year for year in years if at[year] < MOST_FIRSTS]
    shown = held[held["period"].isin(years)][["period", "destination", "value"]]
    title = ed.say("chart-firsts", first=years[-1])
    labels = [ed.name("period", year) for year in years]
    # the longer the words for a period, the less room is left beside them
    room = NAMES + len("2019") - max(map(len, labels))
    rows = at[years[-1]] + 1
    with draw("firsts", title, shown, ed, ax, 3 * rows // 2 if whole else 2 * rows) as axes:
        for year in years:
            place = at[year]
            new = first_exports_in(held, year)
            names = ", ".join(ed.country(r["destination"]) for r in new)
            lines = textwrap.wrap(names, room)
            lines = [*lines[:1], short(" ".join(lines[1:]), room)] if len(lines) > 1 else lines
            colour = DARK if year == ed.period else LIGHT
            axes.plot([0], [place], "o", color=colour, markersize=18, clip_on=False)
            axes.text(0, place, ed.number(len(new)), ha="center", va="center", color=PAPER
                      if colour == DARK else INK)  # fmt: skip
            axes.annotate(escape_dollars("\n".join(lines)), (0, place), (16, 0), va="center",
                          textcoords="offset points")  # fmt: skip
        axes.plot([0, 0], [-0.3, rows - 0.7], color=GREY, linewidth=1, zorder=1)
        axes.set_yticks([at[year] for year in years], labels)
        axes.tick_params(axis="y", length=0, pad=12)
        axes.set(xticks=[], xlim=(0, 1), ylim=(rows - 0.4, -0.6))
        axes.spines[:].set_visible(False)


@takes("cells", cells="total(flows, by=['group', 'destination'])", pairs=PAIRS)
def draw_heatmap(cells: Any, pairs: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw destinations by product groups, shaded by exports, with first exports marked.

    `cells` is `total(flows, by=("group", "destination"))`, `pairs` the first exports of the same.
    """
    if isinstance(cells, Unavailable):
        return
    from numpy import geomspace

    now = cells[(cells["period"] == ed.period) & (cells["total"] > 0)]
    if now.empty:
        return
    first = {(r["destination"], r["group"]) for r in first_exports_in(pairs, ed.period)}
    # the largest groups have a column each, and the rest one together
    columns = _by_size(now, "group")
    named = columns[:MOST_COLUMNS] if len(columns) > MOST_COLUMNS + 1 else columns
    column = now["group"].where(now["group"].isin(named), REST)
    marked = {(to, group if group in named else REST) for to, group in first}
    # countries with a first sale stay in view, however small
    order = _by_size(now, "destination")
    new = [code for code in order if any(code == to for to, _ in first)]
    kept = set(list(dict.fromkeys([*new, *order]))[:MOST_ROWS])
    wide = now.assign(column=column).pivot_table("total", "destination", "column", "sum")
    wide = wide.reindex(
        index=[code for code in order if code in kept],
        columns=[*named, *([REST] if len(named) < len(columns) else [])],
    )
    unit, size = choose_unit(now["total"].max(), ed)
    wide = wide / size
    texts = [
        ["" if is_missing(amount) else _amount(amount, ed) + " ●" * ((to, group) in marked)
         for group, amount in line.items()]
        for to, line in wide.iterrows()
    ]  # fmt: skip
    title = ed.say("chart-heatmap")
    shown = now[["group", "destination", "total"]]
    high = wide.max().max()
    # what is less than a thousandth of the largest is all alike to the eye
    limits = geomspace(high / 1000, high, len(SHADES) + 1).tolist()
    with draw("heatmap", title, shown, ed, ax, len(wide) + len(wide.columns)) as axes:
        rest = ed.say("chart-groups-other")
        names = [rest if g == REST else ed.group(g) for g in wide.columns]
        rows = [ed.country(code) for code in wide.index]
        draw_cells(axes, wide.to_numpy(), limits, texts, rows, names)
        told = {"n": len(first), "hidden": len(order) - len(wide)}
        note = ed.say("chart-heatmap-note", unit=unit, **told)
        axes.set_xlabel(textwrap.fill(note, TITLE_LINE), loc="right")


def _amount(amount: float, ed: Edition) -> str:
    """Return an amount in as few digits as a cell has room for."""
    least = ed.number(0.1, 1)
    return f"<{least}" if amount < 0.05 else ed.number(amount, 1 if amount < 99.95 else 0)


def _growth(rate: float, ed: Edition) -> str:
    # growth of many times over comes from next to nothing, and no per cent tells it
    if is_missing(rate) or rate >= MOST_GROWTH:
        return ""
    return f"\n{ed.signed(rate, 0)}"


def _by_size(table: pd.DataFrame, key: str) -> list[str]:
    sizes = table.groupby(key)["total"].sum()
    return sizes.sort_values(ascending=False, kind="stable").index.tolist()
