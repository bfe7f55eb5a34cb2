"""Whether a table that was read makes acceptable flows, and on which lines it does not."""

from __future__ import annotations

import contextlib
import csv
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from numbers import Number
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sezlib import reference
from sezlib.nesting import nested_periods
from sezlib.schema import COLUMNS, FlowsError, listed, near, schema, short, unspoken

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 5
# control characters, line breaks that are none, and marks that reorder the text around them
UNSEEN = "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
TEXT = ("period", "zone", "site", "resident", "product", "group", "destination", "currency")
NUMBERS = ("value", "net_kg", "quantity")
NEEDED = ("period", "value")
# what begins a formula, in full width and small too, and the blanks that a spreadsheet passes over
SIGNS = "=+\\-@＝＋－＠﹦﹢﹣﹫"
BLANKS = " \u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
FORMULA = re.compile(f"[\t\r\n]|[{BLANKS}]*[{SIGNS}]")
# where a spreadsheet whose list separator is no comma begins a new cell, inside of quotes too
PARTED = re.compile(f'([;|\t\r\n][{BLANKS}"]*)(?=[{SIGNS}])')
NO_CHARACTERS = {0xFFFE: None, 0xFFFF: None}
TRUTH = {"true": True, "false": False, "1": True, "0": False}


def typed(
    raw: pd.DataFrame, path: Path, needed: Sequence[str] = NEEDED, what: str = "flows"
) -> pd.DataFrame:
    """Return the flows in a table of texts, or raise `FlowsError` with the offending lines.

    Countries may be named or coded; empty ones are `ZZZ`. Other empty texts are null.
    """
    flows = headed(raw, path, needed, what)
    names = list(flows.columns)
    flows = flows[[c for c in COLUMNS if c in names] + [c for c in names if c not in COLUMNS]]
    for column in flows.columns.intersection(TEXT):
        flows[column] = texts(flows[column])
    for column in flows.columns.intersection(NUMBERS):
        flows[column] = numbers(flows[column], path)
    if "destination" in flows:
        flows["destination"] = _countries(flows["destination"], path)
    if "synthetic" in flows:
        flows["synthetic"] = truths(flows["synthetic"], path)
    return checked(flows, path)


def headed(raw: pd.DataFrame, path: Path, needed: Sequence[str], what: str) -> pd.DataFrame:
    """Return a table that has rows and the `needed` columns, its header without blanks."""
    name = path.name
    names = [str(column).strip() for column in raw.columns]
    twice = sorted({column for column in names if names.count(column) > 1})
    if twice:
        raise FlowsError(f"{name}: the column {listed(twice)} is there more than once")
    for column in needed:
        if column not in names:
            *most, last = (repr(word) for word in needed)
            raise FlowsError(
                f"{name}: no column {column!r}{near(column, names)}; the columns are "
                f"{listed(names)}, and {what} need {', '.join(most)} and {last}"
            )
    if raw.empty:
        raise FlowsError(f"{name}: no rows under the header")
    return raw.set_axis(names, axis=1)


def texts(column: pd.Series) -> pd.Series:
    """Return texts without blanks around them and without marks that nobody sees; empty is null."""
    text = column.astype("str").str.strip().str.replace(UNSEEN, "\ufffd", regex=True)
    return text.where(column.notna() & (text != ""), None)


def truths(column: pd.Series, path: Path) -> pd.Series:
    """Return what is true or false as such."""
    known = column.astype("str").str.strip().str.lower().map(TRUTH)
    refuse(known.isna(), column, "is neither true nor false", path)
    return known.astype(bool)


