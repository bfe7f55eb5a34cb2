"""The command as somebody meets it who has not read a page about it."""

import os
import pty
import subprocess
import sys
import webbrowser

import nbformat
import pytest

from sezlib.cli import main
from sezlib.report.errors import FailedCellError
from sezlib.report.notebooks import HOME

CELL = """\
#!not a meaning of anything

from typing import Literal
period: str = "2019"  # the year reported
# which zone,
# where there are several
zone: str = "North # 1"
top: int = 5  # 5 % of them; "five" #5
all_of_it = True
language: Literal["en", "ru"] = "en"  # the \x1b[31mlanguage
note: str = (
    "a"
    "b"
)  # in two parts
"""


@pytest.fixture
def notebook(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    v4 = nbformat.v4
    cells = [
        v4.new_code_cell("# a comment is no heading"),
        v4.new_markdown_cell("```sh\n# nor is this\n```\n\nWhat is C#?\n===\n\n## Later"),
        v4.new_code_cell(CELL, metadata={"tags": ["parameters"]}),
        v4.new_markdown_cell("## Where\x1b]0;owned\x07 to? ##\n\n" + "text\n" * 3),
        v4.new_code_cell(""),
        v4.new_code_cell("1  # papermill_description="),
        v4.new_markdown_cell("# Все страны мира " + "и все их товары " * 9),
        v4.new_code_cell("2"),
    ]
    nbformat.write(v4.new_notebook(cells=cells), "mine.ipynb")
    return "mine.ipynb"


def run(capsys, *arguments):
    code = main([*arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def helped(capsys, *arguments):
    with pytest.raises(SystemExit) as stopped:
        main([*arguments])
    assert stopped.value.code == 0
    return capsys.readouterr().out


def test_sez_alone_says_in_a_screen_what_can_be_done_and_how_to_begin(capsys):
    code, out, err = run(capsys)
    assert (code, err) == (0, "") and len(out.splitlines()) <= 24
    assert all(f"\n    {verb}  " in out for verb in ("list", "report", "batch", "claims", "intake"))
    assert "sez report annual_export --open" in out


def test_the_notebooks_are_listed_with_titles_and_the_number_of_their_parameters(capsys):
    code, out, _ = run(capsys, "list")
    rows = [line.split("  ", 1) for line in out.splitlines()]
    assert code == 0 and [name for name, _ in rows] == sorted(p.stem for p in HOME.glob("*.ipynb"))
    assert {name: rest.split()[0] for name, rest in rows}["annual_export"] == "17"
    assert out.splitlines()[0].endswith("  What did the zone export this year, and what moved it?")


def test_the_notebooks_of_a_folder_are_listed_by_what_a_report_takes(notebook, capsys, tmp_path):
    (tmp_path / "broken.ipynb").write_text("{}")
    (tmp_path / "bare.ipynb").write_text('{"nbformat": 4, "cells": []}')
    (tmp_path / "folder.ipynb").mkdir()
    code, out, _ = run(capsys, "list", ".")
    assert code == 0
    assert [line.split("  ")[0] for line in out.splitlines()] == [
        "bare.ipynb",
        "broken.ipynb",
        "mine.ipynb",
    ]
    assert "no cell tagged 'parameters'" in out and "broken.ipynb: not a notebook" in out
    assert "  6 parameters  What is C#?\n" in out
    assert run(capsys, "list", "folder.ipynb")[2] == "sez: no notebooks in 'folder.ipynb'\n"
    assert run(capsys, "list", "nowhere") == (2, "", "sez: no folder 'nowhere'\n")


def test_a_notebook_of_an_older_format_is_read_too(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    v3 = nbformat.v3
    cell = v3.new_code_cell("a: int = 1", metadata={"tags": ["parameters"]})
    title = v3.new_text_cell("markdown", source="# Old")
    old = v3.new_notebook(worksheets=[v3.new_worksheet(cells=[title, cell])])
    with (tmp_path / "old.ipynb").open("w") as file:
        nbformat.v3.nbjson.JSONWriter().write(old, file)
    assert run(capsys, "list", ".")[1] == "old.ipynb  1 parameter  Old\n"


@pytest.mark.parametrize("order", [("mine.ipynb", "--help"), ("-h", "mine.ipynb")])
def test_the_help_of_a_report_has_the_parameters_of_its_notebook(notebook, capsys, order):
    out = helped(capsys, "report", *order)
    assert out.startswith("mine: What is C#?\n") and "--run-limit SECONDS" in out
    told = out.split("parameters of mine, each as -p NAME=VALUE:\n")[1].split("\nexample")[0]
    assert [" ".join(line.split()) for line in told.splitlines()] == [
        "period=2019 the year reported",
        "zone=North # 1 which zone, where there are several",
        'top=5 5 % of them; "five" #5 (a whole number)',
        "all_of_it=true (true or false)",
        "language=en the \ufffd[31mlanguage (en or ru)",
        "note=ab in two parts",
    ]


@pytest.mark.parametrize(
    "command", ["list", "report", "batch", "intake", "claims", "claims check", "claims bounds",
                "claims verify"],
)  # fmt: skip
def test_the_help_of_every_command_has_an_example(capsys, command):
    out = helped(capsys, *command.split(), "--help")
    assert f"\nexample: sez {command}" in out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "reprot",
            "no command 'reprot' (did you mean 'report'?); it is one of 'list', 'init', 'report'",
        ),
        ("LIST", "(did you mean 'list'?)"),
        ("claims chekc x", "no question 'chekc' (did you mean 'check'?)"),
        ("claims check x --reading plian", "no reading 'plian' (did you mean 'plain'?)"),
        ("intake x --sorce y", "sez intake does not understand '--sorce'; did you mean --source?"),
        ("batch plan.toml --job 2", "sez batch does not understand '--job'; did you mean --jobs?"),
        ("report annual_exprot", "no notebook 'annual_exprot' (did you mean 'annual_export'?)"),
        ("report annual_exprot --help", "(did you mean 'annual_export'?)"),
        ("report", "required: NOTEBOOK; sez report --help tells more"),
        ("report mine.ipynb --opne", "does not understand '--opne'; did you mean --open?"),
        ("report mine.ipynb --run 5", "did you mean --run-limit?"),
        ("report mine.ipynb --period 2019", "understand '--period'; did you mean -p period=2019?"),
        ("report mine.ipynb --period=2019", "understand '--period'; did you mean -p period=2019?"),
        ("report mine.ipynb --period", "did you mean -p period=VALUE?"),
        ("report mine.ipynb --period -p top=1", "did you mean -p period=VALUE?"),
        ("report --period 2019 mine.ipynb", "did you mean -p period=2019?"),
        ("report mine.ipynb -period 2019", "did you mean -p period=2019?"),
        ("report mine.ipynb --all-of-it true", "did you mean -p all_of_it=true?"),
        ("report mine.ipynb --lang ru", "did you mean -p language=ru?"),
        ("report mine.ipynb --zoen X", "did you mean -p zone=X?"),
        ("report mine.ipynb -p perod=2019", "unknown parameter 'perod' (did you mean 'period'?)"),
        ("report mine.ipynb -p period 2019", "'period'; did you mean -p period=2019?"),
        ("report mine.ipynb -p=period 2019", "'period'; did you mean -p period=2019?"),
        ("report mine.ipynb -p period", "parameter 'period' has no value; write period=VALUE"),
        ("report mine.ipynb -p=..", "a parameter has no name; write NAME=VALUE"),
        ("report mine.ipynb -p =2019", "a parameter has no name; write NAME=VALUE"),
        ("report mine.ipynb period=2019", "'period'; did you mean -p period=2019?"),
        ("report mine.ipynb period 2019", "'period'; did you mean -p period=2019?"),
        ("report mine.ipynb 2019", "sez report does not understand '2019'; see sez report --help"),
        ("report mine.ipynb --token secret", "'--token'; see sez report --help"),
        ("report mine.ipynb --", "sez: no notebook"),
        ("report nowhere --period 2019", "understand '--period'; see sez report --help"),
        ("--lst", "sez does not understand '--lst'; see sez --help"),
    ],
)
def test_what_is_not_understood_is_one_sentence_that_tells_what_was_meant(
    notebook, capsys, line, said
):
    if line.endswith("--"):
        line = "report -- nowhere.ipynb"
    code, out, err = run(capsys, *line.split())
    assert (code, out) == (2, "")
    assert said in err and err.startswith("sez: ") and err.count("\n") == 1
    assert "secret" not in err


def test_a_value_with_blanks_is_quoted_as_a_shell_needs_it_and_a_secret_is_not_told(
    notebook, capsys, tmp_path
):
    _, _, err = run(capsys, "report", notebook, "--zone", "North Bay")
    assert "did you mean -p 'zone=North Bay'?" in err
    text = (tmp_path / notebook).read_text().replace("all_of_it", "api_token")
    (tmp_path / notebook).write_text(text)
    for option in ("--api-token", "--api-tokn"):
        _, _, err = run(capsys, "report", notebook, option, "my pass word")
        assert "did you mean -p 'api_token=…'?" in err and "pass" not in err and "word" not in err


@pytest.fixture
def opened(monkeypatch):
    pages = []
    monkeypatch.setattr(webbrowser, "open", lambda page: pages.append(page) or len(pages) < 2)
    return pages


def test_the_page_just_made_is_opened_and_a_missing_browser_is_told(
    notebook, capsys, tmp_path, monkeypatch, opened
):
    made = tmp_path / "a b"
    monkeypatch.setattr("sezlib.report.run.report", lambda *_, **how: made)
    assert run(capsys, "report", notebook) == (0, "a b/report.html\n", "")
    assert opened == []
    assert run(capsys, "report", notebook, "--open") == (0, "a b/report.html\n", "")
    assert opened == [f"file://{tmp_path}/a%20b/report.html"]
    code, _, err = run(capsys, "report", notebook, "--open")
    assert (code, err) == (0, "sez: no browser can be started to open 'a b/report.html'\n")


def test_nothing_is_opened_where_no_report_was_made(notebook, capsys, monkeypatch, opened):
    def fail(*_, **how):
        raise FailedCellError("it failed")

    monkeypatch.setattr("sezlib.report.run.report", fail)
    assert run(capsys, "report", notebook, "--open") == (1, "", "sez: it failed\n")
    assert opened == []


def on_a_terminal(*arguments):
    """Return what `sez` wrote on a terminal of 30 columns, line by line."""
    ours, theirs = pty.openpty()
    code = "import sys, termios; termios.tcsetwinsize(2, (24, 30)); sys.argv[1:1] = ['report']; "
    code += "from sezlib.cli import main; sys.exit(main())"
    made = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, stderr=theirs
    )
    os.close(theirs)
    written = b""
    while True:
        try:
            written += os.read(ours, 10_000)
        except OSError:
            break
    with made:
        assert made.stdout.read() == b"out/report.html\n"
    os.close(ours)
    assert made.returncode == 0
    return written.decode().split("\r")


def test_a_terminal_is_told_in_one_line_which_cell_runs_and_what_it_does(notebook):
    lines = on_a_terminal(notebook, "--out", "out")
    shown = list(dict.fromkeys(line.rstrip() for line in lines if line.strip()))
    # the values given are a cell of their own after the one that declares them
    assert shown == [
        "starting",
        "cell 1 of 5",
        "cell 2 of 5: Later",
        "cell 3 of 5: Later",
        "cell 4 of 5: Where\ufffd]0;owned\ufffd",
        "cell 5 of 5: Все страны мира",
    ]
    assert max(map(len, lines)) <= 30 and "\n" not in "".join(lines)
    # and at the end the line is empty again
    assert lines[-1] == "" and not lines[-2].strip()
    assert on_a_terminal(notebook, "--out", "out", "--quiet") == [""]
