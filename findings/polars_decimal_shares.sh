#!/usr/bin/env bash
# polars 2.1.0: the share of a DECIMAL in its sum, as of roubles and kopecks in a total.
# Guess: v / v.sum() has more digits than the money, or is a double, as v.mean() of polars is.
# Seen: a DECIMAL of the money's own two digits. Three equal residents have 0.33 each, 0.99 together; of
# a thousand equal ones each has 0.00, and the Herfindahl-Hirschman index is 0.00 in place of 0.001.
# Prices and growth are cut alike; DuckDB divides the same column in doubles.
# So amounts are cast to doubles, or to more digits, before anything is divided.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'polars==2.1.0' 'duckdb==2.0.1' 'pyarrow==26.0.1'
v/bin/python -W error - <<'PY'
from decimal import Decimal
from fractions import Fraction

import duckdb
import polars as pl

print("polars", pl.__version__)
for residents, share, index in ((3, "0.33", "0.33"), (1000, "0.00", "0.00")):
    flows = pl.DataFrame({"v": ["12.50"] * residents}).with_columns(pl.col.v.cast(pl.Decimal(18, 2)))
    shares = flows.select(pl.col.v / pl.col.v.sum()).to_series()
    lazily = flows.lazy().select(pl.col.v / pl.col.v.sum()).collect().to_series()
    doubles = flows.select(pl.col.v.cast(float) / pl.col.v.cast(float).sum()).to_series()
    elsewhere = duckdb.sql("select v / sum(v) over () from flows").fetchall()[0][0]
    found = (shares[0], shares.sum(), (shares * shares).sum())
    print(residents, shares.dtype, *found, "duckdb", elsewhere, "mean", flows["v"].mean())
    assert shares.dtype == pl.Decimal(38, 2) and lazily.equals(shares)
    assert found == (Decimal(share), residents * Decimal(share), Decimal(index)), found
    assert isinstance(flows["v"].mean(), float)
    assert all(abs(one - Fraction(1, residents)) < 1e-15 for one in (doubles[0], elsewhere))
PY
