#!/usr/bin/env bash
# seaborn 0.13.2 with matplotlib 3.11.2 and pandas 3.1.1: bars of sums on a logarithmic axis.
# Guess: barplot(estimator="sum", log_scale=True) draws the sums; the manual says that it sets the axis.
# Seen: bars of products. Sums are taken of the logarithms, so that 100 and 1000 are drawn as 100000,
# three sales of 10 as 1000, and a mean is the geometric one. So it is, too, if the axis was made
# logarithmic before; made so after, the same bars are 1100 and 30.
# So a chart of exports by destination, of very different sizes, shows no amount that was sold.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'seaborn==0.13.2' 'matplotlib==3.11.2' 'pandas==3.1.1'
MPLBACKEND=agg v/bin/python - <<'PY'
import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns

flows = pd.DataFrame({"to": ["CHN"] * 2 + ["KGZ"] * 3, "value": [100.0, 1000.0, 10.0, 10.0, 10.0]})


def draw(before="linear", after=None, **named):
    axes = plt.subplots()[1]
    axes.set_yscale(before)
    sns.barplot(flows, x="to", y="value", estimator="sum", errorbar=None, ax=axes, **named)
    axes.set_yscale(after or axes.get_yscale())
    return [round(float(bar.get_height()), 6) for bar in axes.patches]


found = {"after": draw(after="log"), "before": draw("log"), "log_scale": draw(log_scale=True)}
print("seaborn", sns.__version__, found)
assert found == {"after": [1100, 30], "before": [100_000, 1000], "log_scale": [100_000, 1000]}
PY
