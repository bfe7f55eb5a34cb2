"""Parameters are bound before anything runs: known, typed, possible."""

import nbformat
import pytest

from sezlib.flows import FlowsError
from sezlib.report.notebooks import declared
from sezlib.report.parameters import bind

CELL = """from typing import Literal
hs: str = ""
period: str = "2019"
language: Literal["en", "ru"] = "en"
top: int = 5
rate: float = 0.5
deep: bool = False
bare = "text"
"""


def notebook(source, tags=("parameters",)):
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)})
    return nbformat.v4.new_notebook(cells=[cell])


@pytest.fixture
def known():
    return declared(notebook(CELL))


def test_the_cell_is_read_and_not_executed():
    found = declared(notebook("raise SystemExit\nx: int = 1\n"))
    assert found["x"].default == 1


def test_without_a_tagged_cell_there_are_no_parameters():
    with pytest.raises(FlowsError, match="no cell tagged 'parameters'"):
        declared(notebook(CELL, tags=()))


@pytest.mark.parametrize(
    "text",
    ["0101", "NO", "NAN", "null", "1e5", "12:30", "true", "", " x ", 'q"\'`', "{top}", "a=b",
     "$(touch x)", "../..", "__import__('os')", "line\nbreak", "\\n", "Китай", "\U0001f4e6"],
)  # fmt: skip
def test_a_text_stays_the_text_it_is(known, text):
    assert bind(known, [f"hs={text}"])["hs"] == text


def test_what_is_not_given_keeps_its_default(known):
    assert bind(known, [])["top"] == 5


def test_each_kind_is_read_as_its_own(known):
    bound = bind(known, ["top=7", "rate=2", "deep=TRUE", "language=ru", "bare=1"])
    assert bound | {"hs": "", "period": "2019"} == {
        "hs": "", "period": "2019", "language": "ru", "top": 7, "rate": 2.0, "deep": True,
        "bare": "1",
    }  # fmt: skip


def test_a_number_may_stand_for_a_text_in_a_mapping(known):
    assert bind(known, {"period": 2018})["period"] == "2018"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("perid=2019", "unknown parameter 'perid' (did you mean 'period'?); the parameters"),
        ("period", "parameter 'period' has no value; write period=VALUE"),
        ("top=five", "parameter 'top' is 'five', and not a whole number"),
        ("top=1.0", "not a whole number"),
        ("top=1_000", "not a whole number"),
        ("top=\u0665", "not a whole number"),
        ("top=", "not a whole number"),
        ("top=0", "parameter 'top' is 0, and not 1 or more"),
        ("top=-3", "not 1 or more"),
        ("rate=nan", "not a number with a decimal point"),
        ("rate=1e999", "not a finite number"),
        ("rate=0,5", "not a number with a decimal point"),
        ("deep=yes", "not true or false"),
        ("language=fr", "parameter 'language' is 'fr'; it is one of 'en', 'ru'"),
        ("language=EN", "it is one of 'en', 'ru'"),
        ("period=20x9", "not a period like 2019, 2019-S1, 2019-Q1 or 2019-07"),
        ("period=2019-Q1", "this notebook reports periods like '2019'"),
        ("period=2019\n", "not a period"),
        ("hs=" + "x" * 10_000_001, "too long a text"),
        ("hs=a\0b", "null character"),
    ],
)  # fmt: skip
def test_what_is_impossible_is_refused_by_name(known, given, said):
    with pytest.raises(FlowsError) as refused:
        bind(known, [given])
    assert said in str(refused.value)
    assert len(str(refused.value)) < 400


def test_a_parameter_given_twice_is_refused(known):
    with pytest.raises(FlowsError, match="parameter 'top' is given twice"):
        bind(known, ["top=1", "top=2"])


def test_a_wrong_type_in_a_mapping_is_refused(known):
    with pytest.raises(FlowsError, match="parameter 'top' is True, and not a whole number"):
        bind(known, {"top": True})


def test_a_missing_file_and_an_unknown_bloc_are_seen_before_a_kernel_starts():
    found = declared(notebook('flows: str = "data/sample/flows.csv"\nblocs: str = "EU"\n'))
    with pytest.raises(FlowsError, match=r"no file 'nowhere\.csv'"):
        bind(found, ["flows=nowhere.csv"])
    with pytest.raises(FlowsError, match=r"unknown bloc 'EAUE' \(did you mean 'EAEU'\?\)"):
        bind(found, ["blocs=EU, EAUE"])


def test_a_notebook_whose_default_names_several_files_takes_several():
    both = "data/sample/flows.csv, data/sample/zones.csv"
    found = declared(notebook(f'flows: str = "{both}"\n'))
    assert bind(found, [])["flows"] == both
    with pytest.raises(FlowsError, match=r"no file 'nowhere\.csv'"):
        bind(found, ["flows=data/sample/flows.csv, nowhere.csv"])
    one = declared(notebook('flows: str = "data/sample/flows.csv"\n'))
    with pytest.raises(FlowsError, match=r"no file 'data/sample/flows\.csv, data"):
        bind(one, [f"flows={both}"])


def test_until_when_records_are_complete_is_a_period_or_nothing():
    known = declared(notebook('complete_to: str = ""'))
    for period in ("", "2019-06", "2019-Q2", "2019-S1", "2019"):
        assert bind(known, {"complete_to": period})["complete_to"] == period
    with pytest.raises(FlowsError, match="parameter 'complete_to' '2019-00' is not a period"):
        bind(known, ["complete_to=2019-00"])
