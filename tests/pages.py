"""The sections of three pages, made of flows without a notebook: `{name: passage}`."""

from __future__ import annotations

import sezlib as sez
from sezlib.pages import exports, markets, residents


def sections(flows, language="en", period="2019"):
    """Return the passages of the annual page, of the one on markets and of the one on residents."""
    ed = sez.edition(flows, period=period, language=language)
    cells = sez.until(flows, ed.period)
    like = sez.like_for_like(flows, ed.period)

    def ask(metric, *args, **given):
        return sez.attempt(metric, *args, **given)

    growth, running = sez.growth(like), sez.cumulative(cells)
    groups, moved = ask(sez.share, cells, of="group"), ask(sez.contribution, like, of="group")
    places = ask(sez.rank, cells, of="destination")
    blocs = ask(sez.with_blocs, cells, ["EAEU", "EU", "Asia"])
    blocs_share = ask(sez.relative_to, blocs, sez.total(cells), by="bloc")
    pairs = ask(sez.first_exports, cells, of=("group", "destination"))
    countries = ask(sez.first_exports, cells, of="destination")
    first_groups = ask(sez.first_exports, cells, of="group")
    made_by = ask(sez.contribution, like, of="resident")
    sellers, exporters = ask(sez.rank, cells, of="resident"), ask(sez.count, like, of="resident")
    split = ask(sez.margins, like, of="destination")
    by_country = ask(sez.contribution, like, of="destination")
    without = ask(sez.leave_one_out, like, of="destination")
    counts = ask(sez.count, like, of="destination")
    index = ["equivalent_number", "cr"]
    held = ask(sez.concentration, like, of="destination", index=index, top=3)
    left_out = ask(sez.leave_one_out, like, of="resident")
    dynamics = ask(sez.exporters, like)
    leaders = residents.dependence_table(
        ask(sez.concentration, like, of="resident", index=["equivalent_number", "gini"]),
        ask(sez.rank, like, of="resident"),
        ed,
    )
    lasting = ask(sez.survival, cells, of=["group", "destination"])
    curve = ask(sez.lorenz, like, of="resident")
    begun = ask(sez.first_exports, like, of="resident")
    made = {
        "points": exports.points(
            growth, groups, places, pairs, countries, first_groups, running, ed
        ),
        "total": exports.total(growth, cells, ed),
        "groups": exports.groups(moved, groups, growth, ed),
        "destinations": exports.destinations(places, blocs_share, ed),
        "new": exports.new_destinations(pairs, countries, first_groups, cells, ed),
        "residents": exports.residents(sellers, exporters, ed),
        "objection": exports.objection(made_by, growth, ed),
        "running": exports.running(running, ed),
        "markets-points": markets.points(counts, held, split, by_country, without, lasting, ed),
        "markets-count": markets.count(counts, held, ed),
        "markets-margins": markets.margins(split, growth, ed),
        "markets-moved": markets.moved(by_country, ed),
        "markets-without": markets.without(without, ed),
        "residents-points": residents.points(growth, dynamics, leaders, left_out, ed),
        "turnover": residents.turnover(dynamics, begun, growth, ed),
        "sizes": residents.sizes(dynamics, ed),
        "dependence": residents.dependence(leaders, curve, ed),
        "without": residents.without_each(left_out, ed),
        "leaning": residents.without_largest(left_out, made_by, ed),
    }
    return {name: passage for name, passage in made.items() if passage is not None}


def text(passage):
    """Return a passage as it is read, without its hard spaces."""
    return repr(passage).replace("\u00a0", " ")
