"""Sections on the exports themselves: a heading that tells the finding, sentences, figures."""

from __future__ import annotations

from typing import Any

from sezlib.available import Unavailable
from sezlib.language import Edition, missing
from sezlib.narrative.facts import (
    firsts,
    largest,
    moved_most,
    new_pairs,
    ranked,
)
from sezlib.narrative.passage import (
    Passage,
    by_group,
    change,
    figure,
    points,
    previous,
    row,
    rows,
    unavailable,
)

FEW = 3


def total(growth: Any, flows: Any, ed: Edition) -> Passage:
    """Return the section on the total and its growth, from `growth(flows)`."""
    now = row(growth, ed.period)
    figure(ed, "total", now["total"], ed.currency)
    figure(ed, "growth", now["growth"], "fraction", against=previous(ed.period))
    amount, before = ed.money(now["total"]), previous(ed.period)
    heading = ed.say("heading-total-alone", period=ed.period, total=amount)
    said = []
    if not missing(now["growth"]):
        words = change(ed, now["growth"])
        heading = ed.say(
            "heading-total", period=ed.period, total=amount, change=words, previous=before
        )
        said.append(
            ed.say(
                "total-growth",
                goods=ed.goods or ed.say("goods"),
                total=amount,
                period=ed.period,
                before=ed.money(now["previous"]),
                previous=before,
                change=words,
                difference=ed.money(now["total"] - now["previous"]),
            )
        )
    else:
        nothing = "total-nothing" if missing(now["previous"]) else "total-zero"
        said.append(ed.say(nothing, previous=before))
    months = sorted(p[5:] for p in flows["period"].unique() if p[:4] == ed.period)
    if months and months[0].isdigit():
        said.append(ed.say("total-months", period=ed.period, first=months[0], last=months[-1]))
        if (months[0], months[-1]) != ("01", "12") and not missing(now["growth"]):
            said.append(ed.say("total-part", previous=before))
    return Passage("total", heading, tuple(said), reading=ed.say("total-read"))


def groups(contributions: Any, shares: Any, growth: Any, ed: Edition) -> Passage:
    """Return the section on product groups, from `contribution` and `share` of groups."""
    if isinstance(shares, Unavailable):
        return unavailable("groups", shares, ed)
    held = largest(shares, ed.period, "group")
    for r in rows(shares, ed.period):
        figure(ed, "group_total", r["total"], ed.currency, group=r["group"])
    lead = held[0]
    figure(ed, "leading_group_value", lead["total"], ed.currency, group=lead["group"])
    figure(ed, "leading_group_share", lead["share"], "fraction", group=lead["group"])
    said = [
        ed.say(
            "groups-lead",
            period=ed.period,
            group=ed.group(lead["group"]),
            value=ed.money(lead["total"]),
            share=ed.percent(lead["share"]),
            list=ed.list(ed.group(r["group"]) for r in held[:4] if r["total"] > 0),
        )
    ]
    grown = row(growth, ed.period)["growth"]
    moved = moved_most(contributions, ed.period, "group", grown)
    direction, mover = "none", lead["group"]
    if moved:
        direction = "up" if moved[0]["contribution"] > 0 else "down"
        mover = moved[0]["group"]
        items = [
            ed.say(
                "groups-add-item",
                group=ed.group(r["group"]),
                points=points(ed, r["contribution"]),
            )
            for r in moved[:FEW]
        ]
        said.append(
            ed.say(
                "groups-add",
                direction="up" if grown > 0 else "down",
                growth=points(ed, grown),
                list=ed.list(items),
            )
        )
    heading = ed.say("heading-groups", direction=direction, group=ed.group(mover))
    named = sum(r["share"] or 0.0 for r in held if r["group"] != "other")
    covered = ed.say("groups-derived", covered=ed.percent(named))
    return Passage("groups", heading, (*said, covered), reading=ed.say("groups-read"))


def destinations(ranking: Any, blocs: Any, ed: Edition) -> Passage:
    """Return the section on destinations, from `rank` of all of them and their blocs."""
    if isinstance(ranking, Unavailable):
        return unavailable("destinations", ranking, ed)
    held = [r for r in ranked(ranking, ed.period, "destination") if r["total"] > 0]
    figure(ed, "destinations", len(held), "countries")
    for r in held:
        figure(
            ed,
            "destination_total",
            r["total"],
            ed.currency,
            destination=r["destination"],
            rank=int(r["rank"]),
        )
    for r in rows(blocs, ed.period):
        figure(ed, "bloc_total", r["total"], ed.currency, bloc=r["bloc"])
    said = []
    if held:
        top = held[: ed.top]
        said.append(
            ed.say(
                "destinations-top",
                list=ed.list(
                    f"{ed.country(r['destination'])} ({ed.percent(r['share'])})" for r in top
                ),
                share=ed.percent(sum(r["share"] for r in top)),
            )
        )
    sized = sorted(rows(blocs, ed.period), key=lambda r: -r["total"])
    sized = [r for r in sized if r["bloc"] != "other" and not missing(r["ratio"])]
    if sized:
        names = [f"{ed.bloc(r['bloc'])} ({ed.percent(r['ratio'])})" for r in sized[:FEW]]
        said.append(ed.say("destinations-blocs", list=ed.list(names)))
    hidden = [r for r in rows(ranking, ed.period) if r["destination"] == "ZZZ" and r["total"] > 0]
    if hidden:
        said.append(ed.say("destinations-unspecified", share=ed.percent(hidden[0]["share"])))
    heading = ed.say(
        "heading-destinations",
        countries=ed.say("countries", n=len(held)),
        first=ed.country(held[0]["destination"]) if held else "–",
    )
    return Passage("destinations", heading, tuple(said), reading=ed.say("destinations-read"))


def new_destinations(pairs: Any, countries: Any, first_groups: Any, ed: Edition) -> Passage:
    """Return the section on first sales, from `first_exports` of pairs, countries and groups."""
    if isinstance(countries, Unavailable):
        return unavailable("new", countries, ed)
    new = firsts(countries, ed.period)
    held = new_pairs(pairs, countries, ed.period)
    # without product groups a country is new on its own
    for r in held or new:
        where = {key: r[key] for key in ("group", "destination") if key in r}
        figure(ed, "new_destination", r["value"], ed.currency, **where)
    if any(r["status"] == "censored" for r in rows(countries, ed.period)) and not new:
        return Passage(
            "new",
            ed.say("heading-new-censored", period=ed.period),
            (ed.say("new-censored", period=ed.period),),
            reading=ed.say("new-read"),
        )
    said = []
    names = by_group(held, ed) if held else ed.list(ed.country(r["destination"]) for r in new)
    said.append(
        ed.say("new-list", period=ed.period, list=names)
        if new
        else ed.say("new-none", period=ed.period)
    )
    for first in firsts(first_groups, ed.period):
        to = [r for r in firsts(pairs, ed.period) if r["group"] == first["group"]]
        codes = [r["destination"] for r in to if r["destination"] != "ZZZ"]
        figure(
            ed,
            "first_group_export",
            first["value"],
            ed.currency,
            group=first["group"],
            destinations=sorted(codes),
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
    back = firsts(countries, ed.period, "returning")
    if back:
        names = ed.list(ed.country(r["destination"]) for r in back)
        said.append(ed.say("new-returning", list=names))
    heading = ed.say(
        "heading-new",
        n=len(new),
        period=ed.period,
        countries=ed.say("countries", n=len(new)),
    )
    return Passage("new", heading, tuple(said), reading=ed.say("new-read"))
