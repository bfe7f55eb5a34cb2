"""One metric, four engines: the same rows in the same order, and what is lazy stays lazy."""

from __future__ import annotations

import pandas as pd
import pytest
from calls import CALLS
from engines import ENGINES, TYPES, assert_rows, rows, shuffled, tables, to_pandas
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import sezlib as sez


@pytest.mark.parametrize("engine", [engine for engine in ENGINES if engine != "pandas"])
@pytest.mark.parametrize("name", CALLS)
@settings(max_examples=4, phases=[Phase.generate])
@given(frame=tables("month"), seed=st.integers(0, 99))
def test_an_engine_gives_the_rows_that_pandas_gives_in_any_order_of_rows(name, engine, frame, seed):
    put = ENGINES[engine]
    expected = CALLS[name](frame, pd.DataFrame.copy)
    got = CALLS[name](put(shuffled(frame, seed)), put)
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
    assert isinstance(CALLS[name](came, ENGINES[engine]), TYPES[engine])
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
