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

# Column: kind. A column that is not here is shown as the text it is, aligned as a number.
KINDS = {
    # what a row is of
    "bloc": KEY,
    "claim": KEY,
    "destination": KEY,
    "finding": KEY,
    "group": KEY,
    "how": KEY,
    "implied": KEY,
    "indicator": KEY,
    "interval": KEY,
    "new": KEY,
    "period": KEY,
    "post": KEY,
    "printed": KEY,
    "product": KEY,
    "publisher": KEY,
    "reason": KEY,
    "records": KEY,
    "resident": KEY,
    "scope": KEY,
    "status": KEY,
    "time": KEY,
    "verdict": KEY,
    "word": KEY,
    # amounts in the currency of the edition
    "cumulative": MONEY,
    "duty": MONEY,
    "duty_relief": MONEY,
    "exported": MONEY,
    "per_exports": MONEY,
    "per_invested": MONEY,
    "per_value": MONEY,
    "previous": MONEY,
    "rest": MONEY,
    "total": MONEY,
    "value": MONEY,
    "vat": MONEY,
    # shown as per cent
    "growth": FRACTION,
    "ratio": FRACTION,
    "share": FRACTION,
    # shown as percentage points
    "contribution": POINTS,
    # whole numbers
    "count": COUNT,
    "declarations": COUNT,
    "members": COUNT,
    "open": COUNT,
    "rank": COUNT,
    # to a tenth
    "p90": HOURS,
}
# (column, table): kind, where a table uses a name in a sense of its own
OWN: dict[tuple[str, str], str] = {
    ("median", "clearance-times"): HOURS,
    **{(column, "clearance-differences"): HOURS for column in ("difference", "low", "high")},
}
CUSTOMS = ("years", "residents", "products", "all-residents", "all-products")

# (column, table): the message of its head, where `column-NAME` would not do
HEADS = {
    ("members", "residents"): "column-members-residents",
    ("base", "context"): "column-quantity",
    ("median", "clearance-times"): "column-clearance-median",
    **{
        (c, "clearance-differences"): f"column-clearance-{c}" for c in ("difference", "low", "high")
    },
    **{("post", f"clearance-{name}"): "column-relief-post" for name in ("times", "differences")},
    **{("total", f"relief-{name}"): "column-customs-value" for name in CUSTOMS},
    **{("product", f"relief-{name}"): "column-relief-product" for name in CUSTOMS},
    **{("share", f"relief-{name}"): "column-relief-share" for name in CUSTOMS},
    **{("members", f"relief-{name}"): "column-relief-members" for name in CUSTOMS},
    ("share", "relief-split"): "column-relief-export-share",
}
# what stands in words in another column
PLAIN = ("id", "measure", "indicator", "unit", "low", "high", "implied_low", "implied_high",
         "computed", "agrees")  # fmt: skip
# table: what only says where another column's numbers come from, kept from the printed table
UNPRINTED = {
    "destinations": ("members",),
    "all-destinations": ("members",),
    "residents": ("members",),
    "blocs": ("base",),
    "relief-residents": ("members",),
    "relief-products": ("members",),
    "relief-years": ("exported",),
    "clearance-times": ("difference", "low", "high"),
    "published": PLAIN,
    "published-told": PLAIN,
    "unprinted": ("start", "end", "low", "high", "unit"),
}
# tables that are not of one year
WHOLE = ("running", "over-time", "clearance-times", "clearance-differences")


def kind(column: str, table: str = "") -> str:
    """Return what a column of a table holds, or nothing where it is not known.

    >>> kind("total"), kind("anything")
    ('money', '')
    """
    return OWN.get((column, table), KINDS.get(column, ""))
