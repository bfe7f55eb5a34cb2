"""Printed figures as intervals: digits, words and scales, against arithmetic by hand."""

from __future__ import annotations

import math
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sezlib.claims.words import ROWS, WORDS, reading
from sezlib.flows import FlowsError
from sezlib.units import CURRENCIES, SCALES, SPELLINGS, UNITS, unit

INF = math.inf


def ends(printed, name="mln RUB", wording="", language="ru", way="plain"):
    """Return the interval in the unit that is named, as a reader would write it."""
    held = unit(name)
    return pytest.approx(
        [end / held.factor for end in getattr(reading(printed, wording, held, language), way)]
    )


def journalist(printed, name="mln RUB", wording="", language="ru"):
    return ends(printed, name, wording, language, "journalist")


@pytest.mark.parametrize(
    "printed, low, high",
    [
        ("326", 325.5, 326.5),
        ("163.93", 163.925, 163.935),
        ("163,93", 163.925, 163.935),
        ("6.60", 6.595, 6.605),
        ("0,05", 0.045, 0.055),
        ("100", 99.5, 100.5),
    ],
)
def test_a_figure_is_what_rounds_to_its_last_digit(printed, low, high):
    assert ends(printed) == [low, high]
    assert journalist(printed) == [low, high]


@given(number=st.decimals(0, 10**9, places=3, allow_nan=False), places=st.integers(0, 3))
def test_an_interval_reaches_half_the_last_digit_to_either_side(number, places):
    printed = round(number, places)
    half = Decimal(10) ** -places / 2
    assert ends(f"{printed:f}", language="en") == [float(printed - half), float(printed + half)]


@pytest.mark.parametrize(
    "printed, language, low, high",
    [
        ("7,01,821", "", 701820.5, 701821.5),
        ("1,234,567", "", 1234566.5, 1234567.5),
        ("1,697.5", "", 1697.45, 1697.55),
        ("1.697,5", "", 1697.45, 1697.55),
        ("1,697", "en", 1696.5, 1697.5),
        ("1,697", "ru", 1.6965, 1.6975),
        ("1 697", "", 1696.5, 1697.5),
        ("1\u00a0697", "", 1696.5, 1697.5),
        ("1\u2009697", "", 1696.5, 1697.5),
        ("1\u202f697,5", "", 1697.45, 1697.55),
        ("0,697", "", 0.6965, 0.6975),
    ],
)
def test_groups_of_digits_are_told_from_decimals(printed, language, low, high):
    assert ends(printed, language=language) == [low, high]


def test_a_comma_before_three_digits_is_refused_where_the_language_is_not_known():
    with pytest.raises(FlowsError, match=r"1697 or 1\.697.*language"):
        ends("1,697", language="")


@pytest.mark.parametrize("printed", ["1,,2", "1.2.3", "1,2,3", "12,34,5", "1,69,7.5"])
def test_digits_grouped_in_no_usual_way_are_refused(printed):
    with pytest.raises(FlowsError, match="grouped"):
        ends(printed)


@pytest.mark.parametrize(
    "printed, name, low, high",
    [
        ("1.2 bn", "RUB", 1.15e9, 1.25e9),
        ("1.2 bn", "bn RUB", 1.15, 1.25),
        ("1.2", "bn RUB", 1.15, 1.25),
        ("$1.2bn", "bn USD", 1.15, 1.25),
        ("1,2 млрд рублей", "bn RUB", 1.15, 1.25),
        ("248 млн руб.", "mln RUB", 247.5, 248.5),
        ("326 mln", "mln RUB", 325.5, 326.5),
        ("7 lakh", "INR", 650e3, 750e3),
        ("3 crore", "crore INR", 2.5, 3.5),
        ("1.5 lakh crore", "INR", 1.45e12, 1.55e12),
        ("30 тыс.", "jobs", 29.5e3, 30.5e3),
        ("2,1", "mln m2", 2.05, 2.15),
        ("70 %", "%", 69.5, 70.5),
        ("70 %", "share", 0.695, 0.705),
        ("−5", "%", -5.5, -4.5),
        ("+32%", "%", 31.5, 32.5),
    ],
)
def test_a_scale_stands_with_the_figure_or_in_the_unit_or_in_both(printed, name, low, high):
    assert ends(printed, name) == [low, high]


