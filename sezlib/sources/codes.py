"""Codes of products: what spreadsheets leave of them, and how many digits they had.

A code of the Harmonized System has 2, 4 or 6 digits, one of a national tariff 8 or 10; the first
four are its heading. A cell that became a number has lost the zero of chapters 01 to 09, or has
`.0` behind it, or has lost the zeros behind the point of `6203.40`. Which it was, the other codes
of the column show; what they leave open is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sezlib.countries import is_heading
from sezlib.sources.raw import literal

NO_CODE = "is not a code of 2-10 digits"
NOT_HARMONIZED = (
    "is of another classification than the Harmonized System, which has no such headings: take the "
    "column as group, or state digits, how many its codes have, in a mapping"
)
# in so many rows it is looked for whether codes are of the Harmonized System at all
SAMPLE = 10_000
# what makes the shapes of a column of codes worth a look: odd digits, or too many, points, blanks
ODD = "[0-9]([0-9][0-9])*|[0-9]{11,}|[0-9]*[. ][0-9. ]*"


def heads_sql(column: str, base: str) -> str:
    """Return the query of the headings of codes, of the first rows."""
    first = f"(SELECT {column} AS code FROM {base} LIMIT {SAMPLE})"
    fit = "regexp_full_match(code, '([0-9]{2}){2,}([.][0-9.]*)?')"
    return f"SELECT DISTINCT code[:4] FROM {first} WHERE {fit}"


def is_foreign(heads: Any) -> bool:
    """Return whether most headings are none of the Harmonized System."""
    known = [is_heading(head) for (head,) in heads.fetchall()]
    return 2 * sum(known) < len(known)


def shapes_sql(column: str, base: str) -> str:
    """Return the query of the shapes of codes: how they begin, and whether with a zero."""
    text = f"replace({column}, ' ', '')"
    return (
        f"SELECT {_shape(text)} AS shape, bool_or({text}[1] = '0'), list(DISTINCT {text}[:5]) "
        f"FROM {base} WHERE regexp_full_match({text}, '[0-9]+([.][0-9]+)*') GROUP BY 1 ORDER BY 1"
    )


def _shape(text: str) -> str:
    """Return the SQL of a code with 9 for each digit, and a comma before a fraction of zeros."""
    zeros = f"regexp_replace({text}, '^([0-9]+)[.](0+)$', '\\1,\\2')"
    return f"regexp_replace({zeros}, '[0-9]', '9', 'g')"


Shapes = dict[str, tuple[bool, list[str]]]
CUT = "may have lost zeros behind its point; state how many digits codes have, such as digits = "


def read_shapes(rows: Iterable[tuple[str, bool, list[str]]]) -> dict[str, int | str]:
    """Return how many digits the codes of each shape had, or else why that is not known.

    >>> read_shapes([("999999,9", False, ["85423"]), ("99999,9", False, ["10121"])])
    {'999999,9': 6, '99999,9': 6}
    """
    held = {shape: (zero, starts) for shape, zero, starts in rows}
    return {shape: _length(shape, held) for shape in held}


def _parts(shape: str) -> tuple[int, str, list[int]]:
    """Return the digits before the point of a shape, the mark, and the digits between points."""
    whole, *rest = (len(part) for part in shape.replace(",", ".").split("."))
    return whole, "," if "," in shape else "." if rest else "", rest


def _length(shape: str, held: Shapes) -> int | str:
    whole, mark, rest = _parts(shape)
    parts = [_parts(one) for one in held]
    fractions = [rest[0] for n, mark, rest in parts if mark == "." and n <= 4 and len(rest) == 1]
    width = max(fractions, default=2)
    width += width % 2
    places = _places(whole, mark, rest, fractions, width, parts)
    if places is None:
        return f"{CUT}{4 + width}, in a mapping"
    count = whole + sum(places)
    digits = whole % 2 + count
    if digits <= 10 and not (whole % 2 and not _lost_zero(whole, bool(places), held)):
        return digits
    lost = f"digits = {digits} where a zero before them was lost, " if whole % 2 else ""
    return (
        f"has {count} digits, as no level of the Harmonized System has; state {lost}digits = "
        f"{count} where the tariff has so many, in a mapping"
    )


def _places(
    whole: int, mark: str, rest: list[int], fractions: list[int], width: int, parts: Any
) -> list[int] | None:
    """Return how many digits of a code stand between its points, or None where that is not known.

    A fraction of an odd length tells that the zeros at the ends of `fractions` were cut off.
    """
    cut, end = any(n % 2 for n in fractions), sum(rest)
    if not mark:
        return None if cut and whole <= 4 else []
    if len(rest) > 1:
        return None if any(n % 2 for n in rest) else rest
    if whole > 4:
        if mark == "," and not any(n > 4 and mark == "." for n, mark, _ in parts):
            return []
        return None if whole % 2 or end % 2 else rest
    if mark == "," and not fractions:
        # 8542.0 is a number, and so is 8542.00 beside 854231.00
        return [] if end == 1 or any(n > 4 and mark == "," for n, mark, _ in parts) else None
    if end % 2:
        return [width] if mark == "." and end + 1 == width and width in fractions else None
    return rest if not cut or end == width else None


def _lost_zero(whole: int, dotted: bool, held: Shapes) -> bool:
    """Return whether codes have lost the zero before them, as others and their chapters show."""
    shorter = [one for shape, one in held.items() if _parts(shape)[0] == whole]
    fuller = [
        one
        for shape, one in held.items()
        if _parts(shape)[0] == whole + 1 and (_parts(shape)[1] == ".") == dotted
    ]
    starts = [start for _, starts in shorter for start in starts]
    bare = [start.replace(".", "") if dotted else start.split(".")[0] for start in starts]
    kept = any(zero for zero, _ in fuller + shorter)
    return bool(fuller) and not kept and all(is_heading(f"0{start}"[:4]) for start in bare)


def code_sql(text: str, digits: int) -> str:
    """Return the SQL of a code of so many digits, or null where a text is none."""
    bare = f"regexp_replace({text}, '[.]0+$', '')"
    whole = f"split_part({text}, '.', 1)"
    places = f"concat(repeat('0', length({whole}) % 2), replace({text}, '.', ''))"
    dotted = f"regexp_full_match({text}, '([0-9]{{2}}|[1-9]([0-9]{{2}})?|[0-9]{{4}})([.][0-9]+)+')"
    return (
        f"CASE WHEN regexp_full_match({bare}, '[0-9]{{{digits}}}') THEN {bare} "
        f"WHEN regexp_full_match({bare}, '[1-9][0-9]{{{digits - 2}}}') THEN '0' || {bare} "
        f"WHEN {dotted} AND length({places}) <= {digits} THEN rpad({places}, {digits}, '0') "
        f"WHEN regexp_full_match({text}, '[0-9]+([.][0-9]+)+') AND length({places}) = {digits} "
        f"THEN {places} END"
    )


def product_sql(
    column: str, digits: int, shapes: dict[str, int | str], nest: bool
) -> tuple[str, str]:
    """Return the SQL of a product code, and of why there is none.

    There may be too many codes to ask Python of each: all is told by their shapes. Where codes
    `nest`, TOTAL and other headings are told apart once all rows are known.
    """
    text = f"upper(replace(trim({column}), ' ', ''))"
    shape, why = _shape(text), literal(NO_CODE)
    if digits:
        made, whole = code_sql(text, digits), f"[0-9]{{{digits}}}"
        many = f"regexp_full_match({text}, '[0-9.]{{2,}}')"
        why = f"CASE WHEN {many} THEN 'is not a code of {digits} digits' ELSE {why} END"
    else:
        made, whole = "NULL", "([0-9][0-9]){1,5}"
        if isinstance(shapes.get("9999", shapes.get("99")), str):
            whole = "([0-9][0-9]){3,5}"
        counts = sorted({n for n in shapes.values() if isinstance(n, int)})
        whens = [(_of(shapes, n), code_sql(text, n)) for n in counts]
        if whens:
            made = "".join(f" WHEN {shape} IN {of} THEN {sql}" for of, sql in whens)
            made = f"CASE{made} END"
        if reasons := sorted({said for said in shapes.values() if isinstance(said, str)}):
            told = "".join(f" WHEN {shape} IN {_of(shapes, r)} THEN {literal(r)}" for r in reasons)
            why = f"CASE{told} ELSE {why} END"
    hidden = f"regexp_full_match({text}, 'X{{2,}}')"
    other = f"regexp_full_match({text}, '[^0-9].*')" if nest else "false"
    return (
        f"CASE WHEN regexp_full_match({column}, '{whole}') THEN {column} "
        f"WHEN {text} = '' THEN NULL WHEN {hidden} THEN {text} "
        f"WHEN {other} THEN upper(trim({column})) ELSE {made} END"
    ), why


def _of(shapes: dict[str, int | str], told: int | str) -> str:
    return f"({', '.join(literal(shape) for shape, one in shapes.items() if one == told)})"
