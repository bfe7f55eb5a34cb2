"""Published figures in words and on lines, in both languages."""

import re
import tomllib
from dataclasses import replace
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure

import sezlib as sez
from sezlib.claims.claim import Mark
from sezlib.claims.figures import NOTES, code_note
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
    assert "agree with 1" not in said
    assert "synthetic" in text(published.records(held, table, edition)).splitlines()[0]
    assert "agreement proves nothing" in text(published.title(edition))


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
        assert len(table) == 12 and (table != "").all(axis=None)
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


RELEASE = {
    "en": """Exports of Harbour Zone rose again
Exports of the zone rose by 50% to RUB 60 million in 2019. The director was pleased.
Optics accounted for 50% of exports in 2019. In 2018 exports were RUB 40 million.
Exports were RUB 7 million in 2031. By 2030 exports are to reach RUB 2 billion. There were 17.
""",
    "ru": """Экспорт зоны «Гавань» снова вырос
Экспорт зоны вырос в 2019 году на 50% до 60 млн рублей. Директор доволен.
Доля оптики в экспорте 2019 года составила 50%. В 2018 году экспорт составил 40 млн рублей.
В 2031 году экспорт составил 7 млн рублей. К 2030 году экспорт достигнет 2 млрд рублей. Всего их 17.
""",
}
# what stands underlined, and what it is worth beside records of 40 and 60 mln, of it 45 optics
WORTH = ["agrees", "agrees", "contradicts", "agrees", "unknown", "apart", "unknown"]
DIGITS = ["50", "60", "50", "40", "7", "2", "17"]


def draft(tmp_path, language="en", text="", accepted=True):
    """Return the draft of a release as TOML."""
    path = tmp_path / "release.txt"
    path.write_text(text or RELEASE[language], encoding="utf-8")
    made = sez.claims.read_draft(str(path), {"zone": "Harbour Zone", "currency": "RUB"}, "2032-02")
    return made.replace("accepted = false", "accepted = true") if accepted else made


def marked(toml, language="en", flows=None, **how):
    """Return the sentences of a page as texts, its figures (status, row, text), and its HTML."""
    held = sez.claims.parse(toml, "draft.toml", **how)
    flows = records(1e6) if flows is None else flows
    verified = sez.claims.verify(held, flows)
    told = [held, sez.claims.check(held), verified, published.edition(held, language=language)]
    html = published.release(*told)._repr_html_()
    figures = re.findall(
        r"<a class='figure (\w+)' href='#published-(\d+)' title='[^']*'>(.*?)<sup>.*?</sup></a>",
        html,
    )
    lines = re.findall("<li><span class='sentence'[^>]*>(.*?)</span></li>", html)
    bare = [unescape(re.sub("<sup>.*?</sup>|<[^>]*>", "", line)) for line in lines]
    return bare, figures, html


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_figure_of_a_draft_stands_underlined_once_in_the_text_of_the_release(
    tmp_path, language
):
    toml = draft(tmp_path, language)
    lines, figures, html = marked(toml, language)
    assert lines == tomllib.loads(toml)["text"] and len(lines) == 8
    assert [status for status, *_ in figures] == WORTH
    assert [re.search(r"\d+", text)[0] for *_, text in figures] == DIGITS
    assert [int(row) for _, row, _ in figures] == [*range(1, 8)]
    assert html.count("<a ") == 7
    plan = {"en": "a plan, a target or a forecast", "ru": "план, цель или прогноз"}
    assert plan[language] in html
    assert f"lang='{language}'" in html


def test_a_fault_that_is_planted_in_any_figure_is_marked(tmp_path):
    before = "In 2018 exports were RUB 40 million. Exports of optics were RUB 45 million in 2019."
    text = "\n".join([*RELEASE["en"].splitlines()[:2], before])
    assert [status for status, *_ in marked(draft(tmp_path, text=text))[1]] == ["agrees"] * 4
    for digits in ("50", "60", "40", "45"):
        _, figures, _ = marked(draft(tmp_path, text=text.replace(digits, f"{digits}3")))
        told = {re.search(r"\d+", text)[0]: status for status, _, text in figures}
        assert told.pop(f"{digits}3") == "contradicts" and {*told.values()} == {"agrees"}


