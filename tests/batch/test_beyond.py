"""Watching, a cluster, and stores that are no folders."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest

from sezlib.batch import fingerprint, read, run, store
from sezlib.batch.run import Options
from sezlib.flows import FlowsError
from sezlib.report import folder
from sezlib.report.errors import UnwrittenError
from sezlib.texts import PROJECT

PLAN = '[[report]]\nnotebook = "little.ipynb"\n'


def until(happened, seconds=240):
    over = time.monotonic() + seconds
    while time.monotonic() < over:
        if happened():
            return True
        time.sleep(0.05)
    return False


def test_what_changed_is_made_again_once_it_has_stopped_growing(place):
    data = place.root / "flows.csv"
    place.notebook(
        "import sezlib as sez", "print(len(sez.read(flows)))", parameters='flows: str = "flows.csv"'
    )
    # the data are not there yet
    place.plan(PLAN + 'parameters = { flows = "flows.csv" }\n')
    watching = place.start("--watch")
    lines = []
    listener = threading.Thread(target=lambda: lines.extend(iter(watching.stdout.readline, "")))
    listener.start()
    try:
        assert until(lambda: any("watching" in line for line in lines))
        assert "refused: no file 'flows.csv'" in lines[0]
        with data.open("w") as file:
            file.write("period,value\n")
            # it grows for longer than a file that has settled is left alone
            for year in range(2000, 2008):
                file.write(f"{year},1\n")
                file.flush()
                time.sleep(0.4)
        assert until(lambda: sum("watching" in line for line in lines) == 2)
        made = [line for line in lines if "made in" in line]
        assert len(made) == 1
        told = (
            json.loads((place.reports / "little-flows.csv" / "manifest.json").read_text())
            if (place.reports / "little-flows.csv").exists()
            else place.manifest("little")
        )
        assert told["data"][0]["rows"] == 8
        place.plan("[[report]\n")
        assert until(lambda: any("not a plan" in line for line in lines))
        place.plan(PLAN + 'parameters = { flows = "flows.csv" }\n')
        assert until(lambda: any("unchanged" in line for line in lines))
    finally:
        watching.send_signal(signal.SIGINT)
        watching.wait(timeout=60)
        listener.join()
        watching.stdout.close()
        watching.stderr.close()
    assert watching.returncode == 130


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers on the loopback address."""
    scheduler = tmp_path / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "distributed.cli.dask_scheduler",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--no-dashboard",
                "--scheduler-file",
                str(scheduler),
            ],
            **quiet,
        )
    ]
    assert until(lambda: scheduler.exists() and scheduler.read_text().endswith("}"))
    address = json.loads(scheduler.read_text())["address"]
    for _ in range(2):
        started.append(
            subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "distributed.cli.dask_worker",
                    address,
                    "--nthreads",
                    "1",
                    "--no-nanny",
                    "--no-dashboard",
                    "--local-directory",
                    str(tmp_path / "dask"),
                ],
                **quiet,
            )
        )
    yield address.removeprefix("tcp://"), started[1:]
    for process in started:
        process.kill()
        process.wait()


def test_a_cluster_makes_each_report_once_though_a_worker_is_killed(place, cluster):
    address, workers = cluster
    runs = place.root / "runs"
    place.notebook(
        "import time", "time.sleep(1)",
        f"with open({str(runs)!r}, 'a') as file: file.write(name + '\\n')",
    )  # fmt: skip
    names = [f"n{number}" for number in range(5)]
    place.plan(f"{PLAN}grid = {{ name = {names} }}\n")
    batch = place.start("--executor", f"dask://{address}")
    assert until(lambda: list(place.reports.glob("little-*")))
    workers[0].kill()
    out, err = batch.communicate(timeout=200)
    assert batch.returncode == 0, (out, err)
    assert "5 reports: 5 made; " in out
    assert {p.name for p in place.reports.glob("little-*")} == {f"little-{n}" for n in names}
    # what the killed worker had not finished was made by the other
    assert sorted(set(runs.read_text().split())) == names
    assert [line["status"] for line in place.history()].count("completed") == 5
    assert "5 unchanged" in place.run()[-1]


def test_a_cluster_that_is_not_there_is_told(place):
    place.notebook("1")
    place.plan(PLAN)
    run = place.start("--executor", "dask://127.0.0.1:1")
    _, err = run.communicate(timeout=60)
    assert run.returncode == 6 and err.startswith("sez: no Dask scheduler answers at tcp://127.")


@pytest.fixture
def memory(tmp_path, monkeypatch):
    import fsspec

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    store = fsspec.filesystem("memory")
    yield store
    store.rm("/bucket", recursive=True)


