"""Sections on companies: how many export, who came and left, how large they are.

`dynamics` is `exporters` of like for like, so that part of a year is held against the same part.
"""

from __future__ import annotations

from typing import Any

from sezlib.flows import Unavailable
from sezlib.identity import DEPENDENCE, EXPORTERS, takes
from sezlib.language import Edition, missing
from sezlib.narrative.closing import account
from sezlib.narrative.facts import firsts
from sezlib.narrative.leaning import among, bounds, every, leading
from sezlib.narrative.passage import (
    Passage,
    change,
    figure,
    nothing,
    previous,
    row,
    signed,
    term,
    unavailable,
    went,
)
from sezlib.narrative.rosters import absent

TERMS = ("exporter", "entrant", "leaver", "median", "equivalent", "lorenz", "censored")
CAUTIONS = ("strength", "censored", "guard", "customs", "names")


@takes(
    "growth",
    growth="growth(flows)",
    dynamics=EXPORTERS,
    held=DEPENDENCE,
    left_out="leave_one_out(flows)",
)
def residents_points(
    growth: Any, dynamics: Any, held: Any, left_out: Any, ed: Edition, fewest: int = 3
) -> Passage:
    """Return the main points on companies, the answer to the title first.

    `growth` is that of the whole, `held` the table of `dependence_table`, `left_out` is
    `leave_one_out`.
    """
    now, before = row(dynamics, ed.period), row(dynamics, previous(ed.period))
    told = {"period": ed.when(ed.period), "previous": ed.when(previous(ed.period))}
    said = [_total(growth, ed)]
    if now and now["exporters"]:
        known = {"n": int(now["exporters"]), "before": int(before["exporters"]) if before else 0}
        message = "residents-point-count" if before else "residents-point-count-alone"
        said.insert(0, ed.say(message, **known, **told))
        if not missing(now["entrants"]) and ed.unfinished:
            whole = ed.whole(previous(ed.period))
            said.insert(
                1, ed.say("residents-point-came", came=int(now["entrants"]), previous=whole)
            )
        elif not missing(now["entrants"]):
            came, left = int(now["entrants"]), int(now["exiters"])
            base = "some" if left + int(now["incumbents"]) else "none"
            lives = {"came": came, "left": left, "base": base}
            said.insert(1, ed.say("residents-point-turnover", **lives, **told))
        if not missing(now["median"]):
            median, mean = ed.amounts(now["median"], now["mean"])
            amounts = {"median": median, "mean": mean}
            said.append(ed.say("residents-point-size", **amounts, **told))
    most = row(held, ed.period)
    if most and not missing(most["largest"]):
        said.append(_largest(most, ed))
    without = leading(left_out, ed, fewest)
    if without and not missing(without["growth_without"]) and every(left_out, ed.period):
        low, high = bounds(left_out, ed.period)
        rates = {"without": went(ed, without["growth_without"], "would")}
        rates |= {"low": signed(ed, low["growth_without"])}
        rates |= {"high": signed(ed, high["growth_without"])}
        rates |= {"kind": "alike" if rates["low"] == rates["high"] else "apart"}
        said.append(ed.say("residents-point-without", **rates, **told))
    if isinstance(dynamics, Unavailable):
        said.append(unavailable("turnover", dynamics, ed).sentences[0])
    return Passage("main-points", ed.say("main-points"), points=tuple(said))


