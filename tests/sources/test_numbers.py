"""Numbers as people write them, and the SQL that reads the plain ones."""

import contextlib
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sezlib.flows import FlowsError
from sezlib.sources.written import evidence_sql, measured, number_sql

WRITTEN = {
    "1 234,56": "1234.56",
    "1\u00a0234.5": "1234.5",
    "1\u202f234": "1234",
    "1'234.50": "1234.5",
    "1’234,5": "1234.5",
    "1,234,567": "1234567",
    "1.234.567,89": "1234567.89",
    "1.234,5": "1234.5",
    "12,34,567.89": "1234567.89",
    "12.5": "12.5",
    "\u22125": "-5",
    "(12.5)": "-12.5",
    "+5": "5",
    "1e6": "1000000",
    "1.234E+03": "1234",
    "1,5E+03": "1500",
    "0,123": "0.123",
    ".5": "0.5",
    "5.": "5",
    "１２": "12",
}


@pytest.mark.parametrize(("text", "number"), WRITTEN.items())
def test_a_number_is_read_as_it_is_meant(text, number):
    assert measured(text)[:2] == (Decimal(number), "")


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("12,5 тыс. руб.", "12500", "RUB"),
        ("3 млн", "3000000", ""),
        ("1.5 bn USD", "1500000000", "USD"),
        ("$12.50", "12.5", "USD"),
        ("12 kg", "12", "kg"),
        ("7 т", "7", "t"),
        ("12 долл. США", "12", "USD"),
    ],
)
def test_a_word_for_a_scale_multiplies_and_a_unit_is_told(text, number, unit):
    assert measured(text)[:2] == (Decimal(number), unit)


@pytest.mark.parametrize("text", ["1,234", "1.234", "-12.345", "999,999"])
def test_a_mark_that_may_be_either_is_refused_unless_it_is_stated(text):
    told = r'may be .* or .*; state decimal = "," or decimal = "\." in a mapping'
    with pytest.raises(FlowsError, match=told):
        measured(text)
    whole, part = text.replace(",", ".").split(".")
    mark = "," if "," in text else "."
    assert measured(text, mark).number == Decimal(f"{whole}.{part}")
    assert measured(text, "." if mark == "," else ",").number == Decimal(whole + part)


@pytest.mark.parametrize(
    "text",
    ["", "NaN", "inf", "-", "—", "..", "n/a", "#N/A", "1_000", "12 %", "1,23,4", "12 34", "1..2",
     "5-", "5 ha", "1700²", "5 m", "(-5)", "12 x 3", "=1+1", "1 234 56", "٣" + "x", "1" * 200],
)  # fmt: skip
def test_what_is_no_number_is_refused(text):
    with pytest.raises(FlowsError, match="is not a number"):
        measured(text)


@pytest.mark.parametrize("text", ["¥5", "5 rs", "12 kr"])
def test_a_word_of_several_currencies_is_that_of_the_column(text):
    with pytest.raises(FlowsError, match=r"may be [A-Z]{3} or .*; write the code of it"):
        measured(text)
    code = {"¥": "JPY", "s": "PKR", "r": "SEK"}[text.strip("512 ")[-1]]
    assert measured(text, money=code).unit == code


def styled(number: Decimal, decimal: str, gap: str) -> str:
    whole, _, part = f"{abs(number):f}".partition(".")
    groups = f"{int(whole):,}".replace(",", gap)
    return ("-" if number < 0 else "") + groups + (decimal + part if part else "")


NUMBERS = st.decimals(-(10**12), 10**12, places=2, allow_nan=False, allow_infinity=False)


@given(NUMBERS, st.sampled_from([(",", " "), (",", "."), (".", ","), (".", "'"), (",", "\u00a0")]))
def test_a_number_written_in_any_style_is_read_back(number, style):
    decimal, gap = style
    assert measured(styled(number, decimal, gap), decimal).number == number


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as held:
        yield held


def asked(con, sql, text):
    [(answer,)] = con.execute(f"SELECT {sql} FROM (SELECT ? AS t)", [text]).fetchall()
    return answer


@given(
    text=NUMBERS.map(str)
    | st.text("0123456789.,' +-eE_\u00a0", max_size=14)
    | st.builds(styled, NUMBERS, st.sampled_from(".,"), st.sampled_from([" ", ".", ",", ""])),
    decimal=st.sampled_from(["", ".", ","]),
)
def test_sql_reads_what_python_reads_or_leaves_it(con, text, decimal):
    text = text.strip()
    answer = asked(con, number_sql("t", decimal), text)
    if answer is None:
        return
    assert answer == pytest.approx(measured(text, decimal).number, abs=Decimal("1e-9"))


@pytest.mark.parametrize(
    ("text", "mark"),
    [("1234,5", ","), ("1,234.5", "."), ("12.5", "."), ("1,234", None), ("1.234", None),
     ("1 234,567", ","), ("0,123", ","), ("1.234,5", ","), ("12,5 руб", ","), ("1234.567", "."),
     ("5", None), ("abc", None), ("1,234,567", "."), ("1.234.567", ","), ("12,34,567", "."),
     ("1\u00a0234\u00a0567,891", ","), ("1'234.567", "."), ("$12.50", "."), ("(1.234,5)", ","),
     ("1.234E+05", "."), ("01.02.2019", None), ("$1.234", None), ("12 345", None)],
)  # fmt: skip
def test_a_text_shows_its_decimal_mark_only_where_it_can_be_no_other(con, text, mark):
    assert asked(con, evidence_sql("t"), text) == mark


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_is_refused(text):
    with contextlib.suppress(FlowsError):
        assert measured(text).number.is_finite()
