"""`sez claims`: whether published figures agree with each other and with the records."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from sezlib.cli.printing import answered, claim_line, interval, number, plain, put, put_json, used
from sezlib.flows import FlowsError, listed, near, short
from sezlib.texts import clean

if TYPE_CHECKING:
    from sezlib.claims import Claims


def add(commands: Any) -> None:
    """Add the command `claims` with its three questions."""
    parser = commands.add_parser(
        "claims",
        help="check published figures",
        description="Ask whether published figures agree with each other and with the records.",
    )
    asked = parser.add_subparsers(required=True, metavar="QUESTION")

    check = asked.add_parser(
        "check",
        help="do they contradict each other, and which of them",
        description="List every smallest set of claims that contradict each other.",
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
    )
    _common(bounds)
    bounds.add_argument("measure", metavar="MEASURE", help="total, share, growth, ratio, ...")
    bounds.add_argument("where", metavar="WHERE", nargs="*", help="KEY=VALUE, such as period=2018")
    bounds.set_defaults(run=answered(_bounds))

    verify = asked.add_parser(
        "verify",
        help="do the records agree with every one of them",
        description="Hold a zone's records against each claim.",
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
    from sezlib.claims.claim import placed

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
        print(clean(f"sez: {' '.join(str(error).split())}"), file=sys.stderr)
        return 1
    if asked.json:
        put_json(vars(found))
        return 0
    told = interval(found.low, found.high, found.unit)
    place = placed(where)
    print(f"{asked.measure}, {place} ({found.scope}): {told}")
    return 0


def _verify(asked: argparse.Namespace) -> int:
    from sezlib import claims, profile
    from sezlib.claims.claim import said

    held = _read(asked)
    flows = claims.read_records(asked.flows, zone=asked.zone)
    if flows is None:
        raise FlowsError("no file of flows is named; give one with --flows")
    zone = flows["zone"].iloc[0] if "zone" in flows and len(flows) else asked.zone
    known = profile.read_profile(asked.profile, beside=asked.flows, zone=zone)
    table = claims.verify(
        held, flows, known, reading=asked.reading, currency=asked.currency,
        complete_to=asked.complete_to,
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
                said(held[row["id"]]),
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
