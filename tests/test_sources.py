"""Files into flows: what is read, and what is refused with its line."""

import hashlib
import json

import pandas as pd
import pytest

import sezlib as sez
from sezlib import trace


@pytest.fixture
def write(tmp_path):
    def written(text, name="flows.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_text(text, encoding=encoding, newline="")
        return path

    return written


def test_countries_are_read_by_code_and_by_name_in_two_languages(write):
    path = write("period,value,destination\n2019,1,CHN\n2019,2,Казахстан\n2019,3,Korea Rep.\n")
    assert sez.read(path)["destination"].tolist() == ["CHN", "KAZ", "KOR"]


def test_an_empty_destination_is_not_specified(write):
    path = write("period,value,destination\n2019,1,\n")
    assert sez.read(path)["destination"].tolist() == ["ZZZ"]


def test_codes_keep_their_leading_zeros_and_namibia_stays(write):
    path = write("period,value,product,destination,zone\n2019,1,0101,NA,NA\n")
    row = sez.read(path).iloc[0]
    assert (row["product"], row["destination"], row["zone"]) == ("0101", "NAM", "NA")


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(write):
    plain = sez.read(write("period,value\n2019,1.5\n"))
    path = write("period,value\r\n2019,1.5\r\n", "windows.csv", "utf-8-sig")
    pd.testing.assert_frame_equal(sez.read(path), plain)


def test_columns_come_in_the_order_of_the_schema_and_unknown_ones_last(write):
    path = write("remark,value,destination,period\nx,1,CHN,2019\n")
    assert sez.read(path).columns.tolist() == ["period", "destination", "value", "remark"]


def test_parquet_is_recognised_by_its_content(tmp_path):
    path = tmp_path / "flows.data"
    pd.DataFrame({"period": ["2019"], "value": [2], "destination": ["CHN"]}).to_parquet(path)
    assert sez.read(path)["value"].tolist() == [2.0]


def test_a_zone_is_taken_out_of_several(write):
    path = write("period,value,zone\n2019,1,A\n2019,2,B\n")
    assert sez.read(path, zone="B")["value"].tolist() == [2.0]


def test_a_zero_is_a_fact(write):
    assert sez.read(write("period,value\n2019,0\n"))["value"].tolist() == [0.0]


REFUSED = {
    "a missing column": ("period,val\n2019,1\n", "no column 'value' (did you mean 'val'?)"),
    "a negative value": (
        "period,value\n2019,1\n2019,-3\n2019,-4.5\n",
        "column 'value' is negative, a value is 0 or more; see line 3 ('-3'), 4 ('-4.5')",
    ),
    "an empty value": ("period,value\n2019,1\n2019,\n", "column 'value' is empty; see line 3"),
    "a comma that may be either mark": (
        'period,value\n2019,"1,234"\n',
        "column 'value' may be 1234 or 1.234; "
        'state decimal = "," or decimal = "." in a mapping; '
        "see line 2 ('1,234')",
    ),
    "an infinite value": ("period,value\n2019,inf\n", "column 'value' is not a number; see line 2"),
    "a word for no number": ("period,value\n2019,nan\n", "see line 2 ('nan')"),
    "a wrong period": (
        "period,value\n2019-13,1\n",
        "column 'period' is not a period like 2019, 2019-S1, 2019-Q1 or 2019-07; "
        "see line 2 ('2019-13')",
    ),
    "an empty period": ("period,value\n,1\n", "column 'period' is empty; see line 2"),
    "an unknown country": (
        "period,value,destination\n2019,1,CHN\n2019,1,Chiina\n",
        "unknown country 'Chiina' (did you mean 'China'?)",
    ),
    "a World total": (
        "period,value,destination\n2019,1,World\n",
        "is the World total, which would count twice: its partners",
    ),
    "a period inside a period": ("period,value\n2019,1\n2019-07,1\n", "both '2019' and '2019-07'"),
    "a quarter and its half": ("period,value\n2019-S1,1\n2019-Q2,1\n", "'2019-S1' and '2019-Q2'"),
    "a row too long": ("period,value\n2019,1\n2019,1,2\n", "line 3 has 3 cells"),
    "a row cut short": ("period,value,destination\n2019,1,CHN\n2019,1\n", "line 3 has 2 cells"),
    "every row too long": ("period,value\n2019,1,2\n2019,1,2\n", "line 2 has 3 cells"),
    "a quote that never closes": ('period,value\n2019,"1\n2019,2\n', "flows.csv: "),
    "an empty file": ("", "empty, where a header"),
    "a header alone": ("period,value\n", "no rows under the header"),
    "a column twice": ("period,value,value\n2019,1,2\n", "'value' is there more than once"),
    "several zones": ("period,value,zone\n2019,1,A\n2019,1,B\n", "several zones, 'A', 'B'"),
    "neither true nor false": (
        "period,value,synthetic\n2019,1,perhaps\n",
        "neither true nor false",
    ),
    "a strange product": ("period,value,product\n2019,1,84x1\n", "is not a code of 2-10 digits"),
}


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_right_is_refused_by_name_place_and_choice(write, text, said):
    with pytest.raises(sez.FlowsError) as refused:
        sez.read(write(text))
    assert said in str(refused.value)
    assert str(refused.value).startswith("flows.csv: ")


def test_a_line_is_counted_in_the_file_and_not_in_rows(write):
    path = write('period,value,resident\n2019,1,"two\nlines"\n\n2019,x,b\n')
    with pytest.raises(sez.FlowsError, match=r"see line 5 \('x'\)"):
        sez.read(path)


def test_a_missing_file_names_the_nearest_one(write):
    path = write("period,value\n2019,1\n")
    with pytest.raises(sez.FlowsError, match=r"did you mean 'flows\.csv'\?"):
        sez.read(path.with_name("flow.csv"))


def test_a_file_that_is_not_in_utf_8_is_read_in_the_encoding_that_its_bytes_show(tmp_path):
    path = tmp_path / "flows.csv"
    lines = "period;value;destination\n2019;1,5;Китай\n2019;2,25;Беларусь\n"
    for encoding in ("cp1251", "cp866", "utf-16", "koi8-r"):
        path.write_bytes(lines.encode(encoding))
        flows = sez.read(path)
        assert flows["destination"].tolist() == ["CHN", "BLR"], encoding
        assert flows["value"].tolist() == [1.5, 2.25], encoding


def test_an_unknown_source_names_the_known_ones(write):
    with pytest.raises(sez.FlowsError, match=r"unknown source 'bacy' \(did you mean 'baci'\?\)"):
        sez.read(write("period,value\n2019,1\n"), source="bacy")


BACI = (
    '"t","i","j","k","v","q"\n'
    '2021,710,156,10121,52.051,"       13.235"\n'
    '2021,710,842,870323,1000.5,"           NA"\n'
    "2021,710,490,260300,0.001,2\n"
    '2021,4,710,482000,7,"1"\n'
)


def test_baci_gives_dollars_kilograms_and_six_digits(write):
    flows = sez.read(write(BACI), zone="ZAF")
    assert flows["product"].tolist() == ["010121", "870323", "260300"]
    assert flows["destination"].tolist() == ["CHN", "USA", "ZZZ"]
    assert flows["value"].tolist() == pytest.approx([52051.0, 1000500.0, 1.0])
    assert flows["net_kg"].tolist() == pytest.approx([13235.0, float("nan"), 2000.0], nan_ok=True)
    assert set(flows["currency"]) == {"USD"}


def test_baci_without_an_exporter_names_the_exporters(write):
    with pytest.raises(sez.FlowsError, match="several zones, 'AFG', 'ZAF'; name one as zone"):
        sez.read(write(BACI))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "2021,710,156,10121,-5,1",
            r"column 'v' is negative, a value is 0 or more; see line 3 \('-5'\)",
        ),
        ("2021,710,156,10121,x,1", r"column 'v' is not a number; see line 3 \('x'\)"),
        ("2021,710,156,,5,1", r"column 'k' is empty; see line 3 \(empty\)"),
        ("20x1,710,156,10121,5,1", r"column 't' .* see line 3 \('20x1'\)"),
    ],
)
def test_a_wrong_line_of_baci_is_told_as_it_stands_in_the_file(write, line, said):
    # the line before belongs to another exporter, and a line of its own stays empty
    path = write(f"t,i,j,k,v,q\n2021,4,156,1,1,1\n{line}\n")
    with pytest.raises(sez.FlowsError, match=said):
        sez.read(path, zone="ZAF")


