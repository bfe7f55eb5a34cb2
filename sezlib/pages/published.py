"""The page on published figures: whether they agree, what they imply, what records say."""

from __future__ import annotations

import re
import textwrap
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from sezlib import trace
from sezlib.countries import bloc_name, find_bloc
from sezlib.flows import FlowsError, short, values_of
from sezlib.identity import identified, takes
from sezlib.language import NBSP, Edition, count_decimals, is_missing, sentences
from sezlib.metrics.cuts import complete_month, month
from sezlib.pages.drawing import DARK, FALL, LIGHT, draw, escape_dollars
from sezlib.pages.passage import Chapter, Passage, capitalise, link, main_points, note_figure
from sezlib.periods import spell

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEAR, MOST = 2.0, 12
# the synthetic records, and the zone that they are of
SAMPLE, SAMPLED = Path("data/sample"), "SEZ Technopolis Moscow"


def records_for(claims: Any, flows: str) -> str:
    """Return the file of records to hold claims against: the sample's is for its own zone alone.

    >>> import sezlib as sez
    >>> claims = sez.claims.read("data/published/masan.toml")
    >>> records_for(claims, "data/sample/flows.csv"), records_for(claims, "masan.csv")
    ('', 'masan.csv')
    """
    return "" if Path(flows).parent == SAMPLE and claims.zone != SAMPLED else flows


@takes("claims", claims="claims", flows="flows")
def edition(
    claims: Any,
    flows: Any = None,
    profile: dict[str, Any] | None = None,
    *,
    language: str = "en",
    complete_to: str = "",
    several: bool = False,
) -> Edition:
    """Return the edition in which published figures are told, or the story of `several` files.

    The records are complete to `complete_to`, else to what the `profile` says of it. It is marked
    as synthetic where any row of the `flows` that they are held against is.

    >>> import sezlib as sez
    >>> claims = sez.claims.read("data/published/technopolis_moscow.toml")
    >>> sez.pages.published.edition(claims).zone
    'SEZ Technopolis Moscow'
    """
    sentences(language)
    synthetic = flows is not None and any(values_of(flows, "synthetic"))
    money = [c.unit.base for c in claims if c.unit.kind == "money"]
    currency = max(sorted(set(money)), key=money.count, default="")
    made = Edition(
        period="",
        language=language,
        zone=claims.name.get(language) or claims.subject,
        currency=currency,
        synthetic=synthetic,
        year_begins=claims.year_begins,
        names=claims.names.get(language, {}),
    )
    if flows is not None and values_of(flows, "period"):
        stated = complete_to or (profile or {}).get("complete_to", "")
        until = month(complete_month(flows, stated))
        made = replace(made, complete_to=until, stated=bool(stated))
    titled = "published-title" if made.zone else "published-title-plain"
    if not len(claims) and all(mark.accepted for mark in claims.marks):
        raise FlowsError("no published figures: name a claims file that has some")
    if several:
        made, titled = replace(made, zone=""), "releases-title"
    made = replace(made, titled=made.say(titled, subject=made.zone))
    told = {"language": language, "currency": currency, "synthetic": synthetic, "complete": True}
    told |= {"name": made.zone, "title": made.title(), "contents": made.say("contents")}
    told |= {"complete_to": made.complete_to, "complete_to_stated": made.stated}
    trace.note("edition", zone=claims.zone, period="", **told)
    return made


def title(ed: Edition) -> Passage:
    """Return the title of a page on published figures."""
    warning = ed.say("synthetic-published") if ed.synthetic else ""
    subtitle = "published-subtitle" if ed.zone else "releases-subtitle"
    lists = () if ed.zone else (ed.say("conflicts-text"),)
    said = (ed.say(subtitle), *lists, *ed.completeness())
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
def points(claims: Any, checked: Any, unprinted: Any, verified: Any, ed: Edition) -> Passage:
    """Return the main points on published figures."""
    sources, n = {claim.source for claim in claims}, len(checked.contradictions)
    note_figure(ed, "claims", len(claims), "claims")
    note_figure(ed, "claim_sources", len(sources), "sources")
    note_figure(ed, "contradictions", n, "contradictions")
    left = sum(not mark.accepted for mark in claims.marks if mark.kind != "again")
    said = [ed.say("release-unconfirmed", n=left)] if left else []
    if not len(claims):
        return main_points(said, ed)
    said.append(ed.say("published-points-count", n=len(claims), sources=len(sources)))
    milder = [all(conflict.dissolves for conflict in told) for told in checked.contradictions]
    told = {"milder": sum(milder)}
    told |= {"complete": checked.complete, "fewest": checked.fewest}
    kind = "conflicts" if n else "none" if checked.complete else "unknown"
    said.append(ed.say(f"published-points-{kind}", n=n, **told))
    if close := _close(unprinted, ed):
        said.append(ed.say("published-points-unprinted", close=close[:3]))
    counts = _counts(verified)
    if len(verified):
        for name, number in counts.items():
            note_figure(ed, f"claims_{name}", number, "claims")
    # that invented records agree proves nothing, as the head of the page says
    if not len(verified) or not ed.synthetic:
        kind = "records" if len(verified) else "norecords"
        said.append(ed.say(f"published-points-{kind}", **counts))
    return main_points(said, ed)


