"""A file taken in, beside DuckDB's bare scan of it, and DuckDB writing it to Parquet as it is.

Two files are made by rule: sezlib's own layout as CSV (`--rows`, 10 million by default), and that
of India's DGCI&S in its size (18,053,536 rows, 204 commodities, 717 ports, 23 years by month; 12 of
its countries) as CSV and Parquet. Every run is a process of its own, so that its peak memory is its
own.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

ROUNDS = 5
FLOWS = """
    SELECT printf('%d-%02d', 2003 + i % 23, 1 + (i // 23) % 12) AS period,
      'Zone ' || (hash(i) % 17) AS zone, 'Company ' || (hash(i, 1) % 2000) AS resident,
      printf('%d%02d%02d', [84, 85, 90][1 + (hash(i, 2) % 3)::BIGINT], 1 + hash(i, 6) % 33,
        hash(i, 7) % 100) AS product,
      ['CHN', 'KAZ', 'USA', 'DEU', 'IND', 'BLR'][1 + (hash(i, 3) % 6)::BIGINT] AS destination,
      (hash(i, 4) % 100000000) / 100.0 AS value, 'RUB' AS currency
    FROM range({rows}) t(i)
"""
INDIA = """
    SELECT 'COMMODITY ' || (hash(i) % 204) AS Commodity,
      ['U S A', 'U ARAB EMTS', 'CHINA P RP', 'U K', 'NETHERLAND', 'SAUDI ARAB', 'SINGAPORE',
       'GERMANY', 'RUSSIA', 'KOREA RP', 'HONG KONG', 'BANGLADESH PR'][1 + (hash(i, 1) % 12)::BIGINT]
       AS Country,
      CASE WHEN hash(i, 2) % 717 < 20 THEN
        (CASE WHEN hash(i, 9) % 2 = 0 THEN 'SEZ ZONE ' ELSE 'SEZ Zone ' END) || (hash(i, 2) % 717)
        ELSE 'PORT ' || (hash(i, 2) % 717) END AS Port,
      (2003 + i % 23)::INTEGER AS "Year", (1 + (i // 23) % 12)::INTEGER AS "Month",
      CASE WHEN hash(i, 3) % 2 = 0 THEN 'Export' ELSE 'Import' END AS "Type",
      (hash(i, 4) % 100000)::BIGINT AS Quantity, 'KGS' AS Unit,
      (hash(i, 5) % 100000000)::BIGINT AS "INR Value", (hash(i, 5) % 1200000)::BIGINT AS "USD Value"
    FROM range(18053536) t(i)
"""
WAYS = ("scan", "copy", "intake")


def made(folder: Path, rows: int) -> list[Path]:
    """Make the files, or find them as an earlier run left them."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        folder / f"flows-{rows}.csv": (FLOWS.format(rows=rows), "(HEADER)"),
        folder / "export-import.csv": (INDIA, "(HEADER)"),
        folder / "export-import.parquet": (INDIA, "(FORMAT parquet)"),
    }
    for path, (query, how) in files.items():
        if not path.exists():
            half = path.with_suffix(".half")
            duckdb.sql("SET preserve_insertion_order = true")
            duckdb.sql(f"COPY ({query}) TO '{half}' {how}")
            half.rename(path)
    return list(files)


def once(way: str, path: Path, folder: Path) -> tuple[float, float]:
    """Run one way in a process of its own; return its seconds and its peak in MB."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", way, str(path), "--folder", str(folder)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    seconds, peak = done.stdout.split()[-2:]
    return float(seconds), float(peak)


def one(way: str, path: Path, folder: Path) -> None:
    """Do what is timed, and print how long it took and what it held."""
    reader = "read_parquet" if path.suffix == ".parquet" else "read_csv"
    out = folder / f"out-{way}.parquet"
    if way == "stages":
        stages(path, out)
        return
    if way == "intake":
        import sezlib as sez

        started = time.perf_counter()
        taken = sez.intake(path, out=out)
        assert taken.rows("in") == taken.rows("accepted") + taken.rows("set aside")
    else:
        con = duckdb.connect()
        con.execute("SET memory_limit = '1GB'")
        columns = [c for c, *_ in con.execute(f"DESCRIBE FROM {reader}('{path}')").fetchall()]
        whole = ", ".join(f'max("{c}")' for c in columns)
        ask = f"SELECT {whole} FROM {reader}('{path}')"
        if way == "copy":
            ask = f"COPY (FROM {reader}('{path}')) TO '{out}' (FORMAT parquet)"
        started = time.perf_counter()
        con.execute(ask).fetchall()
    seconds = time.perf_counter() - started
    out.unlink(missing_ok=True)
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def stages(path: Path, out: Path) -> None:
    """Take a file in and print what the time goes to, stage by stage."""
    import sezlib as sez
    from sezlib.sources import accounting

    seen: list[tuple[str, float]] = [("opening", time.perf_counter())]

    @contextlib.contextmanager
    def timed(_con: object, _name: str) -> Iterator[Callable[[str], None]]:
        yield lambda stage: seen.append((stage, time.perf_counter()))

    accounting.progress = timed
    sez.intake(path, out=out)
    out.unlink(missing_ok=True)
    seen.append(("", time.perf_counter()))
    for (stage, began), (_, ended) in itertools.pairwise(seen):
        print(f"| {stage} | {ended - began:.2f} |")


def main() -> None:
    """Time every way on every file, in turns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", default=Path(tempfile.gettempdir()) / "sezlib-bench", type=Path)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        one(asked.one[0], Path(asked.one[1]), asked.folder)
        return
    print(
        f"DuckDB {duckdb.__version__}, Python {sys.version.split()[0]}; medians of {asked.rounds}"
    )
    print("| file | GB | way | s | times the scan | peak, MB |\n|---|---|---|---|---|---|")
    for path in made(asked.folder, asked.rows):
        runs = {way: [] for way in WAYS}
        for _ in range(asked.rounds):
            for way in WAYS:
                runs[way].append(once(way, path, asked.folder))
        bare = statistics.median(seconds for seconds, _ in runs["scan"])
        for way, found in runs.items():
            took = statistics.median(seconds for seconds, _ in found)
            peak = max(peak for _, peak in found)
            size = path.stat().st_size / 1e9
            told = f"{took:.2f} | {took / bare:.2f} | {peak:.0f}"
            print(f"| {path.name} | {size:.2f} | {way} | {told} |")


if __name__ == "__main__":
    main()
