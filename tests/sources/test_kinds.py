"""Every kind of table that people bring comes in as flows do, whatever its file is."""

import sqlite3

import openpyxl
import pandas as pd
import pytest

import sezlib as sez
from sezlib import sources
from sezlib.sources.kinds import KINDS
from tests.sources.made import dbf

# the same two rows for each kind, as texts, with their amounts written by a point
TABLES = {
    "flows": (
        ["period", "destination", "product", "value"],
        [["2019-01", "Китай", "0101", "1.5"], ["2019-02", "Беларусь", "8542", "2.25"]],
    ),
    "imports": (
        ["period", "resident", "value", "duty_rate", "vat_rate"],
        [["2019-01", "Альфа", "1.5", "0.05", "0.2"], ["2019-02", "Бета", "2.25", "0", "0.18"]],
    ),
    "declarations": (
        ["declaration", "post", "registered", "released"],
        [
            ["007", "Пост", "2019-03-04 09:15", "2019-03-04 10:00"],
            ["8", "Пост", "2019-03-05 00:30", ""],
        ],
    ),
    "residents": (
        ["resident", "site", "inn"],
        [["Альфа", "Печатники", "0077"], ["Бета", "", "78"]],
    ),
    "blocs": (
        ["bloc", "alpha3", "ru"],
        [["ОС", "Китай", "Общий союз"], ["ОС", "BLR", "Общий союз"]],
    ),
    "groups": (
        ["prefix", "group", "ru"],
        [["01", "animals", "животные"], ["8542", "chips", "микросхемы"]],
    ),
    "rates": (
        ["period", "currency", "to", "rate"],
        [["2019-01", "USD", "RUB", "1.5"], ["2019-02", "EUR", "RUB", "2.25"]],
    ),
    "parameters": (
        ["zone", "period", "product"],
        [["Липецк", "2019", "0101"], ["Алабуга", "", "854231"]],
    ),
}
NUMBERS = ("value", "duty_rate", "vat_rate", "rate")


def expected(kind):
    names, rows = TABLES[kind]
    frame = pd.DataFrame(rows, columns=names)
    for name in NUMBERS:
        if name in frame:
            frame[name] = frame[name].astype(float)
    if kind == "flows":
        frame["destination"] = ["CHN", "BLR"]
    if kind == "blocs":
        frame["alpha3"] = ["CHN", "BLR"]
    if kind == "declarations":
        frame["registered"] = ["2019-03-04T09:15", "2019-03-05T00:30"]
        frame["released"] = ["2019-03-04T10:00", ""]
    return frame


def csv_text(kind, delimiter, decimal):
    names, rows = TABLES[kind]
    at = [names.index(name) for name in NUMBERS if name in names]
    lines = [
        [cell.replace(".", decimal) if n in at else cell for n, cell in enumerate(row)]
        for row in rows
    ]
    return "\n".join(delimiter.join(line) for line in [names, *lines]) + "\n"


def workbook(path, kind):
    names, rows = TABLES[kind]
    book = openpyxl.Workbook()
    book.active.append(["Cover"])
    sheet = book.create_sheet("Данные")
    for row in [names, *rows]:
        typed = zip(names, row, strict=True)
        sheet.append([float(c) if n in NUMBERS and c != n else c or None for n, c in typed])
    book.save(path)
    return f"{path}#Данные"


def database(path, kind):
    names, rows = TABLES[kind]
    with sqlite3.connect(path) as con:
        quoted = ", ".join(f'"{name}"' for name in names)
        con.execute(f"CREATE TABLE held ({quoted})")
        con.executemany(f"INSERT INTO held VALUES ({', '.join('?' * len(names))})", rows)
    con.close()
    return f"sqlite:///{path}"


