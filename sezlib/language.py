"""Numbers, names and sentences in the language of an edition.

Sentences live in `sezlib/locale/LANGUAGE/` (Project Fluent), numbers and plurals follow CLDR
(Babel). A sentence is given a row of a table and says itself how each value of it is shown:
`{ MONEY($total) }`, `{ SHARE($share) }`, `{ LIST($rows, of: "destination") }`. Its functions are
the methods of the edition that `FUNCTIONS` names.
"""

from __future__ import annotations

import datetime
import functools
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw

from sezlib import countries, trace, units
from sezlib.flows import (
    ACCOUNT,
    MARKS,
    NAMES,
    REST,
    UNSPECIFIED,
    FlowsError,
    LazyFlows,
    distinct,
    listed,
    near,
    short,
    values_of,
)
from sezlib.metrics.core import GRAINS, begin, years_of
from sezlib.metrics.cuts import complete_month, month, partial_year, year_start_of
from sezlib.periods import (
    months_of,
    parts_of_year,
    reporting_year,
    spell,
    spelled,
    stated_year,
    years_later,
)
from sezlib.profile import RELEASE

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle
    from fluent.runtime.resolver import Message
    from fluent.syntax.ast import Resource

LANGUAGES = ("en", "ru")
SCALES = {name: units.SCALES[name].size for name in ("trillion", "bn", "mln", "thousand")}
SCALES["one"] = 1.0
LONGEST, MOST_LISTED = 900, 30
# of an amount in a sentence: at a scale, and of single units of the currency
TEXT_DIGITS = (1, 2)
NBSP = "\u00a0"
# halves go away from zero, as in a spreadsheet; numbers have up to 300 digits, and none is lost
HALF_UP = Context(prec=400, rounding=ROUND_HALF_UP)
# growth above it reads better as a multiple
MANY_TIMES = 3
# half of the last digit that a share or a growth is shown with
HALF = 0.0005
ROMAN = ("I", "II", "III", "IV")
# how many zones a title names
NAMED_ZONES = 3
# the columns that sections of pages on exports are about
ASKED = ("group", "destination", "resident")
# the column that a page is about; without it there is nothing to tell there
ABOUT = {"markets": "destination", "residents": "resident", "destination": "destination"}
# the methods of an edition that sentences call, in capitals
FUNCTIONS = ("beyond", "bloc", "change", "count", "country", "date", "day", "group", "hours",
             "known", "list", "money", "month", "name", "number", "passed", "percent", "places",
             "points", "share", "signed", "unit", "went", "when", "would", "year")  # fmt: skip
# a sentence's name, and what names another one in it
NAME, NAMED = re.compile(r"^([a-z][\w-]*) *=", re.MULTILINE), re.compile(r"[{(,:]\s*([a-z][\w-]*)")


@functools.cache
def sentences(language: str) -> dict[str, str]:
    """Return the sentences of one language by their names, as they are written."""
    if language not in LANGUAGES:
        raise FlowsError(
            f"language {language!r} is not one of {listed(LANGUAGES)}{near(language, LANGUAGES)}"
        )
    paths = sorted((Path(__file__).parent / "locale" / language).glob("*.ftl"))
    _, *parts = NAME.split("\n".join(path.read_text(encoding="utf-8") for path in paths))
    return {name: f"{name} ={text}" for name, text in zip(parts[::2], parts[1::2], strict=True)}


@functools.lru_cache(4096)
def parse_sentence(sentence: str) -> Resource:
    """Return a sentence as Fluent has it, parsed once: all of them take as long as a chart."""
    from fluent.runtime import FluentResource

    return FluentResource(sentence)


class Held(str):
    """A value that is neither text nor number, as a sentence hands it to its functions."""

    value: Any = None


def _hand_over(value: Any) -> Any:
    """Return a value as Fluent takes it: a truth as `yes` or `no`."""
    if isinstance(value, str):
        # Fluent refuses texts that are longer than anybody would read
        return value if isinstance(value, Held) else short(spell(value), LONGEST)
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return value
    held = Held("–")
    held.value = value
    return held


def _take_from(call: Callable[..., Any]) -> Callable[..., Any]:
    def called(*given: Any, **how: Any) -> Any:
        return _hand_over(call(*(v.value if isinstance(v, Held) else v for v in given), **how))

    return called


