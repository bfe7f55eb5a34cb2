"""Sources that publish records: what counts, what is set aside, and that nothing is lost."""

import pandas as pd
import pytest

import sezlib as sez
from tests.sources import made


@pytest.fixture
def write(tmp_path):
    def written(text, name="file.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return written


def parts(taken):
    """Rows and value of each part of an account."""
    return {
        (part, reason): (rows, float(value))
        for part, reason, rows, value in taken.account.itertuples(index=False)
    }


def assert_nothing_lost(taken):
    whole = parts(taken)
    others = [
        held for (part, _), held in whole.items() if part in ("accepted", "rejected", "set aside")
    ]
    assert whole["in", ""] == (
        sum(rows for rows, _ in others),
        pytest.approx(sum(v for _, v in others)),
    )
    assert whole["accepted", ""][0] == len(taken.flows)
    assert sum(rows for (part, _), (rows, _) in whole.items() if part == "rejected") == len(
        taken.rejected
    )


COMTRADE = [
    ("X", "0", "TOTAL", "100", "0"),
    ("X", "156", "TOTAL", "60", "0"),
    ("X", "643", "TOTAL", "40", "0"),
    ("X", "0", "01", "100", "0"),
    ("X", "156", "01", "60", "0"),
    ("X", "156", "0101", "35", "0"),
    ("X", "156", "0102", "25", "0"),
    ("X", "643", "01", "40", "0"),
    ("X", "156", "0101", "20", "2100"),
    ("X", "899", "02", "7", "0"),
    ("M", "156", "0101", "500", "0"),
    ("RX", "156", "0101", "5", "0"),
]


def test_comtrade_counts_each_sale_once(write):
    taken = sez.intake(write(made.comtrade(COMTRADE), encoding="cp1252"))
    rows = taken.flows[["destination", "product", "value"]].to_numpy().tolist()
    assert rows == [
        ["CHN", "0101", 35.0],
        ["CHN", "0102", 25.0],
        ["RUS", "01", 40.0],
        ["ZZZ", "02", 7.0],
    ]
    found = parts(taken)
    assert found["set aside", "World, the total of all partners"] == (2, 200.0)
    assert found["set aside", "a heading, whose lines are in the file"] == (3, 160.0)
    assert found["set aside", "one mode of transport, which the row of all modes holds"] == (
        1,
        20.0,
    )
    assert found["set aside", "import"] == (1, 500.0)
    assert found["set aside", "re-export, which exports hold"] == (1, 5.0)
    assert_nothing_lost(taken)


def test_a_world_row_without_partners_is_kept_as_not_specified(write):
    taken = sez.intake(write(made.classic([("2", "0", "TOTAL", "9"), ("1", "0", "TOTAL", "5")])))
    assert taken.flows[["destination", "value"]].to_numpy().tolist() == [["ZZZ", 9.0]]
    assert taken.flows["product"].isna().all()


def test_classic_comtrade_tells_exports_from_imports_and_re_exports(write):
    rows = [
        ("2", "0", "1005", "9"),
        ("2", "250", "1005", "9"),
        ("3", "250", "1005", "4"),
        ("1", "250", "1005", "5"),
    ]
    taken = sez.intake(write(made.classic(rows)))
    assert taken.flows[["zone", "destination", "product", "value"]].to_numpy().tolist() == [
        ["MDG", "FRA", "1005", 9.0]
    ]
    assert_nothing_lost(taken)


def test_baci_is_in_thousands_and_tons_and_gets_its_zeros_back(write):
    rows = '2021,710,156,10121,52.051,"  13.235"\n2021,4,842,870323,1.5,"NA"\n'
    text = f'"t","i","j","k","v","q"\n{rows}'
    taken = sez.intake(write(text))
    assert taken.flows[["zone", "product", "value"]].to_numpy().tolist() == [
        ["ZAF", "010121", 52051.0],
        ["AFG", "870323", 1500.0],
    ]
    assert taken.flows["net_kg"].tolist() == pytest.approx([13235.0, float("nan")], nan_ok=True)
    assert taken.told["codes of products mended"] == "1: 10121 = 010121"
    other = sez.intake(write(text), zone="ZAF")
    assert parts(other)["set aside", "another zone"] == (1, 1500.0)
    with pytest.raises(sez.FlowsError, match=r"no zone 'ZWE'; the zones are 'AFG', 'ZAF'"):
        sez.intake(write(text), zone="ZWE")


def test_comexstat_has_its_own_country_codes_in_both_layouts(write):
    china, germany = "10;160;PR;01;0917800;5;100;250", "10;023;ND;01;0;0;0;0"
    ncm = f"{made.NCM}\n2024;01;02071400;{china}\n2024;02;12019000;{germany}\n"
    taken = sez.intake(write(ncm, encoding="latin-1"))
    assert taken.flows[
        ["period", "zone", "product", "destination", "value"]
    ].to_numpy().tolist() == [
        ["2024-01", "PR", "02071400", "CHN", 250.0],
        ["2024-02", "ND", "12019000", "DEU", 0.0],
    ]
    header = "CO_ANO;CO_MES;SH4;CO_PAIS;SG_UF_MUN;CO_MUN;KG_LIQUIDO;VL_FOB"
    municipal = f"{header}\n2024;1;208;249;CE;2312403;7;70\n"
    row = sez.intake(write(municipal)).flows.iloc[0]
    assert (row["zone"], row["product"], row["destination"]) == ("2312403", "0208", "USA")


def test_imports_of_comexstat_are_refused(write):
    with pytest.raises(sez.FlowsError, match="ComexStat's imports, and flows are exports"):
        sez.read(write(made.NCM + ";VL_FRETE;VL_SEGURO\n"))


CUSTOMS = [
    dict(zip(("NAPR", "PERIOD", "STRANA", "TNVED", "STOIM", "REGION"), row, strict=True))
    for row in [
        ("ЭК", "01/2015", "NA", "101210000", "7,5", "Z"),
        ("ЭК", "02/2015", "CN", "XXXXXXXXXX", "100", "Z"),
        ("ИМ", "02/2015", "CN", "8542310000", "50", "Z"),
        ("ЭК", "02/2015", "QQ", "8542310000", "3", "Z"),
    ]
]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "cp866"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_the_customs_service_is_read_in_any_of_its_encodings(write, encoding, delimiter):
    text = made.table(made.CUSTOMS.split(","), CUSTOMS, delimiter)
    taken = sez.intake(write(text, encoding=encoding), value_in="thousand USD")
    assert taken.flows[["period", "product", "destination", "value"]].to_numpy().tolist() == [
        ["2015-01", "0101210000", "NAM", 7500.0],
        ["2015-02", "XXXXXXXXXX", "CHN", 100000.0],
    ]
    assert parts(taken)["of which confidential", ""] == (1, 100000.0)
    assert parts(taken)["set aside", "import"] == (1, 50000.0)
    told = taken.rejected[["line", "column", "value", "reason"]]
    assert told.to_numpy().tolist() == [[5, "STRANA", "QQ", "is no known country"]]
    assert_nothing_lost(taken)


def test_the_unit_of_the_customs_service_has_to_be_stated(write):
    path = write(made.table(made.CUSTOMS.split(","), CUSTOMS))
    with pytest.raises(sez.FlowsError, match="the unit of value is not stated; state value_in"):
        sez.intake(path)
    with pytest.raises(sez.FlowsError, match="'dozen USD' is no unit of value"):
        sez.intake(path, value_in="dozen USD")


def test_a_dbf_edition_keeps_its_decimal_comma(tmp_path):
    fields = [("NAPR", "C", 2), ("PERIOD", "C", 7), ("STRANA", "C", 2), ("TNVED", "C", 10)]
    fields += [("STOIM", "N", 12), ("NETTO", "N", 12)]
    rows = [
        ["ЭК", "01/2015", "BY", "8542310000", "1234,5", "10"],
        ["ИМ", "01/2015", "BY", "85", "1", "1"],
    ]
    path = made.dbf(tmp_path / "dump.dbf", fields, rows)
    taken = sez.intake(path, value_in="USD")
    assert taken.flows["value"].tolist() == [1234.5]
    assert taken.flows["destination"].tolist() == ["BLR"]
    assert_nothing_lost(taken)


INDIA = [
    dict(zip(("Commodity", "Country", "Port", "Type", "USD Value"), row, strict=True))
    for row in [
        ("PETROLEUM PRODUCTS", "U S A", "SEZ JAMNAGAR (RELIANCE)", "Export", 100),
        ("PETROLEUM PRODUCTS", "U ARAB EMTS", "SEZ Jamnagar (Reliance)", "Export", 40),
        ("PETROLEUM PRODUCTS", "CHINA P RP", "SEZ MUNDRA", "Import", 9),
        ("GOLD", "U K", "MUMBAI", "Export", 7),
        ("GOLD", "ATLANTIS", "SEZ MUNDRA", "Export", 3),
    ]
]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_the_zones_of_india_are_ports(tmp_path, form):
    rows = [
        {**row, "Year": 2024, "Month": 3, "Quantity": 1, "INR Value": row["USD Value"] * 80}
        for row in INDIA
    ]
    frame = pd.DataFrame(rows).reindex(columns=made.DGCIS)
    path = tmp_path / f"export-import.{form}"
    frame.to_csv(path, index=False) if form == "csv" else frame.to_parquet(path)
    taken = sez.intake(path)
    assert taken.flows[["period", "zone", "group", "destination", "value"]].to_numpy().tolist() == [
        ["2024-03", "SEZ JAMNAGAR (RELIANCE)", "PETROLEUM PRODUCTS", "USA", 100.0],
        ["2024-03", "SEZ JAMNAGAR (RELIANCE)", "PETROLEUM PRODUCTS", "ARE", 40.0],
    ]
    assert "SEZ Jamnagar (Reliance)" in taken.told["spellings of a zone merged"]
    found = parts(taken)
    assert found["set aside", "import"] == (1, 9.0)
    assert found["set aside", "another port than a special economic zone"] == (1, 7.0)
    assert taken.rejected["value"].tolist() == ["ATLANTIS"]
    assert_nothing_lost(taken)
    assert sez.intake(path, value_in="INR").flows["value"].tolist() == [8000.0, 3200.0]
    with pytest.raises(sez.FlowsError, match="no column 'EUR Value'; state value_in as USD or INR"):
        sez.intake(path, value_in="EUR")


PORTS = {
    "SEEPZ": True,
    "MEPZ": True,
    "GMR HYD. AVIATION LTD, SEZ": True,
    "Mangalore  Sez": True,
    "KASEZ": True,
    "VISAKHAPATNAM SPL ECONOMIC ZON": True,
    "SPECIAL ECONOMIC ZONE, SRICITY": True,
    "SPL. ECO. ZONE INDORE": True,
    "COCHIN EXPORT PROCESSING ZONE": True,
    "ARSHIYA FTWZ PANVEL": True,
    "S.E.Z. SURAT": True,
    "VEDANTA ALUMINIUM, JHARSUGDA": False,
    "MUMBAI (EX BOMBAY)": False,
    "NHAVA SHEVA SEA": False,
    "ESPERANZA ECO PARK": False,
}


def written_ports(write, ports):
    rows = [
        {**INDIA[0], "Port": port, "Year": 2024, "Month": 3, "USD Value": value}
        for value, port in enumerate(ports, 1)
    ]
    return write(made.table(made.DGCIS, rows))


def test_a_port_of_india_is_a_zone_where_its_name_says_so_anywhere(write):
    taken = sez.intake(written_ports(write, PORTS))
    zones = [" ".join(port.upper().split()) for port, is_zone in PORTS.items() if is_zone]
    assert taken.flows["zone"].tolist() == zones
    assert taken.told["set aside as another port than a special economic zone"] == (
        "'ESPERANZA ECO PARK' 15; 'NHAVA SHEVA SEA' 14; 'MUMBAI (EX BOMBAY)' 13; "
        "'VEDANTA ALUMINIUM, JHARSUGDA' 12"
    )


def test_of_many_ports_set_aside_the_largest_are_told(write):
    taken = sez.intake(written_ports(write, ["SEZ A", *(f"P{n}" for n in range(2, 25))]))
    told = taken.told["set aside as another port than a special economic zone"]
    assert told.startswith("'P24' 24; 'P23' 23; ")
    assert told.endswith("'P5' 5; and 3 more")


def test_ports_that_a_mapping_names_are_zones_too(write, tmp_path):
    path, mapping = written_ports(write, ["SEZ A", "Vedanta  Aluminium", "X"]), tmp_path / "m.toml"
    mapping.write_text('ports = ["VEDANTA ALUMINIUM"]\n', encoding="utf-8")
    taken = sez.intake(path, mapping=mapping)
    assert taken.flows[["zone", "value"]].to_numpy().tolist() == [
        ["SEZ A", 1.0],
        ["VEDANTA ALUMINIUM", 2.0],
    ]
    assert "named in the mapping, and in no row" not in taken.told
    mapping.write_text('ports = ["Vedanta Aluminum", "X"]\n', encoding="utf-8")
    told = sez.intake(path, mapping=mapping).told["named in the mapping, and in no row"]
    assert told == "'Vedanta Aluminum' (did you mean 'VEDANTA ALUMINIUM'?)"
    mapping.write_text("ports = [1]\n", encoding="utf-8")
    with pytest.raises(sez.FlowsError, match=r"m\.toml: ports are \[1\], and not a list of texts"):
        sez.intake(path, mapping=mapping)
    mapping.write_text('ports = ["A"]\n', encoding="utf-8")
    with pytest.raises(sez.FlowsError, match="ports are named, and only India's trade by port"):
        sez.intake(write("period,value\n2019,1\n"), mapping=mapping)


def test_a_source_that_is_named_has_to_be_that_source(write):
    with pytest.raises(
        sez.FlowsError, match="not the columns of 'baci'; the columns are 'period', 'value'"
    ):
        sez.read(write("period,value\n2019,1\n"), source="baci")


def test_an_engine_that_is_none_names_those_that_are(write):
    with pytest.raises(sez.FlowsError, match=r"unknown engine 'panda' \(did you mean 'pandas'\?\)"):
        sez.intake(write("period,value\n2019,1\n"), engine="panda")


@pytest.mark.parametrize("engine", ["polars", "pyarrow", "duckdb"])
def test_flows_come_on_the_engine_asked_for(write, engine):
    path = write("period,value,zone\n2019,1.5,A\n2018,2,A\n")
    flows = sez.read(path, engine=engine)
    held = flows.df() if engine == "duckdb" else flows.to_pandas()
    assert held[["period", "value"]].to_numpy().tolist() == [["2019", 1.5], ["2018", 2.0]]
    total = sez.total(flows)
    assert len(total.df() if engine == "duckdb" else total) == 2


PROCEDURES = [
    ("C00", "0", "100"),
    ("C00", "156", "100"),
    ("C05", "156", "30"),
    ("C04", "156", "70"),
]


@pytest.fixture
def procedures(write, tmp_path):
    rows = [
        {"period": "2022", "reporterISO": "KAZ", "flowCode": "X", "partnerCode": partner,
         "cmdCode": "854231", "primaryValue": value, "motCode": "0", "customsCode": code,
         "partner2Code": "0"}
        for code, partner, value in PROCEDURES
    ]  # fmt: skip
    path, mapping = write(made.table(made.NEW.split(), rows, tail=",")), tmp_path / "customs.toml"

    def taken(code):
        mapping.write_text(f'customs = "{code}"\n', encoding="utf-8")
        return sez.intake(path, mapping=mapping)

    return taken, path


def test_rows_of_one_customs_procedure_can_be_asked_for(procedures):
    taken, path = procedures
    assert sez.intake(path).flows["value"].tolist() == [100.0]
    of = taken("c05")
    assert of.flows[["customs", "value"]].to_numpy().tolist() == [["C05", 30.0]]
    assert parts(of)["set aside", "another customs procedure"] == (3, 270.0)
    assert of.told["set aside as another customs procedure"] == "'C00' 200; 'C04' 70"
    assert of.told["customs procedure"] == "c05, whose meaning is not known here"
    assert_nothing_lost(of)
    told = sez.edition(of.flows, period="2022").completeness()[0]
    assert "customs procedure C05 of UN Comtrade alone; what this code means is not known" in told


def test_a_customs_procedure_that_is_not_there_is_refused_with_those_that_are(procedures, write):
    with pytest.raises(sez.FlowsError, match="the codes are 'C00', 'C04', 'C05'"):
        procedures[0]("C08")
    own = write("period,value\n2019,1\n", "own.csv")
    with pytest.raises(
        sez.FlowsError, match="only UN Comtrade's layout with a column 'customsCode'"
    ):
        sez.intake(own, mapping=procedures[1].parent / "customs.toml")
