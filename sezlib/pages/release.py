"""The press release: what a zone tells the press, and of each figure the claim that it makes."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from markupsafe import Markup

from sezlib import trace
from sezlib.countries import territories
from sezlib.flows import FlowsError, distinct
from sezlib.identity import PAIRS, TIMES, takes
from sezlib.language import HALF, MANY_TIMES, SCALES, Edition, is_missing, round_printed, scale_of
from sezlib.metrics.core import EQUAL
from sezlib.pages.facts import (
    first_exports_in,
    largest_rows,
    missing_years,
    new_pairs,
    ranked_rows,
    run_of,
    unstated_part,
)
from sezlib.pages.passage import UNSPECIFIED, capitalise, hidden_rows, row_of, rows_of
from sezlib.pages.relief import judge_difference, row_of_post, row_with_relief
from sezlib.periods import spell

# around a figure of a sentence, and between its claim and what is printed
BEGIN, BAR, END = "\ue000\ue001\ue002"
MARKED = re.compile(f"{BEGIN}([^{BAR}]*){BAR}([^{END}]*){END}")
# newspapers print three digits of an amount, and four of an area
AMOUNT, AREA = 3, 4
GROUPS, BLOCS, NEW, NEW_GROUPS = 4, 3, 12, 3
# companies are told in tens, where they are more than this
FEW = 20
TAGS = {
    "headline": Markup("<h1>{}</h1>"),
    "note": Markup("<p class='warning' role='note'>{}</p>"),
    "heading": Markup("<h2>{}</h2>"),
    "quote": Markup("<p class='reading'>{}</p>"),
}
PARAGRAPH = Markup("<p>{}</p>")


@dataclass(frozen=True)
class Release:
    """A press release: paragraphs of a style and a text, and the claims that its figures make.

    A figure stands in its text between marks, with the id of its claim.
    """

    language: str
    paragraphs: tuple[tuple[str, str], ...]
    claims: tuple[dict[str, Any], ...]
    head: dict[str, str]
    several: bool = False

    def __post_init__(self) -> None:
        trace.note("heading", id="release", text=headline(self.paragraphs), level=1)
        trace.note("release", **vars(self))

    def _repr_html_(self) -> str:
        return html(self.paragraphs, self.claims)

    def __repr__(self) -> str:
        return text(self.paragraphs)


def plain(marked: str) -> str:
    """Return a text without the marks of its figures."""
    return re.sub(f"[{BEGIN}{BAR}{END}]", "", MARKED.sub(r"\2", marked))


def headline(paragraphs: Iterable[Any]) -> str:
    """Return the headline of a release."""
    return next(plain(told) for style, told in paragraphs if style == "headline")


def text(paragraphs: Iterable[Any]) -> str:
    """Return a release as a text, a blank line between its paragraphs."""
    return "\n\n".join(plain(told) for _, told in paragraphs) + "\n"


def html(paragraphs: Iterable[Any], claims: Iterable[dict[str, Any]]) -> Markup:
    """Return a release as HTML, each figure with the id of its claim."""
    known = {claim["id"] for claim in claims}
    made = []
    for style, told in paragraphs:
        parts = [
            Markup("<data class='figure' title='{0}' value='{0}'>{1}</data>").format(name, shown)
            if name in known
            else Markup.escape(shown)
            for name, shown in pieces(told)
        ]
        made.append(TAGS.get(style, PARAGRAPH).format(Markup("").join(parts)))
    return Markup("\n").join(made)


def pieces(marked: str) -> list[tuple[str, str]]:
    """Return the pieces of a text: the id of a figure's claim, or none, and what is printed.

    >>> pieces("worth \\ue000exports\\ue001RUB 5\\ue002.")
    [('', 'worth '), ('exports', 'RUB 5'), ('', '.')]
    """
    parts = MARKED.split(marked)
    names = [parts[i - 1] if i % 3 == 2 else "" for i in range(len(parts)) if i % 3 != 1]
    shown = [plain(parts[i]) for i in range(len(parts)) if i % 3 != 1]
    return [(name, part) for name, part in zip(names, shown, strict=True) if part]


class _Writer:
    """What has been written of a release: its paragraphs, and the claims of its figures."""

    def __init__(self, ed: Edition) -> None:
        self.ed = ed
        self.claims: dict[str, dict[str, Any]] = {}
        self.paragraphs: list[tuple[str, str]] = []

    def put(self, style: str, *sentences: str) -> None:
        """Write a paragraph of the sentences that there are."""
        if told := " ".join(map(_capitalise, filter(None, sentences))):
            self.paragraphs.append((style, told))

    def mark(
        self, name: str, shown: str, measure: str, where: dict[str, Any], printed: str,
        unit: str = "", wording: str = "",
    ) -> str:  # fmt: skip
        """Return what is shown of a figure, with its claim; what is claimed again is one claim."""
        told = {"measure": measure, "where": where, "printed": printed, "wording": wording,
                "unit": unit}  # fmt: skip
        made = {"source": "release"} | {key: value for key, value in told.items() if value}
        same = (key for key, held in self.claims.items() if held == {"id": key, **made})
        if not (key := next(same, "")):
            of = sum(re.fullmatch(rf"{name}(-\d+)?", key) is not None for key in self.claims)
            key = f"{name}-{of + 1}" if of else name
            self.claims[key] = {"id": key, **made}
        return f"{BEGIN}{key}{BAR}{shown}{END}"

    def amount(
        self, name: str, value: float, measure: str, where: dict[str, Any], *, passed: bool = False
    ) -> str:
        """Return an amount with its claim: rounded, or what round amount it has `passed`."""
        ed = self.ed
        scale, size, more = round_amount(value, passed)
        number = print_number(size, ed)
        currency, word = ed.told(f"currency-{ed.currency}", ed.currency), ""
        if scale != "one":
            currency = ed.told(f"currency-words-{ed.currency}", currency)
            word = ed.say(f"scale-{scale}")
        wording = ed.say("release-more") if more else ""
        money = ed.say("release-money", number=number, scale=word or "none", currency=currency)
        shown = f"{wording} {money}".strip()
        unit = ed.currency if scale == "one" else f"{scale} {ed.currency}"
        return self.mark(name, shown, measure, where, number, unit, wording)

    def percent(self, name: str, part: float, measure: str, where: dict[str, Any]) -> str:
        """Return a fraction in per cent with its claim, nothing where it cannot be told from 0."""
        size = round_percent(abs(part))
        if not size:
            return ""
        number = print_number(size, self.ed)
        shown = self.ed.say("release-percent", number=number)
        return self.mark(name, shown, measure, where, "-" * (part < 0) + number, "%")

    def first(self, rows: Iterable[dict[str, Any]]) -> str:
        """Return the destinations of first exports as a list, each with its claim."""
        ed, when = self.ed, time_of(self.ed)
        shown = ((ed.country(r["destination"]), r) for r in rows)
        told = [
            self.mark(
                "first", name, "first", {**when, **keys_of(r)}, ed.say("release-for-the-first")
            )
            for name, r in shown
        ]
        return ed.list(told)


def _capitalise(marked: str) -> str:
    # a sentence may begin with a figure
    at = marked.index(BAR) + 1 if marked[0] == BEGIN else 0
    return marked[:at] + capitalise(marked[at:])


def keys_of(row: dict[str, Any]) -> dict[str, str]:
    """Return the group and the destination of a row, as a claim names them."""
    return {key: row[key] for key in ("group", "destination") if key in row}


def round_amount(value: float, passed: bool = False) -> tuple[str, Decimal, bool]:
    """Return the scale and the size of an amount with three digits, and whether it is more.

    It is rounded, or, where it is told what it has `passed`, cut.

    >>> round_amount(326.4e6), round_amount(615.4e6, passed=True)
    (('mln', Decimal('326'), False), ('mln', Decimal('615'), True))
    """
    scale = scale_of(value if passed else float(f"{value:.{AMOUNT}g}"))
    size = value / SCALES[scale]
    digits = fit_digits(size, AMOUNT)
    if not passed:
        return scale, round_printed(size, digits), False
    cut = Decimal(str(size)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_FLOOR)
    return scale, cut, float(cut) != size


def fit_digits(size: float, wanted: int) -> int:
    """Return the decimals with which a number has so many digits; none before the point is cut."""
    return max(wanted - 1 - math.floor(math.log10(size)), 0)


def round_percent(part: float) -> Decimal:
    """Return a fraction in per cent as newspapers print it; what is not all is not 100.

    >>> [str(round_percent(part)) for part in (0.324, 0.0412, 0.9996, 0.0002)]
    ['32', '4.1', '99.96', '0.02']
    """
    for digits in range(int(part < 0.1), 7):
        size = round_printed(100 * part, digits)
        if size and (size != 100 or part == 1):
            return size
    return Decimal(0)


def print_number(size: Decimal, ed: Edition) -> str:
    """Return a number as newspapers print it: without zeros at the end of its decimals."""
    decimals = -int(size.normalize().as_tuple().exponent)
    return ed.number(float(size), max(decimals, 0))


def time_of(ed: Edition, year: str = "", since: str = "") -> dict[str, str]:
    """Return the time of a figure, as a claim names it: the edition's months of a year."""
    year, part = year or ed.period, ed.months < 12
    last = f"{year}-{ed.months:02}" if part else year
    first = since or (f"{year}-01" if part else year)
    ends = {"from": spell(first), "to": spell(last)}
    return {"period": ends["to"]} if first == last else ends


