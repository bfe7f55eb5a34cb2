"""Kernels that nobody else can reach or disturb, and that are gone when the run is."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

from sezlib import record
from sezlib.report import forked, kernel, ownership

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
        ready = forked.waiting()
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
            reap(os.environ.get(record.VARIABLE, ""))


@contextlib.contextmanager
def _temporary(where: str | None) -> Iterator[str]:
    """Lend a folder that goes with the run, and is noted for whoever clears up after it."""
    prefix = ownership.temporary(os.environ.get(record.VARIABLE, ""))
    with tempfile.TemporaryDirectory(
        prefix=prefix, dir=where, ignore_cleanup_errors=True
    ) as folder:
        record.note("kernel", folder=folder)
        yield folder


def reap(folder: str | Path) -> None:
    """Kill what the run in `folder` has left running, wherever it went (Linux)."""
    if not str(folder):
        return
    mark = os.fsencode(f"{record.VARIABLE}={folder}")
    for environment in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            pid = int(environment.parent.name)
            if pid != os.getpid() and mark in environment.read_bytes().split(b"\0"):
                os.kill(pid, signal.SIGKILL)
