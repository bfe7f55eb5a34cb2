"""The map of destinations: its geometry against facts from outside, its picture against tables."""

import itertools
import math
from collections import Counter

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

import sezlib as sez
from sezlib import countries, trace
from sezlib.flows import WITHHELD
from sezlib.pages import drawing, maps
from sezlib.texts import PROJECT
from tests.drawn import draw, legend, texts

WORLD = countries.outlines()
WIDTH = 4000
# square kilometres in a square unit of the map, of a sphere of 6,371 km
UNIT = (2 * math.pi * 6371 / (WIDTH * math.sqrt(3) / 2 * 1.340264)) ** 2
# thousands of square kilometres, without inland waters and with them (World Factbook)
AREAS = {
    "RUS": (16_370, 17_100), "CAN": (8_900, 9_990), "CHN": (9_290, 9_710), "USA": (9_080, 9_830),
    "BRA": (8_350, 8_520), "AUS": (7_630, 7_750), "IND": (2_970, 3_290), "KAZ": (2_690, 2_730),
    "DZA": (2_360, 2_400), "FRA": (535, 555), "GUF": (80, 92), "SOM": (620, 645), "ISL": (96, 104),
    "ZAF": (1_205, 1_230), "NOR": (300, 330), "NZL": (260, 270), "JPN": (360, 380),
}  # fmt: skip
# where they are, in degrees east and north
PLACES = {"MUS": (57.55, -20.3), "SGP": (103.8, 1.35), "MLT": (14.4, 35.9), "HKG": (114.2, 22.4),
          "BHR": (50.55, 26.05), "GIB": (-5.35, 36.14), "MDV": (73.5, 3.9), "REU": (55.53, -21.13),
          "FJI": (178.0, -17.8), "BRB": (-59.55, 13.17)}  # fmt: skip


def area(rings):
    """Return the area of rings, of which those within others go the other way round."""
    pairs = [pair for ring in rings for pair in zip(ring, ring[1:] + ring[:1], strict=True)]
    return abs(sum(a * d - b * c for (a, b), (c, d) in pairs)) / 2


def equal_earth(east, north):
    """Return a place by the formula of the article, typed in anew, in units of the map."""
    t = math.asin(math.sqrt(0.75) * math.sin(math.radians(north)))
    across = 2 * math.sqrt(3) * math.radians(east - 11) * math.cos(t)
    across /= 3 * (9 * 0.003796 * t**8 + 7 * 0.000893 * t**6 - 3 * 0.081106 * t**2 + 1.340264)
    up = 0.003796 * t**9 + 0.000893 * t**7 - 0.081106 * t**3 + 1.340264 * t
    size = WIDTH * math.sqrt(0.75) * 1.340264 / (2 * math.pi)
    return across * size, up * size


def test_each_code_of_iso_3166_is_on_the_map_once_but_for_antarctica():
    path = PROJECT / "data" / "reference" / "country_shapes.csv"
    codes = [line.partition(",")[0] for line in path.read_text("utf-8").splitlines()[1:]]
    assert max(Counter(codes).values()) == 1
    table = pd.read_csv(path.with_name("countries.csv"), dtype=str, keep_default_na=False)
    known = {*table["alpha3"]}
    withdrawn = {"ANT", "CSK", "DDR", "SCG", "SUN", "YUG"}
    assert {*codes} == known - withdrawn - {"ATA"} | {""}
    assert path.stat().st_size < 300_000


@pytest.mark.parametrize("code", AREAS)
def test_a_country_is_as_large_as_it_is(code):
    low, high = AREAS[code]
    # less what a coarse coast leaves out
    assert (
        (0.97 if low > 500 else 0.93) * low <= area(WORLD[code].rings) * UNIT / 1000 <= 1.03 * high
    )


def test_all_land_is_on_the_map_and_none_of_it_twice():
    # 149 million square kilometres, of which Antarctica has 14 and inland waters a few
    assert 131e6 < sum(area(one.rings) for one in WORLD.values()) * UNIT < 136e6


def test_no_shape_is_a_band_across_the_map():
    for code, one in WORLD.items():
        for ring in one.rings:
            across = max(x for x, _ in ring) - min(x for x, _ in ring)
            assert across < WIDTH / 2, code
    # from Kaliningrad to the Bering Strait
    east = [x for ring in WORLD["RUS"].rings for x, _ in ring]
    assert 50 < min(east) < 120 and 1300 < max(east) < 1600


@pytest.mark.parametrize("code", PLACES)
def test_small_states_are_where_they_are(code):
    x, y = equal_earth(*PLACES[code])
    # within about fifty kilometres
    assert math.dist((x, y), WORLD[code][:2]) < (6 if WORLD[code].small else 12)


def test_what_would_vanish_is_a_dot():
    small = {code for code, one in WORLD.items() if one.small}
    assert {"MUS", "SGP", "MLT", "HKG", "MAC", "LUX", "BHR", "MCO", "VAT", "MDV", "CCK"} <= small
    assert not small & {"BEL", "ISR", "ARM", "ALB", "HTI", "BLZ", "KWT", "RWA"}
    assert all(one.rings for one in WORLD.values() if not one.small)