def test_without_records_figures_that_contradict_each_other_are_marked(tmp_path):
    text = "Exports rose by 50% to RUB 90 million in 2019. In 2018 exports were RUB 40 million."
    toml = draft(tmp_path, text=f"{text} In 2017 exports were RUB 10 million.")
    _, figures, html = marked(toml, flows=sez.example()[:0])
    assert [status for status, *_ in figures] == ["contradicts"] * 3 + ["unknown"]
    assert html.count("other figures contradict it") == 3 and "the records give" not in html


def test_what_nobody_has_accepted_is_held_against_nothing_and_is_no_fact(tmp_path):
    toml = draft(tmp_path, accepted=False)
    with pytest.raises(sez.FlowsError, match="is a draft"):
        sez.claims.parse(toml)
    _, figures, html = marked(toml, drafts=True)
    assert [status for status, *_ in figures] == ["unconfirmed"] * 5 + ["apart", "unknown"]
    assert "5 figures of the release were read by rules" in html
    assert "the records give" not in html
    _, figures, _ = marked(toml.replace("accepted = false", "accepted = true", 1), drafts=True)
    assert [status for status, *_ in figures] == [
        "agrees", *["unconfirmed"] * 4, "apart", "unknown"]  # fmt: skip
    # but a person may have confirmed all of them
    assert [status for status, *_ in marked(toml, accept=True, drafts=True)[1]] == WORTH


def test_a_page_of_a_draft_that_nobody_has_accepted_says_so_and_finds_nothing(tmp_path):
    held = sez.claims.parse(draft(tmp_path, accepted=False), drafts=True)
    told = [sez.claims.check(held), sez.claims.unprinted(held), sez.claims.verify(held, records(1))]
    edition = ed(held)
    assert "confirmed by nobody" in text(published.points(held, *told, edition))
    assert text(published.contradictions(held, told[0], edition)) == ""
    assert published.records(held, told[2], edition) is None
    table = published.ledger(held, sez.claims.implied(held), told[2], edition)
    assert table["verdict"].tolist() == ["not confirmed by a person"] * 5 + [
        "not a fact", "cannot be checked"]  # fmt: skip


def test_each_figure_leads_to_its_row_of_the_table_however_many_there_are(tmp_path):
    many = " ".join(f"In {year} exports were RUB 40 million." for year in range(1950, 2000))
    toml = draft(tmp_path, text=f"Exports of Harbour Zone. {many}")
    held = sez.claims.parse(toml)
    verified = sez.claims.verify(held, records(1e6))
    table = published.ledger(held, None, verified, ed(held))
    html = sez.show(table, "published", ed(held))._repr_html_()
    rows = re.findall("<tr id='published-([0-9]+)'>", html)
    assert [row for _, row, _ in marked(toml)[1]] == rows and len(rows) == 50


def test_hostile_sentences_stand_as_text(tmp_path):
    evil = "<script>alert(1)</script><b title='x'> &amp; \u202egood\u202c " + "long" * 200
    toml = draft(tmp_path, text=f"{evil}\nIn 2019 exports were RUB 60 million <i>, all.")
    lines, figures, html = marked(toml)
    assert "".join(lines).count("<script>alert(1)</script><b title='x'> &amp;") == 1
    assert not re.search("<script|<b|<i|[\u202a-\u202e]", html)
    assert [status for status, *_ in figures] == ["unknown", "agrees"]
    toml = toml.replace('id = "exports', "id = \"'><img src=x>exports")
    assert "<img" not in marked(toml)[2]


