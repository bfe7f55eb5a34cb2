"""Codes of products: what spreadsheets leave of them, and how many digits they had.

A code of the Harmonized System has 2, 4 or 6 digits, one of a national tariff 8 or 10; the first
four are its heading. A cell that became a number has lost the zero of chapters 01 to 09, or has
`.0` behind it, or has lost the zeros behind the point of `6203.40`. Which it was, the other codes
of the column show; what they leave open is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sezlib.countries import is_heading
from sezlib.flows import FlowsError
from sezlib.sources.raw import literal

NO_CODE = "is not a code of 2-10 digits"
NOT_HARMONIZED = (
    "is not a code of the Harmonized System, which lacks most headings of the column; in a "
    "mapping, take the column as group, or state digits, how many its codes have"
)
# in so many rows it is looked for whether codes are of the Harmonized System at all
SAMPLE = 10_000


# how odd a code looks: not at all, in no way that counts, in a way that shapes are looked at for
PLAIN, OTHER, ODD = range(3)


def read_prefix(text: str) -> str:
    """Return the first digits of codes of the Harmonized System, or of a tariff that extends it.

    >>> read_prefix("85.42"), read_prefix("0902.0")
    ('8542', '0902')
    """
    code = re.sub(r"^'|\.0$|[. \u00a0]", "", text)
    if not re.fullmatch("([0-9][0-9]){1,5}", code):
        raise FlowsError(
            "is no prefix of 2, 4, 6, 8 or 10 digits; where a spreadsheet has taken the zero "
            "before it, write it as a text, such as 0902"
        )
    if not is_heading(code):
        raise FlowsError("begins no heading of the Harmonized System; look it up there")
    return code


def plain_sql(column: str, digits: int, least: int = 1) -> str:
    """Return the SQL of whether a text is a code as it stands, of so many digits or of any."""
    plain = f"[0-9]{{{digits}}}" if digits else f"([0-9][0-9]){{{least},5}}"
    return f"regexp_full_match({column}, '{plain}')"


def oddness_sql(column: str, digits: int) -> str:
    """Return the SQL of how odd a code looks: most are plain, which is told first."""
    size = f"strlen({column})"
    # of other signs than ASCII each has several bytes
    return (
        f"CASE WHEN {plain_sql(column, digits)} THEN {PLAIN} "
        f"WHEN ({column} < 'A' OR {column}[1] IN ('’', '`')) AND ({size} % 2 = 1 OR {size} > 10 "
        f"OR contains({column}, '.') OR contains({column}, ' ') OR {size} > length({column})) "
        f"THEN {ODD} WHEN {column} IS NOT NULL THEN {OTHER} END"
    )


def _bare(column: str) -> str:
    """Return the SQL of a code without blanks, the apostrophe before it and the point behind."""
    blank = r"[\s\x{a0}\x{202f}\x{2009}]"
    return f"regexp_replace({column}, '^{blank}*[''’`]|{blank}|[.]+{blank}*$', '', 'g')"


def is_foreign(con: Any, column: str, base: str) -> bool:
    """Return whether most headings of a column are none of the Harmonized System."""
    # 26.11 is a heading as some write it, and a class of activities
    heads = con.execute(
        f"SELECT DISTINCT replace(code, '.', '')[:4] FROM (SELECT {column} AS code FROM {base} "
        f"LIMIT {SAMPLE}) WHERE regexp_full_match(code, "
        "'(([0-9]{2}){2,}|[0-9]{2}[.][0-9]{2})([.][0-9.]*)?')"
    ).fetchall()
    return 2 * sum(is_heading(head) for (head,) in heads) < len(heads)


def shapes_sql(column: str, base: str) -> str:
    """Return the query of the shapes of codes: how they begin, and whether with a zero."""
    text = _bare(column)
    return (
        f"SELECT {_shape(text)} AS shape, bool_or({text}[1] = '0'), list(DISTINCT {text}[:5]) "
        f"FROM {base} WHERE regexp_full_match({text}, '[0-9]+([.][0-9]+)*') GROUP BY 1 ORDER BY 1"
    )


def _shape(text: str) -> str:
    """Return the SQL of a code with 9 for each digit, and a comma before a fraction of zeros."""
    zeros = f"regexp_replace({text}, '^([0-9]+)[.](0+)$', '\\1,\\2')"
    return f"regexp_replace({zeros}, '[0-9]', '9', 'g')"


CUT = (
    "may be a code that lost zeros behind its point; in a mapping, state how many digits codes have"
)


def read_shapes(rows: Iterable[tuple[str, bool, list[str]]]) -> dict[str, int | str]:
    """Return how many digits the codes of each shape had, or else why that is not known.

    >>> read_shapes([("999999,9", False, ["85423"]), ("99999,9", False, ["10121"])])
    {'999999,9': 6, '99999,9': 6}
    """
    held = [Shape(*row) for row in rows]
    return {shape.text: _length(shape, held) for shape in held}


class Shape:
    """Codes of one shape: the digits before the point, the mark, and those between points."""

    def __init__(self, text: str, zero: bool, starts: list[str]) -> None:
        self.text, self.zero, self.starts = text, zero, starts
        self.whole, *self.rest = (len(part) for part in text.replace(",", ".").split("."))
        self.point, self.noughts, self.short = "." in text, "," in text, self.whole <= 4


def _length(shape: Shape, held: list[Shape]) -> int | str:
    places, width = _places(shape, held)
    if places is None:
        return f"{CUT}, such as digits = {4 + width}"
    count, odd = shape.whole + places, shape.whole % 2
    if count + odd <= 10 and not (odd and not _lost_zero(shape, held, bool(places))):
        return count + odd
    state = f"in a mapping, state digits = {count} where the tariff has so many"
    if odd:
        said = f"may be a code of {count + 1} digits that lost the zero before it"
        return f"{said}; {state}, else digits = {count + 1}"
    return f"{NO_CODE}; {state}"


def _places(shape: Shape, held: list[Shape]) -> tuple[int | None, int]:
    """Return how many digits stand between points, or None where that is not known, and the most.

    A fraction of an odd length tells that zeros at the end of numbers were cut off.
    """
    ends = [one.rest[0] for one in held if one.point and one.short and len(one.rest) == 1]
    cut, width, end = any(n % 2 for n in ends), max(ends, default=2), sum(shape.rest)
    width += width % 2
    long = [one for one in held if not one.short]
    known = True
    if shape.noughts and not (ends if shape.short else any(one.point for one in long)):
        # 8542.0 is a number, and so is 8542.00 beside 854231.00
        known = not shape.short or end == 1 or any(one.noughts for one in long)
        end = 0
    elif not shape.rest:
        known = not (cut and shape.short)
    elif len(shape.rest) > 1 or not shape.short:
        known = not any(n % 2 for n in (*shape.rest, 0 if shape.short else shape.whole))
    elif end % 2:
        known, end = shape.point and end + 1 == width and width in ends, width
    else:
        known = not cut or end == width
    return end if known else None, width


def _lost_zero(shape: Shape, held: list[Shape], dotted: bool) -> bool:
    """Return whether codes have lost the zero before them, as others and their chapters show."""
    shorter = [one for one in held if one.whole == shape.whole]
    fuller = [one for one in held if one.whole == shape.whole + 1 and one.point == dotted]
    starts = [start for one in shorter for start in one.starts]
    bare = [start.replace(".", "") if dotted else start.split(".")[0] for start in starts]
    kept = any(one.zero for one in fuller + shorter)
    return bool(fuller) and not kept and all(is_heading(f"0{start}"[:4]) for start in bare)


def product_sql(
    column: str, digits: int, shapes: dict[str, int | str], nest: bool
) -> tuple[str, str]:
    """Return the SQL of a product code, and of why there is none.

    There may be too many codes to ask Python of each: all is told by their shapes. Where codes
    `nest`, TOTAL and other headings are told apart once all rows are known.
    """
    text = f"upper({_bare(column)})"
    least = 3 if isinstance(shapes.get("9999", shapes.get("99")), str) else 1
    size, many = str(digits or "NULL"), ""
    if digits:
        many = (
            f" WHEN regexp_full_match({text}, '[0-9.]{{2,}}') THEN 'is not a code of {size} digits'"
        )
    elif shapes:
        sizes = {one: size for one, size in shapes.items() if isinstance(size, int)}
        size = f"map({list(sizes)}, {list(sizes.values())}::INTEGER[])[{_shape(text)}]"
    many += "".join(
        f" WHEN {_shape(text)} = '{shape}' THEN {literal(why)}"
        for shape, why in shapes.items()
        if isinstance(why, str)
    )
    bare, all_digits = f"regexp_replace({text}, '[.]0+$', '')", f"replace({text}, '.', '')"
    places = f"concat(repeat('0', length(split_part({text}, '.', 1)) % 2), {all_digits})"
    dotted = "[0-9]{2}|[1-9]([0-9]{2})?|[0-9]{4}"
    other = f"regexp_full_match({text}, '[^0-9].*')" if nest else "false"
    return (
        f"CASE WHEN {plain_sql(column, digits, least)} THEN {column} "
        f"WHEN {text} = '' THEN NULL WHEN regexp_full_match({text}, 'X{{2,}}') THEN {text} "
        f"WHEN {other} THEN upper(trim({column})) "
        f"WHEN NOT regexp_full_match({text}, '[0-9]+([.][0-9]+)*') THEN NULL "
        f"WHEN length({bare}) = {size} AND NOT contains({bare}, '.') THEN {bare} "
        f"WHEN length({bare}) = {size} - 1 AND {bare}[1] <> '0' AND NOT contains({bare}, '.') "
        f"THEN '0' || {bare} WHEN contains({text}, '.') AND length({places}) <= {size} AND "
        f"(length({places}) = {size} OR regexp_full_match({text}, '({dotted})([.][0-9]+)+')) "
        f"THEN rpad({places}, {size}, '0') END",
        f"CASE{many} ELSE {literal(NO_CODE)} END" if many else literal(NO_CODE),
    )
