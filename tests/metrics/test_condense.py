"""Condensed flows answer as the records do, from one pass over them."""

from __future__ import annotations

from random import Random

import duckdb
import polars as pl
import pytest
import spark
from engines import drawn, rows, stacked, sums, tables, to_pandas
from hypothesis import given
from hypothesis import strategies as st

import sezlib as sez

PAIR = ["group", "destination"]


@given(frame=tables("month"), per=st.sampled_from(["year", "quarter", "month"]))
def test_condensed_flows_are_the_sums_of_their_cells(frame, per):
    table = sez.condense(frame, PAIR, per=per)
    told = {(r.group, r.destination, r.period): r.value for r in table.itertuples()}
    assert len(told) == len(table)
    assert sorted(told.values()) == sorted(sums(frame, PAIR, per).values())
    assert table["value"].sum() == frame["value"].sum()


@pytest.mark.parametrize("seed", range(4))
def test_metrics_of_condensed_flows_are_those_of_the_records(seed):
    rng = Random(seed)
    frame = stacked(drawn(rng, "month") for _ in range(10))
    cells = sez.condense(frame, [*PAIR, "resident", "batch"], per="quarter")
    for ask in (
        lambda flows: sez.growth(flows, by="batch", per="quarter"),
        lambda flows: sez.share(flows, "destination", by=["batch", "group"]),
        lambda flows: sez.rank(flows, "resident", by="batch", top=2),
        lambda flows: sez.first_exports(flows, "destination", by="batch"),
        sez.growth,
    ):
        assert rows(ask(cells)) == rows(ask(frame))


@pytest.mark.parametrize("seed", range(4))
def test_periods_as_they_stand_keep_every_grain_and_every_membership(seed):
    rng = Random(seed)
    frame = stacked(drawn(rng, "month") for _ in range(10))
    cells = sez.condense(frame, [*PAIR, "batch"], per="stated")
    held = ["batch", "period"]
    assert set(cells[held].itertuples(index=False)) == set(frame[held].itertuples(index=False))
    by = ["batch", "bloc"]
    blocs = [sez.total(sez.with_blocs(flows, "EAEU"), by=by) for flows in (cells, frame)]
    assert rows(blocs[0]) == rows(blocs[1])
    grown = [sez.growth(flows, by="batch", per="month") for flows in (cells, frame)]
    assert rows(grown[0]) == rows(grown[1])


def test_a_column_that_these_flows_lack_is_left_out(flows):
    assert sez.condense(flows, ["site", "group"]).columns.tolist() == ["period", "group", "value"]


def test_a_name_that_no_flows_have_is_refused(flows):
    with pytest.raises(
        sez.FlowsError, match=r"no column 'grop' to keep \(did you mean 'group'\?\)"
    ):
        sez.condense(flows, ["grop"])


def test_nothing_kept_is_the_total_of_each_period(flows):
    assert sez.condense(flows, [])["value"].tolist() == [10, 40, 60]


def test_an_empty_table_condenses_to_an_empty_table(flows):
    assert rows(sez.condense(flows.iloc[:0], "group")) == []


def test_duckdb_scans_the_records_once(flows, tmp_path):
    flows.to_csv(tmp_path / "records.csv", index=False)
    records = duckdb.read_csv(str(tmp_path / "records.csv"), dtype={"period": "VARCHAR"})
    assert "READ_CSV" in sez.count(records, "destination").explain()
    cells = sez.condense(records, "destination")
    assert "READ_CSV" not in sez.count(cells, "destination").explain()
    assert rows(sez.count(cells, "destination")) == [("2017", 1), ("2018", 2), ("2019", 2)]


def test_a_lazy_polars_frame_is_run_once(flows):
    runs = []

    def seen(frame):
        runs.append(1)
        return frame

    lazy = pl.from_pandas(flows).lazy().map_batches(seen, schema=pl.from_pandas(flows).schema)
    cells = sez.condense(lazy, "destination")
    for _ in range(3):
        to_pandas(sez.share(cells, "destination"))
    assert isinstance(cells, pl.LazyFrame) and len(runs) == 1


@spark.needed
def test_spark_keeps_the_cells_in_its_cache(flows):
    assert sez.condense(spark.put(flows), "destination").is_cached
