"""What came when: first-ever, returning and censored exports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import narwhals as nw

from sezlib.identity import identified
from sezlib.metrics.asked import keys
from sezlib.metrics.exact import add_up
from sezlib.metrics.grain import Frame, cut, finish, known, lines, size, sums
from sezlib.metrics.reserved import any_key


@identified
@any_key
def first_exports(
    flows: Frame, of: str | Iterable[str], *, by: str | Iterable[str] = (), per: str = "year"
) -> Frame:
    """Return the periods in which each `of` began to be exported, and how each beginning counts.

    `status` is `first` where the records show the period before and nothing of this key in any
    earlier one; `returning` where it was sold earlier but not in the last period on record;
    `censored` where nothing tells, since the records begin here, or a period without any records
    comes just before. Only a total above zero is a sale. A key that simply goes on has no row, nor
    has one that is not specified (`ZZZ`, `_U`).

    Columns: the keys of `by`, `period`, the keys of `of`, `value`, `resident` (the one that sold
    most, ties by name; only where the flows have it), `status`.

    >>> import sezlib as sez
    >>> sez.first_exports(sez.example(), of="destination")
      period destination  value resident    status
    0   2017         CHN   10.0    Alpha  censored
    1   2018         KAZ   10.0     Beta     first
    """
    of, by = keys(of), keys(by)
    columns = [*by, "period", *of, "value"]
    table = _beginnings(flows, of, by, per)
    if "resident" in nw.from_native(flows).collect_schema().names() and "resident" not in of + by:
        table = _with_largest(flows, table, [*by, *of], per)
        columns.append("resident")
    return finish(table, [*by, "at", *of], [*columns, "status"])


def _beginnings(flows: Frame, of: list[str], by: list[str], per: str):
    cells = sums(flows, "value", [*by, *of], per).filter((nw.col("total") > 0) & known(of))
    # from the records and not from the cells, which a lazy engine would add up once more for it
    observed = sums(flows, "value", by, per).select(
        *by, "at", nw.col("at").shift(1).over(*by, order_by="at").alias("last")
    )
    before = nw.col("at").shift(1).over(*by, *of, order_by="at")
    never, last, at = nw.col("before").is_null(), nw.col("last"), nw.col("at")
    status = (
        nw.when(never & (last == at - 1)).then(nw.lit("first")).otherwise(
            nw.when(never).then(nw.lit("censored")).otherwise(nw.lit("returning"))
        )
    )  # fmt: skip
    return (
        cells.with_columns(before.alias("before"))
        .join(observed, on=[*by, "at"], how="inner")
        .filter(never | (nw.col("before") < last))
        .select(*by, *of, "period", "at", nw.col("total").alias("value"), status.alias("status"))
    )


def _with_largest(flows: Frame, table: Any, within: list[str], per: str):
    # few of all cells are beginnings, so that only what was sold in those is added up by seller
    place = nw.col("one").cum_count().over(*within, "at", order_by=["minus", "resident"])
    held = [*within, "period", "at", "value", "status", "resident"]
    sold = lines(flows, "value", [*within, "resident"]).with_columns(cut(per).alias("period"))
    sold = sold.join(table, on=[*within, "period"], how="inner")
    return (
        add_up(sold, held, ["total"])
        .with_columns(nw.lit(1).alias("one"), size().alias("minus"))
        .with_columns(place.alias("place"))
        .filter(nw.col("place") == 1)
    )
