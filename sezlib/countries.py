"""Countries, blocs, product groups and exchange rates: what the tables of `data/reference/` say.

A country is an ISO 3166-1 alpha-3 code, or `ZZZ` for not specified, or `WLD` for the World total.
Names are told apart by their letters and digits only: case, spaces, punctuation and accents do
not count, and `&` is `and`, so that `U.S.A.`, `U S A` and `usa` are one name, and so are `ё` and
`е`. Languages are `en` and `ru`.
"""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sezlib.flows import FlowsError, listed, near, quoted, short
from sezlib.texts import read_reference

if TYPE_CHECKING:
    import pandas as pd

LANGUAGES = ("en", "ru")
# schemes of numbers, the last besides that of the letters of the Russian customs service
SCHEMES = ("m49", "comext", "comexstat", "customs")
# the number of the last heading of each chapter, 01 to 97, in any edition of the Harmonized System
# (World Customs Organization, 1988 to 2022); chapter 77 has none, and 98 and 99 are national
LAST = (
    "06100910110414141008091402042205040605090609090430211653420605150707070607272617150604210402"
    "07231107131211081609051111061717100607030415142018292619081600060707131511874909160708331409"
    "0706082006"
)
# no name of a country is as long as this
LONGEST = 100


def country(name: str, scheme: str = "") -> str:
    """Return the alpha-3 code of a country given by a code or a name.

    Codes are ISO 3166-1 alpha-3 (in any case), alpha-2 (in capitals) and numeric, and those of
    UN Comtrade, with or without leading zeros; names are English or Russian, official, usual or
    former. `NA` is Namibia. An area that cannot be one country is `ZZZ`, a total is `WLD`. Numbers
    are of a `scheme`: `m49`, those of the United Nations; `comext`, of Eurostat's Comext;
    `comexstat`, of Brazil's ComexStat. `customs` has the letters of the Russian customs service:
    ISO 3166 alpha-2, and some others.

    >>> import sezlib as sez
    >>> [sez.country(name) for name in ("Беларусь", "NA", "Korea, Rep.", "842", "Areas, nes")]
    ['BLR', 'NAM', 'KOR', 'USA', 'ZZZ']
    >>> country("160", "comexstat")
    'CHN'

    Raises FlowsError for any other name, with the names nearest to it, and for another scheme.
    """
    code = find_country(name, scheme)
    if code is None and scheme:
        raise FlowsError(f"unknown country {quoted(str(name))} of {scheme}")
    if code is None:
        how = "give an ISO 3166 alpha-3 code or a name in English or Russian"
        raise FlowsError(f"unknown country {quoted(str(name))}{_nearest(short(name))}; {how}")
    return code


def find_country(name: str, scheme: str = "") -> str | None:
    """Return the alpha-3 code of a country, or None where `country` would not know it.

    >>> find_country("Swiss Confederation"), find_country("Atlantis"), find_country("156.0")
    ('CHE', None, 'CHN')
    """
    # a number that went through a spreadsheet or a frame
    text = re.sub(r"(?<=[0-9])\.0+$", "", str(name).strip())
    if scheme and scheme not in SCHEMES:
        raise FlowsError(f"unknown scheme {quoted(scheme)}; the schemes are {listed(SCHEMES)}")
    number = text.isascii() and text.isdigit()
    if number and scheme in ("comext", "comexstat"):
        return _scheme(scheme).get(text.lstrip("0").zfill(3))
    if scheme == "customs" and len(text) == 2 and not number:
        return _scheme(scheme).get(text.upper())
    codes = _codes()
    if number:
        return codes.get(text.lstrip("0") or "0") if len(text) <= 3 else None
    # only alpha-3 is taken in lower case: "no" and "in" are words, "n/a" is not Namibia
    found = codes.get(text) or (codes.get(text.upper()) if len(text) == 3 else None)
    if found:
        return found
    if len(text) > LONGEST:
        return None
    found = _names().get(name_key(text), ("", None))[1]
    # in a sentence a name has another case, and a preposition before it
    return found or (_declined().get(name_key(without_preposition(text))) if text else None)