@takes(
    "dynamics",
    "growth",
    dynamics="exporters(flows, fewest=..., unfinished=..., partial=...)",
    begun="first_exports(flows, of='resident', partial=...)",
    growth="growth(flows)",
    moved="contribution(flows, of='resident')",
)
def turnover(dynamics: Any, begun: Any, growth: Any, ed: Edition, moved: Any = None) -> Passage:
    """Return the section on how many exported, came and left.

    `begun` is the `first_exports` of companies, `growth` that of the whole, `moved` the
    `contribution` of companies, which tells in part of a year who did not export in its months.
    """
    if isinstance(dynamics, Unavailable):
        return unavailable("turnover", dynamics, ed)
    now = row(dynamics, ed.period)
    n = int(now["exporters"])
    figure(ed, "exporters", n, "companies")
    if not n and row(growth, ed.period)["total"]:
        return Passage("turnover", ed.say("heading-residents-none"))
    if not n:
        return nothing("turnover", ed)
    heading, said = turnover_heading(now, ed), []
    before, gone = row(dynamics, previous(ed.period)), absent(moved, ed)
    if missing(now["entrants"]):
        said.append(ed.say("turnover-censored"))
    else:
        said += _moved(now, before, begun, ed)
        if ed.unfinished and gone is not None and before and before["exporters"]:
            told = {"previous": ed.when(previous(ed.period)), "period": ed.when(ed.period)}
            said.append(ed.say("turnover-part", n=len(gone), **told))
    covered = ed.least(now["coverage"])
    if covered != ed.percent(1.0):
        said.append(ed.say("turnover-coverage", share=covered))
    return Passage("turnover", heading, tuple(said), reading=ed.say("turnover-read"))


def turnover_heading(now: dict[str, Any], ed: Edition) -> str:
    """Return how many exported, came and left; in part of a year nobody is known to have left."""
    companies = ed.say("companies", n=int(now["exporters"]))
    told = {"companies": companies, "period": ed.when(ed.period), "n": int(now["exporters"])}
    if missing(now["entrants"]):
        return ed.say("heading-turnover-alone", **told)
    came = int(now["entrants"])
    if missing(now["exiters"]):
        whole = ed.whole(previous(ed.period))
        return ed.say("heading-turnover-part", came=came, previous=whole, **told)
    return ed.say("heading-turnover", came=came, left=int(now["exiters"]), **told)


@takes(dynamics=EXPORTERS)
def sizes(dynamics: Any, ed: Edition, fewest: int = 3) -> Passage | None:
    """Return the section on how large exporters are, and how broad."""
    now = row(dynamics, ed.period)
    if not now or not now["exporters"]:
        return None
    for_many = not missing(now["median"])
    told = {"period": ed.when(ed.period), "fewest": fewest}
    if not for_many:
        alone = (ed.say("guarded", **told), *_broad(now, ed))
        return Passage("sizes", ed.say("heading-sizes-guarded", **told), alone)
    figure(ed, "exporter_mean", now["mean"], ed.currency)
    figure(ed, "exporter_median", now["median"], ed.currency)
    figure(ed, "exporter_lower_quartile", now["lower_quartile"], ed.currency)
    figure(ed, "exporter_upper_quartile", now["upper_quartile"], ed.currency)
    times = ed.number(now["mean"] / now["median"], 1)
    skewed = "yes" if now["mean"] > 1.5 * now["median"] else "no"
    ends = (now["median"], now["lower_quartile"], now["upper_quartile"], now["mean"])
    _, low, high, mean = ed.amounts(*ends)
    said = [
        ed.say("sizes-middle", low=low, high=high),
        ed.say("sizes-mean", mean=mean, times=times, skewed=skewed),
        *_new_and_old(now, ed, fewest),
        *_broad(now, ed),
    ]
    heading = ed.say("heading-sizes", median=ed.money(now["median"]), period=told["period"])
    return Passage(
        "sizes", heading, tuple(said), reading=f"{ed.say('sizes-read')} {ed.say('sizes-log')}"
    )


def residents_terms(ed: Edition) -> Passage:
    """Return the terms that a page on companies uses in a sense of its own."""
    terms = [term(name, ed) for name in TERMS]
    return Passage("glossary", ed.say("heading-glossary"), points=tuple(terms))


def residents_method(ed: Edition) -> Passage:
    """Return how companies are counted and concentration is measured, and after whom."""
    names = ("dynamics", "concentration", "without", "growth", "rounding", "nominal")
    said = tuple(ed.say(f"method-{name}") for name in names)
    return Passage("method", ed.say("heading-method"), said)


def residents_limits(ed: Edition, fewest: int = 3) -> Passage:
    """Return what figures on companies can bear, and what is not shown."""
    names = [*CAUTIONS, *(["synthetic"] if ed.synthetic else [])]
    said = (*account(ed), *(ed.say(f"limits-{name}", fewest=fewest) for name in names))
    return Passage("limits", ed.say("heading-limits"), points=said)


