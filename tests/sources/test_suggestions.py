"""A first mapping: by the names of columns, where what they hold bears the names out."""

import tomllib

import pytest

import sezlib as sez
from sezlib.sources import suggest
from tests.sources.test_wide import TWO_ROWS, taken_in  # noqa: F401


@pytest.fixture
def suggested(tmp_path):
    """The mapping that is suggested for a text, as text and as it is read."""

    def told(text, **how):
        (tmp_path / "f.csv").write_text(text, encoding="utf-8")
        said = suggest(tmp_path / "f.csv", **how)
        (tmp_path / "first.toml").write_text(said, encoding="utf-8")
        return said, tomllib.loads(said)

    return told


def test_a_column_that_does_not_hold_what_its_name_promises_is_left_out(suggested):
    said, mapping = suggested(
        "type_code,period,reporter_iso,partner_iso,partner_desc,cmd_code,mot_code,customs_code,fob\n"
        "C,2019,KAZ,CHN,China,8542,0,C00,100\nC,2019,KAZ,DEU,Germany,85,0,C00,50\n"
    )
    assert mapping["columns"] == {
        "period": "period",
        "value": "fob",
        "zone": "reporter_iso",
        "product": "cmd_code",
        "destination": "partner_iso",
    }
    assert "# not used: partner_desc, with 'China', 'Germany'" in said
    said, mapping = suggested("type_code,period,fob\nC,2019,100\n")
    assert mapping["columns"] == {"period": "period", "value": "fob"}
    assert "# left out: \"type_code\" is called as product may be, and holds 'C'" in said


@pytest.mark.parametrize(
    ("name", "cells", "ours"),
    [
        ("Наименование", ["ООО Альфа", "ООО Бета"], None),
        ("Страна", ["156", "276"], "destination"),
        ("Направление", ["север", "юг"], None),
        ("Направление", ["Китай", "в Германию"], "destination"),
        ("Код", ["156", "276"], None),
        ("Код", ["8542310000", "9013800000"], "product"),
        ("Код", ["77", "78"], None),
        ("Товарная группа", ["оптика", "оптика"], "group"),
        ("Группа", ["1", "2"], None),
        ("Товар", [f"товар {n}" for n in range(30)], None),
        ("Экспорт", ["да", "нет"], None),
        ("Валюта", ["руб.", "USD"], "currency"),
        ("Валюта", ["x1", "x2"], None),
        ("Компания", ["", ""], None),
        ("ИНН", ["7701234567", "7701234568"], "resident"),
    ],
)
def test_a_guess_is_borne_out_by_what_the_column_holds(suggested, name, cells, ours):
    rows = "".join(f"2019-{n % 12 + 1:02};{n};{cell}\n" for n, cell in enumerate(cells))
    said, mapping = suggested(f"Месяц;Стоимость;{name}\n{rows}")
    columns = {"period": "Месяц", "value": "Стоимость"}
    assert mapping["columns"] == columns | ({ours: name} if ours else {})
    assert ours or any(name in line for line in said.split("\n") if line.startswith("#"))


def test_what_has_to_be_there_and_was_not_found_is_asked_for(suggested):
    said, mapping = suggested("Страна;Сумма\nКитай;много\n")
    assert mapping["columns"] == {"destination": "Страна"}
    assert "\n# period = \n# value = \n" in said
    assert said.startswith("# As it stands it takes in nothing: mapping.toml: neither [columns]")


def test_how_much_the_mapping_takes_in_is_told_first(suggested):
    said, _ = suggested("Месяц;Сумма\n2019-01;5\n2019-02;6\n2019-13;7\nИтого;18\n")
    assert said.startswith("# With it, of 4 rows 2 accepted, 1 set aside, 1 rejected.\n")


def test_a_year_and_a_month_make_the_period_together(suggested):
    assert suggested("Год;Месяц;Сумма\n2019;7;5\n2019;8;5\n")[1]["columns"] == {
        "period": ["Год", "Месяц"],
        "value": "Сумма",
    }


