#!/usr/bin/env bash
# economic-complexity 0.3.0: complexity(iterations=20), the "limit of recursive calculations".
# Guess: more steps come closer to a limit, which is the second eigenvector; 21 differ little from 20.
# Seen: one step more, or less, turns the ranking upside down: the most complex economy becomes the least,
# as odd steps average the ubiquity of products and even ones the diversity of economies. 200 steps leave
# rounding errors: six economies that are all different had one and the same index, -0.913.
# So the eigenvector is computed, and its sign set by the number of products of each economy.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'economic-complexity==0.3.0' 'pandas==3.1.1' \
  'numpy==2.4.6'
v/bin/python - <<'PY'
from importlib.metadata import version

import numpy as np
import pandas as pd
from economic_complexity import complexity

economies = [f"{products} products" for products in range(6, 0, -1)]
advantages = pd.DataFrame(np.tril(np.ones((6, 6)))[::-1], index=economies, columns=list("ABCDEF"))
found = {steps: complexity(advantages, iterations=steps)[0] for steps in (18, 19, 20, 21, 200)}

diversity, ubiquity = advantages.sum(axis=1).to_numpy(), advantages.sum(axis=0).to_numpy()
shared = (advantages / ubiquity).to_numpy() @ advantages.to_numpy().T / diversity[:, None]
values, vectors = np.linalg.eig(shared)
second = pd.Series(vectors[:, values.argsort()[-2]].real, economies)
second *= np.sign(np.corrcoef(second, diversity)[0, 1])
exact = (second - second.mean()) / second.std()

print("economic-complexity", version("economic-complexity"))
print(pd.DataFrame(found).assign(eigenvector=exact).round(3))
for steps, sign in ((18, 1), (19, -1), (20, 1), (21, -1)):
    assert np.allclose(found[steps], sign * exact, atol=1e-3)
assert not np.allclose(found[200].abs(), exact.abs(), atol=0.1)
PY
