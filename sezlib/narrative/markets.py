"""Markets: where goods go, what the change came from, and whether sales last."""

from __future__ import annotations

from typing import Any

from sezlib.available import Unavailable
from sezlib.identity import LASTING, takes
from sezlib.language import Edition, missing
from sezlib.narrative.closing import account
from sezlib.narrative.facts import moved_most
from sezlib.narrative.passage import (
    Passage,
    direction,
    figure,
    points,
    previous,
    row,
    rows,
    signed,
    unavailable,
)

SHOWN = 3
LATER = 5
PARTS = ("continuing", "entering", "returning", "leaving")


@takes(
    "lasting",
    counts="count(flows, of='destination')",
    held="concentration(flows, of='destination', index=['equivalent_number', 'cr'], top=3)",
    split="margins(flows, of='destination')",
    moved="contribution(flows, of='destination')",
    without="leave_one_out(flows, of='destination')",
    lasting=LASTING,
)
def markets_points(
    counts: Any, held: Any, split: Any, moved: Any, without: Any, lasting: Any, ed: Edition
) -> Passage:
    """Return the main points on markets.

    `counts` (count), `held` (concentration), `split` (margins), `moved` (contribution) and
    `without` (leave_one_out) are of destinations, `lasting` is `survival` of sales.
    """
    told = [
        *_count(counts, ed),
        *_even(held, ed),
        *_split(split, ed),
        *_moved(moved, ed),
        *_lasts(lasting, ed),
        *_without(without, ed),
    ]
    if isinstance(counts, Unavailable):
        told.append(ed.say("unavailable-destinations", columns=ed.list(counts.missing)))
    return Passage("main-points", ed.say("main-points"), points=tuple(told))


def _count(counts: Any, ed: Edition) -> list[str]:
    now, before = row(counts, ed.period), row(counts, previous(ed.period))
    if not now:
        return []
    figure(ed, "destinations", now["count"], "countries")
    told = {"countries": ed.say("countries", n=int(now["count"])), "period": ed.when(ed.period)}
    if not before:
        return [ed.say("markets-point-count-alone", **told)]
    told |= {"before": ed.say("countries", n=int(before["count"]))}
    return [ed.say("markets-point-count", previous=ed.when(previous(ed.period)), **told)]


def _even(held: Any, ed: Edition) -> list[str]:
    now = row(held, ed.period)
    if not now or missing(now["equivalent_number"]):
        return []
    figure(ed, "equivalent_destinations", now["equivalent_number"], "equal countries")
    figure(ed, "three_largest_share", now["cr"], "fraction")
    number, share = ed.number(now["equivalent_number"], 1), ed.percent(now["cr"])
    wide = "yes" if now["lines"] > SHOWN else "no"
    return [ed.say("markets-point-even", number=number, share=share, wide=wide)]


def _changes(split: Any, ed: Edition) -> dict[str, float]:
    """Return the change of the period by margin."""
    held = {r["margin"]: r["change"] for r in rows(split, ed.period)}
    return {name: held.get(name, 0.0) for name in (*PARTS, "below", "unspecified")} if held else {}


def _split(split: Any, ed: Edition) -> list[str]:
    held = _changes(split, ed)
    if not held:
        return []
    for name in PARTS:
        figure(ed, "market_margin", held[name], ed.currency, margin=name)
    if not any(held[name] for name in PARTS):
        return []
    told = {name: added(ed, held[name]) for name in PARTS}
    return [ed.say("markets-point-margins", change=added(ed, sum(held.values())), **told)]


def added(ed: Edition, change: float) -> str:
    """Return a change of an amount with its sign: `+79.00 mln RUB`."""
    return ("+" if change > 0 else "") + ed.money(change)


def _moved(moved: Any, ed: Edition) -> list[str]:
    held = moved_most(moved, ed.period, "destination")
    if not held:
        return []
    told = {"points": points(ed, held[0]["contribution"]), "growth": _growth(moved, ed)}
    return [ed.say("markets-point-moved", country=ed.country(held[0]["destination"]), **told)]


def _growth(moved: Any, ed: Edition) -> str:
    return signed(ed, sum(r["contribution"] for r in rows(moved, ed.period)))


def first_year(lasting: Any) -> float | None:
    """Return the share of sales that outlast their first period, or None where none began."""
    if isinstance(lasting, Unavailable) or lasting.empty:
        return None
    first = lasting[lasting["duration"] == 1]
    # where none ended or was cut off after one year, all outlast it
    return float(first["survival"].iloc[0]) if len(first) else 1.0


def _lasts(lasting: Any, ed: Edition) -> list[str]:
    share = first_year(lasting)
    if share is None:
        return []
    figure(ed, "first_year_survival", share, "fraction")
    return [ed.say("markets-point-lasts", share=ed.percent(share))]


def _largest(without: Any, ed: Edition) -> dict[str, Any]:
    held = [r for r in rows(without, ed.period) if not missing(r["total"])]
    return max(held, key=lambda r: (r["total"], r["destination"]), default={})


def _without(without: Any, ed: Edition) -> list[str]:
    held = _largest(without, ed)
    if not held or missing(held["growth_without"]):
        return []
    figure(ed, "growth_without_largest", held["growth_without"], "fraction")
    return [ed.say("markets-point-without", without=signed(ed, held["growth_without"]))]


