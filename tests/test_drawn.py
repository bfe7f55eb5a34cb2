"""Every chart draws its table: what stands in the figure is read back and held against it."""

from __future__ import annotations

import functools
import math
import random
import re
import textwrap
from pathlib import Path

import pandas as pd
import pytest

import sezlib as sez
from sezlib import countries, identity
from sezlib.pages import disclosure, exports, markets, published, relief, residents, zones
from tests.drawn import (
    assert_ticks_are_true,
    bars,
    cells,
    draw,
    empty,
    ends,
    legend,
    lines,
    number,
    percent,
    texts,
    texts_by_place,
    ticks,
    unit,
)

DARK, LIGHT, FALL, GREY = "#1d3557", "#6f93b3", "#b86b26", "#8f8f8f"
GROUPS = ["optics", "meat", "furniture", "paper", "toys", "steel", "dairy", "glass"]
GROUPS += ["long " * 12 + "one", "long " * 12 + "two", "$a$ & <b>", "_U"]
COUNTRIES = ["CHN", "KAZ", "DEU", "BLR", "USA", "IND", "KOR", "ITA", "FRA", "VNM", "ZZZ"]
COUNTRIES += ["UZB", "KGZ", "ARM", "TUR", "SRB", "POL", "EGY", "BRA", "MEX"]


@functools.cache
def many():
    """Four years of twenty countries, twelve groups, thirty companies and ten zones."""
    draws = random.Random(23)
    rows = []
    for year in ("2016", "2017", "2018", "2019"):
        for at in range(400):
            # some come late, some leave early, and what is little is a thousandth of what is much
            to, group = draws.choice(COUNTRIES), draws.choice(GROUPS)
            if (to, year) in {("MEX", "2016"), ("BRA", "2019"), ("BRA", "2018")}:
                continue
            value = round(math.exp(draws.uniform(0, 7)) * 1000, 2) * (at % 11 > 0)
            company, zone = f"company {at % 30:02d}", f"zone {at % 10}"
            rows.append((year, to, group, company, zone, value))
    return rows


TABLES = {
    "growing": [
        ("2017", "CHN", "optics", "a", "Z", 10e6),
        ("2018", "CHN", "optics", "a", "Z", 30e6),
        ("2018", "KAZ", "meat", "b", "Z", 10e6),
        ("2019", "CHN", "optics", "a", "Z", 25e6),
        ("2019", "KAZ", "meat", "b", "Z", 12.25e6),
        ("2019", "DEU", "meat", "c", "Y", 21e6),
    ],
    "falling to another unit": [
        ("2018", "CHN", "optics", "a", "Z", 2e6),
        ("2018", "KAZ", "meat", "b", "Z", 4e5),
        ("2018", "DEU", "toys", "c", "Y", 3e5),
        ("2019", "CHN", "optics", "a", "Z", 1e5),
        ("2019", "USA", "meat", "b", "Z", 2e5),
        ("2019", "DEU", "toys", "c", "Y", 9.99e4),
    ],
    "ties": [
        (year, to, group, company, zone, 5e3 + step)
        for year, step in (("2018", 0.0), ("2019", 1.0))
        for to, group, company, zone in (
            ("CHN", "toys", "b", "Z"),
            ("KAZ", "meat", "c", "Y"),
            ("ARM", "glass", "a", "X"),
        )
    ],
    "zeros": [
        ("2016", "CHN", "optics", "a", "Z", 4e9),
        ("2016", "KAZ", "toys", "b", "Y", 1e9),
        ("2017", "CHN", "optics", "a", "Z", 0.0),
        ("2018", "CHN", "optics", "a", "Z", 3e9),
        ("2018", "KAZ", "toys", "b", "Y", 1e9),
        ("2019", "CHN", "optics", "a", "Z", 3.0011e9),
        ("2019", "ZZZ", "_U", "b", "Y", 2e9),
        ("2019", "KAZ", "toys", "c", "Y", 0.9999e9),
        ("2019", "DEU", "meat", "c", "Y", 0.0),
    ],
    "one row": [("2019", "CHN", "optics", "a", "Z", 7.0)],
    "many": many(),
}
KEYS = ["period", "destination", "group", "resident", "zone", "value"]


@functools.cache
def read(name):
    return pd.DataFrame(TABLES[name], columns=KEYS).assign(currency="RUB")


PAGES = [(name, "en") for name in TABLES]
PAGES += [(name, "ru") for name in ("falling to another unit", "zeros", "many")]


@pytest.fixture(params=PAGES, ids=" ".join)
def page(request):
    return request.param


@pytest.fixture
def flows(page):
    return read(page[0])


@pytest.fixture
def ed(page, flows):
    return ask(sez.edition, flows, period="2019", language=page[1], top=2)


ANSWERS: dict[str, object] = {}


def ask(metric, flows, *given, **named):
    """Return what a metric says of a table, asked once for both languages."""
    key = f"{metric.__name__} {id(flows)} {given} {named}"
    if key not in ANSWERS:
        ANSWERS[key] = metric(flows, *given, **named)
    return ANSWERS[key]


def near(*points):
    """Return points or ends that are equal to others but for noise."""
    return [tuple(pytest.approx(float(at), rel=1e-9) for at in point) for point in points]


def assert_legend(axes, *told):
    """Raise unless the legend gives these names, told by their first words, these colours."""
    held = list(legend(axes).items())
    assert [colour for _, colour in held] == [colour for _, colour in told]
    for (name, _), (word, _) in zip(held, told, strict=True):
        assert word in name


def year(table, period="2019"):
    return table[table["period"] == period]


def one_line(text):
    return " ".join(text.split()).replace(r"\$", "$")


def short(text):
    """Return a name as it stands beside a bar: cut where two lines of 22 letters end."""
    return " ".join(textwrap.wrap(text, 22, max_lines=2, placeholder="…"))


def group_name(code, ed):
    unknown = {"en": "not stated", "ru": "не указано"}[ed.language]
    return unknown if code == "_U" else countries.group_name(code, ed.language)


def group(code, ed):
    return short(group_name(code, ed))


def country(code, ed):
    return short(countries.country_name(code, ed.language))


def named(axes, along):
    return {at: one_line(text) for at, text in ticks(axes, along).items()}


