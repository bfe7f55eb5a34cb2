"""Commands and kernels as processes of their own, forked from one that has loaded everything.

To start Python and to load pandas, seaborn and the rest takes longer than what most tests have a
process do. So a test starts a new Python only where that is what it tests; others have a process
that was forked, as a batch forks its runners and kernels, from a server (one for all tests of a
worker) in which nothing has run.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from jupyter_client.manager import KernelManager

from sezlib import cli
from sezlib.report import kernel, kernels

SERVER: Any = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["tests.loaded"])
# a server that was started within a run would be taken for one of its processes
USUAL = dict(os.environ)


def _fork(target: Any, *given: Any) -> Any:
    process = SERVER.Process(target=target, args=given, daemon=True)
    with mock.patch.dict(os.environ, USUAL, clear=True):
        process.start()
    return process


def sez(*arguments: Any, **how: Any) -> Any:
    """Start a command of `sez`, as `python -m sezlib` does.

    `how` may have a working folder `cwd` and an environment `env`. With `forked_kernel`, a report
    has a kernel as those of a batch are; with `new`, the command is a new Python indeed.
    """
    told = [str(argument) for argument in arguments]
    if how.pop("new", False):
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen([sys.executable, "-m", "sezlib", *told], text=True, **pipes, **how)
    return Started(told, **how)


def check_notebook(path: Path, how: str, new: bool = False) -> tuple[int, str]:
    """Have nbval check a notebook, in a pytest of its own and a forked kernel, or in a `new` one;
    return how it ended and what it said.
    """
    told = [how, path.name, "-q", "-p", "no:cacheprovider", "-W", "ignore"]
    # of this project's settings only nbval's own are wanted, and nbval is off elsewhere
    told += ["-c", "/dev/null", "--rootdir", str(path.parent)]
    main = pytest.main if new else _check_in_forked_kernel
    started = Started(told, cwd=path.parent, forked_kernel=not new, main=main)
    out, err = started.communicate(timeout=300)
    return started.returncode, out + err


def run(*arguments: Any, **how: Any) -> subprocess.CompletedProcess[str]:
    """Carry out a command of `sez` and return how it ended and what it said."""
    started = sez(*arguments, **how)
    out, err = started.communicate(timeout=300)
    return subprocess.CompletedProcess(list(arguments), started.returncode, out, err)


class Started:
    """A command at work, with what tests ask of one that `subprocess` has started."""

    def __init__(
        self,
        arguments: list[str],
        cwd: Any = None,
        env: dict[str, str] | None = None,
        forked_kernel: bool = False,
        main: Callable[[list[str]], int] = cli.main,
    ) -> None:
        (out, theirs), (err, other) = os.pipe(), os.pipe()
        given = (main, arguments, str(cwd or Path.cwd()), dict(env or os.environ), forked_kernel)
        self._process = _fork(_carry_out, *given, DupFd(theirs), DupFd(other))
        os.close(theirs)
        os.close(other)
        self.pid = self._process.pid
        self.stdout, self.stderr = (os.fdopen(file, encoding="utf-8") for file in (out, err))

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    poll = returncode.fget

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired("sez", timeout or 0)
        return self.returncode

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        said = {}
        readers = [
            threading.Thread(target=lambda name=name, file=file: said.update({name: file.read()}))
            for name, file in (("out", self.stdout), ("err", self.stderr))
        ]
        for reader in readers:
            reader.start()
        self.wait(timeout)
        for reader in readers:
            reader.join()
        self.stdout.close()
        self.stderr.close()
        return said["out"], said["err"]

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()


def _carry_out(
    main: Callable[[list[str]], int],
    arguments: list[str],
    cwd: str,
    env: dict[str, str],
    forked_kernel: bool,
    out: Any,
    err: Any,
) -> None:
    os.chdir(cwd)
    kernel.adopt_environment(env)
    for at, held in ((1, out), (2, err)):
        file = held.detach()
        os.dup2(file, at)
        os.close(file)
    sys.argv = ["sez", *arguments]
    sys.stdout, sys.stderr = (
        os.fdopen(at, "w", encoding="utf-8", errors=errors, closefd=False)
        for at, errors in ((1, "strict"), (2, "backslashreplace"))
    )
    if forked_kernel:
        kernels.fork_kernel(keep=set())
    sys.exit(int(main(arguments)))


def _check_in_forked_kernel(arguments: list[str]) -> int:
    launch = kernels.PrivateKernelManager._async_launch_kernel
    with mock.patch.object(KernelManager, "_async_launch_kernel", launch):
        return pytest.main(arguments)


class Forked(kernels.Forked):
    """A kernel that is forked from the server, and not from the process that runs the notebook."""

    def __init__(self) -> None:
        orders, ours = os.pipe()
        self._process = _fork(_be_a_kernel, DupFd(orders))
        os.close(orders)
        super().__init__(self._process.pid, ours)

    def begin(self, argv: list[str], env: dict[str, str], cwd: str | None) -> None:
        super().begin(argv, env, cwd or str(Path.cwd()))

    def poll(self) -> int | None:
        return self._process.exitcode


def _be_a_kernel(orders: Any) -> None:
    kernel.die_with(os.getppid())
    os.setsid()
    kernels._become(orders.detach())
