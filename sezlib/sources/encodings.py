"""The encoding of bytes that are not UTF-8: the one in which they are likeliest to be names.

How likely a letter is behind another one is learnt from the names of countries, languages and
currencies in the Unicode CLDR, and from alphabets.
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections import Counter
from itertools import pairwise

WEST, EAST, CYRILLIC = (
    "de fr es pt it nl sv da no fi",
    "pl cs sk hu ro hr sl sq",
    "ru uk be bg sr mk",
)
# the encodings, those of their languages, the most frequent one first, and how seldom files are so
ENCODINGS = (
    ("cp1251", CYRILLIC, 0), ("cp1252", WEST, 0), ("cp1250", EAST, 0), ("cp1254", "tr", 0),
    ("cp1257", "lv lt et", 0), ("iso8859_2", EAST, 4), ("iso8859_16", "ro", 6),
    ("iso8859_15", WEST, 2), ("cp1252", "is", 8),
    ("iso8859_5", CYRILLIC, 6), ("cp866", "ru", 4), ("koi8_r", "ru", 7), ("koi8_u", "uk", 7),
    ("cp1125", "uk", 8), ("mac_cyrillic", CYRILLIC, 10), ("kz1048", "kk", 4), ("ptcp154", "kk", 8),
    ("cp1253", "el", 8), ("iso8859_7", "el", 8), ("cp1255", "he", 16), ("cp1256", "ar fa", 16),
    ("iso8859_6", "ar", 18), ("cp874", "th", 16), ("cp850", WEST, 15), ("cp852", EAST, 15),
    ("cp857", "tr", 15), ("cp775", "lv lt et", 15), ("mac_roman", WEST, 15), ("gb18030", "zh", 0),
    ("big5", "zh_Hant", 0), ("cp949", "ko", 0), ("cp932", "ja", 0), ("euc_jp", "ja", 4),
)  # fmt: skip
# of languages in the Latin alphabet, letters that stand in few names or none
ALPHABETS = {
    "en": "",
    "de": "äöüß", "fr": "àâæçéèêëîïôœùûüÿ", "es": "áéíóúüñ", "pt": "áâãàçéêíóôõúü", "sv": "åäöé",
    "it": "àèéìíîòóùú", "nl": "ëïéèöüáóê", "da": "æøåé", "no": "æøåéòô", "fi": "åäö", "sl": "čšž",
    "pl": "ąćęłńóśźż", "cs": "áčďéěíňóřšťúůýž", "sk": "áäčďéíĺľňóôŕšťúýž", "hu": "áéíóöőúüű",
    "ro": "ăâîșțşţ", "hr": "čćđšž", "sq": "ëç", "tr": "çğıöşüâîû", "lv": "āčēģīķļņšūž",
    "lt": "ąčęėįšųūž", "et": "äöõüšž", "is": "áéíóúýþæöð",
}  # fmt: skip
# Romanian has cedillas where there are no commas
CEDILLAS = str.maketrans("țșȚȘ", "ţşŢŞ")
# in Vietnamese a tone is a sign behind a vowel; some letters are its own
VOWELS, TONES, OWN = (
    b"aeiouyAEIOUY\xc2\xc3\xca\xd4\xd5\xdd\xe2\xe3\xea\xf4\xf5\xfd", b"\xcc\xd2\xde\xec\xf2",
    b"\xd0\xf0\xc3\xe3\xd5\xf5\xdd\xfd",
)  # fmt: skip
TONE = re.compile(b"[%s][%s]" % (VOWELS, TONES))
# nothing else stands in it: the letters with a tone that have a byte of their own, and signs
VIETNAMESE = re.compile(
    rb"[\x00-\x7f%s%s%s\xc0\xc1\xc8\xc9\xcd\xd3\xd9\xda\xe0\xe1\xe8\xe9\xed\xf3\xf9\xfa"
    rb"\x91-\x94\x96\x97\xa0\xab\xbb]*" % (VOWELS, TONES, OWN)
)
SIGNS = "«»“”„’‘–—·•£§²³¹°®™\xa0"
SURE_SIGNS = re.compile(r"((?<=[\w.)%])[¹²³]|(?<!\w)№|(?<![^\W\d])€)(?![^\W\d])")
# a blank that sets thousands apart
THOUSANDS = re.compile(rb"(?<=[0-9])\xa0(?=[0-9])")
# no word has letters of the Latin alphabet and of another one
MIXED = re.compile("[A-Za-z][\u0370-\u1fff]|[\u0370-\u1fff][A-Za-z]")
# what parts words, in bytes that may be of two to a letter, and in a text
APART, BETWEEN = rb"[\x00-/:-?]+", r"[\x00-@\[-`{-\x7f]+"
# so many different words are looked at, and so many in ASCII
ENOUGH, FEW = 500, 60
# natural logarithms: what a word in another language costs, how much likelier than others the
# best encoding has to be, and what a letter of names is at least
OTHER, SURE, LEAST = 9, 8, -11
# more than what a letter is on average where most of a text is such, and all is right
PLAIN = -4.5


@functools.cache
def _learnt(language: str) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Return how often letters, and pairs of them, stand in the names of a language."""
    from babel import Locale

    held = Locale.parse(language)
    known = (held.territories, held.languages, held.currencies)
    names = "\n".join(name for names in known for name in names.values())
    # in the wrong encoding a word goes on in capitals
    text = re.sub(BETWEEN, "\n", f"\n{names}\n{names.upper()}\n{names.title()}\n")
    text += text.translate(CEDILLAS)
    letters, alphabet = Counter(text), ALPHABETS.get(language, "")
    letters.update(10 * (alphabet + alphabet.upper()))
    return letters, Counter(pairwise(text))


