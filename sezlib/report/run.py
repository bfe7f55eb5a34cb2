"""From a notebook and its parameters to a report in its folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import nbformat

from sezlib import record, reference
from sezlib.language import Edition
from sezlib.report import folder
from sezlib.report.parameters import bind, declared
from sezlib.schema import FlowsError, listed, near, short

REFUSALS = ("FlowsError", "MissingColumnError")
VERSIONED = (
    "sezlib",
    "pandas",
    "narwhals",
    "seaborn",
    "matplotlib",
    "papermill",
    "nbconvert",
    "ipykernel",
)


class FailedCellError(Exception):
    """A cell of the notebook failed, or its kernel died; the run is kept aside."""


def report(
    notebook: str, given: Iterable[str] | dict[str, Any] = (), out: str | Path | None = None
) -> Path:
    """Run a notebook into a report and return the report's folder.

    `notebook` is a path, or the name of one in `notebooks/`. `given` are its parameters, checked
    before a kernel starts. The folder appears whole or not at all; a run that fails leaves the
    last good report as it is and its own notebook in `OUT.failed`.

    Raises `FlowsError` for wrong parameters and wrong data, `FailedCellError` for a failed cell.
    """
    path = locate(notebook)
    try:
        nb = nbformat.read(path, as_version=4)
    except Exception as error:
        raise FlowsError(f"{path.name}: not a notebook: {error}") from None
    known = declared(nb)
    parameters = bind(known, given)
    usual = {name: parameter.default for name, parameter in known.items()}
    target = Path(os.path.abspath(out or folder.default(path.stem, parameters, usual)))  # noqa: PTH100
    folder.claim(target)
    folder.claim(_failed(target))
    made, built = folder.staging(target)
    try:
        return _run(path, parameters, target, built)
    finally:
        folder.clear(made, built)


def locate(notebook: str) -> Path:
    """Return the path of a notebook: a path as it is, or a name of one in `notebooks/`."""
    path = Path(notebook)
    home = reference.PROJECT / "notebooks"
    for found in (path, home / f"{path.name}", home / f"{path.name}.ipynb"):
        if found.is_file():
            return found
    names = sorted(p.stem for p in home.glob("*.ipynb"))
    raise FlowsError(
        f"no notebook {notebook!r}{near(path.stem, names)}; the notebooks are {listed(names)}"
    )


def _run(path: Path, parameters: dict[str, Any], target: Path, built: Path) -> Path:
    from sezlib.report import engine

    manifest = {
        "made_by": "sezlib",
        "status": "running",
        "notebook": {"file": path.name, "sha256": record.digest(path)},
        "parameters": parameters,
        "started": _now(),
        "versions": _versions(),
    }
    try:
        nb = engine.anonymous(engine.execute(path, parameters, built), path)
        _ended(nb)
        nbformat.write(nb, built / "report.ipynb")
        notes = record.notes(built)
        _write_outputs(nb, notes, built)
        _finish(built, {**manifest, "status": "completed"}, notes)
        folder.publish(built, target)
    except FlowsError:
        raise
    except Exception as failure:
        error: Any = failure
        if getattr(error, "ename", "") in REFUSALS:
            raise FlowsError(error.evalue) from None
        told = _told(error, built)
        kept = _keep_failed(built, target, {**manifest, "status": "failed", "error": told}, path)
        where = f"; the run is in {str(_failed(target))!r}" if kept else ""
        raise FailedCellError(f"{path.name}: {told['message']}{where}") from None
    # a failure that a good run has followed is no news
    shutil.rmtree(_failed(target), ignore_errors=True)
    return target


def _ended(nb: Any) -> None:
    # a cell that calls sys.exit() ends the kernel without an error, and the rest never runs
    cells = [c for c in nb.cells if c.cell_type == "code" and c.source.strip()]
    left = [c for c in cells if c.execution_count is None]
    if left:
        first = short(left[0].source.strip().splitlines()[0])
        raise RuntimeError(f"{len(left)} cells were never run, the first of them {first!r}")


def _write_outputs(nb: Any, notes: list[dict[str, Any]], built: Path) -> None:
    from sezlib.report.page import page
    from sezlib.report.workbook import write_csv, write_xlsx

    (built / "report.html").write_text(page(nb, notes), encoding="utf-8")
    about = next((n for n in reversed(notes) if n["kind"] == "edition"), None)
    # a table that two cells show is one table
    tables = list({n["name"]: n for n in notes if n["kind"] == "table"}.values())
    figures = [n for n in notes if n["kind"] == "figure"]
    summary = {key: value for key, value in (about or {}).items() if key != "kind"}
    summary.pop("contents", None)
    folder.write_json(
        built / "summary.json",
        {
            **summary,
            "figures": [
                {key: f[key] for key in ("id", "period", "value", "unit", "where")} for f in figures
            ],
        },
    )
    write_csv(tables, built / "tables")
    if about and tables:
        names = ("period", "language", "currency", "synthetic")
        told = {name: about[name] for name in names}
        ed = Edition(zone=about["name"], titled=about.get("title", ""), **told)
        passages = [
            n for n in notes if n["kind"] == "passage" and n["name"] in ("method", "limits")
        ]
        write_xlsx(tables, passages, ed, built / "tables.xlsx")


def _finish(built: Path, manifest: dict[str, Any], notes: list[dict[str, Any]]) -> None:
    (built / record.NOTES).unlink(missing_ok=True)
    files = [{k: n[k] for k in ("file", "rows", "sha256")} for n in notes if n["kind"] == "opened"]
    folder.write_json(
        built / folder.MANIFEST,
        {**manifest, "finished": _now(), "data": files, "outputs": folder.outputs(built)},
    )


def _keep_failed(built: Path, target: Path, manifest: dict[str, Any], path: Path) -> bool:
    from sezlib.report import engine

    notes = record.notes(built)
    try:
        for made in built.iterdir():
            if made.is_dir():
                shutil.rmtree(made, ignore_errors=True)
            elif made.name != "report.ipynb":
                made.unlink()
        left = built / "report.ipynb"
        if left.exists():
            nbformat.write(engine.anonymous(nbformat.read(left, as_version=4), path), left)
        _finish(built, manifest, notes)
        folder.publish(built, _failed(target))
    except Exception:
        # what ended the run may end this too, such as a full disk, and is the news to tell
        return False
    return True


def _told(error: Any, built: Path) -> dict[str, Any]:
    if not hasattr(error, "ename"):
        ended = f"{type(error).__name__}: {short(error, 300)}"
        at = _last_cell(built) if type(error).__name__ == "DeadKernelError" else ""
        return {"message": f"the run ended{at}: {ended}"}
    lines = [line for line in error.source.splitlines() if line.strip()]
    first = lines[0] if lines else ""
    return {
        "cell": error.exec_count,
        "message": f"cell In [{error.exec_count}] ({short(first)!r}) failed: "
        f"{error.ename}: {short(error.evalue, 300)}",
    }


def _last_cell(built: Path) -> str:
    # a kernel that dies tells nothing, but papermill has noted which cell began last
    try:
        nb = nbformat.read(built / "report.ipynb", as_version=4)
    except Exception:
        return ""
    begun = [c for c in nb.cells if c.metadata.get("papermill", {}).get("start_time")]
    code = [c.source.strip() for c in begun if c.cell_type == "code" and c.source.strip()]
    return f" in the cell {short(code[-1].splitlines()[0])!r}" if code else ""


def _failed(target: Path) -> Path:
    return target.with_name(f"{target.name}.failed")


def _versions() -> dict[str, str]:
    import platform

    return {"python": platform.python_version()} | {
        name: metadata.version(name) for name in VERSIONED
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
