"""What came when: first-ever, returning and censored exports."""

from __future__ import annotations

from collections.abc import Iterable

import narwhals as nw

from sezlib.metrics.grain import Frame, finish, keys, known, size, sums


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
    cells = sums(flows, "value", [*by, *of], per)
    observed = cells.select(*by, "at").unique()
    earlier = observed.with_columns(nw.col("at").shift(1).over(*by, order_by="at").alias("last"))
    sold = cells.filter((nw.col("total") > 0) & known(of))
    before = nw.col("at").shift(1).over(*by, *of, order_by="at")
    never, last, at = nw.col("before").is_null(), nw.col("last"), nw.col("at")
    status = (
        nw.when(never & (last == at - 1)).then(nw.lit("first")).otherwise(
            nw.when(never).then(nw.lit("censored")).otherwise(nw.lit("returning"))
        )
    )  # fmt: skip
    table = (
        sold.with_columns(before.alias("before"))
        .join(earlier, on=[*by, "at"], how="left")
        .filter(never | (nw.col("before") < last))
        .with_columns(status.alias("status"), nw.col("total").alias("value"))
    )
    columns = [*by, "period", *of, "value"]
    if "resident" in nw.from_native(flows).collect_schema().names() and "resident" not in of + by:
        table = table.join(_largest(flows, [*by, *of], per), on=[*by, *of, "at"], how="left")
        columns.append("resident")
    return finish(table, [*by, "at", *of], [*columns, "status"])


def _largest(flows: Frame, within: list[str], per: str):
    sellers = sums(flows, "value", [*within, "resident"], per)
    place = nw.col("one").cum_sum().over(*within, "at", order_by=["minus", "resident"])
    return (
        sellers.with_columns(nw.col("total").sum().over(*within, "at").alias("whole"))
        .with_columns(nw.lit(1).alias("one"), size().alias("minus"))
        .with_columns(place.alias("place"))
        .filter(nw.col("place") == 1)
        .select(*within, "at", "resident")
    )
