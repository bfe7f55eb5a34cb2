"""A first mapping of a file: by the names of its columns, held against what the columns hold."""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from sezlib import countries, units
from sezlib.flows import FlowsError, listed
from sezlib.periods import HALF, QUARTER, joined
from sezlib.sources import layouts
from sezlib.sources.accounting import Request, connected, in_one_sentence
from sezlib.sources.direction import NO_EXPORTS, RE, other_flows
from sezlib.sources.files import find, open_file, parted, sheets
from sezlib.sources.kinds import FLOWS, Kind, kind_of
from sezlib.sources.layouts import aside_line, toml_text
from sezlib.sources.measures import find_measures, not_values
from sezlib.sources.raw import Raw
from sezlib.sources.text import DEEPEST
from sezlib.sources.wide import TOTAL, period_in, period_of, periods_in
from sezlib.sources.workbook import DiedError
from sezlib.sources.written import clock
from sezlib.texts import clean_text

# header words by which a first mapping is suggested, the surest first
HEADERS = {
    "period": "period|период|месяц|дата|date|month|quarter|квартал|year|год|время|time",
    "value": "value|стоимость|сумма|значение|amount|объем экспорта|объём экспорта|fob|экспорт|"
    "exports|export|usd|rub|руб",
    "zone": "zone|оэз|сэз|зона|sez|reporter",
    "site": "site|площадка|участок",
    "resident": "resident|резидент|компания|организация|предприятие|экспортер|экспортёр|exporter|"
    "company|firm|инн",
    "product": "product|cmd code|тн вэд|тнвэд|тн вед|hs|hs code|код товара|код тн вэд|"
    "commodity code|code|код",
    "group": "group|группа|товарная группа|категория|отрасль|commodity|товар",
    "destination": "destination|страна|страна назначения|country|partner|направление|рынок|куда",
    "currency": "currency|валюта",
    "net_kg": "net_kg|вес нетто|нетто|вес|net weight|netweight|weight|масса",
    "quantity": "quantity|количество|кол-во|qty",
    "unit": "unit|единица измерения|ед. изм.|едизм|единица",
    "duty_rate": "duty_rate|ставка пошлины|пошлина|duty|tariff",
    "vat_rate": "vat_rate|ставка ндс|ндс|vat",
    "export_share": "export_share|доля экспорта|share for export",
    "declaration": "declaration|номер декларации|№ декларации|номер дт|declaration number|number",
    "registered": "registered|дата регистрации|зарегистрирована|регистрация|registration",
    "released": "released|дата выпуска|выпущена|выпуск|release",
    "post": "post|таможенный пост|пост|customs post",
    "bloc": "bloc|блок|объединение|союз|группа стран|group of countries|grouping",
    "start": "start|начало|вступление|дата вступления|from|since|joined",
    "end": "end|окончание|выход|дата выхода|until|left",
    "prefix": "prefix|префикс|код|код тн вэд|тн вэд|hs|hs code|code",
    "to": "to|за единицу|per|base currency",
    "rate": "rate|курс|exchange rate",
}
# the same in languages in which months are known, and in some beside them
ABROAD = {
    "period": "período|periodo|mês|mes|ano|año|période|mois|année|an|zeitraum|monat|jahr|quartal"
    "|mese|anno|dönem|ay|yıl|okres|miesiąc|rok|період|місяць|рік|кезең|ай|жыл|тоқсан|období|měsíc"
    "|razdoblje|mjesec|godina|időszak|hónap|év|日期|时间|期间|年月|月份|年份|年|月|期間|時期|기간"
    "|연월|년월|월|년|연도|thời gian|kỳ|tháng|năm|เดือน|ปี|ช่วงเวลา",
    "value": "valor|importe|monto|valeur|montant|wert|valore|importo|değer|tutar|wartość"
    "|вартість|құны|сомасы|hodnota|vrijednost|vrednost|érték|金额|出口额|价值|总值|金額|価額"
    "|輸出額|금액|수출액|trị giá|giá trị|kim ngạch|มูลค่า",
    "product": "ncm|sh6|código sh|código|codigo|code sh|code produit|warennummer|warencode"
    "|codice|gtip|kod cn|kod towaru|kod|уктзед|код товару|сэқ тн|kód|tarifna oznaka|vtsz|商品编码"
    "|商品代码|编码|税号|品目番号|品目コード|hs코드|품목코드|세번|mã hs|mã hàng|พิกัด|รหัสสินค้า",
    "destination": "país de destino|país|pais|pays de destination|pays|bestimmungsland|zielland"
    "|land|paese di destinazione|paese|ülke|kraj przeznaczenia|kraj|країна призначення|країна"
    "|баратын ел|ел|země|krajina|država|ország|目的国|国家|贸易伙伴|國家|国名|相手国|仕向国"
    "|仕向地|국가|수출국|nước|thị trường|ประเทศ|البلد|χώρα",
}
HEADERS |= {ours: f"{HEADERS[ours]}|{words}" for ours, words in ABROAD.items()}
HEADERS["alpha3"] = f"alpha3|iso3|член|{HEADERS['destination']}"
# what has such words in its name and is something else
OTHERS = {
    "value": f"{layouts.RUNNING}|{NO_EXPORTS}",
    "destination": r"origin|exporter|reporter|declarant|происхожд|отправлен|экспорт[её]р|orige[nm]"
    r"|menşe|ursprung|herkunft|pochodz|походж|původ|podrijet|származ|原产|原産|원산"
    r"|xuất xứ",
    "resident": r"importer|buyer|customer|consignee|импорт[её]р|покупател|получател",
}
# so many rows are looked at, and so many texts of a column asked what they are
ROWS, TEXTS = 2000, 200
FEW = 12


