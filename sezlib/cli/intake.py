"""`sez intake`: a file taken in, with an account of every row."""

from __future__ import annotations

import argparse
import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sezlib.checks import neutral
from sezlib.cli.printing import answered, put
from sezlib.schema import FlowsError, short

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 10


def add(commands: Any) -> None:
    """Add the command `intake`."""
    parser = commands.add_parser(
        "intake",
        help="take a file in: flows, rejected rows, an account of all",
        description="Turn a file into flows, and tell what became of every row. "
        "Exit code 0: no row was rejected; 1: some were; 2: the file cannot be read.",
    )
    parser.add_argument("file", metavar="FILE", help="a file, or the address of a database")
    parser.add_argument("--source", default="auto", help="the source (default: by its content)")
    parser.add_argument("--mapping", default="", metavar="M", help="a mapping file, TOML")
    parser.add_argument("--zone", default="", help="take only this zone, or name the file's zone")
    parser.add_argument(
        "--value-in", default="", metavar="UNIT", help="the unit of value, such as 'thousand USD'"
    )
    parser.add_argument("--encoding", default="", help="the encoding of a text file")
    parser.add_argument("--query", default="", metavar="SQL", help="what to ask of a database")
    parser.add_argument("--out", metavar="FLOWS.parquet", help="write the flows there")
    parser.add_argument("--rejected", metavar="R.csv", help="write the rejected rows there")
    parser.add_argument(
        "--suggest", action="store_true", help="print a first mapping of the file, and do no more"
    )
    parser.set_defaults(run=answered(_intake))


def _intake(asked: argparse.Namespace) -> int:
    from sezlib import sources

    if asked.suggest:
        print(sources.suggest(asked.file, encoding=asked.encoding), end="")
        return 0
    for target in (asked.out, asked.rejected):
        if target:
            _writable(Path(target), Path(asked.file))
    taken = sources.intake(
        asked.file, asked.source, zone=asked.zone, mapping=asked.mapping, value_in=asked.value_in,
        encoding=asked.encoding, query=asked.query, out=asked.out or "", engine="pyarrow",
    )  # fmt: skip
    put(_account(taken.account), "")
    for name, told in taken.told.items():
        print(f"{name}: {told}")
    if asked.rejected:
        _write(taken.rejected, Path(asked.rejected))
    elif len(taken.rejected):
        _show(taken.rejected)
    return 1 if len(taken.rejected) else 0


def _writable(target: Path, source: Path) -> None:
    if not target.parent.is_dir():
        raise FlowsError(f"no folder {str(target.parent)!r} to write {target.name!r} into")
    if target.is_dir():
        raise FlowsError(f"{str(target)!r} is a folder, not a file")
    if target.exists() and source.exists() and target.samefile(source):
        raise FlowsError(f"{str(target)!r} is the file that is read, and would be overwritten")


def _account(account: pd.DataFrame) -> list[tuple[str, ...]]:
    rows = [
        (f"{part}: {reason}" if reason else part, f"{rows:>13,}", f"{value:>26,.2f}")
        for part, reason, rows, value in account.itertuples(index=False)
    ]
    return [("", f"{'rows':>13}", f"{'value':>26}"), *rows]


def _show(rejected: pd.DataFrame) -> None:
    print()
    for line, column, value, reason in rejected.head(SHOWN).itertuples(index=False):
        where = f"column {column!r} " if column else ""
        print(f"line {line}: {where}{reason}: {short(value, 60)!r}")
    if len(rejected) > SHOWN:
        print(f"and {len(rejected) - SHOWN} more; --rejected R.csv writes all of them")


def _write(rejected: pd.DataFrame, target: Path) -> None:
    half = target.with_name(f".{target.name}.half")
    try:
        with half.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(rejected.columns)
            writer.writerows(map(neutral, row) for row in rejected.itertuples(index=False))
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
