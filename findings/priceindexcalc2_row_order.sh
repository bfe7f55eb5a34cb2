#!/usr/bin/env bash
# PriceIndexCalc2 0.8.0: price indices of two products whose rows stand in another order in one month.
# Guess: the price of a product is compared with its own, as the table names each row's product and month.
# Seen: prices are paired by the order of rows. Wheat went from 100 to 110 and turbines stayed at 5000; with
# February's two rows the other way round, Carli's index is 25.01 in place of 1.05, and Laspeyres' 8.35 in
# place of 1.02, without a word. Jevons' alone does not change. March, whose rows stand as January's, is right.
# So a table ranked by amount must be sorted by product before.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'pandas==3.1.1' 'scikit-learn==1.9.1' 'seaborn==0.13.2' \
  'statsmodels==0.15.0'
v/bin/pip install --quiet --disable-pip-version-check --no-deps 'priceindexcalc2==0.8.0'
v/bin/python -W ignore - <<'PY'
from importlib.metadata import version

import pandas as pd
from PriceIndexCalc.pandas_modules.index_methods import bilateral_methods

flows = pd.DataFrame({"month": ["2019-01"] * 2 + ["2019-02"] * 2 + ["2019-03"] * 2})
flows["id"] = ["wheat", "turbine"] * 3
flows["price"] = [100.0, 5000, 110, 5000, 121, 5000]
flows["quantity"] = [10.0, 1] * 3
turned = flows.iloc[[0, 1, 3, 2, 4, 5]]
print("PriceIndexCalc2", version("priceindexcalc2"))
expected = {"carli": [1.05, 25.011], "laspeyres": [1.0167, 8.3517], "jevons": [1.0488, 1.0488]}
for method, february in expected.items():
    found = [bilateral_methods(table, method=method)["index_value"].round(4).tolist() for table in (flows, turned)]
    print(method, *found)
    assert [index[1] for index in found] == february and found[0][::2] == found[1][::2]
PY
