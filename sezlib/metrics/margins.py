"""Through whom: the change of the whole by who goes on, who came and who left."""

from __future__ import annotations

import numbers
from collections.abc import Iterable
from typing import Any

import narwhals as nw

from sezlib.identity import identified
from sezlib.metrics.against import with_records
from sezlib.metrics.asked import keys, whole_number
from sezlib.metrics.beside import with_previous, with_whole
from sezlib.metrics.exact import add_up
from sezlib.metrics.grain import Frame, finish, flag, label, sums, unknown
from sezlib.metrics.reserved import any_key
from sezlib.schema import FlowsError, quoted

MARGINS = ("continuing", "entering", "returning", "leaving", "below", "unspecified")
ABSENT = "absent"
CONTINUING, ENTERING, RETURNING, LEAVING, BELOW, UNSPECIFIED = range(6)


@identified
@any_key
def margins(
    flows: Frame,
    of: str | Iterable[str],
    *,
    by: str | Iterable[str] = (),
    per: str = "year",
    lag: int = 1,
    least: float = 0.0,
    whole: Frame | None = None,
    unfinished: str = "",
) -> Frame:
    """Return the change of the whole against the period `lag` before, split by margin.

    One of `of` is active where its total is above 0 and at least `least`. It is `continuing` if
    active in both periods; `entering` if active now, and neither in the period `lag` before nor in
    any earlier one; `returning` if active now, not then, but in some earlier one; `leaving` if
    active then only; `below` if in neither; `unspecified` if its key is `ZZZ` or `_U`.

    Several columns nest in their order. With residents, products and destinations, the sales of a
    resident that does not continue count with the residents; those of one that does count with its
    products, or with the destinations of a product that continues too. `level` names the column.
    So every sale has one margin, the changes sum to the change of the whole, and the contributions
    (change / previous whole) to its growth. A period has no rows if there are no records of it, or
    of the one `lag` before: absent is not zero, and nothing is new in the first period.

    Where `flows` are cut to the same months (`like_for_like`), whether something is active in a
    period is asked of the `whole` records, and only amounts are those of the months. What has none
    in the months of either period has no margin. In the `unfinished` period nothing has left yet:
    what sold in the same months of the period before, and not now, is `absent`.

    Columns: the keys of `by`, `period`, `level`, `margin`, `members` (how many of that level),
    `total`, `previous`, `change`, `contribution` (a fraction; null where the whole was 0 before).

    >>> import sezlib as sez
    >>> made = sez.margins(sez.example(), of=["resident", "destination"])
    >>> made[made["period"] == "2019"].drop(columns="period")
             level      margin  members  total  previous  change  contribution
    2     resident    entering        1   45.0       0.0    45.0         1.125
    3     resident     leaving        1    0.0      30.0   -30.0        -0.750
    4  destination  continuing        1   15.0      10.0     5.0         0.125
    """
    of, by = keys(of), keys(by)
    if not of:
        raise FlowsError("margins need a column to be of")
    lag = whole_number("lag", lag)
    if isinstance(least, bool) or not isinstance(least, numbers.Real) or not least >= 0:
        raise FlowsError(f"least {quoted(least)} is not 0 or more")
    cells = with_records(sums(flows, "value", [*by, *of], per), whole, [*by, *of], per)
    units = _placed(_both(cells, of, by, lag), of, by, lag, least, cut=whole is not None)
    # a margin has its columns of deeper levels blank, so that it has one row for each member
    kept = [
        nw.when(nw.col("place") // len(MARGINS) >= level).then(nw.col(key)).otherwise(nw.lit(""))
        for level, key in enumerate(of)
    ]
    gone = (nw.col("period") == str(unfinished)) & (nw.col("margin") == "leaving")
    table = (
        units.filter((nw.col("observed") > 0) & (nw.col("earlier") > 0))
        .filter(nw.col("one") + nw.col("then") > 0)
        .with_columns(label(per).alias("period"))
        .with_columns(*(blank.alias(key) for blank, key in zip(kept, of, strict=True)))
    )
    within, both = [*by, "period", "at", "place"], ["total", "previous"]
    table = add_up(add_up(table, [*within, *of], both), within, both, nw.len().alias("members"))
    share = nw.when(nw.col("whole") > 0).then(nw.col("change") / nw.col("whole"))
    table = (
        with_whole(table, [*by, "at"], ["place"], whole="previous")
        .with_columns((nw.col("total") - nw.col("previous")).alias("change"), *_names(of))
        .with_columns(
            nw.when(gone).then(nw.lit(ABSENT)).otherwise(nw.col("margin")).alias("margin")
        )
        .with_columns(share.alias("contribution"))
    )
    amounts = ["members", "total", "previous", "change", "contribution"]
    return finish(table, [*by, "at", "place"], [*by, "period", "level", "margin", *amounts])


def _both(cells: Any, of: list[str], by: list[str], lag: int) -> Any:
    """Return what each cell sold now and `lag` before, 0 where it has no record.

    `observed` and `earlier` are above 0 where there are any records now, and `lag` before.
    """
    here = {"one": nw.col("total"), "then": nw.col("previous")}
    amounts = ("total", "previous", "held", "held_before")
    cells = with_previous(cells, [*by, *of], lag, "held").with_columns(
        *(flag(~amount.is_null()).alias(name) for name, amount in here.items()),
        *(nw.col(name).fill_null(0.0) for name in amounts),
    )
    return with_whole(cells, [*by, "at"], of, observed="one", earlier="then")


def _placed(table: Any, of: list[str], by: list[str], lag: int, least: float, *, cut: bool) -> Any:
    """Return the cells with `place`: the number of the level and, below it, of the margin."""
    place, at = nw.col("place"), nw.col("at")
    sums_of = {"now": "held", "before": "held_before"}
    # only where the flows are cut can they have less than the whole records
    sums_of |= {"compared": "total", "compared_before": "previous"} if cut else {}
    table = table.with_columns(nw.lit(CONTINUING).alias("place"))
    for level, key in enumerate(of):
        prefix = [*by, *of[: level + 1]]
        now, before = _active("now", least), _active("before", least)
        compared = now | before
        if cut:
            compared = _active("compared", least) | _active("compared_before", least)
        back = nw.col("since") < at - lag
        margin = nw.when(now).then(
            nw.when(before).then(nw.lit(CONTINUING)).otherwise(
                nw.when(back).then(nw.lit(RETURNING)).otherwise(nw.lit(ENTERING))
            )
        ).otherwise(nw.when(before).then(nw.lit(LEAVING)).otherwise(nw.lit(BELOW)))  # fmt: skip
        margin = nw.when(compared).then(margin).otherwise(nw.lit(BELOW))
        margin = nw.when(nw.col(key) == unknown(key)).then(nw.lit(UNSPECIFIED)).otherwise(margin)
        # only what continued at the level above is still to be placed
        open_ = place % len(MARGINS) == CONTINUING
        table = (
            with_whole(table, [*prefix, "at"], of, **sums_of)
            .with_columns(nw.when(now).then(at).alias("since"))
            .with_columns(nw.col("since").min().over(*prefix).alias("since"))
            .with_columns(
                nw.when(open_).then(margin + level * len(MARGINS)).otherwise(place).alias("place")
            )
        )
    return table


def _active(column: str, least: float) -> nw.Expr:
    # sums of the same amounts differ in their last digits with the order of rows
    return (nw.col(column) > 0) & (nw.col(column) >= least * (1 - 1e-12))


def _names(of: list[str]) -> list[nw.Expr]:
    codes = range(len(of) * len(MARGINS))
    names = {
        "level": {code: of[code // len(MARGINS)] for code in codes},
        "margin": {code: MARGINS[code % len(MARGINS)] for code in codes},
    }
    return [
        nw.col("place")
        .replace_strict(held, default=nw.lit(""), return_dtype=nw.String)
        .alias(column)
        for column, held in names.items()
    ]
