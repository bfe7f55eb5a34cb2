"""Printed figures as intervals: digits, words and scales, against arithmetic by hand."""

from __future__ import annotations

import math
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sezlib.claims.words import COUNTED, FILLERS, FRACTIONS, MULTIPLES, WORDS, reading
from sezlib.flows import FlowsError
from sezlib.units import CURRENCIES, LETTERS, SCALES, SHARED, UNITS, unit

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
    "printed", ["12-15", "about more than 5", "12 15", "more than about 5", "5 USD RUB"]
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
    forms = [*FILLERS, *LETTERS]
    written = [row[-1] for row in (*SCALES.values(), *UNITS.values())]
    # what several currencies are called is told by the unit of the claim
    written += [*CURRENCIES.values(), *(names for names in SHARED if not {*names.split("|")} & own)]
    forms += [form for names in written for form in names.split("|")]
    forms += [phrase for word in WORDS for phrase in word.phrases]
    for table in (FRACTIONS, MULTIPLES, COUNTED):
        forms += [form for names in table.values() for form in names.split("|")]
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
