"""A query on a database: SQLite that Python has, and PostgreSQL where it can be started."""

import shutil
import socket
import sqlite3
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest

import sezlib as sez
from sezlib.sources import files

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
        ("DELETE FROM sold", "the query holds 'DELETE', and a database is only read"),
        ("SELECT 1; DROP TABLE sold", "the query holds ';'"),
        ("SELECT E'\\''; DROP TABLE sold; SELECT E'\\''", "the query holds ';'"),
        ("WITH a AS (SELECT 1) DELETE FROM sold", "the query holds 'DELETE'"),
        ("SELECT 1 /*! INTO OUTFILE 'x' */", "the query holds 'INTO'"),
        ("SELECT * FROM sold, pragma_table_info('sold')", "the database refused: not authorized"),
        ("SELECT load_extension('x')", "the database refused: not authorized"),
        *((sql, "is no SELECT") for sql in (
            "PRAGMA user_version = 7", "PRAGMA journal_mode = WAL", "ATTACH 'new.db' AS n",
            "VACUUM", "BEGIN", "REPLACE", "EXPLAIN SELECT 1", "-- a question\nREINDEX",
        )),
        ("VACUUM INTO 'new.db'", "the query holds 'INTO'"),
        ("CREATE TEMP TABLE t (a)", "the query holds 'CREATE'"),
    ],
)  # fmt: skip
def test_what_is_no_question_is_refused(lite, tmp_path, monkeypatch, query, said):
    monkeypatch.chdir(tmp_path)
    before = (tmp_path / "zone.db").read_bytes()
    with pytest.raises(sez.FlowsError, match=said):
        sez.intake(lite, query=query)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("zone.db", before)]


@pytest.mark.parametrize("query", ["ATTACH 'new.db' AS n", "VACUUM INTO 'new.db'", "PRAGMA foo"])
def test_sqlite_itself_refuses_all_but_looking(lite, tmp_path, monkeypatch, query):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sezlib.sources.files._question", lambda _, query: query)
    with pytest.raises(sez.FlowsError, match=r"not authorized|authorization denied"):
        sez.intake(lite, query=query)
    assert [p.name for p in tmp_path.iterdir()] == ["zone.db"]


@pytest.mark.parametrize(
    "query",
    [
        "select '2019' as period, 1 as value -- into a comment; and on",
        "  SELECT '2019' AS period, 1 AS value ;\n",
        "SELECT '2019' AS period, 1 AS \"value\" /* drop; */ WHERE ';' <> 'into'",
        "WITH a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a WHERE n < 1) "
        "SELECT '2019' AS period, n AS value FROM a",
        "SELECT '2019' AS period, 1 AS value WHERE '10:00' LIKE '%:00' AND 'a%sb' = 'a%sb'",
        "SELECT '2019' AS period, 1 AS value WHERE 'a_b' LIKE 'a\\_b' ESCAPE '\\'",
    ],
)
def test_a_question_is_asked_as_it_is_written(query):
    assert sez.intake("sqlite://", query=query).flows["value"].tolist() == [1.0]


@pytest.mark.parametrize("name", ["a b", "a%20b", "a?b#c", "зона", "a'b&mode=rwc", "a%3fb"])
@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_a_database_of_any_name_is_read_and_left_alone(tmp_path, name, journal):
    path = tmp_path / f"{name}.db"
    with sqlite3.connect(path) as con:
        con.execute(f"PRAGMA journal_mode = {journal}")
        con.execute("CREATE TABLE sold AS SELECT '2019' AS period, 2.5 AS value")
    con.close()
    before = path.read_bytes()
    # quoted as an address asks for, or as the file is called
    for written in {quote(path.name), quote(path.name) if "?" in name else path.name}:
        taken = sez.intake(f"sqlite:///{tmp_path}/{written}", query="SELECT * FROM sold")
        assert taken.flows["value"].tolist() == [2.5]
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [(path.name, before)]


def test_a_database_that_is_written_to_while_it_is_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "zone.db"
    with sqlite3.connect(path) as con:
        con.execute("PRAGMA journal_mode = WAL")
        con.execute("CREATE TABLE sold AS SELECT '2019' AS period, 2.5 AS value")
    con.close()
    text = files.text_of

    def late(cell):
        with sqlite3.connect(path) as con:
            con.execute("INSERT INTO sold VALUES ('2019', 1)")
        con.close()
        return text(cell)

    monkeypatch.setattr(files, "text_of", late)
    with pytest.raises(sez.FlowsError, match=r"zone\.db: was written to while it was read"):
        sez.intake(f"sqlite:///{path}", query="SELECT * FROM sold")


def test_what_is_not_yet_in_the_file_of_a_database_in_use_is_read(tmp_path):
    writer = sqlite3.connect(tmp_path / "zone.db", isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("CREATE TABLE sold AS SELECT '2019' AS period, 2.5 AS value")
    taken = sez.intake(f"sqlite:///{tmp_path}/zone.db", query="SELECT * FROM sold")
    writer.close()
    assert taken.flows["value"].tolist() == [2.5]


def test_duckdb_is_opened_for_reading_alone():
    import sqlalchemy as sa

    url = sa.make_url("duckdb:///zone.duckdb")
    assert files._read_only(url) == (url, {"read_only": True})


@pytest.mark.parametrize("asked", ["", "?mode=rwc&uri=true", "?timeout=5"])
@pytest.mark.parametrize("before", ["", "file:"])
def test_a_database_that_is_not_there_is_named_and_not_made(tmp_path, before, asked):
    address = f"sqlite:///{before}{tmp_path}/typo%20of.db{asked}"
    with pytest.raises(sez.FlowsError, match=r"no file '.*typo of\.db'"):
        sez.intake(address, query="SELECT 1")
    assert list(tmp_path.iterdir()) == []


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
        con.execute(sa.text("CREATE SEQUENCE drawn"))
        for row in ROWS:
            con.execute(
                sa.text("INSERT INTO sold VALUES (:p, :d, :v)"), dict(zip("pdv", row, strict=True))
            )
    engine.dispose()
    taken = sez.intake(postgres, query="SELECT * FROM sold ORDER BY period")
    assert taken.flows["value"].tolist() == [1.5, 2.25]
    assert taken.rejected["value"].tolist() == ["2019-13"]
    for query in ("DELETE FROM sold", "SELECT 1; COMMIT; DELETE FROM sold"):
        with pytest.raises(sez.FlowsError, match="the query holds"):
            sez.intake(postgres, query=query)
    with pytest.raises(sez.FlowsError, match=r"the database refused: .* read-only transaction"):
        sez.intake(postgres, query="(SELECT nextval('drawn'))")
    signs = "SELECT '2019' AS period, 1 AS value WHERE '10:00' LIKE '%:00' AND '%s' = '%s'"
    assert sez.intake(postgres, query=signs).flows["value"].tolist() == [1.0]
    assert sez.intake(postgres, query="SELECT * FROM sold").rows("in") == 3
