#!/usr/bin/env bash
# pandas 3.1.1: a note in `attrs` stays on tables that are about something else.
# Guess: what makes another table, such as a sum by group or a transposition, drops the attrs.
# Seen: groupby().sum(), describe(), pivot_table() and .T keep them, merge() drops them even where the
# other table has none, and concat() keeps them where all parts have the same.
# So a unit or a source noted in attrs is read from tables that it does not hold for.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'pandas==3.1.1'
v/bin/python - <<'PY'
import pandas as pd

flows = pd.DataFrame({"zone": ["A", "A", "B"], "value": [1.0, 2.0, 4.0]})
flows.attrs["unit"] = "USD a kilogram"
made = {
    "groupby().sum()": flows.groupby("zone", as_index=False)["value"].sum(),
    "describe()": flows.describe(),
    "pivot_table()": flows.pivot_table(columns="zone", values="value", aggfunc="count"),
    ".T": flows.T,
    "concat()": pd.concat([flows, flows]),
    "merge()": flows.merge(pd.DataFrame({"zone": ["A", "B"]}), on="zone"),
}
print("pandas", pd.__version__)
for operation, table in made.items():
    print(f"{operation:16}", table.attrs)
assert [bool(table.attrs) for table in made.values()] == [True] * 5 + [False]
PY
