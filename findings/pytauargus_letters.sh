#!/usr/bin/env bash
# pytauargus 0.6.0, Tau-Argus for Python: exports of two zones by chapter, protected by a rule of dominance.
# Guess: figures do not depend on what zones are called: Põhja and Lõuna have 290 together, as North and South.
# Seen: 28, and the chapters 01 and 85 are 0 and 8. Records go to the engine in columns whose width is counted
# in letters, and are cut there by bytes, so that a letter beyond ASCII moves all that follows, and amounts lose
# their last figure. Nothing is said where each name has one such letter; the others tried, Cyrillic ones too, fail.
# So names are replaced by codes of ASCII before, and the total of the result is held against the records.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'pytauargus==0.6.0' 'pandas==3.1.1'
v/bin/python - <<'PY'
from importlib.metadata import version

import pandas as pd
from pytauargus import protect

print("pytauargus", version("pytauargus"))
amounts = [100.0, 5, 5, 10, 10, 10, 20, 20, 20, 30, 30, 30]


def add(*zones):
    flows = pd.DataFrame({"zone": [zone for zone in zones for _ in range(6)], "value": amounts})
    flows["hs"] = (["01"] * 3 + ["85"] * 3) * 2
    rules = {"safety_rules": "NK(2,75)", "suppress": "OPT(1)", "workdir": "run"}
    result = protect(flows, ["zone", "hs"], response="value", **rules)
    table = result.tables[0].dataframe()
    print(table[["zone", "hs", "value", "status"]])
    chapters = table.loc[table["zone"] == "Total"]
    return dict(zip(chapters["hs"].str.strip(), chapters["value"].astype(float)))


assert sum(amounts) == 290
assert add("North", "South") == {"Total": 290, "01": 170, "85": 120}
assert add("Põhja", "Lõuna") == {"Total": 28, "0": 16, "8": 12}
PY
