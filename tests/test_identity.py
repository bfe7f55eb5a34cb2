"""A result knows what it is; a sentence, a chart or a printed table of another is refused."""

from __future__ import annotations

import inspect
import pickle
from functools import cache, partial
from itertools import product
from random import Random

import duckdb
import pandas as pd
import polars as pl
import pytest
from matplotlib.figure import Figure

import sezlib as sez
from sezlib import identity
from sezlib.pages import exports, markets, published, relief, residents

PAGES = {name: getattr(sez.pages, name) for name in sez.pages.__all__}
PAIR = ["group", "destination"]
PUBLIC = {
    f"{page}.{name}": held
    for page, home in PAGES.items()
    for name, held in vars(home).items()
    if inspect.isfunction(held) and held.__module__ == home.__name__ and hasattr(held, "takes")
}
# what stands where a table would, and is told by its type or its name
PLAIN = {
    "str",
    "int",
    "bool",
    "Edition",
    "Edition | None",
    "Axes | None",
    "Iterable[str]",
    "dict[str, Any] | None",
}


@cache
def flows() -> pd.DataFrame:
    """Two zones, four companies, three groups and countries, by month over four years."""
    rows = [
        (f"{year}-{month:02}", zone, f"{name}{zone}", group, code, "8542", size * (year - 2010.0))
        for year in range(2016, 2020)
        for place, (zone, (name, group)) in enumerate(
            product("AB", [("X", "optics"), ("Y", "textiles"), ("Z", "education")])
        )
        for month, code, size in [(2, "CHN", 5.0 + place), (12, ["KAZ", "BLR"][year % 2], 3.0)]
    ]
    keys = ["period", "zone", "resident", "group", "destination", "product", "value"]
    return pd.DataFrame(rows, columns=keys).assign(currency="RUB")


CLAIMS = """
[[sources]]
id = "a"
title = "A"
[[claims]]
id = "one"
source = "a"
measure = "total"
where = { period = "2019" }
printed = "100"
unit = "mln RUB"
"""


@cache
def profile() -> dict:
    """What is known of the zone."""
    spent = pd.DataFrame({"period": ["2018", "2019"], "value": [70.0, 80.0]}).assign(currency="RUB")
    return {"area_ha": 20.5, "companies": 9, "invested": sez.cumulative(spent), "currency": "RUB"}


@cache
def edition(currency: str = "RUB") -> sez.Edition:
    known = {"period": "2019", "subject": ("destination", "CHN")}
    return sez.edition(flows().assign(currency=currency), profile(), **known)


