"""Metrics on a Spark cluster: a master and two workers, held equal to DuckDB to 1e-9.

Then the annual report is made of a table on Spark and of the same rows as a Parquet file: page and
figures are the same to the byte, tables to 1e-9.

The cluster is Spark's own standalone one, on the loopback address and on free ports, started from
the pyspark that is installed and stopped in the end whatever happens. It shows that a metric runs
where the records are spread over several machines; two workers on one machine show no speed.

    python benchmarks/cluster.py [--rows 1M]
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import duckdb
import flows
import pandas as pd
from questions import QUESTIONS, asked

HOST = "127.0.0.1"
ASKED = (
    "growth by zone",
    "cumulative by destination",
    "share of product by zone",
    "contribution of destination by zone",
    "the ten largest products by zone",
    "first exports to destinations by zone",
    "comparative advantage in products by zone",
    "margins of residents by zone",
)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def listening(port: int, process: subprocess.Popen, seconds: float = 60) -> None:
    """Wait until somebody listens on a port, or say that the process has ended."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return
        time.sleep(0.2)
    raise SystemExit(f"nobody listens on {HOST}:{port}; see the log of {process.args}")


def daemon(kind: str, folder: Path, *arguments: str) -> subprocess.Popen:
    """Start a master or a worker, its files and its log in `folder`."""
    import pyspark

    home = Path(pyspark.__file__).parent
    (folder / kind).mkdir()
    settings = {
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": HOST,
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_WORKER_DIR": str(folder / kind),
        "SPARK_LOCAL_DIRS": str(folder / kind),
    }
    name = f"org.apache.spark.deploy.{kind.split('-')[0]}.{kind.split('-')[0].title()}"
    with (folder / f"{kind}.log").open("w") as log:
        return subprocess.Popen(
            [str(home / "bin" / "spark-class"), name, "--host", HOST, *arguments],
            env={**os.environ, **settings},
            stdout=log,
            stderr=log,
            # the executors of a worker are in its group, and stop with it
            start_new_session=True,
        )


@contextlib.contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[str]:
    """Run a master and its workers for as long as the block does; the address is what comes."""
    port, started = free_port(), []
    try:
        own = ["--port", str(port), "--webui-port", str(free_port())]
        started.append(daemon("master", folder, *own))
        listening(port, started[0])
        for number in range(workers):
            mine = free_port()
            own = ["--port", str(mine), "--webui-port", str(free_port())]
            own += ["--cores", "1", "--memory", "1500m", f"spark://{HOST}:{port}"]
            started.append(daemon(f"worker-{number}", folder, *own))
            listening(mine, started[-1])
        yield f"spark://{HOST}:{port}"
    finally:
        for process in reversed(started):
            stop(process)


def stop(process: subprocess.Popen) -> None:
    """End a process that was started here and all of its group."""
    for ended in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, ended)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=15)
            # a worker is gone before its executors are
            time.sleep(0.5)


@contextlib.contextmanager
def session(master: str, port: int) -> Iterator[Any]:
    """Open a session on the cluster, an executor on each worker, and close it in the end."""
    os.environ["SPARK_LOCAL_IP"] = HOST
    # Spark warns of pandas 3, which it is not handed here
    warnings.filterwarnings("ignore", category=FutureWarning, message="PySpark does not")
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": HOST,
        "spark.driver.bindAddress": HOST,
        "spark.driver.blockManager.port": str(port),
        "spark.driver.memory": "1g",
        "spark.executor.memory": "1g",
        "spark.executor.cores": "1",
        "spark.cores.max": "2",
        "spark.sql.shuffle.partitions": "4",
        # no job begins before both workers have an executor
        "spark.scheduler.minRegisteredResourcesRatio": "1.0",
        "spark.scheduler.maxRegisteredResourcesWaitingTime": "60s",
    }
    spark = SparkSession.builder.master(master).config(map=settings).getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    try:
        yield spark
    finally:
        spark.stop()


def executors(spark: Any, driver: str) -> list[str]:
    """Return the addresses of the executors that the driver sees, without its own."""
    seen = spark.sparkContext._jsc.sc().getExecutorMemoryStatus().keySet().iterator()
    found = []
    while seen.hasNext():
        found.append(str(seen.next()))
    return sorted(address for address in found if address != driver)


def finished(folder: Path) -> dict[str, int]:
    """Return how many tasks each worker has done, as its executors wrote into their logs."""
    return {
        worker.name: sum(
            log.read_text(errors="replace").count("Finished task")
            for log in worker.glob("app-*/*/stderr")
        )
        for worker in sorted(folder.glob("worker-*"))
        if worker.is_dir()
    }


