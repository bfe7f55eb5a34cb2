#!/usr/bin/env bash
# DuckDB 2.0.1 beside polars 2.1.0 and pyarrow 24.0.0: a double that lies in the middle of two
# kopecks is cast to DECIMAL(10, 2) away from zero by the one, and to the even kopeck by the others.
# Guess: all three round alike, since all three hold the same 128-bit decimals.
# Seen: 0.125 becomes 0.13 in DuckDB, and 0.12 in polars and pyarrow; 0.375 is 0.38 in all.
# So a Parquet file written by one engine and by another differs by kopecks, and so do its digests.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'duckdb==2.0.1' 'polars==2.1.0' 'pyarrow==24.0.0'
v/bin/python - <<'PY'
import duckdb
import polars as pl
import pyarrow as pa

amounts = [0.125, 0.375, 0.625]
listed = ", ".join(f"({amount}::double)" for amount in amounts)
cast = f"select list(x::decimal(10, 2)) from (values {listed}) of(x)"
found = {
    f"duckdb {duckdb.__version__}": duckdb.sql(cast).fetchall()[0][0],
    f"polars {pl.__version__}": pl.Series(amounts).cast(pl.Decimal(10, 2)).to_list(),
    f"pyarrow {pa.__version__}": pa.array(amounts).cast(pa.decimal128(10, 2)).to_pylist(),
}
for library, kopecks in found.items():
    print(library, *kopecks)
away, *even = [list(map(str, kopecks)) for kopecks in found.values()]
assert away == ["0.13", "0.38", "0.63"]
assert even == [["0.12", "0.38", "0.62"]] * 2
PY
