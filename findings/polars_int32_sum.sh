#!/usr/bin/env bash
# polars 2.1.0 and narwhals 2.29.0: a column of amounts that DuckDB or a Parquet file holds as INTEGER.
# Guess: a sum is as wide as needed: of an 8 or 16 bit column polars makes 64 bits, says its manual.
# Seen: of 32 bits it makes 32. Three sales of a billion roubles are -1294967296 together, in a group, a
# running total and a sum of columns alike, with no error; their mean is right. Through narwhals the one
# expression is 3000000000 of pandas, pyarrow and DuckDB, and -1294967296 of polars.
# So whole amounts are cast to 64 bits, or to doubles, before anything is added.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'polars==2.1.0' 'duckdb==2.0.1' 'narwhals==2.29.0' \
  'pandas==3.1.1' 'pyarrow==26.0.1'
v/bin/python -W error - <<'PY'
import duckdb
import narwhals as nw
import polars as pl

sales = duckdb.sql("select unnest([1000000000, 1000000000, 1000000000])::integer as value, 'CHN' as partner")
kinds = {"pandas": sales.df(), "pyarrow": sales.to_arrow_table(), "duckdb": sales, "polars": sales.pl()}
found = {
    name: nw.from_native(kind).lazy().select(nw.col("value").sum()).collect().item()
    for name, kind in kinds.items()
}
flows = kinds["polars"]
within = [
    flows.group_by("partner").agg(pl.col("value").sum())["value"][0],
    flows["value"].cum_sum()[-1],
    flows.lazy().select(pl.col("value").sum()).collect().item(),
    flows.sql("select sum(value) from self").item(),
]
mean = flows["value"].mean()
print("polars", pl.__version__, flows.schema, found, within, "mean", mean)
right, wrong = sum([10**9] * 3), 3 * 10**9 - 2**32
assert found == {"pandas": right, "pyarrow": right, "duckdb": right, "polars": wrong}
assert within == [wrong] * 4 and mean == 1e9
assert flows["value"].cast(pl.Int64).sum() == right
PY
