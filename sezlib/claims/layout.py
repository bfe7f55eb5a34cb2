"""The layout of a claims file: which tables and keys it has, and on which lines they stand."""

from __future__ import annotations

import re
from typing import Any

from sezlib.schema import FlowsError, listed, near, quoted

KEYS = {
    "links": ("part", "whole", "note"),
    "sources": ("id", "title", "address", "date", "language", "note"),
    "claims": ("id", "source", "measure", "where", "printed", "wording", "unit", "scope", "note",
               "interval"),
}  # fmt: skip
NEEDED = {
    "links": ("part", "whole"),
    "sources": ("id",),
    "claims": ("id", "source", "measure", "where", "printed"),
}


class Places:
    """Where the tables and keys of a TOML text stand, since a parsed one no longer tells."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.heads: dict[str, list[int]] = {kind: [] for kind in KEYS}
        self.lines = text.split("\n")
        for number, line in enumerate(self.lines, 1):
            if match := re.match(r"\s*\[\[?\s*[\"']?(\w+)[\"']?\s*\]", line):
                self.heads.setdefault(match[1], []).append(number)

    def line(self, kind: str, number: int, key: str = "") -> int:
        """Return the line of a table, or of one of its keys."""
        heads = self.heads.get(kind, [])
        start = heads[number] if number < len(heads) else 0 if not kind else 1
        for at in range(start, len(self.lines)):
            if at > start and re.match(r"\s*\[", self.lines[at]):
                break
            if key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", self.lines[at]):
                return at + 1
        return start or 1

    def wrong(self, kind: str, number: int, key: str, message: str) -> FlowsError:
        """Return the error that tells what is wrong, with its file and line."""
        return FlowsError(f"{self.name}, line {self.line(kind, number, key)}: {message}")


def tables(held: dict[str, Any], kind: str, places: Places) -> list[dict[str, Any]]:
    """Return the tables of one kind, their keys known and their ids distinct."""
    found = held.get(kind, [])
    if not isinstance(found, list) or not all(isinstance(t, dict) for t in found):
        raise places.wrong("", 0, kind, f"{kind!r} is not a list of tables, [[{kind}]]")
    seen: dict[str, int] = {}
    for number, table in enumerate(found):
        for key, value in table.items():
            if key not in KEYS[kind]:
                told = f"unknown key {quoted(key)}{near(key, KEYS[kind])}; the keys are "
                raise places.wrong(kind, number, key, told + listed(KEYS[kind]))
            if key not in ("where", "interval") and not isinstance(value, str):
                raise places.wrong(
                    kind, number, key, f"{key!r} is {quoted(value)}, and not a text in quotes"
                )
        if not isinstance(table.get("where", {}), dict):
            raise places.wrong(
                kind, number, "where", "'where' is not a table like { period = \"2019\" }"
            )
        for key in NEEDED[kind]:
            if not table.get(key):
                raise places.wrong(kind, number, key, f"no {key!r} in this table of [[{kind}]]")
        name = table.get("id", str(number))
        if name in seen:
            first = places.line(kind, seen[name])
            raise places.wrong(
                kind, number, "id", f"the id {quoted(name)} stands twice, first on line {first}"
            )
        seen[name] = number
    return found
