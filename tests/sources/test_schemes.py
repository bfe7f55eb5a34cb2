"""Numbers of countries are of a scheme, stated or shown; a mapping has names of its own."""

import pandas as pd
import pytest

import sezlib as sez
from sezlib.sources import suggest

MAPPING = """
value_in = "EUR"
{}
[columns]
period = "period"
value = "value"
destination = "to"
{}
"""


@pytest.fixture
def take(tmp_path):
    def taken(rows, keys="", tables="", header="to"):
        lines = "".join(f"2019,1,{row}\n" for row in rows)
        (tmp_path / "a.csv").write_text(f"period,value,{header}\n{lines}")
        (tmp_path / "m.toml").write_text(MAPPING.format(keys, tables))
        return sez.intake(tmp_path / "a.csv", mapping=tmp_path / "m.toml")

    return taken


def countries(taken):
    return taken.flows["destination"].tolist()


@pytest.mark.parametrize("numbers", [["720"], ["156", "276"], ["720.0", "400", "4"], ["156", "7"]])
def test_a_number_whose_scheme_is_not_known_is_asked_about(take, numbers):
    taken = take(numbers)
    assert taken.rows("rejected") == len(numbers)
    assert (
        taken.rejected["reason"]
        .str.contains('state the scheme of numbers, such as countries = "m49"')
        .all()
    )


def test_the_question_names_the_countries_that_a_number_may_be(take):
    # 720 was Democratic Yemen for the United Nations, and is China for Eurostat
    [reason] = take(["720"]).rejected["reason"]
    assert reason.startswith("may be YEM in 'm49', CHN in 'comext'")


def test_a_number_in_a_file_of_our_own_layout_is_asked_about_too(tmp_path):
    (tmp_path / "a.csv").write_text("period,value,destination\n2019,1,720\n2019,2,CHN\n")
    taken = sez.intake(tmp_path / "a.csv")
    assert countries(taken) == ["CHN"] and taken.rows("rejected") == 1


@pytest.mark.parametrize(
    ("scheme", "numbers", "expected"),
    [("m49", ["156", "156.0", "36", "036"], ["CHN", "CHN", "AUS", "AUS"]),
     ("comext", ["720", "400.0", "004", "4", "0732"], ["CHN", "USA", "DEU", "DEU", "JPN"]),
     ("comexstat", ["160", "23"], ["CHN", "DEU"]),
     ("customs", ["156", "AB", "31", "051"], ["CHN", "ZZZ", "AZE", "ARM"])],
)  # fmt: skip
def test_a_scheme_that_is_stated_is_read(take, scheme, numbers, expected):
    assert countries(take(numbers, f'countries = "{scheme}"')) == expected


def test_names_are_read_beside_numbers_of_a_stated_scheme(take):
    assert countries(take(["Китай", "720"], 'countries = "comext"')) == ["CHN", "CHN"]


@pytest.mark.parametrize(
    ("rows", "scheme", "expected"),
    [(["720,CN", "400,US", "959,QW"], "comext", ["CHN", "USA", "ZZZ"]),
     (["156,Китай", "276.0,Германия"], "m49", ["CHN", "DEU"]),
     (["160,China", "23,Germany"], "comexstat", ["CHN", "DEU"])],
)  # fmt: skip
def test_a_column_of_names_or_letters_shows_the_scheme(take, rows, scheme, expected):
    taken = take(rows, header="to,beside")
    assert countries(taken) == expected
    assert taken.told["numbers of countries"] == f"{scheme} (beside)"


@pytest.mark.parametrize(
    "rows",
    [["720,CN", "720,US"], ["720,RU", "400,RU"], ["720,CN", "400,", "732,"], ["720,wafers"],
     ["156,CN", "720,CN"]],
)  # fmt: skip
def test_a_column_that_does_not_agree_with_the_numbers_shows_nothing(take, rows):
    assert take(rows, header="to,beside").rows("accepted") == 0


def test_a_mapping_has_names_of_its_own(take):
    aliases = '[aliases]\n"Корея" = "KOR"\n"Англия" = "Великобритания"\n"901" = "CHN"\n'
    rows = ["Корея", "КОРЕЯ ", "Англия", "901", "Китай", "901.0"]
    assert countries(take(rows, tables=aliases)) == ["KOR", "KOR", "GBR", "CHN", "CHN", "CHN"]


def test_an_unknown_country_says_what_to_write_and_it_is_read(take):
    taken = take(["Корея", "ЕАЭС"])
    for name, reason in zip(["Корея", "ЕАЭС"], taken.rejected["reason"], strict=True):
        assert f'"{name}" = "..." under [aliases]' in reason
        assert f'"to" = ["{name}"] under [aside]' in reason
    again = take(["Корея", "ЕАЭС"], tables='[aliases]\n"Корея" = "KOR"\n[aside]\nto = ["ЕАЭС"]\n')
    assert countries(again) == ["KOR"]
    assert (again.rows("set aside"), again.rows("rejected")) == (1, 0)


@pytest.mark.parametrize(
    ("keys", "tables", "reason"),
    [('countries = "un"', "", "countries is 'un', and not one of 'm49', 'comext', 'comexstat'"),
     ("", '[aliases]\n"Корея" = "QA1"', "alias 'Корея' is 'QA1', and not a country, such as 'KOR'"),
     ("", '[aliases]\n"Корея" = "410"', "alias 'Корея' is '410', and not a country"),
     ("", '[aliases]\n"Корея" = 410', "alias 'Корея' is 410, and not a country")],
)  # fmt: skip
def test_a_wrong_scheme_or_alias_is_refused(take, keys, tables, reason):
    with pytest.raises(sez.FlowsError, match=reason):
        take(["CHN"], keys, tables)


def test_a_first_mapping_prefers_names_and_letters_to_numbers(tmp_path):
    frame = pd.DataFrame({
        "TYPE_CODE": ["C"], "REPORTER": ["004"], "REPORTER_ISO": ["DE"], "PARTNER": ["720"],
        "PARTNER_ISO": ["CN"], "CMD_CODE": ["8542"], "VALUE": ["1"],
    })  # fmt: skip
    frame.to_csv(tmp_path / "a.csv", index=False)
    told = suggest(tmp_path / "a.csv")
    for line in ('zone = "REPORTER_ISO"', 'destination = "PARTNER_ISO"', 'product = "CMD_CODE"'):
        assert line in told.split("\n")
    assert "countries" not in told
    frame.drop(columns="PARTNER_ISO").to_csv(tmp_path / "a.csv", index=False)
    told = suggest(tmp_path / "a.csv")
    assert 'destination = "PARTNER"' in told and '# countries = "m49"' in told
