"""Notebooks as they are stored: where they are, what they ask, which parameters they have.

A notebook is read here and not run, without nbformat, which takes longer to import than all
notebooks take to read.
"""

from __future__ import annotations

import ast
import io
import itertools
import json
import re
import tokenize
from pathlib import Path
from typing import Any, NamedTuple

from sezlib.flows import FlowsError, listed, near, short
from sezlib.texts import PROJECT

HOME = PROJECT / "notebooks"
TAG = "parameters"
FENCED = re.compile(r"^ {0,3}(```+|~~~+).*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(?: {0,3}#{1,6}[ \t]+(.*)|(\S.*)\n=+[ \t]*)$", re.MULTILINE)
WORDS = {
    str: "a text",
    int: "a whole number",
    float: "a number with a decimal point",
    bool: "true or false",
}


class Parameter(NamedTuple):
    """A parameter as the notebook declares it."""

    name: str
    kind: type
    default: Any
    choices: tuple[Any, ...] = ()
    meaning: str = ""

    @property
    def usage(self) -> str:
        """Return it with its default, as it would be typed."""
        default = str(self.default).lower() if self.kind is bool else self.default
        return self.name if default is None else short(f"{self.name}={default}", 80)

    @property
    def allowed(self) -> str:
        """Return which values it may have; empty for any text."""
        kind = "" if self.kind is str else WORDS.get(self.kind, "")
        return " or ".join(map(str, self.choices)) or kind


def locate(notebook: str) -> Path:
    """Return the path of a notebook: a path as it is, or a name of one in `notebooks/`."""
    path = Path(notebook)
    for found in (path, HOME / f"{path.name}", HOME / f"{path.name}.ipynb"):
        if found.is_file():
            return found
    names = sorted(p.stem for p in HOME.glob("*.ipynb"))
    raise FlowsError(
        f"no notebook {notebook!r}{near(path.stem, names)}; the notebooks are {listed(names)}"
    )


def describe(notebook: str) -> tuple[str, str, dict[str, Parameter]]:
    """Return the name of a notebook, its title and its parameters."""
    path = locate(notebook)
    stored = read(path.read_bytes(), path.name)
    return path.stem, heading(stored["cells"]), declared(stored)


def read(source: bytes, name: str) -> Any:
    """Return a notebook in the form of nbformat's version 4, every source of it one text."""
    try:
        notebook = json.loads(source.decode("utf-8"))
        if notebook["nbformat"] < 4:
            import nbformat

            notebook = nbformat.reads(source.decode("utf-8"), as_version=4)
        for cell in notebook["cells"]:
            about = cell.get("metadata") or {}
            cell["metadata"] = {**about, "tags": [*(about.get("tags") or ())]}
            cell |= {"cell_type": cell["cell_type"], "source": "".join(cell["source"])}
    except json.JSONDecodeError as error:
        raise FlowsError(f"{name}: not a notebook: {error}") from None
    except Exception:
        raise FlowsError(f"{name}: not a notebook: no cells as nbformat has them") from None
    return notebook


def heading(cells: list[Any], *, last: bool = False) -> str:
    """Return the first heading of cells, or the last one; empty where there is none."""
    for cell in reversed(cells) if last else cells:
        if cell["cell_type"] == "markdown":
            pairs = HEADING.findall(FENCED.sub("", cell["source"]))
            found = [re.sub(r"(^|\s)#+$", "", "".join(pair).strip()).strip() for pair in pairs]
            if any(found):
                return [text for text in found if text][-1 if last else 0]
    return ""


def declared(notebook: Any) -> dict[str, Parameter]:
    """Return the parameters that a notebook declares in its cell tagged `parameters`.

    `name: str = "x"` declares a text, `name: Literal["en", "ru"] = "en"` one of a few; without an
    annotation the default tells the kind. A comment beside it, or else above it, is its meaning.
    The cell is read, not executed.
    """
    cells = [c for c in notebook["cells"] if TAG in (c["metadata"].get("tags") or [])]
    if not cells:
        raise FlowsError(f"the notebook has no cell tagged {TAG!r}")
    try:
        return _read(cells[0]["source"])
    except (SyntaxError, ValueError, tokenize.TokenError) as error:
        raise FlowsError(
            f"the cell tagged {TAG!r} is not made of plain names and values: {error}"
        ) from None


def _read(source: str) -> dict[str, Parameter]:
    found, body = {}, ast.parse(source).body
    lines = io.StringIO(source, newline=None)
    tokens = [t for t in tokenize.generate_tokens(lines.readline) if t.type == tokenize.COMMENT]
    comments = {t.start[0]: t.string.strip("# \t") for t in tokens}
    alone = {t.start[0] for t in tokens if t.line.lstrip().startswith("#")}
    for line in body:
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            name, note, value = line.target.id, line.annotation, line.value
        elif isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            name, note, value = line.targets[0].id, None, line.value
        else:
            continue
        default = ast.literal_eval(value) if value else None
        above = itertools.takewhile(alone.__contains__, range(line.lineno - 1, 0, -1))
        told = [line.end_lineno] if line.end_lineno in comments else sorted(above)
        kind, choices = _kind(note, default)
        meaning = " ".join(comments[at] for at in told if at)
        found[name] = Parameter(name, kind, default, choices, meaning)
    return found


def _kind(note: ast.expr | None, default: Any) -> tuple[type, tuple[Any, ...]]:
    kinds = {"str": str, "int": int, "float": float, "bool": bool}
    if isinstance(note, ast.Name) and note.id in kinds:
        return kinds[note.id], ()
    if isinstance(note, ast.Subscript) and ast.unparse(note.value).endswith("Literal"):
        choices = ast.literal_eval(note.slice)
        choices = choices if isinstance(choices, tuple) else (choices,)
        return type(choices[0]), choices
    return str if default is None else type(default), ()