def test_the_unit_is_taken_from_a_row_below_or_a_title_above(suggested):
    for text in (
        "Месяц;Страна;Сумма;Вес\n;;тыс. долл. США;т\n1;2;3;4\n2019-01;Китай;5;1\n",
        "Экспорт, тыс. долл. США;;;\nМесяц;Страна;Сумма;Вес, т\n2019-01;Китай;5;1\n",
    ):
        _, mapping = suggested(text)
        assert (mapping["value_in"], mapping["weight_in"]) == ("thousand USD", "t")


WIDE = {
    "Страна;янв.19;фев.19;Итого\nКитай;1;2;3\n": ({"period": "*"}, {"destination": "Страна"}),
    "Год;Страна;янв;фев\n2019;Китай;1;2\n": (
        {"period": "*"},
        {"period": "Год", "destination": "Страна"},
    ),
    "Страна;Вес 2018;Сумма 2018;Вес 2019;Сумма 2019\nКитай;1;2;3;4\n": (
        {"period": "Сумма *", "net_kg": "Вес *"},
        {"destination": "Страна"},
    ),
    "Год;Китай;Германия;США\n2019;1;2;3\n": ({"destination": "*"}, {"period": "Год"}),
    "Компания;2018 г.;2019 г.\nАльфа;1;2\n": ({"period": "*"}, {"resident": "Компания"}),
}


@pytest.mark.parametrize("text", WIDE)
def test_a_wide_table_is_found_and_its_mapping_reads_it(suggested, tmp_path, text):
    said, mapping = suggested(text)
    assert (mapping["wide"], mapping["columns"]) == WIDE[text]
    taken = sez.intake(tmp_path / "f.csv", mapping=tmp_path / "first.toml")
    assert taken.rows("rejected") == 0
    assert taken.flows["value"].sum() in (3.0, 6.0)
    assert "Итого" not in said


def test_months_have_their_year_from_the_title_or_it_is_asked(suggested, tmp_path):
    text = "Страна;янв;фев\nКитай;1;2\n"
    _, mapping = suggested(f"Экспорт за 2019 год, тыс. долл.;;\n{text}")
    assert mapping["constants"] == {"period": "2019"}
    taken = sez.intake(tmp_path / "f.csv", mapping=tmp_path / "first.toml")
    assert taken.flows["period"].tolist() == ["2019-01", "2019-02"]
    assert "\n# period = " in suggested(text)[0]


def test_units_of_measures_above_periods_are_found(suggested):
    _, mapping = suggested(
        "Страна;Стоимость, тыс. долл.;;Вес, т;\n;2018;2019;2018;2019\nКитай;1;2;3;4\n"
    )
    assert (mapping["value_in"], mapping["weight_in"]) == ("thousand USD", "t")
    assert mapping["wide"] == {"period": "Стоимость, тыс. долл. *", "net_kg": "Вес, т *"}


def test_which_of_several_measures_is_the_value_is_asked(suggested):
    said, mapping = suggested("Страна;план 2018;факт 2018;план 2019;факт 2019\nКитай;1;2;3;4\n")
    assert '# or is the value in "факт *"?' in said
    assert mapping["wide"] == {"period": "план *"}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_names_in_two_rows_are_found(taken_in, tmp_path, form):  # noqa: F811
    wide = '[wide]\nperiod = "* стоимость, тыс. долл. США"\n'
    taken_in(TWO_ROWS, f'header = [3, 4]\n[columns]\ndestination = "Страна"\n{wide}', form)
    mapping = tomllib.loads(suggest(tmp_path / f"f.{form}"))
    assert mapping["header"] == [3, 4]
    assert mapping["value_in"] == "thousand USD"
    assert mapping["wide"] == {"period": "* стоимость, тыс. долл. США", "net_kg": "* вес, т"}


def test_what_a_column_holds_cannot_end_a_comment(suggested):
    said, mapping = suggested('Месяц;Сумма;a\\nb = 1\n2019-01;5;"x\ny = 2"\n')
    assert set(mapping) == {"delimiter", "columns", "constants"}
    assert "y = 2" in said


