"""The verbs: every metric reads `metric(flows, of, *, by=(), per="year")`.

* `flows` is a flows table (see `sezlib.flows`) on pandas, polars, DuckDB, Spark or any other
  frame that Narwhals knows. The frame that comes in decides the frame that goes out, and what is
  lazy stays lazy. It is never changed.
* `of` is what is distributed, counted or summed.
* `by` is within what: a column or several. The metric is worked out anew within each.
* `per` is the period of the result: `year`, `half`, `quarter` or `month`.

The result is a fresh table, sorted, unrounded: the key columns, the amounts that the metric was
made from, and the metric itself in the last column, named after it. Shares and growth are
fractions, not per cent. A key that is empty is `ZZZ` for a destination and `_U` for anything else.
"""

from sezlib.metrics.comparative import (
    complementarity,
    constant_market_share,
    diversification,
    intensity,
    intra_industry,
    market_share,
    penetration,
    rca,
    similarity,
)
from sezlib.metrics.concentration import concentration, leave_one_out, lorenz, theil_parts
from sezlib.metrics.customs import clearance_time, duty_relief
from sezlib.metrics.cuts import condense, convert, deflate, like_for_like, until
from sezlib.metrics.dynamics import exporters, first_exports, margins, spells, survival
from sezlib.metrics.levels import average_growth, compare, cumulative, growth, relative_to, total
from sezlib.metrics.prices import price_index, price_volume, unit_value
from sezlib.metrics.structure import contribution, count, rank, share

__all__ = [
    "average_growth",
    "clearance_time",
    "compare",
    "complementarity",
    "concentration",
    "condense",
    "constant_market_share",
    "contribution",
    "convert",
    "count",
    "cumulative",
    "deflate",
    "diversification",
    "duty_relief",
    "exporters",
    "first_exports",
    "growth",
    "intensity",
    "intra_industry",
    "leave_one_out",
    "like_for_like",
    "lorenz",
    "margins",
    "market_share",
    "penetration",
    "price_index",
    "price_volume",
    "rank",
    "rca",
    "relative_to",
    "share",
    "similarity",
    "spells",
    "survival",
    "theil_parts",
    "total",
    "unit_value",
    "until",
]
