"""The head of a bulletin: its title, and the main points ranked."""

from __future__ import annotations

from typing import Any

from sezlib.identity import PAIRS, takes
from sezlib.language import Edition, missing
from sezlib.narrative.closing import incomplete
from sezlib.narrative.facts import (
    first_few,
    firsts,
    largest,
    last_two_years,
    leaders,
    new_pairs,
    ranked,
    start_of,
    stated,
    unstated,
)
from sezlib.narrative.passage import Passage, by_group, change, previous, row
from sezlib.narrative.sections import group_names

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
    subtitle = ed.say(f"{page}subtitle", unit=ed.unit("one"), period=ed.period)
    return Passage(
        "top",
        ed.title(),
        (f"{subtitle.rstrip('.')}.", *ed.completeness()),
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
    countries="first_exports(flows, of='destination', partial=...)",
    first_groups="first_exports(flows, of='group', partial=...)",
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
    first = leaders(held, _amount)
    return ed.say(
        "point-group",
        n=len(first),
        of=stated(held, _amount, unstated(groups, ed.period, "group")["total"]),
        group=group_names(first, ed),
        value=ed.money(held[0]["total"]),
        share=ed.least(held[0]["share"]),
    )


def _amount(r: dict[str, Any]) -> float:
    return float(r["total"])


def _destinations(destinations: Any, ed: Edition) -> str:
    held = ranked(destinations, ed.period, "destination")
    sold = [r for r in held if r["total"] > 0]
    if not sold:
        return ""
    top = first_few(sold, ed.top, _amount)
    return ed.say(
        "point-destinations",
        n=len(sold),
        part="some" if len(top) < len(sold) else "all",
        of=stated(sold, _amount, unstated(destinations, ed.period, "destination")["total"]),
        countries=ed.places(r["destination"] for r in sold),
        list=ed.list(ed.country(r["destination"]) for r in top),
    )


def _new(pairs: Any, countries: Any, ed: Edition) -> str:
    new = firsts(countries, ed.period)
    if not new:
        return ""
    held = new_pairs(pairs, countries, ed.period)
    names = by_group(held, ed) if held else ed.list(ed.country(r["destination"]) for r in new)
    return ed.say("point-new", countries=ed.places(r["destination"] for r in new), list=names)


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
                n=len(names),
                list=ed.list(names),
            )
        )
    return said


def _running(running: Any, ed: Edition) -> str:
    now = row(running, ed.period)
    first, start = start_of(running, ed)
    if first == ed.period or not now["cumulative"]:
        return ""
    lately = last_two_years(running, ed)
    return ed.say(
        "point-running-short" if lately is None else "point-running",
        start=start,
        passed=ed.passed(now["cumulative"]),
        value=ed.money(now["cumulative"], digits=2),
        exact="yes" if ed.money(now["cumulative"]) in ed.passed(now["cumulative"]) else "no",
        share="" if lately is None else ed.least(lately),
    )
