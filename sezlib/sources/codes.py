"""Codes of products as the Harmonized System writes them, in SQL."""

from __future__ import annotations

from sezlib.sources.layout import Layout
from sezlib.sources.raw import literal

NO_CODE = "is not a code of 2-10 digits"


def product_sql(column: str, layout: Layout) -> tuple[str, str]:
    """Return the SQL of a product code, and of why there is none.

    There may be too many codes to ask Python of each.
    """
    text, most = f"trim({column})", layout.digits or 10
    code = f"upper(replace(replace({text}, ' ', ''), '.', ''))"
    digits = f"regexp_full_match({code}, '[0-9]{{1,{most}}}')"
    # codes of the Harmonized System have an even number of digits: an odd one tells that the
    # zero of chapters 01 to 09 was lost
    length = layout.digits or f"length({code}) + length({code}) % 2"
    made = f"lpad({code}, ({length})::INTEGER, '0')"
    if layout.products_nest:
        # TOTAL and other headings are told apart once all rows are known
        made, digits = f"CASE WHEN {digits} THEN {code} ELSE upper({text}) END", "true"
    # what most codes are is asked first
    whole = f"[0-9]{{{layout.digits}}}" if layout.digits else "([0-9][0-9]){1,5}"
    hidden = f"regexp_full_match({code}, 'X{{2,}}')"
    told = (
        f"CASE WHEN regexp_full_match({column}, '{whole}') THEN {column} "
        f"WHEN {text} = '' THEN NULL WHEN {hidden} THEN {code} WHEN {digits} THEN {made} END"
    )
    if most == 10:
        return told, literal(NO_CODE)
    long = f"regexp_full_match({code}, '[0-9]{{{most + 1},10}}')"
    too_long = literal(f"is not a code of {most} digits")
    return told, f"CASE WHEN {long} THEN {too_long} ELSE {literal(NO_CODE)} END"
