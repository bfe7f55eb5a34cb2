"""One look over all bytes of a text file: its encoding, its lines, and whether they are clean."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sezlib.schema import FlowsError, listed, near, quoted

BLOCK = 1 << 23
LONGEST = 1 << 20
MANY = 1_000_000
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
RUSSIAN = ("cp1251", "cp866", "koi8_r")
# the letters that make up two thirds of Russian text
COMMON = "оеаинтсрвлк"
# what files of this field come in, besides UTF-8
ENCODINGS = ("cp1251", "cp866", "koi8_r", "mac_cyrillic", "cp1252", "cp1250", "latin_1")


@dataclass
class Survey:
    """What one look over all bytes of a text file finds."""

    size: int = 0
    lines: int = 0
    blank: list[int] = field(default_factory=list)
    longest: int = 0
    longest_line: int = 0
    utf8: bool = True
    null: bool = False
    # line ends are all \n, or all \r\n
    even_ends: bool = True
    windows: bool = False
    # on every line, quotes come in pairs
    paired: bool = True


def survey(path: Path) -> Survey:
    """Return what is to be known of a file before it is read, in one pass and bounded memory."""
    import numpy as np

    found = Survey()
    decoder = codecs.getincrementaldecoder("utf-8")()
    length, odd, returns, ended = 0, False, 0, True
    previous = b""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found.size += len(block)
            found.utf8 = found.utf8 and _decodes(decoder, block)
            found.null = found.null or b"\0" in block
            data = np.frombuffer(block, np.uint8)
            ends = np.flatnonzero(data == 10)
            if b"\r" in block or previous == b"\r":
                returns += block.count(b"\r")
                before = np.concatenate([np.frombuffer(previous or b"\n", np.uint8), data])[ends]
                windows = int(np.count_nonzero(before == 13))
            else:
                windows = 0
            found.windows = found.windows or windows > 0
            found.even_ends = found.even_ends and windows in (0, len(ends))
            starts = np.concatenate([[-length], ends[:-1] + 1]) if len(ends) else ends
            sizes = ends - starts
            if len(ends):
                at = int(np.argmax(sizes))
                _longest(found, int(sizes[at]), found.lines + at + 1)
                bare = sizes - (before == 13 if windows else 0)
                found.blank += (np.flatnonzero(bare == 0) + found.lines + 1).tolist()[:MANY]
                length = len(block) - int(ends[-1]) - 1
            else:
                length += len(block)
            if b'"' in block:
                marks = np.flatnonzero(data == 34)
                upto = np.searchsorted(marks, ends) + odd
                found.paired = found.paired and not np.any(upto % 2)
                odd = bool((len(marks) + odd) % 2)
            found.lines += len(ends)
            previous, ended = block[-1:], block[-1:] == b"\n"
            if length > LONGEST:
                _longest(found, length, found.lines + 1)
            if found.longest > LONGEST:
                break
    if not ended:
        _longest(found, length, found.lines + 1)
        found.lines += 1
    found.utf8 = found.utf8 and _decodes(decoder, b"", final=True)
    found.paired = found.paired and not odd
    ends_told = found.lines - (not ended)
    found.even_ends = (
        found.even_ends
        and returns in (0, ends_told)
        and returns == (ends_told if found.windows else 0)
    )
    return found


def _longest(found: Survey, size: int, line: int) -> None:
    if size > found.longest:
        found.longest, found.longest_line = size, line


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, final: bool = False) -> bool:
    if block.isascii() and not final and not decoder.getstate()[0]:
        return True
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def encoding_of(path: Path, found: Survey, stated: str = "") -> str:
    """Return the encoding of a file: what is stated, or what its bytes show."""
    if stated:
        try:
            return codecs.lookup(stated).name
        except (LookupError, ValueError):
            raise FlowsError(
                f"unknown encoding {quoted(stated)}{near(stated, ENCODINGS)}; such as "
                f"{listed(('utf-8', *ENCODINGS))}"
            ) from None
    with path.open("rb") as file:
        head = file.read(4)
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    return "utf-8" if found.utf8 else _guessed(path)


def _guessed(path: Path) -> str:
    from charset_normalizer import from_bytes

    sample = b"".join(_strange(path))
    # a dump of codes has too few letters for statistics on whole words
    if russian := _russian(sample):
        return russian
    best = from_bytes(sample, cp_isolation=list(ENCODINGS)).best()
    if best is None:
        raise FlowsError(
            f"{path.name}: not UTF-8 text, and no encoding that is known; state it as encoding, "
            f"such as {listed(ENCODINGS)}"
        )
    return best.encoding


def _russian(sample: bytes) -> str:
    """Return the encoding in which all letters beyond ASCII are of Russian words, or nothing."""
    scores = {}
    for encoding in RUSSIAN:
        text = sample.decode(encoding, errors="replace")
        words = [word for word in re.findall(r"[^\W_]+", text) if not word.isascii()]
        fits = [word for word in words if re.fullmatch("[А-Яа-яЁё]+", word)]
        if words and len(fits) >= 0.95 * len(words) and not re.search("[\u2500-\u259f]", text):
            letters = "".join(fits).lower()
            scores[encoding] = sum(letters.count(sign) for sign in COMMON)
    return max(scores, key=lambda name: scores[name]) if scores else ""


def _strange(path: Path) -> Iterator[bytes]:
    # the lines that are not plain ASCII tell the encoding, and there are few of them in a dump
    size = 0
    with path.open("rb") as file:
        while size < 1 << 16 and (line := file.readline(LONGEST)):
            if not line.isascii():
                size += len(line)
                yield line


def rewritten(path: Path, encoding: str, folder: Path) -> Path:
    """Return a copy in UTF-8 with plain line ends, without null bytes."""
    target = folder / "rewritten.csv"
    number = 0
    try:
        # newline=None makes every line end \n, lone \r included
        with (
            path.open(encoding=encoding, newline=None) as text,
            target.open("w", encoding="utf-8", newline="\n") as copy,
        ):
            while block := text.read(BLOCK):
                copy.write(block.replace("\0", "\ufffd"))
                number += block.count("\n")
    except (UnicodeError, LookupError) as error:
        raise FlowsError(
            f"{path.name}: not {encoding} text near line {number + 1}"
            f"{_byte(error)}; state its encoding, such as {listed(('utf-8', *ENCODINGS))}"
        ) from None
    return target


def _byte(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f" (byte {error.object[error.start]:#04x})"
    return ""
