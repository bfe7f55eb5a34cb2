#!/usr/bin/env bash
# DuckDB 2.0.1: the median of DECIMAL amounts is cut down to their scale; AVG of the same is not.
# Guess: the median of 1 and 2 is 1.5, as for integers and doubles.
# Seen: 1 for DECIMAL(10,0), 0.01 for 0.01 and 0.02; the absolute deviation from it is lost too.
# So what is half a unit, such as the middle of two prices, is told as the lower of the two.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'duckdb==2.0.1'
v/bin/python - <<'PY'
import duckdb

print("duckdb", duckdb.__version__)
asked = """
    select median(x), median(x::integer), median(x::double), quantile_cont(x, 0.5), avg(x), mad(x)
    from (values (1::decimal(10, 0)), (2)) of(x)
"""
(row,) = duckdb.sql(asked).fetchall()
print("1 and 2: decimal, integer, double, quantile_cont, avg, mad:", *row)
((kopecks,),) = duckdb.sql("select median(x) from (values (0.01), (0.02)) of(x)").fetchall()
print("0.01 and 0.02:", kopecks)
assert [float(one) for one in row] == [1, 1.5, 1.5, 1, 1.5, 0]
assert str(kopecks) == "0.01"
PY
