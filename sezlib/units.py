"""Units as people write them: money at a scale, weights, per cent, times, hectares, things counted.

One table says how each is written, and one grammar reads it wherever a unit may stand: beside a
number in a cell or in prose, in the name of a column, in a mapping, a plan, a claims file, a
command. Case, accents, blanks and full stops do not count: `тыс.руб.` is `тыс руб`.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sezlib.flows import FlowsError, quoted, unlisted
from sezlib.texts import halfwidth, read_reference


class Spelling(NamedTuple):
    """How a unit is written, or a word that may stand beside one, what it names and its size."""

    kind: str
    size: float
    written: str
    names: tuple[str, ...]


# `mil` is not here: a thousand in Spanish, a million in Czech
SPELLINGS = [
    Spelling(row["kind"], float(row["size"] or 1), row["written"], tuple(row["name"].split()))
    for row in read_reference("units")
]
KINDS = ("fraction", "times", "points", "area", "mass", "count")
SCALES = {one.names[0]: one for one in SPELLINGS if one.kind == "scale"}
UNITS = {one.names[0]: one for one in SPELLINGS if one.kind in KINDS}
CURRENCIES = {one.names[0]: one.written for one in SPELLINGS
              if one.kind == "money" and len(one.names) == 1}  # fmt: skip
# a power of ten: 1000, '000, 000s, 10^3, x1000, 1 000 000
POWER = re.compile(
    r"[x×*]?\s?(?:10\s?(?:\^|\*\*)\s?(?P<power>\d{1,2})|1e(?P<e>\d{1,2})"
    r"|'?(?P<digits>1?0{0,2}(?:[ ,.']?000){1,4}))(?:'?s\b)?(?![\d.,]*\d)"
)
SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# scripts that set no blanks between words
UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\uffff"
# what is called so is a share, a change, an index, a price, or at the prices of another year
NO_AMOUNT = re.compile(
    r"(?i)%|growth|\bchanges?\b|\bshares?\b|\bindex|\bindices|\brate\b|\bratio|доля|удельн|темп|прирост"
    r"|индекс|\bставка|\bprice\b|unit value|\bцен[аы]\b|average|средн|prozent|anteil|wachstum"
    r"|veränderung|\bpreis\b|croissance|variation|évolution|\bindice|participa[cç]|varia[cç]|cre(c|s)imi?ento"
    r"|\bpay[ıi]\b|artış|değişim|endeks|udział|dynamika|wskaźnik|tỷ trọng|tăng trưởng|част(ка|ина)"
    r"|үлес|өсім|同比|环比|增长|比重|占比|指数|単価|单价|構成比|증감|비중|증가율|단가|نسبة|نمو|สัดส่วน|อัตรา"
    r"|unit[aá]ri[oa]\b|unitaire|birim fiyat|jednostkow|за единиц|за штук|per unit"
    r"|constant|chained|deflated|real (terms|value|exports?)|exports?,? real"
    r"|\d{4} prices|prices of \d{4}|сопоставим|постоянн|в ценах"
    r"|konstant|preisbereinigt|sabit fiyat|stałych|不变价|可比价"
)
# longer than any unit that is written, and than the name of any column that states one
LONGEST, LONGEST_HEADER = 60, 200


class Word(NamedTuple):
    """A word of a unit: its kind, what it may be the name of, its size, and the word itself."""

    kind: str
    names: tuple[str, ...]
    size: float
    text: str


@dataclass(frozen=True)
class Unit:
    """A unit: its name, what kind of figure it measures, its size in the base, its scale.

    A scale alone has no kind and no base.
    """

    name: str
    kind: str
    base: str
    factor: float
    scale: float = 1.0


@functools.cache
def _phrases() -> dict[str, Word]:
    return {p: Word(one.kind, one.names, one.size, p)
            for one in SPELLINGS for p in one.written.split("|")}  # fmt: skip


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds phrases that end in a letter, as whole words, and what finds all others.

    The longest come first. Scripts without blanks end where they end. The end of a word stands once
    in its pattern, and not behind each phrase, which takes a second to compile.
    """
    made: dict[bool, list[str]] = {True: [], False: []}
    for phrase in sorted(_phrases(), key=len, reverse=True):
        bare = r"[\s.]+".join(map(re.escape, phrase.split(" ")))
        made[_spelled(phrase[-1])].append(bare)
    words = rf"(?:{'|'.join(made[True])})(?![^\W\d_{UNSPACED}])\.?"
    return re.compile(words), re.compile("|".join(made[False]))


