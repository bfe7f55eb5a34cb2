"""Wide tables: periods and countries in the names of columns, and totals beside and below them."""

import datetime

import openpyxl
import pandas as pd
import pytest

import sezlib as sez
from sezlib.sources import suggest

COUNTRY = '[columns]\ndestination = "Страна"\n'
FOUND = f'{COUNTRY}[wide]\nperiod = "*"\n'


@pytest.fixture
def taken_in(tmp_path):
    def taken(rows, mapping=FOUND, form="csv", **how):
        path = tmp_path / f"f.{form}"
        if form == "csv":
            text = "".join(";".join("" if c is None else str(c) for c in r) + "\n" for r in rows)
            path.write_text(text, encoding="utf-8")
        elif form == "parquet":
            pd.DataFrame(rows[1:], columns=rows[0]).to_parquet(path)
        else:
            book = openpyxl.Workbook()
            for row in rows:
                book.active.append(row)
            book.save(path)
        (tmp_path / "m.toml").write_text(mapping, encoding="utf-8")
        return sez.intake(path, mapping=tmp_path / "m.toml", **how)

    return taken


def cells(taken, *columns):
    return taken.flows[list(columns or ("period", "destination", "value"))].to_numpy().tolist()


def aside(taken):
    held = taken.account[taken.account["part"] == "set aside"]
    return {one.reason: (one.rows, float(one.value)) for one in held.itertuples()}


MONTHS = [
    ["Страна", "янв.19", "фев.19", "Итого"],
    ["Китай", 100, 200, 300],
    ["Германия", 10, 20, 30],
    ["Итого", 110, 220, 330],
]


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
@pytest.mark.parametrize("said", ['"*"', '["янв.19", "фев.19"]'])
def test_months_in_the_names_of_columns_become_rows(taken_in, form, said):
    taken = taken_in(MONTHS, f"{COUNTRY}[wide]\nperiod = {said}\n", form)
    # in the order of the file: row by row, and from left to right
    assert cells(taken) == [
        ["2019-01", "CHN", 100.0],
        ["2019-02", "CHN", 200.0],
        ["2019-01", "DEU", 10.0],
        ["2019-02", "DEU", 20.0],
    ]
    assert taken.rows("rejected") == 0
    assert sum(rows for rows, _ in aside(taken).values()) == 5
    # 110 + 220 below, and 300 + 30 + 330 to the right
    assert sum(value for _, value in aside(taken).values()) == 990.0
    assert aside(taken)["a total of the columns beside it"][0] in (2, 3)


NAMES = {
    ("2018", "2019"): ["2018", "2019"],
    ("2018.0", "2019.0"): ["2018", "2019"],
    ("2018*", "2019¹"): ["2018", "2019"],
    ("2018 г.", "2019 год"): ["2018", "2019"],
    ("Q1 2019", "Q2 2019"): ["2019-Q1", "2019-Q2"],
    ("I кв. 2019", "II кв. 2019"): ["2019-Q1", "2019-Q2"],
    ("Jan-19", "Feb-19"): ["2019-01", "2019-02"],
    ("2019-01-01 00:00:00", "2019-02-01 00:00:00"): ["2019-01", "2019-02"],
    ("январь 2019", "февраль 2019"): ["2019-01", "2019-02"],
    ("1 полугодие 2019", "2 полугодие 2019"): ["2019-S1", "2019-S2"],
}


@pytest.mark.parametrize("names", NAMES)
def test_periods_are_found_in_the_names_of_columns(taken_in, names):
    assert cells(taken_in([["Страна", *names], ["Китай", 1, 2]]), "period") == [
        [period] for period in NAMES[names]
    ]


