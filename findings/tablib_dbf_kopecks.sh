#!/usr/bin/env bash
# tablib 3.10.0: a table of amounts is written as a DBF file, the form of customs and tax programmes.
# Guess: amounts keep their kopecks, or one that has no room is refused.
# Seen: a number has ten places, eight of them declared decimals, and what does not fit is cut off at the
# end: 1234567.89 is whole, of 99999999.99 is left 99999999.9 and of 1234567890.12 the roubles. Nothing
# is rounded and nothing told; only a number of eleven digits before the point is refused.
# So a DBF file is written with widths of one's own, and sums are taken from it again.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'tablib==3.10.0' 'dbfread==2.0.7'
v/bin/python - <<'PY'
from importlib.metadata import version
from pathlib import Path

import dbfread
import tablib

amounts = [1234567.89, 99999999.99, 1234567890.12, -12345678.99]
table = tablib.Dataset(*([amount] for amount in amounts), headers=["value"])
Path("flows.dbf").write_bytes(table.export("dbf"))
file = dbfread.DBF("flows.dbf", raw=True)
(field,) = file.fields
found = [record["VALUE"].decode() for record in file]
print("tablib", version("tablib"), "length", field.length, "decimals", field.decimal_count, found)
assert (field.length, field.decimal_count) == (10, 8)
assert found == [f"{amount:.8f}"[:10] for amount in amounts]
lost = round(sum(map(abs, amounts)) - sum(abs(float(text)) for text in found), 2)
print("lost", lost)
assert lost == round(0.09 + 0.12 + 0.99, 2)
try:
    tablib.Dataset([12345678901.5], headers=["value"]).export("dbf")
    raise SystemExit("eleven digits are written")
except ValueError as error:
    print(error)
PY
