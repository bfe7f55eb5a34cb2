"""A kernel forked from a process that has loaded everything, and waiting to be told to begin."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

from sezlib.report import kernel

_waiting: list[Forked] = []


class Forked:
    """A forked process, with what jupyter_client asks of one that `subprocess` has started."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, orders: int) -> None:
        self.pid, self.orders = pid, orders
        self.returncode: int | None = None

    def begin(self, argv: list[str], env: dict[str, str], cwd: str | None) -> None:
        """Have it become a kernel."""
        orders = {"argv": argv, "env": env, "cwd": cwd}
        with os.fdopen(self.orders, "w", encoding="utf-8") as out:
            json.dump(orders, out)

    def poll(self) -> int | None:
        """Return how it ended, or nothing while it runs."""
        if self.returncode is None:
            with contextlib.suppress(ChildProcessError):
                ended, status = os.waitpid(self.pid, os.WNOHANG)
                if ended:
                    self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end."""
        until = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if until is not None and time.monotonic() > until:
                raise subprocess.TimeoutExpired("kernel", timeout or 0)
            time.sleep(0.01)
        return code

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill it."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def prepare(keep: set[int]) -> None:
    """Fork a kernel before any event loop, socket or thread is there; it closes `keep`."""
    orders, ours = os.pipe()
    parent = os.getpid()
    if pid := os.fork():
        os.close(orders)
        _waiting.append(Forked(pid, ours))
        return
    code = 1
    try:
        for file in (ours, *keep):
            os.close(file)
        kernel.die_with(parent)
        os.setsid()
        _become(orders)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    finally:
        os._exit(code)


def waiting() -> Forked | None:
    """Return the kernel that waits, once; or nothing."""
    return _waiting.pop() if _waiting else None


def _become(orders: int) -> None:
    with os.fdopen(orders, encoding="utf-8") as said:
        text = said.read()
    if not text:
        # the run ended before it needed a kernel
        return
    told: dict[str, Any] = json.loads(text)
    nothing = os.open(os.devnull, os.O_RDWR)
    for at in (0, 1, 2):
        os.dup2(nothing, at)
    told["env"].pop(kernel.PARENT, None)
    kernel.settle(told["env"])
    if told["cwd"]:
        os.chdir(told["cwd"])
    # looked for already, where the parent's are
    tempfile.tempdir = None
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _reseed()
    _reset()
    kernel.begin(told["argv"])


def _reseed() -> None:
    import random

    random.seed()
    if "numpy" in sys.modules:
        import numpy as np

        np.random.seed()


def _reset() -> None:
    """Take back what the parent may have set, as no new process would have it."""
    mpl: Any = sys.modules["matplotlib"]
    pd: Any = sys.modules["pandas"]
    usual = {name: held for name, held in mpl.rcParamsDefault.items() if name != "backend"}
    mpl.rcParams.update(usual)
    with warnings.catch_warnings():
        # some options go in time, which is nobody's concern here
        warnings.simplefilter("ignore")
        pd.reset_option("all")
    # the folder that the command lies in
    script = str(Path(sys.argv[0]).absolute().parent)
    sys.path[:] = [folder for folder in sys.path if folder not in ("", script)]
