"""Sentences made of numbers."""

import json

import pandas as pd
import pytest

import sezlib as sez
from sezlib import trace
from sezlib.flows import Unavailable
from sezlib.pages import exports


def said(passage):
    return repr(passage).replace("\u00a0", " ")


def at(flows, period="2019", **given):
    return sez.edition(flows, period=period, **given)


def years(**values):
    return pd.DataFrame(
        {"period": [y[1:] for y in values], "value": [float(v) for v in values.values()]}
    )


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (100, 132, "grew by 32.0% in 2019"),
        (100, 68, "fell by 32.0% in 2019"),
        (100, 399, "grew by 299.0% in 2019"),
        (100, 450, "grew to 4.5 times as much in 2019"),
        (100, 1597, "grew to 16 times as much in 2019"),
        (100000, 100001, "hardly changed in 2019"),
        (100000, 100000, "did not change in 2019"),
    ],
)
def test_growth_is_told_by_its_direction(before, now, words):
    flows = years(y2018=before, y2019=now)
    assert words in said(exports.total(sez.growth(flows), flows, at(flows)))


def test_growth_from_nothing_and_growth_from_zero_are_told_apart():
    gap, zero = years(y2017=5, y2019=6), years(y2018=0, y2019=6)
    assert "hold nothing for 2018" in said(exports.total(sez.growth(gap), gap, at(gap)))
    assert "2018 were zero" in said(exports.total(sez.growth(zero), zero, at(zero)))


def test_part_of_a_year_is_compared_with_the_same_months():
    months = ["2018-01", "2018-06", "2018-12", "2019-01", "2019-06"]
    flows = pd.DataFrame({"period": months, "value": [1.0, 2.0, 9.0, 2.0, 4.0]})
    growth = sez.growth(sez.like_for_like(flows, "2019"))
    text = said(exports.total(growth, flows, at(flows)))
    assert "Exports grew by 100.0% in January to June 2019" in text
    assert "In January to June 2018 exports were 3 currency units and have since" in text
    assert "The records for 2019 end in June" in text


def test_a_year_that_the_records_begin_in_is_no_base():
    flows = pd.DataFrame({"period": ["2018-10", "2019-01", "2019-12"], "value": 1.0})
    growth = sez.growth(sez.like_for_like(flows, "2019"))
    assert "no base for growth" in said(exports.total(growth, flows, at(flows)))


def test_a_falling_total_blames_what_fell():
    flows = pd.DataFrame(
        {
            "period": ["2018", "2018", "2019", "2019"],
            "group": ["optics", "machinery"] * 2,
            "value": [60.0, 40.0, 20.0, 45.0],
        }
    )
    growth, ed = sez.growth(flows), at(flows)
    moved, shares = sez.contribution(flows, "group"), sez.share(flows, "group")
    text = said(exports.groups(moved, shares, growth, ed))
    assert text.startswith("Optics contributed most to the fall of exports")
    assert "Contributions to the fall: " in text
    assert "optics (−40.0 percentage points); machinery (+5.0 percentage points)" in text


def test_the_first_year_on_record_has_nothing_new():
    flows = pd.DataFrame({"period": ["2019"], "value": [1.0], "destination": ["CHN"]})
    pairs = sez.attempt(sez.first_exports, flows, of=("group", "destination"))
    firsts = sez.first_exports(flows, of="destination")
    groups = sez.attempt(sez.first_exports, flows, of="group")
    text = said(exports.new_destinations(pairs, firsts, groups, flows, at(flows)))
    assert text.startswith("What was new in 2019 cannot be known")


def test_a_missing_column_leaves_no_section_and_is_told_among_the_limits(flows):
    bare = flows[["period", "value"]]
    answer = sez.attempt(sez.rank, bare, of="resident")
    assert exports.residents(answer, answer, at(bare)) is None
    points = sez.pages.passage.limits(bare, at(bare)).points
    assert points[0] == (
        "The records do not state product groups, destinations and exporters, so there is no "
        "section on them."
    )
    assert sez.pages.passage.limits(flows, at(flows)).points[0].startswith("Every number")


def test_terms_that_no_section_uses_are_not_explained(flows):
    bare = flows[["period", "value", "group"]]
    told = [point.partition(":")[0] for point in sez.pages.passage.glossary(at(bare)).points]
    assert told == ["Exports", "Contribution"]


