"""The sections of three pages, made of flows without a notebook: `{name: passage}`."""

from __future__ import annotations

from types import SimpleNamespace

import sezlib as sez
from sezlib.pages import exports, markets, residents


def sections(flows, language="en", period="2019"):
    """Return the passages of the annual page, of the one on markets and of the one on residents."""
    return worded(measured(flows, period), flows, language, period)


def measured(flows, period="2019"):
    """Return the tables that the passages of three pages are made of, in no language yet."""
    cells = sez.until(flows, period)
    like = sez.like_for_like(flows, period)

    def ask(metric, *args, **given):
        return sez.attempt(metric, *args, **given)

    blocs = ask(sez.with_blocs, cells, ["EAEU", "EU", "Asia"])
    leading = ["equivalent_number", "gini"]
    return SimpleNamespace(
        cells=cells,
        growth=sez.growth(like),
        running=sez.cumulative(cells),
        groups=ask(sez.share, cells, of="group"),
        moved=ask(sez.contribution, like, of="group"),
        places=ask(sez.rank, cells, of="destination"),
        blocs_share=ask(sez.relative_to, blocs, sez.total(cells), by="bloc"),
        pairs=ask(sez.first_exports, cells, of=("group", "destination")),
        countries=ask(sez.first_exports, cells, of="destination"),
        first_groups=ask(sez.first_exports, cells, of="group"),
        made_by=ask(sez.contribution, like, of="resident"),
        sellers=ask(sez.rank, cells, of="resident"),
        exporters=ask(sez.count, like, of="resident"),
        split=ask(sez.margins, like, of="destination"),
        by_country=ask(sez.contribution, like, of="destination"),
        without=ask(sez.leave_one_out, like, of="destination"),
        counts=ask(sez.count, like, of="destination"),
        held=ask(
            sez.concentration, like, of="destination", index=["equivalent_number", "cr"], top=3
        ),
        left_out=ask(sez.leave_one_out, like, of="resident"),
        dynamics=ask(sez.exporters, like),
        leading=ask(sez.concentration, like, of="resident", index=leading),
        largest=ask(sez.rank, like, of="resident"),
        lasting=ask(sez.survival, cells, of=["group", "destination"]),
        curve=ask(sez.lorenz, like, of="resident"),
        begun=ask(sez.first_exports, like, of="resident"),
    )


def worded(m, flows, language="en", period="2019"):
    """Return the passages that a language has for what was measured."""
    ed = sez.edition(flows, period=period, language=language)
    leaders = residents.dependence_table(m.leading, m.largest, ed)
    made = {
        "points": exports.points(
            m.growth, m.groups, m.places, m.pairs, m.countries, m.first_groups, m.running, ed
        ),
        "total": exports.total(m.growth, m.cells, ed),
        "groups": exports.groups(m.moved, m.groups, m.growth, ed),
        "destinations": exports.destinations(m.places, m.blocs_share, ed),
        "new": exports.new_destinations(m.pairs, m.countries, m.first_groups, m.cells, ed),
        "residents": exports.residents(m.sellers, m.exporters, ed),
        "objection": exports.objection(m.made_by, m.growth, ed),
        "running": exports.running(m.running, ed),
        "markets-points": markets.points(m.counts, m.held, m.split, m.by_country, m.lasting, ed),
        "markets-count": markets.count(m.counts, m.held, ed),
        "markets-margins": markets.margins(m.split, m.growth, ed),
        "markets-moved": markets.moved(m.by_country, ed),
        "markets-without": markets.without(m.without, ed),
        "residents-points": residents.points(m.growth, m.dynamics, leaders, m.left_out, ed),
        "turnover": residents.turnover(m.dynamics, m.begun, m.growth, ed),
        "sizes": residents.sizes(m.dynamics, ed),
        "dependence": residents.dependence(leaders, m.curve, ed),
        "without": residents.without_each(m.left_out, ed),
        "leaning": residents.without_largest(m.left_out, m.made_by, ed),
    }
    return {name: passage for name, passage in made.items() if passage is not None}


def text(passage):
    """Return a passage as it is read, without its hard spaces."""
    return repr(passage).replace("\u00a0", " ")
