"""The page of all reports in a folder, and the history of all runs.

The history has a line of JSON for each run, in `runs.jsonl` beside the reports. It grows for years,
so that nothing of it is read that is not needed: it is read from its end, and lines of no interest
are passed over by their bytes. The page says how old each report is, what it says, and whether it
is stale.
"""

from __future__ import annotations

import contextlib
import csv
import datetime
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sezlib.flows import short
from sezlib.periods import spell
from sezlib.report import folder
from sezlib.report.office import load_template
from sezlib.secrets import masked

HISTORY = "runs.jsonl"
BLOCK, FEW = 1 << 22, 8
REPORT = re.compile(rb'"report": "([^"\\]*(?:\\.[^"\\]*)*)"')
Json = dict[str, Any]
Line = Json


def append_lines(root: Path, lines: Iterable[Line]) -> None:
    """Append lines; the lock of the folder must be held.

    A last line that a dead process left torn is ended first, so that it spoils no other.
    """
    path = root / HISTORY
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


def history_is_ours(root: Path) -> bool:
    """Return whether lines may be appended: nothing is there, or the last lines are of runs."""
    end = next(_read_blocks_backwards(root / HISTORY), b"").strip()
    # the only line there is may be torn
    return not end or end.startswith(b'{"batch": "') or any(map(_line, end.rsplit(b"\n", 3)[-3:]))


def last_lines(root: Path, names: Iterable[str], status: str = "") -> dict[str, Line]:
    """Return the last line of each of these reports, or its last with a status."""
    found: dict[str, Line] = {}
    wanted = {_spell_name(name) for name in names}
    mark = b'"status": "%s' % status.encode()
    for block in _read_blocks_backwards(root / HISTORY):
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
                    wanted.discard(_spell_name(line["report"]))
    return found


def _any(names: set[bytes], block: bytes) -> bool:
    # few are looked for one by one, which is faster
    if len(names) < FEW:
        return any(b'"%s"' % name in block for name in names)
    return not names.isdisjoint(REPORT.findall(block))


def _spell_name(name: str) -> bytes:
    return json.dumps(name, ensure_ascii=False)[1:-1].encode("utf-8", "backslashreplace")


def prune_lines(root: Path, plan: str, keep: int) -> None:
    """Keep of each report the last `keep` lines of a plan, and the one that tells of its making."""
    path, counts, made = root / HISTORY, Counter[str](), dict[str, int]()
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


def _read_blocks_backwards(path: Path) -> Iterator[bytes]:
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


PAGE = "index.html"
GENERATOR = b'<meta name="generator" content="sezlib">'
# how the pages begin that were written before pages named their generator
FORMER = b"<title>Reports</title>\n<style>\n:root { color-scheme: light; --ink: #1b1f24;"
TEMPLATE = Path(__file__).parent / "index.html.j2"
FILES = (("page", "report.html"), ("workbook", "tables.xlsx"), ("notebook", "report.ipynb"),
         ("account", "manifest.json"))  # fmt: skip
WIDTH, HEIGHT = 120, 24


def page_is_ours(root: Path) -> bool:
    """Return whether the page may be written: there is none, or one that a batch has written."""
    path = root / PAGE
    if not path.exists():
        return True
    with path.open("rb") as file:
        head = file.read(1000)
    return GENERATOR in head or FORMER in head


def write_page(root: Path, last: dict[str, Line]) -> None:
    """Write the page of the reports in `root` and of runs that failed; `last` are their last lines.

    A report that was refused before it had a folder is known by its line alone.
    """
    refused = {root / name for name, line in last.items() if line.get("code")}
    entries = [_entry(t, last.get(t.name, {})) for t in sorted({*report_folders(root), *refused})]
    stale = [entry for entry in entries if entry["failure"]]
    text = load_template(TEMPLATE).render(
        entries=entries, stale=stale, written=_format_minute(folder.utc_now()), folder=root.name
    )
    folder.write(root / PAGE, text)


def expired_reports(root: Path, keep: int, made: dict[str, Line], named: set[str]) -> list[Path]:
    """Return the reports of which there are `keep` for later periods, all else being the same.

    `made` are the lines that tell of reports being made by this plan, whose others are not counted;
    those that it has `named` come before later ones, and all of them stay.
    """
    alike: dict[str, list[tuple[bool, str, Path]]] = {}
    for name, line in made.items():
        manifest = folder.read_json(root / name / folder.MANIFEST)
        if any(manifest.get(one) != line.get(one) for one in ("key", "batch")):
            continue
        same, period = series_of(str(line.get("notebook")), manifest.get("parameters") or {})
        if period:
            alike.setdefault(same, []).append((name in named, period, root / name))
    old = [one for same in alike.values() for one in sorted(same)[:-keep]]
    return [target for still_named, _, target in old if not still_named]


