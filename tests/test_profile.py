"""What is known of the zone itself."""

import openpyxl
import pytest

import sezlib as sez


@pytest.fixture
def profile(tmp_path):
    def written(text):
        path = tmp_path / "profile.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_the_profile_beside_the_flows_is_taken():
    found = sez.read_profile(beside="data/sample/flows.csv")
    assert found["companies"] == 153
    assert found["invested"]["cumulative"].iloc[-1] == 28_600_000_000


def test_customs_tables_are_named_so_that_they_can_be_read():
    found = sez.read_profile(beside="data/sample/flows.csv")
    assert len(sez.read_imports(found["imports"])) == 948
    assert len(sez.read_declarations(found["declarations"])) == 1510


def test_no_profile_beside_the_flows_is_an_empty_one(tmp_path):
    (tmp_path / "flows.csv").write_text("period,value\n2019,1\n")
    assert sez.read_profile(beside=tmp_path / "flows.csv") == {}


def test_a_profile_of_another_zone_is_not_taken_by_chance():
    # but names are of whatever bears them
    assert {*sez.read_profile(beside="data/sample/flows.csv", zone="Another")} == {"names"}


def test_a_profile_of_another_zone_is_refused_when_it_is_named():
    with pytest.raises(sez.FlowsError, match="is of 'SEZ Technopolis Moscow', not 'Another'"):
        sez.read_profile("data/sample/profile.toml", zone="Another")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("zone = ", "not a TOML file"),
        ("area = 3", r"unknown key 'area' \(did you mean 'area_ha'\?\)"),
        ("area_ha = 'much'", "area_ha = 'much' is not of the right kind"),
        ("area_ha = 0", "area_ha = 0 is not an area above 0"),
        ("residents = 'nobody.csv'", "no file"),
        ("relief = ['duty_free']", "relief has 'duty_free' .did you mean 'duty_free_imports'"),
        ("complete_to = '2019-13'", "complete_to = '2019-13' is not a period like 2019, 2019-S1"),
        ("complete_to = 'previous month'", "'previous month' is not a period like"),
        ("area_ha = nan", "area_ha = nan is not an area above 0"),
        ("name = {en = 5}", "name.en is not a text"),
        ("residents = '../../secret'", "residents = '../../secret' is not beside the profile"),
        ("imports = 'imports.csv'", "no file .*imports.csv"),
        ("imports = '../../secret'", "imports = '../../secret' is not beside the profile"),
        ("declarations = '/etc/hostname'", "declarations = '/etc/hostname' is not beside"),
        ("declarations = ['a.csv']", "declarations = .* is not of the right kind"),
        ("import = 'a.csv'", r"unknown key 'import' \(did you mean 'imports'\?\)"),
        ("x = " + "[" * 3000, "not a TOML file"),
        ("[[sites]]\nen = 'A'", "an entry of sites needs 'en', 'ru' as texts"),
    ],
)
def test_a_wrong_profile_is_refused_by_key(profile, text, said):
    with pytest.raises(sez.FlowsError, match=said):
        sez.read_profile(profile(text))


def test_investment_in_another_currency_than_the_profile_is_refused(profile, tmp_path):
    path = profile('currency = "RUB"\ninvestment = "invested.csv"\n')
    (tmp_path / "invested.csv").write_text("period,value,currency\n2018,5,RUB\n2019,6,USD\n")
    with pytest.raises(sez.FlowsError) as refused:
        sez.read_profile(path)
    assert str(refused.value) == "invested.csv: in 'USD', and the profile is in 'RUB'"


@pytest.mark.parametrize(("currency", "said"), [("RUB", True), ("USD", False)])
def test_exports_in_another_currency_are_not_set_against_investment(currency, said):
    flows = sez.read("data/sample/flows.csv").assign(currency=currency)
    known = sez.read_profile(beside="data/sample/flows.csv")
    ed = sez.edition(flows, period="2019", profile=known)
    per = [sez.relative_to(flows, known[base]) for base in ("area_ha", "companies", "invested")]
    told = " ".join(sez.pages.exports.context(*per, ed).sentences)
    assert ("have invested" in told, "For every" in told) == (said, said)
    assert f"{currency}\xa01.6\xa0million per hectare" in told
    table = sez.pages.tables.relatives(ed, hectare=per[0], company=per[1], invested=per[2])
    assert ("invested" in set(table["indicator"])) == said
    assert (sez.pages.relief.base(known["invested"], ed) is not None) == said


