"""A batch that is killed at any moment: nothing torn is seen, nothing is lost or made twice."""

import json
import os
import random
import signal
import threading
import time
from pathlib import Path

import pytest

# the ordinary run kills a few times, `make soak` often
TIMES = int(os.environ.get("SEZLIB_SOAK", "4"))
NAMES = [f"n{number}" for number in range(8)]
# more than are made before the last kill
MANY = [f"n{number}" for number in range(3 * TIMES)]
PLAN = (
    f'jobs = 2\nretries = 0\n[[report]]\nnotebook = "little.ipynb"\ngrid = {{ name = {NAMES} }}\n'
)


class Reader(threading.Thread):
    """Somebody who reads the reports all the time, and minds if one is torn."""

    def __init__(self, root: Path):
        super().__init__(daemon=True)
        self.root, self.torn, self.looks, self.over = root, [], 0, False

    def run(self):
        while not self.over:
            for manifest in self.root.glob("[!.]*/manifest.json"):
                self.look(manifest.parent)
            time.sleep(0.001)

    def look(self, folder):
        try:
            # a folder that is open stays what it was, whatever takes its name
            at = os.open(folder, os.O_RDONLY)
        except FileNotFoundError:
            return
        try:
            told = json.loads(read(at, "manifest.json"))
            for one in told["outputs"]:
                if len(read(at, one["file"])) != one["bytes"]:
                    self.torn.append(f"{folder.name}/{one['file']}")
            self.looks += 1
        except FileNotFoundError as error:
            # an old report may be cleared away while it is read, and is then no longer there
            if here(folder) == os.fstat(at).st_ino:
                self.torn.append(f"{folder.name}: {error}")
        except ValueError as error:
            self.torn.append(f"{folder.name}: {error}")
        finally:
            os.close(at)


def here(folder):
    try:
        return folder.stat().st_ino
    except FileNotFoundError:
        return None


def read(at, name):
    file = os.open(name, os.O_RDONLY, dir_fd=at)
    with os.fdopen(file, "rb") as held:
        return held.read()


def still_running(place):
    """Return the processes that a batch in this place has left."""
    mark = os.fsencode(str(place.root))
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "cmdline").read_bytes() and int(process.name) != os.getpid():
                found.append(int(process.name))
        except OSError:
            continue
    return found


@pytest.mark.parametrize("how", ["forked", "fresh"])
def test_a_batch_that_is_killed_is_carried_on_with(place, how):
    runs = place.root / "runs"
    place.notebook(
        "import pathlib, time",
        "time.sleep(0.2)",
        f"with open({str(runs)!r}, 'a') as file: file.write(name + '\\n')",
    )
    times = TIMES if how == "forked" else max(2, TIMES // 3)
    names = MANY[: 3 * times]
    place.plan(PLAN.replace(str(NAMES), str(names)))
    options = ["--fresh"] if how == "fresh" else []
    chance = random.Random(20200215)
    reader = Reader(place.reports)
    reader.start()
    finished: dict[str, str] = {}
    killed = 0
    for _ in range(times):
        # from its very start, while it still loads what it needs
        run = place.start(*options, new=True)
        try:
            run.wait(chance.uniform(0.5, 6.0))
        except Exception:
            os.kill(run.pid, signal.SIGKILL)
            killed += 1
        run.communicate()
        keys = {p.parent.name: json.loads(p.read_text())["started"]
                for p in place.reports.glob("[!.]*[!d]/manifest.json")}  # fmt: skip
        # what was finished once is there, and was not made again
        assert {name: keys.get(name) for name in finished} == finished
        finished |= keys
    lines = place.run(*options)
    reader.over = True
    reader.join()
    assert not reader.torn and reader.looks > 0
    assert lines[-1].endswith("; reports/index.html")
    assert sorted(p.name for p in place.reports.iterdir()) == sorted(
        [".sezlib", "index.html", "runs.jsonl", *(f"little-{name}" for name in names)]
    )
    assert all(": unchanged (key " in line for line in place.run("--dry-run"))
    # a killed run may have got as far as the last cell, and no finished one ran again
    ran = runs.read_text().split()
    assert set(ran) == set(names) and len(ran) <= len(names) + 2 * killed
    assert not still_running(place)
    print(
        f"{how}: {killed} of {times} batches were killed, {len(ran)} runs of {len(names)} reports"
    )
    assert killed >= times / 2


def test_two_batches_at_once_make_each_report_once(place):
    place.notebook("import time", "time.sleep(0.1)")
    place.plan(PLAN)
    reader = Reader(place.reports)
    reader.start()
    both = [place.start("--force"), place.start("--force")]
    ended = sorted(run.wait(timeout=120) for run in both)
    for run in both:
        run.communicate()
    reader.over = True
    reader.join()
    # the second waits a while for the first, and is told who it is
    assert ended in ([0, 0], [0, 5])
    assert not reader.torn
    assert len(list(place.reports.glob("little-*"))) == len(NAMES)


def test_reports_are_replaced_under_the_eyes_of_a_reader(place):
    place.notebook("print('x' * 200_000)")
    place.plan(PLAN)
    place.run()
    reader = Reader(place.reports)
    reader.start()
    for _ in range(2):
        place.run("--force")
    reader.over = True
    reader.join()
    assert not reader.torn and reader.looks > 50
