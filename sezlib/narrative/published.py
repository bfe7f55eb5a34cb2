"""Sentences on published figures: what they say, where they clash, what the records say of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sezlib import trace
from sezlib.flows import FlowsError
from sezlib.identity import takes
from sezlib.language import Edition, bundle
from sezlib.metrics.cuts import complete_month, month
from sezlib.narrative import wording
from sezlib.narrative.ledgers import source, span_of
from sezlib.narrative.passage import Chapter, Passage, capital, figure

NEAR, MOST = 2.0, 12


@takes("claims", claims="claims", flows="flows")
def published_edition(
    claims: Any,
    flows: Any = None,
    profile: dict[str, Any] | None = None,
    *,
    language: str = "en",
    complete_to: str = "",
) -> Edition:
    """Return the edition in which published figures are told.

    The records are complete to `complete_to`, else to what the `profile` says of it. It is marked
    as synthetic where any row of the `flows` that they are held against is.

    >>> import sezlib as sez
    >>> claims = sez.claims.read("data/published/technopolis_moscow.toml")
    >>> sez.narrative.published_edition(claims).zone
    'SEZ Technopolis Moscow'
    """
    bundle(language)
    synthetic = flows is not None and "synthetic" in flows and bool(flows["synthetic"].any())
    money = [c.unit.base for c in claims if c.unit.kind == "money"]
    currency = max(sorted(set(money)), key=money.count, default="")
    made = Edition(
        period="",
        language=language,
        zone=claims.name.get(language) or claims.subject,
        currency=currency,
        synthetic=synthetic,
    )
    if flows is not None and len(flows):
        stated = complete_to or (profile or {}).get("complete_to", "")
        until = month(complete_month(flows, stated))
        made = replace(made, complete_to=until, stated=bool(stated))
    titled = "published-title" if made.zone else "published-title-plain"
    if not len(claims):
        raise FlowsError("no published figures: name a claims file that has some")
    made = replace(made, titled=made.say(titled, subject=made.zone))
    told = {"language": language, "currency": currency, "synthetic": synthetic, "complete": True}
    told |= {"name": made.zone, "title": made.title(), "contents": made.say("contents")}
    told |= {"complete_to": made.complete_to, "complete_to_stated": made.stated}
    trace.note("edition", zone=claims.zone, period="", **told)
    return made


def published_title(ed: Edition) -> Passage:
    """Return the title of a page on published figures."""
    warning = ed.say("synthetic-published") if ed.synthetic else ""
    said = (ed.say("published-subtitle"), *ed.completeness())
    return Passage("top", ed.title(), said, level=1, warning=warning)


@takes(
    "claims",
    "checked",
    "unprinted",
    "verified",
    claims="claims",
    checked="checked",
    unprinted="unprinted(claims)",
    verified="verify(claims)",
)
def published_points(
    claims: Any, checked: Any, unprinted: Any, verified: Any, ed: Edition
) -> Passage:
    """Return the main points on published figures."""
    sources = {claim.source for claim in claims}
    figure(ed, "claims", len(claims), "claims")
    figure(ed, "claim_sources", len(sources), "sources")
    figure(ed, "contradictions", len(checked.conflicts), "sets")
    said = [ed.say("published-points-count", n=len(claims), sources=len(sources))]
    milder = sum(bool(conflict.dissolves) for conflict in checked.conflicts)
    told = {"n": len(checked.conflicts), "milder": milder, "complete": _yes(checked.complete)}
    told["fewest"] = checked.fewest
    said.append(
        ed.say("published-points-conflicts", **told)
        if checked.conflicts
        else ed.say("published-points-none" if checked.complete else "published-points-unknown")
    )
    close = _close(unprinted, ed)
    if close:
        said.append(ed.say("published-points-unprinted", list="; ".join(close[:3])))
    agree, differ, untold = _counts(verified)
    if len(verified):
        figure(ed, "claims_agree", agree, "claims")
        figure(ed, "claims_differ", differ, "claims")
        figure(ed, "claims_untold", untold, "claims")
        told = {"agree": agree, "differ": differ, "untold": untold}
        name = "published-points-synthetic" if ed.synthetic else "published-points-records"
        said.append(ed.say(name, **({} if ed.synthetic else told)))
    else:
        said.append(ed.say("published-points-norecords"))
    return Passage("main-points", ed.say("main-points"), points=tuple(said))


@takes("claims", "checked", claims="claims", checked="checked")
def contradictions(claims: Any, checked: Any, ed: Edition) -> Chapter:
    """Return the contradictions one by one: the figures, their sources, what would mend them."""
    n = len(checked.conflicts)
    text = ed.say("conflicts-text" if n else "conflicts-none")
    head = Passage("conflicts", ed.say("heading-conflicts", n=n), (text,))
    told = enumerate(checked.conflicts, 1)
    parts = [part for i, conflict in told for part in _conflict(i, conflict, claims, ed)]
    return Chapter((head, *parts))


def _conflict(number: int, conflict: Any, claims: Any, ed: Edition) -> tuple[Passage, Passage]:
    held = [claims[name] for name in conflict.claims]
    points = []
    for claim in held:
        told = {"label": wording.label(claim, ed), "printed": _quoted(claim, ed)}
        publisher = source(claims.sources[claim.source], ed)
        told |= {"source": publisher, "note": claim.note or "none"}
        points.append(ed.say("conflict-figure", **told))
    said = []
    indicators = dict.fromkeys(wording.named("indicator", c.part.indicator, ed) for c in held)
    what = capital(ed.list(indicators))
    heading = ed.say("conflict-heading", number=number, what=what, n=len(held))
    if conflict.mend:
        mend = conflict.mend
        rivals = "; ".join(_which(claims[name], ed) for name in mend.rivals)
        said.append(
            ed.say(
                "conflict-mend",
                label=_which(claims[mend.claim], ed),
                implied=wording.interval(mend.low, mend.high, mend.unit, ed),
                relative=ed.percent(mend.relative, 1 if mend.relative >= 0.001 else 4),
                rivals=rivals or "none",
            )
        )
    named = [[wording.named("scope", name, ed) for name in link] for link in claims.links]
    links = [ed.say("conflict-link", part=part, whole=whole) for part, whole in named]
    linked = {"links": "; ".join(links) or "none"}
    for milder in conflict.dissolves:
        said.append(ed.say(f"conflict-{milder}", **(linked if milder == "scope" else {})))
    name = f"conflict-{number}"
    # what was printed, and after it what to make of it
    figures = Passage(name, heading, points=tuple(points), level=3)
    return figures, Passage(f"{name}-mend", sentences=tuple(said))


@takes("table", table="unprinted(claims)")
def unprinted(table: Any, ed: Edition, indicator: str = "exports") -> Passage:
    """Return what follows for figures that nobody printed, the closely bounded ones in words."""
    close = _close(table, ed, indicator)
    for r in table.to_dict("records"):
        where = {"start": r["start"], "end": r["end"], "scope": r["scope"]}
        figure(ed, "unprinted_low", r["low"], r["unit"], indicator=indicator, **where)
        figure(ed, "unprinted_high", r["high"], r["unit"], indicator=indicator, **where)
    said = (ed.say("unprinted-text" if close else "unprinted-none"),)
    return Passage("unprinted", ed.say("heading-unprinted"), said, points=tuple(close[:MOST]))


def _close(table: Any, ed: Edition, indicator: str = "exports") -> list[str]:
    rows = [r for r in table.to_dict("records") if 0 < r["high"] <= NEAR * r["low"]]
    what = wording.named("indicator", indicator, ed)
    scopes = {r["scope"] for r in rows}
    said = []
    for r in sorted(rows, key=lambda r: r["high"] / r["low"]):
        scope = f" ({wording.named('scope', r['scope'], ed)})" if len(scopes) > 1 else ""
        shown = wording.interval(r["low"], r["high"], r["unit"], ed)
        said.append(
            ed.say("unprinted-item", what=what + scope, time=span_of(r, ed), interval=shown)
        )
    return said


@takes("claims", "verified", claims="claims", verified="verify(claims)")
def records(claims: Any, verified: Any, ed: Edition) -> Passage | None:
    """Return what the records say of the figures; nothing where there are no figures."""
    if not len(claims):
        return None
    agree, differ, untold = _counts(verified)
    heading = ed.say("heading-records", told=agree + differ, differ=differ)
    if ed.synthetic and not differ:
        heading = ed.say("heading-records-synthetic")
    if not len(verified):
        return Passage("records", heading, (ed.say("records-none"),))
    text = ed.say("records-text", n=len(verified), agree=agree, differ=differ, untold=untold)
    points = []
    for r in verified.to_dict("records"):
        claim = claims[r["id"]]
        told = {"label": wording.label(claim, ed), "printed": wording.printed(claim, ed)}
        if r["agrees"] is not False:
            continue
        told["computed"] = wording.computed(r, claim, ed)
        if claim.measure in ("rank", "first"):
            points.append(ed.say("records-differ-text", **told))
        else:
            shown = wording.interval(r["low"], r["high"], r["unit"], ed)
            points.append(ed.say("records-differ", interval=shown, **told))
    return Passage(
        "records", heading, (text,), tuple(points[:MOST]), reading=ed.say("records-read")
    )


def figures(ed: Edition) -> Passage:
    """Return the heading over the number lines, and how to read them."""
    return Passage("figures", ed.say("heading-figures"), (ed.say("figures-text"),))


def readings(ed: Edition, reading: str = "plain") -> Passage:
    """Return how printed words are read, under a heading."""
    said = [ed.say("readings-text", reading=reading)]
    said += [ed.say("readings-limits"), ed.say("readings-groups")]
    return Passage("method", ed.say("heading-readings"), tuple(said))


@takes("claims", claims="claims")
def published_sources(claims: Any, ed: Edition) -> Passage:
    """Return the sources of the figures."""
    used = dict.fromkeys(claim.source for claim in claims)
    named = [source(claims.sources[name], ed, full=True) for name in used]
    return Passage("sources", ed.say("heading-sources"), points=tuple(named))


def _which(claim: Any, ed: Edition) -> str:
    # two sources may print one thing, and their figures tell them apart
    told = {"label": wording.label(claim, ed), "printed": _quoted(claim, ed)}
    return ed.say("conflict-which", **told)


def _quoted(claim: Any, ed: Edition) -> str:
    return wording.printed(claim, ed, quoted=True)


def _counts(verified: Any) -> tuple[int, int, int]:
    if not len(verified):
        return 0, 0, 0
    held = verified["agrees"].tolist()
    agree, differ = sum(a is True for a in held), sum(a is False for a in held)
    return agree, differ, len(held) - agree - differ


def _yes(truth: bool) -> str:
    return "yes" if truth else "no"
