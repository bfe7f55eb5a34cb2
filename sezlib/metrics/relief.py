"""What customs relief is worth: the duty and the VAT that goods in a zone do not pay."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import narwhals as nw

from sezlib.identity import identified
from sezlib.metrics.asked import keys, summable
from sezlib.metrics.grain import Frame, added, begin, finish, lines
from sezlib.metrics.levels import against
from sezlib.metrics.reserved import any_key
from sezlib.schema import FlowsError

RATES = ("duty_rate", "vat_rate", "export_share")


@identified
@any_key
def duty_relief(
    imports: Frame,
    *,
    by: str | Iterable[str] = (),
    per: str = "year",
    base: float | Frame | None = None,
) -> Frame:
    """Return the customs duty and VAT that duty-free imports did not pay: duty + VAT.

    duty = value x duty_rate, VAT = (value + duty) x vat_rate, where `value` is the customs value
    and both rates are fractions. Excise, fees and rates by weight are not in it. `imports` is a
    table with `period`, `value`, `duty_rate`, `vat_rate`, and any keys. Where it has
    `export_share`, the part of an import used for export goods, `exported` is the relief on that
    part. `base` is a number or a table as `relative_to` takes it, such as exports or investment.
    A rate outside 0 to 1 is refused; a lazy table is not asked before it runs.

    Columns: the keys of `by`, `period`, `total` (customs value), `duty`, `vat`, `exported` (only
    with `export_share`), `duty_relief`; with `base` also `base` and `ratio` (relief per unit).

    Source: article 201 of the Customs Code of the Eurasian Economic Union (goods in a free customs
    zone pay neither); article 160 of the Tax Code of Russia (what VAT on an import is taken of).

    >>> import pandas as pd
    >>> import sezlib as sez
    >>> imports = pd.DataFrame(
    ...     {"period": ["2019"], "value": [100.0], "duty_rate": [0.1], "vat_rate": [0.2]}
    ... )
    >>> sez.duty_relief(imports, base=640)
      period  total  duty   vat  duty_relief   base  ratio
    0   2019  100.0  10.0  22.0         32.0  640.0   0.05
    """
    by = keys(by)
    frame = begin(imports, "period", "value", *RATES[:2], *by, table="the imports")
    kinds = frame.collect_schema()
    rates = [rate for rate in RATES if rate in kinds.names()]
    for rate in rates:
        frame = summable(frame, rate, kinds[rate]).with_columns(nw.col(rate).cast(nw.Float64))
    _refuse_rates(frame, rates)
    total, duty, vat = nw.col("total"), nw.col("duty"), nw.col("vat")
    goods = lines(frame, "value", by, *rates)
    goods = goods.with_columns((total * nw.col("duty_rate")).alias("duty"))
    goods = goods.with_columns(((total + duty) * nw.col("vat_rate")).alias("vat"))
    goods = goods.with_columns((duty + vat).alias("duty_relief"))
    amounts = ["total", "duty", "vat", "duty_relief"]
    if "export_share" in rates:
        part = nw.col("duty_relief") * nw.col("export_share")
        goods = goods.with_columns(part.alias("exported"))
        amounts.insert(3, "exported")
    table = added(goods, amounts, by, per)
    if base is not None:
        table = against(table, "duty_relief", base, by)
        amounts += ["base", "ratio"]
    return finish(table, [*by, "at"], [*by, "period", *amounts])


def _refuse_rates(frame: Any, rates: list[str]) -> None:
    if not isinstance(frame, nw.DataFrame):
        return
    for rate in rates:
        held = frame[rate]
        if empty := (held.is_null() | held.is_nan()).sum():
            raise FlowsError(f"column {rate!r} of the imports has {empty} empty values")
        wrong = held.filter((held < 0) | (held > 1)).to_list()
        if wrong:
            raise FlowsError(
                f"column {rate!r} of the imports has {wrong[0]:g}, and a rate is a fraction from 0 "
                f"to 1: 20 per cent is 0.2"
            )
