"""What the annual report of the sample costs beside that of another build, each by its notebook.

In turns, so that a busy machine slows both: processor seconds and time of whole processes, medians.

    python benchmarks/builds.py OTHER [ROUNDS]

OTHER is a working tree of the project with its own `.venv`.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent


def spent(build: Path, out: str) -> tuple[float, float]:
    """Return the processor seconds and the time of a report by a build."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [build / ".venv" / "bin" / "sez", "report", "annual_export", "--out", out]
    # modules are compiled in the round that is not counted, and kept
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, capture_output=True, cwd=build, env=kept)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, time.perf_counter() - begun


def main(other: Path, rounds: int) -> None:
    """Time both builds in turns, after one round that is not counted."""
    builds: dict[Path, list[tuple[float, float]]] = {ROOT: [], other: []}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds + 1):
            for at, build in enumerate(builds):
                told = spent(build, f"{folder}/{number}-{at}")
                builds[build] += [told] if number else []
    for build, told in builds.items():
        used, took = (statistics.median(column) for column in zip(*told, strict=True))
        print(f"{build.name}: {used:.2f} s of processor time, {took:.2f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 5)
