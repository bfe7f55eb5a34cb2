"""Russian names in their cases, as they stand in sentences: «из Беларуси», «в Южную Корею».

The rules are those of school grammar for what names of countries end in. They make more forms than
the language has, which does no harm: a form counts only if it can be of one country alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

PREPOSITION = re.compile(
    r"(?:в|во|из|на|с|со|для|к|ко|от|по|о|об|to|from|for|into|the|in)\s+(?:the\s+)?", re.IGNORECASE
)
CASES = range(5)
# ending: its genitive, dative, accusative, instrumental and prepositional, several by |
ENDINGS = (
    ("ия", "ии ии ию ией ии"),
    ("ая", "ой ой ую ой ой"),
    ("яя", "ей ей юю ей ей"),
    ("ое", "ого ому ое ым ом"),
    ("ее", "его ему ее им ем"),
    ("ые", "ых ым ые|ых ыми ых"),
    ("ие", "их им ие|их ими их"),
    ("овы", "овых овым овы овыми овых"),
    ("ова", "овов овам ова овами овах"),
    ("ий", "ого|ия ому|ию ий им|ием ом|ии"),
    ("ый", "ого ому ый ым ом"),
    ("ья", "ьи ье ью ьей ье"),
    ("ка", "ки ке ку кой ке"),
    ("га", "ги ге гу гой ге"),
    ("ха", "хи хе ху хой хе"),
    ("жа", "жи же жу жей же"),
    ("ша", "ши ше шу шей ше"),
    ("ца", "цы це цу цей це"),
    ("а", "ы е у ой е"),
    ("я", "и е ю ей е"),
    ("ы", "|ов ам ы ами ах"),
    ("й", "я ю й ем е"),
    ("ь", "и|я и|ю ь ью|ем и|е"),
)
CONSONANTS = "бвгджзклмнпрстфхцчшщ"


def bare(text: str) -> str:
    """Return a name without the preposition before it.

    >>> bare("из Беларуси"), bare("Иран")
    ('Беларуси', 'Иран')
    """
    return PREPOSITION.sub("", text.strip(), count=1) if PREPOSITION.match(text.strip()) else text


def forms(name: str) -> Iterator[str]:
    """Yield the forms of a name: its first words in one case, those behind them as they are.

    >>> sorted(set(forms("Китай")))
    ['Китае', 'Китаем', 'Китай', 'Китаю', 'Китая']
    """
    words = name.split()
    for case in CASES:
        for count in range(1, len(words) + 1):
            made = [""]
            for word in words[:count]:
                made = [f"{start} {form}" for start in made for form in _declined(word, case)]
            yield from (" ".join([start.strip(), *words[count:]]) for start in made)


def _declined(word: str, case: int) -> list[str]:
    for ending, cases in ENDINGS:
        if word.lower().endswith(ending) and len(word) > len(ending):
            stem = word[: len(word) - len(ending)]
            return [stem + told for told in cases.split(" ")[case].split("|")]
    if word[-1:].lower() in CONSONANTS and word.upper() != word:
        told = ("а", "у", "", "ом", "е")[case]
        return [word + told]
    return [word]
