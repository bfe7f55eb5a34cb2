"""Tables that are drawn, labelled and put into a workbook, whatever metric made them."""

import matplotlib.pyplot as plt
import openpyxl
import pandas as pd
import polars as pl
import pytest
from matplotlib.figure import Figure

import sezlib as sez
from sezlib.pages import plots
from tests.drawn import bars, ends, lines, ticks
from tests.test_identity import flows, made


@pytest.fixture(autouse=True)
def quiet():
    plt.switch_backend("agg")
    yield
    plt.close("all")


def drawn(table, kind="", **how):
    axes = sez.plot(table, kind, ax=Figure(figsize=(8, 6)).subplots(), **how)
    axes.figure.draw_without_rendering()
    return axes


FIVE = sez.example()
# the kind that is drawn without one, and what else can be
SUITS = [
    (sez.total(FIVE), "bar", {"line", "slope", "area"}),
    (sez.growth(FIVE), "line", {"slope", "bar"}),
    (sez.cumulative(FIVE), "bar", {"line", "slope", "area"}),
    (sez.share(FIVE, "group"), "line", {"slope", "area", "bar", "heat"}),
    (sez.total(FIVE, by="destination"), "line", {"slope", "area", "bar", "heat", "map"}),
    (sez.contribution(FIVE, "group"), "bar", {"line", "slope", "heat"}),
    (sez.rank(FIVE[3:], "destination"), "bar", {"map"}),
    (sez.total(FIVE, by=["group", "destination"]), "heat", set()),
    (sez.lorenz(FIVE, "resident"), "line", set()),
]


@pytest.mark.parametrize(("table", "first", "others"), SUITS, ids=range(len(SUITS)))
def test_a_table_is_drawn_as_what_it_is_and_else_refused(table, first, others):
    shape = {
        "bar": lambda axes: bool(axes.containers), "heat": lambda axes: bool(axes.collections),
        "line": lambda axes: bool(axes.lines), "area": lambda axes: bool(axes.collections),
        "slope": lambda axes: all(len(line.get_xdata()) == 2 for line in axes.lines),
        "map": lambda axes: axes.get_legend() is not None,
    }  # fmt: skip
    assert shape[first](drawn(table))
    for kind in plots.KINDS:
        if kind in others | {first}:
            assert shape[kind](drawn(table, kind)), kind
        else:
            with pytest.raises(
                sez.FlowsError, match=f"plot draws no {kind} of .*; what suits it"
            ) as e:
                sez.plot(table, kind)
            told = str(e.value).partition("what suits it is ")[2]
            assert all(f"'{one}'" in told for one in {first, *others})
            assert "\n" not in str(e.value)


def test_bars_have_the_names_the_amounts_and_the_order_of_the_table():
    axes = drawn(sez.rank(FIVE, "destination"), "bar", period="2019", language="ru")
    held = {bar.name: bar.end - bar.start for bar in bars(axes)}
    assert held == {"Китай": 45.0, "Казахстан": 15.0} and [*held] == ["Китай", "Казахстан"]
    assert [text.get_text() for text in axes.texts] == ["45,0", "15,0"]
    assert axes.get_title(loc="left") == "Экспорт, ден. ед., 2019"


def test_lines_are_in_per_cent_and_break_where_a_year_is_missing():
    gap = pd.DataFrame({"period": ["2016", "2018", "2019"], "value": [1.0, 3.0, 6.0]})
    gap["group"] = "optics"
    axes = drawn(sez.total(gap, by="group"), "line")
    assert lines(axes)[0].points == [(0.0, 1.0), (2.0, 3.0), (3.0, 6.0)]
    assert [*ticks(axes, "x").values()] == ["2016", "2017", "2018", "2019"]
    axes = drawn(sez.share(FIVE, "group"))
    assert axes.get_ylabel() == "Share, %"
    assert {line.points[-1][1] for line in lines(axes)} == {25.0, 75.0}
    assert [text.text[:6] for text in ends(axes)] == ["optics", "educat"]


def test_what_is_drawn_until_a_period_says_so():
    axes = drawn(sez.total(FIVE), "line", period="2018")
    assert lines(axes)[0].points == [(0.0, 10.0), (1.0, 40.0)]
    assert axes.get_title(loc="left") == "Exports, currency units, 2017–2018"
    slope = drawn(sez.total(FIVE), "slope")
    assert lines(slope)[0].points == [(0.0, 10.0), (1.0, 60.0)]


def test_cells_hold_what_the_table_holds():
    axes = drawn(sez.total(FIVE, by=["group", "destination"]))
    names = [[t.get_text() for t in axis.get_ticklabels()] for axis in (axes.yaxis, axes.xaxis)]
    assert names == [["optics", "educational equipment\nand kits"], ["China", "Kazakhstan"]]
    places = {(round(t.get_position()[1]), t.get_text()) for t in axes.texts if t.get_text()}
    assert {text for _, text in places} == {"45.0", "15.0"}


