"""A release read into figures: sentences of the genre, in orders, verbs and currencies of many."""

import itertools
import re

import pytest

from sezlib.claims.prose import language_of, sentences
from sezlib.claims.reading import find_date, read_release
from sezlib.flows import FlowsError


def read(text, currency="RUB", begins="01", date="2024-02-10"):
    """Return the claims of a text, each in a line: measure, period, indicator, figure, base."""
    found = read_release(text, currency=currency, begins=begins, date=date)
    return [spell(one) for one in found if one.measure]


def spell(one):
    where = one.where
    told = where.get("period") or f"{where.get('from', '')}..{where.get('to', '')}"
    against = where.get("against", "")
    if isinstance(against, dict):
        against = f"{against['from']}..{against['to']}"
    parts = (one.measure, told, where.get("indicator", ""), one.printed, one.unit, against)
    return " ".join(part for part in parts if part)


def placed(text, **how):
    return [
        (one.printed, one.where.get("group") or one.where.get("destination"))
        for one in read_release(text, date="2024-02-10", **how)
        if one.measure
    ]


RUSSIAN = {
    "За три квартала 2023 года вывезли товаров на 3 млрд рублей, что на 8,2 процента превосходит "
    "прошлогодний итог.": [
        "total 2023-01..2023-09 exports 3 bn RUB",
        "growth 2023-01..2023-09 exports 8,2 % 2022-01..2022-09",
    ],
    "Число занятых в 2023 году выросло на 75 и достигло 1 940 человек.": [
        "difference 2023 jobs 75 jobs 2022",
        "stock 2023 jobs 1 940 jobs",
    ],
    "В 2023 году поставки шли в 31 страну; их число выросло с 28 до 31 страны.": [
        "count 2023 31 countries",
        "count 2022 28 countries",
    ],
    "В 2023 году в зоне 90 компаний из 12 стран, в их числе 40 иностранных.": [
        "count 2023 residents 90 companies",
        "count 2023 12 countries",
        "count 2023 residents 40 companies",
    ],
    "В этом году намечено вложить ещё 3 млрд рублей инвестиций.": [],
    "За рубеж в 2023 году отгружено продукции на 5,5 млн евро (минус 52% к 2022 году).": [
        "total 2023 exports 5,5 mln EUR",
        "growth 2023 exports -52 % 2022",
    ],
    "Экспорт в 2023 году составил 5,5 млн евро; снижение к 2022 году — 52%.": [
        "total 2023 exports 5,5 mln EUR",
        "growth 2023 exports -52 % 2022",
    ],
    "На март 2023 года в зоне работает 24 компании.": ["count 2023-03 residents 24 companies"],
    "Экспорт зоны в 2022 году вырос на 12,5% и составил 340 млн рублей.": [
        "growth 2022 exports 12,5 % 2021",
        "total 2022 exports 340 mln RUB",
    ],
    "В 2022 году поставки за рубеж упали на 8,5% до 41 млн долларов.": [
        "growth 2022 exports -8,5 % 2021",
        "total 2022 exports 41 mln USD",
    ],
    "За первые пять месяцев 2021 года экспорт составил $34,5 млн, что в 1,6 раза превышает "
    "показатель января – мая 2020 года ($21,6 млн).": [
        "total 2021-01..2021-05 exports 34,5 mln USD",
        "ratio 2021-01..2021-05 exports 1,6 times 2020-01..2020-05",
        "total 2020-01..2020-05 exports 21,6 mln USD",
    ],
    "По итогам девяти месяцев выручка составила 45,6 млрд руб. (+12,4% к аналогичному "
    "периоду прошлого года).": [
        "total 2023-01..2023-09 revenue 45,6 bn RUB",
        "growth 2023-01..2023-09 revenue 12,4 % 2022-01..2022-09",
    ],
    "Выручка выросла с 3,1 млрд рублей в 2015 году до 88 млрд рублей в 2023-м.": [
        "total 2015 revenue 3,1 bn RUB",
        "total 2023 revenue 88 bn RUB",
    ],
    "За всё время работы зоны резиденты вложили более 35 млрд рублей.": [
        "cumulative ..2024-02 investment 35 bn RUB",
    ],
    "Сейчас здесь работают 3 450 человек.": ["stock 2024-02 jobs 3 450 jobs"],
    "В 2023 году создано 1,2 тыс. рабочих мест.": ["total 2023 jobs 1,2 thousand jobs"],
    "Доля экспорта в выручке за 2023 год достигла 34%.": ["share 2023 exports 34 %"],
    "Продукция отправлена в 2023 году в 26 стран.": ["count 2023 26 countries"],
    "Темп роста отгрузки в 2023 году составил 147% к уровню 2022 года.": [
        "ratio 2023 output 147 % 2022"
    ],
    "Количество резидентов с 2015 по 2023 год выросло с 40 до 95.": [
        "count 2015 residents 40 companies",
        "count 2023 residents 95 companies",
    ],
    "Налогов в 2023 году уплачено 2 млрд 350 млн рублей, на 240 млн больше, чем в 2022-м.": [
        "total 2023 taxes 2 млрд 350 mln RUB",
        "difference 2023 taxes 240 mln RUB 2022",
    ],
    "В I квартале экспорт превысил 12 млн евро.": ["total 2023-Q1 exports 12 mln EUR"],
    "В прошлом году произвели продукции на 56 млрд рублей – вдвое больше, чем годом ранее.": [
        "total 2023 output 56 bn RUB",
        "ratio 2023 output вдвое times 2022",
    ],
    "Экспорт за январь–ноябрь составил $512,4 млн (рост на 9,7%), "
    "импорт — $640 млн (снижение на 3%).": [
        "total 2023-01..2023-11 exports 512,4 mln USD",
        "growth 2023-01..2023-11 exports 9,7 % 2022-01..2022-11",
        "total 2023-01..2023-11 imports 640 mln USD",
        "growth 2023-01..2023-11 imports -3 % 2022-01..2022-11",
    ],
}
ENGLISH = {
    "In the June quarter of 2023 exports were $4.2 mln.": ["total 2023-Q2 exports 4.2 mln USD"],
    "In 2023 the zone signed 7 investors with a combined investment of $1.9 billion, compared with "
    "5 and $1.1 billion a year earlier.": [
        "count 2023 investors 7 investors",
        "total 2023 investment 1.9 bn USD",
        "count 2022 investors 5 investors",
        "total 2022 investment 1.1 bn USD",
    ],
    "Turnover rose €1.3 billion to €9.8 billion in 2023.": [
        "difference 2023 revenue 1.3 bn EUR 2022",
        "total 2023 revenue 9.8 bn EUR",
    ],
    "Exports were $9 mln in 2023, a 4% rise, with Peru taking in 38% and Chile 11%.": [
        "total 2023 exports 9 mln USD",
        "growth 2023 exports 4 % 2022",
        "share 2023 exports 38 %",
        "share 2023 exports 11 %",
    ],
    "Since 1997 investors have spent $31.7 billion.": [
        "cumulative 1997-01..2024-02 investment 31.7 bn USD"
    ],
    "Since 2020, firms have sold more than $2,513 million worth of goods abroad.": [
        "cumulative 2020-01..2024-02 exports 2,513 mln USD"
    ],
    "2023: exports add 22 per cent": ["growth 2023 exports 22 % 2022"],
    "Exports rose 12 percent to $5.1 million in 2019 from $4.6 million a year earlier.": [
        "growth 2019 exports 12 % 2018",
        "total 2019 exports 5.1 mln USD",
        "total 2018 exports 4.6 mln USD",
    ],
    "Zones sold goods abroad worth Sh68.5 billion in 2022, "
    "compared to Sh72.4 billion the previous year.": [
        "total 2022 exports 68.5 bn KES",
        "total 2021 exports 72.4 bn KES",
    ],
    "Employment dropped by 4.2 per cent from 60,383 in 2021 to 57,860 in 2022.": [
        "growth 2022 jobs -4.2 % 2021",
        "stock 2021 jobs 60,383 jobs",
        "stock 2022 jobs 57,860 jobs",
    ],
    "In 2022, 2021 and 2020, imports were €3.0bn, €2.8bn and €2.5bn respectively.": [
        "total 2022 imports 3.0 bn EUR",
        "total 2021 imports 2.8 bn EUR",
        "total 2020 imports 2.5 bn EUR",
    ],
    "Since its inception the zone has attracted $6.5 billion in investment.": [
        "cumulative ..2024-02 investment 6.5 bn USD",
    ],
    "As of June 2023, 140 of the 232 zones are functioning.": [
        "count 2023-06 zones 140 zones",
        "count 2023-06 zones 232 zones",
    ],
    "Output was 15 per cent higher in the first half of 2023 than in the same period of 2022.": [
        "growth 2023-S1 output 15 % 2022-S1",
    ],
    "Nearly half of the workers were women in 2023.": ["share 2023 jobs half share"],
    "Sales more than doubled to $410 million in the year ended March 2022.": [
        "ratio 2021-04..2022-03 revenue double times 2020-04..2021-03",
        "total 2021-04..2022-03 revenue 410 mln USD",
    ],
    "Exports totalled US$87.1bn in 2023, a 2.4-fold increase on 2010.": [
        "total 2023 exports 87.1 bn USD",
        "ratio 2023 exports 2.4 times 2010",
    ],
}


