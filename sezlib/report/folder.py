"""A report's folder: whole or not at all, one process at a time, and nobody else's.

A lock is one that a dead process cannot keep. What stays of a run that made no report, its notebook
and its manifest, lies aside in `OUT.failed`.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import hashlib
import json
import os
import re
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import nbformat

from sezlib import trace
from sezlib.flows import ACCOUNT, FlowsError, listed, short
from sezlib.periods import spell
from sezlib.report import ownership
from sezlib.report.errors import KernelDiedError, LockedError, RunError, UnwrittenError, spell_cell
from sezlib.secrets import hiding, masked, without_secrets

MANIFEST = "manifest.json"
EXCHANGE = 2
HERE = -100
# bytes of a word in a folder's name, and of the name: a file system has 255, and what is made
# beside a report has a longer one
WORD, NAME = 80, 200


def default(name: str, parameters: dict[str, Any], usual: dict[str, Any]) -> Path:
    """Return where a report goes if nobody says, by the parameters that tell reports apart.

    Flows other than the `usual` ones give their file's name.

    >>> given = {"flows": "mine.csv", "zone": "", "period": "2019", "language": "en"}
    >>> default("annual_export", given, {"flows": "sample.csv"}).as_posix()
    'reports/annual_export-mine-2019-en'
    """
    flows, own = parameters.get("flows"), ""
    if flows and flows != usual.get("flows"):
        own = Path(without_secrets(str(flows)).split("?")[0]).stem
    words = [own, *(parameters.get(key) for key in ("zone", "zones", "period", "language"))]
    slugs = [slug(word) for word in words if word]
    return Path("reports") / fit_name(lambda cut: "-".join([name, *map(cut, filter(None, slugs))]))


def slug(word: Any) -> str:
    """Return a word as part of a folder's name: letters, digits, and what cannot mislead.

    >>> slug("ОЭЗ «А»/../б")
    'ОЭЗ_А_.._б'
    >>> slug("2017-A1")
    '2017_18'
    """
    return re.sub(r"[^\w.-]+", "_", without_secrets(spell(str(word)))).strip("._-")


def fit_name(spell: Callable[[Callable[[str], str]], str]) -> str:
    """Return the name that `spell(cut)` makes of words that it cuts, no longer than a name may be.

    Where anything is cut off, a digest of the whole tells names apart that are one without it.

    >>> fit_name(lambda cut: f"n-{cut('short')}-2019")
    'n-short-2019'
    >>> fit_name(lambda cut: f"n-{cut('ж' * 50)}-2019")
    'n-жжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжж-2019-86ab13c4'
    """
    whole, name = spell(str), spell(lambda word: _cut(word, WORD))
    if name == whole and len(os.fsencode(name)) <= NAME:
        return name
    digest = hashlib.sha256(os.fsencode(whole)).hexdigest()[:8]
    return f"{_cut(name, NAME - 9)}-{digest}"


def _cut(text: str, most: int) -> str:
    """Return a text cut to so many bytes, and never within a character."""
    return os.fsencode(text)[:most].decode("utf-8", "ignore").rstrip("._-")


def claim(target: Path) -> None:
    """Refuse a folder that holds anything but an earlier report of ours."""
    try:
        taken = target.is_symlink() or (target.exists() and not target.is_dir())
    except OSError as error:
        raise unwritten(target, error) from None
    except ValueError as error:
        raise FlowsError(f"{short(target)!r} cannot be a folder: {error}") from None
    if taken:
        raise FlowsError(f"{str(target)!r} is not a folder, so no report can be put there")
    here = Path.cwd()
    if target in (here, *here.parents):
        raise FlowsError(f"{str(target)!r} is the folder worked in; name a folder in it with --out")
    if not target.exists():
        return
    try:
        owned = _owned_files(target)
        folders = {parent.as_posix() for name in owned for parent in Path(name).parents}
        found = {p.relative_to(target).as_posix(): p for p in target.rglob("*")}
        held = {n for n, p in found.items() if p.is_symlink() or n not in folders or not p.is_dir()}
    except OSError as error:
        raise unwritten(target, error) from None
    if strange := sorted(held - owned):
        told = f"{str(target)!r} holds {listed(strange, 3)}, which no report put there"
        raise FlowsError(f"{told}; name a folder of its own with --out")


@contextlib.contextmanager
def parents(target: Path) -> Iterator[None]:
    """Make the folders above the target, and take away those of them that nothing was put in."""
    made = [p for p in (target.parent, *target.parent.parents) if not p.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritten(target, error) from None
    try:
        yield
    finally:
        for parent in made:
            with contextlib.suppress(OSError):
                parent.rmdir()


def unwritten(path: Path, error: OSError) -> UnwrittenError:
    """Return an error of the system as one sentence that names what it is about."""
    return UnwrittenError(f"{short(path, 400)!r} cannot be written: {error.strerror or error}")


def from_here(text: str, *homes: Path) -> str:
    """Return a text without the folders above `homes`, which are nobody else's business.

    >>> from_here("the run is in '/srv/zones/reports/a.failed'", Path("/srv/zones/reports"))
    "the run is in 'a.failed'"
    >>> from_here("'/srv/reports' and /a/srv/reports/b", Path("/srv/reports"))
    "'reports' and /a/srv/reports/b"
    """
    for home in filter(lambda home: home.name, homes):
        for above in {str(home), repr(str(home))[1:-1]}:
            # as a whole path, and not as the end of another one
            text = re.sub(rf"(?<![\w./~-]){re.escape(above)}/", "", text)
            text = text.replace(f"'{above}'", f"'{home.name}'")
    return text


def lock(target: Path) -> Path:
    """Return the lock file of a report."""
    return target.with_name(f".{target.name}.lock")


def staging(target: Path) -> Path:
    """Return where a report is built: a hidden folder beside it, that a lock makes its own."""
    return ownership.hidden_path(target, "building")


def unfinished_reports(root: Path) -> set[Path]:
    """Return the reports and failed runs in `root` that a killed run was at work on."""
    found = [p for kind in ("building", "old") for p in root.glob(f".*.{kind}")]
    targets = {root / path.name[1:].rsplit(".", 2)[0]: path for path in found}
    return {t for t, path in targets.items() if path in (staging(t), _old(t))}


def stage(target: Path) -> Path:
    """Make the folder that a report is built in."""
    built = staging(target)
    try:
        built.mkdir(mode=0o700)
    except OSError as error:
        raise unwritten(target, error) from None
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
    return ownership.hidden_path(target, "old")


def outputs(folder: Path) -> list[dict[str, Any]]:
    """Return the files of a report with their sizes and digests, but for the manifest."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != MANIFEST)
    return [
        {"file": p.relative_to(folder).as_posix(), "bytes": p.stat().st_size,
         "sha256": trace.digest(p)}
        for p in files
    ]  # fmt: skip


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Lend a file that takes the place of another when it is whole, so that none is ever torn."""
    aside = ownership.hidden_path(path, "half")
    try:
        with aside.open("wb") as file:
            yield file
        aside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
        raise


def write(path: Path, text: str) -> None:
    """Write a file that is whole at any moment."""
    with replacing(path) as file:
        file.write(text.encode("utf-8", "backslashreplace"))


def write_json(path: Path, content: Any) -> None:
    """Write JSON that people can read too, and no secret in it."""
    content = masked(content)
    write(path, json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def write_manifest(folder: Path, content: dict[str, Any]) -> None:
    """Write the manifest of a folder, with a seal that says which folder it was written for."""
    content = masked(content)
    write_json(folder / MANIFEST, {**content, "seal": _seal(folder, content)})


def read_json(path: Path) -> dict[str, Any]:
    """Return what a JSON file says, or nothing where it is none or not there."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _owned_files(folder: Path) -> set[str]:
    """Return the files that a report put into a folder, as far as its manifest can be believed.

    Under our seal it lists what was made here, whatever became of it. Any other may be a report of
    another machine, or a copy: what it lists is the report's while it is as the report left it.
    """
    manifest = read_json(folder / MANIFEST)
    try:
        if manifest["made_by"] != "sezlib":
            return set()
        digests = {entry["file"]: entry["sha256"] for entry in manifest["outputs"]}
    except (KeyError, TypeError):
        return set()
    if manifest.pop("seal", "") != _seal(folder, manifest):
        digests = {name: d for name, d in digests.items() if _digest(folder, name) == d}
    return {MANIFEST, *digests}


