"""Units of published figures: their size, their kind, and what is offered for a wrong one."""

from __future__ import annotations

import pytest

from sezlib.flows import FlowsError
from sezlib.units import unit


@pytest.mark.parametrize(
    "name, kind, base, factor",
    [
        ("RUB", "money", "RUB", 1),
        ("mln RUB", "money", "RUB", 1e6),
        ("bn RUB", "money", "RUB", 1e9),
        ("trn RUB", "money", "RUB", 1e12),
        ("lakh INR", "money", "INR", 1e5),
        ("crore INR", "money", "INR", 1e7),
        ("lakh crore INR", "money", "INR", 1e12),
        ("thousand KZT", "money", "KZT", 1e3),
        ("%", "fraction", "%", 0.01),
        ("share", "fraction", "share", 1),
        ("times", "times", "times", 1),
        ("countries", "count", "countries", 1),
        ("thousand jobs", "count", "jobs", 1e3),
        ("ha", "area", "ha", 1),
        # 2.1 mln square metres are 210 ha, and a square kilometre 100
        ("mln m2", "area", "m2", 100),
        ("km2", "area", "km2", 100),
        ("mln RUB per ha", "per", "RUB per ha", 1e6),
        # a rouble per square metre is 10 000 per ha
        ("RUB per m2", "per", "RUB per m2", 1e4),
        ("thousand USD per jobs", "per", "USD per jobs", 1e3),
    ],
)
def test_a_unit_has_a_kind_and_a_size(name, kind, base, factor):
    held = unit(name)
    assert (held.name, held.kind, held.base) == (name, kind, base)
    assert held.factor == pytest.approx(factor)


@pytest.mark.parametrize(
    "name",
    ["", "mln", "RUB mln", "mln rub", "tonnes", "mln %", "thousand times", "RUB per ", " per ha"],
)
def test_what_is_no_unit_is_refused_with_the_choices(name):
    with pytest.raises(FlowsError, match="unknown unit") as error:
        unit(name)
    for choice in ("'mln RUB'", "'crore INR'", "'%'", "'times'", "'ha'", "'companies'"):
        assert choice in str(error.value)


@pytest.mark.parametrize("wrong, right", [("mln RUBB", "mln RUB"), ("compnies", "companies")])
def test_a_slip_is_answered_with_the_unit_that_was_meant(wrong, right):
    with pytest.raises(FlowsError, match=f"'{wrong}' \\(did you mean '{right}'\\?\\)"):
        unit(wrong)


@pytest.mark.parametrize(
    "name", ["x" * 5000, "mln " * 60 + "RUB", "ha per " * 5000 + "ha", "<b>" * 2000 + " per ha"]
)
def test_a_hostile_unit_is_refused_in_a_short_sentence(name):
    with pytest.raises(FlowsError) as error:
        unit(name)
    assert len(str(error.value)) < 600
