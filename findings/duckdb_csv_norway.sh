#!/usr/bin/env bash
# DuckDB 2.0.1: read_csv takes a column of destinations that holds Norway alone for a BOOLEAN.
# Guess: NO is a text, as it is to polars and pyarrow, which know but true and false.
# Seen: BOOLEAN, and every NO is false; with one row for Sweden more the same column is a text again.
# `no`, `No` and `yes` are taken alike, but Y and N are not, although CAST('n' AS BOOLEAN) is false.
# So a month in which a zone sold to Norway only is sold to `false`, and joins no other month.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'duckdb==2.0.1' 'polars==2.1.0' 'pyarrow==24.0.0'
v/bin/python - <<'PY'
from pathlib import Path

import duckdb
import polars as pl
from pyarrow import csv

print("duckdb", duckdb.__version__, "polars", pl.__version__)


def read(*codes):
    Path("flows.csv").write_text("destination,value\n" + "".join(f"{code},1.5\n" for code in codes))
    rows = duckdb.sql("select destination from read_csv('flows.csv')").fetchall()
    return [destination for (destination,) in rows]


found = [read("NO", "NO"), read("NO", "SE"), read("N", "Y"), duckdb.sql("select 'n'::boolean").fetchall()]
read("NO", "NO")
others = [pl.read_csv("flows.csv")["destination"], csv.read_csv("flows.csv")["destination"].to_pylist()]
print(found, *map(list, others))
assert found == [[False, False], ["NO", "SE"], ["N", "Y"], [(False,)]]
assert [list(other) for other in others] == [["NO", "NO"]] * 2
PY
