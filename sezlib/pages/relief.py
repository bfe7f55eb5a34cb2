"""The page on customs: what relief is worth, and how long clearance takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sezlib.flows import FlowsError, Unavailable, attempt, listed, near, short
from sezlib.identity import GROWN, TIMES, currency_of, identified, note_as, parse_note, takes
from sezlib.language import SCALES, Edition, is_missing, scale_of
from sezlib.metrics import duty_relief, like_for_like, rank, total, until
from sezlib.metrics.customs import FEWEST
from sezlib.metrics.cuts import part_of
from sezlib.pages import facts
from sezlib.pages.drawing import draw, number_axis, scale_amounts, shorten_label
from sezlib.pages.exports import DARK, LIGHT
from sezlib.pages.passage import (
    Passage,
    note_figure,
    row_of,
    rows_of,
    say_account,
    say_change,
    say_term,
    unavailable,
    year_before,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def say_thousand(ed: Edition) -> str:
    """Return `RUB 1,000`, as it stands before what a thousand is of."""
    return ed.money(THOUSAND, "one")


def say_ratio(table: Any, ed: Edition) -> str:
    """Return relief per thousand of something in words; nothing where it cannot be had."""
    return _format_ratio(row_of(table, ed.period).get("ratio"), ed)


def _format_ratio(ratio: Any, ed: Edition) -> str:
    return "" if is_missing(ratio) else ed.money(ratio * THOUSAND, "one", 2, least=True)


def row_with_relief(relief: Any, ed: Edition) -> dict[str, Any]:
    """Return the row of the year where there is relief to tell of."""
    now = row_of(relief, ed.period)
    return now if now and now["duty_relief"] > 0 else {}


@takes(
    relief="duty_relief(imports)",
    grown=GROWN,
    per_value="duty_relief(imports, base=total(imports))",
)
def years(relief: Any, grown: Any, per_value: Any, ed: Edition) -> Passage:
    """Return the section on the relief of the year, from `duty_relief` and its `growth`.

    `per_value` is `duty_relief` relative to the customs value itself.
    """
    if isinstance(relief, Unavailable):
        return unavailable("relief-columns" if relief.missing else "relief", relief, ed)
    now = row_of(relief, ed.period)
    if now:
        note_figure(ed, "relief_total", now["duty_relief"], ed.currency)
        note_figure(ed, "relief_duty", now["duty"], ed.currency)
        note_figure(ed, "relief_vat", now["vat"], ed.currency)
        note_figure(ed, "relief_imports", now["total"], ed.currency)
    if not row_with_relief(relief, ed):
        kind = "zero" if now else "none"
        heading = ed.say("relief-heading-nothing", period=ed.when(ed.period))
        return Passage("relief", heading, (ed.say(f"relief-nothing-{kind}"),))
    growth: Any = row_of(grown, ed.period).get("growth")
    note_figure(
        ed, "relief_growth", growth, "fraction", against=year_before(ed.period), months=ed.months
    )
    said = [
        ed.say(
            "relief-parts",
            period=ed.when(ed.period),
            **parts_of(now, ed),
            share=ed.least(now["vat"] / now["duty_relief"]),
        )
    ]
    if not is_missing(growth):
        before = row_of(per_value, year_before(ed.period)).get("ratio")
        said.append(
            ed.say(
                "relief-rate",
                thousand=say_thousand(ed),
                now=say_ratio(per_value, ed),
                before=_format_ratio(before, ed),
                previous=ed.when(year_before(ed.period)),
            )
        )
    reading = ed.say("relief-read", thousand=say_thousand(ed)) if len(relief) > 1 else ""
    return Passage("relief", say_relief(relief, grown, ed), tuple(said), reading=reading)


def parts_of(now: dict[str, Any], ed: Edition) -> dict[str, str]:
    """Return the customs value, the duty and the VAT of a year in words, in one scale."""
    names = {"value": "total", "duty": "duty", "vat": "vat"}
    shown = ed.amounts(*(now[column] for column in names.values()))
    return dict(zip(names, shown, strict=True))


def say_relief(relief: Any, grown: Any, ed: Edition) -> str:
    """Return the finding on the year's relief, with its growth where there is one."""
    growth: Any = row_of(grown, ed.period).get("growth")
    return ed.say(
        "relief-heading",
        period=ed.when(ed.period),
        relief=ed.money(row_of(relief, ed.period)["duty_relief"]),
        grown="no" if is_missing(growth) else "yes",
        change="" if is_missing(growth) else say_change(ed, growth),
        previous=ed.when(year_before(ed.period)),
    )


