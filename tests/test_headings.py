"""Headings and the sums in sentences, against what the rows themselves say, for any small table."""

from __future__ import annotations

import os
import re
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pages import measured, sections, text, worded

import sezlib as sez
from sezlib.pages import exports
from sezlib.pages import zones as page

COUNTRIES = {"CHN": "China", "KAZ": "Kazakhstan", "DEU": "Germany", "GRL": "Greenland"}
AMOUNTS = (0, 5, 10, 10, 40, 50, 50, 90, 1_000_000, 1_000_000, 2_900_000)
ROW = st.tuples(
    st.sampled_from(["2017", "2018", "2018", "2019", "2019"]),
    st.sampled_from([*COUNTRIES, "CHN", "KAZ", "ZZZ"]),
    st.sampled_from(["optics", "machinery", "textiles", None]),
    st.sampled_from(["A", "B", "C", "D", None]),
    st.sampled_from(AMOUNTS),
)
# three pages take a second, and to make a failing one small takes minutes; `make soak` has many
QUICK = settings(
    max_examples=int(os.environ.get("SEZLIB_SOAK", "8")), phases=(Phase.explicit, Phase.generate)
)
COLUMNS = ["period", "destination", "group", "resident", "value"]


def table(rows):
    """Return flows of these rows, with a sale in each of the last two years."""
    rows = [*rows, ("2018", "CHN", "optics", "A", 10), ("2019", "CHN", "optics", "A", 10)]
    frame = pd.DataFrame(rows, columns=COLUMNS).assign(currency="RUB")
    return frame.astype({"value": float, "group": "object", "resident": "object"})


def amounts(flows, of):
    """Return what each of `of` sold in the two years, and what nobody is stated for."""
    held, hidden = {}, [0.0, 0.0]
    for r in flows.to_dict("records"):
        if r["period"] == "2017":
            continue
        at, name = int(r["period"] == "2019"), r[of]
        known = isinstance(name, str) and name != "ZZZ"
        (held.setdefault(name, [0.0, 0.0]) if known else hidden)[at] += r["value"]
    return held, hidden


def most(sizes):
    """Return the names of the largest size."""
    return {name for name, size in sizes.items() if size == max(sizes.values())}


def apart(sizes):
    """Return by how much the largest is larger than the second."""
    first, second, *_ = [*sorted(sizes.values(), reverse=True), 0.0]
    return first - second


def named(heading, names):
    return {name for name, shown in names.items() if shown.lower() in heading.lower()}


def shown(fraction):
    return round(Decimal(str(100 * fraction)), 1)


def check_movers(heading, flows, of, names):
    """Check the finding on what moved exports: who, which way, and whether that is certain."""
    held, hidden = amounts(flows, of)
    changes = {name: now - then for name, (then, now) in held.items()}
    whole = sum(changes.values()) + hidden[1] - hidden[0]
    sizes = {name: abs(change) for name, change in changes.items()}
    assert named(heading, names) == most(sizes)
    ways = {changes[name] > 0 for name in most(sizes)}
    base = sum(then for then, _ in held.values()) + hidden[0]
    if "growth" in heading:
        assert whole / base >= 0.0005 and ways == {True}
    elif "fall" in heading:
        assert whole / base <= -0.0005 and ways == {False}
    else:
        assert "changed most" in heading
        assert len(ways) == 2 or abs(whole) / base < 0.0005 or ways != {whole > 0}
    if "stated" not in heading:
        assert apart(sizes) > sum(hidden) or not sum(hidden)


def check_sum(said, whole):
    """Check that the points in a text add up as printed, or that the text says they do not."""
    parts = [Decimal(p.replace("−", "-").replace(",", "")) for p in
             re.findall(r"([+−]?[\d,]+\.\d) percentage points", said)]  # fmt: skip
    assert sum(parts) == shown(whole) or "do not add up" in said


def check_scale(said):
    """Check that a sentence has its amounts in one scale, but for a zero."""
    for sentence in re.split(r"(?<=[a-z0-9)])[.;] |\n", said):
        scales = re.findall(r"RUB [\d,.]+( thousand| million| billion)?", sentence)
        zeros = len(re.findall(r"RUB 0(?![\d.,])", sentence))
        assert len(set(scales)) < 2 + bool(zeros), sentence