ANY_CODE = ("code", "код", "código", "codigo", "codice", "kod", "kód", "编码")
# a column of parts of a year, which stands beside one of years
PART = (
    r"(?i)month|месяц|m[eê]s\b|mois|monat|mese|ay\b|miesiąc|місяць|ай\b|měsíc|mjesec|hónap|月|월|tháng"
    rf"|เดือน|({QUARTER}|{HALF})(?!\w)"
)


class Column(NamedTuple):
    """What a column holds: how many of the first rows, and the texts that occur there."""

    rows: int
    texts: list[str]

    def numbers(self) -> bool:
        """Return whether they are bare numbers."""
        return bool(self.texts) and all(re.fullmatch(r"[\d. ]+", text) for text in self.texts)


def suggest(path: str | Path, *, table: str = "flows", encoding: str = "", sheet: str = "") -> str:
    """Return a first mapping of a file, as text, and in a comment what it takes in.

    The header is the first row, or the first two, whose names show the most columns of the table,
    among the first rows. A column is left out, and it is said, where it does not hold what its name
    promises.
    """
    found, kind, sheet = find(path), kind_of(table), sheet or parted(path)[1]
    with (
        tempfile.TemporaryDirectory(prefix="sezlib-") as folder,
        connected(Path(folder), found.stat().st_size) as con,
        in_one_sentence(found.name),
    ):
        raw = _headed(found, Path(folder), kind, encoding, sheet)
        loaded = raw.load(con, raw.wanted)
        columns = _columns(con, raw)
        aside = other_flows(con, raw, list(columns)) if kind == FLOWS else {}
        measures = find_measures(con, raw, list(columns)) if kind == FLOWS else {}
        left = {name: not_values(kinds) for name, kinds in measures.items()}
        aside |= {n: t for n, t in left.items() if t and {*measures[n].values()} != {""}}
        told = _lines(raw, {n: c for n, c in columns.items() if n not in aside}, kind)
        others = ["[aside]"]
        for name, texts in aside.items():
            others.append(aside_line(name, texts))
            if again := [t for t in texts if re.fullmatch(RE, t.lower()) and "im" not in t.lower()]:
                held = f"{aside_line(name, again)} under [keep]"
                others.append(
                    f"# exports hold re-exports at most sources; where they do not: {held}"
                )
        others.append("")
        written = "\n".join([*told, *(others if aside else [])])
        mapping = Path(folder) / "mapping.toml"
        mapping.write_text(written, encoding="utf-8")
        # it is loaded already
        raw = replace(raw, load=lambda *_: loaded, told={})
        request = Request(found, sheet, kind, "auto", (), "", encoding, "", mapping, "", raw)
        return f"# {_coverage(request, con, Path(folder))}\n{written}"


def _headed(found: Path, folder: Path, kind: Kind, encoding: str, sheet: str) -> Raw:
    """Return a file, open at the header whose names show the most."""
    opened: list[Raw] = []
    refused: FlowsError | None = None
    for name in [sheet] if sheet else sheets(found):
        at = open_file(found, folder, encoding=encoding, sheet=name, below="value" in kind.columns)
        for row in range(DEEPEST + 1):
            for rows in [[row] * bool(row), [row - 1, row]][: 1 + (row > 1)]:
                try:
                    opened.append(at(rows))
                    if all(opened[-1].names):
                        break
                except DiedError:
                    raise
                except FlowsError as error:
                    refused = refused or error
    if refused and not opened:
        raise refused
    # of equals, the first
    return max(opened, key=lambda raw: (_score(raw.names, kind), all(raw.names)))