def _phrase(found: re.Match[str]) -> str:
    return re.sub(r"[\s.]+", " ", found[0]).strip()


def _spelled(letter: str) -> bool:
    return letter.isalpha() and not re.match(f"[{UNSPACED}]", letter)


@functools.cache
def _currencies() -> frozenset[str]:
    from babel.numbers import list_currencies

    return frozenset(list_currencies())


def plain(text: str) -> str:
    """Return a text as units are looked for in it: without accents, its blanks and marks alike.

    >>> plain("10³  €,  Millón"), plain("’000 тысячёй")
    ('10^3 €, Millon', "'000 тысячей")
    """
    raised = re.sub("10([⁰¹²³⁴-⁹]+)", lambda found: "10^" + found[1].translate(SUPERSCRIPT), text)
    apart = unicodedata.normalize("NFD", re.sub("[’‘`´]", "'", raised.replace("ı", "i")))
    # й is a letter of its own, and ё is written е
    return halfwidth(re.sub("([A-Za-zеЕ])[\u0300-\u036f]+", r"\1", apart))


def first_words(text: str, any_case: bool = False) -> tuple[list[Word], int]:
    """Return the words that a plain text begins with, and how long they are; a phrase is a word.

    Two where they are written as one, as `kEUR` is. A word that is none of a unit has no kind.
    The code of any currency is known in capitals, and with `any_case` in small letters too.

    >>> [word.names for word in first_words("kEUR")[0]], first_words("тыс.руб.")[1]
    ([('thousand',), ('EUR',)], 4)
    """
    low = text.lower() if len(text.lower()) == len(text) else text
    if found := POWER.match(low):
        power = int(found["power"] or found["e"] or 0) or re.sub(r"\D", "", found["digits"] or "")
        size = 10.0 ** (power if isinstance(power, int) else power.count("0"))
        names = [name for name, scale in SCALES.items() if scale.size == size]
        return [Word("scale" if names else "", tuple(names), size, found[0])], found.end()
    matches = (pattern.match(low) for pattern in _patterns())
    if found := max(filter(None, matches), key=lambda one: len(_phrase(one)), default=None):
        word, rest = _phrases()[_phrase(found)], text[found.end() :]
        # a tonne, but before a currency a thousand
        money = word.text == "т" and any(w.kind == "money" for w in first_words(rest.lstrip())[0])
        if rest[:1] == "€" if word.text == "t" else money:
            word = Word("scale", ("thousand",), 1e3, word.text)
        return [word], found.end()
    # where what follows is Portuguese or Spanish
    if found := re.match(r"mil(?= (?:de )?(?:dolares|reais|r\$|euros|pesos))", low):
        return [Word("scale", ("thousand",), 1e3, found[0])], found.end()
    found = re.match(rf"[^\W\d_{UNSPACED}]+\.?|\d(?:[\d.,]*\d)?|.", low, re.DOTALL)
    if not found:
        return [], 0
    written, known = text[: found.end()].rstrip("."), _phrases()
    if len(written) == 3 and (written.upper() if any_case else written) in _currencies():
        return [Word("money", (written.upper(),), 1.0, found[0])], found.end()
    bare = found[0].rstrip(".")
    halves = [(bare[:at], bare[at:]) for at in range(1, len(bare))]
    for pair in halves:
        # TEUR and TSEK are thousands in German and in Swedish
        two = [known.get("tsd" if half == "t" and half is pair[0] else half) for half in pair]
        kinds = {word.kind for word in two if word}
        if kinds in ({"scale", "money"}, {"letter", "money"}) and None not in two:
            return [word for word in two if word], found.end()
    return [Word("", (), 1.0, found[0])], found.end()