@cache
def made() -> dict:
    """Every kind of table that anything here takes, and many that nothing takes."""
    f, ed, known = flows(), edition(), profile()
    imports = f.assign(duty_rate=0.1, vat_rate=0.2, export_share=0.5)
    declared = pd.DataFrame(
        [
            (post, f"X{n % 5}", f"2019-0{n % 9 + 1}-01T09:00", f"2019-0{n % 9 + 1}-02T1{n % 10}:00")
            for post in ("port", "zone")
            for n in range(30)
        ],
        columns=["post", "resident", "registered", "released"],
    )
    timed = partial(sez.clearance_time, baseline="port")
    claims = sez.claims.parse(CLAIMS)
    few = pd.DataFrame({"period": ["2018", "2019"], "value": [2.0, 3.0]})
    bloc = sez.with_blocs(f, ["EAEU", "Asia"])
    concentrated = partial(sez.concentration, f, index=["equivalent_number", "gini", "cr"], top=3)
    given, verified = (
        sez.duty_relief(imports),
        sez.claims.verify(claims, f.drop(columns="zone"), known),
    )
    based = partial(relief.base, ed=ed)
    by = {key: sez.duty_relief(imports, by=key) for key in ("resident", "product")}
    leaders = partial(relief.leaders, ed=ed, top=2)
    held = {
        "flows": f,
        "imports": imports,
        "declarations": declared,
        "total": sez.total(f),
        "months": sez.total(f, per="month"),
        "total by pair": sez.total(f, by=PAIR),
        "revised": pd.DataFrame(
            [["2019", "", "optics", "", "", "total", 1.0, 2.0, 1.0]],
            columns=[
                "period",
                "zone",
                "group",
                "destination",
                "bloc",
                "measure",
                "earlier",
                "total",
                "change",
            ],
        ),
        "growth": sez.growth(f),
        "growth by group": sez.growth(f, by="group"),
        "growth per quarter": sez.growth(f.assign(period="2019-Q1"), per="quarter"),
        "growth over two years": sez.growth(f, lag=2),
        "growth of months": sez.growth(f, per="month"),
        "growth of weights": sez.growth(f.assign(net_kg=1.0), of="net_kg"),
        "growth of relief": sez.growth(given, of="duty_relief"),
        "average growth": sez.average_growth(f),
        "running": sez.cumulative(f),
        "running by zone": sez.cumulative(f, by="zone"),
        "share of groups": sez.share(f, "group"),
        "share of groups per half": sez.share(f, "group", per="half"),
        "share of groups by zone": sez.share(f, "group", by="zone"),
        "share of zones": sez.share(f, "zone"),
        "share of countries": sez.share(f, "destination"),
        "moved by groups": sez.contribution(f, "group"),
        "moved by groups by zone": sez.contribution(f, "group", by="zone"),
        "moved by countries": sez.contribution(f, "destination"),
        "moved by companies": sez.contribution(f, "resident"),
        "moved by zones": sez.contribution(f, "zone"),
        "moved by companies per half": sez.contribution(f, "resident", per="half"),
        "countries": sez.rank(f, "destination"),
        "countries by group": sez.rank(f, "destination", by="group"),
        "two countries": sez.rank(f, "destination", top=2),
        "companies": sez.rank(f, "resident"),
        "two companies": sez.rank(f, "resident", top=2),
        "groups by zone": sez.rank(f, "group", by="zone"),
        "number of countries": sez.count(f, "destination"),
        "number of companies": sez.count(f, "resident"),
        "number of companies by zone": sez.count(f, "resident", by="zone"),
        "first pairs": sez.first_exports(f, PAIR),
        "first countries": sez.first_exports(f, "destination"),
        "first countries by group": sez.first_exports(f, "destination", by="group"),
        "first countries by zone": sez.first_exports(f, "destination", by="zone"),
        "first groups": sez.first_exports(f, "group"),
        "first companies": sez.first_exports(f, "resident"),
        "without companies": sez.leave_one_out(f),
        "without countries": sez.leave_one_out(f, "destination"),
        "margins": sez.margins(f, "destination"),
        "margins of companies": sez.margins(f, "resident"),
        "evenness of countries": concentrated("destination"),
        "evenness of companies": concentrated("resident"),
        "evenness of companies by zone": concentrated("resident", by="zone"),
        "curve": sez.lorenz(f, "resident"),
        "curve of countries": sez.lorenz(f, "destination"),
        "lasting": sez.survival(f, PAIR),
        "lasting countries": sez.survival(f, "destination"),
        "dynamics": sez.exporters(f),
        "dynamics of zones": sez.exporters(f, "zone"),
        "dynamics by half": sez.exporters(f, per="half"),
        "zones": sez.compare(f),
        "groups compared": sez.compare(f, "group"),
        "zones by group": sez.compare(f, by="group"),
        "blocs": sez.relative_to(bloc, sez.total(f), by="bloc"),
        "per hectare": sez.relative_to(f, known["area_ha"]),
        "per company": sez.relative_to(f, known["companies"]),
        "per invested": sez.relative_to(f, known["invested"]),
        "per hectare by zone": sez.relative_to(f, known["area_ha"], by="zone"),
        "relief": given,
        "relief of companies": by["resident"],
        "relief on duty": relief.on_duty(imports),
        "relief per value": sez.duty_relief(imports, base=based(imports)),
        "relief per exports": sez.duty_relief(imports, base=based(f)),
        "relief per invested": sez.duty_relief(imports, base=based(known["invested"])),
        "leading companies": leaders(by["resident"], "resident"),
        "leading goods": leaders(by["product"], "product"),
        "times": timed(declared),
        "times without a baseline": sez.clearance_time(declared),
        "times against the zone": sez.clearance_time(declared, baseline="zone"),
        "times of companies": timed(declared, by="resident"),
        "slow times": timed(relief.slowest(declared)),
        "dependence": residents.dependence_table(
            concentrated("resident"), sez.rank(f, "resident"), ed
        ),
        "without": residents.without_table(
            sez.leave_one_out(f), sez.contribution(f, "resident"), ed
        ),
        "claims": claims,
        "checked": sez.claims.check(claims),
        "implied": sez.claims.implied(claims),
        "verified": verified,
        "unprinted": sez.claims.unprinted(claims),
        "ledger": published.ledger(claims, None, verified, ed),
        "words": sez.claims.readings(),
        "review": sez.disclosure.review(f, sez.disclosure.suppress(f, ["2019"]).figures),
        "similarity": sez.similarity(f, against=f),
        "market share": sez.market_share(f, "group", against=f),
        "shares of markets": sez.market_share(f, "destination", against=f),
        "spells": sez.spells(f, "destination"),
        "unit values": sez.unit_value(f.assign(net_kg=1.0)),
        "counted values": sez.unit_value(f.assign(quantity=1.0), "quantity"),
        "no table": [1, 2],
        "a word": "growth",
        "a number": 3,
        "nothing in it": pd.DataFrame(),
        "of another engine": pl.from_pandas(few),
        "a relation": duckdb.from_df(few),
        "few flows": few,
    }
    for name in ("growth", "share of groups", "countries", "relief", "times", "zones"):
        held[f"{name} without periods"] = held[name].drop(columns="period")
        held[f"{name} of two vintages"] = pd.concat([held[name], held[name]])
    for name in ("number of companies", "lasting", "dynamics"):
        held[f"{name} of nobody knows what"] = pl.from_pandas(held[name]).to_pandas()
    return held


