"""CSV files that are texts in any spreadsheet, whichever sign it separates cells by."""

import csv
import itertools

import pytest

from sezlib.flows import FlowsError
from sezlib.texts import excel_cell, neutralise, write_csv, write_whole

SIGNS = "=+-@＝＋－＠"
TEXTS = [
    *("=1", "+1", "-5", "@SUM(A1)", "＝1+1", "\t=1", "\r=1", "\n=1", "  =1", "\ufeff=1"),
    *("a;=1", "a\t=1", "a\n=1", "a\r\n=1", "a|=1", "a; =1", "a;\u3000＝1", 'a;"=1"', 'a;" =1"'),
    *('a";=1', 'a"\t=1', '";=1;"', "a;;=1", "a;\t@x", "a;-2+3", "=1;=2;=3", "\x00=1", "a;\x1b=1"),
    *("Alpha", "ООО «Ромашка»; Москва", "0101", "", "a=1", "a - b", "x;y", 'say "no"'),
]  # fmt: skip


def parted(line, separator, honoured):
    """Return the cells of a line as a spreadsheet parts it.

    A quote is one where it begins a cell, and else a sign like others; or it is never one.
    """
    cells, at = [], 0
    while at <= len(line):
        text = ""
        if honoured and line[at : at + 1] == '"':
            at += 1
            while at < len(line) and (line[at] != '"' or line[at + 1 : at + 2] == '"'):
                text += line[at]
                at += 2 if line[at] == '"' else 1
            at += 1
        end = next(
            (n for n in range(at, len(line)) if line[n] in (separator, "\n", "\r")), len(line)
        )
        cells.append(text + line[at:end])
        at = end + 1
    return cells


# a comma parts no text whose quotes begin its cell, and they do
@pytest.mark.parametrize(
    ("separator", "honoured"),
    [(",", True), *((s, h) for s in (";", "\t", "|") for h in (True, False))],
)
def test_no_cell_is_a_formula_whatever_separates_cells(tmp_path, separator, honoured):
    path = tmp_path / "t.csv"
    write_csv(path, ["period", "=name", "x;=y"], itertools.product(["2019"], TEXTS, TEXTS))
    told = parted(path.read_bytes().decode(), separator, honoured)
    for one in told:
        bare = one.strip(" \t\r\n\u00a0\u3000\ufeff")
        assert not bare.startswith(tuple(SIGNS)), one
        assert not bare.lstrip('"').strip(" \u3000").startswith(tuple(SIGNS)) or one[:1] == '"', one


def test_texts_are_quoted_numbers_bare_and_null_is_nothing(tmp_path):
    path = tmp_path / "t.csv"
    write_csv(path, ["a", "b", "c", "d"], [("0101", 1.5, None, ""), ('x"y', -2, True, "z")])
    assert path.read_text() == (
        '"a","b","c","d"\n"0101",1.5,,""\n"x""y",-2,True,"z"\n'
    )  # fmt: skip
    assert excel_cell(["a", "b"]) == """"['a', 'b']\""""
    write_csv(path, ["a"], [(None,)])
    assert path.read_text() == '"a"\n""\n'


@pytest.mark.parametrize("text", [t for t in TEXTS if "\x00" not in t and "\x1b" not in t])
def test_a_text_keeps_all_but_an_apostrophe(text):
    [[read]] = csv.reader([excel_cell(text)])
    assert read.replace("'", "") == text
    assert neutralise("Alpha; +2 points") == "Alpha; +2 points"


def test_a_file_is_whole_or_not_there_and_no_other_is_touched(tmp_path):
    (tmp_path / ".a.csv.half").write_text("mine")
    (tmp_path / "a.csv").write_text("before")

    def broken():
        yield ("1",)
        raise FlowsError("no more")

    with pytest.raises(FlowsError, match="no more"), write_whole(tmp_path / "a.csv") as half:
        write_csv(half, ["a"], broken())
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {
        ".a.csv.half": "mine",
        "a.csv": "before",
    }
