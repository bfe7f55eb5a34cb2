"""The annual export page: main points, total, groups, destinations, residents, running total."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING, Any

from sezlib.flows import WITHHELD, FlowsError, Unavailable, quoted
from sezlib.identity import PAIRS, relative_note, takes
from sezlib.language import HALF, SCALES, Edition, is_missing, scale_of
from sezlib.metrics.core import EQUAL
from sezlib.pages import drawing
from sezlib.pages.drawing import (
    DARK,
    LIGHT,
    draw,
    draw_bars,
    escape_dollars,
    number_axis,
    scale_amounts,
    scale_logarithmic,
    shorten_label,
)
from sezlib.pages.facts import (
    first_exports_in,
    first_few,
    largest_rows,
    missing_years,
    moved_by,
    moved_extent,
    moved_most,
    new_pairs,
    ranked_rows,
    run_of,
    side_of_whole,
    stated_extent,
    tied_leaders,
    unstated_part,
)
from sezlib.pages.passage import (
    UNSPECIFIED,
    Passage,
    hidden_rows,
    main_points,
    note_figure,
    note_growth,
    note_parts,
    nothing_sold,
    row_of,
    rows_of,
    say_rounded,
)
from sezlib.pages.zones import say_moved, say_spans
from sezlib.periods import months_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

MOST = 6


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
    added="contribution(flows, of='zone')",
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
    added: Any = None,
) -> Passage:
    """Return the main points, at most six, the most important first.

    `growth`, `groups` (share), `destinations` (rank), `pairs`, `countries` and `first_groups`
    (first exports of group x destination, of destination and of group), `running` (cumulative),
    `zones` (share of zones) and `added` (their contributions) are metric tables, or what `attempt`
    left of them.
    """
    said = [
        ed.say("point-total", row_of(growth, ed.period)),
        *_zone_points(zones, added, row_of(growth, ed.period), ed),
        _group_point(groups, ed),
        _destinations_point(destinations, ed),
        _new_point(pairs, countries, ed),
        *_first_groups(pairs, first_groups, ed, "point-first-group"),
        _running_point(running, ed),
    ]
    # the running total is always told, whatever number of groups was new
    kept = [point for point in said if point]
    return main_points(kept[: MOST - 1] + kept[-1:] if len(kept) > MOST else kept, ed)


def _zone_points(zones: Any, added: Any, now: dict[str, Any], ed: Edition) -> list[str]:
    held = largest_rows(zones, ed.period, "zone")
    if not held or not held[0]["total"] or hidden_rows(zones, ed.period):
        return []
    first = tied_leaders(held, _size)
    largest = ed.say("zones-point-largest", held[0], n=len(first), first=first)
    return [largest, *say_moved(added, now, ed)]


def _group_point(groups: Any, ed: Edition) -> str:
    held = largest_rows(groups, ed.period, "group")
    if not held or not held[0]["total"]:
        return ""
    first, hidden = tied_leaders(held, _size), unstated_part(groups, ed.period, "group")["total"]
    of = stated_extent(held, _size, hidden)
    return ed.say("point-group", held[0], n=len(first), of=of, first=first)


def _size(r: dict[str, Any]) -> float:
    return float(r["total"])


def _destinations_point(destinations: Any, ed: Edition) -> str:
    sold = _sold(destinations, ed, "destination")
    if not sold:
        return ""
    top, hidden = (
        first_few(sold, ed.top, _size),
        unstated_part(destinations, ed.period, "destination")["total"],
    )
    every = [*sold, *hidden_rows(destinations, ed.period)]
    return ed.say("point-destinations", **_list_top(every, top, hidden))


def _sold(ranking: Any, ed: Edition, of: str) -> list[dict[str, Any]]:
    return [r for r in ranked_rows(ranking, ed.period, of) if r["total"] > 0]


def _new_point(pairs: Any, countries: Any, ed: Edition) -> str:
    new = first_exports_in(countries, ed.period)
    return ed.say("point-new", rows=new, list=_list_new(pairs, countries, ed)) if new else ""


def _list_new(pairs: Any, countries: Any, ed: Edition) -> str:
    """Return the new countries, by the product group that went there where that is known."""
    held: dict[str, list[dict[str, Any]]] = {}
    for pair in new_pairs(pairs, countries, ed.period):
        held.setdefault(pair["group"], []).append(pair)
    rows = [{"group": group, "rows": went} for group, went in held.items()]
    if not rows:
        return ed.list(first_exports_in(countries, ed.period), "destination")
    return ed.list(rows, said="new-item", by="; ")


def _first_groups(pairs: Any, first_groups: Any, ed: Edition, message: str) -> list[str]:
    said = []
    for new in first_exports_in(first_groups, ed.period):
        to = [r for r in first_exports_in(pairs, ed.period) if r["group"] == new["group"]]
        names = sorted(ed.country(r["destination"]) for r in to)
        said.append(ed.say(message, new, n=len(names), names=names))
    return said


def _running_point(running: Any, ed: Edition) -> str:
    now, run = row_of(running, ed.period), run_of(running, ed)
    if run["first"] == ed.period or is_missing(now["cumulative"]) or not now["cumulative"]:
        return ""
    # a sum with years missing is a bound, and no more of its digits are known
    told = bool(run["missed"]) or ed.money(now["cumulative"]) in ed.passed(now["cumulative"])
    return ed.say("point-running", now, **run, told=told)


FEW = 3
NAMED = 4


@takes("growth", "flows", growth="growth(flows)", flows="flows")
def total(growth: Any, flows: Any, ed: Edition) -> Passage:
    """Return the section on the total and its growth, from `growth` of like for like.

    `flows` are all of the exports, and tell what the year before holds.
    """
    now = note_growth(row_of(growth, ed.period), ed)
    reading = ed.say("total-read") if len(growth) > 1 else ""
    heading = ed.say("heading-total", now)
    if is_missing(now["growth"]):
        hidden = hidden_rows(growth, ed.previous)
        why = ed.say("total-hidden") if hidden else _no_growth(now, flows, ed)
        return Passage("total", heading, (why,), reading=reading)
    rise = now["total"] - now["previous"]
    way = "up" if rise > 0 else "down" if rise < 0 else "same"
    sums = {"before": now["previous"], "difference": abs(rise)}
    said = [ed.say("total-growth", now, direction=way, **sums)]
    if ed.months < 12:
        said.append(ed.say("total-months-stated" if ed.stated else "total-months"))
    return Passage("total", heading, tuple(said), reading=reading)


def _no_growth(now: dict[str, Any], flows: Any, ed: Edition) -> str:
    if not is_missing(now["previous"]):
        return ed.say("total-zero")
    at, before = [months_of(p) for p in flows["period"].unique()], months_of(ed.previous)[0] // 12
    then = [(first % 12, last % 12) for first, last in at if first // 12 == before]
    if then and min(at)[0] // 12 == before and min(at)[0] % 12:
        return ed.say("total-base")
    if any(first < ed.months <= last for first, last in then):
        return ed.say("total-coarse")
    return ed.say("total-nothing-part" if then else "total-nothing")


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
    said = [ed.say(f"{name}-lead", lead, **told)]
    if len(sold) > len(first):
        # names may have an "and" of their own
        of_all = "part" if hidden_rows(shares, ed.period) else "all"
        said.append(ed.say(f"{name}-order", rows=first_few(sold, NAMED, _size), of=of_all))
    grown = row_of(growth, ed.period)["growth"]
    moved = moved_most(contributions, ed.period, of)
    way = "none"
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
    told = {"direction": ed.way(grown), "growth": abs(grown), "rows": few, "rest": others}
    return [
        ed.say(f"{name}-add", **told),
        *say_rounded(ed, [100 * part for part in (*shown, rest)], 100 * grown),
    ]


@takes(
    "ranking",
    ranking="rank(flows, of='destination')",
    blocs="relative_to(flows, base=total(flows), by='bloc')",
)
def destinations(ranking: Any, blocs: Any, ed: Edition) -> Passage | None:
    """Return the section on destinations, from `rank` of all of them and their blocs."""
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
    if not held and not hidden:
        return nothing_sold("destinations", ed)
    unknown = math.inf if untold else sum(r["total"] for r in hidden)
    said = []
    if len(held) > 1:
        top = first_few(held, ed.top, _size)
        share = sum(r["share"] for r in top)
        said.append(ed.say("destinations-top", share=share, **_list_top(every, top, unknown)))
        said += say_rounded(ed, [100 * r["share"] for r in top], 100 * share)
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
    if not held:
        return Passage("destinations", ed.say("heading-destinations-none"), tuple(said))
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
    year = flows[flows["period"].str.startswith(ed.period) & (flows["value"] > 0)]
    if year.empty:
        return nothing_sold("new", ed)
    if (year["destination"] == "ZZZ").all():
        return nothing_sold("new", ed, sold=True)
    reading, missed = ed.say("new-read"), missing_years(flows, ed.period)
    kind = ""
    if ed.previous in missed:
        kind = "gap"
    elif ed.partial == ed.previous:
        kind = "partial"
    elif any(r["status"] == "censored" for r in rows_of(countries, ed.period)) and not new:
        kind = "censored"
    if kind:
        heading = ed.say("heading-new-gap" if kind == "gap" else "heading-new-censored")
        return Passage("new", heading, (ed.say(f"new-{kind}"),), reading=reading)
    # what is not specified may have gone to a new country, or to one before it was new
    unknown = flows[(flows["destination"] == "ZZZ") & (flows["value"] > 0)]
    unstated = unknown["period"].str.startswith(ed.period).any()
    of = "part" if unstated or ed.public else "all"
    listed = _list_new(pairs, countries, ed)
    said = [ed.say("new-list" if new else "new-none", list=listed, of=of)]
    for first in first_exports_in(first_groups, ed.period):
        to = [r for r in first_exports_in(pairs, ed.period) if r["group"] == first["group"]]
        codes = sorted(r["destination"] for r in to)
        what: dict[str, Any] = {"group": first["group"], "destinations": codes}
        note_figure(ed, "first_group_export", first["value"], ed.currency, **what)
    said += _first_groups(pairs, first_groups, ed, "new-group")
    if back:
        said.append(ed.say("new-returning", rows=back))
    if missed:
        said.append(ed.say("new-old-gap", missed=missed))
    if new and (unknown["period"] < ed.period).any():
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
    said = [ed.say("residents-count", n=n, before=before.get("count"))]
    listed = ed.profile.get("companies")
    if listed and n <= listed and ed.timely():
        said.append(ed.say("residents-of", share=n / listed, companies=listed))
    told = {"share": None, "of": "all", "n": n}
    if held:
        note_figure(ed, "largest_exporter_share", held[0]["share"], "fraction")
        of = stated_extent(held, _size, unstated_part(ranking, ed.period, "resident")["total"])
        told |= {"share": held[0]["share"], "of": of}
    if len(held) > 1:
        top = held[: ed.top]
        together = sum(r["share"] for r in top)
        parts = {"top": len(top) if len(top) < n else 1, "together": together}
        said.append(ed.say("residents-largest", **told, **parts))
    heading = ed.say("heading-residents", **told)
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
    text = ed.say("objection-text", n=len(most), growth=grown, **told)
    heading = ed.say("heading-objection", kind=kind, n=len(large), of="part" if unknown else "all")
    notes = say_rounded(ed, [100 * part for part in parts], 100 * grown)
    return Passage("objection", heading, (text, *notes))


@takes("cumulative", cumulative="cumulative(flows)")
def running(cumulative: Any, ed: Edition) -> Passage | None:
    """Return the section on the running total, from `cumulative(flows)`."""
    now, run = row_of(cumulative, ed.period), run_of(cumulative, ed)
    if is_missing(now["cumulative"]):
        return None
    first, lately = run["first"], run["lately"]
    note_figure(ed, "cumulative", now["cumulative"], ed.currency, since=first)
    if not now["cumulative"]:
        return nothing_sold("running", ed)
    if first == ed.period:
        text = ed.say("running-alone", now)
        return Passage("running", ed.say("heading-running-alone"), (text,))
    note_figure(ed, "last_two_years_share", lately, "fraction")
    message = "running-text-short" if lately is None else "running-text"
    said = [ed.say(message, now, **run)]
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
        said.append(ed.say("context-sites", n=len(sites), sites=sites, area=area, land=land))
        note_figure(ed, "sites", len(sites), "sites")
    companies, dated = profile.get("companies"), profile.get("as_of", "")
    if companies and ed.timely():
        note_figure(ed, "residents", companies, "companies", as_of=dated)
        floor = math.floor((companies - 1) / 10) * 10
        said.append(ed.say("context-companies", n=companies, floor=floor, date=dated))
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


MOST_BARS, MOST_ROWS, MOST_GROUPS = 15, 30, 4
MOST_COLUMNS, MOST_GROWTH = 9, 10
MOST_SLANTED, SLANTED = 7, {"rotation": 35, "ha": "right", "rotation_mode": "anchor"}
REST = ""


@takes("growth", growth="growth(flows)")
def draw_total(growth: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw exports by year with the growth over the last; one year alone is no chart."""
    if len(growth) < 2:
        return
    now = row_of(growth, ed.period)
    title = ed.say("heading-total", now)
    unit, amounts = scale_amounts(growth["total"], ed)
    with draw("total", title, growth[["period", "total"]], ed, ax) as axes:
        colours = [DARK if period == ed.period else LIGHT for period in growth["period"]]
        drawn = [0.0 if is_missing(amount) else amount for amount in amounts]
        bars = axes.bar(growth["period"], drawn, color=colours)
        # small bars stand too close for a number each, and the table has them
        labels = [
            f"{ed.number(amount, 1)}{_growth(rate, ed)}" if amount > max(drawn) / 10
            else WITHHELD * is_missing(amount)
            for amount, rate in zip(amounts, growth["growth"], strict=True)
        ]  # fmt: skip
        axes.bar_label(bars, labels, padding=2)
        axes.set_ylabel(ed.say("chart-total-axis", unit=unit))
        axes.margins(y=0.15)
        number_axis(axes, "y", ed)