ROWS = [
    ("2017", "CHN", 900.0), ("2017", "SUN", 5.0), ("2017", "DEU", 30.0),
    ("2018", "CHN", 20_000.0), ("2018", "KAZ", 7.0), ("2018", "SGP", 40.0), ("2018", "DEU", 0.0),
    ("2019", "CHN", 4_000.0), ("2019", "KAZ", 60.0), ("2019", "MUS", 3.0), ("2019", "FRA", 300.0),
    ("2019", "ATA", 11.0), ("2019", "ZZZ", 2.0), ("2019", "SGP", 0.0),
]  # fmt: skip


@pytest.fixture
def flows():
    return pd.DataFrame(ROWS, columns=["period", "destination", "value"]).assign(currency="RUB")


def drawn(flows, period="2019", language="en", profile=None):
    ed = sez.edition(flows, {"country": "RUS"} if profile is None else profile, period=period,
                     language=language)  # fmt: skip
    given = sez.rank(flows, "destination"), sez.first_exports(flows, "destination")
    return draw(maps.draw_destinations, *given, ed)


def look(axes, code):
    """Return fill, edge and hatch of a country, or of its dot, as it is seen on top."""
    one, found = WORLD[code], []
    for held in axes.collections:
        offsets = held.get_offsets()
        at = (
            any(math.dist(place, one[:2]) < 1 for place in offsets) if one.small
            else any(path.contains_point(one[:2]) for path in held.get_paths())
        )  # fmt: skip
        if at and one.small == (len(held.get_sizes()) > 0):
            looks = to_hex(held.get_facecolor()[0]), to_hex(held.get_edgecolor()[0])
            found.append((held.get_zorder(), *looks, held.get_hatch()))
    return max(found, default=(0, None, None, None))[1:]


def note(axes):
    return axes.get_xlabel().replace("\n", " ").replace("\u00a0", " ")


def test_each_destination_has_the_shade_of_its_amount(flows):
    axes = drawn(flows)
    shades = legend(axes)
    # thousands of roubles
    assert list(shades)[:5] == ["less than 0.01", "0.01–0.1", "0.1–1", "1–10", "10 or more"]
    fills = {code: look(axes, code)[0] for code in ("CHN", "KAZ", "MUS", "FRA", "DEU", "IND")}
    assert fills == {
        "CHN": shades["1–10"], "KAZ": shades["0.01–0.1"], "MUS": shades["less than 0.01"],
        "FRA": shades["0.1–1"], "DEU": shades["no exports"], "IND": shades["no exports"],
    }  # fmt: skip
    # nothing went there in the year, and there is no dot
    assert look(axes, "SGP")[0] is None and look(axes, "MLT")[0] is None


def test_what_is_new_is_outlined_and_nothing_else(flows):
    axes = drawn(flows)
    edges = {code: look(axes, code)[1] for code in ("CHN", "KAZ", "FRA", "MUS", "IND")}
    assert {code for code, edge in edges.items() if edge == drawing.FALL} == {"FRA", "MUS"}
    assert "first exports" in legend(axes)


def test_classes_are_the_same_in_every_year_of_a_page(flows):
    kept = [
        {name: fill for name, fill in legend(drawn(flows, year)).items() if name[0] in "01l"}
        for year in ("2017", "2018", "2019")
    ]
    assert kept[0] == kept[1] == kept[2]


def test_no_country_is_lost(flows):
    axes = drawn(flows)
    title = axes.get_title(loc="left").replace("\n", " ")
    assert title == "Where exports went in 2019"
    assert note(axes).startswith("Off the map: Antarctica and not specified, RUB 13. Borders are")
    before = drawn(flows, "2017")
    assert note(before).startswith("Off the map: USSR, RUB 5. Borders")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_zones_own_country_and_the_note_on_borders_are_there(flows, language):
    axes = drawn(flows, language=language)
    [star] = [line for line in axes.lines if line.get_marker() == "*"]
    assert (star.get_xdata()[0], star.get_ydata()[0]) == WORLD["RUS"][:2]
    assert "Natural Earth" in note(axes)
    assert {"en": "country of the zone", "ru": "страна зоны"}[language] in legend_texts(axes)
    for nowhere in ({}, {"country": "ATA"}):
        assert not drawn(flows, language=language, profile=nowhere).lines


def legend_texts(axes):
    return [text.get_text() for text in axes.get_legend().get_texts()]


def test_what_may_not_be_told_is_hatched_where_it_may_be_named(flows):
    ranking, ed = sez.rank(flows, "destination"), sez.edition(flows, period="2019")
    hidden = [
        {"period": "2019", "destination": code, "listed": code == "IND"} for code in ("IND", "BRA")
    ]
    for some, seen in ((hidden, "no exports, or not shown"), (hidden[:1], "no exports")):
        ranking.attrs[WITHHELD] = some
        axes = draw(maps.draw_destinations, ranking, sez.first_exports(flows, "destination"), ed)
        assert look(axes, "IND")[2] and not look(axes, "BRA")[2]
        assert seen in legend_texts(axes) and "exports, not shown" in legend_texts(axes)


