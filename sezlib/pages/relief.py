"""The page on customs: what relief is worth, and how long clearance takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sezlib.flows import (
    CONFIDENTIAL,
    WITHHELD,
    FlowsError,
    Unavailable,
    attempt,
    listed,
    near,
    short,
    values_of,
)
from sezlib.identity import GROWN, TIMES, currency_of, identified, note_as, parse_note, takes
from sezlib.language import Edition, is_missing
from sezlib.metrics import duty_relief, like_for_like, rank, total, until
from sezlib.metrics.customs import FEWEST
from sezlib.metrics.cuts import part_of
from sezlib.pages import facts, passage
from sezlib.pages.drawing import (
    DARK,
    LIGHT,
    MOST_YEARS,
    choose_unit,
    draw,
    name_ends,
    number_axis,
    shorten_label,
)
from sezlib.pages.passage import (
    Passage,
    as_sentence,
    hidden_rows,
    main_points,
    note_figure,
    note_figures,
    row_of,
    rows_of,
    say_limits,
    unavailable,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes


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
        columns = {"relief_duty": "duty", "relief_vat": "vat", "relief_imports": "total"}
        note_figures(ed, now, ed.currency, relief_total="duty_relief", **columns)
    if not row_with_relief(relief, ed):
        kind = "zero" if now else "none"
        nothing = (ed.say(f"relief-nothing-{kind}"),)
        return Passage("relief", ed.say("relief-heading-nothing"), nothing)
    growth: Any = row_of(grown, ed.period).get("growth")
    told: Any = {"against": ed.previous, "months": ed.months}
    hidden = hidden_rows(relief, ed.previous)
    note_figure(ed, "relief_growth", growth, "fraction", hidden=hidden, **told)
    said = []
    if not is_missing(growth):
        before = row_of(per_value, ed.previous).get("ratio")
        said.append(ed.say("relief-rate", row_of(per_value, ed.period), before=before))
    reading = ed.say("relief-read") if len(relief) > 1 else ""
    heading = ed.say("relief-heading", share=now["vat"] / now["duty_relief"])
    return Passage("relief", heading, tuple(said), reading=reading)


@takes(relief="duty_relief(imports)")
def exported(relief: Any, ed: Edition) -> Passage | None:
    """Return the section on the part of the relief that was on goods for export."""
    now = row_with_relief(relief, ed)
    if not now or ed.public:
        return None
    if "exported" not in now:
        return unavailable("relief-exported", Unavailable(("export_share",)), ed)
    told = _exported(now)
    note_figures(ed, now, ed.currency, relief_exported="exported")
    said = (ed.say("relief-exported", now, **told), ed.say("relief-rest"))
    return Passage("relief-exported", ed.say("relief-heading-exported", **told), said)


def _exported(now: dict[str, Any]) -> dict[str, float]:
    """Return the part of the relief that was on goods for export, and what the rest is."""
    whole = now["duty_relief"]
    return {"share": now["exported"] / whole, "rest": whole - now["exported"]}


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
        now = row_of(table, ed.period)
        if is_missing(now.get("ratio")) and ed.public:
            continue
        if is_missing(now.get("ratio")):
            said.append(ed.say(f"relief-per-{name}-none"))
            continue
        unit = f"{ed.currency or 'unit'} per {ed.currency or 'unit'}"
        note_figure(ed, "relief_ratio", now["ratio"], unit, base=name)
        said.append(ed.say(f"relief-per-{name}", now))
    if not said:
        return None
    now = row_of(per_exports, ed.period)
    none = is_missing(now.get("ratio"))
    heading = ed.say("relief-heading-per-none" if none else "relief-heading-per")
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
        # that there is one zone alone needs no words
        untold = name == "zones" or ed.public
        return None if untold else unavailable(f"relief-{name}", leaders, ed)
    of = _of(name)
    held = [r for r in rows_of(leaders, ed.period) if not is_missing(r["rank"])]
    if not held:
        return Passage(f"relief-{name}", ed.say(f"relief-heading-for-{name}-none"))
    share, first = held[0]["share"], facts.tied_leaders(held, _share)
    hidden = facts.unstated_part(leaders, ed.period, of)["share"]
    note_figure(ed, "relief_largest_share", share, "fraction", **{of: held[0][of]})
    count = int(sum(r["members"] for r in rows_of(leaders, ed.period) if r[of] != "_U"))
    told = {"first": [ed.name(of, r[of]) for r in first], "leaders": len(first), "share": share}
    told |= {"of": facts.stated_extent(held, _share, hidden), "n": count, "shown": len(held)}
    told |= {"cut": len(held) < count, "together": sum(r["share"] for r in held)}
    heading, text = (
        ed.say(f"relief-heading-for-{name}", **told),
        ed.say(f"relief-for-{name}", **told),
    )
    return Passage(f"relief-{name}", heading, (text,))


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
    kind = "exported" if "exported" in strict else "duty"
    told = {"kind": kind, "least": least, "share": least / now["duty_relief"]}
    text = ed.say("relief-objection", now, **told)
    said = (ed.say("relief-objection-why"), text, ed.say("relief-objection-same"))
    heading = ed.say("relief-heading-objection", least=least)
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
def clearance_differences(times: Any, post: str, ed: Edition | None = None) -> Any:
    """Return by year how much longer the post took than the baseline, and what that tells.

    Of an edition it is what that may tell.
    """
    if isinstance(times, Unavailable) or "difference" not in times:
        return None
    table = times[times["post"] == post][["period", "difference", "low", "high"]]
    if ed and ed.public:
        table = table.dropna(subset="difference")
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


@takes(times=TIMES)
def say_clearance(times: Any, ed: Edition, post: str, baseline: str) -> str:
    """Return the finding on the year's hours: which post was faster, and by how much."""
    now, other = row_of_post(times, post, ed.period), row_of_post(times, baseline, ed.period)
    names = {"post": post, "baseline": baseline}
    if not now or is_missing(now["median"]):
        return ed.say("clearance-heading-none", **names)
    if not other or is_missing(other["median"]):
        return ed.say("clearance-heading-alone", now, **names | {"open": some_open(now)})
    return ed.say("clearance-heading", **names, **interval(now, ed))