FILES = {
    "plain": lambda path, kind: path.write_text(csv_text(kind, ",", "."), "utf-8"),
    "semicolons, commas and CP1251": lambda path, kind: path.write_text(
        csv_text(kind, ";", ","), "cp1251"
    ),
    "a byte order mark and Windows": lambda path, kind: path.write_text(
        csv_text(kind, ";", ",").replace("\n", "\r\n"), "utf-8-sig", newline=""
    ),
    "tabs and UTF-16": lambda path, kind: path.write_text(csv_text(kind, "\t", ","), "utf-16"),
    "empty lines at the end": lambda path, kind: path.write_text(
        csv_text(kind, ";", ".") + "\n\n;;\n", "utf-8"
    ),
    "a sheet of a workbook": lambda path, kind: workbook(path.with_suffix(".xlsx"), kind),
    "Parquet": lambda path, kind: expected_texts(kind).to_parquet(path),
    "DBF": lambda path, kind: dbf_table(path, kind),
    "a database": database,
}


def expected_texts(kind):
    names, rows = TABLES[kind]
    frame = pd.DataFrame(rows, columns=names)
    return frame.astype({name: float for name in NUMBERS if name in frame})


def dbf_table(path, kind):
    names, rows = TABLES[kind]
    # ten signs are all that a name has there
    dbf(path, [(name[:10], "C", 30) for name in names], rows)


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("file", FILES)
def test_each_kind_of_table_is_read_from_each_kind_of_file(tmp_path, file, kind):
    path = tmp_path / "table.csv"
    if file == "DBF" and any(len(name) > 10 for name in TABLES[kind][0]):
        return
    named = FILES[file](path, kind)
    path = named if isinstance(named, str) else path
    query = "SELECT * FROM held" if file == "a database" else ""
    got = sources.read_table(kind, path, zone=[], query=query)
    want = expected(kind)
    pd.testing.assert_frame_equal(
        got.fillna("")[list(want)].astype(object), want.astype(object), check_names=False
    )


def test_each_kind_is_tried():
    assert set(TABLES) == set(KINDS)


RUSSIAN = """Льготный ввоз за 2019 год, тыс. руб.

Месяц;Компания;Стоимость, тыс. руб.;Ставка пошлины;Ставка НДС;Примечание
янв. 2019;Альфа;1 234,5;5%;20 %;
II квартал 2019;Бета;2,25;0,125;0,2;срочно
Итого;;1 236,75;;;
"""
MAPPING = """header = 3
value_in = "thousand RUB"
[columns]
period = "Месяц"
resident = "Компания"
value = "Стоимость, тыс. руб."
duty_rate = "Ставка пошлины"
vat_rate = "Ставка НДС"
[constants]
zone = "Алабуга"
"""


def test_imports_as_an_office_keeps_them_are_read_through_a_mapping(tmp_path):
    path, mapping = tmp_path / "ввоз.csv", tmp_path / "m.toml"
    path.write_text(RUSSIAN, "cp1251")
    mapping.write_text(MAPPING, "utf-8")
    imports = sez.read_imports(path, mapping=mapping)
    assert imports["period"].tolist() == ["2019-01", "2019-Q2"]
    assert imports["value"].tolist() == [1_234_500.0, 2_250.0]
    assert imports["duty_rate"].tolist() == [0.05, 0.125]
    assert imports["vat_rate"].tolist() == [0.2, 0.2]
    assert set(imports["currency"]) | set(imports["zone"]) == {"RUB", "Алабуга"}
    taken = sez.intake(path, table="imports", mapping=mapping)
    parts = taken.account.set_index("part")["rows"].to_dict()
    assert parts == {"in": 3, "accepted": 2, "set aside": 1}
    assert taken.told["columns not taken"] == "'Примечание'"
    assert taken.account["value"].max() == 2_473_500


def test_a_first_mapping_is_suggested_for_each_kind(tmp_path):
    path, mapping = tmp_path / "ввоз.csv", tmp_path / "m.toml"
    path.write_text(RUSSIAN, "cp1251")
    mapping.write_text(sources.suggest(path, table="imports"), "utf-8")
    assert sez.read_imports(path, mapping=mapping)["value"].sum() == 1_236_750
    path.write_text(
        "Номер ДТ;Таможенный пост;Дата регистрации;Дата выпуска\n"
        "10/1;Западный;04.03.2019 9:15;04.03.2019 10:00:59\n",
        "cp1251",
    )
    mapping.write_text(sources.suggest(path, table="declarations"), "utf-8")
    row = sez.read_declarations(path, mapping=mapping).iloc[0]
    assert row.to_dict() == {
        "declaration": "10/1",
        "post": "Западный",
        "registered": "2019-03-04T09:15",
        "released": "2019-03-04T10:00",
    }


