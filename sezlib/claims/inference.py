"""What claims imply for each other, and for what none of them prints, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sezlib.claims.bounding import from_others, of_region, unit_of
from sezlib.claims.claim import Claim, Claims, Region
from sezlib.claims.conflicts import Conflict, check
from sezlib.claims.listing import ends
from sezlib.claims.solve import Belief
from sezlib.metrics.cuts import month

if TYPE_CHECKING:
    import pandas as pd


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

    belief, calm, clashing = _calm(claims, reading)
    blocks = {claim.id: block for block in _blocks(belief, calm) for claim in block}
    rows = []
    for claim in claims:
        low, high = ends(claim, reading)
        row: dict[str, Any] = {"id": claim.id, "low": low, "high": high}
        row |= {"implied_low": None, "implied_high": None, "unit": claim.unit.name}
        held = blocks.get(claim.id, [])
        if claim.id in clashing:
            held = [claims[name] for name in clashing[claim.id].claims]
        if held and claim.measure not in ("rank", "first", "count"):
            others = [c for c in held if c is not claim]
            least, most = from_others(belief, others, claim)
            # that no amount is below zero follows from nothing that anybody printed
            told = least if least is None or least > _floor(claim) else None
            shown = ends(replace(claim, plain=(_or(told, -1), _or(most, 1))), "plain")
            row |= {"implied_low": shown[0], "implied_high": shown[1]}
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

    belief, calm, _ = _calm(claims, reading)
    held = [c for c in calm if c.part.indicator == indicator and not c.part.stock]
    rows = []
    for scope in sorted({belief.scope(c) for c in held}):
        of_it = [c for c in held if belief.scope(c) == scope]
        if not any(c.whole is None and not c.part.of for c in of_it):
            # without an amount nothing bounds one
            continue
        shown = unit_of(of_it, "total", of_it[0].part)
        for region in _unprinted(of_it, indicator):
            low, high = of_region(belief, calm, region, scope)
            if high is not None:
                low = (low or 0.0) / shown.factor
                span = (month(region.start), month(region.end))
                rows.append((*span, low, high / shown.factor, shown.name, scope))
    columns = ["start", "end", "low", "high", "unit", "scope"]
    table = pd.DataFrame(rows, columns=columns).astype({"low": float, "high": float})
    return table.sort_values(["start", "end", "scope"], ignore_index=True)


def _calm(claims: Claims, reading: str) -> tuple[Belief, list[Claim], dict[str, Conflict]]:
    """Return the claims that contradict no other, and of each of the others a conflict."""
    clashing: dict[str, Conflict] = {}
    left = claims
    while True:
        found = check(left, reading=reading, scopes="apart")
        for conflict in found.conflicts:
            clashing |= {name: clashing.get(name, conflict) for name in conflict.claims}
        if found.complete:
            break
        # as many sets were listed as are asked for, and there may be more without them
        left = replace(claims, claims=tuple(c for c in claims if c.id not in clashing))
    belief = Belief(claims, reading, "apart")
    return belief, [c for c in claims if c.id not in clashing and c.linear], clashing


def _blocks(belief: Belief, claims: Sequence[Claim]) -> list[list[Claim]]:
    blocks = belief.programme(claims).blocks()
    return [[claims[number] for number in block] for block in blocks]


def _unprinted(claims: Sequence[Claim], indicator: str) -> list[Region]:
    whole = [c for c in claims if c.part.groups is None and c.part.destinations is None]
    printed = {(c.part.start, c.part.end) for c in whole if c.whole is None and not c.part.of}
    spoken = {(r.start, r.end) for c in claims for r in (c.part, c.whole)
              if r and r.indicator == indicator and not r.of}  # fmt: skip
    years = {m // 12 for span in printed | spoken for m in span if span[1] - span[0] < 12}
    first = min(start for start, _ in spoken)
    spans = {(y * 12, y * 12 + 11) for y in range(min(years), max(years) + 1)} if years else set()
    if years and first < min(years) * 12:
        spans.add((first, min(years) * 12 - 1))
    return [Region(indicator, *span) for span in sorted((spans | spoken) - printed)]


def _floor(claim: Claim) -> float:
    # what is far below the figure is the floor that every whole is given, or no news
    return -1.0 + 1e-9 if claim.measure == "growth" else abs(claim.value) / 1000


def _or(end: float | None, sign: int) -> float:
    return float("inf") * sign if end is None else end
