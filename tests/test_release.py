"""The press release: what it says is true of any table, and its claims agree with the records."""

import json
import zipfile
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sezlib as sez
from sezlib.cli import main
from sezlib.pages.release import print_number, round_amount, round_percent
from sezlib.report.release import write_release
from tests import processes
from tests.released import claims_of, measured, released, said, worded

SAMPLE = "data/sample/flows.csv"
GROUPS = ("optics", "metals", "microelectronics", "_U")
COUNTRIES = ("CHN", "KAZ", "DEU", "ZZZ", "HKG")
# every statement of a real release, as the sample has it
STATEMENTS = {
    "ru": (
        "»: экспорт в 2019 году вырос на 32 %",
        "составил 326 млн рублей, что на 32 % больше, чем в 2018 году",
        "Больше всего пришлось на группу «микроэлектроника» — 164 млн рублей",
        "в 2018–2019 годах пользовалась продукция групп «микроэлектроника», «нанотехнологическая",
        "С 2006 года экспорт составил более 615 млн рублей",
        "На 2018–2019 годы пришлось 93 % всего экспорта с 2006 года",
        "стали страны Азии, Европы и ЕАЭС",
        "вошли Китай, Казахстан, Германия, Беларусь и Швейцария",
        "поставлена в 26 стран",
        "впервые экспортирована продукция группы «оптика»: Япония, Болгария, Монголия и",
        "Впервые экспортирована продукция группы «учебное оборудование и образовательные наборы» —",
        "Льготы по таможенным пошлинам и НДС при ввозе составили в 2019 году 31,9 млн рублей",
        "Таможенный пост зоны в 2019 году выпускал декларации быстрее",
        "в зоне 5 площадок (Печатники, Алабушево",
        "Общая площадь — 206,8 га",
        "более 150 компаний — резидентов и арендаторов",
        "резиденты вложили 28,6 млрд рублей",
        "[Место для цитаты",
    ),
    "en": (
        "SEZ Technopolis Moscow: exports up 32% in 2019",
        "exported high-tech products worth RUB 326 million in 2019, 32% more than in 2018",
        "The largest product group was “microelectronics”, with RUB 164 million",
        "in demand in 2018–2019 were “microelectronics”, “nanotechnology products”, “optics” and",
        "Since 2006 exports have come to more than RUB 615 million",
        "The years 2018–2019 made up 93% of all exports since 2006",
        "the countries of Asia, Europe and the EAEU",
        "were China, Kazakhstan, Germany, Belarus and Switzerland",
        "goods went to 26 countries in 2019",
        "to new markets for the first time: Japan, Bulgaria, Mongolia and Mauritius",
        "exported for the first time, worth RUB 1.18 million; they went to Kazakhstan, Israel",
        "on imports was worth RUB 31.9 million in 2019",
        "cleared declarations faster in 2019",
        "the zone has 5 sites (Pechatniki",
        "Its total area is 206.8 ha",
        "more than 150 companies, residents and tenants",
        "residents invested RUB 28.6 billion",
        "[Place for a quotation",
    ),
}


@pytest.fixture(scope="module", params=["ru", "en"])
def made(request, once):
    """The folder of the sample's release, as the command leaves it, and its language."""

    def fill(folder):
        out = folder / request.param
        given = ["-p", "period=2019", "-p", f"language={request.param}"]
        done = processes.run("release", *given, "--out", str(out))
        assert done.returncode == 0, done.stderr
        assert done.stdout == f"{out}/release.html\n"

    return once(f"release-{request.param}", fill) / request.param, request.param


def text_of(out):
    return (out / "release.txt").read_text("utf-8").replace("\u00a0", " ")


def test_the_release_of_the_sample_holds_every_statement_of_a_real_one(made):
    out, language = made
    told, order = text_of(out), STATEMENTS[language]
    assert [words for words in order if words not in told] == []
    assert 180 < len(told.split()) < 320
    # in the order of the statements, but for the places of quotations
    at = [told.index(words) for words in order[:-1]]
    assert at == sorted(at)


def test_its_claims_agree_with_the_records_and_with_each_other(made, capsys):
    out, _ = made
    assert main(["claims", "verify", str(out / "claims.toml"), "--flows", SAMPLE]) == 0
    assert "22 agree, 0 differ, 1 cannot be told" in capsys.readouterr().out
    assert main(["claims", "check", str(out / "claims.toml")]) == 0


