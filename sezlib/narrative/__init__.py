"""Sentences from metric tables, in the language of the edition; every number in them computed.

Each function takes tables that a metric has made (or what `attempt` left of them) and an
`Edition`, and returns a `Passage` that shows itself in a notebook. Those that state figures also
name them for the run's record.
"""

from sezlib.narrative.bulletin import main_points, title
from sezlib.narrative.clearing import clearance, clearance_differences, clearance_objection, slowest
from sezlib.narrative.closing import data, glossary, limits, method, sources
from sezlib.narrative.companies import (
    residents_limits,
    residents_method,
    residents_points,
    residents_terms,
    sizes,
    turnover,
)
from sezlib.narrative.leaning import dependence, without_each, without_largest
from sezlib.narrative.ledgers import ledger, readings_table, unprinted_table
from sezlib.narrative.markets import (
    markets_count,
    markets_limits,
    markets_margins,
    markets_moved,
    markets_points,
    markets_survival,
    markets_without,
)
from sezlib.narrative.passage import Chapter, Passage
from sezlib.narrative.published import (
    contradictions,
    figures,
    published_edition,
    published_points,
    published_sources,
    published_title,
    readings,
    records,
    unprinted,
)
from sezlib.narrative.relief import (
    relief_exported,
    relief_for,
    relief_objection,
    relief_per,
    relief_years,
)
from sezlib.narrative.relief_page import (
    relief_data,
    relief_glossary,
    relief_limits,
    relief_method,
    relief_points,
    relief_sources,
)
from sezlib.narrative.relief_tables import (
    relief_base,
    relief_leaders,
    relief_on_duty,
    relief_records,
    relief_relatives,
    relief_split,
    relief_zone,
)
from sezlib.narrative.rosters import dependence_table, turnover_table, without_table
from sezlib.narrative.sections import destinations, groups, new_destinations, total
from sezlib.narrative.zone import context, objection, residents, running
from sezlib.narrative.zones import (
    zones_groups,
    zones_limits,
    zones_objection,
    zones_points,
    zones_totals,
)

__all__ = [
    "Chapter",
    "Passage",
    "clearance",
    "clearance_differences",
    "clearance_objection",
    "context",
    "contradictions",
    "data",
    "dependence",
    "dependence_table",
    "destinations",
    "figures",
    "glossary",
    "groups",
    "ledger",
    "limits",
    "main_points",
    "markets_count",
    "markets_limits",
    "markets_margins",
    "markets_moved",
    "markets_points",
    "markets_survival",
    "markets_without",
    "method",
    "new_destinations",
    "objection",
    "published_edition",
    "published_points",
    "published_sources",
    "published_title",
    "readings",
    "readings_table",
    "records",
    "relief_base",
    "relief_data",
    "relief_exported",
    "relief_for",
    "relief_glossary",
    "relief_leaders",
    "relief_limits",
    "relief_method",
    "relief_objection",
    "relief_on_duty",
    "relief_per",
    "relief_points",
    "relief_records",
    "relief_relatives",
    "relief_sources",
    "relief_split",
    "relief_years",
    "relief_zone",
    "residents",
    "residents_limits",
    "residents_method",
    "residents_points",
    "residents_terms",
    "running",
    "sizes",
    "slowest",
    "sources",
    "title",
    "total",
    "turnover",
    "turnover_table",
    "unprinted",
    "unprinted_table",
    "without_each",
    "without_largest",
    "without_table",
    "zones_groups",
    "zones_limits",
    "zones_objection",
    "zones_points",
    "zones_totals",
]
