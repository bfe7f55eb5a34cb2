"""Any table by a mapping: what it can say, what it cannot, and a first one from the headers."""

import openpyxl
import pytest

import sezlib as sez
from sezlib.sources import suggest

MAPPING = """
sheet = "Лист 1"
header = 3
value_in = "тыс. RUB"
digits = 10
[columns]
period = "Месяц"
value = "Сумма"
resident = "Компания"
destination = "Куда"
product = "ТН ВЭД"
net_kg = "Вес"
[constants]
zone = "Зона"
[aside]
"Вид" = ["импорт"]
"""
SHEET = [
    ["Экспорт резидентов"],
    [],
    ["Компания", "Месяц", "Вид", "Куда", "ТН ВЭД", "Сумма", "Вес"],
    ["Альфа", "январь 2019", "экспорт", "Китай", 101210000, "1 234,5", "2 т"],
    ["", "02.2019", "экспорт", "Беларусь", "8542310000", 7, 5],
    ["Бета", "2019-03", "импорт", "Китай", "8542310000", 100, ""],
    ["Бета", "март", "экспорт", "Китай", "8542310000", 3, ""],
    ["Итого", "", "", "", "", "1 244,5", ""],
]


@pytest.fixture
def files(tmp_path):
    made = openpyxl.Workbook()
    made.active.title = "Сводка"
    sheet = made.create_sheet("Лист 1")
    for row in SHEET:
        sheet.append(row)
    sheet.merge_cells("A4:A5")
    made.save(tmp_path / "book.xlsx")
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    return tmp_path / "book.xlsx", tmp_path / "m.toml"


def test_a_workbook_with_a_title_merged_cells_and_a_total_is_read(files):
    book, mapping = files
    taken = sez.intake(book, mapping=mapping)
    columns = ["period", "zone", "resident", "product", "destination", "value", "currency"]
    assert taken.flows[columns].to_numpy().tolist() == [
        ["2019-01", "Зона", "Альфа", "0101210000", "CHN", 1234500.0, "RUB"],
        ["2019-02", "Зона", "Альфа", "8542310000", "BLR", 7000.0, "RUB"],
    ]
    assert taken.flows["net_kg"].tolist() == [2000.0, 5.0]
    assert taken.rejected[["line", "column", "value"]].to_numpy().tolist() == [[7, "Месяц", "март"]]
    aside = taken.account[taken.account["part"] == "set aside"]
    assert aside["reason"].tolist() == ["a total, by its words", "Вид: импорт"]


def test_a_first_mapping_finds_the_sheet_the_header_and_the_columns(files, tmp_path):
    told = suggest(files[0])
    assert 'sheet = "Лист 1"' in told
    assert "header = 3" in told
    for line in ('period = "Месяц"', 'value = "Сумма"', 'resident = "Компания"', 'net_kg = "Вес"'):
        assert line in told
    first = tmp_path / "first.toml"
    first.write_text(told, encoding="utf-8")
    assert len(sez.intake(files[0], mapping=first).flows) == 3


def test_a_year_and_a_month_in_two_columns_are_one_period(tmp_path):
    (tmp_path / "a.csv").write_text("y;m;v\n2019;7;1,5\n2019;8;2\n")
    (tmp_path / "m.toml").write_text('[columns]\nperiod = ["y", "m"]\nvalue = "v"\n')
    flows = sez.read(tmp_path / "a.csv", mapping=tmp_path / "m.toml")
    assert flows[["period", "value"]].to_numpy().tolist() == [["2019-07", 1.5], ["2019-08", 2.0]]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("[columns", "not a TOML file"),
        ("colums = 1", r"unknown key 'colums' \(did you mean 'columns'\?\)"),
        ("[columns]\nperiod = 'a'", r"\[columns\] has no 'value'"),
        ("[columns]\nvalue = 'a'", r"neither \[columns\] nor \[constants\] has 'period'"),
        ("[columns]\nvalu = 'a'", r"unknown column 'valu' in \[columns\] \(did you mean 'value'"),
        ("[columns]\nvalue = 1", "column 'value' is 1, and not the name of a column"),
        ("header = 'x'", "header is 'x', and not a whole number"),
        ("decimal = ';'", "decimal is ';', and not one of '.', ','"),
        (
            "[columns]\nvalue = 'b'\nperiod = 'c'",
            r"no column 'c', which m\.toml names",
        ),
        (
            "[columns]\nvalue = 'b'\nperiod = 'a'\n[constants]\nzone = 1",
            "constant 'zone' is 1",
        ),
    ],
)
def test_a_wrong_mapping_is_refused_by_name(tmp_path, said, reason):
    (tmp_path / "a.csv").write_text("a,b\n2019,1\n")
    (tmp_path / "m.toml").write_text(said)
    with pytest.raises(sez.FlowsError, match=reason):
        sez.intake(tmp_path / "a.csv", mapping=tmp_path / "m.toml")
