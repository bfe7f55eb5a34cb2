"""The client that runs a notebook's cells in a kernel, within limits."""

from __future__ import annotations

import asyncio
import bisect
import contextlib
import json
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import papermill as pm
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, NotebookExecutionManager, papermill_engines
from papermill.utils import remove_args

from sezlib import trace
from sezlib.flows import FlowsError, short
from sezlib.report import folder
from sezlib.report.errors import (
    REFUSALS,
    FailedCellError,
    KernelDiedError,
    TimeLimitError,
    UnwrittenError,
    first_line,
    place_error,
)
from sezlib.report.kernel import LEFT_OUT as LEFT
from sezlib.report.kernel import MOST_PRINTED
from sezlib.report.kernels import private_kernels
from sezlib.report.notebooks import heading
from sezlib.secrets import without_secrets
from sezlib.texts import clean_text

# what all that a run displays may come to, and an error, in characters
MOST_SHOWN = 10_000_000
MOST_OF_ERROR = 10_000
# what an output takes up besides what it holds
FRAME = 200
LEFT_OUT = "\n… what was printed after this is left out, {:,} characters of it\n"
NOT_SHOWN = (
    "… outputs left out here: {:,}, of {:,} characters together; a report shows {:,} at the most"
)
SHOWN = ("display_data", "execute_result", "update_display_data")
# a line of tqdm's that is written anew, as wide as the terminal, and gone when all is done
PROGRESS = {"bar_format": "{desc}", "desc": "starting", "leave": False, "dynamic_ncols": True}
# what nbclient logs is raised too, and told in one sentence
LOG = logging.getLogger("sezlib.client")
LOG.setLevel(logging.CRITICAL)