def assert_stacked(drawn, periods, amounts):
    """Raise unless each year's bars stand one on the other, in this order, this high."""
    at = dict.fromkeys(periods, 0.0)
    assert len(drawn) == len(periods) * len(amounts)
    for bar, (period, held) in zip(
        drawn, [(p, held) for held in amounts for p in periods], strict=True
    ):
        assert bar.name == period
        assert (bar.start, bar.end - bar.start) == pytest.approx((at[period], held[period]))
        at[period] += held[period]


def test_total_draws_the_years_their_amounts_and_their_growth(flows, ed):
    table = ask(sez.growth, flows)
    axes = draw(exports.draw_total, table, ed)
    if len(table) < 2:
        assert empty(axes)
        return
    size, word = unit(table["total"].max(), ed.language)
    assert axes.get_ylabel() == {"en": "Exports, ", "ru": "Экспорт, "}[ed.language] + word
    drawn = bars(axes)
    assert [bar.name for bar in drawn] == sorted(set(flows["period"]))
    assert [bar.end for bar in drawn] == pytest.approx(list(table["total"] / size))
    assert [bar.colour for bar in drawn] == [LIGHT] * (len(drawn) - 1) + [DARK]
    over = texts_by_place(axes, "x")
    for bar, total, growth in zip(drawn, table["total"], table["growth"], strict=True):
        told = [number(total / size, 1, ed.language)] if total > table["total"].max() / 10 else []
        if told and growth == growth and growth < 10:
            told[0] += "\n" + percent(growth, 0, ed.language, sign=True)
        assert [text.text for text in over[bar.name]] == told
        assert all(text.bottom >= bar.end for text in over[bar.name])
    assert_ticks_are_true(axes, "y", ed.language)


def test_groups_have_a_frame_each_on_one_scale_with_their_amount_and_share(flows, ed):
    table = ask(sez.share, flows, "group")
    axes = draw(exports.draw_groups, table, ed)
    periods = sorted(set(table["period"]))
    if len(periods) < 2:
        assert empty(axes)
        return
    wide = table.pivot(index="period", columns="group", values="total").fillna(0.0)
    known = wide.drop(columns="_U", errors="ignore")
    order = known.loc["2019"].reset_index(name="v").sort_values(["v", "group"], ascending=[0, 1])
    first = [g for g in order["group"] if wide[g].max() > wide.max().max() / 50]
    first = first if len(first) == 6 else first[:5]
    parts = {group(g, ed): wide[g] for g in first}
    rest = wide.drop(columns=first).sum(axis=1)
    if rest.any():
        parts[{"en": "other groups", "ru": "прочие группы"}[ed.language]] = rest
    size, word = unit(max(amounts.max() for amounts in parts.values()), ed.language)
    assert axes.get_ylabel().endswith(", " + word)
    assert len(axes.child_axes) == len(parts) and len({p.get_ylim() for p in axes.child_axes}) == 1
    whole = wide.loc["2019"].sum()
    for part, (name, amounts) in zip(axes.child_axes, parts.items(), strict=True):
        heights = [bar.get_height() for bar in part.patches]
        assert heights == pytest.approx(list(amounts / size))
        assert max(heights) <= part.get_ylim()[1] * 1.000001
        now = amounts["2019"]
        told = f"{number(now / size, 1, ed.language)} ({percent(now / whole, 1, ed.language)})"
        assert one_line(part.get_title(loc="left")) == one_line(f"{name} {told}")
        assert [label.get_text() for label in part.get_xticklabels()] == [periods[0], periods[-1]]


def assert_movers(axes, held, names, ed):
    """Raise unless bars lie as contributions say, the largest rise on top, each with its number."""
    drawn = bars(axes)
    assert axes.yaxis.get_inverted()
    assert list(named(axes, "y").items()) == list(enumerate(names))
    assert [one_line(bar.name) for bar in drawn] == names
    assert [bar.end for bar in drawn] == pytest.approx([100 * v for v in held])
    for bar, value in zip(drawn, held, strict=True):
        if value:
            assert bar.colour == (DARK if value > 0 else FALL)
    for place, value in enumerate(held):
        [text] = [text for text in texts(axes) if abs(text.y - place) < 0.5]
        assert text.text == number(100 * value, 1, ed.language, sign=True)
        # beyond the end of its bar, on the side to which the bar goes
        assert text.left >= 100 * value if value >= 0 else text.right <= 100 * value
    assert [line.points for line in lines(axes)] == [[(0.0, 0.0), (0.0, 1.0)]]
    assert_ticks_are_true(axes, "x", ed.language)


def assert_changes(axes, names, before, now, told, language):
    """Raise unless each name has a way from last year to this, with a text beyond its end."""
    assert axes.yaxis.get_inverted()
    assert list(named(axes, "y").items()) == list(enumerate(names))
    known = [not math.isnan(start) for start in before]
    for at, (start, end) in enumerate(zip(before, now, strict=True)):
        here = [line for line in lines(axes) if line.points[0][1] == at]
        *way, dot = [line.points for line in here]
        assert dot == near((end, at))
        if known[at]:
            assert way == [near((start, at), (end, at)), near((start, at))]
            assert [line.colour for line in here[1:]] == [LIGHT, FALL if end < start else DARK]
        else:
            assert not way
        beyond = [t for t in texts(axes) if abs(t.y - at) < 0.3 and t.text not in ("2018", "2019")]
        assert [t.text for t in beyond] == [told[at]]
        assert beyond[0].left >= (max(start, end) if known[at] else end)
    years = [text.text for text in texts(axes) if text.text in ("2018", "2019")]
    assert sorted(years) == (["2018", "2019"] if any(known) else [])
    assert_ticks_are_true(axes, "x", language)


def test_contributions_lie_from_the_largest_rise_to_the_largest_fall(flows, ed):
    table = ask(sez.contribution, flows, "group")
    axes = draw(exports.draw_contributions, table, ed)
    held = year(table).dropna(subset="contribution")
    held = held.sort_values(["contribution", "group"], ascending=[False, True])
    if not (held["contribution"].abs() >= 0.0005).any():
        assert empty(axes)
        return
    sums = flows.groupby(["group", "period"])["value"].sum().unstack(fill_value=0.0)
    sums = sums.loc[list(held["group"])]
    size, word = unit(sums[["2018", "2019"]].max().max(), ed.language)
    told = [number(100 * v, 1, ed.language, sign=True) for v in held["contribution"]]
    names = [group(g, ed) for g in held["group"]]
    before = list(held["previous"] / size)
    assert_changes(axes, names, before, list(sums["2019"] / size), told, ed.language)
    assert axes.get_xlabel().endswith(", " + word)


