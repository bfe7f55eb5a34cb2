"""The head and the close of the page on customs relief."""

from __future__ import annotations

from typing import Any

from sezlib.flows import Unavailable
from sezlib.identity import GROWN, TIMES, takes
from sezlib.language import Edition, missing
from sezlib.narrative import clearing
from sezlib.narrative.closing import account
from sezlib.narrative.passage import Passage, row, term
from sezlib.narrative.relief import headline, parts_of, per, thousand, told

RELIEF, HOURS = ("relief", "duty", "customs", "export"), ("hours", "p90", "open")


@takes(
    relief="duty_relief(imports)",
    grown=GROWN,
    per_exports="duty_relief(imports, base=total(exports))",
    on_duty="relief_on_duty(imports)",
    times=TIMES,
)
def relief_points(
    relief: Any,
    grown: Any,
    per_exports: Any,
    on_duty: Any,
    times: Any,
    ed: Edition,
    post: str,
    baseline: str,
) -> Passage:
    """Return the main points: the relief, what it is set against, what is left, the hours."""
    now = told(relief, ed)
    said = []
    if now:
        said.append(_full(headline(relief, grown, ed)))
        said.append(ed.say("relief-point-parts", **parts_of(now, ed)))
        if shown := per(per_exports, ed):
            said.append(ed.say("relief-point-per", thousand=thousand(ed), value=shown))
        if "exported" in now:
            share, exported = now["exported"] / now["duty_relief"], ed.money(now["exported"])
            said.append(ed.say("relief-point-exported", share=ed.least(share), exported=exported))
        strict = row(on_duty, ed.period)
        if "exported" in strict:
            said.append(ed.say("relief-point-least", least=ed.money(strict["exported"])))
    elif not isinstance(relief, Unavailable):
        said.append(_full(ed.say("relief-heading-nothing", period=ed.when(ed.period))))
    if not isinstance(times, Unavailable):
        said.append(_hours(times, ed, post, baseline))
    return Passage("main-points", ed.say("main-points"), points=tuple(said))


def _full(heading: str) -> str:
    return heading.rstrip(".") + "."


def _hours(times: Any, ed: Edition, post: str, baseline: str) -> str:
    now = clearing.at(times, post, ed.period)
    other = clearing.at(times, baseline, ed.period)
    if missing(now.get("difference")):
        return _full(clearing.headline(times, ed, post, baseline))
    medians = [clearing.hours(ed, r["median"]) for r in (now, other)]
    said = {"post": post, "baseline": baseline, "median": medians[0], "other": medians[1]}
    said["difference"] = clearing.hours(ed, abs(now["difference"]))
    said["way"] = clearing.way(now["difference"], ed)
    said["open"] = clearing.unreleased(now, other)
    return ed.say("clearance-point", period=ed.period, **said, **clearing.interval(now, ed))


def relief_data(ed: Edition) -> Passage:
    """Return where the tables, the figures and the account of the run are."""
    return Passage("data", ed.say("heading-data"), (ed.say("relief-data"),))


@takes(relief="duty_relief(imports)", times="clearance_time(declarations, baseline=...)")
def relief_glossary(relief: Any, times: Any, ed: Edition) -> Passage:
    """Return the terms that the page uses in a sense of its own."""
    names = [f"relief-{name}" for name in RELIEF if not isinstance(relief, Unavailable)]
    names += [f"clearance-{name}" for name in HOURS if not isinstance(times, Unavailable)]
    terms = [term(name, ed) for name in names]
    return Passage("glossary", ed.say("heading-glossary"), points=tuple(terms))


@takes(relief="duty_relief(imports)", times="clearance_time(declarations, baseline=...)")
def relief_method(relief: Any, times: Any, ed: Edition) -> Passage:
    """Return how relief and hours are measured."""
    names = [] if isinstance(relief, Unavailable) else ["relief", "growth", "nominal"]
    names += [] if isinstance(times, Unavailable) else ["clearance"]
    said = [
        ed.say(f"method-{name}" if name in ("growth", "nominal") else f"method-customs-{name}")
        for name in names
    ]
    said.append(ed.say("method-rounding"))
    return Passage("method", ed.say("heading-method"), tuple(said))


@takes(relief="duty_relief(imports)", times="clearance_time(declarations, baseline=...)")
def relief_limits(relief: Any, times: Any, ed: Edition) -> Passage:
    """Return what the figures can bear and what they cannot."""
    names = ["strength"]
    names += [] if isinstance(relief, Unavailable) else ["customs-rates", "customs-vat", "names"]
    names += [] if isinstance(times, Unavailable) else ["customs-hours", "customs-independent"]
    names += ["customs-synthetic"] if ed.synthetic else []
    said = (*account(ed), *(ed.say(f"limits-{name}") for name in names))
    return Passage("limits", ed.say("heading-limits"), points=said)


@takes(relief="duty_relief(imports)", times="clearance_time(declarations, baseline=...)")
def relief_sources(relief: Any, times: Any, ed: Edition) -> Passage:
    """Return the law that relief rests on, and the method of the interval."""
    names = [] if isinstance(relief, Unavailable) else ["customs", "tax"]
    names += [] if isinstance(times, Unavailable) else ["interval"]
    said = tuple(ed.say(f"relief-source-{name}") for name in names)
    return Passage("sources", ed.say("heading-sources"), points=said)