def test_each_figure_of_the_html_carries_the_id_of_its_claim(made):
    out, _ = made
    page = (out / "release.html").read_text("utf-8").removeprefix("<!DOCTYPE html>")
    root = ElementTree.fromstring(page.replace('<meta charset="utf-8">', ""))
    shown = {data.get("value"): data.text for data in root.iter("data")}
    held = sez.claims.read(out / "claims.toml")
    assert set(shown) == {claim.id for claim in held}
    for claim in held:
        if not claim.wordless:
            assert claim.printed.replace("-", "") in shown[claim.id]
    assert root.get("lang") == made[1]
    assert "release.html" in {
        o["file"] for o in json.loads((out / "manifest.json").read_text())["outputs"]
    }


def test_the_document_has_styles_a_language_and_a_table_of_its_figures(made):
    import docx

    out, language = made
    document = docx.Document(out / "release.docx")
    told = "\n\n".join(p.text for p in document.paragraphs[:-1]).replace("\u00a0", " ")
    assert told + "\n" == text_of(out)
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles.count("Title") == 1 and styles.count("Heading 1") == 2
    assert styles.count("Quote") == 2 and styles.count("Caption") == 2
    [table] = document.tables
    ids = [row.cells[2].text for row in table.rows[1:]]
    assert ids == [claim.id for claim in sez.claims.read(out / "claims.toml")]
    told = {row.cells[2].text: row.cells[1].text for row in table.rows[1:]}
    assert {told[name] for name in ("growth", "relief")} == {
        "ru": {"экспорт, рост: 2019 к 2018\xa0году", "таможенные льготы, 2019"},
        "en": {"growth of exports, 2019 on 2018", "customs relief, 2019"},
    }[language]
    # an A4 page, whose columns fill it, and no row of which is cut by its end
    [section], grid = document.sections, [column.width.mm for column in table.columns]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert round(sum(grid)) == round(section.page_width.mm) - 50
    assert [c.width.mm for c in table.rows[1].cells] == grid
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows[1:])
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    marked = {run.text for p in document.paragraphs for run in p.runs if run.style.name == "Figure"}
    assert {row.cells[0].text for row in table.rows[1:]} <= marked
    tag = {"ru": "ru-RU", "en": "en-GB"}[language]
    assert document.core_properties.language == tag
    assert (
        f'w:val="{tag}"' in zipfile.ZipFile(out / "release.docx").read("word/styles.xml").decode()
    )


def note_of(made):
    held = vars(made)
    return json.loads(json.dumps(held))


ABOUT = {"zone": "Zone"}


def test_the_same_release_is_the_same_bytes(tmp_path, flows):
    told = note_of(released(flows.assign(currency="RUB")))
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_release(told, ABOUT, tmp_path / name, "2020-01-01T00:00:00+00:00")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_hostile_names_stay_names(tmp_path):
    import docx

    name = 'R&D <5 "q" \ue000exports\ue001x\ue002 ]]>\\'
    flows = table(
        ("2018", "optics", "CHN", 5), ("2019", name, "CHN", 9), ("2019", "optics", "KAZ", 1)
    )
    told = note_of(released(flows))
    write_release(told, {"zone": name}, tmp_path, "2020-01-01T00:00:00+00:00")
    held = sez.claims.read(tmp_path / "claims.toml")
    assert held.zone == name
    assert held["leading-group-value"].where["group"] == name
    page = (tmp_path / "release.html").read_text("utf-8")
    assert "R&amp;D &lt;5" in page and "<5" not in page
    assert "R&D <5" in "".join(p.text for p in docx.Document(tmp_path / "release.docx").paragraphs)


# -- what is true of any table ------------------------------------------------------------------


def table(*rows, currency="RUB"):
    columns = ["period", "group", "destination", "value"]
    return pd.DataFrame(rows, columns=columns).astype({"value": float}).assign(currency=currency)


def agreed(made, flows, profile=None, **given):
    """Return what is claimed, all of which the records have to agree with."""
    found = sez.claims.verify(claims_of(made), flows, profile, **given)
    wrong = found[found["agrees"].ne(True)]
    assert wrong.empty, wrong.to_string()
    return {row["id"]: row["printed"] for row in found.to_dict("records")}


