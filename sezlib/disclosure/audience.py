"""For whom an edition is: what of a table a public one may tell, and what stands for the rest."""

from __future__ import annotations

import contextlib
import dataclasses
import math
from itertools import combinations
from typing import Any, NamedTuple

import narwhals as nw
import numpy as np
import pandas as pd

from sezlib import trace
from sezlib.classify import MAIN_BLOCS, OTHER, labels_of, list_members, memberships
from sezlib.disclosure.customs import Customs
from sezlib.disclosure.edition import protect
from sezlib.disclosure.figures import FREE, KEYS, PRIMARY, Records, hold, name_rest, read_records
from sezlib.disclosure.folder import check_published, list_printed_blocs
from sezlib.disclosure.protection import audit_records, can_try_pairs
from sezlib.disclosure.rules import Rules, UnsafeError, read_rules
from sezlib.disclosure.suppression import Suppression
from sezlib.flows import (
    CONFIDENTIAL,
    REST,
    WITHHELD,
    FlowsError,
    LazyFlows,
    Unavailable,
    one_of,
)
from sezlib.identity import OTHERS, RECORDS, Note, is_absent, note_of
from sezlib.language import Edition, is_missing
from sezlib.metrics.core import EQUAL, GRAINS, unknown, years_of
from sezlib.metrics.cuts import until
from sezlib.periods import months_of, spelled, years_later
from sezlib.secrets import published_folders

# pages that have nothing to tell without companies
COMPANIES = ("intake",)
AUDIENCES = ("internal", "public")
# columns that tell no amount of their own
PLAIN = ("period", "zone", "group", "destination", "bloc", "status", "new", "currency", "members")
# the metrics that are told, and what they may be asked with
TOLD = ("total", "condense", "growth", "share", "contribution", "rank", "cumulative", "count",
        "first_exports", "relative_to", "compare", "market_share")  # fmt: skip
ASKED = {"metric", "from", "of", "by", "base", "partial", "whole", "top", "keep", "currency"}
AMOUNTS = {"total", "value", "previous", "share", "contribution", "growth", "rank"}
# of a row: whether its amount may be told, its name, and the whole of the year before
OWN, LISTED, BASE = "_own", "_listed", "_base"
# behind the year of a figure of all of it, on a page on parts of years
WHOLE = "-~"


def restrict(
    ed: Edition,
    flows: Any,
    audience: str,
    *,
    imports: Any = None,
    declarations: Any = None,
    blocs: Any = MAIN_BLOCS,
) -> Edition:
    """Return an edition that tells its audience what it may know: `internal` or `public`.

    An internal one tells all, and says at its head that it is internal. A public one tells the
    amounts that `protect` leaves free, by the rules of the file that the environment variable
    `SEZLIB_RULES` names (or `Rules()`), and what can be worked out of these. `SEZLIB_PUBLISHED`
    names the folders of reports that are public already. The page on customs relief is also made of
    `imports` and `declarations`. `blocs` are those that the page tells of, as `with_blocs` takes
    them; those of a file have its names.

    Without `flows` a page tells of nothing but what is published. Raises `FlowsError` where no
    public edition can be made.

    >>> import sezlib as sez
    >>> edition = sez.edition(sez.example(), period="2019")
    >>> sez.disclosure.restrict(edition, sez.example(), "internal").audience
    'internal'
    """
    one_of("audience", audience, AUDIENCES)
    # before anything can be refused, so that what is kept of that is public too
    trace.note("audience", audience=audience)
    table = memberships(blocs)
    labels = labels_of(table, "bloc").get(ed.language, {}) if ed.language in table else {}
    made = dataclasses.replace(ed, audience=audience, names=labels | ed.names)
    if {*table["bloc"]} != {*MAIN_BLOCS}:
        trace.note("blocs", members=list_members(table))
    if audience == "public" and ed.page in COMPANIES:
        raise FlowsError(
            f"the page {ed.page!r} is about companies, and has no public edition; 'annual_export', "
            "'markets', 'destination', 'product', 'residents' and 'relief' have one"
        )
    if audience == "public" and ed.subject[0] == "product":
        raise FlowsError(
            f"what was exported of the product {ed.subject[1]!r} is not protected, and has no "
            "public edition; name a product group"
        )
    if audience == "public" and ed.lag > 1 and ed.year_begins not in ("", "01"):
        raise FlowsError(
            f"{ed.period!r} is told as part of a fiscal year, and has no public edition, since its "
            "figures would be public beside those of calendar years; report the year"
        )
    if audience == "public" and flows is not None:
        published = published_folders()
        check_published(published, ed.zone, ed.zones, ed.currency)
        gate = _gate(ed, flows, imports, declarations, published, table)
        # another edition may tell of other months of the year, or of this zone beside others
        alone = not published and bool(ed.months < 12 or ed.lag > 1 or ed.zone or ed.zones)
        # how many rows were left out, and what late ones are worth, tells of who sent them
        made = dataclasses.replace(made, account=[], late=(0, 0.0), gate=gate, alone=alone)
    return made


