"""Five rows of flows that can be checked in one's head."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def example() -> pd.DataFrame:
    """Return five rows of flows, typed by hand: two countries, two groups, three residents.

    >>> example()["value"].sum()
    np.float64(110.0)
    """
    import pandas as pd

    rows = [
        ("2017-03", "Alpha", "optics", "CHN", 10.0),
        ("2018-02", "Alpha", "optics", "CHN", 30.0),
        ("2018-11", "Beta", "education", "KAZ", 10.0),
        ("2019-01", "Gamma", "optics", "CHN", 45.0),
        ("2019-05", "Beta", "education", "KAZ", 15.0),
    ]
    return pd.DataFrame(rows, columns=["period", "resident", "group", "destination", "value"])
