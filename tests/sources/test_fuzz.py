"""Files damaged at random: whatever comes is flows, rejected rows or one sentence.

`SEZLIB_FUZZ` says how many files there are in all (`make fuzz`: 10,000).
"""

import os
import time
from random import Random

import openpyxl
import pytest

import sezlib as sez
from tests.sources import made
from tests.sources.test_properties import FORMATS

FILES = int(os.environ.get("SEZLIB_FUZZ", "72"))
ROWS = [("X", "156", "0101", "35"), ("X", "643", "01", "2.5"), ("M", "156", "85", "7")] * 3
TEXTS = {f"{name}.csv": made_by(ROWS).encode() for name, made_by in FORMATS.items()}
# what people, programs and enemies put into files
PIECES = [b"\0", b'"', b"\r", b"\n", b",", b";", b"\xff", b"\t", b"", b"9" * 400, b"1e999", b"-0"]
PIECES += [b"=cmd|'/c calc'!A1", b"<script>", b"2019-99", "\u202e".encode()]
PIECES.append("Китай".encode("cp1251"))


def workbook(folder):
    book = openpyxl.Workbook()
    for row in [["period", "value", "destination"], ["2019", 5, "CHN"], ["2019", 2.5, "Китай"]]:
        book.active.append(row)
    book.save(folder / "book.xlsx")
    return (folder / "book.xlsx").read_bytes()


def table(folder):
    fields = [("NAPR", "C", 2), ("PERIOD", "C", 7), ("STRANA", "C", 2), ("TNVED", "C", 10)]
    rows = [["ЭК", "2019", "BY", "8542310000", "1,5"], ["ИМ", "2019", "BY", "85", "1"]]
    return made.dbf(folder / "a.dbf", [*fields, ("STOIM", "N", 9)], rows).read_bytes()


def parquet(folder):
    sez.example().to_parquet(folder / "a.parquet")
    return (folder / "a.parquet").read_bytes()


def damaged(content, rng):
    """The same bytes with a few pieces put in, taken out, turned over or cut off."""
    data = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(data) + 1)
        kind = rng.randrange(5)
        if kind == 0:
            data[at:at] = rng.choice(PIECES)
        elif kind == 1:
            del data[at : at + rng.randint(1, 30)]
        elif kind == 2 and data:
            data[at % len(data)] = rng.randrange(256)
        elif kind == 3:
            data[at:at] = data[at : at + rng.randint(1, 60)]
        else:
            del data[max(at, 1) :]
    return bytes(data)


@pytest.mark.parametrize("name", [*TEXTS, "book.xlsx", "a.dbf", "a.parquet"])
def test_a_damaged_file_loses_no_row_and_shows_no_traceback(name, tmp_path):
    makers = {"book.xlsx": workbook, "a.dbf": table, "a.parquet": parquet}
    content = TEXTS[name] if name in TEXTS else makers[name](tmp_path)
    files, started, read = FILES // (len(TEXTS) + len(makers)), time.perf_counter(), 0
    for seed in range(files):
        path = tmp_path / f"file-{name}"
        path.write_bytes(damaged(content, Random(f"{name} {seed}")))
        try:
            found = sez.intake(path, value_in="USD")
        except sez.FlowsError as error:
            assert 0 < len(str(error)) < 1000, seed
            assert "\n" not in str(error).strip(), seed
            continue
        read += 1
        account = found.account.groupby("part")[["rows", "value"]].sum()
        parts = account.loc[account.index.intersection(["accepted", "rejected", "set aside"])]
        assert account.loc["in", "rows"] == parts["rows"].sum(), seed
        assert account.loc["in", "value"] == parts["value"].sum(), seed
        assert len(found.flows) == account.loc["accepted", "rows"], seed
        assert len(found.rejected) == parts["rows"].get("rejected", 0), seed
    took = time.perf_counter() - started
    print(f"{name}: {files} damaged files, {read} of them read, {took:.1f} s")
    assert files > 0