def ahead(
    held: list[dict[str, Any]], hidden: float, most: int, size: Callable[[Any], float]
) -> list[dict[str, Any]]:
    """Return the first of what is sorted whose order is certain: each is larger than the next.

    What is not specified, `hidden`, might be all of the next.
    """
    for i, row in enumerate(held[:most]):
        after = size(held[i + 1]) if i + 1 < len(held) else 0.0
        if size(row) - after <= hidden + EQUAL * size(row):
            return held[:i]
    return held[:most]


def _size(row: dict[str, Any]) -> float:
    return float(row["total"])


@takes(
    "growth",
    "running",
    "flows",
    growth="growth(flows)",
    groups="share(flows, of='group')",
    destinations="rank(flows, of='destination')",
    counts="count(flows, of='destination')",
    blocs="relative_to(flows, base=total(flows), by='bloc')",
    pairs=PAIRS,
    countries="first_exports(flows, of='destination', partial=...)",
    first_groups="first_exports(flows, of='group', partial=...)",
    running="cumulative(flows)",
    flows="flows",
    relief="duty_relief(imports)",
    times=TIMES,
)
def write(
    growth: Any, groups: Any, destinations: Any, counts: Any, blocs: Any, pairs: Any,
    countries: Any, first_groups: Any, running: Any, flows: Any, ed: Edition,
    relief: Any = None, times: Any = None, post: str = "", baseline: str = "",
) -> Release:  # fmt: skip
    """Return the press release of the year, in the order of a real one, each figure with its claim.

    What a table does not tell for certain has no sentence: a first place that is shared, or that
    what is not specified might take; what is new, where years are not on record. `flows` are all
    of the exports, added up to cells. A person adds the quotations, whose places are marked.

    Raises `FlowsError` where there is no total to tell, or where claims could not be checked: of
    no currency, and of fiscal years that begin nobody knows when.
    """
    now = row_of(growth, ed.period)
    _refuse(now, ed)
    made = _Writer(ed)
    for banner in ed.banner:
        made.put("note", banner)
    change = _change(now["growth"], made)
    total = made.amount("exports", now["total"], "total", time_of(ed))
    blanks = {"total": total, "zone": ed.zone, **change}
    made.put("headline", ed.say("release-headline", **blanks).rstrip("."))
    made.put("text", ed.say("release-lead", **blanks))
    made.put("text", *_groups(groups, made), *_running(running, made))
    made.put("quote", ed.say("release-quote-results"))
    markets = _markets(destinations, counts, blocs, made)
    made.put("text", *markets, *_new(pairs, countries, first_groups, flows, made))
    made.put("quote", ed.say("release-quote-markets"))
    made.put("text", *_customs(relief, times, post, baseline, made))
    if known := [sentence for sentence in _zone(made) if sentence]:
        made.put("heading", ed.say("release-about"))
        made.put("text", *known)
    head = {"subject": ed.zone or ed.title(), "year_begins": ed.year_begins}
    told = tuple(made.paragraphs), tuple(made.claims.values()), head
    return Release(ed.language, *told, several=bool(ed.zones))


