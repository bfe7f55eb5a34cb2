"""How near a protected figure can be known by whom, by all figures that are published."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import scipy as sp

from sezlib.disclosure.attack import NOISE, Answer, Attack
from sezlib.disclosure.circles import Circles
from sezlib.disclosure.figures import (
    EVERY,
    FREE,
    KEYS,
    SPAN,
    TOGETHER,
    Behind,
    Forms,
    Records,
    form,
    read_records,
    rows_of,
)
from sezlib.disclosure.rules import Rules
from sezlib.flows import FlowsError

# how many times as far as it has to be a figure is moved, so that what moves it moves others little
FAR, FURTHEST = 20.0, 1e3
# about how many numbers are held of companies, or of tables, by cells
SMALL = 10_000_000
# upwards, and downwards
SIGNS = (1.0, -1.0)
# some companies, by number
Held = tuple[int, ...]


@dataclass(eq=False)
class Target:
    """A figure to protect: the sum that it is, the companies behind it, and its doubles."""

    number: int
    # of which of all cells it is the sum, and how much of each
    cells: np.ndarray
    parts: np.ndarray
    many: int
    value: float
    behind: Behind
    alike: list[int]
    # by how much each set of companies has to miss it
    needed: np.ndarray = field(default_factory=lambda: np.empty(0))

    @cached_property
    def terms(self) -> np.ndarray:
        """How much of each cell it has."""
        terms = np.zeros(self.many)
        terms[self.cells] = self.parts
        return terms


class Breach(NamedTuple):
    """A way to come too close to a figure: from which side, who, how, and what they must miss."""

    target: Target
    sign: float
    attackers: Held
    answer: Answer
    needed: float


class Guard:
    """The attacks on all figures that have to be protected, by what is `published`.

    A table that moves a figure far enough, and leaves some companies what is theirs, spares an
    attack by them, and what is published holds on all tables between the true one and it. Where
    companies are too many to try all pairs, one attacker stands for them who knows more than any.
    """

    def __init__(
        self,
        records: Records,
        figures: pd.DataFrame,
        rules: Rules,
        published: np.ndarray,
        forms: Forms | None = None,
    ) -> None:
        self.figures, self.published = figures, published
        forms = forms or form(figures, records.cells)
        merged = _merged(records, forms)
        self.exact = can_try_pairs(merged[0])
        # circles go by what no figure tells apart too
        self.records, forms = merged if self.exact else (records, forms)
        low, high = (figures[end].to_numpy(float) for end in ("low", "high"))
        self.attack = Attack(forms, low, high, self.records.amounts)
        many, cells = self.records.own.shape
        own = sp.sparse.vstack([self.records.own, sp.sparse.csr_array((1, cells))]).tocsr()
        # with nobody in the last row
        self._own = own.toarray() if own.shape[0] * cells <= SMALL else own
        self._tables = np.empty((0, cells))
        # how much of the way to a table each set of companies is left what is theirs
        most = TOGETHER if self.exact else -1
        self._sets = [s for n in range(most + 1) for s in combinations(range(many), n)]
        self._members = _fill(self._sets, many)
        self._limits = np.empty((0, len(self._sets)))
        self.targets = list(self._targets(forms, rules))
        self._circles = Circles(self.records, forms)
        # when to stop, and on which figures no attack was tried then
        self.until, self.untried = np.inf, list[Target]()
        self.publish(published)

    def _targets(self, forms: Forms, rules: Rules) -> Iterator[Target]:
        protected = rules.protected(self.records.names)
        unsafe = np.flatnonzero(self.figures["needed"].to_numpy() > 0)
        rows = zip(unsafe.tolist(), rows_of(forms.told[unsafe]), strict=True)
        alike: dict[bytes, list[int]] = {}
        for number, (cells, parts) in rows:
            alike.setdefault(cells.tobytes() + parts.tobytes(), []).append(number)
        sums, amounts = forms.told[[held[0] for held in alike.values()]], self.records.amounts
        both = rows_of(sums), rows_of(self.records.behind(sums))
        for held, (cells, parts), behind in zip(alike.values(), *both, strict=True):
            value = float(parts @ amounts[cells])
            whom = Behind(rules, protected, *behind)
            yield Target(held[0], cells, parts, len(amounts), value, whom, held)

    def publish(self, published: np.ndarray) -> None:
        """Attack by other figures from now on; tables on which those do not hold are forgotten."""
        self.published = published
        kept = [not len(self.attack.broken(table, published)) for table in self._tables]
        self._tables, self._limits = self._tables[kept], self._limits[kept]

    def concede(self) -> list[int]:
        """Return the figures that what is published gives away, and protect them no more."""
        lost = {breach.target: breach.target.alike for breach in self.breaches()}
        self.targets = [target for target in self.targets if target not in lost]
        return sorted(number for alike in lost.values() for number in alike)

    def excuse(self, told: np.ndarray) -> None:
        """Ask each alone, and no two, to miss a figure that two come near by what is `told` anyway.

        Where a figure has three contributors, two know the third, and it is safe all the same;
        so they do its parts.
        """
        published = self.published
        self.publish(published & told)
        for target in self.targets:
            if next(self._breaches(target), None):
                target.behind.together, target.needed = 1, np.empty(0)
        self.publish(published)

    def breaches(self) -> Iterator[Breach]:
        """Yield each way to come too close to a figure, until what gives it away is hidden.

        A figure that is left open is told once. Who does not contribute to a figure knows as much
        of it as an outsider, and attacks with what it has elsewhere.
        """
        self.untried = []
        for target in self.targets:
            yield from (self._breaches if self.exact else self._strong)(target)

    def dismiss(self) -> None:
        """Protect no more what is safe with no attack tried, and with less published as well."""
        safe = np.all([self._are_spared(self.targets, sign) for sign in SIGNS], axis=0)
        self.targets = [self.targets[at] for at in np.flatnonzero(~safe)]

    def _are_spared(self, targets: list[Target], sign: float) -> np.ndarray:
        """Return which figures of a zone of many companies circles move far enough."""
        spared = np.zeros(len(targets), dtype=bool)
        single = [at for at, one in enumerate(targets) if one.parts.tolist() == [1]]
        if not self.exact and single:
            cells = np.array([targets[at].cells[0] for at in single])
            needed = np.array([targets[at].behind.worst()[1] for at in single])
            self._circles.publish(self.published)
            spared[single] = self._circles.spare(cells, needed, sign)
        return spared

    def _breaches(self, target: Target) -> Iterator[Breach]:
        for sign in SIGNS:
            many = max(SMALL // len(self.records.amounts), 1)
            while True:
                if time.monotonic() > self.until:
                    self.untried.append(target)
                    return
                left = np.flatnonzero(~self._served(target, sign))
                if not len(left):
                    break
                # a table that leaves many what is theirs spares an attack by each
                part = left[:many]
                answer, needed = self._push(target, sign, part)
                if needed <= sign * (answer.end - target.value):
                    self._remember(answer.table)
                    many = 2 * len(part)
                elif len(part) > 1:
                    many = len(part) // 2
                else:
                    before, who = self.published.sum(), self._sets[part[0]]
                    if target.behind.needed(who) <= sign * (answer.end - target.value):
                        # those with them who have to miss most know at least as much
                        who, _ = target.behind.worst(who)
                    yield Breach(target, sign, who, answer, target.behind.needed(who))
                    if self.published.sum() == before:
                        return

    def _strong(self, target: Target) -> Iterator[Breach]:
        """Yield the breaches by who knows more than any two: the largest two of each cell.

        In those of the figure it is all but the largest whom they do not know.
        """
        own, largest = self.records.own, target.behind.largest(TOGETHER + 1)
        for sign, many in product(SIGNS, range(len(largest))):
            held = tuple(sorted(largest[:many]))
            needed = target.behind.worst(held)[1]
            if needed <= 0:
                continue
            known = self._circles.known.copy()
            inside = target.terms != 0
            known[inside] = (self.records.amounts - own[[largest[many]]].toarray()[0])[inside]
            while not self._are_spared([target], sign)[0]:
                if time.monotonic() > self.until:
                    self.untried.append(target)
                    return
                answer = self.attack.extreme(target.terms, sign, self.published, known)
                if needed * (1 - NOISE) <= sign * (answer.end - target.value):
                    break
                before = self.published.sum()
                yield Breach(target, sign, target.behind.worst(held)[0], answer, needed)
                if self.published.sum() == before:
                    return

    def _push(self, target: Target, sign: float, sets: np.ndarray) -> tuple[Answer, float]:
        """Return how far a figure can be moved with what each of some has left, and has to be."""
        own, amounts = self._owns(self._members[sets]).max(axis=0), self.records.amounts
        needed = target.needed[sets].max() * (1 - NOISE / 2)
        # no cell has to move much further, or there is no such table
        near = np.maximum(amounts, own) + FAR * needed
        for most in (near, near + FURTHEST * amounts.sum()):
            answer = self.attack.extreme(target.terms, sign, self.published, own, most)
            if needed <= sign * (answer.end - target.value):
                break
        return answer, needed

    def _served(self, target: Target, sign: float) -> np.ndarray:
        """Return for which sets of companies a known table spares the attack."""
        if not len(target.needed):
            # who has nothing of it asks by how many they are
            asked, together = np.zeros(TOGETHER + 1), target.behind.together + 1
            asked[:together] = [target.behind.worst((-1,) * n)[1] for n in range(together)]
            many = (self._members < len(self.records.names)).sum(axis=1)
            target.needed = asked[many]
            inside = np.isin(self._members, target.behind.who).any(axis=1)
            for at in np.flatnonzero(inside & (many < together)):
                target.needed[at] = target.behind.worst(self._sets[at])[1]
        far = sign * (self._tables @ target.terms - target.value)
        limits, far = self._limits[far > 0], far[far > 0]
        served = (target.needed * (1 - NOISE) <= limits * far[:, None]).any(axis=0)
        return (target.needed <= 0) | served

    def _remember(self, table: np.ndarray) -> None:
        """Keep a table, and how much of the way to it each set of companies is left its own."""
        amounts, kept = self.records.amounts, -max(SMALL // max(len(table), len(self._sets)), 100)
        down = np.flatnonzero(table < amounts)
        left = amounts[down] - self._owns(self._members, down) * (1 - NOISE)
        limits = (left / (amounts - table)[down]).min(axis=1, initial=1.0)
        self._tables = np.vstack([self._tables, table])[kept:]
        self._limits = np.vstack([self._limits, limits])[kept:]

    def reason(self, breach: Breach) -> list[int]:
        """Return the figures that a breach needs, none of which is for nothing."""
        target, sign, held, answer, needed = breach
        own, (held_by, _) = (
            self._owns(_fill([held], len(self.records.names)))[0],
            answer.find_holders(),
        )
        kept = held_by.tolist()
        for one in held_by:
            fewer = np.isin(np.arange(len(self.published)), [k for k in kept if k != one])
            end = self.attack.extreme(target.terms, sign, fewer, own).end
            if sign * (end - target.value) < needed * (1 - NOISE):
                kept.remove(one)
        return kept

    def _owns(self, members: np.ndarray, cells: np.ndarray | slice = EVERY) -> np.ndarray:
        """Return what each of some sets of companies has in cells; a row each."""
        own = self._own[:, cells]
        return _filled(sum(own[one] for one in members.T))


def _fill(sets: list[Held], nobody: int) -> np.ndarray:
    """Return sets of companies as rows, which end with nobody."""
    rows = [(*held, nobody, nobody)[:TOGETHER] for held in sets]
    return np.array(rows, dtype=int).reshape(-1, TOGETHER)


def can_try_pairs(records: Records) -> bool:
    """Return whether companies are so few that all pairs of them can be tried."""
    return math.comb(len(records.names), TOGETHER) * len(records.cells) <= SMALL


def _filled(own: Any) -> np.ndarray:
    return own.toarray() if sp.sparse.issparse(own) else own


def _merged(records: Records, forms: Forms) -> tuple[Records, Forms]:
    """Return cells that no figure tells apart as one."""
    rows = sp.sparse.csc_array(sp.sparse.vstack([forms.top, forms.bottom]))
    rows.sort_indices()
    alike: dict[bytes, int] = {}
    at = [
        alike.setdefault(rows.indices[part].tobytes() + rows.data[part].tobytes(), len(alike))
        for part in (slice(*rows.indptr[n : n + 2]) for n in range(rows.shape[1]))
    ]
    _, first = np.unique(at, return_index=True)
    adding = sp.sparse.csr_array((np.ones(len(at)), (np.arange(len(at)), at)))
    own = sp.sparse.csr_array(records.own @ adding)
    return Records(records.cells.iloc[first], own, records.names), forms.only(EVERY, first)


def audit(
    flows: Any, figures: pd.DataFrame, rules: Rules | None = None, *, per: str = "year"
) -> pd.DataFrame:
    """Return how near each protected figure can be known, by the figures that are published.

    `figures` are as `suppress` returns them, whoever chose their `status`: those of status F are
    published as between `low` and `high`. An outsider, each company, who knows its own sales, and
    any two companies together are tried on each figure that the rules call unsafe.

    Columns: `measure`, the keys, `value`, `low` and `high` (the amount, or the change that a growth
    or a contribution tells, and all that an outsider knows of it), `status`, `figure` (its name),
    `attackers` (the first who come too near; an outsider is "") and `given_away_by` (the figures by
    which), both null where nobody does.

    Raises `FlowsError` where a published figure is not what the records give.

    >>> import sezlib as sez
    >>> found = sez.disclosure.suppress(sez.example(), ["2019"], tables=[(), ("group",)])
    >>> shown = found.figures.assign(status="F")
    >>> found = sez.disclosure.audit(sez.example(), shown)
    >>> found[["group", "low", "high", "given_away_by"]].tail(2)
           group   low  high         given_away_by
    1  education  15.0  15.0  total 2019 education
    2     optics  45.0  45.0     total 2019 optics
    """
    rules = rules or Rules()
    months = figures["months"].unique() if "months" in figures else ()
    return audit_records(read_records(flows, rules, per=per, months=months), figures, rules)


def audit_records(records: Records, figures: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return what `audit` does, of records that are read already."""
    forms, published = form(figures, records.cells), (figures["status"] == FREE).to_numpy()
    low, high = (figures[end].to_numpy(float) for end in ("low", "high"))
    attack = Attack(forms, low, high, records.amounts)
    for number in attack.broken(records.amounts, published).tolist():
        raise FlowsError(f"{spell(figures, number)} is not what the records give")
    found: dict[int, dict[str, Any]] = {}
    for at, cells, kept, beside in _apart(records, forms, figures):
        part = forms.only(at, cells)
        guard = Guard(records.of(cells), kept, rules, published[at], part)
        if (kept.get("since", 0) * published[at]).any():
            whole = kept.groupby("period")["months"].transform("max")
            guard.excuse(((kept["since"] == 0) & (kept["months"] == whole)).to_numpy())
        found |= {at[one]: {"value": t.value} for t in guard.targets for one in t.alike}
        # of many companies, the ends of what comes too near to nobody are not worked out
        guard.dismiss()
        for target in guard.targets:
            low, high = guard.attack.ends(target.terms, guard.published)
            for one in target.alike:
                found[at[one]] |= {"low": low, "high": high}
        for breach in guard.breaches():
            who = ", ".join(records.names[one] for one in breach.attackers)
            for one in breach.target.alike:
                if "attackers" not in (row := found[at[one]]):
                    reason = [one] if guard.published[one] else guard.reason(breach)
                    held = dict.fromkeys(n for by in reason for n in beside(at[by]))
                    named = "; ".join(spell(figures, one) for one in held)
                    row |= {"attackers": who, "given_away_by": named}
    order = sorted(found)
    columns = ["value", "low", "high", "attackers", "given_away_by"]
    told = pd.DataFrame([found[n] for n in order], index=order, columns=columns)
    rows = figures.loc[order].drop(columns=["contributors", "needed"])
    rows = rows.assign(**{key: told[key].astype(float) for key in columns[:3]})
    rows["figure"] = [spell(figures, number) for number in order]
    rows = rows.assign(**{key: told[key].astype(object) for key in columns[3:]})
    return rows.reset_index(drop=True)


