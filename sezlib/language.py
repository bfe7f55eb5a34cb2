"""Numbers, names and sentences in the language of an edition.

Sentences live in `sezlib/locale/LANGUAGE/` (Project Fluent), numbers and plurals follow CLDR
(Babel).
"""

from __future__ import annotations

import datetime
import functools
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sezlib import countries, trace, units
from sezlib.flows import ACCOUNT, FlowsError, listed, near, short
from sezlib.metrics.core import years_of
from sezlib.metrics.cuts import complete_month, month, partial_year, year_start_of
from sezlib.periods import months_of, spell, stated_year, years_later

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

LANGUAGES = ("en", "ru")
SCALES = {name: units.SCALES[name][0] for name in ("bn", "mln", "thousand")} | {"one": 1.0}
LONGEST, MOST_LISTED = 900, 30
# of an amount in a sentence: at a scale, and of single units of the currency
TEXT_DIGITS = (1, 2)
NBSP = "\u00a0"
# halves go away from zero, as in a spreadsheet; numbers have up to 300 digits, and none is lost
HALF_UP = Context(prec=400, rounding=ROUND_HALF_UP)


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
    # when the fiscal year of the edition begins, where it is one
    year_begins: str = ""
    stated: bool = False
    late: tuple[int, float] = (0, 0.0)
    # the year that the records begin within: no base for growth, nor for what is new
    partial: str = ""
    # the first and the last month on record of each zone, where zones are compared
    spans: dict[str, tuple[str, str]] = field(default_factory=dict, repr=False)

    @property
    def end(self) -> str:
        """Return the last month of the year that the edition covers, or the fiscal year."""
        return self.period if self.fiscal else f"{self.period}-{self.months:02}"

    @property
    def fiscal(self) -> bool:
        """Return whether the year is a fiscal one, which has no months to speak of."""
        return self.period.endswith("A1")

    @property
    def unfinished(self) -> str:
        """Return the year where the edition covers only part of it, else nothing."""
        return self.period if self.months < 12 else ""

    @property
    def finished(self) -> str:
        """Return the last year that is over."""
        return years_later(self.period, -(self.months < 12))

    def say(self, message: str, **given: Any) -> str:
        """Return the sentence `message` with its blanks filled in."""
        # Fluent refuses texts that are longer than anybody would read
        given = {k: short(spell(v), LONGEST) if isinstance(v, str) else v for k, v in given.items()}
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

        if is_missing(value):
            return "–"
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        with localcontext(HALF_UP):
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
        if is_missing(value):
            return "–"
        scale = scale or scale_of(value)
        whole = scale == "one" and not least and float(_scaled(value, 1.0)).is_integer()
        wanted = TEXT_DIGITS[scale == "one"] if digits is None else digits
        amount = self.number(_scaled(value, SCALES[scale]), 0 if whole else wanted)
        if abs(value) >= 1e-6 and not re.search("[1-9]", amount):
            # what is little is not nothing; what is less comes of adding up
            amount = self.number(value, -math.floor(math.log10(abs(value))))
            scale = "one"
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
        sizes = [abs(v) for v in values if not is_missing(v) and v]
        largest, least = max(sizes, default=0.0), min(sizes, default=0.0)
        top, shows = SCALES[scale_of(largest)], 10 ** -TEXT_DIGITS[False] / 2
        fit = (n for n, size in SCALES.items() if size <= top and least > size * shows)
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
        scale, digits, floor = _round_amount(value)
        exact = "yes" if floor * SCALES[scale] == value else "no"
        amount = self.money(floor * SCALES[scale], scale, digits, least=bool(digits))
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
        return self.titled or self.say(named, zone=self.zone, period=self.period)

    def who(self) -> str:
        """Return whose exports these are: those of `residents`, or of an `other` like a country."""
        return "residents" if self.residents else "other"

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
        told = [self.fiscal_year()] if self.fiscal else []
        if self.stated or not self.fiscal:
            said = "complete-stated" if self.stated else "complete-assumed"
            told.append(self.say(said, month=self.date(self.complete_to)))
        rows, value = self.late
        if rows:
            known = "no" if is_missing(value) else "yes"
            told.append(self.say("complete-late", n=rows, known=known, value=self.money(value)))
        return told

    def fiscal_year(self) -> str:
        """Return which year the fiscal year is, in a sentence."""
        from babel.dates import format_date

        if not self.year_begins:
            return self.say("fiscal-year-unknown", period=self.period)
        month, _, day = self.year_begins.partition("-")
        first = datetime.date(int(self.period[:4]), int(month), int(day or 1))
        last = first.replace(year=first.year + 1) - datetime.timedelta(1)
        # a month alone has its own form in Russian: "с июля по июнь", "с 21 марта по 20 марта"
        begin = format_date(first, "d MMMM y" if day else "MMMM y", self.language)
        end = format_date(last, "d MMMM y" if day else "LLLL y", self.language)
        return self.say("fiscal-year", period=self.period, first=begin, last=end)

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
        return self.say("date", month=self.month(int(month)), year=year) if known else spell(period)

    def list(self, items: Iterable[str]) -> str:
        """Return items as a list in words: `a, b and c`."""
        from babel.lists import format_list

        # British usage, as statistical offices have it: no comma before "and"
        locale = "en_GB" if self.language == "en" else self.language
        items = list(map(spell, items))
        if len(items) > MOST_LISTED:
            rest = self.say("remainder", n=len(items) - MOST_LISTED + 1)
            items = [*items[: MOST_LISTED - 1], rest]
        return format_list(items, locale=locale) if items else ""

    def country(self, code: str) -> str:
        """Return the name of a country."""
        return countries.country_name(code, self.language)

    def places(self, codes: Iterable[str]) -> str:
        """Return how many countries there are; with a territory they are not all countries."""
        codes = set(codes)
        kind = "territories" if codes & countries.territories() else "countries"
        return self.say(kind, n=len(codes))

    def group(self, group: str) -> str:
        """Return the name of a product group; one that is not known is named as it is."""
        return self.say("unknown") if group == "_U" else countries.group_name(group, self.language)

    def bloc(self, bloc: str) -> str:
        """Return the name of a bloc."""
        return countries.bloc_name(bloc, self.language)


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
    """Return the scale in which an amount is best said: `bn`, `mln`, `thousand` or `one`."""
    if is_missing(value):
        return "one"
    # what would be shown as 1,000.00 thousand is a million
    return next((n for n, size in SCALES.items() if abs(value) >= size * 0.999995), "one")