def checked(flows: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Return `flows` if the schema accepts every row and no period lies inside another."""
    with unspoken():
        import pandera.errors

    try:
        with unspoken():
            flows = schema().validate(flows, lazy=True)
    except pandera.errors.SchemaErrors as found:
        cases = found.failure_cases.dropna(subset=["index"])
        first = cases.iloc[0]
        same = (cases["column"] == first["column"]) & (cases["check"] == first["check"])
        bad = flows.index.isin(cases[same]["index"])
        reason = "is empty" if first["check"] == "not_nullable" else str(first["check"])
        refuse(bad, flows[first["column"]], reason, path)
    _refuse_nested(flows, path)
    return flows


def numbers(column: pd.Series, path: Path) -> pd.Series:
    """Return texts as numbers; empty is null."""
    import pandas as pd

    found = pd.to_numeric(column, errors="coerce")
    empty = column.isna() | (column.astype("str").str.strip() == "")
    refuse(found.isna() & ~empty, column, "is not a number written with a decimal point", path)
    return found.astype(float)


def _countries(names: pd.Series, path: Path) -> pd.Series:
    codes = {name: reference.find_country(name) for name in names.dropna().unique()}
    unknown = [text for text, code in codes.items() if code is None]
    if unknown:
        try:
            reference.country(unknown[0])
        except FlowsError as error:
            refuse(names.isin(unknown), names, f"is no known country: {error}", path)
    return names.map(codes).where(names.notna(), "ZZZ").astype("str")


def _refuse_nested(flows: pd.DataFrame, path: Path) -> None:
    zones = flows["zone"].fillna("") if "zone" in flows else flows["period"].str.slice(0, 0)
    for (_, period), inner in nested_periods(set(zip(zones, flows["period"], strict=True))).items():
        raise FlowsError(
            f"{path.name}: column 'period' has both {period!r} and {inner!r} inside it, which "
            "would count twice; keep one of them"
        )


def clean(value: Any) -> Any:
    """Return what a TOML file says without control characters in its texts."""
    if isinstance(value, str):
        return re.sub(UNSEEN, "\ufffd", re.sub(r"[\t\r\n]+", " ", value))
    if isinstance(value, dict):
        return {key: clean(held) for key, held in value.items()}
    return [clean(held) for held in value] if isinstance(value, list) else value


def neutral(value: Any) -> Any:
    """Return a text that no spreadsheet will run as a formula; numbers stay numbers.

    An apostrophe goes before the signs that begin a formula.

    >>> neutral("=1+1"), neutral("Alpha"), neutral(-1.5)
    ("'=1+1", 'Alpha', -1.5)
    """
    if not isinstance(value, str):
        return value
    # control characters are no text, and XML cannot hold them
    text = "".join(c for c in value if c in "\t\n\r" or unicodedata.category(c) not in ("Cc", "Cs"))
    text = text.translate(NO_CHARACTERS)
    return "'" + text if FORMULA.match(text) else text


def cell(value: Any) -> str:
    """Return a value as a cell of a CSV file: texts in quotes, numbers bare, null nothing.

    What would begin a formula for a spreadsheet that separates cells by semicolons, bars or tabs
    gets an apostrophe too: such a one parts a text in quotes, unless the quotes begin its cell.

    >>> print(cell("Alpha;=1+1"), cell("0101"), cell(-1.5), cell(""), cell(None), sep=",")
    "Alpha;'=1+1","0101",-1.5,"",
    """
    if value is None or isinstance(value, Number):
        return "" if value is None else str(value)
    return '"' + PARTED.sub(r"\1'", neutral(str(value))).replace('"', '""') + '"'


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """Write a table as CSV in UTF-8: texts in quotes and harmless, numbers unrounded."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(map(cell, columns)) + "\n")
        # a line without anything would be no row
        file.writelines((",".join(map(cell, cells)) or '""') + "\n" for cells in rows)


@contextlib.contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a place to write a file in, which is then in its own, whole or not at all."""
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".sezlib-") as folder:
            yield Path(folder) / path.name
            (Path(folder) / path.name).replace(path)
    except OSError as error:
        raise FlowsError(f"{str(path)!r} cannot be written: {error.strerror or error}") from None


def refuse(bad: Any, values: pd.Series, reason: str, path: Path) -> None:
    """Raise `FlowsError` where any of `values` is bad, with the lines and what stands there.

    The index of `values` is the position of its row in the file.
    """
    rows = [int(row) for row, wrong in zip(values.index, bad, strict=True) if wrong]
    if not rows:
        return
    lines = _lines(path, rows[:SHOWN])
    seen = ", ".join(
        f"{line} ({_shown(values.loc[row])})" for line, row in zip(lines, rows[:SHOWN], strict=True)
    )
    more = f" and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
    raise FlowsError(f"{path.name}: column {values.name!r} {reason}; see line {seen}{more}")


def _shown(value: object) -> str:
    import pandas as pd

    if value is None or pd.isna(value):
        return "empty"
    return repr(short(f"{value:.12g}" if isinstance(value, float) else value, 40))


def _lines(path: Path, rows: list[int]) -> list[int]:
    """Return the line of the file on which each row ends, header and line breaks in cells told."""
    with path.open("rb") as file:
        if file.read(4) == b"PAR1":
            return [row + 1 for row in rows]
    found, wanted, number = [], set(rows), -1
    with path.open(encoding="utf-8-sig", newline="") as text:
        reader = csv.reader(text)
        next(reader)
        for cells in reader:
            number += bool(cells)
            if cells and number in wanted:
                found.append(reader.line_num)
    return found
