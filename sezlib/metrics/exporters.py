"""Who exports: how many companies, who came, stayed and left, how large and how broad they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import narwhals as nw

from sezlib.identity import identified
from sezlib.metrics.against import with_records
from sezlib.metrics.asked import keys, whole_number
from sezlib.metrics.exact import add_up
from sezlib.metrics.grain import Frame, begin, finish, flag, known, sums
from sezlib.metrics.reserved import any_key
from sezlib.schema import FlowsError, listed

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
) -> Frame:
    """Return the measures of exporter dynamics: counts, rates, sizes, growth, breadth, top shares.

    An exporter is an `of` with a total above 0 in the period; what is not specified (`_U`) is none.
    Entrants did not export in the period before, exiters did and no longer do, incumbents did and
    do; survivors are the entrants of the period before that export now as well. entry_rate =
    entrants / exporters, exit_rate = exiters / exporters of the period before, survival_rate =
    survivors / entrants of the period before. All that looks back is null where the period before
    has no records within `by`; survivors also where the one before that has none.

    Where `flows` are cut to the same months (`like_for_like`), who exported in the period before,
    or no longer does, is asked of the `whole` records; exporters and amounts are those of the
    months. In the `unfinished` period nobody has left yet, nor outlived it, so that exiters,
    survivors and their rates are null.

    Sizes are of the exports of one exporter, quartiles with linear interpolation. Growth is that
    of the incumbents, or survivors, together. The numbers per exporter, product and destination
    are means over those that are specified; they are there where the flows have the column, and
    it is no key. top_1 is the share of the largest 1 per cent of exporters, rounded down: null
    below 100 of them. A size, growth or top share that fewer than `fewest` companies stand behind
    is null; this keeps averages of one or two from being read, and is no disclosure control.

    Columns: the keys of `by`, `period`, `total` (of specified companies), `coverage` (its part of
    the whole), `exporters`, `entrants`, `exiters`, `incumbents`, `survivors`, `entry_rate`,
    `exit_rate`, `survival_rate`, `mean`, `median`, `lower_quartile`, `upper_quartile`,
    `entrants_mean`, `incumbents_mean`, `incumbents_growth`, `survivors_growth`,
    `products_per_exporter`, `exporters_per_product`, `destinations_per_exporter`,
    `exporters_per_destination`, `top_1`, `top_5`, `top_25`.

    Source: the World Bank's Exporter Dynamics Database (Fernandes, Freund and Pierola 2016).

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
    table = _looked_back(_periods(cells, by), by, str(unfinished))
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


def _looked_back(table: Any, by: list[str], unfinished: str) -> Any:
    # counts of who came and left, where the records show the period before
    def before(column: str) -> nw.Expr:
        return nw.col(column).shift(1).over(*by, order_by="at")

    seen, over = nw.col("last") == nw.col("at") - 1, nw.col("period") != unfinished
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
