"""The page on one destination, or on one product or product group: how much, what, who, when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import narwhals as nw

from sezlib import countries
from sezlib.flows import FlowsError, LazyFlows, Unavailable, distinct, unlisted
from sezlib.identity import parse_note, takes
from sezlib.language import LANGUAGES, Edition, is_missing
from sezlib.metrics import market_share
from sezlib.metrics.core import begin
from sezlib.pages.facts import largest_rows, ranked_rows
from sezlib.pages.passage import (
    UNSPECIFIED,
    Passage,
    as_sentence,
    hidden_rows,
    main_points,
    note_figure,
    note_growth,
    row_of,
    rows_of,
    say_limits,
)

Subject = tuple[str, str]


def find_subject(flows: Any, *, destination: str = "", product: str = "") -> Subject:
    """Return the column and the key that a page is about: a country, a product code or a group.

    A country is known by its code or its name, and a product by the first digits of its code.
    Raises `FlowsError` with the nearest where the flows have none of it.

    >>> import sezlib as sez
    >>> find_subject(sez.example(), destination="Kazakhstan")
    ('destination', 'KAZ')
    """
    columns = ("destination",) if destination else ("group", "product")
    held = {
        of: sorted({*distinct(flows, of)[of].dropna()} - {*UNSPECIFIED})
        for of in columns
        if of in flows
    }
    if not held:
        raise FlowsError(f"the flows have no column {columns[-1]!r}, which the page is about")
    wanted = (destination or product).strip()
    if destination and (code := countries.find_country(wanted)) in held["destination"]:
        return "destination", str(code)
    for group in held.get("group", []):
        if wanted in (group, *(countries.group_name(group, told) for told in LANGUAGES)):
            return "group", group
    codes = sorted({code[: len(wanted)] for code in held.get("product", [])})
    if not destination and wanted in codes and len(wanted) > 1:
        return "product", wanted
    known = held.get("destination") or [*held.get("group", []), *codes]
    what = "no exports to the destination" if destination else "no exports of the product"
    raise unlisted(what, wanted, "the flows have", known)


def cut_codes(flows: Any, subject: Subject) -> Any:
    """Return flows whose product codes are as long as that of the subject, where it is one."""
    of, key = subject
    if of != "product" or isinstance(flows, Unavailable):
        return flows
    if isinstance(flows, LazyFlows):
        cut = nw.col("product").str.slice(0, len(key))
        return LazyFlows(begin(flows).with_columns(product=cut).to_native(), flows.attrs)
    return flows.assign(product=flows["product"].str[: len(key)])


def select(flows: Any, ed: Edition) -> Any:
    """Return the flows of the edition's subject."""
    of, key = ed.subject
    if isinstance(flows, LazyFlows):
        sold = begin(flows).filter(nw.col(of) == key).to_native()
        return LazyFlows(sold, flows.attrs)
    return flows[flows[of] == key]


def find_share(flows: Any, reference: Any, ed: Edition) -> Any:
    """Return the subject's `market_share` of a reference: flows of a whole market, or nothing."""
    if isinstance(reference, Unavailable):
        return reference
    return market_share(flows, of=ed.subject[0], against=cut_codes(reference, ed.subject))


def _of(call: str) -> Callable[[dict[str, Any], str], Any]:
    """Return the call that makes a table of the column that the edition is about."""
    return lambda given, _: parse_note(call, {"of": given["ed"].subject[0]})


def _say(ed: Edition, message: str, row: Any = None, **given: Any) -> str:
    return ed.say(message, row, kind=ed.subject[0], name=ed.name(*ed.subject), **given)


def _found(name: str, ed: Edition, finding: str) -> Passage:
    """Return a section whose finding the main points tell, and its table in full."""
    return Passage(name, ed.say(f"short-{name}"), reading=ed.say(f"{name}-read"), finding=finding)


def _extent(row: dict[str, Any]) -> str:
    return "all" if row["share"] == 1 else "part"


def _own(table: Any, ed: Edition) -> dict[str, Any]:
    of, key = ed.subject
    return next((row for row in rows_of(table, ed.period) if row[of] == key), {})


@takes(growth="growth(flows)", ranking=_of("rank(flows, of={of})"))
def size(growth: Any, ranking: Any, ed: Edition) -> Passage:
    """Return how much it was, from its own growth and the ranking of all like it."""
    now, place = row_of(growth, ed.period), _own(ranking, ed)
    if not now.get("total"):
        return Passage("size", finding=as_sentence(_say(ed, "subject-nothing")))
    note_growth(now, ed)
    heading = ed.say("short-total")
    if place:
        # among what is shown it has another rank than among all
        whole = not hidden_rows(ranking, ed.period)
        ranked = {"rank": int(place["rank"])} if whole else {}
        note_figure(ed, "subject_share", place["share"], "fraction", **ranked)
        n = len([r for r in ranked_rows(ranking, ed.period, ed.subject[0]) if r["total"] > 0])
        extent = {"of": _extent(place), "ranked": whole or None}
        heading = _say(ed, "subject-share", place, n=n, **extent)
    return Passage("size", heading, finding=_say(ed, "subject-total", now))


