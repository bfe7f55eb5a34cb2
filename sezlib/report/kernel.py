"""A kernel that dies with whoever started it: run by path, as `python kernel.py -f FILE`."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path

PARENT = "SEZLIB_PARENT"
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


def die_with(parent: int) -> None:
    """Have the system kill this process when `parent` ends, however that ends (Linux)."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        # it ended before it could be asked for
        os._exit(1)


def adopt_orphans() -> None:
    """Have what its descendants leave behind become children of this process (Linux)."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def end_orphans() -> None:
    """Kill every child of this process, and what they leave behind, until there is none."""
    out_of_reach: set[int] = set()
    while found := {int(pid) for file in _children() for pid in file.split()} - out_of_reach:
        for pid in found:
            try:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            except OSError:
                out_of_reach.add(pid)


def _children() -> list[str]:
    try:
        return [file.read_text() for file in Path("/proc/self/task").glob("*/children")]
    except OSError:
        return []


def without_debugger() -> None:
    """Have ipykernel go without a debugger, which nobody can attach to a report's kernel.

    Loading it takes as long as drawing a chart.
    """
    hidden = "debugpy"
    if hidden not in sys.modules:
        sys.modules[hidden] = None  # type: ignore[assignment]
        import ipykernel.debugger  # noqa: F401

        del sys.modules[hidden]


if __name__ == "__main__":
    die_with(int(os.environ.pop(PARENT)))
    # the folder of this file is no place to import from
    del sys.path[0]
    without_debugger()
    from ipykernel import kernelapp

    kernelapp.launch_new_instance()
