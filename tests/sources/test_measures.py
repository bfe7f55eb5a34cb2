"""Columns that tell what rows measure, or in what unit."""

import pytest

import sezlib as sez
from sezlib.sources import suggest

HEAD = '[columns]\nperiod = "Year"\nvalue = "Value"\n'
USD = 'value_in = "USD"\n'


@pytest.fixture
def take(tmp_path):
    """Take rows in that have texts beside the values 1, 2, ..."""

    def taken(names, rows, mapping=HEAD):
        lines = [f"Year;{names};Value", *(f"2019;{row};{n}" for n, row in enumerate(rows, 1))]
        (tmp_path / "f.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
        (tmp_path / "m.toml").write_text(mapping, encoding="utf-8")
        return sez.intake(tmp_path / "f.csv", mapping=tmp_path / "m.toml")

    return taken


@pytest.mark.parametrize(
    ("name", "value", "other"),
    [
        ("Indicator", "value", "quantity"), ("Measure", "Export value (USD)", "Net weight (kg)"),
        ("Показатель", "Стоимость, долл. США", "Вес, т"), ("Unit", "USD", "kg"),
        ("INDICATORS", "VALUE_IN_USD", "QUANTITY_IN_100KG"), ("Ед. изм.", "долл. США", "шт"),
        ("Kennzahl", "Warenwert", "Menge"), ("What", "Valor FOB", "Peso neto, kg"),
        ("Series", "Value, USD", "Share, %"), ("指标", "金额", "数量"),
        ("Unit", "Rs. Crore", "Th. MT"), ("Métrica", "Valor FOB (US$)", "Quilograma Líquido"),
        ("Chỉ tiêu", "Trị giá (1000 USD)", "Lượng (tấn)"),
        ("Particulars", "Export (mln US$)", "Investment (mln US$)"),
        ("Merkmal", "Ausfuhrwert (Tsd. EUR)", "Eigenmasse (Tonnen)"),
        ("Indicator", "Value", "Growth"), ("Variable", "Trade Value (US$)", "Netweight (kg)"),
    ],
)  # fmt: skip
def test_measures_in_one_column_are_asked_about_and_not_added_up(
    take, tmp_path, name, value, other
):
    with pytest.raises(sez.FlowsError, match="tells what rows measure: ") as refused:
        take(name, [value, other, value], USD + HEAD)
    line = f'"{name}" = ["{other}"]'
    assert f"write {line} under [aside]" in str(refused.value)
    assert f"[aside]\n{line}\n" in suggest(tmp_path / "f.csv")
    taken = take(name, [value, other, value], f"{USD}{HEAD}[aside]\n{line}\n")
    assert taken.flows["value"].tolist() == [1, 3]
    keep = f'[keep]\n"{name}" = ["{value}", "{other}"]\n'
    assert take(name, [value, other], f"{USD}{HEAD}{keep}").rows("accepted") == 2


@pytest.mark.parametrize(
    ("names", "row", "times", "currency"),
    [
        ("Unit", "thousand USD", 10**3, "USD"), ("Единица", "млн руб.", 10**6, "RUB"),
        ("Indicator", "Value, thousand EUR", 10**3, "EUR"), ("Currency", "CNY", 1, "CNY"),
        ("UNIT_MEASURE;UNIT_MULT", "USD;6", 10**6, "USD"),
        ("UNIT;PowerCode", "USD;3", 10**3, "USD"),
    ],
)  # fmt: skip
def test_a_unit_that_a_column_states_of_all_rows_is_taken(take, names, row, times, currency):
    taken = take(names, [row, row])
    assert taken.flows["value"].tolist() == [times, 2 * times]
    assert set(taken.flows["currency"]) == {currency}
    assert taken.told["unit of 'Value'"].endswith(f"by '{names.split(';')[-1]}'")
    assert "currency" not in taken.told


def test_a_unit_in_a_column_that_is_not_the_stated_one_is_told(take):
    taken = take("Unit", ["thousand USD"], USD + HEAD)
    assert taken.flows["value"].tolist() == [1]
    assert taken.told["unit of 'Value'"] == "as stated; by 'Unit' thousand USD"
    told = take("Currency", ["EUR", "USD"], USD + HEAD).told
    assert told["currencies of 'Currency'"] == "'EUR', 'USD', which change nothing"


def test_a_unit_in_a_column_that_is_not_that_of_the_name_is_asked_about(take):
    named = HEAD.replace('"Value"', '"Sum, USD"')
    with pytest.raises(sez.FlowsError, match="'Unit' says 'thousand USD', and 'Sum, USD' is in"):
        take("Unit;Sum, USD", ["thousand USD;1"], named)


def test_currencies_that_differ_by_row_are_asked_about(take):
    with pytest.raises(sez.FlowsError, match=r'or currency = "Money" under \[columns\] where each'):
        take("Money", ["EUR", "USD"])
    taken = take("Money", ["EUR", "USD"], HEAD + 'currency = "Money"\n')
    assert taken.flows["currency"].tolist() == ["EUR", "USD"]


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("Group", ["Machinery", "Weights"]), ("Size", ["M", "K"]), ("Rank", ["1000", "1000"]),
        ("Unit", ["kg", "pcs"]), ("Unit of measure", ["kg", "t"]), ("Indicator", ["Exports"]),
        ("UoM", ["KGS", "NOS"]), ("Measures applied", ["none", "quota"]),
        ("Goods", ["Counters", "Valves"]), ("Note", ["share", "Smith"]),
    ],
)  # fmt: skip
def test_other_columns_are_not_asked_about(take, name, texts):
    assert take(name, texts, USD + HEAD).rows("accepted") == len(texts)


