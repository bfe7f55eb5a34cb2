"""Periods as offices of other languages write them, and parts of fiscal years."""

import pytest

import sezlib as sez
from sezlib.periods import from_calendar, parse


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("janeiro de 2019", "2019-01"),
        ("Set/2019", "2019-09"),
        ("enero-marzo de 2019", "2019-Q1"),
        ("KASIM 2019", "2019-11"),
        ("MAYIS-19", "2019-05"),
        ("NİSAN 2019", "2019-04"),
        ("styczeń 2019 r.", "2019-01"),
        ("paź 2019", "2019-10"),
        ("вересень 2019 р.", "2019-09"),
        ("лип.19", "2019-07"),
        ("2019 жылғы қаңтар", "2019-01"),
        ("Tháng 01/2019", "2019-01"),
        ("tháng 12 năm 2019", "2019-12"),
        ("Quý 1/2019", "2019-Q1"),
        ("2019年1月", "2019-01"),
        ("２０１９年１２月", "2019-12"),
        ("2019年1-3月", "2019-Q1"),
        ("2019年第一季度", "2019-Q1"),
        ("2019年下半年", "2019-S2"),
        ("2019년 1월", "2019-01"),
        ("2019년 2분기", "2019-Q2"),
        ("2019年", "2019"),
        ("平成31年", "2019"),
        ("令和元年", "2019"),
        ("令和2年4月", "2020-04"),
        ("昭和63年第1四半期", "1988-Q1"),
        ("มิ.ย. 2019", "2019-06"),
        ("1. çeyrek 2019", "2019-Q1"),
        ("II kwartał 2019", "2019-Q2"),
        ("ІІ квартал 2019", "2019-Q2"),
        ("1-тоқсан 2019", "2019-Q1"),
        ("1º trimestre de 2019", "2019-Q1"),
    ],
)
def test_periods_are_read_in_the_languages_of_many_offices(text, period):
    assert parse(text) == period


@pytest.mark.parametrize("text", ["2019年13月", "jui 2019", "ма 2019"])
def test_what_names_no_single_period_is_refused(text):
    with pytest.raises(sez.FlowsError, match="is not a period"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "begins", "period"),
    [
        ("2017-18 Q1", "07", "2017-Q3"),
        ("Q4 2017/18", "07", "2018-Q2"),
        ("Q4 2017-18", "04", "2018-Q1"),
        ("I кв. 2017/18", "07", "2017-Q3"),
        ("H1 2017-18", "07", "2017-S2"),
    ],
)
def test_a_part_of_a_fiscal_year_is_a_part_of_the_calendar(text, begins, period):
    assert parse(text, "auto", begins) == period
    with pytest.raises(sez.FlowsError, match=r'state .* such as year_begins = "07"'):
        parse(text)


def test_a_quarter_of_a_year_by_one_number_needs_to_know_which():
    assert parse("Q1 FY18", "fiscal", "07") == "2017-Q3"
    assert parse("1QFY18", "fiscal_begins", "07") == "2018-Q3"
    with pytest.raises(sez.FlowsError, match='state period = "fiscal_ends"'):
        parse("Q1 FY18", "auto", "07")
    with pytest.raises(sez.FlowsError, match="is no quarter or half of the calendar"):
        parse("H1 2017-18", "auto", "04")


@pytest.mark.parametrize(
    ("text", "calendar", "period"),
    [
        ("มกราคม 2562", "buddhist", "2019-01"),
        ("01/2562", "buddhist", "2019-01"),
        ("108年1月", "minguo", "2019-01"),
        ("1402", "solar hijri", "2023-A1"),
    ],
)
def test_years_of_another_calendar_stand_anywhere(text, calendar, period):
    assert from_calendar(text, calendar, "auto") == period


FISCAL = 'period = "fiscal"\nyear_begins = "07"\nvalue_in = "USD"\n[columns]\nvalue = "v"\n'


def taken(tmp_path, text, more):
    (tmp_path / "f.csv").write_text(text)
    (tmp_path / "m.toml").write_text(FISCAL + more)
    return sez.intake(tmp_path / "f.csv", mapping=tmp_path / "m.toml")


