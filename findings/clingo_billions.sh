#!/usr/bin/env bash
# clingo 5.8.3: whole amounts above 2,147,483,647 go round to others, in silence.
# Guess: three amounts of a billion add up to 3,000,000,000, or the sum is refused.
# Seen: -1294967296, as a fact typed in, as a product and as a sum; that the sum is above two billion holds,
# for it is added in 64 bits there. So count in thousands where hidden cells are sought by a logic program.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'clingo==5.8.3'
v/bin/python - <<'PY'
import clingo

AMOUNTS = "v(1, 1000000000). v(2, 1000000000). v(3, 1000000000). "


def solve(program):
    control, models = clingo.Control(), []
    control.add("base", [], program)
    control.ground([("base", [])])
    control.solve(on_model=lambda model: models.append(str(model)))
    return models


print("clingo", clingo.__version__)
typed = solve("total(3000000000).")
product = solve("total(1000000000 * 3).")
added = solve(AMOUNTS + "total(S) :- S = #sum { V, I : v(I, V) }. #show total/1.")
above = solve(AMOUNTS + "above :- #sum { V, I : v(I, V) } > 2000000000. #show above/0.")
print("typed", typed, "product", product, "added", added, "above two billion", above)
assert typed == product == added == ["total(-1294967296)"] and above == ["above"]
PY