def country_name(code: str, language: str = "en") -> str:
    """Return the display name of an alpha-3 code.

    Names are those of the Unicode CLDR, and ours from `country_names.csv` where those read badly
    in a table or are missing.

    >>> country_name("CHE"), country_name("CHE", "ru"), country_name("ZZZ")
    ('Switzerland', 'Швейцария', 'not specified')

    Raises FlowsError for a code or a language that is not known.
    """
    names = _display_names(language)
    if code not in names:
        told = f"unknown country code {str(code)!r}{near(code, names)}"
        raise FlowsError(f"{told}; the codes are ISO 3166 alpha-3, ZZZ and WLD")
    return names[code]


def regions() -> dict[str, str]:
    """Return the UN M49 region of each country: Africa, Americas, Asia, Europe or Oceania.

    Kosovo and the withdrawn codes have one; Antarctica, `ZZZ` and `WLD` have none and are not
    among the keys.

    >>> regions()["KAZ"], regions()["RUS"]
    ('Asia', 'Europe')
    """
    return {row["alpha3"]: row["region"] for row in read_reference("countries") if row["region"]}


def territories() -> frozenset[str]:
    """Return the codes of ISO 3166 that are no member of the UN, nor an observer state of it.

    Among them is what nobody lives in, like Antarctica. What holds one of them is counted as
    `countries and territories`.

    >>> sorted(territories() & {"ATA", "GRL", "KAZ", "VAT", "ZZZ"})
    ['ATA', 'GRL']
    """
    return frozenset(row["alpha3"] for row in read_reference("territories"))


def memberships() -> pd.DataFrame:
    """Return who is in which bloc from which month to which, a row for each membership.

    Columns are `bloc`, `alpha3`, `start` and `end`, both months included; a membership that has
    not ended ends in `9999-12`. The M49 regions are blocs too, without beginning (`0001-01`).

    >>> memberships().query("alpha3 == 'GBR'").to_numpy().tolist()
    [['EU', 'GBR', '1973-01', '2020-01'], ['Europe', 'GBR', '0001-01', '9999-12']]
    """
    import pandas as pd

    dated = [(row["bloc"], row["alpha3"], row["start"] or "0001-01", row["end"] or "9999-12")
             for row in read_reference("blocs")]  # fmt: skip
    lasting = [(region, code, "0001-01", "9999-12") for code, region in regions().items()]
    return pd.DataFrame(dated + lasting, columns=["bloc", "alpha3", "start", "end"])


class Outline(NamedTuple):
    """What a country is on the map: a place within it, whether it is a dot there, and its rings."""

    x: int
    y: int
    small: bool
    rings: list[list[tuple[int, int]]]


@functools.cache
def outlines() -> dict[str, Outline]:
    """Return the outline of each country on the map, in units of which it is 4,000 wide.

    The projection is Equal Earth with 11° E at `x` 0. The key of land that has no code is empty;
    Antarctica and the withdrawn codes are not among them.

    >>> outlines()["MUS"][:3], len(outlines()["KAZ"].rings)
    ((502, -301, True), 1)
    """
    made = {}
    for row in read_reference("country_shapes"):
        rings = [[*map(int, ring.split())] for ring in row["path"].split(";") if ring]
        points = [[*zip(ring[::2], ring[1::2], strict=True)] for ring in rings]
        made[row["alpha3"]] = Outline(int(row["x"]), int(row["y"]), bool(row["small"]), points)
    return made


def members(bloc: str, start: int, end: int) -> frozenset[str]:
    """Return who belongs to a bloc in all of the months from `start` to `end`, counted from year 0.

    >>> sorted(members("EAEU", 2015 * 12, 2015 * 12 + 11))
    ['ARM', 'BLR', 'KAZ', 'RUS']
    """
    first, last = (f"{month // 12:04}-{month % 12 + 1:02}" for month in (start, end))
    table = memberships()
    inside = (table["bloc"] == bloc) & (table["start"] <= first) & (last <= table["end"])
    return frozenset(table.loc[inside, "alpha3"])