def _refuse(now: dict[str, Any], ed: Edition) -> None:
    year = spell(ed.period)
    if is_missing(now["total"]):
        raise FlowsError(f"the exports of {year} may not be told, and a release begins with them")
    if now["total"] < EQUAL:
        raise FlowsError(f"nothing was exported in {year}, and there is nothing to release")
    if not ed.currency:
        raise FlowsError("the records name no currency; say it, such as -p currency=USD")
    if ed.partial == ed.period:
        raise FlowsError(
            f"the records begin within {year}, and nobody says that the zone opened then; the "
            f'profile says it, such as opened = "{ed.period}"'
        )
    if ed.fiscal and not ed.year_begins:
        raise FlowsError(
            "the records are of fiscal years; the profile has to say when these begin, such as "
            'year_begins = "07"'
        )


# what grew by more grew from next to nothing
MOST_TIMES = 10_000.0


def _change(growth: float, made: _Writer) -> dict[str, str]:
    """Return how exports went, with the claim: `up`, `down`, `times` as much, `near`, or `none`."""
    ed, when, then = made.ed, time_of(made.ed), time_of(made.ed, made.ed.previous)
    where = {**when, "against": then.get("period", then)}
    if is_missing(growth) or growth > MOST_TIMES:
        return {"way": "none", "change": ""}
    if abs(growth) < HALF:
        return {"way": "near", "change": ""}
    if growth <= MANY_TIMES:
        shown = made.percent("growth", growth, "growth", where)
        return {"way": "up" if growth > 0 else "down", "change": shown}
    size = round_printed(1 + growth, int(growth < 9))
    number = print_number(size, ed)
    n = int(size) if size == int(size) else 1.5
    shown = ed.say("release-times", number=number, n=n)
    return {"way": "times", "change": made.mark("growth", shown, "ratio", where, number, "times")}


