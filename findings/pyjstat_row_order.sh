#!/usr/bin/env bash
# pyjstat 2.4.0 with pandas 3.1.1: a table ranked by amount is written as JSON-stat, as offices publish.
# Guess: each amount goes to the cell that its row names, as every row has its partner and year.
# Seen: amounts are written as the rows stand, under cells in the order of their first mention. Kazakhstan
# gets China's 100, and China Kazakhstan's 150, and pyjstat itself reads the same wrong table back. A row
# that is absent leaves no empty cell: later amounts move up by one, and the last cell has none.
# So a table is made complete and sorted by all its dimensions before it is written.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'pyjstat==2.4.0' 'pandas==3.1.1'
v/bin/python -W ignore - <<'PY'
import itertools
import json
from importlib.metadata import version

import pandas as pd
from pyjstat import pyjstat

flows = pd.DataFrame({"partner": ["CHN", "CHN", "KAZ", "KAZ"], "year": ["2019", "2020"] * 2})
flows["value"] = [100, 200, 7, 150]
ranked = flows.sort_values("value", ascending=False)


def write(table):
    written = json.loads(pyjstat.Dataset.read(table).write())
    cells = [list(written["dimension"][name]["category"]["index"]) for name in written["id"]]
    return dict(itertools.zip_longest(itertools.product(*cells), written["value"]))


true = dict(zip(zip(flows["partner"], flows["year"]), flows["value"]))
back = pyjstat.Dataset.read(pyjstat.Dataset.read(ranked).write()).write("dataframe")
print("pyjstat", version("pyjstat"), "true", true, "ranked", write(ranked), back, sep="\n")
assert write(flows) == true
assert list(write(ranked).values()) == back["value"].tolist() == [200, 150, 100, 7]
assert list(write(ranked)) == [("CHN", "2020"), ("CHN", "2019"), ("KAZ", "2020"), ("KAZ", "2019")]
assert list(write(flows.drop(index=1)).values()) == [100, 7, 150, None]
PY
