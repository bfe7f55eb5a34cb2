"""`sez intake`: the account, the exit codes, and files that are whole or not there."""

import contextlib
import json
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import sezlib as sez
from sezlib import sources
from sezlib.cli import main
from sezlib.pages import passage
from sezlib.sources import totals
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
    assert main(["intake", write(CLEAN), "--out", "file.csv/in.csv"]) == 2
    assert capsys.readouterr().err == "sez: no folder 'file.csv' to write 'in.csv' into\n"


def test_rejected_rows_are_told_and_no_spreadsheet_runs_them(write, capsys):
    assert main(["intake", write(FAULTY), "--rejected", "r.csv"]) == 1
    told = pd.read_csv("r.csv", dtype="str", keep_default_na=False)
    assert told.to_numpy().tolist() == [["3", "value", "x", "is not a number", ""]]
    write("period,value\n2019,=cmd|'/c calc'!A1\n")
    assert main(["intake", "file.csv", "--rejected", "r.csv"]) == 1
    assert pd.read_csv("r.csv")["value"].tolist() == ["'=cmd|'/c calc'!A1"]
    capsys.readouterr()
    assert main(["intake", "file.csv"]) == 1
    assert "line 2: column 'value' is not a number" in capsys.readouterr().out


def test_flows_are_written_as_csv_and_read_again_as_they_were(write, capsys):
    text = "period,value,product,site,destination,synthetic,note\n"
    rows = ["2019-01,0.1,010190,,CHN,true,a", "2019-02,5e-5,8542,North,,false,", '2019,,"",,,true,']
    assert main(["intake", write(text + "\n".join(rows) + "\n"), "--out", "flows.CSV"]) == 1
    written, taken = sez.read("flows.CSV"), sez.intake("file.csv")
    pd.testing.assert_frame_equal(written, taken.flows)
    assert written["product"].tolist() == ["010190", "8542"]
    assert written["site"].isna().tolist() == [True, False]
    assert "the account is not in 'flows.CSV'" in capsys.readouterr().out
    relation = sez.intake("file.csv", out="again[1].csv").flows
    assert relation.order("period").fetchall() == [
        tuple(None if pd.isna(cell) else cell for cell in row)
        for row in taken.flows.itertuples(index=False)
    ]


@pytest.mark.parametrize("name", ["flows.xlsx", "flows", "flows.json", "flows.csv.gz", ".csv"])
def test_a_file_of_a_kind_that_is_not_written_is_refused(write, capsys, tmp_path, name):
    write(CLEAN)
    said = "is no .parquet or .csv file, and no other is written"
    assert main(["intake", "file.csv", "--out", name]) == 2
    assert said in capsys.readouterr().err
    with pytest.raises(sez.FlowsError, match=said):
        sez.intake("file.csv", out=name)
    assert main(["intake", "file.csv", "--rejected", name.replace("csv", "parquet")]) == 2
    assert "is no .csv file, and no other is written" in capsys.readouterr().err
    with pytest.raises(sez.FlowsError, match="is the file that is read"):
        sez.intake("file.csv", out="./file.csv")
    assert main(["intake", "file.csv", "--out", "x.csv", "--rejected", f"{tmp_path}/x.csv"]) == 2
    assert "both name" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["file.csv"]


@pytest.mark.parametrize("option", ["--out", "--rejected"])
@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["file://{home}/a b.csv"], "a b.csv"),
        (["local://{home}/a b.csv"], "a b.csv"),
        (["sqlite:///z.csv", "--query", "SELECT * FROM flows"], "z.csv"),
        (["sqlite:///{home}/z.csv", "--query", "SELECT * FROM flows"], "z.csv"),
        (["sqlite+pysqlite:///file:z.csv?uri=true", "--query", "SELECT * FROM flows"], "z.csv"),
        (["a b.csv", "--mapping", "m.csv"], "m.csv"),
        (["a b.csv", "--mapping", "m.csv"], "link.csv"),
    ],
)
def test_no_file_that_is_read_is_written(write, tmp_path, capsys, arguments, name, option):
    write(CLEAN, "a b.csv")
    write('[columns]\nperiod = "period"\nvalue = "value"\n', "m.csv")
    (tmp_path / "link.csv").symlink_to(tmp_path / "m.csv")
    with contextlib.closing(sqlite3.connect("z.csv")) as base, base:
        base.execute("CREATE TABLE flows (period, value)")
    before = Path(name).read_bytes()
    given = [argument.format(home=tmp_path) for argument in arguments]
    assert main(["intake", *given, option, name]) == 2
    assert f"'{name}' is the file that is read, and would be over" in capsys.readouterr().err
    assert Path(name).read_bytes() == before