def test_an_empty_group_beside_a_product_is_derived(write):
    path = write("period,value,product,group,site\n2019,1,8542,,\n2019,2,9001,lasers,x\n")
    assert sez.with_groups(sez.read(path))["group"].tolist() == ["microelectronics", "lasers"]


def test_marks_that_nobody_sees_are_seen(write):
    path = write("period,value,resident\n2019,1,a\u2028b\u202ec\x00\n")
    assert sez.read(path)["resident"].tolist() == ["a\ufffdb\ufffdc\ufffd"]


def test_a_filtered_frame_in_parquet_is_read_from_its_first_row(tmp_path):
    path = tmp_path / "flows.parquet"
    pd.DataFrame({"period": ["2018", "2019"], "value": [1, 2]}).iloc[1:].to_parquet(path)
    assert sez.read(path).index.tolist() == [0]


def test_a_file_that_only_begins_like_parquet_is_refused(tmp_path):
    path = tmp_path / "flows.parquet"
    path.write_bytes(b"PAR1" + bytes(50))
    with pytest.raises(sez.FlowsError, match="not a Parquet file that can be read"):
        sez.read(path)


@pytest.mark.parametrize("path", ["x" * 5000, "~nobody-of-this-name/x.csv", "a\0b"])
def test_a_path_that_cannot_be_is_no_file(path):
    with pytest.raises(sez.FlowsError, match="no file"):
        sez.read(path)