@dataclass(frozen=True)
class Edition:
    """One report as it is worded: its period, zone, currency and language.

    >>> Edition(period="2019", language="ru", currency="RUB").money(163_930_000)
    '163,9\\xa0млн\\xa0руб.'
    """

    period: str
    language: str = "en"
    zone: str = ""
    currency: str = ""
    goods: str = ""
    opened: str = ""
    top: int = 5
    synthetic: bool = False
    retyped: bool = False
    months: int = 12
    residents: bool = True
    # what pages on exports ask for and the records do not state
    lacking: tuple[str, ...] = ()
    page: str = ""
    titled: str = ""
    profile: dict[str, Any] = field(default_factory=dict, repr=False)
    # what zones, groups and whatever else the records name are called in the language
    names: dict[str, str] = field(default_factory=dict, repr=False)
    # what became of the rows of the file that the records were taken from
    account: list[dict[str, Any]] = field(default_factory=list, repr=False)
    complete_to: str = ""
    # when the fiscal year of the edition begins, where it is one
    year_begins: str = ""
    stated: bool = False
    late: tuple[int, float] = (0, 0.0)
    # the year that the records begin within: no base for growth, nor for what is new
    partial: str = ""
    # the column and the key that the page is about, where it is about one
    subject: tuple[str, str] = ("", "")
    # the customs procedure that all records are of, as its source codes it
    customs: str = ""
    # the zones, where there are several, and the first and the last month on record of each
    zones: tuple[str, ...] = ()
    spans: dict[str, tuple[str, str]] = field(default_factory=dict, repr=False)
    # for whom it is: `internal`, `public`, or nobody has said; and what a table passes that is told
    audience: str = ""
    gate: Callable[[Any, Any], Any] | None = field(default=None, repr=False)
    # whether it is public, and by what it differs from reports that are so already is not known
    alone: bool = False

    @property
    def end(self) -> str:
        """Return the last month of the period that the edition covers, or the fiscal year."""
        if self.fiscal or not self.period:
            return self.period
        return month(months_of(self.period)[1] - 12 + self.months)

    @property
    def start(self) -> str:
        """Return the first month of the period, or the fiscal year."""
        return month(months_of(self.period)[0])

    @property
    def lag(self) -> int:
        """Return how many periods before this one is that of the year before."""
        # no other page than the annual one tells of parts of years
        return 1 if self.page else parts_of_year(self.period)

    @property
    def per(self) -> str:
        """Return the grain of the period: `year`, `half`, `quarter` or `month`."""
        return next(per for per, parts in GRAINS.items() if parts == self.lag)

    @property
    def fiscal(self) -> bool:
        """Return whether the year is a fiscal one, which has no months to speak of."""
        return self.period.endswith("A1")

    @property
    def banner(self) -> list[str]:
        """Return what everybody has to know first: for whom it is, what is invented or retyped."""
        marks = [mark for mark in MARKS if getattr(self, mark)]
        internal = [self.say("internal-banner")] if self.audience == "internal" else []
        return internal + [self.say(f"{mark}-banner") for mark in marks]

    @property
    def public(self) -> bool:
        """Return whether it tells what everybody may know, and no more."""
        return self.audience == "public"

    @property
    def apart(self) -> list[str]:
        """Return the column that tells zones apart, where there are several."""
        return ["zone"] if self.zones else []

    @property
    def unfinished(self) -> str:
        """Return the year where the edition covers only part of it, else nothing."""
        return self.period if self.months < 12 else ""

    @property
    def finished(self) -> str:
        """Return the last year that is over."""
        return years_later(self.period, -(self.months < 12))

    @property
    def previous(self) -> str:
        """Return the year before, or the same part of it."""
        return years_later(self.period, -1) if self.period else ""

    @property
    def before(self) -> str:
        """Return the period just before."""
        return spelled(months_of(self.period)[0] * self.lag // 12 - 1, 12 // self.lag)

    @functools.cached_property
    def _bundle(self) -> FluentBundle:
        from fluent.runtime import FluentBundle

        calls = {name.upper(): _take_from(getattr(self, name)) for name in FUNCTIONS}
        return FluentBundle([self.language], functions=calls, use_isolating=False)

    def _message(self, name: str) -> Message:
        """Return a sentence as Fluent has it, with those that it names beside it."""
        if not self._bundle.has_message(name):
            text = sentences(self.language)[name]
            self._bundle.add_resource(parse_sentence(text))
            for other in sentences(self.language).keys() & NAMED.findall(text):
                self._message(other)
        return self._bundle.get_message(name)

    @functools.cached_property
    def _standing(self) -> dict[str, Any]:
        """What every sentence is given."""
        return {
            "period": self.period, "previous": self.previous, "per": self.per,
            "who": "residents" if self.residents else "other", "goods": self.goods or None,
            "zones": "several" if self.zones else "one", "months": self.months, "end": self.end,
            "audience": self.audience,
        }  # fmt: skip

    def say(self, message: str, row: Mapping[str, Any] | None = None, /, **given: Any) -> str:
        """Return the sentence `message`, its blanks filled from a row and from what is given.

        What the edition gives to every sentence stands before the row's own: `period`, `previous`
        (the year before), `who` exported, which `goods`, in how many `months`, and to which `end`.
        """
        pattern = self._message(message)
        if pattern.value is None:
            raise FlowsError(f"the sentence {message!r} has no text in {self.language!r}")
        blanks = {**(row or {}), **self._standing, **given}
        held = {name: _hand_over(value) for name, value in blanks.items()}
        text, errors = self._bundle.format_pattern(pattern.value, held)
        if errors:
            raise FlowsError(f"the sentence {message!r} lacks a blank: {errors[0]}")
        # "во втором", and "со второго"
        text = re.sub(r"\b([ВвСс])(?=[ \u00a0]II (?:квартал|полугоди))", r"\1о", str(text))
        # a number and its unit stay on one line, and so does a dash with what is before it
        text = re.sub(r"(?<=\d) (?=[а-яё]{2}|(?:[гт]|kg|ha)\b)| (?=—)", NBSP, text)
        # an abbreviation that ends a sentence, or a marked part of it, brings its own full stop
        return re.sub(r"\.([\ue000-\ue002]?)\.(?=\s|$)", r".\1", text)

    def told(self, message: str, otherwise: str, **given: Any) -> str:
        """Return the sentence `message`, or `otherwise` where nobody has written it."""
        return self.say(message, **given) if message in sentences(self.language) else otherwise

    def known(self, value: Any) -> bool:
        """Return whether there is a value: a number, a text that is not empty, an item or more."""
        return bool(value) if isinstance(value, (str, list, tuple)) else not is_missing(value)

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number with its digits grouped; nothing (null) is a dash."""
        from babel.numbers import format_decimal

        if is_missing(value):
            return "–"
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        with localcontext(HALF_UP):
            shown = format_decimal(value, format=pattern, locale=self.language)
        # what rounds to nothing has no sign
        return shown.replace("-", "−" if re.search("[1-9]", shown) else "")

    def percent(self, fraction: float, digits: int = 1) -> str:
        """Return a fraction as per cent."""
        if is_missing(fraction):
            return "–"
        space = "" if self.language == "en" else NBSP
        return self.number(fraction / 0.01, digits) + f"{space}%"

    def money(
        self, value: float, *beside: float, scale: str = "", digits: int | None = None,
        least: bool = False, plus: bool = False, times: int = 1,
    ) -> str:  # fmt: skip
        """Return an amount in the edition's currency, in the largest unit that suits it.

        The amounts of one sentence stand `beside` each other: all are in one scale, in which each
        of them shows. A whole amount below a thousand shows no digits, unless `least` asks for
        them. With `plus` a rise has its sign, as a fall has.
        It is told so many `times`, as for a thousand of what it comes of.
        """
        if is_missing(value):
            return "–"
        value *= times
        scale = scale or (scale_of_all(value, *beside) if value else "one")
        whole = scale == "one" and not least and float(value).is_integer()
        wanted = TEXT_DIGITS[scale == "one"] if digits is None else digits
        amount = self.number(value / SCALES[scale], 0 if whole else wanted)
        if abs(value) >= 1e-6 and not re.search("[1-9]", amount):
            # what is little is not nothing; what is less comes of adding up
            amount = self.number(value, -math.floor(math.log10(abs(value))))
            scale = "one"
        number = amount.removeprefix("−")
        sign = "−" if number != amount else "+" if plus and re.search("[1-9]", number) else ""
        said = "money" if self.currency else "money-unknown"
        return self.say(said, number=number, sign=sign, **self._unit(scale))

    def amounts(self, *values: float, plus: bool = False) -> list[str]:
        """Return the amounts of one sentence."""
        return [self.money(v, *values, plus=plus) for v in values]

    def unit(self, scale: str = "one", case: str = "") -> str:
        """Return the unit of amounts at a scale, such as `RUB million`; its `name` stands alone."""
        said = "money-unit" if self.currency else "money-unit-unknown"
        unit = self.say(said, **self._unit(scale))
        return self.told(f"currency-{self.currency}-{case}", unit) if case else unit

    def _unit(self, scale: str) -> dict[str, str]:
        known = f"currency-{self.currency or 'unknown'}"
        word = "" if scale == "one" else self.say(f"scale-{scale}")
        return {"scale": word or "none", "currency": self.told(known, self.currency)}

    def passed(self, value: float) -> str:
        """Return in words what round amount `value` has passed: 615 for 615.4, 68 for 68.7."""
        scale, digits, floor = _round_amount(value)
        exact = "yes" if floor * SCALES[scale] == value else "no"
        amount = self.money(floor * SCALES[scale], scale=scale, digits=digits, least=bool(digits))
        return self.say("passed", exact=exact, amount=amount)

    def beyond(self, value: float, digits: int | None = None) -> str:
        """Return an amount beside what it has `passed`: it does not read as the next round one.

        >>> Edition(period="2019", currency="EUR").beyond(1_999_600_000)
        'EUR\\xa01.9996\\xa0billion'
        """
        scale, kept, floor = _round_amount(value)
        fewest = TEXT_DIGITS[scale == "one"] if digits is None else digits
        above = floor + 10.0**-kept
        fit = (n for n in range(fewest, 13) if round_printed(value / SCALES[scale], n) < above)
        enough = next(fit, fewest)
        return self.money(value, digits=digits if enough == fewest else enough)

    def title(self) -> str:
        """Return the title of the report."""
        page = f"{self.page}-" if self.page else ""
        named = f"{page}title" if self.zone else f"{page}title-nozone"
        kind, key = self.subject
        about = {"kind": kind or None, "name": self.name(kind, key) if kind else ""}
        return self.titled or self.say(named, zone=self.zone, **about)

    def closing(self) -> list[str]:
        """Return when it is released and next, whom to ask, the licence, as far as stated.

        And how to cite it.
        """
        held = {name: self.own(str(self.profile.get(name, ""))) for name in RELEASE}
        told = [self.say(f"about-{name}", text=held[name]) for name in RELEASE if held[name]]
        return [*told, self.say("about-cite", title=self.title(), **held)]

    def day(self, iso: str) -> str:
        """Return a day in words."""
        from babel.dates import format_date

        return format_date(datetime.date.fromisoformat(iso), "d MMMM y", self.language)

    def timely(self) -> bool:
        """Return whether the profile tells of the year reported."""
        # a list of January tells of the year that has just ended, and of its own
        stated = str(self.profile.get("as_of", ""))[:4]
        year = self.period[:4]
        return not stated or stated in (year, years_later(year))

    def comparable(self) -> bool:
        """Return whether what the profile says was invested is in the currency of the report."""
        return bool(self.profile.get("currency", self.currency) == self.currency)

    def tells(self, base: str) -> bool:
        """Return whether exports may be set against a `base` of the profile, such as `hectare`."""
        return self.comparable() if base == "invested" else self.timely()

    def completeness(self) -> list[str]:
        """Return until when the records are complete, and what that leaves out, in sentences."""
        if not self.complete_to:
            return []
        told = [self.say("customs-procedure", code=self.customs)] if self.customs else []
        told += [self.fiscal_year()] if self.year_begins or self.fiscal else []
        if self.stated or not self.fiscal:
            said = "complete-stated" if self.stated else "complete-assumed"
            told.append(self.say(said, month=self.complete_to))
        rows, value = self.late
        return [*told, *([self.say("complete-late", n=rows, value=value)] if rows else [])]

    def fiscal_year(self) -> str:
        """Return which year the fiscal year is, in a sentence."""
        from babel.dates import format_date

        if not self.year_begins:
            return self.say("fiscal-year-unknown")
        month, _, day = self.year_begins.partition("-")
        year = self.period if self.fiscal else reporting_year(self.period, month)
        first = datetime.date(int(year[:4]), int(month), int(day or 1))
        last = first.replace(year=first.year + 1) - datetime.timedelta(1)
        # a month alone has its own form in Russian: "с июля по июнь", "с 21 марта по 20 марта"
        begin = format_date(first, "d MMMM y" if day else "MMMM y", self.language)
        end = format_date(last, "d MMMM y" if day else "LLLL y", self.language)
        return self.say("fiscal-year" if self.fiscal else "fiscal-part", first=begin, last=end)

    def share(self, fraction: float) -> str:
        """Return a share as per cent; one near nothing or all reads as neither of them."""
        shown = self.percent(fraction)
        if is_missing(fraction):
            return shown
        if fraction > 0 and shown == self.percent(0.0):
            return self.say("share-least", shown=self.percent(0.001))
        if fraction < 1 - 1e-9 and shown == self.percent(1.0):
            return self.say("share-most", shown=self.percent(0.999))
        return shown

    def signed(self, fraction: float, digits: int = 1) -> str:
        """Return a change with its sign: `+32.0%`."""
        return _with_plus(self.percent(fraction, digits), fraction)

    def points(self, fraction: float) -> str:
        """Return a contribution in percentage points, with its sign."""
        return self.say("points", shown=_with_plus(self.number(fraction * 100, 1), fraction))

    def hours(self, value: float) -> str:
        """Return hours in words, to a tenth."""
        return self.say("hours", shown=self.number(value, 1))

    @staticmethod
    def way(growth: float) -> str:
        """Return whether growth is `up`, `down` or, as far as it is shown, the `same`."""
        return "same" if abs(growth) < HALF else "up" if growth > 0 else "down"

    def change(self, growth: float) -> str:
        """Return growth in words: `32.0% more than`, `16 times as much as`, `as much as`."""
        return self.went(growth, "change")

    def went(self, growth: float, message: str = "went") -> str:
        """Return what exports did, in words: `grew by 32.0%`, `fell by 4.1%`, `hardly changed`."""
        way, n = self.way(growth), 0.0
        way = "near" if growth and way == "same" else way
        # what has nearly gone has not gone
        shown = self.share(-growth) if growth < 0 else self.percent(growth)
        if -1 < growth < 0 and shown == self.say("share-most", shown=self.percent(0.999)):
            way, shown = "most", self.percent(0.999)
        if growth > MANY_TIMES:
            # nouns go with any fraction as with one and a half
            digits = 0 if 1 + growth >= 10 else 1
            way, shown = "times", self.number(1 + growth, digits)
            n = 1.5 if digits else round(1 + growth)
        return self.say(message, direction=way, shown=shown, n=n)

    def would(self, growth: float) -> str:
        """Return what exports would have done, in words."""
        return self.went(growth, "would")

    def month(self, number: int, case: str = "name") -> str:
        """Return the name of a month, as it stands by itself, after `in` or `of`."""
        from babel.dates import get_month_names

        if case == "of":
            return get_month_names("wide", "format", self.language)[number]
        name = get_month_names("wide", "stand-alone", self.language)[number]
        if case == "in" and self.language == "ru":
            # after "в" a month takes its prepositional case: июнь, июне; март, марте
            return name.removesuffix("ь").removesuffix("й") + "е"
        return name

    def year(self, period: str, case: str = "in") -> str:
        """Return a whole year or a part of one, as it stands by its `name`, after `in` or `of`."""
        parts = parts_of_year(period)
        if parts == 1:
            return self.say(f"year-{case}", year=period)
        number = int(period[5:].strip("SQ"))
        part = self.month(number, case) if parts == 12 else number
        if parts < 12 and self.language == "ru":
            part = ROMAN[number - 1]
        kind = period[5] if parts < 12 else "M"
        return self.say(f"span-{case}", year=period[:4], kind=kind, part=part)

    def when(self, year: str) -> str:
        """Return a year as it stands after `in`, or the months of it that the edition covers."""
        if self.months == 12:
            return self.year(year)
        last = self.month(self.months, "in")
        return self.say("when-part", year=year, last=last, n=self.months)

    def date(self, period: str) -> str:
        """Return a month of a year in words; a period that is no month stays as it is."""
        year, _, month = period.partition("-")
        known = month.isdigit() and 1 <= int(month) <= 12
        return self.say("date", month=self.month(int(month)), year=year) if known else spell(period)

    def list(
        self, items: Iterable[Any], of: str = "", said: str = "", by: str = "", once: bool = False
    ) -> str:
        """Return items as a list in words, `a, b and c`, or parted `by` what else.

        Of rows it is the names in the column `of`, or what a message has `said` of each, which
        stands `once` where it is the same of several.
        """
        from babel.lists import format_list

        items = [self.say(said, row) for row in items] if said else list(items)
        items = [self.name(of, row[of]) for row in items] if of else items
        items = list(dict.fromkeys(items)) if once else items
        if by:
            return by.join(items)
        # British usage, as statistical offices have it: no comma before "and"
        locale = "en_GB" if self.language == "en" else self.language
        items = list(map(spell, items))
        if len(items) > MOST_LISTED:
            rest = self.say("remainder", n=len(items) - MOST_LISTED + 1)
            items = [*items[: MOST_LISTED - 1], rest]
        return format_list(items, locale=locale) if items else ""

    def count(self, n: float, of: str) -> str:
        """Return how many there are `of` something, by the message that counts it."""
        return self.say(of, n=int(n))

    def places(self, rows: Iterable[dict[str, Any]]) -> str:
        """Return how many countries these are; with a territory they are not all countries."""
        codes = {row["destination"] for row in rows}
        kind = "territories" if codes & countries.territories() else "countries"
        return self.count(len(codes), kind)

    def name(self, of: str, key: str) -> str:
        """Return a key as a reader knows it: `CHN` of a destination is China."""
        names = {"destination": self.country, "group": self.group, "bloc": self.bloc}
        if of == "period" and self.lag > 1:
            return self.year(key, "name")
        if key in ("_U", REST):
            return self.say("unknown")
        return names[of](key) if of in names else self.own(str(spell(key)))

    def own(self, text: str) -> str:
        """Return what the profile or the claims file calls a thing; without a name it stays."""
        return self.names.get(text, text)

    def country(self, code: str) -> str:
        """Return the name of a country."""
        if code == REST or (code == UNSPECIFIED and self.public):
            return self.say("unknown")
        return countries.country_name(code, self.language)

    def group(self, group: str) -> str:
        """Return the name of a product group; one that is not known is named as it is."""
        if group in ("_U", REST):
            return self.say("unknown")
        return self.names.get(group) or countries.group_name(group, self.language)

    def bloc(self, bloc: str) -> str:
        """Return the name of a bloc."""
        return self.names.get(bloc) or countries.bloc_name(bloc, self.language)


def is_missing(value: Any) -> bool:
    """Return whether a value is null: None, NaN, pandas' NA, or a number beyond all numbers."""
    import pandas as pd

    return value is None or bool(pd.isna(value)) or value in (math.inf, -math.inf)


def round_printed(value: float, digits: int) -> Decimal:
    """Return a number as it is printed: halves go away from zero.

    >>> round_printed(1.65, 1), round_printed(-0.5, 0)
    (Decimal('1.7'), Decimal('-1'))
    """
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), context=HALF_UP)