def _score(names: list[str], kind: Kind) -> int:
    """Return how many columns of a kind of table the names of columns show."""
    found = {ours: name for ours, name, _ in _candidates(names, kind)}
    wide = "value" in kind.columns and (periods_in(names) or periods_in(names, "2000"))
    shown = found.keys() | ({"period", "value"} if wide else set())
    # a title that speaks of several is one name
    return min(len(shown), len(set(filter(None, names))))


def _columns(con: Any, raw: Raw) -> dict[str, Column]:
    """Return what the columns of a file hold in its first rows."""
    cells = {n: f"trim(CAST(c{n} AS VARCHAR))" for n, name in enumerate(raw.names) if name}
    asked = ", ".join(
        f"count(nullif({cell}, '')), list(DISTINCT {cell}) FILTER ({cell} <> '')"
        for cell in cells.values()
    )
    [told] = con.execute(f"SELECT {asked} FROM (FROM raw LIMIT {ROWS})").fetchall()
    pairs = zip(told[::2], told[1::2], strict=True)
    return {
        raw.names[n]: Column(rows, sorted(texts or [])[:TEXTS])
        for n, (rows, texts) in zip(cells, pairs, strict=True)
    }


def _candidates(names: list[str], kind: Kind) -> Iterator[tuple[str, str, str]]:
    """Yield columns of ours, with those that may be theirs and the word in the name, best first."""
    bare = {name: " ".join(name.lower().replace("_", " ").split()) for name in names if name}
    # a capital I has its dot in Turkish
    bare = {name: text.replace("\u0307", "") for name, text in bare.items()}
    # "Вес, т" is a name and its unit
    heads = {name: re.split(r"\s*[,(\[（]", text)[0] for name, text in bare.items()}
    for ours in filter(kind.columns.get, HEADERS):
        # a price or a share is no value
        left = {n: t for n, t in bare.items() if ours != "value" or units.is_amount(n)}
        other = OTHERS.get(ours, "^$") if ours != "value" or kind == FLOWS else layouts.RUNNING
        left = {n: t for n, t in left.items() if not re.search(other, t)}
        words = HEADERS[ours].split("|")
        for word in words:
            exact = (name for name, text in left.items() if word in (text, heads[name]))
            yield from ((ours, name, word) for name in exact)
        for word in words:
            within = (n for n, t in left.items() if (len(word) > 3 or word > "⺀") and word in t)
            yield from ((ours, name, word) for name in within)


NUMBER = re.compile(r"\W{0,3}\d[\d\s.,'’]*(e[+-]?\d+)?\W{0,2}\D{0,20}", re.IGNORECASE)
CODE = re.compile(r"\d[\d. ]{1,13}|X{2,}|TOTAL", re.IGNORECASE)
# what is called a code alone may be one of anything, of two digits or of three
LONG_CODE = re.compile(r"(\d\d){1,6}(\.0)?")


def _holds(what: str, ours: str, word: str, column: Column) -> bool:
    """Return whether most texts of a column are what the column is to hold."""

    def passes(how: Callable[[str], Any], text: str) -> bool:
        with contextlib.suppress(FlowsError):
            return bool(how(text))
        return False

    reads: dict[str, Callable[[str], Any]] = {
        "period": period_of,
        "amount": NUMBER.fullmatch,
        "fraction": NUMBER.fullmatch,
        "code": (LONG_CODE if word in ANY_CODE else CODE).fullmatch,
        "currency": lambda text: units.find_unit(text),
        "time": lambda text: clock(text, days=True),
        "country": lambda text: (
            re.search(r"\D", text.removesuffix(".0")) and countries.find_country(text)
        ),
    }
    # a group is of many rows
    if ours == "group" and len(column.texts) > FEW and 2 * len(column.texts) > column.rows:
        return False
    if word in ANY_CODE and not any(len(text) > 3 for text in column.texts):
        return False
    how = reads.get(
        what, re.compile(r"[^\W\d]").search if ours in ("zone", "group", "unit") else bool
    )
    held = sum(passes(how, text) for text in column.texts)
    return 2 * held >= len(column.texts) > 0