def _gate(
    ed: Edition, flows: Any, imports: Any, declarations: Any, published: list[str], blocs: Any
) -> Gate:
    """Return what a public page is made through, and note what its manifest states of that."""
    rules, customs, figures = read_rules(), None, pd.DataFrame()
    end = ed.end
    if ed.lag > 1:
        # as much as the edition of its year tells of
        end = min(ed.complete_to, f"{ed.period[:4]}-12")
    months = ed.months if ed.fiscal else int(end[5:])
    if rules.round_to and (months < 12 or ed.lag > 1):
        raise FlowsError("round_to is of whole years; leave it out of the rules of this edition")
    flows, imports = (t if is_absent(t) else until(t, end) for t in (flows, imports))
    flows = hold(flows, rules) if isinstance(flows, LazyFlows) else flows
    counts: dict[str, Any] = {"rules": rules.names}
    if not (is_absent(imports) and is_absent(declarations)):
        customs = _customs(ed, imports, declarations, flows, rules)
    # relief is told without exports where these may not be told, or are of other years
    relief = ed.page == "relief"
    known = not is_absent(flows) and "resident" in flows
    with contextlib.suppress(*([UnsafeError] if relief else [])):
        if not relief or (known and ed.period in years_of(flows)):
            told, own = customs.of_exports(flows) if customs and known else (flows, rules)
            found = protect(told, ed.period, own, months=months, published=published, blocs=[blocs])
            lists = [blocs, *list_printed_blocs(published)]
            cuts = {months, *found.figures.get("since", ()), *found.figures["months"]} - {0}
            records = read_records(told, own, months=cuts, blocs=lists)
            counts["audit"], figures = _audit(found, records, own), found.figures
            free = int((figures["status"] == FREE).sum())
            counts |= {"told": free, "hidden": len(figures) - free}
    gate = Gate(figures, rules, customs, name_rest(blocs), ed.per, ed.subject)
    if ed.subject[0] and not gate.tells_subject(ed.period):
        raise UnsafeError(
            f"a public edition cannot be made: what was exported of {ed.subject[1]!r} in "
            f"{ed.period} would give a company away; choose another year, or another page"
        )
    if ed.page == "residents" and gate.is_few(ed.period):
        raise FlowsError(
            f"fewer companies exported in {ed.period} than may be told of, so that nothing is left "
            "of the page; choose another year, or more zones"
        )
    trace.note("disclosure", **counts)
    return gate


def _audit(found: Suppression, records: Records, rules: Rules) -> dict[str, int] | None:
    """Return how many figures were attacked, and how many come out by what is public already.

    Nothing is returned of more companies than all pairs of can be tried.
    """
    if not can_try_pairs(records):
        return None
    tried = audit_records(records, found.figures, rules)
    out = tried.loc[tried["attackers"].notna(), "figure"]
    if lost := sorted({*out} - {*found.given_away}):
        raise UnsafeError(f"a public edition cannot be made: {lost[0]} would come out of it")
    return {"attacked": len(tried), "come_out": len(out)}


