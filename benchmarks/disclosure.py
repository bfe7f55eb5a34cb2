"""What it costs to protect the figures of a year of the sample, and to attack them.

The figures are totals, groups, destinations, blocs and crossings. One process, medians of some
rounds, of the clock and of the processor.

    python benchmarks/disclosure.py [ROUNDS]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from importlib import metadata
from typing import Any

import sezlib as sez


def timed(asked: Callable[[], Any]) -> tuple[float, float]:
    """Return the seconds of the clock and of the processor that a call takes."""
    clock, processor = time.perf_counter(), time.process_time()
    asked()
    return time.perf_counter() - clock, time.process_time() - processor


def main(rounds: int) -> None:
    flows = sez.read("data/sample/flows.csv")
    found = sez.disclosure.suppress(flows, ["2019"])
    counts = found.figures["status"].value_counts()
    print(f"{len(found.figures)} figures: {counts['C']} unsafe, {counts['D']} hidden with them; "
          f"cost {found.cost:.2f}, at least {found.least:.2f}")  # fmt: skip
    asked = {
        "suppress": lambda: sez.disclosure.suppress(flows, ["2019"]),
        "audit": lambda: sez.disclosure.audit(flows, found.figures),
    }
    for name, call in asked.items():
        clock, processor = zip(*(timed(call) for _ in range(rounds)), strict=True)
        print(f"{name}: {statistics.median(clock):.2f} s, "
              f"{statistics.median(processor):.2f} s of processor")  # fmt: skip
    print(", ".join(f"{name} {metadata.version(name)}" for name in ("highspy", "scipy", "pandas")))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