@takes(relief="duty_relief(imports)")
def exported(relief: Any, ed: Edition) -> Passage | None:
    """Return the section on the part of the relief that was on goods for export."""
    now = row_with_relief(relief, ed)
    if not now:
        return None
    if "exported" not in now:
        return unavailable("relief-exported", Unavailable(("export_share",)), ed)
    share = now["exported"] / now["duty_relief"]
    exported, rest = ed.amounts(now["exported"], now["duty_relief"] - now["exported"])
    note_figure(ed, "relief_exported", now["exported"], ed.currency)
    said = (
        ed.say(
            "relief-exported",
            period=ed.when(ed.period),
            exported=exported,
            share=ed.least(share),
            rest=rest,
        ),
        ed.say("relief-rest"),
    )
    heading = ed.say("relief-heading-exported", share=ed.least(share))
    return Passage("relief-exported", heading, said)


@takes(
    relief="duty_relief(imports)",
    per_exports="duty_relief(imports, base=total(exports))",
    per_invested="duty_relief(imports, base=total(invested))",
)
def ratios(relief: Any, per_exports: Any, per_invested: Any, ed: Edition) -> Passage | None:
    """Return the section on relief against exports and investment of the same months."""
    if not row_with_relief(relief, ed):
        return None
    said = []
    for name, table in (("exports", per_exports), ("invested", per_invested)):
        if shown := say_ratio(table, ed):
            now = row_of(table, ed.period)
            unit = f"{ed.currency or 'unit'} per {ed.currency or 'unit'}"
            note_figure(ed, "relief_ratio", now["ratio"], unit, base=name)
            base = ed.money(now["base"])
            given = {"thousand": say_thousand(ed), "value": shown, "base": base}
            said.append(ed.say(f"relief-per-{name}", period=ed.when(ed.period), **given))
        else:
            said.append(ed.say(f"relief-per-{name}-none"))
    shown = say_ratio(per_exports, ed)
    heading = ed.say("relief-heading-per", thousand=say_thousand(ed), value=shown)
    if not shown:
        heading = ed.say("relief-heading-per-none")
    return Passage("relief-per", heading, tuple(said), reading=ed.say("relief-per-read"))


def _leaders(given: dict[str, Any], _: str) -> Any:
    return parse_note("leaders(table, of={of}, top=...)", {"of": _of(given["name"])})


def _of(name: str) -> str:
    return str(name).removesuffix("s")


@takes(relief="duty_relief(imports)", leaders=_leaders)
def leading(name: str, relief: Any, leaders: Any, ed: Edition) -> Passage | None:
    """Return the section on the residents, or the products, that had the relief."""
    if not row_with_relief(relief, ed):
        return None
    if isinstance(leaders, Unavailable):
        return unavailable(f"relief-{name}", leaders, ed)
    of = _of(name)
    held = [r for r in rows_of(leaders, ed.period) if not is_missing(r["rank"])]
    if not held:
        return Passage(f"relief-{name}", ed.say(f"relief-heading-for-{name}-none"))
    share, first = held[0]["share"], facts.tied_leaders(held, _share)
    hidden = facts.unstated_part(leaders, ed.period, of)["share"]
    note_figure(ed, "relief_largest_share", share, "fraction", **{of: held[0][of]})
    count = int(sum(r["members"] for r in rows_of(leaders, ed.period) if r[of] != "_U"))
    blanks = {
        "first": ed.list(r[of] for r in first),
        "share": ed.least(share),
        "leaders": len(first),
        "of": facts.stated_extent(held, _share, hidden),
    }
    top = ed.least(sum(r["share"] for r in held))
    said = ed.say(
        f"relief-for-{name}",
        n=count,
        shown=len(held),
        cut="yes" if len(held) < count else "no",
        together=top,
        **blanks,
    )
    return Passage(f"relief-{name}", ed.say(f"relief-heading-for-{name}", **blanks), (said,))


