"""Processes at work on tasks, so many at a time; however one ends, there is an account of it.

A report's own work is a fraction of a second; starting Python and loading pandas, matplotlib and
the rest twice, for the runner and its kernel, is several. So the batch loads all of it once, and
every report has a runner forked from the batch and a kernel forked from that runner, before any
event loop, socket or thread is there (on Linux). The same tasks go to a Dask cluster whose workers
see the same folders (`--executor dask://...`).
"""

from __future__ import annotations

import atexit
import concurrent.futures
import contextlib
import functools
import gc
import importlib
import json
import os
import re
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sezlib import pages, trace
from sezlib.batch import fingerprint
from sezlib.flows import FlowsError, short
from sezlib.report import folder, kernel
from sezlib.report.errors import (
    InterruptedRunError,
    KernelDiedError,
    RefusedError,
    RunError,
    TimeLimitError,
    UnwrittenError,
    as_record,
)
from sezlib.report.run import Job, Notes, make
from sezlib.secrets import disclosing


def work(task: dict[str, Any]) -> dict[str, Any]:
    """Make the report of a task and return how that went; it raises nothing that it knows."""
    job = Job(
        Path(task["notebook"]), task["parameters"], Path(task["target"]),
        task["cell_limit"], task["run_limit"], keep_refused=True, to=tuple(task["to"]),
        template=task["template"],
    )  # fmt: skip
    began = time.monotonic()
    told: dict[str, Any] = {"started": folder.utc_now()}
    # as they are before anything is read; what changes after that makes the report stale
    digests = fingerprint.Digests()
    before = {path: digests.of(path) for path in map(fingerprint.portable_path, task["inputs"])}
    fingerprint.source()
    fingerprint.packages()
    asked = fingerprint.forms_of(job)

    def sealed(built: Path, notes: Notes) -> dict[str, Any]:
        # what was read is in the account even where the report cannot be put in its place
        told["read"] = read_inputs(notes)
        ran = folder.read_json(built / folder.MANIFEST)
        parts = fingerprint.parts(
            ran["notebook"]["sha256"], ran["parameters"], before | looked_for(notes), asked
        )
        sign = fingerprint.key(parts)
        fingerprint.write_state(job.target, {"key": sign, "parts": parts})
        told["key"] = sign
        return {**task["about"], "key": sign}

    try:
        with disclosing(task["rules"], task["published"]):
            make(job, sealed)
        told |= {"status": "completed", "code": 0, "message": "", "again": False}
    except FlowsError as refused:
        told |= as_record(RefusedError(str(refused)))
    except RunError as ending:
        told |= as_record(ending)
    return told | {"seconds": round(time.monotonic() - began, 3)}


def read_inputs(notes: Notes) -> list[dict[str, Any]]:
    """Return the files that a run opened, each once, with its rows and those that were rejected."""
    opened = {n["path"]: n for n in notes if n["kind"] == "opened"}
    told = ("file",) if folder.is_public(notes) else ("file", "rows", "rejected", "sha256")
    return [{name: note.get(name, 0) for name in told} for note in opened.values()]


def looked_for(notes: Notes) -> dict[str, str]:
    """Return the digests of the files that a run opened, and which it did not find."""
    absent = {note["path"]: trace.ABSENT for note in notes if note["kind"] == "missing"}
    return absent | {note["path"]: note["sha256"] for note in notes if note["kind"] == "opened"}


# how much longer than its limit a run may take to write down that it is over
GRACE = 60.0
MOST_TOLD = 300


@dataclass
class Child:
    """A process at work on a task, and what has come of its answer."""

    number: int
    pid: int
    log: Any
    until: float | None
    answer: bytes = b""