def words_of(text: str, any_case: bool = False) -> list[Word]:
    """Return the words of a text, a phrase of a unit as one word.

    >>> [(word.kind, word.names) for word in words_of("USD m")]
    [('money', ('USD',)), ('scale', ('mln',))]
    """
    rest, found = plain(text), []
    while rest:
        words, length = first_words(rest, any_case)
        found += words
        rest = rest[length:].lstrip(" ")
    held = [word for word in found if word.kind not in ("break", "filler")]
    for at, word in enumerate(held):
        if word.kind == "letter":
            beside = any(w.kind == "money" for w in held[max(at - 1, 0) : at + 2])
            none = Word("", (), 1.0, word.text)
            found[found.index(word)] = word._replace(kind="scale") if beside else none
    return found


def unit(name: str, money: str = "") -> Unit:
    """Return the unit of a name such as `mln RUB`, `тыс. руб.`, `%`, `thousand jobs`, `RUB per ha`.

    `money` is the currency that is known from elsewhere, of several that have one name.

    >>> unit("EUR Mio.").name, unit("%").kind, unit("руб./кг").name
    ('mln EUR', 'fraction', 'RUB per kg')
    """
    found = find_unit(name, money)
    if not found or not found.kind:
        # what is offered can be typed as it stands
        choices = ["mln RUB", "bn RUB", "crore INR", *UNITS]
        raise unlisted("unknown unit", name, "units are", choices, 24)
    return found


def currency(name: str, what: str = "") -> str:
    """Return the code of a currency, as people write it; the error says what it is of.

    >>> currency("руб."), currency("US$")
    ('RUB', 'USD')
    """
    found = find_unit(name)
    if not found or found.kind != "money" or found.scale != 1:
        told = f"{what} {quoted(name)} " if what else ""
        raise FlowsError(f"{told}is not a currency, such as USD")
    return found.base


@functools.lru_cache(4096)
def find_unit(name: str, money: str = "") -> Unit | None:
    """Return the unit of a name, or None where `unit` would raise; a scale alone has no kind.

    >>> find_unit("тыс.").name, find_unit("bushels")
    ('thousand', None)
    """
    words = words_of(name, any_case=True) if len(name) <= LONGEST else []
    at = [number for number, word in enumerate(words) if word.kind == "per"]
    if not at:
        return _one(words, money)
    over, under = _one(words[: at[0]], money), _one(words[at[0] + 1 :], money)
    if not over or not under or not over.base or not under.base:
        return None
    name, base = f"{over.name} per {under.name}", f"{over.base} per {under.base}"
    return Unit(name, "per", base, over.factor / under.factor, over.scale)


def _one(words: list[Word], money: str) -> Unit | None:
    """Return the unit that words make together, or nothing where they make none."""
    # a million million is nothing, but a scale may be said again, apart: USD thousand ('000)
    beside = [(one.kind, then.kind) for one, then in itertools.pairwise(words)]
    words = [word for word in words if word.kind not in ("filler", "break", "in")]
    scales = list(dict.fromkeys(word.names[0] for word in words if word.kind == "scale"))
    bases = [word for word in words if word.kind != "scale"]
    kinds = {word.kind for word in bases}
    twice = len(scales) > 1 or ("scale", "scale") in beside
    # a lakh crore is a trillion
    if not words or len(kinds) > 1 or (twice and scales != ["lakh", "crore"]):
        return None
    kind, scale = kinds.pop() if kinds else "", 1.0
    for name in scales:
        scale *= SCALES[name].size
    if kind == "money":
        base = _currency(bases, money or ("INR" if {"lakh", "crore"} & {*scales} else ""))
    else:
        base = bases[0].names[0] if len({word.names for word in bases if word.names}) == 1 else ""
    if bases and not base:
        return None
    # behind any other currency it is a credit
    if base not in ("INR", "PKR", "BDT", "NPR") and any(word.text == "cr" for word in words):
        return None
    if scale != 1.0 and kind in ("fraction", "times", "points"):
        return None
    size = bases[0].size if bases else 1.0
    name = " ".join([*scales, *([base] if bases else [])])
    return Unit(name, kind, base if bases else "", scale * size, scale)


