"""Codes of products that went through a spreadsheet: read where the column shows what they were."""

import sqlite3

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pytest

import sezlib as sez
from sezlib.countries import is_heading
from tests.sources import made

MAPPING = """
value_in = "USD"
{}
[columns]
period = "period"
value = "value"
product = "product"
"""


@pytest.fixture
def take(tmp_path):
    def taken(codes, keys=""):
        rows = "".join(f"2019,{code},1\n" for code in codes)
        (tmp_path / "a.csv").write_text(f"period,product,value\n{rows}")
        (tmp_path / "m.toml").write_text(MAPPING.format(keys))
        return sez.intake(tmp_path / "a.csv", mapping=tmp_path / "m.toml" if keys else "")

    return taken


def products(taken):
    return taken.flows["product"].tolist()


READ = {
    "a nought behind the point is no digit": (["854231.0", "901380.0"], ["854231", "901380"]),
    "headings as numbers": (["8542.0", "90.0", "8541"], ["8542", "90", "8541"]),
    "two noughts, as all numbers of a column have": (["8542.00", "901380.00"], ["8542", "901380"]),
    "the zero of chapter 01, by the codes beside": (["854231", "10121"], ["854231", "010121"]),
    "both at once": (["854231.0", "10121.0"], ["854231", "010121"]),
    "the zero of a chapter alone": (["1", "85"], ["01", "85"]),
    "points between the levels": (["6203.40", "8542.31.00"], ["620340", "85423100"]),
    "a zero behind the point": (["6203.4", "8542.31"], ["620340", "854231"]),
    "a zero before the point": (["101.21", "8542.31"], ["010121", "854231"]),
    "noughts that are digits": (["2709.00", "6203.40"], ["270900", "620340"]),
    "ten digits": (["8542310000", "101210000"], ["8542310000", "0101210000"]),
    "blanks": (["8542 31", "84 71"], ["854231", "8471"]),
    "hard blanks": (["8542\u00a031", "8542\u202f32"], ["854231", "854232"]),
    "apostrophes of a spreadsheet": (["'854231", "’0201.30"], ["854231", "020130"]),
    "a point behind": (["8542.31.", "0201.30. ", "90."], ["854231", "020130", "90"]),
}


@pytest.mark.parametrize(("codes", "expected"), READ.values(), ids=list(READ))
def test_a_code_is_read_as_the_others_of_its_column_show(take, codes, expected):
    taken = take(codes)
    assert products(taken) == expected and taken.rows("rejected") == 0


SIX = "may be a code of 6 digits that .* state digits = 5 where the tariff .*, else digits = 6"
CUT = "may be a code that lost zeros behind its point; .*, such as digits = 6"
ASKED = {
    "five digits alone": (["10121"], ["10121"], SIX),
    "beside a zero that was kept": (["101210", "010121", "10121"], ["10121"], SIX),
    "no such heading of chapter 02": (["854231", "21010", "21110"], ["21010", "21110"], SIX),
    "no code so long beside": (["85423100", "10121"], ["10121"], SIX),
    "SITC of five digits": (["77641", "71322"], ["77641", "71322"], SIX),
    "three digits before a point": (["713.22", "764.11"], ["713.22", "764.11"], SIX),
    "a fraction alone": (["6203.4"], ["6203.4"], CUT),
    "a heading, or 2709.00": (["6203.4", "8542.31", "2709.0"], ["2709.0"], CUT),
    "the same without a point": (["6203.4", "8542.31", "2709"], ["2709"], CUT),
    "two noughts alone": (["8542.00"], ["8542.00"], CUT),
    "eleven digits": (["85423100001"], ["85423100001"], "digits = 11 where the tariff has so many"),
    "twelve digits": (["854231000012"], ["854231000012"], "state digits = 12 where the tariff"),
}  # fmt: skip


@pytest.mark.parametrize(("codes", "asked", "reason"), ASKED.values(), ids=list(ASKED))
def test_a_code_that_may_be_two_is_asked_about(take, codes, asked, reason):
    rejected = take(codes).rejected
    assert rejected["value"].tolist() == asked
    assert rejected["reason"].str.contains(reason).all()


def test_digits_that_are_stated_answer_the_question(take):
    codes = ["6203.4", "2709", "2709.0", "101.21", "10121", "854231.0", "8542"]
    taken = take(codes, "digits = 6")
    assert products(taken) == ["620340", "270900", "010121", "010121", "854231"]
    assert set(taken.rejected["reason"]) == {"is not a code of 6 digits"}
    assert taken.rejected["value"].tolist() == ["2709", "8542"]


