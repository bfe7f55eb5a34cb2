"""The tables that people bring: which columns each kind has, and what stands in them.

What a column holds is a `period`, a `country`, a `code` of goods, a `currency`, an `amount`, a
`fraction`, a `time`, a `truth`, a `text`, the `start` or the `end` of a membership (a month) or a
`prefix` of codes. Columns of any other name are carried as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sezlib.flows import COLUMNS, MARKS, FlowsError, listed, near


@dataclass(frozen=True)
class Kind:
    """A kind of table: what each of its columns holds, in the order in which they are checked."""

    name: str
    columns: dict[str, str] = field(default_factory=dict)
    # columns without which it is no such table
    needed: tuple[str, ...] = ()
    # columns in which no cell is empty
    filled: tuple[str, ...] = ()
    # columns that come first, wherever they stand in the file
    first: tuple[str, ...] = ()
    # a column whose texts stand in one row only
    once: str = ""
    # what else is wrong with a row: the column, the SQL of its condition, the reason
    rules: tuple[tuple[str, str, str], ...] = ()

    def numeric(self, name: str) -> bool:
        """Return whether a column holds numbers."""
        return self.columns.get(name) in ("amount", "fraction")


TEXTS = ("year_begins", "site", "resident", "group", "unit", "status")
FLOWS = Kind(
    "flows",
    {
        "period": "period",
        "value": "amount",
        "zone": "text",
        "destination": "country",
        "product": "code",
        "net_kg": "amount",
        "quantity": "amount",
        "currency": "currency",
        **dict.fromkeys(TEXTS, "text"),
        **dict.fromkeys(MARKS, "truth"),
    },
    needed=("period", "value"),
    filled=("period", "value", "zone", "currency"),
    first=COLUMNS,
)
RATES = ("duty_rate", "vat_rate")
FRACTIONS = (*RATES, "export_share")
IMPORTS = Kind(
    "imports",
    {**FLOWS.columns, **dict.fromkeys(FRACTIONS, "fraction")},
    needed=(*FLOWS.needed, *RATES),
    filled=(*FLOWS.filled, *FRACTIONS),
    first=COLUMNS,
)
DECLARATIONS = Kind(
    "declarations",
    {
        "registered": "time",
        "released": "time",
        **dict.fromkeys(("declaration", "zone", "site", "post", "resident"), "text"),
        "synthetic": "truth",
    },
    needed=("registered", "released"),
    filled=("registered",),
    once="declaration",
    rules=(
        (
            "released",
            "_c_released < _c_registered",
            "is before the declaration was registered",
        ),
    ),
)
RESIDENTS = Kind(
    "residents",
    {"resident": "text", "zone": "text", "site": "text", "synthetic": "truth"},
    needed=("resident",),
    filled=("resident",),
)
NAMES = {"en": "text", "ru": "text"}
BLOCS = Kind(
    "blocs",
    {"bloc": "text", "alpha3": "country", "start": "start", "end": "end", **NAMES},
    needed=("bloc", "alpha3"),
    filled=("bloc", "alpha3"),
    rules=(
        ("alpha3", "_c_alpha3 IN ('ZZZ', 'WLD')", "is no country, and a bloc is of countries"),
        ("end", "_c_end < _c_start", "is before the start; turn the two round"),
    ),
)
GROUPS = Kind(
    "groups",
    {"prefix": "prefix", "group": "text", **NAMES},
    needed=("prefix", "group"),
    filled=("prefix", "group"),
    once="prefix",
)
RATES_OF = Kind(
    "rates",
    {"period": "period", "currency": "currency", "to": "currency", "rate": "amount"},
    needed=("period", "currency", "to", "rate"),
    filled=("period", "currency", "to"),
)
# of a plan: a row for each report
PARAMETERS = Kind("parameters")
KINDS = {
    kind.name: kind
    for kind in (FLOWS, IMPORTS, DECLARATIONS, RESIDENTS, BLOCS, GROUPS, RATES_OF, PARAMETERS)
}


def kind_of(table: str) -> Kind:
    """Return the kind of table of a name, or refuse the name."""
    if table not in KINDS:
        raise FlowsError(
            f"unknown table {table!r}{near(table, KINDS)}; the tables are {listed(KINDS)}"
        )
    return KINDS[table]
