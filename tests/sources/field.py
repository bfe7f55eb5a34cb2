"""Valid files as people write them, each with the truth that it was written from.

A file is a choice of one kind of each sort: how numbers, units, periods, countries, codes, totals
and labels are written, what the table looks like and how it is encoded. Nothing here knows of what
reads the files; what the texts of a kind mean is typed.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import xlsxwriter

# a cell of the truth: period, country, product, company
Key = tuple[str, str, str, str]


class Kind(NamedTuple):
    """A way to write something: how, and the most that a reader may ask about it, as a share."""

    write: Any
    asked: float = 0.0


@dataclass
class Made:
    """A file, its mapping, and the amounts that are in it."""

    path: Path
    mapping: Path
    truth: Counter[Key]
    currency: str
    kinds: dict[str, str]
    # columns that the mapping names
    columns: dict[str, Any] = field(default_factory=dict)


def grouped(separator: str, mark: str) -> Callable[[Decimal], str]:
    """Write a number with thousands apart, its decimals behind a mark."""

    def write(number: Decimal) -> str:
        whole, _, part = f"{number:,f}".partition(".")
        whole = whole.replace(",", separator)
        return f"{whole}{mark}{part}" if mark and part else whole

    return write


def lakhs(number: Decimal) -> str:
    """Write a number as it is written in India: 12,34,567.50."""
    whole, _, part = f"{number:f}".partition(".")
    head, tail = whole[:-3], whole[-3:]
    pairs = [head[max(end - 2, 0) : end] for end in range(len(head), 0, -2)][::-1]
    return ",".join([*pairs, tail]) + (f".{part}" if part else "")


NUMBERS = {
    "plain": Kind(str),
    "comma": Kind(lambda n: str(n).replace(".", ",")),
    "blanks": Kind(grouped(" ", ",")),
    "hard blanks": Kind(grouped("\u00a0", ",")),
    "narrow blanks": Kind(grouped("\u202f", ",")),
    "apostrophes": Kind(grouped("'", ".")),
    "English": Kind(grouped(",", ".")),
    "German": Kind(grouped(".", ",")),
    "Indian": Kind(lakhs),
    "power": Kind(lambda n: f"{n:E}"),
    # thousands alone, which may be decimals of another mark
    "English thousands": Kind(grouped(",", ""), asked=1.0),
    "German thousands": Kind(grouped(".", ""), asked=1.0),
}
# numbers of these kinds have no decimals
WHOLE = ("English thousands", "German thousands")


class Unit(NamedTuple):
    """A unit of value: the header, the currency and the scale, and what states the rest."""

    header: str
    currency: str
    scale: int
    stated: str = ""
    # what stands in a currency column of each row, where there is one
    column: str = ""


UNITS = {
    "USD": Kind(Unit("Value, USD", "USD", 1)),
    "stated": Kind(Unit("Value", "EUR", 1, "EUR")),
    "stated in thousands": Kind(Unit("Стоимость", "RUB", 1000, "тыс. руб.")),
    "thousand": Kind(Unit("Value (thousand USD)", "USD", 1000)),
    "in 1000 USD": Kind(Unit("TradeValue in 1000 USD", "USD", 1000)),
    "'000": Kind(Unit("Value, '000 USD", "USD", 1000)),
    "Mio.": Kind(Unit("Wert, EUR Mio.", "EUR", 1_000_000)),
    "USD m": Kind(Unit("Value USD m", "USD", 1_000_000)),
    "miles": Kind(Unit("Miles de USD", "USD", 1000)),
    "ths.": Kind(Unit("Exports, ths. USD", "USD", 1000)),
    "roubles": Kind(Unit("Стоимость, руб.", "RUB", 1)),
    "thousand roubles": Kind(Unit("Стоимость, тыс. руб.", "RUB", 1000)),
    "t. roubles": Kind(Unit("Стоимость, т. руб.", "RUB", 1000)),
    "million dollars": Kind(Unit("Стоимость, млн долл. США", "USD", 1_000_000)),
    "crore": Kind(Unit("Value (₹ Crore)", "INR", 10_000_000)),
    "currency beside": Kind(Unit("Value", "EUR", 1, "", "EUR")),
    "thousands and currency beside": Kind(Unit("Стоимость, тыс. руб.", "RUB", 1000, "", "руб.")),
    "price": Kind(Unit("Value, USD/kg", "USD", 1), asked=1.0),
    "unknown word": Kind(Unit("Value, USD zorkmids", "USD", 1), asked=1.0),
}

MONTHS = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
]
SHORT = ["янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"]
ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
ROMAN = ("I", "II", "III", "IV")


class Grain(NamedTuple):
    """How a period is written, the number of months in it, and what a mapping says of it."""

    months: int
    write: Callable[[int, int], str]
    stated: str = ""
    # what stands behind the year as SDMX writes it: A1 of fiscal years
    mark: str = ""


def sdmx(year: int, part: int, months: int, mark: str = "") -> str:
    """Return the period of a part of a year as SDMX writes it."""
    return {12: f"{year}{mark}", 6: f"{year}-S{part}", 3: f"{year}-Q{part}"}.get(
        months, f"{year}-{part:02}"
    )


PERIODS = {
    "SDMX": Kind(Grain(1, lambda y, m: f"{y}-{m:02}")),
    "month.year": Kind(Grain(1, lambda y, m: f"{m:02}.{y}")),
    "month/year": Kind(Grain(1, lambda y, m: f"{m:02}/{y}")),
    "YYYYMM": Kind(Grain(1, lambda y, m: f"{y}{m:02}")),
    "Russian": Kind(Grain(1, lambda y, m: f"{MONTHS[m - 1]} {y} г.")),
    "Russian short": Kind(Grain(1, lambda y, m: f"{SHORT[m - 1]}.{y % 100:02}")),
    "English short": Kind(Grain(1, lambda y, m: f"{ENGLISH[m - 1]}-{y % 100:02}")),
    "day": Kind(Grain(1, lambda y, m: f"{17 + m % 9}.{m:02}.{y}")),
    "ISO day": Kind(Grain(1, lambda y, m: f"{y}-{m:02}-28")),
    "day stated": Kind(Grain(1, lambda y, m: f"01.{m:02}.{y % 100:02}", 'period = "dmy"')),
    "quarter": Kind(Grain(3, lambda y, q: f"{y}-Q{q}")),
    "Q1 2019": Kind(Grain(3, lambda y, q: f"Q{q} {y}")),
    "T1": Kind(Grain(3, lambda y, q: f"{y}-T{q}")),
    "Russian quarter": Kind(Grain(3, lambda y, q: f"{ROMAN[q - 1]} квартал {y}")),
    "half": Kind(Grain(6, lambda y, h: f"H{h} {y}")),
    "Russian half": Kind(Grain(6, lambda y, h: f"{h}-е полугодие {y} года")),
    "Russian half in words": Kind(
        Grain(6, lambda y, h: f"{('первое', 'второе')[h - 1]} полугодие {y}")
    ),
    "year": Kind(Grain(12, lambda y, _: f"{y}")),
    "year with a point": Kind(Grain(12, lambda y, _: f"{y}.0")),
    "Russian year": Kind(Grain(12, lambda y, _: f"{y} год")),
    "fiscal": Kind(Grain(12, lambda y, _: f"{y}/{(y + 1) % 100:02}", mark="-A1")),
    "fiscal stated": Kind(
        Grain(12, lambda y, _: f"{y}-{(y + 1) % 100:02}", 'year_begins = "07"', "-A1")
    ),
    "FY": Kind(Grain(12, lambda y, _: f"FY {y}-{(y + 1) % 100:02}", mark="-A1")),
    # a day of either of two months
    "slashed day": Kind(Grain(1, lambda y, m: f"0{1 + m % 9}/{m:02}/{y}"), asked=1.0),
    "slashed day stated": Kind(Grain(1, lambda y, m: f"0{1 + m % 9}/{m:02}/{y}", 'period = "dmy"')),
}

# code: alpha-2, UN M49, English, Russian
NAMES = {
    "CHN": ("CN", "156", "China", "Китай"),
    "DEU": ("DE", "276", "Germany", "Германия"),
    "KAZ": ("KZ", "398", "Kazakhstan", "Казахстан"),
    "IND": ("IN", "356", "India", "Индия"),
    "KOR": ("KR", "410", "Korea, Rep.", "Республика Корея"),
    "TUR": ("TR", "792", "Türkiye", "Турция"),
    "BRA": ("BR", "076", "Brazil", "Бразилия"),
}
COUNTRIES = {
    "alpha-3": Kind(lambda code: code),
    "alpha-2": Kind(lambda code: NAMES[code][0]),
    "English": Kind(lambda code: NAMES[code][2]),
    "Russian": Kind(lambda code: NAMES[code][3]),
    "capitals": Kind(lambda code: NAMES[code][3].upper()),
    "M49": Kind(lambda code: NAMES[code][1], asked=1.0),
    "M49 with a point": Kind(lambda code: f"{int(NAMES[code][1])}.0", asked=1.0),
}

CODES = ("854231", "901380", "300490", "020130", "847130")
PRODUCTS = {
    "six": Kind(lambda code: code),
    "dotted": Kind(lambda code: f"{code[:4]}.{code[4:]}"),
    "with a point": Kind(lambda code: f"{code}.0"),
    "a zero lost": Kind(lambda code: code.lstrip("0")),
    "a zero lost, with a point": Kind(lambda code: f"{code.lstrip('0')}.0"),
    "blanks": Kind(lambda code: f"{code[:4]} {code[4:]}"),
}

# companies whose names hold the words of totals, and others
COMPANIES = {
    "Latin": Kind(("Alpha", "Total Components", "Summa Group", "Beta GmbH", "Subtotal Labs")),
    "Russian": Kind(("Альфа", "ООО Итог", "Всеволожск Плюс", "Бета", "Тотал Рус")),
    "Western": Kind(
        ("São João Açúcar Ltda", "Peñas y Añil S.A.", "Müller", "Crème Brûlée", "Œuvre")
    ),
}

# the words of the row at the foot
TOTALS = {
    "none": Kind(""),
    "Total": Kind("Total"),
    "Итого": Kind("Итого"),
    "ВСЕГО": Kind("ВСЕГО:"),
    "Всего по зоне": Kind("Всего по зоне"),
    "Grand Total": Kind("Grand Total"),
    "Gesamt": Kind("Gesamt"),
    "Toplam": Kind("Toplam"),
    "Somme": Kind("Somme"),
    "of each": Kind("{} Total", asked=0.1),
    "of each, Russian": Kind("Итого {}", asked=0.1),
    "of each, behind": Kind("{} итог", asked=0.1),
}

NOTES = {
    "none": Kind(None),
    "number¹": Kind(("value", "{}¹")),
    "number*": Kind(("value", "{}*")),
    "number 1)": Kind(("value", "{} 1)")),
    "period¹": Kind(("period", "{}¹")),
    "country¹": Kind(("destination", "{}¹")),
    "country*": Kind(("destination", "{}*")),
}

LABELS = {
    "every row": Kind(("", False)),
    "once, filled": Kind(("resident", True)),
    "once": Kind(("resident", False), asked=1.0),
}

DIRECTIONS = {
    "none": Kind(("", ())),
    "exports": Kind(("Flow", ("Export",))),
    "X and M, set aside": Kind(("flow_code", ("X", "M"), "flow_code")),
    "both": Kind(("Flow", ("Export", "Import")), asked=1.0),
    "направление": Kind(("Направление", ("ЭК", "ИМ")), asked=1.0),
}

SHAPES = {"long": Kind(False), "wide": Kind(True)}
# what a table with periods in the names of its columns is written without
NARROW = ("note", "label", "direction")

ENCODINGS = {
    "UTF-8": Kind("utf-8"),
    "UTF-8 with a mark": Kind("utf-8-sig"),
    "UTF-16": Kind("utf-16"),
    "Cyrillic": Kind("cp1251"),
    # names of few letters may be of Central Europe
    "Western": Kind("cp1252", 0.2),
}
FILES = {
    "semicolons": Kind(";"),
    "commas": Kind(","),
    "tabs": Kind("\t"),
    "workbook": Kind("xlsx"),
    "workbook of numbers": Kind("numbers"),
}

SORTS: dict[str, dict[str, Kind]] = {
    "number": NUMBERS,
    "unit": UNITS,
    "period": PERIODS,
    "country": COUNTRIES,
    "product": PRODUCTS,
    "company": COMPANIES,
    "total": TOTALS,
    "note": NOTES,
    "label": LABELS,
    "direction": DIRECTIONS,
    "shape": SHAPES,
    "encoding": ENCODINGS,
    "file": FILES,
}
PLAIN = {sort: next(iter(kinds)) for sort, kinds in SORTS.items()}
ALONE = [(sort, kind) for sort, kinds in SORTS.items() for kind in kinds]


def parted(period: str) -> tuple[int, int]:
    """Return the year of a period, and which of its parts it is."""
    return int(period[:4]), int(period[5:].lstrip("SQA") or 1)


def chosen(rng: Random) -> dict[str, str]:
    """Return one kind of each sort: of a few sorts any, of the others the plain one."""
    strange = {sort for sort in SORTS if rng.random() < 0.4}
    kinds = {sort: rng.choice([*SORTS[sort]]) if sort in strange else PLAIN[sort] for sort in SORTS}
    return kinds | ({sort: PLAIN[sort] for sort in NARROW} if kinds["shape"] == "wide" else {})


def records(kinds: dict[str, str], rng: Random) -> list[tuple[Key, Decimal]]:
    """Return a few records, in order of company and period, each of another cell."""
    grain: Grain = PERIODS[kinds["period"]].write
    months = grain.months
    companies = COMPANIES[kinds["company"]].write
    made = []
    for company in rng.sample(companies, 3):
        for year in (2018, 2019):
            for part in range(1, 12 // months + 1)[:3]:
                for country in rng.sample([*NAMES], 2):
                    number = Decimal(rng.choice([rng.randint(1, 99), rng.randint(100, 99_999_999)]))
                    if kinds["number"] not in WHOLE:
                        number += Decimal(rng.randint(1, 99)) / 100
                    key = (
                        sdmx(year, part, months, grain.mark),
                        country,
                        rng.choice(CODES),
                        company,
                    )
                    made.append((key, number))
    return made


def write(folder: Path, kinds: dict[str, str], rng: Random) -> Made:
    """Write a file of these kinds, and the mapping that somebody who sees it would write."""
    if SHAPES[kinds["shape"]].write:
        return _write_wide(folder, kinds, rng)
    unit: Unit = UNITS[kinds["unit"]].write
    grain: Grain = PERIODS[kinds["period"]].write
    flow, ways, *aside = DIRECTIONS[kinds["direction"]].write
    headers = {"period": "When", "resident": "Company", "destination": "Where", "product": "HS"}
    headers |= {"value": unit.header}
    rows, truth = _rows(kinds, rng, ways)
    lines = [[*headers.values(), *([flow] if flow else []), *(["Money"] if unit.column else [])]]
    for cells, way in rows:
        lines.append([*cells, *([way] if flow else []), *([unit.column] if unit.column else [])])
    stated = [f'value_in = "{unit.stated}"'] if unit.stated else []
    stated += [grain.stated] if grain.stated else []
    blank, filled = LABELS[kinds["label"]].write
    stated += [f'fill = ["{blank}"]'] if filled else []
    columns = headers | ({"currency": "Money"} if unit.column else {})
    said = [*stated, "[columns]", *(f"{ours} = {theirs!r}" for ours, theirs in columns.items())]
    said += ["[aside]", f'{aside[0]} = ["M"]'] if aside else []
    mapping = folder / "mapping.toml"
    mapping.write_text("\n".join(said).replace('"\'000 USD"', '"'), encoding="utf-8")
    path = _saved(folder, lines, kinds)
    totals = Counter({key: amount * unit.scale for key, amount in truth.items()})
    return Made(path, mapping, totals, unit.currency, kinds, columns)


def _rows(
    kinds: dict[str, str], rng: Random, ways: tuple[str, ...]
) -> tuple[list[tuple[list[Any], str]], Counter[Key]]:
    """Return the rows under the header, each with its direction, and the truth of exports."""
    number, when = NUMBERS[kinds["number"]].write, PERIODS[kinds["period"]].write
    where, code = COUNTRIES[kinds["country"]].write, PRODUCTS[kinds["product"]].write
    word, blank = TOTALS[kinds["total"]].write, LABELS[kinds["label"]].write[0]
    truth: Counter[Key] = Counter()
    rows: list[tuple[list[Any], str]] = []
    held: list[tuple[str, Decimal]] = []
    before = ""

    def total(label: str, amounts: list[Decimal]) -> None:
        rows.append(
            (["", label, "", "", number(sum(amounts, Decimal(0)))], ways[0] if ways else "")
        )

    for (period, country, product, company), amount in records(kinds, rng):
        if "{}" in word and before and company != before:
            total(word.format(before), [a for c, a in held if c == before])
        year, part = parted(period)
        label = "" if blank == "resident" and company == before else company
        cells = [when.write(year, part), label, where(country), code(product), number(amount)]
        rows.append((cells, ways[0] if ways else ""))
        held.append((company, amount))
        truth[(period, country, product, company)] += amount  # type: ignore[assignment]
        if len(ways) > 1 and rng.random() < 0.3:
            # what came in the other direction
            came = [cells[0], company, cells[2], cells[3], number(amount + 7)]
            rows.append((came, ways[1]))
        before = company
    noted = NOTES[kinds["note"]].write
    if noted:
        at = {"period": 0, "destination": 2, "value": 4}[noted[0]]
        for cells, _ in rng.sample(rows, 2):
            cells[at] = noted[1].format(cells[at])
    if "{}" in word:
        total(word.format(before), [a for c, a in held if c == before])
    elif word:
        total(word, [a for _, a in held])
    return rows, truth


def _write_wide(folder: Path, kinds: dict[str, str], rng: Random) -> Made:
    """Write a file with a column for each period, and totals to the right and below."""
    unit: Unit = UNITS[kinds["unit"]].write
    grain: Grain = PERIODS[kinds["period"]].write
    number, where = NUMBERS[kinds["number"]].write, COUNTRIES[kinds["country"]].write
    code = PRODUCTS[kinds["product"]].write
    word = TOTALS[kinds["total"]].write.replace("{}", "").strip()
    held: dict[tuple[str, str, str], dict[str, Decimal]] = {}
    for (period, country, product, company), amount in records(kinds, rng):
        held.setdefault((company, country, product), {}).setdefault(period, amount)
    periods = sorted({period for row in held.values() for period in row})
    names = [grain.write(*parted(period)) for period in periods]
    lines: list[list[Any]] = [["Company", "Where", "HS", *names, *([word] if word else [])]]
    sums: Counter[str] = Counter()
    truth: Counter[Key] = Counter()
    for (company, country, product), row in held.items():
        cells = [number(row[period]) if period in row else "" for period in periods]
        last = [number(sum(row.values(), Decimal(0)))] if word else []
        lines.append([company, where(country), code(product), *cells, *last])
        for period, amount in row.items():
            sums[period] += amount  # type: ignore[assignment]
            truth[(period, country, product, company)] += amount * unit.scale  # type: ignore
    if word:
        whole = sum(sums.values(), Decimal(0))
        lines.append([word, "", "", *(number(sums[p]) for p in periods), number(whole)])  # type: ignore
    scale = {1: "", 1000: "thousand ", 1_000_000: "million ", 10_000_000: "crore "}[unit.scale]
    columns = {"resident": "Company", "destination": "Where", "product": "HS"}
    said = [f'value_in = "{scale}{unit.currency}"', *([grain.stated] if grain.stated else [])]
    said += ["[columns]", *(f'{ours} = "{theirs}"' for ours, theirs in columns.items())]
    said += ["[wide]", 'period = "*"']
    (folder / "mapping.toml").write_text("\n".join(said), encoding="utf-8")
    path = _saved(folder, lines, kinds)
    return Made(path, folder / "mapping.toml", truth, unit.currency, kinds, columns)


def _saved(folder: Path, lines: list[list[Any]], kinds: dict[str, str]) -> Path:
    how = FILES[kinds["file"]].write
    if how in ("xlsx", "numbers"):
        with xlsxwriter.Workbook(folder / "file.xlsx") as book:
            sheet = book.add_worksheet()
            for n, line in enumerate(lines):
                for m, cell in enumerate(line):
                    typed = _typed(cell) if how == "numbers" else cell
                    put = sheet.write_string if isinstance(typed, str) else sheet.write_number
                    put(n, m, typed)
        return folder / "file.xlsx"
    text = io.StringIO()
    csv.writer(text, delimiter=how, lineterminator="\r\n").writerows(lines)
    encoding = ENCODINGS[kinds["encoding"]].write
    try:
        content = text.getvalue().encode(encoding)
    except UnicodeEncodeError:
        content = text.getvalue().encode("utf-8")
    (folder / "file.csv").write_bytes(content)
    return folder / "file.csv"


def _typed(cell: str) -> Any:
    """Return a cell as a spreadsheet takes what is typed into it: plain numbers are numbers."""
    try:
        return float(cell) if cell[:1] != "0" or cell[:2] == "0." else cell
    except ValueError:
        return cell
