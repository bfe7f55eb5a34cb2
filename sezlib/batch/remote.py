"""Reports in a store that is no folder, such as `s3://bucket/reports`: any that fsspec knows.

The batch works in a folder of its own, which holds what the store holds; every report is sent when
it is made, its manifest last. A store has no folders that could be exchanged in one step: who reads
it finds in the manifest which bytes belong together.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from sezlib.batch import history, index
from sezlib.batch.state import HOME, place
from sezlib.report import folder
from sezlib.report.endings import UnwrittenError
from sezlib.schema import FlowsError, short

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
                if folder.MANIFEST in files:
                    self._bring(name, files)
            for file in (history.NAME, index.NAME):
                if file in theirs:
                    (self.root / file).write_bytes(self._read(file))
            for file in theirs.get(HOME, []):
                (self.root / HOME).mkdir(exist_ok=True)
                (self.root / HOME / Path(file).name).write_bytes(self._read(f"{HOME}/{file}"))

    def push(self, target: Path) -> None:
        """Send a report: its files, its state, and at last its manifest; or take it away."""
        with _told(self.base):
            if not target.is_dir():
                if self.files.exists(self._at(target.name)):
                    self.files.rm(self._at(target.name), recursive=True)
                return
            ours = [p for p in sorted(target.rglob("*")) if p.is_file()]
            manifest = target / folder.MANIFEST
            for path in [*(p for p in ours if p != manifest), place(target), manifest]:
                if path.exists():
                    self._send(path)
            kept = {self._at(path.relative_to(self.root).as_posix()) for path in ours}
            for file in self.files.find(self._at(target.name)):
                if file not in kept:
                    self.files.rm(file)

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
        claimed = {one["file"] for one in json.loads(manifest).get("outputs", [])}
        folder.claim(target)
        folder.discard(target)
        for file in [*sorted(claimed & set(files)), folder.MANIFEST]:
            path = (target / file).resolve()
            # a name from a store is nobody's word that it is a name
            if path.is_relative_to(target.resolve()):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(self._read(f"{name}/{file}"))

    def _at(self, name: str) -> str:
        return f"{self.base}/{name}"

    def _read(self, name: str) -> bytes:
        return bytes(self.files.cat_file(self._at(name)))

    def _send(self, path: Path) -> None:
        at = self._at(path.relative_to(self.root).as_posix())
        self.files.makedirs(at.rpartition("/")[0], exist_ok=True)
        self.files.pipe_file(at, path.read_bytes())


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
