"""What metric tables say about the period of an edition: the facts that sentences are made of."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

from sezlib.flows import distinct
from sezlib.language import HALF, Edition, is_missing
from sezlib.metrics.core import EQUAL, years_of
from sezlib.pages.passage import UNSPECIFIED, hidden_rows, row_of, rows_of
from sezlib.periods import months_of, span


def ranked_rows(table: Any, period: str, of: str) -> list[dict[str, Any]]:
    """Return the ranked rows of the period, largest first, without remainder or unspecified."""
    held = [
        r for r in rows_of(table, period) if not is_missing(r["rank"]) and not is_missing(r[of])
    ]
    return sorted(held, key=lambda r: r["rank"])


def largest_rows(table: Any, period: str, of: str) -> list[dict[str, Any]]:
    """Return the rows of a share table, largest total first, without the unspecified."""
    held = [r for r in rows_of(table, period) if r[of] not in UNSPECIFIED]
    return sorted(held, key=lambda r: (-r["total"], r[of]))


def tied_leaders(held: list[dict[str, Any]], size: Callable[[Any], float]) -> list[dict[str, Any]]:
    """Return those of the largest size: several where they are equally large."""
    return first_few(held, 1, size)


def first_few(
    held: list[dict[str, Any]], n: int, size: Callable[[Any], float]
) -> list[dict[str, Any]]:
    """Return the `n` largest of what is sorted, and with them those as large as the last."""
    if len(held) <= n:
        return held
    least = size(held[n - 1])
    return [r for i, r in enumerate(held) if i < n or math.isclose(size(r), least, rel_tol=EQUAL)]


def stated_extent(held: list[dict[str, Any]], size: Callable[[Any], float], hidden: float) -> str:
    """Return whether the first of what is sorted leads `all`, or only the `part` that is stated.

    What is not specified, `hidden`, might be all of one, or all of the second.
    """
    apart = size(held[0]) - (size(held[1]) if len(held) > 1 else 0.0)
    return "part" if hidden > 0 and hidden >= apart else "all"


def unstated_part(table: Any, period: str, of: str) -> dict[str, float]:
    """Return the total of what is not specified, in this year and the `previous`.

    Of what may not be told it is as large as can be: any of it may be the largest.
    """
    hidden = [r for r in rows_of(table, period) if r[of] in UNSPECIFIED]
    told = {
        year: sum(r[year] for r in hidden if year in r and not is_missing(r[year]))
        for year in ("total", "previous", "contribution", "share")
    }
    return {**told, "total": math.inf} if hidden_rows(table, period) else told


def first_exports_in(table: Any, period: str, status: str = "first") -> list[dict[str, Any]]:
    """Return the exports of the period that began with this status, largest first."""
    held = [r for r in rows_of(table, period) if r["status"] == status]
    keys = [k for k in ("group", "destination") if held and k in held[0]]
    return sorted(held, key=lambda r: (-r["value"], *(r[k] for k in keys)))


def new_pairs(pairs: Any, countries: Any, period: str) -> list[dict[str, Any]]:
    """Return group x country pairs whose country is new for the whole zone, large groups first."""
    new = {r["destination"] for r in first_exports_in(countries, period)}
    held = [r for r in first_exports_in(pairs, period) if r["destination"] in new]
    size: dict[str, float] = {}
    for r in held:
        size[r["group"]] = size.get(r["group"], 0.0) + r["value"]
    return sorted(held, key=lambda r: (-size[r["group"]], r["group"], -r["value"]))


def run_of(running: Any, ed: Edition) -> dict[str, Any]:
    """Return the first year of the running total, whether the zone opened in it, what it misses.

    With them goes the share made in this year and the year before, `lately`. There is none where
    these are all of it, where this year is not told to its end, or where a year is not on record,
    so that the running total is a part of what was sold.
    """
    first, missed = str(running["period"].min()), missing_years(running, ed.period)
    now, then = row_of(running, ed.period), row_of(running, ed.previous)
    # a part of a year is not when the zone opened
    lately, since = None, first[:4] if ed.lag > 1 and first[:4] == ed.opened else first
    years = ed.months == 12 and ed.lag == 1
    if years and not missed and then and then["cumulative"] > then["total"]:
        lately = (now["total"] + then["total"]) / now["cumulative"]
    told = {"first": since, "opened": since == ed.opened, "alone": first == ed.period}
    return {**told, "missed": missed, "lately": lately}


def moved_most(contributions: Any, period: str, of: str) -> list[dict[str, Any]]:
    """Return the contributions of the period that show, the largest in either direction first.

    What is not specified is no one mover.
    """
    held = [r for r in rows_of(contributions, period) if not is_missing(r["contribution"])]
    held = [r for r in held if r[of] not in UNSPECIFIED]
    held = [r for r in held if abs(r["contribution"]) >= HALF]
    return sorted(held, key=lambda r: (-abs(r["contribution"]), r[of]))


def moved_by(r: dict[str, Any]) -> float:
    """Return the size of a contribution, in either direction."""
    return float(abs(r["contribution"]))


def say_movers(contributions: Any, ed: Edition, of: str, n: int) -> tuple[list[float], list[str]]:
    """Return the `n` largest contributions that rose and that fell, and the sentences on them."""
    moved, hidden = (
        moved_most(contributions, ed.period, of),
        unstated_part(contributions, ed.period, of),
    )
    extent, shown, said = "part" if hidden["total"] + hidden["previous"] > 0 else "all", [], []
    for way in ("up", "down"):
        part = first_few([r for r in moved if ed.way(r["contribution"]) == way], n, moved_by)
        shown += [r["contribution"] for r in part]
        said += [ed.say(f"markets-moved-{way}", rows=part, of=extent)] if part else []
    return shown, said


def moved_extent(moved: list[dict[str, Any]], contributions: Any, period: str, of: str) -> str:
    """Return whether the first of `moved_most` leads `all`, or only the `part` that is stated."""
    hidden = unstated_part(contributions, period, of)
    base = sum(
        r["previous"] for r in rows_of(contributions, period) if not is_missing(r["previous"])
    )
    # what is not specified may hide rises and falls beyond its own change
    gross = hidden["total"] + hidden["previous"]
    return stated_extent(moved, moved_by, gross / base if base else 0.0)


def side_of_whole(moved: list[dict[str, Any]], growth: float) -> str:
    """Return how those that moved most went: `up` or `down` with the whole, or `against` it."""
    ways = {Edition.way(r["contribution"]) for r in moved}
    return ways.pop() if ways == {Edition.way(growth)} else "against"


def missing_years(flows: Any, period: str) -> list[str]:
    """Return the years between the first on record and this one that have no records."""
    years, last = years_of(flows), period if period.endswith("A1") else period[:4]
    return [year for year in span(years[0], last) if year < last and year not in years]


def lie_within(periods: Iterable[str], period: str) -> list[str]:
    """Return those of some periods that lie within another."""
    first, last = months_of(period)
    return [p for p in periods if first <= months_of(p)[0] and months_of(p)[1] <= last]


def lacks_base(flows: Any, ed: Edition) -> bool:
    """Return whether nothing is on record for the period before, though records begin earlier."""
    periods = distinct(flows, "period")["period"].tolist()
    begun = min(months_of(p)[0] for p in periods)
    return begun < months_of(ed.before)[0] and not lie_within(periods, ed.before)
