"""Tables behind the page on customs relief: what belongs together, set side by side."""

from __future__ import annotations

from typing import Any

from sezlib.flows import FlowsError, Unavailable, attempt, listed
from sezlib.identity import currency_of, identified, noted, parsed, takes
from sezlib.language import Edition
from sezlib.metrics import duty_relief, like_for_like, rank, total, until
from sezlib.metrics.cuts import part_of

THOUSAND = 1000
BASES = {"value": "total(imports)", "exports": "total(exports)", "invested": "total(invested)"}
AMOUNTS = ("total", "duty", "vat", "duty_relief")


@takes(tables="table")
def relief_zone(*tables: Any, zone: str = "") -> str:
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
def relief_records(imports: Any, declarations: Any, exports: Any, period: str) -> Any:
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
def relief_base(table: Any, ed: Edition) -> Any:
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
    return noted(made, f"total({kind})")


@identified
@takes("imports", imports="imports")
def relief_on_duty(imports: Any) -> Any:
    """Return the relief on duty alone, as if VAT had cost nothing."""
    if isinstance(imports, Unavailable):
        return imports
    return attempt(duty_relief, imports.assign(vat_rate=0.0))


@identified
@takes("relief", relief="duty_relief(imports)")
def relief_split(relief: Any) -> Any:
    """Return the relief by year, on what was used for export goods and on the rest."""
    if isinstance(relief, Unavailable) or "exported" not in relief:
        return None
    whole, exported = relief["duty_relief"], relief["exported"]
    share = (exported / whole).where(whole > 0)
    return relief[["period", "duty_relief", "exported"]].assign(rest=whole - exported, share=share)


@identified
@takes(tables=lambda _, key: parsed(f"duty_relief(imports, base={BASES.get(key, '...')})"))
def relief_relatives(ed: Edition, **tables: Any) -> Any:
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
def relief_leaders(table: Any, of: str, ed: Edition, top: int) -> Any:
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
