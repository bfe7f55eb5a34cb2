"""The answer of a database to a query, as rows of texts: any address that SQLAlchemy knows."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sezlib.schema import FlowsError, short
from sezlib.sources.raw import BATCH, Raw, from_rows, named
from sezlib.sources.remote import is_remote

ADDRESS = re.compile(r"[a-z][a-z0-9+]*://")


def is_address(path: str | Path) -> bool:
    """Return whether a text is the address of a database, such as `sqlite:///zone.db`.

    >>> is_address("postgresql+psycopg://host/zone"), is_address("flows.csv")
    (True, False)
    """
    return isinstance(path, str) and bool(ADDRESS.match(path)) and not is_remote(path)


def open_database(address: str, query: str) -> Raw:
    """Return the answer to a query, open for reading; it is asked for once, and never to write."""
    import sqlalchemy as sa

    place = Path(address.split("?")[0].rsplit("/", 1)[-1] or "database")
    if not query.strip():
        raise FlowsError(f"{place.name}: no query; state one, such as 'SELECT * FROM flows'")
    with contextlib.ExitStack() as opened:
        try:
            engine = sa.create_engine(address)
            opened.callback(engine.dispose)
            connection = opened.enter_context(engine.connect())
            _read_only(connection)
            answer = connection.execution_options(yield_per=BATCH).execute(sa.text(query))
            names = named(place, answer.keys())
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

    return Raw(place, names, from_rows(rows(), len(names)), {"format": engine.dialect.name})


def _read_only(connection: Any) -> None:
    """Ask the database itself to refuse whatever would change it."""
    import sqlalchemy as sa

    asked = {
        "sqlite": "PRAGMA query_only = ON",
        "postgresql": "SET TRANSACTION READ ONLY",
        "mysql": "SET TRANSACTION READ ONLY",
        "mariadb": "SET TRANSACTION READ ONLY",
    }
    if statement := asked.get(connection.dialect.name):
        connection.execute(sa.text(statement))


def _text(cell: Any) -> str:
    return repr(cell) if isinstance(cell, float) else str(cell)


def _refused(place: Path, error: Exception) -> FlowsError:
    # the text of an error may hold the address, and with it a password
    told = str(getattr(error, "orig", None) or error).split("\n", maxsplit=1)[0]
    told = re.sub(r"://[^@\s]*@", "://…@", told)
    return FlowsError(f"{place.name}: the database refused: {short(told, 200)}")
