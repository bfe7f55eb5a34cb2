"""A plan carried out: what is made, what is left, what is told, what stays."""

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import nbformat
import openpyxl
import pytest

from sezlib import profile, trace
from sezlib.batch import fingerprint, index, workers
from sezlib.batch.run import Telling
from sezlib.report import folder
from sezlib.report import folder as report_folder
from sezlib.report.errors import LockedError
from sezlib.report.run import Job
from tests import processes
from tests.batch.conftest import Place

PLAN = '[[report]]\nnotebook = "little.ipynb"\ngrid = { name = ["a", "b", "c"] }\n'
# a new Python for each report takes longest, and one tells what three tell
ONE = PLAN.replace(', "b", "c"', "")


def told(lines):
    """Return the lines without what differs from run to run."""
    return [re.sub(r"\d+\.\d s", "N s", re.sub(r"key \w{12}", "key K", line)) for line in lines]


@pytest.mark.parametrize("how", [[], ["--fresh"]])
def test_one_failure_stops_nothing_and_the_order_is_the_plan_s(place, how):
    place.notebook("import time", "time.sleep(0.5 if name == 'a' else 0)", "assert name != 'b'")
    place.plan(PLAN)
    lines = place.run("--jobs", "3", *how, code=1)
    assert told(lines)[0] == "little-a: made in N s"
    assert lines[1].startswith(
        "little-b: failed: little.ipynb: cell In [5] (\"assert name != 'b'\")"
    )
    assert told(lines)[2:] == [
        "little-c: made in N s",
        "3 reports: 2 made, 1 failed; reports/index.html",
    ]
    assert sorted(p.name for p in place.reports.iterdir()) == [
        ".sezlib", "index.html", "little-a", "little-b.failed", "little-c", "runs.jsonl",
    ]  # fmt: skip
    assert place.manifest("little-b.failed")["error"]["code"] == 1


def test_what_has_not_changed_is_left_and_a_changed_byte_anywhere_makes_it_again(place):
    data = place.root / "flows.csv"
    data.write_text("period,value\n2019,1\n")
    place.notebook(
        "import sezlib as sez", "sez.read(flows)", parameters='flows: str = "flows.csv"\nx: int = 1'
    )
    plan = place.plan('[[report]]\nnotebook = "little.ipynb"\n')
    assert told(place.run())[0] == "little: made in N s"
    key = place.manifest("little")["key"]
    assert place.run()[0] == f"little: unchanged (key {key[:12]})"
    assert place.history()[-1]["status"] == "unchanged" and place.history()[-1]["key"] == key

    def again(why):
        assert place.run("--dry-run") == [f"little: would run, {why}"]
        assert told(place.run())[0] == "little: made in N s"
        assert "unchanged" in place.run()[0]

    data.write_text("period,value\n2019,2\n")
    again("flows.csv changed")
    place.notebook(
        "import sezlib as sez",
        "sez.read(flows);",
        parameters='flows: str = "flows.csv"\nx: int = 1',
    )
    again("the notebook changed")
    plan.write_text('[[report]]\nnotebook = "little.ipynb"\nparameters = { x = 2 }\n')
    again("a parameter changed")
    extra = place.root / "more.txt"
    extra.write_text("1")
    plan.write_text(plan.read_text() + "inputs = ['more.txt']\n")
    again("more.txt changed")
    extra.write_text("2")
    again("more.txt changed")
    (place.reports / "little" / "summary.json").write_text("{}")
    again("a file of the report was changed")
    (place.reports / "little" / "report.html").unlink()
    again("a file of the report was changed")
    (place.reports / ".sezlib" / "little.json").unlink()
    again("made by no batch")


@pytest.mark.parametrize(("part", "why"), [("source", "sezlib"), ("packages", "a package")])
def test_another_version_makes_it_again(place, part, why, monkeypatch):
    from sezlib.batch import fingerprint, read, run
    from sezlib.batch.run import Options

    place.notebook("1")
    plan = read(place.plan('[[report]]\nnotebook = "little.ipynb"\n'))
    assert run(plan, Options(fresh=True)) == 0
    monkeypatch.setattr(fingerprint, part, lambda: "another")
    job, lines = Options(dry_run=True), []
    monkeypatch.setattr(Telling, "say", lambda self, line: lines.append(line))
    run(plan, job)
    assert lines == [f"little: would run, {why} changed"]


def test_a_database_is_asked_every_time(place):
    import sqlite3

    with sqlite3.connect(place.root / "zone.db") as db:
        db.execute("CREATE TABLE flows AS SELECT '2019' AS period, 1 AS value")
    db.close()
    place.notebook(
        "import sezlib as sez", "sez.intake('sqlite:///zone.db', query='SELECT * FROM flows')"
    )
    place.plan('[[report]]\nnotebook = "little.ipynb"\n')
    place.run()
    assert place.run("--dry-run") == ["little: would run, a database was asked"]


def test_a_file_that_was_not_there_makes_a_report_stale_once_it_is(place):
    place.notebook(
        "import sezlib as sez",
        "profile = sez.read_profile(beside='flows.csv')",
        "rates = sez.claims.read('data/published/technopolis_moscow.toml')",
        parameters="name: str = ''",
    )
    flows = place.root / "flows.csv"
    flows.write_text("period,value\n2019,1\n")
    place.plan("[[report]]\nnotebook = 'little.ipynb'\n")
    place.run()
    assert told(place.run())[0] == "little: unchanged (key K)"
    (place.root / "profile.toml").write_text("area_ha = 1.0\n")
    assert place.run("--dry-run") == ["little: would run, profile.toml was not there"]
    (place.root / "profile.toml").unlink()
    own = place.root / "data" / "published" / "technopolis_moscow.toml"
    own.parent.mkdir(parents=True)
    own.write_text("subject = 'mine'\n")
    assert place.run("--dry-run") == ["little: would run, technopolis_moscow.toml was not there"]
    place.run()
    own.unlink()
    assert place.run("--dry-run") == ["little: would run, technopolis_moscow.toml is gone"]


