"""One metric, four engines: the same rows in the same order, and what is lazy stays lazy."""

from __future__ import annotations

import pytest
from engines import ENGINES, TYPES, assert_rows, rows, shuffled, tables, to_pandas
from hypothesis import given, settings
from hypothesis import strategies as st

import sezlib as sez

CALLS = {
    "total": lambda flows: sez.total(flows, by="destination"),
    "growth": lambda flows: sez.growth(flows, by="group"),
    "growth-by-quarter": lambda flows: sez.growth(flows, per="quarter", lag=4),
    "cumulative": lambda flows: sez.cumulative(flows, by=["group", "destination"], per="half"),
    "relative_to": lambda flows: sez.relative_to(flows, 7, by="resident", per="month"),
    "relative_to-a-table": lambda flows: sez.relative_to(flows, sez.total(flows), by="group"),
    "share": lambda flows: sez.share(flows, "destination", by="group"),
    "contribution": lambda flows: sez.contribution(flows, "destination", per="quarter"),
    "rank": lambda flows: sez.rank(flows, ["group", "destination"]),
    "rank-of-the-top": lambda flows: sez.rank(flows, "destination", by="group", top=1),
    "count": lambda flows: sez.count(flows, "resident", per="half"),
    "first_exports": lambda flows: sez.first_exports(flows, "destination", by="group"),
    "first_exports-by-month": lambda flows: sez.first_exports(flows, "destination", per="month"),
}


@pytest.mark.parametrize("engine", [engine for engine in ENGINES if engine != "pandas"])
@pytest.mark.parametrize("name", CALLS)
@settings(max_examples=4)
@given(frame=tables("month"), seed=st.integers(0, 99))
def test_an_engine_gives_the_rows_that_pandas_gives_in_any_order_of_rows(name, engine, frame, seed):
    expected = CALLS[name](frame)
    got = CALLS[name](ENGINES[engine](shuffled(frame, seed)))
    assert isinstance(got, TYPES[engine])
    assert_rows(got, expected.columns, rows(expected))


@pytest.mark.parametrize("engine", [engine for engine in ENGINES if engine != "pandas"])
@settings(max_examples=4)
@given(frame=tables())
def test_until_keeps_the_same_rows_on_an_engine(engine, frame):
    got = sez.until(ENGINES[engine](frame), "2018-S1")
    assert isinstance(got, TYPES[engine])
    assert rows(got) == rows(sez.until(frame, "2018-S1"))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", CALLS)
def test_the_frame_that_comes_in_decides_the_frame_that_goes_out(name, engine, flows):
    came = ENGINES[engine](flows)
    assert isinstance(CALLS[name](came), TYPES[engine])
    assert rows(came) == rows(flows)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_has_the_example_in_it(engine, flows):
    came = ENGINES[engine](flows)
    assert rows(sez.growth(came)) == [
        ("2017", 10, None, None),
        ("2018", 40, 10, 3),
        ("2019", 60, 40, 0.5),
    ]
    assert rows(sez.count(came, "destination")) == [("2017", 1), ("2018", 2), ("2019", 2)]
    assert to_pandas(sez.first_exports(came, "destination"))["status"].tolist() == [
        "censored",
        "first",
    ]
