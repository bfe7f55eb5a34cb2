"""How a run can end other than well: with what status, what exit code and what sentence."""

from __future__ import annotations

from typing import Any

from sezlib.flows import short
from sezlib.secrets import without_secrets

REFUSALS = ("FlowsError", "MissingColumnError", "UnsafeError")


class RunError(Exception):
    """A run that made no report; `status` is a word for it, `code` an exit code.

    `again` tells whether trying again may help; `cell` is where in the notebook it ended, counted
    from 0.
    """

    status = "failed"
    code = 1
    again = False
    cell: int | None = None

    def __init__(self, told: object = "") -> None:
        super().__init__(without_secrets(str(told)))

    def at(self, cell: int | None) -> RunError:
        """Note in which cell it ended."""
        self.cell = cell
        return self


class FailedCellError(RunError):
    """A cell raised an error or ended its kernel by itself."""


class RefusedError(RunError):
    """The notebook refused its data or its parameters."""

    status, code = "refused", 2


class TimeLimitError(RunError):
    """A cell or the whole run took longer than it may."""

    status, code = "timed out", 3


class KernelDiedError(RunError):
    """The kernel or the runner was killed, by the system for its memory or by somebody."""

    status, code, again = "killed", 4, True


class LockedError(RunError):
    """Another process is making this report, or works in this folder."""

    status, code, again = "locked", 5, True


class UnwrittenError(RunError):
    """What was made could not be written."""

    status, code, again = "unwritten", 6, True


class InterruptedRunError(RunError):
    """Somebody ended the run: Ctrl-C, SIGTERM, a closed terminal."""

    status, code = "interrupted", 130


def as_record(ending: RunError) -> dict[str, Any]:
    """Return an ending as it can be sent and kept."""
    told = {"status": ending.status, "code": ending.code, "message": str(ending)}
    return told | {"again": ending.again, "seconds": 0.0}


def first_line(cell: Any) -> str:
    """Return a cell's first line, short enough for a sentence."""
    lines = [line for line in cell.source.splitlines() if line.strip()]
    return short(lines[0].strip()) if lines else ""


def spell_cell(nb: Any, cell: int) -> str:
    """Return how a reader finds a cell: by the number it has or would have, and its first line."""
    code = [c for c in nb.cells[: cell + 1] if c.cell_type == "code" and c.source.strip()]
    return f"cell In [{len(code)}] ({first_line(nb.cells[cell])!r})"


def place_error(error: BaseException, nb: Any, at: int | None) -> BaseException:
    """Return what ended a run as one of the endings that it can have, with its place: cell `at`."""
    place = "before any cell" if at is None else f"in {spell_cell(nb, at)}"
    if isinstance(error, TimeLimitError | KernelDiedError | FailedCellError):
        return type(error)(f"{place}: {error}").at(at)
    if isinstance(error, KeyboardInterrupt):
        return InterruptedRunError(f"interrupted {place}").at(at)
    if isinstance(error, RunError):
        return error.at(at)
    if isinstance(error, OSError):
        return UnwrittenError(f"ended {place}: {error.strerror or error}").at(at)
    if isinstance(error, Exception):
        # nbclient has no name of its own for a kernel that does not start
        kind = KernelDiedError if type(error) is RuntimeError else RunError
        return kind(f"ended {place}: {type(error).__name__}: {short(error, 300)}").at(at)
    return error
