"""A batch of one unchanged report in a folder whose history is long: what its lines cost.

The same batch runs in turns beside a history of its own line alone. The lines are of other reports,
in the two ways that differ: the report's own line stands last, or before all of them.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat

SEZ = Path(sys.executable).with_name("sez")
CELL = nbformat.v4.new_code_cell("", metadata={"tags": ["parameters"]})


def batch(plan: Path) -> tuple[float, float]:
    """Return the processor seconds and the peak of memory in MB of a batch that makes nothing."""
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, "
        "stdout=subprocess.DEVNULL); used = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, SEZ, "batch", plan],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    seconds, memory = map(float, done.stdout.split())
    return seconds, memory


def main() -> None:
    """Time the batch, and print its medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        nbformat.write(nbformat.v4.new_notebook(cells=[CELL]), root / "little.ipynb")
        (root / "plan.toml").write_text('[[report]]\nnotebook = "little.ipynb"\n')
        batch(root / "plan.toml")
        history = root / "reports" / "runs.jsonl"
        own = history.read_text("utf-8")
        line = json.loads(own)
        others = "".join(
            json.dumps({**line, "report": f"other-{n % 1000}", "plan": "another"}) + "\n"
            for n in range(asked.lines)
        )
        histories = {"its line alone": own, "its line last": others + own, "first": own + others}
        seen: dict[str, list[tuple[float, float]]] = {way: [] for way in histories}
        for _ in range(asked.rounds):
            for way, text in histories.items():
                history.write_text(text, "utf-8")
                seen[way].append(batch(root / "plan.toml"))
        print(f"{asked.lines:,} lines, {len(others) / 1e6:.0f} MB; medians of {asked.rounds}")
        for way, found in seen.items():
            seconds, memory = (statistics.median(one) for one in zip(*found, strict=True))
            print(f"{way:16} {seconds:6.2f} s {memory:6.0f} MB")


if __name__ == "__main__":
    main()
