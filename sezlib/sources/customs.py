"""Tables that are no flows: imports free of duty, declarations; and which lines are wrong."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sezlib import countries, sources
from sezlib.flows import COLUMNS, FlowsError, listed, near, schema, short, unspoken
from sezlib.periods import nested_periods
from sezlib.texts import UNSEEN

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 5
TEXT = ("period", "zone", "site", "resident", "product", "group", "destination", "currency")
NUMBERS = ("value", "net_kg", "quantity")
NEEDED = ("period", "value")
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
    codes = {name: countries.find_country(name) for name in names.dropna().unique()}
    unknown = [text for text, code in codes.items() if code is None]
    if unknown:
        try:
            countries.country(unknown[0])
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


RATES = ("duty_rate", "vat_rate")
FRACTIONS = (*RATES, "export_share")
TIMES = ("registered", "released")
DECLARED = ("declaration", "zone", "site", "post", "resident", *TIMES)
TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-5][0-9]([.]0+)?)?"


def read_imports(path: str | Path, *, zone: str = "") -> pd.DataFrame:
    """Return the duty-free imports in a file, every row of it checked.

    A row needs `period`, `value` (the customs value), `duty_rate` and `vat_rate`: fractions from 0
    to 1, 0 where nothing would be due, never empty. `export_share`, the fraction used for goods
    that were exported, may be left out. Other columns are as in flows, unknown ones are carried,
    empty texts are null. The path is looked for, and a `zone` chosen, as `read` does.

    >>> import sezlib as sez
    >>> imports = sez.read_imports("data/sample/duty_free_imports.csv")
    >>> imports[["period", "value", "duty_rate", "vat_rate", "export_share"]].head(2)
        period    value  duty_rate  vat_rate  export_share
    0  2006-01  21715.0       0.05      0.18          0.92
    1  2006-02  14371.0       0.05      0.18          0.75
    """
    found = sources.find(path)
    imports = typed(sources.table(found), found, (*NEEDED, *RATES), "imports")
    for column in imports.columns.intersection(FRACTIONS):
        told = numbers(imports[column], found)
        refuse(told.isna(), imports[column], "is empty; write 0 where there is none", found)
        reason = "is not a fraction from 0 to 1, such as 0.05 for 5 per cent"
        refuse((told < 0) | (told > 1), imports[column], reason, found)
        imports[column] = told
    currencies = sorted(imports["currency"].unique()) if "currency" in imports else []
    if len(currencies) > 1:
        raise FlowsError(f"{found.name}: in {listed(currencies)}, and imports are in one currency")
    imports = sources.only(imports, zone, found.name)
    sources.opened(found, rows=len(imports))
    return imports


def read_declarations(path: str | Path, *, zone: str = "") -> pd.DataFrame:
    """Return the customs declarations in a file, every row of it checked.

    A row needs `registered` and `released`, texts to the minute such as `2019-03-04T09:15`; an
    empty `released` is null: not released yet. A `declaration` number stands in one row only.
    `post`, `resident` and other columns are carried, empty texts are null. The path is looked for,
    and a `zone` chosen, as `read` does.

    >>> import sezlib as sez
    >>> declarations = sez.read_declarations("data/sample/declarations.csv")
    >>> declarations[["post", "registered", "released"]].head(2)
            post        registered          released
    0  Zone post  2017-01-09T10:36  2017-01-09T19:28
    1  Zone post  2017-01-09T10:49  2017-01-10T00:52
    """
    found = sources.find(path)
    table = headed(sources.table(found), found, TIMES, "declarations")
    for column in table.columns.intersection(DECLARED):
        table[column] = texts(table[column])
    for column in TIMES:
        table[column] = _times(table[column], found)
    refuse(table["registered"].isna(), table["registered"], "is empty", found)
    early = (table["released"] < table["registered"]) & table["released"].notna()
    refuse(early, table["released"], "is before the declaration was registered", found)
    if "declaration" in table:
        number = table["declaration"]
        twice = number.notna() & number.duplicated(keep=False)
        refuse(twice, number, "has a number more than once", found)
    if "synthetic" in table:
        table["synthetic"] = truths(table["synthetic"], found)
    table = sources.only(table, zone, found.name)
    sources.opened(found, rows=len(table))
    return table


def _times(column: pd.Series, path: Path) -> pd.Series:
    import pandas as pd

    wanted = column.notna()
    minutes = column.str.replace(" ", "T").str.slice(0, 16)
    real = pd.to_datetime(minutes, format="%Y-%m-%dT%H:%M", errors="coerce").notna()
    right = real & column.str.fullmatch(TIME).fillna(False).astype(bool)
    reason = "is not a time of the calendar, such as 2019-03-04T09:15"
    refuse(wanted & ~right, column, reason, path)
    return minutes