def count_decimals(numbers: list[float], width: float = 0.0) -> int:
    """Return how many decimals to print: two or so, or what tells ends `width` apart.

    >>> count_decimals([325.5, 326.5]), count_decimals([163.925, 163.935], 0.01)
    (1, 3)
    """
    size = max(map(abs, numbers))
    kept = 2 if size >= 1 or size == 0 else 1 - math.floor(math.log10(size))
    kept = max(kept - 1, 0) if size >= 1000 else kept
    # a millionth of the size apart is the solver's, and nobody's figure
    if width > 1e-7 * size:
        kept = max(kept, 1 - math.floor(math.log10(width) + 1e-6))
    kept = min(kept, 12)
    # zeros that end every one of them say nothing
    return max(len(f"{n:.{kept}f}".rstrip("0").partition(".")[2]) for n in numbers)


def scale_of(value: float) -> str:
    """Return the scale in which an amount is best said: `trillion`, `bn` and so on to `one`."""
    if is_missing(value):
        return "one"
    # what would be shown as 1,000.00 thousand is a million
    return next((n for n, size in SCALES.items() if abs(value) >= size * 0.999995), "one")


def scale_of_all(*values: float) -> str:
    """Return the scale of the amounts of one sentence: one in which each of them shows."""
    sizes = [abs(v) for v in values if not is_missing(v) and v]
    largest, least = max(sizes, default=0.0), min(sizes, default=0.0)
    top, shows = SCALES[scale_of(largest)], 10 ** -TEXT_DIGITS[False] / 2
    return next((n for n, size in SCALES.items() if size <= top and least > size * shows), "one")


