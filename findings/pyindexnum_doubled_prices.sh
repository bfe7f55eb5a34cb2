#!/usr/bin/env bash
# pyindexnum 0.1.0: price indices of months in which every price doubles. It is what `pip install pyindexnum`
# takes beside numpy 2, without a word, as later versions ask for numpy 1.
# Guess: 2 in the second month and 4 in the third, whatever the index: every textbook's first test.
# Seen: Fisher's is 2, but Törnqvist's and Walsh's are 1.414, and GEKS-Fisher's are 0.707 and 1, no change
# since the first month, as it takes each pair of months in the order of time. 0.4.0 gives 2 and 4.
# So an index is tried with prices that all double first, and the version that pip took is looked at.
set -euo pipefail
cd "$(mktemp -d)"
for name in beside_numpy_2 newest; do "${PYTHON:-python3}" -m venv "$name"; done
beside_numpy_2/bin/pip install --quiet --disable-pip-version-check pyindexnum 'numpy==2.4.6' 'polars==2.1.0' \
  'scipy==1.17.1'
newest/bin/pip install --quiet --disable-pip-version-check 'pyindexnum==0.4.0' 'numpy==1.26.4' 'polars==2.1.0'
cat > double.py <<'PY'
import sys
from datetime import date
from importlib.metadata import version

import polars as pl
import pyindexnum as pin

flows = pl.DataFrame({"product_id": ["wheat", "turbine"] * 3})
flows = flows.with_columns(
    period=pl.Series([date(2019, month, 1) for month in (1, 1, 2, 2, 3, 3)]),
    aggregated_price=pl.Series([100.0, 5000, 200, 10000, 400, 20000]),
    aggregated_quantity=pl.Series([10.0, 1, 12, 2, 11, 3]),
)
old = version("pyindexnum") == "0.1.0"
names = {"period": "date", "aggregated_price": "price", "aggregated_quantity": "quantity"} if old else {}
pair = flows[:4].rename(names)
found = [round(index(pair), 3) for index in (pin.fisher, pin.tornqvist, pin.walsh)]
found += pin.geks_fisher(flows)["index_value"].round(3).to_list()
print("pyindexnum", version("pyindexnum"), "Fisher, Törnqvist, Walsh, GEKS-Fisher", found)
assert old == (sys.argv[1] == "beside_numpy_2")
assert found == ([2, 1.414, 1.414, 1, 0.707, 1] if old else [2, 2, 2, 1, 2, 4])
PY
for name in beside_numpy_2 newest; do "$name/bin/python" double.py "$name"; done
