"""Digits as printed: a number, what rounds to it, and the step to the next one."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

from sezlib.flows import FlowsError, listed, near, quoted
from sezlib.texts import read_reference
from sezlib.units import Unit, first_words, plain

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
            either = f"{digits!r} is {head + tail} or {head}.{tail}"
            raise FlowsError(f"{either}: say the language of its source")
        if last == "," and three and language == "en":
            return head + tail
        if last == "." and three and language == "de":
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


def _forms(written: str) -> tuple[str, ...]:
    """Return the forms of a word that stand in one cell."""
    return tuple(filter(None, written.split("|")))


class Word(NamedTuple):
    """A word that qualifies a figure: how it is written, both its readings, and why.

    `behind` is how it is written behind the figure.
    """

    name: str
    phrases: tuple[str, ...]
    plain: Callable[[Number], Interval]
    journalist: Callable[[Number], Interval]
    reason: str
    behind: tuple[str, ...] = ()


def _printed(n: Number) -> Interval:
    return n.value - n.below, n.value + n.above


def _about(n: Number) -> Interval:
    slack = max(SLACK * n.value, 1.0 if n.whole else 0.0)
    return n.value - max(n.below, slack), n.value + max(n.above, slack)


def _almost(n: Number) -> Interval:
    if n.whole:
        return n.value - max(1.0, SLACK * n.value), n.value - 1
    return n.value - max(min(n.below, CAP * n.value), SLACK * n.value), n.value


def _just_over(n: Number) -> Interval:
    low, high = _almost(n)
    return 2 * n.value - high, 2 * n.value - low


def _more(n: Number) -> Interval:
    return _past(n), n.value + n.step


def _past(n: Number) -> float:
    # whole things are counted: more than 150 companies are 151 or more
    return n.value + 1 if n.whole else n.value


def _short(n: Number) -> float:
    return n.value - 1 if n.whole else n.value


ROWS = read_reference("figure_words")
NUMBERS = ("halved", "number", "times", "fraction", "every")
EACH = ("every", "каждый", "каждая", "каждое")
# both readings of a word: the plain one, and that of a journalist
READ: dict[str, tuple[Callable[[Number], Interval], Callable[[Number], Interval]]] = {
    "": (_printed, _printed),
    "about": (_about, _about),
    "almost": (_almost, _almost),
    "just over": (_just_over, _just_over),
    "odd": (_more, _more),
    "more than": (lambda n: (_past(n), INF), _more),
    "at least": (lambda n: (n.value, INF), lambda n: (n.value, n.value + n.step)),
    "less than": (lambda n: (-INF, _short(n)), lambda n: (n.value - n.step, _short(n))),
    "at most": (lambda n: (-INF, n.value), lambda n: (n.value - n.step, n.value)),
}
WORDS = tuple(
    Word(r["name"], _forms(r["written"]), *READ[r["name"]], r["reason"], _forms(r["behind"]))
    for r in ROWS if r["kind"] == "word"
)  # fmt: skip
BEHIND = {phrase: word for word in WORDS for phrase in word.behind}
# the ends of "from 3 to 5"
RANGE = Word("", (), lambda n: (n.value,) * 2, lambda n: (n.value,) * 2, "the ends are stated")
RATIO = re.compile(r"([0-9]{1,4})/([0-9]{1,4})")


@functools.cache
def _phrases() -> dict[str, tuple[str, Any]]:
    found: dict[str, tuple[str, Any]] = {}
    for row in ROWS:
        kind, names = row["kind"], _forms(row["written"])
        value = float(Fraction(row["name"])) if kind in NUMBERS else 0.0
        if kind in ("times", "halved"):
            # rounded to its last digit, so that "three times" is 2.5 to 3.5
            found |= dict.fromkeys(names, (kind, Number(value, 0.5, 0.5, 1.0)))
        elif kind == "number":
            half = COARSE * value if value % 1 else 0.5
            found |= dict.fromkeys(names, (kind, Number(value, half, half, 2 * half)))
        elif kind == "every":
            part = 1 / value
            low, high, step = (1 / (value + by) for by in (0.5, -0.5, -1))
            seen = Number(part, part - low, high - part, step - part)
            found |= {f"{each} {name}": ("fraction", seen) for name in names for each in EACH}
        elif kind != "word":
            found |= dict.fromkeys(names, (kind, _coarse(value) if value else None))
    found |= {p: ("word", word) for word in WORDS for p in word.phrases}
    found = {p: ("behind", word) for p, word in BEHIND.items()} | found
    # the longest first
    return dict(sorted(found.items(), key=lambda each: len(each[0]), reverse=True))


def _coarse(value: float) -> Number:
    return Number(value, COARSE * value, COARSE * value, COARSE * value)


class Printed(NamedTuple):
    """A figure as read: its value and both its intervals, in the unit that `unit` names."""

    value: float
    plain: Interval
    journalist: Interval
    unit: str
    by: bool = False


def reading(printed: str, wording: str = "", unit: Unit | None = None, language: str = "",
            cut: bool = False) -> Printed:  # fmt: skip
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
    held = _read(f"{wording} {printed}", language, unit)
    if "number" not in held:
        raise FlowsError(f"{quoted(printed)} has no figure")
    word, kind = held.get("word", RANGE if "first" in held else WORDS[0]), held.get("is", "")
    if "first" in held and word not in (RANGE, WORDS[1]):
        raise FlowsError(f"{quoted(printed)} has two ends, and {word.name!r} is said of one")
    names = held.get("unit", ("times",) if kind == "times" else ())
    name = " or ".join(names)
    if name == "times":
        kind = name
    cut = cut and not kind and (unit is None or unit.kind not in ("fraction", "times"))
    figures = [(held["number"], held.get("scale", 1.0))]
    if first := held.get("first"):
        # 3 to 5 mln is 3 mln to 5 mln
        figures.insert(0, (first[0], first[1] or figures[0][1]))
    ends: list[tuple[float, Interval, Interval]] = []
    for figure, scale in figures:
        factor = scale
        if cut:
            figure = figure._replace(below=0.0, above=figure.below + figure.above)
        if unit is not None:
            if unit.kind == "count" and kind == "fraction":
                raise FlowsError(f"{quoted(printed)} is a part, and the unit is {unit.name!r}")
            factor = _factor(printed, scale, names, unit)
            if unit.kind == "fraction" and kind in ("fraction", "times"):
                # a third is a third in per cent too
                factor = 1.0
            if unit.kind == "count" and factor == 1.0 and figure.value % 1 == 0:
                figure = figure._replace(below=0.0, above=0.0, whole=True)
        times = kind == "times" or (unit is not None and unit.kind == "times")
        ends.append(_ends(figure, word, factor, "fall" in held, times))
    values, *ways = zip(*ends, strict=True)
    (start, begun), (stop, ended) = figures[0], figures[-1]
    signed = start.value < 0 <= stop.value and "opener" not in held
    if signed or start.value * begun > max(stop.value * ended, 0):
        raise FlowsError(f"{quoted(printed)} is a range that ends below its beginning")
    plain, journalist = ((min(low for low, _ in way), max(high for _, high in way)) for way in ways)
    by = bool(re.match(r"\W*(на|by)\b", f"{wording} {printed}".strip().lower()))
    return Printed(sum(values) / len(values), plain, journalist, name or kind, by)


def _ends(
    figure: Number, word: Word, factor: float, fall: bool, times: bool
) -> tuple[float, Interval, Interval]:
    """Return a figure's value and both its intervals.

    A fall of more than 5 % is below -5 %, and what fell threefold is a third.
    """
    size = figure._replace(value=abs(figure.value))
    read = word.plain(size), word.journalist(size)
    plain, journalist = ((low * factor, high * factor) for low, high in read)
    value = size.value * factor
    if fall and times:
        plain, journalist = ((1 / high, 1 / low if low > 0 else INF)
                             for low, high in (plain, journalist))  # fmt: skip
        return 1 / value, plain, journalist
    if fall or figure.value < 0:
        plain, journalist = ((-high, -low) for low, high in (plain, journalist))
        value = -value
    return value, plain, journalist


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
        if "number" in held:
            if until := _until(held.get("opener", "")).match(rest):
                _once(held, "first", (held.pop("number"), held.pop("scale", None)), text)
                rest = rest[until.end() :]
            elif rest[0] == "-" and not rest.startswith("-odd"):
                rest = rest[1:].lstrip(" -")
                continue
        found, length = _next(rest, language)
        said, rest = rest[:length], rest[length:].lstrip(" ")
        for kind, payload in found:
            if "number" in held and said in BEHIND:
                kind, payload = "behind", BEHIND[said]
            if kind in ("fraction", "times", "number", "halved"):
                if kind == "number" and held.get("scale", 1.0) > 1.0 and "number" in held:
                    larger = (held.pop("number"), held.pop("scale"))
                    _once(held, "larger", larger, text)
                _once(held, "number", payload, text)
                if kind == "halved":
                    held["fall"], kind = True, "times"
                if kind != "number":
                    held["is"] = kind
            elif kind in ("word", "behind"):
                if "number" in held and kind == "word":
                    told = f"in {quoted(text.strip())} a word follows the figure: {quoted(rest)}"
                    raise FlowsError(told)
                if kind == "behind" and "number" not in held:
                    raise _misplaced(said, text)
                _once(held, "word", payload, text)
            elif kind in ("opener", "fall"):
                if "number" in held:
                    raise _misplaced(said, text)
                held[kind] = said
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
    if "opener" in held and "first" not in held:
        raise _misplaced(held["opener"], text)
    if "larger" in held:
        _join(held, text, unit)
    return held


def _join(held: dict[str, Any], text: str, unit: Unit | None) -> None:
    """Put the parts of 2 bn 350 mln, or of 2 bn 350 where millions are counted, into one figure."""
    (larger, above), smaller = held["larger"], held["number"]
    scale = held.get("scale") or (unit.scale if unit else 1.0)
    if larger.value % 1 or not 0 <= smaller.value < above / scale or "first" in held:
        _once(held, "number", None, text)
    value = math.copysign(abs(larger.value) * above / scale + smaller.value, larger.value)
    # in the scale of the unit, where that has one
    held["scale"] = unit.scale if unit and unit.scale != 1.0 else scale
    times = scale / held["scale"]
    around = (smaller.below, smaller.above, smaller.step)
    held["number"] = Number(value * times, *(part * times for part in around))


@functools.cache
def _until(opener: str) -> re.Pattern[str]:
    """Return what finds the word between the two ends of a range, by the word that opens it."""
    word = {"between": "and", "между": "и"}.get(opener, "to|до|по")
    numbers = "|".join(row["written"] for row in ROWS if row["kind"] == "number")
    follows = rf"(?=[$€£¥₹₽]?-?[0-9]|(?:{numbers})\b)"
    return re.compile(rf"(?:[-–—…]|\.\.\.?|(?:{word})\b) ?{follows}", re.IGNORECASE)


def _once(held: dict, key: str, value: object, text: str) -> None:
    if key in held:
        twice = "says two things in one: give each a claim of its own"
        raise FlowsError(f"{quoted(text.strip())} {twice}")
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
    # only whole words
    for phrase in known:
        end = len(phrase)
        if low.startswith(phrase) and not (phrase[-1].isalpha() and low[end : end + 1].isalpha()):
            if end >= length or not words[0].kind:
                return [known[phrase]], end
            break
    if any(word.kind in ("", "break", "per", "label") for word in words):
        raise _unread(low.split()[0])
    sized = ("scale", "letter", "filler", "in")
    held = [(w.kind, w.size) if w.kind in sized else ("unit", w.names) for w in words]
    return held, length


def _misplaced(word: str, text: str) -> FlowsError:
    return FlowsError(f"in {quoted(text.strip())} no figure stands where {word!r} has it")


def _unread(word: str) -> FlowsError:
    told = f"the word {quoted(word)} has no reading{near(word, _phrases())}; say one of "
    choices = listed([w.name for w in WORDS if w.name])
    return FlowsError(f"{told}{choices}, or give the interval yourself")


def _plain(text: str) -> str:
    return re.sub('[«»"“”„()]', "", plain(text)).strip().replace("\u2212", "-")
