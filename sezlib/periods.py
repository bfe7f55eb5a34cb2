"""Periods as people write them, which nest in which, relative to a day, and from one to another.

A period is a span of months, written as SDMX does: `2019`, `2019-S1`, `2019-Q1` or `2019-07`.
"""

from __future__ import annotations

import datetime
import functools
import re

from sezlib.flows import PERIOD, PERIOD_FORMS, FlowsError, quoted
from sezlib.texts import halfwidth

FORMS = ("auto", "year", "month", "quarter", "half", "dmy", "mdy", "ymd")
REASON = f"is not a period like {PERIOD_FORMS}"
EPOCH = datetime.date(1899, 12, 30)
FIRST, LAST = 1800, 2200
MOST_TEXT = 60
# two digits of a year, as in Jul-19: up to 69 of this century, from 70 on of the last
TURN = 70
NUMBER = (
    r"([1-4]|i{1,3}|iv|first|second|third|fourth|перв[а-я]+|втор[а-я]+|трет[а-я]+|четверт[а-я]+)"
    r"(?:-?(?:й|я|[ео]?е|го|st|nd|rd|th|er)|\.)?"
)
NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "first": 1, "second": 2, "third": 3, "fourth": 4,
           "перв": 1, "втор": 2, "трет": 3, "четв": 4}  # fmt: skip
QUARTER = r"(?:кв(?:артала?|\.)?|quarter|quartal|trimestre)"
HALF = r"(?:полугоди[ея]|п/г|half|halbjahr|semestre)"
SHORT = {"сент": 9, "нояб": 11, "февр": 2, "sept": 9, "апрель": 4, "фев": 2, "сен": 9, "ноя": 11}
# behind a time: the day is that of the clock that shows it
ZONE = r"\s*(?:z|utc|gmt)?(?:[+-]\d\d(?::?\d\d){0,2})?"
YEAR_END = r"\s*(?:г\.?|год[а]?)?"


def parse(text: str, form: str = "auto") -> str:
    """Return the SDMX period that a text names: `2019`, `2019-S1`, `2019-Q1` or `2019-07`.

    A date is its month. `form` says what a text can be: `year`, `month`, `quarter` or `half` and
    nothing else, or `dmy` or `mdy` for dates like 07/08/2019, which are refused without.

    >>> [parse(text) for text in ("07/2019", "июль 2019 г.", "II квартал 2019", "15.07.2019")]
    ['2019-07', '2019-07', '2019-Q2', '2019-07']

    Raises `FlowsError` with the reason alone, to be put behind the name of a column.
    """
    plain = _plain(text)
    found = re.fullmatch(PERIOD[1:-1], plain.upper()) and plain.upper()
    found = found or _numeric(plain) or _part(plain) or _named(plain)
    if not found and (day := parse_date(plain, form)):
        found = f"{day:%Y-%m}"
    if not found or not FIRST <= int(found[:4]) <= LAST:
        raise FlowsError(REASON)
    grain = {4: "year", 5: "month"}.get(len(found)) or {"Q": "quarter", "S": "half"}.get(
        found[5], "month"
    )
    if form in ("year", "month", "quarter", "half") and form != grain:
        raise FlowsError(f"is not a {form}")
    return found


def parse_cell(text: str, form: str = "auto") -> str:
    """Return the period in a cell: what `parse` knows, and what spreadsheets make of periods.

    A number of five digits is a day, and a day of July 1905 is a year that was taken for one.

    >>> parse_cell("43661"), parse_cell("1905-07-11")
    ('2019-07', '2019')
    """
    plain = _plain(text)
    if (found := re.fullmatch(r"(\d{5})(?:\.0+)?", plain)) and 20_000 <= int(found[1]) <= 60_000:
        plain = f"{EPOCH + datetime.timedelta(int(found[1])):%Y-%m}"
    elif day := re.search(r"190[456]", plain) and parse_date(plain, form):
        serial = (day - EPOCH).days
        plain = str(serial) if FIRST <= serial <= LAST else plain
    return parse(plain, form)


def stated(text: str, what: str = "period") -> str:
    """Return the period that somebody wrote under a name; the error says the name.

    >>> stated("II квартал 2019")
    '2019-Q2'
    """
    try:
        # a cell may have a line break, and what is typed has none
        return parse("" if re.search(r"[\x00-\x1f]", text) else text)
    except FlowsError as error:
        raise FlowsError(f"{what} {quoted(text)} {error}") from None