def _share(r: dict[str, Any]) -> float:
    return float(r["share"])


@takes(relief="duty_relief(imports)", on_duty="on_duty(imports)")
def objection(relief: Any, on_duty: Any, ed: Edition) -> Passage | None:
    """Return the strongest objection to the relief, tested: that it is no gain of that size.

    `on_duty` is the relief on duty alone; its part on goods for export is the least that is left.
    """
    now, strict = row_with_relief(relief, ed), row_of(on_duty, ed.period)
    if not now:
        return None
    least = strict.get("exported", strict["duty_relief"])
    note_figure(ed, "relief_least", least, ed.currency)
    left, whole = ed.amounts(least, now["duty_relief"])
    text = ed.say(
        "relief-objection",
        kind="exported" if "exported" in strict else "duty",
        least=left,
        share=ed.least(least / now["duty_relief"]),
        relief=whole,
    )
    said = (ed.say("relief-objection-why"), text, ed.say("relief-objection-same"))
    heading = ed.say("relief-heading-objection", least=ed.money(least))
    return Passage("relief-objection", heading, said)


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
    told = [judge_difference(r) for r in table.to_dict("records")]
    return table.assign(finding=told).reset_index(drop=True)


def judge_difference(held: dict[str, Any]) -> str:
    """Return whether a difference is told from chance: `faster`, `slower`, `chance` or `few`."""
    if is_missing(held.get("low")) or is_missing(held.get("high")):
        return "few"
    return "faster" if held["high"] < 0 else "slower" if held["low"] > 0 else "chance"


def row_of_post(times: Any, post: str, period: str) -> dict[str, Any]:
    """Return the row of a post in a period, empty where there is none."""
    return next((r for r in rows_of(times, period) if r["post"] == post), {})


def say_hours(ed: Edition, value: float) -> str:
    """Return hours in words, to a tenth."""
    return ed.say("clearance-hours", shown=ed.number(value, 1))


def say_clearance(times: Any, ed: Edition, post: str, baseline: str) -> str:
    """Return the finding on the year's hours: which post was faster, and by how much."""
    now, other = row_of_post(times, post, ed.period), row_of_post(times, baseline, ed.period)
    names = {"post": post, "baseline": baseline, "period": ed.period}
    if not now or is_missing(now["median"]):
        return ed.say("clearance-heading-none", **names)
    if not other or is_missing(other["median"]):
        shown = {"median": say_hours(ed, now["median"]), "open": some_open(now)}
        return ed.say("clearance-heading-alone", **shown, **names)
    return ed.say(
        "clearance-heading",
        verdict=judge_difference(now),
        difference=say_hours(ed, abs(now["difference"])),
        **names,
    )


@takes("times", times=TIMES)
def clearance(times: Any, ed: Edition, post: str, baseline: str) -> Passage:
    """Return the section on the hours at a post against another, from `clearance_time`."""
    if isinstance(times, Unavailable):
        name = "clearance-columns" if times.missing else "clearance"
        return unavailable(name, times, ed)
    refuse_posts(times, post, baseline)
    now, other = row_of_post(times, post, ed.period), row_of_post(times, baseline, ed.period)
    for name, held in ((post, now), (baseline, other)):
        if held:
            note_figure(ed, "clearance_median", held["median"], "hours", post=name)
            note_figure(ed, "clearance_p90", held["p90"], "hours", post=name)
            note_figure(ed, "clearance_open", held["open"], "declarations", post=name)
    said = [_post(name, r, ed) for name, r in ((post, now), (baseline, other)) if name]
    if not is_missing(now.get("difference")):
        where = {"post": post, "baseline": baseline}
        note_figure(ed, "clearance_difference", now["difference"], "hours", **where)
        note_figure(ed, "clearance_low", now["low"], "hours", **where)
        note_figure(ed, "clearance_high", now["high"], "hours", **where)
        said.append(say_difference(now, ed, post, baseline))
    heading = say_clearance(times, ed, post, baseline)
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
    if not held or is_missing(held["median"]):
        kind = "clearance-post-open" if held else "clearance-post-none"
        return ed.say(kind, post=name, period=ed.period)
    n, left = int(held["declarations"]), int(held["open"])
    return ed.say(
        "clearance-post",
        post=name,
        period=ed.period,
        declarations=ed.say("clearance-declarations", n=n, shown=ed.number(n)),
        median=say_hours(ed, held["median"]),
        p90=say_hours(ed, held["p90"]),
        n=left,
        open=ed.number(left),
    )


