"""Where files and databases are, what they are by their content, and how each is opened."""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import json
import os
import re
import shutil
import sqlite3
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, dropwhile, islice
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from sezlib import trace
from sezlib.flows import ACCOUNT, FlowsError, listed, near, short
from sezlib.secrets import hiding, without_secrets
from sezlib.sources.headers import BELOW, read_header
from sezlib.sources.raw import (
    BATCH,
    Loaded,
    Raw,
    from_rows,
    identifier,
    literal,
    named,
    text_of,
    unglobbed,
)
from sezlib.sources.text import DEEPEST, open_text
from sezlib.texts import PROJECT, clean_text

# the mark of a block, or that of the end of an empty file
BZIP2 = (b"1AY&SY", b"\x17rE8P\x90")
# the first bytes of each kind, and the program that unpacks it
BEGINNINGS = {
    b"\x1f\x8b": "gunzip",
    **{b"BZh%d%s" % (size, mark): "bunzip2" for size in range(1, 10) for mark in BZIP2},
    b"\xfd7zXZ\x00": "unxz",
    b"\x5d\x00\x00": "unlzma",
    b"LZIP": "lzip -d",
    b"\x28\xb5\x2f\xfd": "unzstd",
    b"\x04\x22\x4d\x18": "unlz4",
    b"\x1f\x9d": "uncompress",
    b"7z\xbc\xaf\x27\x1c": "7z x",
    b"Rar!\x1a\x07": "unrar x",
}


def refuse_packed(path: Path) -> None:
    """Refuse a file that is packed, whatever its name; a zip may be a workbook, and goes on."""
    with path.open("rb") as file:
        head = file.read(512)
    for beginning, program in BEGINNINGS.items():
        if head.startswith(beginning):
            raise FlowsError(f"{path.name}: packed; unpack it first ({program})")
    if head[257:262] == b"ustar":
        raise FlowsError(f"{path.name}: an archive of files; unpack it first (tar -x)")


ADDRESS = re.compile(r"([a-z][a-z0-9+.-]*)://")
_fetched: dict[str, Path] = {}


def is_remote(path: Any) -> bool:
    """Return whether a text is an address that fsspec knows.

    >>> is_remote("s3://bucket/flows.csv"), is_remote("sqlite:///zone.db"), is_remote("a.csv")
    (True, False, False)
    """
    said = ADDRESS.match(path) if isinstance(path, str) else None
    if not said:
        return False
    import fsspec

    return said[1] in fsspec.available_protocols()


def fetch(address: str) -> Path:
    """Return a copy of the file at an address, made once and gone with the process."""
    if address not in _fetched:
        copy = kept_folder() / _name(address)
        with _in_one_sentence(address), _opened(address) as far, copy.open("wb") as near:
            shutil.copyfileobj(far, near)
        _fetched[address] = copy
    return _fetched[address]