def test_numbers_and_dates_name_columns_of_a_workbook(taken_in):
    rows = [["Страна", 2018, 2019.0], ["Китай", 1, 2.5]]
    assert cells(taken_in(rows, form="xlsx")) == [["2018", "CHN", 1.0], ["2019", "CHN", 2.5]]
    days = [datetime.date(2019, month, 1) for month in (1, 2)]
    taken = taken_in([["Страна", *days], ["Китай", 1, 2]], form="xlsx")
    assert cells(taken, "period") == [["2019-01"], ["2019-02"]]


@pytest.mark.parametrize(
    ("names", "pattern"),
    [
        (["2018, тыс. руб.", "2019, тыс. руб."], "*, тыс. руб."),
        (["Сумма за 2018 г., тыс. руб.", "Сумма за 2019, тыс. руб."], "Сумма за *, тыс. руб."),
        (["Value 2018 (RUB thousand)", "Value 2019 (RUB thousand)"], "Value * (RUB thousand)"),
    ],
)  # fmt: skip
def test_the_unit_stands_beside_the_period(taken_in, names, pattern):
    for said in (f'"{pattern}"', str(names)):
        taken = taken_in(
            [["Страна", *names], ["Китай", 1, 2]], f"{COUNTRY}[wide]\nperiod = {said}\n"
        )
        assert cells(taken, "period", "value", "currency") == [
            ["2018", 1000.0, "RUB"],
            ["2019", 2000.0, "RUB"],
        ]  # fmt: skip


def test_the_unit_stands_in_the_row_below_or_in_a_title_above(taken_in):
    head, row = ["Страна", "2018", "2019"], ["Китай", 1, 2]
    for rows in (
        [head, ["", "тыс. руб.", "тыс. руб."], [1, 2, 3], row],
        [["Экспорт, тыс. руб."], head, row],
    ):
        assert taken_in(rows).flows["value"].tolist() == [1000.0, 2000.0]
    with pytest.raises(sez.FlowsError, match=r"'2018', '2019' are of 'тыс. руб.', 'млн руб.'"):
        taken_in([head, ["", "тыс. руб.", "млн руб."], row])


TWO_ROWS = [
    ["Экспорт по странам"],
    [],
    ["Страна", "2018 г.", None, "2019 г.", None],
    [None, "вес, т", "стоимость, тыс. долл. США", "вес, т", "стоимость, тыс. долл. США"],
    ["Китай", 5, 100, 6, 150],
    ["Германия", 1, 10, 2, 20],
    ["Итого", 6, 110, 8, 170],
]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_value_and_weight_of_each_period_are_one_row(taken_in, form):
    wide = '[wide]\nperiod = "* стоимость, тыс. долл. США"\nnet_kg = "* вес, т"\n'
    taken = taken_in(TWO_ROWS, f"header = [3, 4]\n{COUNTRY}{wide}", form)
    assert cells(taken, "period", "destination", "value", "net_kg") == [
        ["2018", "CHN", 100_000.0, 5000.0],
        ["2019", "CHN", 150_000.0, 6000.0],
        ["2018", "DEU", 10_000.0, 1000.0],
        ["2019", "DEU", 20_000.0, 2000.0],
    ]


def test_a_name_with_two_measures_is_asked_about(taken_in):
    rows = [["Страна", "2018 вес", "2018 сумма"], ["Китай", 1, 2]]
    with pytest.raises(
        sez.FlowsError, match=r"'2018 сумма' and '2018 вес' are both of '2018'; nam"
    ):
        taken_in(rows, f'{COUNTRY}[wide]\nperiod = ["2018 вес", "2018 сумма"]\n')
    with pytest.raises(
        sez.FlowsError, match=r"none is like '\*'; name those of value alone, or th"
    ):
        taken_in(rows)


@pytest.mark.parametrize(
    ("name", "values"),
    [("Сумма", (3, 30)), ("2018-2019", ("3", "30")), ("Total", (3, 31)), ("2018 - 2019", (3, ""))],
)
def test_totals_to_the_right_are_known_by_their_values_or_their_name(taken_in, name, values):
    rows = [
        ["Страна", "2018", "2019", name],
        ["Китай", 1, 2, values[0]],
        ["США", 10, 20, values[1]],
    ]
    taken = taken_in(rows)
    assert taken.flows["value"].sum() == 33.0
    assert "columns not taken" not in taken.told
    # an empty cell of it is set aside too
    total = sum(float(value or 0) for value in values)
    assert aside(taken)["a total of the columns beside it"] == (2, total)


