"""A query on a database: SQLite that Python has, and PostgreSQL where it can be started."""

import shutil
import socket
import sqlite3
import subprocess
from pathlib import Path

import pytest

import sezlib as sez

ROWS = [("2019-01", "CHN", 1.5), ("2019-02", "Беларусь", 2.25), ("2019-13", "CHN", 1.0)]


@pytest.fixture
def lite(tmp_path):
    path = tmp_path / "zone.db"
    with sqlite3.connect(path) as con:
        con.execute("CREATE TABLE sold (period TEXT, destination TEXT, value REAL)")
        con.executemany("INSERT INTO sold VALUES (?, ?, ?)", ROWS)
    con.close()
    return f"sqlite:///{path}"


def test_a_query_gives_flows_and_rejected_rows(lite):
    taken = sez.intake(lite, query="SELECT * FROM sold")
    assert taken.flows["destination"].tolist() == ["CHN", "BLR"]
    assert taken.flows["value"].tolist() == [1.5, 2.25]
    assert taken.rejected[["line", "value"]].to_numpy().tolist() == [[3, "2019-13"]]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "no query; state one"),
        ("SELECT * FROM nowhere", "the database refused: no such table: nowhere"),
        ("DELETE FROM sold", "the database refused: attempt to write a readonly database"),
    ],
)
def test_what_is_no_question_is_refused(lite, query, said):
    with pytest.raises(sez.FlowsError, match=said):
        sez.intake(lite, query=query)
    assert sez.intake(lite, query="SELECT * FROM sold").rows("in") == 3


def test_a_password_is_not_told():
    with pytest.raises(sez.FlowsError) as refused:
        sez.intake("postgresql+psycopg://me:secret@127.0.0.1:1/zone", query="SELECT 1")
    assert "secret" not in str(refused.value)


@pytest.fixture(scope="module")
def postgres(tmp_path_factory):
    """A PostgreSQL server of the tests' own, on the loopback address."""
    programs = shutil.which("pg_ctl"), shutil.which("initdb")
    if not all(programs):
        found = sorted(str(program.parent) for program in _installed())
        programs = (f"{found[-1]}/pg_ctl", f"{found[-1]}/initdb") if found else programs
    if not all(programs):
        pytest.skip("no PostgreSQL server is installed (pg_ctl, initdb)")
    folder = tmp_path_factory.mktemp("postgres")
    owner = _owner(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "data"
    made = subprocess.run(
        [*owner, programs[1], "-D", str(data), "-A", "trust", "-U", "zone", "-E", "UTF8"],
        capture_output=True, text=True, cwd="/",
    )  # fmt: skip
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    started = made.returncode == 0 and not subprocess.run(
        [*owner, programs[0], "-D", str(data), "-o", options, "-l", str(folder / "log"),
         "-w", "start"],
        capture_output=True, cwd="/",
    ).returncode  # fmt: skip
    if not started:
        pytest.skip(f"PostgreSQL does not start here: {made.stderr[-200:]}")
    yield f"postgresql+psycopg://zone@127.0.0.1:{port}/postgres"
    subprocess.run(
        [*owner, programs[0], "-D", str(data), "-m", "immediate", "stop"],
        capture_output=True,
        cwd="/",
    )


def _installed():
    return Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")


def _owner(folder):
    # PostgreSQL refuses to run as root
    import os

    if os.getuid():
        return []
    for place in (folder, *folder.parents[:3]):
        place.chmod(0o777 if place == folder else place.stat().st_mode | 0o055)
    return ["runuser", "-u", "nobody", "--"]


def test_a_query_on_postgresql_gives_flows_and_writes_nothing(postgres):
    import sqlalchemy as sa

    engine = sa.create_engine(postgres)
    with engine.begin() as con:
        con.execute(sa.text("CREATE TABLE sold (period text, destination text, value numeric)"))
        for row in ROWS:
            con.execute(
                sa.text("INSERT INTO sold VALUES (:p, :d, :v)"), dict(zip("pdv", row, strict=True))
            )
    engine.dispose()
    taken = sez.intake(postgres, query="SELECT * FROM sold ORDER BY period")
    assert taken.flows["value"].tolist() == [1.5, 2.25]
    assert taken.rejected["value"].tolist() == ["2019-13"]
    with pytest.raises(sez.FlowsError, match="the database refused: "):
        sez.intake(postgres, query="DELETE FROM sold")
    assert sez.intake(postgres, query="SELECT * FROM sold").rows("in") == 3