@takes(
    "counts",
    counts="count(flows, of='destination')",
    held="concentration(flows, of='destination', index='equivalent_number', top=...)",
)
def markets_count(counts: Any, held: Any, ed: Edition) -> Passage:
    """Return the section on how many countries, and how even."""
    if isinstance(counts, Unavailable):
        return unavailable("destinations", counts, ed)
    countries = ed.say("countries", n=int(row(counts, ed.period).get("count", 0)))
    number = row(held, ed.period).get("equivalent_number")
    heading = ed.say("heading-markets-count-alone", countries=countries)
    if number is not None and not missing(number):
        told = {"number": ed.number(number, 1), "countries": countries}
        heading = ed.say("heading-markets-count", **told)
    return Passage("markets-count", heading, reading=ed.say("markets-count-read"))


@takes("split", "growth", split="margins(flows, of='destination')", growth="growth(flows)")
def markets_margins(split: Any, growth: Any, ed: Edition) -> Passage | None:
    """Return the section on where the change came from."""
    if isinstance(split, Unavailable):
        return None
    held, now = _changes(split, ed), row(growth, ed.period)
    if not held:
        said = (ed.say("markets-margins-none"),)
        return Passage("markets-margins", ed.say("heading-markets-margins", kind="unknown"), said)
    change = sum(held.values())
    kind = "old" if abs(held["continuing"]) * 2 >= abs(change) else "new"
    if direction(change / (now["previous"] or 1.0)) == "same":
        kind = "none"
    text = ed.say(
        "markets-margins-text",
        before=ed.money(now["previous"]),
        previous=ed.when(previous(ed.period)),
        total=ed.money(now["total"]),
        period=ed.when(ed.period),
        change=added(ed, change),
    )
    heading = ed.say("heading-markets-margins", kind=kind)
    return Passage("markets-margins", heading, (text,), reading=ed.say("markets-margins-read"))


@takes(moved="contribution(flows, of='destination')")
def markets_moved(moved: Any, ed: Edition) -> Passage | None:
    """Return the section on the countries that moved exports most."""
    if isinstance(moved, Unavailable):
        return None
    held = moved_most(moved, ed.period, "destination")
    if not held:
        return None
    up = [r for r in held if r["contribution"] > 0][:SHOWN]
    down = [r for r in held if r["contribution"] < 0][:SHOWN]
    said = [
        ed.say(name, list=ed.list(_item(r, ed) for r in part))
        for name, part in (("markets-moved-up", up), ("markets-moved-down", down))
        if part
    ]
    heading = ed.say("heading-markets-moved", country=ed.country(held[0]["destination"]))
    return Passage("markets-moved", heading, tuple(said), reading=ed.say("markets-moved-read"))


def _item(r: dict[str, Any], ed: Edition) -> str:
    told = {"points": points(ed, r["contribution"])}
    return ed.say("markets-moved-item", country=ed.country(r["destination"]), **told)


@takes("lasting", lasting=LASTING)
def markets_survival(lasting: Any, ed: Edition) -> Passage:
    """Return the section on how long sales last, from `survival`."""
    if isinstance(lasting, Unavailable):
        return unavailable("groups", lasting, ed)
    share = first_year(lasting)
    if share is None:
        heading = ed.say("heading-markets-survival-none")
        return Passage("markets-survival", heading, (ed.say("markets-survival-few"),))
    later = lasting[lasting["duration"] <= LATER]
    many = lasting["duration"].max() >= LATER
    text = ed.say(
        "markets-survival-text",
        n=int((lasting["ended"] + lasting["censored"]).sum()),
        share=ed.percent(share),
        many="yes" if many else "no",
        years=LATER,
        later=ed.percent(later["survival"].iloc[-1]) if len(later) else "–",
    )
    heading = ed.say("heading-markets-survival", share=ed.percent(share))
    return Passage("markets-survival", heading, (text,), reading=ed.say("markets-survival-read"))


@takes(without="leave_one_out(flows, of='destination')")
def markets_without(without: Any, ed: Edition) -> Passage | None:
    """Return the objection that growth hangs on one market, from `leave_one_out`."""
    if isinstance(without, Unavailable):
        return None
    held = _largest(without, ed)
    if not held or missing(held["growth_without"]) or missing(held["growth"]):
        return None
    grew = held["growth"] > 0
    kind = "stands" if grew and held["growth_without"] > 0 else "falls" if grew else "shrank"
    text = ed.say(
        "markets-without-text",
        growth=signed(ed, held["growth"]),
        country=ed.country(held["destination"]),
        period=ed.when(ed.period),
        without=signed(ed, held["growth_without"]),
    )
    return Passage("objection", ed.say("heading-markets-without", kind=kind), (text,))


def markets_limits(ed: Edition) -> Passage:
    """Return what the page on markets can bear and what it cannot."""
    names = ["markets-spells", "markets-independent", "markets-blocs", "strength"]
    names += ["synthetic"][: int(ed.synthetic)]
    said = (*account(ed), *(ed.say(f"limits-{name}") for name in names))
    return Passage("limits", ed.say("heading-limits"), points=said)
