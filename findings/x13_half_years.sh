#!/usr/bin/env bash
# x13-seasonal-adjustment 0.1.3: in a monthly series the first six months of every year keep their season.
# Guess: a series that is the same in each of five years, 100 on average, is 100 in every month after adjustment.
# Seen: 82.1, 87.1, 112.1 in January to March, as far from 100 as before, and 102.1 from July on: six months
# have one seasonal factor in common, in each year and without a warning. A series that begins in July keeps the
# season of its July to December: the half is that of its beginning. statsmodels' own decomposition, installed
# beside it, gives 100 in every month. Take that one, its STL, or the program of the Census Bureau.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'x13-seasonal-adjustment==0.1.3' 'statsmodels==0.15.0' \
  'pandas==3.1.1' 'numpy==2.4.6' 'scipy==1.17.1'
v/bin/python -W ignore - <<'PY'
from importlib.metadata import version

import numpy as np
import pandas as pd
from statsmodels.tsa.seasonal import seasonal_decompose
from x13_seasonal_adjustment import X13SeasonalAdjustment

SEASON = np.array([80, 85, 110, 100, 95, 105, 90, 90, 110, 115, 105, 115], dtype=float)
ORDERS = {"arima_order": (0, 1, 1), "seasonal_arima_order": (0, 1, 1)}


def adjust(start):
    months = pd.date_range(start, periods=60, freq="MS")
    series = pd.Series(SEASON[months.month - 1], index=months)
    adjusted = X13SeasonalAdjustment(**ORDERS).fit_transform(series).seasonally_adjusted
    other = series - seasonal_decompose(series).seasonal
    return [adjusted.groupby(months.month).mean().round(1).tolist(), other.round(6).unique().tolist()]


january, july = adjust("2015-01-01"), adjust("2015-07-01")
print("x13-seasonal-adjustment", version("x13-seasonal-adjustment"), january, "from July", july[0])
assert january == [[82.1, 87.1, 112.1, 102.1, 97.1, 107.1] + [102.1] * 6, [100]] and set(july[0][:6]) == {97.9}
PY
