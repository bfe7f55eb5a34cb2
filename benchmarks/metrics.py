"""What the metrics cost on DuckDB beside the same questions asked by hand, in SQL and in pandas,
and what they cost on the sample.

The same Parquet file, the same answer (held equal to 1e-9 before anything is timed), one process,
in turns, medians of processor time. `questions.py` and `questions.sql` have the questions,
`flows.py` the file.

    python benchmarks/metrics.py [--rows 10M] [--condensed india] [--pandas 10M] [--rounds 5]
                                 [--only WORD ...]
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import duckdb
import flows
import pandas as pd
import polars as pl
import pyarrow as pa
from questions import QUESTIONS, SQL, asked

import sezlib as sez

SAMPLE = Path(__file__).parents[1] / "data/sample/flows.csv"


def plain(table: pa.Table) -> pd.DataFrame:
    """Return an Arrow table as pandas, the wide whole numbers of DuckDB's sums as floats."""
    fields = [
        pa.field(f.name, pa.float64() if pa.types.is_decimal(f.type) else f.type)
        for f in table.schema
    ]
    return table.cast(pa.schema(fields)).to_pandas()


def same(name: str, ours: pd.DataFrame, theirs: pd.DataFrame) -> None:
    """Stop unless two tables have the same columns and rows, amounts to 1e-9."""
    theirs = theirs.reset_index(drop=True)
    try:
        pd.testing.assert_frame_equal(ours, theirs, check_dtype=False, rtol=1e-9, atol=1e-12)
    except AssertionError as error:
        raise SystemExit(f"{name}: the answers differ\n{error}") from None


