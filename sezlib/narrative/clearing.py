"""How long customs takes: the sections on one post against another."""

from __future__ import annotations

from typing import Any

from sezlib.flows import FlowsError, Unavailable, listed, near
from sezlib.identity import TIMES, identified, takes
from sezlib.language import Edition, missing
from sezlib.metrics.customs import FEWEST
from sezlib.narrative.passage import Passage, figure, rows, unavailable

LATEST = "9999-12-31T00:00"


@identified
@takes("declarations", declarations="declarations")
def slowest(declarations: Any) -> Any:
    """Return the declarations as if each open one had taken longer than all others."""
    if isinstance(declarations, Unavailable):
        return declarations
    return declarations.assign(released=declarations["released"].fillna(LATEST))


@identified
@takes("times", times="clearance_time(declarations, baseline=...)")
def clearance_differences(times: Any, post: str) -> Any:
    """Return by year how much longer the post took than the baseline, and what that tells."""
    if isinstance(times, Unavailable) or "difference" not in times:
        return None
    table = times[times["post"] == post][["period", "difference", "low", "high"]]
    told = [verdict(r) for r in table.to_dict("records")]
    return table.assign(finding=told).reset_index(drop=True)


def verdict(held: dict[str, Any]) -> str:
    """Return whether a difference is told from chance: `faster`, `slower`, `chance` or `few`."""
    if missing(held.get("low")) or missing(held.get("high")):
        return "few"
    return "faster" if held["high"] < 0 else "slower" if held["low"] > 0 else "chance"


def at(times: Any, post: str, period: str) -> dict[str, Any]:
    """Return the row of a post in a period, empty where there is none."""
    return next((r for r in rows(times, period) if r["post"] == post), {})


def hours(ed: Edition, value: float) -> str:
    """Return hours in words, to a tenth."""
    return ed.say("clearance-hours", shown=ed.number(value, 1))


def headline(times: Any, ed: Edition, post: str, baseline: str) -> str:
    """Return the finding on the year's hours: which post was faster, and by how much."""
    now, other = at(times, post, ed.period), at(times, baseline, ed.period)
    names = {"post": post, "baseline": baseline, "period": ed.period}
    if not now or missing(now["median"]):
        return ed.say("clearance-heading-none", **names)
    if not other or missing(other["median"]):
        shown = {"median": hours(ed, now["median"]), "open": unreleased(now)}
        return ed.say("clearance-heading-alone", **shown, **names)
    return ed.say(
        "clearance-heading",
        verdict=verdict(now),
        difference=hours(ed, abs(now["difference"])),
        **names,
    )


@takes("times", times=TIMES)
def clearance(times: Any, ed: Edition, post: str, baseline: str) -> Passage:
    """Return the section on the hours at a post against another, from `clearance_time`."""
    if isinstance(times, Unavailable):
        name = "clearance-columns" if times.missing else "clearance"
        return unavailable(name, times, ed)
    refuse_posts(times, post, baseline)
    now, other = at(times, post, ed.period), at(times, baseline, ed.period)
    for name, held in ((post, now), (baseline, other)):
        if held:
            figure(ed, "clearance_median", held["median"], "hours", post=name)
            figure(ed, "clearance_p90", held["p90"], "hours", post=name)
            figure(ed, "clearance_open", held["open"], "declarations", post=name)
    said = [_post(name, r, ed) for name, r in ((post, now), (baseline, other)) if name]
    if not missing(now.get("difference")):
        where = {"post": post, "baseline": baseline}
        figure(ed, "clearance_difference", now["difference"], "hours", **where)
        figure(ed, "clearance_low", now["low"], "hours", **where)
        figure(ed, "clearance_high", now["high"], "hours", **where)
        said.append(difference(now, ed, post, baseline))
    heading = headline(times, ed, post, baseline)
    return Passage("clearance", heading, tuple(said), reading=ed.say("clearance-read"))


def refuse_posts(times: Any, post: str, baseline: str) -> None:
    """Refuse a post that the declarations do not have, or that is its own baseline."""
    held = sorted(times["post"].unique())
    if post not in held:
        raise FlowsError(
            f"the post {post!r} is not in column 'post'{near(post, held)}; it has {listed(held)}"
        )
    if post == baseline:
        raise FlowsError(f"the post {post!r} is its own baseline")