@takes("times", times=TIMES)
def clearance(times: Any, ed: Edition, post: str, baseline: str) -> Passage:
    """Return the section on the hours at a post against another, from `clearance_time`."""
    if isinstance(times, Unavailable):
        name = "clearance-columns" if times.missing else "clearance"
        return unavailable(name, times, ed)
    refuse_posts(times, post, baseline)
    if is_hidden(times, post, ed):
        return unavailable("clearance", Unavailable(()), ed)
    now, other = row_of_post(times, post, ed.period), row_of_post(times, baseline, ed.period)
    for name, held in ((post, now), (baseline, other)):
        if held:
            for column, unit in (("median", "hours"), ("p90", "hours"), ("open", "declarations")):
                told = {"hidden": is_hidden(times, name, ed), "post": name}
                note_figure(ed, f"clearance_{column}", held[column], unit, **told)
    named = [(name, r) for name, r in ((post, now), (baseline, other)) if name]
    said = [_post(name, r, ed) for name, r in named if not is_hidden(times, name, ed)]
    if not is_missing(now.get("difference")):
        where = {"post": post, "baseline": baseline}
        for column in ("difference", "low", "high"):
            note_figure(ed, f"clearance_{column}", now[column], "hours", **where)
        said.append(ed.say("clearance-difference", **where, fewest=FEWEST, **interval(now, ed)))
    heading = say_clearance(times, ed, post, baseline)
    return Passage("clearance", heading, tuple(said), reading=ed.say("clearance-read"))


def is_hidden(times: Any, post: str, ed: Edition) -> bool:
    """Return whether the hours of a post in the year may not be told."""
    now = row_of_post(times, post, ed.period)
    return ed.public and bool(now) and is_missing(now["declarations"])


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
        return ed.say(kind, post=name)
    return ed.say("clearance-post", held, post=name, n=int(held["open"]))


def some_open(*held: dict[str, Any]) -> bool:
    """Return whether some of the declarations at these posts are still open."""
    return any(r["open"] for r in held)


