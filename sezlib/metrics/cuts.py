"""Records cut by time: until a period, and every year to the months that the last one has."""

from __future__ import annotations

import narwhals as nw

from sezlib.metrics.grain import Frame, begin, first_month, last_month, months_of, periods, year_of
from sezlib.schema import PERIOD_FORMS, FlowsError, quoted


def until(flows: Frame, period: str) -> Frame:
    """Return the rows of `flows` whose period has ended when `period` has.

    A row whose period reaches beyond it (the year 2019 seen from 2019-Q1) is not part of it.

    >>> import pandas as pd
    >>> flows = pd.DataFrame({"period": ["2018", "2019-03", "2019-04"], "value": [1.0, 2.0, 3.0]})
    >>> until(flows, "2019-Q1")["period"].tolist()
    ['2018', '2019-03']
    """
    return _within(flows, last_month() <= months_of(period)[1])


def like_for_like(flows: Frame, period: str) -> Frame:
    """Return the rows until `period`, every year cut to the months that the last one has.

    A `period` that ends within a year (`2019-06`, `2019-Q2`) cuts every year to the same months:
    January to June. So does a year that the records end in; until its last month (`2019-12`) it is
    whole, whatever they have. A year that the records begin within is left out, unless it is the
    last one: it is no fair base.

    >>> import pandas as pd
    >>> months = ["2017-01", "2018-03", "2018-09", "2019-03"]
    >>> flows = pd.DataFrame({"period": months, "value": [1.0, 2.0, 3.0, 4.0]})
    >>> like_for_like(flows, "2018")["period"].tolist()
    ['2017-01', '2018-03', '2018-09']
    >>> like_for_like(flows, "2019")["period"].tolist()
    ['2017-01', '2018-03', '2019-03']
    >>> like_for_like(flows[1:], "2019-12")["period"].tolist()
    ['2019-03']
    """
    first, last = months_of(period)
    year = first // 12
    if last - first == 11:
        last = year * 12 + (part_of(flows, period) or 12) - 1
    held = (last_month() <= last) & (last_month() - year_of() * 12 <= last % 12)
    begun = _edge(flows, first_month().min())
    if begun is not None and begun // 12 < year and begun % 12:
        held = held & (year_of() != begun // 12)
    return _within(flows, held)


def _within(flows: Frame, held: nw.Expr) -> Frame:
    frame = begin(flows, "period")
    if isinstance(frame, nw.LazyFrame):
        # what is no period is not lost here, and a metric will have it under a null period
        return frame.join(periods(frame).filter(~held), on="period", how="anti").to_native()
    kept = periods(frame).filter(held)["period"].to_list()
    # a filter keeps the row index of pandas
    return frame.filter(nw.col("period").is_in(kept)).to_native()


def part_of(flows: Frame, period: str) -> int | None:
    """Return the last month of a year that the records end in, or None if the year is whole."""
    year = int(months_of(period)[0] // 12)
    ended = _edge(flows, last_month().max())
    unfinished = ended is not None and ended // 12 == year and ended % 12 != 11
    return ended % 12 + 1 if ended is not None and unfinished else None


def complete_month(flows: Frame, complete_to: str = "") -> int:
    """Return the ordinal of the month that the records are complete to.

    It is the last month of `complete_to`, a period of their own grain or a coarser one, and else
    the last that they have.

    >>> import sezlib as sez
    >>> complete_month(sez.example()) % 12, complete_month(sez.example(), "2020") % 12
    (11, 11)
    """
    frame = periods(begin(flows, "period")).select(
        first_month().alias("a"), last_month().alias("b")
    )
    frame = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    spans = [(int(a), int(b)) for a, b in frame.iter_rows()]
    if not complete_to:
        return max(b for _, b in spans)
    try:
        first, last = months_of(complete_to)
    except FlowsError:
        said = f"complete_to {quoted(complete_to)} is not a period like {PERIOD_FORMS}"
        raise FlowsError(said) from None
    # within a year nobody knows what records of years are complete to
    within = [span for span in spans if span[0] <= last < span[1]]
    finest = min(spans, key=lambda span: span[1] - span[0])
    within += [finest] if last - first < finest[1] - finest[0] else []
    if within:
        told = f"which have periods from {month(within[0][0])} to {month(within[0][1])}"
        raise FlowsError(f"complete_to {complete_to!r} is finer than the records, {told}")
    if last < min(spans)[0]:
        began = month(min(spans)[0])
        raise FlowsError(
            f"complete_to {complete_to!r} is before the records, which begin in {began}"
        )
    return last


def month(at: int) -> str:
    """Return the month with an ordinal, counted from year 0.

    >>> month(2019 * 12 + 5)
    '2019-06'
    """
    return f"{at // 12:04}-{at % 12 + 1:02}"


def _edge(flows: Frame, edge: nw.Expr) -> int | None:
    frame = periods(begin(flows, "period")).select(edge.alias("edge"))
    held = (frame.collect() if isinstance(frame, nw.LazyFrame) else frame)["edge"].to_list()
    return None if not held or held[0] is None or held[0] != held[0] else int(held[0])
