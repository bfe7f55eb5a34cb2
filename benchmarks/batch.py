"""A hundred reports by `sez batch`, beside a loop of papermill's command and nbconvert's.

The loop makes a notebook and a page for each report, and nothing else; a report has a workbook,
tables and summaries besides. It is run for a few reports, since each takes as long as another.
Memory is the proportional set size of all processes of the batch together, seen four times a
second. Processor seconds are those of all processes of a way.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import nbformat
import psutil

PROJECT = Path(__file__).resolve().parents[1]
NOTEBOOK = PROJECT / "notebooks" / "annual_export.ipynb"
BIN = Path(sys.executable).parent
PLAN = """
[[report]]
notebook = "annual_export"
parameters = {{ period = "2019" }}
grid = {{ rows = {{ from = 1, to = {reports} }} }}
"""


def spent() -> float:
    """Return the processor seconds of all that has been run and has ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def loop(folder: Path, reports: int) -> tuple[float, float]:
    """Return the seconds a report that the two commands take in a loop, and the processor's."""
    before, began = spent(), time.perf_counter()
    for number in range(1, reports + 1):
        out = folder / f"{number}.ipynb"
        for command in (
            [BIN / "papermill", NOTEBOOK, out, "-p", "period", "2019", "-p", "rows", str(number)],
            [BIN / "jupyter-nbconvert", "--to", "html", "--no-input", out],
        ):
            subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    return (time.perf_counter() - began) / reports, (spent() - before) / reports


def batch(folder: Path, reports: int, *options: str) -> tuple[float, float, float]:
    """Return the seconds a report that a batch takes, the processor's, and its memory in MB."""
    plan = folder / "plan.toml"
    plan.write_text(PLAN.format(reports=reports), encoding="utf-8")
    before, began = spent(), time.perf_counter()
    run = subprocess.Popen(
        [BIN / "sez", "batch", plan, "--force", *options], stdout=subprocess.PIPE, text=True
    )
    peak, over = [0.0], threading.Event()
    watching = threading.Thread(target=_watch, args=(run.pid, peak, over))
    watching.start()
    out, _ = run.communicate()
    took = time.perf_counter() - began
    over.set()
    watching.join()
    if run.returncode or f"{reports} made" not in out:
        sys.exit(out)
    return took / reports, (spent() - before) / reports, peak[0]


def parts(folder: Path, reports: int) -> dict[str, float]:
    """Return what the seconds of a forked report go to, one report at a time."""
    plan = folder / "plan.toml"
    plan.write_text(PLAN.format(reports=reports), encoding="utf-8")
    command = [BIN / "sez", "batch", plan, "--force", "--jobs", "1", "--out", folder / "parts"]
    subprocess.run(command, check=True, capture_output=True)
    lines = (folder / "parts" / "runs.jsonl").read_text(encoding="utf-8").splitlines()
    found: dict[str, list[float]] = {}
    for line in map(json.loads, lines):
        nb = nbformat.read(folder / "parts" / line["report"] / "report.ipynb", as_version=4)
        run = nb.metadata.papermill.duration
        cells = {True: 0.0, False: 0.0}
        for cell in nb.cells:
            cells[".draw_" in cell.source] += cell.metadata.papermill.duration
        for part, seconds in {
            "cells that draw": cells[True],
            "other cells": cells[False],
            "the kernel's beginning and end": run - sum(cells.values()),
            "page, workbook, tables and the rest": line["seconds"] - run,
        }.items():
            found.setdefault(part, []).append(seconds)
    return {part: statistics.median(seconds) for part, seconds in found.items()}


def _watch(pid: int, peak: list[float], over: threading.Event) -> None:
    while not over.wait(0.25):
        held = 0
        try:
            top = psutil.Process(pid)
            for process in [top, *top.children(recursive=True)]:
                try:
                    held += process.memory_full_info().pss
                except psutil.Error:
                    continue
        except psutil.Error:
            return
        peak[0] = max(peak[0], held / 1e6)


def main() -> None:
    """Measure the ways in turns and print a table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--reports", type=int, default=100)
    asked.add_argument("--looped", type=int, default=5)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--jobs", default="")
    given = asked.parse_args()
    jobs = ["--jobs", given.jobs] if given.jobs else []
    seen: dict[str, list[tuple[float, ...]]] = {"loop": [], "fresh": [], "forked": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for _ in range(given.rounds):
            seen["loop"].append((*loop(folder, given.looped), 0.0))
            for way, options in (("fresh", ["--fresh"]), ("forked", [])):
                reports = given.looped * 4 if way == "fresh" else given.reports
                seen[way].append(batch(folder, reports, *options, *jobs))
        divided = parts(folder, 10)
    base = statistics.median(took for took, *_ in seen["loop"])
    print("| way | s a report | times as fast | processor, s | peak, MB |\n|---|---|---|---|---|")
    for way, runs in seen.items():
        times, used, peaks = zip(*runs, strict=True)
        each, processor = statistics.median(times), statistics.median(used)
        peak = f"{max(peaks):,.0f}" if way != "loop" else ""
        print(f"| {way} | {each:.2f} | {base / each:.1f} | {processor:.2f} | {peak} |")
    print("\n| part of a forked report, one at a time | s |\n|---|---|")
    for part, seconds in divided.items():
        print(f"| {part} | {seconds:.2f} |")


if __name__ == "__main__":
    main()
