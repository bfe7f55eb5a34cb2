"""What is not looked for in large files is told."""

import pytest

import sezlib as sez

NAMES = ["Alpha", "Alpha*", "Beta", "Alpha Total", "Итого"]
MAPPING = 'value_in = "USD"\n[columns]\nperiod = "Y"\nvalue = "V"\nresident = "C"\n'
UNSEEN = "parts of rows, totals by their value and labels written once, in more than 5 rows"


@pytest.fixture
def take(tmp_path, monkeypatch):
    """Take a table in as if six rows were many."""

    def taken(mapping=MAPPING, table=None):
        monkeypatch.setattr("sezlib.sources.totals.MOST_ROWS", 5)
        rows = [f"2019,{name},{n}" for n, name in enumerate([*NAMES, "Beta"], 1)]
        head = "Y,C,V" if mapping else "period,resident,value"
        (tmp_path / "f.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
        (tmp_path / "m.toml").write_text(mapping, encoding="utf-8")
        return sez.intake(tmp_path / "f.csv", mapping=tmp_path / "m.toml" if mapping else "")

    return taken


@pytest.mark.parametrize("mapping", [MAPPING, ""])
def test_what_is_not_looked_for_among_many_rows_is_told(take, mapping):
    taken = take(mapping)
    assert taken.told["not looked for"] == UNSEEN
    assert taken.flows["resident"].tolist()[:3] == ["Alpha", "Alpha", "Beta"]
    assert "Alpha*" in taken.told["marks and blanks of resident left out"]


def test_names_that_may_be_totals_among_many_rows_are_told(take):
    taken = take()
    assert taken.flows["value"].tolist() == [1, 2, 3, 4, 6]
    assert taken.told["taken for flows"].startswith("'Alpha Total', which have words for a total")


def test_labels_cannot_be_filled_among_many_rows(take):
    with pytest.raises(sez.FlowsError, match="fill is for tables of 5 rows or fewer"):
        take(f'fill = ["resident"]\n{MAPPING}')


def test_a_text_that_is_never_held_tells_that_its_names_keep_their_marks(take, monkeypatch):
    monkeypatch.setattr("sezlib.sources.text.HELD", 1)
    monkeypatch.setattr("sezlib.sources.accounting.HELD", 1)
    taken = take()
    assert taken.told["not looked for"] == f"footnote marks of names, {UNSEEN}"
    assert taken.flows["resident"].tolist()[1] == "Alpha*"
