"""What claims imply: for a figure that is asked about, for each that is printed, for amounts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import TYPE_CHECKING, Any

from sezlib.claims.claim import (
    MEASURES,
    Claim,
    Claims,
    ContradictionError,
    Region,
    interval_ends,
    is_signed,
)
from sezlib.claims.conflicts import MOST, affordable, find_cores, members, smallest_ways
from sezlib.claims.file import as_level, in_months, refuse_kind, regions
from sezlib.claims.linear import Ends
from sezlib.claims.programme import joined
from sezlib.claims.solve import UNASKED, Belief, Figure, about, find_ends
from sezlib.flows import FlowsError, listed, quoted, unlisted
from sezlib.periods import spelled
from sezlib.units import Unit, unit

if TYPE_CHECKING:
    import pandas as pd

USUAL = {"share": "%", "growth": "%", "ratio": "times"}


@dataclass(frozen=True)
class Bounds:
    """The least and the most that a figure can be, in `unit`; None where nothing bounds it.

    Where the claims contradict each other, `ways` are the smallest ways to leave some out, each
    with what the others imply, and `low` and `high` hold in all of them; `complete` tells whether
    there is no other way.
    """

    low: float | None
    high: float | None
    unit: str
    scope: str = ""
    ways: tuple[Leaving, ...] = ()
    complete: bool = True


@dataclass(frozen=True)
class Leaving:
    """What claims imply for a figure without some of them."""

    without: tuple[str, ...]
    low: float | None
    high: float | None


def bounds(claims: Claims, measure: str, *, reading: str = "plain", scope: str = "",
           in_unit: str = "", **where: Any) -> Bounds:  # fmt: skip
    """Return what claims imply for a figure, printed or not: its least and its most.

    `measure` and `where` are as in a claim: `bounds(claims, "total", period="2018")`; a first and
    a last period are `where={"from": ..., "to": ...}`, or `start` and `end`. Shares, growth
    and ratios are solved as linear fractional programmes. `scope` says which exports are meant
    where sources name several; the file may say which is usual. `in_unit` is the unit of the
    answer, else the one that most claims of the indicator are printed in.

    Claims that contradict each other are left out in every smallest way, and the answer holds in
    all of them. Raises `FlowsError` where a name is unknown.

    >>> import sezlib as sez
    >>> claims = sez.claims.read("data/published/technopolis_moscow.toml")
    >>> found = sez.claims.bounds(claims.only(["release-2020"]), "total", period="2018")
    >>> f"{found.low:.2f} to {found.high:.2f} {found.unit}"
    '245.66 to 248.29 mln RUB'
    """
    if measure not in MEASURES or measure in UNASKED:
        asked = [m for m in MEASURES if m not in UNASKED]
        raise unlisted("no bounds of", measure, "ask for one of", asked)
    where = {"from" if k == "start" else "to" if k == "end" else k: v for k, v in where.items()}
    part, whole = regions(measure, in_months(where, claims.year_begins), claims.opened)
    levels = {r.indicator for c in claims for r in (c.part, c.whole) if r and r.stock}
    part, whole = as_level(part, levels), whole and as_level(whole, levels)
    if whole and measure == "per_unit" and whole.indicator not in levels:
        whole = replace(whole, stock=not any(whole.indicator == r.indicator for c in claims
                                             for r in (c.part, c.whole) if r))  # fmt: skip
    held = [c for c in claims if c.linear]
    belief = Belief(claims, reading, "apart")
    named = _scope(claims, belief, part, scope)
    shown = _asked_unit(in_unit, held, measure, part) if in_unit else unit_of(held, measure, part)
    # what is said of other things, and contradicts itself there, is no hindrance here
    figure = Figure(measure, part, whole, named)
    held = about(belief, held, figure)
    less = 1.0 if measure == "growth" and shown.kind == "times" else 0.0

    def show(ends: Ends) -> Ends:
        low, high = (None if end is None else (end + less) / shown.factor for end in ends)
        return low, high

    try:
        return Bounds(*show(find_ends(belief, held, figure)), shown.name, named)
    except ContradictionError:
        found, complete = _leave_out(belief, held, figure)
    ways = tuple(Leaving(tuple(sorted(out)), *show(ends)) for out, ends in found)
    lows, highs = ([getattr(way, end) for way in ways] for end in ("low", "high"))
    low, high = (None if None in lows else min(lows)), (None if None in highs else max(highs))
    return Bounds(low, high, shown.name, named, ways, complete)


def _leave_out(
    belief: Belief, held: Sequence[Claim], figure: Figure
) -> tuple[list[tuple[frozenset[str], Ends]], bool]:
    """Return the smallest ways to leave out claims, what the others imply, and if these are all."""
    cores, complete = find_cores(belief, held, MOST)
    parts = [smallest_ways(part) for part in joined(cores, members)]
    most = affordable(belief.programme(held).system.size)
    many = math.prod(len(ways) for ways, _ in parts)
    complete = complete and many <= most and all(whole for _, whole in parts)
    found: list[tuple[frozenset[str], Ends]] = []
    for way in islice(product(*(ways for ways, _ in parts)), most):
        out = frozenset[str]().union(*way)
        left = [claim for claim in held if claim.id not in out]
        try:
            found.append((out, find_ends(belief, left, figure, agreed=complete)))
        except ContradictionError:
            # of more sets than were found, one may be left
            continue
    if not found:
        told = f"the claims contradict each other in more than {len(cores)} ways, "
        clash = listed(sorted(members(cores[0])))
        how = "among them, and nothing follows from them; leave some out"
        raise ContradictionError(f"{told}{clash} {how}")
    return found, complete


def _scope(claims: Claims, belief: Belief, part: Region, scope: str) -> str:
    spoken = [(r, r.scope or belief.scope(c)) for c in claims for r in (c.part, c.whole) if r]
    known = sorted({named for r, named in spoken if r.indicator == part.indicator})
    if scope and scope not in known:
        raise unlisted(f"{part.indicator}: no scope", scope, "the scopes are", known)
    if not known:
        names = sorted({r.indicator for r, _ in spoken})
        raise unlisted("no claim on", part.indicator, "the indicators are", names, 30)
    # who asks for nobody else's asks for the zone's
    outside = {r.scope for r, _ in spoken} if not scope and len(known) > 1 else set()
    known = [name for name in known if name not in outside] or known
    if scope or len(known) == 1:
        return scope or known[0]
    if claims.scope in known:
        return claims.scope
    raise FlowsError(f"{part.indicator} has the scopes {listed(known)}: say which with scope=NAME")


def _asked_unit(name: str, claims: Sequence[Claim], measure: str, part: Region) -> Unit:
    shown = unit(name)
    refuse_kind(measure, shown)
    known = _units(claims, measure, part)
    fits = [u for u in known if u.kind == shown.kind and (u.kind == "area" or u.base == shown.base)]
    # hectares are so many square metres, and roubles are no dollars
    if known and not fits and shown.kind != "per":
        told = listed([u.name for u in known])
        raise FlowsError(f"unit {quoted(name)} does not fit: the claims are in {told}")
    return shown


def unit_of(claims: Sequence[Claim], measure: str, part: Region) -> Unit:
    """Return the unit that claims are mostly printed in."""
    if measure in USUAL:
        return unit(USUAL[measure])
    counts = _units(claims, measure, part)
    if not counts:
        raise FlowsError("no claim tells the unit of this figure: name it with unit=")
    return min(counts, key=lambda u: (-counts[u], u.factor, u.name))


def _units(claims: Sequence[Claim], measure: str, part: Region) -> Counter[Unit]:
    if measure in USUAL:
        return Counter()
    amounts = [c for c in claims if c.part.indicator == part.indicator and not c.part.of]
    kinds = ("per",) if measure == "per_unit" else ("money", "area", "count", "mass")
    return Counter(c.unit for c in amounts if c.unit.kind in kinds)


def implied(claims: Claims, *, reading: str = "plain") -> pd.DataFrame:
    """Return what the other claims imply for each printed figure.

    Scopes are kept apart. From a contradiction anything follows, so claims that contradict others
    imply nothing for the rest; for one of them it is what the others of its smallest conflict
    imply. Numbers are in the claim's unit, null where nothing bounds them.

    Columns: `id`, `low`, `high` (printed), `implied_low`, `implied_high`, `unit`.

    >>> import sezlib as sez
    >>> claims = sez.claims.read("data/published/technopolis_moscow.toml")
    >>> table = sez.claims.implied(claims.only(["interfax-2022-revenue"]))
    >>> table.loc[table["id"] == "revenue-2022-growth", ["implied_low", "implied_high"]].round(2)
       implied_low  implied_high
    1        64.36          65.0
    """
    import pandas as pd

    belief, calm, clashing = _without_conflicts(claims, reading)
    blocks = {calm[number].id: [calm[n] for n in block]
              for block in belief.programme(calm).system.blocks() for number in block}  # fmt: skip
    rows = []
    for claim in claims:
        low, high = interval_ends(claim, reading)
        row: dict[str, Any] = {"id": claim.id, "low": low, "high": high}
        row |= {"implied_low": None, "implied_high": None, "unit": claim.unit.name}
        held = blocks.get(claim.id, [])
        if claim.id in clashing:
            held = [claims[name] for name in sorted(clashing[claim.id])]
        if held and claim.measure not in UNASKED:
            others = [c for c in held if c is not claim]
            known, figure = claim.id not in clashing, belief.figure(claim)
            try:
                least, most = find_ends(belief, others, figure, agreed=known)
            except ContradictionError:
                # figures that say as much as one of the conflict may contradict each other too
                least = most = None
            # that no amount is below zero follows from nothing that anybody printed
            floor = -1.0 + 1e-9 if claim.measure == "growth" else abs(claim.value) / 1000
            shown = least is None or least > floor or is_signed(claim.part.indicator)
            told = least if shown else None
            row |= {"implied_low": claim.shown(told), "implied_high": claim.shown(most)}
        rows.append(row)
    numbers = dict.fromkeys(("low", "high", "implied_low", "implied_high"), float)
    return pd.DataFrame(rows, columns=["id", *numbers, "unit"]).astype(numbers)


def unprinted(
    claims: Claims, indicator: str = "exports", *, reading: str = "plain"
) -> pd.DataFrame:
    """Return the amounts that no claim prints and that the claims bound from above.

    They are the years between the first and the last that are spoken of, what came before the
    first of them, and every time that a growth, a ratio or a share is stated of. Claims that
    contradict others are left out.

    Columns: `start`, `end` (first and last month), `low`, `high`, `unit`, `scope`.

    >>> import sezlib as sez
    >>> claims = sez.claims.read("data/published/technopolis_moscow.toml")
    >>> sez.claims.unprinted(claims.only(["release-2020"])).round(2)
         start      end     low    high     unit      scope
    0  2018-01  2018-12  245.66  248.29  mln RUB  high-tech
    """
    import pandas as pd

    belief, calm, _ = _without_conflicts(claims, reading)
    held = [c for c in calm if c.part.indicator == indicator and not c.part.stock]
    rows = []
    for scope in sorted({belief.scope(c) for c in held}):
        of_it = [c for c in held if belief.scope(c) == scope]
        if not any(c.whole is None and not c.part.of for c in of_it):
            # without an amount nothing bounds one
            continue
        shown = unit_of(of_it, "total", of_it[0].part)
        for region in _unprinted(of_it, indicator, int(claims.year_begins[:2] or 1) - 1):
            figure = Figure("total", region, None, scope)
            low, high = find_ends(belief, about(belief, calm, figure), figure, agreed=True)
            if high is not None:
                low = (low or 0.0) / shown.factor
                span = (spelled(region.start, 1), spelled(region.end, 1))
                rows.append((*span, low, high / shown.factor, shown.name, scope))
    columns = ["start", "end", "low", "high", "unit", "scope"]
    table = pd.DataFrame(rows, columns=columns).astype({"low": float, "high": float})
    return table.sort_values(["start", "end", "scope"], ignore_index=True)


def _without_conflicts(
    claims: Claims, reading: str
) -> tuple[Belief, list[Claim], dict[str, frozenset[str]]]:
    """Return the claims that contradict no other, and of each of the others what it contradicts."""
    belief = Belief(claims, reading, "apart")
    clashing: dict[str, frozenset[str]] = {}
    left, complete = claims, False
    while not complete:
        # as many sets are listed as are asked for, and there may be more without them
        cores, complete = find_cores(belief, left, MOST)
        for core in sorted(cores, key=lambda core: (len(core), sorted(map(sorted, core)))):
            for alike in core:
                clashing = {**dict.fromkeys(alike, members(core - {alike})), **clashing}
        left = replace(claims, claims=tuple(c for c in claims if c.id not in clashing))
    return belief, [c for c in claims if c.id not in clashing and c.linear], clashing


def _unprinted(claims: Sequence[Claim], indicator: str, ahead: int) -> list[Region]:
    whole = [c.part for c in claims if c.whole is None and not c.part.of]
    printed = {(r.start, r.end) for r in whole if not (r.groups or r.destinations or r.zones)}
    spoken = {(r.start, r.end) for c in claims for r in (c.part, c.whole)
              if r and r.indicator == indicator and not (r.of or r.scope)}  # fmt: skip
    years = {(m - ahead) // 12 for span in printed | spoken for m in span if span[1] - span[0] < 12}
    first = min(start for start, _ in spoken)
    begun = [y * 12 + ahead for y in range(min(years), max(years) + 1)] if years else []
    spans = {(start, start + 11) for start in begun}
    if begun and first < begun[0]:
        spans.add((first, begun[0] - 1))
    return [Region(indicator, *span) for span in sorted((spans | spoken) - printed)]
