"""Records cut by time: until a period, and every year to the months that the last one has."""

from __future__ import annotations

import narwhals as nw

from sezlib.metrics.grain import Frame, begin, first_month, last_month, months_of, periods, year_of


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
    """Return the rows until the year `period`, every year cut to the months it has records of.

    A year that the records end in is compared with the same months of earlier years: January to
    June with January to June. A year with later records is whole, whichever months it sold in. If
    the records begin within the year before, that year is left out, since it is no fair base.

    >>> import pandas as pd
    >>> months = ["2018-03", "2018-09", "2019-03"]
    >>> flows = pd.DataFrame({"period": months, "value": [1.0, 2.0, 3.0]})
    >>> like_for_like(flows, "2018")["period"].tolist()
    ['2018-03', '2018-09']
    >>> flows.loc[0, "period"] = "2017-01"
    >>> like_for_like(flows, "2019")["period"].tolist()
    ['2017-01', '2019-03']
    """
    held = last_month() <= months_of(period)[1]
    last = part_of(flows, period)
    if last:
        held = held & (last_month() - year_of() * 12 <= last - 1)
    year = int(months_of(period)[0] // 12)
    begun = _edge(flows, first_month().min())
    if begun is not None and begun // 12 == year - 1 and begun % 12:
        held = held & (year_of() != year - 1)
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


def _edge(flows: Frame, edge: nw.Expr) -> int | None:
    frame = periods(begin(flows, "period")).select(edge.alias("edge"))
    held = (frame.collect() if isinstance(frame, nw.LazyFrame) else frame)["edge"].to_list()
    return None if not held or held[0] is None or held[0] != held[0] else int(held[0])
