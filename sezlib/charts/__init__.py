"""Figures from metric tables. Nothing is computed here that a metric has not computed.

A chart says its takeaway in its title and shows itself as a PNG whose alternative text states the
table behind it (rows, sum, digest), so that a changed or a missing chart is noticed by whatever
compares outputs. Each function returns nothing; with `ax` it draws there and shows nothing.
Colours are ordered by lightness, so that they hold in grey and for the colour-blind.
"""

from sezlib.charts.companies import dependence, lorenz, sizes, turnover, without_each
from sezlib.charts.customs import clearance, relief
from sezlib.charts.exports import contributions, destinations, groups, heatmap, total
from sezlib.charts.markets import margins, markets, moved, survival
from sezlib.charts.published import number_lines
from sezlib.charts.zones import zones, zones_groups

__all__ = [
    "clearance",
    "contributions",
    "dependence",
    "destinations",
    "groups",
    "heatmap",
    "lorenz",
    "margins",
    "markets",
    "moved",
    "number_lines",
    "relief",
    "sizes",
    "survival",
    "total",
    "turnover",
    "without_each",
    "zones",
    "zones_groups",
]
