"""Plant faults in a copy of the project, one at a time, and see which of them the tests catch.

    python tools/mutants.py            all faults of tools/faults.toml
    python tools/mutants.py charts ftl those whose file or name holds one of these words

A fault is a text that stands exactly once in a file, what stands there instead, and the tests that
must turn red. Only these are run. The working tree is never touched. Ends with 1 where a fault
survives, and with 2 where one cannot be planted or where its tests are red without it.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
JOBS, LIMIT = 2, 300
# how a process ends whose tests were run; one that fails by itself ends with 1
GREEN, RED = 100, 101
FORK: Any = multiprocessing.get_context("fork")
# loaded once and not again for each fault
HEAVY = (
    "babel.numbers duckdb fluent.runtime hypothesis IPython.display matplotlib.figure "
    "matplotlib.backends.backend_agg narwhals nbconvert.exporters openpyxl pandas "
    "polars pyarrow.parquet scipy.optimize seaborn sqlalchemy xlsxwriter"
)


class Fault(NamedTuple):
    """A fault: its name, the file, what stands there, what is planted, and the tests."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


def main(words: list[str]) -> int:
    """Plant the faults that hold one of these words, all without, and say what became of them."""
    faults = [f for f in listed() if not words or any(w in f"{f.file} {f.name}" for w in words)]
    if stale := [f for f in faults if (ROOT / f.file).read_text("utf-8").count(f.old) != 1]:
        for fault in stale:
            print(f"{fault.file}: {fault.old!r} does not stand there exactly once ({fault.name})")
        return 2
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        tree = copied(Path(folder) / "tree")
        load()
        wanted = tuple(sorted({test for fault in faults for test in fault.tests}))
        sound = FORK.Process(target=run, args=(tree, wanted))
        sound.start()
        sound.join()
        if sound.exitcode != GREEN:
            print("the tests are not green without a fault")
            return 2
        survivors = []
        for fault, ending, seconds in planted(faults, tree):
            print(f"{ending:9} {seconds:5.1f} s  {fault.file}: {fault.name}", flush=True)
            survivors += [fault] if ending != "caught" else []
    print(f"{len(faults) - len(survivors)} of {len(faults)} caught")
    for fault in survivors:
        print(f"not caught: {fault.file}: {fault.name}")
    return 1 if survivors else 0


def listed() -> list[Fault]:
    """Return the faults of the list, each with tests of its own or with those of its file."""
    files = tomllib.loads((ROOT / "tools/faults.toml").read_text("utf-8"))
    return [
        Fault(name, file, old, new, tuple((own or [held["tests"]])[0].split()))
        for file, held in files.items()
        for name, old, new, *own in held["faults"]
    ]


def copied(tree: Path) -> Path:
    """Return a new folder with the files that git knows, as they are in the working tree."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in names.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_bytes((ROOT / name).read_bytes())
    return tree


def load() -> None:
    """Load the libraries that tests use, before processes are forked."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in HEAVY.split():
            importlib.import_module(name)


def planted(faults: list[Fault], tree: Path) -> Iterator[tuple[Fault, str, float]]:
    """Yield each fault with what became of it: `caught`, `survived`, `too long` or `broken`."""
    waiting, running = list(reversed(faults)), dict[Any, tuple[Fault, float]]()
    while waiting or running:
        while waiting and len(running) < JOBS:
            fault = waiting.pop()
            child = FORK.Process(target=plant, args=(fault, tree))
            child.start()
            running[child] = (fault, time.monotonic())
        for child, (fault, began) in list(running.items()):
            child.join(0.1)
            late = time.monotonic() - began > LIMIT
            if late:
                child.kill()
                child.join()
            if child.exitcode is not None:
                endings = {RED: "caught", GREEN: "survived"}
                ending = "too long" if late else endings.get(child.exitcode, "broken")
                yield fault, ending, time.monotonic() - began
                del running[child]


def plant(fault: Fault, tree: Path) -> None:
    """Run the tests of a fault in a tree of its own, and end as pytest does."""
    own = Path(tempfile.mkdtemp(dir=tree.parent)) / "tree"
    shutil.copytree(tree, own, copy_function=os.link)
    path = own / fault.file
    whole = path.read_text("utf-8")
    # a new file, since the others are links, and none of the bytecode of the old one
    path.unlink()
    path.write_text(whole.replace(fault.old, fault.new), "utf-8")
    for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*"):
        compiled.unlink()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    sys.dont_write_bytecode = True
    run(own, fault.tests)


def run(tree: Path, tests: tuple[str, ...]) -> None:
    """Run tests in a tree, with the library of that tree, and end as pytest does."""
    os.chdir(tree)
    os.environ["PYTHONPATH"] = sys.path[0] = str(tree)
    import sezlib

    assert Path(sezlib.__file__).is_relative_to(tree), sezlib.__file__
    # plugins of pytest are loaded already
    known = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    sys.exit(GREEN + pytest.main(["-x", "-q", "-p", "no:cacheprovider", *known, *tests]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
