"""The history of all runs: a line of JSON each, in `runs.jsonl` beside the reports."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sezlib.report import folder
from sezlib.secrets import masked

NAME = "runs.jsonl"
Line = dict[str, Any]


def append(root: Path, lines: Iterable[Line]) -> None:
    """Append lines; the lock of the folder must be held.

    A last line that a dead process left torn is ended first, so that it spoils no other.
    """
    path = root / NAME
    text = _text(lines)
    with path.open("ab+") as file:
        end = file.seek(0, os.SEEK_END)
        if end:
            file.seek(end - 1)
            if file.read(1) != b"\n":
                text = "\n" + text
        # in one write, so that nothing comes between
        file.write(text.encode("utf-8", "backslashreplace"))
        file.flush()
        os.fsync(file.fileno())


def read(root: Path) -> list[Line]:
    """Return the lines that are whole, oldest first."""
    try:
        with (root / NAME).open(encoding="utf-8", errors="replace") as file:
            lines = [_line(text) for text in file]
    except OSError:
        return []
    return [line for line in lines if line]


def last(lines: Iterable[Line]) -> dict[str, Line]:
    """Return the last run of each report that was one, and not a skip."""
    return {line["report"]: line for line in lines if line.get("status") != "unchanged"}


def prune(root: Path, keep: int) -> None:
    """Keep the last `keep` lines of each report."""
    lines, counted = read(root), dict[str, int]()
    left = []
    for line in reversed(lines):
        counted[line["report"]] = counted.get(line["report"], 0) + 1
        if counted[line["report"]] <= keep:
            left.append(line)
    if len(left) < len(lines):
        folder.write(root / NAME, _text(reversed(left)))


def _text(lines: Iterable[Line]) -> str:
    return "".join(json.dumps(masked(line), ensure_ascii=False) + "\n" for line in lines)


def _line(text: str) -> Line:
    try:
        line = json.loads(text)
    except ValueError:
        return {}
    return line if isinstance(line, dict) and isinstance(line.get("report"), str) else {}
