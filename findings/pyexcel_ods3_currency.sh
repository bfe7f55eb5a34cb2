#!/usr/bin/env bash
# pyexcel-ods3 0.6.1: an amount in a cell of currency format is a text, "1234.5 RUB".
# Guess: a cell whose type is currency is a number, as one of a percentage is, and as pandas has it.
# Seen: the number and the code are joined into a text, so that a column of amounts of which some
# were formatted as money is numbers and texts at once. Clear the format, or read with pandas.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'pyexcel-ods3==0.6.1' 'odfdo==3.27.3' \
  'pandas==2.3.3' 'odfpy==1.4.1'
v/bin/python - <<'PY'
from importlib import metadata

import pandas as pd
from odfdo import Cell, Document, Table
from pyexcel_ods3 import get_data

document, table = Document("spreadsheet"), Table("flows")
document.body.clear()
table.set_value("A1", "exports")
table.set_cell("A2", Cell(1234.5, cell_type="currency", currency="RUB"))
table.set_cell("A3", Cell(0.325, cell_type="percentage"))
table.set_value("A4", 20.5)
document.body.append(table)
document.save("flows.ods")
read = [row[0] for row in get_data("flows.ods")["flows"][1:]]
frame = pd.read_excel("flows.ods", engine="odf")["exports"].tolist()
print("pyexcel-ods3", metadata.version("pyexcel-ods3"), read, "pandas", frame)
assert read == ["1234.5 RUB", 0.325, 20.5] and frame == [1234.5, 0.325, 20.5]
PY
