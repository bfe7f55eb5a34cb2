#!/usr/bin/env bash
# highspy 1.16.0: what is printed by a program that solves in silence.
# Guess: nothing, after silent() or with output_flag at false, as in 1.15.1.
# Seen: two lines with the version and the licence, once in a process, when the first Highs object is made:
# before any option can be set on it. They go past sys.stdout, so that contextlib.redirect_stdout does not
# catch them; 1.15.1 printed them at the first solution, where both options silence them.
# So a table or JSON on standard output begins with them: descriptor 1 is turned away while Highs is made.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv 1.15.1
1.15.1/bin/pip install --quiet --disable-pip-version-check 'highspy==1.15.1' 'numpy==2.4.6'
"${PYTHON:-python3}" -m venv 1.16.0
1.16.0/bin/pip install --quiet --disable-pip-version-check 'highspy==1.16.0' 'numpy==2.4.6'
cat > solve.py <<'PY'
import contextlib
import io
import json

import highspy

with contextlib.redirect_stdout(io.StringIO()):
    for _ in range(2):
        model = highspy.Highs()
        model.silent()
        model.setOptionValue("output_flag", False)
        x = model.addVariable(lb=0, ub=5)
        model.maximize(x)
print(json.dumps({"most": model.val(x)}))
PY
for version in 1.15.1 1.16.0; do
  "$version/bin/python" solve.py > "$version.json"
  echo "highspy $version"; cat "$version.json"
done
test "$(cat 1.15.1.json)" = '{"most": 5.0}'
test "$(grep -c . 1.16.0.json)" -eq 3
test "$(grep -c '^Running HiGHS 1.16.0' 1.16.0.json)" -eq 1
