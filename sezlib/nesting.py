"""Periods that lie inside other periods of the same zone."""

from __future__ import annotations

from sezlib.metrics.grain import months_of


def nested_periods(cells: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return each zone and period that has another period inside it, with the first such one.

    >>> nested_periods({("A", "2019"), ("A", "2019-07"), ("B", "2018")})
    {('A', '2019'): '2019-07'}
    """
    found: dict[tuple[str, str], str] = {}
    for zone, period in sorted(cells):
        for wider in {period[:4], *_halves(period)} - {period}:
            if (zone, wider) in cells:
                found.setdefault((zone, wider), period)
    return found


def _halves(period: str) -> set[str]:
    if len(period) == 4:
        return set()
    month = months_of(period)[0] % 12
    quarter = set() if "S" in period else {f"{period[:4]}-Q{month // 3 + 1}"}
    return quarter | {f"{period[:4]}-S{month // 6 + 1}"}
