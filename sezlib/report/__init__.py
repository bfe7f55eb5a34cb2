"""One notebook run into a finished report: a page, a workbook, figures, and an account of the run.

This is the only place that knows papermill.
"""

from typing import Any

from sezlib.report.errors import FailedCellError, RunError

__all__ = ["FailedCellError", "RunError", "report"]


def __getattr__(name: str) -> Any:
    # what runs a notebook takes seconds to import, and who reads one needs none of it
    if name != "report":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from sezlib.report.run import report

    return report
