"""Whether a table that was read makes acceptable flows, and on which lines it does not."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sezlib import reference
from sezlib.schema import COLUMNS, FlowsError, listed, near, schema, short, unspoken

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 5
# control characters, line breaks that are none, and marks that reorder the text around them
UNSEEN = "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
TEXT = ("period", "zone", "site", "resident", "product", "group", "destination", "currency")
NUMBERS = ("value", "net_kg", "quantity")
TRUTH = {"true": True, "false": False, "1": True, "0": False}


def typed(raw: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Return the flows in a table of texts, or raise `FlowsError` with the offending lines.

    Countries may be named or coded; empty ones are `ZZZ`. Other empty texts are null.
    """

    name = path.name
    names = [str(column).strip() for column in raw.columns]
    twice = sorted({column for column in names if names.count(column) > 1})
    if twice:
        raise FlowsError(f"{name}: the column {listed(twice)} is there more than once")
    for column in ("period", "value"):
        if column not in names:
            raise FlowsError(
                f"{name}: no column {column!r}{near(column, names)}; the columns are "
                f"{listed(names)}, and flows need 'period' and 'value'"
            )
    if raw.empty:
        raise FlowsError(f"{name}: no rows under the header")
    flows = raw.set_axis(names, axis=1)
    flows = flows[[c for c in COLUMNS if c in names] + [c for c in names if c not in COLUMNS]]
    for column in flows.columns.intersection(TEXT):
        text = flows[column].astype("str").str.strip().str.replace(UNSEEN, "\ufffd", regex=True)
        flows[column] = text.where(flows[column].notna() & (text != ""), None)
    for column in flows.columns.intersection(NUMBERS):
        flows[column] = _numbers(flows[column], column, path)
    if "destination" in flows:
        flows["destination"] = _countries(flows["destination"], path)
    if "synthetic" in flows:
        known = flows["synthetic"].astype("str").str.strip().str.lower().map(TRUTH)
        refuse(known.isna(), flows["synthetic"], "is neither true nor false", path)
        flows["synthetic"] = known.astype(bool)
    return checked(flows, path)


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


def _numbers(texts: pd.Series, column: str, path: Path) -> pd.Series:
    import pandas as pd

    numbers = pd.to_numeric(texts, errors="coerce")
    empty = texts.isna() | (texts.astype("str").str.strip() == "")
    refuse(numbers.isna() & ~empty, texts, "is not a number written with a decimal point", path)
    return numbers.astype(float)


def _countries(texts: pd.Series, path: Path) -> pd.Series:
    codes = {text: reference.find_country(text) for text in texts.dropna().unique()}
    unknown = [text for text, code in codes.items() if code is None]
    if unknown:
        try:
            reference.country(unknown[0])
        except FlowsError as error:
            refuse(texts.isin(unknown), texts, f"is no known country: {error}", path)
    return texts.map(codes).where(texts.notna(), "ZZZ").astype("str")


def _refuse_nested(flows: pd.DataFrame, path: Path) -> None:
    zones = flows["zone"].fillna("") if "zone" in flows else flows["period"].str.slice(0, 0)
    for _, periods in flows["period"].groupby(zones):
        stated = set(periods.unique())
        for period in sorted(stated):
            for wider in {period[:4], *_halves(period)} - {period}:
                if wider in stated:
                    raise FlowsError(
                        f"{path.name}: column 'period' has both {wider!r} and {period!r} inside "
                        "it, which would count twice; keep one of them"
                    )


def _halves(period: str) -> set[str]:
    from sezlib.metrics.grain import months_of

    if len(period) == 4:
        return set()
    month = months_of(period)[0] % 12
    quarter = set() if "S" in period else {f"{period[:4]}-Q{month // 3 + 1}"}
    return quarter | {f"{period[:4]}-S{month // 6 + 1}"}


def clean(value: Any) -> Any:
    """Return what a TOML file says without control characters in its texts."""
    if isinstance(value, str):
        return re.sub(UNSEEN, "\ufffd", re.sub(r"[\t\r\n]+", " ", value))
    if isinstance(value, dict):
        return {key: clean(held) for key, held in value.items()}
    return [clean(held) for held in value] if isinstance(value, list) else value


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