def test_moved_countries_lie_from_the_largest_rise_to_the_largest_fall(flows, ed):
    table = ask(sez.contribution, flows, "destination")
    axes = draw(markets.draw_moved, table, ed)
    held = year(table).dropna(subset="contribution")
    held = held[(held["contribution"].abs() >= 0.0005) & (held["destination"] != "ZZZ")]
    held = held.assign(size=held["contribution"].abs())
    held = held.sort_values(["size", "destination"], ascending=[False, True])[:14]
    held = held.sort_values(["contribution", "destination"], ascending=[False, True])
    if held.empty:
        assert empty(axes)
        return
    names = [country(code, ed) for code in held["destination"]]
    assert_movers(axes, list(held["contribution"]), names, ed)


def test_destinations_lie_in_their_order_last_year_and_this_with_their_shares(flows, ed):
    table = ask(sez.rank, flows, "destination")
    axes = draw(exports.draw_destinations, table, ed)
    sums = flows.groupby(["destination", "period"])["value"].sum().unstack()
    whole = year(flows)["value"].sum()
    sums = sums[(sums.index != "ZZZ") & (sums["2019"] > 0)].reset_index()
    sums = sums.sort_values(["2019", "destination"], ascending=[False, True])[:15]
    size, word = unit(sums["2019"].max(), ed.language)
    before = list(sums.get("2018", sums["2019"] * math.nan) / size)
    told = [percent(value / whole, 1, ed.language) for value in sums["2019"]]
    names = [country(c, ed) for c in sums["destination"]]
    assert_changes(axes, names, before, list(sums["2019"] / size), told, ed.language)
    assert axes.get_xlabel() == {"en": "Exports, ", "ru": "Экспорт, "}[ed.language] + word


def test_part_of_a_year_is_beside_no_whole_one(flows):
    table = ask(sez.rank, flows, "destination")
    axes = draw(exports.draw_destinations, table, sez.Edition(period="2019", months=6))
    assert all(len(line.points) == 1 for line in lines(axes))


def test_small_years_stand_apart_on_a_scale_of_their_own():
    amounts = [1.0, 2.0, 1.5, 3.0, 2.5, 80.0, 100.0]
    flows = pd.DataFrame({"period": [str(y) for y in range(2013, 2020)], "value": amounts})
    for language, word in (("en", "to 2017 stand apart"), ("ru", "по 2017 показаны отдельно")):
        ed = sez.edition(flows, period="2019", language=language)
        axes = draw(exports.draw_total, sez.growth(flows), ed)
        [part] = axes.child_axes
        assert [(bar.name, bar.end) for bar in bars(axes)] == [("2018", 80.0), ("2019", 100.0)]
        assert [bar.get_height() for bar in part.patches] == amounts[:5]
        assert [label.get_text() for label in part.get_xticklabels()] == ["2013", "2017"]
        assert word in one_line(axes.get_title(loc="left"))
        # not over the bars of the large years
        right = part.get_window_extent().x1
        assert right < axes.patches[0].get_window_extent().x0
    # what is small at the end is seen too, and the year reported has its number
    flows["value"] = [2e9, 1e9, 4e6, 3e6, 2e6, 1e6, 2e5]
    axes = draw(exports.draw_total, sez.growth(flows), ed)
    [part] = axes.child_axes
    assert [bar.get_height() for bar in part.patches] == [2000.0, 1000.0]
    assert [bar.end for bar in bars(axes)] == [4.0, 3.0, 2.0, 1.0, 0.2]
    numbers = [one_line(text.get_text()) for text in axes.texts if text.get_text()]
    assert numbers == ["4,0 \u2212100 %", "0,2 \u221280 %"]
    # nineteen times the median is no case of it
    flows["value"] = [5.0, 5.1, 5.2, 5.3, 5.4, 80.0, 19 * 5.3]
    assert not draw(exports.draw_total, sez.growth(flows), ed).child_axes


MONTHS = [("2018-01", 5.0), ("2018-03", 7.0), ("2019-01", 6.0), ("2019-02", 8.0)]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_months_lie_beside_those_of_last_year_and_a_gap_is_no_zero(language):
    flows = pd.DataFrame(MONTHS, columns=["period", "value"]).assign(currency="RUB")
    ed = sez.edition(flows, period="2019", language=language)
    axes = draw(exports.draw_months, sez.total(flows, per="month"), ed)
    before, now = lines(axes)
    assert before.points == [(0.0, 5.0), (2.0, 7.0)] and before.colour == LIGHT
    assert now.points == [(0.0, 6.0), (1.0, 8.0)] and now.colour == DARK
    assert sorted(text.text for text in texts(axes)) == ["2018", "2019"]
    assert_ticks_are_true(axes, "y", language)
    years = pd.DataFrame({"period": ["2018", "2019"], "value": [1.0, 2.0]})
    assert empty(draw(exports.draw_months, sez.total(sez.lenient(years), per="month"), ed))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_years_of_first_exports_name_the_countries_that_are_new(language):
    flows = read("many")
    ed = sez.edition(flows, period="2019", language=language)
    axes = draw(exports.draw_firsts, sez.first_exports(flows, "destination"), ed)
    sold = flows[(flows["value"] > 0) & (flows["destination"] != "ZZZ")]
    begun = sold.groupby("destination")["period"].min()
    begun = begun[begun > sold["period"].min()]
    years = sorted(set(begun), reverse=True)
    assert list(named(axes, "y").values()) == years
    for at, then in enumerate(years):
        codes = begun[begun == then].index
        here = [t.text for t in texts(axes) if abs(t.y - at) < 0.4]
        assert here[0] == str(len(codes))
        assert set(one_line(here[1]).split(", ")) == {country(code, ed) for code in codes}


def test_months_of_first_exports_have_a_row_each():
    months = ["2018-10", "2018-11", "2018-12", "2019-01", "2019-02", "2019-03"]
    rows = [("2018-11", "DEU"), ("2019-02", "JPN"), ("2019-03", "ITA")]
    rows += [(month, "CHN") for month in months]
    flows = pd.DataFrame(rows, columns=["period", "destination"]).assign(value=1.0)
    ed = sez.edition(flows, period="2019-03")
    firsts = sez.first_exports(flows, "destination", per="month")
    axes = draw(exports.draw_firsts, firsts, ed)
    assert list(named(axes, "y").values()) == ["March 2019", "February 2019", "November 2018"]
    assert [*named(axes, "y")] == [0, 1, 2]