# texts whose sentences lean on each other, and what is easily taken for something else
TEXTS = {
    "By the end of 2023 the zone hosted over 80,000 companies, more than 7,800 of them foreign.": [
        "count 2023-12 residents 80,000 companies",
        "count 2023-12 residents 7,800 companies",
    ],
    "Налогов собрано 5,7 млрд руб. (в 2022 г. — 4,9 млрд руб.), что больше плановых. "
    "В 2023 году инвестиции составили 2 млрд руб.": [
        "total 2023 taxes 5,7 bn RUB",
        "total 2022 taxes 4,9 bn RUB",
        "total 2023 investment 2 bn RUB",
    ],
    "В 2023 году экспорт достиг 7 млрд сомов, что на 2,3 млрд, или на 48%, больше, чем в 2022-м.": [
        "total 2023 exports 7 bn KGS",
        "difference 2023 exports 2,3 bn KGS 2022",
        "growth 2023 exports 48 % 2022",
    ],
    "Выручка за 2023 год — 14,6 млрд рублей (+35% год к году), инвестиции — 2,1 млрд рублей.": [
        "total 2023 revenue 14,6 bn RUB",
        "growth 2023 revenue 35 % 2022",
        "total 2023 investment 2,1 bn RUB",
    ],
    "С момента создания зоны в 2010 году вложено 41,3 млрд рублей инвестиций.": [
        "cumulative 2010-01..2024-02 investment 41,3 bn RUB",
    ],
    "За последние десять лет экспорт вырос в 4 раза. В 2023 году он составил 8 млн евро.": [
        "ratio 2023 exports 4 times 2013",
        "total 2023 exports 8 mln EUR",
    ],
    "С 2015 по 2023 год вложено 5,4 млрд рублей инвестиций.": [
        "cumulative 2015..2023 investment 5,4 bn RUB",
    ],
    "Trade in 2023 grew 34 percent over the same period of 2022 to reach AED77 billion.": [
        "growth 2023 trade 34 % 2022",
        "total 2023 trade 77 bn AED",
    ],
    "A 7.68 percent increase in exports and 10.2 percent in employment was told of 2023.": [
        "growth 2023 exports 7.68 % 2022",
        "growth 2023 jobs 10.2 % 2022",
    ],
    "Approved investments fell 27% to $69.3 bn in 2023.": [
        "growth 2023 investment_approved -27 % 2022",
        "total 2023 investment_approved 69.3 bn USD",
    ],
    "The zone drew $340 million in investment in 2023 against a target of $325 million.": [
        "total 2023 investment 340 mln USD",
    ],
    "Exports were $5 bn in 2023. At the same time jobs rose 3%.": [
        "total 2023 exports 5 bn USD",
        "growth 2023 jobs 3 % 2022",
    ],
    "Direct employment stood at 1.7 million as of end-November, up 9.6% from a year ago.": [
        "stock 2023-11 jobs 1.7 mln jobs",
        "growth 2023-11 jobs 9.6 % 2022-11",
    ],
    "На одного работника в 2023 году пришлось 2,2 млн рублей налогов.": [
        "per_unit 2023 taxes 2,2 mln RUB per jobs"
    ],
    "Экспорт в 2023 году сократился с 92 до 81 млрд рублей.": [
        "total 2022 exports 92 bn RUB",
        "total 2023 exports 81 bn RUB",
    ],
    "# source: https://example.org/20220101/x; 2022-03-01\nExports were $5 bn in 2023.": [
        "total 2023 exports 5 bn USD",
    ],
    "The zone's investment rose 24% to $409 mln in 2023 while its exports hit $8.6 bn.": [
        "growth 2023 investment 24 % 2022",
        "total 2023 investment 409 mln USD",
        "total 2023 exports 8.6 bn USD",
    ],
    "Exports stood at €33 mln in 2023 as against €26 mln in the year-ago period.": [
        "total 2023 exports 33 mln EUR",
        "total 2022 exports 26 mln EUR",
    ],
    "The Economic Survey 2022 says that the zone had exports of $5 bn from 2006 to June 2023.": [
        "cumulative 2006-01..2023-06 exports 5 bn USD",
    ],
    "По прогнозу за 2024 год экспорт составит 190 млн долларов.": [],
}


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_easily_taken_for_something_else_is_told_apart(text):
    assert read(text) == TEXTS[text]


