"""Sections on dependence: how much hangs on the largest company, and what growth is without it."""

from __future__ import annotations

from typing import Any

from sezlib.flows import Unavailable
from sezlib.identity import DEPENDENCE, takes
from sezlib.language import Edition, missing
from sezlib.narrative.facts import UNSPECIFIED, first_few, leaders
from sezlib.narrative.passage import (
    Passage,
    direction,
    figure,
    previous,
    row,
    rows,
    signed,
    went,
)
from sezlib.narrative.rosters import WHOLE, by_size, size

MOST_LEFT_OUT = 3


@takes(held=DEPENDENCE, curve="lorenz(flows, of='resident')")
def dependence(held: Any, curve: Any, ed: Edition, fewest: int = 3) -> Passage | None:
    """Return the section on concentration, from the table of `dependence_table` and `lorenz`."""
    now, before = row(held, ed.period), row(held, previous(ed.period))
    if not now or not now["lines"]:
        return None
    told = {"period": ed.when(ed.period), "fewest": fewest}
    if missing(now["largest"]):
        alone = (ed.say("guarded", **told),)
        return Passage("dependence", ed.say("heading-dependence-guarded", **told), alone)
    figure(ed, "largest_exporter_share", now["largest"], "fraction")
    figure(ed, "top_exporters_share", now["together"], "fraction", top=ed.top)
    share, together = ed.least(now["largest"]), ed.least(now["together"])
    top = ed.top if now["lines"] > ed.top > 1 else 1
    parts = {"share": share, "together": together, "of": among(now)}
    said = [ed.say("dependence-share", top=top, period=told["period"], **parts)]
    if before and not missing(before["largest"]):
        then, share_then = ed.when(previous(ed.period)), ed.least(before["largest"])
        together_then = ed.least(before["together"])
        top_then = top if before["lines"] > ed.top else 1
        parts = {"share": share_then, "together": together_then, "of": among(before)}
        said.append(ed.say("dependence-before", top=top_then, previous=then, **parts))
    if not missing(now["equivalent_number"]):
        figure(ed, "equivalent_exporters", now["equivalent_number"], "equal companies")
        figure(ed, "exporters_gini", now["gini"], "index")
        number, companies = ed.number(now["equivalent_number"], 1), int(now["lines"])
        said.append(ed.say("dependence-equal", number=number, n=companies, of=among(now)))
    half = smaller_half(curve, ed.period)
    if half:
        parts = {"share": ed.least(half["lorenz"]), "of": among(now)}
        n, gini = half["n"], ed.number(now["gini"], 2)
        said.append(ed.say("dependence-half", n=n, all=int(now["lines"]), gini=gini, **parts))
    heading = dependence_heading(now, ed)
    return Passage("dependence", heading, tuple(said), reading=ed.say("dependence-read"))


def dependence_heading(now: dict[str, Any], ed: Edition) -> str:
    """Return the share of the largest exporter of a year of `dependence_table`."""
    share = ed.least(now["largest"])
    return ed.say("heading-dependence", share=share, period=ed.when(ed.period), of=among(now))


def among(held: dict[str, Any]) -> str:
    """Return whether a year's exporters are those of `all` exports, or of the `part` stated."""
    return "part" if held.get("coverage", 1.0) < WHOLE else "all"


@takes(left_out="leave_one_out(flows)")
def without_each(left_out: Any, ed: Edition, fewest: int = 3) -> Passage | None:
    """Return the section on growth without each company, from `leave_one_out`."""
    held = by_size(left_out, ed.period)
    if not held or missing(held[0]["growth"]):
        return None
    if len(held) - 1 < fewest:
        alone = (ed.say("guarded-without", fewest=fewest),)
        return Passage("without", ed.say("heading-without-guarded"), alone)
    low, high = bounds(left_out, ed.period)
    one: Any = leading(left_out, ed, fewest).get("growth_without")
    figure(ed, "growth_without_largest", one, "fraction")
    figure(ed, "growth_without_one_low", low["growth_without"], "fraction")
    figure(ed, "growth_without_one_high", high["growth_without"], "fraction")
    told = {
        "growth": went(ed, held[0]["growth"]),
        "low": signed(ed, low["growth_without"]),
        "high": signed(ed, high["growth_without"]),
    }
    # a company that had sold all of last year leaves no growth behind
    known = "every" if every(left_out, ed.period) else "other"
    kind = f"{known}-{'alike' if told['low'] == told['high'] else 'apart'}"
    said = [ed.say("without-text", kind=kind, previous=ed.when(previous(ed.period)), **told)]
    if not missing(one):
        said.append(ed.say("without-largest", without=went(ed, one, "would")))
    heading = ed.say("heading-without", kind=kind, **told)
    return Passage("without", heading, tuple(said), reading=ed.say("without-read"))


