"""Units as people write them, in every place where they may stand."""

from __future__ import annotations

from decimal import Decimal

import pytest

import sezlib as sez
from sezlib.claims import parse
from sezlib.claims.words import reading
from sezlib.flows import FlowsError
from sezlib.language import Edition
from sezlib.profile import read_profile
from sezlib.report.parameters import Parameter, bind
from sezlib.sources import suggest
from sezlib.sources.layouts import stated_unit
from sezlib.sources.written import measured
from sezlib.units import (
    CURRENCIES,
    SCALES,
    UNITS,
    currency,
    find_unit,
    header_unit,
    is_amount,
    unit,
)

# each by hand: the currency, its scale, and how people of many countries write it
MONEY = {
    ("RUB", 1): "RUB; rub; RUR; руб.; руб; рублей; р.; ₽; roubles; rubles; рублях",
    (
        "RUB",
        10**3,
    ): "thousand RUB; тыс. руб.; тыс.руб.; тыс. рублей; т. руб.; т.руб.; т.р.; тыс. р.;"
    " тысяч рублей; k RUB; RUB thousand; RUB (thousands); ths. RUB; тыс. ₽",
    ("RUB", 10**6): "mln RUB; млн руб.; млн. руб.; миллионов рублей; RUB mln; mn RUB; ₽ million",
    ("RUB", 10**9): "bn RUB; млрд руб.; миллиардов рублей; bln RUB; RUB billion; млрд ₽",
    ("RUB", 10**12): "trn RUB; трлн руб.; trillion roubles",
    (
        "USD",
        1,
    ): "USD; usd; US$; $; U.S. dollars; US dollars; долл. США; долларов США; долл.США; $US",
    (
        "USD",
        10**3,
    ): "thousand USD; USD thousand; US$ thousand; k USD; kUSD; USD k; $k; Miles de USD;"
    " ths. USD; thousands of US dollars; тыс. долл. США; тыс. долларов; th. USD; US$ ths;"
    " mil dólares",
    ("USD", 10**6): "mln USD; mn USD; million US$; USD m; m USD; $m; $M; US$ m; USDm; MUSD; $ mn;"
    " millions of US dollars; USD (millions); млн долл. США; millones de dólares; US$ Mn;"
    " milhões de US$",
    ("USD", 10**9): "bn USD; $bn; $b; USD bn; billion dollars; млрд долл. США; bilhões de US$",
    ("EUR", 1): "EUR; €; euro; Euros; евро",
    (
        "EUR",
        10**3,
    ): "thousand EUR; TEUR; T€; Tsd. EUR; Tsd. €; k€; kEUR; milliers d'euros; migliaia di "
    "euro; тыс. евро; duizend euro; tis. EUR; tys. EUR; tuhat eurot; tūkst. EUR; "
    "tuhatta euroa; tisoč EUR; χιλ. ευρώ",
    (
        "EUR",
        10**6,
    ): "mln EUR; Mio. EUR; EUR Mio.; Mio. €; M€; MEUR; millions d'euros; milioni di euro",
    (
        "EUR",
        10**9,
    ): "bn EUR; Mrd. EUR; Mrd. €; milliards d'euros; Mds €; Md€; mld EUR; miliardi di euro",
    ("INR", 10**5): "lakh INR; ₹ lakh; lakhs INR; lac INR; Rs. lakh",
    ("INR", 10**7): "crore INR; ₹ Crore; INR crores; Rs. Crore; ₹ Cr.",
    ("INR", 10**12): "lakh crore INR",
    ("CNY", 1): "CNY; RMB; yuan; 人民币; 元; юаней",
    ("CNY", 10**4): "万元; wan CNY",
    ("CNY", 10**8): "亿元",
    ("USD", 10**4): "万美元; ten thousand USD",
    ("JPY", 10**6): "百万円; JPY million; million yen",
    ("KRW", 10**8): "억원",
    ("GBP", 10**6): "£m; £ million; GBP m; million pounds sterling",
    ("BRL", 10**6): "R$ mi; milhões de reais",
    ("CAD", 10**6): "CA$ million; million Canadian dollars; $ (CAD) m",
    ("KZT", 10**6): "mln KZT; млн тенге; млн тг; mln kzt",
    ("UAH", 10**3): "тис. грн; тыс. гривен",
    ("PLN", 10**3): "tys. zł",
    ("TRY", 10**3): "bin TL",
    ("SEK", 10**6): "MSEK",
    ("BYN", 10**3): "тыс. бел. руб.",
    ("AZN", 10**6): "mln AZN",
}
# with a number of its own a unit stands beside no other number
POWERS = {
    ("USD", 10**3): "1000 USD; '000 USD; USD '000; 000s of USD; US$ (000s); USD 1,000; 10^3 USD; "
    "10³ USD; USD x1000; x 1000 USD; 1e3 USD; USD'000; $000",
    ("RUB", 10**3): "1 000 руб.; 1000 руб",
    ("EUR", 10**3): "1.000 EUR; in 1.000 €",
    ("USD", 10**6): "10^6 USD; 1,000,000 USD; USD 000 000",
    ("JPY", 10**8): "100 million yen",
}


