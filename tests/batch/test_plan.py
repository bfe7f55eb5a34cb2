"""What a plan says, spelled out."""

import datetime

import openpyxl
import pytest

from sezlib import periods
from sezlib.batch import plan
from sezlib.flows import FlowsError


def read(tmp_path, text, as_of="2020-02-15"):
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return plan.read(path, as_of)


LITTLE = '[[report]]\nnotebook = "little.ipynb"\n'


def test_a_grid_is_every_combination_in_its_order(tmp_path):
    made = read(
        tmp_path,
        LITTLE + "parameters = { flows = 'a.csv' }\n"
        "[report.grid]\nzone = ['A', 'B']\ntop = { from = 1, to = 3, step = 2 }",
    )
    assert [(item.name, item.given) for item in made.items] == [
        ("little-A-1", {"flows": "a.csv", "zone": "A", "top": 1}),
        ("little-A-3", {"flows": "a.csv", "zone": "A", "top": 3}),
        ("little-B-1", {"flows": "a.csv", "zone": "B", "top": 1}),
        ("little-B-3", {"flows": "a.csv", "zone": "B", "top": 3}),
    ]


def test_rows_of_a_table_are_parameters_as_they_are_written(tmp_path):
    (tmp_path / "zones.csv").write_text(
        '\ufeffzone,hs,note\n"A, B",0101,NO\nC,,"1e5\n12:30"\n', encoding="utf-8"
    )
    made = read(tmp_path, LITTLE + "rows = 'zones.csv'")
    assert [item.given for item in made.items] == [
        {"zone": "A, B", "hs": "0101", "note": "NO"},
        {"zone": "C", "note": "1e5\n12:30"},
    ]


def test_rows_may_stand_in_a_workbook_or_between_semicolons(tmp_path):
    book = openpyxl.Workbook()
    for row in (["zone", "period", "rows"], ["Липецк", 2019, 5], ["Алабуга", None, None]):
        book.active.append(row)
    book.save(tmp_path / "zones.xlsx")
    (tmp_path / "zones.csv").write_text("zone;period;rows\nЛипецк;2019;5\nАлабуга;;\n", "cp1251")
    want = [{"zone": "Липецк", "period": "2019", "rows": "5"}, {"zone": "Алабуга"}]
    for rows in ("zones.csv", "zones.xlsx", "zones.xlsx#Sheet"):
        made = read(tmp_path, LITTLE + f"rows = '{rows}'")
        assert [item.given for item in made.items] == want
        assert made.tables == (rows.partition("#")[0],)


@pytest.mark.parametrize(
    ("words", "day", "period"),
    [
        ("previous month", "2020-01-01", "2019-12"),
        ("this month", "2020-01-31", "2020-01"),
        ("previous quarter", "2020-03-31", "2019-Q4"),
        ("previous quarter", "2020-04-01", "2020-Q1"),
        ("previous half", "2020-07-01", "2020-S1"),
        ("previous year", "2020-12-31", "2019"),
        ("this quarter", "2020-12-31", "2020-Q4"),
        ("2019-07", "2020-12-31", "2019-07"),
        ("II квартал 2019", "2020-12-31", "2019-Q2"),
    ],
)
def test_a_relative_period_is_counted_from_the_day(words, day, period):
    assert periods.resolve(words, datetime.date.fromisoformat(day)) == period


def test_a_day_that_is_stated_is_used_and_kept(tmp_path):
    text = f"as_of = 2020-02-15\n{LITTLE}parameters = {{ period = 'previous month' }}"
    made = read(tmp_path, text, as_of="")
    assert (made.as_of, made.items[0].given["period"]) == ("2020-02-15", "2020-01")
    assert made.items[0].name == "little-2020-01"
    assert read(tmp_path, text, as_of="2021-05-01").items[0].given["period"] == "2021-04"


def test_until_when_records_are_complete_may_be_relative_too(tmp_path):
    given = "parameters = { period = 'this year', complete_to = 'previous month' }"
    (item,) = read(tmp_path, f"{LITTLE}{given}").items
    assert item.given == {"period": "2020", "complete_to": "2020-01"}


def test_periods_from_one_to_another(tmp_path):
    text = LITTLE + "grid = { period = { from = '2018-S2', to = '2019-S2' } }"
    given = [item.given["period"] for item in read(tmp_path, text).items]
    assert given == ["2018-S2", "2019-S1", "2019-S2"]


def test_a_report_has_the_last_edition_of_its_name_where_there_is_one(tmp_path):
    (tmp_path / "last" / "little-A").mkdir(parents=True)
    text = LITTLE + "before = 'last'\ngrid = { zone = ['A', 'B'] }"
    given = {item.name: item.given for item in read(tmp_path, text).items}
    assert given["little-A"] == {"zone": "A", "before": "last/little-A"}
    assert given["little-B"] == {"zone": "B"}
    with pytest.raises(FlowsError, match=r"before is 'reports', where the reports go to themselv"):
        read(tmp_path, LITTLE + "before = 'reports'")


def test_names_that_would_be_one_folder_are_told_apart(tmp_path):
    made = read(tmp_path, LITTLE + "grid = { zone = ['A/B', 'A_B', '../..', '\U0001f4e6'] }")
    names = [item.name for item in made.items]
    assert len(set(names)) == 4
    assert all("/" not in name and ".." not in name for name in names)
    again = read(tmp_path, LITTLE + "grid = { zone = ['\U0001f4e6', '../..', 'A_B', 'A/B'] }")
    assert sorted(item.name for item in again.items) == sorted(names)


