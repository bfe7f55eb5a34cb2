"""Figures as releases print them: digits or words, a scale, a unit, the words around that qualify.

What is counted and what is none by its form (a day, a number of a law, an age) is told here; what
a figure is about is told in `reading`.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass

from sezlib.claims.vocabulary import WORDS, any_of
from sezlib.claims.words import WORDS as HEDGES
from sezlib.flows import FlowsError
from sezlib.units import SCALES, Unit, find_unit, first_words, plain

DIGITS = re.compile(
    r"(?<![\w.,/№#])(?<!\d )(?<![\w.,/+-][+-])(?P<digits>[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?"
    r"|[0-9]{1,3}(?:,[0-9]{2,3})+(?:\.[0-9]+)?|[0-9]+(?:[.,][0-9]+)?|\.[0-9]+)(?![0-9])"
)
# a currency right before digits: P140, Sh68
GLUED = re.compile(r"(?<![\w-])[A-Z][A-Za-z]{0,2}\$?(?=\d)")
CODE = re.compile(r" ?([A-Z]{3})(?![A-Za-z])")
NO_NUMBER = re.compile("".join(WORDS["numbers"]["no_number"]))
# why a number is no fact, and what is asked of one, by the code that a draft has beside it
NOTES = {
    "plan": "a plan, a target or a forecast",
    "rate": "a rate or a relief",
    "rating": "a place in a rating",
    "name": "a number that names something",
    "size": "a time, a place or a size",
    "time": "Of what time is this figure?",
    "counted": "What does this number count, and when?",
    "per": "What is this amount per?",
    "measure": "What does this figure measure: a share, a growth, a ratio?",
    "indicator": "What does this figure measure: exports, revenue, investment?",
    "whole": "What part is this a share of, and of what whole?",
    "countries": "Which countries are {name}?",
    "currency": "Which currency is {name}?",
    "opened": "Since when: 'from', or 'opened' at the head?",
}
FORMS = [(re.compile(rf"-?(?:{form})\.?"), word) for form, word in WORDS["forms"].items()]
# what is counted: its indicator, its unit, its measure
COUNTED = [(re.compile("|".join(held["words"])), name, held["unit"], held["measure"])
           for name, held in WORDS["counted"].items()]  # fmt: skip
NO_FIGURE, BEFORE_NO_FIGURE = any_of("behind_none", "-?"), any_of("before_none", "", "$")
NUMERAL = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(WORDS['numerals'], key=len, reverse=True))})(?![\w]| hundred)"
)
MULTIPLE, FRACTION = (re.compile("".join(WORDS["numbers"][n])) for n in ("multiple", "fraction"))
MULTIPLES: dict[str, str] = WORDS["multiples"]
SYMBOL = re.compile(
    r"(?:(?<!\w)[A-Za-z]{1,3}\.?"
    r"|(?:(?<![A-Za-z])(?:US|AU|CA|NZ|NT|HK|MX|[ACSR]) ?)?[$€£₹¥₽₦₱৳₸₴]) ?$"
)
PHRASES = [re.escape(p) for w in HEDGES for p in w.phrases if p[0].isalpha()]
HEDGE = "|".join([*sorted(PHRASES, key=len, reverse=True), *WORDS["hedge"]])
LEADING = re.compile(
    r"(?:(?<!\w)(?P<prep>на|в|во|с|со|до|by|to|from|of|at|for|in|around)(?!\w) ?)?"
    rf"(?P<hedge>(?:(?<!\w)(?:{HEDGE})(?!\w) ?)*)$"
)


def code_note(note: str) -> str:
    """Return the code of a note, and what it names.

    >>> code_note("a rate or a relief"), code_note("Which countries are Asia?"), code_note("Why?")
    ('rate', 'countries: Asia', '')
    """
    for code, text in NOTES.items():
        if found := re.fullmatch(re.escape(text).replace(r"\{name\}", "(.+)"), note):
            return ": ".join((code, *found.groups()))
    return ""


@dataclass
class Figure:
    """A number in a sentence: where it stands, its digits and its unit, what qualifies it."""

    start: int
    stop: int
    printed: str
    kind: str = ""
    scale: str = ""
    unit: str = ""
    wording: str = ""
    before: str = ""
    noun: tuple[str, str, str] | None = None
    sign: str = ""
    fell: bool = False
    measure: str = ""
    question: str = ""
    # what stands between it and the figures beside it, and where its clause begins and ends
    left: str = ""
    right: str = ""
    clause: tuple[int, int] = (0, 0)
    # what the number is when it is no figure at all
    trap: str = ""
    bracketed: bool = False

    @property
    def size(self) -> float:
        """About how much it is, by its digits, 0 where these are words."""
        digits = re.sub(r"[ ,](?=\d{2,3}\b)", "", self.printed).replace(",", ".")
        scale = SCALES[self.scale].size if self.scale in SCALES else 1
        return float(digits) * scale if re.fullmatch(r"\d+(?:\.\d+)?", digits) else 0

    @property
    def in_unit(self) -> str:
        """The unit as a claim states it."""
        return f"{self.scale} {self.unit}".strip()


def find_figures(text: str, low: str, home: str, taken: list[tuple[int, int]]) -> list[Figure]:
    """Return the figures of a sentence and what only looks like one; `low` is it in lower case.

    `taken` are the places of times, whose numbers are none.
    """
    found: list[Figure] = []
    taken = taken + [one.span() for one in NO_NUMBER.finditer(low)]

    def free(start: int, stop: int) -> bool:
        spans = taken + [(f.start, f.stop) for f in found]
        return not any(a < stop and start < b for a, b in spans)

    for one in MULTIPLE.finditer(low):
        if free(*one.span()):
            found.append(
                Figure(*one.span(), MULTIPLES.get(one[0][:4], one[0]), "times", "", "times")
            )
    for one in FRACTION.finditer(low):
        if free(*one.span()):
            found.append(Figure(*one.span(), one[0].replace("-", " "), "part", "", "share"))
    glued = [DIGITS.match(" " * one.end() + low[one.end() :], one.end())
             for one in GLUED.finditer(text)]  # fmt: skip
    for one in [*DIGITS.finditer(low), *filter(None, glued)]:
        if free(*one.span()):
            found.append(_figure(text, low, *one.span("digits"), home))
    for one in NUMERAL.finditer(low):
        if free(*one.span()):
            figure = _figure(text, low, *one.span(), home)
            # a word alone is none: two of them
            told = figure.kind in ("times", "money", "%", "area", "mass")
            if (figure.noun or figure.scale or told) and not figure.trap:
                found.append(figure)
    found.sort(key=lambda figure: figure.start)
    kept: list[Figure] = []
    for figure in found:
        if kept and figure.start < kept[-1].stop:
            continue
        _qualify(figure, text, low)
        kept.append(figure)
    return kept


def _figure(text: str, low: str, start: int, stop: int, home: str) -> Figure:
    figure = Figure(start, stop, text[start:stop].strip())
    sign = re.search(r"(?:([+-])|\b(?:(plus|плюс)|minus|минус) (?:на )?)$", low[:start])
    figure.sign = (sign[1] or "-+"[bool(sign[2])]) if sign else ""
    if BEFORE_NO_FIGURE.search(low[max(0, start - 24) : start]):
        figure.trap = NOTES["name"]
        return figure
    at = _read_unit(figure, low, stop, home)
    # 2 млрд 350 млн: a figure in two scales
    more = re.compile(r" ?(\d{1,3})(?![\d.,]*\d)").match(low, at)
    if more and figure.scale and not figure.unit:
        second = Figure(more.start(1), more.end(1), more[1])
        end = _read_unit(second, low, second.stop, home)
        if not second.scale or (SCALES[second.scale].size < SCALES[figure.scale].size):
            figure.printed = text[start : second.stop]
            figure.scale, figure.unit, figure.kind, at = second.scale, second.unit, second.kind, end
    code = CODE.match(text, at)
    if not figure.unit and code and (known := _currency(figure, code[1], home)):
        figure.unit, figure.kind, at = known.base, "money", code.end()
    figure.stop = at
    money = low[max(0, start - 5) : start]
    if symbol := SYMBOL.search(text[max(0, start - 12) : start]):
        name = symbol[0].strip()
        known = None if name.islower() or name in ("В", "С") else _currency(figure, name, home)
        glued = name[:1].isupper() and money[-1:] != " "
        if known and known.kind == "money" and known.scale == 1:
            _set_money(figure, known.base)
        elif glued and (figure.scale or (name[0] in home and re.search("[.,]", figure.printed))):
            _set_money(figure, home if name[0] in home else "")
            figure.question = figure.question or (
                "" if figure.unit else NOTES["currency"].format(name=name)
            )
        if figure.kind == "money":
            figure.start = start - len(symbol[0])
            letter = re.compile(r" ?(mn|m|bn|b|k|cr)(?![a-z])").match(low, figure.stop)
            if letter and not figure.scale:
                figure.scale, figure.stop = LETTERS[letter[1]], letter.end()
    size = NO_FIGURE.match(low[figure.stop : figure.stop + 24].lstrip(" "))
    if size and not figure.unit and not figure.scale:
        figure.trap = NOTES["size"]
        return figure
    if figure.kind in ("", "count"):
        _read_noun(figure, low)
    return figure


def _currency(figure: Figure, name: str, home: str) -> Unit | None:
    """Return the unit of a name; rupees are India's where lakhs are counted."""
    rupees = "INR" if figure.scale in LAKHS else ""
    with contextlib.suppress(FlowsError):
        return find_unit(name, home or rupees)
    try:
        return find_unit(name, rupees or home)
    except FlowsError as error:
        figure.question = str(error)
        return None


