"""What an analyst asks of records that just came in: are they whole, strange, told twice, restated?

These look at a pandas table of flows, and return tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sezlib.flows import COLUMNS, FlowsError
from sezlib.metrics import total
from sezlib.metrics.core import begin, keys, unknown
from sezlib.periods import LENGTHS, months_of, spelled

if TYPE_CHECKING:
    import pandas as pd

# Iglewicz and Hoaglin (1993), How to Detect and Handle Outliers: the modified z-score, and from
# where on they call a value an outlier
CONSISTENT, CUT = 0.6745, 3.5
FEWEST = 5


def timeline(flows: pd.DataFrame) -> pd.DataFrame:
    """Return the total of each period, at the finest grain that no period is wider than.

    Columns: `currency`, where values are in several, `period`, `total`.

    >>> import sezlib as sez
    >>> sez.timeline(sez.example()).head(2)
        period  total
    0  2017-03   10.0
    1  2018-02   30.0
    """
    flows = begin(flows, "period", "value").to_native()
    spans = [months_of(period) for period in flows["period"].unique()]
    widest = max((last - first for first, last in spans), default=0)
    per = next(per for per, length in LENGTHS.items() if widest < length)
    return total(flows, by=_money(flows), per=per)


def coverage(flows: pd.DataFrame) -> pd.DataFrame:
    """Return how much of the records states each column: rows stated / rows, and so by value.

    `ZZZ`, and a product made of X, state nothing. Null where there are no rows, or no value, or
    values in several currencies.

    Columns: `column`, `stated` (rows), `share` (of the rows), `share_of_value`.

    >>> import sezlib as sez
    >>> told = sez.coverage(sez.example().assign(product=["85", None, "90", "XX", "85"]))
    >>> told[told["column"] == "product"]
        column  stated  share  share_of_value
    2  product       3    0.6        0.318182
    """
    import pandas as pd

    begin(flows, "value")
    whole, rows = flows["value"].sum(), len(flows)
    found = []
    for column in [*(c for c in COLUMNS if c in flows), *(c for c in flows if c not in COLUMNS)]:
        texts = flows[column].astype("str").str.strip()
        empty = flows[column].isna() | texts.isin(["", unknown(column)])
        if column == "product":
            empty |= texts.str.fullmatch("X+")
        held = flows["value"][~empty].sum()
        stated = int((~empty).sum())
        by_value = held / whole if whole > 0 and not _money(flows) else None
        found.append((column, stated, stated / rows if rows else None, by_value))
    return pd.DataFrame(found, columns=["column", "stated", "share", "share_of_value"])


def duplicates(flows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that stand in the records more than once, alike in every column.

    They may be two sales or one told twice: nothing is taken out.

    Columns: those of the flows, and `times`.

    >>> import pandas as pd, sezlib as sez
    >>> twice = pd.concat([sez.example(), sez.example().head(1)])
    >>> sez.duplicates(twice)[["period", "value", "times"]]
        period  value  times
    0  2017-03   10.0      2
    """
    begin(flows, "value")
    counted = flows.groupby(list(flows.columns), dropna=False).size().rename("times").reset_index()
    return counted[counted["times"] > 1].reset_index(drop=True)


def gaps(flows: pd.DataFrame, by: str | Iterable[str] = ()) -> pd.DataFrame:
    """Return the months without records between the first and the last one, within `by`.

    A zero is a record. Where any period is longer than a month, months are not asked for, and the
    table is empty.

    Columns: the keys of `by`, `period` (the month that is missing).

    >>> import sezlib as sez
    >>> sez.gaps(sez.example().query("group == 'education'"), by="group").head(2)
           group   period
    0  education  2018-12
    1  education  2019-01
    """
    import pandas as pd

    by = keys(by)
    flows = begin(flows, "period", *by).to_native()
    found: list[tuple[str, ...]] = []
    months = flows["period"].str.fullmatch("[0-9]{4}-[0-9]{2}")
    parts = flows.groupby(by, dropna=False) if by else [((), flows)]
    for key, part in parts if months.all() else []:
        there = {months_of(period)[0] for period in part["period"].unique()}
        missing = sorted(set(range(min(there), max(there))) - there)
        found += [(*key, spelled(month, 1)) for month in missing]
    return pd.DataFrame(found, columns=[*by, "period"])


