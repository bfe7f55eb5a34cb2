"""Passages: sentences under a heading, what a change is called, and what every page closes with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from sezlib import trace
from sezlib.flows import WITHHELD, Unavailable
from sezlib.identity import takes
from sezlib.language import Edition, is_missing, round_printed

UNSPECIFIED = ("ZZZ", "_U")


@dataclass(frozen=True)
class Passage:
    """A heading, its sentences and how to read them; text in, escaped HTML out.

    A point may be markup.
    """

    name: str
    heading: str = ""
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    level: int = 2
    warning: str = ""
    reading: str = ""
    # what the main points tell of it, which it does not say again
    finding: str = ""

    def __post_init__(self) -> None:
        if self.heading:
            trace.note("heading", id=self.name, text=capitalise(self.heading), level=self.level)
        said = [capitalise(_plain(text)) for text in (*self.sentences, *self.points)]
        trace.note("passage", name=self.name, sentences=said)

    def _repr_html_(self) -> str:
        head, body = Markup(""), Markup("")
        if self.heading:
            head = Markup("<h{0} id='{1}'>{2}</h{0}>").format(
                self.level, self.name, capitalise(self.heading)
            )
        if self.warning:
            body += Markup("<p class='warning' role='note'>{}</p>").format(self.warning)
        if self.sentences:
            body += Markup("<p>{}</p>").format(" ".join(map(capitalise, self.sentences)))
        if self.points:
            items = Markup("").join(
                Markup("<li>{}</li>").format(capitalise(p)) for p in self.points
            )
            body += Markup("<ul>{}</ul>").format(items)
        if self.reading:
            body += Markup("<p class='reading'>{}</p>").format(self.reading)
        return str(head + body)

    def __repr__(self) -> str:
        parts = [
            self.heading,
            self.warning,
            " ".join(map(capitalise, self.sentences)),
            self.reading,
        ]
        return "\n".join(
            [capitalise(p) for p in parts if p]
            + [f"- {capitalise(_plain(p))}" for p in self.points]
        )


@dataclass(frozen=True)
class Chapter:
    """Passages that are told one after the other."""

    passages: tuple[Passage, ...]

    def _repr_html_(self) -> str:
        return "".join(passage._repr_html_() for passage in self.passages)

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self.passages))


LINKED = Markup('{0} <a href="{1}">{1}</a>')


def _plain(text: str) -> str:
    return text.striptags() if isinstance(text, Markup) else text


def capitalise(text: str) -> str:
    """Return the text with its first letter in upper case.

    >>> capitalise("optics grew")
    'Optics grew'
    """
    return text[:1].upper() + text[1:]


def link(text: str, address: str) -> Markup:
    """Return a text with an address behind it, which is a link where it is one of the web.

    >>> str(link("Report.", "https://example.org/?a&b"))
    'Report. <a href="https://example.org/?a&amp;b">https://example.org/?a&amp;b</a>'
    """
    shape = LINKED if address.startswith(("https://", "http://")) else Markup("{} {}")
    return shape.format(text, address)


def rows_of(table: Any, period: str) -> list[dict[str, Any]]:
    """Return the rows of one period; none where the table could not be had."""
    if isinstance(table, Unavailable) or table is None:
        return []
    return table[table["period"] == period].to_dict("records")


def same_part(table: Any, ed: Edition) -> Any:
    """Return the rows of a table that are of the edition's part of a year, or of years."""
    return table[table["period"].str[4:] == ed.period[4:]]


def row_of(table: Any, period: str) -> dict[str, Any]:
    """Return the only row of a period, empty where there is none."""
    return next(iter(rows_of(table, period)), {})


def hidden_rows(table: Any, period: str) -> list[dict[str, Any]]:
    """Return the keys of the rows of a period that may not be told.

    What is not `listed` may be counted, and not named.
    """
    held = getattr(table, "attrs", {}).get(WITHHELD, ())
    return [row for row in held if row["period"] == period]


def note_figure(
    ed: Edition, name: str, value: Any, unit: str, *, hidden: Any = False, **where: Any
) -> None:
    """Name a figure of the page, unrounded, for its machine-readable summary.

    One that is `hidden` is null, with the status C of SDMX.
    """
    number = None if hidden or is_missing(value) else value
    if number is not None:
        number = int(number) if unit in COUNTED else float(number)
    told = {"value": number, **({"status": "C"} if hidden else {}), "unit": unit, "where": where}
    trace.note("figure", id=name, period=ed.period, **told)


