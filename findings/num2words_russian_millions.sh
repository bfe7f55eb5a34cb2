#!/usr/bin/env bash
# num2words 0.5.14: whole millions and a fraction, in Russian.
# Guess: 2000000.5 is told as "два миллиона целых пять десятых", with "миллион" masculine as in 2000000.
# Seen: "две миллиона целых ...": the gender of "целая" goes to the word for millions.
# So an amount of millions with kopecks, spelled in words for a contract or a release, is ungrammatical.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'num2words==0.5.14'
v/bin/python - <<'PY'
from importlib.metadata import version

from num2words import num2words

print("num2words", version("num2words"))
spelled = {n: num2words(n, lang="ru") for n in (1_000_000, 1_000_000.5, 2_000_000, 2_000_000.5)}
for number, words in spelled.items():
    print(number, words)
assert [words.split()[0] for words in spelled.values()] == ["один", "одна", "два", "две"]
PY
