"""How answers on published figures are printed on a terminal."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import math
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sezlib.flows import short
from sezlib.texts import clean

if TYPE_CHECKING:
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
            print("\n".join(map(clean, lines)), end="\n" if lines else "", flush=True)
            return code
        from sezlib.batch.run import unread

        unread(sys.stdout)
        return code  # the answer stands

    return run


def claim_line(claim: Claim, reading: str) -> tuple[str, ...]:
    """Return the cells of a line that tells of a claim."""
    from sezlib.claims.claim import ends, place, said

    low, high = ends(claim, reading)
    text = claim.measure in ("rank", "first")
    return (
        claim.id,
        claim.source,
        f"{claim.measure}, {place(claim)}",
        said(claim),
        "" if text else f"[{interval(low, high)}]",
    )


def used(held: Claims) -> set[str]:
    """Return the sources that claims are of."""
    return {claim.source for claim in held}


def interval(low: float | None, high: float | None, unit: str = "") -> str:
    """Return an interval in words."""
    from sezlib.language import decimals

    unit = f" {unit}" if unit else ""
    finite = [end for end in (low, high) if end is not None]
    if not finite:
        return "unbounded"
    kept = decimals(finite, finite[-1] - finite[0])
    shown = [f"{end:,.{kept}f}" if end else "0" for end in finite]
    if len(shown) == 1:
        return f"{shown[0]}{unit} {'or more' if high is None else 'or less'}"
    return (shown[0] if shown[0] == shown[1] else " to ".join(shown)) + unit


def number(value: float, width: float = 0.0) -> str:
    """Return a number with the digits that tell it from another `width` away."""
    from sezlib.language import decimals

    return f"{value:,.{decimals([value], width)}f}"


def plain(value: Any) -> Any:
    """Return a value that JSON can hold."""
    return None if isinstance(value, float) and math.isnan(value) else value


def put_json(told: Any) -> None:
    """Print JSON."""
    print(json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False))


def put(rows: list[tuple[str, ...]], margin: str) -> None:
    """Print rows in columns."""
    # an id is what the next command needs, whatever its length
    cut = [(row[0], *(short(cell) for cell in row[1:])) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cut, strict=True)]
    for row in cut:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print((margin + "  ".join(cells)).rstrip())
