"""Figures as multiples of a base: they add up, are near, and what they leave unsafe is hidden."""

import numpy as np
import pandas as pd
import pytest

import sezlib as sez
from sezlib.disclosure import Rules
from sezlib.disclosure.audience import Gate
from sezlib.disclosure.figures import form, list_figures, read_records
from sezlib.disclosure.rounding import round_figures

GROUPS, PLACES = ("optics", "medical", "education"), ("CHN", "KAZ", "BLR", "DEU")


def zone(seed, rows=24):
    pick = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "period": "2019",
            "resident": pick.choice(list("ABCDEFG"), rows),
            "group": pick.choice(GROUPS, rows),
            "destination": pick.choice(PLACES, rows),
            "value": np.round(pick.lognormal(3, 1, rows), 2),
        }
    )


@pytest.mark.parametrize("seed", range(5))
def test_rounded_figures_are_multiples_that_add_up_and_are_near(seed):
    records = read_records(zone(seed), Rules())
    figures = list_figures(records, ["2019"], Rules())
    forms = form(figures, records.cells)
    made = round_figures(figures, forms, records.amounts, 10.0)
    told = (made["low"] + made["high"]) / 2
    assert (told % 10).abs().max() < 1e-9
    assert made["value"].between(made["low"], made["high"]).all()
    parts = made.assign(told=told)
    crossed = parts[parts["group"].notna() & parts["destination"].notna()]
    for key in ("group", "destination"):
        alone = parts[
            parts[key].notna() & (parts[["group", "destination", "bloc"]].notna().sum(axis=1) == 1)
        ]
        assert alone["told"].sum() == pytest.approx(told.iloc[0])
        sums = crossed.groupby(key)["told"].sum()
        assert sums.to_dict() == pytest.approx(alone.set_index(key)["told"].to_dict())
    # what is a multiple already stays
    assert round_figures(figures, forms, records.amounts, 0.01)["low"].iloc[0] == pytest.approx(
        figures["value"].iloc[0] - 0.01
    )


@pytest.mark.parametrize("seed", range(5))
def test_nothing_comes_out_of_rounded_figures(seed):
    flows, rules = zone(seed), Rules(round_to=5.0)
    figures = sez.disclosure.protect(flows, "2019", rules).figures
    exact = sez.disclosure.protect(flows, "2019", Rules()).figures
    totals = figures[figures["measure"] == "total"].reset_index(drop=True)
    assert sez.disclosure.audit(flows, totals, rules)["attackers"].isna().all()
    assert (totals["status"] != "F").sum() < (exact["status"] != "F").sum()


def test_a_table_of_rounded_amounts_tells_no_other():
    flows, rules = zone(1), Rules(round_to=5.0)
    gate = Gate(sez.disclosure.protect(flows, "2019", rules).figures, rules)
    table = sez.share(flows, of="group")
    made = gate(table, {"metric": "share"})
    assert (made["total"] % 5).abs().max() < 1e-9
    assert made["share"].sum() == pytest.approx(1)
    assert made["total"].sum() == pytest.approx(
        gate(sez.growth(flows), {"metric": "growth"})["total"][0]
    )
    assert not {*made["share"]} & {*table["share"]}
