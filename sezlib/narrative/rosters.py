"""Tables on companies, put together from metric tables: who came and left, whom it hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sezlib.flows import Unavailable
from sezlib.identity import identified, takes
from sezlib.language import Edition, missing
from sezlib.narrative.facts import UNSPECIFIED
from sezlib.narrative.passage import row, rows

if TYPE_CHECKING:
    import pandas as pd

# shares that are added up may miss the whole by less
WHOLE = 1 - 1e-9


@identified
@takes(
    "held",
    "ranking",
    held="concentration(flows, of='resident', index=..., top=...)",
    ranking="rank(flows, of='resident')",
)
def dependence_table(held: Any, ranking: Any, ed: Edition, fewest: int = 3) -> Any:
    """Return concentration by year beside the shares of the largest and of the `top` largest.

    `held` is `concentration` of companies, `ranking` is `rank` of them. Shares are of all exports,
    the indexes of those whose exporter is stated, whose part, `coverage`, has a column where it is
    not all of them. Years with fewer than `fewest` exporters have neither.

    >>> import sezlib as sez
    >>> flows = sez.example()
    >>> held = sez.concentration(flows, of="resident", index="equivalent_number")
    >>> table = sez.narrative.dependence_table(
    ...     held, sez.rank(flows, "resident"), sez.edition(flows, period="2019"), fewest=2
    ... )
    >>> table[["period", "lines", "largest", "together", "equivalent_number"]]
      period  lines  largest  together  equivalent_number
    0   2017      1      NaN       NaN                NaN
    1   2018      2     0.75       1.0                1.6
    2   2019      2     0.75       1.0                1.6
    """
    if isinstance(held, Unavailable) or isinstance(ranking, Unavailable):
        return held if isinstance(held, Unavailable) else ranking
    placed = ranking[ranking["rank"].notna()]
    shares = {
        "largest": placed[placed["rank"] == 1].groupby("period")["share"].sum(min_count=1),
        "together": placed[placed["rank"] <= ed.top].groupby("period")["share"].sum(min_count=1),
    }
    stated = not (held["coverage"] < WHOLE).any()
    table = held.drop(columns=["total", *(["coverage"] if stated else [])])
    for place, (name, share) in enumerate(shares.items(), 2):
        table.insert(place, name, table["period"].map(share))
    measures = [column for column in table if column not in ("period", "lines", "coverage")]
    table[measures] = table[measures].where(table["lines"] >= fewest)
    return table


@identified
@takes(
    "dynamics",
    "begun",
    "moved",
    dynamics="exporters(flows, fewest=..., unfinished=..., partial=...)",
    begun="first_exports(flows, of='resident', partial=...)",
    moved="contribution(flows, of='resident')",
)
def turnover_table(dynamics: Any, begun: Any, moved: Any, ed: Edition) -> Any:
    """Return the companies that came this year and those that left, the largest first.

    `dynamics` is `exporters`, `begun` the `first_exports` of companies, `moved` their
    `contribution`. Where the year before is not on record nobody can be said to have come.
    """
    for table in (dynamics, begun, moved):
        if isinstance(table, Unavailable):
            return table
    if missing(row(dynamics, ed.period)["entrants"]):
        return None
    now = begun["period"] == ed.period
    came = begun[now & (begun["status"] != "censored")].rename(columns={"value": "total"})
    came = came.sort_values(["total", "resident"], ascending=[False, True])
    status = "absent" if ed.unfinished else "left"
    left = absent(moved, ed).assign(status=status, total=None)
    left = left.sort_values(["previous", "resident"], ascending=[False, True])
    columns = ["status", "resident", "total", "previous"]
    parts = [part.reindex(columns=columns) for part in (came, left) if len(part)]
    return stacked(parts) if parts else None


def absent(moved: Any, ed: Edition) -> Any:
    """Return the companies that exported in the months of the year before and not in this one's."""
    if isinstance(moved, Unavailable) or moved is None:
        return None
    held = moved[(moved["period"] == ed.period) & ~moved["resident"].isin(UNSPECIFIED)]
    return held[(held["previous"] > 0) & ~(held["total"] > 0)]


@identified
@takes(
    "left_out",
    "moved",
    left_out="leave_one_out(flows)",
    moved="contribution(flows, of='resident')",
)
def without_table(left_out: Any, moved: Any, ed: Edition, rows: int = 10, fewest: int = 3) -> Any:
    """Return growth without each of the largest companies, the least growth first.

    `left_out` is `leave_one_out` of companies, `moved` their `contribution`. The largest are those
    that sold most in either of the two years; one that made all of the year before leaves no
    growth, and stands last. Where fewer than `fewest` others would stand behind a growth, there is
    none.
    """
    for table in (left_out, moved):
        if isinstance(table, Unavailable):
            return table
    held = by_size(left_out, ed.period)
    if len(held) - 1 < fewest or missing(held[0]["growth"]):
        return None
    named = [r["resident"] for r in held[:rows]]
    keys = ["period", "resident"]
    table = left_out.merge(moved[[*keys, "contribution"]], on=keys, how="left")
    table = table[(table["period"] == ed.period) & table["resident"].isin(named)]
    table = table.sort_values(["growth_without", "resident"], kind="stable")
    columns = ["resident", "total", "previous", "contribution", "growth_without"]
    return table[columns].reset_index(drop=True)


def by_size(table: Any, period: str) -> list[dict[str, Any]]:
    """Return the companies of a period, those first that sold most in it or in the one before."""
    held = [r for r in rows(table, period) if r["resident"] not in UNSPECIFIED and size(r) > 0]
    return sorted(held, key=lambda r: (-size(r), r["resident"]))


def size(company: dict[str, Any]) -> float:
    """Return the exports of a company in the larger of the two years."""
    return max(0.0 if missing(company[year]) else company[year] for year in ("total", "previous"))


def stacked(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Return tables of the same columns one under the other."""
    import pandas as pd

    records = [record for part in parts for record in part.to_dict("records")]
    return pd.DataFrame(records, columns=parts[0].columns)
