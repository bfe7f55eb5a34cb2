#!/usr/bin/env bash
# Babel 2.18.0: large amounts in words, «5,5 миллиона», to as many digits as are asked for.
# Guess: the word agrees with the number that is written, as the rules of CLDR say that it does.
# Seen: it agrees with the number before rounding. Without decimals 5.5 and 21.4 million are «6 миллиона»
# and «21 миллиона», where Russian has «6 миллионов» and «21 миллион»; Polish and Czech fail alike. A
# whole number as a double is taken for a fraction: 5000000.0 is «5 миллиона». 999999 is «1000 тысячи».
# So an amount is rounded, and made an integer if it is whole, before it is given to Babel.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'babel==2.18.0'
v/bin/python -W error - <<'PY'
import babel
from babel import Locale
from babel.numbers import format_compact_decimal

FORMS = {"one": "миллион", "few": "миллиона", "many": "миллионов"}
print("babel", babel.__version__)


def write(amount, locale="ru"):
    return format_compact_decimal(amount, format_type="long", locale=locale)


for amount, seen in ((5_500_000, "6 миллиона"), (21_400_000, "21 миллиона"), (5e6, "5 миллиона")):
    shown = int(seen.split()[0])
    right = f"{shown} {FORMS[Locale('ru').plural_form(shown)]}"
    print(amount, write(amount), "right:", right, write(shown * 10**6), write(amount, "pl"), write(amount, "cs"))
    assert write(amount) == seen != right == write(shown * 10**6)
assert write(999_999) == "1000 тысячи"
assert (write(5_500_000, "pl"), write(6_000_000, "pl")) == ("6 miliona", "6 milionów")
PY