def test_a_day_of_two_readings_is_refused_until_a_mapping_says_which(tmp_path):
    path, mapping = tmp_path / "d.csv", tmp_path / "m.toml"
    path.write_text("registered,released\n07/08/2019 09:15,\n")
    with pytest.raises(sez.FlowsError, match=r"may be a day of either of two months; .*see line 2"):
        sez.read_declarations(path)
    for form, month in (("dmy", "08"), ("mdy", "07")):
        columns = "[columns]\nregistered = 'registered'\nreleased = 'released'\n"
        mapping.write_text(f"period = '{form}'\n{columns}")
        (registered,) = sez.read_declarations(path, mapping=mapping)["registered"]
        assert registered[5:7] == month


def test_midnight_in_a_workbook_is_a_time_where_its_column_has_times(tmp_path):
    book = openpyxl.Workbook()
    times = [pd.Timestamp("2019-03-05 00:00"), pd.Timestamp("2019-03-05 08:30")]
    for row in (["registered", "released"], [times[0], times[1]], [times[1], None]):
        book.active.append(row)
    book.save(tmp_path / "d.xlsx")
    table = sez.read_declarations(tmp_path / "d.xlsx")
    assert table["registered"].tolist() == ["2019-03-05T00:00", "2019-03-05T08:30"]
    book.active["B2"] = book.active["A2"] = book.active["A3"] = times[0].date()
    book.save(tmp_path / "d.xlsx")
    with pytest.raises(sez.FlowsError, match="'registered' is not a time of the calendar"):
        sez.read_declarations(tmp_path / "d.xlsx")


def test_every_row_of_a_table_is_accounted_for_with_its_line(tmp_path):
    path = tmp_path / "d.csv"
    path.write_text(
        "declaration;registered;released;zone\n"
        "1;2019-03-04T09:15;2019-03-04T09:14;A\n"
        "2;2019-03-04T09:15;;A\n"
        "3;2019-03-04T09:15;;B\n"
        "2;soon;;A\n\n"
        "2;2019-03-05T09:15;;A\n"
        "4;2019-03-05T09:15;2019-03-05T09:15;A\n"
        "5;2019\n",
    )
    taken = sez.intake(path, table="declarations", zone="A")
    account = taken.account.groupby("part")["rows"].sum().to_dict()
    assert account == {"in": 7, "accepted": 1, "rejected": 5, "set aside": 1}
    assert taken.rejected[["line", "reason"]].to_numpy().tolist() == [
        [2, "is before the declaration was registered"],
        [3, "has a number more than once"],
        [5, "is not a time of the calendar, such as 2019-03-04T09:15"],
        [7, "has a number more than once"],
        [9, "has 2 cells, where the header has 4"],
    ]


def test_a_rate_keeps_all_its_digits_whatever_its_mark(tmp_path):
    path = tmp_path / "i.csv"
    path.write_text("period;value;duty_rate;vat_rate\n2019;1;0,3333333333333333;0,2\n")
    assert sez.read_imports(path)["duty_rate"].tolist() == [0.3333333333333333]


def test_a_constant_of_a_mapping_is_read_as_a_cell_would_be(tmp_path):
    path, mapping = tmp_path / "i.csv", tmp_path / "m.toml"
    path.write_text("period;value;duty\n2019;1;0\n")
    columns = "[columns]\nperiod = 'period'\nvalue = 'value'\nduty_rate = 'duty'\n"
    mapping.write_text(f"{columns}[constants]\nvat_rate = '20 %'\ndestination = 'Китай'\n", "utf-8")
    row = sez.read_imports(path, mapping=mapping).iloc[0]
    assert (row["vat_rate"], row["destination"]) == (0.2, "CHN")


