"""Digits as printed: a number, what rounds to it, and the step to the next one."""

from __future__ import annotations

import re
from typing import NamedTuple

from sezlib.schema import FlowsError, quoted

GROUPED = r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9])(?:[.,][0-9]+)?"
DIGITS = re.compile(rf"([+-]?)({GROUPED}|[0-9][0-9.,]*[0-9]|[0-9])(?![0-9.,]*[0-9])")


class Number(NamedTuple):
    """A number as printed: what rounds to it, and the step to the next figure of its precision."""

    value: float
    below: float
    above: float
    step: float
    whole: bool = False


def number(sign: str, digits: str, language: str) -> Number:
    """Return the number that digits print; its last digit tells what rounds to it."""
    text = _pointed(digits, language)
    if len(text) > 18:
        raise FlowsError(f"{quoted(digits)} is longer than any figure")
    value = float(text) * (-1 if sign == "-" else 1)
    decimals = len(text.partition(".")[2])
    unit = 10.0**-decimals
    # zeros at the end of a whole number may be rounding: after 150 comes 160
    zeros = 0 if decimals or not float(text) else len(text) - len(text.rstrip("0"))
    return Number(value, unit / 2, unit / 2, unit * 10.0**zeros)


def _pointed(digits: str, language: str) -> str:
    """Return a number's digits with a decimal point and no separators of groups."""
    marks = re.sub("[0-9 ]", "", digits)
    spaced = digits.replace(" ", "")
    if not marks:
        return spaced
    last = marks[-1]
    head, _, tail = spaced.rpartition(last)
    if len(set(marks)) == 2 and marks.count(last) == 1:
        other = marks[0]
        if _grouped(head, other):
            return head.replace(other, "") + "." + tail
    elif len(marks) > 1 and len(set(marks)) == 1 and _grouped(spaced, last):
        return spaced.replace(last, "")
    elif len(marks) == 1:
        three = len(tail) == 3 and re.fullmatch("[1-9][0-9]{0,2}", head) and " " not in digits
        if last == "," and three and not language:
            raise FlowsError(
                f"{digits!r} is {head + tail} or {head}.{tail}: say the language of its source"
            )
        if last == "," and three and language == "en":
            return head + tail
        if last == "." and three and language in ("de",):
            return head + tail
        return head + "." + tail
    raise FlowsError(f"{quoted(digits)} is not a number whose digits are grouped in any usual way")


def _grouped(text: str, mark: str) -> bool:
    # 7,01,821 counts lakhs: groups of two, and of three at the end
    mark = re.escape(mark)
    return bool(re.fullmatch(rf"[0-9]{{1,3}}(?:{mark}[0-9]{{2,3}})*{mark}[0-9]{{3}}", text))