def _apart(
    records: Records, forms: Forms, figures: pd.DataFrame
) -> Iterator[tuple[np.ndarray, np.ndarray, pd.DataFrame, Callable[[int], list[int]]]]:
    """Yield figures that tell of each other, their cells, and what comes beside one of them.

    A published figure of several periods links them, but those of which it has a sum that is
    published itself and is taken off it: these come beside it.
    """
    codes, _ = pd.factorize(records.cells["period"])
    number = np.random.default_rng(0).integers(1, 2**62, len(codes))
    by_period = sp.sparse.csr_array((number, (np.arange(len(codes)), codes)))
    # what a figure has of each period, as a number that no other sum of cells has
    sums = [
        abs((part.astype(np.int64) @ by_period).toarray()) for part in (forms.top, forms.bottom)
    ]
    held = (sums[0] != 0) | (sums[1] != 0)
    published, needed = (figures["status"] == FREE).to_numpy(), figures["needed"].to_numpy() > 0
    exact = published & ~forms.ratio & (figures["low"] == figures["high"]).to_numpy()
    single = exact & (held.sum(axis=1) == 1)
    of_sum = {n: at for at in np.flatnonzero(single)[::-1].tolist() for n in sums[0][at] if n}
    known = list(of_sum)
    open_to = ((sums[0] != 0) & ~np.isin(sums[0], known)) | (
        (sums[1] != 0) & ~np.isin(sums[1], known)
    )
    ratio = forms.ratio & open_to.any(axis=1)
    links = np.where((single | needed | ratio)[:, None], held, open_to & ~forms.ratio[:, None])
    links &= (published | needed)[:, None]
    linked = sp.sparse.csr_array(links.T.astype(int) @ links)
    _, part_of = sp.sparse.csgraph.connected_components(linked, directed=False)
    for part in range(part_of.max(initial=-1) + 1):
        inside = part_of == part
        kept = np.flatnonzero(links[:, inside].any(axis=1))
        if not len(kept):
            continue
        cells = np.flatnonzero(inside[codes])
        off = forms.top[kept] @ np.where(inside[codes], 0.0, records.amounts) * ~forms.ratio[kept]
        frame = figures.iloc[kept].reset_index(drop=True)
        frame = frame.assign(low=frame["low"] - off, high=frame["high"] - off)

        def beside(one: int, inside: np.ndarray = inside) -> list[int]:
            taken = np.zeros(0) if forms.ratio[one] else sums[0][one, ~inside]
            return [one, *(of_sum[n] for n in taken if n)]

        yield kept, cells, frame, beside


def spell(figures: pd.DataFrame, number: int) -> str:
    """Return which figure a row of a table of figures is."""
    row = figures.iloc[number]
    held = [str(row[key]) for key in KEYS if key in row and pd.notna(row[key])]
    since, months = (int(row.get(key, end)) for key, end in SPAN.items())
    if (since, months) != (0, 12):
        held.insert(1, f"({since + 1}-{months})")
    return " ".join([str(row["measure"]), *held])
