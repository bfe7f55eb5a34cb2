"""How long: spells of exporting, and how many of them last."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import narwhals as nw

from sezlib.identity import identified
from sezlib.metrics.asked import keys, whole_number
from sezlib.metrics.grain import Frame, finish, known, sums
from sezlib.schema import FlowsError, listed, near

LEFT = ("drop", "keep")


@identified
def spells(
    flows: Frame,
    of: str | Iterable[str],
    *,
    by: str | Iterable[str] = (),
    per: str = "year",
    bridge: int = 0,
) -> Frame:
    """Return the spells of each `of`: runs of periods with a total above zero.

    A break of up to `bridge` periods does not end a spell, and counts in its duration. `censored`
    says which end is not known: `left` where a period without any records, or the beginning of
    the records, comes right before; `right` where such a period, or the end of the records, comes
    right after; `both`; or `none`. With `bridge`, a period that near counts as right before or
    after, since a break could lie between. What is not specified (`ZZZ`, `_U`) makes no spells.

    Columns: the keys of `by`, the keys of `of`, `start`, `end`, `duration` (periods), `censored`.

    >>> import sezlib as sez
    >>> sez.spells(sez.example(), of="resident")
      resident start   end  duration censored
    0    Alpha  2017  2018         2     left
    1     Beta  2018  2019         2    right
    2    Gamma  2019  2019         1    right
    """
    of, by = keys(of), keys(by)
    left, right = nw.col("left") == 1, nw.col("right") == 1
    censored = nw.when(left & right).then(nw.lit("both")).otherwise(
        nw.when(left).then(nw.lit("left")).otherwise(
            nw.when(right).then(nw.lit("right")).otherwise(nw.lit("none"))
        )
    )  # fmt: skip
    table = _spells(flows, of, by, per, bridge).with_columns(censored.alias("censored"))
    return finish(table, [*by, *of, "at"], [*by, *of, "start", "end", "duration", "censored"])


@identified
def survival(
    flows: Frame,
    of: str | Iterable[str],
    *,
    by: str | Iterable[str] = (),
    per: str = "year",
    bridge: int = 0,
    left: str = "drop",
) -> Frame:
    """Return the share of spells that outlast each duration: the product of 1 - ended / at_risk.

    The estimator of Kaplan and Meier (1958), with the standard error of Greenwood (1926). A spell
    is at risk until it has ended or is censored. One whose beginning is not known is left out, or
    with `left="keep"` taken to begin where the records show it, which makes it too short.

    Columns: the keys of `by`, `duration` (periods; those at which a spell ended or was censored),
    `at_risk`, `ended`, `censored`, `survival`, `error` (null where `survival` is 0).

    >>> import sezlib as sez
    >>> sez.survival(sez.example(), of="resident", left="keep")
       duration  at_risk  ended  censored  survival     error
    0         1        3      0         1       1.0  0.000000
    1         2        2      1         1       0.5  0.353553
    """
    of, by = keys(of), keys(by)
    if left not in LEFT:
        raise FlowsError(f"left {left!r} is not one of {listed(LEFT)}{near(left, LEFT)}")
    made = _spells(flows, of, by, per, bridge)
    if left == "drop":
        made = made.filter(nw.col("left") == 0)
    at_risk, ended = nw.col("at_risk"), nw.col("ended")
    alive = at_risk > ended
    table = (
        made.with_columns(
            (1 - nw.col("right")).alias("ended"), (-nw.col("duration")).alias("minus")
        )
        .group_by(*by, "duration", "minus")
        .agg(ended.sum(), nw.col("right").sum().alias("censored"))
        .with_columns((ended + nw.col("censored")).alias("one"))
        .with_columns(nw.col("one").cum_sum().over(*by, order_by="minus").alias("at_risk"))
        .with_columns(
            (1 - ended / at_risk).alias("factor"),
            nw.when(alive).then(ended / (at_risk * (at_risk - ended))).alias("term"),
        )
        .with_columns(
            nw.col("factor").cum_prod().over(*by, order_by="duration").alias("survival"),
            nw.col("term").cum_sum().over(*by, order_by="duration").alias("variance"),
        )
        .with_columns(
            nw.when(alive).then(nw.col("survival") * nw.col("variance").sqrt()).alias("error")
        )
    )
    amounts = ["at_risk", "ended", "censored", "survival", "error"]
    return finish(table, [*by, "duration"], [*by, "duration", *amounts])


def _spells(flows: Frame, of: list[str], by: list[str], per: str, bridge: int) -> Any:
    """Return the spells with `left` and `right`: 1 where that end is not known, else 0."""
    bridge = whole_number("bridge", bridge, 0)
    cells = sums(flows, "value", [*by, *of], per)
    sold = cells.filter((nw.col("total") > 0) & known(of))
    at, last = nw.col("at"), nw.col("last")
    begins = nw.when(at - last <= bridge + 1).then(nw.lit(0)).otherwise(nw.lit(1))
    near_left = nw.col("at") - nw.col("since") <= bridge
    near_right = nw.col("until") - nw.col("till") <= bridge
    return (
        sold.join(_on_record(cells, by), on=[*by, "at"], how="left")
        .with_columns(at.shift(1).over(*by, *of, order_by="at").alias("last"))
        .with_columns(begins.alias("one"))
        .with_columns(nw.col("one").cum_sum().over(*by, *of, order_by="at").alias("place"))
        .group_by(*by, *of, "place")
        .agg(
            nw.col("period").min().alias("start"),
            nw.col("period").max().alias("end"),
            at.min().alias("at"),
            at.max().alias("till"),
            nw.col("since").min(),
            nw.col("until").max(),
        )
        .with_columns(
            (nw.col("till") - nw.col("at") + 1).alias("duration"),
            nw.when(near_left).then(nw.lit(1)).otherwise(nw.lit(0)).alias("left"),
            nw.when(near_right).then(nw.lit(1)).otherwise(nw.lit(0)).alias("right"),
        )
    )


def _on_record(cells: Any, by: list[str]) -> Any:
    """Return the periods on record, each with the ends of the unbroken run that it stands in."""
    at = nw.col("at")
    return (
        cells.select(*by, "at").unique()
        .with_columns(nw.lit(1).alias("one"))
        .with_columns((at - nw.col("one").cum_sum().over(*by, order_by="at")).alias("place"))
        .with_columns(
            at.min().over(*by, "place").alias("since"), at.max().over(*by, "place").alias("until")
        )
        .select(*by, "at", "since", "until")
    )  # fmt: skip
