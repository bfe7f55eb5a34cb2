#!/usr/bin/env bash
# DuckDB 2.0.1: what a cast of a CSV column gives depends on what else the query asks of that column.
# Guess: v::DECIMAL(10, 2) of a DOUBLE column v is one number, whether or not v itself is selected too.
# Seen: 1.005 is 1.01 where the cast stands alone, and 1.00 beside v or under WHERE v > 0; 2.5 as an
# INTEGER is 3 or 2. Alone, the cast moves into the reader, which casts the text of the file and not
# the double, though the column was declared a DOUBLE; in a table made of the file it does not.
# So the same column of the same file has other kopecks in two queries.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'duckdb==2.0.1'
printf 'v\n1.005\n2.5\n' > flows.csv
v/bin/python - <<'PY'
import duckdb

print("duckdb", duckdb.__version__)
duckdb.sql("create view flows as from read_csv('flows.csv', columns = {'v': 'DOUBLE'})")
duckdb.sql("create table held as from flows")


def cast(rest):
    return [
        [str(row[0]) for row in duckdb.sql(f"select v::{kind} {rest}").fetchall()]
        for kind in ("decimal(10, 2)", "integer")
    ]


found = {rest: cast(rest) for rest in ("from flows", ", v from flows", "from flows where v > 0", "from held")}
for rest, kinds in found.items():
    print(f"select v::... {rest}:", *kinds)
alone, *others = found.values()
assert alone == [["1.01", "2.50"], ["1", "3"]]
assert others == [[["1.00", "2.50"], ["1", "2"]]] * 3
PY
