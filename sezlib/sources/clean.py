"""Texts without what nobody sees, and what one means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sezlib.schema import FlowsError

BLANKS = " \t\n\r\u00a0\u202f\u2009"
BLANK = " || ".join(f"chr({ord(blank)})" for blank in BLANKS)
# control characters, line breaks that are none, and marks that reorder the text around them
UNSEEN = r"[\x00-\x1f\x7f-\x{9f}\x{2028}\x{2029}\x{202a}-\x{202e}\x{2066}-\x{2069}\x{fffe}\x{ffff}]"
_FULL = r"[^\x00-\x20\x7f-\x{a0}\x{2000}-\x{206f}\x{3000}\x{fffe}\x{ffff}]"
CLEAN = f"{_FULL}+( +{_FULL}+)*"


def none(conditions: Iterable[str]) -> str:
    """Return the SQL of none of the conditions holding."""
    return " AND ".join(f"NOT coalesce({one}, false)" for one in conditions) or "true"


def said(sql: str) -> str:
    """Return the SQL of a text without blanks around it and without marks that nobody sees."""
    bare = f"nullif(trim({sql}, {BLANK}), '')"
    seen = f"regexp_replace({bare}, '{UNSEEN}', chr(65533), 'g')"
    # most texts are clean, which is cheaper to tell than to make
    return f"CASE WHEN regexp_full_match({sql}, '{CLEAN}') THEN {sql} ELSE {seen} END"


def meaning(how: Callable[[str], Any], text: str) -> tuple[Any, str | None]:
    """Return what a text means, or else why it means nothing."""
    try:
        return how(text), None
    except FlowsError as error:
        return None, str(error)