@pytest.mark.parametrize("text", RUSSIAN)
def test_russian_sentences_are_read(text):
    assert read(text) == RUSSIAN[text]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_sentences_are_read(text):
    assert read(text, "KES") == ENGLISH[text]


@pytest.mark.parametrize(
    "told, months",
    [
        ("in fiscal year 2022-23", "2022-07..2023-06"),
        ("in FY23", "2022-07..2023-06"),
        ("in the last fiscal year", "2022-07..2023-06"),
        ("during July-December of FY2023-24", "2023-S2"),
        ("in the first seven months (July-January) of the current fiscal year", "2023-07..2024-01"),
        ("in Q1 of FY2022-23", "2022-Q3"),
        ("in 2022", "2022"),
    ],
)
def test_fiscal_years_begin_when_the_profile_says(told, months):
    assert read(f"Exports were $3.2 bn {told}.", "BDT", "07") == [
        f"total {months} exports 3.2 bn USD"
    ]


@pytest.mark.parametrize(
    "told, period",
    [
        ("в первом полугодии", "2023-S1"),
        ("в минувшем году", "2023"),
        ("в текущем году", "2024"),
        ("в позапрошлом году", "2022"),
        ("в июне", "2023-06"),
        ("с января по сентябрь 2022 года", "2022-01..2022-09"),
        ("за 11 месяцев", "2023-01..2023-11"),
        ("в IV квартале 2022 г.", "2022-Q4"),
    ],
)
def test_relative_times_are_of_the_day_of_the_text(told, period):
    assert read(f"Экспорт {told} составил 5 млн рублей.") == [f"total {period} exports 5 mln RUB"]