RELIEF = {"relief": "relief", "times": "times"}
RESIDENTS = {"left_out": "without companies", "moved": "moved by companies"}
DECLARED = {"post": "zone", "baseline": "port"}
RIGHT: dict[str, dict[str, object]] = {
    "exports.points": {
        "growth": "growth", "groups": "share of groups", "destinations": "countries",
        "pairs": "first pairs", "countries": "first countries", "first_groups": "first groups",
        "running": "running", "zones": "share of zones", "to_date": "growth",
    },
    "exports.progress": {"before": "growth", "to_date": "growth"},
    "exports.recent": {"before": "growth"},
    "zones.markets": {"new": "first countries by zone"},
    "zones.begun": {"new": "first countries by zone"},
    "zones.breadth": {"counts": "number of companies by zone", "of": "resident"},
    "exports.total": {"growth": "growth", "flows": "flows"},
    "exports.groups": {
        "contributions": "moved by groups", "shares": "share of groups", "growth": "growth",
    },
    "exports.destinations": {
        "ranking": "countries", "blocs": "blocs", "moved": "moved by countries",
    },
    "exports.new_destinations": {
        "pairs": "first pairs", "countries": "first countries", "first_groups": "first groups",
        "flows": "flows",
    },
    "exports.residents": {"ranking": "companies", "counts": "number of companies"},
    "exports.objection": {"contributions": "moved by companies", "growth": "growth"},
    "exports.running": {"cumulative": "running"},
    "exports.context": {
        "per_hectare": "per hectare", "per_company": "per company", "per_invested": "per invested",
    },
    "residents.points": {
        "growth": "growth", "dynamics": "dynamics", "held": "dependence",
        "left_out": "without companies",
    },
    "residents.turnover": {
        "dynamics": "dynamics", "begun": "first companies", "growth": "growth",
        "moved": "moved by companies",
    },
    "residents.sizes": {"dynamics": "dynamics"},
    "residents.dependence": {"held": "dependence", "curve": "curve"},
    "residents.without_each": {"left_out": "without companies"},
    "residents.without_largest": RESIDENTS,
    "residents.dependence_table": {"held": "evenness of companies", "ranking": "companies"},
    "residents.turnover_table": {
        "dynamics": "dynamics", "begun": "first companies", "moved": "moved by companies",
    },
    "residents.without_table": RESIDENTS,
    "markets.points": {
        "counts": "number of countries", "held": "evenness of countries", "split": "margins",
        "moved": "moved by countries", "lasting": "lasting",
    },
    "markets.count": {
        "counts": "number of countries", "held": "evenness of countries",
    },
    "markets.margins": {"split": "margins", "growth": "growth"},
    "markets.moved": {"moved": "moved by countries"},
    "markets.survival": {"lasting": "lasting"},
    "markets.without": {"without": "without countries"},
    "destination.size": {"growth": "growth", "ranking": "countries"},
    "destination.parts": {"shares": "share of groups"},
    "destination.sellers": {"ranking": "companies"},
    "destination.since": {"lasting": "spells"},
    "destination.price": {"prices": "unit values", "counted": "counted values"},
    "destination.market": {"shares": "shares of markets"},
    "zones.points": {
        "compared": "zones", "together": "growth", "moved": "moved by zones",
    },
    "zones.totals": {"compared": "zones"},
    "zones.groups": {"groups": "groups by zone"},
    "zones.objection": {"compared": "zones"},
    "relief.years": {
        "relief": "relief", "grown": "growth of relief", "per_value": "relief per value",
    },
    "relief.say_clearance": {"times": "times", **DECLARED},
    "release.write": {
        "growth": "growth", "groups": "share of groups", "destinations": "countries",
        "counts": "number of countries", "blocs": "blocs", "pairs": "first pairs",
        "countries": "first countries", "first_groups": "first groups", "running": "running",
        "flows": "flows", "relief": "relief", **DECLARED, "times": "times",
    },
    "relief.exported": {"relief": "relief"},
    "relief.ratios": {
        "relief": "relief", "per_exports": "relief per exports",
        "per_invested": "relief per invested",
    },
    "relief.leading": {
        "name": "residents", "relief": "relief", "leaders": "leading companies",
    },
    "relief.objection": {"relief": "relief", "on_duty": "relief on duty"},
    "relief.points": {
        **RELIEF, **DECLARED, "grown": "growth of relief", "per_exports": "relief per exports",
        "on_duty": "relief on duty",
    },
    **{f"relief.{n}": RELIEF for n in ("glossary", "method", "limits", "sources")},
    "relief.zones": {"tables": "few flows"},
    "relief.several": {"imports": "imports"},
    "relief.records": {
        "imports": "imports", "declarations": "declarations", "exports": "flows", "period": "2019",
    },
    "relief.base": {"table": "flows"},
    "relief.on_duty": {"imports": "imports"},
    "relief.split": {"relief": "relief"},
    "relief.ratios_table": {"tables": "relief per exports"},
    "relief.leaders": {"table": "relief of companies", "of": "resident", "top": 1},
    "relief.slowest": {"declarations": "declarations"},
    "relief.clearance_differences": {"times": "times", "post": "zone"},
    "relief.clearance": {"times": "times", **DECLARED},
    "relief.clearance_objection": {
        "times": "times", "slow": "slow times", "within": "times of companies", **DECLARED,
    },
    "passage.limits": {"flows": "flows"},
    "published.edition": {"claims": "claims", "flows": "flows"},
    "published.points": {
        "claims": "claims", "checked": "checked", "unprinted": "unprinted", "verified": "verified",
    },
    "published.contradictions": {"claims": "claims", "checked": "checked"},
    "published.unprinted": {"table": "unprinted", "whose": "claims"},
    "published.release": {"claims": "claims", "checked": "checked", "verified": "verified"},
    "published.records": {"claims": "claims", "verified": "verified"},
    "published.sources": {"claims": "claims"},
    "published.ledger": {"claims": "claims", "implied": "implied", "verified": "verified"},
    "published.unprinted_table": {"table": "unprinted"},
    "published.readings_table": {"words": "words"},
    "exports.revisions": {"revised": "revised"},
    "exports.name_revised": {"revised": "revised"},
    "exports.draw_total": {"growth": "growth"},
    "exports.draw_months": {"months": "months"},
    "exports.draw_firsts": {"countries": "first countries"},
    "exports.draw_groups": {"shares": "share of groups"},
    "exports.draw_contributions": {"table": "moved by groups"},
    "exports.draw_destinations": {"ranking": "countries"},
    "maps.draw_destinations": {"ranking": "countries", "countries": "first countries"},
    "exports.draw_heatmap": {"cells": "total by pair", "pairs": "first pairs"},
    "markets.draw_markets": {"counts": "number of countries", "held": "evenness of countries"},
    "markets.draw_margins": {"split": "margins", "growth": "growth"},
    "markets.draw_moved": {"table": "moved by countries"},
    "markets.draw_survival": {"lasting": "lasting"},
    "residents.draw_turnover": {"dynamics": "dynamics"},
    "residents.draw_sizes": {"dynamics": "dynamics"},
    "residents.draw_lorenz": {"curve": "curve", "held": "dependence"},
    "residents.draw_dependence": {"held": "dependence"},
    "residents.draw_without_each": {"table": "without", "growth": "growth"},
    "relief.draw_years": {"table": "relief"},
    "relief.draw_clearance": {"times": "times", **DECLARED},
    "zones.draw_totals": {"compared": "zones"},
    "zones.draw_groups": {"shares": "share of groups by zone"},
    "published.draw_number_lines": {"ledger": "ledger"},
    **{
        f"disclosure.{name}": {"review": "review"}
        for name in ("points", "unsafe", "hidden", "cost", "attacks", "unsafe_table",
                     "hidden_table", "cost_table", "attacks_table", "draw_attacks")
    },
    "tables.beginnings": {"pairs": "first pairs", "countries": "first countries"},
    "tables.relatives": {"tables": "per hectare"},
    "tables.show": {"table": "growth", "name": "total"},
    "tables.labelled": {"table": "growth"},
    "plots.plot": {"table": "growth"},
    "tables.beside": {"left": "share of groups", "right": "moved by groups"},
    "tables.only": {"table": "growth", "columns": ["period"]},
}  # fmt: skip
# any table will do, or any of its columns
ANY = {
    ("tables.show", "table"), ("tables.beside", "left"), ("tables.beside", "right"),
    ("tables.labelled", "table"), ("plots.plot", "table"),
    ("tables.only", "table"), ("relief.zones", "tables"),
    ("relief.base", "table"),
}  # fmt: skip
FLOWS = {"flows", "imports", "few flows"}
BASELINES = {"times without a baseline", "times against the zone"}
# what is taken beside what the right call has: for the label, or for one function and its argument
ALSO: dict[object, set[str]] = {
    "companies": {"two companies"},
    "flows": FLOWS, "imports": FLOWS,
    **{f"relief per {base}": {"relief"} for base in ("value", "exports", "invested")},
    ("residents.dependence_table", "ranking"): set(),
    ("relief.ratios_table", "tables"): {
        "relief", "relief per value", "relief per exports", "relief per invested",
    },
    **{
        (f"relief.{name}", "times"): BASELINES
        for name in ("clearance_differences", "glossary", "limits", "method", "sources")
    },
}  # fmt: skip
NO_TABLES = ("no table", "a word", "a number", "of another engine", "a relation")


