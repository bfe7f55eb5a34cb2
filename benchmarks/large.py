"""What the annual report of many rows costs: processor seconds, time, memory of all processes.

The file is `zone-10M` of flows.py, or another of its names. Memory is the largest proportional set
size (PSS) that all processes of the report have together, looked at every tenth of a second
(Linux). With OTHER, a working tree of the project with its own `.venv`, its own notebook runs in
turns with this one.

    python benchmarks/large.py [--rows zone-10M] [--rounds 5] [--notebook annual_export]
                               [-p NAME=VALUE] [OTHER]
"""

from __future__ import annotations

import argparse
import contextlib
import re
import resource
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import flows
import pandas as pd

ROOT = Path(__file__).parent.parent
EVERY = 0.1
# what is said of the zone of flows.py, to be held against its records
CLAIMS = """subject = "Zone 00"
sources = [{id = "said", address = "https://example.org/", date = "2020-01", language = "en"}]
[[claims]]
id = "exports-2019"
source = "said"
measure = "total"
where = { period = "2019" }
printed = "59.1"
unit = "bn RUB"
"""


def held(process: int) -> int:
    """Return what a process and those that it started have in memory, in KiB."""
    with contextlib.suppress(OSError):
        told = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8")
        own = int(re.findall(r"^Pss:\s+(\d+)", told, re.MULTILINE)[0])
        started = Path(f"/proc/{process}/task").glob("*/children")
        return own + sum(held(int(one)) for file in started for one in file.read_text().split())
    return 0


def parameters(notebook: str, path: Path, folder: Path) -> list[str]:
    """Return what a notebook is asked with; what it needs besides records is made in a folder."""
    if notebook == "data_intake":
        return [f"file={path}"]
    asked = {"product": ["product=8542"], "destination": ["destination=ARG"]}.get(notebook, [])
    if notebook == "published_figures":
        (folder / "claims.toml").write_text(CLAIMS, encoding="utf-8")
        asked = [f"claims={folder / 'claims.toml'}"]
    if notebook == "relief":
        for name in ("imports", "declarations"):
            [file] = (ROOT / "data" / "sample").glob(f"*{name}.csv")
            table = pd.read_csv(file, dtype=str).drop(columns="synthetic")
            table.assign(zone="Zone 00").to_csv(folder / file.name, index=False)
            asked.append(f"{name}={folder / file.name}")
    return [f"flows={path}", *asked]


def spent(build: Path, asked: list[str], out: str) -> tuple[float, float, float]:
    """Return the processor seconds, the time and the largest memory in MB of a report."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [build / ".venv" / "bin" / "sez", "report", *asked, "--out", out]
    most = 0
    with subprocess.Popen(command, cwd=build, stdout=subprocess.DEVNULL) as running:
        while running.poll() is None:
            most = max(most, held(running.pid))
            time.sleep(EVERY)
    if running.returncode:
        raise SystemExit(f"{build}: the report ended with {running.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, time.perf_counter() - begun, most * 1024 / 1e6


def main() -> None:
    """Time the report of a build, or of two in turns; print medians and the largest memory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("other", nargs="?", type=Path)
    parser.add_argument("--rows", default="zone-10M", choices=flows.ROWS)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--notebook", default="annual_export")
    parser.add_argument("-p", "--parameter", action="append", default=[], metavar="NAME=VALUE")
    given = parser.parse_args()
    path = flows.parquet(given.rows)
    builds: dict[Path, list[tuple[float, float, float]]] = {ROOT: []}
    builds |= {given.other.resolve(): []} if given.other else {}
    with tempfile.TemporaryDirectory() as folder:
        asked = [given.notebook]
        for one in [*parameters(given.notebook, path, Path(folder)), *given.parameter]:
            asked += ["-p", one]
        for number in range(given.rounds):
            for at, (build, told) in enumerate(builds.items()):
                told.append(spent(build, asked, f"{folder}/{number}-{at}"))
    print(f"| {given.notebook} of {given.rows} | processor, s | s | peak, MB |\n|---|---|---|---|")
    for build, told in builds.items():
        used, took, memory = zip(*told, strict=True)
        middle = f"{statistics.median(used):.1f} | {statistics.median(took):.1f}"
        print(f"| {build.name} | {middle} | {max(memory):,.0f} |", flush=True)


if __name__ == "__main__":
    main()