def _plain(text: str) -> str:
    if len(text) > MOST_TEXT:
        raise FlowsError(REASON)
    return halfwidth(text).lower().replace("–", "-").replace("ё", "е")


def joined(year: str, month: str) -> str:
    """Return the period of a year and a month that stand in two columns.

    >>> joined("2019", "7"), joined("2019", "52")
    ('2019-07', '2019')
    """
    whole = parse(year, "year")
    told = month.strip().lower().removesuffix(".0")
    # UN Comtrade writes 52 for the whole year
    if told in ("", "0", "52"):
        return whole
    number = (
        int(told) if told.isascii() and told.isdigit() and len(told) < 3 else _months().get(told, 0)
    )
    if not 1 <= number <= 12:
        raise FlowsError("is not a month from 1 to 12")
    return f"{whole}-{number:02}"


def _month(year: int, month: int) -> str:
    return f"{year:04}-{month:02}" if 1 <= month <= 12 else ""


def _numeric(text: str) -> str:
    if found := re.fullmatch(rf"(\d{{4}})(?:\.0+)?{YEAR_END}", text):
        return found[1]
    if re.fullmatch(r"\d{4}\.1", text):
        raise FlowsError("is January or October: 2019.10 as a number has lost its zero")
    if found := re.fullmatch(r"(\d{4})(?:[-/.]?m(\d{1,2})|[-/.](\d{1,2})|(\d{2}))", text):
        return _month(int(found[1]), int(found[2] or found[3] or found[4]))
    if found := re.fullmatch(rf"(\d{{1,2}})[-/.](\d{{4}}){YEAR_END}", text):
        return _month(int(found[2]), int(found[1]))
    return ""


def _part(text: str) -> str:
    """Return the quarter or the half that a text names."""
    for mark, letter, most in (
        (rf"{NUMBER}\s*{QUARTER}", "Q", 4),
        (rf"([1-4])\s*[qt]|[qt]\s*([1-4])|{QUARTER}\s*([1-4])", "Q", 4),
        (rf"{NUMBER}\s*{HALF}", "S", 2),
        (rf"([12])\s*[hs]|[hs]\s*([12])|{HALF}\s*([12])", "S", 2),
    ):
        first = re.fullmatch(rf"(?:{mark})[\s,/-]*(\d{{4}}|\d{{2}}){YEAR_END}", text)
        last = re.fullmatch(rf"(\d{{4}}){YEAR_END}[\s,/-]*(?:{mark})", text)
        if found := first or last:
            held = [group for group in found.groups() if group]
            year, told = (held[-1], held[0]) if first else (held[0], held[-1])
            number = NUMBERS.get(told) or NUMBERS.get(told[:4]) or int(told)
            if number <= most:
                return f"{_century(year)}-{letter}{number}"
    return ""


def _century(year: str) -> str:
    if len(year) == 4:
        return year
    return f"{(2000 if int(year) < TURN else 1900) + int(year)}"


def _named(text: str) -> str:
    """Return the month that stands by its name, or the months from one to another."""
    if found := re.fullmatch(rf"([^\W\d_]+)\.?[\s'-]*(\d{{4}}|\d{{2}}){YEAR_END}", text):
        number = _months().get(found[1], 0)
        return _month(int(_century(found[2])), number)
    if found := re.fullmatch(r"(\d{4})[\s-]+([^\W\d_]+)\.?", text):
        return _month(int(found[1]), _months().get(found[2], 0))
    if found := re.fullmatch(rf"([^\W\d_]+)\.?\s*-\s*([^\W\d_]+)\.?\s+(\d{{4}}){YEAR_END}", text):
        first, last = (_months().get(word, 0) for word in (found[1], found[2]))
        if first and last:
            return _span(int(found[3]), first, last)
    return ""


def _span(year: int, first: int, last: int) -> str:
    length = last - first + 1
    if length == 12:
        return str(year)
    if length in (3, 6) and (first - 1) % length == 0:
        return f"{year}-{'Q' if length == 3 else 'S'}{(first - 1) // length + 1}"
    raise FlowsError("is neither a month, a quarter, a half nor a year")


