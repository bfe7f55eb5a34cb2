"""The runner, on notebooks of a few lines."""

import json
import os
import signal
import time

import nbformat
import pytest

from sezlib.cli import main
from sezlib.flows import FlowsError
from sezlib.report import FailedCellError, report
from sezlib.report.errors import KernelDiedError, RunError
from sezlib.texts import neutralise
from tests import processes

HOSTILE = "\"'\\ {name} {{x}} $(touch /no) `id` \n\t0101 __import__('os') ../.. \U0001f4e6 \u2028"


def test_a_hostile_text_arrives_as_it_was_given(notebook, tmp_path):
    path = notebook("from pathlib import Path", "print(ascii(name))")
    out = report(path, {"name": HOSTILE}, tmp_path / "out")
    nb = nbformat.read(out / "report.ipynb", as_version=4)
    assert nb.cells[-1].outputs[0].text.strip() == ascii(HOSTILE)


@pytest.mark.parametrize(
    ("given", "settings", "forked"),
    [
        ("EAEU", {}, True),
        # what libraries looked at when they were loaded stays with them
        ("EAEU", {"NPY_ANYTHING": "1"}, False),
        ("EAEU", {"PYTHONWARNINGS": "ignore"}, False),
        # a file was read, by a library with threads of its own
        ("mine.csv", {}, False),
    ],
)
def test_a_command_forks_its_kernel_where_that_is_as_a_new_one(
    notebook, tmp_path, given, settings, forked
):
    (tmp_path / "mine.csv").write_text("bloc,alpha3\nMine,CHN\n")
    asked = "print('sezlib.cli' in sys.modules, duckdb.sql('SELECT 42').fetchall())"
    # a notebook may use what the command does without
    path = notebook(f"import sys, duckdb, isoduration\n{asked}", parameters='blocs: str = "EAEU"\n')
    blocs = tmp_path / given if "." in given else given
    told = ["report", path, "-p", f"blocs={blocs}", "--out", tmp_path / "out"]
    done = processes.run(*told, new=True, env={**os.environ, **settings})
    assert done.returncode == 0, done.stderr
    nb = nbformat.read(tmp_path / "out" / "report.ipynb", as_version=4)
    assert nb.cells[-1].outputs[0].text == f"{forked} [(42,)]\n"


def test_braces_in_a_path_are_only_braces(notebook, tmp_path):
    path = notebook("1", name="{name} {0}.ipynb")
    assert (report(path, ["name=y"], tmp_path / "{name}") / "report.html").exists()


def test_the_page_has_no_code_and_nothing_that_runs(notebook, tmp_path):
    html = (
        "from IPython.display import display, HTML\n"
        "display(HTML('<b>bold</b>'), {'text/plain': '<i>'}, raw=False)\n"
        "print('printed')\n'<u>'"
    )
    page = (report(notebook(html), [], tmp_path / "out") / "report.html").read_text()
    assert "<b>bold</b>" in page
    assert "&lt;u&gt;" in page and "<u>" not in page
    assert "IPython" not in page and "printed" not in page
    assert "default-src 'none'" in page


