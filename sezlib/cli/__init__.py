"""The command `sez`: what notebooks do, from a shell."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from sezlib import __version__
from sezlib.cli import batch, claims, intake
from sezlib.cli.printing import answered
from sezlib.flows import FlowsError, quoted
from sezlib.secrets import without_secrets
from sezlib.texts import clean


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    0 is done, 1 a failed cell or a contradiction, 2 wrong input, 3 a time limit, 4 a killed
    kernel, 5 a lock that another holds, 6 nothing could be written.
    """
    parser = _parser()
    asked = parser.parse_args(arguments)
    # SIGTERM and a closed terminal end a run as Ctrl-C does, and nothing half-made stays
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # a name that the terminal cannot show is no reason to fail
            stream.reconfigure(errors="backslashreplace")
    try:
        return asked.run(asked)
    except FlowsError as error:
        print(clean(f"sez: {' '.join(str(error).split())}"), file=sys.stderr)
        return 2
    except OSError as error:
        print(clean(f"sez: {_told(error)}"), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("sez: interrupted", file=sys.stderr)
        return 130


def _told(error: OSError) -> str:
    why = error.strerror or str(error)
    return f"{quoted(error.filename)}: {why}" if error.filename else why


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        super().error(clean(without_secrets(message)))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="sez", description="Export statistics of special economic zones.")
    parser.add_argument("--version", action="version", version=f"sezlib {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    report = commands.add_parser(
        "report",
        help="run a notebook into a finished report",
        description="Run a notebook into a finished report: page, workbook, figures, summary.",
    )
    report.add_argument("notebook", help="a name in notebooks/, such as annual_export, or a path")
    report.add_argument(
        "-p", dest="parameters", metavar="NAME=VALUE", action="append", default=[],
        help="a parameter of the notebook, as often as there are any",
    )  # fmt: skip
    report.add_argument(
        "--out", metavar="DIR", help="the report's folder (default: one in reports/)"
    )
    report.add_argument(
        "--run-limit", metavar="SECONDS", type=seconds, help="how long the run may take"
    )
    report.add_argument(
        "--cell-limit", metavar="SECONDS", type=seconds, help="how long a cell may take"
    )
    report.set_defaults(run=answered(_report))

    sample = commands.add_parser(
        "sample",
        help="write the synthetic zones",
        description="Write the synthetic zones and their tables, the same bytes every time.",
    )
    sample.add_argument("--out", metavar="DIR", default="data/sample", help="default: data/sample")
    sample.set_defaults(run=answered(_sample))
    batch.add(commands)
    claims.add(commands)
    intake.add(commands)
    return parser


def seconds(text: str) -> float:
    """Return a number of seconds above nothing."""
    with contextlib.suppress(ValueError):
        if 0 < float(text) < float("inf"):
            return float(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0")


def _report(asked: argparse.Namespace) -> int:
    from sezlib.report import RunError, report

    try:
        target = report(
            asked.notebook, asked.parameters, asked.out,
            cell_limit=asked.cell_limit, run_limit=asked.run_limit,
        )  # fmt: skip
    except RunError as error:
        print(clean(f"sez: {' '.join(str(error).split())}"), file=sys.stderr)
        return error.code
    # as it was asked for, or as it is found from here
    print((Path(asked.out) if asked.out else target.relative_to(Path.cwd())) / "report.html")
    return 0


def _sample(asked: argparse.Namespace) -> int:
    from sezlib.sample import write

    for path in write(asked.out):
        print(path)
    return 0