def test_reports_go_to_a_store_and_come_back_from_it(place, memory):
    place.notebook("name", "assert name != 'c'")
    plan = place.plan(f'out = "memory://bucket/reports"\n{PLAN}grid = {{ name = ["a", "c"] }}\n')
    assert run(read(plan), Options(fresh=True)) == 1
    files = set(memory.find("/bucket/reports"))
    assert {"/bucket/reports/index.html", "/bucket/reports/runs.jsonl"} <= files
    manifest = json.loads(memory.cat_file("/bucket/reports/little-a/manifest.json"))
    sizes = {one["file"]: one["bytes"] for one in manifest["outputs"]}
    assert {
        file: len(memory.cat_file(f"/bucket/reports/little-a/{file}")) for file in sizes
    } == sizes
    assert "/bucket/reports/little-c.failed/manifest.json" in files
    # on another machine, where nothing is but what the store has
    os.environ["XDG_CACHE_HOME"] += "-elsewhere"
    assert run(read(plan), Options(fresh=True)) == 1
    lines = memory.cat_file("/bucket/reports/runs.jsonl").decode().splitlines()
    status = [json.loads(line)["status"] for line in lines]
    # each batch writes as its reports end
    assert sorted(status[:2]) == ["completed", "failed"]
    assert sorted(status[2:]) == ["failed", "unchanged"]
    place.notebook("name", "1")
    assert run(read(plan), Options(fresh=True)) == 0
    assert not memory.exists("/bucket/reports/little-c.failed")
    assert memory.exists("/bucket/reports/little-c/report.html")
    assert not place.reports.exists()


def test_a_name_from_a_store_leads_nowhere_else(tmp_path, memory):
    memory.pipe_file("/bucket/r/x/../../evil", b"evil")
    good = {"file": "good", "sha256": hashlib.sha256(b"good").hexdigest()}
    told = {"made_by": "sezlib", "outputs": [{**good, "file": "../../evil"}, good]}
    memory.pipe_file("/bucket/r/x/good", b"good")
    memory.pipe_file("/bucket/r/x/manifest.json", json.dumps(told).encode())
    root = tmp_path / "deep" / "er" / "reports"
    root.mkdir(parents=True)
    store.Store("memory://bucket/r", root).pull()
    assert (root / "x" / "good").read_bytes() == b"good"
    assert not list(tmp_path.rglob("evil"))


def test_a_store_brings_nothing_hidden_and_keeps_what_no_manifest_lists(tmp_path, memory):
    x = hashlib.sha256(b"x").hexdigest()
    outputs = [{"file": name, "sha256": x} for name in ("good", ".hidden", "/a")]
    told = {"made_by": "sezlib", "outputs": outputs}
    for name in ("x", ".y.building", "index.html"):
        for file in ("good", ".hidden", "theirs.txt"):
            memory.pipe_file(f"/bucket/r/{name}/{file}", b"x")
        memory.pipe_file(f"/bucket/r/{name}/manifest.json", json.dumps(told).encode())
    bucket = store.Store("memory://bucket/r", tmp_path)
    bucket.pull()
    found = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*"))
    assert found == ["x", "x/good", "x/manifest.json"]
    bucket.push(tmp_path / "gone")
    (tmp_path / "x" / "good").unlink()
    (tmp_path / "x" / "manifest.json").unlink()
    bucket.push(tmp_path / "x")
    left = {file.removeprefix("/bucket/r/x/") for file in memory.find("/bucket/r/x")}
    assert left == {".hidden", "theirs.txt"}


