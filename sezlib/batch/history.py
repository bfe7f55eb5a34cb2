"""The history of all runs: a line of JSON each, in `runs.jsonl` beside the reports.

It grows for years, so that nothing of it is read that is not needed: it is read from its end, and
lines of no interest are passed over by their bytes.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sezlib.report import folder
from sezlib.secrets import masked

NAME = "runs.jsonl"
BLOCK, FEW = 1 << 22, 8
REPORT = re.compile(rb'"report": "([^"\\]*(?:\\.[^"\\]*)*)"')
Line = dict[str, Any]


def append(root: Path, lines: Iterable[Line]) -> None:
    """Append lines; the lock of the folder must be held.

    A last line that a dead process left torn is ended first, so that it spoils no other.
    """
    path = root / NAME
    text = "".join(json.dumps(masked(line), ensure_ascii=False) + "\n" for line in lines)
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


def ours(root: Path) -> bool:
    """Return whether lines may be appended: nothing is there, or the last lines are of runs."""
    end = next(_blocks(root / NAME), b"").strip()
    # the only line there is may be torn
    return not end or end.startswith(b'{"batch": "') or any(map(_line, end.rsplit(b"\n", 3)[-3:]))


def last(root: Path, names: Iterable[str], status: str = "") -> dict[str, Line]:
    """Return the last line of each of these reports, or its last with a status."""
    found: dict[str, Line] = {}
    wanted = {_spelt(name) for name in names}
    mark = b'"status": "%s' % status.encode()
    for block in _blocks(root / NAME):
        if not wanted:
            break
        if mark not in block or not _any(wanted, block):
            continue
        for of in reversed([*REPORT.finditer(block)]):
            if of[1] in wanted:
                text = block[block.rfind(b"\n", 0, of.start()) + 1 : block.find(b"\n", of.end())]
                line = _line(text) if mark in text else {}
                if line and status in ("", line.get("status")):
                    found[line["report"]] = line
                    wanted.discard(_spelt(line["report"]))
    return found


def _any(names: set[bytes], block: bytes) -> bool:
    # few are looked for one by one, which is faster
    if len(names) < FEW:
        return any(b'"%s"' % name in block for name in names)
    return not names.isdisjoint(REPORT.findall(block))


def _spelt(name: str) -> bytes:
    return json.dumps(name, ensure_ascii=False)[1:-1].encode("utf-8", "backslashreplace")


def prune(root: Path, plan: str, keep: int) -> None:
    """Keep of each report the last `keep` lines of a plan, and the one that tells of its making."""
    path, counts, made = root / NAME, Counter[str](), dict[str, int]()
    for number, line in _lines_of(path, plan):
        counts[line["report"]] += 1
        if line.get("status") == "completed":
            made[line["report"]] = number
    old = set()
    for number, line in _lines_of(path, plan) if max(counts.values(), default=0) > keep else ():
        if counts[line["report"]] > keep and number != made.get(line["report"]):
            old.add(number)
        counts[line["report"]] -= 1
    if old:
        with folder.replacing(path) as left, path.open("rb") as file:
            left.writelines(text for number, text in enumerate(file) if number not in old)


def _lines_of(path: Path, plan: str) -> Iterator[tuple[int, Line]]:
    """Return the lines of a plan with their numbers, oldest first."""
    mark = f'"plan": "{plan}"'.encode()
    if path.exists():
        with path.open("rb") as file:
            for number, text in enumerate(file):
                if mark in text and (line := _line(text)).get("plan") == plan:
                    yield number, line


def _blocks(path: Path) -> Iterator[bytes]:
    """Return the whole lines of a file in blocks, the last block first."""
    if not path.exists():
        return
    with path.open("rb") as file:
        at, rest = file.seek(0, os.SEEK_END), b""
        while at:
            size = min(BLOCK, at)
            at -= size
            file.seek(at)
            block = file.read(size) + rest
            # up to the first end of a line it belongs to the block before
            begin = block.find(b"\n") + 1 if at else 0
            rest = block[:begin] if begin or not at else block
            if begin or not at:
                yield block[begin:] + b"\n"


def _line(text: bytes) -> Line:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return line if isinstance(line, dict) and isinstance(line.get("report"), str) else {}
