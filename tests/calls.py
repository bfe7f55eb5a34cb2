"""One call, or several, of every metric: what the tests ask of each engine."""

from __future__ import annotations

import inspect
from random import Random
from typing import Any

import narwhals as nw
import pandas as pd

import sezlib
from sezlib.metrics.concentration import INDEXES


class Batched:
    """sezlib, whose metrics are asked within each `batch` besides, where the table has batches."""

    def __getattr__(self, name: str) -> Any:
        metric = getattr(sezlib, name)

        def ask(*args: Any, **asked: Any) -> Any:
            batched = args and "batch" in nw.from_native(args[0]).collect_schema().names()
            # the imports of a line are to have whatever it is looked at by
            if (
                batched
                and name != "intra_industry"
                and "by" in inspect.signature(metric).parameters
            ):
                by = asked.get("by", [])
                asked["by"] = ["batch", *([by] if isinstance(by, str) else by)]
            return metric(*args, **asked)

        return ask


sez = Batched()

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


def imports() -> pd.DataFrame:
    """Duty-free imports of two companies, one of them without a name now and then."""
    rng = Random(2)
    made = [
        (f"20{rng.randint(16, 19)}-{rng.randint(1, 12):02}", rng.choice(["Alpha", "Beta", None]),
         float(rng.randint(0, 900)), rng.choice([0.0, 0.05, 0.1]), 0.2, rng.choice([0.0, 0.5, 1.0]))
        for _ in range(30)
    ]  # fmt: skip
    columns = ["period", "resident", "value", "duty_rate", "vat_rate", "export_share"]
    return pd.DataFrame(made, columns=columns)


def declarations() -> pd.DataFrame:
    """Declarations at three posts and at none, over the end of a leap year; some are open."""
    rng = Random(3)
    start, made = pd.Timestamp("2020-02-20T08:30"), []
    for _ in range(150):
        registered = start + pd.Timedelta(minutes=rng.randint(0, 600_000))
        released = registered + pd.Timedelta(minutes=rng.choice([0, 45, rng.randint(1, 9_000)]))
        told = [f"{time:%Y-%m-%dT%H:%M}" for time in (registered, released)]
        post = rng.choice(["port", "port", "road", "batch", "batch", None])
        made.append((post, told[0], told[1] if rng.random() < 0.9 else None))
    return pd.DataFrame(made, columns=["post", "registered", "released"]).astype("str")


def weighed(flows):
    """The same flows with a currency, weights that some rows lack, and pieces or dozens."""
    amount = nw.when(nw.col("value") < 500).then(nw.col("value").sqrt() + 1)
    # a comparison with null is true on pandas and null elsewhere
    kazakh = nw.col("destination").fill_null("ZZZ") == "KAZ"
    pieces = nw.when(~kazakh).then(nw.lit("PCE")).otherwise(nw.lit("DZN"))
    named = {"net_kg": amount, "quantity": amount, "unit": pieces, "currency": nw.lit("RUB")}
    made = nw.from_native(flows).with_columns(*(e.alias(name) for name, e in named.items()))
    return made.to_native()


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
    "first_exports-of-sums": lambda flows, put: sez.first_exports(
        sez.condense(flows, "destination", per="quarter"), "destination", per="half", sellers=flows
    ),
    "condense": lambda flows, put: sez.condense(flows, ["group", "destination"], per="quarter"),
    "condense-as-stated": lambda flows, put: sez.condense(flows, "group", per="stated"),
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
    "exporters": lambda flows, put: sez.exporters(flows, by="group", fewest=1),
    "exporters-by-half": lambda flows, put: sez.exporters(
        flows, "destination", per="half", fewest=2
    ),
    "duty_relief": lambda flows, put: sez.duty_relief(put(imports()), by="resident", per="quarter"),
    "duty_relief-of-exports": lambda flows, put: sez.duty_relief(
        put(imports().drop(columns="export_share")), base=sezlib.total(flows)
    ),
    "clearance_time": lambda flows, put: sez.clearance_time(put(declarations()), per="month"),
    "clearance_time-against-two": lambda flows, put: sez.clearance_time(
        put(declarations()), per="half", baseline=["port", "road"]
    ),
    "unit_value": lambda flows, put: sez.unit_value(weighed(flows), by="group", per="half"),
    "unit_value-by-unit": lambda flows, put: sez.unit_value(weighed(flows), "quantity"),
    "price_index": lambda flows, put: sez.price_index(weighed(flows), "group"),
    "price_index-within": lambda flows, put: sez.price_index(
        weighed(flows), "destination", by="group", formula="tornqvist", quantity="quantity"
    ),
    "price_index-on-a-base": lambda flows, put: sez.price_index(
        weighed(flows), ["group", "resident"], base="2018", formula="paasche"
    ),
    "price_volume": lambda flows, put: sez.price_volume(weighed(flows), "group", lag=2),
    "price_volume-within": lambda flows, put: sez.price_volume(
        weighed(flows), "resident", by="group", quantity="quantity"
    ),
    "convert": lambda flows, put: sez.total(
        sez.convert(weighed(flows), put(sez.rates()), to="USD"), by="currency", per="quarter"
    ),
    "deflate": lambda flows, put: sez.total(
        sez.deflate(flows, put(sez.rates()), base="2018"), by="prices", per="half"
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
    "concentration": lambda flows, put: sez.concentration(
        flows, ["group", "destination"], by="resident", index=list(INDEXES), top=2
    ),
    "concentration-in-a-classification": lambda flows, put: sez.concentration(
        flows, "destination", per="half", index=["hhi_unctad", "theil", "gini"], lines=9
    ),
    "theil_parts-within": lambda flows, put: sez.theil_parts(flows, "destination", within="group"),
    "theil_parts-of-margins": lambda flows, put: sez.theil_parts(
        flows, "destination", lines=9, by="group", per="quarter"
    ),
    "lorenz": lambda flows, put: sez.lorenz(flows, ["resident", "destination"]),
    "lorenz-by": lambda flows, put: sez.lorenz(flows, "destination", by="group", per="half"),
    "leave_one_out": lambda flows, put: sez.leave_one_out(flows),
    "leave_one_out-by": lambda flows, put: sez.leave_one_out(
        flows, "destination", by="group", per="quarter", lag=4
    ),
    "compare": lambda flows, put: sez.compare(flows, of="group"),
}
