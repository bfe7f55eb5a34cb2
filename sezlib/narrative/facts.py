"""What metric tables say about the period of an edition: the facts that sentences are made of."""

from __future__ import annotations

from typing import Any

from sezlib.language import Edition, missing
from sezlib.narrative.passage import HALF, previous, row, rows

UNSPECIFIED = ("ZZZ", "_U")


def ranked(table: Any, period: str, of: str) -> list[dict[str, Any]]:
    """Return the ranked rows of the period, largest first, without remainder or unspecified."""
    held = [r for r in rows(table, period) if not missing(r["rank"]) and not missing(r[of])]
    return sorted(held, key=lambda r: r["rank"])


def largest(table: Any, period: str, of: str) -> list[dict[str, Any]]:
    """Return the rows of a share table, largest total first, without the unspecified."""
    held = [r for r in rows(table, period) if r[of] not in UNSPECIFIED]
    return sorted(held, key=lambda r: (-r["total"], r[of]))


def firsts(table: Any, period: str, status: str = "first") -> list[dict[str, Any]]:
    """Return the exports of the period that began with this status, largest first."""
    held = [r for r in rows(table, period) if r["status"] == status]
    keys = [k for k in ("group", "destination") if held and k in held[0]]
    return sorted(held, key=lambda r: (-r["value"], *(r[k] for k in keys)))


def new_pairs(pairs: Any, countries: Any, period: str) -> list[dict[str, Any]]:
    """Return group x country pairs whose country is new for the whole zone, large groups first."""
    new = {r["destination"] for r in firsts(countries, period)}
    held = [r for r in firsts(pairs, period) if r["destination"] in new]
    size: dict[str, float] = {}
    for r in held:
        size[r["group"]] = size.get(r["group"], 0.0) + r["value"]
    return sorted(held, key=lambda r: (-size[r["group"]], r["group"], -r["value"]))


def last_two_years(running: Any, period: str) -> float | None:
    """Return the share of the running total made in this year and the year before."""
    now, then = row(running, period), row(running, previous(period))
    if not then or missing(now["total"]) or missing(then["total"]) or not now["cumulative"]:
        return None
    return (now["total"] + then["total"]) / now["cumulative"]


def start_of(running: Any, ed: Edition) -> tuple[str, str]:
    """Return the first year of the running total, and how to call it in words."""
    first = str(running["period"].min())
    named = "start-opened" if first == ed.opened else "start-records"
    return first, ed.say(named, year=first)


def moved_most(contributions: Any, period: str, of: str) -> list[dict[str, Any]]:
    """Return the contributions of the period that show, the largest in either direction first.

    What is not specified is no one mover.
    """
    held = [r for r in rows(contributions, period) if not missing(r["contribution"])]
    held = [r for r in held if r[of] not in UNSPECIFIED]
    held = [r for r in held if abs(r["contribution"]) >= HALF]
    return sorted(held, key=lambda r: (-abs(r["contribution"]), r[of]))


def gaps(flows: Any, period: str) -> list[str]:
    """Return the years between the first on record and this one that have no records."""
    years = set(flows["period"].str.slice(0, 4))
    return [str(y) for y in range(int(min(years)), int(period)) if str(y) not in years]
