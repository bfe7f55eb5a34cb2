#!/usr/bin/env bash
# DuckDB 2.0.1: `//` is an integer division of integers alone.
# Guess: `//`, which the manual calls integer division, gives whole numbers for DECIMAL too.
# Seen: 7.00 // 2 is 3.5 for DECIMAL and DOUBLE, 3 for INTEGER and HUGEINT.
# So a year taken out of 201907 by `// 100` is whole or not, as the column happens to be read.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'duckdb==2.0.1'
v/bin/python - <<'PY'
import duckdb

print("duckdb", duckdb.__version__)
kinds = ("integer", "hugeint", "decimal(10, 2)", "double")
found = {kind: duckdb.sql(f"select 201907::{kind} // 100").fetchall()[0][0] for kind in kinds}
for kind, year in found.items():
    print(f"201907::{kind} // 100 = {year}")
assert list(found.values()) == [2019, 2019, 2019.07, 2019.07]
PY
