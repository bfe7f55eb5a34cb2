#!/usr/bin/env bash
# DuckDB 2.0.1: TRY_CAST reads underscores in a text as it reads them in SQL, and read_csv does not.
# Guess: TRY_CAST('8542_31' AS INTEGER) is null, since read_csv takes a column of such texts for text.
# Seen: 854231; 1_000 becomes 1000 and 1_0.5 becomes 10.5, while 1__0 is null.
# So two columns that a survey of the file keeps as text turn into numbers where they are cast.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'duckdb==2.0.1'
printf 'code,amount\n8542_31,1_000\n8471_30,2_500\n' > flows.csv
v/bin/python - <<'PY'
import duckdb

print("duckdb", duckdb.__version__)
kinds = [str(kind) for kind in duckdb.sql("from read_csv('flows.csv')").types]
print("read_csv finds:", kinds)
asked = "try_cast(code as integer), try_cast(amount as double)"
rows = duckdb.sql(f"select {asked} from read_csv('flows.csv')").fetchall()
print("cast:", rows)
(more,) = duckdb.sql("select try_cast('1_0.5' as double), try_cast('1__0' as integer)").fetchall()
print("1_0.5 and 1__0:", more)
assert kinds == ["VARCHAR", "VARCHAR"]
assert rows == [(854231, 1000.0), (847130, 2500.0)]
assert more == (10.5, None)
PY