def test_a_year_that_is_the_sum_of_its_months_is_set_aside_and_any_other_is_not(taken_in):
    names = ["Страна", "2018-11", "2018-12", "2018"]
    assert taken_in([names, ["Китай", 1, 2, 3]]).flows["value"].sum() == 3.0
    taken = taken_in([names, ["Китай", 1, 2, 40]])
    assert taken.rejected[["column", "value"]].to_numpy().tolist() == [["2018", "2018"]]
    assert "has both '2018' and '2018-11' inside it" in taken.rejected["reason"][0]


def test_another_column_of_numbers_is_no_total(taken_in):
    taken = taken_in([["Страна", "2018", "2019", "Доля"], ["Китай", 1, 2, 3], ["США", 1, 2, 4]])
    assert taken.flows["value"].sum() == 6.0
    assert taken.told["columns not taken"] == "'Доля'"
    assert aside(taken) == {}


def test_months_beside_a_year_in_a_column_or_a_constant(taken_in):
    rows = [
        ["Год", "Страна", "Январь", "фев.", "Всего"],
        [2018, "Китай", 1, 2, 3],
        ["2019", "США", 4, "", 4],
    ]
    columns = '[columns]\ndestination = "Страна"\nperiod = "Год"\n[wide]\nperiod = "*"\n'
    assert cells(taken_in(rows, columns)) == [
        ["2018-01", "CHN", 1.0],
        ["2018-02", "CHN", 2.0],
        ["2019-01", "USA", 4.0],
    ]
    constant = '[constants]\nperiod = "2019"\n[wide]\nperiod = ["I кв.", "II кв."]\n'
    taken = taken_in([["Страна", "I кв.", "II кв."], ["Китай", 1, 2]], COUNTRY + constant)
    assert cells(taken, "period") == [["2019-Q1"], ["2019-Q2"]]


def test_months_without_a_year_are_asked_about(taken_in):
    with pytest.raises(sez.FlowsError, match=r"and months need their year, as period under"):
        taken_in([["Страна", "янв", "фев"], ["Китай", 1, 2]])


def test_countries_in_the_names_of_columns(taken_in):
    rows = [
        ["Год", "Китай", "Германия", "Всего", "Прочее"],
        ["2019", 1, 2, 3, "а"],
        ["2018", 5, 0, 5, "б"],
    ]
    mapping = '[columns]\nperiod = "Год"\n[wide]\ndestination = "*"\n'
    taken = taken_in(rows, mapping)
    assert cells(taken) == [
        ["2019", "CHN", 1.0],
        ["2019", "DEU", 2.0],
        ["2018", "CHN", 5.0],
        ["2018", "DEU", 0.0],
    ]
    assert taken.told["columns not taken"] == "'Прочее'"
    wide = '[columns]\nperiod = "Год"\n[wide]\nresident = ["Альфа", "Бета 2019"]\n'
    taken = taken_in([["Год", "Альфа", "Бета 2019"], ["2019", 1, 2]], wide)
    assert taken.flows["resident"].tolist() == ["Альфа", "Бета 2019"]


def test_an_empty_cell_is_no_flow_and_nought_is_one(taken_in):
    taken = taken_in(
        [["Страна", "2018", "2019"], ["Китай", "-", 0], ["США", "", "—"], ["Индия", "x", 1]]
    )
    assert cells(taken) == [["2019", "CHN", 0.0], ["2019", "IND", 1.0]]
    assert aside(taken) == {"an empty cell": (3, 0.0)}
    # a cell that cannot be read is told by its line and by its own column
    assert taken.rejected[["line", "column", "value"]].to_numpy().tolist() == [[4, "2018", "x"]]
    parts = taken.account.groupby("part")["rows"].sum()
    assert parts["in"] == parts["accepted"] + parts["rejected"] + parts["set aside"] == 6


