"""Figures against records that are rounded themselves, and bounds without the noise of a solver."""

from __future__ import annotations

import pandas as pd
import pytest

import sezlib as sez

HEAD = '[[sources]]\nid = "a"\nlanguage = "en"\n'
# eight amounts of two decimals, that add up to 7,524.10
EIGHT = [1203.41, 870.55, 912.08, 1044.97, 655.13, 1390.02, 733.29, 714.65]


def claimed(*claims):
    text = HEAD
    for number, (measure, value, unit, where) in enumerate(claims):
        text += f"""
[[claims]]
id = "c{number}"
source = "a"
measure = "{measure}"
printed = "{value}"
unit = "{unit}"
where = {{ {where} }}
"""
    return sez.claims.parse(text)


def records(values, period="2019", **columns):
    table = pd.DataFrame({"period": period, "value": values, "currency": "RUB", **columns})
    return table.astype({"period": "str", "value": float})


def verified(flows, *claims):
    table = sez.claims.verify(claimed(*claims), flows)
    return table[["agrees", "reason"]].to_numpy().tolist()


WITHIN = "within the rounding of the records"


def test_a_total_agrees_within_the_rounding_of_its_records():
    assert round(sum(EIGHT), 2) == 7524.10
    told = {"7524.10": [True, ""], "7524.11": [True, WITHIN], "7524.14": [True, WITHIN],
            "7524.06": [True, WITHIN], "7524.15": [False, ""], "7524.04": [False, ""]}  # fmt: skip
    for printed, expected in told.items():
        got = verified(records(EIGHT), ("total", printed, "RUB", 'period = "2019"'))
        assert got == [expected], printed


def test_records_of_millions_are_rounded_as_they_were_before():
    flows = records([round(value * 1e6) for value in EIGHT])
    for printed, agrees in (("7524.11", True), ("7524.15", False)):
        got = verified(flows, ("total", printed, "mln RUB", 'period = "2019"'))
        assert got[0][0] is agrees


def test_exact_records_to_the_kopeck_bear_a_printed_million_no_looser():
    flows = records([value * 1e5 + 0.01 for value in EIGHT])
    for printed, agrees in (("752.41", True), ("752.42", False)):
        got = verified(flows, ("total", printed, "mln RUB", 'period = "2019"'))
        assert got == [[agrees, ""]]


@pytest.mark.parametrize("values", [[10.0, 50.0, 40.0], [1000000.0], [1 / 3, 2 / 3], [0.0]])
def test_a_few_round_amounts_are_exact(values):
    total = sum(values)
    got = verified(records(values), ("total", f"{total + 2:.0f}", "RUB", 'period = "2019"'))
    assert got == [[False, ""]]


def test_growth_and_shares_of_rounded_records_agree_within_their_rounding():
    before = [value / 2 for value in EIGHT]
    flows = pd.concat([
        records([round(value, 2) for value in before], "2018", group="optics"),
        records(EIGHT, "2019", group=["optics", "glass"] * 4),
    ])  # fmt: skip
    optics = sum(EIGHT[::2]) / sum(EIGHT)
    claims = [
        ("growth", "100.001", "%", 'period = "2019", against = "2018"'),
        ("growth", "100.1", "%", 'period = "2019", against = "2018"'),
        ("share", f"{100 * optics + 0.0004:.4f}", "%", 'period = "2019", group = "optics"'),
        ("share", f"{100 * optics + 0.1:.4f}", "%", 'period = "2019", group = "optics"'),
    ]
    got = verified(flows, *claims)
    assert [agrees for agrees, _ in got] == [True, False, True, False]


def test_bounds_show_no_noise_of_the_solver():
    claims = claimed(
        ("total", "326.4", "mln RUB", 'period = "2019"'),
        ("total", "326.4", "mln RUB", 'period = "2018"'),
        ("share", "100", "%", 'period = "2019", group = "optics"'),
    )
    share = sez.claims.bounds(claims, "share", period="2019", group="optics")
    assert (share.low, share.high) == (99.5, 100.0)
    ends = sez.claims.bounds(claims, "difference", period="2019", against="2018")
    assert (ends.low, ends.high) == (-0.1, 0.1)
    growth = sez.claims.bounds(claims, "growth", period="2019", against="2018")
    assert growth.low == pytest.approx(100 * (326.35 / 326.45 - 1), rel=1e-4)
