"""The closing sections of a bulletin: data, glossary, method, limits, sources."""

from __future__ import annotations

from typing import Any

from sezlib.identity import takes
from sezlib.language import Edition
from sezlib.narrative.passage import Passage, term

# from what share on rejected rows are told of at the head of the page
LARGE = 0.01
# how what the layouts of sources set aside is named; a mapping names it by its own words
ASIDE = {
    "import": "aside-import",
    "re-export, which exports hold": "aside-re-export",
    "re-import": "aside-re-import",
    "another flow than export": "aside-another-flow",
    "one mode of transport, which the row of all modes holds": "aside-one-mode",
    "one customs procedure, which the row of all holds": "aside-one-customs",
    "one second partner, which the row of all holds": "aside-one-second",
    "neither export nor import": "aside-neither-export",
    "another port than a special economic zone": "aside-another-port",
    "World, the total of all partners": "aside-world",
    "a heading, whose lines are in the file": "aside-heading",
    "an empty row": "aside-empty",
    "a total, by its words": "aside-total",
    "another zone": "aside-another-zone",
}
TERMS = ("exports", "contribution", "first", "censored", "bloc", "destination")


def data(ed: Edition) -> Passage:
    """Return where the tables, the figures and the account of the run are."""
    return Passage("data", ed.say("heading-data"), (ed.say("data-text"),))


def glossary(ed: Edition) -> Passage:
    """Return the terms that the bulletin uses in a sense of its own."""
    terms = [term(name, ed) for name in TERMS]
    return Passage("glossary", ed.say("heading-glossary"), points=tuple(terms))


def method(ed: Edition) -> Passage:
    """Return how the figures are measured."""
    said = tuple(ed.say(f"method-{name}") for name in ("growth", "rounding", "nominal"))
    return Passage("method", ed.say("heading-method"), said)


@takes("flows", flows="flows")
def limits(flows: Any, ed: Edition) -> Passage:
    """Return what the figures can bear and what they cannot."""
    # only the records of companies miss what is sold through others, and only they name any
    companies = ["customs", "names"] if "resident" in flows else []
    names = ["strength", *companies] + (["synthetic"] if ed.synthetic else [])
    said = (*account(ed), *(ed.say(f"limits-{name}") for name in names))
    return Passage("limits", ed.say("heading-limits"), points=said)


def account(ed: Edition) -> list[str]:
    """Return what became of the rows that are in no figure, or nothing where all of them are."""
    found = []
    if rejected := left_out("rejected", ed):
        found.append(ed.say("account-rejected", **_shown(rejected, ed)))
    if aside := left_out("set aside", ed):
        reasons: dict[str, int] = {}
        for one in ed.account:
            if one["part"] == "set aside":
                reasons[one["reason"]] = reasons.get(one["reason"], 0) + one["rows"]
        items = [
            f"{ed.say(ASIDE[why]) if why in ASIDE else why} ({ed.number(rows)})"
            for why, rows in reasons.items()
        ]
        found.append(ed.say("account-aside", list="; ".join(items), **_shown(aside, ed)))
    return found


def incomplete(ed: Edition) -> str:
    """Return the warning that much of the records was rejected, or nothing."""
    found = left_out("rejected", ed)
    if not found or max(found["rows"] / found["of"], found["share"]) <= LARGE:
        return ""
    return ed.say("account-warning", **_shown(found, ed))


def left_out(part: str, ed: Edition) -> dict[str, Any]:
    """Return the rows of a part, of how many, and their share of the value in the currency told."""
    held = [one for one in ed.account if one["part"] == part]
    rows = sum(one["rows"] for one in held)
    if not rows:
        return {}
    of = [one for one in ed.account if part != "rejected" or one["part"] != "set aside"]
    money = [one["currency"] for one in ed.account if one["part"] == "accepted" and one["rows"]]
    share = sum(one["share_of_value"] or 0.0 for one in held if one["currency"] in money)
    return {"rows": rows, "of": sum(one["rows"] for one in of), "share": share}


def _shown(found: dict[str, Any], ed: Edition) -> dict[str, Any]:
    return {
        "n": found["rows"],
        "rows": ed.number(found["rows"]),
        "of": ed.number(found["of"]),
        # what cannot be read has no value, and its share of nothing would say too much
        "share": ed.least(found["share"]) if found["share"] else "none",
    }


def sources(ed: Edition) -> Passage:
    """Return the published sources that the zone's profile names."""
    named = [f"{s['title']}. {s['address']}" for s in ed.profile.get("sources", [])]
    return Passage(
        "sources", ed.say("heading-sources"), points=tuple(named or [ed.say("sources-none")])
    )