def outliers(
    flows: pd.DataFrame, by: str | Iterable[str] = ("product", "destination"), cut: float = CUT
) -> pd.DataFrame:
    """Return the rows far from the others of their `by`: |0.6745 (x - median) / MAD| > `cut`.

    x is the logarithm of the value, since values of trade are skewed, and MAD the median of the
    absolute deviations from the median. Zeros are left out, as are groups of fewer than five rows
    or whose MAD is 0: nothing can be told of them. Currencies are not compared.

    Columns: those of the flows, `median` (of the value), `z`; the farthest first.

    >>> import pandas as pd, sezlib as sez
    >>> values = [10.0, 11.0, 12.0, 9.0, 10.5, 5000.0]
    >>> sez.outliers(pd.DataFrame({"period": "2019", "value": values, "group": "optics"}), "group")
      period   value   group  median         z
    0   2019  5000.0  optics   10.75  45.44888
    """
    import numpy as np

    by = keys(by)
    if not cut > 0:
        raise FlowsError(f"cut {cut!r} is not above 0")
    begin(flows, "value", *by)
    sold = flows[flows["value"] > 0].reset_index(drop=True)
    x = np.log(sold["value"])
    within = [sold[key].fillna(unknown(key)) for key in dict.fromkeys((*by, *_money(sold)))] or [
        sold["value"] * 0
    ]
    centre = x.groupby(within).transform("median")
    spread = (x - centre).abs().groupby(within).transform("median")
    many = x.groupby(within).transform("size") >= FEWEST
    z = (CONSISTENT * (x - centre) / spread.where(spread > 0)).where(many)
    told = sold.assign(median=sold["value"].groupby(within).transform("median"), z=z)
    far = told[z.abs() > cut]
    return far.sort_values("z", key=lambda column: -column.abs()).reset_index(drop=True)


def restated(
    flows: pd.DataFrame, before: pd.DataFrame, by: str | Iterable[str] = ()
) -> pd.DataFrame:
    """Return the cells of period and `by` whose value is not what an earlier vintage had.

    Columns: `period`, the keys of `by`, `before`, `value`, `change` and `status`: `restated`, `new`
    (in no row of the earlier vintage) or `gone`. Absent is not zero: what is missing is null. Where
    values are in several currencies, so are the cells.

    >>> import sezlib as sez
    >>> now, before = sez.example(), sez.example().head(4).replace(30.0, 20.0)
    >>> sez.restated(now, before)
        period  before  value  change    status
    0  2018-02    20.0   30.0    10.0  restated
    1  2019-12     NaN   15.0     NaN       new
    """
    import pandas as pd

    cells = list(dict.fromkeys(["period", *keys(by), *_money(flows, before)]))
    flows, before = (begin(table, "value", *cells).to_native() for table in (flows, before))

    def summed(table: pd.DataFrame) -> pd.Series:
        filled = [table[key].fillna(unknown(key)) for key in cells]
        return table["value"].groupby(filled).sum()

    both = pd.concat([summed(before).rename("before"), summed(flows).rename("value")], axis=1)
    both["change"] = both["value"] - both["before"]
    both["status"] = "restated"
    both.loc[both["before"].isna(), "status"] = "new"
    both.loc[both["value"].isna(), "status"] = "gone"
    # sums of the same amounts differ in their last digits with the order of rows
    larger = both[["before", "value"]].abs().max(axis=1)
    same = both["change"].abs() <= 1e-9 * larger
    return both[~same].sort_index().reset_index()


def _money(*tables: pd.DataFrame) -> list[str]:
    """Return the columns by which amounts are kept apart: the currency, where there are several."""
    found = [set(table["currency"].dropna()) for table in tables if "currency" in table]
    return ["currency"] if len(set().union(*found)) > 1 else []
