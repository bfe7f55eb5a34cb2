#!/usr/bin/env bash
# great_tables 1.1.0: `fmt_integer` of a whole number goes through a double and changes its last digit.
# Guess: what is whole is grouped by thousands, and no digit of it changes.
# Seen: 9007199254740993, a sum in rials or kopecks, is printed as 9,007,199,254,740,992, and 10**17
# + 1 as a round number; Python's own `f"{n:,}"` keeps both. Format such sums as text before.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'great_tables==1.1.0' 'polars==2.1.0'
v/bin/python - <<'PY'
import great_tables
from great_tables import vals

whole = [2**53 + 1, 10**17 + 1]
shown, plain = vals.fmt_integer(whole), [f"{one:,}" for one in whole]
print("great_tables", great_tables.__version__, shown, plain)
assert shown == ["9,007,199,254,740,992", "100,000,000,000,000,000"]
assert plain == ["9,007,199,254,740,993", "100,000,000,000,000,001"]
PY
