#!/usr/bin/env bash
# benford-py 0.5.0: one price of eighteen ends in other kopecks than it has, and 0.29 begins with 28.
# Guess: with `decimals=2`, its default, the digits of 10.03 are 1, 0, 0 and 3.
# Seen: they are 1, 0, 0 and 2, for 10.03 * 100 is 1002.9999999999999 and is cut to a whole number. Of the
# prices 10.00 to 99.99, each taken once, every pair of last digits stands 90 times; in the test of last two
# digits 24 stands 67 times and 45 stands 108 times, as if somebody had invented them. Give it whole kopecks.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'benford-py==0.5.0' 'pandas==3.1.1' 'numpy==2.4.6'
v/bin/python -W ignore - <<'PY'
from importlib.metadata import version

import pandas as pd
from benford.benford import Base

kopecks = pd.Series(range(1000, 10000))
counts = Base(kopecks / 100, decimals=2)["L2D"].value_counts()
whole = Base(kopecks, decimals=0)["L2D"].value_counts()
wrong = int((Base(kopecks / 100, decimals=2)["L2D"] != kopecks % 100).sum())
begins = Base(pd.Series([0.29]), decimals=2)["F2D"].tolist()
print("benford-py", version("benford-py"), "wrong", wrong, "of", len(kopecks), "0.29 begins with", begins)
print("24:", counts[24], "45:", counts[45], "of whole kopecks:", set(whole))
assert (wrong, counts[24], counts[45], begins) == (504, 67, 108, [28]) and set(whole) == {90}
PY
