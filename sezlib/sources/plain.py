"""CSV and Parquet files as tables of texts, for tables that are no flows."""

from __future__ import annotations

import csv
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from sezlib.schema import FlowsError, listed
from sezlib.sources.packed import refuse_packed

if TYPE_CHECKING:
    import pandas as pd

AMOUNTS = ("value", "net_kg", "quantity")


def table(path: Path) -> pd.DataFrame:
    """Return a CSV or Parquet file as texts: no cell is guessed at, `NA` and `0101` stay."""
    import pandas as pd

    refuse_packed(path)
    if is_parquet(path):
        try:
            held = pd.read_parquet(path).reset_index(drop=True)
        except Exception as error:
            raise FlowsError(f"{path.name}: not a Parquet file that can be read: {error}") from None
        amounts = held.columns.intersection(AMOUNTS)
        refuse_float32(path, [name for name in amounts if held[name].dtype == "float32"])
        return held
    names = header(path)
    twice = sorted({column for column in names if names.count(column) > 1})
    if twice:
        raise FlowsError(f"{path.name}: the column {listed(twice)} is there more than once")
    try:
        with warnings.catch_warnings():
            # pandas only warns of rows longer than the header, and cuts them
            warnings.simplefilter("error", pd.errors.ParserWarning)
            texts = pd.read_csv(
                path, dtype="str", keep_default_na=False, encoding="utf-8-sig", index_col=False
            )
    except (pd.errors.ParserError, pd.errors.ParserWarning) as error:
        raise FlowsError(f"{path.name}: {_unfit(path) or error}") from None
    except UnicodeDecodeError as error:
        raise FlowsError(
            f"{path.name}: not UTF-8 text (byte {error.start}); save it as UTF-8"
        ) from None
    # pandas fills a row cut short with empty cells, the last of them for certain
    if (texts.iloc[:, -1] == "").any() and (reason := _unfit(path)):
        raise FlowsError(f"{path.name}: {reason}")
    return texts


def refuse_float32(path: Path, columns: list[str]) -> None:
    """Raise `FlowsError` for amounts of 32 bits, which make 10.100000381 of 10.10."""
    if columns:
        raise FlowsError(
            f"{path.name}: column {listed(columns)} is of the type FLOAT (32 bits), whose seven "
            "digits make 10.100000381 of 10.10; write it as DOUBLE or DECIMAL"
        )


def _unfit(path: Path) -> str:
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as text:
        reader = csv.reader(text)
        width = len(next(reader))
        try:
            for cells in reader:
                if cells and len(cells) != width:
                    return (
                        f"line {reader.line_num} has {len(cells)} cells, where the header has "
                        f"{width}"
                    )
        except csv.Error as error:
            return f"line {reader.line_num} cannot be read: {error}"
    return ""


def is_parquet(path: Path) -> bool:
    """Return whether a file begins as Parquet does."""
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def header(path: Path) -> list[str]:
    """Return the names in the first line of a CSV file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            names = next(csv.reader(text), [])
    except UnicodeDecodeError:
        raise FlowsError(f"{path.name}: not UTF-8 text; save it as UTF-8") from None
    except csv.Error as error:
        raise FlowsError(f"{path.name}: not a CSV file: {error}") from None
    if not any(cell.strip() for cell in names):
        raise FlowsError(f"{path.name}: empty, where a header with the names of columns should be")
    return [cell.strip() for cell in names]
