"""Three measures beside the packages `econcomplex` and `ecomplexity`: the same task, the same file.

Comparative advantage and concentration of zones in products by year, and the years in which a
resident began to sell to a destination, or began again. The packages are installed with pip into a
scratch environment in the folder of the files, with the pandas that sezlib has. Both work in memory
on pandas, so that reading the columns they need is a part of their task, as it is of ours; adding
up to years is done for them in pandas. Every run is a process of its own; imports are not timed.

    python benchmarks/rivals.py [--rows 10M] [--rounds 5]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from importlib import metadata
from pathlib import Path

RIVALS = {"econcomplex": "1.0.1", "ecomplexity": "0.5.3"}
KEYS = {
    "rca": ["zone", "product"],
    "hhi": ["zone", "product"],
    "entries": ["resident", "destination"],
}
TITLES = {"rca": "comparative advantage", "hhi": "concentration (HHI)", "entries": "first exports"}


def with_sezlib(measure: str, path: str):
    """Return the answer of sezlib on DuckDB, as an Arrow table."""
    import duckdb

    import sezlib as sez

    flows = duckdb.read_parquet(path)
    if measure == "rca":
        return sez.rca(flows, of="product", against=flows, by="zone").to_arrow_table()
    if measure == "hhi":
        return sez.concentration(flows, of="product", by="zone").to_arrow_table()
    # what is censored is in the first year of all, where no package says anything
    began = sez.first_exports(flows, of=["resident", "destination"])
    return began.filter("status <> 'censored'").to_arrow_table()


def cells(measure: str, path: str):
    """Return sums by year and what the measure is of, in pandas."""
    import pandas as pd

    flows = pd.read_parquet(path, columns=["period", *KEYS[measure], "value"])
    flows["period"] = flows["period"].str[:4]
    table = flows.groupby(["period", *KEYS[measure]])["value"].sum().reset_index()
    # no package knows of destinations that are not specified
    return table[table["destination"] != "ZZZ"] if "destination" in table else table


def with_econcomplex(measure: str, path: str):
    """Return the answer of econcomplex, which knows one year at a time, as matrices."""
    import econcomplex as ec
    import pandas as pd

    (who, what), table = KEYS[measure], cells(measure, path)
    years = {
        year: ec.pivot_to_matrix(part, who, what, "value") for year, part in table.groupby("period")
    }
    if measure == "rca":
        found = {year: ec.rca(matrix) for year, matrix in years.items()}
    elif measure == "hhi":
        found = {year: ec.herfindahl(matrix, normalize=False) for year, matrix in years.items()}
        return pd.concat(found, names=["period"]).rename("hhi").reset_index()
    else:
        found, smallest = {}, 1e-300
        for before, now in zip(list(years)[:-1], list(years)[1:], strict=True):
            rows = years[before].index.union(years[now].index)
            columns = years[before].columns.union(years[now].columns)
            pair = [years[year].reindex(rows, fill_value=0.0) for year in (before, now)]
            pair = [matrix.reindex(columns=columns, fill_value=0.0) for matrix in pair]
            found[now] = ec.entry(pair, use_rca=False, threshold=smallest)
    tables = [
        ec.melt_matrix(matrix, who, what, measure).assign(period=year)
        for year, matrix in found.items()
    ]
    made = pd.concat(tables)
    return made[made[measure] > 0]


def with_ecomplexity(measure: str, path: str):
    """Return the comparative advantage of ecomplexity, without the complexity that it is for."""
    import pandas as pd
    from ecomplexity.ComplexityData import ComplexityData

    columns = {"time": "period", "loc": "zone", "prod": "product", "val": "value"}
    data = ComplexityData(cells(measure, path), columns, "coerce")
    tables = []
    for year in data.data.index.unique("time"):
        data.create_full_df(year)
        data.calculate_rca()
        tables.append(data.data_t.assign(period=year, rca=data.rca_t.ravel()).reset_index())
    made = pd.concat(tables).rename(columns={"loc": "zone", "prod": "product"})
    return made[made["rca"] > 0]


JOBS = {
    "sezlib": (with_sezlib, ("rca", "hhi", "entries")),
    "econcomplex": (with_econcomplex, ("rca", "hhi", "entries")),
    "ecomplexity": (with_ecomplexity, ("rca",)),
}


def alone(package: str, measure: str, path: str, out: str) -> None:
    """Do one job in this process; keep the answer, print its processor time and its peak in MB."""
    for name in ("duckdb", "pyarrow") if package == "sezlib" else ("pandas", package):
        __import__(name)
    begun = time.process_time()
    made = JOBS[package][0](measure, path)
    took = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if package == "sezlib":
        made = made.to_pandas()
    made.to_parquet(out)
    print(json.dumps([took, peak]))


def scratch(folder: Path) -> str:
    """Return the Python of an environment that has the packages, made now unless it is there."""
    home = folder / "rivals"
    python = str(home / "bin" / "python")
    if not (home / "ready").exists():
        venv.create(home, with_pip=True, clear=True)
        wanted = [f"{name}=={version}" for name, version in RIVALS.items()]
        wanted += [f"{name}=={metadata.version(name)}" for name in ("pandas", "pyarrow")]
        subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], check=True)
        (home / "ready").touch()
    return python


def same(measure: str, ours: str, theirs: str) -> int:
    """Stop unless two answers agree to 1e-9; return how many rows they have."""
    import pandas as pd

    keys = ["period", *(KEYS[measure] if measure != "hhi" else ["zone"])]
    one, other = pd.read_parquet(ours), pd.read_parquet(theirs)
    if measure == "rca":
        # a matrix has a 0 where nothing is sold, a table has no row or a 0
        one, other = one[one["rca"] > 0], other[other["rca"] > 0]
    both = one.merge(other, on=keys, how="outer", suffixes=("", "_theirs"), indicator="found")
    assert (both["found"] == "both").all(), both[both["found"] != "both"].head()
    if measure != "entries":
        far = (both[measure] / both[f"{measure}_theirs"] - 1).abs().max()
        assert far < 1e-9, (measure, far)
    return len(both)


def main() -> None:
    """Run every job in turns and print what each took."""
    import flows

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", default="10M", choices=flows.ROWS)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", default=flows.FOLDER, type=Path)
    given = parser.parse_args()
    path = str(flows.parquet(given.rows, given.folder))
    rivals = scratch(given.folder)
    names = ", ".join(f"{name} {version}" for name, version in RIVALS.items())
    print(
        f"{given.rows} rows, {os.cpu_count()} cores, Python {platform.python_version()}, {names}, "
    )
    print(f"pandas {metadata.version('pandas')}, duckdb {metadata.version('duckdb')}; ", end="")
    print(f"medians of {given.rounds} processes in turns\n")
    print("| measure | package | s | times sezlib | peak, MB | times sezlib | rows |")
    print("|---|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for measure in KEYS:
            packages = [name for name, (_, measures) in JOBS.items() if measure in measures]
            runs: dict[str, list[tuple[float, float]]] = {name: [] for name in packages}
            for _ in range(given.rounds):
                for name in packages:
                    python = sys.executable if name == "sezlib" else rivals
                    job = [python, __file__, "--alone", name, measure, path, f"{folder}/{name}"]
                    run = subprocess.run(job, check=True, capture_output=True, text=True)
                    runs[name].append(json.loads(run.stdout.splitlines()[-1]))
            took = {name: statistics.median(run[0] for run in runs[name]) for name in packages}
            peak = {name: max(run[1] for run in runs[name]) for name in packages}
            for name in packages:
                rows = same(measure, f"{folder}/sezlib", f"{folder}/{name}")
                print(
                    f"| {TITLES[measure]} | {name} | {took[name]:.2f} "
                    f"| {took[name] / took['sezlib']:.1f} | {peak[name]:,.0f} "
                    f"| {peak[name] / peak['sezlib']:.1f} | {rows:,} |",
                    flush=True,
                )
    print("\nThe goal is ten times as fast and a fifth of the memory.")
    print("ecomplexity has no concentration and no entries.")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--alone"]:
        alone(*sys.argv[2:])
    else:
        main()