def compared(*pairs: tuple[Any, Any], ed: Edition) -> Passage:
    """Return the main points on several files of claims, each with what `check` says of it."""
    said = []
    for claims, checked in pairs:
        n = len(checked.contradictions)
        note_figure(ed, "contradictions", n, "contradictions", subject=claims.subject)
        told = {"subject": subject(claims, ed), "n": n, "figures": len(claims)}
        said.append(ed.say("releases-point", **told))
    return main_points(said, ed)


def subject(claims: Any, ed: Edition) -> str:
    """Return whose figures a file holds, in the language of the edition."""
    return str(claims.name.get(ed.language) or claims.subject)


def _named(claims: Any, ed: Edition) -> Edition:
    """Return the edition with the names of one file, where a page tells of several."""
    return replace(ed, names=claims.names.get(ed.language, {}))


def _whose(heading: str, claims: Any, ed: Edition) -> str:
    return f"{subject(claims, ed)}: {heading[0].lower()}{heading[1:]}" if claims else heading


@takes("claims", "checked", claims="claims", checked="checked")
def contradictions(claims: Any, checked: Any, ed: Edition, *, under: str = "") -> Chapter:
    """Return the contradictions one by one: the figures, their sources, what would mend them.

    Where a page tells of several files, each goes `under` a name, and its heading says whose it is.
    """
    told, ed = checked.contradictions, _named(claims, ed)
    if not len(claims):
        return Chapter(())
    # a page of several says at its head how lists are made
    said = () if under and told else (ed.say("conflicts-text" if told else "conflicts-none"),)
    heading = ed.say("heading-conflicts", n=len(told))
    head = Passage(under or "conflicts", _whose(heading, under and claims, ed), said)
    prefix = under or "conflict"
    parts = (part for group in told for part in _conflict(group, claims, ed, prefix))
    return Chapter((head, *parts))


def _conflict(group: list[Any], claims: Any, ed: Edition, prefix: str) -> tuple[Passage, Passage]:
    """Return a contradiction: its figures with their sources, and what to make of it."""
    conflict, *others = group
    held = [claims[name] for name in conflict.claims]
    points = [ed.say("conflict-figure", _labels(claim, ed), source=_publisher(claims, claim, ed),
                     note=ed.own(claim.note)) for claim in held]  # fmt: skip
    said = []
    indicators = dict.fromkeys(name_of("indicator", c.part.indicator, ed) for c in held)
    what = capitalise(ed.list(indicators))
    heading = ed.say("conflict-heading", number=conflict.group, what=what, n=len(held))
    if mend := conflict.mend:
        told: dict[str, Any] = {"label": _which(claims[mend.claim], ed)}
        told["implied"] = interval_of(mend.low, mend.high, mend.unit, ed)
        told["relative"] = ed.percent(mend.relative, 1 if mend.relative >= 0.001 else 4)
        equals = [mend.equals] * bool(mend.equals)
        for key, names in (("rivals", mend.rivals), ("equals", equals)):
            told[key] = _all_of(names, claims, ed)
        said.append(ed.say("conflict-mend", **told))
    also = [claims[name] for _, alike in conflict.instead for name in alike]
    if also:
        shown = [{"which": _which(c, ed), "source": _publisher(claims, c, ed)} for c in also]
        said.append(ed.say("conflict-also", also=shown))
    swaps = [
        {kind: ed.list(_all_of([name for name in one.claims if name not in two.claims], claims, ed))
         for kind, one, two in (("new", other, conflict), ("old", conflict, other))}
        for other in others
    ]  # fmt: skip
    if swaps:
        more = len(swaps) > MOST_SWAPS
        said.append(ed.say("conflict-instead", swaps=swaps[:MOST_SWAPS], more=more))
    named = [[name_of("scope", name, ed) for name in link] for link in claims.links]
    links = [{"part": part, "whole": whole} for part, whole in named]
    said += [ed.say(f"conflict-{milder}", links=links) for milder in conflict.dissolves]
    name = f"{prefix}-{conflict.group}"
    # what was printed, and after it what to make of it
    figures = Passage(name, heading, points=tuple(points), level=3)
    return figures, Passage(f"{name}-mend", sentences=tuple(said))


