"""What is told on the way."""

import io
import time

import pytest

import sezlib as sez
from sezlib.sources import taking


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Working:
    """A connection half way through a query."""

    def execute(self, query):
        pass

    def query_progress(self):
        return 50.0


def test_progress_is_told_on_a_terminal_and_wiped_away(monkeypatch):
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr(taking, "EVERY", 0.001)
    with taking.progress(Working(), "zone.csv") as at:
        at("reading")
        time.sleep(0.05)
    lines = screen.getvalue().split("\r")
    assert "zone.csv: reading 50 %" in [line.strip() for line in lines]
    assert lines[-1] == "" and not lines[-2].strip()


def test_progress_is_silent_elsewhere(capsys):
    sez.intake("data/sample/flows.csv")
    assert capsys.readouterr() == ("", "")


def test_a_query_that_fails_for_the_disk_is_told_in_one_sentence(monkeypatch):
    import duckdb

    def full(*_):
        raise duckdb.IOException("Could not write: No space left on device")

    monkeypatch.setattr(taking, "judge", full)
    with pytest.raises(sez.FlowsError, match=r"^flows.csv: cannot be read to its end: .*No space"):
        sez.intake("data/sample/flows.csv")


def test_a_year_beside_its_months_is_rejected_with_line_and_reason(tmp_path):
    file = tmp_path / "zone.csv"
    file.write_text(
        "period,zone,value,currency\n2019-01,A,1,RUB\n2019,A,7,RUB\n2019,B,5,RUB\n2020,A,2,RUB\n"
    )
    taken = sez.intake(file)
    assert taken.rejected.to_dict("records") == [
        {
            "line": 3,
            "column": "period",
            "value": "2019",
            "reason": "has both '2019' and '2019-01' inside it, which would count twice; "
            "keep one of them",
        }
    ]
    assert taken.flows["value"].sum() == 8


def test_a_fault_in_a_query_is_not_laid_on_the_file(monkeypatch):
    import duckdb

    def wrong(*_):
        raise duckdb.BinderException("Referenced table not found")

    monkeypatch.setattr(taking, "judge", wrong)
    with pytest.raises(duckdb.BinderException):
        sez.intake("data/sample/flows.csv")
