#!/usr/bin/env bash
# pycel 1.0b30: amounts rounded to thousands by ROUND go to the even thousand, and kopecks go up.
# Guess: as in Excel, ROUND takes halves away from zero at every digit: 2500 is 3000, as 2.5 is 3.
# Seen: `ROUND(2500, -3)` is 2000 and `ROUND(4500, -3)` is 4000, beside `ROUND(2.5, 0)` = 3, in one workbook:
# behind the point its own rule is at work, and before it Python's round. Three such zones add up to 12000,
# where Excel shows 15000. Write `ROUND(A1 / 1000, 0) * 1000` into workbooks that it computes.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'pycel==1.0b30' 'openpyxl==3.1.5'
v/bin/python - <<'PY'
from importlib.metadata import version

import openpyxl
from pycel import ExcelCompiler

book = openpyxl.Workbook()
for number, amount in enumerate((2500, 4500, 6500), start=1):
    row = [amount, f"=ROUND(A{number}, -3)", f"=ROUND(A{number} / 1000, 0) * 1000"]
    book.active.append([*row, f"=ROUNDUP(A{number}, -3)"])
book.save("zones.xlsx")
compiler = ExcelCompiler("zones.xlsx")
thousands, kept, up = ([compiler.evaluate(f"Sheet!{letter}{n}") for n in (1, 2, 3)] for letter in "BCD")
print("pycel", version("pycel"), thousands, sum(thousands), "through units", kept, sum(kept), "up", up)
assert thousands == [2000, 4000, 6000] and kept == up == [3000, 5000, 7000]
PY
