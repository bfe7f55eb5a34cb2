"""The command `sez`: what notebooks do, from a shell."""

from __future__ import annotations

import argparse
import contextlib
import csv
import difflib
import functools
import gc
import io
import json
import re
import shlex
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from sezlib import __version__
from sezlib.countries import LANGUAGES
from sezlib.flows import UNMAPPED, FlowsError, quoted, short, unlisted
from sezlib.report.errors import RunError
from sezlib.secrets import disclosing, hiding, without_secrets
from sezlib.texts import clean_text, write_csv, write_whole

if TYPE_CHECKING:
    import pandas as pd

    from sezlib.claims import Claims


STARTER = Path(__file__).parent / "report" / "starter"
# what a command is told by, besides its arguments; and what reports of one are
TOLD = ("summary", "description", "example", "usage")
REPORTED = {"report": {"page": "report.html"},
            "release": {"notebook": "release", "page": "release.html"}}  # fmt: skip
SHOWN = 10
MILDER = {
    "plain": "Dissolves where one-sided words are read plainly.",
    "scope": "Dissolves where the sources mean different things by the word (scopes apart).",
    "cut": 'Dissolves where digits were cut off and not rounded (rounding = "cut" of a source).',
}
# what may have happened to a figure, behind its name
SLIPS = {
    "": "",
    "scale": " (a slip of scale: {by:g} times that would fit)",
    "cut": " (fits if its digits were cut off)",
    "cell": " (the figure of {of})",
    "share": " (a share and a growth may stand for each other)",
}
FIRST = """\
first steps:
  sez report annual_export --open       a report of the sample zone, in the browser
  sez report annual_export --help       its parameters and what they mean
  sez report annual_export -p flows=mine.csv -p period=2019
                                        a report of your own records
"""
# an argument as it stands in a line of usage
ARGUMENT = re.compile(r"\[?(--[a-z-]+)? ?([^]=]*)=?(\w*)\]?(\.\.\.)?")
Question = Callable[[argparse.Namespace], int]


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="sez", description="Export statistics of special economic zones.", epilog=FIRST,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"sezlib {__version__}")
    parser.set_defaults(run=answered(functools.partial(_help, parser)))
    groups = {"": parser.add_subparsers(title="commands", metavar="COMMAND")}
    answers = {
        "list": _list, "init": _init, "report": _report, "release": _report, "audit": _audit,
        "claims read": _draft, "claims check": _check, "claims bounds": _bounds,
        "claims verify": _verify, "intake": _intake,
    }  # fmt: skip
    told = _read_commands()
    for name, parts in told.items():
        group, _, verb = name.rpartition(" ")
        if group == "of":
            continue
        how: dict[str, Any] = {"add_help": False} if "usage" in parts else {}
        made = groups[group].add_parser(
            verb, help=parts["summary"], description=parts["description"],
            epilog=f"example: sez {parts['example']}", usage=parts.get("usage"), **how,
        )  # fmt: skip
        answer = answers.get(name, functools.partial(_help, made))
        made.set_defaults(run=_batch if name == "batch" else answered(answer))
        common = told["of claims"] if group and name != "claims read" else {}
        _add_arguments(made, common | {k: v for k, v in parts.items() if k not in TOLD})
        if name == "claims":
            groups[name] = made.add_subparsers(title="questions", metavar="QUESTION")
        if name in REPORTED:
            made.set_defaults(**REPORTED[name])
            _add_parameters(made, told["of reports"])
    return parser


