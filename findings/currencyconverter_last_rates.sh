#!/usr/bin/env bash
# CurrencyConverter 0.18.23: roubles into dollars, where no date is given.
# Guess: the most recent rate, as the manual says, or an error: its source, the European Central Bank,
# gives no rate of the rouble after 1 March 2022, and dollars into roubles are refused for that.
# Seen: roubles are sold at the rate of 1 March 2022, dollars as they were then, without a word; kunas
# at 2022's last. The day is the last one of the currency that is sold, not of the rates.
# So a column of exports in roubles, converted at "the last rate", is of another year than the next one.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'CurrencyConverter==0.18.23'
v/bin/python -W error - <<'PY'
from datetime import date
from importlib.metadata import version

from currency_converter import CurrencyConverter, RateNotFoundError

rates = CurrencyConverter()
print("CurrencyConverter", version("CurrencyConverter"), "rates until", rates.bounds["USD"].last_date)


def convert(*given, **named):
    try:
        return rates.convert(1000, *given, **named)
    except RateNotFoundError as error:
        return str(error)


asked = [("RUB", "USD"), ("USD", "RUB"), ("HRK", "USD")]
found = [convert(*pair) for pair in asked]
print(*zip(asked, found), sep="\n")
assert found[0] == convert("RUB", "USD", date=date(2022, 3, 1))
assert "not in RUB bounds" in found[1]
assert found[2] == convert("HRK", "USD", date=date(2022, 12, 30))
assert rates.bounds["USD"].last_date.year == 2026
PY
