"""A kernel that dies with whoever started it: run by path, as `python kernel.py -f FILE`."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PARENT = "SEZLIB_PARENT"
PR_SET_PDEATHSIG = 1


def die_with(parent: int) -> None:
    """Have the system kill this process when `parent` ends, however that ends (Linux)."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        # it ended before it could be asked for
        os._exit(1)


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
