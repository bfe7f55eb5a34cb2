"""One call, or several, of every metric: what the tests ask of each engine."""

from __future__ import annotations

from random import Random

import pandas as pd

import sezlib as sez


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
        post = rng.choice(["port", "port", "road", "zone", "zone", None])
        made.append((post, told[0], told[1] if rng.random() < 0.9 else None))
    return pd.DataFrame(made, columns=["post", "registered", "released"]).astype("str")


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
    "exporters": lambda flows, put: sez.exporters(flows, by="group", fewest=1),
    "exporters-by-half": lambda flows, put: sez.exporters(
        flows, "destination", per="half", fewest=2
    ),
    "duty_relief": lambda flows, put: sez.duty_relief(put(imports()), by="resident", per="quarter"),
    "duty_relief-of-exports": lambda flows, put: sez.duty_relief(
        put(imports().drop(columns="export_share")), base=sez.total(flows)
    ),
    "clearance_time": lambda flows, put: sez.clearance_time(put(declarations()), per="month"),
    "clearance_time-against-two": lambda flows, put: sez.clearance_time(
        put(declarations()), per="half", baseline=["port", "road"]
    ),
}