class Client(PapermillNotebookClient):
    """Runs the cells within the limits of time and of what may be printed."""

    def __init__(
        self, account: Any, run_limit: float | None, cell_limit: float | None, **kw: Any
    ) -> None:
        super().__init__(
            account, timeout_func=self._left, shutdown_kernel="immediate", log=LOG, **kw
        )
        self.run_limit, self.cell_limit = run_limit, cell_limit
        self.deadline = None if run_limit is None else time.monotonic() + run_limit
        self.printed: dict[int, int] = {}
        self.shown, self.full, self.left = 0, False, list[int]()

    def papermill_execute_cells(self) -> None:
        """Run every cell, up to the first that fails; whatever ends it is raised."""
        for index, cell in enumerate(self.nb.cells):
            self.nb_man.cell_start(cell, index)
            try:
                self.execute_cell(cell, index)
            except CellExecutionError as error:
                self._tell_what_was_left_out(index)
                self.nb_man.cell_exception(self.nb.cells[index], cell_index=index, exception=error)
                self.nb_man.cell_complete(self.nb.cells[index], cell_index=index)
                return
            self._tell_what_was_left_out(index)
            self.nb_man.cell_complete(self.nb.cells[index], cell_index=index)
        self.nb_man.running = None

    def execute(self, **kwargs: Any) -> Any:
        """Start a kernel, run the cells in it, and end it."""
        self.reset_execution_trackers()
        self.on_cell_executed = self._refuse_exit
        with self.setup_kernel(**kwargs):
            try:
                info = self.wait_for_reply(self.kc.kernel_info())
                self.nb.metadata["language_info"] = info["content"]["language_info"]
                self.papermill_execute_cells()
            except CellTimeoutError:
                raise self._over() from None
            except DeadKernelError:
                process = getattr(self.km.provisioner, "process", None)
                raise KernelDiedError(_killed(process and process.poll())) from None
            self.set_widgets_metadata()
            if len(json.dumps(self.nb.metadata.get("widgets"))) > MOST_SHOWN:
                del self.nb.metadata["widgets"]
        return self.nb

    def process_message(self, msg: Any, cell: Any, cell_index: int) -> Any:
        """Take an output in, as far as there is room for it."""
        kind, content = msg["msg_type"], msg["content"]
        if kind == "stream" and not self._printed(content, cell_index):
            return None
        if kind in SHOWN and not self._room(content, kind):
            return None
        if kind == "error":
            content.update(_shortened(content))
        return super().process_message(msg, cell, cell_index)

    def _printed(self, content: dict[str, Any], cell_index: int) -> bool:
        """Return whether something of a print is kept; the kernel has left some out already."""
        before, text = self.printed.get(cell_index, 0), content["text"]
        if isinstance(text, dict):
            self.printed[cell_index] = before + text[LEFT]
            return False
        self.printed[cell_index] = before + len(text)
        content["text"] = text[: max(0, MOST_PRINTED - before)]
        return bool(content["text"])

    def _room(self, content: dict[str, Any], kind: str) -> bool:
        """Return whether there is room for what is displayed, or take a note of it."""
        places = self._display_id_map.get((content.get("transient") or {}).get("display_id"), {})
        size = _size(content) * (sum(map(len, places.values())) + (kind in SHOWN[:2]))
        if self.shown + size > MOST_SHOWN and not self.full:
            # some of what has been counted may have been cleared, or replaced
            self.shown = sum(_size(o) for c in self.nb.cells for o in c.get("outputs", []))
            self.full = self.shown + size > MOST_SHOWN
        if self.shown + size > MOST_SHOWN:
            self.left.append(size)
            return False
        self.shown += size
        return True

    def clear_output(self, outs: Any, msg: Any, cell_index: int) -> None:
        """Clear the outputs of a cell, which makes room."""
        self.full = False
        super().clear_output(outs, msg, cell_index)

    async def _async_poll_kernel_alive(self) -> None:
        # while a cell takes long, the file says that it runs
        waiting = asyncio.ensure_future(super()._async_poll_kernel_alive())
        try:
            while not waiting.done():
                await asyncio.wait([waiting], timeout=1)
                # a disk that is full now is told by whoever writes next
                with contextlib.suppress(UnwrittenError):
                    self.nb_man.keep_up()
        finally:
            waiting.cancel()

    def _tell_what_was_left_out(self, index: int) -> None:
        outputs = self.nb.cells[index].get("outputs")
        more = self.printed.get(index, 0) - MOST_PRINTED
        if more > 0:
            printed = [o for o in outputs if o.output_type == "stream"]
            if not printed:
                # what was kept has been cleared since
                printed.append(nbformat.v4.new_output("stream", text=""))
                outputs += printed
            printed[-1].text += LEFT_OUT.format(more)
        if self.left:
            told = NOT_SHOWN.format(len(self.left), sum(self.left), MOST_SHOWN)
            outputs.append(nbformat.v4.new_output("display_data", {"text/plain": told}))
            self.left.clear()

    def _left(self, _cell: Any = None) -> float | None:
        limits = [] if self.cell_limit is None else [self.cell_limit]
        if self.deadline is not None:
            # nothing at all would be no limit
            limits.append(max(self.deadline - time.monotonic(), 0.001))
        return min(limits, default=None)

    def _over(self) -> TimeLimitError:
        if self.deadline is not None and time.monotonic() >= self.deadline:
            return TimeLimitError(f"the run took longer than its {self.run_limit:g} s")
        if self.cell_limit is not None:
            return TimeLimitError(f"took longer than the {self.cell_limit:g} s that a cell has")
        return TimeLimitError("the kernel did not send all that it printed")

    @staticmethod
    def _refuse_exit(*, execute_reply: Any, **_: Any) -> None:
        # papermill takes sys.exit(0) for well done, though the cells after it never run
        reply = execute_reply["content"]
        asked = any(part.get("source") == "ask_exit" for part in reply.get("payload", []))
        if asked or reply.get("ename") == "SystemExit":
            raise FailedCellError("left by an exit, so that the cells after it never ran")


def _size(output: Any) -> int:
    """Return how many characters an output comes to."""
    held = [output.get("metadata") or {}, *(output.get("data") or {}).values()]
    return FRAME + sum(len(one if isinstance(one, str) else json.dumps(one)) for one in held)


