"""A plan carried out again whenever what it hangs on has changed, and has stopped changing."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sezlib import trace
from sezlib.batch import fingerprint
from sezlib.batch.plan import Plan, read
from sezlib.batch.run import Options, Telling, root_of, run
from sezlib.flows import FlowsError
from sezlib.report.letterhead import FILES
from sezlib.report.notebooks import locate

# a file that is still being written grows; one that is as it was this long ago does not
SETTLED = 2.0
EVERY = 1000
Signature = dict[str, tuple[int, ...] | None]


def watch(path: str, as_of: str, options: Options) -> None:
    """Carry a plan out, and again whenever its files change, until somebody ends it.

    A plan that has become wrong is told, and waited for until it is right.
    """
    telling = Telling(0)
    while True:
        files = {str(Path(path).absolute())}
        before = _signature(files)
        try:
            plan = read(path, as_of)
            files |= _files(plan, options)
            before = _signature(files)
            run(plan, options)
            # what it opened may be more than what is named
            now = _files(plan, options) - files
            before |= _signature(now)
            files |= now
        except FlowsError as wrong:
            telling.say(f"sez: {wrong}")
        telling.say(f"watching {len(files)} files")
        _changed(files, before)


def _changed(files: set[str], before: Signature) -> None:
    """Wait until a file is another than it was, and has settled."""
    for _ in _ticks(files):
        if _signature(files) != before:
            break
    seen, since = _signature(files), time.monotonic()
    while time.monotonic() - since < SETTLED:
        time.sleep(SETTLED / 10)
        now = _signature(files)
        if now != seen:
            seen, since = now, time.monotonic()


def _ticks(files: set[str]) -> Iterator[Any]:
    """Return at every change in the folders of the files, and once a second."""
    import watchfiles

    folders = {parent for file in files if (parent := Path(file).parent).is_dir()}
    yield None
    yield from watchfiles.watch(
        *folders, recursive=False, rust_timeout=EVERY, yield_on_timeout=True, raise_interrupt=True
    )


def _files(plan: Plan, options: Options) -> set[str]:
    """Return the files that the reports of a plan hang on, as far as they are known."""
    home, root = plan.file.parent.resolve(), root_of(plan, options)
    found = {str(plan.file.absolute()), *(str(home / rows) for rows in plan.tables)}
    for notebook in {item.notebook for item in plan.items}:
        # a path beside the plan, or a name in the house
        found.add(str(home / notebook))
        with contextlib.suppress(FlowsError):
            found.add(str(locate(notebook).absolute()))
    if plan.template:
        found |= {str(home / plan.template / name) for name in FILES}
    for item in plan.items:
        found |= {str(home / one) for one in item.inputs}
        # a file that is named by a parameter may be there tomorrow
        for value in item.given.values():
            if isinstance(value, str) and "." in value[1:] and len(value) < 1000:
                path = home / value
                found |= {str(path)} if path.parent.is_dir() else set()
        made_from = filter(None, fingerprint.inputs(root / item.name))
        found |= {str(home / fingerprint.resolve_path(name)) for name in made_from}
    return found


def _signature(files: set[str]) -> Signature:
    found: Signature = dict.fromkeys(files)
    for file in files:
        with contextlib.suppress(OSError, ValueError):
            found[file] = trace.signature(Path(file))
    return found
