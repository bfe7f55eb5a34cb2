"""What a run leaves behind: the files it opened, the figures it named, the tables it showed.

A runner that wants to know sets `SEZLIB_RUN` to a folder; everything is appended there as it
happens, so that a run that dies has still told what it read. Without it nothing is kept.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

VARIABLE = "SEZLIB_RUN"
NOTES = "record.jsonl"
# in place of the digest of a file that was looked for and is not there
ABSENT = "absent"


def note(kind: str, **content: Any) -> None:
    """Append one note, such as `note("figure", id="total", value=1.0)`, to the run's record."""
    folder = os.environ.get(VARIABLE)
    if folder:
        # a path may hold what is no UTF-8, which JSON has a spelling for
        with (Path(folder) / NOTES).open("a", encoding="utf-8", errors="backslashreplace") as notes:
            notes.write(json.dumps({"kind": kind, **content}, ensure_ascii=False) + "\n")


def keep(name: str, content: bytes) -> None:
    """Keep a file, such as a drawn chart, in the run's folder."""
    folder = os.environ.get(VARIABLE)
    if folder:
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def signature(path: Path) -> tuple[int, ...]:
    """Return by what a file is known to be the one that it was, and as it was."""
    at = path.stat()
    return at.st_dev, at.st_ino, at.st_size, at.st_mtime_ns, at.st_ctime_ns


def notes(folder: Path) -> list[dict[str, Any]]:
    """Return the notes of the run that was recorded in `folder`, in their order."""
    path = folder / NOTES
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
