"""Kernels that nobody else can reach or disturb, forked or started, and gone when the run is."""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

from sezlib import trace
from sezlib.report import UNUSED, kernel, ownership

LONGEST = 65
# nobody asks what was typed in a report's kernel
ARGV = [
    sys.executable, kernel.__file__, "-f", "{connection_file}", "--HistoryManager.enabled=False",
]  # fmt: skip


class PrivateKernelManager(AsyncKernelManager):
    """A kernel of this very Python, on sockets in a private folder that goes with it.

    TCP would be readable by others on the machine, and says so on stderr at every start; the
    default IPC paths collide when two runs start at once; a kernel named `python3` may be
    another Python's.
    """

    folder: Path
    scratch: str
    started: list[Any]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.transport = "ipc"
        self.connection_file = str(self.folder / "kernel.json")
        self.ip = str(self.folder / "socket")

    @property
    def kernel_spec(self) -> KernelSpec:
        return KernelSpec(argv=ARGV, display_name="Python 3", language="python")

    async def _async_start_kernel(self, **kwargs: Any) -> None:
        # nothing of the user's own machine changes what a report says
        kwargs["env"] = {
            **kernel.environment({**os.environ, **(kwargs.get("env") or {})}),
            "IPYTHONDIR": str(self.folder / "ipython"),
            # a kernel is killed in the end, and takes nothing away by itself
            "TMPDIR": self.scratch,
            kernel.PARENT: str(os.getpid()),
        }
        # what is printed comes through the sockets, and once is enough
        nothing = subprocess.DEVNULL
        await super()._async_start_kernel(stdout=nothing, stderr=nothing, **kwargs)
        provisioner: Any = self.provisioner
        self.started.append(provisioner.process)

    start_kernel = _async_start_kernel

    async def _async_launch_kernel(self, kernel_cmd: list[str], **how: Any) -> None:
        ready = take_waiting()
        if ready is None:
            await super()._async_launch_kernel(kernel_cmd, **how)
            return
        provisioner: Any = self.provisioner
        ready.begin(kernel_cmd[1:], how["env"], how.get("cwd"))
        provisioner.process, provisioner.pid, provisioner.pgid = ready, ready.pid, ready.pid
        self._reconcile_connection_info(provisioner.connection_info)


@contextlib.contextmanager
def private_kernels() -> Iterator[type[PrivateKernelManager]]:
    """Lend a kernel manager whose kernels and sockets are gone when the run is, however it ends."""
    # a socket's path has 107 characters at the most, which a long TMPDIR would use up
    short = tempfile.gettempdir() if len(tempfile.gettempdir()) < LONGEST else f"{os.sep}tmp"
    with _temporary(short) as folder, _temporary(None) as scratch:
        kernels: list[Any] = []
        own = {"folder": Path(folder), "scratch": scratch, "started": kernels}
        manager = type("Manager", (PrivateKernelManager,), own)
        try:
            yield manager
        finally:
            for started in kernels:
                # a kernel leads a session of its own, and what it started goes with it
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(started.pid, signal.SIGKILL)
                started.wait()
            kill_left_running(os.environ.get(trace.VARIABLE, ""))


@contextlib.contextmanager
def _temporary(where: str | None) -> Iterator[str]:
    """Lend a folder that goes with the run, and is noted for whoever clears up after it."""
    prefix = ownership.temporary(os.environ.get(trace.VARIABLE, ""))
    with tempfile.TemporaryDirectory(
        prefix=prefix, dir=where, ignore_cleanup_errors=True
    ) as folder:
        trace.note("kernel", folder=folder)
        yield folder


def kill_left_running(folder: str | Path) -> None:
    """Kill what the run in `folder` has left running, wherever it went (Linux)."""
    if not str(folder):
        return
    mark = os.fsencode(f"{trace.VARIABLE}={folder}")
    for environment in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            pid = int(environment.parent.name)
            if pid != os.getpid() and mark in environment.read_bytes().split(b"\0"):
                os.kill(pid, signal.SIGKILL)


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

    def wait(self) -> int:
        """Wait for its end."""
        while (code := self.poll()) is None:
            time.sleep(0.01)
        return code

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        if self.poll() is None:
            os.kill(self.pid, number)

    kill = functools.partialmethod(send_signal, signal.SIGKILL)
    terminate = functools.partialmethod(send_signal, signal.SIGTERM)


def fork_kernel(keep: set[int]) -> None:
    """Fork a kernel before any event loop, socket or thread is there; it closes `keep`."""
    # whoever runs the notebook needs it, too
    importlib.import_module("fluent.runtime")
    orders, ours = os.pipe()
    parent = os.getpid()
    # what is loaded stays, and is not copied by being looked at
    gc.freeze()
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


def take_waiting() -> Forked | None:
    """Return the kernel that waits, once; or nothing."""
    return _waiting.pop() if _waiting else None


def _become(orders: int) -> None:
    with kernel.neutral_environment():
        # while the run is made ready
        kernel.without_debugger()
        # DuckDB, loaded within a kernel, would load widgets to show its progress
        for name in ("IPython.core.interactiveshell", "matplotlib.figure", "pandas", "duckdb"):
            importlib.import_module(name)
    gc.freeze()
    with os.fdopen(orders, encoding="utf-8") as said:
        text = said.read()
    if not text:
        # the run ended before it needed a kernel
        return
    told: dict[str, Any] = json.loads(text)
    nothing = os.open(os.devnull, os.O_RDWR)
    for at in (0, 1, 2):
        os.dup2(nothing, at)
    # a command holds what it answers
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    told["env"].pop(kernel.PARENT, None)
    kernel.adopt_environment(told["env"])
    if told["cwd"]:
        os.chdir(told["cwd"])
    # looked for already, where the parent's are
    tempfile.tempdir = None
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    random.seed()
    sys.modules["numpy"].random.seed()
    _reset()
    kernel.start_kernel(told["argv"])


def _reset() -> None:
    """Take back what the parent may have set, as no new process would have it."""
    mpl: Any = sys.modules["matplotlib"]
    pd: Any = sys.modules["pandas"]
    usual = {name: held for name, held in mpl.rcParamsDefault.items() if name != "backend"}
    mpl.rcParams.update(usual)
    with warnings.catch_warnings(action="ignore"):
        # some options go in time, which is nobody's concern here
        pd.reset_option("all")
    for name in [name for name in UNUSED if sys.modules.get(name) is None]:
        # a notebook may import it
        sys.modules.pop(name, None)
    # the folder that the command lies in
    script = str(Path(sys.argv[0]).absolute().parent)
    sys.path[:] = [folder for folder in sys.path if folder not in ("", script)]
