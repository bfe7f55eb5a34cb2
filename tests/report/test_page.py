"""The page that is made of an executed notebook."""

import re

import nbformat
import pytest

from sezlib.report import outputs


def shown(text, *tags):
    output = nbformat.v4.new_output("display_data", {"text/html": f"<p>{text}</p>"})
    return nbformat.v4.new_code_cell("", outputs=[output], metadata={"tags": list(tags)})


NOTHING = nbformat.v4.new_code_cell("x = 1")


def paragraphs(*cells):
    nb = nbformat.v4.new_notebook(cells=list(cells))
    page = outputs.page(nb, [])
    assert nb.cells == list(cells)
    return re.findall(r"<p>(\w+)</p>", page)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        ([NOTHING, shown("title"), shown("one"), shown("points", "top")], "title points one"),
        ([shown("a", "top"), shown("title"), shown("b", "top")], "a b title"),
        ([shown("note", "analyst"), shown("title"), shown("one"), shown("two", "top")],
         "title two one"),
        ([shown("title"), shown("one"), shown("two")], "title one two"),
        ([NOTHING], ""),
    ],
)  # fmt: skip
def test_what_is_tagged_top_stands_behind_what_is_shown_first(cells, order):
    assert paragraphs(*cells) == order.split()
