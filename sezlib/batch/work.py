"""What a worker does: one report, and an account of it that can be sent as text."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from sezlib.batch import key, state
from sezlib.report import aftermath
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

    def sealed(built: Path, notes: Notes) -> dict[str, Any]:
        # what was read is in the account even where the report cannot be put in its place
        told["read"] = read(notes)
        parts = _parts(job, task["inputs"], notes)
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


def _parts(job: Job, inputs: list[str], notes: Notes) -> dict[str, Any]:
    digests = key.Digests()
    seen = {path: digests.of(path) for path in map(key.named, inputs)}
    # the digest of when it was read, which is what the report is made from
    seen |= {note["path"]: note["sha256"] for note in notes if note["kind"] == "opened"}
    return key.parts(job.notebook, job.parameters, seen)
