"""Numbers and sentences in two languages."""

import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast, serializer
from fluent.syntax.visitor import Visitor

import sezlib as sez
from sezlib import language

LOCALE = Path(language.__file__).parent / "locale"
SOURCE = "\n".join(
    p.read_text(encoding="utf-8") for p in Path(language.__file__).parent.rglob("*.py")
)


class Blanks(Visitor):
    """The blanks of a message, its calls of functions, and the messages that it takes in."""

    def __init__(self):
        self.found, self.parts, self.each = set(), set(), set()

    def visit_VariableReference(self, node):  # noqa: N802
        self.found.add(node.id.name)

    def visit_MessageReference(self, node):  # noqa: N802
        self.parts.add(node.id.name)

    def visit_FunctionReference(self, node):  # noqa: N802
        told = {named.name.name: named.value.value for named in node.arguments.named}
        of = told.get("of") if node.id.name == "COUNT" else None
        self.each |= {told.get("said"), of} - {None}
        # a language has cases of its own
        held = serializer.serialize_expression(node)
        self.found.add(re.sub(r', case: "\w+"', "", held))
        self.generic_visit(node)


def messages(name):
    found, parts, each = {}, {}, set()
    apart = language.sentences(name)
    texts = "\n".join(p.read_text("utf-8") for p in sorted((LOCALE / name).glob("*.ftl")))
    for entry in FluentParser().parse(texts).body:
        assert not isinstance(entry, ast.Junk), entry.content
        if isinstance(entry, ast.Message):
            blanks = Blanks()
            blanks.visit(entry)
            assert entry.id.name not in found, f"{entry.id.name} is there twice"
            found[entry.id.name], parts[entry.id.name] = blanks.found, blanks.parts
            each |= blanks.each
            # what is parsed when it is said is what the whole file says, and all that it names
            (alone,) = FluentParser().parse(re.sub("(?m)^#.*", "", apart[entry.id.name])).body
            assert alone.equals(entry, ["span", "comment"])
            assert blanks.parts <= set(language.NAMED.findall(apart[entry.id.name]))
    whole = {
        name: held.union(*(found[part] for part in parts[name])) for name, held in found.items()
    }
    return whole, each.union(*parts.values())


(EN, PARTS), (RU, _) = messages("en"), messages("ru")


def ed(name, **given):
    return sez.Edition(**{"period": "2019", "language": name, "currency": "RUB", **given})


def test_both_languages_say_the_same_things():
    # a currency has a word of its own where its code is not what people write, and the grain of a
    # period as many as it has cases
    own = ("currency-", "grain")
    assert {m for m in EN if not m.startswith(own)} == {m for m in RU if not m.startswith(own)}


@pytest.mark.parametrize("message", sorted(set(EN) & set(RU)))
def test_a_sentence_shows_what_its_twin_shows_and_in_the_same_way(message):
    # number and gender may take one more number to count with, and "n" is always that one
    counted = {"n", "top", "first", "zones", "audience", "per"}
    assert EN[message] - counted == RU[message] - counted


def test_every_function_that_a_sentence_calls_is_one_of_the_edition_and_each_is_called():
    calls = {blank.split("(")[0] for blank in set().union(*EN.values(), *RU.values())}
    assert {call.lower() for call in calls if call.isupper()} == set(language.FUNCTIONS)


def test_a_sentence_takes_a_row_as_it_is():
    row = {"destination": "CHN", "share": 0.251, "period": "2018", "previous": 5.0, "other": [1]}
    assert ed("en").say("destination-share", row) == "China (25.1%)"
    # the year before of the edition stands before the column of this name
    assert ed("en").say("new-partial", row).startswith("The records begin within 2018.")


def test_a_sentence_has_no_words_for_a_number_that_is_not_there():
    alone = {"total": 5e6, "growth": float("nan")}
    assert ed("en").say("heading-total", alone).endswith("came to RUB\u00a05.0\u00a0million")
    assert "32.0% more than in 2018" in ed("en").say("heading-total", alone, growth=0.32)


def test_texts_from_data_are_no_messages_and_call_nothing():
    row = {"group": '{ MONEY($share) }{"x"}', "contribution": 0.1}
    assert ed("en").say("groups-add-item", row).startswith('{ MONEY($share) }{"x"} (+10.0')


def test_a_blank_that_is_not_given_is_refused():
    with pytest.raises(sez.FlowsError, match="'point-new' lacks a blank: Unknown external: n"):
        ed("en").say("point-new", list="China")


