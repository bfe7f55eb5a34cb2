"""Whole numbers drawn, split and written down: the same bytes on every machine."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from random import Random

SEASON = (77, 84, 95, 94, 89, 99, 93, 91, 102, 105, 108, 118)  # 154.5 mln by July 2019


def apportion(total: int, weights: dict) -> dict:
    """Return whole shares that sum to total: largest remainders, the earlier first in a tie."""
    whole = sum(weights.values())
    shares = {key: total * weight // whole for key, weight in weights.items()}
    order = sorted(weights, key=lambda key: -(total * weights[key] % whole))
    for key in order[: total - sum(shares.values())]:
        shares[key] += 1
    return shares


def between(rng: Random, low: int, high: int) -> int:
    """Return a whole number from low to below high."""
    return low + int(rng.random() * (high - low))


def months(rng: Random, busy: int) -> list[int]:
    """Return `busy` months of a year, at most all, in no order."""
    return sorted(range(12), key=lambda _: rng.random())[: min(12, busy)]


def rows(text: str) -> list[tuple]:
    """Return the rows of a text such as `key: a 1, b 2; key: c 3`, the key first.

    >>> rows("optics: DEU 5, CHN 3; education: KAZ 1")
    [('optics', 'DEU', 5), ('optics', 'CHN', 3), ('education', 'KAZ', 1)]
    """
    return [
        (key, *(int(f) if f.isdecimal() else f for f in row.split()))
        for key, _, body in (block.strip().partition(": ") for block in text.split(";"))
        for row in body.split(",")
    ]


def table(header: str, rows: Iterable[Sequence]) -> str:
    """Return the CSV text of rows, each marked as synthetic."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow((*header.split(), "synthetic"))
    writer.writerows((*row, "true") for row in rows)
    return buffer.getvalue()
