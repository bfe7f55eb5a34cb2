"""Rows that are parts of others by their marks, and names with the marks of footnotes."""

import pytest

import sezlib as sez
from tests.sources.made import parts

HEAD = 'value_in = "USD"\n[columns]\nperiod = "Y"\nvalue = "V"\n'
GROUP, COMPANY = f'{HEAD}group = "G"\n', f'{HEAD}resident = "G"\n'
ADDS, PART = "a total, by its value and place", "a part, of a row that is counted"


@pytest.fixture
def take(tmp_path):
    """Take rows of a name and a value of one year in."""

    def taken(rows, mapping=GROUP):
        lines = [
            "Y;G;V" + ";W" * (";" in str(rows[0][1])),
            *(f"2019;{name};{value}" for name, value in rows),
        ]
        (tmp_path / "f.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
        (tmp_path / "m.toml").write_text(mapping, encoding="utf-8")
        return sez.intake(tmp_path / "f.csv", mapping=tmp_path / "m.toml")

    return taken


MARKED = [
    ("Machinery", "- Pumps", "- Valves"), ("Машины", "— насосы", "— краны"),
    ("Machinery", "    Pumps", "    Valves"), ("Machinery", " Pumps", " Valves"),
    ("1. Machinery", "1.1 Pumps", "1.2. Valves"), ("2 Machinery", "2.1 Pumps", "2.2 Valves"),
    ("84 Machinery", "8413 Pumps", "8481 Valves"), ("Machinery", "• Pumps", "• Valves"),
    ("Machinery", "..Pumps", "..Valves"), ("Machinery", "\u00a0\u00a0Pumps", "\u00a0\u00a0Valves"),
    ("Machinery", "of which: pumps", "of which: valves"),
]  # fmt: skip


@pytest.mark.parametrize(("whole", "one", "other"), MARKED)
@pytest.mark.parametrize("mapping", [GROUP, HEAD])
def test_a_row_that_adds_up_its_marked_parts_is_a_total(take, whole, one, other, mapping):
    rows = [(whole, 100), (one, 60), (other, 40), ("Textiles", 30), ("Total", 130)]
    assert parts(take(rows, mapping)) == (130, {ADDS: 100, "a total, by its words": 130})


@pytest.mark.parametrize(("whole", "one", "other"), MARKED[:-1])
def test_parts_that_do_not_add_up_are_asked_about(take, whole, one, other):
    rows = [(whole, 100), (one, 60), (other, 30), ("Textiles", 30)]
    taken = take(rows)
    assert parts(taken) == (130, {})
    [reason] = set(taken.rejected["reason"])
    line = f'"G" = ["{one.strip()}", "{other.strip()}"]'
    assert reason == (
        f"may be a part of other rows: write {line} under [aside] in the mapping if it is one, "
        "or under [keep] if it is a flow"
    )
    assert parts(take(rows, f"{GROUP}[aside]\n{line}"))[0] == 130
    assert parts(take(rows, f"{GROUP}[keep]\n{line}")) == (220, {})


@pytest.mark.parametrize(
    "words",
    ["of which", "of which:", "including", "в том числе", "в т.ч.", "из них:", "davon", "dont",
     "de los cuales", "w tym", "其中：", "o/w", "  of which -", "оның ішінде"],
)  # fmt: skip
def test_what_is_a_part_by_its_words_is_set_aside(take, words):
    rows = [("Machinery", 100), (f"{words} pumps", 60), ("Textiles", 30)]
    assert parts(take(rows)) == (130, {PART: 60})


def test_parts_have_parts(take):
    rows = [("A", 100), ("- B", 60), ("-- C", 50), ("-- D", 10), ("- E", 40), ("F", 1)]
    assert parts(take(rows)) == (101, {ADDS: 160})
    rows[1:2] = [("of which B", 60)]
    assert parts(take([*rows[:4], rows[-1]])) == (101, {PART: 120})


def test_parts_may_be_off_by_rounding_and_differ_by_period(take):
    assert parts(take([("A", 101), ("- B", 60), ("- C", 40)])) == (100, {ADDS: 101})
    taken = take([("A", 100), ("- B", 100), ("A;7", ""), ("- B;5", "")], GROUP)
    assert taken.rows("in") == 4


@pytest.mark.parametrize(
    "names",
    [["- Pumps", "- Valves", "- Other"], ["1. Alpha", "2. Beta", "3. Gamma"],
     ["Alpha", " Beta", "Gamma"], ["10 Alpha", "1010 Beta", "1011 Gamma"],
     ["1 Alpha", "10 Beta", "11 Gamma"], ["Include Ltd", "Davonport", "Dontsov"],
     ["2. Beta", "1.1 Alpha", "1.2 Gamma"], ["E-On", "3-D Print", "A - B"]],
)  # fmt: skip
def test_names_are_no_parts_for_a_mark_or_a_number(take, names):
    rows = list(zip(names, (100, 40, 30), strict=True))
    assert parts(take(rows, COMPANY)) == (170, {})


@pytest.mark.parametrize(
    "marked", ["Alpha LLC¹", "Alpha LLC*", "Alpha LLC **", "Alpha LLC 1)", "Alpha LLC [a]",
               "Alpha LLC[12]", "Alpha LLC†", "Alpha LLC ²)", "Alpha  LLC", "Alpha\u00a0LLC"]
)  # fmt: skip
@pytest.mark.parametrize("mapping", [COMPANY, GROUP])
def test_a_name_with_a_footnote_is_that_without_it(take, marked, mapping):
    taken = take([("Alpha LLC", 5), (marked, 2), ("Beta", 9)], mapping)
    name = "resident" if mapping == COMPANY else "group"
    assert taken.flows[name].tolist() == ["Alpha LLC", "Alpha LLC", "Beta"]
    assert taken.told[f"marks and blanks of {name} left out"] == repr(marked)


def test_two_marks_of_one_name_are_one_and_other_names_stay(take):
    taken = take([("Alpha¹", 1), ("Alpha²", 2), ("Beta*", 3), ("Gamma", 4)], COMPANY)
    assert taken.flows["resident"].tolist() == ["Alpha", "Alpha", "Beta*", "Gamma"]
    aside = take([("Alpha¹", 1), ("Alpha", 2)], f'{COMPANY}[aside]\n"G" = ["Alpha¹"]')
    assert aside.flows["value"].tolist() == [2]


def test_a_file_whose_rows_are_all_torn_is_no_error(tmp_path):
    (tmp_path / "f.csv").write_text("period,value\n2019,8,5\n")
    assert sez.intake(tmp_path / "f.csv").rows("rejected") == 1


@pytest.mark.parametrize("name", ["Alpha1", "Alpha 2", "Alpha (1)", "Alpha (a)"])
def test_a_name_with_a_number_beside_the_name_is_told(take, name):
    taken = take([("Alpha", 1), (name, 2)], COMPANY)
    assert taken.flows["resident"].tolist() == ["Alpha", name]
    told = f"{name!r} stand beside the same names without a number, as others"
    assert taken.told["names of resident"] == told


@pytest.mark.parametrize(
    "names",
    [("I. Machinery", "I.1 Pumps", "I.2 Valves"), ("A. Machinery", "A.1. Pumps", "A.2. Valves"),
     ("C Manufacturing", "C26 Electronics", "C28 Machines"),
     ("1) Machinery", "a) pumps", "b) valves"), ("Machinery", "of which: pumps", "valves")],
)  # fmt: skip
def test_parts_by_letters_and_below_of_which_count_once(take, names):
    rows = list(zip((*names, "Textiles"), (100, 60, 40, 30), strict=True))
    assert parts(take(rows)) == (130, {ADDS: 100})


def test_a_row_of_words_alone_opens_the_parts_below_it(take):
    rows = [("Machinery", 100), ("of which:", ""), ("Pumps", 60), ("Valves", 40), ("Textiles", 30)]
    assert parts(take(rows)) == (130, {ADDS: 100})


def test_a_heading_of_two_columns_is_a_total_where_others_have_none(take):
    rows = [("Machinery;", 100), ("Machinery;Pumps", 60), ("Machinery;Valves", 40),
            ("Textiles;Shirts", 30)]  # fmt: skip
    named = GROUP.replace('"V"', '"W"') + 'site = "V"\n'
    lines = [(name.split(";")[0], f"{name.split(';')[1]};{value}") for name, value in rows]
    taken = take(lines, named)
    assert parts(taken) == (130, {ADDS: 100})