def _with_plus(shown: str, value: float) -> str:
    # what rounds to nothing has no sign
    return f"+{shown}" if value > 0 and re.search("[1-9]", shown) else shown


def _round_amount(value: float) -> tuple[str, int, float]:
    """Return the scale, the digits and the size of the round amount that is not above a value."""
    scale = scale_of(value)
    digits = max(1 - math.floor(math.log10(value / SCALES[scale])), 0)
    return scale, digits, math.floor(value / SCALES[scale] * 10**digits) / 10**digits


def edition(
    flows: Any, profile: dict[str, Any] | None = None, *, period: str | int, language: str = "en",
    zone: str | Iterable[str] = "", currency: str = "", top: int = 5, page: str = "",
    complete_to: str = "", subject: tuple[str, str] = ("", ""),
) -> Edition:  # fmt: skip
    """Return the edition that reports `flows` of one year, and check that it can be.

    `page` names the page that it is the edition of, where that is not the annual report: `markets`,
    `residents`, `relief`, `zones`, or `destination` and `product`, which are about a `subject`.
    Flows of several zones are told as those of all of them. The
    currency is the one that the flows name, else the given one, else the profile's; where
    nobody names it, amounts are in `currency units`. Records are complete to `complete_to`, else to
    what the profile says of it, else, which the page states, to their last month.

    >>> import sezlib as sez
    >>> sez.edition(sez.example(), period=2019).period
    '2019'
    """
    import pandas as pd

    profile = dict(profile or {})
    flows = flows if isinstance(flows, LazyFlows | pd.DataFrame) else pd.DataFrame(flows)
    own = flows.attrs.get(NAMES, {})
    names = own.get(language, {}) | profile.pop("names", {}).get(language, {})
    columns = list(flows.columns)
    # a large file is asked for each combination of these once
    asked = ("period", "zone", "currency", "customs", "year_begins", *MARKS)
    frame = distinct(flows, *asked) if isinstance(flows, LazyFlows) else flows
    frame = begin(frame, "period").to_native().astype({"period": "str"})
    period = stated_year(str(period)) if "/" in str(period) else str(period)
    sentences(language)
    years, begins = years_of(frame), profile.get("year_begins", "")
    parts = any(str(held)[5:6] not in ("", "A") for held in frame["period"].unique())
    take = f'take them in by a mapping with period = "fiscal" and year_begins = "{begins or "07"}"'
    part = parts_of_year(period) > 1 and months_of(period)
    if (period[:4] if part else period) not in years:
        fiscal = {year.endswith("A1") for year in (period, *years)}
        other = f"or {take}" if parts else "or give records by such years"
        told = f"no flows in the year {spell(period)!r}; the years are "
        how = f"; report one of these, {other}" if len(fiscal) > 1 else ""
        raise FlowsError(f"{told}{listed(map(spell, years), 40)}{how}")
    if ABOUT.get(page, "period") not in columns:
        told = f"the flows have no column {ABOUT[page]!r}, which the page {page!r} is about"
        raise FlowsError(f"{told}; the page 'annual_export' tells what they do have")
    if parts and begins not in ("", "01") and (not part or len(begins) > 2):
        raise FlowsError(
            f"the profile says that years begin on {begins}, and the records are of parts of "
            f"calendar years; {take}, or leave year_begins out of the profile"
        )
    _refuse_other_years(frame, begins)
    stated = complete_to or profile.get("complete_to", "")
    begun = min(months_of(p)[0] for p in frame["period"].unique())
    last = complete_month(frame, stated)
    end = min(last, months_of(period)[1])
    if part:
        _refuse_part(frame, period, page, begun, last, profile)
    late = (0, 0.0) if part else _late(flows, frame, period, end, stated)
    if isinstance(top, bool) or not isinstance(top, int) or top < 1:
        raise FlowsError(f"top {top!r} is not a whole number of 1 or more")
    currencies = values_of(frame, "currency") or [currency or profile.get("currency", "")]
    if len(currencies) > 1 or (currency and currencies != [currency]):
        raise FlowsError(
            f"the flows are in {listed(currencies)}, and a report is in one currency; convert them "
            "with sez.convert, or set the others aside by a mapping, such as "
            f"[aside] 'currency' = [{currencies[0]!r}]"
        )
    zones = ([zone] if isinstance(zone, str) and zone else [*zone]) or values_of(frame, "zone")
    apart = page == "zones" or len(zones) > 1
    # the profile of one zone of several is not that of them all
    alone = len(zones) > 1 and "zones" not in profile
    name = "" if alone else profile.get("name", {}).get(language, "")
    several = _name_all(zones, Edition(period, language, page=page, names=names))
    synthetic = bool(profile.get("synthetic")) | _marked(frame, "synthetic")
    fiscal_begins = year_start_of(frame, begins) if period.endswith("A1") else ""
    made = Edition(
        period, language, zone=name or several, currency=currencies[0],
        goods=profile.get("goods", {}).get(language, ""), opened=str(profile.get("opened", "")),
        top=top, synthetic=synthetic, retyped=_marked(frame, "retyped"),
        customs=", ".join(values_of(frame, "customs")), months=12 if part else end % 12 + 1,
        residents="resident" in columns or bool(profile),
        lacking=tuple(name for name in ASKED if name not in columns), page=page, subject=subject,
        profile=profile, names=names, account=flows.attrs.get(ACCOUNT, []),
        complete_to=month(last), stated=bool(stated), late=late,
        year_begins=begins if part else fiscal_begins, zones=tuple(zones) if len(zones) > 1 else (),
        spans=_spans(frame) if apart else {},
        partial=partial_year(begun, profile.get("opened", ""), parts_of_year(period)),
    )  # fmt: skip
    trace.note(
        "edition", zone=", ".join(zones), name=made.zone, title=made.title(), period=period,
        language=language, currency=made.currency, synthetic=synthetic,
        **({"retyped": True} if made.retyped else {}), complete=made.months == 12,
        complete_to=made.complete_to, complete_to_stated=made.stated,
        **({"year_begins": made.year_begins} if made.year_begins else {}),
        **({"subject": dict([subject])} if subject[0] else {}),
        contents=made.say("contents"),
        release={key: made.own(str(profile[key])) for key in RELEASE if profile.get(key)},
        **({"licence": profile["licence"]} if profile.get("licence") else {}),
        **({ACCOUNT: made.account} if len(made.account) > 1 else {}),
    )  # fmt: skip
    return made