def _seal(folder: Path, content: dict[str, Any]) -> str:
    # the number of a folder goes with it when it is renamed, and not with a copy of it
    number = str(folder.stat().st_ino)
    return ownership.sign(number, json.dumps(content, sort_keys=True), "seal")


def _digest(folder: Path, name: str) -> str:
    path = folder / name
    return trace.digest(path) if path.is_file() and not path.is_symlink() else ""


def _exchange(one: Path, other: Path) -> bool:
    # renameat2(RENAME_EXCHANGE), Linux 3.15: a reader sees the old report or the new, no third
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    return call(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0


EVERY = 0.1
MOST = 10_000


@contextlib.contextmanager
def locked(path: Path, what: str, patience: float = 0.0) -> Iterator[None]:
    """Hold the lock file at `path` while `what` is worked on, waiting `patience` seconds for it.

    The system lets go of the lock when its holder ends, however it ends, so that none is stale.
    Raises `LockedError`, which names the holder.
    """
    until = time.monotonic() + patience
    while (file := _take_lock(path)) is None:
        if time.monotonic() >= until:
            raise LockedError(f"{what} is being worked on by {_holder(path)}")
        time.sleep(EVERY)
    # what somebody else has put there holds as well, and stays as it is
    ours = _ours(path, file)
    try:
        if ours:
            _sign_lock(path, file)
        yield
    finally:
        if ours:
            # under the lock, so that nobody holds a file that is no longer there
            path.unlink(missing_ok=True)
        os.close(file)


def _take_lock(path: Path) -> int | None:
    try:
        file = _open_lock(path)
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


def _open_lock(path: Path) -> int:
    with contextlib.suppress(FileNotFoundError):
        return os.open(path, os.O_RDWR | os.O_NOFOLLOW)
    try:
        # nameless until it is signed, so that whoever is killed in between leaves nothing
        file, nameless = os.open(path.parent, os.O_RDWR | os.O_TMPFILE, 0o644), True
    except (AttributeError, OSError):
        # not every system has such files
        file, nameless = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644), False
    try:
        _sign_lock(path, file)
        if nameless:
            # a folder to begin from, which an absolute path does not need, makes it follow
            os.link(f"/proc/self/fd/{file}", path, src_dir_fd=file)
    except OSError:
        if not nameless:
            path.unlink()
        os.close(file)
        raise
    return file