@st.composite
def zones(draw):
    kind = draw(st.sampled_from(["{0}", "{0}-{1:02}", "{0}-A1"]))
    first, last = draw(st.integers(2014, 2019)), draw(st.sampled_from([12, 12, 5]))
    amounts = st.one_of(st.integers(0, 9), st.integers(1, 10**6), st.floats(0.01, 1e12))
    rows = []
    for year in range(first, 2020):
        for number in range(draw(st.integers(1, 7))):
            at = 1 if year == first and not number else draw(st.integers(1, last))
            keys = draw(st.sampled_from(GROUPS)), draw(st.sampled_from(COUNTRIES))
            rows.append((kind.format(year, at), *keys, draw(amounts)))
    flows = table(*rows, currency=draw(st.sampled_from(["RUB", "USD", "INR"])))
    profile = {"year_begins": "07"} if kind.endswith("A1") else {}
    if draw(st.booleans()):
        profile |= {"area_ha": draw(st.floats(0.01, 1e4)), "companies": draw(st.integers(1, 400)),
                    "sites": [{"en": "A", "ru": "А"}], "as_of": "2020-01"}  # fmt: skip
    return flows, profile, "2019-A1" if kind.endswith("A1") else "2019"


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(zones())
def test_every_claim_of_a_written_release_agrees_with_its_records(zone):
    flows, profile, period = zone
    tables, ed = measured(flows, profile, period=period)
    if not tables[0].iloc[-1]["total"]:
        with pytest.raises(sez.FlowsError, match="nothing was exported in 2019"):
            worded(tables, ed)
        return
    made = {language: worded(tables, ed, language) for language in ("ru", "en")}
    told = [list(agreed(made[language], flows, profile)) for language in made]
    assert told[0] == told[1] and {"exports"} <= set(told[0])
    assert sez.claims.check(claims_of(made["en"])).consistent


def test_a_growth_from_next_to_nothing_is_not_told():
    flows = table(("2018", "optics", "CHN", 1), ("2019", "optics", "CHN", 12_870_130_000))
    made = released(flows)
    assert "growth" not in agreed(made, flows) and " as much" not in said(made)
    assert sez.claims.check(claims_of(made)).consistent


@pytest.mark.parametrize(
    ("before", "now", "russian", "english"),
    [
        (100, 68, "что на 32 % меньше, чем в 2018", "32% less than in 2018"),
        (100, 104.12, "что на 4,1 % больше", "4.1% more than in 2018"),
        (100, 450, "что в 4,5 раза больше", "4.5 times as much as in 2018"),
        (100, 2100, "что в 21 раз больше", "21 times as much as in 2018"),
        (100000, 100001, "почти столько же, сколько в 2018", "about as much as in 2018"),
        (1e6, 40, "что на 99,996 % меньше", "99.996% less than in 2018"),
        (0, 5, "составил 5 руб.", "worth RUB 5 in 2019."),
    ],
)
def test_growth_is_told_by_its_direction(before, now, russian, english):
    flows = table(("2018", "optics", "CHN", before), ("2019", "optics", "CHN", now))
    tables, ed = measured(flows)
    for language, words in (("ru", russian), ("en", english)):
        made = worded(tables, ed, language)
        assert words in said(made)
        agreed(made, flows)


def test_what_is_equally_large_has_no_first_place():
    rows = [
        ("2018", "optics", "CHN", 7),
        ("2019", "optics", "CHN", 5),
        ("2019", "metals", "KAZ", 5),
    ]
    made = released(table(*rows))
    assert not {"leading-group", "largest-countries"} & {claim["id"] for claim in made.claims}
    told = agreed(made, table(*rows))
    assert told["groups-in-demand"] == "optics, metals" and told["countries"] == "2"


def test_what_is_not_specified_takes_no_place_and_makes_counts_bounds():
    rows = [("2018", "_U", "ZZZ", 9), ("2019", "optics", "CHN", 6), ("2019", "metals", "KAZ", 2),
            ("2019", "_U", "ZZZ", 5)]  # fmt: skip
    made = released(table(*rows))
    ids = {claim["id"]: claim for claim in made.claims}
    # 5 might all be of metals, or all have gone to Kazakhstan
    assert set(ids) == {"growth", "exports", "running-total", "countries"}
    assert ids["countries"]["wording"] == "at least" and "at least 2 countries" in said(made)
    agreed(made, table(*rows))


def test_nothing_is_new_where_years_before_are_missing_or_tell_no_country():
    new = [("2018", "optics", "CHN", 5), ("2019", "optics", "CHN", 5), ("2019", "optics", "KAZ", 5)]
    assert "a new market for the first time: Kazakhstan" in said(released(table(*new)))
    for before in (("2016", "optics", "CHN", 1), ("2018", "optics", "ZZZ", 1)):
        assert "first time" not in said(released(table(before, *new)))


def test_columns_that_are_not_there_leave_their_sentences_out():
    flows = table(("2018", "optics", "CHN", 5), ("2019", "optics", "CHN", 6))
    made = released(flows[["period", "value", "currency"]])
    assert [claim["id"] for claim in made.claims] == ["growth", "exports", "running-total"]


def test_one_country_and_one_group_are_ranked_against_nothing():
    flows = table(("2018", "optics", "CHN", 5), ("2019", "optics", "CHN", 6))
    ids = [claim["id"] for claim in released(flows).claims]
    assert ids == ["growth", "exports", "running-total", "countries"]


