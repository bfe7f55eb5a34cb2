"""A report says what it was made of: the bytes that were read, and what was not there."""

import hashlib
import json
import os
import random
import threading
import time
from pathlib import Path

import nbformat
import pytest

import sezlib as sez
from sezlib import sources, trace
from sezlib.flows import FlowsError
from sezlib.report import RunError, folder, report
from sezlib.sources import accounting
from tests import processes

FLOWS = "period,value,destination\n2018,10,CHN\n2019,20,CHN\n"
OTHER = "period,value,destination\n2018,10,CHN\n2019,90,CHN\n"


def replaced(path):
    aside = path.with_name("aside")
    aside.write_text(OTHER)
    aside.replace(path)


def rewritten(path):
    at = path.stat()
    path.write_text(OTHER)
    os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))


def gone(path):
    path.unlink()


@pytest.mark.parametrize("old", [True, False])
@pytest.mark.parametrize("change", [replaced, rewritten, gone])
def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path, monkeypatch, change, old):
    path = tmp_path / "flows.csv"
    path.write_text(FLOWS)
    if old:
        monkeypatch.setattr("sezlib.sources.files.YOUNG", -(10**18))
        time.sleep(0.02)
    read = accounting.account_of

    def late(*given):
        change(path)
        return read(*given)

    monkeypatch.setattr(accounting, "account_of", late)
    with pytest.raises(FlowsError, match=r"^flows\.csv: changed while it was read; run it again$"):
        sez.read(path)


def test_every_file_that_is_noted_is_held_to_what_was_read(tmp_path, monkeypatch):
    profile = tmp_path / "profile.toml"
    profile.write_text('zone = "A"\nresidents = "residents.csv"\n')
    (tmp_path / "residents.csv").write_text("resident\nAlpha\n")
    (tmp_path / "claims.toml").write_text('subject = "A"\n')
    opened = sources.opened
    for name, ask in (
        ("profile.toml", lambda: sez.read_profile(profile)),
        ("residents.csv", lambda: sez.read_profile(profile)),
        ("claims.toml", lambda: sez.claims.read(tmp_path / "claims.toml")),
    ):

        def late(path, rows, name=name, **told):
            if path.name == name:
                replaced(path)
            opened(path, rows, **told)

        before = (tmp_path / name).read_text()
        monkeypatch.setattr(sources, "opened", late)
        monkeypatch.setattr(accounting, "opened", late)
        with pytest.raises(FlowsError, match=f"{name}: changed while it was read"):
            ask()
        (tmp_path / name).write_text(before)


def test_the_digest_is_that_of_what_was_read_or_there_is_no_report(notebook, tmp_path):
    path = tmp_path / "flows.csv"
    path.write_text(FLOWS)
    digests = {hashlib.sha256(text.encode()).hexdigest(): text for text in (FLOWS, OTHER)}
    stop = threading.Event()

    def busy():
        # as long as a reading takes, so that some are disturbed and some are not
        chance = random.Random(20200215)
        while not stop.wait(chance.choice([0.001, 0.01, 0.1, 1.0])):
            for text in (OTHER, FLOWS):
                path.with_name("aside").write_text(text)
                path.with_name("aside").replace(path)

    book = notebook(
        "import sezlib as sez, sezlib.sources",
        f"for _ in range(200):\n    try: flows = sez.read({str(path)!r}); break\n"
        "    except sez.FlowsError: pass\nelse: raise SystemExit",
        "print(flows['value'].sum())",
    )
    writer = threading.Thread(target=busy)
    writer.start()
    try:
        out = report(book, [], tmp_path / "out")
    except Exception:  # it never was still for long enough
        return
    finally:
        stop.set()
        writer.join()
    (data,) = json.loads((out / "manifest.json").read_text())["data"]
    shown = nbformat.read(out / "report.ipynb", as_version=4).cells[-1].outputs[0].text
    assert float(shown) == {FLOWS: 30, OTHER: 100}[digests[data["sha256"]]]


def test_a_notebook_that_is_replaced_while_it_runs_is_told_as_it_ran(notebook, tmp_path):
    path = Path(notebook("1"))
    text = f"open({str(path)!r}, 'a').write(' ')"
    path = Path(notebook(text))
    ran = hashlib.sha256(path.read_bytes()).hexdigest()
    out = report(str(path), [], tmp_path / "out")
    assert json.loads((out / "manifest.json").read_text())["notebook"]["sha256"] == ran
    assert hashlib.sha256(path.read_bytes()).hexdigest() != ran


def test_what_was_looked_for_and_not_found_is_noted(tmp_path, monkeypatch):
    monkeypatch.setenv(trace.VARIABLE, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "flows.csv").write_text(FLOWS)
    sez.read_profile(beside="flows.csv")
    sez.read("data/sample/flows.csv")
    missing = [note["path"] for note in trace.notes(tmp_path) if note["kind"] == "missing"]
    assert missing == [str(tmp_path / "profile.toml"), str(tmp_path / "data/sample/flows.csv")]


SECRET = "gEh3im"


