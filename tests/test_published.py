"""Published figures in words and on lines, in both languages."""

import re

import pandas as pd
import pytest
from matplotlib.figure import Figure

import sezlib as sez
from sezlib.pages import published

HEAD = """
subject = "Harbour Zone"
zone = "Harbour Zone"
opened = "2015"

[name]
ru = "ОЭЗ «Гавань»"

[[sources]]
id = "one"
title = "First <b>title</b>"
address = "http://one.example"
date = "2020"
language = "en"

[[sources]]
id = "two"
address = "http://two.example"
language = "en"
"""


def claims(*said):
    """Return the claims of a file; each is its measure, `where`, figure, unit and other keys."""
    parts = [HEAD]
    for number, (measure, where, printed, unit, *more) in enumerate(said):
        told = {"id": f"c{number}", "source": "one" if number % 2 == 0 else "two"}
        told |= {"measure": measure, "printed": printed, "unit": unit} | (more[0] if more else {})
        lines = [f'{key} = "{value}"' for key, value in told.items() if value]
        parts.append("[[claims]]\n" + "\n".join([*lines, f"where = {where}"]))
    return sez.claims.parse("\n\n".join(parts), "harbour.toml")


def text(shown):
    return re.sub("[\u00a0\u202f]", " ", repr(shown))


def ed(held, language="en", flows=None):
    return published.edition(held, flows, language=language)


TOTAL = ("total", '{ period = "2019" }', "100", "mln RUB")
OTHER = ("total", '{ period = "2019" }', "120", "mln RUB", {"note": "read off a chart"})


LABELS = [
    (TOTAL, "exports, 2019", "экспорт, 2019"),
    (("cumulative", '{ to = "2019" }', "1", "bn RUB"), "exports, 2015–2019", "экспорт, 2015–2019"),
    (
        ("total", '{ from = "2019-01", to = "2019-09", group = "optics" }', "1", "RUB"),
        "exports (optics), January to September 2019",
        "экспорт (оптика), январь – сентябрь 2019 года",
    ),
    (
        ("growth", '{ period = "2019-S1" }', "5", "%"),
        "growth of exports, first half of 2019 on first half of 2018",
        "экспорт, рост: I полугодие 2019 года к I полугодию 2018 года",
    ),
    (
        ("share", '{ period = "2019-Q2", destination = "CHN" }', "5", "%"),
        "share in exports: China, Q2 2019",
        "доля в показателе «экспорт»: Китай, II квартал 2019 года",
    ),
    (
        ("count", '{ period = "2019", of = "destination" }', "26", "countries"),
        "number of countries: exports, 2019",
        "страны, число: экспорт, 2019",
    ),
]


@pytest.mark.parametrize(("claim", "english", "russian"), LABELS, ids=lambda v: str(v)[:20])
def test_a_claim_is_told_in_words(claim, english, russian):
    [held] = claims(claim)
    for language, said in (("en", english), ("ru", russian)):
        label = published.label_of(held, sez.Edition(period="", language=language))
        assert label.replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("low", "high", "unit", "language", "said"),
    [
        (325.5, 326.5, "mln RUB", "en", "RUB 325.5 to 326.5 million"),
        (163.925, 163.935, "mln RUB", "ru", "163,925 – 163,935 млн руб."),
        (245.6604, 248.289, "mln RUB", "en", "RUB 245.66 to 248.29 million"),
        (615.0, None, "mln RUB", "ru", "не менее 615 млн руб."),
        (None, 5.0, "%", "en", "at most 5%"),
        (0.3, 0.36, "share", "en", "30 to 36%"),
        (26.0, 26.0, "countries", "ru", "26 стран"),
        (151.0, None, "companies", "ru", "не менее 151 компании"),
        (None, 22.0, "companies", "ru", "не более 22 компаний"),
        (2.5, 3.5, "times", "ru", "2,5 – 3,5 раза"),
        (None, None, "mln RUB", "en", "not bounded"),
    ],
)
def test_an_interval_shows_the_digits_that_tell_its_ends_apart(low, high, unit, language, said):
    shown = published.interval_of(low, high, unit, sez.Edition(period="", language=language))
    assert shown.replace("\u00a0", " ") == said


def test_a_contradiction_names_figures_sources_notes_and_every_rival():
    held = claims(TOTAL, OTHER)
    chapter = published.contradictions(held, sez.claims.check(held), ed(held))
    said = text(chapter)
    assert "1 contradiction between the figures" in said
    assert 'Exports, 2019: "100" million RUB. First <b>title</b> (2020)' in said
    assert (
        'Exports, 2019: "120" million RUB. http://two.example (our note: read off a chart)' in said
    )
    assert "16.9%" in said or "19.0%" in said or "18.9%" in said
    assert "no arithmetic tells" in said
    assert "<b>" not in chapter._repr_html_().replace("&lt;b&gt;", "")


