"""Sections on the exports themselves: a heading that tells the finding, sentences, figures."""

from __future__ import annotations

from typing import Any

from sezlib.flows import Unavailable
from sezlib.identity import PAIRS, takes
from sezlib.language import Edition, missing
from sezlib.metrics.core import months_of
from sezlib.narrative.facts import (
    EQUAL,
    first_few,
    firsts,
    gaps,
    largest,
    leaders,
    moved_by,
    moved_most,
    moved_stated,
    new_pairs,
    ranked,
    side,
    stated,
    unstated,
)
from sezlib.narrative.passage import (
    Passage,
    by_group,
    change,
    direction,
    figure,
    nothing,
    points,
    previous,
    rounded,
    row,
    rows,
    unavailable,
)

FEW = 3
NAMED = 4


@takes("growth", "flows", growth="growth(flows)", flows="flows")
def total(growth: Any, flows: Any, ed: Edition) -> Passage:
    """Return the section on the total and its growth, from `growth` of like for like.

    `flows` are all of the exports, and tell what the year before holds.
    """
    now, before = row(growth, ed.period), previous(ed.period)
    figure(ed, "total", now["total"], ed.currency)
    figure(ed, "growth", now["growth"], "fraction", against=before, months=ed.months)
    amount, reading = ed.money(now["total"]), ed.say("total-read") if len(growth) > 1 else ""
    when, then = ed.when(ed.period), ed.when(before)
    if missing(now["growth"]):
        heading = ed.say("heading-total-alone", period=when, total=amount)
        reason = _no_growth(now, flows, ed)
        return Passage("total", heading, (reason,), reading=reading)
    words = change(ed, now["growth"])
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
    before = previous(ed.period)
    if not missing(now["previous"]):
        return ed.say("total-zero", previous=before)
    at = [months_of(p) for p in flows["period"].unique()]
    then = [(first % 12, last % 12) for first, last in at if first // 12 == int(before)]
    if then and min(at)[0] // 12 == int(before) and min(at)[0] % 12:
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
    held = largest(shares, ed.period, "group")
    for r in rows(shares, ed.period):
        figure(ed, "group_total", r["total"], ed.currency, group=r["group"])
    for r in rows(contributions, ed.period):
        figure(ed, "group_contribution", r["contribution"], "fraction", group=r["group"])
    if not held or not held[0]["total"]:
        return nothing("groups", ed, sold=any(r["total"] for r in rows(shares, ed.period)))
    lead, first = held[0], leaders(held, _total)
    figure(ed, "leading_group_value", lead["total"], ed.currency, group=lead["group"])
    figure(ed, "leading_group_share", lead["share"], "fraction", group=lead["group"])
    hidden = unstated(shares, ed.period, "group")
    sold = [r for r in held if r["total"] > 0]
    told = {"of": stated(held, _total, hidden["total"]), "group": group_names(first, ed)}
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
        names = "; ".join(ed.group(r["group"]) for r in first_few(sold, NAMED, _total))
        said.append(ed.say("groups-order", list=names))
    grown = row(growth, ed.period)["growth"]
    moved = moved_most(contributions, ed.period, "group")
    way = "none"
    if moved and not missing(grown):
        movers = leaders(moved, moved_by)
        way, first = side(movers, grown), movers
        told = {"of": moved_stated(moved, contributions, ed.period, "group")}
        told |= {"group": group_names(movers, ed)}
        said += _added(moved, grown, ed)
    heading = ed.say("heading-groups", direction=way, n=len(first), **told)
    named = ed.least(1 - hidden["share"])
    if hidden["share"] > 0:
        said.append(ed.say("groups-derived", covered=named))
    return Passage("groups", heading, tuple(said), reading=ed.say("groups-read") if moved else "")


def _total(r: dict[str, Any]) -> float:
    return float(r["total"])


def group_names(held: list[dict[str, Any]], ed: Edition) -> str:
    """Return product groups listed by name, each as it stands in a sentence."""
    return ed.list(ed.say("group-name", group=ed.group(r["group"])) for r in held)


def _added(moved: list[dict[str, Any]], grown: float, ed: Edition) -> list[str]:
    """Return the largest contributions, and those of all others together."""
    few = first_few(moved, FEW, moved_by)
    shown = [r["contribution"] for r in few]
    items = [
        ed.say("groups-add-item", group=ed.group(r["group"]), points=points(ed, r["contribution"]))
        for r in few
    ]
    rest = grown - sum(shown)
    if points(ed, rest) != points(ed, 0.0):
        items.append(ed.say("groups-add-rest", points=points(ed, rest)))
    way, parts = direction(grown), [100 * part for part in (*shown, rest)]
    text = ed.say("groups-add", direction=way, growth=ed.percent(abs(grown)), list="; ".join(items))
    return [text, *rounded(ed, parts, 100 * grown)]


@takes(
    "ranking",
    ranking="rank(flows, of='destination')",
    blocs="relative_to(flows, base=total(flows), by='bloc')",
)
def destinations(ranking: Any, blocs: Any, ed: Edition) -> Passage:
    """Return the section on destinations, from `rank` of all of them and their blocs."""
    if isinstance(ranking, Unavailable):
        return unavailable("destinations", ranking, ed)
    held = [r for r in ranked(ranking, ed.period, "destination") if r["total"] > 0]
    figure(ed, "destinations", len(held), "countries")
    for r in held:
        where = {"destination": r["destination"], "rank": int(r["rank"])}
        figure(ed, "destination_total", r["total"], ed.currency, **where)
    for r in rows(blocs, ed.period):
        figure(ed, "bloc_total", r["total"], ed.currency, bloc=r["bloc"])
    hidden = [r for r in rows(ranking, ed.period) if r["destination"] == "ZZZ" and r["total"] > 0]
    if not held and not hidden:
        return nothing("destinations", ed)
    unknown = sum(r["total"] for r in hidden)
    of = stated(held, _total, unknown) if held else "all"
    said = []
    if len(held) > 1:
        top = first_few(held, ed.top, _total)
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
        said += rounded(ed, [100 * r["share"] for r in top], 100 * share)
    sized = sorted(rows(blocs, ed.period), key=lambda r: -r["total"])
    sized = [r for r in sized if r["bloc"] != "other" and r["total"] > 0]
    if sized:
        few = first_few(sized, FEW, _total)
        names = [f"{ed.bloc(r['bloc'])} ({ed.least(r['ratio'])})" for r in few]
        # to Kazakhstan is to the EAEU and to Asia
        twice = sum(r["ratio"] for r in rows(blocs, ed.period)) > 1 + EQUAL
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
    first = leaders(held, _total)
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
    new = firsts(countries, ed.period)
    held = new_pairs(pairs, countries, ed.period)
    # without product groups a country is new on its own
    for r in held or new:
        where = {key: r[key] for key in ("group", "destination") if key in r}
        figure(ed, "new_destination", r["value"], ed.currency, **where)
    back = firsts(countries, ed.period, "returning")
    for r in back:
        where = {"destination": r["destination"]}
        figure(ed, "returning_destination", r["value"], ed.currency, **where)
    year = flows[(flows["period"].str.slice(0, 4) == ed.period) & (flows["value"] > 0)]
    if year.empty:
        return nothing("new", ed)
    if (year["destination"] == "ZZZ").all():
        return nothing("new", ed, sold=True)
    reading, missed = ed.say("new-read"), gaps(flows, ed.period)
    if previous(ed.period) in missed:
        told = {"period": ed.period, "previous": previous(ed.period)}
        heading = ed.say("heading-new-gap", **told)
        return Passage("new", heading, (ed.say("new-gap", **told),), reading=reading)
    if ed.partial == previous(ed.period):
        heading = ed.say("heading-new-censored", period=ed.period)
        censored = (ed.say("new-partial", period=ed.period, previous=ed.partial),)
        return Passage("new", heading, censored, reading=reading)
    if any(r["status"] == "censored" for r in rows(countries, ed.period)) and not new:
        heading = ed.say("heading-new-censored", period=ed.period)
        censored = (ed.say("new-censored", period=ed.period),)
        return Passage("new", heading, censored, reading=reading)
    names = by_group(held, ed) if held else ed.list(ed.country(r["destination"]) for r in new)
    # what is not specified may have gone to a new country, or to one before it was new
    unknown = flows[(flows["destination"] == "ZZZ") & (flows["value"] > 0)]
    of = "part" if (unknown["period"].str.slice(0, 4) == ed.period).any() else "all"
    said = [ed.say("new-list" if new else "new-none", period=ed.period, list=names, of=of)]
    for first in firsts(first_groups, ed.period):
        to = [r for r in firsts(pairs, ed.period) if r["group"] == first["group"]]
        codes = sorted(r["destination"] for r in to)
        group = first["group"]
        figure(
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
    if new and (unknown["period"].str.slice(0, 4) < ed.period).any():
        said.append(ed.say("new-unspecified"))
    counted = ed.places(r["destination"] for r in new)
    heading = ed.say("heading-new", period=ed.period, n=len(new), countries=counted, of=of)
    return Passage("new", heading, tuple(said), reading=reading)