def spellings(table):
    return [
        (text, code, size) for (code, size), texts in table.items() for text in texts.split("; ")
    ]


KNOWN = {name: Parameter(name, str, "") for name in ("value_in", "currency")}
WRITTEN, NUMBERED = spellings(MONEY), spellings(POWERS)


def named(code, size):
    scales = {one.size: name for name, one in SCALES.items()}
    scale = "lakh crore " if (code, size) == ("INR", 10**12) else ""
    return f"{scale or (scales[size] + ' ' if size > 1 else '')}{code}"


@pytest.mark.parametrize(("text", "code", "size"), WRITTEN + NUMBERED)
def test_a_spelling_is_one_unit_wherever_it_stands(text, code, size):
    name = named(code, size)
    assert unit(text) == unit(name)
    assert unit(text).name == name
    assert stated_unit(text, "a mapping") == (code, size)
    for header in ("Стоимость, {}", "Value ({})", "Value in {}", "Value {}", "{}", "Export [{}]"):
        assert header_unit(header.format(text)) == unit(name), header
    assert stated_unit(bind(KNOWN, {"value_in": text})["value_in"], "a plan") == (code, size)
    held = f"""[[sources]]
id = "s"
[[claims]]
id = "c"
source = "s"
measure = "total"
where = {{ period = "2019" }}
printed = "12"
unit = "{text}"
"""
    assert parse(held)["c"].unit == unit(name)
    if (text, code, size) not in NUMBERED:
        assert measured(f"12 {text}") == (Decimal(12 * size), code, size)
        for held in (unit(code), unit(name)):
            assert reading(f"12 {text}", unit=held).value == 12 * size
            assert reading(f"12 {text}", unit=held).plain == pytest.approx(
                (11.5 * size, 12.5 * size)
            )


@pytest.mark.parametrize(
    "text", ["mln mln RUB", "тыс. тыс. руб.", "bn mln RUB", "mln thousand RUB"]
)
def test_two_scales_of_one_figure_are_none(text):
    assert find_unit(text) is None
    with pytest.raises(FlowsError, match="not a number"):
        measured(f"5 {text}")
    with pytest.raises(FlowsError, match="two scales"):
        reading(f"5 {text}", unit=unit("RUB"))
    with pytest.raises(FlowsError, match="not understood"):
        header_unit(f"Value, {text}")


@pytest.mark.parametrize("code", CURRENCIES)
def test_every_spelling_of_a_currency_is_a_currency_wherever_it_stands(tmp_path, code):
    for text in CURRENCIES[code].split("|"):
        assert unit(f"mln {text}").name == f"mln {code}"
        assert header_unit(f"Value, mln {text}").name == f"mln {code}"
        assert measured(f"5 mln {text}")[:2] == (5_000_000, code)
        assert currency(text) == bind(KNOWN, {"currency": text})["currency"] == code
        (tmp_path / "profile.toml").write_text(f'currency = "{text}"\n', encoding="utf-8")
        assert read_profile(tmp_path / "profile.toml")["currency"] == code
        assert reading(f"5 mln {text}", unit=unit(code)).value == 5_000_000


@pytest.mark.parametrize("name", SCALES)
def test_every_spelling_of_a_scale_is_a_scale_wherever_it_stands(name):
    size = SCALES[name].size
    for text in SCALES[name].written.split("|"):
        stop = "." if text[-1].isalpha() and text[-1] < "\u0900" else ""
        # cr is a crore beside a rupee alone
        code = "INR" if text == "cr" else "USD"
        for written in (f"{text} {code}", f"{code} {text.upper()}", f"{text}{stop} {code}"):
            assert unit(written).factor == size, written
        assert text == "cr" or find_unit(text).scale == size
        if not text[0].isdigit():
            assert measured(f"5 {text} {code}")[0] == 5 * int(size)
            assert reading(f"5 {text}", unit=unit("USD")).value == 5 * size


