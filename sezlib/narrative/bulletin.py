"""The head of a bulletin: its title, and the main points ranked."""

from __future__ import annotations

from typing import Any

from sezlib.identity import PAIRS, takes
from sezlib.language import Edition, missing
from sezlib.narrative.closing import incomplete
from sezlib.narrative.facts import (
    firsts,
    largest,
    last_two_years,
    new_pairs,
    ranked,
    start_of,
)
from sezlib.narrative.passage import Passage, by_group, change, previous, row

MOST = 6


def title(ed: Edition) -> Passage:
    """Return the title, with the warning that invented or incomplete records need."""
    warning = [text for text in (incomplete(ed),) if text]
    warning += [ed.say("synthetic-banner")] if ed.synthetic else []
    # who marks a profile as synthetic and names sources has held its totals to them
    held = ed.profile.get("synthetic") and ed.profile.get("sources")
    # but nothing that customs relief is told from has been published
    if ed.synthetic and held and ed.page != "relief":
        warning.append(ed.say("synthetic-calibrated"))
    page = f"{ed.page}-" if ed.page else ""
    return Passage(
        "top",
        ed.title(),
        (ed.say(f"{page}subtitle", unit=ed.unit("one"), period=ed.period),),
        level=1,
        warning=" ".join(warning),
    )


@takes(
    "growth",
    "running",
    growth="growth(flows)",
    groups="share(flows, of='group')",
    destinations="rank(flows, of='destination')",
    pairs=PAIRS,
    countries="first_exports(flows, of='destination')",
    first_groups="first_exports(flows, of='group')",
    running="cumulative(flows)",
)
def main_points(
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
        _total(growth, ed),
        _group(groups, ed),
        _destinations(destinations, ed),
        _new(pairs, countries, ed),
        *_first_groups(pairs, first_groups, ed),
        _running(running, ed),
    ]
    # the running total is always told, whatever number of groups was new
    kept = [point for point in said if point]
    kept = kept[: MOST - 1] + kept[-1:] if len(kept) > MOST else kept
    return Passage("main-points", ed.say("main-points"), points=tuple(kept))


def _total(growth: Any, ed: Edition) -> str:
    now = row(growth, ed.period)
    said = {
        "goods": ed.goods or ed.say("goods"),
        "total": ed.money(now["total"]),
        "period": ed.when(ed.period),
        "who": ed.who(),
    }
    if missing(now["growth"]):
        return ed.say("point-total-alone", **said)
    return ed.say(
        "point-total",
        change=change(ed, now["growth"]),
        previous=ed.when(previous(ed.period)),
        **said,
    )


def _group(groups: Any, ed: Edition) -> str:
    held = largest(groups, ed.period, "group")
    if not held or not held[0]["total"]:
        return ""
    lead = held[0]
    return ed.say(
        "point-group",
        group=ed.group(lead["group"]),
        value=ed.money(lead["total"]),
        share=ed.percent(lead["share"]),
    )


def _destinations(destinations: Any, ed: Edition) -> str:
    held = ranked(destinations, ed.period, "destination")
    sold = [r for r in held if r["total"] > 0]
    if not sold:
        return ""
    return ed.say(
        "point-destinations",
        countries=ed.say("countries", n=len(sold)),
        top=ed.list(ed.country(r["destination"]) for r in sold[: ed.top]),
    )


def _new(pairs: Any, countries: Any, ed: Edition) -> str:
    new = firsts(countries, ed.period)
    if not new:
        return ""
    held = new_pairs(pairs, countries, ed.period)
    names = by_group(held, ed) if held else ed.list(ed.country(r["destination"]) for r in new)
    return ed.say("point-new", countries=ed.say("countries", n=len(new)), list=names)


def _first_groups(pairs: Any, first_groups: Any, ed: Edition) -> list[str]:
    said = []
    for new in firsts(first_groups, ed.period):
        to = [r for r in firsts(pairs, ed.period) if r["group"] == new["group"]]
        named = "point-first-group" if to else "point-first-group-alone"
        names = sorted(ed.country(r["destination"]) for r in to)
        said.append(
            ed.say(
                named,
                group=ed.group(new["group"]),
                value=ed.money(new["value"]),
                list=ed.list(names),
            )
        )
    return said


def _running(running: Any, ed: Edition) -> str:
    now = row(running, ed.period)
    first, start = start_of(running, ed)
    if first == ed.period or not now["cumulative"]:
        return ""
    lately = last_two_years(running, ed.period)
    return ed.say(
        "point-running-short" if lately is None else "point-running",
        start=start,
        passed=ed.passed(now["cumulative"]),
        value=ed.money(now["cumulative"]),
        share="" if lately is None else ed.percent(lately),
    )
