"""Numbers and times as people write them: decimal commas, blanks in thousands, units behind."""

from __future__ import annotations

import contextlib
import datetime
import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from sezlib.flows import FlowsError, quoted
from sezlib.periods import parse_date
from sezlib.texts import AMBIGUOUS, halfwidth
from sezlib.units import Unit, find_unit

MOST_TEXT = 100
BLANKS = "[ \t\u00a0\u202f\u2009'’]"
# a cell that a formula has failed in, as spreadsheets of several languages show it
ERROR = r"#[¡¿]?[A-ZÀ-ÖØ-ÞА-ЯЁ]+(/[A-ZА-ЯЁ0]+)?[!?]|#(N/A|N/D|NV|Н/Д|GETTING_DATA|#+)|Err:[0-9]{3}"
FAILED = "shows an error of a spreadsheet"
# a footnote mark behind a number or a word; 10² is no 10, and "5 (1)" may be two numbers
RAISED, STARS = "¹²³⁰⁴⁵⁶⁷⁸⁹", "*†‡"
NOTE = re.compile(
    rf"(?<=[\w.)%])(?<!^10)\s?(?:[{RAISED}⁽⁾ᵃᵇᶜᵈᵉᵖʳ]+\)?|[{STARS}]+\)?|\[\d{{1,2}}\])$|"
    r"(?<=[^\W\d])\s?\(\d{1,2}\)$|(?<=[\w.)%])\s\d{1,2}\)$"
)
_BODY = re.compile(r"([^\d+\-.,(]*)([+-]?[\d.,' ]*\d[.,]?(?:[eE][+-]?\d{1,3})?)(.*)", re.DOTALL)


class Measured(NamedTuple):
    """A number, its scale worked in, and the unit that stands beside it, or nothing."""

    number: Decimal
    unit: str
    scale: Decimal = Decimal(1)


def measured(text: str, decimal: str = "", money: str = "") -> Measured:
    """Return the number that a text writes, its unit, and the scale that stands beside it.

    `decimal` is the decimal mark, `.` or `,`; without it `1,234` is refused, since it may be
    either of two numbers. Thousands may be set apart by blanks, apostrophes or the other mark. A
    word for a scale multiplies. A number in brackets is negative, as accountants write it. `money`
    is the currency that is known, of several that have one name.

    >>> measured("12,5 тыс. руб.")[:2]
    (Decimal('12500.0'), 'RUB')

    Raises `FlowsError` with the reason alone, to be put behind the name of a column.
    """
    if len(text) > MOST_TEXT:
        raise FlowsError("is not a number")
    plain = halfwidth(text).replace("\u2212", "-").replace("’", "'")
    sign = 1
    if plain.startswith("(") and plain.endswith(")"):
        plain, sign = plain[1:-1].strip(), -1
    parts = _BODY.fullmatch(plain)
    if not parts or not parts[2].isascii() or "_" in plain:
        raise FlowsError("is not a number")
    before, body, after = parts[1].strip(), parts[2].strip(), parts[3].strip()
    if sign < 0 and body[0] in "+-":
        raise FlowsError("is not a number")
    beside = find_unit(f"{before} {after}", money) if before + after else Unit("", "", "", 1.0)
    if not beside or beside.kind not in ("", "money", "mass"):
        raise FlowsError("is not a number")
    scale = Decimal(int(beside.scale))
    return Measured(sign * scale * _number(body, decimal, text), beside.base, scale)


def without_note(text: str) -> str:
    """Return a text without the footnote mark behind it.

    >>> [without_note(text) for text in ("1700²", "Китай (1)", "2019 1)", "5*")]
    ['1700', 'Китай', '2019', '5']
    """
    return NOTE.sub("", text)


def _number(body: str, decimal: str, told: str) -> Decimal:
    head, power = [*re.split("[eE]", body), "0"][:2]
    sign, digits = (head[0], head[1:]) if head[0] in "+-" else ("", head)
    marks = [mark for mark in digits if mark in ",."]
    # with a power of ten behind it a mark is that of decimals
    if not decimal and AMBIGUOUS.fullmatch(digits) and head == body:
        one, other = digits.replace(",", "").replace(".", ""), digits.replace(",", ".")
        told = '; state decimal = "," or decimal = "." in a mapping'
        raise FlowsError(f"may be {one} or {other}{told}")
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

    It is `measured` without units for what most cells are; what it would refuse, or only it can
    tell, is null.
    """
    cast = "TRY_CAST({} AS DECIMAL(28, 9))"
    if decimal != ",":
        # DuckDB takes what `measured` takes, and lines between digits
        left = f"contains({column}, '_')"
        if not decimal:
            # 1.234 is either; how it ends is sooner told than all of it
            either = f"regexp_full_match({column}, ' *{AMBIGUOUS.pattern} *')"
            left += f" OR ({column} LIKE '%.___' OR {column} LIKE '% ') AND {either}"
        return f"CASE WHEN NOT ({left}) THEN {cast.format(column)} END"
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


# a number whose mark nobody doubts, and which 64 bits hold so that it is told again as it was
PLAIN = "[0-9]{1,12}([.][0-9]{1,2})?"


def evidence_sql(column: str) -> str:
    """Return DuckDB's SQL of the decimal mark that a text surely shows, or null.

    A single mark with other than three digits behind it is a decimal mark, and so is the last of
    two different ones, the only one where blanks set the thousands apart or a power of ten stands
    behind, and the other one of a mark that stands twice.
    """
    gap = " \u00a0\u202f\u2009''’"
    shown = (
        rf"(0[0-9]*|[0-9]+[{gap}][0-9{gap}]*|[0-9%]*%[0-9]{{3}}|[0-9]{{4,}})#[0-9]+|"
        r"[0-9]*#([0-9]{1,2}|[0-9]{4,}|[0-9]+[eE][+-]?[0-9]+)|[0-9]{1,3}(%[0-9]{2,3})+%[0-9]{3}"
    )
    whens = (
        f"WHEN regexp_full_match({column}, '[^0-9.,]{{0,5}}("
        + shown.replace("#", mark).replace("%", other)
        + f")([^0-9.,][^0-9,]*)?') THEN '{mark[-1]}'"
        for mark, other in ((",", r"\."), (r"\.", ","))
    )
    return f"CASE {' '.join(whens)} END"


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
    if found and (found[2] or days) and (date := parse_date(found[1].lower(), form)):
        hour, minute, second = (int(part or 0) for part in found.groups()[1:])
        if hour < 24 and minute < 60 and second < 60:
            return f"{date}T{hour:02}:{minute:02}"
    raise FlowsError("is not a time of the calendar, such as 2019-03-04T09:15")