VERBS = {
    "вырос": "",
    "увеличился": "",
    "прибавил": "",
    "снизился": "-",
    "сократился": "-",
    "упал": "-",
}
MONEY = {
    "млн рублей": "mln RUB",
    "млрд тенге": "bn KZT",
    "тыс. евро": "thousand EUR",
    "млн долл. США": "mln USD",
}


@pytest.mark.parametrize("verb, money", list(itertools.product(VERBS, MONEY)))
@pytest.mark.parametrize("order", range(3))
def test_a_growth_and_its_amount_are_read_in_any_order(verb, money, order):
    text = (
        f"В 2022 году экспорт {verb} на 7,3% — до 48,2 {money}.",
        f"Экспорт в 2022 году составил 48,2 {money}: "
        f"он {verb} на 7,3 процента по сравнению с 2021 годом.",
        f"На 7,3% {verb} экспорт резидентов в 2022 году, его объем — 48,2 {money}.",
    )[order]
    assert sorted(read(text)) == [
        f"growth 2022 exports {VERBS[verb]}7,3 % 2021",
        f"total 2022 exports 48,2 {MONEY[money]}",
    ]


RAISED = {
    "rose": "",
    "grew by": "",
    "were up": "",
    "surged": "",
    "fell": "-",
    "declined by": "-",
    "were down": "-",
}
PAID = {
    "$48.2 million": "mln USD",
    "Rs 48.2 lakh crore": "lakh crore INR",
    "48.2 billion yuan": "bn CNY",
    "€48.2bn": "bn EUR",
    "AED 48.2 billion": "bn AED",
}


