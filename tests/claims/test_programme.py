"""Claims as a linear programme, held against random tables and against a naive programme."""

import itertools
import math
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import sezlib as sez
from sezlib.claims import bounds, check, parse
from sezlib.claims.linear import covers
from sezlib.claims.solve import Belief
from tests.claims.strategies import (
    FIRST,
    LAST,
    RATIOS,
    Naive,
    Part,
    Said,
    chances,
    numbered,
    part,
    quarrels,
    second,
    truths,
    written,
)

READINGS = ("plain", "journalist")
ASKED = ("total", "share", "growth", "ratio", "difference")
# of figures in millions: what the solver and the intervals that touch may miss
NEAR = 1e-6


def asked(claims, measure, top, bottom=None, **more):
    """Return the bounds of a part in roubles or fractions."""
    told = Said(measure, top, "", bottom=bottom).where()
    told = {{"from": "start", "to": "end"}.get(key, key): value for key, value in told.items()}
    unit = "times" if measure == "ratio" else "share" if measure in RATIOS else "RUB"
    found = bounds(claims, measure, in_unit=unit, **told, **more)
    return found.low, found.high


def bounds_of(claims, top):
    """Return what is told of the amount of a part, in roubles, with ways to leave claims out."""
    told = Said("total", top, "").where()
    told = {{"from": "start", "to": "end"}.get(key, key): value for key, value in told.items()}
    return bounds(claims, "total", in_unit="RUB", **told)


def fewest(sets, names):
    """Return the smallest sets of names that have one of each set in them, by trying all."""
    for many in range(len(names) + 1):
        found = {
            frozenset(some)
            for some in itertools.combinations(sorted(names), many)
            if all(not each.isdisjoint(some) for each in sets)
        }
        if found:
            return found
    raise AssertionError


def question(table, chance):
    """Return a figure that could be asked for: its measure and its parts."""
    while True:
        measure = chance.choice(ASKED)
        top = part(table, chance)
        bottom = second(table, chance, measure, top)
        if measure == "total" or (bottom not in (None, top) and table.amount(bottom)):
            return measure, top, bottom


def sets(checked):
    """Return the smallest sets, with each claim that may stand in the place of another."""
    told = []
    for conflict in checked.conflicts:
        instead = dict(conflict.instead)
        ways = [(name, *instead.get(name, ())) for name in conflict.claims]
        told += map(frozenset, itertools.product(*ways))
    return {each for each in told if not any(other < each for other in told)}


def every(conflict):
    """Return the claims of a conflict, and those that may stand in their place."""
    return {*conflict.claims, *(name for _, more in conflict.instead for name in more)}


def inside(value, ends):
    low, high = ends
    slack = NEAR * max(abs(value), 1.0)
    return (low is None or low <= value + slack) and (high is None or value <= high + slack)


def within(narrow, wide, size=0.0):
    (low, high), (least, most) = narrow, wide
    slack = NEAR * max([abs(end) for end in (*narrow, *wide) if end is not None] + [size])
    return (least is None or (low is not None and low >= least - slack)) and (
        most is None or (high is not None and high <= most + slack)
    )


def alike(left, right):
    return within(left, right) and within(right, left)


def size_of(table):
    return table.amount(Part(FIRST, LAST))


# claims that are true of one table


@pytest.mark.parametrize("reading", READINGS)
@given(truths(most=12))
@settings(max_examples=40)
def test_claims_rounded_from_one_table_agree(reading, drawn):
    _, said = drawn
    checked = check(parse(written(numbered(said))), reading=reading)
    assert checked.consistent, checked.conflicts
    assert checked.complete
    assert checked.conflicts == ()


@pytest.mark.parametrize("reading", READINGS)
@given(truths(), chances)
@settings(max_examples=40)
def test_bounds_hold_the_truth_whether_it_is_printed_or_not(reading, drawn, chance):
    table, said = drawn
    claims = parse(written(numbered(said)))
    for _ in range(3):
        measure, top, bottom = question(table, chance)
        found = asked(claims, measure, top, bottom, reading=reading)
        assert inside(float(table.truth(measure, top, bottom)), found), (measure, top, bottom)


@given(truths(), chances)
@settings(max_examples=30)
def test_a_tighter_claim_never_widens_a_bound(drawn, chance):
    table, said = drawn
    at = chance.randrange(len(said))
    claim = said[at]
    assume(claim.measure not in ("rank", "first", "count"))
    truth = table.truth(claim.measure, claim.top, claim.bottom)
    tighter = [*said[:at], claim.tightened(truth), *said[at + 1 :]]
    before, after = (parse(written(numbered(some))) for some in (said, tighter))
    assert check(after).consistent
    measure, top, bottom = question(table, chance)
    wide, narrow = (asked(claims, measure, top, bottom) for claims in (before, after))
    assert within(narrow, wide, 1.0 if measure in RATIOS else size_of(table))


@given(truths(least=2), chances)
@settings(max_examples=30)
def test_one_more_true_claim_never_widens_a_bound(drawn, chance):
    table, said = drawn
    fewer, more = (parse(written(numbered(some))) for some in (said[:-1], said))
    measure, top, bottom = question(table, chance)
    wide, narrow = (asked(claims, measure, top, bottom) for claims in (fewer, more))
    assert within(narrow, wide, 1.0 if measure in RATIOS else size_of(table))


# claims that are not


@given(truths(most=8), chances)
@settings(max_examples=30)
def test_a_figure_far_off_is_found_and_can_be_left_out(drawn, chance):
    _, said = drawn
    measured = [n for n, c in enumerate(said) if c.measure in ("total", "cumulative") and
                math.isfinite(c.plain[1])]  # fmt: skip
    assume(measured)
    at = chance.choice(measured)
    off = float(said[at].plain[1]) * 3 + 1e9
    wrong = replace(said[at], printed=f"{off:.0f}", unit="RUB", wording="at least")
    held = numbered([*said, wrong])
    claims = parse(written(held))
    checked = check(claims)
    assert frozenset({f"c{at}", f"c{len(said)}"}) in sets(checked)
    assert not checked.consistent
    told = bounds_of(claims, wrong.top)
    assert told.complete and {f"c{len(said)}"} in [set(way.without) for way in told.ways]
    assert check(parse(written(numbered(said)))).consistent


