#!/usr/bin/env bash
# daft 0.7.26: dates cast to text are 2019-9-30 and 2019-12-31, so that September is the last month of the year.
# Guess: a cast writes ISO 8601, 2019-09-30, as it does for a timestamp and as a CSV file of the table has it.
# Seen: months and days without their zeros, in the expressions and in SQL. The largest such text is of 30
# September, the first seven characters of a day in March are "2019-3-", and a join with ISO dates of another
# table by text finds the last quarter alone. Timestamps, strftime() and write_csv() keep the zeros.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'daft==0.7.26'
v/bin/python - <<'PY'
import datetime
from importlib.metadata import version

import daft
from daft import DataType, col

days = [datetime.date(2019, 3, 31), datetime.date(2019, 9, 30), datetime.date(2019, 12, 31)]
days_table = daft.from_pydict({"day": days, "time": [datetime.datetime(d.year, d.month, d.day) for d in days]})
texts = days_table.select(col("day").cast(DataType.string()), col("time").cast(DataType.string())).to_pydict()
spoken = daft.sql("SELECT max(CAST(day AS VARCHAR)) AS last FROM days_table").to_pydict()["last"]
other = daft.from_pydict({"key": [day.isoformat() for day in days]})
joined = days_table.join(other, left_on=col("day").cast(DataType.string()), right_on="key").count_rows()
formatted = days_table.select(col("day").strftime()).to_pydict()["day"]
print("daft", version("daft"), texts, "last", spoken, "rows joined", joined, "strftime", formatted)
assert texts["day"] == ["2019-3-31", "2019-9-30", "2019-12-31"] and spoken == ["2019-9-30"]
assert texts["time"][0] == "2019-03-31 00:00:00" and formatted[0] == "2019-03-31" and joined == 1
PY
