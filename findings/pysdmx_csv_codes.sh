#!/usr/bin/env bash
# pysdmx 1.21.0: codes of the Harmonized System in an SDMX-CSV file, 1.0 and 2.0 alike.
# Guess: a code is a text, so `01`, live animals, is read as `01`: every column comes back as texts.
# Seen: `1`. Columns are taken for numbers first and made texts after, so that `0850` is `850`. One code
# with a letter in the column, and all of it is read as written; one with a point, and `01` is `1.0`, while
# `1.10` and `1.1`, two codes of a classification, are one.
# So whether two years' files have the same codes depends on their other rows: pad codes before a join.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'pysdmx[data]==1.21.0' 'pandas==3.1.1'
v/bin/python - <<'PY'
from importlib.metadata import version

import pandas as pd
from pysdmx.io import read_sdmx

print("pysdmx", version("pysdmx"), "pandas", pd.__version__)
KINDS = {"DATAFLOW": "Z:FLOWS(1.0)"}, {"STRUCTURE": "dataflow", "STRUCTURE_ID": "Z:FLOWS(1.0)", "ACTION": "I"}


def read(kind, *codes):
    rows = [{**kind, "HS": code, "TIME_PERIOD": "2019", "OBS_VALUE": "5"} for code in codes]
    found = read_sdmx(pd.DataFrame(rows).to_csv(index=False), validate=False).data[0].data["HS"]
    print(list(kind), codes, found.tolist())
    assert all(isinstance(code, str) for code in found)
    return found.tolist()


for kind in KINDS:
    assert read(kind, "01", "0850") == ["1", "850"]
    assert read(kind, "01", "0850", "85X") == ["01", "0850", "85X"]
    assert read(kind, "01", "1.1", "1.10") == ["1.0", "1.1", "1.1"]
PY