def say_difference(held: dict[str, Any], ed: Edition, post: str, baseline: str) -> str:
    """Return the difference of the medians in words, with its interval and what that tells."""
    return ed.say(
        "clearance-difference",
        way=direction_of_hours(held["difference"], ed),
        difference=say_hours(ed, abs(held["difference"])),
        post=post,
        baseline=baseline,
        fewest=FEWEST,
        **interval(held, ed),
    )


def direction_of_hours(difference: float, ed: Edition) -> str:
    """Return whether a difference is `less` or `more`, or shows as none: `same`."""
    if ed.number(difference, 1) == ed.number(0.0, 1):
        return "same"
    return "less" if difference < 0 else "more"


def some_open(*held: dict[str, Any]) -> str:
    """Return whether some of the declarations at these posts are still open: `yes` or `no`."""
    return "yes" if any(r["open"] for r in held) else "no"


def interval(held: dict[str, Any], ed: Edition) -> dict[str, str]:
    """Return what an interval tells, and its ends; on one side of zero, without their sign."""
    known = judge_difference(held)
    if known == "few":
        return {"verdict": known, "low": "", "high": ""}
    ends = [held["low"], held["high"]]
    ends = ends if known == "chance" else sorted(map(abs, ends))
    return {"verdict": known, "low": ed.number(ends[0], 1), "high": say_hours(ed, ends[1])}


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
    if isinstance(times, Unavailable) or not row_of_post(times, post, ed.period):
        return None
    said, kind = [_open(times, slow, ed, post, baseline)], "none"
    if baseline:
        said.append(ed.say("clearance-goods"))
        if isinstance(within, Unavailable):
            said.append(ed.say("clearance-within-unavailable", columns=ed.list(within.missing)))
        else:
            both = [r for r in rows_of(within, ed.period) if r["post"] == post]
            both = [r for r in both if r["resident"] != "_U" and not is_missing(r["difference"])]
            faster = sum(r["difference"] < 0 for r in both)
            part = "all" if faster == len(both) else "some" if faster else "none"
            many = {"n": len(both), "shown": ed.number(len(both)), "faster": ed.number(faster)}
            names = {"post": post, "baseline": baseline, "period": ed.period}
            said.append(ed.say("clearance-within", part=part, **many, **names))
            if both:
                note_figure(ed, "clearance_compared", len(both), "companies")
                note_figure(ed, "clearance_faster", faster, "companies")
                kind = "most" if faster * 2 > len(both) else "few"
                kind = "half" if faster * 2 == len(both) else kind
                kind = f"one-{kind}" if len(both) == 1 else kind
    heading = ed.say("clearance-heading-objection", kind=kind)
    return Passage("clearance-objection", heading, tuple(said))


def _open(times: Any, slow: Any, ed: Edition, post: str, baseline: str) -> str:
    told = []
    for name in (post, baseline):
        now, worst = row_of_post(times, name, ed.period), row_of_post(slow, name, ed.period)
        if now and now["open"]:
            # where half are open, the median is not known at all
            known = now["open"] * 2 < now["declarations"] and not is_missing(now["median"])
            shown = say_hours(ed, worst["median"]) if known else ed.say("clearance-unknown")
            before = say_hours(ed, now["median"]) if known else ed.say("clearance-unknown")
            told.append(ed.say("clearance-slowest", post=name, median=shown, before=before))
    if not told:
        return ed.say("clearance-open-none", period=ed.period)
    return ed.say("clearance-open", list="; ".join(told), period=ed.period)


RELIEF, HOURS = ("relief", "duty", "customs", "export"), ("hours", "p90", "open")