@pytest.mark.parametrize("name", [name for name, (kind, *_) in UNITS.items() if kind == "mass"])
def test_every_spelling_of_a_weight_is_a_weight_wherever_it_stands(name):
    for text in UNITS[name][2].split("|"):
        assert unit(text).base == name
        assert header_unit(f"Вес нетто, {text}", "mass").base == name
        assert header_unit(f"Net weight ({text})", "mass").base == name
        assert measured(f"5 {text}")[:2] == (5, name)
        assert reading(f"5 {text}", unit=unit(name)).value == 5 * UNITS[name][1]


@pytest.mark.parametrize(
    "header",
    ["USD/kg", "Цена, руб./кг", "Value USD per tonne", "Value, USD or EUR", "mil USD", "USD mil",
     "Value (mil), USD", "mil. EUR", "Export Elfu USD", "Exports in Elfu (USD)", "Value, USD 2015",
     "Value USD (constant 2015)", "15 USD", "Value in 15 USD", "¥ million", "Rs. million", "Mkr",
     "Value, mln bushels", "Доля, % от руб.", "тыс. млн т руб.", "Value, thousand (mln USD)",
     "Стоимость, руб. на душу", "USD Elfu", "Value USD z", "USD Cr", "mln lei", "Value, mln Kčs"],
)  # fmt: skip
def test_what_is_not_understood_beside_a_currency_leaves_the_unit_open(header):
    with pytest.raises(FlowsError, match=r"not understood|write the code"):
        header_unit(header)


@pytest.mark.parametrize(
    "header",
    ["", "Стоимость", "Value", "Value 2019", "Form 1000", "Графа 5", "Вес, т", "Value, ha",
     "Number of companies", "Экспорт в Китай", "primaryValue", "FOB", "x" * 5000],
)  # fmt: skip
def test_a_name_that_states_no_money_states_none(header):
    assert header_unit(header) is None


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("TradeValue in 1000 USD", "thousand USD"),
        ("VALUE_IN_EUROS", "EUR"),
        ("ValueUSD", "USD"),
        ("Trade Value (US$)", "USD"),
        ("value.usd", "USD"),
        ("Стоимость (тыс.), USD", "thousand USD"),
        ("Стоимость экспорта за отчётный период, тыс. руб. (без НДС)", "thousand RUB"),
        ("Экспорт в Китай, млн руб.", "mln RUB"),
        ("Exports in 2019, USD", "USD"),
        ("Стоимость, руб. коп.", "RUB"),
        ("Value of goods, FOB, US$ million", "mln USD"),
        ("金额（万美元）", "wan USD"),
        ("AUD $M", "mln AUD"),
        ("Стоимость, тыс.", "thousand"),
        ("Value ('000)", "thousand"),
    ],
)
def test_the_unit_is_found_among_the_words_of_a_name(header, name):
    assert header_unit(header).name == name


@pytest.mark.parametrize(
    "header",
    ["USD/kg", "Цена, руб. за кг", "thousand USD per tonne", "Unit value (USD/kg)", "Price", "Цена",
     "Value index, 2010=100", "Share, %", "Value growth", "Доля экспорта", "Темп роста",
     "Value at 2015 prices, USD", "Exports, constant USD", "Экспорт в ценах 2015 г., руб.",
     "Стоимость в сопоставимых ценах, тыс. руб.", "Chained volume, mln USD", "Real exports, USD",
     "Anteil", "出口额同比", "Udział w eksporcie"],
)  # fmt: skip
def test_prices_shares_changes_and_constant_prices_are_no_amounts(header):
    assert not is_amount(header)


@pytest.mark.parametrize(
    "header",
    ["Value, USD", "Экспорт/импорт, руб.", "Стоимость, тыс. руб. за 2019 год", "Value", "",
     "Value at current prices, USD", "Стоимость, руб., в текущих ценах", "Exchange value, USD",
     "Valor em reais", "Trade Value (US$)"],
)  # fmt: skip
def test_values_are_amounts(header):
    assert is_amount(header)


def mapped(tmp_path, header, cells, top="", columns=""):
    (tmp_path / "f.csv").write_text(f"Month;{header}\n2019-01;{cells}\n", encoding="utf-8")
    (tmp_path / "m.toml").write_text(
        f"delimiter = ';'\n{top}\n[columns]\nperiod = 'Month'\n"
        f'value = "{header.split(";")[0]}"\n{columns}',
        encoding="utf-8",
    )
    return sez.intake(tmp_path / "f.csv", mapping=tmp_path / "m.toml")


