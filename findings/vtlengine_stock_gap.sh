#!/usr/bin/env bash
# vtlengine 1.9.6: stocks and flows of quarters, one of them without a figure.
# Guess: stock_to_flow undoes flow_to_stock, as it does for a series without gaps. VTL's manual says that the
# value of the period before is subtracted, and nothing of nulls.
# Seen: behind a gap the flow is the whole stock. Flows of 10, nothing, 5 and 7 are stocks of 10, nothing, 15
# and 22, and these are flows of 10, nothing, 15 and 7: the one operator passes over a null, the other takes it
# for zero. Of exports since January the first quarters thus count twice.
# So fill gaps before, or calculate v - lag(v, 1 ...), which is null behind a gap.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'vtlengine==1.9.6' 'pandas==3.1.1'
v/bin/python -W ignore - <<'PY'
from importlib.metadata import version

import pandas as pd
from vtlengine import run

kinds = [("zone", "String", "Identifier"), ("t", "Time_Period", "Identifier"), ("v", "Number", "Measure")]
parts = [{"name": n, "type": t, "role": r, "nullable": r == "Measure"} for n, t, r in kinds]
structure = {"datasets": [{"name": "D", "DataStructure": parts}]}


def change(script, values):
    quarters = pd.DataFrame({"zone": "A", "t": [f"2019-Q{n}" for n in (1, 2, 3, 4)], "v": values})
    done = run(script=f"R <- {script};", data_structures=structure, datapoints={"D": quarters})["R"].data
    return [None if pd.isna(v) else float(v) for v in done.sort_values("t").iloc[:, -1]]


flows, there_and_back = [10.0, None, 5.0, 7.0], "stock_to_flow(flow_to_stock(D))"
stocks, back = change("flow_to_stock(D)", flows), change(there_and_back, flows)
print("vtlengine", version("vtlengine"), "flows", flows, "stocks", stocks, "flows again", back)
assert change(there_and_back, [10.0, 0.0, 5.0, 7.0]) == [10, 0, 5, 7]
assert stocks == [10, None, 15, 22] and back == [10, None, 15, 7]
assert change("D[calc f := v - lag(v, 1 over (partition by zone order by t))]", stocks) == [None, None, None, 7]
PY
