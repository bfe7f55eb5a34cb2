"""Files that lie elsewhere, such as `s3://bucket/flows.csv`: any address that fsspec knows."""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sezlib.schema import FlowsError, short
from sezlib.secrets import without_secrets

ADDRESS = re.compile(r"([a-z][a-z0-9+.-]*)://")
_fetched: dict[str, Path] = {}


def is_remote(path: Any) -> bool:
    """Return whether a text is an address that fsspec knows.

    >>> is_remote("s3://bucket/flows.csv"), is_remote("sqlite:///zone.db"), is_remote("a.csv")
    (True, False, False)
    """
    said = ADDRESS.match(path) if isinstance(path, str) else None
    if not said:
        return False
    import fsspec

    return said[1] in fsspec.available_protocols()


def fetch(address: str) -> Path:
    """Return a copy of the file at an address, made once and gone with the process."""
    if address not in _fetched:
        folder = Path(tempfile.mkdtemp(prefix="sezlib-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        copy = folder / _name(address)
        with _in_one_sentence(address), _opened(address) as far, copy.open("wb") as near:
            shutil.copyfileobj(far, near)
        _fetched[address] = copy
    return _fetched[address]


def origin(path: Path) -> str:
    """Return the address that a file was fetched from, or where it is."""
    known = {copy: address for address, copy in _fetched.items()}
    return known.get(path) or str(path.resolve())


def digest(address: str) -> str:
    """Return the SHA-256 of the file at an address."""
    with _in_one_sentence(address), _opened(address) as far:
        return hashlib.file_digest(far, "sha256").hexdigest()


def _name(address: str) -> str:
    """Return what the copy of a file is called: no part of it is a password or a question."""
    path = without_secrets(address).split("://", 1)[1].split("?")[0].split("#")[0]
    return re.sub(r"[^\w.-]", "_", path.rstrip("/").rpartition("/")[2]) or "file"


def _opened(address: str) -> Any:
    import fsspec

    return fsspec.open(address, "rb").open()


@contextlib.contextmanager
def _in_one_sentence(address: str) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        # each store has errors of its own, and a package that is not there has one too
        why = f"{type(error).__name__}: {short(error, 200)}"
        raise FlowsError(f"{short(address)} cannot be read: {why}") from None
