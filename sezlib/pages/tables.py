"""Metric tables as they are printed: what their columns hold, and how a cell is written."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from sezlib import trace
from sezlib.flows import CONFIDENTIAL, WITHHELD, FlowsError, Unavailable, listed
from sezlib.identity import PAIRS, SUMMED, currency_of, note_of, relative_note, takes
from sezlib.language import SCALES, Edition, is_missing, scale_of, scale_of_all
from sezlib.pages.passage import same_part
from sezlib.periods import spell

if TYPE_CHECKING:
    import pandas as pd

KEY, MONEY, FRACTION, POINTS, COUNT, INDEX, HOURS = (
    "key",
    "money",
    "fraction",
    "points",
    "count",
    "index",
    "hours",
)

# Kind: its columns. One that is not here is shown as the text it is, aligned as a number.
COLUMNS = {
    # what a row is of
    KEY: "CONF_STATUS as bloc claim column currency destination figure finding found group how "
    "implied indicator interval level margin new part period post printed product publisher reason "
    "records resident scope site status text time verdict word zone",
    # amounts in the currency of the edition
    MONEY: "change cumulative duty duty_relief earlier entrants_mean exported incumbents_mean "
    "lower_quartile mean median per_exports per_invested per_value previous rest total "
    "upper_quartile value vat",
    # shown as per cent
    FRACTION: "cr entry_rate error exit_rate growth growth_without largest largest_exporter ratio "
    "share share_of_value survival survival_rate together",
    # shown as percentage points
    POINTS: "contribution",
    # whole numbers
    COUNT: "at_risk censored count declarations destinations duration ended entrants exiters "
    "exporters incumbents lines members new_destinations number open products rank rows times",
    # hours and averages alike, with one digit after the point
    HOURS: "destinations_per_exporter equivalent_number exporters_per_destination "
    "exporters_per_product p90 products_per_exporter z",
    # indices from 0 to 1, with three decimals
    INDEX: "destination_hhi gini hhi product_hhi rca",
}
# keys that have names in both languages, wherever they come from
NAMED = ("destination", "group", "bloc", "zone", "site", "resident", "product", "level", "margin")
KINDS = {column: kind for kind, columns in COLUMNS.items() for column in columns.split()}
# (column, table): kind, where a table uses a name in a sense of its own
OWN: dict[tuple[str, str], str] = {
    ("median", "clearance-times"): HOURS,
    ("difference", "clearance-differences"): HOURS,
    ("low", "clearance-differences"): HOURS,
    ("high", "clearance-differences"): HOURS,
    ("base", "zones-special"): FRACTION,
    ("base", "subject-market"): MONEY,
    ("market_share", "subject-market"): FRACTION,
    **{(c, f"subject-{of}"): HOURS for c in ("amount", "unit_value") for of in ("prices", "units")},
    **{(c, "subject-since"): KEY for c in ("start", "end")},
    **{(c, "disclosure-unsafe"): KEY for c in ("why", "company", "nearest")},
    **{(c, "disclosure-unsafe"): MONEY for c in ("low", "high")},
    **{("contributors", f"disclosure-{name}"): COUNT for name in ("unsafe", "hidden")},
    **{(c, "disclosure-cost"): COUNT for c in ("figures", "unsafe", "protecting", "kept")},
    **{(c, "disclosure-attacks"): COUNT for c in ("hidden", "exact", "near", "safe")},
    ("table", "disclosure-cost"): KEY,
    ("share_kept", "disclosure-cost"): FRACTION,
    ("protection", "disclosure-attacks"): KEY,
}

# what stands in words in another column
PLAIN = ("id", "measure", "indicator", "unit", "low", "high", "implied_low", "implied_high",
         "computed", "agrees")  # fmt: skip
# table: what only says where another column's numbers come from, kept from the printed table
UNPRINTED = {
    "markets-count": ("total", "coverage", "lines"),
    "markets-margins": ("level",),
    "relief-zones": ("members",),
    "relief-residents": ("members",),
    "relief-products": ("members",),
    "relief-years": ("exported",),
    "clearance-times": ("difference", "low", "high"),
    "destinations": ("members",),
    "all-destinations": ("members",),
    "residents": ("members",),
    "subject-sellers": ("members",),
    "blocs": ("base",),
    "revised": ("zone", "group", "destination", "bloc"),
    "published": PLAIN,
    "published-told": PLAIN,
    "disclosure-unsafe": ("zone", "group", "destination", "bloc", "low", "high"),
    "disclosure-hidden": ("zone", "group", "destination", "bloc"),
    "zones": ("previous", "share", "products", "product_hhi"),
    "zones-groups": ("members",),
    "zones-destinations": ("members",),
    "unprinted": ("start", "end", "low", "high", "unit"),
}
# tables of what came in with a file
INTAKE = ("account", "errors", "found", "coverage", "timeline", "strange", "repeated", "gaps",
          "changes")  # fmt: skip
# tables that are not of one year
WHOLE = (
    "running",
    "revised",
    "over-time",
    "zones-over-time",
    "destinations-over-time",
    "residents-over-time",
    "clearance-times",
    "clearance-differences",
    "markets-survival",
    *INTAKE,
)


def kind_of_column(column: str, table: str = "") -> str:
    """Return what a column of a table holds, or nothing where it is not known.

    >>> kind_of_column("total"), kind_of_column("anything")
    ('money', '')
    """
    return OWN.get((column, table), KINDS.get(column, ""))


MOST_PRINTED = 40
# what a row is of is read out before each of its cells
ROW, CELL = Markup("<th scope='row'{}{}>{}</th>"), Markup("<td{}{}>{}</td>")
# a row of more letters, a margin a column among them, reads down on a phone, with its heads
NARROW, HEADED = 39, Markup(" data-head='{}'")
WHOLE_ROW, BAR = Markup(" class='whole'"), Markup(" style='--bar:{}%'")
# what adds up to the whole where the shares of its parts add up to 1
ADDED = ("total", "value", "share", "previous", "contribution", "duty", "vat", "duty_relief")


@dataclass(frozen=True)
class Table:
    """A table ready to be read: texts in `cells`, with `numeric` telling which columns align."""

    name: str
    caption: str
    heads: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    # whether its rows may be linked to, by their numbers
    linked: bool = False
    # whether its last row is the whole of the others
    summed: bool = False
    # the column of shares, which have a line below them as long as they are
    shares: int = -1

    def _repr_html_(self) -> str:
        head = Markup("").join(
            Markup("<th scope='col'{}>{}</th>").format(_class(n), h)
            for h, n in zip(self.heads, self.numeric, strict=True)
        )
        columns = zip(self.heads, *self.cells, strict=True)
        longest = [max(len(word) for text in c for word in text.split(" ")) for c in columns]
        wide = sum(longest) + len(longest) > NARROW
        named = self.numeric.index(False) if False in self.numeric else None
        body = Markup("").join(
            Markup("<tr{}{}>{}</tr>").format(
                Markup(" id='{}-{}'").format(self.name, number) if self.linked else "",
                WHOLE_ROW if self.summed and number == len(self.cells) else "",
                Markup("").join(
                    (ROW if at == named else CELL).format(
                        _class(n) + (_bar(c) if at == self.shares else ""),
                        HEADED.format(self.heads[at]) if wide and at != named else "",
                        c,
                    )
                    for at, (c, n) in enumerate(zip(line, self.numeric, strict=True))
                ),
            )
            for number, line in enumerate(self.cells, 1)
        )
        return str(
            Markup(
                "<div class='{3}' tabindex='0' role='region' aria-label='{0}'><table>"
                "<caption>{0}</caption><thead><tr>{1}</tr></thead><tbody>{2}</tbody></table></div>"
            ).format(self.caption, head, body, "table wide" if wide else "table")
        )

    def __repr__(self) -> str:
        widths = [max(map(len, column)) for column in zip(self.heads, *self.cells, strict=True)]
        lines = [
            "  ".join(
                cell.rjust(w) if n else cell.ljust(w)
                for cell, w, n in zip(line, widths, self.numeric, strict=True)
            ).rstrip()
            for line in (self.heads, *self.cells)
        ]
        return "\n".join([self.caption, *lines])


@takes(table=lambda given, _: "dated" if given["latest"] else "table")
def show(
    table: Any, name: str, ed: Edition, *, latest: bool = False, hidden: bool = False
) -> Table | None:
    """Return a metric's table as it is printed, and keep it for the report's workbook.

    `name` finds its caption; one that the house does not know is its own. With `latest` only the
    edition's period is shown; with `hidden` the table goes to the workbook alone. What could not be
    had shows nothing.

    >>> import sezlib as sez
    >>> flows = sez.example()
    >>> edition = sez.edition(flows, period="2019")
    >>> sez.show(sez.growth(flows), "total", edition)
    Exports by year
    Period  Exports, currency units  Year before, currency units  Growth
    2017                         10                            –       –
    2018                         40                           10  300.0%
    2019                         60                           40   50.0%
    """
    if isinstance(table, Unavailable) or table is None:
        return None
    if ed.lag > 1 and not latest and not hidden and name != "recent" and "period" in table:
        table = same_part(table, ed)
    if latest:
        table = _ordered(table[table["period"] == ed.period].drop(columns="period"))
    if table.empty:
        return None
    money = [c for c in table if kind_of_column(c, name) == MONEY]
    amounts = [abs(v) for c in money for v in table[c] if _is_told(v)]
    scale = scale_of(max(amounts, default=0.0))
    if name == "revised":
        # of what was revised each change is to show
        scale = scale_of_all(*table["change"])
    columns = list(table.columns)
    records = table.to_dict("records")
    # a column of nothing but dashes says nothing that the text does not say
    full = [c for c in columns if kind_of_column(c, name) == KEY or not table[c].isna().all()]
    caption = ed.told(f"caption-{name}", name)
    if not {"growth", "contribution"} & set(full):
        caption = ed.told(f"caption-{name}-alone", caption)
    if name not in WHOLE and ed.months < 12:
        caption = ed.say("caption-part", caption=caption, n=ed.months, last=ed.month(ed.months))
    trace.note("table", **record(name, caption, columns, records, ed))
    if hidden:
        return None
    columns = [c for c in full if c not in (*UNPRINTED.get(name, ()), CONFIDENTIAL)]
    linked = "number" in columns
    if len(records) > MOST_PRINTED and not linked:
        caption = ed.say("caption-cut", caption=caption, shown=MOST_PRINTED, n=len(records))
        records = records[:MOST_PRINTED]
    digits = 0 if scale == "one" and all(float(v).is_integer() for v in amounts) else 2
    heads = tuple(_head(c, name, scale, ed) for c in columns)
    told = [(c, kind_of_column(c, name)) for c in columns]
    cells = tuple(tuple(_cell(r, c, k, scale, digits, ed) for c, k in told) for r in records)
    whole = _add_up(records, columns) if latest else {}
    if whole:
        named = next((c for c, k in told if k == KEY), "")
        cells += (
            tuple(
                ed.say("whole") if c == named
                else _cell(whole, c, k, scale, digits, ed) if c in whole else ""
                for c, k in told
            ),
        )  # fmt: skip
    return Table(
        name, caption, heads, cells, tuple(k != KEY for _, k in told), linked, bool(whole),
        columns.index("share") if "share" in columns else -1,
    )  # fmt: skip


@takes("table", table="table")
def labelled(table: Any, language: str = "en") -> Any:
    """Return a metric's table as a person reads it: names for codes, and for heads of columns.

    Countries, groups, blocs and whatever else has a name in the language are named; amounts are
    as they were, unrounded, and what has no name in the house stays as it is.

    >>> import sezlib as sez
    >>> sez.labelled(sez.total(sez.example(), by="destination"), "ru").head(2)
      Страна Период  Экспорт, ден. ед.
    0  Китай   2017               10.0
    1  Китай   2018               30.0
    """
    ed = Edition(period="", language=language, currency=currency_of(table))
    made = with_names(table, [key for key in NAMED if key in table], ed)
    if "period" in made:
        made["period"] = [spell(str(period)) for period in made["period"]]
    heads = distinct([head_of(table, column, "one", ed)[0] for column in table])
    made.columns = heads
    return made


def with_names(table: Any, keys: list[str], ed: Edition) -> Any:
    """Return a table with names in place of the codes of these columns."""
    records = table.to_dict("records")
    return table.assign(**{key: [_named(r, key, ed) for r in records] for key in keys})


def _named(record: dict[str, Any], key: str, ed: Edition) -> str:
    if record[key] == "":
        # what was revised is not of each key
        return ""
    if is_missing(record[key]):
        n: Any = record.get("members")
        return ed.say("unknown") if is_missing(n) else ed.say("remainder", n=int(n))
    return name_key(key, str(record[key]), ed)


def head_of(table: Any, column: str, scale: str, ed: Edition) -> tuple[str, str]:
    """Return what a column of a metric's table is called, and what it holds.

    What is of anything but exports, or counts what the house has no name for, keeps its own name.
    """
    note = note_of(table)
    metric, of, source, base = (note.get(key) for key in ("metric", "of", "from", "base"))
    name = "relief" if source in ("imports", "relief") else ""
    name = "clearance-times" if metric == "clearance_time" else name
    name = "zone-residents" if column == "count" and of == ["resident"] else name
    held = kind_of_column(column, name)
    # sums of weights, amounts of what is made of other results, and what is no share of a total
    other = not isinstance(source, str | None) or (metric in SUMMED and of)
    ratio = not (isinstance(base, dict) and base["metric"] == "total")
    if (held == MONEY and other) or (column == "ratio" and ratio):
        return column, ""
    if column == "count" and of not in (["resident"], ["destination"]):
        return column, held
    head = _head(column, name, scale, ed)
    return (head.replace("_", " ") if head == column else head), held


def distinct(heads: list[str]) -> list[str]:
    """Return heads of columns that are told apart, by numbers where their words are the same."""
    if len({"", *map(str.lower, heads)}) > len(heads):
        return heads
    return [f"{head} ({number})".strip() for number, head in enumerate(heads, 1)]


@takes("left", "right", left="table", right="table")
def beside(left: Any, right: Any) -> Any:
    """Return two metrics' tables side by side, matched on the keys they share.

    >>> import sezlib as sez
    >>> flows = sez.example()
    >>> both = sez.pages.tables.beside(sez.share(flows, "group"), sez.contribution(flows, "group"))
    >>> both.columns.tolist()
    ['period', 'group', 'total', 'share', 'previous', 'contribution']
    """
    for side in (left, right):
        if isinstance(side, Unavailable):
            return side
    keys = [c for c in left.columns if c in right.columns and kind_of_column(c) == KEY]
    if not keys:
        raise FlowsError(f"no key is both in {listed(left)} and in {listed(right)}")
    extra = [c for c in right.columns if c in keys or c not in left.columns]
    table = left.merge(right[extra], on=keys, how="outer")
    return table.sort_values(keys, kind="stable").reset_index(drop=True)


@takes("table", table="table")
def only(table: Any, columns: Iterable[str]) -> Any:
    """Return a metric's table with these of its columns; those it does not have are left out.

    >>> import sezlib as sez
    >>> only(sez.growth(sez.example()), ["period", "growth", "share"]).columns.tolist()
    ['period', 'growth']
    """
    if isinstance(table, Unavailable):
        return table
    return table[[column for column in columns if column in table]]


@takes("countries", countries="first_exports(flows, of='destination', partial=...)", pairs=PAIRS)
def beginnings(pairs: Any, countries: Any, ed: Edition | None = None) -> Any:
    """Return the beginnings of exports, told as new to the zone or to the group.

    `pairs` and `countries` are `first_exports` of group x destination and of destination, by parts
    of years where an edition is of one. What is censored is left out, since nobody knows whether it
    began.
    """
    if isinstance(countries, Unavailable):
        return countries
    if isinstance(pairs, Unavailable):
        return countries[countries["status"] != "censored"]
    pairs = pairs[pairs["status"] != "censored"]
    new = countries.loc[countries["status"] == "first", ["period", "destination"]]
    told = pairs.merge(new.assign(new="zone"), on=["period", "destination"], how="left")
    first = told["status"] == "first"
    return told.assign(new=told["new"].fillna("group").where(first, None))


@takes(tables=relative_note)
def relatives(ed: Edition, **tables: Any) -> pd.DataFrame:
    """Return the year's exports per hectare, per company, ... as a table with a row for each.

    What could not be had has no row, nor has a fact of the profile that tells of another time or
    is in another currency.
    """
    import pandas as pd

    found = []
    for name, table in tables.items():
        if isinstance(table, Unavailable) or not ed.tells(name):
            continue
        now = table[table["period"] == ed.period].dropna(subset=["ratio"])
        found += [(name, *pair) for pair in zip(now["base"], now["ratio"], strict=True)]
    return pd.DataFrame(found, columns=["indicator", "base", "relative"])


def record(
    name: str, caption: str, columns: list[str], records: list[Any], ed: Edition
) -> dict[str, Any]:
    """Return a table as a workbook takes it."""
    # the workbook holds amounts in single units, so its heads say so
    heads = [_head(c, name, "one", ed) for c in columns]
    told = [(c, kind_of_column(c, name)) for c in columns]
    rows = [[None if is_missing(r[c]) else _plain(r[c], k) for c, k in told] for r in records]
    keys = [c for c, k in told if k == KEY and c not in UNPRINTED.get(name, ())]
    names = {c: _names(c, dict.fromkeys(r[c] for r in records), ed) for c in keys}
    return {
        "name": name, "caption": caption, "columns": columns, "heads": heads, "rows": rows,
        "names": names,
    }  # fmt: skip


def _ordered(table: Any) -> Any:
    # a ranked table is in order, and its rank reads first; others show the largest first
    if "rank" in table:
        first = [c for c in ("zone", "rank") if c in table]
        return table[[*first, *table.columns.drop(first)]]
    by = next((c for c in ("total", "value") if c in table), None)
    if not by:
        return table
    sizes = table[by].replace(WITHHELD, None).astype(float)
    return table.loc[sizes.sort_values(ascending=False, kind="stable").index]


def _head(column: str, name: str, scale: str, ed: Edition) -> str:
    """Return what a column is called: in its table, or in those of its page, or anywhere."""
    said = column
    for place in ("", f"-{name.partition('-')[0]}", f"-{name}"):
        said = ed.told(f"column-{column}{place}", said, unit=ed.unit(scale), top=ed.top)
    return said


def _cell(
    record: dict[str, Any], column: str, held: str, scale: str, digits: int, ed: Edition
) -> str:
    value = record[column]
    ranked = column in ("destination", "group", "resident", "product") and "members" in record
    if is_missing(value) and ranked:
        return ed.say("remainder", n=int(record["members"]))
    if is_missing(value):
        return "–"
    if value == WITHHELD:
        return WITHHELD
    if column in ("relative", "base") and not held:
        # four significant digits, whatever the size of the unit
        size = 0 if value == 0 else max(0, 3 - math.floor(math.log10(abs(value))))
        return ed.number(value, min(size, 6) if column == "relative" else _digits(value))
    said = {
        MONEY: lambda: ed.number(value / SCALES[scale], digits),
        FRACTION: lambda: ed.percent(value),
        POINTS: lambda: ed.number(value * 100, 1),
        COUNT: lambda: ed.number(value),
        INDEX: lambda: ed.number(value, 3),
        HOURS: lambda: ed.number(value, 1),
    }
    return said[held]() if held in said else name_key(column, value, ed)


def _digits(value: float) -> int:
    return 0 if float(value).is_integer() else 1


def name_key(column: str, value: Any, ed: Edition) -> str:
    """Return a key as a reader knows it: `CHN` is China, `first` is first ever."""
    said = {"status": "status-", "new": "new-to-", "indicator": "relative-"}
    said |= {"finding": "clearance-finding-", "level": "level-", "margin": "margin-"}
    if column in said:
        return ed.told(said[column] + value, value, currency=ed.unit("one"))
    return ed.name(column, value)


def _names(column: str, values: Iterable[Any], ed: Edition) -> dict[str, str]:
    """Return what keys of a column are called that have another name than themselves."""
    named = ((v, name_key(column, v, ed)) for v in values if isinstance(v, str) and v != WITHHELD)
    return {value: name for value, name in named if name != value}


def _add_up(records: list[dict[str, Any]], columns: list[str]) -> dict[str, float]:
    """Return what parts add up to, or nothing where they are not all parts of one whole."""
    shares = [r["share"] for r in records if _is_told(r.get("share"))]
    if len(shares) < max(len(records), 2) or abs(math.fsum(shares) - 1) > 1e-9:
        return {}
    # what was lost since is among the parts where its contribution is
    names = [c for c in ADDED if c in columns and (c != "previous" or "contribution" in columns)]
    held = {c: [r[c] for r in records if not is_missing(r[c])] for c in names}
    return {c: math.fsum(v) for c, v in held.items() if v and WITHHELD not in v}


def _bar(cell: str) -> Markup:
    # as long as is printed, and no more exact
    shown = re.match(r"\d{1,3}([.,]\d)?(?=\s?%$)", cell)
    return BAR.format(shown[0].replace(",", ".")) if shown else Markup("")


def _is_told(value: Any) -> bool:
    return not is_missing(value) and value != WITHHELD


def _plain(value: Any, held: str) -> Any:
    # pandas holds whole numbers beside a gap as floats
    if held == COUNT and value != WITHHELD:
        return int(value)
    return value.item() if hasattr(value, "item") else value


def _class(numeric: bool) -> Markup:
    return Markup(" class='n'") if numeric else Markup("")
