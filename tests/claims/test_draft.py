"""`sez claims read`: a release in, a draft out, refused until somebody accepts it."""

import io
import re
import tomllib
import zipfile

import pytest

import sezlib as sez
from sezlib import cli
from sezlib.claims.draft import misprinted
from sezlib.claims.prose import read_prose
from sezlib.claims.words import reading
from sezlib.flows import FlowsError
from sezlib.units import unit
from tests.claims.test_reading import ENGLISH, RUSSIAN

TEXT = """Экспорт зоны «Заря» вырос в 2022 году на 12,5%.
Он составил 340 млн рублей. Микроэлектроники отправили на 120 млн рублей экспорта в 2022 году.
К 2030 году экспорт достигнет 2 млрд рублей. Всего их 17.
"""
PROFILE = 'zone = "Zarya"\ncurrency = "RUB"\nopened = "2010"\n'


@pytest.fixture
def release(tmp_path):
    path = tmp_path / "release.txt"
    path.write_text(TEXT, encoding="utf-8")
    (tmp_path / "zarya.toml").write_text(PROFILE, encoding="utf-8")
    return path


def run(capsys, *arguments):
    code = cli.main(["claims", *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


def drafted(path, **how):
    return tomllib.loads(sez.claims.read_draft(str(path), **how))


def test_a_draft_has_each_figure_with_its_sentence_and_what_was_inherited(release):
    draft = drafted(release, profile={"currency": "RUB", "zone": "Zarya"}, date="2023-03")
    grown, amount, group = draft["claims"]
    assert grown["sentence"] == "Экспорт зоны «Заря» вырос в 2022 году на 12,5%."
    assert grown["where"] == {"period": "2022", "indicator": "exports", "against": "2021"}
    assert amount["inherited"] == "indicator, period" and amount["accepted"] is False
    assert group["where"]["group"] == "микроэлектроники"
    assert [one["reason"] for one in draft["apart"]] == ["a plan, a target or a forecast"]
    assert [one["printed"] for one in draft["open"]] == ["17"]


@pytest.mark.parametrize("text", [*RUSSIAN, *ENGLISH, "Top buyers: Peru and Chile in 2019."])
def test_a_figure_changed_by_hand_is_held_against_its_sentence(text, tmp_path):
    path = tmp_path / "release.txt"
    path.write_text(f"{text}\nIt is of the zone.\n" * text.isascii() or text, encoding="utf-8")
    for claim in drafted(path, profile={"currency": "RUB"}, date="2024-02-10").get("claims", []):
        assert not misprinted(claim)
        for other in ("7777", "-0.5", "впятеро", "Kenya", claim["printed"] + "9"):
            assert misprinted(claim | {"printed": other}) or claim["measure"] == "first", other


def test_a_changed_figure_is_refused_in_one_sentence_that_names_the_claim(release, capsys):
    out = release.with_name("draft.toml")
    draft = sez.claims.read_draft(str(release), {"currency": "RUB"}, "2023-03")
    out.write_text(draft.replace('printed = "12,5"', 'printed = "21,5"'), encoding="utf-8")
    code, _, why = run(capsys, "check", out, "--accept")
    told = "'printed': '21,5', where its sentence has '12,5%'; correct it, or take 'sentence' and"
    assert code == 2 and f"claim 'exports-growth-1', {told} 'span' away" in why


def test_what_says_again_what_was_said_is_told_with_the_number_that_it_had(tmp_path):
    path = tmp_path / "release.txt"
    lead = "Exports rose by 12% to $5.1 mln in 2019."
    path.write_text(f"Exports up 12% in 2019\n{lead}\nPeru bought $2 mln.\n{lead}", "utf-8")
    draft = sez.claims.read_draft(str(path))
    again = [(one["claim"], one["span"]) for one in tomllib.loads(draft)["again"]]
    assert again == [("exports-growth-1", [16, 19])]
    claims = sez.claims.parse(draft, accept=True)
    assert len(claims) == 3
    page, checked = sez.pages.published, sez.claims.check(claims)
    ed = page.edition(claims)
    shown = page.release(claims, checked, sez.claims.verify(claims, None), ed)._repr_html_()
    numbers = [int(n) for n in re.findall("href='#published-([0-9]+)'", shown)]
    assert numbers == [1, 1, 2, 3, 1, 2]


@pytest.mark.parametrize(
    ("text", "digits", "agrees"),
    [
        # Gamma and Beta sold for 60 in 2019
        ("Exports per resident came to RUB {} in 2019.", "30", True),
        ("Exports per company came to RUB {} in 2019.", "15", True),
        ("В 2019 году экспорт в расчёте на одного резидента составил {} рублей.", "30", True),
        ("В 2019 году на каждого резидента пришлось {} рублей экспорта.", "31", False),
        ("Revenue per resident came to RUB {} in 2019.", "30", None),
    ],
)
def test_amounts_per_head_are_held_against_the_records(text, digits, agrees, tmp_path):
    path = tmp_path / "release.txt"
    path.write_text(text.format(digits), encoding="utf-8")
    claims = sez.claims.parse(sez.claims.read_draft(str(path), {"currency": "RUB"}), accept=True)
    flows = sez.example().assign(currency="RUB")
    profile = {"companies": 4, "as_of": "2019-12"}
    assert [claim.measure for claim in claims] == ["per_unit"]
    assert sez.claims.verify(claims, flows, profile)["agrees"].tolist() == [agrees]
    untold = sez.claims.verify(claims, flows.drop(columns="resident"), {})
    told = "'resident'" if claims.claims[0].whole.indicator == "residents" else "companies"
    told = "revenue" if agrees is None else told
    assert untold["agrees"].tolist() == [None] and told in untold["reason"][0]


def test_a_draft_is_refused_until_it_is_accepted(release, capsys, tmp_path):
    out = tmp_path / "draft.toml"
    known = ("--profile", tmp_path / "zarya.toml", "--date", "2023-03")
    code, told, _ = run(capsys, "read", release, *known, "--out", out)
    assert code == 1 and told == "3 claims, 1 numbers left open, 1 no facts.\n"
    code, _, why = run(capsys, "check", out)
    assert code == 2 and "draft.toml, line " in why and "--accept" in why
    code, told, why = run(capsys, "check", out, "--accept")
    assert code == 0 and "No contradiction" in told
    assert "numbers left open, 1; see [[open]]" in why
    text = out.read_text(encoding="utf-8").replace("accepted = false", "accepted = true")
    held = sez.claims.parse(text)
    assert [mark.printed for mark in held.marks if mark.kind == "open"] == ["17"]
    assert {claim.part.groups for claim in held} == {None, frozenset({"microelectronics"})}


def test_a_draft_has_the_names_of_its_zone_by_language(release):
    profile = {"zone": "Zarya", "name": {"en": "Zarya", "ru": "«Заря»"}, "currency": "RUB"}
    head = tomllib.loads(sez.claims.read_draft(str(release), profile))
    assert (head["zone"], head["name"]) == ("Zarya", profile["name"])


def test_a_draft_is_printed_where_no_file_is_named(release, capsys):
    code, told, _ = run(capsys, "read", release, "--date", "2023")
    assert code == 1 and len(tomllib.loads(told)["claims"]) == 3


def test_pages_and_word_documents_and_standard_input_are_read(tmp_path, monkeypatch):
    body = "<p>Exports rose 5% to&nbsp;$2&nbsp;bn in 2019.</p><script>var x = 7;</script>"
    page = tmp_path / "release.html"
    page.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    word = tmp_path / "release.docx"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    runs = "<w:r><w:t>Exports rose 5% to </w:t></w:r><w:r><w:t>$2 bn in 2019.</w:t></w:r>"
    with zipfile.ZipFile(word, "w") as archive:
        text = f'<w:document xmlns:w="{space}"><w:body><w:p>{runs}</w:p></w:body></w:document>'
        archive.writestr("word/document.xml", text)
    monkeypatch.setattr("sys.stdin", io.StringIO("Exports rose 5% to $2 bn in 2019."))
    for path in (page, word, "-"):
        assert [(c["measure"], c["printed"]) for c in drafted(path)["claims"]] == [
            ("growth", "5"),
            ("total", "2"),
        ]


RUN = "<w:r><w:rPr>{}</w:rPr><w:t>{}</w:t></w:r>".format
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_of_pages_and_documents_what_a_reader_sees_is_read(tmp_path):
    word, page = tmp_path / "release.docx", tmp_path / "release.html"
    parts = [
        RUN("", "Exports of the zone rose to 326"),
        RUN('<w:vertAlign w:val="superscript"/>', "1"),
        RUN("", " mln dollars in 2019, by "),
        "<w:ins>" + RUN("", "12%") + "</w:ins>",
        "<w:del><w:r><w:delText>13%</w:delText></w:r></w:del>",
        "<w:moveFrom>" + RUN("", "14%") + "</w:moveFrom>",
        RUN("<w:vanish/>", "15%"),
        "<m:AlternateContent><m:Choice>" + RUN("", " on 5 mln m"),
        RUN('<w:vertAlign w:val="superscript"/>', "2"),
        "</m:Choice><m:Fallback>" + RUN("", " on 5 mln m") + "</m:Fallback></m:AlternateContent>",
        "<w:r><w:t>, for 2018</w:t><w:noBreakHyphen/><w:t>2019</w:t></w:r>",
    ]
    spaces = (
        f'xmlns:w="{WORD}" xmlns:m="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    with zipfile.ZipFile(word, "w") as archive:
        text = f"<w:document {spaces}><w:body><w:p>{''.join(parts)}</w:p></w:body></w:document>"
        archive.writestr("word/document.xml", text)
    page.write_text(
        "<html><p>Exports of the zone rose to 326<sup>1</sup> mln dollars in 2019, by 12%"
        "<del>13%</del><s>14%</s> on 5 mln m<sup>2</sup>, for 2018-2019</p></html>",
        encoding="utf-8",
    )
    told = "Exports of the zone rose to 326 mln dollars in 2019, by 12% on 5 mln m², for 2018-2019"
    assert [read_prose(str(path)).strip() for path in (word, page)] == [told] * 2
    page.write_text("Экспорт за\u0438\u0306ма руб\u00adлей\u200b: 326¹ млн м³", encoding="utf-8")
    assert read_prose(str(page)) == "Экспорт займа рублей: 326 млн м³"
    nested = "<w:p>" * 5_000 + RUN("", "5%") + "</w:p>" * 5_000
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {spaces}>{nested}</w:document>")
    with pytest.raises(FlowsError, match="is no Word document"):
        read_prose(str(word))


@pytest.mark.parametrize(
    "name, content, why",
    [
        ("empty.txt", b"", "has no text"),
        ("long.txt", b"Exports rose in 2019. " * 6_000, "longer than any release"),
        ("german.txt", b"Die Ausfuhren der Zone stiegen auf 5 Mio. Euro.", "neither"),
        ("bad.docx", b"PK no archive", "is no Word document"),
    ],
)
def test_what_is_no_release_is_refused_in_a_sentence(tmp_path, capsys, name, content, why):
    path = tmp_path / name
    path.write_bytes(content)
    code, _, told = run(capsys, "read", path)
    assert code == 2 and why in told and "Traceback" not in told and told.count("\n") == 1


def test_bytes_that_are_no_text_are_refused_on_standard_input(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Exports \xff\xfe 5%")))
    code, _, told = run(capsys, "read", "-")
    assert code == 2 and told == "sez: standard input is no text in UTF-8\n"


def test_a_date_that_is_none_is_refused(release):
    with pytest.raises(FlowsError, match="no day, month or year"):
        sez.claims.read_draft(str(release), date="spring")


def test_what_is_accepted_is_true_or_false():
    text = '[[sources]]\nid = "s"\n[[claims]]\nid = "a"\nsource = "s"\naccepted = "yes"\n'
    with pytest.raises(FlowsError, match="line 6: 'accepted' is neither true nor false"):
        sez.claims.parse(text)


def test_a_figure_in_two_scales_is_one_number():
    assert reading("2 млрд 350", "", unit("mln RUB")).plain == (2_349_500_000, 2_350_500_000)
    assert reading("6 тыс. 300", "", unit("jobs")).value == 6300


def test_a_question_that_is_open_is_refused_with_its_line_even_where_all_are_accepted():
    claim = (
        '[[sources]]\nid = "release"\n[[claims]]\nid = "a"\nsource = "release"\n'
        'measure = "share"\nwhere = { period = "2019" }\nprinted = "5"\nunit = "%"\n'
        'sentence = "s"\nquestion = "Of what?"\naccepted = true\n'
    )
    for accept in (True, False):
        told = (
            "line 11: claim 'a' has an open question: 'Of what\\?'; answer it in 'where' and take"
        )
        with pytest.raises(FlowsError, match=told):
            sez.claims.parse(claim, accept=accept)


def test_a_running_total_asks_since_when_unless_the_profile_says_when_it_opened(tmp_path):
    path = tmp_path / "release.txt"
    path.write_text("Since its launch the zone has exported $5 bn.", encoding="utf-8")
    [asked] = drafted(path, date="2020")["claims"]
    assert asked["question"].startswith("Since when")
    [known] = drafted(path, profile={"opened": "2006"}, date="2020")["claims"]
    assert "question" not in known
