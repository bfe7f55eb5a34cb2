"""Periods as people write them, which nest in which, relative to a day, and from one to another.

A period is a span of months, written as SDMX does: `2019`, `2019-S1`, `2019-Q1` or `2019-07`. A
fiscal year is SDMX's reporting year, by the year in which it begins: `2017-A1` is what people write
as 2017/18. When it begins is a key of its own, `year_begins`, so that by themselves fiscal years
have months of their own count, from `FISCAL` on, and no calendar month lies in any of them.
"""

from __future__ import annotations

import calendar
import datetime
import functools
import re
from collections.abc import Collection
from typing import NoReturn

from sezlib.flows import PERIOD, PERIOD_FORMS, FlowsError, listed, quoted
from sezlib.texts import halfwidth

NAMED = ("fiscal_ends", "fiscal_begins")
FORMS = ("auto", "year", "month", "quarter", "half", "fiscal", *NAMED, "cumulative", "dmy", "mdy",
         "ymd")  # fmt: skip
REASON = f"is not a period like {PERIOD_FORMS}"
EPOCH = datetime.date(1899, 12, 30)
FIRST, LAST = 1800, 2200
# what is added to the number of a fiscal year, so that it is none of a calendar year
FISCAL = 100_000
FY = r"(?:fy|f\.y\.|(?:fiscal|financial) year|фин(?:ансовый|ансового|\.)\s?год[а]?|年度)"
# the year before the first one of an era
ERAS = {"昭和": 1925, "平成": 1988, "令和": 2018}
# of a year in the other calendar: what makes it ours, and when it begins
CALENDARS = {"solar hijri": (621, "03-21"), "buddhist": (-543, ""), "minguo": (1911, "")}
ASK = (
    'state period = "month", or period = "fiscal" and when it begins, such as year_begins = "07", '
    "in a mapping"
)
RUNNING = (
    'is neither a month, a quarter, a half nor a year; state period = "cumulative" in a mapping, '
    "where each amount holds those of the months before"
)
BEGINS = r"(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?"
# the codes of grains, of pandas and of SDMX
GRAIN_CODES = {
    **dict.fromkeys(("Y", "YE", "YS", "A"), "year"), "S": "half",
    **dict.fromkeys(("Q", "QE", "QS"), "quarter"), **dict.fromkeys(("M", "ME", "MS"), "month"),
}  # fmt: skip
MOST_TEXT = 60
# two digits of a year, as in Jul-19: up to 69 of this century, from 70 on of the last
TURN = 70
NUMBER = (
    r"([1-4]|i{1,3}|iv|first|second|third|fourth|перв[а-я]+|втор[а-я]+|трет[а-я]+|четверт[а-я]+)"
    r"(?:-?(?:й|я|[ео]?е|го|st|nd|rd|th|er|º|ª|ші)|[.-])?"
)
NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "first": 1, "second": 2, "third": 3, "fourth": 4,
           "перв": 1, "втор": 2, "трет": 3, "четв": 4}  # fmt: skip
QUARTER = r"(?:кв(?:артала?|\.)?|quarter|quartal|trim(?:estre|\.)|çeyrek|kw(?:artał|\.)|тоқсан|quý)"
HALF = r"(?:полугоди[ея]|п/?г|half|halbjahr|semestre|півріччя|półrocze|yariyil)"
SHORT = {"sept": 9}
# whose names of months are known, the surest first: a name of two months is that of the first
LANGUAGES = (("en", "ru"), ("uk", "kk", "pl", "tr", "pt", "es", "fr", "de", "it", "th"))
NAME = r"([^\W\d_](?:[^\d\s.,'/()-]|\.(?=[^\W\d]))*)"
# a year, and what follows it, in Chinese, Japanese and Korean
EAST = re.compile(
    r"(\d{4})\s*[年년]\s*(?:(\d{1,2})(?:\s*[-~]\s*(\d{1,2}))?\s*[月월](?:분|份)?|"
    r"第?\s*([1-4一二三四])\s*(?:季度|四半期|분기)|([上下상하])(?:半年|半期|반기))?"
)
# behind a time: the day is that of the clock that shows it
ZONE = r"\s*(?:z|utc|gmt)?(?:[+-]\d\d(?::?\d\d){0,2})?"
YEAR_FIRST = rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}})(?:[t ][\d:.]*{ZONE})?"
YEAR_END = r"\s*(?:г\.?|год[а]?|р\.?|року|r\.?|roku|ж\.?|жыл[ы]?|yili?)?"
YEAR_LAST = r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?: [\d:]*)?" + YEAR_END