@takes("table", table="unprinted(claims)", whose="claims")
def unprinted(table: Any, ed: Edition, indicator: str = "exports", whose: Any = None) -> Passage:
    """Return what follows for figures that nobody printed, the closely bounded ones in words.

    `whose` are the claims that they follow from, where a page tells of several files.
    """
    ed = _named(whose, ed) if whose else ed
    close = _close(table, ed, indicator)
    for r in table.to_dict("records"):
        where = {"start": r["start"], "end": r["end"], "scope": r["scope"]}
        for end in ("low", "high"):
            note_figure(ed, f"unprinted_{end}", r[end], r["unit"], indicator=indicator, **where)
    said = (ed.say("unprinted-text" if close else "unprinted-none"),)
    heading = _whose(ed.say("heading-unprinted"), whose, ed)
    return Passage("unprinted", heading, said)


def _close(table: Any, ed: Edition, indicator: str = "exports") -> list[str]:
    rows = [r for r in table.to_dict("records") if 0 < r["high"] <= NEAR * r["low"]]
    what = name_of("indicator", indicator, ed)
    scopes = {r["scope"] for r in rows}
    said = []
    for r in sorted(rows, key=lambda r: r["high"] / r["low"]):
        scope = f" ({name_of('scope', r['scope'], ed)})" if len(scopes) > 1 else ""
        shown = interval_of(r["low"], r["high"], r["unit"], ed)
        said.append(
            ed.say("unprinted-item", what=what + scope, time=span_of(r, ed), interval=shown)
        )
    return said


@takes("claims", "verified", claims="claims", verified="verify(claims)")
def records(claims: Any, verified: Any, ed: Edition) -> Passage | None:
    """Return what the records say of the figures; nothing where there are none of either."""
    if not len(claims) or not len(verified):
        return None
    counts = _counts(verified)
    told, differ = counts["agree"] + counts["differ"], counts["differ"]
    heading = ed.say("heading-records", told=told, differ=differ)
    if ed.synthetic and not differ:
        heading = ed.say("heading-records-synthetic")
    points = []
    for r in [r for r in verified.to_dict("records") if r["agrees"] is False]:
        claim = claims[r["id"]]
        parts = {"label": label_of(claim, ed), "printed": printed_of(claim, ed)}
        parts |= {"computed": computed_of(r, claim, ed)}
        if claim.measure in ("rank", "first"):
            points.append(ed.say("records-differ-text", **parts))
        else:
            shown = interval_of(r["low"], r["high"], r["unit"], ed)
            points.append(ed.say("records-differ", interval=shown, **parts))
    said = (ed.say("published-points-records", **counts),) if ed.synthetic else ()
    reading = ed.say("records-read")
    return Passage("records", heading, said, tuple(points[:MOST]), reading=reading)


def figures(ed: Edition) -> Passage:
    """Return the heading over the number lines, and how to read them."""
    return Passage("figures", ed.say("heading-figures"), (ed.say("figures-text"),))


def readings(ed: Edition, reading: str = "plain") -> Passage:
    """Return how printed words are read, under a heading."""
    said = [ed.say("readings-text", reading=reading)]
    said += [ed.say("readings-limits"), ed.say("readings-groups")]
    return Passage("method", ed.say("heading-readings"), tuple(said))


@takes("claims", claims="claims")
def sources(claims: Any, ed: Edition, *, under: str = "") -> Passage:
    """Return the sources of the figures, where a page tells of several files `under` a name."""
    ed, used = _named(claims, ed), dict.fromkeys(c.source for c, _ in _rows(claims) if c)
    named = [source(claims.sources[name], ed, full=True) for name in used]
    heading = _whose(ed.say("heading-sources"), under and claims, ed)
    return Passage(f"sources-{under}" if under else "sources", heading, points=tuple(named))


def _labels(claim: Any, ed: Edition) -> dict[str, str]:
    return {"label": label_of(claim, ed), "printed": printed_of(claim, ed, quoted=True)}


def _publisher(claims: Any, claim: Any, ed: Edition) -> str:
    return source(claims.sources[claim.source], ed)


def _which(claim: Any, ed: Edition) -> str:
    # two sources may print one thing, and their figures tell them apart
    return ed.say("conflict-which", _labels(claim, ed))


def _all_of(names: Any, claims: Any, ed: Edition) -> list[str]:
    return [_which(claims[name], ed) for name in names]


def _counts(verified: Any) -> dict[str, int]:
    """Return how many figures the records agree with, differ from, and say nothing of."""
    held = verified["agrees"].tolist() if len(verified) else []
    agree, differ = sum(a is True for a in held), sum(a is False for a in held)
    return {"agree": agree, "differ": differ, "untold": len(held) - agree - differ}


# how a figure in a text is marked, besides its colour and its line
SIGNS = {"agrees": "✓", "contradicts": "✗", "unknown": "?", "apart": "○", "unconfirmed": "□"}
FIGURE = Markup(
    "<a class='figure {}' href='#published-{}' title='{}'>{}"
    "<sup><span role='img' aria-label='{}'>{}</span>{}</sup></a>"
)
SENTENCE = Markup("<span class='sentence' lang='{}'>{}</span>")
LEGEND = Markup("<span class='figure {}'>{}</span> {}: {}")


