"""Time and peak memory of the metrics on DuckDB as the records become a hundred times as many.

Every run is a process of its own, so that its peak is its own; DuckDB is held to 8 GiB. What a
process takes that has loaded sezlib and DuckDB and asked nothing is the row `nothing`.

    python benchmarks/scaling.py [--rounds 5] [--sizes 1M 10M 100M] [--only WORD ...]
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path

import flows

LIMIT = "8GiB"
NOTHING = "nothing"


def alone(name: str, path: str) -> None:
    """Ask one question in this process; print the seconds, the peak in MB and the rows."""
    import duckdb
    from questions import QUESTIONS

    duckdb.sql(f"SET memory_limit = '{LIMIT}'")
    duckdb.sql(f"SET temp_directory = '{Path(path).parent}'")
    begun = time.perf_counter()
    rows = 0
    if name != NOTHING:
        rows = QUESTIONS[name][2](duckdb.read_parquet(path)).to_arrow_table().num_rows
    took = time.perf_counter() - begun
    # Linux counts in KiB
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([took, peak, rows]))


def measured(name: str, path: str, rounds: int) -> tuple[float, float, int]:
    """Return the median seconds, the largest peak in MB and the rows of some fresh processes."""
    command = [sys.executable, __file__, "--alone", name, path]
    runs = []
    for _ in range(rounds):
        run = subprocess.run(command, check=True, capture_output=True, text=True)
        runs.append(json.loads(run.stdout.splitlines()[-1]))
    return statistics.median(run[0] for run in runs), max(run[1] for run in runs), runs[0][2]


def main() -> None:
    """Print seconds and peaks by size, and how both grow."""
    from questions import asked

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sizes", nargs="+", default=["1M", "10M", "100M"], choices=flows.ROWS)
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--folder", default=flows.FOLDER, type=Path)
    given = parser.parse_args()
    print(f"Python {platform.python_version()}, duckdb {metadata.version('duckdb')}, ", end="")
    print(f"{os.cpu_count()} cores, DuckDB held to {LIMIT}, medians of {given.rounds} processes\n")
    paths = {size: str(flows.parquet(size, given.folder)) for size in given.sizes}
    heads = [f"{size}, s | MB | " for size in given.sizes]
    print(f"| question | {''.join(heads)}time grows as rows to the | rows of the answer |")
    print("|---" * (2 * len(paths) + 3) + "|", flush=True)
    for name in [NOTHING, *asked(given.only)]:
        runs = [measured(name, path, given.rounds) for path in paths.values()]
        cells = "".join(f"{took:.2f} | {peak:,.0f} | " for took, peak, _ in runs)
        power = f"{_power(given.sizes, runs):.2f}" if name != NOTHING and len(runs) > 1 else ""
        print(f"| {name} | {cells}{power} | {runs[-1][2]:,} |", flush=True)
    print("\nThe goal is time linear in rows (to the power of 1) and a peak within 8 GiB.")


def _power(sizes: list[str], runs: list[tuple[float, float, int]]) -> float:
    # over the last step: before, what every question costs once is a part of the time
    grown = runs[-1][0] / runs[-2][0]
    return math.log(grown) / math.log(flows.ROWS[sizes[-1]] / flows.ROWS[sizes[-2]])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--alone"]:
        alone(*sys.argv[2:])
    else:
        main()
