"""What reading, checking and asking cost as the claims of a file grow tenfold.

Claims are rounded from a random table, so that they agree; then a second source prints five of them
a tenth too high. Each of the five is of a group that nothing else tells of, so that there are five
contradictions whatever the size, in blocks that hold all the rest. One process, one size after the
other, medians of some rounds.

Before that, the real figures of data/published: what `sez claims check` takes of the processor, for
one file and for several in one process, with the start of Python.

    python benchmarks/claims.py [ROUNDS [SIZE ...]]
"""

from __future__ import annotations

import json
import platform
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import metadata
from itertools import pairwise
from pathlib import Path
from typing import Any

import sezlib as sez

SEED = 2019
PLANTED = 5
LAST = 2019
# how many years are spoken of, by the number of claims
YEARS = {200: 5, 2_000: 10, 5_000: 15, 20_000: 20}
INDICATORS = ("exports", "revenue", "investment", "output")
GROUPS = ("biotech", "education", "electronics", "medical", "optics", "robotics")
PLACES = ("AZE", "BLR", "CHE", "CHN", "DEU", "IND", "ISR", "KAZ", "MNG", "POL", "SRB", "UZB")
PARTS = ("", "", "", "-S1", "-S2", "-Q1", "-Q2", "-Q3", "-Q4")
# what nobody prints
ASKED = {"period": f"{LAST - 1}-S2", "group": ["optics", "medical"], "indicator": "exports"}
PUBLISHED = Path(__file__).parents[1] / "data/published"
# what is checked together, and in how many seconds of the processor
REAL = {
    ("bangladesh",): 2,
    ("bangladesh", "technopolis_moscow"): 5,
    ("turkey", "masan", "taiwan", "colombia"): 5,
}
MIX = {"total": 45, "cumulative": 8, "share": 15, "growth": 15, "ratio": 6, "difference": 5,
       "rank": 3, "count": 3}  # fmt: skip