def arguments(name: str) -> list[str]:
    """Return the arguments of a public function that are tables, or made of tables."""
    held = inspect.signature(PUBLIC[name]).parameters.values()
    return [p.name for p in held if str(p.annotation) not in PLAIN]


def called(name: str, ed: sez.Edition, **other) -> object:
    """Call a public function with the right tables, or with others in their place."""
    held = inspect.signature(PUBLIC[name]).parameters
    tabled = {*arguments(name)}
    given = {key: made()[v] if key in tabled else v for key, v in RIGHT.get(name, {}).items()}
    given |= other
    if "ed" in held:
        given["ed"] = ed
    if "ax" in held:
        given["ax"] = other.get("ax") or Figure().subplots()
    starred = given.pop("tables", None)
    if starred is None:
        return PUBLIC[name](**given)
    if held["tables"].kind is inspect.Parameter.VAR_POSITIONAL:
        return PUBLIC[name](starred, **given)
    return PUBLIC[name](**given, hectare=starred)


CASES = [(name, argument) for name in PUBLIC for argument in arguments(name)]


@pytest.mark.parametrize("name", [name for name in PUBLIC if arguments(name)])
def test_every_table_of_a_sentence_a_chart_or_a_printed_table_is_told_which_it_is(name):
    assert set(PUBLIC[name].takes) == set(arguments(name))