def _refuse_part(
    frame: Any, period: str, page: str, begun: int, last: int, profile: dict[str, Any]
) -> None:
    """Refuse a part of a year that a page does not tell of, or that records do not cover."""
    first, end = months_of(period)
    spans = {p: months_of(p) for p in frame["period"].unique()}
    coarse = [p for p, (a, b) in spans.items() if a <= end and b - a > end - first]
    if page:
        raise FlowsError(
            f"the page {page!r} tells of years, such as 2019 or 2017/18, and {period!r} is a part "
            "of one; the page 'annual_export' tells of halves, quarters and months"
        )
    if coarse:
        raise FlowsError(
            f"the records of {listed(sorted(coarse))} are of longer periods than {period!r}, and "
            "no amount is split; report a longer period, or leave these records out"
        )
    if last < end:
        told = f"the records are complete to {month(last)}, and {period!r} ends in {month(end)}"
        raise FlowsError(f"{told}; report a period that has ended by then")
    lacking = not any(first <= a <= end for a, _ in spans.values())
    if lacking or partial_year(begun, profile.get("opened", ""), parts_of_year(period)) == period:
        told = f"{'no flows in' if lacking else 'the records do not cover all of'} {period!r}; the "
        raise FlowsError(f"{told}records begin in {month(begun)} and are complete to {month(last)}")


