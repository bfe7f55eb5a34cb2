"""Customs tables: what was imported free of duty, and when declarations were released.

They are read as flows are: every row is checked, and an error names the file, the column, the lines
and what stands there.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sezlib import sources
from sezlib.checks import NEEDED, headed, numbers, refuse, texts, truths, typed
from sezlib.schema import FlowsError, listed

if TYPE_CHECKING:
    import pandas as pd

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
