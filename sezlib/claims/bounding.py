"""What claims imply for a figure that nobody printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sezlib.claims.cells import plus
from sezlib.claims.claim import MEASURES, Claim, Claims, ContradictionError, Region
from sezlib.claims.file import refuse_kind
from sezlib.claims.solve import Belief, Block, extremes
from sezlib.claims.units import Unit, unit
from sezlib.claims.where import regions
from sezlib.schema import FlowsError, listed, near, quoted

USUAL = {"share": "%", "growth": "%", "ratio": "times"}
UNASKED = ("count", "rank", "first")


@dataclass(frozen=True)
class Bounds:
    """The least and the most that a figure can be, in `unit`; None where nothing bounds it."""

    low: float | None
    high: float | None
    unit: str
    scope: str = ""


def bounds(claims: Claims, measure: str, *, reading: str = "plain", scope: str = "",
           in_unit: str = "", **where: Any) -> Bounds:  # fmt: skip
    """Return what claims imply for a figure, printed or not: its least and its most.

    `measure` and `where` are as in a claim: `bounds(claims, "total", period="2018")`; a first and
    a last period are `where={"from": ..., "to": ...}`, or `start` and `end`. Shares, growth
    and ratios are solved as linear fractional programmes. `scope` says which exports are meant
    where sources name several; the file may say which is usual. `in_unit` is the unit of the
    answer, else the one that most claims of the indicator are printed in.

    Raises `FlowsError` where the claims contradict each other, and where a name is unknown.

    >>> import sezlib as sez
    >>> claims = sez.claims.read("data/published/technopolis_moscow.toml")
    >>> found = sez.claims.bounds(claims.only(["release-2020"]), "total", period="2018")
    >>> f"{found.low:.2f} to {found.high:.2f} {found.unit}"
    '245.66 to 248.29 mln RUB'
    """
    if measure not in MEASURES or measure in UNASKED:
        asked = [m for m in MEASURES if m not in UNASKED]
        raise FlowsError(
            f"no bounds of {measure!r}{near(measure, asked)}; ask for one of {listed(asked)}"
        )
    where = {"from" if k == "start" else "to" if k == "end" else k: v for k, v in where.items()}
    part, whole = regions(measure, where, claims.opened)
    levels = {r.indicator for c in claims for r in (c.part, c.whole) if r and r.stock}
    if part.indicator in levels:
        part = replace(part, stock=True)
    if whole and whole.indicator in levels:
        whole = replace(whole, stock=True)
    held = [c for c in claims if c.linear]
    belief = Belief(claims, reading, "apart")
    named = _scope(claims, belief, part, scope)
    shown = _asked_unit(in_unit, held, measure, part) if in_unit else unit_of(held, measure, part)
    # what is said of other things, and contradicts itself there, is no hindrance here
    held = _about(belief, held, part, whole, named)
    try:
        low, high = _ends(belief, held, measure, part, whole, named)
    except ContradictionError as error:
        one = Block(belief, held).conflict()
        clash = listed(sorted(one or ()))
        raise ContradictionError(f"{error}: {clash}; leave one of them out") from None
    less = 1.0 if measure == "growth" and shown.kind == "times" else 0.0
    low, high = (None if end is None else (end + less) / shown.factor for end in (low, high))
    return Bounds(low, high, shown.name, named)


def _about(
    belief: Belief, claims: Sequence[Claim], part: Region, whole: Region | None, scope: str
) -> list[Claim]:
    asked = [(region, scope) for region in (part, whole) if region]
    programme = belief.programme(claims, asked)
    terms = {v: 1.0 for region, _ in asked for v in programme.expression(region, scope)}
    return [claims[n] for block in programme.blocks(terms) for n in sorted(block)]


def from_others(
    belief: Belief, others: Sequence[Claim], claim: Claim
) -> tuple[float | None, float | None]:
    """Return what other claims imply for the figure of a claim, in the base of its unit."""
    scope = belief.scope(claim)
    return _ends(belief, others, claim.measure, claim.part, claim.whole, scope)


def of_region(
    belief: Belief, claims: Sequence[Claim], region: Region, scope: str
) -> tuple[float | None, float | None]:
    """Return what claims imply for the amount of a region."""
    held = _about(belief, claims, region, None, scope)
    return _ends(belief, held, "total", region, None, scope)


def _ends(
    belief: Belief,
    claims: Sequence[Claim],
    measure: str,
    part: Region,
    whole: Region | None,
    scope: str,
) -> tuple[float | None, float | None]:
    asked = [(region, scope) for region in (part, whole) if region]
    programme = belief.programme(claims, asked)
    top = programme.expression(part, scope)
    if whole is None:
        return _clipped(extremes(programme, top), 0.0)
    bottom = programme.expression(whole, scope)
    if measure == "difference":
        return extremes(programme, plus(top, bottom, -1.0))
    low, high = _clipped(extremes(programme, top, bottom), 0.0)
    less = 1.0 if measure == "growth" else 0.0
    return None if low is None else low - less, None if high is None else high - less


def _clipped(
    ends: tuple[float | None, float | None], floor: float
) -> tuple[float | None, float | None]:
    # minus nothing is nothing
    low, high = ends
    return (floor if low is None or low < floor else low), high


def _scope(claims: Claims, belief: Belief, part: Region, scope: str) -> str:
    known = sorted({belief.scope(c) for c in claims if c.part.indicator == part.indicator})
    if scope and scope not in known:
        raise FlowsError(
            f"no scope {scope!r} of {part.indicator}{near(scope, known)}; the scopes are "
            f"{listed(known)}"
        )
    if not known:
        names = sorted({c.part.indicator for c in claims})
        raise FlowsError(
            f"no claim on {part.indicator!r}{near(part.indicator, names)}; the indicators are "
            f"{listed(names, 30)}"
        )
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
    kinds = ("per",) if measure == "per_unit" else ("money", "area", "count")
    return Counter(c.unit for c in amounts if c.unit.kind in kinds)