def note_parts(
    ed: Edition, name: str, table: Any, of: str, column: str, unit: str, ranked: Any = None
) -> None:
    """Name a figure of each part of the whole, and those that may not be told as null.

    Of a ranking it is those of its rows that are `ranked`, each with its rank.
    """
    hidden = hidden_rows(table, ed.period)
    for r in rows_of(table, ed.period) if ranked is None else ranked:
        # what is not specified holds what is hidden
        if not (hidden and r[of] in UNSPECIFIED):
            rank = {} if ranked is None else {"rank": int(r["rank"])}
            note_figure(ed, name, r[column], unit, **{of: r[of]}, **rank)
    for r in (r for r in hidden if r["listed"]):
        note_figure(ed, name, None, unit, hidden=True, **{of: r[of]})


def note_figures(ed: Edition, row: dict[str, Any], unit: str, **columns: str) -> None:
    """Name the figures of a row, each by the column that holds it."""
    for name, column in columns.items():
        note_figure(ed, name, row[column], unit)


def note_growth(now: dict[str, Any], ed: Edition) -> dict[str, Any]:
    """Name the total of a row of the year and its growth, and return the row."""
    note_figure(ed, "total", now["total"], ed.currency)
    told = {"against": ed.previous, "months": ed.months // ed.lag}
    note_figure(ed, "growth", now["growth"], "fraction", **told)
    return now


COUNTED = ("countries", "companies", "sites", "claims", "sources", "sets", "declarations", "rows",
           "figures")  # fmt: skip


def main_points(told: Iterable[str], ed: Edition) -> Passage:
    """Return the points that a page begins with."""
    return Passage("main-points", ed.say("main-points"), points=tuple(told))


def say_rounded(ed: Edition, parts: Iterable[float], whole: float, digits: int = 1) -> list[str]:
    """Return the sentence that parts are rounded, where as printed they do not add up."""
    added = sum(round_printed(part, digits) for part in parts)
    return [] if added == round_printed(whole, digits) else [ed.say("rounded")]


def nothing_sold(name: str, ed: Edition, *, sold: bool = False) -> Passage | None:
    """Return the sentence that stands where the records do not state what was `sold`, or by whom.

    Where nothing was, the main points say so, and it heads no section.
    """
    return Passage(name, sentences=(as_sentence(ed.say(f"heading-{name}-none")),)) if sold else None


def unavailable(name: str, answer: Unavailable, ed: Edition) -> Passage:
    """Return the sentence that stands where a section cannot."""
    sentence = ed.say(f"unavailable-{name}", columns=answer.missing)
    return Passage(name, ed.say(f"heading-unavailable-{name}"), (sentence,))


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
    "a label, of the rows below it": "aside-label",
    "a note, below the table": "aside-note",
    "a line, whose heading holds more than its lines": "aside-line",
    "an empty row": "aside-empty",
    "a total, by its words": "aside-total",
    "a total, by its value and place": "aside-sum",
    "a part, of a row that is counted": "aside-part",
    "another zone": "aside-another-zone",
    "another customs procedure": "aside-another-customs",
    "a total of the columns beside it": "aside-columns",
    "an empty cell": "aside-cell",
    "the names of the columns again": "aside-names",
}
OF_DESTINATIONS = ("first", "censored", "bloc", "destination")
TERMS = ("exports", "contribution", "first", "censored", "bloc", "destination")


def title(ed: Edition) -> Passage:
    """Return the title, with the warning that invented or incomplete records need."""
    warning = [text for text in (say_incomplete(ed),) if text]
    warning += ed.banner
    # who marks a profile as synthetic and names sources has held its totals to them
    held = ed.profile.get("synthetic") and ed.profile.get("sources")
    known, calibrated = ed.profile.get("published", {}).get(ed.language), []
    # but nothing that customs relief is told from has been published
    if ed.synthetic and held and ed.page != "relief":
        calibrated.append(ed.say("synthetic-calibrated", published=known))
    page = f"{ed.page}-" if ed.page else ""
    subtitle = ed.say(f"{page}subtitle")
    if ed.public:
        subtitle = ed.told(f"{page}subtitle-public", subtitle)
    subtitle = subtitle.rstrip(".")
    # a comparison of zones has their names in its title
    several = ed.zones and ed.page != "zones"
    covered = (
        [ed.say("zones-covered", list=ed.list(map(ed.own, ed.zones), by="; "))] if several else []
    )
    public = [ed.say("public-edition")] if ed.public else []
    said = (f"{subtitle}.", *covered, *ed.completeness(), *public, *calibrated)
    return Passage("top", ed.title(), said, level=1, warning=" ".join(warning))


