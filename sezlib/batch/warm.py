"""Workers and kernels that are forked from a process which has loaded everything already (Linux).

A report's own work is a fraction of a second; starting Python and loading pandas, seaborn and the
rest twice, for the runner and its kernel, is several. So the batch loads all of it once, and every
report has a runner forked from the batch and a kernel forked from that runner, both before any
event loop, socket or thread is there.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import os
import sys
import threading
from pathlib import Path
from typing import Any

from sezlib import schema
from sezlib.report import kernel

# what notebooks and reports use: whatever is not listed is loaded when it is needed
MODULES = (
    "pandas", "numpy", "matplotlib.pyplot", "matplotlib.figure", "matplotlib.patheffects",
    "seaborn", "narwhals", "duckdb", "pyarrow.parquet",
    "babel.numbers", "babel.dates", "fluent.runtime", "papermill", "nbconvert.exporters",
    "nbclient", "gptables", "pandas.core.reshape.reshape", "pandas.io.formats.csvs",
    "ipykernel.kernelapp", "IPython.core.completerlib", "IPython.core.debugger",
    "IPython.core.logger", "IPython.core.oinspect", "IPython.core.pylabtools",
    "IPython.extensions.storemagic", "pygments.formatters", "tornado.platform.asyncio",
    "tornado.queues", "sezlib.charts", "sezlib.claims.file", "sezlib.claims.records",
    "sezlib.editions", "sezlib.metrics", "sezlib.narrative", "sezlib.profile", "sezlib.tables",
    "sezlib.sources.taking", "sezlib.sources.dbf", "sezlib.sources.workbook",
    "sezlib.report.engine", "sezlib.report.page", "sezlib.report.workbook", "sezlib.batch.work",
)  # fmt: skip


def available() -> bool:
    """Return whether this process may fork: on Linux, alone in it, and started as usual."""
    usual = not (sys.warnoptions or sys.flags.optimize or sys.flags.dev_mode)
    # pandas has looked at these already
    usual = usual and not any(name.startswith("PANDAS_") for name in os.environ)
    return sys.platform.startswith("linux") and threading.active_count() == 1 and usual


def load() -> None:
    """Load everything, and leave it where forking does not copy it."""
    with kernel.neutral():
        for name in MODULES:
            importlib.import_module(name)
        kernel.without_debugger()
        with schema.unspoken():
            importlib.import_module("pandera.pandas")
        _practise()
    gc.collect()
    gc.freeze()
    # what libraries look for at the end is to be found again
    atexit.register(gc.unfreeze)


def _practise() -> None:
    """Do a little of what every report does, so that what it looks up is found already."""
    import nbformat

    import sezlib as sez
    from sezlib import drawing, language, reference
    from sezlib.batch import key
    from sezlib.report import page

    key.source()
    key.packages()
    for name in language.LANGUAGES:
        sez.edition(sez.example(), period="2019", language=name).say("contents")
        reference.country_name("CHN", name)
    drawing.rehearse()
    schema.schema()
    cell = nbformat.v4.new_code_cell("1", outputs=[nbformat.v4.new_output("stream", text="1")])
    page.page(nbformat.v4.new_notebook(cells=[cell]), [])


def fork(task: dict[str, Any], log: int) -> tuple[int, int]:
    """Fork a worker on a task; return its number and where its answer comes."""
    answer, theirs = os.pipe()
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    if pid := os.fork():
        os.close(theirs)
        return pid, answer
    # from here on it is the worker, which never returns
    code = 1
    try:
        os.close(answer)
        _alone(keep={0, 1, 2, theirs, log})
        for at in (1, 2):
            os.dup2(log, at)
        from sezlib.batch import worker
        from sezlib.report import forked

        forked.prepare(keep={theirs})
        worker.serve(task, theirs, parent)
        code = 0
    finally:
        os._exit(code)


def _alone(keep: set[int]) -> None:
    """Close what the parent has open: a lock that it holds is its own."""
    for file in [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]:
        if file not in keep:
            # the one that the folder was listed through is closed already
            with contextlib.suppress(OSError):
                os.close(file)