def test_a_profile_of_another_zone_is_an_input_too(tmp_path, monkeypatch):
    monkeypatch.setenv(trace.VARIABLE, str(tmp_path))
    (tmp_path / "flows.csv").write_text("period,value\n2019,1\n")
    (tmp_path / "profile.toml").write_text("zone = 'B'\n")
    assert profile.read_profile(beside=tmp_path / "flows.csv", zone="A") == {}
    assert list(workers.looked_for(trace.notes(tmp_path))) == [str(tmp_path / "profile.toml")]


def test_another_secret_opens_the_same_data_and_another_address_does_not():
    def parts(address):
        return fingerprint.parts(
            "digest", {"flows": address, "api_token": address}, {address: "sha"}
        )

    one, other = (parts(f"s3://me:{word}@bucket/a.csv") for word in ("gEh3im", "ne0"))
    assert one == other and "gEh3im" not in str(one)
    assert parts("s3://me:ne0@bucket/b.csv") != other


def test_other_forms_and_another_letterhead_make_a_report_again(place):
    place.notebook("1")
    little = '[[report]]\nnotebook = "little.ipynb"\n'
    place.plan(little)
    place.run()
    place.plan('to = ["docx"]\n' + little)
    assert place.run("--dry-run") == ["little: would run, what it is published in changed"]
    place.run()
    manifest = place.manifest("little")
    assert [one["file"] for one in manifest["outputs"]] == [
        "report.docx", "report.ipynb", "summary.json"
    ]  # fmt: skip
    assert manifest["to"] == ["docx"]
    (place.root / "office").mkdir()
    template = place.root / "office" / "template.toml"
    template.write_text('[en]\nname = "One"\n')
    place.plan('to = ["docx"]\ntemplate = "office"\n' + little)
    assert told(place.run())[0] == "little: made in N s"
    assert "unchanged" in place.run()[0]
    template.write_text('[en]\nname = "Two"\n')
    assert place.run("--dry-run") == ["little: would run, what it is published in changed"]
    template.write_text('[en]\nnme = "Two"\n')
    assert "unknown key 'nme'" in place.run(code=2)


def test_a_file_in_a_store_is_asked_for_with_the_secret_that_is_given(tmp_path, monkeypatch):
    address = "s3://me:gEh3im@bucket/a.csv"
    asked = []
    monkeypatch.setattr(fingerprint.files, "digest", lambda address: asked.append(address) or "sha")
    notebook = Place(tmp_path).notebook("1")
    job = Job(notebook, {"flows": address}, tmp_path / "out")
    job.target.mkdir()
    parts = fingerprint.parts(trace.digest(notebook), job.parameters, {address: "sha"})
    sign = fingerprint.key(parts)
    report_folder.write_json(
        job.target / "manifest.json", {"status": "completed", "key": sign, "outputs": []}
    )
    fingerprint.write_state(job.target, {"key": sign, "parts": parts})
    assert "gEh3im" not in fingerprint.state_of(job.target).read_text()
    assert fingerprint.why_stale(job, [], fingerprint.Digests()) == ("", sign)
    assert asked == [address]


def test_no_secret_is_in_the_history(tmp_path):
    line = {"report": "a", "parameters": {"flows": "https://u:gEh3im@h/a.csv?sig=gEh3im"}}
    index.append_lines(tmp_path, [{**line, "said": "cannot reach mysql://u:gEh3im@h"}])
    assert "gEh3im" not in (tmp_path / "runs.jsonl").read_text()


def test_no_folder_is_named_by_a_secret():
    for address in ("https://u:gEh3im@h/a.csv?token=a.gEh3im.c", "postgresql://u:gEh3im@h"):
        assert "gEh3im" not in report_folder.slug(address)
        assert "gEh3im" not in str(report_folder.default("n", {"flows": address}, {}))


def test_a_file_written_again_with_the_same_size_and_time_is_another(tmp_path):
    path = tmp_path / "a"
    path.write_text("one")
    digests, at = fingerprint.Digests(), path.stat()
    before = digests.of(str(path))
    time.sleep(0.02)
    path.write_text("two")
    os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))
    assert digests.of(str(path)) != before


def test_only_what_failed_or_all_of_it_where_asked(place):
    place.notebook("import pathlib", "assert name == 'a' or pathlib.Path('ok').exists()")
    place.plan(PLAN)
    assert told(place.run(code=1))[-1] == "3 reports: 1 made, 2 failed; reports/index.html"
    (place.root / "ok").touch()
    lines = told(place.run("--only-failed"))
    assert lines[0] == "little-a: left: its last run did not fail"
    assert lines[-1] == "3 reports: 2 made, 1 left alone; reports/index.html"
    assert told(place.run())[-1] == "3 reports: 3 unchanged; reports/index.html"
    assert told(place.run("--force"))[-1] == "3 reports: 3 made; reports/index.html"


