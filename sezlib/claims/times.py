"""Times as releases name them: each a span of months and its role, relative words by a day.

A month is its number since year 0. A period is told (`main`), compared with (`base`), a day at
which a level is counted (`at`), a beginning (`since`), one to come (`plan`), or the day of the
text itself (`dated`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from sezlib import periods
from sezlib.claims.figures import COUNTED
from sezlib.claims.vocabulary import READERS, TIMES, WORDS

Months = tuple[int | None, int]
MONTHS: list[list[str]] = [name.split("|") for name in WORDS["months"]]
NUMBERS: dict[str, int] = WORDS["ordinals"]
# behind the day at the head of a report: (Xinhua) --, /TASS/, INTERFAX -
DATELINE = re.compile(
    r"[,. ]*(?:\d{4}(?: г\.)?)?[. ]*(?:\([^()]{2,30}\)|/[^/]{2,20}/|(?:[a-zа-я.]+ ?){0,3}-|$)"
)
FOUND = {name: re.compile(pattern) for name, pattern in TIMES.items()}


@dataclass
class Time:
    """A time in a sentence: where it stands, its months, and the role that it has there."""

    months: Months | None
    role: str
    start: int = 0
    stop: int = 0
    # a bare year, or a part of a year that is not named
    bare: bool = False
    same: bool = False
    # of the year before the one told, whichever that is
    relative: bool = False
    # how many years lie between its first and its last
    years: int = 0

    def ends(self) -> tuple[Months, Time]:
        """Return the first year of several, and the last."""
        last = self.months[1] if self.months else 0
        first = last - 12 * self.years
        return (first - 11, first), Time((last - 11, last), "main", self.start, self.stop)


def number_of(word: str) -> int:
    """Return the whole number that a word is, 0 for none."""
    if word.isdigit():
        return int(word)
    return next((n for stem, n in NUMBERS.items() if word.startswith(stem)), 0)


def _month(word: str) -> int:
    """Return the number of the month in a text, from 0, or -1."""
    name = re.search(r"[a-zа-я]+", word)
    named = (at for at, stems in enumerate(MONTHS) if name and name[0].startswith(tuple(stems)))
    return next(named, -1)


class Clock:
    """Reads times by the day of a text and the month in which fiscal years begin."""

    def __init__(self, day: str, begins: str) -> None:
        months = periods.months_of(day[:7]) if day else None
        self.now: int | None = months[1] if months else None
        self.exact = bool(months and months[0] == months[1])
        self.begins = int(begins[:2] or 1) - 1 if begins else 0

    def times(self, text: str, known: Months | None) -> list[Time]:
        """Return the times of a sentence, in lower case; `known` is the period told before."""
        taken: list[Time] = []
        for name, pattern in READERS.items():
            for found in pattern.finditer(text):
                start, stop = found.span()
                free = not any(t.start < stop and start < t.stop for t in taken)
                if free and (time := HOW[name](self, found, known)):
                    time.start, time.stop = start, stop
                    taken.append(time)
        taken.sort(key=lambda time: time.start)
        self._place(taken, known)
        return taken

    def _place(self, times: list[Time], known: Months | None) -> None:
        """Give bases that name no time of their own the time a year before the one told."""
        main = next((t.months for t in times if t.role == "main" and t.months), known)
        for time in times:
            if time.role != "base" or not main or main[0] is None:
                continue
            if time.months is None:
                time.months, time.relative = (main[0] - 12, main[1] - 12), True
            elif (time.bare or time.same) and main[1] - main[0] < 11 and time.months[0] is not None:
                # the same months of the year that is named
                ahead = (time.months[1] // 12 - main[1] // 12) * 12
                if ahead:
                    time.months = (main[0] + ahead, main[1] + ahead)
        told: Months | None = None
        for time in times:
            # "and in 2021": of the same months as before
            if time.role == "main" and time.bare and time.same and told and told[0] is not None:
                ahead = (time.months[1] // 12 - told[1] // 12) * 12 if time.months else 0
                time.months = (told[0] + ahead, told[1] + ahead)
            elif time.role == "main" and time.months:
                told = time.months

    def year_of(self, found: re.Match[str], known: Months | None) -> Year | None:
        """Return the year that a match names, and whether it is fiscal."""
        named, begun = found.groupdict(), self.begins > 0
        if fiscal := named.get("fy"):
            digits = re.findall(r"\d+", fiscal)
            first = int(digits[0]) + 2000 * (len(digits[0]) == 2)
            # a fiscal year with one number is called by the year in which it ends
            return Year(first - (len(digits) == 1 and begun), begun)
        if number := named.get("year"):
            return Year(int(number), False)
        word, now = named.get("rel"), self.now if self.now is not None else known and known[1]
        if not word or now is None:
            return None
        ahead = 0 if re.match(rf"{TIMES['this']}|this|current", word) else -1
        ahead = 1 if re.match(r"следующ|будущ|next|coming", word) else ahead
        ahead -= word.startswith("поза")
        is_fiscal = begun and bool(re.search("fiscal|financial|финанс", word))
        return Year((now - self.begins * is_fiscal) // 12 + ahead, is_fiscal)

    def part_of(self, named: dict[str, str | None]) -> Part | None:
        """Return the first month of a part of a year, and how many it has."""
        for key, length in (("quarter", 3), ("half", 6)):
            if word := named.get(key):
                number = number_of(re.sub(r"-.*|(?<=\d)\D+", "", word))
                fits = 1 <= number <= 12 // length
                return Part((number - 1) * length, length) if fits else None
        if word := named.get("q"):
            length = 3 if "q" in word else 6
            return Part((int(re.sub(r"\D", "", word)) - 1) * length, length)
        if (begin := named.get("from")) and (end := named.get("to")):
            first, last = _month(begin), _month(end)
            # July to March is of a fiscal year
            return Part(first, (last - first) % 12 + 1, True) if first >= 0 <= last else None
        if word := named.get("n"):
            number = number_of(word)
            number *= 3 if named.get("quarters") else 1
            return Part(0, number) if 1 <= number <= 12 else None
        if word := named.get("month"):
            return Part(_month(word), 1, True) if _month(word) >= 0 else None
        return None

    def months(self, year: Year | None, part: Part | None, known: Months | None) -> Months | None:
        """Return the months of a year and its part; without a year, the latest that is over."""
        first, length, named = part or Part(0, 12)
        # quarters and halves without a year are those of the year that the zone counts by
        fiscal = year.fiscal if year else not named and length < 12
        first += self.begins if fiscal and not named else 0
        first += 12 if fiscal and named and year and first < self.begins else 0
        if year:
            start = year.number * 12 + first
        elif self.now is not None and self.exact:
            start = self.now // 12 * 12 + first
            start -= 12 if start + length > self.now + (length == 1) else 0
        else:
            now = self.now if self.now is not None else known and known[1]
            if now is None:
                return None
            start = now // 12 * 12 + first
            # a part of the whole year that is told
            whole = self.now is None and known and known[0] is not None and now - known[0] > 10
            start -= 12 if whole and start + length - 1 > now else 0
        return start, start + length - 1

    def to_now(self) -> Months | None:
        """Return the months to the day of the text, since a beginning that is not told."""
        return (None, self.now) if self.now is not None else None

    def later(self, months: Months, until: bool) -> bool:
        """Return whether a period is one to come; `until` its end if it begins before."""
        begin = months[1] if until or months[0] is None else months[0]
        return self.now is not None and begin > self.now


class Year(NamedTuple):
    """A year, and whether it is a fiscal one."""

    number: int
    fiscal: bool


class Part(NamedTuple):
    """A part of a year: its first month from 0, how many, whether months are named."""

    first: int
    length: int
    named: bool = False


def _read_whole(clock: Clock, found: re.Match[str], known: Months | None) -> Time | None:
    """Return a year, a part of one, or both, in the role that what stands before gives it."""
    named, before = found.groupdict(), found.string[: found.start()]
    year, part = clock.year_of(found, known), clock.part_of(named)
    # may is a verb, but for "in May", and a report has a year in its name
    verb = found[0] == "may" and not FOUND["in_may"].search(before)
    verb = verb or (not part and bool(FOUND["title"].search(before)))
    if verb or (part is None and year is None and not named.get("rel")):
        return None
    if FOUND["founded"].search(before):
        return Time(None, "day")
    if part is None and FOUND["earlier"].match(named.get("rel") or ""):
        return Time(None, "base", same=True)
    if part and part.length == 1 and before.endswith("through "):
        # through February: from January on
        part = Part(0, part.first + 1, True)
    placed = re.search(r"\b(?:in|of|the|since|by|from|в|с|к) $", before)
    counted = not (part or placed) and found["year"] == found[0]
    if counted and any(one[0].match(found.string, found.end() + 1) for one in COUNTED):
        return None
    months = clock.months(year, part, known)
    if named.get("recent") and part and not year and clock.now is not None:
        # the last nine months before the text
        end = clock.now - clock.exact
        months = (end + 1 - part.length, end)
    time = Time(months, "main", bare=part is None and not named.get("fy"))
    time.same = bool(named.get("short"))
    ranged = bool(named.get("from"))
    day = named.get("month") and re.search(r"\d", re.sub(TIMES["y"], "", named["month"]))
    headed = not before.strip(" .,") or re.fullmatch(r"[\w .,-]{3,40}[,.] ?", before)
    if headed and day and DATELINE.match(found.string, found.end()):
        return Time(months, "dated")
    beside = re.search(r"(?:сравнению|сопоставлении) с $", before)
    opposed = FOUND["compared"].search(before) or FOUND["level"].search(before)
    counted_at, on = FOUND["at"].search(before), re.search("(?:^|[,;(] |состоянию )на $", before)
    on_month = on and part and part.named and part.length == 1
    if months and FOUND["first"].search(before) and not ranged and not beside:
        time.role = "since"
        time.months = (months[0], clock.now if clock.now is not None else months[1])
    elif months and clock.later(months, bool(FOUND["until"].search(before) and not part)):
        time.role = "plan"
    elif opposed and not (ranged and re.search("(?:from|от) $", before)):
        time.role = "base"
    elif months and (day or on_month or (counted_at and FOUND["level_at"].search(before))):
        # a day at which levels are counted, or one of an event
        time.role = "at" if counted_at else "day"
        at = months[0] if re.search(r"начал[оу] ?$", before) else months[1]
        time.months = (None, at or 0)
    return time


def _read_same(clock: Clock, found: re.Match[str], known: Months | None) -> Time | None:
    """Return the same period of another year, or that told last where no other is named."""
    named, before = found.groupdict(), found.string[: found.start()]
    rel, year = named.get("rel"), clock.year_of(found, known)
    if "same time" in found[0] and before.endswith("at "):
        return None
    if not rel and not year and FOUND["along"].search(before):
        return Time(known, "main", same=True)
    if rel and re.match(rf"{TIMES['this']}|this|current", rel):
        return Time(clock.months(year, None, known), "main", bare=True, same=True)
    # the same period of last year is of the year before the one told
    months = clock.months(year, None, known) if year and not rel else None
    return Time(months, "base", same=True)


def _read_end(clock: Clock, found: re.Match[str], known: Months | None) -> Time | None:
    """Return the end of a year or of a month."""
    part = Part(_month(found["month"]), 1, True) if found["month"] else None
    year = clock.year_of(found, known)
    months = clock.months(year, part, known) if year or part else None
    return Time((None, months[1]), "at") if months else None


def _read_ended(clock: Clock, found: re.Match[str], known: Months | None) -> Time | None:
    """Return the months or the year that ended with a month."""
    last = clock.months(clock.year_of(found, known), Part(_month(found["month"]), 1, True), known)
    length = {"q": 3, "h": 6}.get(found["length"][0], number_of(found["length"].split()[0]) or 12)
    return Time((last[1] - length + 1, last[1]), "main") if last else None


def _read_since_year(clock: Clock, found: re.Match[str], known: Months | None) -> Time:
    first = int(found["year"]) * 12 + max(0, _month(found["month"] or ""))
    return Time((first, max(first, clock.now or first + 11)), "since", bare=True)


def _read_range(clock: Clock, found: re.Match[str], known: Months | None) -> Time | None:
    first, last = int(found["first"]), int(found["last"])
    if clock.begins and last == first + 1 and not found["begun"]:
        base = FOUND["compared"].search(found.string[: found.start()])
        return Time(clock.months(Year(first, True), None, known), "base" if base else "main")
    if found["until"] and last >= first:
        return Time((first * 12, last * 12 + _month(found["until"])), "main")
    begin = clock.begins if found["begun"] else 0
    months = (first * 12 + begin, last * 12 + 11 + begin)
    return Time(months, "main", years=last - first) if last > first else None


def _read_span(clock: Clock, found: re.Match[str], known: Months | None) -> Time | None:
    word = found["years"] or found["past"] or "decade"
    years = 10 if word == "decade" else number_of(word)
    return Time(None, "span", years=years) if years else None


Reader = Callable[[Clock, re.Match[str], Months | None], Time | None]
HOW: dict[str, Reader] = {
    "since_year": _read_since_year,
    "since": lambda clock, found, known: Time(clock.to_now(), "since"),
    "end": _read_end,
    **dict.fromkeys(("ended", "month_quarter"), _read_ended),
    **dict.fromkeys(("same_year", "same_after", "same"), _read_same),
    "old": lambda clock, found, known: Time(None, "base", same=True),
    "range": _read_range,
    **dict.fromkeys(("whole", "whole_after", "part", "year"), _read_whole),
    "ytd": lambda clock, found, known: (
        Time((clock.now // 12 * 12, clock.now), "main") if clock.now is not None else None
    ),
    "span": _read_span,
    "now": lambda clock, found, known: Time(clock.to_now(), "at"),
    "period": lambda clock, found, known: Time(known, "main") if known else None,
}


def spell(months: Months) -> dict[str, str]:
    """Return months as a claim writes them: a `period`, or `from` and `to`.

    >>> spell((2019 * 12, 2019 * 12 + 5)), spell((None, 2019 * 12 + 11))
    ({'period': '2019-S1'}, {'to': '2019-12'})
    """
    first, last = months
    if first is None:
        return {"to": periods.spelled(last, 1)}
    if period := periods.spell_months(first, last):
        return {"period": period}
    if first % 12 == 0 and last % 12 == 11:
        return {"from": f"{first // 12:04}", "to": f"{last // 12:04}"}
    return {"from": periods.spelled(first, 1), "to": periods.spelled(last, 1)}
