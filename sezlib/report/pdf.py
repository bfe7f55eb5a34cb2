"""A page printed as PDF by a browser without a window: tagged, with page numbers, offline."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

from sezlib import trace
from sezlib.flows import FlowsError
from sezlib.report.errors import RunError, TimeLimitError

VARIABLE = "SEZLIB_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# seconds that printing may take
LIMIT = 120
OPTIONS = (
    "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check",
    "--disable-extensions", "--disable-sync", "--disable-background-networking",
    "--disable-component-update", "--disable-dev-shm-usage", "--disable-crash-reporter",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer", "--export-tagged-pdf",
    "--generate-pdf-document-outline", "--force-color-profile=srgb",
)  # fmt: skip


def find_browser() -> str:
    """Return the browser that prints: the one that `SEZLIB_CHROMIUM` names, or a Chromium found."""
    named = os.environ.get(VARIABLE, "")
    found = next(filter(None, map(shutil.which, [named] if named else NAMES)), None)
    if not found:
        where = f"{VARIABLE} names none" if named else f"name one in {VARIABLE}"
        raise FlowsError(f"the form 'pdf' needs Chromium or Chrome, and there is none; {where}")
    return found


def print_page(page: str, built: Path, made: str) -> bytes:
    """Return a page as PDF; the browser works in a folder of its own within `built`.

    `made` is the time that the document states, so that the same page is the same bytes.
    """
    home = built / ".print"
    home.mkdir()
    source, target = home / "report.html", home / "report.pdf"
    source.write_text(_without_files(page), "utf-8")
    command = [find_browser(), *OPTIONS, f"--user-data-dir={home}", f"--print-to-pdf={target}"]
    # as root it starts in no other way, and what it opens is the report's own page
    command += ["--no-sandbox"] if os.geteuid() == 0 else []
    # what a killed run has left running is known by its folder
    of_user = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_CACHE_HOME": str(home)}
    environment = os.environ | of_user | {trace.VARIABLE: str(built), "TZ": "UTC"}
    process = subprocess.Popen(
        [*command, source.as_uri()], env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(LIMIT)
    except subprocess.TimeoutExpired:
        raise TimeLimitError(f"printing report.pdf took longer than {LIMIT} s") from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        printed = target.read_bytes() if target.exists() else b""
        shutil.rmtree(home, ignore_errors=True)
    if process.returncode or not printed.startswith(b"%PDF"):
        raise RunError(f"report.pdf: the browser {Path(command[0]).name!r} printed nothing")
    stamp, names = re.sub(r"\D", "", made)[:14].encode(), dict[bytes, bytes]()
    printed = re.sub(rb"(?<=Date \(D:)\d{14}", stamp, printed)
    # cells are numbered by the browser's own counting, which differs from run to run
    return re.sub(
        rb"(?<=\(node)\d{8}(?=\))",
        lambda found: names.setdefault(found[0], b"%08d" % len(names)),
        printed,
    )


def _without_files(page: str) -> str:
    """Return a page without its links to files beside it, which a document leaves behind."""
    from lxml.html import builder, document_fromstring, tostring

    tree = document_fromstring(page)
    for link in [*tree.iter("a")]:
        if not re.match("#|https?:|mailto:", link.get("href", "")):
            # a chart's files are named by nothing but the link
            link.drop_tree() if link.get("href", "").startswith("figures/") else link.drop_tag()
    tree.head.append(builder.STYLE("@page { size: A4 }"))
    return tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>")
