#!/usr/bin/env bash
# workalendar 17.0.0: Russia has 249 working days in 2019, and 220 in 2020; the production calendars
# have 247 and 248. Who adjusts monthly exports for working days needs the transfers of each year.
# Guess: a library of working days knows the days that are moved, and the Saturdays that are worked.
# Seen: moved days of 2018 and 2019 are missing, and days with pay of spring 2020 are holidays. The
# package holidays 0.109 has 247, 247 and 248, if `is_working_day` is asked and not its dates alone.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'workalendar==17.0.0' 'holidays==0.109'
v/bin/python - <<'PY'
from datetime import date, timedelta
from importlib import metadata

import holidays
from workalendar.europe import Russia


def working(calendar, year):
    days = (date(year, 1, 1) + timedelta(n) for n in range(366))
    return sum(calendar.is_working_day(day) for day in days if day.year == year)


years = (2018, 2019, 2020)
moved, fixed = [working(holidays.Russia(), y) for y in years], [working(Russia(), y) for y in years]
print("holidays", metadata.version("holidays"), moved)
print("workalendar", metadata.version("workalendar"), fixed)
assert moved == [247, 247, 248] and fixed == [249, 249, 220]
PY
