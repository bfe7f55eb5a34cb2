"""Flows tables for the tests: made at random, put on any engine, read back, summed in plain loops.

What is computed here is computed with loops, dictionaries and integer arithmetic on months, and
shares no code with the library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest
from hypothesis import strategies as st

ENGINES = {
    "pandas": pd.DataFrame.copy,
    "polars": pl.from_pandas,
    "polars-lazy": lambda table: pl.from_pandas(table).lazy(),
    "duckdb": duckdb.from_df,
}
TYPES = {
    "pandas": pd.DataFrame,
    "polars": pl.DataFrame,
    "polars-lazy": pl.LazyFrame,
    "duckdb": duckdb.DuckDBPyRelation,
}
TEXTS = ("period", "resident", "group", "destination")
LENGTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
FINER = {"year": (), "half": ("year",), "quarter": ("year", "half"), "month": tuple(LENGTHS)[:3]}


def to_pandas(native: Any) -> pd.DataFrame:
    if type(native).__module__.startswith("pyspark."):
        return pd.DataFrame([tuple(row) for row in native.collect()], columns=native.columns)
    if isinstance(native, pl.LazyFrame):
        native = native.collect()
    if isinstance(native, pl.DataFrame):
        return native.to_pandas()
    return native.df() if isinstance(native, duckdb.DuckDBPyRelation) else native


def rows(native: Any) -> list[tuple]:
    table = to_pandas(native)
    return [
        tuple(None if pd.isna(cell) else cell for cell in row)
        for row in table.itertuples(index=False, name=None)
    ]


def assert_rows(native: Any, columns: Iterable[str], expected: Iterable[tuple]) -> None:
    """Hold columns, rows and their order against what is expected, amounts to 1e-9."""
    expected, native = list(expected), to_pandas(native)
    assert list(native.columns) == list(columns)
    got = rows(native)
    assert len(got) == len(expected), (got, expected)
    for have, want in zip(got, expected, strict=True):
        for one, other in zip(have, want, strict=True):
            if one is None or other is None or isinstance(other, str):
                assert one == other, (have, want)
            else:
                assert one == pytest.approx(other, rel=1e-9, abs=1e-12), (have, want)


def table(*records: tuple, columns: str = "period destination value") -> pd.DataFrame:
    names = columns.split()
    frame = pd.DataFrame(list(records), columns=names)
    kinds = {name: "str" if name in (*TEXTS, "product") else float for name in names}
    return frame.astype(kinds)


def label(at: int, per: str) -> str:
    count = 12 // LENGTHS[per]
    year, part = divmod(at, count)
    form = {"year": "{}", "half": "{}-S{}", "quarter": "{}-Q{}", "month": "{}-{:02}"}[per]
    return form.format(year, part + 1)


def span(period: str) -> tuple[int, int]:
    """The first and the last month of a period, counted from the year 0."""
    year = int(period[:4])
    if len(period) == 4:
        return year * 12, year * 12 + 11
    kind, number = period[5], int(period[6:] if period[5] in "SQ" else period[5:])
    length = {"S": 6, "Q": 3}.get(kind, 1)
    start = year * 12 + (number - 1) * length
    return start, start + length - 1


def at(period: str, per: str) -> int:
    first, last = span(period)
    assert first // LENGTHS[per] == last // LENGTHS[per], f"{period} spans more than one {per}"
    return first // LENGTHS[per]


def records(frame: pd.DataFrame) -> Iterator[dict]:
    for row in frame.to_dict("records"):
        for key in row:
            if key in TEXTS and not isinstance(row[key], str):
                row[key] = "ZZZ" if key == "destination" else "_U"
        yield row


def sums(frame: pd.DataFrame, keys: Iterable[str], per: str, of: str = "value") -> dict:
    """Totals by (keys, ordinal of the period), added up one row after the other."""
    found: dict[tuple, float] = {}
    for row in records(frame):
        cell = (tuple(row[key] for key in keys), at(row["period"], per))
        found[cell] = found.get(cell, 0.0) + row[of]
    return found


def periods(grains: Iterable[str]) -> st.SearchStrategy[str]:
    years = {"year": 2016, "half": 2017, "quarter": 2018, "month": 2018}
    made = [
        st.integers(years[grain] * (12 // LENGTHS[grain]), 2020 * (12 // LENGTHS[grain]) - 1).map(
            lambda number, grain=grain: label(number, grain)
        )
        for grain in grains
    ]
    return st.one_of(made)


@st.composite
def tables(draw, per: str = "year", min_size: int = 1, max_size: int = 12) -> pd.DataFrame:
    """Flows that can be cut to `per`: gaps, zeros, ties, empty keys, one row told twice or more."""
    finer = [grain for grain in LENGTHS if grain not in FINER[per]]
    grains = draw(st.sampled_from([finer, *([grain] for grain in finer)]))
    row = st.tuples(
        periods(grains),
        st.sampled_from(["Alpha", "Beta", "Gamma", None]),
        st.sampled_from(["optics", "education"]),
        st.sampled_from(["BLR", "CHN", "KAZ", "ZZZ", None]),
        # whole numbers add up exactly in any order, so that a tie is a tie
        st.sampled_from([0, 0, 1, 2, 3, 5, 10, 40]) | st.integers(0, 1000),
    )
    drawn = draw(st.lists(row, min_size=min_size, max_size=max_size))
    if drawn and draw(st.booleans()):
        drawn.append(draw(st.sampled_from(drawn)))
    return table(*drawn, columns="period resident group destination value")


def drawn(rng: Random, per: str = "year", size: int = 12) -> pd.DataFrame:
    """Flows like those of `tables`, drawn at once and not one choice after the other."""
    finer = [grain for grain in LENGTHS if grain not in FINER[per]]
    grains = rng.choice([finer, *([grain] for grain in finer)])
    years = {"year": 2016, "half": 2017, "quarter": 2018, "month": 2018}

    def row() -> tuple:
        grain = rng.choice(grains)
        count = 12 // LENGTHS[grain]
        return (
            label(rng.randint(years[grain] * count, 2020 * count - 1), grain),
            rng.choice(["Alpha", "Beta", "Gamma", None]),
            rng.choice(["optics", "education"]),
            rng.choice(["BLR", "CHN", "KAZ", "ZZZ", None]),
            rng.choice([0, 0, 1, 2, 3, 5, 10, 40, rng.randint(0, 1000)]),
        )

    made = [row() for _ in range(rng.randint(1, size))]
    made += rng.sample(made, rng.randint(0, 1))
    return table(*made, columns="period resident group destination value")


def stacked(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Many tables as one, told apart by `batch`, so that all of them are asked of at once."""
    told = [frame.assign(batch=f"B{at:02}") for at, frame in enumerate(frames)]
    return pd.concat(told, ignore_index=True)


def shuffled(frame: pd.DataFrame, seed: int = 1) -> pd.DataFrame:
    """The same rows in another order, still under their old index."""
    return frame.sample(frac=1, random_state=seed)