@pytest.mark.parametrize("printed, name", [("1.2 bn", "mln RUB"), ("5 mln", "thousand jobs")])
def test_two_scales_that_differ_are_refused(printed, name):
    with pytest.raises(FlowsError, match=f"'{printed}' has one scale, and the unit '{name}'"):
        ends(printed, name)


@pytest.mark.parametrize(
    "printed, name",
    [
        ("326 mln USD", "mln RUB"),
        ("5 %", "mln RUB"),
        ("26 countries", "companies"),
        ("three times", "mln RUB"),
        # what has no unit of its own is a multiple all the same, and no amount
        ("twice", "mln RUB"),
        ("втрое", "companies"),
        ("every eighth", "companies"),
        # a fraction is no money, and nothing that is counted
        ("5 RUB", "%"),
        ("26 countries", "%"),
        ("5 ha", "share"),
        ("5 bn", "%"),
    ],
)
def test_a_figure_in_one_unit_is_no_figure_in_another(printed, name):
    with pytest.raises(FlowsError, match=printed):
        ends(printed, name)


@pytest.mark.parametrize(
    "printed, low, high",
    [
        ("about 100", 95, 105),
        ("около 9,4", 8.93, 9.87),
        ("порядка 18,7", 17.765, 19.635),
        # where the rounding is wider than a twentieth, the rounding
        ("about 1", 0.5, 1.5),
        ("≈ 40", 38, 42),
    ],
)
def test_about_is_a_twentieth_to_either_side(printed, low, high):
    assert ends(printed) == [low, high]
    assert journalist(printed) == [low, high]


@pytest.mark.parametrize(
    "printed, low, high",
    [
        ("almost 6.6", 6.27, 6.6),
        ("почти 76", 72.2, 76),
        ("almost 1", 0.8, 1),
        ("fast 32", 30.4, 32),
    ],
)
def test_almost_is_not_above(printed, low, high):
    assert ends(printed) == [low, high]
    assert journalist(printed) == [low, high]


ALMOST = (
    "almost; nearly; close to; just under; slightly under; slightly less than; slightly below; a \
little under; a little less than; почти; без малого; чуть менее; чуть менее чем; чуть меньше; чуть \
меньше чем; немногим менее; немногим менее чем; немногим меньше; немногим меньше чем; fast"
)
JUST_OVER = "just over; slightly over; slightly more than; slightly above; a little over; \
a little more than; чуть более; чуть более чем; чуть больше; чуть больше чем; чуть выше; \
чуть свыше; немногим более; немногим более чем; немногим больше; немногим больше чем; \
немного более; немного больше"
MORE = (
    "more than; greater than; in excess of; over; above; exceeds; exceeded; exceeding; более чем; \
более; больше чем; больше; свыше; превышает; превысил; превысила; превысило; превысили; превысив; >"
)
LEAST = "at least; no less than; not less than; не менее чем; не менее; не меньше; как минимум; ≥"
LESS = "less than; fewer than; below; under; менее чем; менее; меньше чем; меньше; <"
MOST = "at most; no more than; not more than; up to; до; не более чем; не более; не больше; ≤"
ABOUT = "about; around; approximately; roughly; some; circa; ca.; ~; ≈; около; порядка; примерно; \
приблизительно"
AS_PRINTED = "; only; just; exactly; a total of; лишь; всего; всего лишь; только; ровно"
# each word before 40 mln RUB by hand: a twentieth of 40 is 2, and after 40 comes 50
BEFORE = {
    AS_PRINTED: ((39.5, 40.5), (39.5, 40.5)),
    ABOUT: ((38, 42), (38, 42)),
    ALMOST: ((38, 40), (38, 40)),
    JUST_OVER: ((40, 42), (40, 42)),
    MORE: ((40, INF), (40, 50)),
    LEAST: ((40, INF), (40, 50)),
    LESS: ((-INF, 40), (30, 40)),
    MOST: ((-INF, 40), (30, 40)),
    "fell; fell by; fall of; down; declined; dropped; decreased; shrank; упал на; упала на; "
    "упало на; упали на; снизился на; снизилась на; снизилось на; снизились на; сократился на; "
    "сократилась на; сократилось на; сократились на; уменьшился на; уменьшилась на; "
    "уменьшилось на; уменьшились на": ((-40.5, -39.5), (-40.5, -39.5)),
}
BEHIND = {
    "or so": ((38, 42), (38, 42)),
    "с небольшим": ((40, 42), (40, 42)),
    "с лишним; -odd; odd": ((40, 50), (40, 50)),
    "or more; и более; или более; и больше; и выше; +": ((40, INF), (40, 50)),
    "or less; or fewer; и менее; или менее": ((-INF, 40), (30, 40)),
}


