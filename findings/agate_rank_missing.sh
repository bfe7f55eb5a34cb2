#!/usr/bin/env bash
# agate 1.14.2: in a ranking from the largest down, a zone without an amount is the first.
# Guess: `Rank("exports", reverse=True)` leaves it without a rank, or puts it last.
# Seen: missing amounts sort behind the largest, so that a reversed ranking begins with them, and the
# true first zone is told to be second; sums and means leave them out. Filter them before.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'agate==1.14.2'
v/bin/python - <<'PY'
from importlib import metadata

import agate

rows = [("Alpha", 30), ("Beta", None), ("Gamma", 20)]
table = agate.Table(rows, ["zone", "exports"])
ranked = table.compute([("place", agate.Rank("exports", reverse=True))])
places = {row["zone"]: int(row["place"]) for row in ranked.rows}
print("agate", metadata.version("agate"), places, table.aggregate(agate.Mean("exports")))
assert places == {"Beta": 1, "Alpha": 2, "Gamma": 3}
assert table.aggregate(agate.Mean("exports")) == 25
PY