@pytest.mark.parametrize("message", sorted(set(EN) - PARTS))
def test_every_sentence_is_used(message):
    stem = re.sub(
        r"^(scale|currency|unavailable|heading-unavailable|term|method|limits|land|status|new-to|sheet|"
        r"lacking|column|explore|sdmx|caption|level|margin|relative|context-relief|context-per|indicator|counted|unit|time|scope|group|how|why|"
        r"relief-nothing|relief-for|relief-heading-for|relief-per|relief-source|clearance-finding|"
        r"files|readings|conflict|claim|source(?=-(?:flows|mapping)$)|against|markets-margin|disclosure-reason|disclosure-kept|disclosure-why|disclosure-table|disclosure-protected|part|rejected|field|told|intake-changes|short|year|span|about(?=-(?:released|next_release|publisher|contact|licence)$))-.*$",
        r"\1-",
        message,
    )
    # each page has a title of its own
    stem = re.sub(
        r"^(markets|relief|residents|zones|disclosure|destination|product)-((sub)?title)(-nozone|-public)?$",
        r"{page}\2",
        stem,
    )
    # what a series of a chart is called
    stem = re.sub(
        r"^(chart-dependence|chart-sizes)-(largest|together|mean|median|quartiles)$", r"\1-", stem
    )
    stem = re.sub(r"^turnover-(new|stayed|unknown)$", "turnover-", stem)
    # and how to read a section of the page on one destination or product
    stem = re.sub(r"^(parts|sellers|since|price|market)-read$", "-read", stem)
    stem = re.sub(r"^(chart-lines)-(records|differs)$", r"\1-{name}", stem)
    # which one of several it is stands in a variable
    stem = re.sub(r"^new-(gap|partial|censored)$", "new-{", stem)
    stem = re.sub(r"^markets-moved-(up|down)$", "markets-moved-{", stem)
    stem = re.sub(r"^mark-(agrees|contradicts|unknown|apart|unconfirmed)$", "mark-{", stem)
    stem = re.sub(r"^note-.*$", "note-{", stem)
    stem = re.sub(r"^(published-points-)(?!count|unprinted)\w+$", r"\1{", stem)
    stem = re.sub(r"^(disclosure-point-)(?!none)\w+$", r"\1{", stem)
    stem = re.sub(r"^(heading-turnover)-\w+$", r"\1{", stem)
    # what a whole consists of, groups or zones, is told by the same code
    stem = re.sub(r"^(groups|zones)(-lead|-order|-add|-read)$", r'"{name}\2"', stem)
    stem = re.sub(r"^heading-(groups|zones)$", r'"heading-{name}"', stem)
    stem = re.sub(r"^chart-(group|zone)(-parts|s-other)$", r'"chart-{of}\2"', stem)
    stem = re.sub(r"^heading-zone-(resident|destination)s$", '"heading-zone-{of}s"', stem)
    stem = re.sub(r"^(synthetic|retyped)-banner$", '"{mark}-banner"', stem)
    # words that are looked up by the names that users give
    stem = re.sub("^(indicator|scope|group)-$", r'name_of("\1"', stem)
    stem = re.sub(r"^heading-(groups|destinations|residents|new)-none$", "-none", stem)
    # each page has a title of its own
    stem = re.sub(r"^relief-(title|title-nozone|subtitle)$", r'f"{page}\1"', stem)
    assert stem in SOURCE


@pytest.mark.parametrize(
    ("n", "said"),
    [(1, "1 страна"), (2, "2 страны"), (5, "5 стран"), (11, "11 стран"), (21, "21 страна")],
)
def test_russian_numbers_and_nouns_agree(n, said):
    assert ed("ru").say("countries", n=n).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("en", 326_000_000, "RUB 326.0 million"),
        ("ru", 163_930_000, "163,9 млн руб."),
        ("en", 28_600_000_000, "RUB 28.6 billion"),
        ("en", 1_576_402.3, "RUB 1.6 million"),
        ("en", 999.5, "RUB 999.50"),
        ("en", 12, "RUB 12"),
        ("en", 0, "RUB 0"),
        ("ru", -2_500_000, "−2,5 млн руб."),
    ],
)
def test_money_says_its_unit_in_the_language(name, value, said):
    assert ed(name).money(value).replace("\u00a0", " ") == said


def test_a_currency_nobody_named_is_not_guessed():
    assert ed("en", currency="").money(5) == "5\u00a0currency units"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (615_400_000, "passed RUB 615 million"),
        (68_691_799_014, "passed RUB 68 billion"),
        (1_259_999, "passed RUB 1.2 million"),
        (5_000_000, "reached RUB 5.0 million"),
    ],
)
def test_what_has_been_passed_is_rounded_down(value, said):
    assert ed("en").passed(value).replace("\u00a0", " ") == said


def test_what_rounds_to_nothing_has_no_sign():
    assert (ed("en").number(-0.04, 1), ed("ru").number(-0.06, 1)) == ("0.0", "−0,1")


def test_null_is_a_dash_and_never_a_number():
    assert ed("en").number(float("nan"), 2) == "–"


