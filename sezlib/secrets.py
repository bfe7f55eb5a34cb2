"""Passwords and tokens in addresses and connection strings, which nobody is to read.

Every error, log, manifest and history passes through here. What is a secret is told by its form:
what stands before the `@` of an address, and the value of a name such as `password` or `token`.
"""

from __future__ import annotations

import re
from typing import Any

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
PATTERNS = [
    # to the last @ of a word, for nobody writes all signs in a password as he should
    (re.compile(r"(:/+)[^\s/:@]*:[^\s@]{0,4096}@(?:[^\s@/]*@)*"), rf"\1{HIDDEN}@"),
    (re.compile(r"(:/+)[^\s/@]*@(?:[^\s@/]*@)*"), rf"\1{HIDDEN}@"),
    # a password with blanks in it, and no port
    (re.compile(r"(:/+)[^\s/:@]*:(?!\d+(?:[/?#\s'\",;)]|$))[^@\n]{0,200}@"), rf"\1{HIDDEN}@"),
    (re.compile(rf"([?&;]|%26|%3B)({IN_ADDRESS}=)[^&#\s\"'<>]+", re.I), rf"\1\2{HIDDEN}"),
    (re.compile(rf"{START}({NAME}[\"']?{EQUALS}){VALUE}", re.I), rf"\1{HIDDEN}"),
    (re.compile(rf"{START}({NAME}[\"']?{COLOUR}\s*:\s*{COLOUR}){QUOTED}", re.I), rf"\1{HIDDEN}"),
    (re.compile(rf"(['\"]{NAME}['\"]\s+is\s+)(?:{QUOTED}|[\d.-]+)", re.I), rf"\1{HIDDEN}"),
    (re.compile(r"(authorization\s*:\s*)\S+(?:\s+[^\s\"',;]+)?", re.I), rf"\1{HIDDEN}"),
]  # fmt: skip
SECRET = re.compile(NAME, re.I)
HINT = re.compile(rf":/|[?&;3][a-z-]*=|{WORD}", re.I)


def without_secrets(text: str) -> str:
    """Return a text without the passwords and tokens of the addresses in it.

    >>> without_secrets("postgresql://zone:word@host/db?sslmode=require")
    'postgresql://…@host/db?sslmode=require'
    >>> without_secrets("https://host/flows.csv?part=1&token=abc"), without_secrets("PWD={a;b};")
    ('https://host/flows.csv?part=1&token=…', 'PWD=…;')
    """
    if HINT.search(text):
        for pattern, hidden in PATTERNS:
            text = pattern.sub(hidden, text)
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
            if held not in ("", None) and SECRET.fullmatch(str(name))
            else masked(held)
            for name, held in content.items()
        }
    return [masked(held) for held in content] if isinstance(content, list | tuple) else content
