#!/usr/bin/env bash
# OR-Tools 9.15.6755: a total of 123456789.50 roubles has two parts, one of them of 100 million or more.
# Guess: a solver of linear programmes finds the most for the other, 23456789.50, or tells that it failed.
# Seen: PDLP calls it infeasible, as if the figures contradicted each other; a total of 100.50 and 60 it
# solves. Of 1234567890.12 and 1234567890 GLOP says abnormal, and CP-SAT, through the same door, that the
# optimum is 0 where it is 0.12. CLP finds all three; the terms have no coefficients but ones.
# So "infeasible" is taken for a contradiction of figures only after exact arithmetic has found it too.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'ortools==9.15.6755'
v/bin/python - <<'PY' 2>/dev/null
from fractions import Fraction
from importlib.metadata import version

from ortools.linear_solver import pywraplp

STATUS = {0: "optimal", 2: "infeasible", 4: "abnormal"}
print("ortools", version("ortools"))


def solve(name, total, least):
    solver = pywraplp.Solver.CreateSolver(name)
    rest, zone = (solver.NumVar(0, 1e12, name) for name in ("rest", "zone"))
    solver.Add(rest + zone == float(total))
    solver.Add(zone >= float(least))
    solver.Maximize(rest)
    return STATUS[solver.Solve()], round(rest.solution_value(), 2)


found = {}
for total, least in (("100.5", "60"), ("123456789.5", "100000000"), ("1234567890.12", "1234567890")):
    found[total] = [solve(name, total, least) for name in ("PDLP", "GLOP", "SAT", "CLP")]
    print(total, "at least", least, "rest", Fraction(total) - Fraction(least), found[total])
assert found["100.5"] == [("optimal", 40.5)] * 4
assert found["123456789.5"] == [("infeasible", 0), *[("optimal", 23456789.5)] * 3]
assert found["1234567890.12"] == [("infeasible", 0), ("abnormal", 0), ("optimal", 0), ("optimal", 0.12)]
PY
