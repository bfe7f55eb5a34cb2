"""`sez intake`: a file taken in, with an account of every row."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sezlib.cli.printing import answered, put
from sezlib.flows import FlowsError, short
from sezlib.texts import whole, write_csv

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
    parser.add_argument("--out", metavar="FLOWS", help="write the flows there: .parquet or .csv")
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
    if asked.rejected:
        sources.writable(Path(asked.rejected), asked.file, (".csv",))
        if asked.out and Path(asked.out).absolute() == Path(asked.rejected).absolute():
            raise FlowsError(f"--out and --rejected both name {asked.out!r}")
    taken = sources.intake(
        asked.file, asked.source, zone=asked.zone, mapping=asked.mapping, value_in=asked.value_in,
        encoding=asked.encoding, query=asked.query, out=asked.out or "", engine="pyarrow",
    )  # fmt: skip
    put(_account(taken.account), "")
    for name, told in taken.told.items():
        print(f"{name}: {told}")
    if asked.rejected:
        with whole(Path(asked.rejected)) as half:
            write_csv(half, taken.rejected.columns, taken.rejected.itertuples(index=False))
    elif len(taken.rejected):
        _show(taken.rejected)
    return 1 if len(taken.rejected) else 0


def _account(account: pd.DataFrame) -> list[tuple[str, ...]]:
    several = "currency" in account
    rows = [
        (
            f"{one.part}: {one.reason}" if one.reason else one.part,
            f"{one.rows:>13,}",
            f"{one.value:>26,.2f}",
            *([one.currency or "no currency"] if several else []),
        )
        for one in account.itertuples(index=False)
    ]
    return [("", f"{'rows':>13}", f"{'value':>26}", *[""][: int(several)]), *rows]


def _show(rejected: pd.DataFrame) -> None:
    print()
    for line, column, value, reason in rejected.head(SHOWN).itertuples(index=False):
        where = f"column {column!r} " if column else ""
        print(f"line {line}: {where}{reason}: {short(value, 60)!r}")
    if len(rejected) > SHOWN:
        print(f"and {len(rejected) - SHOWN} more; --rejected R.csv writes all of them")