def _late(flows: Any, frame: Any, period: str, end: int, stated: str) -> tuple[int, float]:
    """Return how many of a year's records are later than it is complete to, and their value."""
    at = frame["period"].map({p: months_of(p) for p in frame["period"].unique()})
    year = at.str[0] // 12 == months_of(period)[0] // 12
    if end < months_of(period)[0] or not (year & (at.str[1] <= end)).any():
        told = f"no flows in the year {spell(period)!r} until {spell(stated)}"
        raise FlowsError(f"{told}, to which the records are complete")
    late = frame["period"][year & (at.str[1] > end)]
    if late.empty or "value" not in flows.columns:
        return len(late), 0.0 if late.empty else float("nan")
    whole: Any = flows if isinstance(flows, LazyFlows) else frame
    asked: Any = nw.from_native(whole).lazy()
    asked = asked.filter(nw.col("period").is_in(late.unique().tolist()))
    ((rows, value),) = asked.select(nw.len(), nw.col("value").sum()).collect().rows()
    return int(rows), float(value)


def _spans(frame: Any) -> dict[str, tuple[str, str]]:
    held = frame.groupby("zone")["period"].unique() if "zone" in frame.columns else {}
    at = {zone: [*zip(*map(months_of, periods), strict=True)] for zone, periods in held.items()}
    return {zone: (month(min(first)), month(max(last))) for zone, (first, last) in at.items()}