def test_a_large_file_is_unpivoted_as_a_small_one_is(taken_in, monkeypatch):
    monkeypatch.setattr("sezlib.sources.text.HELD", 1)
    assert taken_in(MONTHS).flows["value"].sum() == 330.0


def test_a_wide_table_of_one_zone_and_of_one_company_a_row(taken_in):
    rows = [
        ["Name of the Zone", "2018", "2019"],
        ["Cochin SEZ", "1249.24", "7420.64"],
        ["SEEPZ SEZ", 1, 2],
    ]
    mapping = 'value_in = "mln INR"\n[columns]\nzone = "Name of the Zone"\n[wide]\nperiod = "*"\n'
    taken = taken_in(rows, mapping, zone="Cochin SEZ")
    assert taken.flows["value"].tolist() == [1_249_240_000.0, 7_420_640_000.0]
    assert aside(taken)["another zone"] == (2, 3_000_000.0)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ('[wide]\nperiod = "2018"', "of .wide. is '2018', and neither a list of columns nor"),
        ("[wide]\nperiod = []", r"period of .wide. is \[\], and neither a list of columns nor"),
        ('[wide]\nnet_kg = "*"', "has 'net_kg'; it takes what stands in the names of the columns"),
        ('[wide]\nperiod = "*"\nzone = "*"', "has 'period', 'zone'; it takes what stands in the"),
        ('[wide]\ncolour = "*"', "has 'colour'; it takes what stands in the names of the columns"),
        ('[wide]\nperiod = ["2018", "2020"]', r"no column '2020', which \[wide\] names; the"),
        ('[wide]\nperiod = ["Страна"]', "the column 'Страна' is of none; name those of value"),
        ('[wide]\nperiod = "x *"', r"none is like 'x \*'; name those of value alone, or their pat"),
        (
            'value = "2018"\nperiod = ["2018", "2019", "2020"]',
            r'names of columns stand under \[wide\]: period = \["2018", "2019", "2020"\]',
        ),
    ],
)  # fmt: skip
def test_a_wrong_wide_table_is_refused_by_name(taken_in, said, reason):
    with pytest.raises(sez.FlowsError, match=reason):
        taken_in([["Страна", "2018", "2019"], ["Китай", 1, 2]], COUNTRY + said + "\n")


def test_measures_keep_their_columns_in_any_order(taken_in):
    rows = [["Страна", "2018 т", "2018 сумма", "2019 т", "2019 сумма"], ["Китай", 1, 2, 3, 4]]
    wide = '[wide]\nnet_kg = "* т"\nperiod = "* сумма"\n'
    assert cells(taken_in(rows, COUNTRY + wide), "value", "net_kg") == [
        [2.0, 1000.0],
        [4.0, 3000.0],
    ]


@pytest.mark.parametrize(
    "names", [("FY17", "FY18"), ("FY2017", "FY2018"), ("2017年度", "2018年度")]
)
def test_fiscal_years_by_one_year_in_names_of_columns_are_asked_about(taken_in, tmp_path, names):
    rows = [["Страна", *names], ["Китай", 5, 6]]
    with pytest.raises(sez.FlowsError, match=f"and '{names[0]}' is a fiscal year that ends or beg"):
        taken_in(rows)
    form = "fiscal_begins" if "年" in names[0] else "fiscal"
    first = 2017 - (form == "fiscal")
    taken = taken_in(rows, f'period = "{form}"\n{FOUND}')
    assert taken.flows["period"].tolist() == [f"{first}-A1", f"{first + 1}-A1"]
    if form == "fiscal":
        assert 'period = "fiscal"   # by the year in which they end' in suggest(tmp_path / "f.csv")