@takes("claims", "checked", "verified", claims="claims", checked="checked",
       verified="verify(claims)")  # fmt: skip
def release(claims: Any, checked: Any, verified: Any, ed: Edition) -> Chapter | None:
    """Return the text of a draft sentence by sentence, each figure with what it is worth.

    The records decide of a figure where they can tell, and elsewhere whether it contradicts other
    figures. What nobody has accepted is held against nothing. A file without a text has none.
    """
    if not claims.marks:
        return None
    rows = {row["id"]: row for row in verified.to_dict("records")}
    others = {name for conflict in checked.conflicts for name in conflict.claims}
    counts: dict[str, int] = dict.fromkeys(SIGNS, 0)
    told: dict[str, tuple[int, Markup]] = {}
    numbers: dict[Any, int] = {}
    for mark, then in zip(claims.marks, [*claims.marks[1:], None], strict=True):
        claim, again = mark.claim, mark.kind == "again"
        # a figure that stands again has the number that it had
        number = numbers.setdefault(claim.id if claim else mark, len(numbers) + 1)
        row = rows.get(claim.id, {}) if claim and mark.accepted else {}
        opposed = bool(row) and claim.id in others
        status = _status(mark, row.get("agrees"), opposed)
        counts[status] += not again
        title = [said := ed.say(f"mark-{status}"), _described(claim, mark, ed)]
        if row and not is_missing(row["computed"]):
            title.append(ed.say("mark-records", computed=computed_of(row, claim, ed)))
        title += [ed.say("mark-opposed")] * opposed
        line, (start, stop) = mark.sentence, mark.span
        if then and then.sentence == line:
            # a ranking lasts to the end of its sentence, and amounts stand in it
            stop = min(stop, then.span[0])
        text = line[start:stop].rstrip(" ,:;(–—-")
        at, before = told.get(line, (0, Markup("")))
        sign = (text or f" ({mark.printed})", said, SIGNS[status], number)
        figure = FIGURE.format(status, number, "; ".join(title), *sign)
        told[line] = start + len(text), before + line[at:start] + figure
    legend = []
    for status, n in counts.items():
        note_figure(ed, "marks", n, "figures", status=status)
        if n:
            name = capitalise(ed.say(f"mark-{status}"))
            legend.append(LEGEND.format(status, SIGNS[status], name, ed.number(n)))
    lines, source = [], next(iter(claims.sources.values()))
    for line in claims.text:
        at, before = told.get(line, (0, Markup("")))
        lines.append(SENTENCE.format(source.language, before + line[at:]))
    left = counts["unconfirmed"]
    warning = ed.say("release-unconfirmed", n=left) if left else ""
    heading = ed.say("heading-release", n=counts["contradicts"])
    head = (ed.say("release-text"),)
    text = Passage("release-text", points=tuple(lines))
    return Chapter((Passage("release", heading, head, tuple(legend), warning=warning), text))


def _status(mark: Any, agrees: Any, opposed: bool) -> str:
    if mark.kind == "apart" or not mark.accepted:
        return "apart" if mark.kind == "apart" else "unconfirmed"
    if agrees is None and not opposed:
        return "unknown"
    return "agrees" if agrees else "contradicts"


def _described(claim: Any, mark: Any, ed: Edition) -> str:
    """Return what a figure in a text is of, or what is asked of it, or why it is no fact."""
    code, _, name = mark.code.partition(": ")
    note = ed.told(f"note-{code}", ed.own(mark.note), name=name)
    return "; ".join(filter(None, [label_of(claim, ed) if claim else "", note]))


def _rows(claims: Any) -> list[tuple[Any, Any]]:
    """Return what has a row in the table: figures of a text in order, then claims with no mark."""
    marked = {mark.claim.id for mark in claims.marks if mark.claim and mark.accepted}
    rest = [(claim, None) for claim in claims if claim.id not in marked]
    return [(mark.claim, mark) for mark in claims.marks if mark.kind != "again"] + rest


VERDICTS = {True: "verdict-agrees", False: "verdict-differs", None: "verdict-untold"}
WORDED = ("exact", "about", "almost", "just-over", "odd", "more-than", "at-least",
          "less-than", "at-most", "times", "fraction", "every")  # fmt: skip


