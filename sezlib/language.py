"""Numbers, names and sentences in the language of an edition.

Sentences live in `sezlib/locale/LANGUAGE/` (Project Fluent), numbers and plurals follow CLDR
(Babel).
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sezlib import reference
from sezlib.schema import FlowsError, listed, near, short

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

LANGUAGES = ("en", "ru")
SCALES = {"bn": 1e9, "mln": 1e6, "thousand": 1e3, "one": 1.0}
LONGEST, MOST_LISTED = 900, 30
# of an amount in a sentence: at a scale, and of single units of the currency
TEXT_DIGITS = (1, 2)
NBSP = "\u00a0"


@functools.cache
def bundle(language: str) -> FluentBundle:
    """Return the sentences of one language."""
    from fluent.runtime import FluentBundle, FluentResource

    if language not in LANGUAGES:
        raise FlowsError(
            f"language {language!r} is not one of {listed(LANGUAGES)}{near(language, LANGUAGES)}"
        )
    made = FluentBundle([language], use_isolating=False)
    for path in sorted((Path(__file__).parent / "locale" / language).glob("*.ftl")):
        made.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return made


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
    months: int = 12
    residents: bool = True
    page: str = ""
    titled: str = ""
    profile: dict[str, Any] = field(default_factory=dict, repr=False)
    # what became of the rows of the file that the records were taken from
    account: list[dict[str, Any]] = field(default_factory=list, repr=False)
    complete_to: str = ""
    stated: bool = False
    late: tuple[int, float] = (0, 0.0)

    @property
    def end(self) -> str:
        """Return the last month of the year that the edition covers."""
        return f"{self.period}-{self.months:02}"

    @property
    def unfinished(self) -> str:
        """Return the year where the edition covers only part of it, else nothing."""
        return self.period if self.months < 12 else ""

    @property
    def finished(self) -> str:
        """Return the last year that is over."""
        return f"{int(self.period) - (self.months < 12):04}"

    def say(self, message: str, **given: Any) -> str:
        """Return the sentence `message` with its blanks filled in."""
        # Fluent refuses texts that are longer than anybody would read
        given = {k: short(v, LONGEST) if isinstance(v, str) else v for k, v in given.items()}
        pattern = bundle(self.language).get_message(message)
        if pattern.value is None:
            raise FlowsError(f"the sentence {message!r} has no text in {self.language!r}")
        text, errors = bundle(self.language).format_pattern(pattern.value, given)
        if errors:
            raise FlowsError(f"the sentence {message!r} lacks a blank: {errors[0]}")
        # an abbreviation that ends a sentence brings its own full stop
        return re.sub(r"\.\.(?=\s|$)", ".", str(text))

    def told(self, message: str, otherwise: str, **given: Any) -> str:
        """Return the sentence `message`, or `otherwise` where nobody has written it."""
        known = bundle(self.language).has_message(message)
        return self.say(message, **given) if known else otherwise

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number with its digits grouped; nothing (null) is a dash."""
        from babel.numbers import format_decimal

        if missing(value):
            return "–"
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        shown = format_decimal(value, format=pattern, locale=self.language)
        # what rounds to nothing has no sign
        return shown.replace("-", "−" if re.search("[1-9]", shown) else "")

    def percent(self, fraction: float, digits: int = 1) -> str:
        """Return a fraction as per cent."""
        space = "" if self.language == "en" else NBSP
        return self.number(_scaled(fraction, 0.01), digits) + f"{space}%"

    def money(
        self,
        value: float,
        scale: str = "",
        digits: int | None = None,
        *,
        least: bool = False,
        plus: bool = False,
    ) -> str:
        """Return an amount in the edition's currency, in the largest unit that suits it.

        A whole amount below a thousand shows no digits, unless `least` asks for them. With `plus` a
        rise has its sign, as a fall has.
        """
        if missing(value):
            return "–"
        scale = scale or scale_of(value)
        whole = scale == "one" and not least and float(_scaled(value, 1.0)).is_integer()
        wanted = TEXT_DIGITS[scale == "one"] if digits is None else digits
        amount = self.number(_scaled(value, SCALES[scale]), 0 if whole else wanted)
        number = amount.removeprefix("−")
        sign = "−" if number != amount else "+" if plus and re.search("[1-9]", number) else ""
        return self.say(
            "money" if self.currency else "money-unknown",
            number=number,
            sign=sign,
            **self._unit(scale),
        )

    def amounts(self, *values: float, plus: bool = False) -> list[str]:
        """Return the amounts of one sentence: all in one scale, in which each of them shows."""
        sizes = [abs(v) for v in values if not missing(v) and v]
        largest, least = max(sizes, default=0.0), min(sizes, default=0.0)
        top, shows = SCALES[scale_of(largest)], 10 ** -TEXT_DIGITS[False] / 2
        fit = (n for n, size in SCALES.items() if size <= top and least >= size * shows)
        scale = next(fit, "one")
        return [self.money(v, scale if v else "one", plus=plus) for v in values]

    def unit(self, scale: str) -> str:
        """Return the unit of amounts at a scale, such as `RUB million`."""
        return self.say(
            "money-unit" if self.currency else "money-unit-unknown", **self._unit(scale)
        )

    def _unit(self, scale: str) -> dict[str, str]:
        known = f"currency-{self.currency or 'unknown'}"
        word = "" if scale == "one" else self.say(f"scale-{scale}")
        return {"scale": word or "none", "currency": self.told(known, self.currency)}

    def passed(self, value: float) -> str:
        """Return in words what round amount `value` has passed: 615 for 615.4, 68 for 68.7."""
        scale = scale_of(value)
        digits = max(1 - math.floor(math.log10(value / SCALES[scale])), 0)
        floor = math.floor(value / SCALES[scale] * 10**digits) / 10**digits
        exact = "yes" if floor * SCALES[scale] == value else "no"
        amount = self.money(floor * SCALES[scale], scale, digits, least=bool(digits))
        return self.say("passed", exact=exact, amount=amount)

    def title(self) -> str:
        """Return the title of the report."""
        page = f"{self.page}-" if self.page else ""
        named = f"{page}title" if self.zone else f"{page}title-nozone"
        return self.titled or self.say(named, zone=self.zone, period=self.period)

    def who(self) -> str:
        """Return whose exports these are: those of `residents`, or of an `other` like a country."""
        return "residents" if self.residents else "other"

    def timely(self) -> bool:
        """Return whether the profile tells of the year reported."""
        # a list of January tells of the year that has just ended, and of its own
        stated = str(self.profile.get("as_of", ""))[:4]
        return not stated or stated in (self.period, str(int(self.period) + 1))

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
        said = "complete-stated" if self.stated else "complete-assumed"
        told = [self.say(said, month=self.date(self.complete_to))]
        rows, value = self.late
        if rows:
            known = "no" if missing(value) else "yes"
            told.append(self.say("complete-late", n=rows, known=known, value=self.money(value)))
        return told

    def least(self, fraction: float) -> str:
        """Return a share as per cent; one near nothing or all reads as neither of them."""
        shown = self.percent(fraction)
        if fraction > 0 and shown == self.percent(0.0):
            return self.say("share-least", shown=self.percent(0.001))
        if fraction < 1 - 1e-9 and shown == self.percent(1.0):
            return self.say("share-most", shown=self.percent(0.999))
        return shown

    def month(self, number: int) -> str:
        """Return the name of a month."""
        from babel.dates import get_month_names

        return get_month_names("wide", "stand-alone", self.language)[number]

    def whole(self, year: str) -> str:
        """Return a whole year as it stands after `in`."""
        return self.say("when", year=year)

    def when(self, year: str) -> str:
        """Return a year as it stands after `in`, or the months of it that the edition covers."""
        if self.months == 12:
            return self.whole(year)
        last = self.month(self.months)
        if self.language == "ru":
            # after "в" a month takes its prepositional case: июнь, июне; март, марте
            last = last.removesuffix("ь").removesuffix("й") + "е"
        return self.say("when-part", year=year, last=last, n=self.months)

    def date(self, period: str) -> str:
        """Return a month of a year in words; a period that is no month stays as it is."""
        year, _, month = period.partition("-")
        known = month.isdigit() and 1 <= int(month) <= 12
        return self.say("date", month=self.month(int(month)), year=year) if known else period

    def list(self, items: Iterable[str]) -> str:
        """Return items as a list in words: `a, b and c`."""
        from babel.lists import format_list

        # British usage, as statistical offices have it: no comma before "and"
        locale = "en_GB" if self.language == "en" else self.language
        items = list(items)
        if len(items) > MOST_LISTED:
            rest = self.say("remainder", n=len(items) - MOST_LISTED + 1)
            items = [*items[: MOST_LISTED - 1], rest]
        return format_list(items, locale=locale) if items else ""

    def country(self, code: str) -> str:
        """Return the name of a country."""
        return reference.country_name(code, self.language)

    def places(self, codes: Iterable[str]) -> str:
        """Return how many countries there are; with a territory they are not all countries."""
        codes = set(codes)
        kind = "territories" if codes & reference.territories() else "countries"
        return self.say(kind, n=len(codes))

    def group(self, group: str) -> str:
        """Return the name of a product group; one that is not known is named as it is."""
        return self.say("unknown") if group == "_U" else reference.group_name(group, self.language)

    def bloc(self, bloc: str) -> str:
        """Return the name of a bloc."""
        return reference.bloc_name(bloc, self.language)


def missing(value: Any) -> bool:
    """Return whether a value is null: None, NaN, pandas' NA, or a number beyond all numbers."""
    import pandas as pd

    return value is None or bool(pd.isna(value)) or value in (math.inf, -math.inf)


def decimals(numbers: list[float], width: float = 0.0) -> int:
    """Return how many decimals to print: two or so, or what tells ends `width` apart.

    >>> decimals([325.5, 326.5]), decimals([163.925, 163.935], 0.01), decimals([615.0])
    (1, 3, 0)
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
    """Return the scale in which an amount is best said: `bn`, `mln`, `thousand` or `one`."""
    if missing(value):
        return "one"
    # what would be shown as 1,000.00 thousand is a million
    return next((n for n, size in SCALES.items() if abs(value) >= size * 0.999995), "one")


def _scaled(value: float, scale: float) -> float:
    return value if missing(value) else value / scale