@pytest.mark.parametrize(
    "word, spans", [(w, spans) for words, spans in BEFORE.items() for w in words.split("; ")]
)
def test_every_word_before_a_figure_has_its_interval(word, spans):
    for text, wording in ((f"{word} 40 mln", ""), ("40", word)):
        assert ends(text, wording=wording) == list(spans[0])
        assert journalist(text, wording=wording) == list(spans[1])


@pytest.mark.parametrize(
    "word, spans", [(w, spans) for words, spans in BEHIND.items() for w in words.split("; ")]
)
def test_every_word_behind_a_figure_has_its_interval(word, spans):
    for text in (f"40 {word} mln", f"40{word} mln" if word in ("+", "-odd") else f"40 mln {word}"):
        assert ends(text) == list(spans[0])
        assert journalist(text) == list(spans[1])
    with pytest.raises(FlowsError):
        ends(f"{word} 40 mln" if word != "+" else "40 mln + 5")


def test_no_word_is_left_without_its_interval_by_hand():
    tried = {word for words in (*BEFORE, *BEHIND) for word in words.split("; ")}
    known = {phrase for word in WORDS for phrase in (*word.phrases, *word.behind)}
    assert known <= tried


@pytest.mark.parametrize(
    "printed, name, low, high",
    [
        # the ends of a range are stated, and bound what lies between
        ("10-15 %", "%", 10, 15),
        ("10–15 %", "%", 10, 15),
        ("10…15 %", "%", 10, 15),
        ("10 to 15 per cent", "%", 10, 15),
        ("from 3 to 5 mln", "mln RUB", 3, 5),
        ("от 3 до 5 млн", "mln RUB", 3, 5),
        ("с 3 до 5 млн", "mln RUB", 3, 5),
        ("between 3 and 5 mln", "mln RUB", 3, 5),
        ("между 3 и 5 млн", "mln RUB", 3, 5),
        ("900 mln to 1.2 bn", "RUB", 900e6, 1.2e9),
        ("$10-$15 mln", "mln USD", 10, 15),
        ("в 2-3 раза", "times", 2, 3),
        ("two to three times", "times", 2, 3),
        ("два-три", "companies", 2, 3),
        ("-15 to -10", "%", -15, -10),
        ("from -5 to 10", "%", -5, 10),
        # "about" widens either end by a twentieth, or its rounding
        ("about 10-15 %", "%", 9.5, 15.75),
        ("fell 10-15 %", "%", -15, -10),
    ],
)
def test_a_range_is_from_its_first_end_to_its_last(printed, name, low, high):
    assert ends(printed, name) == [low, high]
    assert journalist(printed, name) == [low, high]


@pytest.mark.parametrize(
    "printed", ["15-10", "-10-15", "more than 10-15", "from 5", "между 5", "5 to", "10-15-20"]
)
def test_a_range_that_can_be_read_in_two_ways_is_refused(printed):
    with pytest.raises(FlowsError):
        ends(printed, "%")


@pytest.mark.parametrize(
    "printed, name, low, high",
    [
        ("2 млрд 350 млн", "mln RUB", 2349.5, 2350.5),
        ("2 млрд 350", "mln RUB", 2349.5, 2350.5),
        ("2 bn 350.5 mln RUB", "mln RUB", 2350.45, 2350.55),
        ("2 млрд 350 млн руб.", "bn RUB", 2.3495, 2.3505),
        ("-2 bn 350 mln", "mln RUB", -2350.5, -2349.5),
        ("3 crore 50 lakh", "INR", 34.95e6, 35.05e6),
        ("1億2000万円", "JPY", 119_995_000, 120_005_000),
        ("2조3000억원", "bn KRW", 2299.95, 2300.05),
        ("6 тыс. 300", "jobs", 6300, 6300),
        ("5.24 lakh crore", "INR", 5.235e12, 5.245e12),
        ("5 лакхов", "INR", 450e3, 550e3),
        ("2 трлн", "RUB", 1.5e12, 2.5e12),
        ("3兆", "JPY", 2.5e12, 3.5e12),
        ("2,1 млн кв. м", "m2", 2.05e6, 2.15e6),
        ("500 acres", "acres", 499.5, 500.5),
        ("12 человек", "people", 12, 12),
        ("12 предприятий", "enterprises", 12, 12),
        ("3 п. п.", "pp", 2.5, 3.5),
        ("на 3,5 процентного пункта", "pp", 3.45, 3.55),
        ("3 percentage points", "pp", 2.5, 3.5),
    ],
)
def test_figures_in_two_scales_and_in_many_units_are_rounded_to_their_last_digit(
    printed, name, low, high
):
    language = "en" if "5.24" in printed else "ru"
    assert ends(printed, name, language=language) == [low, high]


