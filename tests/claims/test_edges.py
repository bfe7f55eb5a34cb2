"""Single months, levels, falls, counts: where a table of claims has its edges."""

import pytest

import sezlib as sez

HEAD = '[[sources]]\nid = "s"\nlanguage = "en"\n'


def claims(*said, head=""):
    """Return claims; each is its id, measure, `where`, figure, unit and word."""
    parts = [head, HEAD]
    for name, measure, where, printed, unit, *wording in said:
        lines = [f'id = "{name}"', 'source = "s"', f'measure = "{measure}"', f"where = {where}"]
        lines += [f'printed = "{printed}"', f'unit = "{unit}"']
        lines += [f'wording = "{word}"' for word in wording]
        parts.append("[[claims]]\n" + "\n".join(lines))
    return sez.claims.parse("\n".join(parts))


MONTH = '{{ period = "2019-01"{} }}'


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        (', group = "optics"', ""),
        (', destination = "CHN"', ""),
        (', group = "optics", destination = "CHN"', ', destination = "CHN"'),
    ],
)
def test_a_part_of_one_month_is_no_more_than_the_month(part, whole):
    held = claims(
        ("a", "total", MONTH.format(part), "90", "mln RUB"),
        ("b", "total", MONTH.format(whole), "10", "mln RUB"),
    )
    assert [c.claims for c in sez.claims.check(held).conflicts] == [("a", "b")]


def test_a_claim_on_the_last_month_takes_nothing_from_its_quarter():
    held = claims(
        ("a", "total", '{ period = "2019-Q4", group = "optics" }', "90", "mln RUB"),
        ("b", "total", '{ period = "2019-Q4" }', "10", "mln RUB"),
        ("c", "total", '{ period = "2019-12" }', "1", "mln RUB"),
    )
    assert [c.claims for c in sez.claims.check(held).conflicts] == [("a", "b")]


def test_a_group_of_one_month_is_a_part_of_the_year():
    held = claims(("a", "total", MONTH.format(', group = "optics"'), "9", "mln RUB"))
    found = sez.claims.bounds(held, "total", period="2019")
    assert (found.low, found.high) == (pytest.approx(8.5), None)


@pytest.mark.parametrize("unit", ["RUB", "mln RUB", "bn RUB", "trn RUB"])
def test_what_nobody_speaks_of_is_unbounded_in_every_unit(unit):
    held = claims(
        ("a", "cumulative", '{ from = "2010", to = "2018" }', "300", unit),
        ("b", "total", '{ period = "2020" }', "300", unit),
    )
    found = sez.claims.bounds(held, "total", start="2019", end="2020")
    assert (found.low, found.high) == (pytest.approx(299.5), None)
    found = sez.claims.bounds(
        held, "share", start="2019", end="2019", of={"from": "2019", "to": "2020"}
    )
    assert (found.low, found.high) == (pytest.approx(0, abs=1e-6), pytest.approx(100))


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("", (-0.055, -0.045)),
        ("more than", (float("-inf"), -0.05)),
        ("almost", (-0.05, -0.045)),
        ("at most", (-0.05, float("inf"))),
    ],
)
def test_a_word_before_a_fall_is_about_the_size_of_the_fall(word, plain):
    [claim] = claims(("a", "growth", '{ period = "2019" }', "-5", "%", *([word] if word else [])))
    low, high = plain
    assert claim.plain == (pytest.approx(max(low, -1)), pytest.approx(high))


@pytest.mark.parametrize(
    ("word", "low", "high"),
    [("almost", 9, 9), ("about", 9, 11), ("more than", 11, float("inf")), ("less than", 0, 9)],
)
def test_a_word_before_a_count_reaches_whole_numbers(word, low, high):
    where = '{ period = "2019", of = "resident" }'
    [claim] = claims(("a", "count", where, "10", "companies", word))
    assert claim.plain == (low, high)


@pytest.mark.parametrize("figure", ["by a third", "на 20 %"])
def test_what_grew_by_a_part_is_no_ratio(figure):
    with pytest.raises(sez.FlowsError, match="is a growth, and not a ratio"):
        claims(("a", "ratio", '{ period = "2019" }', figure, "%"))


