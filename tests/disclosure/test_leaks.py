"""Ten attacks on finished reports, by nothing but their files, as those who read them would try.

Each gives away companies of the internal edition, which shows that it works, and none of the public
one. What is found is held against the records of the sample, by company, which no attack has seen;
a company knows its own sales and no more. Names are taken away first: they are no attack.
"""

from __future__ import annotations

import bisect
import html
import itertools
import json
import math
import os
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

import sezlib as sez
from tests import processes

ROOT = Path(__file__).parents[2]
KEYS = ("group", "destination", "bloc")
BLOCS = ("EAEU", "EU", "Asia", "Europe", "Africa", "Americas", "Oceania")
# how near an amount has to be to be known
NEAR = 1e-4
# of a bar, whose ends have six decimals of a point
DRAWN = 1e-5


class Cell(NamedTuple):
    """What an amount is of: a period, and a group, a destination or a bloc of it, or all."""

    period: str
    group: str = ""
    destination: str = ""
    bloc: str = ""


Found = Iterable[tuple[Cell, float]]


@cache
def sales() -> dict[Cell, dict[str, float]]:
    """Return what each company sold in each cell, of years, of months and of years to a month."""
    flows = sez.with_groups(sez.read(ROOT / "data/sample/flows.csv"))
    blocs = sez.with_blocs(flows, [*BLOCS])
    held: dict[Cell, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for table, tables in (
        (flows, [(), ("group",), ("destination",), ("group", "destination")]),
        (blocs, [("bloc",)]),
    ):
        for row in table[table["value"] > 0].to_dict("records"):
            year, month = row["period"][:4], int(row["period"][5:7])
            spans = [year, row["period"], *(f"{year} to {m:02}" for m in range(month, 13))]
            for span, keys in itertools.product(spans, tables):
                held[Cell(span, **{key: row[key] for key in keys})][row["resident"]] += row["value"]
    return {cell: dict(by) for cell, by in held.items()}


def own_of(cell: Cell) -> dict[str, float]:
    """Return what each company knows of a cell: what it sold itself."""
    return sales().get(cell, {})


def is_company(cell: Cell, amount: float) -> bool:
    """Return whether an amount is what one company sold in a cell."""
    return any(math.isclose(amount, sold, rel_tol=NEAR) for sold in own_of(cell).values())


def given_away(found: Found) -> dict[Cell, float]:
    """Return what is true of what an attack has found."""
    return {cell: amount for cell, amount in found if is_company(cell, amount)}


# what is published


class Published:
    """The files of a finished report, without the names of companies."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.summary = json.loads((folder / "summary.json").read_text("utf-8"))
        self.year = self.summary["period"]

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables, with numbers where there are any, and without companies."""
        held = {}
        for path in sorted((self.folder / "tables").glob("*.csv")):
            table = pd.read_csv(path, dtype=str, keep_default_na=False)
            table = table.drop(columns="resident", errors="ignore")
            for name in set(table) - {*KEYS, "period"}:
                numbers = pd.to_numeric(table[name], errors="coerce")
                told = numbers.notna().any() or set(table[name]) <= {"", "[c]"}
                table[name] = numbers if told else table[name]
            held[path.stem] = table
        return held

    @cached_property
    def before(self) -> str:
        return str(int(self.year) - 1)

    def table(self, name: str) -> pd.DataFrame:
        return self.tables.get(name, pd.DataFrame())

    def figure(self, name: str) -> list[float]:
        """Return a figure that the summary names, wherever it stands."""
        held = (one["value"] for one in self.summary["figures"] if one["id"] == name)
        return [value for value in held if value is not None]

    @cached_property
    def totals(self) -> dict[str, float]:
        """What all of each year came to: as printed, and as two running totals differ."""
        found: dict[str, float] = {}
        for table in self.tables.values():
            if "period" in table and "total" in table and not {*KEYS} & {*table}:
                found |= dict(zip(table["period"], table["total"], strict=True))
            if {"period", "cumulative"} <= {*table}:
                steps = table["cumulative"].diff()
                found = dict(zip(table["period"], steps, strict=True)) | found
        for total in self.figure("total"):
            found[self.year] = total
            for growth in self.figure("growth"):
                found.setdefault(self.before, total / (1 + growth))
        return {year: total for year, total in found.items() if total == total}

    @cached_property
    def amounts(self) -> list[tuple[Cell, float]]:
        """Every amount that a table prints, or that its shares and contributions are of."""
        found = []
        for table in self.tables.values():
            keys = [key for key in KEYS if key in table]
            for row in table.to_dict("records"):
                year = row.get("period", self.year)
                if not keys or not re.fullmatch("[0-9]{4}", str(year)):
                    continue
                now, before = (
                    Cell(at, **{key: row[key] for key in keys}) for at in (year, str(int(year) - 1))
                )
                whole, base = self.totals.get(year), self.totals.get(before.period)
                told = [(now, row.get("total")), (now, row.get("value")),
                        (before, row.get("previous"))]  # fmt: skip
                for name in ("share", "ratio"):
                    told.append((now, whole and row.get(name, math.nan) * whole))
                if base:
                    moved = row.get("contribution", math.nan) * base
                    told.append((before, row.get("total", math.nan) - moved))
                    told.append((now, row.get("previous", math.nan) + moved))
                found += [(cell, float(n)) for cell, n in told if n is not None and n == n and n]
        found += [(Cell(year), total) for year, total in self.totals.items()]
        return list(dict.fromkeys(found))

    @cached_property
    def texts(self) -> dict[str, str]:
        """What can be read of each file: of the page and of charts what stands in them."""
        held = {}
        for path in sorted(self.folder.rglob("*.*")):
            if path.suffix in (".html", ".svg"):
                text = re.sub(r"<style.*?</style>|src=\"data:[^\"]*\"", "", path.read_text("utf-8"),
                              flags=re.DOTALL)  # fmt: skip
                alts = " ".join(re.findall(r"(?:alt|aria-label|title)=[\"']([^\"']*)", text))
                held[path.name] = html.unescape(re.sub(r"<[^>]*>", " ", text) + " " + alts)
            elif path.suffix in (".csv", ".json", ".ipynb"):
                held[path.name] = path.read_text("utf-8")
            elif path.suffix == ".xlsx":
                book = zipfile.ZipFile(path)
                held[path.name] = " ".join(
                    re.sub(r"<[^>]*>", " ", book.read(name).decode())
                    for name in book.namelist()
                    if name.endswith(".xml")
                )
        return held


read_once = cache(Published)


# the attacks


def take_off_own(amounts: Found) -> Found:
    """Yield what is left of amounts for a company that takes off what it sold itself."""
    for cell, amount in amounts:
        for sold in own_of(cell).values():
            yield cell, amount - sold


def largest_exporter(report: Published) -> Found:
    """Yield the year's total times the share of the largest exporter."""
    total = report.totals.get(report.year, math.nan)
    shares = report.figure("largest_exporter_share")
    for name, column in (("residents", "share"), ("dependence", "largest")):
        table = report.table(name)
        at = table if "period" not in table else table[table["period"] == report.year]
        shares += [*at[column].dropna()[:1]] if column in at else []
    for share in shares:
        yield Cell(report.year), total * share


def largest_exporter_before(report: Published) -> Found:
    """Yield what the largest exporter sold the year before, from the growth of all others."""
    total, before = (report.totals.get(year, math.nan) for year in (report.year, report.before))
    growths = report.figure("growth_without_largest")
    growths += [*report.table("without").get("growth_without", [])]
    for (_, largest), growth in itertools.product(largest_exporter(report), growths):
        yield Cell(report.before), before - (total - largest) / (1 + growth)


def groups_of_one(report: Published) -> Found:
    """Yield the amounts of product groups, this year and last, and in all years."""
    for cell, amount in report.amounts:
        if cell.group and not cell.destination:
            yield cell, amount


def quartiles(report: Published) -> Found:
    """Yield the quartiles of years in which a company stands at each of them."""
    for row in report.table("sizes").to_dict("records"):
        if row["exporters"] % 4 == 1:
            for name in ("lower_quartile", "median", "upper_quartile"):
                yield Cell(row["period"]), row[name]
    n = report.figure("exporters")
    if n and n[0] % 4 == 1:
        for name in ("lower_quartile", "median", "upper_quartile"):
            for value in report.figure(f"exporter_{name}"):
                yield Cell(report.year), value


def year_of_four(report: Published) -> Found:
    """Yield four exporters from the quartiles, the mean and the share of the largest."""
    sizes, shares = report.table("sizes"), report.table("dependence")
    for row in sizes[sizes["exporters"] == 4].to_dict("records") if len(sizes) else []:
        [share] = shares.loc[shares["period"] == row["period"], "largest"]
        largest = 4 * row["mean"] * share
        # quartiles lie a quarter of the way from one company to the next
        third = (row["upper_quartile"] - largest / 4) / 0.75
        second = 2 * row["median"] - third
        for amount in (largest, third, second, 4 * row["mean"] - largest - third - second):
            yield Cell(row["period"]), amount


def year_of_two(report: Published) -> Found:
    """Yield what is left of years when one of its exporters takes off what it sold."""
    return take_off_own((Cell(year), total) for year, total in report.totals.items())


def own_sales(report: Published) -> Found:
    """Yield what is left of groups, countries, blocs and crossings for a company in them."""
    return take_off_own((cell, n) for cell, n in report.amounts if any(cell[1:]))


def points_of_contribution(report: Published) -> Found:
    """Yield changes of groups and countries: their contributions times the year before."""
    base = report.totals.get(report.before, math.nan)
    for name in ("groups", "markets-moved"):
        table = report.table(name)
        for row in table.to_dict("records") if "contribution" in table else []:
            cell = {key: row[key] for key in KEYS if key in row}
            yield Cell(report.year, **cell), row["contribution"] * base


def changed(found: Found) -> dict[Cell, float]:
    """Return what is true of changes: they are those of one company."""
    held = {}
    for cell, change in found:
        now, before = own_of(cell), own_of(cell._replace(period=str(int(cell.period) - 1)))
        moves = (now.get(name, 0.0) - before.get(name, 0.0) for name in {*now, *before})
        if any(math.isclose(change, move, rel_tol=NEAR) for move in moves if move):
            held[cell] = change
    return held


def two_that_left(report: Published) -> Found:
    """Yield what one of two exporters that left knows that the other had sold."""
    listed, nested = report.table("came-and-left"), report.table("markets-nested")
    found = listed[listed["status"] == "left"]["previous"] if "status" in listed else []
    both = [sum(found)] if len(found) == 2 else []
    if "margin" in nested:
        gone = nested[(nested["level"] == "resident") & (nested["margin"] == "leaving")]
        both += [row["previous"] for row in gone.to_dict("records") if row["members"] == 2]
    return take_off_own((Cell(report.before), amount) for amount in both)


def monthly_editions(*reports: Published) -> Found:
    """Yield what a month added to each amount, from the editions to it and to the one before."""
    for one, two in itertools.pairwise(reports):
        month = two.summary["complete_to"]
        assert int(month[5:7]) == int(one.summary["complete_to"][5:7]) + 1
        before = dict(one.amounts)
        for cell, amount in two.amounts:
            if cell.period == two.year:
                yield cell._replace(period=month), amount - before.get(cell, 0.0)


# numbers that stand anywhere


def in_figures(report: Published) -> Iterator[tuple[str, str]]:
    """Yield each number that stands in a file, as it is written, and where."""
    for name, text in report.texts.items():
        # on a page digits are grouped, and decimals stand after a mark of the language
        read = name.endswith((".html", ".svg"))
        number = r"(?<![\w.,])\d[\d,]*(?:[.,]\d+)?" if read else r"(?<![\w.])\d+(?:\.\d+)?"
        for found in re.findall(number, re.sub("[\u00a0\u202f]", "", text)):
            yield name, found.strip(",")


def as_written(amount: float, digits: int, language: str) -> str:
    """Return an amount in millions as it stands on a page."""
    shown = f"{amount / 1e6:,.{digits}f}"
    return shown.replace(",", "").replace(".", ",") if language == "ru" else shown


def secrets(until: str) -> dict[Cell, list[float]]:
    """Return what nobody may know of years: of few companies what each sold, and what all did.

    Of two, each knows the other from what both sold; of more, the second knows the largest where
    the others are less than a tenth of that.
    """
    held: dict[Cell, list[float]] = {}
    for cell, by in sales().items():
        if len(cell.period) > 4 or cell.period > until:
            continue
        largest, _, *others = [*sorted(by.values(), reverse=True), 0.0]
        few = len(by) < 3
        if few or sum(others) < largest / 10:
            held[cell] = [*(by.values() if few else ()), sum(by.values())]
    return held


def printed_anywhere(report: Published, allowed: Iterable[float]) -> dict[str, set[Cell]]:
    """Return the numbers in any file that are what one company of few, or all of few, sold.

    A number is compared in all its digits where it has six, and in the millions that a page prints
    where it has three; what the `allowed` amounts are written as says nothing.
    """
    language = report.summary["language"]
    known = {round(amount) for amount in allowed}
    spelled = {as_written(n, digits, language) for n in known for digits in (1, 2)}
    whole: dict[int, set[Cell]] = defaultdict(set)
    short: dict[str, set[Cell]] = defaultdict(set)
    for cell, amounts in secrets(report.year).items():
        for amount in amounts:
            if round(amount) not in known and amount >= 1e5:
                whole[round(amount)].add(cell)
            for digits in (1, 2):
                shown = as_written(amount, digits, language)
                if amount >= 10 ** (8 - digits) and shown not in spelled:
                    short[shown].add(cell)
    found: dict[str, set[Cell]] = defaultdict(set)
    for name, text in in_figures(report):
        plain = text.replace(",", "")
        if re.fullmatch(r"\d{6,}(\.0)?", plain) and round(float(plain)) in whole:
            found[f"{name}: {text}"] |= whole[round(float(plain))]
        if name.endswith((".html", ".svg")) and text in short:
            found[f"{name}: {text}"] |= short[text]
    return dict(found)


def bars_of(svg: str) -> set[float]:
    """Return how long and how wide the upright rectangles of a chart are."""
    found = set()
    for path in re.findall(r'<path d="([^"]*)" clip-path', svg):
        ends = re.findall(r"[ML] (\S+) (\S+)", path)
        if "C" not in path and len(ends) == 4:
            for at in zip(*ends, strict=True):
                found.add(abs(max(map(float, at)) - min(map(float, at))))
    return {length for length in found if length}


def measured_bars(report: Published, allowed: Iterable[float]) -> dict[str, set[Cell]]:
    """Return the bars whose length is what one company of few, or all of few, sold.

    The scale of a chart is the one by which most of its bars are as long as `allowed` amounts.
    """
    known = sorted({n for n in allowed if n > 0})
    hidden = [(n, cell) for cell, amounts in secrets(report.year).items() for n in amounts]
    found: dict[str, set[Cell]] = defaultdict(set)
    for path in sorted(report.folder.glob("figures/*.svg")):
        bars = sorted(bars_of(path.read_text("utf-8")))
        scales = [amount / length for amount in known for length in bars[-3:]]
        fits = {scale: [bar for bar in bars if stands(bar * scale, known)] for scale in scales}
        scale = max(fits, key=lambda one: len(fits[one]), default=0.0)
        if not scale or len(fits[scale]) < 3:
            continue
        for bar in set(bars) - {*fits[scale]}:
            found[path.name] |= {cell for n, cell in hidden if stands(bar * scale, [n])}
    return {name: cells for name, cells in found.items() if cells}


def stands(amount: float, known: list[float]) -> bool:
    """Return whether an amount is one of those known, as near as a chart is drawn."""
    at = bisect.bisect_left(known, amount * (1 - DRAWN))
    return at < len(known) and known[at] <= amount * (1 + DRAWN)


@cache
def members(year: str) -> dict[str, set[str]]:
    """Return the countries of each bloc in a year that anybody sold to."""
    flows = sez.read(ROOT / "data/sample/flows.csv")
    held = sez.with_blocs(flows[flows["period"].str.startswith(year)], [*BLOCS])
    return held.groupby("bloc")["destination"].agg(set).to_dict()


def worked_out(year: str, amounts: Found, companies: Iterable[str] = ()) -> set[str]:
    """Return who comes within a tenth of what the largest other company sold, and where.

    Linear programmes tell the least and the most that a figure can be by all amounts printed, to an
    outsider ("") and to `companies`, who know what they sold. Which crossings are empty is taken to
    be known.
    """
    cells = sorted(cell for cell in sales() if cell.period == year and cell[1] and cell[2])

    def terms(cell: Cell) -> np.ndarray:
        """Return which crossings a figure has."""
        where = members(year)[cell.bloc] if cell.bloc else {cell.destination}
        return np.array(
            [cell.group in ("", one.group) and (where == {""} or one.destination in where)
             for one in cells], float,
        )  # fmt: skip

    told = {cell: n for cell, n in amounts if cell.period == year}
    rows, ends = np.array([terms(cell) for cell in told]), np.array([*told.values()]) / 1e6
    # to the rouble
    limits = {"A_ub": np.vstack([rows, -rows]), "b_ub": np.concatenate([ends, -ends]) + 1e-6}
    found = set()
    for cell, who in itertools.product(secrets(year), ("", *companies)):
        by = own_of(cell)
        others = [sold for name, sold in by.items() if name != who]
        if cell.period == year and others:
            own = [(own_of(one).get(who, 0.0) / 1e6, None) for one in cells]
            for sign in (1, -1):
                end = linprog(sign * terms(cell), **limits, bounds=own)
                far = abs(sign * end.fun - sum(by.values()) / 1e6) if end.status == 0 else math.inf
                if far < max(others) / 1e7 * (1 - 1e-3):
                    found.add(f"{who}: {cell}")
    return found


# the reports


@pytest.fixture
def opened(reported):
    """Return a report of the sample, or nothing where it was refused."""

    def report(notebook: str, audience: str = "internal", **given: str) -> Published | None:
        folder = reported(notebook, audience=audience, **given)
        return read_once(folder) if folder.exists() else None

    return report


ATTACKS = {
    # attack: the reports that it reads, and what it gives away of the internal edition
    largest_exporter: ("annual_export", "2019", {Cell("2019"): 95_974_570}),
    largest_exporter_before: ("residents", "2019", {Cell("2018"): 69_439_810}),
    groups_of_one: (
        "annual_export",
        "2019",
        {
            Cell("2019", "medical"): 411_766, Cell("2019", "machinery"): 291_249,
            Cell("2018", "medical"): 361_243, Cell("2018", "machinery"): 441_520,
        },
    ),
    quartiles: ("residents", "2019", {Cell("2018"): 17_285_337, Cell("2011"): 135_665}),
    year_of_four: ("residents", "2007", {Cell("2007"): 12_799}),
    year_of_two: ("annual_export", "2019", {Cell("2006"): 246_871}),
    own_sales: ("annual_export", "2019", {Cell("2019", "education"): 838_010}),
    two_that_left: ("markets", "2019", {Cell("2018"): 1_545_774}),
}  # fmt: skip
# what is asked of a public edition
PAGES = [("annual_export", "2019", "en"), ("annual_export", "2019", "ru"),
         ("markets", "2019", "ru"), ("residents", "2019", "en")]  # fmt: skip
MONTHS = ["2019-05", "2019-06"]
if os.environ.get("SEZLIB_SOAK"):
    asked = [("annual_export", "2018"), ("annual_export", "2007"), ("residents", "2007"),
             ("markets", "2019"), ("residents", "2019"), ("markets", "2016")]  # fmt: skip
    PAGES += [(*one, language) for one in asked for language in ("en", "ru")]
    PAGES = [*dict.fromkeys(PAGES)]
    MONTHS += ["2019-07", "2019-08", "2019-09"]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_an_attack_on_the_internal_edition_gives_companies_away(attack, opened):
    notebook, year, told = ATTACKS[attack]
    found = list(attack(opened(notebook, period=year)))
    assert given_away(found)
    for cell, amount in told.items():
        assert any(at == cell and math.isclose(n, amount, rel_tol=NEAR) for at, n in found), cell
        assert is_company(cell, amount)


def test_all_four_exporters_of_a_year_come_out_of_its_quartiles(opened):
    found = sorted(amount for _, amount in year_of_four(opened("residents", period="2007")))
    # as the records have them
    assert found == pytest.approx(sorted(own_of(Cell("2007")).values()))


def test_points_of_contribution_are_the_changes_of_companies(opened):
    found = changed(points_of_contribution(opened("annual_export", period="2019")))
    assert found[Cell("2019", "medical")] == pytest.approx(411_766 - 361_243)
    assert found[Cell("2019", "machinery")] == pytest.approx(291_249 - 441_520)


def test_a_month_of_a_company_is_what_two_editions_differ_by(opened):
    editions = [opened("annual_export", period="2019", complete_to=m) for m in MONTHS[:2]]
    found = given_away(monthly_editions(*editions))
    # one company alone sold there in that month
    assert len(found) > 5
    assert any(len(own_of(cell)) == 1 for cell in found)


def test_numbers_of_single_companies_stand_in_every_file_of_the_internal_edition(opened):
    found = printed_anywhere(opened("annual_export", period="2019"), allowed=())
    files = {place.split(":")[0] for place in found}
    assert {"report.html", "tables.xlsx", "groups.csv", "summary.json", "cells.csv"} <= files


def test_bars_of_the_internal_edition_are_as_long_as_what_single_companies_sold(opened):
    report = opened("annual_export", period="2019")
    # the large amounts are known, and tell the scale
    found = measured_bars(report, [n for _, n in report.amounts if n > 1e7])
    # one company alone sold microelectronics in the first year
    assert Cell("2006", "microelectronics") in found["groups.svg"]


def test_a_programme_works_out_what_tables_protected_one_by_one_leave(opened):
    printed = opened("annual_export", period="2019").amounts
    unsafe = {cell for cell in secrets("2019") if cell.period == "2019"}
    assert worked_out("2019", printed) == {f": {cell}" for cell in unsafe}
    # with these alone hidden, a dozen and more come out of what is left
    rest = [(cell, n) for cell, n in printed if cell not in unsafe]
    assert len(worked_out("2019", rest)) >= 14


@cache
def allowed(year: str) -> tuple[float, ...]:
    """Return the amounts that a public edition of a year may print, and their differences."""
    figures = sez.disclosure.protect(sez.read(ROOT / "data/sample/flows.csv"), year).figures
    free = figures[figures["status"] == "F"]
    by = {(r.measure, r.period, *(getattr(r, key) for key in KEYS)): r.value
          for r in free.astype(object).fillna("").itertuples()}  # fmt: skip
    before = {(m, str(int(period) + 1), *key): n for (m, period, *key), n in by.items()}
    return (*by.values(), *(abs(n - before[key]) for key, n in by.items() if key in before))


@pytest.mark.parametrize(("notebook", "year", "language"), PAGES)
def test_no_attack_on_the_public_edition_gives_a_company_away(notebook, year, language, opened):
    report = opened(notebook, "public", period=year, language=language)
    if report is None:
        return
    assert {attack.__name__: given_away(attack(report)) for attack in ATTACKS} == {
        attack.__name__: {} for attack in ATTACKS
    }
    assert changed(points_of_contribution(report)) == {}
    assert printed_anywhere(report, allowed(year)) == {}
    assert measured_bars(report, allowed(year)) == {}


def test_no_programme_of_all_that_is_public_comes_near_a_company(opened):
    pages = [opened(*one[:1], "public", period=one[1], language=one[2]) for one in PAGES]
    printed = [pair for report in pages if report for pair in report.amounts]
    assert printed
    for year in ("2018", "2019"):
        hidden = [cell for cell in secrets(year) if cell.period == year]
        companies = {name for cell in hidden for name in own_of(cell)}
        assert worked_out(year, printed, companies) == set()


@pytest.mark.parametrize(("notebook", "year", "language"), PAGES)
def test_the_public_edition_names_no_company(notebook, year, language, opened):
    report = opened(notebook, "public", period=year, language=language)
    for name, text in report.texts.items() if report else ():
        assert not re.findall(r"Company \d{3}", text), name


@pytest.fixture(scope="module")
def monthly(once):
    """Return public editions of months in a row, each made with those before it as published."""

    def fill(folder: Path) -> None:
        before: list[Path] = []
        for month in MONTHS:
            given = ["-p", "audience=public", "-p", "period=2019", "-p", f"complete_to={month}"]
            given += [part for one in before for part in ("--published", str(one))]
            done = processes.run("report", "annual_export", *given, "--out", folder / month)
            assert done.returncode == 0, done.stderr
            before.append(folder / month)

    folder = once("leaks-monthly", fill)
    return [Published(folder / month) for month in MONTHS]


def test_neither_the_order_of_what_is_hidden_nor_a_digest_of_records_is_public(opened):
    folder = opened("annual_export", "public", period="2019").folder
    manifest, summary = (
        json.loads((folder / name).read_text("utf-8")) for name in ("manifest.json", "summary.json")
    )
    assert [*map(set, manifest["data"])] == [{"file"}] * len(manifest["data"])
    assert manifest["disclosure"]["audit"]["come_out"] == 0 < manifest["disclosure"]["hidden"]
    hidden: dict[str, list[str]] = {}
    for one in summary["figures"]:
        if one.get("status") == "C" and len(one["where"]) == 1:
            hidden.setdefault(one["id"], []).extend(one["where"].values())
    assert max(map(len, hidden.values())) > 3
    assert all(names == sorted(names) for names in hidden.values())


@pytest.mark.skipif(not os.environ.get("SEZLIB_SOAK"), reason="an edition takes a minute")
def test_public_editions_of_months_in_a_row_give_no_company_away(monthly):
    for report in monthly:
        to = f"{report.year} to {report.summary['complete_to'][5:7]}"
        found = [(cell._replace(period=to), n) for cell, n in report.amounts
                 if cell.period == report.year]  # fmt: skip
        assert len(found) > 10
        assert given_away(found) == {}
        assert given_away(take_off_own(found)) == {}
    steps = list(monthly_editions(*monthly))
    assert given_away(steps) == {}
    assert given_away(take_off_own(steps)) == {}
