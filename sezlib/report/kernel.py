"""A kernel that dies with whoever started it: run by path, as `python kernel.py -f FILE`."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib.util
import locale
import os
import re
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PARENT = "SEZLIB_PARENT"
INLINE = "module://matplotlib_inline.backend_inline"
# variables by which a machine has its own way with Python and the libraries; where modules and
# caches lie is none of these
OWN = re.compile(
    r"PYTHON(?!(PATH|HOME|USERBASE|NOUSERSITE|PYCACHEPREFIX|DONTWRITEBYTECODE)$)|IPYTHON|IPYKERNEL_"
    r"|JUPYTER|MPLBACKEND$|MATPLOTLIBRC$|PANDAS_|NPY_|NARWHALS_|POLARS_(?!MAX_THREADS$|TEMP_DIR$)"
    r"|LC_|(LANGUAGE|COLUMNS|LINES|NO_COLOR|FORCE_COLOR|PYTEST_CURRENT_TEST)$|CLICOLOR"
)
SAME = {"LANG": "C.UTF-8", "TZ": "UTC"}
# how many characters of what a cell prints are kept
MOST_PRINTED = 1_000_000
LEFT_OUT = "left out"
# so many new objects before Python looks for rings of them that nobody needs: what libraries load
# is none, and looking at it again and again takes a tenth of a report's time
MANY_NEW = 100_000
# how libraries are told to be otherwise, which those loaded before a fork have looked at already
SETTINGS = ("PANDAS_", "NPY_", "NARWHALS_")
PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


def can_fork() -> bool:
    """Return whether this process may fork: on Linux, alone in it, and started as usual."""
    usual = not (sys.warnoptions or sys.flags.optimize or sys.flags.dev_mode)
    usual = usual and not any(name.startswith(SETTINGS) for name in os.environ)
    return sys.platform.startswith("linux") and threading.active_count() == 1 and usual


def die_with(parent: int) -> None:
    """Have the system kill this process when `parent` ends, however that ends (Linux)."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        # it ended before it could be asked for
        os._exit(1)


def adopt_orphans() -> None:
    """Have what its descendants leave behind become children of this process (Linux)."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def end_orphans() -> None:
    """Kill every child of this process, and what they leave behind, until there is none."""
    out_of_reach: set[int] = set()
    while found := {int(pid) for file in _children() for pid in file.split()} - out_of_reach:
        for pid in found:
            try:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            except OSError:
                out_of_reach.add(pid)


def _children() -> list[str]:
    try:
        return [file.read_text() for file in Path("/proc/self/task").glob("*/children")]
    except OSError:
        return []


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without what would let this machine change what a report says."""
    return {name: value for name, value in given.items() if not OWN.match(name)} | SAME


@contextlib.contextmanager
def neutral_environment() -> Iterator[None]:
    """Work in a neutral environment and folder, for libraries look at both when they are loaded."""
    before = dict(os.environ)
    _replace(environment(before))
    # it looks for its settings where it is loaded first, and finds its own
    drawn: Any = importlib.util.find_spec("matplotlib")
    try:
        with contextlib.chdir(Path(drawn.origin).parent / "mpl-data"):
            yield
    finally:
        _replace(before)


def adopt_environment(given: Mapping[str, str]) -> None:
    """Take an environment for this process's own, as a new process would have it."""
    _replace(given)
    locale.setlocale(locale.LC_CTYPE, "")


def _replace(given: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(given)
    time.tzset()


def start_kernel(argv: list[str]) -> None:
    """Be a kernel, new or forked: `argv` are a command and its options."""
    gc.set_threshold(MANY_NEW)
    with neutral_environment():
        drawn: Any = importlib.import_module("matplotlib")
    from ipykernel.kernelapp import IPKernelApp
    from IPython.core import application

    # the machine's settings and start-up files; those of the user are not in the private folder
    application.ENV_CONFIG_DIRS.clear()
    application.SYSTEM_CONFIG_DIRS.clear()
    _send_no_more_than_is_kept()
    sys.argv = argv
    app = IPKernelApp.instance(ignore_cwd=True)
    app.initialize(argv[1:])
    shell: Any = app.shell
    # IPython would keep all that is printed, for a history that nobody asks for
    shell._tee = lambda channel: contextlib.nullcontext()
    if "matplotlib.pyplot" in sys.modules:
        # a new kernel does it as it loads pyplot; this one has loaded it already
        shell.enable_matplotlib("inline")
    drawn.use(INLINE)
    # modules of the notebook's own are found, and shadow none
    sys.path.append("")
    app.start()


def _send_no_more_than_is_kept() -> None:
    """Have streams send so much of what a cell prints, and of the rest how much it is."""
    from ipykernel import iostream

    iostream.PIPE_BUFFER_SIZE = 1 << 16
    stream_class: Any = iostream.OutStream
    write, flushed = stream_class.write, stream_class._flush_buffers
    sent, left = Counter[Any](), Counter[Any]()
    lock = threading.Lock()

    def bounded(stream: Any, text: str) -> Any:
        if not isinstance(text, str):
            return write(stream, text)
        parent = frozenset(stream.parent_header.items())
        with lock:
            kept = text[: max(0, MOST_PRINTED - sent[parent])]
            sent[parent] += len(kept)
            left[stream, parent] += len(text) - len(kept)
        write(stream, kept)
        return len(text)

    def told(stream: Any) -> Iterator[tuple[dict[str, Any], Any]]:
        yield from flushed(stream)
        with lock:
            counts = {key: left.pop(key) for key in list(left) if key[0] is stream}
        yield from ((dict(key[1]), {LEFT_OUT: n}) for key, n in counts.items() if n)

    stream_class.write, stream_class._flush_buffers = bounded, told


def without_debugger() -> None:
    """Have ipykernel go without a debugger, which nobody can attach to a report's kernel.

    Loading it takes as long as drawing a chart.
    """
    hidden = "debugpy"
    if hidden not in sys.modules:
        sys.modules[hidden] = None  # type: ignore[assignment]
        import ipykernel.debugger  # noqa: F401

        del sys.modules[hidden]


if __name__ == "__main__":
    die_with(int(os.environ.pop(PARENT)))
    # the folder of this file is no place to import from
    del sys.path[0]
    without_debugger()
    start_kernel(sys.argv)
