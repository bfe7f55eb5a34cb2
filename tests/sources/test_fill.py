"""Labels written once, with blank cells below."""

import openpyxl
import pytest

import sezlib as sez

MAPPING = (
    'value_in = "USD"\n{}\n[columns]\nperiod = "Y"\nvalue = "V"\nresident = "C"\n'
    'destination = "D"\n'
)
OUTLINE = ["C,Y,D,V", "A,2019-01,China,100", ",2019-02,,200", ",2019-03,India,50",
           "B,2019-01,China,30"]  # fmt: skip


@pytest.fixture
def take(tmp_path):
    def taken(rows, fill="", more=""):
        (tmp_path / "f.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        (tmp_path / "m.toml").write_text(MAPPING.format(fill) + more, encoding="utf-8")
        return sez.intake(tmp_path / "f.csv", mapping=tmp_path / "m.toml")

    return taken


def column(taken, name):
    return ["" if isinstance(text, float) else text for text in taken.flows[name]]


def test_labels_written_once_are_asked_about(take):
    with pytest.raises(sez.FlowsError) as refused:
        take(OUTLINE)
    assert str(refused.value) == (
        "f.csv: 'C' blank in 2 rows below a label; write fill = [\"resident\"] in the mapping if "
        'the label holds for them, or fill = ["resident", "destination"] where the other cells '
        "left blank there do, or fill = [] if none does"
    )


@pytest.mark.parametrize(
    ("fill", "companies", "countries"),
    [
        ('["resident"]', "AAAB", ["CHN", "ZZZ", "IND", "CHN"]),
        ('["resident", "destination"]', "AAAB", ["CHN", "CHN", "IND", "CHN"]),
        ("[]", ["A", "", "", "B"], ["CHN", "ZZZ", "IND", "CHN"]),
    ],
)
def test_labels_are_filled_down_where_the_mapping_says_so(take, fill, companies, countries):
    taken = take(OUTLINE, f"fill = {fill}")
    assert column(taken, "resident") == list(companies)
    assert column(taken, "destination") == countries
    assert taken.flows["value"].sum() == 380


NESTED = ["Y,C,D,V", "2019,A,China,100", ",,India,50", ",A total,,150", ",B,China,30",
          ",,India,31", ",B total,,61", "2019 total,,,211", "2020,A,China,5", ",,India,6",
          "Total,,,222"]  # fmt: skip


def test_a_total_ends_what_its_word_stands_in_and_nothing_to_the_left(take):
    with pytest.raises(sez.FlowsError, match=r'write fill = \["period", "resident"\]'):
        take(NESTED)
    taken = take(NESTED, 'fill = ["period", "resident"]')
    assert column(taken, "resident") == list("AABBAA")
    assert column(taken, "period") == ["2019"] * 4 + ["2020"] * 2
    assert taken.rows("set aside") == 4


def test_a_blank_below_a_total_is_nobodys(take):
    rows = ["C,Y,D,V", "A,2019,China,100", ",2019,India,50", "A total,,,150", ",2019,Chile,7"]
    taken = take(rows, 'fill = ["resident"]')
    assert taken.rejected[["line", "reason"]].to_numpy().tolist() == [
        [5, "has no resident above it to be filled in"]
    ]


def test_a_row_of_a_label_alone_is_that_of_the_rows_below(take):
    rows = ["C,Y,D,V", "A,,,", ",2019,China,100", ",2019,India,50", "B,,,", ",2019,China,7"]
    with pytest.raises(sez.FlowsError, match=r'fill = \["resident"\]'):
        take(rows)
    taken = take(rows, 'fill = ["resident"]')
    assert column(taken, "resident") == list("AAB")
    assert set(taken.account["reason"]) == {"", "a label, of the rows below it"}


def test_countries_written_once_are_asked_about(take):
    rows = ["D,C,Y,V", "China,A,2019,1", ",B,2019,2", "India,A,2019,4", ",C,2019,8"]
    with pytest.raises(sez.FlowsError, match=r'write fill = \["destination"\]'):
        take(rows)
    taken = take(rows, 'fill = ["destination"]')
    assert column(taken, "destination") == ["CHN", "CHN", "IND", "IND"]


@pytest.mark.parametrize(
    "rows",
    [
        # each label is written each time
        ["A,2019-01,China,1", "A,2019-02,,2", "A,2019-03,India,4", "B,2019-01,India,8"],
        # it begins blank
        [",2019-01,China,1", "A,2019-02,India,2", ",2019-03,China,4", "B,2019-01,India,8"],
        # only one cell of many is blank
        [f"{c},2019-01,China,{2**n}" for n, c in enumerate(["A", "B", "", *"CDEFG"], 1)],
    ],
)
def test_blanks_that_mean_unknown_are_not_asked_about(take, rows):
    assert take(["C,Y,D,V", *rows]).rows("accepted") == len(rows)


def test_a_column_of_few_values_is_not_asked_about(take):
    # to the left of the country, company and month change
    rows = [f"{c},2019-0{n},{d},{n * n}" for n, c, d in zip(
        range(1, 7), "AABBCC", ["China", "", "", "India", "", ""], strict=True)]  # fmt: skip
    assert take(["C,Y,D,V", *rows]).rows("accepted") == 6


def test_a_year_in_merged_cells_of_a_workbook_is_asked_about_and_filled(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Y", "C", "D", "V"], [2018, "A", "China", 1], [None, "B", "China", 2],
                [2019, "A", "China", 4], [None, "B", "China", 8]):  # fmt: skip
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("A4:A5")
    book.save(tmp_path / "f.xlsx")
    mapping = tmp_path / "m.toml"
    mapping.write_text(MAPPING.format(""))
    with pytest.raises(sez.FlowsError, match=r'write fill = \["period"\]'):
        sez.intake(tmp_path / "f.xlsx", mapping=mapping)
    mapping.write_text(MAPPING.format('fill = ["period"]'))
    flows = sez.read(tmp_path / "f.xlsx", mapping=mapping)
    assert flows["period"].tolist() == ["2018", "2018", "2019", "2019"]


@pytest.mark.parametrize(
    ("fill", "reason"),
    [('["residnt"]', "fill names 'residnt' .did you mean 'resident'"), ('["value"]', "fill names"),
     ('"resident"', "fill is 'resident', and not a list")],
)  # fmt: skip
def test_a_wrong_fill_is_refused(take, fill, reason):
    with pytest.raises(sez.FlowsError, match=reason):
        take(OUTLINE, f"fill = {fill}")


@pytest.mark.parametrize("mark", ['""', ",,", "„", "-//-", "то же", "Idem"])
def test_a_ditto_mark_is_asked_about_and_filled_as_a_blank_is(take, mark):
    rows = ["C,Y,D,V", "A,2019,China,1", f'"{mark}",2020,China,2', "B,2019,China,4",
            f'"{mark}",2020,China,8']  # fmt: skip
    with pytest.raises(sez.FlowsError, match="'C' blank in 2 rows below a label"):
        take(rows)
    assert column(take(rows, 'fill = ["resident"]'), "resident") == ["A", "A", "B", "B"]


def test_labels_written_once_in_a_wide_table_are_asked_about_and_filled(tmp_path):
    path, mapping = tmp_path / "w.csv", tmp_path / "w.toml"
    path.write_text(
        "C,D,2018,2019\nA,China,1,2\n,India,3,4\nB,China,5,6\n,India,7,8\n", encoding="utf-8"
    )
    said = (
        'value_in = "USD"\n{}[columns]\nresident = "C"\ndestination = "D"\n[wide]\nperiod = "*"\n'
    )
    mapping.write_text(said.format(""), encoding="utf-8")
    with pytest.raises(sez.FlowsError, match='below a label; write fill = \\["resident"\\]'):
        sez.intake(path, mapping=mapping)
    mapping.write_text(said.format('fill = ["resident"]\n'), encoding="utf-8")
    assert column(sez.intake(path, mapping=mapping), "resident") == list("AAAABBBB")


@pytest.mark.parametrize("rows", [["A,,,"], ["A,,11,22"]])
def test_a_row_of_a_company_above_its_rows_of_a_wide_table_is_no_flow(tmp_path, rows):
    path, mapping = tmp_path / "w.csv", tmp_path / "w.toml"
    text = "\n".join(["C,D,2018,2019", *rows, ",China,10,20", ",India,1,2", ""])
    path.write_text(text, encoding="utf-8")
    mapping.write_text(
        'value_in = "USD"\nfill = ["resident"]\n[columns]\nresident = "C"\ndestination = "D"\n'
        '[wide]\nperiod = "*"\n',
        encoding="utf-8",
    )
    taken = sez.intake(path, mapping=mapping)
    assert taken.flows["value"].tolist() == [10, 20, 1, 2]
    assert column(taken, "resident") == ["A"] * 4
    assert taken.rows("set aside") == 2


def test_notes_below_a_table_are_set_aside_and_a_value_ends_them(take):
    rows = [*OUTLINE[:2], "B,2019-02,India,3"]
    taken = take([*rows, '"Source: customs, FOB",,,', "* provisional,,,"])
    assert taken.flows["value"].tolist() == [100, 3]
    assert taken.account["reason"].tolist()[-1] == "a note, below the table"
    assert take([*rows, "Note,,,", "C,,,7", "Note,,,"]).rows("rejected") == 2
    assert take([*rows, "C,,,n/a"]).rows("rejected") == 1
