"""A release as sentences: the text of a file, a page or a Word document, cut where they end."""

from __future__ import annotations

import contextlib
import html.parser
import re
import sys
import unicodedata
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from sezlib import sources
from sezlib.flows import FlowsError
from sezlib.sources.text import read_text

# no release is as long as this, and no sentence
LONGEST, MOST = 100_000, 1000
UNREAD = {"script", "style", "nav", "noscript", "template", "form", "svg", "del", "s", "strike"}
BLOCKS = {"p", "div", "br", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "section",
          "article", "title", "blockquote", "header", "footer", "ul", "ol", "table"}  # fmt: skip
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# what a Word document holds beside what is read: moved away, or once more for older readers
TWICE = {f"{WORD}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
MARKS = {f"{WORD}tab": " ", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}p": "\n",
         f"{WORD}noBreakHyphen": "-"}  # fmt: skip
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
# a raised digit refers to a note, but behind metres: 326 and a raised 1 are no 3261
NOTE = re.compile(r"(?<![mм])[⁰¹²³⁴-⁹]+")
# what ends in a full stop and no sentence, whatever follows
SHORT = re.compile(
    r"(?:\b(?:им|ул|пр|стр|д|т|н|см|ст|п|пп|др|проф|акад|кв|mr|mrs|ms|dr|st|no|nos|vs|inc|co|ltd"
    r"|corp|approx|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|rs|tk|gen|hon|prof|sr|jr|dept|govt|e\.g|i\.e|u\.s|u\.k|u\.a\.e|a\.m|p\.m)"
    r"|\b[A-ZА-Я]|(?<!\d )(?<!\d)\bг)\.$",
    re.IGNORECASE,
)
# a line that tells where a text is from
SOURCE = re.compile(r"(?i)\W*(?:source|url|источник|ссылка)\s*:")
# names on lines of their own behind a colon are a list in its sentence
BULLET = r"\n\s*(?:[•·▪◦*–—-]|\d\d?[.)])\s+"
LIST = re.compile(rf":\s*((?:{BULLET}[^\n\d]{{2,80}}(?=\n|$))+)")
END = re.compile(r"[.!?…]+[\"»”’)\]]*(?=\s+[\"«“„(\[–—-]*\s*[A-ZА-ЯЁ0-9$€£₹])")