def _total(growth: Any, ed: Edition) -> str:
    now = row(growth, ed.period)
    told = {"period": ed.when(ed.period), "total": ed.money(now["total"])}
    figure(ed, "total", now["total"], ed.currency)
    before = previous(ed.period)
    figure(ed, "growth", now["growth"], "fraction", against=before, months=ed.months)
    if missing(now["growth"]):
        return ed.say("heading-total-alone", **told) + "."
    words = change(ed, now["growth"])
    return ed.say("heading-total", change=words, previous=ed.when(before), **told) + "."


def _largest(most: dict[str, Any], ed: Edition) -> str:
    equal = most["equivalent_number"]
    return ed.say(
        "residents-point-largest",
        share=ed.least(most["largest"]),
        top=ed.top if most["lines"] > ed.top > 1 else 1,
        together=ed.least(most["together"]),
        equal="no" if missing(equal) else "yes",
        number=ed.number(equal, 1),
        of=among(most),
    )


def _moved(now: dict[str, Any], before: dict[str, Any], begun: Any, ed: Edition) -> list[str]:
    when, then = ed.when(ed.period), ed.whole(previous(ed.period))
    figure(ed, "entrants", now["entrants"], "companies")
    figure(ed, "incumbents", now["incumbents"], "companies")
    figure(ed, "entry_rate", now["entry_rate"], "fraction")
    stayed, came = int(now["incumbents"]), int(now["entrants"])
    said = [ed.say("turnover-came", n=stayed, came=came, period=when, previous=then,
                   rate=ed.least(now["entry_rate"]))]  # fmt: skip
    back, first = (len(firsts(begun, ed.period, status)) for status in ("returning", "first"))
    if came:
        said.append(ed.say("turnover-back", first=first, back=back))
    left = 0 if missing(now["exiters"]) else int(now["exiters"])
    if not missing(now["exiters"]):
        figure(ed, "exiters", left, "companies")
        figure(ed, "exit_rate", now["exit_rate"], "fraction")
    if stayed + left and not missing(now["exiters"]):
        rate = ed.least(now["exit_rate"])
        said.append(ed.say("turnover-left", n=stayed + left, left=left, previous=then, rate=rate))
    if before and not missing(now["survival_rate"]):
        figure(ed, "survivors", now["survivors"], "companies")
        figure(ed, "survival_rate", now["survival_rate"], "fraction")
        told = {"period": when, "previous": then, "rate": ed.least(now["survival_rate"])}
        n, stayed = int(before["entrants"]), int(now["survivors"])
        said.append(ed.say("turnover-survived", n=n, stayed=stayed, **told))
    if not missing(now["incumbents_growth"]):
        figure(ed, "incumbents_growth", now["incumbents_growth"], "fraction")
        words, then = change(ed, now["incumbents_growth"]), ed.when(previous(ed.period))
        said.append(ed.say("turnover-growth", change=words, previous=then))
    return said


def _new_and_old(now: dict[str, Any], ed: Edition, fewest: int) -> list[str]:
    if missing(now["entrants"]) or not now["entrants"] or not now["incumbents"]:
        return []
    if missing(now["entrants_mean"]) or missing(now["incumbents_mean"]):
        return [ed.say("sizes-new-guarded", fewest=fewest)]
    figure(ed, "entrant_mean", now["entrants_mean"], ed.currency)
    figure(ed, "incumbent_mean", now["incumbents_mean"], ed.currency)
    new, old = ed.amounts(now["entrants_mean"], now["incumbents_mean"])
    return [ed.say("sizes-new", new=new, old=old)]


def _broad(now: dict[str, Any], ed: Edition) -> list[str]:
    products: Any = now.get("products_per_exporter")
    places: Any = now.get("destinations_per_exporter")
    has = [not missing(products), not missing(places)]
    if not any(has):
        return []
    what = "both" if all(has) else "products" if has[0] else "places"
    told = {"products": ed.number(products, 1), "places": ed.number(places, 1)}
    return [ed.say("sizes-broad", what=what, **told)]
