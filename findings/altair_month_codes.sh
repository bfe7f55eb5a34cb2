#!/usr/bin/env bash
# Altair 6.3.0 with vl-convert 1.9.0.post1: months as tables of trade write them, 201901, as texts on a time axis.
# Guess: they are months of 2019, or no dates, and then an axis without bars.
# Seen: January, February and March of 2019 stand under 1901, 1902 and 1903, without a warning. The text is
# taken for the year 201901, and labels have its last four digits; from 201812 to 201901 are 89 years.
# Three months are three years a century ago, and look like any other axis. So months are parsed before, with
# pandas.to_datetime(..., format="%Y%m").
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'altair==6.3.0' 'vl-convert-python==1.9.0.post1' 'pandas==3.1.1'
v/bin/python - <<'PY'
import re
from importlib.metadata import version

import altair
import pandas as pd
import vl_convert

months = pd.Series(["201901", "201902", "201903"])


def labels(period):
    table = pd.DataFrame({"period": period, "value": [1, 2, 3]})
    x = altair.X("yearmonth(period):O", axis=altair.Axis(format="%B %Y"))
    chart = altair.Chart(table).mark_bar().encode(x=x, y=altair.Y("value:Q", axis=None))
    return re.findall(r">([^<>]+)</text>", vl_convert.vegalite_to_svg(chart.to_json()))[:3]


parsed = labels(pd.to_datetime(months, format="%Y%m"))
print("altair", version("altair"), "vl-convert", version("vl-convert-python"), list(months), labels(months), parsed)
assert labels(months) == ["January 1901", "January 1902", "January 1903"]
assert labels(["201812", "201901", "201906"])[:2] == ["January 1812", "January 1901"]
assert parsed == ["January 2019", "February 2019", "March 2019"]
PY
