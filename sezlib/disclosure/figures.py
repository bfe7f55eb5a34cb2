"""The figures that a report publishes, as sums of cells, and the companies behind each cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations, pairwise, product
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
import scipy as sp

from sezlib.classify import MAIN_BLOCS, OTHER, memberships, with_blocs, with_groups
from sezlib.disclosure.rules import Rules, UnsafeError, lacking_holding
from sezlib.flows import (
    FlowsError,
    LazyFlows,
    MissingColumnError,
    at_hand,
    coded,
    listed,
    quoted,
    unlisted,
)
from sezlib.metrics import condense
from sezlib.metrics.core import begin, unknown
from sezlib.periods import months_of, years_later

# what tells one cell from another, and what a figure may be of
CELLS = ("period", "zone", "group", "destination")
KEYS = (*CELLS, "bloc")
# the part of a year that a figure is of, where it tells of none
SPAN = {"since": 0, "months": 12}
# a share is of all cells of the period, a growth of the year before, and a contribution is the
# change by all cells of the year before
RATIOS = ("share", "growth", "contribution")
CHANGES = ("growth", "contribution")
MEASURES = ("total", "cumulative", *RATIOS)
# one table of a report each
TABLES: tuple[tuple[str, ...], ...] = (
    (), ("group",), ("destination",), ("bloc",), ("group", "destination"),
)  # fmt: skip
# and one more each of a report of several zones
ZONES: tuple[tuple[str, ...], ...] = (("zone",), ("zone", "group"), ("zone", "destination"))
# what parts blocs in one text
APART = "\n"
# of SDMX's list of the status of confidentiality: free, confidential, and what protects it
FREE, PRIMARY, SECONDARY = "F", "C", "D"
# how many attackers work together
TOGETHER = 2
EVERY = slice(None)


@dataclass(frozen=True)
class Records:
    """Amounts by cell, in all and by contributor: `own` has a row each."""

    cells: pd.DataFrame
    own: sp.sparse.csr_array
    names: tuple[str, ...]

    @cached_property
    def amounts(self) -> np.ndarray:
        """What all contributors sold, by cell."""
        return np.asarray(self.own.sum(axis=0)).ravel()

    def of(self, kept: np.ndarray) -> Records:
        """Return some of the cells."""
        return Records(self.cells.iloc[kept].reset_index(drop=True), self.own[:, kept], self.names)

    def behind(self, top: sp.sparse.csr_array) -> sp.sparse.csr_array:
        """Return what each contributor has in each of some sums of cells; a row a sum."""
        return sp.sparse.csr_array(top @ self.own.T)


@dataclass(frozen=True)
class Forms:
    """What figures are of: sums of cells above the line and, for a ratio, below it."""

    top: sp.sparse.csr_array
    bottom: sp.sparse.csr_array
    # which are ratios, and what is taken off them: a growth is a ratio less 1
    ratio: np.ndarray
    less: np.ndarray

    @cached_property
    def told(self) -> sp.sparse.csr_array:
        """The amounts that figures tell of: of a growth or a contribution, the change."""
        return sp.sparse.csr_array(self.top - sp.sparse.diags_array(self.less) @ self.bottom)

    def only(self, kept: np.ndarray | slice, cells: np.ndarray | slice = EVERY) -> Forms:
        """Return some of the figures, of some of the cells."""
        top, bottom = (part[kept][:, cells] for part in (self.top, self.bottom))
        return Forms(top, bottom, self.ratio[kept], self.less[kept])

    def values(self, amounts: np.ndarray) -> np.ndarray:
        """Return the figures; NaN where a ratio has nothing below the line."""
        below = np.where(self.ratio, self.bottom @ amounts, 1.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(below > 0, self.top @ amounts / below, np.nan) - self.less


class Behind:
    """The companies behind an amount, and by how much whom its ends have to miss."""

    def __init__(
        self,
        rules: Rules,
        protected: np.ndarray,
        who: np.ndarray,
        amounts: np.ndarray,
        together: int = TOGETHER,
    ) -> None:
        # the largest first
        order = np.argsort(-np.abs(amounts), kind="stable")
        self._rules, self.who, self.together = rules, who[order], together
        self._amounts, self._protected = np.abs(amounts)[order], protected[self.who]
        self._known = set(self.who.tolist())
        self._worst: dict[tuple[int, tuple[int, ...]], tuple[tuple[int, ...], float]] = {}

    def needed(self, held: tuple[int, ...] = ()) -> float:
        """Return by how much the ends have to miss it for some attackers; of none, an outsider.

        Who contributes nothing has to miss it by as much as an outsider has.
        """
        left = ~np.isin(self.who, held)
        many = len(left) - int(left.sum())
        return self._rules.needed(self._amounts[left], self._protected[left], many)

    def largest(self, many: int) -> list[int]:
        """Return the largest of those who are protected."""
        return [int(one) for one in self.who[self._protected][:many]]

    def worst(self, held: tuple[int, ...] = ()) -> tuple[tuple[int, ...], float]:
        """Return who, of all attackers with some among them, has to miss it by most.

        What is asked grows with the largest that is protected, and with what the attackers have
        of the others, so that they are the largest others.
        """
        strange = self._known.isdisjoint(held)
        key = () if strange else tuple(one for one in held if one in self._known)
        room = self.together - len(held) + 1
        if (at := (room, key)) not in self._worst:
            left = np.flatnonzero(~np.isin(self.who, key))
            shielded = left[self._protected[left]][:1]
            others = self.who[left[~np.isin(left, shielded)]].tolist()
            sets = [(*key, *others[:many]) for many in range(room)]
            # of two companies each is nearest to the other, whatever an outsider knows
            asked = [(self.needed(one), len(one), one) for one in sets]
            self._worst[at] = max(asked)[::-2]
        more, needed = self._worst[at]
        return tuple(sorted({*held, *more})), needed


def hold(flows: Any, rules: Rules) -> Any:
    """Return flows with their groups; those that stay on disk as cells in pandas, by company."""
    flows = with_groups(flows)
    who = [key for key in (rules.holding, "resident") if key in flows.columns]
    if not isinstance(flows, LazyFlows):
        return flows
    if who:
        nobody = (nw.col(key).is_null() for key in who)
        unnamed = begin(flows, "value").filter(nw.col("value") > 0, *nobody)
        _refuse_unnamed(int(at_hand(unnamed.select(nw.len())).iloc[0, 0]))
    keep = [key for key in dict.fromkeys([*who, *CELLS[1:]]) if key in flows.columns]
    cells = nw.from_native(condense(flows, keep=keep, per="stated"))
    return coded(cells, flows, ["period", *keep])


def _refuse_unnamed(rows: int) -> None:
    if rows:
        raise UnsafeError(f"{rows} rows name no resident, so who is behind a figure is not known")


def read_records(
    flows: Any,
    rules: Rules,
    *,
    per: str = "year",
    months: Iterable[int] = (),
    blocs: Iterable[Any] = (),
) -> Records:
    """Return the cells of flows, and what each contributor has in them.

    A contributor is what the column of `rules.holding` names, or else the `resident`. Rows of
    nothing are nobody's. Years are cut into `part`s that end with some of their `months`. Besides
    the main blocs those of each list of `blocs` are told apart.

    Raises `FlowsError` where rows name no company, and where a holding is no column.
    """
    flows = hold(flows, rules)
    frame = at_hand(nw.from_native(flows))
    columns = list(frame.columns)
    if "resident" not in columns:
        raise MissingColumnError(["resident"], columns)
    if rules.holding != "holding" and rules.holding not in columns:
        raise lacking_holding(columns)
    company = frame["resident"]
    if rules.holding in columns:
        company = company.astype("object")
        company = frame[rules.holding].astype("object").where(frame[rules.holding].notna(), company)
    frame = frame.assign(contributor=company)[frame["value"] > 0]
    _refuse_unnamed(int(frame["contributor"].isna().sum()))
    keys = [key for key in CELLS[1:] if key in columns]
    if "destination" in keys:
        frame = frame.assign(blocs=list_blocs(frame, blocs))
        keys.append("blocs")
    unstated = [key for key in keys if frame[key].hasnans]
    filled = {key: frame[key].astype("object").fillna(unknown(key)) for key in unstated}
    frame = frame.assign(**filled)
    if cuts := sorted({*months, 12})[:-1]:
        ends = {
            one: 12 if "A" in one else months_of(one)[1] % 12 + 1 for one in set(frame["period"])
        }
        parts = np.array([*cuts, 12])
        frame["part"] = parts[np.searchsorted(parts, frame["period"].map(ends))]
        keys.append("part")
    stated = pd.DataFrame({"period": frame["period"].unique()}, dtype="str").assign(value=0.0)
    cut = condense(stated.assign(stated=stated["period"]), keep="stated", per=per)
    frame["period"] = frame["period"].map(cut.set_index("stated")["period"])
    who, held = pd.factorize(frame["contributor"], sort=True)
    names = [str(name) for name in held]
    at = frame.groupby(["period", *keys], sort=True, observed=True).ngroup().to_numpy()
    cells = frame[["period", *keys]].iloc[np.unique(at, return_index=True)[1]]
    cells = cells.astype(dict.fromkeys(["period", *keys], "str") | ({"part": int} if cuts else {}))
    # added up so that the order of rows, and sums of some of them before, leave the last digit
    sums = frame["value"].groupby(at * len(names) + who).sum()
    places = np.divmod(sums.index.to_numpy(), len(names))[::-1]
    own = sp.sparse.csr_array((sums.to_numpy(float), places), (len(names), len(cells)))
    return Records(cells.reset_index(drop=True), own, tuple(names))


def list_blocs(frame: pd.DataFrame, blocs: Iterable[Any] = ()) -> pd.Series:
    """Return the blocs of each row in one text: those of its destination in its period.

    They are the main ones and those of each list of `blocs`, and what is in none of a list.
    """
    on = ["period", "destination"]
    at = frame.groupby(on, dropna=False, observed=True).ngroup().to_numpy()
    first = np.unique(at, return_index=True)[1]
    pairs = frame[on].iloc[first].astype("str").assign(value=0.0)
    lists = [memberships(), *map(memberships, blocs)]
    _refuse_changed(lists)
    parts = [with_blocs(pairs, one).replace({"bloc": {OTHER: name_rest(one)}}) for one in lists]
    every = pd.concat(parts).drop_duplicates()
    held = every.groupby(on, dropna=False)["bloc"].agg(APART.join)
    texts = pairs.join(held, on=on)["bloc"].astype("category")
    return pd.Series(texts.array.take(at), frame.index)


def name_rest(blocs: Any) -> str:
    """Return the key of what is in none of some blocs: of the main ones, `other`."""
    names = {*memberships(blocs)["bloc"]}
    return OTHER if names == {*MAIN_BLOCS} else f"{OTHER}: {', '.join(sorted(names))}"


def _refuse_changed(lists: list[pd.DataFrame]) -> None:
    """Refuse a bloc that has other members in one list of blocs than in another."""
    known: dict[Any, set[Any]] = {}
    for bloc, of in (pair for one in lists for pair in one.groupby("bloc")):
        members = set(of[["alpha3", "start", "end"]].itertuples(index=False, name=None))
        if known.setdefault(bloc, members) != members:
            raise FlowsError(
                f"the bloc {quoted(bloc)} has other members than in a report that is published; "
                "call it otherwise, so that both can be held against each other"
            )


def list_tables(records: Records, printed: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return the tables of a report of some records, and others whose figures are printed."""
    rows = printed[[*KEYS[1:]]].notna().drop_duplicates().to_numpy()
    others = [tuple(key for key, held in zip(KEYS[1:], row, strict=True) if held) for row in rows]
    keys = {*records.cells} | ({"bloc"} if "destination" in records.cells else set())
    return [t for t in dict.fromkeys((*TABLES, *ZONES, *others)) if keys.issuperset(t)]


