"""Processes at work on tasks, so many at a time; however one ends, there is an account of it."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import Any

from sezlib.batch import warm
from sezlib.report import kernel
from sezlib.report.endings import KernelDiedError, TimeLimitError, account
from sezlib.schema import short

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
        self.jobs, self._begin = jobs, warm.fork if forked else _spawn
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
                ended.append((self._end(answer)[0], account(why)))
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
        return child.number, account(KernelDiedError(f"the runner ended {why}{last}"))


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
            [sys.executable, "-P", "-m", "sezlib.batch.worker"],
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
