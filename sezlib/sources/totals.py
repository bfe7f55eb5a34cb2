"""Rows of a report that are totals of its other rows: known by words, by value and by place.

A word alone makes no total (`Total Energies` is a company), nor does an equal value (60 and 40
beside a company of 100): what speaks for both is asked about. The column `_total` that `raw` gets
is null for a flow, a key of `ASIDE` for a total, and else the question.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from dataclasses import replace
from itertools import chain
from typing import Any, NamedTuple

from sezlib.flows import FlowsError, listed
from sezlib.sources.kinds import TEXTS
from sezlib.sources.layouts import Layout, aside_line, lower, toml_text
from sezlib.sources.lookup import Meanings, none
from sezlib.sources.raw import Loaded, Raw, literal

# what people call a total, what they put beside it, and what joins it to a name
WORDS = (
    "итого всего итог итоги итога усього всього разом барлығы жиыны cəmi jami total totals totaux "
    "totale totali totales totaal totalt subtotal subtotals sum suma sums summe summa somme gesamt "
    "gesamtsumme gesamtergebnis zwischensumme teilsumme endsumme insgesamt ergebnis toplam razem "
    "ogółem celkem spolu összesen ukupno skupaj sammanlagt jumlah yhteensä kokku σύνολο 合计 总计 "
    "小计 共计 合計 総計 小計 總計 합계 총계 소계 المجموع รวม tổng",
    "общий общая общее промежуточный том числе grand sub overall general général générale geral "
    "genel all все всех год года году годы year years период period квартал quarter месяц month "
    "export exports экспорт экспорта товары товаров value стоимость",
    "по за на из в для от of for by in per pour par der für nach von del",
)
TOTAL, BESIDE, JOINS = (frozenset(words.split()) for words in WORDS)
KNOWN = TOTAL | BESIDE | JOINS
SOME = f"(?i){'|'.join(TOTAL)}"
# a footnote's number behind a word is no letter of it
LETTER = "[^\\W\\d_²³¹¼-¾⁰-₉⅐-↉①-⒛]"
SEEN = re.compile(
    rf"(?i)(?<!{LETTER})({'|'.join(TOTAL)})(?!{LETTER})|{'|'.join(w for w in TOTAL if w > 'ⰰ')}"
)
SURE = (
    rf"(?i)[^\pL]*(({'|'.join(KNOWN)})[^\pL]+)*({'|'.join(TOTAL)})"
    rf"([^\pL]+({'|'.join(KNOWN)}))*[^\pL]*"
)
ASIDE = {
    "words": "a total, by its words",
    "value": "a total, by its value and place",
    "label": "a label, of the rows below it",
    "part": "a part, of a row that is counted",
    "note": "a note, below the table",
}
DITTO = re.compile(r"""(?i)^(["„”“″〃«»,']+|-\W?["/]+\W?-|ditto|idem|то же)$""")
# names of these columns may have footnote marks; a bare number may be one, or part of a name
NAMES = ("zone", "site", "resident", "group")
NAME_NOTE = re.compile(r"\s*(([¹²³⁰⁴-⁹⁽⁾ᵃᵇᶜᵈᵉ]+|[*†‡]+)\)?|\[\w{1,2}\]|\s[^\W_]\d?\))$")
MAYBE_NOTE = re.compile(r"(.*[^\W\d_])\s?(\(?\d{1,2}\)?|\(\w\))")
# what is a part of the row above it, by words; a number before a name; what shows either
PART = re.compile(
    r"(?i)[\W_]*((of|from) which|o/w|including|incl\.|thereof|в т\.? ?ч|в том числе|из них|із них"
    r"|у тому числі|davon|darunter|dont\b|de (los|las) (que|cuales)|d[oa]s quais|di cui|w tym"
    r"|waarvan|z toho|ebből|оның ішінде|trong đó|bunun)(?:[\W_]|$)|[\W_]*(其中|うち)"
)
NUMBERED = re.compile(r"(\d+(?:\.\d+)*)[.)]?\s+[^\W\d]")
LETTERED = re.compile(r"([A-ZА-Я]|[IVX]+)((?:\.?\d+)*)\.?\s+[^\W\d]")
NESTED = re.compile(
    r"(\s+|\s*([-–—•·▪◦○►]|\.\.)\s*)[^\W\d_]|\d+\.\d|[A-ZА-ЯIVX]+\.?\d|[a-zа-я]\)"
    r"|\d{4,}\s+[^\W\d_]"
)
# so many rows are looked through one by one; in larger files words alone tell
MOST_ROWS = 100_000
# of so many rows all texts are taken at once, which is sooner done than to find those that differ
FEW = 1_000
# how many totals back a total may begin, how many rows beside it it may add up, and a name
BACK, MOST_PARTS, MOST_BELOW = 50, 1_000, 200


class _Word(NamedTuple):
    """A text with a word for a total: where it stands, what else it may name, `sure`: it is one."""

    column: str
    text: str
    rests: list[str]
    sure: bool


def mark_totals(
    con: Any, raw: Raw, layout: Layout, loaded: Loaded
) -> tuple[Layout, Meanings | None]:
    """Return the layout for a file whose rows tell, from now on, which of them are totals.

    Beside it is what the values were found to be on the way, where they were looked at.
    """
    if not layout.words:
        return layout, None
    layout, mapped = replace(layout, words=False), layout.source == "mapping"
    labels = {
        column: name
        for name, field in layout.fields.items()
        if name in layout.kind.columns and not layout.kind.numeric(name)
        for column in re.findall(r"\bc[0-9]+\b", field.sql)
    }
    numbers = {f.sql for name, f in layout.fields.items() if layout.kind.numeric(name)}
    held = [f"c{n}" for n, name in enumerate(raw.names) if name]
    labels = {column: labels[column] for column in held if column in labels}
    names = {column: ours for column, ours in labels.items() if ours in NAMES}
    small = "value" in layout.fields and _as_table(con, raw, loaded)
    if not small and not loaded.held:
        return _by_words(raw, layout, labels, {}), None
    texts = _texts(con, raw, [c for c in held if c not in numbers] if small else [*names])
    _drop_notes(con, raw, layout, names, texts)
    if not small:
        spoken = {c: _suspects(con, c) for c in labels if mapped}
        if not any(spoken.values()):
            labels = {}
        return _by_words(raw, layout, labels, _words(spoken, labels), notes=""), None
    words, named = _words(texts, labels), _named(texts, labels)
    if not words and not any(named.values()) and not mapped:
        return layout, None
    report = _Report(con, raw, layout, labels, words, named)
    told = report.told()
    if mapped and layout.fill is None:
        report.refuse_once(told)
    filled = report.filled(told) if layout.fill else {}
    if told:
        con.execute("ALTER TABLE raw ADD COLUMN _total VARCHAR")
        aside = tuple((why, f"_total = {literal(key)}") for key, why in ASIDE.items())
        layout = replace(layout, aside=(*layout.aside, *aside), asks=True)
    for column, cells in {"_total": told, **filled}.items():
        _write(con, column, {report.ids[row]: text for row, text in cells.items()})
    return layout, report.values_read


def _by_words(
    raw: Raw, layout: Layout, labels: dict[str, str], words: dict[tuple[str, str], _Word],
    notes: str = "footnote marks of names, ",
) -> Layout:  # fmt: skip
    """Return the layout for a file of many rows, of which words alone tell totals, and say so."""
    if layout.fill:
        raise FlowsError(f"{raw.path.name}: fill is for tables of {MOST_ROWS:,} rows or fewer")
    if "value" in layout.fields:
        raw.told["not looked for"] = (
            f"{notes}parts of rows, totals by their value and labels written once, in more than "
            f"{MOST_ROWS:,} rows"
        )
    if layout.source != "mapping" or not labels:
        return layout
    if doubted := sorted({word.text for word in words.values() if not word.sure}):
        told = "which have words for a total: name those that are such under [aside]"
        raw.told["taken for flows"] = f"{listed(doubted, 5)}, {told}"
    texts = (f.sql for name, f in layout.fields.items() if not layout.kind.numeric(name))
    sure = (f"regexp_full_match(coalesce({text}, ''), {literal(SURE)})" for text in texts)
    return replace(layout, aside=(*layout.aside, (ASIDE["words"], " OR ".join(sure))))


def _texts(con: Any, raw: Raw, columns: list[str], where: str = "true") -> dict[str, list[str]]:
    """Return the texts of columns, of the rows for which a condition holds."""
    # looked through in Python: a table has few, and a long pattern takes DuckDB longer to read
    distinct = "" if raw.few else "DISTINCT "
    cells = ", ".join(f"list({distinct}CAST({column} AS VARCHAR))" for column in columns)
    rows = con.execute(f"SELECT {cells} FROM raw WHERE {where}").fetchall() if columns else [()]
    found = zip(columns, rows[0], strict=True)
    return {column: list(dict.fromkeys(filter(None, texts or ()))) for column, texts in found}


def _suspects(con: Any, column: str) -> list[str]:
    """Return the texts of a column of many rows that may have a word for a total."""
    texts = f"SELECT DISTINCT CAST({column} AS VARCHAR) AS text FROM raw"
    found = con.execute(
        f"SELECT text FROM ({texts}) WHERE regexp_matches(text, {literal(SOME)})"
    ).fetchall()
    return [text for (text,) in found]


def _drop_notes(
    con: Any, raw: Raw, layout: Layout, names: dict[str, str], texts: dict[str, list[str]]
) -> None:
    """Write names without footnote marks, where they stand without one too."""
    import pyarrow as pa

    own = [*(sql for _, sql in layout.aside), *([layout.keep] if layout.keep else [])]
    where = none(own)
    flows = _texts(con, raw, [*names], where) if own else texts
    for column, ours in names.items():
        text = f"trim(CAST({column} AS VARCHAR))"
        bare = {one.strip(" "): " ".join(NAME_NOTE.sub("", one).split()) for one in flows[column]}
        often = Counter(bare.values())
        noted = {text: name for text, name in bare.items() if name != text and often[name] > 1}
        may = {text: MAYBE_NOTE.fullmatch(text) for text in bare if text not in noted}
        doubted = sorted(text for text, found in may.items() if found and found[1] in bare)
        if doubted:
            told = "stand beside the same names without a number, as others"
            raw.told[f"names of {ours}"] = f"{listed(doubted, 5)} {told}"
        if noted:
            raw.told[f"marks and blanks of {ours} left out"] = listed(sorted(noted), 5)
            con.register("_arrow", pa.table({"_of": list(noted), "_text": list(noted.values())}))
            con.execute(
                f"UPDATE raw SET {column} = _text FROM _arrow WHERE {text} = _of AND {where}"
            )
            con.unregister("_arrow")
            texts[column] = [noted.get(one.strip(" "), one) for one in texts[column]]


def _write(con: Any, column: str, texts: dict[int, str]) -> None:
    import pyarrow as pa

    if texts:
        con.register("_arrow", pa.table({"_id": list(texts), "_text": list(texts.values())}))
        con.execute(f"UPDATE raw SET {column} = _text FROM _arrow WHERE raw.rowid = _id")
        con.unregister("_arrow")


def _as_table(con: Any, raw: Raw, loaded: Loaded) -> bool:
    """Return whether the file is a table in DuckDB that is small enough, or can be made one."""
    if not (loaded.held or raw.typed):
        return False
    [(rows,)] = con.execute("SELECT count(*) FROM raw").fetchall()
    raw.few = rows <= FEW
    if rows <= MOST_ROWS and not loaded.held:
        con.execute("CREATE TABLE _copy AS SELECT * FROM raw; DROP VIEW raw")
        con.execute("ALTER TABLE _copy RENAME TO raw")
    return bool(rows <= MOST_ROWS)


def _words(texts: dict[str, list[str]], labels: dict[str, str]) -> dict[tuple[str, str], _Word]:
    """Return the texts that have a word for a total, by column; a column without a name of ours
    may hold descriptions of goods, and tells of totals by bare words alone.
    """
    small = chr(31).join(chain.from_iterable(texts.values())).casefold()
    there = [word for word in TOTAL if word in small]
    held = [
        _word(column, text, labels.get(column, "site") in TEXTS)
        for column, found in texts.items()
        for text in (found if there else ())
        if any(word in text.casefold() for word in there) and SEEN.search(text)
    ]
    return {(w.column, w.text): w for w in held if w.sure or w.column in labels}


def _word(column: str, text: str, named: bool) -> _Word:
    """Return what a text with a word for a total says; only `named` columns have names."""
    spaced = re.sub("([\u2e80-\ud7ff]+)", r" \1 ", text.casefold())
    said = re.findall(r"[^\W\d_]+", spaced)
    bare = re.sub(r"[^\W\d_]+", lambda m: "" if m[0] in KNOWN else m[0], spaced)
    # a name may have such a word itself: `Total Energies Total`
    ends = (rf"^\W*({'|'.join(TOTAL)})\b", rf"\b({'|'.join(TOTAL)})\W*$")
    rests = [_stripped(rest) for rest in (*(re.sub(end, "", spaced) for end in ends), bare)]
    joined = len(said) > 1 and said[0] in TOTAL and said[1] in JOINS
    sure = joined or not named or not re.search(r"[^\W\d_]", bare)
    return _Word(column, text, [rest for rest in rests if rest != _stripped(spaced)], sure)


def _stripped(text: str) -> str:
    return " ".join(text.split()).strip(" .,:;-–—()«»\"'")


class _Level(NamedTuple):
    """How deep a text stands by its blanks and marks, and by the number before it."""

    depth: tuple[int, int, bool]
    number: tuple[str, ...]

    def holds(self, other: _Level) -> bool:
        """Return whether a text of the other level is a part of one of this level."""
        if self.number and other.number and self.depth == other.depth:
            return self.number == other.number[: len(self.number)] != other.number
        return self.depth < other.depth


def _level(text: str, named: bool) -> _Level:
    """Return how deep a text stands; a `named` one has no number of the Harmonized System."""
    bare = text.lstrip()
    [marks] = re.findall(r"^(?:[-–—•·▪◦○►]+\s*|\.\.+\s*|[a-zа-я]\)\s*)*(?=[^\W\d])|^", bare)
    indent = len(text) - len(bare)
    # one blank before the name of somebody is a slip
    depth = (indent if indent > named else 0, len(marks.replace(" ", "")), bool(PART.match(text)))
    found = NUMBERED.match(bare)
    number = found[1].split(".") if found else []
    if not named and not found and (found := LETTERED.match(bare)):
        number = [found[1], *re.findall(r"\d+", found[2])]
    if len(number) == 1 and len(number[0]) % 2 == 0 and not named:
        number = re.findall("..", number[0])
    return _Level(depth, tuple(number))


def _named(texts: dict[str, list[str]], labels: dict[str, str]) -> dict[str, bool]:
    """Return the columns of names, and whether some are marked, or numbered, as parts of others."""
    told = {}
    for column in (c for c in texts if labels.get(c, "group") in NAMES):
        nested = any(NESTED.match(text) or PART.match(text) for text in texts[column])
        spelled = sum(bool(re.search(r"[^\W\d_]", text)) for text in texts[column])
        if nested or 2 * spelled > len(texts[column]):
            told[column] = nested
    return told


class _Report:
    """The rows of a report, and which of them others add up to."""

    def __init__(
        self, con: Any, raw: Raw, layout: Layout, labels: dict[str, str],
        words: dict[Any, _Word], named: dict[str, bool],
    ) -> None:  # fmt: skip
        self.raw, self.layout = raw, layout
        self.names = {c: raw.names[int(c[1:])] for c in (*labels, *named, *(c for c, _ in words))}
        self.texts = [n for n, ours in enumerate(labels.values()) if ours in TEXTS]
        value = layout.fields["value"]
        # in a wide table a label may stand in a row of empty cells
        aside = layout.aside[: -1 if raw.wide and layout.fill else None]
        # a currency may have a scale before it
        fields = {n: f for n, f in layout.fields.items() if n in ("value", "net_kg", "currency")}
        only = Meanings(con, raw, replace(layout, fields=fields, aside=aside), ())
        self.values_read = only
        only.find()
        spoken = list(dict.fromkeys([*(column for column, _ in words), *named]))
        chosen = ", ".join(f"CAST({column} AS VARCHAR)" for column in (*labels, *spoken))
        weight = max(1, int(layout.scale.get("net_kg", 1)))
        rows = con.execute(
            f"SELECT _id, CAST(coalesce({only.amount('value')}, 0) * 1000000000 AS HUGEINT), "
            f"{layout.keep or 'false'}, {lower(value.sql)} = '', "
            f"CAST(coalesce({only.amount('net_kg')}, 0) / {weight} * 1000 AS HUGEINT), {chosen} "
            f"FROM {only.rows('(SELECT rowid AS _id, * FROM raw)')} ORDER BY _id"
        ).fetchall()
        width = 5 + len(labels)
        self.ids = [row[0] for row in rows]
        self.values, self.weights = ([int(row[at]) for row in rows] for at in (1, 4))
        # a ditto mark says what a blank below a label does
        self.labels = [
            [DITTO.sub("", (cell or "").strip()) for cell in row[5:width]] for row in rows
        ]
        self.columns, self.ours = list(labels), list(labels.values())
        self.named = {c: [row[width + spoken.index(c)] or "" for row in rows] for c in named}
        self.nested = {c: self.named[c] for c, nested in named.items() if nested}
        self.words = [None if row[2] else _spoken(row[width:], spoken, words) for row in rows]
        step, scale = 10**9, int(layout.scale.get("value", 1))
        while step > 1 and any(value % (step * scale) for value in self.values):
            step //= 10
        # what the last digit is worth: a rounded total may be some of it off
        self.last = step * scale
        self.counts = [Counter(one[n] for one in self.labels) for n in range(len(labels))]
        self.known = [{text.casefold(): text for text in held if text} for held in self.counts]
        filled = [n for n, held in enumerate(self.counts) if 2 * held[""] < len(rows)]
        self.whole = [all(one[n] for n in filled) for one in self.labels]
        self.keys = [self._key(n) for n in range(len(rows))]
        # in our own layout an empty cell is what it is
        self.blank = layout.source == "mapping"
        self.kept, self.empty = [row[2] for row in rows], [row[3] for row in rows]
        # the axis of a wide table: totals are looked for in a column at a time
        self.wide = f"c{raw.names.index(raw.wide[0])}" if raw.wide else ""
        self.maybe = [
            not kept and (bool(word) or (self.blank and not all(key)))
            for word, key, kept in zip(self.words, self.keys, self.kept, strict=True)
        ]
        # those that may be totals of rows anywhere: without a word, of one label at most
        self.keyed = [
            row
            for row, maybe in enumerate(self.maybe)
            if maybe and (self.words[row] or sum(map(bool, self.keys[row])) < 2)
        ]
        # the totals that were found, and which labels those have that no word tells
        self.totals: set[int] = set()
        self.shapes: set[tuple[bool, ...]] = set()

    def _key(self, row: int) -> list[str]:
        """Return the labels that a row shares with those it would be the total of."""
        word, key = self.words[row], list(self.labels[row])
        if word and word.column in self.columns:
            key[self.columns.index(word.column)] = ""
        for n, known in enumerate(self.known):
            if word and not key[n]:
                key[n] = next((known[rest] for rest in word.rests if rest in known), "")
        return key

    def told(self) -> dict[int, str]:
        """Return what `_total` tells of the rows that are no plain flows."""
        every = list(range(len(self.ids)))
        parts = self._parts()
        if self.wide:
            axis = self.columns.index(self.wide)
            every.sort(key=lambda row: self.labels[row][axis])
        for leaves in (
            [not maybe and row not in parts for row, maybe in enumerate(self.maybe)],
            [not (word and word.sure) and row not in parts for row, word in enumerate(self.words)],
        ):
            for order in (every, reversed(every), every):
                self._by_place(order, leaves)
            self._by_key(leaves)
        told = {row: "words" if self.words[row] else "value" for row in self.totals} | parts
        names = {w.text for n, w in enumerate(self.words) if w and self.whole[n] and n not in told}
        for row, word in enumerate(self.words):
            if not word:
                continue
            known = any(rest in held for held in self.known for rest in word.rests)
            found = row in told
            if found and not (word.sure or known) and self.whole[row]:
                told[row] = self._question(word.column, [word.text])
            elif not found and word.sure and not self.whole[row]:
                told[row] = "words"
            elif not found and (word.sure or known or word.text not in names):
                told[row] = self._question(word.column, [word.text])
        for row in range(len(self.ids) - 1, -1, -1) if self.blank else ():
            if not self.empty[row] or sum(map(bool, self.labels[row])) > 1:
                break
            told.setdefault(row, "note")
        left = [row for row in every if row not in told]
        return told | self._alone(left) | self._unmarked_wholes(left)

    def _parts(self) -> dict[int, str]:
        """Find the rows that add up those marked as their parts; return what other parts are."""
        told: dict[int, str] = {}
        for column, texts in self.nested.items():
            inside: dict[int, list[int]] = defaultdict(list)
            opened: dict[tuple[str, ...], list[tuple[_Level, int]]] = defaultdict(list)
            here = self.columns.index(column) if column in self.columns else -1
            named = here >= 0 and self.ours[here] != "group"
            for row, text in enumerate(texts):
                if (
                    text.strip()
                    and not self.kept[row]
                    and (not self.empty[row] or PART.match(text))
                ):
                    labels = tuple(t for n, t in enumerate(self.labels[row]) if n != here)
                    above, level = opened[labels], _level(text, named)
                    while above and not above[-1][0].holds(level):
                        above.pop()
                    if above:
                        inside[above[-1][1]].append(row)
                    above.append((level, row))
            for whole, rows in inside.items():
                rows += self._unmarked(whole, rows, texts)
            asked = (
                row for one, held in inside.items() if not self._whole(one, held) for row in held
            )
            names = list(dict.fromkeys(texts[row].strip() for row in asked))
            question = self._question(column, names, "a part")
            for whole, rows in inside.items():
                less = sum(self.values[row] for row in rows) < self.values[whole]
                surely = less and all(PART.match(texts[row]) for row in rows)
                if not self._whole(whole, rows):
                    part = surely or told.get(whole) == "part"
                    told |= dict.fromkeys(rows, "part" if part else question)
                    continue
                self.totals.add(whole)
                if told.get(whole) == "part":
                    told |= dict.fromkeys(rows, "part")
        return told

    def _unmarked(self, whole: int, parts: list[int], texts: list[str]) -> list[int]:
        """Return the rows below the one of `of which` that with it add up the row above it."""
        found: list[int] = []
        first = parts[0]
        if first != parts[-1] or not PART.match(texts[first]):
            return found
        left = self.values[whole] - self.values[first]
        for row in range(first + 1, len(texts)):
            if left <= 0 or self.kept[row] or not texts[row].strip():
                break
            found.append(row)
            left -= self.values[row]
        return [] if left or not found else found

    def _whole(self, row: int, parts: list[int]) -> bool:
        """Return whether a row is the sum of its parts, which may be rounded."""
        off = abs(self.values[row] - sum(self.values[part] for part in parts))
        return off * 2 <= (len(parts) + (len(parts) > 1)) * self.last

    def refuse_once(self, told: Container[int]) -> None:
        """Refuse a file whose labels seem to be written once for the rows below them."""
        rows = [row for row in range(len(self.ids)) if row not in told and any(self.labels[row])]
        if self.wide:
            # the cells of a row have its labels
            wide = self.columns.index(self.wide)
            own = {row: [*self.labels[row][:wide], *self.labels[row][wide + 1 :]] for row in rows}
            rows = [b for a, b in zip([-1, *rows], rows, strict=False) if own.get(a) != own[b]]
        found = [n for n in range(len(self.columns)) if self._once(n, rows)]
        if not found:
            return
        blank = [row for row in rows if not all(self.labels[row][n] for n in found)]
        also = [n for n, _ in enumerate(self.columns) if not all(self.labels[r][n] for r in blank)]
        first, both = (
            toml_text(list(dict.fromkeys(self.ours[n] for n in several)))
            for several in (found, sorted({*found, *also}))
        )
        more = (
            f", or fill = {both} where the other cells left blank there do" if also > found else ""
        )
        names = listed(self.names[self.columns[n]] for n in found)
        raise FlowsError(
            f"{self.raw.path.name}: {names} blank in {len(blank)} rows below a label; write fill = "
            f"{first} in the mapping if the label holds for them{more}, or fill = [] if none does"
        )

    def _once(self, n: int, rows: list[int]) -> bool:
        """Return whether a column's labels seem to be written once, with blanks below.

        A label that stands twice in a row is written each time, and so is one where few cells are
        blank. Besides companies, a blank is of the label above if its row goes on with the one
        above: what stands to the left is the same there, and something to the right is not.
        """
        if not self.counts[n][""] or not rows or not self.labels[rows[0]][n]:
            return False
        partly = [m for m, held in enumerate(self.counts) if held[""] and m != n]
        last = [""] * len(self.columns)
        labels = blanks = again = 0
        for row in rows:
            now = self.labels[row]
            same = [label in ("", before) for label, before in zip(now, last, strict=True)]
            labels, blanks = labels + bool(now[n]), blanks + (not now[n])
            again += now[n] != "" and same[n] and not any(now[m] for m in partly)
            goes_on = self.ours[n] == "resident" or (all(same[:n]) and not all(same[n + 1 :]))
            if not now[n] and not goes_on:
                return False
            last = [label or before for label, before in zip(now, last, strict=True)]
        return blanks * 4 >= labels and again * 20 <= labels

    def filled(self, told: dict[int, str]) -> dict[str, dict[int, str]]:
        """Return the labels to write into blank cells, by column and row: those of rows above.

        A total ends what its word stands in, and what stands to the right of that; so does a new
        label. A row that is left without one is asked about, and one of labels alone is aside.
        """
        fill = [n for n, ours in enumerate(self.ours) if ours in (self.layout.fill or ())]
        made: dict[str, dict[int, str]] = {self.columns[n]: {} for n in fill}
        last = dict.fromkeys(fill, "")
        for row, labels in enumerate(self.labels):
            word = self.words[row]
            if told.get(row) == "words" and word:
                begin = self.columns.index(word.column) if word.column in self.columns else 0
                last |= dict.fromkeys((n for n in fill if n >= begin), "")
            # a total without a word has the label of the rows below it
            if told.get(row) in ("words", "note") or not any((*labels, self.values[row])):
                continue
            for n in fill:
                if labels[n] not in ("", last[n]):
                    last |= dict.fromkeys((m for m in fill if m >= n), "") | {n: labels[n]}
                if not labels[n] and last[n]:
                    made[self.columns[n]][row] = last[n]
                elif not labels[n]:
                    told.setdefault(row, f"has no {self.ours[n]} above it to be filled in")
            if not self.values[row] and not any(
                labels[n] for n in range(len(labels)) if n not in fill
            ):
                told[row] = "label"
        return made

    def _by_place(self, order: Iterable[int], leaves: list[bool]) -> None:
        """Find the totals of the rows since another total, or since the first row of all."""
        passed: list[int] = []
        # sums of what had been passed where a total may begin, and how many rows that was
        begins, now = [(0, 0)], 0
        for row in order:
            if self.maybe[row]:
                back = range(len(begins) - 1, -1, -1)
                for at in [*back[:BACK], 0]:
                    before, rows = begins[at]
                    since = (
                        passed[rows:] if self._fits(row, now - before, len(passed) - rows) else []
                    )
                    if since and self._agree(row, since):
                        self._found(row)
                        # what it adds up are no beginnings any more
                        begins[at + 1 :] = [(now, len(passed))]
                        break
                if row not in self.totals and self._adds_beside(row, passed):
                    self._found(row)
            if leaves[row] and row not in self.totals:
                passed.append(row)
                now += self.values[row]

    def _adds_beside(self, row: int, passed: list[int]) -> bool:
        """Return whether a row without a word is the sum of all rows beside it with its labels."""
        total = count = 0
        if self.words[row] or not self.values[row] or not any(self.keys[row]):
            return False
        for one in reversed(passed):
            if not self._agree(row, [one]):
                break
            total, count = total + self.values[one], count + 1
            if total > self.values[row] or count > MOST_PARTS:
                return False
        return count > 1 and self._fits(row, total, count)

    def _by_key(self, leaves: list[bool]) -> None:
        """Find the totals of all rows with the same labels, wherever they stand."""
        rows = [row for row, leaf in enumerate(leaves) if leaf and row not in self.totals]
        sums: dict[tuple[int, ...], dict[tuple[str, ...], list[int]]] = {}
        for row in self.keyed:
            if row in self.totals:
                continue
            key = self.keys[row]
            by = tuple(n for n, label in enumerate(key) if label)
            if by not in sums:
                sums[by] = self._sums(rows, by)
            total, count = sums[by].get(tuple(key[n] for n in by), (0, 0))
            if leaves[row] and all(self.labels[row][n] == key[n] for n in by):
                total, count = total - self.values[row], count - 1
            if self._fits(row, total, count):
                self._found(row)

    def _sums(self, rows: Iterable[int], by: Iterable[int]) -> dict[tuple[str, ...], list[int]]:
        """Return the sum and the number of the rows with the same labels."""
        sums: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
        for row in rows:
            one = sums[tuple(self.labels[row][n] for n in by)]
            one[0] += self.values[row]
            one[1] += 1
        return sums

    def _fits(self, row: int, total: int, count: int) -> bool:
        """Return whether a row's value is the sum of some; one of words or alone may be rounded.

        Without a word two rows make a sum, or one where other totals stand alike.
        """
        word, off = self.words[row], abs(self.values[row] - total)
        if not (word or (total and (count > 1 or self._shape(row) in self.shapes))):
            return False
        rounded = word or not any(self.keys[row])
        return count > 0 and (off * 2 <= (count + (count > 1)) * self.last if rounded else not off)

    def _agree(self, row: int, others: list[int]) -> bool:
        key = [(n, label) for n, label in enumerate(self.keys[row]) if label]
        return all(self.labels[other][n] in ("", label) for other in others for n, label in key)

    def _shape(self, row: int) -> tuple[bool, ...]:
        return tuple(map(bool, self.keys[row]))

    def _found(self, row: int) -> None:
        self.totals.add(row)
        if not self.words[row]:
            self.shapes.add(self._shape(row))

    def _alone(self, rows: list[int]) -> dict[int, str]:
        """Return the question for a name whose value is, wherever it can be, that of all others."""
        asked: dict[int, str] = {}
        for n in self.texts if self.blank else ():
            by = [other for other in range(len(self.columns)) if other != n]
            sums = {key: one for key, one in self._sums(rows, by).items() if one[1] > 2}
            under: dict[str, list[int]] = defaultdict(list)
            for row in rows:
                total, _ = sums.get(tuple(self.labels[row][other] for other in by), (0, 0))
                if total and 2 * self.values[row] == total and not self.kept[row]:
                    under[self.labels[row][n]].append(row)
            for label, held in under.items():
                if label and len(held) == len(sums) and len(held) == self.counts[n][label]:
                    asked |= {row: self._question(self.columns[n], [label]) for row in held}
        return asked

    def _unmarked_wholes(self, rows: list[int]) -> dict[int, str]:
        """Return the question for names to which others directly below, or above, always add up.

        That is no chance where sums are several, and of more digits than the column has names.
        """
        asked: dict[int, str] = {}
        for column, texts in self.named.items() if self.blank else ():
            blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
            here = self.columns.index(column) if column in self.columns else len(self.columns)
            for row in rows:
                if texts[row].strip():
                    labels = self.labels[row]
                    blocks[(*labels[:here], *labels[here + 1 :])].append(row)
            names = {texts[row] for held in blocks.values() for row in held}
            for way in (1, -1):
                found, covered = self._sums_below([held[::way] for held in blocks.values()], texts)
                # how many sums of so many digits there may be, for each name
                sizes = [math.prod(map(sum, sums)) / len(names) / 2 for sums in found.values()]
                sure = math.prod(size for size in sizes if size > 1) >= 20
                if sum(map(len, found.values())) > 1 and (sure or covered == len(rows)):
                    told = self._question(column, [name.strip() for name in sorted(found)])
                    asked |= {
                        row: told for row in rows if texts[row] in found and not self.kept[row]
                    }
        return asked

    def _sums_below(
        self, blocks: list[list[int]], texts: list[str]
    ) -> tuple[dict[str, set[tuple[int, ...]]], int]:
        """Return the names whose value is that of the next rows in each block, with these values.

        Beside them is how many rows are such or their parts.
        """
        found: dict[str, set[tuple[int, ...]]] = defaultdict(set)
        inside: dict[str, set[int]] = defaultdict(set)
        never: set[str] = set()
        for rows in blocks:
            ends: dict[int, int] = {}
            for at, row in reversed([*enumerate(rows)]):
                name = texts[row]
                if name in never or not self.values[row] or self.kept[row]:
                    continue
                # parts of parts are passed over, where they do not add up themselves
                parts, end = self._next(rows, at, {}) or self._next(rows, at, ends) or ([], at)
                if not parts or name in (texts[part] for part in parts):
                    never.add(name)
                    continue
                ends[at] = end
                inside[name] |= {*rows[at:end]}
                found[name].add(tuple(self.values[part] // self.last for part in parts))
                weights = tuple(self.weights[part] for part in parts)
                if self.weights[row] and sum(weights) == self.weights[row]:
                    found[name].add(weights)
        several = {n: s for n, s in found.items() if any(len(one) > 1 for one in s)}
        held = {name: sums for name, sums in several.items() if name not in never}
        return held, len(set().union(*(inside[name] for name in held)))

    def _next(self, rows: list[int], at: int, ends: dict[int, int]) -> tuple[list[int], int] | None:
        """Return the rows behind one that add up to it, and where they end, or None."""
        parts: list[int] = []
        left, end = self.values[rows[at]], at + 1
        while left > 0 and end < len(rows) and len(parts) < MOST_BELOW:
            parts.append(rows[end])
            left -= self.values[rows[end]]
            end = ends.get(end, end + 1)
        return None if left else (parts, end)

    def _question(self, column: str, labels: list[str], what: str = "the total") -> str:
        return (
            f"may be {what} of other rows: write {aside_line(self.names[column], labels)} "
            "under [aside] in the mapping if it is one, or under [keep] if it is a flow"
        )


def _spoken(cells: Iterable[str], columns: list[str], words: dict[Any, _Word]) -> _Word | None:
    """Return the word for a total that a row has, the surest of several."""
    found = [words[key] for key in zip(columns, cells, strict=True) if key in words]
    return max(found, key=lambda word: word.sure, default=None)