@identified
@takes("claims", claims="claims", implied="implied(claims)", verified="verify(claims)")
def ledger(claims: Any, implied: Any, verified: Any, ed: Edition, *, told: bool = False) -> Any:
    """Return every published figure with what is held against it, in words beside the numbers.

    `implied` and `verified` are tables of `sezlib.claims`, or None. With `told` only the figures
    that the records can tell about are kept. Those of a text are numbered, in its order.
    """
    import pandas as pd

    around = {} if implied is None else {r["id"]: r for r in implied.to_dict("records")}
    seen = {} if verified is None else {r["id"]: r for r in verified.to_dict("records")}
    rows = []
    for number, (read, mark) in enumerate(_rows(claims), 1):
        claim = read if mark is None or mark.accepted else None
        name = claim.id if claim else ""
        of, by = around.get(name, {}), seen.get(name, {})
        if told and by.get("agrees") is None:
            continue
        ends = by or of
        numeric = claim and not claim.wordless
        what = _described(read, mark, ed) if mark else label_of(claim, ed)
        verdict = ed.say(VERDICTS[by.get("agrees")]) if by else "–"
        rows.append(
            {
                **({"number": number} if claims.marks and not told else {}),
                "claim": capitalise(what),
                "printed": printed_of(read, ed) if read else mark.printed,
                "interval": _ends(ends, "", claim, ed) if numeric else "–",
                "implied": _ends(of, "implied_", claim, ed) if numeric else "–",
                "records": computed_of(by, claim, ed) if by else "–",
                "verdict": verdict if claim else ed.say(f"mark-{_status(mark, None, False)}"),
                "publisher": _publisher(claims, read, ed) if read else "–",
                "id": name,
                "indicator": claim.part.indicator if claim else "",
                "measure": claim.measure if claim else "",
                "unit": claim.unit.name if claim else "",
                "low": ends.get("low"),
                "high": ends.get("high"),
                "implied_low": of.get("implied_low"),
                "implied_high": of.get("implied_high"),
                "computed": by.get("computed"),
                "agrees": by.get("agrees"),
            }
        )
    lacking = [] if implied is not None else ["implied", "implied_low", "implied_high"]
    # a draft is of one release
    lacking += ["publisher"] * bool(claims.marks and len(claims.sources) == 1)
    table = pd.DataFrame(rows).drop(columns=lacking if rows else [])
    # what the records say stands beside what its text says
    last = ("interval", "implied") if claims.marks else ()
    return table[sorted(table.columns, key=last.__contains__)]


def _ends(row: dict[str, Any], prefix: str, claim: Any, ed: Edition) -> str:
    low, high = row.get(f"{prefix}low"), row.get(f"{prefix}high")
    if is_missing(low) and is_missing(high):
        return "–"
    return interval_of(low, high, claim.unit.name, ed)


@takes("table", table="unprinted(claims)")
def unprinted_table(table: Any, ed: Edition) -> Any:
    """Return the table of `sezlib.claims.unprinted` in words, beside its numbers."""
    rows = table.to_dict("records")
    words = {
        "time": [span_of(r, ed) for r in rows],
        "interval": [interval_of(r["low"] or None, r["high"], r["unit"], ed) for r in rows],
        "scope": [name_of("scope", r["scope"], ed) for r in rows],
    }
    return table.assign(**words)[[*words, "start", "end", "low", "high", "unit"]]


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
    return months_of(start, end, ed)


def source(held: Any, ed: Edition, *, full: bool = False) -> str:
    """Return a source in words: its title, or its address where the title was not seen."""
    title, dated = ed.own(held.title), f" ({held.date})" if held.date else ""
    if full:
        told = f"{title or ed.say('source-untitled')}{dated}."
        return link(told, held.address) if held.address else told
    return f"{title or held.address or held.id}{dated}"


MOST_NAMED, MOST_SWAPS = 5, 3


def label_of(claim: Any, ed: Edition) -> str:
    """Return what a claim is of, in the language of the edition."""
    part = claim.part
    said: dict[str, Any] = {"what": flow_of(part, ed), "time": time_of(part, ed)}
    if claim.measure in ("share", "change"):
        same = claim.whole.indicator == part.indicator
        alone = same and (part.start, part.end) == (claim.whole.start, claim.whole.end)
        whole = name_of("indicator", claim.whole.indicator, ed)
        if not alone and same:
            whole = f"{whole}, {time_of(claim.whole, ed)}"
        named = name_of("indicator", part.indicator, ed)
        inside = _parts(part, ed) or named if same else named
        share = ed.say("claim-share", whole=whole, part=f"{inside}, {said['time']}")
        against = time_before(claim.before[0], ed) if claim.before else ""
        return ed.say("claim-change", what=share, against=against) if against else share
    if claim.measure in ("growth", "ratio", "difference"):
        other = claim.whole
        same = (other.indicator, other.groups) == (part.indicator, part.groups)
        against = time_before(other, ed) if same else flow_of(other, ed)
        return ed.say(f"claim-{claim.measure}", against=against, **said)
    if claim.measure == "per_unit":
        return ed.say("claim-per_unit", whole=flow_of(claim.whole, ed), **said)
    if claim.measure in ("count", "rank"):
        return ed.say(f"claim-{claim.measure}", counted=ed.say(f"counted-{part.of}"), **said)
    return ed.say("claim-first" if claim.measure == "first" else "claim-total", **said)


def flow_of(region: Any, ed: Edition) -> str:
    """Return the indicator of a region, with its groups and destinations."""
    indicator = name_of("indicator", region.indicator, ed)
    parts = _parts(region, ed)
    return ed.say("claim-of", what=indicator, parts=parts) if parts else indicator