def test_the_map_has_the_amount_of_each_pair_and_marks_what_is_first(flows, ed):
    keys = ("group", "destination")
    begun = ask(sez.first_exports, flows, keys)
    axes = draw(exports.draw_heatmap, ask(sez.total, flows, by=keys), begun, ed)
    now = year(flows)
    now = now[now["value"] > 0].groupby(["destination", "group"])["value"].sum().unstack()
    first = {
        (to, g)
        for to, g in now.stack().dropna().index
        if "ZZZ" not in (to,) and g != "_U"
        and not ((flows["destination"] == to) & (flows["group"] == g) & (flows["value"] > 0)
                 & (flows["period"] < "2019")).any()
        and flows["period"].min() < "2019"
    }  # fmt: skip
    assert {(r.destination, r.group) for r in year(begun).itertuples()
            if r.status == "first"} == first  # fmt: skip
    by_size = now.sum().sort_values(ascending=False, kind="stable").index
    columns = {g: [g] for g in by_size}
    if len(by_size) > 6:
        columns = {g: [g] for g in by_size[:5]} | {"rest": list(by_size[5:])}
    rows = now.sum(axis=1).sort_values(ascending=False, kind="stable").index
    size, word = unit(now.max().max(), ed.language)
    other = {"en": "other groups", "ru": "прочие группы"}[ed.language]
    names = {g: other if g == "rest" else heading(group_name(g, ed)) for g in columns}
    assert list(named(axes, "x").values()) == list(names.values())
    assert list(named(axes, "y").values()) == [country(code, ed) for code in rows]
    assert axes.yaxis.get_inverted() and f", {word}" in one_line_nbsp(axes.get_xlabel())
    held = cells(axes)
    assert len(held) == len(rows) * len(columns)
    light = []
    for i, to in enumerate(rows):
        for j, inside in enumerate(columns.values()):
            value, mark, shade = held[i, j]
            amount = now.loc[to, inside].sum() / size
            assert (value or 0.0) == pytest.approx(amount)
            assert mark.endswith(" ●") == any((to, g) in first for g in inside)
            told = "<" + number(0.1, 1, ed.language) if amount < 0.05 else number(
                amount, 1 if amount < 99.95 else 0, ed.language)  # fmt: skip
            assert mark.removesuffix(" ●") == (told if amount else "")
            if amount:
                light.append((amount, shade))
    # what is more is darker, and what is less than a thousandth of the largest is all alike
    most = max(amount for amount, _ in light)
    light = sorted((max(amount, most / 1000), shade) for amount, shade in light)
    assert [shade for _, shade in light] == sorted((s for _, s in light), reverse=True)
    # a fifth of the way from a thousandth to all is a shade
    assert len({shade for _, shade in light}) == len(
        {min(int(5 + 5 * math.log10(amount / most) / 3 + 1e-9), 4) for amount, _ in light}
    )


def heading(name):
    """Return a name as it stands over a column."""
    return name if len(name) <= 30 else name[:29] + "…"


def one_line_nbsp(text):
    return re.sub(r"[ \n]+", " ", text)


def test_markets_draws_counts_as_bars_and_equal_markets_as_a_line(flows, ed):
    counts = ask(sez.count, flows, "destination")
    held = ask(sez.concentration, flows, "destination", index=["equivalent_number", "cr"], top=3)
    axes = draw(markets.draw_markets, counts, held, ed)
    sold = flows[(flows["value"] > 0) & (flows["destination"] != "ZZZ")]
    sold = sold.groupby(["period", "destination"])["value"].sum()
    periods = sorted(set(flows["period"]))
    if len(periods) < 2:
        assert empty(axes)
        return
    numbers = sold.groupby("period").agg(lambda v: 1 / ((v / v.sum()) ** 2).sum())
    # of one country alone no concentration is asked
    numbers = numbers[sold.groupby("period").size() > 1]
    sizes = sold.groupby("period").size().reindex(periods).fillna(0)
    drawn = bars(axes)
    assert [(bar.name, bar.end) for bar in drawn] == list(sizes.items())
    assert {bar.colour for bar in drawn} == {LIGHT}
    [line] = lines(axes)
    assert line.points == [(at, pytest.approx(numbers[p])) for at, p in enumerate(periods)
                           if p in numbers]  # fmt: skip
    assert line.colour == DARK
    count, equal = {"en": ("sold", "equivalent"), "ru": ("направл", "эквивал")}[ed.language]
    assert [word in text.text for word, text in zip((count, equal), ends(axes), strict=True)]
    assert_ticks_are_true(axes, "y", ed.language)


STEPS = {
    "continuing": {"en": "continuing", "ru": "продолжающиеся"},
    "entering": {"en": "new", "ru": "новые"},
    "returning": {"en": "returning", "ru": "возобновлённые"},
    "leaving": {"en": "lost", "ru": "прекращённые"},
    "unspecified": {"en": "not specified", "ru": "не указано"},
}


def margins_by_hand(flows):
    sums = flows.groupby(["destination", "period"])["value"].sum().unstack(fill_value=0.0)
    now, then = sums["2019"], sums["2018"]
    before = sums[[p for p in sums.columns if p < "2018"]].sum(axis=1)
    known = sums.index != "ZZZ"
    kinds = {
        "continuing": known & (now > 0) & (then > 0),
        "entering": known & (now > 0) & (then == 0) & (before == 0),
        "returning": known & (now > 0) & (then == 0) & (before > 0),
        "leaving": known & (now == 0) & (then > 0),
        "unspecified": ~known,
    }
    return {kind: (now - then)[held].sum() for kind, held in kinds.items()}


