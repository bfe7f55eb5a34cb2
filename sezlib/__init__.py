"""sezlib: the export statistics of special economic zones.

One noun, *flows* (a plain table, see `sezlib.flows`), and one verb shape,
`metric(flows, of, *, by=(), per="year")` (see `sezlib.metrics`).

>>> import sezlib as sez
>>> sez.growth(sez.example())
  period  total  previous  growth
0   2017   10.0       NaN     NaN
1   2018   40.0      10.0     3.0
2   2019   60.0      40.0     0.5

What it answers, question by question; `docs/metrics.md` tells of each name:
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

# question: {the room of the answers: their names}; the one list of what sezlib names
QUESTIONS = {
    "How are records read?": {
        "sources": "read intake read_imports read_declarations",
        "profile": "read_profile",
        "flows": "example",
    },
    "Are the data sound?": {"quality": "coverage gaps timeline duplicates outliers restated"},
    "Which records are asked about?": {
        "metrics": "until like_for_like condense",
        "classify": "with_groups with_blocs",
    },
    "How much was exported?": {"metrics": "total cumulative relative_to share rank count"},
    "How did it change?": {"metrics": "growth average_growth contribution margins"},
    "What is new, and does it last?": {"metrics": "first_exports spells survival"},
    "Who exports?": {"metrics": "exporters leave_one_out"},
    "How concentrated is it?": {"metrics": "concentration theil_parts lorenz"},
    "Where does it go, and where could it go?": {
        "metrics": "intensity market_share penetration complementarity",
    },
    "How does it compare with others?": {
        "metrics": "compare rca similarity diversification intra_industry constant_market_share",
    },
    "At what price, and in what money?": {
        "metrics": "unit_value price_index price_volume convert deflate",
    },
    "What is the customs regime worth?": {"metrics": "duty_relief clearance_time"},
    "Which country is it?": {"countries": "country"},
    "May it be published?": {"": "disclosure"},
    "How does it become a page?": {
        "language": "edition",
        "pages.tables": "show labelled",
        "pages.plots": "plot",
        "report.workbook": "to_workbook",
        "report.jupyter": "make_report explore",
        "": "pages claims",
    },
    "What if something is missing or wrong?": {"flows": "lenient attempt FlowsError"},
}

_HOME = {
    name: room
    for rooms in QUESTIONS.values()
    for room, names in rooms.items()
    for name in names.split()
}
# rarely needed: they stand in their rooms, and are found here too
_ASIDE = {
    "Edition": "language",
    "MissingColumnError": "flows",
    "country_name": "countries",
    "names": "classify",
    "rates": "countries",
    "read_rates": "sources",
    "year_to_date": "metrics.cuts",
}
_MOVED = {
    "narrative": "sentences stand in sez.pages, each page's in its module",
    "charts": "charts stand in sez.pages, each page's in its module under draw_...",
    "tables": "sez.show prints a table, and what else tables.py held stands in sez.pages.tables",
}
__all__ = list(_HOME)
__doc__ = (__doc__ or "") + "".join(
    f"\n{question}\n    {' '.join(rooms.values()).replace(' ', ', ')}\n"
    for question, rooms in QUESTIONS.items()
)


def __getattr__(name: str) -> Any:
    if name in _MOVED:
        raise AttributeError(f"sezlib has no {name!r} any more: {_MOVED[name]}")
    # looked up when it is used, so that importing sezlib loads nothing else
    room = (_HOME | _ASIDE).get(name)
    if room is None:
        raise AttributeError(f"module 'sezlib' has no attribute {name!r}")
    if not room:
        return importlib.import_module(f"sezlib.{name}")
    value = getattr(importlib.import_module(f"sezlib.{room}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
