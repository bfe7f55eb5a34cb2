"""How long: spells of exporting, and how many of them last."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import narwhals as nw

from sezlib.identity import identified
from sezlib.metrics.asked import keys, whole_number
from sezlib.metrics.beside import unpivoted
from sezlib.metrics.grain import Frame, finish, known, sums
from sezlib.metrics.reserved import any_key
from sezlib.schema import FlowsError, listed, near

LEFT = ("drop", "keep")


@identified
@any_key
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
@any_key
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

    The product-limit estimator of Kaplan and Meier (1958) with the standard error of Greenwood
    (1926), in discrete time. A spell is at risk at a duration only where the records would show
    that it ended there: where `bridge` + 1 periods after it are on record too. One that is last
    seen at duration d, in the last period of the records, is known to have lasted d periods, and
    not whether it lasted more: it is at risk below d. The usual rule for ties, by which what is
    censored at d is at risk at d, is right in continuous time, where a subject censored at t is
    known to have outlived t; here it would count as having outlasted d what was never seen to.
    A spell whose beginning is not known is left out, or with `left="keep"` taken to begin where
    the records show it, which makes it too short.

    Columns: the keys of `by`, `duration` (periods; the first, and those at which a spell ended or
    was censored), `at_risk`, `ended`, `censored`, `survival` (null where none is at risk), `error`
    (null where `survival` is 0 or null).

    >>> import sezlib as sez
    >>> sez.survival(sez.example(), of="resident", left="keep")
       duration  at_risk  ended  censored  survival  error
    0         1        2      0         1       1.0    0.0
    1         2        1      1         1       0.0    NaN
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
        _counted(made, by)
        .with_columns((-nw.col("duration")).alias("minus"))
        .with_columns(nw.col("one").cum_sum().over(*by, order_by="minus").alias("at_risk"))
        .filter((nw.col("duration") == 1) | (ended + nw.col("censored") > 0))
        .with_columns(
            nw.when(at_risk > 0).then(1 - ended / at_risk).alias("factor"),
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


def _counted(made: Any, by: list[str]) -> Any:
    """Return how many spells ended and were censored at each duration, and are last at risk."""
    # every spell speaks thrice: of when it was last seen, when it was last at risk, and of the
    # first duration, which has a row whatever happened there
    made = made.select(
        *by, "right", "exposed", nw.col("duration").alias("last"), nw.lit(1).alias("first")
    )
    seen, one = nw.col("stated") == "last", nw.lit(1)
    return (
        unpivoted(made, ["last", "exposed", "first"], "stated", "duration")
        .filter(nw.col("duration") > 0)
        .with_columns(
            nw.when(seen).then(1 - nw.col("right")).otherwise(nw.lit(0)).alias("ended"),
            nw.when(seen).then(nw.col("right")).otherwise(nw.lit(0)).alias("censored"),
            nw.when(nw.col("stated") == "exposed").then(one).otherwise(nw.lit(0)).alias("one"),
        )
        .group_by(*by, "duration")
        .agg(nw.col("ended", "censored", "one").sum())
    )


def _spells(flows: Frame, of: list[str], by: list[str], per: str, bridge: int) -> Any:
    """Return the spells with `left` and `right`: 1 where that end is not known, else 0.

    `exposed` is the longest duration at which the records could show that the spell ended.
    """
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
        .with_columns(
            nw.when(near_right)
            .then(nw.col("until") - bridge - nw.col("at"))
            .otherwise(nw.col("duration"))
            .alias("exposed")
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
