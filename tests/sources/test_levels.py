"""Codes of several levels in one table, and World rows, count each sale once."""

import tomllib

import duckdb
import pytest

import sezlib as sez
from sezlib.sources.layouts import toml_sql

MAPPING = (
    'value_in = "EUR"\n[columns]\nperiod = "Y"\nproduct = "P"\ndestination = "D"\nvalue = "V"\n'
)
HEADING = "a heading, whose lines are in the file"
LINE = "a line, whose heading holds more than its lines"
WORLD = "World, the total of all partners"


@pytest.fixture(params=["own", "mapping"])
def take(request, tmp_path):
    """Take rows of product, destination and value of one year in, in either layout."""

    def taken(rows, keep=""):
        own = request.param == "own" and not keep
        head = "period,product,destination,value" if own else "Y,P,D,V"
        lines = [head, *(f"2019,{product},{to},{value}" for product, to, value in rows)]
        (tmp_path / "f.csv").write_text("\n".join([*lines, ""]))
        (tmp_path / "m.toml").write_text(MAPPING + keep)
        return sez.intake(tmp_path / "f.csv", mapping="" if own else tmp_path / "m.toml")

    return taken


def parts(taken):
    """Value accepted, and rows set aside by reason."""
    account = taken.account
    aside = account[account["part"] == "set aside"]
    accepted = account.loc[account["part"] == "accepted", "value"].iloc[0]
    return float(accepted), dict(zip(aside["reason"], aside["rows"], strict=True))


LINES = [("854231", "CHN", 1000), ("854232", "CHN", 500)]


def test_a_heading_counts_by_its_lines(take):
    taken = take([("85", "CHN", 1500), ("8542", "CHN", 1500), *LINES])
    assert parts(taken) == (1500, {HEADING: 2})
    assert taken.flows["product"].tolist() == ["854231", "854232"]


def test_the_lowest_level_that_is_there_counts_for_each_country(take):
    rows = [("85", "CHN", 1500), *LINES, ("85", "IND", 7), ("8542", "IND", 7), ("8542", "DEU", 5)]
    assert parts(take(rows)) == (1512, {HEADING: 2})


def test_lines_may_be_off_by_rounding(take):
    assert parts(take([("8542", "CHN", 1501), *LINES])) == (1500, {HEADING: 1})
    assert parts(take([("8542", "CHN", "1500.01"), *LINES]))[0] == 1500


def test_a_heading_that_holds_more_than_its_lines_is_counted_as_a_whole(take):
    taken = take([("85", "CHN", 1600), ("8542", "CHN", 1500), *LINES, ("9013", "CHN", 7)])
    assert parts(taken) == (1607, {LINE: 3})
    assert taken.flows["product"].tolist() == ["85", "9013"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("8542", "CHN", 2000), *LINES], "more"),
        ([("8542", "CHN", 900), *LINES, ("90", "CHN", 7), ("9013", "CHN", 7)], "less"),
    ],
)
def test_a_heading_that_may_be_a_flow_is_asked_about(take, rows, told):
    taken = take(rows)
    [reason] = taken.rejected["reason"]
    assert reason.startswith(f"is {told} than its lines in the file add up to: write ")
    assert '= ["8542"] under [aside] in the mapping if the lines count' in reason
    assert parts(take(rows, '[aside]\nP = ["8542"]'))[0] == taken.flows["value"].sum()
    both = parts(take(rows, '[keep]\nP = ["8542"]'))[0]
    assert both == taken.flows["value"].sum() + rows[0][2]


@pytest.mark.parametrize("text", ["8542", '85"42', "85\\42", "85\t42", "it's", '\\"'])
def test_a_text_of_the_data_is_written_as_toml_has_it(text):
    with duckdb.connect() as con:
        [(written,)] = con.execute(f"SELECT {toml_sql('$1')}", [text]).fetchall()
    assert tomllib.loads(f"code = {written}") == {"code": text}


def test_codes_of_several_lengths_that_do_not_add_up_are_flows(take):
    assert parts(take([("8542", "CHN", 300), *LINES, ("8542", "IND", 7)])) == (1807, {})


def test_a_world_row_is_the_total_of_the_partners_of_its_product(take):
    rows = [("8542", "World", 150), ("8542", "China", 100), ("8542", "India", 50)]
    assert parts(take(rows)) == (150, {WORLD: 1})
    assert parts(take([*rows, ("85", "China", 100)])) == (150, {WORLD: 1, HEADING: 1})


@pytest.mark.parametrize("more", [[("8542", "World", 170)], [("9013", "World", 9)]])
def test_a_world_row_that_holds_more_than_its_partners_is_asked_about(take, more):
    taken = take([*more, ("8542", "China", 100), ("8542", "India", 50)])
    [reason] = taken.rejected["reason"]
    assert "count twice: its partners in the file do not add up to it" in reason
    assert parts(taken) == (150, {})
