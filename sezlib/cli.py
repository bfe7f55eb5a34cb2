"""The command `sez`: what notebooks do, from a shell."""

from __future__ import annotations

import argparse
import contextlib
import difflib
import functools
import io
import json
import math
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from sezlib import __version__
from sezlib.flows import FlowsError, listed, near, quoted, short
from sezlib.report.errors import RunError
from sezlib.secrets import hiding
from sezlib.texts import clean_text, write_csv, write_whole

if TYPE_CHECKING:
    import pandas as pd

    from sezlib.claims import Claim, Claims


def answered(question: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Return a command that answers whole, and returns its answer whoever reads it."""

    def run(asked: argparse.Namespace) -> int:
        held = io.StringIO()
        with contextlib.redirect_stdout(held):
            code = question(asked)
        # names come from files and from the command line, and a terminal would obey what is in them
        lines = held.getvalue().split("\n")[:-1]
        with contextlib.suppress(BrokenPipeError):
            print("\n".join(map(clean_text, lines)), end="\n" if lines else "", flush=True)
            return code
        from sezlib.batch.run import unread

        unread(sys.stdout)
        return code  # the answer stands

    return run


def claim_line(claim: Claim, reading: str) -> tuple[str, ...]:
    """Return the cells of a line that tells of a claim."""
    from sezlib.claims.claim import interval_ends, place, printed_text

    low, high = interval_ends(claim, reading)
    text = claim.measure in ("rank", "first")
    return (
        claim.id,
        claim.source,
        f"{claim.measure}, {place(claim)}",
        printed_text(claim),
        "" if text else f"[{interval(low, high)}]",
    )


def used(held: Claims) -> set[str]:
    """Return the sources that claims are of."""
    return {claim.source for claim in held}


def interval(low: float | None, high: float | None, unit: str = "") -> str:
    """Return an interval in words."""
    from sezlib.language import count_decimals

    unit = f" {unit}" if unit else ""
    finite = [end for end in (low, high) if end is not None]
    if not finite:
        return "unbounded"
    kept = count_decimals(finite, finite[-1] - finite[0])
    shown = [f"{end:,.{kept}f}" if end else "0" for end in finite]
    if len(shown) == 1:
        return f"{shown[0]}{unit} {'or more' if high is None else 'or less'}"
    return (shown[0] if shown[0] == shown[1] else " to ".join(shown)) + unit


def number(value: float, width: float = 0.0) -> str:
    """Return a number with the digits that tell it from another `width` away."""
    from sezlib.language import count_decimals

    return f"{value:,.{count_decimals([value], width)}f}"


def plain(value: Any) -> Any:
    """Return a value that JSON can hold."""
    return None if isinstance(value, float) and math.isnan(value) else value


def put_json(told: Any) -> None:
    """Print JSON."""
    print(json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False))


def put(rows: list[tuple[str, ...]], margin: str, most: int = 60) -> None:
    """Print rows in columns."""
    # an id is what the next command needs, whatever its length
    cut = [(row[0], *(short(cell, most) for cell in row[1:])) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cut, strict=True)]
    for row in cut:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print((margin + "  ".join(cells)).rstrip())


SHOWN = 10


def _add_intake(commands: Any) -> None:
    """Add the command `intake`."""
    parser = commands.add_parser(
        "intake",
        help="take a file in: flows, rejected rows, an account of all",
        description="Turn a file into flows, and tell what became of every row. "
        "Exit code 0: no row was rejected; 1: some were; 2: the file cannot be read.",
        epilog="example: sez intake mine.csv --out flows.parquet --rejected rejected.csv",
    )
    parser.add_argument("file", metavar="FILE", help="a file, or the address of a database")
    parser.add_argument("--source", default="auto", help="the source (default: by its content)")
    parser.add_argument(
        "--table", default="flows", help="its table: flows, imports, declarations, residents"
    )
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
        print(sources.suggest(asked.file, table=asked.table, encoding=asked.encoding), end="")
        return 0
    if asked.rejected:
        sources.writable(Path(asked.rejected), (asked.file, asked.mapping), (".csv",))
        if asked.out and Path(asked.out).resolve() == Path(asked.rejected).resolve():
            raise FlowsError(f"--out and --rejected both name {asked.out!r}")
    taken = sources.intake(
        asked.file, asked.source, table=asked.table, zone=asked.zone, mapping=asked.mapping,
        value_in=asked.value_in, encoding=asked.encoding, query=asked.query, out=asked.out or "",
        engine="pyarrow",
    )  # fmt: skip
    put(_account(taken.account), "")
    for name, told in taken.told.items():
        print(f"{name}: {told}")
    if asked.rejected:
        with write_whole(Path(asked.rejected)) as half:
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
    for row in rejected.head(SHOWN).itertuples():
        where = f"column {row.column!r} " if row.column else ""
        print(f"line {row.line}: {where}{row.reason}: {short(row.value, 60)!r}")
    if len(rejected) > SHOWN:
        print(f"and {len(rejected) - SHOWN} more; --rejected R.csv writes all of them")


CLAIMS = "data/published/technopolis_moscow.toml"


def _add_claims(commands: Any) -> None:
    """Add the command `claims` with its three questions."""
    parser = commands.add_parser(
        "claims",
        help="check published figures",
        description="Ask whether published figures agree with each other and with the records.",
        epilog=f"example: sez claims check {CLAIMS}",
    )
    parser.set_defaults(run=answered(functools.partial(_help, parser)))
    asked = parser.add_subparsers(title="questions", metavar="QUESTION")

    check = asked.add_parser(
        "check",
        help="do they contradict each other, and which of them",
        description="List every smallest set of claims that contradict each other.",
        epilog=f"example: sez claims check {CLAIMS} --reading journalist",
    )
    _common(check)
    check.add_argument(
        "--scopes", choices=("one", "apart"), default="one",
        help="whether a word stands for one thing in all sources (default: one)",
    )  # fmt: skip
    check.add_argument(
        "--most", type=_some, default=50, metavar="N", help="list at most N sets (default: 50)"
    )
    check.set_defaults(run=answered(_check))

    bounds = asked.add_parser(
        "bounds",
        help="what they imply for a figure, printed or not",
        description="Tell the least and the most that a figure can be. WHERE is as in a claim: "
        "period=2018, from=2006 to=2017, group=optics, destination=CHN, indicator=revenue, "
        "against=2018, of.from=2006 of.to=2019, scope=NAME.",
        epilog=f"example: sez claims bounds {CLAIMS} total period=2018",
    )
    _common(bounds)
    bounds.add_argument("measure", metavar="MEASURE", help="total, share, growth, ratio, ...")
    bounds.add_argument("where", metavar="WHERE", nargs="*", help="KEY=VALUE, such as period=2018")
    bounds.set_defaults(run=answered(_bounds))

    verify = asked.add_parser(
        "verify",
        help="do the records agree with every one of them",
        description="Hold a zone's records against each claim.",
        epilog=f"example: sez claims verify {CLAIMS} --flows data/sample/flows.csv",
    )
    _common(verify)
    verify.add_argument("--flows", metavar="F", required=True, help="the records: a file of flows")
    verify.add_argument("--zone", default="", help="which zone, where the flows hold several")
    verify.add_argument(
        "--profile", default="", help="the zone's profile (default: profile.toml beside the flows)"
    )
    verify.add_argument("--currency", default="", help="of records that name none")
    verify.add_argument(
        "--complete-to", default="", metavar="PERIOD",
        help="until when the records are complete (default: by the profile, or their end)",
    )  # fmt: skip
    verify.set_defaults(run=answered(_verify))


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a claims file, TOML")
    parser.add_argument(
        "--source", action="append", default=[], metavar="ID",
        help="take only the claims of this source; as often as there are any",
    )  # fmt: skip
    parser.add_argument(
        "--without", action="append", default=[], metavar="ID",
        help="leave out this claim; as often as there are any",
    )  # fmt: skip
    parser.add_argument(
        "--reading", choices=("plain", "journalist"), default="plain",
        help="how one-sided words such as 'more than' are read (default: plain)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print JSON")


def _some(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return number


def _read(asked: argparse.Namespace) -> Claims:
    from sezlib import claims

    if not asked.file:
        raise FlowsError("no claims file is named")
    held = claims.read(asked.file)
    if not len(held):
        raise FlowsError(f"{held.file}: no claims in it; each is a table [[claims]]")
    return held.only(asked.source).without(asked.without)


def _check(asked: argparse.Namespace) -> int:
    from sezlib import claims

    held = _read(asked)
    found = claims.check(held, reading=asked.reading, scopes=asked.scopes, most=asked.most)
    if asked.json:
        details = [
            {
                "claims": conflict.claims,
                "mend": conflict.mend and vars(conflict.mend),
                "dissolves": conflict.dissolves,
            }
            for conflict in found.conflicts
        ]
        told = {
            "consistent": found.consistent,
            "conflicts": [conflict.claims for conflict in found.conflicts],
            "complete": found.complete,
            "fewest": found.fewest,
            "reading": found.reading,
            "scopes": found.scopes,
            "details": details,
        }
        put_json(told)
        return 0 if found.consistent else 1
    print(f"{held.subject or held.file}: claims {len(held)}, sources {len(used(held))}")
    if found.consistent:
        print("No contradiction: there are amounts with which all of them hold.")
        return 0
    more = "" if found.complete else ", and there may be more"
    print(f"{len(found.conflicts)} smallest sets of claims cannot all be true{more}.")
    if found.complete:
        print(f"Leaving out {found.fewest} of the claims would let all others agree.")
    for place, conflict in enumerate(found.conflicts, 1):
        print(f"\n{place}.")
        put([claim_line(held[name], asked.reading) for name in conflict.claims], "   ")
        if conflict.mend:
            mend = conflict.mend
            print(
                f"   Least mend ({number(100 * mend.relative)} %): {mend.claim}, for which the "
                f"others imply {interval(mend.low, mend.high, mend.unit)}."
            )
            if mend.rivals:
                print(f"   Hardly more: {', '.join(mend.rivals)}.")
        for reading in conflict.dissolves:
            print(f"   {MILDER[reading]}")
    return 1


MILDER = {
    "plain": "Dissolves where one-sided words are read plainly.",
    "scope": "Dissolves where the sources mean different things by the word (scopes apart).",
}


def _bounds(asked: argparse.Namespace) -> int:
    from sezlib import claims
    from sezlib.claims.claim import spell_where

    held = _read(asked)
    where = _where(asked.where)
    scope = where.pop("scope", "")
    unit = where.pop("unit", "")
    for name, value in (("scope", scope), ("unit", unit)):
        if not isinstance(value, str):
            raise FlowsError(f"{name!r} has no parts; write {name}=NAME")
    known = ("period", "from", "to", "indicator", "group", "destination", "of", "against", "per")
    for key in where:
        if key not in known:
            choices = listed([*known, "scope", "unit"])
            raise FlowsError(f"unknown key {key!r}{near(key, known)}; the keys are {choices}")
    try:
        found = claims.bounds(
            held, asked.measure, reading=asked.reading, scope=scope, in_unit=unit, **where
        )
    except claims.ContradictionError as error:
        return _refuse(str(error), 1)
    if asked.json:
        put_json(vars(found))
        return 0
    told = interval(found.low, found.high, found.unit)
    place = spell_where(where)
    print(f"{asked.measure}, {place} ({found.scope}): {told}")
    return 0


def _verify(asked: argparse.Namespace) -> int:
    from sezlib import claims, profile
    from sezlib.claims.claim import printed_text
    from sezlib.periods import stated
    from sezlib.units import currency

    held = _read(asked)
    flows = claims.read_records(asked.flows, zone=asked.zone)
    if flows is None:
        raise FlowsError("no file of flows is named; give one with --flows")
    zone = flows["zone"].iloc[0] if "zone" in flows and len(flows) else asked.zone
    known = profile.read_profile(asked.profile, beside=asked.flows, zone=zone)
    table = claims.verify(
        held, flows, known, reading=asked.reading,
        currency=asked.currency and currency(asked.currency, "currency"),
        complete_to=asked.complete_to and stated(asked.complete_to, "complete_to"),
    )  # fmt: skip
    rows = table.to_dict("records")
    failed = [row for row in rows if row["agrees"] is False]
    if asked.json:
        put_json([{key: plain(value) for key, value in row.items()} for row in rows])
        return 1 if failed else 0
    said_of = {True: "agrees", False: "DIFFERS", None: ""}
    lines: list[tuple[str, ...]] = [("claim", "printed", "interval", "records", "")]
    for row in rows:
        text = row["measure"] in ("rank", "first")
        ends = "" if text else interval(plain(row["low"]), plain(row["high"]))
        computed = row["computed"]
        distance = plain(row["distance"]) or 0.0
        shown = number(computed, distance) if isinstance(computed, float) else str(computed or "-")
        lines.append(
            (
                row["id"],
                printed_text(held[row["id"]]),
                ends,
                shown,
                ", ".join(filter(None, (said_of[row["agrees"]], row["reason"]))),
            )
        )
    put(lines, "")
    agree = sum(row["agrees"] is True for row in rows)
    rest = len(rows) - agree - len(failed)
    print(f"\n{agree} agree, {len(failed)} differ, {rest} cannot be told from the records.")
    for row in failed:
        print(f"The records differ from {row['id']}.")
    return 1 if failed else 0


def _where(pairs: list[str]) -> dict[str, Any]:
    held: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not value:
            raise FlowsError(f"{short(pair)!r} has no value; write KEY=VALUE")
        outer, dot, inner = name.partition(".")
        place = held.setdefault(outer, {}) if dot else held
        if not isinstance(place, dict) or (inner or outer) in place:
            raise FlowsError(f"{outer!r} is given twice")
        several = (inner or outer) in ("group", "destination") and "," in value
        place[inner or outer] = value.split(",") if several else value
    return held


def _add_batch(commands: Any) -> None:
    """Add the command."""
    batch = commands.add_parser(
        "batch",
        help="make the reports of a plan, those that have changed",
        description="Make the reports of a plan, those whose notebook, data, parameters or "
        "versions have changed.",
        epilog="example: sez batch plan.toml --dry-run",
    )
    batch.add_argument("plan", help="a TOML file, see docs/scheduling.md")
    batch.add_argument(
        "--out",
        metavar="DIR",
        default="",
        help="the folder of the reports, or an address such as s3://bucket/reports",
    )
    batch.add_argument("--jobs", metavar="N", type=_some, help="how many at a time")
    batch.add_argument("--as-of", metavar="DAY", default="", help="the day of relative periods")
    batch.add_argument("--force", action="store_true", help="make what has not changed, too")
    batch.add_argument(
        "--only-failed", action="store_true", help="only reports whose last run failed"
    )
    batch.add_argument("--dry-run", action="store_true", help="tell what would run and why")
    batch.add_argument("--keep", metavar="N", type=_some, help="keep the last N periods and runs")
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

    named = asked.out and SCHEME not in asked.out
    out = str(Path(asked.out).absolute()) if named else asked.out
    options = Options(
        out, asked.jobs, asked.force, asked.only_failed, asked.dry_run, asked.keep,
        asked.on_failure, asked.fresh, asked.executor or "",
    )  # fmt: skip
    if asked.watch:
        watch(asked.plan, asked.as_of, options)
    return run(read(asked.plan, asked.as_of), options)


def _executor(text: str) -> str:
    if not text.startswith("dask://"):
        raise argparse.ArgumentTypeError(f"{text!r} is no address such as dask://HOST:PORT")
    return text


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    0 is done, 1 a failed cell or a contradiction, 2 wrong input, 3 a time limit, 4 a killed
    kernel, 5 a lock that another holds, 6 nothing could be written.
    """
    # SIGTERM and a closed terminal end a run as Ctrl-C does, and nothing half-made stays
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # a name that the terminal cannot show is no reason to fail
            stream.reconfigure(errors="backslashreplace")
    try:
        asked = _parser().parse_args(arguments)
        return asked.run(asked)
    except (FlowsError, RunError) as error:
        return _refuse(str(error), getattr(error, "code", 2))
    except OSError as error:
        return _refuse(_told(error), 2)
    except KeyboardInterrupt:
        return _refuse("interrupted", 130)


def _refuse(why: str, code: int) -> int:
    print(clean_text(f"sez: {' '.join(why.split())}"), file=sys.stderr)
    return code


def _told(error: OSError) -> str:
    why = error.strerror or str(error)
    return f"{quoted(error.filename)}: {why}" if error.filename else why


class _Parser(argparse.ArgumentParser):
    """A parser that guesses nothing and refuses in one sentence, as all of the command does."""

    def __init__(self, **kw: Any) -> None:
        super().__init__(**kw, allow_abbrev=False)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Refuse what is not known; help comes last, when it is known what it is asked about."""
        words = sys.argv[1:] if args is None else args
        words = sorted(words, key=lambda word: word in ("-h", "--help"))
        asked, extra = super().parse_known_args(words, namespace)
        if extra:
            self._refuse_extra(asked, words, extra)
        return asked, extra

    def error(self, message: str) -> NoReturn:
        raise FlowsError(f"{message}; {self.prog} --help tells more")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            what = (action.metavar or action.dest).lower()  # type: ignore[union-attr]
            raise FlowsError(
                f"no {what} {quoted(value)}{near(value.lower(), action.choices)}; "
                f"it is one of {listed(action.choices)}"
            )

    def _refuse_extra(self, asked: argparse.Namespace, words: list[str], extra: list[str]) -> None:
        """Refuse words that nothing takes, and tell what was probably meant by the first."""
        import shlex

        unknown = [word for word in extra if word.startswith("-")] + extra
        # a parameter without its equals sign has left its value over
        unknown = [pair for pair in getattr(asked, "parameters", ()) if "=" not in pair] + unknown
        same = (word == unknown[0] for word in words)
        ends = (word.endswith(unknown[0]) for word in words)
        at = [*same].index(True) if unknown[0] in words else [*ends].index(True)
        given, equals, value = words[at].removeprefix("-p=").partition("=")
        if not equals:
            value = next((word for word in words[at + 1 : at + 2] if word[:1] != "-"), "VALUE")
        name = given.lstrip("-").replace("-", "_")
        meant = {key.lstrip("-").replace("-", "_"): key for key in self._option_string_actions}
        for key in _parameters(asked, extra):
            meant[key] = f"-p {shlex.quote(f'{key}={value}')}"
        begun = sorted((key for key in meant if name and key.startswith(name)), key=len)
        close = difflib.get_close_matches(name, meant, cutoff=0.7)
        near_by = begun or sorted(close, key=lambda key: key[:1] != name[:1])
        hint = f"did you mean {meant[near_by[0]]}?" if near_by else f"see {self.prog} --help"
        with hiding(dict.fromkeys([name, *near_by], value)):
            raise FlowsError(f"{self.prog} does not understand {quoted(given)}; {hint}")


class _Help(argparse.Action):
    """The help of `sez report`, with the parameters of the notebook that is named."""

    def __call__(self, parser: argparse.ArgumentParser, asked: Any, *_: Any) -> None:
        answered(functools.partial(_help, parser))(asked)
        parser.exit()


def _help(parser: argparse.ArgumentParser, asked: argparse.Namespace) -> int:
    if getattr(asked, "notebook", None):
        from sezlib.report.notebooks import describe

        name, title, known = describe(asked.notebook)
        print(f"{name}: {title or 'a notebook without a title'}\n")
        group = parser.add_argument_group(f"parameters of {name}, each as -p NAME=VALUE")
        for one in known.values():
            meaning = one.meaning + (f" ({one.allowed})" if one.allowed else "")
            group.add_argument(one.name, metavar=one.usage, help=meaning.replace("%", "%%"))
    parser.print_help()
    return 0


def _parameters(asked: argparse.Namespace, extra: list[str]) -> Iterable[str]:
    """Return the parameters of the notebook that a report is asked of, wherever it stands."""
    from sezlib.report.notebooks import describe

    for word in [asked.notebook, *extra] if "notebook" in asked else []:
        with contextlib.suppress(FlowsError, OSError):
            return describe(word)[2]
    return ()


FIRST = """\
first steps:
  sez list                              what can be reported
  sez report annual_export --open       a report of the sample zone, in the browser
  sez report annual_export --help       its parameters and what they mean
  sez report annual_export -p flows=mine.csv -p period=2019
                                        a report of your own records
"""


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="sez",
        description="Export statistics of special economic zones.",
        epilog=FIRST,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"sezlib {__version__}")
    parser.set_defaults(run=answered(functools.partial(_help, parser)))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_list(commands)
    _add_report(commands)
    _add_batch(commands)
    _add_claims(commands)
    _add_intake(commands)
    return parser


def _add_list(commands: Any) -> None:
    """Add the command `list`."""
    parser = commands.add_parser(
        "list",
        help="the notebooks, and what they answer",
        description="List notebooks: their names, how many parameters they have, their titles.",
        epilog="example: sez list my_notebooks",
    )
    parser.add_argument(
        "folder", metavar="FOLDER", nargs="?", help="of your own (default: those of sezlib)"
    )
    parser.set_defaults(run=answered(_list))


def _list(asked: argparse.Namespace) -> int:
    from sezlib.report.notebooks import HOME, describe

    home = HOME if asked.folder is None else Path(asked.folder)
    if not home.is_dir():
        raise FlowsError(f"no folder {quoted(asked.folder)}")
    rows: list[tuple[str, ...]] = []
    for path in sorted(p for p in home.glob("*.ipynb") if p.is_file()):
        name = path.stem if asked.folder is None else str(path)
        try:
            _, title, known = describe(str(path))
            rows.append((name, f"{len(known)} parameter{'s' * (len(known) != 1)}", title))
        except (FlowsError, OSError) as error:
            rows.append((name, "-", f"cannot be reported: {error}"))
    if not rows:
        raise FlowsError(f"no notebooks in {quoted(str(home))}")
    put(rows, "", 200)
    return 0


def _add_report(commands: Any) -> None:
    """Add the command `report`."""
    parser = commands.add_parser(
        "report",
        add_help=False,
        usage="%(prog)s NOTEBOOK [-p NAME=VALUE ...] [OPTION ...]",
        help="run a notebook into a finished report",
        description="Run a notebook into a finished report: page, workbook, figures, summary.",
        epilog="example: sez report annual_export -p period=2019 --open",
    )
    parser.add_argument("notebook", metavar="NOTEBOOK", help="a name that sez list has, or a path")
    parser.add_argument(
        "-h", "--help", action=_Help, nargs=0, help="tell this, and the parameters of NOTEBOOK"
    )
    parser.add_argument(
        "-p", dest="parameters", metavar="NAME=VALUE", action="append", default=[],
        help="a parameter of the notebook, as often as there are any",
    )  # fmt: skip
    parser.add_argument(
        "--out", metavar="DIR", help="the report's folder (default: one in reports/)"
    )
    parser.add_argument("--open", action="store_true", help="open the page in the browser")
    parser.add_argument(
        "--quiet", action="store_true", help="do not tell on a terminal which cell runs"
    )
    parser.add_argument(
        "--run-limit", metavar="SECONDS", type=seconds, help="how long the run may take"
    )
    parser.add_argument(
        "--cell-limit", metavar="SECONDS", type=seconds, help="how long a cell may take"
    )
    parser.set_defaults(run=answered(_report))


def seconds(text: str) -> float:
    """Return a number of seconds above nothing."""
    with contextlib.suppress(ValueError):
        if 0 < float(text) < float("inf"):
            return float(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0")


def _report(asked: argparse.Namespace) -> int:
    from sezlib.report import report

    target = report(
        asked.notebook, asked.parameters, asked.out,
        cell_limit=asked.cell_limit, run_limit=asked.run_limit, quiet=asked.quiet,
    )  # fmt: skip
    # as it was asked for, or as it is found from here
    page = (Path(asked.out) if asked.out else target.relative_to(Path.cwd())) / "report.html"
    print(page)
    if asked.open:
        import webbrowser

        if not webbrowser.open((target / page.name).as_uri()):
            _refuse(f"no browser can be started to open {quoted(str(page))}", 0)
    return 0
