"""However a run ends, it says so: which cell, what, when; and nothing of it goes on running."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import papermill
import pytest

from sezlib.report import folder, report
from sezlib.report.errors import FailedCellError, KernelDiedError, LockedError, TimeLimitError
from sezlib.report.folder import locked
from tests import processes


def sez(*arguments):
    return processes.sez("report", *arguments)


def kept(at):
    manifest = json.loads((at / "manifest.json").read_text())
    return manifest, nbformat.read(at / "report.ipynb", as_version=4)


def statuses(nb):
    return [c.metadata.papermill.status for c in nb.cells if "papermill" in c.metadata]


def appears(path):
    for _ in range(600):
        if path.exists() and path.read_text():
            return path.read_text()
        time.sleep(0.05)
    raise AssertionError(f"{path} never came")


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[-1].split()[0] != "Z"
    except OSError:
        return False


def gone(pid):
    for _ in range(100):
        if not alive(pid):
            return True
        time.sleep(0.05)
    return False


MARK = "import os, pathlib; pathlib.Path({!r}).write_text(str(os.getpid()))"


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        ({"cell_limit": 1}, r"in cell In \[4\] \('time.sleep\(600\)'\): took longer than the 1 s"),
        ({"run_limit": 8}, r"in cell In \[4\] \('time.sleep\(600\)'\): the run took longer than"),
    ],
)
def test_a_cell_that_sleeps_forever_meets_a_limit(notebook, tmp_path, limits, told):
    path = notebook("import time", "time.sleep(600)", "after = 1")
    with pytest.raises(TimeLimitError, match=told):
        report(path, [], tmp_path / "out", **limits)
    manifest, nb = kept(tmp_path / "out.failed")
    assert manifest["status"] == nb.metadata.sezlib.status == "timed out"
    assert manifest["error"]["code"] == 3 and nb.metadata.sezlib.cell == manifest["error"]["cell"]
    assert statuses(nb) == ["completed", "completed", "completed", "failed", "pending"]


def test_a_kernel_that_is_killed_is_told_with_its_cell(notebook, tmp_path):
    path = notebook("import os, signal", "os.kill(os.getpid(), signal.SIGKILL)", "after = 1")
    with pytest.raises(KernelDiedError, match=r"cell In \[4\].*SIGKILL, as the system does where"):
        report(path, [], tmp_path / "out")
    manifest, nb = kept(tmp_path / "out.failed")
    assert (manifest["status"], manifest["error"]["code"]) == ("killed", 4)
    assert statuses(nb)[-2:] == ["failed", "pending"]


def test_what_a_cell_forks_ends_with_the_run(notebook, tmp_path, new_kernels):
    mark = tmp_path / "child"
    fork = (
        "import os, pathlib, time\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        f"    pathlib.Path({str(mark)!r}).write_text(str(os.getpid()))\n"
        "    os.execvp('sleep', ['sleep', '600'])"
    )
    wait = f"import time\nwhile not os.path.exists({str(mark)!r}): time.sleep(0.05)"
    out = report(notebook(fork, wait), [], tmp_path / "out")
    assert json.loads((out / "manifest.json").read_text())["status"] == "completed"
    assert gone(int(mark.read_text()))


def test_what_is_printed_without_end_is_cut_and_told(notebook, tmp_path):
    path = notebook("import sys", "for _ in range(200): sys.stdout.write('x' * 10**6)", "'after'")
    out = report(path, [], tmp_path / "out", run_limit=300)
    text = nbformat.read(out / "report.ipynb", as_version=4).cells[3].outputs[0].text
    assert len(text) < 1_100_000
    assert text.endswith("what was printed after this is left out, 199,000,000 characters of it\n")


def test_a_cell_that_closes_its_sockets_is_no_good_report(notebook, tmp_path):
    path = notebook("import os", "os.closerange(3, 4096)", "after = 1")
    with pytest.raises((KernelDiedError, TimeLimitError)):
        report(path, [], tmp_path / "out", cell_limit=5)
    assert not (tmp_path / "out").exists()
    assert kept(tmp_path / "out.failed")[1].metadata.sezlib.status in ("killed", "timed out")


def test_a_runner_that_is_killed_leaves_no_kernel_and_the_next_run_tells(notebook, tmp_path):
    mark = tmp_path / "pid"
    good = report(notebook("1", name="good.ipynb"), [], tmp_path / "out")
    before = (good / "manifest.json").read_bytes()
    sleeper = notebook(MARK.format(str(mark)), "import time", "time.sleep(600)", "after = 1")
    run = sez(sleeper, "--out", good)
    kernel = int(appears(mark))
    built = folder.staging(tmp_path / "out")
    for _ in range(200):
        if "running" in statuses(nbformat.read(built / "report.ipynb", as_version=4))[4:5]:
            break
        time.sleep(0.05)
    run.kill()
    run.communicate()
    assert gone(kernel)
    # half way, the report is the old one, and beside it lies what ran
    assert (good / "manifest.json").read_bytes() == before
    assert json.loads((built / "manifest.json").read_text())["status"] == "running"
    sockets = [n for n in (built / "record.jsonl").read_text().splitlines() if "kernel" in n]
    assert Path(json.loads(sockets[0])["folder"]).exists()

    failing = notebook("1 / 0", name="failing.ipynb")
    with pytest.raises(FailedCellError):
        report(failing, [], good)
    assert not built.exists() and not Path(json.loads(sockets[0])["folder"]).exists()


def test_a_dead_run_is_kept_as_killed(notebook, tmp_path):
    from sezlib.report import folder

    mark = tmp_path / "pid"
    sleeper = notebook(MARK.format(str(mark)), "import time", "time.sleep(600)", "after = 1")
    run = sez(sleeper, "--out", tmp_path / "out")
    appears(mark)
    built = folder.staging(tmp_path / "out")
    while statuses(nbformat.read(built / "report.ipynb", as_version=4))[4] != "running":
        time.sleep(0.05)
    run.kill()
    run.communicate()
    with locked(tmp_path / ".out.lock", "out"):
        ending = folder.recover(tmp_path / "out")
    assert str(ending).startswith("the runner was killed in cell In [5] ('time.sleep(600)')")
    manifest, nb = kept(tmp_path / "out.failed")
    assert (manifest["status"], nb.metadata.sezlib.status) == ("killed", "killed")
    assert statuses(nb)[-2:] == ["failed", "pending"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["little.ipynb", "out.failed", "pid"]


def test_a_lock_names_its_living_holder_and_a_dead_one_is_nothing(notebook, tmp_path):
    lock = tmp_path / ".out.lock"
    hold = (
        "import sys, time\nfrom pathlib import Path\nfrom sezlib.report.folder import locked\n"
        "with locked(Path(sys.argv[1]), 'x'):\n    print('held', flush=True)\n    time.sleep(600)\n"
    )
    holder = subprocess.Popen([sys.executable, "-c", hold, lock], stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "held\n"
    try:
        path = notebook("1")
        run = sez(path, "--out", tmp_path / "out")
        _, err = run.communicate(timeout=60)
        assert run.returncode == 5
        assert err.startswith(f"sez: 'out' is being worked on by process {holder.pid} on ")
        assert not (tmp_path / "out").exists()
    finally:
        holder.kill()
        holder.communicate()
    assert lock.exists()
    assert report(path, [], tmp_path / "out").exists()
    assert not lock.exists()


def test_two_threads_do_not_hold_one_lock(tmp_path):
    with locked(tmp_path / "lock", "x"), pytest.raises(LockedError), locked(tmp_path / "lock", "x"):
        pass
    assert not (tmp_path / "lock").exists()


def test_what_cannot_be_written_says_so(notebook, tmp_path):
    (tmp_path / "file").write_text("")
    run = sez(notebook("1"), "--out", tmp_path / "file" / "out")
    _, err = run.communicate(timeout=60)
    assert (run.returncode, len(err.splitlines())) == (6, 1)
    assert "cannot be written: " in err


def test_a_full_disk_is_told_and_what_filled_it_is_taken_away(notebook, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", small])
    if mounted.returncode:
        pytest.skip("no small disk can be made here: mount needs root")
    try:
        fill = (
            "import os\nwith open(os.path.join(os.environ['SEZLIB_RUN'], 'big'), 'wb') as file:\n"
            "    while True: file.write(b'x' * 10**5); file.flush()"
        )
        good = notebook("1", name="good.ipynb")
        report(good, [], small / "out")
        before = (small / "out" / "manifest.json").read_bytes()
        run = sez(notebook(fill, "after = 1"), "--out", small / "out")
        _, err = run.communicate(timeout=120)
        assert run.returncode in (1, 6) and "No space left on device" in err
        assert (small / "out" / "manifest.json").read_bytes() == before
        assert not list(small.rglob("big"))
        report(good, [], small / "out")
    finally:
        subprocess.run(["umount", small], check=True)


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("import sys; sys.exit(0)", "failed"),
        ("import os; os._exit(0)", "killed"),
        ("1 / 0", "failed"),
        ("import time; time.sleep(600)", "timed out"),
    ],
)
def test_papermill_has_the_engine_too(notebook, tmp_path, cell, status):
    path = notebook(cell, "after = 1")
    done = tmp_path / "done.ipynb"
    with pytest.raises(Exception):  # noqa: B017
        papermill.execute_notebook(
            path, done, engine_name="sez", kernel_name="python3", progress_bar=False,
            execution_timeout=3,
        )  # fmt: skip
    nb = nbformat.read(done, as_version=4)
    assert nb.metadata.sezlib.status == status
    assert statuses(nb)[-1] == "pending" and "completed" not in statuses(nb)[-2:]
    assert nb.metadata.papermill.exception is True


def test_papermill_on_the_command_line_ends_truly_at_sigterm(notebook, tmp_path):
    mark, done = tmp_path / "pid", tmp_path / "done.ipynb"
    path = notebook(MARK.format(str(mark)), "import time; time.sleep(600)", "after = 1")
    command = [sys.executable, "-m", "papermill", "--engine", "sez", "-k", "python3", path, done]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    kernel = int(appears(mark))
    time.sleep(0.5)
    run.send_signal(signal.SIGTERM)
    run.communicate(timeout=60)
    assert run.returncode != 0 and gone(kernel)
    nb = nbformat.read(done, as_version=4)
    assert nb.metadata.sezlib.status == "interrupted"
    assert statuses(nb)[-2:] == ["failed", "pending"]


def test_no_file_of_sockets_or_of_a_kernel_stays(notebook, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "t"))
    (tmp_path / "t").mkdir()
    # a kernel is killed in the end, and what it would have taken away by itself is taken away
    path = notebook("import tempfile; tempfile.mkdtemp()", "print(tempfile.gettempdir())")
    run = sez(path, "--out", tmp_path / "out")
    run.communicate(timeout=60)
    assert run.returncode == 0
    nb = nbformat.read(tmp_path / "out" / "report.ipynb", as_version=4)
    assert nb.cells[-1].outputs[0].text.startswith(str(tmp_path / "t" / "sez-"))
    assert list((tmp_path / "t").iterdir()) == []


def outputs(folder):
    cells = nbformat.read(folder / "report.ipynb", as_version=4).cells
    return [output for cell in cells for output in cell.get("outputs", [])]


def test_what_a_child_prints_without_end_fills_neither_memory_nor_disk(
    notebook, tmp_path, new_kernels
):
    child = "import sys\nfor _ in range(400): sys.stdout.write('x' * 10**6)"
    count = "import resource as r; print(r.getrusage(r.RUSAGE_SELF).ru_maxrss)"
    log = (
        "import glob, os; print(sum(os.path.getsize(f) for f in glob.glob(os.environ['L'] + '*')))"
    )
    run = f"import os, sys, subprocess; _ = subprocess.run([sys.executable, '-c', {child!r}])"
    folder = (
        "from IPython.paths import get_ipython_dir; os.environ['L'] = get_ipython_dir() + '/../'"
    )
    path = notebook(count, run, count, folder, log)
    out = report(path, [], tmp_path / "out", run_limit=300)
    # a busy kernel may send what one cell prints in pieces
    cells = nbformat.read(out / "report.ipynb", as_version=4).cells
    printed = ["".join(part.get("text", "") for part in cell.get("outputs", [])) for cell in cells]
    before, kept, after, logged = filter(None, printed)
    assert len(kept) < 1_100_000 and "left out, 399,000,000 characters of it\n" in kept
    assert int(after) - int(before) < 50_000
    assert int(logged) < 10**6


def test_a_page_has_an_end_whatever_is_displayed(notebook, tmp_path):
    path = notebook(
        "from IPython.display import HTML, clear_output, display\n"
        "import json\nh = display('small', display_id=True)",
        "for n in range(60): display(HTML(f'<p>{n:02}' + 'y' * 10**6 + '</p>'))",
        "HTML('q' * 20_000_000)",
        "h.update(HTML('w' * 20_000_000))",
        "display({'text/plain': 'meta'}, metadata={'a': 'm' * 20_000_000}, raw=True)",
        "'the last one'",
    )
    out = report(path, [], tmp_path / "out", run_limit=300)
    page = (out / "report.html").read_text()
    assert len(page) < 11_000_000 and (out / "report.ipynb").stat().st_size < 11_000_000
    assert "yyy" in page and "qqq" not in page and "www" not in page and "mmm" not in page
    assert "the last one" in page and "small" in page
    assert "outputs left out here: 51, of 51," in page
    assert page.count("outputs left out here: 1, of 20,000,") == 3


def test_what_is_cleared_or_replaced_takes_no_room(notebook, tmp_path):
    path = notebook(
        "from IPython.display import clear_output, display\nh = display('', display_id=True)",
        "for n in range(30): clear_output(wait=True); display(f'{n}' + 'y' * 10**6)",
        "for n in range(30): h.update(f'{n}' + 'z' * 10**6)",
        "print('p' * 2_000_000); clear_output(); print('q' * 2_000_000)",
    )
    out = report(path, [], tmp_path / "out", run_limit=300)
    page = (out / "report.html").read_text()
    assert "29yyy" in page and "29zzz" in page and "left out" not in page
    assert outputs(out)[-1].text.endswith("is left out, 3,000,002 characters of it\n")


def test_an_error_without_end_is_cut_and_told(notebook, tmp_path):
    shown = "from IPython.display import display\nfor n in range(12): display('y' * 10**6)\n"
    with pytest.raises(FailedCellError, match=r"ValueError: v{200,300}…; the run is in"):
        report(notebook(shown + "raise ValueError('v' * 5_000_000)"), [], tmp_path / "out")
    assert (tmp_path / "out.failed" / "report.ipynb").stat().st_size < 11_000_000
    *_, error, told = outputs(tmp_path / "out.failed")
    assert len(error.evalue) <= 10_000 and len("".join(error.traceback)) < 10_200
    assert "is left out" in "".join(error.traceback)
    assert "outputs left out here: 3, of 3,000," in told["data"]["text/plain"]