@pytest.mark.parametrize(
    "printed", ["5 mln 3 mln", "5 mln 3 bn", "2 bn 1350 mln", "1.5 bn 350 mln"]
)
def test_two_scales_in_no_order_are_no_figure(printed):
    with pytest.raises(FlowsError, match="says two things in one"):
        ends(printed, "mln RUB")


@pytest.mark.parametrize(
    "printed, low, high",
    [
        # twice is 1.5 to 2.5 times, and halved is one over that
        ("halved", 0.4, 0.6666667),
        ("сократился вдвое", 0.4, 0.6666667),
        ("fell threefold", 0.2857143, 0.4),
        ("снизилось в 3 раза", 0.2857143, 0.4),
        ("more than halved", 0, 0.5),
        ("almost halved", 0.5, 0.625),
        ("doubled", 1.5, 2.5),
        ("more than doubled", 2, INF),
    ],
)
def test_what_is_halved_is_one_over_what_is_doubled(printed, low, high):
    assert ends(printed, "times") == [low, high]


@pytest.mark.parametrize(
    "wording, printed, plain, told",
    [
        ("more than", "615", (615, INF), (615, 616)),
        ("более", "19,6", (19.6, INF), (19.6, 19.7)),
        ("более чем", "20", (20, INF), (20, 30)),
        ("свыше", "164", (164, INF), (164, 165)),
        ("больше", "125", (125, INF), (125, 126)),
        ("over", "28.5", (28.5, INF), (28.5, 28.6)),
        ("exceeded", "100", (100, INF), (100, 200)),
        ("превысив", "1,2", (1.2, INF), (1.2, 1.3)),
        ("at least", "615", (615, INF), (615, 616)),
        ("не менее", "1,2", (1.2, INF), (1.2, 1.3)),
        ("less than", "615", (-INF, 615), (614, 615)),
        ("менее", "1,2", (-INF, 1.2), (1.1, 1.2)),
        ("no more than", "615", (-INF, 615), (614, 615)),
        ("не более", "1,2", (-INF, 1.2), (1.1, 1.2)),
    ],
)
def test_a_journalist_would_have_printed_the_next_figure(wording, printed, plain, told):
    assert ends(printed, wording=wording) == list(plain)
    assert journalist(printed, wording=wording) == list(told)
    assert journalist(f"{wording} {printed}") == list(told)


@pytest.mark.parametrize(
    "printed, plain, told",
    [
        ("26", (26, 26), (26, 26)),
        ("26 countries", (26, 26), (26, 26)),
        ("five", (5, 5), (5, 5)),
        ("more than 26", (27, INF), (27, 27)),
        ("more than 150", (151, INF), (151, 160)),
        ("at least 150", (150, INF), (150, 160)),
        ("less than 150", (-INF, 149), (140, 149)),
    ],
)
def test_counts_are_whole(printed, plain, told):
    assert ends(printed, "countries") == list(plain)
    assert journalist(printed, "countries") == list(told)


def test_a_count_at_a_scale_is_rounded():
    assert ends("6.5", "thousand jobs") == [6.45, 6.55]
    assert journalist("8", "thousand jobs", "more than") == [8, 9]


@pytest.mark.parametrize(
    "printed, low, high",
    [
        ("by a third", 0.3, 0.3666667),
        ("на треть", 0.3, 0.3666667),
        ("на четверть", 0.225, 0.275),
        ("half", 0.45, 0.55),
        ("почти половина", 0.45, 0.5),
        ("two thirds", 0.6, 0.7333333),
        ("every eighth", 0.1176471, 0.1333333),
        ("каждый восьмой", 0.1176471, 0.1333333),
    ],
)
@pytest.mark.parametrize("name, size", [("share", 1), ("%", 100)])
def test_a_fraction_in_words_is_one_in_per_cent_too(printed, low, high, name, size):
    assert ends(printed, name) == [low * size, high * size]


