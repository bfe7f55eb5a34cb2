"""Tables of published figures, in words beside the numbers."""

from __future__ import annotations

from typing import Any

from sezlib.identity import identified, takes
from sezlib.language import Edition, missing
from sezlib.narrative import wording
from sezlib.narrative.passage import capital

VERDICTS = {True: "verdict-agrees", False: "verdict-differs", None: "verdict-untold"}
WORDED = ("exact", "about", "almost", "more-than", "at-least", "less-than", "at-most", "times",
          "fraction", "every")  # fmt: skip


@identified
@takes("claims", claims="claims", implied="implied(claims)", verified="verify(claims)")
def ledger(claims: Any, implied: Any, verified: Any, ed: Edition, *, told: bool = False) -> Any:
    """Return every published figure with what is held against it, in words beside the numbers.

    `implied` and `verified` are tables of `sezlib.claims`, or None. With `told` only the figures
    that the records can tell about are kept.
    """
    import pandas as pd

    around = {} if implied is None else {r["id"]: r for r in implied.to_dict("records")}
    seen = {} if verified is None else {r["id"]: r for r in verified.to_dict("records")}
    rows = []
    for claim in claims:
        of, by = around.get(claim.id, {}), seen.get(claim.id, {})
        if told and by.get("agrees") is None:
            continue
        ends = by or of
        numeric = claim.measure not in ("rank", "first")
        rows.append(
            {
                "claim": capital(wording.label(claim, ed)),
                "printed": wording.printed(claim, ed),
                "interval": _ends(ends, "", claim, ed) if numeric else "–",
                "implied": _ends(of, "implied_", claim, ed) if numeric else "–",
                "records": wording.computed(by, claim, ed) if by else "–",
                "verdict": ed.say(VERDICTS[by.get("agrees")]) if by else "–",
                "publisher": source(claims.sources[claim.source], ed),
                "id": claim.id,
                "indicator": claim.part.indicator,
                "measure": claim.measure,
                "unit": claim.unit.name,
                "low": ends.get("low"),
                "high": ends.get("high"),
                "implied_low": of.get("implied_low"),
                "implied_high": of.get("implied_high"),
                "computed": by.get("computed"),
                "agrees": by.get("agrees"),
            }
        )
    table = pd.DataFrame(rows)
    return (
        table
        if implied is not None or not rows
        else table.drop(columns=["implied", "implied_low", "implied_high"])
    )


def _ends(row: dict[str, Any], prefix: str, claim: Any, ed: Edition) -> str:
    low, high = row.get(f"{prefix}low"), row.get(f"{prefix}high")
    if missing(low) and missing(high):
        return "–"
    return wording.interval(low, high, claim.unit.name, ed)


@takes("table", table="unprinted(claims)")
def unprinted_table(table: Any, ed: Edition) -> Any:
    """Return the table of `sezlib.claims.unprinted` in words, beside its numbers."""
    words = [
        {
            "time": span_of(r, ed),
            "interval": wording.interval(r["low"] or None, r["high"], r["unit"], ed),
        }
        for r in table.to_dict("records")
    ]
    named = {key: [row[key] for row in words] for key in ("time", "interval")}
    scopes = [wording.named("scope", scope, ed) for scope in table["scope"]]
    return table.assign(**named, scope=scopes)[
        ["time", "interval", "scope", "start", "end", "low", "high", "unit"]
    ]


@takes("words", words="readings(words)")
def readings_table(words: Any, ed: Edition, reading: str = "plain") -> Any:
    """Return the table of words, how each is read and why; `words` is `sezlib.claims.words()`."""
    import pandas as pd

    phrases = words.set_index("word")[ed.language].to_dict()
    rows = []
    for name in WORDED:
        known = phrases.get(name.replace("-", " "), "")
        rows.append(
            {
                "word": known or ed.say(f"readings-{name}"),
                "how": ed.told(f"how-{name}", name, reading=reading),
                "reason": ed.say(f"why-{name}"),
            }
        )
    return pd.DataFrame(rows)


def span_of(row: dict[str, Any], ed: Edition) -> str:
    """Return the time of a row with `start` and `end` months, in words."""
    start, end = (int(row[k][:4]) * 12 + int(row[k][5:]) - 1 for k in ("start", "end"))
    return wording.span(start, end, ed)


def source(held: Any, ed: Edition, *, full: bool = False) -> str:
    """Return a source in words: its title, or its address where the title was not seen."""
    dated = f" ({held.date})" if held.date else ""
    if full:
        title = held.title or ed.say("source-untitled")
        return f"{title}{dated}. {held.address or held.id}"
    return f"{held.title or held.address or held.id}{dated}"
