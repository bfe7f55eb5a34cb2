"""The annual export page: main points, total, groups, destinations, residents, running total."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING, Any

from sezlib.flows import FlowsError, Unavailable, quoted
from sezlib.identity import PAIRS, relative_note, takes
from sezlib.language import SCALES, Edition, is_missing, scale_of
from sezlib.pages import facts
from sezlib.pages.drawing import (
    draw,
    draw_bars,
    escape_dollars,
    format_difference,
    number_axis,
    scale_amounts,
    scale_logarithmic,
    shorten_label,
)
from sezlib.pages.facts import (
    EQUAL,
    first_exports_in,
    first_few,
    largest_rows,
    last_two_years,
    missing_years,
    moved_by,
    moved_extent,
    moved_most,
    new_pairs,
    ranked_rows,
    side_of_whole,
    start_of,
    stated_extent,
    tied_leaders,
    unstated_part,
)
from sezlib.pages.passage import (
    HALF,
    Passage,
    by_group,
    direction_of,
    format_signed,
    note_figure,
    nothing_sold,
    row_of,
    rows_of,
    say_change,
    say_points,
    say_rounded,
    say_went,
    unavailable,
    year_before,
)
from sezlib.pages.published import member_of
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
) -> Passage:
    """Return the main points, at most six, the most important first.

    `growth`, `groups` (share), `destinations` (rank), `pairs`, `countries` and `first_groups`
    (first exports of group x destination, of destination and of group) and `running` (cumulative)
    are metric tables, or what `attempt` left of them.
    """
    said = [
        _total_point(growth, ed),
        _group_point(groups, ed),
        _destinations_point(destinations, ed),
        _new_point(pairs, countries, ed),
        *_first_groups(pairs, first_groups, ed),
        _running_point(running, ed),
    ]
    # the running total is always told, whatever number of groups was new
    kept = [point for point in said if point]
    kept = kept[: MOST - 1] + kept[-1:] if len(kept) > MOST else kept
    return Passage("main-points", ed.say("main-points"), points=tuple(kept))


def _total_point(growth: Any, ed: Edition) -> str:
    now = row_of(growth, ed.period)
    said = {
        "goods": ed.goods or ed.say("goods"),
        "total": ed.money(now["total"]),
        "period": ed.when(ed.period),
        "who": ed.who(),
    }
    if is_missing(now["growth"]):
        return ed.say("point-total-alone", **said)
    return ed.say(
        "point-total",
        change=say_change(ed, now["growth"]),
        previous=ed.when(year_before(ed.period)),
        **said,
    )


def _group_point(groups: Any, ed: Edition) -> str:
    held = largest_rows(groups, ed.period, "group")
    if not held or not held[0]["total"]:
        return ""
    first = tied_leaders(held, _amount)
    return ed.say(
        "point-group",
        n=len(first),
        of=stated_extent(held, _amount, unstated_part(groups, ed.period, "group")["total"]),
        group=group_names(first, ed),
        value=ed.money(held[0]["total"]),
        share=ed.least(held[0]["share"]),
    )


def _amount(r: dict[str, Any]) -> float:
    return float(r["total"])


def _destinations_point(destinations: Any, ed: Edition) -> str:
    held = ranked_rows(destinations, ed.period, "destination")
    sold = [r for r in held if r["total"] > 0]
    if not sold:
        return ""
    top = first_few(sold, ed.top, _amount)
    return ed.say(
        "point-destinations",
        n=len(sold),
        part="some" if len(top) < len(sold) else "all",
        of=stated_extent(
            sold, _amount, unstated_part(destinations, ed.period, "destination")["total"]
        ),
        countries=ed.places(r["destination"] for r in sold),
        list=ed.list(ed.country(r["destination"]) for r in top),
    )


def _new_point(pairs: Any, countries: Any, ed: Edition) -> str:
    new = first_exports_in(countries, ed.period)
    if not new:
        return ""
    held = new_pairs(pairs, countries, ed.period)
    names = by_group(held, ed) if held else ed.list(ed.country(r["destination"]) for r in new)
    return ed.say("point-new", countries=ed.places(r["destination"] for r in new), list=names)


def _first_groups(pairs: Any, first_groups: Any, ed: Edition) -> list[str]:
    said = []
    for new in first_exports_in(first_groups, ed.period):
        to = [r for r in first_exports_in(pairs, ed.period) if r["group"] == new["group"]]
        named = "point-first-group" if to else "point-first-group-alone"
        names = sorted(ed.country(r["destination"]) for r in to)
        said.append(
            ed.say(
                named,
                group=ed.group(new["group"]),
                value=ed.money(new["value"]),
                n=len(names),
                list=ed.list(names),
            )
        )
    return said


def _running_point(running: Any, ed: Edition) -> str:
    now = row_of(running, ed.period)
    first, start = start_of(running, ed)
    if first == ed.period or not now["cumulative"]:
        return ""
    lately = last_two_years(running, ed)
    return ed.say(
        "point-running-short" if lately is None else "point-running",
        start=start,
        passed=ed.passed(now["cumulative"]),
        value=ed.beyond(now["cumulative"], digits=2),
        exact="yes" if ed.money(now["cumulative"]) in ed.passed(now["cumulative"]) else "no",
        share="" if lately is None else ed.least(lately),
    )


FEW = 3
NAMED = 4


@takes("growth", "flows", growth="growth(flows)", flows="flows")
def total(growth: Any, flows: Any, ed: Edition) -> Passage:
    """Return the section on the total and its growth, from `growth` of like for like.

    `flows` are all of the exports, and tell what the year before holds.
    """
    now, before = row_of(growth, ed.period), year_before(ed.period)
    note_figure(ed, "total", now["total"], ed.currency)
    note_figure(ed, "growth", now["growth"], "fraction", against=before, months=ed.months)
    amount, reading = ed.money(now["total"]), ed.say("total-read") if len(growth) > 1 else ""
    when, then = ed.when(ed.period), ed.when(before)
    if is_missing(now["growth"]):
        heading = ed.say("heading-total-alone", period=when, total=amount)
        reason = _no_growth(now, flows, ed)
        return Passage("total", heading, (reason,), reading=reading)
    words = say_change(ed, now["growth"])
    heading = ed.say("heading-total", period=when, total=amount, change=words, previous=then)
    difference = now["total"] - now["previous"]
    sums = ed.amounts(now["total"], now["previous"], abs(difference))
    told = ed.say(
        "total-growth",
        goods=ed.goods or ed.say("goods"),
        total=sums[0],
        period=when,
        before=sums[1],
        previous=then,
        direction="up" if difference > 0 else "down" if difference < 0 else "same",
        difference=sums[2],
    )
    if ed.months == 12:
        return Passage("total", heading, (told,), reading=reading)
    named = "total-months-stated" if ed.stated else "total-months"
    part = ed.say(named, year=ed.period, last=ed.month(ed.months), previous=before)
    return Passage("total", heading, (told, part), reading=reading)


def _no_growth(now: dict[str, Any], flows: Any, ed: Edition) -> str:
    before = year_before(ed.period)
    if not is_missing(now["previous"]):
        return ed.say("total-zero", previous=before)
    at = [months_of(p) for p in flows["period"].unique()]
    year = months_of(before)[0] // 12
    then = [(first % 12, last % 12) for first, last in at if first // 12 == year]
    if then and min(at)[0] // 12 == year and min(at)[0] % 12:
        return ed.say("total-base", previous=before)
    if any(first < ed.months <= last for first, last in then):
        return ed.say("total-coarse", previous=before)
    if then:
        return ed.say("total-nothing-part", previous=ed.when(before))
    return ed.say("total-nothing", previous=before)


@takes(
    "shares",
    "growth",
    shares="share(flows, of='group')",
    contributions="contribution(flows, of='group')",
    growth="growth(flows)",
)
def groups(contributions: Any, shares: Any, growth: Any, ed: Edition) -> Passage:
    """Return the section on product groups, from `contribution` and `share` of groups."""
    if isinstance(shares, Unavailable):
        return unavailable("groups", shares, ed)
    held = largest_rows(shares, ed.period, "group")
    for r in rows_of(shares, ed.period):
        note_figure(ed, "group_total", r["total"], ed.currency, group=r["group"])
    for r in rows_of(contributions, ed.period):
        note_figure(ed, "group_contribution", r["contribution"], "fraction", group=r["group"])
    if not held or not held[0]["total"]:
        return nothing_sold("groups", ed, sold=any(r["total"] for r in rows_of(shares, ed.period)))
    lead, first = held[0], tied_leaders(held, _size)
    note_figure(ed, "leading_group_value", lead["total"], ed.currency, group=lead["group"])
    note_figure(ed, "leading_group_share", lead["share"], "fraction", group=lead["group"])
    hidden = unstated_part(shares, ed.period, "group")
    sold = [r for r in held if r["total"] > 0]
    told = {"of": stated_extent(held, _size, hidden["total"]), "group": group_names(first, ed)}
    said = [
        ed.say(
            "groups-lead",
            n=len(first),
            period=ed.when(ed.period),
            value=ed.money(lead["total"]),
            share=ed.least(lead["share"]),
            **told,
        )
    ]
    if len(sold) > len(first):
        # names may have an "and" of their own
        names = "; ".join(ed.group(r["group"]) for r in first_few(sold, NAMED, _size))
        said.append(ed.say("groups-order", list=names))
    grown = row_of(growth, ed.period)["growth"]
    moved = moved_most(contributions, ed.period, "group")
    way = "none"
    if moved and not is_missing(grown):
        movers = tied_leaders(moved, moved_by)
        way, first = side_of_whole(movers, grown), movers
        told = {"of": moved_extent(moved, contributions, ed.period, "group")}
        told |= {"group": group_names(movers, ed)}
        said += _added(moved, grown, ed)
    heading = ed.say("heading-groups", direction=way, n=len(first), **told)
    named = ed.least(1 - hidden["share"])
    if hidden["share"] > 0:
        said.append(ed.say("groups-derived", covered=named))
    return Passage("groups", heading, tuple(said), reading=ed.say("groups-read") if moved else "")


def _size(r: dict[str, Any]) -> float:
    return float(r["total"])


def group_names(held: list[dict[str, Any]], ed: Edition) -> str:
    """Return product groups listed by name, each as it stands in a sentence."""
    return ed.list(ed.say("group-name", group=ed.group(r["group"])) for r in held)


def _added(moved: list[dict[str, Any]], grown: float, ed: Edition) -> list[str]:
    """Return the largest contributions, and those of all others together."""
    few = first_few(moved, FEW, moved_by)
    shown = [r["contribution"] for r in few]
    items = [
        ed.say(
            "groups-add-item",
            group=ed.group(r["group"]),
            points=say_points(ed, r["contribution"]),
        )
        for r in few
    ]
    rest = grown - sum(shown)
    if say_points(ed, rest) != say_points(ed, 0.0):
        items.append(ed.say("groups-add-rest", points=say_points(ed, rest)))
    way, parts = direction_of(grown), [100 * part for part in (*shown, rest)]
    text = ed.say("groups-add", direction=way, growth=ed.percent(abs(grown)), list="; ".join(items))
    return [text, *say_rounded(ed, parts, 100 * grown)]


@takes(
    "ranking",
    ranking="rank(flows, of='destination')",
    blocs="relative_to(flows, base=total(flows), by='bloc')",
)
def destinations(ranking: Any, blocs: Any, ed: Edition) -> Passage:
    """Return the section on destinations, from `rank` of all of them and their blocs."""
    if isinstance(ranking, Unavailable):
        return unavailable("destinations", ranking, ed)
    held = [r for r in ranked_rows(ranking, ed.period, "destination") if r["total"] > 0]
    note_figure(ed, "destinations", len(held), "countries")
    for r in held:
        where = {"destination": r["destination"], "rank": int(r["rank"])}
        note_figure(ed, "destination_total", r["total"], ed.currency, **where)
    for r in rows_of(blocs, ed.period):
        note_figure(ed, "bloc_total", r["total"], ed.currency, bloc=r["bloc"])
    hidden = [
        r for r in rows_of(ranking, ed.period) if r["destination"] == "ZZZ" and r["total"] > 0
    ]
    if not held and not hidden:
        return nothing_sold("destinations", ed)
    unknown = sum(r["total"] for r in hidden)
    of = stated_extent(held, _size, unknown) if held else "all"
    said = []
    if len(held) > 1:
        top = first_few(held, ed.top, _size)
        named = [f"{ed.country(r['destination'])} ({ed.least(r['share'])})" for r in top]
        share = sum(r["share"] for r in top)
        said.append(
            ed.say(
                "destinations-top",
                of=of,
                part="some" if len(top) < len(held) else "all",
                list=ed.list(named),
                share=ed.least(share),
            )
        )
        said += say_rounded(ed, [100 * r["share"] for r in top], 100 * share)
    sized = sorted(rows_of(blocs, ed.period), key=lambda r: -r["total"])
    sized = [r for r in sized if r["bloc"] != "other" and r["total"] > 0]
    if sized:
        few = first_few(sized, FEW, _size)
        names = [f"{ed.bloc(r['bloc'])} ({ed.least(r['ratio'])})" for r in few]
        # to Kazakhstan is to the EAEU and to Asia
        twice = sum(r["ratio"] for r in rows_of(blocs, ed.period)) > 1 + EQUAL
        overlap = "yes" if twice and len(few) > 1 else "no"
        said.append(ed.say("destinations-blocs", n=len(few), list=ed.list(names), overlap=overlap))
    if hidden:
        said.append(ed.say("destinations-unspecified", share=ed.least(hidden[0]["share"])))
    message = "heading-destinations" if held else "heading-destinations-none"
    heading = ed.say(message, **where_to(held, of, ed))
    reading = ed.say("destinations-read") if held else ""
    return Passage("destinations", heading, tuple(said), reading=reading)


def where_to(held: list[dict[str, Any]], of: str, ed: Edition) -> dict[str, Any]:
    """Return how many destinations there are in words, and the names of the first of them."""
    first = tied_leaders(held, _size)
    told = {
        "countries": ed.places(r["destination"] for r in held),
        "first": ed.list(ed.country(r["destination"]) for r in first),
    }
    # where all are equally large none is first
    return {"n": len(held), "leaders": 0 if len(first) == len(held) else 1, "of": of, **told}


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
) -> Passage:
    """Return the section on first sales, from `first_exports` of pairs, countries and groups."""
    if isinstance(countries, Unavailable):
        return unavailable("new", countries, ed)
    new = first_exports_in(countries, ed.period)
    held = new_pairs(pairs, countries, ed.period)
    # without product groups a country is new on its own
    for r in held or new:
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
    if year_before(ed.period) in missed:
        told = {"period": ed.period, "previous": year_before(ed.period)}
        heading = ed.say("heading-new-gap", **told)
        return Passage("new", heading, (ed.say("new-gap", **told),), reading=reading)
    if ed.partial == year_before(ed.period):
        heading = ed.say("heading-new-censored", period=ed.period)
        censored = (ed.say("new-partial", period=ed.period, previous=ed.partial),)
        return Passage("new", heading, censored, reading=reading)
    if any(r["status"] == "censored" for r in rows_of(countries, ed.period)) and not new:
        heading = ed.say("heading-new-censored", period=ed.period)
        censored = (ed.say("new-censored", period=ed.period),)
        return Passage("new", heading, censored, reading=reading)
    names = by_group(held, ed) if held else ed.list(ed.country(r["destination"]) for r in new)
    # what is not specified may have gone to a new country, or to one before it was new
    unknown = flows[(flows["destination"] == "ZZZ") & (flows["value"] > 0)]
    of = "part" if unknown["period"].str.startswith(ed.period).any() else "all"
    said = [ed.say("new-list" if new else "new-none", period=ed.period, list=names, of=of)]
    for first in first_exports_in(first_groups, ed.period):
        to = [r for r in first_exports_in(pairs, ed.period) if r["group"] == first["group"]]
        codes = sorted(r["destination"] for r in to)
        group = first["group"]
        note_figure(
            ed, "first_group_export", first["value"], ed.currency, group=group, destinations=codes
        )
        said.append(
            ed.say(
                "new-group",
                n=len(codes),
                group=ed.group(first["group"]),
                value=ed.money(first["value"]),
                list=ed.list(sorted(ed.country(code) for code in codes)),
            )
        )
    if back:
        names = ed.list(ed.country(r["destination"]) for r in back)
        said.append(ed.say("new-returning", list=names))
    if missed:
        said.append(ed.say("new-old-gap", list=ed.list(missed)))
    if new and (unknown["period"] < ed.period).any():
        said.append(ed.say("new-unspecified"))
    counted = ed.places(r["destination"] for r in new)
    heading = ed.say("heading-new", period=ed.period, n=len(new), countries=counted, of=of)
    return Passage("new", heading, tuple(said), reading=reading)


@takes(
    "counts",
    ranking="rank(flows, of='resident', top=...)",
    counts="count(flows, of='resident')",
)
def residents(ranking: Any, counts: Any, ed: Edition) -> Passage:
    """Return the section on residents, from `rank` and `count` of residents.

    `counts` is of like for like, so that part of a year is not held against a whole one.
    """
    if isinstance(ranking, Unavailable):
        return unavailable("residents", ranking, ed)
    now, before = row_of(counts, ed.period), row_of(counts, year_before(ed.period))
    held = [r for r in ranked_rows(ranking, ed.period, "resident") if r["total"] > 0]
    n = int(now["count"])
    note_figure(ed, "exporters", n, "companies")
    if not n:
        return nothing_sold(
            "residents", ed, sold=any(r["total"] for r in rows_of(ranking, ed.period))
        )
    companies = ed.say("companies", n=n)
    said = [
        ed.say(
            "residents-count" if before else "residents-count-alone",
            period=ed.when(ed.period),
            n=n,
            companies=companies,
            before=ed.say("companies", n=int(before["count"])) if before else "",
            previous=ed.when(year_before(ed.period)),
        )
    ]
    listed = ed.profile.get("companies")
    if listed and n <= listed and ed.timely():
        share, whole = ed.percent(n / listed), ed.say("companies", n=int(listed))
        said.append(ed.say("residents-of", share=share, companies=whole))
    share, of = "–", "all"
    if held:
        share, top = ed.least(held[0]["share"]), held[: ed.top]
        note_figure(ed, "largest_exporter_share", held[0]["share"], "fraction")
        of = stated_extent(held, _sold, unstated_part(ranking, ed.period, "resident")["total"])
        together = ed.least(sum(r["share"] for r in top))
        if len(held) > 1:
            said.append(
                ed.say(
                    "residents-largest",
                    first=share,
                    top=len(top) if len(top) < n else 1,
                    together=together,
                    of=of,
                )
            )
    heading = ed.say("heading-residents", companies=companies, share=share, n=n, of=of)
    return Passage("residents", heading, tuple(said), reading=ed.say("residents-read"))


@takes("growth", contributions="contribution(flows, of='resident')", growth="growth(flows)")
def objection(contributions: Any, growth: Any, ed: Edition) -> Passage | None:
    """Return the strongest objection to the growth, tested: that one company made it.

    Without a growth there is nothing to object to, and nothing is returned.
    """
    if isinstance(contributions, Unavailable):
        return unavailable("objection", contributions, ed)
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
    message = "objection-text"
    if say_points(ed, hidden["contribution"]) != say_points(ed, 0.0):
        parts = [part, grown - part - hidden["contribution"], hidden["contribution"]]
        message = "objection-text-unspecified"
    text = ed.say(
        message,
        n=len(most),
        points=say_points(ed, part),
        growth=say_went(ed, grown),
        others=say_points(ed, parts[1]),
        **({"unspecified": say_points(ed, parts[2])} if len(parts) > 2 else {}),
    )
    heading = ed.say("heading-objection", kind=kind, n=len(large), of="part" if unknown else "all")
    notes = say_rounded(ed, [100 * part for part in parts], 100 * grown)
    return Passage("objection", heading, (text, *notes))


def _sold(r: dict[str, Any]) -> float:
    return float(r["total"])


@takes("cumulative", cumulative="cumulative(flows)")
def running(cumulative: Any, ed: Edition) -> Passage:
    """Return the section on the running total, from `cumulative(flows)`."""
    now = row_of(cumulative, ed.period)
    first, start = start_of(cumulative, ed)
    note_figure(ed, "cumulative", now["cumulative"], ed.currency, since=first)
    if not now["cumulative"]:
        return nothing_sold("running", ed)
    if first == ed.period:
        text = ed.say("running-alone", period=first, value=ed.money(now["cumulative"]))
        return Passage("running", ed.say("heading-running-alone", period=first), (text,))
    lately = last_two_years(cumulative, ed)
    note_figure(ed, "last_two_years_share", lately, "fraction")
    text = ed.say(
        "running-text-short" if lately is None else "running-text",
        first=first,
        part="no" if ed.months == 12 else "yes",
        period=ed.period if ed.months == 12 else ed.date(f"{ed.period}-{ed.months:02d}"),
        value=ed.beyond(now["cumulative"]),
        share="" if lately is None else ed.least(lately),
    )
    named = "running-part-begun" if ed.partial else "running-part"
    last = ed.date(f"{ed.period}-{ed.months:02d}")
    part = [ed.say(named, period=ed.period, last=last)] if ed.months < 12 else []
    if ed.partial:
        part.insert(0, ed.say("running-begun", year=ed.partial))
    missed = missing_years(cumulative, ed.period)
    gap = [ed.say("running-gap", list=ed.list(missed))] if missed else []
    said = (text, *part, *gap)
    heading = ed.say("heading-running", start=start, passed=ed.passed(now["cumulative"]))
    return Passage("running", heading, said)


@takes(per_hectare=relative_note, per_company=relative_note, per_invested=relative_note)
def context(per_hectare: Any, per_company: Any, per_invested: Any, ed: Edition) -> Passage:
    """Return the zone behind the figures, from its profile and `relative_to`."""
    profile = ed.profile
    if not profile:
        return unavailable("context", Unavailable(()), ed)
    said = []
    sites = [site[ed.language] for site in profile.get("sites", [])]
    area = ed.number(profile["area_ha"], 1) if "area_ha" in profile else "–"
    if sites:
        land = [ed.say(f"land-{kind}") for kind in profile.get("land", [])]
        said.append(
            ed.say(
                "context-sites",
                n=len(sites),
                list=ed.list(sites),
                area=area,
                land="some" if land else "none",
                landlist=ed.list(land),
            )
        )
        note_figure(ed, "sites", len(sites), "sites")
    companies = profile.get("companies")
    if companies and ed.timely():
        note_figure(ed, "residents", companies, "companies", as_of=profile.get("as_of", ""))
        floor = math.floor((companies - 1) / 10) * 10
        said.append(
            ed.say(
                "context-companies",
                floor=ed.number(floor),
                dated="yes" if profile.get("as_of") else "no",
                date=ed.date(profile.get("as_of", "")),
                companies=ed.say("companies", n=companies),
                n=companies,
            )
        )
    invested = row_of(profile.get("invested"), ed.period) if ed.comparable() else None
    since = ""
    if invested:
        since = str(profile["invested"]["period"].min())
        value = invested["cumulative"]
        note_figure(ed, "investment", value, ed.currency, since=since)
        said.append(ed.say("context-investment", value=ed.money(value, digits=1), year=since))
    said += [ed.say(f"context-relief-{kind}") for kind in profile.get("relief", [])]
    unit = ed.currency or "unit"
    for name, table in (
        ("hectare", per_hectare),
        ("company", per_company),
        ("invested", per_invested),
    ):
        held = row_of(table, ed.period)
        if not held or is_missing(held["ratio"]) or not ed.tells(name):
            continue
        note_figure(
            ed, f"per_{name}", held["ratio"], f"{unit} per {unit if name == 'invested' else name}"
        )
        # so little comes of one rouble that a thousand of them read better
        times = 1000 if name == "invested" else 1
        said.append(
            ed.say(
                f"context-per-{name}",
                period=ed.when(ed.period),
                value=ed.money(held["ratio"] * times, least=True),
                unit=ed.unit("one"),
                space="\u00a0",
                year=since,
            )
        )
    heading = ed.say("heading-context", n=len(sites), area=area)
    return Passage("context", heading, tuple(said))


DARK, LIGHT = "#1d3557", "#a8c5da"
FALL = "#b5651d"
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
    told = {"period": ed.when(ed.period), "total": ed.money(now["total"])}
    title = ed.say("heading-total-alone", **told)
    if not is_missing(now["growth"]):
        then = ed.when(year_before(ed.period))
        title = ed.say("heading-total", change=say_change(ed, now["growth"]), previous=then, **told)
    unit, amounts = scale_amounts(growth["total"], ed)
    with draw("total", title, growth[["period", "total"]], ed, ax) as axes:
        colours = [DARK if period == ed.period else LIGHT for period in growth["period"]]
        bars = axes.bar(growth["period"], amounts, color=colours)
        # small bars stand too close for a number each, and the table has them
        labels = [
            f"{ed.number(amount, 1)}{_growth(rate, ed)}" if amount > max(amounts) / 10 else ""
            for amount, rate in zip(amounts, growth["growth"], strict=True)
        ]
        axes.bar_label(bars, labels, padding=2)
        axes.set_ylabel(ed.say("chart-total-axis", unit=unit))
        axes.margins(y=0.15)
        number_axis(axes, "y", ed)


@takes("shares", shares="share(flows, of='group')")
def draw_groups(shares: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the exports of each year as a stack of product groups, the largest at the bottom."""
    if isinstance(shares, Unavailable) or shares["period"].nunique() < 2:
        return
    import seaborn as sns
    from matplotlib.patheffects import withStroke

    held = facts.largest_rows(shares, ed.period, "group")
    if not held or is_missing(held[0]["share"]):
        return
    lead, order = held[0], [r["group"] for r in held]
    named, rest = order[:MOST_GROUPS], order[MOST_GROUPS:]
    wide = shares.pivot(index="period", columns="group", values="total").fillna(0.0)
    wide = wide.reindex(columns=named + [g for g in wide.columns if g not in named])
    title = ed.say(
        "chart-groups",
        group=ed.group(lead["group"]),
        share=ed.least(lead["share"]),
        period=ed.when(ed.period),
    )
    unit, _ = scale_amounts(shares.groupby("period")["total"].sum(), ed)
    scale = SCALES[scale_of(wide.sum(axis=1).max())]
    shades = sns.color_palette("cividis", len(named) + 1)
    with draw("groups", title, shares[["period", "group", "total"]], ed, ax) as axes:
        bottom = wide.iloc[:, 0] * 0
        stack = [(shorten_label(ed.group(g)).replace("\n", " "), wide[g]) for g in named]
        if rest or len(wide.columns) > len(named):
            stack.append((ed.say("chart-groups-other"), wide.drop(columns=named).sum(axis=1)))
        for (name, amounts), shade in zip(stack, shades, strict=False):
            bars = axes.bar(wide.index, amounts / scale, bottom=bottom / scale, label=name,
                            color=shade, edgecolor="white", linewidth=0.6)  # fmt: skip
            # the shades of neighbours come close in grey, a number in the last bar does not
            part = amounts.iloc[-1] / wide.iloc[-1].sum() if wide.iloc[-1].sum() else 0.0
            told = [""] * (len(wide) - 1) + [ed.percent(part, 0) if part > 0.08 else ""]
            texts = axes.bar_label(bars, told, label_type="center", color="white", fontsize=8)
            for text in texts:
                text.set_path_effects([withStroke(linewidth=1.2, foreground="black")])
            bottom = bottom + amounts
        axes.set_ylabel(ed.say("chart-total-axis", unit=unit))
        handles, labels = axes.get_legend_handles_labels()
        axes.legend(handles[::-1], labels[::-1], frameon=False, loc="upper left")
        number_axis(axes, "y", ed)