def _shortened(error: Any) -> dict[str, Any]:
    """Return an error with no more of its text than somebody will read."""
    # first, for what is cut off may be a part of one
    lines = without_secrets("\n".join(error["traceback"]))
    if len(lines) > MOST_OF_ERROR:
        half, more = MOST_OF_ERROR // 2, len(lines) - MOST_OF_ERROR
        lines = f"{lines[:half]}{LEFT_OUT.format(more)}{lines[-half:]}"
    return {"evalue": short(error["evalue"], MOST_OF_ERROR), "traceback": lines.split("\n")}


def _killed(code: int | None) -> str:
    if code is None:
        return "the kernel no longer answers"
    if code < 0:
        why = ", as the system does where memory runs out" if -code == signal.SIGKILL else ""
        return f"the kernel was ended by {signal.Signals(-code).name}{why}"
    return f"the kernel ended with code {code}"


EVERY = 1.0
SOURCE = ".source.ipynb"


class Account(NotebookExecutionManager):
    """What has run so far, kept in a file that is whole at any moment."""

    running: int | None = None
    unsaved = False

    def save(self, **kwargs: Any) -> None:
        """Save at most once a second, since a notebook with charts takes a while to write."""
        self.unsaved = True
        if (self.now() - self.last_save_time).total_seconds() > EVERY:
            self.keep_up()

    def keep_up(self) -> None:
        """Save what has changed since the last time."""
        if not self.unsaved:
            return
        path = self.output_path
        self.unsaved = False
        if not path or "://" in str(path) or not Path(path).parent.is_dir():
            super().save()
            return
        try:
            folder.write(Path(path), nbformat.writes(self.nb))
        except OSError as error:
            raise UnwrittenError(f"{Path(path).name} cannot be written: {error.strerror}") from None
        self.last_save_time = self.now()

    def cell_start(self, cell: Any, cell_index: Any = None, **kwargs: Any) -> None:
        """Mark that a cell runs, and note it where the run keeps notes."""
        self.running = cell_index
        super().cell_start(cell, cell_index, **kwargs)
        trace.note("cell", index=cell_index, started=cell.metadata.papermill["start_time"])
        if self.pbar and cell.cell_type == "code" and cell.source.strip():
            self.pbar.set_description_str(_progress(self.nb.cells, cell_index))

    def get_cell_description(self, cell: Any, escape_str: str = "") -> None:
        """Return nothing: a cell is described by its heading, and not by what its code says."""

    def ended(self, failure: BaseException | None) -> None:
        """Tell how the run ended; cells that never ran stay pending."""
        self.end_time = self.now()
        about = self.nb.metadata.papermill
        about["end_time"] = self.end_time.isoformat()
        about["duration"] = (self.end_time - self.start_time).total_seconds()
        told: dict[str, Any] = {"status": "completed"}
        if failure is not None:
            about["exception"] = True
            cell = self.running
            told = {
                "status": getattr(failure, "status", "failed"),
                "what": str(failure) or type(failure).__name__,
                "cell": None if cell is None else cell + 1,
                "ended": self.end_time.isoformat(timespec="seconds"),
            }
            if cell is not None:
                self.nb.cells[cell].metadata.papermill.update(
                    status=self.FAILED, exception=True, end_time=self.end_time.isoformat()
                )
        self.nb.metadata["sezlib"] = told
        _drop_surrogates(self.nb)
        self.cleanup_pbar()
        self.save()
        self.keep_up()