def test_currencies_are_never_added_up(write, capsys):
    write("period,value,currency\n2019,1,RUB\n2019,2,USD\n2018,3,USD\n2019-13,4,RUB\n2019,5\n")
    assert main(["intake", "file.csv", "--out", "flows.parquet"]) == 1
    told = capsys.readouterr().out
    assert [line.split() for line in told.splitlines()[:6]] == [
        ["rows", "value"],
        ["in", "3", "5.00", "RUB"],
        ["accepted", "1", "1.00", "RUB"],
        ["rejected", "2", "4.00", "RUB"],
        ["in", "2", "5.00", "USD"],
        ["accepted", "2", "5.00", "USD"],
    ]
    assert "currencies: 'RUB', 'USD'; a report is in one" in told
    assert main(["report", "annual_export", "-p", "flows=flows.parquet", "--out", "out"]) == 2
    assert "convert them with sez.convert, or set the others aside" in capsys.readouterr().err
    columns = "".join(f'{name} = "{name}"\n' for name in ("period", "value", "currency"))
    write(f"[columns]\n{columns}[aside]\ncurrency = ['USD']\n", "m.toml")
    one = sez.intake("flows.parquet", mapping="m.toml")
    assert one.account.to_numpy().tolist()[1] == ["accepted", "", 1, 1, "RUB"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_was_rejected_stays_visible_in_a_report(write, capsys, tmp_path, language):
    # of 1,000 the third row has 820: 82 per cent of the value that was to count
    rows = ["2018,90,x", "2019,90,x", "2019-13,820,x", "2019,1000,y"]
    write("\n".join(["period,value,kind,product", *(f"{row},854231" for row in rows)]))
    columns = 'period = "period"\nvalue = "value"\nproduct = "product"\n'
    write(f'[columns]\n{columns}[aside]\nkind = ["y"]\n', "m.toml")
    assert main(["intake", "file.csv", "--mapping", "m.toml", "--out", "flows.parquet"]) == 1
    # whoever writes the flows again with pandas keeps the account
    sez.read("flows.parquet").to_parquet("again.parquet")
    command = ["-p", "flows=again.parquet", "-p", "period=2019", "-p", f"language={language}"]
    assert main(["report", "annual_export", *command, "--out", "out"]) == 0, capsys.readouterr().err
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8").replace("\u00a0", " ")
    warning, limits = {
        "en": (
            "The records are incomplete: 1 of 3 rows was rejected when they were taken in, and "
            "82.0% of the value with it.",
            "1 of 4 rows was set aside and not counted, with 50.0% of the value that came in: "
            "kind: y (1).",
        ),
        "ru": (
            "Данные неполны: при приёме отклонена 1 строка из 3, на неё приходится 82,0 % "
            "стоимости.",
            "Не учитывается 1 строка из 4, 50,0 % всей поступившей стоимости: kind: y (1).",
        ),
    }[language]
    assert page.index(warning) < page.index('<h2 id="main-points"') < page.index(limits)
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    data = {one["file"]: one for one in manifest["data"]}
    assert summary["account"] == data["again.parquet"]["account"]
    parts = {one["part"]: one for one in summary["account"]}
    assert parts["rejected"]["rows"] == 1
    assert parts["rejected"]["share_of_value"] == pytest.approx(0.82)
    assert parts["set aside"]["reason"] == "kind: y"
    assert parts["set aside"]["share_of_value"] == pytest.approx(0.5)


def test_what_a_mapping_sets_aside_is_told_by_the_limits_of_a_page(write):
    write("period,value,kind\n2018,90,x\n2019,90,x\n2019,20,y\n")
    write('[columns]\nperiod = "period"\nvalue = "value"\n[aside]\nkind = ["y"]\n', "m.toml")
    flows = sez.with_groups(sez.read("file.csv", mapping="m.toml"))
    edition, none = sez.edition(flows, period=2019), sez.attempt(sez.read, "")
    told = "1 of 3 rows was set aside and not counted, with 10.0% of the value"
    for page in (sez.pages.passage.limits(flows, edition), sez.pages.markets.limits(edition),
                 sez.pages.zones.limits(edition), sez.pages.residents.limits(edition),
                 sez.pages.relief.limits(none, none, edition)):  # fmt: skip
        assert page.points[0].startswith(told)
    assert not sez.pages.passage.title(edition).warning


def test_what_the_layouts_of_sources_set_aside_has_a_name_in_both_languages():
    folder = Path(sources.__file__).parent
    written = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    for reason in passage.ASIDE:
        assert f'"{reason}"' in written, reason
    assert set(totals.ASIDE.values()) <= set(passage.ASIDE)


def test_accounts_of_one_file_after_the_other_and_of_several_add_up(write):
    write("period,value,zone\n2018,90,A\n2019,10,A\n2019-13,20,A\n2019,5,B\n")
    sez.intake("file.csv", zone="A", out="a.parquet")
    sez.intake("a.parquet", value_in="thousand RUB", out="b.parquet")
    write("period,value,zone,currency\n2019,1000,C,RUB\n", "c.csv")
    told = sez.read(["b.parquet", "c.csv"]).attrs["account"]
    assert [(one["part"], one["reason"], one["rows"], one["value"]) for one in told] == [
        ("accepted", "", 3, "101000"),
        ("rejected", "", 1, "20000"),
        ("set aside", "another zone", 1, "5000"),
    ]
    assert {one["currency"] for one in told} == {"RUB"}


@pytest.mark.parametrize("left", ['{"account": 1}', "[", '{"account": [{"rows": "x"}]}', "{}"])
def test_an_account_that_is_none_of_ours_is_none(tmp_path, left):
    table = pa.table({"period": ["2019"], "value": [1.0]})
    pq.write_table(table.replace_schema_metadata({"PANDAS_ATTRS": left}), tmp_path / "a.parquet")
    assert [one["part"] for one in sez.read(tmp_path / "a.parquet").attrs["account"]] == [
        "accepted"
    ]


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
    ("command", "given"),
    [
        ("intake 'of 2019.csv'", "--mapping"),
        ("report annual_export -p 'flows=of 2019.csv' -p period=2019", "-p"),
    ],
)
def test_a_file_without_a_mapping_is_shown_the_one_it_would_take(write, capsys, command, given):
    write("Страна;2018;2019, p;Итого\nКитай;1;2;3\n".replace(", p", ""), "of 2019.csv")
    assert main(shlex.split(command)) == 2
    told = capsys.readouterr().err
    first, shown = told.split("\n\n# ", 1)
    assert first.endswith("for columns by other names state a mapping")
    mapping, following = shown.split("\nnext:\n")
    assert mapping.startswith("With it, of 3 rows 2 accepted, 1 set aside, 0 rejected.\n")
    assert '[wide]   # * stands for the period\nperiod = "*"' in mapping
    suggesting, again = map(str.strip, following.rstrip().split("\n"))
    assert suggesting == "sez intake 'of 2019.csv' --suggest > 'of 2019.toml'"
    # both commands are typed as they stand
    words = shlex.split(suggesting)
    assert main(words[1:-2]) == 0
    write(capsys.readouterr().out, words[-1])
    assert again.startswith(f"sez {command} {given}")
    assert main([*shlex.split(again)[1:], *(["--out", "out"] if given == "-p" else [])]) == 0


