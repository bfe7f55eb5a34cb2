#!/usr/bin/env bash
# dateparser 1.5.0: the period that a Russian table of a part of a year is headed by, «9 месяцев 2019».
# Guess: January to September of 2019, some day of that year, or nothing, as for «I квартал 2019».
# Seen: nine months before the day of the run, in whatever year that is: «9 месяцев 2019 г.», «9 мес.
# 2019» and «6 месяцев 2018» do not look at the year that they name. «в 2019 году» is 2019 years before,
# in the year 2 or 7, and «за 9 месяцев 2019 года», with one word more, is not read at all.
# So periods are read by their forms, one by one, and a date that a text gives is held against its year.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'dateparser==1.5.0'
v/bin/python -W error - <<'PY'
from datetime import datetime
from importlib.metadata import version

import dateparser

print("dateparser", version("dateparser"))


def read(text, run):
    found = dateparser.parse(text, languages=["ru"], settings={"RELATIVE_BASE": datetime(*run)})
    return found and found.date().isoformat()


runs = (2021, 8, 25), (2026, 11, 28)
texts = ["март 2019 г.", "9 месяцев 2019 г.", "9 мес. 2019", "6 месяцев 2018", "в 2019 году", "I квартал 2019"]
found = {text: [read(text, run) for run in runs] for text in texts}
print(*found.items(), sep="\n")
assert found["март 2019 г."] == ["2019-03-25", "2019-03-28"] and found["I квартал 2019"] == [None, None]
assert found["9 месяцев 2019 г."] == found["9 мес. 2019"] == ["2020-11-25", "2026-02-28"]
assert found["6 месяцев 2018"] == ["2021-02-25", "2026-05-28"]
assert found["в 2019 году"] == [f"{year - 2019:04}-{month:02}-{day}" for year, month, day in runs]
assert read("за 9 месяцев 2019 года", runs[0]) is None
PY
