"""From a notebook and its parameters to a report in its folder."""

from __future__ import annotations

import functools
import hashlib
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterable
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

import nbformat

from sezlib import trace
from sezlib.flows import ACCOUNT, FlowsError, short
from sezlib.report import folder, forms, kernel
from sezlib.report.errors import InterruptedRunError, RefusedError, RunError, UnwrittenError
from sezlib.report.letterhead import read_letterhead
from sezlib.report.notebooks import Parameter, declared, locate, read
from sezlib.report.parameters import bind
from sezlib.secrets import hiding, masked

VERSIONED = "sezlib pandas narwhals seaborn matplotlib papermill nbconvert ipykernel"
MADE = "after its last cell, while its page and its tables were made"
Notes = list[dict[str, Any]]


class Job(NamedTuple):
    """A report to be made: every parameter is bound, and nothing has run."""

    notebook: Path
    parameters: dict[str, Any]
    target: Path
    cell_limit: float | None = None
    run_limit: float | None = None
    keep_refused: bool = False
    quiet: bool = True
    to: tuple[str, ...] = forms.USUAL
    template: str = ""


def report(
    notebook: str,
    given: Iterable[str] | dict[str, Any] = (),
    out: str | Path | None = None,
    *,
    cell_limit: float | None = None,
    run_limit: float | None = None,
    quiet: bool = False,
    to: str | Iterable[str] = forms.USUAL,
    template: str | Path = "",
    forked: bool = False,
) -> Path:
    """Run a notebook into a report and return the report's folder.

    `notebook` is a path, or the name of one in `notebooks/`. `given` are its parameters, checked
    before a kernel starts. A cell may take `cell_limit` seconds, the run `run_limit`. The folder
    appears whole or not at all; a run that fails leaves the last good report as it is and its own
    notebook in `OUT.failed`. A terminal is told which cell runs, unless `quiet`. `to` are the forms
    that it is published in, and `template` is the folder of an office's letterhead. A process that
    does nothing else may have its kernel `forked`, which has then loaded what it has itself.

    Raises `FlowsError` for wrong parameters and wrong data, a `RunError` for a run that ended
    otherwise: `FailedCellError`, `TimeLimitError`, `KernelDiedError`, `LockedError`,
    `UnwrittenError`, `InterruptedRunError`.
    """
    if "://" in str(out or ""):
        # and it may hold a password
        raise FlowsError(
            "the out of a report is a folder and no address; a plan for sez batch takes an address "
            "as its out"
        )
    job = prepare(notebook, given, out)._replace(to=forms.choose(to), template=str(template))
    read_letterhead(job.template)
    # a library with threads of its own would leave a forked process waiting for them
    if forked and kernel.can_fork() and not {"duckdb", "polars"} & {*sys.modules}:
        from sezlib.report import kernels

        kernels.fork_kernel(keep=set())
    make(job._replace(cell_limit=cell_limit, run_limit=run_limit, quiet=quiet))
    return job.target


def prepare(
    notebook: str, given: Iterable[str] | dict[str, Any] = (), out: str | Path | None = None
) -> Job:
    """Check a notebook and its parameters, and return the report to be made of them."""
    path = locate(notebook)
    known = _known(path, trace.signature(path))
    parameters = bind(known, given)
    usual = {name: parameter.default for name, parameter in known.items()}
    target = out or folder.default(path.stem, parameters, usual)
    return Job(path, parameters, Path(os.path.abspath(target)))  # noqa: PTH100


@functools.lru_cache
def _known(path: Path, _signature: tuple[int, ...]) -> dict[str, Parameter]:
    # a plan asks for one notebook a thousand times
    return declared(read(path.read_bytes(), path.name))


def make(job: Job, sealed: Callable[[Path, Notes], dict[str, Any]] | None = None) -> Notes:
    """Make a report and return the notes of its run.

    `sealed(built, notes)` is called when all is built and nothing is published, and returns what
    the manifest shall say besides.
    """
    target = job.target
    folder.claim(target)
    folder.claim(folder.failed_folder(target))
    lock = folder.lock(target)
    with hiding(job.parameters), folder.parents(target), folder.locked(lock, f"{target.name!r}"):
        folder.recover(target)
        built = folder.stage(target)
        try:
            notes = _run(job, built, sealed or (lambda *_: {}))
        finally:
            shutil.rmtree(built, ignore_errors=True)
    return notes


def _run(job: Job, built: Path, sealed: Callable[[Path, Notes], dict[str, Any]]) -> Notes:
    from sezlib.report import engine

    path = job.notebook
    # read once, so that what is run is what is told of
    source = path.read_bytes()
    parameters = bind(declared(read(source, path.name)), job.parameters)
    manifest = {
        "made_by": "sezlib",
        "status": "running",
        "notebook": {"file": path.name, "sha256": hashlib.sha256(source).hexdigest()},
        "parameters": parameters,
        "to": [*job.to],
        "started": folder.utc_now(),
        "versions": {"python": platform.python_version()}
        | {name: metadata.version(name) for name in VERSIONED.split()},
    }
    try:
        try:
            folder.write_json(built / folder.MANIFEST, {**manifest, "pid": os.getpid()})
            nb = engine.execute(
                source, parameters, built, cell_limit=job.cell_limit, run_limit=job.run_limit,
                quiet=job.quiet,
            )  # fmt: skip
            nb = folder.without_machine(nb, path.name)
            folder.write(built / folder.NOTEBOOK, nbformat.writes(nb))
            notes = masked(trace.notes(built))
            forms.write(nb, notes, built, str(manifest["started"]), job.to, job.template)
            _write_summary(notes, built, str(manifest["started"]))
            more = sealed(built, notes)
            folder.finish(built, {**manifest, **more, "status": "completed"}, notes)
            # a failure that a good run has followed is no news
            folder.remove(folder.failed_folder(job.target))
            folder.publish(built, job.target)
        except (FlowsError, RunError):
            raise
        except OSError as error:
            raise UnwrittenError(f"cannot be written: {error.strerror or error}") from None
        except KeyboardInterrupt:
            raise InterruptedRunError(f"interrupted {MADE}") from None
        except Exception as error:
            raise RunError(f"ended {MADE}: {type(error).__name__}: {short(error, 300)}") from None
    except FlowsError as refused:
        if job.keep_refused:
            folder.keep_failed(built, job.target, manifest, RefusedError(str(refused)))
        raise
    except RunError as ending:
        kept = folder.keep_failed(built, job.target, manifest, ending)
        where = f"; the run is in {str(folder.failed_folder(job.target))!r}" if kept else ""
        raise type(ending)(f"{path.name}: {ending}{where}").at(ending.cell) from None
    return notes


def _write_summary(notes: Notes, built: Path, started: str) -> None:
    about = next((n for n in reversed(notes) if n["kind"] == "edition"), {})
    of_figure = ("id", "period", "value", "status", "unit", "where")
    figures = [{k: n[k] for k in of_figure if k in n} for n in notes if n["kind"] == "figure"]
    audience = next((n["audience"] for n in notes if n["kind"] == "audience"), "")
    summary = {k: v for k, v in about.items() if k not in ("kind", "contents", "release")}
    if audience:
        summary["audience"] = audience
    for blocs in (n["members"] for n in notes if n["kind"] == "blocs"):
        summary["blocs"] = blocs
    if folder.is_public(notes):
        summary.pop(ACCOUNT, None)
    folder.write_json(built / "summary.json", {**summary, "figures": figures})
    released = next((n for n in notes if n["kind"] == "release"), None)
    if about and released:
        from sezlib.report.release import write_release

        write_release(released, about, built, started)
