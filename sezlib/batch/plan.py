"""A plan: which notebooks, with which parameters, into which folder. A TOML file."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import itertools
import json
import math
import os
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sezlib import periods, sources
from sezlib.flows import FlowsError, check_keys, listed, quoted, short
from sezlib.report import forms
from sezlib.report.folder import fit_name, slug
from sezlib.secrets import is_secret, masked
from sezlib.sources.text import read_text

OWN = {
    "out": str, "as_of": (datetime.date, str), "jobs": int, "retries": int, "keep": int,
    "on_failure": str, "run_limit": (int, float), "cell_limit": (int, float), "report": list,
    "rules": str, "published": list, "to": list, "template": str,
}  # fmt: skip
OF_REPORT = {
    "notebook": str, "name": str, "parameters": dict, "grid": dict, "rows": str, "inputs": list,
    "before": str,
}  # fmt: skip
NAMING = ("zone", "zones", "period", "language")
TAKEN = ("index.html", "runs.jsonl")
MOST = 100_000


class Item(NamedTuple):
    """One report of a plan."""

    name: str
    notebook: str
    given: dict[str, Any]
    inputs: tuple[str, ...] = ()
    # the folder of the last editions, among them the one of this name
    before: str = ""


class Plan(NamedTuple):
    """What a plan file says, every report of it spelled out."""

    file: Path
    out: str
    as_of: str
    items: list[Item]
    jobs: int = 0
    retries: int = 2
    keep: int | None = None
    on_failure: str = ""
    run_limit: float | None = 3600
    cell_limit: float | None = None
    tables: tuple[str, ...] = ()
    # by which rules, and beside which reports, a public edition hides
    rules: str = ""
    published: tuple[str, ...] = ()
    to: tuple[str, ...] = forms.USUAL
    # the folder of an office's letterhead
    template: str = ""


def read(path: str | Path, as_of: str = "") -> Plan:
    """Read a plan; `as_of` is the day that relative periods are counted from, else the plan's.

    Raises `FlowsError`, which names the key and the choices.
    """
    file = Path(os.path.abspath(path))  # noqa: PTH100
    try:
        said = tomllib.loads(read_text(file))
    except FileNotFoundError:
        raise FlowsError(f"no plan {str(path)!r}") from None
    except FlowsError:
        raise
    except (OSError, ValueError) as error:
        raise FlowsError(f"{file.name}: not a plan: {error}") from None
    except RecursionError:
        deep = "lists or tables lie too deep in one another"
        raise FlowsError(f"{file.name}: not a plan: {deep}") from None
    where = file.name
    check_keys(said, OWN, f"{where}: ")
    day = _day(as_of or said.get("as_of", ""), where)
    items: list[Item] = []
    for number, of in enumerate(said.get("report", []), 1):
        items += _items(of, f"{where}: report {number}", file.parent, day)
        if len(items) > MOST:
            raise FlowsError(f"{where}: more than {MOST:,} reports")
    if not items:
        raise FlowsError(f"{where}: no report; a plan has one [[report]] or more")
    for key in ("jobs", "retries", "keep", "run_limit", "cell_limit"):
        if key in said and (said[key] < (key != "retries") or isinstance(said[key], bool)):
            raise FlowsError(f"{where}: {key} is {said[key]!r}, and must be 1 or more")
    own = {key: said[key] for key in OWN if key in said and key not in ("report", "as_of", "out")}
    own["published"] = tuple(str(folder) for folder in said.get("published", []))
    try:
        own["to"] = forms.choose(said.get("to", forms.USUAL))
    except FlowsError as error:
        raise FlowsError(f"{where}: {error}") from None
    tables = tuple(sources.parted(of["rows"])[0] for of in said["report"] if "rows" in of)
    out = said.get("out", "reports")
    items = [_beside_last(one, file.parent, out, where) for one in _name_items(items, where)]
    return Plan(file, out, day.isoformat(), items, **own, tables=tables)


def _beside_last(item: Item, home: Path, out: str, where: str) -> Item:
    """Return a report with the folder of its last edition, where there is one of its name."""
    if item.before and (home / item.before).resolve() == (home / out).resolve():
        told = f"{where}: before is {quoted(item.before)}, where the reports go to themselves"
        raise FlowsError(f"{told}; keep their last editions in another folder")
    last = Path(item.before, item.name)
    known = bool(item.before) and (home / last).is_dir()
    return item._replace(given=item.given | {"before": str(last)}) if known else item


def _items(of: Any, where: str, home: Path, day: datetime.date) -> Iterator[Item]:
    if not isinstance(of, dict):
        raise FlowsError(f"{where}: not a table; write [[report]]")
    check_keys(of, OF_REPORT, f"{where}: ")
    if "notebook" not in of:
        raise FlowsError(f"{where}: no notebook; state one, such as notebook = 'annual_export'")
    fixed, grid = of.get("parameters", {}), of.get("grid", {})
    axes = [[{name: value} for value in _values(grid[name], name, where)] for name in grid]
    if "rows" in of:
        axes.append(_read_rows(home, of["rows"]))
    if math.prod(map(len, axes)) > MOST:
        raise FlowsError(f"{where}: more than {MOST:,} reports")
    for point in itertools.product(*axes):
        varying: dict[str, Any] = {}
        for part in point:
            if twice := sorted((varying.keys() | fixed.keys()) & part.keys()):
                raise FlowsError(f"{where}: {listed(twice)} is given twice")
            varying |= part
        given = {**fixed, **varying}
        for name in ("period", "complete_to"):
            if isinstance(said := given.get(name), str) and said:
                with contextlib.suppress(FlowsError):
                    # what is none is refused with the report that is given it
                    given[name] = periods.resolve(said, day)
        for name, value in given.items():
            if isinstance(value, dict | list) or not isinstance(value, str | int | float):
                told = short(repr(masked({name: value})[name]))
                raise FlowsError(f"{where}: {name} is {told}, and not one value")
        inputs = tuple(str(one) for one in of.get("inputs", []))
        yield Item(_pattern(of.get("name"), of["notebook"], given, varying, where),
                   of["notebook"], given, inputs, of.get("before", ""))  # fmt: skip


def _values(said: Any, name: str, where: str) -> list[Any]:
    if isinstance(said, list) and said:
        return said
    if isinstance(said, dict) and {"from", "to"} <= said.keys() <= {"from", "to", "step"}:
        first, last, step = said["from"], said["to"], said.get("step", 1)
        if isinstance(first, str) and isinstance(last, str) and "step" not in said:
            return list(periods.span(first, last))
        if all(type(one) is int for one in (first, last, step)) and step > 0 and first <= last:
            return list(range(first, last + 1, step)[: MOST + 1])
    told = f"{where}: {name} in the grid is {short(repr(masked({name: said})[name]))}"
    example = "{ from = 2015, to = 2019 }"
    raise FlowsError(f"{told}, and not a list of values or a range such as {example}")


def _read_rows(home: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of a table of parameters, each cell the text that it is."""
    path = name if sources.is_remote(name) else home / name
    rows = sources.read_table("parameters", path, engine="pyarrow", zone=[]).to_pylist()
    # an empty cell gives nothing, and the notebook's own value stays
    return [{k: str(cell) for k, cell in row.items() if cell not in (None, "")} for row in rows]


