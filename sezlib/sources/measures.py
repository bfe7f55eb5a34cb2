"""A column that tells what its rows measure, or in what unit: it is used, or asked about."""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sezlib import units
from sezlib.flows import FlowsError, listed
from sezlib.sources.headers import COUNTED
from sezlib.sources.kinds import FLOWS
from sezlib.sources.layouts import Layout, aside_line, toml_text
from sezlib.sources.lookup import none
from sezlib.sources.raw import Raw, literal

# what a value is called, and what is none
VALUE = (
    r"(?i)valu|amount|стоим|сумма|wert\b|valeur|valor|import[eo]\b|mont(ant|o)\b|wartość|hodnota"
    r"|değer|tutar|金额|金額|額$|额$|금액|मूल्य|قيمة|มูลค่า|trị giá|құны"
)
OTHER = (
    r"(?i)quant|qty|weight|volume|\bnumber|\bcount|\bmass|кол-во|колич|\bвес\b|масса|объ[её]м|\bчисло"
    r"|menge|gewicht|anzahl|poids|nombre|cantid|\bpeso\b|ilość|\bmasa|\bwaga|množství|hmotnost"
    r"|miktar|ağırlık|数量|重量|수량|중량|मात्रा|الكمية|الوزن|ปริมาณ|น้ำหนัก|số lượng|lượng\b"
    r"|саны|салма"
)
# columns of measures by their names, of units, and of powers of ten
MEASURES = (
    r"(?i)indi[ck]ad|indi[ck]at|\bmeasure\b|^measures$|^m[eé]tri[ck]|^medida|^mesure|показател|метрик"
    r"|kennzahl|kennziffer|merkmal|gösterge|wskaźnik|指标|項目|지표|көрсеткіш|chỉ tiêu"
    r"|particulars|variable"
)
# what a number of things is called in columns of units; in capitals these are no soms
THINGS = r"(?i)kgs|mts?|lts?|ltrs|mtr|sqm|cbm|doz|dzn|sets?|pairs?|prs|gms|gal"
UNITS, POWERS = r"(?i)unit|\bед", r"(?i)unit.?mult|multiplier|power"
# what is not added to the other rows of a column: running totals, plans, what was cancelled
AGAIN = (
    r"(?i)(.* )?(cumulat(ive|ed)|ytd|year[ -]to[ -]date|нарастающ\w*|накоплен\w*|с начала года"
    r"|累[计計]|누계|kümülatif|narastająco|acumulad[oa]|seasonally adjusted)( .*)?|budget"
    r"|plan(ned)?|forecast|target|план(ов\w+)?|прогноз|бюджет|计划|hedef|cancel(l?ed|lation)?|void(ed)?|annul(l?ed)?"
    r"|аннулир\w*|отмен[её]н\w*|отозван\w*|iptal( edildi)?|取消|(previous|last) year"
    r"|прошлый год"
)
# columns by which one thing is told several times, such as bases of prices, by their names and by
# what they hold
BASIS = (
    r"(?i)price basis|valuation|incoterms?|(delivery|trade) terms|terms of (delivery|trade)|базис"
    r"|\bversion|revision|vintage|scenario|adjustment|\blevel|версия|редакция|сценари"
    r"|уровень|услови[яе] поставк|вид цен|lieferbeding|incoterm|teslim şekli|成交方式|贸易方式条款"
)
BASES = (
    r"(?i)(.*[^\pL])?(ex ?works|exw|fob|f[.]o[.]b|fca|fas|cif|c[.]i[.]f|cip|cfr|c ?& ?f|cpt|da[pt]"
    r"|dpu|ddp|фоб|сиф|фас|фка|франко|free on board|cost,? insurance.*|hs|h[0-6]|sitc|bec"
    r"|cpa|isic)([^\pL].*)?"
)
FREE = r"(?i)f\W?o\W?b|фоб|free on board"
# a column of more texts is none of measures; among so many rows it shows whether it may be one
MOST, LOOKED = 40, 1_000


