"""Valid files as people write them are read right, or something is asked: nothing is guessed.

`SEZLIB_FUZZ` says how many files there are in all (`make fuzz`: 10,000).
"""

import os
import tomllib
from collections import Counter
from decimal import Decimal
from random import Random

import pytest

import sezlib as sez
from tests.sources import field

FILES = int(os.environ.get("SEZLIB_FUZZ", "40"))
PARTS = 4


def result(made):
    """Whether a file was `read` as it was meant, `asked` about, or what is wrong in silence."""
    try:
        found = sez.intake(made.path, mapping=made.mapping)
    except sez.FlowsError as error:
        return "asked", str(error)
    flows = found.flows
    keys = zip(
        flows["period"], flows["destination"], flows["product"], flows["resident"], strict=True
    )
    read = Counter()
    for key, value in zip(keys, flows["value"], strict=True):
        read[key] += Decimal(repr(float(value)))
    wrong = {
        key: (float(read[key]), float(made.truth[key]))
        for key in {*read, *made.truth}
        if abs(float(read[key]) - float(made.truth[key])) > 1e-9 * float(made.truth[key] or 1)
    }
    currencies = set(flows["currency"]) - {made.currency}
    why = found.rejected["reason"].iloc[0] if len(found.rejected) else ""
    absent = {key for key in wrong if key not in read}
    # a row may be told to be wrong, but what is read has to be right
    if currencies or len(wrong) > len(absent) or len(absent) > len(found.rejected):
        return "wrong", f"{currencies} {dict(list(wrong.items())[:3])} {why}"
    return ("asked", why) if len(found.rejected) else ("read", "")


@pytest.mark.parametrize(("sort", "kind"), field.ALONE, ids=[", ".join(one) for one in field.ALONE])
def test_a_kind_alone_is_read_where_it_can_be_read_in_one_way(sort, kind, tmp_path):
    made = field.write(tmp_path, field.PLAIN | {sort: kind}, Random(f"{sort} {kind}"))
    outcome, why = result(made)
    assert outcome == "read" or (outcome == "asked" and field.SORTS[sort][kind].asked == 1), why


@pytest.mark.parametrize("part", range(PARTS))
def test_no_file_is_read_wrongly_in_silence(part, tmp_path):
    asked, seen = Counter(), Counter()
    for number in range(part, FILES, PARTS):
        rng = Random(number)
        kinds = field.chosen(rng)
        made = field.write(tmp_path, kinds, rng)
        outcome, why = result(made)
        strange = {s: k for s, k in kinds.items() if k != field.PLAIN[s]}
        assert outcome != "wrong", f"file {number} {strange}: {why}"
        for item in strange.items():
            seen[item] += 1
            asked[item] += outcome == "asked"
        may = sum(field.SORTS[sort][kind].asked for sort, kind in kinds.items())
        assert outcome == "read" or may, f"file {number} {strange}: {why}"
    for (sort, kind), count in sorted(seen.items()):
        print(f"{sort}, {kind}: {count} files, {asked[sort, kind]} asked about")


def test_mappings_of_the_field_are_toml(tmp_path):
    for sort, kind in field.ALONE:
        made = field.write(tmp_path, field.PLAIN | {sort: kind}, Random(0))
        assert tomllib.loads(made.mapping.read_text(encoding="utf-8"))["columns"]
