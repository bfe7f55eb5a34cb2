"""What is new, what stays and what goes: first exports, margins, spells, exporters."""

from __future__ import annotations

import numbers
from collections.abc import Iterable
from typing import Any

import narwhals as nw

from sezlib.flows import FlowsError, listed, near, quoted
from sezlib.identity import identified
from sezlib.metrics.comparative import with_records
from sezlib.metrics.core import (
    Frame,
    any_key,
    begin,
    cut,
    finish,
    flag,
    keys,
    known,
    label,
    lines,
    ordinal_of,
    size,
    sums,
    unknown,
    unpivoted,
    whole_number,
    with_previous,
    with_whole,
)
from sezlib.metrics.exact import add_up


@identified
@any_key
def first_exports(
    flows: Frame,
    of: str | Iterable[str],
    *,
    by: str | Iterable[str] = (),
    per: str = "year",
    partial: str = "",
) -> Frame:
    """Return the periods in which each `of` began to be exported, and how each beginning counts.

    `status` is `first` where the records show the period before and nothing of this key in any
    earlier one; `returning` where it was sold earlier but not in the last period on record;
    `censored` where nothing tells, since the records begin here, or a period without any records
    comes just before, or the `partial` one, which the records begin within.

    Edges: only a total above zero is a sale. A key that simply goes on has no row, nor has one that
    is not specified (`ZZZ`, `_U`). Within `by`, each key has its own beginning of the records.

    Columns: the keys of `by`, `period`, the keys of `of`, `value`, `resident` (the one that sold
    most, ties by name; only where the flows have it), `status`.

    Source: ours; that nothing in the first period on record can be called new is what statistics
    calls left-censoring.

    >>> import sezlib as sez
    >>> sez.first_exports(sez.example(), of="destination")
      period destination  value resident    status
    0   2017         CHN   10.0    Alpha  censored
    1   2018         KAZ   10.0     Beta     first
    """
    of, by = keys(of), keys(by)
    columns = [*by, "period", *of, "value"]
    table = _beginnings(flows, of, by, per, ordinal_of("partial", partial, per))
    if "resident" in nw.from_native(flows).collect_schema().names() and "resident" not in of + by:
        table = _with_largest(flows, table, [*by, *of], per)
        columns.append("resident")
    return finish(table, [*by, "at", *of], [*columns, "status"])


def _beginnings(flows: Frame, of: list[str], by: list[str], per: str, partial: int | None):
    cells = sums(flows, "value", [*by, *of], per).filter((nw.col("total") > 0) & known(of))
    # from the records and not from the cells, which a lazy engine would add up once more for it
    observed = sums(flows, "value", by, per).select(
        *by, "at", nw.col("at").shift(1).over(*by, order_by="at").alias("last")
    )
    before = nw.col("at").shift(1).over(*by, *of, order_by="at")
    never, last = nw.col("before").is_null(), nw.col("last")
    status = (
        nw.when(never & _seen(last, partial)).then(nw.lit("first")).otherwise(
            nw.when(never).then(nw.lit("censored")).otherwise(nw.lit("returning"))
        )
    )  # fmt: skip
    return (
        cells.with_columns(before.alias("before"))
        .join(observed, on=[*by, "at"], how="inner")
        .filter(never | (nw.col("before") < last))
        .select(*by, *of, "period", "at", nw.col("total").alias("value"), status.alias("status"))
    )