def test_a_page_on_several_files_says_whose_each_contradiction_is():
    held, calm = claims(TOTAL, OTHER), claims(TOTAL)
    told = sez.pages.published.edition(held, several=True)
    chapter = published.contradictions(held, sez.claims.check(held), told, under="here")
    assert f"{held.subject}: 1 contradiction between the figures" in text(chapter)
    assert [part.name for part in chapter.passages][:2] == ["here", "here-1"]
    pairs = [(some, sez.claims.check(some)) for some in (held, calm)]
    said = text(published.compared(*pairs, ed=told))
    assert "1 contradiction among 2 printed figures" in said
    assert "no contradiction among 1 printed figure" in said


def test_claims_that_say_as_much_are_named_with_their_source():
    held = claims(TOTAL, OTHER, ("total", '{ period = "2019" }', "120.0", "mln RUB"))
    said = text(published.contradictions(held, sez.claims.check(held), ed(held)))
    assert "Other sources print as much" in said


def test_where_all_agree_that_is_told():
    held = claims(TOTAL)
    chapter = published.contradictions(held, sez.claims.check(held), ed(held, "ru"))
    assert "Противоречий нет" in text(chapter)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_main_points_count_what_is_there(language):
    held = claims(TOTAL, OTHER, ("growth", '{ period = "2021" }', "25", "%"))
    told = [sez.claims.check(held), sez.claims.unprinted(held), sez.claims.verify(held, None)]
    said = text(published.points(held, *told, ed(held, language)))
    assert "3" in said and "2" in said
    assert ("No records were given" if language == "en" else "Данных для сверки не дано") in said


def records(value, zone="Harbour Zone", **columns):
    flows = sez.example().assign(zone=zone, currency="RUB", **columns)
    flows["value"] = flows["value"] * value
    return flows


def test_records_that_differ_are_told_with_both_numbers():
    held = claims(("total", '{ period = "2019" }', "100", "mln RUB"))
    table = sez.claims.verify(held, records(1e6))
    said = text(published.records(held, table, ed(held)))
    assert "The records differ from 1 published figure" in said
    assert (
        "printed RUB 100 million, which is RUB 99.5 to 100.5 million; "
        "the records give RUB 60 million" in said
    )


def test_the_agreement_of_synthetic_records_is_no_point_and_no_heading():
    held = claims(("total", '{ period = "2019" }', "60", "mln RUB"))
    flows = records(1e6, synthetic=True)
    edition = ed(held, flows=flows)
    table = sez.claims.verify(held, flows)
    assert table["agrees"].tolist() == [True]
    said = text(published.points(held, sez.claims.check(held),
                sez.claims.unprinted(held), table, edition))  # fmt: skip
    assert "proves nothing" in said and "agree with 1" not in said
    assert "synthetic" in text(published.records(held, table, edition)).splitlines()[0]
    assert "The published figures are real" in text(published.title(edition))


LUMPY = pd.DataFrame(
    {
        "period": ["2018-01", "2018-12", "2019-01"],
        "destination": ["CHN", "KAZ", "CHN"],
        "value": [1e6, 1e6, 1.1e6],
        "currency": "RUB",
    }
)


def test_what_the_records_are_complete_to_decides_what_they_can_tell():
    held = claims(
        ("growth", '{ period = "2019" }', "-45", "%"),
        ("first", '{ period = "2019", destination = "BRA" }', "first", ""),
    )
    told = sez.claims.verify(held, LUMPY)
    assert told["reason"].tolist() == ["the records end in 2019-01"] * 2
    # 1.1 against 2 mln, and no sale to Brazil in all of the year
    told = sez.claims.verify(held, LUMPY, complete_to="2019-12")
    assert told["agrees"].tolist() == [True, False]
    assert sez.claims.verify(held, LUMPY, {"complete_to": "2019"}).equals(told)
    told = sez.claims.verify(held, LUMPY, complete_to="2018")
    assert told["reason"].tolist() == ["the records are complete to 2018-12"] * 2
    with pytest.raises(
        sez.FlowsError, match="'2017' is before the records, which begin in 2018-01"
    ):
        sez.claims.verify(held, LUMPY, complete_to="2017")


def test_a_page_on_published_figures_says_what_it_takes_as_complete():
    held = claims(("growth", '{ period = "2019" }', "-45", "%"))
    assumed = published.edition(held, LUMPY)
    assert "end in January 2019 and are taken as complete" in text(published.title(assumed))
    stated = published.edition(held, LUMPY, {"complete_to": "2019"})
    assert "stated to be complete to December 2019" in text(published.title(stated))