def in_turns(rounds: int, jobs: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the median of the processor seconds of each job, run in turns over and over."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            begun = time.process_time()
            job()
            times[name].append(time.process_time() - begun)
    return {name: statistics.median(taken) for name, taken in times.items()}


def on_duckdb(name: str, path: str) -> Callable[[], pa.Table]:
    """Return a job that asks sezlib of the Parquet file and takes the answer out."""
    ours = QUESTIONS[name][2]
    return lambda: ours(duckdb.read_parquet(path)).to_arrow_table()


def in_sql(name: str) -> Callable[[], pa.Table]:
    """Return a job that asks DuckDB in SQL and takes the answer out."""
    return lambda: duckdb.sql(SQL[name]).to_arrow_table()


def sql(names: list[str], path: str, rounds: int) -> None:
    """Print what sezlib on DuckDB costs beside SQL by hand."""
    duckdb.sql(f"CREATE OR REPLACE VIEW flows AS FROM '{path}'")
    print("\n| question | sezlib, s | SQL by hand, s | times | rows of the answer |")
    print("|---|---|---|---|---|", flush=True)
    ours = theirs = 0.0
    for name in names:
        jobs = {"sezlib": on_duckdb(name, path), "sql": in_sql(name)}
        answer = plain(jobs["sezlib"]())
        same(name, answer, plain(jobs["sql"]()))
        took = in_turns(rounds, jobs)
        ours, theirs = ours + took["sezlib"], theirs + took["sql"]
        print(_row(name, took["sezlib"], took["sql"]) + f" {len(answer):,} |", flush=True)
    print(_row("**all**", ours, theirs) + " |")
    print("\nThe goal is at most 1.10 times.")


def _row(name: str, ours: float, theirs: float) -> str:
    return f"| {name} | {ours:.3f} | {theirs:.3f} | {ours / theirs:.2f} |"


def condensed(names: list[str], path: str, rounds: int, of: set[str]) -> None:
    """Print what the questions of some columns cost when the records are added up once before."""
    # a quarter is not to be had from years
    names = [n for n in names if {*QUESTIONS[n][1].split()} <= of and "quarter" not in n]
    kept = sorted({column for name in names for column in QUESTIONS[name][1].split()})

    def straight() -> None:
        for name in names:
            on_duckdb(name, path)()

    def ours() -> None:
        cells = sez.condense(duckdb.read_parquet(path), keep=kept)
        for name in names:
            QUESTIONS[name][2](cells).to_arrow_table()

    def by_hand() -> None:
        duckdb.sql(f"CREATE OR REPLACE VIEW flows AS FROM '{path}'")
        for name in names:
            in_sql(name)()

    def by_hand_once() -> None:
        duckdb.sql(
            "CREATE OR REPLACE TEMP TABLE cells AS SELECT substr(period, 1, 4) AS period, "
            f"{', '.join(kept)}, sum(value) AS value FROM '{path}' GROUP BY ALL"
        )
        duckdb.sql("CREATE OR REPLACE VIEW flows AS FROM cells")
        for name in names:
            in_sql(name)()

    jobs = {
        "sezlib, each from the file": straight,
        "sezlib, condensed to years": ours,
        "SQL by hand, each from the file": by_hand,
        "SQL by hand, from a table of years": by_hand_once,
    }
    took = in_turns(rounds, jobs)
    cells = duckdb.sql("SELECT count(*) FROM cells").fetchall()[0][0]
    print(f"\n{len(names)} questions together, {cells:,} cells of {', '.join(kept)} and year:\n")
    print("| way | all questions, s |")
    print("|---|---|")
    for way, seconds in took.items():
        print(f"| {way} | {seconds:.2f} |")


def pandas(names: list[str], path: str, rounds: int) -> None:
    """Print what pandas by hand costs beside sezlib on DuckDB."""
    names = [name for name in names if QUESTIONS[name][3]]
    needed = {name: ["period", "value", *QUESTIONS[name][1].split()] for name in names}
    held = pd.read_parquet(path, columns=sorted({c for name in names for c in needed[name]}))
    print("\n| question | sezlib, s | pandas, s | times | pandas in memory, s | times |")
    print("|---|---|---|---|---|---|", flush=True)
    sums = dict.fromkeys(("sezlib", "file", "memory"), 0.0)
    for name in names:
        answer, columns = QUESTIONS[name][3], needed[name]
        jobs = {
            "sezlib": on_duckdb(name, path),
            "file": lambda answer=answer, columns=columns: answer(
                pd.read_parquet(path, columns=columns)
            ),
            "memory": lambda answer=answer: answer(held),
        }
        same(name, plain(jobs["sezlib"]()), jobs["file"]())
        took = in_turns(rounds, jobs)
        sums = {way: sums[way] + took[way] for way in sums}
        print(_beside(name, **took), flush=True)
    print(_beside("**all**", **sums))
    print("\nThe goal is at least 5 times.")


def _beside(name: str, sezlib: float, file: float, memory: float) -> str:
    row = f"| {name} | {sezlib:.3f} | {file:.3f} | {file / sezlib:.1f} "
    return row + f"| {memory:.3f} | {memory / sezlib:.1f} |"


def sample(names: list[str], rounds: int) -> None:
    """Print what each metric costs on the small table that a report is made of."""
    held = sez.read(SAMPLE)
    tables = {"pandas": held, "polars": pl.from_pandas(held)}
    print("\n| question of the sample | pandas, ms | polars, ms |")
    print("|---|---|---|", flush=True)
    sums = dict.fromkeys(tables, 0.0)
    for name in (name for name in names if "quarter" not in name):
        jobs = {way: lambda t=t, name=name: QUESTIONS[name][2](t) for way, t in tables.items()}
        took = in_turns(rounds, jobs)
        sums = {way: sums[way] + took[way] for way in sums}
        print(f"| {name} | {took['pandas'] * 1e3:.1f} | {took['polars'] * 1e3:.1f} |", flush=True)
    print(f"| **all** | {sums['pandas'] * 1e3:.0f} | {sums['polars'] * 1e3:.0f} |")
    print("\nThe goal is at most 200 ms on pandas.")


def main() -> None:
    """Time what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", default="10M", choices=[*flows.ROWS, "none"])
    parser.add_argument("--pandas", default="10M", choices=[*flows.ROWS, "none"])
    parser.add_argument("--condensed", default="india", choices=[*flows.ROWS, "none"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--folder", default=flows.FOLDER, type=Path)
    given = parser.parse_args()
    names = asked(given.only)
    versions = [f"{n} {metadata.version(n)}" for n in ("duckdb", "narwhals", "pandas")]
    print(f"Python {platform.python_version()}, {', '.join(versions)}, {os.cpu_count()} cores")
    print(f"medians of {given.rounds} rounds in turns, processor time")
    sample(names, given.rounds)
    if given.rows != "none":
        path = str(flows.parquet(given.rows, given.folder))
        print(f"\n{given.rows} rows")
        sql(names, path, given.rounds)
    if given.condensed != "none":
        path = str(flows.parquet(given.condensed, given.folder))
        print(f"\n{given.condensed}: {flows.ROWS[given.condensed]:,} rows")
        for of in ({"zone"}, {"zone", "product"}, {"zone", "product", "destination"}):
            condensed(names, path, given.rounds, of)
    if given.pandas != "none":
        print(f"\n{given.pandas} rows")
        pandas(names, str(flows.parquet(given.pandas, given.folder)), given.rounds)


if __name__ == "__main__":
    main()
