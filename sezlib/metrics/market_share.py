"""What part of the market: market share, its penetration, and why exports grew otherwise.

`against` is a reference as in `sezlib.metrics.comparative`: the market that the flows are part of.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import narwhals as nw

from sezlib.identity import identified
from sezlib.metrics.against import reference, shared
from sezlib.metrics.asked import keys, whole_number
from sezlib.metrics.beside import unpivoted, with_whole
from sezlib.metrics.exact import add_up
from sezlib.metrics.grain import Frame, finish, known, sums
from sezlib.metrics.reserved import any_key
from sezlib.schema import FlowsError, listed


@identified
@any_key
def market_share(
    flows: Frame,
    of: str | Iterable[str],
    *,
    against: Frame = None,
    by: str | Iterable[str] = (),
    per: str = "year",
) -> Frame:
    """Return the share of each `of` in the same of the reference: total / base.

    Null where the reference has nothing of it or no such period, and for what is not specified,
    which is a row of its own. With `of=()` it is the share of the whole in the whole.

    Columns: the keys of `by`, `period`, the keys of `of`, `total`, `base`, `market_share`.

    >>> import sezlib as sez
    >>> country = sez.example().assign(value=100.0)
    >>> sez.market_share(sez.example(), "destination", against=country).tail(2)
      period destination  total   base  market_share
    3   2019         CHN   45.0  100.0          0.45
    4   2019         KAZ   15.0  100.0          0.15
    """
    of, by = keys(of), keys(by)
    cells = sums(flows, "value", [*by, *of], per)
    why = "market_share compares with a reference and would be 1 everywhere without one"
    base = reference(against, flows, of, by, per, name="against", why=why)
    on = [*shared(base, by), *of, "at"]
    held = (nw.col("base") > 0) & known(of) if of else nw.col("base") > 0
    ratio = nw.when(held).then(nw.col("total") / nw.col("base"))
    table = cells.join(base.select(*on, "base"), on=on, how="left").with_columns(
        ratio.alias("market_share")
    )
    columns = [*by, "period", *of, "total", "base", "market_share"]
    return finish(table, [*by, "at", *of], columns)


@identified
@any_key
def penetration(
    flows: Frame,
    of: str | Iterable[str] = ("product", "destination"),
    *,
    against: Frame = None,
    by: str | Iterable[str] = (),
    per: str = "year",
) -> Frame:
    """Return the index of export market penetration: markets reached / markets possible.

    `of` is a product and a market. What is possible are the pairs of the two that the reference
    sells, for the products that the flows sell (Brenton & Newfarmer 2007). A pair that the flows
    sell and the reference does not is `unmatched`: it is one of `markets`, and left out of the
    metric, which is (markets - unmatched) / possible. A sale is a total above zero of what is
    specified. Null where nothing was possible, or the reference has no such period.

    Columns: the keys of `by`, `period`, `markets`, `unmatched`, `possible`, `penetration`.

    >>> import sezlib as sez
    >>> world = sez.example().assign(destination=["CHN", "CHN", "KAZ", "BLR", "KAZ"])
    >>> sez.penetration(sez.example(), ("group", "destination"), against=world)
      period  markets  unmatched  possible  penetration
    0   2017        1          0         1          1.0
    1   2018        2          0         2          1.0
    2   2019        2          1         2          0.5
    """
    of, by = keys(of), keys(by)
    if len(of) != 2:
        raise FlowsError(
            f"penetration is of a product and a market, and not of {listed(of) or 'nothing'}"
        )
    cells = sums(flows, "value", [*by, *of], per)
    why = "penetration cannot tell which markets were possible without a reference"
    base = reference(against, flows, of, by, per, name="against", why=why)
    on, product = [*shared(base, by), "at"], of[0]
    pairs = cells.filter((nw.col("total") > 0) & known(of)).select(*by, "at", *of)
    market = base.filter((nw.col("base") > 0) & known(of)).select(*on, *of)
    wide = pairs.select(*by, "at", product).unique()
    possible = wide.join(market, on=[*on, product], how="inner")
    table = (
        sums(flows, "value", by, per)
        .join(_counted(pairs, possible, [*by, "at"], of), on=[*by, "at"], how="left")
        .join(base.select(*on, nw.lit(1).alias("base")).unique(), on=on, how="left")
        .with_columns(*(nw.col(name).fill_null(0) for name in _COUNTS))
    )
    stated = ~nw.col("base").is_null()
    reached = (nw.col("markets") - nw.col("unmatched")) / nw.col("possible")
    table = table.with_columns(
        nw.when(stated).then(nw.col("unmatched")).alias("unmatched"),
        nw.when(stated).then(nw.col("possible")).alias("possible"),
        nw.when(nw.col("possible") > 0).then(reached).alias("penetration"),
    )
    columns = [*by, "period", *_COUNTS, "penetration"]
    return finish(table, [*by, "at"], columns)


_COUNTS = ("markets", "unmatched", "possible")


def _counted(pairs: Any, possible: Any, within: list[str], of: list[str]) -> Any:
    none, one = nw.lit(0), nw.lit(1)
    sold = pairs.with_columns(one.alias("markets"), none.alias("possible"))
    market = possible.with_columns(none.alias("markets"), one.alias("possible"))
    columns = [*within, *of, "markets", "possible"]
    return (
        nw.concat([sold.select(*columns), market.select(*columns)])
        .group_by(*within, *of)
        .agg(nw.col("markets").sum(), nw.col("possible").sum())
        .with_columns((nw.col("markets") * (1 - nw.col("possible"))).alias("unmatched"))
        .group_by(*within)
        .agg(*(nw.col(name).sum() for name in _COUNTS))
    )


@identified
@any_key
def constant_market_share(
    flows: Frame,
    of: str | Iterable[str] = ("product", "destination"),
    *,
    against: Frame = None,
    by: str | Iterable[str] = (),
    per: str = "year",
    lag: int = 1,
) -> Frame:
    """Return why exports changed: as the market did, by what is sold and where, or by its share.

    With constant shares in every cell of `of` they would have grown as the reference did. That is
    the effect of `growth` of the whole, then of each key of `of` in its order (the change of the
    mean growth as the market is cut more finely), and the rest is `competitiveness` (Leamer &
    Stern 1970, Richardson 1971). Cells of which the reference had nothing before, or that are not
    specified, are `unmatched`. The effects of a period sum to its change, and the contributions
    to its growth. A period has rows where it and the one `lag` before have records in both tables.

    Columns: the keys of `by`, `period`, `effect` (`growth`, the keys of `of`, `competitiveness`,
    `unmatched`), `change` (in the unit of value), `contribution` (change / previous total of the
    whole, null where that is 0).

    >>> import sezlib as sez
    >>> world = sez.example().assign(value=[100.0, 100, 100, 100, 140])
    >>> sez.constant_market_share(sez.example(), "destination", against=world).tail(4)
      period           effect  change  contribution
    4   2019           growth     8.0           0.2
    5   2019      destination    -4.0          -0.1
    6   2019  competitiveness    16.0           0.4
    7   2019        unmatched     0.0           0.0
    """
    of, by = keys(of), keys(by)
    lag = whole_number("lag", lag)
    cells = sums(flows, "value", [*by, *of], per)
    why = "constant_market_share cannot tell what the market did without a reference"
    base = reference(against, flows, of, by, per, name="against", why=why)
    on, effects = shared(base, by), ["growth", *of, "competitiveness", "unmatched"]
    places = {f"effect_{place:02}": name for place, name in enumerate(effects)}
    periods = cells.select("period", "at").unique()
    market = _then_and_now(base, "base", on, of, lag)
    rates = _growth(market, on, of)
    cells = (
        _then_and_now(cells, "total", by, of, lag)
        .join(periods, on="at", how="inner")
        .join(market.select(*on, "at").unique(), on=[*on, "at"], how="inner")
        .join(rates, on=[*on, *of, "at"], how="left")
        .with_columns(*_effects(of))
    )
    table = add_up(cells, [*by, "at", "period"], [*places, "then"]).rename({"then": "previous"})
    table = unpivoted(table, list(places), "place", "change")
    share = nw.when(nw.col("previous") > 0).then(nw.col("change") / nw.col("previous"))
    name = nw.col("place").replace_strict(places, default=None, return_dtype=nw.String)
    table = table.with_columns(name.alias("effect"), share.alias("contribution"))
    columns = [*by, "period", "effect", "change", "contribution"]
    return finish(table, [*by, "at", "place"], columns)


def _then_and_now(cells: Any, amount: str, by: list[str], of: list[str], lag: int) -> Any:
    """Return each cell's amounts of `now` and `then`, where both periods have records."""
    now = cells.with_columns(
        nw.col(amount).alias("now"),
        nw.lit(0.0).alias("then"),
        nw.lit(1).alias("sold"),
        nw.lit(0).alias("bought"),
    )
    then = cells.with_columns(
        nw.col("at") + lag,
        nw.lit(0.0).alias("now"),
        nw.col(amount).alias("then"),
        nw.lit(0).alias("sold"),
        nw.lit(1).alias("bought"),
    )
    amounts = ["now", "then", "sold", "bought"]
    columns = [*by, *of, "at", *amounts]
    return (
        nw.concat([now.select(*columns), then.select(*columns)])
        .group_by(*by, *of, "at")
        .agg(*(nw.col(name).sum() for name in amounts))
        .with_columns(*(nw.col(name).max().over(*by, "at") for name in ("sold", "bought")))
        .filter((nw.col("sold") > 0) & (nw.col("bought") > 0))
        .select(*by, *of, "at", "now", "then")
    )