@pytest.mark.parametrize("name", RIGHT)
def test_the_right_tables_are_taken(name):
    # a chart draws and returns nothing, and of these tables six sentences have nothing to tell
    silent = name in (
        "residents.turnover_table", "zones.objection", "zones.markets", "published.release",
        "exports.progress", "exports.recent",
    )  # fmt: skip
    assert (called(name, edition()) is None) == (silent or ".draw_" in name)


@pytest.mark.parametrize(("name", "argument"), CASES)
def test_any_other_table_is_refused_in_one_sentence(name, argument):
    right = RIGHT[name][argument]
    taken = {right} | ALSO.get((name, argument), ALSO.get(right, set()))
    wrong = set() if (name, argument) in ANY else others(right)
    for label in {*NO_TABLES, *wrong} - taken:
        given = {argument: made()[label]}
        given |= {"ax": object()} if ".draw_" in name else {}
        with pytest.raises(sez.FlowsError) as refused:
            called(name, edition(), **given)
        told = str(refused.value)
        assert told.startswith(f"{name} takes "), (label, told)
        assert "\n" not in told, (label, told)


def others(right: str) -> set[str]:
    """Return the tables that are most like one, and a dozen of the rest."""
    metric = identity.note_of(made()[right]).get("metric")
    like = {label for label, t in made().items() if identity.note_of(t).get("metric") == metric}
    return {*sorted(like)[:20], *Random(right).sample(sorted(made()), 12)}


