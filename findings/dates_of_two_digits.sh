#!/usr/bin/env bash
# DuckDB 2.0.1 beside polars 2.1.0: a CSV column of days written 31.12.19, as is usual in Russia.
# Guess: days of 2019, day first, as both read 31.12.2019; or a text, if two digits are too few.
# Seen: DuckDB takes the day for the year, 19 December 2031; polars takes 19 for the year nineteen.
# DuckDB does so even for days of one February, since any day up to 31 may be a year.
# So declarations of one year are spread over thirty-one, or are two thousand years old, in silence.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'duckdb==2.0.1' 'polars==2.1.0'
v/bin/python -W error - <<'PY'
from pathlib import Path

import duckdb
import polars as pl


def read(*days):
    Path("flows.csv").write_text("day,value\n" + "".join(f"{day},1\n" for day in days))
    ours = [str(day) for (day,) in duckdb.sql("select day from read_csv('flows.csv')").fetchall()]
    theirs = [str(day) for day in pl.read_csv("flows.csv", try_parse_dates=True)["day"]]
    print(*days, "duckdb", duckdb.__version__, ours, "polars", pl.__version__, theirs)
    return ours, theirs


assert read("31.12.2019", "01.02.2019") == (["2019-12-31", "2019-02-01"],) * 2
assert read("31.12.19", "01.02.19") == (["2031-12-19", "2001-02-19"], ["0019-12-31", "0019-02-01"])
assert read("01.02.19", "28.02.19") == (["2001-02-19", "2028-02-19"], ["0019-02-01", "0019-02-28"])
PY
