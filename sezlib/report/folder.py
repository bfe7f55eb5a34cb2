"""A report's folder: whole or not at all, and nobody else's."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from sezlib import record
from sezlib.schema import FlowsError, listed, short

MANIFEST = "manifest.json"
EXCHANGE = 2
HERE = -100


def default(name: str, parameters: dict[str, Any], usual: dict[str, Any]) -> Path:
    """Return where a report goes if nobody says, by the parameters that tell reports apart.

    Flows other than the `usual` ones give their file's name.

    >>> given = {"flows": "mine.csv", "zone": "", "period": "2019", "language": "en"}
    >>> default("annual_export", given, {"flows": "sample.csv"}).as_posix()
    'reports/annual_export-mine-2019-en'
    """
    flows = parameters.get("flows")
    own = Path(str(flows)).stem if flows and flows != usual.get("flows") else ""
    words = [own, *(parameters.get(key) for key in ("zone", "period", "language"))]
    slugs = [re.sub(r"[^\w.-]+", "_", str(word)).strip("._-")[:60] for word in words if word]
    return Path("reports") / "-".join([name, *filter(None, slugs)])


def claim(target: Path) -> None:
    """Refuse a folder that holds anything but an earlier report of ours."""
    try:
        taken = target.is_symlink() or (target.exists() and not target.is_dir())
    except (OSError, ValueError) as error:
        raise FlowsError(f"{short(target)!r} cannot be a folder: {error}") from None
    if taken:
        raise FlowsError(f"{str(target)!r} is not a folder, so no report can be put there")
    here = Path.cwd()
    if target in (here, *here.parents):
        raise FlowsError(f"{str(target)!r} is the folder worked in; name a folder in it with --out")
    if not target.exists():
        return
    owned = _owned(target)
    folders = {parent.as_posix() for name in owned for parent in Path(name).parents}
    try:
        found = {p.relative_to(target).as_posix(): p for p in target.rglob("*")}
        held = {n for n, p in found.items() if p.is_symlink() or n not in folders or not p.is_dir()}
    except OSError as error:
        raise FlowsError(f"{str(target)!r} cannot be read: {error.strerror}") from None
    strange = sorted(held - owned)
    if strange:
        raise FlowsError(
            f"{str(target)!r} holds {listed(strange, 3)}, which no report put there; name a "
            "folder of its own with --out"
        )


def staging(target: Path) -> tuple[list[Path], Path]:
    """Return a new folder beside the target to build the report in, and the parents made for it."""
    try:
        made = [p for p in (target.parent, *target.parent.parents) if not p.exists()]
        target.parent.mkdir(parents=True, exist_ok=True)
        return made, Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise FlowsError(f"{str(target)!r} cannot be written: {error.strerror}") from None


def clear(made: list[Path], built: Path) -> None:
    """Take away what building leaves behind: the folder, and parents that hold nothing."""
    shutil.rmtree(built, ignore_errors=True)
    for parent in made:
        with contextlib.suppress(OSError):
            parent.rmdir()


def publish(built: Path, target: Path) -> None:
    """Put the built folder in the place of the target, in one step where the system has one."""
    claim(target)
    # mkdtemp makes a folder that only its owner can open, and a report is for others to read
    umask = os.umask(0)
    os.umask(umask)
    built.chmod(0o777 & ~umask)
    if not target.exists():
        built.rename(target)
        return
    if not _exchange(built, target):
        aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        target.rename(aside / "old")
        built.rename(target)
        shutil.rmtree(aside, ignore_errors=True)
        return
    shutil.rmtree(built, ignore_errors=True)


def outputs(folder: Path) -> list[dict[str, Any]]:
    """Return the files of a report with their sizes and digests, but for the manifest."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != MANIFEST)
    return [
        {
            "file": p.relative_to(folder).as_posix(),
            "bytes": p.stat().st_size,
            "sha256": record.digest(p),
        }
        for p in files
    ]


def write_json(path: Path, content: Any) -> None:
    """Write JSON that people can read too."""
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")


def _owned(folder: Path) -> set[str]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["made_by"] != "sezlib":
            return set()
        return {MANIFEST, *(entry["file"] for entry in manifest["outputs"])}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _exchange(one: Path, other: Path) -> bool:
    # renameat2(RENAME_EXCHANGE), Linux 3.15: a reader sees the old report or the new, no third
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    return call(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0