class _Page(html.parser.HTMLParser):
    """The text of a page, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unread = self.raised = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.unread += tag in UNREAD
        self.raised += tag == "sup"
        self.parts += ["\n"] * (tag in BLOCKS)

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in UNREAD and self.unread > 0
        self.raised -= tag == "sup" and self.raised > 0
        self.parts += ["\n"] * (tag in BLOCKS)

    def handle_data(self, data: str) -> None:
        if not self.unread:
            # a line break within a block is a blank
            data = " ".join(re.split(r"\s*\n\s*", data))
            self.parts.append(data.translate(RAISED) if self.raised else data)


def read_prose(path: str) -> str:
    """Return the text of a release: of a file of text, HTML or Word, or of `-`, standard input."""
    text = "\ufffd"
    if path == "-":
        name = "standard input"
        with contextlib.suppress(UnicodeDecodeError):
            text = sys.stdin.read(LONGEST + 1)
        # bytes that are none of UTF-8 may come as halves of letters
        if re.search("[\ud800-\udfff\ufffd]", text):
            raise FlowsError(f"{name} is no text in UTF-8")
    else:
        found = sources.find(path)
        name = found.name
        try:
            text = _docx(found) if found.suffix.lower() == ".docx" else read_text(found)
        except OSError as error:
            raise FlowsError(f"{name}: {error.strerror}") from None
    if len(text) > LONGEST:
        raise FlowsError(f"{name} is longer than any release; cut out the text that is one")
    if re.search(r"(?i)<(?:!doctype html|html|body|p|div)\b", text[:4096]):
        page = _Page()
        page.feed(text)
        page.close()
        text = "".join(page.parts)
    if not re.search(r"\w", text):
        raise FlowsError(f"{name} has no text")
    # й may be two letters, and where a word may be cut nothing is seen
    return NOTE.sub("", unicodedata.normalize("NFC", INVISIBLE.sub("", text)))


def _docx(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            part = archive.getinfo("word/document.xml")
            if part.file_size > 100 * LONGEST:
                raise FlowsError(f"{path.name} is longer than any release")
            return _words(ElementTree.fromstring(archive.read(part)))
    # RuntimeError: an unknown way of packing, a password, or elements in each other without end
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, RuntimeError):
        raise FlowsError(f"{path.name} is no Word document") from None


def _words(node: ElementTree.Element) -> str:
    if node.tag in TWICE or node.find(f"{WORD}rPr/{WORD}vanish") is not None:
        return ""
    inner = (node.text or "") if node.tag == f"{WORD}t" else "".join(map(_words, node))
    place = node.find(f"{WORD}rPr/{WORD}vertAlign")
    raised = place is not None and place.get(f"{WORD}val") == "superscript"
    return MARKS.get(node.tag, "") + (inner.translate(RAISED) if raised else inner)


def language_of(text: str) -> str:
    """Return the language of a text, `en` or `ru`.

    >>> language_of("Экспорт вырос"), language_of("Exports rose by a third")
    ('ru', 'en')

    Raises FlowsError for any other.
    """
    cyrillic = len(re.findall("[а-яё]", text, re.IGNORECASE))
    letters = len(re.findall(r"[^\W\d_]", text)) or 1
    if cyrillic > letters / 3:
        words = re.findall(r"\b(?:в|на|и|с|по|до|за|что|из|от|не|к|о)\b", text, re.IGNORECASE)
        foreign = re.findall("[іїєґўәғқңөұүһљњћђџјѓќ]", text, re.IGNORECASE)
        if len(foreign) * 50 < cyrillic and (words or cyrillic < 200):
            return "ru"
    elif len(re.findall("[a-z]", text, re.IGNORECASE)) > letters * 0.9:
        words = re.findall(r"(?i)\b(?:the|of|in|and|to|by|from|for|is|was|were|up|on|a)\b", text)
        if 12 * len(words) > len(re.findall(r"[^\W\d_]{2,}", text)) or text.count(" ") < 3:
            return "en"
    raise FlowsError("the text is neither English nor Russian, and no others are read")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each on one line, its blanks single.

    >>> sentences("It sold 5 mln rub. in 2019. Exports rose.\\nNo. 5 is U.S. territory")
    ['It sold 5 mln rub. in 2019.', 'Exports rose.', 'No. 5 is U.S. territory']
    >>> sentences("It sold to:\\n- Peru\\n- Chile\\n\\nNo more")
    ['It sold to: Peru; Chile', 'No more']
    """
    found: list[str] = []
    text = LIST.sub(lambda held: ": " + "; ".join(re.split(BULLET, held[1])[1:]), text)
    for paragraph in text.splitlines():
        if SOURCE.match(paragraph):
            continue
        line, start = " ".join(paragraph.split()), 0
        for end in END.finditer(line):
            opened = line.rfind("(", max(start, end.start() - 120), end.start())
            if opened > line.rfind(")", start, end.start()):
                continue
            if end[0] == "." and SHORT.search(line[start : end.end()]):
                continue
            # 5 млрд долл. США, 2019 г. № 5
            if re.match(r"\s+(?:США|РФ|[a-z]|[–—-] \d)", line[end.end() : end.end() + 9]):
                continue
            short = re.search(r"(?i)\b(?:руб|долл|тыс|млн|млрд|гг?|га)\.$", line[start : end.end()])
            if short and re.match(r"\s+[\d(A-Z]", line[end.end() : end.end() + 9]):
                continue
            found.append(line[start : end.end()].strip())
            start = end.end()
        found.append(line[start:].strip())
    # what has no full stop is a table, or no prose
    return [
        part for one in found for part in re.findall(rf"\S.{{1,{MOST}}}(?!\S)|\S{{1,{MOST}}}", one)
    ]
