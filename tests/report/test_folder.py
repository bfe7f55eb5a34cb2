"""A report's folder: whole or not at all, and nobody else's."""

import os
import stat

import pytest

from sezlib.report import folder
from sezlib.schema import FlowsError


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


def test_a_manifest_of_somebody_else_claims_nothing(tmp_path):
    (tmp_path / folder.MANIFEST).write_text('{"name": "an app"}')
    with pytest.raises(FlowsError, match=r"manifest\.json"):
        folder.claim(tmp_path)


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
    filled(tmp_path / ".report.old", page="old")
    folder.restore(tmp_path / "report")
    assert (tmp_path / "report" / "page").read_text() == "old"
    filled(tmp_path / ".report.old", page="older")
    folder.restore(tmp_path / "report")
    assert (tmp_path / "report" / "page").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["report"]


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
