"""The verbs: every metric reads `metric(flows, of, *, by=(), per="year")`.

* `flows` is a flows table (see `sezlib.flows`) on pandas, polars, DuckDB, Spark or any other
  frame that Narwhals knows. The frame that comes in decides the frame that goes out, and what is
  lazy stays lazy. It is never changed.
* `of` is what is distributed, counted or summed.
* `by` is within what: a column or several. The metric is worked out anew within each.
* `per` is the period of the result: `year`, `half`, `quarter` or `month`, or a code such as `Q`.

The result is a fresh table, sorted, unrounded: the key columns, the amounts that the metric was
made from, and the metric itself in the last column, named after it. Shares, growth and
contributions are fractions: 0.05 is 5 per cent, or 5 percentage points.

* Absent is not zero: a period without rows has no row in the result.
* A period is a text, one of 2019, 2019-S1, 2019-Q1 and 2019-07; the whole number of a year and a
  period of pandas become one. Whatever else is refused, as is a `per` finer than the records; a
  lazy table has it under a null period.
* A key is a text, and a number or a category becomes one. An empty key is not specified: `ZZZ` for
  a destination, `_U` for any other column. A key has any name but those of the columns that the
  metric returns, and does not begin with `_`; what other columns are called does not matter.
* A value that is empty, negative or not finite is refused. A lazy table is not asked what it holds
  before it runs: there an empty value leaves null whatever hangs on it, and what only asks whether
  something was sold takes it for a sale of unknown size.
* `of=()` is the whole as one line, where a metric makes sense of it.
* Totals tie where they agree to twelve digits, since sums differ in their last digits with the
  order of rows; ties stand in the order of their keys.
* One table gives the same digits at every run, on any number of threads.
* A column that is not there raises `MissingColumnError`, which names the nearest that is; a call
  that cannot be meant raises `FlowsError`, which says which one can.

The examples use `sez.example()`, five invented rows that can be checked in one's head:

>>> import sezlib as sez
>>> sez.example()
    period resident      group destination  value
0  2017-03    Alpha     optics         CHN   10.0
1  2018-02    Alpha     optics         CHN   30.0
2  2018-11     Beta  education         KAZ   10.0
3  2019-01    Gamma     optics         CHN   45.0
4  2019-12     Beta  education         KAZ   15.0
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
    "average_growth", "clearance_time", "compare", "complementarity", "concentration", "condense",
    "constant_market_share", "contribution", "convert", "count", "cumulative", "deflate",
    "diversification", "duty_relief", "exporters", "first_exports", "growth", "intensity",
    "intra_industry", "leave_one_out", "like_for_like", "lorenz", "margins", "market_share",
    "penetration", "price_index", "price_volume", "rank", "rca", "relative_to", "share",
    "similarity", "spells", "survival", "theil_parts", "total", "unit_value", "until",
]  # fmt: skip