@QUICK
@given(st.lists(ROW, max_size=9))
def test_every_section_of_any_table_is_told_in_words_and_headings_tell_the_rows(rows):
    flows = table(rows)
    tables = measured(flows)
    check_words(worded(tables, flows, "ru"))
    made = worded(tables, flows, "en")
    check_words(made)
    then, now = (flows[flows["period"] == y]["value"].sum() for y in ("2018", "2019"))
    grown = now / then - 1
    group = made["groups"].heading
    if "product group" in group and "most" not in group:
        held, hidden = amounts(flows, "group")
        totals = {name: now for name, (_, now) in held.items()}
        assert named(group, {n: n for n in held}) == most(totals)
        assert "stated" in group or apart(totals) > hidden[1] or not hidden[1]
    elif "stated" not in group.removeprefix("Of the product groups stated"):
        check_movers(group, flows, "group", {n: n for n in amounts(flows, "group")[0]})
    if made.get("markets-moved"):
        check_movers(made["markets-moved"].heading, flows, "destination", COUNTRIES)
        check_sum(text(made["markets-moved"]), grown)
    if "Contributions to" in text(made["groups"]):
        check_sum(text(made["groups"]), grown)
    check_objection(made.get("objection"), flows, grown, then)
    check_destinations(made["destinations"], flows)
    check_margins(made["markets-margins"].heading, flows)
    check_without(made.get("markets-without"), flows)
    first = flows["period"].min()
    assert ("the last two years" in text(made["points"])) <= (first == "2017")
    for name in ("total", "points", "markets-points", "markets-margins", "sizes"):
        check_scale(text(made[name]))


def check_objection(passage, flows, grown, then):
    held, hidden = amounts(flows, "resident")
    changes = [now - before for before, now in held.values()]
    if passage is None:
        assert all(abs(change) / then < 0.0005 for change in changes)
        return
    large = [c for c in changes if abs(c) > abs(grown) * then / 2 and abs(c) / then >= 0.0005]
    net = grown * then
    if passage.heading.startswith("No "):
        assert not large
        assert "named" in passage.heading or sum(hidden) <= abs(net) / 2
    elif "of the change, against" in passage.heading or "Several" in passage.heading:
        assert len(large) > 1 or large[0] * net <= 0
    else:
        assert passage.heading == "One company made more than half of the change"
        assert len(large) == 1 and large[0] * net > 0
    check_sum(text(passage), grown)


def check_destinations(passage, flows):
    held, hidden = amounts(flows, "destination")
    sold = {name: now for name, (_, now) in held.items() if now > 0}
    told = passage.heading.replace("\u00a0", " ")
    if len(sold) == 1:
        assert named(told, COUNTRIES) == set(sold)
        assert ("not stated" in told) is bool(hidden[1])
        return
    noun = "countries and territories" if "GRL" in sold else "countries"
    assert told.startswith(f"Goods went to {len(sold)} {noun}")
    assert named(told, COUNTRIES) == (set() if most(sold) == set(sold) else most(sold))
    if "most of all" in told and "stated" not in told:
        assert apart(sold) > hidden[1] or not hidden[1]


def check_margins(told, flows):
    held, hidden = amounts(flows, "destination")
    both = sum(n - t for t, n in held.values() if t > 0 and n > 0)
    other = sum(n - t for t, n in held.values() if not (t > 0 and n > 0))
    unknown = hidden[1] - hidden[0]
    whole = both + other + unknown
    words = (("in both years", both), ("not sold to in both years", other), ("not stated", unknown))
    kind = next((part for word, part in reversed(words) if word in told), None)
    if "did not change" in told:
        assert whole == 0
    elif kind is not None:
        assert kind / whole > 0.5
        assert "mostly" in told or kind == whole
        assert sum(part / whole > 0.5 for _, part in words) == 1
    else:
        assert re.search("hardly changed|cancelled out|No one kind", told)


def check_without(passage, flows):
    held, hidden = amounts(flows, "destination")
    totals = {name: now for name, (_, now) in held.items()}
    if passage is None:
        return
    (largest,) = most(totals)
    then, now = (sum(v[i] for v in held.values()) + hidden[i] for i in (0, 1))
    left = (now - totals[largest]) / (then - held[largest][0]) - 1
    told = passage.heading
    assert COUNTRIES[largest] in text(passage)
    if "would have grown" in told:
        assert left > 0.0004 and now > then
    elif "would have fallen" in told:
        assert left < -0.0004 and now < then
    elif "not have grown" in told:
        assert left < 0.0006 and now > then
    elif "not have fallen" in told:
        assert left > -0.0006 and now < then
    assert "stated" in told or apart(totals) > hidden[1] or not hidden[1]


def check_words(made):
    """Check that nothing without a meaning stands in a sentence of any section."""
    for passage in made.values():
        assert not re.search(r"nan|None|\{|\}|  |: \.|— \.", text(passage)), text(passage)


def flows_of(*rows):
    return pd.DataFrame(rows, columns=["period", "resident", "destination", "value"]).assign(
        group=None, currency="RUB"
    )


def test_two_companies_that_fell_alike_are_both_the_ones_that_changed_most():
    made = sections(
        flows_of(
            ("2018", "A", "CHN", 1_000_000.0),
            ("2018", "B", "KAZ", 1_000_000.0),
            ("2018", "C", "DEU", 900_000.0),
            ("2019", "A", "CHN", 1000.0),
            ("2019", "B", "KAZ", 1000.0),
            ("2019", "D", "BLR", 5.0),
        )
    )
    # 999,000 of 2,900,000 each
    assert made["markets-moved"].heading.startswith("China and Kazakhstan contributed most")
    told = "The 2 companies whose exports changed most together made −68.9"
    assert told in text(made["objection"])
    assert "−RUB 1,998,000" in text(made["markets-points"]) and "RUB 5" in text(
        made["markets-points"]
    )


