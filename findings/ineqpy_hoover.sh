#!/usr/bin/env bash
# IneqPy 0.4.1: hoover, "the portion of the total" that would have to be redistributed.
# Guess: 0 where four zones export the same, 0.2 of 10, 20, 30 and 40, and 0.75 where one exports everything.
# Seen: 1.5, 1.5 and 0, which stands for equality. Each amount is divided by their number before the mean of
# the undivided ones is taken off, so that n amounts above zero have (n - 1) / 2 whatever they are, and a
# hundred zones 49.5; amounts of zero are left out.
# So the index is computed by hand: half the sum of distances from the mean, by the total.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'ineqpy==0.4.1' 'pandas==3.1.1' 'numpy==2.4.6'
v/bin/python - <<'PY'
from importlib.metadata import version

import numpy as np
from ineqpy.inequality import hoover


def redistribute(amounts):
    return float(abs(amounts - amounts.mean()).sum() / 2 / amounts.sum())


print("IneqPy", version("ineqpy"))
cases = [([25, 25, 25, 25], 0, 1.5), ([10, 20, 30, 40], 0.2, 1.5), ([0, 0, 0, 100], 0.75, 0)]
for amounts, right, seen in [*cases, (range(101, 201), 0.083, 49.5)]:
    amounts = np.array(amounts, float)
    found = float(hoover(amounts))
    print(len(amounts), "amounts", amounts[:4], "hoover", found, "by hand", redistribute(amounts))
    assert round(found, 9) == seen and round(redistribute(amounts), 3) == right
PY