@takes(shares="share(flows, of={of})")
def parts(shares: Any, ed: Edition, of: str = "group") -> Passage | None:
    """Return what was sold there, or where to: the largest group or country of it."""
    held, shown = largest_rows(shares, ed.period, of), bool(hidden_rows(shares, ed.period))
    if not held or not held[0]["total"]:
        return None
    note_figure(ed, f"leading_{of}_share", held[0]["share"], "fraction", **{of: held[0][of]})
    part = ed.name(of, held[0][of])
    told = {"part": part, "of": _extent(held[0]), "shown": shown or None}
    return _found("parts", ed, _say(ed, "subject-parts", held[0], **told))


@takes(ranking="rank(flows, of='resident')")
def sellers(ranking: Any, ed: Edition) -> Passage | None:
    """Return who sold it."""
    held = [r for r in ranked_rows(ranking, ed.period, "resident") if r["total"] > 0]
    if not held:
        return None
    note_figure(ed, "exporters", len(held), "companies")
    told = {"n": len(held), "of": _extent(held[0])}
    return _found("sellers", ed, _say(ed, "subject-sellers", held[0], **told))


@takes(lasting=_of("spells(flows, of={of}, partial=...)"))
def since(lasting: Any, ed: Edition) -> Passage | None:
    """Return since when it has been sold, and whether with breaks, from its `spells`."""
    of, key = ed.subject
    lacking = isinstance(lasting, Unavailable)
    held = [] if lacking else lasting[lasting[of] == key].to_dict("records")
    if not held:
        return None
    first = min(held, key=lambda spell: spell["start"])
    known = first["censored"] in ("none", "right")
    return _found("since", ed, _say(ed, "subject-since", first, known=known, n=len(held)))


@takes(prices="unit_value(flows)", counted="unit_value(flows, of='quantity')")
def price(prices: Any, counted: Any, ed: Edition) -> Passage | None:
    """Return the price of a kilogram, or of another unit, and how many were sold.

    They are of rows that state a weight, and of those that state a quantity in the unit.
    """
    units = [r for r in rows_of(counted, ed.period) if not is_missing(r["unit_value"])]
    units = [r for r in units if r.get("unit") not in UNSPECIFIED]
    told = [
        _weighed(prices, ed),
        *(ed.say("subject-price-unit", {"unit": None} | r, sold=_pieces(r, ed)) for r in units),
    ]
    return _found("price", ed, " ".join(filter(None, told))) if any(told) else None


def _pieces(row: dict[str, Any], ed: Edition) -> str:
    # pieces are whole, and litres need not be
    return ed.number(row["amount"], 0 if float(row["amount"]).is_integer() else 1)


def _weighed(prices: Any, ed: Edition) -> str:
    now, then = row_of(prices, ed.period), row_of(prices, ed.previous)
    if is_missing(now.get("unit_value")):
        return ""
    changes = {
        name: now[column] / then[column] - 1 if then and then[column] > 0 else None
        for name, column in (("rate", "unit_value"), ("grown", "amount"))
    }
    note_figure(ed, "unit_value", now["unit_value"], f"{ed.currency or 'unit'} per kg")
    note_figure(ed, "net_kg", now["amount"], "kg")
    # a weight that fewer rows state says nothing of how much more was sold
    whole = all(row.get("coverage") == 1 for row in (now, then))
    changes["grown"] = changes["grown"] if whole else None
    of = "all" if now["coverage"] == 1 else "part"
    return _say(ed, "subject-price", now, **changes, of=of)


@takes(shares=_of("market_share(flows, of={of})"))
def market(shares: Any, ed: Edition) -> Passage | None:
    """Return which part of a market it was, where there is a reference."""
    own = _own(shares, ed)
    if is_missing(own.get("market_share")):
        return None
    note_figure(ed, "market_share", own["market_share"], "fraction")
    return _found("market", ed, _say(ed, "subject-market", own))


def points(passages: Iterable[Passage | None], ed: Edition) -> Passage:
    """Return the main points: what the passages found."""
    return main_points([told.finding for told in passages if told], ed)


def own_rows(table: Any, ed: Edition) -> Any:
    """Return the rows of a table that are of the edition's subject, as they are printed."""
    of, key = ed.subject
    if isinstance(table, Unavailable):
        return table
    return table[table[of] == key].drop(columns=[of, "censored"], errors="ignore")


def limits(ed: Edition) -> Passage:
    """Return what the figures can bear and what they cannot."""
    return say_limits(["strength", "customs", *([] if ed.public else ["names"])], ed)