@pytest.mark.parametrize("verb, money", list(itertools.product(RAISED, PAID)))
@pytest.mark.parametrize("order", range(3))
def test_an_english_growth_and_its_amount_are_read_in_any_order(verb, money, order):
    text = (
        f"In 2022, exports {verb} 7.3 percent to {money}.",
        f"Exports {verb} 7.3% year-on-year to {money} in 2022.",
        f"Exports stood at {money} in 2022; they {verb} 7.3 per cent compared with 2021.",
    )[order]
    assert sorted(read(text, "INR")) == [
        f"growth 2022 exports {RAISED[verb]}7.3 % 2021",
        f"total 2022 exports 48.2 {PAID[money]}",
    ]


def test_what_is_not_said_again_is_inherited_and_marked():
    text = "Экспорт зоны вырос в 2022 году. Он составил 12 млн евро."
    (one,) = read_release(text, currency="RUB", begins="01", date="2023-03")
    assert spell(one) == "total 2022 exports 12 mln EUR"
    assert one.inherited == ["indicator", "period"]


def test_a_headline_has_the_time_of_the_text():
    text = "Экспорт вырос на треть\nВ 2022 году он составил 12 млн евро."
    assert read(text)[0] == "growth 2022 exports треть share 2021"


def test_lists_of_countries_and_groups_are_told_apart():
    assert placed("В Китай отправлено товаров на 20 млн евро, в Индию – на 9,5 млн евро.") == [
        ("20", "Китай"),
        ("9,5", "Индия"),
    ]
    assert placed("Trade with China was $20 bn, with India $9.5 bn and with Japan $3 bn.") == [
        ("20", "China"),
        ("9.5", "India"),
        ("3", "Japan"),
    ]


@pytest.mark.parametrize(
    "text, sites",
    [
        ("North EPZ earned $2.4 bn and South EPZ $2.2 bn in 2023.", ["North EPZ", "South EPZ"]),
        (
            "В 2023 году «Север» получил выручку 41 млрд рублей, «Юг» — 55 млрд рублей.",
            ["Север", "Юг"],
        ),
    ],
)
def test_figures_of_sister_zones_have_a_scope_of_their_own(text, sites):
    assert [one.scope for one in read_release(text, currency="RUB", date="2024")] == sites


def test_an_amount_has_its_group_and_the_countries_that_it_went_to_together():
    text = "В 2023 году учебные наборы отправили в Чили и Перу на 1,2 млн евро."
    (one,) = (item for item in read_release(text, date="2024") if item.measure == "total")
    assert one.where["destination"] == ["Чили", "Перу"] and one.where["group"] == "учебные"


