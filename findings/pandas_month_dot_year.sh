#!/usr/bin/env bash
# pandas 3.1.1 with python-dateutil 4.0.0: a month written 03.2019, as Russian tables write it.
# Guess: March 2019, as it is for 03-2019, 03/2019, "03 2019" and 2019.03, or an error.
# Seen: January of the year 1: Period("03.2019", freq="M") is 0001-01 and Timestamp("03.2019") is the
# third day of that January. The first nine months of a year are read so, the other three are refused.
# So a file of nine months is added up into one month, and its growth has no year to compare with.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'pandas==3.1.1' 'python-dateutil==4.0.0'
v/bin/python -W error - <<'PY'
import pandas as pd

print("pandas", pd.__version__)


def read(kind, text, **named):
    try:
        return str(kind(text, **named))[:10]
    except ValueError:
        return "refused"


forms = ("03-2019", "03/2019", "03 2019", "2019.03", "03.2019")
found = [read(pd.Period, text, freq="M") for text in forms]
print(dict(zip(forms, found)))
months = [f"{month:02}.2019" for month in range(1, 13)]
days = [read(pd.Timestamp, month) for month in months]
print(dict(zip(months, days)))
assert found == ["2019-03"] * 4 + ["0001-01"]
assert {read(pd.Period, month, freq="M") for month in months} == {"0001-01", "refused"}
assert days == [f"0001-01-{day:02}" for day in range(1, 10)] + ["refused"] * 3
PY