class Table:
    """Amounts by indicator, quarter, group and destination, and claims rounded from them."""

    def __init__(self, years: int) -> None:
        self.chance = random.Random(SEED)
        self.first = LAST - years + 1
        self.quarters = range(self.first * 4, LAST * 4 + 4)
        self.held = {
            (name, group, place): [self.chance.lognormvariate(15, 1.5) for _ in self.quarters]
            for name in INDICATORS
            # a group that nobody names leaves open what the small ones come to
            for group in (*GROUPS, "other")
            for place in PLACES
        }
        # what a second source will print otherwise is a part of the totals too
        for number in range(PLANTED):
            year = (LAST - number % 4) * 4 - self.quarters.start
            amounts = [0.25e6 * (year <= at < year + 4) for at in range(len(self.quarters))]
            self.held[INDICATORS[number % 4], f"planted-{number}", PLACES[0]] = amounts

    def amount(self, where: dict) -> float:
        """Return the sum over what a claim's `where` names."""
        first, last = self._quarters(where)
        begin, end = first - self.quarters.start, last + 1 - self.quarters.start
        return sum(
            sum(amounts[begin:end])
            for (name, group, place), amounts in self.held.items()
            if name == where["indicator"]
            and where.get("group", group) == group
            and where.get("destination", place) == place
        )

    def _quarters(self, where: dict) -> tuple[int, int]:
        if "from" in where:
            return int(where["from"]) * 4, int(where["to"]) * 4 + 3
        year, part = int(where["period"][:4]) * 4, where["period"][5:]
        if part.startswith("S"):
            return year + (int(part[1]) - 1) * 2, year + int(part[1]) * 2 - 1
        return (year + int(part[1]) - 1,) * 2 if part else (year, year + 3)

    def where(self, back: int = 0) -> dict:
        """Return a random part of the table, not in the first years of it."""
        year = self.chance.randint(self.first + back, LAST)
        part = {"period": f"{year}{self.chance.choice(PARTS)}"}
        part["indicator"] = self.chance.choice(INDICATORS)
        kind = self.chance.random()
        if kind > 0.4:
            part["group"] = self.chance.choice(GROUPS)
        if kind > 0.85:
            part["destination"] = self.chance.choice(PLACES)
        return part

    def claim(self) -> dict:
        """Return a random true claim."""
        measure = self.chance.choices(list(MIX), list(MIX.values()))[0]
        where = self.where(back=1)
        value = self.amount(where)
        before = {**where, "period": f"{int(where['period'][:4]) - 1}{where['period'][4:]}"}
        if measure == "cumulative":
            where = {"from": str(self.first), "to": where.pop("period")[:4], **where}
            value = self.amount(where)
        elif measure == "share":
            where = {"group": self.chance.choice(GROUPS), **where}
            part = self.amount(where)
            value = part / self.amount({k: where[k] for k in ("period", "indicator")}) * 100
        elif measure == "growth":
            value = (value / self.amount(before) - 1) * 100
        elif measure in ("ratio", "difference"):
            other = self.amount(before)
            value = value / other if measure == "ratio" else value - other
            where["against"] = before["period"]
        elif measure in ("rank", "count"):
            return self._listed(measure, {k: where[k] for k in ("period", "indicator")})
        return self._printed(measure, where, value)

    def _listed(self, measure: str, where: dict) -> dict:
        if measure == "count":
            told = {"printed": str(len(PLACES)), "unit": "countries"}
            return {"measure": "count", "where": {**where, "of": "destination"}, **told}
        order = sorted(GROUPS, key=lambda group: -self.amount({**where, "group": group}))
        return {
            "measure": "rank",
            "where": {**where, "of": "group"},
            "printed": ", ".join(order[:3]),
        }

    def _printed(self, measure: str, where: dict, value: float) -> dict:
        unit, factor = {"share": ("%", 1), "growth": ("%", 1), "ratio": ("times", 1)}.get(
            measure, self.chance.choice([("mln RUB", 1e6), ("bn RUB", 1e9)])
        )
        decimals = self.chance.choice([2, 3] if factor == 1e9 else [0, 1, 2])
        told = {"printed": f"{value / factor:.{decimals}f}", "unit": unit}
        return {"measure": measure, "where": where, **told}

    def pair(self, number: int) -> tuple[dict, dict]:
        """Return two figures of one group that nobody else names, the second a tenth higher."""
        where = {"period": str(LAST - number % 4), "indicator": INDICATORS[number % 4]}
        where["group"] = f"planted-{number}"
        told = {"measure": "total", "where": where, "unit": "mln RUB"}
        return {**told, "printed": "1.00"}, {**told, "printed": "1.10", "source": "other"}


def files(size: int) -> tuple[str, str]:
    """Return claims that agree, and as many of which five are printed twice, not alike."""
    years = YEARS.get(size, max(3, round(size**0.5 / 7)))
    table = Table(years)
    made = [table.claim() for _ in range(size - 2 * PLANTED)]
    pairs = [table.pair(number) for number in range(PLANTED)]
    calm = [*made, *(one for one, _ in pairs), *(table.claim() for _ in pairs)]
    quarrel = [*made, *(claim for both in pairs for claim in both)]
    return _text(calm), _text(quarrel)


def _text(claims: list[dict]) -> str:
    parts = ['[[sources]]\nid = "one"\nlanguage = "en"', '[[sources]]\nid = "other"']
    for number, claim in enumerate(claims):
        told = {"id": f"claim-{number:05d}", "source": "one", **claim}
        parts.append("[[claims]]\n" + "\n".join(f"{k} = {_toml(v)}" for k, v in told.items()))
    return "\n\n".join(parts) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {_toml(v)}" for k, v in value.items()) + " }"
    return json.dumps(value)