def test_one_company_that_made_the_growth_is_told():
    flows = pd.DataFrame(
        {
            "period": ["2018", "2018", "2019", "2019"],
            "resident": ["A", "B"] * 2,
            "value": [50.0, 50.0, 90.0, 45.0],
        }
    )
    made_by = sez.contribution(flows, "resident")
    text = said(exports.objection(made_by, sez.growth(flows), at(flows)))
    assert text.startswith("One company made more than half of the change")
    assert "The company whose exports changed most made +40.0 percentage points of the" in text
    assert "all others −5.0 percentage points" in text


def test_a_gap_makes_the_running_total_a_lower_bound():
    flows = years(y2015=1, y2018=2, y2019=3)
    text = said(exports.running(sez.cumulative(flows), at(flows)))
    assert "hold nothing for 2016 and 2017" in text and "last two years" not in text


def test_a_point_on_a_running_total_says_it_once_and_with_a_gap_as_a_bound():
    gap, whole = years(y2015=11_640, y2018=7_210, y2019=7_520), years(y2017=1, y2018=7, y2019=18)
    points = [exports._running_point(sez.cumulative(f), at(f)) for f in (gap, whole)]
    told = [point.replace("\u00a0", " ") for (point,) in points]
    begun = "Exports since the records began in"
    assert told[0] == f"{begun} 2015 add up to at least 26.4 thousand currency units."
    assert told[1].startswith(f"{begun} 2017 add up to 26 currency units; 96.2% of that came")


def test_all_that_is_new_is_one_main_point_of_six_at_most():
    rows = [("2018", "CHN", "g0")] + [
        ("2019", c, f"g{i}") for i, c in enumerate(("CHN", "KAZ")) for i in range(9)
    ]
    flows = pd.DataFrame(rows, columns=["period", "destination", "group"]).assign(value=1.0)
    pairs = sez.first_exports(flows, of=("group", "destination"))
    points = exports.points(
        sez.growth(flows),
        sez.share(flows, "group"),
        sez.rank(flows, "destination"),
        pairs,
        sez.first_exports(flows, of="destination"),
        sez.first_exports(flows, of="group"),
        sez.cumulative(flows),
        at(flows),
    ).points
    assert len(points) == 5
    assert points[-1].startswith("Exports since")
    assert points[-2].count("For the first time the zone exported") == 8


def test_text_from_the_data_is_escaped_in_sentences(flows):
    flows = flows.assign(group="<script>alert(1)</script>")
    passage = exports.groups(
        sez.contribution(flows, "group"), sez.share(flows, "group"), sez.growth(flows), at(flows)
    )
    assert "<script>" not in passage._repr_html_()
    assert "&lt;script&gt;" in passage._repr_html_()


def test_every_figure_is_recorded_as_it_is_said(flows, tmp_path, monkeypatch):
    monkeypatch.setenv(trace.VARIABLE, str(tmp_path))
    exports.total(sez.growth(flows), flows, at(flows))
    kept = [json.loads(line) for line in (tmp_path / trace.NOTES).read_text().splitlines()]
    figures = {n["id"]: n["value"] for n in kept if n["kind"] == "figure"}
    assert figures == {"total": 60.0, "growth": 0.5}


def test_a_year_of_zeros_leaves_no_section():
    rows = {"destination": ["CHN", "CHN"], "resident": "A", "group": "optics"}
    flows = years(y2018=5, y2019=0).assign(**rows)
    growth, ed = sez.growth(flows), at(flows)
    passages = [
        exports.groups(sez.contribution(flows, "group"), sez.share(flows, "group"), growth, ed),
        exports.destinations(sez.rank(flows, "destination"), None, ed),
        exports.residents(sez.rank(flows, "resident"), sez.count(flows, "resident"), ed),
    ]
    assert passages == [None, None, None]


def test_after_a_year_without_records_nothing_is_called_new():
    flows = years(y2017=5, y2019=6).assign(destination=["CHN", "KAZ"])
    firsts = sez.first_exports(flows, of="destination")
    gone = sez.attempt(sez.share, flows, of="group")
    text = said(exports.new_destinations(gone, firsts, gone, flows, at(flows)))
    assert text.startswith("What was new in 2019 cannot be known\n")
    assert text.count("The records hold nothing for 2018.") == 1


