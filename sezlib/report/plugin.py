"""What papermill finds under the name `sez`; the engine itself is loaded when it runs."""

from __future__ import annotations

from typing import Any


class SezEngine:
    """Stands for `sezlib.report.engine.SezEngine`, which needs papermill to be there first."""

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
