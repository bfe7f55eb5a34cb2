"""What a tool that looks at one table at a time leaves: acro on the tables of the sample, 2019.

Each table (groups, countries, blocs, groups by country) is one of companies, as acro takes them,
and is given to it with the rules that `sez.disclosure.Rules()` has; what it suppresses is hidden,
and attacked by our audit. Beside it stands our own choice. acro does not install beside the pandas
that sezlib has, so it runs in a scratch environment, with the pandas that it asks for; adding up to
companies and reading is done before, and imports are not timed.

    python benchmarks/one_table.py [--rounds 5] [--folder FOLDER]
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import venv
import warnings
from importlib import metadata
from pathlib import Path

ACRO = "1.0.2"
TABLES = [["group"], ["destination"], ["bloc"], ["group", "destination"]]
# its default.yaml asks for ten contributors, and for no two that make up nine tenths
RULES = {"safe_threshold: 10": "safe_threshold: 3", "safe_nk_k: 0.90": "safe_nk_k: 1.0"}


def suppress_with_acro(path: str) -> None:
    """Print how long all tables take acro, by the clock and of the processor, and what it keeps."""
    import acro
    import pandas as pd

    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    home = Path(acro.__file__).parent
    text = (home / "default.yaml").read_text("utf-8")
    for theirs, ours in RULES.items():
        assert theirs in text, theirs
        text = text.replace(theirs, ours, 1)
    (home / "ours.yaml").write_text(text, encoding="utf-8")
    rows = pd.read_csv(path)
    parts = [rows[rows["table"] == "-".join(keys)].copy() for keys in TABLES]
    begun, held = now(), acro.ACRO(config="ours", suppress=True)
    made = [
        held.pivot_table(part, values="value", index=keys, aggfunc="sum")
        if len(keys) == 1
        else held.crosstab(*(part[key] for key in keys), values=part["value"], aggfunc="sum")
        for keys, part in zip(TABLES, parts, strict=True)
    ]
    took, kept = since(begun), []
    for keys, table in zip(TABLES, made, strict=True):
        cells = (table["value"] if len(keys) == 1 else table.stack()).dropna().index
        kept += [dict(zip(keys, at if len(keys) > 1 else [at], strict=True)) for at in cells]
    print(json.dumps([took, kept, pd.__version__]))


def now() -> tuple[float, float]:
    """Return the clock and the processor's."""
    return time.perf_counter(), time.process_time()


def since(begun: tuple[float, float]) -> list[float]:
    """Return the seconds since then."""
    return [end - start for start, end in zip(begun, now(), strict=True)]


def scratch(folder: Path) -> str:
    """Return the Python of an environment that has acro, made now unless it is there."""
    home = folder / "acro"
    python = str(home / "bin" / "python")
    if not (home / "ready").exists():
        venv.create(home, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-q", f"acro=={ACRO}"], check=True)
        (home / "ready").touch()
    return python


def write_companies(flows, path: Path) -> None:
    """Write what each company sold in each cell of each table."""
    import pandas as pd

    import sezlib as sez

    flows = sez.with_groups(flows[flows["period"].str.startswith("2019")])
    blocs = sez.with_blocs(flows, ["EAEU", "EU", "Asia", "Europe", "Africa", "Americas", "Oceania"])
    held = [
        (blocs if keys == ["bloc"] else flows)
        .groupby([*keys, "resident"], as_index=False)["value"]
        .sum()
        .assign(table="-".join(keys))
        for keys in TABLES
    ]
    pd.concat(held).to_csv(path, index=False)


def main() -> None:
    """Protect and attack, and print what comes out."""
    import pandas as pd

    import sezlib as sez

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", default=Path(tempfile.gettempdir()) / "sezlib-bench", type=Path)
    given = parser.parse_args()
    flows = sez.read("data/sample/flows.csv")
    # loads what is loaded once
    sez.disclosure.suppress(flows, ["2019"])
    runs: dict[str, list[list[float]]] = {"acro": [], "sezlib": []}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "companies.csv"
        write_companies(flows, path)
        job = [scratch(given.folder), __file__, "--acro", str(path)]
        for _ in range(given.rounds):
            begun = now()
            found = sez.disclosure.suppress(flows, ["2019"])
            runs["sezlib"].append(since(begun))
            run = subprocess.run(job, check=True, capture_output=True, text=True)
            took, kept, theirs = json.loads(run.stdout.splitlines()[-1])
            runs["acro"].append(took)
    figures, keys = found.figures, ["group", "destination", "bloc"]
    named = figures[keys].astype(object).where(figures[keys].notna(), None)
    shown = [
        {k: v for k, v in row.items() if v is not None} in [{}, *kept]
        for row in named.to_dict("records")
    ]
    alone = figures.assign(status=pd.Series(shown).map({True: "F", False: "C"}))
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
          f"acro {ACRO} on pandas {theirs}, sezlib on pandas {metadata.version('pandas')}; "
          f"medians of {given.rounds} in turns\n")  # fmt: skip
    print("| | s | of processor | figures | hidden | unsafe | exactly computable | too closely |")
    print("|---|---|---|---|---|---|---|---|")
    for name, held in (("acro", alone), ("sezlib", figures)):
        clock, processor = (statistics.median(each) for each in zip(*runs[name], strict=True))
        known = sez.disclosure.audit(flows, held)
        exact = known["high"] - known["low"] < 1e-4 * known["value"]
        near = known["attackers"].notna() & ~exact
        counts = (len(held), (held["status"] != "F").sum(), len(known), exact.sum(), near.sum())
        print(f"| {name} | {clock:.2f} | {processor:.2f} | {' | '.join(map(str, counts))} |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--acro"]:
        suppress_with_acro(sys.argv[2])
    else:
        main()
