"""An engine for papermill that tells the truth about how a run ended (`--engine sez`)."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import papermill as pm
from papermill.engines import NBClientEngine, NotebookExecutionManager, papermill_engines
from papermill.utils import remove_args

from sezlib import record
from sezlib.report import folder
from sezlib.report.client import Client
from sezlib.report.endings import REFUSALS, FailedCellError, UnwrittenError, first_line, named
from sezlib.report.kernels import private_kernels
from sezlib.schema import FlowsError, short

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
        record.note("cell", index=cell_index, started=cell.metadata.papermill["start_time"])

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
        output_path: str | None = None,
        progress_bar: Any = True,
        log_output: bool = False,
        autosave_cell_every: int = 30,
        **kwargs: Any,
    ) -> Any:
        """Run a notebook; raise what ended it, once it is written down."""
        account = Account(nb, output_path, log_output, progress_bar, autosave_cell_every)
        account.notebook_start()
        account.keep_up()
        failure: BaseException | None = None
        try:
            with _terminable():
                cls.execute_managed_notebook(account, kernel_name, log_output=log_output, **kwargs)
            error = next((o for c in nb.cells for o in _errors(c)), None)
            # papermill raises this one itself, and marks the cell
            failure = error and FailedCellError(f"{error.ename}: {short(error.evalue, 300)}")
        except BaseException as error:
            failure = named(error, nb, account.running)
            raise failure from None
        finally:
            account.ended(failure)
        return account.nb

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Account,
        kernel_name: str,
        log_output: bool = False,
        stdout_file: Any = None,
        stderr_file: Any = None,
        start_timeout: float = 60,
        execution_timeout: float | None = None,
        run_timeout: float | None = None,
        **kwargs: Any,
    ) -> Any:
        """Run the cells on a private kernel."""
        given = remove_args(["input_path", "timeout", "startup_timeout"], **kwargs)
        with contextlib.ExitStack() as stack:
            if "kernel_manager_class" not in given:
                given["kernel_manager_class"] = stack.enter_context(private_kernels())
            return Client(
                nb_man, run_timeout, execution_timeout, kernel_name=kernel_name,
                log_output=log_output, stdout_file=stdout_file, stderr_file=stderr_file,
                startup_timeout=start_timeout, **given,
            ).execute()  # fmt: skip


papermill_engines.register("sez", SezEngine)


def _drop_surrogates(nb: Any) -> None:
    """Replace what papermill cannot write: bytes of a path that are no UTF-8."""
    text = json.dumps(nb, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        nb.update(nbformat.from_dict(json.loads(text.encode("utf-8", "replace"))))


def _errors(cell: Any) -> list[Any]:
    return [o for o in cell.get("outputs", []) if o.output_type == "error"]


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
) -> Any:
    """Run `notebook` with `parameters` and return it executed; it is kept in `built` as it runs.

    Raises `FlowsError` where the notebook refused its data, and a `RunError` where it ended
    otherwise than well. What the run notes is in `built` too.
    """
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    os.environ[record.VARIABLE] = str(built.resolve())
    source = built / SOURCE
    try:
        source.write_bytes(notebook)
        nb = pm.execute_notebook(
            # papermill fills braces in a path with parameters, and a path is a path
            str(source).replace("{", "{{").replace("}", "}}"),
            str(built / "report.ipynb").replace("{", "{{").replace("}", "}}"),
            parameters,
            engine_name="sez",
            progress_bar=bool(sys.stderr and sys.stderr.isatty()),
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
        del os.environ[record.VARIABLE]
        source.unlink(missing_ok=True)
    return nb