def test_data_that_are_refused_are_one_report_s_affair(place):
    (place.root / "bad.csv").write_text("period,value\n2019,x\n")
    (place.root / "good.csv").write_text("period,value\n2019,1\n")
    place.notebook("import sezlib as sez", "sez.read(flows)", parameters='flows: str = "good.csv"')
    place.plan(
        '[[report]]\nnotebook = "little.ipynb"\n'
        'grid = { flows = ["bad.csv", "none.csv", "good.csv"] }\n'
    )
    run = place.start()
    out, err = run.communicate(timeout=120)
    assert run.returncode == 2 and err == ""
    lines = out.splitlines()
    assert "little-bad.csv: refused: bad.csv: column 'value' is not a number" in lines[0]
    assert lines[1].startswith("little-none.csv: refused: no file 'none.csv'")
    assert told(lines)[2] == "little-good.csv: made in N s"
    assert place.manifest("little-bad.csv.failed")["status"] == "refused"


@pytest.mark.parametrize(
    ("text", "err"),
    [
        ("[[report]]\nnotebook = 'no'\n", "refused: no notebook 'no'"),
        ("[[report]]\nnotebook = 'little.ipynb'\nparameters = { nmae = 'x' }\n", "'nmae' (did you"),
    ],
)
def test_what_a_plan_mistypes_runs_nothing(place, text, err):
    place.notebook("1")
    place.plan(text)
    lines = place.run(code=2)
    assert err in "\n".join(lines)
    assert sorted(p.name for p in place.reports.iterdir()) == ["index.html", "runs.jsonl"]
    # what was refused has its row
    page = (place.reports / "index.html").read_text()
    assert '<span class="bad">refused</span>' in page and "was never made" in page


def test_a_plan_that_is_none_is_told_in_a_sentence(place):
    place.plan("[[report]\n")
    assert place.run(code=2).startswith("sez: plan.toml: not a plan: ")


HOSTILE = {
    "quotes": "\"'\\ {name} {{x}}",
    "shell": "$(touch owned) `touch owned` ; touch owned",
    "path": "../../owned",
    "code": "__import__('os').system('touch owned')",
    # as everywhere in tables, the ends of lines become one
    "lines": "a\nb\n\tc",
    "emoji": "\U0001f4e6 \u2028",
    "zeros": "0101",
    "no": "NO",
    "float": "1e5",
    "time": "12:30",
    "html": "<script>alert(1)</script>",
    "long": "x" * 90_000,
}


