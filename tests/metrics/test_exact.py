"""The same digits again: sums on many threads, against exact arithmetic of fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
import spark
from engines import rows
from hypothesis import given
from hypothesis import strategies as st

import sezlib as sez

MANY = 1_000_000
FIELDS = """
    select (2015 + i % 5)::varchar || '-' || lpad((1 + i % 12)::varchar, 2, '0') as period,
           'r' || hash(i) % 40 as resident, 'g' || hash(3 * i) % 7 as "group",
           'd' || hash(5 * i) % 60 as destination,
           round(exp((hash(7 * i) % 1000000) / 80000.0) / 100, 2)::double as value
    from range({}) as rows(i)
"""


@pytest.fixture(scope="module")
def large():
    with duckdb.connect() as connection:
        connection.execute("set threads = 4")
        connection.execute(f"create table flows as {FIELDS.format(MANY)}")
        yield connection.table("flows")


ASKED = {
    "total": lambda f: sez.total(f),
    "share": lambda f: sez.share(f, "destination"),
    "rank": lambda f: sez.rank(f, "destination", top=5),
    "cumulative": lambda f: sez.cumulative(f, by="group"),
    "concentration": lambda f: sez.concentration(f, "resident", index=["hhi", "theil", "gini"]),
    "margins": lambda f: sez.margins(f, ["resident", "destination"]),
    "leave_one_out": lambda f: sez.leave_one_out(f, "resident"),
    "exporters": lambda f: sez.exporters(f),
    "similarity": lambda f: sez.similarity(f, "group", against=f, by="resident"),
}


@pytest.mark.parametrize("name", ASKED)
def test_the_digits_are_the_same_at_every_run_of_a_million_rows(name, large):
    first = ASKED[name](large).fetchall()
    assert all(ASKED[name](large).fetchall() == first for _ in range(2))


@pytest.mark.parametrize("lazy", [True, False])
def test_polars_gives_the_same_digits_in_any_order_of_rows(lazy):
    frame = duckdb.sql(FIELDS.format(300_000)).df()
    made = []
    for seed in range(3):
        table = pl.from_pandas(frame.sample(frac=1, random_state=seed))
        table = table.lazy() if lazy else table
        made.append([rows(sez.total(table)), rows(sez.concentration(table, "resident"))])
    assert made[0] == made[1] == made[2]


@spark.needed
def test_spark_gives_the_same_digits_in_any_order_of_rows():
    frame = duckdb.sql(FIELDS.format(2000)).df()
    made = []
    for seed in range(2):
        table = spark.put(frame.sample(frac=1, random_state=seed)).repartition(3)
        made.append([rows(sez.total(table)), rows(sez.concentration(table, "resident"))])
    assert made[0] == made[1]


AMOUNTS = st.floats(0, 1e17) | st.floats(0, 1) | st.sampled_from([0.1, 0.01, 1e-9, 1e17, 326.0])


@given(amounts=st.lists(AMOUNTS, min_size=1, max_size=60))
@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_a_sum_is_that_of_fractions_but_for_the_last_digits(engine, amounts):
    frame = pd.DataFrame({"period": "2019", "value": amounts})
    table = duckdb.from_df(frame) if engine == "duckdb" else pl.from_pandas(frame)
    ((_, total),) = rows(sez.total(table))
    exact = sum(map(Fraction, amounts), Fraction())
    # of an amount, what is below 2^-70 is left off
    assert (
        abs(Fraction(total) - exact)
        <= 4 * Fraction(math.ulp(float(exact))) + len(amounts) * Fraction(2) ** -70
    )


def test_whole_units_and_a_common_hundredth_add_up_as_by_hand():
    frame = duckdb.from_df(pd.DataFrame({"period": "2019", "value": [0.1] * 10 + [1e15, 0.25]}))
    assert rows(sez.total(frame)) == [("2019", 1e15 + 1.25)]


def test_squares_of_the_largest_and_the_smallest_amounts_keep_their_digits():
    for unit in (1e-9, 1.0, 1e16):
        table = pd.DataFrame({"period": "2019", "destination": ["A", "B", "C"], "value": [1, 2, 3]})
        table["value"] = table["value"] * unit
        got = sez.concentration(duckdb.from_df(table), "destination").df()
        assert got["hhi"][0] == pytest.approx(14 / 36, rel=1e-13)


@pytest.mark.parametrize("order", [1, -1])
def test_a_null_amount_and_one_that_is_no_number_leave_no_total(order):
    table = pd.DataFrame({"period": ["2018", "2018", "2019"], "value": [1.0, np.nan, 2.0]})
    got = rows(sez.total(pl.from_pandas(table[::order]).lazy()))
    assert got == [("2018", None), ("2019", 2.0)]
