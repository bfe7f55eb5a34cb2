"""Sections on who stands behind the exports: residents, the running total, the zone."""

from __future__ import annotations

import math
from typing import Any

from sezlib.available import Unavailable
from sezlib.language import Edition, missing
from sezlib.narrative.facts import last_two_years, moved_most, ranked, start_of
from sezlib.narrative.passage import Passage, figure, points, previous, row, unavailable


def residents(ranking: Any, counts: Any, ed: Edition) -> Passage:
    """Return the section on residents, from `rank` and `count` of residents."""
    if isinstance(ranking, Unavailable):
        return unavailable("residents", ranking, ed)
    now, before = row(counts, ed.period), row(counts, previous(ed.period))
    held = ranked(ranking, ed.period, "resident")
    n = int(now["count"])
    figure(ed, "exporters", n, "companies")
    said = [
        ed.say(
            "residents-count" if before else "residents-count-alone",
            n=n,
            period=ed.period,
            companies=ed.say("companies", n=n),
            before=ed.say("companies", n=int(before["count"])) if before else "",
            previous=previous(ed.period),
        )
    ]
    listed = ed.profile.get("companies")
    if listed and n:
        said.append(
            ed.say(
                "residents-of",
                share=ed.percent(n / listed),
                companies=ed.say("companies", n=int(listed)),
            )
        )
    share = ""
    if held and not missing(held[0]["share"]):
        share = ed.percent(held[0]["share"])
        top = held[: ed.top]
        said.append(
            ed.say(
                "residents-largest",
                first=share,
                top=len(top),
                together=ed.percent(sum(r["share"] for r in top)),
            )
        )
    heading = ed.say(
        "heading-residents", n=n, companies=ed.say("companies", n=n), share=share or "–"
    )
    return Passage("residents", heading, tuple(said), reading=ed.say("residents-read"))


def objection(contributions: Any, growth: Any, ed: Edition) -> Passage:
    """Return the strongest objection to the growth, tested: that one company made it."""
    if isinstance(contributions, Unavailable):
        return unavailable("objection", contributions, ed)
    grown = row(growth, ed.period)["growth"]
    moved = moved_most(contributions, ed.period, "resident", grown)
    if not moved:
        return Passage("objection")
    most = max(moved, key=lambda r: abs(r["contribution"]))
    rest = grown - most["contribution"]
    # one company carries the figure where the rest would tell another story
    narrow = abs(most["contribution"]) > abs(grown) / 2 or rest * grown <= 0
    return Passage(
        "objection",
        ed.say("heading-objection", kind="narrow" if narrow else "broad"),
        (
            ed.say(
                "objection-text",
                points=points(ed, most["contribution"]),
                growth=points(ed, grown),
                others=points(ed, rest),
            ),
        ),
    )


def running(cumulative: Any, ed: Edition) -> Passage:
    """Return the section on the running total, from `cumulative(flows)`."""
    now = row(cumulative, ed.period)
    first, start = start_of(cumulative, ed)
    figure(ed, "cumulative", now["cumulative"], ed.currency, since=first)
    if first == ed.period:
        text = ed.say("running-alone", period=first, value=ed.money(now["cumulative"]))
        return Passage("running", ed.say("heading-running-alone", period=first), (text,))
    lately = last_two_years(cumulative, ed.period)
    text = ed.say(
        "running-text-short" if lately is None else "running-text",
        first=first,
        period=ed.period,
        value=ed.money(now["cumulative"]),
        share="" if lately is None else ed.percent(lately),
    )
    years = {str(year) for year in range(int(first), int(ed.period))}
    gaps = sorted(years - set(cumulative["period"]))
    said = (text, ed.say("running-gap", list=ed.list(gaps))) if gaps else (text,)
    heading = ed.say("heading-running", start=start, passed=ed.passed(now["cumulative"]))
    return Passage("running", heading, said)


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
        figure(ed, "sites", len(sites), "sites")
    if companies := profile.get("companies"):
        figure(ed, "residents", companies, "companies")
        floor = math.floor((companies - 1) / 10) * 10
        said.append(
            ed.say(
                "context-companies",
                floor=ed.number(floor),
                dated="yes" if profile.get("as_of") else "no",
                date=profile.get("as_of", ""),
                companies=ed.say("companies", n=companies),
                n=companies,
            )
        )
    invested = row(profile.get("invested"), ed.period)
    since = ""
    if invested:
        since = str(profile["invested"]["period"].min())
        value = invested["cumulative"]
        figure(ed, "investment", value, ed.currency, since=since)
        said.append(ed.say("context-investment", value=ed.money(value, digits=1), year=since))
    said += [ed.say(f"context-relief-{kind}") for kind in profile.get("relief", [])]
    unit = ed.currency or "unit"
    for name, table in (
        ("hectare", per_hectare),
        ("company", per_company),
        ("invested", per_invested),
    ):
        held = row(table, ed.period)
        if not held or missing(held["ratio"]):
            continue
        figure(
            ed, f"per_{name}", held["ratio"], f"{unit} per {unit if name == 'invested' else name}"
        )
        # so little comes of one rouble that a thousand of them read better
        times = 1000 if name == "invested" else 1
        said.append(
            ed.say(
                f"context-per-{name}",
                period=ed.period,
                value=ed.money(held["ratio"] * times, digits=2, least=True),
                unit=ed.money(times),
                year=since,
            )
        )
    heading = ed.say("heading-context", n=len(sites), area=area)
    return Passage("context", heading, tuple(said))
