"""Texts as others may read them: without what nobody sees, harmless in a spreadsheet, whole."""

from __future__ import annotations

import contextlib
import csv
import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from numbers import Number
from pathlib import Path
from typing import Any

from sezlib.flows import FlowsError

_PACKAGE = Path(__file__).resolve().parent
# a wheel carries data/ and notebooks/ inside the package, a checkout has them beside it
PROJECT: Path = _PACKAGE / "_project" if (_PACKAGE / "_project").exists() else _PACKAGE.parent

# control characters, line breaks that are none, and marks that reorder the text around them
UNSEEN = "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
# what begins a formula, in full width and small too, and the blanks that a spreadsheet passes over
SIGNS = "=+\\-@＝＋－＠﹦﹢﹣﹫"
BLANKS = " \u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
FORMULA = re.compile(f"[\t\r\n]|[{BLANKS}]*[{SIGNS}]")
# where a spreadsheet whose list separator is no comma begins a new cell, inside of quotes too
PARTED = re.compile(f'([;|\t\r\n][{BLANKS}"]*)(?=[{SIGNS}])')
NO_CHARACTERS = {0xFFFE: None, 0xFFFF: None}
# one mark, a head that could be thousands, exactly three digits: 1,234 is either
AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
# letters, digits and signs as wide as a Chinese one
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0xFFE1: "£", 0xFFE5: "¥"}


@functools.cache
def read_reference(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table in `data/reference/`.

    >>> read_reference("usd_rub")[-1]
    {'period': '2023', 'currency': 'RUB', 'rate': '85.25'}
    """
    # csv and not pandas, which reads the alpha-2 code of Namibia as missing
    path = PROJECT / "data" / "reference" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def clean_text(value: Any) -> Any:
    """Return what a TOML file says without control characters in its texts."""
    if isinstance(value, str):
        return re.sub(UNSEEN, "\ufffd", re.sub(r"[\t\r\n]+", " ", value))
    if isinstance(value, dict):
        return {key: clean_text(held) for key, held in value.items()}
    return [clean_text(held) for held in value] if isinstance(value, list) else value


def halfwidth(text: str) -> str:
    """Return a text with one form for each letter and digit, and one blank between words.

    What stands raised stays so: `5²` is no 52, but has a note.

    >>> halfwidth("１２\u00a0 ｋｇ²")
    '12 kg²'
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(WIDE).split())


def neutralise(value: Any) -> Any:
    """Return a text that no spreadsheet will run as a formula; numbers stay numbers.

    An apostrophe goes before the signs that begin a formula.

    >>> neutralise("=1+1"), neutralise("Alpha"), neutralise(-1.5)
    ("'=1+1", 'Alpha', -1.5)
    """
    if not isinstance(value, str):
        return value
    # control characters are no text, and XML cannot hold them
    text = "".join(c for c in value if c in "\t\n\r" or unicodedata.category(c) not in ("Cc", "Cs"))
    text = text.translate(NO_CHARACTERS)
    return "'" + text if FORMULA.match(text) else text


def excel_cell(value: Any) -> str:
    """Return a value as a cell of a CSV file: texts in quotes, numbers bare, null nothing.

    What would begin a formula for a spreadsheet that separates cells by semicolons, bars or tabs
    gets an apostrophe too: such a one parts a text in quotes, unless the quotes begin its cell.
    What could be thousands, such as 1.234, gets a zero that tells that it is none.

    >>> print(*map(excel_cell, ("Alpha;=1+1", "0101", -1.5, 1.234, "", None)), sep=",")
    "Alpha;'=1+1","0101",-1.5,1.2340,"",
    """
    if value is None or value != value:
        return ""
    if isinstance(value, Number):
        return f"{value}0" if AMBIGUOUS.fullmatch(str(value)) else str(value)
    return '"' + PARTED.sub(r"\1'", neutralise(str(value))).replace('"', '""') + '"'


def csv_lines(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Yield the lines of a table as CSV: texts in quotes and harmless, numbers unrounded."""
    for cells in itertools.chain([columns], rows):
        # a line without anything would be no row
        yield (",".join(map(excel_cell, cells)) or '""') + "\n"


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """Write a table as CSV in UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(csv_lines(columns, rows))


@contextlib.contextmanager
def write_whole(path: Path) -> Iterator[Path]:
    """Give a place to write a file in, which is then in its own, whole or not at all."""
    import tempfile

    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".sezlib-") as folder:
            yield Path(folder) / path.name
            (Path(folder) / path.name).replace(path)
    except OSError as error:
        raise FlowsError(f"{str(path)!r} cannot be written: {error.strerror or error}") from None
