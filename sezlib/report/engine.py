"""The run itself: papermill, with a kernel that nobody else can reach or disturb."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import papermill as pm
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

from sezlib import record

LONGEST = 70
ARGV = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]


class PrivateKernelManager(AsyncKernelManager):
    """A kernel of this very Python, on sockets in a private folder that goes with it.

    TCP would be readable by others on the machine, and says so on stderr at every start; the
    default IPC paths collide when two runs start at once; a kernel named `python3` may be
    another Python's.
    """

    folder: Path
    started: list[subprocess.Popen[bytes]]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.transport = "ipc"
        self.connection_file = str(self.folder / "kernel.json")
        self.ip = str(self.folder / "socket")

    @property
    def kernel_spec(self) -> KernelSpec:
        return KernelSpec(argv=ARGV, display_name="Python 3", language="python")

    async def _async_start_kernel(self, **kwargs: Any) -> None:
        # no profile or start-up file of the user's changes what a report says
        kwargs["env"] = {
            **os.environ,
            **(kwargs.get("env") or {}),
            "IPYTHONDIR": str(self.folder / "ipython"),
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        }
        kwargs["env"].pop("MPLBACKEND", None)
        with (self.folder / "kernel.log").open("wb") as log:
            await super()._async_start_kernel(stdout=log, stderr=log, **kwargs)
        provisioner: Any = self.provisioner
        self.started.append(provisioner.process)

    start_kernel = _async_start_kernel


@contextlib.contextmanager
def private_kernels() -> Iterator[type[PrivateKernelManager]]:
    """Lend a kernel manager whose kernels and sockets are gone when the run is, however it ends."""
    # a socket's path has 107 characters at the most, which a long TMPDIR would use up
    short = tempfile.gettempdir() if len(tempfile.gettempdir()) < LONGEST else f"{os.sep}tmp"
    with tempfile.TemporaryDirectory(
        prefix="sez-", dir=short, ignore_cleanup_errors=True
    ) as folder:
        kernels: list[subprocess.Popen[bytes]] = []
        manager = type(
            "Manager", (PrivateKernelManager,), {"folder": Path(folder), "started": kernels}
        )
        try:
            yield manager
        finally:
            for kernel in kernels:
                # a kernel leads a session of its own, and what it started goes with it
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(kernel.pid, signal.SIGKILL)
                kernel.wait()


def execute(notebook: Path, parameters: dict[str, Any], folder: Path) -> Any:
    """Run `notebook` with `parameters` and return it executed; it is kept in `folder` as it runs.

    Raises papermill's error where a cell failed. What the run notes is in `folder` too.
    """
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    os.environ[record.VARIABLE] = str(folder.resolve())
    try:
        with private_kernels() as manager:
            return pm.execute_notebook(
                # papermill fills braces in a path with parameters, and a path is a path
                str(notebook).replace("{", "{{").replace("}", "}}"),
                str(folder / "report.ipynb").replace("{", "{{").replace("}", "}}"),
                parameters,
                progress_bar=bool(sys.stderr and sys.stderr.isatty()),
                # whatever a notebook says, it is run by this Python
                kernel_name="python3",
                language="python",
                kernel_manager_class=manager,
            )
    finally:
        del os.environ[record.VARIABLE]


def anonymous(nb: Any, notebook: Path) -> Any:
    """Return an executed notebook without the paths of the machine that it ran on."""
    about = nb.metadata.get("papermill", {})
    about.update(input_path=notebook.name, output_path="report.ipynb")
    about.pop("environment_variables", None)
    return nb