def _post(name: str, held: dict[str, Any], ed: Edition) -> str:
    if not held or missing(held["median"]):
        kind = "clearance-post-open" if held else "clearance-post-none"
        return ed.say(kind, post=name, period=ed.period)
    n, left = int(held["declarations"]), int(held["open"])
    return ed.say(
        "clearance-post",
        post=name,
        period=ed.period,
        declarations=ed.say("clearance-declarations", n=n, shown=ed.number(n)),
        median=hours(ed, held["median"]),
        p90=hours(ed, held["p90"]),
        n=left,
        open=ed.number(left),
    )


def difference(held: dict[str, Any], ed: Edition, post: str, baseline: str) -> str:
    """Return the difference of the medians in words, with its interval and what that tells."""
    return ed.say(
        "clearance-difference",
        way=way(held["difference"], ed),
        difference=hours(ed, abs(held["difference"])),
        post=post,
        baseline=baseline,
        fewest=FEWEST,
        **interval(held, ed),
    )


def way(difference: float, ed: Edition) -> str:
    """Return whether a difference is `less` or `more`, or shows as none: `same`."""
    if ed.number(difference, 1) == ed.number(0.0, 1):
        return "same"
    return "less" if difference < 0 else "more"


def unreleased(*held: dict[str, Any]) -> str:
    """Return whether some of the declarations at these posts are still open: `yes` or `no`."""
    return "yes" if any(r["open"] for r in held) else "no"


def interval(held: dict[str, Any], ed: Edition) -> dict[str, str]:
    """Return what an interval tells, and its ends; on one side of zero, without their sign."""
    known = verdict(held)
    if known == "few":
        return {"verdict": known, "low": "", "high": ""}
    ends = [held["low"], held["high"]]
    ends = ends if known == "chance" else sorted(map(abs, ends))
    return {"verdict": known, "low": ed.number(ends[0], 1), "high": hours(ed, ends[1])}


@takes(
    times=TIMES,
    slow="clearance_time(slowest(declarations), baseline={baseline})",
    within="clearance_time(declarations, by='resident', baseline={baseline})",
)
def clearance_objection(
    times: Any, slow: Any, within: Any, ed: Edition, post: str, baseline: str
) -> Passage | None:
    """Return the strongest objections to the hours, tested.

    `slow` are the times as if what is open had taken longest, `within` those by resident: who
    declares at both posts is held against itself.
    """
    if isinstance(times, Unavailable) or not at(times, post, ed.period):
        return None
    said, kind = [_open(times, slow, ed, post, baseline)], "none"
    if baseline:
        said.append(ed.say("clearance-goods"))
        if isinstance(within, Unavailable):
            said.append(ed.say("clearance-within-unavailable", columns=ed.list(within.missing)))
        else:
            both = [r for r in rows(within, ed.period) if r["post"] == post]
            both = [r for r in both if r["resident"] != "_U" and not missing(r["difference"])]
            faster = sum(r["difference"] < 0 for r in both)
            part = "all" if faster == len(both) else "some" if faster else "none"
            many = {"n": len(both), "shown": ed.number(len(both)), "faster": ed.number(faster)}
            names = {"post": post, "baseline": baseline, "period": ed.period}
            said.append(ed.say("clearance-within", part=part, **many, **names))
            if both:
                figure(ed, "clearance_compared", len(both), "companies")
                figure(ed, "clearance_faster", faster, "companies")
                kind = "most" if faster * 2 > len(both) else "few"
                kind = "half" if faster * 2 == len(both) else kind
                kind = f"one-{kind}" if len(both) == 1 else kind
    heading = ed.say("clearance-heading-objection", kind=kind)
    return Passage("clearance-objection", heading, tuple(said))


def _open(times: Any, slow: Any, ed: Edition, post: str, baseline: str) -> str:
    told = []
    for name in (post, baseline):
        now, worst = at(times, name, ed.period), at(slow, name, ed.period)
        if now and now["open"]:
            # where half are open, the median is not known at all
            known = now["open"] * 2 < now["declarations"] and not missing(now["median"])
            shown = hours(ed, worst["median"]) if known else ed.say("clearance-unknown")
            before = hours(ed, now["median"]) if known else ed.say("clearance-unknown")
            told.append(ed.say("clearance-slowest", post=name, median=shown, before=before))
    if not told:
        return ed.say("clearance-open-none", period=ed.period)
    return ed.say("clearance-open", list="; ".join(told), period=ed.period)