def _round_amount(value: float) -> tuple[str, int, float]:
    """Return the scale, the digits and the size of the round amount that is not above a value."""
    scale = scale_of(value)
    digits = max(1 - math.floor(math.log10(value / SCALES[scale])), 0)
    return scale, digits, math.floor(value / SCALES[scale] * 10**digits) / 10**digits


def _scaled(value: float, scale: float) -> float:
    return value if is_missing(value) else value / scale


def edition(
    flows: Any,
    profile: dict[str, Any] | None = None,
    *,
    period: str | int,
    language: str = "en",
    zone: str = "",
    currency: str = "",
    top: int = 5,
    page: str = "",
    complete_to: str = "",
) -> Edition:
    """Return the edition that reports `flows` of one year, and check that it can be.

    `page` names the page that it is the edition of, where that is not the annual report: `markets`,
    `residents`, `relief` or `zones`. Flows of several zones are told as those of all of them. The
    currency is the one that the flows name, else the given one, else the profile's; where
    nobody names it, amounts are in `currency units`. Records are complete to `complete_to`, else to
    what the profile says of it, else, which the page states, to their last month.

    >>> import sezlib as sez
    >>> sez.edition(sez.example(), period=2019).period
    '2019'
    """
    import pandas as pd

    profile = profile or {}
    frame = flows if isinstance(flows, pd.DataFrame) else pd.DataFrame(flows)
    period = stated_year(str(period)) if "/" in str(period) else str(period)
    bundle(language)
    years = years_of(frame)
    if period not in years:
        raise FlowsError(
            f"no flows in the year {spell(period)!r}; the years are {listed(map(spell, years), 40)}"
        )
    stated = complete_to or profile.get("complete_to", "")
    begun = min(months_of(p)[0] for p in frame["period"].unique())
    spans = _spans(frame) if page == "zones" else {}
    last = complete_month(frame, stated)
    end = min(last, months_of(period)[1])
    late = _late(frame, period, end, stated)
    if isinstance(top, bool) or not isinstance(top, int) or top < 1:
        raise FlowsError(f"top {top!r} is not a whole number of 1 or more")
    currencies = _distinct(frame, "currency") or [currency or profile.get("currency", "")]
    if len(currencies) > 1 or (currency and currencies != [currency]):
        raise FlowsError(
            f"the flows are in {listed(currencies)}, and a report is in one currency; convert them "
            "with sez.convert, or set the others aside by a mapping, such as "
            f"[aside] 'currency' = [{currencies[0]!r}]"
        )
    zones = [zone] if zone else _distinct(frame, "zone")
    name = "" if len(zones) > 1 else profile.get("name", {}).get(language, "")
    several = Edition(period, language).list(_zone_name(code, language) for code in zones)
    synthetic = bool(profile.get("synthetic")) or (
        "synthetic" in frame.columns and bool(frame["synthetic"].any())
    )
    made = Edition(
        period=period,
        language=language,
        zone=name or several,
        currency=currencies[0],
        goods=profile.get("goods", {}).get(language, ""),
        opened=str(profile.get("opened", "")),
        top=top,
        synthetic=synthetic,
        months=end % 12 + 1,
        residents="resident" in frame.columns or bool(profile),
        page=page,
        profile=profile,
        account=flows.attrs.get(ACCOUNT, []) if isinstance(flows, pd.DataFrame) else [],
        complete_to=month(last),
        year_begins=year_start_of(frame, profile.get("year_begins", ""))
        if period.endswith("A1")
        else "",
        stated=bool(stated),
        late=late,
        spans=spans,
        partial=partial_year(begun, profile.get("opened", "")),
    )
    trace.note(
        "edition",
        zone=", ".join(zones),
        name=made.zone,
        title=made.title(),
        period=period,
        language=language,
        currency=made.currency,
        synthetic=synthetic,
        complete=made.months == 12,
        complete_to=made.complete_to,
        complete_to_stated=made.stated,
        contents=made.say("contents"),
        **({ACCOUNT: made.account} if len(made.account) > 1 else {}),
    )
    return made