def _marked(frame: Any, mark: str) -> bool:
    """Return whether records are marked as invented or retyped, all of them or none."""
    held = frame[mark].eq(True) if mark in frame.columns else frame["period"].isna()
    if held.any() and not held.all():
        told = f"some of the records are {mark} and others are not, and a page is of one kind"
        raise FlowsError(f"{told}; give them to it apart")
    return bool(held.any())


def _refuse_other_years(frame: Any, stated: str) -> None:
    """Refuse zones whose fiscal years begin at different times, for they are of other months."""
    if "zone" not in frame.columns or "year_begins" not in frame.columns:
        return
    held = frame[["zone", "year_begins"]].drop_duplicates()
    kinds = ("begin in " + held["year_begins"]).fillna(
        f"begin in {stated}" if stated else "begin nobody says when"
    )
    if min(kinds.nunique(), held["zone"].nunique()) > 1:
        zones = held["zone"].groupby(kinds).unique()
        told = ", ".join(f"those of {listed(sorted(of))} {kind}" for kind, of in zones.items())
        how = "give them to a page apart, or records of months, which are told by calendar years"
        raise FlowsError(f"the fiscal years of the zones differ: {told}; {how}")


def _name_all(zones: list[str], ed: Edition) -> str:
    """Return zones by their names, or how many there are where a title would be too long."""
    if len(zones) > NAMED_ZONES and ed.page != "zones":
        return ed.say("zones-title-count", n=len(zones))
    names = [_zone_name(ed.own(code), ed.language) for code in zones]
    return ed.list(names, by=parted_by(names))


def parted_by(names: Iterable[str]) -> str:
    """Return what parts the names in a list, where one of them has a comma of its own."""
    return "; " if any("," in name for name in names) else ""


def _zone_name(code: str, language: str) -> str:
    # a country's flows are read with its code as the zone
    known = len(code) == 3 and code.isupper() and countries.find_country(code) == code
    return countries.country_name(code, language) if known else code
