"""Columns that tell exports from imports."""

import pytest

import sezlib as sez
from sezlib.sources import suggest

MAPPING = 'value_in = "USD"\n[columns]\nperiod = "Year"\nvalue = "Value"\n'
WAYS = [
    ("flow_code", "X", "M"), ("F", "X", "M"), ("TradeFlowName", "Gross Exp.", "Gross Imp."),
    ("Вид", "ЭК", "ИМ"), ("направление", "Экспорт товаров", "Импорт товаров"), ("FLOW", "2", "1"),
    ("Type", "Export", "Import"), ("Richtung", "Ausfuhr", "Einfuhr"), ("类型", "出口", "进口"),
    ("Flow", "E", "I"), ("Trade", "Exportaciones", "Importaciones"), ("F", "X", "RX"),
    ("Tipo", "Esportazioni", "Importazioni"), ("Rodzaj", "wywóz", "przywóz"),
    ("Вид", "експорт", "імпорт"), ("Tür", "İhracat", "İthalat"), ("Jenis", "Ekspor", "Impor"),
    ("Směr", "vývoz", "dovoz"), ("Stroom", "uitvoer", "invoer"), ("النوع", "صادرات", "واردات"),
    ("Direction", "Out", "In"), ("Type", "Dispatches", "Arrivals"),
    ("Loại", "Xuất khẩu", "Nhập khẩu"),
    ("Indicator", "Exports", "Balance"), ("Flow", "Verkauf", "Import"),
    ("Market", "Export", "Domestic"), ("Рынок", "на экспорт", "внутренний рынок"),
]  # fmt: skip


@pytest.fixture
def take(tmp_path):
    def taken(name, texts, more=""):
        rows = [f"2019,{n},{text}" for n, text in enumerate(texts, 1)]
        (tmp_path / "f.csv").write_text(
            "\n".join([f"Year,Value,{name}", *rows, ""]), encoding="utf-8"
        )
        (tmp_path / "m.toml").write_text(MAPPING + more, encoding="utf-8")
        return sez.intake(tmp_path / "f.csv", mapping=tmp_path / "m.toml")

    return taken


@pytest.mark.parametrize(("name", "export", "other"), WAYS)
def test_a_column_that_tells_exports_from_imports_is_asked_about_and_used(
    take, tmp_path, name, export, other
):
    with pytest.raises(sez.FlowsError, match="tells exports from other flows") as refused:
        take(name, [export, other, export])
    line = f'"{name}" = ["{other}"]'
    assert line in str(refused.value)
    assert f"[aside]\n{line}\n" in suggest(tmp_path / "f.csv")
    taken = take(name, [export, other, export], f"[aside]\n{line}\n")
    assert taken.flows["value"].tolist() == [1, 3]
    assert take(name, [export, other], f"[keep]\n{line}\n").rows("accepted") == 2


@pytest.mark.parametrize("other", ["Import", "импорт", "ИМ"])
def test_a_file_of_imports_alone_is_asked_about(take, other):
    with pytest.raises(sez.FlowsError, match=f'"F" = \\["{other}"\\] under \\[aside\\]'):
        take("F", [other, other])


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("Type", ["Export", "Export"]), ("flow_code", ["X", "X"]), ("FLOW", ["2", "2"]),
        ("Partner", ["IN", "IN"]), ("Unit", ["in", "out"]), ("Kind", ["Domestic exports"] * 2),
        ("Goods", ["Domestic appliances", "Export boxes"]), ("Flow", ["Domestic exports"] * 2),
        ("Size", ["S", "M", "X"]), ("Size", ["M", "M"]), ("Rank", ["1", "2"]),
        ("Goods", ["Imported parts", "Export cars", "Wood", "Maize"]),
    ],
)  # fmt: skip
def test_exports_alone_and_other_columns_are_not_asked_about(take, name, texts):
    assert take(name, texts).rows("accepted") == len(texts)


MIXED = ["Export", "Import", "Transit", "Re-export", "Re-import", "Bunkers"]


def test_all_that_is_no_export_is_named_and_re_exports_are_asked_about(take, tmp_path):
    line = '"Flow" = ["Import", "Transit", "Re-export", "Re-import", "Bunkers"]'
    with pytest.raises(sez.FlowsError, match="tells exports from other flows") as refused:
        take("Flow", MIXED)
    assert line in str(refused.value)
    written = suggest(tmp_path / "f.csv")
    assert f"[aside]\n{line}\n# exports hold re-exports at most sources" in written
    assert '"Flow" = ["Re-export"] under [keep]' in written
    taken = take("Flow", MIXED, f'[aside]\n{line.replace(""" "Re-export",""", "")}\n[keep]\n'
                 '"Flow" = ["Re-export"]\n')  # fmt: skip
    assert taken.flows["value"].tolist() == [1, 4]


def test_what_is_left_beside_exports_is_asked_about(take):
    with pytest.raises(sez.FlowsError, match='"Flow" = \\["Transit", "Re-export", "Re-import", "B'):
        take("Flow", MIXED, '[aside]\n"Flow" = ["Import"]\n')
    with pytest.raises(sez.FlowsError, match='"Режим" = \\["транзит"\\] under'):
        take("Режим", ["экспорт", "транзит"])


def test_directions_written_once_are_asked_about_and_a_blank_of_a_total_is_not(take):
    rows = ["Export", "", "Import", ""]
    with pytest.raises(sez.FlowsError, match='"Flow" = \\["Import", ""\\] under'):
        take("Flow", rows)
    with pytest.raises(sez.FlowsError, match='"Flow" = \\[""\\] under'):
        take("Flow", rows, '[aside]\n"Flow" = ["Import"]\n')
    assert take("Flow", rows[:3], '[aside]\n"Flow" = ["Import"]\n').rows("accepted") == 2


def test_a_column_of_numbers_is_known_by_the_names_beside_it(take):
    taken = take("Code,Name", ["1,Import", "2,Export"], '[aside]\n"Name" = ["Import"]\n')
    assert taken.flows["value"].tolist() == [2]


def test_own_columns_beside_a_direction_are_asked_about(tmp_path):
    (tmp_path / "f.csv").write_text("period,value,flow\n2019,1,Export\n2019,2,Import\n")
    with pytest.raises(sez.FlowsError, match="column 'flow' tells exports"):
        sez.intake(tmp_path / "f.csv")


@pytest.mark.parametrize("header", ["Import value, USD", "Импорт, долл. США", "进口额（美元）"])
def test_a_value_that_is_called_imports_is_refused_and_not_suggested(tmp_path, header):
    (tmp_path / "f.csv").write_text(f"Y;{header};Export, USD\n2019;5;7\n", encoding="utf-8")
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        f'value_in = "USD"\n[columns]\nperiod = "Y"\nvalue = "{header}"\n', encoding="utf-8"
    )
    with pytest.raises(sez.FlowsError, match="is called as other flows are than exports"):
        sez.intake(tmp_path / "f.csv", mapping=mapping)
    assert '\nvalue = "Export, USD"' in suggest(tmp_path / "f.csv")


def test_exports_are_suggested_where_a_wide_table_has_imports_before_them(tmp_path):
    names = "Country;Import 2018;Import 2019;Export 2018;Export 2019"
    (tmp_path / "f.csv").write_text(f"{names}\nChina;7;8;10;11\n")
    assert 'period = "Export *"' in suggest(tmp_path / "f.csv")