ROWS = ["тыс. руб.", "руб.", "USD mn", "thousand USD"]
BY_ROW = HEAD + 'currency = "Money"\n'


def test_a_scale_before_a_currency_scales_its_row(take):
    taken = take("Money", [*ROWS, "kg"], BY_ROW)
    rows = taken.flows[["value", "currency"]].to_numpy().tolist()
    assert rows == [[1000, "RUB"], [2, "RUB"], [3_000_000, "USD"], [4000, "USD"]]
    assert taken.told["scales of currencies"] == "'mln USD', 'thousand RUB', 'thousand USD'"
    assert taken.rejected["line"].tolist() == [6]
    parts = taken.account.set_index(["part", "currency"])["value"].astype(float).to_dict()
    assert parts["accepted", "RUB"] == 1002
    assert parts["accepted", "USD"] == 3_004_000


def test_rows_set_aside_are_scaled_as_others_are(take):
    taken = take("Money;C", [f"тыс. руб.;{name}" for name in "AB"], f'{BY_ROW}[aside]\nC = ["B"]\n')
    aside = taken.account[taken.account["part"] == "set aside"]
    assert aside["value"].astype(float).tolist() == [2000]


def test_totals_of_scaled_rows_are_known(take):
    mapping = f'{BY_ROW}resident = "C"\n'
    taken = take("Money;C", [f"тыс. руб.;{name}" for name in ("A", "B", "Total")], mapping)
    assert taken.flows["value"].tolist() == [1000, 2000]


def test_a_scale_that_is_not_the_stated_one_is_rejected(take):
    taken = take("Money", ROWS[:2], 'value_in = "RUB"\n' + BY_ROW)
    assert taken.flows["value"].tolist() == [2]
    assert "has another scale than is stated of all values" in taken.rejected["reason"][0]
    assert take("Money", ROWS[:1], 'value_in = "thousand"\n' + BY_ROW).flows["value"][0] == 1000


def test_a_unit_in_a_column_that_is_not_understood_is_asked_about(take):
    with pytest.raises(sez.FlowsError, match=r"'Unit' says 'Rs\. mn', which is not understood"):
        take("Unit", ["Rs. mn"])
    assert take("Unit", ["Rs. mn"], 'value_in = "mln INR"\n' + HEAD).rows("accepted") == 1


BASES = 'value_in = "USD"\n[columns]\nperiod = "Y"\nvalue = "V"\ndestination = "D"\n'


@pytest.mark.parametrize(
    ("header", "free", "other"),
    [("Price basis", "FOB", "CIF"), ("Incoterms", "FCA", "CPT"), ("Базис", "ФОБ", "СИФ"),
     ("Valuation", "free on board", "insured"), ("Kind", "f.o.b.", "c.i.f."),
     ("成交方式", "FOB", "C&F"), ("Kind", "FOB Novorossiysk", "CIF Izmir")],
)  # fmt: skip
def test_prices_of_one_cell_on_several_bases_are_asked_about(tmp_path, header, free, other):
    cells = [("China", free, 100), ("China", other, 110), ("India", free, 50), ("India", other, 55)]
    rows = [f"2019;{to};{basis};{value}" for to, basis, value in cells]
    (tmp_path / "f.csv").write_text("\n".join([f"Y;D;{header};V", *rows]), encoding="utf-8")
    mapping = tmp_path / "m.toml"
    mapping.write_text(BASES)
    one = free if free != "FCA" else other
    line = f'"{header}" = ["{other if one == free else free}"]'
    with pytest.raises(sez.FlowsError, match="of what is otherwise one") as refused:
        sez.intake(tmp_path / "f.csv", mapping=mapping)
    assert f"write {line} under [aside]" in str(refused.value)
    mapping.write_text(f"{BASES}[aside]\n{line}", encoding="utf-8")
    assert sez.read(tmp_path / "f.csv", mapping=mapping)["value"].sum() in (150, 165)


