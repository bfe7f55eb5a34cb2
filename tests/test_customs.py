"""Duty-free imports and declarations: what is read, and what is refused with its line."""

import pandas as pd
import pytest

import sezlib as sez
from sezlib import trace


@pytest.fixture
def write(tmp_path):
    def written(text, name="customs.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return written


IMPORTS = "period,resident,product,value,duty_rate,vat_rate"


def test_imports_are_read_with_codes_as_texts_and_rates_as_numbers(write):
    path = write(
        f"remark,{IMPORTS}\nx,2019-01,,0101,7,0.05,0.2\n,2019-02,Alpha,NA,0,0,1\n".replace(
            "NA", "84"
        )
    )
    imports = sez.read_imports(path)
    assert imports.columns.tolist() == [*IMPORTS.split(",")[:4], "remark", "duty_rate", "vat_rate"]
    assert imports["product"].tolist() == ["0101", "84"]
    assert imports["resident"].isna().tolist() == [True, False]
    assert imports["value"].tolist() == [7.0, 0.0]
    assert imports[["duty_rate", "vat_rate"]].to_numpy().tolist() == [[0.05, 0.2], [0.0, 1.0]]
    assert imports["remark"].tolist() == ["x", ""]


def test_the_share_for_export_may_be_left_out_and_is_a_number_where_it_is_not(write):
    path = write("period,value,duty_rate,vat_rate,export_share\n2019,1,0,0.2,0.75\n")
    assert sez.read_imports(path)["export_share"].tolist() == [0.75]


REFUSED_IMPORTS = {
    "no rate": (
        "period,value,duty\n2019,1,0\n",
        "no column 'duty_rate' (did you mean 'duty'?); the columns are 'period', 'value', 'duty', "
        "and imports need 'period', 'value', 'duty_rate' and 'vat_rate'",
    ),
    "a rate in per cent": (
        f"{IMPORTS}\n2019,a,8542,1,0.05,0.2\n2019,a,8542,1,5,0.2\n",
        "column 'duty_rate' is not a fraction from 0 to 1, such as 0.05 for 5 per cent; "
        "see line 3 ('5')",
    ),
    "a rate below zero": (f"{IMPORTS}\n2019,a,8542,1,0,-0.2\n", "'vat_rate' is not a fraction"),
    "an endless rate": (f"{IMPORTS}\n2019,a,8542,1,0,inf\n", "'vat_rate' is not a number"),
    "a rate in words": (f"{IMPORTS}\n2019,a,8542,1,none,0.2\n", "'duty_rate' is not a number"),
    "a rate of 120 %": (f"{IMPORTS}\n2019,a,8542,1,120%,0.2\n", "'duty_rate' is not a fraction"),
    "an empty rate": (
        f"{IMPORTS}\n2019,a,8542,1,0,\n",
        "column 'vat_rate' is empty; write 0 where there is none; see line 2 (empty)",
    ),
    "an empty share": (
        f"{IMPORTS},export_share\n2019,a,8542,1,0,0,\n",
        "column 'export_share' is empty",
    ),
    "a negative value": (f"{IMPORTS}\n2019,a,8542,-1,0,0\n", "column 'value' is negative"),
    "an empty value": (f"{IMPORTS}\n2019,a,8542,,0,0\n", "column 'value' is empty; see line 2"),
    "a wrong period": (f"{IMPORTS}\n2019-13,a,8542,1,0,0\n", "column 'period' is not a period"),
    "a period inside a period": (
        f"{IMPORTS}\n2019,a,8542,1,0,0\n2019-01,a,8542,1,0,0\n",
        "which would count twice",
    ),
    "a strange product": (f"{IMPORTS}\n2019,a,wafer,1,0,0\n", "is not a code of 2-10 digits"),
    "two currencies": (
        f"{IMPORTS},currency\n2019,a,8542,1,0,0,RUB\n2019,a,8542,1,0,0,EUR\n",
        "in 'EUR', 'RUB', and imports are in one currency",
    ),
    "a header alone": (f"{IMPORTS}\n", "no rows under the header"),
    "nothing": ("", "empty, where a header with the names of columns should be"),
    "a row cut short": (f"{IMPORTS}\n2019,a,8542,1,0\n", "line 2 has 5 cells"),
}


@pytest.mark.parametrize(("text", "said"), REFUSED_IMPORTS.values(), ids=REFUSED_IMPORTS.keys())
def test_imports_that_cannot_be_right_are_refused_by_name_place_and_choice(write, text, said):
    with pytest.raises(sez.FlowsError) as refused:
        sez.read_imports(write(text))
    assert said in str(refused.value)
    assert str(refused.value).startswith("customs.csv: ")


DECLARATIONS = "declaration,post,registered,released"


def test_declarations_are_read_as_texts_to_the_minute(write):
    path = write(
        f"{DECLARATIONS},remark,synthetic\n"
        "007, North ,2019-03-04T09:15,2019-03-04T09:15,x,true\n"
        "8,,2020-02-29 23:59:30,2020-03-01 00:00:00.000,,0\n"
        "9,N,2019-12-31T23:59,,,1\n"
    )
    table = sez.read_declarations(path)
    assert table.columns.tolist() == [*DECLARATIONS.split(","), "remark", "synthetic"]
    assert table["declaration"].tolist() == ["007", "8", "9"]
    assert table["post"].fillna("null").tolist() == ["North", "null", "N"]
    assert table["registered"].tolist() == [
        "2019-03-04T09:15",
        "2020-02-29T23:59",
        "2019-12-31T23:59",
    ]
    assert table["released"].isna().tolist() == [False, False, True]
    assert table["released"].tolist()[:2] == ["2019-03-04T09:15", "2020-03-01T00:00"]
    assert table["synthetic"].tolist() == [True, False, True]
    assert table["remark"].tolist() == ["x", "", ""]


def test_nothing_but_two_times_is_needed_and_none_need_be_released(write):
    table = sez.read_declarations(write("registered,released\n2019-03-04T09:15,\n"))
    assert table["released"].isna().tolist() == [True]


def test_times_kept_as_such_in_parquet_are_read_the_same(tmp_path):
    times = {
        "registered": ["2019-03-04 09:15", "2019-03-05"],
        "released": ["2019-03-04 10:00", None],
    }
    path = tmp_path / "declarations.parquet"
    pd.DataFrame(
        {name: pd.to_datetime(pd.Series(t), format="ISO8601") for name, t in times.items()}
    ).to_parquet(path)
    table = sez.read_declarations(path)
    assert table["registered"].tolist() == ["2019-03-04T09:15", "2019-03-05T00:00"]
    assert table["released"].isna().tolist() == [False, True]


REFUSED_DECLARATIONS = {
    "no release": (
        "declaration,registered,release\n1,2019-03-04T09:15,\n",
        "no column 'released' (did you mean 'release'?); the columns are 'declaration', "
        "'registered', 'release', and declarations need 'registered' and 'released'",
    ),
    "released before": (
        f"{DECLARATIONS}\n1,P,2019-03-04T09:15,2019-03-04T09:14\n",
        "column 'released' is before the declaration was registered; "
        "see line 2 ('2019-03-04T09:14')",
    ),
    "a day that never was": (
        f"{DECLARATIONS}\n1,P,2019-02-28T09:15,2019-02-29T09:15\n",
        "column 'released' is not a time of the calendar, such as 2019-03-04T09:15; "
        "see line 2 ('2019-02-29T09:15')",
    ),
    "an hour that never was": (f"{DECLARATIONS}\n1,P,2019-02-28T24:00,\n", "'registered' is not a"),
    "a day alone": (f"{DECLARATIONS}\n1,P,2019-02-28,\n", "column 'registered' is not a time"),
    "an hour alone": (f"{DECLARATIONS}\n1,P,28.02.2019 9,\n", "'registered' is not a time"),
    "another clock": (f"{DECLARATIONS}\n1,P,2019-02-28T09:15+03:00,\n", "'registered' is not a"),
    "seconds that never were": (f"{DECLARATIONS}\n1,P,2019-02-28T09:15:75,\n", "is not a time"),
    "never registered": (
        f"{DECLARATIONS}\n1,P,,2019-02-28T09:15\n",
        "column 'registered' is empty; see line 2 (empty)",
    ),
    "a number twice": (
        f"{DECLARATIONS}\n7,P,2019-03-04T09:15,\n8,P,2019-03-04T09:15,\n7,Q,2019-03-05T09:15,\n",
        "column 'declaration' has a number more than once; see line 2 ('7'), 4 ('7')",
    ),
    "neither true nor false": (
        "registered,released,synthetic\n2019-03-04T09:15,,perhaps\n",
        "column 'synthetic' is neither true nor false",
    ),
    "a column twice": ("registered,released,released\n1,2,3\n", "is there more than once"),
    "a header alone": (f"{DECLARATIONS}\n", "no rows under the header"),
}


@pytest.mark.parametrize(
    ("text", "said"), REFUSED_DECLARATIONS.values(), ids=REFUSED_DECLARATIONS.keys()
)
def test_declarations_that_cannot_be_right_are_refused(write, text, said):
    with pytest.raises(sez.FlowsError) as refused:
        sez.read_declarations(write(text))
    assert said in str(refused.value)
    assert str(refused.value).startswith("customs.csv: ")


def test_declarations_without_a_number_are_not_taken_for_one(write):
    path = write(f"{DECLARATIONS}\n,P,2019-03-04T09:15,\n,P,2019-03-04T09:16,\n")
    assert len(sez.read_declarations(path)) == 2


@pytest.mark.parametrize("reader", [sez.read_imports, sez.read_declarations])
def test_a_missing_customs_table_names_the_nearest_file(write, reader):
    path = write("x\n1\n")
    with pytest.raises(sez.FlowsError, match=r"did you mean 'customs\.csv'\?"):
        reader(path.with_name("custom.csv"))
    with pytest.raises(sez.FlowsError, match="no file is named"):
        reader("")


def test_customs_tables_that_were_read_are_noted(write, tmp_path, monkeypatch):
    imports = write("period,value,duty_rate,vat_rate\n2019,1,0,0.2\n", "i.csv")
    declarations = write("registered,released\n2019-03-04T09:15,\n2019-03-04T09:15,\n", "d.csv")
    monkeypatch.setenv(trace.VARIABLE, str(tmp_path))
    sez.read_imports(imports)
    sez.read_declarations(declarations)
    assert [(n["file"], n["rows"]) for n in trace.notes(tmp_path)] == [("i.csv", 1), ("d.csv", 2)]