def _groups(groups: Any, made: _Writer) -> list[str]:
    """Return which group leads this year, and which were most in demand in the last two."""
    ed, said = made.ed, []
    held = [r for r in largest_rows(groups, ed.period, "group") if r["total"] > 0]
    hidden = unstated_part(groups, ed.period, "group")["total"]
    # of one group alone nothing more is told than of all
    for lead in ahead(held, hidden, 1, _size) if len(held) > 1 else []:
        name = ed.group(lead["group"])
        if where := _ranked("group", time_of(ed), [lead]):
            name = made.mark("leading-group", name, *where)
        at = {**time_of(ed), "group": lead["group"]}
        value = made.amount("leading-group-value", lead["total"], "total", at)
        said.append(ed.say("release-group", group=name, total=value))
    years = [y for y in (ed.previous, ed.period) if rows_of(groups, y) or hidden_rows(groups, y)]
    if ed.months < 12 or len(years) < 2:
        return said
    sums: dict[str, float] = {}
    for r in (r for year in years for r in largest_rows(groups, year, "group")):
        sums[r["group"]] = sums.get(r["group"], 0.0) + r["total"]
    names = sorted(sums, key=lambda name: -sums[name])
    rows: list[dict[str, Any]] = [{"group": name, "total": sums[name]} for name in names]
    hidden = sum(unstated_part(groups, year, "group")["total"] for year in years)
    first = ahead([r for r in rows if r["total"] > 0], hidden, GROUPS, _size)
    where = _ranked("group", time_of(ed, since=years[0]), first)
    if len(first) > 1 and where:
        shown = made.mark("groups-in-demand", ed.list(first, said="release-group-name"), *where)
        said.append(ed.say("release-demand", list=shown, first=years[0]))
    return said


