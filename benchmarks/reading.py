"""How many releases `sez claims read` drafts in a minute, on one core.

Texts of a folder are read one after the other, in rounds, in one process; what counts is the time
of the processor, without the start of Python.

    python benchmarks/reading.py FOLDER [ROUNDS]
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from sezlib.claims.draft import read_draft

PROFILE = {"currency": "USD", "year_begins": "01"}


def main(folder: str, rounds: str = "5") -> None:
    """Print how many texts there are, how long they are, and how many are read in a minute."""
    paths = sorted(Path(folder).glob("*.txt"))
    words = statistics.mean(len(path.read_text(encoding="utf-8").split()) for path in paths)
    spent = []
    for _ in range(int(rounds) + 1):
        begun = time.process_time()
        for path in paths:
            read_draft(str(path), PROFILE, "2024")
        spent.append(time.process_time() - begun)
    # what is loaded and remembered at first is no work on a text
    rate = 60 * len(paths) / statistics.median(spent[1:])
    print(f"{len(paths)} texts of {words:.0f} words on average: {rate:,.0f} a minute")


if __name__ == "__main__":
    main(*sys.argv[1:])