def interval(held: dict[str, Any], ed: Edition) -> dict[str, Any]:
    """Return a difference, its way, what its interval tells, and the ends of it.

    On one side of zero the ends stand without their sign.
    """
    known, difference = judge_difference(held), held["difference"]
    way = "less" if difference < 0 else "more"
    if ed.number(difference, 1) == ed.number(0.0, 1):
        way = "same"
    ends: list[Any] = [held.get("low"), held.get("high")]
    low, high = ends if known in ("chance", "few") else sorted(map(abs, ends))
    return {"verdict": known, "difference": abs(difference), "way": way, "low": low, "high": high}


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
    if isinstance(times, Unavailable) or not row_of_post(times, post, ed.period) or ed.public:
        return None
    said, kind = [_open(times, slow, ed, post, baseline)], "none"
    if baseline:
        said.append(ed.say("clearance-goods"))
        if isinstance(within, Unavailable):
            said.append(ed.say("clearance-within-unavailable", columns=within.missing))
        else:
            both = [r for r in rows_of(within, ed.period) if r["post"] == post]
            both = [r for r in both if r["resident"] != "_U" and not is_missing(r["difference"])]
            faster = sum(r["difference"] < 0 for r in both)
            part = "all" if faster == len(both) else "some" if faster else "none"
            told = {"part": part, "n": len(both), "faster": faster}
            said.append(ed.say("clearance-within", post=post, baseline=baseline, **told))
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
            alike = known and ed.hours(worst["median"]) == ed.hours(now["median"])
            median = worst["median"] if known else None
            told.append({"post": name, "median": median, "alike": alike})
    return ed.say("clearance-open" if told else "clearance-open-none", rows=told)


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
        growth = row_of(grown, ed.period).get("growth")
        said = [ed.say("relief-point", now, growth=growth), ed.say("relief-point-parts", now)]
        per, strict = row_of(per_exports, ed.period), row_of(on_duty, ed.period)
        if not is_missing(per.get("ratio")):
            said.append(ed.say("relief-point-per", per))
        if "exported" in now:
            said.append(ed.say("relief-point-exported", now, **_exported(now)))
        if "exported" in strict:
            said.append(ed.say("relief-point-least", strict))
    elif not isinstance(relief, Unavailable):
        said.append(as_sentence(ed.say("relief-heading-nothing")))
    if not isinstance(times, Unavailable) and not is_hidden(times, post, ed):
        said.append(_hours(times, ed, post, baseline))
    return main_points(said, ed)


def _hours(times: Any, ed: Edition, post: str, baseline: str) -> str:
    now = row_of_post(times, post, ed.period)
    other = row_of_post(times, baseline, ed.period)
    if is_missing(now.get("difference")):
        return as_sentence(say_clearance(times, ed, post, baseline))
    told = {"median": now["median"], "other": other["median"], "open": some_open(now, other)}
    return ed.say("clearance-point", post=post, baseline=baseline, **told, **interval(now, ed))


def data(ed: Edition) -> Passage:
    """Return where the tables, the figures and the account of the run are."""
    return Passage("data", ed.say("heading-data"), (ed.say("relief-data"),))


@takes(relief="duty_relief(imports)", times="clearance_time(declarations, baseline=...)")
def glossary(relief: Any, times: Any, ed: Edition) -> Passage:
    """Return the terms that the page uses in a sense of its own."""
    names = [f"relief-{name}" for name in RELIEF if not isinstance(relief, Unavailable)]
    names += [f"clearance-{name}" for name in HOURS if not isinstance(times, Unavailable)]
    return passage.glossary(ed, names)


@takes(relief="duty_relief(imports)", times="clearance_time(declarations, baseline=...)")
def method(relief: Any, times: Any, ed: Edition) -> Passage:
    """Return how relief and hours are measured."""
    names = [] if isinstance(relief, Unavailable) else ["customs-relief", "growth", "nominal"]
    names += [] if isinstance(times, Unavailable) else ["customs-clearance"]
    return passage.method(ed, [*names, "rounding"])


@takes(relief="duty_relief(imports)", times="clearance_time(declarations, baseline=...)")
def limits(relief: Any, times: Any, ed: Edition) -> Passage:
    """Return what the figures can bear and what they cannot."""
    names = ["strength"]
    names += [] if isinstance(relief, Unavailable) else ["customs-rates", "customs-vat"]
    names += [] if isinstance(relief, Unavailable) or ed.public else ["names"]
    names += [] if isinstance(times, Unavailable) else ["customs-hours", "customs-independent"]
    return say_limits(names, ed, "customs-synthetic")


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


@takes(imports="imports")
def several(imports: Any, ed: Edition) -> Any:
    """Return the imports where they are of several zones."""
    return imports if ed.zones and not ed.public else Unavailable(())