def _unit(column: str, text: str) -> units.Unit | None:
    """Return the unit of money, or the scale, that a text states of its rows."""
    if re.search(POWERS, column) and re.fullmatch(r"\d(\.0)?", text):
        return units.Unit("10^" + text[0], "", "", 1.0, 10.0 ** int(text[0]))
    found = None
    if len(text) > 1 and re.search(r"[^\d\s.,]", text):
        with contextlib.suppress(FlowsError):
            found = units.header_unit(text) or units.find_unit(text)
    return found if found and found.kind in ("money", "") else None


def _kind(column: str, text: str) -> str:
    """Return whether a text says that rows are values, or something else, or neither."""
    said, weight = text.replace("_", " "), None
    with contextlib.suppress(FlowsError):
        weight = units.header_unit(text, "mass")
    other = re.search(OTHER, said) or COUNTED.fullmatch(said.lower()) or re.fullmatch(THINGS, said)
    if other or not units.is_amount(said) or (weight and weight.base):
        return "other"
    return "value" if _unit(column, text) or _money(text) or re.search(VALUE, said) else ""


def _money(text: str) -> bool:
    return any(word.kind == "money" for word in units.words_of(text[: units.LONGEST]))


def _bare(text: str) -> bool:
    """Return whether a text is a unit of money and nothing else."""
    with contextlib.suppress(FlowsError):
        return (units.find_unit(text) or units.Unit("", "", "", 1.0)).kind == "money"
    return _money(text)


def find_measures(
    con: Any, raw: Raw, names: list[str], where: str = "true"
) -> dict[str, dict[str, str]]:
    """Return the columns that tell what is measured, with what each of their texts says."""
    cells = {name: f"trim(CAST({raw.column(name)} AS VARCHAR))" for name in names}
    lists = ", ".join(f"list(DISTINCT {cell}) FILTER ({cell} <> '')" for cell in cells.values())
    looked = f"SELECT {lists} FROM (FROM raw WHERE {where} LIMIT {LOOKED})"
    found: dict[str, dict[str, str]] = {}
    held = con.execute(looked).fetchone() if cells else ()
    for (name, cell), some in zip(cells.items(), held, strict=True):
        named = re.search(MEASURES, name) and not re.search(UNITS, name)
        texts = sorted(some or []) if len(some or []) <= MOST else []
        again = [text for text in texts if re.fullmatch(AGAIN, text)]
        if again and len(again) < len(texts):
            found[name] = {text: "again" if text in again else "" for text in texts}
            continue
        some = re.search(UNITS, name) and any(_kind(name, text) == "value" for text in texts)
        if texts and (named or some or all(_kind(name, text) for text in texts)):
            every = f"SELECT DISTINCT {cell} AS t FROM raw WHERE {where} AND t <> '' ORDER BY t"
            kinds = {text: _kind(name, text) for (text,) in con.execute(every).fetchall()}
            if named or ("value" in kinds.values() and (some or "" not in kinds.values())):
                found[name] = kinds
    return found


def not_values(kinds: dict[str, str]) -> list[str]:
    """Return the texts of a column of measures besides the value, or those of several units."""
    if again := [text for text, kind in kinds.items() if kind == "again"]:
        return again
    values = [text for text, kind in kinds.items() if kind == "value"]
    left = values if all(_bare(text) for text in values) else values[:1]
    return [text for text in kinds if text not in left]


