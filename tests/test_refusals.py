"""What no flows may hold is refused, and what a cell may not begin with is made harmless."""

import pytest

import sezlib as sez
from sezlib.language import Edition
from sezlib.sources.layouts import stated_unit
from sezlib.texts import neutralise


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("2019,CHN,-0.5", "is negative, a value is 0 or more"),
        ("2019,WLD,5", "is the World total, which would count twice"),
        ("2019,CHN,5\n2019-07,CHN,1", "inside it, which would count twice"),
    ],
)
def test_rows_that_are_no_flows_are_refused(tmp_path, rows, said):
    path = tmp_path / "flows.csv"
    path.write_text(f"period,destination,value\n{rows}\n")
    with pytest.raises(sez.FlowsError, match=said):
        sez.read(path)
    told = rows.replace("\n", ",0,0.2\n")
    path.write_text(f"period,destination,value,duty_rate,vat_rate\n{told},0,0.2\n")
    with pytest.raises(sez.FlowsError, match=said):
        sez.read_imports(path)


@pytest.mark.parametrize("sign", list("=+-@\t\r\n"))
def test_a_text_that_begins_a_formula_is_made_harmless(sign):
    assert neutralise(sign + "1") == f"'{sign}1"


@pytest.mark.parametrize(("word", "size"), [("thousand", 10**3), ("mln", 10**6), ("bn", 10**9)])
def test_a_stated_unit_has_its_size(word, size):
    assert stated_unit(f"{word} RUB", "file") == ("RUB", size)


@pytest.mark.parametrize(
    ("message", "n", "english", "russian"),
    [
        ("countries", 1, "1 country", "1 страна"),
        ("countries", 2, "2 countries", "2 страны"),
        ("companies", 1, "1 company", "1 компания"),
        ("companies", 2, "2 companies", "2 компании"),
        ("companies", 11, "11 companies", "11 компаний"),
    ],
)
def test_what_is_counted_agrees_with_its_number(message, n, english, russian):
    for language, said in (("en", english), ("ru", russian)):
        told = Edition(period="2019", language=language).say(message, n=n)
        assert told.replace("\u00a0", " ") == said
