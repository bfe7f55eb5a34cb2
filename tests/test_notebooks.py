"""Every notebook runs, shows what it showed before, and holds no logic; and the checks bite."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]


def nbval(path, how):
    """Check a notebook in a pytest of its own, as nbval's users do."""
    command = [sys.executable, "-m", "pytest", how, str(path), "-q", "-p", "no:cacheprovider"]
    # of this project's settings only nbval's own are wanted, and nbval is off elsewhere
    command += ["-c", "/dev/null", "--rootdir", str(path.parent), "-W", "ignore"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=path.parent)
    passed = re.search(r"(\d+) passed", done.stdout)
    return done, int(passed[1]) if passed else 0


def cells(path, kind="code"):
    return [c for c in json.loads(path.read_text("utf-8"))["cells"] if c["cell_type"] == kind]


def source(cell):
    return "".join(cell["source"])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_every_notebook_still_runs_and_shows_what_it_showed(path):
    done, passed = nbval(path, "--nbval")
    assert done.returncode == 0, done.stdout[-3000:]
    assert passed == len(cells(path))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_a_stored_notebook_has_the_outputs_that_the_check_compares_with(path):
    counts = [cell["execution_count"] for cell in cells(path)]
    assert counts == list(range(1, len(counts) + 1))
    shown = [o for cell in cells(path) for o in cell["outputs"]]
    assert len(shown) > 10
    assert not [o for o in shown if o["output_type"] in ("error", "stream")]


def planted(tmp_path, change):
    """Return a copy of the annual report with one fault in it."""
    notebook = json.loads((ROOT / "notebooks/annual_export.ipynb").read_text("utf-8"))
    by_id = {cell.get("id"): cell for cell in notebook["cells"]}
    change(by_id)
    path = tmp_path / "planted.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def wrong_number(by_id):
    data = by_id["total-table"]["outputs"][0]["data"]
    for kind in data:
        data[kind] = [line.replace("326.00", "326.01") for line in data[kind]]


def missing_chart(by_id):
    by_id["total-chart"]["source"] = ["pass"]


def changed_chart(by_id):
    by_id["total-chart"]["source"] = ["sez.pages.exports.draw_total(growth.tail(3), edition)"]


def raising_cell(by_id):
    by_id["load"]["source"] = ["1 / 0"]


@pytest.mark.parametrize("change", [wrong_number, missing_chart, changed_chart])
def test_the_strict_check_sees_a(change, tmp_path):
    done, passed = nbval(planted(tmp_path, change), "--nbval")
    assert done.returncode == 1
    assert re.search(r"\b1 failed", done.stdout), done.stdout[-2000:]
    assert passed == len(cells(ROOT / "notebooks/annual_export.ipynb")) - 1


def test_even_the_lax_check_sees_a_raising_cell(tmp_path):
    done, _ = nbval(planted(tmp_path, raising_cell), "--nbval-lax")
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stdout


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_a_notebook_holds_no_logic(path):
    logic = r"^\s*(def|class|for|while|if|try|with)\b|\.groupby\(|\.merge\(|sys\.path|warnings"
    found = [source(c) for c in cells(path) if re.search(logic, source(c), re.M)]
    assert found == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_a_notebook_declares_its_parameters_and_explains_each(path):
    [cell] = [c for c in cells(path) if "parameters" in c["metadata"].get("tags", [])]
    lines = [line for line in source(cell).splitlines() if "=" in line]
    assert lines and all(re.search(r": .+ = .+  # \w", line) for line in lines)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_prose_in_a_notebook_has_no_number_that_could_go_stale(path):
    prose = "\n".join(source(c) for c in cells(path, "markdown"))
    prose = re.sub(r"`[^`]*`", "", prose)
    assert re.findall(r"\d{2,}", prose) == []
