"""What `import sezlib` costs beside `import pandas`, each in a process of its own.

python benchmarks/imports.py [ROUNDS]
"""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys
import time
from importlib import metadata


def timed(code: str) -> float:
    """Return the seconds that a fresh Python takes to run `code`."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - begun


def main(rounds: int) -> None:
    """Time each import in turns and print medians and ratios to pandas."""
    codes = {
        "import pandas": "import pandas",
        "import sezlib": "import sezlib",
        "import sezlib and use a metric": "import sezlib as sez; sez.growth(sez.example())",
    }
    times: dict[str, list[float]] = {name: [] for name in codes}
    for _ in range(rounds):
        for name, code in codes.items():
            times[name].append(timed(code))
    base = statistics.median(times["import pandas"])
    print(
        f"Python {platform.python_version()}, pandas {metadata.version('pandas')}, {rounds} rounds"
    )
    print("| process | median, s | times pandas |")
    print("|---|---|---|")
    for name, taken in times.items():
        middle = statistics.median(taken)
        print(f"| {name} | {middle:.3f} | {middle / base:.2f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