@given(quarrels())
@settings(max_examples=40)
def test_bounds_tell_of_ways_to_leave_claims_out_where_claims_contradict_each_other(said):
    claims = parse(written(numbered(said)))
    checked = check(claims)
    blamed = {name for conflict in sets(checked) for name in conflict}
    several = 0
    for number, claim in enumerate(said):
        if claim.top.indicator != "exports":
            continue
        if bounds_of(claims, claim.top).ways:
            several += 1
        else:
            assert claim.measure == "count" or f"c{number}" not in blamed
    exports = [c for n, c in enumerate(said) if c.top.indicator == "exports" and f"c{n}" in blamed
               and c.measure != "count"]  # fmt: skip
    assert bool(several) == bool(exports)


@given(quarrels(), chances)
@settings(max_examples=25)
def test_the_order_of_the_file_decides_nothing(said, chance):
    held = numbered(said)
    mixed = list(held.items())
    chance.shuffle(mixed)
    one, other = (parse(written(some)) for some in (held, dict(mixed)))
    left, right = check(one), check(other)
    assert sets(left) == sets(right)
    assert (left.consistent, left.complete) == (right.consistent, right.complete)
    mends = ({(m.claim, m.unit): m.change for c in some.conflicts if (m := c.mend)} for some in
             (left, right))  # fmt: skip
    first, second_ = mends
    assert first == pytest.approx(second_, rel=1e-4, abs=1e-6)
    if left.consistent:
        top = said[0].top
        if top.indicator == "exports":
            assert alike(asked(one, "total", top), asked(other, "total", top))


@given(quarrels(measures=("total", "difference", "cumulative", "share", "growth")), st.data())
@settings(max_examples=25)
def test_the_unit_that_amounts_are_printed_in_decides_nothing(said, data):
    factors = {"RUB": 0, "mln RUB": 6, "bn RUB": 9}
    other = []
    for claim in said:
        unit = data.draw(st.sampled_from(sorted(factors)))
        # zeros at the end are digits in one unit and rounding in another
        plain = claim.unit in factors and not claim.printed.endswith("0")
        if not plain or unit == claim.unit:
            other.append(claim)
        elif factors[unit] > factors[claim.unit]:
            shifted = _shifted(claim.printed, factors[claim.unit] - factors[unit])
            other.append(replace(claim, printed=shifted, unit=unit))
        else:
            scale = claim.unit.removesuffix(" RUB")
            # "1.2 bn", in roubles, is still a figure of two digits
            other.append(replace(claim, printed=f"{claim.printed} {scale}", unit="RUB"))
    one, two = (parse(written(numbered(some))) for some in (said, other))
    for name in numbered(said):
        for reading in READINGS:
            wanted = pytest.approx(one[name].interval(reading), rel=1e-12)
            assert two[name].interval(reading) == wanted
    assert sets(check(one)) == sets(check(two))
    if check(one).consistent:
        year = Part(FIRST + 12, LAST)
        assert alike(asked(one, "total", year), asked(two, "total", year))


def _shifted(printed, by):
    sign, digits = ("-", printed[1:]) if printed.startswith("-") else ("", printed)
    whole, _, rest = digits.partition(".")
    text = whole.zfill(1 - by) + rest
    places = len(rest) - by
    return f"{sign}{text[:-places]}.{text[-places:]}"


# against a naive programme


@pytest.mark.parametrize("reading", READINGS)
@given(quarrels(most=9), st.data())
@settings(max_examples=30)
def test_any_of_the_claims_hold_together_where_they_do_in_the_naive_table(reading, said, data):
    held = numbered(said)
    naive = Naive(held, reading)
    for _ in range(3):
        some = data.draw(st.sets(st.sampled_from(sorted(held)), min_size=1))
        names = tuple(name for name in held if name in some)
        claims = parse(written({name: held[name] for name in names}))
        assert check(claims, reading=reading, most=1).consistent == naive.possible(names), names


@given(quarrels(most=5))
@settings(max_examples=8)
def test_quarters_are_enough_of_a_naive_table_and_months_are_too(said):
    held = numbered(said)
    names = tuple(held)
    months, quarters = Naive(held, grain=1), Naive(held, grain=3)
    consistent = check(parse(written(held)), most=1).consistent
    assert months.possible(names) == quarters.possible(names) == consistent


@pytest.mark.parametrize("reading", READINGS)
@given(quarrels(most=7))
@settings(max_examples=30)
def test_conflicts_are_all_the_smallest_sets_and_only_those(reading, said):
    held = numbered(said)
    checked = check(parse(written(held)), reading=reading, most=200)
    assert checked.complete
    assert sets(checked) == Naive(held, reading).smallest()


