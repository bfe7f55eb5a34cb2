"""The page on a file that came in: each row accounted for, each error counted once."""

import re

import pytest

import sezlib as sez
from tests.cells import make_page, text
from tests.drawn import draw

PAGE = sez.pages.intake
LANGUAGES = ("en", "ru")
KOREA = """period,resident,product,destination,value,currency
2019-01,Alpha,854231,CHN,5000000,EUR
2019-01,Alpha,854231,Корея,4000000,EUR
2019-02,Beta,854231,Корея,5000000,EUR
2019-02,Beta,854231,DEU,x,EUR
2019-04,Beta,854231,DEU,1000000,EUR
"""


@pytest.fixture
def taken(tmp_path):
    path = tmp_path / "korea.csv"
    path.write_text(KOREA, encoding="utf-8")
    return sez.intake(path)


def points(taken, language="en"):
    """Return the main points on a file, beside which nothing is known."""
    flows, none = taken.flows, sez.attempt(sez.outliers, taken.flows.iloc[:0])
    ed = PAGE.edition(taken, "korea.csv", language=language)
    twice, wrong = sez.duplicates(flows), PAGE.errors(taken)
    made = PAGE.points(taken, wrong, sez.coverage(flows), none, twice, none, ed)
    return made._repr_html_()


def test_an_error_of_many_rows_is_counted_once_with_their_amount(taken):
    errors = PAGE.errors(taken)
    assert errors["rows"].tolist() == [2, 1]
    assert errors["text"].tolist() == ["Корея", "x"]
    assert errors["total"].iloc[0] == 9_000_000
    assert errors["total"].isna().tolist() == [False, True]
    told = points(taken)
    assert "“Корея” in “destination” (an unknown country): 2 rows, EUR\xa09.0\xa0million" in told
    told = points(taken, "ru").replace("2\xa0", "2 ")
    assert "«Корея» в столбце «destination» (неизвестная страна): 2 строки, 9,0" in told


def test_the_account_is_that_of_the_rows(taken):
    assert "Of 5 rows, 2 were accepted, 3 rejected and none set aside." in points(taken)


def test_months_without_records_are_named_and_drawn(taken):
    edition = PAGE.edition(taken)
    timeline = sez.timeline(taken.flows)
    told = repr(PAGE.coverage(sez.coverage(taken.flows), timeline, edition))
    assert "There are no records of February 2019 and March 2019." in told
    axes = draw(PAGE.draw_periods, timeline, edition)
    assert [bar.get_height() for bar in axes.containers[0]] == [5.0, 1.0]
    assert [patch.get_x() + 0.4 for patch in axes.patches[2:]] == [1.0, 2.0]


FILES = {
    "years": "period,value,currency\n2018,1,EUR\n2019,2,EUR\n",
    "quarters": "period,value,currency\n2018-Q1,1,EUR\n2019-Q1,2,EUR\n",
    "mixed": "period,value,currency,resident\n2018,1,EUR,A\n2019-01,2,EUR,A\n",
    "two currencies": "period,value,currency\n2019-01,1,EUR\n2019-02,2,USD\n",
    "no currency": "period,value\n2019-01,1\n2019-02,2\n",
    "nothing accepted": "period,value,currency\n2019-13,1,EUR\n2019-02,x,USD\n",
    "hostile": 'period,value,currency,resident\n2019-01,1,EUR,<b>$x$\n"<i>{$n}",1,EUR,A\n',
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_any_file_that_can_be_opened_has_a_page(name, language, tmp_path, monkeypatch):
    (tmp_path / "file.csv").write_text(FILES[name], encoding="utf-8")
    given = {"file": str(tmp_path / "file.csv"), "mapping": ""}
    page = make_page("data_intake", monkeypatch, tmp_path, language=language, **given)
    told, made = text(page), page["cells"]
    edition = made["edition"]
    for kind in ("account", "errors", "found", "coverage"):
        of = {"errors": "errors", "coverage": "cover"}.get(kind, "taken")
        table = getattr(PAGE, f"{kind}_table")(made[of], edition)
        told += repr(sez.show(table, kind, edition) or "")
    assert not re.search(r"\b(None|nan|NaT)\b", told)
    if language == "ru":
        left = set(re.findall(r"[A-Za-z]{4,}", told)) - {"file"}
        assert not {word for word in left if word not in FILES[name]}, told


def test_the_source_is_named_in_russian(tmp_path):
    (tmp_path / "f.csv").write_text("Год,Сумма\n2019,1\n", encoding="utf-8")
    (tmp_path / "f.toml").write_text(
        'value_in = "RUB"\n[columns]\nperiod = "Год"\nvalue = "Сумма"\n'
    )
    taken = sez.intake(tmp_path / "f.csv", mapping=tmp_path / "f.toml")
    found = PAGE.found_table(taken, PAGE.edition(taken, language="ru")).to_numpy().tolist()
    assert ["источник", "таблица с сопоставлением столбцов"] in found


def test_a_mapping_and_an_earlier_vintage_lie_beside_their_file(tmp_path):
    for name in ("sent.xlsx", "sent.toml", "sent_before.xlsx", "other.csv"):
        (tmp_path / name).write_text("")
    sent, other = str(tmp_path / "sent.xlsx"), str(tmp_path / "other.csv")
    assert PAGE.beside(sent, "", ".toml") == str(tmp_path / "sent.toml")
    assert PAGE.beside(f"{sent}#May", "", "_before") == str(tmp_path / "sent_before.xlsx")
    assert PAGE.beside(other, "", ".toml") == PAGE.beside(other, "", "_before") == ""
    assert PAGE.beside(other, "sent.toml", ".toml") == "sent.toml"


def test_what_stands_in_a_cell_is_only_text(tmp_path):
    (tmp_path / "file.csv").write_text(FILES["hostile"], encoding="utf-8")
    taken = sez.intake(tmp_path / "file.csv")
    page = points(taken)
    assert "&lt;i&gt;{$n}" in page
    assert "<i>" not in page


def test_what_was_mended_and_asked_about_is_told_in_russian(tmp_path, monkeypatch):
    rows = ("8542.0,156", "90.0,720", "10121.0,CHN")
    lines = "".join(f"2019,1,{row}\n" for row in rows)
    (tmp_path / "file.csv").write_text(f"period,value,product,destination\n{lines}")
    taken = sez.intake(tmp_path / "file.csv")
    wrong = PAGE.errors(taken)
    told = PAGE.errors_table(wrong, PAGE.edition(taken, language="ru"))
    assert told["reason"].tolist() == ["допускает два прочтения"] * 3
    (tmp_path / "file.csv").write_text("period,value,product\n2019,1,8542.0\n")
    taken = sez.intake(tmp_path / "file.csv")
    found = PAGE.found_table(taken, PAGE.edition(taken, language="ru"))
    assert ["восстановленные коды товаров", "1: 8542.0 = 8542"] in found.to_numpy().tolist()
