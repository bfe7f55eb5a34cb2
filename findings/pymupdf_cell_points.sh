#!/usr/bin/env bash
# PyMuPDF 2.0: amounts in the cells of a drawn table on a page that PyMuPDF wrote itself.
# Guess: `extract()` of a table gives a cell as it stands: 1.5 as "1.5", and -89 as "-89".
# Seen: marks less high than digits go on a line of their own: 1.5 is "15" with a point below it, -89 is "89"
# with a minus. The text of the page and to_markdown() of the table are whole, as extract() of 1.28.2 was. Where
# blanks are stripped, or the first line of a cell is taken, 1.5 becomes 15, and a loss a gain.
# So tables are taken by to_markdown(), or by extract(y_tolerance=10).
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
"${PYTHON:-python3}" -m venv v
v/bin/pip install --quiet --disable-pip-version-check 'pymupdf==2.0' 'pymupdf4llm==2.0' 'pymupdf_layout==2.0'
v/bin/python - <<'PY'
import pymupdf

amounts = ["1.5", "-89", "1234", "-0.25"]
page = pymupdf.open().new_page()
for row, line in enumerate([["Zone", "2019"], *zip("ABCD", amounts)]):
    for column, text in enumerate(line):
        cell = pymupdf.Rect(0, 0, 60, 20) + (50 + 60 * column, 50 + 20 * row) * 2
        page.draw_rect(cell)
        page.insert_text(cell.tl + (5, 14), text, fontsize=10)
table = page.find_tables().tables[0]


def cells(**options):
    return [row[-1] for row in table.extract(**options)[1:]]


print("pymupdf", pymupdf.__version__, "expected", amounts, "extracted", cells())
print(page.get_text().split(), table.to_markdown(), cells(y_tolerance=10), sep="\n")
assert cells() == ["15\n.", "89\n-", "1234", "025\n- ."]
assert cells(y_tolerance=10) == amounts
assert page.get_text().split()[3::2] == amounts and all(f"|{a}|" in table.to_markdown() for a in amounts)
PY