def _growth(market: Any, on: list[str], of: list[str]) -> Any:
    # the growth of the whole market, then of it cut by one key more at a time
    levels = [[*on, "at", *of[:depth]] for depth in range(len(of) + 1)]
    for depth, level in enumerate(levels):
        wholes = {f"now_{depth}": "now", f"then_{depth}": "then"}
        market = with_whole(market, level, of, **wholes)
    market = market.filter((nw.col("then") > 0) & known(of))
    rates = [
        (nw.col(f"now_{depth}") / nw.col(f"then_{depth}") - 1).alias(f"growth_{depth}")
        for depth in range(len(levels))
    ]
    return market.select(*on, *of, "at", *rates)


def _effects(of: list[str]) -> list[nw.Expr]:
    now, then, last = nw.col("now"), nw.col("then"), len(of)
    matched, nothing = ~nw.col(f"growth_{last}").is_null(), nw.lit(0.0)
    rates = [nw.col(f"growth_{depth}") for depth in range(last + 1)]
    steps = [rates[0], *(after - rate for rate, after in pairwise(rates))]
    amounts = [*(step * then for step in steps), now - (1 + rates[last]) * then]
    made = [nw.when(matched).then(amount).otherwise(nothing) for amount in amounts]
    made.append(nw.when(matched).then(nothing).otherwise(now - then))
    return [amount.alias(f"effect_{place:02}") for place, amount in enumerate(made)]
