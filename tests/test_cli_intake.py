"""`sez intake`: the account, the exit codes, and files that are whole or not there."""

import subprocess
import sys

import pandas as pd
import pytest

import sezlib as sez
from sezlib.cli import main
from tests.sources import made

CLEAN = "period,value,zone\n2019,1.5,A\n2018,2,A\n"
FAULTY = "period,value,resident\n2019,1.5,A\n2019,x,=cmd|'/c calc'!A1\n"


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def written(text, name="file.csv"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return written


def test_a_clean_file_is_told_and_written(write, capsys, tmp_path):
    assert main(["intake", write(CLEAN), "--out", "flows.parquet"]) == 0
    said = capsys.readouterr().out
    assert [line.split() for line in said.splitlines()[:3]] == [
        ["rows", "value"],
        ["in", "2", "3.50"],
        ["accepted", "2", "3.50"],
    ]
    assert pd.read_parquet("flows.parquet")["value"].tolist() == [1.5, 2.0]
    assert sez.read("flows.parquet")["zone"].tolist() == ["A", "A"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file.csv", "flows.parquet"]


@pytest.mark.parametrize(
    "arguments, code",
    [
        ("intake file.csv", 0),
        ("intake faulty.csv", 1),
        ("sample --out sample", 0),
        ("batch plan.toml --dry-run", 0),
    ],
)
def test_a_reader_that_has_enough_is_told_nothing_and_an_answer_stands(write, arguments, code):
    write(CLEAN)
    write(FAULTY, "faulty.csv")
    plan = "[[report]]\nnotebook = 'annual_export'\ngrid = { period = ['2018', '2019'] }\n"
    write(f"{plan}parameters = {{ flows = 'file.csv' }}\n", "plan.toml")
    with subprocess.Popen(
        [sys.executable, "-m", "sezlib", *arguments.split()],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as made:
        made.stdout.close()
        assert made.stderr.read() == b""
    assert made.returncode == code


def test_a_folder_that_cannot_be_is_named(write, capsys):
    assert main(["sample", "--out", f"{write(CLEAN)}/in"]) == 2
    assert capsys.readouterr().err == "sez: 'file.csv/in': Not a directory\n"


def test_rejected_rows_are_told_and_no_spreadsheet_runs_them(write, capsys):
    assert main(["intake", write(FAULTY), "--rejected", "r.csv"]) == 1
    told = pd.read_csv("r.csv", dtype="str")
    assert told.to_numpy().tolist() == [["3", "value", "x", "is not a number"]]
    write("period,value\n2019,=cmd|'/c calc'!A1\n")
    assert main(["intake", "file.csv", "--rejected", "r.csv"]) == 1
    assert pd.read_csv("r.csv")["value"].tolist() == ["'=cmd|'/c calc'!A1"]
    capsys.readouterr()
    assert main(["intake", "file.csv"]) == 1
    assert "line 2: column 'value' is not a number" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.csv"], "no file 'nowhere.csv'"),
        (["file.csv", "--mapping", "no.toml"], "no file 'no.toml'"),
        (["file.csv", "--source", "baci"], "not the columns of 'baci'"),
        (["file.csv", "--out", "no/flows.parquet"], "no folder 'no' to write 'flows.parquet' into"),
        (["file.csv", "--out", "file.csv"], "is the file that is read, and would be overwritten"),
        (["file.csv", "--zone", "B"], "no zone 'B'; the zones are 'A'"),
        (["sqlite://"], "no query; state one"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_writes_nothing(
    write, capsys, tmp_path, arguments, said
):
    write(CLEAN)
    assert main(["intake", *arguments]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.err.count("\n") == 1
    assert [p.name for p in tmp_path.iterdir()] == ["file.csv"]
    assert (tmp_path / "file.csv").read_text(encoding="utf-8") == CLEAN


def test_a_first_mapping_is_printed(write, capsys):
    assert main(["intake", write("Месяц;Стоимость;Страна\n2019-01;1;Китай\n"), "--suggest"]) == 0
    said = capsys.readouterr().out
    assert 'period = "Месяц"' in said
    write(said, "m.toml")
    assert main(["intake", "file.csv", "--mapping", "m.toml"]) == 0


@pytest.mark.parametrize(
    "header, currency, value",
    [
        ("Стоимость, тыс. долл. США", "USD", 1000),
        ("Стоимость (млн руб.)", "RUB", 1_000_000),
        ("Value, USD", "USD", 1),
        ("Value_EUR_bn", "EUR", 1_000_000_000),
        ("Value in $", "USD", 1),
        ("Value", None, 1),
        ("Value, USD or EUR", None, 1),
        ("Value, thousand USD;Currency", "EUR", 1),
        ("Value of roubles", None, 1),
    ],
)
def test_a_first_mapping_takes_the_unit_from_the_name_of_the_column(
    write, capsys, header, currency, value
):
    told = f"Period;Country;{header}\n2019;China;1{';EUR' * header.count(';')}\n"
    assert main(["intake", write(told), "--suggest"]) == 0
    flows = sez.intake("file.csv", mapping=write(capsys.readouterr().out, "m.toml")).flows
    assert flows["value"].tolist() == [value]
    assert flows.get("currency", pd.Series([None])).tolist() == [currency]


SOURCES = {
    "comtrade": (made.comtrade([("X", "156", "854231", "9", "0"), ("X", "398", "90", "1", "0")]),
                 ["-p", "zone=KAZ", "-p", "period=2022"]),
    "baci": ("t,i,j,k,v,q\n2021,710,156,10121,52.051,1\n2021,4,156,1,1,1\n",
             ["-p", "zone=ZAF", "-p", "period=2021"]),
    "comexstat": (f"{made.NCM}\n2024;01;02071400;10;160;CE;01;0917800;5;100;250\n",
                  ["-p", "period=2024"]),
    "customs": ("NAPR,PERIOD,STRANA,TNVED,EDIZM,STOIM,NETTO,KOL,REGION,REGION_S\n"
                "ЭК,01/2015,BY,8542310000,796,100,1,1,Z,Y\n",
                ["-p", "period=2015", "-p", "value_in=thousand USD", "-p", "language=ru"]),
    "mapping": ("Год;Сумма;Куда\n2018;1 000,5;в Китай\n2019;2 000,5;в Китай\n",
                ["-p", "period=2019", "-p", "mapping=m.toml"]),
}  # fmt: skip


@pytest.mark.parametrize("name", SOURCES)
def test_the_annual_report_runs_from(write, capsys, tmp_path, name):
    text, parameters = SOURCES[name]
    write(
        'value_in = "RUB"\n[columns]\nperiod = "Год"\nvalue = "Сумма"\ndestination = "Куда"\n',
        "m.toml",
    )
    command = ["report", "annual_export", "-p", f"flows={write(text)}", *parameters, "--out", "out"]
    assert main(command) == 0, capsys.readouterr().err
    assert (tmp_path / "out" / "report.html").stat().st_size > 10_000
