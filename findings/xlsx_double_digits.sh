#!/usr/bin/env bash
# openpyxl 3.1.5 and XlsxWriter 3.2.9: a double in a workbook is not the double that was written.
# Guess: both write as many digits as bring the number back, as CSV writers and the ODS writer do.
# Seen: 16 significant digits, so that 0.1 + 0.2 comes back as 0.3; odfpy's workbook keeps it.
# So totals read back from a workbook must not be compared by equality, nor by a digest.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet 'pandas==3.1.1' 'openpyxl==3.1.5' 'xlsxwriter==3.2.9' 'odfpy==1.4.1' 'python-calamine==0.9.1'
v/bin/python - <<'PY'
import pandas as pd

amount = 0.1 + 0.2
found = {}
for engine, file in (("openpyxl", "a.xlsx"), ("xlsxwriter", "b.xlsx"), ("odf", "c.ods")):
    pd.DataFrame({"share": [amount]}).to_excel(file, engine=engine, index=False)
    found[engine] = pd.read_excel(file, engine="calamine")["share"][0]
    print(engine, repr(float(found[engine])))
assert found == {"openpyxl": 0.3, "xlsxwriter": 0.3, "odf": amount}
PY
