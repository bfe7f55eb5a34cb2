"""A table on Spark: it stays there, and reports of it are those of a file with the same rows."""

from __future__ import annotations

import sys

import pandas as pd
import pytest
import spark

import sezlib as sez
from sezlib.flows import LazyFlows
from sezlib.report.notebooks import Parameter
from sezlib.report.parameters import _file

ADDRESS = "spark:///zone.flows"


@pytest.fixture
def sold(monkeypatch):
    """A table of five rows on Spark, instead of that of any address."""
    frame = sez.example().assign(zone=["A", "A", "B", "B", "B"], currency="RUB")
    table = spark.put(frame)
    monkeypatch.setattr("sezlib.sources.accounting.open_spark", lambda address: table)
    return frame


@spark.needed
def test_a_table_on_spark_has_the_account_of_a_file_and_stays_there(sold, tmp_path):
    sold.to_parquet(tmp_path / "flows.parquet")
    held = sez.read(tmp_path / "flows.parquet", zone=[])
    taken = sez.intake(ADDRESS, engine="lazy")
    assert isinstance(taken.flows, LazyFlows)
    assert taken.flows.attrs == held.attrs
    assert taken.account["rows"].tolist() == [5, 5]
    assert taken.rejected.empty
    pd.testing.assert_frame_equal(sez.total(taken.flows), sez.total(held), check_dtype=False)


@spark.needed
def test_zones_are_taken_of_a_table_on_spark(sold):
    assert sez.read(ADDRESS, engine="lazy", zone="B").attrs["account"][0]["rows"] == 3
    with pytest.raises(sez.FlowsError, match=r"^zone.flows: several zones, 'A', 'B'; name one"):
        sez.read(ADDRESS, engine="lazy")
    with pytest.raises(sez.FlowsError, match=r"no zone 'C'.*the zones are 'A', 'B'"):
        sez.read(ADDRESS, engine="lazy", zone="C")


@spark.needed
def test_a_table_that_is_not_there_or_has_no_flows_is_refused_by_name():
    with pytest.raises(sez.FlowsError, match=r"^'spark:///no.where' cannot be read: .*no.*where"):
        sez.read("spark:///no.where", engine="lazy")
    spark.put(pd.DataFrame({"when": ["2019"]})).createOrReplaceTempView("dated")
    with pytest.raises(sez.FlowsError, match=r"^dated: no column 'period', 'value'; .* 'when'$"):
        sez.read("spark:///dated", engine="lazy")


@pytest.mark.parametrize("how", [{}, {"engine": "lazy", "value_in": "USD"}, {"table": "imports"}])
def test_a_table_on_spark_is_not_brought_into_memory(how):
    with pytest.raises(sez.FlowsError, match=r"is a table on Spark, which stays there"):
        sez.intake(ADDRESS, **how)


def test_a_report_takes_the_address_of_a_table_and_looks_for_no_profile_beside_it():
    flows = Parameter("flows", str, "data/sample/flows.csv")
    assert _file(ADDRESS, flows) == ADDRESS
    assert sez.read_profile(beside=ADDRESS) == {}


def test_without_pyspark_it_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(sez.FlowsError, match=r"pip install 'sezlib\[spark\]'"):
        sez.read(ADDRESS, engine="lazy")