TABLES = 'residents = "list.xlsx#Реестр"\ninvestment = "sums.csv"\n'
MAPPINGS = '[mapping]\nresidents = "list.toml"\ninvestment = "sums.toml"\n'


@pytest.fixture
def registers(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Реестр")
    for row in (["Резидент", "ОЭЗ"], ["Альфа", "A"], ["Бета", "A"], ["Бета", "B"], ["Гамма", "B"]):
        sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    (tmp_path / "list.toml").write_text('[columns]\nresident = "Резидент"\nzone = "ОЭЗ"\n', "utf-8")
    (tmp_path / "sums.csv").write_text("Год;Сумма, млн руб.\n2018;1,5\n2019;2,25\n", "cp1251")
    (tmp_path / "sums.toml").write_text(
        'value_in = "mln RUB"\n[columns]\nperiod = "Год"\nvalue = "Сумма, млн руб."\n', "utf-8"
    )


def test_registers_of_all_zones_are_read_through_their_mappings(profile, registers):
    found = sez.read_profile(profile(f'zone = "A"\ncurrency = "RUB"\n{TABLES}{MAPPINGS}'))
    assert found["companies"] == 2
    assert found["invested"]["cumulative"].tolist() == [1_500_000, 3_750_000]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{TABLES}{MAPPINGS}", "list.xlsx#Реестр: several zones, 'A', 'B'; name one as zone"),
        (TABLES, "no column 'resident'; the columns are 'Резидент', 'ОЭЗ', and residents need"),
        (f'zone = "C"\n{TABLES}{MAPPINGS}', "no zone 'C'; the zones are 'A', 'B'"),
        ("[mapping]\nresident = 'list.toml'", r"mapping has 'resident' \(did you mean 'residents'"),
        ("[mapping]\nresidents = 5", "mapping.residents is not a text"),
        ("[mapping]\nresidents = '../m.toml'", "mapping.residents = '../m.toml' is not beside"),
        ("[mapping]\nresidents = 'none.toml'", "no file .*none.toml"),
    ],
)
def test_a_register_that_cannot_be_right_is_refused(profile, registers, text, said):
    with pytest.raises(sez.FlowsError, match=said):
        sez.read_profile(profile(text))


def test_customs_tables_keep_their_sheets_and_mappings(profile, registers, tmp_path):
    found = sez.read_profile(
        profile("imports = 'list.xlsx#Реестр'\n[mapping]\nimports = 'list.toml'\n")
    )
    assert found["imports"] == f"{tmp_path / 'list.xlsx'}#Реестр"
    assert found["mapping"] == {"imports": str(tmp_path / "list.toml")}


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Published are all"), ("ru", "Опубликованы")]
)
def test_the_head_of_a_synthetic_page_says_which_figures_are_published(flows, language, said):
    known = {"synthetic": True, "sources": [{"title": "T", "address": ""}]}
    told = sez.pages.passage.title(sez.edition(flows, known, period="2019", language=language))
    assert said not in repr(told) and told.warning
    known["published"] = {"en": "all totals", "ru": "итоги"}
    told = sez.pages.passage.title(sez.edition(flows, known, period="2019", language=language))
    # quietly, for the warning is to be short enough to be read
    assert said in told.sentences[-1] and said not in told.warning


def test_a_page_closes_with_what_the_profile_states_of_its_release(tmp_path, flows):
    path = tmp_path / "profile.toml"
    path.write_text('released = 2020-02-15\npublisher = "Bureau"\nlicence = "CC BY 4.0"')
    ed = sez.edition(flows, period="2019", profile=sez.read_profile(path))
    assert ed.closing() == [
        "Released: 15 February 2020.",
        "Published by Bureau.",
        "Licence: CC BY 4.0.",
        "Cite as: Bureau, Exports, 2019, released 15 February 2020.",
    ]
    assert sez.edition(flows, period="2019").closing() == ["Cite as: Exports, 2019."]
    path.write_text('next_release = "soon"')
    with pytest.raises(sez.FlowsError, match="next_release = 'soon' is no day, such as 2020-02-15"):
        sez.read_profile(path)
