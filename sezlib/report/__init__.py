"""One notebook run into a finished report: a page, a workbook, figures, and an account of the run.

This is the only place that knows papermill.
"""

import sys
from typing import Any

from sezlib.report.errors import FailedCellError, RunError

# jsonschema takes them where it finds them: grammars of addresses and of durations that take up to
# seconds to load, and that no notebook is checked by
UNUSED = ("rfc3987_syntax", "rfc3986_validator", "isoduration")
sys.modules.update(dict.fromkeys({*UNUSED} - {*sys.modules}))  # type: ignore[arg-type]

__all__ = ["FailedCellError", "RunError", "SezEngine", "report"]


def __getattr__(name: str) -> Any:
    # what runs a notebook takes seconds to import, and who reads one needs none of it
    if name != "report":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from sezlib.report.run import report

    return report


class _Late(type):
    def __getattr__(cls, name: str) -> Any:
        from sezlib.report import engine

        return getattr(engine.SezEngine, name)


class SezEngine(metaclass=_Late):
    """What papermill finds as `sez`: it stands for the engine, which needs papermill first."""