def parse(text: str, form: str = "auto", begins: str = "") -> str:
    """Return the SDMX period that a text names: `2019`, `2019-S1`, `2019-Q1` or `2019-07`.

    A date is its month. `form` says what a text can be: `year`, `month`, `quarter` or `half` and
    nothing else, or `dmy` or `mdy` for dates like 07/08/2019, which are refused without; or
    `fiscal`, a fiscal year, as which FY2018 is named by the year in which it ends, while a bare
    2018 has to be one of `fiscal_ends` or `fiscal_begins`. A quarter of a fiscal year is read where
    it is known when that `begins`.

    >>> [parse(text) for text in ("07/2019", "июль 2019 г.", "II квартал 2019", "2017/18")]
    ['2019-07', '2019-07', '2019-Q2', '2017-A1']
    >>> [parse(text, "fiscal") for text in ("2011-12", "FY2018", "FY 2017-18")]
    ['2011-A1', '2017-A1', '2017-A1']

    Raises `FlowsError` with the reason alone, to be put behind the name of a column.
    """
    plain, fiscal = _plain(text), form.startswith("fiscal")
    # of the calendar in Chinese, and fiscal in Japanese
    plain = plain.replace("年度", "年") if form == "year" else plain
    if part := _fiscal_part(plain, form, begins):
        return part
    found = re.fullmatch(PERIOD[1:-1], plain.upper()) and plain.upper()
    if fiscal or not found:
        found = _fiscal(plain, form) or found or _numeric(plain) or _part(plain) or _named(plain)
    if not found and (day := parse_date(plain, form)):
        found = f"{day:%Y-%m}"
    found = _until(found, form)
    if not found or not FIRST <= int(found[:4]) <= LAST:
        far = f"; a year of another calendar needs it stated: calendar, one of {listed(CALENDARS)}"
        raise FlowsError(REASON + (far if found and len(found) == 4 else ""))
    grain = {"": "year", "A": "fiscal", "Q": "quarter", "S": "half"}.get(found[5:6], "month")
    if (form in LENGTHS or fiscal) and grain != ("fiscal" if fiscal else form):
        raise FlowsError(f"is not a {'fiscal year like 2017/18' if fiscal else form}")
    return found


def grain_of(word: str) -> str:
    """Return the grain that a code of pandas or of SDMX names; any other word is left as it is.

    >>> grain_of("Q"), grain_of("month"), grain_of("week")
    ('quarter', 'month', 'week')
    """
    return GRAIN_CODES.get(word.upper(), word)


def refuse_dtype(kind: str) -> None:
    """Raise `FlowsError` for a dtype of periods but years to December, quarters and months."""
    # of two quarters pandas writes the first alone
    if re.fullmatch(r"period\[(?!([YQ]-DEC|M)\]).*", kind):
        raise FlowsError(
            f"column 'period' is of the dtype {kind}, and not of calendar years, quarters or "
            "months; give texts, of fiscal years such as 2017-A1"
        )


def reporting_year(period: str, begins: str) -> str:
    """Return the fiscal year that a month, a quarter or a half is in.

    >>> reporting_year("2018-03", "07"), reporting_year("2018-Q3", "07")
    ('2017-A1', '2018-A1')
    """
    first, last = (month + 1 - int(begins[:2]) for month in months_of(period))
    if len(period) == 4 or len(begins) > 2 or first // 12 != last // 12:
        raise FlowsError(f"is in two fiscal years, which begin on {begins}")
    return f"{first // 12:04}-A1"


