"""What a claim is: a published figure, what it speaks of, its interval; and claims as a table."""

from __future__ import annotations

import functools
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sezlib.claims.words import READINGS, WORDS, Interval
from sezlib.flows import FlowsError, one_of, unlisted
from sezlib.units import Unit

if TYPE_CHECKING:
    import pandas as pd

# the scope of a claim whose source names none
UNSAID = "all"
# what two printed intervals may miss each other by, relative to their size, and still touch
TOUCH = 1e-9
# measure: whether it compares two quantities, and under which key of `where` the second stands
MEASURES = {
    "total": "", "cumulative": "", "stock": "", "share": "of", "growth": "against",
    "ratio": "against", "difference": "against", "change": "of", "per_unit": "per", "count": "",
    "rank": "", "first": "",
}  # fmt: skip
# words of indicators that may be below nothing
SIGNED = {"balance", "profit", "net"}


class ContradictionError(FlowsError):
    """Claims that contradict each other, so that nothing follows from them."""


@dataclass(frozen=True)
class Region:
    """A part of the table: an indicator over months, of some groups, destinations and zones.

    `groups`, `destinations` and `zones` are None for all of them. A stock is a level at a time,
    and does not add up over months. What is counted (`of`) is a quantity of its own. `area` is a
    part of the world by its name, and `scope` whose the amounts are, where not those of the claim.
    """

    indicator: str
    start: int
    end: int
    groups: frozenset[str] | None = None
    destinations: frozenset[str] | None = None
    stock: bool = False
    of: str = ""
    zones: frozenset[str] | None = None
    area: str = ""
    scope: str = ""

    def holds(self, other: Region) -> bool:
        """Return whether `other` is a part of this."""
        mine, theirs = ((r.groups, r.destinations, r.zones) for r in (self, other))
        within = all(
            m is None or (t is not None and t <= m) for m, t in zip(mine, theirs, strict=True)
        )
        within = within and (self.destinations is not None or self.area in ("", other.area))
        return within and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Claim:
    """A published figure. Intervals are in the base of its unit; `unit` scales them to print."""

    id: str
    source: str
    measure: str
    where: dict[str, Any] = field(hash=False)
    printed: str
    unit: Unit
    value: float
    plain: Interval
    journalist: Interval
    part: Region
    whole: Region | None = None
    names: tuple[str, ...] = ()
    wording: str = ""
    scope: str = ""
    note: str = ""
    line: int = 0
    # what a change of a share is compared with: the part and the whole of another time
    before: tuple[Region, Region] | None = None

    def interval(self, reading: str) -> Interval:
        """Return the interval of the figure under a reading, in the base of its unit."""
        return self.plain if reading == "plain" else self.journalist

    def shown(self, value: float | None) -> float | None:
        """Return a value in the claim's unit, as it would be printed; None is unbounded."""
        if value is None or math.isinf(value):
            return None
        # a growth in times is the ratio: 3 where the growth is 2
        times = self.measure == "growth" and self.unit.kind == "times"
        return (value + (1.0 if times else 0.0)) / self.unit.factor

    @property
    def words(self) -> str:
        """The figure as it was printed, with the word before it."""
        return f"{self.wording} {self.printed}".strip()

    @property
    def worded(self) -> bool:
        """Whether the printed text holds its own unit, as "three times" and "a third" do."""
        text = self.printed.strip()
        return not any(c.isdigit() for c in text) or text[-1].isalpha()

    @property
    def wordless(self) -> bool:
        """Whether it is no number: a ranking, or when something was first exported."""
        return self.measure in ("rank", "first")

    @property
    def linear(self) -> bool:
        """Whether the claim bounds amounts; others are held against records only."""
        return self.measure != "rank" or self.part.of in ("group", "destination")


@dataclass(frozen=True)
class Source:
    """Where figures were published."""

    id: str
    title: str = ""
    address: str = ""
    date: str = ""
    language: str = ""
    note: str = ""
    rounding: str = ""


@dataclass(frozen=True)
class Mark:
    """A figure in a sentence of a draft: a claim, or a number left open, or no fact.

    `span` is where in the sentence it stands, from which character to which; at the end, and empty,
    where that is not known. `note` is the question that is open, or the reason; `code` is by which
    name a page knows it, and behind a colon what it names.
    """

    kind: str
    sentence: str
    span: tuple[int, int]
    printed: str
    note: str
    accepted: bool
    claim: Claim | None = None
    code: str = ""


