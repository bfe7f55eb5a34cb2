"""The closing sections of a bulletin: data, glossary, method, limits, sources."""

from __future__ import annotations

from typing import Any

from sezlib.identity import takes
from sezlib.language import Edition
from sezlib.narrative.passage import Passage

TERMS = ("exports", "contribution", "first", "censored", "bloc", "destination")


def data(ed: Edition) -> Passage:
    """Return where the tables, the figures and the account of the run are."""
    return Passage("data", ed.say("heading-data"), (ed.say("data-text"),))


def glossary(ed: Edition) -> Passage:
    """Return the terms that the bulletin uses in a sense of its own."""
    terms = [
        f"{ed.say(f'term-{name}')}: {ed.say(f'term-{name}-text', who=ed.who())}" for name in TERMS
    ]
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
    said = tuple(ed.say(f"limits-{name}") for name in names)
    return Passage("limits", ed.say("heading-limits"), points=said)


def sources(ed: Edition) -> Passage:
    """Return the published sources that the zone's profile names."""
    named = [f"{s['title']}. {s['address']}" for s in ed.profile.get("sources", [])]
    return Passage(
        "sources", ed.say("heading-sources"), points=tuple(named or [ed.say("sources-none")])
    )