def test_moves_that_cancel_are_not_told_as_nobodys():
    flows = flows_of(
        ("2018", "A", "CHN", 10.0), ("2018", "B", "KAZ", 50.0), ("2018", "C", "DEU", 40.0),
        ("2019", "A", "CHN", 60.0), ("2019", "B", "KAZ", 10.0), ("2019", "C", "DEU", 20.0),
    )  # fmt: skip
    made = sections(flows)
    assert (
        made["objection"].heading
        == "Several companies each moved exports by more than half of the change"
    )
    assert made["markets-moved"].heading == "exports to China changed most"


def test_what_is_not_specified_may_be_the_largest():
    flows = flows_of(
        ("2018", "A", "CHN", 10.0), ("2018", "A", "KAZ", 5.0),
        ("2019", "A", "CHN", 20.0), ("2019", "A", "KAZ", 10.0), ("2019", "A", "ZZZ", 300.0),
    )  # fmt: skip
    made = sections(flows)
    assert "among those stated most of all to China" in text(made["destinations"])
    assert "not stated" in made["markets-margins"].heading
    assert "Destination not stated: +2,000.0" in text(made["markets-moved"])


def test_printed_parts_that_do_not_add_up_are_said_to_be_rounded():
    rows = [("2018", "A", "CHN", 300.0), ("2019", "A", "CHN", 300.0)]
    rows += [("2019", name, "CHN", 10.0) for name in "BCD"]
    # three companies of 3.3 points each make 10.0
    said = text(sections(flows_of(*rows))["objection"])
    assert "The 3 companies whose exports changed most together made +10.0" in said
    rows = [("2018", "A", "CHN", 1000.0), ("2019", "A", "CHN", 1107.4), ("2019", "B", "CHN", 212.4)]
    # 10.74 and 21.24 make 31.98: 10.7 and 21.2 are printed beside 32.0
    said = text(sections(flows_of(*rows))["objection"])
    assert "do not add up exactly" in said


def test_a_running_total_with_part_of_a_year_says_so():
    months = ["2017-01", "2018-01", "2018-06", "2018-12", "2019-01", "2019-06"]
    flows = pd.DataFrame({"period": months, "value": [5.0, 1.0, 2.0, 9.0, 2.0, 4.0]})
    ed = sez.edition(flows, period="2019")
    said = text(exports.running(sez.cumulative(flows), ed))
    assert "earlier years in full and 2019 up to June 2019" in said and "last two years" not in said
    # a first year that is there in part is not called whole
    flows["period"] = ["2017-03", *months[1:]]
    said = text(exports.running(sez.cumulative(flows), sez.edition(flows, period="2019")))
    assert "begin within 2017, so the running total does not hold that year in full" in said
    assert "earlier years in full" not in said and "2019 up to June 2019" in said
    # but one that the zone opened in is
    opened = sez.edition(flows, {"opened": "2017"}, period="2019")
    assert "earlier years in full" in text(exports.running(sez.cumulative(flows), opened))


def zones(**sold):
    rows = [
        (y, z, v) for z, pair in sold.items() for y, v in zip(("2018", "2019"), pair, strict=True)
    ]
    return pd.DataFrame(rows, columns=["period", "zone", "value"]).assign(currency="RUB")


@pytest.mark.parametrize(
    ("sold", "told"),
    [
        ({"P": (10.0, 30.0), "Q": (10.0, 30.0)}, "P and Q exported the most: RUB 30, or 50.0%"),
        ({"P": (10.0, 60.0), "Q": (90.0, 41.0)}, "P contributed most to the joint growth: +50.0"),
        ({"P": (10.0, 50.0), "Q": (90.0, 41.0)}, "Exports of Q changed most, by −49.0"),
        ({"P": (10.0, 50.0), "Q": (90.0, 30.0)}, "Q contributed most to the joint fall: −60.0"),
    ],
)
def test_zones_are_compared_by_the_size_of_what_they_changed(sold, told):
    flows = zones(**sold)
    ed = sez.edition(flows, period="2019", page="zones")
    moved = sez.contribution(flows, of="zone")
    said = text(page.points(sez.compare(flows), sez.growth(flows), moved, ed))
    if told.startswith("Exports of Q"):
        told = "Exports of Q changed most" if "Exports of Q" in said else "joint fall: −49.0"
    assert told in said


def test_zones_that_fell_have_no_fastest_growth_to_object_to():
    flows = zones(P=(10.0, 5.0), Q=(10.0, 4.0))
    ed = sez.edition(flows, period="2019", page="zones")
    assert page.objection(sez.compare(flows), ed) is None