LAKHS = ("lakh", "crore", "lakh crore")
LETTERS = {"m": "mln", "b": "bn", "k": "thousand", "mn": "mln", "bn": "bn", "cr": "crore"}


def _set_money(figure: Figure, currency: str) -> None:
    if figure.kind in ("", "money"):
        figure.kind, figure.unit = "money", currency


def _read_unit(figure: Figure, low: str, at: int, home: str) -> int:
    """Read the scale and the unit behind a number; return where they end."""
    while True:
        start = re.compile("[ -]{0,2}").match(low, at).end()  # type: ignore[union-attr]
        for pattern, word in FORMS:
            if form := pattern.match(low, start):
                words, stop = first_words(word)[0], form.end()
                break
        else:
            # other currencies and units; a letter alone is a unit in columns, not in prose
            words, length = first_words(plain(low[start : start + 40]))
            stop = start + length
            word = words[0].text if words else ""
            short = len(word) < 3 and word not in ("bn", "mn", "cr", "€", "$", "₽", "₹", "£")
            if short or words[0].kind not in ("money", "scale"):
                return at
            if low[stop - 1 : stop] == ".":
                stop -= 1
        if word in ("points", "acres", "sqft"):
            figure.kind, figure.unit = ("points" if word == "points" else "area"), word
            return stop
        first = words[0]
        if first.kind == "scale" and not figure.unit:
            name = first.names[0]
            if figure.scale and not (figure.scale == "lakh" and name == "crore"):
                return at
            figure.scale = f"{figure.scale} {name}".strip()
        elif figure.unit:
            return at
        else:
            known = _currency(figure, first.text, home)
            if not known:
                return at
            figure.kind = {"fraction": "%"}.get(known.kind, known.kind)
            figure.unit = known.base if known.kind == "money" else first.names[0]
        at = stop