def _pattern(
    pattern: str | None, notebook: str, given: dict[str, Any], varying: dict[str, Any], where: str
) -> str:
    if pattern is None:
        # what only a secret tells apart, a digest does
        telling = [n for n in given if (n in NAMING or n in varying) and not is_secret(n)]
        slugs = [slug(Path(notebook).stem), *filter(None, (slug(given[n]) for n in telling))]
        return fit_name(lambda cut: "-".join(map(cut, slugs)))
    for name in re.findall(r"\{(.*?)\}", pattern):
        told = f"{where}: name has {{{name}}}"
        if name not in given:
            raise FlowsError(f"{told}, and the parameters are {listed(given)}")
        if is_secret(name):
            how = "leave it out, and reports of one name are told apart by a digest"
            raise FlowsError(f"{told}, which is a secret; {how}")
    name = fit_name(
        lambda cut: re.sub(r"\{(.*?)\}", lambda found: cut(slug(given[found[1]])), pattern)
    )
    if not slug(name) or slug(name) != name or name in TAKEN or name.endswith(".failed"):
        told = f"{where}: {short(name)!r} is no name for a folder"
        raise FlowsError(f"{told}; use letters, digits, '-' and '_'")
    return name


def _name_items(items: list[Item], where: str) -> list[Item]:
    """Return the items with one name each: what would share a folder is told apart by a digest."""
    shared = {name for name, times in Counter(i.name for i in items).items() if times > 1}
    named = [i._replace(name=f"{i.name}-{_digest(i)}") if i.name in shared else i for i in items]
    for name, times in Counter(item.name for item in named).items():
        if times > 1:
            raise FlowsError(f"{where}: the report {name!r} is asked for {times} times")
    return named


def _digest(item: Item) -> str:
    text = json.dumps([item.notebook, item.given], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _day(said: Any, where: str) -> datetime.date:
    if isinstance(said, datetime.datetime):
        return said.date()
    if isinstance(said, datetime.date):
        return said
    if not said:
        return datetime.date.today()
    try:
        return datetime.date.fromisoformat(said)
    except ValueError:
        told = f"{where}: as_of is {short(said)!r}, and not a day like 2020-02-15"
        raise FlowsError(told) from None