class Pool:
    """Up to `jobs` processes. Without `forked`, each is a new Python, which is slower."""

    def __init__(self, jobs: int, forked: bool) -> None:
        self.jobs, self._begin = jobs, fork if forked else _spawn
        # by the pipe that its answer comes through
        self.children: dict[int, Child] = {}
        self._ready = selectors.DefaultSelector()

    def free(self) -> bool:
        """Return whether another task can be taken."""
        return len(self.children) < self.jobs

    def start(self, number: int, task: dict[str, Any]) -> None:
        """Start a process on a task; `number` tells it apart."""
        limit = task["run_limit"]
        until = None if limit is None else time.monotonic() + limit + GRACE
        log = tempfile.TemporaryFile()  # noqa: SIM115
        pid, answer = self._begin(task, log.fileno())
        self.children[answer] = Child(number, pid, log, until)
        self._ready.register(answer, selectors.EVENT_READ)

    def done(self, wait: float) -> list[tuple[int, dict[str, Any]]]:
        """Return the tasks that have ended, with their accounts; wait so long for a first."""
        ended = []
        for ready, _ in self._ready.select(wait):
            some = os.read(ready.fd, 1 << 20)
            self.children[ready.fd].answer += some
            if not some:
                ended.append(self._end(ready.fd))
        for answer, child in list(self.children.items()):
            if child.until is not None and time.monotonic() > child.until:
                kill(child.pid, signal.SIGKILL)
                why = TimeLimitError("the run did not end at its limit, and was killed")
                ended.append((self._end(answer)[0], as_record(why)))
        return ended

    def stop(self) -> list[tuple[int, dict[str, Any]]]:
        """End every process: first let it tell how far it came, then not."""
        for child in self.children.values():
            kill(child.pid, signal.SIGTERM)
        until, ended = time.monotonic() + 10, []
        while self.children and time.monotonic() < until:
            ended += self.done(0.2)
        for answer, child in list(self.children.items()):
            kill(child.pid, signal.SIGKILL)
            ended.append(self._end(answer))
        return ended

    def close(self) -> None:
        """Let go of what is watched."""
        self._ready.close()

    def _end(self, answer: int) -> tuple[int, dict[str, Any]]:
        child = self.children.pop(answer)
        self._ready.unregister(answer)
        os.close(answer)
        _, status = os.waitpid(child.pid, 0)
        with child.log as log:
            log.seek(0)
            said = log.read(100_000).decode("utf-8", "replace").strip()
        with contextlib.suppress(ValueError):
            return child.number, {**json.loads(child.answer), "said": said}
        code = os.waitstatus_to_exitcode(status)
        why = f"by {signal.Signals(-code).name}" if code < 0 else f"with code {code}"
        last = f": {short(said.splitlines()[-1], MOST_TOLD)}" if said else ""
        return child.number, as_record(KernelDiedError(f"the runner ended {why}{last}"))


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def kill(pid: int, number: int) -> None:
    """Send a signal to a process that may be gone."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _spawn(task: dict[str, Any], log: int) -> tuple[int, int]:
    answer, theirs = os.pipe()
    try:
        process = subprocess.Popen(
            # no file beside the plan takes the place of a module
            [sys.executable, "-P", "-m", "sezlib.batch.workers"],
            stdin=subprocess.PIPE, stdout=theirs, stderr=log,
            env={**kernel.environment(os.environ), kernel.PARENT: str(os.getpid())},
        )  # fmt: skip
    finally:
        os.close(theirs)
    with contextlib.suppress(BrokenPipeError), process.stdin as given:  # type: ignore[union-attr]
        given.write(json.dumps(task).encode())
    # it is waited for by its number
    process.returncode = 0
    return process.pid, answer


SCHEME = "dask://"
# how many workers may die under a report before it is given up
DEATHS = 3
LATE = 10
SCHEDULER = re.compile(rf"{SCHEME}((?:[\w.-]+|\[[\da-fA-F:.%]+\]):\d{{1,5}})/?")


class Cluster:
    """Tasks in the hands of a cluster, with what a `Pool` can be asked."""

    def __init__(self, executor: str) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise FlowsError(
                "Dask is not installed; install it with: pip install distributed"
            ) from None
        said = SCHEDULER.fullmatch(executor)
        if not said:
            raise FlowsError(
                f"{short(executor)!r} is no address of a Dask scheduler; write dask://HOST:PORT"
            )
        address = f"tcp://{said[1]}"
        try:
            self.client = Client(address, timeout=LATE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UnwrittenError(f"no Dask scheduler answers at {address}: {error}") from None
        self.executor = self.client.get_executor(pure=False, retries=DEATHS)
        self.children: dict[Any, int] = {}

    def free(self) -> bool:
        """Return whether another task can be taken: the cluster keeps those it cannot do yet."""
        return True

    def start(self, number: int, task: dict[str, Any]) -> None:
        """Hand a task to the cluster."""
        self.children[self.executor.submit(_run_task, task)] = number

    def done(self, wait: float) -> list[tuple[int, dict[str, Any]]]:
        """Return the tasks that have ended, with their accounts."""
        ended, _ = concurrent.futures.wait(
            self.children, wait, return_when=concurrent.futures.FIRST_COMPLETED
        )
        return [(self.children.pop(future), _account(future)) for future in ended]

    def stop(self) -> list[tuple[int, dict[str, Any]]]:
        """Take back what has not begun; what runs, runs to its end on the cluster."""
        for future in self.children:
            future.cancel()
        why = as_record(InterruptedRunError("taken back"))
        left = [(number, dict(why)) for number in self.children.values()]
        self.children.clear()
        self.close()
        return left

    def close(self) -> None:
        """Leave the cluster."""
        with contextlib.suppress(Exception):
            self.client.close()


def _run_task(task: dict[str, Any]) -> dict[str, Any]:
    """Do a task on a worker, in a process of its own, which dies with the worker."""
    pool = Pool(1, forked=False)
    pool.start(0, task)
    while not (ended := pool.done(1.0)):
        pass
    return ended[0][1]


def _account(future: Any) -> dict[str, Any]:
    try:
        return future.result()
    except Exception as error:
        return as_record(KernelDiedError(f"the cluster lost it: {type(error).__name__}: {error}"))


# what notebooks and reports use: whatever is not listed is loaded when it is needed
MODULES = (
    "pandas", "numpy", "matplotlib.pyplot", "matplotlib.figure", "matplotlib.patheffects",
    "narwhals", "duckdb", "pyarrow.parquet",
    "babel.numbers", "babel.dates", "fluent.runtime", "papermill", "nbconvert.exporters",
    "nbclient", "xlsxwriter", "pandas.core.reshape.reshape", "pandas.io.formats.csvs",
    "ipykernel.kernelapp", "IPython.core.completerlib", "IPython.core.debugger",
    "IPython.core.logger", "IPython.core.oinspect", "IPython.core.pylabtools",
    "IPython.extensions.storemagic", "pygments.formatters", "tornado.platform.asyncio",
    "tornado.queues", "sezlib.claims.file", "sezlib.claims.records",
    "sezlib.language", "sezlib.metrics", "sezlib.profile",
    *(f"sezlib.pages.{page}" for page in pages.__all__),
    "sezlib.sources.accounting",
    "sezlib.report.engine",
)  # fmt: skip


@functools.cache
def preload() -> None:
    """Load everything, and leave it where forking does not copy it."""
    gc.set_threshold(kernel.MANY_NEW)
    with kernel.neutral_environment():
        for name in MODULES:
            importlib.import_module(name)
        kernel.without_debugger()
        _rehearse()
    gc.collect()
    gc.freeze()
    # what libraries look for at the end is to be found again
    atexit.register(gc.unfreeze)


def loaded() -> bool:
    """Return whether this process has loaded everything."""
    return preload.cache_info().currsize > 0


def _rehearse() -> None:
    """Do a little of what every report does, so that what it looks up is found already."""
    import nbformat

    import sezlib as sez
    from sezlib import countries, language
    from sezlib.pages import drawing
    from sezlib.report import outputs

    fingerprint.source()
    fingerprint.packages()
    for name in language.LANGUAGES:
        for sentence in language.sentences(name).values():
            language.parse_sentence(sentence)
        sez.edition(sez.example(), period="2019", language=name).say("contents")
        countries.country_name("CHN", name)
    drawing.draw_unseen()
    cell = nbformat.v4.new_code_cell("1", outputs=[nbformat.v4.new_output("stream", text="1")])
    outputs.page(nbformat.v4.new_notebook(cells=[cell]), [])


def fork(task: dict[str, Any], log: int) -> tuple[int, int]:
    """Fork a worker on a task; return its number and where its answer comes."""
    answer, theirs = os.pipe()
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    if pid := os.fork():
        os.close(theirs)
        return pid, answer
    # from here on it is the worker, which never returns
    code = 1
    try:
        os.close(answer)
        _close_inherited(keep={0, 1, 2, theirs, log})
        for at in (1, 2):
            os.dup2(log, at)
        from sezlib.report import kernels

        kernels.fork_kernel(keep={theirs})
        serve(task, theirs, parent)
        code = 0
    finally:
        os._exit(code)


def _close_inherited(keep: set[int]) -> None:
    """Close what the parent has open: a lock that it holds is its own."""
    for file in [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]:
        if file not in keep:
            # the one that the folder was listed through is closed already
            with contextlib.suppress(OSError):
                os.close(file)


def serve(task: dict[str, Any], answer: int, parent: int) -> None:
    """Do a task and write the account of it to the file descriptor `answer`."""
    gc.set_threshold(kernel.MANY_NEW)
    kernel.die_with(parent)
    kernel.adopt_orphans()
    # a batch that ends early has its workers tell how far they came
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    os.chdir(task["home"])
    try:
        told = work(task)
    except KeyboardInterrupt:
        told = as_record(InterruptedRunError("interrupted"))
    except Exception as error:
        told = as_record(RunError(f"{type(error).__name__}: {error}"))
    # what a cell has started and let go of is a child of this process by now
    kernel.end_orphans()
    with os.fdopen(answer, "w", encoding="utf-8") as out:
        json.dump(told, out)


if __name__ == "__main__":
    # what a library prints is no part of the answer
    answer = os.dup(1)
    os.dup2(2, 1)
    serve(json.load(sys.stdin), answer, int(os.environ.pop(kernel.PARENT)))
    # as a forked one: to look through all that is loaded takes a tenth of a report
    os._exit(0)