def test_an_older_gap_is_told_beside_what_is_new():
    flows = years(y2016=1, y2018=5, y2019=6).assign(destination=["CHN", "CHN", "KAZ"])
    firsts = sez.first_exports(flows, of="destination")
    gone = sez.attempt(sez.share, flows, of="group")
    text = said(exports.new_destinations(gone, firsts, gone, flows, at(flows)))
    assert "Nothing is on record for 2017; an earlier sale then cannot be excluded." in text


def test_a_list_of_one_january_is_not_set_against_another_decade(flows):
    profile = {"companies": 150, "as_of": "2020-01", "sites": []}
    for period, told in (("2019", True), ("2017", False)):
        ed = sez.edition(flows, profile, period=period)
        text = said(
            exports.residents(sez.rank(flows, "resident"), sez.count(flows, "resident"), ed)
        )
        assert ("of the companies on the list" in text) is told


def test_without_growth_there_is_nothing_to_object_to():
    flows = years(y2019=5).assign(resident="A")
    made_by = sez.contribution(flows, "resident")
    assert exports.objection(made_by, sez.growth(flows), at(flows)) is None


def test_exports_of_nobody_knows_what_are_not_told_as_none():
    rows = {"destination": "ZZZ", "resident": None, "group": None}
    flows = years(y2018=5, y2019=6).assign(**rows)
    growth, ed = sez.growth(flows), at(flows)
    keys = (["group", "destination"], "destination", "group")
    firsts = [sez.first_exports(flows, of=key) for key in keys]
    passages = [
        exports.groups(sez.contribution(flows, "group"), sez.share(flows, "group"), growth, ed),
        exports.residents(sez.rank(flows, "resident"), sez.count(flows, "resident"), ed),
        exports.new_destinations(*firsts, flows, ed),
    ]
    made_by = sez.contribution(flows, "resident")
    assert exports.objection(made_by, growth, ed) is None
    assert [said(p) for p in passages] == [
        "No product group is stated.",
        "No exporter is stated.",
        "What was new cannot be told: no destination is stated.",
    ]
    # of a public edition nobody knows whether they are not stated, or hidden
    for language, told in (("en", "is shown"), ("ru", "не показаны")):
        shown = sez.Edition("2019", language, audience="public")
        for name in ("groups", "residents", "new", "destinations"):
            assert shown.say(f"heading-{name}-none").endswith(told)


@pytest.mark.parametrize(
    ("to", "words", "overlap"),
    [(["CHN"], "By bloc: Asia (100.0%).", False), (["CHN", "DEU"], "Asia (50.0%)", False),
     (["KAZ"], "EAEU (100.0%)", True)],
)  # fmt: skip
def test_blocs_are_said_to_overlap_where_they_do(to, words, overlap):
    flows = pd.DataFrame({"period": "2019", "value": 1.0, "destination": to})
    whole = sez.total(flows)
    blocs = sez.relative_to(sez.with_blocs(flows, ["EAEU", "Asia", "Europe"]), whole, by="bloc")
    told = repr(exports.destinations(sez.rank(flows, "destination"), blocs, at(flows)))
    assert words in told and ("overlap" in told) == overlap


def test_a_row_without_a_product_is_in_no_group():
    flows = sez.with_groups(
        pd.DataFrame({"period": "2019", "value": [8.0, 1.0], "product": [None, "854231"]})
    )
    told = exports.groups(None, sez.share(flows, "group"), sez.growth(flows), at(flows))
    assert said(told).startswith("Of the product groups stated, ")
    assert "Other" not in said(told)


def test_a_zone_has_the_number_of_its_companies_once():
    flows = years(y2018=100, y2019=132)
    ed = at(flows, profile={"name": {"en": "Alpha"}, "companies": 12})
    none = [Unavailable(("profile",))] * 3
    told = said(exports.context(*none, ed)).split("\n")[1]
    assert told == "12 companies are on the zone's list of residents and tenants."


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_new_country_is_named_once_with_all_that_went_there(language):
    sold = [("2018", "CHN", "optics"), ("2019", "CHN", "optics"), ("2019", "JPN", "optics")]
    sold += [("2019", to, of) for to in ("TUR", "ARE") for of in ("optics", "chemicals")]
    flows = pd.DataFrame(sold, columns=["period", "destination", "group"]).assign(value=1.0)
    edition = sez.edition(flows, period="2019", language=language)
    pairs = sez.first_exports(flows, of=["group", "destination"])
    unknown = sez.share(sez.lenient(flows), of="site")
    points = sez.pages.exports.points(
        sez.growth(flows), unknown, unknown, pairs, sez.first_exports(flows, of="destination"),
        unknown, sez.cumulative(flows), edition,
    )  # fmt: skip
    [said] = [point for point in points.points if edition.country("TUR") in point]
    for code in ("TUR", "ARE", "JPN"):
        assert said.count(edition.country(code)) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "January to June 2018 and January to June 2019"),
        ("ru", "январе–июне 2018 года и январе–июне 2019 года"),
    ],
)
def test_two_parts_of_years_are_both_named_as_parts(language, words):
    months = sez.Edition("2019", language, months=6).say("both-periods")
    assert months.replace("\u00a0", " ") == words
    whole = sez.Edition("2019", language).say("both-periods")
    assert whole == {"en": "2018 and 2019", "ru": "2018 и 2019\u00a0годах"}[language]


