"""What is new, what stays and what goes: first exports, margins, spells, exporters."""

from __future__ import annotations

import numbers
from typing import Any

import narwhals as nw

from sezlib.flows import FlowsError, listed, quoted
from sezlib.metrics.comparative import with_records
from sezlib.metrics.core import (
    Frame,
    Keys,
    add_up,
    begin,
    cut,
    flag,
    known,
    label,
    lines,
    metric,
    once,
    ordinal_of,
    over,
    periods,
    size,
    sums,
    unknown,
    unpivoted,
    with_previous,
    with_whole,
)


@metric("{by} period {of} value resident? status")
def first_exports(
    flows: Frame,
    of: Keys,
    *,
    by: Keys = (),
    per: str = "year",
    partial: str = "",
    sellers: Frame | None = None,
) -> Frame:
    """Return the periods in which each `of` began to be exported, and how each beginning counts.

    `status` is `first` where the records show the period before and nothing of this key in any
    earlier one; `returning` where it was sold earlier but not in the last period on record;
    `censored` where nothing tells, since the records begin here, or a period without any records
    comes just before, or the `partial` one, which the records begin within. `sellers` are the same
    flows with the companies, where `flows` are added up without these.

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
    table = _beginnings(flows, of, by, per, ordinal_of("partial", partial, per))
    sold = flows if sellers is None else sellers
    if "resident" in nw.from_native(sold).collect_schema().names() and "resident" not in of + by:
        table = _with_largest(sold, table, [*by, *of], per)
    return table


def _beginnings(flows: Frame, of: list[str], by: list[str], per: str, partial: int | None):
    before = nw.col("_at").shift(1).over(*by, *of, order_by="_at")
    never, last = nw.col("_before").is_null(), nw.col("_last")
    status = (
        nw.when(never & _seen(last, partial)).then(nw.lit("first")).otherwise(
            nw.when(never).then(nw.lit("censored")).otherwise(nw.lit("returning"))
        )
    )  # fmt: skip

    def begun(cells: Any) -> Any:
        observed = (
            cells.group_by(*by, "_at")
            .agg(nw.len().alias("_one"))
            .select(*by, "_at", nw.col("_at").shift(1).over(*by, order_by="_at").alias("_last"))
        )
        return (
            cells.filter((nw.col("_total") > 0) & known(of))
            .with_columns(before.alias("_before"))
            .join(observed, on=[*by, "_at"], how="inner")
            .filter(never | (nw.col("_before") < last))
        )

    return once(sums(flows, "value", [*by, *of], per), begun).select(
        *by, *of, "period", "_at", nw.col("_total").alias("_value"), status.alias("_status")
    )


def _seen(last: nw.Expr, partial: int | None) -> nw.Expr:
    """Return whether the period just before is on record, and not only in part."""
    seen = last == nw.col("_at") - 1
    return seen if partial is None else seen & (last != partial)


def _with_largest(flows: Frame, table: Any, within: list[str], per: str):
    # few of all cells are beginnings, so that only what was sold in those is added up by seller
    place = nw.col("_one").cum_count().over(*within, "_at", order_by=["_minus", "resident"])
    held = [*within, "period", "_at", "_value", "_status", "resident"]
    sold = lines(flows, "value", [*within, "resident"])
    stated = periods(sold).select(nw.col("period").alias("_stated"), cut(per).alias("period"))
    begun = table.join(stated, on="period", how="inner")
    sold = sold.rename({"period": "_stated"}).join(begun, on=[*within, "_stated"], how="inner")
    return (
        once(sold, lambda sold: add_up(sold, held, ["_total"]))
        .with_columns(nw.lit(1).alias("_one"), size().alias("_minus"))
        .with_columns(place.alias("_place"))
        .filter(nw.col("_place") == 1)
        .rename({"resident": "_resident"})
    )


MARGINS = ("continuing", "entering", "returning", "leaving", "below", "unspecified")
ABSENT = "absent"
CONTINUING, ENTERING, RETURNING, LEAVING, BELOW, UNSPECIFIED = range(6)


@metric("{by} period level margin members total previous change contribution")
def margins(
    flows: Frame,
    of: Keys,
    *,
    by: Keys = (),
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
    if not of:
        raise FlowsError("margins need a column to be of")
    if isinstance(least, bool) or not isinstance(least, numbers.Real) or not least >= 0:
        raise FlowsError(f"least {quoted(least)} is not 0 or more")
    cells = with_records(sums(flows, "value", [*by, *of], per), whole, [*by, *of], per)
    cells = cells.with_columns(
        nw.col("_total", "_held").fill_null(0.0), _seen=flag(~nw.col("_total").is_null())
    )
    table = once(cells, lambda cells: _by_margin(cells, of, by, lag, least))
    gone = (nw.col("period") == str(unfinished)) & (nw.col("_margin") == "leaving")
    table = (
        with_whole(table, [*by, "_at"], ["_place"], _whole="_previous")
        .with_columns(*_names(of), label(per).alias("period"))
        .with_columns(_change=nw.col("_total") - nw.col("_previous"))
        .with_columns(_margin=nw.when(gone).then(nw.lit(ABSENT)).otherwise(nw.col("_margin")))
        .with_columns(_contribution=over("_change", "_whole"))
    )
    return table, [*by, "_at", "_place"]


def _by_margin(cells: Any, of: list[str], by: list[str], lag: int, least: float) -> Any:
    """Return sums by `place`: the number of the level and, below it, of the margin."""
    within, both, tables, stayed = [*by, "_at", "_place"], ["_total", "_previous"], [], None
    for level, key in enumerate(of):
        prefix = [*by, *of[: level + 1]]
        units = add_up(cells, [*prefix, "_at"], ["_total", "_held"], nw.col("_seen").max())
        units = _placed(with_previous(units, prefix, lag, "_held", "_seen"), prefix, lag, least)
        if stayed is None:
            seen = {"_observed": "_seen", "_earlier": "_seen_before"}
            units = with_whole(units, [*by, "_at"], prefix, **seen)
            units = units.filter((nw.col("_observed") > 0) & (nw.col("_earlier") > 0))
        else:
            # only what continued at the level above is still to be placed
            units = units.join(stayed, on=[*prefix[:-1], "_at"], how="semi")
        units = units.filter(nw.col("_seen") + nw.col("_seen_before") > 0)
        stays = nw.col("_place") == CONTINUING
        stayed = units.filter(stays)
        units = (units if key == of[-1] else units.filter(~stays)).with_columns(
            nw.col("_place") + level * len(MARGINS)
        )
        tables.append(add_up(units, within, both, nw.len().alias("_members")))
    return nw.concat([table.select(*within, *both, "_members") for table in tables])


def _placed(units: Any, prefix: list[str], lag: int, least: float) -> Any:
    """Return the sums of a level, 0 where there is no record, with the number of their margin."""
    at, key = nw.col("_at"), prefix[-1]
    now, before = _active("_held", least), _active("_held_before", least)
    # where the flows are cut, they can have less than the whole records
    compared = _active("_total", least) | _active("_previous", least)
    back = nw.col("_since") < at - lag
    margin = nw.when(now).then(
        nw.when(before).then(nw.lit(CONTINUING)).otherwise(
            nw.when(back).then(nw.lit(RETURNING)).otherwise(nw.lit(ENTERING))
        )
    ).otherwise(nw.when(before).then(nw.lit(LEAVING)).otherwise(nw.lit(BELOW)))  # fmt: skip
    margin = nw.when(compared).then(margin).otherwise(nw.lit(BELOW))
    margin = nw.when(nw.col(key) == unknown(key)).then(nw.lit(UNSPECIFIED)).otherwise(margin)
    return (
        units.with_columns(nw.col("_total", "_previous", "_held", "_held_before").fill_null(0.0))
        .with_columns(nw.col("_seen", "_seen_before").fill_null(0))
        .with_columns(nw.when(now).then(at).alias("_since"))
        .with_columns(nw.col("_since").min().over(*prefix).alias("_since"))
        .with_columns(margin.alias("_place"))
    )


def _active(column: str, least: float) -> nw.Expr:
    # sums of the same amounts differ in their last digits with the order of rows
    return (nw.col(column) > 0) & (nw.col(column) >= least * (1 - 1e-12))


def _names(of: list[str]) -> list[nw.Expr]:
    codes = range(len(of) * len(MARGINS))
    names = {
        "_level": {code: of[code // len(MARGINS)] for code in codes},
        "_margin": {code: MARGINS[code % len(MARGINS)] for code in codes},
    }
    return [
        nw.col("_place")
        .replace_strict(held, default=nw.lit(""), return_dtype=nw.String)
        .alias(column)
        for column, held in names.items()
    ]


LEFT = ("drop", "keep")


@metric("{by} {of} start end duration censored")
def spells(
    flows: Frame, of: Keys, *, by: Keys = (), per: str = "year", bridge: int = 0, partial: str = ""
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
    left, right = nw.col("_left") == 1, nw.col("_right") == 1
    censored = nw.when(left & right).then(nw.lit("both")).otherwise(
        nw.when(left).then(nw.lit("left")).otherwise(
            nw.when(right).then(nw.lit("right")).otherwise(nw.lit("none"))
        )
    )  # fmt: skip
    table = _spells(flows, of, by, per, bridge, partial).with_columns(censored.alias("_censored"))
    return table, [*by, *of, "_at"]


@metric("{by} duration at_risk ended censored survival error", left=LEFT)
def survival(
    flows: Frame,
    of: Keys,
    *,
    by: Keys = (),
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
    made = _spells(flows, of, by, per, bridge, partial)
    if left == "drop":
        made = made.filter(nw.col("_left") == 0)
    at_risk, ended = nw.col("_at_risk"), nw.col("_ended")
    alive = at_risk > ended
    table = (
        _counted(made, by)
        .with_columns((-nw.col("_duration")).alias("_minus"))
        .with_columns(nw.col("_one").cum_sum().over(*by, order_by="_minus").alias("_at_risk"))
        .filter((nw.col("_duration") == 1) | (ended + nw.col("_censored") > 0))
        .with_columns(
            _factor=1 - over(ended, at_risk),
            _term=nw.when(alive).then(ended / (at_risk * (at_risk - ended))),
        )
        .with_columns(
            _survival=nw.col("_factor").cum_prod().over(*by, order_by="_duration"),
            _variance=nw.col("_term").cum_sum().over(*by, order_by="_duration"),
        )
        .with_columns(_error=nw.when(alive).then(nw.col("_survival") * nw.col("_variance").sqrt()))
    )
    return table, [*by, "_duration"]


def _counted(made: Any, by: list[str]) -> Any:
    """Return how many spells ended and were censored at each duration, and are last at risk."""
    # every spell speaks thrice: of when it was last seen, when it was last at risk, and of the
    # first duration, which has a row whatever happened there
    made = made.select(
        *by, "_right", "_exposed", nw.col("_duration").alias("_last"), nw.lit(1).alias("_first")
    )
    seen = nw.col("_stated") == "_last"
    return (
        unpivoted(made, ["_last", "_exposed", "_first"], "_stated", "_duration")
        .filter(nw.col("_duration") > 0)
        .with_columns(
            _ended=flag(seen) * (1 - nw.col("_right")),
            _censored=flag(seen) * nw.col("_right"),
            _one=flag(nw.col("_stated") == "_exposed"),
        )
        .group_by(*by, "_duration")
        .agg(nw.col("_ended", "_censored", "_one").sum())
    )


def _spells(flows: Frame, of: list[str], by: list[str], per: str, bridge: int, partial: str) -> Any:
    """Return the spells with `left` and `right`: 1 where that end is not known, else 0.

    `exposed` is the longest duration at which the records could show that the spell ended.
    """
    cells = sums(flows, "value", [*by, *of], per)
    sold = cells.filter((nw.col("_total") > 0) & known(of))
    at, last = nw.col("_at"), nw.col("_last")
    begins = 1 - flag(at - last <= bridge + 1)
    near_left = nw.col("_at") - nw.col("_since") <= bridge
    if begun := ordinal_of("partial", partial, per):
        near_left = near_left | (
            (nw.col("_since") == begun) & (nw.col("_at") - begun <= bridge + 1)
        )
    near_right = nw.col("_until") - nw.col("_till") <= bridge
    exposed = nw.col("_until") - bridge - nw.col("_at")
    return (
        sold.join(_on_record(cells, by), on=[*by, "_at"], how="left")
        .with_columns(at.shift(1).over(*by, *of, order_by="_at").alias("_last"))
        .with_columns(_one=begins)
        .with_columns(_place=nw.col("_one").cum_sum().over(*by, *of, order_by="_at"))
        .group_by(*by, *of, "_place")
        .agg(
            nw.col("_since").min(), nw.col("_until").max(), _start=nw.col("period").min(),
            _end=nw.col("period").max(), _at=at.min(), _till=at.max(),
        )
        .with_columns(
            _duration=nw.col("_till") - nw.col("_at") + 1,
            _left=flag(near_left),
            _right=flag(near_right),
        )
        .with_columns(
            _exposed=nw.when(near_right).then(exposed).otherwise(nw.col("_duration"))
        )
    )  # fmt: skip


def _on_record(cells: Any, by: list[str]) -> Any:
    """Return the periods on record, each with the ends of the unbroken run that it stands in."""
    at = nw.col("_at")
    return (
        cells.select(*by, "_at").unique()
        .with_columns(_one=nw.lit(1))
        .with_columns(_place=at - nw.col("_one").cum_sum().over(*by, order_by="_at"))
        .with_columns(
            _since=at.min().over(*by, "_place"), _until=at.max().over(*by, "_place")
        )
        .select(*by, "_at", "_since", "_until")
    )  # fmt: skip


# the largest 1, 5 and 25 per cent are one in a hundred, in twenty, in four
TOPS = {"_top_1": 100, "_top_5": 20, "_top_25": 4}


@metric(
    "{by} period total coverage exporters entrants exiters incumbents survivors entry_rate "
    "exit_rate survival_rate mean median lower_quartile upper_quartile entrants_mean "
    "incumbents_mean incumbents_growth survivors_growth products_per_exporter? "
    "exporters_per_product? destinations_per_exporter? exporters_per_destination? "
    "top_1 top_5 top_25"
)
def exporters(
    flows: Frame,
    of: Keys = "resident",
    *,
    by: Keys = (),
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
    if len(of) != 1:
        raise FlowsError(f"of is one column, the company, and not {listed(of) or 'none'}")
    rows = [*by, *of]
    cells = _companies(with_records(sums(flows, "value", rows, per), whole, rows, per), of, by)
    begun = ordinal_of("partial", partial, per)
    table = _looked_back(_periods(cells, by), by, str(unfinished), begun)
    table = table.filter(nw.col("_listed") > 0).with_columns(**_measures(fewest))
    present = begin(flows).collect_schema().names()
    for part in ("product", "destination"):
        if part in present and part not in of + by:
            table = table.join(_breadth(flows, of, part, by, per), on=[*by, "_at"], how="left")
    return table


def _companies(cells: Any, of: list[str], by: list[str]) -> Any:
    # a row for each company and period, with what it sold in the one before; whether it sold at
    # all, one and two periods before, is `last` and `earlier`
    at, size, one, active = (nw.col(name) for name in ("_at", "_size", "_one", "_active"))
    rows = [*by, *of]

    def earlier(value: nw.Expr, lag: int) -> nw.Expr:
        there = at.shift(lag).over(*rows, order_by="_at") == at - lag
        return nw.when(there).then(value.shift(lag).over(*rows, order_by="_at"))

    cells = cells.with_columns(
        nw.when((nw.col("_total") > 0) & known(of)).then(nw.col("_total")).alias("_size"),
        flag((nw.col("_held") > 0) & known(of)).alias("_active"),
        flag(~nw.col("_total").is_null()).alias("_listed"),
        flag(nw.col("_held").is_null() | nw.col("_held").is_nan()).alias("_gap"),
    )
    cells = cells.with_columns(
        nw.col("_total").fill_null(0.0),
        _one=flag(~size.is_null()),
        _sold=size.fill_null(0.0),
        _minus=(-size).fill_null(1.0),
        _before=earlier(size, 1),
        _last=earlier(active, 1).fill_null(0),
        _earlier=earlier(active, 2).fill_null(0),
    )
    cells = cells.with_columns(
        _members=one.sum().over(*by, "_at"),
        _place=one.cum_sum().over(*by, "_at", order_by=["_minus", *of]),
        _incumbents=one * nw.col("_last"),
        _now=one * (1 - nw.col("_last")),
        _kept=active * nw.col("_last"),
        _survivors=active * nw.col("_last") * (1 - nw.col("_earlier")),
    )
    sold, before, place = nw.col("_sold"), nw.col("_before").fill_null(0.0), nw.col("_place")
    tops = {n: sold * flag(place <= nw.col("_members") // part) for n, part in TOPS.items()}
    return cells.with_columns(
        _entrants_total=sold * nw.col("_now"),
        _incumbents_total=sold * nw.col("_incumbents"),
        _incumbents_before=before * nw.col("_incumbents"),
        _survivors_total=sold * nw.col("_survivors"),
        _survivors_before=before * nw.col("_survivors"),
        **tops,
    )


def _periods(cells: Any, by: list[str]) -> Any:
    added = ["_sold", "_total", "_entrants_total", "_incumbents_total", "_incumbents_before"]
    added += ["_survivors_total", "_survivors_before", *TOPS]
    size = nw.col("_size")
    table = add_up(
        cells,
        [*by, "period", "_at"],
        added,
        nw.col("_one").sum().alias("_exporters"),
        nw.col("_incumbents", "_survivors", "_gap", "_active", "_kept", "_listed").sum(),
        size.median().alias("_median"),
        size.quantile(0.25, interpolation="linear").alias("_lower_quartile"),
        size.quantile(0.75, interpolation="linear").alias("_upper_quartile"),
    ).rename({"_total": "_whole"})
    # one empty amount, which only a lazy engine gets as far as this with, leaves nothing to state
    amounts = ["_sold", "_median", "_lower_quartile", "_upper_quartile"]
    stated = nw.col("_gap") == 0
    return table.with_columns(*(nw.when(stated).then(nw.col(n)).alias(n) for n in amounts))


def _looked_back(table: Any, by: list[str], unfinished: str, partial: int | None) -> Any:
    # counts of who came and left, where the records show the period before
    def before(column: str) -> nw.Expr:
        return nw.col(column).shift(1).over(*by, order_by="_at")

    seen, ended = _seen(nw.col("_last"), partial), nw.col("period") != unfinished
    stayed, kept = nw.col("_incumbents"), nw.col("_kept")
    table = table.with_columns(_last=before("_at"), _exporters_before=before("_active"))
    table = table.with_columns(
        _entrants=nw.when(seen).then(nw.col("_exporters") - stayed),
        _exiters=nw.when(seen & ended).then(nw.col("_exporters_before") - kept),
        _incumbents=nw.when(seen).then(stayed),
        _begun=nw.when(seen).then(nw.col("_active") - kept),
    ).with_columns(_entrants_before=before("_begun"))
    known_before = seen & ended & ~nw.col("_entrants_before").is_null()
    return table.with_columns(_survivors=nw.when(known_before).then(nw.col("_survivors")))


def _measures(fewest: int) -> dict[str, nw.Expr]:
    # a null count is not enough, so that what hangs on it is null as well
    def enough(count: str, result: nw.Expr) -> nw.Expr:
        return nw.when(nw.col(count) >= fewest).then(result)

    def growth(of: str) -> nw.Expr:
        return enough(of, over(f"{of}_total", f"{of}_before") - 1)

    def mean(of: str) -> nw.Expr:
        return enough(of, nw.col(f"{of}_total") / nw.col(of))

    sizes = ("_median", "_lower_quartile", "_upper_quartile")
    made = {
        "_total": nw.col("_sold"),
        "_coverage": over("_sold", "_whole"),
        "_entry_rate": over("_entrants", "_exporters"),
        "_exit_rate": over("_exiters", "_exporters_before"),
        "_survival_rate": over("_survivors", "_entrants_before"),
        "_mean": enough("_exporters", nw.col("_sold") / nw.col("_exporters")),
        **{name: enough("_exporters", nw.col(name)) for name in sizes},
        "_entrants_mean": mean("_entrants"),
        "_incumbents_mean": mean("_incumbents"),
        "_incumbents_growth": growth("_incumbents"),
        "_survivors_growth": growth("_survivors"),
    }
    for name, part in TOPS.items():
        made[name] = nw.when(nw.col("_exporters") // part >= fewest).then(over(name, "_sold"))
    return made


def _breadth(flows: Frame, of: list[str], part: str, by: list[str], per: str) -> Any:
    pairs = sums(flows, "value", [*by, *of, part], per)
    pairs = pairs.filter((nw.col("_total") > 0) & known([*of, part]))
    counts = pairs.group_by(*by, "_at").agg(
        _members=nw.len(), _one=nw.col(of[0]).n_unique(), _place=nw.col(part).n_unique()
    )
    made = {f"_{part}s_per_exporter": "_one", f"_exporters_per_{part}": "_place"}
    return counts.select(*by, "_at", *(over("_members", n).alias(name) for name, n in made.items()))
