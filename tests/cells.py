"""Pages made in this process: the code cells of a notebook, without a kernel and without charts."""

from __future__ import annotations

import ast
import functools
import json
from pathlib import Path
from typing import Any

from sezlib import trace

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
DRAWN = (".draw_", "sez.show")


@functools.cache
def code_of(name: str) -> list[Any]:
    """Return the code cells of a notebook, compiled, the parameters first."""
    cells = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    trees = [ast.parse(s) for s in sources]
    for tree in trees:
        tree.body = [n for n in tree.body if not any(d in called(n) for d in DRAWN)]
    return [compile(tree, name, "exec") for tree in trees]


def called(node: ast.stmt) -> str:
    """Return what a statement calls where it does nothing else."""
    alone = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    return ast.unparse(node.value.func) if alone else ""


def make_page(name: str, monkeypatch: Any, folder: Path, **parameters: Any) -> dict[str, Any]:
    """Return what a page states: its notes by kind, and the tables that its cells made."""
    run = folder / name
    run.mkdir(parents=True)
    made: dict[str, Any] = {}
    parameters_cell, *cells = code_of(name)
    with monkeypatch.context() as patched:
        patched.setenv(trace.VARIABLE, str(run))
        exec(parameters_cell, made)
        made |= parameters
        for cell in cells:
            exec(cell, made)
    notes = trace.notes(run)
    return {"cells": made, "notes": notes}


def text(page: dict[str, Any]) -> str:
    """Return all headings and sentences of a page, with plain spaces."""
    said = [n["text"] for n in page["notes"] if n["kind"] == "heading"]
    told = "\n".join([*said, *(s for n in page["notes"] if n["kind"] == "passage"
                               for s in n["sentences"])])  # fmt: skip
    return told.replace("\u00a0", " ")


def figures(page: dict[str, Any]) -> dict[tuple[str, str], Any]:
    """Return the figures of a page by name and by which of several they are."""
    return {
        (n["id"], json.dumps(n["where"], sort_keys=True)): n["value"]
        for n in page["notes"]
        if n["kind"] == "figure"
    }
