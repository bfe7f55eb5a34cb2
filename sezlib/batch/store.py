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
from sezlib.flows import FlowsError, short
from sezlib.report import folder
from sezlib.report.errors import UnwrittenError

SCHEME = "://"


def cache(address: str) -> Path:
    """Return the folder that stands for a store on this machine."""
    from platformdirs import user_cache_path

    return user_cache_path("sezlib") / hashlib.sha256(address.encode()).hexdigest()[:16] / "reports"


class Store:
    """A store and the folder that stands for it."""

    def __init__(self, address: str, root: Path) -> None:
        import fsspec

        self.root = root
        try:
            self.files, self.base = fsspec.core.url_to_fs(address)
        except (ImportError, ValueError, OSError) as error:
            raise UnwrittenError(f"{address} cannot be reached: {error}") from None
        self.base = self.base.rstrip("/")

    def pull(self) -> None:
        """Bring what the store has and the folder has not, or has otherwise."""
        with _told(self.base):
            found = self.files.find(self.base) if self.files.exists(self.base) else []
            theirs: dict[str, list[str]] = {}
            for file in found:
                name, _, rest = file.removeprefix(self.base).strip("/").partition("/")
                theirs.setdefault(name, []).append(rest)
            for name, files in theirs.items():
                if folder.MANIFEST in files and _plain(name):
                    self._bring(name, files)
            for file in (index.HISTORY, index.PAGE):
                if "" in theirs.get(file, []):
                    (self.root / file).write_bytes(self._read(file))
            for file in filter(_plain, theirs.get(HOME, [])):
                (self.root / HOME).mkdir(exist_ok=True)
                (self.root / HOME / file).write_bytes(self._read(f"{HOME}/{file}"))

    def push(self, target: Path) -> None:
        """Send a report: its files, its state, and at last its manifest; or take it away.

        What lies there besides, and was listed in no manifest, stays.
        """
        with _told(self.base):
            before = self._listed(target.name)
            ours = [p for p in sorted(target.rglob("*")) if p.is_file()]
            manifest = target / folder.MANIFEST
            for path in [*(p for p in ours if p != manifest), state_of(target), manifest]:
                if path.exists():
                    self._send(path)
            kept = {path.relative_to(target).as_posix() for path in ours}
            gone = {Path(target.name) / file for file in before - kept}
            for path in gone:
                with contextlib.suppress(FileNotFoundError):
                    self.files.rm(self._at(path.as_posix()))
            above = {place for path in gone for place in list(path.parents)[:-1]}
            for path in sorted(above, reverse=True):
                # only where a store has folders, and nothing of others lies in them
                with contextlib.suppress(OSError, NotImplementedError):
                    self.files.rmdir(self._at(path.as_posix()))

    def send(self, *names: str) -> None:
        """Send files of the folder itself, such as its page and its history."""
        with _told(self.base):
            for name in names:
                self._send(self.root / name)

    def _bring(self, name: str, files: list[str]) -> None:
        target = self.root / name
        manifest = self._read(f"{name}/{folder.MANIFEST}")
        mine = target / folder.MANIFEST
        if mine.exists() and mine.read_bytes() == manifest:
            return
        claimed = _outputs(json.loads(manifest))
        folder.claim(target)
        # what a killed batch had brought
        shutil.rmtree(folder.staging(target), ignore_errors=True)
        built = folder.stage(target)
        try:
            for file in sorted(claimed & set(files)):
                (built / file).parent.mkdir(parents=True, exist_ok=True)
                (built / file).write_bytes(self._read(f"{name}/{file}"))
            (built / folder.MANIFEST).write_bytes(manifest)
            folder.publish(built, target)
        finally:
            shutil.rmtree(built, ignore_errors=True)

    def _listed(self, name: str) -> set[str]:
        """Return the files of a report that the store has."""
        try:
            manifest = json.loads(self._read(f"{name}/{folder.MANIFEST}"))
        except (FileNotFoundError, ValueError):
            return set()
        return {folder.MANIFEST, *_outputs(manifest)} if manifest["made_by"] == "sezlib" else set()

    def _at(self, name: str) -> str:
        return f"{self.base}/{name}"

    def _read(self, name: str) -> bytes:
        return bytes(self.files.cat_file(self._at(name)))

    def _send(self, path: Path) -> None:
        at = self._at(path.relative_to(self.root).as_posix())
        self.files.makedirs(at.rpartition("/")[0], exist_ok=True)
        self.files.pipe_file(at, path.read_bytes())


def _outputs(manifest: Any) -> set[str]:
    # a name from a store is nobody's word that it is a name
    found = {one["file"] for one in manifest["outputs"]}
    return {file for file in found if all(map(_plain, file.split("/")))}


def _plain(name: str) -> bool:
    """Return whether a name is that of a file or folder, and hides nothing."""
    return bool(name) and name[0] != "." and not {"/", "\\", "\0"} & set(name) and name not in TAKEN


@contextlib.contextmanager
def _told(base: str) -> Iterator[None]:
    """Tell what a store says in one sentence."""
    try:
        yield
    except (UnwrittenError, FlowsError):
        raise
    except Exception as error:
        # each store has errors of its own
        why = f"{type(error).__name__}: {short(error, 200)}"
        raise UnwrittenError(f"{base} cannot be read and written: {why}") from None
