"""Rows of a report that are totals of others, and names that only look so."""

import openpyxl
import pytest

import sezlib as sez
from tests.sources.made import parts

FULL = 'value_in = "USD"\n[columns]\nperiod = "Y"\nvalue = "V"\nresident = "C"\ndestination = "D"\n'
SHORT = 'value_in = "USD"\n[columns]\nperiod = "Y"\nvalue = "V"\nresident = "C"\n'
ADDS, WORDS = "a total, by its value and place", "a total, by its words"


@pytest.fixture
def take(tmp_path):
    def taken(rows, mapping=FULL):
        (tmp_path / "f.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        (tmp_path / "m.toml").write_text(mapping, encoding="utf-8")
        return sez.intake(tmp_path / "f.csv", mapping=tmp_path / "m.toml" if mapping else "")

    return taken


PIVOT = ["A,China,2019,100", "A,Germany,2019,50", "{},,2019,150", "B,China,2019,30", "{},,2019,30"]
NAMES = [
    ("{} Total", "Grand Total"), ("Итого по {}", "Всего по зоне"), ("{} итог", "Общий итог"),
    ("Gesamt {}", "Insgesamt"), ("Summe {}", "Gesamtsumme"), ("{} Toplam", "Genel toplam"),
    ("{}合计", "总计"), ("Total {}", "Total général"), ("Sub-total: {}", "TOTAL 2019"),
]  # fmt: skip


@pytest.mark.parametrize(("sub", "grand"), NAMES)
@pytest.mark.parametrize("upside", ["down", "up"])
def test_a_total_is_known_by_its_words_wherever_they_stand(take, sub, grand, upside):
    rows = [row.format(sub.format(row_of)) for row, row_of in zip(PIVOT, "AAABB", strict=True)]
    rows += [f"{grand},,2019,180"]
    taken = take(["C,D,Y,V", *(reversed(rows) if upside == "up" else rows)])
    assert parts(taken) == (180, {WORDS: 360})
    assert set(taken.flows["resident"]) == {"A", "B"}


@pytest.mark.parametrize("labels", [",,2019", ",,", "{},,2019"])
@pytest.mark.parametrize("upside", ["down", "up"])
def test_a_total_without_a_word_is_known_by_its_value_and_place(take, labels, upside):
    rows = ["A,China,2019,100", "A,India,2019,50", f"{labels.format('A')},150",
            "B,China,2019,30", f"{labels.format('B')},30", ",,,180"]  # fmt: skip
    taken = take(["C,D,Y,V", *(reversed(rows) if upside == "up" else rows)])
    assert parts(taken) == (180, {ADDS: 360})


def test_totals_of_a_company_in_each_year_and_of_all_years(take):
    rows = ["A,China,2018,100", "A,Germany,2018,50", "A Total,,2018,150", "A,China,2019,30",
            "A Total,,2019,30", "A Total,,,180", "B,India,2019,7", "B Total,,2019,7",
            "B Total,,,7", "Total,,,187"]  # fmt: skip
    assert parts(take(["C,D,Y,V", *rows])) == (187, {WORDS: 561})


def test_totals_at_the_foot_are_of_all_rows_with_their_labels(take):
    rows = ["A,China,2018,60", "B,India,2018,40", "A,China,2019,70", "Total A,,,130",
            "B total,,,40", ",,2018,100", "Total,China,2018,60"]  # fmt: skip
    assert parts(take(["C,D,Y,V", *rows])) == (170, {WORDS: 230, ADDS: 100})


def test_a_grand_total_on_top_and_at_the_foot(take):
    rows = ["Всего,,,180", "A,China,2019,150", "B,China,2019,30", "Итого,,,180"]
    assert parts(take(["C,D,Y,V", *rows])) == (180, {WORDS: 360})


def test_a_total_may_be_off_by_rounding(take):
    # 33.4 three times is 100.2: parts of 33 add up to 99, and the total is 100
    rows = ["A,China,2019,33", "A,India,2019,33", "A,Chile,2019,33", "A Total,,2019,100"]
    assert parts(take(["C,D,Y,V", *rows])) == (99, {WORDS: 100})
    far = [*rows[:3], "A Total,,2019,103"]
    taken = take(["C,D,Y,V", *far])
    assert parts(taken) == (99, {})
    [reason] = taken.rejected["reason"]
    assert reason == (
        'may be the total of other rows: write "C" = ["A Total"] under [aside] in the mapping if '
        "it is one, or under [keep] if it is a flow"
    )


COMPANIES = ["Total Energies", "Total Components LLC", "Тотал Рус", "ООО Итог", "Summa Group",
             "Всеволожск"]  # fmt: skip


def test_a_name_is_no_total_for_a_word_in_it(take):
    rows = [f"{name},China,2019,{n}" for n, name in enumerate(COMPANIES, 10)]
    taken = take(["C,D,Y,V", *rows, "Итого,,,75"])
    assert taken.flows["resident"].tolist() == COMPANIES
    assert parts(taken) == (75, {WORDS: 75})


def test_a_company_with_such_a_word_in_its_name_has_totals_too(take):
    rows = ["Total Energies,China,2019,100", "Total Energies,India,2019,50",
            "Total Energies Total,,2019,150", "B,India,2019,7",
            "Grand Total,,2019,157"]  # fmt: skip
    taken = take(["C,D,Y,V", *rows])
    assert parts(taken) == (157, {WORDS: 307})
    assert set(taken.flows["resident"]) == {"Total Energies", "B"}


def test_nobody_is_called_by_a_quarter(take):
    mapping = 'value_in = "USD"\n[columns]\nperiod = "Y"\nvalue = "V"\n'
    rows = ["Y,V", "2019-01,1", "2019-02,2", "Итого I квартал,3", "2019-04,4", "Июнь,8",
            "Итого II квартал,12", "Всего,15"]  # fmt: skip
    taken = take([row.replace("Июнь", "2019-06") for row in rows], mapping)
    assert parts(taken) == (15, {WORDS: 30})


@pytest.mark.parametrize("name", ["Gamma", "Total Energies"])
def test_an_equal_value_alone_is_asked_about(take, name):
    rows = ["C,Y,V", "Alpha,2019,60", "Beta,2019,40", f"{name},2019,100"]
    taken = take(rows, SHORT)
    assert taken.rejected[["line", "value"]].to_numpy().tolist() == [[4, "100"]]
    assert f'write "C" = ["{name}"] under [aside]' in taken.rejected["reason"][0]
    assert parts(take(rows, f'{SHORT}[aside]\n"C" = ["{name}"]')) == (100, {f"C: {name}": 100})
    assert parts(take(rows, f'{SHORT}[keep]\n"C" = ["{name}"]')) == (200, {})


def test_a_sum_that_is_one_in_some_years_only_is_a_company(take):
    rows = ["C,Y,V", "A,2018,60", "B,2018,40", "G,2018,100", "A,2019,60", "B,2019,40", "G,2019,99"]
    assert parts(take(rows, SHORT)) == (399, {})


def test_labels_written_once_hinder_no_total(take):
    rows = ["A,China,2018,60", ",India,2018,40", "A Total,,,100", "B,China,2018,5",
            ",India,2018,6", "B Total,,,11", "Total,,,111"]  # fmt: skip
    assert parts(take(["C,D,Y,V", *rows], f'fill = ["resident"]\n{FULL}')) == (111, {WORDS: 222})


def test_a_word_may_stand_in_a_column_that_is_not_taken(take):
    rows = ["N,C,D,Y,V", "1,A,China,2019,60", "2,B,India,2019,40", "Итого,,,2019,100"]
    assert parts(take(rows)) == (100, {WORDS: 100})


def test_own_columns_have_totals_by_words_and_empty_cells_that_mean_nothing(take):
    head = "resident,destination,period,value,currency"
    rows = ["A,CHN,2019,100,RUB", "A,,2019,60,RUB", ",,2019,160,RUB", "A Total,,2019,160,RUB"]
    assert parts(take([head, *rows], "")) == (320, {WORDS: 160})


def test_totals_of_a_workbook_are_set_aside(tmp_path):
    book = openpyxl.Workbook()
    for row in (["C", "D", "Y", "V"], ["A", "China", 2019, 0.1], ["A", "India", 2019, 0.2],
                ["A Total", None, 2019, 0.1 + 0.2]):  # fmt: skip
        book.active.append(row)
    book.save(tmp_path / "f.xlsx")
    (tmp_path / "m.toml").write_text(FULL)
    taken = sez.intake(tmp_path / "f.xlsx", mapping=tmp_path / "m.toml")
    assert taken.rows("accepted") == 2 and taken.rows("set aside") == 1


def test_a_table_of_values_alone_has_no_totals(tmp_path):
    (tmp_path / "f.csv").write_text("V\n5\n7\n")
    mapping = 'value_in = "EUR"\n[columns]\nvalue = "V"\n[constants]\nperiod = "2019"\n'
    (tmp_path / "m.toml").write_text(mapping)
    taken = sez.intake(tmp_path / "f.csv", mapping=tmp_path / "m.toml")
    assert taken.flows["value"].tolist() == [5, 7]


GROUPS = 'value_in = "USD"\n[columns]\nperiod = "Y"\nvalue = "V"\ngroup = "C"\n'
OUTLINE = [("Machinery", 101, 113), ("Pumps", 60, 70), ("Valves", 41, 43), ("Textiles", 30, 50)]
WHOLE = 'write "C" = ["Machinery"] under [aside]'


@pytest.mark.parametrize("mapping", [GROUPS, SHORT, GROUPS.replace('group = "C"\n', "")])
@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize("by_year", [True, False])
def test_names_that_others_beside_them_always_add_up_to_are_asked_about(
    take, mapping, way, by_year
):
    cells = [(n, y, f"{name},{2018 + y},{both[y]}") for n, (name, *both) in enumerate(OUTLINE)
             for y in (0, 1)]  # fmt: skip
    rows = [row for *_, row in sorted(cells, key=lambda c: (c[1], c[0]) if by_year else c[:2])]
    taken = take(["C,Y,V", *rows[::way]], mapping)
    assert parts(taken) == (294, {})
    assert len(taken.rejected) == 2 and WHOLE in taken.rejected["reason"][0]
    aside = f'{mapping}[aside]\n"C" = ["Machinery"]'
    assert parts(take(["C,Y,V", *rows], aside)) == (294, {"C: Machinery": 214})
    assert parts(take(["C,Y,V", *rows], aside.replace("aside", "keep"))) == (508, {})


def test_names_of_a_wide_table_that_others_add_up_to_are_asked_about(take):
    rows = [f"{name},{one},{other}" for name, one, other in OUTLINE]
    mapping = 'value_in = "USD"\n[columns]\ngroup = "C"\n[wide]\nperiod = "*"\n'
    taken = take(["C,2018,2019", *rows], mapping)
    assert len(taken.rejected) == 2 and WHOLE in taken.rejected["reason"][0]


def test_weights_and_other_names_are_evidence_of_a_heading_too(take):
    rows = ["Machinery,2019,101,12", "Pumps,2019,60,7", "Valves,2019,41,5", "Textiles,2019,30,9"]
    weighed = f'{GROUPS}net_kg = "W"\n'
    assert WHOLE in take(["C,Y,V,W", *rows], weighed).rejected["reason"][0]
    two = [*rows, "Wool,2019,17,1", "Silk,2019,13,1"]
    both = 'write "C" = ["Machinery", "Textiles"] under [aside]'
    assert both in take(["C,Y,V,W", *two], GROUPS).rejected["reason"][0]


def test_headings_of_headings_are_asked_about_in_one_line(take):
    years = {2018: (131, 101, 60, 41, 30), 2019: (150, 110, 69, 41, 40)}
    names = ("All goods", "Machinery", "Pumps", "Valves", "Textiles")
    rows = [f"{n},{y},{v}" for y, held in years.items() for n, v in zip(names, held, strict=True)]
    taken = take(["C,Y,V", *rows], GROUPS)
    assert len(taken.rejected) == 4
    assert 'write "C" = ["All goods", "Machinery"]' in taken.rejected["reason"][0]


@pytest.mark.parametrize(
    "years",
    [{2018: (101, 60, 41, 30), 2019: (113, 70, 44, 50)}, {2019: (5, 3, 2, 9, 4, 8, 7)},
     {2018: (3, 2, 1, 7), 2019: (5, 2, 2, 9)}],
)  # fmt: skip
def test_a_sum_by_chance_is_not_asked_about(take, years):
    rows = [f"{n},{y},{v}" for y, held in years.items() for n, v in zip("ABCDEFG", held)]  # noqa: B905
    assert take(["C,Y,V", *rows], GROUPS).rows("rejected") == 0


def test_a_file_whose_rows_are_all_set_aside_has_none_accepted(take):
    taken = take(["C,D,Y,V", "A,CHN,2019,5"], f'{FULL}[aside]\n"C" = ["A"]')
    assert parts(taken) == (0, {"C: A": 5})
