"""Plant faults in a copy of the project, one at a time, and see which of them the tests catch.

    python tools/mutants.py            all faults of tools/faults.toml
    python tools/mutants.py charts ftl those whose file or name holds one of these words

A fault is a text that stands exactly once in a file, what stands there instead, and the tests that
must turn red. Only these are run. The working tree is never touched. Ends with 1 where a fault
survives, and with 2 where one cannot be planted or where its tests are red without it.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import tempfile
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple, TextIO

ROOT = Path(__file__).resolve().parent.parent
JOBS, LIMIT = 2, 240
GREEN, RED = 0, 1


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
        trees: queue.Queue[Path] = queue.Queue()
        for number in range(JOBS):
            trees.put(copied(Path(folder) / str(number)))
        wanted = tuple(sorted({test for fault in faults for test in fault.tests}))
        tree = trees.get()
        if run(tree, wanted, LIMIT * 10, sys.stdout) != GREEN:
            print("the tests are not green without a fault")
            return 2
        trees.put(tree)
        with ThreadPoolExecutor(JOBS) as pool:
            endings = list(pool.map(lambda fault: planted(fault, trees), faults))
    survivors = [f for f, ending in zip(faults, endings, strict=True) if ending != "caught"]
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
    # tests that ask git what is shipped find a repository of the copy's own
    subprocess.run(["git", "init", "--quiet"], cwd=tree, check=True)
    subprocess.run(["git", "add", "--all"], cwd=tree, check=True)
    return tree


def planted(fault: Fault, trees: queue.Queue[Path]) -> str:
    """Return what became of a fault: `caught`, `survived`, `too long` or `broken`."""
    tree, began = trees.get(), time.monotonic()
    path = tree / fault.file
    whole = path.read_text("utf-8")
    path.write_text(whole.replace(fault.old, fault.new), "utf-8")
    try:
        code = run(tree, fault.tests, LIMIT)
    finally:
        path.write_text(whole, "utf-8")
        trees.put(tree)
    ending = {RED: "caught", GREEN: "survived", None: "too long"}.get(code, "broken")
    print(f"{ending:9} {time.monotonic() - began:5.1f} s  {fault.file}: {fault.name}", flush=True)
    return ending


def run(
    tree: Path, tests: tuple[str, ...], limit: float, told: int | TextIO = subprocess.DEVNULL
) -> int | None:
    """Return how pytest ends in a copy, None where it takes longer than the limit."""
    # no bytecode: a file put back within a second would be taken for the faulty one
    found = {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    own = f"import sezlib; assert sezlib.__file__.startswith({str(tree)!r}), sezlib.__file__"
    subprocess.run([sys.executable, "-c", own], cwd=tree, env=os.environ | found, check=True)
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    try:
        ended = subprocess.run(
            command, cwd=tree, env=os.environ | found, stdout=told, stderr=told, timeout=limit
        )
    except subprocess.TimeoutExpired:
        return None
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
