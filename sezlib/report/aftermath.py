"""What stays of a run that made no report: its notebook and its manifest, aside in `OUT.failed`."""

from __future__ import annotations

import contextlib
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat

from sezlib import record
from sezlib.report import folder, ownership
from sezlib.report.endings import KernelDiedError, RunError, number
from sezlib.schema import ACCOUNT, FlowsError
from sezlib.secrets import masked, without_secrets

NOTEBOOK = "report.ipynb"
KILLED = "the runner was killed"


def failed(target: Path) -> Path:
    """Return where a run that failed is kept."""
    return target.with_name(f"{target.name}.failed")


def now() -> str:
    """Return the time as manifests have it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def finish(built: Path, manifest: dict[str, Any], notes: list[dict[str, Any]]) -> None:
    """Write the manifest of a run, good or failed, in place of its notes."""
    (built / record.NOTES).unlink(missing_ok=True)
    told = ("file", "rows", "sha256", ACCOUNT)
    files = [{k: n[k] for k in told if k in n} for n in notes if n["kind"] == "opened"]
    folder.write_manifest(
        built, {**manifest, "finished": now(), "data": files, "outputs": folder.outputs(built)}
    )


def keep(built: Path, target: Path, manifest: dict[str, Any], ending: RunError) -> bool:
    """Keep a failed run's notebook and manifest in `OUT.failed`; return whether that worked."""
    try:
        notes = record.notes(built)
        for made in built.iterdir():
            if made.is_dir():
                shutil.rmtree(made, ignore_errors=True)
            elif made.name != NOTEBOOK:
                made.unlink()
        left = built / NOTEBOOK
        if left.exists():
            nb = anonymous(nbformat.read(left, as_version=4), manifest["notebook"]["file"])
            if nb.metadata.get("sezlib", {}).get("status") == "completed":
                # all its cells had run
                nb.metadata["sezlib"] = {"status": ending.status, "what": str(ending), "cell": None}
            folder.write(left, nbformat.writes(nb))
        told = {"message": str(ending), "code": ending.code}
        if ending.cell is not None:
            told["cell"] = ending.cell + 1
        finish(built, {**manifest, "status": ending.status, "error": told}, notes)
        folder.publish(built, failed(target))
    except (OSError, ValueError, KeyError, TypeError, FlowsError):
        # what ended the run may end this too, such as a full disk, and is the news to tell
        return False
    return True


def recover(target: Path) -> RunError | None:
    """Clear up after a process that died at work on `target`; the lock must be held.

    What it was building is kept as a failed run, the last good report is back in its place, and
    nothing that it started runs any more. Returns how that run ended, if one did.
    """
    folder.restore(target)
    folder.restore(failed(target))
    built = folder.staging(target)
    if not built.is_dir():
        return None
    _end_what_it_started(built)
    ending = _ending(built)
    if ending:
        keep(built, target, folder.read_json(built / folder.MANIFEST), ending)
    shutil.rmtree(built, ignore_errors=True)
    return ending


def anonymous(nb: Any, name: str) -> Any:
    """Return an executed notebook without the paths of the machine that it ran on, or secrets."""
    about = nb.metadata.get("papermill", {})
    about.update(input_path=name, output_path=NOTEBOOK)
    about.pop("environment_variables", None)
    nb.metadata = nbformat.from_dict(masked(nb.metadata))
    for cell in nb.cells:
        cell.source = without_secrets(cell.source)
        for output in cell.get("outputs", []):
            for part in ("text", "evalue", "traceback"):
                if part in output:
                    output[part] = masked(output[part])
            for kind, held in output.get("data", {}).items():
                if not kind.startswith("image/"):
                    output["data"][kind] = masked(held)
    return nb


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
    begun = [note["index"] for note in record.notes(built) if note["kind"] == "cell"]
    cell = begun[-1] if begun else None
    what = KILLED if cell is None else f"{KILLED} in {number(nb, cell)}"
    ending = KernelDiedError(what).at(cell)
    if cell is not None:
        for done in nb.cells[:cell]:
            done.metadata.papermill["status"] = "completed"
        nb.cells[cell].metadata.papermill.update(status="failed", exception=True)
    nb.metadata["sezlib"] = {
        "status": ending.status,
        "what": what,
        "cell": None if cell is None else cell + 1,
        "noticed": now(),
    }
    with contextlib.suppress(OSError):
        folder.write(built / NOTEBOOK, nbformat.writes(nb))
    return ending


def _end_what_it_started(built: Path) -> None:
    from sezlib.report.kernels import reap

    run = built.resolve()
    reap(run)
    with contextlib.suppress(OSError, ValueError, RecursionError, KeyError, TypeError):
        for note in record.notes(built):
            # a note may name any folder, and the run's own cells may write notes
            if note["kind"] == "kernel":
                lent = Path(note["folder"])
                if lent.name.startswith(ownership.temporary(run)) and not lent.is_symlink():
                    shutil.rmtree(lent, ignore_errors=True)
