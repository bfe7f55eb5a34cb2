"""Published figures: do they agree with each other, what do they imply, do the records agree.

A figure in a press release is an interval: "326 mln" is 325.5 to 326.5, "more than 615" is 615 or
more. Sums, shares, growth, running totals and rankings are then linear constraints on the cells of
a table that nobody has published, and a linear programme tells whether there is such a table.

>>> import sezlib as sez
>>> claims = sez.claims.read("data/published/technopolis_moscow.toml")
>>> release = claims.only(["release-2020"])
>>> found = sez.claims.bounds(release, "share", period="2019", group="microelectronics")
>>> round(found.low, 2), round(found.high, 2), found.unit
(50.21, 50.36, '%')
"""

from __future__ import annotations

import importlib
from typing import Any

# names are looked up when they are used: a report without published figures needs no solver
NAMES = {
    "claim": "Claim Claims ContradictionError Source readings table",
    "conflicts": "Checked Conflict Mend Slip check",
    "draft": "read_draft",
    "file": "parse read",
    "records": "read_records verify",
    "implications": "Bounds bounds implied unprinted",
}
_HOME = {name: module for module, names in NAMES.items() for name in names.split()}

__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'sezlib.claims' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"sezlib.claims.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
