"""A release read into claims: each figure of its sentences, what it measures, of what and when.

The grammar is one of the genre, not of a text: what stands left and right of a figure tells its
measure (a verb of growth, a share of something, a preposition), its indicator (the first of its
clause), its time (the nearest one, or that of the sentence, or that told before). What comes from
another sentence is marked as inherited; what no rule places is left open with a question.
"""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import dataclass, field
from typing import Any

from sezlib import periods
from sezlib.claims.figures import COUNTED, NOTES, Figure, find_figures
from sezlib.claims.parts import (
    destinations,
    group_behind,
    group_between,
    group_code,
    groups,
    known_groups,
    places,
    quoted,
    subjects,
)
from sezlib.claims.prose import sentences
from sezlib.claims.times import Clock, Months, Time, spell
from sezlib.claims.vocabulary import WORDS, any_of

CHANGE = re.compile(f"(?P<rise>{'|'.join(WORDS['rise'])})|(?P<fall>{'|'.join(WORDS['fall'])})")
MORE = re.compile(
    r"^[\s-]*(?:\(?(?:year-on-year|yoy|y-o-y|annual|year-over-year)\)? )?"
    rf"(?:(?P<rise>{'|'.join(WORDS['more'])})|(?P<fall>{'|'.join(WORDS['less'])}))"
)
SHARE, RATIO, OF_WHOLE = any_of("share"), any_of("ratio"), any_of("of_whole", r"^,?\s*")
TO_LEVEL, PLAN, PAST = any_of("to_level", r"^\s*"), any_of("plan"), any_of("past")
RATE, RATING, BOUNDARY = any_of("rate"), any_of("rating"), any_of("boundary")
CREATED, ALREADY, SCOPES = any_of("created"), any_of("already"), any_of("scope")
TOP, NEW, OPPOSED, REACHED = any_of("top"), any_of("new"), any_of("opposed"), any_of("reached")
OPPOSED_SHARE, OWN, NO_GAP = any_of("opposed_share"), any_of("own"), any_of("no_gap")
OWN_PERCENT = any_of("own_percent")
INVESTED, PASSED, OF_SHARE = any_of("invested"), any_of("passed"), any_of("of_share")
BESIDE, JOINED = any_of("beside"), any_of("joined")
WHEN, AMONG = re.compile(",? (?:when|когда)\\b"), re.compile(r"^,[^,;]* - (?:\w+ )?$")
GAP, EARNED, SUMMED = any_of("gap"), any_of("earned"), any_of("summed")
EMPLOYED, BLOCS = any_of("employed"), any_of("blocs", r"(?<!\w)")
EACH, NUMBER_OF = any_of("each"), any_of("number_of")
STANDING, RESPECTIVELY, INSTEAD = any_of("standing"), any_of("respectively"), any_of("instead")
OVER_NOUN, DOLYA = any_of("over_noun"), re.compile(r"\bдол[яиюе]\b")
ELSEWHERE = re.compile(
    r"\)|[,;] (?!когда|when|котор|wh|составл)|\b(?:to|reach\w*|at|до|состави(?:л|в)\w*|достиг\w*)\b"
)
# behind a number: a noun that is not known
UNKNOWN = re.compile(rf" (?!(?:{'|'.join(WORDS['no_noun'])})\b)[a-zа-я]")
# the time behind it is that of another clause
APART = re.compile(f"{BOUNDARY.pattern}|{any_of('apart').pattern}")
OF_THEM = re.compile(r"\b(?:их числе|(?:из|среди) них|(?:of|among) (?:them|whom|which))\b")
PER = [(unit, re.compile("|".join(words))) for unit, words in WORDS["per"].items()]
INDICATORS = [(re.compile("|".join(held)), name) for name, held in WORDS["indicators"].items()]
FLOWS = ("exports", "imports", "trade", "revenue", "output", "taxes", "investment", "wages",
         "profit", "customs_relief")  # fmt: skip
NOUNS = {name: (name, unit, measure) for _, name, unit, measure in COUNTED}
CHANGES = ("growth", "ratio", "difference")
AMOUNTS = ("total", "cumulative", "share", *CHANGES)
LEVEL = ("до", "to", "from", "с", "со")
ARE = re.compile(" (?:are|were|is|have|из них|операц|действ|работа|working|operational)")
SISTER = re.compile(r"[A-Z][\w-]+(?: [A-Z][\w-]+)? (?:EPZ|SEZ|FTZ|Zone|Park)\b|«[^«»]{2,40}»")
# between a growth and its base: "17 per cent over 7,795 crore" says no more than that
ABOVE = re.compile(r" (?:over|above) (?:the )?(?:[a-z]{2,3}\.? )?[$€£₹]?")
INTO = re.compile(r"(?<!\w)(?:в|во|на|to|into|for|and|и|,)(?!\w)")
# in so many sentences from the first a text tells its day
HEAD = 5
HAS = re.compile(r"\bha(?:s|ve)\b")


@dataclass
class Item:
    """A figure read: a claim, or one left open with a question, or no fact with the reason."""

    sentence: str
    printed: str
    start: int
    stop: int
    measure: str = ""
    where: dict[str, Any] = field(default_factory=dict)
    wording: str = ""
    unit: str = ""
    scope: str = ""
    inherited: list[str] = field(default_factory=list)
    question: str = ""
    reason: str = ""
    # what it says again
    again: Item | None = None