@pytest.mark.parametrize(
    ("wrong", "right", "ours", "cells"),
    [
        ("Export growth %", "Export USD", "value", "12.5"),
        ("Доля экспорта", "Сумма поставки", "value", "40"),
        ("Country of origin", "Market country name", "destination", "Kenya"),
        ("Страна отправления", "Страна экспорта", "destination", "Россия"),
        ("Buyer company", "Selling company", "resident", "Alpha"),
    ],
)
def test_a_name_that_speaks_of_something_else_is_not_taken(suggested, wrong, right, ours, cells):
    _, mapping = suggested(f"{wrong},{right}\n{cells},{cells}\n")
    assert mapping["columns"] == {ours: right}
    _, mapping = suggested(f"{wrong}\n{cells}\n")
    assert ours not in mapping["columns"]


def test_a_title_that_names_several_columns_is_no_header(suggested):
    said, mapping = suggested(
        '"Exports of the zone in 2019, thousand USD",,,\nCountry,Jan,Feb,Mar\nChina,1,2,3\n'
    )
    assert mapping["header"] == 2
    assert (mapping["value_in"], mapping["constants"]["period"]) == ("thousand USD", "2019")
    assert mapping["wide"] == {"period": "*"}
    assert "of 3 rows 3 accepted" in said


ABROAD = [
    ("País de destino;Período;Valor (US$);Código NCM", "2019-01;5;85423100"),
    ("国家;年月;金额（美元）;商品编码", "2019年1月;5;854231"),
    ("Pays;Mois;Valeur (EUR);Code SH", "janvier 2019;5;854231"),
    ("Land;Monat;Wert (EUR);Warennummer", "März 2019;5;85423190"),
    ("Ülke;Dönem;Tutar (USD);GTİP", "Ocak 2019;5;854231"),
    ("Страна назначения;Период;Стоимость, руб.;Код ТН ВЭД", "2019-01;5;8542319010"),
    ("Država;Mjesec;Vrijednost (EUR);Tarifna oznaka", "2019-01;5;854231"),
    ("Kraj;Miesiąc;Wartość (PLN);Kod CN", "styczeń 2019;5;85423190"),
    ("Paese;Mese;Valore (EUR);Codice", "gennaio 2019;5;854231"),
    ("Країна;Місяць;Вартість, грн;Код УКТЗЕД", "2019-01;5;8542319010"),
    ("Ел;Кезең;Құны (теңге);СЭҚ ТН коды", "2019-01;5;8542319010"),
    ("国名;年月;価額（千円）;品目番号", "2019年1月;5;854231"),
    ("국가;기간;금액(천달러);HS코드", "2019년 1월;5;854231"),
    ("Nước;Tháng;Trị giá (USD);Mã HS", "Tháng 1/2019;5;854231"),
    ("ประเทศ;เดือน;มูลค่า (USD);พิกัด", "2019-01;5;854231"),
    ("País;Año;Importe (EUR);Código", "2019;5;854231"),
]


@pytest.mark.parametrize(("names", "row"), ABROAD)
def test_columns_are_found_by_their_names_in_other_languages(tmp_path, names, row):
    (tmp_path / "f.csv").write_text(f"{names}\nCHN;{row}\nIND;{row}\n", encoding="utf-8")
    written = suggest(tmp_path / "f.csv")
    ours = ("destination", "period", "value", "product")
    for column, theirs in zip(ours, names.split(";"), strict=True):
        assert f'\n{column} = "{theirs}"' in written, written
    assert "2 accepted" in written


def test_a_year_and_a_month_are_found_and_no_country_of_origin_nor_price_of_a_unit(tmp_path):
    names = "Ano;Mês;País de origem;País;Valor unitário (US$);Valor FOB (US$)"
    (tmp_path / "f.csv").write_text(f"{names}\n2019;1;Brazil;China;5;10\n", encoding="utf-8")
    written = suggest(tmp_path / "f.csv")
    for line in ('period = ["Ano", "Mês"]', 'destination = "País"', 'value = "Valor FOB (US$)"'):
        assert f"\n{line}" in written
