"""Sections on who stands behind the exports: residents, the running total, the zone."""

from __future__ import annotations

import math
from typing import Any

from sezlib.flows import Unavailable
from sezlib.identity import relative, takes
from sezlib.language import Edition, missing
from sezlib.narrative.facts import (
    gaps,
    last_two_years,
    leaders,
    moved_by,
    moved_most,
    ranked,
    start_of,
    stated,
    unstated,
)
from sezlib.narrative.passage import (
    Passage,
    figure,
    nothing,
    points,
    previous,
    rounded,
    row,
    rows,
    unavailable,
    went,
)


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
    now, before = row(counts, ed.period), row(counts, previous(ed.period))
    held = [r for r in ranked(ranking, ed.period, "resident") if r["total"] > 0]
    n = int(now["count"])
    figure(ed, "exporters", n, "companies")
    if not n:
        return nothing("residents", ed, sold=any(r["total"] for r in rows(ranking, ed.period)))
    companies = ed.say("companies", n=n)
    said = [
        ed.say(
            "residents-count" if before else "residents-count-alone",
            period=ed.when(ed.period),
            n=n,
            companies=companies,
            before=ed.say("companies", n=int(before["count"])) if before else "",
            previous=ed.when(previous(ed.period)),
        )
    ]
    listed = ed.profile.get("companies")
    if listed and n <= listed and ed.timely():
        share, whole = ed.percent(n / listed), ed.say("companies", n=int(listed))
        said.append(ed.say("residents-of", share=share, companies=whole))
    share, of = "–", "all"
    if held:
        share, top = ed.least(held[0]["share"]), held[: ed.top]
        figure(ed, "largest_exporter_share", held[0]["share"], "fraction")
        of = stated(held, _total, unstated(ranking, ed.period, "resident")["total"])
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
    grown = row(growth, ed.period)["growth"]
    moved = moved_most(contributions, ed.period, "resident")
    if not moved or missing(grown):
        return None
    most = leaders(moved, moved_by)
    large = [r for r in moved if moved_by(r) > abs(grown) / 2]
    # rises and falls that cancel leave a change that no one company can be said to have made
    cancel = len(large) > 1 or any(r["contribution"] * grown <= 0 for r in large)
    kind = "cancel" if cancel else "narrow" if large else "broad"
    part = sum(r["contribution"] for r in most)
    hidden = unstated(contributions, ed.period, "resident")
    base = sum(r["previous"] for r in rows(contributions, ed.period) if not missing(r["previous"]))
    # what nobody named may be one company's
    unknown = bool(base) and hidden["total"] + hidden["previous"] > abs(grown) / 2 * base
    parts = [part, grown - part]
    message = "objection-text"
    if points(ed, hidden["contribution"]) != points(ed, 0.0):
        parts = [part, grown - part - hidden["contribution"], hidden["contribution"]]
        message = "objection-text-unspecified"
    text = ed.say(
        message,
        n=len(most),
        points=points(ed, part),
        growth=went(ed, grown),
        others=points(ed, parts[1]),
        **({"unspecified": points(ed, parts[2])} if len(parts) > 2 else {}),
    )
    heading = ed.say("heading-objection", kind=kind, n=len(large), of="part" if unknown else "all")
    notes = rounded(ed, [100 * part for part in parts], 100 * grown)
    return Passage("objection", heading, (text, *notes))


def _total(r: dict[str, Any]) -> float:
    return float(r["total"])


@takes("cumulative", cumulative="cumulative(flows)")
def running(cumulative: Any, ed: Edition) -> Passage:
    """Return the section on the running total, from `cumulative(flows)`."""
    now = row(cumulative, ed.period)
    first, start = start_of(cumulative, ed)
    figure(ed, "cumulative", now["cumulative"], ed.currency, since=first)
    if not now["cumulative"]:
        return nothing("running", ed)
    if first == ed.period:
        text = ed.say("running-alone", period=first, value=ed.money(now["cumulative"]))
        return Passage("running", ed.say("heading-running-alone", period=first), (text,))
    lately = last_two_years(cumulative, ed)
    figure(ed, "last_two_years_share", lately, "fraction")
    text = ed.say(
        "running-text-short" if lately is None else "running-text",
        first=first,
        part="no" if ed.months == 12 else "yes",
        period=ed.period if ed.months == 12 else ed.date(f"{ed.period}-{ed.months:02d}"),
        value=ed.money(now["cumulative"]),
        share="" if lately is None else ed.least(lately),
    )
    named = "running-part-begun" if ed.partial else "running-part"
    last = ed.date(f"{ed.period}-{ed.months:02d}")
    part = [ed.say(named, period=ed.period, last=last)] if ed.months < 12 else []
    if ed.partial:
        part.insert(0, ed.say("running-begun", year=ed.partial))
    missed = gaps(cumulative, ed.period)
    gap = [ed.say("running-gap", list=ed.list(missed))] if missed else []
    said = (text, *part, *gap)
    heading = ed.say("heading-running", start=start, passed=ed.passed(now["cumulative"]))
    return Passage("running", heading, said)


@takes(per_hectare=relative, per_company=relative, per_invested=relative)
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
    companies = profile.get("companies")
    if companies and ed.timely():
        figure(ed, "residents", companies, "companies", as_of=profile.get("as_of", ""))
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
    invested = row(profile.get("invested"), ed.period) if ed.comparable() else None
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
        if not held or missing(held["ratio"]) or not ed.tells(name):
            continue
        figure(
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
