from __future__ import annotations

import itertools
import re

import duckdb
import pandas as pd
import polars as pl
import pytest
from engines import assert_rows, table

import sezlib as sez

ONCE = {
    "total": lambda flows: sez.total(flows, by="destination"),
    "growth": lambda flows: sez.growth(flows, by="group", lag=2),
    "share": lambda flows: sez.share(flows, of="destination", by="group"),
    "contribution": lambda flows: sez.contribution(flows, of="destination", by="group"),
    "rank": lambda flows: sez.rank(flows, of="destination", by="group", top=1),
    "count": lambda flows: sez.count(flows, of="destination"),
}


@pytest.fixture
def records(tmp_path):
    path = str(tmp_path / "flows.parquet")
    flows = sez.example()
    # a Parquet file says of itself where each amount is above 0, and then none is read to count
    nothing = flows.head(1).assign(value=0.0)
    duckdb.from_df(pd.concat([flows, nothing])).write_parquet(path)
    return duckdb.read_parquet(path)


def scans(relation):
    """Return what each scan of a plan reads, which stands on the lines below it."""
    lines = relation.explain().splitlines()
    places = [(n, line.index("Function: PARQUET_SCAN", at.start())) for n, line in enumerate(lines)
              for at in re.finditer("Function: PARQUET_SCAN", line)]  # fmt: skip
    told = [[line[at:].split("│")[0].strip() for line in lines[n + 1 : n + 9]] for n, at in places]
    ends = re.compile("Filters:|~").match
    return [" ".join(itertools.takewhile(lambda one: not ends(one), below)) for below in told]


@pytest.mark.parametrize("metric", ONCE)
def test_duckdb_reads_the_records_once(metric, records):
    # each mention of the sums would be a scan of its own
    (columns,) = scans(ONCE[metric](records))
    assert "value" in columns and "period" in columns


def test_duckdb_reads_periods_besides_for_quarters(records):
    quarters = scans(sez.total(records, per="quarter"))
    assert len(quarters) == 2 and "Projections: period" in quarters


ODD = ["2019", "2019-01", "2019-12", "2019-S1", "2019-Q3", "2018-A1", "2019-13", "2019\n", "x2019",
       "2019-A1-Q1", "", "201", "2019-1", "2019-01-01", "2019-Q5", "２０１９"]  # fmt: skip


@pytest.mark.parametrize("per", ["year", "half", "quarter", "month"])
def test_duckdb_cuts_odd_periods_as_polars_does(per):
    odd = pl.DataFrame({"period": ODD, "value": [2.0**n for n in range(len(ODD))]})
    expected = sez.total(odd.lazy(), per=per).collect().rows()
    assert sez.total(duckdb.from_arrow(odd.to_arrow()), per=per).fetchall() == expected


def test_first_exports_read_sellers_of_beginnings_and_their_periods_besides(records):
    table = sez.first_exports(records, of="destination")
    assert table.explain().count("PARQUET_SCAN") == 3


def test_a_contribution_of_what_stopped_has_the_period_in_which_it_was_missed():
    flows = table(("2017-Q4", "BLR", 4), ("2017-Q4", "KAZ", 4), ("2018-Q1", "KAZ", 4))
    assert_rows(
        sez.contribution(flows, of="destination", per="quarter").tail(2),
        ["period", "destination", "total", "previous", "contribution"],
        [("2018-Q1", "BLR", None, 4.0, -0.5), ("2018-Q1", "KAZ", 4.0, 4.0, 0.0)],
    )


@pytest.mark.parametrize("unit", [1, 1e-9, 1e9, 7.3])
def test_totals_tie_to_twelve_digits_in_any_unit_also_small_ones(unit):
    amounts = [("B", 0.3), ("A", 0.1), ("A", 0.2), ("C", 0.3 + 1e-9), ("D", 1e14)]
    flows = table(*(("2019", name, value * unit) for name, value in amounts))
    ranked = sez.rank(flows, of="destination")
    # 0.1 + 0.2 is not 0.3 to the last digit, and both are nothing beside D
    assert ranked["destination"].tolist() == ["D", "C", "A", "B"]