def test_what_is_one_group_has_no_contributions(flows):
    flows = flows.assign(group="optics")
    contributed, shares = sez.contribution(flows, "group"), sez.share(flows, "group")
    made = exports.groups(contributed, shares, sez.growth(flows), at(flows))
    assert said(made) == "All exports were of one product group, optics"
    assert not made.sentences and not made.reading


def test_a_change_that_does_not_show_is_no_amount():
    flows = years(y2018=2e14, y2019=2e14 + 5)
    told = said(exports.total(sez.growth(flows), flows, at(flows, currency="RUB")))
    assert "In 2018 exports were RUB 200.0 trillion too." in told and "risen" not in told


@pytest.mark.parametrize("language", ["en", "ru"])
def test_one_company_of_all_exports_is_told_once(language):
    flows = years(y2018=5, y2019=6).assign(resident="A")
    ed = at(flows, language=language)
    ranking = sez.rank(flows, "resident", top=10)
    made = exports.residents(ranking, sez.count(flows, "resident"), ed)
    assert not made.sentences
    told = made.heading.replace("\u00a0", " ")
    assert told.endswith({"en": ", as in 2018", "ru": ", как и в 2018 году"}[language])


def test_destinations_tell_which_of_them_rose_and_fell():
    years_of = {"2018": [50.0, 30.0, 20.0, 0.0], "2019": [80.0, 25.0, 20.0, 10.0]}
    flows = pd.DataFrame(
        [(year, code, value) for year, values in years_of.items()
         for code, value in zip(["CHN", "KAZ", "IND", "BLR"], values, strict=True) if value],
        columns=["period", "destination", "value"],
    )  # fmt: skip
    moved, blocs = sez.contribution(flows, "destination"), sez.attempt(sez.share, flows, of="bloc")
    ranking = sez.rank(flows, "destination")
    made = exports.destinations(ranking, blocs, at(flows), moved=moved)
    assert "Largest rises: China (+30.0 percentage points) and Belarus (+10.0" in said(made)
    assert "Largest falls: Kazakhstan (−5.0 percentage points)." in said(made)
    # without a year before, and of one destination alone, nothing moved
    for held in (flows[flows["period"] == "2019"], flows[flows["destination"] == "CHN"]):
        moved, ranking = sez.contribution(held, "destination"), sez.rank(held, "destination")
        assert "Largest" not in said(exports.destinations(ranking, blocs, at(held), moved=moved))
    # what is not stated may have risen more
    some = pd.concat([flows, pd.DataFrame([("2019", "ZZZ", 90.0)], columns=flows.columns)])
    moved, ranking = sez.contribution(some, "destination"), sez.rank(some, "destination")
    made = exports.destinations(ranking, blocs, at(some), moved=moved)
    assert "Largest rises among those stated: China" in said(made)


def test_destinations_that_are_all_unknown_are_told_once():
    flows = years(y2018=5, y2019=6).assign(destination="ZZZ")
    blocs = sez.attempt(sez.share, flows, of="bloc")
    made = exports.destinations(sez.rank(flows, "destination"), blocs, at(flows))
    assert made.sentences == ("No destination is stated.",) and not made.heading


def test_russian_keeps_a_dash_with_what_is_before_it_and_a_number_with_its_noun():
    ed = sez.Edition("2019", "ru", currency="RUB")
    assert "26\u00a0стран" in ed.say("countries", n=26)
    assert "\u00a0— на\u00a0" not in ed.say("heading-total", {"total": 5e6, "growth": 0.32})
    assert "руб.\u00a0— на 32,0" in ed.say("heading-total", {"total": 5e6, "growth": 0.32})