def _found(columns: dict[str, Column], kind: Kind) -> tuple[dict[str, Any], dict[str, str]]:
    """Return which columns are ours, and those that are called so and hold something else."""
    found: dict[str, Any] = {}
    doubted: dict[str, str] = {}
    some = any(column.texts for column in columns.values())
    for ours, name, word in _candidates(list(columns), kind):
        if ours in found or name in found.values():
            continue
        if not some or _holds(kind.columns[ours], ours, word, columns[name]):
            found[ours] = name
        else:
            doubted.setdefault(name, ours)
    if "destination" not in found:
        # numbers are countries by a scheme that is to be stated
        numbers = [n for n, o in doubted.items() if o == "destination" and columns[n].numbers()]
        found |= dict(zip(["destination"], numbers, strict=False))
    # in other languages the only column of periods, or of a unit of money, is told by that
    for ours, test in (
        ("period", lambda name: not columns[name].numbers() and _are_periods(columns[name].texts)),
        ("value", lambda name: _is_money(name, columns[name])),
    ):
        if ours in kind.columns and ours not in found:
            rest = [n for n in columns if n not in {*_flat(found)} and columns[n].texts and test(n)]
            found |= {ours: rest[0]} if len(rest) == 1 else {}
    months = [n for n in columns if re.match(PART, n) and n not in found.values()]
    if "period" in found and months and _are_parts(months[0], columns[months[0]].texts):
        found["period"] = [found["period"], months[0]]
    taken = {*_flat(found)}
    return found, {name: ours for name, ours in doubted.items() if name not in taken}


def _are_periods(texts: list[str]) -> bool:
    return all(period_of(text) or period_of(text, "fiscal") for text in texts)


def _is_money(name: str, column: Column) -> bool:
    with contextlib.suppress(FlowsError):
        unit = units.header_unit(name, "money") if units.is_amount(name.lower()) else None
        return bool(unit and unit.base) and _holds("amount", "value", "", column)
    return False


def _are_parts(name: str, texts: list[str]) -> bool:
    with contextlib.suppress(FlowsError):
        return bool([joined("2019", text, name) for text in texts])
    return False


def _flat(found: dict[str, Any]) -> Iterator[str]:
    for theirs in found.values():
        yield from [theirs] if isinstance(theirs, str) else theirs


class Wide(NamedTuple):
    """What stands in the names of columns: the lines of `[wide]`, and the names by line."""

    axis: str
    patterns: dict[str, str]
    names: dict[str, list[str]]
    # whether the year stands in a column
    apart: bool = False
    # what the periods are, as `period` of a mapping states it
    form: str = "auto"


NONE = Wide("", {}, {})
# what the names of columns may be where nothing is stated, and how a mapping says that
STATED = {"cumulative": "amounts from January on", "fiscal": "by the year in which they end"}


def _wide(columns: dict[str, Column]) -> Wide:
    """Return the columns whose names are periods, or countries, and which of them hold the value.

    Where that is open they are all listed as `value`.
    """
    numbers = [
        name
        for name, column in columns.items()
        if column.texts and _holds("amount", "value", "", column)
    ]
    form = "auto"
    whole, apart = periods_in(numbers), periods_in(numbers, "2000")
    # from January to later and later months, and years like FY18
    for other in STATED:
        held = periods_in(numbers, form=other)
        if sum(map(len, held.values())) > sum(map(len, whole.values())):
            whole, form = held, other
    found = whole or apart
    if not found:
        named = [name for name in numbers if countries.find_country(name)]
        return Wide("destination", {"value": "*"}, {"*": named}) if len(named) > 2 else NONE
    patterns: dict[str, str] = {}
    imports_last = re.compile(NO_EXPORTS, re.IGNORECASE).search
    for pattern in sorted(found, key=lambda name: bool(imports_last(name))):
        measure = next(
            (ours for ours in ("net_kg", "quantity") if _measures(pattern, ours)), "value"
        )
        patterns.setdefault(measure, pattern)
    return Wide("period", patterns, found, not whole, form)


def _measures(pattern: str, ours: str) -> bool:
    words = [word for word in HEADERS[ours].split("|") if word in pattern.lower()]
    if ours == "net_kg" and not words:
        with contextlib.suppress(FlowsError):
            return units.header_unit(pattern.replace("*", ""), "mass") is not None
    return bool(words)