@dataclass
class Told:
    """What the sentences before have told: a period, an indicator, what was counted."""

    main: Months | None = None
    # how many years lie between the first and the last of `main`
    years: int = 0
    # the day at which levels were told last, where no period was told since
    level: Months | None = None
    # the first period that a sentence to come tells
    ahead: Months | None = None
    indicator: str = ""
    # the last indicator that is an amount, and all of them
    flow: str = ""
    flows: set[str] = field(default_factory=set)
    noun: tuple[str, str, str] | None = None
    # of the last amount
    currency: str = ""


def read_release(text: str, *, currency: str = "", begins: str = "", date: str = "") -> list[Item]:
    """Return what the figures of a text are: claims, open ones, and those that are no facts.

    >>> [(one.measure, one.where["period"], one.printed) for one in read_release(
    ...     "Exports of the zone rose by 12% to $5.1 mln in 2019.", currency="USD")]
    [('growth', '2019', '12'), ('total', '2019', '5.1')]
    """
    clock, told = Clock(date, begins), Told()
    lines = [(line, lowered(line)) for line in sentences(text)]
    ahead: list[Months | None] = [None]
    for _, low in reversed(lines):
        ahead.append(_latest(clock.times(low, None)) or ahead[-1])
    found: list[Item] = []
    for (line, low), told.ahead in zip(lines, ahead[-2::-1], strict=True):
        found += _Sentence(line, low, clock, currency, told).items()
    return _distinct(found)


def find_date(text: str) -> str:
    """Return the month of the day that stands at the head of a text, or nothing.

    >>> find_date("MINSK, 12 April 2023 - Exports grew by 5%.")
    '2023-04'
    """
    clock = Clock("", "")
    for line in sentences(text)[:HEAD]:
        for time in clock.times(lowered(line), None):
            if time.role == "dated" and time.months:
                return periods.spelled(time.months[1], 1)
    return ""


def lowered(line: str) -> str:
    """Return a sentence in lower case, of the same length, its dashes and blanks alike."""
    small = "".join(c.lower() if len(c.lower()) == 1 else c for c in line)
    return small.translate(str.maketrans("ё–—−‑\u00a0\u202f\u2009’", "е----   '"))


def _latest(times: list[Time]) -> Months | None:
    """Return the period of a sentence that ends last."""
    mains = [t.months for t in times if t.role == "main" and t.months and t.months[0] is not None]
    return max(mains, key=lambda months: months[1], default=None)


def _goes_on(months: Months, told: Months | None) -> bool:
    """Return whether a period ends later than the one told, or holds more of its last year."""
    if told is None or months[1] > told[1]:
        return True
    year = months[1] - 11
    return months[1] == told[1] and year <= (months[0] or 0) <= max(told[0] or 0, year)


def _distinct(items: list[Item]) -> list[Item]:
    """Return figures, of those that say again what was said no more than of what."""
    seen: dict[str, Item] = {}
    for item in items:
        where = {k: v for k, v in item.where.items() if k not in ("period", "from", "to")}
        bare = repr((item.measure, where, item.printed.lower(), item.unit, item.scope))
        open_end = item.measure in ("count", "stock") or set(item.where) == {"to", "indicator"}
        inherits = "period" in item.inherited or open_end
        whole = repr((bare, item.where, item.question and item.sentence))
        if item.measure and (first := seen.get(bare if inherits else whole) or seen.get(whole)):
            item.measure, item.again = "", first
        seen = {whole: item.again or item, bare: item.again or item} | seen
    return items


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=re.Match.start, default=None)