@takes(table="contribution(flows, of={of})")
def draw_contributions(table: Any, ed: Edition, of: str = "group", ax: Axes | None = None) -> None:
    """Draw what each `of` added to the growth, or took from it, in percentage points."""
    if not isinstance(of, str):
        raise FlowsError(f"exports.draw_contributions draws one column, and {quoted(of)} is none")
    held = [r for r in rows_of(table, ed.period) if not is_missing(r["contribution"])]
    if not any(abs(r["contribution"]) >= HALF for r in held):
        return
    held.sort(key=lambda r: (-r["contribution"], r[of]))
    grown = sum(r["contribution"] for r in held)
    told = {"growth": format_signed(ed, grown), "period": ed.when(ed.period)}
    title = ed.say("chart-contributions", of=of, **told)
    shown = table[table["period"] == ed.period][[of, "contribution"]]
    with draw("contributions", title, shown, ed, ax, len(held)) as axes:
        values = [100 * r["contribution"] for r in held]
        colours = [DARK if value > 0 else FALL for value in values]
        names, texts = (
            [member_of(of, r[of], ed) for r in held],
            [format_difference(v, ed) for v in values],
        )
        draw_bars(axes, names, values, texts, color=colours)
        axes.axvline(0, color="black", linewidth=0.8)
        axes.set_xlabel(ed.say("chart-contributions-axis"))
        axes.margins(x=0.2)
        number_axis(axes, "x", ed)