def test_groups_in_quotation_marks_are_taken_whole():
    text = (
        "Наибольшим спросом в 2022–2023 годах пользовалась продукция групп «оптика» и «учебное "
        "оборудование и наборы». Продукция группы «приборы» в 2023 году впервые поставлена на "
        "новые рынки: Перу и Чили."
    )
    found = [one for one in read_release(text, date="2024") if one.measure in ("rank", "first")]
    assert found[0].printed == "оптика, учебное оборудование и наборы"
    assert [(one.where["destination"], one.where["group"]) for one in found[1:]] == [
        ("Перу", "instruments"),
        ("Чили", "instruments"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Top buyers of exports: Peru; Hong Kong; Chile.",
        "The largest buyers of exports were:\n\n• Peru\n• Hong Kong\n• Chile\n\nNo others.",
        "Exports by the main markets:\n1. Peru\n2. Hong Kong\n3. Chile",
        "Of the buyers of exports, Peru, Hong Kong and Chile bought most.",
        "Больше всего экспорта пришлось на следующие страны:\n— Перу\n— Гонконг\n— Чили",
    ],
)
def test_a_ranking_is_read_however_its_names_are_parted(text):
    (rank,) = read_release(text, date="2024-02-10")
    assert rank.measure == "rank" and rank.printed.count(",") == 2


def test_rankings_and_first_sales_are_read():
    text = (
        "В 2023 году больше всего товаров экспортировали в Китай, Индию и Сербию. "
        "Впервые поставили приборы в Перу и учебные наборы в Чили."
    )
    found = [one for one in read_release(text, date="2024") if one.measure in ("rank", "first")]
    assert [one.printed for one in found][:1] == ["Китай, Индия, Сербия"]
    assert [(one.where["destination"], one.where["group"]) for one in found[1:]] == [
        ("Перу", "instruments"),
        ("Чили", "education"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "К 2030 году экспорт вырастет до 5 млрд рублей.",
        "Планируется создать 500 рабочих мест и вложить 2 млрд рублей.",
        "Резидент вложит в завод 1,5 млрд рублей.",
        "Объем экспорта прогнозируется на уровне 12 млрд рублей.",
        "Exports are expected to reach $70 billion.",
        "The zone aims to attract 100 companies by 2030.",
        "It will invest $250 million and hire 3,000 people.",
        "The export target was fixed at $6 billion.",
        "Ставка налога на прибыль составляет 2%.",
        "Residents pay 9% income tax.",
        "Постановление № 784 подписано 21 декабря 2005 года на 49 лет.",
        "Зона занимает 3-е место в рейтинге.",
        "The zone ranked 3rd under Section 14 of the Act.",
        "Телефон: +7 (495) 123-45-67, 16+.",
        "До аэропорта 30 км, 20 минут.",
    ],
)
def test_what_is_no_fact_is_no_claim(text):
    assert read(text) == []


def test_a_letter_before_digits_is_the_home_currency_where_that_has_it():
    (peso,) = read_release("Exports were P1.9 billion in 2023.", currency="PHP")
    assert (peso.unit, peso.question) == ("bn PHP", "")
    (asked,) = read_release("Exports were P1.9 billion in 2023.", currency="USD")
    assert asked.question == "Which currency is P?"
    assert not read_release("Exports of Hall A1.5 rose in 2023.", currency="USD")[0].measure


def test_a_number_that_is_not_placed_is_left_open_with_its_sentence():
    (one,) = read_release("Всего их 17.", date="2024")
    assert (one.measure, one.printed, one.sentence) == ("", "17", "Всего их 17.")
    assert one.question


def test_a_long_paragraph_is_not_looked_through_again_for_each_of_its_sentences(monkeypatch):
    seen, search = [], re.search
    monkeypatch.setattr(re, "search", lambda *given: seen.append(len(given[1])) or search(*given))
    text = "Exports rose by 5%. " * 2_000
    assert len(sentences(text)) == 2_000
    assert 0 < sum(seen) < 3 * len(text)


def test_sentences_end_where_no_abbreviation_stands():
    text = "Экспорт составил 5 млрд. долл. США. Выручка — 3 млн руб. Всего за 2019 г. продано 7 т."
    assert sentences(text) == [
        "Экспорт составил 5 млрд. долл. США.",
        "Выручка — 3 млн руб.",
        "Всего за 2019 г. продано 7 т.",
    ]


@pytest.mark.parametrize(
    "text", ["Die Ausfuhren stiegen um zwölf Prozent.", "输出 2019", "Експорт зріс на їхню думку"]
)
def test_other_languages_are_refused(text):
    with pytest.raises(FlowsError, match="neither English nor Russian"):
        language_of(text)