def _fiscal_part(text: str, form: str, begins: str) -> str:
    """Return the quarter or half of the calendar that a text names as one of a fiscal year."""
    part = rf"(?:{NUMBER}\s*(?:{QUARTER}|{HALF})|([1-4])\s*[qh]|[qh]\s*([1-4]))"
    ways = (rf"{part}[\s,/-]*(.+)", rf"(.+?)[\s,/-]*{part}")
    found = next(filter(None, (re.fullmatch(way, text) for way in ways)), None)
    held = [group for group in found.groups() if group] if found else []
    year, told = sorted(held, key=len, reverse=True) if len(held) == 2 else ("", "")
    both = re.search(r"\d\s*[-/]\s*\d", year)
    if not both and not re.search(FY, year):
        return ""
    whole = _fiscal(year, "fiscal" if both and not form.startswith("fiscal") else form)
    if not whole or not begins:
        how = "state in a mapping the month in which fiscal years begin"
        raise FlowsError(f'is a part of a fiscal year; {how}, such as year_begins = "07"')
    length = 6 if re.search(rf"{HALF}|h", text) else 3
    number = NUMBERS.get(told) or NUMBERS.get(told[:4]) or int(told)
    ahead, rest = divmod(int(begins[:2]) - 1 + (number - 1) * length, length)
    if rest or len(begins) > 2 or number * length > 12:
        raise FlowsError(f"is no quarter or half of the calendar, where years begin on {begins}")
    return spelled(int(whole[:4]) * 12 // length + ahead, length)


def parse_cell(text: str, form: str = "auto", begins: str = "") -> str:
    """Return the period in a cell: what `parse` knows, and what spreadsheets make of periods.

    A number of five digits is a day from 1970 on, and a day of July 1905 a year taken for one.

    >>> parse_cell("43661"), parse_cell("1905-07-11")
    ('2019-07', '2019')
    """
    plain = _plain(text)
    if (found := re.fullmatch(r"(\d{5})(?:\.0+)?", plain)) and 25_569 <= int(found[1]) <= 60_000:
        plain = f"{EPOCH + datetime.timedelta(int(found[1])):%Y-%m}"
    elif day := re.search(r"190[456]", plain) and parse_date(plain, form):
        serial = (day - EPOCH).days
        plain = str(serial) if FIRST <= serial <= LAST else plain
    return parse(plain, form, begins)


def stated(text: str, what: str = "period", form: str = "auto") -> str:
    """Return the period that somebody wrote under a name; the error says the name.

    >>> stated("II квартал 2019")
    '2019-Q2'
    """
    try:
        # a cell may have a line break, and what is typed has none
        return parse("" if re.search(r"[\x00-\x1f]", text) else text, form)
    except FlowsError as error:
        raise FlowsError(f"{what} {quoted(text)} {error}") from None


def stated_year(text: str, what: str = "period") -> str:
    """Return the period that somebody wrote where 2010/11 can only be a fiscal year.

    >>> stated_year("2010/11"), stated_year("2019-06")
    ('2010-A1', '2019-06')
    """
    year = "/" in text and fiscal_form([text]) == "open"
    return stated(text, what, "fiscal" if year else "auto")


def _plain(text: str) -> str:
    if len(text) > MOST_TEXT:
        raise FlowsError(REASON)
    # a Turkish I has its dot, or none, in capitals and small letters alike
    plain = halfwidth(text).lower().replace("–", "-").replace("ё", "е")
    era = rf"({'|'.join(ERAS)})\s*(\d{{1,2}}|元)(?=\s*年)"
    plain = re.sub(era, lambda year: str(ERAS[year[1]] + int(year[2].replace("元", "1"))), plain)
    return plain.replace("ı", "i").replace("\u0307", "")


def joined(year: str, month: str, name: str = "", form: str = "auto") -> str:
    """Return the period of a year and its part that stand in two columns, by the name of the part.

    Where `form` is `cumulative`, it is the last month of the part.

    >>> joined("2019", "7"), joined("2019", "52"), joined("2019", "3", "Квартал")
    ('2019-07', '2019', '2019-Q3')
    """
    return _until(_joined(parse(year, "year"), month, name), form)


def _joined(whole: str, month: str, name: str) -> str:
    told = month.strip().lower().removesuffix(".0").rstrip(".")
    # UN Comtrade writes 52 for the whole year
    if told in ("", "0", "52"):
        return whole
    for mark, letter, word in ((QUARTER, "q", "кв"), (HALF, "h", "п/г")):
        if re.search(rf"\b({letter}|{mark})(?!\w)", name.lower()):
            return parse(f"{told} {word if re.fullmatch(NUMBER, told) else ''} {whole}")
    digits = told.isascii() and told.isdigit() and len(told) < 3
    number = int(told) if digits else _month_of(_plain(told))
    if not number and (found := _part(_plain(f"{told} {whole}")) or _named(f"{told} {whole}")):
        return found
    if not 1 <= number <= 12:
        raise FlowsError("is not a month from 1 to 12")
    return f"{whole}-{number:02}"


def _fiscal(text: str, form: str) -> str:
    """Return the fiscal year that a text names; what may be a month is none unless it is stated."""
    years = r"(\d{4}|\d{2})(?:\s*[-/]\s*(\d{4}|\d{2}))?"
    found = re.fullmatch(rf"({FY})?[\s'-]*{years}\s*({FY})?{YEAR_END}", text)
    if not found or (len(found[2]) == 2 and not (found[1] or found[4])):
        return ""
    said, year, last = found[1] or found[4], int(_century(found[2])), found[3]
    if last is None and (said or form.startswith("fiscal")):
        if form not in NAMED and not (said and said != "年度" and form == "fiscal"):
            also = ', period = "year" if it is of the calendar' if said == "年度" else ""
            raise FlowsError(
                f'is a fiscal year that ends or begins in {year}; state period = "fiscal_ends" or '
                f'period = "fiscal_begins" in a mapping{also}, or write both years, such as 2017/18'
            )
        return f"{year - (form != 'fiscal_begins'):04}-A1"
    if last is None or int(last) != (year + 1) % 10 ** len(last):
        return ""
    unsaid = not said and not form.startswith("fiscal")
    if unsaid and len(last) == 4:
        raise FlowsError(
            "is a fiscal year, or two years; write 2017/18 for a fiscal year, or state "
            'period = "fiscal" in a mapping'
        )
    either = unsaid and 1 <= int(last) <= 12
    return "" if either else f"{year:04}-A1"


def fiscal_form(texts: Collection[str], begins: bool = False) -> str:
    """Return `fiscal` for a column whose texts like 2010-11 are fiscal years, or else `auto`.

    Beside other months they are months. Where all are of two years in a row, one like 2013-14,
    which is no month, tells that all are fiscal years, as do three of them, and so does it that
    years begin within a calendar year. Else it is `open` which they are.

    >>> fiscal_form(["2010-11"]), fiscal_form(["2010-11", "2013-14"])
    ('open', 'fiscal')
    >>> fiscal_form(["2010-10", "2010-11", "2010-12"])
    'auto'
    """
    written = (re.fullmatch(r"\s*(\d{4})\s*[-–/]\s*(\d\d)\s*", text) for text in texts)
    pairs = {(int(pair[1]), int(pair[2])) for pair in written if pair}
    if any((year + 1) % 100 != last for year, last in pairs):
        return "auto"
    months = sum(1 <= last <= 12 for _, last in pairs)
    if not months:
        return "auto"
    return "fiscal" if begins or len(pairs) > 2 or months < len(pairs) else "open"


def ask_either(text: str, how: str = ASK) -> NoReturn:
    """Refuse a text like 2010-11, which is a month or a fiscal year."""
    year, month = re.findall(r"\d+", text)
    fiscal, name = spell(f"{year}-A1"), calendar.month_name[int(month)]
    told = f"is {name} {year} or the fiscal year {fiscal}; write {year}-M{month} or FY {fiscal}"
    raise FlowsError(f"{told}, or {how}")


def year_start(text: str, what: str) -> str:
    """Return when fiscal years begin, as it is stated: a month, or a month and a day.

    >>> year_start("07", "year_begins"), year_start("03-21", "year_begins")
    ('07', '03-21')
    """
    if not re.fullmatch(BEGINS, text):
        raise FlowsError(
            f"{what} {quoted(text)} is not the month in which fiscal years begin, such as '07' for "
            "July, or '03-21' for 21 March"
        )
    return text if len(text) < 5 else text.removesuffix("-01")


def from_calendar(text: str, name: str, form: str) -> str:
    """Return the period in a cell whose year is one of another calendar.

    >>> from_calendar("1402", "solar hijri", "auto"), from_calendar("ม.ค. 2562", "buddhist", "auto")
    ('2023-A1', '2019-01')
    """
    ahead, begins = CALENDARS[name]
    found = re.search(r"(?<!\d)\d{3,4}(?!\d)", text)
    if not found or (begins and len(text) > 4):
        raise FlowsError(f"is not a year of the {name} calendar")
    moved = f"{text[: found.start()]}{int(found[0]) + ahead:04}{text[found.end() :]}"
    return parse(moved, "fiscal_begins" if begins else form)


def _month(year: int, month: int) -> str:
    return f"{year:04}-{month:02}" if 1 <= month <= 12 else ""


def _numeric(text: str) -> str:
    if found := re.fullmatch(rf"(\d{{4}})(?:\.0+)?{YEAR_END}", text):
        return found[1]
    if re.fullmatch(r"\d{4}\.1", text):
        raise FlowsError("is January or October: 2019.10 as a number has lost its zero")
    if found := re.fullmatch(r"(\d{4})(?:[-/.]?m(\d{1,2})|[-/.](\d{1,2})|(\d{2})(?:\.0+)?)", text):
        # 190701 is a day of 2019 to some, and no month of 1907
        bare = found[4] and int(found[1]) < 1950
        return "" if bare else _month(int(found[1]), int(found[2] or found[3] or found[4]))
    if found := re.fullmatch(rf"(\d{{1,2}})[-/.](\d{{4}}){YEAR_END}", text):
        return _month(int(found[2]), int(found[1]))
    return ""


def _part(text: str) -> str:
    """Return the quarter or the half that a text names."""
    if found := EAST.fullmatch(text):
        year, first, last, quarter, half = found.groups()
        if first:
            return _span(int(year), int(first), int(last or first))
        part = f"-Q{'一二三四'.find(quarter) + 1 or quarter}" if quarter else ""
        return f"{year}{part}" + (f"-S{1 + (half in '下하')}" if half else "")
    # a Ukrainian letter looks like the number
    text = re.sub(r"\bі{1,3}v?\b", lambda number: number[0].replace("і", "i"), text)
    for mark, letter, most in (
        (rf"{NUMBER}\s*{QUARTER}", "Q", 4),
        (rf"([1-4])\s*[qt]|[qt]\s*([1-4])|{QUARTER}\s*([1-4])", "Q", 4),
        (rf"{NUMBER}\s*{HALF}", "S", 2),
        (rf"([12])\s*[hs]|[hs]\s*([12])|{HALF}\s*([12])", "S", 2),
        (r"(?:за\s)?(\d{1,2})\s*(?:m|мес\.?|месяц(?:а|ев)?|months?(?:\sof)?)", "M", 12),
    ):
        first = re.fullmatch(rf"(?:{mark})(?:\sdel?\s|[\s,/-])*(\d{{4}}|\d{{2}}){YEAR_END}", text)
        last = re.fullmatch(rf"(\d{{4}}){YEAR_END}[\s,/-]*(?:{mark})", text)
        if found := first or last:
            held = [group for group in found.groups() if group]
            year, told = (held[-1], held[0]) if first else (held[0], held[-1])
            number = NUMBERS.get(told) or NUMBERS.get(told[:4]) or int(told)
            if letter == "M" and 1 <= number <= most:
                return _span(int(_century(year)), 1, number)
            if letter != "M" and number <= most:
                return f"{_century(year)}-{letter}{number}"
    return ""


def _century(year: str) -> str:
    if len(year) == 4:
        return year
    return f"{(2000 if int(year) < TURN else 1900) + int(year)}"


def _named(text: str) -> str:
    """Return the month that stands by its name, or the months from one to another."""
    if found := re.fullmatch(r"(?:tháng|thg)\s*(\d{1,2})[\s/,-]*(?:năm\s*)?(\d{4})", text):
        return _month(int(found[2]), int(found[1]))
    if found := re.fullmatch(rf"{NAME}\.?(?:\sdel?\s|[\s'/-])*(\d{{4}}|\d{{2}}){YEAR_END}", text):
        return _month(int(_century(found[2])), _month_of(found[1]))
    if found := re.fullmatch(rf"(\d{{4}})(?:\s?ж\.|\sжылғы)?[\s-]+{NAME}\.?", text):
        return _month(int(found[1]), _month_of(found[2]))
    if found := re.fullmatch(
        rf"(?:(\d{{4}})[\s,]+)?(?:с |from )?{NAME}\.?(?:\s*[-/]\s*| to | по | a ){NAME}"
        rf"(?(1)\.?|(?:\sdel?\s|[\s.,'])+(\d{{4}}|\d{{2}}){YEAR_END})", text,
    ):  # fmt: skip
        first, last = (_month_of(word) for word in (found[2], found[3]))
        return _span(int(found[1] or _century(found[4])), first, last)
    return ""


def _span(year: int, first: int, last: int) -> str:
    if not 1 <= first <= last <= 12:
        return ""
    # an interval, as ISO 8601 writes it
    interval = f"{year}-{first:02}/{year}-{last:02}"
    return spell_months(year * 12 + first - 1, year * 12 + last - 1) or interval


def _until(found: str, form: str) -> str:
    """Return a period, or where it is `cumulative`, counted from January on, its last month."""
    begin, _, end = found.partition("/")
    if form != "cumulative" or not found:
        if end:
            raise FlowsError(RUNNING)
        return found
    first, last = months_of(begin)[0], months_of(end or begin)[1]
    if first % 12 and first < last:
        raise FlowsError("is not counted from January on, as a running total is")
    return spelled(last, 1)


def parse_date(text: str, form: str) -> datetime.date | None:
    """Return the day that a text names."""
    if found := re.fullmatch(YEAR_FIRST, text):
        year, month, day = (int(part) for part in found.groups())
    elif found := re.fullmatch(YEAR_LAST, text):
        if len(found[4]) == 2 and form not in ("dmy", "mdy"):
            return None
        day, month, year = int(found[1]), int(found[3]), int(_century(found[4]))
        if form == "mdy" or (form != "dmy" and found[2] != "." and month > 12):
            day, month = month, day
        elif form != "dmy" and found[2] != "." and day <= 12 and day != month:
            raise FlowsError("may be a day of either of two months; state the form dmy or mdy")
    elif found := re.fullmatch(rf"(\d{{1,2}})\.?\s?{NAME}\.?\s?(\d{{4}}){YEAR_END}", text):
        day, month, year = int(found[1]), _month_of(found[2]), int(found[3])
    else:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _month_of(name: str) -> int:
    """Return the number of a month by its name, or by three letters of it; 0: none."""
    return next((months[name] for some in LANGUAGES if name in (months := _months(some))), 0)


@functools.cache
def _months(languages: tuple[str, ...]) -> dict[str, int]:
    from babel import Locale

    names = dict(SHORT)
    for language in languages:
        held = Locale.parse(language).months
        uses = [held[use][width] for use in held for width in ("wide", "abbreviated")]
        full = [(_plain(name).rstrip("."), n) for use in uses for n, name in use.items()]
        for name, number in [*full, *((name[:3], n) for name, n in full)]:
            # three letters of two months are of none
            own = {n for one, n in full if one[:3] == name} if len(name) == 3 else {number}
            if len(own) == 1:
                names.setdefault(name, number)
    return names


@functools.cache
def months_of(period: str) -> tuple[int, int]:
    """Return the ordinals of the first and the last month of a period.

    >>> months_of("2019-Q1")
    (24228, 24230)
    """
    period = str(period)
    if not re.fullmatch(PERIOD, period):
        raise FlowsError(f"period {quoted(period)} is not a period like {PERIOD_FORMS}")
    year, part = int(period[:4]), period[5:]
    length = {"": 12, "A": 12, "S": 6, "Q": 3}.get(part[:1], 1)
    ahead = 0 if not part else (int(part.lstrip("ASQ")) - 1) * length
    year += FISCAL if part == "A1" else 0
    return year * 12 + ahead, year * 12 + ahead + length - 1


def spell(period: str) -> str:
    """Return a fiscal year as people write it, and any other text as it is.

    >>> spell("2017-A1"), spell("1999-A1"), spell("2017-07")
    ('2017/18', '1999/00', '2017-07')
    """
    fiscal = re.fullmatch(r"(\d{4})-A1", str(period))
    return f"{fiscal[1]}/{(int(fiscal[1]) + 1) % 100:02}" if fiscal else period


def years_later(period: str, years: int = 1) -> str:
    """Return the year or the fiscal year so many years after another.

    >>> years_later("2019"), years_later("2017-A1", -1)
    ('2020', '2016-A1')
    """
    return f"{int(period[:4]) + years:04}{period[4:]}"


def nested_periods(cells: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return each zone and period that has another period inside it, with the first such one.

    >>> nested_periods({("A", "2019"), ("A", "2019-07"), ("B", "2018")})
    {('A', '2019'): '2019-07'}
    """
    found: dict[tuple[str, str], str] = {}
    other = {zone: period for zone, period in sorted(cells) if not period.endswith("A1")}
    for zone, period in sorted(cells):
        if period.endswith("A1"):
            # nobody knows which of its months another period has
            found |= {(zone, period): other[zone]} if zone in other else {}
            continue
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


def parts_of_year(period: str) -> int:
    """Return how many periods like this one a year has.

    >>> [parts_of_year(period) for period in ("2019", "2018-A1", "2019-Q2", "2019-07")]
    [1, 1, 4, 12]
    """
    return {"-S": 2, "-Q": 4, "-0": 12, "-1": 12}.get(period[4:6], 1)


RELATIVE = re.compile(r"(this|previous) (month|quarter|half|year)")
MOST = 10_000


def resolve(text: str, as_of: datetime.date) -> str:
    """Return the period that words such as `previous month` mean on a day, or that a text names.

    >>> day = datetime.date(2020, 2, 15)
    >>> [resolve(text, day) for text in ("previous month", "previous quarter", "this year", "2019")]
    ['2020-01', '2019-Q4', '2020', '2019']
    """
    if not (said := RELATIVE.fullmatch(text)):
        # what it is reported to knows whether it can be a month
        return text if fiscal_form([text]) == "open" else stated(text)
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
    if year >= FISCAL:
        return f"{year - FISCAL:04}-A1"
    form = {1: "-{:02}", 3: "-Q{}", 6: "-S{}", 12: ""}[length]
    return f"{year:04}{form.format(part + 1)}"


def spell_months(first: int, last: int) -> str:
    """Return the period of these months, counted from year 0, or nothing where they are none.

    >>> spell_months(2019 * 12 + 3, 2019 * 12 + 5), spell_months(2019 * 12, 2019 * 12 + 4)
    ('2019-Q2', '')
    """
    length = last - first + 1
    fits = length in LENGTHS.values() and first % length == 0
    return spelled(first // length, length) if fits else ""


def span(first: str, last: str) -> list[str]:
    """Return the periods from one to another of the same kind.

    >>> span("2018-Q3", "2019-Q2")
    ['2018-Q3', '2018-Q4', '2019-Q1', '2019-Q2']
    """
    form = fiscal_form([first, last])
    if form == "open":
        ask_either(first)
    (begins, ends), (begin, end) = (months_of(stated(one, form=form)) for one in (first, last))
    length = ends - begins + 1
    if end - begin + 1 != length or (begins < FISCAL * 12) != (begin < FISCAL * 12):
        raise FlowsError(f"{first!r} and {last!r} are no periods of the same kind")
    if begin < begins:
        raise FlowsError(f"{last!r} is before {first!r}")
    if (begin - begins) // length >= MOST:
        raise FlowsError(f"from {first!r} to {last!r} are more than {MOST:,} periods")
    return [spelled(number, length) for number in range(begins // length, begin // length + 1)]