@pytest.mark.parametrize(
    ("header", "cells", "columns", "money"),
    [
        ("Стоимость, тыс. руб.", "5", "", (5000, "RUB")),
        ("Стоимость, тыс. руб.;Валюта", "5;руб.", "currency = 'Валюта'", (5000, "RUB")),
        ("Стоимость;Валюта", "5;долл. США", "currency = 'Валюта'", (5, "USD")),
        ("Стоимость, тыс.;Валюта", "5;€", "currency = 'Валюта'", (5000, "EUR")),
        ("TradeValue in 1000 USD", "5", "", (5000, "USD")),
        # said twice is said once
        ("Value, mln USD", "5 mln USD", "", (5_000_000, "USD")),
        ("Value, USD", "5 mln", "", (5_000_000, "USD")),
        ("Value, trn RUB", "5", "", (5_000_000_000_000, "RUB")),
    ],
)
def test_a_mapping_without_a_unit_takes_that_of_the_name(tmp_path, header, cells, columns, money):
    flows = mapped(tmp_path, header, cells, columns=columns).flows
    assert list(zip(flows["value"], flows["currency"], strict=True)) == [money]


def test_a_scale_may_stand_alone_where_each_row_has_its_currency(tmp_path):
    stated = {"top": 'value_in = "тыс."', "columns": "currency = 'C'"}
    flows = mapped(tmp_path, "Value;C", "5;руб.", **stated).flows
    assert flows[["value", "currency"]].to_numpy().tolist() == [[5000, "RUB"]]
    with pytest.raises(FlowsError, match=r"'тыс\.' is no unit of value"):
        mapped(tmp_path, "Value", "5", top='value_in = "тыс."')


def test_constants_of_a_mapping_are_as_people_write_them(tmp_path):
    constants = "[constants]\ncurrency = 'руб.'\ndestination = 'Китай'\n"
    flows = mapped(tmp_path, "Стоимость, тыс. руб.", "5", columns=constants).flows
    assert flows[["value", "currency", "destination"]].to_numpy().tolist() == [[5000, "RUB", "CHN"]]
    with pytest.raises(FlowsError, match="the constant currency is 'RUB', and the unit of value"):
        mapped(tmp_path, "Value, USD", "5", columns=constants)


def test_a_unit_that_is_not_understood_is_asked_about_before_anything_is_read(tmp_path):
    with pytest.raises(FlowsError, match=r"f.csv: column 'USD mil': .* state value_in as"):
        mapped(tmp_path, "USD mil", "5")
    flows = mapped(tmp_path, "USD mil", "5", top='value_in = "million US$"').flows
    assert flows["value"].tolist() == [5_000_000]
    line = next(one for one in suggest(tmp_path / "f.csv").split("\n") if "value_in" in one)
    assert line.startswith('# value_in = "thousand RUB"')


@pytest.mark.parametrize(
    ("header", "cells", "columns", "reason"),
    [
        ("Value, mln USD", "5 bn USD", "", "has another scale than its column"),
        ("Value, USD", "5 EUR", "", "is in EUR, which the column is not"),
        ("Value, USD;C", "5;EUR", "currency = 'C'", "is EUR, and the values are in USD"),
        ("Value;C", "5;тонн", "currency = 'C'", "is not a currency, such as USD"),
    ],
)
def test_a_cell_that_says_otherwise_is_rejected(tmp_path, header, cells, columns, reason):
    [found] = mapped(tmp_path, header, cells, columns=columns).rejected["reason"]
    assert reason in found


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_scale_and_unit_has_a_word_in_each_language(language):
    ed = Edition("", language)
    assert [name for name in SCALES if not ed.told(f"scale-{name}", "")] == []
    # per cent is its sign
    assert [n for n in UNITS if n != "%" and not ed.told(f"unit-{n}", "", n=5)] == []


@pytest.mark.parametrize(
    ("header", "top", "cell", "kilograms"),
    [
        ("Вес, т", "", "5", 5000),
        ("Вес", "", "5", 5),
        ("Вес", 'weight_in = "тонн"', "5", 5000),
        ("Net weight (thousand tonnes)", "", "5", 5_000_000),
        ("Weight, t", "", "5 t", 5000),
        ("Weight, t", "", "5 кг", 5),
        ("Вес, ц", "", "5", 500),
        ("Weight, g", "", "5", 0.005),
    ],
)
def test_a_weight_is_in_what_its_name_or_its_cell_says(tmp_path, header, top, cell, kilograms):
    held = mapped(tmp_path, f"Value;{header}", f"1;{cell}", top, f"net_kg = '{header}'").flows
    assert held["net_kg"].tolist() == [kilograms]


