"""Every form holds what the tables and the page hold, whatever their texts look like."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from xml.etree import ElementTree

import nbformat
import openpyxl
import pandas as pd
import pytest
from docx import Document
from python_calamine import CalamineWorkbook

import sezlib as sez
from sezlib import trace
from sezlib.disclosure.forms import check_forms
from sezlib.flows import FlowsError
from sezlib.pages import tables
from sezlib.pages.passage import Passage
from sezlib.report import exchange, forms, letterhead, pdf, report
from sezlib.report.office import zip_parts

MADE = "2020-02-15T00:00:00+00:00"
HOSTILE = "=1+1 <script>evil()</script> & \"'\x07]]>"
# what a text is without the character that is no text
SEEN = HOSTILE.replace("\x07", "")
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg=="
)
BROWSER = any(map(shutil.which, pdf.NAMES))
ALL = [form for form in forms.FORMS if form != "pdf"]
PRODUCTS = {
    "product": ["010121", "0101210000", None],
    "period": ["2019-07", "2019-08", "2019-08"],
    "total": [1234567.25, "[c]", None],
    "share": [0.125, "[c]", 0.5],
    "count": [3, None, 12],
}
ENTITIES = '<!DOCTYPE svg [<!ENTITY a "aa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'


def run(folder, language="en", audience="public"):
    """Return an executed notebook and its notes: two tables, a passage, a chart."""
    ed = sez.Edition("2019", language, zone=HOSTILE, currency="RUB", titled=f"T {HOSTILE}")
    shown = pd.DataFrame(PRODUCTS)
    named = pd.DataFrame({"resident": [HOSTILE, "  a   b\nc"], HOSTILE: [1.5, -2.0]})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(trace.VARIABLE, str(folder))
        made = [
            Passage("top", f"Title {HOSTILE}", ("Said.",), level=1, warning=HOSTILE),
            Passage("main-points", "Points", points=(HOSTILE, "two")),
            tables.show(shown, "relief-products", ed),
            tables.show(named, "=1 <b>&", ed),
            Passage("method", "Method", (HOSTILE,)),
        ]
        trace.note("audience", audience=audience)
        trace.note(
            "edition", language=language, period="2019", currency="RUB", synthetic=False,
            name=HOSTILE, zone="North", title=ed.titled, contents="Contents",
        )  # fmt: skip
    outputs = [
        nbformat.v4.new_output("execute_result", {"text/html": one._repr_html_()}) for one in made
    ]
    chart = {"image/png": base64.b64encode(PNG).decode(), "text/plain": "chart"}
    alt = {"image/png": {"alt": f"Chart {HOSTILE}"}}
    outputs.append(nbformat.v4.new_output("display_data", chart, metadata=alt))
    cells = [nbformat.v4.new_code_cell("1", outputs=[one]) for one in outputs]
    about = {"papermill": {"input_path": "my notebook.ipynb"}}
    notes = trace.notes(folder)
    (folder / trace.NOTES).unlink()
    return nbformat.v4.new_notebook(cells=cells, metadata=about), notes


@pytest.fixture(scope="module", params=["en", "ru"])
def made(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("forms")
    forms.write(*run(folder, request.param), folder, MADE, ALL)
    return folder, request.param


def observations(folder):
    with (folder / "sdmx/data.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_word_document_has_headings_real_tables_and_described_pictures(made):
    folder, language = made
    document = Document(folder / "report.docx")
    heads = [
        (p.style.name, p.text) for p in document.paragraphs if p.style.name[:4] in ("Titl", "Head")
    ]
    assert heads[0][0] == "Title" and ("Heading 1", "Method") in heads
    assert document.core_properties.language == {"en": "en-GB", "ru": "ru-RU"}[language]
    assert len(document.tables) == 2
    for table in document.tables:
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert [c.text for c in document.tables[0].columns[0].cells][1:3] == ["010121", "0101210000"]
    assert "[c]" in [cell.text for cell in document.tables[0].rows[2].cells]
    [shape] = document.inline_shapes
    assert shape._inline.docPr.get("descr").startswith("Chart =1+1 <script>")
    footer = document.sections[0].footer._element.xml
    assert "PAGE" in footer and "NUMPAGES" in footer
    texts = [p.text for p in document.paragraphs]
    assert any(text.startswith("=1+1 <script>evil()</script>") for text in texts)
    assert "Contents" not in texts and "Said." in texts
    captions = [p for p in document.paragraphs if p.style.name == "Caption"]
    assert len(captions) == 2 and all(p.paragraph_format.keep_with_next for p in captions)


def test_a_spreadsheet_states_types_and_marks_and_holds_no_formula(made):
    folder, language = made
    book = CalamineWorkbook.from_path(folder / "tables.ods")
    assert len(book.sheet_names) == 5
    rows = book.get_sheet_by_name(book.sheet_names[3]).to_python()
    at = next(n for n, row in enumerate(rows) if row[0] == "010121")
    assert rows[at][2:] == [1234567.25, 0.125, 3.0]
    assert rows[at + 1][2:] == ["[c]", "[c]", "[x]"]
    assert rows[at + 2][0] == "[x]" and rows[at + 2][2:] == ["[x]", 0.5, 12.0]
    named = book.get_sheet_by_name(book.sheet_names[4]).to_python()
    assert named[-2][0] == f"'{SEEN}"
    with zipfile.ZipFile(folder / "tables.ods") as parts:
        assert parts.infolist()[0].filename == "mimetype"
        assert parts.infolist()[0].compress_type == zipfile.ZIP_STORED
        content = parts.read("content.xml").decode()
        tree = ElementTree.fromstring(content)
        styles, meta = parts.read("styles.xml").decode(), parts.read("meta.xml").decode()
    assert "formula" not in content and "spanned" not in content
    assert f'fo:language="{language}"' in styles and f"<dc:language>{language}-" in meta
    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    names = [one.get(f"{table}name") for one in tree.iter(f"{table}named-range")]
    assert len(names) == 4 and "table_1_relief_products" in names
    assert len([*tree.iter(f"{table}table-header-rows")]) == 4
    links = [v for one in tree.iter() for k, v in one.attrib.items() if k.endswith("}href")]
    assert links == [f"#'{name}'.A1" for name in book.sheet_names[3:]]
    # blanks and line breaks of a text are kept
    assert (
        '<text:p><text:s text:c="2"/>a<text:s text:c="3"/>b</text:p><text:p>c</text:p>' in content
    )


def test_observations_hold_each_number_of_each_table_once(made):
    folder, _ = made
    found = observations(folder)
    assert list(found[0])[:5] == ["STRUCTURE", "STRUCTURE_ID", "ACTION", "FREQ", "INDICATOR"]
    assert {row["STRUCTURE_ID"] for row in found} == {"SEZLIB:MY_NOTEBOOK(1.0.0)"}
    assert len(found) == 3 * 3 + 2
    first = found[0]
    assert first["INDICATOR"] == "relief-products_total" and first["TIME_PERIOD"] == "2019-07"
    # a reader that takes texts for numbers would lose the zero
    assert (first["PRODUCT"], first["FREQ"], first["ZONE"]) == ("010121", "M", "North")
    assert (first["OBS_VALUE"], first["UNIT_MEASURE"]) == ("1234567.25", "RUB")
    hidden = next(row for row in found if row["CONF_STATUS"] == "C")
    assert (hidden["OBS_VALUE"], hidden["OBS_STATUS"]) == ("", "Q")
    missing = [row for row in found if row["OBS_STATUS"] == "O"]
    assert [row["OBS_VALUE"] for row in missing] == ["", ""]
    assert {row["CONF_STATUS"] for row in found} == {"F", "C"}
    of_year = [row for row in found if row["FREQ"] == "A"]
    assert [row["OBS_VALUE"] for row in of_year] == ["1.50", "-2.0"] or len(of_year) == 2
    keys = [
        k
        for k in first
        if k not in ("OBS_VALUE", "UNIT_MEASURE", "UNIT_MULT", "OBS_STATUS", "CONF_STATUS")
    ]
    assert len({tuple(row[k] for k in keys) for row in found}) == len(found)


def test_the_structure_names_every_column_and_every_code(made):
    folder, _ = made
    tree = ElementTree.parse(folder / "sdmx/structure.xml").getroot()
    of = {"str": "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/structure"}
    parts = "Dimension", "TimeDimension", "Measure", "Attribute"
    named = {one.get("id"): one for part in parts for one in tree.iterfind(f".//str:{part}", of)}
    found = observations(folder)
    assert {*named} == {*found[0]} - {"STRUCTURE", "STRUCTURE_ID", "ACTION"}
    concepts = {one.get("id") for one in tree.iterfind(".//str:Concept", of)}
    assert concepts == {*named}
    for column, one in named.items():
        listed = one.find(".//str:Enumeration", of)
        if listed is not None:
            name = listed.text.partition(":CL_")[2].partition("(")[0]
            codes = tree.iterfind(f".//str:Codelist[@id='CL_{name}']/str:Code", of)
            assert {row[column] for row in found} <= {code.get("id") for code in codes}, column


def test_zones_and_posts_have_their_names_by_language_in_every_form(tmp_path):
    nb, notes = run(tmp_path, "ru")
    ed = sez.Edition("2019", "ru", names={"North": "Северная", "Gate": "Восточный"})
    for key, code in (("zone", "North"), ("post", "Gate")):
        rows = [{key: code, "total": 1.0}]
        notes.append({"kind": "table", **tables.record(key, key, [key, "total"], rows, ed)})
    forms.write(nb, notes, tmp_path, MADE, ["xlsx", "ods", "sdmx-csv"])
    book = CalamineWorkbook.from_path(tmp_path / "tables.xlsx")
    cells = [
        c for s in book.sheet_names for row in book.get_sheet_by_name(s).to_python() for c in row
    ]
    ods = zipfile.ZipFile(tmp_path / "tables.ods").read("content.xml").decode()
    structure = (tmp_path / "sdmx/structure.xml").read_text("utf-8")
    for name, code in (("Северная", "North"), ("Восточный", "Gate")):
        assert name in cells and code not in cells
        assert f">{name}<" in ods and f">{code}<" not in ods
        assert f'<str:Code id="{code}"><com:Name xml:lang="ru">{name}<' in structure
    assert ">Годовая<" in structure and ">Annual<" not in structure


def test_rows_that_nothing_tells_apart_are_told_apart_by_their_lines(tmp_path):
    nb, notes = run(tmp_path)
    for note in notes:
        if note["kind"] == "table":
            note["rows"] = note["rows"] * 2
    forms.write(nb, notes, tmp_path, MADE, ["sdmx-csv"])
    found = observations(tmp_path)
    assert {row["LINE"] for row in found} == {"1", "2", "3", "4", "5", "6"}
    keys = [(row["INDICATOR"], row["LINE"]) for row in found]
    assert len(set(keys)) == len(keys) == 22


@pytest.mark.parametrize(("name", "flow"), [("отчёт", "X_____"), ("2019 a", "X2019_A")])
def test_a_flow_has_an_identifier_whatever_its_notebook_is_called(tmp_path, name, flow):
    nb, notes = run(tmp_path)
    nb.metadata["papermill"]["input_path"] = f"{name}.ipynb"
    forms.write(nb, notes, tmp_path, MADE, ["sdmx-csv"])
    assert {row["STRUCTURE_ID"] for row in observations(tmp_path)} == {f"SEZLIB:{flow}(1.0.0)"}


def test_a_fiscal_year_is_a_reporting_year_with_its_first_day(tmp_path):
    nb, notes = run(tmp_path)
    for note in notes:
        if note["kind"] == "edition":
            note |= {"period": "2018-A1", "year_begins": "07"}
    forms.write(nb, notes, tmp_path, MADE, ["sdmx-csv"])
    found = observations(tmp_path)
    assert found[-1]["TIME_PERIOD"] == "2018-A1" and found[-1]["FREQ"] == "A"
    assert {row["REPORTING_YEAR_START_DAY"] for row in found} == {"--07-01"}


def test_figures_of_no_period_have_no_time(tmp_path):
    nb, notes = run(tmp_path)
    for note in notes:
        if note["kind"] == "edition":
            note["period"] = ""
    forms.write(nb, notes, tmp_path, MADE, ["sdmx-csv"])
    assert not {"TIME_PERIOD", "FREQ"} & {*observations(tmp_path)[0]}
    assert "TimeDimension" not in (tmp_path / "sdmx/structure.xml").read_text("utf-8")


def test_a_data_package_describes_every_file_as_it_is(made):
    folder, _ = made
    held = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert held["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert len({one["name"] for one in held["resources"]}) == len(held["resources"]) == 2
    for one in held["resources"]:
        assert re.fullmatch("[a-z0-9._-]+", one["name"])
        with (folder / one["path"]).open(newline="", encoding="utf-8") as file:
            head, *rows = csv.reader(file)
        fields = one["schema"]["fields"]
        assert [field["name"] for field in fields] == head
        for at, field in enumerate(fields):
            cells = [r[at] for r in rows if r[at] not in one["schema"]["missingValues"]]
            if field["type"] != "string":
                assert all(map({"integer": int, "number": float}[field["type"]], cells))
    first = {field["name"]: field for field in held["resources"][0]["schema"]["fields"]}
    assert {name: field["type"] for name, field in first.items()} == {
        "product": "string", "period": "string", "total": "number", "share": "number",
        "count": "integer",
    }  # fmt: skip
    assert first["total"]["unit"] == "RUB"


def numbers(folder):
    """Return all numbers that the CSV files hold, by what each form makes of one."""
    found = set()
    for path in (folder / "tables").glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as file:
            found |= {float(c) for row in csv.reader(file) for c in row if is_number(c)}
    return found


def is_number(text):
    return bool(re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text))


def test_no_form_holds_a_number_that_the_tables_do_not_hold(made):
    folder, _ = made
    known = numbers(folder)
    assert {float(r["OBS_VALUE"]) for r in observations(folder) if r["OBS_VALUE"]} <= known
    book = CalamineWorkbook.from_path(folder / "tables.ods")
    cells = {
        cell
        for name in book.sheet_names[3:]
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
        if isinstance(cell, float)
    }
    assert cells and cells <= known


def replaced(part, old, new):
    """Return what replaces a text in a file, or in a part of an archive."""

    def replace(path):
        parts = {"": path.read_bytes()}
        if part:
            with zipfile.ZipFile(path) as held:
                parts = {name: held.read(name) for name in held.namelist()}
        assert re.search(old.encode(), parts[part])
        parts[part] = re.sub(old.encode(), new.encode(), parts[part], count=1)
        path.write_bytes(zip_parts(parts, ["mimetype"]) if part else parts[""])

    return replace


def typed(sheet, place, value):
    """Return what types a value into a cell of a workbook."""

    def write(path):
        book = openpyxl.load_workbook(path)
        book.worksheets[sheet][place] = value
        book.save(path)

    return write


CONTENT = '(<table:table-cell[^>]*office:)value-type="string"([^>]*><text:p>)\\[c\\]'
NUMBER = r'\1value-type="float" office:value="20"\g<2>20'


@pytest.mark.parametrize(
    ("form", "plant", "told"),
    [
        ("report.html", replaced("", r">\[c\]</td>", ">20</td>"), "row 3, cell 3: '20' is in none"),
        ("report.docx", replaced("word/document.xml", r">\[c\]<", ">20<"), "row 3, cell 3: '20'"),
        ("report.docx", replaced("word/document.xml", ">Said.<", ">Kvant<"), "paragraph .*'Kvant'"),
        ("tables.xlsx", typed(3, "C6", 20), "sheet '1 .*', C6: '20.0' is in none"),
        ("tables.xlsx", typed(3, "C6", 12), "sheet '1 .*', C6: '12.0' is in none"),
        ("tables.xlsx", typed(3, "A6", "Kvant"), "sheet '1 .*', A6: 'Kvant'"),
        ("tables.xlsx", typed(0, "B2", "1,234"), "sheet .*, B2: '1,234' is in none"),
        ("tables.ods", replaced("content.xml", CONTENT, NUMBER), "sheet '1 .*', C6: '20.0'"),
        ("tables.ods", replaced("content.xml", r">\[c\]<", ">Kvant<"), "sheet .*: 'Kvant'"),
        ("sdmx/data.csv", replaced("", ',,("[^"]*",0,"Q")', r",20,\1"), "OBS_VALUE: '20.0'"),
        ("sdmx/structure.xml", replaced("", "</com:Name>", " Kvant</com:Name>"), "name 1, .*Kvant"),
        ("datapackage.json", replaced("", '"title": "T', '"sum": 20, "title": "T'), "data.sum, "),
        ("datapackage.json", replaced("", '"title": "T', '"title": "Kvant'), "data.title, .*Kvant"),
        ("explore.html", replaced("", r'("rows":.*?)"\[c\]"', r"\g<1>20"), r"rows\[1\], .*: '20'"),
        ("explore.html", replaced("", r'("rows":.*?)"\[c\]"', r'\1"Kvant"'), "rows.*: 'Kvant'"),
        ("tables.ods", lambda path: path.write_bytes(b"PK"), "tables.ods cannot be read"),
    ],
)  # fmt: skip
def test_what_a_form_tells_besides_is_found_with_its_place(made, tmp_path, form, plant, told):
    folder, language = made
    shutil.copytree(folder, tmp_path / "made")
    (tmp_path / "made" / "summary.json").write_text('{"zone": "North"}')
    check_forms(tmp_path / "made", language)
    plant(tmp_path / "made" / form)
    with pytest.raises(FlowsError, match=told):
        check_forms(tmp_path / "made", language)


def test_the_same_run_is_the_same_bytes(made, tmp_path):
    folder, language = made
    forms.write(*run(tmp_path, language), tmp_path, MADE, ALL)
    names = [p.relative_to(folder) for p in sorted(folder.rglob("*")) if p.is_file()]
    assert len(names) >= 8
    for name in names:
        assert (folder / name).read_bytes() == (tmp_path / name).read_bytes(), name


def test_what_is_not_asked_for_is_not_there(tmp_path):
    nb, notes = run(tmp_path)
    (tmp_path / "figures").mkdir()
    forms.write(nb, notes, tmp_path, MADE, ["ods"])
    assert [p.name for p in tmp_path.iterdir()] == ["tables.ods"]


def test_the_page_links_to_the_forms_that_are_there(tmp_path):
    nb, notes = run(tmp_path)
    forms.write(nb, notes, tmp_path, MADE, ["html", "docx", "ods"])
    html = (tmp_path / "report.html").read_text("utf-8")
    assert set(re.findall(r'href="([^#"][^"]*)"', html)) == {
        "data:,", "explore.html", "report.docx", "tables.ods"
    }  # fmt: skip


def test_a_run_of_no_tables_and_no_edition_has_its_page_in_every_form(tmp_path):
    nb, _ = run(tmp_path)
    forms.write(nb, [], tmp_path, MADE, ALL)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["report.docx", "report.html"]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("html,dox", r"unknown form 'dox' \(did you mean 'docx'\?\); the forms are 'html', 'pdf'"),
        ("", "unknown form ''"),
        ([], "unknown form ''"),
        ([1], "unknown form '?1'?"),
    ],
)
def test_a_form_that_is_none_is_refused_by_name(asked, why):
    with pytest.raises(FlowsError, match=why):
        forms.choose(asked)


def test_a_pdf_without_a_browser_is_refused_before_anything_runs(monkeypatch):
    monkeypatch.setenv(pdf.VARIABLE, "/nowhere/chromium")
    with pytest.raises(FlowsError, match="needs Chromium or Chrome, and there is none; SEZLIB_CHR"):
        forms.choose("pdf")


@pytest.mark.skipif(not BROWSER, reason="no Chromium to print with")
def test_a_pdf_is_tagged_has_page_numbers_and_is_the_same_bytes(tmp_path):
    nb, notes = run(tmp_path)
    printed = []
    for _ in range(2):
        forms.write(nb, notes, tmp_path, MADE, ["pdf"])
        printed.append((tmp_path / "report.pdf").read_bytes())
    assert [p.name for p in tmp_path.iterdir()] == ["report.pdf"]
    assert printed[0] == printed[1]
    assert b"/StructTreeRoot" in printed[0] and b"D:20200215000000" in printed[0]
    assert b"file://" not in printed[0]
    if shutil.which("pdftotext"):
        read = subprocess.run(
            ["pdftotext", tmp_path / "report.pdf", "-"], capture_output=True, text=True
        )
        assert "<script>evil()</script>" in read.stdout and re.search("1 ?/ ?1", read.stdout)


def office(folder, text, **files):
    folder.mkdir(exist_ok=True)
    (folder / "template.toml").write_text(text, "utf-8")
    for name, held in files.items():
        (folder / f"logo.{name}").write_bytes(held)
    return folder


LETTERHEAD = """
font = "Source Sans 3"
licence = "CC-BY-4.0"
colours = { house = ["#7a1f2b", "#f0b4bb"] }
[en]
name = "Office <script>evil()</script>"
contact = "office@example.org"
[ru]
name = "Ведомство"
text = "Текст ведомства"
"""


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_letterhead_is_on_the_page_and_in_the_word_document(tmp_path, language):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>evil()</script></svg>'
    template = office(tmp_path / "office", LETTERHEAD, svg=svg, png=PNG)
    built = tmp_path / "out"
    built.mkdir()
    forms.write(*run(built, language), built, MADE, ["html", "docx", "datapackage"], template)
    html = (built / "report.html").read_text("utf-8")
    assert "<script" not in html
    assert "--house: light-dark(#7a1f2b, #f0b4bb);" in html
    assert r"font-family: Source Sans \33 , system-ui" in html
    held = base64.b64encode(svg).decode()
    assert f'<img alt="" src="data:image/svg+xml;base64,{held}"/>' in html
    told = {"en": "office@example.org", "ru": "Текст ведомства"}
    assert told[language] in html and told[{"en": "ru", "ru": "en"}[language]] not in html
    section = Document(built / "report.docx").sections[0]
    name = {"en": "Office <script>evil()</script>", "ru": "Ведомство"}[language]
    assert section.header.paragraphs[0].text.strip() == name
    assert section.footer.paragraphs[0].text == told[language]
    assert next(iter(section.header.part.rels.values())).target_part.blob == PNG
    described = json.loads((built / "datapackage.json").read_text("utf-8"))
    assert described["licenses"] == [{"name": "CC-BY-4.0"}]
    styles = Document(built / "report.docx").styles
    assert str(styles["Heading 1"].font.color.rgb) == "7A1F2B"


def test_a_letterhead_stands_before_the_profile_and_nothing_stands_twice(tmp_path):
    template = office(tmp_path / "office", LETTERHEAD)
    for language, contact in (("en", "office@example.org"), ("ru", "zone@example.org")):
        built = tmp_path / language
        built.mkdir()
        nb, notes = run(tmp_path, language)
        for note in notes:
            if note["kind"] == "edition":
                note["release"] = {"contact": "zone@example.org", "licence": "ODbL"}
        forms.write(nb, notes, built, MADE, ["html", "docx"], template)
        document = Document(built / "report.docx")
        paragraphs = [*document.paragraphs, *document.sections[0].footer.paragraphs]
        for text in (
            (built / "report.html").read_text("utf-8"),
            "\n".join(p.text for p in paragraphs),
        ):
            assert "CC-BY-4.0" in text and "ODbL" not in text
            assert re.findall(r"\w+@example\.org", text) == [contact]


@pytest.mark.parametrize(
    ("text", "files", "why"),
    [
        ("fnt = 'a'", {}, r"unknown key 'fnt' \(did you mean 'font'\?\)"),
        ("font = 1", {}, "font is 1, which it cannot be"),
        ("font = 'a;} body {'", {}, "font is 'a;} body {', and not a name"),
        ("[en]\nnam = 'a'", {}, r"\[en\] unknown key 'nam'"),
        ("en = 'a'", {}, "en is 'a', which it cannot be"),
        ("[colours]\nhouse = '#000000'", {}, "house is '#000000', which it cannot be"),
        ("[colours]\nhouse = ['red', '#000000']", {}, "and not two colours"),
        ("[colours]\nhouse = ['#eeeeee', '#ffffff']", {}, "#eeeeee is too near to the paper"),
        ("[colours]\npaper = []", {}, "unknown key 'paper'"),
        ("=", {}, "template"),
        ("", {"png": b"GIF89a"}, "logo.png is not a picture"),
        ("", {"png": PNG[:40]}, "logo.png is not a picture"),
        ("", {"svg": b"<svg"}, "logo.svg is not a picture"),
        ("", {"svg": b"<html/>"}, "logo.svg is not a picture"),
        ("", {"svg": ENTITIES.encode("utf-8")}, "logo.svg is not a picture"),
        ("", {"svg": ENTITIES.encode("utf-16")}, "logo.svg is not a picture"),
    ],
)
def test_a_wrong_letterhead_is_refused_in_one_sentence(tmp_path, text, files, why):
    with pytest.raises(FlowsError, match=why):
        letterhead.read_letterhead(office(tmp_path / "office", text, **files))


def test_a_folder_without_a_letterhead_is_refused(tmp_path):
    with pytest.raises(FlowsError, match=r"is no folder with a template\.toml"):
        letterhead.read_letterhead(tmp_path / "none")


def test_a_word_document_tells_links_lists_and_raised_signs(tmp_path):
    told = (
        "<h2>One</h2><p>A <a href='https://example.org/?a&amp;b'>link</a>, a <a href='x.csv'>file"
        "</a><sup>2</sup> <strong>bold</strong>.</p><ol><li>first<ul><li>under</li></ul></li><li>"
        "second</li></ol><figure><img alt='A' src='data:image/png;base64,"
        f"{base64.b64encode(PNG).decode()}'><figcaption>Said of it</figcaption></figure>"
    )
    output = nbformat.v4.new_output("display_data", {"text/html": told})
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=[output])])
    forms.write(nb, [], tmp_path, MADE, ["docx"])
    document = Document(io.BytesIO((tmp_path / "report.docx").read_bytes()))
    said = [(p.style.name, p.text) for p in document.paragraphs if p.text]
    assert said == [
        ("Title", "Report"), ("Heading 1", "One"),
        ("Normal", "A link, a file2 bold."), ("List", "1. first"),
        ("List Bullet", "under"), ("List", "2. second"), ("Caption", "Said of it"),
    ]  # fmt: skip
    [link] = [h for p in document.paragraphs for h in p.hyperlinks]
    assert (link.address, link.text) == ("https://example.org/?a&b", "link")


def test_a_word_document_takes_any_table_and_text_of_a_notebook(tmp_path):
    frame = pd.DataFrame({("a", "x"): [1], ("a", "y"): [2]})
    told = [
        frame._repr_html_(), "<table></table>", "<table><tr><td>1<tr><td>2<td>3</table>",
        "<div>loose <b>bold</b><p>in</p>after</div>", "<pre>one\n  two</pre>",
        "<p>a<br>b\u00a0c</p>", "<blockquote><p>said</p></blockquote>",
        "<p><img alt='x' src='https://example.org/x.png'>text</p>", "<hr><p></p>",
        "<figure><a href='../../etc/x.png'>PNG</a></figure>",
    ]  # fmt: skip
    outputs = [nbformat.v4.new_output("display_data", {"text/html": one}) for one in told]
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=outputs)])
    forms.write(nb, [], tmp_path, MADE, ["docx"])
    document = Document(tmp_path / "report.docx")
    held = [[[c.text for c in row.cells] for row in table.rows] for table in document.tables]
    assert held == [[["", "a", ""], ["", "x", "y"], ["0", "1", "2"]], [["1", ""], ["2", "3"]]]
    texts = [p.text for p in document.paragraphs if p.text.strip()]
    for said in ("loose ", "bold", "in", "after", "one\n  two", "a\nb\u00a0c", "text", "said"):
        assert said in texts, said


def test_a_chart_that_is_drawn_in_the_page_is_its_picture_in_word(tmp_path):
    told = (
        "<figure><svg role='img' aria-label='A map'><title>t</title><text>1</text></svg>"
        "<figcaption>Drawn.</figcaption><p class='source'>Source. "
        "<a href='figures/map.csv'>CSV</a> <a href='figures/map.png'>PNG</a></p></figure>"
        "<p class='back'><a href='#top'>Back</a></p>"
    )
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "map.png").write_bytes(PNG)
    output = nbformat.v4.new_output("display_data", {"text/html": told})
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=[output])])
    forms.write(nb, [], tmp_path, MADE, ["docx"])
    document = Document(tmp_path / "report.docx")
    [shape] = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "A map"
    # the picture has its title
    assert [p.text.strip() for p in document.paragraphs if p.text] == ["Report", "Source."]


def test_a_column_of_a_word_table_is_as_wide_as_its_texts():
    from sezlib.report.word import add_table, begin_document

    document = begin_document("t", "en", MADE)
    rows = [["Product group", "Share"], ["educational equipment and kits", "1"], ["x" * 40, "2"]]
    wide, narrow = (c.width for c in add_table(document, rows, [False, True]).columns)
    assert pytest.approx(wide / (wide + narrow), rel=1e-3) == 44 / 53


def test_a_folder_without_csv_files_of_its_tables_is_not_audited(tmp_path):
    forms.write(*run(tmp_path), tmp_path, MADE, ["ods"])
    (tmp_path / "summary.json").write_text('{"period": "2019"}')
    with pytest.raises(FlowsError, match="has no CSV files of its tables, which are what is aud"):
        sez.disclosure.audit_folders([tmp_path])
    (tmp_path / "tables.ods").unlink()
    told = {"outputs": [], "to": ["html"]}
    (tmp_path / "manifest.json").write_text(json.dumps(told))
    with pytest.raises(FlowsError, match="has no CSV files of its tables"):
        sez.disclosure.audit_folders([tmp_path])


@pytest.mark.parametrize(
    ("licence", "told"),
    [
        ("", None),
        ("https://example.org/terms", [{"path": "https://example.org/terms"}]),
        ("CC-BY-4.0", [{"name": "CC-BY-4.0"}]),
        ("CC BY 4.0", [{"name": "CC-BY-4.0", "title": "CC BY 4.0"}]),
        # a package has no name for it, and the page does
        ("по запросу", None),
    ],
)
def test_a_data_package_has_the_licence_by_a_name_that_packages_take(licence, told):
    ed = sez.Edition("2019")
    made = exchange.describe_package([], ed, [], licence, "2020-01-01T00:00:00")
    assert made.get("licenses") == told


def test_the_licence_of_a_profile_is_that_of_the_page_and_of_its_summary(flows_of_profile):
    page, summary, package = flows_of_profile
    assert "Licence: CC BY 4.0." in page
    assert summary["licence"] == "CC BY 4.0" and "closing" not in summary
    assert package["licenses"] == [{"name": "CC-BY-4.0", "title": "CC BY 4.0"}]


@pytest.fixture
def flows_of_profile(tmp_path):
    sez.example().to_csv(tmp_path / "flows.csv", index=False)
    (tmp_path / "profile.toml").write_text('licence = "CC BY 4.0"\n', encoding="utf-8")
    given = {"flows": str(tmp_path / "flows.csv"), "period": "2019"}
    out = report("annual_export", given, tmp_path / "out", to="html,datapackage")
    files = [(out / name).read_text("utf-8") for name in ("summary.json", "datapackage.json")]
    return (out / "report.html").read_text("utf-8"), *map(json.loads, files)


def test_a_code_with_a_blank_has_its_name_too(tmp_path):
    nb, notes = run(tmp_path, "ru")
    ed = sez.Edition("2019", "ru", names={"Zone post": "Зональный"})
    for name, codes in (("posts", ["Zone post", "Gate"]), ("alike", ["A b", "A_b"])):
        rows = [{"post" if name == "posts" else "site": code, "total": 1.0} for code in codes]
        notes.append({"kind": "table", **tables.record(name, name, [*rows[0]], rows, ed)})
    forms.write(nb, notes, tmp_path, MADE, ["sdmx-csv"])
    structure = (tmp_path / "sdmx/structure.xml").read_text("utf-8")
    assert '<str:Code id="Zone_post"><com:Name xml:lang="ru">Зональный<' in structure
    found = observations(tmp_path)
    assert {row["POST"] for row in found} == {"Zone_post", "Gate", "_Z"}
    # two that would be one stay texts
    assert {row["SITE"] for row in found} == {"A b", "A_b", "_Z"}
