"""Rows around the names of columns: titles, a second row of names, units, numbers of columns."""

import openpyxl
import pytest

import sezlib as sez
from sezlib.sources.headers import read_header

MAPPING = '[columns]\nperiod = "Месяц"\nvalue = "Стоимость"\nnet_kg = "Вес"\n'


@pytest.fixture
def taken_in(tmp_path):
    def taken(rows, mapping=MAPPING, form="csv"):
        path = tmp_path / f"f.{form}"
        if form == "csv":
            text = "".join(";".join("" if c is None else str(c) for c in r) + "\n" for r in rows)
            path.write_text(text, encoding="utf-8")
        else:
            book = openpyxl.Workbook()
            for row in rows:
                book.active.append(row)
            book.save(path)
        if mapping:
            (tmp_path / "m.toml").write_text(mapping, encoding="utf-8")
        return sez.intake(path, mapping=tmp_path / "m.toml" if mapping else "")

    return taken


NAMES = ["Месяц", "Страна", "Стоимость", "Вес"]
ROW = ["2019-01", "Китай", 100, 5]
FORMS = pytest.mark.parametrize("form", ["csv", "xlsx"])


@FORMS
@pytest.mark.parametrize(
    "rows",
    [
        [NAMES, [None, None, "тыс. долл. США", "т"], ROW],
        [NAMES, [None, None, "тыс. долл. США", "т"], [1, 2, 3, 4], ROW],
        [NAMES, ["А", "Б", 1, 2], [None, None, "(тыс. долл. США)", "(т)"], ROW],
        [["Экспорт резидентов"], [], NAMES, ["", "", "в тыс. долл. США", "т"], ROW],
        [["Экспорт, тыс. долл. США"], ["Месяц", "Страна", "Стоимость", "Вес, т"], ROW],
    ],
)
def test_units_around_the_names_of_columns_are_taken(taken_in, rows, form):
    weight = "Вес, т" if "Вес, т" in rows[1] else "Вес"
    taken = taken_in(rows, MAPPING.replace('"Вес"', f'"{weight}"'), form)
    flows = taken.flows[["period", "value", "currency", "net_kg"]]
    assert flows.to_numpy().tolist() == [["2019-01", 100_000.0, "USD", 5000.0]]
    assert taken.rows("in") == 1
    assert taken.told["unit of 'Стоимость'"].startswith("thousand USD")


def test_what_rows_under_the_names_say_is_told(taken_in):
    told = taken_in([NAMES, ["", "", "USD", "т"], [1, 2, 3, 4], ROW]).told
    assert told["units below the names"] == "'Стоимость': 'USD', 'Вес': 'т'"
    assert told["numbers of columns"] == "'1', '2', '3', '4'"


def test_rejected_rows_keep_their_lines_under_rows_that_are_no_data(taken_in):
    rows = [["Отчёт"], NAMES, ["", "", "USD", "т"], [1, 2, 3, 4], ROW, ["2019-13", "", 1, 1]]
    assert taken_in(rows).rejected["line"].tolist() == [6]


@pytest.mark.parametrize(
    ("unit", "reason"),
    [
        ("mil USD", r"column 'Стоимость, mil USD': its name states a unit that is not understood"),
        ("USD", r"column 'Стоимость, млн руб., USD': its name states a unit"),
    ],
)
def test_a_unit_below_a_name_that_is_not_understood_is_asked_about(taken_in, unit, reason):
    name = "Стоимость, млн руб." if unit == "USD" else "Стоимость"
    rows = [["Месяц", name], ["", unit], ["2019-01", 5]]
    mapping = f'[columns]\nperiod = "Месяц"\nvalue = "{name}"\n'
    if unit == "mil USD":
        # no unit that is known: a row of data like any other
        assert taken_in(rows, mapping).rejected["line"].tolist() == [2]
    else:
        with pytest.raises(sez.FlowsError, match=reason):
            taken_in(rows, mapping)


def test_a_title_whose_unit_is_not_understood_is_asked_about(taken_in):
    rows = [["Экспорт, mil USD"], ["Месяц", "Стоимость"], ["2019-01", 5]]
    with pytest.raises(sez.FlowsError, match=r"'Экспорт, mil USD'.*state value_in as a currency"):
        taken_in(rows, '[columns]\nperiod = "Месяц"\nvalue = "Стоимость"\n')


