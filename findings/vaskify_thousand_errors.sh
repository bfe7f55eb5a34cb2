#!/usr/bin/env bash
# ssb-vaskify 0.0.5, editing tools of Statistics Norway: the right amount behind a thousand error is lost.
# Guess: `thousand_error(impute=True)` mends the one amount that was given in units in place of thousands:
# of 100, 100000 and 102 the second becomes 100. An amount a thousand times too small becomes larger.
# Seen: 100, 100, 0.102. The return to the right level is an outlier, too, and all outliers are divided by 1000.
# So is an amount that is too small already: of 100000, 100 and 102000 the second becomes 0.1, the third 102.
# 0.0.6, for later Pythons, does the same. Take the flags alone, compare each amount with two neighbours, and
# multiply those that are too small.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'ssb-vaskify==0.0.5'
v/bin/python -W ignore - <<'PY'
from importlib.metadata import version

import pandas as pd
from vaskify import Detect


def impute(*amounts):
    years = ["2017", "2018", "2019"]
    data = pd.DataFrame({"zone": ["A"] * 3, "year": years, "exports": [float(a) for a in amounts]})
    edited = Detect(data, id_nr="zone").thousand_error("exports", "year", impute=True)
    return edited["exports_imputed"].round(6).tolist()


large, small, last = impute(100, 100000, 102), impute(100000, 100, 102000), impute(100, 101, 102000)
print("ssb-vaskify", version("ssb-vaskify"), "too large:", large, "too small:", small, "last:", last)
assert large == [100, 100, 0.102] and small == [100000, 0.1, 102] and last == [100, 101, 102]
PY
