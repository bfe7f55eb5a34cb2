"""One notebook run into a finished report: a page, a workbook, figures, and an account of the run.

This is the only place that knows papermill.
"""

from sezlib.report.errors import FailedCellError, RunError
from sezlib.report.run import report

__all__ = ["FailedCellError", "RunError", "report"]
