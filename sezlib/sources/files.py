"""Where files are, what they are by their content, and how each is opened."""

from __future__ import annotations

import json
import os
import re
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

from sezlib import record, reference
from sezlib.checks import clean
from sezlib.schema import ACCOUNT, FlowsError, listed, near, short
from sezlib.secrets import without_secrets
from sezlib.sources.packed import refuse_packed
from sezlib.sources.raw import Loaded, Raw, from_rows, literal, named, unglobbed
from sezlib.sources.remote import fetch, is_remote, origin
from sezlib.sources.text import open_text

# a file written as lately as this may be written again with the same times, in nanoseconds
YOUNG = 2_000_000_000
# what each file was when it was found: its signature, and where it was young its digest
_found: dict[Path, tuple[tuple[int, ...], str]] = {}


def find(path: str | Path) -> Path:
    """Return where a file is: in the working folder, or else in the project, or a copy of it."""
    if not str(path):
        raise FlowsError("no file is named")
    if is_remote(path):
        return fetch(str(path))
    try:
        path = Path(path).expanduser()
        for found in (path, reference.PROJECT / path):
            if found.is_file():
                signature = record.signature(found)
                young = time.time_ns() - signature[-1] < YOUNG
                _found[found] = signature, record.digest(found) if young else ""
                return found
            missing(found)
        beside = sorted(p.name for p in path.parent.glob("[!.]*.*")) if path.parent.is_dir() else []
    except (OSError, RuntimeError, ValueError) as error:
        raise FlowsError(f"{short(path)!r} is no file: {short(error)}") from None
    if path.is_dir():
        raise FlowsError(f"{str(path)!r} is a folder, not a file")
    hint = f"; that folder has {listed(beside, 5)}" if beside else ""
    raise FlowsError(f"no file {str(path)!r}{near(path.name, beside)}{hint}")


def opened(
    path: Path | str, rows: int, rejected: int = 0, account: list[dict[str, Any]] | None = None
) -> None:
    """Note in the run's record that a data file was read, or the answer of a database.

    An answer has no digest: whether it is the same tomorrow, only asking can tell. A file that is
    not what it was when it was found is refused, for nobody knows which of both was read.
    """
    told: dict[str, Any] = {"rows": rows, "rejected": rejected}
    if account and len(account) > 1:
        told[ACCOUNT] = account
    if isinstance(path, str):
        record.note("opened", file="database", sha256="", path="", **told)
    else:
        signature, young = _found.get(path, ((), ""))
        try:
            sha256 = record.digest(path) if young or record.VARIABLE in os.environ else ""
            same = signature in ((), record.signature(path)) and young in ("", sha256)
        except OSError:
            same = False
        if not same:
            raise FlowsError(f"{path.name}: changed while it was read; run it again")
        address = without_secrets(origin(path))
        record.note("opened", file=path.name, sha256=sha256, path=address, **told)


def missing(path: Path) -> None:
    """Note in the run's record that a file was looked for and was not there."""
    record.note("missing", path=str(path.resolve()))


def kind(path: Path) -> str:
    """Return what a file is by its first bytes: parquet, workbook, dbf or text."""
    from sezlib.sources import dbf, workbook

    refuse_packed(path)
    with path.open("rb") as file:
        if file.read(4) == b"PAR1":
            return "parquet"
    if workbook.is_workbook(path):
        return "workbook"
    return "dbf" if dbf.is_dbf(path) else "text"


def sheets(path: Path) -> list[str]:
    """Return the sheets of a workbook, or one without a name for any other file."""
    from sezlib.sources import workbook

    return workbook.sheets(path) if kind(path) == "workbook" else [""]


def open_file(
    path: Path,
    folder: Path,
    *,
    encoding: str = "",
    delimiter: str = "",
    header: int = 0,
    sheet: str = "",
) -> Raw:
    """Return an open file of any kind, its header read; `folder` is a place to work in."""
    what = kind(path)
    if what == "parquet":
        return _parquet(path)
    if what == "workbook":
        return _workbook(path, sheet, header)
    if what == "dbf":
        return _dbf(path, encoding)
    return open_text(path, folder, encoding=encoding, delimiter=delimiter, header=header)