def _sign_lock(path: Path, file: int) -> None:
    about = {"pid": os.getpid(), "host": socket.gethostname(), "since": utc_now()}
    written = os.pwrite(file, json.dumps({**about, "seal": _lock_seal(path, file)}).encode(), 0)
    os.ftruncate(file, written)


def _ours(path: Path, file: int) -> bool:
    try:
        return json.loads(os.pread(file, MOST, 0))["seal"] == _lock_seal(path, file)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False


def _lock_seal(path: Path, file: int) -> str:
    return ownership.sign(ownership.where(path), str(os.fstat(file).st_ino), "lock")


def _holder(path: Path) -> str:
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
        return f"process {about['pid']} on {about['host']} since {about['since']}"
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return "another process"


NOTEBOOK = "report.ipynb"
KILLED = "the runner was killed"


def failed_folder(target: Path) -> Path:
    """Return where a run that failed is kept."""
    return target.with_name(f"{target.name}.failed")


def utc_now() -> str:
    """Return the time as manifests have it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def finish(built: Path, manifest: dict[str, Any], notes: list[dict[str, Any]]) -> None:
    """Write the manifest of a run, good or failed, in place of its notes."""
    (built / trace.NOTES).unlink(missing_ok=True)
    told = ("file",) if is_public(notes) else ("file", "rows", "sha256", ACCOUNT)
    files = [{k: n[k] for k in told if k in n} for n in notes if n["kind"] == "opened"]
    hidden = {n.pop("kind"): n for n in notes if n["kind"] == "disclosure"}
    about = {**manifest, "finished": utc_now(), "data": files, **hidden}
    write_manifest(built, {**about, "outputs": outputs(built)})


def is_public(notes: list[dict[str, Any]]) -> bool:
    """Return whether a run made a public edition.

    How many rows it read tells of who sent them, and a digest is one that a guess can be held to.
    """
    return any(note.get("audience") == "public" for note in notes)


def keep_failed(built: Path, target: Path, manifest: dict[str, Any], ending: RunError) -> bool:
    """Keep a failed run's notebook and manifest in `OUT.failed`; return whether that worked."""
    what = from_here(str(ending), target.parent, Path.cwd())
    try:
        notes = trace.notes(built)
        for made in built.iterdir():
            if made.is_dir():
                shutil.rmtree(made, ignore_errors=True)
            elif made.name != NOTEBOOK:
                made.unlink()
        left = built / NOTEBOOK
        if left.exists():
            nb = without_machine(nbformat.read(left, as_version=4), manifest["notebook"]["file"])
            if nb.metadata.get("sezlib", {}).get("status") == "completed":
                # all its cells had run
                nb.metadata["sezlib"] = {"status": ending.status, "what": what, "cell": None}
            write(left, nbformat.writes(nb))
        told = {"message": what, "code": ending.code}
        if ending.cell is not None:
            told["cell"] = ending.cell + 1
        finish(built, {**manifest, "status": ending.status, "error": told}, notes)
        publish(built, failed_folder(target))
    except (OSError, ValueError, KeyError, TypeError, FlowsError):
        # what ended the run may end this too, such as a full disk, and is the news to tell
        return False
    return True


