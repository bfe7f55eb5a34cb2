"""Claims as a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sezlib.claims.claim import Claim, Claims, known_reading
from sezlib.claims.words import WORDS

if TYPE_CHECKING:
    import pandas as pd


def table(claims: Claims, *, reading: str = "plain") -> pd.DataFrame:
    """Return the claims as a table: what is printed, where, and the interval that it is.

    `low` and `high` are in the claim's unit; null is unbounded. `held_against` is `claims and
    records` where a claim bounds amounts, else `records`.

    Columns: `id`, `source`, `measure`, `where`, `printed`, `unit`, `low`, `high`, `scope`,
    `held_against`, `note`.

    >>> import sezlib as sez
    >>> claims = sez.claims.read("data/published/technopolis_moscow.toml")
    >>> sez.claims.table(claims)[["id", "printed", "low", "high"]].head(1)
                 id printed    low   high
    0  exports-2019     326  325.5  326.5
    """
    import pandas as pd

    known_reading(reading)
    rows = []
    for claim in claims:
        low, high = ends(claim, reading)
        rows.append(
            {
                "id": claim.id,
                "source": claim.source,
                "measure": claim.measure,
                "where": place(claim),
                "printed": f"{claim.wording} {claim.printed}".strip(),
                "unit": claim.unit.name,
                "low": low,
                "high": high,
                "scope": claim.scope,
                "held_against": "claims and records" if claim.linear else "records",
                "note": claim.note,
            }
        )
    kinds = {"low": float, "high": float}
    columns = ["id", "source", "measure", "where", "printed", "unit", "low", "high", "scope",
               "held_against", "note"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).astype(kinds)


def readings() -> pd.DataFrame:
    """Return the words that qualify a figure: how they are written, and why they are read so.

    Columns: `word` (`exact` is none), `en`, `ru`, `reason`.

    >>> readings().loc[2, "en"]
    'almost, nearly, close to, fast'
    """
    import pandas as pd

    rows = []
    for word in WORDS:
        english = [phrase for phrase in word.phrases if phrase.isascii()]
        russian = [phrase for phrase in word.phrases if re.search("[а-я]", phrase)]
        rows.append((word.name or "exact", ", ".join(english), ", ".join(russian), word.reason))
    return pd.DataFrame(rows, columns=["word", "en", "ru", "reason"])


def ends(claim: Claim, reading: str) -> tuple[float | None, float | None]:
    """Return the interval of a claim in its unit; None is unbounded, or not a number at all."""
    if claim.measure in ("rank", "first"):
        return None, None
    low, high = claim.interval(reading)
    return claim.shown(low), claim.shown(high)


def said(claim: Claim) -> str:
    """Return a figure as it was printed, with its unit where the text does not hold it."""
    text = f"{claim.wording} {claim.printed}".strip()
    return text if claim.worded else f"{text} {claim.unit.name}".strip()


def place(claim: Claim) -> str:
    """Return where a claim is about, as it is written in the file."""
    return placed(claim.where)


def placed(where: dict[str, Any]) -> str:
    """Return a `where` as text.

    >>> placed({"period": "2019", "of": {"from": "2006", "to": "2019"}})
    'period 2019, of (from 2006, to 2019)'
    """
    return ", ".join(f"{key} {_told(value)}" for key, value in where.items())


def _told(value: object) -> str:
    if isinstance(value, dict):
        return "(" + ", ".join(f"{key} {_told(held)}" for key, held in value.items()) + ")"
    return " + ".join(map(str, value)) if isinstance(value, list) else str(value)
