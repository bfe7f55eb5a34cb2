"""A report's folder: whole or not at all, and nobody else's."""

import json
import os
import shutil
import stat

import pytest

from sezlib.cli import main
from sezlib.flows import FlowsError
from sezlib.report import folder
from sezlib.report.errors import LockedError, UnwrittenError


def filled(path, **files):
    path.mkdir(parents=True)
    for name, text in files.items():
        (path / name).write_text(text)
    outputs = folder.outputs(path)
    folder.write_json(path / folder.MANIFEST, {"made_by": "sezlib", "outputs": outputs})
    return path


def test_a_folder_that_is_not_there_or_empty_may_be_taken(tmp_path):
    assert folder.claim(tmp_path / "new") is None
    assert folder.claim(tmp_path) is None


def test_an_earlier_report_may_be_replaced(tmp_path):
    assert folder.claim(filled(tmp_path / "report", page="old")) is None


def test_a_folder_with_a_strange_file_is_refused_and_kept(tmp_path):
    target = filled(tmp_path / "report", page="old")
    (target / "my notes.txt").write_text("mine")
    with pytest.raises(FlowsError, match=r"holds 'my notes\.txt', which no report put there"):
        folder.claim(target)


def test_an_empty_folder_and_a_link_of_somebody_are_strange_too(tmp_path):
    target = filled(tmp_path / "report", page="old")
    (target / "empty").mkdir()
    with pytest.raises(FlowsError, match="holds 'empty'"):
        folder.claim(target)
    (target / "empty").rmdir()
    (target / "link").symlink_to(tmp_path)
    with pytest.raises(FlowsError, match="holds 'link'"):
        folder.claim(target)


def test_what_is_changed_is_the_report_s_only_under_our_seal(tmp_path):
    made = filled(tmp_path / "made", page="old")
    told = folder.read_json(made / folder.MANIFEST)
    folder.write_manifest(made, told)
    (made / "page").write_text("changed")
    assert folder.claim(made) is None
    copy = shutil.copytree(made, tmp_path / "copy")
    with pytest.raises(FlowsError, match="holds 'page', which no report put there"):
        folder.claim(copy)
    folder.write_json(made / folder.MANIFEST, {**told, "outputs": [{"file": "page"}]})
    with pytest.raises(FlowsError, match=r"holds 'manifest\.json', 'page'"):
        folder.claim(made)


def test_a_manifest_of_somebody_else_claims_nothing(tmp_path):
    (tmp_path / folder.MANIFEST).write_text('{"name": "an app"}')
    with pytest.raises(FlowsError, match=r"manifest\.json"):
        folder.claim(tmp_path)


@pytest.mark.parametrize("out", ["memory://x", "file:///srv/x", "s3://key:gEh3im@bucket/x"])
def test_an_address_is_no_folder_of_a_report(tmp_path, monkeypatch, capsys, out):
    monkeypatch.chdir(tmp_path)
    assert main(["report", "annual_export", "--out", out]) == 2
    said = capsys.readouterr().err
    assert said.startswith("sez: the out of a report is a folder and no address; a plan")
    assert "gEh3im" not in said and list(tmp_path.iterdir()) == []


def test_a_file_or_a_link_is_no_folder(tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to(tmp_path)
    for name in ("file", "link"):
        with pytest.raises(FlowsError, match="is not a folder"):
            folder.claim(tmp_path / name)


@pytest.mark.parametrize("exchange", [True, False])
def test_publishing_replaces_all_and_leaves_nothing_beside(tmp_path, monkeypatch, exchange):
    if not exchange:
        monkeypatch.setattr(folder, "_exchange", lambda one, other: False)
    target = filled(tmp_path / "report", page="old", gone="old")
    built = folder.stage(target)
    (built / "page").write_text("new")
    folder.publish(built, target)
    assert {p.name: p.read_text() for p in target.iterdir()} == {"page": "new"}
    assert [p.name for p in tmp_path.iterdir()] == ["report"]


def test_a_published_folder_can_be_read_by_others(tmp_path):
    before = os.umask(0o022)
    try:
        built = folder.stage(tmp_path / "report")
        folder.publish(built, tmp_path / "report")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "report").stat().st_mode) == 0o755


def test_parents_that_nothing_was_put_in_are_taken_away_and_no_others(tmp_path):
    with folder.parents(tmp_path / "a" / "b" / "report"):
        assert (tmp_path / "a" / "b").is_dir()
        (tmp_path / "a" / "mine").touch()
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["mine"]


