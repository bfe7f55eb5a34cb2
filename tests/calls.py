"""One call, or several, of every metric: what the tests ask of each engine."""

from __future__ import annotations

import pandas as pd

import sezlib as sez

# a market with a year missing, a zero, a destination nobody else knows, and one not specified
WORLD = pd.DataFrame(
    [
        (year, group, destination, value * (place + 1))
        for place, year in enumerate(["2015", "2016", "2018", "2019"])
        for group, destination, value in [
            ("optics", "BLR", 40.0),
            ("optics", "CHN", 300.0 - 20 * place**2),
            ("optics", "ZZZ", 25.0),
            ("education", "KAZ", 120.0 * (place != 1)),
            ("education", "CHN", 10.0 + place),
            ("textiles", "VNM", 70.0),
        ]
    ],
    columns=["period", "group", "destination", "value"],
)
PAIR = ("group", "destination")

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
    "rca": lambda flows, put: sez.rca(flows, "group", against=put(WORLD), by="resident"),
    "rca-within": lambda flows, put: sez.rca(
        flows, "destination", against=put(WORLD), by="group", symmetric=True
    ),
    "intensity": lambda flows, put: sez.intensity(flows, against=put(WORLD), home=["KAZ", "RUS"]),
    "similarity": lambda flows, put: sez.similarity(flows, PAIR, against=put(WORLD)),
    "diversification": lambda flows, put: sez.diversification(
        flows, "destination", against=put(WORLD), by=["group", "resident"]
    ),
    "complementarity": lambda flows, put: sez.complementarity(
        flows, "group", imports=put(WORLD), by="resident"
    ),
    "intra_industry": lambda flows, put: sez.intra_industry(flows, PAIR, imports=put(WORLD)),
    "intra_industry-by-line": lambda flows, put: sez.intra_industry(
        flows, "destination", imports=put(WORLD), by="destination"
    ),
    "market_share": lambda flows, put: sez.market_share(flows, "destination", against=put(WORLD)),
    "penetration": lambda flows, put: sez.penetration(
        flows, PAIR, against=put(WORLD), by="resident"
    ),
    "constant_market_share": lambda flows, put: sez.constant_market_share(
        flows, PAIR, against=put(WORLD), lag=3
    ),
    "constant_market_share-within": lambda flows, put: sez.constant_market_share(
        flows, "destination", against=put(WORLD), by=["group", "resident"]
    ),
    "average_growth": lambda flows, put: sez.average_growth(flows, by="group"),
    "average_growth-least-squares": lambda flows, put: sez.average_growth(
        flows, per="half", method="least_squares", start="2018-S1", end="2019-S2"
    ),
    "margins": lambda flows, put: sez.margins(flows, ["resident", "destination"], least=100),
    "margins-by-quarter": lambda flows, put: sez.margins(
        flows, "resident", by="group", per="quarter", lag=4
    ),
    "spells": lambda flows, put: sez.spells(flows, ["resident", "destination"], by="group"),
    "spells-bridged": lambda flows, put: sez.spells(flows, "resident", per="quarter", bridge=2),
    "survival": lambda flows, put: sez.survival(flows, ["resident", "group"], per="half"),
    "survival-bridged": lambda flows, put: sez.survival(
        flows, "destination", by="group", per="quarter", bridge=1, left="keep"
    ),
}