def test_records_of_another_zone_are_refused():
    held = claims(TOTAL)
    with pytest.raises(sez.FlowsError, match="on 'Harbour Zone', and the records on 'Elsewhere'"):
        sez.claims.verify(held, records(1, zone="Elsewhere"))


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (("total", '{ period = "2020" }', "1", "RUB"), "no records of 2020"),
        (("total", '{ period = "2019", group = "optic" }', "1", "RUB"),
         "the records have no group 'optic' (did you mean 'optics'?)"),
        (("total", '{ period = "2019" }', "1", "USD"), "the records are in RUB"),
        (("stock", '{ period = "2019", indicator = "area" }', "1", "ha"),
         "the records do not tell area"),
    ],
)  # fmt: skip
def test_what_the_records_cannot_tell_has_a_reason(claim, reason):
    table = sez.claims.verify(claims(claim), records(1))
    assert table.loc[0, "agrees"] is None
    assert table.loc[0, "reason"] == reason


def test_records_that_begin_in_a_year_tell_nothing_of_the_whole_of_it():
    flows = LUMPY.assign(period=["2018-06", "2018-12", "2019-12"])
    held = claims(
        ("total", '{ period = "2018" }', "2", "mln RUB"),
        ("growth", '{ period = "2019" }', "-45", "%"),
        ("total", '{ from = "2018", to = "2019" }', "3.1", "mln RUB"),
        ("total", '{ from = "2018-06", to = "2019-12" }', "3.1", "mln RUB"),
    )
    table = sez.claims.verify(held, flows)
    assert table["reason"].tolist() == [*["the records begin in 2018-06"] * 3, ""]
    # a zone that opened in that year had sold nothing before
    table = sez.claims.verify(held, flows, {"opened": 2018})
    assert table["agrees"].tolist() == [True] * 4


def test_records_that_end_in_the_year_tell_nothing_of_the_whole_of_it():
    flows = records(1)
    flows = flows[flows["period"] != "2019-12"]
    table = sez.claims.verify(claims(TOTAL), flows)
    assert table.loc[0, "reason"] == "the records end in 2019-01"


def test_a_country_that_nothing_went_to_is_a_disagreement():
    held = claims(("total", '{ period = "2019", destination = "BGR" }', "5", "RUB"))
    table = sez.claims.verify(held, records(1))
    assert table.loc[0, "computed"] == 0 and table.loc[0, "agrees"] is False


def test_number_lines_draw_what_there_is_something_to_hold_against():
    held = claims(TOTAL, OTHER, ("total", '{ period = "2018" }', "40", "mln RUB"))
    implied, verified = sez.claims.implied(held), sez.claims.verify(held, records(1e6))
    edition = ed(held)
    axes = Figure().subplots()
    published.draw_number_lines(
        published.ledger(held, implied, verified, edition), edition, ax=axes
    )
    names = [re.sub(r"\s", " ", label.get_text()) for label in axes.get_yticklabels()]
    assert len(names) == 3
    assert any("RUB 120 million" in name for name in names)


def test_number_lines_of_nothing_draw_nothing():
    held = claims(("count", '{ period = "2019", of = "destination" }', "26", "countries"))
    table = published.ledger(held, sez.claims.implied(held), None, ed(held))
    axes = Figure().subplots()
    published.draw_number_lines(table, ed(held), ax=axes)
    assert not axes.patches and not axes.lines


def test_no_claims_are_no_page_and_no_section():
    none = sez.claims.read("")
    with pytest.raises(sez.FlowsError, match="no published figures"):
        published.edition(none)
    flows = sez.example()
    edition = sez.edition(flows, period="2019")
    verified = sez.claims.verify(none, flows)
    assert published.records(none, verified, edition) is None
    table = published.ledger(none, None, verified, edition, told=True)
    assert sez.show(table, "published-told", edition) is None


def test_every_word_is_told_with_its_reading_in_both_languages():
    held = claims(TOTAL)
    for language, phrase in (("en", "more than"), ("ru", "свыше")):
        table = published.readings_table(sez.claims.readings(), ed(held, language))
        assert len(table) == 10 and (table != "").all(axis=None)
        assert table["word"].str.contains(phrase).any()


def test_a_first_export_a_year_after_records_that_begin_within_one_is_not_confirmed():
    flows = records(1)[:3].assign(period=["2018-06", "2019-03", "2020-03"], group=["a", "b", "c"])
    said = [("first", f'{{ period = "{y}", group = "{g}" }}', "first", "")
            for y, g in [(2019, "b"), (2020, "c"), (2020, "b")]]  # fmt: skip
    table = sez.claims.verify(claims(*said), flows)
    assert table["agrees"].tolist() == [None, True, False]
    assert table.loc[0, "reason"] == "the records begin in 2018-06"
    opened = sez.claims.verify(claims(*said), flows, {"opened": 2018})
    assert opened["agrees"].tolist() == [True, True, False]
