"""`sez batch`: a plan of reports, from a shell or a scheduler."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from sezlib.texts import clean


def add(commands: Any) -> None:
    """Add the command."""
    batch = commands.add_parser(
        "batch",
        help="make the reports of a plan, those that have changed",
        description="Make the reports of a plan, those whose notebook, data, parameters or "
        "versions have changed.",
    )
    batch.add_argument("plan", help="a TOML file, see docs/scheduling.md")
    batch.add_argument(
        "--out",
        metavar="DIR",
        default="",
        help="the folder of the reports, or an address such as s3://bucket/reports",
    )
    batch.add_argument("--jobs", metavar="N", type=_count, help="how many at a time")
    batch.add_argument("--as-of", metavar="DAY", default="", help="the day of relative periods")
    batch.add_argument("--force", action="store_true", help="make what has not changed, too")
    batch.add_argument(
        "--only-failed", action="store_true", help="only reports whose last run failed"
    )
    batch.add_argument("--dry-run", action="store_true", help="tell what would run and why")
    batch.add_argument("--keep", metavar="N", type=_count, help="keep the last N periods and runs")
    batch.add_argument(
        "--on-failure", metavar="CMD", default="",
        help="run for each report that failed, with the path of its manifest",
    )  # fmt: skip
    batch.add_argument(
        "--fresh", action="store_true", help="a new Python for every report, which is slower"
    )
    batch.add_argument(
        "--executor", metavar="dask://HOST:PORT", type=_executor,
        help="have a Dask cluster make them, whose workers see the same folders",
    )  # fmt: skip
    batch.add_argument(
        "--watch", action="store_true", help="go on, and make what new or changed data make stale"
    )
    batch.set_defaults(run=_batch)


def _batch(asked: argparse.Namespace) -> int:
    from pathlib import Path

    from sezlib.batch import read, run
    from sezlib.batch.run import Options
    from sezlib.batch.store import SCHEME
    from sezlib.batch.watch import watch
    from sezlib.report.errors import RunError

    named = asked.out and SCHEME not in asked.out
    out = str(Path(asked.out).absolute()) if named else asked.out
    options = Options(
        out, asked.jobs, asked.force, asked.only_failed, asked.dry_run, asked.keep,
        asked.on_failure, asked.fresh, asked.executor or "",
    )  # fmt: skip
    try:
        if asked.watch:
            watch(asked.plan, asked.as_of, options)
        return run(read(asked.plan, asked.as_of), options)
    except RunError as error:
        print(clean(f"sez: {' '.join(str(error).split())}"), file=sys.stderr)
        return error.code


def _executor(text: str) -> str:
    if not text.startswith("dask://"):
        raise argparse.ArgumentTypeError(f"{text!r} is no address such as dask://HOST:PORT")
    return text


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return int(text)