def test_areas_are_stacked_to_the_total():
    axes = drawn(sez.total(FIVE, by="group"), "area")
    tops = [max(y for _, y in held.get_paths()[0].vertices) for held in axes.collections]
    assert max(tops) == sez.total(FIVE)["total"].max() == 60.0
    shares = drawn(sez.share(FIVE, "destination"), "area")
    tops = [held.get_paths()[0].vertices for held in shares.collections]
    assert max(y for vertices in tops for _, y in vertices) == pytest.approx(100)


def test_a_map_takes_its_classes_from_all_years():
    table = sez.total(FIVE, by="destination")
    texts = [
        [text.get_text() for text in drawn(table, "map", period=year).get_legend().get_texts()]
        for year in ("2017", "2019")
    ]
    assert texts[0] == texts[1]


def test_what_is_too_much_is_counted():
    many = pd.DataFrame({"group": [f"g{n:02}" for n in range(40)], "value": range(1, 41)})
    many = many.assign(period="2019")
    table = sez.total(many.astype({"value": float}), by="group")
    axes = drawn(table)
    assert len(bars(axes)) == 15 and "Not shown: 25 smaller" in axes.get_xlabel()
    both = pd.concat([many, many.assign(period="2018")]).astype({"value": float})
    area = drawn(sez.total(both, by="group"), "area")
    assert "34 others" in [text.get_text() for text in area.texts]


def test_heads_are_true_of_what_a_table_is_of():
    weights = FIVE.assign(net_kg=1.0)
    assert drawn(sez.total(weights, "net_kg")).get_ylabel() == "total"
    assert drawn(sez.count(FIVE, "group")).get_ylabel() == "count"
    assert drawn(sez.count(FIVE, "resident")).get_ylabel() == "Exporters"
    assert drawn(sez.relative_to(FIVE, 200.0)).get_ylabel() == "ratio"
    assert drawn(made()["times"], period="2019").get_xlabel() == "Median, hours"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_table_is_drawn_and_labelled_or_refused_in_one_sentence(language):
    for label, table in made().items():
        for call in (lambda t: drawn(t, language=language), lambda t: sez.labelled(t, language)):
            try:
                assert call(table) is not None
            except sez.FlowsError as error:
                assert "\n" not in str(error), label
                assert str(error).startswith(("plot", "tables.labelled takes")), (label, str(error))


def test_axes_are_those_given_or_ones_that_a_notebook_shows():
    axes = Figure().subplots()
    assert sez.plot(sez.growth(FIVE), ax=axes) is axes
    assert sez.plot(sez.growth(FIVE)) in plt.gcf().axes


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: sez.plot(sez.growth(FIVE), "pie"), "kind 'pie' is not one of"),
        (
            lambda: sez.plot(sez.growth(FIVE), period="2030"),
            "has no period '2030'; its periods are '2017'",
        ),
        (lambda: sez.plot(sez.growth(FIVE)[:0]), "which has no amounts"),
        (lambda: sez.plot(pl.DataFrame({"a": [1]})), "plots.plot takes .*make it a pandas table"),
        (lambda: sez.plot(pd.DataFrame({"a": ["b"]})), "plot finds no amount in this table"),
        (
            lambda: sez.plot(sez.total(FIVE, by=["group", "destination", "resident"])),
            "more than two keys",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(call, told):
    with pytest.raises(sez.FlowsError, match=told) as error:
        call()
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"period": ["2018", None], "total": [1.0, 2.0]}, "which has (None|nan) in place of"),
        ({"period": ["2018", 2019], "total": [1.0, 2.0]}, "which has 2019 in place of"),
        ({"period": ["2018", "2019"], "total": [1.0, float("inf")]}, "which has inf in place of"),
    ],
)
def test_a_table_of_ones_own_that_holds_no_periods_or_amounts_is_refused(table, told):
    with pytest.raises(sez.FlowsError, match=told):
        sez.plot(pd.DataFrame(table))


@pytest.mark.parametrize("call", [sez.plot, sez.labelled])
def test_columns_of_one_name_are_refused(call):
    with pytest.raises(sez.FlowsError, match="whose columns have no names, or the same"):
        call(pd.DataFrame([[1, 2]], columns=["total", "total"]))


def test_what_is_no_number_is_written_as_it_is(tmp_path):
    table = pd.DataFrame({"period": ["2018", "2019"], "total": [1.5, "about 2"]})
    path = sez.to_workbook({"a": table}, tmp_path / "a.xlsx")
    sheet = pd.read_excel(path, sheet_name=2, header=None, engine="openpyxl")
    assert sheet.iloc[-2:, 1].tolist() == [1.5, "about 2"]