def test_no_file_of_a_report_or_of_a_failure_holds_a_secret(notebook, tmp_path):
    path = notebook(
        "print(name)",
        "name",
        "raise OSError(f'cannot reach {name}')",
        parameters='name: str = ""\napi_token: str = ""\nfail: bool = True\n',
    )
    address = f"name=postgresql://zone:{SECRET}@host/db?sslpassword={SECRET}"
    run = processes.run(
        "report", path, "-p", f"api_token={SECRET}", "-p", address, "--out", "out", cwd=tmp_path
    )
    assert run.returncode == 1 and "OSError: cannot reach postgresql://…@host/db" in run.stderr
    good = notebook("print(name)", "name", parameters='name: str = ""\napi_token: str = ""\n')
    report(
        good, {"name": f"https://host/a.csv?sig={SECRET}", "api_token": SECRET}, tmp_path / "good"
    )
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(files) > 5
    assert not [file.name for file in files if SECRET.encode() in file.read_bytes()]
    assert SECRET not in run.stderr + run.stdout
    parameters = json.loads((tmp_path / "good" / "manifest.json").read_text())["parameters"]
    assert parameters == {"name": "https://host/a.csv?sig=…", "api_token": "…"}


def test_a_secret_that_a_cell_tells_bare_is_in_no_file_of_a_report(notebook, tmp_path):
    cells = [
        "import sezlib as sez\nfrom IPython.display import HTML, SVG\nprint(api_token)",
        "_, who, where = store.split(':')\nwhere = where.split('@')[0]\nHTML(f'<b>{where}</b>')",
        "SVG(f'<svg xmlns=\"http://www.w3.org/2000/svg\"><text>{where}</text></svg>')",
        "from sezlib import trace\n"
        "trace.note('heading', level=1, text=api_token)\n"
        "trace.note('table', name='t', columns=['resident'], heads=['x'], caption=where,\n"
        "           rows=[[api_token]])",
    ]
    given = {"api_token": SECRET, "store": "s3://key:pa55word@bucket/a.csv"}
    parameters = 'api_token: str = ""\nstore: str = ""\n'
    report(notebook(*cells, parameters=parameters), given, tmp_path / "good")
    failing = "raise OSError(f'{api_token} and {where} are refused')"
    with pytest.raises(RunError, match=r"OSError: … and … are refused"):
        report(notebook(*cells, failing, parameters=parameters), given, tmp_path / "bad")
    refused = "from sezlib.flows import FlowsError\nraise FlowsError(f'no zone {api_token}')"
    with pytest.raises(FlowsError, match="no zone …"):
        report(notebook(*cells, refused, parameters=parameters), given, tmp_path / "worse")
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert {"good", "bad.failed"} <= {file.parent.name for file in files}
    held = [file.read_bytes() for file in files]
    assert not [text for text in held if SECRET.encode() in text or b"pa55word" in text]


def test_the_notebook_of_a_runner_that_was_killed_is_kept_without_its_secrets():
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("api_token")])
    nb.cells[0].outputs = [nbformat.v4.new_output("stream", text=SECRET)]
    nb.metadata["papermill"] = {"parameters": {"api_token": SECRET}}
    assert SECRET not in nbformat.writes(folder.without_machine(nb, "little.ipynb"))


def test_a_file_that_was_changed_in_a_report_made_with_a_secret_is_replaced(notebook, tmp_path):
    path = notebook("1", parameters='api_token: str = ""\n')
    report(path, {"api_token": SECRET}, tmp_path / "out")
    (tmp_path / "out" / "summary.json").write_text("{}")
    report(path, {"api_token": SECRET}, tmp_path / "out")
    assert "figures" in json.loads((tmp_path / "out" / "summary.json").read_text())


@pytest.mark.parametrize(
    "arguments",
    [
        ["report", "annual_export", f"flows=postgresql://u:{SECRET}@h/db"],
        ["report", "annual_export", "-p", f"flows=postgresql://u:{SECRET}@h/db"],
        ["report", "annual_export", "-p", f"flows=https://u:{SECRET}@127.0.0.1:9/a.csv"],
        ["report", f"postgresql://u:{SECRET}@h/db"],
        ["intake", f"postgresql://u:{SECRET}@h"],
        ["intake", f"nosuch://u:{SECRET}@h", "--query", "SELECT 1"],
        ["intake", f"https://127.0.0.1:9/flows.csv?token={SECRET}"],
        ["intake", f"mysql+nosuch://u:pa/{SECRET}@h/db", "--query", "SELECT 1"],
        ["intake", "--suggest", f"postgresql://u:{SECRET}@h/db"],
        ["batch", f"postgresql://u:{SECRET}@h/db"],
        ["batch", "plan.toml", "--executor", f"tcp://u:{SECRET}@h"],
        ["report", "annual_export", "-p", f"flows=postgresql://u:{SECRET}"],
        ["report", "annual_export", "-p", f"flows=u:{SECRET}@host/db"],
        ["report", "annual_export", "-p", f"flows:postgresql://{SECRET}"],
        ["intake", f"postgresql://u:{SECRET}", "--query", "SELECT 1"],
        ["intake", f"mysql+pymysql://u:{SECRET}", "--query", "SELECT 1"],
        ["intake", f"oracle://u:{SECRET}", "--query", "SELECT 1"],
        ["intake", f"postgresql://u:1/x@{SECRET}@h/db", "--query", "SELECT 1"],
        ["intake", f"postgresql://u:1/{SECRET}@h/db", "--query", "SELECT 1"],
        ["intake", f"u:{SECRET}@host/db"],
        ["claims", "read", f"https://u:{SECRET}@127.0.0.1:9/a.toml"],
    ],
    ids=str,
)  # fmt: skip
def test_no_command_tells_a_secret(tmp_path, arguments):
    run = processes.run(*arguments, cwd=tmp_path)
    assert run.returncode != 0 and run.stderr and "Traceback" not in run.stderr
    assert SECRET not in run.stderr + run.stdout