@dataclass(frozen=True)
class Claims:
    """The claims of a file: `for claim in claims`, `claims["id"]`, `len(claims)`."""

    file: str
    subject: str
    claims: tuple[Claim, ...]
    sources: dict[str, Source]
    links: tuple[tuple[str, str], ...] = ()
    zone: str = ""
    opened: str = ""
    scope: str = ""
    name: dict[str, str] = field(default_factory=dict, hash=False)
    # when the fiscal years of the file begin, where it has any
    year_begins: str = ""
    # the zones that are all there are, where the file says so
    zones: tuple[str, ...] = ()
    # what the names and the notes of the file are in other languages
    names: dict[str, dict[str, str]] = field(default_factory=dict, hash=False)
    # of a draft the sentences in order, and the figures in them, as they follow each other
    text: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()

    @functools.cached_property
    def _by_id(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self.claims}

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.claims)

    def __len__(self) -> int:
        return len(self.claims)

    def __getitem__(self, name: str) -> Claim:
        if name in self._by_id:
            return self._by_id[name]
        raise unlisted("no claim", name, "the claims are", self._by_id)

    def without(self, names: Iterable[str]) -> Claims:
        """Return the claims but some, by their ids."""
        left_out = {self[name].id for name in names}
        return replace(self, claims=tuple(c for c in self.claims if c.id not in left_out))

    def only(self, sources: Iterable[str]) -> Claims:
        """Return the claims of some sources alone; of none named, all of them.

        >>> import sezlib as sez
        >>> claims = sez.claims.read("data/published/technopolis_moscow.toml")
        >>> {claim.source for claim in claims.only(["release-2020"])}
        {'release-2020'}
        """
        wanted = list(sources)
        for name in wanted:
            if name not in self.sources:
                raise unlisted(f"{self.file}: no source", name, "the sources are", self.sources, 50)
        if not wanted:
            return self
        held = tuple(c for c in self.claims if c.source in wanted)
        marks = tuple(m for m in self.marks if not m.claim or m.claim.source in wanted)
        return replace(self, claims=held, marks=marks)


@functools.lru_cache(4096)
def is_signed(indicator: str) -> bool:
    """Return whether amounts may be below nothing: of a balance, a profit, or what is net.

    >>> is_signed("trade_balance"), is_signed("net exports"), is_signed("exports")
    (True, True, False)
    """
    return not SIGNED.isdisjoint(re.split(r"[\W_]+", indicator)) and indicator[-1] not in "+-"


def scoped(claims: Iterable[Claim], scopes: str) -> Callable[[Claim], str]:
    """Return in which scope a claim is read.

    `apart` keeps scopes as they are. `one` reads an indicator whose source names no scope as the
    only scope that other sources name for it: one word, one thing.
    """
    said: dict[str, set[str]] = defaultdict(set)
    claims = list(claims)
    # what a share is of all exports of is no zone's
    outside = {claim.whole.scope for claim in claims if claim.whole}
    for claim in claims:
        if claim.scope and claim.scope not in outside:
            said[claim.part.indicator].add(claim.scope)

    def scope(claim: Claim) -> str:
        known = said[claim.part.indicator]
        alone = scopes == "one" and len(known) == 1
        return claim.scope or (next(iter(known)) if alone else UNSAID)

    return scope


def table(claims: Claims, *, reading: str = "plain") -> pd.DataFrame:
    """Return the claims as a table: what is printed, where, and the interval that it is.

    `low` and `high` are in the claim's unit; null is unbounded. `held_against` is `claims and
    records` where a claim bounds amounts, else `records`.

    Columns: `id`, `source`, `measure`, `where`, `printed`, `unit`, `low`, `high`, `scope`,
    `held_against`, `note`.

    >>> import sezlib as sez
    >>> claims = sez.claims.read("data/published/technopolis_moscow.toml")
    >>> sez.claims.table(claims)[["id", "printed", "low", "high"]].head(1)
                 id printed    low   high
    0  exports-2019     326  325.5  326.5
    """
    import pandas as pd

    one_of("reading", reading, READINGS)
    columns = ["id", "source", "measure", "where", "printed", "unit", "low", "high", "scope",
               "held_against", "note"]  # fmt: skip
    rows = [
        (c.id, c.source, c.measure, spell_where(c.where), c.words, c.unit.name,
         *interval_ends(c, reading), c.scope,
         "claims and records" if c.linear else "records", c.note)
        for c in claims
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).astype({"low": float, "high": float})


def readings() -> pd.DataFrame:
    """Return the words that qualify a figure: how they are written, and why they are read so.

    Columns: `word` (`exact` is none), `en`, `ru`, `reason`.

    >>> readings().loc[1, "en"]
    'about, around, approximately, roughly, some, circa, ca., ~, or so'
    """
    import pandas as pd

    rows = []
    for word in WORDS:
        phrases = (*word.phrases, *word.behind)
        english = [phrase for phrase in phrases if phrase.isascii()]
        russian = [phrase for phrase in phrases if re.search("[а-я]", phrase)]
        rows.append((word.name or "exact", ", ".join(english), ", ".join(russian), word.reason))
    return pd.DataFrame(rows, columns=["word", "en", "ru", "reason"])


def interval_ends(claim: Claim, reading: str) -> tuple[float | None, float | None]:
    """Return the interval of a claim in its unit; None is unbounded, or not a number at all."""
    if claim.wordless:
        return None, None
    low, high = claim.interval(reading)
    return claim.shown(low), claim.shown(high)


def printed_text(claim: Claim) -> str:
    """Return a figure as it was printed, with its unit where the text does not hold it."""
    return claim.words if claim.worded else f"{claim.words} {claim.unit.name}".strip()


def spell_where(where: dict[str, Any]) -> str:
    """Return a `where` as text.

    >>> spell_where({"period": "2019", "of": {"from": "2006", "to": "2019"}})
    'period 2019, of (from 2006, to 2019)'
    """
    return ", ".join(f"{key} {_told(value)}" for key, value in where.items())


def _told(value: object) -> str:
    if isinstance(value, dict):
        return "(" + ", ".join(f"{key} {_told(held)}" for key, held in value.items()) + ")"
    return " + ".join(map(str, value)) if isinstance(value, list) else str(value)
