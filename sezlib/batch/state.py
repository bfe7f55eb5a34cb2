"""What each report was made from, kept beside the reports, out of sight."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sezlib import record, sources
from sezlib.batch import key
from sezlib.report import aftermath, folder
from sezlib.report.run import Job
from sezlib.schema import FlowsError
from sezlib.secrets import without_secrets

HOME = ".sezlib"


def place(target: Path) -> Path:
    """Return where the state of a report is kept."""
    return target.parent / HOME / f"{target.name}.json"


def write(target: Path, state: dict[str, Any]) -> None:
    """Keep the state of a report that is about to be put in its place."""
    path = place(target)
    path.parent.mkdir(exist_ok=True)
    if path.exists() and not _ours(path):
        raise FlowsError(
            f"{str(path)!r} is there already, and no batch has written it; move it away"
        )
    folder.write_json(path, state)


def inputs(target: Path) -> list[str]:
    """Return the files that a report was made from."""
    return list(folder.read_json(place(target)).get("parts", {}).get("inputs", {}))


def forget(target: Path) -> None:
    """Keep nothing of a report that is there no more."""
    if _ours(place(target)):
        place(target).unlink()


def _ours(path: Path) -> bool:
    return {"key", "parts"} <= folder.read_json(path).keys()


def stale(job: Job, inputs: list[str], digests: key.Digests) -> tuple[str, str]:
    """Return why a report has to be made, or nothing, and the key of the report that is there.

    `inputs` are files that it hangs on besides those that it opened when it was made.
    """
    manifest = folder.read_json(job.target / folder.MANIFEST)
    state = folder.read_json(place(job.target))
    if manifest.get("status") != "completed":
        return "not made yet", ""
    if not state or state.get("key") != manifest.get("key"):
        return "made by no batch", ""
    if aftermath.failed(job.target).exists():
        return "the last run failed", ""
    before = state["parts"]
    if "" in before["inputs"]:
        return "a database was asked", ""
    texts = [*inputs, *(text for text in job.parameters.values() if isinstance(text, str))]
    # an address is kept without its password, and opened with the one that is given
    said = [one.strip() for text in texts for one in (text, *text.split(","))]
    whole = {without_secrets(one): one for one in said if sources.is_remote(one)}
    paths = {*before["inputs"], *(without_secrets(key.named(one)) for one in inputs)}
    seen = {path: digests.of(whole.get(path, path)) for path in paths}
    now = key.parts(record.digest(job.notebook), job.parameters, seen)
    if why := key.changed(before, now):
        return why, ""
    try:
        same = folder.outputs(job.target) == manifest["outputs"]
    except OSError:
        same = False
    return ("", manifest["key"]) if same else ("a file of the report was changed", "")
