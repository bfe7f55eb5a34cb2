"""How near a protected figure can be known by whom, by all figures that are published."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

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
# some companies, by number
Held = tuple[int, ...]


@dataclass(eq=False)
class Target:
    """A figure to protect: the sum that it is, the companies behind it, and its doubles."""

    number: int
    terms: np.ndarray
    value: float
    behind: Behind
    alike: list[int]
    # by how much each set of companies has to miss it
    needed: list[float] = field(default_factory=list)


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
        self.records, forms = _merged(records, forms)
        low, high = (figures[end].to_numpy(float) for end in ("low", "high"))
        self.attack = Attack(forms, low, high, self.records.amounts)
        many, cells = self.records.own.shape
        own = sparse.vstack([self.records.own, sparse.csr_array((1, cells))]).tocsr()
        # with nobody in the last row
        self._own = own.toarray() if own.shape[0] * cells <= SMALL else own
        self.exact = can_try_pairs(self.records)
        self._tables = np.empty((0, cells))
        # how much of the way to a table each set of companies is left what is theirs
        most = TOGETHER if self.exact else -1
        self._sets = [s for n in range(most + 1) for s in combinations(range(many), n)]
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
        for number, (cells, terms) in rows:
            alike.setdefault(cells.tobytes() + terms.tobytes(), []).append(number)
        behind = rows_of(self.records.behind(forms.told[[held[0] for held in alike.values()]]))
        for held, (who, amounts) in zip(alike.values(), behind, strict=True):
            terms = forms.told[[held[0]]].toarray().ravel()
            value = float(terms @ self.records.amounts)
            yield Target(held[0], terms, value, Behind(rules, protected, who, amounts), held)

    def publish(self, published: np.ndarray) -> None:
        """Attack by other figures from now on; tables on which those do not hold are forgotten."""
        self.published = published
        self._circles.publish(published)
        kept = [not len(self.attack.broken(table, published)) for table in self._tables]
        self._tables, self._limits = self._tables[kept], self._limits[kept]

    def concede(self) -> list[int]:
        """Return the figures that what is published gives away, and protect them no more."""
        lost = {breach.target: breach.target.alike for breach in self.breaches()}
        self.targets = [target for target in self.targets if target not in lost]
        return sorted(number for alike in lost.values() for number in alike)

    def breaches(self) -> Iterator[Breach]:
        """Yield each way to come too close to a figure, until what gives it away is hidden.

        A figure that is left open is told once. Who does not contribute to a figure knows as much
        of it as an outsider, and attacks with what it has elsewhere.
        """
        self.untried = []
        for target in self.targets:
            yield from (self._breaches if self.exact else self._strong)(target)

    def spares(self, target: Target, sign: float) -> bool:
        """Return whether a figure of a zone of many companies is safe, with no attack tried."""
        needed = target.behind.worst()[1]
        return not self.exact and self._circles.spare(target.terms, needed, sign)

    def _breaches(self, target: Target) -> Iterator[Breach]:
        for sign in (1.0, -1.0):
            many = max(SMALL // len(self.records.amounts), 1)
            while True:
                if time.monotonic() > self.until:
                    self.untried.append(target)
                    return
                left = np.flatnonzero(~self._served(target, sign))
                if not len(left):
                    break
                # a table that leaves many what is theirs spares an attack by each
                part = [self._sets[at] for at in left[:many]]
                answer, needed = self._push(target, sign, part)
                if needed <= sign * (answer.end - target.value):
                    self._remember(answer.table)
                    many = 2 * len(part)
                elif len(part) > 1:
                    many = len(part) // 2
                else:
                    before, who = self.published.sum(), part[0]
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
        late = time.monotonic() > self.until
        left = [sign for sign in (1.0, -1.0) if late or not self.spares(target, sign)]
        for sign, many in product(left, range(len(largest))):
            held = tuple(sorted(largest[:many]))
            needed = target.behind.worst(held)[1]
            if needed <= 0:
                continue
            known = self._circles.known.copy()
            inside = target.terms != 0
            known[inside] = (self.records.amounts - own[[largest[many]]].toarray()[0])[inside]
            while True:
                if time.monotonic() > self.until:
                    self.untried.append(target)
                    return
                answer, _ = self._push(target, sign, [held], known)
                if needed * (1 - NOISE) <= sign * (answer.end - target.value):
                    break
                before = self.published.sum()
                yield Breach(target, sign, target.behind.worst(held)[0], answer, needed)
                if self.published.sum() == before:
                    return

    def _push(
        self, target: Target, sign: float, sets: list[Held], own: np.ndarray | None = None
    ) -> tuple[Answer, float]:
        """Return how far a figure can be moved with what each of some has left, and has to be."""
        own, amounts = self._owns(sets).max(axis=0) if own is None else own, self.records.amounts
        needed = max(target.behind.worst(held)[1] for held in sets) * (1 - NOISE / 2)
        # no cell has to move much further, or there is no such table
        near = np.maximum(amounts, own) + FAR * needed
        for most in (near, near + FURTHEST * amounts.sum()):
            answer = self.attack.extreme(target.terms, sign, self.published, own, most)
            if needed <= sign * (answer.end - target.value):
                break
        return answer, needed

    def _served(self, target: Target, sign: float) -> np.ndarray:
        """Return for which sets of companies a known table spares the attack."""
        target.needed += [target.behind.worst(s)[1] for s in self._sets[len(target.needed) :]]
        return self._spared(target, sign, np.array(target.needed), self._limits)

    def _spared(
        self, target: Target, sign: float, needed: np.ndarray, limits: np.ndarray
    ) -> np.ndarray:
        far = sign * (self._tables @ target.terms - target.value)
        far, limits = far[far > 0], limits[far > 0]
        return (needed <= 0) | (needed * (1 - NOISE) <= limits * far[:, None]).any(axis=0)

    def _remember(self, table: np.ndarray) -> None:
        kept = -max(SMALL // max(len(table), len(self._sets)), 100)
        limits = self._limit(table[None], self._sets)
        self._tables = np.vstack([self._tables, table])[kept:]
        self._limits = np.vstack([self._limits, limits])[kept:]

    def _limit(self, tables: np.ndarray, sets: list[Held]) -> np.ndarray:
        """Return how much of the way to each table each of some sets is left what is theirs."""
        found = np.ones((len(tables), len(sets)))
        for row, table in enumerate(tables):
            down = np.flatnonzero(table < self.records.amounts)
            left = self.records.amounts[down] - self._owns(sets, down) * (1 - NOISE)
            part = left / (self.records.amounts - table)[down]
            found[row] = part.min(axis=1, initial=1.0)
        return found

    def reason(self, breach: Breach) -> list[int]:
        """Return the figures that a breach needs, none of which is for nothing."""
        target, sign, held, answer, needed = breach
        own, kept = self._owns([held])[0], list(answer.held_by)
        for one in answer.held_by:
            fewer = np.isin(np.arange(len(self.published)), [k for k in kept if k != one])
            end = self.attack.extreme(target.terms, sign, fewer, own).end
            if sign * (end - target.value) < needed * (1 - NOISE):
                kept.remove(one)
        return kept

    def _owns(self, sets: list[Held], cells: np.ndarray | slice = EVERY) -> np.ndarray:
        """Return what each of some sets of companies has in cells; a row each."""
        nobody = len(self.records.names)
        at = np.array([(*held, nobody, nobody)[:TOGETHER] for held in sets], dtype=int)
        own = self._own[:, cells]
        return _filled(sum(own[one] for one in at.reshape(-1, TOGETHER).T))


def can_try_pairs(records: Records) -> bool:
    """Return whether companies are so few that all pairs of them can be tried."""
    return math.comb(len(records.names), TOGETHER) * len(records.cells) <= SMALL


def _filled(own: Any) -> np.ndarray:
    return own.toarray() if sparse.issparse(own) else own


def _merged(records: Records, forms: Forms) -> tuple[Records, Forms]:
    """Return cells that no figure tells apart as one."""
    rows = sparse.csc_array(sparse.vstack([forms.top, forms.bottom]))
    rows.sort_indices()
    alike: dict[bytes, int] = {}
    at = [
        alike.setdefault(rows.indices[part].tobytes() + rows.data[part].tobytes(), len(alike))
        for part in (slice(*rows.indptr[n : n + 2]) for n in range(rows.shape[1]))
    ]
    _, first = np.unique(at, return_index=True)
    adding = sparse.csr_array((np.ones(len(at)), (np.arange(len(at)), at)))
    own = sparse.csr_array(records.own @ adding)
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
        for target in guard.targets:
            # of many companies, the ends of what comes too near to nobody are not worked out
            spared = all(guard.spares(target, sign) for sign in (1.0, -1.0))
            ends = (target.value, np.nan, np.nan)
            if not spared:
                ends = (target.value, *guard.attack.ends(target.terms, guard.published))
            for one in target.alike:
                found[at[one]] = dict(zip(("value", "low", "high"), ends, strict=True))
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
    by_period = sparse.csr_array((number, (np.arange(len(codes)), codes)))
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
    linked = sparse.csr_array(links.T.astype(int) @ links)
    _, part_of = connected_components(linked, directed=False)
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
