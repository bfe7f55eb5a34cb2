"""What customs relief is worth: the sections on the duty and the VAT that were not paid."""

from __future__ import annotations

from typing import Any

from sezlib.flows import Unavailable
from sezlib.identity import GROWN, parsed, takes
from sezlib.language import Edition, missing
from sezlib.narrative import facts
from sezlib.narrative.passage import (
    Passage,
    change,
    figure,
    previous,
    row,
    rows,
    unavailable,
)
from sezlib.narrative.relief_tables import THOUSAND


def thousand(ed: Edition) -> str:
    """Return `RUB 1,000`, as it stands before what a thousand is of."""
    return ed.money(THOUSAND, "one")


def per(table: Any, ed: Edition) -> str:
    """Return relief per thousand of something in words; nothing where it cannot be had."""
    return _per(row(table, ed.period).get("ratio"), ed)


def _per(ratio: Any, ed: Edition) -> str:
    return "" if missing(ratio) else ed.money(ratio * THOUSAND, "one", 2, least=True)


def told(relief: Any, ed: Edition) -> dict[str, Any]:
    """Return the row of the year where there is relief to tell of."""
    now = row(relief, ed.period)
    return now if now and now["duty_relief"] > 0 else {}


@takes(
    relief="duty_relief(imports)",
    grown=GROWN,
    per_value="duty_relief(imports, base=total(imports))",
)
def relief_years(relief: Any, grown: Any, per_value: Any, ed: Edition) -> Passage:
    """Return the section on the relief of the year, from `duty_relief` and its `growth`.

    `per_value` is `duty_relief` relative to the customs value itself.
    """
    if isinstance(relief, Unavailable):
        return unavailable("relief-columns" if relief.missing else "relief", relief, ed)
    now = row(relief, ed.period)
    if now:
        figure(ed, "relief_total", now["duty_relief"], ed.currency)
        figure(ed, "relief_duty", now["duty"], ed.currency)
        figure(ed, "relief_vat", now["vat"], ed.currency)
        figure(ed, "relief_imports", now["total"], ed.currency)
    if not told(relief, ed):
        kind = "zero" if now else "none"
        heading = ed.say("relief-heading-nothing", period=ed.when(ed.period))
        return Passage("relief", heading, (ed.say(f"relief-nothing-{kind}"),))
    growth: Any = row(grown, ed.period).get("growth")
    figure(ed, "relief_growth", growth, "fraction", against=previous(ed.period), months=ed.months)
    said = [
        ed.say(
            "relief-parts",
            period=ed.when(ed.period),
            **parts_of(now, ed),
            share=ed.least(now["vat"] / now["duty_relief"]),
        )
    ]
    if not missing(growth):
        before = row(per_value, previous(ed.period)).get("ratio")
        said.append(
            ed.say(
                "relief-rate",
                thousand=thousand(ed),
                now=per(per_value, ed),
                before=_per(before, ed),
                previous=ed.when(previous(ed.period)),
            )
        )
    reading = ed.say("relief-read", thousand=thousand(ed)) if len(relief) > 1 else ""
    return Passage("relief", headline(relief, grown, ed), tuple(said), reading=reading)


def parts_of(now: dict[str, Any], ed: Edition) -> dict[str, str]:
    """Return the customs value, the duty and the VAT of a year in words, in one scale."""
    names = {"value": "total", "duty": "duty", "vat": "vat"}
    shown = ed.amounts(*(now[column] for column in names.values()))
    return dict(zip(names, shown, strict=True))


def headline(relief: Any, grown: Any, ed: Edition) -> str:
    """Return the finding on the year's relief, with its growth where there is one."""
    growth: Any = row(grown, ed.period).get("growth")
    return ed.say(
        "relief-heading",
        period=ed.when(ed.period),
        relief=ed.money(row(relief, ed.period)["duty_relief"]),
        grown="no" if missing(growth) else "yes",
        change="" if missing(growth) else change(ed, growth),
        previous=ed.when(previous(ed.period)),
    )


@takes(relief="duty_relief(imports)")
def relief_exported(relief: Any, ed: Edition) -> Passage | None:
    """Return the section on the part of the relief that was on goods for export."""
    now = told(relief, ed)
    if not now:
        return None
    if "exported" not in now:
        return unavailable("relief-exported", Unavailable(("export_share",)), ed)
    share = now["exported"] / now["duty_relief"]
    exported, rest = ed.amounts(now["exported"], now["duty_relief"] - now["exported"])
    figure(ed, "relief_exported", now["exported"], ed.currency)
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
def relief_per(relief: Any, per_exports: Any, per_invested: Any, ed: Edition) -> Passage | None:
    """Return the section on relief against exports and investment of the same months."""
    if not told(relief, ed):
        return None
    said = []
    for name, table in (("exports", per_exports), ("invested", per_invested)):
        if shown := per(table, ed):
            now = row(table, ed.period)
            unit = f"{ed.currency or 'unit'} per {ed.currency or 'unit'}"
            figure(ed, "relief_ratio", now["ratio"], unit, base=name)
            base = ed.money(now["base"])
            given = {"thousand": thousand(ed), "value": shown, "base": base}
            said.append(ed.say(f"relief-per-{name}", period=ed.when(ed.period), **given))
        else:
            said.append(ed.say(f"relief-per-{name}-none"))
    shown = per(per_exports, ed)
    heading = ed.say("relief-heading-per", thousand=thousand(ed), value=shown)
    if not shown:
        heading = ed.say("relief-heading-per-none")
    return Passage("relief-per", heading, tuple(said), reading=ed.say("relief-per-read"))


def _leaders(given: dict[str, Any], _: str) -> Any:
    return parsed("relief_leaders(table, of={of}, top=...)", {"of": _of(given["name"])})


def _of(name: str) -> str:
    return str(name).removesuffix("s")


@takes(relief="duty_relief(imports)", leaders=_leaders)
def relief_for(name: str, relief: Any, leaders: Any, ed: Edition) -> Passage | None:
    """Return the section on the residents, or the products, that had the relief."""
    if not told(relief, ed):
        return None
    if isinstance(leaders, Unavailable):
        return unavailable(f"relief-{name}", leaders, ed)
    of = _of(name)
    held = [r for r in rows(leaders, ed.period) if not missing(r["rank"])]
    if not held:
        return Passage(f"relief-{name}", ed.say(f"relief-heading-for-{name}-none"))
    share, first = held[0]["share"], facts.leaders(held, _share)
    hidden = facts.unstated(leaders, ed.period, of)["share"]
    figure(ed, "relief_largest_share", share, "fraction", **{of: held[0][of]})
    count = int(sum(r["members"] for r in rows(leaders, ed.period) if r[of] != "_U"))
    blanks = {
        "first": ed.list(r[of] for r in first),
        "share": ed.least(share),
        "leaders": len(first),
        "of": facts.stated(held, _share, hidden),
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


@takes(relief="duty_relief(imports)", on_duty="relief_on_duty(imports)")
def relief_objection(relief: Any, on_duty: Any, ed: Edition) -> Passage | None:
    """Return the strongest objection to the relief, tested: that it is no gain of that size.

    `on_duty` is the relief on duty alone; its part on goods for export is the least that is left.
    """
    now, strict = told(relief, ed), row(on_duty, ed.period)
    if not now:
        return None
    least = strict.get("exported", strict["duty_relief"])
    figure(ed, "relief_least", least, ed.currency)
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