@pytest.mark.parametrize(
    "printed, low, high",
    [
        ("three times", 2.5, 3.5),
        ("в три раза", 2.5, 3.5),
        ("втрое", 2.5, 3.5),
        ("tripled", 2.5, 3.5),
        ("3", 2.5, 3.5),
        ("twice", 1.5, 2.5),
        ("вдвое", 1.5, 2.5),
        ("almost doubled", 1.6, 2.0),
        ("3.3 times", 3.25, 3.35),
        ("в 3,3 раза", 3.25, 3.35),
        ("более чем в 2,7 раза", 2.7, INF),
    ],
)
def test_a_multiple_is_rounded_to_its_last_digit(printed, low, high):
    assert ends(printed, "times") == [low, high]


@pytest.mark.parametrize("printed, low, high", [("в три раза", 2.5, 3.5), ("2,7 раза", 2.65, 2.75)])
def test_times_are_times_in_per_cent_too(printed, low, high):
    assert ends(printed, "%") == [low * 100, high * 100]


@pytest.mark.parametrize("word", ["dozens", "чуть", "dm", "e5", "½", "²", "inf"])
def test_a_word_that_is_not_known_is_refused_with_the_choices(word):
    with pytest.raises(FlowsError) as error:
        ends("326", wording=word)
    assert f"the word {word!r} has no reading" in str(error.value)
    for choice in ("about", "almost", "more than", "at least", "interval"):
        assert choice in str(error.value)


@pytest.mark.parametrize("printed", ["", "  ", "more than", "млн"])
def test_words_without_a_figure_are_refused(printed):
    with pytest.raises(FlowsError, match="has no figure"):
        ends(printed)


@pytest.mark.parametrize(
    "printed", ["12-15-20", "about more than 5", "12 15", "more than about 5", "5 USD RUB"]
)
def test_two_figures_or_two_words_are_not_one(printed):
    with pytest.raises(FlowsError, match="says two things in one"):
        ends(printed)


@pytest.mark.parametrize(
    "printed", ["на треть больше", "в три раза больше", "на 10 % меньше", "10 % more than"]
)
def test_a_word_after_its_figure_compares_and_bounds_nothing(printed):
    # "a third more" is a third, and not more than a third; "three times less" is no ratio of 3
    with pytest.raises(FlowsError):
        ends(printed, "%")


@pytest.mark.parametrize("printed", ["9" * 400, "about " + "9" * 400, "1/0", "0/0"])
def test_what_is_no_finite_number_is_refused(printed):
    with pytest.raises(FlowsError):
        ends(printed)


@pytest.mark.parametrize("printed", ["x" * 5000, "326 x " * 2000, "1.1" * 5000, "9-" * 5000])
def test_a_long_text_is_refused_in_a_short_sentence(printed):
    with pytest.raises(FlowsError) as error:
        ends(printed)
    assert len(str(error.value)) < 600


def test_no_written_form_has_two_readings():
    own = {form for names in CURRENCIES.values() for form in names.split("|")}
    written = [row["written"] for row in ROWS if row["kind"] not in ("word", "halved", "every")]
    written += [one.written for one in (*SCALES.values(), *UNITS.values())]
    # what several currencies are called is told by the unit of the claim
    shared = [one.written for one in SPELLINGS if one.kind == "letter" or len(one.names) > 1]
    written += [*CURRENCIES.values(), *(names for names in shared if not {*names.split("|")} & own)]
    forms = [form for names in written for form in names.split("|")]
    forms += [phrase for word in WORDS for phrase in (*word.phrases, *word.behind) if phrase != "+"]
    assert [form for form, times in Counter(forms).items() if times > 1] == []


@given(
    word=st.sampled_from(WORDS),
    number=st.integers(1, 10**6),
    places=st.integers(0, 2),
    name=st.sampled_from(["mln RUB", "countries", "%", "times"]),
)
def test_every_word_is_read_no_wider_by_a_journalist_than_it_goes_by_itself(
    word, number, places, name
):
    digits = f"{number / 10**places:.{places}f}"
    held = unit(name)
    for phrase in word.phrases or ("",):
        said = reading(digits, phrase, held, "ru")
        assert said.plain[0] <= said.journalist[0] <= said.journalist[1] <= said.plain[1]
        assert said.value == pytest.approx(float(digits) * held.factor)