def recover(target: Path) -> RunError | None:
    """Clear up after a process that died at work on `target`; the lock must be held.

    What it was building is kept as a failed run, the last good report is back in its place, and
    nothing that it started runs any more. Returns how that run ended, if one did.
    """
    restore(target)
    restore(failed_folder(target))
    built = staging(target)
    if not built.is_dir():
        return None
    _end_what_it_started(built)
    ending = _ending(built)
    if ending:
        keep_failed(built, target, read_json(built / MANIFEST), ending)
    shutil.rmtree(built, ignore_errors=True)
    return ending


def without_machine(nb: Any, name: str) -> Any:
    """Return an executed notebook without the paths of the machine that it ran on, or secrets."""
    about = nb.metadata.get("papermill", {})
    about.update(input_path=name, output_path=NOTEBOOK)
    about.pop("environment_variables", None)
    # of a run whose runner died, they are known from here alone
    with hiding(about.get("parameters") or {}):
        _mask(nb)
    return nb


def _mask(nb: Any) -> None:
    nb.metadata = nbformat.from_dict(masked(nb.metadata))
    for cell in nb.cells:
        cell.source = without_secrets(cell.source)
        for output in cell.get("outputs", []):
            for part in ("text", "evalue", "traceback"):
                if part in output:
                    output[part] = masked(output[part])
            for kind, held in output.get("data", {}).items():
                if not kind.startswith("image/") or kind == "image/svg+xml":
                    output["data"][kind] = masked(held)


def _ending(built: Path) -> RunError | None:
    """Write into the notebook of a dead runner that it was killed, and where."""
    try:
        nb = nbformat.read(built / NOTEBOOK, as_version=4)
    except Exception:
        # it had not begun
        return None
    if nb.metadata.get("sezlib", {}).get("status") == "completed":
        # it had ended, and was putting its report in place
        return None
    # the notebook is saved once a second, and notes are made of every cell
    begun = [note["index"] for note in trace.notes(built) if note["kind"] == "cell"]
    cell = begun[-1] if begun else None
    what = KILLED if cell is None else f"{KILLED} in {spell_cell(nb, cell)}"
    ending, place = KernelDiedError(what).at(cell), None
    if cell is not None:
        place = cell + 1
        for done in nb.cells[:cell]:
            done.metadata.papermill["status"] = "completed"
        nb.cells[cell].metadata.papermill.update(status="failed", exception=True)
    about = {"status": ending.status, "what": what, "cell": place, "noticed": utc_now()}
    nb.metadata["sezlib"] = about
    with contextlib.suppress(OSError):
        write(built / NOTEBOOK, nbformat.writes(nb))
    return ending


def _end_what_it_started(built: Path) -> None:
    from sezlib.report.kernels import kill_left_running

    run = built.resolve()
    kill_left_running(run)
    with contextlib.suppress(OSError, ValueError, RecursionError, KeyError, TypeError):
        for note in trace.notes(built):
            # a note may name any folder, and the run's own cells may write notes
            if note["kind"] == "kernel":
                lent = Path(note["folder"])
                if lent.name.startswith(ownership.temporary(run)) and not lent.is_symlink():
                    shutil.rmtree(lent, ignore_errors=True)
