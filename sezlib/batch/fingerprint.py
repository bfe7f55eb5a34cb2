"""What a report hangs on, as digests: while none of it changes, the report need not be made.

What each was made from is kept beside the reports, out of sight.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import platform
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from sezlib import sources, trace
from sezlib.flows import FlowsError
from sezlib.report import folder, letterhead, ownership
from sezlib.report.forms import USUAL
from sezlib.report.run import Job
from sezlib.secrets import RULES, masked, published_folders, without_secrets
from sezlib.sources import files
from sezlib.texts import PROJECT

# of a report's own data nothing is here, and of caches nothing
SOURCE = ("*.py", "*.ftl", "*.j2", "*.css", "*.json")


@functools.cache
def source() -> str:
    """Return the digest of sezlib's own code, texts and reference tables."""
    package = Path(trace.__file__).parent
    files = {p for pattern in SOURCE for p in package.rglob(pattern) if "_project" not in p.parts}
    tables = {p for p in (PROJECT / "data" / "reference").rglob("*") if p.is_file()}
    said = hashlib.sha256()
    for file in sorted(files | tables):
        said.update(f"{file.name}\0{trace.digest(file)}\n".encode())
    return said.hexdigest()


@functools.cache
def packages() -> str:
    """Return the digest of the Python and of every package installed, with its version."""
    found = {f"{d.name}=={d.version}" for d in metadata.distributions() if d.name != "sezlib"}
    return _digest([platform.python_version(), *sorted(found)])


class Digests:
    """The digests of files, each read once while it stays as it is."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, tuple[int, ...]], str] = {}

    def of(self, path: str) -> str:
        """Return the SHA-256 of a file, or that it is absent."""
        far = sources.is_remote(path)
        try:
            seen = (path, () if far else trace.signature(resolve_path(path)))
            if seen not in self._known:
                self._known[seen] = files.digest(path) if far else trace.digest(resolve_path(path))
            return self._known[seen]
        except (FlowsError, OSError):
            # what is asked of a network is asked once
            return self._known.setdefault((path, ()), trace.ABSENT) if far else trace.ABSENT


WITH_US = "sezlib:"


def portable_path(path: str) -> str:
    """Return a file's address, or its path from the folder of the plan, which is worked in.

    What came with the package has its place in there: no folder of this machine is told, and on
    another one the same name leads to the same file.
    """
    if not path or sources.is_remote(path):
        return path
    whole, here, ours = Path(path).resolve(), Path.cwd(), PROJECT.resolve()
    if whole.is_relative_to(ours) and not whole.is_relative_to(here):
        return WITH_US + whole.relative_to(ours).as_posix()
    return os.path.relpath(whole, here)


def resolve_path(name: str) -> Path:
    """Return where a file lies that `named` has named, from the folder of the plan."""
    inside = name.removeprefix(WITH_US)
    return PROJECT / inside if inside != name else Path(name)


def parts(
    notebook: str, parameters: dict[str, Any], inputs: dict[str, str], forms: Iterable[str] = USUAL
) -> dict[str, Any]:
    """Return all that a report hangs on: digests of the notebook and of the files it looked for.

    A secret is none of it: another password opens the same data.
    """
    return {
        "notebook": notebook,
        "sezlib": source(),
        "packages": packages(),
        "parameters": masked(parameters),
        "rules": rules_of(parameters),
        "forms": [*forms],
        "inputs": {without_secrets(portable_path(path)): digest for path, digest in inputs.items()},
    }


def forms_of(job: Job) -> list[str]:
    """Return which forms a report is published in, and digests of the letterhead they have."""
    held = [Path(job.template, name) for name in letterhead.FILES if job.template]
    return [*job.to, *(f"{p.name} {trace.digest(p)}" for p in held if p.is_file())]


def rules_of(parameters: dict[str, Any]) -> str:
    """Return what a public edition is made by, as a digest that is nothing without our key."""
    if parameters.get("audience") != "public":
        return ""
    folders = published_folders()
    paths = [os.environ.get(RULES, ""), *(f"{path}/{folder.MANIFEST}" for path in folders)]
    found = (Path(path) for path in paths if path)
    return ownership.sign("rules", *(p.read_text("utf-8") if p.is_file() else "" for p in found))


def key(of: dict[str, Any]) -> str:
    """Return one digest of all parts; where a file lies is no part, its content and its use are."""
    found = [digest for digest in of["inputs"].values() if digest != trace.ABSENT]
    return _digest({**of, "inputs": sorted(found)})


def changed(before: dict[str, Any], now: dict[str, Any]) -> str:
    """Return what of the parts has changed, in words, or nothing."""
    words = {"notebook": "the notebook", "sezlib": "sezlib", "packages": "a package"}
    words |= {"parameters": "a parameter", "rules": "a rule", "forms": "what it is published in"}
    for part, word in words.items():
        if before.get(part) != now[part]:
            return f"{word} changed"
    for path, digest in now["inputs"].items():
        if (was := before["inputs"].get(path)) != digest:
            became = {digest: "changed", trace.ABSENT: "is gone"}[digest]
            return f"{Path(path).name} {'was not there' if was == trace.ABSENT else became}"
    return ""


def _digest(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


HOME = ".sezlib"


def state_of(target: Path) -> Path:
    """Return where the state of a report is kept."""
    return target.parent / HOME / f"{target.name}.json"


def write_state(target: Path, state: dict[str, Any]) -> None:
    """Keep the state of a report that is about to be put in its place."""
    path = state_of(target)
    path.parent.mkdir(exist_ok=True)
    if path.exists() and not _ours(path):
        raise FlowsError(
            f"'{HOME}/{path.name}' is there already, and no batch has written it; move it away"
        )
    folder.write_json(path, state)


def inputs(target: Path) -> list[str]:
    """Return the names of the files that a report was made from."""
    return list(folder.read_json(state_of(target)).get("parts", {}).get("inputs", {}))


def forget_state(target: Path) -> None:
    """Keep nothing of a report that is there no more."""
    if _ours(state_of(target)):
        state_of(target).unlink()


def _ours(path: Path) -> bool:
    return {"key", "parts"} <= folder.read_json(path).keys()


def why_stale(job: Job, inputs: list[str], digests: Digests) -> tuple[str, str]:
    """Return why a report has to be made, or nothing, and the key of the report that is there.

    `inputs` are files that it hangs on besides those that it opened when it was made.
    """
    manifest = folder.read_json(job.target / folder.MANIFEST)
    state = folder.read_json(state_of(job.target))
    if manifest.get("status") != "completed":
        return "not made yet", ""
    if not state or state.get("key") != manifest.get("key"):
        return "made by no batch", ""
    if folder.failed_folder(job.target).exists():
        return "the last run failed", ""
    before = state["parts"]
    if "" in before["inputs"]:
        return "a database was asked", ""
    texts = [*inputs, *(text for text in job.parameters.values() if isinstance(text, str))]
    # an address is kept without its password, and opened with the one that is given
    said = [one.strip() for text in texts for one in (text, *text.split(","))]
    whole = {without_secrets(one): one for one in said if sources.is_remote(one)}
    paths = {*before["inputs"], *(without_secrets(portable_path(one)) for one in inputs)}
    seen = {path: digests.of(whole.get(path, path)) for path in paths}
    now = parts(trace.digest(job.notebook), job.parameters, seen, forms_of(job))
    if why := changed(before, now):
        return why, ""
    try:
        same = folder.outputs(job.target) == manifest["outputs"]
    except OSError:
        same = False
    return ("", manifest["key"]) if same else ("a file of the report was changed", "")
