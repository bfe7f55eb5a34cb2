"""Digits as printed: a number, what rounds to it, and the step to the next one."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from sezlib.flows import FlowsError, listed, near, quoted
from sezlib.units import Unit, find_unit, first_words, plain

GROUPED = r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9])(?:[.,][0-9]+)?"
DIGITS = re.compile(rf"([+-]?)({GROUPED}|[0-9][0-9.,]*[0-9]|[0-9])(?![0-9.,]*[0-9])")


class Number(NamedTuple):
    """A number as printed: what rounds to it, and the step to the next figure of its precision."""

    value: float
    below: float
    above: float
    step: float
    whole: bool = False


def parse_number(sign: str, digits: str, language: str) -> Number:
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


READINGS = ("plain", "journalist")
Interval = tuple[float, float]
INF = math.inf
# a twentieth: what "about" and "almost" are taken to allow where the digits allow less
SLACK = 1 / 20
# a fifth: half the only digit of "almost 1" would be half of it all
CAP = 1 / 5
# a tenth: a third, a half and a quarter are said of what lies within a tenth of them
COARSE = 1 / 10


class Word(NamedTuple):
    """A word that qualifies a figure: how it is written, both its readings, and why."""

    name: str
    phrases: tuple[str, ...]
    plain: Callable[[Number], Interval]
    journalist: Callable[[Number], Interval]
    reason: str


def _printed(n: Number) -> Interval:
    return n.value - n.below, n.value + n.above


def _about(n: Number) -> Interval:
    slack = max(SLACK * n.value, 1.0 if n.whole else 0.0)
    return n.value - max(n.below, slack), n.value + max(n.above, slack)


def _almost(n: Number) -> Interval:
    if n.whole:
        return n.value - max(1.0, SLACK * n.value), n.value - 1
    return n.value - max(min(n.below, CAP * n.value), SLACK * n.value), n.value


def _past(n: Number) -> float:
    # whole things are counted: more than 150 companies are 151 or more
    return n.value + 1 if n.whole else n.value


def _short(n: Number) -> float:
    return n.value - 1 if n.whole else n.value


WORDS = (
    Word("", (), _printed, _printed,
         "a figure is rounded to its last printed digit; a count without a scale is exact"),
    Word("about",
         ("about", "around", "approximately", "roughly", "some", "circa", "ca.", "~", "≈",
          "около", "порядка", "примерно", "приблизительно"), _about, _about,
         "a twentieth to either side, or its rounding where that is wider"),
    Word("almost",
         ("almost", "nearly", "close to", "почти", "без малого", "fast"), _almost, _almost,
         "not above, and below by no more than a twentieth, or half its last digit up to a fifth"),
    Word("more than",
         ("more than", "greater than", "in excess of", "over", "above", "exceeds", "exceeded",
          "exceeding", "более чем", "более", "больше чем", "больше", "свыше", "превышает",
          "превысил", "превысила", "превысило", "превысили", "превысив", ">"),
         lambda n: (_past(n), INF), lambda n: (_past(n), n.value + n.step),
         "one side only; a journalist would have printed the next round figure had it been passed"),
    Word("at least",
         ("at least", "no less than", "not less than", "не менее чем", "не менее", "не меньше",
          "как минимум", "≥"),
         lambda n: (n.value, INF), lambda n: (n.value, n.value + n.step),
         "as more than, and the figure itself is allowed"),
    Word("less than",
         ("less than", "fewer than", "below", "under", "менее чем", "менее", "меньше чем",
          "меньше", "<"),
         lambda n: (-INF, _short(n)), lambda n: (n.value - n.step, _short(n)),
         "the mirror of more than"),
    Word("at most",
         ("at most", "no more than", "not more than", "up to", "не более чем", "не более",
          "не больше", "≤"),
         lambda n: (-INF, n.value), lambda n: (n.value - n.step, n.value),
         "the mirror of at least"),
)  # fmt: skip

FRACTIONS = {
    1 / 2: "half|a half|one half|половина|половину|половины|половине|наполовину",
    1 / 3: "third|a third|one third|треть|трети|одна треть|одну треть",
    1 / 4: "quarter|a quarter|one quarter|четверть|четверти",
    1 / 5: "fifth|a fifth|one fifth|пятую часть|пятая часть",
    2 / 3: "two thirds|две трети|двух третей",
    3 / 4: "three quarters|три четверти|трех четвертей",
}
# a multiple: rounded to its last digit, so that "three times" is 2.5 to 3.5
MULTIPLES = {
    2.0: "twice|twofold|double|doubled|doubling|вдвое|удвоился|удвоилась|удвоилось|удвоились",
    3.0: "thrice|threefold|triple|tripled|tripling|втрое|утроился|утроилась|утроилось|утроились",
    4.0: "fourfold|quadrupled|quadruple|вчетверо",
    5.0: "fivefold|впятеро",
}
COUNTED = {
    1.5: "one and a half|полтора|полторы",
    2.0: "two|два|две|двух",
    3.0: "three|три|трех",
    4.0: "four|четыре|четырех",
    5.0: "five|пять|пяти",
    6.0: "six|шесть|шести",
    7.0: "seven|семь|семи",
    8.0: "eight|восемь|восьми",
    9.0: "nine|девять|девяти",
    10.0: "ten|десять|десяти",
}
EVERY = {
    2: "second|второй|вторая|второе",
    3: "third|третий|третья|третье",
    4: "fourth|четвертый|четвертая|четвертое",
    5: "fifth|пятый|пятая|пятое",
    6: "sixth|шестой|шестая|шестое",
    7: "seventh|седьмой|седьмая|седьмое",
    8: "eighth|восьмой|восьмая|восьмое",
    9: "ninth|девятый|девятая|девятое",
    10: "tenth|десятый|десятая|десятое",
}
FILLERS = ("by", "на", "+")
COMPOUND = re.compile(r"([0-9]{1,9}) ([^\W\d]+)\.? ([0-9]{1,3})$")
RATIO = re.compile(r"([0-9]{1,4})/([0-9]{1,4})")


@functools.cache
def _phrases() -> dict[str, tuple[str, Any]]:
    found: dict[str, tuple[str, Any]] = dict.fromkeys(FILLERS, ("filler", None))
    for value, names in COUNTED.items():
        half = COARSE * value if value % 1 else 0.5
        found |= dict.fromkeys(names.split("|"), ("number", Number(value, half, half, 2 * half)))
    for value, names in MULTIPLES.items():
        found |= dict.fromkeys(names.split("|"), ("times", Number(value, 0.5, 0.5, 1.0)))
    for value, names in FRACTIONS.items():
        found |= dict.fromkeys(names.split("|"), ("fraction", _coarse(value)))
    for n, names in EVERY.items():
        value = 1 / n
        seen = Number(value, value - 1 / (n + 0.5), 1 / (n - 0.5) - value, 1 / (n - 1) - value)
        for name in names.split("|"):
            for each in ("every", "каждый", "каждая", "каждое"):
                found[f"{each} {name}"] = ("fraction", seen)
    return found | {p: ("word", word) for word in WORDS for p in word.phrases}


def _coarse(value: float) -> Number:
    return Number(value, COARSE * value, COARSE * value, COARSE * value)


class Printed(NamedTuple):
    """A figure as read: its value and both its intervals, in the unit that `unit` names."""

    value: float
    plain: Interval
    journalist: Interval
    unit: str
    by: bool = False


def reading(
    printed: str,
    wording: str = "",
    unit: Unit | None = None,
    language: str = "",
    cut: bool = False,
) -> Printed:
    """Return what a printed figure says: its value and its interval, read both ways.

    `printed` may hold words besides the figure ("more than 1.2 bn"); `wording` is the word that
    stands before it in the text. `unit` is the unit that the claim states; `language` decides
    what a comma before three digits means; of a source that cuts digits off, `cut`, they tell from
    where the figure is up. The intervals are in that unit's base: single units of money, fractions
    for per cent.

    >>> reading("1.2 bn").plain
    (1150000000.0, 1250000000.0)
    >>> reading("615", "more than").journalist
    (615.0, 616.0)
    """
    # 2 млрд 350 in millions is 2350 of them
    two = COMPOUND.search(printed)
    larger = find_unit(two[2]) if two and unit else None
    if two and unit and larger and not larger.kind and larger.scale > unit.scale:
        whole = int(two[1]) * int(larger.scale / unit.scale) + int(two[3])
        printed = f"{printed[: two.start()]}{whole}"
    held = _read(f"{wording} {printed}", language, unit)
    if "number" not in held:
        raise FlowsError(f"{quoted(printed)} has no figure")
    figure: Number = held["number"]
    scale, word = held.get("scale", 1.0), held.get("word", WORDS[0])
    kind = held.get("is", "")
    if cut and not kind and (unit is None or unit.kind not in ("fraction", "times")):
        figure = figure._replace(below=0.0, above=figure.below + figure.above)
    names = held.get("unit", ("times",) if kind == "times" else ())
    name = " or ".join(names)
    if name == "times":
        kind = name
    factor = scale
    if unit is not None:
        if unit.kind == "count" and kind == "fraction":
            raise FlowsError(f"{quoted(printed)} is a part, and the unit is {unit.name!r}")
        factor = _factor(printed, scale, names, unit)
        if unit.kind == "fraction" and kind in ("fraction", "times"):
            # a third is a third in per cent too
            factor = 1.0
        if unit.kind == "count" and factor == 1.0 and figure.value % 1 == 0:
            figure = figure._replace(below=0.0, above=0.0, whole=True)
    # a fall of more than 5 % is below -5 %
    fall = figure.value < 0
    size = figure._replace(value=abs(figure.value))
    ends = [
        (low * factor, high * factor) for low, high in (word.plain(size), word.journalist(size))
    ]
    plain, journalist = [(-high, -low) for low, high in ends] if fall else ends
    by = bool(re.match(r"\W*(на|by)\b", f"{wording} {printed}".strip().lower()))
    return Printed(figure.value * factor, plain, journalist, name or kind, by)


def _factor(printed: str, scale: float, names: tuple[str, ...], unit: Unit) -> float:
    # a share may be said in per cent or as a fraction, but roubles are no dollars
    fits = {unit.base, "%", "share", "times"} if unit.kind == "fraction" else {unit.base}
    if names and not fits.intersection(names):
        name = " or ".join(names)
        raise FlowsError(f"{quoted(printed)} is in {name!r}, and the unit is {unit.name!r}")
    if names == ("%",) and unit.base == "share":
        return 0.01
    # "1.2 bn" in bn is one billion's figure, not a billion billions
    if scale in (1.0, unit.scale):
        return unit.factor
    if unit.scale != 1.0 or unit.kind == "fraction":
        raise FlowsError(f"{quoted(printed)} has one scale, and the unit {unit.name!r} another")
    return scale * unit.factor


def _read(text: str, language: str, unit: Unit | None) -> dict[str, Any]:
    rest = _plain(text)
    held: dict[str, Any] = {}
    letter = ""
    while rest:
        found, length = _next(rest, language)
        said, rest = rest[:length], rest[length:].lstrip(" ")
        for kind, payload in found:
            if kind in ("fraction", "times", "number"):
                _once(held, "number", payload, text)
                rest = rest.lstrip(" -")
                if kind != "number":
                    held["is"] = kind
            elif kind == "word":
                if "number" in held:
                    raise FlowsError(
                        f"in {quoted(text.strip())} a word follows the figure: {quoted(rest)}"
                    )
                _once(held, "word", payload, text)
            elif kind == "unit":
                # US$ and dollars may be two names of one currency
                same = tuple(name for name in held.get("unit", payload) if name in payload)
                if not same:
                    _once(held, "unit", payload, text)
                held["unit"] = same
            elif kind in ("scale", "letter"):
                letter = said if kind == "letter" else letter
                # a lakh crore is a trillion; nobody counts in million millions
                if (lakh := held.pop("scale", 1.0)) == 1e5 and payload == 1e7:
                    payload *= lakh
                elif lakh != 1.0:
                    raise FlowsError(f"{quoted(text.strip())} has two scales")
                held["scale"] = payload
    money = "unit" in held or unit is None or unit.base[:3].isupper()
    if letter and not money:
        raise _unread(letter)
    return held


def _once(held: dict, key: str, value: object, text: str) -> None:
    if key in held:
        raise FlowsError(
            f"{quoted(text.strip())} says two things in one: give each a claim of its own"
        )
    held[key] = value


def _next(rest: str, language: str) -> tuple[list[tuple[str, Any]], int]:
    """Return what a text begins with, one thing or two written as one, and how long it is."""
    if match := RATIO.match(rest):
        below = int(match[2])
        if not below:
            raise FlowsError(f"{match[0]!r} divides by zero")
        return [("fraction", _coarse(int(match[1]) / below))], match.end()
    if match := DIGITS.match(rest):
        return [("number", parse_number(match[1], match[2], language))], match.end()
    known, low = _phrases(), rest.lower()
    words, length = first_words(rest)
    # the longest phrase first, and only whole words
    for phrase in _by_length():
        end = len(phrase)
        if low.startswith(phrase) and not (phrase[-1].isalpha() and low[end : end + 1].isalpha()):
            if end >= length or not words[0].kind:
                return [known[phrase]], end
            break
    if any(word.kind in ("", "break", "per", "label") for word in words):
        raise _unread(low.split()[0])
    sized = ("scale", "letter", "filler", "in")
    return [
        (word.kind, word.size) if word.kind in sized else ("unit", word.names) for word in words
    ], length


def _unread(word: str) -> FlowsError:
    choices = [w.name for w in WORDS if w.name]
    return FlowsError(
        f"the word {quoted(word)} has no reading{near(word, _phrases())}; say one of "
        f"{listed(choices)}, or give the interval yourself"
    )


@functools.cache
def _by_length() -> list[str]:
    return sorted(_phrases(), key=len, reverse=True)


def _plain(text: str) -> str:
    return re.sub('[«»"“”„()]', "", plain(text)).strip().replace("\u2212", "-")
