"""What stands around the names of columns: an upper row, units and numbers below, they again.

A table that people send may name its columns in two rows, tell their units in the next one and
number them in a third. None of these rows is a row of data.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sezlib import units
from sezlib.flows import FlowsError, listed

# so many rows under the names may be none of data
BELOW = 3
# a Latin A before 1 and 2 may be the name of something
LETTERS = "АБВГДЕЖЗ"
# what goods are counted in stands in a row of units too
COUNTED = re.compile(r"(шт|штук|ед|пар|л|м3|pcs|pieces|units|no|nos)\.?")


@dataclass
class Header:
    """The names of columns, how many rows below them are no data, and what all these rows tell."""

    names: list[str]
    skipped: int = 0
    units: dict[str, str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)


def read_header(rows: Sequence[Sequence[str]], below: Sequence[Sequence[str]]) -> Header:
    """Return the header that stands in rows, and what the rows below it add.

    >>> read_header([["Month", "Value"]], [["", "thousand USD"], ["2019-01", "5"]]).units
    {'Value': 'thousand USD'}
    """
    found = Header(_names(rows))
    for cells in below[:BELOW]:
        cells = [" ".join(cell.split()).strip("()").removeprefix("в ") for cell in cells]
        if "numbers of columns" not in found.told and _numbers_columns(cells):
            found.told["numbers of columns"] = listed(filter(None, cells))
        elif not found.units and _states_units(cells):
            pairs = zip(found.names, cells, strict=False)
            found.units = {name: unit for name, unit in pairs if name and unit}
            told = (f"{name!r}: {unit!r}" for name, unit in found.units.items())
            found.told["units below the names"] = ", ".join(told)
        else:
            break
        found.skipped += 1
    return found


def _names(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the names of columns; an upper cell stands over the empty ones to its right."""
    names = [" ".join(cell.split()) for cell in rows[-1]]
    for upper in reversed(rows[:-1]):
        over, joined = "", []
        for at in range(max(len(upper), len(names))):
            own = names[at] if at < len(names) else ""
            cell = " ".join(upper[at].split()) if at < len(upper) else ""
            over = cell or (over if own else "")
            joined.append(" ".join(dict.fromkeys(filter(None, (over, own)))))
        names = joined
    return names


def _numbers_columns(cells: Sequence[str]) -> bool:
    """Return whether cells count columns: 1, 2, 3, where the first may have letters."""
    marks = [cell.strip(" ().").upper() for cell in cells if cell]
    letters = "".join(mark for mark in marks if mark.isalpha())
    numbers = [str(number + 1) for number in range(len(marks) - len(letters))]
    counted = len(marks) > 2 and numbers and LETTERS.startswith(letters)
    return bool(counted and marks == [*letters, *numbers])


def _states_units(cells: Sequence[str]) -> bool:
    """Return whether cells are units, of money or weight among others, and one of them is empty."""
    held = [cell for cell in cells if cell]
    if not 0 < len(held) < len(cells):
        return False
    found = [_unit(cell) for cell in held]
    known = (
        unit or COUNTED.fullmatch(cell.lower()) for unit, cell in zip(found, held, strict=True)
    )
    # a number alone may be a scale, and in a row of data is a number
    measured = any(
        unit and unit.kind in ("money", "mass", "") and not re.fullmatch(r"[\d\s.,']+", cell)
        for unit, cell in zip(found, held, strict=True)
    )
    return all(known) and measured


def _unit(text: str) -> units.Unit | None:
    # what may be one of several units, such as kr, may be a country too
    with contextlib.suppress(FlowsError):
        return units.find_unit(text)
    return None
