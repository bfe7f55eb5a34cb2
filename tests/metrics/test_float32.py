"""Amounts of 32 bits: refused wherever they would be added up."""

from __future__ import annotations

import duckdb
import pandas as pd
import polars as pl
import pytest

import sezlib as sez

FLOWS = pd.DataFrame({"period": ["2019", "2019"], "destination": "CHN", "value": [10.10, 20.20]})
SHORT = FLOWS.astype({"value": "float32"})
MADE = {
    "pandas": SHORT,
    "polars": pl.from_pandas(SHORT),
    "polars-lazy": pl.from_pandas(SHORT).lazy(),
    "duckdb": duckdb.from_df(SHORT),
}


@pytest.mark.parametrize("engine", MADE)
@pytest.mark.parametrize("metric", [sez.total, lambda f: sez.share(f, "destination")])
def test_an_amount_of_32_bits_is_refused_with_the_way_out(metric, engine):
    with pytest.raises(sez.FlowsError) as error:
        metric(MADE[engine])
    assert str(error.value) == (
        "column 'value' is of the type Float32, whose seven digits make 10.100000381 of 10.10; "
        "give it as DOUBLE (64 bits) or DECIMAL"
    )


@pytest.mark.parametrize("read", [sez.read, sez.intake])
def test_a_parquet_file_of_32_bits_is_refused_with_the_column(read, tmp_path):
    path = tmp_path / "flows.parquet"
    SHORT.to_parquet(path)
    with pytest.raises(
        sez.FlowsError, match=r"^flows\.parquet: column 'value' is of the type FLOAT"
    ):
        read(path)
    FLOWS.to_parquet(path)
    assert sez.total(sez.read(path))["total"].tolist() == [pytest.approx(30.30)]


def test_a_number_of_32_bits_that_is_no_amount_hinders_nothing(tmp_path):
    path = tmp_path / "flows.parquet"
    FLOWS.assign(weight=pd.Series([1.5, 2.5], dtype="float32")).to_parquet(path)
    assert sez.total(sez.read(path))["total"].tolist() == [pytest.approx(30.30)]
