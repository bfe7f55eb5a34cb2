"""Whether a zone's records agree with what was published about it, claim by claim."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw

from sezlib import sources as files
from sezlib.claims.claim import TOUCH, Claim, Claims, Region, interval_ends, scoped
from sezlib.claims.file import DIMENSIONS, EXPORTS, PARTS
from sezlib.claims.words import READINGS
from sezlib.classify import with_blocs, with_groups
from sezlib.flows import FlowsError, LazyFlows, coded, distinct, listed, near, one_of, quoted
from sezlib.metrics import count, rank
from sezlib.metrics.core import begin, first_month, last_month, periods
from sezlib.metrics.cuts import complete_month, month, partial_year, year_start_of
from sezlib.periods import FISCAL, months_of, spell

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("id", "source", "measure", "printed", "unit", "low", "high", "computed", "agrees",
           "distance", "reason")  # fmt: skip
# what the profile of a zone knows of it, at its date
LEVELS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "area": lambda profile: profile.get("area_ha"),
    "companies": lambda profile: profile.get("companies"),
    "sites": lambda profile: len(profile["sites"]) if profile.get("sites") else None,
}
NAMES = 3
# how many amounts show that all are rounded, and how many units a rounded one has on average
FEWEST, SIGNIFICANT = 3, 100


def read_records(path: str | Path, *, zone: str = "") -> Any:
    """Return the flows in a file with their product groups, or None where no file is named.

    Those of a large file stay on disk.

    >>> import sezlib as sez
    >>> len(sez.claims.read_records("data/sample/flows.csv"))
    4246
    """
    return with_groups(files.read(path, engine="lazy", zone=zone)) if str(path) else None


class _Unknown(Exception):  # noqa: N818
    """Why the records cannot tell."""


def verify(
    claims: Claims, flows: Any, profile: dict[str, Any] | None = None, *, reading: str = "plain",
    currency: str = "", complete_to: str = "",
) -> pd.DataFrame:  # fmt: skip
    """Return whether records agree with each claim, a row for each.

    `flows` are of the scope that the file says is usual, and of the zone that it names; a claim
    whose source names another scope is not held against them. Without flows (None) the table is
    empty. `profile` (see `read_profile`) answers for area, sites, companies and investment.
    `currency` is that of records that name none. They are complete to `complete_to`, else to what
    the profile says of it, else to their last month. `agrees` is null, and `reason` says why, where
    the records cannot tell: a time that they do not reach, a column or a group that is not there.
    Records that are rounded themselves (all of them whole multiples of 0.01, or of 1000) leave
    their sum as many half units either way; `reason` says where a claim agrees by that alone.
    `computed` is in the claim's unit, or the names in order of a ranking, or when a first export
    was; `distance` is how far it lies outside the interval.

    Raises `FlowsError` where the records are of another zone.

    Columns: `id`, `source`, `measure`, `printed`, `unit`, `low`, `high`, `computed`, `agrees`,
    `distance`, `reason`.

    >>> import sezlib as sez
    >>> claims = sez.claims.read("data/published/technopolis_moscow.toml")
    >>> flows = sez.read("data/sample/flows.csv")
    >>> checked = sez.claims.verify(claims.only(["release-2020"]), flows)
    >>> checked.loc[checked["id"] == "exports-2019", ["low", "high", "computed", "agrees"]]
         low   high computed agrees
    0  325.5  326.5    326.0   True
    """
    import pandas as pd

    one_of("reading", reading, READINGS)
    records: Any = None
    # without a claim nothing is asked of the records
    if flows is not None and len(claims):
        records = _Records(flows, profile or {}, claims, currency, complete_to)
    scope = scoped(claims, "one")
    rows = []
    for claim in claims if records else ():
        told = (claim.id, claim.source, claim.measure, claim.words, claim.unit.name)
        ends = interval_ends(claim, reading)
        row = dict(zip(COLUMNS, (*told, *ends, None, None, None, ""), strict=True))
        try:
            named = claim.scope and claims.scope and scope(claim) != claims.scope
            if named and claim.part.indicator == EXPORTS:
                raise _Unknown(f"the claim is on {claim.scope!r}, the records on {claims.scope!r}")
            row |= _compared(claim, records, claim.interval(reading))
        except _Unknown as why:
            row["reason"] = str(why)
        rows.append(row)
    kinds = dict.fromkeys(("low", "high", "distance"), float)
    mixed = dict.fromkeys(("computed", "agrees"), object)
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(kinds | mixed)
    return table.where(table.notna(), None).astype(kinds)


def _compared(claim: Claim, records: _Records, interval: tuple[float, float]) -> dict[str, Any]:
    if claim.measure == "rank":
        names = records.order(claim.part, len(claim.names))
        return {"computed": ", ".join(names), "agrees": tuple(names) == claim.names}
    if claim.measure == "first":
        began = records.began(claim.part)
        inside = began is not None and claim.part.start <= began <= claim.part.end
        return {"computed": began and month(began), "agrees": inside}
    value, least, most = _value(claim, records)
    low, high = interval
    outside = max(low - value, value - high, 0.0)
    touch = TOUCH * max(abs(value), abs(claim.value))
    agrees = max(low - most, least - high, 0.0) <= touch
    distance = 0.0 if agrees else outside / claim.unit.factor
    reason = "within the rounding of the records" if agrees and outside > touch else ""
    told = {"agrees": agrees, "distance": distance, "reason": reason}
    return {"computed": claim.shown(value), **told}


def _value(claim: Claim, records: _Records) -> tuple[float, float, float]:
    """Return what the records make of a claim: the figure, the least and the most it can be."""
    if claim.measure == "count":
        return (float(records.count(claim.part)),) * 3
    money = claim.unit.base.split(" per ")[0] if claim.unit.kind in ("money", "per") else ""
    top = records.amount(claim.part, money)
    if claim.whole is None:
        return top
    if claim.whole.scope:
        raise _Unknown(f"the records do not tell the whole, {quoted(claim.whole.scope)}")
    if claim.measure == "per_unit" and claim.whole.indicator == "residents":
        # of those that sold: that many others sold nothing is on no record
        sold = replace(claim.whole, indicator=claim.part.indicator, of="resident", stock=False)
        bottom = (float(records.count(sold)),) * 3
    else:
        bottom = records.amount(claim.whole, "" if claim.measure == "per_unit" else money)
    if claim.measure == "difference":
        return top[0] - bottom[0], top[1] - bottom[2], top[2] - bottom[1]
    if bottom[0] == 0:
        raise _Unknown("the records have nothing to compare it with: the base is 0")
    if claim.before:
        share = replace(claim, measure="share", part=claim.before[0], whole=claim.before[1],
                        before=None)  # fmt: skip
        old, now = _value(share, records), _value(replace(claim, before=None), records)
        return now[0] - old[0], now[1] - old[2], now[2] - old[1]
    less = 1.0 if claim.measure == "growth" else 0.0
    most = top[2] / bottom[1] if bottom[1] > 0 else math.inf
    return top[0] / bottom[0] - less, top[1] / bottom[2] - less, most - less


class _Records:
    """What the records and the profile know of a region."""

    def __init__(
        self, flows: Any, profile: dict[str, Any], claims: Claims, currency: str, complete_to: str
    ) -> None:
        table, zone = _timed(flows), claims.zone
        zones = sorted(table["zone"].dropna().unique()) if "zone" in table else []
        if zone and zones and zones != [zone]:
            raise FlowsError(f"the claims are on {zone!r}, and the records on {listed(zones)}")
        # of the zones that the file says are all, records of some tell no total
        self.absent = sorted({*claims.zones} - {*zones}) if zones else []
        # what is known of another zone answers for nothing here
        profile = {} if zones and profile.get("zone", zones[0]) not in zones else profile
        self.profile = profile
        self.tables = {EXPORTS: table}
        stated = complete_to or profile.get("complete_to", "")
        # investment has records of its own
        self.complete = {EXPORTS: complete_month(table, stated)} if stated and len(table) else {}
        # fiscal years have months of their own count, until it is known when they begin
        fiscal = bool(len(table)) and int(table["start"].min()) >= FISCAL * 12
        known = (profile.get("year_begins", ""), claims.year_begins)
        begins = year_start_of(table, *known) if fiscal else ""
        if fiscal and not begins:
            told = "the records are of fiscal years, and it is not stated when these begin; state "
            raise FlowsError(f'{told}it in the claims file, such as year_begins = "07"')
        self.ahead = {EXPORTS: int(begins[:2]) - 1 if fiscal else 0}
        if fiscal:
            moved = self.ahead[EXPORTS] - FISCAL * 12
            months = {name: table[name] + moved for name in ("start", "end")}
            self.tables[EXPORTS] = table.assign(**months)
            self.complete = {name: last + moved for name, last in self.complete.items()}
        elif "-" in claims.year_begins:
            told = f"the fiscal years of the claims begin on {claims.year_begins}, within a month"
            raise FlowsError(f"{told}, and the records are of calendar years, or of parts of them")
        self.currency = {EXPORTS: _currency(table) or currency or profile.get("currency", "")}
        if profile.get("invested") is not None:
            invested = profile["invested"][["period", "total"]]
            self.tables["investment"] = _timed(invested.rename(columns={"total": "value"}))
            self.currency["investment"] = profile.get("currency", "")
        self.units = {name: _rounded_to(held["value"]) for name, held in self.tables.items()}
        if isinstance(flows, LazyFlows):
            self.units[EXPORTS] = _rounded_to(distinct(flows, "value")["value"])

    def amount(self, region: Region, money: str) -> tuple[float, float, float]:
        """Return an amount, the least and the most that it can be by the records' own rounding."""
        if region.stock:
            return (self._level(region),) * 3
        rows = self._rows(region)
        held = self.currency[region.indicator]
        if money and held != money:
            told = f"are in {held}" if held else "name no currency"
            raise _Unknown(f"the records {told}")
        total = math.fsum(rows["value"])
        # each may be half a unit more or less
        off = self.units[region.indicator] / 2 * int(rows["rows"].sum())
        return total, max(total - off, 0.0), total + off

    def count(self, region: Region) -> int:
        counted = count(self._sold(region), of=region.of)
        return int(counted["count"].sum())

    def order(self, region: Region, most: int) -> list[str]:
        ranked = rank(self._sold(region), of=region.of).dropna(subset=["rank"])
        return ranked[ranked["total"] > 0][region.of].head(most).tolist()

    def began(self, region: Region) -> int | None:
        table = self._table(region)
        if region.start <= table["start"].min():
            raise _Unknown(f"the records begin in {month(int(table['start'].min()))}")
        rows = _within(table, region)
        sold = rows[rows["value"] > 0]
        last = self._last(region, table)
        if region.end > last and not (sold["end"] <= last).any():
            raise _Unknown(self._ends(region, last))
        if sold.empty:
            return None
        at = sold["start"].idxmin()
        first, last = int(sold["start"][at]), int(sold["end"][at])
        if first < region.start <= last:
            raise _Unknown("the periods of the records are longer than that of the claim")
        if first >= region.start and self._partial(region, table) == str(first // 12 - 1):
            # it may have been sold in the months of the year before that are not on record
            raise _Unknown(f"the records begin in {month(int(table['start'].min()))}")
        return first

    def _sold(self, region: Region) -> Any:
        rows = self._rows(region)
        if region.of == "bloc":
            if "destination" not in rows:
                raise _Unknown("the records have no column 'destination'")
            rows = with_blocs(rows.drop(columns=["start", "end"]))
            rows = rows[rows["bloc"] != "other"]
        elif region.of not in rows:
            raise _Unknown(f"the records have no column {region.of!r}")
        # one stretch of time is one period to a metric
        return rows.assign(period="0001")

    def _level(self, region: Region) -> float:
        known = LEVELS.get(region.indicator)
        level = known(self.profile) if known else None
        if level is None:
            raise _Unknown(f"the records do not tell {region.indicator}")
        date = str(self.profile.get("as_of", ""))
        try:
            start, end = months_of(date)
        except FlowsError:
            raise _Unknown("the profile has no date") from None
        if end < region.start or region.end < start:
            raise _Unknown(f"the profile is of {date}")
        return float(level)

    def _table(self, region: Region) -> Any:
        if region.indicator not in self.tables:
            raise _Unknown(f"the records do not tell {region.indicator}")
        return self.tables[region.indicator]

    def _last(self, region: Region, table: Any) -> int:
        own = int(table["end"].max()) if len(table) else region.end
        return self.complete.get(region.indicator, own)

    def _partial(self, region: Region, table: Any) -> str:
        """Return the year that the records begin within, where they do."""
        begun = 0 if self.ahead.get(region.indicator) or table.empty else int(table["start"].min())
        return partial_year(begun, self.profile.get("opened", ""))

    def _ends(self, region: Region, last: int) -> str:
        stated = region.indicator in self.complete
        return f"the records {'are complete to' if stated else 'end in'} {month(last)}"

    def _rows(self, region: Region) -> Any:
        table = self._table(region)
        if self.absent and region.zones is None:
            raise _Unknown(f"the records have no zone {listed(self.absent[:NAMES])}")
        rows = _within(table, region)
        rows = rows[(rows["end"] >= region.start) & (rows["start"] <= region.end)]
        last = self._last(region, table)
        stated = region.indicator in self.complete
        ahead = self.ahead.get(region.indicator, 0)

        def year(at: int) -> int:
            return (at - ahead) // 12

        if last < region.end and (stated or year(last) == year(region.end)):
            raise _Unknown(self._ends(region, last))
        begun = int(table["start"].min()) if len(table) else region.start
        if self._partial(region, table) and region.start < begun <= region.end:
            raise _Unknown(f"the records begin in {month(begun)}")
        if ((rows["start"] < region.start) | (rows["end"] > region.end)).any():
            raise _Unknown("the periods of the records are longer than that of the claim")
        seen = {one for s, e in zip(table["start"], table["end"], strict=True)
                for one in range(year(s), year(e) + 1)}  # fmt: skip
        absent = [y for y in range(year(region.start), year(region.end) + 1) if y not in seen]
        if absent:
            more = f" and {len(absent) - NAMES} more" if len(absent) > NAMES else ""
            named = [spell(f"{y:04}-A1") if ahead else str(y) for y in absent[:NAMES]]
            raise _Unknown(f"no records of {', '.join(named)}{more}")
        return rows


def _timed(flows: Any) -> Any:
    frame = begin(flows, "period", "value")
    periods(frame)
    rows = nw.when(nw.col("value") > 0).then(1).otherwise(0).alias("rows")
    if isinstance(flows, LazyFlows):
        # nothing else is asked of them
        asked = dict.fromkeys(["period", "zone", "currency", *DIMENSIONS, "resident"])
        keys = [name for name in asked if name in flows]
        cells = frame.group_by(*keys).agg(nw.col("value").sum(), rows.sum())
        frame = nw.from_native(coded(cells, flows, keys[1:]))
    else:
        frame = frame.with_columns(rows)
    told: Any = frame.with_columns(first_month().alias("start"), last_month().alias("end"))
    held = told.to_native()
    table = held.to_pandas() if hasattr(held, "to_pandas") else held
    return table.reset_index(drop=True)


def _rounded_to(values: Any) -> float:
    """Return the unit that amounts look rounded to: the largest power of ten that divides each.

    Whole thousands may be a chance in one or two amounts, and amounts of hardly a hundred units
    are no rounded ones: these count as exact, as do those of which no such unit is found.
    """
    amounts = values[values > 0].unique()
    average = math.fsum(amounts) / len(amounts) if len(amounts) else 0.0
    for power in range(12 if len(amounts) >= FEWEST else 0, -10, -1):
        unit = 10.0**power
        if all(_whole(amount / unit) for amount in amounts):
            return unit if average >= SIGNIFICANT * unit else 0.0
    return 0.0


def _whole(number: float) -> bool:
    # what a text of decimals became is not the whole multiple to the last digit
    return number > 0.5 and abs(number - round(number)) <= max(1e-6, 4e-16 * number)


def _within(table: Any, region: Region) -> Any:
    if region.area and not region.destinations:
        raise _Unknown(f"the records do not tell the region {quoted(region.area)}")
    for column, held in zip(DIMENSIONS, PARTS, strict=True):
        names = getattr(region, held)
        if names is None:
            continue
        if column not in table:
            raise _Unknown(f"the records have no column {column!r}")
        known = set(table[column].dropna())
        for name in sorted(names - known):
            # a country that nothing went to is no news, a group that nobody knows may be a slip
            if column != "destination":
                raise _Unknown(f"the records have no {column} {quoted(name)}{near(name, known)}")
        table = table[table[column].isin(names)]
    return table


def _currency(held: Any) -> str:
    names = sorted(held["currency"].dropna().unique()) if "currency" in held else []
    return names[0] if len(names) == 1 else ""
