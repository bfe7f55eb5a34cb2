"""What a report hangs on, as digests: while none of it changes, the report need not be made."""

from __future__ import annotations

import functools
import hashlib
import json
import platform
from importlib import metadata
from pathlib import Path
from typing import Any

from sezlib import record, reference, sources
from sezlib.schema import FlowsError
from sezlib.secrets import masked, without_secrets
from sezlib.sources import remote

# of a report's own data nothing is here, and of caches nothing
SOURCE = ("*.py", "*.ftl", "*.j2", "*.css", "*.json")


@functools.cache
def source() -> str:
    """Return the digest of sezlib's own code, texts and reference tables."""
    package = Path(record.__file__).parent
    files = {p for pattern in SOURCE for p in package.rglob(pattern) if "_project" not in p.parts}
    tables = {p for p in (reference.PROJECT / "data" / "reference").rglob("*") if p.is_file()}
    said = hashlib.sha256()
    for file in sorted(files | tables):
        said.update(f"{file.name}\0{record.digest(file)}\n".encode())
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
        if sources.is_remote(path):
            return self._far(path)
        try:
            seen = (path, record.signature(Path(path)))
            if seen not in self._known:
                self._known[seen] = record.digest(Path(path))
            return self._known[seen]
        except OSError:
            return record.ABSENT

    def _far(self, address: str) -> str:
        seen = (address, ())
        if seen not in self._known:
            try:
                self._known[seen] = remote.digest(address)
            except FlowsError:
                self._known[seen] = record.ABSENT
        return self._known[seen]


def named(path: str) -> str:
    """Return a file's path or address in one form."""
    return path if sources.is_remote(path) else str(Path(path).resolve())


def parts(notebook: str, parameters: dict[str, Any], inputs: dict[str, str]) -> dict[str, Any]:
    """Return all that a report hangs on: digests of the notebook and of the files it looked for.

    A secret is none of it: another password opens the same data.
    """
    return {
        "notebook": notebook,
        "sezlib": source(),
        "packages": packages(),
        "parameters": masked(parameters),
        "inputs": {without_secrets(path): digest for path, digest in inputs.items()},
    }


def key(of: dict[str, Any]) -> str:
    """Return one digest of all parts; where a file lies is no part, its content and its use are."""
    found = [digest for digest in of["inputs"].values() if digest != record.ABSENT]
    return _digest({**of, "inputs": sorted(found)})


def changed(before: dict[str, Any], now: dict[str, Any]) -> str:
    """Return what of the parts has changed, in words, or nothing."""
    words = {
        "notebook": "the notebook",
        "sezlib": "sezlib",
        "packages": "a package",
        "parameters": "a parameter",
    }
    for part, word in words.items():
        if before.get(part) != now[part]:
            return f"{word} changed"
    for path, digest in now["inputs"].items():
        if (was := before["inputs"].get(path)) != digest:
            became = {digest: "changed", record.ABSENT: "is gone"}[digest]
            return f"{Path(path).name} {'was not there' if was == record.ABSENT else became}"
    return ""


def _digest(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