@pytest.mark.parametrize(
    "line",
    [
        "The years 2021-2022 made up 93% of all exports since 2010.",
        "На 2021–2022 годы пришлось 93 % всего экспорта с 2010 года.",
    ],
)
def test_a_share_that_some_years_have_of_all_since_a_beginning(line):
    (item,) = (one for one in read_release(line, date="2023") if one.measure)
    assert item.measure == "share" and not item.question
    of = {"from": "2010", "to": "2022"}
    assert item.where == {"from": "2021", "to": "2022", "indicator": "exports", "of": of}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            "За первое полугодие 2023 года выручка составила 8 млрд рублей. За весь 2022 год было "
            "15 млрд рублей. Экспорт — 300 млн рублей.",
            ["total 2023-S1 revenue 8 bn RUB", "total 2022 revenue 15 bn RUB",
             "total 2023-S1 exports 300 mln RUB"],
        ),
        (
            "Exports were $5 bn in 2023. In May alone they reached $400 mln. Imports were $2 bn.",
            ["total 2023 exports 5 bn USD", "total 2023-05 exports 400 mln USD",
             "total 2023 imports 2 bn USD"],
        ),
        (
            "За три квартала 2023 года экспорт составил 40 млн рублей (девять месяцев 2022 г. — "
            "32 млн рублей; рост на 25%).",
            ["total 2023-01..2023-09 exports 40 mln RUB",
             "total 2022-01..2022-09 exports 32 mln RUB",
             "growth 2023-01..2023-09 exports 25 % 2022-01..2022-09"],
        ),
        (
            "Итоги 2023 года. Рабочие места: 2 150 (-35).",
            ["stock 2024-02 jobs 2 150 jobs", "difference 2023 jobs -35 jobs 2022"],
        ),
        (
            "In 2023 the number of operating firms went up from 130 to 144.",
            ["count 2022 residents 130 companies", "count 2023 residents 144 companies"],
        ),
        (
            "PORT LOUIS, Jan. 18 (APA) -- Exports of the zone were $90 million in 2023.",
            ["total 2023 exports 90 mln USD"],
        ),
        ("Sales abroad through March 2023 were $12 mln.", ["total 2023-Q1 exports 12 mln USD"]),
        (
            "В 2023 году в Сербию отгружено продукции на 30 млн рублей.",
            ["total 2023 exports 30 mln RUB"],
        ),
        (
            "In 2023 exports exceeded $70 mln for the first time, with Peru (40%) and Chile (30%) "
            "as the largest buyers.",
            ["total 2023 exports 70 mln USD", "share 2023 exports 40 %", "share 2023 exports 30 %",
             "rank 2023 exports Peru, Chile"],
        ),
    ],
)  # fmt: skip
def test_periods_levels_and_labels_are_those_of_their_own_figure(text, kept):
    assert read(text) == kept


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "In 2023 textiles accounted for $45 mln of exports, rubber goods for $27 mln.",
            [("45", "textiles"), ("27", "rubber goods")],
        ),
        (
            "Ещё 40 % экспорта в 2023 году пришлось на корм для скота, 9 % — кабельная продукция.",
            [("40", "корм для скота"), ("9", "кабельная продукция")],
        ),
        (
            "Основную часть экспорта 2023 года сформировали строительные материалы "
            "(2,1 млрд рублей) и упаковка (1,3 млрд рублей).",
            [("2,1", "строительные материалы"), ("1,3", "упаковка")],
        ),
        (
            "In 2023 chemicals led with $26 mln of exports, followed by textiles at $19 mln.",
            [("26", "chemicals"), ("19", "textiles")],
        ),
        ("Exports of 2023 were led by black tea ($9 mln).", [("9", "black tea")]),
        ("January exports rose 5% to $3 mln.", [("5", None), ("3", None)]),
        ("The zone's exports rose 5% to $3 mln in 2023.", [("5", None), ("3", None)]),
    ],
)
def test_groups_stand_before_their_verb_or_behind_their_share(text, found):
    assert placed(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Construction of a plant, at a cost of USD 190 million, is due to start in 2031.",
        "Investors declared the creation of 1,870 jobs.",
        "Occupancy in five of the six halls is above 85%.",
    ],
)
def test_what_is_announced_or_filled_is_no_fact(text):
    assert [one for one in read(text) if "halls" not in one and "zones" not in one] == []