def test_what_has_no_parameter_for_a_mapping_is_given_flows(write, capsys, monkeypatch):
    write("Страна;2018\nКитай;1\n", "a.csv")
    write("Ставка;Стоимость\n5%;1\n", "b.csv")
    refused = "{}: no column 'period', and {} need it; for columns by other names state a mapping"

    def told(command, *about):
        def refuse(*_, **__):
            raise sez.FlowsError(refused.format(*about))

        monkeypatch.setattr("sezlib.report.report", refuse)
        assert main(["report", *shlex.split(command)]) == 2
        return [one.strip() for one in capsys.readouterr().err.split("\nnext:\n")[1].split("\n")]

    assert told("compare_zones -p flows=a.csv", "a.csv", "flows") == [
        "sez intake a.csv --suggest > a.toml",
        "sez intake a.csv --mapping a.toml --out a.parquet",
        "sez report compare_zones -p flows=a.parquet",
        "",
    ]
    assert told("relief -p imports=b.csv", "b.csv", "imports") == [
        "sez intake b.csv --table imports --suggest > b.toml",
        "sez report relief -p imports=b.csv -p imports_mapping=b.toml",
        "",
    ]


def test_a_mapping_is_offered_only_where_one_would_help(write, capsys):
    write("[columns]\nperiod = 'a'\nvalue = 'b'\n", "m.toml")
    for arguments in (["intake", write("a,b\n1,2\n"), "--mapping", "m.toml", "--zone", "x"],
                      ["intake", "file.csv", "--source", "baci"]):  # fmt: skip
        main(arguments)
        assert "next:" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "header, currency, value",
    [
        ("Стоимость, тыс. долл. США", "USD", 1000),
        ("Стоимость (млн руб.)", "RUB", 1_000_000),
        ("Value, USD", "USD", 1),
        ("Value_EUR_bn", "EUR", 1_000_000_000),
        ("Value in $", "USD", 1),
        ("Value", None, 1),
        ("Value, thousand EUR;Currency", "EUR", 1000),
        ("Value of roubles", "RUB", 1),
        ("TradeValue in 1000 USD", "USD", 1000),
    ],
)
def test_a_first_mapping_takes_the_unit_from_the_name_of_the_column(
    write, capsys, header, currency, value
):
    told = f"Period;Country;{header}\n2019;China;1{';EUR' * header.count('Currency')}\n"
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


