"""One notebook run into a finished report: a page, a workbook, figures, and an account of the run.

This is the only place that knows papermill.
"""

import sys
from typing import Any

from sezlib.report.errors import FailedCellError, RunError

# jsonschema takes it where it finds it: a grammar of addresses that takes seconds to load, and that
# no notebook is checked by
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

__all__ = ["FailedCellError", "RunError", "SezEngine", "report"]


def __getattr__(name: str) -> Any:
    # what runs a notebook takes seconds to import, and who reads one needs none of it
    if name != "report":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from sezlib.report.run import report

    return report


class SezEngine:
    """What papermill finds as `sez`: it stands for the engine, which needs papermill first."""

    @classmethod
    def execute_notebook(cls, *given: Any, **named: Any) -> Any:
        """Run a notebook."""
        return _engine().execute_notebook(*given, **named)

    @classmethod
    def nb_kernel_name(cls, nb: Any, name: str | None = None) -> str:
        """Return the name of the notebook's kernel."""
        return _engine().nb_kernel_name(nb, name)

    @classmethod
    def nb_language(cls, nb: Any, language: str | None = None) -> str:
        """Return the language of the notebook."""
        return _engine().nb_language(nb, language)


def _engine() -> Any:
    from sezlib.report.engine import SezEngine as Engine

    return Engine
