#!/usr/bin/env bash
# PuLP 3.3.2 with its own solver CBC: whole roubles in a programme of integers.
# Guess: the least whole x of at least 1234567890 is 1234567890; the status is Optimal.
# Seen: 1234567900, "Optimal". Answers come back from CBC in a file of eight digits, integers as well, so
# that parts no longer make up their total: two that must be equal and make 2469135780 miss it by 20.
# Through HiGHS the same PuLP gives every digit.
# So a proof that published figures agree needs another solver, and the answer is put into its conditions.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'pulp==3.3.2' 'highspy==1.16.0' 'numpy==2.4.6'
v/bin/python - <<'PY'
import pulp

print("PuLP", pulp.__version__)
TOTAL = 2_469_135_780


def solve(solver):
    programme = pulp.LpProblem("parts", pulp.LpMinimize)
    zone, rest = (pulp.LpVariable(name, 0, cat="Integer") for name in ("zone", "rest"))
    programme += zone
    programme += zone + rest == TOTAL
    programme += zone >= rest
    programme.solve(solver)
    return pulp.LpStatus[programme.status], zone.value(), rest.value(), programme.valid()


cbc, highs = solve(pulp.PULP_CBC_CMD(msg=False)), solve(pulp.HiGHS(msg=False))
print("CBC", cbc, "misses by", cbc[1] + cbc[2] - TOTAL, "HiGHS", highs)
assert cbc[:3] == ("Optimal", 1_234_567_900, 1_234_567_900) and not cbc[3]
assert highs == ("Optimal", TOTAL // 2, TOTAL // 2, True)
PY