@given(
    st.lists(
        st.lists(st.frozensets(st.integers(0, 6), min_size=1, max_size=3), min_size=1, max_size=4),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=60)
def test_covers_are_all_the_smallest_sets_by_brute_force(given_sets):
    numbers = sorted({number for held in given_sets for each in held for number in each})
    wanted: list[frozenset[int]] = []
    for many in range(len(numbers) + 1):
        some = map(frozenset, itertools.combinations(numbers, many))
        wanted = [w for w in some if all(any(each <= w for each in held) for held in given_sets)]
        if wanted:
            break
    found, whole = covers(given_sets, most=len(wanted))
    assert whole and set(found) == set(wanted) and len(found) == len(wanted)
    if len(wanted) > 1:
        some, whole = covers(given_sets, most=len(wanted) - 1)
        assert not whole and set(some) < set(wanted)


@given(quarrels(most=7))
@settings(max_examples=40)
def test_ways_out_are_all_the_smallest_by_brute_force(said):
    held = numbered(said)
    found = check(parse(written(held)), most=200)
    assume(found.complete and found.all_ways)
    wanted = fewest(Naive(held).smallest(), set(held))
    told = {
        frozenset(slip.claim for way in ways for slip in way)
        for ways in itertools.product(*found.ways)
    }
    assert told == wanted
    assert {len(way) for way in told} == {found.fewest}
    # what is left agrees, and by one of them less it does not
    for way in told:
        assert check(parse(written({n: c for n, c in held.items() if n not in way}))).consistent


@given(quarrels(most=6), chances)
@settings(max_examples=30)
def test_bounds_hold_in_every_smallest_way_by_brute_force(said, chance):
    held = numbered(said)
    tops = [claim.top for claim in said if claim.top.indicator == "exports"]
    assume(tops)
    top = chance.choice(tops)
    found = bounds_of(parse(written(held)), top)
    assume(found.complete)
    ends = []
    for way in fewest(Naive(held).smallest(), set(held)):
        left = {name: claim for name, claim in held.items() if name not in way}
        naive = Naive(left, asked=(top,), least=0.0)
        ends.append(naive.extremes("total", top, None))
    lows, highs = zip(*ends, strict=True)
    wanted = (None if None in lows else min(lows), None if None in highs else max(highs))
    assert alike((found.low or 0.0, found.high), wanted)
    for way in found.ways:
        assert within((way.low or 0.0, way.high), (found.low or 0.0, found.high))


def likely(*claims, head=""):
    """Return of each part of the contradictions the likeliest way out, and what explains it."""
    parts = check(file(*claims)).ways
    return [[(s.claim, s.kind, s.by, s.of) for s in ways[0]] for ways in parts]


def test_a_slip_of_scale_is_told():
    # 1,250 mln and 8 % make 1,350 mln, printed as bn
    head = [total("2017", "1000"), ("growth", {"period": "2018"}, "25.0", "%"),
            total("2018", "1250"), ("growth", {"period": "2019"}, "8", "%")]  # fmt: skip
    for printed, unit, by in (("1.35", "mln RUB", 1e3), ("1350", "bn RUB", 1e-3)):
        slip = ("c4", "scale", by, "")
        assert likely(*head, total("2019", printed, unit)) == [[slip]]
    assert likely(*head, total("2019", "1500"))[0][0][1] == ""


def test_cut_digits_are_told():
    parts = [total("2019-Q1", "3.456"), total("2019-Q2", "4.567"), total("2019-S1", "8.02")]
    # 8.022 to 8.024
    assert check(file(*parts)).consistent
    parts[2] = total("2019-S1", "8.01")
    parts[0] = total("2019-Q1", "3.4510")
    # 8.0175 to 8.0186 is 8.02 where it is rounded, and 8.01 where it is cut
    (way,) = likely(*parts)
    assert way == [("c2", "cut", None, "")]


def test_a_figure_that_belongs_to_another_cell_is_told():
    head = [total("2019", "512"), total("2019", "301", group="optics")]
    share = ("share", {"period": "2019", "group": "education"}, "20.0", "%")
    clash = total("2019", "0.301", "bn RUB", group="education")
    assert ("c3", "cell", None, "c1") in likely(*head, share, clash)[0]


def test_a_share_that_is_printed_as_a_growth_is_told_whether_it_is_printed_elsewhere_or_not():
    head = [total("2018", "100.0", group="optics"), total("2019", "110.0", group="optics"),
            total("2019", "559.5")]  # fmt: skip
    growth = ("growth", {"period": "2019", "group": "optics"}, "19.66", "%")
    share = ("share", {"period": "2019", "group": "optics"}, "19.66", "%")
    assert likely(*head, growth) == [[("c3", "share", None, "")]]
    assert ("c3", "share", None, "c4") in likely(*head, growth, share)[0]
    wrong = ("share", {"period": "2019", "group": "optics"}, "10.0", "%")
    assert likely(*head, wrong) == [[("c3", "share", None, "")]]


def test_more_ways_than_are_told_are_said_to_be_more():
    # forty quarters that add up to a year and to another
    parts = [
        total(f"{year}-Q{quarter}", "1.0") for year in range(2010, 2020) for quarter in (1, 2, 3, 4)
    ]
    whole = ("cumulative", {"from": "2010", "to": "2019"}, "50.0", "mln RUB")
    found = check(file(*parts, whole))
    assert found.complete and found.all_ways and len(found.ways[0]) == 41
    pairs = [total(str(year), "1", group=f"g{year}") for year in range(2000, 2020)]
    pairs += [total(str(year), "2.0", group=f"g{year}") for year in range(2000, 2020)]
    found = bounds(file(*pairs, ("cumulative", {"from": "2000", "to": "2019"}, "100", "mln RUB")),
                   "cumulative", start="2000", end="2019")  # fmt: skip
    assert len(found.ways) == 100 and not found.complete


def test_a_claim_on_a_group_takes_as_many_numbers_however_many_places_are_named_with_it():
    def numbers(places, many):
        crossed = [total("2019", "1.0", group="optics", destination=place) for place in places]
        years = [{"from": str(year), "to": "2019", "group": "optics"}
                 for year in range(2000, 2000 + many)]  # fmt: skip
        whole = [("cumulative", where, "50.0", "mln RUB") for where in years]
        claims = file(*crossed, *whole)
        return Belief(claims).programme(list(claims)).system.size

    few, more = (
        numbers(places, 18) - numbers(places, 8)
        for places in (["CHN"], ["CHN", "DEU", "KAZ", "USA"])
    )
    assert few == more


@given(truths(), chances)
@settings(max_examples=40)
def test_bounds_are_those_of_the_naive_table(drawn, chance):
    table, said = drawn
    held = numbered(said)
    claims = parse(written(held))
    for _ in range(2):
        measure, top, bottom = question(table, chance)
        wanted = Naive(held, asked=(top, bottom), least=0.0).extremes(measure, top, bottom)
        found = asked(claims, measure, top, bottom)
        size = 1.0 if measure in RATIOS else size_of(table)
        assert within(found, wanted, size), (measure, top, bottom, found, wanted)
        assert within(wanted, found, size), (measure, top, bottom, found, wanted)


@given(quarrels(least=4))
@settings(max_examples=25)
def test_a_mend_is_the_least_that_ends_its_conflict(said):
    held = numbered(said)
    claims = parse(written(held))
    found = check(claims)
    for told in found.contradictions:
        mend = told[0].mend
        if mend is None or any(conflict.mend != mend for conflict in told):
            continue
        # what says as much as the claim itself has to give way with it
        claim = claims[mend.claim]
        own = {name for c in told for n, more in c.instead for name in (n, *more)
               if mend.claim in (n, *more)} - {mend.claim}  # fmt: skip
        names = {name for c in told for name in every(c)} - own
        some = {name: said_ for name, said_ in held.items() if name in names}
        less = 1.0 if claim.measure == "growth" and claim.unit.kind == "times" else 0.0
        low, high = ((end + less) / claim.unit.factor for end in claim.plain)
        for part_, ends in ((1.0001, True), (0.99, False)):
            reach = mend.change * part_
            stated = replace(held[mend.claim], interval=(low - reach, high + reach), wording="")
            mended = parse(written({**some, mend.claim: stated}))
            assert check(mended).consistent == ends, (told, part_)


LINK = (("high-tech", "all"),)


def scoped(said, chance):
    return [replace(claim, scope=chance.choice(["high-tech", "all"])) for claim in said]


@given(quarrels(most=8), chances)
@settings(max_examples=40)
def test_linked_scopes_hold_together_where_they_do_in_the_naive_table(said, chance):
    held = numbered(scoped(said, chance))
    naive = Naive(held, links=LINK)
    claims = parse(written(held, LINK))
    found = check(claims, scopes="apart", most=1)
    assert found.consistent == naive.possible(tuple(held))


@given(quarrels(most=6, measures=("total", "total", "share", "growth")), st.data())
@settings(max_examples=20)
def test_conflicts_over_linked_scopes_are_all_the_smallest_sets(said, data):
    held = numbered(scoped(said, data.draw(chances)))
    found = check(parse(written(held, LINK)), scopes="apart", most=200)
    assert found.complete
    assert sets(found) == Naive(held, links=LINK).smallest()


@given(quarrels(most=5), st.permutations(["micro", "high-tech", "all"]))
@settings(max_examples=25)
def test_a_part_of_a_part_is_a_part(said, scopes):
    # the middle one may be spoken of or not, and links stand in any order
    links = (("micro", "high-tech"), ("high-tech", "all"))
    held = numbered([replace(c, scope=scopes[n % 3]) for n, c in enumerate(said)])
    naive = Naive(held, links=links)
    for order in (links, links[::-1]):
        found = check(parse(written(held, order)), scopes="apart", most=1)
        assert found.consistent == naive.possible(tuple(held))


# edges


def file(*claims, links=(), head=""):
    """Return the claims of a file; each is its measure, `where`, figure, unit and other keys."""
    said = {}
    for number, (measure, where, printed, unit, *more) in enumerate(claims):
        said[f"c{number}"] = _Plain(measure, where, printed, unit, more[0] if more else {})
    return parse(head + "\n" + written(said, links))


class _Plain(Said):
    def __init__(self, measure, where, printed, unit, more):
        super().__init__(measure, Part(0, 0), printed, unit, **more)
        object.__setattr__(self, "stated", where)

    def where(self):
        return self.stated


def total(period, printed, unit="mln RUB", scope="", wording="", **where):
    """Return a total as `file` takes it."""
    return (
        "total",
        {"period": period, **where},
        printed,
        unit,
        {"scope": scope, "wording": wording},
    )


def clashes(claims, **more):
    found = check(claims, **more)
    assert found.complete
    assert found.consistent == (not found.conflicts)
    return [set(conflict.claims) for conflict in found.conflicts]


def test_no_claims_contradict_nothing_and_imply_nothing():
    assert clashes(file()) == []
    with pytest.raises(sez.FlowsError, match="no claim on 'exports'"):
        bounds(file(), "total", period="2019")


def test_one_claim_implies_its_own_interval_and_nothing_is_below_zero():
    claims = file(total("2019", "326"))
    assert clashes(claims) == []
    found = bounds(claims, "total", period="2019")
    assert (found.low, found.high, found.unit) == pytest.approx((325.5, 326.5, "mln RUB"))
    assert bounds(claims, "total", period="2019-Q1").low == 0
    assert bounds(claims, "total", period="2019-Q1").high == pytest.approx(326.5)
    assert bounds(claims, "total", period="2019", group="optics").high == pytest.approx(326.5)


def test_what_nothing_bounds_is_none():
    claims = file(total("2019", "326"))
    later = bounds(claims, "total", period="2020")
    assert (later.low, later.high) == (0, None)
    change = bounds(claims, "difference", period="2019", against="2018")
    assert (change.low, change.high) == (None, pytest.approx(326.5))
    growth = bounds(claims, "growth", period="2019")
    assert (growth.low, growth.high) == (-100, None)
    more = bounds(claims, "total", start="2018", end="2019")
    assert (more.low, more.high) == (pytest.approx(325.5), None)


def test_a_zero_is_an_amount_like_others():
    claims = file(total("2019", "0"), total("2019", "0", group="optics"))
    assert clashes(claims) == []
    assert bounds(claims, "total", period="2019").high == pytest.approx(0.5)
    assert clashes(file(total("2019", "0"), total("2019", "1", group="optics"))) == []
    assert clashes(file(total("2019", "0"), total("2019", "2", group="optics"))) == [{"c0", "c1"}]


def test_a_growth_on_exactly_nothing_contradicts_it():
    growth = ("growth", {"period": "2019"}, "50", "%")
    none = ("total", {"period": "2018"}, "0", "RUB", {"interval": (0.0, 0.0)})
    assert clashes(file(growth, none)) == [{"c0", "c1"}]
    assert clashes(file(growth, none, total("2019", "5"))) == [{"c0", "c1"}]


def test_nothing_to_compare_with_is_no_contradiction():
    first = ("first", {"period": "2019", "group": "optics"}, "впервые", "")
    claims = file(first, total("2019", "10", group="optics"), total("2018", "10"))
    assert clashes(claims) == []
    try:
        found = bounds(claims, "growth", period="2019", group="optics")
    except sez.FlowsError as error:
        assert "contradict" not in str(error)
    else:
        assert found.high is None


def test_a_first_export_contradicts_an_earlier_sale():
    first = ("first", {"period": "2019", "group": "optics", "destination": "BGR"}, "впервые", "")
    sale = total("2017", "3", group="optics", destination="BGR")
    assert clashes(file(first, sale)) == [{"c0", "c1"}]
    assert clashes(file(first, total("2019", "3", group="optics", destination="BGR"))) == []
    assert clashes(file(first, total("2018", "3", group="optics"))) == []


def test_a_first_export_contradicts_a_sale_that_follows_from_totals():
    # all of 2018 was optics, and all of it went to Bulgaria
    first = ("first", {"period": "2019", "group": "optics", "destination": "BGR"}, "впервые", "")
    others = [total("2018", "10"), total("2018", "10", group="optics"),
              total("2018", "10", destination="BGR")]  # fmt: skip
    assert clashes(file(first, *others)) == [{"c0", "c1", "c2", "c3"}]


def rank(names, of="group", period="2019", **where):
    """Return a ranking as `file` takes it."""
    time = {"period": period} if isinstance(period, str) else {"from": period[0], "to": period[1]}
    return ("rank", {**time, "of": of, **where}, names, "")


def test_a_leader_contradicts_a_larger_total():
    small, large = total("2019", "10", group="optics"), total("2019", "20", group="education")
    assert clashes(file(rank("optics"), small, large)) == [{"c0", "c1", "c2"}]
    assert clashes(file(rank("education, optics"), small, large)) == []
    assert clashes(file(rank("optics, education"), small, large)) == [{"c0", "c1", "c2"}]


def test_a_leader_of_two_years_contradicts_a_larger_total_of_one_of_them():
    leader = rank("optics", period=("2018", "2019"))
    own = ("total", {"from": "2018", "to": "2019", "group": "optics"}, "10", "mln RUB")
    other = total("2018", "100", group="education")
    assert clashes(file(leader, own, other)) == [{"c0", "c1", "c2"}]


def test_a_leader_in_a_country_contradicts_what_totals_leave_to_others_there():
    claims = file(
        rank("optics", destination="CHN"),
        total("2019", "10", group="optics", destination="CHN"),
        total("2019", "100"),
        total("2019", "95", destination="CHN"),
        total("2019", "50", group="education"),
    )
    assert clashes(claims) == [{"c0", "c1", "c2", "c3", "c4"}]


def test_a_ranking_among_some_groups_says_nothing_of_others():
    ranked = rank("optics, education", group=["optics", "education"])
    small, large = total("2019", "10", group="optics"), total("2019", "100", group="medical")
    assert clashes(file(ranked, small, large)) == []
    assert clashes(file(ranked, small, total("2019", "20", group="education"))) == [
        {"c0", "c1", "c2"}
    ]
    most = bounds(file(ranked, small, large), "total", period="2019", group="education").high
    assert most == pytest.approx(10.5)


def test_a_leader_of_so_many_has_at_least_its_part():
    count = ("count", {"period": "2019", "of": "destination"}, "26", "countries")
    claims = file(total("2019", "260"), count, rank("CHN", "destination"))
    leader = bounds(claims, "total", period="2019", destination="CHN")
    assert leader.low == pytest.approx(259.5 / 26)
    assert leader.high == pytest.approx(260.5)
    assert bounds(claims, "share", period="2019", destination="CHN").low == pytest.approx(100 / 26)
    alone = file(total("2019", "260"), rank("CHN", "destination"))
    assert bounds(alone, "total", period="2019", destination="CHN").low == 0
    little = total("2019", "9", destination="CHN")
    assert clashes(file(total("2019", "260"), count, rank("CHN", "destination"), little)) == [
        {"c0", "c1", "c2", "c3"}
    ]


def test_more_that_are_ranked_than_counted_are_a_contradiction():
    count = ("count", {"period": "2019", "of": "destination"}, "2", "countries")
    assert clashes(file(count, rank("CHN, DEU, KAZ", "destination"))) == [{"c0", "c1"}]
    assert clashes(file(count, rank("CHN, DEU", "destination"))) == []
    other = ("count", {"period": "2019", "of": "destination"}, "3", "countries")
    assert clashes(file(count, other)) == [{"c0", "c1"}]


def test_what_is_per_hectare_ties_money_to_area():
    area = ("stock", {"period": "2019", "indicator": "area"}, "200", "ha")
    per = ("per_unit", {"period": "2019", "per": {"indicator": "area"}}, "1.5", "mln RUB per ha")
    found = bounds(file(area, per, total("2018", "1")), "total", period="2019")
    assert (found.low, found.high) == pytest.approx((1.45 * 199.5, 1.55 * 200.5))
    assert clashes(file(area, per, total("2019", "326"))) == [{"c0", "c1", "c2"}]
    told = bounds(file(area, total("2019", "326")), "per_unit", in_unit="mln RUB per ha",
                  period="2019", per={"indicator": "area"})  # fmt: skip
    assert (told.low, told.high) == pytest.approx((325.5 / 200.5, 326.5 / 199.5))


def test_a_level_that_nobody_prints_may_be_of_any_size():
    # 10 mln, at 20 mln per hectare, is half a hectare
    per = ("per_unit", {"period": "2019", "per": {"indicator": "area"}}, "20", "mln RUB per ha")
    claims = file(total("2019", "10"), per)
    assert clashes(claims) == []
    assert bounds(claims, "total", period="2019").low == pytest.approx(9.5)
    twice = ("per_unit", {"period": "2019", "per": {"indicator": "area"}}, "40", "mln RUB per ha")
    assert clashes(file(per, twice)) == [{"c0", "c1"}]


def test_the_growth_of_a_level_is_bounded_by_the_levels():
    levels = [("stock", {"period": year, "indicator": "residents"}, count, "companies")
              for year, count in (("2018", "80"), ("2019", "100"))]  # fmt: skip
    found = bounds(file(*levels), "growth", period="2019", indicator="residents")
    assert (found.low, found.high) == pytest.approx((25, 25))
    change = bounds(file(*levels), "difference", period="2019", indicator="residents",
                    against="2018")  # fmt: skip
    assert (change.low, change.high) == pytest.approx((20, 20))


def test_a_difference_may_be_below_zero():
    fall = ("difference", {"period": "2019", "against": "2018"}, "-3.5", "mln RUB")
    claims = file(fall, total("2019", "10"))
    found = bounds(claims, "total", period="2018")
    assert (found.low, found.high) == pytest.approx((9.5 + 3.45, 10.5 + 3.55))
    change = bounds(claims, "difference", period="2019", against="2018")
    assert (change.low, change.high) == pytest.approx((-3.55, -3.45))
    assert clashes(file(fall, total("2018", "2"))) == [{"c0", "c1"}]
    assert clashes(file(fall, total("2018", "3"))) == []


def test_a_small_market_is_not_made_larger_by_what_else_is_printed():
    # 20 thousand roubles are small beside 326 mln, and may have grown all the same
    growth = ("growth", {"period": "2019", "group": "optics"}, "50", "%")
    claims = file(total("2018", "326"), growth)
    found = bounds(claims, "total", period="2018", group="optics")
    assert (found.low, found.high) == (0, pytest.approx(326.5))
    assert bounds(claims, "ratio", period="2018", against={"group": "optics"}).high is None
    share = ("share", {"period": "2018", "group": "optics"}, "0.001", "%")
    assert clashes(file(total("2018", "326"), growth, share)) == []


def test_a_count_of_countries_is_no_amount_of_money():
    # more than two thirds cannot come after others, wherever anything is sold at all
    share = ("share", {"period": "2019", "group": "optics"}, "70", "%")
    claims = [rank("medical"), share, total("2019", "500", group="optics", wording="up to")]
    count = ("count", {"period": "2019", "of": "destination"}, "3", "countries")
    assert clashes(file(*claims)) == [{"c0", "c1"}]
    assert clashes(file(*claims, count)) == [{"c0", "c1"}]


def test_a_contradiction_elsewhere_is_no_hindrance():
    claims = file(total("2019", "10"), total("2019", "20"),
                  total("2019", "5", "jobs", indicator="new_jobs"))  # fmt: skip
    assert bounds(claims, "total", period="2019", indicator="new_jobs").high == pytest.approx(5)
    assert [way.without for way in bounds(claims, "total", period="2019").ways] == [
        ("c0",),
        ("c1",),
    ]
    assert bounds(claims, "total", period="2019").low == pytest.approx(9.5)
    assert bounds(claims, "total", period="2019").high == pytest.approx(20.5)


def test_a_ratio_of_what_is_open_is_no_way_round_a_contradiction():
    # 2019 is in no conflict by itself, but in one block with 2017, which is
    claims = file(total("2017", "10"), total("2017", "20"),
                  ("cumulative", {"from": "2017", "to": "2019"}, "100", "mln RUB",
                   {"wording": "at least"}))  # fmt: skip
    for measure, where in (("total", {}), ("share", {"group": "optics"}),
                           ("ratio", {"against": "2018"})):  # fmt: skip
        assert len(bounds(claims, measure, period="2019", **where).ways) == 2


def test_sets_that_reach_across_known_ones_are_all_found():
    pair = {"group": ["education", "optics"]}
    claims = file(
        total("2019", "10", group="education"),
        total("2019", "20", group="education"),
        total("2019", "10", group="optics"),
        total("2019", "20", group="optics"),
        total("2019", "25", **pair),
        total("2019", "25.1", **pair),
    )
    apart = [{"c0", "c1"}, {"c2", "c3"}]
    across = [{a, b, e} for a in ("c0", "c1") for b in ("c2", "c3") for e in ("c4", "c5")]
    found = check(claims)
    assert sets(found) == {frozenset(each) for each in apart + across} and found.complete


def test_a_set_that_only_two_ways_out_together_leave_is_found():
    claims = file(
        total("2019", "20", group="education"),
        total("2019", "10", group="education"),
        total("2019", "20", group="optics"),
        total("2019", "10", group="optics"),
        total("2019", "35", wording="less than", group=["education", "optics"]),
    )
    found = check(claims)
    held = [{"c0", "c1"}, {"c2", "c3"}, {"c0", "c2", "c4"}]
    assert sets(found) == set(map(frozenset, held)) and found.complete


def test_claims_that_say_as_much_are_told_once_and_all_of_them_have_to_go():
    claims = file(
        total("2018", "100"),
        total("2019", "150"),
        ("growth", {"period": "2019"}, "19.66", "%"),
        ("growth", {"period": "2019"}, "19.7", "%"),
        total("2019", "150.0"),
    )
    found = check(claims)
    # 150.0 says more than 150, and 19.66 % more than 19.7 %
    (conflict,) = found.conflicts
    assert conflict.claims == ("c0", "c2", "c4")
    assert dict(conflict.instead) == {"c2": ("c3",), "c4": ("c1",)}
    assert len(sets(found)) == 4 and found.fewest == 1 and found.complete
    assert check(claims.without(["c0"])).consistent
    # what says less does not stand in the place of what alone contradicts
    claims = file(total("2019", "150"), total("2019", "153"), total("2019", "150", wording="about"))
    (conflict,) = check(claims).conflicts
    assert (conflict.claims, conflict.instead) == (("c0", "c1"), ())


def test_conflicts_that_share_a_claim_are_one_contradiction_with_one_mend():
    # 8.85 contradicts another print of it, and what 6.63 and the growth make it
    claims = file(
        total("2020", "6.63", "bn USD"),
        total("2021", "8.7", "bn USD"),
        total("2021", "8.85", "bn USD"),
        ("growth", {"period": "2021"}, "30.41", "%"),
    )
    found = check(claims)
    (told,) = found.contradictions
    assert [set(c.claims) for c in told] == [{"c1", "c2"}, {"c0", "c2", "c3"}]
    assert found.fewest == 1 and {c.mend.claim for c in told} == {"c2"}
    mend = told[0].mend
    # 8.7 begins at 8.65, and 6.635 times 1.30415 is 8.653
    assert (mend.low, mend.high) == pytest.approx((8.65, 6.635 * 1.30415))


def test_a_mend_halves_as_far_as_it_doubles():
    (conflict,) = check(file(total("2019", "100"), total("2019", "210"))).conflicts
    # 100.5 to 209.5 is as far as 209.5 to 100.5, though the one adds 108 % and the other takes 52 %
    assert (conflict.mend.claim, conflict.mend.rivals) == ("c0", ("c1",))
    assert conflict.mend.relative == pytest.approx(109 / 100.5)


def test_a_figure_that_stands_for_something_else_too_is_the_likely_slip():
    head = [total("2018", "100.0"), total("2019", "110.0"), total("2019", "559.5", indicator="all")]
    share = ("share", {"period": "2019", "of": {"indicator": "all"}}, "19.66", "%")
    growth = ("growth", {"period": "2019"}, "19.66", "%")
    conflict, _ = check(file(*head, share, growth)).conflicts
    assert (conflict.mend.claim, conflict.mend.equals) == ("c4", "c3")
    # of another time it is no slip, and two digits are alike by chance
    other = ("share", {"period": "2017", "of": {"indicator": "all"}}, "19.66", "%")
    (conflict,) = check(file(*head, other, growth)).conflicts
    assert conflict.mend.equals == "" and conflict.mend.rivals
    two = [(*claim[:2], "20", *claim[3:]) for claim in (share, growth)]
    assert {c.mend.equals for c in check(file(*head, *two)).conflicts} == {""}


ZONES = 'parts = { zone = ["East", "West"] }'


def test_zones_add_up_to_no_more_than_the_total_and_to_just_that_where_they_are_all():
    def of_zones(east, west, whole, head=""):
        parts = [total("2019", east, zone="East"), total("2019", west, zone="West")]
        return file(*parts, total("2019", whole), head=head)

    every = [{"c0", "c1", "c2"}]
    assert clashes(of_zones("60", "50", "100")) == every
    assert clashes(of_zones("40", "50", "100")) == []
    assert clashes(of_zones("40", "50", "100", ZONES)) == every
    assert clashes(of_zones("50", "50", "100", ZONES)) == []
    found = bounds(of_zones("40", "50", "100"), "total", period="2019", zone=["East", "West"])
    assert (found.low, found.high) == pytest.approx((89, 91))


def test_zones_are_cut_by_group_and_by_time_like_the_whole():
    held = [
        total("2019", "30", group="optics"),
        total("2019-S1", "20", group="optics", zone="East"),
        total("2019-S2", "20", group="optics", zone="West"),
    ]
    assert clashes(file(*held)) == [{"c0", "c1", "c2"}]
    # of a zone that is not named, the rest: 30 less 20, each to half a unit
    claims = file(*held[:2], head=ZONES)
    found = bounds(claims, "total", period="2019", group="optics", zone="West")
    assert (found.low, found.high) == pytest.approx((0, 11))
    share = ("share", {"period": "2019", "zone": "East"}, "25.0", "%")
    claims = file(total("2019", "200"), share, total("2018", "40", zone="East"))
    found = bounds(claims, "growth", period="2019", zone="East")
    assert (found.low, found.high) == pytest.approx(
        (100 * (199.5 * 0.2495 / 40.5 - 1), 100 * (200.5 * 0.2505 / 39.5 - 1))
    )


def test_zones_of_a_part_are_parts_of_the_zones_of_the_whole():
    claims = file(
        total("2019", "12", scope="high-tech", zone="East"),
        total("2019", "10", scope="all", zone="East"),
        links=LINK,
    )
    assert clashes(claims) == [{"c0", "c1"}]


def test_a_zone_that_is_none_of_the_parts_is_refused():
    with pytest.raises(sez.FlowsError, match=r"no zone 'Est' .*'parts' has 'East', 'West'"):
        file(total("2019", "1", zone="Est"), head=ZONES)
    with pytest.raises(sez.FlowsError, match="'parts'"):
        file(head='parts = { group = ["optics"] }')


def test_what_a_source_cuts_off_is_no_contradiction_and_one_that_would_be_says_so():
    text = """
        [[sources]]
        id = "close"
        [[sources]]
        id = "short"
        ROUNDING
        [[claims]]
        id = "a"
        source = "close"
        measure = "total"
        where = { period = "2019" }
        printed = "978.92"
        unit = "mln USD"
        [[claims]]
        id = "b"
        source = "short"
        measure = "total"
        where = { period = "2019" }
        printed = "0.97"
        unit = "bn USD"
        """
    rounded, cut = (parse(text.replace("ROUNDING", r)) for r in ("", 'rounding = "cut"'))
    (conflict,) = check(rounded).conflicts
    assert conflict.dissolves == ("cut",)
    assert check(cut).consistent and cut["b"].plain == pytest.approx((0.97e9, 0.98e9))
    with pytest.raises(sez.FlowsError, match="'rounding' is 'up', not 'cut'"):
        parse(text.replace("ROUNDING", 'rounding = "up"'))


def test_no_more_sets_are_listed_than_asked_for_and_that_is_told():
    claims = file(*(total("2019", str(100 * n), group="optics") for n in range(1, 6)))
    found = check(claims, most=4)
    assert (len(found.conflicts), found.complete, found.consistent) == (4, False, False)
    whole = check(claims, most=11)
    assert (len(whole.conflicts), whole.complete) == (10, True)


def test_what_a_part_leaves_is_a_part_of_what_the_whole_leaves():
    # of all exports 1 is not optics, and of high-tech ones 9
    claims = file(
        total("2019", "1", group="optics", scope="high-tech"),
        total("2019", "10", scope="high-tech"),
        total("2019", "9", group="optics", scope="all"),
        total("2019", "10", scope="all"),
        links=LINK,
    )
    assert clashes(claims) == [{"c0", "c1", "c2", "c3"}]


def test_links_pass_through_a_scope_that_is_cut_otherwise():
    links = (("micro", "high-tech"), ("high-tech", "all"))
    held = [
        total("2018", "1", scope="micro"),
        total("2019", "10", scope="micro"),
        total("2018", "3", scope="high-tech"),
        total("2019", "20", scope="high-tech"),
        total("2018-Q1", "1", scope="all"),
        total("2019", "50", scope="all"),
    ]
    assert clashes(file(*held, links=links)) == []
    less = total("2019", "5", scope="all")
    assert clashes(file(*held[:5], less, links=links)) == [{"c1", "c5"}, {"c3", "c5"}]


def test_links_pass_through_a_scope_that_nobody_speaks_of():
    links = (("micro", "high-tech"), ("high-tech", "all"))
    claims = file(total("2019", "10", scope="micro"), total("2019", "5", scope="all"), links=links)
    assert clashes(claims) == [{"c0", "c1"}]


def test_a_part_may_be_all_of_the_whole_and_no_more():
    fits = file(
        total("2019", "10", scope="high-tech"), total("2019", "10", scope="all"), links=LINK
    )
    assert clashes(fits) == []
    assert bounds(fits, "total", period="2019", scope="high-tech").high == pytest.approx(10.5)
    over = file(
        total("2019", "12", scope="high-tech"), total("2019", "10", scope="all"), links=LINK
    )
    assert clashes(over) == [{"c0", "c1"}]


def test_intervals_that_touch_agree():
    # 9.5 to 10.5 three times, and 31.5 to 32.5
    parts = [total("2019", "10", group=name) for name in ("education", "medical", "optics")]
    whole = {"group": ["education", "medical", "optics"]}
    assert clashes(file(*parts, total("2019", "32", **whole))) == []
    assert clashes(file(*parts, total("2019", "32.1", **whole))) == [{"c0", "c1", "c2", "c3"}]


def test_ratios_far_from_one_are_no_hindrance():
    claims = file(
        ("share", {"period": "2019-S1", "group": "optics", "destination": "CHN"}, "3", "%"),
        ("growth", {"from": "2018-01", "to": "2018-09", "destination": "DEU", "against":
         {"from": "2018-01", "to": "2018-09", "group": "optics", "destination": "CHN"}},
         "51.96", "times"),
        ("growth", {"period": "2019-S1", "group": "optics", "destination": "CHN"}, "-96.55", "%"),
        total("2019-S1", "3", wording="at least", group="optics", destination="CHN"),
    )  # fmt: skip
    assert clashes(claims) == []
    first = bounds(claims, "total", period="2018-S1", group="optics", destination="CHN")
    assert first.low == pytest.approx(3 / 0.03455)


def test_what_is_all_of_its_whole_bounds_nothing_else():
    pair = {"group": ["education", "optics"]}
    share = ("share", {"period": "2018", **pair}, "100.0", "%", {"wording": "almost"})
    claims = file(
        total("2018", "49", wording="less than", **pair),
        total("2018", "0.04840", "bn RUB", wording="more than", **pair),
        share,
    )
    asked_ = {"period": "2018", **pair, "against": {"period": "2019", "destination": "CHN"}}
    assert bounds(claims, "growth", **asked_).high is None
    assert bounds(claims, "ratio", **asked_).high is None
    assert bounds(claims, "share", period="2018", group="optics").high == pytest.approx(100)


def test_a_share_is_at_most_all_of_it_where_nothing_else_is_said():
    claims = file(total("2018-Q1", "0", group=["education", "optics"]))
    for part_, whole in (("2019-S2", {"from": "2018", "to": "2019"}), ("2018-S1", "2018")):
        found = bounds(claims, "share", period=part_, of=whole)
        assert (found.low, found.high) == (0, pytest.approx(100))


def test_a_leader_of_all_exports_is_no_smaller_than_a_part_of_another():
    # 213 mln of high-tech went to Germany, so to China at least as much, and there are 335 at most
    claims = file(
        total("2018", "213", scope="high-tech", destination="DEU"),
        total("2018", "319", scope="all", wording="about"),
        (*rank("CHN", "destination", "2018"), {"scope": "all"}),
        links=LINK,
    )
    assert clashes(claims) == [{"c0", "c1", "c2"}]


def test_the_order_of_the_file_does_not_decide_between_claims_that_would_mend_alike():
    said = {
        "a": Said("total", Part(LAST - 11, LAST, ("optics",)), "0.00408", "bn RUB"),
        "b": Said("growth", Part(LAST - 11, LAST, ("optics",)), "4.28", "times",
                  bottom=Part(FIRST, FIRST + 11, ("optics",))),
        "c": Said("cumulative", Part(FIRST, LAST, ("optics",)), "42770531", "RUB", "about"),
    }  # fmt: skip
    mends = set()
    for order in itertools.permutations(said):
        (conflict,) = check(parse(written({name: said[name] for name in order}))).conflicts
        mends.add(conflict.mend.claim)
    assert len(mends) == 1


def test_what_is_all_of_its_whole_to_the_last_digit_is_no_contradiction():
    share = ("share", {"period": "2019", "destination": ["CHN", "DEU"]}, "100", "%",
             {"wording": "more than"})  # fmt: skip
    group = ("share", {"period": "2019", "group": "optics"}, "62.3", "%", {"wording": "at least"})
    claims = file(total("2019", "126", wording="about", group="optics"), share, group)
    assert clashes(claims) == []
    found = bounds(claims, "ratio", period="2019", destination=["CHN", "DEU"],
                   against={"period": "2019", "group": "optics"})  # fmt: skip
    assert (found.low, found.high) == pytest.approx((1, 1 / 0.623))