A = "period,zone,value,currency,group\n2018,A,1,RUB,optics\n2019,A,2,RUB,optics\n"
B = "period,value,zone,currency,net_kg,synthetic\n2019-07,3,B,RUB,5,true\n2019,4,C,RUB,6,true\n"


def test_several_files_are_read_one_below_the_other(write):
    flows = sez.read([write(A, "a.csv"), str(write(B, "b.csv"))])
    assert flows["zone"].tolist() == ["A", "A", "B", "C"]
    assert flows["value"].tolist() == [1.0, 2.0, 3.0, 4.0]
    assert flows.index.tolist() == [0, 1, 2, 3]
    told = "period zone group value currency net_kg synthetic"
    assert flows.columns.tolist() == told.split()


def test_a_column_that_one_of_several_files_lacks_is_null_there(write):
    flows = sez.read((write(A, "a.csv"), write(B, "b.csv")))
    assert flows["group"].isna().tolist() == [False, False, True, True]
    assert flows["net_kg"].isna().tolist() == [True, True, False, False]
    assert flows["net_kg"].dtype == float


def test_records_that_say_nothing_of_it_are_not_synthetic_beside_some_that_are(write):
    flows = sez.read([write(A, "a.csv"), write(B, "b.csv")])
    assert flows["synthetic"].tolist() == [False, False, True, True]
    assert flows["synthetic"].dtype == bool


def test_a_list_of_one_file_keeps_all_its_zones(write):
    path = write(B, "b.csv")
    assert sez.read([path])["zone"].tolist() == ["B", "C"]
    with pytest.raises(sez.FlowsError, match=r"b\.csv: several zones, 'B', 'C'; name one as zone"):
        sez.read(path)


def test_one_zone_is_taken_out_of_several_files(write):
    paths = [write(A, "a.csv"), write(B, "b.csv")]
    assert sez.read(paths, zone="C")["value"].tolist() == [4.0]
    with pytest.raises(sez.FlowsError, match="no zone 'D'; the zones are 'A', 'B', 'C'"):
        sez.read(paths, zone="D")


def test_years_of_one_zone_and_months_of_another_may_stand_in_several_files(write):
    b = "period,zone,value,currency\n2019-07,B,3,RUB\n"
    assert len(sez.read([write(A, "a.csv"), write(b, "b.csv")])) == 3


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (
            "period,zone,value,currency\n2017,A,1,RUB\n",
            r"zone 'A' is in both '.*a\.csv' and '.*b\.csv', and would count twice; keep one",
        ),
        (
            "period,zone,value,currency\n2017,B,1,EUR\n",
            r"not in one currency: a\.csv in 'RUB', b\.csv in 'EUR'",
        ),
        ("period,zone,value\n2017,B,1\n", r"a\.csv in 'RUB', b\.csv names none"),
        ("period,value,currency\n2017,1,RUB\n", r"b\.csv: no column 'zone', to tell the files"),
        ("period,zone,value,currency\n2017,B,-1,RUB\n", r"b\.csv: column 'value' is negative"),
        ("period,zone,value,currency\n2017,B,1,RUB\n2017-01,B,1,RUB\n", "would count twice"),
    ],
)
def test_files_that_cannot_stand_beside_each_other_are_refused_by_name(write, other, said):
    with pytest.raises(sez.FlowsError, match=said):
        sez.read([write(A, "a.csv"), write(other, "b.csv")])


def test_a_file_named_twice_is_refused_and_none_is_no_file(write):
    path = write(A)
    with pytest.raises(sez.FlowsError, match="would count twice"):
        sez.read([path, path])
    with pytest.raises(sez.FlowsError, match="no file is named"):
        sez.read([])


def test_each_of_several_files_is_noted(write, tmp_path, monkeypatch):
    paths = [write(A, "a.csv"), write(B, "b.csv")]
    monkeypatch.setenv(trace.VARIABLE, str(tmp_path))
    sez.read(paths)
    assert [(n["file"], n["rows"]) for n in trace.notes(tmp_path)] == [("a.csv", 2), ("b.csv", 2)]


def test_an_opened_file_is_noted_with_its_digest(write, tmp_path, monkeypatch):
    path = write("period,value\n2019,1\n")
    monkeypatch.setenv(trace.VARIABLE, str(tmp_path))
    sez.read(path)
    noted = json.loads((tmp_path / trace.NOTES).read_text())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert noted == {
        "kind": "opened",
        "file": "flows.csv",
        "rows": 1,
        "rejected": 0,
        "sha256": digest,
        "path": str(path),
    }