@functools.cache
def _likely(word: str, language: str) -> float:
    """Return the logarithm of how likely a word is in a language, with signs before and behind."""
    letters, pairs = _learnt(language)
    if word.isascii() and language not in ALPHABETS:
        return _likely(word, "en")
    bare, every = word.strip(SIGNS), letters.total() + 500
    total = -10.0 * (len(word) - len(bare))
    if not bare:
        return total
    for one, two in zip(f"\n{bare}", f"{bare}\n", strict=True):
        # behind what stands in no name nothing is likely
        alone = letters[two] + 0.01 if letters[one] else 0.01
        total += math.log((pairs[one, two] + 5 * alone / every) / (letters[one] + 5))
    return total


@functools.cache
def _likely_plain(words: tuple[str, ...], language: str) -> list[float]:
    """Return how likely words in ASCII are, beside another alphabet in what language ever."""
    if language:
        return [_likely(word, language) for word in words]
    return max((_likely_plain(words, other) for other in f"en {WEST}".split()), key=sum)


def _alike(one: str, other: str) -> int:
    """Return how many times as sure one encoding has to be beside another one.

    Alphabets differ more than languages of one; letters of French are such of Czech and Polish.
    """
    of = {languages for name, languages, _ in ENCODINGS if name in (one, other)}
    if {WEST, EAST} <= of:
        return 4
    return 2 if all(languages.split()[0] in ALPHABETS for languages in of) else 1


def guess_encoding(sample: bytes) -> tuple[str, str]:
    """Return the likeliest encoding of a text, and what speaks for another one.

    >>> guess_encoding("São João Açúcar".encode("cp1252"))
    ('cp1252', '')
    """
    sample = THOUSANDS.sub(b"", sample)
    if sample.isascii():
        return "cp1252", ""
    tones = sum(sample.count(tone) for tone in TONES)
    spoken = tones > 1 and len(TONE.findall(sample)) == tones and {*sample} & {*OWN}
    if spoken and VIETNAMESE.fullmatch(sample):
        return "cp1258", ""
    words = list(dict.fromkeys(re.split(APART, sample)))
    strange = [word for word in words if not word.isascii()][:ENOUGH]
    # the other words tell the language
    plain = tuple(word.decode() for word in words if len(word) > 2 and word.isalpha())[:FEW]
    size = len(held := b"".join(strange))
    most_are_strange = 2 * sum(byte > 127 for byte in held) > size
    found: dict[str, float] = {}
    texts: dict[str, list[str]] = {}
    for name, languages, seldom in ENCODINGS:
        try:
            texts[name] = [word.decode(name).translate(CEDILLAS) for word in strange]
        except UnicodeDecodeError:
            continue
        if {*map(unicodedata.category, {*"".join(texts[name])})} & {"Cc", "Cn", "Co"}:
            continue
        if 2 * sum(bool(MIXED.search(word)) for word in texts[name]) > len(strange):
            continue
        parts = [
            part for part in re.split(BETWEEN, SURE_SIGNS.sub("", "\n".join(texts[name]))) if part
        ]
        by_language = []
        for language in languages.split():
            scores = [_likely(part, language) for part in parts]
            if (
                language == "ru"
                and most_are_strange
                and sum(scores) > PLAIN * size
                and {*"".join(parts)} <= {*_learnt(language)[0], *SIGNS}
            ):
                return name, ""
            scores += _likely_plain(plain, language if language in ALPHABETS else "")
            by_language.append(scores)
        most = [max(one) for one in zip(*by_language, strict=True)]
        if sum(most[: len(parts)]) > LEAST * size:
            found[name] = max(
                found.get(name, -math.inf),
                -seldom
                + max(
                    sum(max(one, other - OTHER) for one, other in zip(scores, most, strict=True))
                    for scores in by_language
                ),
            )
    if not found:
        return "", ""
    best, *others = sorted(found, key=lambda name: -found[name])
    near = [name for name in others if found[name] > found[best] - SURE * _alike(best, name)]
    best = next(name for name in found if texts[name] == texts[best])
    for name in near:
        for one, other in zip(texts[best], texts[name], strict=True):
            if one != other:
                return best, (
                    f"{one!r} in {best} would be {other!r} in {name}; state encoding = "
                    f'"{best}" or encoding = "{name}"'
                )
    return best, ""
