#!/usr/bin/env bash
# formulas 1.3.4: `SUMPRODUCT(--(A2:A4="East"), B2:B4)`, the usual conditional sum of a workbook, is 0.
# Guess: two minuses make 1 and 0 of true and false, as in Excel, and the exports of East are 40.
# Seen: 0, and so is the count of its rows. The pair of minuses is taken for no sign at all, what is left are
# true and false, and sums leave those out; `(A2:A4="East") * 1` and `-(-(A2:A4="East"))` give 40 beside it.
# A zone's sum of 0 looks like a zone that exports nothing. Write `* 1` into workbooks that it computes.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'formulas==1.3.4' 'numpy==1.26.4'
v/bin/python - <<'PY'
from importlib.metadata import version

import formulas
import numpy as np

CELLS = {"A2:A4": [["East"], ["West"], ["East"]], "B2:B4": [[10], [20], [30]]}


def evaluate(formula):
    function = formulas.Parser().ast(formula)[1].compile()
    return float(function(*(np.array(CELLS[name], dtype=object) for name in function.inputs)))


pair = evaluate('=SUMPRODUCT(--(A2:A4="East"), B2:B4)')
count = evaluate('=SUMPRODUCT(--(A2:A4="East"))')
product = evaluate('=SUMPRODUCT((A2:A4="East") * 1, B2:B4)')
apart = evaluate('=SUMPRODUCT(-(-(A2:A4="East")), B2:B4)')
print("formulas", version("formulas"), "--", pair, "rows", count, "* 1", product, "-(-())", apart)
assert (pair, count) == (0, 0) and product == apart == 40
PY
