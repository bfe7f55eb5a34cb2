"""Periods as people write them: months by name, dates, quarters, and what spreadsheets make."""

from __future__ import annotations

import datetime
import functools
import re
import unicodedata

from sezlib.schema import PERIOD, PERIOD_FORMS, FlowsError

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


def _dated(text: str, form: str) -> str:
    """Return the month of a date."""
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
        return ""
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return ""
    # a year that a spreadsheet took for a day: 2019 is the 11th of July 1905
    serial = (date - EPOCH).days
    if FIRST <= serial <= LAST and year in (1904, 1905, 1906):
        return str(serial)
    return _month(date.year, date.month)


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
