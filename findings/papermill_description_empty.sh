#!/usr/bin/env bash
# papermill 2.7.0: an analyst's note in a comment, `# papermill_description=` with nothing behind it
# yet, stops the run before the cell runs, although the cell is no more than a comment and a sum.
# Guess: the progress bar shows an empty description, since the words are for the bar alone.
# Seen: IndexError: list index out of range, from the engine and not from the notebook; with one word
# behind it the same notebook runs. The description is looked for in any cell, comments included.
set -euo pipefail
cd "$(mktemp -d)"
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'papermill==2.7.0' 'ipykernel==7.4.0'
v/bin/python - <<'PY'
import nbformat
import papermill

print("papermill", papermill.__version__)


def outcome(source):
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    nb.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nb, "in.ipynb")
    try:
        papermill.execute_notebook("in.ipynb", "out.ipynb", progress_bar=True)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "runs"


empty, word = (outcome(f"1 + 1\n# papermill_description={text}") for text in ("", "sums"))
print(repr(empty), repr(word))
assert (empty, word) == ("IndexError: list index out of range", "runs")
PY
