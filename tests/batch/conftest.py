"""Plans of notebooks of a few lines, carried out by the command as a scheduler would."""

import json
from pathlib import Path

import nbformat
import pytest

from tests import processes


class Place:
    """A folder with notebooks and plans."""

    def __init__(self, root: Path):
        self.root, self.reports = root, root / "reports"

    def notebook(self, *cells, parameters='name: str = "x"\n', name="little"):
        made = [nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})]
        made += [nbformat.v4.new_code_cell(cell) for cell in cells]
        for number, cell in enumerate(made):
            # the same bytes every time
            cell.id = f"cell-{number}"
        path = self.root / f"{name}.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=made), path)
        return path

    def plan(self, text):
        path = self.root / "plan.toml"
        path.write_text(text, encoding="utf-8")
        return path

    def start(self, *arguments, **how):
        return processes.sez("batch", self.root / "plan.toml", *arguments, **how)

    def run(self, *arguments, code=0, **how):
        run = self.start(*arguments, **how)
        out, err = run.communicate(timeout=300)
        assert run.returncode == code, (run.returncode, out, err)
        assert "Traceback" not in err
        return out.splitlines() if code in (0, 1, 3, 4, 6) else out.splitlines() or err

    def manifest(self, name):
        return json.loads((self.reports / name / "manifest.json").read_text())

    def history(self):
        lines = (self.reports / "runs.jsonl").read_text().splitlines()
        return [json.loads(line) for line in lines]


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path)
