"""Pages: one module a page, with its sentences, charts and tables.

A function takes tables that a metric has made (or what `attempt` left of them) and an `Edition`.
Sentences return a `Passage` that shows itself in a notebook; every number in them is computed, and
those that state figures also name them for the run's record. Charts (`draw_...`) say their takeaway
in their title and return nothing: they show a PNG whose alternative text states the table behind it
(rows, sum, digest), so that a changed or a missing chart is noticed by whatever compares outputs;
with `ax` they draw there and show nothing. Nothing is computed here that a metric has not computed.
"""

import importlib
import pkgutil
from typing import Any

__all__ = sorted(module.name for module in pkgutil.iter_modules(__path__))


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"there is no page {name!r}: {', '.join(__all__)}")
    return importlib.import_module(f"sezlib.pages.{name}")
