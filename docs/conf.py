"""The site of the documentation: `make docs` builds it, in English and (tag `ru`) in Russian.

The source is the whole project, so that the pages are those that are read in it.
"""

from __future__ import annotations

from typing import Any

tags: Any  # Sphinx puts it there
russian = tags.has("ru")  # noqa: F821

project, author, copyright = "sezlib", "sezlib", "sezlib"
language = "ru" if russian else "en"
root_doc = "docs/ru/index" if russian else "docs/index"
extensions = ["myst_parser"]
include_patterns = [
    *("README*.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/**.md", "data/**.md"),
    *("benchmarks/*.md", "findings/README.md", "build/gallery/*.md"),
]
myst_heading_anchors = 4
# READMEs of folders are reached by links, and CSV has no colours
suppress_warnings = ["toc.not_included", "misc.highlighting_failure"]

html_theme = "furo"
html_title = "sezlib"
html_show_copyright = False
html_copy_source = False
other = ("../../../en/docs/index.html", "In English") if russian else (
    "../../ru/docs/ru/index.html", "По-русски",
)  # fmt: skip
html_theme_options = {"announcement": f'<a href="{other[0]}">{other[1]}</a>'}