def test_a_ranking_ends_where_an_amount_in_it_begins_and_what_has_no_place_stands_at_the_end():
    line = "Most went to China, RUB 45 million."
    rank = f'sentence = "{line}"\nspan = [0, {len(line) - 1}]\naccepted = true\n'
    toml = HEAD.replace("[name]", f'text = ["{line}", "{line}"]\n[name]') + (
        '[[claims]]\nid = "r"\nsource = "one"\nmeasure = "rank"\nprinted = "China"\n'
        f'where = {{ period = "2019", of = "destination" }}\n{rank}'
        '[[claims]]\nid = "t"\nsource = "one"\nmeasure = "total"\nprinted = "45"\n'
        'unit = "mln RUB"\n'
        f'where = {{ period = "2019", destination = "CHN" }}\nsentence = "{line}"\n'
        f"span = [{line.index('RUB')}, {len(line) - 1}]\naccepted = true\n"
        f'[[open]]\nprinted = "9"\nsentence = "{line}"\n'
    )
    lines, figures, _ = marked(toml)
    assert [text for *_, text in figures] == 2 * ["Most went to China", "RUB 45 million", " (9)"]
    assert [status for status, *_ in figures] == 2 * ["agrees", "agrees", "unknown"]
    assert lines == [f"{line} (9)"] * 2


@pytest.mark.parametrize("span", ["[5, 3]", "[0, 999]", "[1]", '"1-2"', "[true, 2]"])
def test_a_place_that_is_none_in_its_sentence_is_refused(span):
    toml = f'{HEAD}[[open]]\nprinted = "9"\nsentence = "There were 9."\nspan = {span}\n'
    with pytest.raises(sez.FlowsError, match=r"harbour.toml, line 23: 'span' is .*such as "):
        sez.claims.parse(toml, "harbour.toml")


def test_a_text_that_is_no_list_of_sentences_is_refused():
    with pytest.raises(sez.FlowsError, match="line 1: 'text' is not a list of sentences"):
        sez.claims.parse("text = [1]\n", "harbour.toml")


def test_signs_and_lines_tell_without_colour():
    css = (Path(published.__file__).parents[1] / "report/template/sezlib/style.css").read_text()
    rules = [re.search(rf"(?m)^\.{status} {{(.*)}}$", css)[1] for status in published.SIGNS]
    assert len({re.search("decoration-style: (\\w+)|$", rule)[1] for rule in rules}) == 5
    assert len({*published.SIGNS.values()}) == 5


def test_a_file_of_figures_without_a_text_has_none_on_the_page():
    held = claims(TOTAL)
    told = [sez.claims.check(held), sez.claims.verify(held, records(1e6))]
    assert published.release(held, *told, ed(held)) is None
    assert "number" not in published.ledger(held, None, told[1], ed(held))


MARK = Mark("open", "", (0, 0), "9", "", True)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_is_asked_and_why_a_number_is_none_is_told_by_its_code(language, tmp_path):
    ed = published.edition(sez.claims.parse(draft(tmp_path), drafts=True), language=language)
    for code, english in NOTES.items():
        mark = replace(MARK, note="any other words", code=f"{code}: Asia")
        told = published._described(None, mark, ed)
        named = "Asia" in told
        assert told != mark.note and named == ("{name}" in english)
        assert bool(re.search("[а-я]", told)) == (language == "ru")
        assert code_note(english.format(name="Asia")) == f"{code}: Asia" if named else code
    # what a person has written is told as it stands
    assert published._described(None, replace(MARK, note="Whose is it?"), ed) == "Whose is it?"


def test_a_draft_has_the_code_of_each_question_and_reason(tmp_path):
    made = draft(tmp_path, accepted=False)
    notes = re.findall(r'(?m)^(?:question|reason) = "(.*)"\n(?:code = "(.*)")?', made)
    assert notes and all(code_note(text) == code and code for text, code in notes)