def timed(
    rounds: int, job: Callable[[], Any], clock: Callable[[], float] = time.process_time
) -> tuple[float, Any]:
    """Return the median of what a job takes by a clock, of the processor, and what it returns."""
    times = []
    for _ in range(rounds):
        begun = clock()
        told = job()
        times.append(clock() - begun)
    return statistics.median(times), told


def children() -> float:
    """Return what the processes that have ended took of the processor, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def command(names: tuple[str, ...]) -> None:
    """Run `sez claims check` on published files, one after the other in one process."""
    told = "from sezlib.cli import main; [main(['claims', 'check', f]) for f in FILES]"
    found = [str(PUBLISHED / f"{name}.toml") for name in names]
    asked = [sys.executable, "-c", told.replace("FILES", repr(found))]
    subprocess.run(asked, stdout=subprocess.DEVNULL, check=True)


def real(rounds: int) -> None:
    """Print what the real files take of the processor, alone and with the start of Python."""
    print("| real figures of | claims | sets | check, s | with the start of Python, s | goal, s |")
    print("|---|---|---|---|---|---|", flush=True)
    for names, goal in REAL.items():
        held = [sez.claims.read(PUBLISHED / f"{name}.toml") for name in names]
        check, found = timed(rounds, lambda of=held: list(map(sez.claims.check, of)))
        whole, _ = timed(rounds, lambda of=names: command(of), children)
        sets = sum(len(checked.conflicts) for checked in found)
        told = f"{sum(map(len, held))} | {sets} | {check:.2f} | {whole:.2f} | {goal}"
        print(f"| {', '.join(names)} | {told} |", flush=True)
    print()


def main(rounds: int, sizes: list[int]) -> None:
    """Print a table of the medians, and how the time per claim grows."""
    versions = [f"{name} {metadata.version(name)}" for name in ("scipy", "numpy")]
    print(f"Python {platform.python_version()}, {', '.join(versions)}, medians of {rounds} rounds")
    # what is loaded once is no claim's cost
    sez.claims.check(sez.claims.parse(files(50)[0]))
    real(rounds)
    print(
        "| claims | read, s | check, agreeing, s | check, 5 planted, s | sets | all | bounds, s |"
    )
    print("|---|---|---|---|---|---|---|", flush=True)
    seen: dict[int, tuple[float, ...]] = {}
    for size in sizes:
        calm, quarrel = files(size)
        read, claims = timed(rounds, lambda text=calm: sez.claims.parse(text))
        clashing = sez.claims.parse(quarrel)
        quiet, agreed = timed(rounds, lambda held=claims: sez.claims.check(held))
        assert agreed.consistent, agreed.conflicts
        ask, _ = timed(rounds, lambda held=claims: sez.claims.bounds(held, "share", **ASKED))
        check, found = timed(rounds, lambda held=clashing: sez.claims.check(held))
        assert len(found.conflicts) == PLANTED
        seen[size] = (read, quiet, check, ask)
        sets = f"{len(found.conflicts)} | {'yes' if found.complete else 'no'}"
        print(
            f"| {size} | {read:.2f} | {quiet:.2f} | {check:.2f} | {sets} | {ask:.2f} |", flush=True
        )
    print("\n| claims | ms a claim: read | check, agreeing | check, 5 planted | bounds |")
    print("|---|---|---|---|---|")
    for size, times in seen.items():
        print(f"| {size} | " + " | ".join(f"{t / size * 1e3:.2f}" for t in times) + " |")
    first = sizes[0]
    print(f"\ncheck on {first} claims: {seen[first][2]:.2f} s (goal for 200: under 2)")
    for less, more in pairwise(sizes):
        grown = [b / a for a, b in zip(seen[less], seen[more], strict=True)]
        print(
            f"{less} to {more} claims, {more / less:.0f} times as many (goal: as long): "
            f"read {grown[0]:.1f}, check {grown[1]:.1f} and {grown[2]:.1f}, bounds {grown[3]:.1f}"
        )


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(given[0] if given else 3, given[1:] or [200, 2_000, 20_000])
