"""Flows beside those of a country or the world: what is special, alike, served and won."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import narwhals as nw

from sezlib.flows import FlowsError, MissingColumnError, listed
from sezlib.metrics.core import (
    Frame,
    Keys,
    add_up,
    begin,
    kept,
    known,
    metric,
    once,
    over,
    sums,
    united,
    unpivoted,
    with_whole,
)

# who exports: a zone is compared with all zones together, not with itself
EXPORTER = {"zone", "site", "resident"}
EXAMPLE = "such as the country's or the world's"
ALONE = "{} compares with a reference and would be {} everywhere without one"


def reference(
    table: Frame, flows: Frame, of: list[str], by: list[str], per: str, why: str, *,
    name: str = "against", such: str = f", {EXAMPLE}",
) -> Any:  # fmt: skip
    """Return the sums of the reference as `base`, with `of`, `at` and the keys of `by` it has.

    `why` says what the metric would be worth without one, `such` what may be one. The keys that say
    who exports are summed over.
    """
    if table is None:
        raise MissingColumnError([name], [], f"{why}; name a table of flows as {name}{such}")
    held, came = begin(table, table=f"the table {name}"), nw.from_native(flows)
    same_engine(held, came, name)
    present = held.collect_schema().names()
    missing = [key for key in ("period", "value", *of) if key not in present]
    if missing:
        raise MissingColumnError(missing, present, where=f"in the table {name}")
    within = [key for key in by if key in present and key not in EXPORTER]
    try:
        return sums(table, "value", [*within, *of], per).rename({"_total": "_base"})
    except FlowsError as error:
        raise FlowsError(f"in the table {name}, {error}") from None


def with_records(cells: Any, whole: Frame | None, by: list[str], per: str) -> Any:
    """Return sums with those of the `whole` records as `held`: who sold is asked of all of them.

    What only the whole records have has a row too, whose `total` is null.
    """
    if whole is None:
        return cells.with_columns(nw.col("_total").alias("_held"))
    every = sums(whole, "value", by, per)
    same_engine(every, cells, "whole")
    none, order = nw.lit(None, nw.Float64), [*by, "period", "_at", "_total", "_held"]
    every = every.with_columns(nw.col("_total").alias("_held"), none.alias("_total")).select(*order)
    cells = cells.with_columns(nw.col("_total").alias("_held")).select(*order)
    return (
        nw.concat([every, cells])
        .group_by(*by, "period", "_at")
        .agg(nw.col("_total", "_held").max())
    )


def same_engine(held: Any, came: Any, name: str) -> None:
    """Raise `FlowsError` where a table and the flows are on two engines."""
    if (held.implementation, type(held)) != (came.implementation, type(came)):
        raise FlowsError(
            f"{name} is a table of {_kind(held)} and the flows are one of {_kind(came)}; "
            "put both on the same engine"
        )


def _kind(frame: Any) -> str:
    lazy = "lazy " if isinstance(frame, nw.LazyFrame) else ""
    return lazy + frame.implementation.name.lower()


def shared(base: Any, by: list[str]) -> list[str]:
    """Return the keys of `by` that the reference is cut by."""
    present = base.collect_schema().names()
    return [key for key in by if key in present]


def sides(exports: Any, base: Any, of: list[str], by: list[str], other: list[str]) -> Any:
    """Return what both sides have of each line within `by` and `other`, zero where one has nothing.

    `by` are keys of the exports, `other` keys that only the reference has. The columns are the
    keys, `period`, `at`, `total`, `base`; of these what is specified, `named` and `named_base`;
    the sums of what is specified within the keys, `whole` and `whole_base`; and `bought`, above
    zero where the reference has the line.
    """
    on, within = [*shared(base, by), "_at"], [*by, *other, "period", "_at"]
    sold = exports
    if other:
        sold = exports.join(base.select(*on, *other).unique(), on=on, how="inner")
    bought = exports.select(*by, "period", "_at").unique()
    bought = bought.join(base.select(*on, *other, *of, "_base"), on=on, how="inner")
    bought = bought.select(*within, *of, "_base", nw.lit(1).alias("_bought"))
    lines = united([*within, *of], sold.select(*within, *of, "_total"), bought).with_columns(
        _named=kept(known(of), "_total"), _named_base=kept(known(of), "_base")
    )
    return with_whole(lines, within, of, _whole="_named", _whole_base="_named_base")


def coverage() -> nw.Expr:
    """Return the specified part of `total`, or of `base` where that is less.

    A side that has nothing has no part.
    """
    sold, bought = over("_whole", "_total"), over("_whole_base", "_base")
    # what is not known on either side (NaN) is not known of the lesser
    lesser = nw.when(sold.is_null() | (bought < sold)).then(bought).otherwise(sold)
    return lesser + 0.0 * sold.fill_null(0.0) + 0.0 * bought.fill_null(0.0)


def alike(lines: Any, by: list[str]) -> Any:
    """Return how alike the shares of both `sides` are within `by`, and how far they are apart."""
    ours = nw.col("_named") / nw.col("_whole")
    theirs = nw.col("_named_base") / nw.col("_whole_base")
    both = (nw.col("_whole") > 0) & (nw.col("_whole_base") > 0)
    # what is not known on either side (NaN) is not known of the lesser
    lesser = nw.when(ours < theirs).then(ours + 0.0 * theirs).otherwise(theirs + 0.0 * ours)
    lines = lines.with_columns(
        _gap=kept(both, (ours - theirs).abs()), _similarity=kept(both, lesser)
    )
    amounts = ["_total", "_base", "_gap", "_similarity"]
    others = [nw.col("_bought").sum(), nw.col("_whole", "_whole_base").max()]
    return add_up(lines, [*by, "period", "_at"], amounts, *others).with_columns(
        coverage().alias("_coverage"),
        nw.when(both).then(nw.col("_similarity")).alias("_similarity"),
        nw.when(both).then(nw.col("_gap") / 2).alias("_diversification"),
    )


@metric("{by} period {of} total share base rca")
def rca(
    flows: Frame,
    of: Keys = "product",
    *,
    against: Frame = None,
    by: Keys = (),
    per: str = "year",
    symmetric: bool = False,
) -> Frame:
    """Return the revealed comparative advantage in each `of`: share / share in the reference.

    Above 1 the flows are specialised in it. With `symmetric` it is (rca - 1) / (rca + 1), from -1
    to 1. The reference `against` is a table like flows on the same engine, with the keys of `of`:
    exports of the country, or of the world. Of the keys of `by` it is cut by those that it has, but
    for who exports (`zone`, `site`, `resident`), over which it is summed: of the flows of all zones
    as the reference, `by="zone"` compares each with all together.

    Edges: null where the reference has nothing of it, or no such period. Shares are of the whole,
    as in `share`; what is not specified has no row.

    Columns: the keys of `by`, `period`, the keys of `of`, `total`, `share`, `base` (the share in
    the reference), `rca`.

    Source: Balassa (1965), Trade liberalisation and "revealed" comparative advantage, The
    Manchester School 33; Laursen (1998), Revealed comparative advantage and the alternatives, for
    `symmetric` (https://openarchive.cbs.dk/handle/10398/8092).

    >>> import sezlib as sez
    >>> world = sez.example().assign(value=100.0)
    >>> sez.rca(sez.example(), "group", against=world).tail(2)
      period      group  total  share  base  rca
    3   2019  education   15.0   0.25   0.5  0.5
    4   2019     optics   45.0   0.75   0.5  1.5
    """
    cells = sums(flows, "value", [*by, *of], per)
    if against is flows and isinstance(cells, nw.LazyFrame):
        table = once(
            cells, lambda cells: _ratio(cells, _reference_of(cells, of, by), of, by, "_rca")
        )
    else:
        base = reference(against, flows, of, by, per, ALONE.format("rca", 1))
        table = _ratio(cells, base, of, by, "_rca")
    if symmetric:
        table = table.with_columns(((nw.col("_rca") - 1) / (nw.col("_rca") + 1)).alias("_rca"))
    return table


@metric("{by} period {of} total share base intensity")
def intensity(
    flows: Frame,
    of: Keys = "destination",
    *,
    against: Frame = None,
    home: Keys = None,
    by: Keys = (),
    per: str = "year",
) -> Frame:
    """Return the trade intensity with each `of`: share / share in the reference without `home`.

    Above 1 more goes there than the weight of that market in the trade of the reference would
    have it. `home` is the exporter's own country, or several codes: nobody exports to oneself, so
    it is left out of the destinations of the reference.

    Edges: as `rca`, whose reference this takes. Null too for a flow to `home`. A `home` that is no
    code of three letters is refused, since a name would leave nothing out.

    Columns: the keys of `by`, `period`, the keys of `of`, `total`, `share`, `base` (the share in
    the reference), `intensity`.

    Source: Kojima (1964), The pattern of international trade among advanced countries, Hitotsubashi
    Journal of Economics 5; Anderson and Norheim (1993), From imperial to regional trade
    preferences, Weltwirtschaftliches Archiv 129; Drysdale and Garnaut (1982), a survey
    (https://doi.org/10.15057/7939).

    >>> import sezlib as sez
    >>> world = sez.example().assign(value=[100.0, 100, 100, 300, 100])
    >>> sez.intensity(sez.example(), against=world).tail(2)
      period destination  total  share  base  intensity
    3   2019         CHN   45.0   0.75  0.75        1.0
    4   2019         KAZ   15.0   0.25  0.25        1.0
    """
    cells = sums(flows, "value", [*by, *of], per)
    base = reference(against, flows, of, by, per, ALONE.format("intensity", 1))
    if home is not None:
        where = "destination" if "destination" in of else of[0]
        # a name would leave nothing out, and nobody would notice
        if where == "destination" and not all(re.fullmatch("[A-Z]{3}", c) for c in home):
            raise FlowsError(f"home {listed(home)} is not a code like 'RUS' (ISO 3166 alpha-3)")
        base = base.filter(~nw.col(where).is_in(home))
    return _ratio(cells, base, of, by, "_intensity")


@metric("{by} period total base coverage similarity")
def similarity(
    flows: Frame, of: Keys = "product", *, against: Frame = None, by: Keys = (), per: str = "year"
) -> Frame:
    """Return how alike the flows and the reference are made up: the sum of the lesser shares.

    1 is the same structure, 0 is nothing in common. It is 1 less `diversification`. The finer the
    lines, the lower it is. The reference is that of `rca`.

    Edges: shares are of what is specified; lines that only one side has count. Null where either
    has nothing specified.

    Columns: the keys of `by`, `period`, `total`, `base` (the total of the reference), `coverage`
    (the specified part of `total`, or of `base` where that is less), `similarity`.

    Source: Finger and Kreinin (1979), A measure of "export similarity" and its possible uses, The
    Economic Journal 89.

    >>> import sezlib as sez
    >>> world = sez.example().assign(value=100.0)
    >>> sez.similarity(sez.example(), "group", against=world)
      period  total   base  coverage  similarity
    0   2017   10.0  100.0       1.0        1.00
    1   2018   40.0  200.0       1.0        0.75
    2   2019   60.0  200.0       1.0        0.75
    """
    return _likeness(flows, of, against, by, per, ALONE.format("similarity", 1))


@metric("{by} period total base coverage diversification")
def diversification(
    flows: Frame, of: Keys = "product", *, against: Frame = None, by: Keys = (), per: str = "year"
) -> Frame:
    """Return how far the flows are made up unlike the reference: sum(|share - its share|) / 2.

    0 is the same structure, 1 is nothing in common: UNCTAD calls it the diversification index,
    and it falls as exports diversify towards those of the world. The reference is that of `rca`.

    Edges: shares are of what is specified; lines that only one side has count. Null where either
    has nothing specified.

    Columns: the keys of `by`, `period`, `total`, `base` (the total of the reference), `coverage`
    (the specified part of `total`, or of `base` where that is less), `diversification`.

    Source: UNCTADstat, Merchandise: product concentration and diversification indices.

    >>> import sezlib as sez
    >>> world = sez.example().assign(value=100.0)
    >>> sez.diversification(sez.example(), "group", against=world)
      period  total   base  coverage  diversification
    0   2017   10.0  100.0       1.0             0.00
    1   2018   40.0  200.0       1.0             0.25
    2   2019   60.0  200.0       1.0             0.25
    """
    return _likeness(flows, of, against, by, per, ALONE.format("diversification", 0))


def _reference_of(cells: Any, of: list[str], by: list[str]) -> Any:
    """Return the sums of a reference that is the flows themselves, from theirs."""
    keys = [*(key for key in by if key not in EXPORTER), *of, "period", "_at"]
    return add_up(cells, keys, ["_total"]).rename({"_total": "_base"})


def _ratio(cells: Any, base: Any, of: list[str], by: list[str], name: str) -> Any:
    on = shared(base, by)
    cells = with_whole(cells, [*by, "_at"], of, _whole="_total")
    cells = cells.filter(known(of)).with_columns(_share=over("_total", "_whole"))
    base = with_whole(base, [*on, "_at"], of, _whole_base="_base")
    base = base.select(*on, *of, "_at", over("_base", "_whole_base").alias("_base"))
    table = cells.join(base, on=[*on, *of, "_at"], how="left")
    return table.with_columns(over("_share", "_base").alias(name))


def _likeness(
    flows: Frame, of: list[str], against: Frame, by: list[str], per: str, why: str
) -> Frame:
    exports = sums(flows, "value", [*by, *of], per)
    base = reference(against, flows, of, by, per, why)
    theirs = nw.when(nw.col("_bought") > 0).then(nw.col("_base"))
    return alike(sides(exports, base, of, by, []), by).with_columns(theirs.alias("_base"))


@metric("{by} period {among} total imports coverage complementarity")
def complementarity(
    flows: Frame,
    of: Keys = "product",
    *,
    imports: Frame = None,
    among: Keys = "destination",
    by: Keys = (),
    per: str = "year",
) -> Frame:
    """Return how well the exports fit what each of `among` imports: 1 - sum(|m - x|) / 2.

    m is the share of a line in the imports of that one, x its share in the exports. 1 is a perfect
    match, 0 is nothing in common. `imports` is a table like flows with `period`, `value`, `of` and
    `among`, cut by the keys of `by` as the reference of `rca` is.

    Edges: there is a row for each importer of the period; one that is not specified has none.
    Shares are of what is specified. Null where either side has nothing specified.

    Columns: the keys of `by`, `period`, the keys of `among`, `total`, `imports` (the total of the
    importer), `coverage` (the specified part of `total`, or of `imports` where that is less),
    `complementarity`.

    Source: Michaely (1996), Trade preferential agreements in Latin America: an ex-ante assessment,
    World Bank Policy Research Working Paper 1583.

    >>> import sezlib as sez
    >>> imports = sez.example().assign(group="optics")
    >>> sez.complementarity(sez.example(), "group", imports=imports).tail(2)
      period destination  total  imports  coverage  complementarity
    3   2019         CHN   60.0     45.0       1.0             0.75
    4   2019         KAZ   60.0     15.0       1.0             0.75
    """
    if not among:
        raise FlowsError("among names who imports, and not nothing")
    exports = sums(flows, "value", [*by, *of], per)
    why = "complementarity compares the exports with what others import"
    base = reference(imports, flows, [*among, *of], by, per, why, name="imports")
    return (
        alike(sides(exports, base.filter(known(among)), of, by, among), [*by, *among])
        .with_columns((1 - nw.col("_diversification")).alias("_complementarity"))
        .rename({"_base": "_imports"})
    )


@metric("{by} period total imports coverage intra_industry")
def intra_industry(
    flows: Frame, of: Keys = "product", *, imports: Frame = None, by: Keys = (), per: str = "year"
) -> Frame:
    """Return the intra-industry trade: 1 - sum(|exports - imports|) / sum(exports + imports).

    1 where every `of` is imported as much as exported, 0 where all trade is one way. `imports` are
    those of the same exporter, with every key of `by`. A key may be in `by` and in `of`: then it
    has a row of its own.

    Edges: a row has trade on either side, in a period of which the flows have records; where the
    imports have none the metric is null. What is not specified is no line.

    Columns: the keys of `by`, `period`, `total`, `imports`, `coverage` (the specified part of
    `total`, or of `imports` where that is less), `intra_industry`.

    Source: Grubel and Lloyd (1975), Intra-industry trade: the theory and measurement of
    international trade in differentiated products.

    >>> import sezlib as sez
    >>> imports = sez.example().assign(value=15.0)
    >>> sez.intra_industry(sez.example(), "group", imports=imports).tail(2)
      period  total  imports  coverage  intra_industry
    1   2018   40.0     30.0       1.0        0.714286
    2   2019   60.0     30.0       1.0        0.666667
    """
    lines = [key for key in of if key not in by]
    exports = sums(flows, "value", [*by, *lines], per)
    why = "intra_industry compares the exports with the imports of the same exporter"
    # the other side of the same trade has every key
    every = [*by, *lines]
    base = reference(imports, flows, every, [], per, why, name="imports", such="")
    line = [*by, "period", "_at", *lines]
    sold = exports.select(*line, "_total", nw.lit(1).alias("_sold"))
    bought = base.select(*line, "_base", nw.lit(1).alias("_bought"))
    cells = united(line, sold, bought).with_columns(
        _whole=kept(known(of), "_total"),
        _whole_base=kept(known(of), "_base"),
        _gap=kept(known(of), (nw.col("_total") - nw.col("_base")).abs()),
    )
    amounts = ("_total", "_base", "_whole", "_whole_base", "_gap")
    table = (
        add_up(cells, [*by, "period", "_at"], amounts, nw.col("_sold", "_bought").sum())
        .with_columns(
            coverage().alias("_coverage"),
            nw.col("_sold").sum().over("_at").alias("_now"),
            nw.col("_bought").sum().over("_at").alias("_then"),
        )
        .filter(nw.col("_now") > 0)
    )
    both = nw.col("_whole") + nw.col("_whole_base")
    held = (both > 0) & (nw.col("_then") > 0)
    return table.with_columns(
        nw.when(held).then(1 - nw.col("_gap") / both).alias("_intra_industry"),
        nw.when(nw.col("_sold") > 0).then(nw.col("_total")).alias("_total"),
        nw.when(nw.col("_bought") > 0).then(nw.col("_base")).alias("_imports"),
    )


@metric("{by} period {of} total base market_share")
def market_share(
    flows: Frame, of: Keys, *, against: Frame = None, by: Keys = (), per: str = "year"
) -> Frame:
    """Return the share of each `of` in the same of the reference: total / base.

    With `of=()` it is the share of the whole in the whole. The reference is that of `rca`.

    Edges: null where the reference has nothing of it or no such period, and for what is not
    specified, which is a row of its own.

    Columns: the keys of `by`, `period`, the keys of `of`, `total`, `base`, `market_share`.

    Source: World Bank, WITS trade indicators, country's share of world exports
    (https://wits.worldbank.org/WITS/WITS/TradeIndicatorsHelp/TradeIndicators.htm).

    >>> import sezlib as sez
    >>> country = sez.example().assign(value=100.0)
    >>> sez.market_share(sez.example(), "destination", against=country).tail(2)
      period destination  total   base  market_share
    3   2019         CHN   45.0  100.0          0.45
    4   2019         KAZ   15.0  100.0          0.15
    """
    cells = sums(flows, "value", [*by, *of], per)
    base = reference(against, flows, of, by, per, ALONE.format("market_share", 1))
    on = [*shared(base, by), *of, "_at"]
    held = (nw.col("_base") > 0) & known(of) if of else nw.col("_base") > 0
    table = cells.join(base.select(*on, "_base"), on=on, how="left")
    ratio = nw.when(held).then(nw.col("_total") / nw.col("_base"))
    return table.with_columns(_market_share=ratio)


@metric("{by} period markets unmatched possible penetration")
def penetration(
    flows: Frame,
    of: Keys = ("product", "destination"),
    *,
    against: Frame = None,
    by: Keys = (),
    per: str = "year",
) -> Frame:
    """Return the index of export market penetration: markets reached / markets possible.

    `of` is a product and a market. What is possible are the pairs of the two that the reference
    sells, for the products that the flows sell. A pair that the flows sell and the reference does
    not is `unmatched`: it is one of `markets`, and left out of the metric, which is
    (markets - unmatched) / possible. Leave the exporter's own country out of the reference.

    Edges: a sale is a total above zero of what is specified. Null where nothing was possible, or
    the reference has no such period.

    Columns: the keys of `by`, `period`, `markets`, `unmatched`, `possible`, `penetration`.

    Source: Brenton and Newfarmer (2007), Watching more than the Discovery Channel: export cycles
    and diversification in development, World Bank Policy Research Working Paper 4302. How to count
    unmatched pairs is ours.

    >>> import sezlib as sez
    >>> world = sez.example().assign(destination=["CHN", "CHN", "KAZ", "BLR", "KAZ"])
    >>> sez.penetration(sez.example(), ("group", "destination"), against=world)
      period  markets  unmatched  possible  penetration
    0   2017        1          0         1          1.0
    1   2018        2          0         2          1.0
    2   2019        2          1         2          0.5
    """
    if len(of) != 2:
        raise FlowsError(
            f"penetration is of a product and a market, and not of {listed(of) or 'nothing'}"
        )
    cells = sums(flows, "value", [*by, *of], per)
    why = "penetration cannot tell which markets were possible without a reference"
    base = reference(against, flows, of, by, per, why)
    on, product = [*shared(base, by), "_at"], of[0]
    pairs = cells.filter((nw.col("_total") > 0) & known(of)).select(*by, "_at", *of)
    market = base.filter((nw.col("_base") > 0) & known(of)).select(*on, *of)
    wide = pairs.select(*by, "_at", product).unique()
    possible = wide.join(market, on=[*on, product], how="inner")
    table = (
        sums(flows, "value", by, per)
        .join(_counted(pairs, possible, [*by, "_at"], of), on=[*by, "_at"], how="left")
        .join(base.select(*on, nw.lit(1).alias("_base")).unique(), on=on, how="left")
        .with_columns(*(nw.col(name).fill_null(0) for name in _COUNTS))
    )
    stated = ~nw.col("_base").is_null()
    return table.with_columns(
        *(nw.when(stated).then(nw.col(name)).alias(name) for name in _COUNTS[1:]),
        _penetration=over(nw.col("_markets") - nw.col("_unmatched"), "_possible"),
    )


_COUNTS = ("_markets", "_unmatched", "_possible")


def _counted(pairs: Any, possible: Any, within: list[str], of: list[str]) -> Any:
    line = [*within, *of]
    sold = pairs.select(*line, nw.lit(1).alias("_markets"))
    market = possible.select(*line, nw.lit(1).alias("_possible"))
    cells = united(line, sold, market).with_columns(
        _unmatched=nw.col("_markets") * (1 - nw.col("_possible"))
    )
    return cells.group_by(*within).agg(nw.col(*_COUNTS).sum())


@metric("{by} period effect change contribution")
def constant_market_share(
    flows: Frame,
    of: Keys = ("product", "destination"),
    *,
    against: Frame = None,
    by: Keys = (),
    per: str = "year",
    lag: int = 1,
) -> Frame:
    """Return why exports changed: as the market did, by what is sold and where, or by its share.

    With constant shares in every cell of `of` they would have grown as the reference did. x0 and x1
    are a cell's total before and now; g is the growth of the whole reference, g_i of the part of it
    with the same first key, g_ij of that with the same two, in the order of `of`:

    * `growth`: sum of g x0
    * the first key of `of`: sum of (g_i - g) x0; the second: of (g_ij - g_i) x0; and so on
    * `competitiveness`, the rest: sum of x1 - (1 + g_ij) x0
    * `unmatched`: cells of which the reference had nothing before, or that are not specified

    Edges: the effects of a period sum to its change, and the contributions to its growth. The order
    of the keys changes what each gets. A period has rows where it and the one `lag` before have
    records in both tables. The reference is that of `rca`.

    Columns: the keys of `by`, `period`, `effect` (`growth`, the keys of `of`, `competitiveness`,
    `unmatched`), `change` (in the unit of value), `contribution` (change / previous total of the
    whole, null where that is 0).

    Source: Leamer and Stern (1970), Quantitative international economics, chapter 7; Richardson
    (1971), Constant-market-shares analysis of export growth, Journal of International Economics 1.
    By one key it is shift-share analysis. The row `unmatched` is ours.

    >>> import sezlib as sez
    >>> world = sez.example().assign(value=[100.0, 100, 100, 100, 140])
    >>> sez.constant_market_share(sez.example(), "destination", against=world).tail(4)
      period           effect  change  contribution
    4   2019           growth     8.0           0.2
    5   2019      destination    -4.0          -0.1
    6   2019  competitiveness    16.0           0.4
    7   2019        unmatched     0.0           0.0
    """
    cells = sums(flows, "value", [*by, *of], per)
    why = "constant_market_share cannot tell what the market did without a reference"
    base = reference(against, flows, of, by, per, why)
    on, effects = shared(base, by), ["growth", *of, "competitiveness", "unmatched"]
    if taken := {"growth", "competitiveness", "unmatched"}.intersection(of):
        raise FlowsError(f"the key {listed(taken)} is the name of an effect; rename the key")
    places = {f"_effect_{place:02}": name for place, name in enumerate(effects)}
    periods = cells.select("period", "_at").unique()
    market = _then_and_now(base, "_base", on, of, lag)
    rates = _growth(market, on, of)
    cells = (
        _then_and_now(cells, "_total", by, of, lag)
        .join(periods, on="_at", how="inner")
        .join(market.select(*on, "_at").unique(), on=[*on, "_at"], how="inner")
        .join(rates, on=[*on, *of, "_at"], how="left")
        .with_columns(*_effects(of))
    )
    table = add_up(cells, [*by, "_at", "period"], [*places, "_then"]).rename({"_then": "_previous"})
    table = unpivoted(table, list(places), "_place", "_change")
    name = nw.col("_place").replace_strict(places, default=None, return_dtype=nw.String)
    table = table.with_columns(_effect=name, _contribution=over("_change", "_previous"))
    return table, [*by, "_at", "_place"]


def _then_and_now(cells: Any, amount: str, by: list[str], of: list[str], lag: int) -> Any:
    """Return each cell's amounts of `now` and `then`, where both periods have records."""
    line, at, one = [*by, *of], nw.col("_at"), nw.lit(1)
    now = cells.select(*line, at, _now=nw.col(amount), _sold=one)
    then = cells.select(*line, at + lag, _then=nw.col(amount), _bought=one)
    both = united([*line, "_at"], now, then).with_columns(
        *(nw.col(name).max().over(*by, "_at") for name in ("_sold", "_bought"))
    )
    both = both.filter((nw.col("_sold") > 0) & (nw.col("_bought") > 0))
    return both.select(*line, "_at", "_now", "_then")


def _growth(market: Any, on: list[str], of: list[str]) -> Any:
    # the growth of the whole market, then of it cut by one key more at a time
    levels = [[*on, "_at", *of[:depth]] for depth in range(len(of) + 1)]
    for depth, level in enumerate(levels):
        wholes = {f"_now_{depth}": "_now", f"_then_{depth}": "_then"}
        market = with_whole(market, level, of, **wholes)
    market = market.filter((nw.col("_then") > 0) & known(of))
    rates = [
        (nw.col(f"_now_{depth}") / nw.col(f"_then_{depth}") - 1).alias(f"_growth_{depth}")
        for depth in range(len(levels))
    ]
    return market.select(*on, *of, "_at", *rates)


def _effects(of: list[str]) -> list[nw.Expr]:
    now, then, last = nw.col("_now"), nw.col("_then"), len(of)
    matched = ~nw.col(f"_growth_{last}").is_null()
    rates = [nw.col(f"_growth_{depth}") for depth in range(last + 1)]
    steps = [rates[0], *(after - rate for rate, after in pairwise(rates))]
    amounts = [*(step * then for step in steps), now - (1 + rates[last]) * then]
    made = [*(kept(matched, amount) for amount in amounts), kept(~matched, now - then)]
    return [amount.alias(f"_effect_{place:02}") for place, amount in enumerate(made)]
