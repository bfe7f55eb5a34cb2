#!/usr/bin/env bash
# csvw 4.1.1: in a column of decimal commas, 12.345 is the number 12.345, and the table is told to be valid.
# Guess: its description says that the comma is the mark of decimals and the space that of thousands. A number
# with a point does not meet that, and the standard asks for an error of validation then ("Model for Tabular
# Data", formats for numeric types), so that nobody reads twelve thousand, as another office writes it, as twelve.
# Seen: is_valid is True, and 12.345 stands beside 1234.5 in one column. A point behind a comma is an error, as
# is a point in whole numbers. Look for points in such columns before they are read.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'csvw==4.1.1'
v/bin/python - <<'PY'
import json
import pathlib
from importlib.metadata import version

import csvw

FORMAT = {"base": "decimal", "format": {"decimalChar": ",", "groupChar": " "}}
COLUMNS = [{"titles": "zone"}, {"titles": "exports", "datatype": FORMAT}]
TABLE = {"@context": "http://www.w3.org/ns/csvw", "url": "t.csv", "tableSchema": {"columns": COLUMNS}}
pathlib.Path("t.csv-metadata.json").write_text(json.dumps(TABLE))


def read(value):
    pathlib.Path("t.csv").write_text(f'zone,exports\nA,"1 234,5"\nB,"{value}"\n')
    reader = csvw.CSVW("t.csv", validate=True)
    return [str(row["exports"]) for row in reader.tables[0]] if reader.is_valid else "not valid"


comma, point, both = read("12,345"), read("12.345"), read("1.234,5")
print("csvw", version("csvw"), "12,345:", comma, "12.345:", point, "1.234,5:", both)
assert comma == point == ["1234.5", "12.345"] and both == "not valid"
PY