@pytest.mark.parametrize(
    ("digits", "codes", "expected"),
    [(9, ["854231010", "10121000"], ["854231010", "010121000"]), (5, ["77641"], ["77641"]),
     (12, ["854231000012"], ["854231000012"]), (2, ["1", "85.0"], ["01", "85"]),
     (8, ["8542.31", "85.42.31.10"], ["85423100", "85423110"])],
)  # fmt: skip
def test_a_national_tariff_may_have_any_number_of_digits(take, digits, codes, expected):
    assert products(take(codes, f"digits = {digits}")) == expected


@pytest.mark.parametrize(
    "codes",
    [["776", "7764", "713"], ["334413", "541511"], ["334413.0"], ["26.11", "10.20", "01.13"]],
)
def test_codes_of_another_classification_are_no_products(take, codes):
    # SITC 776, NAICS 334413 and NACE 26.11 are semiconductors; chapter 77 is empty, and 33 ends
    # with 3307
    taken = take(codes)
    assert taken.rows("accepted") == 0
    assert taken.rejected["reason"].str.contains("is not a code of the Harmonized System").all()


def test_what_was_mended_is_told_with_examples(take):
    assert take(["101.21", "8542.31", "6203.4"]).told["codes of products mended"] == (
        "2: 101.21 = 010121, 6203.4 = 620340"
    )
    assert "codes of products mended" not in take(["8542.31", "85 42", "0101"]).told


def frames(tmp_path, codes):
    """Files of one table in formats that know numbers."""
    frame = pd.DataFrame({"period": "2019", "product": codes, "value": 1})
    frame.to_parquet(tmp_path / "a.parquet")
    book = openpyxl.Workbook()
    for row in [list(frame), *frame.to_numpy().tolist()]:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    with sqlite3.connect(tmp_path / "a.db") as con:
        frame.to_sql("t", con)
    fields = [("period", "C", 4), ("product", "N", 9), ("value", "N", 9)]
    rows = [["2019", f"{code:.2f}", "1"] for code in codes]
    made.dbf(tmp_path / "a.dbf", fields, rows)


@pytest.mark.parametrize(
    ("codes", "expected"),
    [([854231.0, 10121.0], ["854231", "010121"]), ([6203.40, 8542.31], ["620340", "854231"]),
     ([101.21, 6203.4, 8542.31], ["010121", "620340", "854231"])],
)  # fmt: skip
def test_a_number_is_the_code_that_it_was_in_every_format(tmp_path, codes, expected):
    frames(tmp_path, codes)
    for name in ("a.parquet", "a.xlsx", "a.dbf"):
        assert products(sez.intake(tmp_path / name)) == expected
    query = "SELECT period, product, value FROM t ORDER BY rowid"
    assert products(sez.intake(f"sqlite:///{tmp_path}/a.db", query=query)) == expected


def test_comtrade_through_a_frame_has_its_codes_back(tmp_path):
    rows = [("X", "156", "8542.0", "9", "0"), ("X", "156", "101.0", "1", "0"),
            ("X", "156", "TOTAL", "10", "0")]  # fmt: skip
    (tmp_path / "a.csv").write_text(made.comtrade(rows))
    taken = sez.intake(tmp_path / "a.csv")
    assert sorted(products(taken)) == ["0101", "8542"]
    assert taken.rows("set aside") == 1


def test_headings_are_those_of_the_harmonized_system():
    # HS 2022: 0106, 0910, 8549, 9706 are the last of their chapters, and 77 is kept empty
    assert all(map(is_heading, ("0106", "0910", "8549", "9706", "9999", "85")))
    assert not any(map(is_heading, ("0107", "0911", "8550", "9707", "7701", "77", "0001", "8500")))


LOST = pd.DataFrame({"period": "2019", "value": 1.0, "product": ["8542.0", "10121"]})


def test_a_group_of_a_code_that_lost_its_zero_is_refused():
    with pytest.raises(sez.FlowsError, match="'10121', which may have lost the zero before it"):
        sez.with_groups(LOST)


def test_a_code_that_lost_its_zero_has_no_group_on_a_lazy_frame():
    expected = ["microelectronics", None]
    con = duckdb.connect()
    con.register("lost", LOST)
    assert [row[-1] for row in sez.with_groups(con.table("lost")).fetchall()] == expected
    lazy = sez.with_groups(pl.from_pandas(LOST).lazy()).collect()
    assert lazy["group"].to_list() == expected


def test_groups_are_those_of_codes_as_people_write_them():
    codes = ["8542.0", "0101.21", "6203.40", " 9023", "9023.00", "901100010", "854231010"]
    frame = pd.DataFrame({"period": "2019", "value": 1.0, "product": codes})
    expected = ["microelectronics", "animals", "textiles", "education", "education", "optics"]
    assert sez.with_groups(frame)["group"].tolist() == [*expected, "microelectronics"]
