"""The run itself: papermill, with a kernel that nobody else can reach or disturb."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import papermill as pm
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

from sezlib import record

ARGV = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]


class PrivateKernelManager(AsyncKernelManager):
    """A kernel of this very Python, on sockets in a private folder that goes with it.

    TCP would be readable by others on the machine, and says so on stderr at every start; the
    default IPC paths collide when two runs start at once; a kernel named `python3` may be
    another Python's.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._private = tempfile.TemporaryDirectory(prefix="sez-", ignore_cleanup_errors=True)
        folder = Path(self._private.name)
        self.transport = "ipc"
        self.connection_file = str(folder / "kernel.json")
        self.ip = str(folder / "socket")
        self.log_file = folder / "kernel.log"

    @property
    def kernel_spec(self) -> KernelSpec:
        return KernelSpec(argv=ARGV, display_name="Python 3", language="python")

    async def _async_start_kernel(self, **kwargs: Any) -> None:
        import os

        folder = Path(self._private.name)
        # no profile or start-up file of the user's changes what a report says
        kwargs["env"] = {
            **os.environ,
            **(kwargs.get("env") or {}),
            "IPYTHONDIR": str(folder / "ipython"),
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        }
        with self.log_file.open("wb") as log:
            await super()._async_start_kernel(stdout=log, stderr=log, **kwargs)

    start_kernel = _async_start_kernel

    async def _async_cleanup_resources(self, restart: bool = False) -> None:
        await super()._async_cleanup_resources(restart=restart)
        if not restart:
            self._private.cleanup()

    cleanup_resources = _async_cleanup_resources


def execute(notebook: Path, parameters: dict[str, Any], folder: Path) -> Any:
    """Run `notebook` with `parameters` and return it executed; it is kept in `folder` as it runs.

    Raises papermill's error where a cell failed. What the run notes is in `folder` too.
    """
    import logging
    import os

    logging.getLogger("papermill").setLevel(logging.ERROR)
    logging.getLogger("traitlets").setLevel(logging.ERROR)
    os.environ[record.VARIABLE] = str(folder)
    try:
        return pm.execute_notebook(
            # papermill fills braces in a path with parameters, and a path is a path
            str(notebook).replace("{", "{{").replace("}", "}}"),
            str(folder / "report.ipynb").replace("{", "{{").replace("}", "}}"),
            parameters,
            progress_bar=sys.stderr.isatty(),
            # whatever a notebook says, it is run by this Python
            kernel_name="python3",
            language="python",
            kernel_manager_class=PrivateKernelManager,
        )
    finally:
        del os.environ[record.VARIABLE]


def anonymous(nb: Any, notebook: Path) -> Any:
    """Return an executed notebook without the paths of the machine that it ran on."""
    about = nb.metadata.get("papermill", {})
    about.update(input_path=notebook.name, output_path="report.ipynb")
    about.pop("environment_variables", None)
    return nb
