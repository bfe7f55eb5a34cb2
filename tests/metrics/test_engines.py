"""One metric, four engines: the same rows in the same order, and what is lazy stays lazy."""

from __future__ import annotations

from random import Random

import duckdb
import pandas as pd
import pytest
from calls import CALLS
from engines import (
    ENGINES,
    TYPES,
    assert_rows,
    drawn,
    rows,
    shuffled,
    stacked,
    tables,
    to_pandas,
)
from hypothesis import given, settings

import sezlib as sez

# columns that nobody asks for, some of the names that are used on the way
MORE = ["total", "rank", "left", "months", "n", "_at", "_total", "_one", "_value", "_period"]


@pytest.fixture(scope="module")
def put_on():
    """What puts a table on each engine; of DuckDB on a connection that is not the default one."""
    # a zone's records are in a file of their own, whatever the tables beside them are called
    with duckdb.connect() as base:
        for held in ("cells", "flows", "frame", "table", "_rel"):
            base.execute(f"CREATE TABLE \"{held}\" AS SELECT '1999' AS period, 7.0 AS value")
        yield ENGINES | {"duckdb": base.from_df}


@pytest.mark.parametrize("name", CALLS)
def test_engines_give_the_rows_of_pandas_in_any_order_of_rows_whatever_stands_beside(name, put_on):
    rng = Random(list(CALLS).index(name))
    frame = stacked(drawn(rng, "month") for _ in range(6))
    expected = CALLS[name](frame, pd.DataFrame.copy)
    assert isinstance(expected, pd.DataFrame)
    for engine in ENGINES:

        def put(given, engine=engine):
            given = given.assign(**dict.fromkeys(MORE, "x")) if "value" in given else given
            return put_on[engine](given)

        came = put(shuffled(frame, rng.randint(0, 99)))
        before = rows(came)
        got = CALLS[name](came, put)
        assert isinstance(got, TYPES[engine])
        assert_rows(got, expected.columns, rows(expected))
        assert rows(came) == before


@pytest.mark.parametrize("engine", [engine for engine in ENGINES if engine != "pandas"])
@settings(max_examples=4)
@given(frame=tables())
def test_until_keeps_the_same_rows_on_an_engine(engine, frame):
    got = sez.until(ENGINES[engine](frame), "2018-S1")
    assert isinstance(got, TYPES[engine])
    assert rows(got) == rows(sez.until(frame, "2018-S1"))


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