PRICED = [n for n in RIGHT if "ed" in inspect.signature(PUBLIC[n]).parameters]


@pytest.mark.parametrize("name", PRICED)
def test_amounts_in_another_currency_than_that_of_the_edition_are_refused(name):
    priced = any(
        identity.currency_of(made()[label])
        and identity.note_of(made()[label]).get("metric") not in identity.MONEYLESS
        for key, label in RIGHT[name].items()
        if key in arguments(name)
    )
    if not priced:
        # what holds no amounts is in no currency, and is refused in none
        called(name, edition("USD"))
        return
    if name == "relief.base":
        # relief is set against nothing that is in another currency
        assert called(name, edition("USD")) is None
        return
    with pytest.raises(sez.FlowsError, match="one in 'RUB', and the edition is in 'USD'"):
        called(name, edition("USD"))


KEPT = {
    "filtered": lambda t: t[t["period"] > "2017"],
    "queried": lambda t: t.query("period == '2019'"),
    "sorted": lambda t: t.sort_values("total"),
    "cut": lambda t: t.tail(3).head(2),
    "copied": lambda t: t.copy().reset_index(drop=True),
    "added to": lambda t: t.assign(more=1),
    "pickled": lambda t: pickle.loads(pickle.dumps(t)),
    "until": lambda t: sez.until(t, "2019"),
}