def kept_folder() -> Path:
    """Return a new folder that is gone with the process."""
    folder = Path(tempfile.mkdtemp(prefix="sezlib-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def origin(path: Path) -> str:
    """Return the address that a file was fetched from, or where it is."""
    known = {copy: address for address, copy in _fetched.items()}
    return known.get(path) or str(path.resolve())


def digest(address: str) -> str:
    """Return the SHA-256 of the file at an address."""
    with _in_one_sentence(address), _opened(address) as far:
        return hashlib.file_digest(far, "sha256").hexdigest()


def _name(address: str) -> str:
    """Return what the copy of a file is called: no part of it is a password or a question."""
    path = without_secrets(address).split("://", 1)[1].split("?")[0].split("#")[0]
    return re.sub(r"[^\w.-]", "_", path.rstrip("/").rpartition("/")[2]) or "file"


def _opened(address: str) -> Any:
    import fsspec

    return fsspec.open(address, "rb").open()


@contextlib.contextmanager
def _in_one_sentence(address: str) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        # each store has errors of its own, and a package that is not there has one too
        why = f"{type(error).__name__}: {short(error, 200)}"
        raise FlowsError(f"{short(address)} cannot be read: {why}") from None


DATABASE = re.compile(r"[a-z][a-z0-9+]*://")
LOOKING = (
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
)
REFUSING = ("postgresql", "mysql", "mariadb", "oracle")
# what stands in quotes or in a comment, where a backslash hides a quote and where it does not
QUOTED = [
    re.compile(
        rf"'{held}*'|\"[^\"]*\"|`[^`]*`|\[[^\]]*\]|\$(\w*)\$.*?\$\1\$|--(?=\s)[^\n]*|/\*(?!!).*?\*/",
        re.DOTALL,
    )
    for held in ("[^']", r"(?:[^'\\]|\\.)")
]
SELECT = re.compile(r"[\s(]*(?:select|with|values|table)\b", re.IGNORECASE)
CHANGE = re.compile(
    r";|\b(?:into|insert|update|delete|merge|create|alter|drop|truncate|grant|exec|execute|call)\b",
    re.IGNORECASE,
)


def is_address(path: str | Path) -> bool:
    """Return whether a text is the address of a database, such as `sqlite:///zone.db`.

    >>> is_address("postgresql+psycopg://host/zone"), is_address("flows.csv")
    (True, False)
    """
    return isinstance(path, str) and bool(DATABASE.match(path)) and not is_remote(path)


def meant(path: str | Path) -> set[Path]:
    """Return the files of this machine that a path or an address may mean, there or not.

    >>> sorted(map(str, meant("sqlite:///a%20b.db")))
    ['/a b.db', '/a%20b.db', 'a b.db', 'a%20b.db']
    """
    _, address, place = str(path).rpartition("://")
    if not address:
        return {Path(path)}
    bare = place.partition("?")[0].removeprefix("/file:").removeprefix("file:")
    # with three slashes the file of a database lies in the working folder
    spelt = {bare, bare.removeprefix("/"), place, place.removeprefix("/")}
    return {Path(form) for one in spelt for form in (one, unquote(one))}


SPARK = re.compile(r"spark://([^/]*)/([^/].*)")


def is_spark(path: str | Path) -> bool:
    """Return whether a text is the address of a table on Spark.

    >>> is_spark("spark:///zone.flows"), is_spark("spark://host:7077/flows"), is_spark("a.csv")
    (True, True, False)
    """
    return isinstance(path, str) and bool(SPARK.fullmatch(path))


def open_spark(address: str) -> Any:
    """Return a table on Spark: of the master that the address names, or of Spark's own settings."""
    [(master, table)] = SPARK.findall(address)
    try:
        with warnings.catch_warnings(), _silent():
            # Spark warns of pandas 3, which it is not handed here
            warnings.simplefilter("ignore", FutureWarning)
            from pyspark.sql import SparkSession

            builder = SparkSession.builder
            spark = (builder.master(f"spark://{master}") if master else builder).getOrCreate()
        return spark.table(table)
    except ImportError:
        raise FlowsError(
            f"{address!r} needs the package pyspark; install it with pip install 'sezlib[spark]'"
        ) from None
    except Exception as error:
        # those of Java are of several kinds
        first = str(error).split("\n", maxsplit=1)[0]
        raise FlowsError(f"{short(address)!r} cannot be read: {short(first, 200)}") from None


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Let programs that are started say nothing on stderr, nor show there how far they are."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def open_database(address: str, query: str) -> Raw:
    """Return the answer to a query, open for reading; it is asked for once, and never to write."""
    import sqlalchemy as sa

    with contextlib.ExitStack() as opened:
        place, answer = Path("database"), None
        opened.enter_context(hiding({"database": address}))
        try:
            url = _as_named(_url(address), address)
            place = Path(url.database or place)
            question = _question(place, query)
            url, arguments = _read_only(url)
            before = _stamp(url)
            engine = sa.create_engine(url, connect_args=arguments)
            opened.callback(engine.dispose)
            connection = opened.enter_context(engine.connect())
            _refuse_changes(connection)
            # no colon, and no per cent sign, of a query stands for a parameter
            asked = connection.execution_options(yield_per=BATCH, no_parameters=True)
            answer = asked.exec_driver_sql(question)
            names = named(place, answer.keys())
        except FlowsError:
            raise
        except (sa.exc.SQLAlchemyError, ImportError, ValueError) as error:
            raise _refused(place, error) from None
        # whoever reads the rows closes what they come through
        held = opened.pop_all()

    def rows() -> Iterator[tuple[int, list[str]]]:
        with held:
            try:
                for number, row in enumerate(answer, 1):
                    yield number, [text_of(cell) for cell in row]
            except sa.exc.SQLAlchemyError as error:
                raise _refused(place, error) from None
            if _stamp(url) != before:
                raise FlowsError(f"{place.name}: was written to while it was read; ask again")

    return Raw(place, names, from_rows(rows(), len(names)), {"format": engine.dialect.name})


def _url(address: str) -> Any:
    """Return an address that a database can be found by, or refuse it without telling it whole."""
    import sqlalchemy as sa

    with contextlib.suppress(sa.exc.ArgumentError, ValueError):
        url = sa.make_url(address)
        # a slash in a password ends the name of the host, or an @ begins it
        if "@" not in f"{url.host}{url.database if url.host else ''}":
            return url
    raise FlowsError(
        f"{short(address)!r} is no address of a database; a port is a number, and in a "
        "password write @ as %40, / as %2F and : as %3A"
    )


def _question(place: Path, query: str) -> str:
    """Return a query that asks one question, or refuse it."""
    question = query.strip().rstrip("; \t\r\n")
    if not question:
        raise FlowsError(f"{place.name}: no query; state one, such as 'SELECT * FROM flows'")
    for bare in (quoted.sub(" ", question) for quoted in QUOTED):
        change = CHANGE.search(bare)
        if change or not SELECT.match(bare):
            wrong = f"holds {change[0]!r}" if change else "is no SELECT"
            raise FlowsError(
                f"{place.name}: the query {wrong}, and a database is only read; ask one question, "
                "and put a name that is such a word in quotes"
            )
    return question


def _as_named(url: Any, address: str) -> Any:
    """Return an address whose file is the one of this very name, where there is one."""
    # SQLAlchemy 2.1 takes %20 for a blank, and a file may have it in its name
    name = address.partition(":///")[2].partition("?")[0]
    own = url.get_backend_name() in ("sqlite", "duckdb") and name and Path(name).is_file()
    return url.set(database=name) if own else url


def _read_only(url: Any) -> tuple[Any, dict[str, Any]]:
    """Return the address and the arguments by which a driver opens a database for reading alone."""
    if url.get_backend_name() == "duckdb":
        return url, {"read_only": True}
    name = url.database or ":memory:"
    if url.get_backend_name() != "sqlite" or name == ":memory:":
        return url, {}
    path = find(unquote(name.removeprefix("file:")) if "uri" in url.query else name)
    with path.open("rb") as file:
        logged = file.read(20)[18:] == b"\x02\x02"
    only = {"mode": "ro", "uri": "true"}
    if logged and not path.with_name(f"{path.name}-wal").exists():
        # whoever reads such a database leaves two files beside it, unless nobody writes to it
        only["immutable"] = "1"
    place = f"file:{quote(os.fsencode(path.resolve()))}"
    return url.set(database=place, query={**url.query, **only}), {}


def _stamp(url: Any) -> tuple[int, bool] | None:
    """Return what tells whether a database was written to that is read as if nobody did."""
    if "immutable" not in url.query:
        return None
    path = Path(unquote(url.database.removeprefix("file:")))
    return path.stat().st_mtime_ns, path.with_name(f"{path.name}-wal").exists()


def _refuse_changes(connection: Any) -> None:
    """Ask the database itself to refuse whatever would change it."""
    if connection.dialect.name == "sqlite":
        # a database that is only read can still be asked to write another one
        connection.connection.dbapi_connection.set_authorizer(
            lambda action, *_: sqlite3.SQLITE_OK if action in LOOKING else sqlite3.SQLITE_DENY
        )
    elif connection.dialect.name in REFUSING:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def _refused(place: Path, error: Exception) -> FlowsError:
    told = str(getattr(error, "orig", None) or error).split("\n", maxsplit=1)[0]
    return FlowsError(f"{place.name}: the database refused: {short(told, 200)}")


# a sheet of a workbook, behind the name of its file
SHEET = re.compile(r"(.+\.(?:xls[xmb]?|ods))#([^/]+)", re.IGNORECASE)


def parted(path: str | Path) -> tuple[str, str]:
    """Return the file that a path names, and the sheet of it that stands behind a `#`.

    >>> parted("zone.xlsx#Exports"), parted("zone.xlsx")
    (('zone.xlsx', 'Exports'), ('zone.xlsx', ''))
    """
    found = SHEET.fullmatch(str(path))
    return (found[1], found[2]) if found else (str(path), "")


# a file written as lately as this may be written again with the same times, in nanoseconds
YOUNG = 2_000_000_000
# what each file was when it was found: its signature, and where it was young its digest
_found: dict[Path, tuple[tuple[int, ...], str]] = {}


def find(path: str | Path) -> Path:
    """Return where a file is: in the working folder, or else in the project, or a copy of it."""
    if not str(path):
        raise FlowsError("no file is named")
    path, _ = parted(path)
    if is_remote(path):
        return fetch(path)
    try:
        path = Path(path).expanduser()
        for found in (path, PROJECT / path):
            if found.is_file():
                signature = trace.signature(found)
                young = time.time_ns() - signature[-1] < YOUNG
                _found[found] = signature, trace.digest(found) if young else ""
                return found
            missing(found)
        folder = path if path.is_dir() else path.parent
        beside = sorted(p.name for p in folder.glob("[!.]*.*")) if folder.is_dir() else []
    except (OSError, RuntimeError, ValueError) as error:
        raise FlowsError(f"{short(path)!r} is no file: {short(error)}") from None
    hint = f"; that folder has {listed(beside, 5)}" if beside else ""
    if folder == path:
        raise FlowsError(f"{str(path)!r} is a folder, not a file{hint}")
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
        trace.note("opened", file="database", sha256="", path="", **told)
    else:
        signature, young = _found.get(path, ((), ""))
        try:
            sha256 = trace.digest(path) if young or trace.VARIABLE in os.environ else ""
            same = signature in ((), trace.signature(path)) and young in ("", sha256)
        except OSError:
            same = False
        if not same:
            raise FlowsError(f"{path.name}: changed while it was read; run it again")
        address = without_secrets(origin(path))
        trace.note("opened", file=path.name, sha256=sha256, path=address, **told)


def missing(path: Path) -> None:
    """Note in the run's record that a file was looked for and was not there."""
    trace.note("missing", path=str(path.resolve()))


def kind(path: Path) -> str:
    """Return what a file is by its first bytes: parquet, workbook, dbf or text."""
    from sezlib.sources import workbook

    refuse_packed(path)
    with path.open("rb") as file:
        if file.read(4) == b"PAR1":
            return "parquet"
    if workbook.is_workbook(path):
        return "workbook"
    return "dbf" if workbook.is_dbf(path) else "text"


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
    sheet: str = "",
    needed: Iterable[str] = (),
    below: bool = False,
) -> Callable[[Sequence[int]], Raw]:
    """Return what opens a file of any kind at the rows of its header; `folder` is to work in.

    Without rows the header is the first row with the `needed` names. `below`: rows under it may
    state units and numbers of columns.
    """
    what = kind(path)
    if what == "parquet":
        return lambda _: _parquet(path)
    if what == "workbook":
        return lambda header: _workbook(path, sheet, header, set(needed), below)
    if what == "dbf":
        return lambda _: _dbf(path, encoding)
    return open_text(
        path, folder, encoding=encoding, delimiter=delimiter, needed=needed, below=below
    )


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

    def load(con: duckdb.DuckDBPyConnection, wanted: Iterable[int]) -> Loaded:
        columns = (f"{_clock(keep[number], zones)} AS c{number}" for number in wanted)
        chosen = ", ".join(columns) or "NULL"
        try:
            con.execute(
                f"CREATE VIEW raw AS SELECT file_row_number AS _row, {chosen} FROM {source}"
            )
        except duckdb.Error as error:
            raise _unreadable(path, error) from None
        return Loaded("raw", "_row + 1", held=False)

    before = _account(schema.metadata or {})
    told = {"format": "Parquet"} | {f"times of {name!r} are of": zones[name] for name in zones}
    return Raw(path, keep, load, told, typed=True, before=before)


def _clock(name: str, zones: dict[str, str]) -> str:
    """Return the SQL of a column, its times as a clock in the time zone of the file shows them."""
    column, zone = identifier(name), zones.get(name, "")
    if offset := re.fullmatch(r"([+-])(\d\d):?(\d\d)", zone):
        sign, hours, minutes = offset.groups()
        return f"timezone('UTC', {column}) {sign} INTERVAL '{hours}:{minutes}:00'"
    return f"timezone({literal(zone)}, {column})" if zone else column


def _account(metadata: dict[bytes, bytes]) -> list[dict[str, Any]]:
    """Return the account that `intake` left in a Parquet file, or nothing where there is none."""
    try:
        found = clean_text(json.loads(metadata[b"PANDAS_ATTRS"])[ACCOUNT])
        return [
            {
                "part": str(one["part"]),
                "reason": str(one["reason"]),
                "currency": str(one["currency"]),
                "rows": abs(int(one["rows"])),
                "value": one["value"] and str(abs(Decimal(one["value"])) + 0),
            }
            for one in found
        ]
    except (LookupError, TypeError, ValueError, ArithmeticError, RecursionError):
        # whoever else uses that place has no account of ours in it
        return []


def _unreadable(path: Path, error: Exception) -> FlowsError:
    return FlowsError(f"{path.name}: not a Parquet file that can be read: {short(error, 200)}")


def _workbook(path: Path, sheet: str, header: Sequence[int], needed: set[str], below: bool) -> Raw:
    from sezlib.sources import workbook

    names, rows = workbook.open_sheet(path, sheet)
    if sheet and sheet not in names:
        raise FlowsError(
            f"{path.name}: no sheet {sheet!r}{near(sheet, names)}; the sheets are {listed(names)}"
        )
    chosen = sheet or next(iter(names), "")
    # what is empty above all else is no header, unless its number is given
    rows = dropwhile(lambda row: not header and not any(row[1]), rows)
    last = max(header, default=0)
    top = list(islice(rows, max(last, DEEPEST) + BELOW))
    fitting = (
        at
        for at, (number, cells) in enumerate(top[: max(last, DEEPEST)])
        if (number == last if last else needed <= {" ".join(cell.split()) for cell in cells})
    )
    at = next(fitting, len(top) if last else 0)
    if at < len(top):
        number, cells = top[at]
        upper = [row for row in top[:at] if row[0] in header]
        under = [row for _, row in top[at + 1 : at + 1 + BELOW]] if below else []
        held = read_header([*(row for _, row in upper), cells], under)
        titles = named(path, held.names, number)
        where = str(list(header) if upper else number)
        told = {"format": "workbook", "sheet": chosen, "header": where, **held.told}
        above = [" ".join(filter(None, row)) for _, row in top[: at - len(upper)]]
        load = from_rows(chain(top[at + 1 + held.skipped :], rows), len(titles))
        return Raw(path, titles, load, told, above=above, units=held.units)
    where = f"no row {last}" if last else "empty"
    raise FlowsError(f"{path.name}: sheet {chosen!r} is {where}, where a header should be")


def _dbf(path: Path, encoding: str) -> Raw:
    from sezlib.sources import workbook

    names, deleted, rows = workbook.open_dbf(path, encoding)
    told = {"format": "DBF"} | ({"deleted": str(deleted)} if deleted else {})
    titles = named(path, names)
    return Raw(path, titles, from_rows(rows, len(titles)), told)
