"""Tables as the workbook that statistical offices publish."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sezlib.flows import FlowsError, listed
from sezlib.identity import currency_of, note_of, refuse
from sezlib.language import Edition
from sezlib.pages.tables import distinct, head_of, record
from sezlib.report.outputs import write_xlsx


def to_workbook(
    tables: Mapping[str, Any] | Iterable[Any], path: str | Path, *, language: str = "en",
    title: str = "",
) -> Path:  # fmt: skip
    """Return the path of the workbook written of metrics' tables, as statistical offices make it.

    It has a cover, contents with links, and one accessible sheet a table: names in place of codes,
    numbers unrounded, `[x]` for what is not available. `tables` are by name, or are named by their
    metrics; `title` stands on the cover. A file of the same path is replaced.

    >>> import sezlib as sez, tempfile
    >>> flows = sez.example()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     tables = {"Growth": sez.growth(flows), "Destinations": sez.share(flows, "destination")}
    ...     sez.to_workbook(tables, f"{folder}/exports.xlsx").name
    'exports.xlsx'

    Raises FlowsError for anything but tables on pandas, for tables in several currencies, and for
    a path that is no `.xlsx` in a folder that is there.
    """
    named = dict(tables) if isinstance(tables, Mapping) else None
    if named is None:
        held = [*tables] if isinstance(tables, (list, tuple)) else [tables]
        words = [str(note_of(table).get("metric", "table")) for table in held]
        named = dict(zip(distinct(words), held, strict=True))
    for name, table in named.items():
        if not isinstance(name, str):
            raise FlowsError(f"to_workbook was given a table named {name!r}; give it a text")
        refuse(table, "table", f"to_workbook takes tables, and was given as {name!r} ", None)
    path, money = Path(path), sorted({currency_of(table) for table in named.values()} - {""})
    if not named or len(money) > 1:
        told = f"tables in {listed(money)}" if named else "no tables"
        raise FlowsError(f"to_workbook was given {told}; give it tables in one currency")
    if path.suffix.lower() != ".xlsx" or not path.parent.is_dir() or path.is_dir():
        raise FlowsError(f"{path.name!r} is no file like tables.xlsx in a folder that is there")
    ed = Edition("", language, currency="".join(money), titled=title or ", ".join(named))
    kept = []
    for name, table in named.items():
        heads = [head_of(table, column, "one", ed)[0] for column in table]
        rows = record(str(name), str(name), [*table], table.to_dict("records"), ed)
        kept.append(rows | {"heads": heads})
    write_xlsx(kept, [], ed, path, datetime.datetime.now().replace(microsecond=0).isoformat())
    return path
