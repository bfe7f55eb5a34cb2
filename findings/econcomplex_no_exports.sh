#!/usr/bin/env bash
# econcomplex 1.0.1: a zone that exports nothing has a Herfindahl index of -0.5, and is the most diversified.
# Guess: such a zone has no shares, and so no concentration: a missing value, as its own ECI is; or 0 at least,
# for the index is normalized to [0, 1], as its documentation says.
# Seen: -0.5 with three products, and -1 / (n - 1) with n, below the 0 of a zone that exports as much of each.
# Absent shares are taken for 0, and the sum of their squares is normalized like any other. The complexity index
# of the same zone is a missing value. Drop rows without exports before.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'econcomplex==1.0.1' 'pandas==2.2.3' 'numpy==1.26.4'
v/bin/python - <<'PY'
from importlib.metadata import version

import econcomplex
import pandas as pd

exports = pd.DataFrame([[10, 0, 0], [5, 5, 5], [0, 0, 0]], index=["one", "even", "none"], columns=list("xyz"))
index = econcomplex.herfindahl(exports).round(6).to_dict()
plain = econcomplex.herfindahl(exports, normalize=False).round(6).to_dict()
complexity = econcomplex.eci_pci(pd.concat([exports, exports.loc[["even"]].rename({"even": "other"}) * [0, 1, 2]]))[0]
print("econcomplex", version("econcomplex"), index, "not normalized", plain, "ECI", complexity.to_dict())
assert index == {"one": 1, "even": 0, "none": -0.5} and plain["none"] == 0 and pd.isna(complexity["none"])
PY