def test_a_first_mapping_states_the_unit_of_weights(tmp_path):
    (tmp_path / "f.csv").write_text("Месяц;Стоимость, тыс. руб.;Вес, т;Валюта\n2019-01;1;2;RUB\n")
    told = suggest(tmp_path / "f.csv")
    assert 'value_in = "thousand RUB"' in told
    assert 'weight_in = "t"' in told


@pytest.mark.parametrize(
    "name, kind, base, factor",
    [
        ("RUB", "money", "RUB", 1),
        ("mln RUB", "money", "RUB", 1e6),
        ("bn RUB", "money", "RUB", 1e9),
        ("trillion RUB", "money", "RUB", 1e12),
        ("lakh INR", "money", "INR", 1e5),
        ("crore INR", "money", "INR", 1e7),
        ("lakh crore INR", "money", "INR", 1e12),
        ("thousand KZT", "money", "KZT", 1e3),
        ("%", "fraction", "%", 0.01),
        ("share", "fraction", "share", 1),
        ("times", "times", "times", 1),
        ("countries", "count", "countries", 1),
        ("thousand jobs", "count", "jobs", 1e3),
        ("ha", "area", "ha", 1),
        # 2.1 mln square metres are 210 ha, and a square kilometre 100
        ("mln m2", "area", "m2", 100),
        ("km2", "area", "km2", 100),
        ("mln RUB per ha", "per", "RUB per ha", 1e6),
        # a rouble per square metre is 10 000 per ha
        ("RUB per m2", "per", "RUB per m2", 1e4),
        ("thousand USD per jobs", "per", "USD per jobs", 1e3),
    ],
)
def test_a_unit_has_a_kind_and_a_size(name, kind, base, factor):
    held = unit(name)
    assert (held.name, held.kind, held.base) == (name, kind, base)
    assert held.factor == pytest.approx(factor)


@pytest.mark.parametrize(
    "name",
    ["", "mln", "mln mil RUB", "mln bn RUB", "bushels", "mln %", "thousand times", "RUB per ",
     " per ha", "mln per ha", "RUB EUR", "RUB ha", "mil USD", "15 USD"],
)  # fmt: skip
def test_what_is_no_unit_is_refused_with_the_choices(name):
    with pytest.raises(FlowsError, match="unknown unit") as error:
        unit(name)
    for choice in ("'mln RUB'", "'crore INR'", "'%'", "'times'", "'ha'", "'companies'"):
        assert choice in str(error.value)


@pytest.mark.parametrize("wrong, right", [("mln RUBB", "mln RUB"), ("compnies", "companies")])
def test_a_slip_is_answered_with_the_unit_that_was_meant(wrong, right):
    with pytest.raises(FlowsError, match=f"'{wrong}' \\(did you mean '{right}'\\?\\)"):
        unit(wrong)


@pytest.mark.parametrize(
    "name", ["x" * 5000, "mln " * 60 + "RUB", "ha per " * 5000 + "ha", "<b>" * 2000 + " per ha"]
)
def test_a_hostile_unit_is_refused_in_a_short_sentence(name):
    with pytest.raises(FlowsError) as error:
        unit(name)
    assert len(str(error.value)) < 600


@pytest.mark.parametrize(
    ("header", "kind"),
    [("Value, mln kg", "money"), ("Exports, thousand t", "money"), ("Weight, mln USD", "mass")],
)
def test_a_scale_of_another_kind_of_unit_is_not_taken(header, kind):
    with pytest.raises(sez.FlowsError, match="states a unit that is not understood"):
        header_unit(header, kind)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("القيمة (ألف دولار)", "thousand USD"), ("قيمة الصادرات بالمليون دولار", "mln USD"),
        ("มูลค่า (ล้านบาท)", "mln THB"), ("มูลค่าส่งออกพันล้านดอลลาร์", "bn USD"),
        ("출구 수출액 (천 달러)", "thousand USD"), ("出口总值（亿元人民币）", "yi CNY"),
        ("निर्यात मूल्य (करोड़ रुपये)", "crore INR"), ("मूल्य (हज़ार डॉलर)", "thousand USD"),
        ("Trị giá (triệu đồng)", "mln VND"), ("Kim ngạch, tỷ USD", "bn USD"),
        ("İhracat değeri (Bin ABD $)", "thousand USD"), ("Құны, мың АҚШ доллары", "thousand USD"),
        ("Құны, млн теңге", "mln KZT"), ("মূল্য (কোটি টাকা)", "crore BDT"),
    ],
)  # fmt: skip
def test_units_are_known_in_many_scripts(header, name):
    assert header_unit(header).name == name
