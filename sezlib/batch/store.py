"""Reports in a store that is no folder, such as `s3://bucket/reports`: any that fsspec knows.

The batch works in a folder of its own, which holds what the store holds; every report is sent when
it is made, its manifest last. A store has no folders that could be exchanged in one step: who reads
it finds in the manifest which bytes belong together.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sezlib.batch import index
from sezlib.batch.fingerprint import HOME, state_of
from sezlib.batch.plan import TAKEN
from sezlib.flows import FlowsError, listed, short
from sezlib.report import folder
from sezlib.report.errors import UnwrittenError
from sezlib.secrets import without_secrets

SCHEME = "://"


def cache(address: str) -> Path:
    """Return the folder that stands for a store on this machine."""
    from platformdirs import user_cache_path

    return user_cache_path("sezlib") / hashlib.sha256(address.encode()).hexdigest()[:16] / "reports"


class Store:
    """A store and the folder that stands for it."""

    def __init__(self, address: str, root: Path) -> None:
        import fsspec

        self.root, self.address = root, without_secrets(address).rstrip("/")
        # by the name of a report, what lies in its place and no manifest of ours lists
        self.strange: dict[str, set[str]] = {}
        try:
            self.files, self.base = fsspec.core.url_to_fs(address)
        except (ImportError, ValueError, OSError) as error:
            raise UnwrittenError(f"{self.address} cannot be reached: {error}") from None
        self.base = self.base.rstrip("/")

    def pull(self) -> None:
        """Have the folder hold what the store holds, and nothing that it does not."""
        with _error_text(self.address):
            # others may have written since it was last asked
            self.files.invalidate_cache()
            found = self.files.find(self.base, detail=True) if self.files.exists(self.base) else {}
            theirs: dict[str, dict[str, Any]] = {}
            for file, about in found.items():
                name, _, rest = file.removeprefix(self.base).strip("/").partition("/")
                theirs.setdefault(name, {})[rest] = about.get("size")
            for path in self.root.iterdir():
                if path.name in (HOME, *TAKEN) or (
                    _is_plain_name(path.name) and path.name not in theirs
                ):
                    _remove(path)
            for name in filter(_is_plain_name, theirs):
                self._bring(name, theirs[name])
            for file in (index.HISTORY, index.PAGE):
                if "" in theirs.get(file, {}):
                    (self.root / file).write_bytes(self._read(file))
            for file in filter(_is_plain_name, theirs.get(HOME, {})):
                (self.root / HOME).mkdir(exist_ok=True)
                (self.root / HOME / file).write_bytes(self._read(f"{HOME}/{file}"))

    def claim(self, name: str) -> None:
        """Refuse a place that holds anything but an earlier report of ours, as in a folder."""
        for one in (name, folder.failed_folder(Path(name)).name):
            if strange := sorted(self.strange.get(one, ())):
                raise FlowsError(
                    f"{one!r} in the store holds {listed(strange, 3)}, which no report put there; "
                    "move it away, or name another store with --out"
                )

    def push(self, target: Path) -> None:
        """Send a report and its failed run, or take away what is no longer there of them.

        What lies there besides, and was listed in no manifest, stays.
        """
        with _error_text(f"the place of {target.name!r} in the store"):
            self._push(target)
            self._push(folder.failed_folder(target))

    def send(self, *names: str) -> None:
        """Send files of the folder itself, such as its page and its history."""
        with _error_text(self.address):
            for name in names:
                self._write(self.root / name, (self.root / name).read_bytes())

    def _bring(self, name: str, files: dict[str, Any]) -> None:
        target = self.root / name
        manifest = self._read(f"{name}/{folder.MANIFEST}") if folder.MANIFEST in files else b""
        ours = _own_files(manifest)
        self.strange[name] = {file or name for file in files.keys() - ours.keys()}
        same = all(files.get(file) == one.get("bytes") for file, one in ours.items())
        if ours and same and _bytes(target / folder.MANIFEST) == manifest:
            return
        _remove(target)
        for file in sorted(ours.keys() & files.keys() - {folder.MANIFEST}):
            content = self._read(f"{name}/{file}")
            # what is not as its manifest has it was never sent whole, or was changed
            if hashlib.sha256(content).hexdigest() == ours[file].get("sha256"):
                (target / file).parent.mkdir(parents=True, exist_ok=True)
                (target / file).write_bytes(content)
        if ours:
            target.mkdir(exist_ok=True)
            (target / folder.MANIFEST).write_bytes(manifest)

    def _push(self, target: Path) -> None:
        name, manifest = target.name, target / folder.MANIFEST
        here, there = _bytes(manifest), b""
        with contextlib.suppress(FileNotFoundError):
            there = self._read(f"{name}/{folder.MANIFEST}")
        before, now = _own_files(there), _own_files(here)
        if not (before or now) or there == here:
            return
        # lists all while it is sent, so that what a killed batch leaves is known for ours
        outputs = [one for file, one in {**before, **now}.items() if file != folder.MANIFEST]
        sending = {"made_by": "sezlib", "status": "sending", "outputs": outputs}
        self._write(manifest, json.dumps(sending, ensure_ascii=False).encode())
        state = state_of(target)
        sent = [target / file for file in sorted(now.keys() - {folder.MANIFEST})]
        for path in [*sent, state] if state.exists() else sent:
            self._write(path, path.read_bytes())
        # the manifest goes last
        files = sorted(before.keys() - now.keys(), key=lambda f: (f == folder.MANIFEST, f))
        gone = [target / file for file in files]
        for path in gone if state.exists() else [*gone, state]:
            with contextlib.suppress(FileNotFoundError):
                self.files.rm_file(self._at(path))
        if now:
            self._write(manifest, here)
        above = {place for path in gone for place in path.parents if self.root in place.parents}
        for path in sorted(above, reverse=True):
            # only where a store has folders, and nothing of others lies in them
            with contextlib.suppress(OSError, NotImplementedError):
                self.files.rmdir(self._at(path))

    def _at(self, path: Path) -> str:
        return f"{self.base}/{path.relative_to(self.root).as_posix()}"

    def _read(self, name: str) -> bytes:
        return bytes(self.files.cat_file(f"{self.base}/{name}"))

    def _write(self, path: Path, content: bytes) -> None:
        at = self._at(path)
        self.files.makedirs(at.rpartition("/")[0], exist_ok=True)
        self.files.pipe_file(at, content)


def _own_files(manifest: bytes) -> dict[str, Any]:
    """Return what a manifest of ours lists, and itself; nothing where it is none of ours."""
    try:
        held = json.loads(manifest)
        if held["made_by"] != "sezlib":
            return {}
        found = {one["file"]: one for one in held["outputs"]}
        # a name from a store is nobody's word that it is a name
        plain = {f: one for f, one in found.items() if all(map(_is_plain_name, f.split("/")))}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    return {**plain, folder.MANIFEST: {"bytes": len(manifest)}}


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _is_plain_name(name: str) -> bool:
    """Return whether a name is that of a file or folder, and hides nothing."""
    return bool(name) and name[0] != "." and not {"/", "\\", "\0"} & set(name) and name not in TAKEN


@contextlib.contextmanager
def _error_text(what: str) -> Iterator[None]:
    """Tell what a store says in one sentence."""
    try:
        yield
    except (UnwrittenError, FlowsError):
        raise
    except Exception as error:
        # each store has errors of its own
        why = f"{type(error).__name__}: {short(error, 200)}"
        raise UnwrittenError(f"{what} cannot be read and written: {why}") from None
