"""The answer of a database to a query, as rows of texts: any address that SQLAlchemy knows."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from sezlib.schema import FlowsError, short
from sezlib.sources.files import find
from sezlib.sources.raw import BATCH, Raw, from_rows, named
from sezlib.sources.remote import is_remote

ADDRESS = re.compile(r"[a-z][a-z0-9+]*://")
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
    return isinstance(path, str) and bool(ADDRESS.match(path)) and not is_remote(path)


def open_database(address: str, query: str) -> Raw:
    """Return the answer to a query, open for reading; it is asked for once, and never to write."""
    import sqlalchemy as sa

    with contextlib.ExitStack() as opened:
        place, answer = Path("database"), None
        try:
            url = _as_named(sa.make_url(address), address)
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
                    yield number, ["" if cell is None else _text(cell) for cell in row]
            except sa.exc.SQLAlchemyError as error:
                raise _refused(place, error) from None
            if _stamp(url) != before:
                raise FlowsError(f"{place.name}: was written to while it was read; ask again")

    return Raw(place, names, from_rows(rows(), len(names)), {"format": engine.dialect.name})


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


def _text(cell: Any) -> str:
    return repr(cell) if isinstance(cell, float) else str(cell)


def _refused(place: Path, error: Exception) -> FlowsError:
    told = str(getattr(error, "orig", None) or error).split("\n", maxsplit=1)[0]
    return FlowsError(f"{place.name}: the database refused: {short(told, 200)}")
