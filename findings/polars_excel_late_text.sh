#!/usr/bin/env bash
# polars 2.1.0 with fastexcel 0.21.0: a sheet where an amount below 150 others was typed as text, "1 500".
# Guess: the column becomes text, as it does if that row stands first, or an error is raised.
# Seen: the cell is null, without a word, and sums lack it; so is a code of goods with a letter, 85A, below
# 150 codes of digits. The manual says that so many rows are scanned for the kind of a column, and not
# that what differs later is dropped; of the same table as CSV, read_csv refuses to read on.
# So sheets are read with infer_schema_length=None, and empty cells are counted by another reader.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'polars==2.1.0' 'fastexcel==0.21.0' 'openpyxl==3.1.5'
v/bin/python -W error - <<'PY'
import io

import openpyxl
import polars as pl


def read(rows, **named):
    book = openpyxl.Workbook()
    for row in [("partner", "hs", "value"), *rows]:
        book.active.append(row)
    book.save("flows.xlsx")
    return pl.read_excel("flows.xlsx", **named)


rows, typed = [("CHN", 8501 + row, 10) for row in range(150)], ("KAZ", "85A", "1 500")
late, early = [*rows, typed], [typed, *rows]
lost, kept, whole = read(late), read(early), read(late, infer_schema_length=None)
print("polars", pl.__version__, lost.schema, lost.row(-1), kept.schema, kept.row(0), whole.row(-1))
assert lost.row(-1) == ("KAZ", None, None) and lost["value"].sum() == 1500
assert kept.row(0) == whole.row(-1) == typed
try:
    pl.read_csv(io.StringIO("partner,hs,value\n" + "\n".join(",".join(map(str, row)) for row in late)))
    raise SystemExit("read_csv reads on")
except pl.exceptions.ComputeError as error:
    print("read_csv:", str(error).splitlines()[0])
PY