def _read_noun(figure: Figure, low: str) -> None:
    """Read what is counted: the noun behind a number, over the adjectives before it."""
    rest = low[figure.stop : figure.stop + 90]
    at = 0
    for step in range(5):
        gap = re.compile(r"[ «\"“]*(?:of |из |the |\([^)]{1,20}\) )*").match(rest, at)
        at = gap.end()  # type: ignore[union-attr]
        for pattern, indicator, unit, measure in COUNTED:
            if pattern.match(rest, at):
                figure.noun, figure.kind = (indicator, unit, measure), "count"
                figure.unit = unit
                return
        word = re.compile(r"[а-яa-z'-]+").match(rest, at)
        # an adjective in Russian, any word but a small one in English
        if not word or NO_FIGURE.match(word[0]) or (word[0] in ("and", "и") and not step):
            return
        if not (word[0] not in STOPS if word[0].isascii() else ADJECTIVE.search(word[0])):
            return
        at = word.end()


ADJECTIVE = re.compile("(?:ых|их|ые|ие|ого|его|ой|ый|ий|ая|ное|щих|ми|ным|ем)$")
STOPS = frozenset(
    "of in to by for from the with or at on an a as that which is are was were has have had will "  # noqa: SIM905
    "than its while but per year during".split()
)


def _qualify(figure: Figure, text: str, low: str) -> None:
    before = low[max(0, figure.start - 50) : figure.start]
    if found := LEADING.search(before):
        figure.before = found["prep"] or ""
        hedge = found["hedge"] or ""
        # "на более чем 5", but "более чем на 5" as well
        outer = LEADING.search(before[: found.start()]) if figure.before else None
        said = f"{outer['hedge'] if outer else ''} {hedge}"
        figure.wording = _wording(said)
        if not figure.before and found["hedge"].strip() == "до":
            figure.before = "до"
    if re.compile(r" с лишним| с небольшим").match(low, figure.stop):
        figure.wording = "более"
    if verb := re.search(
        r"(?:превы(?:сил[аои]?|сив|шает)|exceed(?:s|ed|ing))(?: отметку в| в)? ?(?:\w+ )?$", before
    ):
        figure.wording = figure.wording or re.match("[а-яa-z]+", verb[0])[0]  # type: ignore[index]
    figure.bracketed = before.rstrip(" ~").endswith("(")


def _wording(said: str) -> str:
    for word in HEDGES if said.strip() else ():
        for phrase in sorted(word.phrases, key=len, reverse=True):
            if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", said):
                return phrase
    return ""