def test_months_are_read_as_fiscal_years(tmp_path):
    months = [(2017 + (6 + m) // 12, (6 + m) % 12 + 1, 2**m) for m in range(24)]
    text = "p,v\n" + "".join(f"{year}-{month:02},{value}\n" for year, month, value in months)
    flows = taken(tmp_path, text, 'period = "p"\n').flows
    assert flows.groupby("period")["value"].sum().to_dict() == {
        "2017-A1": 2**12 - 1,
        "2018-A1": 2**24 - 2**12,
    }
    assert set(flows["year_begins"]) == {"07"}
    two = "y,m,v\n" + "".join(f"{year},{month},{value}\n" for year, month, value in months)
    again = taken(tmp_path, two, 'period = ["y", "m"]\n').flows
    assert again["period"].tolist() == flows["period"].tolist()


def test_a_fiscal_year_that_a_file_ends_within_is_asked_about(tmp_path):
    text = "p,v\n2017-Q3,1\n2017-Q4,2\n2018-Q1,3\n2018-Q2,4\n2018-Q3,5\n"
    rejected = taken(tmp_path, text, 'period = "p"\n').rejected
    [reason] = rejected["reason"]
    assert reason.startswith("is of the fiscal year 2018/19, and the file has months from 2017-07")
    line = reason.split(", as ")[1].split(", under")[0]
    flows = taken(tmp_path, text, f'period = "p"\n[aside]\n{line}\n').flows
    assert flows["value"].sum() == 10
    assert flows["period"].unique().tolist() == ["2017-A1"]


def test_a_fiscal_year_of_japan_is_stated_to_be_one():
    with pytest.raises(sez.FlowsError, match='period = "year" if it is of the calendar'):
        parse("2019年度")
    assert parse("2019年度", "fiscal_begins") == "2019-A1"
    assert parse("2019年度", "year") == "2019"
    with pytest.raises(sez.FlowsError, match="fiscal_begins"):
        parse("2019年度", "fiscal")


RUNNING = [("3 месяца", "6 месяцев", "9 месяцев"), ("Jan-Mar", "Jan-Jun", "Jan-Sep"),
           ("январь-март", "январь-июнь", "январь-сентябрь")]  # fmt: skip


@pytest.mark.parametrize("texts", RUNNING)
@pytest.mark.parametrize("apart", [True, False])
def test_running_totals_in_cells_are_asked_about_and_differenced_where_stated(
    tmp_path, texts, apart
):
    cells = [f"2019;{t};{v}" if apart else f"{t} 2019;;{v}" for t, v in zip(texts, (5, 12, 30))]  # noqa: B905
    (tmp_path / "f.csv").write_text("\n".join(["A;B;V", *cells]), encoding="utf-8")
    mapping = tmp_path / "m.toml"
    columns = f'value_in = "USD"\n[columns]\nvalue = "V"\nperiod = {["A", "B"] if apart else "A"!r}'
    mapping.write_text(columns)
    taken = sez.intake(tmp_path / "f.csv", mapping=mapping)
    assert taken.flows["value"].tolist() == [5]
    assert all('state period = "cumulative"' in why for why in taken.rejected["reason"])
    mapping.write_text(f'period = "cumulative"\n{columns}')
    flows = sez.read(tmp_path / "f.csv", mapping=mapping)
    assert flows[["period", "value"]].to_numpy().tolist() == [
        ["2019-Q1", 5], ["2019-Q2", 7], ["2019-Q3", 18],
    ]  # fmt: skip


def test_what_is_in_a_column_and_a_constant_too_is_refused(tmp_path):
    (tmp_path / "f.csv").write_text("A;V\n3 months;5\n6 months;12\n")
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        'value_in = "USD"\n[columns]\nvalue = "V"\nperiod = "A"\n[constants]\nperiod = "2019"\n'
    )
    with pytest.raises(sez.FlowsError, match=r"'period' is in \[columns\] and in \[constants\]"):
        sez.intake(tmp_path / "f.csv", mapping=mapping)
