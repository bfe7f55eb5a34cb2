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
