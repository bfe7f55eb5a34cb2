"""Writes the gallery: every chart of the notebooks on the sample, with the line that draws it.

`python -m tools.gallery FOLDER` makes the reports in both languages, and writes `en.md`, `ru.md`
and their pictures there. `make docs` runs this.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from sezlib.report import report

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
# what has charts, and an edition in either language
NAMES = sorted(
    path.stem
    for path in NOTEBOOKS.glob("*.ipynb")
    if "draw_" in (text := path.read_text("utf-8")) and "language: Literal" in text
)
HEAD = {
    "en": "# Gallery\n\nEvery chart of the notebooks on the sample, which is synthetic, with the "
    "line that draws it.\nThe tables that it is given are made in the cells above it.",
    "ru": "# Галерея\n\nКаждый график блокнотов на примере, который вымышлен, и строка, которая "
    "его рисует.\nТаблицы для неё получены в ячейках выше.",
}


def charts(notebook: Any) -> Iterator[tuple[str, str, bytes]]:
    """Yield each chart of an executed notebook: the line that draws it, what it shows, the picture.

    >>> cell = nbformat.v4.new_code_cell("sez.pages.exports.draw_total(growth, edition)")
    >>> cell.outputs = [nbformat.v4.new_output("display_data", {"image/png": "aGk="})]
    >>> list(charts(nbformat.v4.new_notebook(cells=[cell])))
    [('sez.pages.exports.draw_total(growth, edition)', '', b'hi')]
    """
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if picture := output.get("data", {}).get("image/png"):
                alt = output.metadata.get("image/png", {}).get("alt", "")
                lines = [
                    line for line in cell.source.split("\n") if "draw_" in line or "plot(" in line
                ]
                yield "\n".join(lines), alt, base64.b64decode(picture)


def write_gallery(folder: Path, language: str) -> None:
    """Write the gallery in a language: a page, and a picture for each chart."""
    told = [HEAD[language]]
    for name in NAMES:
        made = report(name, {"language": language}, folder / "reports" / f"{name}-{language}")
        shown = list(charts(nbformat.read(made / "report.ipynb", 4)))
        told += [f"## {name}"] if shown else []
        for number, (line, alt, picture) in enumerate(shown, 1):
            path = folder / f"{name}-{number}-{language}.png"
            path.write_bytes(picture)
            # what an alternative text may not hold in Markdown
            alt = alt.translate(str.maketrans("[]", "()")).replace("\n", " ")
            told.append(f"```python\n{line}\n```\n\n![{alt}]({path.name})")
    (folder / f"{language}.md").write_text("\n\n".join(told) + "\n", encoding="utf-8")


if __name__ == "__main__":
    built = Path(sys.argv[1])
    built.mkdir(parents=True, exist_ok=True)
    for language in HEAD:
        write_gallery(built, language)