@takes("shares", shares="share(flows, of={of})")
def draw_groups(shares: Any, ed: Edition, of: str = "group", ax: Axes | None = None) -> None:
    """Draw the exports of each year as a stack of groups or zones, the largest at the bottom."""
    if isinstance(shares, Unavailable) or shares["period"].nunique() < 2:
        return
    import seaborn as sns
    from matplotlib.patheffects import withStroke

    held = largest_rows(shares, ed.period, of)
    if not held or is_missing(held[0]["share"]):
        return
    lead, order = held[0], [r[of] for r in held]
    named, rest = order[:MOST_GROUPS], order[MOST_GROUPS:]
    wide = shares.pivot(index="period", columns=of, values="total")
    untold = [*wide.index[wide.isna().all(axis=1)]]
    wide = wide.fillna(0.0)
    # what is hidden has a part of its own
    apart = [column for column in wide if ed.public and column in UNSPECIFIED]
    wide = wide.reindex(columns=named + [g for g in wide.columns if g not in named])
    title = ed.say(f"chart-{of}-parts", lead)
    unit, _ = scale_amounts(shares.groupby("period")["total"].sum(), ed)
    scale = SCALES[scale_of(wide.sum(axis=1).max())]
    shades = sns.color_palette("cividis", len(named) + 1)
    with draw(f"{of}s", title, shares[["period", of, "total"]], ed, ax) as axes:
        bottom = wide.iloc[:, 0] * 0
        stack = [(shorten_label(ed.name(of, g)).replace("\n", " "), wide[g]) for g in named]
        if rest or len(wide.columns) > len(named) + len(apart):
            others = wide.drop(columns=[*named, *apart])
            stack.append((ed.say(f"chart-{of}s-other"), others.sum(axis=1)))
        looks: list[Any] = [{"color": shade} for shade in shades[: len(stack)]]
        for column in apart:
            stack.append((ed.name(of, column), wide[column]))
            looks.append({"color": "white", "hatch": "////"})
        for (name, amounts), look in zip(stack, looks, strict=True):
            edge = "black" if "hatch" in look else "white"
            bars = axes.bar(wide.index, amounts / scale, bottom=bottom / scale, label=name,
                            edgecolor=edge, linewidth=0.6, **look)  # fmt: skip
            # the shades of neighbours come close in grey, a number in the last bar does not
            part = amounts.iloc[-1] / wide.iloc[-1].sum() if wide.iloc[-1].sum() else 0.0
            told = [""] * (len(wide) - 1) + [ed.percent(part, 0) if part > 0.08 else ""]
            texts = axes.bar_label(bars, told, label_type="center", color="white", fontsize=8)
            for text in texts:
                text.set_path_effects([withStroke(linewidth=1.2, foreground="black")])
            bottom = bottom + amounts
        axes.set_ylabel(ed.say("chart-total-axis", unit=unit))
        axes.set_xlabel(ed.say("chart-hidden", years=untold) if untold else "")
        handles, labels = axes.get_legend_handles_labels()
        # zones are often old and of one size, and leave no room above the first years
        beside: Any = {"bbox_to_anchor": (1, 1)} if of == "zone" else {}
        axes.legend(handles[::-1], labels[::-1], frameon=False, loc="upper left", **beside)
        number_axis(axes, "y", ed)


