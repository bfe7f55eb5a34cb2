"""`sez claims`: whether published figures agree with each other and with the records."""

from __future__ import annotations

import argparse
import json
import math
import sys
import textwrap
from typing import TYPE_CHECKING, Any

from sezlib.schema import FlowsError, near

if TYPE_CHECKING:
    from sezlib.claims import Claim, Claims

WIDTH = 96


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
    check.set_defaults(run=_check)

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
    bounds.set_defaults(run=_bounds)

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
    verify.set_defaults(run=_verify)


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a claims file, TOML")
    parser.add_argument(
        "--source", action="append", default=[], metavar="ID",
        help="take only the claims of this source; as often as there are any",
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

    return claims.read(asked.file).only(asked.source)


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
            "reading": found.reading,
            "scopes": found.scopes,
            "details": details,
        }
        _json(told)
        return 0 if found.consistent else 1
    print(f"{held.subject or held.file}: claims {len(held)}, sources {len(_used(held))}")
    if found.consistent:
        print("No contradiction: there is a table on which all of them hold.")
        return 0
    more = "" if found.complete else ", and there may be more"
    print(f"{len(found.conflicts)} smallest sets of claims contradict themselves{more}.")
    for number, conflict in enumerate(found.conflicts, 1):
        print(f"\n{number}.")
        _lines([_claim_line(held[name], asked.reading) for name in conflict.claims], "   ")
        if conflict.mend:
            mend = conflict.mend
            print(
                f"   Least mend ({_number(100 * mend.relative)} %): {mend.claim}, for which the "
                f"others imply {_interval(mend.low, mend.high, mend.unit)}."
            )
        for reading in conflict.dissolves:
            print(f"   {MILDER[reading]}")
    return 1


MILDER = {
    "plain": "Dissolves where one-sided words are read plainly.",
    "scope": "Dissolves where the sources mean different things by the word (scopes apart).",
}


def _bounds(asked: argparse.Namespace) -> int:
    from sezlib import claims

    held = _read(asked)
    where = _where(asked.where)
    scope = where.pop("scope", "")
    unit = where.pop("unit", "")
    for reserved in ("measure", "claims", "reading"):
        if reserved in where:
            raise FlowsError(f"'where' has an unknown key {reserved!r}")
    try:
        found = claims.bounds(
            held, asked.measure, reading=asked.reading, scope=scope, in_unit=unit, **where
        )
    except claims.ContradictionError as error:
        print(f"sez: {' '.join(str(error).split())}", file=sys.stderr)
        return 1
    if asked.json:
        _json(vars(found))
        return 0
    told = _interval(found.low, found.high, found.unit)
    place = ", ".join(f"{key} {value}" for key, value in where.items())
    print(f"{asked.measure}, {place} ({found.scope}): {told}")
    return 0


def _verify(asked: argparse.Namespace) -> int:
    from sezlib import claims, profile
    from sezlib.claims.listing import said

    held = _read(asked)
    flows = claims.read_records(asked.flows, zone=asked.zone)
    if flows is None:
        raise FlowsError("no file of flows is named; give one with --flows")
    zone = flows["zone"].iloc[0] if "zone" in flows and len(flows) else asked.zone
    known = profile.read_profile(asked.profile, beside=asked.flows, zone=zone)
    table = claims.verify(held, flows, known, reading=asked.reading)
    rows = table.to_dict("records")
    failed = [row for row in rows if row["agrees"] is False]
    if asked.json:
        _json([{key: _plain(value) for key, value in row.items()} for row in rows])
        return 1 if failed else 0
    told = {True: "agrees", False: "DIFFERS", None: "-"}
    lines: list[tuple[str, ...]] = [("claim", "printed", "interval", "records", "")]
    for row in rows:
        text = row["measure"] in ("rank", "first")
        interval = "" if text else _interval(_plain(row["low"]), _plain(row["high"]))
        computed = row["computed"]
        shown = _number(computed) if isinstance(computed, float) else str(computed or "-")
        lines.append(
            (
                row["id"],
                said(held[row["id"]]),
                interval,
                shown,
                row["reason"] or told[row["agrees"]],
            )
        )
    _lines(lines, "")
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
            raise FlowsError(f"{pair!r} has no value; write KEY=VALUE{near(name, ['period'])}")
        outer, dot, inner = name.partition(".")
        place = held.setdefault(outer, {}) if dot else held
        if not isinstance(place, dict) or (inner or outer) in place:
            raise FlowsError(f"{outer!r} is given twice")
        several = (inner or outer) in ("group", "destination") and "," in value
        place[inner or outer] = value.split(",") if several else value
    return held


def _claim_line(claim: Claim, reading: str) -> tuple[str, ...]:
    from sezlib.claims.listing import ends, place, said

    low, high = ends(claim, reading)
    text = claim.measure in ("rank", "first")
    return (
        claim.id,
        claim.source,
        f"{claim.measure}, {place(claim)}",
        said(claim),
        "" if text else f"[{_interval(low, high)}]",
    )


def _used(held: Claims) -> set[str]:
    return {claim.source for claim in held}


def _interval(low: float | None, high: float | None, unit: str = "") -> str:
    unit = f" {unit}" if unit else ""
    if low is None and high is None:
        return "unbounded"
    if low is None or high is None:
        side = "or more" if high is None else "or less"
        return f"{_number(low if high is None else high)}{unit} {side}"
    ends = [_number(low), _number(high)]
    return (ends[0] if ends[0] == ends[1] else " to ".join(ends)) + unit


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    # six digits or so, which tell an interval's ends apart
    digits = max(0, 6 - len(str(int(abs(value)))))
    shown = f"{value:,.{digits}f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and math.isnan(value) else value


def _json(told: Any) -> None:
    print(json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False))


def _lines(rows: list[tuple[str, ...]], margin: str) -> None:
    cut = [tuple(textwrap.shorten(cell, 60, placeholder="…") for cell in row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cut, strict=True)]
    for row in cut:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print((margin + "  ".join(cells)).rstrip())
