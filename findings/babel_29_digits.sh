#!/usr/bin/env bash
# Babel 2.18.0: a whole number of 29 digits, such as a sum of rials or of bolivars in their smallest
# unit over decades, cannot be formatted, and one of 28 digits can.
# Guess: a Decimal has as many digits as it has, and grouping them is a matter of text.
# Seen: decimal.InvalidOperation from format_decimal and from format_currency for 10**28, be it an
# int or a Decimal, since the number is quantized in the caller's decimal context of 28 digits; in a
# wider context the same call prints all of them. Its rounding is the caller's, too: 2.5 is 2 or 3.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'babel==2.18.0'
v/bin/python - <<'PY'
import decimal

import babel
from babel.numbers import format_currency, format_decimal

print("babel", babel.__version__)


def outcome(call, *given, **named):
    try:
        return call(*given, **named)
    except decimal.InvalidOperation:
        return "InvalidOperation"


small, large = 10**28 - 1, 10**28
seen = [outcome(format_decimal, n, format="#,##0", locale="en") for n in (small, large)]
seen.append(outcome(format_currency, large, "VES", locale="es_VE"))
with decimal.localcontext(prec=60, rounding=decimal.ROUND_HALF_UP):
    wide = outcome(format_decimal, large, format="#,##0", locale="en")
    half = format_decimal(2.5, format="0", locale="en")
print(seen, wide, half, format_decimal(2.5, format="0", locale="en"))
assert seen == ["9" + ",999" * 9, "InvalidOperation", "InvalidOperation"]
assert (wide, half) == ("10" + ",000" * 9, "3")
assert format_decimal(2.5, format="0", locale="en") == "2"
PY
