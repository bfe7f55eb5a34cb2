"""sezlib: the export statistics of special economic zones.

One noun, *flows* (a plain table, see `sezlib.flows`), and one verb shape,
`metric(flows, of, *, by=(), per="year")` (see `sezlib.metrics`).

>>> import sezlib as sez
>>> sez.growth(sez.example())
  period  total  previous  growth
0   2017   10.0       NaN     NaN
1   2018   40.0      10.0     3.0
2   2019   60.0      40.0     0.5
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

# names are looked up when they are used, so that importing sezlib loads nothing else
_HOME = {
    "FlowsError": "sezlib.flows",
    "MissingColumnError": "sezlib.flows",
    "example": "sezlib.flows",
    "country": "sezlib.countries",
    "country_name": "sezlib.countries",
    "names": "sezlib.classify",
    "with_blocs": "sezlib.classify",
    "with_groups": "sezlib.classify",
    "average_growth": "sezlib.metrics",
    "clearance_time": "sezlib.metrics",
    "compare": "sezlib.metrics",
    "complementarity": "sezlib.metrics",
    "concentration": "sezlib.metrics",
    "condense": "sezlib.metrics",
    "constant_market_share": "sezlib.metrics",
    "contribution": "sezlib.metrics",
    "convert": "sezlib.metrics",
    "count": "sezlib.metrics",
    "cumulative": "sezlib.metrics",
    "deflate": "sezlib.metrics",
    "diversification": "sezlib.metrics",
    "duty_relief": "sezlib.metrics",
    "exporters": "sezlib.metrics",
    "first_exports": "sezlib.metrics",
    "growth": "sezlib.metrics",
    "intensity": "sezlib.metrics",
    "intra_industry": "sezlib.metrics",
    "leave_one_out": "sezlib.metrics",
    "like_for_like": "sezlib.metrics",
    "lorenz": "sezlib.metrics",
    "margins": "sezlib.metrics",
    "market_share": "sezlib.metrics",
    "penetration": "sezlib.metrics",
    "price_index": "sezlib.metrics",
    "price_volume": "sezlib.metrics",
    "rank": "sezlib.metrics",
    "rca": "sezlib.metrics",
    "relative_to": "sezlib.metrics",
    "share": "sezlib.metrics",
    "similarity": "sezlib.metrics",
    "spells": "sezlib.metrics",
    "survival": "sezlib.metrics",
    "theil_parts": "sezlib.metrics",
    "total": "sezlib.metrics",
    "unit_value": "sezlib.metrics",
    "until": "sezlib.metrics",
    "rates": "sezlib.countries",
    "coverage": "sezlib.quality",
    "duplicates": "sezlib.quality",
    "gaps": "sezlib.quality",
    "outliers": "sezlib.quality",
    "restated": "sezlib.quality",
    "timeline": "sezlib.quality",
    "attempt": "sezlib.flows",
    "intake": "sezlib.sources",
    "read": "sezlib.sources",
    "read_declarations": "sezlib.sources.customs",
    "read_imports": "sezlib.sources.customs",
    "read_profile": "sezlib.profile",
    "Edition": "sezlib.language",
    "edition": "sezlib.language",
    "show": "sezlib.pages.tables",
    "claims": "",
    "pages": "",
}

__all__ = ["__version__", *_HOME]


_MOVED = {
    "narrative": "sentences stand in sez.pages, each page's in its module",
    "charts": "charts stand in sez.pages, each page's in its module under draw_...",
    "tables": "sez.show prints a table, and what else tables.py held stands in sez.pages.tables",
}


def __getattr__(name: str) -> Any:
    if name in _MOVED:
        raise AttributeError(f"sezlib has no {name!r} any more: {_MOVED[name]}")
    if name not in _HOME:
        raise AttributeError(f"module 'sezlib' has no attribute {name!r}")
    if not _HOME[name]:
        return importlib.import_module(f"sezlib.{name}")
    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
