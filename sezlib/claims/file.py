"""The claims file: TOML in, checked claims out, and every fault with its file, line and key."""

from __future__ import annotations

import contextlib
import math
import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import compress
from pathlib import Path
from typing import Any

from sezlib import countries, periods
from sezlib import sources as files
from sezlib.claims.claim import MEASURES, UNSAID, Claim, Claims, Mark, Region, Source, is_signed
from sezlib.claims.words import Interval, Printed, reading
from sezlib.flows import WORLD, FlowsError, listed, near, quoted, short, unlisted
from sezlib.periods import months_of
from sezlib.profile import refuse_names
from sezlib.sources.text import read_text
from sezlib.texts import clean_text
from sezlib.units import CURRENCIES, UNITS, Unit, unit

KEYS = {
    "links": ("part", "whole", "note"),
    "sources": ("id", "title", "address", "date", "language", "note", "rounding"),
    "claims": ("id", "source", "measure", "where", "printed", "wording", "unit", "scope", "note",
               "base", "rounding", "interval", "sentence", "span", "inherited", "question",
               "code", "accepted"),
    "open": ("printed", "sentence", "span", "question", "code"),
    "apart": ("printed", "sentence", "span", "reason", "code"),
    "again": ("claim", "printed", "sentence", "span"),
}  # fmt: skip
NEEDED = {
    "links": ("part", "whole"), "sources": ("id",),
    "claims": ("id", "source", "measure", "where", "printed"),
    "again": ("claim", "sentence", "span"),
}  # fmt: skip


