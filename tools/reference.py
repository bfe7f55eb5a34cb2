"""Writes `docs/metrics.md`, every public name under the question that it answers, from docstrings.

A paragraph of a docstring that begins with `Edges:`, `Columns:` or `Source:` is set off, an example
is set as code, and all else stands as it is. `make docs` runs this.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from pathlib import Path
from typing import Any

import sezlib as sez
from sezlib import metrics

PAGE = Path(__file__).parent.parent / "docs" / "metrics.md"
HEAD = """\
# The public functions, by question

`make docs` writes this page from the docstrings. `import sezlib as sez` stands before every
example, and `help(sez)` has the table below.
"""


def page() -> str:
    """Return the whole page."""
    made = [HEAD, contents(), "## How every metric reads", body(metrics)]
    for question, rooms in sez.QUESTIONS.items():
        made.append(f"## {question}")
        made += [entry(name) for names in rooms.values() for name in names.split()]
    return "\n\n".join(part.strip() for part in made) + "\n"


def contents() -> str:
    """Return the table of questions, with a link to each name."""
    rows = ["| question | names |", "|---|---|"]
    for question, rooms in sez.QUESTIONS.items():
        names = " ".join(rooms.values()).split()
        rows.append(f"| {question} | {', '.join(f'[{n}](#{n.lower()})' for n in names)} |")
    return "\n".join(rows)


def entry(name: str) -> str:
    """Return what a public name is: how it is called, and its docstring."""
    value = getattr(sez, name)
    called = f"```python\n{signature(name, value)}\n```\n\n" if inspect.isfunction(value) else ""
    return f"### {name}\n\n{called}{body(value)}"


def signature(name: str, function: Any) -> str:
    """Return how a function is called, without the types.

    >>> print(signature("growth", sez.growth))
    sez.growth(flows, of="value", *, by=(), per="year", lag=1)
    """
    held = inspect.signature(function)
    bare = [p.replace(annotation=p.empty) for p in held.parameters.values()]
    shown = str(held.replace(parameters=bare, return_annotation=held.empty)).replace("'", '"')
    return textwrap.fill(f"sez.{name}{shown}", 96, subsequent_indent="    ", break_long_words=False)


def body(value: Any) -> str:
    """Return a docstring as Markdown."""
    paragraphs = (inspect.getdoc(value) or "").split("\n\n")
    return "\n\n".join(filter(None, map(paragraph, paragraphs)))


def paragraph(text: str) -> str:
    """Return a paragraph of a docstring as Markdown; what `sez` is has been said.

    >>> paragraph("Edges: a total of 0 has no shares.")
    '**Edges:** a total of 0 has no shares.'
    """
    if not text.startswith(">>>"):
        return re.sub(r"\A(Edges|Columns|Source|Raises):? ", r"**\1:** ", text)
    code = text.removeprefix(">>> import sezlib as sez").strip()
    return f"```python\n{code}\n```" if code else ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
