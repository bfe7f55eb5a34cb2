"""Press releases made of flows without a notebook, and their claims as the folder has them."""

from __future__ import annotations

from typing import Any

import sezlib as sez
from sezlib.pages import release
from sezlib.report.release import spell_claims


def measured(flows, profile=None, *, period="2019", audience="internal", **given):
    """Return the tables that a release is made of and its edition, in English."""
    records, ask = sez.lenient(sez.with_groups(flows)), sez.attempt
    ed = sez.edition(records, profile, period=period, **given)
    ed = sez.disclosure.restrict(ed, records, audience)
    cells = sez.condense(sez.until(records, ed.end), keep=["group", "destination"])
    dated = sez.condense(sez.until(records, ed.end), keep="destination", per="stated")
    since = {"partial": ed.partial}
    tables = [
        sez.growth(sez.like_for_like(records, ed.end)),
        ask(sez.share, cells, of="group"),
        ask(sez.rank, cells, of="destination"),
        ask(sez.count, cells, of="destination"),
        ask(sez.relative_to, ask(sez.with_blocs, dated), sez.total(cells), by="bloc"),
        ask(sez.first_exports, cells, of=("group", "destination"), **since),
        ask(sez.first_exports, cells, of="destination", **since),
        ask(sez.first_exports, cells, of="group", **since),
        sez.cumulative(cells),
        cells,
    ]
    return tables, ed


def worded(tables, ed, language="en", **customs) -> release.Release:
    """Return the release in a language."""
    from dataclasses import replace

    return release.write(*tables, replace(ed, language=language), **customs)


def released(flows, profile=None, *, language="en", **given) -> release.Release:
    """Return the release of flows."""
    return worded(*measured(flows, profile, **given), language)


def said(made: release.Release) -> str:
    """Return what a release says, with plain blanks."""
    return repr(made).replace("\u00a0", " ")


def claims_of(made: release.Release) -> Any:
    """Return the claims of a release, read again from the text of their file."""
    return sez.claims.parse(spell_claims(vars(made), ""))