def _parquet(path: Path) -> Raw:
    import duckdb
    import pyarrow.parquet as pq

    try:
        schema = pq.read_schema(path)
        names = named(path, schema.names)
    except FlowsError:
        raise
    except Exception as error:
        raise _unreadable(path, error) from None
    # an index that pandas wrote is no column
    keep = [name for name in names if not name.startswith("__index_level_")]
    zones = {
        name: zone
        for name in keep
        if (zone := getattr(schema.field(schema.names[names.index(name)]).type, "tz", None))
    }
    source = f"read_parquet({unglobbed(path)}, file_row_number = true)"

    def load(con: duckdb.DuckDBPyConnection, wanted: list[int]) -> Loaded:
        columns = (f"{_clock(keep[number], zones)} AS c{number}" for number in wanted)
        chosen = ", ".join(columns) or "NULL"
        try:
            con.execute(
                f"CREATE VIEW raw AS SELECT file_row_number AS _row, {chosen} FROM {source}"
            )
        except duckdb.Error as error:
            raise _unreadable(path, error) from None
        return Loaded("raw", "_row + 1")

    before = _account(schema.metadata or {})
    told = {"format": "Parquet"} | {f"times of {name!r} are of": zones[name] for name in zones}
    return Raw(path, keep, load, told, typed=True, before=before)


def _clock(name: str, zones: dict[str, str]) -> str:
    """Return the SQL of a column, its times as a clock in the time zone of the file shows them."""
    column, zone = _ident(name), zones.get(name, "")
    if offset := re.fullmatch(r"([+-])(\d\d):?(\d\d)", zone):
        sign, hours, minutes = offset.groups()
        return f"timezone('UTC', {column}) {sign} INTERVAL '{hours}:{minutes}:00'"
    return f"timezone({literal(zone)}, {column})" if zone else column


def _account(metadata: dict[bytes, bytes]) -> list[dict[str, Any]]:
    """Return the account that `intake` left in a Parquet file, or nothing where there is none."""
    try:
        found = clean(json.loads(metadata[b"PANDAS_ATTRS"])[ACCOUNT])
        return [
            {
                "part": str(one["part"]),
                "reason": str(one["reason"]),
                "currency": str(one["currency"]),
                "rows": abs(int(one["rows"])),
                "value": str(abs(Decimal(one["value"])) + 0),
            }
            for one in found
        ]
    except (LookupError, TypeError, ValueError, ArithmeticError, RecursionError):
        # whoever else uses that place has no account of ours in it
        return []


def _unreadable(path: Path, error: Exception) -> FlowsError:
    return FlowsError(f"{path.name}: not a Parquet file that can be read: {short(error, 200)}")


def _ident(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _workbook(path: Path, sheet: str, header: int) -> Raw:
    from sezlib.sources import workbook

    names = workbook.sheets(path)
    if sheet and sheet not in names:
        raise FlowsError(
            f"{path.name}: no sheet {sheet!r}{near(sheet, names)}; the sheets are {listed(names)}"
        )
    chosen = sheet or names[0]
    rows = workbook.rows(path, chosen)
    for number, cells in rows:
        if (header and number == header) or (not header and any(cells)):
            titles = named(path, cells)
            told = {"format": "workbook", "sheet": chosen, "header": str(number)}
            return Raw(path, titles, from_rows(rows, len(titles)), told)
    where = f"no row {header}" if header else "empty"
    raise FlowsError(f"{path.name}: sheet {chosen!r} is {where}, where a header should be")


def _dbf(path: Path, encoding: str) -> Raw:
    from sezlib.sources import dbf

    titles = named(path, dbf.header(path, encoding))
    told = {"format": "DBF"}
    gone = dbf.deleted(path)
    if gone:
        told["deleted"] = str(gone)
    return Raw(path, titles, from_rows(dbf.rows(path, encoding), len(titles)), told)
