#!/usr/bin/env bash
# DuckDB 2.0.1: a sum of whole kopecks loses the last of them on its way to pandas, and to pandas only.
# Guess: `df()` keeps a sum of whole numbers whole, as `fetchall`, `pl` and `arrow` do.
# Seen: the sum of a BIGINT column is a HUGEINT; pandas gets it as a float64 of 9007199254740992 where
# 9007199254740993 is the sum, and the same sum cast back to BIGINT as an int64 without loss.
# So cast sums of whole amounts to BIGINT, which refuses what it cannot hold, before `df()`.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'duckdb==2.0.1' 'pandas==3.1.1' \
    'polars==2.1.0' 'pyarrow==26.0.1'
v/bin/python - <<'PY'
import duckdb

print("duckdb", duckdb.__version__)
added = "from (values (9007199254740992::bigint), (1)) of(kopecks)"
total = duckdb.sql(f"select sum(kopecks) as s {added}")
cast = duckdb.sql(f"select sum(kopecks)::bigint as s {added}")
framed = total.df()["s"]
found = [total.fetchall()[0][0], int(total.pl()["s"][0]), int(total.to_arrow_table()["s"][0].as_py())]
print("fetchall, pl, arrow:", *found, " df:", f"{framed[0]:.0f}", framed.dtype, " cast:", cast.df()["s"][0])
assert found == [9007199254740993] * 3 and cast.df()["s"][0] == 9007199254740993
assert str(framed.dtype) == "float64" and framed[0] == 9007199254740992
PY