def test_margins_lead_in_steps_from_one_total_to_the_next(flows, ed):
    growth = ask(sez.growth, flows)
    axes = draw(markets.draw_margins, ask(sez.margins, flows, of="destination"), growth, ed)
    totals = flows.groupby("period")["value"].sum()
    if "2018" not in totals:
        assert empty(axes)
        return
    changes = {kind: change for kind, change in margins_by_hand(flows).items() if change}
    size, word = unit(max(totals["2018"], totals["2019"]), ed.language)
    assert axes.get_xlabel().endswith(", " + word)
    names = [STEPS[kind][ed.language] for kind in changes]
    drawn = bars(axes)
    assert [one_line(bar.name) for bar in drawn] == ["2018", "2019", *names]
    assert [*map(one_line, ticks(axes, "y").values())] == ["2018", *names, "2019"]
    first, last, *steps = drawn
    assert (first.start, first.end) == (0.0, pytest.approx(totals["2018"] / size))
    assert (last.start, last.end) == (0.0, pytest.approx(totals["2019"] / size))
    assert {first.colour, last.colour} == {LIGHT}
    at = first.end
    beside = texts_by_place(axes, "y")
    for bar, change in zip(steps, changes.values(), strict=True):
        # a step goes on where the one before it ended; matplotlib's box of a fall is upside down
        assert (bar.start, bar.end) == pytest.approx((at, at + change / size))
        assert bar.colour == (DARK if change > 0 else FALL)
        [text] = beside[bar.name]
        assert text.text == number(change / size, 1, ed.language, sign=True)
        assert text.left >= bar.end if change > 0 else text.right <= bar.end
        at = bar.end
    assert at == pytest.approx(last.end)
    for bar in (first, last):
        [text] = beside[bar.name]
        assert text.text == number(bar.end, 1, ed.language) and text.left >= bar.end
    # a thin line leads from each step to the next
    assert [line.points[0][0] for line in lines(axes)] == pytest.approx([b.start for b in steps])
    assert all(line.points[0][0] == line.points[1][0] for line in lines(axes))
    assert_ticks_are_true(axes, "x", ed.language)


def test_survival_falls_in_steps_within_its_band(flows, ed):
    table = ask(sez.survival, flows, of=["group", "destination"])
    axes = draw(markets.draw_survival, table, ed)
    # fewer than ten first years that were seen to their end give no share
    if len(table) < 2 or table["at_risk"].iloc[0] < 10:
        assert empty(axes)
        return
    table = table[table["at_risk"] > 0]
    [line] = lines(axes)
    expected = [(0.0, 1.0), *zip(table["duration"], table["survival"], strict=True)]
    assert line.points == near(*expected) and line.colour == DARK
    assert axes.lines[0].get_drawstyle() == "steps-post"
    [band] = axes.collections
    corners = {(round(x, 6), round(y, 6)) for x, y in band.get_paths()[0].vertices}
    for r in table.itertuples():
        for end in (max(r.survival - 2 * r.error, 0), min(r.survival + 2 * r.error, 1)):
            assert (r.duration, round(end, 6)) in corners
    assert list(ticks(axes, "x")) == list(range(int(table["duration"].max()) + 1))
    assert_ticks_are_true(axes, "y", ed.language)
    assert_ticks_are_true(axes, "x", ed.language)


def test_turnover_stacks_who_stayed_and_came_over_who_left(flows, ed):
    table = ask(sez.exporters, flows, fewest=1)
    axes = draw(residents.draw_turnover, table, ed)
    if len(table) < 2:
        assert empty(axes)
        return
    sold = flows[flows["value"] > 0].groupby("period")["resident"].agg(set)
    periods = sorted(set(flows["period"]))
    held = [sold.get(p, set()) for p in periods]
    pairs = list(zip([set(), *held[:-1]], held, strict=True))
    stayed = [0, *(len(now & then) for then, now in pairs[1:])]
    came = [0, *(len(now - then) for then, now in pairs[1:])]
    unknown = [len(held[0]), *(0 for _ in pairs[1:])]
    left = [0, *(len(then - now) for then, now in pairs[1:])]
    series = [(DARK, "stayed", stayed), (LIGHT, "new", came), (GREY, "unknown", unknown)]
    series = [(colour, name, held) for colour, name, held in series if any(held)]
    words = {
        "en": {"stayed": "continuing", "new": "new", "unknown": "not known", "gone": "lost"},
        "ru": {"stayed": "ранее", "new": "нов", "unknown": "неизвестно", "gone": "прекрат"},
    }[ed.language]
    drawn = bars(axes)
    above, below = drawn[: len(series) * len(periods)], drawn[len(series) * len(periods) :]
    assert_stacked(above, periods, [dict(zip(periods, h, strict=True)) for *_, h in series])
    assert [bar.colour for bar in above] == [c for c, *_ in series for _ in periods]
    told = [words[name] for _, name, held in reversed(series) if name != "unknown" or held[-1]]
    first = "" if words["unknown"] in told else f"{periods[0]}: {words['unknown']}"
    assert axes.get_xlabel().startswith(first)
    if any(left):
        assert [(bar.name, bar.start, bar.end) for bar in below] == [
            (p, 0.0, -n) for p, n in zip(periods, left, strict=True)
        ]
        assert {bar.colour for bar in below} == {FALL}
        told.append(words["gone"])
    else:
        assert not below
    assert all(word in text.text for word, text in zip(told, ends(axes), strict=True))
    over = texts_by_place(axes, "x")
    for bar in drawn:
        size = abs(bar.end - bar.start)
        inside = [t for t in over[bar.name] if bar.start < t.y < bar.end]
        if bar in below:
            inside = [t for t in over[bar.name] if t.top <= bar.end] if size else []
        assert [t.text for t in inside] == ([number(size, 0, ed.language)] if size else [])
    assert_ticks_are_true(axes, "y", ed.language, counted=True)


def test_sizes_draws_the_middle_the_quartiles_and_the_mean(flows, ed):
    table = ask(sez.exporters, flows, fewest=1)
    axes = draw(residents.draw_sizes, table, ed)
    if len(table) < 2:
        assert empty(axes)
        return
    sold = flows[flows["value"] > 0].groupby(["period", "resident"])["value"].sum()
    held = sold.groupby("period").describe()
    size, word = unit(held["75%"].max(), ed.language)
    means, medians = lines(axes)
    places = range(len(held))
    assert means.points == near(*zip(places, held["mean"] / size, strict=True))
    assert medians.points == near(*zip(places, held["50%"] / size, strict=True))
    [spans] = axes.collections
    reach = [tuple(end for _, end in span) for span in spans.get_segments()]
    assert reach == near(*zip(held["25%"] / size, held["75%"] / size, strict=True))
    assert [span[0][0] for span in spans.get_segments()] == list(places)
    assert list(ticks(axes, "x").values()) == list(held.index)
    assert axes.get_yscale() == "log" and axes.get_ylabel().endswith(", " + word)
    words = {"en": ("mean", "median", "quartile"), "ru": ("средн", "медиан", "квартил")}
    assert [(line.colour, line.mark) for line in (means, medians)] == [(FALL, "D"), (DARK, "o")]
    last = [line.points[-1][1] for line in (means, medians)] + [held["75%"].iloc[-1] / size]
    told = [word for _, word in sorted(zip(last, words[ed.language], strict=True))]
    if len({*last}) == len(last):
        every = zip(reversed(told), ends(axes), strict=True)
        assert all(word in text.text for word, text in every)
    assert_ticks_are_true(axes, "y", ed.language)


