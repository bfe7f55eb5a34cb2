"""Which figures go so that none that is hidden can be worked out, and readers lose the least."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np
import pandas as pd
import scipy as sp

from sezlib.claims.solver import programme
from sezlib.disclosure.attack import NOISE
from sezlib.disclosure.figures import (
    FREE,
    KEYS,
    PRIMARY,
    SECONDARY,
    SPAN,
    TABLES,
    Forms,
    Records,
    list_figures,
    read_records,
)
from sezlib.disclosure.protection import Guard, spell
from sezlib.disclosure.rules import Rules, UnsafeError
from sezlib.flows import FlowsError

# what hiding a figure costs readers, by the keys it has beside its period; a ratio is a fifth of it
COSTS = {(): 1000.0, ("bloc",): 60.0, ("group",): 40.0, ("destination",): 15.0}
CROSSED, RATIO = 2.0, 0.2
# into how many parts what an attacker lacks is cut
PARTS = 64
# how much of the least cost a solver may be off
MIP_GAP = 1e-4
# where companies are too many to try all pairs: how much of its cost a choice may be too dear by,
# and how often a better one is looked for
GAP, TURNS = 0.1, 5


@dataclass(frozen=True)
class Suppression:
    """Figures with their status, what hiding costs, and the least that it can cost.

    `given_away` names what no choice protects, since it was published before.
    """

    figures: pd.DataFrame
    cost: float
    least: float
    given_away: tuple[str, ...] = ()


def suppress(
    flows: Any,
    periods: Iterable[str],
    rules: Rules | None = None,
    *,
    tables: Sequence[Sequence[str]] = TABLES,
    measures: Sequence[str] = ("total",),
    per: str = "year",
    seconds: float = 60.0,
) -> Suppression:
    """Return the figures of some tables with what has to be hidden, at the least cost found.

    Each figure that the rules call unsafe is hidden, and others with it until no outsider, company
    or two companies can work one out: the sets of figures that would give one away are found one
    after another, each by the dual of an attack (Fischetti and Salazar 2001), and the cheapest
    choice that breaks them all by a mixed-integer programme. When `seconds` are over, the best
    choice so far is taken; it protects all the same. Where companies are too many to try all
    pairs, the search ends before, at the latest after some turns, and `least` is an estimate.

    Columns of `figures`: `measure`, the keys, `value`, `low`, `high`, `contributors`, `needed`,
    `status` (SDMX: F free, C confidential, D hidden to protect others).

    Raises `FlowsError` where nothing that can be hidden protects a figure.

    >>> import sezlib as sez
    >>> flows = sez.example().assign(resident=list("ABCDE"))
    >>> flows = flows.assign(period="2019", group="optics")
    >>> found = sez.disclosure.suppress(flows, ["2019"], tables=[(), ("destination",)])
    >>> found.figures[["destination", "value", "contributors", "status"]]
      destination  value  contributors status
    0         NaN  110.0             5      F
    1         CHN   85.0             3      D
    2         KAZ   25.0             2      C
    """
    rules = rules or Rules()
    records = read_records(flows, rules, per=per)
    figures = list_figures(records, periods, rules, tables=tables, measures=measures)
    figures = figures.drop(columns=[*SPAN])
    return choose(records, figures, rules, time.monotonic() + seconds)


def choose(
    records: Records,
    figures: pd.DataFrame,
    rules: Rules,
    until: float,
    *,
    last: int = -1,
    known: np.ndarray | None = None,
    shown: np.ndarray | None = None,
    forms: Forms | None = None,
    parts: bool = False,
) -> Suppression:
    """Return what `suppress` does, of figures that are listed already.

    What is `known` was published before, and cannot be hidden; nobody tells what is not `shown`.
    The figure `last` is hidden only where nothing else protects. Of `parts` of a year two companies
    may know what the known tells them, and the first choice that protects is taken.
    """
    primary = figures["needed"].to_numpy() > 0
    known = np.zeros(len(figures), bool) if known is None else known
    # what is rounded may be told as it is
    free = ~known & (~primary | (rules.round_to > 0)) & (True if shown is None else shown)
    costs = np.where(free, _costs(figures), 0.0)
    if last >= 0 and free[last]:
        costs[last] = 1 + costs.sum()
    guard = Guard(records, figures, rules, known, forms)
    if parts and not guard.exact:
        raise UnsafeError(
            "a part of a year has no public edition where companies are too many for all pairs of "
            f"them to be tried, such as these {len(records.names)}; report the whole year"
        )
    if parts:
        guard.excuse(known)
    lost = guard.concede() if known.any() else []
    guard.publish(known | free)
    every = guard.targets
    guard.dismiss()
    cuts: list[tuple[np.ndarray, np.ndarray]] = []
    cost, least, gap = np.inf, 0.0, MIP_GAP if guard.exact else GAP / 2
    guard.until = until
    for turn in count(1):
        found = list(_close(guard, costs, free))
        cuts += found
        proved = not found and not guard.untried
        if guard.untried and not np.isfinite(cost):
            _retreat(guard, figures, costs, free, last)
        if not guard.untried and (held := float(costs @ ~guard.published)) < cost:
            published, cost = guard.published.copy(), held
        least = held if proved else least
        enough = not guard.exact and (turn == TURNS or cost <= least / (1 - GAP))
        if proved or enough or parts or not cuts or time.monotonic() > until:
            break
        chosen, bound = _cheapest(costs, cuts, gap, max(until - time.monotonic(), 1.0))
        least = max(least, bound)
        guard.publish(known | (free & ~chosen))
    if not guard.exact:
        # circles that were found with more published are looked for once more, as in an audit
        guard.publish(published)
        guard.targets, guard.until = every, np.inf
        guard.dismiss()
        while list(_close(guard, costs, free)):
            pass
        published, cost = guard.published, float(costs @ ~guard.published)
    status = np.where(published, FREE, np.where(primary, PRIMARY, SECONDARY))
    named = tuple(spell(figures, number) for number in lost)
    return Suppression(figures.assign(status=status), cost, min(cost, least), named)


def _retreat(
    guard: Guard, figures: pd.DataFrame, costs: np.ndarray, free: np.ndarray, last: int
) -> None:
    """Hide the crossings beside what is still tried in vain, where there was no time to try all.

    Who has been tried is no nearer to anything when more is hidden. Where this does not do, all is
    hidden but one.
    """
    keys = [key for key in KEYS[1:] if key in figures]
    untried = figures.iloc[[target.number for target in guard.untried]]
    beside = [figures[key].isin(untried[key].dropna()) for key in keys]
    crossed = (figures[keys].notna().sum(axis=1) > 1).to_numpy() & np.any(beside, axis=0)
    guard.publish(guard.published & ~(free & crossed))
    every, until, guard.targets, guard.until = guard.targets, guard.until, guard.untried, np.inf
    list(_close(guard, costs, free))
    if guard.untried:
        guard.publish(guard.published & ~(free & (np.arange(len(free)) != last)))
    guard.targets, guard.until, guard.untried = every, until, []


def _close(
    guard: Guard, costs: np.ndarray, free: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Hide what gives figures away until nothing does, and yield each set that did.

    Whatever else is hidden, so much of each set has to be that its parts add up to 1: a part is
    how far hiding it takes an attacker at most, of what is lacking.
    """
    for breach in guard.breaches():
        answer, target = breach.answer, breach.target
        lacking = breach.needed - breach.sign * (answer.end - target.value)
        held_by, gains = answer.find_holders()
        # rounded up, since a solver is not exact
        parts = np.ceil(np.minimum(gains / lacking, 1) * PARTS - NOISE)
        kept = free[held_by] & (parts > 0)
        held_by, parts = held_by[kept], parts[kept]
        if not len(held_by) and not guard.exact:
            guard.untried.append(target)
            continue
        if not len(held_by):
            told = spell(guard.figures, target.number)
            raise FlowsError(f"{told}: it is known whatever else is hidden")
        yield held_by, parts
        guard.published[held_by[np.argmin(costs[held_by] / parts)]] = False


