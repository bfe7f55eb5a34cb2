"""Passwords and tokens in addresses and connection strings, which nobody is to read.

Every error, log, manifest and history passes through here. What is a secret is told by its form:
what stands before the `@` of an address, and the value of a name such as `password` or `token`.
While a report is made, the secrets among its parameters are known by their values too.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

HIDDEN = "…"
# in the name of whatever is secret, wherever it stands
WORD = (
    r"(?:passw|passphrase|pwd|token|secret|signature|credential|authorization"
    r"|(?:api|access|account|private|shared|subscription|encryption)[_-]?(?:access[_-]?)?key)"
)
# bounded, so that no text takes long
NAME = rf"[\w.-]{{0,60}}{WORD}[\w.-]{{0,60}}"
# names that are secret in an address, and may be anything elsewhere
IN_ADDRESS = r"(?:pass|sig|sas|key|auth|jwt|code|session|x-amz-\w+|x-goog-\w+)"
# colours, by which a traceback sets a name apart from its value
COLOUR = r"(?:\x1b\[[\d;]*m)*"
EQUALS = rf"{COLOUR}\s*(?:=|%(?:25)*3D)\s*{COLOUR}"
START = r"(?<![\w.-])"
QUOTED = r"(?P<quote>\\?[\"'])(?:(?!(?P=quote)).)*(?P=quote)?"
# the words after one that a semicolon ends belong to it, as in `PWD=my word;`
VALUE = (
    rf"(?:{QUOTED}|\{{[^}}]*\}}?"
    r"|(?:(?:Bearer|Basic|Token)\s+)?[^\s;&\"'<>\x1b]+(?:(?:[ ][^\s=;&]+)+(?=;))?)"
)
# what follows the name of a host, where it is no password
PORT = r"(?:\d{1,5}|PORT)\.?(?:[/?#\s'\",;)\]<>}…\x1b]|$)"
# of an address that was begun and not ended, or has no protocol
UNENDED = rf"(:/+[^\s/:@\[]*:)(?![:/]|{PORT})(?P<unended>[^\s@'\"…]+)"
BARE = r"((?:^|['\"/])(?!mailto:)[\w.+%-]{1,60}:)(?!/)[^\s@'\"]{1,200}@(?:[^\s@/]*@)*"
BY_NAME = rf"(?i){START}({NAME}[\"']?{EQUALS})(?P<value>{VALUE})"
QUOTED_BY_NAME = rf"(?i){START}({NAME}[\"']?{COLOUR}\s*:\s*{COLOUR})(?P<value>{QUOTED})"
# texts, which re compiles where one is needed: an answer without an address needs none of them
PATTERNS = [
    # to the last @ of a word, for nobody writes all signs in a password as he should
    (r"(:/+)[^\s/:@]*:[^\s@]{0,4096}@(?:[^\s@/]*@)*", rf"\1{HIDDEN}@"),
    (r"(:/+)[^\s/@]*@(?:[^\s@/]*@)*", rf"\1{HIDDEN}@"),
    # a password with blanks in it, and no port
    (rf"(:/+)[^\s/:@]*:(?!{PORT})[^@\n]{{0,200}}@", rf"\1{HIDDEN}@"),
    (UNENDED, rf"\1{HIDDEN}"),
    (BARE, rf"\1{HIDDEN}@"),
    (rf"(?i)([?&;]|%26|%3B)({IN_ADDRESS}=)[^&#\s\"'<>]+", rf"\1\2{HIDDEN}"),
    (BY_NAME, rf"\1{HIDDEN}"),
    (QUOTED_BY_NAME, rf"\1{HIDDEN}"),
    (rf"(?i)(['\"]{NAME}['\"]\s+is\s+)(?:{QUOTED}|[\d.-]+)", rf"\1{HIDDEN}"),
    (r"(?i)(authorization\s*:\s*)\S+(?:\s+[^\s\"',;]+)?", rf"\1{HIDDEN}"),
    (r"(?i)(cookie\s*:\s*)[^\r\n\"']+", rf"\1{HIDDEN}"),
]
SECRET = rf"(?i){NAME}|(?:[\w.-]{{0,60}}[_.-])?(?:pass|pw|cookie)"
HINT = rf"(?i):/|@|[?&;3][a-z-]*=|cookie|{WORD}"
# where the value of a parameter holds a password; a user's name alone is no secret
HOLDING = [
    r"(?::/+|^)[^\s/:@\[]*:(?![:/])(?P<before>[^\s@]+(?:@[^\s@/,]+)*)@",
    UNENDED,
    BY_NAME,
    QUOTED_BY_NAME,
]
# a value of fewer characters may stand anywhere by accident
LEAST = 4
_hidden: list[set[str]] = []


@contextlib.contextmanager
def hiding(parameters: Mapping[str, Any]) -> Iterator[None]:
    """Hide the secrets among these parameters, and the passwords in them, wherever they stand.

    >>> with hiding({"api_token": "a1b2c3"}):
    ...     without_secrets("the service refused a1b2c3")
    'the service refused …'
    """
    found: set[str] = set()
    for name, value in parameters.items():
        if is_secret(name) and not isinstance(value, bool):
            found |= {str(value), *str(value).splitlines()}
        elif isinstance(value, str):
            found |= {
                held[held.lastgroup or 0].strip("\"'{}")
                for said in {value, unquote(value)}
                for pattern in HOLDING
                for held in re.finditer(pattern, said)
            }
    spelt = {form.strip() for value in found for form in _spellings(value)}
    values = {form for form in spelt if len(form) >= LEAST}
    _hidden.append(values)
    try:
        yield
    finally:
        _hidden.remove(values)


def _spellings(value: str) -> tuple[str, ...]:
    """Return a value as it stands in a text, an address, a literal, JSON and HTML."""
    import html

    address = quote(value, safe="", errors="replace")
    literals = repr(value)[1:-1], json.dumps(value)[1:-1]
    return value, unquote(value), address, *literals, html.escape(value)


def is_secret(name: str) -> bool:
    """Return whether what has this name is a secret by its name.

    >>> is_secret("api_token"), is_secret("db_pass"), is_secret("period"), is_secret("key")
    (True, True, False, False)
    """
    return bool(re.fullmatch(SECRET, name))


def without_secrets(text: str) -> str:
    """Return a text without the passwords and tokens of the addresses in it.

    >>> without_secrets("postgresql://zone:word@host/db?sslmode=require")
    'postgresql://…@host/db?sslmode=require'
    >>> without_secrets("https://host/flows.csv?part=1&token=abc"), without_secrets("PWD={a;b};")
    ('https://host/flows.csv?part=1&token=…', 'PWD=…;')
    """
    for value in sorted(set().union(*_hidden), key=len, reverse=True) if _hidden else ():
        text = text.replace(value, HIDDEN)
    if re.search(HINT, text):
        for pattern, hidden in PATTERNS:
            text = re.sub(pattern, hidden, text)
    return text


def masked(content: Any) -> Any:
    """Return what is to be written as JSON without secrets: in texts, in names, and by names.

    >>> masked({"flows": "s3://key:word@bucket/a.csv", "api_token": "abc", "period": "2019"})
    {'flows': 's3://…@bucket/a.csv', 'api_token': '…', 'period': '2019'}
    """
    if isinstance(content, str):
        return without_secrets(content)
    if isinstance(content, dict):
        return {
            without_secrets(str(name)): HIDDEN
            if held not in ("", None) and is_secret(str(name))
            else masked(held)
            for name, held in content.items()
        }
    return [masked(held) for held in content] if isinstance(content, list | tuple) else content


# the file of an office's rules and the folders of what is public: parameters of a notebook would
# be written into its report
RULES, PUBLISHED = "SEZLIB_RULES", "SEZLIB_PUBLISHED"


@contextlib.contextmanager
def disclosing(rules: str, published: Iterable[str] = ()) -> Iterator[str]:
    """Tell the runs that are begun meanwhile by which rules, and beside what, a page is public.

    What stands in a with statement is the path of the rules, or nothing.
    """
    before = {name: os.environ.get(name, "") for name in (RULES, PUBLISHED)}
    folders = [*published] or published_folders()
    for name, paths in ((RULES, [rules or before[RULES]]), (PUBLISHED, folders)):
        # a name may hold what stands between others
        os.environ[name] = "\n".join(str(Path(p).absolute()) for p in paths if p)
    os.environ[PUBLISHED] += "\n" * bool(folders)
    try:
        yield os.environ[RULES]
    finally:
        os.environ.update(before)


def published_folders() -> list[str]:
    """Return the folders that the environment names: one a line, or as a search path has them."""
    named = os.environ.get(PUBLISHED, "")
    return [*filter(None, named.split("\n" if "\n" in named else os.pathsep))]