@takes(left_out="leave_one_out(flows)", moved="contribution(flows, of='resident')")
def without_largest(left_out: Any, moved: Any, ed: Edition, fewest: int = 3) -> Passage | None:
    """Return the strongest objection, tested: that the growth is that of the largest alone.

    `left_out` is `leave_one_out` of companies, `moved` their `contribution`. Without a growth
    there is nothing to object to.
    """
    for table in (left_out, moved):
        if isinstance(table, Unavailable):
            return None
    first = leading(left_out, ed, fewest)
    if not first or direction(first["growth"]) == "same":
        return None
    grown, one = first["growth"], first["growth_without"]
    if missing(one):
        told = {"previous": ed.when(previous(ed.period)), "growth": went(ed, grown)}
        return Passage(
            "objection", ed.say("heading-leaning-base"), (ed.say("leaning-base", **told),)
        )
    named = by_size(moved, ed.period)
    # of several that are as large as each other none is the third
    tied = len(first_few(named, MOST_LEFT_OUT, size)) > MOST_LEFT_OUT
    three = None if tied else without_some(moved, ed.period, MOST_LEFT_OUT, fewest)
    figure(ed, "growth_without_three", three, "fraction", left_out=MOST_LEFT_OUT)
    way = direction(grown)
    verdict = "none" if direction(one) != way else "stands"
    if verdict == "stands" and three is not None and direction(three) != way:
        verdict = "one"
    elif verdict == "stands" and three is None:
        verdict = "unknown"
    said = [ed.say("leaning-text", growth=went(ed, grown), one=went(ed, one, "would"))]
    if three is not None:
        said.append(ed.say("leaning-three", three=went(ed, three, "would")))
    elif len(named) - MOST_LEFT_OUT < fewest:
        said.append(ed.say("leaning-guarded", fewest=fewest))
    heading = ed.say("heading-leaning", verdict=verdict, direction=way)
    return Passage("objection", heading, tuple(said), reading=ed.say("leaning-read"))


def without_some(moved: Any, period: str, n: int, fewest: int) -> float | None:
    """Return the growth of all but the `n` largest, if `fewest` companies are left to have one."""
    named = by_size(moved, period)
    if len(named) - n < fewest:
        return None
    gone = [r["resident"] for r in named[:n]]
    others = [r for r in rows(moved, period) if r["resident"] not in gone]
    now, then = (
        sum(r[year] for r in others if not missing(r[year])) for year in ("total", "previous")
    )
    return now / then - 1 if then > 0 else None


def leading(left_out: Any, ed: Edition, fewest: int) -> dict[str, Any]:
    """Return the row of the largest company of both years, empty where too few others are left."""
    held = by_size(left_out, ed.period)
    if len(held) - 1 < fewest or missing(held[0]["growth"]):
        return {}
    first = leaders(held, size)
    rates = {signed(ed, r["growth_without"]) for r in first}
    # of several that are equally large none is the largest, unless all come to the same
    return held[0] if len(rates) == 1 else {}


def bounds(left_out: Any, period: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the companies without which growth is least, and most."""
    held = [r for r in rows(left_out, period) if r["resident"] not in UNSPECIFIED]
    held = [r for r in held if not missing(r["growth_without"]) and size(r) > 0]
    held.sort(key=lambda r: (r["growth_without"], r["resident"]))
    return held[0], held[-1]


def every(left_out: Any, period: str) -> bool:
    """Return whether there is a growth without each of the companies."""
    held = [r for r in rows(left_out, period) if r["resident"] not in UNSPECIFIED]
    return not any(missing(r["growth_without"]) for r in held if size(r) > 0)


def smaller_half(curve: Any, period: str) -> dict[str, Any]:
    """Return the point of the Lorenz curve at which half of the companies are counted."""
    held = rows(curve, period)
    n = len(held) // 2
    return {**held[n - 1], "n": n} if n else {}