def _cheapest(
    costs: np.ndarray, cuts: list[tuple[np.ndarray, np.ndarray]], gap: float, seconds: float
) -> tuple[np.ndarray, float]:
    """Return the cheapest choice with enough of each set, and the least that one can cost."""
    at = np.repeat(np.arange(len(cuts)), [len(held_by) for held_by, _ in cuts])
    held_by, parts = (np.concatenate(side) for side in zip(*cuts, strict=True))
    rows = sp.sparse.csr_array((parts, (at, held_by)), (len(cuts), len(costs)))
    enough, every = np.full(len(cuts), float(PARTS)), np.full(len(cuts), np.inf)
    options = {"time_limit": seconds, "mip_rel_gap": gap}
    asked = programme(rows, enough, every, costs, 1.0, options, integers=True)
    asked.run()
    if not len(found := asked.getSolution().col_value):
        return rows.sum(axis=0) > 0, 0.0
    return np.array(found) > 0.5, float(asked.getInfo().mip_dual_bound)


def _costs(figures: pd.DataFrame) -> np.ndarray:
    keys = [key for key in KEYS if key in figures and key not in ("period", "zone")]
    named = [tuple(k for k in keys if row[k]) for row in figures[keys].notna().to_dict("records")]
    amount = (figures["measure"] == "total").to_numpy()
    base = np.array([COSTS.get(held, CROSSED) for held in named]) * np.where(amount, 1.0, RATIO)
    # of two alike the smaller goes
    size = np.where(amount, figures["value"].to_numpy(float), 0.0)
    return base * (1 + size / max(size.max(initial=0.0), 1.0))