def test_a_share_behind_which_a_country_stands_is_of_that_country():
    text = "Доля Казахстана в экспорте 2023 года достигла 38 %, ещё 22 % пришлось на Беларусь."
    assert [one.where.get("destination") for one in read_release(text)] == ["Казахстан", "Беларусь"]
    assert not any("group" in one.where for one in read_release(text))


def test_a_new_market_has_no_group_where_no_goods_are_named():
    text = "В 2023 году впервые продукция зоны отправилась в Сербию и Перу."
    firsts = [one.where for one in read_release(text) if one.measure == "first"]
    assert [where["destination"] for where in firsts] == ["Сербия", "Перу"]
    assert not any("group" in where for where in firsts)


def test_a_part_of_a_fiscal_year_is_of_the_one_told_and_a_base_is_no_more_than_itself():
    text = (
        "Exports reached Rs 9,120 crore in 2022-23, a jump of 17 per cent over Rs 7,795 crore in "
        "the previous fiscal. In the April-December period exports stood at Rs 6,540 crore."
    )
    found = read_release(text, currency="INR", begins="04-01")
    assert [one.wording for one in found] == [""] * 4
    assert (found[-1].where["from"], found[-1].where["to"]) == ("2022-04", "2022-12")


def test_a_text_has_the_date_that_stands_at_its_head_and_no_other():
    assert find_date("Резиденты нарастили экспорт\n\n18 марта 2024 года\n\nОн вырос.") == "2024-03"
    assert find_date("Exports rose on 12 April 2023 by law.") == ""
    assert find_date("Экспорт вырос в 2022 году на 5 %.") == ""


def test_a_place_among_zones_counts_none():
    text = "The zone ranked third among 8 zones in 2023."
    assert [one.reason for one in read_release(text)] == ["a place in a rating"]


@pytest.mark.parametrize(
    "text",
    [
        "The zone, established in 1996, hosts more than 540 companies.",
        "The park was set up in 1996 and hosts 540 companies.",
        "Созданная в 1996 году зона объединяет 540 резидентов.",
        "Зона была создана в 1996 году, в ней 540 резидентов.",
    ],
)
def test_the_year_in_which_a_zone_was_made_is_no_time_of_its_figures(text):
    [one] = read_release(text, date="2024-10")
    assert (one.printed, one.where["period"]) == ("540", "2024-10")


def test_what_was_made_in_a_year_is_of_that_year():
    for text in (
        "В зоне создано в 2022 году 300 рабочих мест.",
        "In 2022, the zone created 300 jobs.",
    ):
        assert [one.where["period"] for one in read_release(text, date="2024-10")] == ["2022"]


def test_a_running_total_ends_no_later_than_its_text():
    text = "Инвестиции с начала работы зоны — 310 млрд тенге, из них 25 млрд — в текущем году."
    first, _ = read_release(text, currency="KZT", date="2025-07")
    assert first.where["to"] == "2025-07"


def test_groups_stand_behind_what_fell_to_them_or_follows():
    text = (
        "Наибольший объём экспорта 2023 года пришёлся на сельхозпереработку — 5,1 млрд тенге, "
        "далее следуют химическая промышленность — 3,9 млрд и лёгкая промышленность — 1,2 млрд."
    )
    assert placed(text, currency="KZT") == [
        ("5,1", "сельхозпереработку"),
        ("3,9", "химическая промышленность"),
        ("1,2", "легкая промышленность"),
    ]
    text = "Exports of 2023 reached EUR 7.2 billion, compared with EUR 7.4 billion in 2022."
    assert placed(text) == [("7.2", None), ("7.4", None)]
