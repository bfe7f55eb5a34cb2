"""Notebooks of a few lines."""

import nbformat
import pytest


@pytest.fixture
def notebook(tmp_path):
    def written(*cells, parameters='name: str = "x"\n', name="little.ipynb"):
        made = [nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})]
        made += [nbformat.v4.new_code_cell(cell) for cell in cells]
        path = tmp_path / name
        nbformat.write(nbformat.v4.new_notebook(cells=made), path)
        return str(path)

    return written