def _ranked(of: str, when: dict[str, str], rows: list[dict[str, Any]]) -> Any:
    """Return the measure, the place and the names of a ranking; none of names that have commas."""
    names = [r[of] for r in rows]
    fit = names and all("," not in name and name == name.strip() for name in names)
    return ("rank", {**when, "of": of}, ", ".join(names)) if fit else ()


def _running(running: Any, made: _Writer) -> list[str]:
    """Return the exports since the beginning, and the weight of the last two years."""
    ed, now, run = made.ed, row_of(running, made.ed.period), run_of(running, made.ed)
    total, first = now["cumulative"], run["first"]
    if is_missing(total) or first == ed.period or run["missed"] or ed.partial or total <= 0:
        return []
    where = time_of(ed, since=first)
    shown = made.amount("running-total", total, "cumulative", where, passed=True)
    said = [ed.say("release-running", total=shown, first=first)]
    if not is_missing(run["lately"]):
        part = {**time_of(ed, since=ed.previous), "of": where}
        share = made.percent("last-two-years", run["lately"], "share", part)
        said += [ed.say("release-lately", share=share, first=first)] if share else []
    return said


def _markets(destinations: Any, counts: Any, blocs: Any, made: _Writer) -> list[str]:
    """Return the blocs and the countries that bought most, and how many countries there were."""
    ed, said, when = made.ed, [], time_of(made.ed)
    hidden = unstated_part(destinations, ed.period, "destination")["total"]
    sized = sorted(rows_of(blocs, ed.period), key=lambda r: (-r["total"], r["bloc"]))
    sized = [r for r in sized if r["bloc"] != "other" and r["total"] > 0]
    largest = ahead(sized, math.inf if hidden_rows(blocs, ed.period) else hidden, BLOCS, _size)
    if len(largest) > 1:
        shown = ed.list(largest, said="release-bloc")
        said.append(ed.say("release-blocs", list=shown))
    sold = [r for r in ranked_rows(destinations, ed.period, "destination") if r["total"] > 0]
    first = ahead(sold, hidden, ed.top, _size)
    if first and len(sold) > 1:
        shown = ed.list(first, of="destination")
        shown = made.mark("largest-countries", shown, *_ranked("destination", when, first))
        said.append(ed.say("release-countries", n=len(first), list=shown))
    n: Any = row_of(counts, ed.period).get("count")
    if not is_missing(n) and n > 0:
        of = "territories" if {r["destination"] for r in sold} & territories() else "countries"
        least = ed.say("release-at-least") if hidden > 0 else ""
        shown = ed.say("release-count-number", n=int(n), of=of)
        told = "count", {**when, "of": "destination"}, ed.number(n), "countries", least
        said.append(
            ed.say("release-count", count=made.mark("countries", shown, *told), least=least)
        )
    return said