def _read_commands() -> dict[str, dict[str, str]]:
    """Return what each command has: what it is told by, and its arguments with their meaning.

    Arguments are spelled as in a line of usage; those `of` claims or reports several commands have.
    """
    told: dict[str, dict[str, str]] = {}
    with Path(__file__).with_name("commands.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            told.setdefault(row["command"], {})[row["part"]] = row["text"]
    return told


def _add_arguments(parser: argparse.ArgumentParser, arguments: dict[str, str]) -> None:
    for spelled, told in arguments.items():
        option, metavar, default, several = ARGUMENT.fullmatch(spelled).groups()  # type: ignore
        how: dict[str, Any] = {"help": told, "metavar": metavar}
        if metavar[:1] == "{":
            choices = metavar.strip("{}").split(",")
            how |= {"choices": choices, "metavar": None, "default": choices[0]}
        elif metavar in TYPES:
            how |= {"type": TYPES[metavar], "default": default or None}
        elif not option:
            how["nargs"] = "*" if several else "?" if spelled[0] == "[" else None
        elif not metavar:
            how = {"help": told, "action": "store_true"}
        elif spelled[0] != "[":
            how["required"] = True
        else:
            how |= {"action": "append", "default": []} if several else {"default": default}
        parser.add_argument(option or metavar.lower(), **how)


def _add_parameters(parser: argparse.ArgumentParser, options: dict[str, str]) -> None:
    """Add what may be said of how a notebook is reported."""
    named = "the release" if parser.get_default("notebook") else "NOTEBOOK"
    told = f"tell this, and the parameters of {named}"
    parser.add_argument("-h", "--help", action=_Help, nargs=0, help=told)
    told = "a parameter of the notebook, as often as there are any"
    parser.add_argument("-p", dest="parameters", metavar="NAME=VALUE", action="append", default=[],
                        help=told)  # fmt: skip
    _add_arguments(parser, options)


def _some(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return number


def _seconds(text: str) -> float:
    with contextlib.suppress(ValueError):
        if 0 < float(text) < float("inf"):
            return float(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0")


def _executor(text: str) -> str:
    if not text.startswith("dask://"):
        raise argparse.ArgumentTypeError(f"{text!r} is no address such as dask://HOST:PORT")
    return text


TYPES = {"FORMS": str, "N": _some, "SECONDS": _seconds, "dask://HOST:PORT": _executor}


def answered(question: Question) -> Question:
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
        value_in=asked.value_in, encoding=asked.encoding, query=asked.query, out=asked.out,
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
        (f"{one.part}: {one.reason}" if one.reason else one.part, f"{one.rows:>13,}",
         f"{'unknown' if one.value is None else f'{one.value:,.2f}':>26}",
         *([one.currency or "no currency"] if several else []))
        for one in account.itertuples(index=False)
    ]  # fmt: skip
    return [("", f"{'rows':>13}", f"{'value':>26}", *[""][: int(several)]), *rows]


def _show(rejected: pd.DataFrame) -> None:
    print()
    for row in rejected.head(SHOWN).itertuples():
        where = f"column {row.column!r} " if row.column else ""
        print(f"line {row.line}: {where}{row.reason}: {short(row.value, 60)!r}")
    if len(rejected) > SHOWN:
        print(f"and {len(rejected) - SHOWN} more; --rejected R.csv writes all of them")


def _read(asked: argparse.Namespace) -> Claims:
    from sezlib import claims

    if not asked.file:
        raise FlowsError("no claims file is named")
    held = claims.read(asked.file, accept=asked.accept)
    if not len(held):
        raise FlowsError(f"{held.file}: no claims in it; each is a table [[claims]]")
    if left := sum(mark.kind == "open" for mark in held.marks):
        print(f"{held.file}: numbers left open, {left}; see [[open]]", file=sys.stderr)
    return held.only(asked.source).without(asked.without)


def _draft(asked: argparse.Namespace) -> int:
    from sezlib import claims, profile, sources

    known = profile.read_profile(asked.profile) if asked.profile else {}
    made = claims.read_draft(asked.release, known, asked.date or "")
    if asked.out:
        sources.writable(Path(asked.out), (asked.release, asked.profile), (".toml",))
        with write_whole(Path(asked.out)) as half:
            half.write_text(made, encoding="utf-8")
        counts = {kind: made.count(f"\n[[{kind}]]\n") for kind in ("claims", "open", "apart")}
        print("{claims} claims, {open} numbers left open, {apart} no facts.".format(**counts))
    else:
        print(made, end="")
    return 1 if re.search(r"(?m)^question = ", made) else 0


def _check(asked: argparse.Namespace) -> int:
    from dataclasses import asdict

    from sezlib import claims
    from sezlib.claims.claim import interval_ends, printed_text, spell_where

    held = _read(asked)
    found = claims.check(held, reading=asked.reading, scopes=asked.scopes, most=asked.most)
    if asked.json:
        clashes = [conflict.claims for conflict in found.conflicts]
        put_json(asdict(found) | {"conflicts": clashes, "details": asdict(found)["conflicts"]})
        return 0 if found.consistent else 1
    sources = {claim.source for claim in held}
    print(f"{held.subject or held.file}: claims {len(held)}, sources {len(sources)}")
    if found.consistent:
        print("No contradiction: there are amounts with which all of them hold.")
        return 0
    more = "" if found.complete else ", and there may be more"
    count = len(found.contradictions)
    told = "1 contradiction" if count == 1 else f"{count} contradictions"
    print(f"{told}, {len(found.conflicts)} smallest sets of claims that cannot all be true{more}.")
    if found.complete:
        print(f"Leaving out {found.fewest} of the claims would let all others agree.")
    for conflict, *others in found.contradictions:
        print(f"\n{conflict.group}.")
        rows: list[tuple[str, ...]] = []
        for claim in (held[name] for name in conflict.claims):
            ends = "" if claim.wordless else f"[{interval(*interval_ends(claim, asked.reading))}]"
            where = f"{claim.measure}, {spell_where(claim.where)}"
            rows.append((claim.id, claim.source, where, printed_text(claim), ends))
        put(rows, "   ")
        if mend := conflict.mend:
            told = f"   Least mend ({number(100 * mend.relative)} %): {mend.claim}, for which the "
            print(f"{told}others imply {interval(mend.low, mend.high, mend.unit)}.")
            if mend.rivals:
                print(f"   Hardly more: {', '.join(mend.rivals)}.")
            if mend.equals:
                told = f"   The very figure is also that of {mend.equals}"
                print(f"{told}; it may belong there alone.")
        for name, alike in conflict.instead:
            print(f"   As well as {name}: {', '.join(alike)}.")
        for other in others:
            instead = [name for name in conflict.claims if name not in other.claims]
            new = [name for name in other.claims if name not in conflict.claims]
            print(f"   The same with {', '.join(new)} in place of {', '.join(instead)}.")
        for reading in conflict.dissolves:
            print(f"   {MILDER[reading]}")
    told = "Without the claims of any one line, of each part, all others agree"
    print(f"\n{told}; likely ones first.")
    for part, ways in enumerate(found.ways, 1):
        print(f"\nPart {part}, leave out:")
        for way in ways:
            slips = [SLIPS[s.kind].format(by=s.by, of=s.of) for s in way]
            print("   " + ", ".join(f"{s.claim}{told}" for s, told in zip(way, slips, strict=True)))
    if not found.all_ways:
        print("\nThere may be more smallest ways than these.")
    return 1


def _bounds(asked: argparse.Namespace) -> int:
    from dataclasses import asdict

    from sezlib import claims
    from sezlib.claims.claim import spell_where

    held, where = _read(asked), _where(asked.where)
    known = (
        "period", "from", "to", "indicator", "group", "destination", "zone", "region", "of",
        "against", "per", "scope", "unit",
    )  # fmt: skip
    for key in where:
        if key not in known:
            raise unlisted("unknown key", key, "the keys are", known)
    scope, unit = where.pop("scope", ""), where.pop("unit", "")
    for name, value in (("scope", scope), ("unit", unit)):
        if not isinstance(value, str):
            raise FlowsError(f"{name!r} has no parts; write {name}=NAME")
    how = {"reading": asked.reading, "scope": scope, "in_unit": unit}
    try:
        found = claims.bounds(held, asked.measure, **how, **where)
    except claims.ContradictionError as error:
        return _refuse(str(error), 1)
    if asked.json:
        put_json(asdict(found))
        return 1 if found.ways else 0
    told = interval(found.low, found.high, found.unit)
    print(f"{asked.measure}, {spell_where(where)} ({found.scope}): {told}")
    if found.ways:
        more = "" if found.complete else " that were tried, and there may be more"
        print(f"The claims contradict each other; so it is in each of {len(found.ways)} smallest "
              f"ways to leave some out{more}:")  # fmt: skip
        put([(interval(way.low, way.high, found.unit), f"without {', '.join(way.without)}")
             for way in found.ways], "   ")  # fmt: skip
    return 1 if found.ways else 0


def _verify(asked: argparse.Namespace) -> int:
    from sezlib import claims, profile
    from sezlib.claims.claim import printed_text
    from sezlib.periods import stated_year
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
        complete_to=asked.complete_to and stated_year(asked.complete_to, "complete_to"),
    )  # fmt: skip
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    failed = [row for row in rows if row["agrees"] is False]
    if asked.json:
        put_json(rows)
        return 1 if failed else 0
    said_of = {True: "agrees", False: "DIFFERS", None: ""}
    lines: list[tuple[str, ...]] = [("claim", "printed", "interval", "records", "")]
    for row in rows:
        claim, computed = held[row["id"]], row["computed"]
        ends = "" if claim.wordless else interval(row["low"], row["high"])
        shown = str(computed or "-")
        if isinstance(computed, float):
            shown = number(computed, row["distance"] or 0.0)
        verdict = ", ".join(filter(None, (said_of[row["agrees"]], row["reason"])))
        lines.append((claim.id, printed_text(claim), ends, shown, verdict))
    put(lines, "")
    agree = sum(row["agrees"] is True for row in rows)
    rest = len(rows) - agree - len(failed)
    print(f"\n{agree} agree, {len(failed)} differ, {rest} cannot be told from the records.")
    for row in failed:
        print(f"The records differ from {row['id']}.")
    return 1 if failed else 0


def _audit(asked: argparse.Namespace) -> int:
    import sezlib as sez

    rules = sez.disclosure.read_rules(asked.rules or "")
    files = (sez.names(asked.records or ""), asked.imports, asked.declarations)
    readers = (sez.read, sez.read_imports, sez.read_declarations)
    flows, imports, declarations = (read(file, zone=asked.zone or "") if file else None
                                    for read, file in zip(readers, files, strict=True))  # fmt: skip
    if asked.groups and flows is not None:
        flows = sez.with_groups(flows, asked.groups)
    found = sez.disclosure.audit_folders(
        [asked.dir, *asked.published], flows, rules, imports=imports, declarations=declarations
    )
    out = found.figures[found.figures["attackers"].notna()]
    safe = out.empty and not found.companies and not found.left
    if asked.json:
        rows = out.drop(columns="status").replace(float("inf"), None).astype(object)
        put_json({"figures": rows.where(rows.notna(), None).to_dict("records"),
                  "companies": found.companies, "left": found.left})  # fmt: skip
        return 0 if safe else 1
    kind = "figures that give a company away" if asked.records else "hidden figures"
    print(f"{len(out)} of {len(found.figures)} {kind} come out.")
    for one in (out if asked.records else found.figures).itertuples(index=False):
        ends = dict.fromkeys(f"{end:,.0f}" for end in (one.low, one.high))
        by = f"; {one.attackers or 'anybody'} by {one.given_away_by}" if one.given_away_by else ""
        print(clean_text(f"{one.figure}: {' to '.join(ends)}{by}"))
    if not asked.records:
        print("Who is behind a figure is not known without --records; an outsider was tried.")
    if found.companies:
        print(f"Tables that name companies: {', '.join(found.companies)}.")
    for name, columns in found.left.items():
        print(f"Not looked at: {name}, {', '.join(columns)}.")
    return 0 if safe else 1


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


def _init(asked: argparse.Namespace) -> int:
    folder, number = Path(asked.folder), 1 + LANGUAGES.index(asked.language)
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise FlowsError(f"{quoted(asked.folder)} is there already; name a folder that is not")
    with write_whole(folder.absolute()) as half:
        half.mkdir()
        for path in sorted(STARTER.glob("*.toml")):
            # a comment stands there in both languages
            text = re.sub("# ([^#]*) // (.*)", rf"# \{number}", path.read_text("utf-8"))
            (half / path.name).write_text(text, encoding="utf-8")
    print(shlex.join(["sez", "batch", str(folder / "plan.toml")]))
    return 0


def _batch(asked: argparse.Namespace) -> int:
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


def _report(asked: argparse.Namespace) -> int:
    from sezlib.report import kernel

    gc.set_threshold(kernel.MANY_NEW)
    from sezlib.report import report
    from sezlib.report.forms import FORMS, USUAL

    with disclosing(asked.rules or "", asked.published) as named:
        if named:
            from sezlib.disclosure.rules import read_rules

            # before a run begins, which would write down what is wrong with them
            read_rules()
        target = report(
            asked.notebook, asked.parameters, asked.out,
            cell_limit=asked.cell_limit, run_limit=asked.run_limit, quiet=asked.quiet,
            to=asked.to if asked.to is not None else USUAL, template=asked.template or "",
            forked=asked.alone,
        )  # fmt: skip
    # as it was asked for, or as it is found from here
    home = Path(asked.out) if asked.out else target.relative_to(Path.cwd())
    # the page, or else the first of the forms that are there
    names = (asked.page, *FORMS.values()) if asked.to else ()
    name = next((n for n in names if (target / n).exists()), "" if asked.to else asked.page)
    page = home / name
    print(page)
    if asked.open:
        import webbrowser

        if not webbrowser.open((target / name).as_uri()):
            _refuse(f"no browser can be started to open {quoted(str(page))}", 0)
    return 0


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
        # a command, and no function that somebody calls
        asked.alone = arguments is None
        code = asked.run(asked)
        if asked.alone and "duckdb" not in sys.modules:
            # Python, as it ends, looks through all that is not frozen; DuckDB tells of what is left
            gc.freeze()
        return code
    except (FlowsError, RunError) as error:
        code = _refuse(str(error), getattr(error, "code", 2))
        if str(error).endswith(UNMAPPED):
            _show_mapping(str(error), asked, list(sys.argv[1:] if arguments is None else arguments))
        return code
    except OSError as error:
        where = f"{quoted(error.filename)}: " if error.filename else ""
        return _refuse(f"{where}{error.strerror or error}", 2)
    except KeyboardInterrupt:
        return _refuse("interrupted", 130)


def _refuse(why: str, code: int) -> int:
    print(clean_text(f"sez: {' '.join(why.split())}"), file=sys.stderr)
    return code


def _show_mapping(why: str, asked: argparse.Namespace, arguments: list[str]) -> None:
    """Print the mapping that a file without one would take, and the commands to type next."""
    from sezlib import sources
    from sezlib.report.notebooks import describe

    table = why.split(", and ")[-1].split()[0]
    mapping = "mapping" if table == "flows" else f"{table}_mapping"
    paths = {word: word.rpartition("=")[2] for word in arguments[1:]}
    files = {word: sources.parted(path)[0] for word, path in paths.items()}
    word = next((w for w, file in files.items() if why.startswith(f"{Path(file).name}: ")), "")
    if not word or vars(asked).get("mapping"):
        return
    with contextlib.suppress(FlowsError, OSError):
        path, made = paths[word], f"{Path(files[word]).stem}.toml"
        first = sources.suggest(path, table=table)
        intake = ["intake", path, *(["--table", table] if table != "flows" else [])]
        then = [[*arguments, "--mapping", made]]
        if word != path:
            then = [[*arguments, "-p", f"{mapping}={made}"]]
        if word != path and mapping not in describe(asked.notebook)[2]:
            out = f"{Path(made).stem}.parquet"
            named = [word.replace(path, out) if w == word else w for w in arguments]
            then = [[*intake, "--mapping", made, "--out", out], named]
        lines = [f"{shlex.join(['sez', *intake, '--suggest'])} > {shlex.quote(made)}"]
        lines += [shlex.join(["sez", *words]) for words in then]
        told = without_secrets("\n".join(["", first, "next:", *(f"  {line}" for line in lines)]))
        print("\n".join(map(clean_text, told.split("\n"))), file=sys.stderr)


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
            raise unlisted(f"no {what}", value, "it is one of", list(action.choices))

    def _refuse_extra(self, asked: argparse.Namespace, words: list[str], extra: list[str]) -> None:
        """Refuse words that nothing takes, and tell what was probably meant by the first."""
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
