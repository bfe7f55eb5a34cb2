#!/usr/bin/env bash
# quantulum3 0.10.0: "5 bn US dollars" are five bit newtons, and "320 mln roubles" cubic centimetres.
# Guess: the words for a thousand million are known; what is not known is left without a unit.
# Seen: the letters of bn and mln are taken for signs of units, b and n, ml and n, and multiplied; the
# amount is 5 and not 5,000,000,000. Spelled "5 billion dollars" it is right. Write scales out before.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'quantulum3==0.10.0'
v/bin/python - <<'PY'
from importlib import metadata

from quantulum3 import parser

print("quantulum3", metadata.version("quantulum3"))
found = {}
for text in ("5 bn US dollars", "320 mln roubles", "$1.2bn", "5 billion dollars"):
    [one] = parser.parse(text)
    found[text] = (one.value, one.unit.name)
    print(text, found[text])
assert found["5 bn US dollars"] == (5.0, "bit newton")
assert found["320 mln roubles"] == (320.0, "cubic centimetre newton")
assert found["$1.2bn"] == (1.2, "dollar barn newton")
assert found["5 billion dollars"] == (5e9, "dollar")
PY