def test_the_map_can_be_read_in_grey_and_coasts_are_seen():
    def light(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    def contrast(a, b):
        low, high = sorted((light(a), light(b)))
        return (high + 0.05) / (low + 0.05)

    # land without exports is told from the sea too
    shades = ["#ffffff", maps.LAND, *maps.LANDS]
    assert all(contrast(a, b) >= 1.2 and light(a) > light(b) for a, b in itertools.pairwise(shades))
    assert contrast(maps.COAST, "#ffffff") >= 3 and contrast(maps.COAST, maps.LAND) >= 3


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("count", [1, 40, 250])
def test_names_overlap_none_and_stay_in_the_frame(count, language):
    codes = sorted(set(WORLD) - {""})[:count]
    rows = [
        ("2018", "CHN", 1.0),
        *(("2019", code, 10.0**at) for at, code in zip(itertools.cycle(range(10)), codes)),
    ]
    flows = pd.DataFrame(rows, columns=["period", "destination", "value"])
    axes = drawn(flows, language=language)
    held = texts(axes)
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    assert held and all(
        west < t.left and t.right < east and south < t.bottom and t.top < north for t in held
    )
    for a, b in itertools.combinations(held, 2):
        assert a.right <= b.left or b.right <= a.left or a.top <= b.bottom or b.top <= a.bottom, (
            a,
            b,
        )
    for name in held:
        across = {
            code for code in codes
            if name.left < WORLD[code].x < name.right and name.bottom < WORLD[code].y < name.top
        }  # fmt: skip
        assert {countries.country_name(code, language) for code in across} <= {name.text}


@pytest.mark.parametrize(
    "totals",
    [[1.0], [0.0], [], [3.0, 4.0], [1e-3, 1e7], [99.0, 100.0, 101.0], [1e3, 1e3], [7.0, 700.0]],
)  # fmt: skip
def test_limits_are_few_round_and_part_the_amounts(totals):
    limits = maps.class_limits(totals)
    assert len(limits) < len(maps.LANDS) and limits == sorted(set(limits))
    positive = [total for total in totals if total > 0]
    assert all(min(positive) < limit <= max(positive) for limit in limits)
    assert all(f"{limit:.0e}"[0] in "1235" and float(f"{limit:.0e}") == limit for limit in limits)


def test_a_map_of_its_own_keeps_its_texts_within_the_picture(flows, monkeypatch):
    shown = []
    monkeypatch.setattr(drawing, "_show", lambda figure, *_: shown.append(figure))
    ed = sez.edition(flows, {"country": "RUS"}, period="2019", language="ru")
    given = sez.rank(flows, "destination"), sez.first_exports(flows, "destination")
    maps.draw_destinations(*given, ed)
    [figure] = shown
    figure.draw_without_rendering()
    [axes] = figure.axes
    for held in (axes.xaxis.label, axes.get_legend(), *axes.texts):
        box = held.get_window_extent()
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= figure.bbox.width
    assert axes.xaxis.label.get_window_extent().y1 <= axes.get_legend().get_window_extent().y0 + 1
    # one degree is as long across as up
    west, east = axes.get_xlim()
    south, north = axes.get_ylim()
    box = axes.get_window_extent()
    assert (east - west) / box.width == pytest.approx((north - south) / box.height, rel=0.02)


def test_nothing_sold_is_no_map_and_other_tables_are_refused(flows):
    ed = sez.edition(flows, period="2019")
    axes = Figure().subplots()
    none = sez.rank(flows[flows["value"] == 0], "destination")
    maps.draw_destinations(none, sez.first_exports(flows, "destination"), ed, ax=axes)
    assert not axes.collections
    with pytest.raises(sez.FlowsError, match=r"maps.draw_destinations takes rank"):
        maps.draw_destinations(sez.growth(flows), None, ed)


def test_a_country_of_the_profile_is_a_code_or_a_name(tmp_path):
    path = tmp_path / "profile.toml"
    path.write_text('zone = "Z"\ncountry = "Российская Федерация"\n', encoding="utf-8")
    assert sez.read_profile(path)["country"] == "RUS"
    path.write_text('zone = "Z"\ncountry = "Rusia"\n', encoding="utf-8")
    with pytest.raises(sez.FlowsError, match=r"profile.toml: country = unknown country 'Rusia'"):
        sez.read_profile(path)


def test_the_rest_that_holds_what_is_hidden_is_no_figure_of_a_charts_data(tmp_path, monkeypatch):
    monkeypatch.setenv(trace.VARIABLE, str(tmp_path))
    shown = pd.DataFrame({"destination": ["CHN", "ZZZ"], "total": [2.0, 3.0]})
    hidden = [{"period": "2019", "destination": "KAZ", "listed": True}]
    for held, rows in (([], ["CHN", "ZZZ"]), (hidden, ["CHN"])):
        shown.attrs[WITHHELD] = held
        with drawing.draw("a", "T", shown, sez.Edition("2019", audience="public"), None) as axes:
            axes.bar([0, 1], [2.0, 3.0])
        assert pd.read_csv(tmp_path / "figures/a.csv")["destination"].tolist() == rows
