"""The workbook: each cell holds what the table holds, in the unit that its head names."""

from __future__ import annotations

import warnings

import openpyxl
import pandas as pd
import pytest

import sezlib as sez
from sezlib import trace
from sezlib.pages import tables
from sezlib.report.outputs import write_tables, write_xlsx

# column: what the table holds, what the cell holds, how it is shown
CELLS = {
    "total": ([1234567.25, None, 10.5], [1234567.25, "[x]", 10.5], "#,##0.00"),
    "share": ([0.125, 1.0, None], [0.125, 1, "[x]"], "0.0%"),
    "contribution": ([0.375, -0.02, None], [37.5, -2, "[x]"], "0.0"),
    "count": ([3, None, 12], [3, "[x]", 12], "#,##0"),
    "p90": ([4.25, None, 100.0], [4.25, "[x]", 100], "0.0"),
    "hhi": ([0.3333, 1.0, None], [0.3333, 1, "[x]"], "0.000"),
    "rank": ([1, 2, None], [1, 2, "[z]"], "#,##0"),
    "growth": ([-0.5, 15.25, None], [-0.5, 15.25, "[x]"], "0.0%"),
}


@pytest.fixture(scope="module", params=["en", "ru"])
def made(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("workbook")
    table = pd.DataFrame({column: held for column, (held, *_) in CELLS.items()})
    table.insert(0, "destination", ["CHN", "KAZ", "ZZZ"])
    ed = sez.Edition(period="2019", language=request.param, currency="RUB")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(trace.VARIABLE, str(folder))
        tables.show(table, "mine", ed)
    kept = [note for note in trace.notes(folder) if note["kind"] == "table"]
    write_tables(kept, folder)
    write_xlsx(kept, [], ed, folder / "tables.xlsx", "2020-02-15T00:00:00+00:00")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(folder / "tables.xlsx")
    return folder, book[next(name for name in book.sheetnames if name.startswith("1 "))]


@pytest.mark.parametrize("column", list(CELLS))
def test_each_kind_of_column_is_in_the_unit_of_its_head(made, column):
    _, sheet = made
    _, expected, shown = CELLS[column]
    at = 1 + list(CELLS).index(column)
    cells = [line[at] for line in list(sheet.iter_rows())[-3:]]
    for cell, value in zip(cells, expected, strict=True):
        assert cell.value == (value if isinstance(value, str) else pytest.approx(value))
    assert {cell.number_format for cell in cells if not isinstance(cell.value, str)} == {shown}


def test_rows_keep_their_names_and_their_order(made):
    _, sheet = made
    names = [line[0].value for line in list(sheet.iter_rows())[-3:]]
    assert [name[:2] for name in names] in (
        ["Ch", "Ka", "no"],
        ["Ch", "Ka", "No"],
        ["Ки", "Ка", "не"],
    )


def test_a_csv_file_holds_codes_and_unrounded_numbers(made):
    folder, _ = made
    kept = pd.read_csv(folder / "mine.csv")
    assert list(kept["destination"]) == ["CHN", "KAZ", "ZZZ"]
    for column, (held, *_) in CELLS.items():
        expected = pd.Series(held, dtype=float)
        assert kept[column].astype(float).equals(expected), column


def written(path, notes, ed, passages=()):
    write_xlsx(notes, list(passages), ed, path, "2020-02-15T00:00:00+00:00")
    return openpyxl.load_workbook(path)


def noted(name, columns, rows, caption="Caption", heads=None):
    return {"name": name, "caption": caption, "columns": columns, "heads": heads or columns,
            "rows": rows}  # fmt: skip


TABLES = [
    noted("groups", ["group", "total"], [["electronics", 163_930_000.0], ["other", None]]),
    noted("cells", ["group", "destination", "total"], [["other", "CHN", 1.5]], "Exports of 2019"),
]
PASSAGES = [{"name": "limits", "sentences": ["Nothing is rounded.", "Prices are current."]}]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_sheet_has_one_named_table_and_no_cell_of_it_is_merged_or_empty(tmp_path, language):
    ed = sez.Edition(period="2019", language=language, currency="RUB", zone="Alpha", synthetic=True)
    book = written(tmp_path / "a.xlsx", TABLES, ed, PASSAGES)
    cover, *sheets = book
    assert not cover.tables and len(sheets) == 4
    names = [name for sheet in sheets for name in sheet.tables]
    assert names == ["contents_table", "notes_table", "table_1_groups", "table_2_cells"]
    for sheet in sheets:
        assert not sheet.merged_cells.ranges
        [table] = sheet.tables.values()
        first, *rest = sheet[table.ref]
        # a spreadsheet repairs a file whose columns go by other names than their heads
        assert [column.name for column in table.tableColumns] == [cell.value for cell in first]
        assert all(cell.value is not None for line in rest for cell in line)
        assert table.ref.endswith(sheet.dimensions.partition(":")[2])
        assert not table.autoFilter


def test_the_contents_lead_to_every_sheet_and_the_notes_are_numbered(tmp_path):
    ed = sez.Edition(period="2019", language="en", currency="RUB")
    book = written(tmp_path / "a.xlsx", TABLES, ed, PASSAGES)
    lines = [[cell.value for cell in line] for line in book["Contents"].iter_rows(min_row=4)]
    assert lines == [["1 groups", "Caption"], ["2 destinations by group", "Exports of 2019"]]
    links = [line[0].hyperlink.location for line in book["Contents"].iter_rows(min_row=4)]
    assert links == ["'1 groups'!A1", "'2 destinations by group'!A1"]
    lines = [[cell.value for cell in line] for line in book["Notes"].iter_rows(min_row=4)]
    assert lines == [[1, "Nothing is rounded."], [2, "Prices are current."]]
    assert "Notes" not in written(tmp_path / "b.xlsx", TABLES, ed).sheetnames


def test_a_sheet_prints_within_the_width_of_a_page_with_its_heads_on_each(tmp_path):
    ed = sez.Edition(period="2019", language="ru", currency="RUB", zone="Alpha")
    book = written(tmp_path / "a.xlsx", TABLES, ed)
    sheet = book.worksheets[2]
    assert sheet.print_title_rows == "$4:$4" and sheet.freeze_panes == "A5"
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    assert book.properties.title == "Экспорт: Alpha, 2019\u00a0год"
    assert book.custom_doc_props["Language"].value == "ru"


def test_a_column_is_as_wide_as_what_it_shows_and_no_wider_than_a_line(tmp_path):
    ed = sez.Edition(period="2019", language="en", currency="RUB")
    long = noted("mine", ["note", "share"], [["word " * 100, 0.5028527607361963]])
    widths = written(tmp_path / "a.xlsx", [*TABLES, long], ed).worksheets[2:]
    # a digit of Arial 12 has 8.9 pixels, a comma 4.5 and a unit of width 7
    shown = len("163930000") * 8.9 + 2 * 4.5
    assert shown < widths[0].column_dimensions["B"].width * 7 < 2 * shown
    assert widths[2].column_dimensions["A"].width == pytest.approx(85, abs=1)
    assert widths[2].column_dimensions["B"].width < len("0.5028527607361963") / 2


HOSTILE = ["=1+1", "{=1+1}", "[a](http://evil)", "$$note$$", "http://evil", "-", " ", "мир", "1\n2",
           "\ud800x", "_x0041_", "#N/A", "TRUE", "007", "[x]y"]  # fmt: skip


def test_a_text_is_a_text_whatever_it_looks_like(tmp_path):
    ed = sez.Edition(period="2019", language="en", currency="RUB", titled="=A1\x00")
    rows = [[text, 1] for text in HOSTILE]
    table = noted("a b'[]:*?/\\" + "\U0001f600" * 40, ["resident", "count"], rows, "=B1\x07")
    passages = [{"name": "limits", "sentences": ["=C1", "[a](b) [c](d)"]}]
    book = written(tmp_path / "a.xlsx", [table], ed, passages)
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert not [cell.value for cell in cells if cell.data_type not in "sn"]
    assert [c.hyperlink.target for c in cells if c.hyperlink] == [None]
    held = [line[0].value for line in book.worksheets[-1].iter_rows(min_row=4)]
    shown = {"=1+1": "'=1+1", "-": "'-", " ": "[x]", "\ud800x": "x"}
    assert held == [shown.get(text, text) for text in HOSTILE]


@pytest.mark.parametrize(
    "heads, shown",
    [
        (["Total", "TOTAL", "Total (1)"], ["Total (1)", "TOTAL (2)", "Total (1) (3)"]),
        (["Total", "", "a\nb"], ["Total (1)", "(2)", "a b (3)"]),
        (["Total", "Totals", "a\tb"], ["Total", "Totals", "a b"]),
    ],
)
def test_heads_that_a_spreadsheet_would_take_for_one_are_told_apart(tmp_path, heads, shown):
    ed = sez.Edition(period="2019", language="en", currency="RUB")
    table = noted("mine", ["a", "b", "c"], [["x", 1, 2]], heads=heads)
    sheet = written(tmp_path / "a.xlsx", [table], ed).worksheets[-1]
    assert sheet.tables["table_1_mine"].ref == "A3:C4"
    assert [cell.value for cell in sheet[3]] == shown


def test_a_number_that_no_spreadsheet_holds_is_a_text(tmp_path):
    ed = sez.Edition(period="2019", language="en", currency="RUB")
    table = noted("mine", ["period", "growth"], [["2019", float("inf")], ["2018", 0.5]])
    sheet = written(tmp_path / "a.xlsx", [table], ed).worksheets[-1]
    assert [line[1].value for line in sheet.iter_rows(min_row=4)] == ["inf", 0.5]


def test_rows_beyond_a_sheet_are_said_to_be_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr("sezlib.report.outputs.MOST_ROWS", 2)
    ed = sez.Edition(period="2019", language="en", currency="RUB")
    table = noted("mine", ["period"], [["2017"], ["2018"], ["2019"]])
    sheet = written(tmp_path / "a.xlsx", [table], ed).worksheets[-1]
    assert sheet["A3"].value == "The first 2 of 3 rows; mine.csv has all of them."
    assert sheet.tables["table_1_mine"].ref == "A4:A6"


def test_the_same_tables_are_the_same_bytes(tmp_path):
    ed = sez.Edition(period="2019", language="en", currency="RUB")
    for name in ("a.xlsx", "b.xlsx"):
        written(tmp_path / name, TABLES, ed, PASSAGES)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