def series_of(notebook: str, parameters: Json) -> tuple[str, str]:
    """Return what reports of different periods have in common, and the period of this one."""
    # what the records are complete to moves on with the period
    moving = ("period", "complete_to")
    rest = {name: value for name, value in parameters.items() if name not in moving}
    return json.dumps([notebook, rest], sort_keys=True), str(parameters.get("period", ""))


def report_folders(root: Path) -> list[Path]:
    """Return the folders of reports, and of those that were never made but have failed."""
    manifests = [m for m in root.glob(f"*/{folder.MANIFEST}") if m.parent.name[0] != "."]
    made = (m.parent.name for m in manifests if folder.read_json(m).get("made_by") == "sezlib")
    return sorted({root / name.removesuffix(".failed") for name in made})


def _entry(target: Path, last: Line) -> Json:
    """Return a report as the page shows it; of one that was never made, only its failure."""
    manifest = folder.read_json(target / folder.MANIFEST)
    summary = folder.read_json(target / "summary.json")
    failed = folder.read_json(folder.failed_folder(target) / folder.MANIFEST)
    failure = {}
    if failed or last.get("code"):
        error = failed.get("error") or {}
        failure = {
            "status": failed.get("status") or last.get("status"),
            "what": short(error.get("message") or last.get("message", ""), 400),
            "since": _format_minute(failed.get("finished") or last.get("started", "")),
            "link": _link(folder.failed_folder(target) / "report.ipynb", target),
        }
    parameters = (manifest or failed or last).get("parameters") or {}
    made = manifest.get("finished", "")
    line, told = _sparkline(target / "tables" / "total.csv")
    links = [(word, link) for word, file in FILES if (link := _link(target / file, target))]
    return {
        "name": target.name, "title": summary.get("title") or target.name,
        "period": spell(str(summary.get("period") or parameters.get("period") or "")),
        "made": _format_minute(made), "age": _format_age(made), "figures": _figures(summary),
        "line": line, "told": told, "links": links, "failure": failure,
        "synthetic": bool(summary.get("synthetic")),
    }  # fmt: skip


def _figures(summary: Json) -> list[str]:
    found: Json = {}
    for figure in summary.get("figures") or []:
        if figure.get("id") in ("total", "growth") and isinstance(figure.get("value"), int | float):
            found.setdefault(figure["id"], figure)
    told = []
    if total := found.get("total"):
        told.append(f"{total['value']:,.0f} {total.get('unit', '')}".strip())
    if growth := found.get("growth"):
        told.append(f"{growth['value']:+.1%}")
    return told


def _sparkline(table: Path) -> tuple[str, str]:
    """Return the totals of all periods as points of a line, and in words."""
    try:
        with table.open(encoding="utf-8-sig", newline="") as file:
            rows = [(r["period"], float(r["total"])) for r in csv.DictReader(file) if r["total"]]
    except (OSError, ValueError, KeyError, TypeError, csv.Error):
        return "", ""
    if len(rows) < 2:
        return "", ""
    top = max(value for _, value in rows) or 1.0
    step = (WIDTH - 4) / (len(rows) - 1)
    points = [f"{2 + n * step:.1f},{HEIGHT - 2 - v / top * (HEIGHT - 4):.1f}"
              for n, (_, v) in enumerate(rows)]  # fmt: skip
    (first, least), (last, most) = rows[0], rows[-1]
    return " ".join(points), f"{least:,.0f} in {spell(first)}, {most:,.0f} in {spell(last)}"


def _link(file: Path, target: Path) -> str:
    # a name may be no UTF-8, and a folder may be one that we cannot look into
    with contextlib.suppress(OSError):
        return quote(os.fsencode(file.relative_to(target.parent))) if file.exists() else ""
    return ""


def _format_minute(time: str) -> str:
    return time[:16].replace("T", " ") + " UTC" if time else ""


def _format_age(made: str) -> str:
    try:
        then = datetime.datetime.fromisoformat(made)
        days = (datetime.datetime.now(datetime.UTC) - then).days
    except (ValueError, TypeError):
        return ""
    return "today" if days < 1 else f"{days} day{'s' if days > 1 else ''} old"
