"""Russian nouns, adjectives and verbs beside a number, against a table by school grammar."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

import sezlib as sez
from sezlib import language

NUMBERS = (0, 1, 2, 5, 11, 21, 1.5)
LOCALE = Path(language.__file__).parent / "locale" / "ru"
PLURALS = {"one", "few", "many"}

# what stands where the message has been given a number: 1 | 2 | 5 | 1.5, with # for the number
COMPANY = "# компания | # компании | # компаний | # компании"
COMPANIES_OF = "# компании | # компаний | # компаний | # компании"
SITE = "# площадка | # площадки | # площадок | # площадки"
LARGEST = "# крупнейшего | # крупнейших | # крупнейших | # крупнейшего"
FIGURE = "# показатель | # показателя | # показателей | # показателя"
WITH = "с # показателем | с # показателями | с # показателями | с # показателя"
EXPORTED = "вела X | вели X | вели X | вели X"
GROUP = "группа X | группы X | группы X | группы X"
FAR = "# значение далеко | # значения далеки | # значений далеки | # значения далеко"
ZONE = "зона X | зоны X | зоны X | зоны X"
FORMS = {
    ("countries", "n"): "# страна | # страны | # стран | # страны",
    ("territories", "n"): "# страна и территория | # страны и территории"
    " | # стран и территорий | # страны и территории",
    ("destinations", "n"): "# направление | # направления | # направлений | # направления",
    ("companies", "n"): COMPANY,
    ("release-times", "n"): "# раз | # раза | # раз | # раза",
    ("release-count-number", "n"): "# страну | # страны | # стран | # страны",
    ("release-sites-number", "n"): SITE,
    ("change", "n"): "# раз больше | # раза больше | # раз больше | # раза больше",
    ("went", "n"): "вырос в # раз | вырос в # раза | вырос в # раз | вырос в # раза",
    ("would", "n"): "вырос бы в # раз | вырос бы в # раза | вырос бы в # раз | вырос бы в # раза",
    ("point-group", "n"): "группу X | группы X | группы X | группы X",
    ("heading-groups", "n"): "внесла группа | внесли группы | внесли группы | внесли группы",
    ("chart-heatmap-note", "hidden"): "Не показано # менее крупное направление"
    " | Не показаны # менее крупных направления | Не показано # менее крупных направлений"
    " | Не показано # менее крупного направления",
    ("plot-rest", "n"): "показано ещё # значение | показаны ещё # значения"
    " | показано ещё # значений | показано ещё # значения",
    ("heading-residents", "n"): EXPORTED,
    ("residents-largest", "top"): LARGEST,
    ("objection-text", "n"): COMPANIES_OF,
    ("heading-context", "n"): SITE,
    ("caption-cut", "shown"): "первая # строка | первые # строки | первые # строк"
    " | первые # строки",
    ("explore-rows", "n"): "# строка | # строки | # строк | # строки",
    ("explore-tables", "n"): "# таблица | # таблицы | # таблиц | # таблицы",
    ("explore-left", "n"): "Опущена # строка с наименьшей суммой"
    " | Опущены # строки с наименьшими суммами | Опущено # строк с наименьшими суммами"
    " | Опущено # строки с наименьшими суммами",
    ("alt", "n"): "# строки | # строк | # строк | # строки",
    ("markets-survival-text", "n"): "началась # поставка | начались # поставки"
    " | началось # поставок | началось # поставки",
    ("unit-times", "n"): "раз | раза | раз | раза",
    ("unit-countries", "n"): "страна | страны | стран | страны",
    ("unit-companies", "n"): "компания | компании | компаний | компании",
    ("unit-enterprises", "n"): "предприятие | предприятия | предприятий | предприятия",
    ("unit-people", "n"): "человек | человека | человек | человека",
    ("unit-residents", "n"): "резидент | резидента | резидентов | резидента",
    ("unit-sites", "n"): "площадка | площадки | площадок | площадки",
    ("unit-jobs", "n"): "место | места | мест | места",
    ("unit-products", "n"): "товар | товара | товаров | товара",
    ("unit-groups", "n"): "группа | группы | групп | группы",
    ("unit-acres", "n"): "акр | акра | акров | акра",
    ("unit-sqft", "n"): "кв. фут | кв. фута | кв. футов | кв. фута",
    ("unit-zones", "n"): "зона | зоны | зон | зоны",
    ("unit-projects", "n"): "проект | проекта | проектов | проекта",
    ("unit-investors", "n"): "инвестор | инвестора | инвесторов | инвестора",
    ("unit-plants", "n"): "завод | завода | заводов | завода",
    ("unit-lines", "n"): "линия | линии | линий | линии",
    ("unit-contracts", "n"): "договор | договора | договоров | договора",
    ("published-points-count", "n"): "Прочитан # опубликованный показатель"
    " | Прочитаны # опубликованных показателя | Прочитано # опубликованных показателей"
    " | Прочитано # опубликованного показателя",
    ("published-points-count", "sources"): "из # источника | из # источников | из # источников"
    " | из # источника",
    ("heading-release", "n"): "# показатель релиза противоречит | # показателя релиза противоречат"
    " | # показателей релиза противоречат | # показателя релиза противоречит",
    ("release-unconfirmed", "n"): "# показатель релиза прочитан | # показателя релиза прочитаны"
    " | # показателей релиза прочитаны | # показателя релиза прочитано",
    ("releases-point", "n"): "# противоречие | # противоречия | # противоречий | # противоречия",
    ("releases-point", "figures"): "# напечатанный показатель | # напечатанных показателя"
    " | # напечатанных показателей | # напечатанного показателя",
    ("published-points-conflicts", "n"): "# противоречие | # противоречия | # противоречий"
    " | # противоречия",
    ("published-points-conflicts", "fewest"): FIGURE,
    ("published-points-conflicts", "milder"): "# противоречие | # противоречия"
    " | # противоречий | # противоречия",
    ("published-points-records", "agree"): WITH,
    ("published-points-records", "differ"): WITH,
    ("published-points-records", "untold"): "остальном # | остальных # | остальных # | остальном #",
    ("heading-conflicts", "n"): "# противоречие | # противоречия | # противоречий | # противоречия",
    ("heading-records", "differ"): "с # опубликованным показателем"
    " | с # опубликованными показателями | с # опубликованными показателями"
    " | с # опубликованного показателя",
    ("heading-records", "told"): "с # опубликованным показателем"
    " | с # опубликованными показателями | с # опубликованными показателями"
    " | с # опубликованного показателя",
    ("conflict-heading", "n"): "# показатель не может | # показателя не могут"
    " | # показателей не могут | # показателя не может",
    ("relief-heading-for-residents", "leaders"): "у компании | у компаний | у компаний"
    " | у компаний",
    ("relief-heading-for-products", "leaders"): "на товар с | на товары с | на товары с"
    " | на товары с",
    ("relief-for-residents", "n"): "ввозила # компания | ввозили # компании"
    " | ввозили # компаний | ввозило # компании",
    ("relief-for-residents", "shown"): COMPANY,
    ("relief-for-products", "n"): "по # коду | по # кодам | по # кодам | по # кода",
    ("relief-for-products", "shown"): "# код | # кода | # кодов | # кода",
    ("clearance-declarations", "n"): "зарегистрирована # декларация | зарегистрированы # декларации"
    " | зарегистрировано # деклараций | зарегистрировано # декларации",
    ("clearance-post", "n"): "не выпущена # декларация | не выпущены # декларации"
    " | не выпущено # деклараций | не выпущено # декларации",
    ("clearance-within", "n"): COMPANIES_OF,
    ("complete-late", "n"): "учтена # более поздняя запись | учтены # более поздние записи"
    " | учтено # более поздних записей | учтено # более поздней записи",
    ("account-warning", "n"): "отклонена # строка из X | отклонены # строки из X"
    " | отклонено # строк из X | отклонено # строки из X",
    ("account-rejected", "n"): "отклонена # строка из X | отклонены # строки из X"
    " | отклонено # строк из X | отклонено # строки из X",
    ("account-aside", "n"): "учитывается # строка из X | учитываются # строки из X"
    " | учитывается # строк из X | учитывается # строки из X",
    ("markets-survival-few", "n"): "# начавшаяся поставка | # начавшиеся поставки"
    " | # начавшихся поставок | # начавшейся поставки",
    ("residents-point-came", "came"): "# из них в X не экспортировала"
    " | # из них в X не экспортировали | # из них в X не экспортировали"
    " | # из них в X не экспортировало",
    ("heading-turnover-part", "came"): "# в X не экспортировала | # в X не экспортировали"
    " | # в X не экспортировали | # в X не экспортировало",
    ("turnover-part", "n"): "# компания в X не экспортировала | # компании в X не экспортировали"
    " | # компаний в X не экспортировали | # компании в X не экспортировало",
    ("residents-point-turnover", "came"): "Добавился # новый экспортёр"
    " | Добавились # новых экспортёра | Добавилось # новых экспортёров"
    " | Добавилось # нового экспортёра",
    ("residents-point-turnover", "left"): "прекратила экспорт # компания"
    " | прекратили экспорт # компании | прекратили экспорт # компаний"
    " | прекратило экспорт # компании",
    ("residents-point-largest", "top"): LARGEST,
    ("heading-turnover-alone", "n"): EXPORTED,
    ("turnover-came", "n"): "# компания экспортировала | # компании экспортировали"
    " | # компаний экспортировали | # компании экспортировало",
    ("turnover-survived", "n"): "# компании, ставшей | # компаний, ставших"
    " | # компаний, ставших | # компании, ставшей",
    ("turnover-survived", "stayed"): "экспортировала # | экспортировали #"
    " | экспортировали # | экспортировало #",
    ("guarded", "fewest"): COMPANIES_OF,
    ("sizes-new-guarded", "fewest"): COMPANIES_OF,
    ("guarded-without", "fewest"): COMPANIES_OF,
    ("leaning-guarded", "fewest"): COMPANIES_OF,
    ("limits-guard", "fewest"): COMPANIES_OF,
    ("dependence-before", "top"): LARGEST,
    ("chart-dependence-together", "n"): "# крупнейший | # крупнейших | # крупнейших"
    " | # крупнейшего",
    ("chart-without", "n"): "# крупнейшей компании | # крупнейших компаний"
    " | # крупнейших компаний | # крупнейшей компании",
    ("disclosure-point-unsafe", "unsafe"): "небезопасен # | небезопасны # | небезопасны #"
    " | небезопасны #",
    ("disclosure-companies", "n"): COMPANIES_OF,
    (
        "disclosure-figures-count",
        "n",
    ): "# показателя | # показателей | # показателей | # показателя",
    ("disclosure-point-hidden", "more"): "скрыт ещё # показатель | скрыты ещё # показателя"
    " | скрыты ещё # показателей | скрыто ещё # показателя",
    ("disclosure-point-kept", "free"): FIGURE,
    ("disclosure-point-attacks", "open"): "# небезопасный показатель | # небезопасных показателя"
    " | # небезопасных показателей | # небезопасного показателя",
    ("disclosure-unsafe-near", "n"): "позволил бы один | позволили бы показатели"
    " | позволили бы показатели | позволили бы показатели",
    ("heading-disclosure-unsafe", "unsafe"): "раскрыл бы # показатель | раскрыли бы # показателя"
    " | раскрыли бы # показателей | раскрыло бы # показателя",
    ("heading-disclosure-hidden", "more"): "скрыт ещё # показатель | скрыты ещё # показателя"
    " | скрыты ещё # показателей | скрыто ещё # показателя",
    ("heading-disclosure-attacks", "open"): "# небезопасный показатель | # небезопасных показателя"
    " | # небезопасных показателей | # небезопасного показателя",
    ("zones-point-largest", "n"): ZONE,
    ("zones-point-moved", "n"): ZONE,
    ("zones-point-depends", "n"): ZONE,
    ("zones-point-markets", "n"): "у зоны | у зон | у зон | у зон",
    ("heading-zones-totals", "n"): ZONE,
    ("zones-title-count", "n"): "# зона | # зоны | # зон | # зоны",
    ("heading-zones", "n"): "внесла зона | внесли зоны | внесли зоны | внесли зоны",
    ("heading-zone-markets", "n"): "освоила # зона | освоили # зоны | освоили # зон"
    " | освоили # зоны",
    ("heading-zone-destinations", "n"): "у зоны | у зон | у зон | у зон",
    ("heading-zone-residents", "n"): "в зоне | в зонах | в зонах | в зонах",
    ("relief-heading-for-zones", "leaders"): "у зоны | у зон | у зон | у зон",
    ("relief-for-zones", "n"): "ввозила # зона | ввозили # зоны | ввозили # зон | ввозило # зоны",
    ("zones-objection-text", "n"): "у зоны | у зон | у зон | у зон",
    ("intake-account", "in"): "Из # строки | Из # строк | Из # строк | Из # строки",
    ("intake-account", "accepted"): "принята # | приняты # | принято # | принято #",
    ("intake-account", "rejected"): "отклонена # | отклонены # | отклонено # | отклонено #",
    ("intake-account", "set-aside"): "исключена # | исключены # | исключено # | исключено #",
    ("heading-intake-rejected", "n"): "Отклонена # строка | Отклонены # строки"
    " | Отклонено # строк | Отклонено # строки",
    ("intake-error", "n"): "# строка | # строки | # строк | # строки",
    ("heading-intake-strange", "n"): FAR,
    ("intake-strange", "n"): FAR,
    ("heading-intake-repeated", "n"): "Повторяется # запись | Повторяются # записи"
    " | Повторяются # записей | Повторяется # записи",
    ("intake-repeated", "n"): "# запись повторяется | # записи повторяются"
    " | # записей повторяются | # записи повторяется",
    ("intake-repeated", "more"): "без # повтора | без # повторов | без # повторов | без # повтора",
    ("heading-intake-gaps", "n"): COMPANIES_OF,
    ("intake-gaps-item", "months"): "# месяц | # месяца | # месяцев | # месяца",
    ("heading-intake-changes", "n"): "изменился # показатель | изменились # показателя"
    " | изменились # показателей | изменилось # показателя",
    ("intake-changes-restated", "n"): "# показатель пересмотрен | # показателя пересмотрены"
    " | # показателей пересмотрены | # показателя пересмотрено",
    ("intake-changes-new", "n"): "# новый | # новых | # новых | # нового",
    ("intake-changes-gone", "n"): "# исчез | # исчезли | # исчезли | # исчезло",
    ("heading-revised", "n"): "Пересмотрен # опубликованный показатель"
    " | Пересмотрены # опубликованных показателя | Пересмотрено # опубликованных показателей"
    " | Пересмотрено # опубликованного показателя",
    ("revised-gone", "n"): "# показателя прошлого | # показателей прошлого"
    " | # показателей прошлого | # показателя прошлого",
    ("revised-new", "n"): "Добавлен # показатель | Добавлены # показателя"
    " | Добавлено # показателей | Добавлено # показателя",
    ("revised", "n"): "изменилась # сумма | изменились # суммы | изменилось # сумм"
    " | изменилось # суммы",
}
# numbers that have words of their own
WORDS = {
    ("disclosure-point-attacks", 0): "Ни посторонний читатель",
    ("disclosure-point-hidden", 0): "Других показателей",
    ("disclosure-point-kept", 0): "ни одного показателя",
    ("heading-disclosure-unsafe", 0): "Ни один показатель не раскрывает",
    ("heading-disclosure-attacks", 0): "Ни один небезопасный показатель",
    ("heading-disclosure-hidden", 0): "Других показателей",
    ("territories", 1): "1 территория",
    ("chart-destinations", 1): "Экспорт по крупнейшему направлению",
    ("chart-destinations", 2): "Экспорт по крупнейшим направлениям",
    ("releases-point", "n", 0): "противоречий нет",
    ("chart-heatmap-note", 0): "логарифмическая шкала.",
    ("heading-residents", 1): "Экспорт вела одна компания",
    ("objection-text", 1): "Вклад компании с",
    ("heading-context", 0): "Зона, о которой речь",
    ("chart-without", 1): "без крупнейшей компании",
    ("heading-release", "n", 0): "Текст релиза по предложениям",
    ("published-points-conflicts", "milder", 0): "не снимает ни одного из них",
    ("published-points-records", "differ", 0): "не расходятся ни с одним",
    ("published-points-records", "untold", 0): "с 5 показателями.",
    ("heading-conflicts", 0): "Противоречий нет",
    ("heading-records", "told", 0): "не позволяют судить",
    ("heading-records", "differ", 0): "не расходятся ни с одним",
    ("heading-zone-markets", 1): "освоила зона X",
    ("relief-for-zones", "n", 1): "одна зона: X",
    ("relief-for-residents", "n", 1): "одна компания: X",
    ("relief-for-products", "n", 1): "один товар, код ТН ВЭД X",
    ("clearance-post", 0): "за X.",
    ("clearance-within", 0): "обоих постах, нет",
    ("clearance-within", 1): "только у одной компании",
    ("markets-survival-few", 0): "нет ни одной начавшейся поставки",
    ("residents-point-came", 0): "Все они экспортировали",
    ("heading-turnover-part", 0): "все экспортировали",
    ("heading-turnover-alone", 1): "вела одна компания",
    ("leaning-guarded", 1): "не осталось бы ни одной компании",
    ("turnover-part", 0): "Все экспортировавшие",
    ("residents-point-turnover", "came", 0): "Новых экспортёров нет",
    ("residents-point-turnover", "left", 0): "не прекратил никто",
    ("turnover-survived", "stayed", 0): "не экспортировала ни одна",
    ("intake-account", "accepted", 0): "не принята ни одна",
    ("intake-account", "rejected", 0): "ни одна не отклонена",
    ("intake-account", "set-aside", 0): "ни одна не исключена",
    ("heading-intake-strange", 0): "далёких от остальных, нет",
    ("intake-strange", 1): "далеко от остальных",
    ("heading-intake-repeated", 0): "Одинаковых строк нет",
    ("intake-repeated", "n", 1): "Одна запись повторяется",
    ("heading-intake-gaps", 0): "Пропущенных месяцев нет",
    ("heading-intake-changes", 0): "ничего не изменилось",
    ("heading-revised", 0): "данные не пересмотрены",
    ("revised", 0): "совпадают",
}
for _message in ("residents-largest", "residents-point-largest", "dependence-before"):
    WORDS[(_message, 1)] = "X"
    WORDS[(_message, 2)] = "двух крупнейших"
    WORDS[(_message, 5)] = "пять крупнейших"
# what else a message has to be given, so that its number is told
GIVEN = {
    **{name: {"direction": "times", "shown": "#"} for name in ("change", "went", "would")},
    "heading-groups": {"direction": "up"},
    "heading-zones": {"direction": "up"},
    "zones-point-moved": {"direction": "up"},
    "zones-objection-text": {"kind": "apart"},
    "published-points-conflicts": {"complete": "yes"},
    "heading-records": {"differ": 0},
    "relief-for-residents": {"cut": "yes"},
    "relief-for-products": {"cut": "yes"},
    "account-warning": {"rows": "#"},
    "account-rejected": {"rows": "#"},
    "account-aside": {"rows": "#"},
    "clearance-declarations": {"shown": "#"},
    "clearance-post": {"open": "#"},
    "clearance-within": {"shown": "#", "part": "all"},
    "heading-context": {"area": "X"},
    "release-count-number": {"of": "countries"},
    "release-times": {"number": "#"},
    "intake-account": dict.fromkeys(
        ("in-shown", "accepted-shown", "rejected-shown", "set-aside-shown"), "#"
    ),
    "heading-intake-rejected": {"rows": "#"},
    "intake-error": {"rows": "#"},
}


class Plain(sez.Edition):
    """An edition that shows any value as it is given."""

    def known(self, value):
        return "yes"

    def count(self, n, of):
        return "X"


for _name in set(language.FUNCTIONS) - {"known", "count"}:
    setattr(Plain, _name, lambda self, value="X", *beside, **how: value)


def form(number):
    """Return which of the four forms a number asks for, by the rule of school grammar."""
    if number != int(number):
        return 3
    last, teens = number % 10, 11 <= number % 100 <= 14
    return 0 if last == 1 and not teens else 1 if 2 <= last <= 4 and not teens else 2


class Selectors(Visitor):
    """The variables of a message, and those of which a plural form is chosen."""

    def __init__(self):
        self.blanks, self.counted, self.parts = set(), set(), set()

    def visit_VariableReference(self, node):  # noqa: N802
        self.blanks.add(node.id.name)

    def visit_MessageReference(self, node):  # noqa: N802
        self.parts.add(node.id.name)

    def visit_SelectExpression(self, node):  # noqa: N802
        keys = {getattr(v.key, "name", None) for v in node.variants}
        if keys & PLURALS and keys <= {*PLURALS, "other", None}:
            self.counted.add(node.selector.id.name)
        self.generic_visit(node)


def messages():
    """Return the selectors of each Russian message."""
    found = {}
    for path in sorted(LOCALE.glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text("utf-8")).body:
            if isinstance(entry, ast.Message):
                found[entry.id.name] = Selectors()
                found[entry.id.name].visit(entry)
    return found


MESSAGES = messages()


def test_every_message_that_counts_is_in_the_table():
    # `kind` and the like are words, also where one of them is "one" or "few"
    words = {"kind", "verdict"}
    counted = {(name, v) for name, held in MESSAGES.items() for v in held.counted - words}
    assert counted == set(FORMS)


@pytest.mark.parametrize(("message", "variable"), sorted(FORMS))
@pytest.mark.parametrize("number", NUMBERS)
def test_russian_words_take_the_form_that_their_number_asks_for(message, variable, number):
    held = MESSAGES[message]
    blanks = held.blanks.union(*(MESSAGES[part].blanks for part in held.parts))
    shown = str(number).replace(".", ",")
    given = dict.fromkeys(blanks, "X") | dict.fromkeys(held.counted, 5)
    given |= {k: shown if v == "#" else v for k, v in GIVEN.get(message, {}).items()}
    said = Plain(period="2019", language="ru").say(message, **{**given, variable: number})
    wanted = FORMS[message, variable].split("|")[form(number)].strip().replace("#", shown)
    wanted = WORDS.get((message, variable, number)) or WORDS.get((message, number)) or wanted
    pattern = re.escape(wanted).replace(r"\ X", r"\W.*X") if "#" not in wanted else wanted
    assert re.search(rf"(?<!\w){pattern}(?!\w)", said.replace("\u00a0", " ")), said


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("markets-point-even", "как у 6,1 равного рынка"),
        ("heading-markets-count", "как у 6,1 равного рынка"),
    ],
)
def test_nouns_beside_a_fraction_are_in_the_genitive_singular(message, said):
    held = MESSAGES[message]
    given = (
        dict.fromkeys(held.blanks, "X")
        | dict.fromkeys(held.counted, 5)
        | {"equivalent_number": "6,1"}
    )
    told = Plain(period="2019", language="ru").say(message, **given)
    assert said in told.replace("\u00a0", " ")


def test_growth_many_times_over_is_told_in_the_right_number():
    ed = sez.Edition(period="2019", language="ru")
    told = [ed.change(times - 1).replace("\u00a0", " ") for times in (4.5, 16, 21, 22, 4.04)]
    assert told == [
        "в 4,5 раза больше, чем",
        "в 16 раз больше, чем",
        "в 21 раз больше, чем",
        "в 22 раза больше, чем",
        "в 4,0 раза больше, чем",
    ]
