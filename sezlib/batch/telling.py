"""What a batch says while it runs: a bar on a terminal, plain lines in a log."""

from __future__ import annotations

import os
import sys
from typing import Any, TextIO

from sezlib.checks import clean


class Telling:
    """Tells each report in the order of the plan, however the reports end."""

    def __init__(self, reports: int, out: TextIO | None = None) -> None:
        self.out = out or sys.stdout
        self.held: dict[int, str] = {}
        self.next = 0
        self.bar: Any = None
        if reports and self.out.isatty():
            from tqdm import tqdm

            # its watching thread would keep the batch from forking
            tqdm.monitor_interval = 0
            self.bar = tqdm(total=reports, unit=" reports", file=self.out, leave=False)

    def report(self, number: int, line: str) -> None:
        """Tell of a report that has ended, once those before it have."""
        self.held[number] = line
        if self.bar is not None:
            self.bar.update()
        while self.next in self.held:
            self.say(self.held.pop(self.next))
            self.next += 1

    def say(self, line: str) -> None:
        """Tell a line, above the bar if there is one; a terminal would obey what is in names."""
        line = clean(" ".join(line.split()))
        if self.bar is not None:
            self.bar.write(line, file=self.out)
            return
        try:
            print(line, file=self.out, flush=True)
        except BrokenPipeError:
            unread(self.out)  # the batch goes on

    def end(self) -> None:
        """Tell what is left where reports before it never ended."""
        for number in sorted(self.held):
            self.say(self.held[number])
        self.held.clear()
        if self.bar is not None:
            self.bar.close()
            self.bar = None


def unread(stream: TextIO) -> None:
    """Tell nobody what is left to tell: whoever read it, such as `head`, has seen enough."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
