"""Text files: lines that are no rows, encodings, and that both ways of reading agree."""

import json

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sezlib as sez
from sezlib.batch import plan as plans
from sezlib.sources import accounting, lookup, suggest, text
from sezlib.sources.raw import parquet, write_attrs


@pytest.fixture
def write(tmp_path):
    def written(content, name="file.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


HEAD = "period,value,resident\n"
TORN = {
    "cut short": ("2019,1\n", "has 2 cells, where the header has 3"),
    "too long": ("2019,1,a,b\n", "has 4 cells, where the header has 3"),
    "a quote that never closes": ('2019,1,"a\n', "opens a quote that never closes"),
    "a quote inside": ('2019,1,"a"b\n', "has a quote that closes inside a cell"),
}


@pytest.mark.parametrize("held", [1 << 26, 0], ids=["held", "scanned"])
@pytest.mark.parametrize(("line", "reason"), TORN.values(), ids=TORN.keys())
def test_a_line_that_is_no_row_is_rejected_and_no_other_is_lost(
    write, monkeypatch, line, reason, held
):
    monkeypatch.setattr(text, "HELD", held)
    taken = sez.intake(write(f"{HEAD}2019,1,a\n\n{line}2019,x,b\n2019,4,c\n"))
    assert taken.flows["value"].tolist() == [1.0, 4.0]
    told = taken.rejected[["line", "column", "reason"]].to_numpy().tolist()
    assert told == [[4, "", reason], [5, "value", "is not a number"]]
    assert taken.rows("in") == 4


def test_a_cell_may_hold_lines_and_quotes(write):
    taken = sez.intake(write(f'{HEAD}2019,1,"a\nb, ""c"""\n2019,x,d\n'))
    assert taken.flows["resident"].tolist() == ['a\ufffdb, "c"']
    assert taken.rejected["line"].tolist() == [4]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(write, ends):
    taken = sez.intake(write(f"{HEAD}2019,1,a\n2019,x,b\n".replace("\n", ends)))
    assert taken.flows["value"].tolist() == [1.0]
    assert taken.rejected["line"].tolist() == [3]


def test_null_bytes_are_seen_and_do_no_harm(write):
    assert sez.intake(write(b"period,value,resident\n2019,1,a\0b\n")).flows[
        "resident"
    ].tolist() == ["a\ufffdb"]


def test_a_comma_in_the_name_of_a_column_parts_no_columns(write):
    taken = sez.intake(write("period;value\n2019;1\n"))
    assert taken.told["delimiter"] == ";"
    path = write("Year;Export (RMB 10,000)\n2019;5\n")
    assert '"Export (RMB 10,000)"' in suggest(path)


def test_a_delimiter_at_the_end_of_every_line_shifts_no_column(write):
    taken = sez.intake(write("period,value\n2019,1,\n2019,2,\n2019,3\n"))
    assert taken.flows["value"].tolist() == [1.0, 2.0, 3.0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty, where a header"),
        (b"\n\n", "empty, where a header"),
        (b"period,value\n", "no rows under the header"),
        (b"period,value\n2019," + b"1" * (2 << 20), "line 2 is longer than 1 MB"),
        (b"p" * (2 << 20), "line 1 is longer than 1 MB"),
        (b"a," * 20_000 + b"b\n", "20,001 columns, and no more than 10,000 are read"),
        (b"\xff\xfep\x00e", r"no column 'period'|not utf-16 text"),
        (bytes(range(256)) * 4, "file.csv: "),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(write, content, said):
    with pytest.raises(sez.FlowsError, match=said) as refused:
        sez.intake(write(content))
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 600


def test_a_wrong_encoding_that_is_stated_is_refused_with_the_byte(write):
    path = write("period,value,resident\n2019,1,Мир\n".encode("cp1251"))
    with pytest.raises(sez.FlowsError, match=r"not utf-8 text near line 1 \(byte 0xcc\)"):
        sez.intake(path, encoding="utf-8")
    with pytest.raises(sez.FlowsError, match=r"unknown encoding 'cp1252x' \(did you mean 'cp1252'"):
        sez.intake(path, encoding="cp1252x")


def test_a_name_with_the_marks_of_a_pattern_is_one_file(write):
    write("period,value\n2019,9\n", "a1.csv")
    path = write("period,value\n2019,1\n", "a[1]*.csv")
    assert sez.read(path)["value"].tolist() == [1.0]


@pytest.mark.parametrize("sample", ["ЭК;ИМ", "Москва, экспорт товаров", "№5 «Ромашка»"])
def test_the_encoding_of_a_few_russian_words_is_found(write, sample):
    for encoding in ("cp1251", "cp866"):
        try:
            path = write(sample.encode(encoding))
        except UnicodeEncodeError:
            continue
        assert text.encoding_of(path, text.survey(path)) == encoding


def test_rejected_rows_beyond_what_is_listed_are_counted(write, monkeypatch):
    monkeypatch.setattr(accounting, "LISTED", 2)
    taken = sez.intake(write(HEAD + "2019,x,a\n" * 5))
    assert len(taken.rejected) == 2
    assert taken.rows("rejected") == 5
    assert taken.told["rejected rows that are not listed"] == "3"


CELLS = st.text('ab1 ,"\n\r;ж\0', max_size=4)
FILES = st.lists(st.lists(CELLS, min_size=1, max_size=3).map(",".join), max_size=8).map("\n".join)


def loaded(path, folder, careful):
    """The rows of a file and the lines that are none, as one of the two ways reads them."""
    raw = text.open_text(path, folder)([])
    loader = raw.load.__self__
    with duckdb.connect() as con:
        found = loader._read(con, [0, 1]) if careful else raw.load(con, raw.wanted)
        rows = con.execute(f"SELECT {found.line}, c0, c1 FROM {found.numbered}").fetchall()
    return sorted(rows, key=lambda row: row[0]), [(t.line, t.reason) for t in found.torn]


@given(FILES)
def test_both_ways_of_reading_give_the_same_rows_and_lines(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("text")
    path = folder / "file.csv"
    path.write_bytes(f"x,y\n{content}".encode())
    assert loaded(path, folder, False) == loaded(path, folder, True)


@given(FILES)
def test_every_line_that_is_not_blank_is_in_a_row_or_torn(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("text")
    path = folder / "file.csv"
    path.write_bytes(f"x,y\n{content}".encode())
    rows, torn = loaded(path, folder, False)
    lines = f"x,y\n{content}".replace("\r\n", "\n").replace("\r", "\n").split("\n")
    filled = [n for n, line in enumerate(lines[1:], 2) if line.strip(' ,"')]
    begun = sorted([line for line, *_ in rows] + [line for line, _ in torn])
    assert len(set(begun)) == len(begun)
    # a line that begins nothing goes on with a cell that an earlier one opened
    for n in set(filled) - set(begun):
        assert any(start < n for start in begun)


def test_more_texts_than_memory_holds_are_refused_by_the_name_of_their_column(
    write, monkeypatch, tmp_path
):
    monkeypatch.setattr(accounting, "MEMORY", "20MB")
    monkeypatch.setattr(accounting, "HELD", 0)
    monkeypatch.setattr(text, "HELD", 0)
    rows = "".join(f"2019,Nowhere land {i} of the whole wide world,1,RUB\n" for i in range(200_000))
    path = write(f"period,destination,value,currency\n{rows}")
    with pytest.raises(sez.FlowsError, match=r"'destination' has about .* different texts"):
        sez.intake(path, out=tmp_path / "out.parquet")
    assert {p.name for p in tmp_path.iterdir()} == {"file.csv"}


@pytest.mark.parametrize("few", [1_000_000, 0], ids=["held", "not held"])
@pytest.mark.parametrize(
    ("form", "unit"), [("1 234,5 тыс. USD", "USD"), ("1234500", "USD"), ("1 234,5", "thousand USD")]
)
def test_amounts_of_rows_that_are_set_aside_count_as_those_of_others_do(
    write, monkeypatch, few, form, unit
):
    monkeypatch.setattr(lookup, "FEW", few)
    head = "NAPR;PERIOD;STRANA;TNVED;EDIZM;STOIM;NETTO;KOL;REGION;REGION_S\n"
    rows = [f"{way};01/2019;CN;8542310000;;{form};1;1;45000;1\n" for way in ("ИМ", "ЭК", "ИМ")]
    taken = sez.intake(write(head + "".join(rows)), value_in=unit, encoding="utf-8")
    parts = taken.account.set_index(["part", "reason"])
    assert parts.loc[("set aside", "import"), "value"] == 2_469_000
    assert parts.loc[("accepted", ""), "value"] == 1_234_500
    assert parts.loc[("in", ""), "rows"] == 3


@pytest.mark.parametrize("number", ["1_000", "1e5_0", "_1", "1__0"])
def test_a_line_between_digits_is_no_number(write, number):
    taken = sez.intake(write(f"period,value\n2019,{number}\n2019,5\n"))
    assert taken.rejected[["line", "reason"]].to_numpy().tolist() == [[2, "is not a number"]]


def test_a_short_table_in_russian_is_read_by_its_own_letters_and_marks(tmp_path):
    path = tmp_path / "t.csv"
    for encoding in ("cp1251", "koi8-r", "cp866"):
        path.write_text("period;value;Сумма, млн руб.\n2019;1,5;Год\n", encoding)
        flows = sez.read(path)
        assert flows.columns.tolist() == ["period", "value", "Сумма, млн руб."]
        assert flows["Сумма, млн руб."].tolist() == ["Год"]
    path.write_text("period, value\n2019, 1.5\n")
    assert sez.read(path)["value"].tolist() == [1.5]


WORDS = {
    "cp1252": ["São João Açúcar Ltda", "Société Générale; Malmö", "Müller, Öçgür"],
    "cp1250": ["Łódź; Świętokrzyskie", "Česká republika; Příbram", "Győr; Székesfehérvár; Szűcs"],
    "cp1257": ["Šiauliai; Panevėžys; Kėdainiai"],
    "cp1254": ["Türkiye; Öçgür İnşaat"],
    "iso8859_15": ["Œuvre; cœur; 100 €"],
    "cp1251": ["Месяц;Страна", "Україна; Київ", "Магілёў; Віцебск", "Београд; Ђорђе", "№ 5"],
    "koi8_r": ["Месяц;Страна"],
    "mac_cyrillic": ["Месяц;Страна;Альфа"],
}


@pytest.mark.parametrize("encoding", WORDS)
def test_letters_of_one_language_tell_the_encoding(encoding):
    for words in WORDS[encoding]:
        sample = words.encode(encoding)
        found, doubt = text.guess_encoding(sample)
        assert (sample.decode(found), doubt) == (words, "")


TABLES = {
    "cp1254": "Ülke;Değer\nÇin;100\nAlmanya;200\nTürkiye;5\n",
    "iso8859_9": "Firma;Tutar\nYıldız A.Ş.;100\nDoğan;200\nArçelik;5\n",
    "iso8859_2": "Země;Hodnota\nNěmecko;1\nŠpanělsko;2\nČína;3\nMaďarsko;4\n",
    "cp852": "Země;Hodnota\nNěmecko;1\nŠpanělsko;2\nČína;3\nMaďarsko;4\n",
    "iso8859_5": "Страна;Стоимость\nКитай;100\nБеларусь;5\n",
    "koi8_u": "Країна;Вартість\nКитай;100\nНімеччина;200\nЄгипет;3\n",
    "kz1048": "Ел;Құны\nҚытай;1\nӨзбекстан;2\nҚырғызстан;3\n",
    "cp1257": "Valsts;Vērtība\nVācija;1\nĶīna;2\nŠveice;3\n",
    "cp850": "Land;Wert\nÖsterreich;1\nTürkei;2\nGroßbritannien;3\nÄgypten;4\n",
    "cp1253": "Χώρα;Αξία\nΓερμανία;1\nΚίνα;2\n",
    "cp1256": "البلد;القيمة\nالصين;1\nألمانيا;2\n",
    "gbk": "国家;金额\n德国;1\n美国;2\n日本;3\n",
    "big5": "國家;金額\n德國;1\n美國;2\n",
    "euc_kr": "국가;금액\n중국;1\n독일;2\n",
    "shift_jis": "国名;金額\nドイツ;1\n中国;2\n",
    "utf-16-le": "国家;金额\n德国;1\n美国;2\n日本;3\n",
    "utf-16-be": "Страна;Стоимость\nКитай;100\nБеларусь;5\n",
}


@pytest.mark.parametrize("encoding", TABLES)
def test_a_table_of_countries_tells_its_encoding(write, encoding):
    names, *rows = TABLES[encoding].splitlines()
    held = "\n".join([f"period;value;{names}", *(f"2019;7;{row}" for row in rows)])
    flows = sez.read(write(held.encode(encoding)))
    name, amount = names.split(";")
    assert [f"{a};{b}" for a, b in zip(flows[name], flows[amount], strict=True)] == rows


def test_romanian_with_commas_and_vietnamese_with_tones_apart_are_read(write):
    names = ["Oțelul Brăila", "„Ștefan cel Mare” Iași", "Întreprinderea Târgoviște"]
    held = "".join([HEAD, *(f"2019,7,{name}\n" for name in names)])
    flows = sez.read(write(held.encode("iso8859_16")))
    assert flows["resident"].tolist() == names
    cedillas = held.translate(str.maketrans("țșȚȘ", "ţşŢŞ"))
    assert sez.read(write(cedillas.encode("cp1250")))["resident"][1] == "„Ştefan cel Mare” Iaşi"
    tones = "Công ty Cô\u0309 phâ\u0300n Điê\u0323n tư\u0309,Trung Quô\u0301c"
    taken = sez.intake(write(f"period,value,resident,into\n2019,7,{tones}\n".encode("cp1258")))
    assert taken.flows[["resident", "into"]].to_numpy().tolist() == [
        ["Công ty Cổ phần Điện tử", "Trung Quốc"]
    ]


def test_a_name_that_may_be_of_two_encodings_is_asked_about(write):
    path = write("period;value;resident\n2019;1;Poznań\n".encode("cp1250"))
    told = "'Poznañ' in cp1252 would be 'Poznań' in cp1250; state encoding = \"cp1252\" or"
    with pytest.raises(sez.FlowsError, match=told):
        sez.intake(path)
    taken = sez.intake(path, encoding="cp1250")
    assert taken.flows["resident"].tolist() == ["Poznań"]


def test_french_names_are_asked_about_where_they_may_be_czech_and_polish(write):
    names = "".join(f"2019;1;{name}\n" for name in ("Crème Brûlée", "Müller", "Œuvre"))
    path = write(f"period;value;resident\n{names}".encode("cp1252"))
    with pytest.raises(sez.FlowsError, match=r'state encoding = "cp125[02]" or encoding'):
        sez.intake(path)


def test_words_with_figures_in_them_tell_no_language(write):
    # in an exponent E stands behind figures more often than in any name
    names = ("Crème Brûlée", "Müller", "Œuvre")
    rows = "".join(f"2019;1.{n * 7919}E+7;{name}\n" for n in range(11, 60) for name in names)
    path = write(f"period;value;resident\n{rows}".encode("cp1252"))
    with pytest.raises(sez.FlowsError, match=r'state encoding = "cp125[02]" or encoding'):
        sez.intake(path)


def test_bytes_of_no_language_are_asked_about(write):
    path = write(b"period;value;resident\n2019;1;a\x81b\x8dc\x9dd\xffe\x90f\xfeg\xfd\n")
    with pytest.raises(sez.FlowsError, match=r"state .*encoding"):
        sez.intake(path)


ENCODED = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"]


@pytest.mark.parametrize("encoding", ENCODED)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_mapping_is_read_as_notepad_and_powershell_save_it(tmp_path, encoding, ends):
    mapping = '[columns]\nperiod = "Месяц"\nvalue = "Стоимость"\n'.replace("\n", ends)
    (tmp_path / "m.toml").write_bytes(mapping.encode(encoding))
    (tmp_path / "a.csv").write_text("Месяц;Стоимость\n2019-01;5\n", encoding="utf-8")
    flows = sez.read(tmp_path / "a.csv", mapping=tmp_path / "m.toml")
    assert flows["value"].tolist() == [5]


@pytest.mark.parametrize("encoding", ENCODED)
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_rows_of_a_plan_are_read_as_excel_saves_them(tmp_path, encoding, mark):
    rows = f"zone{mark}period\r\nОсобая зона{mark}2019\r\n"
    (tmp_path / "rows.csv").write_bytes(rows.encode(encoding))
    plan = '[[report]]\nnotebook = "annual_export"\nrows = "rows.csv"\n'
    (tmp_path / "plan.toml").write_bytes(plan.encode("utf-16"))
    [item] = plans.read(tmp_path / "plan.toml").items
    assert item.given == {"zone": "Особая зона", "period": "2019"}


def test_hard_blanks_alone_leave_no_doubt_of_the_encoding(tmp_path):
    text = "period,value,currency\n2019-01,1\u00a0234\u00a0567,EUR\n"
    (tmp_path / "f.csv").write_text(text, encoding="cp1252")
    assert sez.intake(tmp_path / "f.csv").flows["value"].tolist() == [1_234_567.0]


@pytest.mark.parametrize(
    ("names", "encoding"),
    [("Kőszegi Bútor;Škoda Plzeň;Jeseň", "cp1250"),
     ("Võru Mööbel;Rīgas Kuģi;Liepājas Metāls;Šiauliņi;Jūrmalas Ķieģelis", "cp1257"),
     ("Υφαντική Θράκη;Αθηναϊκή Βιοτεχνία", "cp1253")],
)  # fmt: skip
def test_letters_that_would_be_tones_make_no_vietnamese(names, encoding):
    assert text.guess_encoding(names.encode(encoding))[0] == encoding


PACKED_HEAD = "value,period,destination,product,currency,zone,Note\n"
ROWS = [
    f"{n}.5{n % 10},2019-0{n % 9 + 1},{['CHN', 'KAZ'][n % 2]},85{n % 10}2{n % 7}1,RUB,North,a{n}"
    for n in range(60)
]
# rows among plain ones, what is stated of the file, and whether it is packed as it comes out
PACKINGS = {
    "plain": ([], {}, True),
    "a whole number": (["7,2019-01,CHN,850201,RUB,North,b"], {}, True),
    "a line cut short": (["7,2019-01,CHN"], {}, True),
    "a blank line": ([""], {}, True),
    "quoted cells": (['"7.25","2019-01",CHN,850201,RUB,"North, ""b""","c, d"'], {}, True),
    "an empty note and code": (["7.25,2019-01,CHN,,RUB,North,"], {}, True),
    "its own zone": ([], {"zone": "North"}, True),
    "another zone": (["7,2019-01,CHN,850201,RUB,South,b"], {"zone": "North"}, False),
    "an empty row": ([",,,,,,"], {}, False),
    "an empty destination": (["7,2019-01,,850201,RUB,North,b"], {}, False),
    "a blank destination": (["7,2019-01,  ,850201,RUB,North,b"], {}, False),
    "the name of a destination": (["7,2019-01,China,850201,RUB,North,b"], {}, False),
    "no such destination": (["7,2019-01,Xyz,850201,RUB,North,b"], {}, False),
    "a period in words": (["7,January 2019,CHN,850201,RUB,North,b"], {}, False),
    "a code without its zero": (["7,2019-01,CHN,85020.0,RUB,North,b"], {}, False),
    "blanks around a zone": (["7,2019-01,CHN,850201,RUB, North ,b"], {}, False),
    "a currency with a scale": (["7,2019-01,CHN,850201,thousand RUB,North,b"], {}, False),
    "in thousands": ([], {"value_in": "thousand RUB"}, False),
    "a decimal comma": (['"7,25",2019-01,CHN,850201,RUB,North,b'], {}, False),
    "either mark": (["1.234,2019-01,CHN,850201,RUB,North,b"], {}, False),
    "more decimals": (["0.123456789,2019-01,CHN,850201,RUB,North,b"], {}, False),
    "seventeen digits": (["12345678901234.567,2019-01,CHN,850201,RUB,North,b"], {}, False),
    "more than 64 bits hold": (["100000000000000.01,2019-01,CHN,850201,RUB,North,b"], {}, False),
    "a power of ten": (["7e3,2019-01,CHN,850201,RUB,North,b"], {}, False),
    "too large a power": (["7e30,2019-01,CHN,850201,RUB,North,b"], {}, False),
    "a line between digits": (["1_0,2019-01,CHN,850201,RUB,North,b"], {}, False),
    "an infinite value": (["inf,2019-01,CHN,850201,RUB,North,b"], {}, False),
    "a negative value": (["-5,2019-01,CHN,850201,RUB,North,b"], {}, False),
    "no value": ([",2019-01,CHN,850201,RUB,North,b"], {}, False),
    "blanks for a value": (["  ,2019-01,CHN,850201,RUB,North,b"], {}, False),
    "a value with its unit": (["7 RUB,2019-01,CHN,850201,RUB,North,b"], {}, False),
}


@pytest.mark.parametrize(("odd", "stated", "same"), PACKINGS.values(), ids=PACKINGS.keys())
def test_a_large_file_is_taken_in_as_a_small_one_is(
    write, monkeypatch, tmp_path, odd, stated, same
):
    path = write(PACKED_HEAD + "\n".join([*ROWS[:30], *odd, *ROWS[30:]]) + "\n")
    small = sez.intake(path, **stated)
    monkeypatch.setattr(text, "HELD", 0)
    moved = []
    monkeypatch.setattr(accounting, "write_attrs", lambda *a: moved.append(a) or write_attrs(*a))
    out = tmp_path / "out.parquet"
    for large in (sez.intake(path, **stated), sez.intake(path, **stated, out=out)):
        pd.testing.assert_frame_equal(large.account, small.account)
        pd.testing.assert_frame_equal(large.rejected, small.rejected)
        assert {**large.told, "not looked for": ""} == {**small.told, "not looked for": ""}
    written = pd.read_parquet(out)
    pd.testing.assert_frame_equal(written, small.flows)
    assert written.attrs == small.flows.attrs
    assert bool(moved) is same


@pytest.mark.parametrize(("decimal", "same"), [(",", False), (".", True)])
def test_a_point_in_a_large_file_is_what_the_mapping_says(
    write, monkeypatch, tmp_path, decimal, same
):
    path = write("when,what\n2019-01,1.50\n2019-02,2\n")
    said = f'decimal = "{decimal}"\n[columns]\nperiod = "when"\nvalue = "what"\n'
    mapping = write(said, "mapping.toml")
    monkeypatch.setattr(text, "HELD", 0)
    taken = sez.intake(path, mapping=mapping, out=tmp_path / "out.parquet")
    assert taken.rows("accepted") == (2 if same else 1)
    assert len(taken.rejected) == (not same)


def test_columns_whose_names_differ_by_case_alone_are_packed_too(write, monkeypatch):
    path = write("period,value,Note,note\n2019,1,a,\n2019,2,,d\n")
    small = sez.intake(path, engine="pyarrow")
    monkeypatch.setattr(text, "HELD", 0)
    assert sez.intake(path, engine="pyarrow").flows == small.flows


@pytest.mark.parametrize("size", [0, 1, 127, 128, 16_383, 16_384, 100_000])
def test_attrs_of_any_size_are_written_into_a_file(tmp_path, size):
    path, attrs = tmp_path / "a.parquet", json.dumps({"a": "ж" * size}, ensure_ascii=False)
    duckdb.sql("SELECT '{}' AS a, 1 AS b").query("t", f"COPY (FROM t) TO {parquet(path)}")
    write_attrs(path, attrs)
    assert pd.read_parquet(path).attrs == json.loads(attrs)
    assert duckdb.sql(f"FROM '{path}'").fetchall() == [("{}", 1)]
