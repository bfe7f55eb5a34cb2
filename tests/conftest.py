"""The five-row table that the examples of the library show, and how Hypothesis is run."""

from __future__ import annotations

import os
import tempfile

import pandas as pd
import pytest
from hypothesis import Phase, settings

import sezlib as sez
from sezlib.report import kernels
from tests import processes

# the key by which sezlib knows its own folders is no affair of whoever runs the tests
STATE = tempfile.TemporaryDirectory()
os.environ["XDG_STATE_HOME"] = STATE.name

# derandomised, so that a red run is red again tomorrow and on another machine
# a failing example is made small, and not explained line by line, which takes minutes
PHASES = (Phase.explicit, Phase.generate, Phase.shrink)
settings.register_profile("sezlib", max_examples=40, deadline=None, derandomize=True, phases=PHASES)
settings.load_profile("sezlib")


@pytest.fixture(autouse=True, scope="session")
def forked_kernels():
    """A notebook that a test runs has a forked kernel, which starts at once."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(kernels, "take_waiting", processes.Forked)
        yield


@pytest.fixture
def new_kernels(monkeypatch):
    """Each kernel is a new Python, as where one report is made alone."""
    monkeypatch.setattr(kernels, "take_waiting", lambda: None)


@pytest.fixture
def flows() -> pd.DataFrame:
    """Two countries, two groups, three residents, three years: 10, 40 and 60, 110 in all."""
    return sez.example()


@pytest.fixture
def gap() -> pd.DataFrame:
    """2015 and 2016 sold, 2017 absent, 2018 nothing but a zero, 2019 sold."""
    rows = [("2015", "CHN", 8.0), ("2016", "CHN", 4.0), ("2018", "CHN", 0.0), ("2019", "CHN", 6.0)]
    return pd.DataFrame(rows, columns=["period", "destination", "value"])