def _customs(ed: Edition, imports: Any, declarations: Any, exports: Any, rules: Rules) -> Customs:
    """Return what a public edition tells of relief and of hours; a page on them has something."""
    made = Customs(imports, declarations, exports, rules)
    if ed.months < 12 or ed.period not in made.years:
        made.years = {}
    if not any(period == ed.period for period, _ in made.posts):
        made.posts = {}
    if ed.page == "relief" and not made.years and not made.posts:
        raise FlowsError(
            f"neither relief nor hours of {ed.period} can be told without giving a company away; "
            "choose another year, or more zones"
        )
    return made


class _Figure(NamedTuple):
    """An amount as the records have it, whether it may be told, and as what."""

    value: float
    is_free: bool
    told: float
    is_few: bool = False


NOTHING = _Figure(0.0, True, 0.0)


class Gate:
    """What every table has to pass before a public page is made of it.

    A figure is told where every amount that it is made of is one of the free `figures`, so that it
    tells no more than these do. Of a table that is printed, another is `[c]`; of one that sentences
    and charts are made of it is null, or is added to what is not specified.
    """

    def __init__(
        self,
        figures: pd.DataFrame,
        rules: Rules,
        customs: Customs | None = None,
        rest: str = OTHER,
        per: str = "year",
        subject: tuple[str, str] = ("", ""),
    ) -> None:
        # `rest` is the key of what is in none of the blocs of the page, which is of periods `per`,
        # and where it has a `subject`, tables without its column are of that alone
        self._subject = dict([subject] if subject[0] else [])
        self._rules, self._customs, self._rest = rules, customs, rest
        self._length = 12 // GRAINS[per]
        self._grain = {} if per == "year" else {"per": per, "lag": GRAINS[per]}
        # the first period in which there is anything of each, and from which anything is told
        self._first: dict[Any, str] = {}
        keys = [key for key in KEYS[1:] if key in figures]
        self._figures: dict[Any, list[_Figure]] = {}
        for row in figures.to_dict("records"):
            held = _named(row, keys)
            period = _part_of(row, held, self._length) if self._grain else row["period"]
            self._first[held] = min(self._first.get(held, period), period)
            at = row["measure"], period, held
            told = (row["low"] + row["high"]) / 2 if rules.round_to else row["value"]
            # of part of a year and of all of it
            few = row["contributors"] < rules.minimum_frequency
            made = _Figure(row["value"], row["status"] == FREE, told, few)
            self._figures.setdefault(at, []).append(made)
        self._tables = {tuple(key for key, _ in held) for _, _, held in self._figures}
        parts = {period for _, period, held in self._figures if held and WHOLE not in period}
        self._begins = min(parts, default="")

    def __call__(self, table: Any, taken: Any) -> Any:
        """Return what a function that takes a table may be given of it."""
        printed = isinstance(taken, str)
        if printed and taken in RECORDS and isinstance(table, LazyFlows):
            unnamed = nw.from_native(table.table).drop("resident", strict=False)
            return LazyFlows(unnamed.to_native(), table.attrs)
        if printed and taken in RECORDS:
            return table.drop(columns="resident", errors="ignore")
        # no table, one of what is public anyway, or one that has passed
        as_it_is = printed and taken in (*OTHERS, "base")
        if is_absent(table) or as_it_is or WITHHELD in table.attrs:
            return table
        keys = [key for key in KEYS[1:] if key in table]
        if {"id", "claim"} & {*table.columns}:
            return _noted(table[:0], table, [])
        # of the largest alone, which tells the order of what is hidden
        note = note_of(table)
        then = note.get("metric") != "growth" or "lag" in note
        note = {key: held for key, held in note.items() if self._grain.get(key) != held}
        known = _is_told(table, note) or self._is_customs(note) or _counts(table, note, printed)
        if "period" not in table or not known or table[keys].isna().any(axis=None):
            return Unavailable(())
        own = {key: held for key, held in self._subject.items() if key not in table}
        table = table.drop(columns=["resident", "exported"], errors="ignore")
        if table.empty:
            return table
        apart = 12 if then or not self._grain else self._length
        read = [self._row(row, keys, note, apart, own) for row in table.to_dict("records")]
        free, told = (pd.DataFrame(rows, table.index) for rows in zip(*read, strict=True))
        if own:
            # when it was first sold tells of who sold it
            table, told, free = (of[free[LISTED]] for of in (table, told, free))
        if "zone" in note.get("by", ()) and note.get("metric") == "count":
            # one that is hidden alone is what the others leave of the whole
            hidden = table["period"].isin(table["period"][~free[OWN]])
            free.loc[hidden, [OWN, "count"]] = False
        wholes = self._wholes(table, own) if _is_of_parts(table, note, keys) else None
        if self._rules.round_to:
            rounded = [column for column in told if column in table]
            table = table.assign(**told[rounded].where(table[rounded].notna()))
        if printed and not (self._rules.roll_up and wholes is not None):
            return _printed(table, free, keys)
        made = _folded(table, free, keys, wholes)
        if not printed:
            return made
        short = made["period"].isin(row["period"] for row in made.attrs[WITHHELD])
        rest = made[keys[0]].mask(short & (made[keys[0]] == unknown(keys[0])), REST)
        return made.assign(**{keys[0]: rest, CONFIDENTIAL: FREE})

    def _row(
        self,
        row: dict[str, Any],
        keys: list[str],
        note: Note,
        apart: int,
        subject: dict[str, str],
    ) -> tuple[Any, Any]:
        """Return which cells of a row may be told, and its amounts as they are told.

        A column that is not named may not be told. What was before was so many months `apart`; the
        row is of a `subject`.
        """
        if self._is_customs(note):
            return self._customs_row(row, note), {}
        rest = {"bloc": self._rest} if row.get("bloc") == OTHER else {}
        keys = [key for key in KEYS if key in (*keys, *subject)]
        period, held = row["period"], _named(row | rest | subject, keys)
        # of whom there are so many, where it is companies that a table counts
        many = row.get("exporters", row["count"] if note.get("of") == ["resident"] else math.inf)
        many = not self.is_few(period, held) and not many < self._rules.minimum_frequency
        if note.get("metric") == "exporters":
            return {"period": True, LISTED: True, "exporters": many, OWN: many}, {}
        before = years_later(period, -1)
        if apart < 12:
            before = spelled(months_of(period)[0] // apart - 1, apart)
        wholes = [s for n in range(len(held)) for s in combinations(held, n) if self._knows(s)]
        own = self._find("total", period, held, row.get("total", row.get("value")))
        then = self._find("total", before, held, row.get("previous"))
        running = self._find("cumulative", period, (), row.get("cumulative"))
        whole, base = (all(self._find("total", p, s) for s in wholes) for p in (period, before))
        # that something was sold there for the first time tells of a company
        earlier = self._first.get(held, period) < period
        is_told = own is not None and (not own.is_few or earlier or not keys)
        is_told = many if note.get("metric") == "count" else is_told
        free = dict.fromkeys(PLAIN, True) | {
            **dict.fromkeys(("total", "value", "rank", "count", "market_share", OWN), is_told),
            "share": is_told and whole,
            **dict.fromkeys(("ratio", "base"), is_told and whole and self._is_base(note, period)),
            **({"base": is_told} if note.get("metric") == "market_share" else {}),
            "previous": then is not None,
            "growth": is_told and then is not None,
            "contribution": is_told and then is not None and base,
            "cumulative": not keys and running is not None,
            **dict.fromkeys(("exporters", "destinations"), many),
            LISTED: (is_told or not keys or earlier) and period >= self._begins,
            BASE: base,
        }
        by = tuple(pair for pair in held if pair[0] in (*note.get("by", ()), *subject))
        all_now, all_then = (self._find("total", p, by) or NOTHING for p in (period, before))
        own, then = own or NOTHING, then or NOTHING
        related = all_now.told if "bloc" in keys else row.get("base", math.nan)
        told = {
            **dict.fromkeys(("total", "value"), own.told),
            "previous": then.told,
            "cumulative": (running or NOTHING).told,
            "share": _over(own.told, all_now.told),
            "base": related,
            **dict.fromkeys(("ratio", "market_share"), _over(own.told, related)),
            "growth": _over(own.told, then.told) - 1,
            "contribution": _over(own.told - then.told, all_then.told),
        }
        return free, told

    def is_few(self, period: str, held: Any = ()) -> bool:
        """Return whether an amount is of fewer contributors than may be told of."""
        return any(one.is_few for one in self._figures.get(("total", period, held), ()))

    def _is_customs(self, note: Note) -> bool:
        return self._customs is not None and self._customs.knows(note)

    def _customs_row(self, row: dict[str, Any], note: Note) -> dict[str, bool]:
        """Return which cells may be told of a row of hours, relief or its base."""
        assert self._customs
        free, base = self._customs.free(row, note), note.get("base")
        own = free.get("duty_relief", free.get("declarations", True))
        if base is not None or note["metric"] == "total":
            of, column = (note, "total") if base is None else (base, "base")
            amount, kind = row[column], of["from"] if isinstance(of, dict) else ""
            exported = kind == "exports" and not self._rules.round_to
            exported = exported and self._find("total", row["period"], (), amount) is not None
            own &= exported or self._customs.is_base(kind, row["period"], amount)
            free |= {column: own, "ratio": own}
        return dict.fromkeys(("period", "currency", "post", LISTED), True) | free | {OWN: own}

    def tells_subject(self, period: str) -> bool:
        """Return whether the whole of what the page is about may be told of a period."""
        return self._find("total", period, _named(self._subject, [*self._subject])) is not None

    def _wholes(self, table: pd.DataFrame, subject: dict[str, str]) -> pd.DataFrame:
        """Return what the columns of a table of parts add up to, of what may be told."""
        lost = _Figure(math.nan, False, math.nan)
        made, whole_of = {}, _named(subject, [*subject])
        for period, sums in table.groupby("period").sum(numeric_only=True).iterrows():
            before = years_later(str(period), -1)
            now = self._find("total", str(period), whole_of, sums["total"]) or lost
            then = self._find("total", before, whole_of, sums.get("previous")) or lost
            change = _over(now.told, then.told) - 1
            whole = {"total": now.told, "previous": then.told, "contribution": change}
            made[period] = {"share": 1.0 if now.is_free else math.nan, **whole}
        return pd.DataFrame(made).T

    def _is_base(self, note: Note, period: str) -> bool:
        """Return whether what exports are related to may be told: a fact, or a total."""
        base = note.get("base", {})
        known = self._find("cumulative", period, ()) is not None
        kind = base.get("metric") if isinstance(base, dict) else base
        return note.get("metric") == "relative_to" and (kind != "cumulative" or known)

    def _knows(self, held: Any) -> bool:
        return tuple(key for key, _ in held) in self._tables

    def _find(self, measure: str, period: str, held: Any, amount: Any = None) -> _Figure | None:
        """Return the figure that an amount is, where it may be told: nothing is known as such."""
        known = self._figures.get((measure, period, held), [])
        if amount == 0 or (not known and self._knows(held) and is_missing(amount)):
            return NOTHING
        if not is_missing(amount):
            known = [one for one in known if math.isclose(one.value, amount, rel_tol=EQUAL)]
        return known[0] if known and all(one.is_free for one in known) else None


def _part_of(row: dict[str, Any], held: Any, length: int) -> str:
    """Return of which part of a year a figure is: its own, or that until whose end a total is."""
    since, months = row.get("since", 0), row["months"]
    if months % length or (months - since != length and (held or since)):
        # after all of its parts
        return row["period"] + WHOLE
    return spelled((int(row["period"]) * 12 + months) // length - 1, length)


def _is_told(table: pd.DataFrame, note: Note) -> bool:
    """Return whether a table is of amounts by year, of zones, groups and countries."""
    if not note.get("metric"):
        begun = {"resident"} if "status" in table else set()
        return {*table.columns} <= {*PLAIN, *AMOUNTS, *begun}
    asked = {*note.get("of", []), *note.get("by", [])}
    counted = {"resident"} if note["metric"] == "count" else set()
    of_flows = note["from"] == "flows" and note.keys() <= ASKED
    return note["metric"] in TOLD and of_flows and asked <= {*KEYS[1:], *counted}


def _counts(table: pd.DataFrame, note: Note, printed: bool) -> bool:
    """Return whether a table tells how many exported; one that is printed is of nothing more."""
    sized = printed and "median" in table
    exported = note.get("metric") == "exporters" and note["from"] == "flows" and "by" not in note
    return exported and "exporters" in table and not sized


def _named(row: dict[str, Any], keys: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple((key, row[key]) for key in keys if isinstance(row[key], str))


def _printed(table: pd.DataFrame, free: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return a table with what may not be told as `[c]`, which a ranking has last."""
    made = table[[column for column in table if column in free]]
    told = free[made.columns].to_numpy() | made.isna().to_numpy()
    own = free[OWN].to_numpy()
    made = made.astype(object).where(told, WITHHELD)
    made[CONFIDENTIAL] = np.where(own, FREE, PRIMARY)
    kept = own if "status" in table else free[LISTED].to_numpy()
    made, own = made[kept], own[kept]
    if "rank" in table:
        made = pd.concat([_ranked(made[own], keys), made[~own].sort_values(keys)])
    return _noted(made.reset_index(drop=True), table, [])


def _is_of_parts(table: pd.DataFrame, note: Note, keys: list[str]) -> bool:
    """Return whether the rows of a table add up to the whole of a year."""
    adds_up = {"share", "contribution"} & {*table.columns} and note.get("metric") != "compare"
    return bool(adds_up) and len(keys) == 1 and keys[0] != "bloc"


def _over(part: float, whole: float) -> float:
    return part / whole if whole > 0 else math.nan


def _folded(
    table: pd.DataFrame, free: pd.DataFrame, keys: list[str], wholes: pd.DataFrame | None
) -> pd.DataFrame:
    """Return a table with what may not be told null, or in the row of what is not specified.

    In that row is what the `wholes` leave, where the table is one of parts.
    """
    made = table.where(free.reindex(columns=table.columns, fill_value=False))
    out = ~free[OWN]
    if not keys:
        return _noted(made, table, table[out][["period"]].to_dict("records"))
    for column in {"contribution", "growth"} & {*table.columns}:
        # an amount without its change is in the rest; but without a base there is no change
        out |= made[column].isna() & table[column].notna() & free[BASE]
    # by name, since the order of hidden amounts tells of them
    hidden = (
        table[["period", *keys]].assign(listed=free[LISTED])[out].sort_values(["period", *keys])
    )
    hidden = hidden.to_dict("records")
    if wholes is None:
        return _noted(made[~out], table, hidden)
    of, short = keys[0], table["period"].isin(table["period"][out])
    shown = made[~out & ~(short & (table[of] == unknown(of)))]
    wholes = wholes.loc[table["period"][out].unique(), wholes.columns.intersection(table.columns)]
    sums = shown.groupby("period")[[*wholes.columns]].sum().reindex(wholes.index, fill_value=0.0)
    rest = (wholes - sums).rename_axis("period").reset_index().assign(**{of: unknown(of)})
    made = pd.concat([_ranked(shown, keys), rest]).reindex(columns=table.columns)
    return _noted(made.sort_values("period", kind="stable", ignore_index=True), table, hidden)


def _ranked(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return a ranking of what is left of one."""
    if "rank" not in table:
        return table
    by = ["period", *keys[:-1]]
    return table.assign(rank=pd.to_numeric(table["rank"]).groupby([table[k] for k in by]).rank())


def _noted(made: pd.DataFrame, table: pd.DataFrame, hidden: list[dict[str, Any]]) -> pd.DataFrame:
    made.attrs = {**table.attrs, WITHHELD: hidden}
    return made
