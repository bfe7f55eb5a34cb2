#!/usr/bin/env bash
# sqlglot 30.30.0: months between two dates, from DuckDB to SQLite, are days divided by thirty.
# Guess: `datediff('month', a, b)` is turned into years times twelve and months, or refused.
# Seen: fourteen years have 170 months in the query for SQLite, and 168 in DuckDB; a turn of the year
# from 31 December to 1 January is none, and is one. Count months by year and month in both.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'sqlglot==30.30.0' 'duckdb==2.0.1'
v/bin/python - <<'PY'
import sqlite3

import duckdb
import sqlglot

print("sqlglot", sqlglot.__version__, "duckdb", duckdb.__version__, "SQLite", sqlite3.sqlite_version)
seen = []
for since, until in (("2006-01-01", "2020-01-01"), ("2018-12-31", "2019-01-01")):
    asked = f"SELECT datediff('month', DATE '{since}', DATE '{until}')"
    [other] = sqlglot.transpile(asked, read="duckdb", write="sqlite")
    [(mine,)], [(theirs,)] = duckdb.sql(asked).fetchall(), sqlite3.connect("").execute(other)
    print(other, mine, theirs)
    seen.append((mine, theirs))
assert seen == [(168, 170), (1, 0)]
PY