def parse_date(text: str, form: str) -> datetime.date | None:
    """Return the day that a text names."""
    if found := re.fullmatch(
        rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}})(?:[t ][\d:.]*{ZONE})?", text
    ):
        year, month, day = (int(part) for part in found.groups())
    elif found := re.fullmatch(
        r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?: [\d:]*)?" + YEAR_END, text
    ):
        if len(found[4]) == 2 and form not in ("dmy", "mdy"):
            return None
        day, month, year = int(found[1]), int(found[3]), int(_century(found[4]))
        if form == "mdy" or (form != "dmy" and found[2] != "." and month > 12):
            day, month = month, day
        elif form != "dmy" and found[2] != "." and day <= 12 and day != month:
            raise FlowsError("may be a day of either of two months; state the form dmy or mdy")
    elif found := re.fullmatch(rf"(\d{{1,2}})\.?\s?([^\W\d_]+)\.?\s?(\d{{4}}){YEAR_END}", text):
        day, month, year = int(found[1]), _months().get(found[2], 0), int(found[3])
    else:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


@functools.cache
def _months() -> dict[str, int]:
    from babel import Locale

    names = dict(SHORT)
    for language in ("en", "ru"):
        held = Locale.parse(language).months
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in held[use][width].items():
                    names[name.lower().rstrip(".")] = number
    return names


def months_of(period: str) -> tuple[int, int]:
    """Return the ordinals of the first and the last month of a period.

    >>> months_of("2019-Q1")
    (24228, 24230)
    """
    period = str(period)
    if not re.fullmatch(PERIOD, period):
        raise FlowsError(f"period {quoted(period)} is not a period like {PERIOD_FORMS}")
    year, part = int(period[:4]), period[5:]
    length = {"": 12, "S": 6, "Q": 3}.get(part[:1], 1)
    ahead = 0 if not part else (int(part.lstrip("SQ")) - 1) * length
    return year * 12 + ahead, year * 12 + ahead + length - 1


def nested_periods(cells: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return each zone and period that has another period inside it, with the first such one.

    >>> nested_periods({("A", "2019"), ("A", "2019-07"), ("B", "2018")})
    {('A', '2019'): '2019-07'}
    """
    found: dict[tuple[str, str], str] = {}
    for zone, period in sorted(cells):
        for wider in {period[:4], *_halves(period)} - {period}:
            if (zone, wider) in cells:
                found.setdefault((zone, wider), period)
    return found


def _halves(period: str) -> set[str]:
    if len(period) == 4:
        return set()
    month = months_of(period)[0] % 12
    quarter = set() if "S" in period else {f"{period[:4]}-Q{month // 3 + 1}"}
    return quarter | {f"{period[:4]}-S{month // 6 + 1}"}


LENGTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
RELATIVE = re.compile(r"(this|previous) (month|quarter|half|year)")
MOST = 10_000


def resolve(text: str, as_of: datetime.date) -> str:
    """Return the period that words such as `previous month` mean on a day, or that a text names.

    >>> day = datetime.date(2020, 2, 15)
    >>> [resolve(text, day) for text in ("previous month", "previous quarter", "this year", "2019")]
    ['2020-01', '2019-Q4', '2020', '2019']
    """
    if not (said := RELATIVE.fullmatch(text)):
        return stated(text)
    length = LENGTHS[said[2]]
    first = (as_of.year * 12 + as_of.month - 1) // length - (said[1] == "previous")
    return spelled(first, length)


def spelled(number: int, length: int) -> str:
    """Return the period of so many months with this number, counted from year 0.

    >>> spelled(2019, 12), spelled(2019 * 4 + 1, 3), spelled(2019 * 12 + 11, 1)
    ('2019', '2019-Q2', '2019-12')
    """
    parts = 12 // length
    year, part = divmod(number, parts)
    form = {1: "-{:02}", 3: "-Q{}", 6: "-S{}", 12: ""}[length]
    return f"{year:04}{form.format(part + 1)}"


def span(first: str, last: str) -> list[str]:
    """Return the periods from one to another of the same kind.

    >>> span("2018-Q3", "2019-Q2")
    ['2018-Q3', '2018-Q4', '2019-Q1', '2019-Q2']
    """
    (begins, ends), (begin, end) = months_of(stated(first)), months_of(stated(last))
    length = ends - begins + 1
    if end - begin + 1 != length:
        raise FlowsError(f"{first!r} and {last!r} are no periods of the same kind")
    if begin < begins:
        raise FlowsError(f"{last!r} is before {first!r}")
    if (begin - begins) // length >= MOST:
        raise FlowsError(f"from {first!r} to {last!r} are more than {MOST:,} periods")
    return [spelled(number, length) for number in range(begins // length, begin // length + 1)]
