"""Workbooks: cells as they would be typed, and files made to do harm."""

import datetime
import multiprocessing
import struct
import subprocess
import sys
import time
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

import sezlib as sez
from sezlib.sources import workbook
from sezlib.sources.cells import answers as in_process


@pytest.fixture
def book(tmp_path):
    def saved(rows, name="book.xlsx", merged=(), title="Sheet"):
        made = openpyxl.Workbook()
        made.active.title = title
        for row in rows:
            made.active.append(row)
        for cells in merged:
            made.active.merge_cells(cells)
        made.save(tmp_path / name)
        return tmp_path / name

    return saved


def test_cells_are_texts_as_they_would_be_typed(book):
    day = datetime.date(2019, 7, 15)
    path = book([["a", 2019, 1234567.0, 1.234, 0.5, day, True, None, " x "]])
    [(number, cells)] = workbook.open_sheet(path, "Sheet")[1]
    assert number == 1
    told = ["a", "2019", "1234567", "1.234", "0.5", "2019-07-15", "TRUE", "", " x "]
    assert cells == told


def test_rows_have_the_numbers_that_a_spreadsheet_shows(book):
    path = book([[], [], ["a"], [], ["b"]])
    assert list(workbook.open_sheet(path, "Sheet")[1]) == [[3, ["a"]], [5, ["b"]]]


def test_a_text_merged_down_stands_in_each_row_and_a_number_in_one(book):
    rows = [["A", 5], ["", ""], ["", 7]]
    path = book(rows, merged=["A1:A3", "B1:B2"])
    found = [cells for _, cells in workbook.open_sheet(path, "Sheet")[1]]
    assert found == [["A", "5"], ["A", ""], ["A", "7"]]


def test_a_text_merged_down_stands_in_its_column_beside_empty_ones(book):
    rows = [["", "", ""], ["", "A", 5], ["", "", 7], ["", "B", 8]]
    path = book([[cell or None for cell in row] for row in rows], merged=["B2:B3"])
    found = [[c for c in cells if c] for _, cells in workbook.open_sheet(path, "Sheet")[1]]
    assert found == [["A", "5"], ["A", "7"], ["B", "8"]]


def test_a_workbook_is_known_by_its_content(book, tmp_path):
    path = book([["period", "value"], ["2019", 5]], name="book.csv")
    assert sez.read(path)["value"].tolist() == [5.0]
    with pytest.raises(sez.FlowsError, match=r"no column 'period'|not a workbook"):
        other = tmp_path / "text.xlsx"
        other.write_text("a,b\n1,2\n")
        sez.read(other)


@pytest.mark.parametrize("name", ["book.xls", "book.xlsb", "book.ods", "book"])
def test_a_workbook_by_the_name_of_another_kind_is_read(book, name):
    assert sez.read(book([["period", "value"], ["2019", 5]], name))["value"].tolist() == [5.0]


def test_a_year_that_became_a_day_is_that_year(book):
    days = [datetime.date(1905, 7, 11), datetime.date(2018, 3, 1)]
    path = book([["period", "value"], [days[0], 5], [days[1], 6]])
    assert sez.intake(path).flows["period"].tolist() == ["2019", "2018-03"]


FORMULAS = {
    "bare": "<c{}><f>1+1</f></c>",
    "empty": "<c{}><f>1+1</f><v></v></c>",
    "closed": '<c{}><f t="shared" si="0"/><v/></c>',
    "prefix": '<x:c xmlns:x="urn:x"{}><x:f>1+1</x:f> </x:c>',
    "text": '<c{} t="str"><f>A1</f></c>',
}


@pytest.mark.parametrize("cell", FORMULAS.values(), ids=FORMULAS)
def test_formulas_without_values_are_no_empty_cells(book, cell):
    path = book([["period", "value"], ["2019", 5]])
    # as far behind the first cells as blocks of what is read reach
    row = (
        "<!--" + "x" * (1 << 20) + '--><row r="3">' + cell.format(' r="A3"') + "</row></sheetData>"
    )
    rewrite(path, lambda held: held.replace(b"</sheetData>", row.encode()))
    with pytest.raises(sez.FlowsError, match="has formulas without their values; open it"):
        sez.read(path)


