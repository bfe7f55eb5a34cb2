"""Sections on the exports themselves: a heading that tells the finding, sentences, figures."""

from __future__ import annotations

from typing import Any

from sezlib.available import Unavailable
from sezlib.identity import PAIRS, takes
from sezlib.language import Edition, missing
from sezlib.narrative.facts import (
    firsts,
    gaps,
    largest,
    moved_most,
    new_pairs,
    ranked,
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
        on_record = before in set(flows["period"].str.slice(0, 4))
        reason = "total-zero" if not missing(now["previous"]) else "total-nothing"
        reason = "total-base" if on_record and missing(now["previous"]) else reason
        return Passage("total", heading, (ed.say(reason, previous=before),), reading=reading)
    words = change(ed, now["growth"])
    heading = ed.say("heading-total", period=when, total=amount, change=words, previous=then)
    told = ed.say(
        "total-growth",
        goods=ed.goods or ed.say("goods"),
        total=amount,
        period=when,
        before=ed.money(now["previous"]),
        previous=then,
        change=words,
        direction=direction(now["growth"]),
        difference=ed.money(abs(now["total"] - now["previous"])),
    )
    if ed.months == 12:
        return Passage("total", heading, (told,), reading=reading)
    part = ed.say("total-months", year=ed.period, last=ed.month(ed.months), previous=before)
    return Passage("total", heading, (told, part), reading=reading)


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
            # names may have an "and" of their own
            list="; ".join(ed.group(r["group"]) for r in held[:NAMED] if r["total"] > 0),
        )
    ]
    grown = row(growth, ed.period)["growth"]
    moved = moved_most(contributions, ed.period, "group")
    way, mover = "none", lead["group"]
    if moved and direction(grown) != "same":
        way = direction(grown)
        sign = 1 if way == "up" else -1
        mover = max(moved, key=lambda r: sign * r["contribution"])["group"]
        items = [
            ed.say(
                "groups-add-item", group=ed.group(r["group"]), points=points(ed, r["contribution"])
            )
            for r in moved[:FEW]
        ]
        said.append(
            ed.say(
                "groups-add",
                direction=way,
                growth=ed.percent(abs(grown)),
                list="; ".join(items),
            )
        )
    heading = ed.say("heading-groups", direction=way, group=ed.group(mover))
    named = ed.percent(sum(r["share"] or 0.0 for r in held if r["group"] != "other"))
    if named != ed.percent(1.0):
        said.append(ed.say("groups-derived", covered=named))
    return Passage("groups", heading, tuple(said), reading=ed.say("groups-read") if moved else "")


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
    said = []
    if held:
        top = held[: ed.top]
        named = [f"{ed.country(r['destination'])} ({ed.percent(r['share'])})" for r in top]
        share = ed.percent(sum(r["share"] for r in top))
        said.append(ed.say("destinations-top", list=ed.list(named), share=share))
    sized = sorted(rows(blocs, ed.period), key=lambda r: -r["total"])
    sized = [r for r in sized if r["bloc"] != "other" and r["total"] > 0]
    if sized:
        names = [f"{ed.bloc(r['bloc'])} ({ed.percent(r['ratio'])})" for r in sized[:FEW]]
        said.append(ed.say("destinations-blocs", list=ed.list(names)))
    if hidden:
        said.append(ed.say("destinations-unspecified", share=ed.least(hidden[0]["share"])))
    countries = ed.say("countries", n=len(held))
    first = ed.country(held[0]["destination"]) if held else ""
    message = "heading-destinations" if held else "heading-destinations-none"
    heading = ed.say(message, countries=countries, first=first)
    reading = ed.say("destinations-read") if held else ""
    return Passage("destinations", heading, tuple(said), reading=reading)


@takes(
    "countries",
    "flows",
    countries="first_exports(flows, of='destination')",
    pairs=PAIRS,
    first_groups="first_exports(flows, of='group')",
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
    if any(r["status"] == "censored" for r in rows(countries, ed.period)) and not new:
        heading = ed.say("heading-new-censored", period=ed.period)
        censored = (ed.say("new-censored", period=ed.period),)
        return Passage("new", heading, censored, reading=reading)
    names = by_group(held, ed) if held else ed.list(ed.country(r["destination"]) for r in new)
    said = [ed.say("new-list" if new else "new-none", period=ed.period, list=names)]
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
    counted = ed.say("countries", n=len(new))
    heading = ed.say("heading-new", period=ed.period, n=len(new), countries=counted)
    return Passage("new", heading, tuple(said), reading=reading)