def test_a_basis_of_each_cell_is_no_question(tmp_path):
    (tmp_path / "f.csv").write_text("Y;D;Incoterms;V\n2019;China;FOB;100\n2019;India;CIF;55\n")
    (tmp_path / "m.toml").write_text(BASES)
    flows = sez.read(tmp_path / "f.csv", mapping=tmp_path / "m.toml")
    assert flows["value"].sum() == 155
    own = "period,destination,value,basis\n2019,CHN,100,FOB\n2019,CHN,110,CIF\n"
    (tmp_path / "o.csv").write_text(own)
    with pytest.raises(sez.FlowsError, match="column 'basis' has 'CIF', 'FOB'"):
        sez.intake(tmp_path / "o.csv")


@pytest.mark.parametrize("header", ["mil USD", "Valor (mil US$)", "mil. USD"])
def test_a_word_that_is_a_thousand_or_a_million_is_told_as_such(tmp_path, header):
    (tmp_path / "f.csv").write_text(f"Y;{header}\n2019;5\n", encoding="utf-8")
    (tmp_path / "m.toml").write_text(f'[columns]\nperiod = "Y"\nvalue = "{header}"\n')
    with pytest.raises(
        sez.FlowsError, match=r"'mil' is a thousand in Portuguese .* state value_in"
    ):
        sez.intake(tmp_path / "f.csv", mapping=tmp_path / "m.toml")


TOLD_AGAIN = [
    ("Статус", "Выпуск", "Аннулирована"), ("Type", "month", "cumulative"),
    ("Scenario", "Actual", "Budget"), ("Kind", "факт", "план"),
    ("Adjustment", "Unadjusted", "Seasonally adjusted"), ("Version", "1", "2"),
    ("Level", "2", "4"), ("Nomenclature", "HS", "SITC"), ("Classification", "H4", "H5"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "once", "again"), TOLD_AGAIN)
def test_what_one_column_tells_again_is_asked_about(take, name, once, again):
    with pytest.raises(sez.FlowsError, match=f'write "{name}" = ."{again}". under .aside'):
        take(name, [once, again], USD + HEAD)
    aside = take(name, [once, again], f'{USD}{HEAD}[aside]\n"{name}" = ["{again}"]')
    assert aside.flows["value"].tolist() == [1]
    kept = take(name, [once, again], f'{USD}{HEAD}[keep]\n"{name}" = ["{again}"]')
    assert kept.flows["value"].tolist() == [1, 2]


@pytest.mark.parametrize("texts", [["планшеты", "планеры"], ["Plan chests", "Targets"]])
def test_goods_are_not_told_again_for_a_word_in_them(take, texts):
    assert take("Goods", texts, USD + HEAD).rows("accepted") == 2


@pytest.mark.parametrize("header", ["Exports YTD", "Стоимость нарастающим итогом", "累计金额"])
def test_a_column_of_running_totals_is_asked_about_by_its_name(tmp_path, header):
    (tmp_path / "f.csv").write_text(f"Y;{header};Value\n2019-01;5;5\n2019-02;9;4\n", "utf-8")
    mapping = tmp_path / "m.toml"
    said = f'value_in = "USD"\n[columns]\nperiod = "Y"\nvalue = "{header}"\n'
    mapping.write_text(said, "utf-8")
    with pytest.raises(sez.FlowsError, match='state period = "cumulative" in the mapping, or what'):
        sez.intake(tmp_path / "f.csv", mapping=mapping)
    for form, values in (("cumulative", [5, 4]), ("month", [5, 9])):
        mapping.write_text(f'period = "{form}"\n{said}', "utf-8")
        flows = sez.read(tmp_path / "f.csv", mapping=mapping)
        assert flows["value"].tolist() == values
    assert '\nvalue = "Value"' in suggest(tmp_path / "f.csv")
