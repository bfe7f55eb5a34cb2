"""When a figure gives a company away: the rules of an office, and what they ask of an interval."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from sezlib.flows import COLUMNS, FlowsError, listed, quoted, unlisted
from sezlib.secrets import RULES
from sezlib.sources.text import read_text
from sezlib.texts import clean_text

# columns of flows, imports and declarations that no holding is
TAKEN = {*COLUMNS, "duty_rate", "vat_rate", "export_share", "registered", "released", "post",
         "declaration"} - {"resident"}  # fmt: skip


class UnsafeError(FlowsError):
    """What may not be told, since it gives a company away, or nobody knows whom."""


@dataclass(frozen=True)
class Rules:
    """What no published figure may tell of a company.

    A figure is unsafe with fewer than `minimum_frequency` contributors; where someone comes within
    `p_percent` of one of them, be it an outsider or another contributor who takes off what it sold
    itself; and where the largest `dominance[0]` of them make up more than `dominance[1]` per cent.
    Contributors are companies, or what `holding` names them to be parts of. Companies in `waivers`
    have agreed to be known; where `requests` names any, they alone are protected. With `roll_up`
    what is hidden of a whole is one row of its tables, in place of a `[c]` each; amounts are
    multiples of `round_to`, which hides some of them less.
    """

    minimum_frequency: int = 3
    p_percent: float = 10.0
    dominance: tuple[int, float] | None = None
    holding: str = "holding"
    waivers: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    roll_up: bool = False
    round_to: float = 0.0

    def __post_init__(self) -> None:
        if not _is_number(self.minimum_frequency, int) or self.minimum_frequency < 1:
            raise FlowsError(
                f"minimum_frequency {quoted(self.minimum_frequency)} is not a number of companies"
            )
        if not _is_number(self.p_percent) or not 0 < self.p_percent < 100:
            raise FlowsError(f"p_percent {quoted(self.p_percent)} is not between 0 and 100")
        if self.dominance is not None:
            held = self.dominance
            sound = isinstance(held, tuple) and len(held) == 2
            sound = sound and _is_number(held[0], int) and _is_number(held[1])
            if not sound or held[0] < 1 or not 0 < held[1] < 100:
                raise FlowsError(f"dominance {quoted(held)} is not [companies, per cent]")
        if not isinstance(self.holding, str):
            raise FlowsError(f"holding {quoted(self.holding)} is not the name of a column")
        if self.holding in TAKEN:
            raise FlowsError("the column of their holding tells something else than companies")
        if not isinstance(self.roll_up, bool):
            raise FlowsError(f"roll_up {quoted(self.roll_up)} is neither true nor false")
        if not _is_number(self.round_to) or not 0 <= self.round_to < 1e15:
            raise FlowsError(f"round_to {quoted(self.round_to)} is no amount to round to")
        for key in ("waivers", "requests"):
            if not all(isinstance(name, str) for name in getattr(self, key)):
                raise FlowsError(f"{key} are not all names of companies")

    @property
    def names(self) -> list[str]:
        """Return the names of the rules that are in force."""
        return [one.name for one in fields(self) if getattr(self, one.name)]

    def protected(self, names: Iterable[str]) -> np.ndarray:
        """Return which of the contributors are protected, as booleans.

        Raises `FlowsError` where a waiver or a request is of nobody among them; what it is stands
        in no message, which a log would keep.
        """
        held = list(names)
        for key in ("waivers", "requests"):
            for number, name in enumerate(getattr(self, key), 1):
                if name not in held:
                    raise FlowsError(
                        f"the rules: number {number} of their {key} is no company of the records; "
                        "write it as the records do, or take it out"
                    )
        asked = np.isin(held, self.requests) if self.requests else np.ones(len(held), dtype=bool)
        return asked & ~np.isin(held, self.waivers)

    def needed(self, amounts: np.ndarray, protected: np.ndarray, attackers: int = 0) -> float:
        """Return by how much the ends of an interval have to miss a figure; 0 where it is safe.

        `amounts` are those of the contributors but the attackers among them, of whom there are so
        many, and `protected` tells which are. It is p% of the largest, less what all others but the
        attackers make up; below the least number of contributors it is p% of the largest.
        """
        shielded = amounts[protected]
        if not len(shielded):
            return 0.0
        largest, rest = float(shielded.max()), float(amounts.sum())
        near = self.p_percent / 100 * largest
        if len(amounts) + attackers < self.minimum_frequency:
            return near
        wanted = near - (rest - largest)
        if self.dominance and not attackers:
            many, percent = self.dominance
            top = np.sort(amounts)[::-1][:many]
            if protected[np.argsort(amounts)[::-1][:many]].any():
                wanted = max(wanted, float(top.sum()) * 100 / percent - rest)
        return max(wanted, 0.0)


def read_rules(path: str | Path = "") -> Rules:
    """Return the rules that a TOML file states; what it leaves out is as in `Rules()`.

    Where none is named it is that of the environment's SEZLIB_RULES, or else `Rules()`.

    Raises `FlowsError` for a key that is none, and for a value that is no rule.

    >>> from sezlib import disclosure
    >>> disclosure.Rules().minimum_frequency
    3
    """
    if not (path := path or os.environ.get(RULES, "")):
        return Rules()
    path = Path(path)
    name = path.name
    try:
        said = clean_text(tomllib.loads(read_text(path)))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise FlowsError(f"{name} is not TOML: {error}") from None
    known = [one.name for one in fields(Rules)]
    for key in said:
        if key not in known:
            raise unlisted(f"{name}: unknown key", key, "the keys are", known)
    lists = {key: _texts(name, key, said[key]) for key in ("waivers", "requests") if key in said}
    if "dominance" in said and isinstance(said["dominance"], list):
        lists["dominance"] = tuple(said["dominance"])
    try:
        return Rules(**{**said, **lists})
    except FlowsError as error:
        raise FlowsError(f"{name}: {error}") from None


def lacking_holding(columns: Iterable[str]) -> FlowsError:
    """Return the refusal of a holding that is no column, which no log is to keep."""
    return FlowsError(
        f"the rules: no column has the name of their holding; the columns are {listed(columns)}"
    )


def _texts(name: str, key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise FlowsError(f"{name}: {key} {quoted(value)} is not a list of companies")
    return tuple(value)


def _is_number(value: Any, kind: Any = (int, float)) -> bool:
    return isinstance(value, kind) and not isinstance(value, bool)
