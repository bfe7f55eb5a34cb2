"""Numbers and periods as people write them.

Decimal commas, blanks between thousands, units behind them; months by name, dates, quarters, and
what spreadsheets make of all these.
"""

from __future__ import annotations

import contextlib
import datetime
import functools
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from sezlib.flows import PERIOD, PERIOD_FORMS, FlowsError, quoted

MOST_TEXT = 100
BLANKS = "[ \t\u00a0\u202f\u2009'’]"
# one mark, a head that could be thousands, exactly three digits: 1,234 is either
AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
SCALES = {
    1_000: ("thousand", "thousands", "k", "тыс", "тысяч", "тысяча", "тысячи"),
    1_000_000: ("mln", "mn", "million", "millions", "млн", "миллион", "миллиона", "миллионов"),
    1_000_000_000: (
        "bn",
        "bln",
        "billion",
        "billions",
        "млрд",
        "миллиард",
        "миллиарда",
        "миллиардов",
    ),
}
UNITS = {
    "RUB": ("rub", "rur", "руб", "рублей", "рубля", "рубль", "р", "₽"),
    "USD": ("usd", "us$", "$", "долл", "долларов", "dollars", "доллсша", "долларовсша"),
    "EUR": ("eur", "€", "евро", "euro", "euros"),
    "INR": ("inr", "₹"),
    "CNY": ("cny", "yuan", "юаней"),
    "kg": ("kg", "кг"),
    "t": ("t", "т", "тонн", "tons", "tonnes"),
}
_SCALE = {word: size for size, words in SCALES.items() for word in words}
_UNIT = {word: unit for unit, words in UNITS.items() for word in words}
_BODY = re.compile(r"([^\d+\-.,(]*)([+-]?[\d.,' ]*\d[.,]?(?:[eE][+-]?\d{1,3})?)(.*)", re.DOTALL)


class AmbiguousError(FlowsError):
    """A number whose meaning hangs on which mark is the decimal one."""


class Measured(NamedTuple):
    """A number, its scale worked in, and the unit that stands beside it, or nothing."""

    number: Decimal
    unit: str


def measured(text: str, decimal: str = "") -> Measured:
    """Return the number that a text writes, and its unit.

    `decimal` is the decimal mark, `.` or `,`; without it `1,234` is refused, since it may be
    either of two numbers. Thousands may be set apart by blanks, apostrophes or the other mark. A
    word for a scale multiplies. A number in brackets is negative, as accountants write it.

    >>> measured("12,5 тыс. руб.")
    Measured(number=Decimal('12500.0'), unit='RUB')

    Raises `FlowsError` with the reason alone, to be put behind the name of a column.
    """
    if len(text) > MOST_TEXT:
        raise FlowsError("is not a number")
    plain = unicodedata.normalize("NFKC", text).strip().replace("\u2212", "-").replace("’", "'")
    plain = re.sub(r"\s", " ", plain)
    sign = 1
    if plain.startswith("(") and plain.endswith(")"):
        plain, sign = plain[1:-1].strip(), -1
    parts = _BODY.fullmatch(plain)
    if not parts or not parts[2].isascii() or "_" in plain:
        raise FlowsError("is not a number")
    before, body, after = parts[1].strip(), parts[2].strip(), parts[3].strip()
    if sign < 0 and body[0] in "+-":
        raise FlowsError("is not a number")
    times, unit = _words(f"{before} {after}")
    return Measured(sign * times * _number(body, decimal, text), unit)


def _words(text: str) -> tuple[int, str]:
    times, unit = 1, ""
    words = re.sub(r"[.]", " ", text.lower()).split()
    if "".join(words) in _UNIT:
        words = ["".join(words)]
    for word in words:
        if word in _SCALE and times == 1 and not unit:
            times = _SCALE[word]
        elif word in _UNIT and not unit:
            unit = _UNIT[word]
        elif not (word == "сша" and unit == "USD"):
            raise FlowsError("is not a number")
    return times, unit


def headed_in(header: str) -> str:
    """Return the unit of money that the name of a column states, or nothing where it states none.

    >>> headed_in("Стоимость, тыс. долл. США")
    'thousand USD'
    """
    words = re.findall(r"[^\W\d_]+|[$€₽₹]", header.lower())
    money = {_UNIT[word] for word in words if len(_UNIT.get(word, "")) == len("RUB")}
    sizes = {_SCALE[word] for word in words if word in _SCALE}
    if len(money) != 1 or len(sizes) > 1:
        return ""
    return " ".join([*(SCALES[size][0] for size in sizes), *money])