VINTAGES = {
    "years": ("period,value,currency\n2018,1,EUR\n2019,2,EUR\n", None, "from 2018 to 2019"),
    "quarters": ("period,value,currency\n2018-Q1,1,EUR\n2019-Q1,2,USD\n", None, "2019-Q1"),
    "baci": (SOURCES["baci"][0], None, "2021"),
    "all rejected": ("period,value\n2019,x\n", None, "not a number"),
    "an earlier one": (
        "period,value,resident,destination\n2019-01,5,A,CHN\n",
        "period,value,resident,destination\n2019-01,4,A,CHN\n2019,x,A,CHN\n",
        "restated",
    ),
}


@pytest.mark.parametrize("name", VINTAGES)
def test_the_page_on_what_came_in_is_made_of(write, capsys, tmp_path, name):
    text, before, shown = VINTAGES[name]
    previous = write(before, "before.csv") if before else ""
    parameters = [f"file={write(text)}", "mapping=", f"previous={previous}"]
    given = [one for parameter in parameters for one in ("-p", parameter)]
    assert main(["report", "data_intake", *given, "--out", "out"]) == 0, capsys.readouterr().err
    assert shown in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_what_nobody_can_read_is_of_no_known_value(write, capsys):
    assert main(["intake", write("period,value\n2018,abc\n2019,90\n"), "--out", "f.parquet"]) == 1
    lines = [line.split() for line in capsys.readouterr().out.splitlines()[1:4]]
    assert lines == [["in", "2", "90.00"], ["accepted", "1", "90.00"], ["rejected", "1", "unknown"]]
    # the file keeps it, and so does who reads it again
    accepted, rejected = sez.read("f.parquet").attrs["account"]
    assert (accepted["value"], accepted["share_of_value"]) == ("90", 1.0)
    assert (rejected["rows"], rejected["value"], rejected["share_of_value"]) == (1, None, None)
    told = sez.intake("f.parquet", value_in="thousand RUB").flows.attrs["account"]
    assert [one["value"] for one in told] == ["90000", None]
    nothing = sez.intake(write("period,value\n2018,abc\n", "none.csv")).account
    assert nothing[["part", "rows", "value"]].to_numpy().tolist() == [
        ["in", 1, 0], ["accepted", 0, 0], ["rejected", 1, None],
    ]  # fmt: skip