@pytest.mark.parametrize("how", [[], ["--fresh"]])
def test_hostile_parameters_arrive_as_given_and_do_nothing(place, how):
    # a report for each where they are forked, and all in one that is a new Python
    rows = [HOSTILE] if how else [{"name": value} for value in HOSTILE.values()]
    parameters = "".join(f'{name}: str = "x"\n' for name in rows[0])
    place.notebook(f"print(*map(ascii, [{', '.join(rows[0])}]), sep='\\n')", parameters=parameters)
    with (place.root / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    place.plan('[[report]]\nnotebook = "little.ipynb"\nrows = "rows.csv"\n')
    lines = place.run(*how)
    reports = "1 report: 1" if how else f"{len(HOSTILE)} reports: {len(HOSTILE)}"
    assert told(lines)[-1] == f"{reports} made; reports/index.html"
    seen = set()
    for made in place.reports.iterdir():
        if made.is_dir() and made.name != ".sezlib":
            nb = nbformat.read(made / "report.ipynb", as_version=4)
            seen |= set(nb.cells[-1].outputs[0].text.splitlines())
    assert seen == {ascii(value) for value in HOSTILE.values()}
    assert not list(place.root.parent.rglob("owned"))
    assert sorted(p.name for p in place.root.iterdir()) == [
        "little.ipynb", "plan.toml", "reports", "rows.csv",
    ]  # fmt: skip
    assert "<script>" not in (place.reports / "index.html").read_text()


def test_a_text_of_a_million_characters_arrives(place):
    place.notebook("import hashlib; print(hashlib.sha256(name.encode()).hexdigest(), len(name))")
    text = "0123456789" * 10**5
    place.plan(PLAN.replace('["a", "b", "c"]', f'["{text}"]'))
    assert told(place.run())[-1] == "1 report: 1 made; reports/index.html"
    (folder,) = place.reports.glob("little-*")
    nb = nbformat.read(folder / "report.ipynb", as_version=4)
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert nb.cells[-1].outputs[0].text == f"{digest} 1000000\n"
    assert len(folder.name) < 100


def test_a_killed_kernel_is_tried_again_and_an_error_is_not(place):
    tries = place.root / "tries"
    count = f"import os, pathlib, signal; t = pathlib.Path({str(tries)!r} + name)\n"
    count += "n = len(t.read_text()) if t.exists() else 0; t.write_text('x' * (n + 1))"
    place.notebook(
        count, "if name == 'a' and n < 2: os.kill(os.getpid(), signal.SIGKILL)",
        "if name == 'b': os.kill(os.getpid(), signal.SIGKILL)", "assert name != 'c'",
    )  # fmt: skip
    place.plan("retries = 2\n" + PLAN)
    lines = told(place.run(code=4))
    assert lines[0] == "little-a: made in N s at try 3"
    assert lines[1].startswith("little-b: killed: ") and "SIGKILL" in lines[1]
    assert lines[2].startswith("little-c: failed: ")
    assert [len((place.root / f"tries{n}").read_text()) for n in "abc"] == [3, 3, 1]


def test_limits_of_time_end_a_report_and_no_other(place):
    place.notebook("import time", "time.sleep(600 if name == 'b' else 0)")
    place.plan("run_limit = 6\n" + PLAN)
    lines = told(place.run(code=3))
    assert lines[0] == "little-a: made in N s" and lines[2] == "little-c: made in N s"
    assert "little-b: timed out: " in lines[1] and "took longer than its 6 s" in lines[1]


def test_a_runner_that_is_killed_is_told_and_tried_again(place):
    once = place.root / "once"
    kill = (
        f"import os, pathlib, signal; p = pathlib.Path({str(once)!r})\n"
        "if name == 'b' and not p.exists(): p.touch(); os.kill(os.getppid(), signal.SIGKILL)"
    )
    place.notebook(kill, "1")
    place.plan("retries = 0\n" + PLAN)
    lines = told(place.run(code=4))
    assert lines[1].startswith(
        "little-b: killed: the runner ended by SIGKILL; the runner was killed"
    )
    assert place.manifest("little-b.failed")["status"] == "killed"
    assert told(place.run())[-1] == "3 reports: 1 made, 2 unchanged; reports/index.html"


@pytest.mark.parametrize("how", [[], ["--fresh"]])
def test_what_a_cell_lets_go_of_ends_with_its_report(place, how):
    left = place.root / "left"
    fork = (
        "import os, pathlib, time\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork() == 0:\n"
        f"        pathlib.Path({str(left)!r} + name).write_text(str(os.getpid()))\n"
        "        time.sleep(600)\n"
        "    os._exit(0)\n"
        f"while not os.path.exists({str(left)!r} + name): time.sleep(0.05)"
    )
    place.notebook(fork)
    place.plan(ONE if how else PLAN)
    reports = "1 report: 1" if how else "3 reports: 3"
    assert told(place.run(*how))[-1] == f"{reports} made; reports/index.html"
    for name in "a" if how else "abc":
        pid = (place.root / f"left{name}").read_text()
        assert not Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize("how", [[], ["--fresh"]])
def test_temporary_files_of_a_kernel_go_with_it(place, how, monkeypatch):
    (place.root / "t").mkdir()
    monkeypatch.setenv("TMPDIR", str(place.root / "t"))
    place.notebook("import tempfile; print(tempfile.mkdtemp())")
    place.plan(ONE)
    place.run(*how)
    (printed,) = cells_of(place.reports / "little-a")[-1][2]
    assert printed.text.startswith(str(place.root / "t" / "sez-"))
    assert list((place.root / "t").iterdir()) == []


def test_a_failure_calls_somebody_with_the_manifest(place):
    place.notebook("assert name != 'b'")
    called = place.root / "called"
    script = place.root / "call.py"
    script.write_text(f"import sys; open({str(called)!r}, 'a').write(sys.argv[1] + '\\n')")
    place.plan(PLAN)
    place.run("--on-failure", f"{sys.executable} {script}", code=1)
    assert called.read_text() == f"{place.reports / 'little-b.failed' / 'manifest.json'}\n"


def test_the_manifest_tells_the_day_and_the_history_what_was_read(place):
    (place.root / "flows.csv").write_text("period,value\n2019,1\n2018,2\n")
    place.notebook(
        "import sezlib as sez", "sez.read('flows.csv')", parameters='period: str = "2018"\n'
    )
    place.plan(
        'as_of = 2020-02-15\n[[report]]\nnotebook = "little.ipynb"\n'
        'parameters = { period = "previous year" }\n'
    )
    place.run()
    manifest = place.manifest("little-2019")
    assert manifest["as_of"] == "2020-02-15" and manifest["parameters"] == {"period": "2019"}
    line = place.history()[-1]
    assert [(one["file"], one["rows"], one["rejected"]) for one in line["read"]] == [
        ("flows.csv", 2, 0)
    ]
    assert {one["file"] for one in line["wrote"]} >= {"report.html", "report.ipynb"}
    assert line["key"] == manifest["key"]
    # nothing that is published knows where it was made
    assert str(place.root) not in (place.reports / "little-2019" / "manifest.json").read_text()


def test_a_torn_line_of_the_history_spoils_no_other(tmp_path):
    index.append_lines(tmp_path, [{"report": "a", "status": "completed"}])
    with (tmp_path / "runs.jsonl").open("a") as file:
        file.write('{"report": "torn", "sta')
    index.append_lines(tmp_path, [{"report": "b", "status": "failed"}])
    assert index.last_lines(tmp_path, ["a", "b", "torn"]).keys() == {"a", "b"}


def line(report, status, **more):
    return {"batch": "", "report": report, "status": status, **more}


def test_the_history_is_read_from_its_end_and_as_far_as_it_takes(tmp_path, monkeypatch):
    monkeypatch.setattr(index, "BLOCK", 50)
    index.append_lines(tmp_path, [line("Ж", "completed", n=1), line("b", "failed", n=2)])
    more = [line("b", "unchanged", parameters={"report": "Ж", "status": "completed"})] * 9
    index.append_lines(tmp_path, more)
    found = index.last_lines(tmp_path, ["Ж", "b", "c"])
    assert {name: one.get("n") for name, one in found.items()} == {"Ж": 1, "b": None}
    assert index.last_lines(tmp_path, ["Ж", "b"], "completed") == {"Ж": line("Ж", "completed", n=1)}
    many = [f"r{number}" for number in range(20)]
    assert index.last_lines(tmp_path, [*many, "Ж"])["Ж"]["n"] == 1


def test_lines_of_other_plans_and_the_one_of_its_making_are_not_pruned(tmp_path):
    lines = [line("a", "completed", plan="x"), line("a", "failed", plan="x", n=1)]
    lines += [line("a", "completed", plan="y")] * 3 + [line("a", "failed", plan="x", n=2)]
    index.append_lines(tmp_path, lines)
    index.prune_lines(tmp_path, "x", 1)
    left = [json.loads(text) for text in (tmp_path / "runs.jsonl").read_text().splitlines()]
    assert left == [lines[0], *lines[2:]]


def test_unchanged_again_is_no_new_line(place):
    place.notebook("1")
    place.plan('[[report]]\nnotebook = "little.ipynb"\n')
    for _ in range(3):
        place.run()
    assert [one["status"] for one in place.history()] == ["completed", "unchanged"]


def test_only_what_this_plan_has_made_is_pruned(place):
    from sezlib.report import report

    little = place.notebook("1", parameters='period: str = "2018"\n')
    plan = '[[report]]\nnotebook = "little.ipynb"\ngrid = {{ period = {} }}\n'
    other = place.root / "other.toml"
    other.write_text(plan.format('["2015"]') + "name = 'other-{period}'\n")
    place.plan(plan.format('["2016", "2017"]'))
    assert processes.run("batch", other).returncode == 0
    place.run()
    report(str(little), {"period": "2014"}, place.reports / "hand")
    place.plan(plan.format('["2018"]'))
    place.run("--keep", "1")
    kept = ["hand", "little-2018", "other-2015"]
    assert sorted(p.name for p in place.reports.iterdir() if (p / "manifest.json").exists()) == kept
    # an earlier period that is asked for is not made to be taken away
    place.plan(plan.format('["2013"]'))
    place.run("--keep", "1")
    assert (place.reports / "little-2013").exists() and (place.reports / "hand").exists()


@pytest.mark.parametrize(
    ("named", "gone"),
    [
        # two reports of one notebook, period and parameters
        ({"last", "archive-2019"}, ["archive-2018"]),
        ({"last", "archive-2018", "archive-2019"}, []),
        ({"last"}, ["archive-2018", "archive-2019"]),
    ],
)
def test_what_the_plan_names_stays_and_notebooks_of_one_name_are_not_one(tmp_path, named, gone):
    made = {}
    for name, notebook, period in (
        ("archive-2018", "a/n.ipynb", "2018"),
        ("archive-2019", "a/n.ipynb", "2019"),
        ("last", "a/n.ipynb", "2019"),
        ("other", "b/n.ipynb", "2017"),
    ):
        manifest = {"batch": "x", "key": name, "notebook": {"file": "n.ipynb"}}
        (tmp_path / name).mkdir()
        report_folder.write_json(
            tmp_path / name / "manifest.json", {**manifest, "parameters": {"period": period}}
        )
        made[name] = {"batch": "x", "key": name, "notebook": notebook}
    found = index.expired_reports(tmp_path, 1, made, named)
    assert sorted(target.name for target in found) == gone


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_a_plan_of_more_periods_than_are_kept_is_refused(place, options):
    place.notebook("1", parameters='period: str = "2018"\n')
    plan = 'keep = 2\n[[report]]\nnotebook = "little.ipynb"\n'
    place.plan(plan + 'grid = { period = { from = "2015", to = "2019" } }\n')
    said = place.run(*options, code=2)
    assert said.startswith("sez: plan.toml: keep is 2, and the plan has 5 periods of one report")
    assert not place.reports.exists()


@pytest.mark.parametrize("name", ["index.html", "runs.jsonl"])
def test_a_page_or_history_of_somebody_else_is_refused(place, name):
    place.notebook("1")
    place.plan("out = '.'\n" + PLAN)
    (place.root / name).write_text("mine\n")
    for options in ([], ["--dry-run"]):
        said = place.run(*options, code=2)
        assert f"/{name}' is there already, and no batch has written it; name another" in said
    assert (place.root / name).read_text() == "mine\n"
    assert sorted(p.name for p in place.root.iterdir()) == sorted(
        [name, "little.ipynb", "plan.toml"]
    )


def test_a_page_of_the_build_before_is_taken_for_ours(tmp_path):
    index.write_page(tmp_path, {})
    path = tmp_path / index.PAGE
    page = path.read_bytes()
    assert index.GENERATOR in page
    # it named no generator, and had one scheme of colours
    page = page.replace(index.GENERATOR + b"\n", b"")
    path.write_bytes(page)
    assert not index.page_is_ours(tmp_path)
    former = b"<style>\n:root { color-scheme: light; --ink: #1b1f24; --quiet: #57606a;"
    path.write_bytes(page.replace(b"<style>", former))
    assert index.page_is_ours(tmp_path)


def test_a_report_that_cannot_be_written_stops_no_other(place, monkeypatch):
    from sezlib.batch import read, run
    from sezlib.batch.run import Options
    from sezlib.report import folder

    place.notebook("1")
    lines, claim = [], folder.claim

    def refused(target):
        if target.name == "little-b":
            raise OSError(36, "File name too long")
        claim(target)

    monkeypatch.setattr(folder, "claim", refused)
    monkeypatch.setattr(Telling, "say", lambda self, text: lines.append(text))
    assert run(read(place.plan(PLAN)), Options(fresh=True)) == 6
    assert told(lines)[0] == "little-a: made in N s" and told(lines)[2] == "little-c: made in N s"
    assert lines[1].startswith("little-b: unwritten: ") and "File name too long" in lines[1]


def test_names_reach_a_terminal_without_what_it_would_obey(place):
    name = "little\x1b[31m.ipynb"
    place.notebook("1")
    (place.root / "little.ipynb").rename(place.root / name)
    place.plan(
        '[[report]]\nnotebook = "little\\u001b[31m.ipynb"\nname = "x"\nparameters = { no = 1 }\n'
    )
    for options in ([], ["--dry-run"]):
        out, err = place.start(*options).communicate(timeout=120)
        assert "\x1b" not in out + err
    out, err = place.start("--\x1b[31m").communicate(timeout=60)
    assert "does not understand" in err and "\x1b" not in err


def test_the_last_ones_are_kept_and_older_ones_are_not(place):
    place.notebook("1", parameters='period: str = "2018"\nname: str = "x"\n')
    plan = (
        '[[report]]\nnotebook = "little.ipynb"\n'
        'grid = {{ name = ["a", "b"], period = {{ from = "{}", to = "2019" }} }}\n'
    )
    place.plan(plan.format(2015))
    place.run()
    place.plan(plan.format(2018))
    place.run("--keep", "2")
    assert sorted(p.name for p in place.reports.glob("little-*")) == [
        "little-a-2018", "little-a-2019", "little-b-2018", "little-b-2019",
    ]  # fmt: skip
    assert len(list((place.reports / ".sezlib").iterdir())) == 4
    place.run("--keep", "2", "--force")
    place.run("--keep", "2", "--force")
    names = [line["report"] for line in place.history()]
    # each of the plan has its last two lines, and of an older one it is told that it was made
    assert {name: names.count(name) for name in names} == {
        f"little-{name}-{period}": 2 if period > 2017 else 1
        for name in "ab" for period in range(2015, 2020)
    }  # fmt: skip


def test_a_folder_that_somebody_put_a_file_in_is_not_pruned(place):
    place.notebook("1", parameters='period: str = "2018"\n')
    place.plan(
        '[[report]]\nnotebook = "little.ipynb"\ngrid = { period = { from = "2018", to = "2019" } }'
    )
    place.run()
    (place.reports / "little-2018" / "mine.txt").write_text("mine")
    place.plan('[[report]]\nnotebook = "little.ipynb"\ngrid = { period = ["2019"] }')
    lines = place.run("--keep", "1")
    assert any(line.startswith("little-2018: left, ") and "mine.txt" in line for line in lines)
    assert (place.reports / "little-2018" / "mine.txt").exists()


def test_the_page_tells_what_is_stale_and_since_when(place):
    place.notebook("import pathlib", "assert name == 'a' or not pathlib.Path('bad').exists()")
    place.plan(PLAN)
    place.run()
    (place.root / "bad").touch()
    place.run("--force", code=1)
    page = (place.reports / "index.html").read_text()
    assert page.count('role="alert"') == 2
    assert re.search(r"little-b</strong>\s+is stale since \d{4}-\d\d-\d\d \d\d:\d\d UTC", page)
    assert 'href="little-b.failed/report.ipynb"' in page
    assert "default-src 'none'" in page and "<script" not in page
    (place.root / "bad").unlink()
    place.run()
    assert "stale" not in (place.reports / "index.html").read_text().split("</style>")[1]


def test_the_page_shows_the_figures_of_a_bulletin(tmp_path, published):
    shutil.copytree(published("en")[1], tmp_path / "moscow")
    index.write_page(tmp_path, {})
    page = (tmp_path / "index.html").read_text()
    assert "326,000,000 RUB" in page and "+32.0%" in page
    assert "309,854 in 2006, 326,000,000 in 2019" in page
    assert "synthetic data" in page


@pytest.mark.parametrize("nameless", [True, False], ids=["nameless", "named"])
def test_a_lock_is_never_there_unsigned(tmp_path, monkeypatch, nameless):
    path, sign, seen = tmp_path / ".x.lock", folder._sign_lock, []
    if not nameless:
        monkeypatch.delattr(os, "O_TMPFILE")

    def slow(*given):
        seen.append(path.exists() and path.stat().st_size == 0)
        sign(*given)

    monkeypatch.setattr(folder, "_sign_lock", slow)
    with folder.locked(path, "x"):
        assert json.loads(path.read_text())["pid"] == os.getpid()
        # a system without such files has an instant without a signature
        assert seen == [not nameless, False]
        with pytest.raises(LockedError, match=f"x is being worked on by process {os.getpid()} "):
            folder.locked(path, "x").__enter__()
    assert not path.exists()


def test_a_lock_of_the_folder_is_respected_and_names_its_holder(place):
    place.notebook("import time", "time.sleep(600)")
    place.plan(PLAN)
    first = place.start()
    while not list(place.reports.glob(".*.building")):
        assert first.poll() is None
    second = place.start()
    _, err = second.communicate(timeout=60)
    assert second.returncode == 5
    assert err.startswith(f"sez: 'reports' is being worked on by process {first.pid} on ")
    first.terminate()
    out, err = first.communicate(timeout=60)
    assert first.returncode == 130 and "interrupted" in out + err
    assert not list(place.reports.glob(".*.building")) and not list(place.reports.glob(".*.lock"))
    assert place.manifest("little-a.failed")["status"] == "interrupted"


def test_where_nothing_can_be_written_it_says_so(place):
    place.notebook("1")
    place.plan("out = 'file/reports'\n" + PLAN)
    (place.root / "file").touch()
    run = place.start()
    _, err = run.communicate(timeout=60)
    assert run.returncode == 6 and "cannot be written" in err and len(err.splitlines()) == 1


def test_a_full_disk_is_told_and_the_next_batch_carries_on(place):
    mounted = place.root / "small"
    mounted.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", mounted]).returncode:
        pytest.skip("no small disk can be made here: mount needs root")
    try:
        fill = "open(os.path.join(os.environ['SEZLIB_RUN'], 'big'), 'wb').write(b'x' * 10**7)"
        place.notebook("import os", f"if name == 'b': {fill}")
        place.plan("out = 'small'\nretries = 0\n" + PLAN)
        run = place.start("--jobs", "1")
        out, err = run.communicate(timeout=120)
        assert run.returncode in (1, 6) and "No space left on device" in out + err
        assert "Traceback" not in err
        lines = out.splitlines()
        assert "little-a: made" in lines[0] and "little-c: made" in lines[2]
        assert sorted(p.name for p in mounted.glob("little-[ac]")) == ["little-a", "little-c"]
    finally:
        subprocess.run(["umount", mounted], check=True)


def test_it_works_where_the_plan_is_whoever_runs_it_from_wherever(place, tmp_path_factory):
    (place.root / "flows.csv").write_text("period,value\n2019,1\n")
    place.notebook("import sezlib as sez", "sez.read('flows.csv')")
    place.plan('[[report]]\nnotebook = "little.ipynb"\n')
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    run = place.start(cwd=elsewhere)
    assert run.communicate(timeout=60)[1] == "" and run.returncode == 0
    assert (place.reports / "little").exists() and not list(elsewhere.iterdir())


def digests(folder, but=()):
    manifest = json.loads((folder / "manifest.json").read_text())
    return {one["file"]: one["sha256"] for one in manifest["outputs"] if one["file"] not in but}


def cells_of(folder):
    nb = nbformat.read(folder / "report.ipynb", as_version=4)
    return [(c.cell_type, c.source, c.get("outputs"), c.get("execution_count")) for c in nb.cells]


@pytest.fixture(scope="module")
def both_ways(once, published):
    """The annual report of the sample in a language, forked by a batch and made by a new Python."""

    def fill(folder):
        place = Place(folder)
        parameters = 'parameters = { period = "2019" }\ngrid = { language = ["en", "ru"] }\n'
        place.plan(f'[[report]]\nnotebook = "annual_export"\nname = "{{language}}"\n{parameters}')
        place.run(new=True)

    return lambda language: (
        once("forked", fill) / "reports" / language,
        published(language)[1],
    )


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_forked_run_gives_the_same_bytes_as_a_fresh_one(both_ways, language):
    ways = both_ways(language)
    # the notebook holds the times of the run, and the workbook its own
    one, other = (digests(way, but=("report.ipynb", "tables.xlsx")) for way in ways)
    assert one == other and len(one) > 20
    assert cells_of(ways[0]) == cells_of(ways[1])


@pytest.mark.parametrize("language", ["en", "ru"])
def test_two_workbooks_of_the_same_tables_differ_in_their_time_alone(both_ways, language):
    ways = both_ways(language)
    books = [zipfile.ZipFile(way / "tables.xlsx") for way in ways]
    one, other = (
        {i.filename: (i.date_time, book.read(i)) for i in book.infolist()} for book in books
    )
    assert [name for name in one if one[name] != other[name]] in ([], ["docProps/core.xml"])
    for way in ways:
        started = json.loads((way / "manifest.json").read_text())["started"]
        created = openpyxl.load_workbook(way / "tables.xlsx").properties.created
        assert f"{created.isoformat()}+00:00" == started


def own_machine(place):
    """Fill a home, a working folder and an environment with what could change a report."""
    home = place.root / "home"
    loud = "raise SystemExit(__file__)\n"
    for module in ("json", "statistics", "random", "pandas", "typing", "babel", "sezlib"):
        (place.root / f"{module}.py").write_text(loud)
    (place.root / "beside.py").write_text("word = 'found'\n")
    setting = (
        "import pandas as pd, matplotlib as m\n"
        "pd.set_option('display.max_rows', 2); m.rc('font', size=30)\n"
    )
    templates = ".local/share/jupyter/nbconvert/templates"
    base = sorted((Path(sys.prefix) / "share/jupyter/nbconvert/templates/base").glob("*.j2"))
    files = {
        "startup.py": setting,
        ".ipython/profile_default/startup/00.py": setting,
        ".ipython/profile_default/ipython_kernel_config.py": "c.InteractiveShell.colors = 'x'",
        ".config/matplotlib/matplotlibrc": "font.size: 30\n",
        ".jupyter/jupyter_nbconvert_config.py": "c.HTMLExporter.exclude_output = True",
        f"{templates}/base/conf.json": '{"preprocessors": {"x": {"type": "no.such.Thing"}}}',
        **{f"{templates}/base/{file.name}": "mine" for file in base},
    }
    for name, text in files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text)
    (place.root / "matplotlibrc").write_text("font.size: 30\nlines.linewidth: 9\n")
    return {
        "HOME": str(home), "PYTHONSTARTUP": str(home / "startup.py"), "TZ": "Asia/Tokyo",
        "MATPLOTLIBRC": str(home / ".config/matplotlib/matplotlibrc"), "MPLBACKEND": "svg",
        "JUPYTER_PATH": str(home / ".local/share/jupyter"), "LC_ALL": "C", "LANG": "ru_RU.KOI8-R",
        "IPYTHONDIR": str(home / ".ipython"), "JUPYTER_CONFIG_DIR": str(home / ".jupyter"),
        "PYTHONSAFEPATH": "", "PYTHONIOENCODING": "koi8-r", "COLUMNS": "33",
        "POLARS_FMT_MAX_ROWS": "1", "NO_COLOR": "1", "IPYKERNEL_CELL_NAME": "cell",
    }  # fmt: skip


