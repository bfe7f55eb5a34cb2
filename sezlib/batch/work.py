"""What a worker does: one report, and an account of it that can be sent as text."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from sezlib import record
from sezlib.batch import key, state
from sezlib.report import aftermath, folder
from sezlib.report.endings import RefusedError, RunError, account
from sezlib.report.run import Job, Notes, make
from sezlib.schema import FlowsError


def work(task: dict[str, Any]) -> dict[str, Any]:
    """Make the report of a task and return how that went; it raises nothing that it knows."""
    job = Job(
        Path(task["notebook"]), task["parameters"], Path(task["target"]),
        task["cell_limit"], task["run_limit"], keep_refused=True,
    )  # fmt: skip
    began = time.monotonic()
    told: dict[str, Any] = {"started": aftermath.now()}
    # as they are before anything is read; what changes after that makes the report stale
    digests = key.Digests()
    before = {path: digests.of(path) for path in map(key.named, task["inputs"])}
    key.source()
    key.packages()

    def sealed(built: Path, notes: Notes) -> dict[str, Any]:
        # what was read is in the account even where the report cannot be put in its place
        told["read"] = read(notes)
        ran = folder.read_json(built / folder.MANIFEST)
        parts = key.parts(ran["notebook"]["sha256"], ran["parameters"], before | looked_for(notes))
        sign = key.key(parts)
        state.write(job.target, {"key": sign, "parts": parts})
        told["key"] = sign
        return {**task["about"], "key": sign}

    try:
        make(job, sealed)
        told |= {"status": "completed", "code": 0, "message": "", "again": False}
    except FlowsError as refused:
        told |= account(RefusedError(str(refused)))
    except RunError as ending:
        told |= account(ending)
    return told | {"seconds": round(time.monotonic() - began, 3)}


def read(notes: Notes) -> list[dict[str, Any]]:
    """Return the files that a run opened, each once, with its rows and those that were rejected."""
    opened = {n["path"]: n for n in notes if n["kind"] == "opened"}
    return [
        {name: note.get(name, 0) for name in ("file", "rows", "rejected", "sha256")}
        for note in opened.values()
    ]


def looked_for(notes: Notes) -> dict[str, str]:
    """Return the digests of the files that a run opened, and which it did not find."""
    absent = {note["path"]: record.ABSENT for note in notes if note["kind"] == "missing"}
    return absent | {note["path"]: note["sha256"] for note in notes if note["kind"] == "opened"}