def test_part_of_a_year_is_told_as_its_months():
    rows = [(f"{year}-{month:02}", "optics", "CHN", 10 * (year - 2016) * month)
            for year in (2017, 2018, 2019) for month in range(1, 13)]  # fmt: skip
    flows = table(*rows)
    tables, ed = measured(flows, complete_to="2019-06")
    russian = worded(tables, ed, "ru")
    assert "В январе–июне 2019 года экспорт товаров составил 630 руб." in said(russian)
    assert "чем в январе–июне 2018 года" in said(russian)
    told = agreed(russian, flows, complete_to="2019-06")
    assert {"exports": "630", "growth": "50"}.items() <= told.items()
    assert "last-two-years" not in told


def test_fiscal_years_are_claimed_as_such_and_have_to_begin_somewhere():
    rows = [(f"{year}-A1", "optics", "CHN", 10**6 * (year - 2015)) for year in (2017, 2018, 2019)]
    flows, profile = table(*rows), {"year_begins": "07"}
    made = released(flows, profile, period="2019/20")
    told = agreed(made, flows, profile)
    assert told["running-total"] == "9" and "in 2019/20" in said(made)
    assert claims_of(made).year_begins == "07"
    with pytest.raises(sez.FlowsError, match=r'the profile has to say .* year_begins = "07"'):
        released(flows, period="2019/20")


def test_several_zones_are_told_as_all_of_them_and_claimed_of_none(tmp_path):
    flows = table(
        ("2018", "optics", "CHN", 5), ("2019", "optics", "CHN", 6), ("2019", "a", "KAZ", 7)
    )
    flows["zone"] = ["North", "North", "South"]
    made = released(flows, {"relief": ["customs_post"]}, language="ru")
    assert "резидентов зон составил 13 руб." in said(made)
    write_release(note_of(made), {"zone": "North, South"}, tmp_path, "2020-01-01T00:00:00+00:00")
    assert sez.claims.read(tmp_path / "claims.toml").zone == ""
    agreed(made, flows)


@pytest.mark.parametrize(
    ("rows", "currency", "told"),
    [
        ([("2019", "optics", "CHN", 0)], "RUB", "nothing was exported in 2019, and there is"),
        ([("2019", "optics", "CHN", 5)], "", "name no currency; say it, such as -p currency=USD"),
        ([("2019-03", "optics", "CHN", 5)], "RUB", "begin within 2019, .* opened = \"2019\""),
    ],
)  # fmt: skip
def test_there_is_no_release_of_what_cannot_be_claimed(rows, currency, told):
    flows = table(*rows, currency=currency)
    with pytest.raises(sez.FlowsError, match=told):
        released(flows if currency else flows.drop(columns="currency"))


@pytest.mark.parametrize(
    ("value", "shown", "passed"),
    [
        (326e6, ("mln", "326", False), ("mln", "326", False)),
        (1_177_300, ("mln", "1.18", False), ("mln", "1.17", True)),
        (999_600_000, ("bn", "1.000", False), ("mln", "999", True)),
        (28_640_000_000, ("bn", "28.6", False), ("bn", "28.6", True)),
        (12_345e9, ("trillion", "12.3", False), ("trillion", "12.3", True)),
        (853.5, ("one", "854", False), ("one", "853", True)),
    ],
)
def test_amounts_have_three_digits(value, shown, passed):
    for how, expected in ((False, shown), (True, passed)):
        scale, size, more = round_amount(value, how)
        assert (scale, str(size), more) == expected


def test_zeros_at_the_end_of_decimals_are_not_printed():
    ed = sez.edition(sez.example(), period="2019", language="ru")
    assert print_number(round_amount(1.2e6)[1], ed) == "1,2"
    assert print_number(round_amount(300e6)[1], ed) == "300"
    assert print_number(round_percent(0.05), ed) == "5"


def test_a_public_release_tells_nothing_of_one_company_and_claims_no_place_beside_it():
    rows = [(year, group, "CHN", 100 * n, f"{group} {n}") for year in ("2018", "2019")
            for group in ("optics", "metals") for n in range(1, 6)]  # fmt: skip
    rows += [("2018", "arms", "KAZ", 10, "Alone"), ("2019", "arms", "KAZ", 9000, "Alone")]
    flows = pd.DataFrame(rows, columns=["period", "group", "destination", "value", "resident"])
    flows = flows.astype({"value": float}).assign(currency="RUB")
    internal, public = (released(flows, audience=who) for who in ("internal", "public"))
    assert {"leading-group", "largest-countries"} <= {claim["id"] for claim in internal.claims}
    assert {claim["id"] for claim in public.claims} == {
        "growth", "exports", "running-total", "countries"
    }  # fmt: skip
