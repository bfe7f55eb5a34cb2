"""The decimal mark of a column: what texts show, what is open, what cells hold as numbers."""

import sqlite3

import openpyxl
import pandas as pd
import pytest

import sezlib as sez
from tests.sources.made import dbf

MAPPING = '[columns]\nperiod = "Month"\nvalue = "Worth"\n'


def put_csv(folder, cells):
    lines = "".join(f"2019-{n:02};{cell}\n" for n, cell in enumerate(cells, 1))
    (folder / "a.csv").write_text(f"Month;Worth\n{lines}")
    return folder / "a.csv"


def put_parquet(folder, cells):
    months = [f"2019-{n:02}" for n, _ in enumerate(cells, 1)]
    pd.DataFrame({"Month": months, "Worth": list(map(str, cells))}).to_parquet(folder / "a.parquet")
    return folder / "a.parquet"


def put_workbook(folder, cells):
    made = openpyxl.Workbook()
    made.active.append(["Month", "Worth"])
    for n, cell in enumerate(cells, 1):
        made.active.append([f"2019-{n:02}", cell])
    made.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def put_database(folder, cells):
    with sqlite3.connect(folder / "a.db") as made:
        made.execute("CREATE TABLE t (Month, Worth)")
        rows = [(f"2019-{n:02}", cell) for n, cell in enumerate(cells, 1)]
        made.executemany("INSERT INTO t VALUES (?, ?)", rows)
    return f"sqlite:///{folder / 'a.db'}"


def put_dbf(folder, cells):
    rows = [[f"2019-{n:02}", str(cell)] for n, cell in enumerate(cells, 1)]
    return dbf(folder / "a.dbf", [("Month", "C", 7), ("Worth", "C", 14)], rows)


PUTS = [put_csv, put_parquet, put_workbook, put_database, put_dbf]


def taken(path, mapping, said=""):
    mapping.write_text(said + MAPPING)
    query = "SELECT * FROM t" if str(path).startswith("sqlite") else ""
    return sez.intake(path, mapping=mapping, query=query)


@pytest.fixture
def mapping(tmp_path):
    return tmp_path / "m.toml"


@pytest.mark.parametrize("cell", ["1.234", "12.345", "1,234", "$1.234", "1.234 USD", "(1.234)"])
@pytest.mark.parametrize("put", PUTS)
def test_a_text_that_may_be_thousands_or_decimals_is_asked_about(tmp_path, mapping, put, cell):
    found = taken(put(tmp_path, [cell, "890"]), mapping, 'value_in = "USD"\n')
    assert found.flows["value"].tolist() == [890]
    [reason] = found.rejected["reason"]
    assert reason.endswith('; state decimal = "," or decimal = "." in a mapping')


DECIDE = {
    "1.234.567": ([1234567, 12345], "12.345"),
    "12,34,567": ([1234567, 12345], "12,345"),
    "1 234,5": ([1234.5, 12.345], "12,345"),
    "1'234.5": ([1234.5, 12.345], "12.345"),
    "1.234,50": ([1234.5, 12345], "12.345"),
    "0.5": ([0.5, 12.345], "12.345"),
    "(12.5)": ([None, 12.345], "12.345"),
    "1.234E+05": ([123400, 12.345], "12.345"),
    "12,5 тыс. руб.": ([12500, 12345], "12.345"),
}


@pytest.mark.parametrize(("text", "told"), DECIDE.items(), ids=DECIDE)
@pytest.mark.parametrize("put", [put_csv, put_parquet, put_workbook])
def test_one_text_that_decides_decides_for_its_column(tmp_path, mapping, put, text, told):
    numbers, other = told
    found = taken(put(tmp_path, [text, other]), mapping, 'value_in = "RUB"\n')
    assert sorted(found.flows["value"]) == sorted(n for n in numbers if n is not None)


def test_two_marks_in_a_column_leave_open_what_may_be_either(tmp_path, mapping):
    found = taken(put_csv(tmp_path, ["12,5", "1,234.5", "2.345"]), mapping)
    assert sorted(found.flows["value"]) == [12.5, 1234.5]
    assert found.rejected["value"].tolist() == ["2.345"]


@pytest.mark.parametrize("said", ["", 'decimal = ","\n', 'decimal = "."\n'])
@pytest.mark.parametrize("put", [put_workbook, put_database])
def test_a_number_stays_that_number_whatever_the_decimal_mark(tmp_path, mapping, put, said):
    numbers = [1234.5, 2.345, 999.125, 0.1234567890123, 7]
    found = taken(put(tmp_path, numbers), mapping, said)
    assert sorted(found.flows["value"]) == sorted(numbers)


@pytest.mark.parametrize(("said", "read"), [("", None), (",", 2.345), (".", 2345.0)])
def test_a_number_shows_no_mark_of_the_texts_beside_it(tmp_path, mapping, said, read):
    said = f'decimal = "{said}"\n' if said else ""
    found = taken(put_workbook(tmp_path, [1234.5, "2,345"]), mapping, said)
    assert sorted(found.flows["value"]) == sorted(n for n in (1234.5, read) if n)


def test_a_numeric_field_of_a_dbf_table_is_a_number(tmp_path, mapping):
    fields = [("Month", "C", 7), ("Worth", "N", 10)]
    path = dbf(tmp_path / "a.dbf", fields, [["2019-01", "2.345"], ["2019-02", "1234.50"]])
    assert taken(path, mapping, 'decimal = ","\n').flows["value"].tolist() == [2.345, 1234.5]


def test_what_sezlib_writes_leaves_no_number_open(tmp_path):
    flows = pd.DataFrame({"period": ["2019", "2020"], "value": [1.234, 999.125]})
    flows.to_parquet(tmp_path / "a.parquet")
    sez.intake(tmp_path / "a.parquet", out=tmp_path / "b.csv")
    assert sez.read(tmp_path / "b.csv")["value"].tolist() == [1.234, 999.125]


def test_weights_and_rates_are_asked_about_as_values_are(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("period,value,net_kg,duty_rate,vat_rate\n2019,5,1.234,0.05,0.2\n")
    [told] = sez.intake(path, table="imports").rejected[["column", "value"]].to_numpy().tolist()
    assert told == ["net_kg", "1.234"]
    path.write_text("period,value,net_kg,duty_rate,vat_rate\n2019,5,1.50,0.125,0.2\n")
    assert sez.intake(path, table="imports").flows["duty_rate"].tolist() == [0.125]


@pytest.mark.parametrize(
    ("text", "fraction", "decimal", "total"),
    [("47.103.192", 193.225, ",", 47103463.225), ("1,204,300", 0.5, ".", 1204378.5)],
)
def test_a_number_that_was_typed_as_thousands_is_asked_about(
    tmp_path, text, fraction, decimal, total
):
    # a spreadsheet of another locale makes 193.225 of what was typed as 193225 with its point
    mapping = tmp_path / "m.toml"
    mapping.write_text(MAPPING)
    path = put_workbook(tmp_path, [text, fraction, 78])
    with pytest.raises(sez.FlowsError, match="may have been thousands; state decimal if it is not"):
        sez.intake(path, mapping=mapping)
    mapping.write_text(f'decimal = "{decimal}"\n{MAPPING}')
    assert sez.intake(path, mapping=mapping).flows["value"].sum() == total
    mapping.write_text(MAPPING)
    assert len(sez.intake(put_workbook(tmp_path, [text, 7, 78]), mapping=mapping).flows) == 3