def report(flows: str, folder: Path, settings: dict[str, str]) -> float:
    """Make the annual report of flows in a process of its own; return how long it takes."""
    profile = folder.parent / "profile.toml"
    profile.write_text('zone = "Zone 00"\nopened = "2006"\n')
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "sezlib", "report", "annual_export", "-p", f"flows={flows}", "-p",
         f"profile={profile}", "-p", "currency=RUB", "--out", folder],
        env={**os.environ, **settings}, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return time.perf_counter() - begun


def held_equal(one: Path, other: Path) -> int:
    """Stop unless the pages and figures of two reports are the same, and their tables to 1e-9."""
    files = [path.relative_to(one) for path in sorted(one.rglob("*")) if path.is_file()]
    for name in files:
        if name.suffix == ".csv":
            same(str(name), pd.read_csv(one / name), pd.read_csv(other / name))
            continue
        shown = name.suffix in (".svg", ".png") or name.name == "report.html"
        if shown and (one / name).read_bytes() != (other / name).read_bytes():
            raise SystemExit(f"the reports differ in {name}")
    return len(files)


def reports(master: str, path: str, folder: Path) -> None:
    """Make the annual report of a table on Spark and of its file, and stop where they differ."""
    settings = {
        "spark.driver.host": HOST,
        "spark.driver.bindAddress": HOST,
        "spark.executor.memory": "1g",
        "spark.cores.max": "2",
        "spark.sql.shuffle.partitions": "4",
        "spark.ui.enabled": "false",
    }
    conf = folder / "spark-defaults.conf"
    conf.write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    given = {"SPARK_CONF_DIR": str(folder), "SPARK_LOCAL_IP": HOST}
    spark = report(f"{master}/parquet.`{path}`", folder / "spark", given)
    parquet = report(path, folder / "parquet", {})
    print(f"\nThe annual report: {spark:.0f} s on Spark, {parquet:.0f} s on DuckDB.")
    count = held_equal(folder / "spark", folder / "parquet")
    print(f"{count} files: page and figures are the same to the byte, tables to 1e-9.")


def same(name: str, ours: pd.DataFrame, theirs: pd.DataFrame) -> None:
    """Stop unless two tables have the same rows, amounts to 1e-9."""
    for table in (ours, theirs):
        for column in table.columns:
            # a whole number comes as a float, a decimal or an integer
            if not any(isinstance(cell, str) for cell in table[column].head(1000)):
                table[column] = table[column].astype(float)
    try:
        pd.testing.assert_frame_equal(ours, theirs, check_dtype=False, rtol=1e-9, atol=1e-12)
    except AssertionError as error:
        raise SystemExit(f"{name}: Spark and DuckDB differ\n{error}") from None


def main() -> None:
    """Ask the cluster and DuckDB the same questions."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", default="1M", choices=flows.ROWS)
    parser.add_argument("--report", default="zone-1M", choices=["", *flows.ROWS])
    parser.add_argument("--folder", default=flows.FOLDER, type=Path)
    given = parser.parse_args()
    path = str(flows.parquet(given.rows, given.folder))
    versions = [f"{name} {metadata.version(name)}" for name in ("pyspark", "duckdb")]
    print(f"Python {platform.python_version()}, {', '.join(versions)}, {given.rows} rows")
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        master, port = stack.enter_context(cluster(folder)), free_port()
        spark = stack.enter_context(session(master, port))
        records = spark.read.parquet(path)
        parts = records.rdd.getNumPartitions()
        seen = executors(spark, f"{HOST}:{port}")
        print(f"{master}: executors at {', '.join(seen)}; the file is read in {parts} parts\n")
        assert len(seen) == 2, "two workers were to take part"
        print("| question | rows | Spark, s | DuckDB, s |")
        print("|---|---|---|---|", flush=True)
        for name in asked(list(ASKED)):
            question = QUESTIONS[name][2]
            begun = time.perf_counter()
            ours = collected(question(records))
            between = time.perf_counter()
            theirs = question(duckdb.read_parquet(path)).df()
            took = time.perf_counter() - between
            same(name, ours, theirs)
            spent = between - begun
            print(f"| {name} | {len(ours):,} | {spent:.1f} | {took:.2f} |", flush=True)
        tasks = finished(folder)
        if given.report:
            # which is another application, and needs the executors
            spark.stop()
            reports(master, str(flows.parquet(given.report, given.folder)), folder)
    told = ", ".join(f"{worker} {count:,}" for worker, count in tasks.items())
    print(f"\nTasks done: {told}.")
    assert all(tasks.values()), "a worker had nothing to do"
    print("All answers of the two agree to 1e-9; the cluster is stopped.")


def collected(answer: Any) -> pd.DataFrame:
    """Return a Spark frame as pandas, without the conversion that is not yet for pandas 3."""
    return pd.DataFrame([tuple(row) for row in answer.collect()], columns=answer.columns)


if __name__ == "__main__":
    main()