def find_bloc(name: str) -> str:
    """Return the bloc or continent of a name in any language, or nothing.

    >>> find_bloc("Азия"), find_bloc("EU"), find_bloc("Middle East")
    ('Asia', 'EU', '')
    """
    wanted = name.strip().lower()
    labels = (label for language in LANGUAGES for label in _labels("bloc_names", language).items())
    return next((b for b, label in labels if label.lower() == wanted and b != "other"), "")


def bloc_name(bloc: str, language: str = "en") -> str:
    """Return the label of a bloc, or of `other`, the countries outside the blocs asked for.

    A bloc of the user's own is named as it is.

    >>> bloc_name("EAEU", "ru"), bloc_name("other"), bloc_name("BRICS")
    ('ЕАЭС', 'in none of these or not stated', 'BRICS')

    Raises FlowsError for a language that is not known.
    """
    return _labels("bloc_names", language).get(bloc, bloc)


def is_heading(code: str) -> bool:
    """Return whether a code of the Harmonized System can begin like this.

    >>> is_heading("0101"), is_heading("85"), is_heading("7764"), is_heading("0334")
    (True, True, False, False)
    """
    chapter = int(code[:2])
    last = f"00{LAST}9999"[2 * chapter : 2 * chapter + 2]
    return last != "00" and (len(code) < 4 or "01" <= code[2:4] <= last)


def group_prefixes() -> dict[str, str]:
    """Return the product group of each prefix of an HS code; the longest prefix decides.

    >>> prefixes = group_prefixes()
    >>> prefixes["90"], prefixes["9023"]
    ('optics', 'education')
    """
    return {row["prefix"]: row["group"] for row in read_reference("product_groups")}


def group_name(group: str, language: str = "en") -> str:
    """Return the name of a product group; a group of the user's own is named as it is.

    >>> group_name("education", "ru"), group_name("drones")
    ('учебное оборудование и образовательные наборы', 'drones')

    Raises FlowsError for a language that is not known.
    """
    return _labels("group_names", language).get(group, group)


def rates(to: str = "USD") -> pd.DataFrame:
    """Return the exchange rates of a year, on average: units of a currency per unit of `to`.

    Columns are `period`, `currency`, `to` and `rate`, as `sez.convert` takes them. They are roubles
    per US dollar, 1998 to 2023; `data/reference/README.md` says where they come from.

    >>> import sezlib as sez
    >>> sez.rates().query("period == '2019'").to_numpy().tolist()
    [['2019', 'RUB', 'USD', 64.74]]

    Raises FlowsError for any other `to`.
    """
    import pandas as pd

    if to != "USD":
        raise FlowsError(f"no rates for {quoted(to)} are kept here, only for 'USD'")
    rows = [
        (row["period"], row["currency"], to, float(row["rate"]))
        for row in read_reference("usd_rub")
    ]
    return pd.DataFrame(rows, columns=["period", "currency", "to", "rate"])


def name_key(name: str) -> str:
    """Return the letters and digits by which names are told apart."""
    text = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    return "".join(sign for sign in text if sign.isalnum())


def _nearest(name: str) -> str:
    names = _names()
    best: dict[str, str] = {}
    for key in difflib.get_close_matches(name_key(name), names, n=12, cutoff=0.7):
        spelling, code = names[key]
        best.setdefault(code, spelling)
    return f" (did you mean {listed(list(best.values())[:3])}?)" if best else ""


def _code_pairs() -> list[tuple[str, str]]:
    pairs = [("ZZZ", "ZZZ"), ("WLD", "WLD")]
    for row in read_reference("countries"):
        codes = (row["alpha3"], row["alpha2"], row["numeric"].lstrip("0"))
        pairs += [(code, row["alpha3"]) for code in codes if code]
    return pairs + [(row["code"], row["alpha3"]) for row in read_reference("country_codes")]


