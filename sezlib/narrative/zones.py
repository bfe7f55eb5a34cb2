"""Zones compared: the main points, their totals, what each sells, the objection, the limits."""

from __future__ import annotations

from typing import Any

from sezlib.available import Unavailable
from sezlib.identity import takes
from sezlib.language import Edition, missing
from sezlib.narrative.closing import account
from sezlib.narrative.passage import (
    Passage,
    change,
    figure,
    points,
    previous,
    row,
    rows,
    signed,
    unavailable,
)


@takes(
    "compared",
    "together",
    compared="compare(flows)",
    together="growth(flows)",
    moved="contribution(flows, of='zone')",
)
def zones_points(compared: Any, together: Any, moved: Any, ed: Edition) -> Passage:
    """Return the main points on several zones.

    `compared` is `compare` of zones, `together` the growth of all of them, `moved` what each zone
    contributed to it.
    """
    held = _largest(compared, ed)
    now = row(together, ed.period)
    said = {"zones": ed.say("zones-count", n=len(held)), "period": ed.when(ed.period)}
    said |= {"total": ed.money(now["total"])}
    told = [ed.say("zones-point-total-alone", **said)]
    if not missing(now["growth"]):
        then = ed.when(previous(ed.period))
        grown = change(ed, now["growth"])
        told = [ed.say("zones-point-total", change=grown, previous=then, **said)]
    figure(ed, "zones", len(held), "zones")
    figure(ed, "total", now["total"], ed.currency)
    figure(ed, "growth", now["growth"], "fraction")
    lead = held[0]
    if lead["total"]:
        amounts = {"value": ed.money(lead["total"]), "share": ed.percent(lead["share"])}
        told.append(ed.say("zones-point-largest", zone=lead["zone"], **amounts))
    told += [*_growth(held, ed), *_moved(moved, now, ed), *_breadth(held, ed)]
    return Passage("main-points", ed.say("main-points"), points=tuple(told))


def _largest(compared: Any, ed: Edition) -> list[dict[str, Any]]:
    return sorted(rows(compared, ed.period), key=lambda r: (-r["total"], r["zone"]))


def _growth(held: list[dict[str, Any]], ed: Edition) -> list[str]:
    grown = sorted((r for r in held if not missing(r["growth"])), key=lambda r: -r["growth"])
    if len(grown) < 2:
        return []
    first, last = grown[0], grown[-1]
    rates = {"growth": signed(ed, first["growth"]), "least": signed(ed, last["growth"])}
    return [ed.say("zones-point-growth", zone=first["zone"], last=last["zone"], **rates)]


def _moved(moved: Any, now: dict[str, Any], ed: Edition) -> list[str]:
    held = [r for r in rows(moved, ed.period) if not missing(r["contribution"])]
    if missing(now["growth"]) or now["growth"] <= 0 or not held:
        return []
    most = max(held, key=lambda r: (r["contribution"], r["zone"]))
    told = {
        "growth": ed.percent(now["growth"]),
        "points": points(ed, most["contribution"]).lstrip("+"),
    }
    return [ed.say("zones-point-moved", zone=most["zone"], **told)]


def _breadth(held: list[dict[str, Any]], ed: Edition) -> list[str]:
    said = []
    leaning = [r for r in held if not missing(r.get("largest_exporter"))]
    if leaning:
        most = max(leaning, key=lambda r: (r["largest_exporter"], r["zone"]))
        share = ed.percent(most["largest_exporter"])
        said.append(ed.say("zones-point-depends", zone=most["zone"], share=share))
    abroad = [r for r in held if not missing(r.get("destinations")) and r["destinations"]]
    if abroad:
        most = max(abroad, key=lambda r: (r["destinations"], r["zone"]))
        countries = ed.say("countries", n=int(most["destinations"]))
        said.append(ed.say("zones-point-markets", zone=most["zone"], countries=countries))
    return said


@takes("compared", compared="compare(flows)")
def zones_totals(compared: Any, ed: Edition) -> Passage:
    """Return the section on how much each zone exported, and since when it has records."""
    lead = _largest(compared, ed)[0]
    begun = compared.groupby("zone")["period"].min()
    late = begun[begun > begun.min()]
    said = []
    if len(late):
        told = [f"{zone} ({year})" for zone, year in late.items()]
        said.append(ed.say("zones-totals-late", list=ed.list(told)))
    heading = ed.say("heading-zones-totals", zone=lead["zone"], period=ed.period)
    return Passage("zones-totals", heading, tuple(said), reading=ed.say("zones-totals-read"))


@takes(groups="rank(flows, of='group', by='zone', top=...)")
def zones_groups(groups: Any, ed: Edition) -> Passage:
    """Return the section on what each zone sells, from `rank` of groups by zone."""
    if isinstance(groups, Unavailable):
        return unavailable("groups", groups, ed)
    held = [r for r in rows(groups, ed.period) if r["rank"] == 1 and not missing(r["share"])]
    if not held:
        return unavailable("groups", Unavailable(("group",)), ed)
    lead = max(held, key=lambda r: (r["share"], r["zone"]))
    items = [
        ed.say(
            "zones-groups-item",
            zone=r["zone"],
            group=ed.group(r["group"]),
            share=ed.percent(r["share"]),
        )
        for r in held
    ]
    text = ed.say("zones-groups-text", period=ed.period, list="; ".join(items))
    heading = ed.say(
        "heading-zones-groups",
        zone=lead["zone"],
        group=ed.group(lead["group"]),
        share=ed.percent(lead["share"]),
    )
    return Passage("zones-groups", heading, (text,), reading=ed.say("zones-groups-read"))


@takes("compared", compared="compare(flows)")
def zones_objection(compared: Any, ed: Edition) -> Passage | None:
    """Return the objection that a young zone grows from little; nothing without growth."""
    grown = [r for r in rows(compared, ed.period) if not missing(r["growth"])]
    if len(grown) < 2:
        return None
    first = max(grown, key=lambda r: (r["growth"], r["zone"]))
    most = max(grown, key=lambda r: (r["total"] - r["previous"], r["zone"]))
    begun = compared.groupby("zone")["period"].min()
    young = begun[first["zone"]] == begun.max() > begun.min()
    text = ed.say(
        "zones-objection-text",
        zone=first["zone"],
        added=ed.money(first["total"] - first["previous"]),
        period=ed.period,
        most=most["zone"],
        value=ed.money(most["total"] - most["previous"]),
    )
    heading = ed.say("heading-zones-objection", kind="young" if young else "old")
    return Passage("zones-objection", heading, (text,))


def zones_limits(ed: Edition) -> Passage:
    """Return what a comparison of zones can bear and what it cannot."""
    said = account(ed)
    said += [ed.say(f"limits-zones-{name}") for name in ("age", "prices", "named")]
    said += [ed.say("limits-synthetic")] if ed.synthetic else []
    return Passage("limits", ed.say("heading-limits"), points=tuple(said))
