"""What an analyst asks of records that just came in: are they whole, strange, told twice, restated?

These look at flows in pandas, or at those that stay on disk, and return tables in pandas.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sezlib.flows import COLUMNS, FlowsError, at_hand, distinct, values_of
from sezlib.metrics import condense, total
from sezlib.metrics.core import begin, flag, keys, stated_periods, unknown
from sezlib.metrics.cuts import keep_result
from sezlib.periods import LENGTHS, months_of, spelled

if TYPE_CHECKING:
    import pandas as pd

# Iglewicz and Hoaglin (1993), How to Detect and Handle Outliers: the modified z-score, and from
# where on they call a value an outlier
CONSISTENT, CUT = 0.6745, 3.5
FEWEST = 5


def timeline(flows: Any) -> pd.DataFrame:
    """Return the total of each period, at the finest grain that no period is wider than.

    Columns: `currency`, where values are in several, `period`, `total`.

    >>> import sezlib as sez
    >>> sez.timeline(sez.example()).head(2)
        period  total
    0  2017-03   10.0
    1  2018-02   30.0
    """
    begin(flows, "period", "value")
    spans = [months_of(period) for period in stated_periods(flows)["period"]]
    widest = max((last - first for first, last in spans), default=0)
    per = next(per for per, length in LENGTHS.items() if widest < length)
    return total(flows, by=_money(flows), per=per)


def coverage(flows: Any) -> pd.DataFrame:
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
    import narwhals as nw
    import pandas as pd

    frame = begin(flows, "value")
    names = frame.collect_schema().names()
    columns = [*(c for c in COLUMNS if c in names), *(c for c in names if c not in COLUMNS)]
    counts = [nw.len(), nw.col("value").sum()]
    for column in columns:
        text = nw.col(column).cast(nw.String).str.strip_chars()
        is_stated = ~(nw.col(column).is_null() | text.is_in(["", unknown(column)]))
        if column == "product":
            is_stated &= ~text.str.contains("^X+$")
        counts += [flag(is_stated).sum(), nw.when(is_stated).then(nw.col("value")).sum()]
    told = at_hand(frame.select(one.alias(str(n)) for n, one in enumerate(counts)))
    (rows, whole), *held = zip(*[iter(told.iloc[0])] * 2, strict=True)
    summed = whole > 0 and not _money(flows)
    found = [
        (name, int(stated), stated / rows if rows else None, value / whole if summed else None)
        for name, (stated, value) in zip(columns, held, strict=True)
    ]
    return pd.DataFrame(found, columns=["column", "stated", "share", "share_of_value"])


def duplicates(flows: Any) -> pd.DataFrame:
    """Return the rows that stand in the records more than once, alike in every column.

    They may be two sales or one told twice: nothing is taken out.

    Columns: those of the flows, and `times`.

    >>> import pandas as pd, sezlib as sez
    >>> twice = pd.concat([sez.example(), sez.example().head(1)])
    >>> sez.duplicates(twice)[["period", "value", "times"]]
        period  value  times
    0  2017-03   10.0      2
    """
    import narwhals as nw

    frame = begin(flows, "value")
    names = frame.collect_schema().names()
    counted = frame.group_by(*names).agg(nw.len().alias("times")).filter(nw.col("times") > 1)
    return _in_order(at_hand(counted), names)


def _in_order(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    # what is carried may be of several types
    mixed = {c: table[c].astype("str") for c in columns if table[c].dtype == "object"}
    order = table.assign(**mixed).sort_values(columns, kind="stable").index
    return table.loc[order].reset_index(drop=True)


def gaps(flows: Any, by: str | Iterable[str] = ()) -> pd.DataFrame:
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
    flows = distinct(begin(flows, "period", *by).to_native(), *by, "period")
    found: list[tuple[str, ...]] = []
    months = flows["period"].str.fullmatch("[0-9]{4}-[0-9]{2}")
    parts = flows.groupby(by, dropna=False) if by else [((), flows)]
    for key, part in parts if len(flows) and months.all() else []:
        there = {months_of(period)[0] for period in part["period"]}
        missing = sorted(set(range(min(there), max(there))) - there)
        found += [(*key, spelled(month, 1)) for month in missing]
    return pd.DataFrame(found, columns=[*by, "period"])


def outliers(
    flows: Any, by: str | Iterable[str] = ("product", "destination"), cut: float = CUT
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
    import narwhals as nw

    by = keys(by)
    if not cut > 0:
        raise FlowsError(f"cut {cut!r} is not above 0")
    frame = begin(flows, "value", *by)
    columns = frame.collect_schema().names()
    keyed = {f"_{key}": nw.col(key).fill_null(unknown(key)) for key in (*by, *_money(flows))}
    frame = frame.filter(nw.col("value") > 0).with_columns(
        **keyed, _all=nw.lit(0), _x=nw.col("value").log()
    )
    within = ["_all", *keyed]

    def median(of: str) -> Any:
        # the one or two in the middle, found by sorting: no engine has to hold a group for it
        place = nw.col(of).rank("ordinal").over(*within).cast(nw.Int64)
        held = frame.with_columns(_from_middle=(2 * place - nw.col("_many") - 1).abs())
        held = held.filter(nw.col("_from_middle") <= 1).group_by(*within)
        made = held.agg(_middle=nw.col(of).mean(), _value=nw.col("value").mean())
        return nw.from_native(keep_result(made.to_native()))

    many = frame.group_by(*within).agg(_many=nw.len()).filter(nw.col("_many") >= FEWEST)
    frame = frame.join(many.with_columns(nw.col("_many").cast(nw.Int64)), on=within)
    frame = frame.join(median("_x").rename({"_middle": "_centre", "_value": "median"}), on=within)
    frame = frame.with_columns(_off=(nw.col("_x") - nw.col("_centre")).abs())
    spread = median("_off").filter(nw.col("_middle") > 0).drop("_value")
    z = CONSISTENT * (nw.col("_x") - nw.col("_centre")) / nw.col("_middle")
    far = frame.join(spread, on=within).with_columns(z=z).filter(nw.col("z").abs() > cut)
    made = _in_order(at_hand(far.select(*columns, "median", "z")), columns)
    order = made["z"].abs().sort_values(ascending=False, kind="stable").index
    return made.loc[order].reset_index(drop=True)


def restated(flows: Any, before: Any, by: str | Iterable[str] = ()) -> pd.DataFrame:
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
    import narwhals as nw
    import pandas as pd

    cells = list(dict.fromkeys(["period", *keys(by), *_money(flows, before)]))

    def summed(table: Any) -> pd.Series:
        held = begin(table, "value", *cells)
        if isinstance(held, nw.LazyFrame):
            held = nw.from_native(condense(table, keep=cells[1:], per="stated"))
        table = at_hand(held)
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


def _money(*tables: Any) -> list[str]:
    """Return the columns by which amounts are kept apart: the currency, where there are several."""
    found = {money for table in tables for money in values_of(table, "currency")}
    return ["currency"] if len(found) > 1 else []