def _currency(words: Iterable[Word], money: str) -> str:
    """Return the currency that words for money agree on, or nothing."""
    words = list(words)
    common = set.intersection(*({*word.names} for word in words))
    if money in common or len(common) == 1:
        return money if money in common else common.pop()
    usual = {name for name, written in CURRENCIES.items() for word in words
             if word.text in written.split("|")}  # fmt: skip
    if len(usual & common) == 1:
        return (usual & common).pop()
    if common:
        said = quoted(words[0].text)
        raise FlowsError(f"{said} may be {' or '.join(sorted(common))}; write the code of it")
    return ""


def header_unit(header: str, kind: str = "money") -> Unit | None:
    """Return the unit of money, or of another kind, that the name of a column states, or None.

    >>> header_unit("Стоимость, тыс. долл. США").name, header_unit("TradeValue in 1000 USD").name
    ('thousand USD', 'thousand USD')
    >>> header_unit("Стоимость") is None
    True

    Raises `FlowsError` where there is more beside a unit than is understood, as in a price.
    """
    if len(header) > LONGEST_HEADER:
        return None
    # VALUE_IN_EUROS, ValueUSD
    words = words_of(re.sub(r"(?<=[a-zа-я])(?=[A-ZА-Я])|_", " ", header))
    parts: list[list[Word]] = [[]]
    for word, then in itertools.zip_longest(words, words[1:]):
        # «в тыс. руб.», but not «в Китай»
        inside = word.kind == "in" and (word.text != "в" or (then and then.kind in ("scale", kind)))
        if inside or word.kind == "break":
            parts.append([])
        else:
            parts[-1].append(word)
    has_unit = [any(word.kind in ("scale", kind) for word in part) for part in parts]
    if not any(has_unit):
        return None
    # before the unit what the column holds may have any name, and be of a year
    first = has_unit.index(True)
    before = [word for part in parts[1:first] for word in part]
    before = [word for word in before if not re.fullmatch(r"(19|20)\d\d", word.text)]
    after = [word for part in parts[first:] for word in part]
    told = [word for word in before + after if word.kind != "label"]
    # a number alone may be anything, a number of the column among others
    units = [word for word in told if word.kind in ("scale", kind)]
    if not any(word.kind == kind or word.text[0].isalpha() for word in units):
        return _one(told, "") if len(told) == 1 else None
    found = _one(told, "") if all(w.kind in ("scale", "filler", kind) for w in told) else None
    if not found:
        mil = any(word.text.rstrip(".") == "mil" for word in told)
        either = ": 'mil' is a thousand in Portuguese and Spanish, a million in Czech and Polish"
        raise FlowsError(f"its name states a unit that is not understood{either * mil}")
    return found


def is_amount(header: str) -> bool:
    """Return whether a column may hold amounts by its name, and no prices, shares or changes.

    >>> is_amount("Цена, руб. за кг"), is_amount("Value at 2015 prices"), is_amount("Value, USD")
    (False, False, True)
    """
    words = words_of(header[:LONGEST_HEADER])
    money = [at for at, word in enumerate(words) if word.kind == "money"]
    # what is exported per year is no price
    pairs = itertools.pairwise(words[money[0] :] if money else ())
    priced = any(word.kind == "per" and not then.text[0].isdigit() for word, then in pairs)
    return not (priced or NO_AMOUNT.search(header))
