"""Of what: shares, contributions to growth, ranking, and how many."""

from __future__ import annotations

import narwhals as nw

from sezlib.metrics.core import (
    Frame,
    Keys,
    add_up,
    added,
    flag,
    known,
    label,
    lines,
    metric,
    over,
    size,
    sums,
    with_previous,
    with_whole,
)


@metric("{by} period {of} total share")
def share(flows: Frame, of: Keys, *, by: Keys = (), per: str = "year") -> Frame:
    """Return the share of each `of` in the total of its period, within `by`: total / sum(total).

    Edges: shares of one period sum to 1; what is not specified has a share of its own. Where the
    whole is 0 they are null.

    Columns: the keys of `by`, `period`, the keys of `of`, `total`, `share` (a fraction).

    >>> import sezlib as sez
    >>> sez.share(sez.example(), of="destination").tail(2)
      period destination  total  share
    3   2019         CHN   45.0   0.75
    4   2019         KAZ   15.0   0.25
    """
    cells = sums(flows, "value", [*by, *of], per)
    table = with_whole(cells, [*by, "_at"], of, _whole="_total")
    return table.with_columns(_share=over("_total", "_whole"))


@metric("{by} period {of} total previous contribution")
def contribution(
    flows: Frame, of: Keys, *, by: Keys = (), per: str = "year", lag: int = 1
) -> Frame:
    """Return what each `of` adds to the growth of the whole: (total - previous) / whole previous.

    Edges: contributions of one period sum to its growth. What sold before and sells no more has a
    row too, with a null `total` and a negative contribution; what is new has a null `previous`. All
    are null where the whole has no previous period, or sold 0 in it. `lag` is as in `growth`.

    Columns: the keys of `by`, `period`, the keys of `of`, `total`, `previous`, `contribution` (a
    fraction: 0.05 is 5 percentage points).

    Source: INSEE, Contribution to GDP growth, the case of aggregates in current prices
    (https://www.insee.fr/en/metadonnees/definition/c1207). The rules for entry and exit are ours.

    >>> import sezlib as sez
    >>> sez.contribution(sez.example(), of="destination").tail(2)
      period destination  total  previous  contribution
    3   2019         CHN   45.0      30.0         0.375
    4   2019         KAZ   15.0      10.0         0.125
    """
    cells = with_previous(sums(flows, "value", [*by, *of], per), [*by, *of], lag)
    change = nw.col("_total").fill_null(0.0) - nw.col("_previous").fill_null(0.0)
    return (
        with_whole(cells, [*by, "_at"], of, _whole="_previous", _members="_one")
        .filter(nw.col("_members") > 0)
        .with_columns(_contribution=over(change, "_whole"), period=label(per))
    )


@metric("{by} period {of} members total share rank")
def rank(
    flows: Frame, of: Keys, *, by: Keys = (), per: str = "year", top: int | None = None
) -> Frame:
    """Return each `of` by size: 1 is the largest total of the period, ties in the order of `of`.

    Edges: with `top`, what comes after it is one row, the remainder, whose `rank` and `of` are null
    and whose `members` says how many it holds. What is not specified (`ZZZ`, `_U`) has no rank and
    stands last in a row of its own. Totals of one period always add up to the whole.

    Columns: the keys of `by`, `period`, the keys of `of`, `members`, `total`, `share`, `rank`.

    >>> import sezlib as sez
    >>> sez.rank(sez.example(), of="destination", top=1).tail(2)
      period destination  members  total  share  rank
    3   2019         CHN        1   45.0   0.75   1.0
    4   2019         NaN        1   15.0   0.25   NaN
    """
    cells = sums(flows, "value", [*by, *of], per)
    named = nw.col("_nameless") == 0
    # a running count in a stated order is a rank whose ties never depend on the order of rows
    place = nw.col("_one").cum_count().over(*by, "_at", order_by=["_nameless", "_minus", *of])
    cells = (
        with_whole(cells, [*by, "_at"], of, _whole="_total")
        .with_columns(_one=nw.lit(1), _minus=size(), _nameless=1 - flag(known(of)))
        .with_columns(_place=place)
        # beside a total that is not known, none has a place
        .with_columns(_rank=nw.when(named & ~nw.col("_whole").is_nan()).then(nw.col("_place")))
    )
    if top is not None:
        shown = ~named | (nw.col("_place") <= top)
        cells = cells.with_columns(
            *(nw.when(shown).then(nw.col(key)).alias(key) for key in of),
            nw.when(shown).then(nw.col("_rank")).alias("_rank"),
            nw.when(shown).then(nw.col("_place")).otherwise(nw.lit(top + 1)).alias("_place"),
        )
    held = [*by, "period", "_at", "_whole", *of, "_rank", "_place", "_nameless"]
    table = add_up(cells, held, ["_total"], nw.col("_one").sum().alias("_members")).with_columns(
        nw.col("_members").cast(nw.Int64), _share=over("_total", "_whole")
    )
    return table, [*by, "_at", "_nameless", "_place"]


@metric("{by} period count")
def count(flows: Frame, of: Keys, *, by: Keys = (), per: str = "year") -> Frame:
    """Return how many distinct `of` sold anything in the period, within `by`.

    Edges: one counts where its total is above zero. What is not specified (`ZZZ`, `_U`) is not one.

    Columns: the keys of `by`, `period`, `count`.

    >>> import sezlib as sez
    >>> sez.count(sez.example(), of="destination")
      period  count
    0   2017      1
    1   2018      2
    2   2019      2
    """
    sold = nw.when(nw.col("_total") <= 0).then(nw.lit(0.0)).otherwise(nw.lit(1.0))
    rows = lines(flows, "value", [*by, *of]).with_columns(_any=sold)
    cells = added(rows, ["_any"], [*by, *of], per)
    cells = cells.with_columns(_count=flag((nw.col("_any") > 0) & known(of)))
    table = cells.group_by(*by, "period", "_at").agg(nw.col("_count").sum())
    return table.with_columns(nw.col("_count").cast(nw.Int64))
