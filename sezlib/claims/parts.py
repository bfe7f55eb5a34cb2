"""The countries and the groups that a sentence names."""

from __future__ import annotations

import functools
import itertools
import re

from sezlib import countries
from sezlib.claims.vocabulary import WORDS, any_of

NAMED = re.compile(r"[А-ЯЁA-Z][\w'’.-]*\w")
# what has few letters may be a word, but for these
SHORT = ("US", "UK", "UAE", "USA", "США", "ОАЭ", "ЮАР", "КНР")
CUT, WEAK = any_of("ends"), any_of("unnamed", "^")
SUBJECTS = [re.compile(one) for one in WORDS["subject"]]
SUBJECT_BEHIND, NO_GROUP = any_of("subject_behind"), any_of("no_group")
SUBJECT_LISTED = re.compile(WORDS["subject_listed"])
LISTED = any_of(
    "named", "", r" ?(?:сфер[а-я]+ |отрасл[а-я]+ )?(?P<names>[а-яa-z][а-яa-z ,&-]{3,120})"
)
GROUPS: dict[str, str] = WORDS["groups"]
BETWEEN = re.compile(r"(?:[,;] (?:(?:and|и) )?|,? (?:and|и) )(?:the )?")
# before the names of groups, which stand in quotation marks
GROUP_OF = re.compile(r"\b(?:групп[аыуе]?(?! компаний)|groups?)\b[^«“\"]*[«“\"]")
QUOTED = re.compile(r"[«“\"]([^«»“”\"]{2,80})[»”\"]")
JOINING = re.compile(
    "^(?:(?:while|whereas|and|with|as|but|the|а|и|далее|затем|следу[а-я]+|ид[её]т|идут) )+"
)
KNOWN = re.compile(rf"\b(?:{'|'.join(GROUPS)})[а-яa-z]*")


@functools.lru_cache(4096)
def _country(name: str) -> str:
    code = countries.find_country(name) if len(name) > 3 or name in SHORT else ""
    return code if code and code not in ("ZZZ", "WLD") else ""


def places(line: str, home: str) -> list[tuple[int, int, str]]:
    """Return the countries that a text names, and where; that of a home currency is one in a list.

    >>> [name for *_, name in places("Exports of the United States to Peru", "USD")]
    ['Peru']
    >>> [name for *_, name in places("Exports to Peru, the United States and Chile", "USD")]
    ['Peru', 'United States', 'Chile']
    """
    # US $ is a currency
    words = [one.span() for one in NAMED.finditer(line) if line[one.end() :].lstrip()[:1] != "$"]
    own = countries.find_country(home[:2]) if home else ""
    language = "ru" if re.search("[а-я]", line) else "en"
    at = 0
    found: list[tuple[int, int, str]] = []
    while at < len(words):
        for length in (3, 2, 1):
            start, stop = words[at][0], words[min(at + length, len(words)) - 1][1]
            # "Hong Kong, China" are two in a list
            code = _country(line[start:stop]) if not re.search("[,;]", line[start:stop]) else ""
            if code:
                found.append((start, stop, code))
                at += length - 1
                break
        at += 1
    between = [line[one[1] : two[0]] for one, two in itertools.pairwise(found)]
    joined = [False, *map(bool, map(BETWEEN.fullmatch, between)), False]
    return [(start, stop, countries.country_name(code, language))
            for at, (start, stop, code) in enumerate(found)
            if code != own or joined[at] or joined[at + 1]]  # fmt: skip


def destinations(line: str, home: str) -> list[str]:
    """Return the countries in a text, each once: in English as printed, in Russian by their names.

    >>> destinations("the US and the UK lead the US", "")
    ['US', 'UK']
    """
    found: dict[str, str] = {}
    for start, stop, name in places(line, home):
        found.setdefault(name, name if re.search("[а-я]", line) else line[start:stop])
    return list(found.values())


def groups(low: str) -> list[str]:
    """Return the groups that a text names, as it names them.

    >>> groups("больше всего получили производители приборов и часов.")
    ['приборов', 'часов']
    """
    if names := quoted(low):
        return names
    for found in LISTED.finditer(low):
        cut = CUT.search(found["names"])
        if named := _listed(found["names"][: cut.start()] if cut else found["names"]):
            return named
    return known_groups(low)


def quoted(low: str) -> list[str]:
    """Return the groups whose names stand in quotation marks.

    >>> quoted("групп «оптика» и «приборы», в зоне «Север»")
    ['оптика', 'приборы']
    """
    listed = GROUP_OF.search(low)
    end, names = listed.end() - 1 if listed else -1, []
    for found in QUOTED.finditer(low):
        joined = found.start() == end or BETWEEN.fullmatch(low, end, found.start())
        end = found.end() if joined else end
        if joined or _code(found[1]):
            names.append(found[1])
    return names


def known_groups(low: str) -> list[str]:
    """Return the groups of a text that have a code."""
    return quoted(low) or list(dict.fromkeys(known[0] for known in KNOWN.finditer(low)))


def subjects(left: str, listed: bool) -> list[str]:
    """Return the groups that a figure is of, by its verb, or `listed` as that before.

    >>> subjects("while rubber goods rose by ", False)
    ['rubber goods']
    """
    for one in [*SUBJECTS, *[SUBJECT_LISTED] * listed]:
        found = one.search(left)
        while found:
            if named := _ungrouped(found["names"]):
                return named
            # a verb may stand before, or another clause
            found = one.search(left, found.start() + 1)
    return []


def group_behind(right: str) -> list[str]:
    """Return the groups that stand behind a share.

    >>> group_behind(" экспорта пришлось на медицинские изделия, ещё")
    ['медицинские изделия']
    """
    found = SUBJECT_BEHIND.match(right)
    return _ungrouped(found["names"]) if found else []


def group_between(words: str) -> str:
    """Return the group that words before a new market name, or nothing.

    >>> group_between("экспортирована оптика"), group_between("продукция зоны отправилась")
    ('экспортирована оптика', '')
    """
    words = words.strip(" ,")
    if _code(words):
        return words
    cut = CUT.search(words)
    words = words[: cut.start()] if cut else words
    return words if len(words) > 3 and not WEAK.match(words) else ""


def _ungrouped(names: str) -> list[str]:
    names = JOINING.sub("", names)
    return [] if NO_GROUP.search(names) else _listed(names)


def _listed(names: str) -> list[str]:
    parts = [part.strip(" -") for part in re.split(r",| и | and |;", names)]
    return [part for part in parts if 3 < len(part) < 50 and not WEAK.match(part)]


def group_code(name: str) -> str:
    """Return the code of a product group by its name in a text, or the name.

    >>> group_code("оптические элементы"), group_code("микроэлектроники"), group_code("tea")
    ('optics', 'microelectronics', 'tea')
    """
    return _code(name) or name


@functools.cache
def _labels() -> dict[str, str]:
    codes = set(countries.group_prefixes().values())
    return {countries.group_name(code, language).lower(): code
            for code in codes for language in countries.LANGUAGES}  # fmt: skip


def _code(name: str) -> str:
    words = re.findall(r"[а-яa-z-]+", name.lower())
    known = (code for word in words for stem, code in GROUPS.items() if word.startswith(stem))
    return _labels().get(name.lower()) or next(known, "")