@pytest.mark.parametrize(
    ("table", "text", "told"),
    [
        ("import", "", r"unknown table 'import' \(did you mean 'imports'\?\); the tables are"),
        ("residents", "Резидент\nАльфа\n", "no column 'resident'; the columns are 'Резидент', and "
         "residents need 'resident'; for columns by other names state a mapping"),
        ("residents", "resident,site\n,B\n", "column 'resident' is empty; see line 2"),
        ("parameters", "zone,\nA,1\n", "t.csv: a column of parameters has no name"),
        ("declarations", "registered,released,released\n", "is there more than once"),
    ],
)  # fmt: skip
def test_what_is_no_such_table_is_told_by_name_and_place(tmp_path, table, text, told):
    path = tmp_path / "t.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(sez.FlowsError, match=told):
        sources.read_table(table, path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[columns]\nregistered = 'a'\n", "neither .columns. nor .constants. has 'released'"),
        (
            "value_in = 'RUB'\n[columns]\nregistered='a'\nreleased='b'\n",
            "declarations have no value",
        ),
        ("[columns]\nvalue = 'a'\n", "unknown column 'value' in .columns."),
    ],
)
def test_a_mapping_is_held_against_the_kind_of_its_table(tmp_path, text, told):
    (tmp_path / "d.csv").write_text("a,b\n2019-03-04T09:15,\n")
    (tmp_path / "m.toml").write_text(text)
    with pytest.raises(sez.FlowsError, match=told):
        sez.read_declarations(tmp_path / "d.csv", mapping=tmp_path / "m.toml")


def test_amounts_of_32_bits_are_refused_in_rates_too(tmp_path):
    frame = pd.DataFrame({"period": ["2019"], "value": [1.0], "duty_rate": [0.1], "vat_rate": 0.2})
    frame.astype({"duty_rate": "float32"}).to_parquet(tmp_path / "i.parquet")
    with pytest.raises(sez.FlowsError, match="column 'duty_rate' is of the type FLOAT"):
        sez.read_imports(tmp_path / "i.parquet")


def test_several_sheets_are_read_beside_each_other(tmp_path):
    book = openpyxl.Workbook()
    for zone in ("A", "B"):
        sheet = book.create_sheet(zone)
        for row in (["period", "value", "zone"], [2019, 1.5, zone]):
            sheet.append(row)
    book.save(tmp_path / "zones.xlsx")
    flows = sez.read([f"{tmp_path}/zones.xlsx#A", f"{tmp_path}/zones.xlsx#B"])
    assert flows["zone"].tolist() == ["A", "B"]
    with pytest.raises(sez.FlowsError, match="no sheet 'C'; the sheets are 'Sheet', 'A', 'B'"):
        sez.read(f"{tmp_path}/zones.xlsx#C")


@pytest.mark.parametrize("kind", [kind for kind in TABLES if kind != "parameters"])
def test_a_title_above_the_header_is_passed_over(tmp_path, kind):
    path = tmp_path / "t.csv"
    path.write_text(f"Отчёт за 2019 год, тыс. руб.\n\n{csv_text(kind, ';', ',')}", "cp1251")
    assert len(sources.read_table(kind, path)) == 2
    book = openpyxl.Workbook()
    names, rows = TABLES[kind]
    for row in (["Отчёт за 2019 год"], [], [None, "Приложение 1"], names, *rows):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    assert len(sources.read_table(kind, tmp_path / "t.xlsx")) == 2
    taken = sez.intake(tmp_path / "t.xlsx", table=kind)
    assert (taken.told["header"], taken.rows("in")) == ("4", 2)
    path.write_text("Отчёт\nperod;value\n", "cp1251")
    with pytest.raises(sez.FlowsError, match=r"t.csv: no column .*; the columns are 'Отчёт'"):
        sources.read_table(kind, path)


def test_an_address_of_a_file_is_fetched_for_each_reader(tmp_path):
    (tmp_path / "i.csv").write_text("period;value;duty_rate;vat_rate\n2019;1,5;0,05;0,2\n")
    assert sez.read_imports(f"file://{tmp_path}/i.csv")["value"].tolist() == [1.5]