def test_sezlibs_own_columns_may_have_their_units_below(taken_in):
    rows = [["period", "value", "net_kg"], ["", "тыс. руб.", "т"], ["2019", 5, 2]]
    flows = taken_in(rows, "").flows
    assert flows[["value", "currency", "net_kg"]].to_numpy().tolist() == [[5000.0, "RUB", 2000.0]]


@FORMS
def test_names_of_columns_stand_in_two_rows(taken_in, form):
    rows = [
        ["Экспорт"],
        ["Страна", "За 2019 год", None, "Всего"],
        [None, "вес, т", "стоимость, тыс. долл. США", None],
        ["Китай", 6, 150, 1],
    ]
    mapping = (
        'header = [2, 3]\n[columns]\nvalue = "За 2019 год стоимость, тыс. долл. США"\n'
        'destination = "Страна"\n[constants]\nperiod = "2019"\n'
    )
    taken = taken_in(rows, mapping, form)
    assert taken.flows[["destination", "value"]].to_numpy().tolist() == [["CHN", 150_000.0]]
    assert taken.told["columns not taken"] == "'За 2019 год вес, т', 'Всего'"


@FORMS
def test_a_second_row_of_names_that_has_one_twice_is_asked_about(taken_in, form):
    rows = [["Страна", 2018, None, 2019, None], [None, "вес", "тонн", "вес", "тонн"]]
    mapping = 'header = 2\n[columns]\nvalue = "вес"\n[constants]\nperiod = "2019"\n'
    with pytest.raises(sez.FlowsError, match=r"more than once; .*, state header = \[1, 2\]"):
        taken_in(rows, mapping, form)


def test_rows_of_a_header_are_below_each_other(taken_in):
    with pytest.raises(sez.FlowsError, match=r"header is \[1, 3\], and not a row, or rows below"):
        taken_in([NAMES, ROW], f"header = [1, 3]\n{MAPPING}")


@pytest.mark.parametrize(
    "row",
    [
        ["2019", "USD", "5"],
        ["", "", ""],
        ["1", "2", ""],
        ["2", "3", "4"],
        ["", "1000", ""],
        ["USD", "EUR", "RUB"],
        ["В", "Г", "1"],
        ["A", "1", "2"],
    ],
)
def test_a_row_that_may_be_data_is_no_row_of_the_header(row):
    assert not read_header([["a", "b", "c"]], [row]).skipped


def test_a_row_of_data_that_could_name_a_unit_is_data(tmp_path):
    text = "When;Where;Value, USD\n2019-01;KR;7.81\n2019-02;;5.5\n"
    (tmp_path / "f.csv").write_text(text, encoding="utf-8")
    said = '[columns]\nperiod = "When"\ndestination = "Where"\nvalue = "Value, USD"\n'
    (tmp_path / "m.toml").write_text(said, encoding="utf-8")
    taken = sez.intake(tmp_path / "f.csv", mapping=tmp_path / "m.toml")
    assert taken.flows["destination"].tolist() == ["KOR", "ZZZ"]


@pytest.mark.parametrize(
    "name",
    ["Стоимость в ценах 2015 года", "Value index", "Share of exports", "Price", "Темп роста"],
)
def test_a_column_that_is_called_as_no_value_is_asked_about(taken_in, name):
    rows, mapping = [["Месяц", name], ["2019-01", 5]], MAPPING.split("value")[0]
    mapping += f'value = "{name}"\n'
    with pytest.raises(sez.FlowsError, match="is called as a price, a share, a change or constant"):
        taken_in(rows, mapping)
    assert taken_in(rows, f'value_in = "USD"\n{mapping}').rows("accepted") == 1


def test_a_currency_that_nothing_states_is_told(taken_in):
    rows, mapping = [["Месяц", "Сумма (xyz)"], ["2019-01", 5]], MAPPING.split("value")[0]
    told = taken_in(rows, f'{mapping}value = "Сумма (xyz)"\n').told
    assert told["currency"].startswith("not stated, nor in the name 'Сумма (xyz)'; state value_in")