@functools.cache
def _codes() -> dict[str, str]:
    return dict(_code_pairs())


@functools.cache
def _scheme(scheme: str) -> dict[str, str]:
    own = {row["code"]: row["alpha3"] for row in read_reference(f"{scheme}_countries")}
    if scheme != "customs":
        return own
    return {
        row["alpha2"]: row["alpha3"] for row in read_reference("countries") if row["alpha2"]
    } | own


def _name_pairs() -> list[tuple[str, str]]:
    shown = [(name, code) for lang in LANGUAGES for code, name in _display_names(lang).items()]
    cldr = [(name, code) for lang in LANGUAGES for code, name in _cldr_names(lang).items()]
    return (
        shown + cldr + [(row["name"], row["alpha3"]) for row in read_reference("country_aliases")]
    )


@functools.cache
def _names() -> dict[str, tuple[str, str]]:
    names: dict[str, tuple[str, str]] = {}
    for name, code in _name_pairs():
        names.setdefault(name_key(name), (name, code))
    return names


@functools.cache
def _declined() -> dict[str, str]:
    """Return the country of each form of a name that only one country can have."""
    found: dict[str, set[str]] = {}
    for name, code in _names().values():
        found.setdefault(name_key(name), set()).add(code)
        if any("а" <= letter <= "я" for letter in name.lower()):
            for form in name_forms(name):
                found.setdefault(name_key(form), set()).add(code)
    return {form: next(iter(codes)) for form, codes in found.items() if len(codes) == 1}


@functools.cache
def _cldr_names(language: str) -> dict[str, str]:
    from babel import Locale

    territories = Locale.parse(language).territories
    rows = [row for row in read_reference("countries") if row["alpha2"]]
    return {row["alpha3"]: territories[row["alpha2"]] for row in rows}


@functools.cache
def _display_names(language: str) -> dict[str, str]:
    # ours first, because they refuse an unknown language
    ours = _labels("country_names", language)
    return {**_cldr_names(language), **ours}


@functools.cache
def _labels(table: str, language: str) -> dict[str, str]:
    if language not in LANGUAGES:
        raise FlowsError(
            f"unknown language {str(language)!r}; the languages are {listed(LANGUAGES)}"
        )
    return {
        next(iter(row.values())): row[language] for row in read_reference(table) if row[language]
    }


PREPOSITION = re.compile(
    r"(?:в|во|из|на|с|со|для|к|ко|от|по|о|об|to|from|for|into|the|in)\s+(?:the\s+)?", re.IGNORECASE
)
CASES = range(5)
CONSONANTS = "бвгджзклмнпрстфхцчшщ"


def without_preposition(text: str) -> str:
    """Return a name without the preposition before it.

    >>> without_preposition("из Беларуси"), without_preposition("Иран")
    ('Беларуси', 'Иран')
    """
    return PREPOSITION.sub("", text.strip(), count=1) if PREPOSITION.match(text.strip()) else text


def name_forms(name: str) -> Iterator[str]:
    """Yield the forms of a name: its first words in one case, those behind them as they are.

    >>> sorted(set(name_forms("Китай")))
    ['Китае', 'Китаем', 'Китай', 'Китаю', 'Китая']
    """
    words = name.split()
    for case in CASES:
        for count in range(1, len(words) + 1):
            made = [""]
            for word in words[:count]:
                made = [f"{start} {form}" for start in made for form in _decline(word, case)]
            yield from (" ".join([start.strip(), *words[count:]]) for start in made)


def _decline(word: str, case: int) -> list[str]:
    for ending, *cases in map(dict.values, read_reference("russian_cases")):
        if word.lower().endswith(ending) and len(word) > len(ending):
            stem = word[: len(word) - len(ending)]
            return [stem + told for told in cases[case].split("|")]
    if word[-1:].lower() in CONSONANTS and word.upper() != word:
        told = ("а", "у", "", "ом", "е")[case]
        return [word + told]
    return [word]