def _new(pairs: Any, countries: Any, first_groups: Any, flows: Any, made: _Writer) -> list[str]:
    """Return the countries that a group went to first, and the groups that were never sold."""
    ed, said = made.ed, []
    # what is not specified may have gone anywhere before
    if missing_years(flows, ed.period) or _unspecified(flows, "destination", ed):
        return []
    told_apart = not _unspecified(flows, "group", ed)
    groups: dict[str, list[dict[str, Any]]] = {}
    if told_apart:
        for r in new_pairs(pairs, countries, ed.period)[:NEW]:
            groups.setdefault(r["group"], []).append(r)
    for group, rows in groups.items():
        told = {"group": group, "n": len(rows), "list": made.first(rows)}
        said.append(ed.say("release-first", **told))
    news = first_exports_in(first_groups, ed.period)[:NEW_GROUPS]
    for new in news if told_apart else []:
        at = {**time_of(ed), "group": new["group"]}
        first = ed.say("release-for-the-first")
        shown = made.mark("first-group", first, "first", at, first)
        value = made.amount("first-group-value", new["value"], "total", at)
        to = [r for r in first_exports_in(pairs, ed.period) if r["group"] == new["group"]]
        told = {"first": shown, "total": value, "group": new["group"], "n": len(to)}
        said.append(ed.say("release-first-group", list=made.first(to[:NEW]), **told))
    return said


def _unspecified(flows: Any, of: str, ed: Edition) -> bool:
    """Return whether it is not known what something sold before was, or where it went."""
    if of not in flows:
        return True
    sold = distinct(flows, "period", of, sold=True)
    early = sold[of][sold["period"] < ed.period]
    return bool((early.isna() | early.isin(UNSPECIFIED)).any())


def _customs(relief: Any, times: Any, post: str, baseline: str, made: _Writer) -> list[str]:
    """Return what relief was worth, and whether the zone's post clears faster."""
    ed, said, kinds = made.ed, [], made.ed.profile.get("relief", [])
    if now := row_with_relief(relief, ed):
        where = {**time_of(ed), "indicator": "customs_relief"}
        value = made.amount("relief", now["duty_relief"], "total", where)
        said.append(ed.say("release-relief", total=value))
    elif "duty_free_imports" in kinds:
        said.append(ed.say("context-relief-duty_free_imports"))
    at = row_of_post(times, post, ed.period)
    if at and not is_missing(at.get("difference")) and judge_difference(at) == "faster":
        said.append(ed.say("release-clearance"))
    elif "customs_post" in kinds:
        said.append(ed.say("context-relief-customs_post"))
    return said


def _zone(made: _Writer) -> list[str]:
    """Return the reference on the zone: sites, hectares, land, companies, investment."""
    ed, said, profile = made.ed, [], made.ed.profile
    dated = str(profile.get("as_of", ""))
    when = {"period": dated or ed.period}
    if ed.timely():
        sites, area = (
            [site[ed.language] for site in profile.get("sites", [])],
            profile.get("area_ha"),
        )
        if sites:
            shown = ed.say("release-sites-number", n=len(sites))
            where = {**when, "indicator": "sites"}
            shown = made.mark("sites", shown, "stock", where, ed.number(len(sites)), "sites")
            said.append(ed.say("release-sites", sites=sites, shown=shown, date=dated))
        if area:
            number = print_number(round_printed(area, fit_digits(area, AREA)), ed)
            shown, where = ed.say("release-hectares", number=number), {**when, "indicator": "area"}
            shown = made.mark("area", shown, "stock", where, number, "ha")
            land = [ed.say(f"land-{kind}") for kind in profile.get("land", [])]
            said.append(ed.say("release-area", area=shown, land=land))
        if companies := profile.get("companies"):
            # more than 150 are 151 or more
            many = companies > FEW
            n = (companies - 1) // 10 * 10 if many else companies
            more = ed.say("release-more") if many else ""
            shown = f"{more} {ed.say('companies', n=n)}".strip()
            told = "stock", {**when, "indicator": "companies"}, ed.number(n), "companies", more
            said.append(ed.say("release-companies", shown=made.mark("companies", shown, *told)))
    invested = row_of(profile.get("invested"), ed.period) if ed.comparable() else {}
    if ed.months == 12 and invested and invested["cumulative"] > 0:
        since = str(profile["invested"]["period"].min())
        where = {**time_of(ed, since=since), "indicator": "investment"}
        value = made.amount("investment", invested["cumulative"], "cumulative", where)
        said.append(ed.say("release-investment", total=value, first=since))
    return said
