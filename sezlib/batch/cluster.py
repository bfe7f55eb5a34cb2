"""The same tasks on a Dask cluster whose workers see the same folders (`--executor dask://...`)."""

from __future__ import annotations

import concurrent.futures
import contextlib
from typing import Any

from sezlib.batch.pool import Pool
from sezlib.report.endings import (
    InterruptedRunError,
    KernelDiedError,
    UnwrittenError,
    account,
)
from sezlib.schema import FlowsError

SCHEME = "dask://"
# how many workers may die under a report before it is given up
DEATHS = 3
LATE = 10


class Cluster:
    """Tasks in the hands of a cluster, with what a `Pool` can be asked."""

    def __init__(self, executor: str) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise FlowsError(
                "Dask is not installed; install it with: pip install distributed"
            ) from None
        address = "tcp://" + executor.removeprefix(SCHEME)
        try:
            self.client = Client(address, timeout=LATE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UnwrittenError(f"no Dask scheduler answers at {address}: {error}") from None
        self.executor = self.client.get_executor(pure=False, retries=DEATHS)
        self.children: dict[Any, int] = {}

    def free(self) -> bool:
        """Return whether another task can be taken: the cluster keeps those it cannot do yet."""
        return True

    def start(self, number: int, task: dict[str, Any]) -> None:
        """Hand a task to the cluster."""
        self.children[self.executor.submit(_one, task)] = number

    def done(self, wait: float) -> list[tuple[int, dict[str, Any]]]:
        """Return the tasks that have ended, with their accounts."""
        ended, _ = concurrent.futures.wait(
            self.children, wait, return_when=concurrent.futures.FIRST_COMPLETED
        )
        return [(self.children.pop(future), _account(future)) for future in ended]

    def stop(self) -> list[tuple[int, dict[str, Any]]]:
        """Take back what has not begun; what runs, runs to its end on the cluster."""
        for future in self.children:
            future.cancel()
        left = [
            (number, account(InterruptedRunError("taken back")))
            for number in self.children.values()
        ]
        self.children.clear()
        self.close()
        return left

    def close(self) -> None:
        """Leave the cluster."""
        with contextlib.suppress(Exception):
            self.client.close()


def _one(task: dict[str, Any]) -> dict[str, Any]:
    """Do a task on a worker, in a process of its own, which dies with the worker."""
    pool = Pool(1, forked=False)
    pool.start(0, task)
    while not (ended := pool.done(1.0)):
        pass
    return ended[0][1]


def _account(future: Any) -> dict[str, Any]:
    try:
        return future.result()
    except Exception as error:
        return account(KernelDiedError(f"the cluster lost it: {type(error).__name__}: {error}"))
