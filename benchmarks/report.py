"""What `sez report` costs beside plain papermill and nbconvert on the same notebook.

Whole processes, one after the other in turns, so that a busy machine slows both; medians.

    python benchmarks/report.py [ROUNDS]
    python benchmarks/report.py profile     # where the processor time of its cells goes
"""

from __future__ import annotations

import contextlib
import cProfile
import io
import json
import os
import platform
import pstats
import statistics
import subprocess
import sys
import tempfile
import time
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
NOTEBOOK = ROOT / "notebooks" / "annual_export.ipynb"


def timed(*commands: list[str]) -> float:
    """Return the seconds that commands take one after the other, each of them succeeding."""
    begun = time.perf_counter()
    for command in commands:
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - begun


def profile(most: int = 40) -> None:
    """Print what the functions of sezlib take of the cells of the notebook, with what they call."""
    from IPython.core.interactiveshell import InteractiveShell

    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    shell, watched = InteractiveShell.instance(), cProfile.Profile(time.process_time)
    os.chdir(ROOT)
    for cell in cells:
        if cell["cell_type"] == "code":
            with contextlib.redirect_stdout(io.StringIO()):
                watched.runcall(shell.run_cell, "".join(cell["source"]), silent=True)
    pstats.Stats(watched).sort_stats("cumtime").print_stats(f"{ROOT / 'sezlib'}", most)


def main(rounds: int) -> None:
    """Time both ways in turns and print the medians and their ratio."""
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        executed = f"{folder}/out.ipynb"
        for number in range(rounds):
            out = f"{folder}/report-{number}"
            ours.append(timed([f"{BIN}/sez", "report", "annual_export", "--out", out]))
            theirs.append(
                timed(
                    [f"{BIN}/papermill", str(NOTEBOOK), executed, "-p", "period", "2019"],
                    [f"{BIN}/jupyter", "nbconvert", "--to", "html", "--no-input", executed],
                )
            )
    versions = [f"{n} {metadata.version(n)}" for n in ("papermill", "nbconvert", "pandas")]
    print(f"Python {platform.python_version()}, {', '.join(versions)}, {rounds} rounds in turns")
    print("| way | median, s | fastest, s | slowest, s |")
    print("|---|---|---|---|")
    for name, times in (("sez report", ours), ("papermill, then nbconvert", theirs)):
        middle = statistics.median(times)
        print(f"| {name} | {middle:.2f} | {min(times):.2f} | {max(times):.2f} |")
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(f"\nsez report costs {ratio:.2f} times papermill and nbconvert (goal: at most 1.15)")


if __name__ == "__main__":
    if sys.argv[1:] == ["profile"]:
        profile()
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
