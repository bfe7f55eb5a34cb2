"""Generated files of every format: rows and value in are accepted, rejected and set aside."""

import csv
from decimal import Decimal
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sezlib as sez
from tests.sources import made

GIVEN = ["0", "1", "2.5", "38333.71", "0.001", "1000000"]
REFUSED = ["", "x", "-1", "1,234", "nan"]
WAYS = ["X", "M", "RX", "?"]
PARTNERS = ["156", "643", "0", "899", "9999", ""]
CODES = ["TOTAL", "01", "0101", "010121", "85", "x"]
AMOUNTS, WRONG = st.sampled_from(GIVEN), st.sampled_from(REFUSED)
VALUES = st.one_of(AMOUNTS, AMOUNTS, AMOUNTS, WRONG)


def comtrade(rows):
    return made.comtrade([(f, p, c, v, "0") for f, p, c, v in rows])


def baci(rows):
    lines = "".join(f'2021,{p or 4},156,{c},"{v}",NA\n' for _, p, c, v in rows)
    return "t,i,j,k,v,q\n" + lines


def own(rows):
    lines = "".join(f'2019,{p},"{c}","{v}",Z{f}\n' for f, p, c, v in rows)
    return "period,destination,product,value,zone\n" + lines


def customs(rows):
    ways, header = {"X": "ЭК", "M": "ИМ"}, ("NAPR", "PERIOD", "STRANA", "TNVED", "STOIM")
    cells = [(ways.get(f, f), "2019", p, c, v) for f, p, c, v in rows]
    told = [dict(zip(header, row, strict=True)) for row in cells]
    return made.table(made.CUSTOMS.split(","), told)


def comexstat(rows):
    lines = "".join(f"2024;{len(f)};{c};10;{p};SP;01;0;1;1;{v}\n" for f, p, c, v in rows)
    return f"{made.NCM}\n{lines}"


def dgcis(rows):
    kinds = {"X": "Export", "M": "Import"}
    made_rows = [
        {"Commodity": c, "Country": p, "Port": "SEZ A" if c != "TOTAL" else "B", "Year": "2019",
         "Month": "1", "Type": kinds.get(f, f), "USD Value": v}
        for f, p, c, v in rows
    ]  # fmt: skip
    return made.table(made.DGCIS, made_rows)


FORMATS = {f.__name__: f for f in (comtrade, baci, own, customs, comexstat, dgcis)}
ROWS = st.lists(st.tuples(*map(st.sampled_from, (WAYS, PARTNERS, CODES)), VALUES), max_size=7)


def taken(path, name):
    return sez.intake(path, value_in="USD" if name == "customs" else "")


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=12)
@given(rows=ROWS.filter(bool))
def test_rows_and_value_in_are_those_accepted_rejected_and_set_aside(tmp_path_factory, name, rows):
    path = tmp_path_factory.mktemp("made") / "file.csv"
    path.write_text(FORMATS[name](rows), encoding="utf-8")
    first = taken(path, name)
    account = first.account.groupby("part")[["rows", "value"]].sum()
    others = account.loc[account.index.intersection(["accepted", "rejected", "set aside"])]
    assert account.loc["in", "rows"] == len(rows) == others["rows"].sum()
    assert account.loc["in", "value"] == others["value"].sum()
    assert len(first.flows) == account.loc["accepted", "rows"]
    assert len(first.rejected) == others["rows"].get("rejected", 0)
    assert float(account.loc["accepted", "value"]) == pytest.approx(first.flows["value"].sum())


@pytest.mark.parametrize("name", FORMATS)
def test_reading_twice_gives_the_same(tmp_path, name):
    rng, path = Random(list(FORMATS).index(name)), tmp_path / "file.csv"
    choices = (WAYS, PARTNERS, CODES, [*GIVEN, *GIVEN, *REFUSED])
    rows = [tuple(map(rng.choice, choices)) for _ in range(60)]
    path.write_text(FORMATS[name](rows), encoding="utf-8")
    first, second = taken(path, name), taken(path, name)
    assert first.rows("in") == 60 and len(first.rejected)
    pd.testing.assert_frame_equal(first.flows, second.flows)
    pd.testing.assert_frame_equal(first.rejected, second.rejected)


@settings(max_examples=12)
@given(rows=ROWS.filter(bool))
def test_what_is_written_is_read_back(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("made")
    path, out, again = (folder / name for name in ("file.csv", "out.parquet", "again.csv"))
    path.write_text(own(rows), encoding="utf-8")
    flows = sez.intake(path).flows
    sez.intake(path, out=out)
    if flows.empty:
        return
    pd.testing.assert_frame_equal(sez.intake(out).flows, flows)
    flows.to_csv(again, index=False)
    pd.testing.assert_frame_equal(sez.intake(again).flows, flows)


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8)


@settings(max_examples=20)
@given(rows=st.lists(st.tuples(NAMES, AMOUNTS), min_size=1, max_size=5))
def test_names_of_any_characters_lose_no_row(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("made") / "file.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["period", "value", "resident"])
        writer.writerows(["2019", value, name] for name, value in rows)
    found = sez.intake(path)
    assert found.rows("in") == len(rows) == len(found.flows)
    assert sum(Decimal(v) for _, v in rows) == found.account["value"][0]