@takes(tables="records")
def zones(*tables: Any, zone: str = "") -> list[str]:
    """Return the zones that the tables name, which are the same in each, or else `zone`."""
    held = [t for t in tables if not isinstance(t, Unavailable) and "zone" in t]
    named = {tuple(values_of(table, "zone")) for table in held}
    if len(named) > 1:
        raise FlowsError(
            f"the tables are of {' and of '.join(map(listed, sorted(named)))}, and relief is told "
            "of the same zones; name their own imports, declarations and flows"
        )
    return list(next(iter(named), [zone] if zone else []))


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
    invented = {n: any(values_of(t, "synthetic")) for n, t in held.items()}
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
    found = [values_of(t, "currency") for t in (imports, exports) if "currency" in t]
    if len(found) == 2 and found[0] != found[1]:
        raise FlowsError(
            f"the imports are in {listed(found[0])} and the flows in {listed(found[1])}, and a "
            "report is in one currency"
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
    if invested and ed.public and table is not ed.profile.get("invested"):
        return None
    table = until(table, ed.end)
    if not ed.stated and (part_of(table, ed.period) or 12) != ed.months:
        return None
    made = total(like_for_like(table, ed.end), of="total" if invested else "value")
    kind = "invested" if invested else "imports" if "duty_rate" in table else "exports"
    made = note_as(made, f"total({kind})")
    made = ed.gate(made, {"metric": "total"}) if ed.gate else made
    return None if isinstance(made, Unavailable) else made.dropna(subset="total")


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
    made = pd.DataFrame(held).rename_axis("period").reset_index() if held else None
    if ed.public and made is not None:
        for column in held:
            untold = [r["period"] for r in tables[column.removeprefix("per_")].attrs[WITHHELD]]
            hidden = made["period"].isin(untold)
            made[column] = made[column].astype(object).mask(hidden, WITHHELD)
        made[CONFIDENTIAL] = ["C" if WITHHELD in row else "F" for row in made.to_numpy().tolist()]
    return made


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


@takes(table="duty_relief(imports)")
def draw_years(table: Any, ed: Edition, ax: Axes | None = None) -> None:
    """Draw the duty and the VAT of each year as a stack; one year alone is no chart."""
    if not row_with_relief(table, ed) or len(table) < 2:
        return
    unit, scale = choose_unit(table["duty_relief"].max(), ed)
    duty, vat = ((table[part] / scale).fillna(0.0) for part in ("duty", "vat"))
    whole = table["duty_relief"] / scale
    data = table[["period", "duty", "vat", "duty_relief"]]
    with draw("relief", ed.say("chart-relief"), data, ed, ax) as axes:
        edge: Any = {"edgecolor": "white", "linewidth": 0.6}
        axes.bar(table["period"], duty, color=DARK, **edge)
        bars = axes.bar(table["period"], vat, bottom=duty, color=LIGHT, **edge)
        # small bars, and many, stand too close for a number each, and the table has them
        last, least = len(table) - 1, whole.max() / 10
        texts = [ed.number(n, 1) if n > least and (last < MOST_YEARS or at == last)
                 else WITHHELD * is_missing(n) for at, n in enumerate(whole)]  # fmt: skip
        axes.bar_label(bars, texts, padding=2)
        axes.set_ylabel(ed.say("chart-relief-axis", unit=unit))
        axes.margins(y=0.15)
        below = duty.iloc[-1]
        name_ends(axes, [(last, below / 2, ed.say("chart-relief-duty")),
                         (last, below + vat.iloc[-1] / 2, ed.say("chart-relief-vat"))])  # fmt: skip
        number_axis(axes, "y", ed)


@takes(times=TIMES)
def draw_clearance(
    times: Any, ed: Edition, post: str, baseline: str, ax: Axes | None = None
) -> None:
    """Draw the time that half were released within, and nine in ten, by year and post."""
    if isinstance(times, Unavailable) or not row_of_post(times, post, ed.period):
        return
    if is_hidden(times, post, ed):
        return
    held = times[times["post"].isin([post, baseline]) & times["median"].notna()]
    # the year reported is read first, and in it the post that the page is about
    held = held.assign(ours=held["post"] == post)
    held = held.sort_values(["period", "ours"], ascending=False, kind="stable").head(MOST_RANGES)
    if held.empty:
        return
    title = ed.say("chart-clearance")
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
        names = [
            f"{shorten_label(short(ed.own(r.post), NAMED))}, {r.period}" for r in held.itertuples()
        ]
        axes.set_yticks(range(len(held)), names)
        axes.set_ylim(len(held) - 0.5, -0.6)
        axes.set_xlim(left=0)
        axes.margins(x=0.08)
        axes.set_xlabel(ed.say("chart-clearance-axis"))
        number_axis(axes, "x", ed)
