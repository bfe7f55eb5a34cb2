"""Why figures are unsafe, and how near they can be known as they are hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from sezlib.disclosure.figures import FREE, SECONDARY, Behind, Records, form, read_records, rows_of
from sezlib.disclosure.protection import audit_records, spell
from sezlib.disclosure.rules import Rules
from sezlib.identity import identified

FEW, NEAR, DOMINANCE = "few", "near", "dominance"
# what an interval narrower than this part of its amount tells, it tells to the rouble
EXACT = 1e-4


@identified
def review(
    flows: Any, figures: pd.DataFrame, rules: Rules | None = None, *, per: str = "year"
) -> pd.DataFrame:
    """Return figures with what makes them unsafe, and how near an attacker comes to each.

    `figures` are as `suppress` or `protect` return them. Every unsafe one is attacked twice: as
    they are hidden, and with the unsafe figures alone hidden, as where each table is protected for
    itself.

    Columns: those of `figures`, but that `low` and `high` are all that an outsider knows; `figure`
    (its name); of an unsafe one the `reason` (`few` contributors, one `near` to another, or
    `dominance`), the largest `company` and the `nearest` to it, "" where anybody is; `attackers`
    and `given_away_by` as of `audit`, and `exact`, whether it comes out; and with `alone_` before
    them the same where the unsafe figures alone are hidden.

    >>> import sezlib as sez
    >>> found = sez.disclosure.suppress(sez.example(), ["2019"], tables=[(), ("group",)])
    >>> held = sez.disclosure.review(sez.example(), found.figures)
    >>> held[["group", "value", "contributors", "reason", "company"]]
           group  value  contributors reason company
    0        NaN   60.0             2    few   Gamma
    1  education   15.0             1    few    Beta
    2     optics   45.0             1    few   Gamma
    """
    rules = rules or Rules()
    months = figures["months"].unique() if "months" in figures else ()
    records = read_records(flows, rules, per=per, months=months)
    figures = figures.reset_index(drop=True)
    named = [spell(figures, number) for number in range(len(figures))]
    made = figures.drop(columns=["low", "high", "needed"]).assign(figure=named)
    made = made.merge(_explain(records, figures, rules), on="figure", how="left")
    alone = figures.assign(status=figures["status"].replace(SECONDARY, FREE))
    for before, held in (("", figures), ("alone_", alone)):
        known = audit_records(records, held, rules)
        known["exact"] = known["high"] - known["low"] < EXACT * known["value"].abs()
        known = known[["figure", "low", "high", "attackers", "given_away_by", "exact"]]
        renamed = {key: before + key for key in known if key != "figure"}
        made = made.merge(known.rename(columns=renamed), on="figure", how="left")
    return made


def _explain(records: Records, figures: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return why each unsafe figure is so, of whom, and who is nearest to them."""
    rows = list(_reasons(records, figures, rules))
    return pd.DataFrame(rows, columns=["figure", "reason", "company", "nearest"], dtype=object)


def _reasons(records: Records, figures: pd.DataFrame, rules: Rules) -> Iterator[tuple[str, ...]]:
    protected, plain = rules.protected(records.names), replace(rules, dominance=None)
    behind = list(rows_of(records.behind(form(figures, records.cells).told)))
    for number in figures.index[figures["needed"] > 0]:
        who, amounts = behind[number]
        nearest, needed = Behind(plain, protected, who, amounts, together=1).worst()
        shielded = [(amount, one) for amount, one in zip(amounts, who, strict=True)
                    if protected[one] and one not in nearest]  # fmt: skip
        reason = FEW if len(who) < rules.minimum_frequency else NEAR
        yield (
            spell(figures, number),
            reason if needed > 0 else DOMINANCE,
            records.names[max(shielded)[1]],
            "".join(records.names[one] for one in nearest),
        )
