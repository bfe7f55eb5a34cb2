#!/usr/bin/env bash
# pymorphy3 2.0.6: the country of Chad is not the first reading of its own name.
# Guess: a capital letter, or the mark for places in the dictionary, puts the country first.
# Seen: the first reading is the genitive plural of an old word for a child, and its locative
# is "чадах"; the country, marked Geox, comes second. Capitals are not looked at.
# So a sentence made from the first reading sends exports to children.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet 'pymorphy3==2.0.6' 'pymorphy3-dicts-ru==2.4.417150.4580142'
v/bin/python - <<'PY'
from importlib.metadata import version

import pymorphy3

print("pymorphy3", version("pymorphy3"))
readings = pymorphy3.MorphAnalyzer().parse("Чад")
for reading in readings[:2]:
    print(reading.tag, reading.normal_form, reading.inflect({"loct"}).word)
first, second = readings[:2]
assert "Geox" not in first.tag and first.inflect({"loct"}).word == "чадах"
assert "Geox" in second.tag and second.inflect({"loct"}).word == "чаде"
PY
