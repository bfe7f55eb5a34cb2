#!/usr/bin/env bash
# sml-small 1.3.2, editing methods of the Office for National Statistics: a deficit is never mended.
# Guess: `totals_and_components` treats a balance of -100 with the parts -60 and -41 as it treats 100 with 60 and
# 41: one per cent off, and within the 10 per cent that are allowed, so that the parts are scaled to their total.
# Seen: the positive ones are scaled and marked C, the negative ones are left and marked M, for a person to look
# at. The limits are those of the sum without its sign, 90.9 to 111.1, and the total keeps its sign. A total that
# is right to the last digit passes with either sign.
# So give balances with their signs turned, or an absolute limit, which has no such rule.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'sml-small==1.3.2'
v/bin/python -W ignore - <<'PY' 2>/dev/null
import logging
from importlib.metadata import version

from sml_small.editing.totals_and_components.totals_and_components import totals_and_components

logging.disable(logging.CRITICAL)


def mend(total, *components, **limit):
    held = totals_and_components(
        "zone", total=total, predictive=total, components=list(components), amend_total=False, **limit
    )
    return held.tcc_marker, [round(float(part), 2) for part in held.final_components]


share, amount = {"percentage_difference_threshold": 0.1}, {"absolute_difference_threshold": 2}
plus, minus = mend(100, 60, 41, **share), mend(-100, -60, -41, **share)
right, by_amount = mend(-101, -60, -41, **share), mend(-100, -60, -41, **amount)
print("sml-small", version("sml-small"), plus, minus, "no difference:", right, "by amount:", by_amount)
assert plus == ("C", [59.41, 40.59]) and minus == ("M", [-60, -41])
assert right[0] == "N" and by_amount == ("C", [-59.41, -40.59])
PY
