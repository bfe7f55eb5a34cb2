"""What this program has made beside a report, told by its name.

What a killed run left behind has to go, and a folder of somebody else never. Neither a usual name
nor a file in a folder tells which it is, since anybody may write both. So whatever is made for a
while has a name that holds a digest under a key, and the key lies elsewhere: in the user's state
folder.
"""

from __future__ import annotations

import contextlib
import functools
import hmac
import os
import secrets
import tempfile
from pathlib import Path

from sezlib.report.errors import UnwrittenError

LENGTH = 32


def sign(*content: str) -> str:
    """Return a digest that nobody can work out without the key."""
    text = "\0".join(content).encode("utf-8", "surrogateescape")
    return hmac.new(_key(), text, "sha256").hexdigest()[:16]


def hidden_path(path: Path, kind: str) -> Path:
    """Return the hidden name beside `path` that is this program's own."""
    return path.with_name(f".{path.name}.{sign(where(path), kind)}.{kind}")


def where(path: Path) -> str:
    """Return where a path lies, whichever way leads there."""
    return str(Path(os.path.realpath(path.parent)) / path.name)


def temporary(run: str | Path) -> str:
    """Return how the temporary folders of the run in the folder `run` begin."""
    return f"sez-{sign(str(run), 'temporary')}-"


def _key() -> bytes:
    from platformdirs import user_state_path

    state = user_state_path("sezlib")
    # where there is no home, or it cannot be written
    for home in (state, Path(tempfile.gettempdir()) / f"sezlib-{os.getuid()}"):
        with contextlib.suppress(OSError):
            return _keep_key(home)
    raise UnwrittenError(
        f"{str(state)!r} cannot be written, where the key is that tells what is ours; name another "
        "folder in XDG_STATE_HOME"
    )


@functools.cache
def _keep_key(home: Path) -> bytes:
    """Return the key that is kept in a folder which only this user can write."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    held, path = home.stat(), home / "key"
    if held.st_uid != os.getuid() or held.st_mode & 0o022:
        raise PermissionError(str(home))
    if not path.exists():
        file, made = tempfile.mkstemp(dir=home)
        try:
            with os.fdopen(file, "wb") as out:
                out.write(secrets.token_bytes(LENGTH))
            # of two that make it at once one does
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(made)
        finally:
            Path(made).unlink()
    if len(key := path.read_bytes()) < LENGTH:
        raise OSError(f"{path} is no key")
    return key
