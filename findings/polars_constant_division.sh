#!/usr/bin/env bash
# polars 2.1.0, exports told as multiples of those of a base year: a column divided by one number.
# Guess: each quotient is the nearest double, as in Python and pandas: the base year's own is 1.0.
# Seen: an eager frame multiplies by the reciprocal. 49 / 49 is 0.9999999999999999, as is the base year's own for one of
# twelve amounts up to a thousand, and so it is by a column that was made of one number. By one that was read it is 1.0,
# and so it is lazily. So divide lazily where a quotient is compared with 1 or has to be told again the same.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'polars==2.1.0'
v/bin/python - <<'PY'
import polars as pl

exports = pl.DataFrame({"exports": [49.0, 98.0]})
index = {
    "eager": exports.select(pl.col("exports") / 49.0),
    "by a column made": exports.with_columns(base=49.0).select(pl.col("exports") / pl.col("base")),
    "lazy": exports.lazy().select(pl.col("exports") / 49.0).collect(),
}
told = {way: frame["exports"].to_list() for way, frame in index.items()}
own = [pl.DataFrame({"a": [float(n)] * 2}).select(pl.col("a") / float(n)).item(0, 0) for n in range(1, 1000)]
off = sum(one != 1.0 for one in own)
print("polars", pl.__version__, told, "bases that are not 1:", off, "of", len(own))
assert told["eager"] == told["by a column made"] == [0.9999999999999999, 1.9999999999999998]
assert told["lazy"] == [1.0, 2.0] and off == 82
assert not any(n / n != 1.0 for n in range(1, 1000))
PY
