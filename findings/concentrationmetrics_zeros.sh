#!/usr/bin/env bash
# concentrationMetrics 0.6.0: Theil's index where one zone of four exports everything.
# Guess: the logarithm of 4, the most that four zones can have, as zero times its logarithm is taken for zero.
# Seen: 0, perfect equality: zones without exports are left out of the logarithms and of the number of zones
# too. With one rouble each in place of nothing it is 1.386. The Gini, Hoover and Herfindahl-Hirschman
# indices of the same package count the empty zones; Atkinson's at epsilon 1 does not, and is 0 as well.
# So Theil's index of two years is compared after log(all zones / exporting zones) was added to each.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'concentrationMetrics==0.6.0' 'pandas==3.1.1' \
  'numpy==2.4.6' 'inequality==1.1.2'
v/bin/python - <<'PY'
from importlib.metadata import version
from math import log

import numpy as np
from concentrationMetrics import Index
from inequality.theil import Theil

print("concentrationMetrics", version("concentrationMetrics"))
index, found = Index(), {}
for least in (0, 1):
    exports = np.array([least, least, least, 10**12])
    found[least] = [round(float(value), 6) for value in (
        index.theil(exports), index.atkinson(exports, 1), index.gini(exports), index.hoover(exports))]
    print(exports, "Theil, Atkinson, Gini, Hoover", found[least], "PySAL's Theil", Theil(exports.astype(float)).T)
    assert abs(Theil(exports.astype(float)).T - log(4)) < 1e-9
assert found[0] == [0, 0, 0.75, 0.75]
assert found[1] == [round(log(4), 6), 1, 0.75, 0.75]
PY
