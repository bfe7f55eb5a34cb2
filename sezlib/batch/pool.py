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
from typing import Any, NamedTuple

from sezlib.batch import warm
from sezlib.report import kernel

# how much longer than its limit a run may take to write down that it is over
GRACE = 60.0
MOST_TOLD = 300


class Child(NamedTuple):
    """A process at work on a task; what it answers comes through a pipe."""

    pid: int
    answer: int
    log: Any
    until: float | None


class Pool:
    """Up to `jobs` processes. Without `forked`, each is a new Python, which is slower."""

    def __init__(self, jobs: int, forked: bool) -> None:
        self.jobs, self.forked = jobs, forked
        self.children: dict[int, tuple[int, Child]] = {}
        self._answers: dict[int, bytes] = {}
        self._ready = selectors.DefaultSelector()

    def free(self) -> bool:
        """Return whether another task can be taken."""
        return len(self.children) < self.jobs

    def start(self, number: int, task: dict[str, Any]) -> None:
        """Start a process on a task; `number` tells it apart."""
        limit = task["run_limit"]
        until = None if limit is None else time.monotonic() + limit + task["patience"] + GRACE
        log = tempfile.TemporaryFile()  # noqa: SIM115
        start = self._fork if self.forked else _spawn
        pid, answer = start(task, log)
        self.children[answer] = (number, Child(pid, answer, log, until))
        self._answers[answer] = b""
        self._ready.register(answer, selectors.EVENT_READ)

    def done(self, wait: float) -> list[tuple[int, dict[str, Any]]]:
        """Return the tasks that have ended, with their accounts; wait so long for a first."""
        ended = []
        for ready, _ in self._ready.select(wait):
            answer: int = ready.fd
            some = os.read(answer, 1 << 20)
            self._answers[answer] += some
            if not some:
                ended.append(self._end(answer))
        for number, child in list(self.children.values()):
            if child.until is not None and time.monotonic() > child.until:
                kill(child.pid, signal.SIGKILL)
                ended.append(self._end(child.answer, "timed out"))
                del number
        return ended

    def stop(self) -> list[tuple[int, dict[str, Any]]]:
        """End every process: first let it tell how far it came, then not."""
        for _, child in self.children.values():
            kill(child.pid, signal.SIGTERM)
        until, ended = time.monotonic() + 10, []
        while self.children and time.monotonic() < until:
            ended += self.done(0.2)
        for _, child in list(self.children.values()):
            kill(child.pid, signal.SIGKILL)
            ended.append(self._end(child.answer))
        return ended

    def close(self) -> None:
        """Let go of what is watched."""
        self._ready.close()

    def _end(self, answer: int, overdue: str = "") -> tuple[int, dict[str, Any]]:
        number, child = self.children.pop(answer)
        self._ready.unregister(answer)
        os.close(answer)
        _, status = os.waitpid(child.pid, 0)
        text = self._answers.pop(answer)
        with child.log as log:
            log.seek(0)
            said = log.read(100_000).decode("utf-8", "replace").strip()
        if overdue:
            why = "the run did not end at its limit, and was killed"
            return number, _account("timed out", 3, why, again=False)
        with contextlib.suppress(ValueError):
            return number, {**json.loads(text), "said": said}
        code = os.waitstatus_to_exitcode(status)
        why = f"by {signal.Signals(-code).name}" if code < 0 else f"with code {code}"
        last = said.splitlines()[-1][:MOST_TOLD] if said else ""
        return number, _account(
            "killed", 4, f"the runner ended {why}{f': {last}' if last else ''}", again=True
        )

    def _fork(self, task: dict[str, Any], log: Any) -> tuple[int, int]:
        ours = [child.answer for _, child in self.children.values()]
        return warm.fork(task, log.fileno(), ours)


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def kill(pid: int, number: int) -> None:
    """Send a signal to a process that may be gone."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _spawn(task: dict[str, Any], log: Any) -> tuple[int, int]:
    answer, theirs = os.pipe()
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "sezlib.batch.worker"],
            stdin=subprocess.PIPE, stdout=theirs, stderr=log,
            env={**os.environ, kernel.PARENT: str(os.getpid())},
        )  # fmt: skip
    finally:
        os.close(theirs)
    with contextlib.suppress(BrokenPipeError), process.stdin as given:  # type: ignore[union-attr]
        given.write(json.dumps(task).encode())
    # it is waited for by its number
    process.returncode = 0
    return process.pid, answer


def _account(status: str, code: int, message: str, *, again: bool) -> dict[str, Any]:
    return {"status": status, "code": code, "message": message, "again": again, "seconds": 0.0}