def test_a_formula_that_gives_an_empty_text_has_a_value(book):
    path = book([["period", "value", "destination"], ["2019", 5, None]])
    cell = b'<c r="C2" t="str"><f>IF(A9="","",A9)</f><v></v></c></row></sheetData>'
    rewrite(path, lambda held: held.replace(b"</row></sheetData>", cell))
    assert b"IF(A9" in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
    assert sez.intake(path).flows["value"].tolist() == [5]


def test_noughts_of_formulas_that_nobody_computed_are_no_values(tmp_path):
    path = tmp_path / "made.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["period", "value"])
        sheet.write_row(1, 0, ["2019", "=2+3"])
    with pytest.raises(sez.FlowsError, match="has formulas without their values; open it"):
        sez.read(path)
    rewrite(path, lambda held: held.replace(b"</f><v>0</v>", b"</f><v>5</v>"))
    assert sez.read(path)["value"].tolist() == [5]
    # a spreadsheet program that has computed it says so no more
    rewrite(path, lambda held: held.replace(b"</f><v>5</v>", b"</f><v>0</v>"))
    rewrite(path, lambda held: held.replace(b' fullCalcOnLoad="1"', b""))
    assert sez.read(path)["value"].tolist() == [0]


def test_a_sheet_that_is_not_there_names_those_that_are(book, tmp_path):
    mapping = tmp_path / "m.toml"
    mapping.write_text('sheet = "Shet"\n[columns]\nperiod = "a"\nvalue = "b"\n')
    with pytest.raises(sez.FlowsError, match=r"no sheet 'Shet' \(did you mean 'Sheet'\?\)"):
        sez.read(book([["a", "b"]]), mapping=mapping)


# in place of the reading of a workbook: what it says, or does, and what is said of it
ENDINGS = {
    "hang": (
        "while True: pass",
        "book.xlsx: needs more than the 64 MB or the 1 s",
    ),
    "crash": ("import os; os.kill(os.getpid(), 11)", "book.xlsx: breaks the library that reads"),
    "memory": ("bytes(1 << 33)", "book.xlsx: needs more than the 64 MB or"),
    "panic": ("raise BaseException('oh')", "book.xlsx: not a workbook that can be read: oh$"),
    "half": ("import os; os.write(1, b'[[1'); os._exit(4)", "book.xlsx: breaks the library that"),
    "flood": (
        "while True: yield [[1, ['x' * 10_000_000]]]",
        "book.xlsx: needs more than the 64 MB or",
    ),
}


@pytest.mark.parametrize("what, said", ENDINGS.values(), ids=ENDINGS)
def test_however_reading_ends_it_is_told_in_one_sentence(book, tmp_path, monkeypatch, what, said):
    path, program = book([["period", "value"], ["2019", 5]]), tmp_path / "cells.py"
    text = workbook.PROGRAM.read_text("utf-8")
    begun = "        yield names\n"
    assert text.count(begun) == 1
    program.write_text(text.replace(begun, f"{begun}        {what}\n"), "utf-8")
    monkeypatch.setattr(workbook, "PROGRAM", program)
    monkeypatch.setattr(workbook, "SECONDS", (1, 0))
    monkeypatch.setattr(workbook, "MEMORY", (1 << 26, 0))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(sez.FlowsError, match=said) as refused:
        list(workbook.open_sheet(path)[1])
    assert "\n" not in str(refused.value)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["book.xlsx", "cells.py"]


FAR = "needs more than the 1,024 MB or the 60 s that reading it is given; delete what is far from"
ROWS = {
    "corner": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "bare": '<row r="1048576">' + "<c><v>1</v></c>" * 100 + "</row>",
    "quotes": "<row r='1048576'><c r='CV1048576'><v>1</v></c></row>",
    "name": '<row><c a/b="1" r="CV1048576"><v>1</v></c></row>',
    "long": f'<row><c{" " * 2_000_000}r="CV1048576"><v>1</v></c></row>',
}


@pytest.mark.parametrize("text", ROWS.values(), ids=ROWS)
def test_cells_far_apart_take_no_memory_that_they_are_not_given(book, text):
    path = book([["period", "value"]])
    rewrite(path, lambda held: held.replace(b"</sheetData>", f"{text}</sheetData>".encode()))
    started = time.perf_counter()
    with pytest.raises(sez.FlowsError, match=FAR):
        sez.read(path)
    assert time.perf_counter() - started < 20
    with pytest.raises(sez.FlowsError, match=FAR):
        sez.sources.suggest(path)


