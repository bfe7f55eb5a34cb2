"""Sentences from metric tables, in the language of the edition; every number in them computed.

Each function takes tables that a metric has made (or what `attempt` left of them) and an
`Edition`, and returns a `Passage` that shows itself in a notebook. Those that state figures also
name them for the run's record.
"""

from sezlib.narrative.bulletin import main_points, title
from sezlib.narrative.closing import data, glossary, limits, method, sources
from sezlib.narrative.passage import Passage
from sezlib.narrative.sections import destinations, groups, new_destinations, total
from sezlib.narrative.zone import context, objection, residents, running

__all__ = [
    "Passage",
    "context",
    "data",
    "destinations",
    "glossary",
    "groups",
    "limits",
    "main_points",
    "method",
    "new_destinations",
    "objection",
    "residents",
    "running",
    "sources",
    "title",
    "total",
]