def test_labels_are_names_and_amounts_stay():
    table = sez.rank(flows(), "destination", by="group", top=1)
    told = sez.labelled(table, "ru")
    heads = ["Товарная группа", "Период", "Страна", "Страны", "Экспорт, руб.", "Доля", "Место"]
    assert [*told.columns] == heads and table.columns[0] == "group"
    assert told.iloc[0, 0] == "учебное оборудование и образовательные наборы"
    assert {"Китай", "прочие, 1"} <= {*told["Страна"]}
    pd.testing.assert_series_equal(told["Доля"], table["share"], check_names=False)


def test_a_workbook_has_a_sheet_for_each_table_with_names_and_unrounded_numbers(tmp_path):
    path = tmp_path / "book.xlsx"
    tables = {"Growth": sez.growth(FIVE), "By country": sez.share(FIVE, "destination")}
    assert sez.to_workbook(tables, path, language="ru", title="=Отчёт") == path
    book = openpyxl.load_workbook(path)
    assert len(book.sheetnames) == 4
    cells = [[cell.value for cell in row] for row in book[book.sheetnames[-1]].iter_rows()]
    flat = [value for row in cells for value in row]
    assert "Китай" in flat and 0.75 in flat and "CHN" not in flat
    assert not any(
        cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row
    )
    again = sez.to_workbook([sez.growth(FIVE), sez.growth(FIVE, by="group")], path)
    assert len(openpyxl.load_workbook(again).sheetnames) == 4


@pytest.mark.parametrize(
    ("tables", "name", "told"),
    [
        ({}, "a.xlsx", "no tables"),
        ({"a": [1]}, "a.xlsx", "to_workbook takes tables, and was given as 'a' a list"),
        ({None: sez.total(FIVE)}, "a.xlsx", "to_workbook was given a table named None"),
        ({"a": pd.DataFrame({1: [2]})}, "a.xlsx", "columns have no names, or the same"),
        ({"a": sez.total(FIVE)}, "folder.xlsx", "'folder.xlsx' is no file like tables.xlsx"),
        ([sez.growth(FIVE)], "a.xls", "'a.xls' is no file like tables.xlsx"),
        ([sez.growth(FIVE)], "no/a.xlsx", "in a folder that is there"),
        (
            [sez.growth(FIVE.assign(currency=c)) for c in ("RUB", "USD")],
            "a.xlsx",
            "in 'RUB', 'USD'",
        ),
    ],
)
def test_what_is_no_workbook_is_refused(tables, name, told, tmp_path):
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(sez.FlowsError, match=told):
        sez.to_workbook(tables, tmp_path / name)


PERIODS = [
    ([2018, 2019], ["2018", "2019"]),
    (pd.array([2018, 2019], dtype="Int64"), ["2018", "2019"]),
    (pd.PeriodIndex(["2018", "2019"], freq="Y"), ["2018", "2019"]),
    (pd.PeriodIndex(["2018Q1", "2019Q4"], freq="Q"), ["2018-Q1", "2019-Q4"]),
    (pd.PeriodIndex(["2018-01", "2019-12"], freq="M"), ["2018-01", "2019-12"]),
    (pd.Categorical(["2018-S1", "2019-S2"]), ["2018-S1", "2019-S2"]),
]


@pytest.mark.parametrize(("given", "meant"), PERIODS, ids=range(len(PERIODS)))
def test_periods_of_pandas_and_whole_years_are_periods(given, meant):
    like = pd.DataFrame({"period": meant, "value": [1.0, 2.0], "destination": ["CHN", "KAZ"]})
    other = like.assign(period=given)
    asked = (
        sez.total,
        sez.cumulative,
        lambda f: sez.until(f, "2019-12"),
        lambda f: sez.first_exports(f, "destination"),
        lambda f: sez.like_for_like(f, "2019"),
    )
    for ask in asked:
        pd.testing.assert_frame_equal(
            ask(other), ask(like), check_dtype=False, check_categorical=False
        )
    assert sez.edition(other, period=2019).end == sez.edition(like, period="2019").end


# a period of two quarters is written as its first alone
@pytest.mark.parametrize("freq", ["Y-MAR", "Q-JUN", "2Q", "6M", "W", "D"])
def test_periods_of_pandas_that_are_no_calendar_year_quarter_or_month_are_refused(freq):
    table = pd.DataFrame({"period": pd.PeriodIndex(["2018-01-01"], freq=freq), "value": [1.0]})
    with pytest.raises(sez.FlowsError, match=r"of the dtype period.*not of calendar years"):
        sez.total(table)


@pytest.mark.parametrize(
    ("code", "per"),
    [
        ("Y", "year"),
        ("A", "year"),
        ("Q", "quarter"),
        ("QE", "quarter"),
        ("M", "month"),
        ("ME", "month"),
        ("S", "half"),
        ("q", "quarter"),
    ],
)
def test_codes_of_grains_are_grains(code, per):
    pd.testing.assert_frame_equal(sez.growth(FIVE, per=code), sez.growth(FIVE, per=per))
    assert sez.growth(FIVE, per=code).attrs == sez.growth(FIVE, per=per).attrs