def test_a_sheet_under_another_name_is_looked_through_as_well(book):
    path = book([["period", "value"], ["2019", "=1+1"]])
    move(path, "xl/worksheets/sheet1.xml", "xl/other/s.dat")
    with pytest.raises(sez.FlowsError, match="has formulas without their values"):
        sez.read(path)


@pytest.mark.parametrize(
    "row, cell, end",
    [
        ('<row r="{0}">', "<c><v>1</v></c>", "</row>"),
        ('<row r="{0}">', "<c r='{1}{0}'><v>1</v></c>", "</row>"),
        ('<x:row xmlns:x="urn:x" r="{0}">', '<x:c s="0" r="{1}{0}"><v>1</v></x:c>', "</x:row>"),
        ("<row>", "<c><v>1</v></c>", "</row>"),
    ],
    ids=["bare", "quotes", "prefix", "rows"],
)
def test_a_table_is_read_however_it_is_written(book, row, cell, end):
    path = book([["period", "value"]])
    rows = [[row.format(n), *(cell.format(n, c) for c in "AB"), end] for n in range(2, 1002)]
    text = "".join(map("".join, rows)).encode()
    rewrite(path, lambda held: held.replace(b"</sheetData>", text + b"</sheetData>"))
    assert [one[1] for one in workbook.open_sheet(path)[1]][1:] == [["1", "1"]] * 1000


def test_a_process_that_cannot_start_is_told_in_one_sentence(book, monkeypatch):
    path = book([["period", "value"], ["2019", 5]])
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(sez.FlowsError, match=r"book\.xlsx: nothing can be started to read it"):
        sez.read(path)


def test_nobody_reads_on_where_nobody_listens(book, monkeypatch):
    begun = []

    class Kept(subprocess.Popen):
        def __init__(self, *given, **named):
            super().__init__(*given, **named)
            begun.append(self)

    monkeypatch.setattr(subprocess, "Popen", Kept)
    path = book([["a", "b"]] + [["x" * 1000, n] for n in range(3000)])
    assert workbook.sheets(path) == ["Sheet"]
    names, rows = workbook.open_sheet(path)
    assert names == ["Sheet"] and next(rows)[0] == 1 and begun[1].poll() is None
    del rows
    assert len(begun) == 2 and all(child.returncode is not None for child in begun)


def test_a_sheet_that_was_begun_is_read_again_to_its_end(book):
    path = book([["n"]] + [[n] for n in range(2000)])
    whole = list(workbook.open_sheet(path)[1])
    assert [cells for _, cells in whole] == [["n"], *([str(n)] for n in range(2000))]
    assert list(workbook.open_sheet(path)[1]) == whole
    # and anew where the file is another one
    book([["m"]])
    assert list(workbook.open_sheet(path)[1]) == [[1, ["m"]]]


CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.text(max_size=20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.datetimes(datetime.datetime(1901, 1, 1), datetime.datetime(9999, 1, 1)),
)  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(rows=st.lists(st.lists(CELLS, max_size=4), max_size=12), top=st.integers(0, 600))
def test_a_process_of_its_own_reads_the_same_cells(tmp_path_factory, rows, top):
    path = tmp_path_factory.mktemp("cells") / "a.xlsx"
    with xlsxwriter.Workbook(
        path, {"strings_to_formulas": False, "strings_to_urls": False}
    ) as made:
        sheet = made.add_worksheet("S")
        day = made.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for number, cells in enumerate(rows, top):
            for column, cell in enumerate(cells):
                sheet.write(number, column, cell, day if isinstance(cell, datetime.date) else None)
    names, *batches = in_process(str(path), "", 1 << 30)
    told, found = workbook.open_sheet(path)
    assert told == names == ["S"]
    as_typed = lambda cell: repr(cell) if type(cell) is float else cell  # noqa: E731
    held = [[number, list(map(as_typed, row))] for batch in batches for number, row in batch]
    assert list(found) == held