def test_per_cent_follows_the_language():
    assert (ed("en").percent(0.3198), ed("ru").percent(0.3198)) == ("32.0%", "32,0\u00a0%")


def test_a_list_that_nobody_would_read_ends_with_how_many_more():
    assert ed("en").list(str(i) for i in range(100)).endswith("28 and 71 others")


def test_a_text_of_any_length_is_said_in_short():
    rows = [{"group": "x" * 5000}, {"group": "y" * 5000}]
    assert len(ed("en").say("groups-order", rows=rows, of="all")) < 1000


def test_an_amount_takes_the_scale_it_is_shown_in():
    assert ed("en").money(999_999.99).replace("\u00a0", " ") == "RUB 1.0 million"


def test_part_of_a_year_is_named_by_its_months():
    assert ed("en", months=6).when("2019") == "January to June 2019"
    assert ed("ru", months=6).when("2019").replace("\u00a0", " ") == "январе–июне 2019 года"
    assert ed("ru", months=3).when("2019").replace("\u00a0", " ") == "январе–марте 2019 года"
    assert ed("en", months=1).when("2019") == "January 2019"


def test_a_share_too_small_to_show_is_not_shown_as_nothing():
    assert ed("en").share(0.0001) == "less than 0.1%"


def test_a_share_just_short_of_all_is_not_shown_as_all():
    assert [ed("en").share(share) for share in (0.9999, 1.0)] == ["more than 99.9%", "100.0%"]
    fell = [ed(name).went(-0.9999) for name in ("en", "ru")]
    assert fell == ["fell by more than 99.9%", "снизился более чем на 99,9\u00a0%"]
    assert ed("ru").change(-0.9999) == "более чем на 99,9\u00a0% меньше, чем"
    assert ed("ru").went(-1.0) == "снизился на 100,0\u00a0%"


def test_the_amounts_of_one_sentence_are_in_one_scale_in_which_each_shows():
    def amounts(name, *given, **how):
        return [ed(name).money(one, *given, **how).replace("\u00a0", " ") for one in given]

    assert amounts("en", 2_900_000, 1_450_000, 0) == [
        "RUB 2.9 million",
        "RUB 1.5 million",
        "RUB 0",
    ]
    assert amounts("ru", 2_900_000, -5, plus=True) == ["+2 900 000 руб.", "−5 руб."]


def test_an_abbreviation_at_the_end_brings_one_full_stop():
    assert ed("ru").say("context-per-company", ratio=5).endswith("— 5,00\u00a0руб.")


def test_an_unknown_language_names_the_known_ones():
    with pytest.raises(sez.FlowsError, match="language 'fr' is not one of 'en', 'ru'"):
        sez.edition(sez.example(), period="2019", language="fr")


def test_a_year_without_flows_names_the_years():
    with pytest.raises(sez.FlowsError, match="no flows in the year '2035'; the years are '2017'"):
        sez.edition(sez.example(), period=2035)


def test_two_currencies_in_one_report_are_refused():
    flows = sez.example().assign(currency=["RUB", "USD", "RUB", "RUB", "RUB"])
    with pytest.raises(sez.FlowsError, match="the flows are in 'RUB', 'USD'"):
        sez.edition(flows, period="2019")


@pytest.mark.parametrize("mark", ["synthetic", "retyped"])
def test_a_page_is_of_records_of_one_kind_and_says_which(mark):
    flows = sez.example().assign(**{mark: [False, False, False, False, True]})
    with pytest.raises(sez.FlowsError, match=f"some of the records are {mark} and others are not"):
        sez.edition(flows, period="2019")
    made = sez.edition(flows.assign(**{mark: True}), period="2019")
    word = {"synthetic": "Synthetic data.", "retyped": "Retyped data."}[mark]
    assert sez.pages.passage.title(made).warning.startswith(word)
    assert not sez.edition(flows.assign(**{mark: False}), period="2019").banner


def test_halves_are_printed_away_from_zero_as_a_spreadsheet_prints_them():
    assert [ed("en").number(v, 1) for v in (1.65, -0.25, 0.05, 2.25)] == [
        "1.7",
        "−0.3",
        "0.1",
        "2.3",
    ]
    assert ed("en").number(0.5) == "1" and ed("ru").percent(0.0005) == "0,1\u00a0%"
    # as many digits as a number has
    assert ed("en").number(1e30) == "1" + ",000" * 10


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [(1.95e9, None, "1.95\u00a0billion"), (1.999e9, 2, "1.999\u00a0billion"),
     (2e9, 2, "2.00\u00a0billion"), (615.4e6, 2, "615.40\u00a0million"),
     (615.96e6, None, "615.96\u00a0million")],
)  # fmt: skip
def test_a_running_total_does_not_read_as_the_round_amount_it_has_not_passed(value, digits, shown):
    assert ed("en").beyond(value, digits).endswith(shown)
