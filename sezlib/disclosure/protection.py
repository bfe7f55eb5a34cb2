"""How near a protected figure can be known by whom, by all figures that are published."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from sezlib.disclosure.attack import NOISE, Answer, Attack
from sezlib.disclosure.figures import (
    FREE,
    KEYS,
    Forms,
    Records,
    demands,
    form,
    read_records,
    rows_of,
)
from sezlib.disclosure.rules import Rules
from sezlib.flows import FlowsError

# how many attackers work together
TOGETHER = 2
# how many times as far as it has to be a figure is moved, so that what moves it moves others little
FAR, FURTHEST = 20.0, 1e3
# how many numbers tell what each set of attackers has in each cell
MOST = 50_000_000


@dataclass
class Target:
    """A figure to protect: the sum that it is, and by how much whom its ends have to miss."""

    number: int
    terms: np.ndarray
    value: float
    behind: np.ndarray
    demands: list[tuple[tuple[int, ...], float]]
    # tables on which what is published holds, and the figure is far off, upwards and downwards
    tables: dict[float, list[np.ndarray]] = field(default_factory=lambda: {1.0: [], -1.0: []})


class Breach(NamedTuple):
    """A way to come too close to a figure: from which side, who, how, and what they must miss."""

    target: Target
    sign: float
    attackers: tuple[int, ...]
    answer: Answer
    needed: float


class Guard:
    """The attacks on all figures that have to be protected, by what is `published`."""

    def __init__(
        self, records: Records, figures: pd.DataFrame, rules: Rules, published: np.ndarray
    ) -> None:
        self.records, self.figures, self.published = records, figures, published
        forms = form(figures, records.cells)
        low, high = (figures[end].to_numpy(float) for end in ("low", "high"))
        self.attack = Attack(forms, low, high, records.amounts)
        many, cells = len(records.names), len(records.amounts)
        if sum(math.comb(many, n) for n in range(TOGETHER + 1)) * cells > MOST:
            raise FlowsError(
                f"{many:,} companies in {cells:,} cells: every two are tried together, and so many "
                "are more than memory holds; take one zone, or fewer groups or periods"
            )
        sets = [s for n in range(TOGETHER + 1) for s in combinations(range(many), n)]
        at = [(row, one) for row, held in enumerate(sets) for one in held]
        where = tuple(np.array(at, dtype=int).reshape(-1, 2).T)
        self._sets, self._row = sets, {held: row for row, held in enumerate(sets)}
        self._members = sparse.csr_array((np.ones(len(at)), where), (len(sets), many))
        self._sizes = np.array([len(held) for held in sets])
        self._owns = (self._members @ records.own).toarray()
        self.targets = list(self._targets(forms, rules))

    def _targets(self, forms: Forms, rules: Rules) -> Iterator[Target]:
        protected = rules.protected(self.records.names)
        unsafe = np.flatnonzero(self.figures["needed"].to_numpy() > 0)
        behind = rows_of(self.records.behind(forms.told[unsafe]))
        for number, (who, amounts) in zip(unsafe, behind, strict=True):
            every = demands(rules, protected, who, amounts, TOGETHER)
            asked = [(held, needed) for held, needed in every if needed > 0]
            terms = forms.told[[number]].toarray().ravel()
            value = float(terms @ self.records.amounts)
            yield Target(int(number), terms, value, who, asked)

    def publish(self, published: np.ndarray) -> None:
        """Attack by other figures from now on; tables on which those do not hold are forgotten."""
        self.published = published
        for tables in (tables for target in self.targets for tables in target.tables.values()):
            tables[:] = [t for t in tables if not len(self.attack.broken(t, published))]

    def breaches(self) -> Iterator[Breach]:
        """Yield each way to come too close to a figure, until what gives it away is hidden.

        A figure that is left open is told once. Who does not contribute to a figure knows as much
        of it as an outsider, and attacks with what it has elsewhere.
        """
        for target in self.targets:
            yield from self._breaches(target)

    def _breaches(self, target: Target) -> Iterator[Breach]:
        strange = np.asarray(self._members[:, target.behind].sum(axis=1)).ravel() == 0
        for sign, (held, needed) in product((1.0, -1.0), target.demands):
            sets = np.flatnonzero(strange & (self._sizes <= TOGETHER - len(held)))
            owns = self._owns[sets] + self._own(held)
            # a table that leaves many what is theirs spares an attack by each
            parts = [np.arange(len(sets))]
            while parts:
                part = parts.pop()
                part = part[~self._served(target, sign, owns[part], needed)]
                answer = len(part) and self._push(target, sign, owns[part].max(axis=0), needed)
                if answer and len(part) > 1:
                    parts += [part[len(part) // 2 :], part[: len(part) // 2]]
                elif answer:
                    before, who = self.published.sum(), (*held, *self._sets[sets[part[0]]])
                    yield Breach(target, sign, who, answer, needed)
                    if self.published.sum() == before:
                        return
                    parts.append(part)

    def reason(self, breach: Breach) -> list[int]:
        """Return the figures that a breach needs; of one that is printed, that figure."""
        target, sign, held, answer, needed = breach
        if self.published[target.number]:
            return [target.number]
        own, kept = self._own(held), list(answer.held_by)
        for one in answer.held_by:
            fewer = np.isin(np.arange(len(self.published)), [k for k in kept if k != one])
            end = self.attack.extreme(target.terms, sign, fewer, own).end
            if sign * (end - target.value) < needed * (1 - NOISE):
                kept.remove(one)
        return kept

    def _push(self, target: Target, sign: float, own: np.ndarray, needed: float) -> Answer | None:
        """Return how near a figure can be known; None, and a table is kept, if not too near."""
        # no cell has to move much further, or there is no such table
        near = np.maximum(self.records.amounts, own) + FAR * needed
        for most in (near, near + FURTHEST * self.records.amounts.sum()):
            answer = self.attack.extreme(target.terms, sign, self.published, own, most)
            if sign * (answer.end - target.value) >= needed * (1 - NOISE):
                target.tables[sign].append(answer.table)
                return None
        return answer

    def _served(self, target: Target, sign: float, owns: np.ndarray, needed: float) -> np.ndarray:
        """Return for which attackers a known table is far enough off, and leaves what is theirs.

        What is published holds on every table between the true one and another.
        """
        truth, tables, done = self.records.amounts, target.tables[sign], np.zeros(len(owns), bool)
        for table in [*tables, *([sum(tables) / len(tables)] if len(tables) > 1 else [])]:
            far = sign * (target.terms @ table - target.value)
            between = truth + min(needed / far, 1.0) * (table - truth) if far > 0 else truth
            if far >= needed * (1 - NOISE):
                done |= (between >= owns * (1 - NOISE)).all(axis=1)
        return done

    def _own(self, held: tuple[int, ...]) -> np.ndarray:
        return self._owns[self._row[tuple(sorted(held))]]


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
    return audit_records(read_records(flows, rules, per=per), figures, rules)


def audit_records(records: Records, figures: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return what `audit` does, of records that are read already."""
    guard = Guard(records, figures, rules, (figures["status"] == FREE).to_numpy())
    for number in guard.attack.broken(records.amounts, guard.published).tolist():
        raise FlowsError(f"{spell(figures, number)} is not what the records give")
    rows = figures.loc[[t.number for t in guard.targets]].drop(columns=["contributors", "needed"])
    ends = [guard.attack.ends(t.terms, guard.published) for t in guard.targets]
    rows["value"] = [target.value for target in guard.targets]
    rows[["low", "high"]] = np.array(ends).reshape(-1, 2)
    named, given = {}, {}
    for breach in guard.breaches():
        if (at := breach.target.number) not in named:
            named[at] = ", ".join(records.names[one] for one in breach.attackers)
            given[at] = "; ".join(spell(figures, one) for one in guard.reason(breach))
    rows["figure"] = [spell(figures, target.number) for target in guard.targets]
    told = {"attackers": named, "given_away_by": given}
    rows = rows.assign(**{key: pd.Series(held, dtype=object) for key, held in told.items()})
    return rows.reset_index(drop=True)


def spell(figures: pd.DataFrame, number: int) -> str:
    """Return which figure a row of a table of figures is."""
    row = figures.iloc[number]
    held = [str(row[key]) for key in KEYS if key in row and pd.notna(row[key])]
    return " ".join([str(row["measure"]), *held])