def list_spans(told: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what is told of a year as months since and until, and what that can be parted into.

    What two of its beginnings differ by is told by both.

    >>> list_spans([(0, 12), (0, 5)])
    [(0, 5), (0, 12), (5, 12)]
    """
    told = {*told}
    ends = sorted({0, *(until for since, until in told if not since)})
    pieces = pairwise(sorted({0, *chain(*told)}))
    every = {*told, *combinations(ends, 2), *pieces}
    return sorted(every, key=lambda span: span[::-1])


def list_figures(
    records: Records,
    periods: Iterable[str],
    rules: Rules,
    *,
    tables: Sequence[Sequence[str]] = TABLES,
    measures: Sequence[str] = ("total",),
    spans: Mapping[str, Iterable[tuple[int, int]]] | None = None,
) -> pd.DataFrame:
    """Return the figures of some tables and periods, and which of them give a company away.

    Each is of the `months` of a year from its first, or from the one after `since`, as the `spans`
    of its period say.

    Columns: `measure`, those of `KEYS` that cells have, `months`, `since`, `value`, `low` and
    `high` (the interval that a reader is told), `contributors`, `needed`.
    """
    cells = _exploded(records.cells)
    keys = [key for key in KEYS if key in cells]
    found = []
    for period in periods:
        if period not in set(cells["period"]):
            known = sorted(set(cells["period"]))
            raise unlisted("no period", period, "the periods are", known)
        for (since, months), table in product((spans or {}).get(period, [(0, 12)]), tables):
            if lacking := [key for key in table if key not in keys]:
                raise MissingColumnError(lacking, keys)
            here = cells[_within(cells, since, months)]
            for measure in measures:
                # what is there no more has a change
                at = [period, years_later(period, -1)][: 2 if measure in CHANGES else 1]
                of = here[here["period"].isin(at)][["period", *table]].assign(period=period)
                of = of.drop_duplicates().sort_values(list(table) or "period")
                # all of a period are no share of themselves
                if table or measure != "share":
                    found.append(of.assign(measure=measure, months=months, since=since))
    made = pd.concat(found, ignore_index=True)
    made = made.reindex(columns=["measure", *keys, "months", "since"])
    forms = form(made, records.cells)
    made["value"] = forms.values(records.amounts)
    kept = made["value"].notna().to_numpy()
    made, forms = made[kept].reset_index(drop=True), forms.only(kept)
    made["low"] = made["high"] = made["value"]
    behind = records.behind(forms.top)
    made["contributors"] = np.where(forms.ratio, 0, np.diff(behind.indptr))
    made["needed"] = find_needed(rules, records, forms, made["measure"].to_numpy())
    return made


def find_needed(rules: Rules, records: Records, forms: Forms, measure: np.ndarray) -> np.ndarray:
    """Return by how much the ends of each amount have to be missed by an attacker.

    Where one of two amounts is unsafe, so is their change if the changes of companies are; where
    both are published, so is the change. A share tells what the amount does.
    """
    protected = rules.protected(records.names)

    def most(amounts: sp.sparse.csr_array) -> np.ndarray:
        rows = rows_of(records.behind(amounts))
        return np.array([Behind(rules, protected, *row, together=1).worst()[1] for row in rows])

    needed = np.where(measure == "share", 0.0, most(forms.told))
    change = np.flatnonzero(needed * (forms.told.min(axis=1).toarray().ravel() < 0))
    levels = (sp.sparse.csr_array((s * forms.told[change]).maximum(0)) for s in (1, -1))
    needed[change] *= np.any([most(level) > 0 for level in levels], axis=0)
    return needed


def form(figures: pd.DataFrame, cells: pd.DataFrame) -> Forms:
    """Return figures as sums of cells. A running total begins with the first cell."""
    if strange := set(figures["measure"]) - set(MEASURES):
        raise FlowsError(f"no measure {listed(sorted(strange))}; they are {listed(MEASURES)}")
    measure = figures["measure"]
    before = figures.assign(period=[years_later(period, -1) for period in figures["period"]])
    parts = [key for key in ("group", "destination", "bloc") if key in figures]
    whole = figures.assign(**dict.fromkeys(parts))
    if "zone" in figures:
        # a group is part of its zone, and a zone of all
        whole["zone"] = figures["zone"].where(figures[parts].notna().any(axis=1), None)
    top = _pick(cells, figures[measure != "cumulative"], len(figures))
    top += _pick(cells, figures[measure == "cumulative"], len(figures), running=True)
    top -= _pick(cells, before[measure == "contribution"], len(figures))
    bottom = _pick(cells, whole[measure == "share"], len(figures))
    bottom += _pick(cells, before[measure == "growth"], len(figures))
    whole = whole.assign(period=before["period"])
    bottom += _pick(cells, whole[measure == "contribution"], len(figures))
    return Forms(
        sp.sparse.csr_array(top),
        sp.sparse.csr_array(bottom),
        measure.isin(RATIOS).to_numpy(),
        (measure == "growth").to_numpy(float),
    )


def _pick(
    cells: pd.DataFrame, wanted: pd.DataFrame, many: int, running: bool = False
) -> sp.sparse.csr_array:
    """Return which cells each of some keys has, as a row of ones; a key without a value has all."""
    keys = [key for key in KEYS if key in wanted]
    rows, columns = [np.array([], int)], [np.array([], int)]
    for held, part in wanted.groupby([wanted[key].notna() for key in keys], sort=False):
        on = [key for key, is_held in zip(keys, held, strict=True) if is_held]
        on = [key for key in on if not (running and key == "period")]
        left = _exploded(cells) if "bloc" in on else cells
        ends = left.get("part", 12)
        left = left[on].assign(_cell=left.index, _at=left["period"], _part=ends)
        since, months = (part.get(key, end) for key, end in SPAN.items())
        right = part[on].assign(_row=part.index, _to=part["period"], _since=since, _months=months)
        both = right.merge(left, on=on) if on else right.merge(left, how="cross")
        inside = (both["_since"] < both["_part"]) & (both["_part"] <= both["_months"])
        before = both["_at"] < both["_to"] if running else False
        both = both[before | ((both["_at"] == both["_to"]) & inside)]
        rows.append(both["_row"].to_numpy())
        columns.append(both["_cell"].to_numpy())
    at = (np.concatenate(rows), np.concatenate(columns))
    return sp.sparse.csr_array((np.ones(len(at[0])), at), (many, len(cells)))


def _within(cells: pd.DataFrame, since: int, months: int) -> pd.Series:
    part = cells["part"] if "part" in cells else pd.Series(12, cells.index)
    return (since < part) & (part <= months)


def _exploded(cells: pd.DataFrame) -> pd.DataFrame:
    if "blocs" not in cells:
        return cells
    return cells.assign(bloc=cells["blocs"].str.split(APART)).explode("bloc").drop(columns="blocs")


def rows_of(matrix: sp.sparse.csr_array) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield where each row of a matrix has numbers, and these."""
    for at in range(matrix.shape[0]):
        held = slice(matrix.indptr[at], matrix.indptr[at + 1])
        yield matrix.indices[held], matrix.data[held]
