"""Questions that a table may not be able to answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sezlib.schema import MissingColumnError


@dataclass(frozen=True)
class Unavailable:
    """The answer that could not be had, and the columns that it would have needed."""

    missing: tuple[str, ...]


def attempt(metric: Callable[..., Any], flows: Any, *args: Any, **kwargs: Any) -> Any:
    """Return `metric(flows, ...)`, or an `Unavailable` where the flows lack a column for it.

    Asked of an `Unavailable`, it is that; asked of an empty text, which names no file, it is one
    that lacks no column. Sentences, tables and charts know an `Unavailable` and say what is missing
    instead. Any other error is raised as ever.

    >>> import sezlib as sez
    >>> sez.attempt(sez.count, sez.example(), of="site")
    Unavailable(missing=('site',))
    """
    for answer in (flows, *args):
        if isinstance(answer, Unavailable):
            return answer
    if isinstance(flows, str) and not flows:
        return Unavailable(())
    try:
        return metric(flows, *args, **kwargs)
    except MissingColumnError as error:
        return Unavailable(error.missing)