@takes(table="contribution(flows, of={of})")
def draw_contributions(table: Any, ed: Edition, of: str = "group", ax: Axes | None = None) -> None:
    """Draw what each `of` added to the growth, or took from it, in percentage points."""
    if isinstance(table, Unavailable):
        return
    if not isinstance(of, str):
        raise FlowsError(f"exports.draw_contributions draws one column, and {quoted(of)} is none")
    held = [r for r in rows_of(table, ed.period) if not is_missing(r["contribution"])]
    if not any(abs(r["contribution"]) >= HALF for r in held):
        return
    growth = sum(r["contribution"] for r in held)
    title, axis = (
        ed.say("chart-contributions", of=of, growth=growth),
        ed.say("chart-contributions-axis"),
    )
    # beside the groups of a page its zones have a chart of their own
    name = "zone-contributions" if of == "zone" else "contributions"
    drawing.draw_contributions(name, title, table, held, of, axis, ed, ax)


@takes(ranking="rank(flows, of='destination')")
def draw_destinations(ranking: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the largest destinations of the year, ranked."""
    every = _sold(ranking, ed, "destination")
    held = every[:MOST_BARS]
    if not held:
        return
    top = held[: ed.top]
    told = {"top": len(top), "n": len(every), "share": sum(r["share"] for r in top)}
    title = ed.say("chart-destinations", held[0], **told)
    shown = ranking[ranking["period"] == ed.period].nsmallest(len(held), "rank")
    unit, amounts = scale_amounts(shown["total"], ed)
    with draw("destinations", title, shown[["destination", "total"]], ed, ax, len(held)) as axes:
        colours = [DARK if i < ed.top else LIGHT for i in range(len(held))]
        names = [ed.country(code) for code in shown["destination"]]
        texts = [ed.percent(share) for share in shown["share"]]
        draw_bars(axes, names, amounts, texts, color=colours)
        axes.set_xlabel(ed.say("chart-total-axis", unit=unit))
        axes.margins(x=0.12)
        number_axis(axes, "x", ed)


@takes("cells", cells="total(flows, by=['group', 'destination'])", pairs=PAIRS)
def draw_heatmap(cells: Any, pairs: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw destinations by product groups, shaded by exports, with first exports marked.

    `cells` is `total(flows, by=("group", "destination"))`, `pairs` the first exports of the same.
    """
    if isinstance(cells, Unavailable):
        return
    import seaborn as sns
    from matplotlib.colors import LogNorm
    from matplotlib.patheffects import withStroke

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
    scale = scale_of(now["total"].max())
    wide = wide / SCALES[scale]
    marks = [["●" if (to, g) in marked else "" for g in wide.columns] for to in wide.index]
    title = ed.say("chart-heatmap-first" if first else "chart-heatmap", n=len(first))
    shown = now[["group", "destination", "total"]]
    with draw("heatmap", title, shown, ed, ax, len(wide)) as axes:
        high = wide.max().max()
        # what is less than a thousandth of the largest is all alike to the eye
        low = max(wide.min().min(), high / 1000)
        norm = LogNorm(low, high) if high > low else None
        sns.heatmap(wide, ax=axes, cmap="cividis_r", norm=norm, annot=marks, fmt="", linewidths=0.5,
                    xticklabels=False, yticklabels=False,
                    annot_kws={"size": 11}, cbar_kws={"shrink": 0.6})  # fmt: skip
        for mark in axes.texts:
            # a mark has to be seen on the lightest cell and on the darkest, and in grey
            mark.set(color="white", path_effects=[withStroke(linewidth=2, foreground="black")])
        bar = axes.collections[0].colorbar
        if bar is not None:
            scale_logarithmic(bar.ax.yaxis, ed)
            bar.ax.minorticks_off()
        rest = shorten_label(ed.say("chart-groups-other"))
        names = [rest if g == REST else shorten_label(ed.group(g)) for g in wide.columns]
        # seaborn would thin the ticks of a large map, where every row and column has a name here;
        # many names in two lines each would run into each other at a slant
        turned = {"rotation": 90} if len(names) > MOST_SLANTED else SLANTED
        axes.set_xticks([i + 0.5 for i in range(len(names))], names, **turned)
        countries = [ed.country(code) for code in wide.index]
        axes.set_yticks([i + 0.5 for i in range(len(countries))], countries, rotation=0)
        told = {"n": len(first), "hidden": len(order) - len(wide)}
        note = ed.say("chart-heatmap-note", unit=escape_dollars(ed.unit(scale)), **told)
        axes.set(xlabel=textwrap.fill(note, 60), ylabel="")


def _growth(rate: float, ed: Edition) -> str:
    # growth of many times over comes from next to nothing, and no per cent tells it
    if is_missing(rate) or rate >= MOST_GROWTH:
        return ""
    return f"\n{ed.signed(rate, 0)}"


def _by_size(table: pd.DataFrame, key: str) -> list[str]:
    sizes = table.groupby(key)["total"].sum()
    return sizes.sort_values(ascending=False, kind="stable").index.tolist()
