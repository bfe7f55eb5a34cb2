"""DBF tables: cells as they are written, and files that are not what they say."""

import pytest

import sezlib as sez
from sezlib.sources import workbook
from tests.sources import made

FIELDS = [("NAME", "C", 12), ("VALUE", "N", 8), ("DAY", "D", 8)]
ROWS = [["Мир", "12,5", "20190715"], ["Труд", "7", ""]]


def test_cells_are_texts_as_they_are_written(tmp_path):
    path = made.dbf(tmp_path / "a.dbf", FIELDS, ROWS)
    assert workbook.is_dbf(path)
    names, deleted, rows = workbook.open_dbf(path)
    assert names == ["NAME", "VALUE", "DAY"] and deleted == 0
    assert list(rows) == [
        (1, ["Мир", "12,5", "2019-07-15"]),
        (2, ["Труд", "7", ""]),
    ]


def test_an_encoding_that_is_stated_holds(tmp_path):
    path = made.dbf(tmp_path / "a.dbf", FIELDS, ROWS, encoding="cp1251")
    assert next(workbook.open_dbf(path, "cp1251")[2])[1][0] == "Мир"


def test_records_marked_as_deleted_are_counted_and_not_read(tmp_path):
    path = made.dbf(tmp_path / "a.dbf", FIELDS, ROWS, deleted=(0,))
    _, deleted, rows = workbook.open_dbf(path)
    assert [cells[0] for _, cells in rows] == ["Труд"] and deleted == 1


def test_a_table_that_is_cut_short_is_refused(tmp_path):
    path = made.dbf(tmp_path / "a.dbf", FIELDS, ROWS, count=50)
    with pytest.raises(sez.FlowsError, match="cut short, 50 records of 29 bytes are announced"):
        workbook.open_dbf(path)


@pytest.mark.parametrize("content", [b"", b"\x03", bytes(40), b"period,value\n2019,1\n" * 9])
def test_what_is_no_dbf_table_is_not_taken_for_one(tmp_path, content):
    path = tmp_path / "a.dbf"
    path.write_bytes(content)
    assert not workbook.is_dbf(path)


def test_letters_tell_the_encoding_of_a_table_that_states_none(tmp_path):
    fields = [("period", "C", 7), ("value", "N", 5), ("resident", "C", 20)]
    for encoding in ("cp866", "cp1251"):
        path = tmp_path / f"{encoding}.dbf"
        made.dbf(path, fields, [["2019", "5", "Завод Альфа"]], encoding=encoding)
        assert sez.read(path)["resident"].tolist() == ["Завод Альфа"]