def test_a_failed_cell_leaves_the_last_good_report_and_keeps_the_run_aside(
    notebook, tmp_path, capsys
):
    good = notebook("'fine'")
    out = tmp_path / "out"
    report(good, [], out)
    before = {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    bad = notebook("before = 1", "1 / 0", "after = 1")
    assert main(["report", bad, "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert "cell In [4] ('1 / 0') failed: ZeroDivisionError: division by zero" in said
    assert "Traceback" not in said and len(said.splitlines()) == 1
    assert {p: p.read_bytes() for p in out.rglob("*") if p.is_file()} == before
    failed = tmp_path / "out.failed"
    assert json.loads((failed / "manifest.json").read_text())["status"] == "failed"
    cells = nbformat.read(failed / "report.ipynb", as_version=4).cells
    assert any("ZeroDivisionError" in str(c.get("outputs")) for c in cells)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["little.ipynb", "out", "out.failed"]


@pytest.mark.parametrize(
    ("error", "status"), [(ValueError("no page"), "failed"), (KeyboardInterrupt(), "interrupted")]
)
def test_an_error_while_the_page_is_made_keeps_the_run_aside(
    notebook, tmp_path, monkeypatch, error, status
):
    def fail(*_):
        raise error

    monkeypatch.setattr("sezlib.report.outputs.page", fail)
    with pytest.raises(RunError, match="after its last cell, while its page and its tables were"):
        report(notebook("1"), [], tmp_path / "out")
    failed = tmp_path / "out.failed"
    assert json.loads((failed / "manifest.json").read_text())["status"] == status
    nb = nbformat.read(failed / "report.ipynb", as_version=4)
    assert nb.metadata.sezlib.status == status
    assert not (tmp_path / "out").exists()


def test_a_folder_whose_name_is_no_utf_8_is_a_folder(notebook, tmp_path):
    at = tmp_path / "caf\udce9"
    try:
        at.mkdir()
    except OSError:
        pytest.skip("the file system has UTF-8 alone")
    show = "import os; print(os.environ['SEZLIB_RUN'])"
    report(notebook(show), [], at / "out")
    assert (at / "out" / "report.html").exists()
    with pytest.raises(FailedCellError):
        report(notebook(show, "raise ValueError(os.environ['SEZLIB_RUN'])"), [], at / "out")
    assert (at / "out.failed" / "manifest.json").exists()


def test_a_good_run_takes_an_old_failure_away(notebook, tmp_path):
    with pytest.raises(FailedCellError):
        report(notebook("1 / 0"), [], tmp_path / "out")
    report(notebook("1"), [], tmp_path / "out")
    assert not (tmp_path / "out.failed").exists()


def test_a_killed_kernel_is_a_failure_that_says_so(notebook, tmp_path):
    with pytest.raises(
        KernelDiedError,
        match=r"in cell In \[3\] \('import os; os._exit\(3\)'\): the kernel ended with code 3",
    ):
        report(notebook("import os; os._exit(3)"), [], tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_tells_where_and_leaves_no_process(notebook, tmp_path, number):
    mark = tmp_path / "pid"
    path = notebook(
        "import os, time, pathlib",
        f"pathlib.Path({str(mark)!r}).write_text(str(os.getpid())); time.sleep(600)",
    )
    run = processes.sez("report", path, "--out", tmp_path / "a" / "out")
    for _ in range(600):
        if mark.exists() and mark.read_text():
            break
        time.sleep(0.1)
    run.send_signal(number)
    out, err = run.communicate(timeout=60)
    assert (run.returncode, out) == (130, "")
    kept = tmp_path / "a" / "out.failed"
    assert err.startswith("sez: little.ipynb: interrupted in cell In [4] (")
    assert err.endswith(f"; the run is in {str(kept)!r}\n") and len(err.splitlines()) == 1
    assert sorted(p.name for p in kept.parent.iterdir()) == ["out.failed"]
    assert json.loads((kept / "manifest.json").read_text())["status"] == "interrupted"
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)


def test_a_cell_that_exits_early_is_no_good_report(notebook, tmp_path):
    with pytest.raises(FailedCellError, match=r"in cell In \[3\] .*: left by an exit"):
        report(notebook("import sys; sys.exit(0)", "after", "more"), [], tmp_path / "out")
    assert not (tmp_path / "out").exists()
    nb = nbformat.read(tmp_path / "out.failed" / "report.ipynb", as_version=4)
    status = [c.metadata.papermill.status for c in nb.cells]
    assert status == ["completed", "completed", "failed", "pending", "pending"]


def test_the_folder_worked_in_is_never_replaced(notebook, tmp_path, monkeypatch):
    path = notebook("1")
    monkeypatch.chdir(tmp_path)
    for out in (".", "a/..", str(tmp_path.parent)):
        with pytest.raises(FlowsError, match="is the folder worked in"):
            report(path, [], out)


def test_a_file_that_came_during_the_run_is_kept(notebook, tmp_path):
    out = tmp_path / "out"
    report(notebook("1"), [], out)
    late = f"import pathlib; pathlib.Path({str(out / 'mine.txt')!r}).write_text('mine')"
    with pytest.raises(FlowsError, match=r"holds 'mine\.txt'"):
        report(notebook(late), [], out)
    assert (out / "mine.txt").read_text() == "mine"


def test_a_parameter_cell_that_is_no_plain_list_is_refused(notebook, tmp_path):
    for cell in ("x = 1 +", "x = 3 * y", "x: str = open('/no')"):
        with pytest.raises(FlowsError, match="is not made of plain names and values"):
            report(notebook("1", parameters=cell), [], tmp_path / "out")


def test_wrong_data_writes_nothing_at_all(notebook, tmp_path, capsys):
    path = notebook("import sezlib as sez", "raise sez.FlowsError('flows.csv: wrong on line 3')")
    assert main(["report", path, "--out", str(tmp_path / "a" / "out")]) == 2
    assert capsys.readouterr().err == "sez: flows.csv: wrong on line 3\n"
    assert [p.name for p in tmp_path.iterdir()] == ["little.ipynb"]


def test_a_wrong_parameter_starts_nothing(notebook, tmp_path, capsys):
    assert main(["report", notebook("1"), "-p", "nmae=1", "--out", str(tmp_path / "out")]) == 2
    assert "unknown parameter 'nmae' (did you mean 'name'?)" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["little.ipynb"]


def test_an_unknown_notebook_names_the_known_ones():
    with pytest.raises(
        FlowsError, match=r"no notebook 'anual_export' \(did you mean 'annual_export'\?\)"
    ):
        report("anual_export")


def test_a_file_that_is_no_notebook_is_refused(tmp_path):
    (tmp_path / "no.ipynb").write_text("{")
    with pytest.raises(FlowsError, match=r"no\.ipynb: not a notebook"):
        report(str(tmp_path / "no.ipynb"))


def test_no_path_of_the_machine_is_kept(notebook, tmp_path):
    out = report(notebook("1"), [], tmp_path / "out")
    assert str(tmp_path) not in (out / "report.ipynb").read_text()
    assert str(tmp_path) not in (out / "manifest.json").read_text()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("  =1", "'  =1"),
        ("a\x00\x1bb", "ab"),
        ("Alpha", "Alpha"),
        ("ООО\u00a0Ромашка", "ООО\u00a0Ромашка"),
    ],
)
def test_no_text_becomes_a_formula(text, shown):
    assert neutralise(text) == shown