def data(ed: Edition) -> Passage:
    """Return where the tables, the figures and the account of the run are."""
    return Passage("data", ed.say("heading-data"), (ed.say("data-text"),))


def glossary(ed: Edition, terms: Iterable[str] = TERMS) -> Passage:
    """Return the terms that a page uses in a sense of its own."""
    said = [
        ed.say("glossary-item", term=ed.say(f"term-{name}"), text=ed.say(f"term-{name}-text"))
        for name in terms
        if ed.page or name not in OF_DESTINATIONS or "destination" not in ed.lacking
    ]
    return Passage("glossary", ed.say("heading-glossary"), points=tuple(said))


def method(ed: Edition, names: Iterable[str] = ("growth", "rounding", "nominal")) -> Passage:
    """Return how the figures are measured."""
    said = tuple(ed.say(f"method-{name}") for name in names)
    return Passage("method", ed.say("heading-method"), said)


@takes("flows", flows="flows")
def limits(flows: Any, ed: Edition) -> Passage:
    """Return what the figures can bear and what they cannot."""
    # only the records of companies miss what is sold through others, and only they name any
    companies = ["customs", "names"] if "resident" in flows else []
    companies = ["customs"] if ed.public else companies
    return say_limits(["strength", *companies], ed)


def as_sentence(heading: str) -> str:
    """Return a heading with a full stop, which an abbreviation at its end brings itself."""
    return heading.rstrip(".") + "."


def say_limits(
    names: Iterable[str], ed: Edition, synthetic: str = "synthetic", **given: Any
) -> Passage:
    """Return what the figures of a page can bear, and first which rows are in none of them."""
    # relief is asked of imports, which are no flows
    lacking = ["lacking"] if ed.lacking and ed.page != "relief" else []
    names = [
        *lacking,
        *names,
        *([f"public-{ed.page}" if ed.page == "relief" else "public"] if ed.public else []),
        *(["alone"] if ed.alone else []),
        *([synthetic] if ed.synthetic else []),
    ]
    given["columns"] = [ed.say(f"lacking-{name}") for name in ed.lacking]
    said = (*say_account(ed), *(ed.say(f"limits-{name}", **given) for name in names))
    return Passage("limits", ed.say("heading-limits"), points=said)


def say_account(ed: Edition) -> list[str]:
    """Return what became of the rows that are in no figure, or nothing where all of them are."""
    found = []
    if rejected := left_out("rejected", ed):
        found.append(ed.say("account-rejected", rejected))
    if aside := left_out("set aside", ed):
        reasons: dict[str, int] = {}
        for one in ed.account:
            if one["part"] == "set aside":
                reasons[one["reason"]] = reasons.get(one["reason"], 0) + one["rows"]
        items = [
            f"{ed.say(ASIDE[why]) if why in ASIDE else why} ({ed.number(rows)})"
            for why, rows in reasons.items()
        ]
        found.append(ed.say("account-aside", aside, list="; ".join(items)))
    return found


def say_incomplete(ed: Edition) -> str:
    """Return the warning that much of the records was rejected, or nothing."""
    found = left_out("rejected", ed)
    if not found or max(found["rows"] / found["of"], found["share"] or 0.0) <= LARGE:
        return ""
    return ed.say("account-warning", found)


def left_out(part: str, ed: Edition) -> dict[str, Any]:
    """Return the rows of a part, of how many, and their share of the value in the currency told."""
    held = [one for one in ed.account if one["part"] == part]
    rows = sum(one["rows"] for one in held)
    if not rows:
        return {}
    of = [one for one in ed.account if part != "rejected" or one["part"] != "set aside"]
    money = [one["currency"] for one in ed.account if one["part"] == "accepted" and one["rows"]]
    share = sum(one["share_of_value"] or 0.0 for one in held if one["currency"] in money)
    # what cannot be read has no value, and its share of nothing would say too much
    return {"n": rows, "rows": rows, "of": sum(one["rows"] for one in of), "share": share or None}


def sources(ed: Edition) -> Passage | None:
    """Return the published sources that the zone's profile names, or nothing where it has none."""
    named = [link(ed.own(s["title"]) + ".", s["address"]) for s in ed.profile.get("sources", [])]
    return Passage("sources", ed.say("heading-sources"), points=tuple(named)) if named else None