@takes(ranking="rank(flows, of='destination')")
def draw_destinations(ranking: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the largest destinations of the year, ranked."""
    every = [r for r in facts.ranked_rows(ranking, ed.period, "destination") if r["total"] > 0]
    held = every[:MOST_BARS]
    if not held:
        return
    top = held[: ed.top]
    title = ed.say(
        "chart-destinations",
        first=ed.country(held[0]["destination"]),
        top=len(top),
        n=len(every),
        share=ed.least(sum(r["share"] for r in top)),
        period=ed.when(ed.period),
    )
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
    first = {(r["destination"], r["group"]) for r in facts.first_exports_in(pairs, ed.period)}
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
    title = ed.say(
        "chart-heatmap-first" if first else "chart-heatmap",
        period=ed.when(ed.period),
        n=len(first),
    )
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
        note = ed.say(
            "chart-heatmap-note",
            unit=escape_dollars(ed.unit(scale)),
            n=len(first),
            hidden=len(order) - len(wide),
        )
        axes.set(xlabel=textwrap.fill(note, 60), ylabel="")


def _growth(rate: float, ed: Edition) -> str:
    # growth of many times over comes from next to nothing, and no per cent tells it
    if is_missing(rate) or rate >= MOST_GROWTH:
        return ""
    shown = ed.percent(rate, 0)
    return f"\n{'+' if rate > 0 and shown != ed.percent(0.0, 0) else ''}{shown}"


def _by_size(table: pd.DataFrame, key: str) -> list[str]:
    sizes = table.groupby(key)["total"].sum()
    return sizes.sort_values(ascending=False, kind="stable").index.tolist()