def _lines(raw: Raw, columns: dict[str, Column], kind: Kind) -> Iterator[str]:
    """Yield the lines of a mapping."""
    wide = _wide(columns) if "value" in kind.columns else NONE
    inside = {name for names in wide.names.values() for name in names}
    found, doubted = _found({n: c for n, c in columns.items() if n not in inside}, kind)
    if wide.axis:
        gone = {*wide.patterns, wide.axis} - ({"period"} if wide.apart else set())
        found = {ours: theirs for ours, theirs in found.items() if ours not in gone}
    yield "# A first mapping, by names of columns and what they hold: check it, add what lacks."
    for key in ("sheet", "header", "encoding", "delimiter"):
        if key in raw.told and not (key == "encoding" and raw.told[key] == "utf-8"):
            yield f"{key} = {raw.told[key] if key == 'header' else toml_text(raw.told[key])}"
    if wide.form != "auto":
        yield f"period = {toml_text(wide.form)}   # {STATED[wide.form]}"
    yield '# decimal = ","        # where numbers like 1,234 leave it open'
    yield '# year_begins = "07"   # the month in which fiscal years begin, where periods are such'
    if "destination" in found and columns[found["destination"]].numbers():
        yield '# countries = "m49"     # the scheme of the numbers of countries'
    held = dict(found)
    for ours, pattern in wide.patterns.items():
        unit = raw.units.get(wide.names[pattern][0], "")
        held[ours] = ", ".join(filter(None, (pattern.replace("*", "").strip(" ,;:()"), unit)))
    if "value" in kind.columns:
        yield _unit(raw, "value_in", held.get("value", ""), "money", "thousand RUB")
    if "net_kg" in held:
        yield _unit(raw, "weight_in", held["net_kg"], "mass", "t")
    yield "\n[columns]"
    yield from (f"{ours} = {toml_text(theirs)}" for ours, theirs in found.items())
    yield from (f"# {ours} = " for ours in kind.needed if ours not in (*held, wide.axis))
    yield from (
        f"# left out: {toml_text(name)} is called as {ours} may be, and holds "
        f"{_some(columns[name])}"
        for name, ours in doubted.items()
    )
    used = {*_flat(found), *doubted, *inside}
    rest = [n for n in columns if n not in used and not (wide.axis and TOTAL.match(n))]
    yield from (f"# not used: {clean_text(name)}, with {_some(columns[name])}" for name in rest)
    if wide.axis:
        yield f"\n[wide]   # * stands for the {wide.axis}"
        for ours, pattern in wide.patterns.items():
            key = wide.axis if ours == "value" else ours
            names = listed(map(clean_text, wide.names[pattern]), 4)
            yield f"{key} = {toml_text(pattern)}   # {names}"
        others = [one for one in wide.names if one not in wide.patterns.values()]
        yield from (f"# or is the value in {toml_text(pattern)}?" for pattern in others)
    yield '\n[constants]\n# zone = "..."'
    if wide.apart and "period" not in found:
        years = (period_in(title, lambda text: period_of(text, "year"))[0] for title in raw.above)
        year = period_of(next(filter(None, years), ""))
        yield f'{"" if year else "# "}period = "{year or 2019}"   # the year of the months'
    yield ""


def _some(column: Column) -> str:
    return listed(map(clean_text, column.texts[:2])) or "nothing"


def _unit(raw: Raw, key: str, header: str, kind: str, like: str) -> str:
    """Return the line of a mapping that states a unit, as the names of columns do, or the title."""
    written = [", ".join(filter(None, (header, raw.units.get(header))))]
    written += filter(None, raw.above if kind == "money" else [])
    for text in written:
        try:
            found = units.header_unit(text, kind)
        except FlowsError:
            told = f"{clean_text(text)!r} is not understood"
            return f"# {key} = {toml_text(like)}   # to be stated: {told}"
        if found and found.base:
            return f"{key} = {toml_text(found.name)}   # as {clean_text(text)!r} says"
    return f"# {key} = {toml_text(like)}   # the unit, and its scale"


def _coverage(request: Request, con: Any, folder: Path) -> str:
    """Return, in words, what a mapping takes in of a file, or what it lacks."""
    try:
        taken = request.take(con, folder, "pyarrow")
    except FlowsError as error:
        return f"As it stands it takes in nothing: {clean_text(str(error))}"
    told = ", ".join(
        f"{taken.rows(part):,} {part}" for part in ("accepted", "set aside", "rejected")
    )
    return f"With it, of {taken.rows('in'):,} rows {told}."