def test_two_long_values_make_one_name_that_a_folder_can_have(tmp_path):
    long = "Особая экономическая зона промышленно-производственного типа в Липецкой области"
    made = read(tmp_path, LITTLE + f"grid = {{ zone = ['{long} 1', '{long} 2'], x = ['{long}'] }}")
    names = [item.name for item in made.items]
    assert len(set(names)) == 2 and all(len(name.encode()) <= 210 for name in names)
    own = read(tmp_path, LITTLE + f"name = 'x-{{zone}}'\ngrid = {{ zone = ['{long}'] }}")
    assert own.items[0].name.startswith("x-Особая_экономическая")


def test_a_name_of_ones_own_is_filled_in(tmp_path):
    text = LITTLE + "name = 'exports-{zone}'\ngrid = { zone = ['A', 'B b'] }"
    assert [item.name for item in read(tmp_path, text).items] == ["exports-A", "exports-B_b"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", r"plan.toml: no report; a plan has one \[\[report\]\] or more"),
        ("= 1", "plan.toml: not a plan: "),
        (
            "jbos = 2\n" + LITTLE,
            r"unknown key 'jbos' \(did you mean 'jobs'\?\); the keys are 'out', ",
        ),
        ("x = " + "[" * 5000 + "]" * 5000, "not a plan: lists or tables lie too deep"),
        ("jobs = 0\n" + LITTLE, "jobs is 0, and must be 1 or more"),
        ("jobs = true\n" + LITTLE, "jobs is True, which it cannot be"),
        ("as_of = 'soon'\n" + LITTLE, "as_of is 'soon', and not a day like 2020-02-15"),
        ("to = ['doc']\n" + LITTLE, r"plan.toml: unknown form 'doc' \(did you mean 'docx'\?\)"),
        ("to = []\n" + LITTLE, "plan.toml: unknown form ''; the forms are 'html'"),
        ("to = 'docx'\n" + LITTLE, "to is 'docx', which it cannot be"),
        ("template = 1\n" + LITTLE, "template is 1, which it cannot be"),
        ("[[report]]\n", "report 1: no notebook"),
        ("report = [1]\n", "report 1: not a table"),
        (LITTLE + "grid = { zone = [] }", r"report 1: zone in the grid is \[\], and not a list"),
        (LITTLE + "grid = { top = { from = 3, to = 1 } }", "top in the grid is .*, and not a list"),
        (LITTLE + "grid = { period = { from = '2019', to = '2018' } }", "'2018' is before '2019'"),
        (
            LITTLE + "grid = { period = { from = '2019', to = '2019-Q1' } }",
            "no periods of the same",
        ),
        (LITTLE + "parameters = { x = [1] }", r"report 1: x is \[1\], and not one value"),
        (LITTLE + "parameters = { x = 1 }\ngrid = { x = [2] }", "report 1: 'x' is given twice"),
        (LITTLE + "name = '../{x}'\nparameters = { x = 1 }", "is no name for a folder"),
        (LITTLE + "name = 'runs.jsonl'", "is no name for a folder"),
        (
            LITTLE + "name = '{y}'\nparameters = { x = 1 }",
            r"name has \{y\}, and the parameters are 'x'",
        ),
        (LITTLE + "name = 'one'\ngrid = { x = [1, 1] }", "is asked for 2 times"),
        (LITTLE + "rows = 'none.csv'", "no file '.*none.csv'; that folder has 'plan.toml'"),
        (LITTLE + "grid = { a = { from = 1, to = 999999 } }", "more than 100,000 reports"),
    ],
)
def test_a_wrong_plan_is_told_in_one_sentence(tmp_path, text, told):
    with pytest.raises(FlowsError, match=told) as caught:
        read(tmp_path, text, as_of="")
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("zone\n", "zones.csv: no rows under the header"),
        ("zone,zone\nA,B\n", "the column 'zone' is there more than once"),
        ("zone\nA,B\n", "zones.csv: line 2 has 2 cells, where the header has 1"),
        ('zone\n"A\n', "line 2 opens a quote that never closes"),
    ],
)
def test_wrong_rows_are_told_with_their_line(tmp_path, rows, told):
    (tmp_path / "zones.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(FlowsError, match=told):
        read(tmp_path, LITTLE + "rows = 'zones.csv'")


def test_no_folder_is_named_by_a_parameter_that_is_a_secret(tmp_path):
    grid = "grid = { api_token = ['gEh3im-A', 'gEh3im-B'], zone = ['A'] }\n"
    made = [item.name for item in read(tmp_path, LITTLE + grid).items]
    assert [name.rpartition("-")[0] for name in made] == ["little-A", "little-A"]
    assert len(set(made)) == 2 and "gEh3im" not in str(made)
    with pytest.raises(
        FlowsError, match=r"name has \{api_token\}, which is a secret; leave it out"
    ):
        read(tmp_path, LITTLE + grid + "name = 'n-{api_token}'")


@pytest.mark.parametrize(
    "text", ["grid = { api_token = 'gEh3im' }", "parameters = { api_token = ['gEh3im'] }"]
)
def test_a_plan_that_is_refused_tells_no_secret(tmp_path, text):
    with pytest.raises(FlowsError, match="api_token") as refused:
        read(tmp_path, LITTLE + text)
    assert "gEh3im" not in str(refused.value)
