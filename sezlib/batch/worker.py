"""A worker in a process of its own: a task comes in as JSON, an account of it goes out."""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any

from sezlib.report import kernel
from sezlib.report.endings import InterruptedRunError, RunError, account


def serve(task: dict[str, Any], answer: int, parent: int) -> None:
    """Do a task and write the account of it to the file descriptor `answer`."""
    kernel.die_with(parent)
    kernel.adopt_orphans()
    # a batch that ends early has its workers tell how far they came
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from sezlib.batch.work import work

    os.chdir(task["home"])
    try:
        told = work(task)
    except KeyboardInterrupt:
        told = account(InterruptedRunError("interrupted"))
    except Exception as error:
        told = account(RunError(f"{type(error).__name__}: {error}"))
    # what a cell has started and let go of is a child of this process by now
    kernel.end_orphans()
    with os.fdopen(answer, "w", encoding="utf-8") as out:
        json.dump(told, out)


if __name__ == "__main__":
    # what a library prints is no part of the answer
    answer = os.dup(1)
    os.dup2(2, 1)
    serve(json.load(sys.stdin), answer, int(os.environ.pop(kernel.PARENT)))
