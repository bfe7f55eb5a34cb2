"""The words of press releases, as `data/reference/release_words.toml` lists them."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from sezlib.texts import PROJECT

PATH = PROJECT / "data" / "reference" / "release_words.toml"
WORDS: dict[str, Any] = tomllib.loads(PATH.read_text(encoding="utf-8"))
WORDS |= WORDS["around"]


def any_of(name: str, start: str = "", end: str = "") -> re.Pattern[str]:
    """Return what finds any of the words of a list, between what stands before and behind."""
    return re.compile(f"{start}(?:{'|'.join(WORDS[name])}){end}")


def _resolved(pieces: list[str], known: dict[str, str]) -> str:
    return re.sub("@([a-z]+)@", lambda name: known[name[1]], "".join(pieces))


# expressions of times, with those that they name in their places
TIMES: dict[str, str] = {}
for _name, _pieces in WORDS["times"].items():
    if _name != "readers":
        TIMES[_name] = _resolved(_pieces, TIMES)
READERS = {
    name: re.compile(_resolved(pieces, TIMES)) for name, pieces in WORDS["times"]["readers"].items()
}
