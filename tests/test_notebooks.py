"""Every notebook runs, shows what it showed before, and holds no logic; and the checks bite."""

import json
import re
from pathlib import Path

import pytest

from tests import processes

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]


def nbval(path, how, **given):
    """Check a notebook as nbval's users do; return how it ended, what it said, how many passed."""
    code, said = processes.check_notebook(path, how, **given)
    passed = re.search(r"(\d+) passed", said)
    return code, said, int(passed[1]) if passed else 0


def cells(path, kind="code"):
    return [c for c in json.loads(path.read_text("utf-8"))["cells"] if c["cell_type"] == kind]


def source(cell):
    return "".join(cell["source"])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_every_notebook_still_runs_and_shows_what_it_showed(path):
    code, said, passed = nbval(path, "--nbval")
    assert code == 0, said[-3000:]
    assert passed == len(cells(path))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_a_stored_notebook_has_the_outputs_that_the_check_compares_with(path):
    counts = [cell["execution_count"] for cell in cells(path)]
    assert counts == list(range(1, len(counts) + 1))
    shown = [o for cell in cells(path) for o in cell["outputs"]]
    assert len(shown) > 10
    assert not [o for o in shown if o["output_type"] in ("error", "stream")]


def planted(folder, changes):
    """Return a copy of the annual report with faults in it, and no cell after the last of them."""
    notebook = json.loads((ROOT / "notebooks/annual_export.ipynb").read_text("utf-8"))
    ids = [cell.get("id") for cell in notebook["cells"]]
    for name, change in changes.items():
        change(notebook["cells"][ids.index(name)])
    del notebook["cells"][max(map(ids.index, changes)) + 1 :]
    path = folder / "planted.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def wrong_number(cell):
    data = cell["outputs"][0]["data"]
    for kind in data:
        data[kind] = [line.replace("326.00", "326.01") for line in data[kind]]


def missing_chart(cell):
    cell["source"] = ["pass"]


def changed_chart(cell):
    cell["source"] = ["sez.pages.exports.draw_total(growth.tail(3), edition)"]


def raising_cell(cell):
    cell["source"] = ["1 / 0"]


FAULTS = {
    "total-table": wrong_number,
    "groups-chart": missing_chart,
    "total-chart": changed_chart,
}


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    path = planted(tmp_path_factory.mktemp("planted"), FAULTS)
    # what a new kernel shows is what is stored, but for the faults
    return cells(path), *nbval(path, "--nbval", new=True)


@pytest.mark.parametrize("name", list(FAULTS), ids=[fault.__name__ for fault in FAULTS.values()])
def test_the_strict_check_sees_a(name, checked):
    held, code, said, passed = checked
    assert code == 1
    number = [cell["id"] for cell in held].index(name)
    assert f"FAILED planted.ipynb::Cell {number} - " in said, said[-2000:]
    assert re.search(rf"\b{len(FAULTS)} failed", said)
    assert passed == len(held) - len(FAULTS)


def test_even_the_lax_check_sees_a_raising_cell(tmp_path):
    code, said, _ = nbval(planted(tmp_path, {"load": raising_cell}), "--nbval-lax")
    assert code == 1
    assert "ZeroDivisionError" in said


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