SENSITIVE = (
    "import pandas as pd, matplotlib.pyplot as plt, time, locale, random, statistics",
    "plt.plot([1, 2]); plt.title('Aя')",
    "pd.DataFrame({'a': range(40), 'b': 'x' * 90})",
    "1\n2",
    "assert statistics.mean([1, 2]) == 1.5\nprint(time.tzname, time.localtime(0).tm_hour)",
    "print(locale.getpreferredencoding().lower(), __debug__, plt.get_backend())",
    "open('file', 'w').write('я')",
    "1 / 0",
)


def sensitive_reports(place, env, *how, names):
    """Make reports of what a machine could change, in an environment; return their folder."""
    place.notebook(*SENSITIVE, name="broken")
    place.notebook(*SENSITIVE[:-1])
    grid = f"[report.grid]\nname = {names}\n"
    place.plan("".join(f"[[report]]\nnotebook='{n}.ipynb'\n{grid}" for n in ("little", "broken")))
    command = [Path(sys.executable).parent / "sez", "batch", "plan.toml", *how]
    run = subprocess.run(command, env=env, cwd=place.root, capture_output=True, check=False)
    assert run.returncode == 1, run
    return place.reports


@pytest.mark.parametrize("how", [(), ("--fresh",)])
def test_nothing_of_the_user_s_own_machine_changes_a_report(place, once, how):
    # two that are forked have a parent in common
    names = ["a"] if how else ["a", "b"]

    def fill(folder):
        sensitive_reports(Place(folder), os.environ, names=["a", "b"])

    plain = once("plain-machine", fill) / "reports"
    env = os.environ | own_machine(place)
    if how:
        # a process that was started like this forks none
        env |= {"PYTHONOPTIMIZE": "1", "PYTHONWARNINGS": "always"}
    own = sensitive_reports(place, env, *how, names=names)
    for name in [f"little-{name}" for name in names]:
        one, other = (digests(way / name, but=("report.ipynb",)) for way in (plain, own))
        assert one == other
        assert cells_of(plain / name) == cells_of(own / name)
    assert cells_of(plain / "broken-a.failed") == cells_of(own / "broken-a.failed")