def test_what_lies_beside_a_workbook_reads_none(book, monkeypatch):
    path = book([["period", "value"], ["2019", 5]])
    for name in ("json", "zipfile", "python_calamine", "sitecustomize"):
        (path.parent / f"{name}.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(path.parent)
    monkeypatch.setenv("PYTHONPATH", str(path.parent))
    assert list(workbook.open_sheet(path)[1]) == [[1, ["period", "value"]], [2, ["2019", "5"]]]


def in_a_fork(path, queue):
    queue.put(list(workbook.open_sheet(path)[1]))


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_fork_of_a_process_with_threads_can_read_a_workbook(book):
    path = book([["period", "value"], ["2019", 5]])
    fork = multiprocessing.get_context("fork")
    queue = fork.SimpleQueue()
    child = fork.Process(target=in_a_fork, args=(path, queue))
    child.start()
    assert queue.get() == [[1, ["period", "value"]], [2, ["2019", "5"]]]
    child.join()


def test_a_text_merged_over_a_whole_column_takes_no_memory(book):
    path = book([["period", "value"], ["2019", 1], [None, 2]])
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="A2:A1048576"/></mergeCells>'
    rewrite(path, lambda held: held.replace(b"</sheetData>", merged.encode()))
    assert [cells for _, cells in workbook.open_sheet(path, workbook.sheets(path)[0])[1]] == [
        ["period", "value"],
        ["2019", "1"],
        ["2019", "2"],
    ]


def rewrite(path, change, named=str):
    """Write an archive again, what its parts hold changed, and their names."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in parts.items():
            archive.writestr(named(name), change(held))


def move(path, old, new):
    rewrite(
        path,
        lambda held: held.replace(old.encode(), new.encode()),
        lambda name: name.replace(old, new),
    )


def test_a_bomb_is_refused_before_it_goes_off(book, monkeypatch):
    path = book([["period", "value"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros", bytes(1 << 27))
    monkeypatch.setattr(workbook, "MEMORY", (1 << 26, 0))
    with pytest.raises(sez.FlowsError, match="unpacks to more than 64 MB; save the table as CSV"):
        sez.read(path)


def test_entities_are_refused(book):
    path = book([["period", "value"], ["2019", 5]])
    entity = b'<!DOCTYPE x [<!ENTITY a "7">]><worksheet'
    rewrite(path, lambda held: held.replace(b"<worksheet", entity).replace(b"<v>5<", b"<v>&a;<"))
    with pytest.raises(sez.FlowsError, match="declares entities of its own, as no workbook does"):
        sez.read(path)


def test_a_number_that_is_none_is_rejected_with_its_row(book):
    path = book([["period", "value"], ["2019", 5], ["2018", 7]])
    rewrite(path, lambda held: held.replace(b"<v>7<", b"<v>1E+999<"))
    taken = sez.intake(path)
    assert taken.flows["value"].tolist() == [5] and taken.rejected["line"].tolist() == [3]


NAMES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text")
)


def opendocument(path, rows, repeated=""):
    """An OpenDocument spreadsheet, its last row repeated."""

    def cell(value):
        kind = "string"
        if isinstance(value, float):
            kind = f'float" office:value="{value}'
        if isinstance(value, datetime.date):
            kind = f'date" office:date-value="{value}'
        told = f"<text:p>{value}</text:p>"
        return f'<table:table-cell office:value-type="{kind}">{told}</table:table-cell>'

    made = [f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows]
    if repeated:
        made[-1] = made[-1].replace("row>", f'row table:number-rows-repeated="{repeated}">', 1)
    sheet = f'<table:table table:name="Экспорт">{"".join(made)}</table:table>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<?xml version='1.0' encoding='UTF-8'?><office:document-content{NAMES}><office:body>"
            f"<office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    return path


def test_an_opendocument_spreadsheet_is_read_as_a_workbook_is(tmp_path):
    rows = [["period", "value", "destination"], [datetime.date(2019, 2, 1), 1234.5, "Китай"]]
    rows.append(["март 2019", "1 234,5", "в Беларусь"])
    taken = sez.intake(opendocument(tmp_path / "book.ods", rows))
    assert taken.flows.to_numpy().tolist() == [
        ["2019-02", "CHN", 1234.5],
        ["2019-03", "BLR", 1234.5],
    ]
    assert taken.told["sheet"] == "Экспорт"


@pytest.mark.parametrize("repeated", ["90000000", "1048576"])
def test_a_row_that_is_repeated_beyond_any_sheet_is_refused(tmp_path, repeated):
    path = opendocument(tmp_path / "book.ods", [["period", "value"], ["2019", 5.0]], repeated)
    refused = "^book.ods: fills sheet 'Экспорт' to its last row, behind which nothing is read; save"
    with pytest.raises(sez.FlowsError, match=refused):
        workbook.open_sheet(path)


def test_a_formula_of_an_opendocument_spreadsheet_without_its_value_is_refused(tmp_path):
    path = opendocument(tmp_path / "book.ods", [["period", "value"], ["2019", 5.0]])
    bare = b'<table:table-cell table:formula="of:=2+3"/></table:table-row></table:table>'
    rewrite(path, lambda held: held.replace(b"</table:table-row></table:table>", bare))
    with pytest.raises(sez.FlowsError, match="has formulas without their values"):
        sez.intake(path)


def record(kind, held=b""):
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(held) & 0x7F | 0x80, len(held) >> 7]) + held


def wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


CODES = {"#DIV/0!": 7, "#REF!": 23, "#NAME?": 29, "#N/A": 42}


def binary(path, rows, short=False, far=0):
    """A binary workbook ([MS-XLSB]); in the short form a cell after another has no column."""
    most = max(map(len, rows)) - 1
    size = struct.pack("<4I", 0, far or len(rows) - 1, 0, most)
    made = [record(129), record(148, size), record(145)]
    for number, cells in enumerate(rows):
        number = far if far and number else number
        made.append(
            record(0, struct.pack("<IIHBBBIII", number, 0, 300, 0, 0, 0, 1, 0, len(cells) - 1))
        )
        for column, cell in enumerate(cells):
            at = b"" if short and column else struct.pack("<I", column)
            text = isinstance(cell, str)
            if cell in CODES:
                # of a constant, and of a formula
                failed = record(3 if number % 2 else 11, at + bytes(4) + bytes([CODES[cell]]))
                made.append(failed)
                continue
            kind = (17 if text else 16) if short and column else (6 if text else 5)
            held = wide(cell) if text else struct.pack("<d", cell)
            made.append(record(kind, at + bytes(4) + held))
    made += [record(146), record(130)]
    sheet = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Экспорт"))
    book = [record(131), record(143), sheet, record(144), record(132)]
    office = "http://schemas.openxmlformats.org"
    kinds = {"_rels/.rels": ("officeDocument", "xl/workbook.bin"),
             "xl/_rels/workbook.bin.rels": ("worksheet", "worksheets/sheet1.bin")}  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<?xml version="1.0"?><Types xmlns="{office}/package/2006/content-types"><Default '
            'Extension="bin" '
            'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Override PartName="/xl/worksheets/sheet1.bin" '
            'ContentType="application/vnd.ms-excel.worksheet"/></Types>',
        )
        for name, (kind, target) in kinds.items():
            archive.writestr(
                name,
                f'<?xml version="1.0"?><Relationships xmlns="{office}/package/2006/relationships">'
                f'<Relationship Id="rId1" Type="{office}/officeDocument/2006/relationships/{kind}" '
                f'Target="{target}"/></Relationships>',
            )
        archive.writestr("xl/workbook.bin", b"".join(book))
        archive.writestr("xl/worksheets/sheet1.bin", b"".join(made))
    return path


EXPORTS = [
    ["Месяц", "Код ТН ВЭД", "Стоимость, тыс. руб."],
    ["2019-01", "0101", 1234.5],
    ["2019-02", "854231", 0.1],
]
SHOWN = [list(map(str, cells)) for cells in EXPORTS]


def test_a_binary_workbook_is_read_as_a_workbook_is(tmp_path):
    path = binary(tmp_path / "made.xlsb", EXPORTS)
    assert workbook.sheets(path) == ["Экспорт"]
    assert [cells for _, cells in workbook.open_sheet(path, "Экспорт")[1]] == SHOWN
    (tmp_path / "m.toml").write_text(sez.sources.suggest(path), encoding="utf-8")
    flows = sez.intake(path, mapping=tmp_path / "m.toml").flows
    assert flows["value"].tolist() == [1_234_500, 100]
    assert flows["product"].tolist() == ["0101", "854231"]


def test_cells_that_would_be_passed_over_are_refused(tmp_path):
    path = binary(tmp_path / "made.xlsb", EXPORTS, short=True)
    with pytest.raises(sez.FlowsError, match=r"made\.xlsb: has cells in a short form, which would"):
        sez.intake(path)


def test_cells_far_apart_in_a_binary_workbook_are_refused(tmp_path):
    path = binary(tmp_path / "made.xlsb", [["a", "b"], ["c"] * 100], far=(1 << 20) - 1)
    with pytest.raises(sez.FlowsError, match=FAR):
        sez.intake(path)
    path = binary(tmp_path / "made.xlsb", EXPORTS)
    begun = record(145)
    rewrite(path, lambda held: held[:-20] if begun in held else held)
    with pytest.raises(sez.FlowsError, match="not a workbook that can be read"):
        sez.intake(path)


def test_cells_do_not_end_before_they_begin(tmp_path):
    path = binary(tmp_path / "made.xlsb", EXPORTS, short=True)
    rewrite(path, lambda held: held.replace(record(145), record(146) + record(145)))
    with pytest.raises(sez.FlowsError, match="has cells in a short form"):
        sez.intake(path)


def old(path, rows, far=0):
    """A workbook of 1997 ([MS-XLS], [MS-CFB]): a stream, in sectors after two that tell of it."""

    def said(kind, held=b""):
        return struct.pack("<HH", kind, len(held)) + held

    def start(kind):
        return said(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))

    sheet = start(0x10)
    for row, cells in enumerate(rows):
        right = far if row else 0
        for column, cell in enumerate(cells, right):
            at = struct.pack("<HHH", row + right, column, 0)
            if cell in CODES and row % 2:
                sheet += said(0x205, at + bytes([CODES[cell], 1]))
            elif cell in CODES:
                result = bytes([2, 0, CODES[cell], 0, 0, 0, 255, 255])
                sheet += said(6, at + result + bytes(6) + b"\3\0\x1e\1\0")
            elif isinstance(cell, str):
                text = struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le")
                sheet += said(0x204, at + text)
            else:
                sheet += said(0x203, at + struct.pack("<d", cell))
    name = struct.pack("<HBB", 0, len("Экспорт"), 1) + "Экспорт".encode("utf-16-le")
    place = len(start(5)) + 4 + 4 + len(name) + 4
    told = said(0x85, struct.pack("<I", place) + name) + said(10)
    stream = start(5) + told + sheet + said(10)
    sectors = max(8, -(-len(stream) // 512))
    free, end, chain = 0xFFFFFFFF, 0xFFFFFFFE, [*range(3, sectors + 2), 0xFFFFFFFE]
    fat = [0xFFFFFFFD, end, *chain]

    def entry(name, kind, child, first, size):
        text = name.encode("utf-16-le")
        return struct.pack(
            "<64sHBBIII16sIQQIQ", text, len(text) + 2, kind, 1, free, free, child, b"", 0, 0, 0,
            first, size,
        )  # fmt: skip

    folder = entry("Root Entry", 5, 1, end, 0) + entry("Workbook", 2, free, 2, sectors * 512)
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    told = [0, 1, 1, 0, 4096, end, 0, end, 0]
    head += struct.pack("<HHHHH6s9I109I", 0x3E, 3, 0xFFFE, 9, 6, b"", *told, 0, *[free] * 108)
    table = struct.pack("<128I", *(fat + [free] * 128)[:128])
    path.write_bytes(head + table + folder.ljust(512, b"\0") + stream.ljust(sectors * 512, b"\0"))
    return path


def test_a_workbook_of_1997_is_read_as_a_workbook_is(tmp_path):
    path = old(tmp_path / "made.xls", EXPORTS)
    assert workbook.sheets(path) == ["Экспорт"]
    assert [cells for _, cells in workbook.open_sheet(path, "Экспорт")[1]] == SHOWN


FAILS = [
    ["period", "value", "destination", "resident"],
    ["2019-01", "#N/A", "Китай", "Альфа"],
    ["2019-02", 1.0, "#REF!", "Альфа"],
    ["2019-03", 2.0, "Китай", "#DIV/0!"],
    ["#NAME?", 3.0, "Китай", "Альфа"],
    ["2019-05", 4.0, "Китай", "Альфа"],
]


def put_xlsx(path, rows):
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        for number, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell in CODES:
                    sheet.write_formula(number, column, "=NA()", None, cell)
                else:
                    sheet.write(number, column, cell)
    return path


def put_ods(path, rows):
    opendocument(path, rows)
    names = ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    failed = 'office:value-type="string" office:string-value="" calcext:value-type="error">'
    plain = 'office:value-type="string">'

    def change(held):
        text = held.decode().replace("<office:document-content", f"<office:document-content{names}")
        for error in CODES:
            text = text.replace(f"{plain}<text:p>{error}", f"{failed}<text:p>{error}")
        return text.encode()

    rewrite(path, lambda held: change(held) if b"<office:" in held else held)
    return path


def put_csv(path, rows):
    path.write_text("".join(",".join(map(str, cells)) + "\n" for cells in rows))
    return path


PUTS = {"a.xlsx": put_xlsx, "a.xlsb": binary, "a.xls": old, "a.ods": put_ods, "a.csv": put_csv}


@pytest.mark.parametrize(("name", "put"), PUTS.items(), ids=PUTS)
def test_a_cell_that_shows_an_error_is_rejected_as_what_it_is(tmp_path, name, put):
    taken = sez.intake(put(tmp_path / name, FAILS))
    reason = "shows an error of a spreadsheet"
    told = taken.rejected[["line", "column", "value", "reason"]]
    assert told.to_numpy().tolist() == [
        [2, "value", "#N/A", reason],
        [3, "destination", "#REF!", reason],
        [4, "resident", "#DIV/0!", reason],
        [5, "period", "#NAME?", reason],
    ]
    assert taken.flows["value"].tolist() == [4]


@pytest.mark.parametrize("error", ["#ДЕЛ/0!", "#ИМЯ?", "#Н/Д", "#WERT!", "#¿NOMBRE?", "#####"])
def test_an_error_is_known_as_other_languages_show_it(tmp_path, error):
    rows = [["period", "value", "product", "group"], ["2019", "1", error, "a"]]
    rows.append(["2019", "2", "0101", error])
    rejected = sez.intake(put_csv(tmp_path / "a.csv", rows)).rejected
    assert rejected[["column", "reason"]].to_numpy().tolist() == [
        ["product", "shows an error of a spreadsheet"],
        ["group", "shows an error of a spreadsheet"],
    ]


def test_a_name_that_begins_as_an_error_does_is_none(tmp_path):
    rows = [["period", "value", "resident"], ["2019", "1", "#1 Optics!"], ["2019", "2", "# A"]]
    flows = sez.intake(put_csv(tmp_path / "a.csv", rows)).flows
    assert flows["resident"].tolist() == ["#1 Optics!", "# A"]


def test_an_error_is_no_parameter_of_a_report(tmp_path):
    path = put_csv(tmp_path / "a.csv", [["period", "title"], ["2019", "#REF!"]])
    with pytest.raises(sez.FlowsError, match=r"a\.csv: .*shows an error of a spreadsheet"):
        sez.sources.read_table("parameters", path)


def test_cells_far_apart_in_a_workbook_of_1997_are_refused(tmp_path):
    path = old(tmp_path / "made.xls", EXPORTS, far=0xFFF0)
    with pytest.raises(sez.FlowsError, match=FAR):
        sez.intake(path)
    path.write_bytes(path.read_bytes()[:600])
    with pytest.raises(sez.FlowsError, match="not a workbook that can be read"):
        sez.intake(path)


def test_what_is_no_workbook_is_refused_in_one_sentence(book, tmp_path):
    whole = book([["period", "value"], ["2019", 5]]).read_bytes()
    broken = {
        "cut.xlsx": whole[: len(whole) // 2],
        "other.zip": b"PK\x05\x06" + bytes(18),
        "old.xls": workbook.OLE + bytes(600),
    }
    for name, content in broken.items():
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(sez.FlowsError, match=f"^{name}: ") as refused:
            sez.read(path)
        assert "\n" not in str(refused.value)
