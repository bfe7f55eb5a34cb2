"""A report's folder: whole or not at all, and nobody else's."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sezlib import record
from sezlib.report.endings import UnwrittenError
from sezlib.schema import FlowsError, listed, short
from sezlib.secrets import masked, without_secrets

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
    own = (
        Path(without_secrets(str(flows)).split("?")[0]).stem
        if flows and flows != usual.get("flows")
        else ""
    )
    words = [own, *(parameters.get(key) for key in ("zone", "period", "language"))]
    slugs = [slug(word) for word in words if word]
    return Path("reports") / "-".join([name, *filter(None, slugs)])


def slug(word: Any) -> str:
    """Return a word as part of a folder's name: letters, digits, and what cannot mislead.

    >>> slug("ОЭЗ «А»/../б")
    'ОЭЗ_А_.._б'
    """
    return re.sub(r"[^\w.-]+", "_", without_secrets(str(word))).strip("._-")[:60].rstrip("._-")


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


@contextlib.contextmanager
def parents(target: Path) -> Iterator[None]:
    """Make the folders above the target, and take away those of them that nothing was put in."""
    made = [p for p in (target.parent, *target.parent.parents) if not p.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwrittenError(f"{str(target)!r} cannot be written: {error.strerror}") from None
    try:
        yield
    finally:
        for parent in made:
            with contextlib.suppress(OSError):
                parent.rmdir()


def lock(target: Path) -> Path:
    """Return the lock file of a report."""
    return target.with_name(f".{target.name}.lock")


def staging(target: Path) -> Path:
    """Return where a report is built: a hidden folder beside it, that a lock makes its own."""
    return target.with_name(f".{target.name}.building")


def stage(target: Path) -> Path:
    """Make the folder that a report is built in."""
    built = staging(target)
    try:
        built.mkdir(mode=0o700)
    except OSError as error:
        raise UnwrittenError(f"{str(target)!r} cannot be written: {error.strerror}") from None
    return built


def publish(built: Path, target: Path) -> None:
    """Put the built folder in the place of the target, in one step where the system has one."""
    claim(target)
    # only its owner could open it while it was built, and a report is for others to read
    umask = os.umask(0)
    os.umask(umask)
    built.chmod(0o777 & ~umask)
    if not target.exists():
        built.rename(target)
    elif _exchange(built, target):
        shutil.rmtree(built, ignore_errors=True)
    else:
        target.rename(_old(target))
        built.rename(target)
        shutil.rmtree(_old(target), ignore_errors=True)


def restore(target: Path) -> None:
    """Put a report back that a process took away to replace it, and died."""
    if _old(target).is_dir():
        if target.exists():
            shutil.rmtree(_old(target), ignore_errors=True)
        else:
            _old(target).rename(target)


def remove(target: Path) -> None:
    """Take a report away, if it is one of ours and nobody has put anything in it."""
    claim(target)
    discard(target)


def discard(target: Path) -> None:
    """Take a folder away in one step for whoever reads it."""
    if target.exists():
        shutil.rmtree(_old(target), ignore_errors=True)
        target.rename(_old(target))
        shutil.rmtree(_old(target), ignore_errors=True)


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


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


def write(path: Path, text: str) -> None:
    """Write a file that is whole at any moment: aside, and then in its place."""
    aside = path.with_name(f".{path.name}.half")
    try:
        aside.write_text(text, encoding="utf-8", errors="backslashreplace")
        aside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
        raise


def write_json(path: Path, content: Any) -> None:
    """Write JSON that people can read too, and no secret in it."""
    content = masked(content)
    write(path, json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def read_json(path: Path) -> dict[str, Any]:
    """Return what a JSON file says, or nothing where it is none or not there."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _owned(folder: Path) -> set[str]:
    manifest = read_json(folder / MANIFEST)
    try:
        if manifest["made_by"] != "sezlib":
            return set()
        return {MANIFEST, *(entry["file"] for entry in manifest["outputs"])}
    except (KeyError, TypeError):
        return set()


def _exchange(one: Path, other: Path) -> bool:
    # renameat2(RENAME_EXCHANGE), Linux 3.15: a reader sees the old report or the new, no third
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    return call(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0