@pytest.mark.parametrize("how", [(), ("--fresh",)])
def test_a_module_beside_the_notebook_is_found_and_shadows_none(place, how):
    own_machine(place)
    place.notebook(
        "import beside, json, pandas, sezlib; print(beside.word, json.dumps(1), pandas.NA)"
    )
    place.plan(ONE)
    place.run(*how, new=True)
    assert cells_of(place.reports / "little-a")[-1][2][0].text == "found 1 <NA>\n"


def test_a_chart_of_pyplot_is_not_lost_in_a_forked_kernel(place):
    place.notebook(
        "import matplotlib.pyplot as plt, random, numpy as np",
        "plt.plot([1, 2])", "plt.plot([2, 1]); plt.show()",
        "print(random.random(), np.random.rand(), plt.get_backend())",
    )  # fmt: skip
    place.plan(ONE)
    place.run("--out", str(place.root / "fresh"), "--fresh")
    place.plan(PLAN)
    place.run("--out", str(place.root / "forked"))
    other = cells_of(place.root / "fresh" / "little-a")
    printed = []
    for name in ("little-a", "little-b"):
        one = cells_of(place.root / "forked" / name)
        charts = [[cell[2][-1].data["image/png"] for cell in way[-3:-1]] for way in (one, other)]
        assert charts[0] == charts[1]
        printed.append(one[-1][2][0].text.split())
        assert printed[-1][2] == other[-1][2][0].text.split()[2]
    # chance is no state that is handed down
    assert not set(printed[0][:2]) & set(printed[1][:2])


