"""What the columns of printed tables hold, which decides how a cell reads and where it aligns."""

from __future__ import annotations

KEY, MONEY, FRACTION, POINTS, COUNT, INDEX, HOURS = (
    "key",
    "money",
    "fraction",
    "points",
    "count",
    "index",
    "hours",
)

# hours and averages alike are shown with one digit after the point
AVERAGE = HOURS

# Column: kind. A column that is not here is shown as the text it is, aligned as a number.
KINDS = {
    # what a row is of
    "bloc": KEY,
    "claim": KEY,
    "destination": KEY,
    "group": KEY,
    "how": KEY,
    "implied": KEY,
    "indicator": KEY,
    "level": KEY,
    "margin": KEY,
    "interval": KEY,
    "new": KEY,
    "period": KEY,
    "printed": KEY,
    "publisher": KEY,
    "reason": KEY,
    "records": KEY,
    "resident": KEY,
    "scope": KEY,
    "status": KEY,
    "time": KEY,
    "verdict": KEY,
    "word": KEY,
    "zone": KEY,
    "finding": KEY,
    "post": KEY,
    "product": KEY,
    # amounts in the currency of the edition
    "change": MONEY,
    "cumulative": MONEY,
    "entrants_mean": MONEY,
    "incumbents_mean": MONEY,
    "lower_quartile": MONEY,
    "mean": MONEY,
    "median": MONEY,
    "previous": MONEY,
    "total": MONEY,
    "upper_quartile": MONEY,
    "value": MONEY,
    "duty": MONEY,
    "duty_relief": MONEY,
    "exported": MONEY,
    "per_exports": MONEY,
    "per_invested": MONEY,
    "per_value": MONEY,
    "rest": MONEY,
    "vat": MONEY,
    # shown as per cent
    "cr": FRACTION,
    "error": FRACTION,
    "growth": FRACTION,
    "survival": FRACTION,
    "largest_exporter": FRACTION,
    "ratio": FRACTION,
    "share": FRACTION,
    "entry_rate": FRACTION,
    "exit_rate": FRACTION,
    "growth_without": FRACTION,
    "largest": FRACTION,
    "survival_rate": FRACTION,
    "together": FRACTION,
    # shown as percentage points
    "contribution": POINTS,
    # whole numbers
    "at_risk": COUNT,
    "censored": COUNT,
    "count": COUNT,
    "duration": COUNT,
    "ended": COUNT,
    "entrants": COUNT,
    "exiters": COUNT,
    "exporters": COUNT,
    "incumbents": COUNT,
    "lines": COUNT,
    "destinations": COUNT,
    "members": COUNT,
    "new_destinations": COUNT,
    "products": COUNT,
    "rank": COUNT,
    "declarations": COUNT,
    "open": COUNT,
    # averages of what is counted
    "destinations_per_exporter": AVERAGE,
    "equivalent_number": AVERAGE,
    "exporters_per_destination": AVERAGE,
    "exporters_per_product": AVERAGE,
    "products_per_exporter": AVERAGE,
    # indices from 0 to 1
    "gini": INDEX,
    "hhi": INDEX,
    # with three decimals
    "destination_hhi": INDEX,
    "product_hhi": INDEX,
    "rca": INDEX,
    "p90": HOURS,
}
# (column, table): kind, where a table uses a name in a sense of its own
OWN: dict[tuple[str, str], str] = {
    ("median", "clearance-times"): HOURS,
    ("difference", "clearance-differences"): HOURS,
    ("low", "clearance-differences"): HOURS,
    ("high", "clearance-differences"): HOURS,
    ("base", "zones-special"): FRACTION,
}

CUSTOMS = ("years", "residents", "products", "all-residents", "all-products")
# (column, table): the message of its head, where `column-NAME` would not do
HEADS = {
    ("coverage", "dependence"): "column-exporter-stated",
    ("members", "markets-margins"): "column-margins-members",
    ("members", "markets-nested"): "column-margins-members",
    ("median", "clearance-times"): "column-clearance-median",
    ("difference", "clearance-differences"): "column-clearance-difference",
    ("low", "clearance-differences"): "column-clearance-low",
    ("high", "clearance-differences"): "column-clearance-high",
    ("post", "clearance-times"): "column-relief-post",
    ("post", "clearance-differences"): "column-relief-post",
    **{("total", f"relief-{name}"): "column-customs-value" for name in CUSTOMS},
    **{("product", f"relief-{name}"): "column-relief-product" for name in CUSTOMS},
    **{("share", f"relief-{name}"): "column-relief-share" for name in CUSTOMS},
    **{("members", f"relief-{name}"): "column-relief-members" for name in CUSTOMS},
    ("share", "relief-split"): "column-relief-export-share",
    ("members", "residents"): "column-members-residents",
    ("lines", "dependence"): "column-exporters",
    ("base", "context"): "column-quantity",
    ("base", "zones-special"): "column-base-special",
}
# what stands in words in another column
PLAIN = ("id", "measure", "indicator", "unit", "low", "high", "implied_low", "implied_high",
         "computed", "agrees")  # fmt: skip
# table: what only says where another column's numbers come from, kept from the printed table
UNPRINTED = {
    "markets-count": ("total", "coverage", "lines"),
    "markets-margins": ("level",),
    "relief-residents": ("members",),
    "relief-products": ("members",),
    "relief-years": ("exported",),
    "clearance-times": ("difference", "low", "high"),
    "destinations": ("members",),
    "all-destinations": ("members",),
    "residents": ("members",),
    "blocs": ("base",),
    "published": PLAIN,
    "published-told": PLAIN,
    "zones": ("previous", "share", "products", "product_hhi"),
    "zones-groups": ("members",),
    "zones-destinations": ("members",),
    "unprinted": ("start", "end", "low", "high", "unit"),
}
# tables that are not of one year
WHOLE = (
    "running",
    "over-time",
    "clearance-times",
    "clearance-differences",
    "markets-survival",
)


def kind(column: str, table: str = "") -> str:
    """Return what a column of a table holds, or nothing where it is not known.

    >>> kind("total"), kind("anything")
    ('money', '')
    """
    return OWN.get((column, table), KINDS.get(column, ""))
