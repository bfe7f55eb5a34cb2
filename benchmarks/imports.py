"""What `import sezlib` costs beside `import pandas`, and a command beside a bare Python.

Each is a process of its own, and what is told is its processor time.

python benchmarks/imports.py [ROUNDS]
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
from importlib import metadata
from pathlib import Path

IMPORTS = {
    "import pandas": "import pandas",
    "import sezlib": "import sezlib",
    "import sezlib and use a metric": "import sezlib as sez; sez.growth(sez.example())",
}
COMMANDS = ["sez", "sez --help", "sez list", "sez report annual_export --help"]


def timed(command: list[str]) -> float:
    """Return the seconds of processor time that a command takes."""
    begun = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime - begun.ru_utime - begun.ru_stime


def compare(commands: dict[str, list[str]], rounds: int) -> None:
    """Time each command in turns and print medians and ratios to the first."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            times[name].append(timed(command))
    base = statistics.median(next(iter(times.values())))
    print(f"\n| process | median, s | times {next(iter(times))} |")
    print("|---|---|---|")
    for name, taken in times.items():
        middle = statistics.median(taken)
        print(f"| `{name}` | {middle:.3f} | {middle / base:.2f} |")


def main(rounds: int) -> None:
    """Print what imports and commands take."""
    print(
        f"Python {platform.python_version()}, pandas {metadata.version('pandas')}, {rounds} rounds"
    )
    compare({name: [sys.executable, "-c", code] for name, code in IMPORTS.items()}, rounds)
    bare = {"python -c pass": [sys.executable, "-c", "pass"]}
    folder = Path(sys.executable).parent
    compare(bare | {c: [str(folder / "sez"), *c.split()[1:]] for c in COMMANDS}, rounds)


if __name__ == "__main__":
    # what is compiled is kept, as it is by whoever has installed sezlib
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
