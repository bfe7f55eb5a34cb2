"""Against what: comparative advantage, trade intensity, and how alike two structures are.

`against` is a reference: a table like flows, on the same engine, with `period`, `value` and the
keys of `of`, such as the exports of the country or of the world. Of the keys of `by` it is cut by
those that it has, and a key that it lacks is compared with all of it. Keys that say who exports
(`zone`, `site`, `resident`) are always summed over: a zone is compared with all zones together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import narwhals as nw

from sezlib.identity import identified
from sezlib.metrics.against import alike, reference, shared, sides
from sezlib.metrics.asked import keys
from sezlib.metrics.beside import with_whole
from sezlib.metrics.grain import Frame, finish, known, sums
from sezlib.metrics.reserved import any_key
from sezlib.schema import FlowsError, listed


@identified
@any_key
def rca(
    flows: Frame,
    of: str | Iterable[str] = "product",
    *,
    against: Frame = None,
    by: str | Iterable[str] = (),
    per: str = "year",
    symmetric: bool = False,
) -> Frame:
    """Return the revealed comparative advantage in each `of`: share / share in the reference.

    Above 1 the flows are specialised in it (Balassa 1965). With `symmetric` it is (rca - 1) /
    (rca + 1), from -1 to 1 (Laursen 1998). Null where the reference has nothing of it, or no
    such period. Shares are of the whole, as in `share`; what is not specified has no row.

    Columns: the keys of `by`, `period`, the keys of `of`, `total`, `share`, `base` (the share in
    the reference), `rca`.

    >>> import sezlib as sez
    >>> world = sez.example().assign(value=100.0)
    >>> sez.rca(sez.example(), "group", against=world).tail(2)
      period      group  total  share  base  rca
    3   2019  education   15.0   0.25   0.5  0.5
    4   2019     optics   45.0   0.75   0.5  1.5
    """
    of, by = keys(of), keys(by)
    cells = sums(flows, "value", [*by, *of], per)
    why = "rca compares with a reference and would be 1 everywhere without one"
    base = reference(against, flows, of, by, per, name="against", why=why)
    table = _ratio(cells, base, of, by, "rca")
    if symmetric:
        table = table.with_columns(((nw.col("rca") - 1) / (nw.col("rca") + 1)).alias("rca"))
    columns = [*by, "period", *of, "total", "share", "base", "rca"]
    return finish(table, [*by, "at", *of], columns)


@identified
@any_key
def intensity(
    flows: Frame,
    of: str | Iterable[str] = "destination",
    *,
    against: Frame = None,
    home: str | Iterable[str] | None = None,
    by: str | Iterable[str] = (),
    per: str = "year",
) -> Frame:
    """Return the trade intensity with each `of`: share / share in the reference without `home`.

    Above 1 more goes there than the weight of that market in the trade of the reference would
    have it. `home` is the exporter's own country, or several codes: nobody exports to oneself, so
    it is left out of the destinations of the reference (Kojima 1964, Anderson & Norheim 1993).
    Null where the reference has nothing of it, or no such period. What is not specified has no row.

    Columns: the keys of `by`, `period`, the keys of `of`, `total`, `share`, `base` (the share in
    the reference), `intensity`.

    >>> import sezlib as sez
    >>> world = sez.example().assign(value=[100.0, 100, 100, 300, 100])
    >>> sez.intensity(sez.example(), against=world).tail(2)
      period destination  total  share  base  intensity
    3   2019         CHN   45.0   0.75  0.75        1.0
    4   2019         KAZ   15.0   0.25  0.25        1.0
    """
    of, by = keys(of), keys(by)
    cells = sums(flows, "value", [*by, *of], per)
    why = "intensity compares with a reference and would be 1 everywhere without one"
    base = reference(against, flows, of, by, per, name="against", why=why)
    if home is not None:
        where = "destination" if "destination" in of else of[0]
        left_out = keys(home, "a country, or several")
        # a name would leave nothing out, and nobody would notice
        if where == "destination" and not all(re.fullmatch("[A-Z]{3}", c) for c in left_out):
            raise FlowsError(f"home {listed(left_out)} is not a code like 'RUS' (ISO 3166 alpha-3)")
        base = base.filter(~nw.col(where).is_in(left_out))
    table = _ratio(cells, base, of, by, "intensity")
    columns = [*by, "period", *of, "total", "share", "base", "intensity"]
    return finish(table, [*by, "at", *of], columns)


@identified
@any_key
def similarity(
    flows: Frame,
    of: str | Iterable[str] = "product",
    *,
    against: Frame = None,
    by: str | Iterable[str] = (),
    per: str = "year",
) -> Frame:
    """Return how alike the flows and the reference are made up: the sum of the lesser shares.

    1 is the same structure, 0 is nothing in common (Finger & Kreinin 1979). It is 1 less
    `diversification`. Shares are of what is specified; lines that only one side has count. Null
    where either has nothing specified.

    Columns: the keys of `by`, `period`, `total`, `base` (the total of the reference), `coverage`
    (the specified part of `total`, or of `base` where that is less), `similarity`.

    >>> import sezlib as sez
    >>> world = sez.example().assign(value=100.0)
    >>> sez.similarity(sez.example(), "group", against=world)
      period  total   base  coverage  similarity
    0   2017   10.0  100.0       1.0        1.00
    1   2018   40.0  200.0       1.0        0.75
    2   2019   60.0  200.0       1.0        0.75
    """
    why = "similarity compares with a reference and would be 1 everywhere without one"
    return _likeness(flows, keys(of), against, keys(by), per, "similarity", why)


@identified
@any_key
def diversification(
    flows: Frame,
    of: str | Iterable[str] = "product",
    *,
    against: Frame = None,
    by: str | Iterable[str] = (),
    per: str = "year",
) -> Frame:
    """Return how far the flows are made up unlike the reference: sum(|share - its share|) / 2.

    0 is the same structure, 1 is nothing in common: UNCTAD calls it the diversification index,
    and it falls as exports diversify towards those of the world. Shares are of what is specified;
    lines that only one side has count. Null where either has nothing specified.

    Columns: the keys of `by`, `period`, `total`, `base` (the total of the reference), `coverage`
    (the specified part of `total`, or of `base` where that is less), `diversification`.

    >>> import sezlib as sez
    >>> world = sez.example().assign(value=100.0)
    >>> sez.diversification(sez.example(), "group", against=world)
      period  total   base  coverage  diversification
    0   2017   10.0  100.0       1.0             0.00
    1   2018   40.0  200.0       1.0             0.25
    2   2019   60.0  200.0       1.0             0.25
    """
    why = "diversification compares with a reference and would be 0 everywhere without one"
    return _likeness(flows, keys(of), against, keys(by), per, "diversification", why)


def _ratio(cells: Any, base: Any, of: list[str], by: list[str], name: str) -> Any:
    on = shared(base, by)
    part = nw.when(nw.col("whole") > 0).then(nw.col("total") / nw.col("whole"))
    cells = with_whole(cells, [*by, "at"], of, whole="total").with_columns(part.alias("share"))
    part = nw.when(nw.col("whole_base") > 0).then(nw.col("base") / nw.col("whole_base"))
    base = with_whole(base, [*on, "at"], of, whole_base="base").with_columns(part.alias("base"))
    ratio = nw.when(nw.col("base") > 0).then(nw.col("share") / nw.col("base"))
    return (
        cells.filter(known(of))
        .join(base.select(*on, *of, "at", "base"), on=[*on, *of, "at"], how="left")
        .with_columns(ratio.alias(name))
    )


def _likeness(
    flows: Frame, of: list[str], against: Frame, by: list[str], per: str, name: str, why: str
) -> Frame:
    exports = sums(flows, "value", [*by, *of], per)
    base = reference(against, flows, of, by, per, name="against", why=why)
    theirs = nw.when(nw.col("bought") > 0).then(nw.col("base"))
    table = alike(sides(exports, base, of, by, []), by).with_columns(theirs.alias("base"))
    return finish(table, [*by, "at"], [*by, "period", "total", "base", "coverage", name])
