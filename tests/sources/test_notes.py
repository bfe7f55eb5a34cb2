"""Footnote marks: left out where they can be nothing else, and refused where they can."""

import pytest

import sezlib as sez

HEAD = "period;destination;value\n"


@pytest.fixture
def take(tmp_path):
    def taken(*rows):
        (tmp_path / "a.csv").write_text(
            HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8"
        )
        return sez.intake(tmp_path / "a.csv")

    return taken


@pytest.mark.parametrize(
    "mark", ["¹", "²³", "¹⁾", "¹)", "*", "**", "†", " *", "[1]", " [12]", " 1)"]
)
def test_a_mark_that_is_certainly_a_note_is_left_out_and_told(take, mark):
    taken = take(f"2019{mark};CHN;5", f"2018;Китай{mark};6", f"2017;CHN;1700{mark}")
    rows = taken.flows[["period", "destination", "value"]].sort_values("period")
    assert rows.to_numpy().tolist() == [
        ["2017", "CHN", 1700], ["2018", "CHN", 6], ["2019", "CHN", 5]
    ]  # fmt: skip
    told = {key: text for key, text in taken.told.items() if key.startswith("footnote")}
    assert told == {
        "footnote marks of period left out": repr(f"2019{mark}"),
        "footnote marks of destination left out": repr(f"Китай{mark}"),
        "footnote marks of value left out": repr(f"1700{mark}"),
    }


def test_a_number_in_brackets_behind_a_country_is_a_note(take):
    assert take("2019;Китай (1);5").flows["destination"].tolist() == ["CHN"]


@pytest.mark.parametrize(
    ("period", "country", "value"),
    [("2019", "CHN", "1700(1)"), ("2019", "CHN", "1700 (1)"), ("2019", "CHN", "10²"),
     ("2019", "CHN", "1700p"), ("2019", "CHN", "17001)"), ("20191)", "CHN", "5"),
     ("2019 (1)", "CHN", "5"), ("2019p", "CHN", "5"), ("2019¹ 2", "CHN", "5"),
     ("2019", "Китай1", "5"), ("2019", "CHN", "1²34")],
)  # fmt: skip
def test_a_mark_that_may_be_something_else_is_refused(take, period, country, value):
    assert len(take(f"{period};{country};{value}").rejected) == 1


def test_a_number_in_brackets_is_below_zero_and_no_note(take):
    assert take("2019;CHN;(5)").rejected["reason"].tolist() == ["is negative, a value is 0 or more"]
