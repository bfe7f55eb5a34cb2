"""One process at a time: a lock that a dead process cannot keep."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

from sezlib.report import ownership
from sezlib.report.aftermath import now
from sezlib.report.endings import LockedError, UnwrittenError

EVERY = 0.1
MOST = 10_000


@contextlib.contextmanager
def held(path: Path, what: str, patience: float = 0.0) -> Iterator[None]:
    """Hold the lock file at `path` while `what` is worked on, waiting `patience` seconds for it.

    The system lets go of the lock when its holder ends, however it ends, so that none is stale.
    Raises `LockedError`, which names the holder.
    """
    until = time.monotonic() + patience
    while (file := _taken(path)) is None:
        if time.monotonic() >= until:
            raise LockedError(f"{what} is being worked on by {_holder(path)}")
        time.sleep(EVERY)
    # what somebody else has put there holds as well, and stays as it is
    ours = _ours(path, file)
    try:
        if ours:
            _sign(path, file)
        yield
    finally:
        if ours:
            # under the lock, so that nobody holds a file that is no longer there
            path.unlink(missing_ok=True)
        os.close(file)


def _taken(path: Path) -> int | None:
    try:
        file = _open(path)
    except FileExistsError:
        return None
    except OSError as error:
        raise UnwrittenError(f"{str(path.parent)!r} cannot be written: {error.strerror}") from None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(file).st_ino == path.stat().st_ino:
            return file
    except OSError:
        # held by another, or taken away between opening and locking
        pass
    os.close(file)
    return None


def _open(path: Path) -> int:
    with contextlib.suppress(FileNotFoundError):
        return os.open(path, os.O_RDWR | os.O_NOFOLLOW)
    try:
        # nameless until it is signed, so that whoever is killed in between leaves nothing
        file, nameless = os.open(path.parent, os.O_RDWR | os.O_TMPFILE, 0o644), True
    except (AttributeError, OSError):
        # not every system has such files
        file, nameless = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644), False
    try:
        _sign(path, file)
        if nameless:
            # a folder to begin from, which an absolute path does not need, makes it follow
            os.link(f"/proc/self/fd/{file}", path, src_dir_fd=file)
    except OSError:
        if not nameless:
            path.unlink()
        os.close(file)
        raise
    return file


def _sign(path: Path, file: int) -> None:
    about = {"pid": os.getpid(), "host": socket.gethostname(), "since": now()}
    written = os.pwrite(file, json.dumps({**about, "seal": _seal(path, file)}).encode(), 0)
    os.ftruncate(file, written)


def _ours(path: Path, file: int) -> bool:
    try:
        return json.loads(os.pread(file, MOST, 0))["seal"] == _seal(path, file)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False


def _seal(path: Path, file: int) -> str:
    return ownership.sign(ownership.where(path), str(os.fstat(file).st_ino), "lock")


def _holder(path: Path) -> str:
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
        return f"process {about['pid']} on {about['host']} since {about['since']}"
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return "another process"