class Places:
    """Where the tables and keys of a TOML text stand, since a parsed one no longer tells."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.heads: dict[str, list[int]] = {kind: [] for kind in KEYS}
        self.lines = text.split("\n")
        for number, line in enumerate(self.lines, 1):
            if match := re.match(r"\s*\[\[?\s*[\"']?(\w+)[\"']?\s*\]", line):
                self.heads.setdefault(match[1], []).append(number)

    def line(self, kind: str, number: int, key: str = "") -> int:
        """Return the line of a table, or of one of its keys."""
        heads = self.heads.get(kind, [])
        start = heads[number] if number < len(heads) else 0 if not kind else 1
        for at in range(start, len(self.lines)):
            if at > start and re.match(r"\s*\[", self.lines[at]):
                break
            if key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", self.lines[at]):
                return at + 1
        return start or 1

    def wrong(self, kind: str, number: int, key: str, message: object) -> FlowsError:
        """Return the error that tells what is wrong, with its file and line."""
        return FlowsError(f"{self.name}, line {self.line(kind, number, key)}: {message}")

    def ask(self, key: str, what: str, call: Callable[..., Any], *given: Any) -> Any:
        """Return `call(*given)` of a key at the head; what it refuses is told with its line."""
        try:
            return call(*given)
        except (FlowsError, TypeError) as error:
            raise self.wrong("", 0, key, f"{what}{error}") from None


def tables(held: dict[str, Any], kind: str, places: Places) -> list[dict[str, Any]]:
    """Return the tables of one kind, their keys known and their ids distinct."""
    found = held.get(kind, [])
    if not isinstance(found, list) or not all(isinstance(t, dict) for t in found):
        raise places.wrong("", 0, kind, f"{kind!r} is not a list of tables, [[{kind}]]")
    seen: dict[str, int] = {}
    for number, table in enumerate(found):
        for key, value in table.items():
            if key not in KEYS[kind]:
                unknown = unlisted("unknown key", key, "the keys are", KEYS[kind])
                raise places.wrong(kind, number, key, unknown)
            if key == "where" and not isinstance(value, dict):
                told = f'{key!r} is not a table like {{ period = "2019" }}'
                raise places.wrong(kind, number, key, told)
            if key == "accepted" and not isinstance(value, bool):
                raise places.wrong(kind, number, key, f"{key!r} is neither true nor false")
            if key == "span" and not _is_span(value, table.get("sentence")):
                told = f"{key!r} is {quoted(value)}, and not from which character of its sentence"
                raise places.wrong(kind, number, key, f"{told} to which, such as [34, 37]")
            if key not in ("where", "interval", "span", "accepted") and not isinstance(value, str):
                told = f"{key!r} is {quoted(value)}, and not a text in quotes"
                raise places.wrong(kind, number, key, told)
            if key == "rounding" and value != "cut":
                told = f"'rounding' is {quoted(value)}, not 'cut'; leave it out for rounded"
                raise places.wrong(kind, number, key, told)
        for key in NEEDED.get(kind, ()):
            if not table.get(key):
                raise places.wrong(kind, number, key, f"no {key!r} in this table of [[{kind}]]")
        name = table.get("id", str(number))
        if name in seen:
            told = f"the id {quoted(name)} stands twice, first on line "
            raise places.wrong(kind, number, "id", f"{told}{places.line(kind, seen[name])}")
        seen[name] = number
    return found


def _is_span(value: Any, sentence: Any) -> bool:
    numbers = isinstance(value, list) and [type(end) for end in value] == [int, int]
    return numbers and isinstance(sentence, str) and 0 <= value[0] < value[1] <= len(sentence)


TIME = ("period", "from", "to")
DIMENSIONS = ("group", "destination", "zone")
PARTS = ("groups", "destinations", "zones")
PLACE = (*TIME, "indicator", *DIMENSIONS, "region")
COUNTED = ("destination", "group", "resident", "product", "site", "bloc", "zone", "project",
           "investor", "plant", "line", "contract", "region")  # fmt: skip
# what `where` may hold besides the time and place of the figure itself
SECOND = {"count": "of", "rank": "of"} | {m: key for m, key in MEASURES.items() if key}
EXPORTS = "exports"


def regions(measure: str, where: dict[str, Any], opened: str) -> tuple[Region, Region | None]:
    """Return the region of a claim's figure, and the one that it is compared with.

    A share is of the same without group and destination, growth is against the same time a year
    before, what is per unit is over the unit's level of the same time, unless `where` says more.
    """
    second = SECOND.get(measure, "")
    _refuse(where, [*PLACE, *filter(None, [second]), *["against"] * (measure == "change")])
    start, end = _time(where, opened if measure == "cumulative" else "")
    named = _parts(where, start, end)
    part = Region(_indicator(where, EXPORTS), start, end, **named, stock=measure == "stock")
    if measure in ("count", "rank"):
        if (of := where.get("of")) not in COUNTED:
            raise unlisted("'of' is", of, "it is one of", COUNTED)
        return replace(part, of=of), None
    if measure == "first" and not (part.groups or part.destinations or part.zones):
        raise FlowsError("a first export is of a 'group', to a 'destination', or both")
    return part, _second(measure, part, where.get(second)) if MEASURES[measure] else None


def in_months(where: dict[str, Any], begins: str) -> dict[str, Any]:
    """Return where and when with each fiscal year as the months that it runs from and to.

    >>> in_months({"period": "2017/18"}, "07")
    {'from': '2017-07', 'to': '2018-06'}
    """
    made: dict[str, Any] = {}
    for key, value in where.items():
        timed = key in (*TIME, "against") and isinstance(value, str)
        what = "period" if key == "against" else key
        ends = _fiscal_months(what, value, begins) if timed else {}
        if key == "period" and ends:
            made |= ends
        else:
            made[key] = in_months(value, begins) if isinstance(value, dict) else value
            made[key] = ends.get(key, ends) or made[key]
    return made


def _fiscal_months(key: str, value: str, begins: str) -> dict[str, str]:
    """Return the first and the last month of a fiscal year, or nothing of another period."""
    form = periods.fiscal_form([value], bool(begins))
    how = 'say when it begins at the head of the file, such as year_begins = "07"'
    if form == "open":
        periods.ask_either(value, how)
    period = periods.stated(value, key, form)
    if not period.endswith("A1"):
        return {}
    if not begins:
        raise FlowsError(f"{key} {quoted(value)} is a fiscal year; {how}")
    # one that begins within a month is counted from that month on
    first = int(period[:4]) * 12 + int(begins[:2]) - 1
    return {"from": periods.spelled(first, 1), "to": periods.spelled(first + 11, 1)}


def _second(measure: str, part: Region, stated: Any) -> Region:
    if isinstance(stated, str):
        stated = {"period": stated}
    if stated is not None and not isinstance(stated, dict):
        raise FlowsError(f"{SECOND[measure]!r} is {quoted(stated)}, and not a table or a period")
    stated = stated or {}
    _refuse(stated, [*PLACE, "scope"])
    if measure == "per_unit" and "indicator" not in stated:
        raise FlowsError("no 'per': say what the amount is per, such as { indicator = \"area\" }")
    timed = any(key in stated for key in TIME)
    start, end = _time(stated, "") if timed else (part.start, part.end)
    indicator = _indicator(stated, part.indicator)
    named, scope = _parts(stated, start, end), stated.get("scope", "")
    if not isinstance(scope, str):
        raise FlowsError(f"'scope' is {quoted(scope)}, and not a name")
    if measure in ("growth", "ratio", "difference"):
        if not stated:
            start, end = start - 12, end - 12
        if not any(key in stated for key in (*DIMENSIONS, "region")):
            named = {key: getattr(part, key) for key in (*PARTS, "area")}
    # a level is only ever compared with levels; money per hectare is over a level
    stock = part.stock or measure == "per_unit"
    whole = Region(indicator, start, end, **named, stock=stock, scope=scope)
    if measure in ("share", "change") and indicator == part.indicator and not whole.holds(part):
        raise FlowsError("the part lies in no part of the whole: compare 'where' and its 'of'")
    if whole == part:
        other = f"give 'where' another {SECOND[measure]!r}"
        raise FlowsError(f"the figure is compared with itself: {other}")
    return whole


def _earlier(where: dict[str, Any], part: Region, whole: Region) -> tuple[Region, Region]:
    """Return the part and the whole of the share that a change of it is compared with."""
    stated = where.get("against", {})
    stated = {"period": stated} if isinstance(stated, str) else stated
    if not isinstance(stated, dict) or not stated.keys() <= {*TIME}:
        raise FlowsError("'against' of a change is a time: a period, or 'from' and 'to'")
    start, end = _time(stated, "") if stated else (part.start - 12, part.end - 12)
    if (part.start, part.end) != (whole.start, whole.end) or start == part.start:
        raise FlowsError("a change is of shares of two times, each of a whole of its own time")
    return replace(part, start=start, end=end), replace(whole, start=start, end=end)


def _parts(where: dict[str, Any], start: int, end: int) -> dict[str, Any]:
    """Return the groups, destinations and zones that are named, and a region of the world.

    Of a bloc or continent that is known the destinations are those of its countries that belong
    to it all that time.
    """
    held: dict[str, Any] = {p: _names(where, d) for p, d in zip(PARTS, DIMENSIONS, strict=True)}
    area = where.get("region", "")
    if not isinstance(area, str) or ("region" in where and not area.strip()):
        raise FlowsError(f"'region' is {quoted(area)}, and not a name")
    if area and held["destinations"]:
        raise FlowsError("a place is a 'region' or a 'destination', and not both")
    if area and (bloc := countries.find_bloc(area)):
        area, held["destinations"] = bloc, countries.members(bloc, start, end)
    return {**held, "area": area}


def _indicator(where: dict[str, Any], usual: str) -> str:
    indicator = where.get("indicator", usual)
    if not isinstance(indicator, str) or not indicator.strip():
        raise FlowsError(f"'indicator' is {quoted(indicator)}, and not a name")
    return indicator


def _time(where: dict[str, Any], opened: str) -> tuple[int, int]:
    for key in TIME:
        if key in where and not isinstance(where[key], str):
            raise FlowsError(f'{key!r} is {quoted(where[key])}, and not a text like "2019"')
    if "period" in where:
        if "from" in where or "to" in where:
            raise FlowsError("a time is a 'period', or 'from' and 'to', and not both")
        return months_of(periods.stated(where["period"]))
    begin = where.get("from", opened)
    if ("from" not in where and not opened) or "to" not in where:
        raise FlowsError("no time: give a 'period', or 'from' and 'to'")
    start = months_of(periods.stated(begin, "from"))[0]
    end = months_of(periods.stated(where["to"], "to"))[1]
    if end < start:
        raise FlowsError(f"'to' ({where['to']}) comes before 'from' ({begin})")
    return start, end


def _names(where: dict[str, Any], key: str) -> frozenset[str] | None:
    if key not in where:
        return None
    held = where[key] if isinstance(where[key], list) else [where[key]]
    if not held or not all(isinstance(name, str) and name.strip() for name in held):
        raise FlowsError(f"{key!r} is {quoted(where[key])}, and not a name or a list of names")
    return frozenset(code(name) for name in held) if key == "destination" else frozenset(held)


def code(name: str) -> str:
    """Return the alpha-3 code of a country by code or name."""
    found = countries.country(name)
    if found == WORLD:
        raise FlowsError(f"{quoted(name)} is all destinations: leave 'destination' out")
    return found


def _refuse(where: dict[str, Any], allowed: list[str]) -> None:
    for key in where:
        if key not in allowed:
            raise unlisted("'where' has an unknown key", key, "the keys are", allowed)


INF = math.inf
TOP = ("subject", "name", "names", "zone", "parts", "opened", "year_begins", "scope", "text",
       "links", "sources", "claims", "open", "apart", "again")  # fmt: skip
# what a figure of each measure may be counted in
KINDS = {
    "share": ("fraction",), "growth": ("fraction", "times"), "ratio": ("times", "fraction"),
    "per_unit": ("per",), "change": ("points",), "count": ("count",),
}  # fmt: skip


def read(path: str | Path, *, accept: bool = False, drafts: bool = False) -> Claims:
    """Return the claims in a TOML file, every one of them checked; of no path, no claims.

    Those of a draft are refused until they are accepted, or `accept` says that a person has
    confirmed them all. With `drafts` those that nobody has accepted are no claims, and stand among
    the `marks` of its text alone.

    Raises `FlowsError` in one sentence with the file, the line, the key and the choices.

    >>> import sezlib as sez
    >>> claims = sez.claims.read("data/published/technopolis_moscow.toml")
    >>> claims["exports-2019"].plain
    (325500000.0, 326500000.0)
    """
    if not path:
        return Claims("", "", (), {})
    found = files.find(path)
    try:
        text = read_text(found)
    except OSError as error:
        raise FlowsError(f"{found.name}: {error.strerror}") from None
    claims = parse(text, found.name, accept=accept, drafts=drafts)
    files.opened(found, rows=len(claims))
    return claims


def parse(text: str, name: str = "claims", *, accept: bool = False, drafts: bool = False) -> Claims:
    """Return the claims in a TOML text, as `read` does; `name` is what errors call it."""
    try:
        held = clean_text(tomllib.loads(text.removeprefix("\ufeff")))
    except (ValueError, RecursionError) as error:
        raise FlowsError(f"{name}: not TOML: {short(error, 200)}") from None
    places = Places(text, name)
    for key in held:
        if key not in TOP:
            at = (key, "") if key in places.heads else ("", key)
            raise places.wrong(at[0], 0, at[1], unlisted("unknown key", key, "the keys are", TOP))
    if accept or not drafts:
        _refuse_draft(held.get("claims"), places, accept)
    parts = {kind: tables(held, kind, places) for kind in KEYS}
    lines = held.get("text", [])
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise places.wrong("", 0, "text", "'text' is not a list of sentences")
    written = parts["claims"]
    kept = [accept or not _is_draft(raw) for raw in written]
    parts["claims"] = [*compress(written, kept)]
    places.heads["claims"] = [*compress(places.heads["claims"], kept)]
    for key in ("subject", "zone", "opened", "year_begins", "scope"):
        if not isinstance(held.get(key, ""), str):
            raise places.wrong("", 0, key, f"{key!r} is {quoted(held[key])}, and not a text")
    name_of = held.get("name", {})
    if not isinstance(name_of, dict) or not all(isinstance(n, str) for n in name_of.values()):
        raise places.wrong("", 0, "name", "'name' is not a table of names by language")
    places.ask("parts", "'parts': ", _refuse, held.get("parts", {}), ["zone"])
    zones = places.ask("parts", "'parts': ", _names, held.get("parts", {}), "zone") or frozenset()
    names = held.get("names", {})
    places.ask("names", "", refuse_names, names)
    sources = {s["id"]: Source(**s) for s in parts["sources"]}
    opened, begins = held.get("opened", ""), held.get("year_begins", "")
    if opened:
        opened = places.ask("opened", "'opened': ", periods.stated, opened)
    if begins:
        begins = places.ask("year_begins", "", periods.year_start, begins, "'year_begins'")
    for number, source in enumerate(parts["sources"]):
        if source.get("language", "en") not in ("en", "ru", "de"):
            told = f"'language' is {quoted(source['language'])}, not one of 'en', 'ru', 'de'"
            raise places.wrong("sources", number, "language", told)
    made: list[Claim] = []
    stocks = [raw["where"].get("indicator", EXPORTS) for raw in parts["claims"]
              if raw["measure"] == "stock"]  # fmt: skip
    for number, raw in enumerate(parts["claims"]):
        given = (sources, opened, begins, places.line("claims", number))
        try:
            made.append(_claim(raw, *given))
            if raw.get("base"):
                base = _place_error("base", _base, raw, made[-1], stocks)
                if any(base["id"] == other["id"] for other in parts["claims"]):
                    raise _FaultError("base", f"its claim is {base['id']!r}, an id of another")
                made.append(_claim(base, *given))
        except _FaultError as fault:
            message = f"claim {quoted(raw['id'])}, {fault.key!r}: {fault}"
            raise places.wrong("claims", number, fault.key, message) from None
        named = {n for r in (made[-1].part, made[-1].whole) if r for n in r.zones or ()}
        for name in sorted(named - zones) if zones else ():
            what = f"claim {quoted(raw['id'])}: no zone"
            unknown = unlisted(what, name, "'parts' has", sorted(zones))
            raise places.wrong("claims", number, "where", unknown)
    _one_unit(made, places)
    links = tuple(dict.fromkeys((link["part"], link["whole"]) for link in parts["links"]))
    for number, (part, whole) in enumerate(links):
        if part == whole:
            raise places.wrong("links", number, "part", f"{quoted(part)} is linked with itself")
    _known_scopes(made, links, held.get("scope", ""), places)
    # what is somewhere printed as a level at a date is one wherever it is compared
    levels = {claim.part.indicator for claim in made if claim.measure == "stock"}
    claims = tuple(
        replace(c, part=as_level(c.part, levels), whole=as_level(c.whole, levels)) if c.whole else c
        for c in made
    )
    zone, scope = held.get("zone", ""), held.get("scope", "")
    subject = held.get("subject", "") or zone
    known = (sources, links, zone, opened, scope, name_of, begins, tuple(sorted(zones)), names)
    accepted = {claim.id: claim for claim in claims}
    marks = [_mark(kind, raw) for kind in ("open", "apart") for raw in parts[kind]]
    for raw in written:
        claim = accepted.get(raw["id"])
        # what nobody has confirmed may be wrong in any way
        with contextlib.suppress(FlowsError):
            claim = claim or _claim(raw, sources, opened, begins, 0)
        again = [one for one in parts["again"] if one["claim"] == raw["id"]]
        shown = [("claim", raw)] * ("sentence" in raw) + [("again", one) for one in again if claim]
        marks += [_mark(kind, one, raw["id"] in accepted, claim) for kind, one in shown]
    return Claims(name, subject, claims, *known, *_in_order(lines, marks))


def _is_draft(claim: Any) -> bool:
    """Return whether a claim was read from a text, and nobody has accepted it."""
    return isinstance(claim, dict) and "sentence" in claim and claim.get("accepted") is not True


def _mark(
    kind: str, raw: dict[str, Any], accepted: bool = True, claim: Claim | None = None
) -> Mark:
    sentence, note = raw.get("sentence", ""), raw.get("question", "") or raw.get("reason", "")
    span = raw.get("span", [len(sentence)] * 2)
    where, code = (span[0], span[1]), raw.get("code", "") if note else ""
    return Mark(kind, sentence, where, raw.get("printed", ""), note, accepted, claim, code)


def _in_order(lines: list[str], marks: list[Mark]) -> tuple[tuple[str, ...], tuple[Mark, ...]]:
    """Return the sentences of a draft, and its marks as they follow each other in them."""
    lines = [*lines, *dict.fromkeys(m.sentence for m in marks if m.sentence not in lines)]
    return tuple(lines), tuple(sorted(marks, key=lambda m: (lines.index(m.sentence), m.span)))


def _refuse_draft(claims: Any, places: Places, accept: bool) -> None:
    """Refuse claims that were read from a text and that nobody has accepted, or answered."""
    held = claims if isinstance(claims, list) else []
    read = [(n, one) for n, one in enumerate(held) if isinstance(one, dict) and "sentence" in one]
    drafts = [number for number, claim in read if _is_draft(claim)]
    for number, claim in read:
        if claim.get("question") and (accept or number not in drafts):
            told = f"claim {quoted(claim.get('id', ''))} has an open question: "
            how = f"{quoted(claim['question'])}; answer it in 'where' and take the line away"
            raise places.wrong("claims", number, "question", f"{told}{how}")
    if drafts and not accept:
        more = len(drafts) - 1
        several = f", as {'is' if more == 1 else 'are'} {more} more" if more else ""
        told = f"claim {quoted(held[drafts[0]].get('id', ''))} is a draft{several}; compare it with"
        how = "its sentence and set accepted = true, or give --accept, which says that a person has"
        raise places.wrong("claims", drafts[0], "accepted", f"{told} {how} confirmed them all")


def as_level(region: Region, levels: set[str]) -> Region:
    """Return a region, as a level where its indicator is among those that are."""
    return replace(region, stock=region.stock or region.indicator in levels)


def _known_scopes(
    claims: list[Claim], links: tuple[tuple[str, str], ...], usual: str, places: Places
) -> None:
    # a name that no claim has may still lie between two that claims have
    said = {UNSAID, *(claim.scope for claim in claims if claim.scope)}
    ends = [scope for link in links for scope in link]
    named = [("", 0, "scope", usual)] if usual and claims and usual not in ends else []
    for number, link in enumerate(links):
        for key, scope in zip(("part", "whole"), link, strict=True):
            # one that a claim may yet have is no slip, one that looks like another is
            if ends.count(scope) == 1 and near(scope, said):
                named.append(("links", number, key, scope))
    for kind, number, key, scope in named:
        if scope not in said:
            told = unlisted("no claim has the scope", scope, "the scopes are", sorted(said))
            raise places.wrong(kind, number, key, told)


def _one_unit(claims: list[Claim], places: Places) -> None:
    # roubles and dollars of one indicator would be added up
    seen: dict[str, Claim] = {}
    for number, claim in enumerate(claims):
        if claim.measure not in ("total", "cumulative", "stock", "difference"):
            continue
        first = seen.setdefault(claim.part.indicator, claim)
        kind, other = ((u.kind, u.base * (u.kind != "area")) for u in (claim.unit, first.unit))
        if kind != other:
            told = f"claim {quoted(claim.id)}, 'unit': {claim.part.indicator} is in "
            told += f"{claim.unit.base!r} here, and in {first.unit.base!r} on line {first.line}; "
            how = "give one of them an indicator of its own"
            raise places.wrong("claims", number, "unit", f"{told}{how}")


def _claim(
    raw: dict[str, Any], sources: dict[str, Source], opened: str, begins: str, line: int
) -> Claim:
    measure = raw["measure"]
    for key, known in (("source", sources), ("measure", MEASURES)):
        if raw[key] not in known:
            raise _FaultError(key, unlisted(f"unknown {key}", raw[key], "it is one of", known))
    if "span" in raw:
        # what reads texts is loaded for drafts alone
        from sezlib.claims.draft import misprinted

        if prints := misprinted(raw):
            wrong = f"{quoted(raw['printed'])}, where its sentence has {quoted(prints)}"
            raise _FaultError("printed", f"{wrong}; correct it, or take 'sentence' and 'span' away")
    language = sources[raw["source"]].language
    where = _place_error("where", in_months, raw["where"], begins)
    if "sentence" in raw and "group" in where:
        # a draft calls groups what its text calls them
        named = where["group"] if isinstance(where["group"], list) else [where["group"]]
        where["group"] = _codes(name for name in named if isinstance(name, str))
    part, whole = _place_error("where", regions, measure, where, opened)
    before = _place_error("where", _earlier, where, part, whole) if measure == "change" else None
    told = {key: raw[key] for key in ("wording", "scope", "note") if key in raw}
    common = (raw["id"], raw["source"], measure, raw["where"], raw["printed"])
    if measure in ("rank", "first"):
        for key in ("unit", "interval", "wording"):
            if raw.get(key):
                raise _FaultError(key, f"a {measure} has no {key!r}")
        order, nothing = (raw["printed"], part.of), (0.0, 0.0)
        names = _place_error("printed", _order, *order) if measure == "rank" else ()
        if "sentence" in raw and part.of == "group":
            names = tuple(_codes(names))
        return Claim(*common, Unit("", "", "", 1.0), 0.0, nothing, nothing, part, whole, names,
                     line=line, **told)  # fmt: skip
    if not raw.get("unit"):
        raise _FaultError("id", "no 'unit': say what the figure is in, such as 'mln RUB' or '%'")
    held = _place_error("unit", unit, raw["unit"])
    _place_error("unit", refuse_kind, measure, held)
    key = "interval" if "interval" in raw else "printed"
    if key == "interval":
        plain = journalist = _place_error(key, _stated, raw["interval"], held, measure)
        value = _value(raw, held, language, plain, measure)
    else:
        if raw.get("wording"):
            _place_error("wording", reading, "1", raw["wording"])
        cut = bool(raw.get("rounding") or sources[raw["source"]].rounding)
        if raw.get("rounding") and held.kind in ("fraction", "times", "points"):
            raise _FaultError("rounding", "what is cut off is the end of an amount")
        said = _place_error(key, reading, raw[key], raw.get("wording", ""), held, language, cut)
        value, plain, journalist = _of_measure(said, measure, held)
    plain, journalist = (
        _place_error(key, _possible, ends, measure, part, whole) for ends in (plain, journalist)
    )
    if whole and measure == "per_unit" and held.base.split(" per ")[1] in CURRENCIES:
        # a rate of exchange is over an amount of that time, and no level
        whole = replace(whole, stock=part.stock)
    return Claim(*common, held, value, plain, journalist, part, whole, line=line, before=before,
                 **told)  # fmt: skip


def _codes(groups: Iterable[str]) -> list[str]:
    from sezlib.claims.parts import group_code

    return [*map(group_code, groups)]


def _base(raw: dict[str, Any], claim: Claim, stocks: list[str]) -> dict[str, Any]:
    """Return the claim on what a figure is compared with, from "1,250 mln RUB" beside it."""
    if MEASURES[claim.measure] != "against" or claim.whole is None:
        raise FlowsError("it goes with a growth, a ratio or a difference")
    whole, unit_name = claim.whole, re.split(r"[0-9](?!.*[0-9])", raw["base"])[-1].strip()
    if not unit_name:
        raise FlowsError(f"{quoted(raw['base'])} is in no unit; write it behind, as in 5 mln RUB")
    against = raw["where"].get("against")
    where = {key: value for key, value in raw["where"].items() if key not in (*TIME, "against")}
    where |= against if isinstance(against, dict) else {}
    if not where.keys() & {*TIME}:
        months = [f"{month // 12:04}-M{month % 12 + 1:02}" for month in (whole.start, whole.end)]
        where |= dict(zip(("from", "to"), months, strict=True))
    told = {"id": f"{raw['id']}-base", "printed": raw["base"], "unit": unit_name, "where": where}
    told["measure"] = "stock" if whole.indicator in stocks else "total"
    kept = ("source", "scope", "sentence", "rounding")
    return {key: raw[key] for key in kept if key in raw} | told


def _of_measure(said: Printed, measure: str, held: Unit) -> tuple[float, Interval, Interval]:
    # three times as much is a growth of 200 %, and 132 % of it a ratio of 1.32
    times = said.unit == "times" or held.kind == "times"
    if measure == "ratio" and said.by and said.unit != "times":
        raise _FaultError("printed", "what grew by a part is a growth, and not a ratio")
    less = 1.0 if measure == "growth" and times else 0.0
    shifted = [(low - less, high - less) for low, high in (said.plain, said.journalist)]
    return said.value - less, shifted[0], shifted[1]


def _value(
    raw: dict[str, Any], held: Unit, language: str, interval: Interval, measure: str
) -> float:
    # the reader's own interval stands for words that have no reading
    try:
        return _of_measure(reading(raw["printed"], "", held, language), measure, held)[0]
    except FlowsError:
        low, high = interval
        return low if high == INF else high if low == -INF else (low + high) / 2


def refuse_kind(measure: str, held: Unit) -> None:
    """Refuse a unit that figures of a measure are not in."""
    kinds = KINDS.get(measure)
    if kinds and held.kind not in kinds:
        choices = [name for name, one in UNITS.items() if one.kind in kinds] or ["mln RUB per ha"]
        raise FlowsError(f"the unit of a {measure} is one of {listed(choices)}, not {held.name!r}")
    if not kinds and held.kind in ("fraction", "times", "per", "points"):
        choices = [f"mln {currency}" for currency in CURRENCIES]
        raise FlowsError(f"the unit of a {measure} is money or a count, such as {listed(choices)}, "
                         f"not {held.name!r}")  # fmt: skip


def _stated(interval: Any, held: Unit, measure: str) -> Interval:
    numbers = isinstance(interval, list) and {*map(type, interval)} <= {int, float}
    two = numbers and len(interval) == 2
    if not two or not all(abs(end) < 1e18 or abs(end) == INF for end in interval):
        raise FlowsError(f"{quoted(interval)} is not two numbers such as [615.0, 616.0]")
    less = 1.0 if measure == "growth" and held.kind == "times" else 0.0
    low, high = (float(end) * held.factor - less for end in interval)
    if low > high or abs(low) == abs(high) == INF:
        ends = f"it ends ({interval[1]}) below its beginning ({interval[0]})"
        raise FlowsError(f"an impossible interval: {ends}")
    return low, high


def _possible(interval: Interval, measure: str, part: Any, whole: Any) -> Interval:
    floor = {"growth": -1.0, "difference": -INF, "change": -1.0}.get(measure, 0.0)
    if is_signed(part.indicator) and whole is None:
        floor = -INF
    inside = measure in ("share", "change") and whole.indicator == part.indicator
    ceiling = 1.0 if inside else INF
    low, high = max(interval[0], floor), min(interval[1], ceiling)
    if low > high:
        kind = {"share": "a share is 0 to 100 %", "growth": "nothing falls by more than 100 %",
                "change": "a share changes by no more than 100 points"}  # fmt: skip
        raise FlowsError(f"an impossible interval: {kind.get(measure, 'no amount is below 0')}")
    return low, high


def _order(printed: str, of: str) -> tuple[str, ...]:
    names = [name.strip() for name in printed.split(",")]
    if not all(names):
        raise FlowsError(f"{quoted(printed)} is not names in order, separated by commas")
    if of == "destination":
        names = [code(name) for name in names]
    if twice := {name for name in names if names.count(name) > 1}:
        raise FlowsError(f"it ranks {listed(sorted(twice))} twice")
    return tuple(names)


class _FaultError(FlowsError):
    """What is wrong with a claim, and under which of its keys."""

    def __init__(self, key: str, message: object) -> None:
        self.key = key
        super().__init__(message)


def _place_error(key: str, call: Callable[..., Any], *given: Any) -> Any:
    """Return `call(*given)`; what it refuses stands under `key`."""
    try:
        return call(*given)
    except FlowsError as error:
        raise _FaultError(key, error) from None