@takes(
    relief="duty_relief(imports)",
    grown=GROWN,
    per_exports="duty_relief(imports, base=total(exports))",
    on_duty="on_duty(imports)",
    times=TIMES,
)
def points(
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
    now = row_with_relief(relief, ed)
    said = []
    if now:
        said.append(_full(say_relief(relief, grown, ed)))
        said.append(ed.say("relief-point-parts", **parts_of(now, ed)))
        if shown := say_ratio(per_exports, ed):
            said.append(ed.say("relief-point-per", thousand=say_thousand(ed), value=shown))
        if "exported" in now:
            share, exported = now["exported"] / now["duty_relief"], ed.money(now["exported"])
            said.append(ed.say("relief-point-exported", share=ed.least(share), exported=exported))
        strict = row_of(on_duty, ed.period)
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
    now = row_of_post(times, post, ed.period)
    other = row_of_post(times, baseline, ed.period)
    if is_missing(now.get("difference")):
        return _full(say_clearance(times, ed, post, baseline))
    medians = [say_hours(ed, r["median"]) for r in (now, other)]
    said = {"post": post, "baseline": baseline, "median": medians[0], "other": medians[1]}
    said["difference"] = say_hours(ed, abs(now["difference"]))
    said["way"] = direction_of_hours(now["difference"], ed)
    said["open"] = some_open(now, other)
    return ed.say("clearance-point", period=ed.period, **said, **interval(now, ed))


def data(ed: Edition) -> Passage:
    """Return where the tables, the figures and the account of the run are."""
    return Passage("data", ed.say("heading-data"), (ed.say("relief-data"),))


@takes(relief="duty_relief(imports)", times="clearance_time(declarations, baseline=...)")
def glossary(relief: Any, times: Any, ed: Edition) -> Passage:
    """Return the terms that the page uses in a sense of its own."""
    names = [f"relief-{name}" for name in RELIEF if not isinstance(relief, Unavailable)]
    names += [f"clearance-{name}" for name in HOURS if not isinstance(times, Unavailable)]
    terms = [say_term(name, ed) for name in names]
    return Passage("glossary", ed.say("heading-glossary"), points=tuple(terms))


@takes(relief="duty_relief(imports)", times="clearance_time(declarations, baseline=...)")
def method(relief: Any, times: Any, ed: Edition) -> Passage:
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
def limits(relief: Any, times: Any, ed: Edition) -> Passage:
    """Return what the figures can bear and what they cannot."""
    names = ["strength"]
    names += [] if isinstance(relief, Unavailable) else ["customs-rates", "customs-vat", "names"]
    names += [] if isinstance(times, Unavailable) else ["customs-hours", "customs-independent"]
    names += ["customs-synthetic"] if ed.synthetic else []
    said = (*say_account(ed), *(ed.say(f"limits-{name}") for name in names))
    return Passage("limits", ed.say("heading-limits"), points=said)


@takes(relief="duty_relief(imports)", times="clearance_time(declarations, baseline=...)")
def sources(relief: Any, times: Any, ed: Edition) -> Passage:
    """Return the law that relief rests on, and the method of the interval."""
    names = [] if isinstance(relief, Unavailable) else ["customs", "tax"]
    names += [] if isinstance(times, Unavailable) else ["interval"]
    said = tuple(ed.say(f"relief-source-{name}") for name in names)
    return Passage("sources", ed.say("heading-sources"), points=said)


THOUSAND = 1000
BASES = {"value": "total(imports)", "exports": "total(exports)", "invested": "total(invested)"}
AMOUNTS = ("total", "duty", "vat", "duty_relief")


@takes(tables="table")
def zone(*tables: Any, zone: str = "") -> str:
    """Return the zone that the tables name, which is one, or else `zone`."""
    named = {
        name
        for table in tables
        if not isinstance(table, Unavailable) and "zone" in table
        for name in table["zone"].dropna().unique()
    }
    if len(named) > 1:
        raise FlowsError(
            f"the tables are of {listed(sorted(named))}, and relief is told of one zone; "
            "name its own imports, declarations and flows"
        )
    return next(iter(named), zone)


@takes(imports="imports", declarations="declarations", exports="flows")
def records(imports: Any, declarations: Any, exports: Any, period: str) -> Any:
    """Return the records that the edition of the page on customs relief is made of.

    Imports or declarations may be `Unavailable`, not both. They are the imports where these have
    the year, since amounts are of months and hours are not. Invented records and real ones are
    refused together, and so are two currencies.
    """
    made = {"imports": imports, "declarations": declarations, "flows": exports}
    held = {name: t for name, t in made.items() if not isinstance(t, Unavailable)}
    if not {"imports", "declarations"} & held.keys():
        raise FlowsError("neither imports nor declarations: name a file of one of them")
    invented = {n: "synthetic" in t and bool(t["synthetic"].any()) for n, t in held.items()}
    if len(set(invented.values())) > 1:
        told = (f"{name} {'synthetic' if it else 'real'}" for name, it in invented.items())
        raise FlowsError(f"the tables do not belong together: {', '.join(told)}")
    if "imports" in held and "flows" in held:
        _refuse_currencies(imports, exports)
    made = _dated(imports, declarations, period).assign(synthetic=any(invented.values()))
    if "flows" in held:
        made.attrs = dict(exports.attrs)
    return made


def _dated(imports: Any, declarations: Any, period: str) -> Any:
    # the table that has the year, the imports before the declarations; else the years of both
    import pandas as pd

    tables = []
    if not isinstance(imports, Unavailable):
        tables.append(imports[[c for c in ("period", "currency") if c in imports]])
    if not isinstance(declarations, Unavailable):
        tables.append(pd.DataFrame({"period": declarations["registered"].str.slice(0, 7)}))
    having = [t for t in tables if (t["period"].str.slice(0, 4) == period).any()]
    return having[0] if having else pd.concat([t[["period"]] for t in tables])


def _refuse_currencies(imports: Any, exports: Any) -> None:
    found = [set(t["currency"].dropna()) for t in (imports, exports) if "currency" in t]
    if len(found) == 2 and found[0] != found[1]:
        raise FlowsError(
            f"the imports are in {listed(sorted(found[0]))} and the flows in "
            f"{listed(sorted(found[1]))}, and a report is in one currency"
        )


@takes(table="base")
def base(table: Any, ed: Edition) -> Any:
    """Return the yearly sums of a table that relief is set against, such as exports.

    They are of the months that the edition covers. Nothing is returned where the table ends in
    other months, or is in another currency, or is not there.
    """
    if isinstance(table, Unavailable) or table is None:
        return None
    invested = "cumulative" in table
    if currency_of(table) not in ("", ed.currency) or (invested and not ed.comparable()):
        return None
    table = until(table, ed.end)
    if not ed.stated and (part_of(table, ed.period) or 12) != ed.months:
        return None
    made = total(like_for_like(table, ed.end), of="total" if invested else "value")
    kind = "invested" if invested else "imports" if "duty_rate" in table else "exports"
    return note_as(made, f"total({kind})")


@identified
@takes("imports", imports="imports")
def on_duty(imports: Any) -> Any:
    """Return the relief on duty alone, as if VAT had cost nothing."""
    if isinstance(imports, Unavailable):
        return imports
    return attempt(duty_relief, imports.assign(vat_rate=0.0))


@identified
@takes("relief", relief="duty_relief(imports)")
def split(relief: Any) -> Any:
    """Return the relief by year, on what was used for export goods and on the rest."""
    if isinstance(relief, Unavailable) or "exported" not in relief:
        return None
    whole, exported = relief["duty_relief"], relief["exported"]
    share = (exported / whole).where(whole > 0)
    return relief[["period", "duty_relief", "exported"]].assign(rest=whole - exported, share=share)


@identified
@takes(tables=lambda _, key: parse_note(f"duty_relief(imports, base={BASES.get(key, '...')})"))
def ratios_table(ed: Edition, **tables: Any) -> Any:
    """Return the relief by year per thousand of customs value, exports and investment."""
    import pandas as pd

    held = {
        f"per_{name}": table.set_index("period")["ratio"] * THOUSAND
        for name, table in tables.items()
        if not isinstance(table, Unavailable) and "ratio" in table
    }
    return pd.DataFrame(held).rename_axis("period").reset_index() if held else None


@identified
@takes("table", table="duty_relief(imports, by={of})")
def leaders(table: Any, of: str, ed: Edition, top: int) -> Any:
    """Return the year's `top` of those that had `duty_relief`, the rest of them in one row."""
    if isinstance(table, Unavailable):
        return table
    now = table[(table["period"] == ed.period) & (table["duty_relief"] > 0)]
    worth = now[["period", of]].assign(value=now["duty_relief"])
    ranked = rank(worth, of, top=top).drop(columns="total")
    key = now[of].where(now[of].isin(ranked[of].dropna()), None)
    sums = now.assign(**{of: key}).groupby(of, dropna=False, as_index=False)[list(AMOUNTS)].sum()
    return ranked.merge(sums, on=of, how="left")[
        ["period", "rank", of, "members", *AMOUNTS, "share"]
    ]


MOST_RANGES, NAMED = 12, 20


@takes(table="duty_relief(imports)", grown=GROWN)
def draw_years(table: Any, grown: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the duty and the VAT of each year as a stack; one year alone is no chart."""
    if not row_with_relief(table, ed) or len(table) < 2:
        return
    unit, whole = scale_amounts(table["duty_relief"], ed)
    scale = SCALES[scale_of(table["duty_relief"].max())]
    duty, vat = table["duty"] / scale, table["vat"] / scale
    data = table[["period", "duty", "vat", "duty_relief"]]
    with draw("relief", say_relief(table, grown, ed), data, ed, ax) as axes:
        edge: Any = {"edgecolor": "white", "linewidth": 0.6}
        name = ed.say("chart-relief-duty")
        axes.bar(table["period"], duty, color=DARK, label=name, **edge)
        name = ed.say("chart-relief-vat")
        bars = axes.bar(table["period"], vat, bottom=duty, color=LIGHT, label=name, **edge)
        # small bars stand too close for a number each, and the table has them
        texts = [ed.number(amount, 1) if amount > max(whole) / 10 else "" for amount in whole]
        axes.bar_label(bars, texts, padding=2)
        axes.set_ylabel(ed.say("chart-relief-axis", unit=unit))
        axes.margins(y=0.15)
        handles, names = axes.get_legend_handles_labels()
        axes.legend(handles[::-1], names[::-1], frameon=False, loc="upper left")
        number_axis(axes, "y", ed)


@takes(times=TIMES)
def draw_clearance(
    times: Any, ed: Edition, post: str, baseline: str, ax: Axes | None = None
) -> None:
    """Draw the time that half were released within, and nine in ten, by year and post."""
    if isinstance(times, Unavailable) or not row_of_post(times, post, ed.period):
        return
    held = times[times["post"].isin([post, baseline]) & times["median"].notna()]
    # the year reported is read first, and in it the post that the page is about
    held = held.assign(ours=held["post"] == post)
    held = held.sort_values(["period", "ours"], ascending=False, kind="stable").head(MOST_RANGES)
    if held.empty:
        return
    title = say_clearance(times, ed, post, baseline)
    data = held[["period", "post", "p90", "median"]]
    with draw("clearance", title, data, ed, ax, 2 * len(held)) as axes:
        near = held["p90"].max() / 15
        for place, r in enumerate(held.to_dict("records")):
            colour, ends = DARK if r["ours"] else LIGHT, [r["median"], r["p90"]]
            axes.plot(ends, [place, place], color=colour, linewidth=3, zorder=2)
            axes.plot(ends[0], place, "o", color=colour, markersize=9, zorder=3)
            axes.plot(ends[1], place, "|", color=colour, markersize=14, markeredgewidth=3)
            sides = ("right", "left") if ends[1] - ends[0] < near else ("center", "center")
            for value, side in zip(ends, sides, strict=True):
                axes.annotate(ed.number(value, 1), (value, place), (0, 8), ha=side,
                              textcoords="offset points", fontsize=8)  # fmt: skip
        names = [f"{shorten_label(short(r.post, NAMED))}, {r.period}" for r in held.itertuples()]
        axes.set_yticks(range(len(held)), names)
        axes.set_ylim(len(held) - 0.5, -0.6)
        axes.set_xlim(left=0)
        axes.margins(x=0.08)
        axes.set_xlabel(ed.say("chart-clearance-axis"))
        number_axis(axes, "x", ed)