def _parts(region: Any, ed: Edition) -> str:
    names = [_group(g, ed) for g in sorted(region.groups or ())]
    places = [ed.country(d) for d in sorted(region.destinations or ())]
    places = [_area(region.area, ed)] if region.area else places
    zones = [ed.own(zone) for zone in sorted(region.zones or ())]
    shown = [ed.list(held[:MOST_NAMED]) for held in (zones, names, places) if held]
    return "; ".join(shown)


def _area(area: str, ed: Edition) -> str:
    # a bloc or a continent, or what a source calls a part of the world
    return bloc_name(area, ed.language) if find_bloc(area) == area else ed.own(area)


def _group(group: str, ed: Edition) -> str:
    # a group that only published figures name
    known = ed.group(group)
    return name_of("group", group, ed) if known == group else known


def time_of(region: Any, ed: Edition) -> str:
    """Return the time of a region: a year, a half, a quarter, months, or a span of them."""
    return months_of(region.start, region.end, ed)


def time_before(region: Any, ed: Edition) -> str:
    """Return the time of a region as it stands after "to" or "on": a year, a half, a quarter."""
    year, first = divmod(region.start, 12)
    size = region.end - region.start + 1
    name = {12: "year", 6: "half", 3: "quarter"}.get(size if first % size == 0 else 0)
    if name is None:
        return ed.say("against-span", time=time_of(region, ed))
    place = {} if name == "year" else {"n": first // size + 1}
    return ed.say(f"against-{name}", year=str(year), **place)


def months_of(start: int, end: int, ed: Edition) -> str:
    """Return months from one ordinal to another in words.

    >>> months_of(2021 * 12, 2021 * 12 + 5, Edition(period=""))
    'first half of 2021'
    """
    (year, first), (last_year, last) = divmod(start, 12), divmod(end, 12)
    if first and f"{first + 1:02}" == ed.year_begins[:2] and last == first - 1:
        return "–".join(dict.fromkeys(spell(f"{y}-A1") for y in (year, last_year - 1)))
    if year == last_year:
        length = last - first + 1
        for unit, size in (("half", 6), ("quarter", 3)):
            if length == size and first % size == 0:
                return ed.say(f"time-{unit}", n=first // size + 1, year=str(year))
        if length == 12:
            return str(year)
    if year == last_year and first != last:
        months = {"from": ed.month(first + 1), "to": _month_of(year, last, ed)}
        return ed.say("time-months", **months)
    begin = str(year) if first == 0 and year != last_year else _month_of(year, first, ed)
    ended = str(last_year) if last == 11 and year != last_year else _month_of(last_year, last, ed)
    if begin.isdigit() and ended.isdigit():
        return f"{begin}–{ended}"
    return begin if begin == ended else ed.say("time-span", **{"from": begin, "to": ended})


def _month_of(year: int, month: int, ed: Edition) -> str:
    return ed.date(f"{year}-{month + 1:02d}")


def name_of(kind: str, name: str, ed: Edition) -> str:
    """Return the word of the language for a name, or the name as it is."""
    known = name.replace("_", "").replace("-", "").isalnum() and name.isascii()
    return ed.told(f"{kind}-{name}", name.replace("_", " ")) if known else short(name)


def unit_of(name: str, ed: Edition, number: float | str | None = None) -> str:
    """Return a unit in words, such as `million RUB` or `млн руб.`, as it stands after a number."""
    top, per, bottom = name.partition(" per ")
    if per:
        return f"{unit_of(top, ed, number)}/{unit_of(bottom, ed, 1)}"
    *scales, base = name.split() or [""]
    words = [ed.say(f"scale-{scale}") for scale in scales]
    # after a scale, and where there is no number, what is counted stands in the plural
    many = 5 if scales or number is None else number
    told = ed.told(f"unit-{base}", "", n=many) or ed.told(f"currency-{base}", base)
    return NBSP.join([*words, told])


def value_of(number: float, name: str, ed: Edition, width: float = 0.0) -> str:
    """Return a number in a unit, with as many digits as tell it from another `width` away."""
    number, width, name = _shown(number, name)[0], _shown(width, name)[0], _shown(0.0, name)[1]
    kept = count_decimals([number], width)
    return ed.number(number, kept).join(_around(name, ed, round(number, kept)))


def _around(name: str, ed: Edition, number: float | str | None = None) -> tuple[str, str]:
    """Return what stands before a number and after it: `RUB` and `million`, or `млн руб.` alone."""
    top, per, bottom = name.partition(" per ")
    *scales, base = top.split() or [""]
    if ed.language != "en" or not re.fullmatch("[A-Z]{3}", base):
        apart = "" if not name or (name == "%" and ed.language == "en") else NBSP
        return "", f"{apart}{unit_of(name, ed, number)}"
    words = "".join(f"{NBSP}{ed.say(f'scale-{scale}')}" for scale in scales)
    currency = ed.told(f"currency-{base}", base)
    return f"{currency}{NBSP}", words + (f"/{unit_of(bottom, ed, 1)}" if per else "")


def interval_of(low: Any, high: Any, name: str, ed: Edition) -> str:
    """Return an interval in words; an end that is missing is unbounded."""
    ends = [None if is_missing(end) else _shown(end, name)[0] for end in (low, high)]
    finite = [end for end in ends if end is not None]
    if not finite:
        return ed.say("interval-none")
    name = _shown(0.0, name)[1]
    kept = count_decimals(finite, finite[-1] - finite[0])
    shown = ["" if end is None else ed.number(end, kept) for end in ends]
    number = round(finite[-1], kept)
    if None in ends and number % 1 == 0 and ed.language == "ru":
        # after "не менее" what is counted is in the genitive: 151 компании, 160 компаний
        number = 2 if number % 10 == 1 and number % 100 != 11 else 5
    before, after = _around(name, ed, number)
    told = {"before": before, "low": shown[0], "high": shown[1], "unit": after}
    if not all(shown):
        return ed.say("interval-least" if shown[0] else "interval-most", **told)
    return ed.say("interval-exact" if shown[0] == shown[1] else "interval-between", **told)


def _shown(number: float, name: str) -> tuple[float, str]:
    # a share reads better in per cent
    return (number * 100, "%") if name == "share" else (number, name)


def printed_of(claim: Any, ed: Edition, *, quoted: bool = False) -> str:
    """Return a figure as it was printed, with its unit where the text does not hold it.

    The unit is ours, so that quotation marks go around the text alone.
    """
    wording, name = ed.own(claim.wording), claim.unit.name
    text = f"{wording} {claim.printed}".strip()
    if claim.measure == "rank":
        return "; ".join(ed.name(claim.part.of, name) for name in claim.names)
    if not quoted and name and not claim.worded:
        around = _around(name, ed, claim.shown(claim.value))
        return f"{wording} {claim.printed.join(around)}".strip()
    if quoted:
        text = f"«{text}»" if ed.language == "ru" else f'"{text}"'
    if claim.worded or not name:
        return text
    return f"{text}{NBSP}{unit_of(name, ed, claim.shown(claim.value))}"


def computed_of(row: dict[str, Any], claim: Any, ed: Edition) -> str:
    """Return what the records give for a claim, in words."""
    held = row["computed"]
    if held is None or (isinstance(held, float) and is_missing(held)):
        return "–"
    if claim.measure == "rank":
        return "; ".join(ed.name(claim.part.of, name) for name in str(held).split(", "))
    if claim.measure == "first":
        return ed.date(str(held))
    return value_of(float(held), claim.unit.name, ed)


MOST_LINES, LONGEST, WRAPPED = 16, 60, 31
PAD, REACH = 0.18, 4.0


@takes("ledger", ledger="ledger(claims, told=...)")
def draw_number_lines(
    ledger: Any, ed: Edition, indicator: str = "exports", ax: Axes | None = None
) -> None:
    """Draw each printed figure on a line of its own: printed, implied by the others, records.

    `ledger` is the table of `ledger`. Only figures with something to be held against
    are drawn. Every line has its own scale, whose ends are written beside it.
    """
    # a ledger may have nothing that others imply
    ledger = ledger.reindex(columns=list(dict.fromkeys([*ledger, "implied_low", "implied_high"])))
    held = [r for r in ledger.to_dict("records") if r["indicator"] == indicator and _told(r)]
    held.sort(key=lambda r: (r["agrees"] is not False, not _off(r)))
    many = int((ledger["indicator"] == indicator).sum())
    held = held[:MOST_LINES]
    if not held:
        return
    what = capitalise(name_of("indicator", indicator, ed))
    title = ed.say("chart-lines", what=what, shown=len(held), n=many)
    shown = ledger[ledger["id"].isin([r["id"] for r in held])]
    numbers = shown[["id", "low", "high", "implied_low", "implied_high"]].copy()
    # the solver's last digits differ between machines, and are nobody's figures
    for column in numbers.columns[1:]:
        numbers[column] = [float(f"{value:.6g}") for value in numbers[column]]
    name = f"lines-{indicator}"
    # a line needs room for two lines of text, which a bar does not
    with draw(name, title, numbers, ed, ax, 9 * len(held) // 4, "published") as axes:
        for at, row in enumerate(held):
            _line(axes, at, row, ed)
        axes.set_ylim(len(held) - 0.4, -0.6)
        axes.set_xlim(-0.02, 1.02)
        axes.set_xticks([])
        axes.set_yticks(range(len(held)), [_name(row) for row in held], fontsize=8.5)
        axes.tick_params(length=0)
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
        _legend(axes, held, ed)


def _told(row: dict[str, Any]) -> bool:
    # a count is a point, with nothing on either side to see
    if (is_missing(row["low"]) and is_missing(row["high"])) or row["low"] == row["high"]:
        return False
    ends, scale = (row["implied_low"], row["implied_high"]), _Scale(row)
    implied = not any(map(is_missing, ends)) and [*map(scale, ends, (0, 1))] != [0, 1]
    return _recorded(row) or implied


def _recorded(row: dict[str, Any]) -> bool:
    # a ranking and a first export are on record as names and months
    return isinstance(row["computed"], float) and not is_missing(row["computed"])


def _off(row: dict[str, Any]) -> bool:
    # what was printed and what the others imply have nothing in common
    below = not is_missing(row["implied_high"]) and row["implied_high"] < row["low"]
    return below or (not is_missing(row["implied_low"]) and row["implied_low"] > row["high"])


def _line(axes: Axes, at: int, row: dict[str, Any], ed: Edition) -> None:
    scale = _Scale(row)
    axes.plot([0, 1], [at, at], color="#cccccc", linewidth=0.8, zorder=1)
    axes.barh(at, scale(row["high"], 1) - scale(row["low"], 0), left=scale(row["low"], 0),
              height=0.34, color=LIGHT, zorder=2)  # fmt: skip
    ends = [scale(row["implied_low"], 0), scale(row["implied_high"], 1)]
    # a line from end to end would say no more than that nothing bounds the figure here
    if ends != [0, 1]:
        axes.plot(ends, [at + 0.28] * 2, color=DARK, linewidth=1.6, solid_capstyle="butt", zorder=3)
        for end, value in zip(ends, ("implied_low", "implied_high"), strict=True):
            if 0 < end < 1 and not is_missing(row[value]):
                axes.plot([end, end], [at + 0.2, at + 0.36], color=DARK, linewidth=1.6, zorder=3)
    if _recorded(row):
        off = row["agrees"] is False
        axes.plot([scale(row["computed"], 0)], [at], marker="X" if off else "o", markersize=6,
                  color=FALL if off else DARK, markeredgecolor="white", zorder=4)  # fmt: skip
    for x, end, side in ((0, scale.low, "left"), (1, scale.high, "right")):
        shown = value_of(end, row["unit"], ed, scale.high - scale.low)
        axes.text(x, at - 0.22, escape_dollars(shown), ha=side, va="bottom", fontsize=8)


class _Scale:
    """The scale of one line: what is printed and on record, and some room to both sides."""

    def __init__(self, row: dict[str, Any]) -> None:
        own = self._finite(row, "low", "high", "computed")
        around = self._finite(row, "implied_low", "implied_high")
        spread = max(own) - min(own) or abs(own[0]) / 20 or 1.0
        # what the others imply may be so wide that the figure would be a dot: it runs off then
        near = [end for end in around if _off(row) or abs(end - own[0]) <= REACH * spread]
        held = own + near
        room = PAD * ((max(held) - min(held)) or spread)
        # a bound that is not there has the line run on
        self.low, self.high = min(held) - room, max(held) + room
        if len(near) < len(around) or len(own) == 1:
            self.low, self.high = self.low - spread, self.high + spread
        if min(held) >= 0:
            self.low = max(self.low, 0.0)
        whole = {"share": 1.0, "%": 100.0}.get(row["unit"])
        if row["measure"] == "share" and whole:
            self.high = min(self.high, whole)

    @staticmethod
    def _finite(row: dict[str, Any], *keys: str) -> list[float]:
        held = [row[key] for key in keys if isinstance(row[key], float)]
        return [float(value) for value in held if not is_missing(value)]

    def __call__(self, value: Any, otherwise: float) -> float:
        """Return where a value is on the line; one that is unbounded is at its end."""
        if is_missing(value):
            return otherwise
        return min(max((float(value) - self.low) / (self.high - self.low), 0.0), 1.0)


def _name(row: dict[str, Any]) -> str:
    text = f"{short(row['claim'], LONGEST)}: {short(row['printed'], 40)}"
    return escape_dollars(textwrap.fill(text, WRAPPED))


def _legend(axes: Axes, held: list[dict[str, Any]], ed: Edition) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    marks: list[Any] = [Patch(color=LIGHT, label=ed.say("chart-lines-printed"))]
    marks += [Line2D([], [], color=DARK, linewidth=1.6, label=ed.say("chart-lines-implied"))]
    dots = (("o", DARK, "records", any(map(_recorded, held))),
            ("X", FALL, "differs", any(row["agrees"] is False for row in held)))  # fmt: skip
    marks += [
        Line2D([], [], marker=mark, color=color, label=ed.say(f"chart-lines-{name}"),
               linestyle="", markeredgecolor="white", markersize=7)
        for mark, color, name, drawn in dots if drawn
    ]  # fmt: skip
    axes.legend(handles=marks, loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2,
                frameon=False, fontsize=9)  # fmt: skip
