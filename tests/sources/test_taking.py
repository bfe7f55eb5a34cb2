"""What is told on the way."""

import bz2
import datetime
import gzip
import io
import lzma
import subprocess
import sys
import tarfile
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import sezlib as sez
from sezlib.sources import accounting


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Working:
    """A connection half way through a query."""

    def execute(self, query):
        pass

    def query_progress(self):
        return 50.0


def test_progress_is_told_on_a_terminal_and_wiped_away(monkeypatch):
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr(accounting, "EVERY", 0.001)
    with accounting.progress(Working(), "zone.csv") as at:
        at("reading")
        time.sleep(0.05)
    lines = screen.getvalue().split("\r")
    assert "zone.csv: reading 50 %" in [line.strip() for line in lines]
    assert lines[-1] == "" and not lines[-2].strip()


def test_progress_is_silent_elsewhere(capsys):
    sez.intake("data/sample/flows.csv")
    assert capsys.readouterr() == ("", "")


def test_a_query_that_fails_for_the_disk_is_told_in_one_sentence(monkeypatch):
    import duckdb

    def full(*_):
        raise duckdb.IOException("Could not write: No space left on device")

    monkeypatch.setattr(accounting, "judge", full)
    with pytest.raises(sez.FlowsError, match=r"^flows.csv: cannot be read to its end: .*No space"):
        sez.intake("data/sample/flows.csv")


def test_a_year_beside_its_months_is_rejected_with_line_and_reason(tmp_path):
    file = tmp_path / "zone.csv"
    file.write_text(
        "period,zone,value,currency\n2019-01,A,1,RUB\n2019,A,7,RUB\n2019,B,5,RUB\n2020,A,2,RUB\n"
    )
    taken = sez.intake(file)
    assert taken.rejected.to_dict("records") == [
        {
            "line": 3,
            "column": "period",
            "value": "2019",
            "reason": "has both '2019' and '2019-01' inside it, which would count twice; "
            'keep one of them, or state period = "cumulative" in a mapping where amounts are '
            "from January on",
            "amount": 7.0,
        }
    ]
    assert taken.flows["value"].sum() == 8


def test_a_fault_in_a_query_is_not_laid_on_the_file(monkeypatch):
    import duckdb

    def wrong(*_):
        raise duckdb.BinderException("Referenced table not found")

    monkeypatch.setattr(accounting, "judge", wrong)
    with pytest.raises(duckdb.BinderException):
        sez.intake("data/sample/flows.csv")


PACKED = {
    "gz": gzip.compress(b"period,value\n2019,1\n"),
    "bz2": bz2.compress(b"period,value\n2019,1\n"),
    "empty bz2": bz2.compress(b""),
    "xz": lzma.compress(b"period,value\n2019,1\n"),
    "lzma": lzma.compress(b"period,value\n2019,1\n", lzma.FORMAT_ALONE),
    "zst": bytes.fromhex("28b52ffd2014a10000") + b"period,value\n2019,1\n",
    "lz4": bytes.fromhex("04224d18") + b"\0" * 20,
    "7z": b"7z\xbc\xaf\x27\x1c" + b"\0" * 30,
    "rar": b"Rar!\x1a\x07\x01\x00",
}


def _archive(kind):
    held = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr("flows.csv", "period,value\n2019,1\n")
    else:
        with tarfile.open(fileobj=held, mode="w") as archive:
            archive.addfile(tarfile.TarInfo("flows.csv"))
    return held.getvalue()


@pytest.mark.parametrize("kind", [*PACKED, "zip", "tar"])
@pytest.mark.parametrize("name", ["flows.csv", "flows.gz", "flows"])
def test_a_packed_file_is_told_by_its_content_and_refused(tmp_path, kind, name):
    (tmp_path / name).write_bytes(PACKED.get(kind) or _archive(kind))
    for read in (sez.intake, sez.read_imports if kind != "zip" else sez.read):
        with pytest.raises(sez.FlowsError, match=rf"^{name}: .*(packed|archive).*unpack it"):
            read(tmp_path / name)


@pytest.mark.parametrize("name", ["flows.csv.gz", "flows.zst", "BZhome.csv"])
def test_a_name_packs_no_file(tmp_path, name):
    (tmp_path / name).write_text("BZh9 a,period,value\nx,2019,1\n")
    assert sez.read(tmp_path / name)["value"].tolist() == [1.0]


# 22:30 on the last of July in Greenwich is half past one on the first of August in Moscow
@pytest.mark.parametrize(
    ("zone", "month"),
    [("UTC", "2019-07"), ("Europe/Moscow", "2019-08"), ("+03:00", "2019-08"),
     ("-09:30", "2019-07"), (None, "2019-07")],
)  # fmt: skip
@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
def test_a_time_in_parquet_is_of_the_month_that_its_own_clock_shows(tmp_path, zone, month, unit):
    time = pa.array([datetime.datetime(2019, 7, 31, 22, 30)], pa.timestamp(unit, tz=zone))
    pq.write_table(pa.table({"period": time, "value": [1.0], "seen": time}), tmp_path / "t.parquet")
    taken = sez.intake(tmp_path / "t.parquet")
    assert taken.flows["period"].tolist() == [month]
    assert taken.told.get("times of 'period' are of") == zone
    for name in ("o.csv", "o.parquet"):
        out = sez.intake(tmp_path / "t.parquet", out=tmp_path / name).flows
        assert [row[0] for row in out.fetchall()] == [month]


def test_a_time_zone_that_is_none_is_one_sentence(tmp_path):
    time = pa.array([datetime.datetime(2019, 7, 31)], pa.timestamp("us", tz="Mars/Olympus"))
    pq.write_table(pa.table({"period": time, "value": [1.0]}), tmp_path / "t.parquet")
    with pytest.raises(sez.FlowsError, match=r"t\.parquet: .*Mars/Olympus"):
        sez.intake(tmp_path / "t.parquet")


FORKED = """
import os, sys
import sezlib as sez

def take():
    assert sez.intake("data/sample/zones.csv").rows("accepted") > 0

take()
if child := os.fork():
    take()
    sys.exit(os.waitpid(child, 0)[1])
take()
"""


def test_a_file_is_taken_in_before_and_after_a_fork():
    run = [sys.executable, "-W", "error", "-c", FORKED]
    done = subprocess.run(run, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")


def test_files_are_taken_in_at_once_without_seeing_each_other(tmp_path):
    def take(number):
        path = tmp_path / f"{number}.csv"
        path.write_text(f"period,value\n2019,{number}\n" + "2018,0\n" * number)
        return number, sez.intake(path).flows["value"].tolist()

    with ThreadPoolExecutor(4) as pool:
        for number, values in pool.map(take, range(12)):
            assert values == [number] + [0] * number


def test_a_file_that_is_not_small_has_memory_and_a_folder_to_spill_to_of_its_own(tmp_path):
    places = [tmp_path / "one", tmp_path / "two"]
    asked = "SELECT current_setting('temp_directory'), current_setting('TimeZone')"
    for place in places:
        place.mkdir()
    with ExitStack() as open_ones:
        cons = [
            open_ones.enter_context(accounting.connected(place, accounting.SHARED))
            for place in places
        ]
        cons[0].execute("SET memory_limit = '50MB'")
        limits = [con.sql("SELECT current_setting('memory_limit')").fetchall() for con in cons]
        assert limits[0] != limits[1]
        assert [con.sql(asked).fetchall() for con in cons] == [
            [(str(place / "spill"), "UTC")] for place in places
        ]
