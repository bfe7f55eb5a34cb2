"""The project's own files: what is pinned, what is shipped, what is kept out."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINS = {
    canonicalize_name(r.name): r
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.lstrip().startswith("#")
    for r in [Requirement(line)]
}
WANTED = [Requirement(r) for r in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]]


def tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_every_requirement_is_pinned_to_one_version():
    loose = [str(r) for r in PINS.values() if not re.fullmatch(r"==[^*,]+", str(r.specifier))]
    assert loose == []


@pytest.mark.parametrize("wanted", WANTED, ids=lambda r: r.name)
def test_a_pin_lies_in_the_range_of_the_project(wanted):
    [version] = PINS[canonicalize_name(wanted.name)].specifier
    assert wanted.specifier.contains(version.version)


def test_the_version_is_said_in_one_voice():
    import sezlib

    assert sezlib.__version__ == PROJECT["version"]


def test_continuous_integration_runs_what_anybody_would():
    assert (ROOT / ".ci/run").read_text().splitlines()[-1] == "make test"


@pytest.mark.parametrize("path", tracked(), ids=lambda path: path.name)
def test_no_file_names_a_machine_or_leaves_work_unsaid(path):
    if path.name == Path(__file__).name:
        return
    # the letters of a picture spell whatever they like
    if path.suffix == ".png":
        return
    text = path.read_bytes().decode("utf-8")
    text = re.sub(r'"image/png": "[^"]*"', "", text)
    assert not re.search(r"/(home|root|work|farm|tmp)/\w", text), "a path of one machine"
    assert not re.search(r"\b(TODO|FIXME|XXX)\b", text)


def test_each_fault_that_is_planted_by_hand_still_has_its_place():
    held = tomllib.loads((ROOT / "tools/faults.toml").read_text(encoding="utf-8"))
    gone = [
        (file, name)
        for file, group in held.items()
        for name, old, *_ in group["faults"]
        if (ROOT / file).read_text(encoding="utf-8").count(old) != 1
    ]
    assert not gone
