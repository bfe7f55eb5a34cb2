"""Wide tables and notes as offices write them, by small files."""

import pytest

import sezlib as sez
from sezlib.sources import suggest
from tests.sources.made import parts


@pytest.fixture
def taken(tmp_path):
    """Return what comes in with a text by the mapping that is suggested for it."""

    def take(text, more=""):
        (tmp_path / "f.csv").write_text(text, encoding="utf-8")
        (tmp_path / "m.toml").write_text(f"{more}{suggest(tmp_path / 'f.csv')}", encoding="utf-8")
        return sez.intake(tmp_path / "f.csv", mapping=tmp_path / "m.toml")

    return take


def cells(taken):
    columns = ("destination", "period", "value")
    return {(d, p): v for d, p, v in zip(*(taken.flows[c] for c in columns), strict=True)}


def test_columns_that_run_from_january_are_running_totals(taken):
    names = "Jan-Mar 2019, USD;Jan-Jun 2019, USD;Jan-Sep 2019, USD"
    found = taken(f"Country;{names}\nChina;1;3;6\nIndia;2;4;9\n")
    assert cells(found) == {
        ("CHN", "2019-Q1"): 1, ("CHN", "2019-Q2"): 2, ("CHN", "2019-Q3"): 3,
        ("IND", "2019-Q1"): 2, ("IND", "2019-Q2"): 2, ("IND", "2019-Q3"): 5,
    }  # fmt: skip
    assert "running totals" in found.told


@pytest.mark.parametrize(
    "name", ["2019*, USD", "2019* , USD", "2019 (prelim.), USD", "2019p, USD", "2019 (предв.), USD"]
)
def test_a_year_may_bear_a_mark_that_it_is_preliminary(taken, name):
    found = taken(f"Country;2018, USD;{name}\nChina;1;3\nIndia;2;4\n")
    assert cells(found) == {
        ("CHN", "2018"): 1, ("CHN", "2019"): 3, ("IND", "2018"): 2, ("IND", "2019"): 4
    }  # fmt: skip
    assert found.told["marks of years left out"] == repr(name)


def test_growth_beside_years_is_not_taken_and_told(taken):
    names = "2018, USD;2019, USD;2019/2018, %;Change"
    found = taken(f"Country;{names}\nChina;100;120;120;20\nIndia;50;60;120;10\n")
    assert found.flows["value"].sum() == 330
    assert found.told["columns not taken"] == "'2019/2018, %', 'Change'"


NOTES = {
    "Source: zone office, 2021": ",",
    "* preliminary data, see below": ",",
    "Примечание: без услуг": ";",
    "Quelle: Zollamt": ";",
    "资料来源：海关": ",",
    '"Note: with re-exports"': ",",
}


@pytest.mark.parametrize("note", NOTES)
def test_a_note_alone_on_a_line_is_set_aside_and_told(taken, note):
    rows = f"Year,Value USD,Country\n2019,5,China\n2020,6,India\n{note}\n"
    found = taken(rows if NOTES[note] == "," else rows.replace(",", ";"))
    assert found.account[["part", "reason", "rows"]].to_numpy().tolist() == [
        ["in", "", 3],
        ["accepted", "", 2],
        ["set aside", "a note, below the table", 1],
    ]
    assert note.strip('"')[:8] in found.told["notes"]


@pytest.mark.parametrize("line", ["2021,7", "* 2021,7", "Alpha", "*,2021"])
def test_a_line_that_is_cut_short_is_no_note(taken, line):
    found = taken(f"Year,Value USD,Country\n2019,5,China\n2020,6,India\n{line}\n")
    assert found.rejected["line"].tolist() == [4]


def test_a_second_table_below_the_first_is_told_as_one(taken):
    both = "Country;2018;2019\nChina;1;2\nIndia;2;3\n\nCountry;2020;2021\nChina;5;6\nIndia;7;8\n"
    reasons = taken(both).rejected["reason"].unique().tolist()
    assert [reason[:66] for reason in reasons] == [
        "is the name of its column, so that another table begins there: put"
    ]


AGAIN = "the names of the columns again"


def test_names_of_columns_on_each_page_are_set_aside(tmp_path):
    (tmp_path / "m.toml").write_text(
        'value_in = "USD"\nfill = ["group"]\n'
        '[columns]\nperiod = "Y"\nvalue = "Net value"\ngroup = "G"\n'
    )
    rows = ["Y;G;Net  value;Flow", "2019;A;5;Export", "Y;G;Net value;Flow", "2018;;7;Export"]
    (tmp_path / "f.csv").write_text("\n".join([*rows, ""]))
    taken = sez.intake(tmp_path / "f.csv", mapping=tmp_path / "m.toml")
    assert parts(taken) == (12, {AGAIN: 0})
    assert taken.flows["group"].tolist() == ["A", "A"]


def test_names_of_columns_of_a_wide_table_and_of_our_own_are_no_rows_either(tmp_path):
    wide = ["G;2018;2019;Total", "A;5;6;11", "G;2018;2019;Total", "B;7;8;15"]
    (tmp_path / "f.csv").write_text("\n".join([*wide, ""]))
    (tmp_path / "m.toml").write_text(
        'value_in = "USD"\n[columns]\ngroup = "G"\n[wide]\nperiod = "*"\n'
    )
    taken = sez.intake(tmp_path / "f.csv", mapping=tmp_path / "m.toml")
    assert parts(taken) == (26, {"a total of the columns beside it": 26, AGAIN: 0})
    (tmp_path / "o.csv").write_text("period,value\n2019,5\nperiod,value\n2018,6\n")
    assert parts(sez.intake(tmp_path / "o.csv")) == (11, {AGAIN: 0})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("年份;Country;出口额（万美元）\n2019年1月;China;5\n", ("CHN", "2019-01", 50_000)),
        ("Dönem;Country;Değer (bin USD)\nOcak 2019;China;5\n", ("CHN", "2019-01", 5_000)),
        ("Monat;Country;Wert (Tsd. EUR)\nMärz 2019;China;5\n", ("CHN", "2019-03", 5_000)),
        ("Quarter (FY);Country;EUR\n2019-Q1;China;5\n", ("CHN", "2019-Q1", 5)),
    ],
)
def test_what_a_column_holds_tells_it_where_its_name_does_not(taken, text, found):
    country, period, value = found
    assert cells(taken(text)) == {(country, period): value}


def test_codes_that_look_like_years_are_no_periods(tmp_path):
    (tmp_path / "f.csv").write_text("Posten;Land;Wert (EUR)\n2009;China;5\n2106;India;6\n")
    assert '\nperiod = "Posten"' not in suggest(tmp_path / "f.csv")