def write_report(target, **files):
    """Write a report as a run leaves it, but for a key and a seal."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name, text in files.items():
        (target / name).write_text(text)
    told = {"made_by": "sezlib", "status": "completed", "outputs": folder.outputs(target)}
    (target / "manifest.json").write_text(json.dumps(told))


@pytest.fixture
def bucket(tmp_path, memory):
    (tmp_path / "r").mkdir()
    return store.Store("memory://bucket/r", tmp_path / "r")


def test_the_folder_of_a_store_holds_what_the_store_holds_and_no_more(bucket, memory):
    root = bucket.root
    for name in ("a", "b", "c"):
        write_report(root / name, one="1", other=name)
        fingerprint.write_state(root / name, {"key": name, "parts": {}})
        bucket.push(root / name)
    (root / "index.html").write_text("mine")
    (root / "runs.jsonl").write_text("mine")
    # never sent, as where the store was out of reach
    write_report(root / "d", one="1")
    memory.rm("/bucket/r/a", recursive=True)
    memory.rm("/bucket/r/.sezlib/a.json")
    memory.rm("/bucket/r/b/one")
    memory.pipe_file("/bucket/r/c/one", b"22")
    bucket.pull()
    found = {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()}
    left = {f"{name}/{file}" for name in "bc" for file in ("other", "manifest.json")}
    assert found == left | {".sezlib/b.json", ".sezlib/c.json"}
    # what a manifest of ours lists is ours, and is sent again
    bucket.claim("b")
    bucket.claim("c")
    folder.claim(root / "c")


def test_what_a_batch_that_was_killed_has_sent_is_known_for_ours(bucket, memory, monkeypatch):
    target, sent = bucket.root / "a", memory.pipe_file
    for before in ({}, {"gone": "0", "one": "0"}):
        if before:
            write_report(target, **before)
            bucket.push(target)
        write_report(target, one="1", other="2")
        for most in range(5):
            left = iter(range(most))
            with monkeypatch.context() as patched:
                patched.setattr(
                    bucket.files, "pipe_file", lambda *a, left=left: next(left) < 9 and sent(*a)
                )
                try:
                    bucket.push(target)
                except UnwrittenError as told:
                    assert str(told).startswith("the place of 'a' in the store cannot be ")
            far = store.Store("memory://bucket/r", bucket.root.with_name(f"{len(before)}-{most}"))
            far.root.mkdir()
            far.pull()
            far.claim("a")
            folder.claim(far.root / "a")
            whole = folder.read_json(far.root / "a" / "manifest.json").get("status") == "completed"
            assert whole == (most == 4 or (most == 0 and bool(before)))
        names = {file.rpartition("/")[2] for file in memory.find("/bucket/r/a")}
        assert names == {"one", "other", "manifest.json"}


def test_a_report_that_is_taken_away_leaves_neither_state_nor_failure_in_a_store(bucket, memory):
    target = bucket.root / "a"
    write_report(target, one="1")
    write_report(folder.failed_folder(target), two="2")
    fingerprint.write_state(target, {"key": "k", "parts": {}})
    bucket.push(target)
    assert len(memory.find("/bucket/r")) == 5
    folder.discard(target)
    folder.discard(folder.failed_folder(target))
    fingerprint.forget_state(target)
    bucket.push(target)
    assert memory.find("/bucket/r") == []


@pytest.mark.parametrize(
    ("file", "held"),
    [
        ("a/report.html", "holds 'report.html', which no report put there"),
        ("a", "holds 'a', which no report put there"),
        ("a.failed/manifest.json", "'a.failed' in the store holds 'manifest.json', which no"),
        ("a/manifest.json", "holds 'manifest.json', which no report put there"),
    ],
)
@pytest.mark.parametrize("text", [b"not JSON", b'{"made_by": "me", "outputs": []}', b"[]"])
def test_what_somebody_has_in_a_store_is_refused_and_kept(bucket, memory, file, held, text):
    memory.pipe_file(f"/bucket/r/{file}", text)
    memory.pipe_file("/bucket/r/b/mine", text)
    bucket.pull()
    with pytest.raises(FlowsError, match=held):
        bucket.claim("a")
    bucket.claim("c")
    # of a report that was refused nothing is sent or taken away
    bucket.push(bucket.root / "a")
    assert memory.cat_file(f"/bucket/r/{file}") == text
    assert list(bucket.root.iterdir()) == []


def test_a_store_is_told_nothing_of_the_machine_and_another_one_finds_all_unchanged(
    place, memory, monkeypatch, capsys
):
    home = place.root / "plans"
    home.mkdir()
    here = type(place)(home)
    (home / "flows.csv").write_text("period,value\n2019,1\n")
    here.notebook("import sezlib as sez", "sez.read(flows)", "sez.read('data/sample/flows.csv')",
                  "import os, pathlib, sys", "print(pathlib.Path.cwd(), file=sys.stderr)",
                  "assert name != 'b', os.path.abspath('flows.csv')",
                  parameters='name: str = "x"\nflows: str = ""')  # fmt: skip
    plan = here.plan(
        f'out = "memory://bucket/r"\n{PLAN}parameters = {{ flows = "flows.csv" }}\n'
        'grid = { name = ["a", "b", "c"] }\n'
    )
    memory.pipe_file("/bucket/r/little-c/report.html", b"mine")
    memory.pipe_file("/bucket/r/index.html", b"mine")
    with pytest.raises(FlowsError, match=r"^'memory://bucket/r/index\.html' is there already"):
        run(read(plan), Options(fresh=True))
    memory.rm("/bucket/r/index.html")
    assert run(read(plan), Options(fresh=True)) == 2
    said = capsys.readouterr().out
    assert "; the run is in 'little-b.failed'" in said
    assert "little-c: refused: 'little-c' in the store holds 'report.html', which no" in said
    assert said.endswith("; memory://bucket/r/index.html\n")
    assert memory.cat_file("/bucket/r/little-c/report.html") == b"mine"
    texts = {file: memory.cat_file(file).decode() for file in memory.find("/bucket/r")}
    for file in (
        "index.html",
        "runs.jsonl",
        ".sezlib/little-a.json",
        "little-b.failed/manifest.json",
    ):
        for folder_of_mine in (str(place.root), str(PROJECT)):
            assert folder_of_mine not in texts[f"/bucket/r/{file}"]
    found = json.loads(texts["/bucket/r/.sezlib/little-a.json"])["parts"]["inputs"]
    assert {"flows.csv", "data/sample/flows.csv", "sezlib:data/sample/flows.csv"} <= found.keys()
    # the same plan and data, in other folders
    home.rename(place.root / "elsewhere")
    monkeypatch.setenv("XDG_CACHE_HOME", str(place.root / "other"))
    there = read(place.root / "elsewhere" / "plan.toml")
    run(there, Options(dry_run=True))
    assert "little-a: would run" not in (said := capsys.readouterr().out)
    assert "little-b: would run, not made yet" in said
    # whoever takes a report out of the store has it made again
    memory.rm("/bucket/r/little-a", recursive=True)
    run(there, Options(dry_run=True))
    assert "little-a: would run, not made yet" in capsys.readouterr().out


def test_a_store_that_nobody_knows_is_told(place):
    place.notebook("1")
    place.plan(f'out = "nowhere://bucket"\n{PLAN}')
    run = place.start()
    _, err = run.communicate(timeout=60)
    assert run.returncode == 6 and len(err.splitlines()) == 1
    assert err.startswith("sez: nowhere://bucket cannot be reached: ")


def test_an_s3_compatible_store(place, monkeypatch):
    pytest.importorskip("s3fs", reason="s3fs is not installed")
    server = pytest.importorskip("moto.server", reason="moto[server] is not installed")
    at = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    at.start()
    try:
        host, port = at.get_host_and_port()
        said = {
            "AWS_ACCESS_KEY_ID": "x",
            "AWS_SECRET_ACCESS_KEY": "x",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "XDG_CACHE_HOME": str(place.root / "cache"),
        }
        for name, value in said.items():
            monkeypatch.setenv(name, value)
        import s3fs

        s3fs.S3FileSystem().mkdir("bucket")
        s3fs.S3FileSystem().pipe_file("bucket/flows.csv", b"period,value\n2019,1\n")
        place.notebook(
            "import sezlib as sez",
            "sez.read(flows)",
            parameters='name: str = "x"\nflows: str = "s3://bucket/flows.csv"',
        )
        place.plan(f'out = "s3://bucket/reports"\n{PLAN}grid = {{ name = ["a", "b"] }}\n')
        assert "2 made" in place.run()[-1]
        s3fs.S3FileSystem.clear_instance_cache()
        found = s3fs.S3FileSystem().find("bucket")
        assert "bucket/reports/little-a/manifest.json" in found
        monkeypatch.setenv("XDG_CACHE_HOME", str(place.root / "elsewhere"))
        assert "2 unchanged" in place.run()[-1]
        s3fs.S3FileSystem().pipe_file("bucket/flows.csv", b"period,value\n2019,2\n")
        assert place.run("--dry-run")[0] == "little-a: would run, flows.csv changed"
    finally:
        at.stop()


def test_data_may_lie_in_a_store(memory, tmp_path, monkeypatch):
    import sezlib as sez
    from sezlib import trace

    monkeypatch.setenv(trace.VARIABLE, str(tmp_path))
    memory.pipe_file("/bucket/flows.csv", b"period,value\n2019,1\n")
    assert sez.read("memory://bucket/flows.csv")["value"].tolist() == [1.0]
    (noted,) = trace.notes(tmp_path)
    assert (noted["file"], noted["path"]) == ("flows.csv", "memory://bucket/flows.csv")
    with pytest.raises(sez.FlowsError, match=r"^memory://bucket/none.csv cannot be read: "):
        sez.read("memory://bucket/none.csv")


@pytest.mark.parametrize(
    "address", ["u:gEh3im@h:8786", "gEh3im", "u:gEh3im", "h:8786/gEh3im/x", ""]
)
def test_an_address_of_a_scheduler_that_cannot_be_read_is_refused_in_a_sentence(place, address):
    pytest.importorskip("distributed")
    place.notebook("1")
    place.plan(PLAN)
    refused = place.run("--executor", f"dask://{address}", code=2)
    assert "is no address of a Dask scheduler; write dask://HOST:PORT" in refused
    assert refused.count("\n") == 1
