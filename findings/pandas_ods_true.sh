#!/usr/bin/env bash
# pandas 3.1.1 with odfpy 1.4.1: a logical value in an OpenDocument sheet that was saved in Russian.
# Guess: office:boolean-value="true" is True, whatever word the cell shows for it.
# Seen: False. The value is not looked at: a cell is True if it shows the English TRUE, and so ИСТИНА,
# WAHR and VRAI are all False; python-calamine reads True. Of numbers and dates pandas takes the value.
# So a column that marks re-exports or first sales holds none, and counts and shares of them are nil.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'pandas==3.1.1' 'odfpy==1.4.1' 'python-calamine==0.9.1'
v/bin/python - <<'PY'
import pandas as pd
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

print("pandas", pd.__version__)
words = ["TRUE", "ИСТИНА", "WAHR", "VRAI"]
book = OpenDocumentSpreadsheet()
sheet = Table(name="flows")
book.spreadsheet.addElement(sheet)
for word in words:
    row, cell = TableRow(), TableCell(valuetype="boolean", booleanvalue="true")
    cell.addElement(P(text=word))
    row.addElement(cell)
    sheet.addElement(row)
book.save("flows.ods")
found = {
    engine: pd.read_excel("flows.ods", engine=engine, header=None)[0].tolist()
    for engine in ("odf", "calamine")
}
print(words, found)
assert found == {"odf": [True, False, False, False], "calamine": [True] * 4}
PY