def test_a_first_export_has_a_time_before_without_it_and_a_sale_in_it():
    where = '{{ period = "{}", group = "optics" }}'
    first = [f'[[claims]]\nid = "f{y}"\nsource = "s"\nmeasure = "first"\nprinted = "first"\n'
             f"where = {where.format(y)}\n" for y in (2018, 2019)]  # fmt: skip
    twice = sez.claims.parse(HEAD + "\n".join(first))
    assert [c.claims for c in sez.claims.check(twice).conflicts] == [("f2018", "f2019")]
    none = '[[claims]]\nid = "none"\nsource = "s"\nmeasure = "total"\nprinted = "0"\n'
    none += f'unit = "RUB"\ninterval = [0, 0]\nwhere = {where.format(2019)}\n'
    held = sez.claims.parse(HEAD + first[1] + none)
    assert [set(c.claims) for c in sez.claims.check(held).conflicts] == [{"f2019", "none"}]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("mln USD", "does not fit"),
        ("%", "not '%'"),
        ("mln mln RUB", "unknown unit"),
        ("RUB per ha per ha", "unknown unit"),
    ],
)
def test_a_bound_is_in_a_unit_of_its_kind(asked, said):
    held = claims(("a", "total", '{ period = "2019" }', "1", "mln RUB"))
    with pytest.raises(sez.FlowsError, match=said):
        sez.claims.bounds(held, "total", in_unit=asked, period="2019")


def test_one_indicator_is_in_one_currency():
    with pytest.raises(sez.FlowsError, match=r"line 19: claim 'b', 'unit': exports is in 'USD'"):
        claims(
            ("a", "total", '{ period = "2019" }', "1", "mln RUB"),
            ("b", "total", '{ period = "2020" }', "1", "mln USD"),
        )


def test_what_is_implied_holds_however_many_contradictions_there_are():
    # more sets than are listed: what is left after them still clashes
    said = [(f"c{n}", "ratio", '{ period = "2019" }', str(n), "times") for n in range(2, 16)]
    held = claims(*said, ("t", "total", '{ period = "2012" }', "5", "mln RUB"))
    table = sez.claims.implied(held).set_index("id")
    assert len(table) == 15
    assert sez.claims.unprinted(held).empty


def test_nothing_is_implied_by_figures_of_which_two_contradict_each_other():
    # 1 to 2 and 3 to 4 both say as much as 1 to 4, which 10 to 11 contradicts
    ends = {"a": [1, 4], "b": [1, 2], "c": [3, 4], "d": [10, 11]}
    claims = sez.claims.parse('[[sources]]\nid = "s"\n' + "\n".join(
        f'[[claims]]\nid = "{name}"\nsource = "s"\nmeasure = "total"\nprinted = "1"\n'
        f'where = {{period = "2019"}}\nunit = "mln RUB"\ninterval = {held}'
        for name, held in ends.items()
    ))  # fmt: skip
    held = sez.claims.implied(claims).set_index("id")[["implied_low", "implied_high"]]
    assert held.loc["d"].isna().all() and held.loc["a"].tolist() == [10, 11]


def test_a_scope_that_looks_like_another_is_a_slip():
    head = '[[links]]\npart = "hightech"\nwhole = "all"\n'
    claim = '[[claims]]\nid = "a"\nsource = "s"\nmeasure = "total"\nscope = "high-tech"\n'
    claim += 'printed = "1"\nunit = "RUB"\nwhere = { period = "2019" }\n'
    with pytest.raises(sez.FlowsError, match=r"line 2: .*did you mean 'high-tech'\?"):
        sez.claims.parse(head + HEAD + claim)


def test_leaving_claims_out_leaves_the_rest():
    held = claims(
        ("a", "total", '{ period = "2019" }', "1.0", "mln RUB"),
        ("b", "total", '{ period = "2019" }', "2.0", "mln RUB"),
    )
    assert sez.claims.check(held.without(["b"])).consistent
    with pytest.raises(sez.FlowsError, match="no claim 'd'"):
        held.without(["d"])