def _seen(last: nw.Expr, partial: int | None) -> nw.Expr:
    """Return whether the period just before is on record, and not only in part."""
    seen = last == nw.col("at") - 1
    return seen if partial is None else seen & (last != partial)


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
    (change / previous whole) to its growth.

    Where `flows` are cut to the same months (`like_for_like`), whether something is active in a
    period is asked of the `whole` records, and only amounts are those of the months. What has none
    in the months of either period has no margin. In the `unfinished` period nothing has left yet:
    what sold in the same months of the period before, and not now, is `absent`.

    Edges: a period has no rows if there are no records of it, or of the one `lag` before: absent is
    not zero, and nothing is new in the first period. With `least`, what is leaving may still sell a
    little, and what is entering may have before.

    Columns: the keys of `by`, `period`, `level`, `margin`, `members` (how many of that level),
    `total`, `previous`, `change`, `contribution` (a fraction; null where the whole was 0 before).

    Source: Bernard, Jensen, Redding and Schott (2009), The Margins of US Trade; Eaton, Eslava,
    Kugler and Tybout (2008), The Margins of Entry into Export Markets: Evidence from Colombia. The
    nesting is that of Adalet (2009), New Zealand Treasury Working Paper 09/01, section 4.1
    (http://www.treasury.govt.nz/publications/research-policy/wp/2009/09-01/08.htm). That
    `returning` stands apart, and the rules for gaps, are ours.

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
    partial: str = "",
) -> Frame:
    """Return the spells of each `of`: runs of periods with a total above zero.

    A break of up to `bridge` periods does not end a spell, and counts in its duration. `censored`
    says which end is not known: `left` where a period without any records, or the beginning of
    the records, comes right before; `right` where such a period, or the end of the records, comes
    right after; `both`; or `none`.

    Edges: with `bridge`, a period that near counts as right before or after, since a break could
    lie between; and the `partial` period, which the records begin within, is as one without any.
    What is not specified (`ZZZ`, `_U`) makes no spells. Within `by`, each key has its own records.

    Columns: the keys of `by`, the keys of `of`, `start`, `end`, `duration` (periods), `censored`.

    Source: Besedeš and Prusa (2006), Ins, Outs, and the Duration of Trade, Canadian Journal of
    Economics 39(1), who bridge one year. That `bridge` holds at both ends is ours.

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
    table = _spells(flows, of, by, per, bridge, partial).with_columns(censored.alias("censored"))
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
    partial: str = "",
) -> Frame:
    """Return the share of spells that outlast each duration: the product of 1 - ended / at_risk.

    `error` is survival times the square root of the sum of ended / (at_risk (at_risk - ended)).
    A spell is at risk at a duration only where the records would show that it ended there: where
    `bridge` + 1 periods after it are on record too. One that is last seen at duration d, in the
    last period of the records, is known to have lasted d periods, and not whether it lasted more:
    it is at risk below d. The usual rule for ties, by which what is censored at d is at risk at d,
    is right in continuous time, where a subject censored at t is known to have outlived t; here it
    would count as having outlasted d what was never seen to.

    Edges: a spell whose beginning is not known (see `spells`, as for `bridge` and `partial`) is
    left out, or with `left="keep"` taken to begin where the records show it, which makes it too
    short. Spells of one key count as those of several, and sales that end together make `error` too
    small, which takes all spells as independent.

    Columns: the keys of `by`, `duration` (periods; the first, and those at which a spell ended or
    was censored), `at_risk`, `ended`, `censored`, `survival` (null where none is at risk), `error`
    (null where `survival` is 0 or null).

    Source: Kaplan and Meier (1958), Nonparametric Estimation from Incomplete Observations, Journal
    of the American Statistical Association 53; Greenwood (1926), The Natural Duration of Cancer;
    Allison (1982), Discrete-Time Methods for the Analysis of Event Histories, Sociological
    Methodology 13, for discrete time; for trade, as `spells`.

    >>> import sezlib as sez
    >>> sez.survival(sez.example(), of="resident", left="keep")
       duration  at_risk  ended  censored  survival  error
    0         1        2      0         1       1.0    0.0
    1         2        1      1         1       0.0    NaN
    """
    of, by = keys(of), keys(by)
    if left not in LEFT:
        raise FlowsError(f"left {left!r} is not one of {listed(LEFT)}{near(left, LEFT)}")
    made = _spells(flows, of, by, per, bridge, partial)
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


def _spells(flows: Frame, of: list[str], by: list[str], per: str, bridge: int, partial: str) -> Any:
    """Return the spells with `left` and `right`: 1 where that end is not known, else 0.

    `exposed` is the longest duration at which the records could show that the spell ended.
    """
    bridge = whole_number("bridge", bridge, 0)
    cells = sums(flows, "value", [*by, *of], per)
    sold = cells.filter((nw.col("total") > 0) & known(of))
    at, last = nw.col("at"), nw.col("last")
    begins = nw.when(at - last <= bridge + 1).then(nw.lit(0)).otherwise(nw.lit(1))
    near_left = nw.col("at") - nw.col("since") <= bridge
    if begun := ordinal_of("partial", partial, per):
        near_left = near_left | ((nw.col("since") == begun) & (nw.col("at") - begun <= bridge + 1))
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


# the largest 1, 5 and 25 per cent are one in a hundred, in twenty, in four
TOPS = {"top_1": 100, "top_5": 20, "top_25": 4}


@identified
@any_key
def exporters(
    flows: Frame,
    of: str | Iterable[str] = "resident",
    *,
    by: str | Iterable[str] = (),
    per: str = "year",
    fewest: int = 3,
    whole: Frame | None = None,
    unfinished: str = "",
    partial: str = "",
) -> Frame:
    """Return the measures of exporter dynamics: counts, rates, sizes, growth, breadth, top shares.

    An exporter is an `of` with a total above 0 in the period; what is not specified (`_U`) is none.
    Entrants did not export in the period before, exiters did and no longer do, incumbents did and
    do; survivors are the entrants of the period before that export now as well. entry_rate =
    entrants / exporters, exit_rate = exiters / exporters of the period before, survival_rate =
    survivors / entrants of the period before.

    Where `flows` are cut to the same months (`like_for_like`), who exported in the period before,
    or no longer does, is asked of the `whole` records; exporters and amounts are those of the
    months. In the `unfinished` period nobody has left yet, nor outlived it, so that exiters,
    survivors and their rates are null. The `partial` period, which the records begin within, is no
    period before.

    Sizes are of the exports of one exporter, quartiles with linear interpolation. Growth is that
    of the incumbents, or survivors, together. The numbers per exporter, product and destination
    are means over those that are specified: pairs of the two / exporters, or products, in them.
    top_1 is the share of the largest 1 per cent of exporters, rounded down: null below 100 of them.

    Edges: all that looks back is null where the period before has no records within `by`; survivors
    also where the one before that has none. Breadth is there where the flows have the column, and
    it is no key. A size, growth or top share that fewer than `fewest` companies stand behind is
    null; this keeps averages of one or two from being read, and is no disclosure control.

    Columns: the keys of `by`, `period`, `total` (of specified companies), `coverage` (its part of
    the whole), `exporters`, `entrants`, `exiters`, `incumbents`, `survivors`, `entry_rate`,
    `exit_rate`, `survival_rate`, `mean`, `median`, `lower_quartile`, `upper_quartile`,
    `entrants_mean`, `incumbents_mean`, `incumbents_growth`, `survivors_growth`,
    `products_per_exporter`, `exporters_per_product`, `destinations_per_exporter`,
    `exporters_per_destination`, `top_1`, `top_5`, `top_25`.

    Source: Fernandes, Freund and Pierola (2016), Exporter behavior, country size and stage of
    development, Journal of Development Economics 119, on the World Bank's Exporter Dynamics
    Database, which counts products at six digits and has the growth of each company, not of all
    together. `fewest` and the rules for gaps are ours.

    >>> import sezlib as sez
    >>> table = sez.exporters(sez.example(), fewest=1)
    >>> table[["period", "exporters", "entrants", "exiters", "incumbents", "survivors", "mean"]]
      period  exporters  entrants  exiters  incumbents  survivors  mean
    0   2017          1       NaN      NaN         NaN        NaN  10.0
    1   2018          2       1.0      0.0         1.0        NaN  20.0
    2   2019          2       1.0      1.0         1.0        1.0  30.0
    """
    of, by = keys(of), keys(by)
    if len(of) != 1:
        raise FlowsError(f"of is one column, the company, and not {listed(of) or 'none'}")
    fewest = whole_number("fewest", fewest)
    rows = [*by, *of]
    cells = _companies(with_records(sums(flows, "value", rows, per), whole, rows, per), of, by)
    begun = ordinal_of("partial", partial, per)
    table = _looked_back(_periods(cells, by), by, str(unfinished), begun)
    table = table.filter(nw.col("listed") > 0).with_columns(*_measures(fewest))
    columns = [*by, "period", "total", "coverage", "exporters", "entrants", "exiters"]
    columns += ["incumbents", "survivors", "entry_rate", "exit_rate", "survival_rate", "mean"]
    columns += ["median", "lower_quartile", "upper_quartile", "entrants_mean", "incumbents_mean"]
    columns += ["incumbents_growth", "survivors_growth"]
    present = begin(flows).collect_schema().names()
    for part in ("product", "destination"):
        if part in present and part not in of + by:
            table = table.join(_breadth(flows, of, part, by, per), on=[*by, "at"], how="left")
            columns += [f"{part}s_per_exporter", f"exporters_per_{part}"]
    return finish(table, [*by, "at"], [*columns, *TOPS])


def _companies(cells: Any, of: list[str], by: list[str]) -> Any:
    # a row for each company and period, with what it sold in the one before; whether it sold at
    # all, one and two periods before, is `last` and `earlier`
    at, size, one, active = (nw.col(name) for name in ("at", "size", "one", "active"))
    rows = [*by, *of]

    def earlier(value: nw.Expr, lag: int) -> nw.Expr:
        there = at.shift(lag).over(*rows, order_by="at") == at - lag
        return nw.when(there).then(value.shift(lag).over(*rows, order_by="at"))

    cells = cells.with_columns(
        nw.when((nw.col("total") > 0) & known(of)).then(nw.col("total")).alias("size"),
        flag((nw.col("held") > 0) & known(of)).alias("active"),
        flag(~nw.col("total").is_null()).alias("listed"),
        flag(nw.col("held").is_null() | nw.col("held").is_nan()).alias("gap"),
    )
    cells = cells.with_columns(
        flag(~size.is_null()).alias("one"),
        nw.col("total").fill_null(0.0),
        size.fill_null(0.0).alias("sold"),
        (-size).fill_null(1.0).alias("minus"),
        earlier(size, 1).alias("before"),
        earlier(active, 1).fill_null(0).alias("last"),
        earlier(active, 2).fill_null(0).alias("earlier"),
    )
    cells = cells.with_columns(
        one.sum().over(*by, "at").alias("members"),
        one.cum_sum().over(*by, "at", order_by=["minus", *of]).alias("place"),
        (one * nw.col("last")).alias("incumbents"),
        (one * (1 - nw.col("last"))).alias("now"),
        (active * nw.col("last")).alias("kept"),
        (active * nw.col("last") * (1 - nw.col("earlier"))).alias("survivors"),
    )
    sold, before = nw.col("sold"), nw.col("before").fill_null(0.0)
    return cells.with_columns(
        (sold * nw.col("now")).alias("entrants_total"),
        (sold * nw.col("incumbents")).alias("incumbents_total"),
        (before * nw.col("incumbents")).alias("incumbents_before"),
        (sold * nw.col("survivors")).alias("survivors_total"),
        (before * nw.col("survivors")).alias("survivors_before"),
        *(
            (sold * flag(nw.col("place") <= nw.col("members") // part)).alias(name)
            for name, part in TOPS.items()
        ),
    )


def _periods(cells: Any, by: list[str]) -> Any:
    added = ["sold", "total", "entrants_total", "incumbents_total", "incumbents_before"]
    added += ["survivors_total", "survivors_before", *TOPS]
    size = nw.col("size")
    table = add_up(
        cells,
        [*by, "period", "at"],
        added,
        nw.col("one").sum().alias("exporters"),
        nw.col("incumbents", "survivors", "gap", "active", "kept", "listed").sum(),
        size.median().alias("median"),
        size.quantile(0.25, interpolation="linear").alias("lower_quartile"),
        size.quantile(0.75, interpolation="linear").alias("upper_quartile"),
    ).rename({"total": "whole"})
    # one empty amount, which only a lazy engine gets as far as this with, leaves nothing to state
    amounts = ["sold", "median", "lower_quartile", "upper_quartile"]
    stated = nw.col("gap") == 0
    return table.with_columns(*(nw.when(stated).then(nw.col(n)).alias(n) for n in amounts))


def _looked_back(table: Any, by: list[str], unfinished: str, partial: int | None) -> Any:
    # counts of who came and left, where the records show the period before
    def before(column: str) -> nw.Expr:
        return nw.col(column).shift(1).over(*by, order_by="at")

    seen, over = _seen(nw.col("last"), partial), nw.col("period") != unfinished
    stayed, kept = nw.col("incumbents"), nw.col("kept")
    table = table.with_columns(
        before("at").alias("last"), before("active").alias("exporters_before")
    )
    table = table.with_columns(
        nw.when(seen).then(nw.col("exporters") - stayed).alias("entrants"),
        nw.when(seen & over).then(nw.col("exporters_before") - kept).alias("exiters"),
        nw.when(seen).then(stayed).alias("incumbents"),
        nw.when(seen).then(nw.col("active") - kept).alias("begun"),
    ).with_columns(before("begun").alias("entrants_before"))
    known_before = seen & over & ~nw.col("entrants_before").is_null()
    return table.with_columns(nw.when(known_before).then(nw.col("survivors")).alias("survivors"))


def _measures(fewest: int) -> list[nw.Expr]:
    # a null count is not enough, so that what hangs on it is null as well
    def enough(count: str, result: nw.Expr) -> nw.Expr:
        return nw.when(nw.col(count) >= fewest).then(result)

    def growth(of: str) -> nw.Expr:
        return enough(of, _over(f"{of}_total", f"{of}_before") - 1)

    sizes = ("median", "lower_quartile", "upper_quartile")
    made = {
        "total": nw.col("sold"),
        "coverage": _over("sold", "whole"),
        "entry_rate": _over("entrants", "exporters"),
        "exit_rate": _over("exiters", "exporters_before"),
        "survival_rate": _over("survivors", "entrants_before"),
        "mean": enough("exporters", nw.col("sold") / nw.col("exporters")),
        **{name: enough("exporters", nw.col(name)) for name in sizes},
        "entrants_mean": enough("entrants", nw.col("entrants_total") / nw.col("entrants")),
        "incumbents_mean": enough("incumbents", nw.col("incumbents_total") / nw.col("incumbents")),
        "incumbents_growth": growth("incumbents"),
        "survivors_growth": growth("survivors"),
        **{
            name: nw.when(nw.col("exporters") // part >= fewest).then(_over(name, "sold"))
            for name, part in TOPS.items()
        },
    }
    return [result.alias(name) for name, result in made.items()]


def _breadth(flows: Frame, of: list[str], part: str, by: list[str], per: str) -> Any:
    pairs = sums(flows, "value", [*by, *of, part], per)
    pairs = pairs.filter((nw.col("total") > 0) & known([*of, part]))
    counts = pairs.group_by(*by, "at").agg(
        nw.len().alias("members"), nw.col(of[0]).n_unique().alias("one"),
        nw.col(part).n_unique().alias("place"),
    )  # fmt: skip
    return counts.select(
        *by, "at",
        _over("members", "one").alias(f"{part}s_per_exporter"),
        _over("members", "place").alias(f"exporters_per_{part}"),
    )  # fmt: skip


def _over(part: str, whole: str) -> nw.Expr:
    return nw.when(nw.col(whole) > 0).then(nw.col(part) / nw.col(whole))