def _refuse_bases(con: Any, raw: Raw, layout: Layout, left: list[str], where: str) -> None:
    """Refuse a column that tells of one cell several times, as at FOB and CIF prices."""
    ours = layout.kind.columns
    labels = [f.sql for n, f in layout.fields.items() if n in ours and not layout.kind.numeric(n)]
    texts = {name: f"nullif(trim(CAST({raw.column(name)} AS VARCHAR)), '')" for name in left}
    looked = (
        f"bool_and(regexp_full_match({text}, {literal(BASES)})) AND count(DISTINCT {text}) > 1"
        for text in texts.values()
    )
    asked = f"SELECT {', '.join(looked)} FROM (FROM raw WHERE {where} LIMIT {LOOKED})"
    found = con.execute(asked).fetchone() if left else ()
    for (name, text), holds in zip(texts.items(), found, strict=True):
        if not (holds or re.search(BASIS, name)):
            continue
        cells = (
            f"SELECT list(DISTINCT {text} ORDER BY {text}) AS t FROM raw WHERE {where} GROUP BY "
        )
        twice = f"SELECT t FROM ({cells}{', '.join(labels) or '1'}) WHERE len(t) > 1 LIMIT 1"
        if several := con.execute(twice).fetchone():
            every = f"SELECT DISTINCT {text} AS t FROM raw WHERE {where} AND t <> '' ORDER BY t"
            bases = [one for (one,) in con.execute(f"{every} LIMIT {MOST}").fetchall()]
            first = next((one for one in bases if re.search(FREE, one)), bases[0])
            raise FlowsError(
                f"{raw.path.name}: column {name!r} has {listed(several[0])} of what is otherwise "
                f"one: where these tell of the same goods, write "
                f"{aside_line(name, [one for one in bases if one != first])} under [aside] in the "
                "mapping, and under [keep] what adds up"
            )


def read_measures(con: Any, raw: Raw, layout: Layout) -> Layout:
    """Return the layout with the unit that a column states of all rows, or refuse several."""
    if layout.kind != FLOWS or layout.source not in ("mapping", FLOWS.name):
        return layout
    ours = set(layout.kind.columns) - {"unit"}
    used = {field.header for name, field in layout.fields.items() if name in ours}
    left = [name for name in raw.names if name and name not in used]
    where = none([*(sql for _, sql in layout.aside), layout.keep or "false"])
    for name, kinds in find_measures(con, raw, left, where).items():
        found = [_unit(name, text) for text in kinds]
        plain = all(unit and unit.base and unit.scale == 1 for unit in found)
        if len(kinds) > 1 and plain and (layout.stated or "currency" in layout.fields):
            raw.told[f"currencies of {name!r}"] = f"{listed(kinds)}, which change nothing"
            continue
        if len(kinds) > 1 or {"other", "again"} & {*kinds.values()}:
            also = f", or currency = {toml_text(name)} under [columns] where each row has its own"
            aside = aside_line(name, not_values(kinds) or list(kinds)[1:])
            raise FlowsError(
                f"{raw.path.name}: column {name!r} tells what rows measure: {listed(kinds)}; write "
                f"{aside} under [aside] in the mapping, so that values are left, and under [keep] "
                f"what adds up{also * all(map(_bare, kinds))}"
            )
        [text] = kinds
        if unit := found[0]:
            layout = _with_unit(raw, layout, name, unit)
        elif _money(text) and not layout.stated:
            raise FlowsError(
                f"{raw.path.name}: column {name!r} says {text!r}, which is not understood; state "
                "value_in"
            )
    _refuse_bases(con, raw, layout, left, where)
    return layout


def _with_unit(raw: Raw, layout: Layout, name: str, unit: units.Unit) -> Layout:
    """Return the layout with a unit that a column states, unless something else is stated."""
    header, times = layout.fields["value"].header, layout.scale.get("value", Decimal(1))
    currency = "" if "currency" in layout.fields else layout.constants.get("currency", unit.base)
    wrong = (unit.base and currency not in ("", unit.base)) or (
        unit.scale != times and (times != 1 or layout.stated)
    )
    if wrong and layout.stated != "value_in":
        raise FlowsError(
            f"{raw.path.name}: column {name!r} says {unit.name!r}, and {header!r} is in another "
            "unit; state value_in"
        )
    if wrong:
        raw.told[f"unit of {header!r}"] = f"as stated; by {name!r} {unit.name}"
        return layout
    raw.told[f"unit of {header!r}"] = f"{unit.name}, by {name!r}"
    constants = dict(layout.constants)
    if unit.base and currency:
        raw.told.pop("currency", None)
        constants["currency"] = unit.base
    scale = {**layout.scale, "value": max(times, Decimal(int(unit.scale)))}
    return replace(layout, constants=constants, scale=scale)