class _Sentence:
    """One sentence, its times and figures, and what is told of each."""

    def __init__(self, line: str, low: str, clock: Clock, home: str, told: Told) -> None:
        self.line, self.low, self.clock, self.home, self.told = line, low, clock, home, told
        self.times = clock.times(low, told.main or told.ahead)
        self.figures = find_figures(line, low, home, [(t.start, t.stop) for t in self.times])
        marks = [mark.start() for mark in BOUNDARY.finditer(low)]
        stops = [0, *(figure.stop for figure in self.figures)]
        starts = [*(figure.start for figure in self.figures), len(low)]
        for at, figure in enumerate(self.figures):
            figure.left = low[stops[at] : figure.start]
            figure.right = low[figure.stop : starts[at + 1]]
            begin = max((mark for mark in marks if mark <= figure.start), default=0)
            end = min((mark for mark in marks if mark >= figure.stop), default=len(low))
            figure.clause = begin, end
        # of the figures before in the sentence: indicators, the measure, the side of countries
        self.flow = self.indicator = self.measure = self.percent = self.reason = ""
        self.side = self.group_side = ""
        self.parts: dict[str, Any] = {}
        self.used: set[int] = set()
        for time in self.times:
            # over ten years: up to what is told
            if time.role == "span" and (end_month := self._end()) is not None:
                time.months, time.role = (end_month + 1 - 12 * time.years, end_month), "main"
        for figure in filter(self._opposed, self.figures):
            # "from 97.2 in 2012": a time of what is compared with
            near = self._near(figure)
            if near and near.role == "main" and near.start >= figure.stop:
                near.role = "base"
        self.used.clear()
        for time in self.times:
            # "(2019: 208 mln)": of what is compared with
            if re.search(r"\([^)]*$", low[: time.start]) and time.role == "main" and time.months:
                others = [t.months for t in self.times if t.role == "main" and t.start < time.start]
                others.append(told.main)
                if any(months and months[1] > time.months[1] for months in others):
                    time.role = "base"
        self.mains = [t for t in self.times if t.role == "main" and t.months]
        self.bases = [t for t in self.times if t.role == "base" and t.months]

    def items(self) -> list[Item]:
        """Return what the figures of the sentence are, and keep what the next may inherit."""
        found = [self._item(at, figure) for at, figure in enumerate(self.figures)]
        if not PLAN.search(self.low):
            found += self._first_sales() or self._rankings()
        told = self.told
        planned = PLAN.search(self.low) and not PAST.search(self.low)
        latest = None if planned else _latest(self.mains)
        levels = [t.months for t in self.times if t.role == "at"]
        told.level = levels[-1] if levels else None if latest else told.level
        if latest:
            told.years = max(t.years for t in self.mains)
            # what lies before is what was compared with, and a part is told for once
            first = self.times[0]
            framed = len(self.figures) > 2 and first.role == "main" and first.start < 12
            told.main = latest if framed or _goes_on(latest, told.main) else told.main
        elif not told.main and (source := self._inherited()):
            told.main = source.months
        told.indicator = self._named(0, len(self.low)) or told.indicator
        told.flow = self.flow or (told.indicator if told.indicator in FLOWS else told.flow)
        return found

    def _end(self) -> int | None:
        """Return the last month that a sentence, or the text, reports on."""
        known = _latest(self.times) or self.told.main or self.told.ahead
        if known:
            return known[1]
        return self.clock.now // 12 * 12 - 1 if self.clock.now is not None else None

    def _named(self, start: int, stop: int) -> str:
        """Return the indicator that a part of the sentence names first."""
        # it begins there, and may end beyond: "sold 5 mln abroad"
        found = [(match.start(), order) for order, (pattern, _) in enumerate(INDICATORS)
                 if (match := pattern.search(self.low, start, stop + 90))
                 and match.start() < stop]  # fmt: skip
        named = [INDICATORS[order][1] for _, order in sorted(found)]
        # what is approved is a part of what is invested
        return next((n for n in named if n.startswith(f"{named[0]}_")), named[0]) if named else ""

    # -- what a figure measures

    def _item(self, at: int, figure: Figure) -> Item:
        item = Item(self.line, figure.printed, figure.start, figure.stop, wording=figure.wording)
        before = self.figures[at - 1] if at else None
        if before and before.kind in ("%", "times") and ABOVE.fullmatch(figure.left):
            item.wording = ""
        after = self.figures[at + 1] if at + 1 < len(self.figures) else None
        until = re.fullmatch(" ?(?:до|to|and|и|-|,) ?", figure.right)
        small = until and not re.search(r"\d[ ,]\d{3}", figure.printed)
        # "11 and R2.1 billion" are in units of their own
        alike = after and self.low[after.start].isdigit()
        if not figure.kind and after and small and alike and after.kind in ("%", "money"):
            # from 40 to 52 per cent
            figure.kind, figure.unit = after.kind, after.unit
            figure.scale = figure.scale or after.scale
        item.reason = figure.trap or self._reason(figure)
        uncounted = figure.kind in ("", "count") and not item.reason
        if uncounted and not self._count(figure, before, after):
            item.question = NOTES["counted"]
        item.unit = figure.in_unit
        if item.reason or item.question:
            self.reason = item.reason
            return item
        item.measure = figure.measure = self._measured(figure)
        if figure.kind == "money":
            self.told.currency = figure.unit or self.told.currency
        if figure.kind == "money" and (each := EACH.search(self.low, *figure.clause)):
            per = next((unit for unit, pattern in PER if pattern.search(each[0])), "")
            item.measure = figure.measure = "per_unit" if per else ""
            item.question = "" if per else NOTES["per"]
            item.unit += f" per {per}" * bool(per)
        elif not item.measure:
            item.question = NOTES["measure"]
        if item.measure:
            self._place(item, figure, before)
        if item.measure == "per_unit":
            item.where["per"] = {"indicator": "area" if per == "ha" else per}
        return item

    def _reason(self, figure: Figure) -> str:
        """Return why a figure is no fact, or nothing."""
        if self._planned(figure):
            return NOTES["plan"]
        near = self.low[max(figure.clause[0], figure.start - 60) : figure.start] + figure.right[:25]
        changed = CHANGE.search(re.sub(r"\b(?:above|below) $", "", figure.left[-40:]))
        rate = RATE.search(near) or self.reason == NOTES["rate"]
        if figure.kind == "%" and rate and not changed:
            return NOTES["rate"]
        near = self.low[max(0, figure.start - 40) : figure.start] + figure.right[:20]
        rated = RATING.search(near)
        # "third among 8 zones"
        among = re.search(r"(?:among|of|из|среди) (?:the |all |всех )?$", figure.left)
        return NOTES["rating"] if rated and ((figure.noun and among) or not figure.kind) else ""

    def _planned(self, figure: Figure) -> bool:
        start, stop = figure.clause
        start = max(start, self.low.rfind(", ", 0, figure.start))
        stop = min(stop, self.low.find(", ", figure.stop) % (len(self.low) + 1))
        for mark in INSTEAD.finditer(self.low, start, stop):
            # "against a target of 325"
            at = mark.start()
            start, stop = (at, stop) if at < figure.start else (start, min(at, stop))
        if figure.noun and re.search(r"\bthe $", self.low[: figure.start]):
            # the projects are expected to bring something, and are there
            stop = figure.stop
        elif BESIDE.match(self.low, start):
            # "a station, at a cost of 190 million, is due to start"
            stop = figure.clause[1]
        ahead = any(t.role == "plan" and start <= t.start < stop for t in self.times)
        if ahead or PLAN.search(self.low, start, stop):
            return True
        said = [plan.end() for plan in PLAN.finditer(self.low, 0, start)]
        return bool(said) and not PAST.search(self.low, said[-1], figure.start)

    def _count(self, figure: Figure, before: Figure | None, after: Figure | None) -> bool:
        """Return whether a number counts something: a noun behind, before, or told last."""
        begin = figure.start - len(figure.left)
        own = self._named(begin, figure.start)
        named = self._named(figure.clause[0], figure.start) or own or self.indicator
        money = [one for one in (before, after) if one and one.kind == "money"]
        noun, alone = figure.noun, not figure.scale
        large = figure.scale or len(figure.printed) > 1
        sold = figure.scale and (money or (figure.scale != "thousand" and self.home))
        # behind the noun of the figure before
        parts = re.split("[,;]| and | и ", figure.left, maxsplit=1)
        apart = "".join(parts[1:]) if before else figure.left
        if noun:
            pass
        elif own in ("jobs", "residents"):
            noun = NOUNS[own]
        elif figure.before in LEVEL and alone and (own_subject := self._subject(apart)):
            noun = own_subject
        elif alone and OF_THEM.search(apart) and self._counted(figure):
            noun = self._counted(figure)[0]
        elif before and before.noun and alone and not UNKNOWN.match(figure.right):
            # "140,000 in 12 zones, down from 146,000": of what is nearest in size
            near = [one for one in self.figures[::-1] if one.noun and one.start < figure.start]
            sized = [(one, one.size / figure.size if figure.size else 0.0) for one in near]
            noun = min(sized, key=lambda of: abs(math.log(of[1])) // 2 if of[1] else 9)[0].noun
        elif named in ("jobs", "residents") and large and not UNKNOWN.match(figure.right):
            noun = NOUNS[named]
        elif sold and not NUMBER_OF.search(self.low, *figure.clause):
            figure.kind = "money"
            figure.unit = money[0].unit if money else self.told.currency or self.home
            return True
        elif before and after and before.kind == after.kind == "%" and AMONG.search(figure.left):
            figure.kind, figure.unit = "%", before.unit
            return True
        elif after and after.noun and re.match(r" (?:out )?(?:of|из) | (?:to|до) $", figure.right):
            noun = after.noun
        elif alone and self._opposed(figure) and self._counted(figure):
            # "18 investors, against 11"
            noun = self._counted(figure)[-1]
        elif alone and REACHED.search(figure.left) and self._subject(self.low[: figure.start]):
            noun = self._subject(self.low[: figure.start])
        elif ARE.match(figure.right):
            noun = self._subject(figure.left) or self.told.noun
        if not noun and EMPLOYED.match(figure.right):
            noun = NOUNS["jobs"]
        if noun:
            figure.noun = self.told.noun = noun
            figure.kind, figure.unit = "count", noun[1]
        return bool(noun)

    def _counted(self, figure: Figure) -> list[tuple[str, str, str]]:
        """Return what the figures before one in its sentence count."""
        return [one.noun for one in self.figures if one.noun and one.start < figure.start]

    def _subject(self, left: str) -> tuple[str, str, str] | None:
        """Return what a number counts whose noun stands before: the first of the nearest part."""
        for part in reversed(re.split("[,(;]", left)):
            found = [(m.start(), NOUNS[name]) for pattern, name, *_ in COUNTED
                     if name != "groups" and (m := pattern.search(part))]  # fmt: skip
            if found:
                return min(found)[1]
        return None

    def _measured(self, figure: Figure) -> str:
        change, behind = _last(CHANGE, figure.left), MORE.match(figure.right)
        if figure.noun and not behind and (over := OVER_NOUN.match(figure.right)):
            behind = MORE.match(figure.right[over.end() :])
        figure.fell = bool((behind or change or {"fall": ""})["fall"])
        grown = re.match(r"\s*(?:more|up)\b(?! than)", figure.right)
        more = behind and figure.before != "до" and not grown
        # up by 2.3 bn, or by 48 %
        told = change and not re.search(r"сумм|to\b|до\b", figure.left[change.end() :])
        either = re.fullmatch(r",? \(?(?:или|or) (?:на |by )?", figure.right)
        by = figure.before in ("на", "by") and (told or (either and CHANGE.search(self.low)))
        # rose 3.3 bn to 21.8 bn
        right_behind = change and not figure.left[change.end() :].strip(" $€£₹")
        by = by or (right_behind and re.fullmatch(" (?:to|до) ", figure.right))
        if figure.kind == "times":
            return "ratio"
        if figure.kind == "points":
            return ""
        if figure.kind in ("%", "part"):
            self.percent = self._percent(figure, change, behind) or self.percent
            return self.percent
        if more or by or figure.sign:
            figure.fell = figure.sign == "-" if figure.sign else figure.fell
            return "difference"
        return figure.noun[2] if figure.noun else "stock" if figure.kind == "area" else "total"

    def _percent(
        self, figure: Figure, change: re.Match[str] | None, behind: re.Match[str] | None
    ) -> str:
        left, right, level = figure.left, figure.right, figure.before in LEVEL
        if figure.sign or behind:
            figure.fell = figure.sign == "-" or (not figure.sign and figure.fell)
            return "growth"
        # "a fall to 2018 of 52 %" is none to 52 % of it
        hundreds = "[12]" if change else "[12]?"
        level_before = TO_LEVEL.search(left) and re.match(
            rf"{hundreds}\d\d[,.]", f"{figure.printed}."
        )
        if figure.kind == "%" and figure.before != "на" and (TO_LEVEL.match(right) or level_before):
            return "ratio"
        turn = change or CHANGE.search(right) or CHANGE.search(self.low)
        if figure.before == "на" and turn and not DOLYA.search(left):
            figure.fell = bool(turn["fall"])
            return "growth"
        if figure.bracketed and figure.kind == "%" and TOP.search(self.low):
            return "share"
        share, ratio = _last(SHARE, left), _last(RATIO, left)
        if (
            (level and figure.kind == "%" and SHARE.search(self.low))
            or (figure.kind == "part" and re.match("кажд|every", figure.printed))
            or (OF_WHOLE.match(right) and not (change and figure.before == "by"))
        ):
            return "share"
        if ratio and figure.kind == "%" and (not change or change.start() >= ratio.start()):
            return "ratio" if re.match(r"[12]\d\d", figure.printed) else "growth"
        if change and (not share or change.start() > share.start()):
            # a level is risen to, and a change is risen by
            return "growth" if not level else "share" if figure.kind == "%" else ""
        if share or (SHARE.search(right[:60]) and not CHANGE.search(right[:30])):
            return "share"
        if self.percent:
            return self.percent
        if earlier := _last(CHANGE, self.low[: figure.start]):
            figure.fell = bool(earlier["fall"])
            return "growth"
        if SHARE.search(self.low) or (figure.bracketed and TOP.search(self.low)):
            return "share"
        return "growth" if CHANGE.search(right[:40]) else "" if CHANGE.search(self.low) else "share"

    # -- of what, and when

    def _place(self, item: Item, figure: Figure, before: Figure | None) -> None:
        if figure.fell and item.measure in ("growth", "difference"):
            item.printed = f"-{item.printed}"
        indicator = self._indicator_of(figure, before)
        time, base, inherited = self._time_of(figure)
        item.inherited = ["indicator"] * (not indicator) + ["period"] * inherited
        last = self.told.flow if figure.kind in ("money", "mass") else self.told.indicator
        indicator = indicator or last
        scope = SCOPES.search(f"{figure.left} {figure.right[:80]}")
        item.scope = scope[0].strip() if scope else self._sister(figure)
        item.measure = self._final_measure(figure, indicator, time)
        months = time.months if time else None
        point = item.measure in ("stock", "count") and time and time.role in ("since", "at")
        sure = item.measure in ("stock", "count", "share", *CHANGES)
        if months and (point or (months[0] is None and sure)):
            months = (months[1], months[1])
        elif months and time and item.measure == "cumulative" and time.role == "inherited":
            months = (None, months[1])
        item.where = spell(months) if months else {}
        item.question = figure.question or ("" if months else NOTES["time"])
        counted = item.measure == "count"
        if indicator and not (counted and indicator in ("destinations", "groups")):
            # how many are sold to or of is told of exports, where nothing else is said
            item.where["indicator"] = indicator
        elif not counted:
            item.question = NOTES["indicator"]
        if item.measure in CHANGES and base:
            against: dict[str, Any] = spell(base)
            item.where["against"] = against.get("period", against)
        if counted:
            item.where["of"] = indicator.removesuffix("s")
        self.measure = item.measure
        if item.measure in AMOUNTS:
            self._set_parts(item, figure)
            if indicator in ("output", "revenue") and "destination" in item.where:
                # what is sold to a country is exported
                item.where["indicator"] = "exports"
            self._set_whole(item)

    def _sister(self, figure: Figure) -> str:
        """Return the zone or the site of a figure, where a sentence lists several."""
        if len(set(SISTER.findall(self.line))) < 2:
            return ""
        before = self.line[figure.start - len(figure.left) : figure.start]
        named = _last(SISTER, before)
        return named[0].strip("«»") if named and len(before) - named.end() < 25 else ""

    def _final_measure(self, figure: Figure, indicator: str, time: Time | None) -> str:
        """Return the measure of a figure: an amount of a period, since a beginning, or a level."""
        measure, months = figure.measure, time.months if time else None
        since = bool(time and time.role in ("since", "at"))
        if measure == "total" and time and months:
            invested = indicator == "investment" and time.role == "inherited" and self.told.level
            summed = SUMMED.search(self.low, figure.clause[0], figure.start)
            if summed and (months[0] is None or months[1] - months[0] < 12):
                time.role = "inherited"
                return "cumulative"
            near = figure.left[-40:] + figure.right
            stands = INVESTED.search(near) or (not self.told.main and HAS.search(near))
            if indicator == "investment" and time.role == "inherited" and stands:
                end = self.told.level or (None, self.clock.now or months[1])
                time.months = end
                return "cumulative"
            if invested and ALREADY.search(figure.left + figure.right):
                time.months = self.told.level
                return "cumulative"
            if since or months[0] is None or months[1] - months[0] > 11:
                return "cumulative"
        near = self.low[max(0, figure.start - 100) : figure.stop + 40]
        new = figure.before not in LEVEL and CREATED.search(near)
        if measure == "stock" and indicator == "jobs" and time and new:
            made = {"since": "cumulative", "main": "cumulative" if time.years else "total"}
            made["inherited"] = "total"
            return made.get(time.role, measure)
        return measure

    def _indicator_of(self, figure: Figure, before: Figure | None) -> str:
        """Return the indicator that the sentence names for a figure."""
        found = self._in_sentence(figure, before)
        near = figure.left + figure.right[:40]
        if found == "revenue" and "exports" in self.told.flows and EARNED.search(near):
            # exports earn
            found = "exports"
        self.indicator = found or self.indicator
        if found in FLOWS:
            self.flow = found
            self.told.flows.add(found)
        return found

    def _in_sentence(self, figure: Figure, before: Figure | None) -> str:
        start, stop = figure.start, figure.stop
        if figure.noun:
            return figure.noun[0]
        counted = [name for pattern, name, *_ in COUNTED if pattern.match(figure.right.lstrip())]
        if figure.kind == "area" or (figure.kind == "part" and counted):
            return "area" if figure.kind == "area" else counted[0]
        owned = {"money": OWN, "%": OWN_PERCENT}.get(figure.kind)
        whole = OF_WHOLE.match(figure.right) and self._named(stop, stop + 40)
        if figure.measure == "share" and whole == "gdp":
            return whole
        behind = owned.match(figure.right) if owned else None
        if behind and (own := self._named(stop, stop + behind.end())):
            return own
        begin = start - len(figure.left)
        of_before = OWN.match(figure.left) if before and before.kind == "money" else None
        if of_before and self._named(begin, begin + of_before.end()):
            # what the figure before is of
            begin += of_before.end()
        shared = before and before.kind == "%" and before.measure == "share"
        if shared and (of_share := OF_SHARE.match(figure.left)):
            begin += of_share.end()
        own = self._named(max(begin, figure.clause[0]), start) or self._named(begin, start)
        if figure.kind == "mass":
            flow = own or self.flow
            return f"{flow.removesuffix('s')}_weight" if flow in FLOWS[:3] else "cargo"
        right = figure.right[: max(0, figure.clause[1] - stop)]
        near = re.split(r"[,;(]| - | and | и ", right)[0]
        counted_before = before.noun[0] if before and before.noun and figure.kind == "%" else ""
        if found := own or self._named(stop, stop + len(near)) or counted_before or self.flow:
            return found
        found = self._named(0, start) or self._named(stop, len(self.low))
        if not found and figure.measure in ("growth", "ratio"):
            name, *_ = self._subject(self.low[figure.clause[0] : figure.start]) or ("",)
            return name if name in ("jobs", "residents", "investors") else ""
        return found

    def _opposed(self, figure: Figure) -> bool:
        """Return whether a figure is one that another is compared with."""
        before = self.low[max(0, figure.start - 30) : figure.start]
        if figure.kind in ("part", "times"):
            return False
        if OPPOSED_SHARE.search(before):
            return True
        rises = re.match(r"[^,;]{0,60}\b(?:to|до)\b", figure.right)
        if figure.before in ("с", "со", "from") and (
            rises or CHANGE.search(self.low, 0, figure.start)
        ):
            return True
        return figure.kind != "%" and bool(OPPOSED.search(before))

    def _near(self, figure: Figure) -> Time | None:
        """Return the time that belongs to a figure: right behind it, or before it in its window."""
        fit = [t for t in self.times if t.role in ("main", "base", "since", "at") and t.months]
        stop = figure.stop + len(figure.right)
        time = next((t for t in fit if figure.stop <= t.start < stop), None)
        gap = self.low[figure.stop : time.start] if time else ""
        # "5.7 bn (4.9 in 2019)" and not "5.7 bn (in 2019 4.9)"
        other = time and "(" in gap and re.match(r"[^)]*\d", self.low[time.stop :])
        if time and GAP.fullmatch(gap) and not NO_GAP.search(gap) and not other:
            if figure.kind not in ("%", "part", "times"):
                self.used.add(time.start)
            return time
        start = figure.start - len(figure.left)
        before = [t for t in fit if start <= t.start < figure.start and t.start not in self.used]
        near = before[-1] if before else None
        # "(year on year), investment was": the base of another figure
        if near and near.role == "base" and not WHEN.match(self.low, near.stop):
            return None if ELSEWHERE.search(self.low, near.stop, figure.start) else near
        return near

    def _time_of(self, figure: Figure) -> tuple[Time | None, Months | None, bool]:
        """Return the time of a figure, the months that it is compared with, whether inherited."""
        near, opposed, mains = self._near(figure), self._opposed(figure), self.mains
        if RESPECTIVELY.search(self.low):
            same = [one for one in self.figures if one.kind == figure.kind]
            if len(same) == len(mains):
                return mains[same.index(figure)], None, False
        main = next((t for t in reversed(mains) if t.start < figure.start), None)
        if not main and mains and not APART.search(self.low, figure.stop, mains[0].start + 2):
            main = mains[0]
        source = main or self._inherited(whole=figure.measure == "total")
        if figure.measure in CHANGES:
            at = next((t.months for t in self.times if t.role == "at" and t.months), None)
            if not main and at:
                source = self._ended(Time((None, at[1]), "at"), True)
                source = source if source.role == "main" else Time((at[1], at[1]), "main")
            own = near if near and near.role == "main" else source
            return self._change_of(figure, own, main is None)
        if near and near.role == "base":
            return self._base(near.months), None, False
        if main and main.years and (near is None or near is main):
            first, last = main.ends()
            made = CREATED.search(self.low) and not opposed
            level = figure.measure in ("count", "stock") and not made
            if opposed or figure.before in ("to", "до") or level:
                return self._base(first) if opposed else last, None, False
        if near and not (opposed and near.start < figure.start):
            summed = SUMMED.search(self.low, figure.clause[0], figure.start)
            flow = figure.measure == "total" and self.indicator in FLOWS[:5] and not summed
            return self._ended(near, flow), None, False
        if opposed:
            against = self.bases[0].months if self.bases else None
            if not against and source and source.months:
                begin, end = source.months
                against = (begin and begin - 12, end - 12)
            return self._base(against), None, main is None and not self.bases
        levels = [t for t in self.times if t.role in ("since", "at") and t.months]
        if levels and (figure.measure in ("stock", "count") or not mains):
            return self._ended(levels[-1]), None, False
        now = self.told.level or self.clock.to_now()
        if not main and now and self._stands(figure):
            return Time(now, "at"), None, True
        return source, None, main is None

    def _change_of(
        self, figure: Figure, main: Time | None, inherited: bool
    ) -> tuple[Time | None, Months | None, bool]:
        """Return the time of a growth, a ratio or a difference, and its base."""
        if main and main.years:
            first, last = main.ends()
            return last, first, inherited
        behind, now = [t for t in self.bases if t.start >= figure.stop], self.told.main
        if main and main.role == "main" and main.start >= figure.stop and now and not behind:
            before = main.months
            if before and now[0] is not None and before == (now[0] - 12, now[1] - 12):
                # 20 % above the first half of the year before the one told
                return Time(now, "inherited"), before, True
        against = next((t.months for t in behind or self.bases if not t.relative), None)
        if main and main.months and main.months[0] is not None and against in (None, main.months):
            against = (main.months[0] - 12, main.months[1] - 12)
        return main, against, inherited

    def _stands(self, figure: Figure) -> bool:
        """Return whether a figure is told as one that stands now, and not of a period."""
        left = self.low[max(0, figure.start - 60) : figure.start]
        invested = bool(STANDING.search(left)) and self._named(0, len(self.low)) == "investment"
        until = max(self.low.rfind(f" {word} ", 0, figure.start) for word in ("to", "до")) + 1
        risen = figure.before in ("to", "до") and CHANGE.search(self.low, 0, until)
        if self._inherited() and risen:
            return False
        made = figure.before not in LEVEL and CREATED.search(left + figure.right[:14])
        new = made and (figure.measure == "count" or not self.told.level)
        if figure.noun and figure.noun[0] == "destinations" and self._inherited():
            return False
        level = figure.measure in ("stock", "count") and not (new and self._inherited())
        return level or (figure.measure == "total" and invested)

    def _ended(self, time: Time, flow: bool = False) -> Time:
        """Return a time since a beginning, to the end of what the text reports on."""
        told = _latest(self.mains) or self.told.main
        if time.role == "at" and time.months and told and flow and told[1] == time.months[1]:
            return Time(told, "main")
        if time.role == "since" and time.months and told and told[1] > (time.months[0] or 0):
            # a year that has begun has not ended
            end = min(told[1], self.clock.now) if self.clock.now is not None else told[1]
            return Time((time.months[0], end), "since", time.start, time.stop)
        return time

    def _base(self, months: Months | None) -> Time:
        """Return the time of a figure compared with; a running total began when the other did."""
        if months and self.measure == "cumulative":
            return Time((None, months[1]), "since")
        return Time(months, "base")

    def _inherited(self, whole: bool = False) -> Time | None:
        months = self.told.main or self.told.ahead
        fixed = self.bases[0].months if self.bases else None
        if not months and fixed and fixed[0] is not None:
            # up from 2012, and no other time is told
            months = (fixed[0] + 12, fixed[1] + 12)
        if months and months[0] is not None and self.told.years and not whole:
            months = (months[1] - 11, months[1])
        return Time(months, "inherited") if months else None

    def _set_parts(self, item: Item, figure: Figure) -> None:
        """Set the groups and destinations of a figure; lists have them all on one side."""
        begin = figure.start - len(figure.left)
        named = destinations(self.line[begin : figure.start], self.home)
        stop = min(figure.clause[1], figure.stop + len(figure.right))
        behind = destinations(self.line[figure.stop : stop], self.home)
        bloc = _last(BLOCS, figure.left) if not named else None
        if behind and (self.side == "right" or not (named or bloc or self.side)):
            named, bloc, self.side = behind, None, "right"
        elif named or bloc:
            self.side = self.side or "left"
        grouped = known_groups(figure.left) if named else groups(figure.left)
        right = figure.right if figure.kind in ("%", "part") else ""
        if not named and not bloc and behind and group_behind(right):
            # "22 % пришлось на Беларусь": what stands behind a share is a country
            named, grouped = behind, []
        follows = self.group_side == "right" and not named and group_behind(right)
        if follows:
            grouped = follows
        elif not grouped and not named and not bloc and item.measure not in ("count", "stock"):
            # a name in capitals within a sentence is one of a place
            grouped = [
                name
                for name in subjects(self._behind_time(figure), "group" in self.parts)
                if ((at := self.low.find(name, begin)) == 0 or not self.line[at].isupper())
                and not any(time.start <= at < time.stop for time in self.times)
            ]
            if not grouped and (grouped := group_behind(right)):
                self.group_side = "right"
        if (figure.bracketed or JOINED.fullmatch(figure.left)) and not named and not grouped:
            # what stands in brackets is of what stands before them
            item.where |= self.parts
        if bloc and not named:
            item.where["destination"] = bloc[0].strip()
            item.question = item.question or NOTES["countries"].format(name=bloc[0].strip())
        for key, held in (("destination", named), ("group", grouped)):
            if held:
                item.where[key] = held if len(held) > 1 else held[0]
        self.parts = {key: item.where[key] for key in ("destination", "group") if key in item.where}
        if item.measure == "share" and not self.parts:
            if item.scope:
                item.where["of"] = {"indicator": f"{item.where.get('indicator', '')}, {item.scope}"}
            item.question = item.question or ("" if item.scope else NOTES["whole"])

    def _behind_time(self, figure: Figure) -> str:
        """Return what stands left of a figure, without a time that it begins with."""
        begin = figure.start - len(figure.left)
        for time in self.times:
            if self.low[begin : time.start].strip(" ,") in ("", "in", "during", "for", "в", "за"):
                return ", " + self.low[time.stop : figure.start].lstrip(" ,")
        return figure.left

    def _set_whole(self, item: Item) -> None:
        """Set the times of a share that some years have of all since a beginning."""
        since = [t for t in self.times if t.role == "since" and t.months]
        years = [t for t in self.mains if t.months and t.months[0] is not None]
        if item.measure != "share" or self.parts or item.scope or not since or not years:
            return
        part, whole = years[0].months, self._ended(since[0]).months
        if part and whole and whole[0] is not None and part[0] and whole[0] < part[0]:
            indicator = {k: item.where[k] for k in ("indicator",) if k in item.where}
            item.where = {**spell(part), **indicator, "of": spell(whole)}
            item.question = ""

    # -- what has no number

    def _wordless(self, measure: str, printed: str, start: int, stop: int, **where: Any) -> Item:
        time = (self.mains[0] if self.mains else None) or self._inherited()
        told = spell(time.months) if time and time.months else {}
        item = Item(self.line, printed, start, stop, measure, told | where)
        item.inherited = [] if self.mains else ["period"]
        item.question = "" if told else NOTES["time"]
        return item

    def _rankings(self) -> list[Item]:
        found: list[Item] = []
        starts = [cue.start() for cue in TOP.finditer(self.low)]
        for start, stop in itertools.pairwise([*starts, len(self.low)]):
            # the first may stand behind what it ranks
            line = self.line[start if found else 0 : stop if found else None]
            named, of = destinations(line, self.home), "destination"
            if not named:
                named, of = groups(self.low[start if found else 0 : stop]), "group"
            printed = ", ".join(named)
            if named and all(one.printed != printed for one in found):
                indicator = self._named(0, len(self.low))
                flow = indicator if indicator in FLOWS else self.told.flow or "exports"
                found.append(self._wordless("rank", printed, start, stop, of=of, indicator=flow))
        return found

    def _first_sales(self) -> list[Item]:
        cue = NEW.search(self.low)
        if cue and PASSED.search(self.low, 0, cue.start()):
            # an amount that was passed for the first time
            return []
        found: list[Item] = []
        end, group = cue.end() if cue else 0, ""
        named = quoted(self.low) if cue else []
        if cue and named and (self.figures or not destinations(self.line[end:], self.home)):
            # a group that was never sold before, whose amount is told
            found.append(self._wordless("first", cue[0], *cue.span(), group=group_code(named[0])))
        for start, stop, name in places(self.line, self.home) if cue else ():
            if start >= end:
                group = group_between(INTO.sub(" ", self.low[end:start])) or group
                # a name in quotation marks is one, wherever it stands before
                group = (quoted(self.low[:start]) or [group])[-1]
                where = {"destination": name} | ({"group": group_code(group)} if group else {})
                printed = "впервые" if re.search("[а-я]", self.low) else "first"
                found.append(self._wordless("first", printed, start, stop, **where))
                end = stop
        return found