@pytest.mark.parametrize("operation", KEPT)
def test_what_a_table_is_outlives(operation):
    table = sez.growth(flows(), by="zone")
    kept = KEPT[operation](table)
    assert identity.note_of(kept) == {
        "metric": "growth", "from": "flows", "by": ["zone"], "currency": "RUB",
    }  # fmt: skip


def test_flows_are_flows_whatever_they_were_added_up_from():
    cells = sez.condense(flows(), keep=["group", "zone"])
    sums = sez.total(flows(), by="zone").rename(columns={"total": "value"})
    for table in (cells, sums, sez.like_for_like(cells, "2019")):
        note = identity.note_of(sez.growth(table))
        assert note == {"metric": "growth", "from": "flows", "currency": "RUB"}
    firsts = identity.note_of(sez.growth(sez.first_exports(flows(), "zone")))
    assert identity.spell_note(firsts) == "growth(first_exports(flows, of='zone'))"


def test_two_currencies_are_none_and_a_converted_table_is_in_its_own():
    both = flows().assign(currency=["RUB", "USD"] * 24)
    assert "currency" not in identity.note_of(sez.total(both))
    dollars = sez.convert(flows(), sez.rates(), to="USD")
    assert identity.note_of(sez.total(sez.condense(dollars, "zone")))["currency"] == "USD"


def test_nothing_else_changes_and_the_flows_are_left_alone():
    held = flows().copy()
    sez.growth(held)
    assert held.attrs == {}
    # by hand: six lines of 5 to 10 and 3 each, times the years since 2010
    assert sez.total(held)["total"].tolist() == [63.0 * n for n in (6, 7, 8, 9)]


def test_where_an_operation_has_lost_it_the_columns_decide():
    ed, f = edition(), flows()
    plain = {label: pl.from_pandas(made()[label]).to_pandas() for label in ("growth", "countries")}
    assert exports.total(plain["growth"], f, ed) == exports.total(sez.growth(f), f, ed)
    right = exports.destinations(made()["countries"], None, ed)
    assert exports.destinations(plain["countries"], None, ed) == right
    with pytest.raises(sez.FlowsError, match="may be another, since an operation has lost"):
        counts = pl.from_pandas(sez.count(f, "resident")).to_pandas()
        markets.draw_markets(counts, made()["evenness of countries"], ed)


def test_the_columns_by_which_a_lost_table_is_told_are_those_of_its_metric():
    for label, table in made().items():
        note = identity.note_of(table)
        name = note.get("metric")
        if (
            name not in identity.COLUMNS
            or name == "dependence_table"
            or " of two " in label
            or " without " in label
        ):
            continue
        keys = [*note.get("by", []), *note.get("of", []), "resident", "zone", "post", "product"]
        more = {*keys, *note.get("index", []), *identity.OPTIONAL.get(name, "").split()}
        more |= {"base", "ratio", "difference", "low", "high", "group"}
        required = set(identity.COLUMNS[name].split())
        assert required <= set(table.columns), label
        assert set(table.columns) - required <= more or name == "exporters", label


def test_countries_are_drawn_by_their_names_in_both_languages():
    for language, names in (("en", ["China", "Belarus"]), ("ru", ["Китай", "Беларусь"])):
        ed, axes = sez.edition(flows(), period="2019", language=language), Figure().subplots()
        exports.draw_contributions(
            sez.contribution(flows(), "destination"), ed, "destination", axes
        )
        assert {*names} < {text.get_text() for text in axes.get_yticklabels()}


def test_relief_per_something_is_told_of_that_alone():
    ed, per_value = edition(), made()["relief per value"]
    with pytest.raises(sez.FlowsError, match=r"takes duty_relief\(imports, base=total\(exports\)"):
        relief.ratios_table(ed, exports=per_value)
    with pytest.raises(sez.FlowsError, match=r"and was given relative_to\(flows, base=9\)"):
        exports.context(made()["per company"], None, None, ed)
