"""How a source lays out its records: which of its columns is which of ours, and what is no flow.

A `Layout` says it in SQL over the columns of `raw`. What a text means (a period, a country, a
code) is asked of Python, once for each text that occurs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sezlib import reference
from sezlib.schema import FlowsError, listed, quoted
from sezlib.sources.periods import joined, period
from sezlib.sources.raw import Raw, literal

# what people call a total at the foot of a table
TOTAL_WORDS = r"^\s*(итого|всего|итог|total|grand total|subtotal|sub-total|sum)([^\pL]|$)"
JOINT = "\x1f"
# units that a column of values may be in: currency and how many of it one unit is
SCALES = {
    "": 1,
    "thousand": 1_000,
    "thousands": 1_000,
    "тыс": 1_000,
    "mln": 1_000_000,
    "million": 1_000_000,
    "млн": 1_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
    "млрд": 1_000_000_000,
}


@dataclass(frozen=True)
class Field:
    """Where a column of flows comes from: the header it stands under, and SQL that gives a text."""

    header: str
    sql: str


@dataclass(frozen=True)
class Layout:
    """What `judge` needs to know of a source."""

    source: str
    fields: dict[str, Field]
    # what is no flow, each with the SQL of its condition; the first that holds is told
    aside: tuple[tuple[str, str], ...] = ()
    country: Callable[[str], str | None] = reference.find_country
    period: Callable[[str], str] = period
    constants: dict[str, str] = field(default_factory=dict)
    # the decimal mark of numbers, where the source has one; empty: what the column shows
    decimal: str = ""
    # what one of the source's units is in ours
    scale: dict[str, Decimal] = field(default_factory=dict)
    # how many digits product codes have; 0: any even number
    digits: int = 0
    # columns that may not be empty, besides the period, the value and the zone
    needed: tuple[str, ...] = ()
    # whether the zone is given as a country
    zone_is_country: bool = False
    # whether codes of products nest, so that one may be the total of others
    products_nest: bool = False
    # whether a row may be a total by the words it begins with
    words: bool = False
    told: tuple[str, ...] = ()
    # what is told of all rows at once, as SQL: conditions call it `(SELECT f0 FROM _facts)` and on
    facts: tuple[str, ...] = ()


def set_aside(layout: Layout, numbers: Sequence[str]) -> list[tuple[str, str]]:
    """Return what sets a row aside by what stands in it: the reason and the SQL of its condition.

    >>> set_aside(Layout("own", {}, (("import", "c0 = 'IM'"),)), ())
    [('import', "c0 = 'IM'")]
    """
    if not layout.words:
        return list(layout.aside)
    pattern = literal("(?i)" + TOTAL_WORDS)
    texts = [field.sql for name, field in layout.fields.items() if name not in numbers]
    found = (f"regexp_matches(coalesce({text}, ''), {pattern})" for text in texts)
    return [*layout.aside, ("a total, by its words", " OR ".join(found))]


def text(raw: Raw, name: str) -> str:
    """Return the SQL of a column's text."""
    return f"CAST({raw.column(name)} AS VARCHAR)" if raw.typed else raw.column(name)


def plain(raw: Raw, **names: str) -> dict[str, Field]:
    """Return fields that are columns as they stand; those that the file lacks are left out."""
    return {
        ours: Field(theirs, text(raw, theirs))
        for ours, theirs in names.items()
        if theirs in raw.names
    }


def month(raw: Raw, year: str, number: str) -> Field:
    """Return the period that stands in two columns, a year and a month."""
    parts = (f"coalesce({text(raw, name)}, '')" for name in (year, number))
    return Field(f"{year}, {number}", f" || {literal(JOINT)} || ".join(parts))


def from_two(told: str) -> str:
    """Return the period of a year and a month that `month` joined."""
    year, _, number = told.partition(JOINT)
    return joined(year, number)


def lower(sql: str) -> str:
    """Return the SQL of a text without blanks around it, in small letters, never null."""
    return f"lower(trim(coalesce({sql}, '')))"


def none_of(sql: str, words: tuple[str, ...]) -> str:
    """Return the condition that a text is none of some words."""
    return f"{lower(sql)} NOT IN ({', '.join(map(literal, words))})"


def stated_unit(value_in: str, source: str) -> tuple[str, Decimal]:
    """Return the currency and the scale that a user states, such as `thousand USD`."""
    words = value_in.split()
    head = " ".join(words[:-1]).lower().rstrip(".")
    if not words or head not in SCALES or not (words[-1].isalpha() and len(words[-1]) == 3):
        said = (
            f"{quoted(value_in)} is no unit of value"
            if words
            else "the unit of value is not stated"
        )
        raise FlowsError(
            f"{source}: {said}; state value_in as a currency, with a scale before it where there "
            f"is one, such as {listed(('USD', 'thousand USD', 'mln RUB'))}"
        )
    return words[-1].upper(), Decimal(SCALES[head])