def _number(body: str, decimal: str, told: str) -> Decimal:
    head, power = [*re.split("[eE]", body), "0"][:2]
    sign, digits = (head[0], head[1:]) if head[0] in "+-" else ("", head)
    marks = [mark for mark in digits if mark in ",."]
    if not decimal and AMBIGUOUS.fullmatch(digits):
        one, other = digits.replace(",", "").replace(".", ""), digits.replace(",", ".")
        raise AmbiguousError(f"may be {one} or {other}; state the decimal mark")
    mark = decimal or _mark(digits, marks)
    whole, _, part = digits.partition(mark) if mark else (digits, "", "")
    if (part and not part.isdigit()) or not _grouped(whole):
        with_mark = f" with the decimal mark {quoted(decimal)}" if decimal else ""
        raise FlowsError(f"is not a number{with_mark}")
    try:
        return Decimal(f"{sign}{re.sub('[^0-9]', '', whole) or 0}.{part or 0}E{power}")
    except InvalidOperation:
        raise FlowsError("is not a number") from None


def _mark(digits: str, marks: list[str]) -> str:
    """Return the decimal mark that a number shows: the last one, if it stands once."""
    if not marks or (len(set(marks)) == 1 and len(marks) > 1):
        return ""
    last = marks[-1]
    return last if marks.count(last) == 1 else ""


def _grouped(whole: str) -> bool:
    if whole.isdigit():
        return True
    groups = "|".join(rf"\d{{1,3}}(?:{sep}\d{{3}})+" for sep in (" ", "'", ",", r"\."))
    # lakhs and crores: the last three digits, then by twos
    return bool(re.fullmatch(rf"{groups}|\d{{1,2}}(?:,\d{{2}})+,\d{{3}}", whole)) or whole == ""


def number_sql(column: str, decimal: str) -> str:
    """Return DuckDB's SQL of the number in a text, DECIMAL(28, 9), null where it is not plain.

    It is `measured` without units for what most cells are. Without `decimal` a point is a decimal
    point, and a text with any other mark is left to `measured`.
    """
    cast = "TRY_CAST({} AS DECIMAL(28, 9))"
    if decimal != ",":
        # DuckDB takes what `measured` takes, and lines between digits
        return f"CASE WHEN NOT contains({column}, '_') THEN {cast.format(column)} END"
    column = f"trim({column})"
    # the plain form with a comma, or thousands in threes apart by blanks or points
    comma = r"[+-]?[0-9]+(,[0-9]*)?([eE][+-]?[0-9]{1,2})?"
    gap = "[ .\u00a0\u202f\u2009]"
    groups = "|".join(
        rf"[+-]?[0-9]{{1,3}}({sep}[0-9]{{3}})+(,[0-9]*)?"
        for sep in (" ", r"\.", "\u00a0", "\u202f", "\u2009")
    )
    grouped = f"replace(regexp_replace({column}, '{gap}', '', 'g'), chr(44), chr(46))"
    return (
        f"CASE WHEN regexp_full_match({column}, '{comma}') "
        f"THEN {cast.format(f'replace({column}, chr(44), chr(46))')} "
        f"WHEN regexp_full_match({column}, '{groups}') THEN {cast.format(grouped)} END"
    )


def evidence_sql(column: str) -> str:
    """Return DuckDB's SQL of the decimal mark that a text surely shows, or null.

    A single mark with other than three digits behind it is a decimal mark, and so is the last of
    two different ones, or the only one where blanks set the thousands apart.
    """
    gap = "[ \u00a0\u202f\u2009''’]"
    comma = (
        rf"[+-]?(0|[0-9]*{gap}[0-9 ]*|[0-9.]*\.[0-9]{{3}}|[0-9]{{4,}}),[0-9]+|"
        r"[+-]?[0-9]*,([0-9]{1,2}|[0-9]{4,})"
    )
    point = (
        comma.replace(r"[0-9.]*\.", "[0-9,]*;")
        .replace(",[0-9]+", r"\.[0-9]+")
        .replace("]*,(", r"]*\.(")
        .replace(";", ",")
    )
    tail = r"([^0-9.,].*)?"
    return (
        f"CASE WHEN regexp_full_match({column}, '({comma}){tail}') THEN ',' "
        f"WHEN regexp_full_match({column}, '({point}){tail}') THEN '.' END"
    )


FORMS = ("auto", "year", "month", "quarter", "half", "dmy", "mdy", "ymd")
REASON = f"is not a period like {PERIOD_FORMS}"
EPOCH = datetime.date(1899, 12, 30)
FIRST, LAST = 1800, 2200
# two digits of a year, as in Jul-19: up to 69 of this century, from 70 on of the last
TURN = 70
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
QUARTER = r"кв(?:артала?|\.)?"
HALF = r"(?:полугоди[ея]|п/г)"
SHORT = {"сент": 9, "нояб": 11, "февр": 2, "sept": 9, "апрель": 4}
# behind a time: the day is that of the clock that shows it
ZONE = r"\s*(?:z|utc|gmt)?(?:[+-]\d\d(?::?\d\d){0,2})?"
YEAR_END = r"\s*(?:г\.?|год[а]?)?"


