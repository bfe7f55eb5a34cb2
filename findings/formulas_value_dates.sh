#!/usr/bin/env bash
# formulas 1.3.4: VALUE of an amount that was typed as a text with a mark of thousands, as cells of old books are.
# Guess: VALUE("1,234") is 1234, as in Excel, whose own example is VALUE("$1,000"); or it is #VALUE!.
# Seen: 85469, the serial number of 1 January 2134: what is no plain number is read as a date, of a month and
# a year, and Excel adds 1900 to years below that. 5,678 is May of 2578, 247757; with 12,345, for which there is
# no month, it is #VALUE!, so that some amounts of a column are dates and nothing tells which.
# So texts are cleaned of marks with SUBSTITUTE before VALUE, or books are computed by another program.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'formulas==1.3.4' 'numpy==2.4.6' 'python-dateutil==4.0.0'
v/bin/python -W ignore - <<'PY'
from datetime import date, timedelta
from importlib.metadata import version

import formulas

print("formulas", version("formulas"))


def compute(formula):
    found = formulas.Parser().ast(formula)[1].compile()()
    found = str(found.item() if hasattr(found, "item") else found)
    day = date(1899, 12, 30) + timedelta(float(found)) if found[0] != "#" else ""
    print(formula, found, day)
    return found


amounts = ["1234", "1,234", "5,678", "6,500", "12,345"]
found = [compute(f'=VALUE("{amount}")') for amount in amounts]
assert found == ["1234.0", "85469.0", "247757.0", "182775.0", "#VALUE!"]
assert compute('=VALUE("1,234") + VALUE("6500")') == "91969.0"
assert compute('=VALUE(SUBSTITUTE("1,234", ",", ""))') == "1234.0"
PY
