"""The verbs: every metric reads `metric(flows, of, *, by=(), per="year")`.

* `flows` is a flows table (see `sezlib.schema`) on pandas, polars, DuckDB, Spark or any other
  frame that Narwhals knows. The frame that comes in decides the frame that goes out, and what is
  lazy stays lazy. It is never changed.
* `of` is what is distributed, counted or summed.
* `by` is within what: a column or several. The metric is worked out anew within each.
* `per` is the period of the result: `year`, `half`, `quarter` or `month`.

The result is a fresh table, sorted, unrounded: the key columns, the amounts that the metric was
made from, and the metric itself in the last column, named after it. Shares and growth are
fractions, not per cent. A key that is empty is `ZZZ` for a destination and `_U` for anything else.
"""

from sezlib.metrics.clearance import clearance_time
from sezlib.metrics.comparative import diversification, intensity, rca, similarity
from sezlib.metrics.compare import compare
from sezlib.metrics.concentration import concentration, lorenz, theil_parts
from sezlib.metrics.condense import condense
from sezlib.metrics.currency import convert, deflate
from sezlib.metrics.cuts import like_for_like, until
from sezlib.metrics.dependence import leave_one_out
from sezlib.metrics.dynamics import first_exports
from sezlib.metrics.exporters import exporters
from sezlib.metrics.imports import complementarity, intra_industry
from sezlib.metrics.levels import cumulative, growth, relative_to, total
from sezlib.metrics.margins import margins
from sezlib.metrics.market_share import constant_market_share, market_share, penetration
from sezlib.metrics.prices import price_index, price_volume, unit_value
from sezlib.metrics.relief import duty_relief
from sezlib.metrics.structure import contribution, count, rank, share
from sezlib.metrics.survival import spells, survival
from sezlib.metrics.trend import average_growth

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
