"""Any table by a mapping: what it can say, what it cannot, and a first one from the headers."""

import openpyxl
import pytest

import sezlib as sez
from sezlib.flows import FlowsError
from sezlib.sources import intake, suggest

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
    assert '"Вид" = ["импорт"]' in told
    assert len(sez.intake(files[0], mapping=first).flows) == 2


def test_a_year_and_a_month_in_two_columns_are_one_period(tmp_path):
    (tmp_path / "a.csv").write_text("y;m;v\n2019;7;1,5\n2019;8;2\n")
    (tmp_path / "m.toml").write_text('[columns]\nperiod = ["y", "m"]\nvalue = "v"\n')
    flows = sez.read(tmp_path / "a.csv", mapping=tmp_path / "m.toml")
    assert flows[["period", "value"]].to_numpy().tolist() == [["2019-07", 1.5], ["2019-08", 2.0]]


def test_a_stated_unit_that_differs_from_the_name_of_its_column_is_told(tmp_path):
    (tmp_path / "a.csv").write_text('y;"Value, thousand USD"\n2019;5\n')
    mapping = 'value_in = "{}"\n[columns]\nperiod = "y"\nvalue = "Value, thousand USD"\n'
    for unit, value, told in (
        ("USD", 5.0, "USD, as stated; by its name thousand USD"),
        ("thousand USD", 5000.0, None),
    ):
        (tmp_path / "m.toml").write_text(mapping.format(unit))
        taken = sez.intake(tmp_path / "a.csv", mapping=tmp_path / "m.toml")
        assert taken.flows["value"].tolist() == [value]
        assert taken.told.get("unit of 'Value, thousand USD'") == told


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
        (
            "period = 'fiscal_ends'\n[columns]\nvalue = 'b'\nperiod = ['a', 'b']",
            "period is two columns, which are a calendar year and a part",
        ),
    ],
)
def test_a_wrong_mapping_is_refused_by_name(tmp_path, said, reason):
    (tmp_path / "a.csv").write_text("a,b\n2019,1\n")
    (tmp_path / "m.toml").write_text(said)
    with pytest.raises(sez.FlowsError, match=reason):
        sez.intake(tmp_path / "a.csv", mapping=tmp_path / "m.toml")


def taken(folder, periods, mapping="", column="period"):
    rows = "".join(f"{period},1\n" for period in periods)
    (folder / "f.csv").write_text(f"{column},value\n{rows}", encoding="utf-8")
    text = f'{mapping}\n[columns]\nperiod = "{column}"\nvalue = "value"\n'
    (folder / "m.toml").write_text(text, encoding="utf-8")
    return intake(folder / "f.csv", mapping=folder / "m.toml" if mapping else "")


def test_a_column_of_two_years_in_a_row_is_of_fiscal_years_and_no_months(tmp_path):
    made = taken(tmp_path, [f"{y}-{(y + 1) % 100:02}" for y in range(2005, 2012)])
    assert made.flows["period"].tolist() == [f"{year}-A1" for year in range(2005, 2012)]
    assert made.told["fiscal years"].startswith("'2005-06' is 2005/06")
    assert made.told["fiscal years"].endswith("year_begins is not stated")
    months = taken(tmp_path, ["2010-10", "2010-11", "2010-12"])
    assert months.flows["period"].tolist() == ["2010-10", "2010-11", "2010-12"]


def test_a_month_that_may_be_a_fiscal_year_is_asked_about(tmp_path):
    asked = taken(tmp_path, ["2011-12"])
    assert asked.rejected["reason"].tolist() == [
        "is December 2011 or the fiscal year 2011/12; write 2011-M12 or FY 2011/12, or "
        'state period = "month", or period = '
        '"fiscal" and when it begins, such as year_begins = "07", in a mapping'
    ]
    month = taken(tmp_path, ["2011-12"], 'period = "month"')
    assert month.flows["period"].tolist() == ["2011-12"]
    for mapping in ('period = "fiscal"', 'year_begins = "07"'):
        made = taken(tmp_path, ["2011-12"], mapping)
        assert made.flows["period"].tolist() == ["2011-A1"]


def test_fiscal_years_carry_when_they_begin_and_are_read_again(tmp_path):
    mapping = 'period = "fiscal"\nyear_begins = "07"'
    made = taken(tmp_path, ["FY2018", "FY 2018-19"], mapping, "год")
    assert made.flows["period"].tolist() == ["2017-A1", "2018-A1"]
    assert made.flows["year_begins"].tolist() == ["07", "07"]
    assert "'FY2018' is 2017/18, year_begins is 07" in made.told["fiscal years"]
    for name in ("again.csv", "again.parquet"):
        intake(tmp_path / "f.csv", mapping=tmp_path / "m.toml", out=tmp_path / name)
        again = intake(tmp_path / name).flows.sort_values("period")
        assert again["period"].tolist() == ["2017-A1", "2018-A1"]
        assert again["year_begins"].tolist() == ["07", "07"]


def test_years_of_a_calendar_that_is_stated_are_fiscal_years(tmp_path):
    made = taken(tmp_path, ["1401", "1402"], 'calendar = "solar hijri"', "year")
    assert made.flows["period"].tolist() == ["2022-A1", "2023-A1"]
    assert set(made.flows["year_begins"]) == {"03-21"}
    assert taken(tmp_path, ["1402"]).rows("rejected") == 1


def test_a_fiscal_year_beside_another_period_counts_nothing_twice(tmp_path):
    made = taken(tmp_path, ["2017/18", "2018", "2019"])
    assert made.flows["period"].tolist() == ["2018", "2019"]
    assert made.rejected["reason"].tolist() == [
        "has both '2017/18' and '2019' across it, which would count twice; keep one of them"
    ]


