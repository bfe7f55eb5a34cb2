"""Several zones, or sites, or blocs, side by side."""

from __future__ import annotations

from collections.abc import Iterable

import narwhals as nw

from sezlib.identity import identified
from sezlib.metrics.asked import keys
from sezlib.metrics.concentration import concentration
from sezlib.metrics.dynamics import first_exports
from sezlib.metrics.grain import Frame, begin, finish, ordinal
from sezlib.metrics.levels import growth
from sezlib.metrics.reserved import any_key
from sezlib.metrics.structure import count, share

# what is counted, and the column that tells how many
COUNTED = {"resident": "exporters", "product": "products", "destination": "destinations"}
CONCENTRATED = {"product": "product_hhi", "destination": "destination_hhi"}


@identified
@any_key
def compare(
    flows: Frame,
    of: str = "zone",
    *,
    by: str | Iterable[str] = (),
    per: str = "year",
    whole: Frame | None = None,
) -> Frame:
    """Return the indicators of each `of` side by side: a row for each of them and period.

    `growth` is of the `of` itself, `share` its part of all of them, `exporters`, `products` and
    `destinations` count what sold anything, `product_hhi` and `destination_hhi` are sums of
    squared shares (see `concentration`), `largest_exporter` is the share of the largest resident,
    `new_destinations` counts countries sold to for the first time on record; it is null where
    nothing can be called new. An indicator whose column the flows lack is left out.

    The periods have to be those of all, else growth and shares are of different things: like for
    like before (`like_for_like`), and name the `whole` records, of which it is asked what is new.
    Each row reads the flows several times: `condense` before.

    Columns: the keys of `by`, `period`, `of`, `total`, `previous`, `growth`, `share` and those of
    the indicators above, in that order.

    >>> import sezlib as sez
    >>> table = sez.compare(sez.example(), of="group")
    >>> table[["period", "group", "total", "share", "exporters", "new_destinations"]]
      period      group  total  share  exporters  new_destinations
    0   2017     optics   10.0   1.00          1               NaN
    1   2018  education   10.0   0.25          1               NaN
    2   2018     optics   30.0   0.75          1               0.0
    3   2019  education   15.0   0.25          1               0.0
    4   2019     optics   45.0   0.75          1               0.0
    """
    by = keys(by)
    present = begin(flows, "period", "value", of, *by).collect_schema().names()
    within = [*by, of]
    on = [*by, "period", of]
    table = nw.from_native(growth(flows, by=within, per=per))
    parts = nw.from_native(share(flows, of, by=by, per=per)).drop("total")
    table = table.join(parts, on=on, how="left")
    asked = [c for c in COUNTED if c in present and c not in within]
    for column in asked:
        held = nw.from_native(count(flows, column, by=within, per=per))
        table = table.join(held.rename({"count": COUNTED[column]}), on=on, how="left")
    for column in asked:
        if column in CONCENTRATED:
            held = nw.from_native(concentration(flows, column, by=within, per=per))
            held = held.select(*on, nw.col("hhi").alias(CONCENTRATED[column]))
            table = table.join(held, on=on, how="left")
    shown = [COUNTED[c] for c in asked] + [CONCENTRATED[c] for c in asked if c in CONCENTRATED]
    if "resident" in asked:
        held = nw.from_native(
            concentration(flows, "resident", by=within, per=per, index="cr", top=1)
        )
        held = held.select(*on, nw.col("cr").alias("largest_exporter"))
        table = table.join(held, on=on, how="left")
        shown.append("largest_exporter")
    if "destination" in asked:
        every = flows if whole is None else whole
        begun = nw.from_native(first_exports(every, "destination", by=within, per=per))
        begun = begun.filter(nw.col("status") == "first").group_by(*on).agg(nw.len().alias("new"))
        # without records just before, nobody knows what is new
        seen = table if whole is None else nw.from_native(growth(whole, by=within, per=per))
        seen = seen.select(*on, nw.col("previous").alias("base"))
        new = nw.when(~nw.col("base").is_null()).then(nw.col("new").fill_null(0))
        table = table.join(begun, on=on, how="left").join(seen, on=on, how="left")
        table = table.with_columns(new.alias("new_destinations"))
        shown.append("new_destinations")
    table = table.with_columns(ordinal(per).alias("at"))
    return finish(table, [*by, "at", of], [*on, "total", "previous", "growth", "share", *shown])
