#!/usr/bin/env bash
# polars 2.1.0: a sum by group has other last digits at every run, whatever the order that is asked for.
# Guess: group_by(maintain_order=True) adds up in the order of rows, and so gives the same digits again.
# Seen: several results of ten runs, on the same table in the same process, with four threads.
# So a digest of totals changes though nothing else has; sums of whole numbers or decimals do not.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'polars==2.1.0'
POLARS_MAX_THREADS=4 v/bin/python - <<'PY'
import random

import polars as pl

draws = random.Random(1)
values = [draws.lognormvariate(10, 3) for _ in range(2_000_000)]
flows = pl.DataFrame({"zone": [at % 3 for at in range(len(values))], "value": values})
cents = flows.with_columns((pl.col("value") * 100).round().cast(pl.Int64))


def results(table):
    made = [table.group_by("zone", maintain_order=True).agg(pl.col("value").sum()) for _ in range(10)]
    return len({str(one.rows()) for one in made})


print("polars", pl.__version__, "threads", pl.thread_pool_size())
print("of 10 runs:", results(flows), "results for floats,", results(cents), "for whole numbers")
assert results(flows) > 1 and results(cents) == 1
PY
