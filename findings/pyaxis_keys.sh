#!/usr/bin/env bash
# pyaxis 0.4.3: a PC-Axis file with KEYS, in which rows of zeros are left out and every row begins with its key.
# Guess: Kazakhstan's row, which the file leaves out, is read as zeros, or the file is refused.
# Seen: keys are taken for cells. China's figure of 2018 is the text "China", that of 2019 is 2018's, and
# Norway's two figures are right by chance; Kazakhstan has China's figure and a name. Nothing is said where
# the keys are as many as the cells left out, as here; with other numbers the lengths do not match.
# So files with KEYS are read by hand, and every cell is checked to be a number or a symbol.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'pyaxis==0.4.3' 'pandas==3.1.1'
v/bin/python - <<'PY'
from importlib.metadata import version
from pathlib import Path

from pyaxis import pyaxis

HEAD = """CHARSET="ANSI"; AXIS-VERSION="2013"; MATRIX="flows"; DECIMALS=0; TITLE="Exports"; UNITS="roubles";
STUB="partner"; HEADING="year"; VALUES("partner")="China","Kazakhstan","Norway"; VALUES("year")="2018","2019";
"""


def read(rest):
    Path("flows.px").write_text(HEAD + rest)
    table = pyaxis.parse("flows.px", "ascii")["DATA"]
    return dict(zip(zip(table["partner"], table["year"]), table["DATA"]))


full = read("DATA=1 2 \n0 0 \n5 6;")
keyed = read('KEYS("partner")=VALUES;\nDATA="China" 1 2 \n"Norway" 5 6;')
print("pyaxis", version("pyaxis"), full, keyed, sep="\n")
assert list(full.values()) == ["1", "2", "0", "0", "5", "6"]
assert list(keyed.values()) == ['"China"', "1", "2", '"Norway"', "5", "6"] and list(keyed) == list(full)
PY
