#!/usr/bin/env bash
# countryguess 0.4.9: names of groups of countries, as stand in tables of destinations.
# Guess: none is a country: guess_country returns nothing, as for "North America", "Latin America" or "Africa".
# Seen: "South America" and "South Asia" are South Africa, and so is the Southern African Customs Union;
# "Indian subcontinent" is India. The pattern for South Africa asks for south, and an a some way behind it.
# So subtotals of a table are added to a country. Groups are taken out by name before names are guessed,
# and a guess is held against the exact names.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'countryguess==0.4.9'
v/bin/python - <<'PY'
from importlib.metadata import version

from countryguess import guess_country

print("countryguess", version("countryguess"))
groups = ["South America", "South Asia", "Southern African Customs Union", "Indian subcontinent"]
others = ["North America", "Latin America", "Africa", "Asia", "West Africa", "Eastern Europe", "World"]
found = {name: guess_country(name, attribute="iso2") for name in [*groups, *others, "South Africa", "India"]}
print(*found.items(), sep="\n")
assert [found[name] for name in groups] == ["ZA", "ZA", "ZA", "IN"]
assert not any(found[name] for name in others)
assert found["South Africa"] == "ZA" and found["India"] == "IN"
PY
