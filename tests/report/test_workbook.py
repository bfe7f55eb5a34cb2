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
