"""The example of the library, what all workers of a run share, and how Hypothesis is run."""

from __future__ import annotations

import fcntl
import gc
import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Generator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import Phase, settings

import sezlib as sez
from sezlib.report import kernels
from tests import processes

ROOT = Path(__file__).parent.parent
# the key by which sezlib knows its own folders is no affair of whoever runs the tests
STATE = tempfile.TemporaryDirectory()
os.environ["XDG_STATE_HOME"] = STATE.name

# derandomised, so that a red run is red again tomorrow and on another machine
# a failing example is made small, and not explained line by line, which takes minutes
PHASES = (Phase.explicit, Phase.generate, Phase.shrink)
settings.register_profile("sezlib", max_examples=40, deadline=None, derandomize=True, phases=PHASES)
settings.load_profile("sezlib")

# loaded by a process of its own, which has more to do than to collect tests
collect_ignore = ["loaded.py"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put tests on Spark first: one worker starts it, and what others take is the end of a list."""
    items.sort(key=lambda item: "spark" not in item.name and "test_spark" not in item.nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect tests, which stay to the end, without looking for any that could be freed."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        # tables and pages are large and few are circles: to look for these takes more than they do
        gc.set_threshold(20_000, 10, 50)
        gc.enable()


def pytest_unconfigure() -> None:
    """Have what stayed to the end freed, or libraries tell of every object that was not."""
    gc.unfreeze()


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable], Path]:
    """What fills a folder once for all tests of all workers, which read it and change nothing."""
    root = tmp_path_factory.getbasetemp()
    root = (root.parent if "PYTEST_XDIST_WORKER" in os.environ else root) / "once"
    root.mkdir(exist_ok=True)

    def made(name: str, fill: Callable[[Path], object]) -> Path:
        folder, done = root / name, root / f"{name}.done"
        with (root / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                folder.mkdir()
                fill(folder)
                done.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def published(once):
    """The annual report of the sample in a language, made by a new Python, and what that said."""

    def fill(folder: Path) -> None:
        # far from the project, as cron would
        language = folder.name.rpartition("-")[2]
        given = ["-p", "period=2019", "-p", f"language={language}", "--out", folder / "out"]
        done = processes.run("report", "annual_export", *given, cwd=folder, new=True)
        told = [done.returncode, done.stdout, done.stderr]
        (folder / "said.json").write_text(json.dumps(told), encoding="utf-8")

    def report(language: str) -> tuple[subprocess.CompletedProcess[str], Path]:
        folder = once(f"annual-{language}", fill)
        told = json.loads((folder / "said.json").read_text(encoding="utf-8"))
        return subprocess.CompletedProcess("sez", *told), folder / "out"

    return report


@pytest.fixture(scope="session")
def reported(once, published) -> Callable[..., Path]:
    """The report of a notebook about the sample, which is not there where it was refused."""
    usual = {"audience": "internal", "language": "en", "period": "2019"}

    def report(notebook: str, rules: str = "", **given: str) -> Path:
        given = usual | given
        if notebook == "annual_export" and given == usual | {"language": given["language"]}:
            return published(given["language"])[1]
        told = [f"{name}={said}" for name, said in given.items()]

        def fill(folder: Path) -> None:
            asked = [part for one in told for part in ("-p", one)]
            if rules:
                (folder / "rules.toml").write_text(rules, encoding="utf-8")
                asked += ["--rules", folder / "rules.toml"]
            done = processes.run("report", notebook, *asked, "--out", folder / "out", cwd=ROOT)
            assert done.returncode == 0 or given["audience"] == "public", done.stderr
            assert done.returncode in (0, 2), done.stderr

        return once(";".join([notebook, *told, rules]), fill) / "out"

    return report


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
