#!/usr/bin/env bash
# markitdown 0.1.9: amounts of a workbook have seven digits in its Markdown, codes lose their nought.
# Guess: a table made text, for people or for a language model, has what the cells have.
# Seen: 12345678901 is 1.234568e+10 where a cell of the column is a fraction, and the text 0101 is
# 101; the same table as CSV keeps both. Write the sheet as CSV before, or read it by yourself.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'markitdown[xlsx]==0.1.9' 'openpyxl==3.1.5'
v/bin/python - <<'PY'
import csv
from importlib import metadata

import openpyxl
from markitdown import MarkItDown

rows = [("code", "roubles"), ("0101", 12345678901), ("0202", 1234.5), ("8542", 163930000)]
book = openpyxl.Workbook()
for row in rows:
    book.active.append(row)
book.save("flows.xlsx")
with open("flows.csv", "w", newline="") as file:
    csv.writer(file).writerows(rows)
sheet, plain = (MarkItDown().convert(name).text_content for name in ("flows.xlsx", "flows.csv"))
print("markitdown", metadata.version("markitdown"))
print(sheet, plain, sep="\n")
assert "| 101 | 1.234568e+10 |" in sheet and "12345678901" not in sheet and "0101" not in sheet
assert "| 0101 | 12345678901 |" in plain
PY