def _late(frame: Any, period: str, end: int, stated: str) -> tuple[int, float]:
    """Return how many of a year's records are later than it is complete to, and their value."""
    at = frame["period"].map({p: months_of(p) for p in frame["period"].unique()})
    year = at.str[0] // 12 == months_of(period)[0] // 12
    if end < months_of(period)[0] or not (year & (at.str[1] <= end)).any():
        raise FlowsError(
            f"no flows in the year {spell(period)!r} until {spell(stated)}, to which the records "
            "are complete"
        )
    late = year & (at.str[1] > end)
    value = frame.loc[late, "value"].sum() if "value" in frame.columns else float("nan")
    return int(late.sum()), float(value)


def _spans(frame: Any) -> dict[str, tuple[str, str]]:
    held = frame.groupby("zone")["period"].unique() if "zone" in frame.columns else {}
    at = {zone: [months_of(p) for p in periods] for zone, periods in held.items()}
    return {
        zone: (month(min(a for a, _ in ends)), month(max(b for _, b in ends)))
        for zone, ends in at.items()
    }


def _distinct(frame: Any, column: str) -> list[str]:
    return sorted(frame[column].dropna().unique()) if column in frame.columns else []


def _zone_name(code: str, language: str) -> str:
    # a country's flows are read with its code as the zone
    known = len(code) == 3 and code.isupper() and countries.find_country(code) == code
    return countries.country_name(code, language) if known else code