def test_a_report_that_was_taken_away_and_not_replaced_comes_back(tmp_path):
    filled(folder._old(tmp_path / "report"), page="old")
    folder.restore(tmp_path / "report")
    assert (tmp_path / "report" / "page").read_text() == "old"
    filled(folder._old(tmp_path / "report"), page="older")
    folder.restore(tmp_path / "report")
    assert (tmp_path / "report" / "page").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["report"]


def planted(path):
    """Return the folder of somebody who has all that a run leaves, but for the name."""
    mine = path.parent / "elsewhere"
    mine.mkdir()
    (mine / "mine.txt").write_text("mine")
    note = {"kind": "kernel", "folder": str(mine)}
    return filled(path, **{"record.jsonl": json.dumps(note) + "\n", "mine.txt": "mine"}), mine


@pytest.mark.parametrize("name", [".data.old", ".data.building", ".data.0123456789abcdef.building"])
def test_what_nobody_here_has_made_is_left_whatever_its_name(tmp_path, name):
    theirs, mine = planted(tmp_path / name)
    before = sorted(tmp_path.rglob("*"))
    assert folder.unfinished_reports(tmp_path) == set()
    assert folder.recover(tmp_path / "data") is None
    folder.discard(filled(tmp_path / "data", page="old"))
    assert sorted(tmp_path.rglob("*")) == before
    assert (theirs / "mine.txt").read_text() == (mine / "mine.txt").read_text() == "mine"


def test_a_record_in_a_folder_of_ours_names_nothing_else_to_be_removed(tmp_path):
    theirs, mine = planted(tmp_path / "theirs")
    built = folder.stage(tmp_path / "data")
    (built / "record.jsonl").write_bytes((theirs / "record.jsonl").read_bytes())
    assert folder.unfinished_reports(tmp_path) == {tmp_path / "data"}
    folder.recover(tmp_path / "data")
    assert not built.exists() and (mine / "mine.txt").exists()


def test_a_file_in_the_place_of_half_a_file_or_of_a_lock_stays(tmp_path):
    for name in (".page.half", ".page.lock"):
        (tmp_path / name).write_text("mine")
    folder.write(tmp_path / "page", "new")
    held = folder.locked(tmp_path / ".page.lock", "page")
    with held, pytest.raises(LockedError), folder.locked(tmp_path / ".page.lock", "page"):
        pass
    with folder.locked(tmp_path / ".other.lock", "other"):
        assert (tmp_path / ".other.lock").exists()
    found = {p.name: p.read_text() for p in tmp_path.iterdir()}
    assert found == {".page.half": "mine", ".page.lock": "mine", "page": "new"}


def test_another_key_makes_other_names_and_no_home_is_no_end(tmp_path, monkeypatch):
    here = folder.staging(tmp_path / "x")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    there = folder.staging(tmp_path / "x")
    assert here != there
    assert (tmp_path / "state" / "sezlib" / "key").stat().st_mode & 0o077 == 0
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert folder.staging(tmp_path / "x") == folder.staging(tmp_path / "x") != there
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    with pytest.raises(UnwrittenError, match="name another folder in XDG_STATE_HOME"):
        folder.staging(tmp_path / "x")


def test_long_words_are_cut_by_bytes_and_told_apart(tmp_path):
    zones = ["Ж" * 90 + "1", "Ж" * 90 + "2", "Ж" * 90]
    made = {folder.default("n", {"zone": z, "period": "2019"}, {}).name for z in zones}
    assert len(made) == 3
    for name in made:
        assert name.startswith("n-" + "Ж" * 40 + "-2019-")
        folder.stage(folder.failed_folder(tmp_path / name)).rmdir()
    longest = folder.fit_name(lambda cut: "-".join([cut("Ж" * 90)] * 9))
    assert len(longest.encode()) <= 200 and "\ufffd" not in longest


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({"period": "2019", "language": "en"}, "n-2019-en"),
        ({"zone": "../../etc", "period": "2019"}, "n-etc-2019"),
        ({"zone": "ОЭЗ «А»/б"}, "n-ОЭЗ_А_б"),
        ({"zone": "..", "period": ""}, "n"),
    ],
)
def test_the_default_folder_never_leaves_reports(parameters, name):
    assert folder.default("n", parameters, {}).as_posix() == f"reports/{name}"