def period(text: str, form: str = "auto") -> str:
    """Return the SDMX period that a text names: `2019`, `2019-S1`, `2019-Q1` or `2019-07`.

    A date is its month. `form` says what a text can be: `year`, `month`, `quarter` or `half` and
    nothing else, or `dmy` or `mdy` for dates like 07/08/2019, which are refused without.

    >>> [period(text) for text in ("07/2019", "июль 2019 г.", "II квартал 2019", "15.07.2019")]
    ['2019-07', '2019-07', '2019-Q2', '2019-07']

    Raises `FlowsError` with the reason alone, to be put behind the name of a column.
    """
    if len(text) > 60:
        raise FlowsError(REASON)
    plain = " ".join(unicodedata.normalize("NFKC", text).lower().replace("–", "-").split())
    found = re.fullmatch(PERIOD[1:-1], plain.upper()) and plain.upper()
    found = found or _numeric(plain) or _part(plain) or _named(plain) or _dated(plain, form)
    if not found or not FIRST <= int(found[:4]) <= LAST:
        raise FlowsError(REASON)
    grain = {4: "year", 5: "month"}.get(len(found)) or {"Q": "quarter", "S": "half"}.get(
        found[5], "month"
    )
    if form in ("year", "month", "quarter", "half") and form != grain:
        raise FlowsError(f"is not a {form}")
    return found


def joined(year: str, month: str) -> str:
    """Return the period of a year and a month that stand in two columns.

    >>> joined("2019", "7"), joined("2019", "52")
    ('2019-07', '2019')
    """
    whole = period(year, "year")
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
    # a day as spreadsheets count them
    if (found := re.fullmatch(r"(\d{5})(?:\.0+)?", text)) and 20_000 <= int(found[1]) <= 60_000:
        day = EPOCH + datetime.timedelta(int(found[1]))
        return _month(day.year, day.month)
    return ""


def _part(text: str) -> str:
    """Return the quarter or the half that a text names."""
    number = r"([1-4]|i{1,3}|iv)"
    for mark, letter, most in (
        (rf"{number}(?:-?[йя])?\s*{QUARTER}", "Q", 4),
        (r"([1-4])\s*q|q\s*([1-4])", "Q", 4),
        (rf"{number}(?:-?[ео]е)?\s*{HALF}", "S", 2),
        (r"([12])\s*[hs]|[hs]\s*([12])", "S", 2),
    ):
        first = re.fullmatch(rf"(?:{mark})[\s,-]*(\d{{4}}|\d{{2}}){YEAR_END}", text)
        last = re.fullmatch(rf"(\d{{4}}){YEAR_END}[\s,-]*(?:{mark})", text)
        if found := first or last:
            held = [group for group in found.groups() if group]
            year, told = (held[-1], held[0]) if first else (held[0], held[-1])
            number_told = ROMAN.get(told) or int(told)
            if number_told <= most:
                return f"{_century(year)}-{letter}{number_told}"
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


TIME = re.compile(r"(\S+?)(?:[T ](\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?", re.IGNORECASE)


def clock(text: str, form: str = "auto", days: bool = False) -> str:
    """Return the minute that a text names; `days`: a day alone is its midnight.

    >>> [clock(text) for text in ("2019-03-04 09:15:30", "04.03.2019 9:15")]
    ['2019-03-04T09:15', '2019-03-04T09:15']

    Raises `FlowsError` with the reason alone, to be put behind the name of a column.
    """
    if len(text) == 16 and text[10] == "T":
        # as most are written, which is sooner read
        with contextlib.suppress(ValueError):
            return datetime.datetime.fromisoformat(text).isoformat()[:16]
    found = TIME.fullmatch(" ".join(text[:MOST_TEXT].split()))
    if found and (found[2] or days) and (date := _date(found[1].lower(), form)):
        hour, minute, second = (int(part or 0) for part in found.groups()[1:])
        if hour < 24 and minute < 60 and second < 60:
            return f"{date}T{hour:02}:{minute:02}"
    raise FlowsError("is not a time of the calendar, such as 2019-03-04T09:15")


def _dated(text: str, form: str) -> str:
    """Return the month of a date."""
    if not (date := _date(text, form)):
        return ""
    # a year that a spreadsheet took for a day: 2019 is the 11th of July 1905
    serial = (date - EPOCH).days
    if FIRST <= serial <= LAST and date.year in (1904, 1905, 1906):
        return str(serial)
    return _month(date.year, date.month)


def _date(text: str, form: str) -> datetime.date | None:
    if found := re.fullmatch(
        rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}})(?:[t ][\d:.]*{ZONE})?", text
    ):
        year, month, day = (int(part) for part in found.groups())
    elif found := re.fullmatch(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?: [\d:]*)?" + YEAR_END, text):
        day, month, year = int(found[1]), int(found[3]), int(found[4])
        if form == "mdy" or (form != "dmy" and found[2] != "." and month > 12):
            day, month = month, day
        elif form != "dmy" and found[2] != "." and day <= 12 and day != month:
            raise FlowsError("may be a day of either of two months; state the form dmy or mdy")
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
