"""One call, or several, of every metric: what the tests ask of each engine."""

from __future__ import annotations

import sezlib as sez

# a call takes flows and what puts any other table on the same engine
CALLS = {
    "total": lambda flows, put: sez.total(flows, by="destination"),
    "growth": lambda flows, put: sez.growth(flows, by="group"),
    "growth-by-quarter": lambda flows, put: sez.growth(flows, per="quarter", lag=4),
    "cumulative": lambda flows, put: sez.cumulative(flows, by=["group", "destination"], per="half"),
    "relative_to": lambda flows, put: sez.relative_to(flows, 7, by="resident", per="month"),
    "relative_to-a-table": lambda flows, put: sez.relative_to(flows, sez.total(flows), by="group"),
    "share": lambda flows, put: sez.share(flows, "destination", by="group"),
    "contribution": lambda flows, put: sez.contribution(flows, "destination", per="quarter"),
    "rank": lambda flows, put: sez.rank(flows, ["group", "destination"]),
    "rank-of-the-top": lambda flows, put: sez.rank(flows, "destination", by="group", top=1),
    "count": lambda flows, put: sez.count(flows, "resident", per="half"),
    "first_exports": lambda flows, put: sez.first_exports(flows, "destination", by="group"),
    "first_exports-by-month": lambda flows, put: sez.first_exports(
        flows, "destination", per="month"
    ),
    "condense": lambda flows, put: sez.condense(flows, ["group", "destination"], per="quarter"),
    "share-of-condensed": lambda flows, put: sez.share(
        sez.condense(flows, ["group", "destination"]), "destination", by="group"
    ),
}
