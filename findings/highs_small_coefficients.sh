#!/usr/bin/env bash
# SciPy 1.17.1, linprog and milp (HiGHS): a limit in billions on an amount in roubles is not seen.
# Guess: to maximize x, where 0 <= x <= 1e12 and 1e-9 x <= 5, gives 5e9; numbers of such sizes are usual.
# Seen: success, "Optimal" and x = 1e12: a coefficient of 1e-9 or less is dropped without a word, and
# the slack is told as 5, as if the row were empty, where it is -995. With 1.0001e-9 the limit holds.
# So bounds on an unpublished figure, or a proof that figures agree, may come from another programme.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'scipy==1.17.1' 'numpy==2.4.6'
v/bin/python -W error - <<'PY'
import scipy
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

print("scipy", scipy.__version__)


def maximize(coefficient):
    found = linprog([-1], A_ub=[[coefficient]], b_ub=[5], bounds=(0, 1e12))
    whole = milp([-1], constraints=LinearConstraint([[coefficient]], ub=5), bounds=Bounds(0, 1e12))
    print(coefficient, found.message, found.x, "slack", found.slack, "milp", whole.x)
    assert found.success and whole.success
    return float(found.x[0]), float(found.slack[0]), float(whole.x[0])


assert maximize(1e-9) == (1e12, 5, 1e12)
most, slack, whole = maximize(1.0001e-9)
assert abs(most - 4.9995e9) < 1e5 and abs(slack) < 1e-6 and abs(whole - most) < 1
PY
