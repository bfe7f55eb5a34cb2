"""Periods: which nest in which, relative to a day, and from one to another."""

from __future__ import annotations

import datetime
import re

from sezlib.flows import FlowsError
from sezlib.metrics.core import months_of


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


LENGTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
RELATIVE = re.compile(r"(this|previous) (month|quarter|half|year)")
MOST = 10_000


def resolve(text: str, as_of: datetime.date) -> str:
    """Return the period that words such as `previous month` mean on a day; a period stays itself.

    >>> day = datetime.date(2020, 2, 15)
    >>> [resolve(text, day) for text in ("previous month", "previous quarter", "this year", "2019")]
    ['2020-01', '2019-Q4', '2020', '2019']
    """
    if not (said := RELATIVE.fullmatch(text)):
        return text
    length = LENGTHS[said[2]]
    first = (as_of.year * 12 + as_of.month - 1) // length - (said[1] == "previous")
    return spelled(first, length)


def spelled(number: int, length: int) -> str:
    """Return the period of so many months with this number, counted from year 0.

    >>> spelled(2019, 12), spelled(2019 * 4 + 1, 3), spelled(2019 * 12 + 11, 1)
    ('2019', '2019-Q2', '2019-12')
    """
    parts = 12 // length
    year, part = divmod(number, parts)
    form = {1: "-{:02}", 3: "-Q{}", 6: "-S{}", 12: ""}[length]
    return f"{year:04}{form.format(part + 1)}"


def span(first: str, last: str) -> list[str]:
    """Return the periods from one to another of the same kind.

    >>> span("2018-Q3", "2019-Q2")
    ['2018-Q3', '2018-Q4', '2019-Q1', '2019-Q2']
    """
    (begins, ends), (begin, end) = months_of(first), months_of(last)
    length = ends - begins + 1
    if end - begin + 1 != length:
        raise FlowsError(f"{first!r} and {last!r} are no periods of the same kind")
    if begin < begins:
        raise FlowsError(f"{last!r} is before {first!r}")
    if (begin - begins) // length >= MOST:
        raise FlowsError(f"from {first!r} to {last!r} are more than {MOST:,} periods")
    return [spelled(number, length) for number in range(begins // length, begin // length + 1)]
