#!/usr/bin/env bash
# pint 0.25.3: a bbl, in which crude oil is traded, is 119 litres; the barrel of oil has 159.
# Guess: `bbl` is the barrel of 42 US gallons, since nothing else is sold by that sign.
# Seen: `bbl` and `barrel` are that of 31.5 gallons for other liquids, so that a million barrels of
# exported oil are a quarter less; `oil_bbl` is the one of oil. The unit `kt` is a knot, and thousands
# of tonnes need `kilotonne`.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'pint==0.25.3'
v/bin/python - <<'PY'
import pint

units = pint.UnitRegistry()
litres = {name: units(f"1 {name}").to("litre").magnitude for name in ("bbl", "barrel", "oil_bbl")}
print("pint", pint.__version__, litres, units("1 kt").units, units("1 kilotonne").to("kg"))
assert abs(litres["bbl"] - 119.2405) < 1e-3 and litres["barrel"] == litres["bbl"]
assert abs(litres["oil_bbl"] - 158.9873) < 1e-3
assert str(units("1 kt").units) == "knot"
PY
