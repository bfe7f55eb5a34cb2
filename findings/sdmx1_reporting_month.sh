#!/usr/bin/env bash
# sdmx1 2.28.0 with pandas 3.1.1: SDMX writes a reporting month as 2019-M03, a third of a year as 2019-T2.
# Guess: to_pandas(datetime="TIME_PERIOD") knows its own standard, or refuses what it does not know.
# Seen: 2019-M03 becomes the third second of January and, as a monthly period, January; the second
# third of the year, May to August, becomes February. 2019-S1 and 2019-A1 are refused, 2019-Q2 is right.
# So monthly exports that an office codes by reporting month all fall into January, without a word.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'sdmx1==2.28.0' 'pandas==3.1.1'
v/bin/python - <<'PY'
from importlib.metadata import version

import sdmx
from sdmx.model import v21

print("sdmx1", version("sdmx1"), "pandas", version("pandas"))
structure = v21.DataStructureDefinition(id="EXPORTS")
structure.dimensions.append(v21.Dimension(id="GEO", order=1))
structure.dimensions.append(v21.TimeDimension(id="TIME_PERIOD", order=2))
structure.measures.append(v21.PrimaryMeasure(id="OBS_VALUE"))


def read(period, how):
    data = v21.GenericDataSet(structured_by=structure)
    key = structure.make_key(v21.Key, {"GEO": "KZ", "TIME_PERIOD": period})
    data.obs.append(v21.Observation(dimension=key, value=1.0, value_for=structure.measures[0]))
    return str(sdmx.to_pandas(data, datetime=how).index[0])


for period in ("2019-Q2", "2019-M03", "2019-M12", "2019-T2"):
    month = read(period, {"dim": "TIME_PERIOD", "freq": "M"})
    print(period, "->", read(period, "TIME_PERIOD"), "->", month)
assert read("2019-M03", "TIME_PERIOD") == "2019-01-01 00:00:03"
assert read("2019-M12", {"dim": "TIME_PERIOD", "freq": "M"}) == "2019-01"
assert read("2019-T2", {"dim": "TIME_PERIOD", "freq": "M"}) == "2019-02"
PY
