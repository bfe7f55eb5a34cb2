"""Exports against imports: how well they fit what others buy, and how much of trade goes both ways.

`imports` is a table like flows, on the same engine, of what is imported.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import narwhals as nw

from sezlib.identity import identified
from sezlib.metrics.against import alike, counterpart, coverage, reference, sides
from sezlib.metrics.asked import keys
from sezlib.metrics.exact import add_up
from sezlib.metrics.grain import Frame, finish, known, sums
from sezlib.metrics.reserved import any_key
from sezlib.schema import FlowsError, listed


@identified
@any_key
def complementarity(
    flows: Frame,
    of: str | Iterable[str] = "product",
    *,
    imports: Frame = None,
    among: str | Iterable[str] = "destination",
    by: str | Iterable[str] = (),
    per: str = "year",
) -> Frame:
    """Return how well the exports fit what each of `among` imports: 1 - sum(|m - x|) / 2.

    m is the share of a line in the imports of that one, x its share in the exports (Michaely
    1996). 1 is a perfect match, 0 is nothing in common. `imports` is a table like flows with
    `period`, `value`, `of` and `among`. There is a row for each importer of the period. Shares
    are of what is specified; an importer that is not specified has no row.

    Columns: the keys of `by`, `period`, the keys of `among`, `total`, `imports` (the total of the
    importer), `coverage` (the specified part of `total`, or of `imports` where that is less),
    `complementarity`.

    >>> import sezlib as sez
    >>> imports = sez.example().assign(group="optics")
    >>> sez.complementarity(sez.example(), "group", imports=imports).tail(2)
      period destination  total  imports  coverage  complementarity
    3   2019         CHN   60.0     45.0       1.0             0.75
    4   2019         KAZ   60.0     15.0       1.0             0.75
    """
    of, among, by = keys(of), keys(among), keys(by)
    if not among or set(among) & {*by, *of}:
        told = listed(among) or "nothing"
        raise FlowsError(f"among names who imports, apart from of and by, and not {told}")
    exports = sums(flows, "value", [*by, *of], per)
    why = "complementarity compares the exports with what others import"
    base = reference(imports, flows, [*among, *of], by, per, name="imports", why=why)
    table = (
        alike(sides(exports, base.filter(known(among)), of, by, among), [*by, *among])
        .with_columns((1 - nw.col("diversification")).alias("complementarity"))
        .rename({"base": "imports"})
    )
    columns = [*by, "period", *among, "total", "imports", "coverage", "complementarity"]
    return finish(table, [*by, "at", *among], columns)


@identified
@any_key
def intra_industry(
    flows: Frame,
    of: str | Iterable[str] = "product",
    *,
    imports: Frame = None,
    by: str | Iterable[str] = (),
    per: str = "year",
) -> Frame:
    """Return the intra-industry trade: 1 - sum(|exports - imports|) / sum(exports + imports).

    1 where every `of` is imported as much as exported, 0 where all trade is one way (Grubel &
    Lloyd 1975). `imports` are those of the same exporter, with every key of `by`. A key may be in
    `by` and in `of`: then it has a row of its own. A row has trade on either side, in a period of
    which both tables have records; without records of imports the metric is null. What is not
    specified is no line.

    Columns: the keys of `by`, `period`, `total`, `imports`, `coverage` (the specified part of
    `total`, or of `imports` where that is less), `intra_industry`.

    >>> import sezlib as sez
    >>> imports = sez.example().assign(value=15.0)
    >>> sez.intra_industry(sez.example(), "group", imports=imports).tail(2)
      period  total  imports  coverage  intra_industry
    1   2018   40.0     30.0       1.0        0.714286
    2   2019   60.0     30.0       1.0        0.666667
    """
    of, by = keys(of), keys(by)
    lines = [key for key in of if key not in by]
    exports = sums(flows, "value", [*by, *lines], per)
    why = "intra_industry compares the exports with the imports of the same exporter"
    base = counterpart(imports, flows, lines, by, per, name="imports", why=why)
    cells, sides_of = _two_way(exports, base, [*by, "period", "at", *lines], of), ("sold", "bought")
    table = (
        add_up(cells, [*by, "period", "at"], _AMOUNTS, nw.col(*sides_of).sum())
        .with_columns(
            coverage().alias("coverage"),
            nw.col("sold").sum().over("at").alias("now"),
            nw.col("bought").sum().over("at").alias("then"),
        )
        .filter(nw.col("now") > 0)
    )
    both = nw.col("whole") + nw.col("whole_base")
    held = (both > 0) & (nw.col("then") > 0)
    table = table.with_columns(
        nw.when(held).then(1 - nw.col("gap") / both).alias("intra_industry"),
        nw.when(nw.col("sold") > 0).then(nw.col("total")).alias("total"),
        nw.when(nw.col("bought") > 0).then(nw.col("base")).alias("imports"),
    )
    columns = [*by, "period", "total", "imports", "coverage", "intra_industry"]
    return finish(table, [*by, "at"], columns)


_AMOUNTS = ("total", "base", "whole", "whole_base", "gap")


def _two_way(exports: Any, base: Any, line: list[str], of: list[str]) -> Any:
    none, one, nothing = nw.lit(0), nw.lit(1), nw.lit(0.0)
    columns = ["total", "base", "sold", "bought"]
    sold = exports.with_columns(nothing.alias("base"), one.alias("sold"), none.alias("bought"))
    bought = base.with_columns(nothing.alias("total"), none.alias("sold"), one.alias("bought"))
    cells = (
        nw.concat([sold.select(*line, *columns), bought.select(*line, *columns)])
        .group_by(*line)
        .agg(*(nw.col(name).sum() for name in columns))
    )
    named, gap = known(of), (nw.col("total") - nw.col("base")).abs()
    return cells.with_columns(
        nw.when(named).then(nw.col("total")).otherwise(nothing).alias("whole"),
        nw.when(named).then(nw.col("base")).otherwise(nothing).alias("whole_base"),
        nw.when(named).then(gap).otherwise(nothing).alias("gap"),
    )
