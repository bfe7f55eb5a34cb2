#!/usr/bin/env bash
# Spark 4.3.0, a CSV file whose periods are months as SDMX writes them (Java 17 or later is needed).
# Guess: with `inferSchema` a column of 2019-07 and 2019-08 is text: no day, so no date.
# Seen: it is a timestamp, midnight of the first day in the session's time zone, though 2019-H1 and 2018/19 stay
# text. Read in Moscow and shown in a session of UTC, July is 2019-06-30 21:00: the month before.
# So name the schema when a file of months is read.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'pyspark==4.3.0'
printf 'month,half,exports\n2019-07,2019-H1,1.5\n2019-08,2019-H2,2.5\n' > months.csv
v/bin/python -W ignore - <<'PY' 2>/dev/null
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
spark.conf.set("spark.sql.session.timeZone", "Europe/Moscow")
flows = spark.read.csv("months.csv", header=True, inferSchema=True)
flows.write.parquet("months.parquet")
spark.conf.set("spark.sql.session.timeZone", "UTC")
kept = spark.read.parquet("months.parquet").selectExpr("date_format(month, 'yyyy-MM') AS month")
months = sorted(row.month for row in kept.collect())
print("pyspark", spark.version, dict(flows.dtypes), months)
assert dict(flows.dtypes) == {"month": "timestamp", "half": "string", "exports": "double"}
assert months == ["2019-06", "2019-07"]
PY
