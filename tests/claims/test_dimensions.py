"""Figures of parts of the world, of wholes outside the zone, in points, below zero, at a rate."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sezlib as sez
from sezlib.flows import FlowsError

HEAD = '[[sources]]\nid = "s"\nlanguage = "en"\n'


def claimed(*claims, head=HEAD):
    """Return claims from (measure, printed, unit, where) and lines of other keys."""
    parts = [head]
    for number, (measure, printed, unit, where, *more) in enumerate(claims):
        told = {"id": f"c{number}", "source": "s", "measure": measure, "printed": printed}
        lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in told.items()]
        unit_line = [f'unit = "{unit}"'] if unit else []
        parts.append("\n".join(["[[claims]]", *lines, *unit_line, f"where = {{ {where} }}", *more]))
    return sez.claims.parse("\n\n".join(parts))


def clashes(*claims, **how):
    return [set(c.claims) for c in sez.claims.check(claimed(*claims), **how).conflicts]


def bounds(claims, *asked, **where):
    found = sez.claims.bounds(claims, *asked, **where)
    return [found.low, found.high]


WHOLE = ("total", "100", "mln RUB", 'period = "2019"')
REVENUE = 'period = "2019", indicator = "revenue"'
SOLD = ("total", "100", "mln RUB", REVENUE)


def test_a_bloc_holds_its_countries():
    bloc = ("total", "10", "mln RUB", 'period = "2019", region = "EU"')
    assert clashes(bloc, ("total", "12", "mln RUB", 'period = "2019", destination = "DEU"'))
    assert not clashes(bloc, ("total", "12", "mln RUB", 'period = "2019", destination = "CHE"'))
    # the United Kingdom left within January 2020
    for period, member in (("2019", True), ("2021", False)):
        where = f'period = "{period}", region = "ЕС"'
        clash = clashes(
            ("total", "10", "mln RUB", where),
            ("total", "12", "mln RUB", f'period = "{period}", destination = "GBR"'),
        )
        assert bool(clash) is member


def test_shares_of_continents_are_no_more_than_all():
    shares = [("share", share, "%", f'period = "2019", region = "{name}"')
              for name, share in (("Asia", "50"), ("Европа", "40"), ("Africa", "20"))]  # fmt: skip
    assert clashes(*shares) == [{"c0", "c1", "c2"}]
    assert not clashes(*shares[:2])


def test_a_part_of_the_world_that_only_a_source_knows_is_a_part_of_all_and_may_overlap_others():
    east = ("total", "70", "mln RUB", 'period = "2019", region = "Middle East"')
    gulf = ("total", "60", "mln RUB", 'period = "2019", region = "Gulf"')
    assert not clashes(WHOLE, east, gulf)
    assert clashes(WHOLE, ("total", "120", *east[2:])) == [{"c0", "c1"}]
    held = claimed(WHOLE, ("share", "30", "%", east[3]))
    # 99.5 x 0.295 and 100.5 x 0.305
    assert bounds(held, "total", period="2019", region="Middle East") == pytest.approx(
        [29.3525, 30.6525]
    )


def test_what_is_sold_is_sold_at_home_or_abroad_and_to_no_country_at_home():
    home = ("share", "70", "%", f'{REVENUE}, region = "domestic"')
    held = claimed(SOLD, home)
    for place in ({"region": "abroad"}, {"destination": "CHN"}):
        found = bounds(held, "total", period="2019", indicator="revenue", **place)
        # 100.5 x 0.305; no country takes more than all that goes abroad
        assert found[1] == pytest.approx(30.6525)
    assert bounds(held, "share", period="2019", indicator="revenue", region="abroad") == (
        pytest.approx([29.5, 30.5])
    )
    assert clashes(SOLD, home, ("total", "50", "mln RUB", f'{REVENUE}, destination = "CHN"'))


@pytest.mark.parametrize(
    "where, told",
    [
        ('period = "2019", region = 5', "'region' is 5, and not a name"),
        ('period = "2019", region = ""', "'region' is '', and not a name"),
        ('period = "2019", region = "EU", destination = "DEU"', "a 'region' or a 'destination'"),
        ('period = "2019", region = "EU", of = { scope = 1 }', "'scope' is 1, and not a name"),
    ],
)
def test_a_place_that_is_none_is_refused(where, told):
    with pytest.raises(FlowsError, match=told):
        claimed(("share", "5", "%", where))


def test_a_share_is_of_what_others_export_and_makes_the_zone_a_part_of_them():
    share = ("share", "20", "%", 'period = "2019", of = { scope = "country" }')
    national = ("total", "600", "mln RUB", 'period = "2019"', 'scope = "country"')
    # 99.5 / 0.205 to 100.5 / 0.195
    held = claimed(WHOLE, share)
    assert bounds(held, "total", period="2019", scope="country") == pytest.approx(
        [485.365854, 515.384615], rel=1e-6
    )
    for scopes in ("one", "apart"):
        assert clashes(WHOLE, share, national, scopes=scopes) == [{"c0", "c1", "c2"}]
    # another year than that of the share: the zone is a part all the same
    of_zone, of_country = (
        (*WHOLE[:3], 'period = "2018"'),
        ("total", "90", "mln RUB", 'period = "2018"'),
    )
    assert clashes(share, of_zone, (*of_country, 'scope = "country"')) == [{"c1", "c2"}]
    # who names no scope asks for the zone
    assert bounds(held, "total", period="2019") == [99.5, 100.5]


def test_a_share_of_what_others_export_is_nothing_that_records_tell():
    flows = pd.DataFrame({"period": ["2019"], "value": [100e6], "currency": ["RUB"]})
    share = ("share", "20", "%", 'period = "2019", of = { scope = "country" }')
    gulf = ("total", "20", "mln RUB", 'period = "2019", region = "Gulf"')
    table = sez.claims.verify(claimed(WHOLE, share, gulf), flows)
    assert table["agrees"].tolist() == [True, None, None]
    assert table["reason"].tolist() == [
        "",
        "the records do not tell the whole, 'country'",
        "the records do not tell the region 'Gulf'",
    ]


def test_records_tell_a_bloc_and_a_change_of_a_share():
    flows = pd.DataFrame(
        {
            "period": ["2018", "2018", "2019", "2019"],
            "destination": ["DEU", "CHN", "DEU", "CHN"],
            "value": [20e6, 80e6, 25e6, 75e6],
            "currency": "RUB",
        }
    )
    table = sez.claims.verify(
        claimed(
            ("total", "25", "mln RUB", 'period = "2019", region = "EU"'),
            ("change", "5", "pp", 'period = "2019", region = "EU"'),
            ("change", "4", "pp", 'period = "2019", region = "EU"'),
        ),
        flows,
    )
    assert table["computed"].tolist() == pytest.approx([25, 5, 5])
    assert table["agrees"].tolist() == [True, True, False]


OPTICS = 'group = "optics"'
OLD = ("share", "20", "%", f'period = "2018", {OPTICS}')
UP = ("change", "3", "pp", f'period = "2019", {OPTICS}')


def test_points_on_a_share_give_the_next():
    held = claimed(OLD, UP, WHOLE)
    # 19.5 + 2.5 to 20.5 + 3.5
    assert bounds(held, "share", period="2019", group="optics") == pytest.approx([22, 24])
    assert bounds(held, "total", period="2019", group="optics") == pytest.approx([21.89, 24.12])
    forty = ("total", "40", "mln RUB", f'period = "2019", {OPTICS}')
    assert clashes(OLD, UP, WHOLE, forty) == [{"c0", "c1", "c2", "c3"}]
    assert clashes(OLD, UP, ("share", "25", "%", UP[3])) == [{"c0", "c1", "c2"}]


def test_points_that_differ_contradict_each_other_without_any_share():
    assert clashes(UP, ("change", "-5", *UP[2:])) == [{"c0", "c1"}]
    assert not clashes(UP, ("change", "3.4", *UP[2:]))


@given(
    start=st.integers(10, 60),
    steps=st.lists(st.integers(-3, 3), min_size=1, max_size=3),
    off=st.integers(-6, 6),
)
@settings(max_examples=25)
def test_shares_and_their_changes_agree_where_numbers_add_up_within_their_rounding(
    start, steps, off
):
    changes = [("change", str(step), "pp", f'period = "{2019 + number}", {OPTICS}')
               for number, step in enumerate(steps)]  # fmt: skip
    last = start + sum(steps) + off
    end = ("share", str(last), "%", f'period = "{2018 + len(steps)}", {OPTICS}')
    # two shares and so many changes, each half a point either way
    agree = abs(off) <= (2 + len(steps)) / 2
    assert bool(clashes(("share", str(start), *OLD[2:]), *changes, end)) is not agree


@pytest.mark.parametrize(
    "claim, told",
    [
        (("change", "3", "%", UP[3]), "the unit of a change is one of 'pp'"),
        (("share", "3", "pp", UP[3]), "the unit of a share is one of"),
        (("change", "3", "pp", f'period = "2019", {OPTICS}, against = "2019"'), "of two times"),
        (("change", "3", "pp", f'period = "2019", {OPTICS}, against = {{ group = "x" }}'), "time"),
        (("change", "300", "pp", UP[3]), "no more than 100 points"),
    ],
)
def test_a_change_of_a_share_is_in_points_and_between_two_times(claim, told):
    with pytest.raises(FlowsError, match=told):
        claimed(claim)


BALANCE = 'indicator = "trade_balance"'


def test_a_balance_may_be_below_zero_and_exports_may_not():
    low = ("total", "-5", "mln RUB", f'period = "2019", {BALANCE}')
    high = ("total", "3", "mln RUB", f'period = "2018", {BALANCE}')
    held = claimed(low, high)
    where = {"indicator": "trade_balance"}
    assert bounds(held, "cumulative", start="2018", end="2019", **where) == [-3, -1]
    assert bounds(held, "difference", period="2019", **where) == [-9, -7]
    assert bounds(held, "total", period="2017", **where) == [None, None]
    assert clashes(low, ("total", "3", *low[2:])) == [{"c0", "c1"}]
    # a part may be more than all
    assert not clashes(low, ("total", "40", "mln RUB", f"{low[3]}, {OPTICS}"))
    with pytest.raises(FlowsError, match="no amount is below 0"):
        claimed(("total", "-5", "mln RUB", 'period = "2019"'))


def test_an_exchange_rate_links_one_figure_in_two_currencies():
    rate = ("per_unit", "64.7", "RUB per USD", 'period = "2019", per = { indicator = "usd" }')
    dollars = ("total", "1.55", "mln USD", 'period = "2019", indicator = "usd"')
    # 100 / 64.7 is 1.546
    assert not clashes(WHOLE, rate, dollars)
    assert clashes(WHOLE, rate, ("total", "2.0", *dollars[2:])) == [{"c0", "c1", "c2"}]
    found = sez.claims.bounds(
        claimed(WHOLE, rate), "total", period="2019", indicator="usd", in_unit="mln USD"
    )
    assert [found.low, found.high] == pytest.approx([99.5 / 64.75, 100.5 / 64.65])
    wide = ("per_unit", "about 65", *rate[2:], "interval = [60, 70]")
    assert not clashes(WHOLE, wide, ("total", "1.6", *dollars[2:]))


def test_a_growth_with_its_base_is_two_claims():
    held = claimed(("growth", "8", "%", 'period = "2019"', 'base = "1,250 mln RUB"'))
    assert [(c.id, c.measure) for c in held] == [("c0", "growth"), ("c0-base", "total")]
    assert held["c0-base"].plain == (1249.5e6, 1250.5e6)
    # 1249.5 x 1.075 to 1250.5 x 1.085
    assert bounds(held, "total", period="2019") == pytest.approx([1343.2125, 1356.7925])
    against = 'period = "2019-Q2", against = { period = "2018-Q1", group = "optics" }'
    held = claimed(("ratio", "more than doubled", "times", against, 'base = "about 3 bn RUB"'))
    part = held["c0-base"].part
    assert (part.start, part.end, part.groups) == (2018 * 12, 2018 * 12 + 2, {"optics"})


@pytest.mark.parametrize(
    "claim, told",
    [
        (("growth", "8", "%", 'period = "2019"', 'base = "1,250"'), "is in no unit"),
        (("growth", "8", "%", 'period = "2019"', 'base = "5 bushels"'), "unknown unit"),
        (("total", "8", "mln RUB", 'period = "2019"', 'base = "5 mln RUB"'), "with a growth"),
    ],
)
def test_a_base_is_an_amount_in_a_unit_of_its_own(claim, told):
    with pytest.raises(FlowsError, match=f"'base'.*{told}|{told}"):
        claimed(claim)


def test_a_claim_may_have_its_digits_cut_off_where_its_source_rounds():
    cut = ("total", "7.20", "bn USD", 'period = "2018"', 'rounding = "cut"')
    exact = ("total", "7208.27", "mln USD", 'period = "2018"')
    assert claimed(cut)["c0"].plain == pytest.approx((7.20e9, 7.21e9))
    assert not clashes(cut, exact)
    found = sez.claims.check(claimed(cut[:4], exact)).conflicts
    assert [c.dissolves for c in found] == [("cut",)]
    with pytest.raises(FlowsError, match="'rounding' is 'up', not 'cut'"):
        claimed((*cut[:4], 'rounding = "up"'))
    with pytest.raises(FlowsError, match="end of an amount"):
        claimed(("share", "5", "%", f'period = "2018", {OPTICS}', 'rounding = "cut"'))


@pytest.mark.parametrize(
    "of", ["project", "zone", "line", "investor", "plant", "contract", "region"]
)
def test_what_is_counted_has_a_name_on_the_page(of):
    held = claimed(
        ("count", "12", "people", f'period = "2019", of = "{of}"'),
        ("total", "5", "mln RUB", 'period = "2019", region = "EU"'),
        ("total", "5", "mln RUB", 'period = "2019", region = "Gulf"'),
        UP,
    )
    for language in ("en", "ru"):
        ed = sez.pages.published.edition(held, language=language)
        told = [sez.pages.published.label_of(claim, ed) for claim in held]
        assert "2018" in told[3]
        assert "Gulf" in told[2]
        assert ("EU" if language == "en" else "ЕС") in told[1]