def test_when_fiscal_years_begin_is_a_month_or_a_day(tmp_path):
    with pytest.raises(FlowsError, match=r"m\.toml: year_begins 'July' is not the month in which"):
        taken(tmp_path, ["2017/18"], 'year_begins = "July"')


def running(folder, rows, head="period,destination,value,net_kg", mapping=""):
    (folder / "r.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    named = "\n".join(f'{name} = "{name}"' for name in ("period", "destination", "value", "net_kg"))
    mapping = mapping or f"[columns]\n{named}\n"
    (folder / "r.toml").write_text(f'period = "cumulative"\n{mapping}', encoding="utf-8")
    return intake(folder / "r.csv", mapping=folder / "r.toml")


def test_a_running_total_is_read_less_the_one_before_it(tmp_path):
    made = running(
        tmp_path,
        ["Jan 2019,CHN,10,1", "Jan-Feb 2019,CHN,25,3", "Jan-Mar 2019,CHN,40,3", "Jan 2020,CHN,9,1",
         "Jan 2019,KAZ,5,1", "Jan-Feb 2019,KAZ,5,1", "Jan-Mar 2019,KAZ,8,2",
         "Jan-Mar 2019,JPN,7,1"],
    )  # fmt: skip
    assert made.rows("rejected") == 0
    assert made.told["running totals"] == "each is read less the one before it in its year"
    amounts = made.flows.set_index(["destination", "period"])[["value", "net_kg"]]
    assert amounts.loc["CHN", "value"].to_dict() == {
        "2019-01": 10.0, "2019-02": 15.0, "2019-03": 15.0, "2020-01": 9.0
    }  # fmt: skip
    assert amounts.loc["KAZ", "value"].to_dict() == {"2019-01": 5.0, "2019-02": 0.0, "2019-03": 3.0}
    assert amounts.loc["JPN", "net_kg"].to_dict() == {"2019-03": 1.0}
    # what was printed last of the year is what all months add up to
    assert amounts["value"].sum() == 40 + 8 + 7 + 9


def test_running_totals_of_quarters_are_quarters(tmp_path):
    made = running(
        tmp_path,
        ["I квартал 2019,CHN,1,1", "первое полугодие 2019,CHN,3,1", "9 месяцев 2019,CHN,6,1",
         "2019 год,CHN,10,1"],
    )  # fmt: skip
    assert made.flows.set_index("period")["value"].to_dict() == {
        "2019-Q1": 1.0, "2019-Q2": 2.0, "2019-Q3": 3.0, "2019-Q4": 4.0
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["Jan 2019,CHN,1,1", "Jan-Mar 2019,CHN,2,1"],
         "leaves no period less the running total before it, to 2019-01"),
        (["Jan 2019,CHN,2,1", "Jan-Feb 2019,CHN,1,1"], "is less than the running total to 2019-01"),
        (["Jan 2019,CHN,2,1", "Jan-Feb 2019,KAZ,1,1"],
         "is in no running total to 2019-02, which has to hold it"),
        (["Jan 2019,CHN,2,1", "Jan 2019,CHN,2,1"], "stands in more than one running total of the"),
        (["Apr-Jun 2019,CHN,2,1"], "is not counted from January on, as a running total is"),
    ],
)  # fmt: skip
def test_a_running_total_that_leaves_no_period_or_amount_is_rejected(tmp_path, rows, told):
    assert told in running(tmp_path, rows).rejected["reason"].tolist()[0]


def test_running_totals_stand_in_columns_too(tmp_path):
    mapping = '[columns]\ndestination = "destination"\n[wide]\nperiod = "*"\n'
    head = "destination,Jan 2019,Jan-Feb 2019,Jan-Mar 2019"
    made = running(tmp_path, ["CHN,10,25,40", "KAZ,5,5,8"], head, mapping)
    assert made.flows.sort_values(["destination", "period"])["value"].tolist() == [
        10,
        15,
        15,
        5,
        0,
        3,
    ]


def test_months_up_to_a_date_are_asked_about_and_never_added_up(tmp_path):
    made = taken(tmp_path, ["Jan 2019", "Jan-Feb 2019", "Jan-Mar 2019"])
    assert made.flows["period"].tolist() == ["2019-01"]
    assert 'state period = "cumulative"' in made.rejected["reason"][0]


def test_a_text_of_a_mapping_that_no_row_has_is_told(tmp_path):
    (tmp_path / "f.csv").write_text("Y,C,V\n2019,Alpha,1\n2019,Итого,1\n", encoding="utf-8")
    said = 'value_in = "USD"\n[columns]\nperiod = "Y"\nvalue = "V"\nresident = "C"\n'
    lines = '[aside]\nC = ["Alfa", "итого"]\n[keep]\nC = ["Zeta"]\n'
    (tmp_path / "m.toml").write_text(said + lines, encoding="utf-8")
    told = intake(tmp_path / "f.csv", mapping=tmp_path / "m.toml").told
    assert told["named in the mapping, and in no row"] == "'Alfa' (did you mean 'alpha'?), 'Zeta'"


def test_a_currency_that_is_stated_holds_of_our_own_columns_too(tmp_path):
    (tmp_path / "f.csv").write_text("period,value,currency\n2019,5,RUB\n2018,6,USD\n")
    made = sez.intake(tmp_path / "f.csv", value_in="USD")
    assert made.flows["value"].tolist() == [6]
    assert made.rejected["reason"][0].startswith("is RUB, and the values are in USD")
