"""What it costs to protect the figures of a year of the sample, and to attack them.

The figures are totals, groups, destinations, blocs and crossings. One process, medians of some
rounds, of the clock and of the processor. A public edition is of all fourteen years; the wide zone
is invented, of 2,000 companies, 100 groups and 200 countries in one year, and beside it stand an
internal report of it and a public one.

    python benchmarks/disclosure.py [ROUNDS] [--wide]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd

import sezlib as sez
from sezlib.countries import regions


def timed(asked: Callable[[], Any]) -> tuple[float, float]:
    """Return the seconds of the clock and of the processor, children's too, that a call takes."""
    clock, before = time.perf_counter(), os.times()
    asked()
    spent = sum(after - begun for after, begun in zip(os.times()[:4], before[:4], strict=True))
    return time.perf_counter() - clock, spent


def report(flows: pd.DataFrame, audience: str) -> None:
    """Make the annual report of records, as `sez report` does."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "flows.csv"
        flows.to_csv(path, index=False)
        given = [f"flows={path}", "period=2019", f"audience={audience}"]
        command = [sys.executable, "-m", "sezlib", "report", "annual_export",
                   *(word for one in given for word in ("-p", one)),
                   "--out", f"{folder}/out"]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True)


def wide_zone() -> pd.DataFrame:
    """Return the invented records of a year of many companies, most of which sell few things."""
    rng = np.random.default_rng(0)
    codes = sorted(regions())[:200]
    groups, countries = (1 / np.arange(1, n + 1) ** 0.8 for n in (100, len(codes)))
    rows = [
        (f"C{company:04}", f"g{group:03}", codes[at], round(rng.lognormal(12, 1.5)))
        for company in range(2000)
        for group in rng.choice(100, rng.integers(1, 3), replace=False, p=groups / groups.sum())
        for at in rng.choice(
            len(codes), 1 + rng.geometric(0.2), replace=False, p=countries / countries.sum()
        )
    ]
    columns = ["resident", "group", "destination", "value"]
    return pd.DataFrame(rows, columns=columns).assign(period="2019")


def main(rounds: int, wide: bool) -> None:
    if wide:
        flows, rounds = wide_zone(), 1
        asked = {
            "protect": lambda: sez.disclosure.protect(flows, "2019"),
            "internal report": lambda: report(flows, "internal"),
            "public report": lambda: report(flows, "public"),
        }
        found = sez.disclosure.protect(flows, "2019")
    else:
        flows = sez.read("data/sample/flows.csv")
        found = sez.disclosure.suppress(flows, ["2019"])
        edition = sez.disclosure.protect(flows, "2019").figures
        asked = {
            "suppress": lambda: sez.disclosure.suppress(flows, ["2019"]),
            "audit": lambda: sez.disclosure.audit(flows, found.figures),
            "protect, all years": lambda: sez.disclosure.protect(flows, "2019"),
            "audit, all years": lambda: sez.disclosure.audit(flows, edition),
        }
    counts = found.figures["status"].value_counts()
    print(f"{len(found.figures)} figures: {counts['C']} unsafe, {counts['D']} hidden with them; "
          f"cost {found.cost:.2f}, at least {found.least:.2f}")  # fmt: skip
    for name, call in asked.items():
        clock, processor = zip(*(timed(call) for _ in range(rounds)), strict=True)
        print(f"{name}: {statistics.median(clock):.2f} s, "
              f"{statistics.median(processor):.2f} s of processor")  # fmt: skip
    print(", ".join(f"{name} {metadata.version(name)}" for name in ("highspy", "scipy", "pandas")))


if __name__ == "__main__":
    given = [one for one in sys.argv[1:] if one != "--wide"]
    main(int(given[0]) if given else 5, "--wide" in sys.argv)