def test_help_tells_every_option():
    shown = subprocess.run(
        [sys.executable, "-m", "sezlib", "batch", "--help"], capture_output=True, text=True
    ).stdout
    for option in ("--jobs", "--only-failed", "--force", "--dry-run", "--keep", "--on-failure"):
        assert option in shown


def test_no_file_of_a_batch_holds_a_secret_and_another_one_makes_nothing_stale(place):
    place.notebook(
        "print(api_token)", "if zone == 'B': raise OSError(api_token)",
        parameters='api_token: str = ""\nzone: str = ""\nnote: str = ""\n',
    )  # fmt: skip
    plan = (
        '[[report]]\nnotebook = "little.ipynb"\ngrid = { zone = ["A", "B", "C"] }\n'
        'parameters = { api_token = "gEh3im", note = "of gEh3im" }\n'
        '[[report]]\nnotebook = "little.ipynb"\nname = "wrong"\n'
        'parameters = { api_token = "gEh3im", note = 1.5, zone = "A" }\n'
    )
    place.plan(plan)
    told = place.run(code=2)
    assert "gEh3im" not in str(told) and "OSError: …" in str(told)
    files = [file for file in place.reports.rglob("*") if file.is_file()]
    assert len(files) > 10
    assert not [file for file in files if b"gEh3im" in file.read_bytes()]
    place.plan(plan.replace("gEh3im", "an0th3r"))
    assert "little-A: unchanged" in str(place.run(code=2))


RULES = """rules = "rules.toml"
[[report]]
notebook = "little.ipynb"
parameters = { audience = "public" }
"""


def test_other_rules_make_a_public_edition_again_and_stand_nowhere(place):
    place.notebook(
        "import os, sezlib as sez",
        "fewest = sez.disclosure.read_rules(os.environ['SEZLIB_RULES']).minimum_frequency",
        parameters='audience: str = "internal"\n',
    )
    rules = place.root / "rules.toml"
    rules.write_text("minimum_frequency = 7531\n")
    place.plan(RULES)
    place.run()
    assert place.history()[-1]["status"] == "completed"
    digest = hashlib.sha256(rules.read_bytes()).hexdigest()
    for path in place.reports.rglob("*"):
        text = path.read_text("utf-8", "ignore") if path.is_file() else ""
        assert not {"rules.toml", "7531", digest} & set(re.split(r'[\s"\\,:=]+', text))
    rules.write_text("minimum_frequency = 4\n")
    assert "would run, a rule changed" in place.run("--dry-run")[0]
    rules.write_text("minimum_frequency = 0\n")
    assert "minimum_frequency 0 is not a number of companies" in place.run(code=2)