class SezEngine(NBClientEngine):
    """papermill's engine, with endings that are told as they were.

    Besides what papermill knows it takes `execution_timeout`, seconds for a cell, and
    `run_timeout`, seconds for the whole run.
    """

    @classmethod
    def execute_notebook(
        cls,
        nb: Any,
        kernel_name: str,
        output_path: Any = None,
        progress_bar: Any = True,
        **how: Any,
    ) -> Any:
        """Run a notebook; raise what ended it, once it is written down."""
        account = Account(nb, output_path, how.get("log_output", False), progress_bar)
        account.notebook_start()
        account.keep_up()
        failure: BaseException | None = None
        try:
            with _terminable():
                cls.execute_managed_notebook(account, kernel_name, **how)
            shown = (output for cell in nb.cells for output in cell.get("outputs", []))
            error = next((output for output in shown if output.output_type == "error"), None)
            # papermill raises this one itself, and marks the cell
            failure = error and FailedCellError(f"{error.ename}: {short(error.evalue, 300)}")
        except BaseException as error:
            failure = place_error(error, nb, account.running)
            raise failure from None
        finally:
            account.ended(failure)
        return account.nb

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Account,
        kernel_name: str,
        start_timeout: float = 60,
        execution_timeout: float | None = None,
        run_timeout: float | None = None,
        **kwargs: Any,
    ) -> Any:
        """Run the cells on a private kernel."""
        own = ["input_path", "timeout", "startup_timeout", "autosave_cell_every"]
        given = remove_args(own, **kwargs)
        with contextlib.ExitStack() as stack:
            if "kernel_manager_class" not in given:
                given["kernel_manager_class"] = stack.enter_context(private_kernels())
            given |= {"kernel_name": kernel_name, "startup_timeout": start_timeout}
            return Client(nb_man, run_timeout, execution_timeout, **given).execute()


papermill_engines.register("sez", SezEngine)


def _progress(cells: list[Any], at: int) -> str:
    """Return which cell of how many runs, and what it does by the last heading before it."""
    numbers = [i for i, c in enumerate(cells) if c.cell_type == "code" and c.source.strip()]
    what = clean_text(short(heading(cells[:at], last=True), 200))
    count = f"cell {bisect.bisect(numbers, at)} of {len(numbers)}"
    return f"{count}: {what}" if what else count


def _drop_surrogates(nb: Any) -> None:
    """Replace what papermill cannot write: bytes of a path that are no UTF-8."""
    text = json.dumps(nb, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        nb.update(nbformat.from_dict(json.loads(text.encode("utf-8", "replace"))))


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM end a run as Ctrl-C does, where nobody else has asked for it."""
    main = threading.current_thread() is threading.main_thread()
    if not main or signal.getsignal(signal.SIGTERM) != signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def execute(
    notebook: bytes,
    parameters: dict[str, Any],
    built: Path,
    *,
    cell_limit: float | None = None,
    run_limit: float | None = None,
    quiet: bool = False,
) -> Any:
    """Run `notebook` with `parameters` and return it executed; it is kept in `built` as it runs.

    A terminal is told which cell runs, unless `quiet`.

    Raises `FlowsError` where the notebook refused its data, and a `RunError` where it ended
    otherwise than well. What the run notes is in `built` too.
    """
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    os.environ[trace.VARIABLE] = str(built.resolve())
    source = built / SOURCE
    try:
        source.write_bytes(notebook)
        nb = pm.execute_notebook(
            # papermill fills braces in a path with parameters, and a path is a path
            str(source).replace("{", "{{").replace("}", "}}"),
            str(built / "report.ipynb").replace("{", "{{").replace("}", "}}"),
            parameters,
            engine_name="sez",
            progress_bar=bool(not quiet and sys.stderr and sys.stderr.isatty()) and PROGRESS,
            # whatever a notebook says, it is run by this Python
            kernel_name="python3",
            language="python",
            execution_timeout=cell_limit,
            run_timeout=run_limit,
        )
    except pm.PapermillExecutionError as error:
        if error.ename in REFUSALS:
            raise FlowsError(error.evalue) from None
        told = f"cell In [{error.exec_count}] ({first_line(error)!r})"
        why = f"{error.ename}: {short(error.evalue, 300)}"
        raise FailedCellError(f"{told} failed: {why}").at(error.cell_index) from None
    finally:
        del os.environ[trace.VARIABLE]
        source.unlink(missing_ok=True)
    return nb