def test_the_lorenz_curve_runs_through_the_companies_from_the_smallest(flows, ed):
    axes = draw(residents.draw_lorenz, ask(sez.lorenz, flows, "resident"), ed)
    sold = year(flows).groupby("resident")["value"].sum()
    sold = sold[sold > 0].sort_values()
    if len(sold) < 3:
        assert empty(axes)
        return
    sums = [0.0, *(sold.cumsum() / sold.sum())]
    expected = [(at / len(sold), held) for at, held in enumerate(sums)]
    equal, curve, half = lines(axes)
    assert equal.points == [(0.0, 0.0), (1.0, 1.0)]
    assert curve.points == near(*expected)
    middle = expected[len(sold) // 2]
    assert half.points == near(middle)
    [share] = [text for text in texts(axes) if text.text.endswith("%")]
    assert share.text == percent(middle[1], 1, ed.language)
    assert middle[0] < share.left < middle[0] + 0.05 and share.top < middle[1]
    for along in ("x", "y"):
        assert_ticks_are_true(axes, along, ed.language)


def test_dependence_draws_the_largest_and_the_largest_together(flows, ed):
    held = ask(sez.concentration, flows, "resident", index=["equivalent_number", "gini"])
    table = residents.dependence_table(held, ask(sez.rank, flows, "resident"), ed, 1)
    axes = draw(residents.draw_dependence, table, ed)
    sold = flows[flows["value"] > 0].groupby(["period", "resident"])["value"].sum()
    whole = flows.groupby("period")["value"].sum()
    if len(whole) < 2:
        assert empty(axes)
        return
    periods = list(whole.index)
    largest = sold.groupby("period").max() / whole
    together = sold.groupby("period").agg(lambda v: v.nlargest(2).sum()) / whole
    by_colour = {line.colour: line.points for line in lines(axes)}
    for colour, held in ((DARK, largest), (LIGHT, together)):
        expected = [(at, held[p]) for at, p in enumerate(periods) if held[p] == held[p]]
        assert by_colour.pop(colour) == near(*expected)
    assert not by_colour
    told = [text.text for text in ends(axes)]
    assert len(told) == len(texts(axes)) == 2
    for text in told:
        held = together if re.match(r"(the )?2\W", text) else largest
        assert text.endswith(": " + percent(held["2019"], 1, ed.language))
    assert_ticks_are_true(axes, "y", ed.language)


def test_growth_without_each_stands_beside_that_of_the_whole(flows, ed):
    growth = ask(sez.growth, flows)
    moved = ask(sez.contribution, flows, "resident")
    table = residents.without_table(ask(sez.leave_one_out, flows), moved, ed, 10, 1)
    axes = draw(residents.draw_without_each, table, growth, ed)
    sums = flows.groupby(["resident", "period"])["value"].sum().unstack(fill_value=0.0)
    if "2018" not in sums or len(sums) < 2:
        assert empty(axes)
        return
    now, then = sums["2019"], sums["2018"]
    whole = now.sum() / then.sum() - 1
    rates = (now.sum() - now) / (then.sum() - then) - 1
    largest = sums[["2018", "2019"]].max(axis=1).sort_values(ascending=False, kind="stable")
    rates = rates[largest.index[:10]].to_frame("rate").reset_index()
    rates = rates.sort_values(["rate", "resident"]).reset_index(drop=True)
    assert list(named(axes, "y").items()) == list(enumerate(rates["resident"]))
    assert axes.yaxis.get_inverted()
    spans, dots = axes.collections
    expected = [(100 * rate, at) for at, rate in enumerate(rates["rate"])]
    assert [tuple(dot) for dot in dots.get_offsets()] == near(*expected)
    assert [sorted(x for x, _ in span) for span in spans.get_segments()] == [
        pytest.approx(sorted((100 * whole, x))) for x, _ in expected
    ]
    assert [line.points[0][0] for line in lines(axes)] == [pytest.approx(100 * whole)]
    from matplotlib.colors import to_hex

    colours = list(map(to_hex, dots.get_facecolors()))
    for (x, at), rate in zip(expected, rates["rate"], strict=True):
        if not math.isclose(rate, whole, rel_tol=1e-9):
            assert colours[at] == (FALL if rate < whole else DARK)
        [text] = [text for text in texts(axes) if abs(text.y - at) < 0.4]
        assert text.text == percent(rate, 1, ed.language, sign=True)
        assert text.right < x if colours[at] == FALL else text.left > x
    [told] = [text for text in texts(axes) if text.y < -0.5]
    assert told.text.endswith(": " + percent(whole, 1, ed.language, sign=True))
    assert told.left > 100 * whole or told.right < 100 * whole
    assert_ticks_are_true(axes, "x", ed.language)


def test_zones_have_a_line_each_that_their_name_ends(flows, ed):
    table = ask(sez.compare, flows, of="zone")
    axes = draw(zones.draw_totals, table, ed)
    sums = flows.groupby(["period", "zone"])["value"].sum().unstack()
    # a year without records has its place, and breaks the line
    periods = [str(year) for year in range(int(sums.index.min()), 2020)]
    sums = sums.reindex(periods)
    last = sums.loc["2019"].dropna().reset_index(name="v")
    order = list(last.sort_values(["v", "zone"], ascending=[False, True])["zone"])[:8]
    if len(periods) < 2 or len(order) < 2:
        assert empty(axes)
        return
    size, word = unit(sums.max().max(), ed.language)
    drawn = lines(axes)
    assert [line.name for line in drawn] == order
    assert len({(line.colour, line.mark) for line in drawn}) == len(order)
    for line in drawn:
        held = [(at, sums.loc[p, line.name] / size) for at, p in enumerate(periods)]
        assert line.points == near(*(point for point in held if point[1] == point[1]))
    assert len(texts(axes)) == len(order)
    assert [text.text for text in ends(axes)] == order
    assert axes.get_ylabel().endswith(", " + word)
    assert_ticks_are_true(axes, "y", ed.language)


def test_zones_groups_has_the_share_of_each_group_in_each_zone(flows, ed):
    table = ask(sez.share, flows, "group", by="zone")
    axes = draw(zones.draw_groups, table, ed)
    sums = year(flows).groupby(["group", "zone"])["value"].sum().unstack(fill_value=0.0)
    shares = sums / sums.sum()
    shares = shares.loc[(shares > 0).any(axis=1), (shares > 0).any()]
    if len(shares.columns) < 2:
        assert empty(axes)
        return
    order = shares.max(axis=1).sort_values(ascending=False, kind="stable").index
    assert list(named(axes, "y").values()) == [group(g, ed) for g in order]
    assert list(named(axes, "x").values()) == list(map(heading, shares.columns))
    held, light = cells(axes), []
    for i, g in enumerate(order):
        for j, zone in enumerate(shares.columns):
            value, text, shade = held[i, j]
            share = shares.loc[g, zone]
            assert (value or 0.0) == pytest.approx(share)
            assert text == (number(100 * share, 0, ed.language) if share >= 0.005 else "")
            light += [(share, shade)] if share else []
    assert [shade for _, shade in sorted(light)] == sorted((s for _, s in light), reverse=True)


IMPORTS = {
    "one year": [("2019", 100.0, 0.1, 0.2)],
    "two years": [("2018", 4e6, 0.1, 0.2), ("2019", 3e6, 0.05, 0.2)],
    "no duty": [("2017", 1e3, 0.0, 0.2), ("2018", 1e5, 0.0, 0.2), ("2019", 3e5, 0.0, 0.1)],
}


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", list(IMPORTS))
def test_relief_stacks_the_vat_on_the_duty(name, language):
    imports = pd.DataFrame(IMPORTS[name], columns=["period", "value", "duty_rate", "vat_rate"])
    imports["currency"] = "RUB"
    table = sez.duty_relief(imports)
    ed = sez.edition(imports, period="2019", language=language, page="relief")
    axes = draw(relief.draw_years, table, ed)
    if len(imports) < 2:
        assert empty(axes)
        return
    duty = imports["value"] * imports["duty_rate"]
    vat = (imports["value"] + duty) * imports["vat_rate"]
    size, word = unit((duty + vat).max(), language)
    assert axes.get_ylabel() == {"en": "Relief, ", "ru": "Льгота, "}[language] + word
    periods = list(imports["period"])
    held = [dict(zip(periods, amounts / size, strict=True)) for amounts in (duty, vat)]
    drawn = bars(axes)
    assert_stacked(drawn, periods, held)
    assert [bar.colour for bar in drawn] == [c for c in (DARK, LIGHT) for _ in periods]
    vat_word, duty_word = {"en": ("VAT", "duty"), "ru": ("НДС", "пошлин")}[language]
    assert all(word in t.text for word, t in zip((vat_word, duty_word), ends(axes), strict=True))
    over = texts_by_place(axes, "x")
    for period, amount in zip(periods, duty + vat, strict=True):
        told = [number(amount / size, 1, language)] if amount > (duty + vat).max() / 10 else []
        assert [text.text for text in over[period]] == told
        assert all(text.bottom >= amount / size for text in over[period])
    assert_ticks_are_true(axes, "y", language)


def declarations(*hours):
    """Return declarations of a post and year that were released after so many hours."""
    rows = [
        (post, f"{period}-03-04T00:00", f"{period}-03-{4 + int(h // 24):02d}T"
         f"{int(h % 24):02d}:{int(h % 1 * 60):02d}")
        for post, period, held in hours for h in held
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["post", "registered", "released"])


@pytest.mark.parametrize("language", ["en", "ru"])
def test_clearance_draws_half_and_nine_in_ten_of_each_post_and_year(language):
    held = [
        ("ours", "2018", [4, 5, 9.5]),
        ("port", "2018", [20, 30, 40, 90]),
        ("ours", "2019", [3, 3, 3]),
        ("port", "2019", [12, 36]),
        ("else", "2019", [1]),
    ]
    table = sez.clearance_time(declarations(*held), baseline="port")
    records = pd.DataFrame({"period": ["2018", "2019"], "value": [1.0, 1.0]})
    ed = sez.edition(records, period="2019", language=language, page="relief")
    axes = draw(relief.draw_clearance, table, ed, "ours", "port")
    shown = [held[2], held[3], held[0], held[1]]
    names = [f"{post}, {period}" for post, period, _ in shown]
    assert list(named(axes, "y").items()) == list(enumerate(names)) and axes.yaxis.get_inverted()
    drawn = lines(axes)
    assert len(drawn) == 12
    for at, (post, _, hours) in enumerate(shown):
        times = pd.Series(hours, dtype=float)
        ends = [(times.median(), at), (times.quantile(0.9), at)]
        span, half, most = drawn[3 * at : 3 * at + 3]
        assert span.points == near(*ends)
        assert [half.points, most.points] == [near(ends[0]), near(ends[1])]
        assert {span.colour, half.colour, most.colour} == {DARK if post == "ours" else LIGHT}
        assert (half.mark, most.mark) == ("o", "|")
        told = [text for text in texts(axes) if at - 0.7 < text.y < at]
        assert [text.text for text in told] == [number(x, 1, language) for x, _ in ends]
        for text, (x, _) in zip(told, ends, strict=True):
            assert text.left - 0.5 <= x <= text.right + 0.5
    assert_ticks_are_true(axes, "x", language)
    assert {"en": "Hours", "ru": "Часы"}[language] in axes.get_xlabel()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_number_lines_draw_printed_implied_and_recorded(language):
    rows = [
        # printed, implied and records agree; records are off; the others imply something else
        ("a", 90.0, 110.0, 95.0, 105.0, 100.0, True),
        ("b", 90.0, 110.0, math.nan, math.nan, 130.0, False),
        ("c", 10.0, 20.0, 30.0, 40.0, math.nan, None),
        ("d", 5.0, 5.0, 1.0, 9.0, 5.0, True),
        ("e", 50.0, 60.0, math.nan, math.nan, 45.0, False),
    ]
    keys = ["id", "low", "high", "implied_low", "implied_high", "computed", "agrees"]
    table = pd.DataFrame(rows, columns=keys).assign(unit="mln RUB", measure="total", printed="p")
    table = table.assign(claim="claim " + table["id"], indicator="exports")
    table["agrees"] = table["agrees"].astype(object)
    table = table.assign(interval="", records="", verdict="", publisher="")
    ed = sez.Edition(period="2019", language=language, currency="RUB")
    axes = draw(published.draw_number_lines, table, ed)
    # what differs is first; a point has nothing to see on either side, and is left out
    order = ["b", "e", "c", "a"]
    assert list(named(axes, "y").items()) == [(i, f"claim {k}: p") for i, k in enumerate(order)]
    held = {r[0]: dict(zip(keys, r, strict=True)) for r in rows}
    drawn, written = bars(axes), texts(axes)
    assert {bar.colour for bar in drawn} == {LIGHT} and len(drawn) == len(order)
    for at, (key, bar) in enumerate(zip(order, drawn, strict=True)):
        row = held[key]
        low, high = (
            float(re.sub(r"[^\d,.]", "", side[0].text).strip(".").replace(",", "."))
            for side in (
                [t for t in written if at - 0.6 < t.y < at and t.left < 0.3],
                [t for t in written if at - 0.6 < t.y < at and t.right > 0.7],
            )
        )
        assert low < row["low"] < row["high"] < high

        def place(value, low=low, high=high):
            return pytest.approx((value - low) / (high - low), abs=0.01)

        assert (bar.start, bar.end) == (place(row["low"]), place(row["high"]))
        here = [line for line in lines(axes) if all(abs(y - at) < 0.4 for _, y in line.points)]
        implied = [line.points for line in here if line.mark == "None" and line.colour == DARK
                   and line.points[0][1] == line.points[1][1]]  # fmt: skip
        dots = [line for line in here if line.mark != "None"]
        if row["implied_low"] == row["implied_low"]:
            [[start, end]] = implied
            assert [start[0], end[0]] == [place(row["implied_low"]), place(row["implied_high"])]
        else:
            assert not implied
        if row["computed"] == row["computed"]:
            [dot] = dots
            assert dot.points == [(place(row["computed"]), at)]
            off = row["agrees"] is False
            assert (dot.mark, dot.colour) == (("X", FALL) if off else ("o", DARK))
        else:
            assert not dots
    words = {
        "en": ("printed", "implied", "records", "differ"),
        "ru": ("напечатан", "следует", "", "расход"),
    }[language]
    assert_legend(axes, *zip(words, (LIGHT, DARK, DARK, FALL), strict=True))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_disclosure_draws_what_is_known_of_each_figure_as_parts_of_its_amount(language):
    # of each figure: the amount, what is known of it as it is hidden, and table by table
    rows = [
        ("CHN", 50.0, 0.0, 100.0, 50.0, 50.0, "", True),
        ("KAZ", 40.0, 20.0, 400.0, 30.0, 60.0, "Alpha", False),
        ("DEU", 90.0, 0.0, 180.0, 0.0, 120.0, None, False),
    ]
    keys = ["destination", "value", "low", "high", "alone_low", "alone_high", "alone_attackers",
            "alone_exact"]  # fmt: skip
    table = pd.DataFrame(rows, columns=keys).assign(measure="total", period="2019", status="C")
    table = table.assign(figure=table["destination"], contributors=2, reason="few", company="Alpha")
    table = table.assign(nearest="Beta", attackers=None, given_away_by=None, exact=False)
    table = identity.note_as(table.assign(alone_given_away_by="total 2019"), "review(flows)")
    ed = sez.Edition(period="2019", language=language, currency="RUB")
    axes = draw(disclosure.draw_attacks, table, ed)
    # what nobody comes near to is not drawn, and the largest is first
    names = {"en": ["China", "Kazakhstan"], "ru": ["Китай", "Казахстан"]}[language]
    assert list(named(axes, "y").items()) == list(enumerate(names))
    near = pytest.approx
    together, alone = ([bar for bar in bars(axes) if bar.colour == c] for c in (LIGHT, DARK))
    assert [(bar.start, bar.end) for bar in together] == [(0.0, near(2.0)), (near(0.5), near(3.0))]
    assert [(bar.start, bar.end) for bar in alone][1] == (near(0.75), near(1.5))
    # what is known exactly is a mark about the amount
    assert alone[0].start < 1 < alone[0].end and alone[0].end - alone[0].start < 0.05
    assert [line.points[0][0] for line in lines(axes)] == [1.0]
    words = {"en": ("together", "table by table"), "ru": ("вместе", "отдельно")}[language]
    assert_legend(axes, *zip(words, (LIGHT, DARK), strict=True))
    assert {"en": "outsider", "ru": "посторонний"}[language] in axes.get_title(loc="left")


def test_every_chart_is_held_by_what_it_draws():
    paths = [
        Path(__file__),
        *map(Path(__file__).with_name, ("test_intake_page.py", "test_maps.py")),
    ]
    source = "".join(p.read_text(encoding="utf-8") for p in paths).replace("PAGE.", "intake.")
    # what the house style draws with is held by the charts
    homes = [getattr(sez.pages, page) for page in sez.pages.__all__ if page != "drawing"]
    charts = [f"{home.__name__.rpartition('.')[2]}.{name}" for home in homes
              for name, held in vars(home).items()
              if name.startswith("draw_") and held.__module__ == home.__name__]  # fmt: skip
    assert len(charts) > 15
    assert [name for name in charts if f"draw({name}," not in source] == []


def test_years_without_records_and_without_first_exports_have_their_place():
    held = [(str(year), "CHN") for year in range(2014, 2020)] + [("2016", "KAZ"), ("2019", "DEU")]
    flows = pd.DataFrame(held, columns=["period", "destination"]).assign(value=2.0, currency="RUB")
    ed = sez.edition(flows, period="2019")
    gaps = flows[flows["period"].isin(["2014", "2016", "2019"])]
    axes = draw(exports.draw_total, sez.growth(gaps), ed)
    assert ticks(axes, "x") == {2014: "2014", 2016: "2016", 2019: "2019"}
    assert [patch.get_x() + patch.get_width() / 2 for patch in axes.patches] == [2014, 2016, 2019]
    axes = draw(exports.draw_firsts, sez.first_exports(flows, of="destination"), ed)
    assert ticks(axes, "y") == {0: "2019", 3: "2016"}
